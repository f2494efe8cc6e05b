"""Adversarial PDF drafts: how words may lie on a page, seen and unseen."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from cast import HARMLESS, said
from surfaces import EITHER, LEFT, READ, add

Draw = Callable[[Any, str], None]
Change = Callable[[Any, str], None]
TOP = 780


def page(draw: Draw | None = None, name: str = "", after: Draw | None = None, **options: Any) -> bytes:
    """A page with the harmless sentences, then what *draw* puts below them; *after* fills a second page."""
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, invariant=1, **options)
    for number, text in enumerate(("Overview report", *HARMLESS)):
        canvas.setFont("Helvetica", 16 if not number else 11)
        canvas.drawString(60, TOP - 24 * number, text)
    canvas.setFont("Helvetica", 11)
    if draw:
        draw(canvas, name)
    canvas.showPage()
    if after:
        canvas.setFont("Helvetica", 11)
        after(canvas, name)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def changed(data: bytes, change: Change, name: str, **options: Any) -> bytes:
    """The PDF after *change* has put something into its objects."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document, name)
        document.save(out, **options)
    return out.getvalue()


def drawn(name: str, place: str, expect: str, draw: Draw, **more: Any) -> None:
    """Register a PDF whose secret is drawn on its page."""
    more.setdefault("bearer", PLAIN)
    add(f"pdf-{name}", ".pdf", place, expect, lambda n: page(draw, n), **more)


def beside(
    name: str, place: str, change: Change, expect: str = LEFT, draw: Draw | None = None, **more: Any
) -> None:
    """Register a PDF whose secret is in its objects."""
    add(f"pdf-{name}", ".pdf", place, expect, lambda n: changed(page(draw or seen, n), change, n), **more)


PLAIN = "Isolde Fernyhalgh-Pocklish"  # the base fonts have no Polish letters
KETTLE = "came to the next visit."


def seen(canvas: Any, name: str) -> None:
    """A line that hides nothing."""
    canvas.drawString(60, 640, "Seen by the panel.")


def _unicode(canvas: Any) -> None:
    from pathlib import Path

    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    canvas.setFont("Vera", 11)


# --- on the page ----------------------------------------------------------------------------------


def _text(raw: Callable[[str], str]) -> Draw:
    """Raw operators inside one text object, at 60 640."""

    def draw(canvas: Any, name: str) -> None:
        canvas._code.append(f"BT /F1 11 Tf 60 640 Td {raw(name)} ET")

    return draw


def _kerned(name: str) -> str:
    return "[" + " ".join(f"({c}) -5" for c in said(name)) + "] TJ"


def _one_by_one(name: str) -> str:
    """Each letter put where it belongs, in the order of the text."""
    return "1 0 0 1 0 0 Tm " + _letters(said(name), range(len(said(name))))


def _letters(text: str, order: Any) -> str:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    at = [60 + stringWidth(text[:i], "Helvetica", 11) for i in range(len(text))]
    return " ".join(f"1 0 0 1 {at[i]:.2f} 640 Tm ({text[i]}) Tj" for i in order if text[i] != " ")


def _shuffled(name: str) -> str:
    import random

    order = list(range(len(said(name))))
    random.Random(7).shuffle(order)
    return _letters(said(name), order)


drawn("plain", "a line", READ, lambda c, n: c.drawString(60, 640, said(n)), quick=True)
drawn("kerned", "letters set apart one by one", READ, _text(_kerned))
drawn("one-by-one", "each letter drawn alone", READ, _text(_one_by_one))
drawn("shuffled", "letters drawn in another order", READ, _text(_shuffled), quick=True)
drawn(
    "letter-spaced",
    "letters far apart",
    READ,
    _text(lambda n: f"6 Tc ({said(n)}) Tj"),
    words="came to the",
    quick=True,
)
drawn("word-spaced", "words far apart", READ, _text(lambda n: f"30 Tw ({said(n)}) Tj"))
drawn("condensed", "letters squeezed", READ, _text(lambda n: f"60 Tz ({said(n)}) Tj"))
drawn(
    "raised",
    "half a name raised",
    READ,
    _text(lambda n: "(Then Iso) Tj 4 Ts (lde) Tj 0 Ts ( came to the next visit.) Tj"),
)
drawn(
    "bold-half",
    "half a name in another font",
    READ,
    _text(lambda n: f"(Then Iso) Tj /F1 11.4 Tf (lde {KETTLE}) Tj"),
)
drawn(
    "drawn-twice",
    "a name drawn twice for boldness",
    READ,
    lambda c, n: [c.drawString(60 + d, 640, said(n)) for d in (0, 0.3)],
)
drawn("hex", "a string in figures", READ, _text(lambda n: f"<{said(n).encode().hex()}> Tj"))
drawn(
    "octal",
    "a string in octal figures",
    READ,
    _text(lambda n: "(" + "".join(f"\\{ord(c):03o}" for c in said(n)) + ") Tj"),
)


