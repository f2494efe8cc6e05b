"""Words that the panel leaves as they are (`allow:` of register.yaml): none that would leave an age or a whole name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from redact.dates import NUMBERS
from redact.model import Allowed, Entity
from redact.names import fold, folded_list
from redact.register.fields import KEYS, Wrong, only, rows_of, text_of
from redact.rules import Rules, alternation

PLACES_TO_STAND = ("anywhere", "front matter", "body", "references", "appendices", "headers and footers")

_NUMBER = rf"(?:\d{{1,2}}|(?:{'|'.join(NUMBERS)})(?: (?:{'|'.join(NUMBERS)}))?)"
_COUNTED = rf"{_NUMBER}(?:(?: | or | to ){_NUMBER})?(?: and a half)?"
_UNIT = r"(?:years?|months?|weeks?|days?|yrs?|mths?|yo|y|y/o)"


@lru_cache(maxsize=4)
def _an_age(rules: Rules) -> re.Pattern[str]:
    """Words that say no more than an age or a class at school, folded: '11', 'aged eleven', 'six-year-old', 'year 6', 'lower sixth'."""
    classes, schools = (alternation(folded_list(name, rules)) for name in ("school-classes", "school-kinds"))
    return re.compile(
        r"(?:(?:was|is|aged?|at|of|then|now|the|an?|in|his|her|their|about|around|nearly|almost|only|just|turn(?:s|ed|ing)?) )*"
        rf"(?:{_COUNTED}(?: ?{_UNIT})?(?: and {_NUMBER} {_UNIT})?(?: (?:olds?|of age))?(?: (?:boy|girl|child|baby)s?)?"
        rf"|(?:\d{{1,2}}(?:st|nd|rd|th)|[a-z]+(?:th|first|second|third)) birthday|(?:early|mid|late)? ?(?:teens|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)"
        rf"|(?:year |yr ?|y){_NUMBER}|(?:primary |p ?)[1-7]|(?:secondary |s ?)[1-6]|(?:key stage |ks ?|fs ?|foundation )\d"
        rf"|{classes}|(?:first|last|final) (?:year|class|term) (?:of|at|in) (?:the )?{schools}(?: school)?)"
    )


def allowed_words(
    data: Mapping[str, Any], entities: Mapping[str, Entity], rules: Rules, wrong: Wrong
) -> Iterable[Allowed]:
    """The words that stay, each with where.

    Raises:
        RulesError: a row has no words, holds no more than an age, or the whole name of somebody listed.
    """
    people = [e for e in entities.values() if e.label == "PERSON"]
    rows = rows_of(data, "allow", (), wrong)
    for at, row in enumerate(rows):
        if not isinstance(row, dict):
            row = {"text": row}
        only(row, KEYS["allow"], ("allow", at), wrong)
        text = text_of(row, "text", ("allow", at), wrong)
        where = text_of(row, "where", ("allow", at), wrong) or "anywhere"
        if not text:
            raise wrong(("allow", at, "text"), "missing; say which words stay")
        if _an_age(rules).fullmatch(fold(text).strip(" .,;:()[]'\"“”‘’-")):
            raise wrong(
                ("allow", at, "text"),
                "an age, a class at school or a bare number would stay wherever it is somebody's; "
                "give the words around it too, or leave it in the review at its place",
            )
        if where not in PLACES_TO_STAND:
            raise wrong(("allow", at, "where"), f"should be one of {', '.join(PLACES_TO_STAND)}")
        if whose := next((e.id for e in people if _names_whole(text, e)), ""):
            raise wrong(
                ("allow", at, "text"),
                f"holds the whole name of {whose}, who is listed under people; take it out of one of the two",
            )
        yield Allowed(text, where, text_of(row, "anonymous", ("allow", at), wrong))


def _names_whole(text: str, person: Entity) -> bool:
    """Whether *text* holds a whole name of somebody: two words or more of one, as they stand together."""
    said = f" {fold(text)} "
    return any(f" {fold(name)} " in said for name in person.names if len(fold(name).split()) > 1)
