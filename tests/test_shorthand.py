"""Shorthand of notes that names nobody, and what stands beside it that names somebody."""

import pytest

from redact.detect import find_anew
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
