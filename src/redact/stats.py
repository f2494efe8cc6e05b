"""What reviewers made of what was found, over several cases: counts by rule, and words that a list lacks.

Nothing here names anybody: a case is a number, and words of drafts are in the proposals only, which are
printed where somebody asks for them. A case without decisions counts too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from redact.model import ENTITY_LABELS, Ledger, Mention
from redact.names import fold, folded_list
from redact.questions import Question
from redact.review import RECORDS, Reviewed, same_person, standing
from redact.rules import Rules
from redact.showing import Found, decided
from redact.targets import mention_target, words_target

#: A word is proposed for a list once this many cases had it, dismissed by this many people.
CASES = PEOPLE = 2
#: What one rule, or all together, came to; in the order in which it is printed.
OUTCOMES = ("mentions", "doubtful", "questions", "confirmed", "overruled", "relinked", "reworded", "missed")
Rule = tuple[str, str]  # rule and label
ADDED = "nothing; a reviewer added it"


@dataclass(frozen=True, slots=True)
class Dismissed:
    """Words that reviewers left, or places that they added: who, and what found them."""

    words: str  # folded
    label: str
    list: str  # the list or recognizer that would have to know them
    people: tuple[str, ...]


@dataclass(frozen=True)
class CaseCounts:
    """One case in numbers."""

    words: int
    decisions: int  # lines of the ledger that decide something
    open: int
    elsewhere: int  # questions that are about no words: pictures, what is left behind
    by_rule: Mapping[Rule, Counter[str]]
    dismissed: tuple[Dismissed, ...]
    names: frozenset[str]  # folded words that are treated as somebody's name here

    def total(self, outcome: str) -> int:
        """A figure over all rules."""
        return sum(counts[outcome] for counts in self.by_rule.values())

    @property
    def asked(self) -> int:
        """How many questions the drafts give rise to when nobody has answered anything."""
        return self.total("questions") + self.elsewhere

    @property
    def one_by_one(self) -> int:
        """How many there would be if each doubtful mention were asked about by itself."""
        return self.total("doubtful") + self.elsewhere

    @property
    def every_mention(self) -> int:
        """How many there would be if every mention were asked about, doubtful or not."""
        return self.total("mentions") + self.elsewhere

    def per_thousand(self, count: int) -> float:
        """*count* for each 1,000 words of the drafts."""
        return round(1000 * count / self.words, 1) if self.words else 0.0


def count_case(found: Found, ledger: Ledger, rules: Rules) -> CaseCounts:
    """What the reviewers of one case made of what was found in its drafts."""
    before, asked = decided(found, (), rules)
    after, still = decided(found, ledger, rules)
    by_rule: dict[Rule, Counter[str]] = defaultdict(Counter)
    for rule, outcome in (*_outcomes(before, after, found), *_asked(asked)):
        by_rule[rule][outcome] += 1
    return CaseCounts(
        sum(len(document.text.split()) for document in found.documents),
        sum(d.action not in RECORDS for d in ledger),
        len(still),
        sum(not question.mentions for question in asked),
        dict(by_rule),
        tuple(_dismissed(before, after, ledger)),
        frozenset(word for m in after.mentions if m.status != "keep" for word in fold(m.text).split()),
    )


def _outcomes(before: Reviewed, after: Reviewed, found: Found) -> Iterator[tuple[Rule, str]]:
    """Each mention that does not stay by itself, and what became of it; a name that somebody had to add was missed."""
    late = {(m.document, m.span, m.label == "GENDER"): m for m in after.mentions}
    for m in before.mentions:
        rule = (m.rule, m.label)
        if _was_added(m, found):
            yield (ADDED, m.label), "missed"
            continue
        if m.status == "keep":
            continue
        yield rule, "mentions"
        if m.is_open:
            yield rule, "doubtful"
        if became := _became(m, late.get((m.document, m.span, m.label == "GENDER")), after):
            yield rule, became


def _was_added(mention: Mention, found: Found) -> bool:
    return bool(re.fullmatch(r"A\d+", mention.entity)) and mention.entity not in found.register.entities


def _became(m: Mention, late: Mention | None, after: Reviewed) -> str:
    """confirmed, overruled, relinked or reworded; '' where nobody changed or settled it."""
    if late is None or (m.document, m.span) in after.rewordings:
        return "reworded" if late is not None else "overruled"
    if late.status == "keep" and m.status != "keep":
        return "overruled"
    if late.entity != m.entity:
        return "relinked"
    return "confirmed" if m.is_open and late.status == "replace" else ""


def _asked(questions: Iterable[Question]) -> Iterator[tuple[Rule, str]]:
    """Each question about words, under the rule that found the first of them."""
    for question in questions:
        if question.mentions:
            yield (question.mentions[0].rule, question.mentions[0].label), "questions"


# What the lists lack --------------------------------------------------------------------------------


def _dismissed(before: Reviewed, after: Reviewed, ledger: Ledger) -> Iterator[Dismissed]:
    """The words that reviewers left, each once with everybody who said so, and the places that they added."""
    stands = standing(ledger)
    said: dict[str, list[str]] = defaultdict(list)
    for decision in stands:
        if decision.action == "dismiss":
            said[decision.target].append(decision.by)
    people: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for m in before.mentions:
        by = [name for t in (mention_target(m), words_target(m), m.entity) if t for name in said.get(t, ())]
        if by and m.label != "GENDER":
            people[fold(m.text), m.label, _list_for(m)] += by
    for d in stands:
        if d.action == "add" and d.target == "PLACE":
            people[fold(d.value), "PLACE", "places"].append(d.by)
    yield from (Dismissed(*key, tuple(dict.fromkeys(names))) for key, names in people.items())


def _list_for(mention: Mention) -> str:
    """The list that keeps such words, or the recognizer that should ignore them."""
    if mention.label not in ENTITY_LABELS:
        return mention.rule
    return "keep" if len(fold(mention.text).split()) > 1 else "ordinary-capitals"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that a list lacks: in how many cases, by how many people; for a person to decide."""

    list: str
    words: str
    label: str
    cases: int
    people: int


