"""Pictures made anew, charts read and drawn, and the pictures on a PDF's pages."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageCms
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pictured_draft import chart_xml, drawing, jpeg, png
from redact.formats import album as albums
from redact.formats import ocr, read
from redact.formats.album import Album, Shown
from redact.formats.charts import draw, in_words, read_chart
from redact.formats.pictures import CannotRemake, digests_of, remake


@pytest.fixture(autouse=True)
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here waits for Tesseract."""
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """A picture, loaded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


# --- made anew ---------------------------------------------------------------------------------------


def test_the_same_picture_gives_the_same_bytes_whatever_its_file_says() -> None:
    """Two files with one set of pixels and other words beside them become one."""
    assert remake(png("One")) == remake(png("Another"))
    assert remake(jpeg("One")).data == remake(jpeg("Another")).data


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_kinds_that_are_made_anew(kind: str) -> None:
    """Each becomes a PNG, a photograph a JPEG."""
    made = remake(saved(drawing(), kind))
    assert made.media == ("image/jpeg" if kind == "JPEG" else "image/png")
    assert made.size == (400, 240)


def test_a_colour_profile_does_not_travel() -> None:
    """A profile can name a camera or a printer."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("PNG", "JPEG"):
        assert "icc_profile" not in opened(remake(saved(drawing(), kind, icc_profile=profile)).data).info


def test_what_is_see_through_hides_nothing() -> None:
    """A red pixel that is wholly transparent is white in what is kept, and not red."""
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert opened(remake(saved(clear)).data).getcolors() == [(400, (255, 255, 255))]
    plain = Image.new("P", (20, 20), 0)
    plain.putpalette([255, 0, 0])
    assert opened(remake(saved(plain, "PNG", transparency=0)).data).getcolors() == [(400, (255, 255, 255))]


def test_a_turned_photograph_is_put_upright_and_made_smaller() -> None:
    """The camera's note on how it was held is obeyed, then dropped."""
    exif = Image.Exif()
    exif[0x0112] = 6
    made = remake(saved(Image.new("RGB", (2400, 1200), "blue"), "JPEG", exif=exif))
    assert made.size == (1000, 2000)
    assert not opened(made.data).getexif()


def test_a_picture_that_is_turned_and_cut_is_not_kept() -> None:
    """Programs disagree which side is then cut off."""
    exif = Image.Exif()
    exif[0x0112] = 6
    with pytest.raises(CannotRemake, match="turned and cut"):
        remake(saved(drawing(), "JPEG", exif=exif), (0.5, 0.0, 0.0, 0.0))


@pytest.mark.parametrize("crop", [(0.6, 0.0, 0.5, 0.0), (0.0, 1.0, 0.0, 0.0)])
def test_nothing_is_left_of_a_picture_that_is_cut_off(crop: tuple[float, float, float, float]) -> None:
    """A crop of all is no crop of nothing."""
    with pytest.raises(CannotRemake, match="cut off"):
        remake(png(), crop)


def test_no_pixel_beyond_the_cut() -> None:
    """A share that ends within a pixel leaves that pixel out."""
    made = remake(
        saved(drawing(size=(101, 50))), (0.495, 0.0, 0.0, 0.0)
    )  # 49.995 of 101: the 50th is half red
    assert (200, 30, 30) not in {colour for _, colour in opened(made.data).getcolors()}


def test_only_the_first_of_several_pictures_in_a_file_is_kept() -> None:
    """The frames of an animation that the page does not show at first do not travel."""
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("green", "red")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    made = opened(remake(data).data)
    assert getattr(made, "n_frames", 1) == 1
    assert made.getcolors() == [(900, (0, 128, 0))]


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    """A small file that unpacks to more pixels than any page has."""
    vast = saved(Image.new("1", (12_000, 12_000)))
    assert len(vast) < 50_000
    with pytest.raises(CannotRemake, match="too large"):
        remake(vast)


