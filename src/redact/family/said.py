"""What the drafts say beside a name of who is whose: proposals, each with its place.

'his mother, Jane', 'Jane, John's sister', 'Sam's social worker from March 2015, Ann'.
Nothing of it goes into the register. A pronoun that may mean several people names
them all and chooses none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from redact.dates import MONTHS
from redact.family import Family
from redact.model import Block, Document, Mention, Relation
from redact.names import fold, take_apart
from redact.rules import Rules
from redact.rules.kinship import Kinship, contradicts

#: Stand for a linked person (with a number between them) and for any other name.
OPEN, CLOSE, OTHER = "\ue000", "\ue001", "\ue002"

_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:(?:{'|'.join(MONTHS)}|spring|summer|autumn|winter)\s+)?(?:19|20)\d\d"
_PERIOD = (
    rf"(?:,?\s+(?:(?:from|since)\s+(?P<since>{_DATE})(?:\s+(?:to|until|till)\s+(?P<until>{_DATE}))?"
    rf"|between\s+(?P<begin>{_DATE})\s+and\s+(?P<end>{_DATE})|until\s+(?P<last>{_DATE})))?"
)
_PERSON = rf"{OPEN}(?P<{{}}>\d+){CLOSE}"
_WHOSE = rf"(?:(?P<pronoun>\b(?:his|her|their))|{_PERSON.format('of')}['’]s?)\s+"
_OF = rf"\s+of\s+{_PERSON.format('of')}"
_WHO = _PERSON.format("who")
_IS = r"\s+(?:is|was|became|remained|had\s+been|has\s+been)\s+"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\ue000\ue002])")
_PRONOUNS = {"his": "female", "her": "male", "their": ""}  # and whom each cannot mean


def proposals(
    documents: Iterable[Document], mentions: Iterable[Mention], family: Family, rules: Rules
) -> list[Relation]:
    """Relations that the drafts state and the register does not, each once with its first place.

    One that contradicts the register is among them: `against` tells.
    """
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.entity and mention.status != "keep":
            by_document[mention.document].append(mention)
    scenes = [s for d in documents for s in _scenes(d, by_document[d.name], family)]
    patterns, genders = _patterns(rules), _titles(by_document, family, rules)
    genders |= _by_kin((r for s in scenes for r in _said(s, patterns, genders)), rules.kinship)
    told = [r for s in scenes for r in _said(s, patterns, genders)]
    bare = [replace(r, kind=rules.kinship.bare(r.kind)) for r in told]
    return [r for r in _each_once(bare, rules.kinship) if not _in_register(r, family)]


def against(relation: Relation, family: Family) -> str:
    """What the register makes *source* of *target*, where the proposed word contradicts that; else ''."""
    said = family.kin(relation)
    known = [r for r in family.known if (r.source, r.target) == (relation.source, relation.target)]
    kinds = [(r, kin) for r in known if (kin := family.kin(r))]
    if not said or not kinds or not all(contradicts(kin, said) for _, kin in kinds):
        return ""
    return kinds[0][0].kind


# Scenes: a paragraph with its people ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scene:
    """A block's text in which numbers stand for the linked people."""

    text: str
    people: tuple[str, ...]  # entity ids by number
    place: str
    subjects: tuple[str, ...]  # whom a paragraph is about when it names nobody


def _scenes(document: Document, mentions: Sequence[Mention], family: Family) -> Iterator[Scene]:
    for block in document.blocks:
        if block.span and (inside := [m for m in mentions if block.span.covers(m.span)]):
            yield _scene(document, block, sorted(inside, key=lambda m: m.span), family)


def _scene(document: Document, block: Block, mentions: Sequence[Mention], family: Family) -> Scene:
    assert block.span
    text, at = "", block.span.start
    people: list[str] = []
    for mention in mentions:
        if mention.label in {"DATE", "AGE", "TIME", "QUASI"} or mention.span.start < at:
            continue
        text += document.text[at : mention.span.start]
        known = mention.entity in family.people
        text += f"{OPEN}{len(people)}{CLOSE}" if known else OTHER
        people += [mention.entity] if known else []
        at = mention.span.end
    where = block.place or (f"paragraph {block.number}" if block.number else block.kind)
    return Scene(
        text + document.text[at : block.span.end], tuple(people), f"{document.name}, {where}", family.subjects
    )


# Reading ------------------------------------------------------------------------------------------


