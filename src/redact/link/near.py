"""Who is meant where several could be: told by who stands near.

Never by order alone. A name beside another part of itself ('DOE Jane'), a person who
alone of the candidates was just named, or who alone of them stands in the document;
and a name with its title means the same person all through a document, unless what
stands near speaks for two. What all this leaves open is one question for the reviewer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from redact.link.bearers import (
    GROWN_UP,
    is_relative,
    is_unlikely_title,
    is_young,
    role_of,
)
from redact.link.births import by_birth
from redact.link.cast import Cast, folded_titles
from redact.link.company import by_company
from redact.link.custom import by_custom, by_gender, elder, foremost, is_child
from redact.link.filed import by_charge, by_file, by_workplace
from redact.link.listed import listed_initials, most_say, one_is_listed, only_listed
from redact.link.pending import ALONE, JUST_NAMED, Open, distance
from redact.link.people import is_initial, name_of
from redact.link.stated import are_initials, in_reading_order
from redact.link.ties import same_label
from redact.model import Mention
from redact.names import fold, is_title

#: Characters within which nobody is named twice, by a first name and by a title.
WORDS_BEFORE = 40
#: Characters between two parts of one name: a space, a comma and a space.
BESIDE = 2


def settled(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> dict[int, str]:
    """The open mentions that another part of the name, what is said beside it, or the panel's list settles, by index."""
    opens = [one for one in opens if not is_initial(one.parts)]
    found = dict(_by_neighbours(opens, chosen, mentions, cast))
    for one in opens:
        if one.at in found or ("mrs" in folded_titles(one.parts) and elder(one, cast)):
            continue  # 'his mother, Mrs Doe', may be said of the father
        if who := _by_what_is_said(one, cast) or only_listed(one, cast):
            found[one.at] = who
    found |= dict(by_birth(opens, {**chosen, **found}, mentions, cast))
    return found | dict(_explained(opens, found))


