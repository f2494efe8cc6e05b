"""Check digits and the like, named from YAML by `validate:`.

A check that passes raises a mention's score and one that fails lowers it. None
ever drops a mention: a mistyped number still identifies a child.
Each takes the text of the mention as it stands in the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date as calendar_date
from ipaddress import ip_address

import regex

# Check letters leave out those that are easily misread: I, O and S.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
POLICE_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def _digits(text: str) -> list[int]:
    """The decimal digits of *text*, in order, separators left out."""
    return [int(character) for character in text if character in "0123456789"]


def _plain(text: str) -> str:
    """Letters and digits only, in capitals."""
    return "".join(character for character in text.upper() if character.isascii() and character.isalnum())


def _weighted(digits: Iterable[int], weights: Iterable[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def nhs(text: str) -> bool:
    """Modulus 11 over ten digits with weights 10 to 2: 999 000 0018 and 999 555 0121 pass."""
    digits = _digits(text)
    if len(digits) != 10:
        return False
    check = 11 - _weighted(digits[:9], range(10, 1, -1)) % 11
    return check % 11 == digits[9] and check != 10


def chi(text: str) -> bool:
    """A Scottish number: a date of birth, then the NHS check or, on newer ones, modulus 10: 0101009917.

    The modulus 10 sum is the card scheme's.
    """
    digits = _digits(text)
    if len(digits) != 10:
        return False
    day, month = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]
    return 1 <= day <= 31 and 1 <= month <= 12 and (nhs(text) or luhn(text))


def hc(text: str) -> bool:
    """A Northern Irish number: the NHS check, 320 000 0010 to 399 999 9999: 399 999 9918 passes."""
    return nhs(text) and 3_200_000_010 <= int("".join(map(str, _digits(text)))) <= 3_999_999_999


def nino(text: str) -> bool:
    """A prefix that can be issued, or the dummy QQ, and the last letter: AB 12 34 56 C and QQ 12 34 56 C."""
    plain = _plain(text)
    if plain[:2] in {"BG", "GB", "NK", "KN", "NT", "TN", "ZZ"}:
        return False
    return bool(regex.fullmatch(r"(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)\d{6}[A-D]", plain))


def upn(text: str) -> bool:
    """A pupil number's first letter is the sum of the rest by position: H885999925001, U88599992500A."""
    plain = _plain(text)
    if not regex.fullmatch(r"[A-Z]\d{11}[0-9A-HJ-NP-RT-Z]", plain):
        return False
    values = [int(c) if c.isdigit() else UPN_LETTERS.index(c) for c in plain[1:]]
    return plain[0] == UPN_LETTERS[_weighted(values, range(2, 14)) % 23]


def uln(text: str) -> bool:
    """A learner number's last digit is ten less the sum modulo 11: 1000102504 and 9876543201."""
    digits = _digits(text)
    if len(digits) != 10:
        return False
    remainder = _weighted(digits[:9], range(10, 1, -1)) % 11
    return remainder != 0 and digits[9] == 10 - remainder


def utr(text: str) -> bool:
    """A tax reference's first digit is looked up from the sum of the other nine: 9000000001."""
    digits = _digits(text)
    if len(digits) != 10:
        return False
    return digits[0] == int("21987654321"[_weighted(digits[1:], (6, 7, 8, 9, 10, 5, 4, 3, 2)) % 11])


def pnc(text: str) -> bool:
    """A Police National Computer number: 2031/0000123E, the same in short 31/123E, and 2033/7654321Q."""
    found = regex.fullmatch(r"(?:\d{2})?(\d{2})/(\d{1,7})([A-Z])", text.strip().upper())
    return bool(found and POLICE_LETTERS[(int(found[1]) * 10**7 + int(found[2])) % 23] == found[3])


def cro(text: str) -> bool:
    """A criminal record number, or one with a single fingerprint file: 999999/31G and SF31/12G."""
    plain = text.strip().upper()
    if found := regex.fullmatch(r"(\d{1,6})/(\d{2})([A-Z])", plain):
        number = found[2] + found[1].zfill(6)
    elif found := regex.fullmatch(r"SF(\d{2})/(\d{1,6})([A-Z])", plain):
        number = found[1] + found[2]
    else:
        return False
    return bool(POLICE_LETTERS[int(number) % 23] == found[3])


def asn(text: str) -> bool:
    """An arrest summons number: 98/99XX/01/00000000123F, and without strokes 0807NRPR00000038482H.

    It reads year, force, unit, system, serial. The sum runs over force, system (where that is a number),
    year and serial.
    """
    plain = text.strip().upper()
    found = regex.fullmatch(r"(\d{2})/?([0-9A-Z]{2})[0-9A-Z]{2}/?([0-9A-Z]{2})/?(\d{1,11})([A-Z])", plain)
    if not found:
        return False
    head = "".join(part for part in (found[2], found[3], found[1]) if part.isdigit())
    return bool(POLICE_LETTERS[int(head + found[4].zfill(11)) % 23] == found[5])


def iban(text: str) -> bool:
    """First four signs last, letters as numbers, modulo 97 is 1: GB59 ABCD 0000 0000 0000 00."""
    plain = _plain(text)
    if not regex.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", plain):
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def luhn(text: str) -> bool:
    """Every second digit from the right doubled, the total divisible by ten: 9999-8888-7777-6668."""
    digits = _digits(text)
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return len(digits) > 1 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def date(text: str) -> bool:
    """Day, month and year in figures that can be a date, in either order: 14/03/2016, 2016-03-14, 3.3.16."""
    parts = [int(part) for part in regex.findall(r"[0-9]+", text[:40])]
    if len(parts) != 3 or max(parts) > 9999:
        return False
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    return any(_is_date(2000 + year % 100, *pair) for pair in ((month, day), (day, month)))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        return bool(calendar_date(year, month, day))
    except ValueError:
        return False


def ip(text: str) -> bool:
    """An address of the internet protocol, version 4 or 6: 192.0.2.1 and 2001:db8::1."""
    try:
        return bool(ip_address(text.strip()))
    except ValueError:
        return False


VALIDATORS: dict[str, Callable[[str], bool]] = {
    "nhs": nhs,
    "chi": chi,
    "hc": hc,
    "nino": nino,
    "upn": upn,
    "uln": uln,
    "utr": utr,
    "pnc": pnc,
    "cro": cro,
    "asn": asn,
    "iban": iban,
    "luhn": luhn,
    "date": date,
    "ip": ip,
}
