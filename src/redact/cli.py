"""The `redact` command: parses, calls the pipeline, prints. Data to standard output, messages to standard error.

Nothing heavy is imported before it is needed, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact import __version__
from redact.errors import ExitCode, RedactError, RulesError, UsageError, worst

if TYPE_CHECKING:
    from redact.case import Case
    from redact.key import Opener
    from redact.model import Decision
    from redact.prepared import Prepared
    from redact.proposal import Proposed
    from redact.records import Said
    from redact.review import Question

Arguments = argparse.Namespace


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    arguments = parser().parse_args(argv)
    _quieten()
    try:
        return int(arguments.do(arguments))
    except RedactError as error:
        say(f"redact: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        say("redact: interrupted; nothing was lost")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        say(
            f"redact: this is a bug ({type(error).__name__} in {_place(error)}); nothing was released. Please report it."
        )
        if os.environ.get("REDACT_DEBUG") == "names may be shown":
            raise
        return ExitCode.BUG


def _place(error: BaseException) -> str:
    """File and line where an error arose, which hold no text of a draft."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "unknown"


def _quieten() -> None:
    """Libraries say nothing: their messages could quote a draft."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def say(line: str) -> None:
    """A message to the user, on standard error."""
    print(line, file=sys.stderr, flush=True)


def show(line: str) -> None:
    """A line of data, on standard output."""
    print(line, flush=True)


class Steps:
    """Names the step that is under way, on a terminal, and wipes it when the work is done."""

    def __init__(self, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self.bar: Any = None

    def __call__(self, step: str) -> None:
        """Show *step* as what is being done now."""
        if self.shown:
            from tqdm import tqdm

            self.bar = self.bar or tqdm(bar_format="{desc} {elapsed}", file=sys.stderr, leave=False)
            self.bar.set_description_str(step)
            self.bar.refresh()

    def done(self) -> None:
        """Wipe the line."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None


# Commands ----------------------------------------------------------------------------------------


def do_new(a: Arguments) -> int:
    """Make a case folder, copy the drafts in, propose a register."""
    from redact.proposal import new_case

    steps = Steps(a.quiet)
    folder = Path(a.case)
    cast = Path(a.cast) if a.cast else None
    proposed = new_case(folder, [Path(d) for d in a.drafts], rules(), steps, cast)
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


def do_detect(a: Arguments) -> int:
    """Print what is found in files; writes nothing."""
    from redact.detecting import detect_files

    steps = Steps(a.quiet)
    codes: list[int] = []
    for result in detect_files(
        [Path(f) for f in a.files], Path(a.case) if a.case else None, rules(), not a.no_allow, steps
    ):
        steps.done()
        if isinstance(result, RedactError):
            say(f"redact: {result}")
            codes.append(result.exit_code)
        elif a.json:
            show(json.dumps(result, ensure_ascii=False))
        else:
            _show_mentions(result)
    return worst(codes)


def _show_mentions(result: dict[str, Any]) -> None:
    show(f"{result['file']}: {len(result['mentions'])} mentions")
    for m in result["mentions"]:
        text = " ".join(m["text"].split())
        show(
            f"  {m['start']:>7}  {m['status']:<8} {m['label']:<12} {m['entity'] or '–':<6} {text}  ({m['reason']})"
        )


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
    from redact.gate import blocking, require_staged
    from redact.pipeline import prepare, stage

    steps, opener = Steps(a.quiet), key_opener(a)
    case = case_of(name)
    with case.writing():
        prepared = prepare(case, rules(), opener, steps)
        found = stage(prepared, dict.fromkeys(a.audience or ("publication", "family")), steps)
        waiting = {
            audience: blocking(rows, case, require_staged(case, audience)) for audience, rows in found.items()
        }
    steps.done()
    _report(prepared, found, waiting, a)
    blocks = any(waiting.values())
    return worst(
        [*([ExitCode.BLOCKED] if blocks else []), *([ExitCode.UNDECIDED] if prepared.questions else [])]
    )


