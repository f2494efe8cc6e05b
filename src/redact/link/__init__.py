"""Decide which person, place or body each mention means, over all documents of a case.

Whole names first, then their parts. Every linker gives a set of candidates: one
links, several are told apart by title, gender, generation and by who stands near,
and what stays open makes one question for the reviewer. People are never linked by
an initial alone, and never across a title that contradicts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from redact.link.against import note_others, note_titled
from redact.link.cast import AMBIGUOUS, HOUSEHOLD, Cast, folded_titles, recognised_by
from redact.link.doubt import doubts
from redact.link.elders import with_generation
from redact.link.in_short import by_last_word, note_towns
from redact.link.kinds import as_people_of_keys, body_of, is_guess, of_its_kind, standing_for_somebody
from redact.link.learnt import learn
from redact.link.left_out import with_first_names
from redact.link.letters import begins_so, by_letter, is_letter
from redact.link.near import likely, settled, without_unlikely
from redact.link.numbering import TAKEN_FOR, in_order_of_appearance
from redact.link.pending import Open
from redact.link.people import (
    candidates,
    household_of,
    is_initial,
    is_kin_word,
    name_of,
)
from redact.link.pieces import pieces_of
from redact.link.places import place
from redact.link.roles import stated_roles
from redact.link.shortened import DAYS, with_next_word
from redact.link.stated import Drafts
from redact.link.together import written_together
from redact.model import Document, Entity, Mention, Register
from redact.names import NameParts, fold, generation, generation_of
from redact.rules import Rules

__all__ = ["AMBIGUOUS", "HOUSEHOLD", "TAKEN_FOR", "link", "recognised_by"]


def link(
    mentions: Sequence[Mention],
    register: Register,
    rules: Rules,
    anchors: Mapping[str, str] | None = None,
    documents: Mapping[str, Document] | None = None,
) -> tuple[list[Mention], dict[str, Entity]]:
    """The mentions with their entities, and the entities: the register's own and E1, E2… by first appearance.

    *anchors* maps what entities were recognised by in an earlier run to their ids. With
    *documents*, other names and roles that the text states beside a name count too.
    """
    drafts = Drafts(documents) if documents is not None else None
    cast = Cast(rules, register.subject, drafts, anchors or {})
    for entity in register.entities.values():
        cast.add(entity)
    note_titled(mentions, cast)
    mentions = as_people_of_keys(mentions, cast)
    mentions = [of_its_kind(piece, cast) for m in mentions for piece in pieces_of(m, cast)]
    mentions = with_generation(with_first_names(mentions, cast), cast)
    _note_titles(mentions, cast)
    note_towns(mentions, cast)
    note_others(mentions, cast)
    chosen = _whole_names(mentions, cast)
    unsure = _parts(mentions, chosen, cast, drafts)
    for at, mention in enumerate(mentions):  # in place: there may be a hundred thousand
        mentions[at] = _linked(mention, chosen.get(at, ""), unsure.get(at, frozenset()), cast)
    entities = in_order_of_appearance(mentions, cast, register)
    linked = [_question(m, entities) for m in mentions]
    if drafts:
        entities = _with_roles(linked, entities, drafts, rules)
    return linked, _with_mentions(linked, entities)


def _note_titles(mentions: Sequence[Mention], cast: Cast) -> None:
    """Which titles stand before each surname alone, document by document."""
    for mention in mentions:
        parts = name_of(mention, cast) if mention.label == "PERSON" else None
        if parts and parts.title and not parts.given and not household_of(mention, cast):
            cast.titled[mention.document, fold(parts.family)].update(folded_titles(parts))


def _linked(mention: Mention, entity: str, others: frozenset[str], cast: Cast) -> Mention:
    """The mention with its entity and that entity's kind; one that is only likely is asked about."""
    if not entity:
        return mention
    if not others:
        return replace(mention, entity=entity, label=cast.entities[entity].label)
    could = " or ".join(sorted(others - {entity})) or "somebody else"
    reason = f"{TAKEN_FOR} {entity}; could be {could}"
    status = mention.status if mention.status == "watch" else "flag"
    return replace(mention, entity=entity, status=status, score=min(mention.score, 0.75), reason=reason)


def _whole_names(mentions: Sequence[Mention], cast: Cast) -> dict[int, str]:
    """Names of several words, the longest and the most frequent first, and households; index → entity."""
    rows = []
    joined = written_together(standing_for_somebody(mentions), cast)
    for at, mention in standing_for_somebody(mentions):
        mention = joined.get(at, mention)
        parts = name_of(mention, cast)
        full = sum(len(word.strip(".")) > 1 and word.casefold() not in DAYS for word in parts.words)
        if full > 1 or (mention.label == "PERSON" and household_of(mention, cast)):
            rows.append((full, at, mention, parts))
    often = Counter(fold(mention.text) for _, _, mention, _ in rows)
    chosen: dict[int, str] = {}
    order = sorted(
        rows, key=lambda row: (-row[0], not generation(row[2].text), -often[fold(row[2].text)], row[1])
    )
    for _, at, mention, parts in order:
        if entity := _settle(mention, parts, cast):
            chosen[at] = entity
    return chosen


