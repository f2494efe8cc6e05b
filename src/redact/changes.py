"""What is new in the drafts since the ones that were answered before.

A case remembers, in `drafts-seen.json`, the digest of each sentence of its drafts: of those that are
there now, and of those that were there when somebody last answered something. No words are kept, so
the page can say which passages are new or reworded and not what they said before.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from redact.case import Case, now
from redact.model import PRINTED, Block, Document

#: A draft under another name is a new version of an earlier one where this share of its sentences was there.
SAME_DRAFT = 0.3
#: Words of a chart are printed only where it is kept; they are looked at all the same.
LOOKED_AT = (PRINTED | {"chart"}) - {"picture"}
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+(?=\S)")
_LENGTH = 12  # hexadecimal characters of a sentence's digest


@dataclass(frozen=True, slots=True)
class Seen:
    """One draft as it is remembered: digests only."""

    digest: str  # of the file
    blocks: tuple[str, ...]  # of each block the digests of its sentences, with blanks between them
    pictures: tuple[str, ...] = ()
    left_behind: tuple[tuple[str, int], ...] = ()  # kinds of parts, and how many of each


@dataclass(frozen=True, slots=True)
class Drafts:
    """All drafts of a case from *since* on, when its ledger had *lines* lines."""

    since: str
    lines: int
    drafts: Mapping[str, Seen]


@dataclass(frozen=True, slots=True)
class Memory:
    """The drafts that are there now, and those that were there when somebody last answered something."""

    now: Drafts
    before: Drafts | None = None

    @property
    def begins_late(self) -> bool:
        """Whether something was answered before there was a memory: to which drafts is not known."""
        return self.before is None and self.now.lines > 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that is new, or in which sentences are: *sentences* are their offsets in the draft."""

    block: int
    reworded: bool  # some of its sentences were there before
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """How one draft differs from the one before it."""

    document: int  # counted from 0
    name: str
    was: str  # the name of the draft that it takes the place of; '' for a new one
    passages: tuple[Passage, ...] = ()
    gone: int = 0  # passages that are not there any more, or stand there otherwise
    new_pictures: tuple[str, ...] = ()  # ids
    new_left_behind: tuple[str, ...] = ()  # kinds


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs."""

    since: str  # when the drafts before these were first read
    until: str  # when these were
    changed: tuple[Change, ...]
    taken_away: tuple[str, ...]  # names of drafts that are not there any more


# Remembering -----------------------------------------------------------------------------------------


def keep_in_mind(case: Case, documents: Sequence[Document]) -> None:
    """Remember these drafts; those that were there become the drafts before, if anybody answered anything to them.

    A draft that is replaced twice without an answer in between is compared with what was answered last.
    """
    known, lines = memory_of(case), len(case.ledger())
    drafts = {document.name: seen_of(document) for document in documents}
    if known is not None and dict(known.now.drafts) == drafts:
        return
    new = Memory(Drafts(now(), lines, drafts))
    if known is not None and _files(known.now.drafts) == _files(drafts):  # read otherwise by another version
        new = Memory(replace(known.now, drafts=drafts), known.before)
    elif known is not None:
        answered = lines > (known.now.lines if known.before else 0)
        new = replace(new, before=known.now if answered else known.before)
    case.keep_drafts_seen(msgspec.json.encode(new))


def _files(drafts: Mapping[str, Seen]) -> dict[str, str]:
    return {name: seen.digest for name, seen in drafts.items()}


def memory_of(case: Case) -> Memory | None:
    """What the case remembers; None where that is nothing, or damaged."""
    try:
        return msgspec.json.decode(case.drafts_seen(), type=Memory)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def seen_of(document: Document) -> Seen:
    """A draft without its words."""
    kinds: Counter[str] = Counter()
    for part in document.left_behind:
        kinds[part.kind] += part.count
    return Seen(
        document.digest,
        tuple(
            filter(None, (" ".join(d for d, _ in _sentences(document, b)) for _, b in _looked_at(document)))
        ),
        tuple(picture.digest for picture in document.pictures),
        tuple(sorted(kinds.items())),
    )


def _looked_at(document: Document) -> Iterator[tuple[int, Block]]:
    return ((n, b) for n, b in enumerate(document.blocks) if b.kind in LOOKED_AT and b.span)


def _sentences(document: Document, block: Block) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each sentence of a block: its digest, whatever blanks are in it, and where it stands."""
    assert block.span
    text, at = document.of(block.span), 0
    for end in [*(m.start() for m in _SENTENCE.finditer(text)), len(text)]:
        words = text[at:end]
        lead = len(words) - len(words.lstrip())
        if words.strip():
            start = block.span.start + at + lead
            yield _digest(words), (start, start + len(words.strip()))
        at = end


