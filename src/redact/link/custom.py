"""Whom reports usually write so, where several could be meant: likely, and always asked about."""

from __future__ import annotations

import re

from redact.link.bearers import (
    gender_of_title,
    is_called,
    is_young,
    likely_gender,
    role_of,
)
from redact.link.cast import Cast, folded_titles
from redact.link.notes import BY_SIZE
from redact.link.pending import JUST_NAMED, Open, distance
from redact.link.people import is_initial
from redact.names import JUNIOR, SENIOR, NameParts, fold

#: How the roles of a subject's parents, and of children, begin.
PARENTS = "mother|father|mum|dad|birth mother|birth father|parent"
CHILDREN = "subject|index child|child|son|daughter|baby"
ADULTS = (
    rf"(?:{PARENTS}|step|grand|great|maternal|paternal|uncle|aunt|partner|husband|wife|carer|foster)[\w-]*"
)
#: Words before a first name that several bear.
TOLD_APART = (
    r"\b(?:other|another|own|big|little|young|younger|old|older|elder|second|both|which|wrong)\s[“\"‘']?$"
)
#: How many sure mentions make somebody foremost, and how many times those of any other.
OFTEN, FAR_MORE = 5, 4


def by_custom(one: Open, cast: Cast) -> str:
    """Whom reports write so: 'Ms Doe' the mother and not the grandmother, 'John' the child and not the father."""
    if len(one.parts.words) != 1 or (not one.parts.title and _is_told_apart(one, cast)):
        return ""
    if set(folded_titles(one.parts)) & {"ms", "mr", "miss"}:
        found = [c for c in one.candidates if _begins(PARENTS, c, cast) and _bears(one.parts, c, cast)]
        found = _other_woman(one, found, cast) or found
    elif older := elder(one, cast):
        return older
    else:
        given = cast.by_form.get(fold(one.parts.words[0]), {})
        short = {"part", "nickname"}
        found = [c for c in one.candidates if given.get(c) in short and is_child(c, cast)]
        others = one.candidates - set(found) if len(found) == 1 else one.candidates - {cast.child}
        if (
            not one.said - {"child"}
            and given.get(cast.child) == "part"
            and cast.child in one.candidates
            and min(distance(c, one.mention, cast) for c in others) > JUST_NAMED
        ):
            return cast.child  # reports call the child by the first name, and say which other one is meant
        if not all(_begins(ADULTS, c, cast) or is_called(c, SENIOR, cast) for c in others):
            return ""
    return found[0] if len(found) == 1 else ""


def _other_woman(one: Open, found: list[str], cast: Cast) -> list[str]:
    """'Miss Doe' where the case has 'Ms Doe' too: the one grown woman of another role than the mother's."""
    there = {t for (_, name), titles in cast.titled.items() if name == fold(one.parts.family) for t in titles}
    if "miss" not in folded_titles(one.parts) or "ms" not in there:
        return []
    others = [
        c
        for c in one.candidates - set(found)
        if role_of(c, cast) and not is_child(c, cast) and likely_gender(c, cast) != "male"
    ]
    return others if len(others) == 1 else []


def _bears(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether a woman's title is the one that she bears elsewhere, or none is known."""
    hers = set(cast.titles[entity]) & {"ms", "miss", "mrs"}
    return not hers or bool(hers & set(folded_titles(parts))) or "mr" in folded_titles(parts)


def by_gender(one: Open, cast: Cast) -> str:
    """The one candidate of whom a role, a title or the pronouns say what the title says, where nothing is said of others."""
    said = gender_of_title(one.parts, cast.rules)
    known = {c: likely_gender(c, cast) for c in one.candidates} if said else {}
    fit = [c for c, gender in known.items() if gender == said]
    if not fit and len(known) == 2:  # the listed man is no 'Mrs Doe'; nor is she the child
        fit = [c for c, gender in known.items() if not gender and not is_child(c, cast) and c != cast.child]
    of_one_name = any(is_called(c, (*SENIOR, *JUNIOR), cast) for c in one.candidates)
    return fit[0] if len(fit) == 1 and not is_initial(one.parts) and not of_one_name else ""


def elder(one: Open, cast: Cast) -> str:
    """'Mrs Doe', the grandmother: daughters of that name did not marry; 'John', the father and not the grandfather."""
    roles = {c: fold(role_of(c, cast)) for c in one.candidates}
    older = [c for c, role in roles.items() if "grand" in role]
    parents = [c for c in one.candidates if _begins(PARENTS, c, cast)]
    if len(older) != 1:
        return ""
    if "mrs" in folded_titles(one.parts):
        family = all(
            re.search(r"mother|aunt|father|uncle|child|sibling|brother|sister", role)
            for role in roles.values()
        )
        return older[0] if family and not any("mrs" in cast.titles[c] for c in parents) else ""
    given = [c for c in parents if cast.by_form.get(fold(one.parts.words[0]), {}).get(c) == "part"]
    return given[0] if len(given) == 1 and len(roles) == 2 and not one.parts.title else ""


def foremost(one: Open, cast: Cast) -> str:
    """By a first name or initials, whom the drafts name far more often than any other; never by a surname."""
    kinds = set(cast.by_form.get(fold(" ".join(one.parts.words)), {}).values())
    alone = kinds and kinds <= {"part", "nickname", "initials"} and not one.parts.title
    if not alone or _is_told_apart(one, cast):
        return ""
    often = sorted(((cast.often(c), c) for c in one.candidates), reverse=True)
    if len(often) < 2 or often[0][0] < OFTEN or often[0][0] < FAR_MORE * often[1][0]:
        return ""
    others = one.candidates - {often[0][1]}
    return often[0][1] if all(distance(c, one.mention, cast) > JUST_NAMED for c in others) else ""


def _is_told_apart(one: Open, cast: Cast) -> bool:
    """Whether a word before the name says which of several is meant: 'the other Ann', 'big Ann'."""
    text = cast.drafts.documents[one.mention.document].text if cast.drafts else ""
    start = one.mention.span.start
    if one.mention.text.split()[0].casefold() in BY_SIZE and " " in one.mention.text:
        return True
    return bool(re.search(TOLD_APART, text[max(0, start - 20) : start], re.IGNORECASE))


def is_child(entity: str, cast: Cast) -> bool:
    """Whether somebody is a child by role or age, or a junior who is nobody's parent."""
    junior = is_called(entity, JUNIOR, cast) and not _begins(ADULTS, entity, cast)
    return junior or _begins(CHILDREN, entity, cast) or is_young(entity, cast)


def is_grown_kin(entity: str, cast: Cast) -> bool:
    """Whether somebody is a grown relative or carer by role: a mother, a grandfather, an aunt."""
    return _begins(ADULTS, entity, cast)


def _begins(roles: str, entity: str, cast: Cast) -> bool:
    return bool(re.match(rf"(?:{roles})\b", fold(role_of(entity, cast))))
