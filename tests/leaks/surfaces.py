"""What a surface is: one place of a draft in which a secret hides, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cast import KETTLE, NAMES

READ = "read"  # printed, the secret replaced
LEFT = "left"  # in no edition; counted for the reviewer or searched
EITHER = "either"  # printed or left behind, as the reader sees it
REFUSED = "refused"  # nothing is staged


@dataclass(frozen=True, slots=True)
class Surface:
    """A draft with one hidden surface.

    *words* stand beside the secret: printed where it is read, nowhere where it is left.
    *also* are secrets of this file alone; *quick* puts it into the share that every test run has.
    """

    name: str
    suffix: str
    place: str
    expect: str
    make: Callable[[], bytes]
    words: str = KETTLE
    also: tuple[str, ...] = ()
    quick: bool = False
    stem: str = "draft"
    owner: str = ""

    @property
    def kind(self) -> str:
        """The group that the table shows it in."""
        return self.suffix.lstrip(".")


SURFACES: dict[str, Surface] = {}


def add(
    name: str, suffix: str, place: str, expect: str, build: Callable[[str], bytes], **more: object
) -> None:
    """Put a surface into the corpus; *build* gets the name that it hides, each surface the next of the cast."""
    bearer = str(more.pop("bearer", "")) or NAMES[len(SURFACES) % len(NAMES)]
    if name in SURFACES:
        raise ValueError(f"two surfaces are called {name}")
    SURFACES[name] = Surface(name, suffix, place, expect, lambda: build(bearer), **more)  # type: ignore[arg-type]
