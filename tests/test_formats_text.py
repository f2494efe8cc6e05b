"""Reading plain text and Markdown, and the gold mark-up."""

import hashlib
import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.errors import UnreadableError
from redact.formats import read
from redact.formats.text import Gold, parse_gold, strip_gold
from redact.model import PRINTED, Document


def txt(tmp_path: Path, data: bytes | str, name: str = "draft.txt") -> Document:
    """The document that reading these bytes gives."""
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(file)


def told(document: Document) -> list[tuple[str, str, str]]:
    """Kind, number and text of every block."""
    return [(one.kind, one.number, document.of(one.span) if one.span else "") for one in document.blocks]


def gold(source: str) -> list[tuple[str, str, str, str]]:
    """What is labelled in *source*: text, label, entity, note."""
    document, found = parse_gold(source, "x.md")
    return [(document.of(one.span), one.label, one.entity, one.note) for one in found]


# --- plain text -------------------------------------------------------------------------------------


def test_text_is_the_file(tmp_path: Path) -> None:
    """The text is the decoded file as it stands, line ends and all, only without its byte-order mark."""
    data = b"\xef\xbb\xbfReview\r\n\r\nSam left.  \r\n"
    document = txt(tmp_path, data)
    assert document.text == "Review\r\n\r\nSam left.  \r\n"
    assert document.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "data", ["Zoë left.".encode(), "Zoë left.".encode("cp1252"), "Zoë left.".encode("utf-16")]
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    """UTF-8, UTF-16 with its mark and Windows text are read."""
    assert txt(tmp_path, data).text == "Zoë left."


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252"])
def test_encodings_that_nothing_announces(tmp_path: Path, code: str) -> None:
    """UTF-16 without its mark is told by its NULs; UTF-32 and Windows text are read too."""
    words = "Zoë – the child’s home\r\nis here\rand\nthere"
    assert txt(tmp_path, words.encode(code)).text == words


@pytest.mark.parametrize(
    "data",
    [
        "Zoë and Chloë left. ".encode() + "Zoë".encode("cp1252"),  # two files pasted together
        "the child’s home".encode("mac-roman"),
        "Zoë left".encode("cp850"),
        b"Zo\xed\xa0\x80 left",  # half of a pair
        "Zoë".encode("utf-16-le") + b"\x00\xd8",
        b"\xff\xfe" + "Sam".encode("utf-16-le") + b"\x00\xd8",
    ],
)
def test_an_encoding_in_doubt_is_refused(tmp_path: Path, data: bytes) -> None:
    """Letters that may be others are never guessed: a name with a wrong letter would not be found."""
    with pytest.raises(UnreadableError, match="UTF-8"):
        txt(tmp_path, data)


def test_blocks_of_plain_text(tmp_path: Path) -> None:
    """Title, headings, numbered paragraphs and items are found by their lines."""
    lines = "Review of Child G\n\n3 Background\n\n4.12 The worker\nvisited.\n4.13 Next.\n- one\na) two\n\nFINDINGS\nSam left.\n"
    assert told(txt(tmp_path, lines)) == [
        ("title", "", "Review of Child G"),
        ("heading", "3", "Background"),
        ("paragraph", "4.12", "The worker\nvisited."),
        ("paragraph", "4.13", "Next."),
        ("item", "•", "one"),
        ("item", "a)", "two"),
        ("heading", "", "FINDINGS"),
        ("paragraph", "", "Sam left."),
    ]


def test_dates_stay_in_the_text(tmp_path: Path) -> None:
    """A date at the start of a line is never taken for a number."""
    lines = "Chronology\n\n12.03.16 Visit.\n\n14 March 2016\n\n03.04.2016 Call"
    assert [one[2] for one in told(txt(tmp_path, lines))][1:] == [
        "12.03.16 Visit.",
        "14 March 2016",
        "03.04.2016 Call",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "holds no text"),
        (b"a\x00b", "not text"),
        (b"Sam left. " * 90 + b"\x00", "is not text"),
        (bytes(range(1, 32)) * 4, "not text"),
        (b"\xff\xfe\x00", "not text"),
        (b"\x81\x8d", "not text"),
        (b"%PDF-1.7 x", "is a PDF"),
        (b"PK\x03\x04x", "zip"),
        (bytes.fromhex("D0CF11E0A1B11AE1"), "password-protected or old Office file"),
        (b"{\\rtf1 x}", "RTF"),
    ],
)
@pytest.mark.parametrize("name", ["draft.txt", "draft.md"])
def test_refuses_what_is_not_text(tmp_path: Path, data: bytes, words: str, name: str) -> None:
    """What is empty, binary or another format is refused in one line."""
    with pytest.raises(UnreadableError, match=words) as caught:
        txt(tmp_path, data, name)
    assert "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("ab 1.-\n\r\t*AB)#[](>|`:!<_{+}^é"), min_size=1, max_size=80))
