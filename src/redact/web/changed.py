"""What changed since the drafts that were answered before, and only that: passages, questions, answers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from redact.changes import Change, Changes, Passage, changes_of, memory_of
from redact.model import Decision, Document, Mention
from redact.questions import Question
from redact.review import ANSWERS, RECORDS, standing
from redact.targets import fits_nothing, known_again, left_target, mention_target, picture_target
from redact.web.frame import number, page, sitting_of, state_of
from redact.web.places import Places
from redact.web.questions import in_order

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

ON_A_PAGE = 50  # passages
#: What an answer hangs on, by how its target begins; anything else is a person, a place or a body.
ABOUT = {
    "m-": "one place in the text",
    "w-": "the same words everywhere, or one paragraph",
    "r-": "a passage of the text",
    "p-": "a picture",
    "left-": "a part that stayed behind",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a passage: whether they are new, and the status of the mention that they are."""

    words: str
    new: bool
    status: str


@dataclass(frozen=True, slots=True)
class Row:
    """A passage that is new or reworded."""

    document: int
    block: int
    place: str
    reworded: bool
    pieces: tuple[Piece, ...]
    questions: tuple[tuple[Question, str], ...]  # with where it can be answered


@dataclass(frozen=True, slots=True)
class Compared:
    """The drafts and the answers, compared with those before."""

    remembered: bool  # whether the case knows what its drafts were
    changes: Changes | None
    questions: tuple[Question, ...]  # that stand in what is new
    gone: tuple[Decision, ...]  # answers that fit nothing any more
    followed: tuple[tuple[Decision, Mention], ...]  # answers that were known again in reworded words
    fitting: int  # answers that fit


def routes() -> list[Route]:
    """The page of changes."""
    from starlette.routing import Route

    return [Route("/changed", changed)]


def changed(request: Request) -> Response:
    """What is new, and what became of the answers."""
    state, found = state_of(request), compared(request)
    changes = found.changes
    passages = [(c, p) for c in (changes.changed if changes else ()) if c.was for p in c.passages]
    asked = request.query_params.get("from", "0")
    at = min(number(asked), max(0, len(passages) - 1))
    places = Places(state.prepared.documents)
    return page(
        request,
        "changed",
        remembered=found.remembered,
        changes=changes,
        rows=list(_rows(state, places, passages[at : at + ON_A_PAGE], found.questions)),
        total=len(passages),
        at=at,
        step=ON_A_PAGE,
        questions=list(_with_addresses(state, found.questions)),
        gone=[(d, about(d.target), ANSWERS.get(d.action, "")) for d in found.gone],
        followed=[(d, ANSWERS.get(d.action, ""), places.of(m, 40)) for d, m in found.followed],
        fitting=found.fitting,
    )


def in_short(request: Request) -> str:
    """One line for the overview; '' where nothing changed and every answer fits."""
    found = compared(request)
    told = []
    if found.changes and (number := len(found.changes.changed) + len(found.changes.taken_away)):
        passages = sum(len(c.passages) for c in found.changes.changed)
        told.append(f"{_counted(number, 'draft')} changed: {_counted(passages, 'passage')} new or reworded")
        told.append(f"{_counted(len(found.questions), 'open question')} in them")
    if found.gone:
        told.append(
            f"{_counted(len(found.gone), 'earlier answer')} fit{'s' * (len(found.gone) == 1)} nothing any more"
        )
    return ", ".join(told)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def compared(request: Request) -> Compared:
    """The comparison, made once for each state of the case."""
    state = state_of(request)
    kept: tuple[State, Compared] | None = getattr(request.app.state, "compared", None)
    if kept is None or kept[0] is not state:
        memory = memory_of(sitting_of(request).case)
        changes = changes_of(state.prepared.documents, memory) if memory else None
        kept = (state, _compare(state, memory is not None and not memory.begins_late, changes))
        request.app.state.compared = kept
    return kept[1]


def _compare(state: State, remembered: bool, changes: Changes | None) -> Compared:
    prepared, new = state.prepared, _New(state.prepared.documents, changes)
    answers = [d for d in standing(state.ledger) if d.action not in RECORDS and not d.target.startswith("f-")]
    gone = tuple(_gone(state, answers))
    again = known_again(answers, prepared.reviewed.mentions)
    there = {mention_target(m): m for m in prepared.reviewed.mentions} if again else {}
    return Compared(
        remembered,
        changes,
        tuple(q for q in in_order(state.questions) if new.asks(q)),
        gone,
        tuple((d, there[again[d.target]]) for d in answers if again.get(d.target) in there),
        len(answers) - len(gone),
    )


