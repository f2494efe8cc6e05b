"""The same sentences in two copies, and where one of the two says more than the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from redact.checks.dates_left import CLOCK
from redact.checks.people import ANY_LABEL, Cast
from redact.checks.phrases import ages_in, dates_in
from redact.checks.told import Sentence
from redact.checks.windows import days_of, length

#: How alike two sentences are (0 to 100, details left out of account) to be one passage in two copies.
ALIKE = 72
#: Sentences of fewer words are alike by chance.
_FEWEST = 5
_MARK = re.compile(
    r"\[[^\][]{0,40}(?:removed|withheld|redacted)\]|\[(?:(?:redacted|withheld)(?: [A-Z])?|undecided)\]"
)
_PART_OF_DAY = re.compile(
    r"\b(?:early hours|morning|afternoon|evening|night)\b(?:\sof\s(?:a|the)\sday)?", re.IGNORECASE
)
_VAGUE = re.compile(r"\b(?:several|some|many|a number of|a few|more than once)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<![\w.])(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=\s[a-z]{3})",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Detail:
    """A date, time, age, number, label or mark of a sentence; the smaller its *width*, the more it says."""

    kind: str
    text: str
    width: int


@dataclass(frozen=True, slots=True)
class Shift:
    """Where two copies of one passage differ: what is told here, and what there ('' for nothing)."""

    kind: str
    here: Detail | None
    there: Detail | None
    sentence: Sentence
    other: Sentence

    @property
    def is_finer(self) -> bool:
        """Whether this copy says more than the other."""
        return _width(self.here) < _width(self.there)


def _width(detail: Detail | None) -> int:
    return detail.width if detail else _NEVER


def shifts(here: Sequence[Sentence], there: Sequence[Sentence], cast: Cast) -> Iterator[Shift]:
    """The differences in exactness between the passages that two texts share."""
    for one, other in pairs(here, there, cast):
        yield from _between(one, other, cast)


def pairs(
    here: Sequence[Sentence], there: Sequence[Sentence], cast: Cast
) -> Iterator[tuple[Sentence, Sentence]]:
    """The sentences of *here* that *there* has too, in other words or with other details."""
    from rapidfuzz import fuzz, process

    same = {sentence.text for sentence in there}
    frames = {_frame(sentence.text, cast): sentence for sentence in reversed(there)}
    choices = {frame: len(frame) for frame in frames}
    for sentence in here:
        frame = _frame(sentence.text, cast)
        if sentence.text in same or len(frame.split()) < _FEWEST:
            continue
        if frame in frames:
            yield sentence, frames[frame]
            continue
        best = process.extractOne(frame, choices.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best and len(best[0].split()) >= _FEWEST:
            yield sentence, frames[best[0]]


def _frame(text: str, cast: Cast) -> str:
    """The sentence with a sign in place of each detail, in small letters."""
    return " ".join(token if kind == "word" else "#" for kind, token, _ in _tokens(text, cast))


def _tokens(text: str, cast: Cast) -> list[tuple[str, str, Detail | None]]:
    """Words and details of a sentence, in order."""
    taken = sorted(_details(text, cast), key=lambda found: (found[0], -found[1]))
    tokens: list[tuple[str, str, Detail | None]] = []
    at = 0
    for start, end, detail in [*taken, (len(text), len(text), None)]:
        if start < at:
            continue
        tokens += [("word", word.casefold(), None) for word in _WORD.findall(text[at:start])]
        if detail:
            tokens.append((detail.kind, f"{detail.kind} {detail.text.casefold()}", detail))
        at = end
    return tokens


def _details(text: str, cast: Cast) -> Iterator[tuple[int, int, Detail]]:
    for date in dates_in(text):
        days = length(days_of(date.value)) if date.value else 0
        yield date.start, date.end, Detail("date", date.text, days or _NEVER)
    for age in ages_in(text):
        spread = length(age.shift.later(((730_000, 730_000),))) if age.shift else _NEVER
        yield age.start, age.end, Detail("age", age.text, spread)
    for pattern, kind, width in (
        (_MARK, "mark", _NEVER), (CLOCK, "time", 1), (_PART_OF_DAY, "time", 300), (cast.pattern, "label", 1),
        (ANY_LABEL, "label", 1), (_VAGUE, "number", 100), (_COUNTED, "number", 1),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            yield match.start(), match.end(), Detail(kind, match.group(), width)


def _between(one: Sentence, other: Sentence, cast: Cast) -> Iterator[Shift]:
    mine, theirs = _tokens(one.text, cast), _tokens(other.text, cast)
    matcher = SequenceMatcher(None, [t for _, t, _ in mine], [t for _, t, _ in theirs], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield from _in_stretch(mine[i:j], theirs[k:m], one, other)


def _in_stretch(
    mine: Sequence[tuple[str, str, Detail | None]],
    theirs: Sequence[tuple[str, str, Detail | None]],
    one: Sentence,
    other: Sentence,
) -> Iterator[Shift]:
    """The finest detail of each kind on either side; words beside a mark count as told."""
    here, there = _finest(mine), _finest(theirs)
    for kind in sorted((here.keys() | there.keys()) - {"mark"}):
        a, b = here.get(kind), there.get(kind)
        differ = a is not None and b is not None and (a.width != b.width or kind == "label")
        alone = (a is None or b is None) and (
            kind in ("date", "age", "time") or "mark" in here.keys() | there.keys()
        )
        if differ or alone:
            yield Shift(kind, a, b, one, other)
    if ("mark" in here) != ("mark" in there) and not (here.keys() | there.keys()) - {"mark"}:
        told = mine if "mark" in there else theirs
        if words := " ".join(token for kind, token, _ in told if kind == "word"):
            detail = Detail("words", words, 1)
            here_only = told is mine
            yield Shift("words", detail if here_only else None, None if here_only else detail, one, other)


def _finest(tokens: Sequence[tuple[str, str, Detail | None]]) -> dict[str, Detail]:
    found: dict[str, Detail] = {}
    for _, _, detail in tokens:
        if detail and (detail.kind not in found or detail.width < found[detail.kind].width):
            found[detail.kind] = detail
    return found