def _lines(*texts: str, left: int = 60, top: int = 640) -> Draw:
    def draw(canvas: Any, name: str) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(left, top - 14 * number, text)

    return draw


LONG = "The social worker wrote in the notes of the visit in the spring that "
drawn(
    "hyphenated",
    "a name broken at a line's end",
    READ,
    _lines(LONG + "Isolde Fernyhalgh-Pock-", f"lish was there and {KETTLE}"),
    quick=True,
)
drawn(
    "hyphenated-soft",
    "a name broken by a soft hyphen",
    READ,
    lambda c, n: (_unicode(c), _lines(LONG + "Isolde Ferny\u00ad", f"halgh was there and {KETTLE}")(c, n)),
)
drawn(
    "over-lines",
    "a name over a line's end",
    READ,
    _lines(LONG + "Isolde", f"Fernyhalgh-Pocklish was there and {KETTLE}"),
)


def _columns(canvas: Any, name: str) -> None:
    left = [
        "The review looked at the notes of",
        "two years. It was known that Isolde",
        "Fernyhalgh-Pocklish lived at 14",
        "Wrenholmewick Close. Nobody had",
        f"asked why she {KETTLE}",
        "Staff changed often.",
    ]
    right = [
        "At that time the number 999 000",
        "0018 was on the wrong letter and",
        "the mother, Siobhan O'Drennagh,",
        "had said so. The agencies met in",
        "the hall to speak about the plan",
        "and what would come of it then.",
    ]
    for number, (one, two) in enumerate(zip(left * 2, right * 2, strict=True)):
        canvas.drawString(60, 640 - 14 * number, one)
        canvas.drawString(320, 640 - 14 * number, two)


drawn("columns", "two columns", READ, _columns, quick=True)


def _pages(canvas: Any, name: str) -> None:
    canvas.drawString(60, 60, LONG + "Isolde")


add(
    "pdf-over-pages",
    ".pdf",
    "a name over the end of a page",
    READ,
    lambda n: page(_pages, n, after=_lines(f"Fernyhalgh-Pocklish was there and {KETTLE}", top=780)),
)
add(
    "pdf-over-pages-broken",
    ".pdf",
    "a name broken at the end of a page",
    READ,
    lambda n: page(
        _lines(LONG + "Isolde Fernyhalgh-Pock-", top=60),
        n,
        after=_lines(f"lish was there and {KETTLE}", top=780),
    ),
)


def _grid(rows: list[list[list[str]]], ruled: bool = True, left: int = 60, top: int = 640) -> Draw:
    """A table of cells, each of lines, with or without ruled lines."""

    def draw(canvas: Any, name: str) -> None:
        y = top
        for row in rows:
            height = 14 * max(map(len, row)) + 6
            for column, cell in enumerate(row):
                if ruled:
                    canvas.rect(left + 120 * column, y - height, 120, height)
                for number, text in enumerate(cell):
                    canvas.drawString(left + 4 + 120 * column, y - 12 - 14 * number, text)
            y -= height

    return draw


