"""A sitting: the review of one case while it is under way.

What was read and found stays in memory, since no answer changes it; who is who, and what is open, is
folded from the ledger whenever it has grown, whoever wrote to it. A change of the drafts, of
register.yaml, or a name that was added is read and looked for in the background: until that is done
the pages show what was known before, and say so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from redact.asking import questions_of
from redact.case import Case, locked
from redact.errors import RedactError, place_of
from redact.key import Opener
from redact.model import Decision, Entity, Ledger, Mention
from redact.objections import objections
from redact.pipeline import decide, expect_files, find
from redact.prepared import Found, Prepared
from redact.pseudonyms import assign_pseudonyms
from redact.questions import Question
from redact.reach import all_spelled_out
from redact.review import LASTING, added_entities, standing
from redact.rules import Rules
from redact.standing import standing_of
from redact.web.behind import Behind
from redact.web.clashing import clashes

Made = TypeVar("Made")

#: Decisions that may change who bears which pseudonym.
NAMING = frozenset({"rename", "role", "merge", "link", "split", "add", "undo", "dismiss"})
PATIENCE = 2.0  # seconds that an answer waits for a signature that is being made


@dataclass(frozen=True)
class State:
    """The case as the first *version* lines of its ledger leave it."""

    prepared: Prepared
    ledger: Ledger

    @property
    def version(self) -> int:
        """How many lines of the ledger this is folded from."""
        return len(self.ledger)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Everything that is open."""
        return tuple(questions_of(self.prepared))

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What pages made of this state and will want again, each under a name of its own."""
        return {}


@dataclass(frozen=True, slots=True)
class Taken:
    """Answers that are on the disk: lines *first* to *last* of the ledger, counted from 1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Answers of which nothing was put down, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Clash:
    """What others answered meanwhile to the same questions; nothing was put down."""

    theirs: tuple[Decision, ...]


@dataclass
class Work:
    """Something that takes seconds, done in the background: what, how far, and what came of it."""

    what: str
    by: str
    step: str = ""
    said: str = ""  # what came of it, for people
    failed: bool = False
    running: bool = True

    def tell(self, step: str) -> None:
        """The step that is done now."""
        self.step = step


