"""rules/recipients.yaml: what is withheld from a recipient who knows the people, and what their copy says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from redact.rules.lined import Keys, Source, read_source

_FOREWORD = ("first", "reading", "chosen", "names", "withheld", "support")
_REFERRAL = (
    "acts",
    "of",
    "to",
    "about",
    "never",
    "heard",
    "kin",
    "relatives",
    "anybody",
    "somebody",
    "columns",
    "felt",
    "perhaps",
    "strong",
    "who",
    "ways",
    "known",
    "called",
    "nameless",
    "nameless_find",
    "nameless_ignore",
    "ways_find",
    "known_find",
    "known_ignore",
    "finds",
    "ignores",
)
_STRANGERS = ("people", "placed", "place", "things", "told")
_HEALTH = ("words", "both", "others", "perhaps", "workers", "hints", "finds", "ignores")
_RECEIPT = ("title", "lines", "reading")
#: How far behind what was done the one to whom it was done may stand.
REACH = 80
#: What stands before a word for somebody without a name.
_SOME = r"(?:an?|the|another|her|his|their|some|one of (?:[\w'’]+))\s+"
_BY = re.compile(r"\bby\s+(?:(?:the|an?|his|her|their)\s+)?$", re.IGNORECASE)
_BY_WHOM = re.compile(r"\s+(?:\w+\s+){0,2}?by\b", re.IGNORECASE)
_DONE_TO = re.compile(
    r"\b(?:was|were|been|be|being|is|are)\s+(?:(?:not|also|then|never|only)\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Act:
    """One way to pass on a worry, and what it is called afterwards."""

    does: re.Pattern[str]
    of: re.Pattern[str]  # rang: her call; also the act itself, once it is known whose it is
    done: re.Pattern[str]  # was called by her: as the body tells it, with 'by' and who did it behind
    about: bool  # only where a child or a worry is spoken of
    alone: bool  # whoever was told need not stand there


@dataclass(frozen=True, slots=True)
class Referral:
    """What tells who passed on a worry."""

    acts: tuple[Act, ...]
    of: re.Pattern[str]
    felt: re.Pattern[str]  # the same, where a body stands in the sentence: "Ann's concerns"
    to: re.Pattern[str]
    about: re.Pattern[str]
    never: re.Pattern[str]  # right behind an act or its noun
    heard: re.Pattern[str]  # right before whoever passed it on: 'heard from', 'thanked'
    kin: re.Pattern[str]  # behind a name: 'Ann's mother'
    relatives: re.Pattern[str]  # nobody's name: 'the paternal family'
    anybody: re.Pattern[str]  # nor a relative: 'a neighbour', 'somebody who lived next door'
    columns: re.Pattern[str]  # the whole head of a column in which stands who told
    perhaps: re.Pattern[str]  # with a body and a child: whoever stands there may have passed on a worry
    strong: re.Pattern[str]  # the same without any such word
    who: re.Pattern[str]  # the same without a body
    ways: re.Pattern[str]  # tells it of whoever is known to have passed on a worry; of others it is asked
    known: re.Pattern[str]  # may tell it of whoever is known to have passed on a worry
    nameless: re.Pattern[str]  # a message whose sender wished not to be known
    cells: re.Pattern[str]  # somebody without a name in a cell of such a column: 'Neighbour'
    called: Mapping[
        str, tuple[str, ...]
    ]  # by the word for somebody's part, what anybody in a family may call them

    def kin_of(self, part: str) -> tuple[str, ...]:
        """What anybody in a family may call somebody of a part: 'paternal aunt', "Ann's sister", 'the aunt of Ann'."""
        return self.called.get(part.lower().split(" of ")[0].rpartition(" ")[2], ())

    def acts_by(self, words: str, at: int) -> Iterator[int]:
        """Which acts a body is said to have had done to it by whoever stands at a place: 'was told by Ann'.

        The row is -1 where no act of its own says it: 'the school heard from Ann', 'staff thanked Ann'.
        """
        begins = words.rfind(";", 0, at) + 1
        if not self.to.search(words, begins):
            return
        if self.heard.search(words, begins, at):
            yield -1
        if by := _BY.search(words, begins, at):
            for row, act in enumerate(self.acts):
                if act.done.search(words, max(begins, by.start() - REACH), by.start()):
                    yield row

    def acts_in(self, words: str, of_child: bool) -> Iterator[tuple[int, int]]:
        """Which acts a sentence tells, and where each begins; *of_child* where it names a child of the case."""
        for at, act in enumerate(self.acts):
            if act.about and not (of_child or self.about.search(words)):
                continue
            for match in act.does.finditer(words):
                behind = words[match.start() : match.end() + REACH].split(";")[0]
                if self.is_never(words, match.end()) or self.is_done_to(words, match.start()):
                    continue
                if act.alone or self.to.search(behind):
                    yield at, match.start()

    def rows_of(self, noun: str) -> tuple[int, ...]:
        """Which acts a noun such as '999 call' is a name of."""
        return tuple(at for at, act in enumerate(self.acts) if act.of.search(noun))

    def is_nameless(self, words: str) -> bool:
        """Whether a sentence tells of a message to a body whose sender wished not to be known."""
        return bool(self.nameless.search(words) and self.to.search(words))

    def is_never(self, words: str, end: int) -> bool:
        """Whether it was done to the review itself."""
        return self.never.match(words, end) is not None

    def says_so(self, words: str) -> bool:
        """Whether a sentence tells it in one of the ways, of somebody in it: not 'she was alerted', but 'by her', or 'was traced to her'."""
        return any(
            not self.is_done_to(words, way.start())
            or way[0].endswith(" to")
            or _BY_WHOM.match(words, way.end())
            for way in self.ways.finditer(words)
        )

    def is_done_to(self, words: str, start: int) -> bool:
        """Whether an act was done to whoever stands before it: 'she was not telephoned'."""
        return _DONE_TO.search(words, max(start - 20, 0), start) is not None


@dataclass(frozen=True, slots=True)
class Bearers:
    """Words for those who may bear an illness and have no name there, each pattern with what becomes of it."""

    kinds: tuple[
        tuple[re.Pattern[str], str], ...
    ]  # and 'certain', 'perhaps' or '': whether the reader may not know

    @property
    def workers(self) -> re.Pattern[str]:
        """People at work and bodies."""
        return self.kinds[-1][0]


@dataclass(frozen=True, slots=True)
class Strangers:
    """Words for people of no part in the case, and for what they tell; in small letters."""

    people: frozenset[str]
    placed: frozenset[str]  # the same where it is said from where they are
    place: tuple[str, ...]  # what says so, behind them
    things: frozenset[str]  # what ends as words for people do, and is none
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnLives:
    """What tells of the private life of people at work."""

    words: re.Pattern[str]
    workers: re.Pattern[str]  # somebody at work without a name, as 'who'


@dataclass(frozen=True, slots=True)
class Recipients:
    """What is withheld, and what a copy for one recipient says."""

    health: re.Pattern[str]
    hints: re.Pattern[str]  # words that may tell of an illness
    bearers: Bearers
    called: Mapping[str, tuple[str, ...]]  # by the role of rules/pseudonyms.yaml: what a child says for it
    referral: Referral
    giving: Mapping[
        str, frozenset[str]
    ]  # what a word is, of the broad families of words about giving information
    strangers: Strangers
    own_lives: OwnLives
    children: re.Pattern[str]  # the children of the case, together
    to_readers: re.Pattern[str]  # at the beginning of a sentence that tells them what to do
    begins: re.Pattern[str]  # at the beginning of a sentence that goes on about the one before
    within: re.Pattern[str]
    foreword: Mapping[str, str]
    support: tuple[str, ...]
    title: str  # of the receipt
    lines: tuple[str, ...]
    returned: str  # the receipt's line about a reading copy
    examples: Mapping[str, tuple[str, ...]]  # 'health finds'…


@cache
def read_recipients(folder: Path) -> Recipients:
    """The recipients.yaml of the rules in *folder*, read once.

    Raises:
        RulesError: a key is unknown or missing, with file, line and key.
    """
    source = read_source(folder / "recipients.yaml")
    source.only(
        (),
        source.data,
        (
            "health",
            "called",
            "referral",
            "strangers",
            "own_life",
            "giving",
            "children",
            "to_readers",
            "goes_on",
            "foreword",
            "support",
            "receipt",
        ),
    )
    health = _mapping(source, "health", _HEALTH)
    called = source.mapping(("called",), source.data.get("called"))
    referral = _mapping(source, "referral", _REFERRAL)
    strangers = _mapping(source, "strangers", (*_STRANGERS, "finds", "ignores"))
    own_life = _mapping(source, "own_life", ("words", "workers", "finds", "ignores"))
    goes_on = _mapping(source, "goes_on", ("words", "within", "finds", "ignores"))
    foreword = _mapping(source, "foreword", _FOREWORD)
    receipt = _mapping(source, "receipt", _RECEIPT)
    examples = {
        f"{name} {key}": _texts(source, (name,), part, key)
        for name, part in (
            ("health", health),
            ("referral", referral),
            ("strangers", strangers),
            ("own_life", own_life),
            ("goes_on", goes_on),
        )
        for key in ("finds", "ignores")
    }
    more = ("ways_find", "known_find", "known_ignore", "nameless_find", "nameless_ignore")
    examples |= {f"referral {key}": _texts(source, ("referral",), referral, key) for key in more}
    return Recipients(
        health=_pattern(_texts(source, ("health",), health, "words")),
        hints=_pattern(_texts(source, ("health",), health, "hints")),
        bearers=_bearers(source, health),
        called={str(role): _texts(source, ("called",), called, role) for role in called},
        referral=_referral(source, referral),
        giving=_families(source),
        strangers=_strangers(source, strangers),
        own_lives=_own_lives(source, own_life),
        children=re.compile(
            rf"(?<!\w)(?:{_any(_texts(source, (), source.data, 'children'))})(?!['’\w])", re.IGNORECASE
        ),
        to_readers=re.compile(
            rf"\W*(?:{_any(_texts(source, (), source.data, 'to_readers'))})(?!\w)", re.IGNORECASE
        ),
        begins=re.compile(
            rf"[\"'“‘(\[]*(?:{_any(_texts(source, ('goes_on',), goes_on, 'words'))})(?!\w)"
            r"(?! (?:review|report|summary|section|chapter|case|is about|concerns)\b)",
            re.IGNORECASE,
        ),
        within=_pattern(_texts(source, ("goes_on",), goes_on, "within")),
        foreword={key: _text(source, ("foreword",), foreword, key) for key in _FOREWORD},
        support=_texts(source, (), source.data, "support"),
        title=_text(source, ("receipt",), receipt, "title"),
        lines=_texts(source, ("receipt",), receipt, "lines"),
        returned=_text(source, ("receipt",), receipt, "reading"),
        examples=examples,
    )


def _bearers(source: Source, row: Mapping[Any, Any]) -> Bearers:
    """'The couple' and 'the midwife' as they stand; 'partner' with 'her', 'the' or "Ann's" at most two words before it."""
    both, others, perhaps, workers = (_texts(source, ("health",), row, key) for key in _HEALTH[1:5])
    alone = r"(?<!\w)(?P<who>{})(?!\w)"
    of = r"(?<!\w)(?:an?|the|one of|another|her|his|their|\w+['’]s?)\s+(?:[\w-]+\s+){{0,2}}?(?P<who>{})(?!\w)(?!\s+(?:agenc|organi))"
    rows = ((alone, both, "certain"), (of, others, "certain"), (of, perhaps, "perhaps"), (alone, workers, ""))
    return Bearers(
        tuple((re.compile(shape.format(_any(words)), re.IGNORECASE), held) for shape, words, held in rows)
    )


def _strangers(source: Source, row: Mapping[Any, Any]) -> Strangers:
    people, placed, place, things, told = (_texts(source, ("strangers",), row, key) for key in _STRANGERS)
    return Strangers(frozenset(people), frozenset(placed), place, frozenset(things), told)


def _own_lives(source: Source, row: Mapping[Any, Any]) -> OwnLives:
    words, workers = (_texts(source, ("own_life",), row, key) for key in ("words", "workers"))
    said = rf"{_SOME}(?:[\w-]+\s+){{0,2}}?(?P<who>{_any(workers)})(?!\w)"
    return OwnLives(_pattern(words), re.compile(rf"(?<!\w){said}", re.IGNORECASE))


def _referral(source: Source, row: Mapping[Any, Any]) -> Referral:
    of, to, about, never = (_texts(source, ("referral",), row, key) for key in ("of", "to", "about", "never"))
    heard, kin, relatives = (_texts(source, ("referral",), row, key) for key in ("heard", "kin", "relatives"))
    anybody, somebody, columns = (_texts(source, ("referral",), row, key) for key in _REFERRAL[8:11])
    said = rf"{_SOME}(?:[\w-]+\s+)?(?:{_any(anybody)})|(?:an?\s+|the\s+)?(?:{_any(somebody)})"
    listed = row.get("acts")
    if not isinstance(listed, list) or not listed:
        raise source.wrong(("referral", "acts"), "should be a list of acts")
    return Referral(
        tuple(_act(source, act, at) for at, act in enumerate(listed)),
        _pattern(of),
        _pattern(_texts(source, ("referral",), row, "felt")),
        _pattern(to),
        _pattern(about),
        re.compile(rf"\s+(?:to\s+)?(?:(?:the|this|our|her|his)\s+)?(?:{_any(never)})(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{_any(heard)})\s+(?:(?:the|an?|his|her|their)\s+)?$", re.IGNORECASE),
        re.compile(rf"['’]s?\s+(?:own\s+|late\s+|older\s+|younger\s+)?({_any(kin)})(?!\w)", re.IGNORECASE),
        _pattern(relatives),
        re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE),
        re.compile(rf"\s*(?:{_any(columns)})\s*", re.IGNORECASE),
        _pattern(_texts(source, ("referral",), row, "perhaps")),
        _pattern(_texts(source, ("referral",), row, "strong")),
        _pattern(_texts(source, ("referral",), row, "who")),
        _pattern(_texts(source, ("referral",), row, "ways")),
        _pattern(_texts(source, ("referral",), row, "known")),
        _pattern(_texts(source, ("referral",), row, "nameless")),
        _pattern((*kin, *relatives, *anybody, *somebody)),
        _called(source, row),
    )


def _called(source: Source, row: Mapping[Any, Any]) -> Mapping[str, tuple[str, ...]]:
    """By each word for somebody's part, also one of several with commas between, what they may be called."""
    keys = ("referral", "called")
    given = source.mapping(keys, row.get("called"))
    return {
        part.strip(): _texts(source, keys, given, parts) for parts in given for part in str(parts).split(",")
    }


