"""The sentence after a replacement: rules/grammar.yaml shows it by examples, and nothing else is touched."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.errors import RulesError
from redact.formats.text import parse_gold
from redact.grammar import in_grammar, sounds_like_vowel
from redact.grammar.doubled import collapsed
from redact.grammar.phrase import Around, Replaced
from redact.model import Anchor, Block, Document, Mention, Register, Run, Span
from redact.policies import editions_policy
from redact.redaction import redact
from redact.rules import load_rules
from redact.rules.wording import Wording, read_cases, read_wording

RULES = load_rules()
LABELS, CASES = read_cases(RULES.folder / "grammar.yaml")
POLICY = editions_policy(RULES, Register(), "publication", ())


def printed(draft: str, key=LABELS) -> str:
    """What an edition prints for a draft in the samples' mark-up, as one paragraph."""
    document, marks = parse_gold(draft, "draft.md")
    mentions = [
        Mention("draft.md", m.span, document.of(m.span), m.label, "test", 1.0, "replace", entity=m.entity)
        for m in marks
    ]
    return redact(document, mentions, key, POLICY, "document").text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["prints"][:40])
def test_the_examples_of_the_rules_print_as_they_say(case):
    """Each case of rules/grammar.yaml."""
    assert printed(case["draft"]) == case["prints"]


