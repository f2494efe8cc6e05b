"""The executive summary that is put together: what is in it, what could be, and choosing between them.

summary.yaml stays the truth and stays a person's: the page carries its text, changes it by the places
that are chosen, shows what the summary would say then, and saves it with the one before kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.amending import data_of, put
from redact.errors import RedactError, RulesError
from redact.model import OF_ONE
from redact.policies import audiences
from redact.publications import Summary, Wanted, proposed, wanted_of
from redact.revising import LONGEST, ChangedMeanwhileError, Held, difference, held, plain, put_in_place
from redact.summaries import put_together, sections_of, written_by_author
from redact.web import entries, parts
from redact.web.board import signatures
from redact.web.frame import page, sitting_of, state_of, visitor_of, with_form
from redact.web.outlined import elsewhere, outline_for, preview, report_for, sections_shown, sizes
from redact.web.registering import line_of, look

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.publications import Outline
    from redact.web.sitting import State

FIRST = "publication"


def routes() -> list[Route]:
    """The summary, what a change would make of it, saving it, and switching it on and off."""
    from starlette.routing import Route

    return [
        Route("/summary", summary, methods=["GET"]),
        Route("/summary", with_form(changed), methods=["POST"]),
        Route("/summary/save", with_form(saved), methods=["POST"]),
        Route("/summary/switch", with_form(switched), methods=["POST"]),
    ]


def summary(request: Request) -> Response:
    """The summary as it is."""
    state = state_of(request)
    now = held(sitting_of(request).case, parts.FILE)
    told = "Saved. The drafts are being looked through once more." if "saved" in request.query_params else ""
    return _shown(request, state, now.text, now.digest, told=told)


def changed(request: Request, form: FormData) -> Response:
    """The page with what a button or a field changes in it; nothing is saved."""
    state, text = state_of(request), plain(str(form.get("base", "")))
    digest, does = str(form.get("digest", "")), str(form.get("does", "look"))
    as_text = "text" in form and does != "sections"
    try:
        if len(text) > LONGEST:
            raise RulesError(f"{parts.FILE}: longer than any summary.yaml")
        if "text" in form:
            text = plain(str(form["text"]))
        else:
            text = _changed(request, form, state, text, does)
        if does == "look":
            return _look(request, state, text, digest, str(form.get("audience", "")))
    except RedactError as error:
        return _shown(request, state, text, digest, 422, why=error, form=form, as_text=as_text)
    return _shown(request, state, text, digest, form=form, as_text=does == "text", did=does)


def _changed(request: Request, form: FormData, state: State, text: str, does: str) -> str:
    """The text with what was typed, and with what the pressed button does."""
    rules = sections_of(state.prepared)
    text = parts.typed(text, {str(k): str(v) for k, v in form.items()}, rules)
    verb, _, about = does.partition("|")
    at, _, place = about.partition("|")
    if verb in {"up", "down"}:
        return parts.moved(text, _known(text, at), -1 if verb == "up" else 1)
    if verb == "drop":
        return parts.without(text, _known(text, at))
    if verb == "section":
        name = str(form.get("new", ""))
        kinds = [k for k in parts.missing(wanted_of(text, rules), rules) if k.name == name]
        return parts.with_section(text, kinds[0]) if kinds else text
    if verb == "sources":
        return parts.with_sources(text, about == "shown")
    if verb == "typed":
        return _with_typed_place(form, state, text, _known(text, at))
    if verb in {"add", "leave", "free"}:
        own = _known(text, at or str(form.get("into", "")))
        return parts.chosen(text, rules, _outline(state, form), own, place, verb)
    return text


def _with_typed_place(form: FormData, state: State, text: str, at: int) -> str:
    """The text with the place that somebody typed for section *at* added to it."""
    field = f"part.{at}.place"
    place = str(form.get(field, "")).strip()
    if not place:
        raise parts.FieldError(field, "type the place of a paragraph or a sentence, such as 3.4:2")
    try:
        return parts.chosen(text, sections_of(state.prepared), _outline(state, form), at, place, "add")
    except RulesError as error:
        raise parts.FieldError(field, str(error)) from None


def _known(text: str, at: str) -> int:
    """The number of a section that a button names.

    Raises:
        RulesError: there is none: the page was made from another text.
    """
    count = len(data_of(text, parts.FILE).get("sections") or ())
    if not at.isascii() or not at.isdigit() or int(at) >= count:
        raise RulesError("say into which section")
    return int(at)


def _outline(state: State, form: FormData) -> Outline:
    report = report_for(state, _audience(state, str(form.get("audience", ""))))
    if report is None:
        raise RulesError("no draft is an overview report")
    return outline_for(state, report)


def _audience(state: State, wish: str) -> str:
    """An audience of whose report places are counted: one that everybody reads, whose sentences nobody withholds."""
    known = _for_everybody(state)
    return wish if wish in known else FIRST if FIRST in known else known[0]


def _for_everybody(state: State) -> list[str]:
    return [a for a in audiences(state.prepared.rules, state.prepared.register) if OF_ONE not in a]


def saved(request: Request, form: FormData) -> Response:
    """Save what was looked at, if nobody changed the file meanwhile."""
    from starlette.responses import RedirectResponse

    sitting, state, text = sitting_of(request), state_of(request), plain(str(form.get("text", "")))
    digest = str(form.get("digest", ""))
    try:
        _require_in_order(state, text)
        put_in_place(sitting.case, parts.FILE, text, digest, visitor_of(request).name, "choose")
    except ChangedMeanwhileError as error:
        why = f"{error}; below is what yours would change in what is there now"
        return _look(request, state, text, held(sitting.case, parts.FILE).digest, "", why)
    except RedactError as error:
        return _shown(request, state, text, digest, 422, why=error, as_text=True)
    return RedirectResponse("/summary?saved=1", 303)


def switched(request: Request, form: FormData) -> Response:
    """The difference in register.yaml that puts the summary together, or does not; saved as any change of it."""
    sitting, on = sitting_of(request), str(form.get("does", "")) == "on"
    now = held(sitting.case)
    try:
        text = put(now.text, ("summary",), "assemble" if on else "")
        if on and form.get("author"):
            text = _only_read(request, text, written_by_author(state_of(request).prepared))
        return look(request, text, now.digest, back="/summary")
    except RedactError as error:
        state, own = state_of(request), held(sitting.case, parts.FILE)
        return _shown(request, state, own.text, own.digest, 422, why=error)


def _only_read(request: Request, text: str, written: list[str]) -> str:
    """The register's text where the author's own summaries are read and not published."""
    case = sitting_of(request).case
    drafts = [path.relative_to(case.folder / "drafts").as_posix() for path in case.drafts()]
    form = {f"draft.{at}.use": "source" for at, draft in enumerate(drafts) if draft in written}
    return entries.amended(text, form, drafts)


@dataclass(frozen=True, slots=True)
class Done:
    """Where in the page a button was pressed: there the page opens again."""

    section: int = -1
    place: str = ""  # of the sentence


def _done(did: str, count: int) -> Done:
    verb, _, about = did.partition("|")
    at, _, place = about.partition("|")
    if verb == "section":
        return Done(count - 1)
    if not (at.isascii() and at.isdigit()):
        return Done()
    section = int(at) + {"up": -1, "down": 1}.get(verb, 0)
    return Done(max(0, min(section, count - 1)), place if ":" in place or not place else f"{place}:1")


# The pages ---------------------------------------------------------------------------------------------


def _require_in_order(state: State, text: str) -> Wanted:
    """What the text wants, if every audience's report has it.

    Raises:
        RulesError: it is wrong, with file, line and key.
    """
    wanted = wanted_of(text, sections_of(state.prepared))
    for _ in sizes(state, wanted):
        pass
    return wanted


def _look(request: Request, state: State, text: str, digest: str, audience: str, why: str = "") -> Response:
    """What the summary would say, and the exact difference in the file; to be saved or not."""
    now = held(sitting_of(request).case, parts.FILE)
    if now.digest != digest and not why:
        why = "summary.yaml was changed by somebody else since your page was made; below is what yours would change in what is there now"
    wanted = _require_in_order(state, text)
    audience = _audience(state, audience)
    report = report_for(state, audience)
    after = put_together(state.prepared, report, wanted) if report else None
    sections = list(preview(after, wanted, _before(state, now, audience))) if after else []
    return page(
        request,
        "summary_look",
        409 if why else 200,
        lines=difference(now.text, text),
        sections=sections,
        new=sum(each.change == "new" for one in sections for each in one.sentences),
        gone=sum(len(one.gone) for one in sections),
        sizes=list(sizes(state, wanted)),
        holds=[one for one in signatures(request, state) if one["holds"]],
        fresh=not now.digest,
        text=text,
        digest=now.digest,
        audience=audience,
        why=why,
    )


def _before(state: State, now: Held, audience: str) -> Summary | None:
    """The summary as the file on the disk, or where there is none the program, has it; None where that is wrong."""
    report = report_for(state, audience)
    try:
        text = now.text or _proposed(state)
        return (
            put_together(state.prepared, report, wanted_of(text, sections_of(state.prepared)))
            if report
            else None
        )
    except RulesError:
        return None


def _proposed(state: State) -> str:
    report = report_for(state, _audience(state, ""))
    return proposed(outline_for(state, report), sections_of(state.prepared)) if report else ""


def _shown(
    request: Request,
    state: State,
    text: str,
    digest: str,
    status: int = 200,
    *,
    why: RedactError | None = None,
    told: str = "",
    form: FormData | None = None,
    as_text: bool = False,
    did: str = "",
) -> Response:
    """The page of sections, or the text alone where none can be made of it."""
    prepared, rules = state.prepared, sections_of(state.prepared)
    audience = _audience(state, str(form.get("audience", "")) if form else "")
    report = report_for(state, audience)
    on_disk = held(sitting_of(request).case, parts.FILE).text
    fresh, text = not text, text or _proposed(state)
    wanted, sections, other, words = None, [], [], 0
    try:
        if report:
            wanted, outline = wanted_of(text, rules), outline_for(state, report)
            made = put_together(prepared, report, wanted)
            sections, other = list(sections_shown(outline, wanted, made)), elsewhere(outline, wanted)
            words = sum(each.words for each in sections)
    except RulesError as error:
        why, sections, as_text = why or error, [], True
    return page(
        request,
        "summary",
        status,
        sections=sections,
        other=[(p, [outline.text(s) for s in p.sentences]) for p in other],
        missing=parts.missing(wanted, rules) if wanted else (),
        wanted=wanted,
        words=words,
        text=text,
        digest=digest,
        why=str(why or ""),
        wrong=why.field if isinstance(why, parts.FieldError) else "",
        typed={str(k): str(v) for k, v in form.items()} if form and why else {},
        told=told,
        fresh=fresh,
        unsaved=bool(form) and text != (on_disk or _proposed(state)),
        as_text=as_text or not sections,
        line=line_of(str(why or "")),
        did=_done(did, len(sections)),
        audience=audience,
        audiences=_for_everybody(state),
        has_report=report is not None,
        on=prepared.register.summary == "assemble",
        author=written_by_author(prepared),
        rules={kind.name: kind for kind in rules.offered},
    )
