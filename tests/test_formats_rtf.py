"""Reading rich texts: structure, character sets, what is hidden, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.errors import UnreadableError
from redact.formats import read
from redact.model import PRINTED, Document

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset204 Arial Cyr;}{\f3\fcharset128 Mincho;}}"
    r"{\stylesheet{Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Own style;}{\s15 Title;}{\*\cs10 Default Char;}}"
)


def rich(tmp_path: Path, body: str) -> Document:
    """The document that reading this body gives."""
    file = tmp_path / "draft.rtf"
    file.write_bytes((HEAD + body + "}").encode("latin-1"))
    return read(file)


def printed(document: Document) -> list[tuple[str, str, str]]:
    return [
        (one.kind, one.number, document.of(one.span) if one.span else "")
        for one in document.blocks
        if one.kind in PRINTED
    ]


def shown(document: Document) -> str:
    return "\n".join(text for _, _, text in printed(document))


def beside(document: Document) -> str:
    return "\n".join(document.of(one.span) for one in document.blocks if one.span and one.kind not in PRINTED)


def test_structure(tmp_path: Path) -> None:
    """Title, headings by style and by level, typed numbers and lists become blocks."""
    body = (
        r"\pard\s15 Report\par\pard\s1\b 2 Background\b0\par\pard\s2 Early years\par\pard\outlinelevel0 Own\par"
        r"\pard 2.1 The worker\par{\listtext\f1\'b7\tab}\pard\ls1\ilvl1 deep\par{\pntext a)\tab}lettered\par"
        r"{\listtext 4.12\tab}\pard numbered\par last"
    )
    document = rich(tmp_path, body)
    assert printed(document) == [
        ("title", "", "Report"),
        ("heading", "2", "Background"),
        ("heading", "", "Early years"),
        ("heading", "", "Own"),
        ("paragraph", "2.1", "The worker"),
        ("item", "•", "deep"),
        ("item", "a)", "lettered"),
        ("paragraph", "4.12", "numbered"),
        ("paragraph", "", "last"),
    ]
    assert [block.level for block in document.blocks[:7]] == [0, 1, 2, 1, 0, 2, 2]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (r"Zo\'eb", "Zoë"),
        (r"\u321?\u243o", "Łó"),
        (r"\uc2\u321AB\uc0\u243 x", "Łóx"),
        (r"{\uc0\u233}x", "éx"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f2\'c6\'f3\'ea}", "Жук"),
        (r"{\f3\'83\'41}", "ア"),
        (r"\uc1\u233\'e9x", "éx"),
        (r"\emdash\endash\lquote x\rquote\ldblquote\rdblquote", "—–‘x’“”"),
        (r"a\~b\_c\-d\{\}\\", "a\xa0b\u2011c\xadd{}\\"),
        ("Wr\nen", "Wren"),
        (r"Wr{\b e}{}n", "Wren"),
        (r"{\upr{Ansi}{\*\ud Zo\u235?}}", "Zoë"),
        (r"{\field{\*\fldinst DATE}{\fldrslt March}}", "March"),
        (r"a{\*\bkmkstart b}c", "ac"),
        (r"a\line b\tab c", "a\nb\tc"),
        (r"{\object{\*\objclass X}{\result seen}}", "seen"),
        (r"{\shp{\*\shpinst{\shptxt boxed\par}}{\shprslt boxed}}", "boxed"),
        (r"\revised kept", "kept"),
        ("raw \xe9", "raw é"),
    ],
)
def test_characters(tmp_path: Path, words: str, text: str) -> None:
    """Letters come out as a word processor shows them, however they are written."""
    assert shown(rich(tmp_path, words)) == text


def test_emphasis(tmp_path: Path) -> None:
    """Emphasis holds inside its group, and \\plain ends it; another language is marked."""
    document = rich(
        tmp_path, r"{\b bold {\i both}} none \ul u\ulnone  {\super 2}{\scaps s}\b x\plain y {\lang1106 bore}"
    )
    runs = {(run.style, document.of(run.span)) for run in document.blocks[0].runs}
    assert runs == {
        ("bold", "bold both"), ("italic", "both"), ("underline", "u"), ("superscript", "2"), ("small-capitals", "s"),
        ("bold", "x"), ("language:cy", "bore"),
    }  # fmt: skip


def test_tables(tmp_path: Path) -> None:
    """Cells, header rows and merged cells stand where Word draws them."""
    body = (
        r"\trowd\trhdr\cellx1000\cellx3000\pard\intbl Date\cell Event\cell\row\trowd\clvmgf\cellx1000\cellx3000 March\cell one\par two\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\cell b\cell c\cell\row\trowd\clmgf\cellx1000\clmrg\cellx3000 wide\cell\cell\row\pard after"
    )
    document = rich(tmp_path, body)
    cells = [(document.of(b.span) if b.span else "", b.cell) for b in document.blocks if b.cell]
    assert [(text, c.row, c.column, c.rows, c.columns, c.header) for text, c in cells] == [
        ("Date", 0, 0, 1, 1, True),
        ("Event", 0, 1, 1, 2, True),
        ("March", 1, 0, 2, 1, False),
        ("one", 1, 1, 1, 2, False),
        ("two", 1, 1, 1, 2, False),
        ("b", 2, 1, 1, 1, False),
        ("c", 2, 2, 1, 1, False),
        ("wide", 3, 0, 1, 3, False),
    ]
    assert printed(document)[-1] == ("paragraph", "", "after")


def test_text_boxes_stand_after_their_paragraph(tmp_path: Path) -> None:
    """A text box does not break the sentence or the table that it hangs on."""
    box = r"{\shp{\*\shpinst{\shptxt\pard Boxed\par}}}"
    assert printed(rich(tmp_path, rf"Wren {box}Quillby\par after")) == [
        ("paragraph", "", "Wren Quillby"),
        ("paragraph", "", "Boxed"),
        ("paragraph", "", "after"),
    ]
    table = rich(tmp_path, rf"\trowd\cellx9\cellx99\pard\intbl a{box}b\cell c\cell\row\pard after")
    assert [text for _, _, text in printed(table)] == ["ab", "c", "Boxed", "after"]


def test_notes_headers_and_page_breaks(tmp_path: Path) -> None:
    """Notes are called where they stand, running lines come once without page numbers, breaks are kept."""
    body = (
        r"{\header\pard Council report\par Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}{\headerf Council report\par}"
        r"Said{\footnote\chftn  A \b note\b0 .\par} on.\par\page Next\par"
    )
    document = rich(tmp_path, body)
    assert printed(document) == [
        ("paragraph", "", "Said on."),
        ("paragraph", "", "Next"),
        ("note", "1", "A note."),
        ("header", "", "Council report"),
    ]
    assert [(one.at, one.note) for one in document.blocks[0].anchors] == [(4, "1")]
    assert document.blocks[1].new_page


@pytest.mark.parametrize(
    ("hidden", "left"),
    [
        (r"{\v NAME}", "hidden text"),
        (r"\v NAME\v0 ", "hidden text"),
        (r"{\deleted NAME}", "tracked deletion"),
        (r"{\*\atnauthor NAME}{\*\annotation\pard x\par}", "comment"),
        (r"{\*\annotation\pard NAME\par}", "comment"),
        (r"{\info{\author NAME}}", "document property"),
        (r"{\info{\*\company NAME}}", "document property"),
        (r"{\*\docvar{x}{NAME}}", "document property"),
        (r"{\*\userprops{\propname Who}\proptype30{\staticval NAME}}", "document property"),
        (r"{\*\bkmkstart NAME}", ""),
        (r'{\field{\*\fldinst HYPERLINK "mailto:NAME"}{\fldrslt w}}', "link target"),
        (r'{\field{\*\fldinst INCLUDETEXT "NAME"}{\fldrslt w}}', "field instruction"),
        (r"{\*\strange NAME}", "part of an unusual kind"),
        (r"{\*\datastore 5700720065006e0020005100750069006c006c0062007900}", "custom data"),
        (r"{\object{\*\objdata 5772656e205175696c6c6279}{\result r}}", "embedded file"),
        (r"{\pict\pngblip 00}{\*\revtbl{NAME;}}", "picture"),
        (r"{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv NAME}}}}", "alternative text"),
        (r"{\xe NAME}", "field instruction"),
        (r"{\shp{\*\shpinst{\shptxt other\par}}{\shprslt NAME}}", ""),
        (r"{\*\listtable{\list{\listname NAME;}}}", ""),
    ],
)
def test_hidden_words_are_searched_and_counted(tmp_path: Path, hidden: str, left: str) -> None:
    """Words that Word does not print are kept beside the document, and the reviewer is told."""
    document = rich(tmp_path, rf"before {hidden.replace('NAME', 'Wren Quillby')} after")
    assert "Wren Quillby" in beside(document)
    assert "Quillby" not in shown(document)
    assert shown(document).startswith("before")
    assert "after" in shown(document)
    assert not left or left in {part.kind for part in document.left_behind}


def test_words_after_the_end(tmp_path: Path) -> None:
    """What stands after the last brace is searched and told."""
    file = tmp_path / "draft.rtf"
    file.write_bytes(b"{\\rtf1 seen} Wren Quillby")
    document = read(file)
    assert (shown(document), "Wren Quillby" in beside(document)) == ("seen", True)


def test_binary_data_is_no_text(tmp_path: Path) -> None:
    """\\bin hands over as many bytes as it says, braces among them."""
    document = rich(tmp_path, r"a{\pict\bin6 }}{{\b}b")
    assert shown(document) == "ab"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"plain words", "not an RTF"),
        (b"{\\rtf1 cut", "cut off"),
        (b"{\\rtf1 \\bin999 x}", "cut off"),
        (b"{\\rtf1 }", "holds no text"),
        (b"{\\rtf1 " + b"{" * 600 + b"x" + b"}" * 601, "more mark-up"),
        (b"{\\rtf1 x" + b"{}" * 700_000 + b"}", "more mark-up"),
        (b"PK\x03\x04", "zip"),
        (b"%PDF-1.4", "PDF"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refusals(tmp_path: Path, data: bytes, words: str) -> None:
    """What is no rich text, is cut off or is more than any report is refused in one line."""
    file = tmp_path / "draft.rtf"
    file.write_bytes(data)
    with pytest.raises(UnreadableError, match=words):
        read(file)


WORDS = (
    r"{ } \par \cell \row \trowd \cellx100 \intbl \pard {\v {\deleted {\footnote {\header {\field {\*\fldinst {\fldrslt {\*\x \u233? \'e9 \uc0"
    r" {\upr {\*\ud {\info {\author {\stylesheet {\fonttbl \f1 \s1 \plain \v \v0 \b {\pict {\listtext \bin2 {\*\annotation {\shptxt"
).split(" ")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from([*WORDS, "Wren", "Wren", "x "]), max_size=40))
def test_anything_is_read_or_refused(tmp_path: Path, parts: list[str]) -> None:
    """However words and groups are mixed, the file is refused or its blocks lie in the text."""
    body = "start " + " ".join(parts)
    body += "}" * max(body.count("{") - body.count("}"), 0)
    try:
        document = rich(tmp_path, body)
    except UnreadableError:
        return
    for block in document.blocks:
        assert block.span is None or 0 <= block.span.start < block.span.end <= len(document.text)
        assert all(block.span and block.span.covers(run.span) for run in block.runs)
