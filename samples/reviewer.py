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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from redact.formats.text import Gold, parse_gold
from redact.link import AMBIGUOUS
from redact.model import Document, Mention
from redact.names import fold
from redact.prepared import Prepared
from redact.questions import Question, bearers_of, candidates_of
from redact.targets import mention_target

COLUMNS = ("target", "answer", "value", "reason")
Row = tuple[str, str, str, str]


def truth_of(case: str) -> list[tuple[Document, list[Gold]]]:
    """The gold texts of a sample case, parsed."""
    folder = Path(__file__).parent / case / "gold"
    return [parse_gold(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.md"))]


def answers(case: str, prepared: Prepared) -> list[Row]:
    """An answer for every open question of *prepared*."""
    spoken = _spoken(truth_of(case))
    linked = _linked(prepared, spoken)
    return [row for question in prepared.questions for row in _answer(question, prepared, spoken, linked)]


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


def _answer(
    question: Question,
    prepared: Prepared,
    spoken: dict[str, Counter[tuple[str, str]]],
    linked: dict[str, str],
) -> list[Row]:
    if question.kind in {"left behind", "picture"}:
        return [(question.target, "accept", "", "looked at; nothing in it is needed")]
    if question.kind in {"which", "bearer"}:
        candidates = _candidates(question, prepared)
        return [_which(mention, spoken, linked, candidates) for mention in question.mentions]
    verdicts = {mention_target(mention): _verdict(_marks(mention, spoken)) for mention in question.mentions}
    if len(set(verdicts.values())) == 1:
        return [(question.target, *set(verdicts.values()), "", "")]
    return [(target, verdict, "", "") for target, verdict in verdicts.items()]


def _candidates(question: Question, prepared: Prepared) -> list[str]:
    entities = prepared.reviewed.entities
    if question.kind == "bearer":
        return bearers_of(question.mentions[0], entities)
    return candidates_of(entities[question.entity])


def _verdict(marks: list[tuple[tuple[str, str], int]]) -> str:
    """Treat what the gold marks at least as often as it keeps it."""
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


def _which(
    mention: Mention,
    spoken: dict[str, Counter[tuple[str, str]]],
    linked: dict[str, str],
    candidates: list[str],
) -> Row:
    marks = spoken.get(fold(mention.text), Counter()).most_common()
    for (label, entity), _ in marks:
        if label == "KEEP":
            return (mention_target(mention), "dismiss", "", "")
        if linked.get(entity):
            return (mention_target(mention), "link", linked[entity], "")
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
