"""`redact release --all`: the whole set of a case, written at once, and what is not in it told by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from redact.cli.asked import Arguments, case_of, key_opener, rules
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, UsageError

#: An edition for everybody with the area beside one without it.
BOTH = "One of these editions names the area and another does not; online, the one would tell what the other hides."

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
        if a.dry_run:
            say("A dry run: nothing is written. This is what would be:")
        _tell_first(made, tells_area(made, loaded), a)
        if not a.dry_run:
            paths = write(made, case, to, a.name or "", reason)
    for path in paths:
        show(str(path))
    _tell(made, a, case)
    return ExitCode.UNSIGNED if made.left else ExitCode.DONE


def _require_no_more(a: Arguments) -> None:
    from redact.cli.learning import is_collection

    if is_collection(a.case):
        raise UsageError("--all: only a case has a set; name what to copy of a collection: --for PRODUCT")
    if a.given_to:
        raise UsageError("--given-to: one copy goes to one reader; release it by itself with --for")
    if a.folder:
        raise UsageError("--folder: --all makes index, checksums and note by itself; leave it out")


def _tell_first(made: WholeSet, both: bool, a: Arguments) -> None:
    """What it means that editions of several readers go into one place, before anything is written.

    Raises:
        UsageError: one edition for everybody names the area and another hides it, and they would be written.
    """
    alone = [part.audience for part in made.parts if not part.beside]
    if len(made.parts) > 1 and alone:
        say(
            f"{a.to}: a folder for each reader. Hand {', '.join(alone)} over by {'themselves' if alone[1:] else 'itself'}, "
            "never the folder above: whoever gets that reads what is withheld from them."
        )
    if both and not a.dry_run:
        raise UsageError(f"{BOTH} Nothing was written; release the one that is wanted with --for AUDIENCE")
    if both:
        say(BOTH)


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