def test_many_large_pictures_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one draft's pictures unpack to is counted over all of them."""
    monkeypatch.setattr(albums, "MOST_IN_ALL", 100_000)
    album = Album()
    album.add(Shown(png("a"), "paragraph 1"))
    album.add(Shown(png("b"), "paragraph 2"))
    assert [bool(one.unfit) for one in album.pictures()] == [False, True]


def test_a_small_picture_after_one_that_is_too_large_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what does not fit any more is left out; a large JPEG is made smaller while it is decoded."""
    monkeypatch.setattr(albums, "MOST_IN_ALL", 50_000)
    album = Album()
    for data in (png("a"), saved(drawing(size=(100, 60))), jpeg()):
        album.add(Shown(data, "paragraph 1"))
    assert [bool(one.unfit) for one in album.pictures()] == [True, False, False]


def test_words_are_looked_for_once_in_each_picture_and_not_in_icons(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is skipped is told with the picture."""
    read_in: list[bytes] = []
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "read_in_passing", lambda data: read_in.append(data) or ())
    album = Album()
    for unfit in ("", "it is part of a drawing"):
        album.add(Shown(png(), "paragraph 1", unfit=unfit))
    album.add(Shown(saved(drawing(size=(60, 60))), "paragraph 2"))
    assert len(read_in) == 1
    assert [one.unread for one in album.pictures()] == ["", "", "it is as small as an icon"]
    monkeypatch.setattr(albums, "MOST_READ", 1)
    album.add(Shown(saved(drawing("Another")), "paragraph 3"))
    assert len(read_in) == 1
    assert album.pictures()[-1].unread == "the draft has more than 1 pictures"


def test_a_large_drawing_becomes_a_photograph() -> None:
    """A PNG of millions of colours is kept as JPEG, within two thousand pixels."""
    noise = Image.effect_noise((2100, 1600), 90).convert("RGB")
    made = remake(saved(noise))
    assert made.media == "image/jpeg"
    assert made.size == (2000, 1524)


def test_digests_are_those_of_the_bytes_and_of_the_pixels() -> None:
    """The second stays when the same pixels are packed otherwise."""
    data = remake(png()).data
    again = saved(opened(data), "PNG", compress_level=1)
    assert digests_of(data)[0] == hashlib.sha256(data).hexdigest()
    assert digests_of(data)[1] == digests_of(again)[1]
    assert digests_of(data)[0] != digests_of(again)[0]


def test_a_reader_says_why_a_picture_cannot_be_kept_and_it_is_shown_all_the_same() -> None:
    """The reviewer sees it, with the reason."""
    album = Album()
    album.add(Shown(png(), "paragraph 1", unfit="it is part of a drawing"))
    (picture,) = album.pictures()
    assert picture.data
    assert picture.unfit == "it is part of a drawing"


# --- charts ------------------------------------------------------------------------------------------

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart(xml: str) -> tuple[tuple[str, ...], ...]:
    """The table of a chart."""
    return read_chart(etree.fromstring(xml)).table


def test_the_figures_of_a_chart_are_a_table() -> None:
    """A row a category, a column a series, numbers as people write them."""
    xml = chart_xml("Contacts", ["2014", "2015"], {"Visits": [3.0, 2.5], "Calls": [1.0, 0.333333333]})
    assert chart(xml) == (("", "Visits", "Calls"), ("2014", "3", "1"), ("2015", "2.5", "0.33"))
    assert read_chart(etree.fromstring(xml)).title == "Contacts"


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("General", "42443"),
        ("dd/mm/yyyy", "14 March 2016"),
        ("[$-809]d mmmm yyyy", "14 March 2016"),
        ("mmm\\-yy", "March 2016"),
        ("yyyy", "2016"),
        ('0" days"', "42443"),
    ],
)
def test_a_day_on_an_axis_is_a_day(form: str, shown: str) -> None:
    """Excel counts days; where the chart shows a date, the table has it in words, so that it is found."""
    xml = (
        f'<c:chartSpace xmlns:c="{CHART}"><c:chart><c:plotArea><c:lineChart><c:ser><c:cat><c:numRef><c:numCache>'
        f"<c:formatCode>{form.replace(chr(34), '&quot;')}</c:formatCode><c:pt idx='0'><c:v>42443</c:v></c:pt></c:numCache></c:numRef></c:cat>"
        "<c:val><c:numRef><c:numCache><c:formatCode>0%</c:formatCode><c:pt idx='0'><c:v>0.25</c:v></c:pt></c:numCache>"
        "</c:numRef></c:val></c:ser></c:lineChart></c:plotArea></c:chart></c:chartSpace>"
    )
    assert chart(xml)[1] == (shown, "25%")


