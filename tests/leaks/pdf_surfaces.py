"""Adversarial PDF drafts: what hides beside the pages, pictures and fonts, and files that must be refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from cast import HARMLESS, said
from pdf_page_surfaces import PLAIN, Change, beside, changed, draw_form, drawn, page, seen
from surfaces import EITHER, LEFT, REFUSED, add
from word_package import jpeg

# --- beside the page ------------------------------------------------------------------------------


def _annotation(**keys: Any) -> Change:
    """Put an annotation on the page; NAME in a string is the name."""

    def change(document: Any, name: str) -> None:
        import pikepdf

        filled = {
            key: value.replace("NAME", name) if isinstance(value, str) else value
            for key, value in keys.items()
        }
        filled["Subtype"] = pikepdf.Name(f"/{filled['Subtype']}")
        if "Uri" in filled:
            filled["A"] = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=filled.pop("Uri"))
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[60, 500, 300, 520], **filled)
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])

    return change


NOTE = "Then NAME came to the next visit."
beside("note", "a note on the page", _annotation(Subtype="Text", Contents=NOTE), quick=True)
beside("note-author", "who wrote a note", _annotation(Subtype="Text", Contents="Check.", T="NAME"))
beside("note-subject", "what a note is about", _annotation(Subtype="Text", Contents="Check.", Subj="NAME"))
beside(
    "note-rich",
    "the formatted words of a note",
    _annotation(Subtype="Text", Contents="Check.", RC="<body><p>Then <b>NAME</b> came</p></body>"),
)
beside("note-name", "the name of a note", _annotation(Subtype="Text", Contents="Check.", NM="NAME"))
beside("highlight", "a highlight's words", _annotation(Subtype="Highlight", Contents=NOTE))
beside(
    "free-text",
    "words typed on the page",
    _annotation(Subtype="FreeText", Contents=NOTE, DA="/Helv 11 Tf"),
    quick=True,
)
beside("stamp", "a stamp", _annotation(Subtype="Stamp", Contents=NOTE))
beside(
    "redaction-mark",
    "a mark that something is to be cut",
    _annotation(Subtype="Redact", Contents="x", OverlayText="NAME"),
)
beside(
    "link", "the target of a link", _annotation(Subtype="Link", Uri="https://example.org/NAME"), quick=True
)
beside(
    "link-alternative",
    "the alternative words of a link",
    _annotation(Subtype="Link", Contents="NAME", Uri="https://example.org/"),
)


def _appearance(document: Any, name: str) -> None:
    import pikepdf

    look = document.make_stream(f"BT /F1 11 Tf 0 0 Td ({said(PLAIN)}) Tj ET".encode())
    look["/Type"], look["/Subtype"], look["/BBox"] = (
        pikepdf.Name.XObject,
        pikepdf.Name.Form,
        pikepdf.Array([0, 0, 240, 20]),
    )
    look["/Resources"] = pikepdf.Dictionary(Font=document.pages[0].Resources.Font)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=[60, 500, 300, 520],
        AP=pikepdf.Dictionary(N=document.make_indirect(look)),
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


beside("stamp-appearance", "how a stamp looks", _appearance, EITHER, bearer=PLAIN, owner="pdf")


def _field(**keys: str) -> Change:
    def change(document: Any, name: str) -> None:
        import pikepdf

        filled: dict[str, Any] = {key: value.replace("NAME", name) for key, value in keys.items()}
        if "Opt" in filled:
            filled["Opt"] = pikepdf.Array([filled["Opt"], "other"])
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                Rect=[60, 500, 300, 520],
                **{"T": "box", **filled},
            )
        )
        document.pages[0].Annots = pikepdf.Array([field])
        document.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    return change


beside("form-value", "what was typed into a form", _field(V=NOTE), EITHER, quick=True)
beside("form-default", "what a form proposes", _field(DV="NAME"))
beside("form-name", "the name of a form field", _field(T="NAME"))
beside("form-tip", "the tip of a form field", _field(TU="NAME"))
beside("form-choices", "the choices of a form field", _field(Opt="NAME"))


def _xfa(document: Any, name: str) -> None:
    import pikepdf

    data = document.make_stream(f"<xfa><field><value>{said(name)}</value></field></xfa>".encode())
    document.Root["/AcroForm"] = pikepdf.Dictionary(
        Fields=pikepdf.Array([]), XFA=document.make_indirect(data)
    )


beside("xfa", "an XFA form", _xfa)


def _file(data: Callable[[str], bytes], file: str, portfolio: bool = False) -> Change:
    def change(document: Any, name: str) -> None:
        import pikepdf

        document.attachments[file.replace("NAME", name)] = data(name)
        if portfolio:
            document.Root["/Collection"] = pikepdf.Dictionary(Schema=pikepdf.Dictionary())

    return change


beside("file", "a file in the file", _file(lambda n: said(n).encode(), "notes.txt"), quick=True)
beside("file-name", "the name of a file in the file", _file(lambda n: b"x", "NAME.txt"))
beside(
    "file-pdf",
    "a PDF in the file",
    _file(lambda n: page(lambda c, m: c.drawString(60, 640, said(PLAIN))), "inner.pdf"),
    bearer=PLAIN,
)
beside("portfolio", "a portfolio", _file(lambda n: said(n).encode(), "notes.txt", True))


def _outline(document: Any, name: str) -> None:
    import pikepdf

    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Then {name} came", 0))


beside("bookmark", "a bookmark", _outline, quick=True)


def _into(put: Callable[[Any, Any, str], None]) -> Change:
    """A change by *put(document, pikepdf, name)*."""

    def change(document: Any, name: str) -> None:
        import pikepdf

        put(document, pikepdf, name)

    return change


beside(
    "destination",
    "the name of a place in the file",
    _into(
        lambda d, k, n: d.Root.__setitem__(
            "/Names",
            k.Dictionary(Dests=k.Dictionary(Names=k.Array([n, k.Array([d.pages[0].obj, k.Name.Fit])]))),
        )
    ),
)
beside(
    "page-label",
    "a page's label",
    _into(
        lambda d, k, n: d.Root.__setitem__("/PageLabels", k.Dictionary(Nums=k.Array([0, k.Dictionary(P=n)])))
    ),
)
beside(
    "script",
    "a script",
    _into(
        lambda d, k, n: d.Root.__setitem__(
            "/OpenAction", k.Dictionary(S=k.Name.JavaScript, JS=f"app.alert('{n}')")
        )
    ),
)
beside(
    "script-stream",
    "a script that is packed",
    _into(
        lambda d, k, n: d.Root.__setitem__(
            "/OpenAction", k.Dictionary(S=k.Name.JavaScript, JS=d.make_stream(f"app.alert('{n}')".encode()))
        )
    ),
)
beside(
    "piece-info",
    "what another program left",
    _into(
        lambda d, k, n: d.pages[0].obj.__setitem__(
            "/PieceInfo", k.Dictionary(Prog=k.Dictionary(Private=k.Dictionary(Who=n)))
        )
    ),
)
beside(
    "piece-info-stream",
    "what another program left, packed",
    _into(
        lambda d, k, n: d.pages[0].obj.__setitem__(
            "/PieceInfo", k.Dictionary(Prog=k.Dictionary(Private=d.make_stream(n.encode())))
        )
    ),
)
beside(
    "launch",
    "a program to be started",
    _into(lambda d, k, n: d.Root.__setitem__("/OpenAction", k.Dictionary(S=k.Name.Launch, F=f"C:\\{n}.exe"))),
)
for key in ("Author", "Title", "Subject", "Keywords", "Creator", "Company"):
    beside(
        f"info-{key.lower()}",
        f"the property {key}",
        lambda d, n, key=key: d.docinfo.__setitem__(f"/{key}", n),
        quick=key == "Author",
    )


def _xmp(document: Any, name: str) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:creator"], metadata["dc:description"] = [name], name


beside("xmp", "the metadata", _xmp)
beside(
    "xmp-attribute",
    "an attribute in the metadata",
    _into(
        lambda d, k, n: d.Root.__setitem__(
            "/Metadata",
            d.make_stream(
                f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:d="urn:d" d:who="{n}"/></rdf:RDF></x:xmpmeta>'.encode()
            ),
        )
    ),
)


def _page_xmp(document: Any, pikepdf: Any, name: str) -> None:
    document.pages[0].obj["/Metadata"] = document.make_stream(f"<x><y>{name}</y></x>".encode())


beside("xmp-page", "the metadata of a page", _into(_page_xmp))


def _marked(key: str) -> Change:
    def change(document: Any, name: str) -> None:
        words = b"\xfe\xff" + name.encode("utf-16-be")
        document.pages[0].contents_add(
            f"/Span <</{key} <{words.hex()}>>> BDC BT /F1 11 Tf 60 500 Td (Seen again.) Tj ET EMC".encode()
        )

    return change


for key in ("ActualText", "Alt", "E"):
    beside(f"marked-{key.lower()}", f"the {key} of a stretch of the page", _marked(key))


def _structure(document: Any, pikepdf: Any, name: str) -> None:
    root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    figure = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, P=root, Alt=name, T=name)
    )
    root["/K"] = pikepdf.Array([figure])
    document.Root["/StructTreeRoot"], document.Root["/MarkInfo"] = root, pikepdf.Dictionary(Marked=True)


beside("structure", "the alternative words of a figure", _into(_structure))
beside(
    "font-name",
    "a font's name",
    _into(
        lambda d, k, n: next(iter(d.pages[0].Resources.Font.values())).__setitem__(
            "/Name", k.Name("/" + "".join(c for c in n if c.isascii() and c.isalpha()))
        )
    ),
)
beside(
    "unused-object",
    "an object that nothing uses",
    _into(lambda d, k, n: d.Root.__setitem__("/Unused", d.make_stream(said(n).encode()))),
)
add(
    "pdf-tail",
    ".pdf",
    "bytes after the file's end",
    LEFT,
    lambda n: page(seen, n) + b"\n%" + said(n).encode(),
)
add(
    "pdf-old-revision",
    ".pdf",
    "an earlier state of the file",
    LEFT,
    lambda n: _revised(),
    bearer=PLAIN,
    quick=True,
)


def _revised() -> bytes:
    """A PDF whose page was changed by an update; the first state is still in the file."""
    from reportlab import rl_config

    rl_config.pageCompression = 0
    try:
        first = page(lambda c, n: c.drawString(60, 640, said(PLAIN)))
    finally:
        rl_config.pageCompression = 1
    import re

    import pikepdf

    with pikepdf.open(io.BytesIO(first)) as document:
        stream = document.pages[0].Contents
        number, content = stream.objgen[0], stream.read_bytes()
        size, root = int(document.trailer.Size), document.Root.objgen[0]
    content = re.sub(rb"\(Then[^)]*\)", b"(Seen by the panel.)", content)
    at = len(first)
    update = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, len(content), content)
    before = int(first[first.rindex(b"startxref") + 9 :].split()[0])
    xref = (
        b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (number, at, size, root, before, at + len(update))
    )
    return first + update + xref


# --- pictures, fonts, locks -----------------------------------------------------------------------


def _image(words: str, size: tuple[int, int] = (1240, 1754)) -> Any:
    """A picture of a page with words on it."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", size, "white")
    face = ImageFont.load_default(34)
    for number, line in enumerate((*HARMLESS, words)):
        ImageDraw.Draw(image).text((120, 160 + 70 * number), line, fill="black", font=face)
    return image


