"""The checklist at the two doors: what a signature and a release are told, and when they are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from redact.case import Case
from redact.conditions import Item, Matter, checklist, held, unanswered
from redact.conditions.said import objection
from redact.errors import SignatureError, UndecidedError, UsageError
from redact.guards import require_staged
from redact.model import OF_ONE, Decision, Document, Key, Register
from redact.policies import audiences, published
from redact.prepared import Prepared
from redact.register import read_register
from redact.releases import Copy
from redact.rules import Rules

#: The choice under `conditions:` in register.yaml by which questions without an answer refuse too.
REQUIRED = "required"
NAMED = 3  # answers that hold are named in a message up to this many


def matter_of(prepared: Prepared, files: Mapping[str, Mapping[str, str]]) -> Matter:
    """What the checklist of a prepared case is made from; *files* are the digests by audience."""
    shown = tuple(d for d in prepared.documents if published(d, prepared.register))
    return Matter(prepared.register, prepared.case.ledger(), prepared.rules, files, shown, prepared.key)


def matter_as_staged(
    case: Case, rules: Rules, register: Register, documents: Iterable[Document], labels: Key
) -> Matter:
    """The same of a case as it is staged, with all drafts as they were read."""
    shown = tuple(document for document in documents if published(document, register))
    return Matter(register, case.ledger(), rules, staged_files(case, rules), shown, labels)


def staged_files(case: Case, rules: Rules) -> dict[str, dict[str, str]]:
    """Audience → the digests of what is staged for it; of every audience, without digests, where nothing is."""
    own = {p.name for p in (case.folder / "staged").glob(f"*{OF_ONE}*") if not p.name.startswith(".")}
    known = (*audiences(rules), *sorted(own))
    staged = {
        audience: require_staged(case, audience) for audience in known if case.staged(audience).is_dir()
    }
    return staged or {audience: {} for audience in known}


def matter_at_release(case: Case, rules: Rules, audience: str, files: Mapping[str, str]) -> Matter:
    """The same where the drafts are not read again, and the key is not opened: at a release."""
    return Matter(read_register(case.register_path, rules), case.ledger(), rules, {audience: files})


def checklist_of(prepared: Prepared, today: date) -> tuple[Item, ...]:
    """Every question of a prepared case as it is staged, with its answer and its state on the day *today*."""
    return checklist(matter_of(prepared, staged_files(prepared.case, prepared.rules)), today)


def left_open(matter: Matter, audience: str, step: str, today: date) -> list[str]:
    """The targets of what has no answer and should have one by *step*, for the record."""
    return [item.target for item in unanswered(checklist(matter, today), audience, step)]


def holding_back(matter: Matter, audience: str, today: date) -> list[str]:
    """The targets of the answers that hold a release to *audience* on this day."""
    return [item.target for item in held(checklist(matter, today), audience)]


def objection_to_answer(prepared: Prepared, decision: Decision) -> str:
    """Why an answer to the checklist of a prepared case, or taking one back, cannot be taken; '' where it can."""
    people, ledger = prepared.register.entities, prepared.case.ledger()
    known = audiences(prepared.rules, prepared.register)
    return objection(decision, prepared.rules.checklist, people, known, ledger)


def require_answered(matter: Matter, wanted: Iterable[str], step: str, today: date, folder: Path) -> None:
    """Where register.yaml says `conditions: required`, everything is answered that this step needs.

    Raises:
        UndecidedError: before a signature, something has no answer, or an answer that holds.
        SignatureError: before a release, something has none.
    """
    if matter.register.conditions != REQUIRED:
        return
    items = checklist(matter, today)
    missing = {i.target: i for audience in wanted for i in unanswered(items, audience, step)}
    if step == "sign":
        missing |= {i.target: i for a in wanted for i in held(items, a) if i.needed_for == "sign"}
    if missing:
        error = UndecidedError if step == "sign" else SignatureError
        raise error(
            f"{folder}: {len(missing)} questions of the checklist have to be answered first (conditions: required), "
            f"such as: {' '.join(item.question for item in list(missing.values())[:NAMED])} See them with: redact show {folder} checklist"
        )


def require_nothing_holds(matter: Matter, audience: str, today: date, folder: Path) -> None:
    """No answer of the checklist holds the release to *audience* on this day.

    Raises:
        SignatureError: one does.
    """
    holds = list(held(checklist(matter, today), audience))
    if holds:
        raise SignatureError(
            f"{folder}: the release for {audience} is held by {_named(holds)}; when that has changed, answer "
            f"anew (redact show {folder} checklist), then release again"
        )


def require_reason(matter: Matter, replaced: Sequence[Copy], reason: str, folder: Path) -> None:
    """Where register.yaml says `conditions: required`, a correction says why it takes the place of what is out.

    Raises:
        UsageError: another edition was released to this audience, and no reason is given.
    """
    if replaced and not reason.strip() and matter.register.conditions == REQUIRED:
        raise UsageError(
            f"{folder}: another edition was released to {replaced[0].audience} on {replaced[0].at[:10]}; "
            "say why this one takes its place: --reason TEXT"
        )


def _named(holds: Sequence[Item]) -> str:
    told = "; ".join(f"the answer to “{item.question}” ({item.note}; {item.target})" for item in holds[:NAMED])
    return told + (f"; and {len(holds) - NAMED} more" if len(holds) > NAMED else "")
