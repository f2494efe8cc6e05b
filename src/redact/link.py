"""Decide which person, place or body each mention means, over all documents of a case.

Every linker gives a set of candidates. One candidate links; several make one
question for the reviewer and are never settled by order. People are never
linked by an initial alone, and never across a title that contradicts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from rapidfuzz.distance import DamerauLevenshtein

from redact.model import ENTITY_LABELS, Document, Entity, Mention, Register
from redact.names import NameParts, distinctive, fold, forms, nicknames, take_apart
from redact.rules import Rules

#: The role of an entity that stands for a mention with several candidates.
AMBIGUOUS = "which of several people"
HOUSEHOLD = "household"

#: Characters within which a full name counts as near.
NEAR = 300

#: Kinds of people by the title they are written with: (kind, titles, words of their roles). The first that fits.
BEARERS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("nurse", frozenset({"nurse", "matron", "midwife"}), frozenset(["nurse", "midwife", "matron"])),
    (
        "none",
        frozenset({"master"}),
        frozenset(
            ["child", "sibling", "son", "daughter", "baby", "infant", "brother", "sister", "twin", "pupil"]
        ),
    ),
    (
        "rank",
        frozenset(
            [
                "pc",
                "wpc",
                "dc",
                "wdc",
                "ps",
                "ds",
                "di",
                "dci",
                "sgt",
                "sergeant",
                "constable",
                "inspector",
                "superintendent",
                "pcso",
            ]
        ),
        frozenset(["police", "officer", "detective", "sergeant", "constable", "inspector"]),
    ),
    (
        "doctor",
        frozenset({"dr", "doctor", "prof", "professor"}),
        frozenset(
            [
                "gp",
                "doctor",
                "paediatrician",
                "consultant",
                "psychiatrist",
                "registrar",
                "surgeon",
                "psychologist",
                "physician",
            ]
        ),
    ),
)

#: Titles and words of a role that tell a person's gender; for refusing a link, never for making one.
MALE = frozenset(
    [
        "mr",
        "sir",
        "father",
        "dad",
        "stepfather",
        "grandfather",
        "brother",
        "son",
        "uncle",
        "husband",
        "boyfriend",
        "nephew",
    ]
)
FEMALE = frozenset(
    [
        "mrs",
        "ms",
        "miss",
        "mother",
        "mum",
        "stepmother",
        "grandmother",
        "sister",
        "daughter",
        "aunt",
        "wife",
        "girlfriend",
        "niece",
    ]
)


@dataclass
class _Cast:
    """The entities so far, and the folded forms that lead to them."""

    rules: Rules
    entities: dict[str, Entity]
    by_form: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))  # form → id → kind
    anchors: Mapping[str, str] = field(default_factory=dict)  # earlier ids by anchor
    used: set[str] = field(default_factory=set)
    numbered: Iterator[str] = field(default_factory=lambda: (f"E{n}" for n in count(1)))  # none comes twice
    kept: frozenset[str] = field(init=False)  # ids of the earlier run
    full_names: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.kept = frozenset(self.anchors.values())

    def add(self, entity: Entity) -> Entity:
        self.entities[entity.id] = entity
        for form in forms(entity, self.rules):
            kinds = self.by_form[fold(form.text)]
            kinds.setdefault(entity.id, form.kind)
        return entity

    def new(self, label: str, name: str, role: str = "", alias: str = "") -> Entity:
        """A new entity; it keeps the id that the same name had in an earlier run."""
        name = " ".join(name.split())
        return self.add(Entity(self._id(label, name, role), label, name, (alias,) if alias else (), role))

    def _id(self, label: str, name: str, role: str) -> str:
        anchor = anchor_of(label, name, role)
        earlier = self.anchors.get(anchor)
        if earlier and earlier not in self.used:
            self.used.add(earlier)
            return earlier
        fresh = next(i for i in self.numbered if i not in self.kept and i not in self.entities)
        self.used.add(fresh)
        return fresh


def anchor_of(label: str, name: str, role: str = "") -> str:
    """What an entity that is not in the register is recognised by in a later run."""
    kind = role if role in {AMBIGUOUS, HOUSEHOLD} else ""
    return f"{label}|{kind}|{fold(name)}"


def link(
    mentions: Sequence[Mention],
    register: Register,
    rules: Rules,
    anchors: Mapping[str, str] | None = None,
    documents: Mapping[str, Document] | None = None,
) -> tuple[list[Mention], dict[str, Entity]]:
    """The mentions with their entities, and the entities: the register's own and E1, E2… by first appearance.

    *anchors* maps what entities were recognised by in an earlier run to their ids. With
    *documents*, roles that the text states beside a name are proposed.
    """
    cast = _Cast(rules, {}, anchors=anchors or {})
    for entity in register.entities.values():
        cast.add(entity)
    chosen: dict[int, str] = {}
    for at in _surest_first(mentions, rules):
        chosen[at] = _entity_of(mentions[at], cast)
        if len(_words(mentions[at], rules)) > 1:
            cast.full_names[mentions[at].document].append((chosen[at], mentions[at].span.start))
    linked = [_meaning(m, chosen.get(at, "")) for at, m in enumerate(mentions)]
    linked, entities = _in_order_of_appearance(linked, cast, register)
    linked = [_question(_told(m), entities) for m in linked]
    if documents is not None:
        entities = _propose_roles(linked, entities, documents, rules)
    return linked, _with_mentions(linked, entities)


def _surest_first(mentions: Sequence[Mention], rules: Rules) -> list[int]:
    """Indices of the mentions that stand for an entity: full names before parts, in reading order."""
    wanted = [at for at, m in enumerate(mentions) if m.label in ENTITY_LABELS and m.status != "keep"]
    return sorted(
        wanted, key=lambda at: (-min(sum(len(w.strip(".")) > 1 for w in _words(mentions[at], rules)), 2), at)
    )


def _words(mention: Mention, rules: Rules) -> tuple[str, ...]:
    if mention.label != "PERSON":
        return tuple(mention.text.split())
    parts = take_apart(mention.text, rules)
    return parts.words if not parts.title or len(parts.words) > 1 else parts.words[:1]


def _entity_of(mention: Mention, cast: _Cast) -> str:
    if mention.label == "PERSON":
        return _person(mention, cast)
    return _place(mention, cast)


# People ------------------------------------------------------------------------------------------


def _person(mention: Mention, cast: _Cast) -> str:
    parts = take_apart(mention.text, cast.rules)
    if household := _household(mention, cast):
        return household
    candidates = _candidates(parts, mention, cast)
    if len(candidates) == 1:
        return candidates.pop()
    if len(candidates) > 1:
        likely = _likely(mention, candidates, cast)
        return likely or _ask(mention, parts, candidates, cast)
    title = f"{parts.title} " if parts.title and len(parts.words) < 2 else ""
    return cast.new("PERSON", title + " ".join(parts.words) if parts.words else mention.text).id


def _candidates(parts: NameParts, mention: Mention, cast: _Cast) -> set[str]:
    """The people whom the mention may mean; the surest kind of match that finds any decides."""
    for linker in LINKERS:
        found = {c for c in linker(parts, mention, cast) if _may_be(parts, cast.entities[c])}
        if len(found) > 1:
            found = _by_generation(mention.text, _by_title(parts, found, cast), cast)
        if found:
            return found
    return set()


def _likely(mention: Mention, candidates: set[str], cast: _Cast) -> str:
    """The one candidate whom the panel has listed, unless another one's full name stands near by; else ''.

    'Mr Doe' is the listed Mr Doe, and not his brother who is named in full when he is meant.
    """
    listed = [c for c in candidates if cast.entities[c].listed]
    if len(listed) != 1:
        return ""
    near = cast.full_names.get(mention.document, [])
    others = {e for e, at in near if e in candidates and abs(at - mention.span.start) < NEAR}
    return "" if others - set(listed) and not others & set(listed) else listed[0]


def _same_form(parts: NameParts, mention: Mention, cast: _Cast) -> Iterator[str]:
    """Entities one of whose forms is the mention without its title."""
    words = fold(" ".join(parts.words)) if parts.words else fold(mention.text)
    for kinds in ({"full", "alias"}, {"part", "surname"}, {"initials"}):
        found = {
            entity
            for text in (words, fold(mention.text))
            for entity, kind in cast.by_form.get(text, {}).items()
            if kind in kinds and cast.entities[entity].label == "PERSON"
        }
        if found:
            yield from found
            return


def _same_given_and_family(parts: NameParts, mention: Mention, cast: _Cast) -> Iterator[str]:
    """'Jane Mary Doe' for 'Jane Doe', 'J. Doe' for 'Jane Doe', 'Maggie Doe' for 'Margaret Doe'."""
    if len(parts.words) < 2:
        return
    given, family = fold(parts.given[0]).strip("."), fold(parts.family)
    for entity in list(cast.by_form.get(family, {})):
        for name in cast.entities[entity].names:
            theirs = take_apart(name, cast.rules)
            if (
                theirs.given
                and fold(theirs.family) == family
                and _same_given(given, fold(theirs.given[0]), cast.rules)
            ):
                yield entity


def _same_given(one: str, other: str, rules: Rules) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or one in {fold(nick) for nick in nicknames(rules).get(other, ())}


def _nickname(parts: NameParts, mention: Mention, cast: _Cast) -> Iterator[str]:
    """A usual short form of somebody's first name, standing alone."""
    if len(parts.words) == 1 and not parts.title:
        for entity, kind in cast.by_form.get(fold(parts.words[0]), {}).items():
            if kind in {"nickname", "middle"}:
                yield entity


