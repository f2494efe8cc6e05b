"""The rules: every recognizer proves itself, and what is wrong in rules/ is said with file, line and key."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
import regex

from redact.detect.patterns import Found, find_patterns, found_in, presidio_recognizer
from redact.errors import RulesError
from redact.model import ENTITY_LABELS
from redact.rules import LABELS, Recognizer, Rules, alternation, compiled, load_rules, load_yaml, rules_folder

MARKED = regex.compile(r"\[([^\]]*)\]\(([A-Z_]+(?:\.[A-Z]+)?)\)")
RULES = load_rules()


def parse(example: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of an example in gold mark-up, and its mentions.

    "of [Wren](PLACE)" gives "of Wren" and [(3, 7, "PLACE")].
    """
    text, at, mentions = "", 0, []
    for match in MARKED.finditer(example):
        text += example[at : match.start()]
        mentions.append((len(text), len(text) + len(match[1]), match[2]))
        text, at = text + match[1], match.end()
    return text + example[at:], mentions


def examples(key: str) -> list[object]:
    """Every example of every recognizer as a test of its own, named after the recognizer."""
    return [
        pytest.param(recognizer, example, id=f"{recognizer.name}-{at}")
        for recognizer in RULES.recognizers
        for at, example in enumerate(getattr(recognizer, key), 1)
    ]


def of_rule(text: str, recognizer: Recognizer) -> list[tuple[int, int, str]]:
    """What one recognizer finds in *text*."""
    return [(f.start, f.end, f.label) for f in find_patterns(text, RULES) if f.rule == recognizer.name]


def strongest(text: str, context: tuple[str, ...] = ()) -> Found | None:
    """Of all that is found in *text*, the longest, then the surest."""
    found = find_patterns(text, RULES, context)
    return max(found, key=lambda f: (f.end - f.start, f.score), default=None)


@pytest.mark.parametrize(("recognizer", "example"), examples("finds"))
def test_recognizer_finds(recognizer: Recognizer, example: str) -> None:
    """A recognizer finds what its own examples mark, and nothing else in them."""
    text, wanted = parse(example)
    assert wanted, "an example under finds marks at least one mention"
    assert of_rule(text, recognizer) == wanted


@pytest.mark.parametrize(("recognizer", "example"), examples("ignores"))
def test_recognizer_ignores(recognizer: Recognizer, example: str) -> None:
    """A recognizer leaves alone what its own examples say that it ignores."""
    assert of_rule(example, recognizer) == []


@pytest.mark.parametrize(("recognizer", "example"), examples("finds"))
def test_all_together_agree(recognizer: Recognizer, example: str) -> None:
    """With all recognizers at work, each example's mentions still bear their label."""
    text, wanted = parse(example)
    found = find_patterns(text, RULES)
    for start, end, label in wanted:
        over = [f for f in found if f.start < end and start < f.end]
        best = max(over, key=lambda f: (f.end - f.start, f.score))
        assert (best.start, best.end, best.label) == (start, end, label)


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1 The review began. See 4-81 and 67. and recommendation 4.12.",
        "Child G 2010; Adult 2 hit Adult 1; GP 1 rang HV 2; Level 3 training.",
        "A s47 enquiry under Section 47 and Section 31; Article 8; Form E; Section 17 (10) of the Act.",
        "ISBN 978-0-11-999999-0, ISSN 1234-5678, doi:10.1093/bjsw/bcx033.",
        "It cost £12,500 and £1234567; 24 of 36 practitioners (67 per cent).",
        "Working Together 2018; Working Together (2015); Working Together 20131; the Children Act 1989.",
        "Laming (2009) wrote so; Munro, E. (2011) too; [2012] EWCA Civ 1500.",
        "The Primary School and Primary School A; School A; Hospital 1; Town A; Address 4.",
        "The High Court, the Crown Court, the Family Court and the Serious Case Review Panel.",
        "The Local Safeguarding Children Board, the Multi-Agency Safeguarding Hub, Early Help.",
        "The Health Visitor, the School Nurse and Children's Social Care met; 2 | P age.",
        "She may go; he will march on. A Strategy Meeting was held. No Further Action was taken.",
    ],
)
def test_traps_stay(text: str) -> None:
    """What every such report is full of, and names nobody, is left alone by all recognizers."""
    assert [found for found in find_patterns(text, RULES) if found.status != "keep"] == []


def test_every_identifier_has_a_recognizer() -> None:
    """Each label of the contract is found by a pattern; persons mostly by the model and the register."""
    assert {recognizer.label for recognizer in RULES.recognizers} >= LABELS - {"PERSON"}
    assert ENTITY_LABELS < LABELS


