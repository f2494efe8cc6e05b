"""The closed world: a word that nobody can vouch for does not leave unseen.

Inside a sentence a capital means a name, unless the word is one that such
reports write with a capital (a role, a meeting, a form). At the start of a
sentence it means one where no dictionary knows the word. Neighbouring words
make one mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from redact.detect.initials import shorthand
from redact.detect.kinds import Kind, kind_of
from redact.detect.known import status_of
from redact.detect.word_names import has_kin_beside, is_no_season, is_said_of
from redact.detect.words import (
    capitalised_words,
    english,
    inflected,
    is_first_name,
    is_marked,
    is_name,
    is_ordinary,
    is_place,
    is_usual_capital,
)
from redact.model import Mention, Span
from redact.names import PARTICLES, acronyms, begins_sentences, fold, folded_list, is_title, possessive_end
from redact.rules import Rules

RULE = "closed world"
SENTENCE_START = re.compile(
    r"(?:^|[.!?:;•…]\s|[.!?][)\]”\"’]\s|[\n\t“\"‘(|\[]|(?:^|\n)[\d.]+\)?\s|(?:^|\n)\(?[a-z]{1,3}\)\s|[–—]\s"
    r"|(?:^|[\n\t]|[.!?]\s)(?:(?!19|20)(?:[01]\d|2[0-3])|(?:[01]\d|2[0-3])[.:])[0-5]\d(?:\s?hrs)?[,:]?\s)\s*$"
)
#: An initial's full stop ends no sentence.
AFTER_INITIAL = re.compile(
    r"(?<![^\W\d_])(?!I\.)[^\W\d_a-z]\.[ \u00a0]?$|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Rev)\.[ \u00a0]$"
)
#: The letter of a section: 'C. Copy letter'.
SECTION_LETTER = re.compile(r"\s*[A-Z]\.\s")
#: What such papers call things; a run of everyday words that ends so is a form or a plan and names nobody.
TERM = re.compile(
    r"(?:Act|Assessments?|Bill|Bundle|Checklist|Code|Conferences?|Conventions?|Courses?|Duty|Forms?|Framework|Guidance|Guide|"
    r"Helpline|Index|Indicators?|Inventory|Lead|Matrix|Measures?|Mechanism|Meetings?|Model|Orders?|Panels?|Pathways?|Plans?|"
    r"Policy|Policies|Procedures?|Profile|Programme|Protocols?|Questionnaire|Records?|Referrals?|Register|Regulations?|Reports?|"
    r"Reviews?|Rules?|Scale|Schedule|Score|Screening|Standards?|Strategy|Survey|System|Template|Templates|Test|Tool|Toolkit|Training|Week|Day)$"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word: where it stands, and what vouches for it ('' where nothing does)."""

    start: int
    end: int
    folded: str
    vouched: str  # "", "term" (a usual capital, an abbreviation, a title) or "ordinary" (begins a sentence)
    inside: bool


def unvouched(
    text: str, document: str, at: int, kind: str, hints: Mapping[tuple[int, int], str], rules: Rules
) -> Iterator[Mention]:
    """Names of one block (which begins at offset *at*) by their capitals; *hints* are the model's kinds of spans."""
    words = list(_words(text, kind, rules))
    seen = _Seen(hints)
    for first, last in _runs(text, words, rules):
        run = words[first : last + 1]
        start, end = run[0].start, run[-1].end
        decided = kind_of(text, start, end, seen.kind_at(start, end), rules)
        if decided.label != "PERSON" or not any(is_name(word.folded, rules) for word in run):
            end = _with_terms(text, words, last)
            if end > run[-1].end and decided.label == "PERSON":
                decided = Kind("ORG", decided.votes, "stands as the name of a body")
        score = _score(text[start:end], run, decided, rules)
        span = Span(at + start, at + end)
        yield Mention(
            document,
            span,
            text[start:end],
            decided.label,
            RULE,
            score,
            status_of(score),
            reason=_reason(decided, run, rules),
        )