def _scan(name: str, layer: str = "") -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(_image(said(name))), 0, 0, 595, 842)
    if layer:
        text = canvas.beginText(60, 700)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3)
        for line in (*HARMLESS, layer):
            text.textLine(line)
        canvas.drawText(text)
    canvas.save()
    return data.getvalue()


add("pdf-scan", ".pdf", "a scanned page", EITHER, lambda n: _scan(PLAIN), bearer=PLAIN, quick=True)
add(
    "pdf-scan-layer",
    ".pdf",
    "a scanned page with a wrong text layer",
    EITHER,
    lambda n: _scan(PLAIN, "Then Isolcle Fernyhalgh-Pocklish came to the next visit."),
    bearer=PLAIN,
    also=("Isolcle",),
)


def _photo(canvas: Any, name: str) -> None:
    from reportlab.lib.utils import ImageReader

    seen(canvas, name)
    canvas.drawImage(ImageReader(_image(said(name), (1240, 500))), 60, 300, 400, 160)


drawn("picture", "a picture of the words on a page", LEFT, _photo, quick=True)


def _exif(document: Any, pikepdf: Any, name: str) -> None:
    image = document.make_stream(jpeg(name))
    for key, value in {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Width": 8,
        "Height": 8,
        "ColorSpace": pikepdf.Name.DeviceRGB,
        "BitsPerComponent": 8,
        "Filter": pikepdf.Name.DCTDecode,
    }.items():
        image[f"/{key}"] = value
    document.pages[0].Resources["/XObject"] = pikepdf.Dictionary(I1=document.make_indirect(image))
    document.pages[0].contents_add(b"q 40 0 0 40 60 500 cm /I1 Do Q")


