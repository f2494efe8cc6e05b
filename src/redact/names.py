"""How a name is written: folding, and its parts; `name_forms` has all the forms people give it.

Detection, linking, pseudonyms and the checks' list of secrets all ask the same
question of a name, so it is answered once, here. Nothing is found here.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from redact.remembered import remembered
from redact.rules import Rules

#: Letters that Unicode does not decompose, and how people type them without the mark.
UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ħ": "h",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ð": "d",
        "þ": "th",
        "Ð": "D",
        "Þ": "Th",
        "ʼ": "'",
        "`": "'",
        "´": "'",
    }
)
#: Categories of characters that nobody sees by themselves: format characters and marks.
UNSEEN = frozenset({"Cf", "Mn", "Me"})
APOSTROPHES = frozenset("'’‘ʼ`´")
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")

#: Letters of other scripts, and small capitals, that look like Latin ones; a name typed with them reads the same.
LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеіјорсѕухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοսօᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "ABESIJKMHOPCTYXaeijopcsyxdqwABEZHIKMNOPTYXouoabcdefghijklmnoprstuvwyz",
)

#: Particles that belong to a family name and are not names by themselves.
PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "del",
        "della",
        "van",
        "der",
        "den",
        "von",
        "zu",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "binti",
        "ibn",
        "abu",
        "ap",
        "ab",
        "ferch",
        "o",
        "mac",
        "mc",
        "st",
    ]
)


#: 'Son of' and 'daughter of' in Welsh names: what follows is the father's first name, and no surname.
PATRONYMIC = frozenset({"ap", "ab", "ferch", "verch"})
#: 'Mother of' and 'father of': with the name of the child they make one name, and none of the child's.
KUNYA = frozenset({"umm", "um", "oum", "abu", "abou", "abo"})


@remembered(65536)
def fold(text: str) -> str:
    """*text* without case, marks, invisible characters and variants of space, hyphen and apostrophe."""
    return skeleton(text)[0].strip()


def skeleton(text: str) -> tuple[str, Sequence[int]]:
    """The folded text and, for each of its characters, the offset in *text* that it came from.

    'Zoë  O’Neil-Ko\u00adwal' folds to "zoe o'neil kowal". A hyphen folds to a space,
    so that 'Anna-Maria', 'Anna Maria' and 'Anna-\\nMaria' are one name.
    """
    straight = text.translate(_FOLDED)
    if "  " not in straight and all(len(_FOLDED[ord(character)]) == 1 for character in set(text)):
        return straight, range(len(text))
    out: list[str] = []
    origin = array("I")  # a long draft has millions, which take ten times the room in a list
    for offset, character in enumerate(text):
        for folded in _FOLDED[ord(character)]:
            if folded == " " and out and out[-1] == " ":
                continue
            out.append(folded)
            origin.append(offset)
    return "".join(out), origin


class _Folded(dict[int, str]):
    """Every character folded, worked out once: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


_FOLDED = _Folded()