def _explained(opens: Sequence[Open], found: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Initials that are settled in one place, as by the key of a chronology, mean the same person in all others."""
    meant: dict[str, set[str]] = defaultdict(set)
    initials = [one for one in opens if are_initials(one.mention.text)]
    for one in initials:
        if one.at in found:
            meant[_letters(one)].add(found[one.at])
    for one in initials:
        if one.at not in found and len(meant[_letters(one)]) == 1:
            yield one.at, next(iter(meant[_letters(one)]))


def _letters(one: Open) -> str:
    return re.sub(r"[.\s]", "", one.mention.text)


#: Kin behind a surname: 'the Doe mother'.
KIN = re.compile(r" (mother|father|grandmother|grandfather|aunt|uncle)\b")


def _of_kin(one: Open, cast: Cast) -> str:
    """The one candidate of the kin that stands behind a surname, which 'the' stands before."""
    before, after = cast.drafts.around(one.mention) if cast.drafts else ("", "")
    kin = KIN.match(after)
    if not kin or len(one.parts.words) != 1 or one.parts.title or not re.search(r"\b[Tt]he $", before):
        return ""
    fit = [c for c in one.candidates if re.search(rf"\b{kin[1]}\b", fold(role_of(c, cast)))]
    return fit[0] if len(fit) == 1 else ""


def _by_what_is_said(one: Open, cast: Cast) -> str:
    """The one candidate with the role, or of the age, that stands beside the name: 'his father, Martin Hollis'."""
    if who := _of_kin(one, cast):
        return who
    fit = {c for c in one.candidates if _is_said(one.said, fold(role_of(c, cast)), cast)}
    if "child" in one.said or one.said & {"son", "daughter"}:
        fit = {c for c in one.candidates if is_child(c, cast)}
    if "adult" in one.said:
        fit = {c for c in one.candidates if not is_child(c, cast)}
    return next(iter(fit)) if len(fit) == 1 else ""


def _is_said(said: frozenset[str], role: str, cast: Cast) -> bool:
    """Whether one of the roles beside a name is this one: 'MGM' is the maternal grandmother."""
    if not role:
        return False
    return any(
        re.search(rf"\b{re.escape(word)}\b", role)
        or re.search(rf"\s{re.escape(role)}$", word)
        or same_label(word, role, cast)
        for word in said
    )


def likely(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> dict[int, str]:
    """Who is likely meant by what is still open; the reviewer is asked all the same."""
    opens = [_without_misnamed(one, cast) for one in opens]
    found = by_company(opens, chosen, mentions, cast)
    rest = [one for one in opens if one.at not in found]
    elsewhere = _groups_of(opens, chosen, mentions, cast)
    found |= _by_groups([one for one in rest if not one_is_listed(one, cast)], cast)
    for one in opens:
        if one.at not in found and (
            who := _only(one)
            or _alone_in(one, cast)
            or by_custom(one, cast)
            or by_file(one, cast)
            or by_charge(one, cast)
            or by_workplace(one, cast)
            or foremost(one, cast)
            or (one.parts.title and _just_named(one, cast))
            or by_gender(one, cast)
            or _as_elsewhere(one, elsewhere)
            or _alone_in_part(one, cast)
            or listed_initials(one, cast)
        ):
            found[one.at] = who
    return found


def without_unlikely(one: Open, cast: Cast) -> Open:
    """The mention without candidates who do not fit, if others are left.

    A child where the title is an adult's; whoever was named a few words before, as in 'her friend Ann, Mrs Doe'.
    """
    unlikely = {c for c in one.candidates if _is_beside(c, one, cast)}
    if are_initials(one.mention.text) and _signs(one, cast):
        unlikely |= {c for c in one.candidates if is_child(c, cast) or c == cast.child}
        unlikely |= {c for c in one.candidates if is_relative(c, cast)}
    if set(folded_titles(one.parts)) & GROWN_UP:
        unlikely |= {c for c in one.candidates if is_young(c, cast) or most_say(one, c, cast)}
    return replace(one, candidates=one.candidates - unlikely or one.candidates)


def _without_misnamed(one: Open, cast: Cast) -> Open:
    """The mention without those whose first name speaks against the title, and the child where it is a grown-up's; if others are left.

    That is a likelihood only: what it leaves is always asked about.
    """
    unlikely = {c for c in one.candidates if is_unlikely_title(one.parts, c, cast)}
    if set(folded_titles(one.parts)) & GROWN_UP:
        unlikely |= {c for c in one.candidates if c == cast.child and not cast.ages[c]["adult"]}
    return replace(one, candidates=one.candidates - unlikely or one.candidates)


def _signs(one: Open, cast: Cast) -> bool:
    """Whether initials close an entry of notes behind a full stop: whoever wrote it."""
    before, after = cast.drafts.around(one.mention) if cast.drafts else ("", "")
    return bool(re.search(r"[.!?]\s$", before) and re.match(r"\.?\s*(?:\n|$)", after))


def _is_beside(entity: str, one: Open, cast: Cast) -> bool:
    """Whether somebody was named for sure a few words before a surname, in the same sentence."""
    away = distance(entity, one.mention, cast)
    if away > WORDS_BEFORE or not one.parts.title or not cast.drafts:
        return False
    start = one.mention.span.start
    between = cast.drafts.documents[one.mention.document].text[start - int(away) : start]
    return not re.search(r"[.;:?!(“\"\n|]|\bor\s$", between)


def _only(one: Open) -> str:
    """The one candidate that is left, as of 'Mr B'."""
    return next(iter(one.candidates)) if len(one.candidates) == 1 else ""


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
    """Whether a full stop or the end of a paragraph stands between two mentions, or the second begins with a title."""
    whole = cast.drafts.documents[one.document].text if cast.drafts else ""
    between = whole[one.span.end : other.span.start]
    if "\n" in between and cast.drafts and not (cast.drafts.in_table(one) and cast.drafts.in_table(other)):
        return True  # 'Re: Doe' and the next paragraph, that begins with 'Jane'
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
    far = sorted((distance(candidate, one.mention, cast), candidate) for candidate in one.candidates)
    whole = cast.whole.get((far[0][1], one.mention.document), set())
    near = far[0][0] <= JUST_NAMED and far[1][0] > ALONE
    at = one.mention.span.start - far[0][0]
    if not one.parts.title and near and _has_title(int(at), one, cast):
        return ""  # nobody is introduced as 'Mr Tom Doe' and called Tom in the next sentence
    return far[0][1] if near and at in whole else ""


def _has_title(at: int, one: Open, cast: Cast) -> bool:
    """Whether the name that stands there begins with a grown-up's title."""
    text = cast.drafts.documents[one.mention.document].text if cast.drafts else ""
    words = text[at : at + 12].split()
    return bool(words) and words[0].strip(".").casefold() in GROWN_UP


def _alone_in(one: Open, cast: Cast) -> str:
    """The only candidate whom the document names otherwise; '' where there are more, or none."""
    there = [c for c in one.candidates if (c, one.mention.document) in cast.stands]
    alone = len(there) == 1 and one.parts.title and len(one.parts.words) < 2
    return there[0] if alone and not is_initial(one.parts) else ""


def _alone_in_part(one: Open, cast: Cast) -> str:
    """The only candidate whom the part of the document between two headings names otherwise, and whom a title may mean."""
    if not cast.drafts or not one.parts.title or len(one.parts.words) > 1 or is_initial(one.parts):
        return ""
    start, end = cast.drafts.part(one.mention)
    there = [
        c
        for c in one.candidates
        if any(start <= at < end for at in cast.whole.get((c, one.mention.document), ()))
    ]
    grown = len(there) == 1 and not is_child(there[0], cast) and there[0] != cast.child
    return there[0] if grown else ""


def _groups_of(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> dict[tuple[str, tuple[str, ...], str], set[str]]:
    """Whom a title and surname surely means in each document, where some of its mentions are open."""
    wanted = {one.group for one in opens if one.parts.title and not is_initial(one.parts)}
    found: dict[tuple[str, tuple[str, ...], str], set[str]] = defaultdict(set)
    for at, entity in chosen.items():
        if wanted and mentions[at].label == "PERSON":
            group = Open(at, mentions[at], name_of(mentions[at], cast), frozenset()).group
            if group in wanted:
                found[group].add(entity)
    return found


def _as_elsewhere(one: Open, elsewhere: Mapping[tuple[str, tuple[str, ...], str], set[str]]) -> str:
    """Who surely bears the title and surname in the other places of the document, where that is one person."""
    there = elsewhere.get(one.group, set())
    return next(iter(there)) if len(there) == 1 and there <= one.candidates else ""
