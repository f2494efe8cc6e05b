"""What the words of a cast table mean: its headings, sections and roles, from rules/cast.yaml.

A heading is taken for what the list says and for nothing near it. "Mother's name" that was
taken for the child's would give two people one label; a heading nobody listed is told instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from redact.names import fold
from redact.rules import Rules, alternation
from redact.rules.lined import Source, read_source

#: What a column may be taken for; the order in which a row's cells are read.
KEYS = (
    "name", "surname", "forename", "middle", "title", "aliases", "former", "initials", "role", "role-and-body", "body",
    "born", "pseudonym", "gender", "family", "subject", "group", "address", "school", "surgery", "place", "nothing",
)  # fmt: skip
#: A heading of people's names; a row of headings needs one of these, or one of THINGS.
NAMES = frozenset({"name", "surname", "forename"})
#: Columns whose cells are places and organisations of their own: (section, role).
THINGS: Mapping[str, tuple[str, str]] = {
    "address": ("places", "address"),
    "place": ("places", ""),
    "school": ("organisations", "school"),
    "surgery": ("organisations", "GP practice"),
    "body": ("organisations", ""),
}
#: Keys that several columns of one table may have; a second column of any other is not understood.
SEVERAL = frozenset(
    {"aliases", "former", "initials", "nothing", "address", "school", "surgery", "body", "place"}
)
SECTIONS = ("people", "places", "organisations")


@dataclass(frozen=True, slots=True)
class Group:
    """What a section of the table says of the rows in it."""

    section: str = ""
    family: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class CastWords:
    """rules/cast.yaml, ready to be asked."""

    keys: Mapping[str, str]  # normal heading → key
    groups: Mapping[str, Group]  # normal words of a section → what it says
    empty: frozenset[str]
    subject: frozenset[str]
    yes: frozenset[str]
    roles: Mapping[str, frozenset[str]]  # section → folded roles of its entries
    endings: tuple[str, ...]
    no_body: frozenset[str]
    no_name: frozenset[str]
    former: str  # patterns
    also: str

    def key(self, heading: str) -> str:
        """What a column of this heading is taken for; "" where it is not understood."""
        return next((self.keys[form] for form in forms_of(heading) if form in self.keys), "")

    def group(self, text: str) -> Group | None:
        """What the section named *text* says of its rows; None where it names none."""
        return next((self.groups[form] for form in forms_of(text) if form in self.groups), None)

    def says_nothing(self, text: str) -> bool:
        """Whether a cell is empty, or says that there is nothing to say ("n/k")."""
        return not text or fold(text).strip(" .") in self.empty or text.strip() in self.empty

    def section_of(self, role: str) -> str:
        """The section of an entry whose whole role is *role*; "" for people's roles."""
        return next((section for section, roles in self.roles.items() if fold(role) in roles), "")


def normal(text: str) -> str:
    """A heading without case, points, apostrophes and variants of space: "D.O.B.:" is "dob"."""
    plain = re.sub(r"(?<=\w)\.(?=\w)|\.(?=\s|$)|'", "", fold(text.replace("&", " and ")))
    return " ".join(re.sub(r"[^\w\s()]", " ", plain).split())


def forms_of(heading: str) -> Iterator[str]:
    """The normal forms under which a heading is looked up, the fullest first: "Role / agency" has three."""
    plural = re.sub(r"\(e?s\)", "s", heading.casefold())
    for text in (heading, plural, re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)):
        for slash in (" ", " or ", " and "):
            form = re.sub(r"[()]", " ", normal(re.sub(r"\s*[/|+]\s*", slash, text)))
            form = re.sub(r"\b(?:if|where) (?:known|any|applicable|different|relevant|used)\b", " ", form)
            yield " ".join(re.sub(r"^(?:section|part|table|list) (?:\d+|[a-e])\b", " ", form).split())


def cast_words(rules: Rules) -> CastWords:
    """The words of cast.yaml.

    Raises:
        RulesError: the file is wrong, with line and key.
    """
    return _read(rules.folder / "cast.yaml")


@cache
def _read(path: Path) -> CastWords:
    source = read_source(path)
    data = source.data
    return CastWords(
        keys=dict(_keys(source)),
        groups={normal(word): group for words, group in _groups(source) for word in words},
        empty=frozenset(fold(word).strip(" .") or word for word in data["empty"]) | frozenset(data["empty"]),
        subject=frozenset(map(fold, data["subject"])),
        yes=frozenset(map(fold, data["yes"])),
        roles={section: frozenset(map(fold, words)) for section, words in data["roles"].items()},
        endings=tuple(fold(word) for word in data["organisation-endings"]),
        no_body=frozenset(map(fold, data["no-body"])),
        no_name=frozenset(map(fold, data["no-name"])),
        former=alternation(data["former"]),
        also=alternation(data["also"]),
    )


def _keys(source: Source) -> Iterable[tuple[str, str]]:
    seen: dict[str, str] = {}
    for at, row in enumerate(source.data["columns"]):
        source.only(("columns", at), row, ("key", "headings", "examples"))
        if row["key"] not in KEYS:
            raise source.wrong(("columns", at, "key"), f"should be one of {', '.join(KEYS)}")
        for heading in row["headings"]:
            if seen.setdefault(normal(heading), row["key"]) != row["key"]:
                raise source.wrong(("columns", at, "headings"), f"{heading!r} stands under another key too")
            yield normal(heading), row["key"]


def _groups(source: Source) -> Iterable[tuple[list[str], Group]]:
    for at, row in enumerate(source.data["sections"]):
        source.only(("sections", at), row, ("words", "section", "family", "role"))
        values: dict[str, Any] = {key: value for key, value in row.items() if key != "words"}
        if values.get("section", "people") not in SECTIONS:
            raise source.wrong(("sections", at, "section"), f"should be one of {', '.join(SECTIONS)}")
        yield row["words"], Group(**values)


@lru_cache(maxsize=8)
def person_roles(rules: Rules) -> frozenset[str]:
    """Folded words of people's roles: a column headed "Health visitor" holds people."""
    rows = rules.pseudonyms.get("PERSON") or ()
    return frozenset(fold(word) for row in rows for word in row.get("words") or ())
