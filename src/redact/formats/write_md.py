"""An edition as Markdown (CommonMark with pipe tables and footnotes).

Whatever in the text looks like mark-up is escaped, so that it is read as the
text that it is. Emphasis is kept; where its marks would not be understood (in
the middle of a word) the letter beside them is written by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from string import punctuation
from typing import TYPE_CHECKING

from redact.formats.flow import flow
from redact.formats.printed import Flow, Item, Line, Listing, Note, Part, Table, lines_of
from redact.formats.words import linked, visible
from redact.formats.write_txt import raised

if TYPE_CHECKING:
    from redact.formats.grid import Box
    from redact.formats.words import Words
    from redact.model import Edition

BREAK, IN_LINE = "\\\n", "<br>"
MARKS = {"bold": "**", "italic": "_", "strike": "~~"}
DEEPEST = 6

_ACTIVE = re.compile(r"[\\`*_\[\]<>#~|]|&(?=#?\w+;)")
#: What would begin a list, a line across the page, a heading underlined or a table.
_LEADING = re.compile(r"^(?:\d{1,9}(?=[.)](?:\s|$))|[-+](?=\s|$)|[-:](?=[-:\s]*$)|=(?==*\s*$))")
_COUNTED = re.compile(r"\d{1,9}[.)]")


def write(edition: Edition, mark: str | None = None) -> bytes:
    """*edition* as the bytes of a UTF-8 Markdown file; *mark* stands at its top and at its end."""
    doc = flow(edition, mark)
    return ("\n\n".join(part for part in _parts(doc) if visible(part)) + "\n").encode()


def _parts(doc: Flow) -> Iterator[str]:
    """The text in stretches that stand a blank line apart."""
    mark = f"**{escaped(doc.mark)}**" if doc.mark else ""
    yield mark
    yield from map(_part, doc.above)
    yield _heading(doc.title)
    yield from map(_part, doc.subtitles)
    yield from (_quoted(_alone(text)) for text in doc.foreword)
    yield from map(_part, (*doc.front, *doc.body))
    if doc.picture_in_words:
        yield _alone(f"[Picture: {doc.picture_in_words}]")
    yield from map(_note, doc.notes)
    if doc.loose:
        yield "## Notes"
        yield from (_plain(line) for note in doc.loose for line in note.lines)
    if doc.headers or doc.footers or mark:
        yield "***"
        yield from map(_alone, (*doc.headers, *doc.footers))
        yield mark


def _part(part: Part) -> str:
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Listing):
        return _items(part.items)
    return _heading(part) if part.kind == "heading" else _plain(part)


def _plain(line: Line) -> str:
    text = _numbered(line, BREAK)
    return _quoted(text) if line.kind == "quote" else text


def _heading(line: Line) -> str:
    return f"{'#' * min(line.level + 1, DEEPEST)} {_numbered(line, IN_LINE)}"


def _numbered(line: Line, end: str) -> str:
    """The line with its number as text: '1\\.' begins no list."""
    text = words(line.words, end)
    return f"{_alone(line.number)} {text}" if line.number else text


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _items(items: Sequence[Item]) -> str:
    """Each item; what stands under it is moved in. A lettered label is text: Markdown has none."""
    marked = not any(_is_lettered(item.line.number) for item in items)
    return ("\n" if marked else "\n\n").join(map(_item, items))


def _item(item: Item) -> str:
    label = item.line.number
    sign = f"{label} " if _COUNTED.fullmatch(label) else "" if _is_lettered(label) else "- "
    text = words(item.line.words, BREAK) if sign else _numbered(item.line, BREAK)
    inside = "\n\n".join([text, _items(item.children)]) if item.children else text
    return sign + inside.replace("\n", "\n" + " " * len(sign))


def _is_lettered(label: str) -> bool:
    counts = len(label) > 1 and any(sign.isalnum() for sign in label)
    return counts and not _COUNTED.fullmatch(label)


def _note(note: Note) -> str:
    text = "\n\n".join(words(line.words, BREAK) for line in note.lines)
    return f"[^{note.number}]: " + text.replace("\n", "\n    ")


# --- words ------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """*text* so that Markdown reads it as it is, but for what only counts where a line begins."""
    return _ACTIVE.sub(r"\\\g<0>", text)


def _alone(text: str, end: str = BREAK) -> str:
    """Plain *text* that stands alone, as Markdown."""
    lines = (line.strip(" \t") for line in escaped(text).split("\n"))
    return end.join(_LEADING.sub(_defused, line) for line in lines if line)


def _defused(found: re.Match[str]) -> str:
    """What would begin a list, a line or a heading, so that it does not: '1\\.', '\\-'."""
    sign = found[0]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def words(line: Iterable[Words], end: str) -> str:
    """The words of a line, emphasised; *end* stands for a line end inside it."""
    made = _Marked()
    for target, group in linked(line):
        if not target:
            made.take(group)
        else:
            inside = _Marked()
            inside.take(group)
            made.plain(f"[{inside.done().strip()}](<{target}>)")
    lines = (text.strip(" \t") for text in made.done().split("\n"))
    return end.join(_LEADING.sub(_defused, text) for text in lines if text)


class _Marked:
    """Text with the marks of emphasis, each opened once and closed in turn."""

    def __init__(self) -> None:
        self.text = ""
        self.gap = ""  # white space that waits: marks stand tight around words
        self.opened: list[str] = []

    def take(self, group: Iterable[Words]) -> None:
        """Append words and calls of notes."""
        for each in group:
            if each.note:
                self.plain(f"[^{each.note}]")
            else:
                self._styled(raised(each, self.text[-1:]) + each.text, each.styles)

    def plain(self, mark_up: str) -> None:
        """Append Markdown as it is, outside all emphasis."""
        self._move([])
        self.text += mark_up

    def done(self) -> str:
        """All of it, every mark closed."""
        self._move([])
        return self.text

    def _styled(self, text: str, styles: Iterable[str]) -> None:
        core = text.strip()
        if not core:
            self.gap += text
            return
        at = text.index(core)
        self.gap += text[:at]
        wanted = [mark for style, mark in MARKS.items() if style in styles]
        self._move(wanted, core)
        self.text += self._inside(core)
        self.gap = text[at + len(core) :]

    def _move(self, wanted: Iterable[str], core: str = "") -> None:
        """Close the marks that end here and open those that begin before *core*."""
        keep = list(takewhile(lambda mark: mark in wanted, self.opened))
        closing, opening = self.opened[len(keep) :][::-1], [mark for mark in wanted if mark not in keep]
        before = self.text[-1:]
        if opening and not (closing or self.gap) and before and not _parts_words(before):
            self.text = self.text[:-1] + f"&#{ord(before)};"
        self.closed_tight = bool(closing) and not (opening or self.gap)
        self.text += "".join(closing) + self.gap + "".join(opening)
        self.opened, self.gap = [*keep, *opening], ""

    def _inside(self, core: str) -> str:
        """*core*, escaped; its first letter by number where a mark has just been closed before it."""
        if self.closed_tight and not _parts_words(core[0]):
            return f"&#{ord(core[0])};" + escaped(core[1:])
        return escaped(core)


def _parts_words(sign: str) -> bool:
    return sign.isspace() or sign in punctuation


# --- tables -----------------------------------------------------------------------------------------


def _table(table: Table) -> str:
    """A pipe table. It has one header row: an empty one where the draft has none."""
    rows = [["" for _ in range(table.grid.columns)] for _ in table.grid.rows]
    for row in table.grid.rows:
        for box in row:
            rows[box.row][box.column] = _cell(box)
    head, body = (rows[0], rows[1:]) if table.grid.headers else ([""] * table.grid.columns, rows)
    return "\n".join(map(_row, [head, ["---"] * table.grid.columns, *body]))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(box: Box[Line | Listing]) -> str:
    return IN_LINE.join(_numbered(line, IN_LINE) for line in lines_of(box.content))
