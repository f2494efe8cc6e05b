"""Whom a pronoun means: certain only where nobody else in reach may be meant.

Reach is the sentence up to the pronoun and the sentences before it in the paragraph. Grammar takes
people out ('Mother hit her': not Mother) and may tie a pronoun to one ('Sam hurt herself').
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redact.detect.grammar import Word
from redact.gender.cast import Cast
from redact.gender.nouns import speaker
from redact.gender.scene import SUBJECTS, Seen, Sentence
from redact.rules.gendered import Gendered

#: Sentences of the same paragraph that are in reach before the one with the pronoun.
BACK = 3
#: Sentences of the paragraphs before, and of this one behind, that are looked at where nobody is in reach.
FAR, BEHIND = 4, 2
#: Prepositions behind which the subject of the clause is not meant: 'shouted at her', not 'took it with her'.
AWAY = frozenset({"at", "to", "from", "by", "against", "towards", "for", "of", "about", "after", "on"})
#: 'He or she' means nobody.
EITHER = re.compile(
    r"\b(?:s/he|\(s\)he|he/she|she/he|his/her|her/his|him/her|her/him|himself/herself)\b"
    r"|\b(?:he or she|she or he|his or hers?|hers? or his|him or her|her or him|(?:him|her)self or (?:him|her)self)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]|(?<!\w)[‘'][^‘’']*[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a word may mean, and whether grammar or the lack of anybody else leaves no doubt."""

    ids: frozenset[str]
    sure: bool = True


def is_either(sentence: Sentence, word: Word, text: str) -> bool:
    """Whether the pronoun is half of 'he or she'."""
    at = sentence.span.start
    return any(
        m.start() + at <= word.start < m.end() + at for m in EITHER.finditer(text[at : sentence.span.end])
    )


def meant(
    sentences: Sequence[Sentence], number: int, place: int, cast: Cast, words: Gendered, text: str
) -> Meant:
    """Whom the pronoun at *place* of sentence *number* means."""
    sentence = sentences[number]
    word = sentence.words[place]
    gender = words.gender_of(word.lower)
    tied = _tied(sentence, place, gender, cast, words)
    if tied and (ids := _fitting([tied], gender, cast)) and not any(i.startswith("~a ") for i in ids):
        return Meant(ids)
    barred = _barred(sentence, place, words, text)
    near_seen = [s for s in _near(sentences, number, word, gender, cast) if s not in barred]
    near = _fitting(near_seen, gender, cast, _ids(barred))
    around = sentences[max(0, number - BACK) : number]
    if not all(_is_stranger(i, near_seen) or _is_owner(i, around, sentence, near_seen) for i in near):
        return Meant(near, not _is_grown(sentence, place, near, cast, words))
    far = _fitting([s for s in _far(sentences, number, place) if s not in barred], gender, cast, _ids(barred))
    return Meant(near | far, not _is_grown(sentence, place, near | far, cast, words))


def _is_stranger(person: str, seen: Sequence[Seen]) -> bool:
    """Whether somebody is met only as a role that may be anybody's: 'the GP'."""
    return person.startswith("~") and all(not s.gender for s in seen if person in s.ids)


def _is_owner(person: str, sentences: Sequence[Sentence], sentence: Sentence, seen: Sequence[Seen]) -> bool:
    """Whether somebody is met only as the owner of what an earlier sentence is about: "the mother's partner"."""
    ends = {w.start for s in sentences for w in s.words if w.tag == "POS"}
    return all(s.span.end in ends and s.span.end <= sentence.span.start for s in seen if person in s.ids)


def _is_grown(sentence: Sentence, place: int, ids: frozenset[str], cast: Cast, words: Gendered) -> bool:
    """Whether the clause says what is seldom said of a child, and a child would be meant."""
    if not any(i in cast and cast[i].neutral and cast[i].kind == "child" for i in ids):
        return False
    verb = sentence.verb(place)
    clause = [n for n in range(place + 1, len(sentence.words)) if verb in (n, sentence.verb(n))]
    return any(sentence.words[n].lower in words.grown for n in (*clause, sentence.words[place].head))


def _ids(seen: Sequence[Seen]) -> frozenset[str]:
    """The people who are certainly meant by *seen*."""
    return frozenset(i for s in seen if len(s.ids) == 1 for i in s.ids)


