"""What in a finished report explains a name that nobody put under a label: worth a look, no reason to block.

Only for what detection itself was not sure of, or what a title page says of who wrote and chaired: a
published review names them by position. A name that is known from a case is looked for by other checks,
which nothing here quietens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redact.detect.words import is_first_name, is_name, is_ordinary
from redact.model import Document, Mention
from redact.names import fold
from redact.rules import Rules

BY_POSITION = "named by position, as reviews name who wrote, chaired or answers for them"
EVERYDAY = "an everyday word or a heading with a capital"
IN_REFERENCE = "in a reference to a published work"

#: A title page is no longer than this.
FRONT = 3500
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Professor|Prof|Sir|Dame)\.?\s)?"
_POSITION = (
    r"(?:(?:independent|lead|joint|overview|report|panel|board|partnership|business)[ \u00a0]){0,2}"
    r"(?:authors?|reviewers?|chair(?:person|man|woman)?|scrutineers?|report writers?|manager|contact|coordinator)"
    r"(?:[ \u00a0](?:of|for|to)[ \u00a0](?:the[ \u00a0])?[\w \u00a0’'-]{3,60}?)?"
)
#: 'Independent chair of the board: NAME', 'written by NAME'.
_BEFORE = re.compile(
    rf"(?:(?<!\w){_POSITION}[ \u00a0]?[:–—-]|(?:written|prepared|compiled|chaired|led|reviewed)[ \u00a0]by:?|under\s+the\s+chair\s+of)\s{{1,3}}{_TITLE}$",
    re.IGNORECASE,
)
#: 'NAME, independent author'.
_AFTER = re.compile(rf"\s?[,(–—-]\s?(?:the\s)?{_POSITION}(?!\w)", re.IGNORECASE)
#: '(1993) Beyond Blame: Child Abuse Tragedies Revisited. London: ' and '(2009) What Can We '.
_REFERENCE = re.compile(r"\((?:19|20)\d\d[a-z]?\)[^()•]{0,200}$")
_LINE_STARTS = re.compile(r"(?:^|[\r\n.!?•]\s*)(?:\d+(?:\.\d+)*\.?\s+)?[\"'“‘]?$")
_LABEL_BEFORE = re.compile(
    r"\b(?:School|Nursery|Academy|College|Hospital|Clinic|Practice|Agency|Association|Charity|Town|Area|Child|Adult)\s[A-Z]\s$"
)
_SAID_OF_A_PERSON = "said of a person"
_WORD = re.compile(r"[^\W\d_]+")


def as_published(mentions: Sequence[Mention], document: Document, rules: Rules) -> list[Mention]:
    """The mentions of a finished text; what is explained as published is only watched, and says why."""
    people = [mention for mention in mentions if mention.label == "PERSON"]
    others = [mention for mention in mentions if mention.label != "PERSON"]
    lower = frozenset(word for word in _WORD.findall(document.text) if word.islower())
    placed = [one for one in people if _has_position(one, document.text)]
    front = frozenset(_surname(one) for one in placed if one.span.start < FRONT)
    positions = [one for one in placed if _surname(one) in front]
    weighed = (
        _watched(one, next(_explanations(one, one in positions, document.text, lower, rules), ""))
        for one in people
    )
    return sorted((*others, *weighed), key=lambda mention: mention.span)


def _watched(mention: Mention, why: str) -> Mention:
    return replace(mention, status="watch", reason=why) if why else mention


def _surname(mention: Mention) -> str:
    return fold(mention.text).split()[-1]


def _has_position(mention: Mention, text: str) -> bool:
    """Whether a position stands beside the name: in the body it counts for those alone whom the first page names so."""
    before = text[max(mention.span.start - 120, 0) : mention.span.start]
    return bool(_BEFORE.search(before) or _AFTER.match(text, mention.span.end))


def _explanations(
    mention: Mention, has_position: bool, text: str, lower: frozenset[str], rules: Rules
) -> Iterator[str]:
    start = mention.span.start
    before = text[max(start - 260, 0) : start]
    if has_position:
        yield BY_POSITION
    if mention.status != "flag":
        return
    if _REFERENCE.search(before):
        yield IN_REFERENCE
    if _is_everyday(mention, before, lower, rules):
        yield EVERYDAY


def _is_everyday(mention: Mention, before: str, lower: frozenset[str], rules: Rules) -> bool:
    """Ordinary English words, none of them a first name.

    Where something is said of a person there, only words that the file itself writes small too; a word that is a
    surname only if, besides, its capital opens a line or follows a figure or a label, and nothing is said so.
    """
    words = [fold(word) for word in _WORD.findall(mention.text) if len(word) > 1]
    if not words or any(is_first_name(word, rules) for word in words):
        return False
    if not any(is_name(word, rules) for word in words):
        own = lower.issuperset(words) or _SAID_OF_A_PERSON not in mention.reason
        return own and all(is_ordinary(word, rules) for word in words)
    if _LABEL_BEFORE.search(before + mention.text[: 2 * (mention.text[1:2] == " ")]):
        return True  # 'School X Short report'
    lone = len(words) == 1 and words[0] in lower and _SAID_OF_A_PERSON not in mention.reason
    return lone and (bool(_LINE_STARTS.search(before)) or bool(re.search(r"(?:\d|\b[A-Z])\s$", before)))
