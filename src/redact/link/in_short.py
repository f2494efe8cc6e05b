"""A place or body by its first words or its last one; a place with the town behind it, or the number of the house.

Likely only, where the case has one of that name and nobody and nothing else is called so: the reviewer is asked.
"""

from __future__ import annotations

import re

from redact.link.cast import BODIES, NUMBERED, Cast
from redact.link.plain import is_street, plainly
from redact.model import Mention
from redact.names import fold, folded_list, generic_words, is_area

#: Before a name that is a town's here, and no body's: 'in Hathersedge'.
IN_TOWN = re.compile(
    r"\b(?:in|near|around|outside|throughout|into|towards?|town\sof|village\sof|city\sof)\s$", re.IGNORECASE
)


#: Behind a name of a town: the end of what is said, or a word that goes on about something else; no 'taxi' or 'cupboard'.
TOWN_ENDS = re.compile(
    r"(?!\s[a-z])|\s(?:and|or|but|nor|with|without|when|where|while|for|on|at|in|to|from|by|off|up|out|over|under|after"
    r"|before|since|until|till|as|was|is|were|are|had|has|have|did|does|who|that|which|because|again|once|then|also|alone"
    r"|together|about|during|every|each|this|last|next|near|of|so|if|now|not|only|she|he|they|it|we|a|an|the|her|his|their)\b"
)


def by_first_words(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Crossfield's' for 'Crossfield's Brewery', 'Mount Hermon' for 'Mount Hermon Pentecostal Church'."""
    if mention.label not in BODIES | {"PLACE"} or mention.rule == "known" or _is_anybodys(plain, cast):
        return set()
    there = _others_called(plain.split()[0], cast)
    found = {e for e in there if _begins(plain, e, cast)}
    if len(found) != 1 or there != found or _may_be_town(plain, next(iter(found)), mention, cast):
        return set()
    cast.unsure.add((mention.document, mention.span.start))
    return found


def _others_called(word: str, cast: Cast) -> set[str]:
    """The places and bodies in whose names a word stands."""
    return {e for e in cast.by_place.get(word, ()) if e in cast.entities}


def _begins(plain: str, entity: str, cast: Cast) -> bool:
    """Whether the name of a place or body that is no street and no house begins with the words."""
    name = cast.entities[entity].name
    whole = plainly(name, cast.rules)
    return (
        whole.startswith(f"{plain} ")
        and not NUMBERED.match(name)
        and (cast.entities[entity].label in BODIES or not is_street(whole, cast.rules))
    )


def _is_anybodys(plain: str, cast: Cast) -> bool:
    """Whether words are somebody's name in the case, a town of their own, or nobody's own words."""
    words = plain.split()
    return (
        any(form in cast.by_word or form in cast.surnames for word in words for form in (word, f"{word}s"))
        or is_area(plain, cast.rules)
        or set(words) <= generic_words(cast.rules)
    )


def _may_be_town(plain: str, entity: str, mention: Mention, cast: Cast) -> bool:
    """Whether a name may be the town that a body serves and is called after, by its kind or by what stands before it."""
    rest = plainly(cast.entities[entity].name, cast.rules).removeprefix(f"{plain} ").split()
    return set(rest) <= _of_towns(cast) or plain in cast.towns or _is_in_town(mention, cast)


def _is_in_town(mention: Mention, cast: Cast) -> bool:
    """Whether somebody is 'in Hathersedge', and not 'in Tollgate taxis'."""
    before, after = cast.drafts.around(mention) if cast.drafts else ("", "")
    return bool(IN_TOWN.search(before) and TOWN_ENDS.match(after))


def _of_towns(cast: Cast) -> frozenset[str]:
    return frozenset(plainly(word, cast.rules) for word in cast.rules.list("town-bodies"))


def note_towns(mentions: list[Mention], cast: Cast) -> None:
    """Remember which names of places are a town's somewhere: 'in Hathersedge'."""
    for mention in mentions if cast.drafts else ():
        if mention.label == "PLACE" and _is_in_town(mention, cast):
            cast.towns.add(plainly(mention.text, cast.rules))


def by_last_word(mention: Mention, cast: Cast) -> set[str]:
    """'Interchange' for 'Skelminster Interchange', 'Bethania' for 'Capel Bethania': no other name holds the word."""
    word = re.sub(r"'s?$", "", fold(mention.text))
    if " " in word or len(word) < 5 or not mention.text[0].isupper() or _is_usual(word, cast):
        return set()
    plain = plainly(word, cast.rules)
    there = _others_called(plain, cast)
    found = {e for e in there if _ends_with(plain, e, cast)}
    if len(found) != 1 or there != found or NUMBERED.match(cast.entities[next(iter(found))].name):
        return set()
    cast.unsure.add((mention.document, mention.span.start))
    return found


#: Before a name of a town, and no part of what people leave out: 'South Wales' is not Wales.
SIDE = re.compile(
    r"(?:north|south|east|west|upper|lower|great|little|new|old|nether|over|high|long|middle)(?:ern)? \S+"
)


def _ends_with(plain: str, entity: str, cast: Cast) -> bool:
    """Whether the name of a place or body ends with a word and is called by it."""
    name = plainly(cast.entities[entity].name, cast.rules)
    return name.endswith(f" {plain}") and not SIDE.fullmatch(name)


def _is_usual(word: str, cast: Cast) -> bool:
    """Whether a word is somebody's name, a usual name, or what streets and many bodies are called."""
    lists = ("first-names", "surnames", "short-bodies", "town-bodies", "countries", "lands")
    return (
        word in cast.by_form
        or word in cast.by_word
        or is_street(plainly(word, cast.rules), cast.rules)
        or word in generic_words(cast.rules)
        or any(word in folded_list(name, cast.rules) for name in lists)
    )


def with_town(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'17 Lairage Close, Thrumsea' for the known '17 Lairage Close'; asked about where the case has no such town."""
    head, comma, town = mention.text.rpartition(",")
    if not comma or not re.match(r"\d+\w?\s\D+", head) or re.search(r"\d", town):
        return set()
    found = {e for e in cast.by_plain.get(plainly(head, cast.rules), ()) if e in cast.addresses}
    if found and not cast.by_plain.get(plainly(town, cast.rules)):
        cast.unsure.add((mention.document, mention.span.start))
    return found


def with_number_behind(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'fulmar court number 6' for '6 Fulmar Court'."""
    turned = re.fullmatch(r"(\D+?),? (?:number|no\.?|nr\.?) ?(\d+\w?)", mention.text, re.IGNORECASE)
    if not turned:
        return set()
    return cast.by_plain.get(plainly(f"{turned[2]} {turned[1]}", cast.rules), set()) & cast.addresses.keys()
