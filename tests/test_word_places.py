"""Every place of a Word file in which a name can hide is searched, told, and printed only where Word prints it."""

from pathlib import Path

import pytest

from redact.formats import read
from redact.model import PRINTED, Document
from redact.pictures import Choices, as_decided
from word_places import NAME, PLACES, Place, packed, written

PRINTS = (
    "table", "nested table", "cell control", "row control", "default header", "first header", "form field list",
    "table in a header", "box in a header", "footnote", "endnote", "equation", "VML box", "fallback only", "label",
)  # fmt: skip
#: Where a picture's own words are: they are printed with the picture, if somebody decides to keep it.
WITH_PICTURES = ("alternative text", "picture title")


@pytest.mark.parametrize("place", PLACES)
def test_each_place_is_searched_and_told(place: str, tmp_path: Path) -> None:
    """The name is in the document's text, the reviewer is told what stays behind, and nothing is of an unknown kind."""
    document = read(written(tmp_path / "draft.docx", PLACES[place]))
    spelt = " ".join(document.text.replace("_", " ").replace("-", " ").split())
    assert NAME in spelt
    told = {one.kind for one in document.left_behind}
    assert not PLACES[place].left or PLACES[place].left in told
    assert all(one.known for one in document.left_behind)


@pytest.mark.parametrize("place", PLACES)
def test_each_place_prints_what_word_prints(place: str, tmp_path: Path) -> None:
    """The name is printed from the places that Word prints, and from no other."""
    document = read(written(tmp_path / "draft.docx", PLACES[place]))
    shown = [one for one in document.blocks if one.span and one.kind in PRINTED]
    printed = " ".join(document.of(one.span) for one in shown if one.kind != "picture")
    assert (NAME in printed) == (place in PRINTS)
    of_pictures = [document.of(one.span) for one in shown if one.kind == "picture"]
    assert any(NAME in one for one in of_pictures) == (place in WITH_PICTURES)
    assert NAME not in " ".join(printed_of(as_decided(document, Choices()))) or place in PRINTS


def printed_of(document: Document) -> list[str]:
    """What is printed of a document, block by block."""
    return [document.of(one.span) for one in document.blocks if one.span and one.kind in PRINTED]


def strict(data: bytes) -> bytes:
    """A part as a Strict file has it."""
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    for name in (b"officeDocument", b"wordprocessingml", b"drawingml"):
        data = data.replace(old + name + b"/2006/", new + name + b"/")
    return data


@pytest.mark.parametrize(
    "place", ["nested table", "footnote", "first header", "picture EXIF", "app property", "one point"]
)
def test_strict_files_read_as_any_other(place: str, tmp_path: Path) -> None:
    """A Strict file is read like the everyday one: the same text, the same left behind."""
    import io
    import zipfile

    plain, other = packed(PLACES[place]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, strict(content) if name.endswith((".xml", ".rels")) else content)
    assert b"purl.oclc.org" in strict(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main")
    (tmp_path / "plain.docx").write_bytes(plain)
    (tmp_path / "strict.docx").write_bytes(other.getvalue())
    one, two = read(tmp_path / "plain.docx"), read(tmp_path / "strict.docx")
    assert (one.text, one.blocks, one.left_behind) == (two.text, two.blocks, two.left_behind)


def test_a_template_under_another_name_is_read(tmp_path: Path) -> None:
    """A .dotx that was renamed holds a text like any other."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    (tmp_path / "x.docx").write_bytes(packed(PLACES["table"], kind))
    assert NAME in read(tmp_path / "x.docx").text


def test_what_cannot_be_searched_is_told(tmp_path: Path) -> None:
    """A file inside the draft that nobody can open is told as one that could not be searched."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    for data in (b"PK\x03\x04 broken", b"%PDF-1.7 broken"):
        place = Place(
            PLACES["table"].body,
            {"word/embeddings/book.xlsx": (kind, data)},
            [("word/document.xml", "package", "embeddings/book.xlsx", "")],
        )
        told = [one.kind for one in read(written(tmp_path / "x.docx", place)).left_behind]
        assert told == ["embedded file that could not be searched", "embedded file"]
