"""Sentences in which somebody may give information about the family: in fresh words, by their build and by what they speak of.

The patterns of `sources` are certain of what they know. This is for what nobody foresaw: 'the nursery had it from the
aunt', 'hers were the dates that proved right'. A sentence is taken apart into words and into what each of them is
(somebody of the family, somebody at work, a word of saying, of bringing, of seeing); which of these stand together, and
in which order, has a weight that was learned from passages of both kinds (training/sources.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from redact.errors import UnreadableError
from redact.model import Span
from redact.recipients.readers import PARTNERS, Reader
from redact.recipients.sources import acts_told, people_called, tells_way
from redact.recipients.spoken import Perhaps, Told
from redact.rules.recipients import Recipients

WEIGHTS = Path(__file__).with_name("giving.tsv")
#: What the weight of a sentence is measured by, in WEIGHTS: its own, and that of any sentence.
ALWAYS, FROM, FROM_CHILD = "(always)", "(from)", "(from, of the child alone)"
#: Somebody of the family, or a word for somebody, or for what they gave: without one of them nobody gives anything.
_SOMEBODY = frozenset({"named", "child", "other", "partner", "pronoun", "self"})
#: Out of these who is surely another than the child whom the review is about.
_OTHERS = frozenset({"named", "other"})
#: So many words further on, what stands together counts.
_NEAR = 6
#: So far from somebody, a word that is of no family counts with them.
_BESIDE = 3
_NUMBER = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_OLD = re.compile(r"years?-old\b", re.IGNORECASE)
_ENDINGS = ("ing", "ed", "ly", "es", "s")
_BODIES = frozenset({"ORG", "SCHOOL", "HEALTH_SITE"})

#: A word in small letters, or '<named>' in place of a name; and what it is.
Sorted = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Weights:
    """What each feature of a sentence says for its being one."""

    of: Mapping[str, float]
    least: float  # from which sum on a sentence is asked about
    least_of_child: (
        float  # the same where it speaks of nobody but the child, or of a 'he': nearly all of a report does
    )


@cache
def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights, read once.

    Raises:
        UnreadableError: they are missing or damaged.
    """
    try:
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        of = {name: float(weight) for name, weight in rows}
        return Weights(of, of.pop(FROM), of.pop(FROM_CHILD))
    except (OSError, ValueError, KeyError):
        raise UnreadableError(
            "the weights of recipients/giving are missing or damaged; install redact again"
        ) from None


#: Stands for whoever has no name in a sentence.
SOMEBODY = "somebody without a name"


class Givers:
    """Who may give information in the sentences of one draft; each sentence is taken apart once."""

    def __init__(self, reader: Reader, rules: Recipients) -> None:
        self._reader, self._rules = reader, rules
        self._known: dict[Span, Looked] = {}

    def of(self, each: Told, before: Told | None) -> Perhaps | None:
        """Who may give information in a sentence; None where nobody does.

        It is looked at alone, and with the sentence *before* it where that one alone is none. What was sent without
        a name is asked about without being weighed.
        """
        if each.block.cell or each.block.kind in {"heading", "title"}:
            return None
        pair = (before, each) if before and before.block == each.block else (each,)
        over = self._over(each)
        if over < 0 and len(pair) > 1 and self._over(pair[0]) < 0:
            over = self._over(*pair)
        nameless = self._rules.referral.is_nameless(each.words)
        if not nameless and (over < 0 or self._is_at_work(each, before)):
            return None
        named = (who for one in reversed(pair) for who in one.at.values() if can_give(who, self._reader))
        return Perhaps(next(named, SOMEBODY), nameless or over >= self._likely(pair))

    def _over(self, *said: Told) -> float:
        """By how much sentences weigh more than they have to, to be asked about; below nothing where they do not."""
        weights, looked = read_weights(), [self._looked(one) for one in said]
        who = frozenset(kind for one in looked for kind in one.who)
        return weight_of(together(one.row for one in looked), weights.of) - _least(who) if who else -1.0

    def _likely(self, said: Sequence[Told]) -> float:
        """So much more, and it is likelier than not: the weights say even at a sum of nothing."""
        return -_least(frozenset(kind for one in said for kind in self._looked(one).who))

    def _looked(self, each: Told) -> Looked:
        if each.span not in self._known:
            self._known[each.span] = looked_at(each, self._reader, self._rules)
        return self._known[each.span]

    def _is_at_work(self, each: Told, before: Told | None) -> bool:
        """Whether a 'he' or 'she' alone stands in a sentence, behind one that speaks of people at work and of nobody else."""
        if before is None or each.block != before.block or each.at:
            return False
        alone = self._looked(each).who == {"pronoun"} and self._looked(before).who <= {"pronoun"}
        return alone and "work" in self._looked(before).kinds


