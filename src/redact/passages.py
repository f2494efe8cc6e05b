"""Passages that a person picked out of a draft: given other words, taken out, or said to mean somebody.

A passage hangs on the paragraph that it stands in, word for word, and on where in it; the ledger holds
a digest of the paragraph and two numbers, and no text. When the paragraph is reworded in a later
draft the passage is not there any more, and is told as an answer that fits nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from redact.model import Decision, Document, Entity, Ledger, Mention, Span
from redact.review import NOT_PRINTED, Reviewed, standing
from redact.targets import block_of, is_passage, passages_at

#: What may become of a passage.
OF_PASSAGES = frozenset({"rewrite", "remove", "link", "accept", "undo"})
#: Leaves the words as they are, with a reason: what speaks of the draft itself.
LEFT = "accept"

RULE = "reviewer"
COVERED = "inside a passage that a reviewer settled"


# What the decisions make of them --------------------------------------------------------------------


def with_passages(
    reviewed: Reviewed, documents: Sequence[Document], ledger: Ledger, removed: Callable[[str], str]
) -> Reviewed:
    """The review with the passages that decisions picked out.

    *removed* gives what is printed where one was taken out, by the reason that the decision's value gives or ''.

    What was found inside a passage is settled with it, and stays known to the checks. Where two
    passages overlap the earlier one stands, and what the later one has beside it is taken out.
    """
    latest = {d.target: d for d in standing(ledger) if is_passage(d.target)}
    latest = {target: decision for target, decision in latest.items() if decision.action != LEFT}
    if not latest:
        return reviewed
    taken: dict[str, list[Span]] = {}
    passages: list[Mention] = []
    rewordings = dict(reviewed.rewordings)
    places = passages_at(latest, documents)
    for target, decision in latest.items():
        if place := places.get(target):
            document, span = place
            whole = not any(span.overlaps(other) for other in taken.get(document.name, ()))
            for piece in list(span.minus(taken.get(document.name, ()))):
                mention = _mention(document, piece, decision, reviewed.entities)
                passages.append(mention)
                if decision.action != "link":
                    kept = whole and decision.action == "rewrite"
                    why = decision.value if decision.action == "remove" else ""
                    rewordings[document.name, piece] = decision.value if kept else removed(why)
            taken.setdefault(document.name, []).append(span)
    mentions = tuple(_covered(mention, taken.get(mention.document, ())) for mention in reviewed.mentions)
    return replace(reviewed, mentions=mentions, passages=tuple(passages), rewordings=rewordings)


def _mention(document: Document, span: Span, decision: Decision, entities: Mapping[str, Entity]) -> Mention:
    meant = entities.get(decision.value) if decision.action == "link" else None
    return Mention(
        document.name,
        span,
        document.of(span),
        meant.label if meant else "QUASI",
        RULE,
        1.0,
        "replace",
        reason=f"{decision.action} by a reviewer",
        entity=meant.id if meant else "",
    )


def _covered(mention: Mention, taken: Sequence[Span]) -> Mention:
    """A mention that lies wholly inside a passage: nobody is asked about it any more."""
    if mention.is_open and any(span.covers(mention.span) for span in taken):
        return replace(mention, status="replace", reason=f"{COVERED} {NOT_PRINTED}")
    return mention


def as_printed(reviewed: Reviewed) -> tuple[Mention, ...]:
    """The mentions that editions are made from: passages, and of everything else what no passage covers."""
    if not reviewed.passages:
        return reviewed.mentions
    taken: dict[str, list[Span]] = {}
    for passage in reviewed.passages:
        taken.setdefault(passage.document, []).append(passage.span)
    rest = [piece for m in reviewed.mentions for piece in _beside(m, taken.get(m.document, ()))]
    return tuple(sorted((*rest, *reviewed.passages), key=lambda m: (m.document, m.span)))


def _beside(mention: Mention, taken: Sequence[Span]) -> Iterable[Mention]:
    """What of a mention no passage covers; a piece of a date or an age has no value of its own."""
    near = [span for span in taken if span.overlaps(mention.span)]
    if not near:
        return (mention,)
    start = mention.span.start
    return (
        replace(mention, span=s, text=mention.text[s.start - start : s.end - start], value="")
        for s in mention.span.minus(near)
    )


def objection_to_passage(
    decision: Decision, documents: Sequence[Document], mentions: Iterable[Mention], ledger: Ledger
) -> str:
    """Why this may not become of a passage; '' where it may."""
    if decision.action not in OF_PASSAGES:
        return f"a passage takes one of {', '.join(sorted(OF_PASSAGES))}"
    passages = {d.target: d.action for d in standing(ledger) if is_passage(d.target)}
    others = {target for target, action in passages.items() if action != LEFT} - {decision.target}
    places = passages_at([decision.target, *others], documents)
    place = places.pop(decision.target, None)
    if place is None:
        return "no draft has this passage now; select it again"
    if decision.action in {"undo", LEFT}:
        return ""
    document, span = place
    there = (m.span for m in mentions if m.document == document.name and m.span.overlaps(span))
    if any(not span.covers(other) for other in there):
        return "the passage cuts a name or a date in two; take it in whole"
    if any(other.name == document.name and taken.overlaps(span) for other, taken in places.values()):
        return "it overlaps a passage that is settled already; take that answer back first"
    return ""


def widened(document: Document, span: Span, mentions: Iterable[Mention]) -> Span:
    """The passage with every mention that it cuts taken in whole, as far as its paragraph goes."""
    start, end = span.start, span.end
    for mention in sorted((m for m in mentions if m.document == document.name), key=lambda m: m.span):
        if mention.span.overlaps(Span(start, end)):
            start, end = min(start, mention.span.start), max(end, mention.span.end)
    block = block_of(document, span)
    return Span(max(start, block.start), min(end, block.end)) if block else span
