"""A date of birth that the text states behind a name: which of several namesakes is meant, or that it is none of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from redact.dates import value_of
from redact.link.cast import Cast
from redact.link.pending import Open
from redact.model import Mention

#: A date of birth directly behind a name, or behind the role there: 'Jane Doe, the aunt, born 6 July 1961'.
BORN = re.compile(
    r"(?:,?\s?[(\[]?|,\s(?:the\s)?[a-z][a-z ./-]{1,30},\s)"
    r"(?:b\.?|born|DOB|d\.o\.b\.?|date\sof\sbirth)[:,]?\s(?:on\s)?"
    r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+\s\d{4})",
    re.IGNORECASE,
)


def born_behind(mention: Mention, cast: Cast) -> str:
    """The date of birth that stands behind a name; '' without one."""
    found = BORN.match(cast.drafts.around(mention)[1]) if cast.drafts else None
    return value_of(found["day"]) if found else ""


def by_birth(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> Iterator[tuple[int, str]]:
    """The one candidate whom the panel lists with the date of birth behind the name, or who has it elsewhere in the drafts."""
    dated = [(one, day) for one in opens if (day := born_behind(one.mention, cast))]
    if not dated:
        return
    births = {(e, value_of(found.born)) for e, found in cast.somebodies.items() if found.born}
    births |= {
        (e, born_behind(mentions[at], cast)) for at, e in chosen.items() if mentions[at].label == "PERSON"
    }
    for one, day in dated:
        if one.at not in chosen and len(born := [c for c in one.candidates if (c, day) in births]) == 1:
            yield one.at, born[0]


def born_otherwise(mentions: Sequence[Mention], chosen: Mapping[int, str], cast: Cast) -> set[int]:
    """The mentions, by index, with another date of birth behind them than their bearer has by the register, or at the first place."""
    dated: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, entity in chosen.items():
        if mentions[at].label == "PERSON" and (day := born_behind(mentions[at], cast)):
            dated[entity].append((at, day))
    found = set()
    for entity, days in dated.items():
        born = value_of(cast.entities[entity].born) if cast.entities[entity].born else min(days)[1]
        found |= {at for at, day in days if not _agree(day, born)}
    return found


def _agree(day: str, born: str) -> bool:
    """Whether two dates may be one: 1961 and 6 July 1961; '17/11/05', whose year is not sure, may be any."""
    if not (day[:4].isdigit() and born[:4].isdigit()):
        return True
    return day.startswith(born) or born.startswith(day)
