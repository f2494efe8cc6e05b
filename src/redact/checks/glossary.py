"""The check that labels and abbreviations are explained, and that nothing is explained which nobody uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.checks.exactness import one_of_each
from redact.checks.folding import folded
from redact.checks.nouns import Opened, Passage, Question
from redact.checks.people import ANY_LABEL
from redact.model import Finding

_LIST = re.compile(
    r"(?:appendix\s\w+\W+|annex\s\w+\W+)?(?:\d+(?:\.\d+)*\.?\s+)?(?:the\s)?(?:glossary|(?:list\sof\s)?(?:abbreviations|acronyms)"
    r"|who(?:\sis|['’]s)\swho|(?:list\sof\s|key\sto\s)(?:the\s)?(?:people|names|labels|pseudonyms)"
    r"|people\s(?:in|named\sin|mentioned\sin)\sthis\s(?:report|review)|family\scomposition)\b[^.!?\d]{0,50}",
    re.IGNORECASE,
)
#: A heading that says that the list has people or labels.
_OF_PEOPLE = re.compile(r"\b(?:who|people|names|labels|pseudonyms|family\scomposition)\b", re.IGNORECASE)
#: Where no heading is marked as one, these lines begin a new section.
_SECTION = re.compile(r"(?:\d+(?:\.\d+)*\.?|Appendix\s\w+\b)\W.{3,80}(?<![.;,!?:])|References|Bibliography")
_SHORT = re.compile(r"(?<![\w/.-])(?:[A-Z]{3,6}|[A-Z]{2})(?:\d{1,2})?(?![\w/-])")
#: What every reader of an English report knows.
_EVERYDAY = frozenset("UK GB EU NHS GP TV PDF OK NOT II III IV VI VII AM PM MP BBC USA PC IT ID HTML".split())
_STATEMENT = re.compile(
    r"\b(?:names?|details|identit\w+)\b[^.]{0,80}\b(?:changed|removed|withheld|not (?:been )?(?:used|named))"
    r"|\bpseudonym|\banonymi[sz]|\bprivacy\b",
    re.IGNORECASE,
)
#: A text of fewer words is a notice or a press line, and states no method.
_REPORT_WORDS = 300


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    passage: Passage


def glossary(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Labels and abbreviations are explained, and the list explains nothing that is not used.

    **What it looks for.** Where a text has a list of who is who, or a glossary that has labels among its entries:
    labels that it does not have. Where it has a glossary or a list of abbreviations: abbreviations that it does not
    have. In either, entries that the text does not use. Without a list of labels (a glossary of terms is none):
    labels made of capitals alone (MGM, HV1) that are nowhere spelt out. And a report with labels in which no
    sentence says that names were changed.

    **Why it matters.** A label that nobody explains sends the reader to guess; an entry without use is left over
    from a draft, and may tell of somebody who was taken out.

    **What to do.** Complete the list in the draft, or take the entry out.

    **What it misses.** Whether an explanation is right; lists under other headings; two-letter abbreviations in
    lower case. Of one text in several formats one is read.
    """
    for file in one_of_each(opened):
        lines = [_Line(line.strip(), p) for p in file.visible for line in p.text.splitlines() if line.strip()]
        inside, outside = _parted(lines)
        used = _labels_used(outside, question)
        if _lists_labels(inside, question):
            yield from _unexplained(file, used, inside)
        else:
            yield from _codes(file, used, lines)
        if inside:
            yield from _abbreviations(file, used, inside, outside)
            yield from _unused(file, inside, outside, question)
        yield from _unstated(file, lines, used)


def _lists_labels(inside: list[_Line], question: Question) -> bool:
    """Whether a list explains labels: its heading says whose names it has, or every other entry at least is a label.

    Two labels are enough too. A glossary of terms has none, or one by chance: a role that is also a term.
    """
    if not inside:
        return False
    known = {folded(label) for label in question.pseudonyms.values()}
    heads = [_head(line.text) for line in inside[1:]]
    count = sum(folded(head) in known or ANY_LABEL.fullmatch(head) is not None for head in heads)
    return (
        _OF_PEOPLE.search(inside[0].text) is not None or count > 1 or (count > 0 and count * 2 >= len(heads))
    )


