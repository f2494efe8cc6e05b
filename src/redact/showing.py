"""`redact show`: the register, the ledger and the policy of a case, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from redact.case import Case
from redact.custody import open_key
from redact.key import Opener
from redact.policies import audiences, editions_policy
from redact.reading import find_and_link, read_drafts
from redact.register import read_register
from redact.review import added_entities, apply_decisions
from redact.rules import Rules

Show = Callable[[Case, Rules, Callable[[], Opener]], Iterator[str]]


def _register(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """Everybody and everything of the case: id, pseudonym, kind, role, mentions, name."""
    register = read_register(case.register_path, rules)
    documents, anew = read_drafts(case, rules, lambda step: None, keep=False)
    kept = open_key(case, opener(), "show") if case.sealed_key() is not None else None
    ledger = case.ledger()
    mentions, entities = find_and_link(
        documents, anew, register, rules, added_entities(ledger), kept.anchors if kept else None
    )
    reviewed = apply_decisions(mentions, entities, ledger)
    yield f"{'id':<6} {'pseudonym':<24} {'kind':<12} {'role':<22} {'mentions':>8}  name"
    for entity in reviewed.entities.values():
        label = (kept.pseudonyms if kept else {}).get(entity.id, entity.pseudonym)
        known = "" if entity.mentions else "  (in the register, found nowhere)"
        new = "" if entity.listed else "  (found, not in the register)"
        yield f"{entity.id:<6} {label:<24} {entity.label:<12} {entity.role:<22} {len(entity.mentions):>8}  {entity.name}{known}{new}"


def _ledger(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """Every decision: when, who, what. Reading it verifies the chain."""
    for decision in case.ledger():
        value = "" if decision.action in {"sign-off", "release"} else decision.value
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


SHOWN: Mapping[str, Show] = {"register": _register, "ledger": _ledger, "policy": _policy}
