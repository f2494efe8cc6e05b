"""Load and validate rules/ into frozen values.

Everything that a panel may want to change stands in `rules/` as plain data.
What is wrong there is said at once, with file, line and key, before any draft
is read: a recognizer that silently does not run would let names through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex
import yaml

from redact.errors import RulesError

#: The labels of the contract.
LABELS = frozenset(
    """PERSON DATE DOB TIME AGE ADDRESS POSTCODE PLACE SCHOOL HEALTH_SITE ORG PHONE EMAIL URL HANDLE QUASI
    ID.NHS ID.CHI ID.HC ID.NINO ID.UPN ID.ULN ID.UCI ID.PNC ID.CRO ID.ASN ID.CRIME ID.CASE ID.COURT ID.PRISON
    ID.PROBATION ID.LICENCE ID.PASSPORT ID.HOMEOFFICE ID.VRM ID.REG ID.SCHOOL ID.OFSTED ID.ODS ID.UPRN ID.BANK
    ID.TAX ID.DEVICE ID.GRID ID.OTHER""".split()
)

#: The names that `validate:` may give; each is a function in `redact.detect.validators`.
CHECKS = frozenset("nhs chi hc upn uln pnc cro asn iban luhn utr nino date ip".split())

TREATMENTS = frozenset({"keep", "pseudonym", "generalise", "remove"})

Path_ = tuple[Any, ...]  # keys and indices that lead to a value
LineOf = Callable[[Path_], int]


@dataclass(frozen=True, slots=True)
class Recognizer:
    """One file of rules/recognizers: what to find, and examples that prove it."""

    name: str
    label: str
    about: str
    patterns: tuple[str, ...]  # with their pieces and lists filled in
    ignore_case: bool = False
    score: float = 0.5
    validate: str = ""  # a check of CHECKS; failing it lowers the score and never drops a mention
    context: tuple[str, ...] = ()  # words that raise the score when they stand near
    needs_context: bool = False
    own_word: bool = False  # leading everyday words are cut off; a mention of nothing else is dropped
    requires: tuple[str, ...] = ()  # a text without any of these is not searched; 'digit' stands for any digit
    finds: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    group: int | str = 0  # the group of the pattern that is the mention
    status: str = "replace"
    reason: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All of rules/, checked. *digest* changes with any byte of it."""

    recognizers: tuple[Recognizer, ...]
    lists: Mapping[str, frozenset[str]]
    editions: Mapping[str, Any]
    pseudonyms: Mapping[str, Any]
    digest: str
    folder: Path

    def list(self, name: str) -> frozenset[str]:
        """The entries of rules/lists/*name*.txt, as they are written there."""
        try:
            return self.lists[name]
        except KeyError:
            path = self.folder / "lists" / f"{name}.txt"
            raise RulesError(f"{path}: there is no such list; restore the file") from None


def rules_folder() -> Path:
    """The folder rules/ of the source tree, else the copy that was installed with the package."""
    package = Path(__file__).resolve().parent
    checkout = package.parents[1] / "rules"
    if package.parent.name == "src" and (checkout / "recognizers").is_dir():
        return checkout
    return package / "data" / "rules"


def load_rules(folder: Path | None = None) -> Rules:
    """The rules in *folder* (default: the ones that ship), read once per folder."""
    return _load((folder or rules_folder()).resolve())


@cache
def _load(folder: Path) -> Rules:
    if not (folder / "recognizers").is_dir():
        raise RulesError(f"{folder}: no folder recognizers/ in it; reinstall redact or restore rules/")
    lists = {path.stem: _read_list(path) for path in sorted((folder / "lists").glob("*.txt"))}
    pieces = _read_pieces(folder / "pieces.yaml", lists)
    files = sorted((folder / "recognizers").glob("*.yaml"))
    return Rules(
        recognizers=tuple(_read_recognizer(path, pieces) for path in files),
        lists=MappingProxyType(lists),
        editions=_read_editions(folder / "editions.yaml"),
        pseudonyms=_read_pseudonyms(folder / "pseudonyms.yaml"),
        digest=_digest(folder),
        folder=folder,
    )


