"""Who is called by what they are: 'her brother', 'the girl', 'Mother', 'a boy of nine'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from redact.gender.scene import SUBJECTS, Seen, Sentence
from redact.model import Span
from redact.names import fold
from redact.rules import Rules
from redact.rules.gendered import Gendered, Word

#: How many words a role has at most: 'newly qualified social worker'.
LONGEST = 5
DEFINITE = frozenset(
    {
        "the",
        "this",
        "that",
        "these",
        "those",
        "both",
        "two",
        "his",
        "her",
        "their",
        "its",
        "my",
        "our",
        "your",
    }
)
OTHER = frozenset({"other", "another"})
#: What stands between the nouns of a list, besides their articles, numbers and adjectives.
JOINTS = frozenset({"and", "or", "but", "&", ","})
LISTING = frozenset({"DT", "CD", "JJ", "JJR", "JJS", "PRP$", "RB"})
INDEFINITE = frozenset(
    {"a", "an", "any", "each", "every", "no", "another", "some", "one", "few", "many", "such", "other"}
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for a person in a sentence: from place *first* to place *last*; *row* where it tells a gender."""

    first: int
    last: int
    row: Word | None


@lru_cache(maxsize=4)
def roles_of(rules: Rules, words: Gendered) -> frozenset[str]:
    """Every word or phrase that says what somebody is, in small letters."""
    listed = {fold(entry) for name in ("roles", "kinship") for entry in rules.lists[name]}
    return frozenset((listed | words.children | {fold(i) for i in words.initials}) - words.nobody)


def nouns_in(sentence: Sentence, words: Gendered, rules: Rules) -> Iterator[Noun]:
    """The words for people in *sentence*, the longest phrase first; parts of names are none."""
    roles, place = roles_of(rules, words), 0
    while place < len(sentence.words):
        found = _longest(sentence, place, words, roles)
        if found:
            yield found
        place = found.last + 1 if found else place + 1


def _longest(sentence: Sentence, place: int, words: Gendered, roles: frozenset[str]) -> Noun | None:
    for size in range(min(LONGEST, len(sentence.words) - place), 0, -1):
        last = place + size - 1
        part = sentence.words[place : last + 1]
        text = "".join((" " if n and w.start > part[n - 1].end else "") + w.lower for n, w in enumerate(part))
        row = words.words.get(text)
        if row is None and text in roles and (inner := _telling_end(sentence, place, last, words)):
            return inner
        if (row or text in roles) and _is_person(sentence, place, last, row, words):
            return Noun(place, last, row)
    return None


def _telling_end(sentence: Sentence, first: int, last: int, words: Gendered) -> Noun | None:
    """The end of a phrase that tells a gender: the brother of 'elder brother'."""
    row = words.words.get(sentence.words[last].lower)
    return (
        Noun(last, last, row)
        if row and first < last and _is_person(sentence, last, last, row, words)
        else None
    )


def _is_person(sentence: Sentence, first: int, last: int, row: Word | None, words: Gendered) -> bool:
    """Whether the phrase stands for a person here, and is no part of a name or of another word."""
    word = sentence.words[last]
    if any(s.how == "name" and s.span.start < word.end and word.start < s.span.end for s in sentence.seen):
        return False
    if row is None and word.role in {"compound", "amod", "nmod"}:
        return False
    if first == 0 and last + 1 < len(sentence.words) and sentence.words[last + 1].text == ":":
        return False  # whose record it is: 'HV: seen at home'
    if not word.tag.startswith("NN") and not word.text[:1].isupper() and row is None:
        return False
    if word.lower in words.seldom and first == last:
        return word.role in SUBJECTS and sentence.child(last, "det") is not None
    return row is not None or word.tag not in {"NNS", "NNPS"}


def core(sentence: Sentence, noun: Noun) -> int:
    """The word of the phrase on which the others hang."""
    inside = range(noun.first, noun.last + 1)
    return next(
        (n for n in inside if sentence.words[n].head not in inside or sentence.words[n].head == n), noun.last
    )


def described(sentence: Sentence, noun: Noun) -> Seen | None:
    """The person of whom the noun is said: 'her brother Sam', 'Sam, a boy of nine', 'Sam is a girl'."""
    return _named_behind(sentence, noun.last) or _said_of(sentence, core(sentence, noun))


def is_complement(sentence: Sentence, noun: Noun) -> bool:
    """Whether somebody is said to be, or to become, what the noun says: 'Sam became an uncle', 'Sam, a father'."""
    role = sentence.words[core(sentence, noun)].role
    return role in {"attr", "oprd"} or (role == "appos" and determiner(sentence, noun) in {"a", "an"})


