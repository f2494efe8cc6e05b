"""The people, places and bodies so far: the forms that lead to them, and what is known of each."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from redact.link.alike import begins_as_heard
from redact.link.plain import plainly
from redact.link.roles import said_beside, said_of
from redact.link.stated import Drafts
from redact.model import Entity, Mention, Span
from redact.name_forms import forms
from redact.names import KUNYA, NameParts, fold, take_apart
from redact.remembered import remembered
from redact.rules import Rules

#: The role of an entity that stands for a mention with several candidates.
AMBIGUOUS = "which of several people"
HOUSEHOLD = "household"
#: The kinds of bodies.
BODIES = frozenset({"SCHOOL", "HEALTH_SITE", "ORG"})
#: Characters of a draft that are one entry of the table of who stands where.
NEAR = 1000
#: How the name of a place begins that is an address.
NUMBERED = re.compile(r"\d|Flat\b")
#: A house in a street behind the name of the house or the number of a room: 'Room 9, 22 Marine Crescent'.
HOUSE_BEHIND = re.compile(r"[^\W\d_].*\s\d+[a-z]?\s[^\W\d_]\w+\s[^\W\d_]")


def is_numbered(name: str) -> bool:
    """Whether a place's name is that of a house in a street."""
    return bool(NUMBERED.match(name) or HOUSE_BEHIND.match(name))


def is_one(entity: Entity) -> bool:
    """Whether an entity is somebody: no place, no household, no question of several."""
    return entity.label == "PERSON" and entity.role not in {AMBIGUOUS, HOUSEHOLD}


#: The kinds of entities that are gone through again and again, and who belongs to each.
OF_KIND: Mapping[str, Callable[[Entity], bool]] = {
    "people": is_one,
    "bodies": lambda e: e.label in BODIES,
    "addresses": lambda e: e.label == "ADDRESS" or (e.label == "PLACE" and any(map(is_numbered, e.names))),
}
#: Words by which a text calls whoever the review is about.
SUBJECT = frozenset({"subject", "the subject", "subject child", "index child", "subject of the review"})


