"""`redact check`: finished files, wherever they were made, with what the case knows or without."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from redact.case import Case
from redact.checks import Opened, Question, open_paths
from redact.custody import open_key
from redact.detect import find_anew
from redact.errors import UsageError
from redact.family import family_of
from redact.gate import Report, ask_checks, people_of, staged_pictures
from redact.key import Opener
from redact.model import Block, Document, Mention, Register, Span
from redact.names import fold
from redact.pictures import as_decided, choices_of, cleared, refused_pictures
from redact.pseudonyms import labels_in_use
from redact.reading import find_and_link, not_printed, read_drafts
from redact.register import policy_for, read_register
from redact.review import Reviewed, added_entities, apply_decisions
from redact.rollcall import never_found
from redact.rules import Rules
from redact.withheld import allowed_words, secrets_of


def check_paths(
    paths: Sequence[Path],
    folder: Path | None,
    rules: Rules,
    opener: Callable[[], Opener],
    progress: Callable[[str], None],
) -> Report:
    """What the checks find in *paths*; nothing is written.

    With a case, every form of its real names is looked for; in any case what detection
    finds in the visible text and no allow-list explains.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder; check the name")
    register, left, question = _asked(folder, rules, opener, progress)
    progress("opening the files")
    opened = open_paths(paths)
    progress("looking for names in the text")
    detected = detect_in(opened, register, rules, left)
    question = replace(
        question,
        mentions=detected,
        dates=policy_for(register.dates, "publication", "DATE", "month"),
        labels_in_use=labels_in_use(rules, register),
        subject=register.subject,
        window_days=rules.editions.get("window_days", 28),
    )
    return ask_checks(opened, question)


def _asked(
    folder: Path | None, rules: Rules, opener: Callable[[], Opener], progress: Callable[[str], None]
) -> tuple[Register, frozenset[str], Question]:
    """Register, words left by reviewers, and what the case knows; a register.yaml alone is enough."""
    if folder is None:
        return Register(), frozenset(), Question()
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such case folder; check the name")
    register = read_register(folder / "register.yaml", rules)
    if not (folder / "drafts").is_dir() or not any((folder / "drafts").iterdir()):
        if not register.entities:
            raise UsageError(
                f"{folder}: has neither a register.yaml with names nor drafts/; there is nothing to look for"
            )
        reviewed = Reviewed((), register.entities, {})
        allowed = tuple(a.text for a in register.allow)
        people, neutral = people_of(register.entities, {})
        secrets = secrets_of(reviewed, register, rules)
        return register, frozenset(), Question(secrets, allowed, people=people, neutral=neutral)
    case = Case(folder)
    kept = open_key(case, opener(), "check") if case.sealed_key() is not None else None
    documents, anew = read_drafts(case, rules, progress, keep=False)
    anchors = kept.anchors if kept else {}
    mentions, entities = find_and_link(
        documents, anew, register, rules, added_entities(case.ledger()), anchors
    )
    choices = choices_of(case.ledger())
    standing = [as_decided(d, choices) for d in documents]
    reviewed = apply_decisions(not_printed(mentions, standing, register), entities, case.ledger())
    choices = replace(choices, refused=refused_pictures(documents, choices, reviewed, rules))
    left = frozenset(fold(m.text) for m in reviewed.mentions if m.status == "keep")
    key = kept.pseudonyms if kept else {}
    people, neutral = people_of(reviewed.entities, key)
    question = Question(
        secrets_of(reviewed, register, rules),
        allowed_words(reviewed, register),
        key,
        kin=family_of(register, reviewed.entities, rules).known,
        kinship=rules.kinship,
        unfound=tuple(entity.id for entity, _ in never_found(reviewed.entities)),
        people=people,
        neutral=neutral,
        pictures=(*cleared(documents, choices, ()), *staged_pictures(case)),
    )
    return register, left, question


#: In a finished text 'Mr K' is a pseudonym as the conventions have it; in a draft it may be somebody's initial.
TITLE_INITIAL = "pattern title-initial"


def detect_in(
    opened: Sequence[Opened], register: Register, rules: Rules, left: frozenset[str] = frozenset()
) -> Mapping[str, tuple[Mention, ...]]:
    """What detection finds in the visible text of finished files, by file; each place once.

    Folded words of *left* were looked at by a reviewer and left where they stand.
    """
    documents = [_as_document(file) for file in opened]
    anew = {document.name: find_anew(document, rules) for document in documents}
    mentions, _ = find_and_link(documents, anew, Register(allow=register.allow), rules)
    return {
        d.name: tuple(
            m
            for m in mentions
            if m.document == d.name
            and m.status in {"replace", "flag"}
            and not any(f" {fold(m.text)} " in f" {words} " for words in left)
            and m.rule != TITLE_INITIAL
        )
        for d in documents
    }


def _as_document(file: Opened) -> Document:
    text, blocks, seen = "", [], set()
    for passage in file.visible:
        if passage.text.strip() and passage.place not in seen:
            seen.add(passage.place)
            blocks.append(
                Block(Span(len(text), len(text) + len(passage.text)), "paragraph", place=passage.place)
            )
            text += passage.text + "\n"
    return Document(file.file, "", text, tuple(blocks))
