"""YAML with line numbers, for files that people write.

An error names file, line and key. Text stays as it was written: to YAML itself
'No' is false, '0123' is 83 and a date is not text, and a key given twice is
no mistake at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex
import yaml

from redact.errors import RulesError

Keys = tuple[Any, ...]  # keys and indices that lead to a value
LineOf = Callable[[Keys], int]


def read_text(path: Path) -> str:
    """The text of a file of the rules; what cannot be read is a RulesError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulesError(f"{path}: cannot be read ({error.strerror}); restore the file") from None
    except UnicodeDecodeError as error:
        raise RulesError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None


#: The loader in C, where PyYAML was built with it: it reads all rules in a tenth of the time.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_Loader):  # type: ignore[misc,valid-type]
    """Leaves text as it was written: 'No', '0123', '12:30' and '2013-03-14' stay strings."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]{0,8})$", "-0123456789"),
    ("float", r"^-?[0-9]{1,9}\.[0-9]{1,9}$", "-0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    _PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", regex.compile(_pattern), list(_first))


def load_yaml(path: Path) -> tuple[Any, LineOf]:
    """The plain data in a YAML file, and a function that tells the line of a value by its keys.

    A date, a time or a number with a leading zero stays a string, as it was written.
    A syntax error or a key given twice is a RulesError with file and line.
    """
    data, root = parse_yaml(read_text(path), path)
    return data, lambda keys: line_in(root, keys)


def parse_yaml(text: str, path: Path) -> tuple[Any, yaml.Node | None]:
    """The plain data in the text of the file at *path*, and its nodes, which know where they stand.

    A syntax error or a key given twice is a RulesError with file and line.
    """
    try:
        loader = _PlainLoader(text)
        root = loader.get_single_node()
        _refuse_twice(path, root)
        return (loader.construct_document(root) if root else None), root
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulesError(f"{path}: line {line}: not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise RulesError(f"{path}: not valid YAML; check it for odd characters") from None


def _refuse_twice(path: Path, root: yaml.Node | None) -> None:
    """Every key once: YAML itself would quietly let the second one win."""
    waiting, seen = [root] if root else [], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        keys: set[str] = set()
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value in keys if isinstance(key.value, str) else False:
                raise _wrong(path, key.start_mark.line + 1, key.value, "this key is given twice")
            keys.add(str(key.value))
            waiting.append(value)
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value


def line_in(root: yaml.Node | None, keys: Keys) -> int:
    """The line of the value at *keys*, or of the nearest value above it."""
    node, line = root, 1
    for key in keys:
        found = _child(node, key)
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node | None, key: Any) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line + 1, node.value[key]
    return None


def _wrong(path: Path, line: int, key: object, message: str) -> RulesError:
    return RulesError(" ".join(f"{path}: line {line}: {key}: {message}".split()))


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file being checked: its data, and errors that name file, line and key."""

    path: Path
    data: dict[Any, Any]
    line_of: LineOf

    def wrong(self, keys: Keys, message: str) -> RulesError:
        """An error about the value at *keys*."""
        return _wrong(self.path, self.line_of(keys), ".".join(str(key) for key in keys) or "file", message)

    def only(self, keys: Keys, data: Any, allowed: Iterable[str]) -> dict[Any, Any]:
        """*data*, which has to be a mapping with no keys but those *allowed*."""
        allowed, given = sorted(allowed), self.mapping(keys, data)
        for key in given:
            if key not in allowed:
                raise self.wrong((*keys, key), f"unknown key; use one of {', '.join(allowed)}")
        return given

    def mapping(self, keys: Keys, data: Any) -> dict[Any, Any]:
        """*data*, which has to be a mapping."""
        if not isinstance(data, dict):
            raise self.wrong(keys, "should be a mapping (key: value)")
        return data

    def text(self, keys: Keys, row: Mapping[Any, Any], key: str) -> str:
        """The words under *key* of the *row* at *keys*."""
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong((*keys, key), "missing or empty; it should be words")
        return value.strip()

    def texts(self, keys: Keys, row: Mapping[Any, Any], key: Any, *, needed: bool = True) -> tuple[str, ...]:
        """The list of words under *key* of the *row* at *keys*; none where it is left out and not *needed*."""
        value = row.get(key) or (None if needed else [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong((*keys, key), "should be a list of words")
        return tuple(item.strip() for item in value)


def read_source(path: Path) -> Source:
    """A YAML file that holds a mapping, ready to be checked."""
    data, line_of = load_yaml(path)
    source = Source(path, data, line_of)
    source.mapping((), data)
    return source
