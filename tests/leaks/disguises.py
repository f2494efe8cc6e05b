"""How a secret may be disguised: coded, folded, spaced, broken, and in which forms it is sought."""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
import unicodedata
import urllib.parse
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

#: Patterns for a folded text, and bare forms for a text of letters and figures only.
Sought = tuple[list[re.Pattern[str]], list[str]]
SHORTEST = 4  # letters of a part of a name that is sought alone
ANYWHERE = 6  # letters from which a part is sought inside words too


def readings(text: str) -> Iterator[str]:
    """The text, and what it becomes when it is decoded in the usual ways."""
    yield text
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield urllib.parse.unquote(text)
        yield urllib.parse.unquote(text, "latin-1")
    if re.search(r"=[0-9A-F]{2}", text):
        yield quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    if "\\" in text:
        yield _unescaped(text)
    yield from _packed(text)


def _unescaped(text: str) -> str:
    """RTF, JSON, JavaScript and PDF escapes as characters."""
    text = re.sub(r"\\'([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), text)
    text = re.sub(r"\\[uU]([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    text = re.sub(r"\\u(-?\d{1,5}) ?\??", lambda m: chr(int(m[1]) % 65536), text)
    text = re.sub(r"\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), text)
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), text)


def _packed(text: str) -> Iterator[str]:
    """What base64 or hexadecimal figures in the text unpack to."""
    for run in re.findall(r"[A-Za-z0-9+/_-]{12,}={0,2}", text):
        plain = run.replace("-", "+").replace("_", "/").rstrip("=")
        raw = base64.b64decode(
            plain[: len(plain) // 4 * 4] if len(plain) % 4 == 1 else plain + "=" * (-len(plain) % 4)
        )
        yield from _as_words(raw)
    for run in re.findall(r"(?:[0-9A-Fa-f]{2}\s?){6,}", text):
        try:
            yield from _as_words(bytes.fromhex(run))
        except (ValueError, binascii.Error):
            continue


def _as_words(raw: bytes) -> Iterator[str]:
    yield raw.decode("utf-8", "replace")
    for start in (0, 1, 2, 3):
        yield raw[start:].decode("utf-16-le", "ignore")
        yield raw[start:].decode("utf-16-be", "ignore")


# --- folding --------------------------------------------------------------------------------------

_ALIKE = {
    **dict(
        zip(
            "авеѕікмнорстухјӏԁԛԝгһпԍьѵʏɪʟɴʀᴛᴜᴠᴡᴢᴀʙᴄᴅᴇɢʜᴊᴋᴍᴏᴘꜰꜱ",
            "abesikmhopctyxjldqwrhngbvyilnrtuvwzabcdeghjkmopfs",
            strict=True,
        )
    ),
    **dict(zip("αβεζηικμνορτυχ", "abeznikmvoptux", strict=True)),
    **dict(zip("łøđıħŧ", "lodiht", strict=True)),
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    **dict.fromkeys("’‘ʼ`´′ꞌ", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"),
}


class _Seen(dict[int, int | None]):
    """What `str.translate` keeps of a character: all of it, or nothing of marks and of what nobody sees; looked up once."""

    def __missing__(self, code: int) -> int | None:
        unseen = unicodedata.category(chr(code)) in ("Mn", "Me", "Cf") and code != 0xAD
        self[code] = None if unseen else code
        return self[code]


_SEEN, _AS_ALIKE = _Seen(), str.maketrans(_ALIKE)


def folded(text: str) -> str:
    """The text without case, marks, characters that nobody sees, and look-alikes; single spaces."""
    kept = unicodedata.normalize("NFKD", text).translate(_SEEN)
    return " ".join(unicodedata.normalize("NFKC", kept).casefold().translate(_AS_ALIKE).split())


def bare(text: str) -> str:
    """Only letters and figures of a folded text."""
    return "".join(filter(str.isalnum, text))


# --- secrets in a text ----------------------------------------------------------------------------


@lru_cache(maxsize=256)
def patterns(secret: tuple[str, str]) -> Sought:
    """Patterns for a folded text, and bare forms for a text of letters and figures only."""
    kind, text = secret
    if kind == "number":
        digits = re.sub(r"\D", "", text)[-10:]
        return [re.compile(r"[\s.,()/\-|]{0,3}".join(digits))], []
    if kind == "code":
        return [re.compile(r"(?<![a-z0-9])" + r"[\s\-]{0,3}".join(bare(folded(text))) + r"(?![a-z0-9])")], []
    if kind == "date":
        return [re.compile(one) for one in _date_forms(date.fromisoformat(text))], []
    if kind == "raw":
        return [re.compile(re.escape(folded(text)))], []
    return _name_patterns(text)


def _name_patterns(name: str) -> Sought:
    whole = bare(folded(name))
    parts = [bare(one) for one in re.split(r"[\s\-']+", folded(name))]
    found = []
    for part in parts:
        if len(part) >= SHORTEST:
            spaced = r"[\W_]{1,3}".join(map(re.escape, part))  # l e t t e r s
            found.append(re.compile(rf"(?<![a-z]){spaced}(?![a-z])"))
            broken = r"(?:[*_~]{1,3}|-\s?|'|\s?-\s?)?".join(
                map(re.escape, part)
            )  # a hyphen or a mark-up's star inside
            within = len(part) >= ANYWHERE
            found.append(re.compile(broken if within else rf"(?<![a-z]){broken}(?![a-z])"))
    wholes = [whole, *(part for part in parts if len(part) >= 8)] if len(whole) >= 7 else []
    return found, wholes


MONTHS = "january february march april may june july august september october november december".split()


UNITS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
ORDINALS = [
    *UNITS,
    "twentieth",
    *(f"twenty[\\s-]{one}" for one in UNITS[:9]),
    "thirtieth",
    "thirty[\\s-]first",
]


def _date_forms(day: date) -> Iterator[str]:
    d, m, y = (
        f"(?:0?{day.day}|{ORDINALS[day.day - 1]})",
        f"0?{day.month}",
        f"(?:{day.year}|{day.year % 100:02})",
    )
    word = f"{MONTHS[day.month - 1][:3]}(?:{MONTHS[day.month - 1][3:]})?\\.?"
    gap, ordinal = r"[\s/.\-,|]{1,3}", "(?:\\s?(?:st|nd|rd|th))?"
    yield rf"(?<!\d){d}{gap}{m}{gap}{y}(?!\d)"
    yield rf"(?<!\d){m}{gap}{d}{gap}{y}(?!\d)"
    yield rf"(?<!\d){day.year}{gap}{m}{gap}{d}(?!\d)"
    yield rf"(?<!\d){day.year}{day.month:02}{day.day:02}(?!\d)"
    yield rf"(?<!\d){day.day:02}{day.month:02}{day.year}(?!\d)"
    yield rf"(?<!\d){d}{ordinal}[\s\-,]*(?:of\s)?(?:day of\s)?{word}"
    yield rf"{word}[\s\-,]*(?:the\s)?{d}{ordinal}(?!\d)"
    yield rf"(?<!\d){(day - date(1899, 12, 30)).days}(?:\.0)?(?!\d)"  # as a spreadsheet counts days