def _report(prepared: Prepared, found: dict[str, Any], waiting: dict[str, Any], a: Arguments) -> None:
    from redact.rollcall import in_short

    folder, questions = prepared.case.folder, prepared.questions
    mentions = [m for m in prepared.reviewed.mentions if m.status != "keep"]
    staged = sorted(
        str(p) for audience in found for p in prepared.case.staged(audience).iterdir() if p.suffix != ".json"
    )
    if a.json:
        show(
            json.dumps(
                {
                    "case": str(folder),
                    "documents": len(prepared.documents),
                    "mentions": len(mentions),
                    "entities": len(prepared.reviewed.entities),
                    "open": len(questions),
                    "blocking": {k: len(v) for k, v in waiting.items()},
                    "warnings": {k: sum(f.severity == "warns" for f in v) for k, v in found.items()},
                    "staged": staged,
                }
            )
        )
        return
    for path in staged:
        show(path)
    if a.quiet:
        return
    say(
        f"{folder}: {len(prepared.documents)} drafts, {len(mentions)} mentions of {len(prepared.reviewed.entities)} people, places and bodies."
    )
    if compared := in_short(prepared.reviewed.entities):
        say(f"  {compared}: redact show {folder} register")
    for audience, blocked in waiting.items():
        warned = sum(f.severity == "warns" for f in found[audience])
        say(
            f"  {audience}: {len(blocked)} findings block, {warned} warn; see {prepared.case.staged(audience) / 'findings.json'}"
        )
    if questions or any(waiting.values()):
        say(f"  {len(questions)} questions wait for an answer: redact review {folder}")
    else:
        say(
            f"  Everything is decided. A second person reads the staged copies and signs: redact sign {folder} --for publication --as NAME"
        )


def do_review(a: Arguments) -> int:
    """Answer what is open: in the terminal, or from a table."""
    case = case_of(a.case)
    if a.list and a.imported:
        raise UsageError("--list and --import do not go together; list first, answer, then import")
    if not a.list and not (a.name or "").strip():
        raise UsageError("a review needs the reviewer's name: --as NAME")
    steps = Steps(a.quiet)
    with case.writing():
        from redact.pipeline import prepare

        prepared = prepare(case, rules(), key_opener(a), steps)
        steps.done()
        questions = [*prepared.questions, *_finding_questions(case)]
        _tell_what_fits_nothing(prepared)
        if a.list:
            return _list(prepared, questions)
        if a.imported:
            return _import(prepared, questions, a)
        return _terminal(prepared, questions, a)


def _tell_what_fits_nothing(prepared: Prepared) -> None:
    """Say how many earlier answers are about words or people that the drafts do not hold any more."""
    from redact.review import standing
    from redact.targets import fits_nothing

    stands = standing(prepared.case.ledger())
    if gone := fits_nothing(stands, prepared.reviewed.mentions, prepared.reviewed.entities):
        say(
            f"{len(gone)} of {len(stands)} earlier answers fit nothing in these drafts; they stay on the ledger "
            f"and apply again should the words come back (redact show {prepared.case.folder} ledger)."
        )


def _finding_questions(case: Case) -> list[Question]:
    """Each blocking finding of what is staged, once: accepted with a reason, or mended."""
    from redact.gate import blocking, staged_findings
    from redact.review import Question
    from redact.targets import finding_target

    asked: dict[str, Question] = {}
    staged = case.folder / "staged"
    for audience in sorted(p.name for p in staged.iterdir() if p.is_dir()) if staged.is_dir() else ():
        findings, made = staged_findings(case, audience)
        for f in blocking(findings, case, made):
            target = finding_target(f, made.get(f.file, ""))
            asked[target] = Question(
                target,
                "finding",
                f"{audience}/{f.file}, {f.place}: {f.message} {f.advice}",
                "accept",
                f.entity,
            )
    return list(asked.values())


def _list(prepared: Prepared, questions: list[Question]) -> int:
    from redact.answers import as_table
    from redact.terminal import Session

    session = Session(prepared.documents, prepared.reviewed, "", lambda decision: None)
    sys.stdout.write(as_table(questions, lambda q: " | ".join(session.in_context(m) for m in q.mentions[:5])))
    return ExitCode.DONE


def _import(prepared: Prepared, questions: list[Question], a: Arguments) -> int:
    from redact.answers import read_table
    from redact.review import check_decision

    rows = read_table(Path(a.imported), a.name.strip())
    entities = prepared.reviewed.entities
    labels = dict(prepared.key)
    for place, decision in rows:
        check_decision(decision, questions, entities, place)
        _check_pseudonym(prepared, decision, place, labels)
    for place, decision in rows:
        show(f"{place.rsplit(': ', 1)[-1]}: {decision.action} {decision.target} {decision.value}".rstrip())
    if not a.yes and not _agreed(f"Put these {len(rows)} decisions on the ledger as {a.name}? [y/n] "):
        say("Nothing was put on the ledger. With --yes no question is asked.")
        return ExitCode.UNDECIDED
    prepared.case.append(*[decision for _, decision in rows])
    return _left_open(a)