def proposals(cases: Sequence[CaseCounts], rules: Rules) -> list[Proposal]:
    """Words that several people dismissed in several cases, and that name nobody in any of them.

    Words that are anybody's first name or surname are never proposed: the next case may have one.
    """
    where: dict[tuple[str, str, str], list[Dismissed]] = defaultdict(list)
    for case in cases:
        for each in case.dismissed:
            where[each.list, each.words, each.label].append(each)
    names = {word for name in ("first-names", "surnames") for word in folded_list(name, rules)}
    named = frozenset().union(*(case.names for case in cases)) if cases else frozenset()
    found = []
    for (target, words, label), rows in where.items():
        people = distinct(name for row in rows for name in row.people)
        barred = target != "places" and set(words.split()) & (names | named)
        if len(rows) >= CASES and people >= PEOPLE and not barred:
            found.append(Proposal(target, words, label, len(rows), people))
    return sorted(found, key=lambda p: (p.list, -p.cases, p.words))


def distinct(names: Iterable[str]) -> int:
    """How many people there are at least; spellings that may be one person's count once."""
    people: list[str] = []
    for name in names:
        if not any(same_person(name, other) for other in people):
            people.append(name)
    return len(people)


# As data --------------------------------------------------------------------------------------------


def as_data(cases: Mapping[str, CaseCounts], rules: Rules, show_names: bool) -> dict[str, object]:
    """All figures as plain data; folders and words only where they are asked for."""
    by_rule: dict[Rule, Counter[str]] = defaultdict(Counter)
    for counts in cases.values():
        for rule, more in counts.by_rule.items():
            by_rule[rule].update(more)
    proposed = proposals(list(cases.values()), rules)
    return {
        "cases": [_case(n, name if show_names else "", c) for n, (name, c) in enumerate(cases.items(), 1)],
        "rules": [
            {"rule": rule, "label": label} | {outcome: counts[outcome] for outcome in OUTCOMES}
            for (rule, label), counts in sorted(by_rule.items(), key=_most_overruled)
        ],
        "proposals": [_proposal(name, [p for p in proposed if p.list == name], show_names) for name in _lists(proposed)],
    }  # fmt: skip


def _most_overruled(item: tuple[Rule, Counter[str]]) -> tuple[int, int, Rule]:
    rule, counts = item
    return -counts["overruled"], -counts["mentions"], rule


def _case(number: int, name: str, c: CaseCounts) -> dict[str, object]:
    own = {"folder": name} if name else {}
    return own | {
        "case": number,
        "words": c.words,
        "decisions": c.decisions,
        "open": c.open,
        "asked": c.asked,
        "asked_per_1000_words": c.per_thousand(c.asked),
        "one_by_one": c.one_by_one,
        "one_by_one_per_1000_words": c.per_thousand(c.one_by_one),
        "every_mention": c.every_mention,
        "every_mention_per_1000_words": c.per_thousand(c.every_mention),
    }


def _lists(proposed: Iterable[Proposal]) -> list[str]:
    return list(dict.fromkeys(p.list for p in proposed))


def _proposal(name: str, rows: Sequence[Proposal], show_names: bool) -> dict[str, object]:
    words = {
        "words": [{"words": p.words, "label": p.label, "cases": p.cases, "people": p.people} for p in rows]
    }
    return {"list": name, "count": len(rows)} | (words if show_names else {})
