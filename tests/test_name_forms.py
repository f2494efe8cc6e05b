"""A label says who is meant; 'another name' stands for it only where the sentence tells another name of that person."""

from __future__ import annotations

import pytest

from redact.grammar.forms import OTHER_NAME, as_forms
from redact.grammar.phrase import Borders
from redact.model import Block, Mention, Replacement, Span
from redact.rules import load_rules

RULES = load_rules()


def printed(draft: str, **people: str) -> str:
    """*draft*, in which each name of *people* stands for its entity, as it is printed."""
    found = sorted((at, name) for name in people for at in range(len(draft)) if draft.startswith(name, at))
    mentions = [
        Mention("a", Span(at, at + len(name)), name, "PERSON", "known", 1.0, "replace", entity=people[name])
        for at, name in found
    ]
    pairs = [(m, Replacement(m.span, people[m.text].upper(), people[m.text], "pseudonym")) for m in mentions]
    borders = Borders(draft, [Block(Span(0, len(draft)), "paragraph")], mentions)
    text = draft
    for made in reversed(list(as_forms(pairs, borders, RULES.wording))):
        text = text[: made.span.start] + made.text + text[made.span.end :]
    return text


@pytest.mark.parametrize(
    ("draft", "people", "wanted"),
    [
        ("Darren was violent. He was known to the police, as Callum was.", {"Darren": "f", "Callum": "u"}, "as U was."),
        ("Darren was hit. He was known to the police, as Daz.", {"Darren": "f", "Daz": "f"}, "as F."),
        ("Joanne was asked. She was known to them as Darren was not.", {"Joanne": "m", "Darren": "f"}, "as F was not."),
        ("Darren rang. He was known to them as Darren was.", {"Darren": "f"}, "as F was."),
        ("Tyler came. He was known as Spud. Spud was hit.", {"Tyler": "t", "Spud": "s"}, "as S. S was hit."),
        ("Tyler met Jo. He was known as Spud.", {"Tyler": "t", "Jo": "j", "Spud": "t"}, "as T."),
        ("She was known at home as Gracie.", {"Gracie": "g"}, "as G."),
    ],
)  # fmt: skip
def test_a_label_stays_where_it_says_who_is_meant(draft, people, wanted):
    """Over a comma, in a comparison, of somebody else, or of nobody who was named: no words hide a person."""
    assert OTHER_NAME not in printed(draft, **people)
    assert printed(draft, **people).endswith(wanted)


def test_another_name_of_the_person_named_last_is_told_as_one():
    """'Grace came. She was known at home as Lala' says no label twice."""
    assert printed("Grace came. She was known at home as Lala.", Grace="g", Lala="g") == (
        f"G came. She was known at home as {OTHER_NAME}."
    )
