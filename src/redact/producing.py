"""The files of each audience's editions, and what the checks say of them: made and looked at only where something changed.

What is remembered lies in the case folder, by the digest of everything that it was made from. A
signature never goes through here: it makes every file and looks at it anew.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from redact.case import Case
from redact.checks import Opened, Question, all_of, believe, forget, keep, open_content
from redact.checks.pages_before import Columns, Drawn, PagesBefore
from redact.formats import write
from redact.gate import Others, Report, ask_checks, compared, memory, question_of, told
from redact.model import Edition
from redact.other_copies import other_copies
from redact.prepared import Prepared
from redact.program import made_by
from redact.two_at_once import in_two, is_alone, two_at_once

Page = TypeVar("Page", Columns, Drawn)

MARK = "NOT APPROVED – for review only, not for publication"
MARKED = ".NOT-APPROVED"
#: The name under which the case remembers what was made.
SEEN = "seen"
#: Characters from which on two audiences are made side by side; for less, a second process costs more than it brings.
WORTH_TWO = 60_000
#: Pages that are remembered at least; more where the files of now have more.
PAGES = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """What is remembered of files that were made: nothing but what lies under staged/ already."""

    by: str = ""  # the program that made them
    made: dict[str, tuple[str, str]] = field(default_factory=dict)  # edition: digests, clean and marked
    opened: dict[str, Opened] = field(default_factory=dict)  # by the digest of the clean file
    pages: dict[str, Columns] = field(default_factory=dict)
    drawn: dict[str, Drawn] = field(default_factory=dict)  # the same pages, as they are drawn
    silent: dict[str, bytes] = field(default_factory=dict)  # digests of texts, by the look that found nothing


@dataclass(frozen=True, slots=True)
class Produced:
    """The files of one audience: digests of the clean ones, the marked ones themselves, and what the checks say."""

    files: dict[str, str]
    marked: dict[str, bytes]
    report: Report
    seen: Seen

    def contents(self) -> dict[str, tuple[str, Opened]]:
        """Each clean file by its name: the digest of its bytes, and what a stranger finds in it."""
        return {name: (digest, self.seen.opened[digest]) for name, digest in self.files.items()}


def render(editions: Mapping[str, Edition], mark: str | None = None) -> dict[str, bytes]:
    """Each edition in each format, as the bytes of a file; marked copies say so in their name."""
    return {
        _name(name, suffix, mark): write(edition, suffix, mark)
        for name, edition in editions.items()
        for suffix in edition.formats
    }


def _name(edition: str, suffix: str, mark: str | None = None) -> str:
    return f"{edition}{MARKED if mark else ''}{suffix}"


def produce(
    prepared: Prepared,
    editions: Mapping[str, Mapping[str, Edition]],
    pictures: Mapping[str, tuple[str, ...]],
) -> dict[str, Produced]:
    """The files and findings of each audience; *pictures* are the digests of those that may stand in its files."""
    case, by = prepared.case, made_by()
    seen = case.remembered_report(SEEN, Seen)
    seen = seen if seen and seen.by == by else Seen(by)
    forget()  # of other cases
    questions = [question_of(prepared, audience, pictures[audience]) for audience in editions]
    orders = [_Order(case.folder, audience, each, seen) for audience, each in editions.items()]
    large = sum(len(edition.text) for each in editions.values() for edition in each.values()) > WORTH_TWO
    made = (
        two_at_once(_produced, _begun(orders), questions)
        if large
        else list(map(_produced, orders, questions))
    )
    produced = dict(zip(editions, made, strict=True))
    contents = {audience: one.contents() for audience, one in produced.items()}
    held = [
        _Held(one, question, other_copies(case, audience, contents))
        for (audience, one), question in zip(produced.items(), questions, strict=True)
    ]
    reports = _compared(case, held, large)
    _remember(case, seen, [one.seen for one in produced.values()])
    return {
        audience: replace(each.made, report=told(prepared, report))
        for audience, each, report in zip(produced, held, reports, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Held:
    """The files of one audience, and the copies that they are held against."""

    made: Produced
    question: Question
    others: Others

    def memory(self) -> str:
        """The name under which the report on them is remembered."""
        return memory(self.made.files, self.question, self.others)

    def compared(self) -> Report:
        """The report with what these files tell together with the others."""
        opened = [file for _, file in self.made.contents().values()]
        return compared(self.made.report, opened, self.question, self.others)


def _compared(case: Case, held: Sequence[_Held], large: bool) -> list[Report]:
    """The report on the files of each audience, held against other copies; remembered, alone and so."""
    names = [each.memory() for each in held]
    reports = {name: found for name in names if (found := case.remembered_report(name, Report))}
    anew = {name: each for name, each in zip(names, held, strict=True) if name not in reports}
    work = list(anew.values())
    made = in_two(_Held.compared, work) if large else list(map(_Held.compared, work))
    for name, report in zip(anew, made, strict=True):
        reports[name] = report
        case.remember_report(name, report)
    for each in held:
        alone = memory(each.made.files, each.question)
        if case.remembered_report(alone, Report) is None:
            case.remember_report(alone, each.made.report)
    return [reports[name] for name in names]


def _remember(case: Case, before: Seen, now: list[Seen]) -> None:
    """Keep what these files are made of, and pages that may come back."""
    pages = _newest(before.pages, (each.pages for each in now))
    drawn = _newest(before.drawn, (each.drawn for each in now))
    new = Seen(
        before.by,
        {digest: pair for each in now for digest, pair in each.made.items()},
        {digest: file for each in now for digest, file in each.opened.items()},
        pages,
        drawn,
        all_of(each.silent for each in now),
    )
    if new != before:
        case.remember_report(SEEN, new)


def _newest(before: Mapping[str, Page], now: Iterable[Mapping[str, Page]]) -> dict[str, Page]:
    """The pages of now, and of those from before as many as are kept."""
    pages = {digest: page for each in now for digest, page in each.items()}
    earlier = ((digest, page) for digest, page in before.items() if digest not in pages)
    return pages | dict(islice(earlier, max(0, PAGES - len(pages))))


# One audience, looked at perhaps in a process of its own ----------------------------------------------


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made for one audience, and its files where they are made already."""

    folder: Path
    audience: str
    editions: Mapping[str, Edition]
    seen: Seen
    files: tuple[_File, ...] = ()

    def made(self) -> _Order:
        """With its files."""
        return replace(self, files=self.files or _files(self))


