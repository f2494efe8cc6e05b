"""The people that one cell of names means: "Jane Doe (nee Roe), known as Janey", "DOE, Jane".

Two names that nothing says are one person's stay two people: an entry too many is a question
to the reader of register.yaml, two people under one label would falsify the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from redact.cast.headings import CastWords, cast_words, person_roles
from redact.names import PARTICLES, fold, generic_words, is_title, take_apart
from redact.rules import Rules

LONGEST_NAME = 8  # words
GENERATIONS = frozenset({"senior", "junior", "snr", "jnr", "sr", "jr"})
QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]|(?<!\w)['‘]([^'‘’]+)['’](?!\w)")
BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class Called:
    """One person of a cell: name, other names, a role that stood with it, and what was not understood."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    left: tuple[str, ...] = field(default=())  # stretches that were not understood


def people_in(cell: str, words: CastWords, rules: Rules) -> list[Called]:
    """The people that *cell* names; none where it holds no name that could be a person's."""
    reading = _Reading(words, rules)
    text = reading.without_asides(" ".join(re.sub(r"\n\s*(?=[(\[])", " ", cell).replace("\n", " ; ").split()))
    main = reading.without_marked(text)
    pieces = [piece.strip(" ,.-–") for piece in re.split(r"\s*;\s*|\s+/\s+|(?<=\w{2})/(?=\w{2})", main)]
    names = [name for piece in pieces if piece for name in reading.names(piece)]
    if not names:
        return []
    first, *others = names
    aside = [other for other in others if len(pieces) > 1 and len(other.split()) == 1]
    people = [first, *(other for other in others if other not in aside)]
    found = [reading.person(name) for name in people]
    if len(found) == 1:
        return [reading.gathered(found[0], aside)]
    left = (*reading.left, *reading.former, *reading.also, *aside)
    return [replace(found[0], left=left), *found[1:]]


def tidy(name: str, rules: Rules) -> str:
    """A name in usual capitals: "Jane DOE-ROE" is "Jane Doe-Roe", "jane doe" too; family name last."""
    words = (name.title() if name.islower() else name).split()
    loud = [len(word) > 2 and word.isupper() for word in words]
    if len(words) > 1 and loud[0] and not any(loud[1:]) and not is_title(words[0], rules):
        words = [*words[1:], words[0]]
    return " ".join(
        _quiet(word) if len(word) > 2 and word.isupper() and not is_title(word, rules) else word
        for word in words
    )


def _quiet(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)


def is_name(text: str) -> bool:
    """Whether *text* could be somebody's name: words with letters, no figures."""
    return (
        bool(re.fullmatch(r"[^\d@_\ufffd<>=+*#%{}|]{2,100}", text)) and 0 < len(text.split()) <= LONGEST_NAME
    )


