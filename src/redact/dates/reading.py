"""The value of a date as people write it."""

from __future__ import annotations

import re

from redact.dates.named import named_day
from redact.dates.numbers import NUMBERS
from redact.dates.values import DAY, MONTHS, YEAR, as_day, rank

FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "christmas": (12, 0),
    "xmas": (12, 0),
    "hallowe'en": (10, 31),
    "halloween": (10, 31),
    "bonfire night": (11, 5),
    "valentine's day": (2, 14),
    "leap day": (2, 29),
}
ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30}

_MONTH = "(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_YEAR = r"(?P<year>(?:19|20)\d\d|[’']\d\d)"
_SHORT = r"(?P<year>(?:19|20)\d\d|[’']?\d\d(?![\d:]))"
_DAY = r"(?<!\d)(?P<day>\d{1,2})\s*(?:st|nd|rd|th)?"
_FIRST = r"(?<![\d/.-])(?P<first>\d{1,2})\.?\s*(?:st|nd|rd|th)?\s*(?:[-‐‑–—/&]|to|and|or)\s*"
_SEASON = r"(?P<season>spring|summer|autumn|winter)"
_OF_MONTH = r"(?:\d{1,2}\s*(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
#: Two months, or days of them, that a heading names as one time.
_RUN = re.compile(
    rf"(?:from\s+)?(?P<one>{_OF_MONTH}(?:\s+(?:19|20)\d\d)?)\s*(?:\b(?:to|until|till)\b|[–—-])\s*"
    rf"(?P<other>{_OF_MONTH}\s+(?P<year>(?:19|20)\d\d))"
)
_SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        rf"{_FIRST}(?P<day>\d{{1,2}})\.(?P<number>\d{{1,2}})\.(?P<year>(?:19|20)?\d\d)?(?![\d/])",
        rf"{_FIRST}(?P<day>\d{{1,2}})\.\s*{_MONTH}(?:\.?,?[\s\-]+{_YEAR})?",
        rf"{_FIRST}(?P<day>\d{{1,2}})/(?P<number>\d{{1,2}})(?:/(?P<year>(?:19|20)?\d\d))?(?![\d/])",
        r"(?<!\d)(?P<day>\d{1,2})(?P<by>\s*[-/.]\s*)(?P<number>\d{1,2})(?P=by)(?P<year>(?:19|20)?\d\d)(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\s*[-/.]\s*(?P<number>\d{1,2})\s*[-/.]\s*(?P<year>(?:19|20)?\d\d)(?!\d)(?!/)",
        rf"{_FIRST}{_DAY}(?:\s+day)?(?:\s+of)?[\s\-]+{_MONTH}(?:\.?,?[\s\-]+{_SHORT})?",
        rf"{_DAY}(?:\s+day)?(?:\s+of)?[\s\-]*{_MONTH}\.?,?[\s\-]*{_SHORT}",
        rf"{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}(?:\s+day)?(?:\s+of)?[\s\-]*{_MONTH}",
        rf"{_MONTH}\.?\s+{_DAY}(?![\d])",
        rf"{_MONTH}\.?,?(?:\s+of)?[\s\-]+{_YEAR}",
        rf"{_SEASON}(?P<term>\s+term)?(?:\s+(?:holidays?|break))?(?:\s+of)?(?:\s+the)?\s+(?P<year>(?:19|20)\d\d)"
        r"(?:\s*[/–-]\s*(?P<over>\d{2,4}))?",
        r"(?<!\d)(?P<from>(?:19|20)\d\d)\s*[/–—-]\s*(?P<to>\d{4}|\d{2})(?!\d)",
        r"(?<!\d)(?P<decade>(?:19|20)\d0)[’']?s\b",
        rf"^\W*{_MONTH}\W*$",
        r"(?<!\d)(?P<number>\d{1,2})/(?P<year>(?:19|20)\d\d)(?!\d)",
        r"^\D*(?P<day>\d{1,2})\s?[/.]\s?(?P<number>\d{1,2})\W*$",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"{_SEASON}(?P<term>\s+term)?",
    )
]


def value_of(text: str) -> str:
    """The value of the date that *text* writes; '' where it cannot be read.

    British order: 3/4/2016 is 3 April. Two-digit years are 2000 to 2049 or 1950 to 1999.
    """
    folded = _figures(text.replace("’", "'").casefold())
    if named := named_day(re.sub(r"\s+", " ", folded)):
        return named
    year = re.search(r"(?:19|20)\d\d", text)
    for feast, (month, day) in FEASTS.items():
        if feast in folded:
            return _join(year.group() if year else "", month, day)
    if "easter" in folded:  # 22 March to 25 April
        return _season("spring", year.group() if year else "", False, "")
    if run := _run(folded):
        return run
    for shape in _SHAPES:
        if match := shape.search(folded):
            if value := _value(match.groupdict()):
                return value
    return ""


