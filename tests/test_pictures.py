"""What becomes of pictures and charts, from the draft to the released edition."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from PIL import Image

from pictured_draft import add_picture, chart_xml, drawing, jpeg, new_draft, png, with_chart
from redact import cli
from redact.checks import Question, open_file, run_checks
from redact.formats import ocr, read
from redact.model import Decision, Document, Entity, Picture
from redact.pictures import objection
from redact.questions import Question as Question_
from redact.review import Reviewed
from redact.rules import load_rules
from redact.terminal import Session

NAMES = ("Zephyr", "Quillfeather", "Orla", "Brannoc", "Tamsin")
REGISTER = """case: XX-1
subject: p1
people:
  - {id: p1, name: Zephyr Quillfeather, role: subject child, pseudonym: Child G}
  - {id: p2, name: Orla Quillfeather, role: mother}
  - {id: p3, name: Brannoc Quillfeather, role: father}
  - {id: p4, name: Tamsin Quillfeather, role: sister}
"""
FAMILY = (
    "Zephyr Quillfeather lives with Orla Quillfeather and Brannoc Quillfeather. Tamsin Quillfeather is older."
)
READS = ocr.is_installed()
#: The pictures of the draft below, as `picture-1`… in its order.
PHOTOGRAPH, LOGO, LETTER, GENOGRAM, CUT, CHART = (f"picture-{n}" for n in range(1, 7))
ANSWERS = {
    PHOTOGRAPH: ("keep", ""),
    LOGO: ("keep", "Two halves, one red and one green"),
    LETTER: ("remove", "a letter"),
    GENOGRAM: ("replace", "family tree"),
    CUT: ("keep", ""),
    CHART: ("keep", ""),
}


def make_draft(path: Path) -> None:
    """A report with a picture of every kind, and a chart that names people."""
    draft = new_draft()
    draft.add_heading("Overview report", 0)
    draft.add_heading("1 The family", 1)
    draft.add_paragraph(FAMILY)
    add_picture(draft, jpeg(), "The garden where Zephyr Quillfeather stood")
    draft.add_paragraph("Figure 1: the garden", style="Caption")
    add_picture(draft, png())
    add_picture(draft, png(words="Zephyr Quillfeather"), "A letter")
    plain = io.BytesIO()
    drawing(size=(300, 300)).save(plain, "PNG")
    add_picture(draft, plain.getvalue(), "The Quillfeathers")
    add_picture(draft, png("somebody else"), "Green", {"l": 50_000})
    draft.add_paragraph("The last paragraph.")
    draft.save(str(path))
    figures = {"Visits": [3.0, 5.0, 20.0], "Calls by Orla Quillfeather": [1.0, 7.0, 40.0]}
    with_chart(path, chart_xml("Contacts in all", ["2014", "2015", "with Zephyr"], figures))


def redact(home: Path, *words: object) -> tuple[int, str, str]:
    """The command in this process: status, output, messages."""
    out, err = io.StringIO(), io.StringIO()
    key = ["--key", str(home / "key-file")] if words[0] not in ("release",) else []
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = cli.main([*map(str, words), *key])
        except SystemExit as stopped:
            status = int(stopped.code or 0)
    return int(status or 0), out.getvalue(), err.getvalue()


def asked(home: Path, case: Path) -> list[dict[str, str]]:
    """The open questions."""
    return list(csv.DictReader(io.StringIO(redact(home, "review", case, "--list")[1])))


def about(home: Path, case: Path, name: str) -> str:
    """The target of the question about a picture."""
    return next(row["target"] for row in asked(home, case) if f": {name}," in row["question"])


def put(home: Path, case: Path, *rows: tuple[str, str, str]) -> tuple[int, str, str]:
    """Give answers as a table."""
    table = home / "answers.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("target", "answer", "value", "reason"))
        writer.writerows((*row, "looked at") for row in rows)
    return redact(home, "review", case, "--import", table, "--as", "Rev Iewer", "--yes")


def settle(home: Path, case: Path, answers: dict[str, tuple[str, str]]) -> None:
    """Answer everything: pictures as told, ages in the chart's figures left, the rest as proposed."""
    for _ in range(4):
        rows = []
        for row in asked(home, case):
            name = re.search(r"picture-\d+", row["question"])
            action, value = answers.get(name[0], ("remove", "")) if name else (row["answer"], "")
            rows.append((row["target"], "no" if "(age or class" in row["question"] else action, value))
        if not rows:
            return
        status, _, err = put(home, case, *rows)
        assert status in {0, 5}, err


