"""The network of telling phrases: what is fitted is what the program computes, and by the right slopes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from redact.detect.features import Tokens
from redact.detect.network import Network, softmax

sys.path.append(str(Path(__file__).resolve().parents[1] / "training"))

import layered

FORMS, NUMBERS, CLASSES = 30, 20, 5
GAPS = (*range(4), *range(20, 24), *range(36, 40))
SENTENCES = np.repeat([0, 1, 2, 3, 4], [4, 8, 12, 12, 4])


@pytest.fixture
def seen() -> layered.Seen:
    """Two texts, the first of two sentences, with gaps around; some words tell, of a known class or of none."""
    rng = np.random.default_rng(7)
    is_word = np.ones(40, bool)
    is_word[list(GAPS)] = False
    classes = np.where(rng.random(40) < 0.3, layered.UNKNOWN, rng.integers(0, CLASSES, 40))
    rows = np.where(is_word, rng.integers(1, FORMS, 40), 0)
    return layered.Seen(
        rows, rng.integers(0, 3, 40), SENTENCES, is_word[:, None], classes, is_word * rng.random(40)
    )


@pytest.fixture
def numbers() -> Any:
    """What is known of each form of a word; nothing of the gap."""
    rows = np.random.default_rng(8).standard_normal((FORMS, NUMBERS))
    rows[0] = 0
    return rows


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Weights as fitting begins with them; nothing is hidden from the network."""
    monkeypatch.setattr(layered, "_kept", lambda shape, hidden, rng: np.full(shape, 1 - hidden))
    monkeypatch.setattr(layered, "WORDS_HIDDEN", 0.0)
    begun = layered._begun(NUMBERS, CLASSES, np.random.default_rng(9))
    return {name: each.astype(np.float64) for name, each in begun.items()}


def chances(weights: dict[str, Any], seen: layered.Seen, numbers: Any) -> Any:
    """What the program makes of the words with these weights."""
    stacked = {name: each[None] for name, each in weights.items() if name != "first"}
    network = Network(None, weights["first"], **stacked, classes=("",) * CLASSES)
    texts = np.where(seen.is_word[:, 0], 0, -1).tolist()
    tokens = Tokens([], [], texts, seen.rows, seen.quoted, seen.sentences)
    return network.chances(tokens, numbers @ weights["first"])


def loss(weights: dict[str, Any], seen: layered.Seen, numbers: Any) -> float:
    """How far these chances are from what is known."""
    told = chances(weights, seen, numbers)
    known = told[np.arange(len(told)), np.maximum(seen.classes, 0)]
    right = np.where(seen.classes >= 0, known, 1 - told[:, 0])
    return float((-np.log(right) * seen.weights).sum() / (seen.weights > 0).sum())


@pytest.mark.parametrize("name", ["first", "begun", "layers", "added", "sentence", "out"])
def test_the_slopes_are_those_of_the_loss(
    name: str, weights: dict[str, Any], seen: layered.Seen, numbers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each weight, moved a little, changes the loss of what the program computes as its slope says."""
    monkeypatch.setattr(np, "float32", np.float64)  # differences are far smaller than halves are exact
    slopes, rng = layered._gradients(weights, seen, numbers, None)[name], np.random.default_rng(10)
    for _ in range(8):
        at, little = tuple(rng.integers(0, size) for size in slopes.shape), 1e-5
        moved = [{**weights, name: weights[name].copy()} for _ in range(2)]
        moved[0][name][at] += little
        moved[1][name][at] -= little
        more, less = (loss(each, seen, numbers) for each in moved)
        assert slopes[at] == pytest.approx((more - less) / (2 * little), abs=1e-7)


def test_a_gap_keeps_texts_apart(weights: dict[str, Any], seen: layered.Seen, numbers: Any) -> None:
    """Other words in the second text change nothing in the first."""
    rows = seen.rows.copy()
    rows[24:36] = 1 + rows[24:36] % (FORMS - 1)
    other = layered.Seen(rows, *(getattr(seen, name) for name in layered.Seen.__slots__[1:]))
    first, then = (chances(weights, each, numbers) for each in (seen, other))
    assert np.array_equal(first[4:20], then[4:20])
    assert not np.allclose(first[24:36], then[24:36])


def test_fitting_learns_what_a_neighbour_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that tells only behind a certain other one is told from the same word elsewhere."""
    monkeypatch.setattr(layered, "WINDOW", 24)
    rng = np.random.default_rng(11)
    texts = [rng.integers(2, 6, 8) for _ in range(150)]
    rows, classes, owners, sentences = [], [], [], []
    for number, text in enumerate(texts):
        text[3] = 1 if number % 2 else 2
        text[5] = 6
        rows += [*text, 0, 0, 0, 0]
        classes += [int(n == 5 and number % 2) for n in range(8)] + [0] * 4
        owners += [number] * 8 + [-1] * 4
        sentences += [number] * 12
    tokens = Tokens([], [], owners, np.array(rows), np.zeros(len(rows), int), np.array(sentences))
    counts = np.array(owners) >= 0
    taught = layered.Taught(tokens, np.array(classes), counts.astype(np.float32))
    numbers = np.eye(7, dtype=np.float32) * 3
    numbers[0] = 0
    net = layered.fit_one([taught], numbers, 2, seed=1)
    seen = layered._all([taught])
    told = chances(net, seen, numbers)[:, 1]
    assert told[np.array(classes) == 1].min() > 0.8
    assert told[(np.array(classes) == 0) & counts].max() < 0.2


def test_chances_of_a_word_add_up(weights: dict[str, Any], seen: layered.Seen, numbers: Any) -> None:
    """They are chances."""
    assert np.allclose(chances(weights, seen, numbers).sum(axis=1), 1)
    assert np.allclose(softmax(np.array([[1000.0, 1000.0]])), 0.5)