def _patterns(rules: Rules) -> tuple[re.Pattern[str], ...]:
    """'his mother, X' · 'X, Y's mother' · 'X, the mother of Y' · 'the mother of Y, X'."""
    kind = rf"(?P<kind>(?:{rules.kinship.pattern()})|{_work_pattern(rules)})\b(?!['’]s|-)"
    before = rf"(?:,\s+|\s+|\s*\(|{_IS}|,?\s+(?:called|named)\s+)"
    after = rf"(?:,\s+(?:who{_IS})?|\s*\(|{_IS})"
    ends = rf"(?=\s*(?:[,.;:)]|$))(?!,?\s*\(?{OPEN})"
    shapes = (
        rf"{_WHOSE}{kind}{_PERIOD}{before}{_WHO}",
        rf"{_WHO}{after}{_WHOSE}{kind}{_PERIOD}{ends}",
        rf"{_WHO}{after}(?:(?:the|a|an)\s+)?{kind}{_OF}{_PERIOD}",
        rf"\b{kind}{_OF}{_PERIOD}{before}{_WHO}",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


def _work_pattern(rules: Rules) -> str:
    rows = (r for r in rules.pseudonyms.get("PERSON", ()) if r["role"] not in rules.kinship.others)
    words = {
        word
        for row in rows
        for word in row.get("words") or ()
        if len(word) > 2 and not rules.kinship.named(word)
    }
    beside = "|".join(sorted(re.escape(word) for word in rules.kinship.beside))
    return (
        rf"(?:(?:{beside})\s+)?(?:{'|'.join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))}|GP)"
    )


def _said(
    scene: Scene, patterns: Iterable[re.Pattern[str]], genders: Mapping[str, str]
) -> Iterator[Relation]:
    for pattern in patterns:
        for match in pattern.finditer(scene.text):
            yield from _relation(match, scene, genders)


def _relation(match: re.Match[str], scene: Scene, genders: Mapping[str, str]) -> Iterator[Relation]:
    groups = match.groupdict()
    who = scene.people[int(match["who"])]
    since, until = (
        groups["since"] or groups["begin"] or "",
        groups["until"] or groups["end"] or groups["last"] or "",
    )
    of, among = (
        (scene.people[int(match["of"])], ()) if groups.get("of") else _meant(match, scene, who, genders)
    )
    if of != who:
        yield Relation(who, match["kind"], of, since, until, "text", scene.place, among)


def _meant(
    match: re.Match[str], scene: Scene, who: str, genders: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    """Whom a pronoun means, or else whom it may mean.

    It means the one person before it in its sentence, or the one directly before an 'and'. Where a
    pronoun stood before it already, or nobody did, it may also mean somebody further up.
    """
    *earlier, before = _SENTENCE.split(scene.text[: match.start("pronoun")])
    if close := re.search(rf"{OPEN}(\d+){CLOSE}\s+and\s+$", before):
        return scene.people[int(close[1])], ()
    named = _people_in(before, scene)
    if match.start("who") < match.start("kind") and set(named) <= {who}:
        return who, ()  # 'Sam, his mother, …' and nobody before: a list, which says nothing
    further = not named or re.search(r"\b(?:he|she|they|him|his|her|them|their)\b", before, re.IGNORECASE)
    if further:
        named = [*(_people_in(" ".join(earlier), scene) or scene.subjects), *named]
    never = _PRONOUNS[match["pronoun"].lower()]
    people = tuple(dict.fromkeys(p for p in named if p != who and not (never and genders.get(p) == never)))
    return (people[0], ()) if len(people) == 1 and not further else ("", people)


def _people_in(text: str, scene: Scene) -> list[str]:
    return [scene.people[int(number)] for number in re.findall(rf"{OPEN}(\d+){CLOSE}", text)]


def _titles(mentions: Mapping[str, Iterable[Mention]], family: Family, rules: Rules) -> dict[str, str]:
    """Genders: of words of kinship in the register, else of titles that all agree."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in chain.from_iterable(mentions.values()):
        title = fold(take_apart(mention.text, rules).title).strip(".") if mention.label == "PERSON" else ""
        if gender := rules.kinship.titles.get(title):
            found[mention.entity].add(gender)
    return {p: min(genders) for p, genders in found.items() if len(genders) == 1} | dict(family.ties.genders)


def _by_kin(told: Iterable[Relation], kinship: Kinship) -> dict[str, str]:
    """Genders of people whom a draft calls somebody's mother, brother…, where all agree."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in told:
        if (kin := kinship.named(relation.kind)) and kin.gender:
            found[relation.source].add(kin.gender)
    return {person: min(genders) for person, genders in found.items() if len(genders) == 1}


# What is left to propose --------------------------------------------------------------------------


def _each_once(told: Iterable[Relation], kinship: Kinship) -> list[Relation]:
    """Each relation with its first place and how many more there are; a doubtful one goes where a sure one stands."""
    grouped: dict[Relation, list[str]] = defaultdict(list)
    for relation in told:
        kin = kinship.named(relation.kind)
        kind = relation.kind if kin else fold(relation.kind)
        grouped[replace(relation, kind=kind, place="")].append(relation.place)
    sure = {(r.source, _meaning(r, kinship), r.target) for r in grouped if r.target}
    out = []
    for r, places in grouped.items():
        if r.target or not any((r.source, _meaning(r, kinship), one) in sure for one in r.among):
            more = f" and {len(places) - 1} more" if len(places) > 1 else ""
            out.append(replace(r, place=places[0] + more))
    return out


def _meaning(relation: Relation, kinship: Kinship) -> str:
    kin = kinship.named(relation.kind)
    return kin.label if kin else fold(relation.kind)


def _in_register(relation: Relation, family: Family) -> bool:
    """Whether the register says it, or has the same of one of the people whom the words may mean.

    Words that name nobody are not news where the person is that to somebody; of work they are none at all.
    """
    said = family.kin(relation)
    targets = {relation.target, *relation.among} - {""}
    rows = [r for r in (family.known if said else family.work) if r.source == relation.source]
    rows = [r for r in rows if r.target in targets or not targets]
    if said:
        return any((kin := family.kin(r)) and not contradicts(kin, said) for r in rows)
    periods = not (relation.since or relation.until) or any(r.since or r.until for r in rows)
    return not targets or (periods and any(_alike(r.kind, relation.kind) for r in rows))


def _alike(one: str, other: str) -> bool:
    """'class teacher' and 'teacher' are one line of work."""
    return fold(one) in fold(other) or fold(other) in fold(one)
