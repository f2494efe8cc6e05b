"""Where the copies of released editions went, which of them still hold, and how one is taken back (R34, R35).

All of it is read off the ledger: a release says which bytes went where and to whom; a later release of
other bytes to the same audience takes their place; a withdrawal takes all of them back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from redact.case import Case, now
from redact.errors import UsageError
from redact.model import Decision, Ledger

#: What has become of a copy since it was released.
State = Literal["current", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Copy:
    """One release of an edition: a set of files in a place."""

    audience: str
    at: str  # ISO 8601, UTC
    by: str
    to: str  # the folder; '' where an earlier version of the program did not write it down
    given_to: tuple[str, ...]
    files: Mapping[str, str]  # sha256 by file name
    reason: str = ""  # why it took the place of an earlier edition
    state: State = "current"
    since: str = ""  # when it was superseded or withdrawn
    why: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is signed for an audience and may go out: its bytes by file name, and what the record says with it."""

    audience: str
    files: Mapping[str, bytes]
    unanswered: Sequence[str]
    replaced: Sequence[Copy]


def copies(ledger: Ledger, audience: str = "") -> tuple[Copy, ...]:
    """All copies that were released, in order; of one audience, or of all."""
    found: list[Copy] = []
    signed: dict[str, Mapping[str, str]] = {}
    for decision in ledger:
        if decision.action == "sign-off":
            signed[decision.target] = json.loads(decision.value)["files"]
        elif decision.action == "release":
            new = _copy(decision, signed.get(decision.target, {}))
            found = [*(_beside(old, new) for old in found), new]
        elif decision.action == "withdraw":
            found = [_taken_back(old, decision) for old in found]
    return tuple(copy for copy in found if audience in {"", copy.audience})


def _copy(decision: Decision, signed: Mapping[str, str]) -> Copy:
    """A release as it is recorded; early ones are a list of file names alone, those that were signed last."""
    said: Any = json.loads(decision.value)
    said = {"files": signed} if isinstance(said, list) else said
    given_to = tuple(said.get("given_to", ()))
    return Copy(
        decision.target,
        decision.at,
        decision.by,
        said.get("to", ""),
        given_to,
        said["files"],
        decision.reason,
    )


def _beside(old: Copy, new: Copy) -> Copy:
    """What *new* makes of a copy that was released before."""
    if old.audience != new.audience or old.state == "withdrawn":
        return old
    if old.files == new.files:
        return replace(old, state="current", since="", why="")
    return replace(old, state="superseded", since=new.at, why=new.reason) if old.state == "current" else old


def _taken_back(old: Copy, withdrawal: Decision) -> Copy:
    if old.audience != withdrawal.target or old.state == "withdrawn":
        return old
    return replace(old, state="withdrawn", since=withdrawal.at, why=withdrawal.reason)


def is_out(ledger: Ledger, audience: str, files: Mapping[str, str]) -> bool:
    """Whether exactly these files (digests by name) were released and are neither replaced nor withdrawn."""
    return any(copy.state == "current" and copy.files == files for copy in copies(ledger, audience))


def is_on_record(
    ledger: Ledger, audience: str, files: Mapping[str, str], to: Path, given_to: Iterable[str] = ()
) -> bool:
    """Whether the release of exactly these files (digests by name) into this folder is recorded, and still holds.

    With *given_to*, to the same readers.
    """
    who = {each.strip() for each in given_to if each.strip()}
    return any(
        copy.state == "current"
        and copy.files == files
        and copy.to == str(to.resolve())
        and who <= set(copy.given_to)
        for copy in copies(ledger, audience)
    )


def require_apart(ledger: Ledger, audience: str, destination: Path) -> None:
    """The destination is no folder in which the edition of another audience lies, nor above or below one.

    Whoever is handed it, or sees it online, would have both.

    Raises:
        UsageError: it is.
    """
    here = destination.resolve()
    ours = {digest for copy in copies(ledger, audience) for digest in copy.files.values()}
    lying: dict[Path, Mapping[str, Path]] = {}
    for copy in (copy for copy in copies(ledger) if copy.audience != audience):
        other = Path(copy.to) if copy.to else here
        mixed = other == here or other in here.parents or here in other.parents
        for folder in dict.fromkeys((*((other,) if mixed else ()), here)):
            if folder not in lying:
                lying[folder] = _lying_in(folder)
            found = [lying[folder][each] for each in {*copy.files.values()} - ours if each in lying[folder]]
            if folder == other:
                found += [other / name for name in copy.files if (other / name).exists()]
            if found:
                raise UsageError(
                    f"{destination}: the edition for {copy.audience} lies in {found[0].parent}; whoever gets the one "
                    f"folder would have both. Nothing was written; name a folder of its own for {audience}"
                )


