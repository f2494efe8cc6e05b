"""The pages of a PDF, one after another: characters that are seen, tables, and what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats.pieces import Left, Piece

if TYPE_CHECKING:
    from redact.formats.album import Album
    from redact.formats.pdf_glyphs import Glyph
    from redact.formats.pdf_layout import Sheet

WORD_SHARE = 0.6  # of a page's characters that must be letters, digits or spaces
PICTURE_SHARE = 0.5  # of a page's area
MANY_CURVES = 40  # more is a drawing, not an ornament
TURNED = 0.8  # of a page's characters that stand on their side where the page does
LONGEST_SIDE = 14_400  # points, 200 inches: the most that PDF programs allow (ISO 32000-1, annex C.2)
FEW = 20  # characters too few to judge a font by


@dataclass
class Pages:
    """Reads the pages of one PDF; gathers what is not printed on the way."""

    name: str
    ocr: bool  # whether pages that are pictures may be read by Tesseract
    left: Left
    album: Album
    repeated: frozenset[int] = frozenset()  # the picture objects of running headers and footers
    hidden: list[Piece] = field(default_factory=list)
    tables: int = 0

    def sheets(self, pdf: Any, data: bytes) -> Iterator[Sheet]:
        """Every page that is not blank.

        Raises:
            UnreadableError: a page is a picture, or its letters have no meaning.
        """
        import pypdfium2

        rendered = pypdfium2.PdfDocument(data)
        try:
            for number, page in enumerate(pdf.pages, 1):
                picture = rendered[number - 1]
                _require_paper(picture.get_size(), number, self.name)
                sheet = self._sheet(page, picture, number)
                page.close()
                picture.close()
                if sheet is not None:
                    self.tables += sum(pieces[0].kind != "picture" for _, pieces in sheet.tables)
                    yield sheet
        finally:
            rendered.close()

    def _sheet(self, page: Any, rendered: Any, number: int) -> Sheet | None:
        from redact.formats.pdf_glyphs import take_glyphs
        from redact.formats.pdf_sight import ink_of, seen_and_hidden

        glyphs = take_glyphs(page)
        if not glyphs and not (page.images or page.rects or page.lines or page.curves):
            return None
        seen, hidden = seen_and_hidden(glyphs, ink_of(rendered, page), page)
        if _is_picture(page, seen, glyphs):
            return self._scan(page, rendered, number, seen, hidden)
        _require_meaning(glyphs, number, self.name)
        self._set_aside(hidden, "hidden text", number)
        self._drawings(page, number)
        sheet = self._level(page, number, seen)
        if _usual_turn(seen) == 0:  # on its side, the page shows its pictures elsewhere: they are left behind
            self._pictures(sheet, page, rendered, seen)
        return sheet

    def _pictures(self, sheet: Sheet, page: Any, rendered: Any, seen: list[Glyph]) -> None:
        """Put a block for each picture of the page among its tables."""
        from redact.formats.pdf_pictures import pictures_on

        found = pictures_on(page, rendered, sheet.number, self.album, self.repeated, seen)
        sheet.tables = sorted([*sheet.tables, *found], key=lambda one: one[0])

    def _level(self, page: Any, number: int, seen: list[Glyph]) -> Sheet:
        """The page turned so that most of its lines run level, what stands across them set aside."""
        from redact.formats.pdf_frame import Frame

        turn = _usual_turn(seen)
        self._set_aside([one for one in seen if one.turn != turn], "text that stands on its side", number)
        frame = Frame.of(page, turn, [one for one in seen if one.turn == turn])
        return frame.sheet(number, self.tables)

    def _scan(
        self, page: Any, rendered: Any, number: int, seen: list[Glyph], hidden: list[Glyph]
    ) -> Sheet | None:
        """A page that is a picture, as Tesseract reads it."""
        from redact.formats import ocr
        from redact.formats.pdf_scan import read_scan

        if not self.ocr or not ocr.is_installed():
            raise UnreadableError(f"{self.name}: page {number} {_why_not(seen, self.ocr)}")
        try:
            scan = read_scan(page, rendered, seen)
        except UnreadableError as error:
            raise UnreadableError(f"{self.name}: page {number}: {error}") from None
        self._set_aside(hidden, "hidden text", number)
        self._tell(scan, number, hidden)
        return scan.frame.sheet(number, self.tables) if scan.frame.glyphs else None

    def _tell(self, scan: Any, number: int, layer: list[Glyph]) -> None:
        """What the reviewer must compare: the page as it was read, and a text layer that says otherwise."""
        unsure = f", {scan.unsure} words hard to read" if scan.unsure else ""
        self.left.add(f"page {number} read from a picture", f"page {number}{unsure}")
        differ = scan.differing(layer)
        if differ:
            kind = f"words of page {number} that its picture and the text under it do not share"
            self.left.add(kind, f"page {number}", differ)

    def _set_aside(self, glyphs: list[Glyph], kind: str, number: int) -> None:
        """Keep characters that are not printed where names are searched."""
        from redact.formats.pdf_frame import said

        text = said(glyphs)
        if text.strip():
            self.hidden.append(Piece("hidden", text, place=f"page {number}"))
            self.left.add(kind, f"page {number}")

    def _drawings(self, page: Any, number: int) -> None:
        if page.images:
            self.left.add("picture", f"page {number}", len(page.images))
        if len(page.curves) > MANY_CURVES:
            self.left.add("drawing", f"page {number}")


def _usual_turn(seen: list[Glyph]) -> int:
    """The direction in which nearly all of the page is written; upright where no other one is."""
    counted = Counter(one.turn for one in seen if not one.is_blank)
    return next((turn for turn in (1, 2, 3) if counted[turn] >= TURNED * counted.total() > 0), 0)


# --- what cannot be read ----------------------------------------------------------------------------


def _is_picture(page: Any, seen: list[Glyph], glyphs: list[Glyph]) -> bool:
    """Whether the page shows no character, or a picture covers more than half of it."""
    if not any(not one.is_blank for one in seen) and (page.images or not glyphs or _draws(page)):
        return True
    area = float(page.width * page.height) or 1.0
    return sum(_area(one, page) for one in page.images) > area * PICTURE_SHARE


def _draws(page: Any) -> bool:
    return bool(page.rects or page.lines or page.curves)


def _why_not(seen: list[Glyph], asked: bool) -> str:
    from redact.formats import ocr

    what = (
        "is mostly a picture"
        if any(not one.is_blank for one in seen)
        else "has no text that can be read (a scan?)"
    )
    if asked:
        return f"{what}; install Tesseract to have it read, or send the Word file"
    hint = (
        "run again with --ocr to have it read" if ocr.is_installed() else "or install Tesseract, then --ocr"
    )
    return f"{what}; send the Word file, or a PDF made from it; {hint}"


def _area(picture: Any, page: Any) -> float:
    width = min(picture["x1"], page.width) - max(picture["x0"], 0)
    height = min(picture["bottom"], page.height) - max(picture["top"], 0)
    return float(max(width, 0) * max(height, 0))


def _require_paper(size: tuple[float, float], number: int, name: str) -> None:
    """No page is larger than PDF programs allow: one pixel across and millions down would take all memory."""
    if max(size) > LONGEST_SIDE:
        raise UnreadableError(
            f"{name}: page {number} is larger than any paper; print it to a new PDF, and send that"
        )


def _require_meaning(glyphs: list[Glyph], number: int, name: str) -> None:
    """Stop at a page whose letters have no meaning: a font that does not say which they are."""
    from redact.formats.pdf_sense import makes_no_sense

    texts = [one.text for one in glyphs]
    wordlike = sum(text.isalnum() or text.isspace() or text in ".,-_•" for text in texts)
    few_letters = len(texts) > FEW and wordlike < len(texts) * WORD_SHARE
    if _nameless_in_words(glyphs) or few_letters or makes_no_sense(glyphs):
        raise UnreadableError(
            f"{name}: page {number} has a font whose letters cannot be read; send the Word file, or print it to"
            " pictures and read those with --ocr"
        )


def _nameless_in_words(glyphs: list[Glyph]) -> bool:
    """Whether a character without a Unicode value touches another, as a bullet never does."""
    from redact.formats.pdf_glyphs import is_nameless

    return any(
        ((is_nameless(a.text) and not b.is_blank) or (is_nameless(b.text) and not a.is_blank))
        and abs(a.top - b.top) < a.size / 2
        and abs(b.x0 - a.x1) < a.size * 0.15
        for a, b in pairwise(glyphs)
    )
