"""Find the names that the case already knows, in every form in which people write them.

All forms of all entities go into one automaton over the folded text, so the
time grows with the text and not with the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from redact.detect.broken import readings
from redact.detect.everyday import NUMBERED, asks, doubted, is_generic, is_month, is_word_name
from redact.detect.initials import may_be_initials, shorthand
from redact.detect.titles import with_title
from redact.detect.words import capitalised_words, is_name, is_ordinary
from redact.model import Entity, Mention, Span, Status
from redact.name_forms import Form, forms
from redact.names import (
    acronyms,
    fold,
    folded_list,
    skeleton,
)
from redact.remembered import remembered
from redact.rules import Rules

#: A form as short as this is searched for in its own capitals only.
SHORT = 3

REASONS = {
    "full": "a name of {who}",
    "alias": "another name of {who}",
    "part": "the first name of {who}",
    "middle": "a middle name of {who}",
    "surname": "the surname of {who}",
    "initials": "the initials of {who}",
    "nickname": "a usual short form of {who}'s first name",
    "core": "the name of {who} without its last words",
    "household": "the family of {who}",
    "short": "what {who} is called for short",
}


#: Why a word is somebody's that nobody wrote so.
MISSPELT = "one letter away from a name of"


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a case knows: an automaton over the folded forms of its entities."""

    automaton: Any
    forms: Mapping[str, tuple[tuple[str, str, Form], ...]]  # folded form → (entity, label, form)
    single: tuple[str, ...]  # folded one-word names of five letters and more, for misspellings
    stated: frozenset[str] = frozenset()  # initials in brackets behind the name that they are of
    kin: frozenset[tuple[str, str]] = (
        frozenset()
    )  # a draft, and what its own key gives as the mother or father
    digest: str = ""


def know(
    entities: Iterable[Entity],
    rules: Rules,
    stated: frozenset[str] = frozenset(),
    kin: frozenset[tuple[str, str]] = frozenset(),
) -> Known:
    """The names of *entities*, ready to be looked for; *stated* are initials that the drafts explain.

    *kin* are drafts, each with what its own key gives as the mother or the father ('Mo').
    """
    import ahocorasick

    table: dict[str, list[tuple[str, str, Form]]] = {}
    for entity in entities:
        for form in [*forms(entity, rules), *_households(entity, rules)]:
            table.setdefault(fold(form.text), []).append((entity.id, entity.label, form))
    automaton = ahocorasick.Automaton()
    for folded in table:
        automaton.add_word(folded, folded)
    automaton.make_automaton()
    certain = {f for f, rows in table.items() if any(r[2].kind in {"part", "surname", "alias"} for r in rows)}
    single = tuple(sorted(f for f in certain if " " not in f and len(f) >= 5))
    return Known(automaton, {f: tuple(rows) for f, rows in table.items()}, single, stated, kin)


def _households(entity: Entity, rules: Rules) -> Iterator[Form]:
    """'the Smiths', 'the Smith family': the surname of a person, for the whole household."""
    if entity.label != "PERSON":
        return
    for form in forms(entity, rules):
        if form.kind == "surname":
            plural = form.text + ("es" if form.text.endswith(("s", "x", "z", "ch", "sh")) else "s")
            for text in (plural, f"{form.text} family", f"{form.text} household", f"{form.text} children"):
                yield Form(text, "household", 0.85)


def find_known(text: str, document: str, known: Known, rules: Rules) -> Iterator[Mention]:
    """Mentions in *text* of what the case knows, overlapping ones included."""
    if not known.forms:
        return
    yield from _exact(text, document, known, rules)
    yield from _misspelt(text, document, known, rules)
    for read, origin in readings(text):
        for mention in (*_exact(read, document, known, rules), *_misspelt(read, document, known, rules)):
            ends = origin[mention.span.start], origin[mention.span.end - 1]
            span = Span(min(ends), max(ends) + 1)
            if (words := text[span.start : span.end]) != mention.text:  # otherwise found as it stands
                yield replace(mention, span=span, text=words)


