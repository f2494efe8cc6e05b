"""Check digits: the worked examples pass, and one changed sign fails."""

from __future__ import annotations

import pytest

from redact.detect.validators import VALIDATORS
from redact.rules import CHECKS

# Examples from ranges that are never issued, or specimens published by those who issue the numbers.
VALID = [
    ("nhs", "999 000 0018"),
    ("nhs", "999-555-0121"),
    ("chi", "0101009917"),
    ("chi", "010100 9925"),
    ("hc", "399 999 9918"),
    ("nino", "AB 12 34 56 C"),
    ("nino", "QQ123456C"),
    ("upn", "H885999925001"),
    ("upn", "U88599992500A"),
    ("upn", "B801200005001"),
    ("uln", "1000102504"),
    ("uln", "9876543201"),
    ("pnc", "2031/0000123E"),
    ("pnc", "31/123E"),
    ("pnc", "2033/7654321Q"),
    ("cro", "999999/31G"),
    ("cro", "SF31/12G"),
    ("asn", "0807NRPR00000038482H"),
    ("asn", "98/99XX/01/00000000123F"),
    ("luhn", "9999-8888-7777-6668"),
    ("iban", "GB59 ABCD 0000 0000 0000 00"),
    ("utr", "9000000001"),
    ("date", "14/03/2016"),
    ("date", "2016-03-14"),
    ("date", "29.02.16"),
    ("ip", "192.0.2.1"),
    ("ip", "2001:db8::1"),
]

INVALID = [
    ("nhs", "999 000 0019"),
    ("nhs", "999 000 001"),
    ("chi", "4501009917"),
    ("chi", "0101009919"),
    ("hc", "999 000 0018"),
    ("nino", "GB 12 34 56 C"),
    ("nino", "AB 12 34 56"),
    ("upn", "H885999925002"),
    ("upn", "H88599992500"),
    ("uln", "1000102505"),
    ("pnc", "2031/0000123F"),
    ("pnc", "2031-0000123E"),
    ("cro", "999999/31H"),
    ("cro", "SF31/13G"),
    ("asn", "0807NRPR00000038483H"),
    ("asn", "0807"),
    ("luhn", "9999-8888-7777-6669"),
    ("luhn", "7"),
    ("iban", "GB58 ABCD 0000 0000 0000 00"),
    ("iban", "GB59"),
    ("utr", "8000000001"),
    ("date", "31/02/2016"),
    ("date", "2016-13-14"),
    ("date", "14/03"),
    ("ip", "192.0.2.256"),
    ("ip", "2001:db8::1::2"),
]


@pytest.mark.parametrize(("check", "text"), VALID)
def test_worked_examples_pass(check: str, text: str) -> None:
    """The worked example of each check passes, with and without its separators."""
    assert VALIDATORS[check](text)


@pytest.mark.parametrize(("check", "text"), INVALID)
def test_one_wrong_sign_fails(check: str, text: str) -> None:
    """A wrong check sign, a wrong length or a range that is not its own fails."""
    assert not VALIDATORS[check](text)


@pytest.mark.parametrize("check", sorted(VALIDATORS))
@pytest.mark.parametrize("text", ["", " ", "abc", "٣٣٣ ٣٣٣ ٣٣٣٣", "²²²", "\x00", "0" * 5000, "Z" * 5000])
def test_no_text_makes_a_check_fall_over(check: str, text: str) -> None:
    """Any text at all gets the answer yes or no."""
    assert VALIDATORS[check](text) in {True, False}


def test_rules_and_validators_name_the_same_checks() -> None:
    """`validate:` accepts exactly the checks that there are."""
    assert set(VALIDATORS) == CHECKS


@pytest.mark.parametrize("digit", range(9))
def test_every_slip_of_one_digit_in_an_nhs_number_is_noticed(digit: int) -> None:
    """Modulus 11 notices any single wrong digit."""
    good = "9990000018"
    for other in set("0123456789") - {good[digit]}:
        assert not VALIDATORS["nhs"](good[:digit] + other + good[digit + 1 :])
