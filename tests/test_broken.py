"""Reading words that typing has broken apart."""

from __future__ import annotations

import pytest

from redact.detect.broken import plainly, readings
from redact.detect.known import find_known, know
from redact.detect.patterns import find_patterns
from redact.model import Entity
from redact.rules import load_rules

CAST = [
    Entity("p1", "PERSON", "Isolde Fernyhalgh-Pocklish"),
    Entity("p2", "PERSON", "Tenzinlha"),
]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Then Ferny-\nhalgh came", "Then Fernyhalgh came"),
        ("Then Ferny\u00ad\r\n  halgh came", "Then Fernyhalgh came"),
        ("Then I s o l d e came", "Then Isolde came"),
        ("Then I.s.o.l.d.e came", "Then Isolde came"),
        ("Then Iso**l**de came", "Then Isolde came"),
        ("Then \u202eedlosI\u202c came", "Then \u202eIsolde\u202c came"),
    ],
)
def test_a_broken_word_is_read_whole(text: str, read: str) -> None:
    """The reading has the word, and leads each character back to where it stands."""
    [(joined, origin)] = readings(text)
    assert joined == read
    assert [text[at] for at in origin] == list(read)


@pytest.mark.parametrize(
    "text", ["Plain words, a well-known name.", "A B C", "e.g. J. E. S.", "2 * 3 * 4 = 24", "**bold** words"]
)
def test_words_that_are_whole_are_not_read_otherwise(text: str) -> None:
    """No reading where nothing is broken."""
    assert not list(readings(text))


@pytest.mark.parametrize(
    "name",
    [
        "I s o l d e",
        "I S O L D E",
        "I.s.o.l.d.e",
        "I-s-o-l-d-e",
        "Iso**l**de",
        "Ferny-\nhalgh",
        "\u202eedlosI\u202c",
        "T e n z i n l h a",
    ],
)
def test_a_known_name_is_found_however_it_is_broken(name: str, rules) -> None:
    """The mention covers all that stands for the name, as written."""
    text = f"Then {name} was seen."
    known = know(CAST, rules)
    found = [m for m in find_known(text, "a", known, rules) if m.status == "replace"]
    assert any(set(name) - set("\u202e\u202c") <= set(m.text) for m in found)
    assert all(text[m.span.start : m.span.end] == m.text for m in found)


def test_a_run_of_letters_that_is_no_name_is_nobody(rules) -> None:
    """Letters in a row are read together, and mean nothing where nobody is called so."""
    assert not list(find_known("Options A B C D E and T.e.s.t.", "a", know(CAST, rules), rules))


def test_unseen_characters_do_not_hide_a_number(rules) -> None:
    """The whole stretch is found, the unseen characters inside it included."""
    text = "The NHS number 999\u200b000\u200b0018 was wrong."
    assert plainly(text)[0] == "The NHS number 9990000018 was wrong."
    [found] = [one for one in find_patterns(text, rules) if one.label == "ID.NHS"]
    assert text[found.start : found.end] == "999\u200b000\u200b0018"


#: Signs that hold the parts of a number apart.
SIGNS = ("\t", "   ", "\u2003", "\u202f", "\u2009 ", " - ", " – ", " / ", "\u2028", "\u2011", "-")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Call 07700 \n900123 now.", "PHONE"),
        ("He lived at ZA9 \n9AA then.", "POSTCODE"),
        ("He lived at ZA9\r\n9AA then.", "POSTCODE"),
        ("The NHS number 999 \n000 0018 was wrong.", "ID.NHS"),
        ("The NHS number 999 000 \n  0018 was wrong.", "ID.NHS"),
        *((f"Call 07700{sign}900123 now.", "PHONE") for sign in SIGNS),
        *((f"He lived at ZA9{sign}9AA then.", "POSTCODE") for sign in SIGNS),
    ],
)
def test_numbers_over_the_end_of_a_line(text: str, label: str) -> None:
    """Blanks beside a line end, as e-mails have them, do not part a number."""
    found = [one for one in find_patterns(text, load_rules()) if one.label == label]
    assert found


def test_the_line_end_before_a_day_stays_one() -> None:
    """A line that begins with a day after a line that ends with a figure is no number of both."""
    text = "They met in 2014\n14/3 Home visit\n"
    assert all("\n" not in text[one.start : one.end] for one in find_patterns(text, load_rules()))
