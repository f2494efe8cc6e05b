"""The text of a PDF's pages as pdfminer places it: column by column, and letter by letter.

pdfminer decodes the letters and finds where they stand; the drawing commands are cut into words by
pikepdf, which does it eight times as fast and hands over only those that have to do with text. What
pikepdf cannot cut up is left to pdfminer.
"""

from __future__ import annotations

import io
from collections.abc import Container, Iterator, Sequence
from typing import Any

import pikepdf
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTTextContainer
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import LIT

#: The drawing commands that place text or draw what is kept elsewhere, and pdfminer's name for what does each.
COMMANDS = {
    **{name: f"do_{name}" for name in "BT ET Tf Td TD Tm TJ Tj Tc Tw Tz TL Ts Tr q Q cm Do".split()},
    "T*": "do_T_a",
    "'": "do__q",
    '"': "do__w",
}
_WANTED = " ".join(COMMANDS)


def columns_of(data: bytes, numbers: Container[int]) -> list[tuple[str, str]]:
    """Of each page of *numbers* (from 0) the text column by column, and the letters from left to right."""
    found = []
    for layout in _layouts(data, numbers):
        boxes = [box.get_text() for box in layout if isinstance(box, LTTextContainer)]
        found.append(("\n".join(boxes), _by_position(layout)))
    return found


def _layouts(data: bytes, numbers: Container[int]) -> Iterator[Any]:
    resources = PDFResourceManager()
    device = _TextOnly(resources, laparams=LAParams())
    interpreter = Interpreter(resources, device)
    for page in PDFPage.get_pages(io.BytesIO(data), numbers):
        interpreter.process_page(page)
        yield device.get_result()


class _TextOnly(PDFPageAggregator):  # type: ignore[misc]  # pdfminer has no types
    """Places letters; lines and pictures are looked at elsewhere."""

    def paint_path(self, *drawn: Any) -> None:
        """Nothing: a line holds no letters."""

    def render_char(
        self,
        matrix: tuple[float, ...],
        font: Any,
        size: float,
        scaling: float,
        rise: float,
        code: int,
        *look: Any,
    ) -> float:
        """Put a letter where pdfminer does; one that stands upright takes less to place."""
        if matrix[1] or matrix[2] or font.is_vertical():
            return float(super().render_char(matrix, font, size, scaling, rise, code, *look))
        try:
            text = font.to_unichr(code)
        except PDFUnicodeNotDefined:
            text = self.handle_undefined_char(font, code)
        letter = _Upright(matrix, font, size, scaling, rise, text, font.char_width(code))
        self.cur_item.add(letter)
        return letter.adv


class _Upright(LTChar):  # type: ignore[misc]
    """A letter of a line that runs from left to right, with what the layout asks of it; nothing is turned."""

    def __init__(
        self,
        matrix: tuple[float, ...],
        font: Any,
        size: float,
        scaling: float,
        rise: float,
        text: str,
        width: float,
    ) -> None:
        wide, _, _, high, left, base = matrix
        low = font.get_descent() * size + rise
        self._text, self.adv = text, width * size * scaling
        ends, edges = (left, wide * self.adv + left), (high * low + base, high * (low + size) + base)
        self.set_bbox((min(ends), min(edges), max(ends), max(edges)))
        self.size = self.height


class Interpreter(PDFPageInterpreter):  # type: ignore[misc]
    """Obeys the commands of a page that place text."""

    def execute(self, streams: Sequence[object]) -> None:
        """Obey the commands in *streams*; one that calls itself, directly or not, is passed over."""
        own = [stream_value(one) for one in streams]
        fresh = [one for one in own if one.objid is not None and one.objid not in self.parent_stream_ids]
        try:
            commands = _commands(b"\n".join(stream.get_data() for stream in fresh))
        except (pikepdf.PdfError, ValueError):
            super().execute(streams)
            return
        self.stream_ids.clear()
        self.stream_ids.update(one.objid for one in fresh)
        for command in commands:
            self._obey(COMMANDS[str(command.operator)], command.operands)

    def _obey(self, name: str, operands: Sequence[Any]) -> None:
        act = getattr(self, name)
        wanted = act.__code__.co_argcount - 1
        if len(operands) >= wanted:
            act(*map(_value, operands[len(operands) - wanted :]))


def _commands(data: bytes) -> Sequence[Any]:
    with pikepdf.new() as scratch:
        return list(pikepdf.parse_content_stream(pikepdf.Stream(scratch, data), operators=_WANTED))


def _value(operand: Any) -> Any:
    """What pikepdf read as pdfminer has it."""
    if isinstance(operand, int):
        return operand
    if isinstance(operand, pikepdf.String):
        return bytes(operand)
    if isinstance(operand, pikepdf.Array):
        return [_value(one) for one in operand]
    if isinstance(operand, pikepdf.Name):
        return LIT(str(operand)[1:])
    return float(operand)


def _by_position(layout: Any) -> str:
    """The letters from left to right and top to bottom, in whatever order they were drawn."""
    rows: dict[int, list[Any]] = {}
    for letter in _letters(layout):
        rows.setdefault(round(-letter.y0 / 2), []).append(letter)
    return "\n".join(_row(sorted(rows[row], key=lambda letter: letter.x0)) for row in sorted(rows))


def _letters(thing: Any) -> Iterator[Any]:
    if isinstance(thing, LTChar):
        yield thing
    elif hasattr(thing, "__iter__"):
        for inner in thing:
            yield from _letters(inner)


def _row(letters: list[Any]) -> str:
    text, edge = "", 0.0
    for letter in letters:
        if text and letter.x0 - edge > letter.size * 0.3:
            text += " "
        text += letter.get_text()
        edge = letter.x1
    return text
