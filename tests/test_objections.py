"""Why a decision cannot be taken: the same answer for a table, a Word file and a page."""

from dataclasses import replace

import pytest

from redact.case import Case
from redact.model import Decision, Entity, Register
from redact.objections import objection, objections
from redact.prepared import Prepared
from redact.review import Reviewed

ENTITIES = {
    "p1": Entity("p1", "PERSON", "Anna Sedgebrook", ("Sedgebrook",), "mother", listed=True),
    "E1": Entity("E1", "PERSON", "Bryn Halloway"),
    "E2": Entity("E2", "PERSON", "Cai Halloway"),
    "E3": Entity("E3", "PERSON", "Dai Thrupp"),
}


@pytest.fixture(scope="module")
def prepared(rules, tmp_path_factory):
    """A case without drafts: nothing of it is read."""
    folder = tmp_path_factory.mktemp("objections")
    (folder / "drafts").mkdir()
    reviewed = Reviewed((), ENTITIES, {})
    return Prepared(Case(folder), rules, Register(), (), reviewed, {"p1": "Mother"}, ())


def decide(action, target, value="", reason=""):
    return Decision("2031-01-01T00:00:00+00:00", "Rosa", action, target, value, reason)


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (decide("confirm", "E1"), ""),
        (decide("approve", "E1"), "should be one of"),
        (decide("rename", "E1"), "needs a value"),
        (decide("rename", "E1", "Mother"), "choose another"),
        (decide("rename", "E1", "Mr Sedgebrook"), "choose another"),
        (decide("rename", "E1", "Adult K"), ""),
        (decide("rewrite", "w-0123456789ab", "the shop"), ""),
        (decide("rewrite", "w-0123456789ab", "the shop of Sedgebrook"), "choose others"),
        (decide("add", "PERSON", "the"), "everyday words"),
        (decide("add", "PERSON", "Thrupington"), ""),
        (decide("keep", "p-0123456789ab", "a chart"), "no draft has this picture"),
        (decide("confirm", "E99"), "neither an entity"),
    ],
)
def test_it_says_why_a_decision_cannot_be_taken(prepared, decision, why):
    """'' is the answer only where nothing is wrong, and no answer begins with a place that it does not know."""
    said = objection(prepared, decision, prepared.key)
    assert why in said
    assert bool(said) is bool(why)
    assert not said.startswith(":")


def test_decisions_that_are_taken_together_are_weighed_together(prepared):
    """One new pseudonym is not given to two people, and a ring of merges is closed by the last of it."""
    rows = [
        decide("rename", "E1", "Adult K"),
        decide("rename", "E2", "Adult K"),
        decide("merge", "E1", "E2"),
        decide("merge", "E2", "E3"),
        decide("merge", "E3", "E1"),
    ]
    said = objections(prepared, rows)
    assert [bool(why) for why in said] == [False, True, False, False, True]
    assert "Sedgebrook" not in "".join(said)


def test_what_cannot_be_taken_stands_in_nobodys_way(prepared):
    """A refused merge closes no ring for a later one."""
    rows = [decide("merge", "p1", "E1"), decide("merge", "E1", "p1")]
    assert [bool(why) for why in objections(prepared, rows)] == [True, False]
    assert objections(replace(prepared, key={}), [decide("rename", "E1", "Mother")])[0] == ""
