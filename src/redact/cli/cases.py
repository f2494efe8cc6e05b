"""`redact new`, `run` and `sign`: a case from its drafts to what is approved."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli import journal
from redact.cli.asked import Arguments, case_of, command, key_opener, picture_reading, rules
from redact.cli.releases import in_words, tell_unanswered
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, RedactError, UsageError, worst

if TYPE_CHECKING:
    from redact.case import Case
    from redact.key import Opener
    from redact.proposal import Proposed
    from redact.unchanged import Outcome


def add_new(commands: Any) -> None:
    """What `redact new` takes."""
    from redact.formats import READERS

    c = command(
        commands,
        "new",
        do_new,
        "Make a case folder and propose register.yaml from the drafts, or from a cast table.",
    )
    c.add_argument("case", metavar="CASE", help="the folder to make")
    c.add_argument("drafts", metavar="DRAFT", nargs="*", help=f"drafts to copy into it ({' '.join(READERS)})")
    c.add_argument(
        "--cast", metavar="FILE", help="make register.yaml from the panel's cast table (.docx .xlsx .csv)"
    )
    picture_reading(c)


def do_new(a: Arguments) -> int:
    """Make a case folder, copy the drafts in, propose a register."""
    from redact.proposal import new_case

    steps = Steps(a.quiet)
    folder = Path(a.case)
    cast = Path(a.cast) if a.cast else None
    proposed = new_case(folder, [Path(d) for d in a.drafts], rules(), steps, cast, a.ocr)
    steps.done()
    if proposed is None:
        say(f"{folder}: drafts are in place; a register.yaml was there and stays as it is.")
        return ExitCode.DONE
    if cast:
        _show_cast(proposed, a.quiet)
    say(
        f"{folder}: register.yaml {'holds' if cast else 'proposes'} {sum(proposed.counts.values())} people, places and organisations. Read and correct it, then: redact run {folder}"
    )
    return ExitCode.DONE


def _show_cast(proposed: Proposed, quiet: bool) -> None:
    """What was understood of a cast table: its columns and rows, then a line for each section."""
    for line in () if quiet else proposed.told:
        show(line)
    for section, count in proposed.counts.items():
        show(f"{section}: {count}")
    if proposed.beyond:
        show(
            f"in the drafts and not in the cast table: {proposed.beyond}; they stand in register.yaml as comments"
        )


def add_run(commands: Any) -> None:
    """What `redact run` takes."""
    c = command(
        commands,
        "run",
        do_run,
        "Read, find, name, and stage the editions: everything up to the people.",
        key=True,
    )
    c.add_argument("cases", metavar="CASE", nargs="+")
    c.add_argument(
        "--for",
        dest="audience",
        metavar="AUDIENCE",
        action="append",
        help="publication, family, anonymous, or one recipient's: family.mother (default: all that the register asks for)",
    )
    c.add_argument("--json", action="store_true", help="the outcome as one JSON object a case")
    picture_reading(c)


def do_run(a: Arguments) -> int:
    """Prepare, stage and check each case; the worst outcome is the exit status."""
    return worst([_one(name, a) for name in a.cases])


def _one(name: str, a: Arguments) -> int:
    """The outcome of one case; an error in it does not stop the others."""
    try:
        return _run(name, a)
    except RedactError as error:
        say(f"redact: {error}")
        return error.exit_code


def _run(name: str, a: Arguments) -> int:
    from redact.unchanged import outcome_before

    case = case_of(name)  # first: for a case that is not there no key is made
    steps, opener, asked = Steps(a.quiet), key_opener(a), tuple(a.audience or ())
    with case.writing():
        if a.ocr:
            case.allow_pictures()
        outcome = outcome_before(case, asked, opener) or _prepared_anew(case, asked, opener, steps)
    steps.done()
    journal.current.note(
        "case",
        drafts=outcome.documents,
        mentions=outcome.mentions,
        entities=outcome.entities,
        open=outcome.questions,
        blocking=sum(outcome.blocking.values()),
    )
    _report(case, outcome, a)
    blocks, undecided = any(outcome.blocking.values()), bool(outcome.questions)
    return worst([*([ExitCode.BLOCKED] if blocks else []), *([ExitCode.UNDECIDED] if undecided else [])])


def _prepared_anew(case: Case, asked: Sequence[str], opener: Opener, steps: Steps) -> Outcome:
    """What a run comes to that reads, makes and checks whatever is not remembered; it is remembered itself."""
    from redact.guards import blocking, notes_on, require_staged
    from redact.pipeline import prepare, stage
    from redact.policies import usual_audiences
    from redact.review import touched
    from redact.rollcall import in_short
    from redact.unchanged import Outcome, keep_outcome
    from redact.warned import by_kind
    from redact.warned import in_short as warnings_in_short

    prepared = prepare(case, rules(), opener, steps)
    audiences = asked or usual_audiences(prepared.rules, prepared.register)
    found = stage(prepared, dict.fromkeys(audiences), steps)
    outcome = Outcome(
        len(prepared.documents),
        len(touched(prepared.reviewed)),
        len(prepared.reviewed.entities),
        len(prepared.questions),
        in_short(prepared.reviewed.entities),
        {each: len(blocking(rows, case, require_staged(case, each))) for each, rows in found.items()},
        {each: sum(f.severity == "warns" for f in rows) for each, rows in found.items()},
        {each: warnings_in_short(by_kind(rows)) for each, rows in found.items()},
        notes_on(case, found),
    )
    keep_outcome(case, asked, outcome, prepared.inputs, prepared.rules.digest, prepared.ledger)
    return outcome


def _report(case: Case, outcome: Outcome, a: Arguments) -> None:
    folder = case.folder
    staged = sorted(
        str(p)
        for audience in outcome.blocking
        for p in case.staged(audience).iterdir()
        if p.suffix != ".json"
    )
    if a.json:
        show(
            json.dumps(
                {
                    "case": str(folder),
                    "documents": outcome.documents,
                    "mentions": outcome.mentions,
                    "entities": outcome.entities,
                    "open": outcome.questions,
                    "blocking": outcome.blocking,
                    "warnings": outcome.warnings,
                    "staged": staged,
                }
            )
        )
        return
    for path in staged:
        show(path)
    if not a.quiet:
        _tell(case, outcome)


def _tell(case: Case, outcome: Outcome) -> None:
    """The outcome in sentences, and what comes next."""
    from redact.warned import that_block

    folder, questions, more = case.folder, outcome.questions, sum(outcome.blocking.values())
    say(
        f"{folder}: {outcome.documents} drafts, {outcome.mentions} places that are changed or asked about; {outcome.entities} people, places and bodies are known."
    )
    if outcome.compared:
        say(f"  {outcome.compared}: redact show {folder} register")
    aside = " (what is undecided is asked, and not counted)" if questions else ""
    for audience, blocked in outcome.blocking.items():
        say(
            f"  {audience}: {that_block(blocked)}{aside}, {outcome.warned[audience]}; as a page: "
            f"redact check {case.staged(audience)} --case {folder} --page FILE.html"
        )
    for name, notes in outcome.notes.items():
        say(f"  {name}: {'; '.join(notes)}")
    if questions or more:
        say(
            f"  {questions} questions{f' and {more} findings' if more else ''} wait for an answer: redact review {folder} --as NAME"
        )
    else:
        first, each = (
            next(iter(outcome.blocking), "AUDIENCE"),
            f", and so for each: {', '.join(outcome.blocking)}",
        )
        say(
            f"  Everything is decided. A second person reads the staged copies and signs: redact sign {folder} --for {first} --as NAME{each if len(outcome.blocking) > 1 else ''}"
        )


def add_sign(commands: Any) -> None:
    """What `redact sign` takes."""
    c = command(
        commands, "sign", do_sign, "Approve exactly the staged bytes. Whoever decided may not sign.", key=True
    )
    c.add_argument(
        "case", metavar="CASE", help="a case; or a collection, of which --for then names what to sign"
    )
    c.add_argument(
        "--for",
        dest="audience",
        metavar="AUDIENCE",
        action="append",
        required=True,
        help="may be given more than once",
    )
    c.add_argument(
        "--as",
        dest="name",
        metavar="NAME",
        help="who signs, for the record; it proves nothing. Where it is left out at a terminal, it is asked after the warnings",
    )


def do_sign(a: Arguments) -> int:
    """Approve the staged bytes of one audience, or of several."""
    from redact.cli.learning import is_collection, sign_products
    from redact.intruder.searches import last_search
    from redact.pipeline import prepare, sign
    from redact.warned import told_of_record

    if is_collection(a.case):
        a.name = _signer(a)
        return sign_products(a)
    case, steps, audiences = case_of(a.case), Steps(a.quiet), list(dict.fromkeys(a.audience))
    _tell_warnings(case, audiences)
    name = _signer(a)
    with case.writing():
        approved = sign(prepare(case, rules(), key_opener(a), steps), audiences, name)
        said = {audience: _said(case, audience) for audience in approved}
    steps.done()
    for audience, files in approved.items():
        show_files(audience, files, a.verbose)
        say(
            f"Signed for {audience} by {name}, {told_of_record(said[audience])}. "
            f"Copy out with: redact release {a.case} --for {audience} --to FOLDER"
        )
        if last_search(case.ledger(), audience, files) is None:
            say(
                f"No search for the people behind these files is on record (R32): redact intruder {a.case} --for {audience}"
            )
        tell_unanswered(a.case, audience, said[audience]["unanswered"], "sign")
        if holds := said[audience]["holds"]:
            say(
                f"{audience}: as the answers of the checklist stand today they hold a release ({in_words(holds)}): redact show {a.case} checklist"
            )
    return ExitCode.DONE


def _tell_warnings(case: Case, audiences: Sequence[str]) -> None:
    """What warns of the staged copies, by kind: it is accepted with the signature. Kinds of several copies are told once."""
    from redact.guards import staged_findings
    from redact.warned import as_lines, by_kind, in_short

    told: dict[str, list[str]] = {}
    for audience in audiences:
        kinds = by_kind(staged_findings(case, audience)[0])
        say(f"{audience}: {in_short(kinds)}, accepted with a signature{':' if kinds else ''}")
        for line, places in zip(as_lines(kinds)[::2], as_lines(kinds)[1::2], strict=True):
            if places not in told.get(line, ()):
                say(f"  {line}")
                say(f"  {places}")
            told.setdefault(line, []).append(places)


def _signer(a: Arguments) -> str:
    """The name of whoever signs: given, or asked for at the keyboard."""
    name = (a.name or "").strip()
    if not name and sys.stdin.isatty():
        name = input("Who signs, and accepts these warnings? ").strip()
    if not name:
        raise UsageError("a signature needs a name: --as NAME")
    return name


def show_files(what: str, files: Mapping[str, str], verbose: bool) -> None:
    """What was signed: how many files of each format; with *verbose* each with its SHA-256, which the ledger has anyway."""
    if verbose:
        for name, digest in files.items():
            show(f"{digest}  {what}/{name}")
        return
    kinds = Counter(Path(name).suffix for name in files)
    told = ", ".join(f"{count} {suffix}" for suffix, count in sorted(kinds.items()))
    show(
        f"{what}: {len(files)} {'file' if len(files) == 1 else 'files'} ({told}); the digest of each is on the ledger, and printed with --verbose"
    )


def _said(case: Case, audience: str) -> dict[str, Any]:
    """What the signature that was just put says of the checklist and of warnings."""
    from redact.releases import last_sign_off

    signed = last_sign_off(case.ledger(), audience)
    return json.loads(signed.value) if signed else {"unanswered": [], "holds": []}
