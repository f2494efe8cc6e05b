"""`make train`: fit the weights by which recipients/giving.py tells that somebody may give information about the family.

    python training/sources.py             fit, and write src/redact/recipients/giving.tsv
    python training/sources.py --cross     say what is found of each eighth of training/sources/first.txt by the others
    python training/sources.py --measure   what the weights as they are find in training/sources/held-back.txt: figures alone

Each line of training/sources is KIND|TELLER|passage: T where somebody gave information to an agency, a professional or the
review, N where nobody did. The sentences of the open marked-up cases, as far as no pattern of rules/recipients.yaml says
otherwise, count for a little as such in which nobody does: reports consist of them.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from redact.case import Case  # noqa: E402
from redact.evaluate import HELD_BACK  # noqa: E402
from redact.formats.text import parse_gold  # noqa: E402
from redact.key import named_opener  # noqa: E402
from redact.model import Entity, Mention, Recipient  # noqa: E402
from redact.pipeline import prepare  # noqa: E402
from redact.recipients.giving import (  # noqa: E402
    ALWAYS,
    FROM,
    FROM_CHILD,
    LENGTH,
    WEIGHTS,
    features,
    is_of_others,
    speaks_of,
    weight_of,
)  # fmt: skip
from redact.recipients.looking import looked_through  # noqa: E402
from redact.recipients.readers import Reader, reader_of  # noqa: E402
from redact.recipients.spoken import Told, spoken_in  # noqa: E402
from redact.register import read_register  # noqa: E402
from redact.rules import load_rules, rules_folder  # noqa: E402
from redact.rules.recipients import read_recipients  # noqa: E402

PASSAGES = ROOT / "training" / "sources"
OPEN = [ROOT / "samples", ROOT / "samples" / "marked-up", ROOT / "training" / "cases"]
RULES, WORDS = load_rules(), read_recipients(rules_folder())
#: Whoever reads in the passages; where this one is the teller, the other does.
READER, OTHER = "father", "mother"
REPORT_WEIGHT = 0.1  # of a sentence of a case beside a passage
OFTEN = 2  # a feature of fewer passages is left out
ROUNDS, RATE, SHRINK = 300, 0.05, 1.0
FOLDS, SEED = 8, 20
#: The share of passages, unseen, that may be missed for the threshold to stand where it stands; and of the sentences of
#: reports that speak of nobody but the child, or of a 'he', the share that may be asked about.
MISSED, FEW = 0.03, 0.05

Row = dict[str, float]


def passages(path: Path) -> list[tuple[bool, Reader, list[Told], bool]]:
    """The passages of a file: whether somebody gives information, who reads, its sentences, and whether patterns alone withhold it."""
    rows = [line.split("|", 2) for line in path.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder)
        (case / "drafts").mkdir()
        text = "".join(
            f"## {1000 + n} Part\n\n{1000 + n}.1 {words.strip()}\n\n" for n, (_, _, words) in enumerate(rows)
        )
        (case / "drafts" / "report.md").write_text(f"# Review\n\n{text}", encoding="utf-8")
        (case / "register.yaml").write_bytes((PASSAGES / "register.yaml").read_bytes())
        (case / "key-file").write_text("for training alone: 0123456789abcdef\n", encoding="utf-8")
        (case / "key-file").chmod(0o600)
        prepared = prepare(Case(case), RULES, named_opener(str(case / "key-file"), None))
        looked = {one.id: looked_through(prepared, one) for one in prepared.register.recipients}
    said = {who: _by_number(each.told) for who, each in looked.items()}
    gone = {who: {one.span for one in each.by_rule} for who, each in looked.items()}
    made = []
    for n, (kind, teller, _) in enumerate(rows):
        who = OTHER if teller.strip() == "Craig Doyle" else READER
        sentences = said[who].get(1000 + n, [])
        made.append((kind == "T", looked[who].reader, sentences, any(s.span in gone[who] for s in sentences)))
    return made


def _by_number(told: Any) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    now: list[Told] = []
    for each in (one for said in told.values() for one in said):
        if each.block.kind in {"heading", "title"}:
            number = each.words.split()[0]
            now = found.setdefault(int(number), []) if number.isdigit() else []
        else:
            now.append(each)
    return found


def of_reports() -> list[tuple[Row, bool]]:
    """The features of the sentences of the open cases of which no pattern says that they tell of a source; whether they speak of others than the child."""
    found = []
    for register in sorted(p for folder in OPEN for p in folder.glob("*/register.yaml")):
        if not register.parent.name.startswith(HELD_BACK):
            for each, reader in _of_case(register):
                if who := speaks_of((each,), reader, WORDS):
                    row = features((each,), reader, WORDS)
                    if "r acts" not in row and not any(name.startswith("r way") for name in row):
                        found.append((row, is_of_others(who)))
    return found


def _of_case(path: Path) -> Iterable[tuple[Told, Reader]]:
    register = read_register(path, RULES)
    people, documents, mentions = dict(register.entities), [], []
    for gold in sorted((path.parent / "gold").glob("*.md")):
        document, marks = parse_gold(gold.read_text(encoding="utf-8-sig"), gold.name)
        documents.append(document)
        for g in (one for one in marks if one.label != "KEEP"):
            words, who = document.of(g.span), g.entity or ""
            if who and g.label == "PERSON":
                people.setdefault(who, Entity(who, "PERSON", words))
            mentions.append(
                Mention(document.name, g.span, words, g.label, "gold", 1.0, "replace", entity=who)
            )
    people = {i: replace(e, mentions=tuple(m for m in mentions if m.entity == i)) for i, e in people.items()}
    sides = {"father": "paternal", "mother": "maternal"}
    who, side = next(((i, sides[e.role]) for i, e in people.items() if e.role in sides), ("", ""))
    reader = reader_of(
        Recipient("r", "family", "F-1", who, side), register, people, RULES, documents, mentions
    )
    for document in documents:
        for each in spoken_in(document, mentions, reader):
            if each.block.kind not in {"heading", "title", "picture"} and not each.block.cell:
                yield each, reader


# Fitting ---------------------------------------------------------------------------------------------


class Table:
    """Rows of features as flat columns."""

    def __init__(self, rows: Sequence[Row], places: dict[str, int]) -> None:
        known = [[(places[name], often) for name, often in row.items() if name in places] for row in rows]
        lengths = [max(sum(often * often for _, often in row), 1e-9) ** 0.5 for row in known]
        self.rows = np.repeat(np.arange(len(rows)), [len(row) for row in known])
        self.columns = np.array([place for row in known for place, _ in row], np.int64)
        self.values = np.array(
            [LENGTH * often / n for row, n in zip(known, lengths, strict=True) for _, often in row]
        )
        self.size = (len(rows), len(places))

    def times(self, weights: Any) -> Any:
        """The sum of each row."""
        return np.bincount(self.rows, weights[self.columns] * self.values, self.size[0])

    def back(self, errors: Any) -> Any:
        """How much each feature has to do with the errors of the rows."""
        return np.bincount(self.columns, errors[self.rows] * self.values, self.size[1])


def fit(rows: Sequence[Row], kinds: Sequence[bool], counts: Sequence[float]) -> dict[str, float]:
    """The weights of the features by which passages of the two kinds are told apart best (logistic regression, Adam)."""
    often = Counter(name for row, count in zip(rows, counts, strict=True) if count == 1 for name in row)
    names = sorted(name for name, count in often.items() if count >= OFTEN)
    table = Table(rows, {name: place for place, name in enumerate(names)})
    truth, heavy = np.array(kinds, float), np.array(counts)
    weights, mean, square = (np.zeros(len(names) + 1) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        wrong = heavy * (1 / (1 + np.exp(-table.times(weights[:-1]) - weights[-1])) - truth)
        slope = np.append(table.back(wrong) + SHRINK * weights[:-1], wrong.sum())
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope * slope
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip((*names, ALWAYS), weights.tolist(), strict=True))


def units(sentences: Sequence[Told], reader: Reader) -> list[tuple[Row, bool]]:
    """What is looked at of a passage: each sentence, and each with the one before it; whether it speaks of others than the child."""
    pairs = [(one,) for one in sentences] + list(itertools.pairwise(sentences))
    whom = [(said, speaks_of(said, reader, WORDS)) for said in pairs]
    return [(features(said, reader, WORDS), is_of_others(who)) for said, who in whom if who]


def told_rows(found: Sequence[tuple[bool, Reader, list[Told], bool]]) -> tuple[list[Row], list[bool]]:
    """What is learned from passages: each as a whole, and of those in which nobody gives anything each sentence."""
    rows, kinds = [], []
    for kind, reader, said, _ in found:
        for part in [tuple(said)] if kind or len(said) < 2 else [tuple(said), *((one,) for one in said)]:
            rows.append(features(part, reader, WORDS))
            kinds.append(kind)
    return rows, kinds


def best(found: Sequence[tuple[bool, Reader, list[Told], bool]], weights: dict[str, float]) -> Any:
    """The highest score in each passage, of units about others and of those about the child alone; very low where there is none."""
    return np.array(
        [
            [
                max((weight_of(row, weights) for row, others in looked if others == wanted), default=-99.0)
                for wanted in (True, False)
            ]
            for looked in (units(said, reader) for _, reader, said, _ in found)
        ]
    )


def crossed(first: list[Any], more: list[Any], reports: list[Row]) -> Any:
    """The scores of the passages of *first*, each by weights that have not seen it."""
    folds = np.random.RandomState(SEED).permutation(len(first)) % FOLDS
    scores = np.zeros((len(first), 2))
    for fold in range(FOLDS):
        seen = [one for one, n in zip(first, folds, strict=True) if n != fold]
        weights = fitted([*seen, *more], reports)
        scores[folds == fold] = best([one for one, n in zip(first, folds, strict=True) if n == fold], weights)
    return scores


def fitted(found: list[Any], reports: list[Row]) -> dict[str, float]:
    """The weights that passages and the sentences of reports give."""
    rows, kinds = told_rows(found)
    return fit(
        [*rows, *reports],
        [*kinds, *[False] * len(reports)],
        [1.0] * len(rows) + [REPORT_WEIGHT] * len(reports),
    )


def told(scores: Any, found: list[Any], least: Sequence[float]) -> str:
    """The shares that are asked about, in words; 'in all' with those that patterns withhold."""
    kinds, gone = np.array([one[0] for one in found]), np.array([one[3] for one in found])
    over = (scores >= np.array(least)).any(axis=1)
    return (
        f"from {least[0]:.2f} and {least[1]:.2f}: {over[kinds].mean():.3f} of {kinds.sum()} that tell ({(over | gone)[kinds].mean():.3f} in all), "
        f"{over[~kinds].mean():.3f} of {(~kinds).sum()} that do not"
    )


def main() -> None:
    """Fit and write the weights, or say what is found."""
    if "--measure" in sys.argv:
        weights = dict(line.split("\t") for line in WEIGHTS.read_text(encoding="utf-8").splitlines())
        numbers = {name: float(weight) for name, weight in weights.items()}
        least, held = (numbers.pop(FROM), numbers.pop(FROM_CHILD)), passages(PASSAGES / "held-back.txt")
        print(told(best(held, numbers), held, least))
        return
    first, more, said = passages(PASSAGES / "first.txt"), passages(PASSAGES / "more.txt"), of_reports()
    reports, others = [row for row, _ in said], np.array([other for _, other in said])
    scores, weights = crossed(first, more, reports), fitted([*first, *more], reports)
    kinds, of_others = np.array([one[0] for one in first]), scores[:, 0] > -99
    plain = np.array([weight_of(row, weights) for row in reports])
    least = (
        float(np.quantile(scores[kinds & of_others, 0], MISSED)),
        float(np.quantile(plain[~others], 1 - FEW)),
    )
    print(told(scores, first, least))
    over = np.where(others, plain >= least[0], plain >= least[1])
    print(f"{over.mean():.3f} of {len(reports)} sentences of reports; {len(weights)} weights")
    if "--cross" not in sys.argv:
        lines = [
            f"{name}\t{weight:.3f}"
            for name, weight in sorted(weights.items())
            if name == ALWAYS or abs(weight) >= 0.005
        ]
        WEIGHTS.write_text(
            "".join(
                f"{line}\n" for line in [f"{FROM}\t{least[0]:.3f}", f"{FROM_CHILD}\t{least[1]:.3f}", *lines]
            ),
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