def _run(folded: str) -> str:
    """The value of 'September to December 2015', of 'November to March 2015' from the year before; '' for anything else."""
    if not (match := _RUN.fullmatch(folded.strip())):
        return ""
    end, years = value_of(match["other"]), re.findall(r"\d{4}", match["one"])
    for year in years or (match["year"], str(int(match["year"]) - 1)):
        start = value_of(match["one"] if years else f"{match['one']} {year}")
        if start and end and start <= end:
            return f"{start}..{end}"
    return ""


def whole_value(text: str) -> str:
    """The value of *text* where all of it is one day, month or year, with its year; '' for anything else."""
    folded = re.sub(r"^(?:[a-z]{3,6}day,?\s+)?(?:the\s+)?", "", text.strip().replace("’", "'").casefold())
    if month := re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", folded):
        return month.group()
    folded = _figures(folded)
    named = re.findall(r"[a-z]{3,}", re.sub(r"\bday of\b", "of", folded))
    if not all(any(name.lower().startswith(word) for name in MONTHS) for word in named):
        return ""
    found = (match for shape in _SHAPES if (match := shape.fullmatch(folded)))
    value = next((value for match in found if (value := _value(match.groupdict()))), "")
    read = rank(value) >= YEAR and not value.startswith("-") and ".." not in value
    return value if read and (rank(value) < DAY or as_day(value)) else ""


#: 'two thousand and sixteen', 'twenty sixteen', 'nineteen ninety-nine', after the name of a month.
_CENTURY = re.compile(
    r"(?<=[a-z][,.\s]\s|[a-z]{2}\s)(?:in\s)?(?:the\syear\s)?(?P<century>two\sthousand"
    rf"|(?:twenty|nineteen)(?=[\s-](?:{'|'.join(NUMBERS)})\b))(?:\sand)?"
    rf"(?:[\s-](?P<rest>(?:{'|'.join(NUMBERS)})(?:[\s-](?:{'|'.join(NUMBERS)}))?))?(?![a-z-])"
)


def _year_of(century: str, rest: str) -> str:
    years = sum(NUMBERS[word] for word in re.split(r"[\s-]", rest) if word)
    return str({"two thousand": 2000, "twenty": 2000, "nineteen": 1900}[century] + years)


def _figures(text: str) -> str:
    """Years in words as figures, and ordinal words before 'of' and a month as figures: 'the twenty-first of march' is 'the 21 of march'."""
    words = "|".join(sorted(ORDINALS, key=len, reverse=True))

    def figure(match: re.Match[str]) -> str:
        tens = {"twenty": 20, "thirty": 30}.get(match["tens"] or "", 0)
        return str(tens + ORDINALS[match["unit"]])

    text = re.sub(_CENTURY, lambda match: _year_of(match["century"], match["rest"] or ""), text)

    return re.sub(
        rf"\b(?:(?P<tens>twenty|thirty)[\s-])?(?P<unit>{words})(?=(?:\s+day)?\s+of\s+[a-z]{{3}})",
        figure,
        text,
    )


def _value(found: dict[str, str | None]) -> str:
    if first := found.get("from"):
        return f"{first}/{(found['to'] or '')[-2:]}"
    if decade := found.get("decade"):
        return f"{decade}s"
    year = _year(found.get("year") or "")
    if season := found.get("season"):
        return _season(season.lower(), year, bool(found.get("term")), found.get("over") or "")
    month = int(found["number"] or 0) if found.get("number") else _month(found.get("month") or "")
    day, first_day = int(found.get("day") or 0), int(found.get("first") or 0)
    if month > 12 or max(day, first_day) > 31 or (found.get("day") and not day):
        return ""
    last = _join(year, month, day)
    return f"{_join(year, month, first_day)}..{last}" if 0 < first_day < day else last


def _season(season: str, year: str, term: bool, over: str) -> str:
    name = f"{season}-term" if term and season != "winter" else season
    if not year:
        return name
    return f"{year}/{over[-2:]}-winter" if over and season == "winter" else f"{year}-{name}"


def _join(year: str, month: int, day: int) -> str:
    if not month:
        return year
    start = year or "-"
    return f"{start}-{month:02d}-{day:02d}" if day else f"{start}-{month:02d}"


def _year(text: str) -> str:
    digits = text.strip("'’")
    if len(digits) == 2:
        return f"20{digits}" if int(digits) < 50 else f"19{digits}"
    return digits


def _month(text: str) -> int:
    return next(
        (n for n, name in enumerate(MONTHS, 1) if text and name.lower().startswith(text.lower()[:3])), 0
    )
