"""'Senior', 'the younger', 'II' behind a name that detection found without them: they say of two of one name who is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from redact.link.cast import Cast
from redact.model import Mention, Span
from redact.names import generation_of

#: What tells the elder from the younger, behind a name; then something that goes on about a person, and is no work
#: ('Jane, senior practitioner') and no kin ('Jane, the elder sister').
_WORDS = r"(?:(?i:senior|junior|[sj]nr\b\.?|[sj]r\b\.?|the[ \u00a0](?:elder|younger)\b)|III?\b)"
BEHIND = re.compile(
    rf",?[ \u00a0](?:\({_WORDS}\)|{_WORDS}"
    r"(?=['’]s?\b|[.,;:!?)\]”\"\n\t|]|\s*$|\s(?:was|is|were|had|has|did|does|would|could|will|may|might|must|and|or|but|who|whom"
    r"|whose|in|on|at|by|to|from|with|for|as|then|also|never|not|said|says|told|came|went|left|lives|kept|gave|took|rang|saw"
    r"|knew|thought|wrote|[a-z]{3,}ed)\b))"
)


def with_generation(mentions: Sequence[Mention], cast: Cast) -> list[Mention]:
    """The mentions, each person's name with 'senior', 'the elder' and the like that stand behind it.

    A phrase that is only watched gives up these words, where it begins with them.
    """
    if not cast.drafts:
        return list(mentions)
    taken = {(m.document, m.span.start) for m in mentions if m.status != "watch"}
    widened = [_widened(m, taken, cast.drafts.documents[m.document].text) for m in mentions]
    ends = {
        (m.document, at): m.span.end
        for m, was in zip(widened, mentions, strict=True)
        if m is not was
        for at in range(was.span.end, m.span.end)
    }
    return [left for m in widened if (left := _left_of(m, ends.get((m.document, m.span.start), 0)))]


def _left_of(mention: Mention, end: int) -> Mention | None:
    """A mention from where the name before it ends; None where nothing is left."""
    if not end:
        return mention
    words = mention.text[end - mention.span.start :].lstrip()
    return (
        replace(mention, span=Span(mention.span.end - len(words), mention.span.end), text=words)
        if words
        else None
    )


def _widened(mention: Mention, taken: set[tuple[str, int]], text: str) -> Mention:
    if mention.label != "PERSON" or mention.status in {"keep", "watch"} or generation_of(mention.text):
        return mention
    found = BEHIND.match(text, mention.span.end)
    if not found or any((mention.document, at) in taken for at in range(found.start(), found.end())):
        return mention
    before, mark, after = mention.context.partition("▮")
    words = found[0]
    return replace(
        mention,
        span=Span(mention.span.start, found.end()),
        text=mention.text + words,
        context=before + mark + after.removeprefix(words),
    )
