"""A partnership's own Word template: its look is used, and nothing else of it travels."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from redact.case import Case
from redact.checks import open_paths
from redact.errors import RulesError
from redact.formats import own_template, pictures_of, write
from redact.guards import state_of
from redact.register import read_register
from written_report import report

MARK = "NOT APPROVED – for review only"


def logo(fill: str = "teal") -> io.BytesIO:
    """A logo whose file names its maker."""
    about = PngInfo()
    about.add_text("Author", "Quentin Zephyr")
    made = io.BytesIO()
    Image.new("RGB", (400, 100), fill).save(made, "PNG", pnginfo=about)
    made.seek(0)
    return made


def plain() -> Any:
    """A template as an office would make one, saved by somebody with a name."""
    word = docx.Document()
    word.core_properties.author = "Quentin Zephyr"
    word.core_properties.title = "Zephyr's template"
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.header.paragraphs[0].text = "Harbour Partnership"
    section.footer.paragraphs[0].text = "Together for children"
    heading = word.styles["Heading 1"]
    heading.font.color.rgb, heading.font.name, heading.font.size = RGBColor(0, 0x66, 0), "Georgia", Pt(20)
    fonts = heading.element.rPr.rFonts  # a font of the theme would go before one that is named
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    style = word.styles.add_style("Zephyr's Own", 1)
    style.base_style = word.styles["Normal"]
    heading.base_style = style
    word.add_paragraph("[The report stands here]")
    return word


def with_logo(words: str) -> Any:
    """A template whose header has a logo on the right."""
    word = plain()
    paragraph = word.sections[0].header.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run().add_picture(logo(), width=Cm(4))
    next(paragraph._p.iter(qn("wp:docPr"))).set("descr", words)
    return word


def saved(word: Any, folder: Path, name: str = "template.docx") -> Path:
    path = folder / name
    word.save(path)
    return path


def edition(path: Path, mark: str | None = None) -> bytes:
    """The report written on the template."""
    return write(replace(report(), template=own_template(path)), ".docx", mark)


def test_the_look_is_used(tmp_path: Path) -> None:
    """Headings, page and page edges are the template's; styles that it lacks are ours."""
    word = docx.Document(io.BytesIO(edition(saved(plain(), tmp_path))))
    heading = word.styles["heading 1"] if "heading 1" in word.styles else word.styles["Heading 1"]
    assert heading.font.color.rgb == RGBColor(0, 0x66, 0)
    assert (heading.font.name, heading.font.size) == ("Georgia", Pt(20))
    assert word.styles["Caption"].paragraph_format.keep_with_next is True
    assert round(word.sections[0].left_margin.cm, 1) == 3.0
    header = [paragraph.text for paragraph in word.sections[0].header.paragraphs]
    assert header == ["Harbour Partnership", "Sampleton Safeguarding Children Partnership"]
    footer = [paragraph.text for paragraph in word.sections[0].footer.paragraphs]
    assert footer == ["Overview report", "Together for children", "Page 1"]
    assert "Numbered Paragraph" in {style.name for style in word.styles}
    widths = [int(column.get(qn("w:w"))) for column in word.tables[0]._tbl.tblGrid]
    assert sum(widths) <= (21 - 6) * 567 + 5


def test_nothing_else_travels(tmp_path: Path) -> None:
    """Author, title, thumbnail, theme, style names of their own and placeholder stay behind."""
    content = edition(saved(with_logo("The partnership's logo: a lighthouse"), tmp_path))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not any(re.search("thumbnail|theme|app.xml|custom|webSettings|fontTable", name) for name in parts)
    for name, data in parts.items():
        assert b"Zephyr" not in data, name
        assert b"stands here" not in data, name
    assert b"The partnership's logo: a lighthouse" in parts["word/header1.xml"]
    (picture,) = (data for name, data in parts.items() if name.startswith("word/media/"))
    assert Image.open(io.BytesIO(picture)).info == {}
    assert len(pictures_of(own_template(tmp_path / "template.docx"))) == 1


