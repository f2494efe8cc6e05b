"""Who is meant where several could be: told by who stands near.

Never by order alone. A name beside another part of itself ('DOE Jane'), a person who
alone of the candidates was just named, or who alone of them stands in the document;
and a name with its title means the same person all through a document, unless what
stands near speaks for two. What all this leaves open is one question for the reviewer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from redact.dates import value_of
from redact.link.bearers import (
    GROWN_UP,
    JUNIOR,
    SENIOR,
    gender_of,
    gender_of_title,
    is_called,
    is_young,
    most_pronouns,
    role_of,
    said_by_pronouns,
    same_label,
)
from redact.link.cast import Cast, folded_titles
from redact.link.people import is_initial
from redact.link.stated import in_reading_order
from redact.model import Mention
from redact.names import NameParts, fold, is_title

#: Characters within which somebody counts as just named, and within which nobody else may be.
JUST_NAMED, ALONE = 400, 1200
#: Characters within which a full name counts as near, where the panel has listed one candidate only.
NEAR = 300
#: Characters within which nobody is named twice, by a first name and by a title.
WORDS_BEFORE = 40
#: Characters between two parts of one name: a space, a comma and a space.
BESIDE = 2


@dataclass(frozen=True)
class Open:
    """A mention with several candidates."""

    at: int
    mention: Mention
    parts: NameParts
    candidates: frozenset[str]
    said: frozenset[str] = frozenset()  # roles beside it, 'child' or 'adult' by its age

    @property
    def group(self) -> tuple[str, tuple[str, ...], str]:
        """Its document, title and words: what means one person all through a document."""
        words = fold(" ".join(self.parts.words) or self.mention.text)
        return self.mention.document, tuple(folded_titles(self.parts)), words


def settled(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> dict[int, str]:
    """The open mentions that another part of the name, what is said beside it, or the panel's list settles, by index."""
    opens = [one for one in opens if not is_initial(one.parts)]
    found = dict(_by_neighbours(opens, chosen, mentions, cast))
    for one in opens:
        if one.at in found or ("mrs" in folded_titles(one.parts) and _elder(one, cast)):
            continue  # 'his mother, Mrs Doe', may be said of the father
        if who := _by_birth(one, cast) or _by_what_is_said(one, cast) or _listed(one, cast):
            found[one.at] = who
    return found


def _by_what_is_said(one: Open, cast: Cast) -> str:
    """The one candidate with the role, or of the age, that stands beside the name: 'his father, Martin Hollis'."""
    fit = {c for c in one.candidates if _is_said(one.said, fold(role_of(c, cast)), cast)}
    if "child" in one.said or one.said & {"son", "daughter"}:
        fit = {c for c in one.candidates if _is_child(c, cast)}
    if "adult" in one.said:
        fit = {c for c in one.candidates if not _is_child(c, cast)}
    return next(iter(fit)) if len(fit) == 1 else ""


def _by_birth(one: Open, cast: Cast) -> str:
    """The one candidate whom the panel lists with the date of birth that stands behind the name."""
    after = cast.drafts.around(one.mention)[1] if cast.drafts else ""
    birth = re.match(
        r",?\s?[(\[]?(?:b\.?|born|DOB|d\.o\.b\.?|date of birth)[:,]?\s(?:on\s)?", after, re.IGNORECASE
    )
    day = value_of(after[birth.end() :].split(")")[0].split(",")[0].strip()[:10]) if birth else ""
    born = [c for c in one.candidates if day and value_of(cast.entities[c].born) == day]
    return born[0] if len(born) == 1 else ""


def _is_said(said: frozenset[str], role: str, cast: Cast) -> bool:
    """Whether one of the roles beside a name is this one: 'MGM' is the maternal grandmother."""
    if not role:
        return False
    return any(re.search(rf"\b{re.escape(word)}\b", role) or same_label(word, role, cast) for word in said)


def _is_child(entity: str, cast: Cast) -> bool:
    junior = is_called(entity, JUNIOR, cast) and not _begins(ADULTS, entity, cast)
    return junior or _begins(CHILDREN, entity, cast) or is_young(entity, cast)


def likely(opens: Sequence[Open], cast: Cast) -> dict[int, str]:
    """Who is likely meant by what is still open; the reviewer is asked all the same."""
    found = _by_groups([one for one in opens if not _one_is_listed(one, cast)], cast)
    for one in opens:
        if one.at not in found and (
            who := _only(one)
            or _alone_in(one, cast)
            or _by_custom(one, cast)
            or _foremost(one, cast)
            or (one.parts.title and _just_named(one, cast))
            or _by_gender(one, cast)
        ):
            found[one.at] = who
    return found


