"""A tiny case from its draft to released copies, killed at its writes and taken up again.

    python tests/faults.py 500
    python tests/faults.py 100 28
    python tests/faults.py 50 clock
    python tests/faults.py 50 two

The first kills at 500 places drawn at random (the seed is fixed), takes the case up each time, and prints what
it saw. The second lets the disk be full from there on (28, ENOSPC; or 30, EROFS) instead of killing. The third kills at a write while the computer's clock jumps
days to and fro at every look; the fourth has a second process begin the same command while one is at its write.
The model is loaded once: each command runs in a fork of this process.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

DRAFT = "OVERVIEW REPORT\n\n1.1 Zofia Wandlebury lived in Corvenham with her mother, Ines Wandlebury.\n"
REGISTER = """\
people:
  - {id: p1, name: Zofia Wandlebury, role: subject child, pseudonym: Child Q}
  - {id: p2, name: Ines Wandlebury, role: mother, pseudonym: Mother}
places: [{id: l1, name: Corvenham, role: town, pseudonym: Town X}]
"""
ANSWERS = "target,answer,value,reason\np2,rename,Parent One,\nl1,rename,Town Y,\np1,confirm,,\n"
KILLED = 9
#: What a run leaves behind only while it works.
PASSING = re.compile(r"^\.(part|new|old|checking)-")
EDITION = (".html", ".txt", ".docx", ".pdf", ".md")


def commands(root: Path) -> list[list[str]]:
    """The commands of the case's life, in order; between the first two, a person writes the register."""
    case = str(root / "case")
    one = ["--for", "publication"]
    return [
        ["new", "-q", case, str(root / "report.txt")],
        ["run", "-q", case, *one],
        ["review", "-q", case, "--import", str(root / "answers.csv"), "--as", "Rosa Reviewer", "--yes"],
        ["run", "-q", case, *one],
        ["sign", "-q", case, *one, "--as", "Sig Ner"],
        ["release", "-q", case, *one, "--to", str(root / "out"), "--as", "Rel Easer"],
    ]


# Where a command can be killed --------------------------------------------------------------------


@dataclass
class Writes:
    """Counts what a process does to the files below *root*, and ends the process at the *last* of it."""

    root: str
    last: int = 0
    error: int = 0  # with which every write fails from the last on; 0 kills
    whole: bool = False  # whether a write at which it stops is made whole afterwards
    seen: list[str] = field(default_factory=list)
    process: int = field(default_factory=os.getpid)

    def watch(self) -> None:
        """From now on; a hook cannot be taken away, so only in a process that ends."""
        sys.addaudithook(self._heard)
        fsync, fdopen = os.fsync, os.fdopen

        def synced(descriptor: int) -> None:
            self.reach("sync", _of(descriptor))
            fsync(descriptor)

        def opened(descriptor: int, mode: str = "r", *rest: object, **more: object) -> object:
            file = fdopen(descriptor, mode, *rest, **more)
            return _Torn(file, self, _of(descriptor)) if set(mode) & set("wa+") else file

        os.fsync, os.fdopen = synced, opened  # type: ignore[assignment]

    def _heard(self, event: str, given: tuple) -> None:
        if event == "open" and isinstance(given[0], str | bytes | os.PathLike):
            if isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self.reach("open", os.fsdecode(given[0]))
        elif event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"}:
            folder = given[-1] if event in {"os.remove", "os.rmdir"} and isinstance(given[-1], int) else -1
            path = _of(given[0]) if isinstance(given[0], int) else os.fsdecode(given[0])
            self.reach(event[3:], os.path.join(_of(folder), path) if folder >= 0 else path)

    def reach(self, what: str, path: str) -> bool:
        """One more write is about to happen."""
        if os.getpid() != self.process or not path.startswith(self.root):
            return False
        self.seen.append(f"{what} {_plain(path.removeprefix(self.root))}")
        reached = 0 < self.last <= len(self.seen)
        if reached and what != "write" and not (self.error and what in {"remove", "rmdir", "truncate"}):
            self.stop()
        return reached

    def stop(self) -> None:
        """End here, as the system would."""
        if not self.error:
            os._exit(KILLED)
        raise OSError(self.error, os.strerror(self.error))


