"""Decide which person, place or body each mention means, over all documents of a case.

Whole names first, then their parts. Every linker gives a set of candidates: one
links, several are told apart by title, gender, generation and by who stands near,
and what stays open makes one question for the reviewer. People are never linked by
an initial alone, and never across a title that contradicts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from redact.link.bearers import are_two, generation
from redact.link.cast import AMBIGUOUS, HOUSEHOLD, Cast, recognised_by
from redact.link.doubt import doubts
from redact.link.near import likely, settled, without_unlikely
from redact.link.numbering import TAKEN_FOR, in_order_of_appearance
from redact.link.pending import Open
from redact.link.people import candidates, household_of, is_initial, name_of, same_again, without_notes
from redact.link.places import has_article, place
from redact.link.roles import stated_roles
from redact.link.stated import (
    Drafts,
    is_maiden,
    pronouns_behind,
    same_by_pronoun,
    same_by_word,
)
from redact.model import ENTITY_LABELS, Document, Entity, Mention, Register, Span
from redact.names import NameParts, fold, is_title, take_apart
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
    mentions = [_of_its_kind(m, cast) for m in mentions]
    chosen = _whole_names(mentions, cast)
    unsure = _parts(mentions, chosen, cast, drafts)
    linked = [
        _linked(m, chosen.get(at, ""), unsure.get(at, frozenset()), cast) for at, m in enumerate(mentions)
    ]
    linked, entities = in_order_of_appearance(linked, cast, register)
    linked = [_question(m, entities) for m in linked]
    if drafts:
        entities = _with_roles(linked, entities, drafts, rules)
    return linked, _with_mentions(linked, entities)


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


def _of_its_kind(mention: Mention, cast: Cast) -> Mention:
    """A guess at a place or body whose words the case knows as a person's: 'Jehangir Contractor' beside other Contractors."""
    text = without_notes(mention.text, cast.rules)
    known = cast.is_person(text) and not cast.is_place(text)
    wrong = _is_guess(mention) and mention.label in {"PLACE", "ORG"} and known
    return replace(mention, label="PERSON") if wrong else mention


def _is_guess(mention: Mention) -> bool:
    return mention.rule != "known" and not mention.rule.startswith("pattern") and mention.status != "keep"


def _body(mention: Mention, cast: Cast) -> str:
    """The one place or body that words are the name of which were taken for a person's: 'Tallow Ln', 'ARI'; else ''."""
    if not _is_guess(mention) or cast.is_person(mention.text):
        return ""
    found = {e for e in place(mention, cast) if cast.entities[e].label != "PERSON"}
    if not (" " in mention.text or mention.text.isupper()):
        short = {"PLACE", "ADDRESS"} if has_article(mention, cast) else set()
        found = {e for e in found if cast.entities[e].label in {"ORG", "SCHOOL", "HEALTH_SITE"} | short}
    return found.pop() if len(found) == 1 else ""


def _standing_for_somebody(mentions: Sequence[Mention]) -> Iterator[tuple[int, Mention]]:
    return ((at, m) for at, m in enumerate(mentions) if m.label in ENTITY_LABELS and m.status != "keep")


def _whole_names(mentions: Sequence[Mention], cast: Cast) -> dict[int, str]:
    """Names of several words, the longest and the most frequent first, and households; index → entity."""
    rows = []
    joined = _written_together(mentions, cast)
    for at, mention in _standing_for_somebody(mentions):
        mention = joined.get(at, mention)
        parts = name_of(mention, cast)
        full = sum(len(word.strip(".")) > 1 for word in parts.words)
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


def _written_together(mentions: Sequence[Mention], cast: Cast) -> dict[int, Mention]:
    """Two pieces of one name with a space between ('Ann Mary' and 'Doe'), each as the whole name; index → it."""
    found: dict[int, Mention] = {}
    people = [(at, m) for at, m in _standing_for_somebody(mentions) if m.label == "PERSON"]
    for (at, one), (after, other) in pairwise(sorted(people, key=lambda row: (row[1].document, row[1].span))):
        text = cast.drafts.documents[one.document].text if cast.drafts else ""
        between = text[one.span.end : other.span.start] if one.document == other.document else ""
        if between == " " and at not in found and _is_name(one, cast) and _is_name(other, cast):
            span = Span(one.span.start, other.span.end)
            found[at] = found[after] = replace(one, span=span, text=text[span.start : span.end])
    return found


def _is_name(mention: Mention, cast: Cast) -> bool:
    """Whether a mention is a name without a title, in small letters but for the first: no initials, no household."""
    words = mention.text.split()
    plain = not any(is_title(word, cast.rules) or word.isupper() for word in words)
    return plain and mention.text.istitle() and not household_of(mention, cast)


def _settle(mention: Mention, parts: NameParts, cast: Cast) -> str:
    """The one entity that a mention means, a new one where it may mean none so far; '' where it may mean several."""
    if mention.label != "PERSON":
        found, name = place(mention, cast), re.sub(r"^(?i:the|a) ", "", mention.text)
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
        else _body(mention, cast) or cast.same_word(name) or cast.new(mention.label, name).id
    )
    cast.met(entity, mention, parts)
    return entity


def _written(parts: NameParts, text: str) -> str:
    """The name without its title, unless that is all that tells what kind of name it is; with 'senior' or 'junior'."""
    title = f"{parts.title} " if parts.title and len(parts.words) < 2 else ""
    said = f" {text.split()[-1]}" if generation(text) else ""
    return title + " ".join(parts.words) + said if parts.words else text


