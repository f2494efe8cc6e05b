"""What kind of thing a mention stands for, where detection only guessed: a person, a place, a body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from redact.link.cast import Cast
from redact.link.notes import is_among_notes, without_notes
from redact.link.places import has_article, place
from redact.model import ENTITY_LABELS, Mention


def of_its_kind(mention: Mention, cast: Cast) -> Mention:
    """A guess at a place or body whose words the case knows as a person's: 'Jehangir Contractor' beside other Contractors."""
    text = without_notes(mention.text, cast.rules)
    known = cast.is_person(text) and not cast.is_place(text)
    wrong = is_guess(mention) and mention.label in {"PLACE", "ORG"} and known
    wrong = wrong or (mention.label in {"PLACE", "ORG", "SCHOOL"} and is_among_notes(mention, cast))
    return replace(mention, label="PERSON") if wrong else mention


def is_guess(mention: Mention) -> bool:
    """Whether nothing but the words themselves says of what kind a mention is: no register and no pattern."""
    return mention.rule != "known" and not mention.rule.startswith("pattern") and mention.status != "keep"


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
