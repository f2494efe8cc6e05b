"""Decisions handed from one laptop to another: what goes into the file, and what becomes of it there.

Two laptops hold copies of one case. Each row of the file is an answer that stands, with who gave it
and when, and with the marks of all that was ever answered on its question: so the other laptop can
tell an answer that its own was replaced by from one that contradicts it. Ids that were given by order
(A1, E7) are told apart by the name behind them. The file holds real names.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from redact.errors import RulesError
from redact.link import AMBIGUOUS
from redact.model import Decision, Document, Entity, Ledger, Mention, Register
from redact.names import fold
from redact.questions import candidates_of
from redact.review import ANSWERS, standing
from redact.targets import is_taken, paragraph_target, words_target

FACETS = frozenset({"rename", "role", "merge", "add"})
IDS = frozenset({"link", "merge"})  # answers whose value is an id
Question = tuple[str, ...]  # the facet and the target; for a name that was added, the name too
BY_ORDER = re.compile(r"[AES]\d+")  # ids that are given by the order in which names are met


@dataclass(frozen=True, slots=True)
class Origin:
    """Which case decisions are of: the digest of its reference ('' where it has none), and of each draft."""

    case: str
    drafts: tuple[str, ...]

    def as_text(self) -> str:
        """As it stands in a table's cell."""
        return " ".join((self.case or "-", *self.drafts))


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on its way: the decision, and by what the ids in it are known on another laptop.

    Where an answer was taken back and no other stands, *answer* is 'undo' and *question* says which it was.
    """

    target: str
    answer: str
    value: str = ""
    reason: str = ""
    by: str = ""
    at: str = ""
    about: str = ""  # who the target's id is, or whom its words are taken for
    names: str = ""  # who the id in the value is
    question: str = ""  # answer, or one of FACETS
    history: str = ""  # the marks of all answers on the same question, the newest last
    place: str = ""  # where it stands in the file; not written

    @property
    def decision(self) -> Decision:
        """The row as a line of a ledger."""
        value = "" if self.answer == "undo" else self.value
        return Decision(self.at, self.by, self.answer, self.target, value, self.reason)

    @property
    def key(self) -> Question:
        """The question that it answers."""
        return _key(self.question, self.target, self.value)


COLUMNS = tuple(f.name for f in fields(Row) if f.name != "place")


def origin_of(register: Register, documents: Iterable[Document]) -> Origin:
    """By which a file of decisions is known as this case's own."""
    case = hashlib.sha256(fold(register.case).encode()).hexdigest()[:16] if register.case else ""
    return Origin(case, tuple(sorted({document.digest[:16] for document in documents})))


# Which question an answer is on ---------------------------------------------------------------------


def question_of(decision: Decision) -> Question:
    """What two answers have in common that cannot both hold: the target and what is said of it."""
    facet = decision.action if decision.action in FACETS else "answer"
    return _key(facet, decision.target, decision.value)


def _key(facet: str, target: str, value: str) -> Question:
    return (facet, target, fold(value)) if facet == "add" else (facet, target)


def mark_of(decision: Decision) -> str:
    """By which one decision is known among those on its question: who, when, and what, but for ids."""
    value = "" if decision.action in {*IDS, "undo"} else decision.value
    return hashlib.sha256(
        "\x1f".join((decision.by, decision.at, decision.action, value)).encode()
    ).hexdigest()[:12]


@dataclass(slots=True)
class Past:
    """All that was ever answered on one question, and the answers that stand."""

    marks: list[str] = field(default_factory=list)
    stands: list[Decision] = field(default_factory=list)
    last: Decision | None = None  # the newest, an undo too
    gone: Decision | None = None  # what the last undo took back

    @property
    def answer(self) -> Decision | None:
        """The answer that holds, or None."""
        return self.stands[-1] if self.stands else None

    def take(self, decision: Decision) -> None:
        """Count in one more decision, or undo, on this question."""
        self.marks.append(mark_of(decision))
        self.last = decision
        if decision.action == "undo":
            self.gone = self.stands.pop()
        else:
            self.stands.append(decision)


def pasts(ledger: Ledger) -> dict[Question, Past]:
    """The past of each question on a ledger; an undo takes back the last answer on its target."""
    found: dict[Question, Past] = defaultdict(Past)
    order: dict[str, list[Question]] = defaultdict(list)
    for decision in ledger:
        if decision.action in ANSWERS and decision.action != "undo":
            order[decision.target].append(question_of(decision))
            found[order[decision.target][-1]].take(decision)
        elif decision.action == "undo" and order[decision.target]:
            found[order[decision.target].pop()].take(decision)
    return dict(found)


