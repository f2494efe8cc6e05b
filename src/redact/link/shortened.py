"""Places and bodies by what notes make of their names: some initials, cut words, the next word, a room in a house."""

from __future__ import annotations

import re

from redact.link.cast import BODIES, Cast
from redact.link.plain import is_street, plainly
from redact.model import Mention
from redact.names import fold, generic_words, is_title
from redact.rules import Rules


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
        there = cast.addresses_with(plain.split()[0])
        found = {e for e in there if _holds(cast.entities[e].name, plain, street, cast.rules)}
    return found if len(found) == 1 else set()


def _holds(name: str, plain: str, street: bool, rules: Rules) -> bool:
    """Whether an address has the words; words that are no street's must be a whole part of it but for the number."""
    if street:
        return f" {plain} " in f" {plainly(name, rules)} "
    return any(
        re.sub(r"^\d+\w? ", "", plainly(part, rules)) == plain for part in name.split(",") if part.strip()
    )


def all_initials(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'ARI' for 'Aldersyke Royal Infirmary', 'SRFT' for 'Skelder River NHS Foundation Trust'."""
    if not mention.text.isupper() or not 3 <= len(plain) <= 6:
        return set()
    return {e for e, found in cast.bodies.items() if abbreviates(plain, found.name, cast.rules)}


def abbreviates(short: str, name: str, rules: Rules) -> bool:
    """Whether letters are the first ones of a name's words, none left out but small words, NHS and the like."""
    letters = [
        (word[0], word.casefold() in LEFT_OUT)
        for word in re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", fold(name)))
    ]
    return any(
        _are_initials(short.casefold(), some)
        for some in (letters, [(w[0], False) for w in plainly(name, rules).split()])
    )


def _are_initials(short: str, letters: list[tuple[str, bool]]) -> bool:
    """Whether *short* is the letters one by one, but for those with True, which may be left out."""
    if not letters:
        return not short
    (first, optional), rest = letters[0], letters[1:]
    taken = short[:1] == first and _are_initials(short[1:], rest)
    return taken or (optional and _are_initials(short, rest))


#: Words of a name that its initials may leave out.
LEFT_OUT = frozenset(
    {"the", "of", "and", "for", "in", "on", "at", "nhs", "local", "ltd", "limited", "cic", "trust"}
)


def partly_initials(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Hallin PS' for 'Hallin police station', 'Yarrel LR' for 'Yarrel Light Rail': the first words in full."""
    return _partly(mention.text, cast)


def _partly(text: str, cast: Cast) -> set[str]:
    *first, last = text.split()
    if not first or first[0].isupper() or not last.isupper() or not 2 <= len(last) <= 5:
        return set()
    begins = plainly(" ".join(first), cast.rules)
    there = cast.bodies_with(begins.split()[0])
    names = ((e, plainly(found.name, cast.rules)) for e, found in there)
    return {
        e
        for e, name in names
        if name.startswith(f"{begins} ") and _are_initials_of(last, name.removeprefix(begins))
    }


def initials_within(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Harrow CP School' for 'Harrow Community Primary School': capitals in the middle for as many words."""
    first, *rest = mention.text.split()
    inner = [word.isupper() and 2 <= len(word) <= 3 for word in rest[:-1]]
    if not any(inner) or first.isupper() or mention.label not in BODIES:
        return set()
    pattern = re.escape(plain.split()[0]) + "".join(
        "".join(rf" {letter}\w*" for letter in word.casefold()) if word.isupper() else f" {re.escape(there)}"
        for word, there in ((word, plainly(word, cast.rules)) for word in rest)
    )
    return {
        e
        for e, found in cast.bodies_with(plain.split()[0])
        if re.fullmatch(pattern, plainly(found.name, cast.rules))
    }


def initials_first(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'HB Primary' for 'Holly Bush Primary School': the initials of the first words, and the words behind them."""
    first, *rest = mention.text.split()
    if not rest or not first.isupper() or not 2 <= len(first) <= 4:
        return set()
    behind = plainly(" ".join(rest), cast.rules).split()
    return {
        e
        for e, found in cast.bodies.items()
        if _begins_so(first, behind, plainly(found.name, cast.rules).split())
    }


def _begins_so(first: str, behind: list[str], words: list[str]) -> bool:
    head, tail = words[: len(first)], words[len(first) :]
    return (
        len(head) == len(first)
        and "".join(w[0] for w in head) == first.casefold()
        and tail[: len(behind)] == behind
    )


def _are_initials_of(short: str, words: str) -> bool:
    """Whether *short* is the first letters of folded *words*, none left out but of small words, NHS and the like."""
    return _are_initials(short.casefold(), [(word[0], word in LEFT_OUT) for word in words.split()])


def but_generic(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Sarrow C of E Primary' for 'Sarrow Church of England Primary School': nothing but generic words apart."""
    words = plain.split()
    if mention.label not in BODIES:
        return set()
    return {
        e
        for e, found in cast.bodies_with(words[0])
        if found.label == mention.label
        and _goes_on(words, plainly(found.name, cast.rules).split(), cast.rules)
    }


def _goes_on(one: list[str], other: list[str], rules: Rules) -> bool:
    """Whether the longer name is the shorter one, of two words of its own at least, and generic words behind it."""
    short, long = sorted((one, other), key=len)
    own = [word for word in short if word not in generic_words(rules)]
    return len(own) > 1 and long[: len(short)] == short and set(long[len(short) :]) <= generic_words(rules)


def room_in(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Room 6, Quince House', for the body that is known by the name of the house."""
    room = re.fullmatch(r"(?i:(?:meeting\s)?room|ward|office|suite)\s\w+,\s(.+)", mention.text)
    return (
        {e for e in cast.by_plain.get(plainly(room[1], cast.rules), ()) if cast.entities[e].label != "PERSON"}
        if room
        else set()
    )


def body_cut_short(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Lyne Inf' for 'Lyne Infirmary': the first word in full, each other word the beginning of one."""
    words = plain.split()
    if len(words) < 2 or mention.label not in BODIES | {"PLACE"} or len(words[-1]) < 3:
        return set()
    found = {
        e
        for e, body in cast.bodies_with(words[0])
        if (name := plainly(body.name, cast.rules)) != plain and _begin(words, name.split())
    }
    return found if len(found) == 1 else set()


def address_cut_short(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'9 Ink. Terr.' for '9 Inkerman Terrace': the same number, and each word the beginning of one."""
    if not re.match(r"\d", mention.text) or "." not in mention.text:
        return set()
    return {
        e for e in cast.addresses if _begin(plain.split(), plainly(cast.entities[e].name, cast.rules).split())
    }


def _begin(few: list[str], many: list[str]) -> bool:
    pairs = list(zip(few, many, strict=False))
    return (
        len(few) == len(many)
        and few[0] == many[0]
        and all(m.startswith(f) and len(f) > 1 for f, m in pairs[1:])
    )


def without_shorthand(plain: str, mention: Mention, cast: Cast) -> set[str]:
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


#: Days and months that stand behind a name in notes: 'robbed Tanpit Pk Mon'.
DAYS = frozenset(
    "mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday".split()
    + "january february march april may june july august september october november december".split()
)


def without_notes_around(plain: str, mention: Mention, cast: Cast) -> set[str]:
    """'Tanpit Pk Mon', 'Faxed Larkspur Hse': the one known place or body before a day, or behind what somebody did."""
    words = mention.text.split()
    dated = len(words) > 1 and words[-1].casefold() in DAYS
    done = len(words) > 2 and words[0].casefold() in cast.rules.list("before-names")
    some = " ".join(words[done : len(words) - dated])
    if mention.label == "PERSON" or not (dated or done):
        return set()
    found = {*cast.by_form.get(fold(some), ()), *cast.by_plain.get(plainly(some, cast.rules), ())}
    return found if len(found) == 1 and cast.entities[next(iter(found))].label != "PERSON" else set()
