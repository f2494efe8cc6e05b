"""Load and validate rules/ into frozen values.

Everything that a panel may want to change stands in `rules/` as plain data.
What is wrong there is said at once, with file, line and key, before any draft
is read: a recognizer that silently does not run would let names through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex

from redact.errors import RulesError
from redact.rules.checklist import Checklist, read_checklist
from redact.rules.compiling import Worked, keep, kept_or, ready
from redact.rules.kinship import Kinship, read_kinship
from redact.rules.lined import Keys, LineOf, Source, load_yaml, read_source, read_text
from redact.rules.pieces import alternation, fill, read_pieces
from redact.rules.roles import read_pseudonyms
from redact.rules.traits import Traits, read_traits
from redact.rules.wording import Wording, read_wording

__all__ = [
    "CHECKS", "LABELS", "LineOf", "Recognizer", "Rules",
    "alternation", "check_patterns", "compiled", "formats_of", "keep_compiled", "kept_beside",
    "load_rules", "load_yaml", "rules_folder",
]  # fmt: skip

#: The labels of the contract.
LABELS = frozenset({
    "PERSON", "DATE", "DOB", "TIME", "AGE", "ADDRESS", "POSTCODE", "PLACE", "SCHOOL", "HEALTH_SITE", "ORG",
    "PHONE", "EMAIL", "URL", "HANDLE", "QUASI", "ID.NHS", "ID.CHI", "ID.HC", "ID.NINO", "ID.UPN", "ID.ULN",
    "ID.UCI", "ID.PNC", "ID.CRO", "ID.ASN", "ID.CRIME", "ID.CASE", "ID.COURT", "ID.PRISON", "ID.PROBATION",
    "ID.LICENCE", "ID.PASSPORT", "ID.HOMEOFFICE", "ID.VRM", "ID.REG", "ID.SCHOOL", "ID.OFSTED", "ID.ODS",
    "ID.UPRN", "ID.BANK", "ID.TAX", "ID.DEVICE", "ID.GRID", "ID.OTHER",
})  # fmt: skip

#: The names that `validate:` may give; each is a function in `redact.detect.validators`.
CHECKS = frozenset({
    "nhs", "chi", "hc", "upn", "uln", "pnc", "cro", "asn", "iban", "luhn", "utr", "nino", "date", "ip",
})  # fmt: skip

#: Characters of a list's entry; a longer one is a paragraph that lost its line ends.
LONGEST_ENTRY = 200

#: What editions can be written as; the first three are made of each.
FORMATS = ("docx", "html", "pdf", "txt", "md")
ALWAYS = frozenset(FORMATS[:3])

TREATMENTS = frozenset({"keep", "pseudonym", "generalise", "remove"})


@dataclass(frozen=True, slots=True)
class Recognizer:
    """One file of rules/recognizers: what to find, and examples that prove it."""

    name: str
    label: str
    about: str
    patterns: tuple[str, ...]  # with their pieces and lists filled in
    written: tuple[str, ...]  # as they are written, with {{pieces}}; what they need is read from these
    ignore_case: bool = False
    score: float = 0.5
    validate: str = ""  # a check of CHECKS; failing it lowers the score and never drops a mention
    context: tuple[str, ...] = ()  # words that raise the score when they stand near
    needs_context: bool = False
    own_word: bool = False  # leading everyday words are cut off; a mention of nothing else is dropped
    requires: tuple[str, ...] = ()  # a text without any of these is not searched; 'digit': a figure
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
    pieces: Mapping[str, str]  # of pieces.yaml, as they are written
    editions: Mapping[str, Any]
    pseudonyms: Mapping[str, Any]
    naming: Mapping[str, str]  # the choices of rules/pseudonyms.yaml: labels or first names, half and step
    wording: Wording
    digest: str
    folder: Path
    kinship: Kinship
    traits: Traits
    checklist: Checklist  # what a program cannot decide, as questions

    def list(self, name: str) -> frozenset[str]:
        """The entries of rules/lists/*name*.txt, as they are written there."""
        try:
            return self.lists[name]
        except KeyError:
            path = self.folder / "lists" / f"{name}.txt"
            raise RulesError(f"{path}: there is no such list; restore the file") from None


def rules_folder() -> Path:
    """The folder rules/ of the source tree, else the copy that was installed with the package."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parents[1] / "rules"
    if package.parent.name == "src" and (checkout / "recognizers").is_dir():
        return checkout
    return package / "data" / "rules"


def load_rules(folder: Path | None = None) -> Rules:
    """The rules in *folder* (default: the ones that ship), read once per folder.

    The patterns of a folder that is named are tried at once; those of the default one when a
    text first needs them, since all take two seconds (`redact doctor` and the tests try them).
    """
    rules = _load((folder or rules_folder()).resolve())
    return check_patterns(rules) if folder else rules


@cache
def _load(folder: Path) -> Rules:
    if not (folder / "recognizers").is_dir():
        raise RulesError(f"{folder}: no folder recognizers/ in it; reinstall redact or restore rules/")
    lists = {path.stem: _read_list(path) for path in sorted((folder / "lists").glob("*.txt"))}
    written, pieces = read_pieces(folder / "pieces.yaml", lists)
    files = sorted((folder / "recognizers").glob("*.yaml"))
    pseudonyms, naming = read_pseudonyms(folder / "pseudonyms.yaml", LABELS)
    editions = _read_editions(folder / "editions.yaml")
    roles = tuple(str(row.get("role", "")) for row in pseudonyms.get("PERSON", ()))
    return Rules(
        recognizers=tuple(_read_recognizer(path, pieces) for path in files),
        lists=MappingProxyType(lists),
        pieces=MappingProxyType(written),
        editions=editions,
        pseudonyms=MappingProxyType(pseudonyms),
        naming=MappingProxyType(naming),
        wording=read_wording(folder / "grammar.yaml", lists.get("titles", frozenset())),
        digest=_digest(folder),
        folder=folder,
        kinship=read_kinship(folder / "kinship.yaml"),
        traits=read_traits(folder / "traits.yaml", frozenset(path.stem for path in files), LABELS),
        checklist=read_checklist(folder / "checklist.yaml", editions["audiences"], roles),
    )


def rules_digest() -> str:
    """The digest of the rules that ship, as they lie there now; nothing is loaded for it."""
    return _digest(rules_folder().resolve())


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


def _read_list(path: Path) -> frozenset[str]:
    """One entry a line; what follows a `#` at the start or after a space is a comment."""
    lines = (
        (regex.sub(r"(^|\s)#.*", "", line) if "#" in line else line).strip()
        for line in read_text(path).splitlines()
    )
    entries = frozenset(line for line in lines if line)
    if any(len(entry) > LONGEST_ENTRY for entry in entries):
        raise RulesError(f"{path}: an entry has more than {LONGEST_ENTRY} characters; one entry a line")
    return entries


_KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("label", "about", "validate", "status", "reason"), (str,)),
    **dict.fromkeys(("patterns", "context", "requires", "finds", "ignores"), (list,)),
    **dict.fromkeys(("ignore_case", "needs_context", "own_word"), (bool,)),
    "score": (int, float),
    "group": (int, str),
}


def _read_recognizer(path: Path, pieces: Mapping[str, str]) -> Recognizer:
    source = read_source(path)
    data = source.data
    source.only((), data, _KINDS)
    for key, value in data.items():
        _check_kind(source, key, value)
    for key in ("label", "about", "patterns", "finds", "ignores"):
        if not data.get(key):
            raise source.wrong((key,), "missing or empty; every recognizer needs it")
    _check_values(source)
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
    }
    values["written"] = tuple(data["patterns"])
    values["patterns"] = tuple(_pattern(source, at, pieces) for at in range(len(data["patterns"])))
    return Recognizer(name=path.stem, file=str(path), **values)


def _check_kind(source: Source, key: str, value: Any) -> None:
    kinds = _KINDS[key]
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise source.wrong((key,), f"should be a {kinds[0].__name__}, is {value!r:.40}")
    for at, item in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(item, str) or not item:
            raise source.wrong((key, at), "should be text; put quotes around it")


def _check_values(source: Source) -> None:
    data = source.data
    for key, allowed in (
        ("label", LABELS),
        ("validate", CHECKS),
        ("status", ("replace", "flag", "watch", "keep")),
    ):
        if data.get(key, "") and data[key] not in allowed:
            raise source.wrong((key,), f"{data[key]!r} is not one of {', '.join(sorted(allowed))}")
    if not 0 < data.get("score", 0.5) <= 1:
        raise source.wrong(("score",), "should be above 0 and at most 1")
    if data.get("needs_context") and not data.get("context"):
        raise source.wrong(("needs_context",), "needs a key context with at least one word")


def _pattern(source: Source, at: int, pieces: Mapping[str, str]) -> str:
    try:
        return fill(source.data["patterns"][at], pieces)
    except regex.error as error:
        raise source.wrong(("patterns", at), f"not a pattern: {error}") from None


def check_patterns(rules: Rules) -> Rules:
    """The rules, if every pattern compiles and has the group that it should.

    Raises:
        RulesError: one does not, with file, line and key.
    """
    for recognizer in rules.recognizers:
        for at in range(len(recognizer.patterns)):
            compiled(recognizer, at)
    return rules


def compiled(recognizer: Recognizer, at: int) -> regex.Pattern[str]:
    """One pattern of *recognizer*, ready to be looked with; compiled once.

    Raises:
        RulesError: it does not compile or lacks the group, with file, line and key.
    """
    try:
        pattern = ready(recognizer.patterns[at], recognizer.ignore_case)
    except regex.error as error:
        source = read_source(Path(recognizer.file))
        raise source.wrong(("patterns", at), f"not a pattern: {error}") from None
    group = recognizer.group
    if group not in pattern.groupindex and group not in range(pattern.groups + 1):
        raise read_source(Path(recognizer.file)).wrong(("group",), f"pattern {at + 1} has no group {group!r}")
    return pattern


def keep_compiled(rules: Rules) -> None:
    """Keep what was compiled of *rules* beside the program's own compiled code, if they are the program's own."""
    if rules.folder == rules_folder().resolve():
        keep((pattern, r.ignore_case) for r in rules.recognizers for pattern in r.patterns)


def kept_beside(rules: Rules, name: str, of: bytes, make: Callable[[], Worked]) -> Worked:
    """What *make* works out of *rules*, plain values: what was kept of it where *of*, a digest of all that it hangs on, is the same.

    Only what is made of the program's own rules is kept: a partnership's folder may name people of its area.
    """
    return kept_or(name, of, make) if rules.folder == rules_folder().resolve() else make()


def _read_editions(path: Path) -> Mapping[str, Any]:
    source = read_source(path)
    audiences = source.mapping(("audiences",), source.data.get("audiences"))
    for name, audience in audiences.items():
        keys = ("audiences", name, "treatments")
        source.mapping(keys[:2], audience)
        for label, treatment in source.mapping(keys, audience.get("treatments")).items():
            if label != "GENDER":  # made from the register's choice, never detected
                _check_label(source, (*keys, label), label)
            if str(treatment) not in TREATMENTS:
                raise source.wrong((*keys, label), f"should be one of {', '.join(sorted(TREATMENTS))}")
        for key in ("family_tree", "anonymous", "on_request", "website"):
            if not isinstance(audience.get(key, False), bool):
                raise source.wrong(("audiences", name, key), "should be true or false")
        if "formats" in audience:
            formats_of(audience["formats"], partial(source.wrong, ("audiences", name, "formats")))
    for label, words in source.mapping(("marks",), source.data.get("marks")).items():
        _check_label(source, ("marks", label), label)
        if not isinstance(words, str) or not words:
            raise source.wrong(("marks", label), "should be the words to print instead")
    for key in ("age_bands", "times"):
        _check_steps(source, key)
    return MappingProxyType(source.data)


def formats_of(value: Any, wrong: Callable[[str], RulesError]) -> tuple[str, ...]:
    """The endings of the files that *value*, such as [docx, html, pdf, txt], asks for, in our order.

    Raises:
        RulesError: made by *wrong*; a format is unknown, or one that every edition is made in is missing.
    """
    if not isinstance(value, list) or not all(isinstance(one, str) and one in FORMATS for one in value):
        raise wrong(f"should be a list of {', '.join(FORMATS)}")
    if missing := sorted(ALWAYS - set(value)):
        raise wrong(f"every edition is made as docx, html and pdf; add {', '.join(missing)}")
    return tuple(f".{one}" for one in FORMATS if one in value)


def _check_steps(source: Source, key: str) -> None:
    """Bands of ages and parts of the day: a list of {from: a number, name: words} that rises from 0."""
    rows = source.data.get(key)
    if not isinstance(rows, list) or not rows:
        raise source.wrong((key,), "should be a list of {from: 0, name: words}")
    edge = -1.0
    for at, row in enumerate(rows):
        first = source.mapping((key, at), row).get("from")
        if not isinstance(first, int | float) or first <= edge or not isinstance(row.get("name"), str):
            raise source.wrong((key, at), "needs a name, and a `from` above that of the row before")
        edge = first
    if rows[0]["from"] != 0:
        raise source.wrong((key, 0), "should begin from 0")


def _check_label(source: Source, keys: Keys, label: str) -> None:
    if label not in LABELS and label != "ID":
        raise source.wrong(keys, "not a label; see docs/rules.md for the list")
