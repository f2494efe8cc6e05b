"""Fitting the layered network of `redact.detect.network`: weights by which the right class of each word is likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from descending import Pace, descend

from redact.detect.features import Tokens
from redact.detect.network import FAR, beside, by_sentence, even, in_sentences, sentence_of, softmax

WIDTH = 96
UNKNOWN = -1  # tells something; of which class, nobody has said
PACE = Pace(epochs=12, batch=2, rate=2e-3, decay=0.05)
#: Of the words, and of the numbers between layers, as many are hidden at each step, so that none decides alone.
WORDS_HIDDEN, NUMBERS_HIDDEN = 0.25, 0.3
#: Words that are looked at together, at least.
WINDOW = 256


@dataclass(frozen=True, slots=True)
class Taught:
    """Tokens with what is known of each: the number of its class, UNKNOWN, or 0; and how much it counts."""

    tokens: Tokens
    classes: Any
    weights: Any


@dataclass(frozen=True, slots=True)
class Seen:
    """Words one after the other with all that is known of them; those of two texts have a gap between them."""

    rows: Any
    quoted: Any
    sentences: Any
    is_word: Any  # one column
    classes: Any
    weights: Any

    def part(self, at: Any) -> Seen:
        """The words at the places *at*."""
        return Seen(*(getattr(self, name)[at] for name in Seen.__slots__))


def fit_one(parts: Sequence[Taught], numbers: Any, classes: int, seed: int) -> dict[str, Any]:
    """Weights by Adam (see `descend`) on the chance of the right class; of UNKNOWN, of any class but none.

    *numbers* has what is known of each form of a word, a row each. The weights are those of one network, by the
    names that `Network` has for them.
    """
    rng = np.random.default_rng(seed)
    weights = _begun(numbers.shape[1], classes, rng)
    seen, windows = _all(parts), list(_windows(parts))

    def gradients(batch: Any) -> dict[str, Any]:
        return _gradients(weights, seen.part(np.concatenate([windows[n] for n in batch])), numbers, rng)

    descend(weights, np.arange(len(windows)), gradients, PACE, rng)
    return weights


def _begun(numbers: int, classes: int, rng: Any) -> dict[str, Any]:
    def drawn(*shape: int, spread: float) -> Any:
        return (rng.standard_normal(shape) * spread).astype(np.float32)

    begun, out = drawn(4, WIDTH, spread=0.13), drawn(WIDTH + 1, classes, spread=WIDTH**-0.5)
    begun[3] = out[-1] = 0
    return {
        "first": drawn(numbers, WIDTH, spread=0.13),
        "begun": begun,
        "layers": drawn(len(FAR), 3, WIDTH, WIDTH, spread=0.7 * (3 * WIDTH) ** -0.5),
        "added": np.zeros((len(FAR), WIDTH), np.float32),
        "sentence": drawn(2, WIDTH, WIDTH, spread=0.5 * (2 * WIDTH) ** -0.5),
        "out": out,
    }


def _all(parts: Sequence[Taught]) -> Seen:
    """All words of *parts*; no two of them share the number of a sentence."""
    firsts = np.cumsum([0, *(int(part.tokens.sentences.max()) + 1 for part in parts)])
    columns = (
        np.concatenate([part.tokens.rows for part in parts]),
        np.concatenate([part.tokens.quoted for part in parts]),
        np.concatenate([part.tokens.sentences + first for part, first in zip(parts, firsts, strict=False)]),
        np.concatenate([np.array(part.tokens.texts) >= 0 for part in parts])[:, None],
        np.concatenate([part.classes for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )
    return Seen(*columns)


def _windows(parts: Sequence[Taught]) -> Iterator[Any]:
    """The places of all words, some whole texts together, each with the gap behind it."""
    offset = 0
    for part in parts:
        texts = np.array(part.tokens.texts)
        ends = [*(np.flatnonzero((texts[1:] >= 0) & (texts[:-1] < 0)) + 1).tolist(), len(texts)]
        start = 0
        for end in ends:
            if end - start >= WINDOW or (end == len(texts) and end > start):
                yield np.arange(offset + start, offset + end)
                start = end
        offset += len(texts)


def _kept(shape: tuple[int, ...], hidden: float, rng: Any) -> Any:
    return (rng.random(shape, np.float32) >= hidden).astype(np.float32)


def _gradients(w: dict[str, Any], seen: Seen, numbers: Any, rng: Any) -> dict[str, Any]:
    """How the loss of the words *seen* changes with each weight."""
    count, is_word = len(seen.rows), seen.is_word.astype(np.float32)
    own = numbers[seen.rows] * (_kept((count, 1), WORDS_HIDDEN, rng) * is_word)
    before = own @ w["first"] + w["begun"][seen.quoted] + w["begun"][3]
    begun_on = (before > 0) * is_word * _kept(before.shape, NUMBERS_HIDDEN, rng) / (1 - NUMBERS_HIDDEN)
    hidden, steps = before * begun_on, []
    for far, weights, added in zip(FAR, w["layers"], w["added"], strict=True):
        step = _Step.forward(hidden, far, weights, added, is_word)
        steps.append(step)
        hidden = hidden + step.gives
    end = _End.forward(hidden, seen, w, _kept(hidden.shape, NUMBERS_HIDDEN, rng) / (1 - NUMBERS_HIDDEN))
    told, back = end.backward(_off(end.scores, seen), w, is_word)
    layers, addeds = np.zeros_like(w["layers"]), np.zeros_like(w["added"])
    for n in reversed(range(len(FAR))):
        layers[n], addeds[n], back = steps[n].backward(back, w["layers"][n])
    back = back * begun_on
    begun = np.stack([*(back[seen.quoted == n].sum(axis=0) for n in range(3)), back.sum(axis=0)])
    return {"first": own.T @ back, "begun": begun, "layers": layers, "added": addeds, **told}


@dataclass(frozen=True, slots=True)
class _Step:
    """One layer: what went in, what it was before it was added, and where it counts."""

    far: int
    given: Any
    evened: Any
    spread: Any
    is_on: Any
    gives: Any

    @classmethod
    def forward(cls, given: Any, far: int, weights: Any, added: Any, is_word: Any) -> _Step:
        """What the layer makes of *given*."""
        mixed = beside(given, far, weights)
        evened, spread = even(mixed)
        is_on = ((evened + added) > 0) * is_word
        return cls(far, given, evened, spread, is_on, (evened + added) * is_on)

    def backward(self, back: Any, weights: Any) -> tuple[Any, Any, Any]:
        """For the loss's slope *back* behind the layer: the slopes of its weights and of what it adds, and that before it."""
        far, on = self.far, back * self.is_on
        own = on - on.mean(axis=1, keepdims=True)
        mixed = (own - self.evened * (on * self.evened).mean(axis=1, keepdims=True)) / self.spread
        slopes = (
            self.given[:-far].T @ mixed[far:],
            self.given.T @ mixed,
            self.given[far:].T @ mixed[:-far],
        )
        before = back + mixed @ weights[1].T
        before[:-far] += mixed[far:] @ weights[0].T
        before[far:] += mixed[:-far] @ weights[2].T
        return np.stack(slopes), on.sum(axis=0), before