HOSTILE = [
    "a", "1", "1 ", "A", "A ", "A a ", "Aa Aa's ", "St Aa ", "1.", "1/", "12:", "a.", "a@", "0 ", "Aa-", "'", "1-1-",
    "14 March ", "Road ", "://a", "Aa & ", "aged 1, ", "log 1", "12 Aa ", "Flat 1, ", "born on ", "\u00e9", "\n", "\n1", "(:1 ", "Mon ",
]  # fmt: skip


def work(recognizer: Recognizer, at: int, text: str) -> float:
    """The seconds of work that one pattern of a recognizer takes on *text*."""
    pattern, begun = compiled(recognizer, at), time.process_time()
    for _ in pattern.finditer(text, timeout=5):
        pass
    return time.process_time() - begun


#: What a pattern is held to, and a quarter of its length: whatever takes so little there would keep to half of its half
#: second on the whole, even if its work grew with the cube of the length.
LONG, SHORT, SOON = 20_000, 5_000, 0.25 / 4**3


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_pattern_is_slow_on_hostile_text(piece: str) -> None:
    """No pattern takes more than half a second of work on 20,000 characters made to mislead it."""
    text = (piece * LONG)[:LONG]
    for recognizer in RULES.recognizers:
        for at in range(len(recognizer.patterns)):
            if work(recognizer, at, text[:SHORT]) > SOON:
                assert work(recognizer, at, text) < 0.5, recognizer.name


# Scores ----------------------------------------------------------------------------------------------


def test_failed_check_digit_lowers_but_never_drops() -> None:
    """A mistyped NHS number is found, with less certainty than a right one."""
    right, wrong = strongest("Her number: 999 000 0018"), strongest("Her number: 999 000 0019")
    assert right
    assert wrong
    assert (right.label, wrong.label) == ("ID.NHS", "ID.NHS")
    assert right.score > wrong.score > 0


def test_words_near_raise_the_score() -> None:
    """A word of the context within eight words raises the score; further away it does not."""
    near, far = strongest("NHS number 999 000 0019"), strongest("NHS " + "so " * 9 + "999 000 0019")
    assert near
    assert far
    assert near.score == pytest.approx(far.score + 0.35)


def test_table_heading_is_context() -> None:
    """A number in a column headed ULN is a learner number, and a date in one headed DOB a date of birth."""
    found = strongest("1000102504", ("ULN",))
    assert found
    assert found.label == "ID.ULN"
    labels = {f.label for f in find_patterns("14 March 2016", RULES, ("Name", "Date of birth"))}
    assert "DOB" in labels


def test_ten_digits_are_never_passed_over() -> None:
    """Ten digits that no check explains are flagged for the reviewer."""
    found = strongest("It read 1234567890 on the back.")
    assert found
    assert (found.label, found.status) == ("ID.OTHER", "flag")
    assert found.reason


def test_slow_pattern_is_an_error_that_names_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A pattern that does not finish stops the run; it never just finds nothing."""
    rules = changed(tmp_path, "e-mail.yaml", r"patterns: ['(?:a|aa|a?){1,60}[bc]']", "patterns:")
    monkeypatch.setattr("redact.detect.patterns.TIMEOUT", 0.05)
    with pytest.raises(RulesError, match=r"e-mail\.yaml"):
        find_patterns("a" * 5000 + "@", rules)


# Presidio --------------------------------------------------------------------------------------------


def test_presidio_finds_the_same() -> None:
    """Presidio's analyzer, run with these recognizers on our own tokens, returns what find_patterns does."""
    spacy = pytest.importorskip("spacy")
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine

    class Engine(SpacyNlpEngine):
        def load(self) -> None:
            self.nlp = {"en": spacy.blank("en")}

    engine = Engine()
    engine.load()
    registry = RecognizerRegistry(recognizers=[presidio_recognizer(RULES)], supported_languages=["en"])
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    text = "NHS 999 000 0019. Born 14 March 2016 at 14 Wren Close; seen at St Brannoc's Primary School, ULN 1000102504."
    doc = engine.nlp["en"](text)
    artifacts = NlpArtifacts([], doc, [t.idx for t in doc], [t.lower_ for t in doc], engine, "en")
    for context in ((), ("UPRN",)):
        results = analyzer.analyze(text=text, language="en", nlp_artifacts=artifacts, context=list(context))
        assert found_in(results, RULES) == find_patterns(text, RULES, context)


# What is wrong in rules/ is said -----------------------------------------------------------------------


def changed(tmp_path: Path, name: str, line: str, instead_of: str) -> Rules:
    """The rules with one line of one recognizer (that begins with *instead_of*) replaced, or added at the end."""
    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    path = folder / "recognizers" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    kept: list[str] = []
    dropping = False
    for old in lines:
        dropping = old.startswith(instead_of) or (dropping and old.startswith((" ", "-")))
        if old.startswith(instead_of):
            kept.append(line)
        elif not dropping:
            kept.append(old)
    path.write_text("\n".join(kept if line in kept else [*kept, line]), encoding="utf-8")
    return load_rules(folder)