def _foremost(one: Open, cast: Cast) -> str:
    """By a first name or initials, whom the drafts name far more often than any other; never by a surname."""
    kinds = set(cast.by_form.get(fold(" ".join(one.parts.words)), {}).values())
    alone = kinds and kinds <= {"part", "nickname", "initials"} and not one.parts.title
    if not alone or _is_told_apart(one, cast):
        return ""
    often = sorted(((cast.often(c), c) for c in one.candidates), reverse=True)
    if len(often) < 2 or often[0][0] < OFTEN or often[0][0] < FAR_MORE * often[1][0]:
        return ""
    others = one.candidates - {often[0][1]}
    return often[0][1] if all(_distance(c, one.mention, cast) > JUST_NAMED for c in others) else ""


def _is_told_apart(one: Open, cast: Cast) -> bool:
    """Whether a word before the name says which of several is meant: 'the other Ann', 'big Ann'."""
    text = cast.drafts.documents[one.mention.document].text if cast.drafts else ""
    start = one.mention.span.start
    return bool(re.search(TOLD_APART, text[max(0, start - 20) : start], re.IGNORECASE))


#: Words before a first name that several bear.
TOLD_APART = (
    r"\b(?:other|another|own|big|little|young|younger|old|older|elder|second|both|which|wrong)\s[“\"‘']?$"
)
#: How many sure mentions make somebody foremost, and how many times those of any other.
OFTEN, FAR_MORE = 5, 4


def without_unlikely(one: Open, cast: Cast) -> Open:
    """The mention without candidates who do not fit, if others are left.

    A child where the title is an adult's; whoever was named a few words before, as in 'her friend Ann, Mrs Doe'.
    """
    unlikely = {c for c in one.candidates if _is_beside(c, one, cast)}
    if set(folded_titles(one.parts)) & GROWN_UP:
        unlikely |= {c for c in one.candidates if is_young(c, cast) or _most_say(one, c, cast)}
    return replace(one, candidates=one.candidates - unlikely or one.candidates)


def _is_beside(entity: str, one: Open, cast: Cast) -> bool:
    """Whether somebody was named for sure a few words before a surname, in the same sentence."""
    away = _distance(entity, one.mention, cast)
    if away > WORDS_BEFORE or not one.parts.title or not cast.drafts:
        return False
    start = one.mention.span.start
    between = cast.drafts.documents[one.mention.document].text[start - int(away) : start]
    return not re.search(r"[.;:?!(“\"\n|]|\bor\s$", between)


def _only(one: Open) -> str:
    """The one candidate that is left, as of 'Mr B'."""
    return next(iter(one.candidates)) if len(one.candidates) == 1 else ""


def _by_custom(one: Open, cast: Cast) -> str:
    """Whom reports write so: 'Ms Doe' the mother and not the grandmother, 'John' the child and not the father."""
    if len(one.parts.words) != 1 or (not one.parts.title and _is_told_apart(one, cast)):
        return ""
    if set(folded_titles(one.parts)) & {"ms", "mr", "miss"}:
        found = [c for c in one.candidates if _begins(PARENTS, c, cast) and _bears(one.parts, c, cast)]
    elif elder := _elder(one, cast):
        return elder
    else:
        given = cast.by_form.get(fold(one.parts.words[0]), {})
        short = {"part", "nickname"}
        found = [c for c in one.candidates if given.get(c) in short and _is_child(c, cast)]
        others = one.candidates - set(found) if len(found) == 1 else one.candidates - {cast.subject}
        if (
            not one.said - {"child"}
            and given.get(cast.subject) == "part"
            and cast.subject in one.candidates
            and min(_distance(c, one.mention, cast) for c in others) > JUST_NAMED
        ):
            return cast.subject  # reports call the child by the first name, and say which other one is meant
        if not all(_begins(ADULTS, c, cast) or is_called(c, SENIOR, cast) for c in others):
            return ""
    return found[0] if len(found) == 1 else ""


