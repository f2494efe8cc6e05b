"""Open a PDF: the text of its pages by two readers, and every object in the file.

pypdfium2 reads what is drawn, in the order of drawing, and shows what is covered or white;
pdfminer reads columns and scattered letters; pikepdf walks the objects that no page shows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from redact.checks.nouns import Gathering, unreadable
from redact.checks.opened_pdf_forms import draws_too_much
from redact.checks.opened_pdf_objects import open_objects, open_revision_objects
from redact.checks.opened_pdf_packed import holds_too_much
from redact.checks.opened_pdf_pages import unseen_text
from redact.checks.opened_pdf_seen import compare
from redact.checks.pages_before import Columns, Drawn, PagesBefore, page_digests
from redact.errors import UnreadableError
from redact.remembered import remembered
from redact.two_at_once import two_at_once

#: From so many pages on, two processes read them.
MANY_PAGES = 24
#: A report has no more pages, and its file no more objects; what has is made to keep a program busy.
MOST_PAGES = 5000
MOST_OBJECTS = 50_000
_REVISION = re.compile(rb"startxref\s+\d+\s+%%EOF")
#: Before every tenth object: of no name stands one part before such a place and the other behind it.
_TENTH_OBJECT = re.compile(r"(?<=endobj\n)(?=\d*0 0 obj\b)")
#: The dots that lead to a page number in a list of contents; of these such a page has more than letters.
_LEADERS = re.compile(r"(?:\.\s*){5,}")


def open_pdf(gathering: Gathering, data: bytes) -> None:
    """Pages, objects, raw bytes, and earlier revisions of a PDF."""
    import pikepdf

    start = data.find(b"%PDF-")
    if not 0 <= start < 1024:
        raise unreadable(gathering, "is damaged or not a PDF", "make it again")
    digests: list[str] = []
    if data.count(b"endobj") > MOST_OBJECTS:
        raise _too_large(gathering)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if int(pdf.trailer.get("/Size", 0)) > MOST_OBJECTS:
                raise _too_large(gathering)
            if pdf.is_encrypted:
                raise unreadable(gathering, "is encrypted", "save it without a password")
            if any(isinstance(thing, pikepdf.Stream) and holds_too_much(thing) for thing in pdf.objects):
                raise unreadable(gathering, "a stream unpacks to more than 100 MB", "do not publish it")
            if draws_too_much(pdf):
                raise unreadable(
                    gathering, "draws itself, or more on a page than any report does", "do not publish it"
                )
            open_objects(gathering, pdf)
            digests = page_digests(pdf) if gathering.before else []
    except pikepdf.PasswordError as error:
        raise unreadable(gathering, "is encrypted", "save it without a password") from error
    except pikepdf.PdfError as error:
        raise unreadable(gathering, "is a damaged PDF", "make it again") from error
    _columns(gathering, data, _pages(gathering, data, digests=digests), digests)
    _raw(gathering, data)
    _earlier(gathering, data)


def _too_large(gathering: Gathering) -> UnreadableError:
    return unreadable(
        gathering,
        f"has more than {MOST_PAGES:,} pages or {MOST_OBJECTS:,} objects, which no report has",
        "check where it comes from",
    )


def _pages(
    gathering: Gathering, data: bytes, prefix: str = "", visible: bool = True, digests: Sequence[str] = ()
) -> int:
    """What is drawn on each page; how many there are. Pages of *digests* that were read before are not read again."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    texts: list[str] = []
    try:
        if len(document) > MOST_PAGES:
            raise _too_large(gathering)
        if len(digests) != len(document):  # two readers count differently
            digests = ()
        for number in range(1, len(document) + 1):
            drawn = _drawn(gathering, document, number, visible, digests[number - 1] if digests else "")
            texts.append(drawn.text)
            gathering.say(f"{prefix}page {number}", drawn.text, "text" if visible else "hidden", visible)
            if visible:
                _page_objects(gathering, drawn, number)
            if visible and gathering.reads:
                compare(gathering, document[number - 1], number, drawn.text)
    finally:
        document.close()
    gathering.say(f"{prefix}all pages", "\n".join(texts), "joined")
    gathering.look(f"{prefix}text of {len(texts)} pages")
    return len(texts)


def _drawn(gathering: Gathering, document: Any, number: int, visible: bool, digest: str) -> Drawn:
    """One page as it is drawn: read now, or remembered by its digest."""

    def read() -> Drawn:
        page = document[number - 1]
        text = page.get_textpage().get_text_range()
        if not visible:
            return Drawn(text)
        seen = unseen_text(page)
        return Drawn(text, tuple(sorted(seen.reasons)), tuple(seen.pictures), seen.drawn)

    before = None if gathering.reads or not visible else gathering.before
    return before.as_drawn(digest, read) if before and digest else read()


