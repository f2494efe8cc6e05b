"""Findings that warn, told by kind: one line for each, with how often and where, so that the one that matters is seen.

What identifies comes first, what is a matter of form last. No line holds words of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redact.model import Finding

#: So many places of a kind are named; of the rest the number.
NAMED = 4
#: Checks of form: what they find tells of nobody, and is shown last.
FORM = frozenset({"glossary", "legible", "consistency", "structure", "numbers", "unknown-labels", "gendered"})
#: What a finding says of its own number of places, and where.
_OFTEN = re.compile(r" \((\d+) times(?:, also [^()]*)?\)|; also .*$")
_OWN = re.compile(r" \(\d+\)|(?<![\w.-])\d+(?![\w-])")


@dataclass(frozen=True, slots=True)
class Kind:
    """Warnings of one kind."""

    check: str
    rule: str
    message: str  # without the numbers and the ids of the single finding
    advice: str
    count: int  # places; the same words in the .docx, the .html and the .pdf count three times
    places: tuple[str, ...]  # the first of each finding: 'overview-report.docx, paragraph 3'

    @property
    def told(self) -> str:
        """'names (R1): a real name of somebody stands here: 14 places'."""
        rule = f" ({self.rule})" if self.rule else ""
        return f"{self.check}{rule}: {self.message}: {self.count} {'place' if self.count == 1 else 'places'}"

    @property
    def where(self) -> str:
        """The first few places, and how many findings more there are."""
        more = len(self.places) - NAMED
        return "; ".join(self.places[:NAMED]) + (f"; and {more} more" if more > 0 else "")


def by_kind(findings: Iterable[Finding]) -> list[Kind]:
    """The findings that warn, those of one kind as one: what identifies first, and of each the rarer first."""
    grouped: dict[tuple[str, str, str], list[Finding]] = {}
    for f in findings:
        if f.severity == "warns":
            grouped.setdefault((f.check, f.rule, _plain(f)), []).append(f)
    kinds = [
        Kind(check, rule, message, same[0].advice, sum(map(_places, same)), tuple(map(_place, same)))
        for (check, rule, message), same in grouped.items()
    ]
    return sorted(kinds, key=lambda kind: (kind.check in FORM, kind.count, kind.check, kind.message))


def _plain(finding: Finding) -> str:
    """The message without what is this finding's own: its places, its numbers, whom it is about."""
    message = _OFTEN.sub("", finding.message)
    if finding.entity:
        message = re.sub(rf"(?<!\w){re.escape(finding.entity)}(?!\w)", "somebody", message)
    message = re.sub(r" \([^()]*\.(?:docx|html|pdf|txt)[^()]*\)", "", message)
    return " ".join(_OWN.sub(lambda m: "" if m[0].startswith(" (") else "some", message).split())


def _places(finding: Finding) -> int:
    often = re.search(r" \((\d+) times", finding.message)
    return int(often[1]) if often else 1


def _place(finding: Finding) -> str:
    return f"{finding.file}, {finding.place}" if finding.place else finding.file


def that_block(count: int) -> str:
    """How many findings block, as it is said."""
    return "1 finding blocks" if count == 1 else f"{count} findings block"


def in_short(kinds: Sequence[Kind]) -> str:
    """How many warnings of how many kinds: '82 warnings of 14 kinds'; 'no warnings'."""
    if not kinds:
        return "no warnings"
    count = sum(len(kind.places) for kind in kinds)
    of = f" of {len(kinds)} kinds" if len(kinds) > 1 else ""
    return f"{count} {'warning' if count == 1 else 'warnings'}{of}"


def as_lines(kinds: Iterable[Kind]) -> list[str]:
    """A line for each kind, with its places below it."""
    return [line for kind in kinds for line in (kind.told, f"  {kind.where}")]


def on_record(kinds: Iterable[Kind]) -> list[dict[str, Any]]:
    """What a signature says of the warnings that it accepts: check, rule, what they say, how many places."""
    return [
        {"check": k.check, "rule": k.rule, "message": k.message, "places": k.count, "findings": len(k.places)}
        for k in kinds
    ]


def told_of_record(said: Mapping[str, Any]) -> str:
    """What the record of a signature says of warnings, in one line; '' where it says nothing (an early one)."""
    if "warned" not in said:
        return ""
    kinds = said["warned"]
    if not kinds:
        return "no warnings"
    count = sum(kind["findings"] for kind in kinds)
    named = ", ".join(dict.fromkeys(kind["check"] for kind in kinds))
    return f"accepted with {count} {'warning' if count == 1 else 'warnings'} ({named})"
