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
from dataclasses import dataclass, replace

from redact.errors import RulesError
from redact.link import AMBIGUOUS
from redact.model import ENTITY_LABELS, Decision, Document, Entity, Ledger, Mention, Span, Status
from redact.names import fold
from redact.targets import is_taken, known_again, left_target, mention_target, paragraph_target, words_target

#: Decisions that are records of a step and decide nothing about the text.
RECORDS = frozenset({"sign-off", "release", "intruder", "answer", "withdraw", "import", "register"})
#: Records of what was done and cannot be undone: no undo takes one back.
LASTING = RECORDS - {"answer"}

#: Records of a step by which somebody had a say in the editions all the same.
HAD_A_SAY = frozenset({"register"})

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
#: How many places of one kind that is left behind are named to the reviewer.
MOST_PLACES = 3

#: Ends the reason of a mention that no edition prints: nobody is asked about it, and it proves no name.
NOT_PRINTED = "(not printed)"

#: Answers that only a picture takes.
OF_PICTURES = frozenset({"keep", "replace", "remove"})

NEEDS_VALUE = frozenset({"link", "merge", "rename", "role", "rewrite", "add", "answer"})


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a person has to settle."""

    target: str
    kind: str  # entity, which, words, gender, picture, left behind, finding
    asks: str
    proposed: str  # the answer that the program would give
    entity: str = ""
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Mentions and entities with all decisions applied."""

    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    rewordings: Mapping[tuple[str, Span], str]
    passages: tuple[Mention, ...] = ()  # that people picked out themselves; see redact.passages


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
    """The names of everybody who decided anything, or changed register.yaml; none of them may sign."""
    return sorted({d.by for d in ledger if d.action in HAD_A_SAY or not decides_nothing(d)})


def same_person(one: str, other: str) -> bool:
    """Whether two names on the record may be one person's: 'Alex Panel', 'Panel, Alex', 'Dr Alex Panel', 'A. Panel'."""
    ours, theirs = (sorted(re.findall(r"[^\W\d_]+", fold(name)), key=len) for name in (one, other))
    few, many = sorted((ours, theirs), key=len)
    left = list(many)
    for word in reversed(few):
        match = next((m for m in left if m == word or (1 in {len(m), len(word)} and m[0] == word[0])), None)
        if match is None:
            return False
        left.remove(match)
    return bool(few)


def added_entities(ledger: Ledger) -> list[Entity]:
    """Names that reviewers added since detection missed them; the id of one that was taken back is not given again."""
    stands = {id(d) for d in standing(ledger)}
    return [
        Entity(f"A{number}", d.target if d.target in ENTITY_LABELS else "PERSON", d.value, listed=True)
        for number, d in enumerate((d for d in ledger if d.action == "add"), 1)
        if id(d) in stands
    ]


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
    for mention in mentions:
        if mention.entity in merged:  # whoever says who is meant has settled it
            mention = replace(mention, entity=merged[mention.entity], status=_settled(mention.status))
        decided = _decided(mention, by_target, new_entities, apart)
        answer = _answer(mention, by_target)
        if answer and answer.action == "rewrite":
            rewordings[mention.document, mention.span] = answer.value
        out.append(decided)
    return Reviewed(tuple(out), _with_mentions(new_entities, out), rewordings)


def _free(id_: str, entities: Mapping[str, Entity]) -> str:
    """*id_*, or where somebody of the register bears it already one like it that nobody bears."""
    return id_ if id_ not in entities else _free(f"{id_}s", entities)


def _settled(status: Status) -> Status:
    return "replace" if status in {"flag", "watch"} else status


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


def _answer(mention: Mention, by_target: Mapping[str, Mapping[str, Decision]]) -> Decision | None:
    """The answer that holds for a mention: its own, that on its words, that on its entity, in this order.

    Where the bearer is only likely, nothing that was said of the bearer settles that it is meant here.
    """
    own, words = (
        by_target.get(t, {}).get("answer") for t in (mention_target(mention), words_target(mention))
    )
    if is_taken(mention):
        return own if own and own.action != "confirm" else words
    return own or words or by_target.get(mention.entity, {}).get("answer")