@pytest.mark.parametrize("name", ["draft.txt", "draft.md"])
def test_every_word_is_in_a_block(tmp_path: Path, text: str, name: str) -> None:
    """Blocks lie in the text, in order; in plain text they and their numbers hold every word."""
    try:
        document = txt(tmp_path, text, name)
    except UnreadableError:
        return
    at = 0
    for block in document.blocks:
        if block.span:
            assert at <= block.span.start < block.span.end <= len(document.text)
            assert all(block.span.covers(run.span) for run in block.runs)
            at = block.span.end
    held = "".join(f"{number} {words}" for _, number, words in told(document))
    letters = [one for one in text if one.isalpha()]
    assert len([one for one in held if one.isalpha()]) >= len(letters)


# --- Markdown ---------------------------------------------------------------------------------------

SOURCE = """# Review of Child G

## 3 Background

4.12 **Sam Example** left[^a] for
[school](https://example.org/sam).

- one
  - two
1. first

> said so

| Name | Role |
|---|---|
| Sam | |

    code

[^a]: A *note*.
"""


def test_markdown_blocks(tmp_path: Path) -> None:
    """Headings, paragraphs, lists, quotes, tables, code and notes come in order."""
    document = txt(tmp_path, SOURCE, "x.md")
    assert [one for one in told(document) if one[0] in PRINTED] == [
        ("title", "", "Review of Child G"),
        ("heading", "3", "Background"),
        ("paragraph", "4.12", "Sam Example left for school."),
        ("item", "•", "one"),
        ("item", "•", "two"),
        ("item", "1.", "first"),
        ("quote", "", "said so"),
        ("cell", "", "Name"),
        ("cell", "", "Role"),
        ("cell", "", "Sam"),
        ("cell", "", ""),
        ("paragraph", "", "code"),
        ("note", "1", "A note."),
    ]
    paragraph = document.blocks[2]
    assert [(document.of(run.span), run.style) for run in paragraph.runs] == [("Sam Example", "bold")]
    assert [(document.text[: one.at].rpartition("\n")[2], one.note) for one in paragraph.anchors] == [
        ("Sam Example left", "1")
    ]
    assert document.blocks[4].level == 2
    assert [(one.cell.row, one.cell.column, one.cell.header) for one in document.blocks if one.cell] == [
        (0, 0, True),
        (0, 1, True),
        (1, 0, False),
        (1, 1, False),
    ]
    assert ("link", "", "https://example.org/sam") in told(document)


HIDING = """---
author: Ann Author
---
Text.[^b] <!-- ask Sam --> <span title="Kim">shown</span> ![Sam at school](s.png)

<div>Block of Sam</div>

[//]: # (Kim Example)
[^b]: Called.
[^c]: Uncalled Sam.
"""


def test_markdown_hides(tmp_path: Path) -> None:
    """Front matter, comments, HTML, pictures, definitions and uncalled notes are searched and told."""
    document = txt(tmp_path, HIDING, "x.md")
    assert [one[2] for one in told(document) if one[0] in PRINTED] == ["Text.  shown", "Called."]
    for words in (
        "Ann Author",
        "ask Sam",
        "Kim",
        "Sam at school",
        "s.png",
        "Block of Sam",
        "Kim Example",
        "Uncalled Sam.",
    ):
        assert words in document.text
    assert {one.kind for one in document.left_behind} == {
        "document property",
        "comment",
        "HTML",
        "picture",
        "link target",
        "uncalled note",
    }


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    """Text that the parser would drop for its depth is refused instead."""
    with pytest.raises(UnreadableError, match="nests too deeply"):
        txt(tmp_path, ">" * 90 + " Sam", "x.md")


# --- gold -------------------------------------------------------------------------------------------