def _same_by_word(mentions: Sequence[Mention], chosen: dict[int, str], cast: Cast, drafts: Drafts) -> None:
    """Give people the other names that the text states for them; two entities may turn out to be one."""
    people = [
        at for at, m in _standing_for_somebody(mentions) if m.label == "PERSON" and not household_of(m, cast)
    ]
    words = [at for at, m in _standing_for_somebody(mentions) if _is_guess(m) and " " not in m.text]
    stated = [
        *same_by_word(mentions, people, drafts, cast.rules),
        *same_by_pronoun(mentions, sorted({*people, *words}), chosen, drafts, cast.rules),
    ]
    for first, second in stated:
        one, other = chosen.get(first), chosen.get(second)
        if not one or one == other:
            continue
        if other and cast.entities[other].listed:
            one, other = other, one
        if other and (cast.entities[other].listed or are_two(one, other, cast)):
            continue
        if other:
            cast.absorb(one, other)
            chosen |= {at: one for at, entity in chosen.items() if entity == other}
        else:
            _call(one, second, mentions, cast, drafts)
            chosen[second] = one


def _call(entity: str, second: int, mentions: Sequence[Mention], cast: Cast, drafts: Drafts) -> None:
    """Add the name that stands alone as another name of the entity; a maiden name with the given name too."""
    mention = mentions[second]
    name = re.sub(r"(?i)^n[ée]e\s", "", mention.text)
    before = drafts.documents[mention.document].text[max(0, mention.span.start - 20) : mention.span.start]
    given = take_apart(cast.entities[entity].name, cast.rules).given[:1]
    cast.call(entity, name)
    if is_maiden(before, mention.text) and given and " " not in name.strip():
        cast.call(entity, f"{given[0]} {name}")


def _parts(
    mentions: Sequence[Mention], chosen: dict[int, str], cast: Cast, drafts: Drafts | None
) -> dict[int, frozenset[str]]:
    """Settle single names, initials, and what whole names left open: by their candidates, then by who stands near.

    What is only likely is chosen too, and returned: index of the mention → whom else it could mean.
    """
    if drafts:
        _learn(mentions, chosen, cast, drafts)
    _settle_rest(mentions, chosen, cast)
    if drafts:
        _learn(mentions, chosen, cast, drafts)
        _settle_rest(mentions, chosen, cast)
    opens = [
        without_unlikely(_open(at, m, cast), cast)
        for at, m in _standing_for_somebody(mentions)
        if at not in chosen
    ]
    people = [one for one in opens if one.mention.label == "PERSON"]
    chosen |= settled(people, chosen, mentions, cast)
    taken = likely([one for one in people if one.at not in chosen], cast)
    chosen |= taken
    for one in opens:
        if one.at not in chosen:
            chosen[one.at] = _ask(one, cast)
    unsure = {one.at: one.candidates for one in opens if one.at in taken}
    return doubts(mentions, chosen, cast) | unsure


def _learn(mentions: Sequence[Mention], chosen: dict[int, str], cast: Cast, drafts: Drafts) -> None:
    """What the text says of the people so far: other names, roles, and by its pronouns the gender.

    Pronouns behind a whole name are met in both rounds, and so weigh twice.
    """
    _same_by_word(mentions, chosen, cast, drafts)
    _join_again(chosen, cast)
    people = [at for at in chosen if mentions[at].label == "PERSON"]
    cast.stated |= stated_roles(((chosen[at], mentions[at]) for at in people), drafts, cast.rules)
    for at in people:
        cast.ages[chosen[at]].update(cast.said(mentions[at]) & {"child", "adult"})
    for at, gender in pronouns_behind(mentions, people, drafts):
        cast.pronouns[chosen[at]][gender] += 1


def _join_again(chosen: dict[int, str], cast: Cast) -> None:
    """People who turn out to be somebody else by a name learnt since: 'Jane Roe' once Jane Doe is 'née Roe'."""
    for entity in [e for e, found in cast.entities.items() if found.label == "PERSON" and not found.listed]:
        bearers = same_again(entity, cast) if entity in cast.entities else set()
        if len(bearers) == 1 and not are_two(next(iter(bearers)), entity, cast):
            kept = bearers.pop()
            cast.absorb(kept, entity)
            chosen |= {at: kept for at, now in chosen.items() if now == entity}


def _settle_rest(mentions: Sequence[Mention], chosen: dict[int, str], cast: Cast) -> None:
    """Settle what is not settled yet and can mean one only; a new entity for what can mean none so far.

    A title before a surname of several comes last, when the titles of each are known from elsewhere.
    """
    left = [
        (at, m, name_of(m, cast))
        for at, m in _standing_for_somebody([_of_its_kind(m, cast) for m in mentions])
        if at not in chosen
    ]
    for at, mention, parts in sorted(left, key=lambda row: _is_shared(row[2], cast)):
        if entity := _settle(mention, parts, cast):
            chosen[at] = entity
    for positions in cast.stands.values():
        positions.sort()


def _is_shared(parts: NameParts, cast: Cast) -> bool:
    """Whether a title stands before a surname that leads to several."""
    return bool(parts.title and not parts.given) and len(cast.by_form.get(fold(parts.family), ())) > 1


def _open(at: int, mention: Mention, cast: Cast) -> Open:
    parts = name_of(mention, cast)
    found = candidates(parts, mention, cast) if mention.label == "PERSON" else place(mention, cast)
    return Open(at, mention, parts, frozenset(found), frozenset(cast.said(mention)))


def _ask(one: Open, cast: Cast) -> str:
    """One entity for all mentions of this form that may mean the same several: one question."""
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
