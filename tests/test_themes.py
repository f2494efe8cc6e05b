"""The themes of learning: each proves itself by its own examples, and what is wrong in the rules is said with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from redact.errors import RulesError
from redact.rules import rules_folder
from redact.rules.phrases import folded, has_phrase, stem
from redact.rules.themes import Theme, read_themes, themes_of

THEMES = read_themes(rules_folder())


def examples(key: str) -> list[object]:
    """Every example of every theme as a test of its own."""
    return [
        pytest.param(theme, example, id=f"{theme.id}-{at}")
        for theme in THEMES
        for at, example in enumerate(getattr(theme, key), 1)
    ]


@pytest.mark.parametrize(("theme", "example"), examples("matches"))
def test_theme_matches(theme: Theme, example: str) -> None:
    """A theme is found in each sentence that its rule gives for it."""
    assert theme in themes_of(example, THEMES)


@pytest.mark.parametrize(("theme", "example"), examples("leaves"))
def test_theme_leaves(theme: Theme, example: str) -> None:
    """A theme is not found in the sentences that its rule sets aside."""
    assert theme not in themes_of(example, THEMES)


def test_themes_of_the_field_are_there() -> None:
    """The issues that national analyses name are themes."""
    assert len(THEMES) >= 20
    assert {
        "information-sharing", "professional-curiosity", "escalation", "childs-voice", "absent-men", "over-optimism",
        "domestic-abuse", "neglect", "thresholds", "supervision", "disguised-compliance", "transitions",
        "mental-health", "substance-use", "housing", "culture-language", "recording", "workload",
    } <= {theme.id for theme in THEMES}  # fmt: skip


@pytest.mark.parametrize(
    "forms",
    [
        ("share", "shared", "sharing", "shares"),
        ("agency", "agencies"),
        ("plan", "planned", "planning", "plans"),
        ("child", "children", "child's", "child’s", "Children"),
        ("cafe", "café"),
        ("see", "seen", "sees", "seeing"),
        ("miss", "missed", "misses", "missing"),
    ],
)
def test_endings_do_not_count(forms: tuple[str, ...]) -> None:
    """The forms of one word are folded to the same."""
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("share ... information", "They shared some of the information.", True),
        ("share ... information", "They shared lunch. Information was held elsewhere.", False),
        ("share ... information", "They shared one two three four five information.", False),
        ("over-optimism", "over optimism", True),
        ("neglect", "negligence", False),
        ("clare's law", "under Clare’s Law", True),
    ],
)
def test_phrase_is_found_within_a_sentence(phrase: str, text: str, found: bool) -> None:
    """A gap is four words at most and never passes the end of a sentence."""
    assert has_phrase(folded(text), [phrase]) is found


def test_a_long_hostile_text_is_quick() -> None:
    """No phrase takes long on text made to mislead it: the work grows with the text, not with its square."""
    text = "share the " * 20_000
    assert themes_of(text, THEMES) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    heading: Join the dots\n", "", "heading: missing"),
        ("    heading: Join the dots\n", "    hedding: x\n", "unknown key"),
        ("      - share/exchange ... information\n", "      - ... information\n", "not a phrase"),
        ("      - share/exchange ... information\n", "      - share/ information\n", "not a phrase"),
        ("  - id: escalation\n", "  - id: information-sharing\n", "a theme above has the same"),
        ("  - id: escalation\n", "  - id: Esc alation\n", "small letters"),
        ("themes:\n", "themes: none\nother:\n", "unknown key"),
    ],
)
def test_a_wrong_rule_is_said_with_file_line_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What is wrong in themes.yaml is an error that names file, line and key."""
    text = (rules_folder() / "themes.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "themes.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError, match=said) as caught:
        read_themes(tmp_path)
    assert "themes.yaml: line " in str(caught.value)


def test_no_themes_is_an_error(tmp_path: Path) -> None:
    """A missing file is said; nothing goes on without themes."""
    shutil.copytree(rules_folder() / "lists", tmp_path / "lists")
    with pytest.raises(RulesError, match=r"themes\.yaml"):
        read_themes(tmp_path)
