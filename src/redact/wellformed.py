"""Whether an answer means anything: its form, its target and its value, before it reaches a ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from redact.errors import RulesError
from redact.link import AMBIGUOUS
from redact.model import ENTITY_LABELS, Decision, Entity
from redact.review import ANSWERS

#: Answers that only a picture takes.
OF_PICTURES = frozenset({"keep", "replace", "remove"})
#: Answers that say nothing without a value.
NEEDS_VALUE = frozenset({"link", "merge", "rename", "role", "rewrite", "add", "answer"})
#: How a mention, words, a finding, a picture and a sentence about the draft are called.
TARGET = re.compile(r"m-[0-9a-f]{16}|(?:w|left|f|p)-[0-9a-f]{12}|r-[0-9a-f]{12}-\d+-\d+")


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


def check_decision(decision: Decision, entities: Mapping[str, Entity], place: str) -> None:
    """Refuse an answer that means nothing.

    Raises:
        RulesError: an unknown answer, a value that is missing or names no entity, an unknown target, or
            an answer that its target cannot have.
    """
    looks = (_of_its_answer, _of_its_value, _of_its_reason, _of_its_kind, _of_its_target)
    if why := next((why for look in looks if (why := look(decision, entities))), ""):
        raise RulesError(f"{place}: {why}")


# What is wrong with an answer, '' where nothing is: each looks at another part of it ------------------------


def _of_its_answer(decision: Decision, entities: Mapping[str, Entity]) -> str:
    if decision.action not in ANSWERS:
        return f"the answer should be one of {', '.join(ANSWERS)}"
    if decision.action in NEEDS_VALUE and not decision.value.strip():
        return f"the answer {decision.action} needs a value"
    return ""


def _of_its_value(decision: Decision, entities: Mapping[str, Entity]) -> str:
    if decision.action not in {"link", "merge"}:
        return ""
    if decision.value not in entities:
        return "no person or place has the id given as value"
    if entities[decision.value].role == AMBIGUOUS:
        return "the id given as value stands for several; give the id of one of them"
    return objection_to_merging(decision.target, decision.value, entities)


def _of_its_reason(decision: Decision, entities: Mapping[str, Entity]) -> str:
    if decision.action == "accept" and not decision.reason.strip():
        if decision.target.startswith("f-"):
            return "accepting a finding needs a reason"
        if decision.target.startswith("r-"):
            return "leaving a sentence about the draft needs a reason"
    return ""


def _of_its_kind(decision: Decision, entities: Mapping[str, Entity]) -> str:
    """Whether the answer is one for a picture, a question of the checklist, an entity, a mention, and so is the target."""
    action, target = decision.action, decision.target
    of_passage = target.startswith("r-") and action == "remove"
    if action in {"merge", "rename", "role"} and target not in entities:
        return f"the target of {action} should be the id of a person or place"
    if action == "add" and target not in ENTITY_LABELS:
        return f"the target of add should be one of {', '.join(sorted(ENTITY_LABELS))}"
    if action == "split" and not re.match(r"[mw]-", target):
        return "the target of split should be a mention or words of this case"
    if action in OF_PICTURES and not target.startswith("p-") and not of_passage:
        return f"the target of {action} should be a picture of this case"
    if target.startswith("p-") and action not in {*OF_PICTURES, "accept", "undo"}:
        return "a picture takes one of keep, replace, remove, accept"
    if (action == "answer") != target.startswith("c:") and action != "undo":
        return "questions of the checklist (c:…), and nothing else, take: answer"
    return ""


def _of_its_target(decision: Decision, entities: Mapping[str, Entity]) -> str:
    if decision.action in {"add", "undo", "answer"} or decision.target in entities:
        return ""
    if TARGET.fullmatch(decision.target):
        return ""
    return "the target is neither an entity of this case nor a question of its review"
