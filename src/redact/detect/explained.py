"""Abbreviations that a draft itself explains in everyday words: 'INFT = informant', 'NOA, "not opportune to ask"'.

Those name nobody. Letters that stand for somebody ('LH = wife') or for a body with a name of its own
('HFC = Harbour Families Centre') are not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from redact.detect.overlaps import GUESSES, SMALL_WORDS
from redact.detect.words import is_ordinary
from redact.model import Mention
from redact.names import fold, folded_list
from redact.rules import Rules

_SHORT = r"(?<![\w/.\-])(?P<short>[A-Z]{2,7})"
_WORDS = r"(?P<words>[a-z][a-z’' \-]{2,60}?)"
EXPLAINED = (
    re.compile(rf"{_SHORT}\s?(?:=|means|stands for)\s?[“\"‘]?{_WORDS}(?=[;,.:)\n”\"’]|$)"),
    re.compile(rf"{_SHORT},?\s\(?[“\"‘]{_WORDS}[”\"’]"),
    re.compile(r"(?<!\w)(?P<words>(?:[a-z][a-z’'\-]+ ){2,6})\((?P<short>[A-Z]{2,7})\)"),
)
#: A pair in a key: 'NN nursery nurse; CMW community midwife.'
PAIR = re.compile(
    r"(?:^|(?<=[;:,.\n(]\s)|(?<=[;:,.\n(]))(?P<short>[A-Z]{2,5}|Mo|Fa)(?:\s?[=:–-]\s?|\s)(?P<words>[a-z][a-z’' /\-]{2,60}?(?:\s[A-Z]{2,4})?)(?=[;,.)\n]|$)"
)
#: So many pairs in one paragraph are a key.
A_KEY = 3
#: Kin of the child whose first letters are a first name too; only a key tells them apart.
KIN = {"Mo": "mother", "Fa": "father"}
#: A key that gives the kin by initials: 'Mo = JD; Fa = TD'.
KIN_IS = re.compile(r"(?<!\w)(?P<short>Mo|Fa)\s?=\s?[A-Z]{2,3}(?![\w.])")
#: The kin by their names, whose initials stand behind: 'Mo Jane Doe (JD)'; of 'Mo Doe (MD)' it is a first name.
KIN_NAMED = re.compile(
    r"(?<!\w)(?P<short>Mo|Fa)\s(?P<name>[A-Z][\w’'\-]+(?:\s[A-Z][\w’'\-]+){1,2})\s\((?P<letters>[A-Z]{2,3})\)"
)
#: Letters that are as many as this are hardly somebody's initials, and need not spell what they stand for.
LONG = 4


def without_the_explained(mentions: Sequence[Mention], text: str, rules: Rules) -> list[Mention]:
    """*mentions* without the guesses that are abbreviations which *text* explains in everyday words."""
    short = frozenset(_explained_in(text, rules)) | frozenset(_in_keys(text, rules)) | kin_in_short(text)
    return [
        m
        for m in mentions
        if m.rule not in UNSURE or not (m.text in short or _is_of_the_body(text, m.span.start, m.span.end))
    ]


def kin_in_short(text: str) -> frozenset[str]:
    """Which of 'Mo' and 'Fa' *text* itself gives as the mother or the father, by a key or beside their names."""
    keyed = {match["short"] for match in KIN_IS.finditer(text)}
    named = {
        match["short"]
        for match in KIN_NAMED.finditer(text)
        if match["letters"] == "".join(word[0] for word in match["name"].split())
    }
    return frozenset(keyed | named)


#: A salt of the blood with its figure, or behind what was sent to the laboratory: 'Na 139', 'urine Na sent'.
SALT = re.compile(r"(?:Na|Cl|Ca|Mg|Hb|Li)(?=\+?,?\s(?:of\s|was\s|is\s|=\s?|up\sto\s|down\sto\s)?[<>]?\d)")
SENT = re.compile(
    r"\b(?:[Uu]rine|[Uu]rinary|[Ss]erum|[Pp]lasma|[Bb]lood|[Pp]aired|[Ss]pot|[Rr]pt|[Rr]epeat)\s$"
)
#: A tube by its first letters, beside what is done with one: 'NG passed', 'NJ feeds', 'via NG'.
TUBE = re.compile(
    r"(?:NG|NJ|OG|PEG|GJ)(?=\s(?:tubes?|feeds?|fed|passed|re-?passed|placed|re-?sited|in\ssitu|out|pulled|aspirates?|pH|meds|"
    r"fluids|bolus(?:es)?|top-?ups?|rate|removed|training|pump)\b|\s?\+)"
)
VIA = re.compile(r"\b(?:via|by|per|down|through)\s(?:the\s|her\s|his\s)?$")


def _is_of_the_body(text: str, start: int, end: int) -> bool:
    """Whether two or three letters are a salt of the blood or a tube, by what stands beside them, and no name."""
    word = text[start:end]
    before = text[max(0, start - 12) : start]
    if match := SALT.match(text, start):
        return match.end() == end
    if word in {"Na", "Cl", "Ca", "Mg"} and SENT.search(before):
        return True
    tube = TUBE.match(text, start)
    return bool(tube and tube.end() == end) or (word in {"NG", "NJ", "PEG"} and bool(VIA.search(before)))


#: What a key is believed against.
UNSURE = (*GUESSES, "likely name")


def _in_keys(text: str, rules: Rules) -> Iterator[str]:
    """What keys in *text* give as an office, or as the mother or the father: nobody's initials in this draft."""
    for line in text.split("\n"):
        pairs = list(PAIR.finditer(line))
        if len(pairs) < A_KEY:
            continue
        for pair in pairs:
            words = [fold(word) for word in re.split(r"[\s\-/]+", pair["words"]) if word]
            is_office = _are_everyday(words, rules) and _is_cut_from(pair["short"], words)
            if is_office or KIN.get(pair["short"]) == pair["words"]:
                yield pair["short"]


def _is_cut_from(short: str, words: Sequence[str]) -> bool:
    """Whether *short* is made of letters of *words*, with the first of each that is not small: 'CMW' of 'community midwife'."""
    large = [word for word in words if word not in SMALL_WORDS]
    letters = iter("".join(large))
    in_order = all(letter in letters for letter in short.casefold())
    firsts = iter(short.casefold())
    return in_order and all(word[0] in firsts for word in large)


def _explained_in(text: str, rules: Rules) -> Iterator[str]:
    for shape in EXPLAINED:
        for match in shape.finditer(text):
            words = [fold(word) for word in re.split(r"[\s\-]+", match["words"]) if word]
            if _are_everyday(words, rules) and _is_told(match["short"], words):
                yield match["short"]


def _is_told(short: str, words: Sequence[str]) -> bool:
    """Whether the first letters of the last words, or of those that are not small, are *short*; or it is long."""
    letters = [
        "".join(word[0] for word in part) for part in (words, [w for w in words if w not in SMALL_WORDS])
    ]
    return len(short) >= LONG or any(each.endswith(short.casefold()) for each in letters)


def _are_everyday(words: Iterable[str], rules: Rules) -> bool:
    kin = folded_list("kinship", rules)
    return all(is_ordinary(word, rules) and word not in kin for word in words)
