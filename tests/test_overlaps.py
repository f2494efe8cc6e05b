"""Overlapping mentions become disjoint without losing a character."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from redact.detect.overlaps import SMALL_WORDS, Spread, resolve_overlaps
from redact.model import Mention, Span

TEXT = "Anna Smith High School, 14 Wren Close and on"


def mention(text: str, words: str, label: str, rule: str = "pattern x", score: float = 0.9) -> Mention:
    start = text.index(words)
    return Mention("d", Span(start, start + len(words)), words, label, rule, score, "replace")


def shown(mentions):
    return [(m.text, m.label) for m in mentions]


def test_the_longest_wins_and_the_loser_keeps_the_rest():
    """'Anna Smith' and 'Smith High School' become 'Anna' and 'Smith High School'."""
    found = [mention(TEXT, "Anna Smith", "PERSON"), mention(TEXT, "Smith High School", "SCHOOL")]
    assert shown(resolve_overlaps(found, TEXT)) == [("Anna", "PERSON"), ("Smith High School", "SCHOOL")]


def test_what_the_case_knows_goes_before_a_longer_guess():
    """A guess of the model yields to a known name inside it, and keeps what is left over."""
    found = [
        mention(TEXT, "Smith High School", "ORG", "language model"),
        mention(TEXT, "Smith", "PERSON", "known"),
    ]
    assert shown(resolve_overlaps(found, TEXT)) == [("Smith", "PERSON"), ("High School", "ORG")]


def test_a_name_beats_what_stays_where_both_cover_the_same_words():
    """A mother called Laming is still found although Laming is on a list of authors."""
    found = [
        mention(TEXT, "Smith", "PERSON", "known"),
        Mention("d", Span(5, 10), "Smith", "PERSON", "kept", 1.0, "keep"),
    ]
    assert [m.status for m in resolve_overlaps(found, TEXT)] == ["replace"]


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from("ABC"), st.booleans()), max_size=12
    )
)
def test_no_flagged_letter_is_ever_lost(rows):
    """The letters and digits covered after are those covered before, and no two mentions overlap."""
    text = "at of, efg-hij klm'no 1234 pq. Rst uvw (xyz) abc def"
    found = []
    for start, length, label, guess in rows:
        end = min(start + length, len(text))
        if start < end:
            rule = "language model" if guess else "known"
            found.append(Mention("d", Span(start, end), text[start:end], label, rule, 0.5, "replace"))
    resolved = resolve_overlaps(found, text)
    before = {i for m in found for i in range(m.span.start, m.span.end) if text[i].isalnum()}
    after = {i for m in resolved for i in range(m.span.start, m.span.end) if text[i].isalnum()}
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\w+", text)]
    for lost in before - after:
        assert any(a <= lost < b and word in SMALL_WORDS for a, b, word in words)
    assert after <= before
    assert all(a.span.end <= b.span.start for a, b in pairwise(resolved))


def test_spread_answers_like_a_search_through_all() -> None:
    """Whether spans cover another, and which overlap it, is the same as by looking at each of them."""
    spans = [Span(0, 30), Span(2, 4), Span(2, 9), Span(8, 12), Span(29, 31), Span(40, 41)]
    spread = Spread(reversed(spans))
    for start in range(45):
        for end in range(start + 1, 46):
            one = Span(start, end)
            assert spread.covers(one) == any(span.covers(one) for span in spans)
            assert list(spread.overlapping(one)) == [span for span in spans if span.overlaps(one)]
    assert not Spread([]).covers(Span(0, 1))