def _digest(folder: Path) -> str:
    """Sha256 over names and contents in a fixed order; line ends do not count, so that systems agree."""
    total = hashlib.sha256()
    paths = [path for path in folder.rglob("*") if path.suffix in {".yaml", ".txt"}]
    for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(folder).as_posix().encode()
        total.update(b"%d %s %d\n" % (len(name), name, len(content)))
        total.update(content)
    return total.hexdigest()


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulesError(f"{path}: cannot be read ({error.strerror}); restore the file") from None
    except UnicodeDecodeError as error:
        raise RulesError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None


def _read_list(path: Path) -> frozenset[str]:
    """One entry a line; what follows a `#` at the start or after a space is a comment."""
    lines = (regex.sub(r"(^|\s)#.*", "", line).strip() for line in _read_text(path).splitlines())
    return frozenset(line for line in lines if line)


# YAML with line numbers ------------------------------------------------------------------------------


class _PlainLoader(yaml.SafeLoader):
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
    text = _read_text(path)
    try:
        root = yaml.compose(text, Loader=_PlainLoader)
        _refuse_twice(path, root)
        data = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulesError(f"{path}: line {line}: not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise RulesError(f"{path}: not valid YAML; check it for odd characters") from None
    return data, lambda keys: _line_of(root, keys)


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


def _line_of(root: yaml.Node | None, keys: Path_) -> int:
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
    return RulesError(f"{path}: line {line}: {key}: {message}")


@dataclass(frozen=True, slots=True)
class _Source:
    """A YAML file being checked: its data, and errors that name file, line and key."""

    path: Path
    data: dict[Any, Any]
    line_of: LineOf

    def wrong(self, keys: Path_, message: str) -> RulesError:
        return _wrong(self.path, self.line_of(keys), ".".join(str(key) for key in keys) or "file", message)

    def only(self, keys: Path_, data: Mapping[Any, Any], allowed: Iterable[str]) -> None:
        allowed = sorted(allowed)
        for key in data:
            if key not in allowed:
                raise self.wrong((*keys, key), f"unknown key; use one of {', '.join(allowed)}")

    def mapping(self, keys: Path_, data: Any) -> dict[Any, Any]:
        if not isinstance(data, dict):
            raise self.wrong(keys, "should be a mapping (key: value)")
        return data


def _source(path: Path) -> _Source:
    data, line_of = load_yaml(path)
    source = _Source(path, data, line_of)
    source.mapping((), data)
    return source


# Recognizers -----------------------------------------------------------------------------------------

_KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("label", "about", "validate", "status", "reason"), (str,)),
    **dict.fromkeys(("patterns", "context", "requires", "finds", "ignores"), (list,)),
    **dict.fromkeys(("ignore_case", "needs_context", "own_word"), (bool,)),
    "score": (int, float),
    "group": (int, str),
}


def _read_recognizer(path: Path, pieces: Mapping[str, str]) -> Recognizer:
    source = _source(path)
    data = source.data
    source.only((), data, _KINDS)
    for key, value in data.items():
        _check_kind(source, key, value)
    for key in ("label", "about", "patterns", "finds", "ignores"):
        if not data.get(key):
            raise source.wrong((key,), "missing or empty; every recognizer needs it")
    _check_values(source)
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    values["patterns"] = tuple(_pattern(source, at, pieces) for at in range(len(data["patterns"])))
    return Recognizer(name=path.stem, file=str(path), **values)


def _check_kind(source: _Source, key: str, value: Any) -> None:
    kinds = _KINDS[key]
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise source.wrong((key,), f"should be a {kinds[0].__name__}, is {value!r:.40}")
    for at, item in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(item, str) or not item:
            raise source.wrong((key, at), "should be text; put quotes around it")


def _check_values(source: _Source) -> None:
    data = source.data
    for key, allowed in (("label", LABELS), ("validate", CHECKS), ("status", ("replace", "flag"))):
        if data.get(key, "") and data[key] not in allowed:
            raise source.wrong((key,), f"{data[key]!r} is not one of {', '.join(sorted(allowed))}")
    if not 0 < data.get("score", 0.5) <= 1:
        raise source.wrong(("score",), "should be above 0 and at most 1")
    if data.get("needs_context") and not data.get("context"):
        raise source.wrong(("needs_context",), "needs a key context with at least one word")