def test_gold() -> None:
    """Labelled links are gold, with entity and tags; offsets point into the text."""
    assert gold(
        "[Aaliyah](PERSON#p3 first-name south-asian) on [14/03/2016](DOB), [999 000 0018](ID.NHS)."
    ) == [
        ("Aaliyah", "PERSON", "p3", "first-name south-asian"),
        ("14/03/2016", "DOB", "", ""),
        ("999 000 0018", "ID.NHS", "", ""),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "# On [Sam](PERSON#p1)",
        "**[Sam](PERSON#p1) and more**",
        "[**Sam**](PERSON#p1)",
        "| [Sam](PERSON#p1) |\n|---|\n| x |",
        "x[^1]\n\n[^1]: By [Sam](PERSON#p1).",
        "- a\n  1. b [Sam](PERSON#p1)",
        "> [Sam](PERSON#p1)",
        "{++now [Sam](PERSON#p1)++}",
        "x {--was [Sam](PERSON#p1)--}",
        "x <!-- comment: ask [Sam](PERSON#p1) -->",
        "x\n\n<!-- header: Case of [Sam](PERSON#p1) -->",
        "x\n\n<!-- property author: [Sam](PERSON#p1) -->",
        "x\n\n<!-- alt: [Sam](PERSON#p1) at school -->",
        "4.12 [Sam](PERSON#p1) left.",
        "[see [Sam](PERSON#p1)](https://example.org)",
    ],
)
def test_gold_anywhere(source: str) -> None:
    """Gold is found in headings, emphasis, tables, notes, lists, changes and comments."""
    assert gold(source) == [("Sam", "PERSON", "p1", "")]


@pytest.mark.parametrize(
    "source",
    [
        "[Sam](https://example.org)",
        "[Sam](person)",
        "[Sam](CHILD)",
        "\\[Sam](PERSON)",
        "[Sam](PERSON.X)",
        "`[Sam](PERSON)`",
    ],
)
def test_not_gold(source: str) -> None:
    """An ordinary link, an unknown label and an escaped bracket are not gold."""
    assert gold(source) == []


def test_gold_asides() -> None:
    """Headers are printed; deletions, comments and properties are not."""
    document, _ = parse_gold(
        "a {--b--} {++c++} \\[d]\n\n<!-- footer: e -->\n<!-- property author: f -->\n<!-- odd -->", "x.md"
    )
    assert told(document) == [
        ("paragraph", "", "a  c [d]"),
        ("footer", "", "e"),
        ("deletion", "", "b"),
        ("property", "", "f"),
        ("comment", "", "odd"),
    ]


def test_lettered_lines_are_items() -> None:
    """Lines that begin a), b) are items, with their gold."""
    document, found = parse_gold(
        "Terms:\na) what [Sam](PERSON#p1) saw;\nb) what\n[Kim](PERSON#p2) did.", "x.md"
    )
    assert told(document) == [
        ("paragraph", "", "Terms:"),
        ("item", "a)", "what Sam saw;"),
        ("item", "b)", "what Kim did."),
    ]
    assert [document.of(one.span) for one in found] == ["Sam", "Kim"]


def test_strip_gold() -> None:
    """What is left is plain Markdown: links stay links, escaped brackets stay escaped."""
    source = "# [Sam](PERSON#p1) [x](KEEP) [link](https://example.org) \\[gone] [a b](ORG#o1 tag)"
    assert strip_gold(source) == "# Sam x [link](https://example.org) \\[gone] a b"


def test_gold_is_a_value() -> None:
    """Gold can be compared and kept in sets."""
    assert len({*parse_gold("[a](KEEP)", "x")[1], *parse_gold("[a](KEEP)", "y")[1]}) == 1
    assert isinstance(parse_gold("[a](KEEP)", "x")[1][0], Gold)


@settings(max_examples=150, deadline=None)
@given(
    source=st.text(st.sampled_from("ab [](){}+-#*|\n<!>:\\^"), max_size=60).map(
        lambda one: f"Sam [a](KEEP) {one} [b](PERSON#p1)"
    )
)
def test_stripped_gold_reads_the_same(source: str) -> None:
    """The text without mark-up is the text that the mark-up's offsets point into."""
    document, found = parse_gold(source, "x.md")
    assert all(one.span.end <= len(document.text) for one in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