def _page_objects(gathering: Gathering, drawn: Drawn, number: int) -> None:
    for reason in drawn.reasons:
        gathering.hide(reason, f"page {number}")
    for digest in drawn.pictures:
        gathering.picture(f"page {number}", digest)
    if drawn.pictures:
        gathering.miss(f"page {number}: what {len(drawn.pictures)} pictures show")
    if drawn.drawn and not any(character.isalnum() for character in drawn.text):
        gathering.doubt(f"page {number}: drawn without readable text, perhaps a scan")
    if _is_gibberish(drawn.text):
        gathering.doubt(f"page {number}: letters that cannot be read as text")


@remembered(1 << 9)
def _is_gibberish(text: str) -> bool:
    """Whether a font without a map to characters was used for a good part of the page."""
    solid = [character for character in _LEADERS.sub(" ", text) if not character.isspace()]
    strange = sum(not character.isprintable() or "\ue000" <= character <= "\uf8ff" for character in solid)
    signs = sum(not character.isalnum() for character in solid)
    return len(solid) > 8 and (strange > len(solid) * 0.2 or signs > len(solid) * 0.7)


def _columns(gathering: Gathering, data: bytes, pages: int, digests: Sequence[str]) -> None:
    before = gathering.before
    columns = _anew_only(data, digests, before) if before else _all_columns(data, pages)
    for number, (text, placed) in enumerate(columns, 1):
        gathering.say(f"page {number}", text, "text", visible=True)
        gathering.say(f"page {number}", placed, "joined")
        if text.count("(cid:") > 20:
            gathering.doubt(f"page {number}: letters that cannot be read as text")


def _anew_only(data: bytes, digests: Sequence[str], before: PagesBefore) -> Iterator[Columns]:
    """The pages as columns and by position; only those are read that were not read before."""
    from redact.checks.opened_pdf_columns import columns_of

    known = frozenset(number for number, digest in enumerate(digests) if before.knows(digest))
    anew = iter(columns_of(data, _AllBut(known)))
    for number, digest in enumerate(digests):
        if number in known:
            yield before.recall(digest)
        elif found := next(anew, None):
            yield before.keep(digest, found)
    yield from anew  # two readers may count differently


@dataclass(frozen=True, slots=True)
class _AllBut:
    """Every page but those that are *known*; pages count from 0, and nobody says how many there are."""

    known: frozenset[int]

    def __contains__(self, number: object) -> bool:
        return number not in self.known


def _all_columns(data: bytes, pages: int) -> list[Columns]:
    """The pages as columns and by position; a long file in two halves, side by side."""
    from redact.checks.opened_pdf_columns import columns_of

    middle = (pages + 1) // 2 if pages >= MANY_PAGES else 0
    rest = range(middle, 2 * MOST_PAGES)  # two readers may count differently: whatever is there is read
    if not middle:
        return columns_of(data, rest)
    halves = two_at_once(columns_of, (data, data), (range(middle), rest))
    return [page for half in halves for page in half]


def _raw(gathering: Gathering, data: bytes) -> None:
    """What stands between the objects: comments, and objects that the index leaves out.

    In pieces, each of some objects: those that are as they were in the file before need no second look.
    """
    outside = re.sub(rb"stream\r?\n.*?endstream", b"", data, flags=re.DOTALL)
    for piece in _TENTH_OBJECT.split(outside.decode("latin-1")):
        gathering.say("file bytes", piece, "source")


def _earlier(gathering: Gathering, data: bytes) -> None:
    """Each earlier revision, opened as the file that it once was."""
    ends = [match.end() for match in _REVISION.finditer(data)]
    linear = b"/Linearized" in data[:2048]
    for number, end in enumerate(ends[1 if linear else 0 : -1], 1):
        gathering.hide("earlier revision", f"revision {number}")
        open_revision_objects(gathering, data[:end], f"revision {number}")
        _old_pages(gathering, data[:end], f"revision {number}, ")
    if ends and data[ends[-1] :].strip():
        gathering.hide("data after the end", "")


def _old_pages(gathering: Gathering, data: bytes, prefix: str) -> None:
    import pypdfium2

    try:
        _pages(gathering, data, prefix, visible=False)
    except pypdfium2.PdfiumError:
        gathering.miss(f"{prefix}pages")