def test_a_chart_without_figures_or_with_too_many_cannot_be_kept() -> None:
    """Then there is nothing to draw anew."""
    assert read_chart(etree.fromstring(f'<c:chartSpace xmlns:c="{CHART}"/>')).unfit
    many = chart_xml("", [str(n) for n in range(300)], {"A": [1.0] * 300})
    assert "more than 200 rows" in read_chart(etree.fromstring(many)).unfit


def test_the_drawing_is_well_formed_and_says_every_figure() -> None:
    """Words with signs of mark-up are words; each figure stands beside its bar."""
    svg = draw([["", "A & B", "<c>"], ["One", "3", "1"], ["Two", "5", "12"]], "figure-1", "Title")
    root = etree.fromstring(svg)
    words = [one.text for one in root.iter("{*}text")]
    assert words == ["Title", "A & B", "<c>", "One", "3", "1", "Two", "5", "12"]
    widths = [int(one.get("width")) for one in root.iter("{*}rect") if one.get("height") == "16"]
    assert widths == [95, 32, 158, 380]
    assert {etree.QName(one).localname for one in root.iter()} == {"svg", "title", "rect", "g", "text"}
    assert "A & B" in in_words([["", "A & B"]])


@pytest.mark.parametrize(
    "cells", [["-1", "2"], ["many", "2"], ["", "2"], ["0", "0"], [str(n) for n in range(70)]]
)
def test_what_bars_cannot_show_is_not_drawn(cells: list[str]) -> None:
    """Negative, missing or too many figures are printed as the table alone."""
    assert draw([["", *cells], ["One", *cells]], "figure-1") == ""


# --- PDF ---------------------------------------------------------------------------------------------


