"""The samples: drafts that an author might have sent, built from gold texts, the same each time."""

import re
import sys
import unicodedata
import zipfile
from pathlib import Path

import pdfplumber
import pytest
from lxml import etree

SAMPLES = Path(__file__).parents[1] / "samples"
sys.path.insert(0, str(SAMPLES))

import build  # noqa: E402
import marked_up  # noqa: E402

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GOLD = [(case, gold, draft) for case, drafts in build.DRAFTS.items() for gold, draft in drafts.items()]
IN_WORD = [row for row in GOLD if row[2].endswith(".docx")]
EMPTY_LEFT = re.compile(r"\]\([A-Z]|\{\+\+|\{--|\+\+\}|--\}|<!--|\[\^|PERSON#|\(KEEP\)")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """All cases, built once."""
    to = tmp_path_factory.mktemp("samples")
    return {case: build.build_case(case, to / case) for case in build.DRAFTS}


def source(case, gold):
    return (SAMPLES / case / "gold" / gold).read_text(encoding="utf-8")


def part(path, name):
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def word_text(path):
    """Every text and attribute of every XML part, the stretches of one paragraph joined."""
    found = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(package.read(name))
            paragraphs = list(root.iter(W + "p"))
            found += ["".join(shown(paragraph)) for paragraph in paragraphs]
            found += [value for node in root.iter() for value in node.attrib.values()]
            if not paragraphs:
                found += [text for text in root.itertext() if text.strip()]
    return "\n".join(found)


def shown(paragraph):
    for node in paragraph.iter(W + "t", W + "delText", W + "br", W + "tab"):
        yield node.text or " "


def pdf_text(path):
    """The words of each page, first as lines run, then column by column, broken words joined."""
    pages = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            middle = page.width / 2
            halves = [
                page.crop((0, 60, middle, page.height)),
                page.crop((middle, 60, page.width, page.height)),
            ]
            pages += [view.extract_text(y_tolerance=2) for view in (page, *halves)]
    text = unicodedata.normalize("NFKC", "\n".join(pages))
    return "\n".join([re.sub(r"-\n", "", text), re.sub(r"-\n", "-", text)])


def draft_text(path):
    readers = {".docx": word_text, ".pdf": pdf_text}
    read = readers.get(path.suffix, lambda path: path.read_bytes().decode("utf-8-sig"))
    return flat(read(path))


def flat(text):
    return " ".join(re.sub(r"[*\\]", "", text).split())


@pytest.mark.parametrize(("case", "gold", "draft"), GOLD)
def test_the_same_gold_gives_the_same_bytes(built, case, gold, draft):
    """Two builds of a draft are equal to the byte, and so are their digests in a manifest."""
    again = build.build_draft(SAMPLES / case / "gold" / gold, Path(draft).suffix)
    assert (built[case] / "drafts" / draft).read_bytes() == again


@pytest.mark.parametrize(("case", "gold", "draft"), GOLD)
def test_every_marked_form_stands_in_the_draft(built, case, gold, draft):
    """What the gold marks, names and look-alikes, can be read in the draft somewhere."""
    text = draft_text(built[case] / "drafts" / draft)
    missing = {form for form in marked_up.surface_forms(source(case, gold)) if flat(form) not in text}
    assert not missing


@pytest.mark.parametrize(("case", "gold", "draft"), GOLD)
def test_no_mark_up_is_left_in_a_draft(built, case, gold, draft):
    """A draft holds no label, no entity and no directive; a Markdown draft keeps its note marks."""
    text = draft_text(built[case] / "drafts" / draft)
    left = EMPTY_LEFT.findall(text.replace("[^", "") if draft.endswith(".md") else text)
    assert not left


def levels(path):
    """Style or list number → level, format and text of each level, from the numbering part alone."""
    numbering, styles = part(path, "word/numbering.xml"), part(path, "word/styles.xml")
    kinds = {
        kind.get(W + "abstractNumId"): [
            (level.find(W + "numFmt").get(W + "val"), level.find(W + "lvlText").get(W + "val"))
            for level in kind.iter(W + "lvl")
        ]
        for kind in numbering.iter(W + "abstractNum")
    }
    lists = {
        num.get(W + "numId"): kinds[num.find(W + "abstractNumId").get(W + "val")]
        for num in numbering.findall(W + "num")
    }
    by_style = {s.get(W + "styleId"): s.find(f"{W}pPr/{W}numPr") for s in styles.iter(W + "style")}
    return lists, by_style


def counted(path):
    """The decimal numbers that a word processor prints, in order, with their paragraphs' texts."""
    lists, by_style = levels(path)
    counts = {}
    for paragraph in part(path, "word/document.xml").iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number = own if own is not None else by_style.get(style.get(W + "val") if style is not None else "")
        if number is None or number.find(W + "numId").get(W + "val") == "0":
            continue
        level = number.find(W + "ilvl")
        depth = int(level.get(W + "val")) if level is not None else 0
        key = number.find(W + "numId").get(W + "val")
        count = counts.setdefault(key, [0] * 9)
        count[depth] += 1
        count[depth + 1 :] = [0] * len(count[depth + 1 :])
        kind, pattern = lists[key][depth]
        if kind != "bullet":
            yield printed(kind, pattern, count), "".join(shown(paragraph))


def printed(kind, pattern, count):
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    words = {"lowerLetter": lambda n: chr(96 + n), "lowerRoman": lambda n: roman[n - 1]}
    return re.sub(r"%(\d)", lambda m: words.get(kind, str)(count[int(m[1]) - 1]), pattern)