def _words(text: str, kind: str, rules: Rules) -> Iterator[Word]:
    """The capitalised words of a block, in order, without possessive endings."""
    shouted = text.isupper()
    for match in capitalised_words(text):
        end = match.end() - possessive_end(match.group())
        word = text[match.start() : end]
        before = text[max(0, match.start() - 14) : match.start()]
        folded = re.sub(r"'(?:ve|ll|re|d|m|t|s)$", "", fold(word).strip("'."))
        inside = _is_inside(text, match.start(), kind) and not _begins_entry(
            text, match.start(), folded, rules
        )
        vouched = _vouched(word, folded, inside, shouted, rules)
        if vouched == "ordinary" and not inside and is_said_of(text, end, word, folded, rules):
            vouched = ""
        if (
            inside
            and CALLED.search(text[max(0, match.start() - 20) : match.start()])
            and not BESIDE_NAME.match(text, end)
        ):
            vouched = ""
        if vouched and len(word) > 2 and has_kin_beside(text, match.start(), end, folded, inside, rules):
            vouched = ""
        if inside and vouched and is_first_name(folded, rules) and SMALL.search(before):
            vouched = ""
        if folded in {"tel", "mob", "ext"} and NUMBER_BEHIND.match(text, end):
            vouched = "term"
        if not vouched and LETTERED.fullmatch(word) and LETTER_BEHIND.match(text, end):
            vouched = "term"
        if not vouched and _is_shouted_beside(text, match.start(), word, folded, rules):
            vouched = "ordinary"
        if not vouched and _is_term_here(text, match.start(), end, word, folded, rules):
            vouched = "term"
        if vouched and len(word) > 1 and TITLED.search(before):
            vouched = ""  # 'Mr Price': behind a title any word is a name
        if vouched and len(word) > 3 and RANKED.search(before) and _is_borne(word, folded, rules):
            vouched = ""  # 'PC Sheikh', 'Insp T GRIEVE'
        yield Word(match.start(), end, folded, vouched, inside)


#: 'FenDoc': a capital within a word makes a name of it wherever it stands.
INNER_CAPITAL = re.compile(r"[a-z]{2}[A-Z][a-z]{2}")
#: 'his sisters Child L and Child M': what stands for somebody already, and names nobody.
LETTERED = re.compile(
    r"Child|Baby|Twin|Young|Sibling|Adult|Parent|Person|Carer|Partner|Professional|Household|Family"
)
LETTER_BEHIND = re.compile(r"\s(?:Person\s)?(?:[A-Z]\d?|\d)\b(?!\.)(?!['’]?[a-z])")
#: 'ACTION COMPLETE': a word in capitals before another one.
SHOUTED_BEFORE = re.compile(r"(?<!\w)([A-Z]{4,})[ \u00a0]$")
CALLED = re.compile(r"\b(?:nicknamed|called|known as|named|goes by|street name|alias)\s[“\"‘'(]?$")
#: 'Tel 01632 …' and 'Tel: (01632) …' name nobody.
NUMBER_BEHIND = re.compile(r"[.:]{0,2}\s?[(+\d]")
#: What a small child, or the younger of two, is called: 'little Mac'.
SMALL = re.compile(r"\b(?:little|wee|baby|young)\s$")
BESIDE_NAME = re.compile(r"\.?\s[^\W\d_a-z]")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?[ \u00a0]$")


#: How grave a risk or an entry is graded: 'Graded MEDIUM', 'raised to HIGH'.
GRADES = frozenset(["HIGH", "MEDIUM", "LOW", "STANDARD"])
SHOUTED_BEHIND = re.compile(r"\s[A-Z]{2}")
#: 'Black children', where no family of that name is meant.
PEOPLES = frozenset(["Black", "White", "Asian", "Brown"])
PEOPLE_BEHIND = re.compile(
    r"\s(?:children|people|boys|girls|men|women|families|young\speople|pupils|communities|mothers|fathers)\b"
)
#: A name with small letters.
NAMED_BEHIND = re.compile(r"\s[A-Z][a-z]")


def _is_term_here(text: str, start: int, end: int, word: str, folded: str, rules: Rules) -> bool:
    """Whether a word names nobody by what stands beside it: a grade, a people, an office before a name ('HO Jane Doe')."""
    if word in GRADES:
        return not SHOUTED_BEHIND.match(text, end) and not SHOUTED_BEFORE.search(
            text[max(0, start - 20) : start]
        )
    if word in PEOPLES:
        return bool(PEOPLE_BEHIND.match(text, end))
    return word.isupper() and folded in shorthand(rules) and bool(NAMED_BEHIND.match(text, end))


def _is_shouted_beside(text: str, start: int, word: str, folded: str, rules: Rules) -> bool:
    """Whether an everyday word in capitals stands behind another: neither of them may be a name."""
    before = SHOUTED_BEFORE.search(text[max(0, start - 20) : start]) if word.isupper() else None
    return before is not None and all(
        is_ordinary(each, rules) and not is_name(each, rules) for each in (folded, fold(before[1]))
    )


#: Ranks, which stand before other words too: 'PC Sheikh', and 'DS visit'; an initial may stand between.
RANKED = re.compile(
    r"(?<!\w)(?:(?:[TAL]/)?(?:PC|WPC|DC|WDC|DS|DI|DCI|Sgt|Insp|Supt|Cpl|LCpl|SSgt|Pte|Capt|Maj|Lt|Cllr|Nurse)|S/N)\.?[ \u00a0]"
    r"(?:[A-Z]\.?[ \u00a0])?$"
)


