"""Who is meant by a name that several bear, by the company it stands in: likely, and always asked about.

'Lena and Archie' are two of one family; 'their own Lena' has the surname of whoever was named before;
'his father, also Tom Doe' is the elder Tom Doe.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from redact.link.alike import of_one_family
from redact.link.bearers import of_rank, role_of
from redact.link.cast import Cast
from redact.link.pending import Open
from redact.link.stated import in_reading_order
from redact.model import Mention
from redact.names import fold, take_apart

#: What joins two people: 'Lena and Archie', 'Lena & Archie', 'Lena, Archie and'.
JOINED = re.compile(r"\s(?:and|&)\s|\s?\+\s?")
#: Words before a name that make it a child of whoever was just named.
OWN_CHILD = re.compile(
    r"\b(?:his|her|their)\s(?:own\s(?:\w+,?\s)?|(?:\w+\s)?(?:son|daughter|child|boy|girl),?\s)$",
    re.IGNORECASE,
)
#: Characters back to whoever 'his own' may be said of.
OWNER = 250
#: Words between a tie of kin and a name that the person of whom the tie is said bears too.
ALSO = re.compile(
    r"\b(?:(?P<elder>(?:grand)?(?:father|mother)|dad|mum|uncle|aunt)|(?P<younger>(?:grand)?(?:son|daughter)|nephew|niece)),?"
    r"\s(?:who\swas\s)?also\s(?:called\s|named\s|a\s)?[“\"‘]?$",
    re.IGNORECASE,
)
#: Behind a name, kin that only a grandparent has.
GRANDCHILD = re.compile(r"[^.;:!?\n]{0,60}?\b(?:his|her|their)\sgrand(?:daughter|son|child)")


def by_company(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> dict[int, str]:
    """The open mentions that who or what stands beside them tells apart, by index."""
    if not cast.drafts:
        return {}
    beside = _companions(opens, chosen, mentions, cast)
    found = {}
    for one in opens:
        who = _of_one_rank(one, cast) or _of_the_owner(one, chosen, mentions, cast)
        if not who and not one.parts.title and len(one.parts.words) == 1 and one.at in beside:
            who = _of_family(beside[one.at], one, cast)
        if who:
            found[one.at] = who
    return found


def _companions(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> dict[int, str]:
    """For open mentions, by index, whoever is joined to them by 'and'."""
    found: dict[int, str] = {}
    order = in_reading_order([*(one.at for one in opens), *chosen], mentions)
    for first, second in pairwise(order):
        one, other = mentions[first], mentions[second]
        if one.document == other.document and cast.drafts:
            text = cast.drafts.documents[one.document].text
            if JOINED.fullmatch(text[one.span.end : other.span.start]):
                found |= {a: chosen[b] for a, b in ((first, second), (second, first)) if b in chosen}
    return found


def _of_family(companion: str, one: Open, cast: Cast) -> str:
    """The one candidate who has the companion's surname; '' for more, and where the companion is a candidate."""
    known = cast.entities.get(companion)
    if known is None or known.label != "PERSON" or companion in one.candidates:
        return ""
    family = {_surname(name, cast) for name in known.names} - {""}
    kin = [
        c
        for c in one.candidates
        if any(_same_family(_surname(n, cast), family, cast) for n in cast.entities[c].names)
    ]
    return kin[0] if len(kin) == 1 else ""


def _surname(name: str, cast: Cast) -> str:
    return fold(take_apart(name, cast.rules).family)


def _same_family(surname: str, family: set[str], cast: Cast) -> bool:
    return bool(surname) and any(surname == f or of_one_family(surname, f, cast.rules) for f in family)


def _of_the_owner(one: Open, chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast) -> str:
    """The one candidate with the surname of the last person who was named before 'his own son, '."""
    before, _ = cast.drafts.around(one.mention) if cast.drafts else ("", "")
    if one.parts.title or len(one.parts.words) != 1 or not OWN_CHILD.search(before):
        return ""
    near = [
        (at, entity)
        for entity, at in cast.last_named(one.mention, OWNER).items()
        if cast.entities[entity].label == "PERSON" and entity not in one.candidates
    ]
    return _of_family(max(near)[1], one, cast) if near else ""


def _of_one_rank(one: Open, cast: Cast) -> str:
    """'His father, also Tom Doe', the elder; 'her son, also Tom Doe', the younger; who has a grandchild."""
    before, after = cast.drafts.around(one.mention) if cast.drafts else ("", "")
    if said := ALSO.search(before):
        found = of_rank(set(one.candidates), bool(said["elder"]), cast)
        return found.pop() if len(found) == 1 else ""
    grand = [c for c in one.candidates if "grand" in fold(role_of(c, cast))]
    return grand[0] if len(grand) == 1 and GRANDCHILD.match(after) else ""
