"""The roll of a case: everybody and everything in it, as the pages show them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Decision, Entity, Mention
from redact.names import fold
from redact.questions import Question
from redact.review import RECORDS, standing
from redact.targets import mention_target, words_target

if TYPE_CHECKING:
    from redact.web.sitting import State

#: The groups of the page in their order: what they are called, and whom they hold.
GROUPS = (
    ("People", ("PERSON",)),
    ("Schools", ("SCHOOL",)),
    ("Places and addresses", ("PLACE", "ADDRESS")),
    ("Health", ("HEALTH_SITE",)),
    ("Organisations", ("ORG",)),
)
UNSURE = "Names that may mean several people"
HOUSEHOLDS = "Families and households"
SIDES = ("maternal", "paternal")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule that found mentions: how many, and the lowest and the highest score, from 0 to 1."""

    rule: str
    count: int
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Bearer:
    """One entity as the roll shows it."""

    entity: Entity
    group: str
    pseudonym: str
    side: str  # of the family: maternal, paternal, or ''
    questions: tuple[Question, ...]
    drafts: tuple[tuple[str, int], ...]  # draft, and how many mentions it has
    left: int  # mentions that stay as they are

    @property
    def origin(self) -> str:
        """How it came into the case."""
        if not self.entity.listed:
            return "split off by a reviewer" if self.entity.id.startswith("S") else "found in the drafts"
        return "added by a reviewer" if self.entity.id.startswith("A") else "listed in the register"

    @property
    def first(self) -> Sequence[Mention]:
        """Its mentions, those that are asked about first."""
        return sorted(self.entity.mentions, key=lambda m: not m.is_open)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody decided on an entity, on lines *first* to *last* of the ledger; *back*: it can be taken back."""

    decision: Decision
    first: int
    last: int
    back: bool
    taken_back: bool


def roll(state: State) -> list[Bearer]:
    """Everybody and everything: group by group, those with open questions first, then by number of mentions."""
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in state.questions:
        if question.entity:
            asked[question.entity].append(question)
    order = [*(group for group, _ in GROUPS), HOUSEHOLDS, UNSURE]
    bearers = [bearer(state, e, asked[e.id]) for e in state.prepared.reviewed.entities.values()]
    there = [b for b in bearers if b.entity.mentions or b.entity.listed]
    return sorted(
        there,
        key=lambda b: (
            order.index(b.group),
            not b.questions,
            -len(b.entity.mentions),
            b.entity.name.casefold(),
        ),
    )


def bearer(state: State, entity: Entity, questions: Iterable[Question]) -> Bearer:
    """One entity as the roll shows it."""
    drafts = Counter(m.document for m in entity.mentions)
    return Bearer(
        entity,
        group_of(entity),
        state.prepared.key.get(entity.id, entity.pseudonym),
        side_of(entity),
        tuple(questions),
        tuple(drafts.items()),
        sum(m.status == "keep" for m in entity.mentions),
    )


def questions_on(state: State, who: str) -> list[Question]:
    """The open questions about one entity."""
    return [q for q in state.questions if q.entity == who]


def group_of(entity: Entity) -> str:
    """The group in which an entity stands."""
    if entity.role == AMBIGUOUS:
        return UNSURE
    if entity.role == HOUSEHOLD:
        return HOUSEHOLDS
    return next((group for group, labels in GROUPS if entity.label in labels), "Organisations")


def side_of(entity: Entity) -> str:
    """Whose side of the family: as the register says, or the role."""
    return entity.family or next((side for side in SIDES if side in fold(entity.role).split()), "")


def evidence(mentions: Iterable[Mention]) -> list[Evidence]:
    """Which rules found these mentions, the most frequent first."""
    scores: dict[str, list[float]] = defaultdict(list)
    for mention in mentions:
        scores[mention.rule].append(mention.score)
    found = [Evidence(rule, len(of), min(of), max(of)) for rule, of in scores.items()]
    return sorted(found, key=lambda e: (-e.count, e.rule))


def forms_of_name(mentions: Iterable[Mention]) -> list[tuple[str, list[Mention]]]:
    """The words by which an entity is mentioned, each with its mentions; the most frequent first."""
    by_words: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_words[mention.label, fold(mention.text)].append(mention)
    return sorted(
        ((" ".join(of[0].text.split()), of) for of in by_words.values()), key=lambda form: -len(form[1])
    )


def history(state: State, who: str, mentions: Iterable[Mention]) -> list[Said]:
    """What was decided on an entity and on its mentions, the newest first; answers given at once are one."""
    about = {who, *into(state, who)}
    for mention in mentions:
        about |= {mention_target(mention), words_target(mention)}
    stands = {id(d) for d in standing(state.ledger)}
    newest = {d.target: id(d) for d in standing(state.ledger)}
    groups: list[tuple[int, int, list[Decision]]] = []
    for number, decision in enumerate(state.ledger, 1):
        if decision.action in RECORDS or not (
            decision.target in about or (decision.action in {"link", "merge"} and decision.value == who)
        ):
            continue
        if groups and _is_one(groups[-1], number, decision):
            groups[-1] = (groups[-1][0], number, [*groups[-1][2], decision])
        else:
            groups.append((number, number, [decision]))
    return [
        Said(
            of[0], first, last,
            any(newest.get(d.target) == id(d) for d in of) and of[0].action != "undo",
            of[0].action != "undo" and not any(id(d) in stands for d in of),
        )
        for first, last, of in reversed(groups)
    ]  # fmt: skip


def _is_one(group: tuple[int, int, list[Decision]], number: int, decision: Decision) -> bool:
    """Whether a line belongs to the answer of the line before it: 'no' to a name is said of each mention."""
    last = group[2][-1]
    same = (last.at, last.by, last.action, last.value) == (
        decision.at,
        decision.by,
        decision.action,
        decision.value,
    )
    return group[1] == number - 1 and same and decision.target.startswith("m-")


def into(state: State, who: str) -> list[str]:
    """The ids that were merged into an entity, directly or by way of others."""
    direct: dict[str, str] = {}
    for decision in standing(state.ledger):
        if decision.action == "merge":
            direct[decision.target] = decision.value
    found: list[str] = []
    waiting = [who]
    while waiting:
        at = waiting.pop()
        near = [one for one, other in direct.items() if other == at and one not in found and one != who]
        found += near
        waiting += near
    return found


def gone_to(state: State, who: str) -> str:
    """The entity into which *who* was merged; '' where nobody merged it."""
    direct = {d.target: d.value for d in standing(state.ledger) if d.action == "merge"}
    seen = {who}
    at = direct.get(who, "")
    while at in direct and direct[at] not in seen:
        seen.add(at)
        at = direct[at]
    return at


def matching(roll_: Iterable[Bearer], words: str, group: str) -> list[Bearer]:
    """Those of a group whose name, alias, pseudonym, role or id has all the words; all for '' and ''."""
    wanted = fold(words).split()
    return [b for b in roll_ if group in {"", b.group} and all(word in fold(sought(b)) for word in wanted)]


def sought(bearer_: Bearer) -> str:
    """All by which somebody looks for an entity."""
    e = bearer_.entity
    return " ".join((e.id, *e.names, bearer_.pseudonym, e.role, bearer_.side, bearer_.group, bearer_.origin))


def known_name(state: State, who: str, found: Mapping[str, Entity]) -> str:
    """The name of an entity, also of one that was merged away; its id where none is known."""
    entity = state.prepared.reviewed.entities.get(who) or found.get(who)
    return entity.name if entity else who
