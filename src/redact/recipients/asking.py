"""One sentence of a recipient's copy that a person is asked about."""

from __future__ import annotations

from dataclasses import dataclass

from redact.model import Span

#: What is asked last, in one question: sentences that tell of a source less plainly.
LAST = ("less plainly",)


@dataclass(frozen=True, slots=True)
class Asked:
    """One sentence that is asked about, and the matter that it belongs to."""

    document: str
    span: Span
    words: str
    matter: tuple[str, ...]
    why: str  # {who} stands for the names
    reason: str = ""  # why the copy leaves it out; '' where it prints it
    who: str = ""
    what: str = ""  # what `show` and `withhold` call it; '' where it has no number
