"""Fold the decisions of a ledger over what was found; what is still open.

Nothing is stored but the ledger: the state of a review is computed from it, so
replaying gives the same state, and a page and a terminal cannot disagree. A
decision hangs on what was said and the words around it, not on where it stood,
so that a corrected draft keeps the reviewer's work.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redact.link import AMBIGUOUS
from redact.model import ENTITY_LABELS, Decision, Entity, Ledger, Mention, Span
from redact.names import fold
from redact.targets import (
    is_apart,
    is_taken,
    known_again,
    mention_target,
    sense_of,
    words_target,
)

#: Decisions that are records of a step and decide nothing about the text.
RECORDS = frozenset({"sign-off", "release", "intruder", "answer", "withdraw", "import", "register", "choose"})
#: Records of what was done and cannot be undone: no undo takes one back.
LASTING = RECORDS - {"answer"}

#: Records of a step by which somebody had a say in the editions all the same.
HAD_A_SAY = frozenset({"register", "choose"})

#: What a reviewer may answer, and what it means.
ANSWERS = {
    "confirm": "it is what it seems: treat it",
    "dismiss": "it identifies nobody: leave the words as they are",
    "link": "it is the person or place with the id given as value",
    "split": "these words mean somebody else than the others of that name; the value is a working name for them",
    "merge": "this person or place is the same as the one with the id given as value",
    "rename": "print the pseudonym given as value",
    "role": "the role is the one given as value",
    "rewrite": "print the words given as value instead",
    "add": "these words (value) are a name that was missed; the target is its label",
    "keep": "print this picture, made anew; the value says what it shows",
    "replace": "print something else for this picture: the family tree (value)",
    "remove": "print that a picture was removed, with the value as its caption; a passage: print that a detail was",
    "accept": "the finding, or the part left behind, is in order, for the reason given; a picture is left out",
    "answer": "the value answers this question of the checklist (redact show CASE checklist)",
    "undo": "take back the last answer on this target",
}
#: Answers on words that reach only the places that were asked about, and none that was sure.
OF_WHAT_WAS_SHOWN = frozenset({"dismiss", "rewrite"})
#: Ends the reason of a mention that no edition prints: nobody is asked about it, and it proves no name.
NOT_PRINTED = "(not printed)"
#: The reason of a mention that somebody answered 'no' to.
LEFT_BY_HAND = "left by a reviewer"
#: The same where the question told what else the place reads like: a season, an author who is cited.
LEFT_AS_OTHER = f"{LEFT_BY_HAND} as what it reads like"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Mentions and entities with all decisions applied."""

    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    rewordings: Mapping[tuple[str, Span], str]
    passages: tuple[Mention, ...] = ()  # that people picked out themselves; see redact.passages
    #: Words that were asked about → each place of them that was, as found: what a 'no' to the words was said of.
    doubted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def touched(reviewed: Reviewed) -> list[Mention]:
    """The places that editions change, or that somebody is asked about: all that was found but what stays as it is.

    This is the number that is told of a case, on the command line and in the pages.
    """
    return [mention for mention in reviewed.mentions if mention.status != "keep"]


def standing(ledger: Ledger) -> list[Decision]:
    """The decisions that stand, in order: an undo takes back the last one on its target, and never a record."""
    stands: list[Decision] = []
    for decision in ledger:
        if decision.action == "undo":
            last = next(
                (
                    n
                    for n in range(len(stands) - 1, -1, -1)
                    if stands[n].target == decision.target and stands[n].action not in LASTING
                ),
                None,
            )
            if last is not None:
                stands.pop(last)
        else:
            stands.append(decision)
    return stands


def decides_nothing(decision: Decision) -> bool:
    """Whether it is a record, or an answer to the checklist taken back: the text stays as it is either way."""
    return decision.action in RECORDS or (decision.action == "undo" and decision.target.startswith("c:"))


def deciders(ledger: Ledger) -> list[str]:
    """The names of everybody who decided anything, changed register.yaml or chose what a summary takes; none of them may sign."""
    return sorted({d.by for d in ledger if d.action in HAD_A_SAY or not decides_nothing(d)})


