"""Who is who to one recipient: whom they may read about, whose details are private to others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from redact.family import family_of
from redact.link import HOUSEHOLD
from redact.model import Document, Entity, Mention, Recipient, Register
from redact.pseudonyms import role_row
from redact.recipients.genders import genders_of
from redact.recipients.sides import CHILDREN, Side, bears, side_of_role, sides_of
from redact.rules import Rules
from redact.rules.recipients import read_recipients

#: Rows of rules/pseudonyms.yaml of children who are one side's own.
HALF = frozenset({"half-sibling", "step-sibling"})
#: Partners of a parent: what they did is told to that parent, and they pass on no worry about themselves.
PARTNERS = re.compile(r"\bpartner\b|^step(?:father|mother)$")
#: What goes before a word for somebody's part so that the one in this family is meant.
_THE = r"(?:the|his|her|their|our|whose|both|child's|children's|[A-Z]\w*['’]s)\s+(?:own\s+|late\s+|then\s+)?"
#: What else goes before a word for somebody outside the family.
_SOME = r"|an?\s+|another\s+"
#: In a sentence that names others, 'her father' may be theirs.
_SURELY_THE = r"(?:the|both|child's|children's)\s+(?:own\s+|late\s+|then\s+)?"


@dataclass(frozen=True)
class Reader:
    """One recipient, and what the people of the case are to them."""

    recipient: Recipient
    people: Mapping[str, Entity]
    roles: Mapping[str, str]  # of everybody: the row of rules/pseudonyms.yaml
    private: frozenset[str]  # people who are family or acquaintance, never those at work
    reasons: Mapping[str, str]  # of those whose own details are withheld, why
    words: Mapping[str, tuple[str, ...]]  # the words for a role: 'father', 'dad'
    genders: Mapping[str, str] = field(default_factory=dict)  # male or female, where that is known
    presumed: Mapping[str, str] = field(default_factory=dict)  # whose side a draft alone says
    children: re.Pattern[str] = re.compile(r"(?!)")  # words for the children of the case together

    @cached_property
    def own(self) -> frozenset[str]:
        """Those whom a sentence may be about: the recipient, the children, their side."""
        return self.private - set(self.reasons)

    @cached_property
    def _own_words(self) -> dict[bool, re.Pattern[str]]:
        """The words for the reader's part, in a sentence that names others and in one that does not."""
        words = self._said(self.own)
        return {
            others: re.compile(rf"\b(?:(?:{the})(?:{_alternatives(words)})|{_as_labels(words)})\b(?!\s+of\b)")
            for others, the in ((True, _SURELY_THE), (False, _THE))
        }

    @cached_property
    def _others_words(self) -> dict[str, re.Pattern[str]]:
        """For each person whose details are withheld, the words for their part."""
        shared = set(self._said(self.own))
        said = {one: [w for w in self._said([one]) if w not in shared] for one in self.reasons}
        return {
            one: re.compile(
                rf"\b(?:(?i:{_THE}{'' if self.is_family(one) else _SOME})(?i:{_alternatives(words)})"
                rf"|(?i:{_alternatives(w for w in words if ' ' in w)})|{_as_labels(words)})\b"
            )
            for one, words in said.items()
            if words
        }

    def _said(self, people: Iterable[str]) -> list[str]:
        return [word for one in sorted(people) for word in self.words.get(self.roles.get(one, ""), ())]

    def called(self, person: str) -> tuple[str, ...]:
        """The words for somebody's part, in small letters: 'paternal grandmother', 'nan'."""
        role = self.roles.get(person, "")
        return (role, *self.words.get(role, ()))

    @cached_property
    def well(self) -> frozenset[str]:
        """The recipient and the children: what is told of their own health is not withheld."""
        children = {one for one in self.own if self.roles.get(one) in CHILDREN | HALF}
        return frozenset({self.recipient.person, *children} - {""})

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words for the part of the reader and of the children: 'mother', 'mum', 'child'."""
        return frozenset(self._said(self.well))

    @cached_property
    def _well_words(self) -> re.Pattern[str]:
        words = self._said(self.well)
        return re.compile(rf"\b(?:(?i:{_THE}(?:{_alternatives(words)}))|{_as_labels(words)})\b(?!\s+of\b)")

    def well_in(self, sentence: str) -> list[tuple[int, int]]:
        """Where a sentence speaks of the reader or of the children by a word such as 'the mother'."""
        found = (*self._well_words.finditer(sentence), *self.children.finditer(sentence))
        return [match.span() for match in found]

    def is_family(self, person: str) -> bool:
        """Whether somebody has a part in the family: 'a father' may be any, 'a neighbour' is the one of the case."""
        role = self.roles.get(person, "")
        return bool(side_of_role(role)) or role in CHILDREN | HALF

    def can_tell(self, person: str) -> bool:
        """Whether a person is one whom a referral is not to name: nobody at work, no partner on the reader's side, not the recipient.

        The child whom the review is about may be named: what the child said is heard. So may whoever `show` opens.
        """
        opened, role = {self.recipient.person, *self.recipient.show}, self.roles.get(person, "")
        partner = person in self.own and PARTNERS.search(role)
        return person in self.private - opened and role != "subject child" and not partner

    @cached_property
    def _surnames(self) -> dict[bool, frozenset[str]]:
        names = {i: self.people[i].name.split() for i in self.people if i in self.private}
        last = {i: said[-1] for i, said in names.items() if said}
        told = frozenset(name for i, name in last.items() if self.can_tell(i))
        return {True: frozenset(last.values()), False: told - {last.get(self.recipient.person, "")}}

    def surnames_of(self, others: bool = False) -> frozenset[str]:
        """The last names of those whom a referral is not to name; the recipient's own only for *others* who bear it."""
        return self._surnames[others]

    def names_own(self, sentence: str, others: bool = False) -> bool:
        """Whether a sentence speaks of the recipient, a child or their side by a word such as 'the mother'.

        Where it names *others*, 'her father' is not taken for the reader: it may be theirs.
        """
        return bool(self._own_words[others].search(sentence) or self.children.search(sentence))

    def others_in(self, sentence: str) -> dict[str, list[tuple[int, int]]]:
        """Those whose details are withheld and whom a sentence names by a word such as 'the father', and where."""
        found = {
            one: [m.span() for m in pattern.finditer(sentence)] for one, pattern in self._others_words.items()
        }
        return {one: spans for one, spans in found.items() if spans}


