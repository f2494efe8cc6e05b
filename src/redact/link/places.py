"""Which place, school, body or address a mention means."""

from __future__ import annotations

import re

from redact.link.cast import Cast
from redact.link.plain import is_street, plainly
from redact.model import Entity, Mention
from redact.names import distinctive, fold, generic_words, is_area, is_title
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


def with_next_word(mention: Mention, cast: Cast) -> set[str]:
    """The one place or body whose name goes on in the next word: 'Pounds' before 'Yard', 'Hallin' before 'PS'."""
    after = cast.drafts.around(mention)[1] if cast.drafts else ""
    word = re.match(r"['’]?s?\s([A-Z][^\W\d_]+)", after)
    if not word or (not word[1].istitle() and not word[1].isupper()):
        return set()
    text = f"{mention.text} {word[1]}"
    plain = plainly(text, cast.rules)
    if word[1].isupper():
        found = _partly(text, cast)
    else:
        found = {e for e in cast.by_plain.get(plain, ()) if cast.entities[e].label != "PERSON"}
    if not found and word[1].istitle():
        street = is_street(plain, cast.rules)
        found = {e for e in _addresses(cast) if _holds(cast.entities[e].name, plain, street, cast.rules)}
    return found if len(found) == 1 else set()


def _holds(name: str, plain: str, street: bool, rules: Rules) -> bool:
    """Whether an address has the words; words that are no street's must be a whole part of it but for the number."""
    if street:
        return f" {plain} " in f" {plainly(name, rules)} "
    return any(re.sub(r"^\d+\w? ", "", plainly(part, rules)) == plain for part in name.split(",") if part.strip())


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
        e for e, found in _bodies(cast) if found.label == mention.label and plain in fold(found.name).split()
    }


