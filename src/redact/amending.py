"""Small changes to the text of register.yaml or summary.yaml: each puts in, takes out or replaces just what it says.

Comments, order, quotation marks and blank lines stay as a person wrote them, since the text itself is
cut at the places that the YAML reader gives for a value, and nothing is written anew from data. After
each change the whole is read again and has to say what was meant; a file that is written in a way that
makes this fail (anchors, say) is refused and can still be changed as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from redact.errors import RulesError
from redact.rules.lined import Keys, parse_yaml

FILE = Path("register.yaml")
Value = str | int | Sequence[str | Mapping[str, Any]] | Mapping[str, Any]
Pair = tuple[yaml.Node, yaml.Node]
#: Keys that a new entry has also where they are still to be filled in.
NEEDED = frozenset({"id", "name", "text", "file", "who", "is", "of"})


class Quoted(str):
    """Words that are written in quotes whatever they are: to YAML, paragraph 3.10 is the number 3.1."""

    __slots__ = ()


def data_of(text: str, file: Path = FILE) -> dict[str, Any]:
    """The plain data of the text of the register, or of another *file*; {} where there is none.

    Raises:
        RulesError: not valid YAML, or no mapping.
    """
    data, _ = parse_yaml(text, file)
    if data is not None and not isinstance(data, dict):
        raise RulesError(f"{file}: line 1: should hold keys and values (key: value)")
    return data or {}


def put(text: str, keys: Keys, value: Value, file: Path = FILE) -> str:
    """*text* with *value* at *keys*; an empty value takes the key out (0 is a value)."""
    _require_plain(text, file)
    data = deepcopy(data_of(text, file))
    parent = _at(data, keys[:-1])
    if isinstance(parent, dict) and _is_empty(value):
        parent.pop(keys[-1], None)
    else:
        parent[keys[-1]] = value
    return _checked(_put(text, keys, value), data, file)


def add(text: str, section: str, entry: str | Mapping[str, Any], file: Path = FILE) -> str:
    """*text* with one more entry at the end of the list *section*, in the style of the entry above it."""
    _require_plain(text, file)
    data = deepcopy(data_of(text, file))
    data[section] = [*(data.get(section) or []), entry]
    return _checked(_add(text, section, entry), data, file)


def swap(text: str, section: str, at: int, file: Path = FILE) -> str:
    """*text* with entries *at* and *at* + 1 of the list *section* in each other's place; remarks between them stay."""
    _require_plain(text, file)
    data = deepcopy(data_of(text, file))
    rows = data[section]
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    one, other = _node(text, (section,)).value[at : at + 2]
    return _checked(_swapped(text, one, other, _node(text, (section,)).flow_style), data, file)


def take_out(text: str, section: str, at: int, file: Path = FILE) -> str:
    """*text* without entry *at* (from 0) of the list *section*, and without the remarks inside it."""
    _require_plain(text, file)
    data = deepcopy(data_of(text, file))
    del data[section][at]
    node = _node(text, (section,))
    item = node.value[at]
    if node.flow_style:
        rest = [text[n.start_mark.index : _end(n)] for n in node.value if n is not item]
        return _checked(_cut(text, node.start_mark.index, _end(node), f"[{', '.join(rest)}]"), data, file)
    return _checked(
        _without_lines(text, item.start_mark.line, _last_line(text, item), _dash(node)), data, file
    )


# Where things stand -------------------------------------------------------------------------------


