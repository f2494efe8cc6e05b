"""What a draft says that something is called which stays: 'Thomas the Tank Engine, whom he called "Tomek"'.

Such a name is hardly a person's; but that is for a reviewer to say, so it is asked about instead of getting a label unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from redact.detect.overlaps import GUESSES
from redact.model import Mention, Span

#: What stands between the name of what stays and what somebody calls it.
CALLED = re.compile(
    r",?\s(?:(?:whom|which|that)\s)?(?:he|she|they|the \w+|everybody)\s(?:always\s)?(?:calls?|called|named|knew as|knows as)\s[“\"‘']?"
)
REASON = "may be what somebody calls something that stays"


def asked_of_nicknames(mentions: Iterable[Mention], stays: Sequence[Span], text: str) -> Iterator[Mention]:
    """*mentions*, those guesses asked about that *text* has as another name of something that stays."""
    ends = {span.end for span in stays}
    for mention in mentions:
        if mention.status == "replace" and mention.rule in GUESSES and _begins(mention, text) in ends:
            yield replace(mention, status="flag", reason=REASON)
        else:
            yield mention


def _begins(mention: Mention, text: str) -> int:
    """Where the words begin that call something by the name of *mention*; -1 where none stand before it."""
    before = text[max(0, mention.span.start - 60) : mention.span.start]
    called = next((m for m in CALLED.finditer(before) if m.end() == len(before)), None)
    return mention.span.start - len(called.group()) if called else -1
