"""The invented reviewer of the sample cases: answers every open question as the gold mark-up has it.

    python samples/reviewer.py CASE FOLDER TABLE.csv

Stands in for a person in the demo, the tutorial and the tests. It reads the open questions of
the case in FOLDER, looks each up in the gold text, and writes the table that
`redact review --import` takes. REDACT_KEY_FILE names the key file, as for `redact`.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from redact.formats.text import Gold, parse_gold
from redact.link import AMBIGUOUS
from redact.model import Document, Mention
from redact.names import fold
from redact.prepared import Prepared
from redact.questions import Question, bearers_of, candidates_of
from redact.targets import SELF, mention_target

COLUMNS = ("target", "answer", "value", "reason")
Row = tuple[str, str, str, str]
Spoken = dict[str, Counter[tuple[str, str]]]
#: Characters of context that find a place again.
ENOUGH = 25


def truth_of(case: str) -> list[tuple[Document, list[Gold]]]:
    """The gold texts of a sample case, parsed."""
    folder = Path(__file__).parent / case / "gold"
    return [parse_gold(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.md"))]


def answers(case: str, prepared: Prepared) -> list[Row]:
    """An answer for every open question of *prepared*: as the gold marks each place, else as it marks the words."""
    truth = truth_of(case)
    spoken = _spoken(truth)
    linked = _linked(prepared, spoken)
    known = Known(Places(truth), spoken, linked, _careful(case))
    return [row for question in prepared.questions for row in _answer(question, prepared, known)]


@dataclass(frozen=True)
class Known:
    """What the reviewer goes by."""

    places: Places
    spoken: Spoken
    linked: dict[str, str]  # entity of the gold → entity of the case
    careful: dict[tuple[str, str], str]


def _careful(case: str) -> dict[tuple[str, str], str]:
    """What a careful reviewer answers otherwise than the gold: the words, and those before them, folded → answer."""
    path = Path(__file__).parent / case / "careful.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(fold(row["words"]), fold(row["before"])): row["answer"] for row in csv.DictReader(file)}


class Places:
    """The gold texts, in which a mention is found again by the words around it."""

    def __init__(self, truth: list[tuple[Document, list[Gold]]]) -> None:
        self.texts = [(" ".join(document.text.split()), _moved(document, marks)) for document, marks in truth]

    def marks(self, mention: Mention) -> list[tuple[str, str]] | None:
        """The labels and entities that the gold gives to the place of a mention; None where it is not found."""
        before, _, after = mention.context.partition(SELF)
        for around in ((before, after), (before, ""), ("", after)):
            if sum(map(len, around)) >= ENOUGH and (found := list(self._at(mention, *around))):
                return found[0] if all(each == found[0] for each in found) else None
        return None

    def _at(self, mention: Mention, before: str, after: str) -> Iterator[list[tuple[str, str]]]:
        words = " ".join(mention.text.split())
        around = " ".join(f"{before}{words}{after}".split())
        lead = len(before.lstrip())
        for text, marks in self.texts:
            at = text.find(around)
            while at >= 0:
                start, end = at + lead, at + lead + len(words)
                yield [(label, entity) for a, b, label, entity in marks if a < end and start < b]
                at = text.find(around, at + 1)


def _moved(document: Document, marks: list[Gold]) -> list[tuple[int, int, str, str]]:
    """Where each mark stands once every run of blanks is one blank."""
    at, kept = [], 0
    text = document.text
    for place, sign in enumerate(text):
        at.append(kept)
        ends_run = place + 1 < len(text) and not text[place + 1].isspace() and kept > 0
        kept += 1 if not sign.isspace() or ends_run else 0
    at.append(kept)
    return [(at[m.span.start], at[m.span.end], m.label, m.entity) for m in marks]


def write_answers(rows: list[Row], path: Path) -> None:
    """The answers as the table that the review takes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def _spoken(truth: list[tuple[Document, list[Gold]]]) -> dict[str, Counter[tuple[str, str]]]:
    """Folded words → how often the gold texts mark them with which label and entity."""
    spoken: dict[str, Counter[tuple[str, str]]] = {}
    for document, marks in truth:
        for mark in marks:
            spoken.setdefault(fold(document.of(mark.span)), Counter())[mark.label, mark.entity] += 1
    return spoken


