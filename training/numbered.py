"""`make train`: fit the network of `numbered`, which tells what a number says; weights into src/redact/detect.

    python training/numbered.py            fit, and write src/redact/detect/numbered.npz
    python training/numbered.py --cross    fit without a quarter of the lines and of the cases in turn, and tell what is found there
    python training/numbered.py --measure  what the program as it is finds in training/numbers/held-back*.txt: figures alone

Each line of training/numbers/*.txt is a sentence or a note with its numbers marked as [words](LABEL). The open cases count
as well. The held-back lines and samples are never read for fitting.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from descending import Pace, descend  # noqa: E402

from redact.detect import find_anew, find_mentions, found_by_block  # noqa: E402
from redact.detect.known import know  # noqa: E402
from redact.detect.network import softmax  # noqa: E402
from redact.detect.numbered import (  # noqa: E402
    CLASSES,
    LIKELY,
    SIDE,
    SURE,
    WEIGHTS,
    Network,
    beside_in,
    is_treated,
    numbers_in,
    seen,
)
from redact.detect.telling import words_of  # noqa: E402
from redact.evaluate import HELD_BACK, _cases  # noqa: E402
from redact.formats.text import parse_gold  # noqa: E402
from redact.model import Block, Document, Span  # noqa: E402
from redact.rules import load_rules  # noqa: E402

RULES = load_rules(ROOT / "rules")
LINES = ROOT / "training" / "numbers"
FOLDERS = [ROOT / "samples", ROOT / "training" / "cases"]
MARKED = re.compile(r"\[([^\[\]]+)\]\(([A-Z_]+)\)")
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
SEEDS, SEED, HIDDEN, FOLDS = 3, 20, 24, 4
PACE = Pace(epochs=12, batch=128, rate=2e-3, decay=3e-3)
DROPPED = 0.2  # of the words beside a number, so that no single one decides
FOUND_WEIGHT = 0.5  # of a number that a pattern finds anyway

#: Some text, and where in it something is marked: start, end, label.
Line = tuple[str, list[tuple[int, int, str]]]


@dataclass(frozen=True, slots=True)
class Taught:
    """Numbers in some texts: what the network sees of each, what it is, whether a pattern finds it, how much it counts."""

    numbers: Any
    classes: Any
    is_found: Any

    @property
    def weights(self) -> Any:
        """How much each counts."""
        return np.where(self.is_found, FOUND_WEIGHT, 1).astype(np.float32)


def lines(held_back: bool) -> list[Line]:
    """The marked lines, those held back or all others."""
    paths = sorted(p for p in LINES.glob("*.txt") if p.name.startswith("held-back") == held_back)
    return [_line(row) for path in paths for row in path.read_text(encoding="utf-8").splitlines() if row]


def _line(row: str) -> Line:
    text, marks, at = "", [], 0
    for match in MARKED.finditer(row):
        text += row[at : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2]))
        text, at = text + match[1], match.end()
    return text + row[at:], marks


def cases() -> dict[str, list[Line]]:
    """The blocks of the open cases by case."""
    found: dict[str, list[Line]] = {}
    for name, files, _ in _cases(FOLDERS):
        for path in files if not name.startswith(HELD_BACK) else ():
            document, gold = parse_gold(path.read_text(encoding="utf-8-sig"), path.name)
            for span in (block.span for block in document.blocks if block.span):
                marks = [
                    (g.span.start - span.start, g.span.end - span.start, g.label)
                    for g in gold
                    if span.covers(g.span)
                ]
                found.setdefault(name, []).append((document.of(span), marks))
    return found


def taught(some: Sequence[Line]) -> Taught:
    """The numbers of *some* lines."""
    texts, words = [text for text, _ in some], words_of(RULES)
    document = document_of(texts)
    rows, classes, is_found = [], [], []
    found = found_by_block(document, document.blocks, texts, RULES)
    for (text, marks), block, there in zip(some, document.blocks, found, strict=True):
        beside, numbers = (
            list(beside_in(there, block.span.start if block.span else 0)),
            list(numbers_in(text)),
        )
        if numbers:
            rows.append(seen(numbers, text, beside, words))
            classes += [_class(marks, *number.span) for number in numbers]
            is_found += [is_treated(number.span, beside) for number in numbers]
    return Taught(np.concatenate(rows), np.array(classes), np.array(is_found))


def document_of(texts: Sequence[str]) -> Document:
    """*texts* as the paragraphs of one draft."""
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(Span(at, at + len(text)), "paragraph"))
        at += len(text) + 1
    return Document("lines.txt", "", "".join(f"{text}\n" for text in texts), tuple(blocks))


def _class(marks: Iterable[tuple[int, int, str]], start: int, end: int) -> int:
    label = next((label for a, b, label in marks if a < end and start < b), "")
    kind = AS.get(label, label)
    return CLASSES.index(kind) if kind in CLASSES else 0


def fit(parts: Sequence[Taught]) -> Network:
    """The mean of SEEDS networks, as one: their layers side by side."""
    numbers, classes, weights = (
        np.concatenate([getattr(p, name) for p in parts]) for name in ("numbers", "classes", "weights")
    )
    nets = [fit_one(numbers, classes, weights, SEED + n) for n in range(SEEDS)]
    return Network(
        np.concatenate([net["around"] for net in nets], axis=-1),
        np.concatenate([net["added"] for net in nets]),
        np.concatenate(
            [*(net["out"] / SEEDS for net in nets), np.mean([net["last"] for net in nets], axis=0)[None]]
        ),
    )


def fit_one(numbers: Any, classes: Any, weights: Any, seed: int) -> dict[str, Any]:
    """Weights by which the right class is likely."""
    rng = np.random.default_rng(seed)
    count, side, width = numbers.shape

    def drawn(spread: float, *shape: int) -> Any:
        return (rng.standard_normal(shape) * spread).astype(np.float32)

    net = {
        "around": drawn(0.03, side, width, HIDDEN),
        "added": np.zeros(HIDDEN, np.float32),
        "out": drawn(0.1, HIDDEN, len(CLASSES)),
        "last": np.zeros(len(CLASSES), np.float32),
    }

    def gradients(batch: Any) -> dict[str, Any]:
        kept = rng.random((len(batch), side, 1)) > DROPPED
        kept[:, SIDE] = True
        return _gradients(net, numbers[batch] * kept, classes[batch], weights[batch])

    descend(net, np.arange(count), gradients, PACE, rng)
    return net


def _gradients(net: dict[str, Any], numbers: Any, classes: Any, weights: Any) -> dict[str, Any]:
    count, flat = len(numbers), numbers.reshape(len(numbers), -1)
    before = flat @ net["around"].reshape(-1, HIDDEN) + net["added"]
    hidden = np.maximum(before, 0)
    off = softmax(hidden @ net["out"] + net["last"])
    off[np.arange(count), classes] -= 1
    off *= weights[:, None] / count
    back = (off @ net["out"].T) * (before > 0)
    return {
        "around": (flat.T @ back).reshape(net["around"].shape),
        "added": back.sum(axis=0),
        "out": hidden.T @ off,
        "last": off.sum(axis=0),
    }


def cross() -> None:
    """What is found in lines and cases with which the network was not fitted, of the numbers that no pattern finds."""
    some = lines(held_back=False)
    told = [taught(some[n::FOLDS]) for n in range(FOLDS)]
    by_case = [taught(each) for each in cases().values()]
    for name, parts in (("lines", told), ("cases", by_case)):
        chances, classes = [], []
        for n in range(FOLDS):
            net = fit([p for each in (told, by_case) for m, p in enumerate(each) if m % FOLDS != n])
            for part in parts[n::FOLDS]:
                chances.append(net.chances(part.numbers)[~part.is_found])
                classes.append(part.classes[~part.is_found])
        _tell(name, np.concatenate(chances), np.concatenate(classes))


def _tell(name: str, chances: Any, classes: Any) -> None:
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
    some = lines(held_back=True)
    document = document_of([text for text, _ in some])
    mentions = find_mentions(document, RULES, know([], RULES), find_anew(document, RULES))
    starts = [block.span.start for block in document.blocks if block.span]
    marks = [
        (Span(at + a, at + b), label)
        for at, (_, each) in zip(starts, some, strict=True)
        for a, b, label in each
    ]
    for label in ("AGE", "TIME", "DATE", "ID"):
        spans = [span for span, kind in marks if kind == label]
        found = sum(
            _covered(span, document, [m.span for m in mentions if m.status in {"replace", "flag"}])
            for span in spans
        )
        caught = sum(
            _covered(span, document, [m.span for m in mentions if m.status != "keep"]) for span in spans
        )
        print(f"{label}: of {len(spans)} marked {found} are found, {caught} caught")
    for label in ("AGE", "TIME"):
        for status in ("replace", "flag", "watch"):
            told = [m for m in mentions if m.label == label and m.status == status]
            right = sum(any(m.span.overlaps(span) for span, kind in marks if kind == label) for m in told)
            print(f"{label}, {status}: {len(told)}, of which {right} are marked so")


def _covered(span: Span, document: Document, by: Iterable[Span]) -> bool:
    letters = {n for n in range(span.start, span.end) if document.text[n].isalnum()}
    return letters <= {n for other in by if other.overlaps(span) for n in range(other.start, other.end)}


def main(arguments: list[str]) -> None:
    """Fit and write, or say what is found."""
    if "--cross" in arguments:
        cross()
    elif "--measure" in arguments:
        measure()
    else:
        write(fit([taught(lines(held_back=False)), *map(taught, cases().values())]))


def write(net: Network) -> None:
    """The weights, half as exact as they were fitted, where the program looks for them."""
    with WEIGHTS.open("wb") as file:
        np.savez_compressed(
            file, **{name: getattr(net, name).astype(np.float16) for name in Network.__slots__}
        )


if __name__ == "__main__":
    main(sys.argv[1:])
