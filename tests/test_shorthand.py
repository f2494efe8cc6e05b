"""Shorthand of notes that names nobody, and what stands beside it that names somebody."""

import pytest

from redact.detect import find_anew
from redact.detect.keep import kept_spans
from redact.detect.officers import officers_of
from redact.formats.markdown import parse_gold
from redact.model import Entity, Register
from redact.reading import find_and_link
from redact.rules import load_rules

RULES = load_rules()


def treated(text: str, *known: Entity) -> list[tuple[str, str]]:
    """What is treated in *text*, with its label, in order."""
    document, _ = parse_gold(text, "a.md")
    anew = {document.name: find_anew(document, RULES)}
    register = Register(entities={entity.id: entity for entity in known})
    mentions, _ = find_and_link([document], anew, register, RULES)
    return [(m.text, m.label) for m in mentions if m.status in {"replace", "flag"}]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("COMPACT record. Graded MEDIUM, raised later.", "MEDIUM"),
        ("They describe the habit of seeing Black children as more grown-up.", "Black"),
        ('They said "home". 2151 Second call, staff at the shop.', "Second"),
        ("Seen by FME. Declined hospital. To be collected.", "Declined hospital"),
        ("Not within ten miles of Wren St. Sent to the duty inbox.", "St. Sent"),
        ("Seen by B. Wrenfold NNU today. To NNU later.", "NNU"),
        ("KB FTA. Warning ltr. Public story.", "FTA"),
    ],
)
def test_shorthand_names_nobody(line: str, word: str) -> None:
    """A grade, a people, a verb at the beginning of an entry and a ward are nobody's names."""
    assert word not in [found for found, _ in treated(f"{line}\n")]


def test_an_office_before_another_name_is_nobodys_initials() -> None:
    """'TM Garforth' is a team manager, though a child is called Tess Marlow; where TM acts, it is she."""
    who = (
        Entity("p1", "PERSON", "Tess Marlow", role="child", listed=True),
        Entity("p2", "PERSON", "Paul Garforth", role="team manager", listed=True),
    )
    words = [word for word, _ in treated("Closed by TM Garforth. Seen by TM. TM said no.\n", *who)]
    assert words.count("TM") == 2
    assert "Garforth" in words


def test_who_signed_is_found_by_initials_that_are_a_title_elsewhere() -> None:
    """'Signed MS' is whoever has these initials; 'Ms' stays what it is."""
    who = Entity("p1", "PERSON", "Meera Sandford", role="doctor", listed=True)
    assert ("MS", "PERSON") in treated("Missed again on the day.\n\nSigned MS\n", who)


@pytest.mark.parametrize("line", ["Baby alert, 2.9kg.", "Not seen for 2/52, worried.", "YRO 9/12 for assault."])  # fmt: skip
def test_amounts_and_lengths_of_time_are_no_ages_and_no_hours(line: str) -> None:
    """What is counted or measured, and for how long, is neither how old somebody is nor when it was."""
    assert not {label for _, label in treated(f"{line}\n")} & {"AGE", "TIME", "DATE"}


def test_the_title_page_gives_a_partnership_its_short_form_too() -> None:
    """A partnership that the title page names in full stays by its first letters."""
    text = "<!-- header: TSCP / panel draft -->\n# Review\n\nCommissioned by the Trentmoor Safeguarding Children Partnership\n\n## 1 Why\n\nTSCP met.\n"
    document, _ = parse_gold(text, "a.md")
    assert "TSCP" in officers_of([document])["a.md"]
    assert "TSCP" not in [word for word, _ in treated(text)]


def test_who_compiled_an_agencys_own_paper_is_no_author_of_the_review() -> None:
    """A named nurse who compiled her trust's paper is treated; the reviewer whom the title page names stays."""
    paper = "# Health information\n\nCompiled by Philippa Wrenfold, named nurse, 3 May 2031.\n\n## 1 What happened\n\nNothing.\n"
    assert ("Philippa Wrenfold", "PERSON") in treated(paper)
    review = (
        "# Review\n\nWritten by Alison Stannard, independent reviewer\n\n## 1 What happened\n\nNothing.\n"
    )
    assert "Alison Stannard" not in [word for word, _ in treated(review)]


