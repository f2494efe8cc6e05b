"""Initials that only their place tells from shorthand, and single letters for somebody."""

import pytest

from redact.detect import find_anew
from redact.formats.markdown import parse_gold
from redact.model import Register
from redact.reading import find_and_link
from redact.rules import load_rules

RULES = load_rules()


def found(text: str) -> list[tuple[str, str]]:
    """What is treated in *text* as a person's, and how surely, in order."""
    document, _ = parse_gold(text, "a.md")
    anew = {document.name: find_anew(document, RULES)}
    mentions, _ = find_and_link([document], anew, Register(), RULES)
    return [(m.text, m.status) for m in mentions if m.label == "PERSON" and m.status in {"flag", "replace"}]


def test_a_column_of_initials() -> None:
    """Under 'Seen by' a degree is somebody's initials; in the next column it may be a degree."""
    rows = [f"| 01.02.22 | Seen. | {who} |" for who in ("MA", "PT / MA", "Peter Thorne")]
    table = "\n".join(["| Date | Entry | Seen by |", "| --- | --- | --- |", *rows])
    words = found(f"She is Melanie Ashdown. He is Peter Thorne.\n\n{table}\n")
    assert [word for word, _ in words].count("MA") == 2
    assert "PT" in [word for word, _ in words]


def test_a_column_of_units_is_none() -> None:
    """A column whose heading says nothing of people keeps its shorthand."""
    rows = [f"| 01.02.22 | Seen. | {what} |" for what in ("MA", "BA", "MA")]
    table = "\n".join(["| Date | Entry | Degree |", "| --- | --- | --- |", *rows])
    assert not [word for word, _ in found(f"She is Melanie Ashdown.\n\n{table}\n") if word == "MA"]


@pytest.mark.parametrize("entry", ["Rang home, no answer. MP", "Rang home. – MP"])
def test_the_end_of_an_entry(entry: str) -> None:
    """Behind the last full stop stands who wrote the entry; the Member of Parliament stays."""
    words = [
        word for word, _ in found(f"She is Mary Pritchard.\n\n{entry}\n\nThe local MP asked a question.\n")
    ]
    assert words.count("MP") == 1


def test_a_key_with_small_letters() -> None:
    """What a key explains is a name all through the draft, particles and Welsh letters among it."""
    key = "FfH = Ffion Haf (form tutor); LlM = Llinos Morgan; AapG = Aled ap Gwyn."
    words = [word for word, _ in found(f"{key}\n\nFfH rang. Seen by LlM and by AapG today.\n")]
    assert {word: words.count(word) for word in ("FfH", "LlM", "AapG")} == {"FfH": 2, "LlM": 2, "AapG": 2}


def test_a_single_letter_for_somebody() -> None:
    """Where a letter stands for a child again and again, it is asked about; sides, vitamins and 'Child S' are not."""
    log = "Sioned Tomos came. Saw S in the hub. Nurse told S to wait. S said no. Bruise to R arm. Child S. Vitamin S was given."
    assert [one for one in found(log) if len(one[0]) == 1] == [("S", "flag")] * 3


def test_an_entry_that_begins_with_the_letter() -> None:
    """Where S stands for a child, an entry 'S back' is about the child; one that begins with a letter only is not."""
    log = "Sioned Tomos came. Saw S in the hub. S said no.\n\nS back, band still on.\n"
    assert [one for one in found(log) if len(one[0]) == 1] == [("S", "flag")] * 3
    assert not [one for one in found("Sioned Tomos came.\n\nS back, band still on.\n") if len(one[0]) == 1]


def test_a_letter_below_a_message() -> None:
    """One letter at the end of an e-mail is who sent it, if somebody's first name begins so."""
    mail = "From: Huw Prosser\n\nTo: Bethan Llywelyn\n\nShe has been brave. H\n\nFrom: Bethan Llywelyn\n\nOn the form?\n\nB\n"
    assert [word for word, _ in found(mail) if len(word) == 1] == ["H", "B"]


def test_a_title_in_single_quotation_marks() -> None:
    """'Mrs Javed' is found with its title, whatever mark stands before it."""
    assert ("Mrs Javed", "replace") in found("The record has her as 'Mrs Javed' since then.\n")


def test_a_letter_of_the_next_cell_is_none_of_the_name() -> None:
    """'M' and 'F' beside names in a table say man and woman."""
    rows = "\n".join(
        f"| {name} | {sex} | 4 years |" for name, sex in (("Jakub Tarrant", "M"), ("Grace Tarrant", "F"))
    )
    words = [word for word, _ in found(f"| Name | Sex | Age |\n|---|---|---|\n{rows}\n")]
    assert words == ["Jakub Tarrant", "Grace Tarrant"]
