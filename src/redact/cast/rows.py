"""The rows of a cast table as entries of a register; what was not understood is told by its row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from redact.cast.headings import THINGS, CastWords, Group, person_roles
from redact.cast.merging import Entry
from redact.cast.naming import Called, distinct, is_name, names_somebody, people_in, split_names, tidy
from redact.cast.things import Named, address_in, body_in
from redact.cast.told import Place, Told
from redact.dates import as_day, value_of
from redact.names import fold, take_apart
from redact.rules import Rules

LATEST_SHORT = (
    25  # a year of two figures is this one of the 2000s or earlier; 26 to 49 could be either century
)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row by what their columns were taken for."""

    place: Place
    values: Mapping[str, tuple[str, ...]]  # key → texts of its columns, in order
    people: tuple[tuple[str, str], ...] = ()  # (role in the heading, text)
    main: str = ""  # the key of the column that names the row's place or body, where there are no names

    def first(self, key: str) -> str:
        """The first text under *key*; "" where there is none."""
        return next(iter(self.values.get(key, ())), "")


@dataclass
class Rows:
    """Reads rows into entries."""

    words: CastWords
    rules: Rules
    told: Told
    left_over: Counter[str] = field(default_factory=Counter)

    def read(self, cells: Cells, group: Group) -> Iterator[Entry]:
        """The entries that one row gives: who or what it is about, and the bodies and places it names."""
        group = self._group(cells, group)
        name, role, body = self._name(cells), *self._role(cells)
        section = self._section(name, role, group, cells.main)
        about = list(
            self._people(cells, name, role, group)
            if section == "people"
            else self._thing(cells, name, role, group, section)
        )
        if not about:
            self.told.add("no name that was understood; the row was not taken", cells.place)
        yield from about
        yield from self._beside(cells, body)
        for heading, text in cells.people:
            yield from self._called(text, heading, cells.place)

    def _group(self, cells: Cells, group: Group) -> Group:
        said = cells.first("group")
        if not said or self.words.says_nothing(said):
            return group
        found = self.words.group(said)
        if found is None and (self.words.section_of(said) or fold(said) in person_roles(self.rules)):
            found = replace(group, section=self.words.section_of(said), role=said)
        if found is None:
            self.told.add("a kind of entry was not understood; left out", cells.place)
        return found or group

    def _name(self, cells: Cells) -> str:
        """The row's name in one text, put together where its parts have columns of their own."""
        if cells.main:
            return cells.first(cells.main)
        keys = ["title", "forename", "middle", "surname"]
        if "name" in cells.values and ("forename" in cells.values or "surname" not in cells.values):
            keys = ["title", "name"]
        elif "name" in cells.values:
            keys = ["title", "name", "middle", "surname"]  # "Name" beside "Surname" is the first name
        parts = [cells.first(key) for key in keys]
        return " ".join(part for part in parts if not self.words.says_nothing(part)) if any(parts[1:]) else ""

    def _role(self, cells: Cells) -> tuple[str, str]:
        """The row's role, and the body that stood with it in one cell."""
        roles = [
            " ".join(text.split())
            for text in cells.values.get("role", ())
            if not self.words.says_nothing(text)
        ]
        joint = cells.first("role-and-body")
        role, body, *_ = [*re.split(r"\s*[,;/\n]\s*|\s+[-–]\s+|\s+at\s+", joint, maxsplit=1), ""]
        if not self.words.says_nothing(role):
            roles.append(" ".join(role.split()))
        if len(roles) > 1:
            self.told.add("a second role was left out", cells.place)
        return (roles[0] if roles else ""), body

    def _section(self, name: str, role: str, group: Group, main: str) -> str:
        by_role = self.words.section_of(role or (group.role if main else ""))
        if main:
            return by_role or THINGS[main][0]
        if by_role or (group.section and fold(role) not in person_roles(self.rules)):
            return by_role or group.section
        ends = any(f" {fold(name)}".endswith(f" {ending}") for ending in self.words.endings)
        return "organisations" if ends and not role else "people"

    # --- people ---

    def _people(self, cells: Cells, name: str, role: str, group: Group) -> Iterator[Entry]:
        called = self._understood(name, cells.place)
        for one in called:
            own, subject = self._own_role(cells, role or one.role or group.role)
            aliases = distinct(
                (*one.aliases, *(self._aliases(cells, one) if len(called) == 1 else ())), one.name
            )
            yield Entry(
                "people",
                one.name,
                aliases,
                own,
                family=self._family(cells, group),
                subject=subject,
                places=(cells.place,),
                gender=self._gender(cells),
                **self._single(cells, len(called)),
            )
        if len(called) > 1:
            self.told.add("several people in one cell; each has an entry", cells.place)

    def _single(self, cells: Cells, count: int) -> dict[str, str]:
        """What can be true of one person only."""
        born, pseudonym = self._born(cells), self._pseudonym(cells)
        if count == 1:
            return {"born": born, "pseudonym": pseudonym}
        if born or pseudonym or any(cells.values.get(key) for key in ("aliases", "former", "initials")):
            self.told.add(
                "a date of birth, a pseudonym or other names that could be either's were left out",
                cells.place,
            )
        return {}

    def _understood(self, text: str, place: Place) -> list[Called]:
        """The people in a cell of names, but nobody whose name is no name."""
        found = [
            one for one in people_in(text, self.words, self.rules) if names_somebody(one.name, self.rules)
        ]
        if any(one.left for one in found):
            self.told.add("a part of the name was not understood; left out", place)
        return found

    def _called(self, text: str, role: str, place: Place) -> Iterator[Entry]:
        if self.words.says_nothing(text):
            return
        found = self._understood(text, place)
        if not found:
            self.told.add("no name was understood in a cell; left out", place)
        yield from (Entry("people", one.name, one.aliases, role.casefold(), places=(place,)) for one in found)

    def _aliases(self, cells: Cells, one: Called) -> Iterator[str]:
        given = (take_apart(one.name, self.rules).given or (one.name,))[0]
        marker = rf"^(?:{self.words.former}|{self.words.also})[:\s]+"
        for key in ("aliases", "former", "initials"):
            for text in cells.values.get(key, ()):
                for part in split_names(re.sub(r"[()\[\]]", ";", text)):
                    other = re.sub(marker, "", part, flags=re.IGNORECASE)
                    lone = key == "former" and len(other.split()) == 1
                    yield from self._alias(f"{given} {other}" if lone else other, key, cells.place)

    def _alias(self, other: str, key: str, place: Place) -> Iterator[str]:
        if self.words.says_nothing(other):
            return
        if is_name(other) and (
            key == "initials" or (other[:1].isupper() and names_somebody(other, self.rules))
        ):
            yield other if key == "initials" else tidy(other, self.rules)
        else:
            self.told.add("another name was not understood; left out", place)

    def _own_role(self, cells: Cells, role: str) -> tuple[str, bool]:
        said = fold(cells.first("subject"))
        subject = fold(role) in self.words.subject or said in self.words.yes
        named = fold(role) in self.words.subject or (subject and not role)
        return ("subject child" if named else role), subject

    def _family(self, cells: Cells, group: Group) -> str:
        said = " ".join(cells.first("family").split())
        if self.words.says_nothing(said):
            return group.family
        side = self.words.group(said)
        return side.family if side and side.family else said.casefold()

    def _gender(self, cells: Cells) -> str:
        said = fold(cells.first("gender"))
        if said in {"neutral", "hidden", "hide", "not shown"}:
            return "neutral"
        if said and said != "shown":
            self.left_over["gender"] += 1
        return "shown"

    def _pseudonym(self, cells: Cells) -> str:
        said = " ".join(cells.first("pseudonym").split())
        return "" if self.words.says_nothing(said) else said

    def _born(self, cells: Cells) -> str:
        said = cells.first("born")
        if self.words.says_nothing(said):
            return ""
        value = value_of(said)
        short = re.search(r"[/.-]\s*(\d\d)\s*(?!\d)(?:$|[^\d/.-])", said)
        unsure = short is not None and not re.search(r"\d{4}", said) and LATEST_SHORT < int(short[1]) < 50
        if as_day(value) is None or unsure or len(re.findall(r"\d{4}", said)) > 1:
            self.told.add("a date of birth was not understood as one full date; left out", cells.place)
            return ""
        return value

    # --- places and organisations ---

    def _thing(self, cells: Cells, name: str, role: str, group: Group, section: str) -> Iterator[Entry]:
        role = role or group.role or (THINGS[cells.main][1] if cells.main else "")
        named = self._named(name, section, role)
        if named is None:
            return
        self._tell_more(named, cells.place)
        listed = [
            part
            for text in cells.values.get("aliases", ()) + cells.values.get("initials", ())
            for part in split_names(text)
            if not self.words.says_nothing(part)
        ]
        own = distinct((*named.aliases, *listed), named.name)
        yield Entry(section, named.name, own, role, self._pseudonym(cells), places=(cells.place,))

    def _named(self, text: str, section: str, role: str) -> Named | None:
        if section == "places" and "address" in fold(role).split():
            return address_in(text)
        return body_in(" ".join(text.split()), self.words, self.rules)

    def _tell_more(self, named: Named, place: Place) -> None:
        if named.more:
            self.told.add("what stands behind the first line or in brackets was left to detection", place)

    def _beside(self, cells: Cells, body: str) -> Iterator[Entry]:
        """The bodies and places that a row about something else names in columns of their own."""
        texts = [(key, text) for key in THINGS if key != cells.main for text in cells.values.get(key, ())]
        for key, text in (*texts, ("body", body)):
            section, role = THINGS[key]
            for part in [text] if key == "address" else re.split(r"\s*[;\n]\s*", text):
                if not self.words.says_nothing(part):
                    yield from self._one_beside(part, key, section, role, cells.place)

    def _one_beside(self, text: str, key: str, section: str, role: str, place: Place) -> Iterator[Entry]:
        named = self._named(text, section, role)
        if named is None:
            self.told.add(
                f"no {'address' if key == 'address' else 'body or place'} of its own is named in a cell; left to detection",
                place,
            )
            return
        self._tell_more(named, place)
        yield Entry(section, named.name, named.aliases, role, places=(place,))
