"""`redact new`: a case folder, and a register.yaml proposed from the drafts for people to correct."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.case import Case
from redact.cast import EMPTY, LETTERS, Cast, read_cast
from redact.errors import RulesError, UnreadableError, UsageError
from redact.formats import READERS
from redact.formats.nature import refusal
from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Document, Entity, Register
from redact.names import fold
from redact.policies import kind_of
from redact.reading import find_and_link, read_drafts
from redact.register import read_register
from redact.rules import Rules
from redact.whole import write_whole

HEAD = """\
# The cast list of this case: who and what is in the drafts, and what they shall be called.
# Proposed from the drafts. Correct it: delete what is no person or place, give roles
# (mother, half-sibling, social worker, GP…), join double entries by moving one name to
# the other's aliases. The program reads this file; only you change it, here or on the review's page.
"""
CAST_HEAD = """\
# The cast list of this case, from the panel's cast table. Read it against the table and correct it.
# The program reads this file; only you change it, here or on the review's page. What was understood of the table:
#"""

SECTIONS = {
    "people": ("PERSON",),
    "places": ("PLACE", "ADDRESS"),
    "organisations": ("SCHOOL", "HEALTH_SITE", "ORG"),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A register that was written: how many entries each section has, and what has to be said of it."""

    counts: Mapping[str, int]
    told: tuple[str, ...] = ()  # what was understood of a cast table, by column and row
    beyond: int = 0  # found in the drafts and not in the cast table; in the file as comments


def new_case(
    folder: Path,
    drafts: Sequence[Path],
    rules: Rules,
    progress: Callable[[str], None],
    cast_table: Path | None = None,
    ocr: bool = False,
) -> Proposed | None:
    """Make the case folder and its register: from a cast table, else proposed from the drafts.

    None where a register was there already and no cast table is given.

    Raises:
        UsageError: there is no draft and no cast table, another file of a draft's name is there already,
            or a cast table is given and a register is there.
        UnreadableError: a draft or the cast table cannot be read; then nothing is made.
    """
    _require_readable(drafts)
    if cast_table is not None and (folder / "register.yaml").exists():
        raise UsageError(
            f"{folder / 'register.yaml'}: is there already and is never overwritten; move it away to make one from a cast table"
        )
    if not drafts and cast_table is None and not (folder / "drafts").is_dir():
        raise UsageError(f"name the drafts: redact new {folder} DRAFT…")
    cast = None if cast_table is None else read_cast(cast_table, rules)
    was_there = folder.exists()
    (folder / "drafts").mkdir(parents=True, exist_ok=True, mode=0o700)
    case, copied = Case(folder), list[Path]()
    try:
        with case.writing():  # from the first draft on: another process that begins the same waits
            _copy(folder, drafts, copied)
            if ocr:
                case.allow_pictures()
            return _filled(case, cast, rules, progress)
    except UnreadableError:
        _take_back(folder, copied, was_there)
        raise


def _filled(case: Case, cast: Cast | None, rules: Rules, progress: Callable[[str], None]) -> Proposed | None:
    if not case.register_path.exists():
        if cast is None:
            return _write_proposed(case, rules, progress)
        return _write_cast(case, cast, rules, progress)
    if cast is not None:  # another process was quicker
        raise UsageError(f"{case.register_path}: is there already and is never overwritten; correct it there")
    return None


def _take_back(folder: Path, copied: Sequence[Path], was_there: bool) -> None:
    """Undo what was made for drafts of which one cannot be read."""
    if not was_there:
        shutil.rmtree(folder, ignore_errors=True)
    for path in copied:
        path.unlink(missing_ok=True)


def _require_readable(drafts: Sequence[Path]) -> None:
    for draft in drafts:
        if draft.suffix.lower() not in READERS:
            raise UnreadableError(f"{draft}: {refusal(draft.suffix.lower())}")
        if not draft.is_file():
            raise UnreadableError(f"{draft}: there is no such file; check the name")


def _write_proposed(case: Case, rules: Rules, progress: Callable[[str], None]) -> Proposed:
    documents, found = _found(case, Register(), rules, progress)
    sections = _by_section(found)
    lines = _lines(HEAD, sections, {}, documents)
    write_whole(case.register_path, "\n".join(lines).encode() + b"\n")
    return Proposed({section: len(rows) for section, rows in sections.items()})


def _write_cast(case: Case, cast: Cast, rules: Rules, progress: Callable[[str], None]) -> Proposed:
    """The cast as register.yaml; names that only the drafts have stand below it as comments."""
    documents: Sequence[Document] = ()
    beyond: Mapping[str, Sequence[Entity]] = {}
    if any((case.folder / "drafts").iterdir()):
        documents, found = _found(case, Register(entities=cast.entities), rules, progress)
        beyond = _by_section(e for e in found if not e.listed)
    cast, refused = _as_the_register_takes_it(case, cast, rules)
    told = (*cast.told, *refused)
    lines = _lines(CAST_HEAD, cast.sections, beyond, documents, cast.subject, told)
    write_whole(case.register_path, "\n".join(lines).encode() + b"\n")
    read_register(case.register_path, rules)
    counts = {section: len(rows) for section, rows in cast.sections.items()}
    return Proposed(counts, told, sum(map(len, beyond.values())))


def _as_the_register_takes_it(case: Case, cast: Cast, rules: Rules) -> tuple[Cast, list[str]]:
    """The cast without what the register would refuse, such as a pseudonym that names, and the rows of that.

    The register's own reader judges, so that what is written is what it accepts.
    """
    trial, refused = case.folder / ".part-register.yaml", list[str]()
    while True:
        write_whole(trial, "\n".join(_lines("", cast.sections, {}, (), cast.subject)).encode() + b"\n")
        try:
            read_register(trial, rules)
        except RulesError as error:
            if len(error.keys) < 3 or error.keys[2] not in EMPTY:
                raise
            section, at, key = error.keys[:3]
            entity = cast.sections[section][at]
            if getattr(entity, key) == EMPTY[key]:
                raise
            why = str(error).partition(f": {'.'.join(map(str, error.keys))}: ")[2]
            refused.append(f"{cast.places[entity.id]}: {key} was left out: {why}")
            cast = cast.without(entity, key)
        else:
            return cast, refused
        finally:
            trial.unlink(missing_ok=True)


def proposed_text(documents: Sequence[Document], entities: Iterable[Entity], first: Mapping[str, int]) -> str:
    """A register from who and what was found in the drafts; what reviewers left as no name is not in it.

    *first* is the number with which the ids of each section begin: those before it are, or were, somebody's.
    """
    found = [e for e in entities if e.role != AMBIGUOUS and _likely(e) and not _is_left(e)]
    return "\n".join(_lines(HEAD, _by_section(found), {}, documents, first=first)) + "\n"


def proposed_entry(entity: Entity) -> tuple[str, dict[str, Any]]:
    """The section of the register to which something that was found belongs, and an entry for it without an id."""
    section = next(s for s, labels in SECTIONS.items() if entity.label in labels)
    role = "" if entity.role == HOUSEHOLD else entity.role
    entry = {
        "name": entity.name,
        "aliases": _other_names(entity),
        "role": role,
        "pseudonym": entity.pseudonym,
    }
    return section, entry


def _is_left(entity: Entity) -> bool:
    return all(m.status == "keep" for m in entity.mentions)


def _found(
    case: Case, register: Register, rules: Rules, progress: Callable[[str], None]
) -> tuple[Sequence[Document], list[Entity]]:
    documents, anew = read_drafts(case, rules, progress)
    _, entities = find_and_link(documents, anew, register, rules)
    return documents, [e for e in entities.values() if e.role != AMBIGUOUS and _likely(e)]


def _by_section(entities: Iterable[Entity]) -> dict[str, list[Entity]]:
    """The entities by section of the register, those with the most mentions first."""
    found = sorted(entities, key=lambda e: -len(e.mentions))
    return {section: [e for e in found if e.label in labels] for section, labels in SECTIONS.items()}


def _copy(folder: Path, drafts: Sequence[Path], copied: list[Path]) -> None:
    """Copy the drafts in; the files that were not there before are added to *copied*."""
    for draft in drafts:
        target = folder / "drafts" / draft.name
        if target.exists() and target.read_bytes() != draft.read_bytes():
            raise UsageError(f"{target}: another draft of this name is there already; rename one of them")
        if not target.exists():
            copied.append(target)
        write_whole(target, draft.read_bytes())


def _likely(entity: Entity) -> bool:
    return any(m.status == "replace" or m.score >= 0.7 for m in entity.mentions)


def _lines(
    head: str,
    sections: Mapping[str, Sequence[Entity]],
    beyond: Mapping[str, Sequence[Entity]],
    documents: Sequence[Document],
    subject: str = "",
    told: Sequence[str] = (),
    first: Mapping[str, int] | None = None,
) -> Iterator[str]:
    yield head
    yield from (f"# {line}" for line in told)
    if told:
        yield ""
    yield "# case: XX-2031-04        # the partnership's own reference"
    yield f"subject: {subject}" if subject else "# subject: p1             # whose review it is"
    for section in SECTIONS:
        rows, more = sections.get(section, ()), beyond.get(section, ())
        if rows or more:
            yield f"\n{section}:" if rows else f"\n# {section}:"
        for number, entity in enumerate(rows, (first or {}).get(section, 1)):
            yield from _row(section, number, entity)
        if more:
            yield "  # In the drafts and not in the cast table; take the # away where it is right:"
        for number, entity in enumerate(more, len(rows) + 1):
            yield from (f"#{line}" for line in _row(section, number, entity))
    yield '\n# What stays: the author, the chair…\n# allow:\n#   - {text: "Alex Author", where: front matter}'
    if documents:
        yield "\ndocuments:"
    for document in documents:
        kind = kind_of(document, Register())
        use = (
            ", use: source" if kind == "chronology" else ""
        )  # people read it for the review; it is not published
        yield f"  - {{file: {_quoted(document.name)}, kind: {kind}{use}}}"
    yield "\ndates: month\nages: band"


def _row(section: str, number: int, entity: Entity) -> Iterator[str]:
    yield f"  - id: {LETTERS[section]}{number}"
    yield f"    name: {_quoted(entity.name)}"
    if aliases := _other_names(entity):
        yield f"    aliases: [{', '.join(_quoted(text) for text in aliases)}]"
    role = "" if entity.role == HOUSEHOLD else entity.role
    count = f"                 {len(entity.mentions)} mentions" if entity.mentions else ""
    yield f"    role: {_quoted(role)}" if role else f"    # role:{count}"
    chosen = {"pseudonym": entity.pseudonym, "born": entity.born, "family": entity.family}
    yield from (f"    {key}: {_quoted(value)}" for key, value in chosen.items() if value)
    if entity.gender != "shown":
        yield f"    gender: {entity.gender}"


def _other_names(entity: Entity) -> list[str]:
    """The aliases, and what else the drafts call the entity that its name does not hold."""
    others = sorted(
        {" ".join(m.text.split()) for m in entity.mentions} - {entity.name}, key=lambda t: (fold(t), t)
    )
    return [
        *entity.aliases,
        *(t for t in others if fold(t) not in fold(entity.name) and t not in entity.aliases),
    ]


def _quoted(text: str) -> str:
    """Text as YAML in double quotes."""
    import json

    return json.dumps(text, ensure_ascii=False)