def _fitting(
    seen: Sequence[Seen], gender: str, cast: Cast, barred: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Those of *seen* of whom words of *gender* may be said; not a stranger who was 'he' already."""
    against = {i for s in seen if s.gender not in {"", gender} and len(s.ids) == 1 for i in s.ids}
    return frozenset(
        i
        for s in seen
        if s.gender in {"", gender}
        for i in s.ids
        if i not in barred and (cast[i].may_be(gender) if i in cast else i not in against)
    )


def others(seen: Sequence[Seen], ids: frozenset[str], gender: str, cast: Cast) -> frozenset[str]:
    """Who else of *seen* may be meant."""
    return _fitting(seen, gender, cast) - ids


def _near(sentences: Sequence[Sentence], number: int, word: Word, gender: str, cast: Cast) -> Iterator[Seen]:
    """Who is in reach: before the pronoun; where its own sentence has nobody before it, also those behind."""
    sentence = sentences[number]
    before = [s for s in sentence.seen if s.span.end <= word.start]
    yield from before
    for earlier in sentences[max(0, number - BACK) : number]:
        if earlier.scene == sentence.scene:
            yield from earlier.seen
    yield from _announced(sentence, word, [s for s in before if _fitting([s], gender, cast)])


def _announced(sentence: Sentence, word: Word, before: Sequence[Seen]) -> Iterator[Seen]:
    """People named behind the pronoun of whom it may speak: 'When she was four, Sam moved'.

    A pronoun never means somebody who is named within what it is the subject of.
    """
    place = sentence.words.index(word)
    verb = word.head if word.role in SUBJECTS else None
    fronted = _clause_before(sentence, place)
    for seen in sentence.seen:
        if seen.span.start < word.end or seen.how == "pronoun":
            continue
        there = next(n for n, w in enumerate(sentence.words) if w.end > seen.span.start)
        if sentence.words[place].head == there or (verb is not None and verb in sentence.above(there)):
            continue
        if not before or fronted:
            yield seen


def _clause_before(sentence: Sentence, place: int) -> bool:
    """Whether the pronoun stands in a clause that goes before the one that it belongs to."""
    return any(
        sentence.words[n].role in {"advcl", "ccomp"} and sentence.words[n].head > n
        for n in (place, *sentence.above(place))
    )


def _far(sentences: Sequence[Sentence], number: int, place: int) -> Iterator[Seen]:
    """Who is met before the paragraph and behind the sentence, where nobody is in reach."""
    sentence = sentences[number]
    earlier = [s for s in sentences[:number] if s.seen][-FAR:]
    yield from (seen for s in earlier for seen in s.seen)
    for later in sentences[number + 1 : number + 1 + BEHIND]:
        if later.scene == sentence.scene:
            yield from later.seen


def _barred(sentence: Sentence, place: int, words: Gendered, text: str) -> list[Seen]:
    """People in the sentence whom grammar forbids the pronoun to mean."""
    word = sentence.words[place]
    found = [_seen_at(sentence, _subject_beside(sentence, place))]
    if word.role in SUBJECTS and word.lower in {words.pronouns[g]["object"] for g in ("m", "f")}:
        found.append(_seen_at(sentence, sentence.subject(sentence.words[word.head].head)))  # 'saw her leave'
    if any(m.start() <= word.start - sentence.span.start < m.end() for m in _quotations(sentence, text)):
        found.append(speaker(sentence, words.says))
    if word.role == "poss" and sentence.words[word.head].lemma in words.held:
        found += [s for s in sentence.seen if s.how == "name" and s.span.end <= word.start]
    if word.role == "poss":
        found.append(_seen_at(sentence, word.head))
    return [s for s in found if s]


def _quotations(sentence: Sentence, text: str) -> Iterator[re.Match[str]]:
    return QUOTED.finditer(text[sentence.span.start : sentence.span.end])


def _subject_beside(sentence: Sentence, place: int) -> int | None:
    """The subject of the verb whose object the pronoun is."""
    word = sentence.words[place]
    if word.role in {"dobj", "dative", "iobj", "obj"}:
        return sentence.subject(word.head) if word.head != place else None
    preposition = sentence.words[word.head]
    company = preposition.lower == "with" and sentence.child(preposition.head, "dobj") is None
    away = word.role == "pobj" and (preposition.lower in AWAY or company)
    if away and sentence.words[preposition.head].tag.startswith("VB"):
        return sentence.subject(preposition.head)
    return None


def _seen_at(sentence: Sentence, place: int | None) -> Seen | None:
    return sentence.at(place) if place is not None else None


def _tied(sentence: Sentence, place: int, gender: str, cast: Cast, words: Gendered) -> Seen | None:
    """The one person whom grammar ties the pronoun to, if it does."""
    word = sentence.words[place]
    own = word.role == "poss" and place + 1 < len(sentence.words) and sentence.words[place + 1].lower == "own"
    if own or word.lower in {words.pronouns[g]["reflexive"] for g in ("m", "f")}:
        if word.role == "appos" or (word.role == "npadvmod" and sentence.at(word.head)):
            return sentence.at(word.head)
        verb = sentence.verb(place)
        return _seen_at(sentence, sentence.subject(verb) if verb is not None else None)
    if word.role == "poss":
        return _first_of_pair(sentence, place) or _of_whom(sentence, place, gender, cast)
    return None


def _first_of_pair(sentence: Sentence, place: int) -> Seen | None:
    """'Sam and her father', at the head of a sentence: her is Sam's."""
    if place < 2 or sentence.words[place - 1].lower != "and":
        return None
    first = sentence.at(place - 2)
    if first is None or sentence.words[sentence.words[place].head].role != "conj":
        return None
    owned = any(sentence.words[n].role == "poss" for n in sentence.children(place - 2))
    return first if first == sentence.seen[0] and first.how != "pronoun" and not owned else None


def _of_whom(sentence: Sentence, place: int, gender: str, cast: Cast) -> Seen | None:
    """'Sam, who has her own key': within the clause the one of whom it speaks."""
    for n in sentence.above(place):
        if sentence.words[n].role == "relcl":
            subject = sentence.child(n, *SUBJECTS)
            who = subject is not None and sentence.words[subject].lower == "who"
            inside = [
                s
                for s in sentence.seen
                if sentence.words[n].start < s.span.start < sentence.words[place].start
            ]
            whom = sentence.at(sentence.words[n].head) if who and not inside else None
            before = [s for s in sentence.seen if s.span.end <= sentence.words[place].start]
            return whom if whom and not others(before, whom.ids, gender, cast) else None
    return None