def _check_pseudonym(prepared: Prepared, decision: Decision, place: str, labels: dict[str, str]) -> None:
    """Refuses a new name that tells a real one, or that stands in *labels*, to which it is then added."""
    from redact.pseudonyms import objection

    if decision.action == "rename":
        entities = prepared.reviewed.entities
        if why := objection(decision.value, decision.target, entities, labels, prepared.rules):
            raise RulesError(f"{place}: {why}; choose another")
        labels[decision.target] = decision.value


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(question).strip().lower() in {"y", "yes"}


def _terminal(prepared: Prepared, questions: list[Question], a: Arguments) -> int:
    from redact.pseudonyms import objection
    from redact.rollcall import in_short
    from redact.terminal import Session

    def objects(label: str, bearer: str) -> str:
        return objection(label, bearer, prepared.reviewed.entities, prepared.key, prepared.rules)

    session = Session(
        prepared.documents, prepared.reviewed, a.name.strip(), prepared.case.append, objects=objects
    )
    if compared := in_short(prepared.reviewed.entities):
        say(f"{compared}: redact show {a.case} register")
    if not questions:
        say("Nothing is open.")
        return ExitCode.DONE
    session.run(questions)
    return _left_open(a)


def _left_open(a: Arguments) -> int:
    """The exit status after a review: 5 where something still waits."""
    from redact.pipeline import prepare

    prepared = prepare(case_of(a.case), rules(), key_opener(a))
    say(f"{len(prepared.questions)} questions are still open. Renew the editions with: redact run {a.case}")
    return ExitCode.UNDECIDED if prepared.questions else ExitCode.DONE


def do_sign(a: Arguments) -> int:
    """Approve the staged bytes of one audience, or of several."""
    from redact.pipeline import prepare, sign

    case, steps, audiences = case_of(a.case), Steps(a.quiet), list(dict.fromkeys(a.audience))
    with case.writing():
        approved = sign(prepare(case, rules(), key_opener(a), steps), audiences, a.name)
    steps.done()
    for audience, files in approved.items():
        for name, digest in files.items():
            show(f"{digest}  {name}" if len(approved) == 1 else f"{digest}  {audience}/{name}")
        say(
            f"Signed for {audience} by {a.name.strip()}. "
            f"Copy out with: redact release {a.case} --for {audience} --to FOLDER"
        )
    return ExitCode.DONE


def do_release(a: Arguments) -> int:
    """Copy out what was signed."""
    from redact.pipeline import release

    case = case_of(a.case)
    with case.writing():
        for path in release(case, rules(), a.audience, Path(a.to), a.name or ""):
            show(str(path))
    return ExitCode.DONE


def do_check(a: Arguments) -> int:
    """Look through finished files, wherever they were made."""
    from redact import checks
    from redact.checking import check_paths

    if a.explain:
        show(checks.explain(a.explain))
        return ExitCode.DONE
    if not a.paths:
        raise UsageError("name a file or a folder to check, or a check with --explain")
    steps = Steps(a.quiet)
    report = check_paths(
        [Path(p) for p in a.paths], Path(a.case) if a.case else None, rules(), lambda: key_opener(a), steps
    )
    steps.done()
    if a.json:
        show(json.dumps(report.as_data(a.show_names), ensure_ascii=False, indent=1))
    else:
        for f in report.findings:
            quote = f" »{f.quote}«" if a.show_names and f.quote else ""
            show(
                f"{'BLOCKS' if f.severity == 'blocks' else 'warns '} {f.file}, {f.place}: {f.message}{quote} {f.advice}"
                f" ({f.check}{f' {f.rule}' if f.rule else ''})"
            )
        for line in report.not_seen:
            say(f"not seen: {line}")
        blocks = sum(f.severity == "blocks" for f in report.findings)
        say(
            f"{blocks} findings block, {len(report.findings) - blocks} warn. That nothing was found does not make a text anonymous."
        )
    blocked = any(f.severity == "blocks" for f in report.findings)
    return worst(
        [*([ExitCode.UNREADABLE] if report.unknown else []), *([ExitCode.BLOCKED] if blocked else [])]
    )


def do_show(a: Arguments) -> int:
    """Print the register, the family, the ledger or the policy of a case."""
    from redact.showing import SHOWN

    if a.what == "family":
        return _show_family(a)
    if a.json or a.svg or a.audience:
        raise UsageError(f"--json, --svg and --for belong to: redact show {a.case} family")
    for line in SHOWN[a.what](case_of(a.case), rules(), lambda: key_opener(a)):
        show(line)
    return ExitCode.DONE


