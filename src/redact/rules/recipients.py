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
_RECEIPT = ("title", "lines", "reading")
#: How far behind what was done the one to whom it was done may stand.
REACH = 80
_DONE_TO = re.compile(
    r"\b(?:was|were|been|be|being|is|are)\s+(?:(?:not|also|then|never|only)\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Act:
    """One way to pass on a worry, and what it is called afterwards."""

    does: re.Pattern[str]
    of: re.Pattern[str]  # rang: her call; also the act itself, once it is known whose it is
    about: bool  # only where a child or a worry is spoken of
    alone: bool  # whoever was told need not stand there


@dataclass(frozen=True, slots=True)
class Referral:
    """What tells who passed on a worry."""

    acts: tuple[Act, ...]
    of: re.Pattern[str]
    to: re.Pattern[str]
    about: re.Pattern[str]
    never: re.Pattern[str]  # right behind an act or its noun

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

    def is_never(self, words: str, end: int) -> bool:
        """Whether it was done to the review itself."""
        return self.never.match(words, end) is not None

    def is_done_to(self, words: str, start: int) -> bool:
        """Whether an act was done to whoever stands before it: 'she was not telephoned'."""
        return _DONE_TO.search(words, max(start - 20, 0), start) is not None


@dataclass(frozen=True, slots=True)
class Recipients:
    """What is withheld, and what a copy for one recipient says."""

    health: re.Pattern[str]
    referral: Referral
    children: re.Pattern[str]  # the children of the case, together
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
        (), source.data, ("health", "referral", "children", "goes_on", "foreword", "support", "receipt")
    )
    health = _mapping(source, "health", ("words", "finds", "ignores"))
    referral = _mapping(source, "referral", ("acts", "of", "to", "about", "never", "finds", "ignores"))
    goes_on = _mapping(source, "goes_on", ("words", "within", "finds", "ignores"))
    foreword = _mapping(source, "foreword", _FOREWORD)
    receipt = _mapping(source, "receipt", _RECEIPT)
    examples = {
        f"{name} {key}": _texts(source, (name,), part, key)
        for name, part in (("health", health), ("referral", referral), ("goes_on", goes_on))
        for key in ("finds", "ignores")
    }
    return Recipients(
        health=_pattern(_texts(source, ("health",), health, "words")),
        referral=_referral(source, referral),
        children=re.compile(
            rf"(?<!\w)(?:{_any(_texts(source, (), source.data, 'children'))})(?!['’\w])", re.IGNORECASE
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


def _referral(source: Source, row: Mapping[Any, Any]) -> Referral:
    of, to, about, never = (_texts(source, ("referral",), row, key) for key in ("of", "to", "about", "never"))
    listed = row.get("acts")
    if not isinstance(listed, list) or not listed:
        raise source.wrong(("referral", "acts"), "should be a list of acts")
    return Referral(
        tuple(_act(source, act, at) for at, act in enumerate(listed)),
        _pattern(of),
        _pattern(to),
        _pattern(about),
        re.compile(rf"\s+(?:to\s+)?(?:(?:the|this|our|her|his)\s+)?(?:{_any(never)})(?!\w)", re.IGNORECASE),
    )


def _act(source: Source, row: Any, at: int) -> Act:
    keys = ("referral", "acts", at)
    given = source.mapping(keys, row)
    source.only(keys, given, ("does", "of", "about", "alone"))
    does = _texts(source, keys, given, "does")
    of = _texts(source, keys, given, "of") if given.get("of") else ()
    return Act(_pattern(does), _pattern((*of, *does)), given.get("about") is True, given.get("alone") is True)


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


def _texts(source: Source, keys: Keys, row: Mapping[Any, Any], key: str) -> tuple[str, ...]:
    value = row.get(key)
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(item, str) and item.strip() for item in value)
    ):
        raise source.wrong((*keys, key), "should be a list of words")
    return tuple(item.strip() for item in value)