def new_case(home: Path, name: str) -> Path:
    """A case folder with the draft."""
    case = home / name
    (case / "drafts").mkdir(parents=True)
    make_draft(case / "drafts" / "Quillfeather overview.docx")
    (case / "register.yaml").write_text(REGISTER, encoding="utf-8")
    return case


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this file's cases, with a key file."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "key-file").write_bytes(b"a key file for the tests, 32 bytes and more")
    return folder


@pytest.fixture(autouse=True, scope="module")
def blind() -> Iterator[None]:
    """Tesseract takes seconds for each picture: only the tests that are about it wait for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "is_installed", lambda: False)
        yield


@pytest.fixture(scope="module")
def open_case(home: Path, blind: None) -> Path:
    """The case after its first run, nothing decided."""
    case = new_case(home, "open")
    assert redact(home, "run", case, "-q")[0] == 5
    return case


@pytest.fixture(scope="module")
def released(home: Path, blind: None) -> tuple[Path, Path]:
    """The case and the folder of its released edition, all decided."""
    case = new_case(home, "released")
    redact(home, "run", case, "-q")
    settle(home, case, ANSWERS)
    assert redact(home, "run", case, "-q")[0] == 0
    status, _, err = redact(home, "sign", case, "--for", "publication", "--as", "Sig Ner")
    assert status == 0, err
    assert redact(home, "release", case, "--for", "publication", "--to", home / "out")[0] == 0
    return case, home / "out"


def pictures_in(folder: Path) -> dict[str, list[bytes]]:
    """The bytes of the pictures of each released file; of a PDF its JPEGs as they lie in it."""
    with zipfile.ZipFile(folder / "overview-report.docx") as package:
        docx = [package.read(name) for name in sorted(package.namelist()) if "/media/" in name]
    page = (folder / "overview-report.html").read_text(encoding="utf-8")
    html = [base64.b64decode(found) for found in re.findall(r'src="data:image/\w+;base64,([^"]+)"', page)]
    with pikepdf.open(folder / "overview-report.pdf") as pdf:
        images = [
            one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        kept = [bytes(one.read_raw_bytes()) for one in images if one.get("/Filter") == "/DCTDecode"]
    return {"docx": docx, "html": html, "pdf": kept}


# --- the draft ---------------------------------------------------------------------------------------


def test_each_picture_stands_as_a_block_and_is_told_once(tmp_path: Path) -> None:
    """A picture is a block with its alternative text where it stands; a chart brings its figures."""
    make_draft(tmp_path / "draft.docx")
    document = read(tmp_path / "draft.docx")
    blocks = [block for block in document.blocks if block.kind == "picture"]
    assert [block.number for block in blocks] == [PHOTOGRAPH, LOGO, LETTER, GENOGRAM, CUT, CHART]
    assert document.of(blocks[0].span) == "The garden where Zephyr Quillfeather stood"
    chart = document.pictures[-1]
    assert chart.kind == "chart"
    assert chart.table[0] == ("", "Visits", "Calls by Orla Quillfeather")
    assert chart.table[3] == ("with Zephyr", "20", "40")
    assert chart.alternative == "Contacts in all"


def test_the_same_picture_shown_twice_is_one_and_another_cut_is_another(tmp_path: Path) -> None:
    """A logo on two pages is asked about once; the same file cut otherwise is another picture."""
    draft = new_draft()
    draft.add_paragraph("Text.")
    for crop in (None, None, {"l": 10_000}):
        add_picture(draft, png(), "Logo", crop)
    draft.save(str(tmp_path / "draft.docx"))
    document = read(tmp_path / "draft.docx")
    assert [block.number for block in document.blocks if block.kind == "picture"] == [
        "picture-1",
        "picture-1",
        "picture-2",
    ]
    assert len({picture.digest for picture in document.pictures}) == 2


def test_what_is_cut_off_is_not_in_the_picture(tmp_path: Path) -> None:
    """Of a picture whose red half is cut off, no red pixel is left."""
    draft = new_draft()
    draft.add_paragraph("Text.")
    add_picture(draft, png(), "", {"l": 50_000})
    draft.save(str(tmp_path / "draft.docx"))
    (picture,) = read(tmp_path / "draft.docx").pictures
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size == (200, 240)
        assert image.getcolors() == [(200 * 240, (30, 160, 60))]


def test_what_the_file_says_beside_its_pixels_is_searched_and_goes(tmp_path: Path) -> None:
    """Who took a photograph, and where, is in no remade picture; the name is known to the case."""
    draft = new_draft()
    draft.add_paragraph("Text.")
    add_picture(draft, jpeg())
    add_picture(draft, png("Orla Quillfeather"))
    draft.save(str(tmp_path / "draft.docx"))
    document = read(tmp_path / "draft.docx")
    beside = " ".join(document.of(b.span) for b in document.blocks if b.kind == "embedded" and b.span)
    assert "Zephyr Quillfeather" in beside
    assert "Orla Quillfeather" in beside
    for picture in document.pictures:
        with Image.open(io.BytesIO(picture.data)) as image:
            assert not image.getexif()
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"Quillfeather" not in picture.data
        assert b"Exif" not in picture.data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x01\0\0\0" + b"l\0\0\0" + "Zephyr Quillfeather".encode("utf-16-le") + b"\0" * 80, "EMF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><text>Zephyr Quillfeather</text></svg>", "SVG"),
        (png()[:300], "damaged"),
    ],
    ids=["emf", "svg", "cut short"],
)
def test_a_picture_that_cannot_be_made_anew_cannot_be_kept(tmp_path: Path, data: bytes, why: str) -> None:
    """Kinds that can hold text or scripts, and damaged files, are never kept; their words are searched."""
    path = tmp_path / "draft.docx"
    draft = new_draft()
    draft.add_paragraph("Text.")
    add_picture(draft, png())
    draft.save(str(path))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, data if "/media/" in name else content)
    document = read(path)
    (picture,) = document.pictures
    assert why in picture.unfit
    assert picture.data == b""
    if why != "damaged":
        assert "Zephyr Quillfeather" in document.text


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (("<a:blip ", '<a:blip q="1" '), ""),
        (('prst="rect"', 'prst="ellipse"'), "shape or through an effect"),
        (("<a:blip ", '<a:blip q="2" '), ""),
    ],
)
def test_a_picture_shown_in_a_shape_cannot_be_kept(tmp_path: Path, edit: tuple[str, str], why: str) -> None:
    """An oval frame hides corners that the file still holds; a plain box hides nothing."""
    path = tmp_path / "draft.docx"
    draft = new_draft()
    draft.add_paragraph("Text.")
    add_picture(draft, png())
    draft.save(str(path))
    change(path, *edit)
    (picture,) = read(path).pictures
    assert why in picture.unfit if why else picture.unfit == ""


def change(path: Path, old: str, new: str) -> None:
    """Change the words of the body of a Word file."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_a_picture_in_a_header_is_left_behind_as_before(tmp_path: Path) -> None:
    """What stands at a page's edge is told as left behind and is no question of its own."""
    draft = new_draft()
    draft.add_paragraph("Text.")
    draft.sections[0].header.paragraphs[0].add_run("Board ").add_picture(io.BytesIO(png()))
    draft.save(str(tmp_path / "draft.docx"))
    document = read(tmp_path / "draft.docx")
    assert document.pictures == ()
    assert [part.count for part in document.left_behind if part.kind == "picture"] == [1]