def pdf(path: Path, *pages: object) -> None:
    """A PDF whose pages are drawn by the functions given."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        page(canvas)  # type: ignore[operator]
        canvas.showPage()
    canvas.save()


def pictured(canvas: Canvas) -> None:
    """Text, a picture, a black box over its left half, text."""
    canvas.drawString(70, 750, "The first paragraph of the page stands here.")
    canvas.drawImage(ImageReader(drawing()), 100, 500, 200, 120)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.rect(100, 500, 100, 120, stroke=0, fill=1)
    canvas.drawString(70, 400, "The last paragraph of the page stands here.")


def test_a_picture_of_a_pdf_is_what_the_page_shows(tmp_path: Path) -> None:
    """What a box covers is not in it; it stands between the paragraphs around it."""
    pdf(tmp_path / "draft.pdf", pictured)
    document = read(tmp_path / "draft.pdf")
    assert [block.kind for block in document.blocks[:3]] == ["paragraph", "picture", "paragraph"]
    (picture,) = document.pictures
    image = opened(picture.data).convert("RGB")
    width, height = image.size
    assert abs(width / height - 200 / 120) < 0.02
    assert image.getpixel((width // 4, height // 2)) == (0, 0, 0)
    assert image.getpixel((3 * width // 4, height // 2)) == (30, 160, 60)
    assert round(picture.width, 1) == 7.1


def test_words_printed_on_a_picture_of_a_pdf_stand_in_it(tmp_path: Path) -> None:
    """They are pixels once the picture is kept, so they are told as words read in it."""

    def page(canvas: Canvas) -> None:
        canvas.drawString(70, 750, "The first paragraph of the page stands here.")
        canvas.drawImage(ImageReader(drawing()), 100, 500, 200, 120)
        canvas.drawString(120, 550, "Zephyr Quillfeather")

    pdf(tmp_path / "draft.pdf", page)
    document = read(tmp_path / "draft.pdf")
    assert document.pictures[0].read == "Zephyr Quillfeather"
    assert re.search("Zephyr Quillfeather", document.text)


def test_a_logo_on_every_page_and_a_bullet_are_no_questions(tmp_path: Path) -> None:
    """What many pages show, and what is tiny, is left behind as before."""
    logo, dot = ImageReader(drawing()), ImageReader(drawing(size=(9, 9)))

    def page(canvas: Canvas) -> None:
        canvas.drawImage(logo, 400, 770, 100, 50)
        canvas.drawImage(dot, 60, 640, 6, 6)
        canvas.drawString(70, 700, f"Page {canvas.getPageNumber()} says something else than the others do.")

    pdf(tmp_path / "draft.pdf", page, page, page)
    document = read(tmp_path / "draft.pdf")
    assert document.pictures == ()
    assert sum(part.count for part in document.left_behind if part.kind == "picture") == 6


def test_a_picture_cut_into_strips_is_one(tmp_path: Path) -> None:
    """Programs slice large pictures; nobody is asked about slices."""

    def page(canvas: Canvas) -> None:
        canvas.drawString(70, 750, "The first paragraph of the page stands here.")
        for at in range(4):
            strip = ImageReader(drawing(size=(200, 30 + at)))
            canvas.drawImage(strip, 100, 500 + 30 * at, 200, 30)

    pdf(tmp_path / "draft.pdf", page)
    assert len(read(tmp_path / "draft.pdf").pictures) == 1


def test_a_page_on_its_side_tells_no_picture_by_itself(tmp_path: Path) -> None:
    """Where a picture stands among lines that run upwards is not sure: it is left behind, and told."""

    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(drawing()), 300, 500, 200, 120)
        canvas.rotate(90)
        canvas.drawString(70, -100, "The whole page of this report stands on its side.")

    pdf(tmp_path / "draft.pdf", page)
    document = read(tmp_path / "draft.pdf")
    assert "stands on its side" in document.text
    assert document.pictures == ()
    assert [(part.kind, part.count) for part in document.left_behind] == [("picture", 1)]


def test_a_picture_among_the_tables_of_a_page(tmp_path: Path) -> None:
    """Pictures and tables stand in the order of the page; only tables count as tables."""

    def page(canvas: Canvas) -> None:
        canvas.drawString(70, 740, f"{'One' if canvas.getPageNumber() == 1 else 'Another'} page begins here.")
        canvas.drawImage(ImageReader(drawing()), 100, 600, 200, 120)
        for row, words in enumerate(("One", "Two")):
            for column in (0, 1):
                canvas.rect(70 + 150 * column, 500 - 30 * row, 150, 30)
                canvas.drawString(80 + 150 * column, 510 - 30 * row, f"{words} {column}")

    pdf(tmp_path / "draft.pdf", page, page)
    document = read(tmp_path / "draft.pdf")
    tables = [block.cell.table if block.cell else -1 for block in document.blocks[:12]]
    assert [block.kind for block in document.blocks[:3]] == ["paragraph", "picture", "cell"]
    assert tables == [-1, -1, 0, 0, 0, 0, -1, -1, 1, 1, 1, 1]


def test_a_paragraph_goes_on_over_a_page_that_ends_with_a_picture(tmp_path: Path) -> None:
    """A picture between its halves does not cut a paragraph, nor a name in it, in two."""

    def first(canvas: Canvas) -> None:
        canvas.drawString(70, 200, "The report was written for the board by a person called Zephyr")
        canvas.drawImage(ImageReader(drawing()), 100, 60, 200, 100)

    def second(canvas: Canvas) -> None:
        canvas.drawString(70, 780, "Quillfeather who had known the family for years.")

    pdf(tmp_path / "draft.pdf", first, second)
    assert "Zephyr Quillfeather" in " ".join(read(tmp_path / "draft.pdf").text.split())
    (paragraph,) = [b for b in read(tmp_path / "draft.pdf").blocks if b.kind == "paragraph"]
    assert paragraph.span