ROWS = [
    [["Name"], ["Born"], ["NHS number"], ["Remark"]],
    [
        ["Isolde", "Fernyhalgh-", "Pocklish"],
        ["14/03/", "2013"],
        ["999 000", "0018"],
        ["came to the", "next visit"],
    ],
]
drawn("table", "a ruled table with wrapped cells", READ, _grid(ROWS), quick=True)
drawn("table-unruled", "a table without lines", READ, _grid(ROWS, ruled=False), words="came to the")
drawn("header", "a running line at the top", READ, lambda c, n: c.drawString(60, 820, said(n)))
drawn("footer", "a running line at the bottom", READ, lambda c, n: c.drawString(60, 20, said(n)))
drawn(
    "footnote",
    "small print at the bottom",
    READ,
    lambda c, n: (c.setFont("Helvetica", 7), c.drawString(60, 50, "1 " + said(n))),
)
drawn(
    "ligature",
    "ligatures",
    READ,
    lambda c, n: (_unicode(c), c.drawString(60, 640, f"Then Ste\ufb03e \ufb02intwhistle {KETTLE}")),
    owner="pdf",
)
drawn(
    "accents",
    "accented letters",
    READ,
    lambda c, n: (
        _unicode(c),
        c.drawString(60, 640, f"Then Siobhán O’Drennagh and Zbigniew W\u0105saczyk {KETTLE}"),
    ),
)
drawn(
    "accent-apart",
    "accents drawn apart from their letters",
    READ,
    _text(lambda n: f"(Then Siobhan O'Drennagh {KETTLE}) Tj 1 0 0 1 118 640 Tm (\\264) Tj"),
)
drawn(
    "rotated",
    "text on its side",
    LEFT,
    lambda c, n: (
        seen(c, n),
        c.saveState(),
        c.translate(40, 200),
        c.rotate(90),
        c.drawString(0, 0, said(n)),
        c.restoreState(),
    ),
    quick=True,
)
drawn(
    "upside-down",
    "text upside down",
    EITHER,
    lambda c, n: (
        seen(c, n),
        c.saveState(),
        c.translate(500, 300),
        c.rotate(180),
        c.drawString(0, 0, said(n)),
        c.restoreState(),
    ),
)
drawn(
    "slanted",
    "slanted text",
    EITHER,
    lambda c, n: (
        seen(c, n),
        c.saveState(),
        c.translate(100, 300),
        c.rotate(20),
        c.drawString(0, 0, said(n)),
        c.restoreState(),
    ),
)
drawn(
    "mirrored",
    "mirrored text",
    EITHER,
    _text(lambda n: f"-1 0 0 1 500 500 Tm ({said(n)}) Tj 1 0 0 1 60 640 Tm (Seen by the panel.) Tj"),
)


def draw_form(canvas: Any, name: str) -> None:
    """The name inside a form that the page draws."""
    canvas.beginForm("box")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 640, said(name))
    canvas.endForm()
    canvas.doForm("box")


drawn("form-xobject", "a form that the page draws", READ, draw_form)


def _pattern(document: Any, name: str) -> None:
    import pikepdf

    font = document.pages[0].Resources.Font
    tile = document.make_stream(f"BT /F1 11 Tf 10 10 Td ({said(PLAIN)}) Tj ET".encode())
    for key, value in {
        "Type": pikepdf.Name.Pattern,
        "PatternType": 1,
        "PaintType": 1,
        "TilingType": 1,
        "XStep": 300,
        "YStep": 40,
    }.items():
        tile[f"/{key}"] = value
    tile["/BBox"], tile["/Resources"] = pikepdf.Array([0, 0, 300, 40]), pikepdf.Dictionary(Font=font)
    document.pages[0].Resources["/Pattern"] = pikepdf.Dictionary(P1=document.make_indirect(tile))
    document.pages[0].contents_add(b"/Pattern cs /P1 scn 60 300 400 100 re f")


beside("pattern", "the tile of a pattern", _pattern, EITHER)


# --- on the page, and not to be seen --------------------------------------------------------------