def _gone(state: State, answers: Sequence[Decision]) -> Iterator[Decision]:
    """The answers that fit nothing in these drafts, in the order of the ledger."""
    mentions, documents = state.prepared.reviewed.mentions, state.prepared.documents
    lost = fits_nothing(answers, mentions, state.prepared.reviewed.entities)
    if any(d.target.startswith(("w-", "r-")) for d in lost):  # of a paragraph, perhaps: dearer to find out
        gendered = [m for m in mentions if m.label == "GENDER"]
        lost = fits_nothing(lost, gendered, {}, documents)
    there = {picture_target(d.name, p) for d in documents for p in d.pictures}
    there |= {left_target(d.name, part.kind) for d in documents for part in d.left_behind}
    gone = set(lost)
    for decision in answers:
        beside = decision.target.startswith(("p-", "left-")) and decision.target not in there
        if beside or decision in gone:
            yield decision


def about(target: str) -> str:
    """What an answer was about; its words were never written down."""
    return next((words for start, words in ABOUT.items() if target.startswith(start)), target)


# Passages --------------------------------------------------------------------------------------------


class _New:
    """The passages that are new or reworded, wholly: words around a mention are what an answer hangs on."""

    def __init__(self, documents: Sequence[Document], changes: Changes | None) -> None:
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._targets: set[str] = set()
        for change in changes.changed if changes else ():
            document = documents[change.document]
            spans = (document.blocks[p.block].span for p in change.passages)
            self._spans[change.name] = sorted((span.start, span.end) for span in spans if span)
            named = set(change.new_pictures)
            self._targets |= {picture_target(change.name, p) for p in document.pictures if p.id in named}
            self._targets |= {left_target(change.name, kind) for kind in change.new_left_behind}

    def asks(self, question: Question) -> bool:
        """Whether a question is about something new."""
        return question.target in self._targets or any(map(self.holds, question.mentions))

    def holds(self, mention: Mention) -> bool:
        """Whether a mention stands in such a passage."""
        spans = self._spans.get(mention.document, [])
        near = bisect_right(spans, mention.span.start, key=lambda span: span[0]) - 1
        return near >= 0 and mention.span.start < spans[near][1]


def _rows(
    state: State,
    places: Places,
    passages: Sequence[tuple[Change, Passage]],
    questions: Iterable[Question],
) -> Iterator[Row]:
    """The passages with their words, their mentions and the questions about them."""
    wanted = {(c.document, p.block) for c, p in passages}
    number = {d.name: n for n, d in enumerate(state.prepared.documents)}
    held: dict[tuple[int, int], list[Mention]] = {}
    names = {c.name for c, _ in passages}
    for mention in (m for m in state.prepared.reviewed.mentions if m.document in names):
        at = (number[mention.document], places.block_at(number[mention.document], mention.span.start))
        if at in wanted:
            held.setdefault(at, []).append(mention)
    asked: dict[tuple[int, int], dict[str, tuple[Question, str]]] = {}
    for question, address in _with_addresses(state, questions):
        for mention in question.mentions:
            at = (number[mention.document], places.block_at(number[mention.document], mention.span.start))
            asked.setdefault(at, {})[question.target] = (question, address)
    for change, passage in passages:
        document, at = state.prepared.documents[change.document], (change.document, passage.block)
        yield Row(
            *at,
            document.blocks[passage.block].place or document.name,
            passage.reworded,
            tuple(_pieces(document, passage, held.get(at, ()))),
            tuple(asked.get(at, {}).values()),
        )


def _pieces(document: Document, passage: Passage, mentions: Sequence[Mention]) -> Iterator[Piece]:
    """The words of a passage, cut where new words or mentions begin and end."""
    span = document.blocks[passage.block].span
    assert span
    edges = {span.start, span.end, *(at for s in passage.sentences for at in s)}
    edges |= {at for m in mentions for at in (m.span.start, m.span.end) if span.start < at < span.end}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        new = any(a <= start < b for a, b in passage.sentences)
        status = next((m.status for m in mentions if m.span.start <= start < m.span.end), "")
        yield Piece(document.text[start:end], new, status)


def _with_addresses(state: State, questions: Iterable[Question]) -> Iterator[tuple[Question, str]]:
    """Each question with the page on which it stands first, and its card there."""
    order: dict[str, dict[str, int]] = {}
    for question in in_order(state.questions):
        own = order.setdefault(question.kind, {})
        own[question.target] = len(own)
    for question in questions:
        kind, at = question.kind.replace(" ", "%20"), order[question.kind][question.target]
        yield question, f"/questions?kind={kind}&from={at}#q-{question.target}"