def test_the_same_template_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two editions on one template are equal."""
    path = saved(with_logo("Logo"), tmp_path)
    assert edition(path) == edition(path)


def test_the_mark_stands_on_each_page(tmp_path: Path) -> None:
    """Also on a first page that has a header of its own; and the template does not say how it looks."""
    word = plain()
    word.sections[0].different_first_page_header_footer = True
    word.sections[0].first_page_header.paragraphs[0].text = "First page"
    hiding = word.styles.add_style("Not Approved", 1)
    hiding.font.size, hiding.font.color.rgb = Pt(1), RGBColor(255, 255, 255)
    made = docx.Document(io.BytesIO(edition(saved(word, tmp_path), MARK)))
    section = made.sections[0]
    assert section.header.paragraphs[0].text == MARK
    assert [p.text for p in section.first_page_header.paragraphs][:2] == [MARK, "First page"]
    assert made.styles["Not Approved"].font.size == Pt(10)


def test_checks_pass_on_an_edition_and_see_what_a_template_says(tmp_path: Path) -> None:
    """The checkers open the edition without doubt, and what the header says is among what they search."""
    word = plain()
    word.sections[0].header.paragraphs[0].text = "Letter of Jane Example-Sample"
    (tmp_path / "edition.docx").write_bytes(edition(saved(word, tmp_path)))
    (opened,) = open_paths([tmp_path / "edition.docx"])
    assert (opened.hidden, opened.unknown) == ((), ())
    assert any("Jane Example-Sample" in passage.text and passage.visible for passage in opened.passages)


def test_a_signature_depends_on_the_template(tmp_path: Path, rules: Any) -> None:
    """Another template means another state: what was signed before is void."""
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    (tmp_path / "case" / "drafts" / "draft.txt").write_text("Text.")
    case = Case(tmp_path / "case")
    states = [state_of(case, rules)]
    for text in ("one", "two"):
        word = plain()
        word.sections[0].header.paragraphs[0].text = text
        saved(word, case.folder)
        states.append(state_of(case, rules))
    assert len(set(states)) == 3


def hidden(word: Any) -> None:
    word.sections[0].header.paragraphs[0].runs[0].font.hidden = True


def hidden_style(word: Any) -> None:
    word.styles["Normal"].font.hidden = True


def white_style(word: Any) -> None:
    word.styles["Heading 2"].font.color.rgb = RGBColor(255, 255, 255)


def commented(word: Any) -> None:
    word.add_comment(word.add_paragraph("[x]").runs, "Ask Jane", "Jane")


def inserted(word: Any) -> None:
    change = OxmlElement("w:ins")
    change.set(qn("w:author"), "Jane")
    word.paragraphs[0]._p.append(change)


def linked(word: Any) -> None:
    word.part.relate_to("https://www.example.org/jane", "http://x/hyperlink", is_external=True)


def worded(word: Any) -> None:
    word.add_paragraph("Dear Jane")


def pictured(word: Any) -> None:
    word.add_picture(logo())


def silent_logo(word: Any) -> None:
    word.sections[0].header.paragraphs[0].add_run().add_picture(logo())


def fielded(word: Any) -> None:
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" AUTHOR "><w:r><w:t>Jane</w:t></w:r></w:fldSimple>'
    )
    word.sections[0].header.paragraphs[0]._p.append(field)


def boxed(word: Any) -> None:
    word.sections[0].header.paragraphs[0].runs[0]._r.append(parse_xml(f"<w:pict {nsdecls('w')}/>"))


def unknown(word: Any) -> None:
    word.sections[0].header.paragraphs[0]._p.append(parse_xml(f"<w:ruby {nsdecls('w')}/>"))


def narrow(word: Any) -> None:
    word.sections[0].left_margin = Cm(15)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (hidden, "hidden text"),
        (hidden_style, "a style hides text"),
        (white_style, "a style hides text"),
        (commented, "comments"),
        (inserted, "tracked changes"),
        (linked, "outside the file"),
        (worded, "words in its text"),
        (pictured, "a picture in its text"),
        (silent_logo, "without alternative text"),
        (fielded, "a field other than"),
        (boxed, "text box"),
        (unknown, "not known"),
        (narrow, "less than 8 cm"),
    ],
)
def test_what_is_more_than_a_look_is_refused(spoil: Callable[[Any], None], why: str, tmp_path: Path) -> None:
    """Each of these stops the template, in one line that says what to take out."""
    word = plain()
    spoil(word)
    with pytest.raises(RulesError, match=why) as error:
        own_template(saved(word, tmp_path))
    assert "Jane" not in str(error.value).removeprefix(str(tmp_path))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/people.xml"])
def test_hiding_parts_are_refused(part: str, tmp_path: Path) -> None:
    """Macros, embedded files and authors of comments stop the template, whatever refers to them."""
    path = saved(plain(), tmp_path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, b"<x/>")
    with pytest.raises(RulesError):
        own_template(path)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(content: bytes, tmp_path: Path) -> None:
    """A damaged template is an error of the rules, not a crash."""
    (tmp_path / "template.docx").write_bytes(content)
    with pytest.raises(RulesError):
        own_template(tmp_path / "template.docx")


@pytest.mark.parametrize("value", ["../other.docx", "letter.dotm", "missing.docx", "[a]"])
def test_register_says_where_the_template_is_wrong(value: str, tmp_path: Path, rules: Any) -> None:
    """The error names file, line and key."""
    (tmp_path / "register.yaml").write_text(f"case: X-1\ntemplate: {value}\n")
    with pytest.raises(RulesError, match=r"register.yaml: line 2: template: "):
        read_register(tmp_path / "register.yaml", rules)


@pytest.mark.parametrize(
    "value", ["[docx]", "[docx, html, pdf, exe]", "txt", "{publication: [pdf]}", "{x: []}"]
)
def test_register_says_where_formats_are_wrong(value: str, tmp_path: Path, rules: Any) -> None:
    """Every edition is made as .docx, .html and .pdf; others may be asked for, and no more than there are."""
    (tmp_path / "register.yaml").write_text(f"case: X-1\nformats: {value}\n")
    with pytest.raises(RulesError, match=r"register.yaml: line 2: formats"):
        read_register(tmp_path / "register.yaml", rules)


def test_formats_of_one_audience(tmp_path: Path, rules: Any) -> None:
    """An audience that asks for plain text gets it; the other does not."""
    from redact.policies import formats_for

    (tmp_path / "register.yaml").write_text("formats: {family: [docx, html, pdf, txt]}\n")
    register = read_register(tmp_path / "register.yaml", rules)
    assert formats_for(rules, register, "family") == (".docx", ".html", ".pdf", ".txt")
    assert formats_for(rules, register, "publication") == (".docx", ".html", ".pdf")
