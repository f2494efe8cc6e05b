"""What two reviewers said of the same at the same time, told from what they may both say."""

from __future__ import annotations

import pytest

from redact.model import Decision, Mention, Span
from redact.targets import SELF, mention_target, words_target
from redact.web.clashing import clashes


def mention(at: int, entity: str = "E1", text: str = "Wren") -> Mention:
    """A place where *entity* is named."""
    return Mention(
        "a", Span(at, at + len(text)), text, "PERSON", "r", 0.9, "flag", entity=entity, context=f"{at}{SELF}"
    )


HERE, THERE, OTHER = mention(0), mention(10), mention(20, "E2", "Ada")
PLACE, WORDS = mention_target(HERE), words_target(HERE)


def said(target: str, action: str, value: str = "", by: str = "Sam") -> Decision:
    """A decision of somebody else, unless told otherwise."""
    return Decision("2031-02-03T10:00:00+00:00", by, action, target, value)


def met(target: str, action: str, other: Decision, value: str = "") -> int:
    """How many clashes an answer of ours has with *other*."""
    return len(clashes([said(target, action, value, "Rosa")], [other], [HERE, THERE, OTHER]))


@pytest.mark.parametrize("target", ["E1", WORDS, PLACE])
def test_answers_meet_in_a_place(target):
    """One says it of a name, of its words or of one place; the other of that place: they differ, and it is told."""
    assert met(target, "confirm", said(PLACE, "dismiss")) == 1
    assert met(PLACE, "dismiss", said(target, "confirm")) == 1
    assert met(target, "dismiss", said(PLACE, "dismiss")) == 0
    assert met(target, "confirm", said(mention_target(OTHER), "dismiss")) == 0
    assert met(target, "confirm", said("E2", "dismiss")) == 0


def test_two_places_are_two_questions():
    """The same name in another place may be somebody else."""
    assert met(mention_target(THERE), "confirm", said(PLACE, "dismiss")) == 0


def test_what_somebody_is_called_is_said_of_the_whole():
    """Two pseudonyms for one person clash; a pseudonym and an answer to one place do not."""
    assert met("E1", "rename", said("E1", "rename", "Adult 2"), "Adult 1") == 1
    assert met("E1", "rename", said("E1", "rename", "Adult 1"), "Adult 1") == 0
    assert met("E1", "rename", said(PLACE, "dismiss"), "Adult 1") == 0
    assert met("E1", "link", said("E1", "link", "E3"), "E2") == 1


def test_what_is_no_answer_meets_nothing():
    """Our own answers, names that were added, signatures and releases."""
    assert met("E1", "confirm", said("E1", "dismiss", by="Rosa")) == 0
    assert met("PERSON", "add", said("PERSON", "add", "Bea"), "Cal") == 0
    assert met("publication", "confirm", said("publication", "sign-off", "{}")) == 0
    assert met("left-0123456789ab", "accept", said("left-0123456789ab", "undo")) == 1
