"""What a decision hangs on: words and what stands around them, never an offset.

So a corrected draft keeps the reviewer's work. The target of one mention holds the
words before it and the words after it in two halves: where a paragraph was reworded
on one side, the other half still says which mention was meant, if it says so of one.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from redact.link import TAKEN_FOR
from redact.model import PRINTED, Decision, Document, Entity, Finding, Mention, Picture, Span
from redact.names import fold
from redact.remembered import remembered

#: Stands for the mention itself between the words before it and those after it.
SELF = "▮"
#: Characters of context that are enough to know a mention again by one side.
ENOUGH = 12
#: In the reason of a mention: from here on what the place reads like, where that is not the name.
READS_LIKE = "; reads like "
#: The same, where somebody has to say.
MAY_READ_LIKE = "; may here be "
#: Answers that may follow half a context: they take words away, and free nobody and name nobody.
SAFE = frozenset({"confirm", "rewrite"})
#: A passage: the digest of its paragraph, and where in it the passage begins and ends.
PASSAGE = re.compile(r"r-([0-9a-f]{12})-(\d{1,7})-(\d{1,7})")
#: Rules by which the same words are one thing here and another there.
BY_ITSELF = frozenset({"telling number", "likely name"})
HALF = 8  # hexadecimal characters of one half of a mention's target


def mention_target(mention: Mention) -> str:
    """What a decision on one mention hangs on: its label and words, with what stands before, and after."""
    return _mention_target(mention.label, mention.text, mention.context)


@remembered(1 << 17)  # asked for every mention of a case after each answer
def _mention_target(label: str, text: str, context: str) -> str:
    before, _, after = context.partition(SELF)
    return "m-" + "".join(_digest(label, fold(text), side)[:HALF] for side in (before, after))


def words_target(mention: Mention) -> str:
    """What a decision on all mentions of the same words under the same label hangs on.

    Where the bearer is only likely, it hangs on the bearer too: who is taken for somebody else
    in a later draft is asked about again. So is who, or what, a place reads like that does not read like the name.
    What only its sentence tells is a decision of its own at each place: one 'eleven' is an age, the next a count.
    """
    bearer = (mention.entity,) if is_taken(mention) else ()
    if mention.rule in BY_ITSELF:
        bearer = (*bearer, mention.context)
    if sense := sense_of(mention)[0]:
        bearer = (*bearer, sense)
    return _words_target(mention.label, mention.text, *bearer)


@remembered(1 << 17)
def _words_target(label: str, text: str, *bearer: str) -> str:
    return "w-" + _digest(label, fold(text), *bearer)


def paragraph_target(mention: Mention, document: Document) -> str:
    """What a decision on all mentions of one label and entity in one paragraph hangs on: the paragraph's own words.

    For a cell of a table, on those of its row too: they say of whom the cell speaks.
    """
    at = mention.span.start
    block = next((b for b in document.blocks if b.span and b.span.start <= at < b.span.end), None)
    own = block.span if block and block.span else mention.span
    row = [
        b.span
        for b in document.blocks
        if block and block.cell and b.cell and b.span
        and (b.cell.table, b.cell.row) == (block.cell.table, block.cell.row)
    ]  # fmt: skip
    return "w-" + _digest(mention.label, mention.entity, *(fold(document.of(span)) for span in (own, *row)))


def is_taken(mention: Mention) -> bool:
    """Whether the mention's bearer is likely and not sure."""
    return mention.reason.startswith(TAKEN_FOR)


def sense_of(mention: Mention) -> tuple[str, bool]:
    """What the place reads like, where that is not the name, and whether that is likely; ('', False) for a name."""
    for mark, sure in ((READS_LIKE, True), (MAY_READ_LIKE, False)):
        if mark in mention.reason:
            return mention.reason.partition(mark)[2].partition(" (")[0], sure
    return "", False


def is_apart(mention: Mention) -> bool:
    """Whether nothing that was said of its bearer settles the mention: who or what is meant is asked by itself."""
    return is_taken(mention) or bool(sense_of(mention)[0])


def left_target(document: str, kind: str) -> str:
    """What a decision on a kind of part that a draft leaves behind hangs on."""
    return "left-" + _digest(document, kind)


def picture_target(document: str, picture: Picture) -> str:
    """What a decision on a picture of a draft hangs on: what it is and how much of it is shown, not where."""
    return "p-" + _digest(document, picture.kind, picture.digest, picture.unfit)


def is_passage(target: str) -> bool:
    """Whether a decision's target is a passage."""
    return PASSAGE.fullmatch(target) is not None


def passage_target(document: Document, span: Span) -> str:
    """What a decision on these words of a draft hangs on.

    Raises:
        ValueError: they do not lie inside one printed paragraph, cell or note.
    """
    own = block_of(document, span)
    name = next((name for name, place in _paragraphs([document]).items() if place[1] == own), "")
    if own is None:
        raise ValueError("a passage lies inside one paragraph that is printed")
    return f"r-{name}-{span.start - own.start}-{span.end - own.start}"


