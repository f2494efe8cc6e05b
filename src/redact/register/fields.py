"""The fields of register.yaml: keys, text and lists, each error with file, line and key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from redact.errors import RulesError
from redact.recipients.registered import RECIPIENT_KEYS

KEYS = {
    "": {
        *("case", "subject", "people", "places", "organisations", "relations", "allow", "documents"),
        *("dates", "ages", "index", "names", "labels_in_use", "family_tree", "template", "formats"),
        *("conditions", "summary", "recipients", "audiences"),
    },
    "people": {"id", "name", "aliases", "role", "pseudonym", "gender", "born", "family"},
    "places": {"id", "name", "aliases", "role", "pseudonym"},
    "organisations": {"id", "name", "aliases", "role", "pseudonym"},
    "allow": {"text", "where", "anonymous"},
    "documents": {"file", "kind", "use"},
    "relations": {"who", "is", "of", "since", "until"},
    "recipients": set(RECIPIENT_KEYS),
}  # fmt: skip


class Wrong:
    """Makes the error for a place in the file, named by its keys."""

    def __init__(self, path: Path, line_of: Callable[[tuple[Any, ...]], int]) -> None:
        self.path, self.line_of = path, line_of

    def __call__(self, keys: tuple[Any, ...], message: str) -> RulesError:
        """The error to raise for what stands under *keys*."""
        key = ".".join(str(k) for k in keys) or "file"
        error = RulesError(f"{self.path}: line {self.line_of(keys)}: {key}: {message}")
        error.keys = keys
        return error


def only(data: Any, allowed: Iterable[str], keys: tuple[Any, ...], wrong: Wrong) -> None:
    """Refuse what holds no keys, and a key that is not *allowed*."""
    if not isinstance(data, dict):
        raise wrong(keys, "should hold keys and values (key: value)")
    for key in data:
        if key not in allowed:
            raise wrong((*keys, key), f"unknown key; use one of {', '.join(sorted(allowed))}")


def text_of(data: Mapping[str, Any], key: str, keys: tuple[Any, ...], wrong: Wrong) -> str:
    """The words under *key*; '' where there are none."""
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise wrong((*keys, key), "should be plain text; put a word such as true in quotes")
    return str(value).strip()


def rows_of(data: Mapping[str, Any], key: str, keys: tuple[Any, ...], wrong: Wrong) -> list[Any]:
    """The list under *key*; an empty one where there is nothing."""
    value = data.get(key)
    if value is not None and not isinstance(value, list):
        raise wrong((*keys, key), "should be a list (each entry begins with a dash)")
    return value or []


def texts_of(
    data: Mapping[str, Any], key: str, keys: tuple[Any, ...], wrong: Wrong, such_as: str
) -> tuple[str, ...]:
    """The words in the list under *key*; a lone word, and an entry that is none, are errors."""
    value = data.get(key) if data.get(key) is not None else []
    if not isinstance(value, list) or any(
        isinstance(item, bool) or not isinstance(item, str | int | float) for item in value
    ):
        raise wrong((*keys, key), f"should be a list of {such_as}")
    return tuple(str(item).strip() for item in value if str(item).strip())
