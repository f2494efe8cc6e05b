"""The check for content that a reader of the page does not see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from redact.checks.nouns import Opened, Question
from redact.model import Finding, Severity

#: Kinds that say something of the file rather than of people: worth a look, no more.
_MILD = frozenset({"keywords", "subject", "category", "description", "link base"})
_RULES = {
    "embedded file": "R20",
    "chart or drawing": "R20",
    "linked data": "R20",
    "hidden sheet": "R20",
    "hidden rows or columns": "R20",
    "signature": "R22",
}


def hidden(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """The file holds nothing that a reader of the page does not see.

    **What it looks for.** Comments, tracked changes, hidden, white or tiny text, text under a box or a
    picture, author and company properties, custom data, embedded files, external links, macros and scripts,
    thumbnails, revision ids, PDF annotations, forms, attachments, layers and earlier revisions. Pictures
    too, but for those that were kept by a decision: what they show cannot be read. In a file that comes
    without a case nobody could decide, so there a picture only warns.

    **Why it matters.** What is hidden from one reader is a click away for another. Most of the known
    leaks were of this kind: black boxes over live text, tracked changes, a workbook behind a chart.

    **What to do.** Publish the file that redact made, not one that was opened and saved again. For a file
    made elsewhere, remove the part that is named, or pass its text through a case.

    **What it misses.** What a picture shows; hidden text by tricks of layout that are not listed here, such
    as a style sheet's class that moves text off the screen.
    """
    for file in opened:
        for kind, place in file.hidden:
            yield _finding(file, kind, place)
        for place, digest in file.pictures:
            if not digest or digest not in question.pictures:
                yield _picture(file, place, question.uncleared)


def _finding(file: Opened, kind: str, place: str) -> Finding:
    rule = _RULES.get(kind, "R18" if Path(file.file).suffix.lower() == ".pdf" else "R19")
    return Finding(
        check="hidden",
        severity="warns" if kind in _MILD else "blocks",
        file=file.file,
        place=place or "in the file",
        message=f"the file holds content that a reader does not see: {kind}",
        advice="remove it, or publish the edition as redact made it",
        rule=rule,
    )


def _picture(file: Opened, place: str, severity: Severity) -> Finding:
    return Finding(
        check="hidden",
        severity=severity,
        file=file.file,
        place=place or "in the file",
        message="a picture that nobody decided to keep: no check can see what it shows",
        advice="look at it: a face, a signature, a house or a map tells who somebody is; take it out, or keep it by a decision",
        rule="R22",
    )


def not_understood(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Every part of the file is of a kind that the checks understand.

    **What it looks for.** Parts of an Office file, files in an archive and pages of a PDF that cannot be
    read: an unknown part, a scanned page, letters without a meaning.

    **Why it matters.** What could not be looked at has not been checked.

    **What to do.** Make the file again without the part that is named; for a scan, type the text.

    **What it misses.** A part of a known kind that holds more than its kind should.
    """
    for file in opened:
        for part in file.unknown:
            yield Finding(
                check="not-understood",
                severity="blocks",
                file=file.file,
                place=part,
                message="this part could not be looked at",
                advice="make the file again without it",
                rule="R18" if Path(file.file).suffix.lower() == ".pdf" else "R19",
            )
