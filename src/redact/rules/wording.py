"""rules/grammar.yaml: the words by which a sentence is mended after a replacement, as frozen lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from redact.rules.lined import Source, read_source

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The lists of rules/grammar.yaml, in small letters; empty ones mend nothing."""

    titles: Words = frozenset()  # as written: 'Dr', 'DS'; from rules/lists/titles.txt
    function_words: Words = frozenset()
    verbs: Words = frozenset()
    also_called: Words = frozenset()
    kinds: Words = frozenset()
    kept_together: Words = frozenset()
    relational: Words = frozenset()
    same_as: Words = frozenset()  # 'mum is mother'
    name_forms: Words = frozenset()
    named: Words = frozenset()
    naming: Words = frozenset()
    calling: Words = frozenset()
    an_before: Words = frozenset()
    a_before: Words = frozenset()


#: Keys of the file that are not lists of the wording: its examples.
EXAMPLES = ("labels", "cases")


def read_wording(path: Path, titles: Words) -> Wording:
    """The wording in the file at *path*, with the *titles* of the list of that name.

    Raises:
        RulesError: a key that is unknown or missing, or a list that holds something else than words.
    """
    source = read_source(path)
    names = tuple(field.name for field in fields(Wording) if field.name != "titles")
    source.only((), source.data, (*names, *EXAMPLES))
    return Wording(titles=titles, **{name: _words(source, name) for name in names})


def _words(source: Source, name: str) -> Words:
    rows = source.data.get(name)
    if not isinstance(rows, list) or not rows:
        raise source.wrong((name,), "missing or empty; it should be a list of words")
    for at, row in enumerate(rows):
        if not isinstance(row, str) or not row.strip():
            raise source.wrong((name, at), "should be a word; put quotes around it")
    return frozenset(row.strip().casefold() for row in rows)


def read_cases(path: Path) -> tuple[Mapping[str, str], list[Mapping[str, str]]]:
    """The examples of the file: labels by entity, and what a draft says and an edition prints.

    Raises:
        RulesError: a case without `draft` or `prints`.
    """
    source = read_source(path)
    labels = source.mapping(("labels",), source.data.get("labels"))
    for at, row in enumerate(source.data.get("cases") or ()):
        if not isinstance(row, dict) or not {"draft", "prints"} <= set(row):
            raise source.wrong(("cases", at), "needs the keys draft and prints")
    return labels, source.data["cases"]
