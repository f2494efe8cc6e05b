"""rules/checklist.yaml: what a program cannot decide, as questions with a place for the answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import regex

from redact.model import base_of
from redact.rules.lined import Keys, Source, read_source

Step = Literal["sign", "release"]

STEPS = ("sign", "release")
PER = ("case", "audience", "child")
KINDS = ("yes-no", "date", "name", "text", "choice")
#: The names that `gate:` may give, with the kind of answer that each looks at; each is a function in
#: `redact.conditions.gates`.
GATES = {
    "past": "date",
    "not-before": "date",
    "seven-days": "date",
    "publish-on": "date",
    "twelve-months": "date",
    "another-person": "name",
    "intruder": "choice",
}
YES_NO = {"yes": "yes", "no": "no"}
_TEXTS = ("id", "question", "why", "rule", "needed_for", "per", "answer")
_KEYS = (*_TEXTS, "not_for", "choices", "holds", "reason_for", "gate", "than", "second", "where")
_WHERE = ("headings", "columns", "pictures")


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a draft the evidence is: words of headings, words at the head of a table, pictures."""

    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the checklist, as the rules have it."""

    id: str
    question: str
    why: str
    rule: str
    needed_for: Step
    per: str  # one of PER
    kind: str  # one of KINDS
    not_for: frozenset[str] = frozenset()  # audiences that are not asked
    choices: Mapping[str, str] | None = None  # what may be answered beside what the kind takes
    holds: frozenset[str] = frozenset()
    reason_for: frozenset[str] = frozenset()
    gate: str = ""
    than: str = ""
    second: bool = False
    where: Where = Where()

    @property
    def words(self) -> dict[str, str]:
        """The answers that have a meaning of their own, with what they mean."""
        return (YES_NO if self.kind == "yes-no" else {}) | dict(self.choices or {})

    def concerns(self, audience: str) -> bool:
        """Whether it is asked for, and can hold, this audience's edition."""
        return base_of(audience) not in self.not_for


@dataclass(frozen=True, slots=True)
class Checklist:
    """All questions in their order, and whose roles make a child of somebody without a date of birth."""

    items: tuple[Asked, ...] = ()
    child_roles: frozenset[str] = frozenset()

    def named(self, name: str) -> Asked | None:
        """The question of that id; None where there is none."""
        return next((asked for asked in self.items if asked.id == name), None)


def read_checklist(path: Path, audiences: Collection[str], roles: Collection[str]) -> Checklist:
    """The questions in the file at *path*; *audiences* and *roles* are those that other rules know.

    Raises:
        RulesError: a key that is unknown or missing, an id given twice, a word that is none of those that
            its key takes, or a gate that does not fit the kind of answer; with file, line and key.
    """
    source = read_source(path)
    source.only((), source.data, ("child_roles", "items"))
    rows = source.data.get("items")
    if not isinstance(rows, list) or not rows:
        raise source.wrong(("items",), "missing or empty; it should be a list of questions")
    items = tuple(_asked(source, at, audiences) for at in range(len(rows)))
    _require_known(source, items)
    child_roles = _words(source, (), source.data, "child_roles")
    _among(source, ("child_roles",), child_roles, roles)
    return Checklist(items, frozenset(child_roles))


def _asked(source: Source, at: int, audiences: Collection[str]) -> Asked:
    keys: Keys = ("items", at)
    row = source.only(keys, source.data["items"][at], _KEYS)
    text = {key: source.text(keys, row, key) for key in _TEXTS}
    for key, allowed in (("needed_for", STEPS), ("per", PER), ("answer", KINDS), ("gate", tuple(GATES))):
        _among(source, (*keys, key), [row[key]] if key in row else [], allowed)
    not_for = _words(source, keys, row, "not_for")
    _among(source, (*keys, "not_for"), not_for, audiences)
    asked = Asked(
        id=text["id"],
        question=text["question"],
        why=text["why"],
        rule=text["rule"],
        needed_for="sign" if text["needed_for"] == "sign" else "release",
        per=text["per"],
        kind=text["answer"],
        not_for=frozenset(not_for),
        choices=_choices(source, keys, row),
        holds=frozenset(_words(source, keys, row, "holds")),
        reason_for=frozenset(_words(source, keys, row, "reason_for")),
        gate=str(row.get("gate", "")),
        than=source.text(keys, row, "than") if "than" in row else "",
        second=_flag(source, keys, row, "second"),
        where=_where(source, keys, row.get("where", {})),
    )
    _check(source, keys, asked)
    return asked


