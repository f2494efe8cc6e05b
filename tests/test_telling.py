"""Phrases in everyday words that tell of one family are put before the reviewer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from redact.detect import telling
from redact.detect.features import tokens_of
from redact.detect.overlaps import resolve_overlaps
from redact.detect.telling import RULE, telling_in, telling_mentions, with_a_core, with_likely_words
from redact.errors import UnreadableError
from redact.model import Mention, Span
from redact.rules import Rules, load_rules

PLAIN = (
    "The health visitor rang the GP and an appointment was offered.",
    "No further action was taken and the case was closed.",
    "The review covers the period from the birth of the child to the date of the incident.",
)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def mention(text: str, words: str, rule: str, status: str, label: str = "QUASI", value: str = "") -> Mention:
    start = text.index(words)
    return Mention("d", Span(start, start + len(words)), words, label, rule, 0.5, status, value)  # type: ignore[arg-type]


def found(texts: list[str], rules: Rules) -> list[list[str]]:
    phrases = telling_in(texts, rules)
    return [[t[p.start : p.end] for p in each] for t, each in zip(texts, phrases, strict=True)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Her uncle stuffs polar bears for museums.", "stuffs polar bears for museums"),
        ("At nine he was dragged from a well by a passing postman.", "dragged from a well"),
        ("Dad juggles chainsaws at county fairs.", "juggles chainsaws at county fairs"),
    ],
)
def test_a_striking_fact_that_no_list_has_is_found_with_every_word(
    text: str, told: str, rules: Rules
) -> None:
    """Every word of a fact in everyday words lies in a phrase."""
    assert any(told in phrase for phrase in found([text], rules)[0])


def test_what_every_review_says_is_not_found(rules: Rules) -> None:
    """Ordinary sentences of reviews have no telling phrase."""
    assert found(list(PLAIN), rules) == [[], [], []]


def test_texts_do_not_change_each_others_phrases(rules: Rules) -> None:
    """A text gives the same phrases by itself and beside others, empty ones among them."""
    told = "Dad juggles chainsaws at county fairs."
    assert found(["", PLAIN[0], told, ""], rules) == [[], [], found([told], rules)[0], []]


def test_no_text_at_all_gives_nothing(rules: Rules) -> None:
    """A document without words is no error."""
    assert list(telling_in([], rules)) == []
    assert found([""], rules) == [[]]


def test_a_phrase_yields_to_names_and_says_what_it_may_be(rules: Rules) -> None:
    """Until names are cut out of it each phrase is only watched, and its reason has words of a person."""
    text = "Dad juggles chainsaws at county fairs."
    (phrases,) = telling_in([text], rules)
    mentions = list(telling_mentions(phrases, text, "d", 100))
    assert {m.status for m in mentions} == {"watch"}
    assert all(m.reason.startswith("may be ") and m.span.start >= 100 for m in mentions)


@pytest.mark.parametrize(
    "text", ["\u202e\u0301" * 300, '"' * 4000, "🦀 " * 3000, "a\x00b " * 500, "“" * 999 + "x”"]
)
def test_hostile_text_is_no_error(text: str, rules: Rules) -> None:
    """Marks, signs and null characters are words like others."""
    list(telling_in([text], rules))


def test_words_of_a_long_quotation_are_marked_and_those_of_a_short_one_otherwise(rules: Rules) -> None:
    """What somebody said at length is told apart from a word in quotation marks."""
    words = telling.words_of(rules)
    tokens = tokens_of(["He said “go away from my door” to “Mum” then."], words, 0)
    assert tokens.quoted.tolist() == [0, 0, 0, 2, 2, 2, 2, 2, 0, 0, 0, 1, 0, 0, 0]


def test_what_is_left_of_a_phrase_beside_a_name_stays_only_with_a_likely_word() -> None:
    """Of 'He came with Jo to juggle chainsaws', cut at the name, the first words are no mention."""
    text = "He came with Jo to juggle chainsaws"
    core = f"{text.index('juggle')}-{len(text)}"
    phrase = mention(text, text, RULE, "watch", value=core)
    name = mention(text, "Jo", "known", "replace", "PERSON")
    left = list(with_a_core(resolve_overlaps([phrase, name], text)))
    assert [(m.text, m.value) for m in left] == [("Jo", ""), ("to juggle chainsaws", "")]


def test_a_sure_phrase_is_asked_about_and_swallows_no_name() -> None:
    """Beside the name in it, what is left is a question of its own; one that is only likely is watched."""
    text = "He came with Jo to juggle chainsaws at fairs"
    name = mention(text, "Jo", "known", "replace", "PERSON")
    for kind, may_ask, status in (("+", True, "flag"), ("-", True, "watch"), ("+", False, "watch")):
        core = f"{text.index('juggle')}{kind}{len(text)}"
        phrase = replace(mention(text, text, RULE, "watch", value=core), score=telling.SURE_SCORE)
        left = list(with_a_core(resolve_overlaps([phrase, name], text), may_ask))
        assert [(m.text, m.status) for m in left] == [
            ("Jo", "replace"),
            ("to juggle chainsaws at fairs", status),
        ]


def test_a_few_words_left_of_a_sure_phrase_are_watched() -> None:
    """They are mostly wrong; where somebody lives is told by the name of the place alone."""
    for text, place, told in (
        ("juggles chainsaws at Fenby", "Fenby", [("juggles chainsaws at", "watch")]),
        ("The boy was born in Fenby", "Fenby", []),
        ("and lives in Fenby", "Fenby", []),
    ):
        phrase = replace(mention(text, text, RULE, "watch", value="4+11 12+16"), score=telling.SURE_SCORE)
        name = mention(text, place, "known", "replace", "PLACE")
        left = with_a_core(resolve_overlaps([phrase, name], text))
        assert [(m.text, m.status) for m in left] == [*told, (place, "replace")]


def test_a_text_without_a_word_of_children_is_no_review(rules: Rules) -> None:
    """A judgment is none of the texts that the network learned from; of a short text nobody can say."""
    judgment = "The applicant lodged an appeal against the decision of the regional court. " * 40
    assert not telling.is_of_a_review(judgment, rules)
    assert telling.is_of_a_review(judgment + "The child’s mother told her school. " * 4, rules)
    assert telling.is_of_a_review("The applicant lodged an appeal.", rules)


def test_a_pattern_swallows_no_whole_sentence_of_likely_words() -> None:
    """Six words to either side at most belong to what a pattern found."""
    text = "one two three four five six seven eight Irish nine"
    words = [(text.index(w), text.index(w) + len(w)) for w in text.split() if w != "Irish"]
    phrase = mention(text, text, RULE, "watch", value=" ".join(f"{a}-{b}" for a, b in words))
    flag = mention(text, "Irish", "pattern x", "flag")
    assert [m.text for m in with_likely_words([phrase, flag], text)][
        1
    ] == "three four five six seven eight Irish nine"


def test_what_is_left_of_a_sure_phrase_is_sure_only_with_a_sure_word() -> None:
    """Of 'A tinker family, Irish', sure by its last word, the first are watched; 'The family were' tells nothing."""
    for text, cores, told in (
        ("A tinker family, Irish", "2-8 17+22", [("A tinker family", "watch", telling.SCORE)]),
        ("The family were Irish", "4-10 16+21", []),
    ):
        phrase = replace(mention(text, text, RULE, "watch", value=cores), score=telling.SURE_SCORE)
        irish = mention(text, "Irish", "pattern x", "flag")
        left = with_a_core(resolve_overlaps([phrase, irish], text))
        assert [(m.text, m.status, m.score) for m in left] == [*told, ("Irish", "flag", 0.5)]


def test_a_phrase_is_sure_by_its_likeliest_word(monkeypatch: pytest.MonkeyPatch, rules: Rules) -> None:
    """The chance from which it is asked about is that of one word."""
    text = "Dad juggles chainsaws at county fairs."
    sure = [
        monkeypatch.setattr(telling, "SURE", at) or [bool(p.sure) for p in next(telling_in([text], rules))]
        for at in (0.0, 1.1)
    ]
    assert sure == [[True], [False]]


def test_an_article_before_a_name_is_left_to_the_name() -> None:
    """What is left of a phrase does not end with 'the': it belongs to the mention behind it."""
    text = "sells eels at the Crescent"
    phrase = mention(text, "sells eels at the", RULE, "watch", value="0-10")
    assert [m.text for m in with_a_core([phrase])] == ["sells eels at"]


def test_likely_words_beside_a_pattern_are_flagged_with_it() -> None:
    """'fought in' is asked about together with 'the Falklands', and is no question of its own."""
    text = "He fought in the Falklands"
    phrase = mention(text, "fought in the Falklands", RULE, "watch", value="3-9 10-12 13-16 17-26")
    flag = mention(text, "the Falklands", "pattern quasi-country", "flag")
    wider = list(with_likely_words([phrase, flag], text))
    assert wider[1].text == "fought in the Falklands"
    assert [m.text for m in with_a_core(resolve_overlaps(wider, text))] == ["fought in the Falklands"]


def test_a_flag_does_not_grow_over_a_name_or_past_a_comma() -> None:
    """Words of another mention, and those behind a comma, are not taken in."""
    text = "saw Jo fence, a duck"
    phrase = mention(text, text, RULE, "watch", value="0-3 4-6 7-12 16-20")
    name = mention(text, "Jo", "known", "replace", "PERSON")
    flags = [mention(text, words, "pattern quasi-animal", "flag") for words in ("fence", "duck")]
    assert [m.text for m in with_likely_words([phrase, name, *flags], text)][2:] == ["fence", "duck"]


def test_missing_weights_are_an_error_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its weights the program stops and says what to do, and does not find less in silence."""
    monkeypatch.setattr(telling, "WEIGHTS", tmp_path / "telling.npz")
    telling._network.cache_clear()
    try:
        with pytest.raises(UnreadableError, match="install redact again"):
            telling._network()
        (tmp_path / "telling.npz").write_bytes(b"PK\x03\x04 cut short")
        with pytest.raises(UnreadableError, match="install redact again"):
            telling._network()
    finally:
        telling._network.cache_clear()