def same_person(one: str, other: str) -> bool:
    """Whether two names on the record may be one person's: 'Alex Panel', 'Panel, Alex', 'Dr Alex Panel', 'A. Panel'."""
    ours, theirs = (sorted(re.findall(r"[^\W_]+", fold(name)), key=len) for name in (one, other))
    few, many = sorted((ours, theirs), key=len)
    left = list(many)
    for word in reversed(few):
        match = next((m for m in left if m == word or (1 in {len(m), len(word)} and m[0] == word[0])), None)
        if match is None:
            return False
        left.remove(match)
    return bool(few) or fold(one) == fold(other)


def added_entities(ledger: Ledger) -> list[Entity]:
    """Names that reviewers added since detection missed them; the id of one that was taken back is not given again."""
    return [entity for entity, _ in _added(ledger)]


def _added(ledger: Ledger) -> Iterator[tuple[Entity, int]]:
    """The names that reviewers added, each with where on the ledger."""
    stands = {id(d) for d in standing(ledger)}
    rows = ((at, d) for at, d in enumerate(ledger) if d.action == "add")
    for number, (at, d) in enumerate(rows, 1):
        if id(d) in stands:
            label = d.target if d.target in ENTITY_LABELS else "PERSON"
            yield Entity(f"A{number}", label, d.value, listed=True), at


def added_id(ledger: Ledger) -> str:
    """The id that the next name to be added will have."""
    return f"A{sum(d.action == 'add' for d in ledger) + 1}"


def split_off(
    mentions: Iterable[Mention], entities: Mapping[str, Entity], ledger: Ledger
) -> tuple[dict[str, str], dict[str, Entity]]:
    """Who was split off from others of the same name: target → id, and the new entities by id.

    Answers with one working name are about one person; ids count those names as they came, so that
    taking one back renumbers nobody.
    """
    stands = {id(d) for d in standing(ledger)}
    ids: dict[str, str] = {}
    of: dict[str, str] = {}
    for decision in (d for d in ledger if d.action == "split"):
        name = fold(decision.value) or decision.target
        ids.setdefault(name, _free(f"S{len(ids) + 1}", entities))
        if id(decision) in stands:
            of[decision.target] = ids[name]
    new: dict[str, Entity] = {}
    for mention in mentions if of else ():
        who = of.get(mention_target(mention)) or of.get(words_target(mention))
        if who and who not in new:
            from_ = entities.get(mention.entity)
            new[who] = Entity(who, from_.label if from_ else mention.label, mention.text)
    return of, new


def apply_decisions(mentions: Sequence[Mention], entities: Mapping[str, Entity], ledger: Ledger) -> Reviewed:
    """Mentions and entities as the reviewers left them."""
    by_target: dict[str, dict[str, Decision]] = defaultdict(dict)
    stands = standing(ledger)
    apart, new = split_off(mentions, entities, ledger)
    entities = {**entities, **new}
    again = known_again(stands, mentions)
    for decision in stands:
        by_target[again.get(decision.target, decision.target)][_facet(decision.action)] = decision
    merged = _merges(by_target, entities)
    new_entities = {i: _entity(e, by_target.get(i, {})) for i, e in entities.items() if merged.get(i, i) == i}
    rewordings: dict[tuple[str, Span], str] = {}
    out = []
    since = {entity.id: at for entity, at in _added(ledger)}
    order = {id(decision): at for at, decision in enumerate(ledger)}
    for mention in mentions:
        shown = mention.status != "replace"  # as it was found: what is sure stands in no question
        added = since.get(mention.entity, -1)
        if mention.entity in merged:  # whoever says who is meant has settled it
            settled = mention.is_open and not sense_of(mention)[0]
            status = "replace" if settled else mention.status
            mention = replace(mention, entity=merged[mention.entity], status=status)
        answer = _answer(mention, by_target, shown)
        if answer and answer.action == "dismiss" and order[id(answer)] < added:
            answer = None  # somebody added the name after it was left alone: the newer answer holds
        decided = _decided(mention, answer, by_target, new_entities, apart)
        if answer and answer.action == "rewrite":
            rewordings[mention.document, mention.span] = answer.value
        out.append(decided)
    return Reviewed(
        tuple(out), _with_mentions(new_entities, out), rewordings, doubted=_places_doubted(mentions)
    )