def _least(who: frozenset[str]) -> float:
    """From which sum on sentences are asked about that speak of *who*."""
    return read_weights().least if is_of_others(who) else read_weights().least_of_child


def may_give(each: Told, before: Told | None, reader: Reader, rules: Recipients) -> str:
    """Who may give information in a sentence: an id, SOMEBODY for nobody who is named; '' where nobody does."""
    giver = Givers(reader, rules).of(each, before)
    return giver.who if giver else ""


def can_give(person: str, reader: Reader) -> bool:
    """Whether somebody is of the family or an acquaintance, and neither the reader nor opened to them: a child too."""
    return person in reader.private - {reader.recipient.person, *reader.recipient.show}


def weight_of(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """What all features of a few sentences say together."""
    length = sqrt(sum(often * often for name, often in found.items() if name in weights))
    total = sum(often * weights.get(name, 0.0) for name, often in found.items())
    return weights[ALWAYS] + (total * LENGTH / length if length else 0.0)


#: How long the row of features of any sentence is made: a long sentence says no more than a short one.
LENGTH = 3.0


def speaks_of(said: Iterable[Told], reader: Reader, rules: Recipients) -> frozenset[str]:
    """Who may have given information in sentences: 'named', 'other' (by a word), 'child', 'partner' (of the reader), 'pronoun', 'self'."""
    return frozenset(kind for each in said for kind in looked_at(each, reader, rules).who)


def is_of_others(who: Iterable[str]) -> bool:
    """Whether *who* of `speaks_of` may be another than the child whom the review is about."""
    return not _OTHERS.isdisjoint(who)


# What a sentence is made of ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Looked:
    """A sentence taken apart."""

    row: Mapping[str, float]  # its features
    kinds: frozenset[str]  # what its words are
    who: frozenset[str]  # who may have given information in it; none where nobody may


def looked_at(each: Told, reader: Reader, rules: Recipients) -> Looked:
    """The words of a sentence, what they are, what stands together, and which patterns find something; and of whom it speaks."""
    words = _sorted(each, reader, rules)
    kinds = frozenset(kind for _, those in words for kind in those)
    row = together({name: 1.0} for name in (*_of_words(words), *_of_patterns(each, reader, rules)))
    return Looked(row, kinds, _speaks_of(each, kinds, reader, rules))


def said_in(each: Told, reader: Reader, rules: Recipients) -> frozenset[str]:
    """What the words of a sentence are, names left out."""
    words = _sorted(each, reader, rules)
    return frozenset(kind for word, kinds in words if not word.startswith("<") for kind in kinds)


def together(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The features of several sentences; how often each is there, twice at most."""
    found: dict[str, float] = {}
    for row in rows:
        for name, often in row.items():
            found[name] = min(found.get(name, 0.0) + often, 2.0)
    return found


def features(said: Iterable[Told], reader: Reader, rules: Recipients) -> dict[str, float]:
    """The features of sentences together."""
    return together(looked_at(each, reader, rules).row for each in said)


def _speaks_of(each: Told, kinds: frozenset[str], reader: Reader, rules: Recipients) -> frozenset[str]:
    named = {m.entity for m in each.mentions if _kind(m.label, m.entity, reader) == "named"}
    named |= {who for who in each.at.values() if can_give(who, reader)}
    found = set(kinds & _SOMEBODY) - {"named"} | {_part(who, reader) for who in named}
    if _OLD.search(each.words) or rules.referral.who.search(each.words):
        found.add("other")
    return frozenset(found)


def _part(person: str, reader: Reader) -> str:
    """What somebody is for the threshold: nobody takes the reader's own partner for a source without more."""
    role = reader.roles.get(person, "")
    if role == "subject child":
        return "child"
    return "partner" if person in reader.own and PARTNERS.search(role) else "named"


def _sorted(each: Told, reader: Reader, rules: Recipients) -> list[Sorted]:
    """The words of a sentence in order, names as what they are."""
    own = reader.words.get(reader.roles.get(reader.recipient.person, ""), ())
    names = sorted(_names(each, reader))
    begins = [start for start, _, _ in names]
    number = _NUMBER.match(each.words)
    made: list[Sorted] = []
    done = number.end() if number else 0
    for match in _WORD.finditer(each.words):
        at = bisect_right(begins, match.start()) - 1
        if match.start() < done:
            continue
        if at >= 0 and match.start() < names[at][1]:
            done = names[at][1]
            made.append((f"<{names[at][2]}>", frozenset({names[at][2]})))
        else:
            made += _word(match.group().lower().replace("’", "'"), own, rules)
    return made


def _word(word: str, own: Sequence[str], rules: Recipients) -> Iterator[Sorted]:
    plain = word.removesuffix("'s")
    yield plain, frozenset({"reader"}) if plain in own else rules.giving.get(plain, frozenset())
    if plain != word:
        yield "'s", frozenset({"whose"})


def _names(each: Told, reader: Reader) -> Iterator[tuple[int, int, str]]:
    """Where names stand in a sentence, and what each is."""
    for mention in each.mentions:
        if mention.label != "QUASI":
            start, end = mention.span.start - each.span.start, mention.span.end - each.span.start
            yield max(start, 0), end, _kind(mention.label, mention.entity, reader)


def _kind(label: str, entity: str, reader: Reader) -> str:
    if label != "PERSON":
        return "work" if label in _BODIES else label.split(".")[0].lower()
    if entity == reader.recipient.person:
        return "reader"
    if reader.roles.get(entity) == "subject child":
        return "child"
    return "named" if entity in reader.private else "work"


def _of_words(words: Sequence[Sorted]) -> Iterator[str]:
    """Each word and kind, pairs of neighbours, and kinds that stand near to one another in their order."""
    for at, (word, kinds) in enumerate(words):
        yield f"w {_stem(word)}"
        yield from (f"k {kind}" for kind in kinds)
        if at + 1 < len(words):
            after, others = words[at + 1]
            yield f"ww {_stem(word)} {_stem(after)}"
            yield from (
                f"kk {one} {two}" for one in kinds or {_stem(word)} for two in others or {_stem(after)}
            )
        for _, others in words[at + 1 : at + 1 + _NEAR]:
            yield from (f"k..k {one} {two}" for one in kinds for two in others)
        if kinds & _SOMEBODY:
            yield from _beside(words, at)


def _beside(words: Sequence[Sorted], at: int) -> Iterator[str]:
    """The words of no kind that stand beside somebody."""
    for place in range(max(0, at - _BESIDE), min(len(words), at + _BESIDE + 1)):
        word, kinds = words[place]
        if not kinds:
            yield f"s {_stem(word)} {'<' if place < at else '>'}"


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    return word.removesuffix(ending) if ending else word


def _of_patterns(each: Told, reader: Reader, rules: Recipients) -> Iterator[str]:
    """Which patterns of rules/recipients.yaml find something, alone and with who is named."""
    referral, words = rules.referral, _NUMBER.sub("", each.words)
    named = any(can_give(who, reader) for who in each.at.values())
    whom = "named" if named else "called" if people_called(each, reader, referral) else "nobody"
    patterns = {
        "ways": referral.ways,
        "known": referral.known,
        "who": referral.who,
        "perhaps": referral.perhaps,
        "strong": referral.strong,
        "to": referral.to,
        "about": referral.about,
        "of": referral.of,
        "felt": referral.felt,
    }
    hits = [name for name, pattern in patterns.items() if pattern.search(words)]
    yield from (f"r {name}" for name in hits)
    yield from (f"r {name} {whom}" for name in hits)
    yield f"r {whom}"
    if acts_told(each, reader, referral):
        yield "r acts"
    if tells_way(each, referral):
        yield f"r way {whom}"
    if rules.health.search(words):
        yield "r health"
