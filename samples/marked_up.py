"""Read the gold mark-up of the samples: structure, inline pieces, and nothing about meaning.

A gold file is Markdown in which each identifying mention reads `[text](LABEL#entity tags)` and
each look-alike `[text](KEEP)`. A draft is built from it by dropping what is in the round brackets.
A bracket that fits no rule stops the build: mark-up that slipped into a draft would be read as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

MENTION = r"\[(?P<inner>(?:\\.|[^\[\]\\])+)\]\((?P<label>[A-Z][A-Z_.]*)(?P<tags>[^()]*)\)"
TOKEN = re.compile(
    rf"\\(?P<escaped>[\\\[\]{{}}*|#<>-])|(?P<change>\{{\+\+|\+\+\}}|\{{--|--\}})"
    rf"|\[\^(?P<note>\w+)\]|{MENTION}|(?P<emphasis>\*\*|\*)|(?P<line><br>)|(?P<stray>\]\([A-Z])"
)
DIRECTIVE = re.compile(r"<!--\s*(?P<name>[a-z ]+?)\s*:\s*(?P<value>.*?)\s*-->", re.DOTALL)
STARTS = (
    ("title", re.compile(r"# (?P<text>.+)")),
    ("heading", re.compile(r"(?P<hashes>#{2,4}) (?:(?P<number>\d+(?:\.\d+)*)\.? )?(?P<text>.+)")),
    ("table", re.compile(r"\|(?P<text>.*)\|$")),
    ("note", re.compile(r"\[\^(?P<number>\w+)\]: *(?P<text>.*)")),
    ("paragraph", re.compile(r"(?P<number>\d+(?:\.\d+)+) (?P<text>.+)")),
    ("item", re.compile(r"(?P<indent> *)(?P<number>[-*]|\(?(?:[a-z]|[ivx]+|\d{1,2})[).]) +(?P<text>.+)")),
    ("quote", re.compile(r"> ?(?P<text>.*)")),
    ("paragraph", re.compile(r"(?P<text>.+)")),
)
JOINABLE = ("paragraph", "item", "note")


class MarkUpError(ValueError):
    """The gold text breaks a rule of the mark-up; the message says where."""


@dataclass(frozen=True)
class Part:
    """A paragraph, heading, list item, table row, note or directive, its inline mark-up still in it."""

    kind: str
    text: str
    number: str = ""
    level: int = 0
    first: bool = True  # whether it stands apart from the part before (a new table, a new quotation)


@dataclass(frozen=True)
class Piece:
    """A stretch of one look inside a part; *note* pieces hold a note's number, not text."""

    text: str
    label: str = ""
    bold: bool = False
    italic: bool = False
    change: str = ""  # "inserted" or "deleted"
    note: bool = False


def parse(source: str) -> list[Part]:
    """All parts of a gold text in order; a directive comes after the part that it was written in."""
    parts: list[Part] = []
    for block in re.split(r"\n\s*\n", re.sub(r"\r\n?", "\n", source)):
        directives = [Part(m["name"], m["value"]) for m in DIRECTIVE.finditer(block)]
        rest = DIRECTIVE.sub("", block)
        if "<!--" in rest:
            raise MarkUpError("a comment that is no directive, or one that runs over a blank line")
        parts += [*parse_block(rest), *directives]
    return parts


def parse_block(block: str) -> list[Part]:
    """The parts of lines without a blank one among them; wrapped lines are joined."""
    parts: list[Part] = []
    for line in filter(str.strip, block.split("\n")):
        part = parse_line(line.rstrip() + ("<br>" if line.endswith("  ") else ""))
        before = parts[-1] if parts else None
        if before and part.kind == "paragraph" and not part.number and before.kind in JOINABLE:
            parts[-1] = replace(before, text=f"{before.text} {part.text}")
        else:
            parts.append(replace(part, first=before is None or before.kind != part.kind))
    return parts


def parse_line(line: str) -> Part:
    """The part that *line* starts; a line of no other kind is a paragraph."""
    kind, match = next((kind, m) for kind, start in STARTS if (m := start.fullmatch(line)))
    found = match.groupdict()
    level = len(found.get("hashes") or "") - 1 if kind == "heading" else len(found.get("indent") or "") // 2
    return Part(kind, found["text"].strip(), found.get("number") or "", level)


def is_rule(row: Part) -> bool:
    """Whether a table row is the line of dashes under the header."""
    return not row.text.strip(" |:-")


def cells(row: Part) -> list[str]:
    """The cells of a table row, inline mark-up still in them."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.text)]


def pieces(text: str) -> list[Piece]:
    """The inline pieces of *text*, in order, with no mark-up left in any."""
    found: list[Piece] = []
    look = Piece("")
    at = 0
    for match in TOKEN.finditer(text):
        found.append(replace(look, text=text[at : match.start()]))
        look, new = step(look, match)
        found += new
        at = match.end()
    found.append(replace(look, text=text[at:]))
    if look != Piece(""):
        raise MarkUpError(f"emphasis or a change that does not close: {text[:60]!r}")
    return [piece for piece in found if piece.text]


def step(look: Piece, match: re.Match[str]) -> tuple[Piece, list[Piece]]:
    """The look after a token, and the pieces that the token itself stands for."""
    if match["stray"]:
        raise MarkUpError(
            f"a bracket that is no mention: {match.string[max(0, match.start() - 30) :][:60]!r}"
        )
    if match["change"]:
        return replace(look, change={"{++": "inserted", "{--": "deleted"}.get(match["change"], "")), []
    if match["emphasis"]:
        bold = match["emphasis"] == "**"
        return replace(look, bold=look.bold ^ bold, italic=look.italic ^ (not bold)), []
    if match["inner"]:
        inner = pieces(match["inner"])
        return look, [replace(look, text=p.text, label=match["label"]) for p in inner]
    if match["note"]:
        return look, [replace(look, text=match["note"], note=True)]
    return look, [replace(look, text=match["escaped"] or "\n")]


def plain(text: str) -> str:
    """*text* as a reader sees it: insertions taken in, deletions and note marks left out."""
    return "".join(p.text for p in pieces(text) if not p.note and p.change != "deleted")


def surface_forms(source: str) -> list[str]:
    """Every marked text of a gold file, look-alikes too, without its mark-up."""
    return ["".join(piece.text for piece in pieces(m["inner"])) for m in re.finditer(MENTION, source)]


def require_consecutive(parts: Iterable[Part]) -> None:
    """Raise MarkUpError unless typed numbers are those that a word processor would count."""
    counts: list[int] = []
    for part in parts:
        if part.kind not in ("heading", "paragraph") or not part.number:
            continue
        depth = part.number.count(".") + 1
        counts = (counts + [0] * depth)[:depth]
        counts[-1] += 1
        if part.number != ".".join(map(str, counts)):
            raise MarkUpError(f"number {part.number} typed where {'.'.join(map(str, counts))} is counted")
