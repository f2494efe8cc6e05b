"""Small changes to the text of register.yaml leave everything else as a person wrote it."""

import difflib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from redact.amending import FILE, Quoted, add, data_of, put, swap, take_out, written
from redact.errors import RulesError
from redact.rules.lined import parse_yaml
from web_case import REGISTER


def changed(before, after):
    """The lines that were taken out (-) and put in (+)."""
    rows = difflib.ndiff(before.splitlines(), after.splitlines())
    return [row for row in rows if row[0] in "+-"]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda t: put(t, ("people", 0, "name"), "Wren Elder"),
         ["-     name: Wren Alder        # as on the file", "+     name: Wren Elder        # as on the file"]),
        (lambda t: put(t, ("people", 1, "aliases"), ["Jay", "J: A"]),
         ["-   - {id: p2, name: Jane Alder, role: mother}", '+   - {id: p2, name: Jane Alder, role: mother, aliases: [Jay, "J: A"]}']),
        (lambda t: put(t, ("people", 1, "role"), ""),
         ["-   - {id: p2, name: Jane Alder, role: mother}", "+   - {id: p2, name: Jane Alder}"]),
        (lambda t: put(t, ("people", 0, "born"), "2012-02-09"), ["+     born: 2012-02-09"]),
        (lambda t: put(t, ("people", 0, "role"), ""), ["-     role: subject child"]),
        (lambda t: put(t, ("dates",), "season"), ["+ dates: season"]),
        (lambda t: put(t, ("subject",), ""), ["- subject: p1"]),
        (lambda t: add(t, "people", {"id": "p3", "name": "Tom", "role": ""}), ["+   - {id: p3, name: Tom}"]),
        (lambda t: add(t, "allow", "Alex Author"), ["+ ", "+ allow:", "+   - Alex Author"]),
        (lambda t: take_out(t, "people", 1), ["-   - {id: p2, name: Jane Alder, role: mother}"]),
        (lambda t: take_out(t, "people", 0),
         ["-   - id: p1", "-     name: Wren Alder        # as on the file", "-     role: subject child"]),
    ],
)  # fmt: skip
def test_only_what_was_meant_changes(change, lines):
    """Remarks, order, blank lines and the way in which the others are written stay."""
    assert changed(REGISTER, change(REGISTER)) == lines


def test_a_proposed_register_can_be_filled_in():
    """Remarks that hold a key's place go with their entry, those between entries stay."""
    text = 'people:\n  - id: p1\n    name: "Wren"\n    # role:    5 mentions\n# Where.\nplaces:\n'
    assert put(text, ("people", 0, "role"), "mother").splitlines()[3] == "    role: mother"
    assert take_out(text, "people", 0) == "people:\n# Where.\nplaces:\n"
    assert add(text, "places", {"id": "l1", "name": "Larkby"}).endswith(
        "places:\n  - id: l1\n    name: Larkby\n"
    )
    assert add("# nothing yet\n", "people", {"id": "p1", "name": ""}).endswith(
        'people:\n  - id: p1\n    name: ""\n'
    )


@pytest.mark.parametrize(
    "text", ["people: &a [{id: p1, name: B}]\nplaces: *a\n", "people: !!seq [{id: p1, name: B}]\n"]
)
def test_what_stands_in_two_places_at_once_is_refused(text):
    """Anchors and tags are changed as text, or two entries would change as one."""
    with pytest.raises(RulesError, match="change it as text"):
        put(text, ("people", 0, "name"), "C")


def test_a_change_that_cannot_be_made_is_refused_and_not_made_halfway():
    """The reader has to find in the text what was meant: a list does not go behind a file that is in brackets."""
    with pytest.raises(RulesError, match="change it as text"):
        add("{people: []}\n", "allow", "Alex")


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=12)
)
@example("-")
@example("- a")
@example("?")
def test_any_words_are_read_as_they_were_written(words):
    """Quotation marks are put where YAML would read something else: No, 12, a colon, a dash."""
    kept = parse_yaml(f"a: {written(words)}\nb: [{written(words)}]\nc: {{d: {written(words)}}}\n", FILE)[0]
    assert kept == {"a": words, "b": [words], "c": {"d": words}}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(["name", "role", "aliases", "take", "add"]),
            st.sampled_from(["", "A", "b: c", "No", "é #"]),
        ),
        max_size=6,
    )
)
def test_any_row_of_changes_says_what_was_meant(steps):
    """However changes follow each other, the text says what plain data would."""
    text = REGISTER
    for at, what, value in steps:
        rows = data_of(text).get("people") or []
        if what == "add":
            text = add(text, "people", {"id": f"p{len(rows) + 9}", "name": value})
        elif rows and what == "take":
            text = take_out(text, "people", at % len(rows))
        elif rows:
            text = put(
                text, ("people", at % len(rows), what), [value] if what == "aliases" and value else value
            )
    assert "# The panel's list." in text
    assert "# Where it happened." in text


def test_entries_change_places_with_what_stands_on_their_lines():
    """Remarks between them stay; a list in brackets, and a file without a last line end, too."""
    assert swap("a:\n  - x   # one\n  # between\n  - y", "a", 0) == "a:\n  - y\n  # between\n  - x   # one\n"
    assert swap("a: [x, {b: c}, z]\n", "a", 1) == "a: [x, z, {b: c}]\n"
    assert swap(swap(REGISTER, "people", 0), "people", 0) == REGISTER


def test_nought_is_a_value_and_words_can_be_quoted_whatever_they_are():
    """A length of 0 stays; paragraph 3.10 would be 3.1 to YAML."""
    text = put("sections:\n  - {section: terms, words: 9}\n", ("sections", 0, "words"), 0)
    assert text == "sections:\n  - {section: terms, words: 0}\n"
    assert data_of(put(text, ("sections", 0, "add"), [Quoted("3.10"), Quoted("p17")]))["sections"][0][
        "add"
    ] == ["3.10", "p17"]
    assert '["3.10", "p17"]' in put(text, ("sections", 0, "add"), [Quoted("3.10"), Quoted("p17")])
    with pytest.raises(RulesError, match=r"^summary\.yaml: "):
        put("a: [", ("a",), "b", Path("summary.yaml"))
