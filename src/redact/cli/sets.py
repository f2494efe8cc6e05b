"""`redact release --all`: the whole set of a case, written at once, and what is not in it told by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from redact.cli.asked import Arguments, case_of, key_opener, rules
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from redact.case import Case
    from redact.publishing.whole import WholeSet


def release_all(a: Arguments) -> int:
    """Copy out all that is signed. 7 where something of the case is not, though the rest is written."""
    from redact.publishing.whole import gather, tells_area, write

    _require_no_more(a)
    case, loaded, to, steps = case_of(a.case), rules(), Path(a.to), Steps(a.quiet)
    reason, collections = a.reason.strip(), [Path(each) for each in a.collections]
    with case.writing():
        made = gather(case, loaded, to, collections, reason, lambda: key_opener(a), steps)
        steps.done()
        paths = [to / name for name in made.files]
        if not a.dry_run:
            paths = write(made, case, to, a.name or "", reason)
    for path in paths:
        show(str(path))
    _tell(made, a, case)
    if tells_area(made, loaded):
        say(
            "One of these editions names the area and another does not. Put one of them online, not both: the one would tell what the other hides."
        )
    return ExitCode.UNSIGNED if made.left else ExitCode.DONE


def _require_no_more(a: Arguments) -> None:
    from redact.cli.learning import is_collection

    if is_collection(a.case):
        raise UsageError("--all: only a case has a set; name what to copy of a collection: --for PRODUCT")
    if a.given_to:
        raise UsageError("--given-to: one copy goes to one reader; release it by itself with --for")
    if a.folder:
        raise UsageError("--folder: --all makes index, checksums and note by itself; leave it out")


def _tell(made: WholeSet, a: Arguments, case: Case) -> None:
    """What each folder is, what is not in the set and why, and what had no answer."""
    from redact.cli.releases import accepted, tell_unanswered

    done = "would be written" if a.dry_run else "written"
    for part in made.parts:
        use = "for a website" if part.beside else "to be handed over, never put online"
        say(f"{part.audience}: {len(part.files)} files {done}, {use}; {accepted(case, part.audience)}")
        tell_unanswered(a.case, part.audience, part.leaving.unanswered, "release")
        if part.leaving.replaced:
            say(
                f"{part.audience}: this takes the place of an edition that was released before. "
                f"Who has copies of that one: redact show {a.case} copies"
            )
    for page in made.pages:
        say(f"public page and press line, for {page.audience}: {done}")
    for left in made.left:
        say(f"NOT in the set, {left.name}: {left.why}")
    if not made.pages and not any("public page" in left.name for left in made.left):
        say(
            "NOT in the set, the public page and the press line: none was named (redact page, redact sign, then --with)"
        )
    if a.dry_run:
        say("Nothing was written.")
