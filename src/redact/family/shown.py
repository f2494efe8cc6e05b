"""`redact show CASE family`: the network as text, as data, and as a picture.

Who asks for the network gets names; for an audience, and in the picture, everybody
bears a pseudonym, dates follow the audience's policy, and no free text of the
register or of a draft is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from redact.case import Case
from redact.errors import UsageError
from redact.family import Family, family_of
from redact.family.drawing import Picture, Words
from redact.family.printed import below_tree, period, picture_of
from redact.family.said import against, proposals
from redact.key import Opener
from redact.model import Key, Relation
from redact.policies import editions_policy
from redact.rules import Rules
from redact.showing import Known, look_at


@dataclass(frozen=True)
class Network:
    """The network of a case, and what its drafts propose."""

    known: Known
    family: Family
    proposed: tuple[Relation, ...]


def network(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Network:
    """Read the case and find out who is whose."""
    known = look_at(case, rules, opener)
    family = family_of(known.register, known.reviewed.entities, rules)
    found = proposals(known.documents, known.reviewed.mentions, family, rules)
    return Network(known, family, tuple(found))


# For who asks: ids and names ----------------------------------------------------------------------


def as_lines(net: Network) -> Iterator[str]:
    """The network in words, with names: the register's relations, what follows, and what the drafts propose."""
    family = net.family
    subjects = (
        ", ".join(_named(s, net) for s in family.subjects)
        or "not said; name one under subject: in register.yaml"
    )
    yield f"Subject of the review: {subjects}"
    kin = [r for r in family.said if family.kin(r) and r not in family.unplaced]
    yield from _part("Family, from the register", (_line(r, net) for r in kin))
    yield from _part("What follows from these", (_line(r, net) for r in family.follows))
    advice = "Of whom, or by which line, is not said; say it under relations: in register.yaml"
    yield from _part(advice, (_line(r, net) for r in family.unplaced))
    yield from _part("At work with the family, from the register", (_line(r, net) for r in family.work))
    yield from _part("Others, from the register", (_line(r, net) for r in family.others))
    yield from _part("Proposed by the drafts, not in the register", (_proposal(r, net) for r in net.proposed))


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    rows = list(lines)
    if rows:
        yield ""
        yield heading
        yield from (f"  {row}" for row in rows)


def _line(relation: Relation, net: Network) -> str:
    whom = f" of {_named(relation.target, net)}" if relation.target else ""
    if relation.among:
        whom = f" of {' or '.join(_named(i, net) for i in relation.among)}?"
    return f"{_named(relation.source, net)}: {relation.kind}{whom}{period(relation.since, relation.until)}"


def _proposal(relation: Relation, net: Network) -> str:
    other = against(relation, net.family)
    told = f"; the register says {other}" if other else ""
    return f"{_line(relation, net)}  ({relation.place}{told})"


def _named(person: str, net: Network) -> str:
    entity = net.known.reviewed.entities.get(person)
    return f"{person} {entity.name}" if entity else person


def as_data(net: Network) -> dict[str, Any]:
    """The network as plain data: people with names, and relations with where each comes from."""
    family = net.family
    told = {r for relations in (family.said, family.follows, net.proposed) for r in relations}
    inside = {i for r in told for i in (r.source, r.target, *r.among)} | set(family.subjects)
    people = [
        {"id": i, "name": e.name, "pseudonym": net.known.pseudonyms.get(i, e.pseudonym), "role": e.role}
        for i, e in family.people.items()
        if i in inside
    ]
    rows = [*family.said, *family.follows, *net.proposed]
    return {"subjects": list(family.subjects), "people": people, "relations": [_row(r, family) for r in rows]}


def _row(relation: Relation, family: Family) -> dict[str, Any]:
    kin = family.kin(relation)
    return {
        "who": relation.source,
        "is": relation.kind,
        "of": relation.target or None,
        "among": list(relation.among),
        "since": relation.since or None,
        "until": relation.until or None,
        "kin": kin is not None,
        "placed": relation not in family.unplaced,
        "origin": relation.origin,
        "place": relation.place or None,
        "against": (against(relation, family) or None) if relation.origin == "text" else None,
    }


# For an audience: pseudonyms only ------------------------------------------------------------------


def for_audience(net: Network, audience: str, rules: Rules) -> tuple[Family, Key, list[Words]]:
    """The network as an audience may see it: its people who have a pseudonym, and the lists below the tree.

    Raises:
        UsageError: there is no such audience, or somebody has no pseudonym yet.
    """
    policy = editions_policy(rules, net.known.register, audience, net.known.reviewed.mentions)
    family, labels = net.family, net.known.pseudonyms
    inside = {i for r in family.said for i in (r.source, r.target) if i} | set(family.subjects)
    if without := sorted(inside - set(labels)):
        raise UsageError(f"{', '.join(without)}: no pseudonym yet; name everybody with: redact run CASE")
    return family, labels, below_tree(family, labels, policy)


def lines_for(net: Network, audience: str, rules: Rules) -> Iterator[str]:
    """The network in words with pseudonyms only."""
    family, labels, below = for_audience(net, audience, rules)
    yield f"Subject of the review: {', '.join(labels[s] for s in family.subjects) or 'not said'}"
    rows = [r for r in (*family.said, *family.follows) if family.kin(r)]
    yield from _part("Family", (_kin_line(r, family, labels) for r in rows))
    for words in below:
        yield from _part(words.heading, words.lines)


def _kin_line(relation: Relation, family: Family, labels: Mapping[str, str]) -> str:
    whom = f" of {labels[relation.target]}" if relation.target else ""
    return f"{labels[relation.source]}: {family.told(relation)}{whom}"


def data_for(net: Network, audience: str, rules: Rules) -> dict[str, Any]:
    """The network as plain data with pseudonyms only."""
    family, labels, below = for_audience(net, audience, rules)
    rows = [r for r in (*family.said, *family.follows) if family.kin(r)]
    kin = [
        {"who": labels[r.source], "is": family.told(r), "of": labels.get(r.target), "origin": r.origin}
        for r in rows
    ]
    lists = {words.heading: list(words.lines) for words in below}
    return {"subjects": [labels[s] for s in family.subjects], "kin": kin, "lists": lists}


def picture(net: Network, audience: str, rules: Rules) -> Picture:
    """The family tree with pseudonyms only, and who worked with the family below it."""
    family, labels, below = for_audience(net, audience, rules)
    return picture_of(family, labels, below)
