"""Reading web pages: what a browser shows, what it hides, and what is refused."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.errors import UnreadableError
from redact.formats import READERS, read
from redact.formats.web_text import decoded_web
from redact.model import PRINTED, Document


def page(tmp_path: Path, body: bytes | str, name: str = "draft.html") -> Document:
    """The document that reading this page gives."""
    file = tmp_path / name
    file.write_bytes(
        body if isinstance(body, bytes) else f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
    )
    return read(file)


def printed(document: Document) -> list[tuple[str, str, str]]:
    """Kind, number and text of every printed block."""
    return [
        (one.kind, one.number, document.of(one.span) if one.span else "")
        for one in document.blocks
        if one.kind in PRINTED
    ]


def shown(document: Document) -> str:
    return "\n".join(text for _, _, text in printed(document))


def beside(document: Document) -> str:
    return "\n".join(document.of(one.span) for one in document.blocks if one.span and one.kind not in PRINTED)


def kinds(document: Document) -> set[str]:
    return {part.kind for part in document.left_behind}


def test_structure(tmp_path: Path) -> None:
    """Title, headings, numbered paragraphs, lists with their labels, quotes and captions become blocks."""
    body = (
        "<h1>Review of Child G</h1><h2>2 Background</h2><p>2.1 The worker\n visited.<ul><li>one<li>two<ul><li>deep</ul>after</ul>"
        "<ol type=a start=3><li>see<li><p>dee<p>more</ol><ol><li value=7>seven</ol><blockquote>Said.</blockquote>text"
    )
    assert printed(page(tmp_path, body)) == [
        ("title", "", "Review of Child G"),
        ("heading", "2", "Background"),
        ("paragraph", "2.1", "The worker visited."),
        ("item", "•", "one"),
        ("item", "•", "two"),
        ("item", "•", "deep"),
        ("item", "", "after"),
        ("item", "c.", "see"),
        ("item", "d.", "dee"),
        ("item", "", "more"),
        ("item", "7.", "seven"),
        ("quote", "", "Said."),
        ("paragraph", "", "text"),
    ]


def test_digest_is_of_the_file(tmp_path: Path) -> None:
    """The digest is that of the file as it lies on disk."""
    document = page(tmp_path, b"<p>x")
    assert document.digest == hashlib.sha256(b"<p>x").hexdigest()


def test_emphasis_and_language(tmp_path: Path) -> None:
    """Elements and CSS give emphasis; a passage in another language is marked, English is not."""
    document = page(
        tmp_path,
        '<p lang=en-GB>a <b>b <i>c</i></b><span style="font-weight:bold;font-variant:small-caps">d</span>'
        "<sup>2</sup> <span lang=cy-GB>bore da</span> <span lang=en-US>x</span>",
    )
    runs = {(run.style, document.of(run.span)) for run in document.blocks[0].runs}
    assert runs == {
        ("bold", "b cd"),
        ("italic", "c"),
        ("small-capitals", "d"),
        ("superscript", "2"),
        ("language:cy", "bore da"),
    }


def test_tables(tmp_path: Path) -> None:
    """Cells stand where a browser puts them, header rows are marked, a nested table comes after, the caption before."""
    document = page(
        tmp_path,
        "<table><caption>Cap</caption><tr><th colspan=2>Head<th>H</tr><tr><td rowspan=2>a<td>b<td><table border=1><tr><td>n<td>m<tr><td>o</table>c</tr>"
        "<tr><td>d<td></table>",
    )
    cells = [(document.of(b.span) if b.span else "", b.cell) for b in document.blocks if b.cell]
    where = [(text, c.table, c.row, c.column, c.rows, c.columns, c.header) for text, c in cells]
    assert printed(document)[0] == ("caption", "", "Cap")
    assert where == [
        ("Head", 0, 0, 0, 1, 2, True),
        ("H", 0, 0, 2, 1, 1, True),
        ("a", 0, 1, 0, 2, 1, False),
        ("b", 0, 1, 1, 1, 1, False),
        ("c", 0, 1, 2, 1, 1, False),
        ("d", 0, 2, 1, 1, 1, False),
        ("", 0, 2, 2, 1, 1, False),
        ("n", 1, 0, 0, 1, 1, False),
        ("m", 1, 0, 1, 1, 1, False),
        ("o", 1, 1, 0, 1, 1, False),
    ]


def test_layout_tables_are_no_tables(tmp_path: Path) -> None:
    """A table that only lays out an e-mail gives paragraphs."""
    document = page(
        tmp_path, "<table><tr><td><h1>Head</h1><table role=presentation><tr><td>one<td>two</table></table>"
    )
    assert printed(document) == [("title", "", "Head"), ("paragraph", "", "one"), ("paragraph", "", "two")]


def test_notes_by_links_both_ways(tmp_path: Path) -> None:
    """A number that leads down to a note which leads back is its call, and the note is a note."""
    document = page(
        tmp_path,
        '<p>Said.<sup><a id=r1 href="#n1">1</a></sup> On.<p><a href="#x">2</a><ol><li id=n1>The note. <a href="#r1">back</a></ol><p id=x>no note',
    )
    call = document.blocks[0]
    assert [(anchor.at, anchor.note) for anchor in call.anchors] == [(5, "1")]
    assert ("note", "1", "The note.") in printed(document)
    assert document.of(call.span) == "Said. On."  # type: ignore[arg-type]


HIDDEN = [
    '<p style="display:none">{}',
    "<p style='DISPLAY : none !important'>{}",
    "<p hidden>{}",
    '<p aria-hidden="true">{}',
    '<p style="visibility:hidden">{}',
    '<p style="font-size:0">{}',
    '<p style="font-size:1px"><b>{}</b>',
    '<p style="color:#fff">{}',
    "<p><font color=white>{}</font>",
    '<p style="color:rgba(0,0,0,0)">{}',
    '<div style="background:#036"><p style="color:#003366">{}</div>',
    '<p style="position:absolute;left:-9999px">{}',
    '<p style="text-indent:-999em">{}',
    '<p style="clip:rect(0,0,0,0);position:absolute">{}',
    '<p style="height:0;overflow:hidden">{}',
    '<p style="opacity:0">{}',
    '<p style="mso-hide:all">{}',
    "<style>.x{{display:none}}</style><p class='a x'>{}",
    "<style>#s p.y > b{{visibility:hidden}}</style><div id=s><p class=y><b>{}</b></div>",
    "<style>p.w{{color:white}} p{{color:red}}</style><p class=w>{}",
    "<style>@media screen {{ em {{ font-size: 0 }} }}</style><em>{}</em>",
    "<noscript>{}</noscript>",
    "<template><p>{}</template>",
    "<del>{}</del>",
    "<!-- {} -->",
    "<!--[if mso]><p>{}</p><![endif]-->",
    "<script>var a = '{}'</script>",
    "<style>p::before{{content:'{}'}}</style>",
    "<style>/* {} */</style>",
    "<title>{}</title>",
    "<meta name=author content='{}'>",
    "<img src=a.png alt='{}'>",
    "<p title='{}'>",
    "<p data-who='{}'>",
    "<p onclick='{}'>",
    "<input value='{}'>",
    "<textarea>{}</textarea>",
    "<select><option>{}</select>",
    "<iframe srcdoc='<p>{}</p>'></iframe>",
    "<svg><text>{}</text></svg>",
    "<object>{}</object>",
    "<a href='mailto:{}'>w</a>",
    "<dialog>{}</dialog>",
    "<ruby>a<rt>{}</rt></ruby>",
    "<img src='data:image/svg+xml,%3Csvg%3E%3Ctext%3E{}%3C/text%3E%3C/svg%3E'>",
    "<![CDATA[{}]]>",
    "<?php {} ?>",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_words_are_searched_and_not_printed(tmp_path: Path, hidden: str) -> None:
    """Words that no browser shows are kept beside the document and never printed."""
    document = page(tmp_path, f"<p>before</p>{hidden.format('Wren Quillby')}</p><p>after</p>")
    assert "Wren Quillby" in beside(document)
    assert "Quillby" not in shown(document)
    assert "before" in shown(document)
    assert "after" in shown(document)


@pytest.mark.parametrize(
    ("hidden", "kind"),
    [
        ("<p hidden>Wren</p>", "hidden text"),
        ("<del>Wren</del>", "tracked deletion"),
        ("<!-- Wren -->", "comment"),
        ("<img src=a.png>", "picture"),
        ("<title>Wren</title>", "document property"),
        ("<a href='https://x.example'>w</a>", "link target"),
        ("<script>a='Wren'</script>", "script"),
        ("<input value=Wren>", "form value"),
        ("<iframe srcdoc='<p>Wren'></iframe>", "embedded page"),
        ("<link rel=stylesheet href=a.css>", "style sheet outside the file"),
        ("<style>p:has(b){display:none}</style>", "style rule that is not understood"),
        ("<style>p::after{content:'by Wren'}</style>", "generated text"),
        ("<img src='data:text/html,Wren'>", "embedded file"),
    ],
)
def test_what_is_left_behind_is_counted(tmp_path: Path, hidden: str, kind: str) -> None:
    """The reviewer is told of each kind of thing that does not travel."""
    assert kind in kinds(page(tmp_path, f"<p>text{hidden}"))


SEEN = [
    '<div style="visibility:hidden"><b style="visibility:visible">{}</b></div>',
    '<div style="font-size:0"><b style="font-size:12pt">{}</b></div>',
    '<table border=1><tr style="background:#036"><td style="color:white">{}<td>b<tr><td>c</table>',
    "<style>@media print{{p{{display:none}}}} p:hover{{display:none}}</style><p>{}",
    "<style>.x{{display:none}} p.x{{display:block}}</style><p class=x>{}",
    "<details><summary>s</summary>{}</details>",
    "<ins>{}</ins>",
    "<s>{}</s>",
    "<pre>{}</pre>",
    "<button>{}</button>",
    "<custom-thing>{}</custom-thing>",
    '<p style="background:url(a.png);color:white">{}',
]


@pytest.mark.parametrize("seen", SEEN)
def test_words_that_are_seen_are_printed(tmp_path: Path, seen: str) -> None:
    """What a browser shows, though something around it hides, is printed."""
    assert "Wren Quillby" in shown(page(tmp_path, seen.format("Wren Quillby")))


def test_names_across_marks_stay_whole(tmp_path: Path) -> None:
    """Comments, tags and hidden words inside a name do not break it."""
    document = page(
        tmp_path, "<p>Wr<!-- x -->en Qu<b>ill</b>b<span hidden>zzz</span>y, Caf&eacute;&nbsp;No<wbr>rd"
    )
    assert printed(document) == [("paragraph", "", "Wren Quillby, Café\xa0Nord")]


def test_what_word_saves(tmp_path: Path) -> None:
    """Lists, headings, comments and page breaks of Word's 'save as web page' are read as such."""
    body = (
        "<p class=MsoTitle>Report</p><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>First</p>"
        "<p class=MsoListParagraph>2)&nbsp;&nbsp; Second</p><br style='page-break-before:always'><h1><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>Findings</h1>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Who is this?</p></div></div>"
        "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Wren Quillby</o:Author></o:DocumentProperties></xml><![endif]-->"
    )
    document = page(tmp_path, body)
    assert printed(document) == [
        ("title", "", "Report"),
        ("item", "•", "First"),
        ("item", "2)", "Second"),
        ("heading", "3.", "Findings"),
    ]
    assert [block.new_page for block in document.blocks[:4]] == [False, False, False, True]
    assert document.blocks[1].level == 2
    assert "Who is this?" in beside(document)
    assert "Wren Quillby" in beside(document)
    assert {"comment", "mark-up for other programs"} <= kinds(document)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>Zoë".encode(), "Zoë"),
        ("<p>Zoë".encode("utf-8-sig"), "Zoë"),
        ("<p>Zoë".encode("utf-16"), "Zoë"),
        ("<meta charset=windows-1252><p>Zoë".encode("cp1252"), "Zoë"),
        ("<meta charset=iso-8859-1><p>“Zoë”".encode("cp1252"), "“Zoë”"),
        (
            '<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><p>Жук'.encode("cp1251"),
            "Жук",
        ),
        ("<meta charset=windows-1252><p>Zoë".encode(), "Zoë"),
        ("<meta charset=rot13><p>Zoë".encode("cp1252"), "Zoë"),
        ("<meta charset=utf-8><p>Zoë".encode("cp1252"), "Zoë"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    """A mark, whole UTF-8, what is declared, and Windows-1252, in this order, say how the file is read."""
    assert (decoded_web(data) or "").endswith(text)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"just words", "not a web page"),
        (b"<p>", "holds no text"),
        (b"<p>a\x00b", "not text"),
        (b"%PDF-1.7", "is a PDF"),
        (b"PK\x03\x04", "zip"),
        (b"{\\rtf1 <p>}", "is an RTF file"),
        (b"MIME-Version: 1.0\n\n<html>", "web archive"),
        (b"<div>" * 5000 + b"x", "cannot be read whole"),
        (b"<p>x</p>" * 200_000, "elements"),
        (b"<p " + b"".join(b"a%d=x " % i for i in range(5000)) + b">x", "elements"),
        (b"<style>" + b"*{color:red}" * 9000 + b"</style>" + b"<p>x" * 9000, "style sheets"),
        (b"<table border=1>" + b"<tr><td colspan=900 rowspan=900>x" * 3000, "table too large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refusals(tmp_path: Path, data: bytes, words: str) -> None:
    """What is no page, or more than any page, is refused in one line that does not quote it."""
    with pytest.raises(UnreadableError, match=words) as caught:
        page(tmp_path, data)
    assert "\n" not in str(caught.value)


TAGS = (
    "<p> </p> <b> </b> <div> </div> <ul> <li> </ul> <table> <tr> <td> <th> </table> </span> <h1> </h1> <!-- --> <br> <pre>"
    " </pre> <a> </a> <style> </style> <title> </title> <svg> </svg> <del> </del> <![CDATA[ ]]> <q> </q> & &lt; \" '"
).split(" ")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(
        st.sampled_from(
            [*TAGS, "Wren", "Quillby", "1.", "x", "<span hidden>", "<a href=#x>", "<p id=x>", "<a "]
        ),
        max_size=30,
    )
)
def test_no_word_is_lost(tmp_path: Path, parts: list[str]) -> None:
    """However the tags are mixed, every name is printed or kept aside, and blocks lie in the text."""
    try:
        document = page(tmp_path, " ".join(["<p>start", *parts]))
    except UnreadableError:
        return
    everything = document.text.casefold()
    inside_style = "<style>" in parts
    for word in ("Wren", "Quillby"):
        assert inside_style or everything.count(word.casefold()) >= min(parts.count(word), 1)
    for block in document.blocks:
        assert block.span is None or 0 <= block.span.start < block.span.end <= len(document.text)
        assert all(block.span and block.span.covers(run.span) for run in block.runs)


def test_both_endings_are_known() -> None:
    """.html and .htm are read alike."""
    assert {".html", ".htm"} <= READERS.keys()