def reader_of(
    recipient: Recipient,
    register: Register,
    entities: Mapping[str, Entity],
    rules: Rules,
    documents: Sequence[Document] = (),
    mentions: Sequence[Mention] = (),
) -> Reader:
    """What the people of the case are to a recipient: by the register, and for what it does not say by the drafts."""
    family = family_of(register, entities, rules)
    roles = {
        i: str(role_row(e, rules, i == register.subject).get("role", "")) for i, e in family.people.items()
    }
    sides = sides_of(family, roles, documents, mentions)
    private = frozenset(family.acquaintances) | {i for i in roles if i == register.subject}
    reasons = {i: why for i in sorted(private) if (why := _why(i, recipient, roles, sides, register))}
    reasons |= {what: why for what, why in recipient.withhold if what in entities}
    private |= {what for what, _ in recipient.withhold if what in entities}
    households = dict(_households(entities, private, reasons, roles))
    said = read_recipients(rules.folder)
    words = {
        str(row["role"]): (*(row.get("words") or ()), *said.called.get(str(row["role"]), ()))
        for row in rules.pseudonyms["PERSON"]
    }
    genders = genders_of(family.people, family.ties.genders, documents, mentions, rules.kinship)
    presumed = {i: each.side for i, each in sides.items() if each.drafted and i in private}
    return Reader(
        recipient,
        family.people,
        roles,
        private | set(households),
        reasons | households,
        words,
        genders,
        presumed,
        said.children,
    )


def _why(
    person: str,
    recipient: Recipient,
    roles: Mapping[str, str],
    sides: Mapping[str, Side],
    register: Register,
) -> str:
    """Why what is told about a person is withheld from the recipient; '' where it is not."""
    role, side = roles[person], sides[person].side if person in sides else ""
    if person in {recipient.person, register.subject, *recipient.show} or (role in CHILDREN and not side):
        return ""
    side = side or (side_of_role(role.split("'")[0]) if PARTNERS.search(role) else "")
    if side:
        return "other family" if recipient.side and side != recipient.side else ""
    return "other family" if role in HALF else "third party"


def _households(
    entities: Mapping[str, Entity],
    private: Iterable[str],
    reasons: Mapping[str, str],
    roles: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """Why what is told of a household is withheld: it bears a name of those others, and of no adult of the reader's side.

    The children bear the name of one side and belong to both.
    """
    people = [entities[i] for i in sorted(private) if i in entities and roles.get(i) not in CHILDREN]
    for i, household in entities.items():
        near = [one for one in people if bears(household, one)] if household.role == HOUSEHOLD else []
        if near and all(one.id in reasons for one in near):
            yield i, reasons[near[0].id]


def _alternatives(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered) or "(?!)"


def _as_labels(words: Iterable[str]) -> str:
    """The words as drafts write them where they stand for a name: 'Mother', 'Maternal Grandmother'."""
    return _alternatives(word.title() for word in words if word.islower())


def meant(mentions: Iterable[Mention], among: Iterable[str]) -> set[str]:
    """The people out of *among* whom the mentions mean."""
    known = set(among)
    return {mention.entity for mention in mentions if mention.entity in known and mention.status != "keep"}