def _at(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data[key]
    return data


def _node(text: str, keys: Keys) -> Any:
    """The node at *keys*; None where there is none."""
    _, node = parse_yaml(text, FILE)
    for key in keys:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
        else:
            pair = _pair(node, key)
            node = pair[1] if pair else None
    return node


def _pair(node: Any, key: Any) -> Pair | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((pair for pair in pairs if pair[0].value == key), None)


def _end(node: yaml.Node) -> int:
    """Where the last character of a node stands; the reader's own mark is behind the remarks that follow."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _last_line(text: str, node: yaml.Node) -> int:
    """The line (from 0) on which a node ends."""
    return text[: _end(node)].rstrip("\n").count("\n")


def _dash(node: yaml.Node) -> int:
    return int(node.start_mark.column)


def _require_plain(text: str, file: Path) -> None:
    """Refuses what would be changed in two places at once."""
    kinds = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken, yaml.DirectiveToken)
    data_of(text, file)
    if any(isinstance(token, kinds) for token in yaml.scan(text)):
        raise RulesError(f"{file}: is written with anchors (&, *) or tags (!); change it as text")


def _is_empty(value: Value) -> bool:
    return not value and not isinstance(value, int)


def _checked(text: str, data: Any, file: Path) -> str:
    """*text*, if it says what is meant by *data*."""
    try:
        if _bare(data_of(text, file)) == _bare(data):
            return text
    except RulesError:
        pass
    raise RulesError(f"{file}: cannot be changed by the form, for the way it is written; change it as text")


def _bare(data: Any) -> Any:
    """Data without keys that hold nothing."""
    if isinstance(data, dict):
        return {k: _bare(v) for k, v in data.items() if v not in (None, "", [], ())}
    return [_bare(v) for v in data] if isinstance(data, list | tuple) else data


# Cutting ------------------------------------------------------------------------------------------


def _cut(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def _put(text: str, keys: Keys, value: Value) -> str:
    parent = _node(text, keys[:-1])
    if isinstance(parent, yaml.SequenceNode):
        node = parent.value[keys[-1]]
        return _cut(text, node.start_mark.index, _end(node), written(value))
    pair = _pair(parent, keys[-1])
    if pair and _is_empty(value):
        return _without_key(text, parent, pair)
    if pair:
        start = pair[1].start_mark.index
        gap = " " if text[start - 1 : start] == ":" else ""
        return _cut(text, start, _end(pair[1]), gap + written(value))
    return text if _is_empty(value) else _with_key(text, parent, keys[-1], value)


def _with_key(text: str, parent: Any, key: str, value: Value) -> str:
    if parent is None or not parent.value:
        return f"{text.rstrip()}\n{key}: {written(value)}\n".lstrip("\n")
    if parent.flow_style:
        at = _end(parent) - 1
        return _cut(text, at, at, f", {key}: {written(value)}")
    column = parent.value[0][0].start_mark.column
    return _insert(text, _last_line(text, parent) + 1, f"{' ' * column}{key}: {written(value)}\n")


def _without_key(text: str, parent: Any, pair: Pair) -> str:
    if parent.flow_style:
        rest = [text[k.start_mark.index : _end(v)] for k, v in parent.value if k is not pair[0]]
        return _cut(text, parent.start_mark.index, _end(parent), f"{{{', '.join(rest)}}}")
    first, last = pair[0].start_mark.line, _last_line(text, pair[1])
    if pair is parent.value[0] and text.splitlines()[first].lstrip().startswith("- "):
        return _cut(text, pair[1].start_mark.index, _end(pair[1]), '""')  # it shares its line with the dash
    return _without_lines(text, first, last, 10**6)


def _add(text: str, section: str, entry: str | Mapping[str, Any]) -> str:
    node = _node(text, (section,))
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        at, comma = _end(node) - 1, ", " if node.value else ""
        return _cut(text, at, at, comma + written(entry))
    if isinstance(node, yaml.SequenceNode):
        flow = isinstance(node.value[-1], yaml.MappingNode) and node.value[-1].flow_style
        lines = _entry_lines(entry, _dash(node), bool(flow))
        return _insert(text, _last_line(text, node) + 1, lines)
    lines = _entry_lines(entry, 2, False)
    pair = _pair(_node(text, ()), section)
    if pair:  # 'people:' and nothing behind it
        return _insert(text, pair[0].start_mark.line + 1, lines)
    return f"{text.rstrip()}\n\n{section}:\n{lines}".lstrip("\n")


def _entry_lines(entry: str | Mapping[str, Any], column: int, flow: bool) -> str:
    dash = " " * column + "- "
    if isinstance(entry, str) or flow:
        return f"{dash}{written(entry)}\n"
    rows = [
        f"{key}: {written(value)}" for key, value in entry.items() if not _is_empty(value) or key in NEEDED
    ]
    return dash + f"\n{' ' * (column + 2)}".join(rows) + "\n"


def _insert(text: str, line: int, words: str) -> str:
    """*words* before line *line* (from 0)."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join([*lines[:line], words, *lines[line:]])


def _swapped(text: str, one: yaml.Node, other: yaml.Node, flow: bool) -> str:
    """*text* with two entries of a list in each other's place: whole lines, or what stands between the commas."""
    if flow:
        places = [(n.start_mark.index, _end(n)) for n in (one, other)]
    else:
        starts = [0]
        for line in text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        text += "" if text.endswith("\n") else "\n"
        starts[-1] = max(starts[-1], len(text))
        places = [(starts[n.start_mark.line], starts[_last_line(text, n) + 1]) for n in (one, other)]
    (a, b), (c, d) = places
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _without_lines(text: str, first: int, last: int, column: int) -> str:
    """*text* without lines *first* to *last*, and the remarks right below that stand further in than *column*."""
    lines = text.splitlines(keepends=True)
    while (
        last + 1 < len(lines)
        and (below := lines[last + 1]).lstrip().startswith("#")
        and (len(below) - len(below.lstrip()) > column)
    ):
        last += 1
    return "".join([*lines[:first], *lines[last + 1 :]])


# Writing ------------------------------------------------------------------------------------------


def written(value: Value) -> str:
    """A value as YAML on one line, in quotes only where it would be read as something else."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{k}: {written(v)}" for k, v in value.items() if not _is_empty(v) or k in NEEDED)
        return f"{{{inner}}}"
    if isinstance(value, int):
        return str(value).lower()
    if isinstance(value, Quoted):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return f"[{', '.join(map(written, value))}]"
    try:
        inside: Any = yaml.compose(f"[{{a: {value}}}, {value}]", Loader=yaml.SafeLoader)
        pair, own = inside.value
        alone: Any = yaml.compose(f"a: {value}\n", Loader=yaml.SafeLoader)  # where a dash begins a list
        if all(_is_plain(node, value) for node in (own, pair.value[0][1], alone.value[0][1])):
            return value
    except (yaml.YAMLError, ValueError, AttributeError, IndexError, TypeError):
        pass
    return json.dumps(value, ensure_ascii=False)


def _is_plain(node: Any, value: str) -> bool:
    """Whether a node is just these words: no number, no truth value, and nothing else beside them."""
    text = "tag:yaml.org,2002:str"
    born = "tag:yaml.org,2002:timestamp"  # stays as it was written, by our own reader
    return isinstance(node, yaml.ScalarNode) and node.value == value and node.tag in (text, born)