def _is_borne(word: str, folded: str, rules: Rules) -> bool:
    """Whether a word behind a rank is a surname: on the list, or in capitals and no shorthand."""
    return is_name(folded, rules) or (word.isupper() and folded not in acronyms(rules))


def _is_inside(text: str, start: int, kind: str) -> bool:
    """Whether a capital at *start* is not the one that begins a sentence, a cell or a quotation."""
    before = text[max(0, start - 30) : start]
    if kind == "heading" and start < 6 and SECTION_LETTER.fullmatch(text, 0, start):
        return False
    if AFTER_INITIAL.search(before):
        return True
    if SENTENCE_START.search(before):
        return False
    if kind in {"paragraph", "item", "note", "quote"}:
        return True
    words = re.split(r"[.!?:;\n\t]", text[:start])[-1].split()
    return bool(words) and words[-1][:1].islower()


#: The day, and the hour, with which an entry of a log begins in the middle of a line.
DAY_BEFORE = re.compile(
    r"(?<![\w/.])\d{1,2}[/.]\d{1,2}(?:[/.](?:\d{4}|\d{2}))?(?:,?\s\d{1,2}[:.]?\d{2}(?:\s?hrs)?)?:?\s$"
)


def _begins_entry(text: str, start: int, folded: str, rules: Rules) -> bool:
    """Whether an everyday word that is no name begins an entry of a log: '14/03/23 Cancelled by the contractor'."""
    dated = bool(DAY_BEFORE.search(text[max(0, start - 28) : start]))
    return dated and is_ordinary(folded, rules) and not is_name(folded, rules)


def _vouched(word: str, folded: str, inside: bool, shouted: bool, rules: Rules) -> str:
    pieces = [piece for piece in re.split(r"[ ']", folded) if len(piece) > 1]
    if any(c.isdigit() for c in word):
        return "term"  # a number or code: the recognizers' matter
    if is_marked(word):
        return ""
    if re.search(r"n['’]t$", word):
        return "ordinary"
    if is_title(word, rules) or not pieces or is_usual_capital(folded, rules):
        return "term"
    if begins_sentences(folded, rules) and not is_first_name(folded, rules):
        return "term"
    if not inside and folded in folded_list("note-verbs", rules):
        return "term"
    ordinary = all(is_ordinary(piece, rules) or piece in acronyms(rules) for piece in pieces)
    if sum(letter.isupper() for letter in word) > 1 and folded.replace(".", "") in acronyms(rules):
        return "term"  # 'FoB', 'OCGs' and 'PolSA' too
    if word.isupper() and len(word) > 1:
        if ordinary and (shouted or len(word) < 4 or not inside):
            return "ordinary"
    if all(is_usual_capital(piece, rules) or piece in PARTICLES for piece in pieces):
        return "term"
    if ordinary and ("-" in word and word[word.index("-") + 1 : word.index("-") + 2].islower()):
        return "term"  # 'Non-engagement', 'Post-natal'
    return "ordinary" if ordinary and not inside else ""


def _runs(text: str, words: list[Word], rules: Rules) -> Iterator[tuple[int, int]]:
    """First and last index of neighbours that make one name, at least one of them vouched for by nobody."""
    at = 0
    while at < len(words):
        if words[at].vouched and not _leads(text, words, at, rules):
            at += 1
            continue
        last = at
        while (
            last + 1 < len(words)
            and _joins(text, words[last], words[last + 1], rules)
            and _goes_on(words, at, last + 1, rules)
        ):
            last += 1
        yield at, last
        at = last + 1


def _leads(text: str, words: list[Word], at: int, rules: Rules) -> bool:
    """Whether a name that begins a sentence as an everyday word goes on behind it: 'Grace Tarrant', 'Golden Reach'."""
    if at + 1 == len(words) or not _joins(text, words[at], words[at + 1], rules):
        return False
    if words[at].vouched != "ordinary" and not is_no_season(text, words[at].start, words[at].folded):
        return False
    if _is_said_before(words[at], words[at + 1], rules):
        return False
    return not words[at + 1].vouched and (
        is_first_name(words[at].folded, rules) or _is_adjective(words[at], rules)
    )


#: What nobody can speak as a word, folded, is no part of somebody's name.
NO_SURNAME = re.compile(r"(?!dgh$)[b-df-hj-np-tv-xz]{3,5}")
#: A form of a verb that is no other word: 'Opened', 'Asks', 'Responding'.
VERB = re.compile(r".{2,}(?:ed|s|ing)$")


def _is_said_before(word: Word, following: Word, rules: Rules) -> bool:
    """Whether a verb begins a sentence of notes and a first name follows: 'Asks Marjorie to check'."""
    verb = VERB.match(word.folded) and (
        inflected(word.folded) & english() - {word.folded}
        or (word.folded.endswith("ed") and len(word.folded) > 4)
    )
    return bool(verb) and not is_name(word.folded, rules) and is_first_name(following.folded, rules)