def _show_family(a: Arguments) -> int:
    from redact.family import shown

    loaded = rules()
    net = shown.network(case_of(a.case), loaded, lambda: key_opener(a))
    if a.svg:
        from redact.case import write_whole

        picture = shown.picture(net, a.audience or "publication", loaded)
        if Path(a.svg).exists():
            raise UsageError(f"{a.svg}: is there already; name another file")
        write_whole(Path(a.svg), picture.svg.encode("utf-8"))
        say(f"{a.svg}: the family tree, with pseudonyms only.")
    if a.json:
        data = shown.data_for(net, a.audience, loaded) if a.audience else shown.as_data(net)
        show(json.dumps(data, ensure_ascii=False, indent=1))
    elif not a.svg:
        for line in shown.lines_for(net, a.audience, loaded) if a.audience else shown.as_lines(net):
            show(line)
    return ExitCode.DONE


def do_key(a: Arguments) -> int:
    """Show, move, seal anew, forget from or destroy the key of a case; or dispose of the whole case."""
    from redact.records import Said

    said = Said((a.name or "").strip(), (a.reason or "").strip())
    if a.whole_case:
        return _dispose(a, said)
    case = case_of(a.case)
    if a.log:
        return _show_openings(case, a)
    with case.writing():
        if a.act == "show" and not a.export:
            from redact.custody import require_key

            for entity, label in require_key(case, key_opener(a), "show").pseudonyms.items():
                show(f"{entity}\t{label}")
            return ExitCode.DONE
        say(f"On record in {_change_key(case, a, said)}")
    return ExitCode.DONE


def _show_openings(case: Case, a: Arguments) -> int:
    from redact.custody import openings

    if a.act != "show":
        raise UsageError("--log goes with: redact key CASE show")
    for line in openings(case):
        show(line)
    return ExitCode.DONE


def _change_key(case: Case, a: Arguments, said: Said) -> Path:
    """Do what was asked with the key; where the record of it lies."""
    from redact import custody
    from redact.key import named_opener

    if a.act == "show":
        new = named_opener(a.new_key, a.new_passphrase_file)
        record = custody.export_key(case, key_opener(a), new, Path(a.export), said)
        say(f"A copy of the key, sealed anew, lies at {a.export}")
    elif a.act == "move":
        record = custody.move_key(case, key_opener(a), Path(_needed(a.value, "where to move it")), said)
        say(f"The key now lies at {case.key_path}")
    elif a.act == "rekey":
        new = named_opener(a.new_key, a.new_passphrase_file)
        record = custody.rekey(case, key_opener(a), new, said)
        say("The key is sealed anew. Signatures made before no longer hold.")
    elif a.act == "forget":
        record = custody.forget(case, key_opener(a), _needed(a.value, "the id of an entity"), said)
        say("Forgotten. Signatures made before no longer hold.")
    else:
        _require_yes(a, "Destroy the key? No pseudonym can be traced afterwards.")
        record = custody.destroy(case, said)
        say("The key is destroyed; key-access.jsonl records when and by whom.")
    return record


def _dispose(a: Arguments, said: Said) -> int:
    from redact.disposal import dispose

    if a.act != "destroy":
        raise UsageError("--whole-case goes with: redact key CASE destroy")
    if not (said.name and said.reason and a.record):
        raise UsageError(
            "the disposal of a case needs --as NAME, --reason TEXT and --record FILE, outside the case"
        )
    _require_yes(a, "Remove the whole case, drafts, register, decisions, key and editions, for good?")
    record = dispose(Path(a.case), Path(a.record), said)
    say(f"The case is removed. On record in {record}")
    return ExitCode.DONE


def _require_yes(a: Arguments, question: str) -> None:
    if not a.yes and not _agreed(f"{question} [y/n] "):
        raise UsageError("nothing was destroyed; to destroy without a question add --yes")


def _needed(value: str | None, what: str) -> str:
    if not value:
        raise UsageError(f"redact key needs {what} as its last word")
    return value