def _decided(
    mention: Mention,
    by_target: Mapping[str, Mapping[str, Decision]],
    entities: Mapping[str, Entity],
    apart: Mapping[str, str],
) -> Mention:
    answer = _answer(mention, by_target)
    if answer is None:
        touched = {} if is_taken(mention) else by_target.get(mention.entity, {})
        if mention.status in {"flag", "watch"} and {"rename", "role", "merge"} & set(touched):
            return replace(mention, status="replace")
        return mention
    if answer.action == "dismiss":
        # A 'no' to an entity is about the mentions that were asked about; those that were sure were not shown.
        unasked = answer.target == mention.entity and mention.status == "replace"
        return mention if unasked else replace(mention, status="keep", reason="left by a reviewer")
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


def candidates_of(entity: Entity) -> list[str]:
    """The ids that an ambiguous entity may stand for; none for any other."""
    return entity.name[entity.name.rfind("(") + 1 : -1].split(" or ") if entity.role == AMBIGUOUS else []


def bearers_of(mention: Mention, entities: Mapping[str, Entity]) -> list[str]:
    """The ids that a mention may mean whose bearer is likely and not sure, the likely one first."""
    return [word for word in re.findall(r"[\w.-]+", mention.reason) if word in entities]


def spelled_out(decision: Decision, entities: Mapping[str, Entity]) -> list[Decision]:
    """A decision on an entity as decisions on each of its mentions, where a later draft could stretch it.

    A 'no' to a name, and who is meant where several could be, are said of the mentions that the
    reviewer saw, and never of one that a new draft brings.
    """
    entity = entities.get(decision.target)
    doubtful = (
        entity is not None and entity.role == AMBIGUOUS and decision.action in {"link", "merge", "undo"}
    )
    if entity is None or not (doubtful or decision.action in {"dismiss", "undo"}):
        return [decision]
    seen = [m for m in entity.mentions if decision.action != "dismiss" or doubtful or m.status != "replace"]
    action = "link" if decision.action == "merge" else decision.action
    own = [decision] if decision.action == "undo" or not seen else []
    return own + [
        replace(decision, target=t, action=action) for t in dict.fromkeys(map(mention_target, seen))
    ]


# What is still open ------------------------------------------------------------------------------


def open_questions(reviewed: Reviewed, documents: Sequence[Document], ledger: Ledger) -> list[Question]:
    """Everything that a reviewer has to answer: entities first, then words, then what stays behind."""
    waiting = [m for m in reviewed.mentions if m.status in {"flag", "watch"}]
    found = [m for m in waiting if m.label != "GENDER"]
    sure = [m for m in found if not is_taken(m)]
    return [
        *_about_entities(sure, reviewed),
        *_about_bearers([m for m in found if is_taken(m)], reviewed.entities),
        *_about_words(sure),
        *_about_gender(waiting, reviewed, documents),
        *_about_left(documents, ledger),
    ]


def _about_entities(waiting: Sequence[Mention], reviewed: Reviewed) -> Iterator[Question]:
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in waiting:
        if mention.entity:
            grouped[mention.entity].append(mention)
    for entity_id, mentions in grouped.items():
        entity = reviewed.entities[entity_id]
        if entity.role == AMBIGUOUS:
            who = " or ".join(_named(i, reviewed.entities) for i in candidates_of(entity))
            yield Question(entity_id, "which", f"Who is meant: {who}? (link)", "", entity_id, tuple(mentions))
        else:
            what = f"{entity.label.replace('_', ' ').lower()}{f', {entity.role}' if entity.role else ''}"
            asks = f"Is this the name of a {what}? ({mentions[0].reason})"
            yield Question(entity_id, "entity", asks, "confirm", entity_id, tuple(mentions))