def _misspelt(parts: NameParts, mention: Mention, cast: _Cast) -> Iterator[str]:
    """People to whose name detection found a word one letter away."""
    if not mention.reason.startswith("one letter away"):
        return
    word = fold(parts.family or mention.text)
    for form, kinds in cast.by_form.items():
        if abs(len(form) - len(word)) <= 1 and DamerauLevenshtein.distance(form, word, score_cutoff=1) <= 1:
            yield from (
                entity for entity, kind in kinds.items() if kind in {"part", "surname", "alias", "full"}
            )


#: Tried in this order; each gives candidates, and the first that gives any decides.
LINKERS = (_same_form, _same_given_and_family, _nickname, _misspelt)


def _may_be(parts: NameParts, entity: Entity) -> bool:
    """Whether the mention's title does not contradict the entity's own title or role."""
    said = _gender(parts.title.split())
    theirs = _gender([*entity.role.split(), *entity.name.split()[:1]])
    return not said or not theirs or said == theirs


def _by_title(parts: NameParts, candidates: set[str], cast: _Cast) -> set[str]:
    """Those whom people write with such a title: 'DS' an officer, 'Dr' a doctor, 'Ms' neither, and never a child."""
    title = fold(parts.title.split()[-1]).strip(".") if parts.title else ""
    if not title or len(parts.words) > 1:
        return candidates
    wanted = next((kind for kind, titles, _ in BEARERS if title in titles), "")
    fit = {c for c in candidates if _kind(cast.entities[c].role) == wanted}
    return fit or {c for c in candidates if not _kind(cast.entities[c].role)} or candidates


