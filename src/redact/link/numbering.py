"""The ids of new entities, by first appearance; those of an earlier run stay as they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from sys import intern

from redact.link.cast import Cast, anchor_of
from redact.model import Entity, Mention, Register

#: Begins the reason of a mention whose bearer is likely and not sure.
TAKEN_FOR = "taken for"


def in_order_of_appearance(linked: list[Mention], cast: Cast, register: Register) -> dict[str, Entity]:
    """New entities numbered as a reader meets them; ids of an earlier run stay as they are.

    The *linked* mentions are given the new numbers in place.
    """
    kept = set(register.entities) | set(cast.anchors.values())
    fresh = [e for e in dict.fromkeys(m.entity for m in linked if m.entity) if e not in kept]
    names = _earlier_ids(linked, fresh, cast)
    for at, mention in enumerate(linked):
        if mention.entity in names:
            linked[at] = _newly_named(mention, names[mention.entity], cast)
    free = (f"E{n}" for n in count(1) if f"E{n}" not in kept)
    names |= dict(zip((e for e in fresh if e not in names), free, strict=False))
    met = {m.entity for m in linked} | set(register.entities)
    entities = {names.get(i, i): replace(e, id=names.get(i, i)) for i, e in cast.entities.items() if i in met}
    entities = {i: replace(e, name=_renamed(e.name, names)) for i, e in entities.items()}
    for at, mention in enumerate(linked):
        linked[at] = _told(mention, names)
    return entities


def _earlier_ids(linked: Sequence[Mention], fresh: Iterable[str], cast: Cast) -> dict[str, str]:
    """New entities that earlier drafts knew by another form of their name: entity → the id that it had.

    Only where all its forms lead to one earlier id, and nobody else bears that now.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for mention in linked:
        whole = mention.label != "PERSON" or " " in mention.text.strip()
        if whole and (earlier := cast.anchors.get(anchor_of(mention.label, mention.text))):
            found[mention.entity].add(earlier)
    bearers = Counter(earlier for ids in found.values() for earlier in ids)
    one = {entity: next(iter(found[entity])) for entity in fresh if len(found[entity]) == 1}
    return {
        entity: earlier
        for entity, earlier in one.items()
        if earlier not in cast.used and bearers[earlier] == 1
    }


def _newly_named(mention: Mention, earlier: str, cast: Cast) -> Mention:
    """A whole name that is new for somebody whom earlier drafts knew by another one is asked about."""
    if " " not in mention.text.strip() or cast.anchors.get(anchor_of(mention.label, mention.text)) == earlier:
        return mention
    return replace(mention, status="flag", reason=f"{TAKEN_FOR} {earlier}, who did not bear this name so far")


def _told(mention: Mention, names: Mapping[str, str]) -> Mention:
    """The mention with its entity's final id, and a reason that names none by that of an earlier pass."""
    entity, reason = names.get(mention.entity, mention.entity), mention.reason
    if mention.rule == "known" and entity and not reason.startswith(TAKEN_FOR):
        reason = re.sub(r"\b(?:[\w.-]+ or )*E\d+(?: or [\w.-]+)*", entity, reason)
    elif reason.startswith(TAKEN_FOR):
        reason = re.sub(r"\bE\d+\b", lambda match: names.get(match[0], match[0]), reason)
    same = entity == mention.entity and reason == mention.reason
    return mention if same else replace(mention, entity=entity, reason=intern(reason))


def _renamed(name: str, names: Mapping[str, str]) -> str:
    """The name of a question ('Ms Doe (E3 or E9)') with its candidates' new numbers."""
    return re.sub(r"\bE\d+\b", lambda match: names.get(match[0], match[0]), name) if "(" in name else name