def block_of(document: Document, span: Span) -> Span | None:
    """The printed paragraph, cell or note that holds *span*; None where none does."""
    return next((own for own in _printed(document) if own.covers(span)), None)


def passages_at(targets: Iterable[str], documents: Iterable[Document]) -> dict[str, tuple[Document, Span]]:
    """Where each passage stands now; none whose paragraph is no longer there, or was reworded."""
    wanted = {target: parts for target in targets if (parts := PASSAGE.fullmatch(target))}
    paragraphs = _paragraphs(documents) if wanted else {}
    found = {}
    for target, parts in wanted.items():
        start, end = int(parts[2]), int(parts[3])
        if (place := paragraphs.get(parts[1])) and start < end <= len(place[1]):
            found[target] = place[0], Span(place[1].start + start, place[1].start + end)
    return found


def _printed(document: Document) -> Iterable[Span]:
    return (b.span for b in document.blocks if b.span and b.kind in PRINTED)


def _paragraphs(documents: Iterable[Document]) -> dict[str, tuple[Document, Span]]:
    """Each printed paragraph by a digest: of the draft's name, its words, and which of those with the same words it is."""
    found: dict[str, tuple[Document, Span]] = {}
    for document in documents:
        earlier: dict[str, int] = defaultdict(int)
        for own in _printed(document):
            words = document.of(own)
            found[_digest(document.name, words, str(earlier[words]))] = document, own
            earlier[words] += 1
    return found


def finding_target(finding: Finding, files_digest: str) -> str:
    """What accepting a finding hangs on; it comes back when the file changes."""
    return "f-" + _digest(
        finding.check, finding.file, finding.place, finding.entity, finding.message, files_digest
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def known_again(decisions: Iterable[Decision], mentions: Sequence[Mention]) -> dict[str, str]:
    """Targets of mentions that no mention has any more → the target of the one mention that has half of it.

    Only where one mention alone has that half, and nobody has decided on it; only for answers
    that free no words and say of nobody who is meant; and never for a word that tells a gender.
    """
    there = {mention_target(m): m for m in mentions if m.label != "GENDER"}
    decided = {d.target: d for d in decisions if d.target.startswith("m-")}
    wanted = set(decided)
    lost = sorted(target for target in wanted - set(there) if decided[target].action in SAFE)
    if not lost:
        return {}
    halves: dict[tuple[int, str], set[str]] = defaultdict(set)
    for target, mention in there.items():
        for side, words in enumerate(mention.context.partition(SELF)[::2]):
            if len(words.strip()) >= ENOUGH:
                halves[side, _half(target, side)].add(target)
    found = {}
    for gone in lost:
        near = [t for side in (0, 1) for t in halves.get((side, _half(gone, side)), ())]
        if len(set(near)) == 1 and near[0] not in wanted and not still_says(decided[gone], there[near[0]]):
            found[gone] = near[0]
    return found


def still_says(decision: Decision, mention: Mention) -> bool:
    """Whether the words that a person chose hold those of the mention: that leaves them, as a 'no' does."""
    return decision.action == "rewrite" and fold(mention.text) in fold(decision.value)


def _half(target: str, side: int) -> str:
    return target[2 + side * HALF : 2 + (side + 1) * HALF]


def fits_nothing(
    decisions: Iterable[Decision],
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    documents: Iterable[Document] = (),
) -> list[Decision]:
    """The decisions on words and people that are not in the drafts any more; they apply again should those come back."""
    there = {mention_target(m) for m in mentions} | {words_target(m) for m in mentions} | set(entities)
    there |= set(known_again(decisions, mentions))
    named = {document.name: document for document in documents}
    there |= {
        paragraph_target(m, named[m.document])
        for m in mentions
        if m.label == "GENDER" and m.document in named
    }
    there |= set(passages_at((d.target for d in decisions), named.values()))
    return [
        d for d in decisions if d.action != "add" and d.target not in there and not _is_elsewhere(d.target)
    ]


def fit_nothing_now(
    decisions: Sequence[Decision],
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    documents: Sequence[Document],
    more: Iterable[str],
) -> list[Decision]:
    """The new decisions that change nothing as the drafts are; *more* are targets that the ledger or a question has."""
    there = {left_target(d.name, part.kind) for d in documents for part in d.left_behind} | set(more)
    gone = fits_nothing([d for d in decisions if d.action != "undo"], mentions, entities, documents)
    elsewhere = [d for d in decisions if d.action == "undo" or _is_elsewhere(d.target)]
    unknown = [d for d in elsewhere if d.target not in there and not d.target.startswith("c:")]
    return [d for d in decisions if (d in gone or d in unknown) and d.target not in there]


def _is_elsewhere(target: str) -> bool:
    """Whether a target is no words and nobody of the drafts: a picture, a part left behind, a finding, the checklist."""
    return target.startswith(("left-", "p-", "f-", "c:"))
