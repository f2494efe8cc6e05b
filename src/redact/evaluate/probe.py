"""Names and places of many origins in sentences of a report: does every group fare the same?

A probe is a YAML file of names by group and sentences with {name}, {first} {last},
{title} {last} or {place}. Every sentence is a text of its own, so that nothing is
found because it stood elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.model import Span


@dataclass(frozen=True, slots=True)
class Trial:
    """One sentence with a name in it: which probe and group it belongs to, and where the name stands."""

    probe: str
    group: str
    text: str
    span: Span
    label: str  # PERSON, or PLACE for what counts as found under any label


#: Gives the stretches of a text that are held to be of a label.
Finder = Callable[[str, str], list[Span]]


def trials(path: Path) -> Iterator[Trial]:
    """Every sentence of the probe at *path* with every name that goes into it."""
    import yaml

    probe = yaml.safe_load(path.read_text(encoding="utf-8"))
    for group, names in probe["first_names"].items():
        for name in names:
            yield from _filled("first name alone", group, probe["sentences_first"], {"name": name}, "PERSON")
    for group, names in probe["surnames"].items():
        firsts, titles = probe["first_names"][group], probe["titles"]
        for at, last in enumerate(names):
            full = {"first": firsts[2 * at % len(firsts)], "last": last}
            yield from _filled("full name", group, probe["sentences_full"], full, "PERSON")
            titled = {"title": titles[at % len(titles)], "last": last}
            yield from _filled("title and surname", group, probe["sentences_title"], titled, "PERSON")
    for group, names in probe["places"].items():
        for name in names:
            yield from _filled("place", group, probe["sentences_place"], {"place": name}, "PLACE")


def _filled(
    probe: str, group: str, sentences: list[str], words: Mapping[str, str], label: str
) -> Iterator[Trial]:
    for sentence in sentences:
        slots = [sentence.index("{" + word + "}") for word in words]
        text = sentence.format(**words)
        shift = sum(len(value) - len(word) - 2 for word, value in words.items())
        end = max(slots) + len(list(words)[-1]) + 2 + shift
        yield Trial(probe, group, text, Span(min(slots), end), label)


def shares(all_trials: list[Trial], find: Finder) -> dict[str, dict[str, float]]:
    """The share of names that *find* covers whole, by probe and group; 'all' is the mean over the trials."""
    rows: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for trial in all_trials:
        left = trial.span.minus(find(trial.text, trial.label))
        hit = not any(c.isalnum() for part in left for c in trial.text[part.start : part.end])
        rows[trial.probe][trial.group].append(hit)
        rows[trial.probe]["all"].append(hit)
    return {
        probe: {group: round(sum(hits) / len(hits), 3) for group, hits in groups.items()}
        for probe, groups in rows.items()
    }


def finder(rules: Any) -> Finder:
    """What this program would treat, without a register, as a `Finder`."""
    from redact.detect import find_anew
    from redact.model import Block, Document, Register
    from redact.reading import find_and_link

    def find(text: str, label: str) -> list[Span]:
        document = Document("probe", "", text, (Block(Span(0, len(text)), "paragraph"),))
        mentions, _ = find_and_link([document], {"probe": find_anew(document, rules)}, Register(), rules)
        wanted = [m for m in mentions if m.label == label or label != "PERSON"]
        return [m.span for m in wanted if m.status in {"replace", "flag"}]

    return find
