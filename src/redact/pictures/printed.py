"""What an edition prints for the pictures of its draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from redact.formats.charts import draw, in_words
from redact.formats.pictures import digests_of, rastered
from redact.model import Block, Decision, Document, Edition, Figure, Picture, Span
from redact.pictures.choices import Choices

SVG = "image/svg+xml"
#: A drawing of the program's own as SVG, and all of it in words; None where there is nothing to draw.
Drawn = tuple[str, str] | None


@dataclass
class _Page:
    """The edition's text and figures while words are put to its pictures."""

    text: str
    figures: list[Figure]

    def say(self, words: str) -> Span:
        """Words at the end of the text; blocks may point anywhere into it."""
        start = len(self.text) + 1
        self.text = f"{self.text}\n{words}"
        return Span(start, start + len(words))

    def show(self, data: bytes, media: str, width: float, words: str) -> Block:
        """A block for a new figure."""
        name = f"figure-{len(self.figures) + 1}"
        self.figures.append(Figure(name, data, media, width))
        return Block(self.say(words), "picture", number=name)


def with_figures(
    edition: Edition, document: Document, choices: Choices, tree: Callable[[str], Drawn]
) -> Edition:
    """The edition with what was decided in the place of each picture; *tree* draws the family tree, its ids led by a name."""
    if not any(block.kind == "picture" for block in edition.blocks):
        return edition
    pictures = {picture.id: picture for picture in document.pictures}
    page, blocks = _Page(edition.text, []), list[Block]()
    for at, block in enumerate(edition.blocks):
        picture = pictures.get(block.number) if block.kind == "picture" else None
        decision = choices.of(document, picture) if picture else None
        if block.kind != "picture":
            blocks.append(block)
        elif picture and decision:
            blocks += _printed(block, picture, decision, page, edition.blocks[at + 1 :], tree)
    return replace(edition, text=page.text, blocks=tuple(blocks), figures=tuple(page.figures))


def _printed(
    block: Block,
    picture: Picture,
    decision: Decision,
    page: _Page,
    after: Sequence[Block],
    tree: Callable[[str], Drawn],
) -> list[Block]:
    """What stands in the place of one picture."""
    words = decision.value or (page.text[block.span.start : block.span.end] if block.span else "")
    if decision.action == "keep" and picture.kind == "chart":
        return _chart(words, page, after)
    if decision.action == "keep" and words and picture.data:
        return [page.show(picture.data, picture.media, picture.width, words)]
    if decision.action == "replace" and (drawn := tree(f"figure-{len(page.figures) + 1}")):
        return [page.show(drawn[0].encode(), SVG, 0.0, drawn[1])]
    if decision.action == "accept":
        return []
    kind = "Chart" if picture.kind == "chart" else "Picture"
    caption = f": {decision.value}" if decision.action == "remove" and decision.value else ""
    return [Block(page.say(f"[{kind} removed{caption}]"), "paragraph")]


def _chart(words: str, page: _Page, after: Sequence[Block]) -> list[Block]:
    """The chart drawn anew from its figures as the edition prints them; where that is not possible, no drawing."""
    table = _table(page.text, after)
    svg = draw(table, f"figure-{len(page.figures) + 1}", words) if table else ""
    if not svg:
        return [Block(page.say(words), "caption")] if words else []
    return [
        page.show(
            svg.encode(), SVG, 0.0, f"{words.rstrip('.')}. {in_words(table)}" if words else in_words(table)
        )
    ]


def _table(text: str, after: Sequence[Block]) -> list[list[str]]:
    """The rows of the table that follows at once."""
    rows: dict[int, list[str]] = {}
    number = after[0].cell.table if after and after[0].cell else None
    for block in after:
        if block.cell is None or block.cell.table != number:
            break
        words = text[block.span.start : block.span.end] if block.span else ""
        rows.setdefault(block.cell.row, []).append(words)
    return list(rows.values())


# --- what the checks may let pass -------------------------------------------------------------------


def cleared(documents: Iterable[Document], choices: Choices, editions: Iterable[Edition]) -> tuple[str, ...]:
    """The digests of every picture that a decision put into an edition, and of the program's own drawings.

    Those of kept pictures come from the decisions and not from the editions, so that a picture that
    found its way into an edition by itself is none of them.
    """
    kept = [
        picture.data
        for document in documents
        for picture in document.pictures
        if picture.data and choices.action(document, picture) == "keep"
    ]
    own = [rastered(f.data.decode()) for e in editions for f in e.figures if f.media == SVG]
    return tuple(sorted({digest for data in (*kept, *own) for digest in digests_of(data)}))
