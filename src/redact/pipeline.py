"""The whole run on one screen: prepare, make, stage, sign, release.

Before the person; what the person sees; the person's word; the door. Each
`require_…` raises an error with its own exit status, and nothing is written to
the destination before the last one has passed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from redact.case import Case, now
from redact.changes import keep_in_mind
from redact.conditions.doors import (
    holding_back,
    left_open,
    matter_at_release,
    matter_of,
    require_answered,
    require_nothing_holds,
    require_reason,
)
from redact.custody import open_key, save_key
from redact.errors import SignatureError
from redact.family import family_of
from redact.family.printed import tree_in_place, with_tree
from redact.formats import own_template, pictures_of, said
from redact.gate import examine
from redact.guards import (
    as_json,
    digests,
    require_as_read,
    require_decided,
    require_free,
    require_no_blocking,
    require_no_website,
    require_outside,
    require_same,
    require_second_person,
    require_signed,
    require_staged,
    state_of,
)
from redact.intruder.searches import require_nobody_found
from redact.key import Opener
from redact.model import Decision, Edition, Finding, Ledger
from redact.outgoing import is_partly_there, send_out
from redact.passages import as_printed
from redact.pictures import (
    cleared,
    files_of,
    with_figures,
)
from redact.policies import (
    editions_policy,
    for_everybody,
    formats_for,
    kind_of,
    legend,
    published,
    require_audience,
)
from redact.prepared import Found, Prepared
from redact.producing import WORTH_TWO, produce, render
from redact.pseudonyms import assign_pseudonyms
from redact.reading import find_and_link, linked, read_drafts, require_listed
from redact.recipients.copies import with_edges
from redact.recipients.registered import require_nobodys_name
from redact.redaction import redact
from redact.register import read_register
from redact.releases import Leaving, as_value, is_on_record, replaced_by, require_apart
from redact.review import added_entities
from redact.rules import Rules
from redact.seen import as_seen
from redact.standing import standing_of
from redact.summaries import summary_of, with_summary
from redact.two_at_once import begin_beside
from redact.warned import by_kind, on_record

Progress = Callable[[str], None]


def silent(step: str) -> None:
    """Progress that nobody watches."""


def prepare(case: Case, rules: Rules, opener: Opener, progress: Progress = silent) -> Prepared:
    """Read the drafts, find and link who is in them, apply the decisions, name everybody."""
    return decide(find(case, rules, opener, progress), case.ledger(), opener)


def find(case: Case, rules: Rules, opener: Opener, progress: Progress = silent) -> Found:
    """Read the drafts, find and link who is in them: all that no answer changes but a name that was added."""
    inputs = case.inputs()  # before anything is read: what changes meanwhile does not pass for what was read
    register, added = read_register(case.register_path, rules), added_entities(case.ledger())
    require_listed(register, case)
    template = own_template(case.folder / register.template) if register.template else b""
    kept = open_key(case, opener, "run")
    documents, anew = read_drafts(case, rules, progress)
    progress("linking the names")
    mentions, entities = linked(case, documents, anew, register, rules, added, kept.anchors)
    case.keep_pictures(files_of(documents))
    keep_in_mind(case, documents)
    return Found(case, rules, register, documents, tuple(mentions), entities, added, kept, template, inputs)


def decide(found: Found, ledger: Ledger, opener: Opener) -> Prepared:
    """The case with every decision of the *ledger* applied, everybody named, and what is still open.

    New pseudonyms are kept in the key. Where *found* is used again, it takes the `kept` of what is returned.
    """
    case, rules, register = found.case, found.rules, found.register
    stands = standing_of(found.documents, found.mentions, found.entities, register, ledger, rules)
    require_nobodys_name(register.recipients, stands.reviewed.entities.values(), rules, case.register_path)
    key = assign_pseudonyms(stands.reviewed.entities, found.kept.pseudonyms, rules, register)
    kept = save_key(case, opener, found.kept, key, found.entities)
    return Prepared(
        case,
        rules,
        register,
        stands.documents,
        stands.reviewed,
        key,
        stands.questions,
        stands.choices,
        found.template,
        kept,
        found.inputs,
        ledger,
    )


def expect_files(found: Found) -> None:
    """Begin what will make the files of a large case in a second process, before anybody waits for them."""
    if sum(len(document.text) for document in found.documents) * 2 > WORTH_TWO:  # for two audiences
        begin_beside("redact.producing")


def make(prepared: Prepared, audience: str) -> dict[str, Edition]:
    """The editions of this audience, by file name without suffix."""
    copy = as_seen(prepared, audience)
    made = with_edges(with_summary(copy.prepared, _from_drafts(copy.prepared, audience)), copy)
    said = {name: legend(prepared.rules, edition.text) for name, edition in made.items()}
    return {name: replace(each, foreword=(*each.foreword, *said[name])) for name, each in made.items()}


def drafted(prepared: Prepared, audience: str) -> dict[str, Edition]:
    """The editions of the drafts for this audience, without what is put together from them."""
    return _from_drafts(as_seen(prepared, audience).prepared, audience)


def _from_drafts(prepared: Prepared, audience: str) -> dict[str, Edition]:
    """The edition of each draft that is published, by file name without suffix; made once for all who ask this `prepared`."""
    if audience not in prepared.editions:
        prepared.editions[audience] = _drafted_anew(prepared, audience)
    return dict(prepared.editions[audience])


def _drafted_anew(prepared: Prepared, audience: str) -> dict[str, Edition]:
    policy = editions_policy(prepared.rules, prepared.register, audience, prepared.reviewed.mentions)
    made: dict[str, Edition] = {}
    kinds: dict[str, int] = {}
    for document in prepared.documents:
        if published(document, prepared.register):
            kind = kind_of(document, prepared.register)
            kinds[kind] = kinds.get(kind, 0) + 1
            name = kind if kinds[kind] == 1 else f"{kind}-{kinds[kind]}"
            edition = redact(
                document,
                as_printed(prepared.reviewed),
                prepared.key,
                policy,
                kind,
                prepared.rewordings(document),
            )
            edition = with_figures(edition, document, prepared.choices, partial(_tree, prepared, edition))
            if policy.family_tree and kind == "overview-report":
                family = family_of(prepared.register, prepared.reviewed.entities, prepared.rules)
                edition = with_tree(edition, family, prepared.key, policy)
            formats = formats_for(prepared.rules, prepared.register, audience)
            made[name] = replace(edition, formats=formats, template=prepared.template)
    return made


def _tree(prepared: Prepared, edition: Edition, name: str) -> tuple[str, str] | None:
    """The family tree for the place of a picture of *edition*, and all of it in words."""
    family = family_of(prepared.register, prepared.reviewed.entities, prepared.rules)
    return tree_in_place(edition, family, prepared.key, name)


def _cleared(prepared: Prepared, editions: Mapping[str, Mapping[str, Edition]]) -> dict[str, tuple[str, ...]]:
    """The digests of the pictures that may stand in each audience's editions, with the template's logos."""
    logos = pictures_of(prepared.template)
    return {
        audience: (*cleared(prepared.documents, prepared.choices, each.values()), *logos)
        for audience, each in editions.items()
    }


def stage(
    prepared: Prepared, audiences: Iterable[str], progress: Progress = silent
) -> dict[str, list[Finding]]:
    """What a person will be asked to sign, decided or not: marked copies, digests, findings for each audience."""
    progress("making the editions")
    editions = {audience: make(prepared, audience) for audience in audiences}
    progress("checking the editions")
    pictures = _cleared(prepared, editions)
    produced = produce(prepared, editions, pictures)
    for audience, made in produced.items():
        told = {name: list(said(edition)) for name, edition in editions[audience].items() if said(edition)}
        manifest: dict[str, Any] = {"audience": audience, "files": made.files, "notes": told}
        manifest |= {"pictures": list(pictures[audience])} if pictures[audience] else {}
        summary = summary_of(prepared, editions[audience])
        manifest |= {"summary": summary.sources()} if summary else {}
        notes = {"manifest.json": as_json(manifest), "findings.json": as_json(made.report.as_data())}
        prepared.case.replace_folder(prepared.case.staged(audience), made.marked | notes)
    return {audience: made.report.findings for audience, made in produced.items()}


def sign(
    prepared: Prepared, audiences: Sequence[str], name: str, today: date | None = None
) -> dict[str, dict[str, str]]:
    """Approve exactly the bytes that were staged for each audience; their digests by file name.

    All guards pass for all audiences before anything is signed. Which questions of the checklist had no
    answer, or one that holds a release, on the day *today* (the computer's own, where none is given) goes on the record.
    """
    today = today or date.today()
    prepared = replace(prepared)  # without the editions that were made of it for a page
    for audience in audiences:
        require_audience(prepared.rules, audience, prepared.register)
    staged = {audience: require_staged(prepared.case, audience) for audience in audiences}
    require_found(prepared)
    editions = {audience: make(prepared, audience) for audience in audiences}
    clean = {audience: render(each) for audience, each in editions.items()}
    reports = examine(prepared, clean, _cleared(prepared, editions))
    for audience in audiences:
        require_no_blocking(reports[audience].findings, prepared, clean[audience])
    require_decided(prepared)
    matter = matter_of(prepared, {audience: digests(files) for audience, files in clean.items()})
    require_answered(matter, audiences, "sign", today, prepared.case.folder)
    require_second_person(prepared.case, name)
    approved = {a: require_same(staged[a], digests(clean[a]), a) for a in audiences}
    for audience, files in approved.items():
        require_nobody_found(prepared.case, audience, files)
    state = state_of(prepared.case, prepared.rules)
    require_as_read(prepared)
    for audience, files in approved.items():
        prepared.case.replace_folder(prepared.case.signed(audience), clean[audience])
        said: dict[str, Any] = {
            "files": files,
            "state": state,
            "unanswered": left_open(matter, audience, "sign", today),
        }
        said |= {"holds": holding_back(matter, audience, today)}
        said |= {"warned": on_record(by_kind(reports[audience].findings))}
        value = json.dumps(said, sort_keys=True)
        prepared.case.append(Decision(now(), name, "sign-off", audience, value))
    return approved


def require_found(prepared: Prepared) -> None:
    """What the editions are made from is what the drafts say, read and looked through once more.

    A run believes what it remembers in the case folder; a signature does not.

    Raises:
        SignatureError: it is something else; what was remembered is then forgotten.
    """
    case, register, rules = prepared.case, prepared.register, prepared.rules
    documents, anew = read_drafts(case, rules, silent, keep=False, afresh=True)
    added = added_entities(prepared.ledger)
    mentions, entities = find_and_link(documents, anew, register, rules, added, prepared.kept.anchors)
    stands = standing_of(documents, mentions, entities, register, prepared.ledger, rules)
    if (stands.documents, stands.reviewed) != (prepared.documents, prepared.reviewed):
        case.forget_found()
        raise SignatureError(
            f"{case.folder}: what was remembered of the drafts is not what they say; run, read and sign it again: "
            f"redact run {case.folder}"
        )


def release(
    case: Case,
    rules: Rules,
    audience: str,
    destination: Path,
    name: str = "",
    given_to: Sequence[str] = (),
    reason: str = "",
    today: date | None = None,
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> list[Path]:
    """Copy out exactly what was signed, and what was made to lie *beside* it; where each file went.

    The release is on the ledger before a file is there.

    On record go the folder, *given_to* (who has the copy), and, where another edition was released to this
    audience before, that this one takes its place and why (*reason*). *today* is the day by which the
    answers of the checklist are weighed; the computer's own, where none is given.
    """
    leaving = ready(case, rules, audience, destination, reason, today or date.today())
    files = {**leaving.files, **beside}
    require_free(destination, files)

    def record() -> None:
        digested = digests(leaving.files)
        stopped = is_partly_there(destination, leaving.files)
        if not (stopped and is_on_record(case.ledger(), audience, digested, destination, given_to)):
            put_on_record(case, leaving, destination, name, given_to, reason)

    return send_out(destination, files, record)


def ready(case: Case, rules: Rules, audience: str, destination: Path, reason: str, today: date) -> Leaving:
    """What is signed for an audience, if it may go to *destination* on this day; nothing is written."""
    require_audience(rules, audience)
    files = require_signed(case, rules, audience)
    made = digests(files)
    matter = matter_at_release(case, rules, audience, made)
    require_nothing_holds(matter, audience, today, case.folder)
    require_answered(matter, [audience], "release", today, case.folder)
    replaced = replaced_by(matter.ledger, audience, made)
    require_reason(matter, replaced, reason, case.folder)
    require_outside(destination)
    require_apart(matter.ledger, audience, destination)
    require_free(destination, files)
    if not for_everybody(rules, audience):
        require_no_website(destination)
    return Leaving(audience, files, left_open(matter, audience, "release", today), replaced)


def put_on_record(
    case: Case, leaving: Leaving, destination: Path, name: str, given_to: Sequence[str], reason: str
) -> None:
    """The release of what was copied to *destination*, on the ledger."""
    to = str(destination.resolve())
    value = as_value(digests(leaving.files), to, given_to, leaving.unanswered, leaving.replaced)
    case.append(Decision(now(), name or "not stated", "release", leaving.audience, value, reason))