# Out ------------------------------------------------------------------------------------------------


def rows_of(
    ledger: Ledger, mentions: Sequence[Mention], entities: Mapping[str, Entity], documents: Sequence[Document]
) -> list[Row]:
    """The answers of a ledger that stand, and those that were taken back without another in their place."""
    taken = bearers(mentions, documents)
    return [_row(key, past, taken, entities) for key, past in pasts(ledger).items()]


def _row(key: Question, past: Past, taken: Mapping[str, str], entities: Mapping[str, Entity]) -> Row:
    told = past.answer or past.last
    assert told is not None
    about = who(taken.get(told.target, told.target), entities)
    value = past.gone.value if told.action == "undo" and key[0] == "add" and past.gone else told.value
    names = who(value, entities) if told.action in IDS else ""
    marks = " ".join(past.marks)
    return Row(told.target, told.action, value, told.reason, told.by, told.at, about, names, key[0], marks)


def bearers(mentions: Sequence[Mention], documents: Sequence[Document]) -> dict[str, str]:
    """Targets that hang on somebody's id, with that id: words that are only likely somebody's, or tell a gender."""
    named = {document.name: document for document in documents}
    found = {words_target(m): m.entity for m in mentions if is_taken(m)}
    gendered = [m for m in mentions if m.label == "GENDER" and m.document in named]
    return found | {paragraph_target(m, named[m.document]): m.entity for m in gendered}


def who(entity_id: str, entities: Mapping[str, Entity]) -> str:
    """An entity by its id, kind and name, with names for the ids in it; '' for what is none."""
    entity = entities.get(entity_id)
    return f"{entity.id} {entity.label} {_name(entity, entities)}" if entity else ""


def _name(entity: Entity, entities: Mapping[str, Entity]) -> str:
    name = entity.name
    if entity.role == AMBIGUOUS:
        names = [entities[i].name if i in entities else i for i in candidates_of(entity)]
        name = f"{name[: name.rfind('(')]}({' or '.join(names)})"
    return " ".join(name.split())


def require_same_case(origin: Origin | None, ours: Origin, path: Path) -> str:
    """What to tell of drafts that differ; '' where they are the same.

    Raises:
        RulesError: the decisions are another case's.
    """
    if origin is None:
        return ""
    same = set(origin.drafts) & set(ours.drafts)
    if (origin.case and ours.case and origin.case != ours.case) or not same:
        raise RulesError(
            f"{path}: holds the decisions of another case, or of other drafts; nothing was taken from it"
        )
    differ = len(set(origin.drafts) ^ set(ours.drafts))
    return (
        f"{differ} drafts are not the same on both laptops: some answers may fit nothing here."
        if differ
        else ""
    )


# Together -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers on one question; *ours* is what stands here, or None where it was taken back here."""

    theirs: Row
    ours: Decision | None
    times: int = 1  # how often an undo has to be said until nothing stands


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of the rows of another laptop."""

    new: tuple[Row, ...] = ()
    same: int = 0  # that stand here too, or were seen and replaced here
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[tuple[Row, str], ...] = ()  # with why they cannot be taken
    added: tuple[Entity, ...] = ()  # whom the new names are, with ids of this laptop
    held: tuple[Row, ...] = ()  # new, but that they treat places which are left here: see redact.crossing


def merged(rows: Sequence[Row], ledger: Ledger, entities: Mapping[str, Entity]) -> Merge:
    """The rows against what stands on this laptop's *ledger*.

    What was taken back goes first, then names that were added, which get ids of this laptop.
    """
    ours, stand = pasts(ledger), standing(ledger)
    fates = [_against(r, ours, stand) for r in rows if r.question == "add"]
    fresh = (fate.row for fate in fates if fate.kind == "new" and fate.row.answer == "add")
    first = sum(d.action == "add" for d in ledger) + 1
    added = tuple(Entity(f"A{n}", row.target, row.value, listed=True) for n, row in enumerate(fresh, first))
    known = {**entities, **{entity.id: entity for entity in added}}
    by_name: dict[str, list[str]] = defaultdict(list)
    for entity_id in known:
        by_name[_described(who(entity_id, known))].append(entity_id)
    fates += [_placed(r, ours, stand, by_name) for r in rows if r.question != "add"]
    anew = {fate.row.target for fate in fates if fate.kind == "new" and fate.row.answer != "undo"}
    fates = [_unless_covered(fate, anew) for fate in fates]
    new = [fate.row for fate in fates for _ in range(fate.times) if fate.kind == "new"]
    return Merge(
        tuple(sorted(new, key=lambda r: r.answer != "undo")),
        sum(fate.kind == "same" for fate in fates),
        tuple(Conflict(fate.row, fate.ours, fate.times) for fate in fates if fate.kind == "conflict"),
        tuple((fate.row, fate.why) for fate in fates if fate.kind == "unplaced"),
        added,
    )


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one row: new, same, conflict or unplaced."""

    kind: str
    row: Row
    ours: Decision | None = None
    why: str = ""
    times: int = 1  # how often an undo has to be said until nothing stands


