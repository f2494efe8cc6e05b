"""A name among the shorthand of notes: what stands before it and behind it, and is no part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.link.cast import Cast
from redact.model import Mention
from redact.names import PARTICLES, PATRONYMIC, NameParts, fold, is_title
from redact.remembered import remembered
from redact.rules import Rules


@remembered(65536)
def without_notes(text: str, rules: Rules) -> str:
    """*text* without the shorthand of notes that stands before a name or behind it."""
    if two := re.fullmatch(r"([^\W\d_]\.?\s[^\W\d_]{2,}),\s[^\W\d_]\.?", text):
        return two[1]  # 'G Doe, J' before 'Roe'
    if sex := re.fullmatch(r"([A-Z]{2,4}),?\s[MF]", text):
        return sex[1]  # 'BDH, M, born'
    words = [word for word in text.split() if word.strip(".,()+&:;")]
    kept = list(words)
    while len(kept) > 1 and (_is_shorthand(kept[0], rules) or _is_small(kept[0])):
        kept.pop(0)
    if len(kept) == 2 and kept[0].casefold() in BY_SIZE:
        kept.pop(0)  # 'Big Jacob'
    titled = [at for at, word in enumerate(kept) if at and word.strip(".").casefold() in SHORT_TITLES]
    if titled and titled[0] < len(kept) - 1:
        kept = kept[_first_title(kept, titled[0], rules) :]  # 'Vic Mrs Doe'
    notes = (
        at for at, word in enumerate(kept) if at and (_is_shorthand(word, rules) or _is_between(word, text))
    )
    end = next(notes, len(kept))
    if not all(_is_called_so(word, rules) for word in kept[:end]):  # 'Nan Mo' is no 'Nan', the mother
        kept = kept[:end]
    return " ".join(kept) if len(kept) < len(words) else text


def _is_called_so(word: str, rules: Rules) -> bool:
    """Whether a word is a title, or what a family calls somebody before the name."""
    return is_title(word, rules) or fold(word) in rules.list("kin-titles")


def _first_title(words: list[str], at: int, rules: Rules) -> int:
    """Where the titles begin that go on to *at*: 'Detective Sgt Mrs'."""
    while at and is_title(words[at - 1], rules):
        at -= 1
    return at


#: What tells two of one first name apart in a family; a name of two words may begin with it.
BY_SIZE = frozenset({"big", "little", "wee"})


#: Titles that are nobody's name, so that a name begins with them.
SHORT_TITLES = frozenset({"mr", "mrs", "ms", "dr", "pc", "dc", "ds"})


#: Small words that stand between two names and in none: 'JD for PT'.
BETWEEN = frozenset(
    {"for", "to", "from", "with", "at", "in", "on", "by", "re", "via", "has", "is", "was", "said"}
)


def _is_between(word: str, text: str) -> bool:
    """Whether a word stands behind a name and not in it: a small word, or an open bracket, as before an address of mail."""
    return word in BETWEEN or (word.startswith("(") and ")" not in text)


def _is_small(word: str) -> bool:
    """Whether a word in small letters stands before a name and is no particle of it: 'of', 'husb'."""
    return word.islower() and word.strip(".,()+&:;") not in PARTICLES


def _is_shorthand(word: str, rules: Rules) -> bool:
    if word.islower() and word in PATRONYMIC:
        return False  # 'Rhys ap Gwilym'
    return word.strip(".,()+&:;").casefold() in rules.list("kin-shorthand")


#: Words of the longest mention in which a name behind shorthand is looked for.
MOST_WORDS = 20


def behind_shorthand(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'INFT MGF Walter MAXTON', 'St. Occ Denise HOGARTH', 'NBV Sorina': a known name behind what notes abbreviate."""
    words = mention.text.split()
    if len(words) == 2 and words[1].islower():  # 'Jane school'
        yield from (
            e
            for e, k in cast.by_form.get(fold(words[0]), {}).items()
            if k == "part" and cast.is_one_person(e)
        )
    for at in range(1, len(words) if len(words) <= MOST_WORDS else 0):
        if not _is_abbreviation(words[at - 1], at == 1 and len(words) == 2):
            return
        left = fold(" ".join(words[at:]))
        wanted = {"full", "alias"} if " " in left else {"part", "alias"}
        found = [
            e for e, kind in cast.by_form.get(left, {}).items() if kind in wanted and cast.is_one_person(e)
        ]
        if found:
            yield from found
            return


def is_among_notes(mention: Mention, cast: Cast) -> bool:
    """Whether what was found as a place or body is a listed person's name among words of notes: 'Jane school', 'INF MGF Tom Doe'."""
    words = mention.text.split()
    if not 2 <= len(words) <= MOST_WORDS or mention.rule.startswith("pattern"):
        return False
    if all(word.islower() for word in words[1:]) and words[0].istitle():
        return _is_listed(words[0], {"part"}, cast)
    ends = [at for at in range(1, len(words) - 1) if all(w.isupper() or w.endswith(".") for w in words[:at])]
    return any(_is_listed(" ".join(words[at:]), {"full"}, cast) for at in ends)


def _is_listed(name: str, kinds: set[str], cast: Cast) -> bool:
    bearers = cast.by_form.get(fold(name), {})
    return len(bearers) == 1 and all(
        kind in kinds and cast.entities[e].listed and cast.entities[e].label == "PERSON"
        for e, kind in bearers.items()
    )


def _is_abbreviation(word: str, lone: bool) -> bool:
    """Whether a word is capitals, or ends in a full stop, or is too short for a name; before one word capitals only."""
    capitals = word.isupper() and 2 <= len(word.strip(".")) <= 4
    return capitals or (not lone and (len(word.strip(".")) <= 3 or word.isupper()))
