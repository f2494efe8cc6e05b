"""The check for what detection found in the visible text of a finished file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redact.checks.folding import folded
from redact.checks.grouping import also_at
from redact.checks.in_words import in_words
from redact.checks.names import place_of
from redact.checks.nouns import Opened, Question
from redact.model import Finding, Mention

#: Why a name of a title page only warns; each such person is told in a finding of their own.
BY_POSITION = "named by position, as reviews name who wrote, chaired or answers for them"
_IDENTIFIES = frozenset({"PERSON", "ADDRESS", "PHONE", "EMAIL", "POSTCODE", "DOB", "HANDLE", "ID"})
_LOCATES = frozenset({"PLACE", "SCHOOL", "HEALTH_SITE", "ORG", "URL"})
_TITLE_WORDS = "mr mrs ms miss mx dr prof professor sir dame rev the of and s at in a"
_TITLES = frozenset(_TITLE_WORDS.split())
_WORD = re.compile(r"[^\W_]+")


def detected(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Nothing that looks like a person or an identifier stands unexplained.

    **What it looks for.** What detection found in the visible text and handed in: people, addresses, numbers,
    telephone numbers, e-mail addresses and postcodes block; places, schools and bodies warn, and so do words
    that the drafts of the case have where nobody took them for a name, people whom a line of the first page names
    by position (author, chair) and who else stand only in sentences about the review, everyday words with a
    capital, and words of references. A label in use and words that are allowed explain themselves.

    **Why it matters.** The register lists whom somebody thought of. This looks for everybody else.

    **What to do.** If it identifies somebody, add it to register.yaml and make the edition again. If not,
    allow the words.

    **What it misses.** What detection misses; and it is silent where no detection was run.
    """
    explained = {folded(text) for text in (*question.allowed, *question.pseudonyms.values())}
    for file in opened:
        watched: dict[tuple[str, str], list[Mention]] = {}
        for mention in question.mentions.get(file.file, ()):
            if not _is_asked(mention) or _is_explained(mention, explained):
                continue
            if mention.status == "watch":
                watched.setdefault(_kind(mention), []).append(mention)
            else:
                yield _finding(file, mention, _is_plain(mention, question.plain))
        for (why, _), mentions in watched.items():
            yield _watched(file, why, mentions)


def _kind(mention: Mention) -> tuple[str, str]:
    """What is told in one finding: words that only read like names by why; of people, each by themselves."""
    return mention.reason, folded(mention.text) if mention.reason == BY_POSITION else ""


def _watched(file: Opened, why: str, mentions: Sequence[Mention]) -> Finding:
    """What only looks like a name, all of one kind in one finding."""
    places = list(dict.fromkeys(_place(file, mention) for mention in mentions))
    words = list(dict.fromkeys(mention.text for mention in mentions))
    return Finding(
        check="detected",
        severity="warns",
        file=file.file,
        place=places[0],
        message=f"{len(words)} {'names' if len(words) > 1 else 'name'} or what reads like one: {why}{also_at(places, 7)}",
        advice="look whether one of them is a person who should not be named; if so, take it out",
        rule="R24",
        quote=" | ".join(words),
    )


def _is_asked(mention: Mention) -> bool:
    label = mention.label.partition(".")[0]
    return mention.status != "keep" and label in _IDENTIFIES | _LOCATES


def _is_explained(mention: Mention, explained: set[str]) -> bool:
    """Whether the words are allowed words and labels, put together with titles at most."""
    rest = f" {folded(mention.text)} "
    if any(rest.strip() == phrase or f" {rest.strip()} " in f" {phrase} " for phrase in explained):
        return True
    for phrase in sorted(explained, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", rest)
    return all(word in _TITLES for word in _WORD.findall(rest))


def _is_plain(mention: Mention, plain: frozenset[str]) -> bool:
    """Whether the drafts have every word of it where nobody took it for a name: 'Short' at the end of a line."""
    words = [word for word in _WORD.findall(folded(mention.text)) if len(word) > 1]
    return mention.label == "PERSON" and bool(words) and all(word in plain for word in words)


def _finding(file: Opened, mention: Mention, plain: bool) -> Finding:
    identifies = mention.label.partition(".")[0] in _IDENTIFIES and not plain
    return Finding(
        check="detected",
        severity="blocks" if identifies else "warns",
        file=file.file,
        place=_place(file, mention),
        message=f"this looks like {in_words(mention.label)} and is neither a label nor allowed",
        advice="if it identifies somebody, add it to register.yaml; if not, allow the words",
        rule="R9" if mention.label in _LOCATES else "R10" if mention.label != "PERSON" else "R1",
        entity=mention.entity,
        quote=mention.text,
    )


def _place(file: Opened, mention: Mention) -> str:
    for passage in file.visible:
        at = passage.text.find(mention.text)
        if at >= 0:
            return place_of(passage, at)
    return "text"
