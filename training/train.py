"""`make train`: fit the network of `telling` to sentences and cases that are marked up; weights into src/redact/detect.

    python training/train.py            fit, and write src/redact/detect/telling.npz
    python training/train.py --cross    fit without each open case in turn, and tell what is then found in it

The held-back samples are never read. The same seed gives the same weights on one machine; another
processor may differ in the last digits.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

from descending import Pace, descend  # noqa: E402
from made import Maker  # noqa: E402
from marked import is_learned  # noqa: E402

from redact.detect.features import Tokens, Words, tokens_of  # noqa: E402
from redact.detect.ner import load_model  # noqa: E402
from redact.detect.network import SIDE, Network, means, softmax, width_of  # noqa: E402
from redact.detect.telling import LIKELY, WEIGHTS  # noqa: E402
from redact.evaluate import _cases  # noqa: E402
from redact.formats.text import parse_gold  # noqa: E402
from redact.rules import load_rules  # noqa: E402

SEED = 20
SEEDS = 3  # networks of which the mean is taken: each alone takes other chances for real ones
NARROW, HIDDEN = 64, 48
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
UNKNOWN = -1  # tells something; of which class, nobody has said
EACH, PLAINLY = 4, 4
FOLDERS = [ROOT / "samples", ROOT / "training" / "cases"]
MADE_WEIGHT = 0.35  # of a word of a made sentence, beside one of a case
TOLD_WEIGHT = 0.5  # of a word of a sentence that was written as a whole
EPOCHS, BATCH, RATE, DECAY, DROPPED = 8, 256, 2e-3, 3e-4, 0.25
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Taught:
    """Tokens with what is known of each: the number of its class, UNKNOWN, or 0; and how much it counts."""

    tokens: Tokens
    classes: Any
    weights: Any


def narrowing() -> Any:
    """The directions in which the vectors of the model differ most."""
    vectors = load_model().vocab.vectors.data
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.maximum(lengths, 1e-6)
    _, directions = np.linalg.eigh(unit.T @ unit)
    chosen = directions[:, ::-1][:, :NARROW]
    return (chosen * np.sqrt(NARROW) * np.sign(chosen.sum(axis=0))).astype(np.float32)


def taught(texts: list[tuple[str, list[tuple[int, int, str]]]], words: Words, weight: float) -> Taught:
    """Texts with their telling places, as tokens."""
    tokens = tokens_of([text for text, _ in texts], words, SIDE)
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


def cases_of(folders: list[Path]) -> dict[str, list[tuple[str, list[tuple[int, int, str]]]]]:
    """The blocks of the open cases by case, with the places of QUASI ('': of no known class) and KEEP."""
    found: dict[str, list[tuple[str, list[tuple[int, int, str]]]]] = {}
    for name, files, _ in _cases(folders):
        if not is_learned(name):
            continue
        for path in files:
            document, gold = parse_gold(path.read_text(encoding="utf-8-sig"), path.name)
            for block in document.blocks:
                if block.span:
                    at, marks = block.span.start, []
                    for g in gold:
                        if g.label in {"QUASI", "KEEP"} and block.span.covers(g.span):
                            marks.append(
                                (g.span.start - at, g.span.end - at, "KEEP" if g.label == "KEEP" else "")
                            )
                    found.setdefault(name, []).append((document.of(block.span), marks))
    return found


def fit(parts: list[Taught], words: Words) -> Network:
    """The mean of SEEDS networks, as one: their layers side by side."""
    nets = [fit_one(parts, words, SEED + n) for n in range(SEEDS)]
    layers = {
        name: np.concatenate([getattr(net, name) for net in nets], axis=-1)
        for name in ("places", "sentence", "quoted")
    }
    added = np.mean([net.out[-1:] for net in nets], axis=0)
    out = np.concatenate([*(net.out[:-1] / SEEDS for net in nets), added])
    return Network(nets[0].narrow, **layers, out=out, classes=CLASSES)


def fit_one(parts: list[Taught], words: Words, seed: int) -> Network:
    """Weights by Adam (Kingma and Ba 2015) on the chance of the right class; of UNKNOWN, of any class but none."""
    rng = np.random.default_rng(seed)
    table = words.numbers()
    net = _begun(words.narrow, rng)
    weights = {"places": net.places, "sentence": net.sentence, "quoted": net.quoted, "out": net.out}
    means_of = [means(p.tokens, table, NARROW) for p in parts]
    places = np.concatenate(
        [
            np.stack([np.full(w.size, n), np.arange(w.size)]).T[w > 0]
            for n, w in enumerate(p.weights for p in parts)
        ]
    )

    def gradients(batch: Any) -> dict[str, Any]:
        rows, mean, quoted, classes, counts = _batch(batch, parts, means_of)
        numbers = table[rows] * (rng.random((*rows.shape, 1)) > DROPPED)
        return _gradients(weights, numbers.astype(np.float32), mean, quoted, classes, counts)

    descend(weights, places, gradients, Pace(EPOCHS, BATCH, RATE, DECAY * 30, ("quoted",)), rng)
    return net


def _begun(narrow: Any, rng: Any) -> Network:
    def drawn(*shape: int) -> Any:
        return (rng.standard_normal(shape) * 0.04).astype(np.float32)

    out = np.concatenate([drawn(HIDDEN, len(CLASSES)) * 3, np.zeros((1, len(CLASSES)), np.float32)])
    places = drawn(2 * SIDE + 1, width_of(narrow), HIDDEN)
    return Network(narrow, places, drawn(NARROW, HIDDEN), drawn(3, HIDDEN), out, CLASSES)


def _batch(batch: Any, parts: list[Taught], means_of: list[Any]) -> tuple[Any, ...]:
    columns: list[list[Any]] = [[], [], [], [], []]
    for n, part in enumerate(parts):
        where = batch[batch[:, 0] == n, 1]
        if where.size:
            around = where[:, None] + np.arange(-SIDE, SIDE + 1)[None, :]
            t = part.tokens
            columns[0].append(t.rows[around])
            columns[1].append(means_of[n][t.sentences[where]])
            columns[2].append(t.quoted[where])
            columns[3].append(part.classes[where])
            columns[4].append(part.weights[where])
    return tuple(np.concatenate(c) for c in columns)


def _gradients(
    w: dict[str, Any], numbers: Any, mean: Any, quoted: Any, classes: Any, counts: Any
) -> dict[str, Any]:
    count, flat = len(numbers), numbers.reshape(len(numbers), -1)
    wide = w["places"].reshape(-1, HIDDEN)
    hidden = np.maximum(flat @ wide + mean @ w["sentence"] + w["quoted"][quoted], 0)
    chances = softmax(hidden @ w["out"][:-1] + w["out"][-1])
    aim = np.zeros_like(chances)
    known = classes >= 0
    aim[np.flatnonzero(known), classes[known]] = 1
    some = chances[~known].copy()
    some[:, 0] = 0
    aim[~known] = some / np.maximum(some.sum(axis=1, keepdims=True), 1e-9)
    off = (chances - aim) * counts[:, None] / count
    back = (off @ w["out"][:-1].T) * (hidden > 0)
    marks = np.zeros((count, 3), np.float32)
    marks[np.arange(count), quoted] = 1
    return {
        "places": (flat.T @ back).reshape(w["places"].shape),
        "sentence": mean.T @ back,
        "quoted": marks.T @ back,
        "out": np.concatenate([hidden.T @ off, off.sum(axis=0, keepdims=True)]),
    }


def words_of(narrow: Any) -> Words:
    """An empty table of words for the rules of the project."""
    return Words(load_rules(ROOT / "rules"), narrow)


def main(arguments: list[str]) -> None:
    """Fit and write, or with --cross tell what cases say that the network had not seen."""
    words = words_of(narrowing())
    cases = {name: taught(texts, words, 1.0) for name, texts in cases_of(FOLDERS).items()}
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
        found.update({name: net.chances(cases[name].tokens, words.numbers()) for name in out})
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