def _places_doubted(mentions: Iterable[Mention]) -> dict[str, tuple[str, ...]]:
    """Words that are asked about → the places of them that are, before anybody answered."""
    places: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        if mention.is_open and mention.label != "GENDER":
            places[words_target(mention)][mention_target(mention)] = None
    return {target: tuple(those) for target, those in places.items()}


def _free(id_: str, entities: Mapping[str, Entity]) -> str:
    """*id_*, or where somebody of the register bears it already one like it that nobody bears."""
    return id_ if id_ not in entities else _free(f"{id_}s", entities)


def _facet(action: str) -> str:
    """Answers that replace each other share a facet; a role and a new name do not undo a 'confirm'."""
    return action if action in {"rename", "role", "merge", "add"} else "answer"


def _merges(
    by_target: Mapping[str, Mapping[str, Decision]], entities: Mapping[str, Entity]
) -> dict[str, str]:
    """Entity → the entity that it was merged into, followed to its end."""
    direct = {}
    for entity, facets in by_target.items():
        decision = facets.get("merge") or facets.get("answer")
        if (
            entity in entities
            and decision
            and decision.action in {"merge", "link"}
            and decision.value in entities
        ):
            direct[entity] = decision.value
    merged = {}
    for entity in direct:
        seen, at = {entity}, direct[entity]
        while at in direct and direct[at] not in seen:
            seen.add(at)
            at = direct[at]
        merged[entity] = at
    return merged


def _entity(entity: Entity, facets: Mapping[str, Decision]) -> Entity:
    if "rename" in facets:
        entity = replace(entity, pseudonym=facets["rename"].value)
    if "role" in facets:
        entity = replace(entity, role=facets["role"].value)
    return entity


def _answer(
    mention: Mention, by_target: Mapping[str, Mapping[str, Decision]], shown: bool
) -> Decision | None:
    """The answer that holds for a mention: its own, that on its words, that on its entity, in this order.

    Where the bearer is only likely, nothing that was said of the bearer settles that it is meant here; nor where
    the words read like something else than the name. What words are left, or printed otherwise, is said of the
    places that were *shown*: the 'eleven' of a plan is no word on the child who is surely eleven.
    """
    own, words = (
        by_target.get(t, {}).get("answer") for t in (mention_target(mention), words_target(mention))
    )
    if words and words.action in OF_WHAT_WAS_SHOWN and not shown:
        words = None
    if is_taken(mention):
        return own if own and own.action != "confirm" else words
    return own or words or (None if is_apart(mention) else by_target.get(mention.entity, {}).get("answer"))


def _decided(
    mention: Mention,
    answer: Decision | None,
    by_target: Mapping[str, Mapping[str, Decision]],
    entities: Mapping[str, Entity],
    apart: Mapping[str, str],
) -> Mention:
    if answer is None:
        touched = {} if is_apart(mention) else by_target.get(mention.entity, {})
        if mention.is_open and {"rename", "role", "merge"} & set(touched):
            return replace(mention, status="replace")
        return mention
    if answer.action == "dismiss":
        # A 'no' to an entity is about the mentions that were asked about; those that were sure were not shown.
        unasked = answer.target == mention.entity and mention.status == "replace"
        reason = LEFT_AS_OTHER if sense_of(mention)[0] else LEFT_BY_HAND
        return mention if unasked else replace(mention, status="keep", reason=reason)
    if answer.action in {"link", "merge", "split"}:
        meant = apart.get(answer.target, "") if answer.action == "split" else answer.value
        entity = meant if meant in entities else mention.entity
        return replace(
            mention,
            status="replace",
            entity=entity,
            label=entities[entity].label if entity in entities else mention.label,
        )
    if answer.action in {"confirm", "rewrite"}:
        ambiguous = mention.entity in entities and entities[mention.entity].role == AMBIGUOUS
        return mention if ambiguous and answer.action == "confirm" else replace(mention, status="replace")
    return mention


def _with_mentions(entities: Mapping[str, Entity], mentions: Iterable[Mention]) -> dict[str, Entity]:
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.entity].append(mention)
    return {i: replace(e, mentions=tuple(grouped[i])) for i, e in entities.items()}
