"""Whether an answer means anything: its form, its target and its value, before it reaches a ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from redact.errors import RulesError
from redact.link import AMBIGUOUS
from redact.model import ENTITY_LABELS, Decision, Entity
from redact.questions import Question
from redact.review import ANSWERS

#: Answers that only a picture takes.
OF_PICTURES = frozenset({"keep", "replace", "remove"})
#: Answers that say nothing without a value.
NEEDS_VALUE = frozenset({"link", "merge", "rename", "role", "rewrite", "add", "answer"})


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
    if decision.action == "accept" and decision.target.startswith("r-") and not decision.reason.strip():
        raise RulesError(f"{place}: leaving a sentence about the draft needs a reason")
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
