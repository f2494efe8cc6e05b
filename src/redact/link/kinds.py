"""What kind of thing a mention stands for, where detection only guessed: a person, a place, a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redact.link.cast import Cast
from redact.link.notes import is_among_notes, without_notes
from redact.link.places import has_article, place
from redact.link.plain import is_street, plainly
from redact.link.stated import EXPLAINS, Drafts, are_initials
from redact.model import ENTITY_LABELS, Mention
from redact.names import fold, generic_words, is_title, take_apart


def of_its_kind(mention: Mention, cast: Cast) -> Mention:
    """A guess at a place or body whose words the case knows as a person's: 'Jehangir Contractor' beside other Contractors."""
    text = without_notes(mention.text, cast.rules)
    known = cast.is_person(text) and not cast.is_place(text)
    wrong = is_guess(mention) and mention.label in {"PLACE", "ORG"} and known
    wrong = wrong or (mention.label in {"PLACE", "ORG", "SCHOOL"} and is_among_notes(mention, cast))
    wrong = wrong or (
        _is_open(mention, cast) and mention.label in {"PLACE", "ORG"} and _is_titled(mention.text, cast)
    )
    return replace(mention, label="PERSON") if wrong else mention


def _is_titled(text: str, cast: Cast) -> bool:
    """Whether two words are a first name and a surname that stands behind a title elsewhere: 'Costin Doe', 'Mr Doe'."""
    words = text.split()
    if len(words) != 2 or not all(word[:1].isupper() and word[1:].islower() for word in words):
        return False
    surname = fold(words[-1])
    usual = surname in generic_words(cast.rules) or is_street(plainly(text, cast.rules), cast.rules)
    first = fold(words[0]) in generic_words(cast.rules) or is_title(words[0], cast.rules)
    return surname in cast.surnames and not usual and not first and not cast.is_place(text)


def as_people_of_keys(mentions: Sequence[Mention], cast: Cast) -> list[Mention]:
    """The mentions, as people those guesses of which a key says whose initials they are: 'IA = Ibukun Doe', 'LE = Mrs Doe'."""
    people = set(_explained(mentions, cast, cast.drafts)) if cast.drafts else set()
    return [
        replace(m, label="PERSON")
        if people and m.label in {"PLACE", "ORG"} and fold(m.text) in people and _is_open(m, cast)
        else m
        for m in mentions
    ]


def _explained(mentions: Sequence[Mention], cast: Cast, drafts: Drafts) -> Iterator[str]:
    """The folded initials that a key explains by somebody's name, and those names."""
    ends = {}
    for mention in mentions:
        if len(mention.text) < LONGEST and are_initials(mention.text):
            sign = KEY.match(drafts.documents[mention.document].text, mention.span.end)
            if sign:
                ends[mention.document, sign.end()] = mention.text
    for mention in mentions if ends else ():
        initials = ends.get((mention.document, mention.span.start), "")
        if initials and _are_of(initials, mention.text, cast):
            yield from (fold(initials), fold(mention.text))


#: Characters of the longest initials, and what stands between them and the name in a key.
LONGEST, KEY = 8, re.compile("|".join(sorted(map(re.escape, EXPLAINS))))


def _are_of(initials: str, name: str, cast: Cast) -> bool:
    """Whether initials are those of a name of two or three words, or end as the surname behind a title begins."""
    parts = take_apart(name, cast.rules)
    letters = "".join(word[0] for word in parts.words).upper()
    if parts.title:
        return initials.endswith(letters)
    return (
        1 < len(letters) < 4
        and letters == initials
        and fold(parts.words[-1]) not in generic_words(cast.rules)
    )


def is_guess(mention: Mention) -> bool:
    """Whether nothing but the words themselves says of what kind a mention is: no register and no pattern."""
    return mention.rule != "known" and not mention.rule.startswith("pattern") and mention.status != "keep"


def _is_open(mention: Mention, cast: Cast) -> bool:
    """Whether a mention is a guess, or was found again by the name of a guess: by no name of the register."""
    named = mention.reason.removeprefix("a name of ") if mention.reason.startswith("a name of ") else ""
    again = mention.rule == "known" and named and " " not in named
    return is_guess(mention) or bool(again and not (named in cast.entities and cast.entities[named].listed))


def body_of(mention: Mention, cast: Cast) -> str:
    """The one place or body that words are the name of which were taken for a person's: 'Tallow Ln', 'ARI'; else ''."""
    if not is_guess(mention) or cast.is_person(mention.text):
        return ""
    found = {e for e in place(mention, cast) if cast.entities[e].label != "PERSON"}
    if not found and " " in mention.text:
        found = place(replace(mention, label="ADDRESS"), cast)  # 'rang Drovers' Halt'
    if not (" " in mention.text or mention.text.isupper()):
        short = {"PLACE", "ADDRESS"} if has_article(mention, cast) else set()
        found = {e for e in found if cast.entities[e].label in {"ORG", "SCHOOL", "HEALTH_SITE"} | short}
    return found.pop() if len(found) == 1 else ""


def standing_for_somebody(mentions: Sequence[Mention]) -> Iterator[tuple[int, Mention]]:
    """The mentions that get an entity, with their indices."""
    return ((at, m) for at, m in enumerate(mentions) if m.label in ENTITY_LABELS and m.status != "keep")
