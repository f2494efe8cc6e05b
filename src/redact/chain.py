"""The chain of a ledger's lines: how a line is written, and what is wrong where it was broken.

Each line carries its number and the digest of the line before it, so that a line that was changed,
taken out or put in later shows. How many lines were acknowledged, and the digest of the last of them
(the head), is kept beside the ledger, so that a ledger whose end was cut off shows too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from redact.model import Decision
from redact.remembered import remembered

FIRST = "0" * 64  # what the first line names as the line before it

Kind = Literal["changed line", "missing lines", "foreign line", "cut off", "head"]


@dataclass(frozen=True, slots=True)
class Head:
    """How many lines a ledger had, and the digest (sha256) of the last of them."""

    lines: int = 0
    digest: str = FIRST


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a chain is broken, by what, and what to do: in words for people, without any of the ledger's."""

    line: int
    kind: Kind
    told: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A ledger as it was read: its decisions up to the first damage, and the digest of each line."""

    decisions: tuple[Decision, ...] = ()
    digests: tuple[str, ...] = ()
    damage: Damage | None = None
    torn: int = 0  # bytes after the last whole line: an answer that was never acknowledged

    @property
    def head(self) -> Head:
        """The head of what was read."""
        return Head(len(self.digests), self.digests[-1]) if self.digests else Head()


def written(decisions: Sequence[Decision], after: Head) -> tuple[bytes, Head]:
    """The lines of *decisions* that go behind the line *after*, and the head that the ledger then has."""
    lines = []
    for number, decision in enumerate(decisions, after.lines + 1):
        row = {"before": after.digest, "line": number, "decision": msgspec.to_builtins(decision)}
        lines.append(json.dumps(row, ensure_ascii=False).encode())
        after = Head(number, hashlib.sha256(lines[-1]).hexdigest())
    return b"".join(line + b"\n" for line in lines), after


def whole_lines(content: bytes) -> list[bytes]:
    """The lines that were written to their end; a torn last line was never acknowledged."""
    return content[: content.rfind(b"\n") + 1].split(b"\n")[:-1]


def read_chain(content: bytes, kept: Head | None = None) -> Chain:
    """What the bytes of a ledger say, and the first thing that is wrong with them.

    *kept* is the head that was put beside the ledger when its last line was acknowledged.
    """
    lines = whole_lines(content)
    decisions: list[Decision] = []
    digests: list[str] = []
    damage = None
    for number, line in enumerate(lines, 1):
        row = _row(line)
        damage = _damage(row, number, digests)
        if damage or row is None:
            break
        decisions.append(row[0])
        digests.append(hashlib.sha256(line).hexdigest())
    torn = len(content) - (content.rfind(b"\n") + 1)
    return Chain(tuple(decisions), tuple(digests), damage or _at_the_end(digests, kept), torn)


@remembered(16_384)  # the lines before the newest are read again for each answer
def _row(line: bytes) -> tuple[Decision, str, int | None] | None:
    """A line's decision, the digest that it names, and its number (None in ledgers of earlier versions)."""
    try:
        row: Any = json.loads(line)
        number = row.get("line")
        decision = msgspec.convert(row["decision"], Decision)
        return decision, str(row["before"]), number if isinstance(number, int) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, msgspec.MsgspecError):
        return None


def _damage(row: tuple[Decision, str, int | None] | None, number: int, digests: list[str]) -> Damage | None:
    """What is wrong with line *number*, the lines before it being *digests*."""
    if row is None:
        return Damage(number, "changed line", f"line {number} is not as redact writes it: it was changed")
    _, before, own = row
    if before == (digests[-1] if digests else FIRST):
        return None
    if own is not None and own > number:
        gone = f"{own - number} lines are" if own - number > 1 else "1 line is"
        return Damage(number, "missing lines", f"{gone} missing before line {number}")
    if before in digests or before == FIRST or (own is not None and own < number):
        return Damage(
            number, "foreign line", f"line {number} does not belong here: it was put in, copied or moved"
        )
    if own == number and number > 1:
        return Damage(
            number - 1, "changed line", f"line {number - 1} was changed after line {number} was written"
        )
    return Damage(number, "missing lines", f"lines before line {number} were changed, or are missing")


def _at_the_end(digests: Sequence[str], kept: Head | None) -> Damage | None:
    """Whether the lines end before the head that was kept, or are others than it was kept of."""
    if kept is None or kept.lines < 1:
        return None
    if len(digests) < kept.lines:
        gone = kept.lines - len(digests)
        return Damage(
            len(digests) + 1, "cut off", f"the last {gone} of {kept.lines} acknowledged lines are missing"
        )
    if digests[kept.lines - 1] != kept.digest:
        return Damage(
            kept.lines, "changed line", f"line {kept.lines} is not the line that was acknowledged there"
        )
    return None
