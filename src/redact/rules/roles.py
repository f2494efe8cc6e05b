"""rules/pseudonyms.yaml: how each kind of person, place and body is renamed, and the choices of its head."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import regex

from redact.rules.lined import Keys, Source, read_source

#: The choices under `policy:`, each with its words; the first is what holds where nothing is said.
CHOICES = {"names": ("labels", "first names"), "half and step": ("kept", "plain")}
KEYS = ("role", "words", "label", "plain", "first_name")


def read_pseudonyms(path: Path, labels: Collection[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The rows by label of detection (one of *labels*), and the choices, from the file at *path*.

    Raises:
        RulesError: an unknown key, label or choice, or a row that cannot be understood, with line and key.
    """
    source = read_source(path)
    rows = {key: value for key, value in source.data.items() if key != "policy"}
    for label, roles in rows.items():
        if label not in labels:
            raise source.wrong((label,), "not a label; see docs/rules.md for the list")
        if not isinstance(roles, list):
            raise source.wrong((label,), "should be a list of roles")
        for at, row in enumerate(roles):
            _check_role(source, (label, at), row)
    return rows, _choices(source, source.data.get("policy", {}))


def _choices(source: Source, policy: Any) -> dict[str, str]:
    source.only(("policy",), policy, CHOICES)
    for key, value in policy.items():
        if value not in CHOICES[key]:
            raise source.wrong(("policy", key), f"should be one of {', '.join(CHOICES[key])}")
    return {key: str(policy.get(key, words[0])) for key, words in CHOICES.items()}


def _check_role(source: Source, keys: Keys, row: Mapping[str, Any]) -> None:
    source.only(keys, row, KEYS)
    words = row.get("words")
    for key in ("label", "plain") if "plain" in row else ("label",):
        template = row.get(key)
        bare = regex.sub(r"\{(?:number|letter)\}", "", template) if isinstance(template, str) else "{"
        if regex.search(r"[{}]", bare):
            raise source.wrong((*keys, key), "should be words, with {number} or {letter} at most")
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise source.wrong((*keys, "words"), "should be a list of words; [] for the default")
    if not isinstance(row.get("first_name", False), bool):
        raise source.wrong((*keys, "first_name"), "should be true or false")
