"""The checklist as people read it: lines, plain data, and a table to be filled in."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from redact.conditions import Item, State, unanswered
from redact.conditions.days import in_words
from redact.conditions.earliest import Earliest

#: The order in which items are shown, with the heading of each group.
ORDER: tuple[tuple[State, str], ...] = (
    ("open", "Without an answer"),
    ("holds", "Holding the release"),
    ("answered", "Answered"),
    ("not needed", "Not needed"),
)
MOST_PLACES = 4
TAKES = {"date": "a date", "name": "a name", "text": "words"}
COLUMNS = ("target", "answer", "value", "reason", "question", "why", "possible values")


def as_lines(items: Sequence[Item], first: Sequence[Earliest]) -> Iterator[str]:
    """The checklist in plain text: how much is open and for which step, the earliest day, then the items, the open first."""
    yield in_short(items)
    yield from by_step(items)
    for each in first:
        yield f"Earliest day of publication ({each.audience}): {in_words(each.day)}"
        yield from (f"  {reason}" for reason in each.reasons)
    for state, heading in ORDER:
        group = [item for item in items if item.state == state]
        if group:
            yield from ("", f"{heading}: {len(group)}")
        for item in group:
            yield from _lines(item)


def in_short(items: Sequence[Item]) -> str:
    """'61 questions: 58 without an answer, 1 holding the release, 2 answered, 0 not needed.'

    A question that is asked for each audience, or for each child, counts once for each.
    """
    counts = Counter(item.state for item in items)
    told = ", ".join(f"{counts[state]} {heading[0].lower()}{heading[1:]}" for state, heading in ORDER)
    return f"{len(items)} questions, those asked for each audience or child counted for each: {told}."


def by_step(items: Sequence[Item]) -> Iterator[str]:
    """How many of those without an answer concern each signature and each release.

    Those of the whole case concern every one of them, so that the numbers add up to more than there are questions.
    """
    audiences = list(dict.fromkeys(item.audience for item in items if item.audience))
    for step, called in (("sign", "signature"), ("release", "release")):
        told = [f"{audience} {len(list(unanswered(tuple(items), audience, step)))}" for audience in audiences]
        if audiences:
            yield f"Before a {called}, without an answer (those of the whole case in each): {', '.join(told)}"


def _lines(item: Item) -> Iterator[str]:
    about = f", {item.audience}" if item.audience else ""
    step = "the signature" if item.needed_for == "sign" else "the release"
    yield f"{item.question} ({item.rule}{about}, for {step})"
    yield f"  {item.why}"
    if item.state in {"open", "holds"}:
        yield f"  can be answered: {possible(item)}"
    if item.places:
        told = "; ".join(f"{place.document}, {place.place}" for place in item.places[:MOST_PLACES])
        more = len(item.places) - MOST_PLACES
        yield f"  look at: {told}{f' and {more} more' if more > 0 else ''}"
    if item.answer:
        told = f"  answered: {_line(item.answer)} ({_line(item.by)}, {item.at})"
        yield told + (f" – {_line(item.reason)}" if item.reason else "")
    if item.note:
        yield f"  {'HOLDS' if item.state == 'holds' else item.state}: {_line(item.note)}"
    yield f"  its code in a table of answers: {item.target}"


def possible(item: Item) -> str:
    """What can be answered, in words."""
    free = [TAKES[item.kind]] if item.kind in TAKES else []
    own = [f"{word} ({meaning})" if meaning != word else word for word, meaning in item.words.items()]
    needs = ", with a reason" if "yes" in item.reason_for else ""
    second = "; by somebody who decided nothing about the text" if item.second else ""
    return " · ".join([*free, *own]) + needs + second


def as_data(items: Sequence[Item], first: Sequence[Earliest]) -> dict[str, Any]:
    """The checklist as plain data."""
    return {
        "counts": {state: sum(item.state == state for item in items) for state, _ in ORDER},
        "earliest": [asdict(each) | {"day": each.day.isoformat()} for each in first],
        "items": [
            asdict(item) | {"words": dict(item.words), "reason_for": sorted(item.reason_for)}
            for state, _ in ORDER
            for item in items
            if item.state == state
        ],
    }


def as_table(items: Sequence[Item]) -> str:
    """What is open or holds as .csv: fill in the column value, and give it to redact review --import."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in items:
        if item.state in {"open", "holds"}:
            writer.writerow([item.target, "", "", "", item.question, item.why, possible(item)])
    return out.getvalue()


def _line(text: str) -> str:
    """Text as one line that a terminal prints and does not obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