COVERED = "it was taken back there, and a later answer stands on it here; take it back here"


def _unless_covered(fate: Fate, anew: Collection[str]) -> Fate:
    """A conflict over what was taken back, if another answer on its target comes in: the undo would take back that one."""
    if fate.kind == "conflict" and fate.row.answer == "undo" and fate.row.target in anew:
        return Fate("unplaced", fate.row, why=COVERED)
    return fate


def _described(about: str) -> str:
    return fold(about.partition(" ")[2])


def _placed(
    row: Row, ours: Mapping[Question, Past], stand: Sequence[Decision], by_name: Mapping[str, list[str]]
) -> Fate:
    """What becomes of a row once its ids are those of this laptop."""
    try:
        target = _own_id(row.target, row.about, by_name)
        value = _own_id(row.value, row.names, by_name) if row.answer in IDS else row.value
    except LookupError:
        return Fate(
            "unplaced", row, why="nobody here is surely whom it is about; the register or the drafts differ"
        )
    return _against(replace(row, target=target, value=value), ours, stand)


def _own_id(target: str, about: str, by_name: Mapping[str, list[str]]) -> str:
    """The id on this laptop for a target or value that is *about* somebody (id, kind and name there).

    Raises:
        LookupError: nobody here has that kind and name, or more than one has; or the target is words that
            hang on an id which is another one here.
    """
    if not about:
        if BY_ORDER.fullmatch(target):
            raise LookupError
        return target
    theirs = about.partition(" ")[0]
    same = by_name.get(_described(about), [])
    own = same[0] if len(same) == 1 else theirs if theirs in same and not BY_ORDER.fullmatch(theirs) else ""
    if not own or (target != theirs and own != theirs):
        raise LookupError
    return own if target == theirs else target


def _against(row: Row, ours: Mapping[Question, Past], stand: Sequence[Decision]) -> Fate:
    """A row, with ids of this laptop, against the past of its question here.

    Whoever has seen the other's newest answer and gave another one is ahead; where neither has, they conflict.
    """
    past = ours.get(row.key, Past())
    marks, answer = row.history.split(), past.answer
    same = answer is None if row.answer == "undo" else _says(answer, row)
    if same or (marks and marks[-1] in past.marks):
        return Fate("same", row)
    times = len(past.stands) if row.answer == "undo" else 1
    top = [d for d in stand if d.target == row.target][-times:]
    if row.answer == "undo" and list(map(id, top)) != list(map(id, past.stands)):
        return Fate("unplaced", row, why=COVERED)
    ahead = not past.marks or past.marks[-1] in marks
    return Fate("new" if ahead else "conflict", row, answer, times=times)


def _says(answer: Decision | None, row: Row) -> bool:
    """Whether a decision gives the answer of a row; a name that was added is one however it is written."""
    return answer is not None and (
        row.answer == "add" or (answer.action, answer.value) == (row.answer, row.value)
    )


def imported(row: Row, name: str) -> Decision:
    """A row as a line of this laptop's ledger: under its own author and time, saying who brought it."""
    reason = "; ".join(filter(None, (row.reason, f"imported by {name}")))
    return replace(row.decision, reason=reason)


def settled(conflict: Conflict, take: str, name: str, at: str) -> Iterator[Decision]:
    """The lines that settle a conflict: the other laptop's answer, then the one chosen, by who chose it.

    Both stay on record, and the other laptop learns from an export back that its answer was seen.
    """
    theirs, ours = conflict.theirs, conflict.ours
    other = (ours.by if ours else "this laptop") if take == "theirs" else theirs.by
    reason = f"chosen over the answer of {other}"
    if theirs.answer != "undo":
        yield imported(theirs, name)
    chosen = theirs.decision if take == "theirs" else ours or Decision(at, name, "undo", theirs.target)
    for _ in range(conflict.times if take == "theirs" else 1):
        yield replace(chosen, at=at, by=name, reason=reason)
