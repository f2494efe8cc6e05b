"""Who and what register.yaml lists: people, places and bodies, with ids and pseudonyms that name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from redact.dates import whole_value
from redact.likeness import name_within, named_in
from redact.model import Entity
from redact.names import fold
from redact.register.fields import KEYS, Wrong, only, rows_of, text_of, texts_of
from redact.rules import Rules

#: Ids that the program gives itself: to whom it found, to questions.
OWN_IDS = re.compile(r"E\d+|(?:[mwfpr]|left)-[0-9a-f]{12}.*")


def entities_of(data: Mapping[str, Any], rules: Rules, wrong: Wrong) -> dict[str, Entity]:
    """Everybody and everything listed, by id, as it stands."""
    found: dict[str, Entity] = {}
    for section in ("people", "places", "organisations"):
        for at, row in enumerate(rows_of(data, section, (), wrong)):
            entity = _entity(section, at, row, rules, wrong)
            if entity.id in found:
                raise wrong((section, at, "id"), "this id is given twice; every entry needs one of its own")
            found[entity.id] = entity
    return found


def _entity(section: str, at: int, row: Any, rules: Rules, wrong: Wrong) -> Entity:
    keys = (section, at)
    only(row, KEYS[section], keys, wrong)
    values = {key: text_of(row, key, keys, wrong) for key in KEYS[section] - {"aliases"}}
    for key in ("id", "name"):
        if not values[key]:
            raise wrong((*keys, key), f"missing; every entry of {section} needs it")
    if OWN_IDS.fullmatch(values["id"]) or not re.fullmatch(r"[\w.-]+", values["id"]):
        raise wrong(
            (*keys, "id"), "use letters, figures, dot, dash; E1 and the like are what the program gives"
        )
    gender = values.get("gender") or "shown"
    if gender not in {"shown", "neutral"}:
        raise wrong((*keys, "gender"), "should be shown or neutral")
    if values.get("born") and not whole_value(values["born"]):
        raise wrong(
            (*keys, "born"), "not read as a date; write 2012-02-09, 9 February 2012, February 2012 or 2012"
        )
    return Entity(
        id=values["id"],
        label=_label(section, values, rules),
        name=values["name"],
        aliases=_aliases(row, keys, wrong),
        role=values["role"],
        pseudonym=values["pseudonym"],
        gender=gender,
        born=values.get("born", ""),
        family=values.get("family", ""),
        listed=True,
    )


def _aliases(row: Mapping[str, Any], keys: tuple[Any, ...], wrong: Wrong) -> tuple[str, ...]:
    return texts_of(row, "aliases", keys, wrong, "names, such as [Janey, Jay]")


def _label(section: str, values: Mapping[str, str], rules: Rules) -> str:
    """PERSON for people; else from the role's or the name's own words, by rules/pseudonyms.yaml."""
    if section == "people":
        return "PERSON"
    if "address" in fold(values["role"]).split():
        return "ADDRESS"
    for text in (values["role"], values["name"]):
        folded = f" {fold(text)} "
        for label in ("SCHOOL", "HEALTH_SITE", "ADDRESS", "PLACE", "ORG"):
            for role in rules.pseudonyms.get(label, ()):
                if any(f" {fold(word)} " in folded for word in role.get("words") or ()):
                    return label
    return "PLACE" if section == "places" else "ORG"


def check_ids(entities: Mapping[str, Entity], data: Mapping[str, Any], rules: Rules, wrong: Wrong) -> None:
    """Refuses an id that holds anybody's name: ids stand in messages, records and the ledger."""
    for keys, entity in _rows(data, entities):
        if name_within(entity.id, entities.values(), rules):
            raise wrong(
                (*keys, "id"),
                "holds a part of a real name or somebody's initials; choose a neutral id such as p1",
            )


def check_pseudonyms(
    entities: Mapping[str, Entity], data: Mapping[str, Any], rules: Rules, wrong: Wrong
) -> None:
    """Refuses a pseudonym given twice, and one that holds a real name or somebody's initials (R3)."""
    bearers: dict[str, str] = {}
    for keys, entity in _rows(data, entities):
        if not entity.pseudonym:
            continue
        label = fold(entity.pseudonym)
        if label in bearers:
            raise wrong((*keys, "pseudonym"), f"{entity.id} and {bearers[label]} have the same pseudonym")
        bearers[label] = entity.id
        if whose := named_in(entity.pseudonym, entities.values(), rules):
            raise wrong(
                (*keys, "pseudonym"),
                f"holds a part of the real name, or the initials, of {whose}; choose another",
            )


def _rows(
    data: Mapping[str, Any], entities: Mapping[str, Entity]
) -> Iterable[tuple[tuple[Any, ...], Entity]]:
    for section in ("people", "places", "organisations"):
        for at, row in enumerate(data.get(section) or []):
            yield (section, at), entities[str(row["id"]).strip()]