def _part_of_a_name(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'the Ottoline' for 'Dame Ottoline Children's Hospital', 'Mount Tabor' for 'Mount Tabor Pentecostal Assembly'."""
    words = f" {plain} "
    if is_area(plain, cast.rules):
        return set()
    if mention.label in {"ADDRESS", "PLACE"} and not mention.text.lower().startswith("the "):
        there = {
            e
            for e in _addresses(cast)
            if " " in plain and words in f" {plainly(cast.entities[e].name, cast.rules)} "
        }
        return there if len(there) == 1 else set()  # a street of several known houses is itself
    bodies = {e for e, found in _bodies(cast) if words in f" {plainly(found.name, cast.rules)} "}
    house = (
        mention.label == "ORG" and " " in plain and not is_street(plain, cast.rules)
    )  # 'Sempster House' of 'Flat 9, Sempster House'
    return bodies or {
        e
        for e in (_addresses(cast) if house else ())
        if plainly(cast.entities[e].name, cast.rules).endswith(words.rstrip())
    }


def _left_out(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'St Ann's Primary' for 'St Ann's Church of England Primary School': words left out, none changed."""
    words = plain.split()
    if mention.label == "ADDRESS" and len(words) > 2 and words[0] == "flat":
        return {e for e in _addresses(cast) if _in_order(words, plainly(cast.entities[e].name, cast.rules).split())}
    if len(words) < 2 or mention.label not in {"SCHOOL", "HEALTH_SITE", "ORG"}:
        return set()
    return {
        e
        for e, found in _bodies(cast)
        if found.label == mention.label and _in_order(words, plainly(found.name, cast.rules).split())
    }


def _in_order(few: list[str], many: list[str]) -> bool:
    """Whether all words of the one stand in the other in their order, both beginning alike."""
    rest = iter(many)
    return few[0] == many[0] and all(word in rest for word in few)


def _the_short_of(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'the Basin' for 'Lampwright Basin', 'the Fold' for 'Cobblers Fold estate': one place of several words."""
    if " " in plain or not has_article(mention, cast) or is_area(plain, cast.rules):
        return set()
    return {
        e
        for e, found in cast.entities.items()
        if found.label in {"PLACE", "ADDRESS"}
        and not re.search(r"\d", found.name)
        and f" {plain} " in f" {plainly(found.name, cast.rules)} "[len(plain) :]
    }


def has_article(mention: Mention, cast: Cast) -> bool:
    """Whether a mention begins with 'the', or 'the' stands before it."""
    text = cast.drafts.documents[mention.document].text if cast.drafts else ""
    before = text[max(0, mention.span.start - 4) : mention.span.start]
    return bool(re.match(r"the\s", mention.text, re.IGNORECASE) or re.fullmatch(r"(?i)the\s", before))


def _initials(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'ARI' for 'Aldersyke Royal Infirmary', 'SRFT' for 'Skelder River NHS Foundation Trust'."""
    if not mention.text.isupper() or not 3 <= len(plain) <= 6:
        return set()
    return {e for e, found in _bodies(cast) if abbreviates(plain, found.name, cast.rules)}


def abbreviates(short: str, name: str, rules: Rules) -> bool:
    """Whether letters are the first ones of a name's words, none left out but small words, NHS and the like."""
    letters = [
        (word[0], word.casefold() in LEFT_OUT)
        for word in re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", fold(name)))
    ]
    return any(
        _spells(short.casefold(), some)
        for some in (letters, [(w[0], False) for w in plainly(name, rules).split()])
    )


def _spells(short: str, letters: list[tuple[str, bool]]) -> bool:
    if not letters:
        return not short
    (first, optional), rest = letters[0], letters[1:]
    taken = short[:1] == first and _spells(short[1:], rest)
    return taken or (optional and _spells(short, rest))


#: Words of a name that its initials may leave out.
LEFT_OUT = frozenset(
    {"the", "of", "and", "for", "in", "on", "at", "nhs", "local", "ltd", "limited", "cic", "trust"}
)


def _partly_initials(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Hallin PS' for 'Hallin police station', 'Yarrel LR' for 'Yarrel Light Rail': the first words in full."""
    return _partly(mention.text, cast)


def _partly(text: str, cast: Cast) -> set[str]:
    *first, last = text.split()
    if not first or first[0].isupper() or not last.isupper() or not 2 <= len(last) <= 5:
        return set()
    begins = plainly(" ".join(first), cast.rules)
    names = ((e, plainly(found.name, cast.rules)) for e, found in _bodies(cast))
    return {
        e
        for e, name in names
        if name.startswith(f"{begins} ") and _spells_words(last, name.removeprefix(begins))
    }


def _initials_first(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'HB Primary' for 'Holly Bush Primary School': the initials of the first words, and the words behind them."""
    first, *rest = mention.text.split()
    if not rest or not first.isupper() or not 2 <= len(first) <= 4:
        return set()
    behind = plainly(" ".join(rest), cast.rules).split()
    return {e for e, found in _bodies(cast) if _begins_so(first, behind, plainly(found.name, cast.rules).split())}


def _begins_so(first: str, behind: list[str], words: list[str]) -> bool:
    head, tail = words[: len(first)], words[len(first) :]
    return len(head) == len(first) and "".join(w[0] for w in head) == first.casefold() and tail[: len(behind)] == behind


def _spells_words(short: str, words: str) -> bool:
    return _spells(short.casefold(), [(word[0], word in LEFT_OUT) for word in words.split()])


def _but_generic(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Sarrow C of E Primary' for 'Sarrow Church of England Primary School': nothing but generic words apart."""
    words = plain.split()
    if mention.label not in BODIES:
        return set()
    return {
        e
        for e, found in _bodies(cast)
        if found.label == mention.label and _goes_on(words, plainly(found.name, cast.rules).split(), cast.rules)
    }


def _goes_on(one: list[str], other: list[str], rules: Rules) -> bool:
    """Whether the longer name is the shorter one, of two words of its own at least, and generic words behind it."""
    short, long = sorted((one, other), key=len)
    own = [word for word in short if word not in generic_words(rules)]
    return len(own) > 1 and long[: len(short)] == short and set(long[len(short) :]) <= generic_words(rules)


def _room_in(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Room 6, Quince House', for the body that is known by the name of the house."""
    room = re.fullmatch(r"(?i:(?:meeting\s)?room|ward|office|suite)\s\w+,\s(.+)", mention.text)
    return (
        {e for e in cast.by_plain.get(plainly(room[1], cast.rules), ()) if cast.entities[e].label != "PERSON"}
        if room
        else set()
    )


def _body_cut_short(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Lyne Inf' for 'Lyne Infirmary': the first word in full, each other word the beginning of one."""
    words = plain.split()
    if len(words) < 2 or mention.label not in BODIES | {"PLACE"} or len(words[-1]) < 3:
        return set()
    found = {
        e
        for e, body in _bodies(cast)
        if (name := plainly(body.name, cast.rules)) != plain and _begin(words, name.split())
    }
    return found if len(found) == 1 else set()


def _cut_short(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'9 Ink. Terr.' for '9 Inkerman Terrace': the same number, and each word the beginning of one."""
    if not re.match(r"\d", mention.text) or "." not in mention.text:
        return set()
    return {
        e for e in _addresses(cast) if _begin(plain.split(), plainly(cast.entities[e].name, cast.rules).split())
    }


def _begin(few: list[str], many: list[str]) -> bool:
    pairs = list(zip(few, many, strict=False))
    return len(few) == len(many) and few[0] == many[0] and all(m.startswith(f) and len(f) > 1 for f, m in pairs[1:])


def _without_shorthand(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'AP Keel Lane', 'Osmerley Bridge Mrs': a known body behind an abbreviation, or before the next person's title."""
    words = mention.text.split()
    if len(words) < 3 or mention.label not in BODIES | {"PLACE", "ADDRESS"}:
        return set()
    tries = [words[1:]] if words[0].isupper() and len(words[0]) < 5 else []
    tries += [words[:-1]] if is_title(words[-1], cast.rules) else []
    found = {
        e
        for some in tries
        for e in cast.by_form.get(fold(" ".join(some)), {})
        if cast.entities[e].label in BODIES and cast.entities[e].listed
    }
    return found if len(found) == 1 else set()


BODIES = frozenset({"SCHOOL", "HEALTH_SITE", "ORG"})
#: Tried in this order; the first that finds any decides.
LOOKS = (
    _partly_initials,
    _initials_first,
    _same,
    _same_core,
    _short_site,
    _part_of_a_name,
    _left_out,
    _but_generic,
    _the_short_of,
    _initials,
    _room_in,
    _cut_short,
    _body_cut_short,
    _without_shorthand,
)


def _bodies(cast: Cast) -> list[tuple[str, Entity]]:
    return [
        (e, found) for e, found in cast.entities.items() if found.label in {"SCHOOL", "HEALTH_SITE", "ORG"}
    ]


def _addresses(cast: Cast) -> list[str]:
    """Addresses, and places that the register lists with a number: '14 Mill Lane'."""
    return [
        e
        for e, found in cast.entities.items()
        if found.label == "ADDRESS" or (found.label == "PLACE" and re.match(r"\d|Flat\b", found.name))
    ]
