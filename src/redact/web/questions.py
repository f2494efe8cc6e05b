"""The open questions, a card each: who somebody is, whether words go, what stays behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.link import AMBIGUOUS
from redact.model import Entity
from redact.policies import audiences, editions_policy
from redact.questions import Question, bearers_of, candidates_of
from redact.redaction import Policy
from redact.targets import mention_target
from redact.web.frame import number, page, state_of
from redact.web.places import InPlace, Places

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

#: Kinds of questions in the order in which they are best answered, each with what it is about.
KINDS = {
    "entity": "Is this a person, school or place?",
    "which": "Which of several people is meant?",
    "bearer": "Is this person or place meant here?",
    "words": "Should these words go?",
    "gender": "Of whom is this said?",
    "draft": "Sentences about the draft itself",
    "picture": "Pictures and charts",
    "left behind": "Parts of the drafts that do not travel",
    "finding": "What the checks found",
}
#: Cards on one page; more would make a large case slow to load and to read.
ON_A_PAGE = 40
#: Places of one question that are shown at once; the others behind 'show all'.
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that a card offers: its key, what it says, and the decision that it makes."""

    key: str
    says: str
    action: str
    value: str = ""
    asks: str = ""  # what the value is, where the reviewer has to give one
    reason: bool = False  # whether a reason has to be given


@dataclass(frozen=True, slots=True)
class Card:
    """A question as the page shows it."""

    question: Question
    entity: Entity | None
    pseudonym: str  # what is printed for it: the pseudonym, or the mark of what is removed
    places: Sequence[InPlace]
    targets: Sequence[str]  # of each place, for answering one by one
    choices: tuple[Choice, ...]

    def own(self, choice: Choice) -> str:
        """The choice as an answer about one place: there 'yes' names the bearer where that was not sure."""
        if self.question.kind == "bearer" and choice.action == "confirm":
            return f"link|{self.question.entity}"
        return f"{choice.action}|{choice.value}"


def routes() -> list[Route]:
    """The page of questions."""
    from starlette.routing import Route

    return [Route("/questions", questions)]


def questions(request: Request) -> Response:
    """The open questions of one kind or of all, some at a time."""
    state = state_of(request)
    kind, start = request.query_params.get("kind", ""), request.query_params.get("from", "0")
    asked = [q for q in in_order(state.questions) if kind in {"", q.kind}]
    at = min(number(start), max(0, len(asked) - 1))
    return page(
        request,
        "questions",
        cards=cards(state, asked[at : at + ON_A_PAGE]),
        people=people(state),
        total=len(asked),
        all_open=len(state.questions),
        at=at,
        step=ON_A_PAGE,
        kind=kind,
        kinds=KINDS,
        seen=state.version,
    )


def in_order(questions: Sequence[Question]) -> list[Question]:
    """Entities first, then who is meant, then words, then what stays behind; words that are only watched last."""
    order = list(KINDS)
    return sorted(
        questions,
        key=lambda q: (
            order.index(q.kind),
            all(m.status == "watch" for m in q.mentions) and bool(q.mentions),
        ),
    )


def cards(state: State, asked: Sequence[Question]) -> list[Card]:
    """Questions as the page shows them."""
    places = Places(state.prepared.documents)
    return [_card(state, places, question) for question in asked]


def _card(state: State, places: Places, question: Question) -> Card:
    entities = state.prepared.reviewed.entities
    entity = entities.get(question.entity)
    return Card(
        question,
        entity if entity and entity.role != AMBIGUOUS else None,
        state.prepared.key.get(question.entity, "") or _mark(state, question),
        places.all_of(question.mentions),
        [mention_target(m) for m in question.mentions],
        tuple(choices(question, entities)),
    )


def _mark(state: State, question: Question) -> str:
    """What is printed where these words are treated, if that is one mark for all of them; else ''."""
    if question.kind != "words" or not question.mentions:
        return ""
    prepared, label = state.prepared, question.mentions[0].label
    if "policy" not in state.kept:
        audience = audiences(prepared.rules)[0]
        state.kept["policy"] = editions_policy(prepared.rules, prepared.register, audience, ())
    policy: Policy = state.kept["policy"]
    return policy.mark(label) if policy.treatment(label) == "remove" else ""


def people(state: State) -> list[tuple[str, str]]:
    """Everybody and everything that a mention can be said to be: id, and how it is shown."""
    listed = sorted(
        (e for e in state.prepared.reviewed.entities.values() if e.role != AMBIGUOUS),
        key=lambda e: (not e.listed, e.label, e.name.casefold()),
    )
    return [(e.id, f"{e.name}{f', {e.role}' if e.role else ''}") for e in listed]


def choices(question: Question, entities: dict[str, Entity] | object) -> list[Choice]:
    """The answers to a question, the proposed one first."""
    known = entities if isinstance(entities, dict) else {}
    kind = question.kind
    if kind == "entity":
        return [
            Choice("y", "Yes, treat it", "confirm"),
            Choice("n", "No, leave these words", "dismiss"),
            Choice("m", "Same as…", "merge", asks="who"),
            Choice("r", "Role…", "role", asks="role, in plain words"),
            Choice("p", "Pseudonym…", "rename", asks="pseudonym"),
        ]
    if kind == "which":
        meant = [
            Choice(str(n), f"It is {known[i].name if i in known else i} ({i})", "link", i)
            for n, i in enumerate(candidates_of(known[question.entity]), 1)
        ]
        return [
            *meant,
            Choice("n", "Nobody, leave these words", "dismiss"),
            Choice("m", "Somebody else…", "link", asks="who"),
        ]
    if kind == "bearer":
        others = bearers_of(question.mentions[0], known)[1:]
        return [
            Choice("y", "Yes", "confirm"),
            *(Choice(str(n), f"No, {known[i].name} ({i})", "link", i) for n, i in enumerate(others, 2)),
            Choice("m", "Somebody else…", "link", asks="who"),
            Choice("n", "Nobody, leave these words", "dismiss"),
        ]
    if kind in {"words", "gender"}:
        return [
            Choice("y", "Yes, treat them" if kind == "words" else "Yes", "confirm"),
            Choice("n", "No, leave these words", "dismiss"),
            Choice("w", "Print other words…", "rewrite", asks="words to print instead"),
        ]
    if kind == "draft":
        return [
            Choice("y", "Print these words instead", "rewrite", question.value),
            Choice("w", "Print other words…", "rewrite", asks="words to print instead"),
            Choice("n", "Leave the sentence, because…", "accept", reason=True),
        ]
    if kind == "picture":
        return [
            Choice("k", "Keep it…", "keep", asks="what it shows, in words that name nobody"),
            Choice("t", "Print the family tree instead", "replace", "family tree"),
            Choice("c", "Say that it was removed…", "remove", asks="caption, or nothing"),
            Choice("n", "Leave it out", "accept"),
        ]
    if kind == "finding":
        return [Choice("y", "Accept it, because…", "accept", reason=True)]
    return [Choice("y", "In order", "accept")]
