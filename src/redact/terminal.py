"""The review in the terminal: entity by entity, then mention by mention, one key an answer.

It decides nothing itself: each answer becomes a decision on the ledger before
the next question is shown. An answer for several mentions shows their list first.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from redact.case import now
from redact.link import AMBIGUOUS
from redact.model import Decision, Document, Mention
from redact.questions import Question, bearers_of, candidates_of
from redact.reach import spelled_out
from redact.review import Reviewed
from redact.targets import mention_target
from redact.wellformed import objection_to_merging

SHOWN = 8  # mentions of one question that are shown before it is asked how to go on
AROUND = 60  # characters of context on either side

KEYS = {
    "y": "yes, treat it",
    "n": "no, leave the words",
    "r": "set the role",
    "p": "choose the pseudonym",
    "m": "same as another entity",
    "w": "print words of your own (questions about gender)",
    "k": "keep the picture (questions about pictures)",
    "t": "print the family tree in its place",
    "c": "say that it was removed, with a caption or without",
    "o": "one by one",
    "l": "list all",
    "s": "skip",
    "b": "back",
    "u": "take the last answer back",
    "q": "stop here",
    "?": "these keys",
}

#: The keys of the answers on a picture, and what is asked with them.
PICTURES = {"k": "keep", "t": "replace", "c": "remove", "n": "accept"}
PROMPTS = {
    "keep": "  Words that say what it shows (nothing: the draft's own, anonymised): ",
    "remove": "  Caption, or nothing: ",
}
FAMILY_TREE = "family tree"

Save = Callable[[Decision], None]


def key_presses(source: TextIO) -> Iterator[str]:
    """One character for each key pressed; on a pipe, one for each character that is no line end."""
    while True:
        key = _one_key(source)
        if key in {"", "\x03", "\x04"}:
            return
        if key not in "\r\n":
            yield key


def _one_key(source: TextIO) -> str:
    if not source.isatty():
        return source.read(1)
    try:
        import termios
        import tty
    except ImportError:  # Windows
        import msvcrt

        return str(msvcrt.getwch())  # type: ignore[attr-defined]
    before = termios.tcgetattr(source)
    try:
        tty.setcbreak(source)
        return source.read(1)
    finally:
        termios.tcsetattr(source, termios.TCSADRAIN, before)


class Session:
    """One person answering the open questions of one case."""

    def __init__(
        self,
        documents: Iterable[Document],
        reviewed: Reviewed,
        name: str,
        save: Save,
        keys: TextIO | None = None,
        out: TextIO | None = None,
        objects: Callable[[str, str], str] = lambda label, bearer: "",
        objects_to_words: Callable[[str], str] = lambda words: "",
        objects_to_picture: Callable[[str, str, str], str] = lambda action, target, value: "",
    ) -> None:
        self.documents = {document.name: document for document in documents}
        self.reviewed = reviewed
        self.name, self.save, self.objects = name, save, objects
        self.objects_to_words, self.objects_to_picture = objects_to_words, objects_to_picture
        self.source, self.out = keys or sys.stdin, out or sys.stdout
        self.keys = key_presses(self.source)
        self.last: list[str] = []
        self.spelled: dict[str, list[str]] = {}  # what an answer on a target was saved for
        #: Single places that were answered 'yes': no later 'no' to all reaches them.
        self.treated: set[str] = set()
        self.left: dict[str, list[str]] = {}  # the places that a question's 'no' was saved for

    def run(self, questions: list[Question]) -> int:
        """Ask *questions*; how many were answered. Stops at the end of the input or at 'q'."""
        at = answered = 0
        while at < len(questions):
            self.show(questions[at], at + 1, len(questions))
            step = self.answer(questions[at])
            if step is None:
                break
            answered += step == 1 and questions[at].target in self.last
            at = max(0, at + step)
        self.say(f"{answered} answered, {len(questions) - answered} left.")
        return answered

    def show(self, question: Question, number: int, of: int) -> None:
        """The question with its mentions in context."""
        entity = self.reviewed.entities.get(question.entity)
        self.say(f"\n[{number} of {of}] {question.asks}")
        if entity and entity.role != AMBIGUOUS:
            self.say(f"  {entity.name}{f', {entity.role}' if entity.role else ''} ({entity.id})")
        self.list_mentions(question.mentions[:SHOWN])
        if len(question.mentions) > SHOWN:
            self.say(f"  … and {len(question.mentions) - SHOWN} more; l lists them all")
        if question.note:
            self.say(f"  {question.note} (o)")
        if question.stays:
            self.say(f"  {question.stays}")
        if question.proposed == "dismiss":
            self.say("  Proposed: n")

    def list_mentions(self, mentions: Iterable[Mention]) -> None:
        """Each mention in its sentence, with its place."""
        for mention in mentions:
            self.say(f"  {self.place(mention)}: {self.in_context(mention)}")

    def place(self, mention: Mention) -> str:
        """Where a mention stands, for people."""
        document = self.documents[mention.document]
        for block in document.blocks:
            if block.span and block.span.covers(mention.span):
                return f"{document.name}, {block.place}" if block.place else document.name
        return document.name

    def in_context(self, mention: Mention) -> str:
        """The words around a mention, the mention itself between » and «."""
        text, span = self.documents[mention.document].text, mention.span
        before = " ".join(text[max(0, span.start - AROUND) : span.start].split(" "))
        words = f"…{before}»{mention.text}«{text[span.end : span.end + AROUND]}…"
        return " ".join(words.split())

    def answer(self, question: Question) -> int | None:
        """Take keys until the question is settled: 1 for the next one, -1 for the one before, None to stop."""
        self.prompt(question)
        for key in self.keys:
            if key == "q":
                return None
            if key in {"s", "b"}:
                return 1 if key == "s" else -1
            if self.settle(question, key):
                return 1
            self.prompt(question)
        return None

    def settle(self, question: Question, key: str) -> bool:
        """Do what *key* says; whether the question is answered by it."""
        if key == "?":
            self.say("  " + "   ".join(f"{k} {meaning}" for k, meaning in KEYS.items()))
        elif key == "l":
            self.list_mentions(question.mentions)
        elif key == "u" and self.last:
            self.undo(self.last.pop())
        elif question.kind == "draft" and key in "ynw":
            return self.with_sentence(key, question)
        elif key == "o" and question.mentions:
            return self.one_by_one(question)
        elif key == "y" and question.kind not in {"which", "picture"}:
            yes = (
                "accept" if question.proposed == "accept" else "confirm"
            )  # whatever is proposed, y means yes
            return self.record(yes, question.target, reason=self.ask_reason(question))
        elif key == "n" and question.kind in {"entity", "words", "which", "bearer", "gender"}:
            return self.record("dismiss", question.target)
        elif key == "m" and question.kind == "bearer":
            return self.with_value("link", question)
        elif key == "w" and question.kind == "gender" and len(question.mentions) == 1:
            return self.with_value("rewrite", question)
        elif key in PICTURES and question.kind == "picture":
            return self.with_picture(PICTURES[key], question)
        elif (key == "m" and question.kind == "which") or (key in "rpm" and question.kind == "entity"):
            return self.with_value({"r": "role", "p": "rename", "m": "merge"}[key], question)
        return False

    def ask_reason(self, question: Question) -> str:
        """A reason, where the record needs one."""
        return self.ask("  Reason: ") if question.kind == "finding" else ""

    def with_value(self, action: str, question: Question) -> bool:
        """An answer that needs some words: a role, a pseudonym, another entity's id."""
        value = self.ask(
            {
                "role": "  Role: ",
                "rename": "  Pseudonym: ",
                "merge": "  Id of the same person or place: ",
                "link": "  Id of the person or place that is meant: ",
                "rewrite": "  Words to print: ",
            }[action]
        )
        if not value or (action in {"merge", "link"} and value not in self.reviewed.entities):
            self.say("  No such person or place." if value else "  Nothing was given.")
            return False
        if action in {"merge", "link"} and self.reviewed.entities[value].role == AMBIGUOUS:
            self.say("  That id stands for several; give the id of one of them.")
            return False
        if why := self.objection(action, question.target, value):
            self.say(f"  Not taken: {why}.")
            return False
        return self.record(action, question.target, value)

    def with_sentence(self, key: str, question: Question) -> bool:
        """A sentence about the draft itself: the proposed words, others, or left as it is with a reason."""
        if key == "w":
            return self.with_value("rewrite", question)
        if key == "y":
            return self.record(question.proposed, question.target, question.value)
        reason = self.ask("  Reason for leaving it: ")
        return bool(reason) and self.record("accept", question.target, reason=reason)

    def objection(self, action: str, target: str, value: str) -> str:
        """Why *value* cannot be taken; '' where it can."""
        if action in {"merge", "link"}:
            return objection_to_merging(target, value, self.reviewed.entities)
        if action == "rewrite":
            return self.objects_to_words(value)
        return self.objects(value, target) if action == "rename" else ""

    def with_picture(self, action: str, question: Question) -> bool:
        """An answer on a picture, with the words that go with it."""
        value = self.ask(PROMPTS[action]) if action in PROMPTS else ""
        value = FAMILY_TREE if action == "replace" else value
        if why := self.objects_to_picture(action, question.target, value):
            self.say(f"  Not taken: {why}.")
            return False
        return self.record(action, question.target, value)

    def one_by_one(self, question: Question) -> bool:
        """Ask each mention by itself: y, n, or for 'which' the number of the person."""
        candidates, before, done = self.candidates(question), len(self.last), []
        for mention in question.mentions:
            self.list_mentions([mention])
            self.say(
                "  "
                + "   ".join(f"{n} {c}" for n, c in enumerate(candidates, 1))
                + "   y yes   n no   s skip"
            )
            key = next(self.keys, "q")
            if key == "q":
                return False
            if told := self.said_of_one(key, question, mention, candidates):
                self.record(told[0], mention_target(mention), told[1])
                done.append((told[0], mention_target(mention)))
        self.last[before:] = [question.target]
        self.spelled[question.target] = list(dict.fromkeys(target for _, target in done))
        self.left[question.target] = [target for action, target in done if action == "dismiss"]
        return True

    def said_of_one(
        self, key: str, question: Question, mention: Mention, candidates: list[str]
    ) -> tuple[str, str] | None:
        """What a key says of one place: the answer and its value; None where it says nothing."""
        if key.isdigit() and 0 < int(key) <= len(candidates):
            return "link", candidates[int(key) - 1]
        if key == "y" and question.kind == "bearer":
            return "link", mention.entity
        return ("confirm" if key == "y" else "dismiss", "") if key in {"y", "n"} else None

    def candidates(self, question: Question) -> list[str]:
        """The ids that an ambiguous entity, or a mention whose bearer is only likely, may stand for."""
        if question.kind == "bearer":
            return bearers_of(question.mentions[0], self.reviewed.entities)
        entity = self.reviewed.entities.get(question.entity)
        return candidates_of(entity) if entity else []

    def record(self, action: str, target: str, value: str = "", reason: str = "") -> bool:
        """Save one decision; it is on disk when this returns."""
        decision = Decision(now(), self.name, action, target, value, reason)
        spelled = spelled_out(decision, self.reviewed)
        spelled = [one for one in spelled if one.target == target or one.target not in self.treated]
        if action != "dismiss":
            self.take_back(
                self.left.pop(target, [])
            )  # a 'no' to the same question, to which somebody went back
        for one in spelled:
            self.save(one)
        self.treated = self.treated | {target} if action in {"confirm", "link"} else self.treated - {target}
        self.spelled[target] = [one.target for one in spelled]
        self.left[target] = self.spelled[target] if action == "dismiss" else []
        self.last.append(target)
        where = f" at {len(spelled)} of its places" if [one.target for one in spelled] != [target] else ""
        self.say(f"  saved: {action}{f' {value}' if value else ''}{where}")
        return True

    def undo(self, target: str) -> None:
        """Take back the last answer on a target, at each place that it was saved for."""
        places = self.spelled.pop(target, [target])
        self.left.pop(target, None)
        self.treated -= {target, *places}
        self.take_back(places)
        where = f" at {len(places)} of its places" if places != [target] else ""
        self.say(f"  saved: undo{where}")

    def take_back(self, targets: Iterable[str]) -> None:
        """Save an undo for each target."""
        for one in targets:
            self.save(Decision(now(), self.name, "undo", one, "", ""))

    def ask(self, prompt: str) -> str:
        """A line of words from the reviewer."""
        self.out.write(prompt)
        self.out.flush()
        return self.source.readline().strip()

    def prompt(self, question: Question) -> None:
        """Remind of the keys that fit this question."""
        fit = {
            "which": "o one by one  m same as  n nobody  s skip  b back  q stop",
            "bearer": "y yes  m somebody else  n nobody  o one by one  s skip  b back  q stop",
            "gender": "y yes  n no  o one by one  w own words  s skip  b back  q stop",
            "draft": "y print the proposed words  w own words  n leave the sentence, with a reason  s skip  q stop",
            "picture": "k keep  t family tree  c removed, with a caption  n leave out  s skip  b back  q stop",
            "left behind": "y in order  s skip  q stop",
            "finding": "y accept with a reason  s skip  q stop",
        }
        self.say(
            "  "
            + fit.get(
                question.kind,
                "y yes  n no  r role  p pseudonym  m same as  o one by one  s skip  b back  ? more",
            )
        )

    def say(self, line: str) -> None:
        """One line to the reviewer."""
        self.out.write(line + "\n")
        self.out.flush()
