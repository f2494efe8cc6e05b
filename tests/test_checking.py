"""Finished files from anywhere: which of detection's finds explain themselves."""

from __future__ import annotations

import pytest

from redact.checking import label_words, reads_as_label
from redact.rules import load_rules


@pytest.mark.parametrize(
    ("text", "is_label"),
    [
        ("Child G", True),
        ("CHILD", True),
        ("Half Sibling 1", True),
        ("Church Z", True),
        ("Mr K.", True),
        ("Social Worker AB", True),
        ("Faith", False),
        ("Ward", False),
        ("Mr Ward", False),
        ("Sophie Ward", False),
        ("Mr Kay", False),
        ("G", False),
    ],
)
def test_labels_of_published_reviews_explain_themselves(text: str, is_label: bool) -> None:
    """A label needs no key to be known for one; a word that people are called by is none by itself."""
    rules = load_rules()
    names = rules.list("first-names") | rules.list("surnames")
    assert reads_as_label(text, label_words(rules), names) is is_label
