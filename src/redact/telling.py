"""Lines of a ledger in plain words: with names for the case file, or without any."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from redact.intruder.searches import RESULTS
from redact.model import Decision, Ledger
from redact.records import in_words
from redact.review import ANSWERS, same_person, standing

#: What each action on the ledger is, in words that follow who did it.
DONE = {
    "confirm": "said yes: it is treated",
    "dismiss": "said no: the words stay as they are",
    "link": "said who is meant",
    "merge": "said that two are one and the same",
    "split": "said that one is two",
    "rename": "chose the pseudonym",
    "role": "set the role",
    "rewrite": "gave other words to print",
    "add": "added a name that was missed",
    "keep": "kept a picture",
    "replace": "put something else for a picture",
    "remove": "had a picture removed",
    "accept": "accepted it as in order",
    "undo": "took the last answer back",
    "import": "brought in answers of another laptop",
    "intruder": "searched for the people behind an edition",
    "sign-off": "signed an edition",
    "release": "released an edition",
    "withdraw": "withdrew an edition",
    "answer": "answered the checklist",
    "register": "changed the register",
    "choose": "chose what the executive summary takes",
}
#: What may be said of an answer to the checklist where no name may: yes, no, a choice, a date.
OPEN_ANSWER = re.compile(r"[a-z][a-z -]{0,30}|\d{4}-\d\d-\d\d")
#: Records whose reasons and places are about people who are not of the case: none is disclosed.
OF_OUTSIDERS = frozenset({"answer", "release", "withdraw", "register"})
WHERE_TO = frozenset({"to", "given_to"})
#: Ids that tell nothing; any other may be a name that somebody chose for an id.
PLAIN_ID = re.compile(r"[A-Za-z]{1,2}\d+")
HIDDEN = "[name]"
#: Actions whose value is the id of a person, place or body.
IDS = frozenset({"link", "merge"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger in plain words."""

    line: int
    at: str
    by: str
    action: str
    what: str
    about: str
    value: str
    why: str
    files: tuple[tuple[str, str], ...] = ()  # name and sha256, of a signature or a search
    taken_back: bool = False

    @property
    def when(self) -> str:
        """The time as people write it; as it stands where it is none."""
        try:
            return in_words(self.at)
        except ValueError:
            return self.at


@dataclass(frozen=True)
class Teller:
    """Puts lines of a ledger into words: what each id and target stands for, and what may be said."""

    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # entity → real name; empty where none may be told
    targets: Mapping[str, str] = field(default_factory=dict)  # what a question was about
    people: Mapping[str, str] = field(default_factory=dict)  # who worked on it → as it is told
    mask: Callable[[str], str] = str
    disclosed: bool = False

    def tell(self, decisions: Ledger) -> tuple[Entry, ...]:
        """The entries of *decisions*, in order."""
        stands = set(map(id, standing(decisions)))
        numbers: dict[str, int] = {}
        for decision in decisions:
            numbers.setdefault(decision.target, len(numbers) + 1)
        return tuple(
            self._entry(line, d, numbers[d.target], d.action != "undo" and id(d) not in stands)
            for line, d in enumerate(decisions, 1)
        )

    def _entry(self, line: int, d: Decision, number: int, taken_back: bool) -> Entry:
        value, why, files = self._value(d)
        by = self.people.get(d.by, self.mask(d.by))
        what = DONE.get(d.action, self.mask(d.action))
        own = HIDDEN if self.disclosed and d.action in OF_OUTSIDERS and d.reason else self.mask(d.reason)
        reason = "; ".join(filter(None, (self.mask(why), own)))
        return Entry(line, d.at, by, d.action, what, self._about(d, number), value, reason, files, taken_back)

    def of(self, entity: str) -> str:
        """An entity by its id and pseudonym, and its name where that may be told."""
        known = [self.mask(self.pseudonyms.get(entity, "")), self.names.get(entity, "")]
        told = "; ".join(filter(None, known))
        own = HIDDEN if self.disclosed and not PLAIN_ID.fullmatch(entity) else entity
        return f"{own} ({told})" if told else own

    def _about(self, d: Decision, number: int) -> str:
        if d.target.startswith("c:"):
            return self._asked(d.target)
        if d.action not in ANSWERS or d.action == "add":
            return self.mask(d.target)
        words = self.targets.get(d.target, "") or _sort_of(d.target)
        if not words:
            return self.of(d.target)
        # The digest of words could be compared with that of a name: no reader of a disclosed record gets it.
        return f"{self.mask(words)} (question {number})" if self.disclosed else f"{words} [{d.target}]"

    def _asked(self, target: str) -> str:
        """A question of the checklist; where it is about somebody, by an id that tells nothing."""
        *head, who = target.split(":")
        known = self.names or self.pseudonyms
        return ":".join(
            [*head, HIDDEN if self.disclosed and who in known and not PLAIN_ID.fullmatch(who) else who]
        )

    def _value(self, d: Decision) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """The value in words, what more it says, and the files that it names."""
        if d.action in IDS:
            return self.of(d.value), "", ()
        if d.action in {"add", "split"} and self.disclosed and d.value:
            return HIDDEN, "", ()
        if d.action == "answer":
            told = HIDDEN if self.disclosed and not OPEN_ANSWER.fullmatch(d.value) else d.value
            return told if self.disclosed else self.mask(told), "", ()
        if d.action in ANSWERS:
            return self.mask(d.value), "", ()
        return self._record(d)

    def _record(self, d: Decision) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        try:
            said = json.loads(d.value) if d.value else {}
        except ValueError:
            return self.mask(d.value), "", ()
        if isinstance(said, list):
            return self.mask(_plain(said)), "", ()
        if not isinstance(said, dict):
            return self.mask(d.value), "", ()
        digests = said["files"] if isinstance(said.get("files"), dict) else {}
        files = tuple((self.mask(str(name)), str(digest)) for name, digest in sorted(digests.items()))
        known = {"state", "result", "searched"} | ({"files"} if digests else set())
        known |= WHERE_TO if self.disclosed else set()
        result = RESULTS.get(str(said.get("result", "")), "")
        searched = f"searched: {said['searched']}" if said.get("searched") else ""
        plain = _plain({name: each for name, each in said.items() if name not in known})
        return self.mask("; ".join(filter(None, (result, plain)))), searched, files


def _plain(value: Any) -> str:
    """Data as people write it: lists with commas, keys with colons."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(each)}" for name, each in sorted(value.items()))
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


#: What a target is by its first letters, where nothing more is known of it or may be told.
SORTS = {
    "m-": "one passage",
    "w-": "all passages of the same words",
    "r-": "a passage that a reviewer picked out",
    "left-": "a part that a draft leaves behind",
    "p-": "a picture",
    "f-": "a finding of the checks",
}


def _sort_of(target: str) -> str:
    return next((words for begins, words in SORTS.items() if target.startswith(begins)), "")


def numbered(ledger: Iterable[Decision]) -> dict[str, str]:
    """Reviewer 1, Reviewer 2… for everybody on the ledger; spellings that may be one person's have one number."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(d.by for d in ledger):
        same = next((told for other, told in found.items() if same_person(name, other)), "")
        found[name] = same or f"Reviewer {len(set(found.values())) + 1}"
    return {name: "not stated" if name == "not stated" else told for name, told in found.items()}