def _kind(role: str) -> str:
    """What kind of title somebody with this role bears: rank, doctor, nurse, none for a child, '' for a plain one."""
    words = set(re.findall(r"[a-z]+", fold(role)))
    return next((kind for kind, _, roles in BEARERS if words & roles), "")


def _gender(words: Iterable[str]) -> str:
    folded = {fold(word).strip(".") for word in words}
    male, female = bool(folded & MALE), bool(folded & FEMALE)
    return "" if male == female else "male" if male else "female"


def _by_generation(text: str, candidates: set[str], cast: _Cast) -> set[str]:
    """'John Doe senior' of two John Does: the one whose role or name says so."""
    for own, other in ((("senior", "snr", "sr"), "father"), (("junior", "jnr", "jr"), "son")):
        if fold(text).split()[-1].strip(".") in own:
            chosen = {
                c
                for c in candidates
                if other in fold(cast.entities[c].role)
                or any(fold(n).split()[-1].strip(".") in own for n in cast.entities[c].names)
            }
            return chosen or candidates
    return candidates


def _household(mention: Mention, cast: _Cast) -> str:
    """The entity of 'the Smiths' or 'the Smith family'; '' for any other mention."""
    folded = fold(mention.text)
    match = re.fullmatch(r"(?:the )?(.+?) (?:family|household|children)", folded)
    if not match and not mention.reason.startswith("the family of"):
        return ""
    surname = (
        match[1]
        if match
        else re.sub(r"(?<=[sxz])es$|(?<=ch)es$|(?<=sh)es$|s$", "", folded.removeprefix("the "))
    )
    for entity in cast.entities.values():
        if entity.role == HOUSEHOLD and fold(entity.name) == surname:
            return entity.id
    return _bare(cast, "PERSON", surname.title(), HOUSEHOLD)