def test_a_picture_in_a_table_stands_after_it(tmp_path: Path) -> None:
    """The table stays whole."""
    draft = new_draft()
    table = draft.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "One"
    table.cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    table.cell(0, 1).text = "Two"
    draft.save(str(tmp_path / "draft.docx"))
    blocks = read(tmp_path / "draft.docx").blocks
    assert [block.kind for block in blocks[:3]] == ["cell", "cell", "picture"]


# --- the review --------------------------------------------------------------------------------------


def test_each_picture_is_asked_about_and_none_is_staged(home: Path, open_case: Path) -> None:
    """Before anybody has decided, the staged copies hold no picture, and the run ends with 5."""
    questions = [row["question"] for row in asked(home, open_case) if "picture-" in row["question"]]
    assert len(questions) == 6
    staged = open_case / "staged" / "publication" / "overview-report.NOT-APPROVED.docx"
    with zipfile.ZipFile(staged) as package:
        assert not [name for name in package.namelist() if "/media/" in name]
        assert b"[Picture" not in package.read("word/document.xml")


def test_the_reviewer_finds_the_pictures_in_the_case_folder(home: Path, open_case: Path) -> None:
    """Files named by the number of the draft and the picture's id, for the owner only."""
    folder = open_case / "pictures"
    assert sorted(path.name for path in folder.iterdir()) == [
        "draft-1-picture-1.jpg",
        "draft-1-picture-2.png",
        "draft-1-picture-3.png",
        "draft-1-picture-4.png",
        "draft-1-picture-5.png",
    ]
    assert folder.stat().st_mode & 0o777 == 0o700
    rows = json.loads(redact(home, "show", open_case, "pictures", "--json")[1])["pictures"]
    assert [row["id"] for row in rows] == [PHOTOGRAPH, LOGO, LETTER, GENOGRAM, CUT, CHART]
    assert rows[0]["file"] == "pictures/draft-1-picture-1.jpg"
    assert rows[0]["pixels"] == [400, 240]
    assert redact(home, "show", open_case, "pictures")[1].count("not decided") == 6


