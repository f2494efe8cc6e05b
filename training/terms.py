"""`make train`: fit the network of `terms`, which tells guesses at names from terms of the trade; weights into src/redact/detect.

    python training/terms.py            fit, and write src/redact/detect/terms.npz
    python training/terms.py --cross    fit without a quarter of the lines and of the cases in turn, and tell what is then let go
    python training/terms.py --measure  what the program as it is finds in training/names/held-back*.txt: figures alone

Each line of training/names/*.txt is a sentence or a note with its names marked as [words](LABEL), and as many words that
only look like names. The open cases count as well. The held-back lines and samples are never read for fitting.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from descending import Pace  # noqa: E402
from marked import Line, cases, document_of, is_covered, lines  # noqa: E402
from small import Shape, Taught, fit, write  # noqa: E402

from redact.detect import find_anew, find_mentions, found_by_block  # noqa: E402
from redact.detect.known import know  # noqa: E402
from redact.detect.telling import words_of  # noqa: E402
from redact.detect.terms import HARDLY, WEIGHTS, WORDS_SEEN, is_guess, seen  # noqa: E402
from redact.model import Mention, Span  # noqa: E402
from redact.rules import load_rules  # noqa: E402

RULES = load_rules(ROOT / "rules")
FOLDS = 4
DROPPED = 0.3  # of the words of a guess and beside it


def hidden_words(rows: Any, rng: Any) -> Any:
    """*rows* without some of the words."""
    width = words_of(RULES).numbers().shape[1]
    kept = np.repeat(rng.random((len(rows), WORDS_SEEN)) > DROPPED, width, axis=1)
    out = rows.copy()
    out[:, : WORDS_SEEN * width] *= kept
    return out


SHAPE = Shape(32, 2, Pace(epochs=10, batch=128, rate=2e-3, decay=3e-3), hidden_words)


def taught(some: Sequence[Line]) -> Taught:
    """The guesses at names in *some* lines, and whether they are names; `is_decided` where they would be replaced."""
    texts, words = [text for text, _ in some], words_of(RULES)
    document = document_of(texts)
    rows, classes, is_replaced = [], [], []
    for (text, marks), block, there in zip(
        some, document.blocks, found_by_block(document, document.blocks, texts, RULES), strict=True
    ):
        at = block.span.start if block.span else 0
        guesses = [m for m in there if is_guess(m)]
        if guesses:
            rows.append(seen(guesses, text, at, words))
            classes += [_is_name(m, at, marks) for m in guesses]
            is_replaced += [m.status == "replace" for m in guesses]
    return Taught(
        np.concatenate(rows), np.array(classes, int), np.ones(len(classes), np.float32), np.array(is_replaced)
    )


def _is_name(guess: Mention, at: int, marks: Sequence[tuple[int, int, str]]) -> bool:
    start, end = guess.span.start - at, guess.span.end - at
    return any(a < end and start < b and label != "KEEP" for a, b, label in marks)


def cross() -> None:
    """What is let go of lines and cases with which the network was not fitted."""
    some = lines("names", "kinds")
    told = [taught(some[n::FOLDS]) for n in range(FOLDS)]
    by_case = [taught(each) for each in cases().values()]
    for name, parts in (("lines", told), ("cases", by_case)):
        counted: Counter[Any] = Counter()
        for n in range(FOLDS):
            net = fit([p for each in (told, by_case) for m, p in enumerate(each) if m % FOLDS != n], SHAPE)
            for part in parts[n::FOLDS]:
                counted += _let_go(net.chances(part.numbers)[:, 1], part)
        for status in HARDLY:
            print(
                f"{name}: of {counted[status, 0]} guesses ({status}) that are no names {counted[status, 0, 'gone']} are "
                f"let go, of {counted[status, 1]} that are {counted[status, 1, 'gone']}"
            )


def _let_go(chances: Any, part: Taught) -> Counter[Any]:
    sums: Counter[Any] = Counter()
    for status, least in HARDLY.items():
        for name in (0, 1):
            of_these = (part.is_decided == (status == "replace")) & (part.classes == name)
            sums[status, name] = int(of_these.sum())
            sums[status, name, "gone"] = int((of_these & (chances < least)).sum())
    return sums


def measure() -> None:
    """Of what is marked in the held-back lines: how much is found, and caught; and what is treated outside of the marks."""
    counted: Counter[str] = Counter()
    for text, marks in lines("names", "kinds", held_back=True):
        document = document_of([text])
        mentions = find_mentions(document, RULES, know([], RULES), find_anew(document, RULES))
        treated = [m for m in mentions if m.status in {"replace", "flag"}]
        for a, b, label in marks:
            counted[label] += 1
            counted[f"{label} found"] += is_covered(Span(a, b), document, treated)
            counted[f"{label} caught"] += is_covered(
                Span(a, b), document, (m for m in mentions if m.status != "keep")
            )
        for m in mentions:
            if not any(m.span.overlaps(Span(a, b)) for a, b, _ in marks):
                counted[f"outside, {m.status}"] += 1
    for label in sorted(name for name in counted if name.isupper()):
        print(
            f"{label}: of {counted[label]} marked {counted[f'{label} found']} are found, {counted[f'{label} caught']} caught"
        )
    print({name: count for name, count in counted.items() if name.startswith("outside")})


def main(arguments: list[str]) -> None:
    """Fit and write, or say what is found."""
    if "--cross" in arguments:
        cross()
    elif "--measure" in arguments:
        measure()
    else:
        write(fit([taught(lines("names", "kinds")), *map(taught, cases().values())], SHAPE), WEIGHTS)


if __name__ == "__main__":
    main(sys.argv[1:])
