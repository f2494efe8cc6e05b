"""rules/publishing.yaml as frozen values: what is printed beside a released edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from redact.rules.lined import Source, read_source
from redact.rules.themes import words

_TREATMENTS = ("pseudonym", "generalise", "remove")
_TEXTS = (
    "changes title", "changes about", "changes area", "changes promise", "index about", "index page", "index beside", "index sums", "accessible", "other formats",
    "page about", "page child", "page year", "page board", "page anonymous", "page lessons", "page files",
    "page contact", "page note", "press", "press anonymous", "press count", "press family", "press contact",
    "draft sentence", "page recommendations", "page recommendations about", "page actions", "page actions about", "page learned", "page learned about", "page subject",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Publishing:
    """All of rules/publishing.yaml, checked."""

    changes: Mapping[str, Mapping[str, str]]  # label → treatment → the line
    kinds: Mapping[str, str]
    formats: Mapping[str, str]
    texts: Mapping[str, str]


@cache
def read_publishing(folder: Path) -> Publishing:
    """The rules of rules/publishing.yaml in *folder*.

    Raises:
        RulesError: a key is missing, unknown or not of its kind, with file, line and key.
    """
    source = read_source(folder / "publishing.yaml")
    source.only((), source.data, ("changes", "kinds", "formats", "texts"))
    texts = source.only(("texts",), source.data.get("texts"), _TEXTS)
    return Publishing(
        _changes(source),
        _said(source, "kinds"),
        _said(source, "formats"),
        MappingProxyType({key: words(source, ("texts", key), texts.get(key)) for key in _TEXTS}),
    )


def _changes(source: Source) -> Mapping[str, Mapping[str, str]]:
    found = {}
    for label, row in source.mapping(("changes",), source.data.get("changes")).items():
        keys = ("changes", label)
        source.only(keys, row, _TREATMENTS)
        found[str(label)] = MappingProxyType({k: words(source, (*keys, k), v) for k, v in row.items()})
    return MappingProxyType(found)


def _said(source: Source, key: str) -> Mapping[str, str]:
    rows = source.mapping((key,), source.data.get(key))
    return MappingProxyType({str(k): words(source, (key, k), v) for k, v in rows.items()})
