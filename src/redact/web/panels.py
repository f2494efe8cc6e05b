"""What is known of one mention of a draft, and what can be answered there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from redact.link import AMBIGUOUS
from redact.model import ENTITY_LABELS, Decision, Mention
from redact.passages import RULE as BY_REVIEWER
from redact.questions import Question, bearers_of, candidates_of
from redact.review import RECORDS, standing
from redact.targets import is_passage, mention_target, passage_target, passages_at, words_target
from redact.web.frame import page, part
from redact.web.missed import KINDS
from redact.web.questions import Choice, choices, people
from redact.web.rows import STATUSES
from redact.web.text import Asked, asked, missing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

#: Keys of answers to all places at once; the small letters are for the one place.
FOR_ALL = {"y": "Y", "n": "N", "w": "W"}


@dataclass(frozen=True, slots=True)
class Holds:
    """An answer that holds where somebody looks."""

    line: int  # of the ledger, counted from 1
    action: str
    value: str
    by: str
    at: str
    of: str  # what it was said of


def routes() -> list[Route]:
    """A mention by where it begins."""
    from starlette.routing import Route

    return [Route("/text/{number:int}/at/{start:int}", mentioned)]


def shown(request: Request, name: str, about: Asked, block: int, **values: Any) -> Response:
    """The panel alone for a script, else a page of its own."""
    values |= {
        "block": block,
        "number": about.number,
        "audience": about.audience,
        "draft": about.text.document.name,
        "back": about.address(block),
    }
    if request.query_params.get("part") == "1":
        return part(name, **values)
    return page(request, "alone", here="/text", inner=f"{name}.html", **values)


# A mention -----------------------------------------------------------------------------------------


def mentioned(request: Request) -> Response:
    """The mention that begins at a place of a draft."""
    about = asked(request)
    mention = about.text.mention_at(request.path_params["start"])
    if mention is None:
        missing()
    return about_mention(request, about, mention)


def about_mention(request: Request, about: Asked, mention: Mention) -> Response:
    """What is known of a mention, and its answers."""
    own = mention if mention.rule == BY_REVIEWER else _whole(about, mention)
    question = next((q for q in about.state.prepared.questions if any(_is(own, m) for m in q.mentions)), None)
    targets = _targets(about, own)
    return shown(
        request,
        "mention",
        about,
        about.text.block_of(mention.span.start),
        heading=STATUSES[about.text.status(mention)][1].split(":")[0].capitalize(),
        words=mention.text,
        facts=list(_facts(about, own)),
        question=question,
        for_all=_for_all(question, about) if question and len(question.mentions) > 1 else [],
        here_only=list(_here_only(about, own)),
        target=next(iter(targets)),
        standing=holding(about, targets),
        can_add=mention.status == "keep" and mention.label in ENTITY_LABELS,
        people=people(about.state),
        labels=KINDS,
        guess=own.label,
        seen=about.state.version,
        at=mention.span.start,
    )


def _is(one: Mention, other: Mention) -> bool:
    return one.document == other.document and one.span == other.span


def _whole(about: Asked, mention: Mention) -> Mention:
    """The mention as it was found, where a passage has taken a part of it."""
    found = about.state.prepared.reviewed.mentions
    return next((m for m in found if m.document == mention.document and m.span.covers(mention.span)), mention)


def _targets(about: Asked, mention: Mention) -> dict[str, str]:
    """What answers that hold for a mention hang on, its own first; each with what that is, for people."""
    if mention.rule == BY_REVIEWER:
        picked = [d.target for d in standing(about.state.ledger) if is_passage(d.target)]
        there = passages_at(picked, [about.text.document])
        own = {t: "these words" for t, (_, span) in there.items() if span.covers(mention.span)}
        return own or {passage_target(about.text.document, mention.span): "these words"}
    targets = {mention_target(mention): "this place", words_target(mention): "these words everywhere"}
    return targets | ({mention.entity: "everything that means the same"} if mention.entity else {})


def _facts(about: Asked, mention: Mention) -> Iterator[tuple[str, str]]:
    prepared = about.state.prepared
    entity = prepared.reviewed.entities.get(mention.entity)
    if entity and entity.role != AMBIGUOUS:
        yield "Means", f"{entity.name} ({entity.id}{f', {entity.role}' if entity.role else ''})"
        yield "Printed as", prepared.key.get(entity.id, "") or "[undecided]"
    elif entity:
        yield "May mean", " or ".join(candidates_of(entity))
    if words := about.text.rewordings.get(mention.span):
        yield "Printed here", words
    if mention.rule == BY_REVIEWER:
        return
    yield "Kind", mention.label
    if mention.value:
        yield "Read as", mention.value
    yield "Found by", f"{mention.rule} (score {mention.score:.2f})"
    if mention.reason:
        yield "Reason", mention.reason


def _for_all(question: Question, about: Asked) -> list[Choice]:
    """The answers to a question for all its places; keys of the one place are left to it."""
    offered = choices(question, about.state.prepared.reviewed.entities)
    return [
        replace(c, key=FOR_ALL.get(c.key, "" if c.key.isdigit() else c.key), says=f"{c.says} (all)")
        for c in offered
    ]


def _here_only(about: Asked, mention: Mention) -> Iterator[Choice]:
    """What can be answered for one place."""
    entities = about.state.prepared.reviewed.entities
    removed = about.text.removed
    if mention.rule == BY_REVIEWER:
        yield from passage_choices()
        return
    entity = entities.get(mention.entity)
    ambiguous = entity is not None and entity.role == AMBIGUOUS
    nameless = mention.label in ENTITY_LABELS and entity is None  # treated, it would print [undecided]
    if mention.status != "replace" and not ambiguous and not nameless:
        yield Choice("y", "Treat it", "confirm")
    if mention.status != "keep":
        yield Choice("n", "Leave these words", "dismiss")
    meant = candidates_of(entity) if entity and ambiguous else bearers_of(mention, entities)[1:]
    for n, id_ in enumerate(meant[:9], 1):
        yield Choice(str(n), f"It is {entities[id_].name if id_ in entities else id_} ({id_})", "link", id_)
    if mention.label in ENTITY_LABELS | {"QUASI"}:
        yield Choice("i", "It is…", "link", asks="who")
    if entity and mention.label in ENTITY_LABELS and not ambiguous:
        yield Choice("s", "Somebody else of that name…", "split", asks="a working name for the other one")
    yield Choice("w", "Print other words…", "rewrite", asks="words to print instead")
    yield Choice("x", f"Remove, print {removed}", "rewrite", removed)


def passage_choices() -> list[Choice]:
    """What can be answered for words that a person picked out."""
    return [
        Choice("w", "Print other words…", "rewrite", asks="words to print instead"),
        Choice("x", "Remove these words", "remove"),
        Choice("i", "They mean… (here only)", "link", asks="who"),
    ]


def holding(about: Asked, targets: dict[str, str]) -> list[Holds]:
    """The newest answer that stands on each target, with its line of the ledger; and how its name was added."""
    stands = {id(d): d for d in standing(about.state.ledger) if d.action not in RECORDS}
    newest: dict[tuple[str, str], tuple[int, Decision]] = {}
    added = 0
    for line, decision in enumerate(about.state.ledger, 1):
        added += decision.action == "add"
        if decision.action == "add" and f"A{added}" in targets and id(decision) in stands:
            newest[f"A{added}", "add"] = line, decision
        elif decision.target in targets and id(decision) in stands:
            newest[decision.target, ""] = line, decision
    return [Holds(n, d.action, d.value, d.by, d.at, targets[t]) for (t, _), (n, d) in newest.items()]
