"""rules/recipients.yaml: what is withheld from a recipient who knows the people, and what their copy says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from redact.rules.lined import Keys, Source, read_source

_FOREWORD = ("first", "reading", "chosen", "names", "withheld", "support")
_RECEIPT = ("title", "lines", "reading")
#: How far behind what was done the one to whom it was done may stand.
_REACH = 80


@dataclass(frozen=True, slots=True)
class Recipients:
    """What is withheld, and what a copy for one recipient says."""

    health: re.Pattern[str]
    does: re.Pattern[str]  # matched right behind somebody: that person made a referral
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
    source.only((), source.data, ("health", "referral", "foreword", "support", "receipt"))
    health = _mapping(source, "health", ("words", "finds", "ignores"))
    referral = _mapping(source, "referral", ("does", "to", "of", "finds", "ignores"))
    foreword = _mapping(source, "foreword", _FOREWORD)
    receipt = _mapping(source, "receipt", _RECEIPT)
    examples = {
        f"{name} {key}": _texts(source, (name,), part, key)
        for name, part in (("health", health), ("referral", referral))
        for key in ("finds", "ignores")
    }
    return Recipients(
        health=re.compile(
            rf"(?<!\w)(?:{_any(_texts(source, ('health',), health, 'words'))})(?!\w)", re.IGNORECASE
        ),
        does=_did(*(_any(_texts(source, ("referral",), referral, key)) for key in ("does", "to", "of"))),
        foreword={key: _text(source, ("foreword",), foreword, key) for key in _FOREWORD},
        support=_texts(source, (), source.data, "support"),
        title=_text(source, ("receipt",), receipt, "title"),
        lines=_texts(source, ("receipt",), receipt, "lines"),
        returned=_text(source, ("receipt",), receipt, "reading"),
        examples=examples,
    )


def _did(does: str, to: str, of: str) -> re.Pattern[str]:
    """What stands right behind whoever made a referral; a few words or a clause may come between."""
    between = r"(?:,[^,.;]{0,60},)?(?:\s+\w+){0,3}?"
    act = rf"{between}\s+(?:{does})\b(?:[^.;]{{0,{_REACH}}}?)(?<!\w)(?:{to})(?!\w)"
    return re.compile(
        rf"(?:{act}|['’]s?\s+(?:\w+\s+){{0,3}}(?:{of})(?!\w)|\s+made\s+a\w*\s+(?:\w+\s+)?referral)",
        re.IGNORECASE,
    )


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in ordered)


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