def _fold_character(character: str) -> str:
    if unicodedata.category(character) in UNSEEN:
        return ""
    if character in HYPHENS or character.isspace():
        return " "
    if character in APOSTROPHES:
        return "'"
    plain = unicodedata.normalize("NFKD", character.translate(LOOKALIKES).translate(UNDECOMPOSED))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return kept.translate(UNDECOMPOSED).casefold().replace("\u0307", "")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A personal name taken apart; each part as written."""

    title: str
    given: tuple[str, ...]
    family: str

    @property
    def words(self) -> tuple[str, ...]:
        """Given names and family name, without the title."""
        return (*self.given, self.family) if self.family else self.given


@remembered(65536)
def take_apart(name: str, rules: Rules) -> NameParts:
    """Title, given names and family name of *name* ('DOE, Jane' and 'Ms van der Berg' included)."""
    name = re.sub(r"\b([^\W\d_]\.)(?=[^\W\d_]{2})", r"\1 ", name)  # 'R.Doe'
    while said := generation_of(name):
        name = name[: -len(said)]
    if "," in name:
        family, _, given = name.partition(",")
        name = f"{given.strip()} {family.strip()}"
    words = [w for w in re.split(r"[\s\u00a0]+", name.strip()) if w.strip(".,'’()\"")]
    title: list[str] = []
    while words and (is_title(words[0], rules) or (title and fold(words[0]) in {"and", "&"})):
        title.append(words.pop(0))
    if len(words) > 1 and fold(words[0]) in KUNYA:
        words[:2] = [f"{words[0]} {words[1]}"]
    if len(words) == 1:
        return NameParts(" ".join(title), (), words[0]) if title else NameParts("", (words[0],), "")
    first, least = len(words) - 1, 0 if title and words and words[0].islower() else 1
    while first > least and fold(words[first - 1]).strip(".'") in PARTICLES:
        first -= 1
    return NameParts(" ".join(title), tuple(words[:first]), " ".join(words[first:]))


#: What the elder and the younger of two of one name are called, folded.
SENIOR = ("senior", "snr", "sr", "the elder")
JUNIOR = ("junior", "jnr", "jr", "the younger", "ii")
THIRD = ("iii",)
#: The same where a name ends; 'Elder' and 'Younger' by themselves are surnames.
GENERATION = re.compile(
    r"(?<=[^\W\d_]),?\s+\(?(?:(?i:senior|junior|[sj]nr|[sj]r|the\s(?:elder|younger))|III?)[.,)\s]*\Z"
)


@remembered(65536)
def generation_of(text: str) -> str:
    """' Senior', ', the younger', ' II': what a name ends with that says of which generation its bearer is; else ''."""
    found = GENERATION.search(text)
    return found[0] if found else ""


@remembered(65536)
def generation(text: str) -> tuple[str, ...]:
    """The words of the elder, or of the younger, where a name ends with one of them; else none."""
    said = " ".join(generation_of(text).casefold().strip("().,").split())
    return next((words for words in (SENIOR, JUNIOR, THIRD) if said in words), ())


def spells_names(letters: str, words: list[str]) -> bool:
    """Whether folded *letters* are the first one, two or three of each of *words*: 'ffh' of 'ffion haf'."""
    if not words or not letters:
        return not words and not letters
    return any(
        letters[:n] == words[0][:n] and spells_names(letters[n:], words[1:])
        for n in range(1, min(4, len(letters) + 1))
    )


def is_title(word: str, rules: Rules) -> bool:
    """Whether *word* is a title such as 'Ms' or 'DC'."""
    return word.strip(".").casefold() in _titles(rules)


@lru_cache(maxsize=8)
def _titles(rules: Rules) -> frozenset[str]:
    return frozenset(title.strip(".").casefold() for title in rules.lists["titles"])


@lru_cache(maxsize=8)
def nicknames(rules: Rules) -> dict[str, tuple[str, ...]]:
    """Folded name → the other names that may be used for the same person, in both directions."""
    out: dict[str, set[str]] = {}
    for line in rules.lists["nicknames"]:
        formal, _, short = line.partition(":")
        for nick in short.split(","):
            if nick.strip():
                out.setdefault(fold(formal), set()).add(nick.strip())
                out.setdefault(fold(nick), set()).add(formal.strip())
    return {name: tuple(sorted(others)) for name, others in out.items()}


def begins_sentences(word: str, rules: Rules) -> bool:
    """Whether *word* bears its capital because it begins a sentence ('The', 'At'), and is no first name."""
    folded = fold(word)
    return folded in folded_list("sentence-words", rules) and folded not in folded_list("first-names", rules)


@lru_cache(maxsize=64)
def folded_list(name: str, rules: Rules) -> frozenset[str]:
    """The entries of rules/lists/*name*.txt, folded."""
    return frozenset(fold(entry) for entry in rules.lists[name])


def is_area(name: str, rules: Rules) -> bool:
    """Whether the words are a county or a town of their own, and so not the short name of a body there."""
    return any(fold(name) in folded_list(area, rules) for area in ("counties", "places", "gazetteer"))


def distinctive(name: str, rules: Rules) -> str:
    """The part of a place's or body's name that is its own: 'Wrenfield' of 'Wrenfield Primary School'.

    Trailing generic words are cut; '' where nothing of its own is left.
    """
    words = re.sub(r"^(?:the|a)\s", "", name, flags=re.IGNORECASE).split()
    while words and (fold(words[-1]).strip("'.,") in generic_words(rules) or not words[-1][:1].isupper()):
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=8)
def generic_words(rules: Rules) -> frozenset[str]:
    """Words of names of schools, places and bodies, and of roles, that identify nobody by themselves."""
    words: set[str] = set()
    for entry in rules.lists["generic"] | rules.lists["roles"]:
        words.update(fold(entry).split())
    return frozenset(words)


@lru_cache(maxsize=8)
def acronyms(rules: Rules) -> frozenset[str]:
    """Folded capitals that are terms of the trade ('GP', 'IRO'), not anybody's initials."""
    return usual_acronyms(rules) | _short(rules, "acronyms")


@lru_cache(maxsize=8)
def usual_acronyms(rules: Rules) -> frozenset[str]:
    """Those that every report is full of, so that they are nobody's initials even where a name has the same."""
    return frozenset().union(
        *(_short(rules, name) for name in ("agencies", "keep", "ordinary-capitals", "titles", "roles"))
    )


def _short(rules: Rules, name: str) -> frozenset[str]:
    short = (entry for entry in rules.list(name) if len(entry) <= 8 and " " not in entry)
    return frozenset(fold(entry).replace(".", "") for entry in short)


def possessive_end(text: str) -> int:
    """How many characters of a possessive ending *text* has: 2 for "Jane's", 1 for "James'"."""
    match = re.search(r"['’‘ʼ]s?$", text, re.IGNORECASE)
    return len(match.group()) if match else 0
