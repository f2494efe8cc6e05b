"""Who is whose in register.yaml, with since when and until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from redact.dates import MONTHS, value_of
from redact.model import Entity, Relation
from redact.register.fields import KEYS, Wrong, only, rows_of, text_of


def relations_of(data: Mapping[str, Any], entities: Mapping[str, Entity], wrong: Wrong) -> Iterable[Relation]:
    """Each relation, between two people who are listed, in a period that does not end before it begins."""
    rows = rows_of(data, "relations", (), wrong)
    for at, row in enumerate(rows):
        keys = ("relations", at)
        only(row, KEYS["relations"], keys, wrong)
        values = {key: text_of(row, key, keys, wrong) for key in KEYS["relations"]}
        values |= {key: _month_in_words(values[key]) for key in ("since", "until")}
        for key in ("who", "of"):
            if getattr(entities.get(values[key]), "label", "") != "PERSON":
                raise wrong((*keys, key), "should be the id of a person of this register")
        if not values["is"] or values["who"] == values["of"]:
            raise wrong(
                (*keys, "is"), "should say what one person is to another: {who: p2, is: mother, of: p1}"
            )
        _check_period(values, keys, wrong)
        yield Relation(values["who"], values["is"], values["of"], values["since"], values["until"])


def _month_in_words(text: str) -> str:
    """'March 2014' for '2014-03', which elsewhere would be a school year."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if match else text


def _check_period(values: Mapping[str, str], keys: tuple[Any, ...], wrong: Wrong) -> None:
    """Both dates say their year, and the first is not after the second as far as both tell."""
    found = {}
    for key in ("since", "until"):
        if values[key] and not (match := re.match(r"\d{4}(?:-\d\d)*(?![\w/])", value_of(values[key]))):
            raise wrong(
                (*keys, key), "should be a date with its year, such as 2014, March 2014 or 2014-03-05"
            )
        found[key] = match[0] if values[key] and match else ""
    shared = min(len(text) for text in found.values())
    if found["since"][:shared] > found["until"][:shared]:
        raise wrong((*keys, "until"), "lies before since")