beside("picture-exif", "a picture's EXIF", _into(_exif))


def _gibberish(document: Any, pikepdf: Any, name: str) -> None:
    """Letters whose codes were moved by seven, and a font that draws them as they were."""
    moved = "".join(chr((ord(c) - 32 + 7) % 95 + 32) for c in said(PLAIN) * 4)
    escaped = moved.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    document.pages[0].Contents = document.make_stream(f"BT /F1 11 Tf 60 640 Td ({escaped}) Tj ET".encode())
    names = [pikepdf.Name(f"/g{(code - 32 - 7) % 95 + 32}") for code in range(32, 127)]
    glyphs = {
        str(one): document.make_indirect(document.make_stream(b"500 0 0 0 500 700 d1 0 0 300 700 re f"))
        for one in names
    }
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, 0, 500, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=pikepdf.Dictionary(glyphs),
        Encoding=pikepdf.Dictionary(Differences=pikepdf.Array([32, *names])),
        FirstChar=32,
        LastChar=126,
        Widths=[500] * 95,
    )
    document.pages[0].Resources.Font["/F1"] = document.make_indirect(font)


beside("gibberish", "a font whose letters mean nothing", _into(_gibberish), REFUSED, quick=True)


def _wrong_map(document: Any, pikepdf: Any, name: str) -> None:
    """A map of letters that says 'x' for each: what is copied is not what is seen."""
    table = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0078> endbfrange endcmap"
    table = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 95 beginbfchar "
        + b" ".join(b"<%02x> <0078>" % i for i in range(32, 127))
        + b" endbfchar endcmap"
    )
    font = next(iter(document.pages[0].Resources.Font.values()))
    font["/ToUnicode"] = document.make_stream(table)