def _settle(mention: Mention, parts: NameParts, cast: Cast) -> str:
    """The one entity that a mention means, a new one where it may mean none so far; '' where it may mean several."""
    if is_letter(mention) and cast.drafts:
        return ""
    if mention.label != "PERSON":
        found, name = place(mention, cast), re.sub(r"^(?i:the|a) ", "", mention.text)
    elif longer := with_next_word(mention, cast) or (
        by_last_word(mention, cast) if is_guess(mention) else set()
    ):
        return longer.pop()
    elif surname := household_of(mention, cast):
        if " and " in mention.text or "&" in mention.text:
            cast.couples.add(surname)
        return cast.bare("PERSON", surname.title(), HOUSEHOLD)
    else:
        found, name = candidates(parts, mention, cast), _written(parts, mention.text)
    if len(found) > 1 or (found and mention.label == "PERSON" and is_initial(parts)):
        return ""
    entity = (
        found.pop()
        if found
        else body_of(mention, cast) or cast.same_word(name) or cast.new(mention.label, name).id
    )
    cast.met(entity, mention, parts)
    return entity


def _written(parts: NameParts, text: str) -> str:
    """The name without its title, unless that is all that tells what kind of name it is; with 'senior' or 'junior'."""
    title = f"{parts.title} " if parts.title and len(parts.words) < 2 else ""
    said = " " + generation_of(text).strip(" ,\u00a0\n") if generation(text) else ""
    return title + " ".join(parts.words) + said if parts.words else text


def _parts(
    mentions: Sequence[Mention], chosen: dict[int, str], cast: Cast, drafts: Drafts | None
) -> dict[int, frozenset[str]]:
    """Settle single names, initials, and what whole names left open: by their candidates, then by who stands near.

    What is only likely is chosen too, and returned: index of the mention → whom else it could mean.
    """
    if drafts:
        learn(mentions, chosen, cast, drafts)
    _settle_rest(mentions, chosen, cast)
    if drafts:
        learn(mentions, chosen, cast, drafts)
        _settle_rest(mentions, chosen, cast)
    opens = [
        without_unlikely(_open(at, m, cast), cast)
        for at, m in standing_for_somebody(mentions)
        if at not in chosen
    ]
    letters = [one for one in opens if is_letter(one.mention)]
    people = [one for one in opens if one.mention.label == "PERSON" and not is_letter(one.mention)]
    chosen |= settled(people, chosen, mentions, cast)
    taken = likely([one for one in people if one.at not in chosen], chosen, mentions, cast)
    taken |= by_letter(letters, chosen, mentions, cast)
    chosen |= taken
    for one in opens:
        if one.at not in chosen:
            chosen[one.at] = _ask(one, cast)
    unsure = {one.at: one.candidates for one in opens if one.at in taken}
    return doubts(mentions, chosen, cast) | unsure


def _settle_rest(mentions: Sequence[Mention], chosen: dict[int, str], cast: Cast) -> None:
    """Settle what is not settled yet and can mean one only; a new entity for what can mean none so far.

    A title before a surname of several comes last, when the titles of each are known from elsewhere.
    """
    left = [
        (at, m, name_of(m, cast))
        for at, m in standing_for_somebody([of_its_kind(m, cast) for m in mentions])
        if at not in chosen
    ]
    for at, mention, parts in sorted(left, key=lambda row: _settled_late(row[2], cast)):
        if entity := _settle(mention, parts, cast):
            chosen[at] = entity


def _settled_late(parts: NameParts, cast: Cast) -> tuple[bool, bool, bool]:
    """What comes last: a word for kin alone, a surname of several behind a title, one of whom an initial may be known."""
    kin = is_kin_word(parts, cast)
    return kin, _is_shared(parts, cast), bool(parts.title and not parts.given)


def _is_shared(parts: NameParts, cast: Cast) -> bool:
    """Whether a title stands before a surname that leads to several."""
    return bool(parts.title and not parts.given) and len(cast.by_form.get(fold(parts.family), ())) > 1


def _open(at: int, mention: Mention, cast: Cast) -> Open:
    parts = name_of(mention, cast)
    if is_letter(mention):
        found = set(begins_so(mention, cast))
    else:
        found = candidates(parts, mention, cast) if mention.label == "PERSON" else place(mention, cast)
    return Open(at, mention, parts, frozenset(found), frozenset(cast.said(mention)))


def _ask(one: Open, cast: Cast) -> str:
    """One entity for all mentions of this form that may mean the same several: one question."""
    if is_letter(one.mention) and not one.candidates:
        return cast.new(one.mention.label, one.mention.text).id
    name = (
        " ".join([*one.parts.title.split(), *one.parts.words])
        if one.mention.label == "PERSON"
        else one.mention.text
    )
    return cast.bare(
        one.mention.label, f"{name or one.mention.text} ({' or '.join(sorted(one.candidates))})", AMBIGUOUS
    )


def _question(mention: Mention, entities: Mapping[str, Entity]) -> Mention:
    """An ambiguous mention is flagged, and says whom it may mean."""
    entity = entities.get(mention.entity)
    if not entity or entity.role != AMBIGUOUS:
        return mention
    who = entity.name[entity.name.rfind("(") + 1 : -1]
    status = mention.status if mention.status == "watch" else "flag"
    return replace(mention, status=status, reason=f"could be {who}")


def _with_roles(
    linked: Sequence[Mention], entities: Mapping[str, Entity], drafts: Drafts, rules: Rules
) -> dict[str, Entity]:
    """The people whom nobody has given a role with the one that the text states."""
    people = [(m.entity, m) for m in linked if m.entity in entities and entities[m.entity].label == "PERSON"]
    roles = stated_roles(people, drafts, rules, to_subject=True)
    return {
        i: replace(e, role=roles[i]) if i in roles and not e.role and not e.listed else e
        for i, e in entities.items()
    }


def _with_mentions(linked: Iterable[Mention], entities: Mapping[str, Entity]) -> dict[str, Entity]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in linked:
        mentions[mention.entity].append(mention)
    return {i: replace(e, mentions=tuple(mentions[i])) for i, e in entities.items()}