@dataclass
class Cast:
    """Who is there, by id; folded forms that lead to them; where each surely stands, and by what titles."""

    rules: Rules
    subject: str = ""  # whose review it is
    drafts: Drafts | None = None
    anchors: Mapping[str, str] = field(default_factory=dict)  # what it was recognised by → its earlier id
    entities: dict[str, Entity] = field(default_factory=dict)
    by_form: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))  # form → id → kind
    by_plain: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # plain name → ids of places
    by_word: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # word of a name → ids
    stands: dict[tuple[str, str], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )  # id, document → where, in order
    near: dict[tuple[str, int], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # document, which thousand characters of it → who stands there
    whole: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))  # in full there
    stated: dict[str, str] = field(default_factory=dict)  # roles that the text gives to people of none
    pronouns: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    ages: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # child or adult
    titles: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    titled: dict[tuple[str, str], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # document, surname → the titles before it there
    spelt: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))  # folded words → who
    contradicted: dict[tuple[str, str, str], bool] = field(
        default_factory=dict
    )  # by spelling, person and role
    surnames: set[str] = field(
        default_factory=set
    )  # folded words that stand as surnames: 'Ms Doe', 'Doe, J.'
    against: dict[tuple[str, int], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # document, start of a mention → whose misspelt name it is not
    unlike: dict[tuple[str, int], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # the same: of whom the role, tie or age beside the name is not said
    namesakes: set[str] = field(default_factory=set)  # folded names that are said to be somebody else's too
    unsure: set[tuple[str, int]] = field(
        default_factory=set
    )  # document, start: behind a word that may be a first name
    unsure_forms: set[tuple[str, str]] = field(
        default_factory=set
    )  # document, folded name: that may there be anybody's husband
    towns: set[str] = field(default_factory=set)  # plain names that stand behind 'in', as a town's do
    couples: set[str] = field(default_factory=set)  # folded surnames of 'Mr and Mrs Doe'
    used: set[str] = field(default_factory=set)
    beside: dict[tuple[str, Span], frozenset[str]] = field(default_factory=dict)
    groups: dict[str, dict[str, Entity]] = field(default_factory=dict)  # the entities of each kind of OF_KIND
    by_sound: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # how a word of a name begins, taken down by ear → the words
    by_end: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # the first three letters of a word of a name, and '-' with the last three → the words
    by_place: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # word of the plain name of a place or body → ids
    by_role: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # role and name → the first who has both

    def add(self, entity: Entity) -> Entity:
        """The entity, from now on found by all its forms."""
        self._keep(entity)
        children = {fold(name).split()[-1] for name in entity.names if fold(name).split()[0] in KUNYA}
        for form in forms(entity, self.rules):
            if fold(form.text) in children:
                continue  # 'Abu Sam' is Sam's father
            kinds = self.by_form[fold(form.text)]
            kinds[entity.id] = form.kind if form.kind == "alias" else kinds.get(entity.id, form.kind)
        if entity.label == "PERSON":
            for name in entity.names:
                parts = take_apart(name, self.rules)
                self.titles[entity.id].update(folded_titles(parts))
                for word in words_of(name, self.rules):
                    self.by_word[word].add(entity.id)
                    self.by_sound[begins_as_heard(word)].add(word)
                    self.by_end[word[:3]].add(word)
                    self.by_end["-" + word[-3:]].add(word)
        else:
            for name in entity.names:
                plain = plainly(name, self.rules)
                self.by_plain[plain].add(entity.id)
                for word in plain.split():
                    self.by_place[word].add(entity.id)
        return entity

    def new(self, label: str, name: str) -> Entity:
        """A new entity; it keeps the id that the same name had in an earlier run."""
        name = " ".join(name.split())
        return self.add(Entity(self._id(label, name, ""), label, name))

    def bare(self, label: str, name: str, role: str) -> str:
        """The id of the entity of this role and name, whose name leads nobody else to it; a new one if need be."""
        known = self.by_role.get((role, name), "")
        if known in self.entities:
            return known
        entity = Entity(self._id(label, name, role), label, name, (), role)
        self._keep(entity)
        return entity.id

    def call(self, entity_id: str, alias: str) -> None:
        """Add another name of an entity."""
        entity = self.entities[entity_id]
        if fold(alias) not in {fold(name) for name in entity.names}:
            self.add(replace(entity, aliases=(*entity.aliases, " ".join(alias.split()))))

    def absorb(self, kept: str, gone: str) -> None:
        """Two entities are one: *kept* bears the names of both from now on."""
        other = self.entities.pop(gone)
        for group in self.groups.values():
            group.pop(gone, None)
        for kinds in self.by_form.values():
            kinds.pop(gone, None)
        for ids in (*self.by_word.values(), *self.by_plain.values(), *self.by_place.values()):
            ids.discard(gone)
        for name in other.names:
            self.call(kept, name)
        self.titles[kept].update(self.titles.pop(gone, Counter()))
        self.ages[kept].update(self.ages.pop(gone, Counter()))
        for entity, document in [key for key in self.stands if key[0] == gone]:
            self.whole[kept, document] |= self.whole.pop((entity, document), set())
            moved = self.stands.pop((entity, document))
            self.stands[kept, document] = sorted(self.stands[kept, document] + moved)
            for at in moved:
                self.near[document, at // NEAR].add(kept)

    def _keep(self, entity: Entity) -> None:
        self.entities[entity.id] = entity
        if self.by_role.get((entity.role, entity.name), "") not in self.entities:
            self.by_role[entity.role, entity.name] = entity.id
        for kind, group in self.groups.items():
            if OF_KIND[kind](entity):
                group[entity.id] = entity

    @property
    def somebodies(self) -> dict[str, Entity]:
        """Everybody who is one person, by id."""
        return self._group("people")

    @property
    def bodies(self) -> dict[str, Entity]:
        """The schools, health sites and other bodies of the case, by id."""
        return self._group("bodies")

    @property
    def addresses(self) -> dict[str, Entity]:
        """Addresses, and places that the register lists with a number: '14 Mill Lane'."""
        return self._group("addresses")

    def bodies_with(self, word: str) -> Iterator[tuple[str, Entity]]:
        """The bodies in whose plain names a word stands."""
        there = self.by_place.get(word, set()) & self.bodies.keys()
        return ((e, self.entities[e]) for e in there)

    def addresses_with(self, word: str) -> set[str]:
        """The addresses in whose plain names a word stands."""
        return self.by_place.get(word, set()) & self.addresses.keys()

    def _group(self, kind: str) -> dict[str, Entity]:
        if kind not in self.groups:
            self.groups[kind] = {i: e for i, e in self.entities.items() if OF_KIND[kind](e)}
        return self.groups[kind]

    def met(self, entity_id: str, mention: Mention, parts: NameParts) -> None:
        """A mention surely means the entity: remember where, and by what title."""
        insort(self.stands[entity_id, mention.document], mention.span.start)
        self.near[mention.document, mention.span.start // NEAR].add(entity_id)
        if len(parts.words) > 1:
            self.whole[entity_id, mention.document].add(mention.span.start)
        self.titles[entity_id].update(folded_titles(parts))

    def last_named(self, mention: Mention, back: int) -> dict[str, int]:
        """Who is surely named within *back* characters before a mention, and where the last time."""
        start, document = mention.span.start, mention.document
        parts = range((start - back) // NEAR, start // NEAR + 1)
        found = {}
        for entity in set().union(*(self.near.get((document, part), ()) for part in parts)):
            where = self.stands.get((entity, document), [])
            before = bisect_left(where, start)
            if before and start - where[before - 1] <= back:
                found[entity] = where[before - 1]
        return found

    def beginning(self, stem: str) -> Iterator[str]:
        """People one of whose names, or usual short forms, has a word that begins with the folded *stem*."""
        for word in self.by_end.get(stem[:3], ()):
            if word.startswith(stem):
                yield from self.by_word.get(word, ())
        for form in (stem, f"{stem}e"):
            yield from (e for e, kind in self.by_form.get(form, {}).items() if kind == "nickname")

    def cut_to(self, word: str) -> set[str]:
        """People one of whose names has a word that begins or ends with the three letters with which *word* does."""
        words = self.by_end.get(word[:3], set()) | self.by_end.get("-" + word[-3:], set())
        return {e for theirs in words for e in self.by_word.get(theirs, ())}

    @property
    def child(self) -> str:
        """Whose review it is: by the register, else the one person whom the text calls the subject; else ''."""
        subjects = [e for e, role in self.stated.items() if role in SUBJECT and e in self.entities]
        return self.subject or (subjects[0] if len(subjects) == 1 else "")

    def often(self, entity_id: str) -> int:
        """How many mentions in all drafts surely mean somebody."""
        return sum(len(at) for (entity, _), at in self.stands.items() if entity == entity_id)

    def same_word(self, name: str) -> str:
        """The one entity that detection found under another kind, and that has no other name than *name*; else ''."""
        alike = [e for e in self.by_form.get(fold(name), {}) if fold(self.entities[e].name) == fold(name)]
        return alike[0] if len(alike) == 1 and not self.entities[alike[0]].listed else ""

    def is_person(self, text: str) -> bool:
        """Whether the words are a name of somebody, or another first name with somebody's surname."""
        words = fold(text).split()
        kinds = self._kinds_of(words[-1] if 1 < len(words) < 4 else fold(text), "PERSON")
        wanted = (
            {"surname"}
            if len(words) > 1
            else {"surname", "part", "initials"}
            if text.isupper()
            else {"surname", "part"}
        )
        return bool(kinds & wanted)

    def is_one_person(self, entity_id: str) -> bool:
        """Whether an entity is somebody: no place, no household, no question of several."""
        return is_one(self.entities[entity_id])

    def is_place(self, text: str) -> bool:
        """Whether the last of the words is the name of a place or body."""
        words = fold(text).split()
        return any(e for e in self.by_form.get(words[-1], {}) if self.entities[e].label != "PERSON")

    def _kinds_of(self, form: str, label: str) -> set[str]:
        return {kind for e, kind in self.by_form.get(form, {}).items() if self.entities[e].label == label}

    def said(self, mention: Mention) -> frozenset[str]:
        """Roles beside a mention, 'child' or 'adult' by an age there; nothing without the drafts."""
        key = (mention.document, mention.span)
        if key not in self.beside:
            said = said_beside(mention, self.drafts, self.rules) if self.drafts else ()
            self.beside[key] = frozenset(said)  # of which the empty one, that of most names, is there once
        return self.beside[key]

    def said_loosely(self, mention: Mention) -> frozenset[str]:
        """The same, with what a sentence says that somebody is: 'Jane Doe is an aunt'."""
        return self.said(mention) | (
            said_of(mention, self.drafts, self.rules) if self.drafts else frozenset()
        )

    def people(self, word: str) -> Iterator[str]:
        """People one of whose names holds the folded *word*."""
        yield from sorted(self.by_word.get(word, ()))

    def _id(self, label: str, name: str, role: str) -> str:
        earlier = self.anchors.get(anchor_of(label, name, role))
        if earlier and earlier not in self.used:
            self.used.add(earlier)
            return earlier
        numbered = (f"E{n}" for n in count(len(self.used) + 1))
        free = next(i for i in numbered if not (i in self.used or i in self._earlier or i in self.entities))
        self.used.add(free)
        return free

    @cached_property
    def _earlier(self) -> frozenset[str]:
        """The ids of an earlier run: nobody new gets one of them."""
        return frozenset(self.anchors.values())


def anchor_of(label: str, name: str, role: str = "") -> str:
    """What an entity that is not in the register is recognised by in a later run."""
    kind = role if role in {AMBIGUOUS, HOUSEHOLD} else ""
    return f"{label}|{kind}|{fold(name)}"


def anchors_of(entity: Entity) -> list[str]:
    """All that an entity is recognised by in a later run: its names, and how mentions write them."""
    if entity.role in {AMBIGUOUS, HOUSEHOLD}:
        return [anchor_of(entity.label, entity.name, entity.role)]
    # never a part of a name: 'Dan' of the next draft may be another Dan
    written = (m.text for m in entity.mentions if m.label == entity.label and " " in m.text.strip())
    return list(dict.fromkeys(anchor_of(entity.label, name) for name in (*entity.names, *written)))


def recognised_by(entities: Iterable[Entity]) -> dict[str, str]:
    """By what the next run recognises new entities: anchor → id."""
    return {anchor: e.id for e in entities if not e.listed for anchor in anchors_of(e)}


@remembered(65536)
def words_of(name: str, rules: Rules) -> tuple[str, ...]:
    """The folded words of a personal name without its title, double-barrelled names in their parts."""
    words = (w.strip(".'’(),\"“”") for word in take_apart(name, rules).words for w in fold(word).split())
    return tuple(KUNYA_SPELT.get(word, word) for word in words)


#: 'Mother of' and 'father of' are spelt in several ways.
KUNYA_SPELT = {"um": "umm", "oum": "umm", "abou": "abu", "abo": "abu"}


def folded_titles(parts: NameParts) -> list[str]:
    """The titles of a name, folded, without full stops."""
    return [fold(word).strip(".") for word in parts.title.split()]
