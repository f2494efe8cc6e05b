"""Adversarial drafts through the whole run: each hides a secret in one place, and none may come out.

`python tests/leaks/drafts.py FOLDER` runs them all below FOLDER and prints what became of each;
`--table` prints the table of surfaces only, `--only WORD,WORD` runs those whose name holds one of the words,
`--no-register` runs without the cast list, and `--write` only writes the drafts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent))

import cast
import pdf_surfaces  # noqa: F401 - the modules of surfaces fill the table
import scan
import sheet_surfaces  # noqa: F401
import text_surfaces  # noqa: F401
import web_surfaces  # noqa: F401
import word_part_surfaces  # noqa: F401
import word_surfaces  # noqa: F401
from surfaces import LEFT, READ, REFUSED, SURFACES, Surface

KEY = b"a key file for the tests, 32 bytes and more"
AUDIENCES = ("publication", "family")


@dataclass(slots=True)
class Outcome:
    """What became of one draft."""

    state: str = "staged"  # staged, refused, crashed
    told: str = ""  # the message of a refusal
    leaks: list[scan.Leak] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    printed: bool = False  # the words beside the secret stand in an edition
    listed: tuple[str, ...] = ()  # what the reviewer is told stays behind
    searched: bool = False  # the secret is in what was searched for names
    blocked: tuple[str, ...] = ()  # the program's own checks that would not let it be signed
    seconds: float = 0.0


def make_case(surface: Surface, folder: Path, register: bool = True) -> Path:
    """A case folder with this one draft."""
    case = folder / surface.name
    (case / "drafts").mkdir(parents=True, exist_ok=True)
    (case / "drafts" / f"{surface.stem}{surface.suffix}").write_bytes(surface.make())
    if register:
        (case / "register.yaml").write_text(cast.REGISTER, encoding="utf-8")
    return case


def secrets_of(surface: Surface) -> list[tuple[str, str]]:
    """The cast's secrets and those of this file."""
    return [*cast.SECRETS, *(("raw", one) for one in surface.also)]


def run(
    surface: Surface,
    folder: Path,
    rules: Any,
    register: bool = True,
    audiences: Iterable[str] = AUDIENCES,
) -> Outcome:
    """Make the draft, run the case, look at everything that was staged."""
    from redact.case import Case
    from redact.errors import RedactError
    from redact.key import Opener
    from redact.pipeline import prepare, stage

    path, outcome, start = make_case(surface, folder, register), Outcome(), time.perf_counter()
    try:
        prepared = prepare(Case(path), rules, Opener("file", KEY))
        findings = stage(prepared, tuple(audiences))
        outcome.blocked = tuple(
            {one.check: None for found in findings.values() for one in found if one.severity == "blocks"}
        )
        _inventory(surface, prepared, outcome)
    except RedactError as error:
        outcome.state, outcome.told = "refused", str(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the draft is reported with it
        outcome.state, outcome.told = "crashed", f"{type(error).__name__}: {error}"
    outcome.seconds = time.perf_counter() - start
    _look(surface, path / "staged", outcome)
    return outcome


def _inventory(surface: Surface, prepared: Any, outcome: Outcome) -> None:
    document = prepared.documents[0]
    outcome.listed = tuple(f"{one.kind} ({one.place})" for one in document.left_behind)
    outcome.searched = bool(scan.leaks([scan.View("searched", document.text)], secrets_of(surface)))


def _look(surface: Surface, staged: Path, outcome: Outcome) -> None:
    """Scan what was staged, and the words of a refusal."""
    secrets = secrets_of(surface)
    if outcome.state != "staged":
        outcome.leaks = scan.leaks([scan.View("message", outcome.told.replace(surface.stem, ""))], secrets)
    if not staged.exists():
        return
    for path in sorted(one for one in staged.rglob("*") if one.is_file()):
        where, found = f"{path.parent.name}/{path.suffix}", scan.views(path)
        outcome.leaks += [scan.Leak(one.secret, f"{where} {one.place}") for one in scan.leaks(found, secrets)]
        if path.suffix in (".docx", ".html", ".pdf"):
            outcome.pictures += [f"{where} {one}" for one in scan.pictures(path)]
            outcome.lost += [f"{where}: {one}" for one in cast.HARMLESS if not scan.holds(found, one)]
            outcome.printed |= scan.holds(found, surface.words)


def problems(surface: Surface, outcome: Outcome) -> list[str]:
    """What is wrong with the outcome, in words; nothing if it is as it must be."""
    stopped = f" (blocked by {', '.join(outcome.blocked)})" if outcome.blocked else ""
    found = [f"LEAK of {one.secret!r} in {one.place}{stopped}" for one in _short(outcome.leaks)]
    if outcome.state == "crashed":
        return [*found, f"CRASH {outcome.told}"]
    if outcome.state == "refused":
        return found
    found += [f"PICTURE {one}" for one in outcome.pictures[:2]] + [f"LOST {one}" for one in outcome.lost[:2]]
    if surface.expect == REFUSED:
        found.append("STAGED though it must be refused")
    if surface.expect == READ and not outcome.printed:
        found.append("LOST what stands beside the secret")
    if surface.expect == LEFT and outcome.printed:
        found.append("PRINTED what is hidden in the draft")
    return found


def remarks(surface: Surface, outcome: Outcome) -> list[str]:
    """What is safe and not as it should be."""
    found = []
    if outcome.state == "refused" and surface.expect in (READ, LEFT):
        found.append(f"refused though it need not be: {outcome.told}")
    if outcome.state == "staged" and not outcome.printed and surface.expect != REFUSED:
        if not outcome.listed and not outcome.searched:
            found.append("silent: neither listed nor searched")
        elif not outcome.listed:
            found.append("not listed")
        elif not outcome.searched:
            found.append("not searched")
    if outcome.seconds > 5 and surface.expect == REFUSED:
        found.append(f"took {outcome.seconds:.1f} s to be refused")
    return found


def _short(found: Iterable[scan.Leak]) -> list[scan.Leak]:
    """One leak of each secret."""
    return list({one.secret: one for one in found}.values())


# --- the command ----------------------------------------------------------------------------------


def main() -> int:
    """Run what was asked for; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--no-register", action="store_true")
    asked = parser.parse_args()
    words = asked.only.split(",")
    chosen = [one for one in SURFACES.values() if any(word in one.name for word in words)]
    if asked.table:
        print(table())
        return 0
    if asked.write:
        for one in chosen:
            make_case(one, asked.folder)
        return 0
    return _run_all(chosen, asked.folder, not asked.no_register)


def _run_all(chosen: list[Surface], folder: Path, register: bool) -> int:
    from redact.rules import load_rules

    rules, states, wrong = load_rules(), Counter[str](), 0
    for one in chosen:
        outcome = run(one, folder, rules, register)
        states[outcome.state] += 1
        bad, odd = problems(one, outcome), remarks(one, outcome)
        wrong += bool(bad)
        print(
            f"{one.name:34} {outcome.state:8} {outcome.seconds:5.1f}s {'; '.join(bad)}{' | ' if bad and odd else ''}{'; '.join(odd)}",
            flush=True,
        )
    print(f"{len(chosen)} drafts: {dict(states)}; {wrong} with something wrong")
    return int(wrong > 0)


def table() -> str:
    """The surfaces as a table for people, by kind of file."""
    words = {READ: "read", LEFT: "left behind", REFUSED: "refused"}
    rows = ["| file | where the secret hides | expected |", "|---|---|---|"]
    rows += [
        f"| {one.suffix} | {one.place} | {words.get(one.expect, 'read or left behind')} |"
        for one in SURFACES.values()
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