def _families(source: Source) -> Mapping[str, frozenset[str]]:
    """By each word the families that have it."""
    families = source.mapping(("giving",), source.data.get("giving"))
    found: dict[str, set[str]] = {}
    for family in families:
        for word in _texts(source, ("giving",), families, family):
            found.setdefault(word.lower(), set()).add(str(family))
    return {word: frozenset(those) for word, those in found.items()}


def _act(source: Source, row: Any, at: int) -> Act:
    keys = ("referral", "acts", at)
    given = source.mapping(keys, row)
    source.only(keys, given, ("does", "of", "done", "about", "alone"))
    does = _texts(source, keys, given, "does")
    of = _texts(source, keys, given, "of") if given.get("of") else ()
    done = _texts(source, keys, given, "done") if given.get("done") else ()
    flags = (given.get("about") is True, given.get("alone") is True)
    return Act(_pattern(does), _pattern((*of, *does)), _pattern(done), *flags)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return (
        "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in ordered) or "(?!)"
    )


def _mapping(source: Source, key: str, allowed: tuple[str, ...]) -> Mapping[Any, Any]:
    found = source.mapping((key,), source.data.get(key))
    source.only((key,), found, allowed)
    return found


def _text(source: Source, keys: Keys, row: Mapping[Any, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise source.wrong((*keys, key), "missing or empty; it should be words")
    return value.strip()


def _texts(source: Source, keys: Keys, row: Mapping[Any, Any], key: Any) -> tuple[str, ...]:
    value = row.get(key)
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(item, str) and item.strip() for item in value)
    ):
        raise source.wrong((*keys, key), "should be a list of words")
    return tuple(item.strip() for item in value)