def _digest(words: str) -> str:
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:_LENGTH]


# Comparing -------------------------------------------------------------------------------------------


def changes_of(documents: Sequence[Document], memory: Memory) -> Changes | None:
    """How the drafts differ from those before; None where there were none before."""
    if memory.before is None:
        return None
    before = memory.before.drafts
    was = _versions(documents, before)
    changed = []
    for number, document in enumerate(documents):
        fellow = was.get(document.name, "")
        if not fellow or before[fellow].digest != document.digest or fellow != document.name:
            changed.append(_change(number, document, fellow, before.get(fellow)))
    gone = tuple(sorted(set(before) - set(was.values())))
    return Changes(memory.before.since, memory.now.since, tuple(changed), gone)


def _versions(documents: Sequence[Document], before: Mapping[str, Seen]) -> dict[str, str]:
    """Name of a draft → name of the draft before it: the same name, else the one that shares most sentences."""
    found = {d.name: d.name for d in documents if d.name in before}
    left = [name for name in before if name not in found]
    for document in documents:
        if document.name in found or not left:
            continue
        own = _all(seen_of(document))
        shares = {name: len(own & _all(before[name])) / max(1, len(own)) for name in left}
        best = max(shares, key=lambda name: (shares[name], name))
        if shares[best] >= SAME_DRAFT:
            found[document.name] = best
            left.remove(best)
    return found


def _all(seen: Seen) -> set[str]:
    return {digest for block in seen.blocks for digest in block.split()}


def _change(number: int, document: Document, was: str, seen: Seen | None) -> Change:
    passages, gone = _passages(document, seen)
    seen = seen or Seen("", ())
    pictures, kinds = Counter(seen.pictures), dict(seen.left_behind)
    now_left = dict(seen_of(document).left_behind)
    return Change(
        number,
        document.name,
        was,
        passages,
        gone,
        tuple(p.id for p in document.pictures if not _taken(pictures, p.digest)),
        tuple(kind for kind, count in now_left.items() if count > kinds.get(kind, 0)),
    )


def _passages(document: Document, seen: Seen | None) -> tuple[tuple[Passage, ...], int]:
    """The blocks that are not as they were, and how many of those before are not there any more.

    A block that was moved is no change; one that stands there once more is.
    """
    whole = Counter(seen.blocks if seen else ())
    others = []
    for number, block in _looked_at(document):
        sentences = tuple(_sentences(document, block))
        if sentences and not _taken(whole, " ".join(digest for digest, _ in sentences)):
            others.append((number, sentences))
    parts = Counter(digest for block in whole.elements() for digest in block.split())
    passages = []
    for number, sentences in others:
        new = tuple(where for digest, where in sentences if not _taken(parts, digest))
        passages.append(Passage(number, len(new) < len(sentences), new))
    return tuple(passages), whole.total()


def _taken(counts: Counter[str], one: str) -> bool:
    """Whether *one* is among those counted; it is then counted no longer."""
    if counts[one] <= 0:
        return False
    counts[one] -= 1
    return True
