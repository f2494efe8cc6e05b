"""What stands around the words of a finding, for the page that shows findings where names are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from redact.checks.nouns import Opened
from redact.model import Finding

#: Characters shown on either side.
ROOM = 160


def with_surroundings(findings: Iterable[Finding], opened: Sequence[Opened]) -> Iterator[Finding]:
    """The findings, each with the text before and after its words where they stand in a passage."""
    files = {file.file: file for file in opened}
    for finding in findings:
        file = files.get(finding.file)
        yield replace(finding, around=_around(finding, file)) if file and finding.quote else finding


def _around(finding: Finding, file: Opened) -> tuple[str, str]:
    words = finding.quote.split(" | ")[0]
    here = [p for p in file.passages if finding.place.startswith(p.place)]
    for passage in (*here, *file.passages):
        at = passage.text.find(words)
        if at >= 0:
            end = at + len(words)
            return _tidy(passage.text[max(at - ROOM, 0) : at]), _tidy(passage.text[end : end + ROOM])
    return "", ""


def _tidy(text: str) -> str:
    """White space as single signs, at the ends too."""
    inner = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}" if inner else " " * bool(text)
