"""What must hold before a signature and a release: each guard raises an error with its own exit status; what is staged, in digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from redact.case import Case, is_case_folder
from redact.errors import BlockedError, SignatureError, UndecidedError, UsageError
from redact.model import Finding
from redact.prepared import Prepared
from redact.releases import last_sign_off
from redact.review import deciders, decides_nothing, same_person, standing
from redact.rules import Rules
from redact.targets import finding_target
from redact.warned import that_block

#: The file by which a folder that goes on a website is known: the note of what was changed for readers.
WEBSITE = "CHANGES-FOR-READERS.txt"


def blocking(findings: Sequence[Finding], case: Case, made: Mapping[str, str]) -> list[Finding]:
    """The blocking findings that nobody has accepted; an acceptance holds for bytes of one digest only."""
    accepted = {d.target for d in standing(case.ledger()) if d.action == "accept"}
    return [
        f
        for f in findings
        if f.severity == "blocks" and finding_target(f, made.get(f.file, "")) not in accepted
    ]


def staged_findings(case: Case, audience: str) -> tuple[list[Finding], dict[str, str]]:
    """The findings of what is staged for an audience, and the digests of its clean files."""
    folder = case.staged(audience)
    if not (folder / "findings.json").exists():
        return [], {}
    rows = json.loads((folder / "findings.json").read_bytes())["findings"]
    found = [
        Finding(
            r["check"],
            r["severity"],
            r["file"],
            r["place"],
            r["message"],
            r["advice"],
            r["rule"],
            r["entity"] or "",
        )
        for r in rows
    ]
    return found, require_staged(case, audience)


def notes_on(case: Case, audiences: Iterable[str]) -> dict[str, list[str]]:
    """What the staged manifests say of form: by edition, once for all audiences."""
    manifests = (json.loads((case.staged(a) / "manifest.json").read_bytes()) for a in audiences)
    return {name: notes for manifest in manifests for name, notes in manifest.get("notes", {}).items()}


def require_staged(case: Case, audience: str) -> dict[str, str]:
    """The digests of the staged manifest."""
    try:
        files: dict[str, str] = json.loads((case.staged(audience) / "manifest.json").read_bytes())["files"]
    except (OSError, ValueError, KeyError):
        raise SignatureError(
            f"{case.folder}: nothing is staged for {audience}; first: redact run {case.folder}"
        ) from None
    return files


def staged_pictures(case: Case) -> tuple[str, ...]:
    """The digests of the pictures in what is staged: kept by a decision, or drawn by the program."""
    found: set[str] = set()
    for path in (case.folder / "staged").glob("*/manifest.json"):
        try:
            found.update(json.loads(path.read_bytes()).get("pictures", ()))
        except (OSError, ValueError):
            continue  # then its pictures are none that were cleared
    return tuple(sorted(found))


def require_no_blocking(findings: Sequence[Finding], prepared: Prepared, clean: Mapping[str, bytes]) -> None:
    """Every blocking finding was accepted by a named person with a reason."""
    if waiting := blocking(findings, prepared.case, digests(clean)):
        raise BlockedError(
            f"{prepared.case.folder}: {that_block(len(waiting))}; mend them, or accept them with a reason: "
            f"redact review {prepared.case.folder} --as NAME"
        )


def require_decided(prepared: Prepared) -> None:
    """Nothing waits for an answer."""
    if prepared.questions:
        raise UndecidedError(
            f"{prepared.case.folder}: {len(prepared.questions)} questions have no answer yet; "
            f"answer them with: redact review {prepared.case.folder} --as NAME"
        )


def require_second_person(case: Case, name: str) -> None:
    """The signer decided nothing."""
    if not name.strip():
        raise UsageError("a signature needs a name: --as NAME")
    if any(same_person(name, decider) for decider in deciders(case.ledger())):
        raise SignatureError(f"{case.folder}: whoever decided may not sign; ask a second person to sign")


def require_same(staged: Mapping[str, str], made: Mapping[str, str], audience: str) -> dict[str, str]:
    """The digests, if what would be signed is, byte for byte, what was staged and read."""
    if dict(staged) != dict(made):
        raise SignatureError(
            f"something changed since {audience} was staged; stage it with redact run, and read it again"
        )
    return dict(made)


def require_as_read(prepared: Prepared) -> None:
    """What lies in the case folder is, byte for byte, what these editions were made from.

    Raises:
        SignatureError: a draft, the register or a template changed since it was read, or somebody answered.
    """
    case = prepared.case
    same = [[d for d in ledger if not decides_nothing(d)] for ledger in (case.ledger(), prepared.ledger)]
    if case.inputs() != prepared.inputs or same[0] != same[1]:
        raise SignatureError(
            f"{case.folder}: a draft, the register or an answer changed while it was signed; run, read and sign it again"
        )


def require_signed(case: Case, rules: Rules, audience: str) -> dict[str, bytes]:
    """The signed bytes by file name; nothing has changed since they were signed."""
    signed = last_sign_off(case.ledger(), audience)
    if signed is None:
        raise SignatureError(
            f"{case.folder}: {audience} is not signed; first: redact sign {case.folder} --for {audience} --as NAME"
        )
    approved = json.loads(signed.value)
    folder = case.signed(audience)
    files = {p.name: p.read_bytes() for p in sorted(folder.iterdir())} if folder.is_dir() else {}
    if digests(files) != approved["files"] or state_of(case, rules) != approved["state"]:
        raise SignatureError(
            f"{case.folder}: something changed after {audience} was signed; run, read and sign it again"
        )
    return files


def require_outside(destination: Path) -> None:
    """The destination lies in no case folder: an edition among the drafts would be read as one."""
    for folder in (destination.resolve(), *destination.resolve().parents):
        if is_case_folder(folder):
            raise UsageError(f"{destination}: lies inside a case folder; name a folder outside of it")


def require_free(destination: Path, files: Mapping[str, bytes]) -> None:
    """The destination holds no other file of these names: nothing is overwritten."""
    if destination.exists() and not destination.is_dir():
        raise UsageError(f"{destination}: is a file; name a folder")
    for name, content in files.items():
        path = destination / name
        if path.exists() and (not path.is_file() or path.read_bytes() != content):
            raise UsageError(f"{path}: there is another file of this name; choose an empty folder")


def require_no_website(destination: Path) -> None:
    """The destination lies in no folder that goes on a website: what is for some readers only may not."""
    for folder in (destination.resolve(), *destination.resolve().parents):
        if (folder / WEBSITE).exists():
            raise UsageError(
                f"{destination}: lies in a folder that is made for a website ({folder.name} has {WEBSITE}); name another"
            )


# Digests --------------------------------------------------------------------------------------------


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Sha256 of each file's bytes, by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def state_of(case: Case, rules: Rules) -> str:
    """The digest of all that editions come from: drafts, register, summary.yaml, template, rules, decisions, key."""
    key = case.key_path.read_bytes() if case.key_path.exists() else b"-"
    total = hashlib.sha256("\0".join((rules.digest, case.inputs(), hashlib.sha256(key).hexdigest())).encode())
    for decision in case.ledger():
        if not decides_nothing(decision):
            total.update(repr(decision).encode())
    return total.hexdigest()


def as_json(data: Any) -> bytes:
    """Plain data as the bytes of a readable JSON file."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