def _parted(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines of the list that explains, its heading first, and all others.

    A table of contents names the list before it comes.
    """
    starts = [number for number, line in enumerate(lines) if _LIST.fullmatch(line.text)]
    if not starts:
        return [], lines
    start = starts[-1]
    marked = any(line.passage.place.startswith("heading") for line in lines)
    end = next((n for n in range(start + 1, len(lines)) if _begins(lines[n], marked)), len(lines))
    return lines[start:end], lines[:start] + lines[end:]


def _begins(line: _Line, marked: bool) -> bool:
    return line.passage.place.startswith("heading") if marked else bool(_SECTION.fullmatch(line.text))


def _labels_used(lines: list[_Line], question: Question) -> dict[str, Passage]:
    """The labels of the text, each with where it is first met."""
    labels = sorted(set(question.pseudonyms.values()), key=lambda label: (-len(label), label))
    words = "|".join(map(re.escape, labels))
    pattern = re.compile(rf"(?<![\w-])(?:{words})(?!\w)") if words else ANY_LABEL
    found: dict[str, Passage] = {}
    for line in lines:
        for match in pattern.finditer(line.text):
            found.setdefault(match.group(), line.passage)
    return found


def _short_used(lines: list[_Line]) -> dict[str, Passage]:
    """The abbreviations that no bracket beside them explains; lines in capitals have none."""
    text = " ".join(line.text for line in lines)
    explained = set(re.findall(r"\((?:the\s)?[“‘'\"]?([A-Z]{2,6}s?)[”’'\"]?\)", text))
    found: dict[str, Passage] = {}
    for line in lines:
        if not line.text.isupper():
            for match in _SHORT.finditer(line.text):
                if match.group() not in explained | _EVERYDAY:
                    found.setdefault(match.group(), line.passage)
    return found


def _unexplained(file: Opened, used: dict[str, Passage], inside: list[_Line]) -> Iterator[Finding]:
    listed = f" {folded(' '.join(line.text for line in inside[1:]))} "
    missing = {label: passage for label, passage in used.items() if not _has(listed, label)}
    if missing:
        passage = next(iter(missing.values()))
        count = f"{len(missing)} labels in use are" if len(missing) > 1 else "a label in use is"
        yield _finding(file, passage, f"{count} not in the list that explains them", " | ".join(missing))


def _abbreviations(
    file: Opened, used: dict[str, Passage], inside: list[_Line], outside: list[_Line]
) -> Iterator[Finding]:
    listed = f" {folded(' '.join(line.text for line in inside[1:]))} "
    missing = {
        word: p for word, p in _short_used(outside).items() if not _has(listed, word) and word not in used
    }
    if missing:
        passage = next(iter(missing.values()))
        message = f"{len(missing)} abbreviations in use are not in the list that explains them"
        yield _finding(file, passage, message, " | ".join(missing))


def _has(text: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(folded(words))}(?!\w)", text))


def _unused(file: Opened, inside: list[_Line], outside: list[_Line], question: Question) -> Iterator[Finding]:
    text = f" {folded(' '.join(line.text for line in outside))} "
    for line in inside[1:]:
        term = _term(line.text, question)
        if term and not _has(text, term):
            yield _finding(file, line.passage, "an entry of the list is used nowhere in the text", term)


def _term(line: str, question: Question) -> str:
    """The label or abbreviation that an entry begins with; '' for a line that explains."""
    head = _head(line)
    known = {folded(label) for label in question.pseudonyms.values()}
    is_term = folded(head) in known or ANY_LABEL.fullmatch(head) or _SHORT.fullmatch(head)
    return head if is_term and head not in _EVERYDAY else ""


def _head(line: str) -> str:
    """What an entry explains: the words before a colon, a dash or a bracket."""
    return re.split(r"\s*(?:[:=–—\t(]|\s-\s)\s*", line, maxsplit=1)[0].strip()


def _codes(file: Opened, used: dict[str, Passage], lines: list[_Line]) -> Iterator[Finding]:
    text = " ".join(line.text for line in lines)
    for label, passage in used.items():
        code = re.escape(label)
        if _SHORT.fullmatch(label) and not re.search(rf"\({code}\)|(?<!\w){code}(?:\s?[(:=]| [–—-] )", text):
            yield _finding(file, passage, "a label of capitals alone is nowhere spelt out", label)


def _unstated(file: Opened, lines: list[_Line], used: dict[str, Passage]) -> Iterator[Finding]:
    text = " ".join(line.text for line in lines)
    if used and len(text.split()) >= _REPORT_WORDS and not _STATEMENT.search(text):
        passage = next(iter(used.values()))
        yield _finding(file, passage, "no sentence says that names and details were changed", "")


def _finding(file: Opened, passage: Passage, message: str, quote: str) -> Finding:
    return Finding(
        check="glossary",
        severity="warns",
        file=file.file,
        place=passage.place,
        message=message,
        advice="complete the list in the draft, or take out what is left over",
        rule="R23",
        quote=quote,
    )