def _check(source: Source, keys: Keys, asked: Asked) -> None:
    """What one key says fits what the others say."""
    if not regex.fullmatch(r"[a-z][a-z-]*[a-z]", asked.id):
        raise source.wrong((*keys, "id"), "use small letters and dashes")
    if not regex.fullmatch(r"R(?:[1-9]|[123]\d|40)", asked.rule):
        raise source.wrong((*keys, "rule"), "should be one of R1 to R40")
    if asked.kind == "choice" and not asked.choices:
        raise source.wrong((*keys, "choices"), "missing; a choice needs what can be chosen")
    if asked.gate and GATES[asked.gate] != asked.kind:
        raise source.wrong((*keys, "gate"), f"looks at an answer of the kind {GATES[asked.gate]}")
    if (asked.gate == "another-person") != bool(asked.than):
        raise source.wrong((*keys, "than"), "belongs to the gate another-person, which needs it")
    if asked.not_for and asked.per != "audience":
        raise source.wrong((*keys, "not_for"), "belongs to a question that is asked per: audience")
    for key, words in (("holds", asked.holds), ("reason_for", asked.reason_for)):
        _among(source, (*keys, key), sorted(words), tuple(asked.words))


def _require_known(source: Source, items: tuple[Asked, ...]) -> None:
    """Every id once, and `than` names a question above that asks for a name."""
    seen: dict[str, Asked] = {}
    for at, asked in enumerate(items):
        if asked.id in seen:
            raise source.wrong(
                ("items", at, "id"), "this id is given twice; every question needs one of its own"
            )
        if asked.than and (asked.than not in seen or seen[asked.than].kind != "name"):
            raise source.wrong(
                ("items", at, "than"), "should be the id of a question above that asks for a name"
            )
        seen[asked.id] = asked


def _flag(source: Source, keys: Keys, row: Mapping[Any, Any], key: str) -> bool:
    if not isinstance(row.get(key, False), bool):
        raise source.wrong((*keys, key), "should be true or false")
    return bool(row.get(key, False))


def _words(source: Source, keys: Keys, row: Mapping[Any, Any], key: str) -> tuple[str, ...]:
    """The list of words under *key*; none where it is left out."""
    rows = row.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(word, str) and word.strip() for word in rows):
        raise source.wrong((*keys, key), "should be a list of words; put quotes around yes and no")
    return tuple(word.strip() for word in rows)


def _among(source: Source, keys: Keys, words: Collection[Any], allowed: Collection[str]) -> None:
    if any(word not in allowed for word in words):
        raise source.wrong(keys, f"should be one of {', '.join(allowed)}")


def _choices(source: Source, keys: Keys, row: Mapping[Any, Any]) -> dict[str, str] | None:
    if "choices" not in row:
        return None
    chosen = source.mapping((*keys, "choices"), row["choices"])
    for word, meaning in chosen.items():
        if not isinstance(word, str) or not isinstance(meaning, str) or not meaning.strip():
            raise source.wrong(
                (*keys, "choices", word), "should be an answer and what it means, both in words"
            )
        if word != word.casefold().strip():
            raise source.wrong((*keys, "choices", word), "use small letters")
    return dict(chosen)


def _where(source: Source, keys: Keys, row: Any) -> Where:
    keys = (*keys, "where")
    source.only(keys, row, _WHERE)
    headings, columns = (_words(source, keys, row, key) for key in ("headings", "columns"))
    return Where(headings, columns, _flag(source, keys, row, "pictures"))
