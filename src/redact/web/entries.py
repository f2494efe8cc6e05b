"""register.yaml as forms: what each entry has to fill in, and what a filled-in form makes of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redact.amending import NEEDED, add, data_of, put, take_out
from redact.dates import POLICIES
from redact.errors import RulesError
from redact.register import PLACES_TO_STAND

#: What an entry of each list has: key, what the form calls it, and how it is filled in.
KEYS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "people": (
        ("name", "Name, as fully as it is known", "line"),
        ("aliases", "Other names, one a line", "lines"),
        ("role", "Role: what the person is to the child, or works as", "line"),
        ("pseudonym", "Pseudonym, where the panel has chosen one", "line"),
        ("gender", "Gender", "gender"),
        ("born", "Born", "line"),
        ("family", "Side of the family", "family"),
    ),
    "places": (
        ("name", "Name", "line"),
        ("aliases", "Other names, one a line", "lines"),
        ("role", "What it is: town, home address, park…", "line"),
        ("pseudonym", "Pseudonym, where the panel has chosen one", "line"),
    ),
    "organisations": (
        ("name", "Name", "line"),
        ("aliases", "Other names, one a line", "lines"),
        ("role", "What it is: school, hospital, GP practice…", "line"),
        ("pseudonym", "Pseudonym, where the panel has chosen one", "line"),
    ),
    "relations": (
        ("who", "Who", "person"),
        ("is", "is the", "line"),
        ("of", "of", "person"),
        ("since", "since", "line"),
        ("until", "until", "line"),
    ),
    "allow": (
        ("text", "Words that stay", "line"),
        ("where", "Where they stay", "where"),
        ("anonymous", "Instead of them in an edition without its area", "line"),
    ),
}
#: What is said once for the whole case.
CHOICES = (
    ("case", "The partnership's own reference", "line"),
    ("subject", "Whose review it is", "person"),
    ("dates", "How exact dates are", "dates"),
    ("ages", "How exact ages are", "ages"),
    ("index", "Day 1, for relative dates", "line"),
    ("names", "What the family are called", "names"),
    ("audiences", "Editions that are made, one a line: publication, family, anonymous", "lines"),
    ("labels_in_use", "Labels of the partnership's other cases, one a line", "lines"),
)
OFFERED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "gender": (
        ("", "not said: shown"),
        ("shown", "shown"),
        ("neutral", "neutral: words that tell it are replaced"),
    ),
    "family": (("", "not said"), ("maternal", "maternal"), ("paternal", "paternal")),
    "where": tuple((place if place != "anywhere" else "", place) for place in PLACES_TO_STAND),
    "dates": (("", "not said: month"), *((p, p) for p in POLICIES)),
    "ages": (("", "not said: band"), ("exact", "exact"), ("band", "band")),
    "names": (
        ("", "as the rules say"),
        ("labels", "labels (Mother, Sibling 1)"),
        ("first names", "first names"),
    ),
    "use": (("", "is published"), ("source", "is read only, never published")),
}
WITH_ID = ("people", "places", "organisations")
KINDS_OF_DRAFT = ("overview-report", "executive-summary", "chronology", "document")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in."""

    name: str  # in the form
    says: str
    kind: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    proposed: str = ""  # what holds where nothing is filled in


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of the register; *removes* is the box that takes it out."""

    id: str
    title: str
    fields: tuple[Field, ...]
    removes: str


# From the text to forms -----------------------------------------------------------------------------


def entries(text: str) -> dict[str, list[Entry]]:
    """The entries of each list that the forms know."""
    data = data_of(text)
    people = tuple(people_of(data))
    return {section: list(_entries(section, data, people)) for section in KEYS}


def _entries(section: str, data: Mapping[str, Any], people: tuple[tuple[str, str], ...]) -> Iterator[Entry]:
    for at, row in enumerate(_rows(data, section)):
        fields = tuple(
            _field(f"{section}.{at}.{key}", says, kind, _said(row, key), people)
            for key, says, kind in KEYS[section]
        )
        own = _said(row, "id")
        yield Entry(own, _title(section, row, dict(people)), fields, f"{section}.{at}.remove")


def _title(section: str, row: Any, people: Mapping[str, str]) -> str:
    if section == "relations":
        who, whom = (people.get(_said(row, key), _said(row, key)) for key in ("who", "of"))
        return f"{who}: {_said(row, 'is')} of {whom}"
    return _said(row, "text") if section == "allow" else _said(row, "name") or "(new)"


def _field(name: str, says: str, kind: str, value: str, people: tuple[tuple[str, str], ...]) -> Field:
    options = (("", "–"), *people) if kind == "person" else OFFERED.get(kind, ())
    if options and value not in dict(options):
        options = (*options, (value, value))
    return Field(name, says, kind if kind in {"line", "lines"} else "select", value, options)


def choices(text: str) -> list[Field]:
    """What is said once for the whole case; a choice that differs by audience is left to the text."""
    data = data_of(text)
    people = tuple(people_of(data))
    return [
        _field(f"choice.{key}", says, kind, _said(data, key), people)
        for key, says, kind in CHOICES
        if not isinstance(data.get(key), dict)
    ]


def by_audience(text: str) -> list[str]:
    """The choices that differ by audience, which only the text can change."""
    data = data_of(text)
    return [key for key, _, _ in CHOICES if isinstance(data.get(key), dict)]


def drafts_of(text: str, drafts: Sequence[str], guessed: Mapping[str, str]) -> list[Entry]:
    """For each draft what becomes of it, listed in the register or not."""
    rows = _by_file(data_of(text))
    return [
        Entry(
            "",
            draft,
            (
                Field(
                    f"draft.{at}.use",
                    "What becomes of it",
                    "select",
                    _use(rows.get(draft, (0, {}))[1]),
                    OFFERED["use"],
                ),
                Field(
                    f"draft.{at}.kind",
                    "What it is",
                    "kind",
                    _said(rows.get(draft, (0, {}))[1], "kind"),
                    (),
                    guessed.get(draft, ""),
                ),
            ),
            "",
        )
        for at, draft in enumerate(drafts)
    ]


def strangers(text: str, drafts: Sequence[str]) -> list[Entry]:
    """Entries of the register for drafts that are not there."""
    return [
        Entry("", file, (), f"documents.{at}.remove")
        for file, (at, _) in _by_file(data_of(text)).items()
        if file not in drafts
    ]


def people_of(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Id and name of each person of the register, for choosing one."""
    for row in _rows(data, "people"):
        if own := _said(row, "id"):
            yield own, f"{_said(row, 'name') or '(new)'} ({own})"