def _named(entity_id: str, entities: Mapping[str, Entity]) -> str:
    """An id with its name and role, for whoever has to choose one."""
    entity = entities.get(entity_id)
    return f"{entity_id} ({entity.name}{f', {entity.role}' if entity.role else ''})" if entity else entity_id


def _about_bearers(waiting: Sequence[Mention], entities: Mapping[str, Entity]) -> Iterator[Question]:
    """One question for all mentions of the same words that are taken for the same person."""
    for target, mentions in _by_words(waiting).items():
        asks = f"Is {_named(mentions[0].entity, entities)} meant here? ({mentions[0].reason}; confirm, or link to another)"
        yield Question(target, "bearer", asks, "confirm", mentions[0].entity, tuple(mentions))


def _by_words(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[words_target(mention)].append(mention)
    return grouped


def _about_words(waiting: Sequence[Mention]) -> Iterator[Question]:
    for target, mentions in _by_words(m for m in waiting if not m.entity).items():
        asks = f"Should these words go? ({mentions[0].label}: {mentions[0].reason})"
        yield Question(target, "words", asks, "confirm", "", tuple(mentions))


def _about_gender(
    waiting: Sequence[Mention], reviewed: Reviewed, documents: Sequence[Document]
) -> Iterator[Question]:
    """One question for the words of a paragraph that may be said of one person; they can be answered one by one."""
    named = {document.name: document for document in documents}
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in waiting:
        if mention.label == "GENDER":
            document = named.get(mention.document)
            grouped[paragraph_target(mention, document) if document else mention_target(mention)].append(
                mention
            )
    for target, mentions in grouped.items():
        first = mentions[0]
        role = reviewed.entities[first.entity].role
        who = f"{first.entity}{f', {role}' if role else ''}"
        words = ", ".join(dict.fromkeys(f"“{m.text}” as “{m.value}”" for m in mentions))
        asks = f"Is this said of {who}? Yes prints {words}; no leaves the words. ({first.reason})"
        own = target if len(mentions) > 1 else mention_target(first)
        yield Question(own, "gender", asks, "confirm", first.entity, tuple(mentions))


def _about_left(documents: Sequence[Document], ledger: Ledger) -> Iterator[Question]:
    answered = {d.target for d in standing(ledger) if d.action in {"accept", "confirm"}}
    for document in documents:
        kinds: dict[str, int] = defaultdict(int)
        places: dict[str, dict[str, None]] = defaultdict(dict)
        for part in document.left_behind:
            kinds[part.kind] += part.count
            places[part.kind][part.place] = None
        for kind, count in kinds.items():
            if count and left_target(document.name, kind) not in answered:
                told = _told_of_left(kind, count, _where(list(places[kind]), count))
                asks = f"{document.name}: {told} In order?"
                yield Question(left_target(document.name, kind), "left behind", asks, "accept")


def _told_of_left(kind: str, count: int, where: str) -> str:
    """What a reviewer has to know of a part that was left behind, or of a page that was read from a picture."""
    if kind.endswith("read from a picture"):
        return f"{kind}: every word of it has to be compared with the draft."
    return f"{count} × {kind}{where} does not travel to the editions."


def _where(places: Sequence[str], count: int) -> str:
    """The first few places in brackets: ' (paragraph 4.12, table 2, row 3 and 5 more)'."""
    told = [place for place in places if place]
    if count > 1 and len(told) == 1:
        return f" (the first: {told[0]})"
    more = f" and {len(told) - MOST_PLACES} more" if len(told) > MOST_PLACES else ""
    return f" ({', '.join(told[:MOST_PLACES])}{more})" if told else ""


def objection_to_merging(target: str, value: str, entities: Mapping[str, Entity]) -> str:
    """Why the entity *target* may not become *value*; '' where it may.

    Somebody of register.yaml is never merged away: its pseudonym and its role would be lost.
    """
    if target == value:
        return "nobody is merged with themselves; give the id of the other one as value"
    entity = entities.get(target)
    if entity and entity.listed and not _was_added(entity):
        return (
            "the target is of register.yaml and stays; make it the value and the other one the target, or "
            "where register.yaml has one person twice mend it there"
        )
    return ""


def _was_added(entity: Entity) -> bool:
    """Whether a reviewer added it: listed, but not of the register."""
    return bool(re.fullmatch(r"A\d+", entity.id))


def check_rows(rows: Iterable[tuple[str, Decision]]) -> None:
    """Refuse rows that lead back to where they began: one merged into another that is merged into the first.

    Raises:
        RulesError: with the place of the row that closes the ring.
    """
    into: dict[str, str] = {}
    for place, decision in rows:
        if decision.action in {"merge", "link"}:
            into[decision.target] = at = decision.value
            while at in into and at != decision.target:
                at = into[at]
            if at == decision.target:
                raise RulesError(
                    f"{place}: leads back to an id that an earlier row merges; leave one of them out"
                )


def check_decision(
    decision: Decision, questions: Iterable[Question], entities: Mapping[str, Entity], place: str
) -> None:
    """Refuse an answer that means nothing.

    Raises:
        RulesError: an unknown answer, a value that is missing or names no entity, an unknown target, or
            an answer that its target cannot have.
    """
    if decision.action not in ANSWERS:
        raise RulesError(f"{place}: the answer should be one of {', '.join(ANSWERS)}")
    if decision.action in NEEDS_VALUE and not decision.value.strip():
        raise RulesError(f"{place}: the answer {decision.action} needs a value")
    if decision.action in {"link", "merge"} and decision.value not in entities:
        raise RulesError(f"{place}: no person or place has the id given as value")
    if decision.action in {"link", "merge"} and entities[decision.value].role == AMBIGUOUS:
        raise RulesError(f"{place}: the id given as value stands for several; give the id of one of them")
    if decision.action in {"link", "merge"} and (
        why := objection_to_merging(decision.target, decision.value, entities)
    ):
        raise RulesError(f"{place}: {why}")
    if decision.action in {"merge", "rename", "role"} and decision.target not in entities:
        raise RulesError(f"{place}: the target of {decision.action} should be the id of a person or place")
    if decision.action == "add" and decision.target not in ENTITY_LABELS:
        raise RulesError(f"{place}: the target of add should be one of {', '.join(sorted(ENTITY_LABELS))}")
    if decision.action == "accept" and decision.target.startswith("f-") and not decision.reason.strip():
        raise RulesError(f"{place}: accepting a finding needs a reason")
    if decision.action == "split" and not re.match(r"[mw]-", decision.target):
        raise RulesError(f"{place}: the target of split should be a mention or words of this case")
    of_passage = decision.target.startswith("r-") and decision.action == "remove"
    if decision.action in OF_PICTURES and not decision.target.startswith("p-") and not of_passage:
        raise RulesError(f"{place}: the target of {decision.action} should be a picture of this case")
    if decision.target.startswith("p-") and decision.action not in {*OF_PICTURES, "accept", "undo"}:
        raise RulesError(f"{place}: a picture takes one of keep, replace, remove, accept")
    if (decision.action == "answer") != decision.target.startswith("c:") and decision.action != "undo":
        raise RulesError(f"{place}: questions of the checklist (c:…), and nothing else, take: answer")
    if decision.action in {"add", "undo", "answer"}:
        return
    if (
        not re.fullmatch(
            r"(?:m-[0-9a-f]{16}|(?:w|left|f|p)-[0-9a-f]{12}|r-[0-9a-f]{12}-\d+-\d+)", decision.target
        )
        and decision.target not in entities
    ):
        raise RulesError(
            f"{place}: the target is neither an entity of this case nor a question of its review"
        )
