"""The editions: made and checked, read, signed by a second person, copied out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import SignatureError, UsageError
from redact.guards import blocking, staged_findings
from redact.model import Finding
from redact.pipeline import release, sign
from redact.policies import audiences
from redact.releases import copies, withdraw
from redact.review import deciders, decides_nothing, same_person
from redact.warned import Kind, by_kind, in_short
from redact.web.asked import unanswered
from redact.web.board import signatures
from redact.web.frame import page, sitting_of, state_of, visitor_of, with_form

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.case import Case
    from redact.prepared import Prepared
    from redact.web.sitting import Sitting, State, Work

MEDIA = {".html": "text/html", ".pdf": "application/pdf"}
#: An edition brings its own styles and nothing else; it may run nothing and reach nothing.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"

#: What is signed, in plain words (R31).
STATEMENT = (
    "I have read every page of the copies for {audience}.",
    "I sign exactly these bytes; any later change voids my signature.",
    "I answered none of the questions of this review.",
    "I know that the program says what it looked for and found, and not that nobody can be identified.",
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What is staged for one audience."""

    audience: str
    files: tuple[str, ...]
    blocking: tuple[Finding, ...]
    kinds: tuple[Kind, ...]  # what warns
    older: bool  # an answer or the register is newer than these copies

    @property
    def warned(self) -> str:
        """How many warnings of how many kinds."""
        return in_short(self.kinds)

    @property
    def by_check(self) -> list[tuple[str, int]]:
        """Each check that warns with how many places it names."""
        counts: Counter[str] = Counter()
        for kind in self.kinds:
            counts[kind.check] += kind.count
        return list(counts.items())


def routes() -> list[Route]:
    """The page of the editions and what can be done on it."""
    from starlette.routing import Route

    return [
        Route("/editions", editions, methods=["GET"]),
        Route("/editions/{audience}/{number:int}", copy, methods=["GET"]),
        Route("/stage", with_form(make_and_check), methods=["POST"]),
        Route("/sign", with_form(put_signature), methods=["POST"]),
        Route("/release", with_form(copy_out), methods=["POST"]),
        Route("/withdraw", with_form(take_back), methods=["POST"]),
    ]


def editions(request: Request) -> Response:
    """What is staged, what the checks say of it, who signed."""
    sitting, state = sitting_of(request), state_of(request)
    known = audiences(sitting.rules, state.prepared.register)
    me = visitor_of(request).name
    return page(
        request,
        "editions",
        copies=[staged(sitting.case, state, a) for a in known if _is_staged(sitting.case, a)],
        audiences=known,
        signed={one["audience"]: one for one in signatures(request, state)},
        open=len(state.prepared.questions),
        may_sign=not any(same_person(me, each) for each in deciders(state.ledger)),
        statement=STATEMENT,
        work=sitting.work,
        files=sitting.files,
        files_told=sitting.files.told(state.ledger),
        lagging=[a for a in known if sitting.files.lags(a, state.ledger)],
        unanswered=unanswered(state),
        out=copies(state.ledger),
    )


def _is_staged(case: Case, audience: str) -> bool:
    return (case.staged(audience) / "manifest.json").exists()


def staged(case: Case, state: State, audience: str) -> Copy:
    """What is staged for an audience, with its findings."""
    findings, made = staged_findings(case, audience)
    waiting = blocking(findings, case, made)
    return Copy(
        audience,
        tuple(names(case, audience)),
        tuple(waiting),
        tuple(by_kind(findings)),
        _older(case, state, audience),
    )


def names(case: Case, audience: str) -> list[str]:
    """The names of the staged copies, in order."""
    return sorted(p.name for p in case.staged(audience).iterdir() if p.suffix != ".json")


def _older(case: Case, state: State, audience: str) -> bool:
    """Whether anything was decided or changed since the copies were made."""
    from datetime import datetime

    made = (case.staged(audience) / "manifest.json").stat().st_mtime
    answers = [d.at for d in state.ledger if not decides_nothing(d)]
    changed = [p.stat().st_mtime for p in case.given()]
    newest = max([datetime.fromisoformat(at).timestamp() for at in answers[-1:]] + changed, default=0.0)
    return newest > made


