"""What of a PDF page can be seen: everything else is searched, told, and never printed."""

from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from pdf_drafts import Draw, drawn, lines, made, of_kind, printed, together
from redact.errors import UnreadableError
from redact.formats.pdf import read_pdf

NAME = "Sam Example"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the draft is written."""
    return tmp_path / "draft.pdf"


def transparent(canvas: Canvas) -> None:
    """Words without any opacity."""
    canvas.setFillAlpha(0)
    canvas.drawString(70, 500, NAME)


def faint(canvas: Canvas) -> None:
    """Words that are nearly white."""
    canvas.setFillColorRGB(0.97, 0.97, 0.97)
    canvas.drawString(70, 500, NAME)


def clipped(canvas: Canvas) -> None:
    """Words outside the part that is painted."""
    path = canvas.beginPath()
    path.rect(0, 0, 10, 10)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(70, 500, NAME)


def whitened(canvas: Canvas) -> None:
    """Words under a white box."""
    canvas.drawString(70, 500, NAME)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, 490, 200, 30, fill=1, stroke=0)


def black_on_black(canvas: Canvas) -> None:
    """Black words on a black box that was there before."""
    canvas.rect(60, 490, 200, 30, fill=1)
    canvas.drawString(70, 500, NAME)


def in_a_form(canvas: Canvas) -> None:
    """Words in a form that is drawn, then covered."""
    canvas.beginForm("f")
    canvas.drawString(70, 500, NAME)
    canvas.endForm()
    canvas.doForm("f")
    canvas.rect(60, 490, 200, 30, fill=1)


def white_over_words(canvas: Canvas) -> None:
    """White words at the place of others."""
    canvas.drawString(70, 700, "Seen by all.")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(70, 700, NAME)


def boxed_in_a_line(canvas: Canvas) -> None:
    """A black box over two words of a line."""
    canvas.drawString(70, 660, f"Kept {NAME} kept")
    start = 70 + canvas.stringWidth("Kept ", "Helvetica", 11)
    canvas.rect(start - 1, 657, canvas.stringWidth(NAME, "Helvetica", 11) + 2, 14, fill=1)


@pytest.mark.parametrize(
    "draw",
    [transparent, faint, clipped, whitened, black_on_black, in_a_form, white_over_words, boxed_in_a_line],
)
def test_unseen(file: Path, draw: Draw) -> None:
    """However words are hidden, they are searched and told, and not printed."""
    document = drawn(file, together(lines("Seen by all."), draw))
    assert " ".join(printed(document)) in ("Seen by all.", "Seen by all. Kept kept")
    assert of_kind(document, "hidden") == [NAME]
    assert [one.kind for one in document.left_behind] == ["hidden text"]


def marked(canvas: Canvas) -> None:
    """Words on which a marker was drawn, half transparent."""
    canvas.drawString(70, 500, NAME)
    canvas.setFillAlpha(0.4)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.rect(60, 490, 200, 30, fill=1, stroke=0)


def struck(canvas: Canvas) -> None:
    """Words with a line through them."""
    canvas.drawString(70, 500, NAME)
    canvas.rect(70, 503, 80, 1, fill=1)


def grey(canvas: Canvas) -> None:
    """Grey words."""
    canvas.setFillColorRGB(0.6, 0.6, 0.6)
    canvas.drawString(70, 500, NAME)


def outlined(canvas: Canvas) -> None:
    """Words of which only the edges are drawn."""
    text = canvas.beginText(70, 500)
    text.setTextRenderMode(1)
    text.textLine(NAME)
    canvas.drawText(text)


def on_colour(canvas: Canvas) -> None:
    """Red words on green of the same brightness."""
    canvas.setFillColorRGB(0, 0.5, 0)
    canvas.rect(60, 490, 200, 30, fill=1, stroke=0)
    canvas.setFillColorRGB(0.98, 0, 0)
    canvas.drawString(70, 500, NAME)


@pytest.mark.parametrize("draw", [marked, struck, grey, outlined, on_colour])
def test_seen(file: Path, draw: Draw) -> None:
    """Words that can be seen are printed, whatever lies over or under them."""
    document = drawn(file, together(lines("Seen by all."), draw))
    assert printed(document) == ["Seen by all.", NAME]
    assert document.left_behind == ()


def test_every_short_word_is_seen(file: Path) -> None:
    """Letters of a font that is not in the file stand a little aside; none is taken for hidden."""
    texts = [
        "It is I who is ill, if it is so: in all, 1 fifth of it is.",
        "• first thing which is long",
        "l i j f t r 1 . , ;",
    ]
    for size in (7, 9, 11.3, 16):
        document = drawn(file, lines(*texts, size=size), lines(*texts, size=size, font="Times-Italic"))
        assert of_kind(document, "hidden") == []


def annotated(file: Path, subtype: str, **more: object) -> Path:
    """A page with words under an annotation."""
    made(file, together(lines("Seen by all."), lambda canvas: canvas.drawString(70, 500, NAME)))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        look = pdf.make_stream(b"0 0 0 rg 0 0 200 30 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, 200, 30])
        one = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + subtype), Rect=[60, 490, 260, 520], F=4
        )
        if more.get("look", True):
            one.AP = pikepdf.Dictionary(N=look)
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([one]))
        pdf.save(file)
    return file


@pytest.mark.parametrize(("subtype", "look"), [("Square", True), ("Redact", False), ("Stamp", True)])
def test_under_an_annotation(file: Path, subtype: str, look: bool) -> None:
    """Words under a drawn box, a stamp, or a mark for redaction that was never applied are not printed."""
    document = read_pdf(annotated(file, subtype, look=look))
    assert printed(document) == ["Seen by all."]
    assert of_kind(document, "hidden") == [NAME]


def test_outside_the_crop(file: Path) -> None:
    """Words in the part of a page that is cut off are not printed."""
    made(file, together(lines("Seen by all."), lambda canvas: canvas.drawString(70, 100, NAME)))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = pikepdf.Array([0, 300, 595, 842])
        pdf.save(file)
    document = read_pdf(file)
    assert printed(document) == ["Seen by all."]
    assert of_kind(document, "hidden") == [NAME]


@pytest.mark.parametrize("box", [[10, 20, 605, 862], [-50, -50, 545, 792]])
def test_odd_corner(file: Path, box: list[int]) -> None:
    """A page whose corner is not at 0 is read as any other."""
    made(file, lines("Seen by all."))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array(box)
        pdf.save(file)
    assert printed(read_pdf(file)) == ["Seen by all."]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page(file: Path, turn: int) -> None:
    """A page that is shown turned is read as it was written, and hidden words in it are hidden."""
    made(file, together(lines("Seen by all."), whitened))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = turn
        pdf.save(file)
    document = read_pdf(file)
    assert printed(document) == ["Seen by all."]
    assert of_kind(document, "hidden") == [NAME]


def layered(file: Path, off: bool) -> Path:
    """A page with words on a layer."""
    made(file, lines("Seen by all."))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="notes"))
        pdf.Root.OCProperties = pikepdf.Dictionary(
            OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer] if off else [], ON=[] if off else [layer])
        )
        page = pdf.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        drawing = f"/OC /L BDC BT /F1 11 Tf 70 500 Td ({NAME}) Tj ET EMC".encode()
        page.contents_add(drawing)
        pdf.save(file)
    return file


def test_layers(file: Path) -> None:
    """Words on a layer that is off are hidden; words on one that is on are printed."""
    document = read_pdf(layered(file, off=True))
    assert printed(document) == ["Seen by all."]
    assert NAME in of_kind(document, "hidden")
    assert printed(read_pdf(layered(file, off=False))) == ["Seen by all.", NAME]


def test_words_as_a_pattern(file: Path) -> None:
    """Words that a pattern draws cannot be read, so the file is refused."""
    made(file, lines("Seen by all."))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pattern = pdf.make_stream(f"BT /F1 11 Tf 0 0 Td ({NAME}) Tj ET".encode())
        pattern.PatternType = 1
        pdf.pages[0].Resources.Pattern = pikepdf.Dictionary(P=pattern)
        pdf.save(file)
    with pytest.raises(UnreadableError, match="as a pattern"):
        read_pdf(file)


def test_wrong_table_of_letters(file: Path) -> None:
    """A font that says other letters than it draws gives non-words, and is refused."""
    plain = (
        "the child lived with her mother and the health visitor saw them on three days of that year".split()
        * 3
    )
    turned = [" ".join(chr((ord(one) - 97 + 7) % 26 + 97) for one in word) for word in plain]
    texts = [
        " ".join(word.replace(" ", "") for word in turned[at : at + 8]) for at in range(0, len(turned), 8)
    ]
    with pytest.raises(UnreadableError, match="letters cannot be read"):
        drawn(file, lines(*texts))


def test_welsh_makes_sense(file: Path) -> None:
    """A page in Welsh is no page of non-words."""
    texts = [
        "Roedd y plentyn yn byw gyda ei fam mewn tref fach ger y mor ac yn mynd",
        "i'r ysgol bob dydd. Dywedodd y gweithiwr cymdeithasol fod y teulu wedi",
        "symud i dy newydd yn y gwanwyn ac nad oedd neb wedi siarad gyda nhw am",
        "beth oedd wedi digwydd yn ystod y flwyddyn honno pan oedd hi yn saith oed.",
    ]
    assert "".join(printed(drawn(file, lines(*texts)))).startswith("Roedd y plentyn")
