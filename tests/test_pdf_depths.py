"""What a PDF holds beside its pages is found: earlier versions, orphans, marks, scripts, forms, files."""

import io
from pathlib import Path

import pikepdf
import pytest

from pdf_drafts import drawn, lines, made, of_kind, printed
from redact.formats.pdf import read_pdf
from redact.model import Document

NAME = "Kim Example"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the draft is written."""
    return made(tmp_path / "draft.pdf", lines("The text."))


def changed(file: Path, change: object) -> Document:
    """The document once *change* was made to the PDF."""
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        change(pdf)  # type: ignore[operator]
        pdf.save(file)
    return read_pdf(file)


def is_searched(document: Document) -> bool:
    """Whether the name is in the document, and not printed."""
    return NAME in document.text and printed(document) == ["The text."]


def stream(pdf: pikepdf.Pdf, text: str, **keys: str) -> pikepdf.Object:
    """A stream of the PDF's own."""
    made = pdf.make_stream(text.encode())
    for key, value in keys.items():
        made[f"/{key}"] = pikepdf.Name(f"/{value}")
    return made


def actual_text(pdf: pikepdf.Pdf) -> None:
    """Words for screen readers in the drawing of the page."""
    pdf.pages[0].contents_add(f"/Span <</ActualText ({NAME})>> BDC EMC".encode())


def structure(pdf: pikepdf.Pdf) -> None:
    """Words in the tree of tags."""
    tag = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, Alt=NAME))
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=tag)


def xfa(pdf: pikepdf.Pdf) -> None:
    """A form of the XFA kind."""
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=stream(pdf, f"<x><field>{NAME}</field></x>"))


def script(pdf: pikepdf.Pdf) -> None:
    """A script in a stream."""
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=stream(pdf, f"app.alert('{NAME}')"))
    pdf.Root.OpenAction = pdf.make_indirect(action)


def metadata(pdf: pikepdf.Pdf) -> None:
    """Metadata of one page, the name in an attribute."""
    source = f'<x xmlns:dc="dc"><rdf dc:creator="{NAME}"/></x>'
    pdf.pages[0].Metadata = stream(pdf, source, Type="Metadata", Subtype="XML")


def stamp(pdf: pikepdf.Pdf) -> None:
    """A stamp that draws words."""
    look = stream(pdf, f"BT /F1 9 Tf ({NAME}) Tj ET", Type="XObject", Subtype="Form")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 9, 9], AP=pikepdf.Dictionary(N=look)
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))


def destination(pdf: pikepdf.Pdf) -> None:
    """A named place, old style: the name is a key."""
    pdf.Root.Dests = pikepdf.Dictionary({f"/{NAME}": [pdf.pages[0].obj, pikepdf.Name.Fit]})


def label(pdf: pikepdf.Pdf) -> None:
    """A page label."""
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=NAME)])


def private(pdf: pikepdf.Pdf) -> None:
    """A program's private data."""
    pdf.Root.PieceInfo = pikepdf.Dictionary(Tool=pikepdf.Dictionary(Private=NAME))


def text_file(pdf: pikepdf.Pdf) -> None:
    """An attached text."""
    pdf.attachments["notes.txt"] = f"About {NAME}.".encode("cp1252")


def pdf_file(pdf: pikepdf.Pdf) -> None:
    """An attached PDF with an attached text."""
    packed = io.BytesIO()
    inner = pikepdf.new()
    inner.add_blank_page()
    inner.attachments["notes.txt"] = f"About {NAME}.".encode()
    inner.save(packed)
    pdf.attachments["inner.pdf"] = packed.getvalue()


@pytest.mark.parametrize(
    "change",
    [actual_text, structure, xfa, script, metadata, stamp, destination, label, private, text_file, pdf_file],
)
def test_searched(file: Path, change: object) -> None:
    """Words beside the pages are searched for names, and not printed."""
    assert is_searched(changed(file, change))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (actual_text, "words for screen readers that the page does not show"),
        (xfa, "XFA form"),
        (script, "script"),
        (stamp, "annotation"),
        (private, "private data of a program"),
        (text_file, "embedded file"),
    ],
)
def test_told(file: Path, change: object, kind: str) -> None:
    """The reviewer is told what is left behind."""
    assert kind in [one.kind for one in changed(file, change).left_behind]


def test_screen_reader_words_that_agree(file: Path) -> None:
    """Words for screen readers that only repeat the page need no decision."""
    document = changed(
        file, lambda pdf: pdf.pages[0].contents_add(b"/Span <</ActualText (The text.)>> BDC EMC")
    )
    assert document.left_behind == ()


def test_orphan(file: Path) -> None:
    """Text that no page shows any more, but still lies in the file, is searched and told."""
    data = file.read_bytes()
    body = f"BT /F1 11 Tf ({NAME}) Tj ET".encode()
    at = data.index(b"xref")
    number = data.count(b" 0 obj") + 1
    orphan = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(body), body)
    file.write_bytes(data[:at] + orphan + data[at:].replace(b"startxref", b"startxref", 1))
    document = read_pdf(file)
    assert is_searched(document)
    assert "text that no page shows" in [one.kind for one in document.left_behind]


def test_earlier_version(file: Path) -> None:
    """What a page said before it was changed in place is searched and told."""
    before = made(file, lines(NAME)).read_bytes()
    with pikepdf.open(file) as pdf:
        contents = pdf.pages[0].Contents.objgen[0]
        root, size = pdf.trailer.Root.objgen[0], len(pdf.objects) + 1
    drawing = b"BT /F1 11 Tf 70 700 Td (The text.) Tj ET"
    update = b"\n%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        contents,
        len(drawing),
        drawing,
    )
    place = len(before) + 1
    table = (
        b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            contents,
            place,
            size,
            root,
            int(before.rsplit(b"startxref", 1)[1].split()[0]),
            len(before) + len(update),
        )
    )
    file.write_bytes(before + update + table)
    document = read_pdf(file)
    assert is_searched(document)
    assert "earlier version of the text" in [one.kind for one in document.left_behind]


def test_one_version(file: Path) -> None:
    """A file that was saved once has no earlier version, though its text speaks of the mark of an end."""
    document = drawn(file, lines("The text speaks of %%EOF."))
    assert of_kind(document, "hidden") == []
    assert document.left_behind == ()


def test_restricted(file: Path) -> None:
    """A PDF that only restricts printing and copying is read: it needs no password to be opened."""
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user="", owner="y"))
    assert printed(read_pdf(file)) == ["The text."]
