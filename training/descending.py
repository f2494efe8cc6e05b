"""Fitting weights by Adam (Kingma and Ba 2015), with decay of the weights (Loshchilov and Hutter 2019)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Pace:
    """How often all examples are gone through, how many together, how far each step goes, and how weights decay."""

    epochs: int
    batch: int
    rate: float
    decay: float
    undecayed: tuple[str, ...] = ()  # names of weights that do not


def descend(
    weights: dict[str, Any], examples: Any, gradients: Callable[[Any], dict[str, Any]], pace: Pace, rng: Any
) -> None:
    """Change *weights* in place by what *gradients* says of each batch of *examples*, which are shuffled."""
    first = {k: np.zeros_like(v) for k, v in weights.items()}
    second = {k: np.zeros_like(v) for k, v in weights.items()}
    steps, total = 0, pace.epochs * (len(examples) // pace.batch + 1)
    for _ in range(pace.epochs):
        rng.shuffle(examples)
        for at in range(0, len(examples), pace.batch):
            grads = gradients(examples[at : at + pace.batch])
            steps += 1
            rate = pace.rate * (1 - steps / (total + 1)) + 1e-5
            for k, g in grads.items():
                first[k] += 0.1 * (g - first[k])
                second[k] += 0.001 * (g * g - second[k])
                step = first[k] / (1 - 0.9**steps) / (np.sqrt(second[k] / (1 - 0.999**steps)) + 1e-8)
                weights[k] -= rate * (step + (0 if k in pace.undecayed else pace.decay * weights[k]))
