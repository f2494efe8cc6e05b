"""`redact review CASE --export` and the `--import` of what it wrote: two laptops, one review."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from redact.cli.asked import Arguments, agreed, case_of, key_opener, rules
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, RulesError, UsageError

if TYPE_CHECKING:
    from redact.case import Case
    from redact.exchange import Conflict, Merge, Row
    from redact.model import Decision
    from redact.prepared import Prepared
    from redact.showing import Found

#: Refuses a decision that this laptop's own review would refuse; it is given the rows before it too.
Check = Callable[["Prepared", "Sequence[tuple[str, Decision]]"], None]
Passages = Mapping[str, str]  # target → the words that it is about
SIDES = {"t": "theirs", "o": "ours"}


def export(a: Arguments) -> int:
    """Write this laptop's answers that stand into a new file for another laptop."""
    from redact.case import now
    from redact.exchange import origin_of, rows_of
    from redact.handover import as_lines, as_table, require_out_of_cases
    from redact.showing import decided
    from redact.whole import write_whole

    target, case = Path(a.exported), case_of(a.case)
    if target.suffix.lower() not in {".jsonl", ".csv"}:
        raise UsageError(f"{target}: decisions are exported as .jsonl or .csv; name such a file")
    require_out_of_cases(target)
    found = _found(case, a)
    reviewed, _ = decided(found, case.ledger(), rules())
    mentions = [*found.mentions, *(m for m in reviewed.mentions if m.label == "GENDER")]
    rows = rows_of(case.ledger(), mentions, found.entities, found.documents)
    origin = origin_of(found.register, found.documents)
    table = target.suffix.lower() == ".csv"
    text = as_table(rows, origin) if table else as_lines(rows, origin, a.name.strip(), now())
    write_whole(target, text.encode())
    say(
        f"{target}: {len(rows)} answers. It may hold real names: hand it over as carefully as the drafts, and delete it "
        f"afterwards. On the other laptop: redact review CASE --import {target.name} --as NAME"
    )
    return ExitCode.DONE


def _found(case: Case, a: Arguments) -> Found:
    from redact.showing import found_in, kept_of

    steps = Steps(a.quiet)
    found = found_in(case, rules(), kept_of(case, lambda: key_opener(a), "exchange"), steps)
    steps.done()
    return found


def take_in(prepared: Prepared, a: Arguments, check: Check) -> int:
    """Bring in the answers of another laptop: the new ones, and the conflicts as somebody says."""
    from redact.crossing import with_crossed
    from redact.exchange import merged, origin_of, require_same_case
    from redact.handover import read_rows

    path, case, name = Path(a.imported), prepared.case, a.name.strip()
    origin, rows = read_rows(path)
    found = _found(case, a)
    if told := require_same_case(origin, origin_of(found.register, found.documents), path):
        say(told)
    merge = merged(rows, case.ledger(), found.entities)
    merge = with_crossed(merge, rows, case.ledger(), found.mentions)
    known = {**found.entities, **prepared.reviewed.entities, **{e.id: e for e in merge.added}}
    merge = _checked(merge, replace(prepared, reviewed=replace(prepared.reviewed, entities=known)), check)
    passages = _passages(prepared, found)
    _list(merge, passages)
    if (merge.new or (merge.conflicts and a.take)) and not a.yes and not agreed(_question(merge, name)):
        say("Nothing was put on the ledger. With --yes no question is asked.")
        return ExitCode.UNDECIDED
    taken, left = _settled(merge.conflicts, a, passages)
    merge = replace(merge, new=(*merge.new, *(merge.held if not left else ())))
    _append(case, path, merge, taken, name)
    say(
        f"{len(merge.new)} answers taken, {merge.same} are here already, {len(taken)} conflicts settled, "
        f"{left} left open, {len(merge.unplaced)} cannot be taken."
    )
    return ExitCode.UNDECIDED if left or merge.unplaced else ExitCode.DONE


def _passages(prepared: Prepared, found: Found) -> Passages:
    """What each target on words is about: the first of its passages, in its sentence."""
    from redact.targets import mention_target, words_target
    from redact.terminal import Session

    session = Session(prepared.documents, prepared.reviewed, "", lambda decision: None)
    told: dict[str, str] = {}
    for mention in (*found.mentions, *prepared.reviewed.mentions):
        for target in (mention_target(mention), words_target(mention)):
            if target not in told:
                told[target] = f"{session.place(mention)}: {session.in_context(mention)}"
    return told


