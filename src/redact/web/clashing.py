"""What two reviewers said of the same words at the same time, where it is not the same.

An answer may be given to one place, to all places of the same words, or to a person or a thing as a
whole. So two answers meet where they are about the same target, and where one place is touched by both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from redact.model import Decision, Mention
from redact.review import LASTING
from redact.targets import mention_target, words_target

#: Say what somebody is called or is, and nothing of a single place.
OF_THE_WHOLE = frozenset({"rename", "role", "merge"})


def clashes(
    ours: Sequence[Decision], since: Sequence[Decision], mentions: Iterable[Mention]
) -> tuple[Decision, ...]:
    """Of what was decided *since* what others decided of the same as we, and otherwise.

    *mentions* are those of the case as it stands.
    """
    names = {own.by for own in ours}
    theirs = [each for each in since if each.by not in names and each.action not in {"add", *LASTING}]
    if not theirs:
        return ()
    places = _places(mentions)
    return tuple(each for each in theirs if any(_clash(own, each, places) for own in ours))


def _clash(own: Decision, other: Decision, places: Mapping[str, set[str]]) -> bool:
    if (own.action, own.value) == (other.action, other.value):
        return False
    if own.target == other.target:
        return True
    if {own.action, other.action} & OF_THE_WHOLE:
        return False
    return not _of(own, places).isdisjoint(_of(other, places))


def _of(decision: Decision, places: Mapping[str, set[str]]) -> set[str]:
    return {decision.target, *places.get(decision.target, ())}


def _places(mentions: Iterable[Mention]) -> Mapping[str, set[str]]:
    """For each person or thing, and for each words, the targets of the single places."""
    places: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for whole in filter(None, (mention.entity, words_target(mention))):
            places[whole].add(mention_target(mention))
    return places