@pytest.mark.parametrize(
    ("line", "instead_of", "key"),
    [
        ("label: ID.NOPE", "label:", "label"),
        ("about: ''", "about:", "about"),
        ("finds: []", "finds:", "finds"),
        ("ignores: []", "ignores:", "ignores"),
        ("ignores: [12]", "ignores:", "ignores.0"),
        ("validate: rot13", "validate:", "validate"),
        ("score: 2", "score:", "score"),
        ("score: high", "score:", "score"),
        ("status: maybe", "status:", "status"),
        ("group: wren", "group:", "group"),
        ("needs_context: true", "needs_context:", "needs_context"),
        ("patterns: ['(']", "patterns:", "patterns.0"),
        ("patterns: ['{{nowhere}}']", "patterns:", "patterns.0"),
        ("patterns: one", "patterns:", "patterns"),
        ("colour: red", "colour:", "colour"),
        ("label: [", "label:", "not valid YAML"),
        ("score: 0.9\nscore: 0.8", "score:", "given twice"),
    ],
)
def test_wrong_recognizer_is_refused(tmp_path: Path, line: str, instead_of: str, key: str) -> None:
    """A recognizer that cannot be right is an error with file, line and key, in one line."""
    with pytest.raises(RulesError, match=r"e-mail\.yaml: line \d+: ") as error:
        changed(tmp_path, "e-mail.yaml", line, instead_of)
    assert key in str(error.value)
    assert "\n" not in str(error.value)


def test_error_names_the_line(tmp_path: Path) -> None:
    """The line of an error is the line of the key in the file."""
    path = tmp_path / "register.yaml"
    path.write_text("case: a\npeople:\n  - id: p1\n    name: b\n  - id: p2\n", encoding="utf-8")
    data, line_of = load_yaml(path)
    assert data["people"][1]["id"] == "p2"
    assert (line_of(("people", 1, "id")), line_of(("people", 0, "name")), line_of(("nowhere",))) == (5, 4, 1)


def test_yaml_leaves_text_as_written(tmp_path: Path) -> None:
    """'No', '0123' and a date stay the words that somebody typed; numbers and true stay what they are."""
    path = tmp_path / "register.yaml"
    path.write_text(
        "a: No\nb: 0123\nc: 2013-03-14\nd: 12:30\ne: 7\nf: true\ng: 0.5\nh:\ni: on\n", encoding="utf-8"
    )
    assert list(load_yaml(path)[0].values()) == [
        "No",
        "0123",
        "2013-03-14",
        "12:30",
        7,
        True,
        0.5,
        None,
        "on",
    ]


@pytest.mark.parametrize(
    "content",
    [b"a: 1\na: 2", b"a: {b: 1, b: 2}", b"- [", b"\xff\xfe", b"a: \x00", b"[" * 5000, b"a: !!python/name:os.system",
     b"? [a]\n: 1", b"a: *b", b"--- 1\n--- 2"],
)  # fmt: skip
def test_bad_yaml_is_one_line_that_names_the_file(tmp_path: Path, content: bytes) -> None:
    """Whatever the file holds, the error is one line with the file's name, never a traceback of another kind."""
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    with pytest.raises(RulesError, match=r"bad\.yaml: ") as error:
        load_yaml(path)
    assert "\n" not in str(error.value)


def test_missing_folder_and_list_are_said(tmp_path: Path) -> None:
    """A folder without recognizers and a list that is not there are errors that name them."""
    with pytest.raises(RulesError, match="recognizers"):
        load_rules(tmp_path)
    with pytest.raises(RulesError, match=r"no-such\.txt"):
        RULES.list("no-such")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("editions.yaml", "audiences: {publication: {treatments: {PERSON: hide}}}"),
        ("editions.yaml", "audiences: {publication: {treatments: {NOBODY: keep}}}"),
        ("editions.yaml", "audiences: {publication: {treatments: {PERSON: keep}, anonymous: perhaps}}"),
        ("editions.yaml", "audiences: [publication]"),
        ("editions.yaml", "audiences: {}\nmarks: {ID: 7}"),
        ("editions.yaml", "audiences: {}\nmarks: {}\nage_bands: [{from: 5, name: x}]"),
        ("editions.yaml", "audiences: {}\nmarks: {}\nage_bands: [{from: 0, name: x}, {from: 0, name: y}]"),
        ("editions.yaml", "audiences: {publication: {treatments: {PERSON: [keep]}}}"),
        ("pseudonyms.yaml", "PERSON: mother"),
        ("pseudonyms.yaml", "NOBODY: []"),
        ("pseudonyms.yaml", "PERSON: [{role: mother, words: [], label: 'Mother {initial}'}]"),
        ("pseudonyms.yaml", "PERSON: [{role: mother, words: [mother]}]"),
        ("pseudonyms.yaml", "PERSON: [{role: mother, word: [mother], label: Mother}]"),
        ("pieces.yaml", "start: '('"),
        ("pieces.yaml", "start: [a]"),
    ],
)
def test_wrong_editions_pseudonyms_and_pieces_are_refused(tmp_path: Path, name: str, line: str) -> None:
    """The other files of rules/ are checked on loading too."""
    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    (folder / name).write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(RulesError, match=rf"{regex.escape(name)}: line \d+: "):
        load_rules(folder)