def _question(merge: Merge, name: str) -> str:
    return f"Put these {len(merge.new)} answers on the ledger, brought in by {name}? [y/n] "


def _checked(merge: Merge, prepared: Prepared, check: Check) -> Merge:
    """The merge without what this laptop's review would refuse, which is listed with the reason.

    A pseudonym is given once, and nobody is merged in a ring: earlier rows count for later ones.
    """
    from redact.exchange import IDS
    from redact.review import standing
    from redact.wellformed import check_rows

    good: list[Row] = []
    bad: list[tuple[Row, str]] = []
    named: list[tuple[str, Decision]] = []
    rings = [("", d) for d in standing(prepared.case.ledger()) if d.action in IDS]
    for row in (*merge.new, *merge.held, *(conflict.theirs for conflict in merge.conflicts)):
        own = (row.place, row.decision)
        try:
            if row.answer != "undo":
                check(prepared, [*named, own])
            if row.answer in IDS:
                check_rows([*rings, own])
        except RulesError as error:
            bad.append((row, str(error).removeprefix(f"{row.place}: ")))
            continue
        good.append(row)
        named += [own] if row.answer == "rename" else []
        rings += [own] if row.answer in IDS else []
    kept = set(map(id, good))
    return replace(
        merge,
        new=tuple(row for row in merge.new if id(row) in kept),
        held=tuple(row for row in merge.held if id(row) in kept),
        conflicts=tuple(c for c in merge.conflicts if id(c.theirs) in kept),
        unplaced=(*merge.unplaced, *bad),
    )


def _list(merge: Merge, passages: Passages) -> None:
    """Every row that is taken, that conflicts, or that cannot be taken, on standard output."""
    for row in merge.new:
        show(f"new: {_said(row.decision)} ({row.by}, {row.at})")
    for conflict in merge.conflicts:
        show("\n".join(_side_by_side(conflict, passages)))
    for row, why in merge.unplaced:
        show(f"cannot be taken: {_said(row.decision)} ({row.by}, {row.at}): {why}")


def _said(decision: Decision) -> str:
    return " ".join(f"{decision.action} {decision.target} {decision.value}".split())


def _side_by_side(conflict: Conflict, passages: Passages) -> Iterator[str]:
    theirs, ours = conflict.theirs, conflict.ours
    yield f"conflict on {theirs.target}{f' ({theirs.about})' if theirs.about else ''}:"
    if theirs.target in passages:
        yield f"  {passages[theirs.target]}"
    for side, each in (("theirs", theirs.decision), ("ours", ours)):
        if each is None:
            yield f"  {side + ':':<8} taken back, and nothing in its place"
        else:
            reason = f": {each.reason}" if each.reason else ""
            yield f"  {side + ':':<8} {each.action} {each.value} ({each.by}, {each.at}){reason}".replace(
                "  (", " ("
            )


def _settled(
    conflicts: Sequence[Conflict], a: Arguments, passages: Passages
) -> tuple[list[tuple[Conflict, str]], int]:
    """The conflicts with the side that somebody chose, and how many are left open."""
    asks = sys.stdin.isatty() and not a.take
    chosen = [(c, a.take or (_ask(c, passages) if asks else "")) for c in conflicts]
    taken = [(c, side) for c, side in chosen if side]
    return taken, len(conflicts) - len(taken)


def _ask(conflict: Conflict, passages: Passages) -> str:
    """Which answer holds, asked at the keyboard; '' to leave it open."""
    say("\n".join(_side_by_side(conflict, passages)))
    return SIDES.get(input("Which holds? t theirs, o ours, s leave it open: ").strip().lower()[:1], "")


def _append(case: Case, path: Path, merge: Merge, taken: Sequence[tuple[Conflict, str]], name: str) -> None:
    """All that is taken, and a line that says from which file, in one step; nothing where nothing is taken."""
    import hashlib
    import json

    from redact.case import now
    from redact.exchange import imported, settled
    from redact.model import Decision

    at = now()
    new = [imported(row, name) for row in merge.new]
    chosen = [d for conflict, side in taken for d in settled(conflict, side, name, at)]
    if not (new or chosen):
        return
    counts = {"new": len(new), "settled": len(taken), "conflicts": len(merge.conflicts)}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    record = Decision(at, name, "import", digest, json.dumps(counts | {"not taken": len(merge.unplaced)}))
    case.append(*new, *chosen, record)
