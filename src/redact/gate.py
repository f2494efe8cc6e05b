"""The gate: checks on finished files, asked for one audience after the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from redact.case import Case
from redact.checks import CHECKS, Opened, Question, explain, forget, in_order, name_of, open_paths, run_checks
from redact.checks.grouping import grouped
from redact.checks.surroundings import with_surroundings
from redact.checks.together import together
from redact.family import family_of
from redact.model import Entity, Finding, Key, Mention, base_of
from redact.other_copies import OtherCopy, other_copies
from redact.pages import render
from redact.policies import editions_policy
from redact.prepared import Prepared
from redact.program import code_digest
from redact.pseudonyms import labels_in_use
from redact.recipients.asked import chosen_names, numbers_of, withheld_words
from redact.rollcall import never_found
from redact.seen import as_seen
from redact.traits import rare_traits
from redact.two_at_once import two_at_once
from redact.unnamed import hidden_words, is_anonymous, still_allowed
from redact.whole import write_whole
from redact.withheld import allowed_in, left_words


@dataclass(frozen=True)
class Report:
    """What the checks found, looked at, and could not see."""

    findings: list[Finding]
    looked_at: tuple[str, ...]
    not_seen: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    def as_data(self, show_names: bool = False) -> dict[str, Any]:
        """The report as plain data; the words themselves only where they are asked for."""
        rows = [_as_row(finding, show_names) for finding in self.findings]
        return {"findings": rows, "looked_at": list(self.looked_at), "not_seen": list(self.not_seen)}

    def as_page(self, show_names: bool = False) -> bytes:
        """The report as a page (HTML): what was looked for, found, and not seen; words only where asked for."""
        blocking = [f for f in self.findings if f.severity == "blocks"]
        return render(
            "check",
            blocking=blocking,
            warning=[f for f in self.findings if f.severity != "blocks"],
            names=show_names,
            checks=[(name_of(check), explain(name_of(check)).splitlines()[0]) for check in CHECKS],
            looked_at=self.looked_at,
            not_seen=self.not_seen,
            unknown=self.unknown,
        )


def _as_row(f: Finding, show_names: bool) -> dict[str, Any]:
    row = {
        "check": f.check,
        "rule": f.rule,
        "severity": f.severity,
        "file": f.file,
        "place": f.place,
        "entity": f.entity or None,
        "message": f.message,
        "advice": f.advice,
    }
    return row | {"quote": f.quote} if show_names else row


def examine(
    prepared: Prepared,
    clean: Mapping[str, Mapping[str, bytes]],
    pictures: Mapping[str, tuple[str, ...]],
) -> dict[str, Report]:
    """Check the finished files of each audience as a stranger would; the report of each.

    Two audiences are looked at side by side, each in a process of its own. Nothing that an earlier run
    wrote down is used: a signature relies on it. *pictures* are the digests of those that may stand in
    the files of each audience.
    """
    questions = {audience: question_of(prepared, audience, pictures.get(audience, ())) for audience in clean}
    others = {audience: other_copies(prepared.case, audience, clean) for audience in clean}
    reports = _looked_at(prepared.case, clean, questions, others)
    return {audience: told(prepared, report) for audience, report in zip(clean, reports, strict=True)}


def told(prepared: Prepared, report: Report) -> Report:
    """While questions wait for an answer, what is printed as undecided is one of them, and not told twice.

    Once nothing is open, the mark in an edition is a mention that nobody was asked about: it blocks.
    """
    if not prepared.questions:
        return report
    return replace(report, findings=[f for f in report.findings if f.check != "undecided"])


def question_of(prepared: Prepared, audience: str, pictures: tuple[str, ...] = ()) -> Question:
    """What the checks are told of the case for one audience; *pictures* are those that may stand in its files."""
    policy = editions_policy(prepared.rules, prepared.register, audience, prepared.reviewed.mentions)
    entities, copy = prepared.reviewed.entities, as_seen(prepared, audience)
    key = copy.prepared.key
    people, neutral = people_of(entities, key)
    anonymous = is_anonymous(prepared.rules, base_of(audience))
    allowed, stays = prepared.allowed, allowed_in(prepared.documents, prepared.register)
    return Question(
        prepared.secrets,
        still_allowed(allowed, prepared) if anonymous else allowed,
        dict(sorted(key.items())),  # in one order, so that a key read back asks the same question
        {},
        policy.dates["DATE"],
        labels_in_use(prepared.rules, prepared.register),
        prepared.register.subject,
        prepared.rules.editions.get("window_days", 28),
        family_of(prepared.register, entities, prepared.rules).known,
        prepared.rules.kinship,
        tuple(entity.id for entity, _ in never_found(entities)),
        people,
        neutral if policy.treatment("GENDER") != "keep" else (),
        pictures=pictures,
        stays=still_allowed(stays, prepared) if anonymous else stays,
        traits=rare_traits(_left_in(prepared, policy.treatment("QUASI") == "keep"), prepared.rules),
        anonymous=anonymous,
        front=hidden_words(prepared) if anonymous else (),
        withheld=withheld_words(prepared, copy),
        unanswered=copy.unanswered,
        chosen=chosen_names(copy),
        left=left_words(prepared.reviewed, prepared.documents),
        ages=policy.ages,
        reference=numbers_of(copy)[0],
        other_references=numbers_of(copy)[1],
    )


def _left_in(prepared: Prepared, all_stay: bool) -> list[Mention]:
    """The mentions that an edition prints as they are, by a reviewer's word or by its policy."""
    return [m for m in prepared.reviewed.mentions if all_stay or m.status == "keep"]


