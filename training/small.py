"""Fitting a network of one hidden layer: weights by which the right class is likely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from descending import Pace, descend

from redact.detect.network import Small, softmax

SEED, SEEDS = 20, 3  # networks of which the mean is taken


@dataclass(frozen=True, slots=True)
class Taught:
    """Examples: what the network sees of each, its class, how much it counts, whether the program decides it anyway."""

    numbers: Any
    classes: Any
    weights: Any
    is_decided: Any


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the layers are, how fitting goes, and what hides words from some rows, so that none decides alone."""

    hidden: int
    classes: int
    pace: Pace
    hide: Callable[[Any, Any], Any]  # rows, a source of chance -> rows


def fit(parts: Sequence[Taught], shape: Shape) -> Small:
    """The mean of SEEDS networks, as one: their layers side by side."""
    numbers, classes, weights = (
        np.concatenate([getattr(p, name) for p in parts]) for name in ("numbers", "classes", "weights")
    )
    nets = [_fit_one(numbers, classes, weights, shape, SEED + n) for n in range(SEEDS)]
    return Small(
        np.concatenate([net["wide"] for net in nets], axis=-1),
        np.concatenate([net["added"] for net in nets]),
        np.concatenate(
            [*(net["out"] / SEEDS for net in nets), np.mean([net["last"] for net in nets], axis=0)[None]]
        ),
    )


def _fit_one(numbers: Any, classes: Any, weights: Any, shape: Shape, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    count, width = numbers.shape
    net = {
        "wide": (rng.standard_normal((width, shape.hidden)) * 0.03).astype(np.float32),
        "added": np.zeros(shape.hidden, np.float32),
        "out": (rng.standard_normal((shape.hidden, shape.classes)) * 0.1).astype(np.float32),
        "last": np.zeros(shape.classes, np.float32),
    }

    def gradients(batch: Any) -> dict[str, Any]:
        return _gradients(net, shape.hide(numbers[batch], rng), classes[batch], weights[batch])

    descend(net, np.arange(count), gradients, shape.pace, rng)
    return net


def _gradients(net: dict[str, Any], numbers: Any, classes: Any, weights: Any) -> dict[str, Any]:
    count = len(numbers)
    before = numbers @ net["wide"] + net["added"]
    hidden = np.maximum(before, 0)
    off = softmax(hidden @ net["out"] + net["last"])
    off[np.arange(count), classes] -= 1
    off *= weights[:, None] / count
    back = (off @ net["out"].T) * (before > 0)
    return {
        "wide": numbers.T @ back,
        "added": back.sum(axis=0),
        "out": hidden.T @ off,
        "last": off.sum(axis=0),
    }


def write(net: Small, path: Path) -> None:
    """The weights, half as exact as they were fitted, where the program looks for them."""
    with path.open("wb") as file:
        np.savez_compressed(file, **{name: getattr(net, name).astype(np.float16) for name in Small.__slots__})
