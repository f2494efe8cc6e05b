"""What a report says that was done or is planned: rows of its action plan, and sentences under such a heading.

Only what tells of no case: what names somebody by a label, or a date, is left out; of a date's column the year stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from redact.learning.labels import labels_in
from redact.learning.sentences import leans, split, tells_a_case
from redact.model import Block, Document
from redact.rules import Rules
from redact.rules.briefing import Wording, read_briefing
from redact.rules.phrases import folded, has_phrase

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_COLUMNS = ("about", "done", "who", "state", "when")


@dataclass(frozen=True, slots=True)
class Action:
    """What was done or is planned, in the report's own words; what it answers, who does it, how far it is, in which year."""

    done: str
    about: str = ""
    who: str = ""
    state: str = ""
    year: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Its words, each stretch by itself."""
        return tuple(part for part in (self.about, self.done, self.who, self.state) if part)

    @property
    def words(self) -> str:
        """All of it as one line: 'Template agreed. Council. In place. 2016.'"""
        return " ".join(
            f"{part.rstrip('.')}." for part in (self.done, self.who, self.state, self.year) if part
        )


def actions_in(document: Document, rules: Rules) -> tuple[Action, ...]:
    """The actions of *document* in its order, those in tables first; each once."""
    wording = read_briefing(rules.folder)
    found = (*_planned(document, wording, rules), *_told(document, wording, rules))
    return tuple(dict.fromkeys(found))


def _told(document: Document, wording: Wording, rules: Rules) -> Iterator[Action]:
    """The sentences under a heading such as 'Action taken since'."""
    for block in _under(document, wording):
        if block.kind in {"paragraph", "item"} and not block.cell:
            yield from (
                Action(each) for each in split(_text(document, block)) if _is_printed(each, wording, rules)
            )


def _under(document: Document, wording: Wording) -> Iterator[Block]:
    """The blocks under headings that say what was done since, or is planned."""
    under: list[tuple[int, bool]] = []
    for block in document.blocks:
        if block.kind == "heading" and not block.cell:
            under = [each for each in under if each[0] < block.level]
            own = has_phrase(folded(_text(document, block)), wording.sections["actions"])
            under.append((block.level, own or any(on for _, on in under)))
        elif under and under[-1][1]:
            yield block


def _planned(document: Document, wording: Wording, rules: Rules) -> Iterator[Action]:
    """The rows of each table that is an action plan by its heading, or by columns for what is done and for which recommendation.

    A chronology with a column for responses is none.
    """
    tables: dict[int, dict[int, dict[int, str]]] = {}
    plans = {block.cell.table for block in _under(document, wording) if block.cell}
    for block in document.blocks:
        if block.cell and block.span:
            row = tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, {})
            row[block.cell.column] = f"{row.get(block.cell.column, '')} {_text(document, block)}".strip()
    for table, rows in tables.items():
        head, *others = (rows[number] for number in sorted(rows))
        kinds = _kinds(head, wording)
        if "done" in kinds and (table in plans or "about" in kinds):
            yield from filter(None, (_row(row, kinds, wording, rules) for row in others))


def _text(document: Document, block: Block) -> str:
    return " ".join(document.of(block.span).split()) if block.span else ""


def _kinds(head: Mapping[int, str], wording: Wording) -> dict[str, int]:
    """Which column is which, by its head; the first of each kind."""
    found: dict[str, int] = {}
    for column, words in sorted(head.items()):
        kind = next((k for k in _COLUMNS if has_phrase(folded(words), wording.sections[f"column {k}"])), "")
        if kind and kind not in found:
            found[kind] = column
    return found


def _row(row: Mapping[int, str], kinds: Mapping[str, int], wording: Wording, rules: Rules) -> Action | None:
    """A row as an action, without the parts of a cell that tell of a case; None where nothing done is left."""
    cells = {kind: row.get(column, "") for kind, column in kinds.items()}
    said = {
        kind: "; ".join(part for part in re.split(r";\s*", words) if _is_printed(part, wording, rules))
        for kind, words in cells.items()
        if kind != "when"
    }
    year = _YEAR.search(cells.get("when", ""))
    return Action(**said, year=year[0] if year else "") if said["done"] else None


def _is_printed(words: str, wording: Wording, rules: Rules) -> bool:
    """Whether words tell of no case and can be understood alone."""
    tells = tells_a_case(words, wording, lesson=False) or labels_in(words, rules) or leans(words, wording)
    return bool(words.strip()) and not tells
