"""Which place, school, body or address a mention means."""

from __future__ import annotations

import re

from redact.link.cast import Cast
from redact.link.in_short import by_first_words, with_number_behind, with_town
from redact.link.plain import is_street, plainly
from redact.link.shortened import (
    address_cut_short,
    all_initials,
    body_cut_short,
    but_generic,
    initials_first,
    initials_within,
    partly_initials,
    room_in,
    with_next_word,
    without_notes_around,
    without_shorthand,
)
from redact.model import Mention
from redact.names import distinctive, fold, is_area
from redact.rules import Rules

#: 'the General', for the one hospital whose name holds the word.
SHORT_SITES = frozenset({"general", "infirmary", "royal"})


def place(mention: Mention, cast: Cast) -> set[str]:
    """The entities that the mention may mean; none where it is a new one."""
    if longer := with_next_word(mention, cast):
        return longer
    plain = plainly(mention.text, cast.rules)
    for look in LOOKS:
        if found := look(plain, mention, cast):
            return set() if _is_beside_it(plain, found, mention, cast) else _single(found, mention, cast)
    return set()


#: What stands in a street and is none of the bodies that are called after it.
IN_STREET = r"depot|estate|shops?|flats?|area|junction|bridge|car\spark|bus\sstop|stop|end|roundabout|market"


def _is_beside_it(plain: str, found: set[str], mention: Mention, cast: Cast) -> bool:
    """Whether a street is named, and not the school in it: 'the Gantry Street depot' beside a Gantry Street School."""
    if not is_street(plain, cast.rules) or any(cast.entities[e].label in {"PLACE", "ADDRESS"} for e in found):
        return False
    after = cast.drafts.around(mention)[1] if cast.drafts else ""
    own = any(plainly(name, cast.rules) == plain for e in found for name in cast.entities[e].names)
    return not own and bool(re.match(rf"\s(?:{IN_STREET})\b", after))


def _single(found: set[str], mention: Mention, cast: Cast) -> set[str]:
    """Those that are not two bodies in one breath ('St Ann's and Mill Lane Surgery'), if others are left."""
    if len(found) < 2 or " and " in mention.text:
        return found
    return {e for e in found if " and " not in cast.entities[e].name} or found


def _same(plain: str, mention: Mention, cast: Cast) -> set[str]:
    street = " " not in plain or is_street(
        plain, cast.rules
    )  # or a town: not the school that is named after it
    unsure = {"core"} if mention.label in {"PLACE", "ADDRESS"} and street else set()
    forms = {re.sub(r"^(the|a) ", "", fold(mention.text)), plain}
    found = {e for form in forms for e, kind in cast.by_form.get(form, {}).items() if kind not in unsure}
    found = {e for e in found | cast.by_plain.get(plain, set()) if cast.entities[e].label != "PERSON"}
    alike = {e for e in found if cast.entities[e].label == mention.label}
    exact = {e for e in alike or found if plainly(cast.entities[e].name, cast.rules) == plain}
    return exact or alike or found