def do_evaluate(a: Arguments) -> int:
    """Measure detection and linking against marked-up text."""
    from redact.case import write_whole
    from redact.evaluate import evaluate
    from redact.evaluate.told import as_lines, as_page

    steps = Steps(a.quiet)
    result = evaluate([Path(p) for p in a.gold], rules(), not a.no_register, steps)
    steps.done()
    if a.page:
        write_whole(Path(a.page), as_page(result).encode("utf-8"))
    if a.json:
        show(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for line in as_lines(result, a.misses):
            show(line)
    return ExitCode.DONE


def do_rules(a: Arguments) -> int:
    """List the recognizers, or show one with its examples."""
    loaded = rules().recognizers
    if not a.name:
        for r in loaded:
            show(f"{r.name:<28} {r.label:<14} {r.about.splitlines()[0]}")
        return ExitCode.DONE
    found = [r for r in loaded if r.name == a.name]
    if not found:
        raise UsageError(f"{a.name}: no such recognizer; redact rules lists them")
    show(Path(found[0].file).read_text(encoding="utf-8").rstrip())
    return ExitCode.DONE


def do_doctor(a: Arguments) -> int:
    """Say what is installed and whether the program can do its work here."""
    from redact.doctor import examine_installation

    well = True
    for name, good, said in examine_installation():
        show(f"{'ok     ' if good else 'MISSING'} {name}: {said}")
        well = well and good
    return ExitCode.DONE if well else ExitCode.UNREADABLE


# Where things are --------------------------------------------------------------------------------


def rules() -> Any:
    """The rules that ship with the program."""
    from redact.rules import load_rules

    return load_rules()


def case_of(name: str) -> Case:
    """The case folder of that name."""
    from redact.case import Case

    return Case(Path(name))


def key_opener(a: Arguments) -> Opener:
    """What opens the case's key."""
    from redact.key import opener

    found = opener(getattr(a, "key", None), os.environ)
    if found.said:
        say(found.said)
    return found


# The parser --------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> Any:
        self.exit(ExitCode.USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The command line of `redact`."""
    top = _Parser(
        prog="redact",
        description="Turns the drafts of a safeguarding review into editions that can be shared, "
        "with a person deciding and the decisions on record.",
        epilog="Exit status: 0 done · 2 usage · 3 cannot be read · 4 rules, register or decisions wrong · "
        "5 undecided · 6 a check blocks · 7 not signed · 1 a bug",
    )
    top.add_argument("--version", action="version", version=f"redact {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for build in (
        _new,
        _detect,
        _run_parser,
        _review,
        _sign,
        _release,
        _check,
        _show,
        _key,
        _evaluate,
        _rules,
        _doctor,
    ):
        build(commands)
    return top


def _command(commands: Any, name: str, do: Callable[[Arguments], int], about: str, key: bool = False) -> Any:
    command = commands.add_parser(name, help=about, description=about)
    command.set_defaults(do=do)
    noise = command.add_mutually_exclusive_group()
    noise.add_argument("-q", "--quiet", action="store_true", help="only what was asked for")
    noise.add_argument("-v", "--verbose", action="store_true", help="say more about each step")
    if key:
        command.add_argument(
            "--key",
            metavar="FILE",
            help="the key file that opens the case's key (or REDACT_KEY_FILE, REDACT_PASSPHRASE_FILE)",
        )
    return command


def _new(commands: Any) -> None:
    c = _command(
        commands,
        "new",
        do_new,
        "Make a case folder and propose register.yaml from the drafts, or from a cast table.",
    )
    c.add_argument("case", metavar="CASE", help="the folder to make")
    c.add_argument("drafts", metavar="DRAFT", nargs="*", help="drafts to copy into it (.docx .pdf .txt .md)")
    c.add_argument(
        "--cast", metavar="FILE", help="make register.yaml from the panel's cast table (.docx .xlsx .csv)"
    )


def _detect(commands: Any) -> None:
    c = _command(commands, "detect", do_detect, "Show what is found in files. Writes nothing.")
    c.add_argument("files", metavar="FILE", nargs="+")
    c.add_argument("--case", metavar="CASE", help="look with the names of this case")
    c.add_argument("--json", action="store_true", help="one JSON object a line, per file")
    c.add_argument("--no-allow", action="store_true", help="switch every keep-list off")


def _run_parser(commands: Any) -> None:
    c = _command(
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
        help="publication or family (default: both)",
    )
    c.add_argument("--json", action="store_true", help="the outcome as one JSON object a case")


def _review(commands: Any) -> None:
    c = _command(
        commands, "review", do_review, "Answer what is open, one key an answer, or from a table.", key=True
    )
    c.add_argument("case", metavar="CASE")
    c.add_argument("--as", dest="name", metavar="NAME", help="who answers, for the record")
    c.add_argument("--terminal", action="store_true", help="in this terminal (the default)")
    c.add_argument(
        "--list",
        action="store_true",
        help="print the open questions as .csv, to be answered in a spreadsheet",
    )
    c.add_argument(
        "--import",
        dest="imported",
        metavar="FILE.csv",
        help="take answers from a table: target, answer, value, reason",
    )
    c.add_argument("--yes", action="store_true", help="import without asking again")


def _sign(commands: Any) -> None:
    c = _command(
        commands, "sign", do_sign, "Approve exactly the staged bytes. Whoever decided may not sign.", key=True
    )
    c.add_argument("case", metavar="CASE")
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
        required=True,
        help="who signs, for the record; it proves nothing",
    )


def _release(commands: Any) -> None:
    c = _command(commands, "release", do_release, "Copy out exactly what was signed.")
    c.add_argument("case", metavar="CASE")
    c.add_argument("--for", dest="audience", metavar="AUDIENCE", required=True)
    c.add_argument("--to", metavar="DIR", required=True)
    c.add_argument("--as", dest="name", metavar="NAME", help="who releases, for the record")


def _check(commands: Any) -> None:
    c = _command(
        commands, "check", do_check, "Look through finished files for what must not be published.", key=True
    )
    c.add_argument("paths", metavar="PATH", nargs="*", help="files or folders, also ones made elsewhere")
    c.add_argument("--case", metavar="CASE", help="look for the names of this case")
    c.add_argument("--json", action="store_true")
    c.add_argument("--show-names", action="store_true", help="quote the words that a finding is about")
    c.add_argument(
        "--explain", metavar="NAME", help="what a check looks for, why, what to do, what it misses"
    )


def _show(commands: Any) -> None:
    c = _command(commands, "show", do_show, "Print what a case holds.", key=True)
    c.add_argument("case", metavar="CASE")
    c.add_argument("what", choices=("register", "family", "ledger", "policy"))
    c.add_argument("--json", action="store_true", help="for family: as one JSON object")
    c.add_argument(
        "--svg", metavar="FILE", help="for family: draw the family tree, with pseudonyms only, in a new file"
    )
    c.add_argument(
        "--for",
        dest="audience",
        metavar="AUDIENCE",
        help="for family: pseudonyms only, and the audience's dates",
    )


def _key(commands: Any) -> None:
    c = _command(commands, "key", do_key, "The key of a case: who bears which pseudonym.", key=True)
    c.add_argument("case", metavar="CASE")
    c.add_argument("act", choices=("show", "move", "rekey", "forget", "destroy"))
    c.add_argument(
        "value", nargs="?", metavar="WHERE|ID", help="for move: where to; for forget: the entity's id"
    )
    c.add_argument("--new-key", metavar="FILE", help="for rekey, --export: the new key file")
    c.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        help="for rekey, --export: a file that holds the new passphrase",
    )
    c.add_argument("--yes", action="store_true", help="for destroy: do not ask")
    c.add_argument(
        "--log", action="store_true", help="for show: print when the key was opened, by whom, for what"
    )
    c.add_argument(
        "--export",
        metavar="FILE",
        help="for show: write a copy sealed for --new-key or --new-passphrase-file, to hand on",
    )
    c.add_argument(
        "--whole-case",
        action="store_true",
        help="for destroy: remove the whole case folder, and the key where it lies elsewhere",
    )
    c.add_argument("--as", dest="name", metavar="NAME", help="who does it, for the record")
    c.add_argument("--reason", metavar="TEXT", help="why, for the record")
    c.add_argument("--record", metavar="FILE", help="for --whole-case: where the record of the disposal goes")


def _evaluate(commands: Any) -> None:
    c = _command(commands, "evaluate", do_evaluate, "Measure detection and linking against marked-up text.")
    c.add_argument(
        "gold", metavar="GOLD", nargs="+", help="folders or .md files with [text](LABEL#entity) mark-up"
    )
    c.add_argument("--no-register", action="store_true", help="as if no register.yaml were there")
    c.add_argument("--misses", action="store_true", help="list what was missed, in context")
    c.add_argument(
        "--page", metavar="FILE", help="write figures and misses as a page; it holds words of the texts"
    )
    c.add_argument("--json", action="store_true")


def _rules(commands: Any) -> None:
    c = _command(commands, "rules", do_rules, "List the recognizers, or show one.")
    c.add_argument("name", metavar="NAME", nargs="?")


def _doctor(commands: Any) -> None:
    _command(commands, "doctor", do_doctor, "Say what is installed and what is missing.")