def _pattern(source: _Source, at: int, pieces: Mapping[str, str]) -> str:
    try:
        pattern = _fill(source.data["patterns"][at], pieces)
        compiled = regex.compile(pattern)
    except regex.error as error:
        raise source.wrong(("patterns", at), f"not a pattern: {error}") from None
    group = source.data.get("group", 0)
    if group not in compiled.groupindex and group not in range(compiled.groups + 1):
        raise source.wrong(("group",), f"pattern {at + 1} has no group {group!r}")
    return pattern


# Pieces: fragments that several patterns share, written {{name}}, and lists, written {{list:name}} ------


def _read_pieces(path: Path, lists: Mapping[str, frozenset[str]]) -> dict[str, str]:
    pieces = {f"list:{name}": alternation(words) for name, words in lists.items()}
    source = _source(path)
    for name, piece in source.data.items():
        if not isinstance(piece, str):
            raise source.wrong((name,), "should be text; put quotes around it")
        try:
            pieces[str(name)] = f"(?:{_fill(piece, pieces)})"
            regex.compile(pieces[str(name)])
        except regex.error as error:
            raise source.wrong((name,), f"not a pattern: {error}") from None
    return pieces


def _fill(pattern: str, pieces: Mapping[str, str]) -> str:
    """*pattern* with its {{pieces}} filled in; a piece may use the ones above it."""
    def piece(match: regex.Match[str]) -> str:
        if match[1] not in pieces:
            raise regex.error(f"there is no piece {match[1]!r} above it")
        return pieces[match[1]]

    return regex.sub(r"\{\{([\w:-]+)\}\}", piece, pattern)


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of *words*, the longest first; a typed apostrophe or a curved one.

    Beginnings are shared, since long lists are tried at every word of a draft.
    """
    return _branch({tuple(_LOOSE.get(letter, regex.escape(letter)) for letter in word) for word in words})


_LOOSE = {" ": r"\s{1,2}", "'": "['’]", "’": "['’]", "-": "[-‐‑]"}


def _branch(tails: set[tuple[str, ...]]) -> str:
    groups: dict[str, set[tuple[str, ...]]] = {}
    for tail in tails:
        if tail:
            groups.setdefault(tail[0], set()).add(tail[1:])
    if not groups:
        return ""
    inner = "|".join(head + _branch(groups[head]) for head in sorted(groups))
    return f"(?:{inner})?" if () in tails else f"(?:{inner})"


# Editions and pseudonyms ------------------------------------------------------------------------------


def _read_editions(path: Path) -> Mapping[str, Any]:
    source = _source(path)
    audiences = source.mapping(("audiences",), source.data.get("audiences"))
    for name, audience in audiences.items():
        keys = ("audiences", name, "treatments")
        source.mapping(keys[:2], audience)
        for label, treatment in source.mapping(keys, audience.get("treatments")).items():
            _check_label(source, (*keys, label), label)
            if treatment not in TREATMENTS:
                raise source.wrong((*keys, label), f"should be one of {', '.join(sorted(TREATMENTS))}")
    for label in source.mapping(("marks",), source.data.get("marks")):
        _check_label(source, ("marks", label), label)
    return MappingProxyType(source.data)


def _check_label(source: _Source, keys: Path_, label: str) -> None:
    if label not in LABELS and label != "ID":
        raise source.wrong(keys, "not a label; see docs/rules.md for the list")


def _read_pseudonyms(path: Path) -> Mapping[str, Any]:
    source = _source(path)
    for label, roles in source.data.items():
        for at, role in enumerate(roles if isinstance(roles, list) else ()):
            source.only((label, at), source.mapping((label, at), role), ("role", "words", "label", "number"))
            if not isinstance(role.get("label"), str):
                raise source.wrong((label, at, "label"), "missing or empty; every role needs it")
    return MappingProxyType(source.data)
