"""Findings on one thing, told once: with the first place, how many there are, and where the others stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from redact.checks.folding import folded
from redact.model import Finding

#: So many places are named; of the rest the number.
NAMED = 8


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, those on one thing of a file as one.

    One thing is what one check says in the same words of the same person, or, where it is somebody whom
    nobody knows, of the same words of the file. A message that holds a place or a number of its own stays apart.
    """
    things: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        things.setdefault(_thing(finding), []).append(finding)
    return [_as_one(same) for same in things.values()]


def _thing(finding: Finding) -> tuple[str, ...]:
    words = "" if finding.entity else folded(finding.quote)
    return (
        finding.severity,
        finding.check,
        finding.file,
        finding.entity,
        finding.message,
        finding.advice,
        words,
    )


def _as_one(same: Sequence[Finding]) -> Finding:
    places = list(dict.fromkeys(finding.place for finding in same))
    quotes = " | ".join(dict.fromkeys(finding.quote for finding in same if finding.quote))
    if len(same) == 1:
        return same[0]
    others = places[1 : NAMED + 1]
    more = f" and {len(places) - 1 - NAMED} more places" if len(places) - 1 > NAMED else ""
    also = f", also {', '.join(others)}{more}" if others else ""
    return replace(same[0], message=f"{same[0].message} ({len(same)} times{also})", quote=quotes)


def also_at(places: Sequence[str], named: int = NAMED) -> str:
    """Where else a thing stands that is told at the first of *places*: so many places, and a mark for more."""
    more = " …" if len(places) > named + 1 else ""
    return f"; also {', '.join(places[1 : named + 1])}{more}" if places[1:] else ""
