"""The family tree as an SVG picture with pseudonyms only, and with all of it in words as its alternative text.

No name, no identifier and no colour carries meaning that is not also a shape or a
word. The same network gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from redact.family import Family
from redact.family.lanes import Lines, route
from redact.family.tree import Tree, grow

INK, LINE, ACCENT, FILL, PAPER = "#17212b", "#4a5560", "#1d4f7c", "#f1f4f7", "#ffffff"
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
HEIGHT, GAP, MARGIN = 56, 22, 24
SIZE, SMALL = 14, 12
#: The width of a letter as a share of its size, on the wide side: no font is at hand to measure with.
LETTER = 0.6


@dataclass(frozen=True, slots=True)
class Words:
    """A list that stands below the tree: a heading and lines that are ready for print."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing as SVG text, what it is called, and all of it in words."""

    svg: str
    title: str
    words: str


def draw(family: Family, labels: Mapping[str, str], below: Sequence[Words], title: str) -> Picture:
    """The picture of *family*.

    *labels* holds what each person is called in it; *below* is printed under the tree.
    """
    width = _box_width([labels[p] for p in family.people if p in labels])
    tree = grow(family, width + GAP)
    below = (Words("Family whose place in the tree is not said", _left_out(family, tree, labels)), *below)
    words = describe(family, tree, labels, below)
    lines = route(tree, HEIGHT)
    span = max(tree.at.values(), default=0) + width
    full = max(span, 620)
    left = MARGIN + (full - span) // 2 + width // 2
    shapes = {p: _shape(p, family) for row in tree.rows for p in row}
    boxes = [
        _box(p, labels[p], tree, lines, left, width, shape, p in family.subjects)
        for p, shape in shapes.items()
    ]
    text = _Text(MARGIN, lines.bottom + MARGIN + (34 if boxes else 0), full)
    notes = [text.listing(each) for each in (*below, _key(tree, shapes, lines)) if each.lines]
    tags = [_tag(word, x + left, y + MARGIN) for word, x, y in lines.tags]
    body = _paths(lines, left) + "".join([*boxes, *tags, *notes])
    return Picture(_page(body, full + 2 * MARGIN, text.y + MARGIN // 2, title, words), title, words)


def _left_out(family: Family, tree: Tree, labels: Mapping[str, str]) -> tuple[str, ...]:
    told = {r.source: r for r in reversed(family.said) if family.kin(r)}
    lines = []
    for person in tree.left_out:
        relation = told.get(person)
        whom = (
            f", {family.told(relation)} of {labels[relation.target]}" if relation and relation.target else ""
        )
        lines.append(labels[person] + whom)
    return tuple(lines)


def _page(body: str, width: int, height: int, title: str, description: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="family-title family-description" lang="en-GB">\n'
        f'<title id="family-title">{escape(title)}</title>\n'
        f'<desc id="family-description">{escape(description)}</desc>\n'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>\n'
        f'<g font-family="{FONT}" fill="{INK}">\n{body}</g>\n</svg>\n'
    )


# Boxes --------------------------------------------------------------------------------------------


def _box_width(labels: Iterable[str]) -> int:
    words = [word for label in labels for word in label.split()]
    longest = max(map(len, words), default=0)
    return round(max(112, longest * SIZE * LETTER + 20))


def _shape(person: str, family: Family) -> str:
    """Male, female, or plain where the gender is not said or not to be shown."""
    return "" if family.people[person].gender == "neutral" else family.ties.genders.get(person, "")


def _box(
    person: str, label: str, tree: Tree, lines: Lines, left: int, width: int, shape: str, subject: bool
) -> str:
    x, y = tree.at[person] + left - width // 2, lines.tops[person] + MARGIN
    outline = _outline(x, y, width, HEIGHT, shape)
    style = f'fill="{FILL}" stroke="{INK}" stroke-width="2"'
    inner = (
        f'<{_outline(x + 5, y + 5, width - 10, HEIGHT - 10, shape)} fill="none" stroke="{INK}"/>'
        if subject
        else ""
    )
    weight = ' font-weight="bold"' if subject else ""
    rows = _wrapped(label, int((width - 12) / (SIZE * LETTER)))
    extra = ["subject"] if subject else []
    start = y + HEIGHT / 2 - (len(rows) * 16 + len(extra) * 13) / 2 + 12
    text = "".join(
        f'<text x="{x + width // 2}" y="{start + 16 * at:.0f}" font-size="{SIZE}" text-anchor="middle"'
        f"{weight}>{escape(row)}</text>"
        for at, row in enumerate(rows)
    )
    for word in extra:
        text += f'<text x="{x + width // 2}" y="{start + 16 * len(rows) - 1:.0f}" font-size="{SMALL}" text-anchor="middle">{word}</text>'
    return f"<g><{outline} {style}/>{inner}{text}</g>\n"


def _outline(x: int, y: int, width: int, height: int, shape: str) -> str:
    if shape:
        round_ = f' rx="{height // 2}"' if shape == "female" else ""
        return f'rect x="{x}" y="{y}" width="{width}" height="{height}"{round_}'
    cut, right, bottom = 14, x + width, y + height
    points = (
        (x + cut, y), (right - cut, y), (right, y + cut), (right, bottom - cut),
        (right - cut, bottom), (x + cut, bottom), (x, bottom - cut), (x, y + cut),
    )  # fmt: skip
    return f'polygon points="{" ".join(f"{a},{b}" for a, b in points)}"'


def _wrapped(text: str, room: int) -> list[str]:
    """The words on as few lines as fit; a word too long has a line of its own, and no number stands alone."""
    rows = [""]
    for word in re.findall(r"\S+(?: (?:[A-Z]|\d+)(?!\S))?", text):
        if rows[-1] and len(rows[-1]) + 1 + len(word) > room:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


# Lines and words ----------------------------------------------------------------------------------


def _paths(lines: Lines, left: int) -> str:
    made = []
    for path in lines.paths:
        points = " L".join(f"{x + left} {y + MARGIN}" for x, y in path.points)
        broken = ' stroke-dasharray="6 4"' if path.dashed else ""
        made.append(f'<path d="M{points}"{broken}/>')
    return f'<g fill="none" stroke="{LINE}" stroke-width="2">{"".join(made)}</g>\n'


def _tag(word: str, x: int, y: int) -> str:
    """A word on a line, on a patch of paper."""
    width = round(len(word) * SMALL * LETTER + 6)
    return (
        f'<rect x="{x - width // 2}" y="{y - 8}" width="{width}" height="16" fill="{PAPER}"/>'
        f'<text x="{x}" y="{y + 4}" font-size="{SMALL}" text-anchor="middle">{escape(word)}</text>\n'
    )


class _Text:
    """Lists set one below the other; *y* is where the next one begins."""

    def __init__(self, x: int, y: int, width: int) -> None:
        self.x, self.y, self.room = x, y, int(width / (SIZE * 0.55))

    def listing(self, words: Words) -> str:
        """A heading and its lines: short ones in columns, read downwards, long ones wrapped."""
        made = self._line(words.heading, f'font-weight="bold" fill="{ACCENT}"')
        wide = max(map(len, words.lines)) + 4
        columns = max(1, min(3, self.room // wide, len(words.lines) // 3))
        if columns == 1:
            return (
                made
                + "".join(self._line(r) for line in words.lines for r in _wrapped(line, self.room))
                + self._gap()
            )
        depth = -(-len(words.lines) // columns)
        top, step = self.y, round(self.room * SIZE * 0.55 / columns)
        for at in range(columns):
            self.y = top
            made += "".join(
                self._line(line, "", at * step) for line in words.lines[at * depth : (at + 1) * depth]
            )
        self.y = top + 20 * depth
        return made + self._gap()

    def _gap(self) -> str:
        self.y += 12
        return ""

    def _line(self, text: str, style: str = "", indent: int = 0) -> str:
        style = f" {style}" if style else ""
        made = f'<text x="{self.x + indent}" y="{self.y}" font-size="{SIZE}"{style}>{escape(text)}</text>\n'
        self.y += 20
        return made


def _key(tree: Tree, shapes: Mapping[str, str], lines: Lines) -> Words:
    """What the shapes and lines mean, as far as they occur."""
    said = {
        "male": "Square corners: male.",
        "female": "Round ends: female.",
        "": "Cut corners: gender not said.",
    }
    used = [words for shape, words in said.items() if shape in shapes.values()]
    used += ["Double outline: the subject of the review."] if shapes else []
    used += (
        ["A line below two people joins partners; the line down from it leads to their children."]
        if tree.unions
        else []
    )
    if any(path.dashed for path in lines.paths):
        used.append("Broken line: the parents of a child; whether they are a couple is not said.")
    return Words("How to read the picture", (" ".join(used),) if used else ())


# In words -----------------------------------------------------------------------------------------


def describe(family: Family, tree: Tree, labels: Mapping[str, str], below: Sequence[Words]) -> str:
    """All that the picture shows, in sentences that tell nobody's gender."""
    subjects = [labels[p] for p in family.subjects if p in tree.at]
    told = [f"The subject of the review is {_and(subjects)}."] if subjects else []
    for union in tree.unions:
        parents, children = ([labels[p] for p in people] for people in (union.parents, union.children))
        if union.kind != "parents":
            told.append(f"{_and(parents)} are {'former ' if union.kind == 'former' else ''}partners.")
        if parents and children:
            are = "are the parents" if len(parents) > 1 else "is a parent"
            told.append(f"{_and(parents)} {are} of {_and(children)}.")
        elif len(children) > 1:
            told.append(f"{_and(children)} are siblings.")
    told += [f"{each.heading}: {'; '.join(each.lines)}." for each in below if each.lines]
    return " ".join(told) or "Nothing is known of the family."


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