beside(
    "wrong-map",
    "a font that says other letters than it shows",
    _into(_wrong_map),
    EITHER,
    lambda c, n: c.drawString(60, 640, said(PLAIN)),
    bearer=PLAIN,
)


def _outlines(canvas: Any, name: str) -> None:
    seen(canvas, name)
    path = canvas.beginPath()
    for number in range(60):
        path.moveTo(60 + 5 * number, 500)
        path.curveTo(62 + 5 * number, 510, 64 + 5 * number, 490, 65 + 5 * number, 505)
    canvas.drawPath(path)


drawn("curves", "words drawn as curves", LEFT, _outlines)


def _locked(user: str, owner: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page(lambda c, n: c.drawString(60, 640, said(PLAIN))))) as document:
        document.save(
            out,
            encryption=pikepdf.Encryption(owner=owner, user=user, allow=pikepdf.Permissions(extract=False)),
        )
    return out.getvalue()


def hostile(name: str, place: str, make: Callable[[], bytes], expect: str = REFUSED, **more: Any) -> None:
    """Register a PDF from which nothing may be staged."""
    add(f"pdf-hostile-{name}", ".pdf", place, expect, lambda _: make(), **more)


def _packed(times: int, size: int) -> bytes:
    import zlib

    import pikepdf

    data = b"\0" * size
    for _ in range(times):
        data = zlib.compress(data, 9)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page(seen))) as document:
        stream = pikepdf.Stream(document, data)
        stream["/Filter"] = pikepdf.Array([pikepdf.Name.FlateDecode] * times)
        document.Root["/Extra"] = document.make_indirect(stream)
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _looped() -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page(draw_form, PLAIN))) as document:
        form = next(iter(document.pages[0].Resources.XObject.values()))
        form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Again=form))
        form.write(b"/Again Do")
        document.save(out)
    return out.getvalue()


hostile("owner-password", "a password that only forbids", lambda: _locked("", "owner"), EITHER, quick=True)
hostile("user-password", "a password", lambda: _locked("user", "owner"), quick=True)
hostile("bomb", "a stream that unpacks to 256 MB", lambda: _packed(1, 256 << 20), quick=True)
hostile("bomb-twice", "a stream packed twice", lambda: _packed(2, 256 << 20))
hostile("loop", "a form that draws itself", _looped, EITHER, words="Isolde")
hostile("truncated", "half a file", lambda: page(seen)[:700], quick=True)
hostile("text", "a text that says it is a PDF", lambda: "\n".join(HARMLESS).encode())
hostile("head-only", "a PDF's first line", lambda: b"%PDF-1.7\n")
hostile(
    "no-pages", "a PDF without pages", lambda: changed(page(seen), lambda d, n: d.pages.__delitem__(0), "")
)
hostile("blank", "a blank page", lambda: _blank())
hostile("word", "a Word file that says it is a PDF", lambda: _word())
hostile(
    "bad-table",
    "a table of objects that is wrong",
    lambda: page(lambda c, n: c.drawString(60, 640, said(PLAIN)), PLAIN).replace(
        b"startxref\n", b"startxref\n9"
    ),
    EITHER,
)
hostile("web-page", "a web page that says it is a PDF", lambda: b"<html><body>Isolde</body></html>")


def _blank() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, invariant=1)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def _word() -> bytes:
    from word_package import docx, p

    return docx(p("Isolde"))