@pytest.mark.skipif(not READS, reason="Tesseract is not installed here")
def test_words_in_a_picture_are_read_and_keep_it_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture in which a name of the case is read cannot be kept."""
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    case = home / "read"
    (case / "drafts").mkdir(parents=True)
    draft = new_draft()
    draft.add_paragraph(FAMILY)
    add_picture(draft, png(words="Zephyr Quillfeather"), "A letter")
    draft.save(str(case / "drafts" / "report.docx"))
    (case / "register.yaml").write_text(REGISTER, encoding="utf-8")
    (question,) = [row for row in asked(home, case) if "picture-1," in row["question"]]
    assert "Words read in it: “Zephyr Quillfeather”" in question["question"]
    status, _, err = put(home, case, (question["target"], "keep", "A letter"))
    assert status == 4
    assert "cannot be kept" in err
    assert "Zephyr" not in err


def test_without_tesseract_the_question_says_so(tmp_path: Path) -> None:
    """Nobody takes a picture for one without words because nothing could read them."""
    make_draft(tmp_path / "draft.docx")
    document = read(tmp_path / "draft.docx")
    assert {picture.unread for picture in document.pictures if picture.kind == "picture"} == {
        "Tesseract is not installed"
    }


def test_a_draft_is_read_again_once_tesseract_is_there(
    home: Path, open_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was remembered without the words in its pictures is not used where they can be read."""
    case = home / "again"
    shutil.copytree(open_case, case)
    assert "were not read" in redact(home, "review", case, "--list")[1]
    with monkeypatch.context() as patch:
        patch.setattr(ocr, "is_installed", lambda: True)
        patch.setattr(ocr, "read_in_passing", lambda _: ())
        redact(home, "run", case, "-q")
        assert "were not read" not in redact(home, "review", case, "--list")[1]
    assert "were not read" not in redact(home, "review", case, "--list")[1]


@pytest.mark.parametrize(
    ("name", "answer", "value", "why"),
    [
        (LOGO, "keep", "", "only with words that say what it shows"),
        (LOGO, "keep", "Orla Quillfeather at home", "real name"),
        (LOGO, "keep", "The house of Bernadette Harrington-Smythe", "looks like a name"),
        (LOGO, "keep", "Taken on 14 March 2016", "looks like a name, a date"),
        (LOGO, "keep", "Chart of 14 March", "looks like a name, a date"),
        (LOGO, "keep", "Call 07700\u2011900123", "looks like a name, a date"),
        (LOGO, "replace", "something", "family tree"),
        (LOGO, "remove", "Photograph of Zephyr", "real name"),
        (LOGO, "confirm", "", "keep, replace, remove, accept"),
        (LOGO, "link", "p1", "keep, replace, remove, accept"),
    ],
)
def test_answers_that_are_not_taken(
    home: Path, open_case: Path, name: str, answer: str, value: str, why: str
) -> None:
    """Words on a picture go through what words in the text go through, and each refusal says why."""
    status, _, err = put(home, open_case, (about(home, open_case, name), answer, value))
    assert status == 4
    assert why in err
    assert "Harrington" not in err


def test_a_pseudonym_in_the_words_on_a_picture_is_no_name(home: Path, open_case: Path) -> None:
    """'Child G' may stand in the alternative text."""
    target = about(home, open_case, LOGO)
    assert put(home, open_case, (target, "keep", "The room of Child G"))[0] == 5
    put(home, open_case, (target, "undo", ""))


