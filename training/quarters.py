"""What the small networks are asked: to be fitted and written, or to tell what they find of a quarter by the other three."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from marked import Line, cases, lines
from small import Shape, Taught, fit, write

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Task:
    """What one network is for: the folders of its lines, what it sees of them, and where its weights go."""

    folders: tuple[str, ...]
    taught: Callable[[Sequence[Line]], Taught]
    shape: Shape
    weights: Path


def run(
    arguments: list[str], task: Task, tell: Callable[[str, Any, Any], None], measure: Callable[[], None]
) -> None:
    """Fit and write, or say what is found."""
    if "--cross" in arguments:
        for name, chances, classes in _unseen(task):
            tell(name, chances, classes)
    elif "--measure" in arguments:
        measure()
    else:
        told = [task.taught(lines(*task.folders)), *map(task.taught, cases().values())]
        write(fit(told, task.shape), task.weights)


def _unseen(task: Task) -> Iterator[tuple[str, Any, Any]]:
    """'lines', then 'cases': the chances and the classes of what nothing else finds, by networks not fitted with it."""
    some = lines(*task.folders)
    told = [task.taught(some[n::QUARTERS]) for n in range(QUARTERS)]
    by_case = [task.taught(each) for each in cases().values()]
    for name, parts in (("lines", told), ("cases", by_case)):
        chances, classes = [], []
        for n in range(QUARTERS):
            others = [p for each in (told, by_case) for m, p in enumerate(each) if m % QUARTERS != n]
            net = fit(others, task.shape)
            for part in parts[n::QUARTERS]:
                chances.append(net.chances(part.numbers)[~part.is_decided])
                classes.append(part.classes[~part.is_decided])
        yield name, np.concatenate(chances), np.concatenate(classes)