def people_of(
    entities: Mapping[str, Entity], key: Key
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The people with their pseudonyms, and the ids of those whose gender is hidden."""
    people = sorted((i, key.get(i) or e.pseudonym) for i, e in entities.items() if e.label == "PERSON")
    named = tuple((i, label) for i, label in people if label)
    return named, tuple(i for i, _ in named if entities[i].gender == "neutral")


def memory(files: Mapping[str, str], question: Question, others: Others = ((), ())) -> str:
    """The digest of everything that a report on *files* (digests by name) held against *others* depends on."""
    beside = json.dumps([[copy.digest for copy in others[0]], others[1]])
    parts = (json.dumps(dict(sorted(files.items()))), repr(question), beside, code_digest())
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


#: The copies that an audience's files are held against, and what is said of those that are gone.
Others = tuple[Sequence[OtherCopy], Sequence[str]]


def _looked_at(
    case: Case,
    new: Mapping[str, Mapping[str, bytes]],
    questions: Mapping[str, Question],
    others: Mapping[str, Others],
) -> list[Report]:
    """The reports on the files of each audience, from a private folder inside the case that is then removed."""
    with TemporaryDirectory(prefix=".checking-", dir=case.folder) as folder:
        for audience, files in new.items():
            for name, content in files.items():
                write_whole(Path(folder) / audience / name, content)
        folders = [Path(folder) / audience for audience in new]
        asked = [questions[audience] for audience in new]
        beside = [others[audience][0] for audience in new]
        if len(new) < 2:
            reports = [look(*each) for each in zip(folders, asked, beside, strict=True)]
        else:
            reports = two_at_once(look, folders, asked, beside)
    return [
        replace(report, not_seen=(*report.not_seen, *others[audience][1]))
        for audience, report in zip(new, reports, strict=True)
    ]


def look(folder: Path, question: Question, others: Sequence[OtherCopy] = ()) -> Report:
    """What the checks say of the files in *folder*, named by their names alone, held against *others*; nothing is believed."""
    forget()
    report = ask_checks(open_paths([folder]), held_against(question, others))
    findings = [replace(f, file=Path(f.file).name) for f in report.findings]
    return Report(
        findings,
        _inside(report.looked_at, folder),
        _inside(report.not_seen, folder),
        _inside(report.unknown, folder),
    )


def held_against(question: Question, others: Sequence[OtherCopy]) -> Question:
    """The question with the copies that people have beside the files that are looked at (R38)."""
    return replace(question, against=tuple((copy.kind, copy.opened()) for copy in others))


def compared(report: Report, opened: Sequence[Opened], question: Question, others: Others) -> Report:
    """A report on files that were held against no other copy, with what *others* and they tell together."""
    found = together(tuple(opened), held_against(question, others[0]))
    more = with_surroundings(grouped(in_order(found)), opened)
    return replace(
        report, findings=in_order([*report.findings, *more]), not_seen=(*report.not_seen, *others[1])
    )


def _inside(lines: Sequence[str], folder: Path) -> tuple[str, ...]:
    return tuple(line.replace(str(folder), "").lstrip("/\\") for line in lines)


def ask_checks(opened: Sequence[Opened], question: Question) -> Report:
    """Ask every check about files that the checkers' own code has opened."""
    return Report(
        list(with_surroundings(grouped(run_checks(opened, question)), opened)),
        tuple(sorted({f"{o.file}: {line}" for o in opened for line in o.looked_at})),
        tuple(sorted({f"{o.file}: {line}" for o in opened for line in o.not_seen})),
        tuple(f"{o.file}: {line}" for o in opened for line in o.unknown),
    )
