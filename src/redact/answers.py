"""Decisions as a table: out for people who answer in a spreadsheet, and in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from redact.case import now
from redact.errors import RulesError
from redact.model import Decision
from redact.questions import Question
from redact.targets import mention_target

#: What may be answered to each kind of question, for the last column.
POSSIBLE = {
    "entity": "yes; no; merge (value: id of the same person or place); rename (value: pseudonym); role (value: role)",
    "which": "link (value: id of who is meant); no",
    "bearer": "yes; link (value: id of who is meant); no",
    "words": "yes; no; rewrite (value: words to print instead)",
    "gender": "yes; no; rewrite (value: words to print instead)",
    "draft": "rewrite (value: words to print instead); accept (leaves the sentence, with a reason)",
    "picture": "keep (value: words that say what it shows); replace (value: family tree); "
    "remove (value: a caption, or nothing); accept (left out without a trace)",
    "left behind": "accept",
    "finding": "accept (with a reason)",
}
#: What people write for an answer.
SAID = {"yes": "confirm", "y": "confirm", "no": "dismiss", "n": "dismiss"}

PLAIN = {"confirm": "yes", "dismiss": "no"}

COLUMNS = ("target", "answer", "value", "reason")
#: What a row asks that is about one place of the question above it.
SAME_QUESTION = "The question above, for this place. Answer only if the place is different."
#: The column by which a row of `--table` is known again.
CHECK = "check"
EXCEL = ".xlsx"


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A row of a table that has an answer."""

    place: str  # the file and the line or row
    target: str
    answer: str
    value: str
    reason: str
    check: str  # '' where the table has no such column


def as_table(questions: Iterable[Question], in_context: Callable[[Question], str]) -> str:
    """The open questions as .csv, the answer that the program would give filled in, for a person to change.

    To a finding that blocks no answer is filled in: accepting it takes a person and a reason. Nor is one that leaves
    words in: it stands in the column 'likely', so that a table which comes back as it went leaves no name. Below a question about
    several places stands a row for each of them, without an answer: it is filled in where a place is different.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "question", "in context", "likely", "possible answers"])
    for question in questions:
        safe = question.kind != "finding" and question.proposed != "dismiss"
        answer = PLAIN.get(question.proposed, question.proposed) if safe else ""
        asked = " ".join(filter(None, (question.asks, question.note, question.stays)))
        writer.writerow(_listed(question, answer, asked, in_context(question)))
        for place in _each_place(question):
            writer.writerow(_listed(place, "", SAME_QUESTION, in_context(place)))
    return out.getvalue()


def _listed(question: Question, answer: str, asks: str, context: str) -> list[str]:
    possible = POSSIBLE.get(question.kind, "")
    return [
        question.target,
        answer,
        question.value if answer else "",
        "",
        harmless(asks),
        harmless(context),
        PLAIN["dismiss"] if question.proposed == "dismiss" and asks != SAME_QUESTION else "",
        possible,
    ]


def _each_place(question: Question) -> list[Question]:
    """The question for each of its places, where it has several that a decision can tell apart."""
    places = {mention_target(m): m for m in reversed(question.mentions)} if question.note else {}
    apart = [replace(question, target=t, mentions=(m,), sure=()) for t, m in reversed(places.items())]
    return apart if len(apart) > 1 else []


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text and text[0] in "=+-@\t\r" else text


def read_table(path: Path, name: str) -> list[tuple[str, Decision]]:
    """The decisions of a table with the columns target, answer, value, reason; each with its place in the file.

    Raises:
        RulesError: the file cannot be read, or lacks a column.
    """
    found = []
    for row in read_rows(path)[0]:
        action, value = _meant(row.target, row.answer, row.value)
        if action:
            found.append((row.place, Decision(now(), name, action, row.target, value, row.reason)))
    return found


def _meant(target: str, answer: str, value: str) -> tuple[str, str]:
    """The action and the value of a row; to a question of the checklist the answer may stand in either column."""
    action = answer.casefold()
    if target.startswith("c:") and action not in {"answer", "undo"}:
        return ("answer", value or answer) if value or answer else ("", "")
    return SAID.get(action, action), value


def read_rows(path: Path) -> tuple[list[AnsweredRow], list[str]]:
    """The rows of a .csv or .xlsx that have an answer, and what in the file could not be read.

    Rows without an answer are passed over: they are questions that are still open.

    Raises:
        RulesError: the .csv cannot be read, or a column is missing.
        UnreadableError: the .xlsx cannot be read.
    """
    if path.suffix.lower() == EXCEL:
        return _of_workbook(path)
    return _of_csv(path), []


def _of_workbook(path: Path) -> tuple[list[AnsweredRow], list[str]]:
    from redact.formats.sheets import read_sheets

    found = read_sheets(path)
    filled = [(t, rows) for t in found.tables if (rows := [row for row in t.rows if row.filled])]
    if not filled:
        raise RulesError(f"{path}: holds no table; give the table that redact wrote")
    table, (head, *rows) = filled[0]
    columns = _columns([*head.cells], f"{path}: {table.place}, row {head.number}")
    answered = [_row(f"{path}: row {row.number}", dict(enumerate(row.cells)), columns) for row in rows]
    left = [line.replace(" as cast", "") for line in found.told if "not read" in line]
    left += [f"{each.place}: only the first sheet was read" for each, _ in filled[1:]]
    return [row for row in answered if _is_answered(row)], left


def _of_csv(path: Path) -> list[AnsweredRow]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulesError(
            f"{path}: cannot be read ({error.strerror}); give a .csv file of decisions"
        ) from None
    except UnicodeDecodeError:
        raise RulesError(f"{path}: not UTF-8; save it as CSV UTF-8 in the spreadsheet program") from None
    try:
        lines = csv.reader(io.StringIO(text), dialect=_dialect(text))
        columns = _columns(next(lines, []), f"{path}: line 1")
        answered = [_row(f"{path}: line {lines.line_num}", dict(enumerate(line)), columns) for line in lines]
    except csv.Error:
        raise RulesError(f"{path}: not a table; save it as CSV UTF-8 in the spreadsheet program") from None
    return [row for row in answered if _is_answered(row)]


def _is_answered(row: AnsweredRow) -> bool:
    return bool(row.answer or (row.target.startswith("c:") and row.value))


def _columns(heads: Sequence[str], place: str) -> dict[str, int]:
    """Where each column stands."""
    columns = {head.strip().casefold(): at for at, head in enumerate(heads)}
    if missing := [column for column in COLUMNS if column not in columns]:
        raise RulesError(f"{place}: needs the columns {', '.join(COLUMNS)}; {', '.join(missing)} missing")
    return columns


def _row(place: str, cells: Mapping[int, str], columns: Mapping[str, int]) -> AnsweredRow:
    target, answer, value, reason, check = (
        cells.get(columns.get(column, -1), "").strip() for column in (*COLUMNS, CHECK)
    )
    return AnsweredRow(place, target, answer, value, reason, check)


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, or the semicolons that some spreadsheet programs write."""
    head = text.split("\n", 1)[0]

    class Table(csv.excel):
        delimiter = ";" if head.count(";") > head.count(",") else ","

    return Table