class _Reading:
    """Takes one cell apart and keeps what each part was."""

    def __init__(self, words: CastWords, rules: Rules) -> None:
        self.words, self.rules = words, rules
        self.former: list[str] = []
        self.also: list[str] = []
        self.near: list[str] = []  # in brackets or quotes, without a word that says what it is
        self.role = ""
        self.generation = ""
        self.left: list[str] = []

    def without_asides(self, text: str) -> str:
        """*text* without nicknames in quotes and without brackets, which are read."""

        def quoted(match: re.Match[str]) -> str:
            self.also.append((match[1] or match[2]).strip())
            return " "

        def bracketed(match: re.Match[str]) -> str:
            for part in re.split(r"\s*[,;]\s*", match[1]):
                self._aside(part.strip())
            return " "

        return " ".join(QUOTED.sub(quoted, BRACKETED.sub(bracketed, text)).replace(" ,", ",").split())

    def _aside(self, part: str) -> None:
        if self.words.says_nothing(part):
            return
        rest = self.without_marked(part)
        if fold(rest).strip(".") in GENERATIONS:
            self.generation = rest
        elif rest and fold(rest) in person_roles(self.rules) | self.words.subject:
            self._take_role(rest)
        elif rest:
            (self.near if is_name(rest) and rest[:1].isupper() else self.left).append(rest)

    def _take_role(self, role: str) -> None:
        if self.role:
            self.left.append(role)
        self.role = self.role or role

    def without_marked(self, text: str) -> str:
        """What stands before the first "née" or "known as"; what follows is kept as other names."""
        marker = re.compile(
            rf"(?:^|[\s,;–-]+)(?:(?P<former>{self.words.former})|(?P<also>{self.words.also}))[:\s]+",
            re.IGNORECASE,
        )
        matches = list(marker.finditer(text))
        for at, match in enumerate(matches):
            end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
            kept = self.former if match["former"] else self.also
            for other in split_names(text[match.end() : end]):
                (kept if is_name(other) and other[:1].isupper() else self.left).append(other)
        return text[: matches[0].start()].strip(" ,;") if matches else text

    def names(self, piece: str) -> Iterator[str]:
        """The names in a piece: "Doe, Jane" is one, "John and Mary Doe" are two."""
        before, *after = re.split(r"\s+(?:and|&|\+)\s+|\s*&\s*", self._turned(piece))
        family = take_apart(after[-1], self.rules).family if after else ""
        for name in (before, *after):
            lone = bool(after) and name is not after[-1] and len(name.split()) == 1
            full = f"{name} {family}".strip() if lone else name
            if is_name(full) and any(c.isalpha() for c in full) and not self.words.says_nothing(full):
                yield tidy(full, self.rules)
            else:
                self.left.append(name)

    def _turned(self, piece: str) -> str:
        """*piece* with the family name behind; what else stands after a comma is a role or not understood."""
        head, comma, tail = (part.strip() for part in piece.partition(","))
        if not comma:
            return piece
        if fold(tail) in person_roles(self.rules) | self.words.subject:
            self._take_role(tail)
            return head
        own = [word for word in head.split() if fold(word).strip("'") not in PARTICLES]
        loud = head.isupper() and not tail.isupper()
        if tail and "," not in tail and is_name(tail) and (len(own) == 1 or loud):
            return f"{tail} {_quiet(head) if loud else head}"
        self.left.append(tail)
        return head

    def person(self, name: str) -> Called:
        """The person of that name; a title goes with the family name, as an alias."""
        parts = take_apart(name, self.rules)
        if not parts.title or not parts.given:
            return Called(name, role=self.role)
        return Called(" ".join(parts.words), (f"{parts.title} {parts.family}",), self.role)

    def gathered(self, person: Called, aside: Iterable[str]) -> Called:
        """The one person of the cell with every other name that the cell gave."""
        parts = take_apart(person.name, self.rules)
        given = parts.given[0] if parts.given else person.name
        near = [other for other in self.near if self._is_same(other, given)]
        left = [*self.left, *(other for other in self.near if other not in near)]
        former = [
            f"{given} {other}" if len(other.split()) == 1 and fold(other) != fold(given) else other
            for other in self.former
        ]
        told_apart = [f"{person.name} {self.generation}"] if self.generation else []
        others = [tidy(other, self.rules) for other in (*told_apart, *former, *self.also, *near, *aside)]
        kept = [other for other in others if names_somebody(other, self.rules)]
        left += [other for other in others if other not in kept]
        return replace(person, aliases=distinct((*person.aliases, *kept), person.name), left=tuple(left))

    def _is_same(self, other: str, given: str) -> bool:
        """Whether a name in brackets is the same person's: one word, or of the same first name."""
        return len(other.split()) == 1 or fold(other.split()[0]) == fold(given)


def split_names(text: str) -> list[str]:
    """The names of a list of other names: "Janey, Jay or JD" are three."""
    parts = (part.strip(" ,.'’\"“”‘") for part in re.split(r"\s*[,;/\n]\s*|\s+(?:and|or|&)\s+", text))
    return [" ".join(part.split()) for part in parts if part]


def names_somebody(name: str, rules: Rules) -> bool:
    """Whether a name holds a word of its own: "Mum" and "Child 1" are nobody's, the initials "AT" are."""
    nobody = generic_words(rules) | cast_words(rules).no_name
    if cast_words(rules).says_nothing(name.replace(".", "")):  # "T.B.C."
        return False
    if name.isupper() and len(name) <= 5 and fold(name) not in person_roles(rules):
        return True
    words = [word for word in fold(name).split() if not is_title(word, rules)]
    return any(len(word.strip(".")) > 1 and word not in nobody for word in words)


def distinct(names: Iterable[str], but: str = "") -> tuple[str, ...]:
    """The names, each once, without *but*."""
    found = {fold(name): name for name in reversed([*names]) if fold(name) != fold(but)}
    return tuple(reversed(found.values()))