@pytest.mark.parametrize(("case", "gold", "draft"), IN_WORD)
def test_automatic_numbers_are_the_typed_ones(built, case, gold, draft):
    """Word counts each heading, paragraph and lettered item to the number that the gold has typed."""
    typed = [
        (p.number.strip("("), flat(marked_up.plain(p.text)))
        for p in marked_up.parse(source(case, gold))
        if p.number not in ("", "-", "*") and p.kind in ("heading", "paragraph", "item")
    ]
    found = list(counted(built[case] / "drafts" / draft))
    assert [number for number, _ in found] == [number for number, _ in typed]
    for (number, text), (_, wanted) in zip(found, typed, strict=True):
        assert flat(text)[:20] == wanted[:20], number


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("## 1 One\n\n1.1 a\n\n1.3 b", "number 1.3 typed where 1.2 is counted"),
        ("## 2 Two", "number 2 typed where 1 is counted"),
    ],
)
def test_a_number_out_of_order_stops_the_build(text, says):
    """A typed number that Word would not count is an error, not a draft that reads differently."""
    with pytest.raises(marked_up.MarkUpError, match=says):
        marked_up.require_consecutive(marked_up.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "[Jane](person#p1) ](PERSON#p1)",
        "an **open end",
        "{++an open end",
        "a) one\n\nc) three",
        "called[^1] and not written",
        "<!-- remark: no such directive -->",
    ],
)
def test_broken_mark_up_stops_the_build(tmp_path, text):
    """What the mark-up does not know never reaches a draft as if it were text."""
    gold = tmp_path / "gold.md"
    gold.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"gold\.md: "):
        build.build_draft(gold, ".docx")


def test_mentions_are_stripped_to_what_a_reader_sees():
    """Labels go; escaped brackets, inserted words and nothing of the deleted ones stay."""
    text = r"\[sic] [Ms Example](PERSON#p2 title-surname british)'s {++new++}{--[old](KEEP)--} *word*[^1]"
    assert marked_up.plain(text) == "[sic] Ms Example's new word"


def test_a_word_draft_holds_what_an_author_leaves_behind(built):
    """The long report has notes, comments, tracked changes, fields, a picture's words and an author."""
    path = built["child-g"] / "drafts" / "overview report v3.docx"
    document = part(path, "word/document.xml")
    for name in ("ins", "del", "footnoteReference", "commentReference", "instrText", "tblHeader", "drawing"):
        assert next(document.iter(W + name), None) is not None, name
    with zipfile.ZipFile(path) as package:
        assert {"word/footnotes.xml", "word/comments.xml"} <= set(package.namelist())
        assert not [name for name in package.namelist() if "thumbnail" in name]
    assert part(path, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}creator")


def test_the_contents_name_the_headings(built):
    """The contents field has cached paragraphs, one a heading, that point to the headings' bookmarks."""
    document = part(built["child-g"] / "drafts" / "overview report v3.docx", "word/document.xml")
    marks = {mark.get(W + "name") for mark in document.iter(W + "bookmarkStart")}
    links = [link.get(W + "anchor") for link in document.iter(W + "hyperlink") if link.get(W + "anchor")]
    assert len(links) > 10
    assert set(links) <= marks


def test_the_pdf_draft_holds_its_traps(built):
    """Columns, a ligature, a name broken at its hyphen, raised note marks and page furniture are there."""
    with pdfplumber.open(built["child-t"] / "drafts" / "rapid review report.pdf") as pdf:
        assert 4 <= len(pdf.pages) <= 5
        texts = [page.extract_text() for page in pdf.pages]
        ligatures = [char for page in pdf.pages for char in page.chars if char["text"] == "\ufb01"]
        small = [char for char in pdf.pages[0].chars if char["text"] == "1" and char["size"] < 7]
        left = pdf.pages[2].crop((0, 60, pdf.pages[2].width / 2, pdf.pages[2].height)).extract_text()
    assert all("Efan Ardelean-Pritchard" in text.splitlines()[0] for text in texts)
    assert all(f"{number} | Page" in text for number, text in enumerate(texts, 1))
    assert len(ligatures) > 10
    assert "Owusu-\nBright" in left
    assert "Mun-\nteanu" in texts[0]
    assert small


def test_a_plain_text_draft_is_as_windows_saves_it(built):
    """Byte-order mark, CRLF, and lines broken inside a telephone number."""
    data = (built["two-brothers"] / "drafts" / "letter from the school.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 10
    assert b"07700\r\n900187" in data


def test_a_built_case_is_complete(built):
    """A case folder has its drafts, and the register where the case has one."""
    for case, folder in built.items():
        assert {file.name for file in (folder / "drafts").iterdir()} == set(build.DRAFTS[case].values())
        assert (folder / "register.yaml").exists() == (SAMPLES / case / "register.yaml").exists()


@pytest.mark.parametrize(("case", "gold", "draft"), GOLD)
def test_identifiers_come_from_ranges_that_nobody_has(case, gold, draft):
    """Numbers, postcodes and addresses in the samples are from the ranges kept for fiction."""
    allowed = {
        "PHONE": r"01632 ?960 ?\d{3}|07700 ?900 ?\d{3}",
        "POSTCODE": r"ZA9 9AA",
        "EMAIL": r".+@example\.(org|com|net)",
        "ID.NHS": r"999 ?\d{3} ?\d{4}",
    }
    for match in re.finditer(marked_up.MENTION, source(case, gold)):
        if match["label"] in allowed:
            form = match["inner"].replace("\u00a0", " ")
            assert re.fullmatch(allowed[match["label"]], form), (gold, match["label"], form)
