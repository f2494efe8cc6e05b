"""Why a decision cannot be taken, before it reaches the ledger.

The same for every way of answering: a table, a Word file, a page, a terminal. Values go in and a
sentence comes out, '' where nothing is wrong; nothing is written here, and no sentence quotes a draft.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from redact.conditions.doors import objection_to_answer
from redact.detect.words import is_ordinary
from redact.errors import RulesError
from redact.model import Decision, Entity
from redact.names import fold
from redact.passages import objection_to_passage
from redact.pictures import objection_to_rewording
from redact.policies import is_reason
from redact.prepared import Prepared
from redact.pseudonyms import objection as objection_to_pseudonym
from redact.review import LASTING, added_id
from redact.rules import Rules
from redact.targets import is_passage
from redact.wellformed import check_decision, check_rows

#: Characters of a value or a reason: a long paragraph.
LONGEST = 2000
#: Control characters and halves of characters: no file could hold them.
UNSEEN = frozenset({"Cc", "Cs"})


def objection(prepared: Prepared, decision: Decision, labels: Mapping[str, str]) -> str:
    """Why *decision* cannot be taken; '' where it can.

    *labels* are the pseudonyms that are taken, by the id of their bearer: `prepared.key`, with those
    that were chosen since.
    """
    if why := _objection_to_form(prepared, decision):
        return why
    if decision.target.startswith("c:"):
        return objection_to_answer(prepared, decision)
    if is_passage(decision.target) and (why := _objection_to_passage(prepared, decision)):
        return why
    if decision.target.startswith("p-"):
        return objection_to_picture(prepared, decision.action, decision.target, decision.value)
    entities = prepared.reviewed.entities
    if decision.action == "rename":
        why = objection_to_pseudonym(decision.value, decision.target, entities, labels, prepared.rules)
        return f"{why}; choose another" if why else ""
    if decision.action == "rewrite":
        why = objection_to_rewording(decision.value, entities, prepared.key.values(), prepared.rules)
        return f"{why}; choose others" if why else ""
    if decision.action == "add" and (own := added_id(prepared.case.ledger())) in prepared.register.entities:
        return f"an added name needs the id {own}, which register.yaml gives to somebody; give that entry another id"
    return _objection_to_name(decision.value, prepared.rules) if decision.action == "add" else ""


def objections(prepared: Prepared, decisions: Iterable[Decision]) -> list[str]:
    """For each of several decisions that are taken together why it cannot be; '' where it can.

    Each is weighed with those before it that can be taken: two people are not given one new pseudonym,
    and nobody is merged in a ring.
    """
    labels = dict(prepared.key)
    merged: list[tuple[str, Decision]] = []
    found: list[str] = []
    added: list[Decision] = []
    for decision in decisions:
        why = objection(prepared, decision, labels) or _objection_to_ring(merged, decision)
        found.append(why)
        if not why and decision.action == "add":
            prepared = _with_added(prepared, decision, added)
            added.append(decision)
        if not why and decision.action == "rename":
            labels[decision.target] = decision.value
        if not why and decision.action in {"merge", "link"}:
            merged.append(("", decision))
    return found


def _with_added(prepared: Prepared, added: Decision, before: Iterable[Decision]) -> Prepared:
    """The case as if the name were in it already, so that the next answer can say whom it means."""
    entity = Entity(added_id((*prepared.case.ledger(), *before)), added.target, added.value, listed=True)
    entities = {**prepared.reviewed.entities, entity.id: entity}
    return replace(prepared, reviewed=replace(prepared.reviewed, entities=entities))


def _objection_to_form(prepared: Prepared, decision: Decision) -> str:
    if len(decision.value) > LONGEST or len(decision.reason) > LONGEST:
        return f"the value or the reason is longer than {LONGEST:,} characters; shorten it"
    if any(unicodedata.category(c) in UNSEEN for c in decision.target + decision.value + decision.reason):
        return "there is a character in the answer that cannot be printed; type it anew"
    if decision.action == "undo" and decision.target in _records(prepared):
        return "a signature or a release stands on record and is not taken back here"
    try:
        check_decision(decision, prepared.reviewed.entities, "")
    except RulesError as error:
        return str(error).removeprefix(": ")
    return ""


def _objection_to_passage(prepared: Prepared, decision: Decision) -> str:
    if (
        decision.action == "remove"
        and decision.value.strip()
        and not is_reason(prepared.rules, decision.value)
    ):
        return f"its value should be a reason: {', '.join(prepared.rules.editions['reasons'])}; or nothing"
    mentions, ledger = prepared.reviewed.mentions, prepared.case.ledger()
    return objection_to_passage(decision, prepared.documents, mentions, ledger)


def _records(prepared: Prepared) -> set[str]:
    return {each.target for each in prepared.case.ledger() if each.action in LASTING}


def _objection_to_ring(merged: list[tuple[str, Decision]], decision: Decision) -> str:
    try:
        check_rows([*merged, ("", decision)])
    except RulesError as error:
        return str(error).removeprefix(": ")
    return ""


def _objection_to_name(words: str, rules: Rules) -> str:
    """Why *words* cannot be a name that was missed: everyday words would go from every edition."""
    own = re.findall(r"[^\W_]+", fold(words))
    begins = {fold(word) for word in rules.list("sentence-words")}
    everyday = words == words.lower() and all(is_ordinary(w, rules) for w in own)
    if len("".join(own)) < 2 or not words.isprintable() or everyday or set(own) <= begins:
        return "these are everyday words and no name; give the name as the draft has it"
    return ""


def objection_to_picture(prepared: Prepared, action: str, target: str, value: str) -> str:
    """Why this may not become of a picture; '' where it may, or where no draft has such a picture now."""
    from redact.family import family_of
    from redact.family.printed import can_be_drawn
    from redact.pictures import objection
    from redact.targets import picture_target

    pictures = ((d, p) for d in prepared.documents for p in d.pictures)
    found = next(((d, p) for d, p in pictures if picture_target(d.name, p) == target), None)
    if found is None:
        return "" if action != "keep" else "no draft has this picture now, so that it cannot be looked at"
    family = family_of(prepared.register, prepared.reviewed.entities, prepared.rules)
    labels, tree = prepared.key.values(), can_be_drawn(family)
    allowed = [each.text for each in prepared.register.allow]
    return objection(action, value, *found, prepared.reviewed, labels, prepared.rules, tree, allowed)
