"""rules/answers.yaml as frozen values: what people write for an answer, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from redact.rules.lined import Source, read_source

#: The kinds of question, as `redact.questions.Question` has them.
KINDS = frozenset(
    {"entity", "which", "bearer", "words", "gender", "draft", "picture", "left behind", "finding"}
)
#: What may go with an answer: an id or a name, a pseudonym, a role, words to print.
SLOTS = ("who", "label", "role", "words")
_LISTS = ("polite", "again", "final", "doubt")
_SLOT = regex.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of giving an answer."""

    answer: str
    kinds: frozenset[str]
    pattern: regex.Pattern[str]
    slot: str  # one of SLOTS; '' where nothing goes with it
    value: str  # what always goes with it


@dataclass(frozen=True, slots=True)
class Meaning:
    """An example: what was written to a kind of question, and what it means; no *answer* where it is unclear."""

    kind: str
    written: str
    answer: str = ""
    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """All of rules/answers.yaml, checked."""

    phrases: tuple[Phrase, ...]
    polite: regex.Pattern[str]
    again: regex.Pattern[str]
    final: regex.Pattern[str]
    doubt: regex.Pattern[str]
    choices: Mapping[str, tuple[str, ...]]  # kind of question → what is offered
    examples: tuple[Meaning, ...]


@cache
def read_answers(folder: Path) -> Phrases:
    """The phrases of rules/answers.yaml in *folder*.

    Raises:
        RulesError: a key is missing, unknown or not of its kind, with file, line and key.
    """
    source = read_source(folder / "answers.yaml")
    keys = ("answers", *_LISTS, "means", "unclear")
    source.only((), source.data, (*keys, "choices"))
    for key in keys:
        if not isinstance(source.data.get(key), list) or not source.data[key]:
            raise source.wrong((key,), "missing or empty; it should be a list")
    any_of = {key: "|".join(_written(str(words)) for words in source.data[key]) for key in _LISTS}
    return Phrases(
        phrases=tuple(phrase for at in range(len(source.data["answers"])) for phrase in _phrases(source, at)),
        polite=_compiled(rf"[\s,;–—-]*(?<!\w)(?:{any_of['polite']})(?!\w)"),
        again=_compiled(rf"(?:{any_of['again']})[\s.!]*"),
        final=_compiled(rf"(?:{any_of['final']})\s*:\s*"),
        doubt=_compiled(rf"(?<!\w)(?:{any_of['doubt']})(?!\w)"),
        choices=_choices(source),
        examples=(*_examples(source, "means", 5), *_examples(source, "unclear", 2)),
    )


def _phrases(source: Source, at: int) -> Iterator[Phrase]:
    row = source.only(("answers", at), source.data["answers"][at], ("answer", "for", "said", "value"))
    for key in ("for", "said"):
        if not isinstance(row.get(key), list) or not row[key]:
            raise source.wrong(("answers", at, key), "missing or empty; it should be a list")
    if unknown := sorted(set(map(str, row["for"])) - KINDS):
        raise source.wrong(("answers", at, "for"), f"{unknown[0]} is no kind of question")
    for place, said in enumerate(row["said"]):
        slots = _SLOT.findall(str(said))
        if not str(said).strip() or len(slots) > 1 or set(slots) - set(SLOTS):
            raise source.wrong(
                ("answers", at, "said", place), f"may hold one of {', '.join(SLOTS)} in braces"
            )
        pattern = _compiled(rf"{_written(str(said))}[\s.!,;]*")
        kinds, value = frozenset(map(str, row["for"])), str(row.get("value", ""))
        yield Phrase(str(row.get("answer", "")), kinds, pattern, "".join(slots), value)


def _choices(source: Source) -> dict[str, tuple[str, ...]]:
    given = source.mapping(("choices",), source.data.get("choices"))
    if wrong := KINDS.symmetric_difference(given):
        raise source.wrong(("choices",), f"should hold each kind of question once; see {sorted(wrong)[0]}")
    for kind, offered in given.items():
        if not isinstance(offered, list) or not offered:
            raise source.wrong(("choices", kind), "should be a list of words")
    return {str(kind): tuple(str(each) for each in offered) for kind, offered in given.items()}


def _written(said: str) -> str:
    """A pattern for words however they are spaced; a slot takes whatever stands there."""
    tokens = regex.findall(r"\{\w+\}|[:,]|[^\s:,{}]+", said)
    space = {":": r"\s*:\s*", ",": r"\s*,\s*"}
    made = ""
    for token in tokens:
        apart = "" if not made or made.endswith(r"\s*") or token in space else r"\s+"
        made += apart + (
            space.get(token) or (r"(?P<value>\S.*?)" if token[0] == "{" else regex.escape(token))
        )
    return made


def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE | regex.DOTALL)


def _examples(source: Source, key: str, length: int) -> Iterator[Meaning]:
    for at, row in enumerate(source.data[key]):
        fields: list[Any] = row if isinstance(row, list) else []
        if len(fields) != length or fields[0] not in KINDS:
            raise source.wrong((key, at), f"should be a list of {length}, a kind of question first")
        yield Meaning(*(str(each) for each in fields))
