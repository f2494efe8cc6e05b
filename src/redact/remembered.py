"""What was worked out of words and sentences, remembered while a case is at work, and forgotten after it.

A process that prepares one case after the other (`redact batch`, a worker of a Dask cluster) would else hold the
words of all its cases, and grow with each.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

Asked = TypeVar("Asked", bound=Callable[..., Any])
_forgetting: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Asked], Asked]:
    """A function that remembers what it gave for its *most* last arguments, until `forget` is called."""

    def remembering(function: Asked) -> Asked:
        kept = lru_cache(maxsize=most)(function)
        _forgetting.append(kept.cache_clear)
        return cast(Asked, kept)

    return remembering


def forget() -> None:
    """Forget all that was remembered of a case's words; what the program itself holds (rules, model) stays."""
    for clear in _forgetting:
        clear()
