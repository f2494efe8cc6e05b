"""The file in which decisions travel from one laptop to another: written, told apart, read and checked.

It holds real names. As .jsonl its first line says what it is; as .csv each row names its case.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from redact.errors import RulesError, UsageError
from redact.exchange import COLUMNS, Origin, Row, mark_of
from redact.review import ANSWERS

KIND = "redact decisions"
VERSION = 1
LONGEST = 5_000  # characters of a value or a reason
MOST = 200_000  # rows of a file


def require_out_of_cases(path: Path) -> None:
    """Refuse a file inside a case folder, where it could be read as a draft or go out with an edition.

    Raises:
        UsageError: it lies in one, is there already, or its folder is not.
    """
    if any((folder / "drafts").is_dir() for folder in path.resolve().parents):
        raise UsageError(f"{path}: lies inside a case folder; name a file outside of it")
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path}: is there already; name another file")
    if not path.resolve().parent.is_dir():
        raise UsageError(f"{path}: there is no such folder; make it, or name another one")


def as_lines(rows: Iterable[Row], origin: Origin, name: str, at: str) -> str:
    """The rows as JSON, one a line; the first says what the file is, and of which case."""
    head = {"file": KIND, "version": VERSION, "case": asdict(origin), "exported by": name, "at": at}
    lines = [head, *({c: getattr(row, c) for c in COLUMNS} for row in rows)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def as_table(rows: Iterable[Row], origin: Origin) -> str:
    """The rows as .csv, each with the case that it is of."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "case"])
    for row in rows:
        writer.writerow([*(_guarded(getattr(row, c)) for c in COLUMNS), origin.as_text()])
    return out.getvalue()


def _guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula, and that `_bare` turns back."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r'") and text else text


def _bare(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r'") else text


def is_exchange(path: Path) -> bool:
    """Whether a file is one that `--export` writes, by its first line."""
    try:
        with path.open("rb") as file:
            head = file.readline(10_000).decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return (head.startswith("{") and KIND in head) or set(COLUMNS) <= set(
        re.split("[,;]", head.replace('"', ""))
    )


def read_rows(path: Path) -> tuple[Origin | None, list[Row]]:
    """The rows of a file that another laptop wrote, and the case that they are of (None where it has no row).

    Raises:
        RulesError: it cannot be read, or a row is none that redact writes; the message names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RulesError(
            f"{path}: cannot be read ({error.strerror}); give a file that --export wrote"
        ) from None
    except UnicodeDecodeError:
        raise RulesError(f"{path}: not UTF-8; export it again on the other laptop") from None
    try:
        origin, rows = _from_lines(text, path) if text.startswith("{") else _from_table(text, path)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error):
        raise RulesError(f"{path}: is not as redact review --export writes it; export it again") from None
    if len(rows) > MOST:
        raise RulesError(f"{path}: has more than {MOST} rows, which no review has; export it again")
    for row in rows:
        _require_sound(row)
    return origin, rows


def _from_lines(text: str, path: Path) -> tuple[Origin | None, list[Row]]:
    lines = [line for line in text.split("\n") if line.strip()]
    head = json.loads(lines[0])
    if head["file"] != KIND or head["version"] != VERSION:
        raise RulesError(
            f"{path}: line 1: not a file of decisions that this version reads; use the same version on both"
        )
    origin = Origin(str(head["case"]["case"]), tuple(map(str, head["case"]["drafts"])))
    rows = []
    for number, line in enumerate(lines[1:], 2):
        row = json.loads(line)
        if not all(isinstance(row[c], str) for c in COLUMNS):
            raise RulesError(f"{path}: line {number}: is not as --export writes it; export it again")
        rows.append(Row(*[*(row[c] for c in COLUMNS), f"{path}: line {number}"]))
    return origin, rows


def _from_table(text: str, path: Path) -> tuple[Origin | None, list[Row]]:
    head = text.split("\n", 1)[0]
    table = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    if not {*COLUMNS, "case"} <= set(table.fieldnames or ()):
        raise ValueError("columns are missing")
    rows, cases = [], set()
    for row in table:
        rows.append(Row(*[*(_bare(row[c] or "") for c in COLUMNS), f"{path}: line {table.line_num}"]))
        cases.add(row["case"] or "")
    if len(cases) > 1:
        raise RulesError(f"{path}: has rows of several cases; import each case's own file")
    words = cases.pop().split() if cases else []
    return (Origin("" if words[0] == "-" else words[0], tuple(words[1:])) if words else None), rows


def _require_sound(row: Row) -> None:
    """Refuse a row that no ledger should hold."""
    if row.answer not in ANSWERS:
        raise RulesError(f"{row.place}: the answer should be one of {', '.join(ANSWERS)}")
    if not row.by.strip() or not row.target.strip():
        raise RulesError(f"{row.place}: says not who decided, or on what; export it again")
    try:
        datetime.fromisoformat(row.at)
    except ValueError:
        raise RulesError(f"{row.place}: the time is none; export it again") from None
    texts = [getattr(row, c) for c in COLUMNS if c != "history"]
    if not all(text.replace("\n", " ").isprintable() and len(text) <= LONGEST for text in texts):
        raise RulesError(f"{row.place}: holds signs that cannot be printed, or is too long; export it again")
    if mark_of(row.decision) not in row.history.split():
        raise RulesError(
            f"{row.place}: was changed after it was exported; export it again, and answer in a review"
        )