def test_keep_is_for_pictures_only(home: Path, open_case: Path) -> None:
    """An answer for pictures on another target is refused."""
    assert put(home, open_case, ("p1", "keep", "words"))[0] == 4


def test_no_tree_of_too_few(home: Path) -> None:
    """Where the register says of too few how they are related, nothing can be drawn instead."""
    case = new_case(home, "small")
    small = "\n".join(REGISTER.splitlines()[:4])
    (case / "register.yaml").write_text(small + "\n", encoding="utf-8")
    redact(home, "run", case, "-q")
    status, _, err = put(home, case, (about(home, case, GENOGRAM), "replace", "family tree"))
    assert status == 4
    assert "no family tree can be drawn" in err


def test_accepting_what_is_left_behind_leaves_all_pictures_out(home: Path) -> None:
    """One answer for a draft, as before: no picture is asked about, and none is printed."""
    from redact.targets import left_target

    case = new_case(home, "left")
    redact(home, "run", case, "-q")
    draft = "Quillfeather overview.docx"
    assert put(home, case, *((left_target(draft, kind), "accept", "") for kind in ("picture", "chart")))[
        0
    ] in {0, 5}
    assert not [row for row in asked(home, case) if "picture" in row["question"]]
    settle(home, case, {})
    assert redact(home, "run", case, "-q")[0] == 0
    page = (case / "staged" / "publication" / "overview-report.NOT-APPROVED.html").read_text(encoding="utf-8")
    assert "<figure" not in page
    assert "removed]" not in page


def test_pictures_go_with_their_draft(home: Path) -> None:
    """A picture of a draft that is gone does not stay in the case folder."""
    case = new_case(home, "gone")
    redact(home, "run", case, "-q")
    (case / "drafts" / "Quillfeather overview.docx").unlink()
    (case / "drafts" / "report.txt").write_text(FAMILY, encoding="utf-8")
    redact(home, "run", case, "-q")
    assert not (case / "pictures").exists()


# --- the edition -------------------------------------------------------------------------------------


def test_kept_pictures_are_printed_in_all_three_with_words(released: tuple[Path, Path]) -> None:
    """A photograph, a picture with words of the reviewer's, and one that was cut."""
    _, out = released
    found = pictures_in(out)
    assert [len(found[kind]) for kind in ("docx", "html", "pdf")] == [5, 3, 1]
    page = (out / "overview-report.html").read_text(encoding="utf-8")
    assert 'alt="The garden where Child G stood"' in page
    assert 'alt="Two halves, one red and one green"' in page
    assert "img-src data:" in page
    assert "[Picture removed: a letter]" in page
    assert "Figure 1: the garden" in page
    with zipfile.ZipFile(out / "overview-report.docx") as package:
        body = etree.fromstring(package.read("word/document.xml"))
    words = [one.get("descr") for one in body.iter("{*}docPr")]
    assert words[:2] == ["The garden where Child G stood", "Two halves, one red and one green"]
    assert len(words) == 5
    assert all(words)


def test_nothing_of_the_drafts_picture_files_is_in_an_edition(released: tuple[Path, Path]) -> None:
    """No name, no place, no profile, no byte of EXIF, text or a red pixel that was cut off."""
    _, out = released
    for kind, pictures in pictures_in(out).items():
        for data in pictures:
            assert not re.search(rb"Exif|tEXt|iTXt|zTXt|iCCP|ICC_PROFILE|Quillfeather|GPS", data), kind
    for path in out.iterdir():
        for name in NAMES:
            assert name.encode() not in path.read_bytes()
    with Image.open(io.BytesIO(pictures_in(out)["html"][2])) as image:
        assert image.getcolors() == [(200 * 240, (30, 160, 60))]