def _exact(text: str, document: str, known: Known, rules: Rules) -> Iterator[Mention]:
    folded, origin = skeleton(text)
    for last, form in known.automaton.iter(folded):
        first = last - len(form) + 1
        start, end = origin[first], origin[last] + 1
        if _stands_alone(text, start, end) and (
            mention := _mention(text, document, start, end, form, known, rules)
        ):
            yield mention


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a match is a word of its own, or glued to its neighbour as in 'Ann DuncanSian'."""
    before_ok = (
        start == 0
        or not text[start - 1].isalnum()
        or (text[start].isupper() and (text[start - 1].islower() or not text[start - 1].isalpha()))
    )
    after_ok = (
        end == len(text) or not text[end].isalnum() or (text[end - 1].islower() and text[end].isupper())
    )
    return before_ok and (after_ok or _note_mark(text, end))


def _note_mark(text: str, end: int) -> bool:
    """Whether what follows is the figure of a footnote glued to the name ('Anna3 said')."""
    stop = end
    while stop < len(text) and text[stop].isdigit() and stop - end < 3:
        stop += 1
    return stop > end and (stop == len(text) or not text[stop].isalnum())


def _mention(
    text: str, document: str, start: int, end: int, form: str, known: Known, rules: Rules
) -> Mention | None:
    rows = [
        row
        for row in known.forms[form]
        if _written_so(text[start:end], row[2], rules)
        and (row[2].kind != "initials" or may_be_initials(text, start, end, known.stated, rules))
    ]
    if not rows:
        return None
    _, label, best = max(rows, key=lambda row: (row[2].score, row[0]))
    word = text[start:end]
    score = best.score
    called = best.kind == "alias" and word.isupper() and fold(word) in shorthand(rules)
    if called and OF_A_ROLE.search(text, max(0, start - 12), start):
        return None  # 'the GP', whoever is called GP for short
    unstated = label == "PERSON" and word.isupper() and len(word) < 4 and fold(word) not in known.stated
    if unstated and _is_in_short(word, rules) and _stands_for_office(text, start, end, rules):
        return None  # 'no AA', 'old SW inbox', 'SW / TM / IRO'
    if (
        best.kind == "initials"
        and fold(word) in shorthand(rules)
        and _is_office(text, start, end, rows, known)
    ):
        return None
    if called or (best.kind == "initials" and fold(word) in acronyms(rules)):
        if INFLECTED.match(text, end):
            return None
        score = 0.5  # 'PE' may be a person, or a lesson: treated and asked about
    if _is_doubtful(word, best, rules) and not _titled(text, start, rules):
        if asks(text, start, end):
            return None
        if is_month(text, start, end) or NUMBERED.match(text, start):
            return None
        score = doubted(text, start, end, score, rules)
        if best.kind in {"surname", "alias"} and len(word) > 3 and word.isupper() and not text.isupper():
            score = max(score, 0.55)  # 'CHANCE / CAWLEY': capitals among words that have none
        if best.kind == "initials":
            score = max(score, 0.5)  # 'NO', 'AN': in capitals, and somebody has them
        if best.kind == "part" and SURNAME_LETTER.match(text, end):
            score = best.score  # 'Hope L', 'Hazel W.'
    if word[:1].islower() and best.text[:1].isupper() and best.kind != "full" and label == "PERSON":
        score = min(score, 0.6)
    is_kin = (document, word) in known.kin and not CALLED_SO.search(text, max(0, start - 16), start)
    if is_kin:
        score = min(score, KIN_SCORE)
    who = " or ".join(sorted({row[0] for row in rows})[:3])
    reason = REASONS.get(best.kind, "a name of {who}").format(who=who)
    if is_kin:
        reason += "; but the draft's own key says that it is short for a parent"
    if "," in best.text and re.search(r"[^\W\d_a-z][\w.’'-]*\s$", text[:start]):
        return None  # 'Ms Doe, Jane and Tom' is a list
    if best.kind == "household" and (article := THE.search(text, max(0, start - 4), start)):
        start = article.start()
    return Mention(
        document, Span(start, end), text[start:end], label, "known", score, status_of(score), reason=reason
    )


#: An office in brackets behind whoever has it: 'Parveen (TM)'.
BRACKETED = re.compile(r"[),;]")
NAMED_BEFORE = re.compile(r"(?<!\w)([A-Z])[a-z][\w’'-]{1,20}\s\($")
#: A name behind an office.
NAMED = re.compile(r"[ \u00a0]([A-Z][a-z][\w’'-]{1,30})")


def _is_office(
    text: str, start: int, end: int, rows: Collection[tuple[str, str, Form]], known: Known
) -> bool:
    """Whether shorthand for a role stands beside the name of another than those whose initials it may be: 'TM Garside'."""
    letters = text[start:end]
    behind = NAMED_BEFORE.search(text, max(0, start - 24), start) if BRACKETED.match(text, end) else None
    if behind and behind[1] not in letters and fold(letters) not in known.stated:
        return True
    named = NAMED.match(text, end)
    bearers = {who for who, _, _ in known.forms.get(fold(named[1]), ())} if named else set()
    return bool(bearers) and not bearers & {who for who, _, _ in rows}


#: 'Mo' where the draft's own key gives it as the mother: shown, since somebody is called so too.
KIN_SCORE = 0.4
#: What makes a name of it all the same: 'Nanny Mo', 'Mr Mo', 'called Mo', a quotation mark.
CALLED_SO = re.compile(
    r"(?:\b(?i:nan|nana|nanny|nanna|gran|granny|grandma|grandad|grandpa|aunt|auntie|aunty|uncle|cousin|mr|mrs|ms|miss|dr|called|named|"
    r"nicknamed|as|neighbour|friend|brother|sister|son|daughter|boyfriend|partner)\s|[“\"‘'])$"
)
#: What stands before a role in short, and what behind one.
BEFORE_OFFICE = re.compile(
    r"\b(?:no|[Nn]ew|[Oo]ld|[Ff]ormer|[Pp]revious|[Aa]nother|[Tt]he|[Aa]n?|[Aa]gency|[Dd]uty)\s$"
)
ROW = re.compile(r"\s/\s(?P<next>[A-Z]{2,4})(?![\w/])")
ROW_BEFORE = re.compile(r"(?<![\w/])(?P<next>[A-Z]{2,4})\s/\s$")


def _stands_for_office(text: str, start: int, end: int, rules: Rules) -> bool:
    """Whether shorthand for an office stands where nobody's initials do: behind an article, or in a row of its like."""
    if BEFORE_OFFICE.search(text, max(0, start - 12), start):
        return True
    behind, before = ROW.match(text, end), ROW_BEFORE.search(text, max(0, start - 10), start)
    beside = [match["next"] for match in (behind, before) if match]
    return bool(beside) and all(_is_in_short(word, rules) for word in beside)


