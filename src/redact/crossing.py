"""Where one laptop treats a name or words as a whole, and the other leaves one place of them.

Each answer hangs on something else, so that neither replaces the other: put together, the one place would be
left although somebody had said that it goes, and nobody would have been asked. So it is a conflict like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from redact.exchange import Conflict, Merge, Past, Question, Row, mark_of, pasts, question_of
from redact.model import Decision, Ledger, Mention
from redact.targets import mention_target, words_target

#: Answers on a whole by which its places go; the first say the same of one place.
OF_A_PLACE = frozenset({"confirm", "link", "rewrite", "split"})
TREATS = OF_A_PLACE | {"merge", "rename", "role"}


def with_crossed(merge: Merge, rows: Sequence[Row], ledger: Ledger, mentions: Iterable[Mention]) -> Merge:
    """*merge* with a conflict for each place that one laptop leaves and the other treats with others.

    A row that treats places which are left here is held until all conflicts are settled. What the other laptop
    had seen when it answered, or said of the place itself, is no conflict.
    """
    ours, wholes, places = pasts(ledger), defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for mention in mentions:
        for whole in filter(None, (words_target(mention), mention.entity)):
            wholes[mention_target(mention)].add(whole)
            places[whole].add(mention_target(mention))
    theirs = {row.key: row for row in rows}
    left = {id(row): conflict for row in merge.new if (conflict := _left_there(row, ours, theirs, wholes))}
    held = {id(row): found for row in merge.new if (found := _left_here(row, ours, theirs, places))}
    return replace(
        merge,
        new=tuple(row for row in merge.new if id(row) not in {*left, *held}),
        held=tuple(row for row in merge.new if id(row) in held),
        conflicts=(*merge.conflicts, *left.values(), *(each for found in held.values() for each in found)),
    )


def _left_there(
    row: Row,
    ours: Mapping[Question, Past],
    theirs: Mapping[Question, Row],
    wholes: Mapping[str, set[str]],
) -> Conflict | None:
    """The conflict of a row that leaves one place, where it is treated here; None where it is not."""
    if row.answer != "dismiss":
        return None
    for whole in sorted(wholes.get(row.target, ())):
        answers = (ours.get((facet, whole), Past()).answer for facet in ("answer", "merge", "rename", "role"))
        for own in answers:
            if own and own.action in TREATS and not _seen(own, theirs):
                return Conflict(row, _at(own, row.target))
    return None


def _left_here(
    row: Row,
    ours: Mapping[Question, Past],
    theirs: Mapping[Question, Row],
    places: Mapping[str, set[str]],
) -> list[Conflict]:
    """The conflicts of a row that treats a whole, with the places of it that are left here."""
    if row.answer not in TREATS:
        return []
    found = []
    for place in sorted(places.get(row.target, ())):
        past = ours.get(("answer", place), Past())
        own, there = past.answer, _at(row.decision, place)
        known = ("answer", place) in theirs or mark_of(there) in past.marks
        if own and own.action == "dismiss" and not known:
            as_row = replace(row, target=place, answer=there.action, value=there.value, question="answer")
            found.append(Conflict(as_row, own))
    return found


def _seen(own: Decision, theirs: Mapping[Question, Row]) -> bool:
    """Whether the other laptop had our answer."""
    row = theirs.get(question_of(own))
    return row is not None and mark_of(own) in row.history.split()


def _at(decision: Decision, place: str) -> Decision:
    """What is said of a whole, as said of one place of it."""
    if decision.action in OF_A_PLACE:
        return replace(decision, target=place)
    return replace(decision, action="confirm", target=place, value="")