def test_a_pdf_says_what_its_pictures_show(released: tuple[Path, Path]) -> None:
    """Every figure of the PDF is tagged with its words."""
    with pikepdf.open(released[1] / "overview-report.pdf") as pdf:
        alts = [
            str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
    assert "The garden where Child G stood" in alts
    assert any(text.startswith("The family of Child G") for text in alts)
    assert len(alts) == 5


def test_the_family_tree_stands_in_the_place_of_a_genogram(released: tuple[Path, Path]) -> None:
    """Drawn with pseudonyms, in the picture's place, in all three."""
    page = (released[1] / "overview-report.html").read_text(encoding="utf-8")
    tree = page[page.index("<svg") : page.index("</svg>")]
    assert "Child G" in tree
    assert "Mother" in tree
    assert page.index("[Picture removed: a letter]") < page.index("<svg") < page.index("The last paragraph.")


def test_a_chart_is_drawn_anew_from_its_anonymised_figures(released: tuple[Path, Path]) -> None:
    """Names in its categories and series are replaced in the drawing and in the table."""
    page = (released[1] / "overview-report.html").read_text(encoding="utf-8")
    chart = page[page.rindex("<svg") : page.rindex("</svg>")]
    assert "with Child G" in chart
    assert "Calls by Mother" in chart
    table = page[page.rindex("<table") :]
    cells = re.findall(r"<t[dh]\b[^>]*>\s*(.*?)\s*</t[dh]>", table, re.DOTALL)
    assert cells[:3] == ["", "Visits", "Calls by Mother"]
    assert cells[-3:] == ["with Child G", "20", "40"]
    with zipfile.ZipFile(released[1] / "overview-report.docx") as package:
        assert not [name for name in package.namelist() if "chart" in name or "embed" in name]


def test_plain_text_has_the_words_of_pictures_and_the_figures_of_charts(
    home: Path, released: tuple[Path, Path]
) -> None:
    """A picture is its words in brackets; a chart's figures are a table."""
    case, _ = released
    other = home / "texts"
    shutil.copytree(case, other)
    register = REGISTER + "formats: [docx, html, pdf, txt, md]\n"
    (other / "register.yaml").write_text(register, encoding="utf-8")
    assert redact(home, "run", other, "-q")[0] == 0
    folder = other / "staged" / "publication"
    text = (folder / "overview-report.NOT-APPROVED.txt").read_text(encoding="utf-8")
    assert "[Picture: The garden where Child G stood]" in text
    assert "[Picture removed: a letter]" in text
    assert re.search(r"\[Picture: .*Child G", text)
    assert re.search(r"2014 +\| 3 +\| 1", text)
    marked = (folder / "overview-report.NOT-APPROVED.md").read_text(encoding="utf-8")
    assert "\\[Picture: The garden where Child G stood\\]" in marked
    assert re.search(r"\| *2014 *\| *3 *\| *1 *\|", marked)


def test_a_logo_of_the_partnerships_template_is_no_finding(home: Path) -> None:
    """It was checked with the template; the same pixels that another file says it holds are."""
    case = home / "template"
    (case / "drafts").mkdir(parents=True)
    (case / "drafts" / "report.txt").write_text(FAMILY, encoding="utf-8")
    (case / "register.yaml").write_text(REGISTER + "template: letter.docx\n", encoding="utf-8")
    letter = new_draft()
    shape = letter.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png()), width=1_000_000)
    shape._inline.docPr.set("descr", "The partnership's logo")
    letter.save(str(case / "letter.docx"))
    redact(home, "run", case, "-q")
    staged = case / "staged" / "publication"
    report = json.loads((staged / "findings.json").read_text(encoding="utf-8"))
    assert "picture" not in json.dumps(report["findings"]).casefold()
    assert len(json.loads((staged / "manifest.json").read_text(encoding="utf-8"))["pictures"]) == 1
    marked = staged / "overview-report.NOT-APPROVED.docx"
    assert "(hidden" not in redact(home, "check", marked, "--case", case)[1]
    assert "(hidden" in redact(home, "check", marked)[1]


def test_the_same_answers_give_the_same_bytes(home: Path, released: tuple[Path, Path]) -> None:
    """A second run stages the same digests."""
    case, _ = released
    before = (case / "staged" / "publication" / "manifest.json").read_bytes()
    assert redact(home, "run", case, "-q")[0] == 0
    assert (case / "staged" / "publication" / "manifest.json").read_bytes() == before


# --- the checks --------------------------------------------------------------------------------------


def test_with_the_case_the_released_pictures_pass(home: Path, released: tuple[Path, Path]) -> None:
    """`redact check --case` knows the pictures that were kept, and blocks them without the case."""
    case, out = released
    blocked = [f for f in findings(home, out, "--case", case) if f["check"] == "hidden"]
    assert blocked == []
    alone = {f["file"].rpartition(".")[2] for f in findings(home, out) if f["check"] == "hidden"}
    assert alone == {"docx", "html", "pdf"}


