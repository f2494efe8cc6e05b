"""`redact show CASE summary` and `recipients`: where a summary's sentences come from, and what each copy leaves out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from redact.cli.asked import Arguments, case_of, key_opener, rules
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from redact.prepared import Prepared


def show_summary(a: Arguments) -> int:
    """Print the sentences of the summary and where in the report each stands, or propose a summary.yaml.

    The case is prepared as for `redact run`; nothing is staged.
    """
    from redact.pipeline import make, prepare
    from redact.publications import in_words, proposed
    from redact.summaries import from_report, outline_in, sections_of

    if a.svg:
        raise UsageError(f"--svg belongs to: redact show {a.case} family")
    case, steps = case_of(a.case), Steps(a.quiet)
    if a.propose and case.summary_path.exists():
        raise UsageError(
            f"{case.summary_path}: is there already, and is not written over; change it, or move it away"
        )
    with case.writing():
        prepared = prepare(case, rules(), key_opener(a), steps)
        outline = outline_in(prepared, make(prepared, a.audience or "publication"))
        if a.propose:
            case.write(case.summary_path, proposed(outline, sections_of(prepared)).encode())
    steps.done()
    if a.propose:
        say(f"{case.summary_path}: proposed. Change it as you like, then: redact show {a.case} summary")
        return ExitCode.DONE
    summary = from_report(prepared, outline.edition)
    if a.json:
        data = {
            "sentences": [
                row | {"text": line.text} for row, line in zip(summary.sources(), summary.lines, strict=True)
            ]
        }
        show(json.dumps(data, ensure_ascii=False, indent=1))
        return ExitCode.DONE
    for line in in_words(summary):
        show(line)
    if prepared.register.summary != "assemble":
        say("Nothing of this is staged: register.yaml does not say summary: assemble")
    return ExitCode.DONE


def show_recipients(a: Arguments) -> int:
    """Print what each recipient's copy leaves out, and why, or where copies differ; the words are those of the drafts."""
    from redact.pipeline import prepare
    from redact.recipients.doubts import as_data as asked_as_data
    from redact.recipients.doubts import left_out
    from redact.recipients.shown import as_lines, rows

    if a.svg or a.audience or a.propose:
        raise UsageError(f"only --json and --differences go with: redact show {a.case} recipients")
    case, steps = case_of(a.case), Steps(a.quiet)
    with case.writing():
        prepared = prepare(case, rules(), key_opener(a), steps)
    steps.done()
    if a.differences is not None:
        return _show_differences(a, prepared)
    if a.json:
        readers = [(one, left_out(prepared, one)) for one in prepared.register.recipients]
        found = [row for one, left in readers for row in rows(prepared, one, left)]
        asked = [row for one, left in readers for row in asked_as_data(left.doubts, one)]
        show(json.dumps({"withheld": found, "asked": asked}, ensure_ascii=False, indent=1))
        return ExitCode.DONE
    for line in as_lines(prepared):
        show(line)
    return ExitCode.DONE


def _show_differences(a: Arguments, prepared: Prepared) -> int:
    """Print where the copies of some recipients, or of all of them, are not alike."""
    from redact.recipients.compared import as_data, as_table, differences, names_apart

    known = {one.id: one for one in prepared.register.recipients}
    for name in a.differences:
        if name not in known:
            raise UsageError(
                f"{a.case}: register.yaml has no recipient {name}; it has {', '.join(known) or 'none'}"
            )
    wanted = [known[name] for name in dict.fromkeys(a.differences)] or list(known.values())
    if len(wanted) < 2:
        raise UsageError(f"{a.case}: there are not two copies to compare; recipients stand in register.yaml")
    found, called = differences(prepared, wanted), names_apart(prepared, wanted)
    if a.json:
        show(json.dumps(as_data(wanted, found, called), ensure_ascii=False, indent=1))
        return ExitCode.DONE
    for line in as_table(prepared, wanted, found, called):
        show(line)
    return ExitCode.DONE