def _lying_in(folder: Path) -> dict[str, Path]:
    """The files in a folder and in those below it, by their digests: under whatever name somebody gave them.

    Raises:
        UsageError: one cannot be read.
    """
    try:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
    except OSError as error:
        raise UsageError(
            f"{folder}: holds what cannot be read ({error.strerror}), so that nobody can tell whether the edition of "
            "another audience lies there; name an empty folder"
        ) from None


def replaced_by(ledger: Ledger, audience: str, files: Mapping[str, str]) -> tuple[Copy, ...]:
    """The copies of other bytes that a release of *files* takes the place of: the last edition that was out."""
    released = copies(ledger, audience)
    last = released[-1].files if released else files
    return tuple(copy for copy in released if copy.files == last != files)


def last_sign_off(ledger: Ledger, audience: str) -> Decision | None:
    """The signature that holds for an audience, if nothing changed since: the last one after any withdrawal."""
    found = None
    for decision in ledger:
        if decision.target == audience and decision.action in {"sign-off", "withdraw"}:
            found = decision if decision.action == "sign-off" else None
    return found


def as_value(
    files: Mapping[str, str],
    to: str,
    given_to: Iterable[str],
    unanswered: Sequence[str],
    replaces: Sequence[Copy],
) -> str:
    """What the ledger keeps of a release."""
    said: dict[str, Any] = {"files": dict(files), "to": to}
    known = [who.strip() for who in given_to if who.strip()]
    said |= {"given_to": known} if known else {}
    said |= {"unanswered": list(unanswered)} if unanswered else {}
    said |= {"replaces": sorted({d for copy in replaces for d in copy.files.values()})} if replaces else {}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def withdraw(case: Case, audience: str, name: str, reason: str) -> tuple[Copy, ...]:
    """Take back what was released to *audience*; the copies that have to be recalled.

    The signature goes with it: the audience has to be signed anew before anything is released to it again.

    Raises:
        UsageError: no name, no reason, or nothing that is out.
    """
    if not name.strip() or not reason.strip():
        raise UsageError("a withdrawal needs who withdraws (--as NAME) and why (--reason TEXT)")
    out = tuple(copy for copy in copies(case.ledger(), audience) if copy.state != "withdrawn")
    if not out:
        raise UsageError(
            f"{case.folder}: nothing released to {audience} is out; redact show {case.folder} copies lists all copies"
        )
    files = sorted({digest for copy in out for digest in copy.files.values()})
    value = json.dumps({"files": files}, sort_keys=True)
    case.append(Decision(now(), name.strip(), "withdraw", audience, value, reason.strip()))
    return out


def as_data(found: Iterable[Copy]) -> list[dict[str, Any]]:
    """The copies as plain data."""
    return [
        {
            "audience": copy.audience,
            "at": copy.at,
            "by": copy.by,
            "to": copy.to,
            "given_to": list(copy.given_to),
            "files": dict(copy.files),
            "reason": copy.reason,
            "state": copy.state,
            "since": copy.since,
            "why": copy.why,
        }
        for copy in found
    ]


def as_lines(found: Sequence[Copy]) -> Iterator[str]:
    """The copies for people: where each is, who has it, and whether it still holds."""
    for copy in found:
        yield f"{copy.audience}: {told_of(copy)}"
        yield f"  released {copy.at} by {_line(copy.by)}{_because(copy.reason)}"
        yield from (f"  {digest}  {name}" for name, digest in sorted(copy.files.items()))
        if copy.state != "current":
            yield f"  {copy.state.upper()} {copy.since}{_because(copy.why)}"
    number = {
        state: sum(copy.state == state for copy in found) for state in ("current", "superseded", "withdrawn")
    }
    yield (
        f"{len(found)} {'copy' if len(found) == 1 else 'copies'}: "
        + ", ".join(f"{count} {state}" for state, count in number.items())
        + "."
    )


def told_of(copy: Copy) -> str:
    """Where a copy went, in one line."""
    who = f", given to {_line('; '.join(copy.given_to))}" if copy.given_to else ""
    return f"{_line(copy.to) or 'it is not on record where'}{who}"


def to_recall(copy: Copy) -> str:
    """A copy that has to come back, in one line."""
    return f"{told_of(copy)} (released {copy.at[:10]} by {_line(copy.by)})"


def _because(reason: str) -> str:
    return f": {_line(reason)}" if reason else ""


def _line(text: str) -> str:
    """Text as one line that a terminal prints and does not obey."""
    return "".join(c if c.isprintable() else " " for c in text).strip()