# The files that ship ---------------------------------------------------------------------------------


def test_digest_follows_content_and_not_line_ends(tmp_path: Path) -> None:
    """The digest is the same with the line ends of another system, and another after any change."""
    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    path = folder / "lists" / "titles.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_rules(folder).digest == RULES.digest
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    with (other / "lists" / "titles.txt").open("a", encoding="utf-8") as file:
        file.write("Wing Commander\n")
    assert load_rules(other).digest != RULES.digest


def test_paragraph_in_a_list_is_refused(tmp_path: Path) -> None:
    """A list whose line ends were lost is an error, not one entry that matches nothing."""
    folder = tmp_path / "rules"
    shutil.copytree(rules_folder(), folder)
    (folder / "lists" / "titles.txt").write_text("Ms Mr " * 200, encoding="utf-8")
    with pytest.raises(RulesError, match=r"titles\.txt"):
        load_rules(folder)


def test_comments_and_blank_lines_are_no_entries() -> None:
    """A list holds its entries only."""
    assert all(entry and "#" not in entry for entries in RULES.lists.values() for entry in entries)


@pytest.mark.parametrize(
    ("name", "least"),
    [("first-names", 900), ("surnames", 600), ("nicknames", 150), ("word-names", 200), ("places", 300),
     ("keep", 300), ("agencies", 200), ("roles", 200), ("titles", 40), ("kinship", 60)],
)  # fmt: skip
def test_lists_are_as_long_as_promised(name: str, least: int) -> None:
    """The lists that detection leans on are there and not stubs."""
    assert len(RULES.list(name)) >= least


def test_names_hold_no_word_that_begins_sentences() -> None:
    """A word such as 'So' or 'He', though a surname somewhere, is on no list of names."""
    names = {name.casefold() for name in RULES.list("first-names") | RULES.list("surnames")}
    assert not names & RULES.list("sentence-words")


def test_every_label_has_words_for_its_removal() -> None:
    """Each label, or its kind, has words to print in its place; and none says 'anonymous'."""
    marks = RULES.editions["marks"]
    assert {label for label in LABELS if label not in marks} == set()
    forewords = [" ".join(audience["foreword"]) for audience in RULES.editions["audiences"].values()]
    assert all("Names and some details have been changed or removed" in text for text in forewords)
    assert not any("anonym" in text.lower() for text in forewords)


@pytest.mark.parametrize("audience", ["publication", "family"])
def test_every_label_has_a_treatment(audience: str) -> None:
    """No label is forgotten by an audience: what is not named is not treated."""
    treatments = RULES.editions["audiences"][audience]["treatments"]
    assert {label for label in LABELS if label.split(".")[0] not in treatments} == set()
    assert "keep" not in treatments.values()


def test_bands_and_times_have_no_gap() -> None:
    """Bands of ages and parts of the day begin at 0 and rise."""
    for key in ("age_bands", "times"):
        edges = [row["from"] for row in RULES.editions[key]]
        assert edges[0] == 0
        assert edges == sorted(set(edges))


def test_pseudonyms_have_a_default_and_no_word_twice() -> None:
    """Each label's last row serves any role, and no word of a role belongs to two rows."""
    for label, rows in RULES.pseudonyms.items():
        words = [word.casefold() for row in rows for word in row["words"]]
        assert len(words) == len(set(words)), label
        assert rows[-1]["words"] == []
    assert set(RULES.pseudonyms) == ENTITY_LABELS


def test_alternation_prefers_the_longest() -> None:
    """A list's pattern takes the longest entry, and either apostrophe."""
    pattern = regex.compile(alternation(["Crown", "Crown Court", "Mother's Day"]))
    assert pattern.findall("Crown Court, Crown, Mother’s Day") == ["Crown Court", "Crown", "Mother’s Day"]
    assert not regex.search(alternation([]), "anything")


def test_a_foreword_for_a_family_says_nothing_that_is_untrue_of_a_grandparent_or_the_child():
    """Copies go to all of them: the children of the review are not every reader's own."""
    for each in RULES.editions["audiences"].values():
        assert "your child" not in " ".join(each["foreword"]).lower()
