"""The figures of `redact evaluate`: what was found of what is marked, and how it was linked.

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
from typing import Any

from redact.formats.text import Gold
from redact.model import ENTITY_LABELS, Document, Mention, Span

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


def figures_of(
    name: str, marked: Sequence[Marked], cases: Mapping[str, Sequence[Marked]] | None = None
) -> dict[str, Any]:
    """The figures of the documents *marked* of case *name*, or of all *cases* together."""
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
        "scores": _by_score(marked),
        "by_label": _by(outcomes, lambda o: [o.gold.label.split(".")[0]]),
        "by_origin": _by((o for o in outcomes if o.gold.label == "PERSON"), _origin),
        "by_form": _by((o for o in outcomes if o.gold.label == "PERSON"), _form),
        "missed": [
            _told(one, o.gold.label, o.gold.span, o.caught)
            for one in marked
            for o in _outcomes("", one)
            if not o.found
        ],
        "removed": [
            _told(one, gold.label, gold.span, False)
            for one in marked
            for gold in one.gold
            if gold.label == "KEEP" and _touched(one, gold.span)
        ],
        "spurious": [_told(one, m.label, m.span, False) for one in marked for m in _spurious(one)],
    }


#: How a name is written, as the marks have it.
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


def _by_score(marked: Sequence[Marked]) -> dict[str, dict[str, float]]:
    """How often mentions of a score were right: 'of mentions scored 0.9, nine in ten are right'."""
    rows: dict[str, list[bool]] = defaultdict(list)
    for one in marked:
        real = [g.span for g in one.gold if g.label != "KEEP"]
        for m in one.mentions:
            if m.status != "keep":
                rows[f"{min(int(m.score * 10), 9) / 10:.1f}"].append(any(m.span.overlaps(s) for s in real))
    return {score: {"mentions": len(right), "right": _share(right)} for score, right in sorted(rows.items())}


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


def _form(outcome: Outcome) -> list[str]:
    return [tag for tag in outcome.gold.note.split() if tag in FORMS]


def _origin(outcome: Outcome) -> list[str]:
    """The tags that are no form of a name: the marks know no others."""
    return [tag for tag in outcome.gold.note.split() if tag not in FORMS]


def _share(values: Iterable[bool]) -> float:
    rows = list(values)
    return _ratio(sum(rows), len(rows))


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0


def _told(one: Marked, label: str, span: Span, caught: bool) -> dict[str, Any]:
    """A mention with the words around it, as plain data."""
    text = one.document.text
    around = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    before, after = (" ".join(part.split()) for part in around)
    return {
        "document": one.document.name,
        "label": label,
        "before": before,
        "text": " ".join(text[span.start : span.end].split()),
        "after": after,
        "watched": caught,
    }
