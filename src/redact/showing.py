"""`redact show`: the register, the pictures and the policy of a case, for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from redact.answers import harmless
from redact.case import Case
from redact.custody import Kept, open_key
from redact.key import Opener
from redact.model import Document, Entity, Key, Ledger, Mention, Register
from redact.own_draft import unanswered
from redact.pictures import choices_of, listed, refused_pictures
from redact.policies import audiences, editions_policy
from redact.questions import Question, kind_of
from redact.reading import find_and_link, read_drafts
from redact.register import read_register
from redact.review import Reviewed, added_entities, apply_decisions
from redact.rollcall import never_found, unknown_to
from redact.rules import Rules
from redact.standing import standing_of

Show = Callable[[Case, Rules, Callable[[], Opener]], Iterator[str]]


@dataclass(frozen=True)
class Known:
    """What a case knows when it is looked at: nothing is written, and its key is opened where there is one."""

    register: Register
    documents: tuple[Document, ...]
    reviewed: Reviewed
    pseudonyms: Key


@dataclass(frozen=True)
class Found:
    """What stands in a case's drafts before anybody decided anything, and the names that its key gives."""

    register: Register
    documents: tuple[Document, ...]
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    pseudonyms: Key


def found_in(
    case: Case, rules: Rules, kept: Kept, progress: Callable[[str], None] = lambda step: None
) -> Found:
    """What is found in the drafts, from what an earlier run remembered where that is there; nothing is written."""
    register = read_register(case.register_path, rules)
    documents, anew = read_drafts(case, rules, progress, keep=False)
    mentions, entities = find_and_link(
        documents, anew, register, rules, added_entities(case.ledger()), kept.anchors or None
    )
    return Found(register, documents, tuple(mentions), entities, kept.pseudonyms)


def kept_of(case: Case, opener: Callable[[], Opener], what: str) -> Kept:
    """What the key holds where there is one; the opening goes on record as for *what*."""
    return open_key(case, opener(), what) if case.sealed_key() is not None else Kept()


def decided(found: Found, ledger: Ledger, rules: Rules) -> tuple[Reviewed, list[Question]]:
    """What *found* is after the decisions of *ledger*, and what is still asked then; nothing is written."""
    stands = standing_of(found.documents, found.mentions, found.entities, found.register, ledger, rules)
    return stands.reviewed, list(stands.questions)


def look_at(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Known:
    """The case as it stands: its drafts read, the decisions applied."""
    found = found_in(case, rules, kept_of(case, opener, "show"))
    reviewed = apply_decisions(found.mentions, found.entities, case.ledger())
    return Known(found.register, found.documents, reviewed, found.pseudonyms)


def _register(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """Everybody and everything of the case: id, pseudonym, kind, role, mentions, name; then the two lists."""
    known = look_at(case, rules, opener)
    yield f"{'id':<6} {'pseudonym':<24} {'kind':<15} {'role':<22} {'mentions':>8}  name"
    for entity in known.reviewed.entities.values():
        label = known.pseudonyms.get(entity.id, entity.pseudonym)
        yield f"{entity.id:<6} {label:<24} {kind_of(entity.label):<15} {entity.role:<22} {len(entity.mentions):>8}  {entity.name}"
    missing, strangers = never_found(known.reviewed.entities), unknown_to(known.reviewed.entities)
    yield from _list(
        f"In the register, found nowhere: {len(missing)}",
        (f"{e.id:<6} {e.name}" + (f"  (perhaps {' or '.join(near)})" if near else "") for e, near in missing),
    )
    yield from _list(
        f"Found, not in the register: {len(strangers)}",
        (f"{e.id:<6} {len(e.mentions):>4} times  {kind_of(e.label):<15} {e.name}" for e in strangers),
    )


def _list(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield heading
    yield from (f"  {line}".rstrip() for line in lines)


def _policy(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """What each audience's edition does with each kind of thing."""
    register = read_register(case.register_path, rules)
    for audience in audiences(rules, register):
        policy = editions_policy(rules, register, audience, ())
        yield f"{audience}: dates {policy.dates['DATE']}, ages {policy.ages}"
        for label, treatment in sorted(policy.treatments.items()):
            mark = f", printed as {policy.mark(label)}" if treatment == "remove" else ""
            yield f"  {kind_of(label):<36} {treatment}{mark}"


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


def _draft(case: Case, rules: Rules, opener: Callable[[], Opener]) -> Iterator[str]:
    """The decisions that are proposed for sentences about the draft itself, as a table that `review --import` takes.

    The words that would go stand in the last column: they may hold names, as all drafts do.
    """
    known = look_at(case, rules, opener)
    yield _csv("target", "answer", "value", "reason", "words that go")
    for one in unanswered(known.documents, known.reviewed, known.register, case.ledger(), rules):
        reason = f"speaks of the draft itself: {one.place}"
        yield _csv(one.target, "rewrite", one.instead, reason, harmless(" ".join(one.words.split())))


def _csv(*cells: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


SHOWN: Mapping[str, Show] = {
    "register": _register,
    "pictures": _pictures,
    "policy": _policy,
    "draft": _draft,
}