class _Torn:
    """A file whose last write is cut off in the middle."""

    def __init__(self, file: io.IOBase, writes: Writes, path: str) -> None:
        self.file, self.writes, self.path = file, writes, path

    def write(self, content: bytes) -> int:
        if self.writes.reach("write", self.path):
            if not self.writes.whole:
                self.file.write(content[: len(content) // 2])
                self.file.flush()
            self.writes.stop()
        return self.file.write(content)

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)

    def __enter__(self) -> _Torn:
        return self

    def __exit__(self, *why: object) -> None:
        self.file.close()


def _of(descriptor: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""


def _plain(path: str) -> str:
    """The path without what is drawn at random in it."""
    path = re.sub(r"\.(part|new|checking)-\w+", r".\1", path)
    return re.sub(r"[0-9a-f]{64}", "DIGEST", path)


# A process for each command -----------------------------------------------------------------------


def forked(act: Callable[[], int]) -> int:
    """The exit status of *act* in a process of its own."""
    child = os.fork()
    if not child:
        try:
            os._exit(act())
        except BaseException:  # noqa: BLE001 - a fork must not go on
            traceback.print_exc()
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def command(words: list[str], told: Path) -> int:
    """One command of the program in this process; what it said goes to the file *told*."""
    from redact import cli

    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = int(cli.main(words))
    told.write_text(said.getvalue())
    return status


def jumping(chance: random.Random) -> None:
    """Have the clock jump up to a year back or ahead whenever it is looked at."""
    import time

    true = time.time
    time.time = lambda: true() + chance.uniform(-3e7, 3e7)
    utime = os.utime

    def aged(path: str) -> None:
        moment = time.time()
        utime(path, (moment, moment))

    sys.addaudithook(
        lambda event, given: (
            aged(os.fsdecode(given[1])) if event == "os.rename" and os.path.isfile(given[1]) else None
        )
    )
    import redact.case

    class Jumping(redact.case.datetime):  # type: ignore[name-defined,misc]
        @classmethod
        def now(cls, tz: object = None) -> object:
            return cls.fromtimestamp(time.time(), tz)  # type: ignore[arg-type]

    redact.case.datetime = Jumping  # type: ignore[attr-defined,misc]


class Life:
    """The life of the case in the folder *root*; its states before each command are kept beside it."""

    def __init__(self, root: Path) -> None:
        self.root, self.states = root / "here", root / "states"
        self.clock: random.Random | None = None  # by which the clock jumps in a command that is killed
        self.told = root / "told"
        self.acknowledged = root / "acknowledged"
        self.root.mkdir(parents=True)
        (self.root / "report.txt").write_text(DRAFT)
        (self.root / "answers.csv").write_text(ANSWERS)
        self.commands = commands(self.root)
        self.writes: list[list[str]] = []
        for step in range(len(self.commands)):
            self._keep(step)
            self.writes.append(self._undisturbed(step))
        self._keep(len(self.commands))
        self.whole = self._whole_files()
        self.end = self._released()

    def _keep(self, step: int) -> None:
        shutil.copytree(self.root, self.states / str(step))

    def _undisturbed(self, step: int) -> list[str]:
        """Run a command to its end; everything that it wrote."""
        noted = self.root.parent / "writes"

        def act() -> int:
            writes = Writes(str(self.root) + os.sep)
            writes.watch()
            status = self._step(step)
            noted.write_text(json.dumps(writes.seen))
            return status

        status = forked(act)
        assert status == 0, f"{self.commands[step][0]}: {status}: {self.told.read_text()}"
        self._register(step)
        return json.loads(noted.read_text())

    def _step(self, step: int) -> int:
        return command(self.commands[step], self.told)

    def _register(self, step: int) -> None:
        if step == 0:
            (self.root / "case" / "register.yaml").write_text(REGISTER)

    def restore(self, step: int) -> None:
        """The folder as it was before a command."""
        shutil.rmtree(self.root)
        shutil.copytree(self.states / str(step), self.root)

    def killed(self, step: int, at: int, error: int = 0) -> list[str]:
        """What is wrong after a command was stopped at its write number *at* (from 1), and taken up again.

        It is killed, or, with an *error*, every write fails with that from there on.
        """
        self.restore(step)
        self.acknowledged.write_text("0")
        self.told.write_text("")
        status = forked(lambda: self._dying(step, at, error))
        wrong = list(self._after_a_kill(step))
        if not error and status != KILLED:
            wrong.append(f"not killed: {status}")
        if error and not self._told_plainly(status):
            wrong.append(f"{status}: {self.told.read_text()}")
        for again in range(step, len(self.commands)):
            if (status := forked(lambda again=again: self._step(again))) != 0:
                return [*wrong, f"{self.commands[again][0]} again: {status}: {self.told.read_text()}"]
            self._register(again)
        return [*wrong, *self._at_the_end()]

    def beside(self, step: int, at: int) -> list[str]:
        """What is wrong after a second process began the same command while the first was at its write number *at*."""
        self.restore(step)
        self.acknowledged.write_text("0")
        second = self.root.parent / "told second"
        first = forked(lambda: self._interrupted(step, at, second))
        wrong = list(self._after_a_kill(step))
        status = int(second.with_suffix(".status").read_text())
        told = second.read_text()
        lines = [line for line in told.splitlines() if line.startswith("redact: ")]
        if status not in {0, 2} or (status and (len(lines) != 1 or "bug" in told)):
            wrong.append(f"the second: {status}: {told}")
        if first != 0:
            wrong.append(f"the first: {first}: {self.told.read_text()}")
        self._register(step)
        for again in range(step + 1, len(self.commands)):
            if (status := forked(lambda again=again: self._step(again))) != 0:
                return [*wrong, f"{self.commands[again][0]} after it: {status}: {self.told.read_text()}"]
        return [*wrong, *self._at_the_end()]

    def _interrupted(self, step: int, at: int, second: Path) -> int:
        """A command, in the middle of which another process tries the same; that one does not wait for long."""
        import redact.case

        redact.case.WAIT = 0.2
        writes = Writes(str(self.root) + os.sep, at, whole=True)

        def other() -> None:
            writes.last = 0
            status = forked(lambda: command(self.commands[step], second))
            second.with_suffix(".status").write_text(str(status))

        writes.stop = other  # type: ignore[method-assign]
        writes.watch()
        return self._step(step)

    def _told_plainly(self, status: int) -> bool:
        """Done all the same, or one line beside the data that says what the matter is, and exit status 3."""
        lines = [line for line in self.told.read_text().splitlines() if line.startswith("redact: ")]
        return status == 0 or (status == 3 and len(lines) == 1 and "bug" not in lines[0])

    def _dying(self, step: int, at: int, error: int) -> int:
        from redact.case import Case

        append = Case.append

        def noting(case: Case, *decisions: object) -> None:
            append(case, *decisions)
            self.acknowledged.write_text(str(len(case.ledger())))

        Case.append = noting  # type: ignore[method-assign]
        if self.clock:
            jumping(self.clock)
        Writes(str(self.root) + os.sep, at, error).watch()
        return self._step(step)

    # What must hold

    def _after_a_kill(self, step: int) -> Iterator[str]:
        """No acknowledged decision lost, no half file that could be mistaken for an edition."""
        yield from self._ledger(step)
        for path in self._files():
            name = path.relative_to(self.root).as_posix()
            if path.suffix in EDITION and path.read_bytes() not in self.whole.get(name, ()):
                yield f"{name} is no whole file of an undisturbed run"
        for area in ("staged", "signed"):
            folder = self.root / "case" / area / "publication"
            names = {p.name for p in folder.iterdir()} if folder.is_dir() else set()
            if names not in [set(), *self._folders(area)]:
                yield f"{area} holds a part of its files: {sorted(names)}"

    def _ledger(self, step: int) -> Iterator[str]:
        from redact.case import Case

        if not (self.root / "case" / "drafts").is_dir():
            return
        ledger = Case(self.root / "case").ledger()
        before = self.states / str(step) / "case"
        earlier = Case(before).ledger() if (before / "drafts").is_dir() else ()
        if ledger[: len(earlier)] != earlier or len(ledger) < int(self.acknowledged.read_text()):
            yield "a decision that was acknowledged is lost"

    def _folders(self, area: str) -> list[set[str]]:
        folders = [self.states / str(n) / "case" / area / "publication" for n in range(7)]
        return [{p.name for p in folder.iterdir()} for folder in folders if folder.is_dir()]

    def _at_the_end(self) -> Iterator[str]:
        """The same bytes as undisturbed, and nothing that passes is left."""
        yield from self._ledger(0)
        if self._released() != self.end:
            yield "the released or staged bytes are others"
        left = [p.name for p in self.root.rglob(".*") if PASSING.match(p.name)]
        if left:
            yield f"left behind: {left}"

    def _released(self) -> dict[str, bytes]:
        places = (self.root / "out", self.root / "case" / "staged", self.root / "case" / "signed")
        return {
            str(p.relative_to(self.root)): p.read_bytes()
            for each in places
            for p in sorted(each.rglob("*"))
            if p.is_file()
        }

    def _files(self) -> list[Path]:
        """Files that a person would see."""
        found = (p for p in self.root.rglob("*") if p.is_file())
        return [p for p in found if not any(part.startswith(".") for part in p.relative_to(self.root).parts)]

    def _whole_files(self) -> dict[str, list[bytes]]:
        whole: dict[str, list[bytes]] = {}
        for state in self.states.iterdir():
            for path in state.rglob("*"):
                if path.is_file():
                    whole.setdefault(path.relative_to(state).as_posix(), []).append(path.read_bytes())
        return whole

    def places(self) -> list[tuple[int, int]]:
        """Every (command, write) at which the life can be cut."""
        return [(step, at) for step, seen in enumerate(self.writes) for at in range(1, len(seen) + 1)]

    def sample(self) -> list[tuple[int, int]]:
        """The first write of each kind, where it matters most: the later commands first."""
        first: dict[str, tuple[int, int]] = {}
        for step, at in reversed(self.places()):
            first.setdefault(kind_of(self.writes[step][at - 1]), (step, at))
        return sorted(first.values())


def kind_of(write: str) -> str:
    """What is done, and whether to the ledger, the folder of signed copies, or anything else."""
    what, _, path = write.partition(" ")
    where = "ledger" if "ledger.jsonl" in path else "folder" if ".new" in path or ".old" in path else ""
    if what == "rename" and path.startswith("out/"):
        where = "out"
    return f"{what} {where}".strip() if what in {"write", "rename"} else what


def warmed(root: Path) -> None:
    """Load here, once, the model and what else a command needs; not the PDF's writer, whose threads no fork has."""
    from redact.case import Case
    from redact.checks import open_paths
    from redact.formats import write
    from redact.gate import ask_checks, question_of
    from redact.key import opener
    from redact.pipeline import make, prepare
    from redact.rules import load_rules

    (root / "case" / "drafts").mkdir(parents=True)
    (root / "case" / "drafts" / "report.txt").write_text(DRAFT)
    (root / "case" / "register.yaml").write_text(REGISTER)
    prepared = prepare(Case(root / "case"), load_rules(), opener(None, os.environ))
    for edition in make(prepared, "publication").values():
        for suffix in (".html", ".docx"):
            (root / f"edition{suffix}").write_bytes(write(edition, suffix))
            ask_checks(open_paths([root / f"edition{suffix}"]), question_of(prepared, "publication"))


def main() -> None:
    """`faults.py sample`, or a number of places at random; what was wrong is the last line, as JSON, or a line for each way to stop."""
    wanted, ways = sys.argv[1], (sys.argv[2:] or ["0"])
    os.environ["REDACT_KEY_FILE"] = os.environ.get("REDACT_KEY_FILE") or _key_file()
    with tempfile.TemporaryDirectory() as folder:
        warmed(Path(folder).resolve() / "warm")
        life = Life(Path(folder).resolve() / "life")
        for how in ways:
            print(json.dumps(_stopped(life, wanted, how)))


def _stopped(life: Life, wanted: str, how: str) -> dict[str, object]:
    """What was seen of a life that was stopped at places in one way."""
    error, places = int(how) if how.isdigit() else 0, life.places()
    chosen = life.sample() if wanted == "sample" else random.Random(9).choices(places, k=int(wanted))
    wrong = {}
    for step, at in chosen:
        write = f"{life.commands[step][0]} ({step}), write {at}: {life.writes[step][at - 1]}"
        life.clock = random.Random(at) if how == "clock" else None
        if found := life.beside(step, at) if how == "two" else life.killed(step, at, error):
            wrong[write] = found
    kinds = sorted({kind_of(life.writes[step][at - 1]) for step, at in chosen})
    return {"places": len(places), "stopped": len(chosen), "kinds": kinds, "wrong": wrong}


def _key_file() -> str:
    file = tempfile.NamedTemporaryFile(delete=False)  # noqa: SIM115
    file.write(b"a key file for the tests, 32 bytes and more")
    file.close()
    return file.name


if __name__ == "__main__":
    main()