def _rows(data: Mapping[str, Any], section: str) -> list[Any]:
    rows = data.get(section)
    return rows if isinstance(rows, list) else []


def _said(row: Any, key: str) -> str:
    """What an entry says under a key, as a form shows it: a list one a line."""
    if not isinstance(row, dict):
        return str(row) if key == "text" else ""
    value = row.get(key)
    if value is None:
        return ""
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _use(row: Any) -> str:
    return "source" if _said(row, "use") == "source" else ""


def _by_file(data: Mapping[str, Any]) -> dict[str, tuple[int, Any]]:
    return {_said(row, "file"): (at, row) for at, row in enumerate(_rows(data, "documents"))}


# From a filled-in form to the text --------------------------------------------------------------------


def amended(text: str, form: Mapping[str, Any], drafts: Sequence[str]) -> str:
    """The text with what a form changed in it; what the form does not have stays.

    Raises:
        RulesError: a value cannot be written, or the text is written in a way that forms cannot change.
    """
    given = {str(name): str(value) for name, value in form.items()}
    data = data_of(text)
    for section, keys in KEYS.items():
        for at, row in enumerate(_rows(data, section)):
            changed = {
                key: value for key, _, kind in keys
                if (value := _new(given, f"{section}.{at}.{key}", _said(row, key), kind)) is not None
            }  # fmt: skip
            text = _with_entry(text, section, at, row, changed)
    for key, _, kind in CHOICES:
        if (value := _new(given, f"choice.{key}", _said(data, key), kind)) is not None:
            text = put(text, (key,), value)
    text = _with_drafts(text, given, drafts)
    return _without(text, given)


def _new(given: Mapping[str, str], name: str, old: str, kind: str) -> str | list[str] | None:
    """What was filled in, if it is something else than before."""
    if name not in given:
        return None
    typed = [" ".join(line.split()) for line in given[name].splitlines()]
    lines = [line for line in dict.fromkeys(typed) if line]
    if not all(line.isprintable() for line in lines):
        raise RulesError(f"register.yaml: {name}: holds a character that does not print; type it anew")
    if lines == [" ".join(line.split()) for line in old.splitlines() if line.strip()]:
        return None
    return lines if kind == "lines" else " ".join(lines)


def _with_entry(text: str, section: str, at: int, row: Any, changed: Mapping[str, Any]) -> str:
    if section == "allow" and changed:
        whole = {"text": _said(row, "text"), "where": _said(row, "where"), **changed}
        return put(text, (section, at), whole if whole["where"] else str(whole["text"]) or {"text": ""})
    for key, value in changed.items():
        text = put(text, (section, at, key), value)
    return text


def _with_drafts(text: str, given: Mapping[str, str], drafts: Sequence[str]) -> str:
    for at, draft in enumerate(drafts):
        listed, row = _by_file(data_of(text)).get(draft, (-1, {}))
        old = {"kind": _said(row, "kind"), "use": _use(row)}
        changed = {k: v for k in old if (v := _new(given, f"draft.{at}.{k}", old[k], "line")) is not None}
        if listed < 0 and changed:
            text = add(text, "documents", {"file": draft, **{k: v for k, v in changed.items() if v}})
        for key, value in changed.items() if listed >= 0 else ():
            text = put(text, ("documents", listed, key), value)
    return text


def _without(text: str, given: Mapping[str, str]) -> str:
    """The text without the entries whose box is ticked; the last first, so that the others keep their number."""
    for section in (*KEYS, "documents"):
        for at in reversed(range(len(_rows(data_of(text), section)))):
            if f"{section}.{at}.remove" in given:
                text = take_out(text, section, at)
    return text


def with_new(text: str, section: str, entry: Mapping[str, Any]) -> str:
    """The text with one more entry in a list: what is known of it, the rest to be filled in."""
    first = {key: "" for key, _, _ in KEYS[section] if key in NEEDED}
    own = {"id": entry["id"]} if "id" in entry else {}
    return add(text, section, {**own, **first, **{k: v for k, v in entry.items() if v}})