def _same_core(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Wrenfield Primary' for 'Wrenfield Primary School': the same words of its own, the same kind."""
    core = fold(distinctive(mention.text, cast.rules))
    if not core or mention.label == "ADDRESS":
        return set()
    alike = {e for e in cast.by_form.get(core, {}) if cast.entities[e].label == mention.label}
    return {e for e in alike if _one_in_the_other(plain, plainly(cast.entities[e].name, cast.rules))}


def _one_in_the_other(one: str, other: str) -> bool:
    """Whether all words of the one name stand in the other: two bodies of one town have words of their own."""
    ours, theirs = set(one.split()), set(other.split())
    return ours <= theirs or theirs <= ours


def _short_site(plain: str, mention: Mention, cast: Cast) -> set[str]:
    if plain not in SHORT_SITES:
        return set()
    return {
        e
        for e, found in cast.bodies.items()
        if found.label == mention.label and plain in fold(found.name).split()
    }


def _part_of_a_name(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'the Ottoline' for 'Dame Ottoline Children's Hospital', 'Mount Tabor' for 'Mount Tabor Pentecostal Assembly'."""
    words = f" {plain} "
    if is_area(plain, cast.rules):
        return set()
    if mention.label in {"ADDRESS", "PLACE"} and not mention.text.lower().startswith("the "):
        there = _houses_with(plain, cast)
        return there if len(there) == 1 else set()  # a street of several known houses is itself
    known = {
        e
        for e, found in cast.bodies_with(plain.split()[0])
        if words in f" {plainly(found.name, cast.rules)} "
    }
    return known or (_house_seen_as_body(plain, mention, cast) if mention.label == "ORG" else set())


def _house_seen_as_body(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Sempster House' of 'Flat 9, Sempster House'; the one house of 'letters went to Gantry Street', asked about."""
    there = _houses_with(plain, cast)
    if not is_street(plain, cast.rules):
        return {e for e in there if any(_ends(n, plain, cast.rules) for n in cast.entities[e].names)}
    if len(there) != 1:
        return set()
    cast.unsure.add((mention.document, mention.span.start))
    return there


def _houses_with(plain: str, cast: Cast) -> set[str]:
    """The houses in whose address several words stand one after the other."""
    there = cast.addresses_with(plain.split()[0]) if " " in plain else ()
    return {
        e for e in there if any(f" {plain} " in f" {plainly(n, cast.rules)} " for n in cast.entities[e].names)
    }


def _ends(name: str, plain: str, rules: Rules) -> bool:
    """Whether an address ends with the name of a house: 'Flat 9, Sempster House'."""
    return plainly(name, rules).endswith(f" {plain}")


def _left_out(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'St Ann's Primary' for 'St Ann's Church of England Primary School': words left out, none changed."""
    words = plain.split()
    if mention.label == "ADDRESS" and len(words) > 2 and words[0] == "flat":
        return {
            e for e in cast.addresses if _in_order(words, plainly(cast.entities[e].name, cast.rules).split())
        }
    if len(words) < 2 or mention.label not in {"SCHOOL", "HEALTH_SITE", "ORG"}:
        return set()
    there = {
        e: found.label
        for e, found in cast.bodies_with(words[0])
        if _in_order(words, plainly(found.name, cast.rules).split())
    }
    alike = {e for e, label in there.items() if label == mention.label}
    if not alike and len(there) == 1:  # the same body, seen as one of another kind
        cast.unsure.add((mention.document, mention.span.start))
    return alike or (set(there) if len(there) == 1 else set())


def _in_order(few: list[str], many: list[str]) -> bool:
    """Whether all words of the one stand in the other in their order, both beginning alike."""
    rest = iter(many)
    return few[0] == many[0] and all(word in rest for word in few)


def _the_short_of(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'the Basin' for 'Lampwright Basin', 'the Fold' for 'Cobblers Fold estate': one place of several words."""
    if " " in plain or not has_article(mention, cast) or is_area(plain, cast.rules):
        return set()
    there = {
        e
        for e in cast.by_place.get(plain, ())
        if cast.entities[e].label in {"PLACE", "ADDRESS"}
        and f" {plain} " in f" {plainly(cast.entities[e].name, cast.rules)} "[len(plain) :]
    }
    without = {e for e in there if not re.search(r"\d", cast.entities[e].name)}
    house = there if len(there) == 1 and is_street(plain, cast.rules) else set()  # 'the Lane' of one house
    return without or house


def has_article(mention: Mention, cast: Cast) -> bool:
    """Whether a mention begins with 'the', or 'the' stands before it."""
    text = cast.drafts.documents[mention.document].text if cast.drafts else ""
    before = text[max(0, mention.span.start - 4) : mention.span.start]
    return bool(re.match(r"the\s", mention.text, re.IGNORECASE) or re.fullmatch(r"(?i)the\s", before))


#: Tried in this order; the first that finds any decides.
LOOKS = (
    partly_initials,
    initials_first,
    initials_within,
    _same,
    _same_core,
    _short_site,
    _part_of_a_name,
    _left_out,
    but_generic,
    _the_short_of,
    all_initials,
    room_in,
    address_cut_short,
    body_cut_short,
    without_shorthand,
    without_notes_around,
    with_town,
    with_number_behind,
    by_first_words,
)
