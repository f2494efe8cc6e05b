"""`redact evaluate`: recall, precision, must-stay and linking against marked-up text.

A mention counts as found when every letter and digit of it is covered by
something that will be treated (status replace or flag), and as caught when watch
counts too. An entity is whole when every mention of it is found: one that
survives is one too many. Linking is B-cubed over the found mentions of entities
(Bagga and Baldwin 1998).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.detect import find_anew
from redact.errors import UnreadableError, UsageError
from redact.formats.text import Gold, parse_gold
from redact.model import ENTITY_LABELS, Document, Mention, Register, Span
from redact.reading import find_and_link
from redact.register import read_register
from redact.rules import Rules

#: Labels that identify a person directly; the others do so in combination.
DIRECT = ("PERSON", "DOB", "ADDRESS", "POSTCODE", "PHONE", "EMAIL", "URL", "HANDLE", "ID")


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked-up document with what was found in it."""

    document: Document
    gold: tuple[Gold, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold mention: whether it was found, caught, and as which entity."""

    case: str
    gold: Gold
    found: bool
    caught: bool
    label: str
    entity: str


def evaluate(
    paths: Sequence[Path], rules: Rules, use_register: bool, progress: Callable[[str], None]
) -> dict[str, Any]:
    """The figures for each case among *paths* and for all of them together, as plain data.

    Raises:
        UnreadableError, UsageError: there is no marked-up text.
    """
    cases = {
        name: _measured(name, files, register, rules, use_register, progress)
        for name, files, register in _cases(paths)
    }
    if not cases:
        raise UsageError(
            "no marked-up text there; name a .md file with [text](LABEL#entity), or a folder with gold/*.md"
        )
    everything = [marked for each in cases.values() for marked in each]
    figures = {name: _figures(name, marked) for name, marked in cases.items()}
    return {"cases": figures, "all": _figures("", everything, cases)}


def _cases(paths: Sequence[Path]) -> Iterator[tuple[str, list[Path], Path]]:
    """(name, marked-up files, register) for each folder that holds gold/, or for a file by itself."""
    for path in paths:
        if path.is_file():
            home = path.parent.parent if path.parent.name == "gold" else path.parent
            yield path.stem, [path], home / "register.yaml"
            continue
        for gold in sorted(path.rglob("gold")) if path.name != "gold" else [path]:
            if files := sorted(gold.glob("*.md")):
                yield gold.parent.name, files, gold.parent / "register.yaml"


def _measured(
    name: str,
    files: Sequence[Path],
    register_path: Path,
    rules: Rules,
    use_register: bool,
    progress: Callable[[str], None],
) -> list[Marked]:
    progress(f"finding names in {name}")
    parsed = [parse_gold(_text(path), f"{name}/{path.name}") for path in files]
    register = read_register(register_path, rules) if use_register else Register()
    documents = [document for document, _ in parsed]
    anew = {document.name: find_anew(document, rules) for document in documents}
    mentions, _ = find_and_link(documents, anew, register, rules)
    return [Marked(d, tuple(gold), tuple(m for m in mentions if m.document == d.name)) for d, gold in parsed]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnreadableError(f"{path}: cannot be read as UTF-8 text; check the file") from None


# Figures -----------------------------------------------------------------------------------------


def _figures(
    name: str, marked: Sequence[Marked], cases: Mapping[str, Sequence[Marked]] | None = None
) -> dict[str, Any]:
    grouped = cases or {name: marked}
    outcomes = [o for case, each in grouped.items() for one in each for o in _outcomes(case, one)]
    keeps = [kept for one in marked for kept in _kept(one)]
    words = sum(len(one.document.text.split()) for one in marked)
    statuses = Counter(m.status for one in marked for m in one.mentions)
    right, treated = _precision(marked)
    return {
        "words": words,
        "mentions": len(outcomes),
        "found": _share(o.found for o in outcomes),
        "caught": _share(o.caught for o in outcomes),
        "entities_whole": _whole(outcomes, None),
        "direct_entities_whole": _whole(outcomes, DIRECT),
        "precision": _ratio(right, treated),
        "must_stay": _share(keeps),
        "must_stay_words": len(keeps),
        "flags_per_1000_words": _ratio(1000 * statuses["flag"], words),
        "watches_per_1000_words": _ratio(1000 * statuses["watch"], words),
        "linking": _b_cubed(outcomes),
        "by_label": _by(outcomes, lambda o: [o.gold.label.split(".")[0]]),
        "by_origin": _by((o for o in outcomes if o.gold.label == "PERSON"), lambda o: _tags(o, ORIGINS)),
        "by_form": _by((o for o in outcomes if o.gold.label == "PERSON"), lambda o: _tags(o, FORMS)),
        "missed": [_told(one, o) for one in marked for o in _outcomes("", one) if not o.found],
        "removed": [
            _told_kept(one, gold)
            for one in marked
            for gold in one.gold
            if gold.label == "KEEP" and _touched(one, gold.span)
        ],
        "spurious": [f"{m.label} {_around(one.document, m.span)}" for one in marked for m in _spurious(one)],
    }


ORIGINS = frozenset(
    [
        "british",
        "irish",
        "welsh",
        "scottish",
        "pakistani",
        "bangladeshi",
        "indian",
        "nigerian",
        "ghanaian",
        "somali",
        "polish",
        "romanian",
        "roma",
        "traveller",
        "chinese",
        "arabic",
        "turkish",
        "caribbean",
    ]
)
FORMS = frozenset(
    [
        "full",
        "first-name",
        "title-surname",
        "surname",
        "initials",
        "nickname",
        "misspelling",
        "capitals",
        "household",
    ]
)


def _outcomes(case: str, one: Marked) -> Iterator[Outcome]:
    treated = [m for m in one.mentions if m.status in {"replace", "flag"}]
    watched = [m for m in one.mentions if m.status != "keep"]
    for gold in one.gold:
        if gold.label != "KEEP":
            over = max(
                (m for m in treated if m.span.overlaps(gold.span)),
                key=lambda m: _shared(m.span, gold.span),
                default=None,
            )
            yield Outcome(
                case,
                gold,
                _covered(gold.span, treated, one.document),
                _covered(gold.span, watched, one.document),
                over.label if over else "",
                over.entity if over else "",
            )


def _covered(span: Span, mentions: Iterable[Mention], document: Document) -> bool:
    left = list(span.minus([m.span for m in mentions]))
    return not any(c.isalnum() for part in left for c in document.of(part))


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _kept(one: Marked) -> Iterator[bool]:
    for gold in one.gold:
        if gold.label == "KEEP":
            yield not _touched(one, gold.span)


def _touched(one: Marked, span: Span) -> bool:
    return any(m.span.overlaps(span) for m in one.mentions if m.status in {"replace", "flag"})


def _spurious(one: Marked) -> Iterator[Mention]:
    real = [g.span for g in one.gold if g.label != "KEEP"]
    for mention in one.mentions:
        if mention.status in {"replace", "flag"} and not any(mention.span.overlaps(span) for span in real):
            yield mention


def _precision(marked: Sequence[Marked]) -> tuple[int, int]:
    treated = sum(m.status in {"replace", "flag"} for one in marked for m in one.mentions)
    return treated - sum(1 for one in marked for _ in _spurious(one)), treated


def _whole(outcomes: Iterable[Outcome], labels: tuple[str, ...] | None) -> float:
    """The share of entities (a number or date without an entity is one by itself) all of whose mentions are found."""
    found: dict[tuple[str, str], bool] = {}
    for number, o in enumerate(outcomes):
        if labels is None or o.gold.label.startswith(labels):
            key = (o.case, o.gold.entity or f"#{number}")
            found[key] = found.get(key, True) and o.found
    return _share(found.values())


def _b_cubed(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """B-cubed precision, recall and F1 of linking, over the gold mentions that have an entity and were found."""
    rows = [o for o in outcomes if o.gold.entity and o.found and o.gold.label in ENTITY_LABELS]
    true: dict[tuple[str, str], set[int]] = defaultdict(set)
    said: dict[tuple[str, str], set[int]] = defaultdict(set)
    for n, o in enumerate(rows):
        true[o.case, o.gold.entity].add(n)
        said[o.case, o.entity or f"#{n}"].add(n)
    precision = recall = 0.0
    for n, o in enumerate(rows):
        ours, theirs = said[o.case, o.entity or f"#{n}"], true[o.case, o.gold.entity]
        precision += len(ours & theirs) / len(ours)
        recall += len(ours & theirs) / len(theirs)
    p, r = _ratio(precision, len(rows)), _ratio(recall, len(rows))
    return {
        "precision": p,
        "recall": r,
        "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0,
        "mentions": len(rows),
    }


def _by(outcomes: Iterable[Outcome], keys: Callable[[Outcome], Iterable[str]]) -> dict[str, dict[str, float]]:
    grouped: dict[str, list[Outcome]] = defaultdict(list)
    for o in outcomes:
        for key in keys(o):
            grouped[key].append(o)
    return {
        key: {
            "mentions": len(rows),
            "found": _share(o.found for o in rows),
            "caught": _share(o.caught for o in rows),
            "right_label": _share(o.label.split(".")[0] == o.gold.label.split(".")[0] for o in rows),
        }
        for key, rows in sorted(grouped.items())
    }


def _tags(outcome: Outcome, known: frozenset[str]) -> list[str]:
    return [tag for tag in outcome.gold.note.split() if tag in known]


def _share(values: Iterable[bool]) -> float:
    rows = list(values)
    return _ratio(sum(rows), len(rows))


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0


def _told(one: Marked, outcome: Outcome) -> str:
    seen = "watched" if outcome.caught else "missed "
    return f"{seen} {outcome.gold.label:<10} {_around(one.document, outcome.gold.span)}"


def _told_kept(one: Marked, gold: Gold) -> str:
    return _around(one.document, gold.span)


def _around(document: Document, span: Span) -> str:
    before, after = (
        document.text[max(0, span.start - 40) : span.start],
        document.text[span.end : span.end + 40],
    )
    return f"{document.name}: " + " ".join(f"…{before}»{document.of(span)}«{after}…".split())


# For people --------------------------------------------------------------------------------------


def as_lines(result: Mapping[str, Any], misses: bool) -> Iterator[str]:
    """The figures as lines of a table; with *misses* also every mention that was not found, in context."""
    columns = (
        "words",
        "mentions",
        "found",
        "caught",
        "entities_whole",
        "direct_entities_whole",
        "precision",
        "must_stay",
        "flags_per_1000_words",
        "watches_per_1000_words",
    )
    rows = {**result["cases"], "all": result["all"]} if len(result["cases"]) > 1 else result["cases"]
    yield f"{'':<26}" + "".join(f"{name:>16}" for name in rows)
    for column in columns:
        yield f"{column.replace('_', ' '):<26}" + "".join(f"{row[column]:>16}" for row in rows.values())
    for part in ("precision", "recall", "f1"):
        yield f"{'linking, B-cubed ' + part:<26}" + "".join(
            f"{row['linking'][part]:>16}" for row in rows.values()
        )
    for title, key in (
        ("by label", "by_label"),
        ("people by origin", "by_origin"),
        ("people by form", "by_form"),
    ):
        yield f"\n{title:<26}{'mentions':>10}{'found':>8}{'caught':>8}{'right label':>13}"
        for name, row in result["all"][key].items():
            yield f"  {name:<24}{row['mentions']:>10}{row['found']:>8}{row['caught']:>8}{row['right_label']:>13}"
    if misses:
        yield "\nnot found:"
        yield from (f"  {line}" for line in result["all"]["missed"])
        yield "\nremoved although it should stay:"
        yield from (f"  {line}" for line in result["all"]["removed"])
        yield "\ntreated although nothing marks it:"
        yield from (f"  {line}" for line in result["all"]["spurious"])
