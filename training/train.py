"""`make train`: fit the network of `telling` to sentences and cases that are marked up; weights into src/redact/detect.

    python training/train.py            fit, and write src/redact/detect/telling.npz
    python training/train.py --cross    fit without each open case in turn, and tell what is then found in it

The held-back samples are never read. The same seed gives the same weights on one machine; another
processor may differ in the last digits.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from layered import UNKNOWN, Taught, fit_one  # noqa: E402
from made import Maker  # noqa: E402
from marked import Line  # noqa: E402
from marked import cases as marked_cases  # noqa: E402

from redact.detect.features import OTHERS, Words, tokens_of  # noqa: E402
from redact.detect.ner import load_model  # noqa: E402
from redact.detect.network import GAP, Network  # noqa: E402
from redact.detect.telling import LIKELY, WEIGHTS  # noqa: E402
from redact.rules import load_rules  # noqa: E402

SEED = 20
SEEDS = 2  # networks of which the mean is taken: each alone takes other chances for real ones
NARROW = 64
LOUD = 8.0  # times which a vector counts: its numbers are far smaller than the others
CLASSES = (
    *(
        "",
        "work",
        "office",
        "service",
        "belief",
        "origin",
        "birth",
        "health",
        "court",
        "home",
        "habit",
        "body",
    ),
    *("pastime", "things", "family", "event", "media", "money", "words"),
)
EACH, PLAINLY = 4, 4
MADE_WEIGHT = 0.35  # of a word of a made sentence, beside one of a case
TOLD_WEIGHT = 0.5  # of a word of a sentence that was written as a whole
FOLDS = 4


def narrowing() -> Any:
    """The directions in which the vectors of the model differ most."""
    vectors = load_model().vocab.vectors.data
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.maximum(lengths, 1e-6)
    _, directions = np.linalg.eigh(unit.T @ unit)
    chosen = directions[:, ::-1][:, :NARROW]
    return (chosen * np.sqrt(NARROW) * np.sign(chosen.sum(axis=0))).astype(np.float32)


def taught(texts: Sequence[Line], words: Words, weight: float) -> Taught:
    """Texts with their telling places, as tokens."""
    tokens = tokens_of([text for text, _ in texts], words, GAP)
    classes = np.zeros(len(tokens.rows), np.int64)
    weights = np.full(len(tokens.rows), weight, np.float32)
    weights[np.array(tokens.texts) < 0] = 0
    for n, (start, end, text) in enumerate(zip(tokens.starts, tokens.ends, tokens.texts, strict=True)):
        for a, b, name in texts[text][1] if text >= 0 else ():
            if a <= start and end <= b:
                if name == "KEEP":
                    weights[n] = 2 * weight
                else:
                    classes[n] = CLASSES.index(name) if name else UNKNOWN
    return Taught(tokens, classes, weights)


def told_in(some: Sequence[Line]) -> list[Line]:
    """*some* with the places of QUASI ('': of no known class) and KEEP alone."""
    names = {"QUASI": "", "KEEP": "KEEP"}
    return [(text, [(a, b, names[label]) for a, b, label in marks if label in names]) for text, marks in some]


def fit(parts: list[Taught], words: Words) -> Network:
    """SEEDS networks side by side."""
    loud = np.array([LOUD] * len(words.narrow) + [1.0] * OTHERS, np.float32)
    numbers = words.first_layer() * loud
    nets = [fit_one(parts, numbers, len(CLASSES), SEED + n) for n in range(SEEDS)]
    of = {
        name: np.stack([net[name] for net in nets])
        for name in ("begun", "layers", "added", "sentence", "out")
    }
    first = loud[:, None] * np.concatenate([net["first"] for net in nets], axis=1)
    return Network(words.narrow, first, **of, classes=CLASSES)


def words_of(narrow: Any) -> Words:
    """An empty table of words for the rules of the project, with all numbers of a word as they are."""
    whole = np.eye(len(narrow) + OTHERS, dtype=np.float32)
    return Words(load_rules(ROOT / "rules"), narrow, whole)


def main(arguments: list[str]) -> None:
    """Fit and write, or with --cross tell what cases say that the network had not seen."""
    words = words_of(narrowing())
    cases = {name: taught(told_in(some), words, 1.0) for name, some in marked_cases().items()}
    maker = Maker(SEED)
    made = taught(list(maker.sentences(EACH, PLAINLY)), words, MADE_WEIGHT)
    told = taught(list(maker.told()), words, TOLD_WEIGHT)
    if "--cross" in arguments:
        for name, chances in _crossed(cases, [made, told], words).items():
            print(_told(name, chances, cases[name]))
    else:
        write(fit([made, told, *cases.values()], words))


def _crossed(cases: dict[str, Taught], made: list[Taught], words: Words) -> dict[str, Any]:
    """For each case the chances by a network that was fitted without it: a quarter of the cases is left out at a time."""
    names, found = list(cases), {}
    for n in range(FOLDS):
        out = names[n::FOLDS]
        net = fit([*made, *(cases[name] for name in names if name not in out)], words)
        rows = words.first_layer() @ net.first
        found.update({name: net.chances(cases[name].tokens, rows) for name in out})
    return found


def _told(name: str, chances: Any, one: Taught) -> str:
    likely, marked = 1 - chances[:, 0] >= LIKELY, one.classes != 0
    both = int((likely & marked).sum())
    return (
        f"{name}: of {int(marked.sum())} marked words {both} likely; {int(likely.sum())} words likely in all"
    )


def write(net: Network) -> None:
    """The weights, half as exact as they were fitted, where the program looks for them."""
    arrays = {name: getattr(net, name).astype(np.float16) for name in Network.__slots__ if name != "classes"}
    with WEIGHTS.open("wb") as file:
        np.savez_compressed(file, classes=np.array(net.classes), **arrays)


if __name__ == "__main__":
    main(sys.argv[1:])