def test_a_long_header_names_its_partnership_too() -> None:
    """The parts of a header count one by one: a partnership stays, however much stands behind a stroke."""
    text = "<!-- header: Trentmoor Safeguarding Children Partnership / Child V / fourth draft for panel / file number of the case -->\n# Review\n\n## 1 Why\n\nMet.\n"
    document, _ = parse_gold(text, "a.md")
    assert "Trentmoor Safeguarding Children Partnership" in officers_of([document])["a.md"]


def test_a_letter_for_a_surname_belongs_to_its_name_in_a_list() -> None:
    """'Seun A, who left' has the A of a surname; 'I' is a word."""
    assert ("Seun A", "PERSON") in treated("Seen by Seun A, and by nobody else.\n")


def test_initials_that_speak_and_that_begin_entries_are_somebodys() -> None:
    """'LT: said' is whoever has these initials; 'GP:' is no Gethin; 'AN.' begins an entry of Anna Nowak's."""
    who = (
        Entity("p1", "PERSON", "Lorna Teasdale", role="teacher", listed=True),
        Entity("p2", "PERSON", "Gethin Prosser", role="father", listed=True),
    )
    words = [word for word, _ in treated("- LT: in school every day.\n- GP: seen on Monday.\n", *who)]
    assert "LT" in words
    assert "GP" not in words
    log = "Seen by Anna Nowak and Kit Wrenfold.\n\n24/01/22 AN. On the ward.\n\n25/01/22 KW. Seen.\n\n26/01/22 JX: Left.\n"
    assert "AN" in [word for word, _ in treated(log)]


def test_an_office_in_brackets_is_nobodys_initials() -> None:
    """'Parveen (TM)' is a team manager, whoever has these initials; 'Tess (TM)' may be she."""
    who = (Entity("p1", "PERSON", "Tess Marlow", role="child", listed=True),)
    words = [word for word, _ in treated("Parveen (TM) rang. Later Tess (TM) rang.\n", *who)]
    assert words.count("TM") == 1


def test_kin_words_of_other_languages_are_part_of_a_name() -> None:
    """'Bunica Vica' is one name, and so is 'Babcia Ola'."""
    assert ("Bunica Vica", "PERSON") in treated("Her other grandmother, Bunica Vica, rang every Sunday.\n")


def test_what_a_small_child_is_called_is_a_name() -> None:
    """'little Faith' is a child, though faith is a word."""
    assert "Faith" in [word for word, _ in treated("Seen with little Faith, aged 2, at home.\n")]


@pytest.mark.parametrize(
    "line",
    [
        "Ms Stannard had a caseload of twenty-six, which was too many.",
        "Criteria met, Outcomes Star 4.",
        "Child in need, all three.",
    ],
)
def test_loads_and_scores_are_no_ages(line: str) -> None:
    """What somebody has on a desk, and how a scale is scored, tells no age."""
    assert "AGE" not in [label for _, label in treated(f"{line}\n")]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("## C. Copy letter", "C. Copy"),
        ("Gilligan and Akhtar (2006) describe how fears about shame act.", "Akhtar"),
        ("The Signs and Indicators Template is on the staff drive.", "The Signs"),
        ("Training with material from NCISH was held.", "NCISH"),
    ],
)
def test_what_reports_cite_and_head_names_nobody(line: str, word: str) -> None:
    """The letter of a section, a cited work and a template stay."""
    assert not [found for found, _ in treated(f"{line}\n") if word in found]


def test_a_line_of_nothing_but_titles_is_read() -> None:
    """However many titles stand in a row, the name behind them is found and the program goes on."""
    assert "Stannard" in treated(f"{'Uncle ' * 3000}Jane Stannard rang.\n")[-1][0]


def test_a_condition_for_which_a_test_was_normal_stays() -> None:
    """What a test did not find nobody has."""
    line = "A blood test for von Willebrand disease was normal.\n"
    document, _ = parse_gold(line, "a.md")
    assert "von Willebrand disease" in [document.of(span) for span, _, _ in kept_spans(document, RULES, ())]