def copy(request: Request) -> Response:
    """One staged copy: a page or a PDF to read here, a Word file to save."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    sitting, audience = sitting_of(request), request.path_params["audience"]
    if audience not in audiences(sitting.rules, state_of(request).prepared.register) or not _is_staged(
        sitting.case, audience
    ):
        raise HTTPException(404)
    there, number = names(sitting.case, audience), request.path_params["number"]
    if number >= len(there):
        raise HTTPException(404)
    path = sitting.case.staged(audience) / there[number]
    headers = {"content-security-policy": SANDBOX} if path.suffix == ".html" else {}
    if path.suffix not in MEDIA:
        headers["content-disposition"] = f'attachment; filename="{path.name}"'
    return Response(
        path.read_bytes(), media_type=MEDIA.get(path.suffix, "application/octet-stream"), headers=headers
    )


def make_and_check(request: Request, form: FormData) -> Response:
    """Make the editions of all audiences, and check them, in the background."""
    sitting = sitting_of(request)
    known = audiences(sitting.rules, state_of(request).prepared.register)
    wanted = [a for a in known if a in form.getlist("audience")]

    def act(work: Work) -> str:
        return sitting.files.make(wanted, work.tell)  # answers go on meanwhile: the page then says 'older'

    return _begun(request, "Making and checking the editions", act if wanted else None)


def put_signature(request: Request, form: FormData) -> Response:
    """Sign the staged bytes of one audience, if every guard lets it pass."""
    sitting, name = sitting_of(request), visitor_of(request).name
    audience = str(form.get("audience", ""))
    ticked = len(form.getlist("stated"))

    def act(work: Work) -> str:
        if ticked < len(STATEMENT):
            raise UsageError("a signature needs every sentence of the statement ticked")
        work.tell("making the files once more, and checking them")
        try:
            files = sitting.alone(lambda: sign(_now(sitting), [audience], name))[audience]
        except SignatureError:
            sitting.forget()
            raise
        return f"Signed for {audience} by {name}: {len(files)} files."

    return _begun(request, f"Signing for {audience}", act)


def copy_out(request: Request, form: FormData) -> Response:
    """Copy what was signed into a folder."""
    sitting, name = sitting_of(request), visitor_of(request).name
    audience, folder = str(form.get("audience", "")), str(form.get("folder", "")).strip()
    given_to, reason = str(form.get("given_to", "")).split(","), str(form.get("reason", "")).strip()

    def act(work: Work) -> str:
        if not folder or not Path(folder).is_absolute():
            raise UsageError("name the folder with its whole path")
        made = sitting.alone(
            lambda: release(sitting.case, sitting.rules, audience, Path(folder), name, given_to, reason)
        )
        return f"{len(made)} files were copied to {folder}."

    return _begun(request, f"Copying out {audience}", act)


def take_back(request: Request, form: FormData) -> Response:
    """Withdraw what was released to an audience, with a reason; the page then lists the copies to recall."""
    sitting, name = sitting_of(request), visitor_of(request).name
    audience, reason = str(form.get("audience", "")), str(form.get("reason", "")).strip()

    def act(work: Work) -> str:
        recalled = sitting.alone(lambda: withdraw(sitting.case, audience, name, reason))
        return f"Withdrawn for {audience}; {len(recalled)} copies are to be recalled. They are listed below."

    return _begun(request, f"Withdrawing {audience}", act)


def _now(sitting: Sitting) -> Prepared:
    """The case as it is at this moment, when nobody can change it."""
    state = sitting.state()
    if state is None or sitting.is_behind:
        raise UsageError("the case is still being read; try again in a moment")
    return state.prepared


def _begun(request: Request, what: str, act: object) -> Response:
    from starlette.responses import RedirectResponse

    if callable(act):
        sitting_of(request).begin_work(what, visitor_of(request).name, act)
    return RedirectResponse("/editions", 303)
