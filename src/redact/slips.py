"""The questions of a review on paper: numbered, in plain words, each with an id that can be known again.

A slip is what leaves the program: a comment in a Word file, or a row of a table. Its id is the target of
the question, followed by eleven letters: three by which a damaged id is noticed, four for the case, and
four for what was asked, so that an answer is never taken for an answer to something else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from redact.model import Document, Mention, Register
from redact.questions import Question
from redact.targets import mention_target

#: Consonants: no group of them is a word, a number or a date to any spreadsheet program.
LETTERS = "bcdfghjkmnpqrstvwxz"
#: Places of one question that may each be answered by themselves; of more, only the first.
MOST_PLACES = 40
#: Kinds of question that may be answered otherwise at each place, however many there are.
HOWEVER_MANY = frozenset({"which", "bearer", "gender"})
SHOWN = 4  # different words of one question that are quoted in it
LONGEST = 80  # characters of them
ANSWER = "Answer:"
CHOICES = "You can answer:"
_ID = re.compile(r"\[\s*redact\s+([\w.-]+)\s+([a-z]{3})\.([a-z]{4})\.([a-z]{4})\s*\]", re.IGNORECASE)
_ID_LIKE = re.compile(r"\[\s*redact\b", re.IGNORECASE)
_TEXT = re.compile(r"\[\s*redact-text\s+([a-z]{4}\.[a-z]{4})\s*\]", re.IGNORECASE)
_SEAL = re.compile(r"([a-z]{3})\.([a-z]{4})\.([a-z]{4})", re.IGNORECASE)
_NUMBER = re.compile(r"Question\s+\d+\b[^.]*\.\s*")


@dataclass(frozen=True, slots=True)
class Slip:
    """One question as it is put to people, or one further place of it."""

    number: int
    question: Question
    choices: tuple[str, ...]
    case: str  # four letters that stand for the case
    again: bool = False  # asks about one more place of the question that bears its number

    @property
    def asks(self) -> str:
        """The question with the words that it is about."""
        seen = dict.fromkeys(" ".join(m.text.split())[:LONGEST] for m in self.question.mentions)
        words = ", ".join(f"“{text}”" for text in list(seen)[:SHOWN])
        more = ", …" if len(seen) > SHOWN else ""
        return f"{words}{more}: {self._plain()}" if words else self._plain()

    def _plain(self) -> str:
        asked = self.question.asks.removesuffix(" (link)").replace("; yes treats the words, no leaves them)", ")")
        asked = asked.replace("; confirm, or link to another)", ")")
        return f"{asked} {self.question.note}".rstrip()

    @property
    def body(self) -> tuple[str, ...]:
        """What is asked and what may be answered, a line each."""
        first = f"{self.asks} Answer here only if this place is different." if self.again else self.asks
        return first, f"{CHOICES} {'; '.join(self.choices)}."

    @property
    def lines(self) -> tuple[str, ...]:
        """The slip as a comment has it; the id is the last line."""
        again = ", again" if self.again else ""
        asks, choices = self.body
        return f"Question {self.number}{again}. {asks}", choices, ANSWER, self.id

    @property
    def seal(self) -> str:
        """The eleven letters."""
        return sealed(self.question.target, self.case, asked_mark(self.body))

    @property
    def id(self) -> str:
        """The id as it stands in a comment."""
        return f"[redact {self.question.target} {self.seal}]"


@dataclass(frozen=True, slots=True)
class Id:
    """The id of a slip that came back."""

    target: str
    case: str
    asked: str


def slips_of(questions: Sequence[Question], case: str, choices: Mapping[str, tuple[str, ...]]) -> list[Slip]:
    """Every question as a slip, and a further one for each other place that may be answered by itself."""
    return [
        slip
        for number, question in enumerate(questions, 1)
        for slip in _slips(number, question, case, choices)
    ]


def _slips(
    number: int, question: Question, case: str, choices: Mapping[str, tuple[str, ...]]
) -> Iterator[Slip]:
    offered = choices.get(question.kind, ())
    yield Slip(number, question, offered, case)
    if question.kind in HOWEVER_MANY or len(question.mentions) <= MOST_PLACES:
        for mention in _others(question.mentions):
            one = replace(question, target=mention_target(mention), mentions=(mention,))
            yield Slip(number, one, offered, case, again=True)


def _others(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions after the first that a decision can tell from those before."""
    seen = {mention_target(mention) for mention in mentions[:1]}
    for mention in mentions[1:]:
        if (target := mention_target(mention)) not in seen:
            seen.add(target)
            yield mention


def case_mark(register: Register, documents: Iterable[Document]) -> str:
    """Four letters for the case: from its reference, else from the drafts as they are."""
    told = [register.case] if register.case else sorted(d.digest for d in documents)
    return _letters(4, "case", *told)


def asked_mark(body: Iterable[str]) -> str:
    """Four letters for what is asked, however it is spaced."""
    return _letters(4, *("".join(line.split()) for line in body))


def sealed(target: str, case: str, asked: str) -> str:
    """The letters of an id: the check of all of it, the case, what was asked."""
    return f"{_letters(3, target, case, asked)}.{case}.{asked}"


def read_id(text: str) -> Id | None:
    """The one id in *text*; None where there is none, several, or one that is damaged."""
    found = {match.groups() for match in _ID.finditer(text)}
    if len(found) != 1:
        return None
    (target, *groups) = found.pop()
    return known_seal(target, ".".join(groups))


def known_seal(target: str, seal: str) -> Id | None:
    """*target* with its letters as an id; None where they do not belong together."""
    match = _SEAL.fullmatch(seal.strip().lower())
    if match is None or _letters(3, target, *match.groups()[1:]) != match.group(1):
        return None
    return Id(target, *match.groups()[1:])


def has_id(text: str) -> bool:
    """Whether there is an id in *text*, or what is left of one."""
    return _ID_LIKE.search(text) is not None


def added_to(lines: Iterable[str], asked: str) -> str | None:
    """What somebody wrote into a slip, whose words were *asked*; None where the question was changed as well.

    The two lines of the question stand as they were, or neither of them is there.
    """
    own = [line for one in lines if (line := _ID.sub("", one).strip())]
    for at in range(len(own) - 1):
        if asked_mark([_NUMBER.sub("", own[at], count=1), own[at + 1]]) == asked:
            return _written([*own[:at], *own[at + 2 :]])
    ours = any(_NUMBER.match(line) or line.startswith(CHOICES) for line in own)
    return None if ours else _written(own)


def _written(lines: Iterable[str]) -> str:
    rest = (line[len(ANSWER) :] if line.startswith(ANSWER) else line for line in lines)
    return "\n".join(line.strip() for line in rest if line.strip())


def text_mark(text: str) -> str:
    """How the words of a file are known again, however they are spaced: the mark itself does not count."""
    mark = _letters(8, "".join(sign for sign in _TEXT.sub("", text).casefold() if sign.isalnum()))
    return f"[redact-text {mark[:4]}.{mark[4:]}]"


def is_unchanged(text: str) -> bool:
    """Whether *text* is what its own mark says; no where it has none."""
    found = _TEXT.search(text)
    return found is not None and text_mark(text) == f"[redact-text {found.group(1).lower()}]"


def _letters(count: int, *parts: str) -> str:
    number = int(hashlib.sha256("\x1f".join(parts).encode()).hexdigest(), 16)
    made = ""
    for _ in range(count):
        number, at = divmod(number, len(LETTERS))
        made += LETTERS[at]
    return made
