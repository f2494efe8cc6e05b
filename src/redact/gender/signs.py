"""The words of a draft that tell the gender of somebody whose gender is hidden, one after the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from redact.gender.cast import Cast
from redact.gender.kinship import YOUNG, fits, targets
from redact.gender.nouns import (
    INDEFINITE,
    OTHER,
    Noun,
    described,
    determiner,
    is_complement,
    joined,
    nouns_in,
    owner_of,
    phrase,
    speaker,
)
from redact.gender.pronouns import BACK, Meant, is_either, meant
from redact.gender.scene import Seen, Sentence
from redact.gender.traits import column, sides, traits
from redact.gender.wording import Change, of_noun, of_pronoun
from redact.model import Span
from redact.rules import Rules
from redact.rules.gendered import Gendered, Word


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that tell a gender, and what to print for them; the first change is the word itself."""

    changes: tuple[Change, ...]
    person: str  # the id of the person whose gender they tell, or may tell
    sure: bool
    why: str  # in plain words, for the reviewer


#: Sentences back to which a child is still the one that is spoken of.
LATELY = 15
#: Told of what counts somebody among one gender: 'the only girl', 'two sons and a daughter'.
COUNTED = "; what is printed may be untrue there, or tell it by what stands beside it"


def _named(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The people who are named in *sentences*."""
    return frozenset(i for s in sentences for seen in s.seen for i in seen.ids if seen.how == "name")


class Reading:
    """One draft, read sentence by sentence; remembers who has appeared so far."""

    def __init__(
        self, sentences: list[Sentence], text: str, cast: Cast, words: Gendered, rules: Rules
    ) -> None:
        self.sentences, self.text, self.cast = sentences, text, cast
        self.words, self.rules = words, rules
        self.neutral = frozenset(i for i, p in cast.items() if p.neutral)
        self.scenes: dict[int, list[Sentence]] = defaultdict(list)
        for sentence in sentences:
            self.scenes[sentence.scene].append(sentence)
        self.nouns = [list(nouns_in(s, words, rules)) for s in sentences]
        for number, found in enumerate(self.nouns):
            for noun in found:
                self.appear(number, noun)

    def signs(self) -> Iterator[Sign]:
        """Every sign, in reading order of sentences."""
        for number, sentence in enumerate(self.sentences):
            yield from self.pronouns(number, sentence)
            told = [list(self.noun(number, sentence, noun)) for noun in self.nouns[number]]
            yield from (sign for signs in told for sign in signs[:1])
            yield from (sign for signs in told for sign in signs[1:])  # a noun's own sign goes before
            for who, change in (*traits(self, sentence), *column(self, sentence), *sides(self, sentence)):
                yield from self.sign(who, [change], sentence, change.span.start)

    # Who appears ---------------------------------------------------------------------------------

    def appear(self, number: int, noun: Noun) -> None:
        """Take somebody in who is called by what they are, where a name does not say who it is."""
        sentence = self.sentences[number]
        said = described(sentence, noun)
        if noun.row and noun.row.plural:
            return
        if said and self.fitting(noun, said):
            sentence.add(replace(said, span=phrase(sentence, noun), how="role"))
            return
        gender, child = (
            ("", None)
            if noun.row is None
            else (noun.row.gender, noun.row.kind in {"child", "offspring", "grandchild"})
        )
        ids = self.called(number, sentence, noun)
        sentence.add(Seen(phrase(sentence, noun), ids, gender, child, "role"))

    def fitting(self, noun: Noun, said: Seen) -> bool:
        """Whether the noun may be said of the person of whom grammar says it."""
        return noun.row is None or any(fits(noun.row, i, self.cast) for i in said.ids)

    def called(self, number: int, sentence: Sentence, noun: Noun) -> frozenset[str]:
        """The ids of whom the noun may mean, as far as it can be told before pronouns are read."""
        text = " ".join(w.lower for w in sentence.words[noun.first : noun.last + 1])
        stranger = frozenset({f"~{text}"})
        if determiner(sentence, noun) in INDEFINITE:
            return frozenset({f"~a {text}"})
        if noun.row is None:
            return (
                (self.children_met(number, sentence) or stranger) if text in self.words.children else stranger
            )
        owner = self.owner(sentence, noun)
        if noun.row.kind in {"child"}:
            return self.children_met(number, sentence, noun.row.gender) or stranger
        return targets(noun.row, owner, self.cast, self.met_in(sentence)) or stranger

    def owner(self, sentence: Sentence, noun: Noun) -> Seen | None:
        """Whose relative the noun is."""
        place = owner_of(sentence, noun)
        if place is not None and sentence.words[place].lower in {"my", "our"}:
            return speaker(sentence, self.words.says)
        return sentence.at(place) if place is not None else None

    def children_met(self, number: int, sentence: Sentence, gender: str = "") -> frozenset[str]:
        """The children of the register who have appeared in the paragraph; none: all of them."""
        young = frozenset(
            i
            for i, p in self.cast.items()
            if (p.kind == "child" or (p.neutral and not p.kind)) and (not gender or p.may_be(gender))
        )
        here = [s for s in self.sentences[max(0, number - BACK) : number + 1] if s.scene == sentence.scene]
        met = _named(here) & young or _named(self.sentences[max(0, number - LATELY) : number]) & young
        return met or frozenset(i for i in young if self.cast[i].listed) or young

    # Pronouns ------------------------------------------------------------------------------------

    def pronouns(self, number: int, sentence: Sentence) -> Iterator[Sign]:
        """The pronouns of one sentence that tell, or may tell, a hidden gender."""
        for place, word in enumerate(sentence.words):
            gender = self.words.gender_of(word.lower)
            if not gender or is_either(sentence, word, self.text):
                continue
            who = meant(self.sentences, number, place, self.cast, self.words, self.text)
            if who.ids:
                sentence.add(Seen(Span(word.start, word.end), who.ids, gender, how="pronoun"))
            if not who.ids:
                who = Meant(self.anybody(gender), False)
            yield from self.sign(who, of_pronoun(sentence, place, self.words), sentence, word.start)

    def anybody(self, gender: str) -> frozenset[str]:
        """Everybody whose hidden gender a word of *gender* may tell."""
        return frozenset(i for i in self.neutral if self.cast[i].may_be(gender))

    def sign(self, who: Meant, changes: Sequence[Change], sentence: Sentence, at: int) -> Iterator[Sign]:
        """A sign, if anybody whose gender is hidden may be meant."""
        hidden = who.ids & self.neutral
        if hidden and changes:
            person = self.nearest(hidden, sentence, at)
            sure = who.sure and not who.ids - self.neutral
            yield Sign(tuple(changes), person, sure, self.why(person, who, sure))

    def nearest(self, ids: frozenset[str], sentence: Sentence, at: int) -> str:
        """The one of *ids* who was met last before *at*."""
        met = [i for s in sentence.seen if s.span.start < at for i in sorted(s.ids & ids)]
        return met[-1] if met else min(ids)

    def why(self, person: str, who: Meant, sure: bool) -> str:
        """The reason, naming people by their ids."""
        if sure:
            return f"tells the gender of {person}; nobody else can be meant"
        others = sorted(i for i in who.ids if i != person and not i.startswith("~"))
        strangers = len(who.ids) - len(others) - (person in who.ids)
        also = [*others, *(["somebody else"] if strangers else [])]
        return f"may tell the gender of {person}" + (f", or mean {' or '.join(also)}" if also else "")

    # Nouns ---------------------------------------------------------------------------------------

    def noun(self, number: int, sentence: Sentence, noun: Noun) -> Iterator[Sign]:
        """The sign that a noun is, if it tells or may tell a hidden gender.

        What is true of one gender alone is asked about: 'her only boy', 'two sons and a daughter'.
        """
        if noun.row is None:
            return
        who = self.who(number, sentence, noun, noun.row)
        if not who.ids & self.neutral and self.is_counted(sentence, noun, {"only", "sole"}):
            who = Meant(self.beside_the_only(noun.row, who), False)
        beside = list(joined(sentence, noun, self.nouns[number])) if who.sure else []
        counted = bool(beside) or self.is_counted(sentence, noun)
        for each in (noun, *(beside if who.ids & self.neutral else ())):
            change = of_noun(sentence, each, each.row.becomes if each.row else "")
            found = self.sign(Meant(who.ids, who.sure and not counted), [change], sentence, change.span.start)
            yield from (replace(sign, why=sign.why + COUNTED if counted else sign.why) for sign in found)

    def beside_the_only(self, row: Word, who: Meant) -> frozenset[str]:
        """Of whom 'the only girl', said of another child, tells that they are none."""
        other = "f" if row.gender == "m" else "m"
        child = row.kind in YOUNG and any(i in self.cast and self.cast[i].kind == "child" for i in who.ids)
        return frozenset(i for i in self.anybody(other) if child and self.cast[i].kind in {"", "child"})

    def is_counted(self, sentence: Sentence, noun: Noun, ranks: Iterable[str] = ()) -> bool:
        """Whether the noun counts among one gender: 'the only girl', 'her first-born son'."""
        before = self.text[sentence.span.start : sentence.words[noun.first].start]
        ranks = "|".join(sorted(map(re.escape, ranks or self.words.ranks), key=len, reverse=True))
        between = r"(?:(?!(?:the|a|an|his|her|their|my|our|its|of)\s)\w+\s+)?"
        return bool(re.search(rf"(?<![\w-])(?:{ranks})\s+{between}$", before, re.IGNORECASE))

    def who(self, number: int, sentence: Sentence, noun: Noun, row: Word) -> Meant:
        """Whom a noun that tells a gender means."""
        said = None if row.plural else described(sentence, noun)
        if self.is_other(sentence, noun):
            return Meant(self.anybody(row.gender) & self.met_in(sentence), False)
        if said and (ids := frozenset(i for i in said.ids if fits(row, i, self.cast))):
            return Meant(ids)
        if said and is_complement(sentence, noun):
            may = frozenset(i for i in said.ids & self.neutral if self.cast[i].may_be(row.gender))
            if may:  # a child who is said to be a father or an uncle
                return Meant(may, False)
        if row.plural:
            return self.several(sentence, noun, row)
        found = determiner(sentence, noun)
        if row.kind in {"child", "adult"}:
            return self.one(number, sentence, row, found in INDEFINITE)
        owner = self.owner(sentence, noun)
        ids = targets(row, owner, self.cast, self.met_in(sentence))
        known = owner is None or all(i in self.cast for i in owner.ids)
        known = known and (owner is not None or owner_of(sentence, noun) is None)
        return Meant(ids, known and (found not in INDEFINITE or self.is_had(sentence, noun)))

    def is_had(self, sentence: Sentence, noun: Noun) -> bool:
        """Whether a parent of the register is said to have what the noun says: 'Mother has a son'."""
        verb = sentence.verb(noun.last)
        subject = sentence.subject(verb) if verb is not None else None
        seen = sentence.at(subject) if subject is not None else None
        has = verb is not None and sentence.words[verb].lemma == "have"
        return bool(has and seen and all(i in self.cast and self.cast[i].kind == "parent" for i in seen.ids))

    def one(self, number: int, sentence: Sentence, row: Word, new: bool) -> Meant:
        """Whom 'the girl' or 'a woman' means."""
        if row.kind == "child":
            ids = self.children_met(number, sentence, row.gender)
            return Meant(ids, not new)
        near = [s for s in self.sentences[max(0, number - BACK) : number + 1] if s.scene == sentence.scene]
        ids = frozenset(
            i for s in near for seen in s.seen for i in seen.ids
            if seen.how == "name" and i in self.cast and self.cast[i].kind != "child" and self.cast[i].may_be(row.gender)
        )  # fmt: skip
        return Meant(ids, False)

    def several(self, sentence: Sentence, noun: Noun, row: Word) -> Meant:
        """Whom 'the brothers' or "girls'" means."""
        ids = targets(row, self.owner(sentence, noun), self.cast, self.met_in(sentence))
        found = determiner(sentence, noun)
        if not found or found in INDEFINITE:
            return Meant(ids & self.met_in(sentence), False)
        others = {i for i, p in self.cast.items() if p.kind == "child" and p.listed} - ids
        if row.kind != "parent" and others:
            return Meant(ids, False)
        pair = len(ids) == 2 and ids & self.neutral and not self.is_sort(sentence, noun)
        return Meant(ids & self.neutral if pair else ids, not self.is_sort(sentence, noun))

    def is_other(self, sentence: Sentence, noun: Noun) -> bool:
        """Whether more of a kind are meant: 'two other girls' tells that one was before."""
        return any(sentence.words[n].lower in OTHER for n in sentence.children(noun.last))

    def is_sort(self, sentence: Sentence, noun: Noun) -> bool:
        """Whether the noun says what sort of thing something is: "the girls' group"."""
        word = sentence.words[noun.last]
        after = sentence.words[noun.last + 1 : noun.last + 2]
        return word.role in {"compound", "poss", "nmod"} or any(w.tag == "POS" for w in after)

    def met_in(self, sentence: Sentence) -> frozenset[str]:
        """Everybody who appears in the paragraph of *sentence*."""
        return frozenset(i for s in self.scenes[sentence.scene] for seen in s.seen for i in seen.ids)


def with_people(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Copies of the sentences with lists of their own, so that one reading leaves no trace in another."""
    return [replace(s, seen=list(s.seen)) for s in sentences]