def findings(home: Path, *words: object) -> list[dict[str, str]]:
    """What `redact check` finds."""
    return list(json.loads(redact(home, "check", *words, "--json")[1])["findings"])


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf"])
def test_another_picture_in_an_edition_blocks(
    tmp_path: Path, released: tuple[Path, Path], suffix: str
) -> None:
    """Only the very pictures that were decided on pass: the same without one of their digests does not."""
    case, out = released
    manifest = json.loads((case / "staged" / "publication" / "manifest.json").read_bytes())
    opened = open_file(out / f"overview-report.{suffix}")
    known = tuple(manifest["pictures"])
    shown = {digest for _, digest in opened.pictures}
    assert shown <= set(known)
    assert not [f for f in run_checks([opened], Question(pictures=known)) if f.check == "hidden"]
    for digest in shown:
        others = tuple(each for each in known if each != digest)
        found = [f for f in run_checks([opened], Question(pictures=others)) if f.check == "hidden"]
        assert {f.severity for f in found} == {"blocks"}


def test_words_beside_the_pixels_of_a_finished_file_are_still_found(tmp_path: Path) -> None:
    """A picture's author in its EXIF, in a text of a PNG, or after its end is found by the checks."""
    for name, data in {"a": jpeg("Orla"), "b": png("Orla"), "c": png("x") + b"Orla was here"}.items():
        page = f'<html><body><p>Text</p><img alt="" src="data:image/png;base64,{base64.b64encode(data).decode()}"></body></html>'
        path = tmp_path / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        assert "Orla" in " ".join(passage.text for passage in open_file(path).passages), name


def test_compressed_pixels_are_not_taken_for_words(tmp_path: Path) -> None:
    """Short names stand by chance in compressed pixels and in their letters in a page: nobody reads them there."""
    noise = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(noise, "PNG")
    held = base64.b64encode(noise.getvalue()).decode()
    path = tmp_path / "page.html"
    path.write_text(
        f'<html><body><p>Text</p><img alt="" src="data:image/png;base64,{held}"></body></html>',
        encoding="utf-8",
    )
    assert sum(len(passage.text) for passage in open_file(path).passages) < 2000


# --- the terminal ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "action", "value"),
    [
        ("kWhat it shows\n", "keep", "What it shows"),
        ("t", "replace", "family tree"),
        ("ca caption\n", "remove", "a caption"),
        ("c\n", "remove", ""),
        ("n", "accept", ""),
        ("ys", "", ""),
    ],
)
def test_a_picture_in_the_terminal(keys: str, action: str, value: str) -> None:
    """One key an answer, with the words that go with it; 'yes' is no answer to what should become of it."""
    saved: list[Decision] = []
    question = Question_("p-000000000000", "picture", "Keep it, replace it or remove it?", "remove")
    session = Session(
        (), Reviewed((), {}, {}), "Rev", saved.append, keys=io.StringIO(keys), out=io.StringIO()
    )
    session.run([question])
    assert [(one.action, one.value) for one in saved] == ([(action, value)] if action else [])


def test_the_terminal_says_why_an_answer_is_not_taken() -> None:
    """The question stays, and nothing is saved."""
    saved: list[Decision] = []
    out = io.StringIO()
    question = Question_("p-000000000000", "picture", "Keep it?", "remove")
    session = Session(
        (),
        Reviewed((), {}, {}),
        "Rev",
        saved.append,
        keys=io.StringIO("kwords\nq"),
        out=out,
        objects_to_picture=lambda action, target, value: "words in it are a name",
    )
    session.run([question])
    assert saved == []
    assert "Not taken: words in it are a name." in out.getvalue()


def test_words_that_the_panel_allowed_may_say_what_a_picture_shows() -> None:
    """A partnership and a surgery share a place's name; what `allow:` lets stand is no name of the surgery."""
    surgery = Entity("o1", "HEALTH_SITE", "Elwy Surgery", listed=True)
    reviewed = Reviewed((), {"o1": surgery}, {})
    picture = Picture("picture-1", "picture", "page 1", b"x", read="Glan Elwy Partnership")
    document = Document("a.docx", "", "", (), pictures=(picture,))
    asked = (
        "keep",
        "Logo of the Glan Elwy Partnership",
        document,
        picture,
        reviewed,
        (),
        load_rules(),
        False,
    )
    assert "real name" in objection(*asked) or "what the text does not print" in objection(*asked)
    assert objection(*asked, ("Glan Elwy Partnership",)) == ""
