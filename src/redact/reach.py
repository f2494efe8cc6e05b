"""How far an answer reaches: to the places that its question showed, each by itself, and no further.

A decision on a name or on words becomes one on each of its places where a later draft could stretch it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from redact.link import AMBIGUOUS
from redact.model import Decision, Mention
from redact.review import LEFT_BY_HAND, Reviewed
from redact.targets import is_apart, mention_target, still_says, words_target

#: Answers by which words go, also where they had been left.
TREATS = frozenset({"confirm", "link", "rewrite"})


def all_spelled_out(decisions: Sequence[Decision], reviewed: Reviewed) -> list[Decision]:
    """Decisions that are given together, each spelled out as below; what is said of one place goes before what is
    said of all of them, in whatever order the rows stand; of a 'no' and a later 'yes' to the same the 'yes' holds.
    """
    own = {decision.target for decision in decisions}
    treats = {decision.target: at for at, decision in enumerate(decisions) if decision.action in TREATS}
    decisions = [
        one for at, one in enumerate(decisions) if one.action != "dismiss" or treats.get(one.target, -1) < at
    ]
    return [
        one
        for decision in decisions
        for one in spelled_out(decision, reviewed)
        if one.target == decision.target or one.target not in own
    ]


def spelled_out(decision: Decision, reviewed: Reviewed) -> list[Decision]:
    """A decision on an entity or on words as decisions on each mention, where a later draft could stretch it.

    A 'no' to a name or to words, and who is meant where several could be, are said of the mentions that the
    reviewer saw: never of one that is sure, and never of one that a new draft brings. A 'yes' to what was left at all
    of its places takes back those.
    """
    if decision.target.startswith("w-"):
        return _on_each_place(decision, reviewed)
    entity = reviewed.entities.get(decision.target)
    if entity is None:
        return [decision]
    asked = [m for m in entity.mentions if not is_apart(m)]  # others were asked about by themselves
    if entity.role == AMBIGUOUS and decision.action in {"link", "merge", "undo"}:
        action = "link" if decision.action == "merge" else decision.action
        own = [decision] if decision.action == "undo" or not asked else []
        return own + _each(replace(decision, action=action), asked)
    if decision.action == "undo":  # of what was left: a 'yes' of its own is not taken back with it
        return [decision, *_each(decision, [m for m in asked if m.status == "keep"])]
    if decision.action == "dismiss":
        return _left(decision, asked, reviewed)
    whole = not any(m.status == "replace" for m in asked)  # nobody is named anew for one place that was left
    if decision.action == "confirm" or (whole and decision.action in {"rename", "role", "merge"}):
        return [decision, *_each(replace(decision, action="confirm", value=""), _left_by_hand(asked))]
    return [decision]


def _left_by_hand(mentions: Sequence[Mention]) -> list[Mention]:
    """The places that somebody left, where none is open: whoever answers 'yes' then speaks of those."""
    return (
        [] if any(m.is_open for m in mentions) else [m for m in mentions if m.reason.startswith(LEFT_BY_HAND)]
    )


def _on_each_place(decision: Decision, reviewed: Reviewed) -> list[Decision]:
    """A 'no' to words, or a rewording that still holds them, for each place that is open; an undo for each that was left."""
    doubted = {*reviewed.doubted.get(decision.target, ())}
    if decision.action == "undo":
        left = [m for m in reviewed.mentions if m.status == "keep" and mention_target(m) in doubted]
        return [decision, *_each(decision, left)]
    those = [
        m for m in reviewed.mentions if words_target(m) == decision.target or mention_target(m) in doubted
    ]
    if decision.action == "dismiss" or any(still_says(decision, m) for m in those):
        return _left(decision, those, reviewed)
    return [decision, *(_each(decision, _left_by_hand(those)) if decision.action in TREATS else ())]


def _left(decision: Decision, asked: Iterable[Mention], reviewed: Reviewed) -> list[Decision]:
    """What leaves words, for each of the places that are open.

    Where a sure place has the very same words around it, or none is open, it stays as it is: so it reaches nothing sure.
    """
    places = [m for m in asked if m.is_open]
    sure = {mention_target(m) for m in reviewed.mentions if m.status == "replace"}
    alike = any(mention_target(m) in sure for m in places)
    return [decision] if alike or not places else _each(decision, places)


def _each(decision: Decision, mentions: Iterable[Mention]) -> list[Decision]:
    return [replace(decision, target=target) for target in dict.fromkeys(map(mention_target, mentions))]