def _is_adjective(word: Word, rules: Rules) -> bool:
    """Whether a word that begins a sentence may be the first of a name: no small word, no role."""
    return len(word.folded) > 3 and not begins_sentences(word.folded, rules)


def _joins(text: str, one: Word, other: Word, rules: Rules) -> bool:
    """Whether nothing but a space, a hyphen or a particle stands between two words of one name."""
    between = text[one.end : other.start]
    if between in {" ", "-", "\u2010", "\u2011", "\u00a0"}:
        return True
    if between in {"'s ", "’s "}:  # 'Tolley's Jetty', and not 'Emrys's Patience'
        return other.inside and not other.vouched and not is_name(other.folded, rules)
    return len(between) < 12 and bool(between.strip()) and all(fold(p) in PARTICLES for p in between.split())


def _goes_on(words: list[Word], first: int, at: int, rules: Rules) -> bool:
    """Whether the next word belongs to the name: vouched for by nobody, or a surname behind a first name."""
    if (
        at > first
        and NO_SURNAME.fullmatch(words[at].folded)
        and not NO_SURNAME.fullmatch(words[at - 1].folded)
    ):
        return False  # 'Dr Haddad MGH'
    named = is_first_name(words[first].folded, rules) and at == first + 1
    return not words[at].vouched or (named and words[at].inside and is_name(words[at].folded, rules))


def _with_terms(text: str, words: list[Word], last: int) -> int:
    """Where the name of a body ends, usual capitals behind it counted in: 'Harbour Families Service'."""
    while (
        last + 1 < len(words)
        and words[last + 1].vouched
        and text[words[last].end : words[last + 1].start] == " "
    ):
        if text[words[last + 1].start : words[last + 1].end].isupper() or _heads_mail(text, words[last + 1]):
            break
        last += 1
    return words[last].end


#: What a line of the head of an e-mail begins with, before a colon: in the text of a file it stands behind a name.
MAIL_HEADS = frozenset(
    ["from", "to", "cc", "bcc", "sent", "date", "subject", "re", "attachments", "importance"]
)


def _heads_mail(text: str, word: Word) -> bool:
    """Whether *word* begins a line of an e-mail's head: 'To: Jane Doe Sent: 3 March'."""
    return word.folded in MAIL_HEADS and text[word.end : word.end + 1] == ":"


class _Seen:
    """What the model saw in a block, to be asked for at any place; a long line has thousands of names."""

    def __init__(self, hints: Mapping[tuple[int, int], str]) -> None:
        self._kinds = hints
        self._spans = sorted(hints)
        self._reach = list(accumulate((end for _, end in self._spans), max))

    def kind_at(self, start: int, end: int) -> str:
        """The model's kind of the span that overlaps most with the name; '' where it saw none."""
        near = self._spans[bisect_right(self._reach, start) : bisect_left(self._spans, (end,))]
        over = [(min(b, end) - max(a, start), self._kinds[a, b]) for a, b in near if start < b]
        return max(over)[1] if over else ""


def _has_unknown(run: list[Word], rules: Rules) -> bool:
    """Whether a word among these is one that no dictionary has."""
    return any(not is_ordinary(piece, rules) for word in run for piece in word.folded.split())


def _score(name: str, run: list[Word], decided: Kind, rules: Rules) -> float:
    """How sure it is that these words name somebody or something that identifies."""
    unknown = _has_unknown(run, rules)
    inside = any(word.inside for word in run) or bool(INNER_CAPITAL.search(name))
    titled = len(run) == 1 and decided.reason == "a title stands before it"  # 'Miss Day'
    if not unknown and TERM.search(name) and not titled:
        return 0.3
    if name.isupper() and len(name) <= 5:
        return 0.4
    if len(run) > 1 and decided.label == "PERSON" and is_first_name(run[0].folded, rules):
        return 0.9
    if inside:
        sure = decided.votes >= 3
        if sure and not unknown and decided.label != "PERSON":
            return 0.8  # 'the Damson Rest': an article or the words around say that it is a place or body
        return (0.7 if unknown else 0.6) + (0.12 if sure else 0.0)
    if decided.votes >= 3 and unknown and decided.label == "PERSON":
        return 0.7  # 'Nanny Lol': what stands before says that it is a name, wherever it stands
    if decided.votes >= 1.6 or is_name(run[0].folded, rules) or is_place(fold(name), rules):
        return 0.6
    return 0.4


def _reason(decided: Kind, run: list[Word], rules: Rules) -> str:
    if _has_unknown(run, rules):
        return f"{decided.reason}; a capitalised word that no dictionary has"
    return f"{decided.reason}; a capital inside a sentence that no list explains"