def _ask(mention: Mention, parts: NameParts, candidates: set[str], cast: _Cast) -> str:
    """One entity for all mentions of this form that may mean the same several people: one question."""
    name = f"{' '.join(parts.words) or mention.text} ({' or '.join(sorted(candidates))})"
    for entity in cast.entities.values():
        if entity.role == AMBIGUOUS and entity.name == name:
            return entity.id
    return _bare(cast, "PERSON", name, AMBIGUOUS)


def _bare(cast: _Cast, label: str, name: str, role: str) -> str:
    """A new entity whose name leads nobody else to it."""
    entity = Entity(cast._id(label, name, role), label, name, (), role)
    cast.entities[entity.id] = entity
    return entity.id


#: 'the General', for the one hospital whose name holds the word.
SHORT_SITES = frozenset({"general", "infirmary", "royal"})

# Places, schools, bodies, addresses ----------------------------------------------------------------


def _place(mention: Mention, cast: _Cast) -> str:
    folded = re.sub(r"^(the|a) ", "", fold(mention.text))
    candidates = {e for e in cast.by_form.get(folded, {}) if cast.entities[e].label != "PERSON"}
    same = {e for e in candidates if cast.entities[e].label == mention.label}
    found = same or candidates
    if not found and mention.label != "ADDRESS" and (core := distinctive(mention.text, cast.rules)):
        found = {e for e in cast.by_form.get(fold(core), {}) if cast.entities[e].label == mention.label}
    if not found and folded in SHORT_SITES:
        found = {
            i for i, e in cast.entities.items() if e.label == mention.label and folded in fold(e.name).split()
        }
    if len(found) == 1:
        return found.pop()
    if len(found) > 1:
        exact = {e for e in found if fold(cast.entities[e].name) == folded}
        return exact.pop() if len(exact) == 1 else _ask(mention, NameParts("", (), ""), found, cast)
    return cast.new(mention.label, re.sub(r"^(?i:the|a) ", "", mention.text)).id


# Numbers, questions, roles -------------------------------------------------------------------------


