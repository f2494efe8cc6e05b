"""What every page has: the frame around it, and how an error is told."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from redact.errors import RedactError, place_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from redact.web.door import Visitor
    from redact.web.sitting import Sitting, State

HERE = Path(__file__).parent
STATIC = HERE / "static"

#: Fields of one form; more would keep everybody waiting while they are read.
MOST_FIELDS = 10_000

#: The pages in the order in which they are worked through: address, name.
PAGES = (
    ("/", "Overview"),
    ("/cast", "Cast"),
    ("/family", "Family"),
    ("/register", "Register"),
    ("/questions", "Questions"),
    ("/watch", "Watch list"),
    ("/text", "Text"),
    ("/pictures", "Pictures"),
    ("/policy", "Dates and ages"),
    ("/changed", "What changed"),
    ("/checklist", "Checklist"),
    ("/summary", "Summary"),
    ("/recipients", "Recipients"),
    ("/editions", "Editions"),
    ("/ledger", "Ledger"),
)


@cache
def keys() -> Mapping[str, str]:
    """The key of each page by its address: the first letter of its name, in capitals, that no other has."""
    given = {"/lock": "L"}
    for address, name in PAGES:
        given[address] = next(
            c for c in name.upper() + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c.isalpha() and c not in given.values()
        )
    return given


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


class StillReading(Exception):  # noqa: N818 - it is no error
    """The case is being read for the first time: a page says so and asks again."""


def sitting_of(request: Request) -> Sitting:
    """The review that is under way."""
    return cast("Sitting", request.app.state.sitting)


def state_of(request: Request) -> State:
    """The case as it stands.

    Raises:
        StillReading: it is being read for the first time.
    """
    state = sitting_of(request).state()
    if state is None:
        raise StillReading
    return state


def visitor_of(request: Request) -> Visitor:
    """Who asks; the guard has seen to it that it is somebody."""
    return cast("Visitor", request.state.visitor)


def page(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    """The page of the template *name*, in its frame."""
    from starlette.responses import HTMLResponse

    sitting, visitor = sitting_of(request), getattr(request.state, "visitor", None)
    frame = {
        "here": request.url.path,
        "pages": [(address, name, keys()[address]) for address, name in PAGES],
        "visitor": visitor,
        "case_name": sitting.case.folder.resolve().name,
        "catching_up": sitting.is_reading,
        "problem": sitting.problem,
        "locks_after": int(request.app.state.door.idle) + 5,  # seconds; then a page without script locks too
    }
    return HTMLResponse(_templates().get_template(f"{name}.html").render({**frame, **values}), status)


def part(name: str, **values: Any) -> Response:
    """A part of a page, without its frame, for a script to put in its place."""
    from starlette.responses import HTMLResponse

    return HTMLResponse(_templates().get_template(f"{name}.html").render(values))


def with_form(
    do: Callable[[Request, FormData], Response], most: int = MOST_FIELDS
) -> Callable[[Request], Awaitable[Response]]:
    """A page that is sent a form of at most *most* fields: *do* gets it, away from the thread that serves everybody else."""
    from starlette.concurrency import run_in_threadpool

    async def sent(request: Request) -> Response:
        if (await request.body()).count(b"&") >= most:
            why = "This form has more fields than any of ours; nothing was saved."
            return page(request, "wrong", 413, why=why)
        return await run_in_threadpool(do, request, await request.form(max_fields=most))

    return sent


def number(text: str) -> int:
    """The number that an address or a form gives; 0 where it gives none."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def wants_data(request: Request) -> bool:
    """Whether a script asks, which puts the answer into the page by itself."""
    return "application/json" in request.headers.get("accept", "")


def told_plainly() -> Mapping[Any, Callable[[Request, Exception], Response]]:
    """What is sent instead of a page when something is wrong; never the words of a draft."""

    def waiting(request: Request, error: Exception) -> Response:
        sitting = sitting_of(request)
        return page(request, "reading", 200 if not sitting.problem else 500, step=sitting.step)

    def told(request: Request, error: Exception) -> Response:
        return page(request, "wrong", 500, why=str(error))

    def missing(request: Request, error: Exception) -> Response:
        return page(request, "wrong", 404, why="There is no such page in this review.")

    return {StillReading: waiting, RedactError: told, 404: missing}


def fault(request: Request, error: Exception) -> Response:
    """What is shown where a page failed; where in the program, and nothing of what it was working on."""
    where = f"{type(error).__name__} in {place_of(error)}"
    why = f"A fault of the program ({where}). Nothing that was saved is lost; go back and try again."
    return page(request, "wrong", 500, why=why)
