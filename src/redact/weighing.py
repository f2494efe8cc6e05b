"""Slips that came back with answers: what they say, what they do not, and what stands against them.

Nothing is guessed and nothing is dropped: each reply is an answer that can go on the ledger, a conflict
with what was settled since, or something that is told to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redact.answers import SAID
from redact.case import now
from redact.link import AMBIGUOUS
from redact.model import Decision
from redact.names import fold
from redact.objections import objections
from redact.prepared import Prepared
from redact.replies import Reader, Said, known_names
from redact.review import ANSWERS, RECORDS, same_person, standing
from redact.rules.answers import read_answers
from redact.slips import Id, Slip, asked_mark, case_mark
from redact.targets import mention_target
from redact.wellformed import NEEDS_VALUE

#: Who is named as the author where nobody is.
NOBODY = frozenset({"", "redact", "author", "unknown author", "unknown", "user", "microsoft office user"})
LONGEST_AUTHOR = 60  # characters


@dataclass(frozen=True, slots=True)
class Reply:
    """What one person wrote for an answer; a table has columns of their own for what goes with it."""

    text: str
    author: str = ""
    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """One slip as it came back."""

    place: str  # in the file, for people
    id: Id | None
    replies: tuple[Reply, ...] = ()
    why: str = ""  # why it cannot be taken; '' where it can


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can go on the ledger."""

    place: str
    slip: Slip
    decision: Decision
    differing: tuple[str, ...] = ()  # who answered what, where the replies differ
    authors: tuple[str, ...] = ()  # who wrote it, if somebody else than who puts it on the ledger


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the file that is not taken."""

    place: str
    target: str
    why: str
    text: str = ""  # what was written: a reviewer may see it, a message may not


@dataclass(slots=True)
class Weighed:
    """Everything that came back."""

    answers: list[Answer] = field(default_factory=list)
    conflicts: list[Refused] = field(default_factory=list)
    unclear: list[Refused] = field(default_factory=list)
    already: int = 0  # answers that stand on the ledger as they are

    @property
    def authors(self) -> list[str]:
        """Who wrote answers that somebody else puts on the ledger."""
        return sorted({author for answer in self.answers for author in answer.authors})


def weigh(
    prepared: Prepared, slips: Sequence[Slip], backs: Iterable[Back], name: str, reader: Reader
) -> Weighed:
    """What came back, set against the case as it stands; *name* is who puts it on the ledger."""
    weighed, asked = Weighed(), {slip.question.target: slip for slip in slips}
    order = {target: at for at, target in enumerate(asked)}
    case = case_mark(prepared.register, prepared.documents)
    for back in _together(backs):
        if back.why or back.id is None:
            weighed.unclear.append(_refused(back, back.why or "its id is damaged or gone"))
        elif back.replies:
            _weigh_one(prepared, asked, back, name, reader, weighed, case)
    weighed.answers.sort(key=lambda each: (each.slip.again, order[each.slip.question.target]))
    _weigh_objections(prepared, weighed)
    return weighed


def reader_for(prepared: Prepared) -> Reader:
    """Who understands the replies of a case: ids, names and pseudonyms of everybody known in it."""
    known = [e for e in prepared.reviewed.entities.values() if e.role != AMBIGUOUS]
    names = [(name, e.id) for e in known for name in (e.id, *e.names)]
    names += [(label, i) for i, label in prepared.key.items() if i in prepared.reviewed.entities]
    return Reader(read_answers(prepared.rules.folder), known_names(names))


def _together(backs: Iterable[Back]) -> list[Back]:
    """Slips that came back twice as one, with the replies to both."""
    found: dict[object, Back] = {}
    for number, back in enumerate(backs):
        key = number if back.id is None or back.why else back.id
        before = found.get(key)
        found[key] = replace(before, replies=before.replies + back.replies) if before else back
    return list(found.values())


def _weigh_one(
    prepared: Prepared,
    asked: Mapping[str, Slip],
    back: Back,
    name: str,
    reader: Reader,
    weighed: Weighed,
    case: str,
) -> None:
    assert back.id is not None
    slip = asked.get(back.id.target)
    if back.id.case != case:
        weighed.conflicts.append(_refused(back, "it was asked of another case, or of other drafts"))
    elif slip is None:
        _weigh_closed(prepared, back, reader, weighed)
    elif back.id.asked != asked_mark(slip.body):
        weighed.conflicts.append(_refused(back, "the question reads differently now"))
    else:
        settled = _settled(back.replies, slip.question.kind, reader)
        if isinstance(settled, str):
            weighed.unclear.append(_refused(back, settled))
        else:
            others = _others(settled.authors, name)
            decision = _decision(settled.said, slip, name, others)
            differing = () if settled.agreed else settled.told
            weighed.answers.append(Answer(back.place, slip, decision, differing, others))


def _weigh_closed(prepared: Prepared, back: Back, reader: Reader, weighed: Weighed) -> None:
    """An answer to what is not open: the same as stands, or a conflict with it."""
    assert back.id is not None
    related = {back.id.target, *_mentions_of(back.id.target, prepared)}
    stands = [d for d in standing(prepared.case.ledger()) if d.target in related and d.action not in RECORDS]
    if not stands:
        weighed.conflicts.append(_refused(back, "this question is not open (any more) in this case"))
        return
    kinds = sorted({kind for phrase in reader.phrases.phrases for kind in phrase.kinds})
    settled = [_settled(back.replies, kind, reader) for kind in kinds]
    meant = {(s.said.answer, s.said.value) for s in settled if isinstance(s, _Settled)}
    meant |= {("link", value) for answer, value in meant if answer == "merge"}
    if meant & {(d.action, d.value) for d in stands}:
        weighed.already += 1
        return
    last = stands[-1]
    weighed.conflicts.append(
        _refused(back, f"answered since by {last.by}: {last.action} {last.value}".strip())
    )


def _mentions_of(target: str, prepared: Prepared) -> set[str]:
    """The targets of an entity's mentions; of one that stood for several, those of the same words."""
    entity = prepared.reviewed.entities.get(target)
    if entity is None:
        return set()
    words = fold(entity.name[: entity.name.rfind("(")]) if entity.role == AMBIGUOUS else ""
    own = [m for m in prepared.reviewed.mentions if m.entity == target or (words and fold(m.text) == words)]
    return {mention_target(m) for m in own}