def _in_order_of_appearance(
    linked: list[Mention], cast: _Cast, register: Register
) -> tuple[list[Mention], dict[str, Entity]]:
    """New entities numbered as a reader meets them; ids of an earlier run stay as they are."""
    kept = set(register.entities) | set(cast.anchors.values())
    fresh = [e for e in dict.fromkeys(m.entity for m in linked if m.entity) if e not in kept]
    free = (f"E{n}" for n in count(1) if f"E{n}" not in kept)
    names = dict(zip(fresh, free, strict=False))
    mentioned = {m.entity for m in linked}
    entities = {
        names.get(i, i): replace(e, id=names.get(i, i))
        for i, e in cast.entities.items()
        if i in register.entities or i in mentioned
    }
    entities = {i: replace(e, name=_renamed(e.name, names)) for i, e in entities.items()}
    return [_meaning(m, names.get(m.entity, m.entity)) for m in linked], entities


def _meaning(mention: Mention, entity: str) -> Mention:
    return mention if mention.entity == entity else replace(mention, entity=entity)


def _renamed(name: str, names: Mapping[str, str]) -> str:
    """The name of a question ('Ms Doe (E3 or E9)') with its candidates' new numbers."""
    return re.sub(r"\bE\d+\b", lambda match: names.get(match[0], match[0]), name) if "(" in name else name


def _told(mention: Mention) -> Mention:
    """The mention with a reason that names the entity by its final id, and not by that of an earlier pass."""
    if mention.rule != "known" or not mention.entity:
        return mention
    reason = re.sub(r"\b(?:[\w.-]+ or )*E\d+(?: or [\w.-]+)*", mention.entity, mention.reason)
    return replace(mention, reason=reason)


def _question(mention: Mention, entities: Mapping[str, Entity]) -> Mention:
    """An ambiguous mention is flagged, and says whom it may mean."""
    entity = entities.get(mention.entity)
    if not entity or entity.role != AMBIGUOUS:
        return mention
    who = entity.name[entity.name.rfind("(") + 1 : -1]
    status = mention.status if mention.status == "watch" else "flag"
    return replace(mention, status=status, reason=f"could be {who}")


def _with_mentions(linked: Iterable[Mention], entities: Mapping[str, Entity]) -> dict[str, Entity]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in linked:
        mentions[mention.entity].append(mention)
    return {i: replace(e, mentions=tuple(mentions[i])) for i, e in entities.items()}


def _propose_roles(
    linked: Iterable[Mention], entities: Mapping[str, Entity], documents: Mapping[str, Document], rules: Rules
) -> dict[str, Entity]:
    """Entities without a role get the one that the text most often states beside their name."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    pattern = _role_pattern(rules)
    for mention in linked:
        entity = entities.get(mention.entity)
        if entity and not entity.role and not entity.listed and entity.label == "PERSON":
            votes[mention.entity].update(_stated_roles(mention, documents[mention.document], pattern))
    return {
        i: replace(e, role=votes[i].most_common(1)[0][0]) if votes.get(i) else e for i, e in entities.items()
    }


def _role_pattern(rules: Rules) -> str:
    words = {w for role in rules.pseudonyms.get("PERSON", ()) for w in role.get("words") or ()}
    return "|".join(sorted((re.escape(word) for word in words if len(word) > 1), key=lambda w: (-len(w), w)))


def _stated_roles(mention: Mention, document: Document, words: str) -> Iterator[str]:
    """Roles written directly before the mention ('the social worker, Jane') or after ('Jane, a neighbour')."""
    before = document.text[max(0, mention.span.start - 60) : mention.span.start]
    after = document.text[mention.span.end : mention.span.end + 60]
    if match := re.search(rf"(?:^|[\s(])({words})s?,?\s\(?$", before, re.IGNORECASE):
        yield match[1].lower()
    article = r"(?:the|a|an|his|her|their|who (?:was|is) (?:the|a|an|his|her|their))"
    if match := re.match(rf"(?:,|\s\()\s?{article}\s(?:[\w’'-]+\s){{0,2}}?({words})\b", after, re.IGNORECASE):
        yield match[1].lower()
    if mention.text.split()[0].strip(".") in {"PC", "DC", "DS", "DI", "Sgt", "WPC"}:
        yield "police officer"
