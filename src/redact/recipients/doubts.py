"""What a reviewer is asked of one recipient's copy: whom 'he' means, whose side somebody is on, what is told twice.

Each is answered in the register: `show` opens what is withheld, `withhold` takes out what is printed, both by the
number of a sentence; a person's side is answered by an entry with `family:`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from redact.model import Recipient, Span
from redact.prepared import Prepared
from redact.recipients.copies import Looked, looked_through
from redact.recipients.near import may_mean
from redact.recipients.numbering import numbers
from redact.recipients.sides import bears
from redact.recipients.spoken import Told
from redact.rules.recipients import read_recipients

#: A word that so many sentences of the drafts have at most is rare.
RARE = 3
#: So many rare words of a withheld sentence in one that is printed tell it again.
ALIKE = 3
_WORD = re.compile(r"[^\W_]{4,}|\d{3,}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at in a copy: a sentence, by what `show` and `withhold` call it, or a person."""

    what: str  # '3.4:1', 'executive-summary 2.1:2'; '' for a person whom the register does not have
    words: str  # of the draft
    why: str
    reason: str = ""  # why the words are withheld; '' where the copy prints them, or tells of the person

    @property
    def printed(self) -> bool:
        """Whether the copy prints the words, or tells of the person."""
        return not self.reason


def doubts(prepared: Prepared, recipient: Recipient) -> list[Doubt]:
    """Everything of a copy that its reviewer should look at, in the order of the drafts; people first."""
    looked = looked_through(prepared, recipient)
    names = dict(numbers(prepared))
    answered = {what for what, _ in recipient.withhold} | set(recipient.show)
    found = [
        Doubt(names.get((document, span), ""), words, why, reason)
        for document, span, words, why, reason in (*_goes_on(prepared, looked), *_told_again(looked))
    ]
    order = {name: at for at, name in enumerate(names.values())}
    asked = [each for each in found if each.what and not _is_answered(each.what, answered)]
    return [*_people(prepared, looked), *sorted(dict.fromkeys(asked), key=lambda each: order[each.what])]


def _is_answered(what: str, answered: Iterable[str]) -> bool:
    """Whether the register says of a sentence, or of its paragraph, what becomes of it."""
    return what in answered or what.rpartition(":")[0] in answered


# People -----------------------------------------------------------------------------------------------


def _people(prepared: Prepared, looked: Looked) -> Iterator[Doubt]:
    """People of the drafts alone whose side a draft says, or whose name is that of one side."""
    entities, reader = prepared.reviewed.entities, looked.reader
    for person in sorted(reader.private - set(prepared.register.entities)):
        if person in reader.presumed:
            side = reader.presumed[person]
            why = f"a draft puts this person on the {side} side; enter the person in register.yaml, with family: {side}"
            yield Doubt("", entities[person].name, why, reader.reasons.get(person, ""))
        elif (
            person in reader.people
            and person in reader.reasons
            and (near := _namesake(person, prepared, looked))
        ):
            why = f"has a name of {near}; is this person family? Then enter the person in register.yaml, with family:"
            yield Doubt("", entities[person].name, why, reader.reasons[person])


def _namesake(person: str, prepared: Prepared, looked: Looked) -> str:
    entities, family = prepared.reviewed.entities, prepared.register.entities
    sided = (i for i in sorted(looked.reader.private & set(family)) if family[i].family)
    return next((i for i in sided if bears(entities[person], family[i])), "")


# Sentences --------------------------------------------------------------------------------------------

_Asked = tuple[str, Span, str, str, str]


def _goes_on(prepared: Prepared, looked: Looked) -> Iterator[_Asked]:
    """Withheld sentences that name the reader's own, and printed ones whose 'he' may be somebody withheld."""
    reader = looked.reader
    gone = {(one.document, one.span): one.reason for one in looked.by_rule}
    rules = read_recipients(prepared.rules.folder)
    for name, told in looked.told.items():
        spans = {span: reason for (document, span), reason in gone.items() if document == name}
        near = {each.span: people for each, people in may_mean(told, spans, reader, rules)}
        for each in told:
            if each.block.cell:
                continue
            reason = gone.get((name, each.span), "")
            others = (each.unsure & set(reader.reasons)) | near.get(each.span, frozenset())
            own = each.named & reader.own or reader.names_own(each.words, bool(each.named))
            if reason and own and not each.named & set(reader.reasons):
                yield (
                    name,
                    each.span,
                    each.words,
                    f"withheld ({reason}), and it is about the reader's own side too",
                    reason,
                )
            elif others and not reason:
                yield name, each.span, each.words, _may_mean(prepared, others), ""


def _may_mean(prepared: Prepared, people: Iterable[str]) -> str:
    names = ", ".join(prepared.reviewed.entities[one].name for one in sorted(people))
    return f"printed; 'he' or 'she' in it may mean {names}, whose part is withheld"


def _told_again(looked: Looked) -> Iterator[_Asked]:
    """Printed sentences that have several rare words of one withheld sentence."""
    sentences = [(name, each, _rare_words(each)) for name, told in looked.told.items() for each in told]
    often = Counter(word for _, _, words in sentences for word in words)
    gone = {(one.document, one.span) for one in looked.by_rule}
    where: dict[str, list[int]] = {}
    for at, (name, each, words) in enumerate(sentences):
        for word in words if (name, each.span) in gone else ():
            where.setdefault(word, []).append(at)
    kept = [(name, each, words) for name, each, words in sentences if (name, each.span) not in gone]
    for name, each, words in kept:
        rare = {word for word in words if often[word] <= RARE}
        shared = Counter(at for word in rare for at in where.get(word, ()))
        if any(count >= ALIKE for count in shared.values()):
            yield (
                name,
                each.span,
                each.words,
                "printed; it has words of a sentence that is withheld elsewhere",
                "",
            )


def _rare_words(each: Told) -> set[str]:
    """The words of a sentence in small letters, without the names in it: those are printed as labels."""
    words = each.words
    for mention in sorted(each.mentions, key=lambda m: m.span, reverse=True):
        start, end = max(mention.span.start - each.span.start, 0), mention.span.end - each.span.start
        words = words[:start] + " " + words[end:]
    return {word.casefold() for word in _WORD.findall(words)}


def as_data(found: Iterable[Doubt], recipient: Recipient) -> list[dict[str, str | None]]:
    """The questions as plain data; null stands for 'printed'."""
    return [
        {
            "recipient": recipient.id,
            "what": each.what,
            "text": each.words,
            "why": each.why,
            "withheld": each.reason or None,
        }
        for each in found
    ]
