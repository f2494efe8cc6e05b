"""Who is in the case, and what is known of their gender: from roles, titles and what the drafts say.

A person of no known gender may be meant by either pronoun: it is never guessed from a first name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from redact.gender.nouns import described, nouns_in
from redact.gender.scene import SUBJECTS, Sentence
from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Entity
from redact.names import fold, take_apart
from redact.rules import Rules
from redact.rules.gendered import Gendered

#: How much has to be said of somebody before their gender counts as known, and how much of it has to agree.
ENOUGH, AGREED = 2, 0.75
#: What it counts against pronouns that somebody is called a sister or a boy.
CALLED = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be meant: what is known of them."""

    id: str
    neutral: bool
    gender: str  # m, f, or '' where it is not known
    kind: str  # child, parent, grandparent, wider, partner, adult, or '' where it is not known
    listed: bool = True  # stands in the register

    def may_be(self, gender: str) -> bool:
        """Whether words of *gender* may be said of this person."""
        return self.gender in {"", gender}


Cast = Mapping[str, Person]


def cast_of(entities: Mapping[str, Entity], subject: str, words: Gendered, rules: Rules) -> dict[str, Person]:
    """Every person of the case, with the gender that roles and titles tell."""
    return {
        e.id: Person(
            e.id, e.gender == "neutral", _told(e, words, rules), _kind(e, e.id == subject, words), e.listed
        )
        for e in entities.values()
        if e.label == "PERSON" and e.role not in {AMBIGUOUS, HOUSEHOLD}
    }


def _told(entity: Entity, words: Gendered, rules: Rules) -> str:
    """The gender that an entity's role, or a title before its name, tells; '' where they disagree or say nothing."""
    said = {words.words[form].gender for form in _role_words(entity.role) if form in words.words}
    names = [*entity.names, *(mention.text for mention in entity.mentions)]
    for title in {word for name in names for word in fold(take_apart(name, rules).title).split()}:
        title = title.strip(".")
        said |= (
            {"m"}
            if title in rules.list("male-words")
            else {"f"}
            if title in rules.list("female-words")
            else set()
        )
    return said.pop() if len(said) == 1 else ""


def _role_words(role: str) -> list[str]:
    """What a role calls its bearer: 'mother's partner' is no mother."""
    owned = fold(role).replace("’", "'").rpartition("'s ")[2].partition(" of ")[0]
    return [owned, *owned.split()[-1:]]


def _kind(entity: Entity, subject: bool, words: Gendered) -> str:
    forms = _role_words(entity.role)
    for form in forms:
        if form in words.words:
            kind = words.words[form].kind
            return "child" if kind in {"child", "sibling", "offspring", "grandchild"} else kind
    if any(form in words.children for form in forms) or (subject and not entity.role):
        return "child"
    plain = {"parent": "parent", "grandparent": "grandparent", "partner": "partner", "spouse": "partner"}
    found = next((plain[form] for form in forms if form in plain), "")
    return found or ("" if not entity.role or forms[-1] in {"friend", "cousin", "classmate"} else "adult")


def with_evidence(
    cast: Cast, sentences: Iterable[Sentence], words: Gendered, rules: Rules
) -> dict[str, Person]:
    """The cast, with the gender that the drafts tell of those of whom nothing else does."""
    votes: Counter[tuple[str, str]] = Counter()
    called: Counter[tuple[str, str]] = Counter()
    before: Sentence | None = None
    for sentence in sentences:
        for person, gender, weight in _votes(sentence, before, words):
            votes[person, gender] += weight
        called.update(_called(sentence, words, rules))
        before = sentence
    return {i: p if p.gender else replace(p, gender=_agreed(i, votes, called)) for i, p in cast.items()}


def _agreed(person: str, votes: Counter[tuple[str, str]], called: Counter[tuple[str, str]]) -> str:
    """What somebody is called decides where it is one thing and the pronouns do not speak against it."""
    m, f = votes[person, "m"], votes[person, "f"]
    for gender, ours, theirs in (("m", m, f), ("f", f, m)):
        other = "f" if gender == "m" else "m"
        if (
            called[person, gender]
            and not called[person, other]
            and ours + CALLED * called[person, gender] > 2 * theirs
        ):
            return gender
        if ours >= max(ENOUGH, AGREED * (m + f)) and not called[person, other]:
            return gender
    return ""


def _called(sentence: Sentence, words: Gendered, rules: Rules) -> Iterator[tuple[str, str]]:
    """Who is called by a word that tells a gender: 'her sister Grace', 'Sam, a boy of nine'."""
    for noun in nouns_in(sentence, words, rules):
        said = described(sentence, noun) if noun.row and not noun.row.plural else None
        if noun.row and said and len(said.ids) == 1:
            yield next(iter(said.ids)), noun.row.gender


def _votes(sentence: Sentence, before: Sentence | None, words: Gendered) -> Iterator[tuple[str, str, int]]:
    """What one sentence tells of the only person in it; 2 where its grammar says so, else 1."""
    goes_on = before is not None and before.scene == sentence.scene and not sentence.seen
    seen = before.seen if goes_on and before else sentence.seen
    if len({s.ids for s in seen}) != 1 or len(ids := seen[0].ids) != 1:
        return
    first, person = min(s.span for s in seen), next(iter(ids))
    told: dict[str, int] = {}
    for place, word in enumerate(sentence.words):
        gender = words.gender_of(word.lower)
        if gender and word.start > first.start:
            told[gender] = max(told.get(gender, 0), 2 if _is_bound(sentence, place, words) else 1)
    alone = before is None or before.scene != sentence.scene or all(s.ids == ids for s in before.seen)
    if len(told) == 1:
        said, weight = told.popitem()
        if alone or weight == 2:
            yield person, said, weight


def _is_bound(sentence: Sentence, place: int, words: Gendered) -> bool:
    """Whether a pronoun is tied to the person by grammar: 'Sam hurt herself', 'Sam said that she'."""
    word = sentence.words[place]
    if word.lower in {words.pronouns[g]["reflexive"] for g in ("m", "f")}:
        return True
    verb = sentence.words[word.head]
    if word.role not in SUBJECTS or verb.role != "ccomp" or sentence.words[verb.head].lemma not in words.says:
        return False
    subject = sentence.subject(verb.head)
    told = sentence.child(verb.head, "dobj", "dative") is not None
    return subject is not None and not told and sentence.at(subject) is not None
