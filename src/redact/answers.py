"""Decisions as a table: out for people who answer in a spreadsheet, and in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from redact.case import now
from redact.errors import RulesError
from redact.model import Decision
from redact.review import Question

#: What may be answered to each kind of question, for the last column.
POSSIBLE = {
    "entity": "yes; no; merge (value: id of the same person or place); rename (value: pseudonym); role (value: role)",
    "which": "link (value: id of who is meant); no",
    "bearer": "yes; link (value: id of who is meant); no",
    "words": "yes; no; rewrite (value: words to print instead)",
    "gender": "yes; no; rewrite (value: words to print instead)",
    "picture": "keep (value: words that say what it shows); replace (value: family tree); "
    "remove (value: a caption, or nothing); accept (left out without a trace)",
    "left behind": "accept",
    "finding": "accept (with a reason)",
}
#: What people write for an answer.
SAID = {"yes": "confirm", "y": "confirm", "no": "dismiss", "n": "dismiss"}

PLAIN = {"confirm": "yes", "dismiss": "no"}

COLUMNS = ("target", "answer", "value", "reason")


def as_table(questions: Iterable[Question], in_context: Callable[[Question], str]) -> str:
    """The open questions as .csv, the answer that the program would give filled in, for a person to change.

    To a finding that blocks no answer is filled in: accepting it takes a person and a reason.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "question", "in context", "possible answers"])
    for question in questions:
        writer.writerow(
            [
                question.target,
                "" if question.kind == "finding" else PLAIN.get(question.proposed, question.proposed),
                "",
                "",
                _harmless(question.asks),
                _harmless(in_context(question)),
                POSSIBLE.get(question.kind, ""),
            ]
        )
    return out.getvalue()


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text and text[0] in "=+-@\t\r" else text


def read_table(path: Path, name: str) -> list[tuple[str, Decision]]:
    """The decisions of a .csv with the columns target, answer, value, reason; each with its place in the file.

    Rows without an answer are passed over: they are questions that are still open.

    Raises:
        RulesError: the file cannot be read, or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulesError(
            f"{path}: cannot be read ({error.strerror}); give a .csv file of decisions"
        ) from None
    except UnicodeDecodeError:
        raise RulesError(f"{path}: not UTF-8; save it as CSV UTF-8 in the spreadsheet program") from None
    try:
        rows = csv.DictReader(io.StringIO(text), dialect=_dialect(text))
        columns = {(column or "").strip().casefold(): column for column in rows.fieldnames or ()}
        missing = [column for column in COLUMNS if column not in columns]
        if missing:
            raise RulesError(
                f"{path}: line 1: needs the columns {', '.join(COLUMNS)}; {', '.join(missing)} missing"
            )
        found = []
        for row in rows:
            values = {column: (row[columns[column]] or "").strip() for column in COLUMNS}
            action, value = _meant(values["target"], values["answer"], values["value"])
            if action:
                decision = Decision(now(), name, action, values["target"], value, values["reason"])
                found.append((f"{path}: line {rows.line_num}", decision))
    except csv.Error:
        raise RulesError(f"{path}: not a table; save it as CSV UTF-8 in the spreadsheet program") from None
    return found


def _meant(target: str, answer: str, value: str) -> tuple[str, str]:
    """The action and the value of a row; to a question of the checklist the answer may stand in either column."""
    action = answer.casefold()
    if target.startswith("c:") and action not in {"answer", "undo"}:
        return ("answer", value or answer) if value or answer else ("", "")
    return SAID.get(action, action), value


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, or the semicolons that some spreadsheet programs write."""
    head = text.split("\n", 1)[0]

    class Table(csv.excel):
        delimiter = ";" if head.count(";") > head.count(",") else ","

    return Table