def joined(sentence: Sentence, noun: Noun, nouns: Sequence[Noun]) -> Iterator[Noun]:
    """The nouns of the same kind and another gender in one list with the noun: 'two sons and a daughter'."""
    for other in nouns:
        first, last = sorted((noun, other), key=lambda n: n.first)
        between = sentence.words[first.last + 1 : last.first]
        row, same = noun.row, other.row
        if (
            not row
            or not same
            or row.kind != same.kind
            or row.gender == same.gender
            or len(between) > LONGEST
        ):
            continue
        if any(w.lower in JOINTS for w in between) and all(
            w.tag in LISTING or w.lower in JOINTS for w in between
        ):
            yield other


def _named_behind(sentence: Sentence, place: int) -> Seen | None:
    """The name that follows the noun, or hangs on it."""
    word = sentence.words[place]
    for seen in sentence.seen:
        gap = seen.span.start - word.end
        if seen.how == "name" and 0 < gap <= 2:
            between = [w for w in sentence.words if word.end <= w.start and w.end <= seen.span.start]
            if not between or (between[0].text in {",", "("} and not _goes_on(sentence, seen)):
                return seen
    for child in sentence.children(place):
        if sentence.words[child].role == "appos":
            seen_there = sentence.at(child)
            if (
                seen_there
                and seen_there.how == "name"
                and child > place
                and not _goes_on(sentence, seen_there)
            ):
                return seen_there
    return None


def _goes_on(sentence: Sentence, seen: Seen) -> bool:
    """Whether a list goes on behind the name: 'her sister, Sam and Jo' are three people."""
    after = next((w for w in sentence.words if w.start >= seen.span.end), None)
    return after is not None and after.lower in {"and", "&"}


def _said_of(sentence: Sentence, place: int, depth: int = 3) -> Seen | None:
    """Who is said to be what the noun says."""
    word = sentence.words[place]
    if word.role == "conj" and depth and sentence.words[word.head].tag.startswith("NN"):
        return _said_of(sentence, word.head, depth - 1) if sentence.words[word.head].role != "nsubj" else None
    if word.role == "appos":
        listed = sentence.child(place, "conj") is not None and sentence.child(place, "poss") is not None
        return None if listed else sentence.at(word.head)
    verb = word.head if word.role in {"attr", "oprd"} else None
    if word.role == "pobj" and sentence.words[word.head].lower == "as":
        verb = sentence.words[word.head].head
    subject = sentence.subject(verb) if verb is not None and verb != place else None
    if subject is None:
        return None
    return speaker(sentence) if sentence.words[subject].lower == "i" else sentence.at(subject)


def speaker(sentence: Sentence, verbs: frozenset[str] = frozenset({"say", "write", "tell"})) -> Seen | None:
    """Who speaks in a sentence with words in quotation marks."""
    for place, word in enumerate(sentence.words):
        if word.lemma in verbs and word.tag.startswith("VB"):
            subject = sentence.subject(place)
            seen = sentence.at(subject) if subject is not None else None
            if seen is not None:
                return seen
    return None


def owner_of(sentence: Sentence, noun: Noun, depth: int = 3) -> int | None:
    """The place of the word that says whose: 'her brother', "Sam's brother", 'brother of Sam'."""
    place = core(sentence, noun)
    own = sentence.child(place, "poss")
    if own is not None:
        return own
    of = next((n for n in sentence.children(place) if sentence.words[n].lower in {"of", "to"}), None)
    if of is not None and (whose := sentence.child(of, "pobj")) is not None:
        return whose
    word = sentence.words[place]
    if word.role == "conj" and depth and sentence.child(place, "det") is None:
        return owner_of(sentence, Noun(word.head, word.head, None), depth - 1)
    return None


def determiner(sentence: Sentence, noun: Noun) -> str:
    """The word that makes the noun definite or not; '' for 'Mother' and for bare plurals."""
    for place in sorted(sentence.children(core(sentence, noun))):
        lower = sentence.words[place].lower
        if lower in DEFINITE | INDEFINITE:
            return lower
    before = sentence.words[noun.first - 1].lower if noun.first else ""
    return before if before in DEFINITE | INDEFINITE else ""


def phrase(sentence: Sentence, noun: Noun) -> Span:
    """Where the noun stands."""
    return Span(sentence.words[noun.first].start, sentence.words[noun.last].end)
