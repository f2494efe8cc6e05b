"""What people decided of each picture, and the draft as it stands then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from redact.model import Block, Decision, Document, Ledger, LeftBehind, Picture
from redact.review import standing
from redact.targets import left_target, picture_target

#: What may be answered of a picture; 'accept' leaves it out without a trace.
ANSWERS = ("keep", "replace", "remove", "accept")


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided of pictures, by target; *refused* are those that may not be kept after all."""

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def of(self, document: Document, picture: Picture) -> Decision | None:
        """The decision that holds for a picture: its own, else that on all of its draft; None where it is open."""
        target = picture_target(document.name, picture)
        own = self.decisions.get(target)
        if own is not None and own.action == "keep" and target in self.refused:
            return None
        return own or self.decisions.get(left_target(document.name, picture.kind))

    def action(self, document: Document, picture: Picture) -> str:
        """What was decided, as one of ANSWERS; '' where it is open."""
        decision = self.of(document, picture)
        return decision.action if decision else ""


def choices_of(ledger: Ledger) -> Choices:
    """The decisions on pictures that stand: on each by itself, and on all that a draft leaves behind."""
    found: dict[str, Decision] = {}
    for decision in standing(ledger):
        if decision.target.startswith("p-") and decision.action in {*ANSWERS, "confirm"}:
            action = "accept" if decision.action == "confirm" else decision.action
            found[decision.target] = replace(decision, action=action)
        elif decision.target.startswith("left-") and decision.action in {"accept", "confirm"}:
            found[decision.target] = replace(decision, action="accept")
    return Choices(found)


def as_decided(document: Document, choices: Choices) -> Document:
    """The draft with only those pictures standing that an edition prints something for.

    The figures of a chart that is kept become the cells of a table. What is told one by one is not
    counted among what is left behind.
    """
    if not document.pictures:
        return document
    blocks = tuple(_blocks(document, choices))
    return replace(document, blocks=blocks, left_behind=_others(document))


def _blocks(document: Document, choices: Choices) -> Iterator[Block]:
    pictures = {picture.id: picture for picture in document.pictures}
    for block in document.blocks:
        picture = pictures.get(block.number) if block.kind == "picture" else None
        if picture is not None:
            yield from _standing(block, picture, document, choices)
        elif block.kind not in ("picture", "chart"):
            yield block
    yield from (
        block
        for block in document.blocks
        if block.kind == "chart" and not _kept(block, pictures, document, choices)
    )


def _kept(block: Block, pictures: Mapping[str, Picture], document: Document, choices: Choices) -> bool:
    picture = pictures.get(block.number)
    return picture is not None and choices.action(document, picture) == "keep"


def _standing(block: Block, picture: Picture, document: Document, choices: Choices) -> Iterator[Block]:
    """The block of a picture where something is printed for it, and the figures of a chart after it."""
    decision = choices.of(document, picture)
    if decision is None or decision.action == "accept":
        return
    own_words = decision.action == "keep" and not decision.value
    yield block if own_words else replace(block, span=None, runs=(), anchors=(), links=())
    if decision.action == "keep":
        for cell in document.blocks:
            if cell.kind == "chart" and cell.number == picture.id:
                yield replace(cell, kind="cell", number="")


def _others(document: Document) -> tuple[LeftBehind, ...]:
    """What is left behind without the pictures that are told one by one; kinds stay, if only with none."""
    told = Counter(_told(document))
    anywhere = Counter(kind for kind, _ in told.elements())
    left = []
    for part in document.left_behind:
        fewer = min(part.count, told[part.kind, part.place], anywhere[part.kind])
        anywhere[part.kind] -= fewer
        left.append(replace(part, count=part.count - fewer))
    return tuple(left)


def _told(document: Document) -> Iterable[tuple[str, str]]:
    kinds = {picture.id: picture.kind for picture in document.pictures}
    return [
        (kinds[block.number], block.place)
        for block in document.blocks
        if block.kind == "picture" and block.number in kinds
    ]
