"""Free text that may leave the case: what somebody wrote as a reason, without the names of the case.

Every form of every real name and identifier that no edition may hold is masked, and every name that
detection finds in the text itself: a reason may name somebody who stands in no draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from redact.detect import find_anew, find_mentions
from redact.detect.known import know
from redact.model import ENTITY_LABELS, Block, Document, Entity, Secret, Span
from redact.names import fold, skeleton
from redact.rules import Rules

NAME = "[name]"
SHORTEST = 3  # letters of a part of a reviewer's name that is masked by itself
_AGAIN = re.compile(r"\[name\](?:[\s,]+\[name\])+")


@dataclass(frozen=True)
class Mask:
    """Masks *secrets* in a text, and puts *people* (who worked on the case) under the names given for them."""

    secrets: tuple[Secret, ...] = ()
    people: Mapping[str, str] | None = None

    def __call__(self, text: str) -> str:
        """*text* with [name] for each secret, however it is written with marks, capitals, hyphens or spaces."""
        folded, origin = skeleton(text)
        out, at = [], 0
        for match in self._pattern.finditer(folded) if self._instead else ():
            start, end = origin[match.start()], origin[match.end() - 1] + 1
            out += [text[at:start], self._instead[match.group()]]
            at = end
        return _AGAIN.sub(NAME, "".join([*out, text[at:]]))

    @cached_property
    def _instead(self) -> Mapping[str, str]:
        parts = (part for name in self.people or () for part in re.findall(r"[^\W\d_]+", fold(name)))
        instead = {part: NAME for part in parts if len(part) >= SHORTEST}
        instead |= {fold(secret.text): NAME for secret in self.secrets}
        return {
            k: v for k, v in (instead | {fold(n): s for n, s in (self.people or {}).items()}).items() if k
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted(self._instead, key=lambda word: (-len(word), word))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def names_in(texts: Iterable[str], entities: Iterable[Entity], rules: Rules) -> tuple[Secret, ...]:
    """What detection finds in free texts, the names of the case known; public bodies and everyday words stay."""
    document = _as_document([text for text in texts if text.strip()])
    if not document.text:
        return ()
    found = find_mentions(document, rules, know(entities, rules), find_anew(document, rules))
    return tuple(
        Secret("", m.text, m.label)
        for m in found
        if m.status != "keep" and not (m.label in ENTITY_LABELS and m.text.islower())
    )


def _as_document(texts: Sequence[str]) -> Document:
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(Span(at, at + len(text)), "paragraph"))
        at += len(text) + 1
    return Document("reasons", "", "\n".join(texts), tuple(blocks))
