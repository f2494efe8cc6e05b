"""`redact review --import` of a Word file or a table of questions: what came back is listed, and asked, before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from redact.cli.asked import Arguments, agreed
from redact.cli.saying import say, show
from redact.errors import ExitCode, RulesError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redact.prepared import Prepared
    from redact.questions import Question
    from redact.weighing import Answer, Back, Refused, Weighed

LONGEST = 200  # characters of what somebody wrote that are listed


def slips_back(path: Path) -> list[Back] | None:
    """The slips in the file at *path*; None where it is a plain table of decisions."""
    from redact.answers import read_rows
    from redact.returns import of_table, of_word

    if path.suffix.lower() == ".docx":
        if not (found := of_word(path)):
            raise RulesError(
                f"{path}: holds no question of a review; give the file that redact review --word wrote, with answers"
            )
        return found
    rows, left = read_rows(path)
    return of_table(rows, left) if any(row.check for row in rows) else None


def take_back(prepared: Prepared, questions: Sequence[Question], backs: list[Back], a: Arguments) -> int:
    """List what *backs* say, ask, and put on the ledger what is agreed; the exit status, 0 where something was."""
    from redact.papers import slips_for
    from redact.reach import all_spelled_out
    from redact.weighing import reader_for, weigh

    slips, name = slips_for(prepared, questions), a.name.strip()
    weighed = weigh(prepared, slips, backs, name, reader_for(prepared))
    answered = {each.slip.number for each in weighed.answers}
    _list(weighed, len({slip.number for slip in slips} - answered), a.verbose)
    answers = _agreed_on(weighed, a)
    if isinstance(answers, int):
        return answers
    decisions = [each.decision for each in answers]
    prepared.case.append(*all_spelled_out(decisions, prepared.reviewed))
    say(f"{len(decisions)} answers are on the ledger.")
    if weighed.authors:
        say(f"Some were written by {', '.join(weighed.authors)}: whoever answered must not sign.")
    return ExitCode.DONE


def _list(weighed: Weighed, left: int, verbose: bool) -> None:
    """What differs and what was not understood, with *verbose* also what was: data, since it holds what people wrote."""
    for each in weighed.answers:
        decision = each.decision
        said = " ".join(f"{decision.action} {decision.target} {decision.value}".split())
        if verbose or each.differing:
            show(f"{each.place}: {said}{f' ({decision.reason})' if decision.reason else ''}")
        if each.differing:
            show(f"  answers differ, the last would be taken: {'; '.join(each.differing)}")
    _list_refused("conflict", weighed.conflicts)
    _list_refused("not understood", weighed.unclear)
    say(
        f"{len(weighed.answers)} answers understood, {weighed.already} on the ledger already, "
        f"{len(weighed.conflicts)} conflicts, {len(weighed.unclear)} not understood; "
        f"{left} questions of the case have no answer in the file."
    )


def _list_refused(kind: str, found: Sequence[Refused]) -> None:
    for each in found:
        target = f" {each.target}" if each.target else ""
        show(f"{kind}: {each.place}{target}: {each.why}{f': “{each.text[:LONGEST]}”' if each.text else ''}")


def _agreed_on(weighed: Weighed, a: Arguments) -> list[Answer] | int:
    """The answers that the person wants on the ledger; else the exit status."""
    clear = [each for each in weighed.answers if not each.differing]
    differing = [each for each in weighed.answers if each.differing]
    rest = len(weighed.conflicts) + len(weighed.unclear)
    if not weighed.answers:
        say("Nothing was put on the ledger.")
        return ExitCode.RULES if rest else ExitCode.DONE
    if a.yes and (rest or differing) and not a.partly:
        say(
            f"Nothing was put on the ledger: {rest + len(differing)} things in the file are not clear. Mend them, or "
            "put what is clear on the ledger and leave the rest with: --yes --partly"
        )
        return ExitCode.RULES
    if a.yes:
        return clear
    last = f"In {len(differing)} places people answered differently. Take the last answer of each? [y/n] "
    chosen = weighed.answers if differing and agreed(last) else clear
    left = f", and leave {rest + len(weighed.answers) - len(chosen)} that are not clear"
    asks = f"Put these {len(chosen)} answers on the ledger as {a.name.strip()}"
    if chosen and agreed(f"{asks}{left if rest or len(chosen) < len(weighed.answers) else ''}? [y/n] "):
        return list(chosen)
    say("Nothing was put on the ledger. With --yes no question is asked.")
    return ExitCode.UNDECIDED
