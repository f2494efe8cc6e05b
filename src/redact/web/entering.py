"""Coming in by the printed address, locking the pages, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.web.frame import page, with_form

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.door import Door

LONGEST_NAME = 80


def routes() -> list[Route]:
    """The pages of the entrance."""
    from starlette.routing import Route

    return [
        Route("/enter", entrance, methods=["GET"]),
        Route("/enter", with_form(enter), methods=["POST"]),
        Route("/unlock", locked, methods=["GET"]),
        Route("/unlock", with_form(unlock), methods=["POST"]),
        Route("/lock", lock, methods=["POST"]),
        Route("/leave", leave, methods=["POST"]),
    ]


def entrance(request: Request) -> Response:
    """Asks who comes in; says what to do where the address was used already."""
    token = request.query_params.get("token", "")
    known = _door(request).knows(token)
    return page(
        request, "enter", 200 if known else 403, token=token if known else "", why="", proposed=_name(request)
    )


def enter(request: Request, form: FormData) -> Response:
    """Take the token for a cookie; the address holds it no longer."""
    from starlette.responses import RedirectResponse

    token, name = str(form.get("token", "")), " ".join(str(form.get("name", "")).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        why = "Give the name that shall stand on the record."
        return page(
            request, "enter", 400, token=token if _door(request).knows(token) else "", why=why, proposed=""
        )
    cookie = _door(request).let_in(token, name, str(form.get("word", "")).strip())
    if not cookie:
        return page(request, "enter", 403, token="", why="", proposed="")
    _door(request).show_out(request.state.cookie)  # who was here before, in this browser
    response = RedirectResponse("/", 303)
    response.set_cookie(_door(request).cookie, cookie, httponly=True, samesite="strict", path="/")
    return response


def locked(request: Request) -> Response:
    """The page that stands while the review is locked; nothing of the case is on it."""
    visitor = request.state.visitor
    return page(request, "locked", has_word=bool(visitor and visitor.word), why="")


def unlock(request: Request, form: FormData) -> Response:
    """Open the pages again with the word that was chosen on coming in."""
    from starlette.responses import RedirectResponse

    word = str(form.get("word", "")).strip()
    if _door(request).unlock(request.state.cookie, word):
        return RedirectResponse("/", 303)
    left = request.state.cookie in _door(request).visitors
    return page(request, "locked", 403, has_word=left, why="That is not the word." if left else "")


def lock(request: Request) -> Response:
    """Lock the pages at once: somebody gets up from the desk."""
    from starlette.responses import RedirectResponse

    _door(request).lock(request.state.cookie)
    return RedirectResponse("/unlock", 303)


def leave(request: Request) -> Response:
    """End the visit; a new address is needed to come back."""
    _door(request).show_out(request.state.cookie)
    response = page(request, "left")
    response.delete_cookie(_door(request).cookie, path="/")
    return response


def _door(request: Request) -> Door:
    door: Door = request.app.state.door
    return door


def _name(request: Request) -> str:
    return str(getattr(request.app.state, "name", ""))