def test_there_are_enough_examples():
    """Every kind of mending has its examples, sixty and more in all."""
    assert len(CASES) >= 60
    assert len({case["draft"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Adult 1", True), ("School A", False), ("8-year-old", True), ("18-to-24", True), ("11-year-old", True),
        ("10 to 15", False), ("1 to 4", False), ("80", True), ("110", False), ("180", False), ("University A", False),
        ("hour", True), ("Hospital 1", False), ("HV 1", True), ("GP 1", False), ("SW 2", True), ("SENCO 1", False),
        ("[address removed]", True), ("[detail removed]", False), ("One", False), ("Uncle 1", True), ("", False),
        ("European", False), ("Employer 1", True), ("E", True), ("Half Sibling 1", False), ("MGM", True),
    ],
)  # fmt: skip
def test_a_or_an_goes_by_the_sound(words, expected):
    """Not by the letter: an hour, a university, an HV, an 8-year-old."""
    assert sounds_like_vowel(words, RULES.wording) is expected


def test_what_is_taken_in_never_belongs_to_another_mention_or_block():
    """A title or an article that is part of the mention before stays that mention's."""
    text = "the social worker\nFarrow wrote. The GP Farrow"
    blocks = (Block(Span(0, 17), "heading"), Block(Span(18, len(text)), "paragraph"))
    at = text.rindex("Farrow")
    mentions = [
        Mention("d", Span(18, 24), "Farrow", "PERSON", "t", 1.0, "replace", entity="p6"),
        Mention("d", Span(at - 3, at - 1), "GP", "ORG", "t", 1.0, "keep", entity="o1"),
        Mention("d", Span(at, at + 6), "Farrow", "PERSON", "t", 1.0, "replace", entity="p8"),
    ]
    edition = redact(Document("d", "", text, blocks), mentions, LABELS, POLICY, "document")
    assert edition.text == "the social worker\nSocial Worker 2 wrote. The GP GP 1"


def test_note_anchors_and_runs_survive_what_is_taken_in():
    """A note that is called inside words that go is called at the label; emphasis stays on what is left."""
    text = "He met the mother, Oyelaran (formerly Pask), at home."
    one, other = text.index("Oyelaran"), text.index("Pask")
    block = Block(
        Span(0, len(text)), "paragraph",
        runs=(Run(Span(7, one + 8), "bold"), Run(Span(other, other + 4), "italic"), Run(Span(46, 53), "bold")),
        anchors=(Anchor(one + 8, "1"), Anchor(other + 5, "2"), Anchor(len(text), "3")),
    )  # fmt: skip
    mentions = [
        Mention("d", Span(one, one + 8), "Oyelaran", "PERSON", "t", 1.0, "replace", entity="p2"),
        Mention("d", Span(other, other + 4), "Pask", "PERSON", "t", 1.0, "replace", entity="p2"),
    ]
    edition = redact(Document("d", "", text, (block,)), mentions, LABELS, POLICY, "document")
    made = edition.blocks[0]
    assert edition.text == "He met Mother, at home."
    assert made.span == Span(0, len(edition.text))
    assert {anchor.note for anchor in made.anchors} == {"1", "2", "3"}
    assert all(0 <= anchor.at <= len(edition.text) for anchor in made.anchors)
    assert [edition.text[r.span.start : r.span.end] for r in made.runs][-1] == "at home"[1:] + "."


#: What may be taken in beside a mention, and nothing else: articles, titles, pronouns, the label's words, marks.
TAKEN = re.compile(
    r"(?:the|an?|his|her|their|its|our|my|both|dr|ms|mr|mrs|pc|detective|sergeant|social|worker|sw|gp|health|visitor|"
    r"mother|father|school|primary|town|family|teacher|formerly|known|also|as|née|born|now|neighbour|headteacher|"
    r"[\s,()\"“”'‘’.-])*",
    re.IGNORECASE,
)
PIECES = st.sampled_from(
    "the The a An his her their both Dr Ms PC Detective social worker SW GP mother father school School Primary town "
    "family Family formerly known as also née born now who and saw wrote said records area Zebra, quilt. - ( ) “ ” ‘ ’ ' , .".split(
        " "
    )
)
NAMED = st.sampled_from([(e, n) for e in LABELS for n in ("Qwyx", "Vozz", "QWYX", "Vozzes")])
DRAFTS = st.lists(st.one_of(PIECES, NAMED), min_size=1, max_size=14)


def drafted(pieces, glue):
    text, marks = "", []
    for piece, gap in zip(pieces, glue, strict=False):
        words = piece if isinstance(piece, str) else piece[1]
        if not isinstance(piece, str):
            label = "PERSON" if piece[0][0] == "p" else "PLACE" if piece[0][0] == "l" else "SCHOOL"
            marks.append(
                Mention(
                    "d",
                    Span(len(text), len(text) + len(words)),
                    words,
                    label,
                    "t",
                    1.0,
                    "replace",
                    entity=piece[0],
                )
            )
        text += words + gap
    return text.rstrip(), marks


@settings(max_examples=400, deadline=None)
@given(DRAFTS, st.lists(st.sampled_from([" ", " ", " ", "  ", ""]), min_size=14, max_size=14))
def test_only_articles_titles_and_repeated_words_beside_a_mention_are_touched(pieces, glue):
    """Every other character is printed as it stands, replacements are disjoint, and no name comes back."""
    text, mentions = drafted(pieces, glue)
    if not text:
        return
    edition = redact(
        Document("d", "", text, (Block(Span(0, len(text)), "paragraph"),)), mentions, LABELS, POLICY, "x"
    )
    assert not re.search("qwyx|vozz", edition.text, re.IGNORECASE)
    at, rebuilt = 0, ""
    for made in edition.replacements:
        assert made.span.start >= at
        inside = [m.span for m in mentions if made.span.covers(m.span)]
        for beside in made.span.minus(inside):
            assert TAKEN.fullmatch(text[beside.start : beside.end]), text[beside.start : beside.end]
        rebuilt += text[at : made.span.start] + made.text
        at = made.span.end
    assert rebuilt + text[at:] == edition.text
    assert all(any(made.span.covers(m.span) for made in edition.replacements) for m in mentions)


def test_two_labels_that_an_and_joins_are_both_printed():
    """They may be two people who were taken for one; a reader has to see it."""
    for between in (" and ", ", and ", " & ", " with "):
        assert collapsed(between, "", True, RULES.wording) is None
        assert collapsed(between, "", False, RULES.wording) is None


def test_without_lists_nothing_is_mended_but_articles_and_capitals():
    """An empty wording takes no title and no role in."""
    made = in_grammar(
        Replaced("Social Worker 2", "Farrow", person=True), Around("see Ms ", " said"), Wording()
    )
    assert (made.back, made.ahead, made.words) == (0, 0, "Social Worker 2")


@pytest.mark.parametrize(
    ("line", "key"),
    [("verbs: said", "verbs"), ("verbs: []", "verbs"), ("verbs: [[a]]", r"verbs\.0"), ("verb: [a]", "verb")],
)
def test_a_wrong_grammar_file_is_refused_with_line_and_key(tmp_path, line, key):
    """A list that is missing, empty or of another kind would silently mend nothing."""
    path = tmp_path / "grammar.yaml"
    good = (RULES.folder / "grammar.yaml").read_text(encoding="utf-8").split("\nlabels:")[0]
    path.write_text(re.sub(r"(?ms)^verbs:.*?^\]\n", f"{line}\n", good), encoding="utf-8")
    with pytest.raises(RulesError, match=rf"grammar\.yaml: line \d+: {key}: "):
        read_wording(path, frozenset())


def test_words_that_a_person_chose_for_a_date_keep_their_preposition():
    """A rewording is printed as it was typed; only its article is mended."""
    text = "It was on 3 March 2016, a nurse's visit."
    span, other = Span(10, 22), Span(26, 33)
    mentions = [
        Mention("d", span, text[10:22], "DATE", "t", 1.0, "replace"),
        Mention("d", other, text[26:33], "QUASI", "t", 1.0, "replace"),
    ]
    document = Document("d", "", text, (Block(Span(0, len(text)), "paragraph"),))
    edition = redact(document, mentions, LABELS, POLICY, "x", {span: "a spring day", other: "official"})
    assert edition.text == "It was on a spring day, an official visit."
