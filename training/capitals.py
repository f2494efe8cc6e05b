"""`make train`: fit the network of `capitals`, which tells names among everyday words; weights into src/redact/detect.

    python training/capitals.py          fit, and write src/redact/detect/capitals.npz
    python training/capitals.py --cross  fit without a quarter of the lines and of the cases in turn, and tell what is found there
    python training/capitals.py --measure  what the program as it is finds in the held-back lines of names: figures alone

Each line of training/names is a sentence or a note with its names marked as [words](LABEL), and as many words that only
look like names. It learns from the lines of training/names and training/kinds, and the open cases. What is held back is never read.
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
from marked import Line, document_of, is_covered, lines  # noqa: E402
from quarters import Task, run  # noqa: E402
from small import Shape, Taught  # noqa: E402

from redact.detect import find_anew, find_mentions, found_by_block  # noqa: E402
from redact.detect.capitals import LIKELY, SIDE, WEIGHTS, open_capitals, seen  # noqa: E402
from redact.detect.known import know  # noqa: E402
from redact.detect.telling import words_of  # noqa: E402
from redact.model import Span  # noqa: E402
from redact.rules import load_rules  # noqa: E402

RULES = load_rules(ROOT / "rules")
FOLDERS = ("names", "kinds")
NAMES = frozenset({"PERSON", "ORG", "PLACE", "SCHOOL", "HEALTH_SITE", "ADDRESS", "HANDLE"})
DROPPED, OWN_DROPPED = 0.2, 0.1  # of the words beside one, and of the words themselves
FOUND_WEIGHT = 0.3  # of a word of which something is found anyway: such words teach what stands beside names


def hidden_words(rows: Any, rng: Any) -> Any:
    """*rows* without some of the words."""
    width = words_of(RULES).numbers().shape[1]
    kept = rng.random((len(rows), 2 * SIDE + 1)) > DROPPED
    kept[:, SIDE] = rng.random(len(rows)) > OWN_DROPPED
    out = rows.copy()
    out[:, : (2 * SIDE + 1) * width] *= np.repeat(kept, width, axis=1)
    return out


SHAPE = Shape(32, 2, Pace(epochs=8, batch=256, rate=2e-3, decay=3e-3), hidden_words)


def taught(some: Sequence[Line]) -> Taught:
    """The words with a capital in *some* lines, and whether they are of names."""
    texts, words = [text for text, _ in some], words_of(RULES)
    document = document_of(texts)
    rows, classes, is_found = [], [], []
    for (text, marks), block, there in zip(
        some, document.blocks, found_by_block(document, document.blocks, texts, RULES), strict=True
    ):
        at = block.span.start if block.span else 0
        places = list(open_capitals(text, at, (), RULES))
        still = set(open_capitals(text, at, there, RULES))
        if places:
            rows.append(seen(places, text, words))
            classes += [
                any(a < end and start < b and label in NAMES for a, b, label in marks)
                for start, end in places
            ]
            is_found += [place not in still for place in places]
    weights = np.where(is_found, FOUND_WEIGHT, 1).astype(np.float32)
    return Taught(np.concatenate(rows), np.array(classes, int), weights, np.array(is_found))


def tell(name: str, chances: Any, classes: Any) -> None:
    """How many words of names are likely, and how many others, of those of which nothing else is said."""
    hit, names = chances[:, 1] >= LIKELY, classes == 1
    sums = [int(each.sum()) for each in (names, names & hit, ~names, ~names & hit)]
    print(f"{name}: of {sums[0]} words of names {sums[1]} are likely, of {sums[2]} others {sums[3]}")


def measure() -> None:
    """Of what is marked in the held-back lines: how much is found, and caught; and what is treated outside of the marks."""
    counted: Counter[str] = Counter()
    for text, marks in lines(*FOLDERS, held_back=True):
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


if __name__ == "__main__":
    run(sys.argv[1:], Task(FOLDERS, taught, SHAPE, WEIGHTS), tell, measure)
