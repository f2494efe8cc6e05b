"""The review in a browser, on this computer only.

It decides nothing: each answer becomes a decision on the ledger, and every page is computed from the
ledger anew. Pages work without script, and faster with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from redact.web.door import Door
    from redact.web.sitting import Sitting


def create_app(sitting: Sitting, door: Door) -> Starlette:
    """The pages of one review; nobody gets past the *door* without its token."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    from redact.web import (
        answering,
        asked,
        board,
        cast,
        changed,
        choosing,
        composing,
        entering,
        joining,
        kin,
        missed,
        panels,
        pictures,
        policy,
        questions,
        readers,
        record,
        registering,
        seeking,
        signing,
        text,
        watch,
    )
    from redact.web.door import Guard
    from redact.web.frame import STATIC, fault, told_plainly

    routes = [
        *entering.routes(),
        *board.routes(),
        *questions.routes(),
        *watch.routes(),
        *cast.routes(),
        *joining.routes(),
        *kin.routes(),
        *registering.routes(),
        *pictures.routes(),
        *policy.routes(),
        *changed.routes(),
        *seeking.routes(),
        *missed.routes(),
        *panels.routes(),
        *choosing.routes(),
        *text.routes(),
        *asked.routes(),
        *composing.routes(),
        *readers.routes(),
        *signing.routes(),
        *record.routes(),
        *answering.routes(),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    app = Starlette(
        routes=[r for r in routes if isinstance(r, Route | Mount)],
        middleware=[Middleware(Guard, door=door, fault=fault)],
        exception_handlers=told_plainly(),
    )
    app.state.sitting, app.state.door = sitting, door
    return app
