"""Ids that can be known again, and what somebody wrote into a slip."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answered_case import prepared
from redact.papers import slips_for
from redact.slips import added_to, asked_mark, is_unchanged, known_seal, read_id, sealed, text_mark

LINES = ["Question 3. “Grace”: Is this a name?", "You can answer: yes; no.", "Answer:"]
ASKED = asked_mark(["“Grace”: Is this a name?", "You can answer: yes; no."])
ID = f"[redact w-0123456789ab {sealed('w-0123456789ab', 'bcdf', ASKED)}]"


def test_an_id_is_read_again_and_says_the_case_and_what_was_asked():
    """Wherever it stands, in capitals too."""
    known = read_id(f"words before {ID} and after")
    assert (known.target, known.case, known.asked) == ("w-0123456789ab", "bcdf", ASKED)
    seal = ID.split()[-1].rstrip("]")
    assert read_id(ID.replace(seal, seal.upper())) == known
    assert read_id(f"{ID} {ID}") == known


@given(st.integers(8, len(ID) - 2), st.sampled_from(string.ascii_lowercase + string.digits))
def test_a_mangled_id_is_noticed(at, sign):
    """One letter that was changed makes it no id, but for one in seven thousand."""
    assert read_id(f"{ID[:at]}{sign}{ID[at + 1 :]}") in {None, read_id(ID)}


def test_two_ids_are_no_id():
    """A comment that was pasted into another answers neither question."""
    other = f"[redact E3 {sealed('E3', 'bcdf', ASKED)}]"
    assert read_id(f"{ID} {other}") is None


@pytest.mark.parametrize("seal", ["", "123.4567.8901", "bcd.fghj.kmnp", "a", "bcd"])
def test_letters_that_do_not_belong_to_a_target_are_refused(seal):
    """As a spreadsheet may leave them."""
    assert known_seal("E3", seal) is None


def test_every_slip_of_a_case_has_an_id_of_its_own(rules, tmp_path):
    """And each is read again as what it is."""
    found = prepared(tmp_path, rules)
    slips = slips_for(found, found.questions)
    assert len({slip.id for slip in slips}) == len(slips) > len(found.questions)
    for slip in slips:
        known = read_id("\n".join(slip.lines))
        assert (known.target, known.asked) == (slip.question.target, asked_mark(slip.body))
        assert added_to(slip.lines, known.asked) == ""


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ([*LINES, ID], ""),
        ([*LINES[:2], "Answer: no", ID], "no"),
        (["no", *LINES, ID], "no"),
        ([*LINES, "no", "it is the verb", ID], "no\nit is the verb"),
        ([*LINES, f"{ID} no"], "no"),
        (["no", ID], "no"),
        ([LINES[0] + " no", *LINES[1:], ID], None),
        ([LINES[0], "Answer: no", ID], None),
        (["Question  3. “Grace”:  Is this a name?", *LINES[1:], ID], ""),
    ],
)
def test_what_was_written_into_a_slip_is_told_from_its_own_words(lines, written):
    """A question that was changed as well answers nothing."""
    assert added_to(lines, ASKED) == written


def test_a_changed_text_is_noticed_and_spaces_are_not():
    """The mark counts letters and figures only, and not itself."""
    whole = f"Grace was there. {text_mark('Grace was there.')}"
    assert is_unchanged(whole.replace(" was ", "\n was\t"))
    assert not is_unchanged(whole.replace("Grace", "Gracie"))
    assert not is_unchanged("Grace was there.")
