"""Places of a name that read like something else: the everyday word, a season, an author who is cited.

One name may stand at eleven places for a girl and at a twelfth for the word. One answer for all of them is
then wrong somewhere, so such a place bears what it reads like in its reason: it is asked about apart, and no
answer on the name settles it (see `targets.sense_of`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redact.link import AMBIGUOUS
from redact.model import ENTITY_LABELS, Document, Entity, Mention
from redact.names import fold
from redact.rules import Rules
from redact.rules.senses import Sense, read_senses
from redact.targets import MAY_READ_LIKE, READS_LIKE, SELF, sense_of

#: Where a capital says nothing: at the start of a block, after a full stop, a colon or an opening mark.
_START = re.compile(r"(?:\A|[.!?:][”\"’')]?\s|\s[“\"‘'(]|\A[“\"‘'(]|•\s)\Z")
#: What is said of a place that was found with less certainty than the other places of its name.
LESS_SURE = "something else than at the other places of this name"


def with_senses(
    mentions: Sequence[Mention], entities: Mapping[str, Entity], rules: Rules, documents: Iterable[Document]
) -> list[Mention]:
    """The mentions, those that are asked about with what they read like, where they do not read like the name.

    None of those where several people may be meant: each of these places is answered by itself anyway. What a
    place reads like is likely only where neither *documents* nor *entities* have a person of that name.
    """
    senses = read_senses(rules.folder)
    alone = _Alone(senses, tuple(entities.values()), tuple(documents))
    read = [_read(m, senses, alone) if _is_asked(m, entities) else m for m in mentions]
    firm = {m.entity for m in read if m.status == "flag" and m.entity and not sense_of(m)[0]}
    return [
        replace(m, reason=f"{m.reason}{MAY_READ_LIKE}{LESS_SURE}")
        if m.status == "watch" and m.entity in firm and _is_asked(m, entities) and not sense_of(m)[0]
        else m
        for m in read
    ]


def _is_asked(mention: Mention, entities: Mapping[str, Entity]) -> bool:
    entity = entities.get(mention.entity)
    several = entity is not None and entity.role == AMBIGUOUS
    return mention.is_open and mention.label in ENTITY_LABELS and not several


def _read(mention: Mention, senses: Iterable[Sense], alone: _Alone) -> Mention:
    found = next(
        (sense for sense in senses if fits(sense, mention.label, mention.text, mention.context)), None
    )
    if found is None:
        return mention
    mark = READS_LIKE if found.sure and alone.is_nobody(mention) else MAY_READ_LIKE
    return replace(mention, reason=f"{mention.reason}{mark}{found.says}")


@dataclass(frozen=True)
class _Alone:
    """Whether a word is nobody's name anywhere: not the register's, nor at one place of any draft."""

    senses: Sequence[Sense]
    entities: Sequence[Entity]
    documents: Sequence[Document]
    known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def is_nobody(self, mention: Mention) -> bool:
        """Whether the words of *mention* read like something else, for sure, wherever they have a capital."""
        key = mention.label, _bare(mention.text)
        if key not in self.known:
            named = any(
                set(fold(key[1]).split()) & _words_of(e) for e in self.entities if not self._is_it(e, key)
            )
            self.known[key] = not named and all(self._reads(*key, text) for text in self._texts())
        return self.known[key]

    def _is_it(self, entity: Entity, key: tuple[str, str]) -> bool:
        """Whether an entity is no more than these words, as the question has them."""
        return not entity.listed and not entity.aliases and fold(entity.name) == fold(key[1])

    def _texts(self) -> Iterator[str]:
        return (" ".join(d.of(b.span).split()) for d in self.documents for b in d.blocks if b.span)

    def _reads(self, label: str, word: str, text: str) -> bool:
        """Whether each place of *word* in *text* that has a capital reads like something else, for sure."""
        places = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
        contexts = (
            (m.group(), f"{text[: m.start()]}{SELF}{text[m.end() :]}")
            for m in places
            if not m.group().islower()
        )
        sure = [sense for sense in self.senses if sense.sure]
        return all(any(fits(each, label, said, context) for each in sure) for said, context in contexts)


def _words_of(entity: Entity) -> set[str]:
    return {word for name in (entity.name, *entity.aliases) for word in fold(name).split()}


def _bare(text: str) -> str:
    return re.sub(r"['’]s\Z", "", text.strip())


def fits(sense: Sense, label: str, text: str, context: str) -> bool:
    """Whether words under a label read like *sense* in their context, in which SELF stands for them."""
    before, _, after = context.partition(SELF)
    word = _bare(text)
    return (
        (not sense.of or label in sense.of)
        and (not sense.words or word.casefold() in sense.words)
        and (not sense.small or word.islower())
        and (not sense.starts or _START.search(before) is not None)
        and sense.before.search(before) is not None
        and sense.after.match(after) is not None
    )


__all__ = ["LESS_SURE", "fits", "with_senses"]