class Sitting:
    """One case, open for review; every page and every answer goes through here."""

    def __init__(self, case: Case, rules: Rules, opener: Opener) -> None:
        self.case, self.rules, self.opener = case, rules, opener
        self.step, self.problem = "opening the case", ""
        self._found: Found | None = None
        self._of: object = None  # the drafts, register and added names that _found came from
        self._state: State | None = None
        self._lock = threading.RLock()  # what is known
        self._one = threading.Lock()  # who may write to the case
        self._reading: threading.Thread | None = None
        self.work: Work | None = None  # the newest piece of work
        self.files = Behind(self)

    # What is known ----------------------------------------------------------------------------------

    def forget(self) -> None:
        """Look at everything anew: something changed that the times of the files do not tell."""
        self._of = None
        self.begin()

    @property
    def is_behind(self) -> bool:
        """Whether the drafts, the register or the added names changed since they were read."""
        return self._of != self._source()

    def begin(self) -> None:
        """Read the case in the background."""
        with self._lock:
            if self._reading is None or not self._reading.is_alive():
                self._reading = threading.Thread(target=self._read, daemon=True)
                self._reading.start()

    @property
    def is_reading(self) -> bool:
        """Whether something is being read or looked for just now."""
        return self._reading is not None and self._reading.is_alive()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until what is being read was read."""
        if self._reading is not None:
            self._reading.join(seconds)

    def state(self) -> State | None:
        """The case as its ledger is on the disk now; None while it is read for the first time.

        Raises:
            RulesError: the ledger's chain is broken.
        """
        if self.is_behind:
            self.begin()
        found = self._found
        if found is None:
            return None
        ledger = self.case.ledger()
        with self._lock:
            state = self._state
            return state if state and state.ledger == ledger else self._fold(found, ledger)

    @property
    def known(self) -> State | None:
        """The case as it was folded last, whatever was answered since; nothing is looked at."""
        return self._state

    def found_entities(self) -> Mapping[str, Entity]:
        """Everybody and everything as found, before any answer: also those who were merged into others."""
        return self._found.entities if self._found else {}

    def found_mentions(self, who: str) -> list[Mention]:
        """The mentions of an entity as found, before any answer: also those that were said to mean somebody else."""
        return [m for m in self._found.mentions if m.entity == who] if self._found else []

    def _fold(self, found: Found, ledger: Ledger) -> State:
        prepared = decide(found, ledger, self.opener)
        self._found = replace(found, kept=prepared.kept)
        self._state = State(prepared, ledger)
        return self._state

    def _read(self) -> None:
        """Read until what was read is what lies there: a change may come while we read."""
        while self._of != (source := self._source()):
            try:
                found = self._find()
                with self._lock:
                    self._fold(found, self.case.ledger())
                    self._of, self.problem = source, ""
                expect_files(found)
            except RedactError as error:  # also where what was found and what was decided do not go together
                self.problem, self._of = str(error), source
                return
            except Exception as error:  # noqa: BLE001 - a thread would print it, with words of a draft
                why = f"A fault of the program ({type(error).__name__} in {place_of(error)})."
                self.problem, self._of = why, source
                return

    def _find(self) -> Found:
        """What is there now. Only the first reading keeps others out: answers do not wait for a later one."""
        if self._found is not None:
            return find(self.case, self.rules, self.opener, self._tell)
        with self.case.writing():
            return find(self.case, self.rules, self.opener, self._tell)

    def _tell(self, step: str) -> None:
        self.step = step

    def _source(self) -> object:
        """What `find` depends on, told cheaply: names, sizes and times of files, and the names that were added."""
        try:
            stats = [(p.name, s.st_size, s.st_mtime_ns) for p in self.case.given() for s in [p.stat()]]
            return (tuple(stats), tuple((e.label, e.name) for e in added_entities(self.case.ledger())))
        except RedactError as error:
            return str(error)

    # What is answered -------------------------------------------------------------------------------

    def take(self, decisions: Sequence[Decision], seen: int) -> Taken | Refused | Clash:
        """Put answers on the ledger: all of them, or none; they are on the disk when this returns.

        *seen* is how many lines the ledger had when the page was made: what others have answered
        since to the same questions is shown before anything is overwritten.
        """
        state = self.state()
        if state is None:
            return Refused("the case is still being read; try again in a moment")
        if why := next(filter(None, objections(state.prepared, decisions)), ""):
            return Refused(why)
        outcome = self._append(all_spelled_out(decisions, state.prepared.reviewed), seen)
        if isinstance(outcome, Taken):
            threading.Thread(target=self._fold_early, daemon=True).start()
        return outcome

    def _fold_early(self) -> None:
        """Fold the ledger while the reviewer reads on: the next answer or page then does not wait for it."""
        with suppress(Exception):  # who asks next is told; a thread would print it
            self.state()

    def take_back(self, first: int, last: int, by: str, at: str) -> Taken | Refused | Clash:
        """Take back the answers on lines *first* to *last*, if nothing was answered to their questions since."""
        ledger = self.case.ledger()
        if not 1 <= first <= last <= len(ledger):
            return Refused("there is no such answer")
        newest = {each.target: each for each in standing(ledger) if each.action not in LASTING}
        latest = [each.target for each in ledger[first - 1 : last] if newest.get(each.target) == each]
        if not latest:
            return Refused("this answer was taken back already, or a later one on the same question stands")
        return self._append([Decision(at, by, "undo", target) for target in dict.fromkeys(latest)], last)

    def _append(self, decisions: Sequence[Decision], seen: int) -> Taken | Refused | Clash:
        if not decisions:
            return Refused("nothing was answered")
        if not self._one.acquire(timeout=PATIENCE):
            return Refused("somebody is signing or copying out; answer again in a moment")
        try:
            return self._written(decisions, seen)
        finally:
            self._one.release()

    def _written(self, decisions: Sequence[Decision], seen: int) -> Taken | Refused | Clash:
        with locked(self.case.folder):
            ledger = self.case.ledger()
            seen = seen if seen <= len(ledger) else 0  # no page has seen lines that are not there
            known = self._state.prepared.reviewed.mentions if self._state else ()
            if theirs := clashes(decisions, ledger[seen:], known):
                return Clash(theirs)
            if _counts_on_numbers(decisions) and any(d.action == "add" for d in ledger[seen:]):
                return Refused("somebody else added a name meanwhile; look at this once more")
            if why := self._cannot_stand(ledger, decisions):
                return Refused(why)
            self.case.append(*decisions)
            self.files.answered(decisions)
            return Taken(len(ledger) + 1, len(ledger) + len(decisions))

    def _cannot_stand(self, ledger: Ledger, decisions: Sequence[Decision]) -> str:
        """Why the case cannot be worked out with these decisions, where without them it can; '' where it can.

        Two answers that are in order each by itself may give two people one pseudonym, an undo may too:
        what no page could be made from is not put down.
        """
        found = self._found
        people = self._state.prepared.reviewed.entities if self._state else {}
        if found is None or not any(_may_name(d, people) for d in decisions):
            return ""
        why = _folds(found, (*ledger, *decisions))
        return why if why and not _folds(found, ledger) else ""

    def begin_work(self, what: str, by: str, act: Callable[[Work], str]) -> bool:
        """Do *act*, which says what came of it, in the background; False while another piece is under way."""
        with self._lock:
            if self.work and self.work.running:
                return False
            self.work = Work(what, by)
            threading.Thread(target=self._do, args=(self.work, act), daemon=True).start()
            return True

    def _do(self, work: Work, act: Callable[[Work], str]) -> None:
        try:
            work.said = act(work)
        except RedactError as error:
            work.said, work.failed = str(error), True
        except Exception as error:  # noqa: BLE001 - told on the page; a draft's text is never part of it
            work.said, work.failed = f"a fault of the program ({type(error).__name__})", True
        finally:
            work.running = False

    def alone(self, act: Callable[[], Made]) -> Made:
        """What *act* gives; no answer is taken, no file made, and no other program writes to the case meanwhile."""
        self.wait()
        with self.files.still(), self._one, self.case.writing():
            return act()


def _counts_on_numbers(decisions: Sequence[Decision]) -> bool:
    """Whether a name is added and at once said to mean somebody: by the number that it is going to have."""
    return {"add", "merge"} <= {d.action for d in decisions}


def _may_name(decision: Decision, people: Mapping[str, Entity]) -> bool:
    """Whether a decision may change who bears which pseudonym; one on a single place says nothing of that."""
    of_one_place = decision.action in {"dismiss", "link"} and decision.target not in people
    return decision.action in NAMING and not of_one_place


def _folds(found: Found, ledger: Ledger) -> str:
    """Why a ledger cannot be applied to what was found; '' where it can."""
    try:
        stands = standing_of(
            found.documents, found.mentions, found.entities, found.register, ledger, found.rules
        )
        assign_pseudonyms(stands.reviewed.entities, found.kept.pseudonyms, found.rules, found.register)
    except RedactError as error:
        return str(error)
    return ""