def _begun(orders: Sequence[_Order]) -> list[_Order]:
    """With their files, where a process that is forked now could not typeset: the typesetter's threads are not there."""
    return [order.made() for order in orders] if is_alone() and _typeset_here() else list(orders)


def _typeset_here() -> bool:
    """Whether this process may have begun the typesetter's threads."""
    return "typst" in sys.modules


def _produced(order: _Order, question: Question) -> Produced:
    case, seen, files = Case(order.folder), order.seen, order.made().files
    before = PagesBefore(seen.pages, drawn_known=seen.drawn)
    digests = {file.name: file.digest for file in files}
    opened = _opened(files, seen, before)
    if (report := case.remembered_report(memory(digests, question), Report)) is None:
        believe(seen.silent)
        report = ask_checks(list(opened.values()), question)
    now = Seen(
        seen.by,
        {file.of: (file.digest, _sha(file.marked)) for file in files},
        {digests[name]: file for name, file in opened.items()},
        before.used,
        before.drawn,
        keep() or seen.silent,
    )
    return Produced(digests, {file.marked_name: file.marked for file in files}, report, now)


@dataclass(frozen=True, slots=True)
class _File:
    """A file of an edition; *clean* is empty where nothing changed since it was made."""

    name: str
    marked_name: str
    of: str
    digest: str
    marked: bytes
    clean: bytes


def _files(order: _Order) -> tuple[_File, ...]:
    """The files of one audience."""
    staged = Case(order.folder).staged(order.audience)
    files = [
        _file(staged, edition, name, suffix, order.seen)
        for name, edition in order.editions.items()
        for suffix in edition.formats
    ]
    return tuple(sorted(files, key=lambda file: Path(file.name)))


def _file(staged: Path, edition: Edition, name: str, suffix: str, seen: Seen) -> _File:
    """One file of an edition, as it lies there where it was made of the same."""
    of, names = _digest(edition, name, suffix), (_name(name, suffix), _name(name, suffix, MARK))
    digest, marked = seen.made.get(of, ("", ""))
    lying = _lying(staged / names[1])
    if digest in seen.opened and marked == _sha(lying):
        return _File(*names, of, digest, lying, b"")
    clean = write(edition, suffix)
    return _File(*names, of, _sha(clean), write(edition, suffix, MARK), clean)


def _opened(files: Sequence[_File], seen: Seen, before: PagesBefore) -> dict[str, Opened]:
    """Each file as a stranger finds it, by name; only what is new is opened, from the bytes that were just made."""
    return {
        file.name: open_content(Path(file.name), file.clean, before=before)
        if file.clean
        else seen.opened[file.digest]
        for file in files
    }


def _lying(path: Path) -> bytes:
    """The bytes of a staged file; none where it is not there."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _digest(edition: Edition, name: str, suffix: str) -> str:
    content = msgspec.json.encode((edition, name, suffix), order="deterministic")
    return hashlib.sha256(content).hexdigest()


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