@dataclass(frozen=True, slots=True)
class _Settled:
    """What a thread says in the end."""

    said: Said
    authors: tuple[str, ...]  # of that answer
    agreed: bool
    told: tuple[str, ...]


def _settled(replies: Sequence[Reply], kind: str, reader: Reader) -> _Settled | str:
    """What a thread of replies says; else why that is not clear."""
    found: list[tuple[Said, str]] = []
    doubtful = final = False
    for reply in replies:
        last = reader.last_word(reply.text)
        if last is not None:
            found, doubtful, final = [], False, True
        if found and reader.repeats(reply.text):
            found.append((found[-1][0], reply.author))
        elif said := _read(replace(reply, text=last) if last is not None else reply, kind, reader):
            found.append((said, reply.author))
        else:
            doubtful = True
    if doubtful or not found:
        return "not understood" if len(replies) == 1 or final else (
            "not all of the replies are understood; end the thread with a reply that begins 'Answer:'"
        )  # fmt: skip
    said = found[-1][0]
    same = [(s, a) for s, a in found if (s.answer, s.value) == (said.answer, said.value)]
    reason = "; ".join(dict.fromkeys(s.reason for s, _ in same if s.reason))
    told = tuple(f"{a or 'somebody'}: {s.answer} {s.value}".strip() for s, a in found)
    authors = tuple(dict.fromkeys(a for _, a in same))
    return _Settled(replace(said, reason=reason), authors, len(same) == len(found), told)


def _read(reply: Reply, kind: str, reader: Reader) -> Said | None:
    """One reply; a value or a reason in a column of its own goes with an answer that has none."""
    said = reader.reads(reply.text.replace("…", reply.value), kind)
    if said is None:
        word = reply.text.strip().casefold()
        word = SAID.get(word, word)
        taken = {phrase.answer for phrase in reader.phrases.phrases if kind in phrase.kinds}
        said = Said(word) if word in ANSWERS and word in taken and reply.value else None
    if said is None or (reply.value and said.value not in {"", reply.value}):
        return None
    takes = said.answer in {*NEEDS_VALUE, "keep", "remove", "replace"}
    if reply.value and not takes:
        return None
    return replace(said, value=reply.value or said.value, reason=reply.reason or said.reason)


def _others(authors: Iterable[str], name: str) -> tuple[str, ...]:
    """The authors that are known by name and are not *name*."""
    named = (author for author in authors if author.casefold() not in NOBODY)
    return tuple(author[:LONGEST_AUTHOR] for author in named if not same_person(author, name))


def _decision(said: Said, slip: Slip, name: str, others: Sequence[str]) -> Decision:
    """The decision that an answer stands for; on one place of a question it says who is meant there."""
    question, answer, value = slip.question, said.answer, said.value
    if slip.again and answer == "merge":
        answer = "link"
    if slip.again and answer == "confirm" and question.kind == "bearer":
        answer, value = "link", question.mentions[0].entity
    written = f"written by {', '.join(others)}" if others else ""
    reason = "; ".join(part for part in (said.reason, written) if part)
    return Decision(now(), name, answer, question.target, value, reason)


def _weigh_objections(prepared: Prepared, weighed: Weighed) -> None:
    """Take out what cannot be taken, and say why."""
    taken = []
    for answer, why in zip(
        weighed.answers, objections(prepared, [a.decision for a in weighed.answers]), strict=True
    ):
        question, rewords = answer.slip.question, answer.decision.action == "rewrite"
        if rewords and question.kind == "gender" and len(question.mentions) > 1:
            why = "several words are asked about; give each place words of its own"
        if why:
            weighed.unclear.append(Refused(answer.place, question.target, why))
        else:
            taken.append(answer)
    weighed.answers[:] = taken


def _refused(back: Back, why: str) -> Refused:
    written = " / ".join(part for reply in back.replies for part in (reply.text, reply.value) if part)
    return Refused(back.place, back.id.target if back.id else "", why, " ".join(written.split()))