def _linked(prepared: Prepared, spoken: dict[str, Counter[tuple[str, str]]]) -> dict[str, str]:
    """Entity of the gold → entity of the case, by the words that most of its mentions have."""
    persons = {e.id for e in prepared.reviewed.entities.values() if e.role != AMBIGUOUS}
    votes: dict[str, Counter[str]] = {}
    for mention in prepared.reviewed.mentions:
        for (label, entity), count in spoken.get(fold(mention.text), Counter()).items():
            if entity and label == mention.label and mention.entity in persons:
                votes.setdefault(entity, Counter())[mention.entity] += count
    listed = {entity: entity for entity in prepared.reviewed.entities}
    return {entity: counts.most_common(1)[0][0] for entity, counts in votes.items()} | listed


def _answer(question: Question, prepared: Prepared, known: Known) -> list[Row]:
    if question.kind in {"left behind", "picture"}:
        return [(question.target, "accept", "", "looked at; nothing in it is needed")]
    if question.kind == "draft":
        return [(question.target, question.proposed, question.value, "speaks of the draft itself")]
    if question.kind in {"which", "bearer"}:
        candidates = _candidates(question, prepared)
        return [_which(mention, known, candidates) for mention in question.mentions]
    verdicts = {mention_target(mention): _verdict(mention, known) for mention in question.mentions}
    if len(set(verdicts.values())) == 1:
        return [(question.target, *set(verdicts.values()), "", "")]
    return [(target, verdict, "", "") for target, verdict in verdicts.items()]


def _candidates(question: Question, prepared: Prepared) -> list[str]:
    entities = prepared.reviewed.entities
    if question.kind == "bearer":
        return bearers_of(question.mentions[0], entities)
    return candidates_of(entities[question.entity])


def _verdict(mention: Mention, known: Known) -> str:
    """Treat what the gold marks at this place; where the place is not found, what it marks as often as it keeps it."""
    before = fold(mention.context.partition(SELF)[0])
    for (words, lead), answer in known.careful.items():
        if words == fold(mention.text) and lead in before:
            return answer
    if (here := known.places.marks(mention)) is not None:
        return "confirm" if any(label != "KEEP" for label, _ in here) else "dismiss"
    marks = _marks(mention, known.spoken)
    treated = sum(count for (label, _), count in marks if label != "KEEP")
    kept = sum(count for (label, _), count in marks if label == "KEEP")
    return "confirm" if treated >= max(kept, 1) else "dismiss"


def _marks(
    mention: Mention, spoken: dict[str, Counter[tuple[str, str]]]
) -> list[tuple[tuple[str, str], int]]:
    """How the gold marks the words of a mention; where it marks none of them, words that hold it or that it holds."""
    text = fold(mention.text)
    if text in spoken:
        return list(spoken[text].items())
    near = [
        marks for words, marks in spoken.items() if f" {text} " in f" {words} " or f" {words} " in f" {text} "
    ]
    return [item for marks in near for item in marks.items()]


def _which(mention: Mention, known: Known, candidates: list[str]) -> Row:
    here = known.places.marks(mention)
    if here is None:
        marks = [mark for mark, _ in known.spoken.get(fold(mention.text), Counter()).most_common()]
    else:
        marks = here
    for label, entity in marks:
        if label == "KEEP":
            return (mention_target(mention), "dismiss", "", "")
        if known.linked.get(entity):
            return (mention_target(mention), "link", known.linked[entity], "")
    # A marked name never stays because its bearer was not recognised: any of those who may be meant will do.
    return (
        (mention_target(mention), "link", candidates[0], "")
        if marks and candidates
        else (mention_target(mention), "dismiss", "", "")
    )


def main() -> None:
    """Write the answers for one case folder."""
    from redact.case import Case
    from redact.key import opener
    from redact.pipeline import prepare
    from redact.rules import load_rules

    if len(sys.argv) != 4:
        sys.exit("usage: python samples/reviewer.py CASE FOLDER TABLE.csv")
    case, folder, table = sys.argv[1:]
    rows = answers(case, prepare(Case(Path(folder)), load_rules(), opener(None, os.environ)))
    write_answers(rows, Path(table))
    print(f"{len(rows)} answers: {table}")


if __name__ == "__main__":
    main()
