"""What a run came to, told again where nothing has changed since: nothing is read, made or checked a second time.

It is remembered in the case folder by the digest of everything that the run was made from and of every file
that it left. A signature does not come here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from redact.case import Case
from redact.formats import ocr
from redact.key import Opener, unseal
from redact.model import Ledger
from redact.program import prepared_by
from redact.rules import rules_digest

#: The name under which the case remembers it.
NAME = "run"
#: What a run leaves for people, beside the sealed key.
LEFT = ("staged", "signed", "pictures")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to, in numbers and in lines that are told; no words of a draft."""

    documents: int
    mentions: int
    entities: int
    questions: int
    compared: str  # the register and what was found, on one line
    blocking: dict[str, int]  # by audience
    warnings: dict[str, int]
    warned: dict[str, str]  # the same on a line
    notes: dict[str, list[str]]  # of form, by edition


@dataclass(frozen=True, slots=True)
class Run:
    """An outcome, and the digest of everything that it depends on."""

    of: str
    outcome: Outcome


def outcome_before(case: Case, audiences: Sequence[str], opener: Opener) -> Outcome | None:
    """What the last run for these *audiences* came to, if another one could come to nothing else; the key is opened for it.

    Raises:
        UnreadableError: the key cannot be opened.
    """
    kept = case.remembered_report(NAME, Run)
    if kept is None or kept.of != _digest(case, case.ledger(), audiences):
        return None
    if (sealed := case.sealed_key()) is None:
        return None
    _open(case, sealed, opener)
    return kept.outcome


def keep_outcome(
    case: Case, audiences: Sequence[str], outcome: Outcome, inputs: str, rules: str, ledger: Ledger
) -> None:
    """Remember what a run came to that was made from these *inputs* and *rules* (digests) and this *ledger*.

    Nothing is kept where one of them changed while it was under way, or where copies lie elsewhere.
    """
    if (case.inputs(), rules_digest(), case.ledger()) != (inputs, rules, ledger):
        return
    if (of := _digest(case, ledger, audiences)) is not None:
        case.remember_report(NAME, Run(of, outcome))


def _open(case: Case, sealed: bytes, opener: Opener) -> None:
    """As any run opens the key: whoever cannot is told so, and it goes on record."""
    try:
        unseal(sealed, opener, str(case.key_path))
    except Exception:
        case.record_opening("run (refused)")
        raise
    case.record_opening("run")


def _digest(case: Case, ledger: Ledger, audiences: Sequence[str]) -> str | None:
    """The digest of everything that a run depends on and leaves; None where that lies outside the case folder too."""
    if any(decision.action == "release" for decision in ledger):
        return None  # it is held against what was released, wherever that lies
    total = hashlib.sha256()
    for part in _parts(case, ledger, audiences):
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()


def _parts(case: Case, ledger: Ledger, audiences: Sequence[str]) -> Iterator[bytes]:
    said = (
        prepared_by(),
        rules_digest(),
        case.inputs(),
        ocr.version(),
        case.reads_pictures,
        tuple(audiences),
    )
    yield repr((said, ledger)).encode("utf-8", "surrogatepass")
    yield case.sealed_key() or b""
    yield case.drafts_seen()
    for area in LEFT:
        for path in sorted((case.folder / area).rglob("*")):
            yield path.relative_to(case.folder).as_posix().encode()
            yield _content(path)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