def _bears(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether a woman's title is the one that she bears elsewhere, or none is known."""
    hers = set(cast.titles[entity]) & {"ms", "miss", "mrs"}
    return not hers or bool(hers & set(folded_titles(parts))) or "mr" in folded_titles(parts)


def _by_gender(one: Open, cast: Cast) -> str:
    """The one candidate of whom a role, a title or the pronouns say what the title says, where nothing is said of others."""
    said = gender_of_title(one.parts, cast.rules)
    known = {c: gender_of(c, cast) or said_by_pronouns(c, cast, 2) for c in one.candidates} if said else {}
    fit = [c for c, gender in known.items() if gender == said]
    return fit[0] if len(fit) == 1 and not is_initial(one.parts) else ""


def _elder(one: Open, cast: Cast) -> str:
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


def _begins(roles: str, entity: str, cast: Cast) -> bool:
    return bool(re.match(rf"(?:{roles})\b", fold(role_of(entity, cast))))


#: How the roles of a subject's parents, and of children, begin.
PARENTS = "mother|father|mum|dad|birth mother|birth father|parent"
CHILDREN = "subject|index child|child|son|daughter|baby"
ADULTS = (
    rf"(?:{PARENTS}|step|grand|great|maternal|paternal|uncle|aunt|partner|husband|wife|carer|foster)[\w-]*"
)


def _by_neighbours(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> Iterator[tuple[int, str]]:
    """'DOE' and 'Jane', 'Doe,' and 'J.': parts of one name that stand beside each other."""
    candidates = {one.at: one.candidates for one in opens} | {at: frozenset([e]) for at, e in chosen.items()}
    order = in_reading_order(candidates, mentions)
    for first, second in pairwise(order):
        one, other = mentions[first], mentions[second]
        beside = one.document == other.document and 0 <= other.span.start - one.span.end <= BESIDE
        beside = beside and not _ends_a_sentence(one, other, cast)
        both = candidates[first] & candidates[second]
        if beside and len(both) == 1 and not _words(one) & _words(other):
            yield from ((at, next(iter(both))) for at in (first, second) if at not in chosen)


def _ends_a_sentence(one: Mention, other: Mention, cast: Cast) -> bool:
    """Whether a full stop stands between two mentions, or the second begins with a title: two people, not two parts."""
    whole = cast.drafts.documents[one.document].text if cast.drafts else ""
    between = whole[one.span.end : other.span.start]
    return (between.startswith(".") and len(one.text) > 1) or is_title(other.text.split()[0], cast.rules)


def _words(mention: Mention) -> set[str]:
    return set(fold(mention.text).split())


def _by_groups(opens: Sequence[Open], cast: Cast) -> dict[int, str]:
    """What stands near decides for all mentions of one name and title in a document, where it speaks for one person."""
    groups: dict[tuple[str, tuple[str, ...], str], list[Open]] = defaultdict(list)
    for one in opens:
        groups[one.group].append(one)
    found: dict[int, str] = {}
    for group in groups.values():
        votes = [vote for one in group if len(one.parts.words) < 2 and (vote := _just_named(one, cast))]
        if len(set(votes)) == 1 and 2 * len(votes) >= len(group):
            found |= {one.at: votes[0] for one in group if votes[0] in one.candidates}
    return found


def _just_named(one: Open, cast: Cast) -> str:
    """The candidate who was just named in full, where none of the others stands near; else ''."""
    if len(one.candidates) < 2:
        return ""
    far = sorted((_distance(candidate, one.mention, cast), candidate) for candidate in one.candidates)
    whole = cast.whole.get((far[0][1], one.mention.document), set())
    near = far[0][0] <= JUST_NAMED and far[1][0] > ALONE
    return far[0][1] if near and one.mention.span.start - far[0][0] in whole else ""


def _distance(entity: str, mention: Mention, cast: Cast) -> float:
    """Characters back to where the entity was last named for sure, in the same document."""
    where = cast.stands.get((entity, mention.document), [])
    before = bisect_left(where, mention.span.start)
    return mention.span.start - where[before - 1] if before else inf


def _alone_in(one: Open, cast: Cast) -> str:
    """The only candidate whom the document names otherwise; '' where there are more, or none."""
    there = [c for c in one.candidates if (c, one.mention.document) in cast.stands]
    alone = len(there) == 1 and one.parts.title and len(one.parts.words) < 2
    return there[0] if alone and not is_initial(one.parts) else ""


def _listed(one: Open, cast: Cast) -> str:
    """The one candidate whom the panel has listed, unless another one's full name stands near by; else ''.

    'Mr Doe' is the listed Mr Doe, and not his brother who is named in full when he is meant.
    """
    if not _one_is_listed(one, cast):
        return ""
    listed = {c for c in one.candidates if cast.entities[c].listed}
    if _most_say(one, next(iter(listed)), cast) or _same_title(one, listed, cast):
        return ""
    near = {c for c in one.candidates if _stands_within(c, one.mention, cast)}
    return "" if near - listed and not near & listed else next(iter(listed))


def _same_title(one: Open, listed: set[str], cast: Cast) -> bool:
    """Whether somebody unlisted is written with this title too, other than Mr or Ms: 'Dr Doe' of the ward and of the surgery."""
    titles = set(folded_titles(one.parts)) - {"mr", "mrs", "ms", "miss"}
    return any(titles & set(cast.titles[c]) for c in one.candidates - listed)


def _most_say(one: Open, entity: str, cast: Cast) -> bool:
    """Whether most pronouns behind somebody's name contradict the title."""
    said, most = gender_of_title(one.parts, cast.rules), most_pronouns(entity, cast)
    return bool(said and most and said != most)


def _one_is_listed(one: Open, cast: Cast) -> bool:
    return sum(cast.entities[c].listed for c in one.candidates) == 1


def _stands_within(entity: str, mention: Mention, cast: Cast) -> bool:
    return any(abs(at - mention.span.start) < NEAR for at in cast.stands.get((entity, mention.document), ()))
