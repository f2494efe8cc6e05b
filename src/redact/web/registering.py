"""register.yaml in the page: forms for people, the whole text for who knows it, and nothing saved unseen.

The forms carry the text that they were made from, and what the file on the disk was then: whatever is
filled in stays in the page until the exact difference was looked at and saved.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from redact.errors import RedactError, RulesError
from redact.likeness import named_alike
from redact.model import Register
from redact.names import fold
from redact.policies import kind_of
from redact.proposal import proposed_entry, proposed_text
from redact.revising import (
    ChangedMeanwhileError,
    checked,
    difference,
    given_over,
    held,
    lost,
    next_id,
    plain,
    save,
)
from redact.rollcall import never_found, unknown_to
from redact.web import entries
from redact.web.frame import page, sitting_of, visitor_of, with_form

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

#: Fields of a form: eight for each of more people than any review has.
MOST_FIELDS = 20_000
#: The pages that make changes of the register; the first by default.
BACK = ("/register", "/summary", "/recipients")
STRANGERS = 60  # found and not in the register: as many are offered


def routes() -> list[Route]:
    """The register as forms, what a change would change, and saving it."""
    from starlette.routing import Route

    return [
        Route("/register", register, methods=["GET"]),
        Route("/register", with_form(changed, MOST_FIELDS), methods=["POST"]),
        Route("/register/save", with_form(saved), methods=["POST"]),
    ]


def register(request: Request) -> Response:
    """The register as it is; with ?adopt=ID the forms begin with an entry for somebody who was found."""
    state = sitting_of(request).state()
    now = held(sitting_of(request).case)
    text, adopted = now.text, request.query_params.get("adopt", "")
    why: RedactError | None = None
    if adopted and state and adopted in state.prepared.reviewed.entities:
        try:
            text = _adopted(request, state, text, adopted)
        except RulesError as error:
            why = error
    told = "Saved. The drafts are being looked through with it." if "saved" in request.query_params else ""
    return _forms(request, state, text, now.digest, why=why, told=told, new=_newest(now.text, text))


def changed(request: Request, form: FormData) -> Response:
    """What was filled in: shown as a difference, or put into the forms with one more entry."""
    sitting, state = sitting_of(request), sitting_of(request).state()
    base, digest = plain(str(form.get("base", ""))), str(form.get("digest", ""))
    does, _, about = str(form.get("does", "look")).partition("|")
    if does == "fetch":  # from another page, which knows nothing of the text
        now = held(sitting.case)
        does, base, digest = "add", now.text, now.digest
    text = base
    try:
        if "text" in form:
            text = plain(str(form["text"]))
        else:
            text = entries.amended(base, dict(form), _drafts(request))
        if does == "look":
            return look(request, text, digest)
        before = text
        text = _with_one_more(request, form, state, text, does, about)
    except RedactError as error:
        return _forms(request, state, text, digest, 422, why=error, as_text="text" in form)
    return _forms(request, state, text, digest, new=_newest(before, text), as_text=does == "text")


def _with_one_more(
    request: Request, form: FormData, state: State | None, text: str, does: str, about: str
) -> str:
    """The text with what a button of the forms adds to it."""
    if does == "add" and about in entries.KEYS:
        entry = {key: " ".join(str(form.get(f"new.{key}", "")).split()) for key, _, _ in entries.KEYS[about]}
        own = {"id": _next(request, state, about, text)} if about in entries.WITH_ID else {}
        return entries.with_new(text, about, {**own, **entry})
    if does == "adopt" and state and about in state.prepared.reviewed.entities:
        return _adopted(request, state, text, about)
    if does == "propose" and state and not text.strip():
        first = {section: int(_next(request, state, section, "")[1:]) for section in entries.WITH_ID}
        return proposed_text(state.prepared.documents, state.prepared.reviewed.entities.values(), first)
    return text


def saved(request: Request, form: FormData) -> Response:
    """Save what was looked at, if nobody changed the file meanwhile."""
    from starlette.responses import RedirectResponse

    sitting, text = sitting_of(request), plain(str(form.get("text", "")))
    try:
        _require_names_apart(checked(sitting.case, sitting.rules, text), sitting.state())
        save(sitting.case, sitting.rules, text, str(form.get("digest", "")), visitor_of(request).name)
    except ChangedMeanwhileError as error:
        now = held(sitting.case)
        why = f"{error}; below is what yours would change in what is there now"
        return look(request, text, now.digest, why, back=_back(form))
    except RedactError as error:
        return _forms(request, sitting.state(), text, str(form.get("digest", "")), 422, why=error)
    return RedirectResponse(f"{_back(form)}?saved=1", 303)


def _back(form: FormData) -> str:
    """The page that a change of the register was made on: one of those that make some, whatever the form says."""
    back = str(form.get("back", ""))
    return back if back in BACK else BACK[0]


def look(
    request: Request, text: str, digest: str, why: str = "", *, back: str = "/register", **more: Any
) -> Response:
    """The exact difference to what is on the disk, to be saved or not.

    *back* is the page on which it was made, and *more* what that page shows besides.

    Raises:
        RulesError: something is wrong with the text.
    """
    sitting = sitting_of(request)
    now = held(sitting.case)
    if now.digest != digest and not why:
        why = "register.yaml was changed by somebody else since your forms were made; below is what yours would change in what is there now"
    _require_names_apart(checked(sitting.case, sitting.rules, text), sitting.state())
    return page(
        request,
        "register_look",
        409 if why else 200,
        lines=difference(now.text, text),
        given_over=given_over(now.text, text),
        lost=lost(now.text, text, sitting.case.ledger()),
        text=text,
        digest=now.digest,
        why=why,
        back=back,
        **{"effects": (), **more},
    )


def _require_names_apart(new: Register, state: State | None) -> None:
    """No pseudonym of the register is one that the review chose for somebody else.

    Raises:
        RulesError: two would bear one name, and nothing could be prepared any more.
    """
    known = state.prepared.reviewed.entities.values() if state else ()
    old = state.prepared.register.entities if state else {}
    listed = {fold(name) for entity in new.entities.values() for name in entity.names}
    chosen = {e.id: e.pseudonym for e in new.entities.values() if e.pseudonym}
    by_review = {
        e.id: e.pseudonym
        for e in known
        if e.pseudonym
        and (
            (e.id in new.entities and e.id in old and old[e.id].pseudonym != e.pseudonym)
            or (e.id not in old and fold(e.name) not in listed)  # who is listed now bears the entry's own
        )
    }
    if both := named_alike(chosen | by_review):
        raise RulesError(
            f"register.yaml: {both} have the same pseudonym; one of them has it by an answer of the review"
        )


def _forms(
    request: Request,
    state: State | None,
    text: str,
    digest: str,
    status: int = 200,
    *,
    why: RedactError | None = None,
    told: str = "",
    new: str = "",
    as_text: bool = False,
) -> Response:
    """The page of forms, or the text alone where forms cannot be made of it."""
    drafts = _drafts(request)
    values: dict[str, Any] = {"lists": None, "choices": (), "by_audience": (), "drafts": (), "gone": ()}
    try:
        values = {
            "lists": entries.entries(text),
            "choices": entries.choices(text),
            "by_audience": entries.by_audience(text),
            "drafts": entries.drafts_of(text, drafts, _guessed(state)),
            "gone": entries.strangers(text, drafts),
        }
    except RedactError as error:
        why = why or error
    return page(
        request,
        "register",
        status,
        **values,
        text=text,
        digest=digest,
        why=str(why or ""),
        wrong=".".join(str(key) for key in getattr(why, "keys", ())),
        told=told,
        new=new,
        unsaved=text != held(sitting_of(request).case).text,
        as_text=as_text or values["lists"] is None,
        line=line_of(str(why or "")),
        kinds=entries.KINDS_OF_DRAFT,
        roles=_roles(request),
        labels=state.prepared.key if state else {},
        missing=never_found(state.prepared.reviewed.entities) if state else (),
        strangers=unknown_to(state.prepared.reviewed.entities)[:STRANGERS] if state else (),
        can_propose=state is not None,
    )


def _adopted(request: Request, state: State, text: str, who: str) -> str:
    """The text with an entry for somebody who was found in the drafts, with the names that they have there."""
    entity = state.prepared.reviewed.entities[who]
    section, entry = proposed_entry(entity)
    return entries.with_new(text, section, {"id": _next(request, state, section, text), **entry})


def _next(request: Request, state: State | None, section: str, text: str) -> str:
    ledger = sitting_of(request).case.ledger()
    used = {i for d in ledger for i in (d.target, d.value)}
    return next_id(section, text, used | set(state.prepared.key if state else ()))


def _newest(before: str, after: str) -> str:
    """The first field of the entry that *after* has more, to begin typing there; '' where there is none."""
    if before == after:
        return ""
    try:
        old, new = entries.entries(before), entries.entries(after)
    except RulesError:
        return ""
    grown = [rows[-1] for section, rows in new.items() if len(rows) > len(old[section]) and rows]
    return grown[0].fields[0].name if len(grown) == 1 else ""


def line_of(why: str) -> int:
    """The line that an error names; 0 where it names none."""
    match = re.search(r": line (\d+):", why)
    return int(match[1]) if match else 0


def _drafts(request: Request) -> list[str]:
    case = sitting_of(request).case
    return [path.relative_to(case.folder / "drafts").as_posix() for path in case.drafts()]


def _guessed(state: State | None) -> dict[str, str]:
    """What each draft is taken for where the register does not say."""
    return {d.name: kind_of(d, Register()) for d in state.prepared.documents} if state else {}


def _roles(request: Request) -> list[str]:
    """The roles of people that make a label, for choosing one while typing."""
    rows = sitting_of(request).rules.pseudonyms.get("PERSON", ())
    return list(dict.fromkeys(str(row["role"]) for row in rows if row.get("role")))