drawn(
    "invisible",
    "text without ink",
    LEFT,
    _text(lambda n: f"(Seen by the panel.) Tj 0 -20 Td 3 Tr ({said(n)}) Tj 0 Tr"),
    quick=True,
)
drawn(
    "clipping",
    "text that only clips",
    LEFT,
    lambda c, n: (seen(c, n), c._code.append(f"q BT /F1 11 Tf 60 600 Td 7 Tr ({said(n)}) Tj ET Q")),
)
drawn(
    "white",
    "white text",
    LEFT,
    lambda c, n: (seen(c, n), c.setFillColorRGB(1, 1, 1), c.drawString(60, 600, said(n))),
    quick=True,
)
drawn(
    "nearly-white",
    "text in the palest grey",
    EITHER,
    lambda c, n: (seen(c, n), c.setFillColorRGB(0.99, 0.99, 0.99), c.drawString(60, 600, said(n))),
)
drawn(
    "transparent",
    "text without opacity",
    LEFT,
    lambda c, n: (seen(c, n), c.setFillAlpha(0), c.drawString(60, 600, said(n))),
)
drawn(
    "black-box",
    "text under a black box",
    LEFT,
    lambda c, n: (seen(c, n), c.drawString(60, 600, said(n)), c.rect(58, 596, 340, 14, fill=1)),
    quick=True,
)
drawn(
    "white-box",
    "text under a white box",
    LEFT,
    lambda c, n: (
        seen(c, n),
        c.drawString(60, 600, said(n)),
        c.setFillColorRGB(1, 1, 1),
        c.rect(58, 596, 340, 14, fill=1, stroke=0),
    ),
)
drawn(
    "half-box",
    "a name under a black box in a line",
    EITHER,
    lambda c, n: (c.drawString(60, 640, f"Then Isolde came and {KETTLE}"), c.rect(87, 637, 34, 11, fill=1)),
)
drawn(
    "black-on-black",
    "black text on a black box",
    EITHER,
    lambda c, n: (seen(c, n), c.rect(58, 596, 340, 14, fill=1), c.drawString(60, 600, said(n))),
)
drawn(
    "box-line",
    "text under a thick line",
    LEFT,
    lambda c, n: (seen(c, n), c.drawString(60, 600, said(n)), c.setLineWidth(16), c.line(58, 603, 400, 603)),
)
drawn(
    "off-page",
    "text beside the page",
    LEFT,
    lambda c, n: (seen(c, n), c.drawString(700, 640, said(n)), c.drawString(60, -40, said(n))),
    quick=True,
)
drawn(
    "tiny",
    "text of a tenth of a point",
    EITHER,
    lambda c, n: (seen(c, n), c.setFont("Helvetica", 0.1), c.drawString(60, 600, said(n))),
)
drawn(
    "clipped",
    "text outside its clip",
    LEFT,
    lambda c, n: (seen(c, n), c._code.append(f"q 0 0 5 5 re W n BT /F1 11 Tf 60 600 Td ({said(n)}) Tj ET Q")),
)


def _cropped(document: Any, name: str) -> None:
    import pikepdf

    document.pages[0].CropBox = pikepdf.Array([0, 620, 595, 842])


beside(
    "cropped",
    "text outside the part of the page that is shown",
    _cropped,
    LEFT,
    lambda c, n: c.drawString(60, 400, said(PLAIN)),
    bearer=PLAIN,
)


def _covered(canvas: Any, name: str) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawString(60, 600, said(name))
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 4), "grey")), 58, 596, 340, 14)
    seen(canvas, name)


drawn("behind-picture", "text behind a picture", LEFT, _covered)


def _layer(document: Any, name: str, base: str = "", usage: str = "OFF") -> None:
    import pikepdf

    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Layer"))
    default = pikepdf.Dictionary(**{usage: pikepdf.Array([layer])}) if usage else pikepdf.Dictionary()
    if base:
        default["/BaseState"] = pikepdf.Name(base)
    document.Root["/OCProperties"] = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=default)
    document.pages[0].Resources["/Properties"] = pikepdf.Dictionary(L1=layer)
    document.pages[0].contents_add(f"/OC /L1 BDC BT /F1 11 Tf 60 500 Td ({said(PLAIN)}) Tj ET EMC".encode())


beside("layer-off", "a layer that is switched off", _layer, LEFT, quick=True, bearer=PLAIN)
beside("layer-base-off", "layers that are off from the start", lambda d, n: _layer(d, n, "/OFF", ""), LEFT)


def _layer_name(document: Any, name: str) -> None:
    import pikepdf

    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=name))
    document.Root["/OCProperties"] = pikepdf.Dictionary(
        OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(ON=pikepdf.Array([layer]))
    )


beside("layer-name", "a layer's name", _layer_name)