@dataclass(frozen=True, slots=True)
class _End:
    """What is behind the layers: each word with its sentence, then a number for each class."""

    hidden: Any
    mean: Any
    most: Any
    at: Any  # the sentence of each word
    is_on: Any
    last: Any
    scores: Any

    @classmethod
    def forward(cls, hidden: Any, seen: Seen, w: dict[str, Any], kept: Any) -> _End:
        """The scores of the classes of each word."""
        mean, most = in_sentences(hidden, seen.sentences, seen.is_word)
        at = sentence_of(seen.sentences)
        whole = hidden + (mean @ w["sentence"][0] + most @ w["sentence"][1])[at]
        is_on = (whole > 0) * kept
        last = whole * is_on
        return cls(hidden, mean, most, at, is_on, last, last @ w["out"][:-1] + w["out"][-1])

    def backward(self, off: Any, w: dict[str, Any], is_word: Any) -> tuple[dict[str, Any], Any]:
        """For the slope *off* of the scores: the slopes of the weights, and that of what the layers give."""
        back = (off @ w["out"][:-1].T) * self.is_on
        of_sentence = by_sentence(back, self.at, np.add)
        of_mean, of_most = w["sentence"]
        counts = np.maximum(by_sentence(is_word, self.at, np.add), 1)
        is_most = (self.hidden == self.most[self.at]) & (self.hidden > 0)
        before = back + (of_sentence @ of_mean.T / counts)[self.at] * is_word
        before += (of_sentence @ of_most.T)[self.at] * is_most
        told = {
            "sentence": np.stack([self.mean.T @ of_sentence, self.most.T @ of_sentence]),
            "out": np.concatenate([self.last.T @ off, off.sum(axis=0, keepdims=True)]),
        }
        return told, before


def _off(scores: Any, seen: Seen) -> Any:
    """How far the chances are from what is right, each word by its weight."""
    chances, classes = softmax(scores), seen.classes
    aim, known = np.zeros_like(chances), classes >= 0
    aim[np.flatnonzero(known), classes[known]] = 1
    some = chances[~known].copy()
    some[:, 0] = 0
    aim[~known] = some / np.maximum(some.sum(axis=1, keepdims=True), 1e-9)
    return (chances - aim) * seen.weights[:, None] / max(1, int((seen.weights > 0).sum()))
