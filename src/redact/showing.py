"""`redact show`: the register, the ledger and the policy of a case, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from redact.case import Case
from redact.custody import open_key
from redact.key import Opener
from redact.model import Document, Key, Register
from redact.pictures import choices_of, listed, refused_pictures
from redact.policies import audiences, editions_policy
from redact.reading import find_and_link, read_drafts
from redact.register import read_register
from redact.review import Reviewed, added_entities, apply_decisions
from redact.rollcall import never_found, unknown_to
from redact.rules import Rules

Show = Callable[[Case, Rules, Callable[[], Opener]], Iterator[str]]


@dataclass(frozen=True)
class Known:
    """What a case knows when it is looked at: nothing is written, and its key is opened where there is one."""

    register: Register
    documents: tuple[Document, ...]
    reviewed: Reviewed
    pseudonyms: Key


def look_at(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Known:
    """The case as it stands: its drafts read, the decisions applied."""
    register = read_register(case.register_path, rules)
    documents, anew = read_drafts(case, rules, lambda step: None, keep=False)
    kept = open_key(case, opener(), "show") if case.sealed_key() is not None else None
    ledger = case.ledger()
    mentions, entities = find_and_link(
        documents, anew, register, rules, added_entities(ledger), kept.anchors if kept else None
    )
    return Known(
        register, documents, apply_decisions(mentions, entities, ledger), kept.pseudonyms if kept else {}
    )


def _register(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """Everybody and everything of the case: id, pseudonym, kind, role, mentions, name; then the two lists."""
    known = look_at(case, rules, opener)
    yield f"{'id':<6} {'pseudonym':<24} {'kind':<12} {'role':<22} {'mentions':>8}  name"
    for entity in known.reviewed.entities.values():
        label = known.pseudonyms.get(entity.id, entity.pseudonym)
        yield f"{entity.id:<6} {label:<24} {entity.label:<12} {entity.role:<22} {len(entity.mentions):>8}  {entity.name}"
    missing, strangers = never_found(known.reviewed.entities), unknown_to(known.reviewed.entities)
    yield from _list(
        f"In the register, found nowhere: {len(missing)}",
        (f"{e.id:<6} {e.name}" + (f"  (perhaps {' or '.join(near)})" if near else "") for e, near in missing),
    )
    yield from _list(
        f"Found, not in the register: {len(strangers)}",
        (f"{e.id:<6} {len(e.mentions):>4} times  {e.label:<12} {e.name}" for e in strangers),
    )


def _list(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield heading
    yield from (f"  {line}".rstrip() for line in lines)


def _ledger(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """Every decision: when, who, what. Reading it verifies the chain."""
    for decision in case.ledger():
        value = "" if decision.action in {"sign-off", "release", "register"} else decision.value
        yield f"{decision.at}  {decision.by:<20} {decision.action:<9} {decision.target}  {value}  {decision.reason}".rstrip()
    yield f"{len(case.ledger())} decisions; the chain is whole."


def _policy(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """What each audience's edition does with each kind of thing."""
    register = read_register(case.register_path, rules)
    for audience in audiences(rules):
        policy = editions_policy(rules, register, audience, ())
        yield f"{audience}: dates {policy.dates['DATE']}, ages {policy.ages}"
        for label, treatment in sorted(policy.treatments.items()):
            mark = f", printed as {policy.mark(label)}" if treatment == "remove" else ""
            yield f"  {label:<12} {treatment}{mark}"


def picture_rows(case: Case, rules: Rules, opener: Callable[[], Opener]) -> list[dict[str, Any]]:
    """The pictures of the drafts that are published or read, as plain data."""
    known = look_at(case, rules, opener)
    choices = choices_of(case.ledger())
    refused = refused_pictures(
        known.documents, choices, known.reviewed, rules, [a.text for a in known.register.allow]
    )
    return list(listed(known.documents, replace(choices, refused=refused)))


def _pictures(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """Every picture of the drafts: where it is, what is known of it, what was decided."""
    rows = picture_rows(case, rules, opener)
    for row in rows:
        size = (
            " × ".join(map(str, row["pixels"])) + " pixels" if row["pixels"] else f"{len(row['table'])} rows"
        )
        yield f"{row['target']}  {row['draft']}, {row['place']}: {row['id']}, {row['kind']}, {size}"
        yield from (
            f"  {name}: {row[key]}"
            for name, key in (
                ("file", "file"),
                ("alternative text", "alternative_text"),
                ("words read in it", "words_read"),
                ("words in it were not read", "words_not_read"),
                ("cannot be kept", "cannot_be_kept"),
            )
            if row[key]
        )
        yield f"  decided: {row['decided']} {row['value']}".rstrip() if row["decided"] else "  not decided"
    yield f"{len(rows)} pictures, {sum(not row['decided'] for row in rows)} of them open."


SHOWN: Mapping[str, Show] = {
    "register": _register,
    "pictures": _pictures,
    "ledger": _ledger,
    "policy": _policy,
}
