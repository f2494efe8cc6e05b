"""What in a finished report explains a name that nobody put under a label: worth a look, no reason to block.

Only for what detection itself was not sure of, or what a title page says of who wrote and chaired: a
published review names them by position. A name that is known from a case is looked for by other checks,
which nothing here quietens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redact.checks.detected import BY_POSITION
from redact.detect.words import is_first_name, is_name, is_ordinary
from redact.detect.works import AUTHOR
from redact.model import Document, Mention, Span
from redact.names import fold, is_title
from redact.rules import Rules
from redact.sections import FOREWORD, ON_TITLE_PAGE

EVERYDAY = "an everyday word or a heading with a capital"
IN_REFERENCE = "in a reference to a published work"

#: A title page is no longer than this.
FRONT = 3500
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Professor|Prof|Sir|Dame)\.?\s)?"
_BODY = r"(?:reviews?|reports?|overview|board|partnership|panel|committee|study)"
_POSITION = (
    r"(?:the\s)?(?:(?:(?:independent|lead|joint|overview|report|review|panel|board|partnership|business)[ \u00a0]){0,3}"
    r"(?:authors?|reviewers?|chair(?:person|man|woman)?|scrutineers?|writers?)"
    r"|(?:(?:report|review|panel|board|partnership|business)[ \u00a0]){1,2}(?:manager|contact|coordinator))"
    rf"(?:\s(?:of|for|to)\s(?:(?:the|this|our|of|and|(?-i:[A-Z][\w’'-]+)|safeguarding|serious|case|child\w*|practice|local|review|joint)\s){{0,6}}{_BODY})?"
)
#: Where a name stands in a line that is looked at.
_NAME = "\0"
_NAMES = rf"{_TITLE}{_NAME}(?:(?:,|\sand|\s&)\s{_TITLE}{_NAME})*"
_LETTERS = r"(?-i:,?\s\(?(?:[A-Z]{2,6}|B(?:Sc|Ed)|MSc|MPhil|PhD|DPhil|Dip\w{0,3}|Hons)\b\)?)*"
_BY = (
    rf"(?:(?:this|the)\s(?:[\w-]+\s){{0,3}}{_BODY}\s(?:was|is)\s(?:written|prepared|compiled|chaired|led|reviewed)\sby"
    r"|(?:written|prepared|compiled|authored)\sby:?|under\sthe\schair\sof)"
)
#: A whole line of a title page: 'Independent chair of the board: NAME', 'NAME, independent author', 'prepared by NAME'.
_LINE = re.compile(
    rf"(?:(?:{_POSITION}\s?[:–—-]|{_BY})\s{{1,3}}{_NAMES}{_LETTERS}(?:,\s{_POSITION})?"
    rf"|{_NAMES}{_LETTERS}(?:,|\s[(–—-])\s?{_POSITION}\)?)\s?\.?",
    re.IGNORECASE,
)
#: A line of a title page is no longer than this.
LONGEST = 160
#: 'Reder, P. (1993) Beyond Blame: Child Abuse Tragedies Revisited. London: ' and 'Laming, H. (2009) What Can We '.
_REFERENCE = re.compile(rf"{AUTHOR.pattern}[^()•]{{0,120}}\((?:19|20)\d\d[a-z]?\)[^()•]{{0,200}}$")
#: Words of a sentence that tells of a family, and of no review.
_STORY = re.compile(
    r"\b(?:mother|father|mum|dad|parents?|child[’']s|children[’']s|brothers?|sisters?|siblings?|sons?|daughters?|aunts?|uncles?"
    r"|grand\w+|cousins?|partners?|husband|wife|step\w+|born|aged|lived|lives|home|hit|slapped|wept)\b|,\s\d{1,2},",
    re.IGNORECASE,
)
#: A line with which the report begins, and its title page ends.
_BEGINS = re.compile(
    r"\W*(?:\d+(?:\.\d+)*[.)]?\s+\S|(?:contents|introduction|background|foreword|preface|summary|what the)\b)",
    re.IGNORECASE,
)
_LINE_STARTS = re.compile(r"(?:^|[\r\n.!?•]\s*)(?:\d+(?:\.\d+)*\.?\s+)?[\"'“‘]?$")
_LABEL_BEFORE = re.compile(
    r"\b(?:School|Nursery|Academy|College|Hospital|Clinic|Practice|Agency|Association|Charity|Town|Area|Child|Adult)\s[A-Z]\s$"
)
_SAID_OF_A_PERSON = "said of a person"
_WORD = re.compile(r"[^\W\d_]+")


def as_published(mentions: Sequence[Mention], document: Document, rules: Rules) -> list[Mention]:
    """The mentions of a finished text; what is explained as published is only watched, and says why.

    A name that detection lets stand everywhere because the title page gives it is one to be explained too.
    """
    people = [mention for mention in mentions if mention.label == "PERSON"]
    others = [mention for mention in mentions if mention.label != "PERSON"]
    lower = frozenset(word for word in _WORD.findall(document.text) if word.islower())
    placed = _by_position(people, document, rules)
    weighed = (
        _watched(_as_found(one), next(_explanations(one, one in placed, document.text, lower, rules), ""))
        for one in people
    )
    return sorted((*others, *weighed), key=lambda mention: mention.span)


def _as_found(mention: Mention) -> Mention:
    return replace(mention, status="replace") if mention.reason == ON_TITLE_PAGE else mention


def _watched(mention: Mention, why: str) -> Mention:
    return replace(mention, status="watch", reason=why) if why else mention


# Named by position -----------------------------------------------------------------------------------


def _by_position(people: Sequence[Mention], document: Document, rules: Rules) -> list[Mention]:
    """Who is named by position in a line of the title page.

    None who stands in any form anywhere else in the file, but where detection sees the whole name in a sentence that
    speaks of the review ('The independent chair, NAME, decided …').
    """
    lines = [line for line in _front(document) if _LINE.fullmatch(_marked(line, people, document))]
    speaking = [one for one in people if one.reason == ON_TITLE_PAGE and not _in_a_story(one, document.text)]
    rest = _without([*lines, *(one.span for one in speaking)], document.text)
    words = frozenset(_WORD.findall(fold(rest)))
    capital = frozenset(fold(word) for word in _WORD.findall(rest) if not word.islower())

    def elsewhere(name: str) -> bool:
        own = [word for word in _WORD.findall(fold(name)) if len(word) > 1 and not is_title(word, rules)]
        told = (w in words and (w in capital or not is_ordinary(w, rules)) for w in own)
        return any(told) or bool(_initials(name, rules).search(rest))

    placed = [one for one in people if any(line.covers(one.span) for line in lines)]
    named = [one for one in placed if not elsewhere(one.text)]
    whole = {_bare(one.text, rules) for one in named}
    return named + [one for one in speaking if one not in placed and _bare(one.text, rules) in whole]


def _front(document: Document) -> Iterator[Span]:
    """The short blocks of the first page, without the blanks around them, until the report begins."""
    for block in document.blocks:
        if block.span and block.span.start < FRONT and block.kind != FOREWORD:
            text = document.of(block.span)
            if _BEGINS.match(text):
                return
            start = block.span.start + len(text) - len(text.lstrip())
            if 0 < len(text.strip()) <= LONGEST:
                yield Span(start, start + len(text.strip()))


def _in_a_story(mention: Mention, text: str) -> bool:
    """Whether the sentence of a name tells of a family."""
    before = re.split(r"[.!?\n]\s", text[max(0, mention.span.start - 300) : mention.span.start])[-1]
    after = re.split(r"[.!?\n](?:\s|$)", text[mention.span.end : mention.span.end + 300])[0]
    return bool(_STORY.search(before) or _STORY.search(after))


def _bare(name: str, rules: Rules) -> tuple[str, ...]:
    """The words of a name without its titles, folded."""
    return tuple(word for word in _WORD.findall(fold(name)) if not is_title(word, rules))


def _marked(line: Span, people: Sequence[Mention], document: Document) -> str:
    """The text of a line with a mark for each name in it."""
    text = document.of(line)
    for one in sorted(people, key=lambda mention: mention.span, reverse=True):
        if line.covers(one.span):
            text = text[: one.span.start - line.start] + _NAME + text[one.span.end - line.start :]
    return text


def _without(lines: Sequence[Span], text: str) -> str:
    for line in lines:
        text = text[: line.start] + " " * len(line) + text[line.end :]
    return text


def _initials(name: str, rules: Rules) -> re.Pattern[str]:
    """'Z.Q.', 'Z Q'; without stops or spaces from three letters on, since two are an abbreviation too often."""
    letters = [word[0] for word in _WORD.findall(name) if not is_title(fold(word), rules)]
    between = r"[.\s]{0,2}" if len(letters) > 2 else r"(?:\.\s?|\s)"
    return re.compile(rf"(?<!\w){between.join(letters)}\.?(?!\w)" if len(letters) > 1 else r"(?!)")


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
