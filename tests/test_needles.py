"""What a pattern needs is read from it, and never asks for more than the pattern itself does."""

from __future__ import annotations

import sys
import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.detect.needed import entity_type, needed_of
from redact.rules import compiled, load_rules
from redact.rules.needles import Needs, needles_of, needs_of_pieces, plain

RULES = load_rules()
PIECES = needs_of_pieces(RULES.pieces, RULES.lists)
#: All that Python knows; of what is newer in Unicode it cannot tell the case.
EVERY_CHARACTER = "".join(
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in {"Cn", "Cs"}
)


def misses(needles: tuple[frozenset[str], ...], text: str) -> bool:
    """Whether *text* lacks all words of one of *needles*, so that a pattern would not be tried on it."""
    return not all(any(word in plain(text) for word in words) for words in needles)


# What is read from a pattern --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("cats?", [{"cat"}]),
        (r"(?:red|blue)\s{1,2}car", [{"red car", "blue car"}]),
        (r"\bA&E\b", [{" a e "}]),
        (r"\p{Lu}\w+\s(?:Street|Road)(?![\p{L}\p{N}_])", [{" street ", " road "}]),
        (r"(?<=said\s)\w+", [{"said "}]),
        (r"(?<!\w)ten(?!dollars)", [{" ten"}]),
        (r"\d{2}[/.]\d{4}", [{"00 0000"}]),
        ("(?i:one)(?P<rest>.*)two", [{"one"}, {"two"}]),
        ("tell(?:er|ing){0,9}", [{"tell"}]),
        (r"(?>[Nn]anny)\K's", [{"nanny s"}]),
        ("{{list:few}}", [{"ann", "o brien"}]),
        ("{{list:none}}", [set()]),
    ],
)
def test_words_of_a_pattern(pattern: str, wanted: list[set[str]]) -> None:
    """Of each set of words that a pattern is sure to hold, one has to be in a text."""
    few = {"list:few": Needs(frozenset({"ann", "o brien"})), "list:none": Needs(frozenset())}
    assert [set(words) for words in needles_of(pattern, few)] == wanted


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w+",
        "(?!dog)[^x]+",
        "(?:dog|.+)",
        "(?:dog)*",
        "word(?R)?",
        "(?:word){e<=1}",
        "(a)?(?(1)word|other)",
        "(?x)w o r d",
        "[[a]word",
        "word)",
        "(word",
        "{{unknown}}",
    ],
)
def test_what_is_not_understood_asks_for_nothing(pattern: str) -> None:
    """A pattern of an unknown kind, or one that any text may match, is tried on every text."""
    assert needles_of(pattern, {}) == ()


# It never asks for more than the pattern does ------------------------------------------------------------

ATOMS = st.sampled_from(
    r"a|b|ab|A|é|ß|-|'|’|3|½|_|\.|\s|\d|\b|\w|\W|.|^|$|[ab]|[^a]|[\s\-]|[1-9]|[a-c]|(?<!\w)|(?!\w)|"
    r"(?<![\p{L}\p{N}_])|\u0061|(?=a)|(?<=b)|(?!a)|(?i:ab)|\K".split("|")
)
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(inner, st.sampled_from("? * + {2} {0,2} {1,3} {,2} {2,} +? ++".split())).map(
            lambda both: f"(?:{both[0]}){both[1]}"
        ),
        inner.map(lambda one: f"(?={one})"),
    ),
    max_leaves=8,
)


@settings(max_examples=1000, deadline=None)
@given(PATTERNS, st.text("abAB éßẞ-'’34½_.\n\u0301\u00a0ſKİıi", max_size=12), st.booleans())
def test_no_match_is_missed(pattern: str, text: str, ignore_case: bool) -> None:
    """Whatever text any pattern matches holds the words that were read from the pattern."""
    if regex.search(pattern, text, regex.IGNORECASE if ignore_case else 0):
        assert not misses(needles_of(pattern, {}), text)


def test_every_pattern_is_tried_on_what_it_matches() -> None:
    """On the examples of all recognizers, also in capitals and as typeset, no pattern of the rules is passed over."""
    needed = needed_of(RULES)
    patterns = [
        (own, compiled(one, at))
        for one in RULES.recognizers
        for at in range(len(one.written))
        for rows in needed.rows.values()
        for (_, own), row in rows.items()
        if (entity_type(one), at) in row
    ]
    assert len(patterns) == sum(len(one.written) for one in RULES.recognizers)
    for one in RULES.recognizers:
        for example in one.finds:
            text = regex.sub(r"\[([^\]]*)\]\([A-Z_.]+\)", r"\1", example)
            for typed in (text, text.upper().replace("'", "’").replace(" ", "\u00a0")):
                met = needed.needles.in_(plain(typed))
                passed_over = [pattern for own, pattern in patterns if own & ~met]
                assert not [p.pattern[:80] for p in passed_over if p.search(typed)]


def test_characters_that_match_each_other_read_the_same() -> None:
    """What a letter matches without regard to case is compared as the same letter, in all of Unicode."""
    used = {c for words in PIECES.values() for word in words.exact or () for c in word}
    for letter in sorted(used | set("ßæøłιµåſ")):
        found = regex.findall(regex.escape(letter), EVERY_CHARACTER, regex.IGNORECASE)
        assert {plain(c) for c in found} <= {plain(letter)}


@pytest.mark.parametrize(
    ("kind", "wanted"), [(r"\s", "  "), (r"\d", " 0 "), (r"\W", "  "), (r"[^\p{L}\p{N}_]", "  ")]
)
def test_spaces_digits_and_boundaries(kind: str, wanted: str) -> None:
    """All that is no letter and no number reads as a space, and every digit as the same digit."""
    assert {plain(c) for c in regex.findall(kind, EVERY_CHARACTER)} == {wanted}


def test_patterns_without_words_are_tried_on_every_text() -> None:
    """A text without any word still meets the patterns that need none."""
    assert ("EMAIL|e-mail", 0) in needed_of(RULES).of("x@example.org")
    assert ("EMAIL|e-mail", 0) not in needed_of(RULES).of("no sign of one")  # it requires an @