def _is_in_short(word: str, rules: Rules) -> bool:
    """Whether notes write a role or a term of the trade so."""
    return fold(word) in shorthand(rules) or fold(word) in acronyms(rules)


#: The first letter of a surname behind a first name.
SURNAME_LETTER = re.compile(r"[ \u00a0](?![AI]\b)[A-Z](?:\.(?!\w)|(?=[\s,;:)]|$))")
#: What stands before a role and before nobody's initials.
OF_A_ROLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Nn]ew|[Hh]is|[Hh]er|[Tt]heir|[Oo]wn|[Ll]ocal|[Aa]nother)\s$")
#: The article of a household, as a heading may have it too.
THE = re.compile(r"\b(?:[Tt]he|THE)\s$")
#: "OK'd", "NFA'ing": an abbreviation used as a verb.
INFLECTED = re.compile(r"['’](?:d|ed|ing)\b")


def status_of(score: float) -> Status:
    """What a score means: treated, treated and asked about, or not vouched for."""
    return "replace" if score >= 0.8 else "flag" if score >= 0.5 else "watch"


def _written_so(word: str, form: Form, rules: Rules) -> bool:
    """Whether a form may be written as *word*: initials in capitals, ordinary words with a capital."""
    if form.kind == "initials":
        return word == (word.upper() if form.text.isupper() else form.text)
    if form.text.isupper() and len(form.text) <= SHORT + 1:
        return word == word.upper()
    if form.kind == "household":
        return word[:1].isupper()
    if form.kind == "short":
        return word.split()[-1][:1].isupper() and word != word.upper()
    if (
        word.islower()
        and not form.text.islower()
        and all(is_ordinary(part, rules) for part in fold(word).split())
    ):
        return False  # 'the gate' is not 'the Gate'
    if word[:1].islower() and form.text[:1].isupper() and " " not in fold(word):
        return (
            len(word) >= SHORT
            and not is_ordinary(fold(word), rules)
            and form.kind in {"part", "surname", "alias", "full"}
        )
    return True


def _is_doubtful(word: str, form: Form, rules: Rules) -> bool:
    """Whether the form is one word that is an ordinary word, or a word of many names, too."""
    if form.kind == "full" or " " in fold(word):
        return False
    if form.kind == "alias":  # the panel or the drafts say that somebody is called so
        return fold(word) in folded_list("word-names", rules) or is_generic(word, rules)
    return is_word_name(word, rules) or is_generic(word, rules)


def _titled(text: str, start: int, rules: Rules) -> bool:
    """Whether a title stands directly before."""
    return with_title(text, start, rules) < start


def _misspelt(text: str, document: str, known: Known, rules: Rules) -> Iterator[Mention]:
    """Capitalised words one edit away from a name of five letters or more, ordinary words excepted."""
    for match in capitalised_words(text):
        word = fold(match.group())
        if len(word) < 5 or word in known.forms or is_ordinary(word, rules) or is_name(word, rules):
            continue
        near = _near(word, known.single)
        if near:
            rows = [row for name in near for row in known.forms[name]]
            bearers = {row[0] for row in rows}
            who = " or ".join(sorted(bearers))
            start, end = match.start(), match.end()
            several = word.endswith("s") and text[max(0, start - 4) : start].casefold() == "the "
            score = 0.75 if len(bearers) > 1 or several else 0.8  # 'the Serwans' are a family's
            yield Mention(
                document,
                Span(start, end),
                text[start:end],
                rows[0][1],
                "known",
                score,
                status_of(score),
                reason=f"{MISSPELT} {who}",
            )


@remembered(65536)
def _near(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are one edit (a swap counts as one) away from *word*."""
    return tuple(
        name
        for name in names
        if abs(len(name) - len(word)) <= 1
        and name != word
        and DamerauLevenshtein.distance(word, name, score_cutoff=1) == 1
    )
