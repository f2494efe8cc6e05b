"""`make train`: fit the network of `numbered`, which tells what a number says; weights into src/redact/detect.

    python training/numbered.py            fit, and write src/redact/detect/numbered.npz
    python training/numbered.py --cross    fit without a quarter of the lines and of the cases in turn, and tell what is found there
    python training/numbered.py --measure  what the program as it is finds in training/numbers/held-back*.txt: figures alone

Each line of training/numbers/*.txt is a sentence or a note with its numbers marked as [words](LABEL). The open cases count
as well. The held-back lines and samples are never read for fitting.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from descending import Pace  # noqa: E402
from marked import Line, document_of, is_covered, lines  # noqa: E402
from quarters import Task, run  # noqa: E402
from small import Shape, Taught  # noqa: E402

from redact.detect import find_anew, find_mentions, found_by_block  # noqa: E402
from redact.detect.known import know  # noqa: E402
from redact.detect.numbered import (  # noqa: E402
    CLASSES,
    LIKELY,
    SIDE,
    SURE,
    WEIGHTS,
    beside_in,
    numbers_in,
    seen,
)
from redact.detect.telling import words_of  # noqa: E402
from redact.model import Span  # noqa: E402
from redact.rules import load_rules  # noqa: E402

RULES = load_rules(ROOT / "rules")
FOLDERS = ("numbers", "kinds")
#: What each label counts as; all others as nothing.
AS = {
    "DOB": "DATE",
    "PHONE": "ID",
    "POSTCODE": "ID",
    "ADDRESS": "ID",
    "HANDLE": "ID",
    "URL": "ID",
    "EMAIL": "ID",
}
DROPPED = 0.2  # of the words beside a number
FOUND_WEIGHT = 0.5  # of a number that a pattern finds anyway


def hidden_words(rows: Any, rng: Any) -> Any:
    """*rows* without some of the words beside each number."""
    kept = rng.random((len(rows), 2 * SIDE + 1, 1)) > DROPPED
    kept[:, SIDE] = True
    return (rows.reshape(len(rows), 2 * SIDE + 1, -1) * kept).reshape(len(rows), -1)


SHAPE = Shape(24, len(CLASSES), Pace(epochs=12, batch=128, rate=2e-3, decay=3e-3), hidden_words)


def taught(some: Sequence[Line]) -> Taught:
    """The numbers of *some* lines."""
    texts, words = [text for text, _ in some], words_of(RULES)
    document = document_of(texts)
    rows, classes, is_found = [], [], []
    found = found_by_block(document, document.blocks, texts, RULES)
    for (text, marks), block, there in zip(some, document.blocks, found, strict=True):
        beside, numbers = (
            beside_in(there, block.span.start if block.span else 0),
            list(numbers_in(text)),
        )
        if numbers:
            rows.append(seen(numbers, text, beside, words))
            classes += [_class(marks, *number.span) for number in numbers]
            is_found += [beside.treated.covers(Span(*number.span)) for number in numbers]
    weights = np.where(is_found, FOUND_WEIGHT, 1).astype(np.float32)
    return Taught(np.concatenate(rows), np.array(classes), weights, np.array(is_found))


def _class(marks: Iterable[tuple[int, int, str]], start: int, end: int) -> int:
    label = next((label for a, b, label in marks if a < end and start < b), "")
    kind = AS.get(label, label)
    return CLASSES.index(kind) if kind in CLASSES else 0


def tell(name: str, chances: Any, classes: Any) -> None:
    """How many numbers of each kind are likely, of those that no pattern finds."""
    for number, label in enumerate(CLASSES[1:], 1):
        right = classes == number
        for least in (LIKELY[label], SURE.get(label, 1.0)):
            hit = chances[:, number] >= least
            print(
                f"{name}: of {int(right.sum())} {label} that no pattern finds {int((hit & right).sum())} have a chance "
                f"of {least}; {int(hit.sum())} of {len(chances)} numbers have"
            )


def measure() -> None:
    """Of the numbers marked in the held-back lines: how many are found, and caught; of those treated: how many are right."""
    some = lines(*FOLDERS, held_back=True)
    document = document_of([text for text, _ in some])
    mentions = find_mentions(document, RULES, know([], RULES), find_anew(document, RULES))
    starts = [block.span.start for block in document.blocks if block.span]
    marks = [
        (Span(at + a, at + b), label)
        for at, (_, each) in zip(starts, some, strict=True)
        for a, b, label in each
    ]
    for label in CLASSES[1:]:
        spans = [span for span, kind in marks if kind == label]
        treated = [m for m in mentions if m.status in {"replace", "flag"}]
        found = sum(is_covered(span, document, treated) for span in spans)
        caught = sum(
            is_covered(span, document, (m for m in mentions if m.status != "keep")) for span in spans
        )
        print(f"{label}: of {len(spans)} marked {found} are found, {caught} caught")
    for label in SURE:
        for status in ("replace", "flag", "watch"):
            told = [m for m in mentions if m.label == label and m.status == status]
            right = sum(any(m.span.overlaps(span) for span, kind in marks if kind == label) for m in told)
            print(f"{label}, {status}: {len(told)}, of which {right} are marked so")


if __name__ == "__main__":
    run(sys.argv[1:], Task(FOLDERS, taught, SHAPE, WEIGHTS), tell, measure)
