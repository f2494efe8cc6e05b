"""What is still open: the questions that a person has to settle, folded from the decisions like everything else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from redact.link import AMBIGUOUS
from redact.model import Document, Entity, Ledger, Mention
from redact.names import fold
from redact.review import Reviewed, standing
from redact.targets import (
    is_apart,
    is_taken,
    left_target,
    mention_target,
    paragraph_target,
    sense_of,
    words_target,
)

#: How many places of one kind that is left behind are named to the reviewer.
MOST_PLACES = 3


#: What each label is called where people read it.
KINDS = {
    "PERSON": "person",
    "PLACE": "place",
    "SCHOOL": "school",
    "HEALTH_SITE": "health service",
    "ORG": "organisation",
    "ADDRESS": "address",
    "POSTCODE": "postcode",
    "DATE": "date",
    "DOB": "date of birth or death",
    "TIME": "time of day",
    "AGE": "age or class at school",
    "PHONE": "telephone number",
    "EMAIL": "e-mail address",
    "URL": "web address",
    "HANDLE": "name on the internet",
    "QUASI": "detail that may identify with others",
    "GENDER": "word that tells a gender",
}


def kind_of(label: str) -> str:
    """What a label is called where people read it; numbers of all sorts are one kind."""
    return "number or reference" if label.partition(".")[0] == "ID" else KINDS.get(label, label.lower())


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a person has to settle."""

    target: str
    kind: str  # entity, which, bearer, words, gender, draft, picture, left behind, finding
    asks: str
    proposed: str  # the answer that the program would give
    entity: str = ""
    mentions: tuple[Mention, ...] = ()
    value: str = ""  # what goes with the proposed answer
    sure: tuple[tuple[str, int], ...] = ()  # what the same words surely are elsewhere, and at how many places

    @property
    def note(self) -> str:
        """That an answer is about several places, and may be otherwise at some; '' where it is about one."""
        if self.kind not in BY_PLACE or len(self.mentions) < 2:
            return ""
        return f"One answer is for all {len(self.mentions)} places. If a place is different, answer it by itself."

    @property
    def stays(self) -> str:
        """That the same words are sure elsewhere, where no 'no' reaches them; '' where they are not."""
        if not self.sure:
            return ""
        told = ", ".join(f"{_places(count)} where they are surely {_a(what)}" for what, count in self.sure)
        here = f"the {_places(len(self.mentions))} of this question"
        stays = "stays" if sum(count for _, count in self.sure) == 1 else "stay"
        return f"A 'no' leaves these words at {here}; {told} {stays} replaced."


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _a(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


#: Kinds of question that can be answered at each place by itself.
BY_PLACE = frozenset({"entity", "which", "bearer", "words", "gender"})


def open_questions(reviewed: Reviewed, documents: Sequence[Document], ledger: Ledger) -> list[Question]:
    """Everything that a reviewer has to answer: entities first, then words, then what stays behind."""
    waiting = [m for m in reviewed.mentions if m.is_open]
    found = [m for m in waiting if m.label != "GENDER"]
    sure = [m for m in found if not is_apart(m)]
    apart = [m for m in found if sense_of(m)[0]]
    about_words = [
        *_about_entities(sure, reviewed),
        *_about_bearers([m for m in found if is_taken(m) and m not in apart], reviewed.entities),
        *_about_senses(apart, reviewed.entities),
        *_about_words(sure),
    ]
    return [
        *_with_what_is_sure(about_words, reviewed.mentions),
        *_about_gender(waiting, reviewed, documents),
        *_about_left(documents, ledger),
    ]


def _with_what_is_sure(questions: Iterable[Question], mentions: Iterable[Mention]) -> Iterator[Question]:
    """The questions, each with what its words surely are at places that nobody is asked about."""
    sure: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.status == "replace" and mention.label != "GENDER":
            sure[fold(mention.text)][kind_of(mention.label)] += 1
    for question in questions:
        counts: Counter[str] = Counter()
        for words in dict.fromkeys(fold(m.text) for m in question.mentions):
            counts += sure.get(words, Counter())
        yield replace(question, sure=tuple(counts.most_common()))


def _about_entities(waiting: Sequence[Mention], reviewed: Reviewed) -> Iterator[Question]:
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in waiting:
        if mention.entity:
            grouped[mention.entity].append(mention)
    for entity_id, mentions in grouped.items():
        entity = reviewed.entities[entity_id]
        if entity.role == AMBIGUOUS:
            who = " or ".join(_named(i, reviewed.entities) for i in candidates_of(entity))
            yield Question(entity_id, "which", f"Who is meant: {who}? (link)", "", entity_id, tuple(mentions))
        else:
            what = kind_of(entity.label)
            what += f", {entity.role}" if entity.role and fold(entity.role) != fold(what) else ""
            asks = f"Is this the name of {_a(what)}? ({mentions[0].reason})"
            yield Question(entity_id, "entity", asks, "confirm", entity_id, tuple(mentions))


def _named(entity_id: str, entities: Mapping[str, Entity]) -> str:
    """A name with its role and its id, for whoever has to choose one."""
    entity = entities.get(entity_id)
    return f"{entity.name}{f', {entity.role}' if entity.role else ''} ({entity_id})" if entity else entity_id


def _about_bearers(waiting: Sequence[Mention], entities: Mapping[str, Entity]) -> Iterator[Question]:
    """One question for all mentions of the same words that are taken for the same person."""
    for target, mentions in _by_words(waiting).items():
        asks = f"Is {_named(mentions[0].entity, entities)} meant here? ({mentions[0].reason}; confirm, or link to another)"
        yield Question(target, "bearer", asks, "confirm", mentions[0].entity, tuple(mentions))


def _about_senses(waiting: Sequence[Mention], entities: Mapping[str, Entity]) -> Iterator[Question]:
    """One question for the places of a name that read like one other thing; what is likely is proposed.

    Of those that only may read so nothing is proposed: a table that comes back as it went leaves no name.
    """
    for target, mentions in _by_words(waiting).items():
        first = mentions[0]
        says, sure = sense_of(first)
        here, reads = ("here", "It reads") if len(mentions) == 1 else ("at these places", "They read")
        like = f"{reads} like {says}" if sure else f"{'It' if len(mentions) == 1 else 'They'} may be {says}"
        why = first.reason.partition(";")[0]
        asks = (
            f"Is {_named(first.entity, entities)} meant {here}? {like}. ({why}; yes treats the words, no leaves them)"
            if first.entity
            else f"Should these words go {here}? {like}. ({kind_of(first.label)}: {why})"
        )
        kind = "bearer" if first.entity else "words"
        yield Question(target, kind, asks, "dismiss" if sure else "", first.entity, tuple(mentions))


def _by_words(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[words_target(mention)].append(mention)
    return grouped


def _about_words(waiting: Sequence[Mention]) -> Iterator[Question]:
    for target, mentions in _by_words(m for m in waiting if not m.entity).items():
        asks = f"Should these words go? ({kind_of(mentions[0].label)}: {mentions[0].reason})"
        yield Question(target, "words", asks, "confirm", "", tuple(mentions))


def _about_gender(
    waiting: Sequence[Mention], reviewed: Reviewed, documents: Sequence[Document]
) -> Iterator[Question]:
    """One question for the words of a paragraph that may be said of one person; they can be answered one by one."""
    named = {document.name: document for document in documents}
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in waiting:
        if mention.label == "GENDER":
            document = named.get(mention.document)
            grouped[paragraph_target(mention, document) if document else mention_target(mention)].append(
                mention
            )
    for target, mentions in grouped.items():
        first = mentions[0]
        role = reviewed.entities[first.entity].role
        who = f"{role} ({first.entity})" if role else first.entity
        words = ", ".join(dict.fromkeys(f"“{m.text}” as “{m.value}”" for m in mentions))
        asks = f"Is this said of {who}? Yes prints {words}; no leaves the words. ({first.reason})"
        own = target if len(mentions) > 1 else mention_target(first)
        yield Question(own, "gender", asks, "confirm", first.entity, tuple(mentions))


def _about_left(documents: Sequence[Document], ledger: Ledger) -> Iterator[Question]:
    answered = {d.target for d in standing(ledger) if d.action in {"accept", "confirm"}}
    for document in documents:
        kinds: dict[str, int] = defaultdict(int)
        places: dict[str, dict[str, None]] = defaultdict(dict)
        for part in document.left_behind:
            kinds[part.kind] += part.count
            places[part.kind][part.place] = None
        for kind, count in kinds.items():
            if count and left_target(document.name, kind) not in answered:
                told = _told_of_left(kind, count, _where(list(places[kind]), count))
                asks = f"{document.name}: {told} In order?"
                yield Question(left_target(document.name, kind), "left behind", asks, "accept")


def _told_of_left(kind: str, count: int, where: str) -> str:
    """What a reviewer has to know of a part that was left behind, or of a page that was read from a picture."""
    if kind.endswith("read from a picture"):
        return f"{kind}: every word of it has to be compared with the draft."
    return f"{count} × {kind}{where} does not travel to the editions."


def _where(places: Sequence[str], count: int) -> str:
    """The first few places in brackets: ' (paragraph 4.12, table 2, row 3 and 5 more)'."""
    told = [place for place in places if place]
    if count > 1 and len(told) == 1:
        return f" (the first: {told[0]})"
    more = f" and {len(told) - MOST_PLACES} more" if len(told) > MOST_PLACES else ""
    return f" ({', '.join(told[:MOST_PLACES])}{more})" if told else ""


def candidates_of(entity: Entity) -> list[str]:
    """The ids that an ambiguous entity may stand for; none for any other."""
    return entity.name[entity.name.rfind("(") + 1 : -1].split(" or ") if entity.role == AMBIGUOUS else []


def bearers_of(mention: Mention, entities: Mapping[str, Entity]) -> list[str]:
    """The ids that a mention may mean whose bearer is likely and not sure, the likely one first."""
    return [word for word in re.findall(r"[\w.-]+", mention.reason) if word in entities]
