"""Adversarial drafts in plain text, Markdown and tables of commas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cast import HARMLESS, said
from sheet_surfaces import row, workbook
from surfaces import EITHER, LEFT, READ, REFUSED, add
from word_package import docx, p

KETTLE = "came to the next visit."

# --- plain text and Markdown ----------------------------------------------------------------------


def as_text(text: str) -> str:
    """The harmless sentences, then *text*, a paragraph each."""
    return "\n\n".join((*HARMLESS, text, ""))


def text(
    name: str,
    place: str,
    expect: str,
    make: Callable[[str], str],
    code: str = "utf-8",
    head: bytes = b"",
    suffix: str = ".txt",
    **more: Any,
) -> None:
    """Register a text; *make* gives its last paragraph."""
    add(f"text-{name}", suffix, place, expect, lambda n: head + as_text(make(n)).encode(code), **more)


ASCII = "Isolde Fernyhalgh-Pocklish"
WESTERN = "Siobhán O’Drennagh"
text("utf-8", "UTF-8", READ, said, quick=True)
text("utf-8-mark", "UTF-8 with its mark", READ, said, head=b"\xef\xbb\xbf")
text("cp1252", "Windows-1252", READ, said, "cp1252", bearer=WESTERN, quick=True)
text("latin-1", "ISO 8859-1", READ, lambda n: said(n.replace("’", "'")), "latin-1", bearer=WESTERN)
text("mac-roman", "an old Mac's letters", EITHER, said, "mac-roman", bearer=WESTERN)
text("cp1250", "Windows-1250", EITHER, said, "cp1250", bearer="Zbigniew Wąsaczyk")
text("utf-16", "UTF-16 with its mark", READ, said, "utf-16", quick=True)
text("utf-16-le", "UTF-16 without its mark", EITHER, said, "utf-16-le", quick=True)
text("utf-16-be", "UTF-16 without its mark, the other way", EITHER, said, "utf-16-be")
text("utf-32", "UTF-32", EITHER, said, "utf-32")
text("utf-7", "UTF-7", EITHER, lambda n: said("Isolde"), "utf-7")
text(
    "mixed",
    "two encodings in one file",
    EITHER,
    lambda n: said(ASCII),
    head="Caf\u00e9 na\u00efve\n\n".encode("cp1252") + "Café\n\n".encode(),
)
text("mac-lines", "line ends of an old Mac", READ, lambda n: said(n).replace(" ", "\r", 1))
text("form-feed", "a page break inside a name", READ, lambda n: f"Then Isolde\fFernyhalgh-Pocklish {KETTLE}")
text("controls", "control characters inside a name", EITHER, lambda n: f"Then Is\x08olde Fernyhalgh {KETTLE}")
text(
    "wrapped",
    "a name over a line's end",
    READ,
    lambda n: f"Then Isolde\nFernyhalgh-\nPocklish {KETTLE}",
    quick=True,
)
text(
    "separators",
    "a name over rare line ends",
    READ,
    lambda n: f"Then Isolde\u2028Fernyhalgh-Pocklish\u0085{KETTLE}",
)
text(
    "table",
    "a table typed with tabs",
    READ,
    lambda n: "Name\tSurname\tBorn\nIsolde\tFernyhalgh-Pocklish\t14/03/2013\nRemark\t" + KETTLE,
)
text("quoted", "a quoted e-mail", READ, lambda n: f"> Then Isolde\n> Fernyhalgh-Pocklish {KETTLE}")
text("entities", "a name written for the web", EITHER, lambda n: f"Then &#73;solde {KETTLE}")
text("zero-width", "characters of no width", READ, lambda n: f"Then Iso\u200blde {KETTLE}")
add("text-binary", ".txt", "no text at all", REFUSED, lambda n: bytes(range(256)) * 4, quick=True)
add("text-docx", ".txt", "a Word file that says it is text", REFUSED, lambda n: docx(p(said(n))))
add("text-rtf", ".txt", "RTF that says it is text", EITHER, lambda n: b"{\\rtf1 Isolde}", words="Isolde")
add(
    "text-no-ending", ".pages", "an ending that nobody reads", REFUSED, lambda n: said(n).encode(), quick=True
)
text(
    "md-comment",
    "a comment in Markdown",
    LEFT,
    lambda n: f"<!-- {said(n)} -->\n\nSeen.",
    suffix=".md",
    quick=True,
)
text(
    "md-emphasis",
    "stars inside a name",
    READ,
    lambda n: f"Then Iso**l**de {KETTLE}",
    suffix=".md",
    quick=True,
)
text(
    "md-link",
    "the target of a link",
    LEFT,
    lambda n: "[Seen](https://example.org/Isolde-Fernyhalgh).",
    suffix=".md",
)
text(
    "md-link-title",
    "the title of a link",
    LEFT,
    lambda n: f'[Seen](https://example.org "{n}").',
    suffix=".md",
)
text(
    "md-reference",
    "a reference that nothing uses",
    LEFT,
    lambda n: f"Seen.\n\n[Isolde Fernyhalgh]: https://example.org/Isolde '{n}'",
    suffix=".md",
)
text(
    "md-picture",
    "the alternative text of a picture",
    LEFT,
    lambda n: f"Seen. ![{said(n)}](a.png)",
    suffix=".md",
)
text(
    "md-html",
    "HTML in Markdown",
    EITHER,
    lambda n: f'Seen. <span title="{n}">Then {n} {KETTLE}</span>',
    suffix=".md",
)
text("md-html-split", "HTML inside a name", READ, lambda n: f"Then Iso<b>lde</b> {KETTLE}", suffix=".md")
text("md-code", "code", READ, lambda n: f"```\n{said(n)}\n```", suffix=".md")
text(
    "md-code-language",
    "the language of code",
    EITHER,
    lambda n: "``` Isolde\nSeen.\n```",
    suffix=".md",
    words="Isolde",
)
text(
    "md-front-matter",
    "the head of the file",
    EITHER,
    lambda n: "Seen.",
    suffix=".md",
    head=b"---\nauthor: Isolde Fernyhalgh\ntitle: Report\n---\n\n",
    words="author: ",
)
text("md-note", "a footnote", READ, lambda n: f"Seen.[^1]\n\n[^1]: {said(n)}", suffix=".md")
text(
    "md-note-unused",
    "a footnote that nothing calls",
    EITHER,
    lambda n: f"Seen.\n\n[^1]: {said(n)}",
    suffix=".md",
)
text("md-table", "a table", READ, lambda n: f"| Who | What |\n|---|---|\n| {n} | {KETTLE} |", suffix=".md")
text(
    "md-escaped",
    "escaped letters",
    READ,
    lambda n: f"Then Isolde Fernyhalgh\\-Pocklish {KETTLE}",
    suffix=".md",
)
text("md-entity", "letters as entities", READ, lambda n: f"Then &#73;solde &Zcaron;. {KETTLE}", suffix=".md")
text(
    "md-autolink",
    "an address as a link",
    READ,
    lambda n: f"Then <https://example.org/Isolde> {KETTLE}",
    suffix=".md",
)

# --- tables of commas -----------------------------------------------------------------------------


def table(
    name: str,
    place: str,
    expect: str,
    make: Callable[[str], str],
    code: str = "utf-8",
    suffix: str = ".csv",
    **more: Any,
) -> None:
    """Register a table of commas."""

    def build(bearer: str) -> bytes:
        kept = "Date,Event,Source\r\n" + "".join(f'March 2031,"{one}",Board\r\n' for one in HARMLESS)
        return (kept + make(bearer)).encode(code)

    add(f"csv-{name}", suffix, place, expect, build, owner="sheets", **more)


table("cell", "a cell", READ, lambda n: f'April 2031,"{said(n)}",Board\r\n', quick=True)
table(
    "cells",
    "first name, surname and birthday in cells",
    READ,
    lambda n: f"Isolde,Fernyhalgh-Pocklish,14/03/2013\r\nApril 2031,{KETTLE},Board\r\n",
)
table(
    "lines",
    "a name over the lines of a cell",
    READ,
    lambda n: f'April 2031,"Then Isolde\r\nFernyhalgh-\r\nPocklish {KETTLE}",Board\r\n',
)
table(
    "long-row", "a row longer than its heading", EITHER, lambda n: f"April 2031,Seen.,Board,,,{said(n)}\r\n"
)
table("short-row", "a row shorter than its heading", READ, lambda n: f'"{said(n)}"\r\n')
table("comment", "a line with a sharp", EITHER, lambda n: f"# {said(n)}\r\n")
table(
    "nhs-power",
    "an NHS number as a power of ten",
    EITHER,
    lambda n: f"April 2031,9.990000018E+09 {KETTLE},Board\r\n",
    also=("9.990000018",),
)
table("cp1252", "Windows-1252", READ, lambda n: f'April 2031,"{said(n)}",Board\r\n', "cp1252", bearer=WESTERN)
table("utf-16", "UTF-16", READ, lambda n: f'April 2031,"{said(n)}",Board\r\n', "utf-16")
table(
    "utf-16-bare",
    "UTF-16 without its mark",
    EITHER,
    lambda n: f'April 2031,"{said(n)}",Board\r\n',
    "utf-16-le",
)
table("broken-quotes", "quotes that never close", EITHER, lambda n: f'April 2031,"{said(n)},Board\r\n')
table("nul", "a nought inside a name", EITHER, lambda n: f"April 2031,Then Iso\0lde {KETTLE},Board\r\n")
add(
    "csv-semicolons",
    ".csv",
    "semicolons for commas",
    READ,
    lambda n: (
        "Date;Event\r\n"
        + "".join(f"March 2031;{one}\r\n" for one in HARMLESS)
        + f"Isolde;Fernyhalgh-Pocklish {KETTLE}\r\n"
    ).encode(),
    owner="sheets",
)
add(
    "csv-xlsx",
    ".csv",
    "a workbook that says it is a table",
    REFUSED,
    lambda n: workbook(row(5, said(n))),
    owner="sheets",
)
