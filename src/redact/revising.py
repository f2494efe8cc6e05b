"""register.yaml or summary.yaml changed by a person through the page: looked at, checked, kept, on record.

The program itself never writes there. What a person wrote is saved as it stands, after the same reader
that every command uses has found nothing wrong with it; what was there before goes to earlier/, and the
ledger says who changed it.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from redact.amending import FILE, data_of
from redact.case import Case, locked, now
from redact.cast import LETTERS
from redact.errors import RulesError, UnreadableError
from redact.model import Decision, Ledger, Register
from redact.names import fold
from redact.reading import require_listed
from redact.register import register_of
from redact.review import standing
from redact.rules import Rules

LONGEST = 1_000_000  # characters of a register; the longest cast list we know has 30,000
AROUND = 2  # unchanged lines that are shown on either side of a change
MARK = b"\xef\xbb\xbf"  # what Notepad puts before UTF-8


class ChangedMeanwhileError(RulesError):
    """The file on the disk is not the one that was looked at any more."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file as it lies on the disk; its text has plain line ends."""

    text: str
    digest: str  # sha256 of the bytes, hexadecimal; '' where there is no such file
    line_end: str = "\n"
    marked: bool = False  # begins with a byte-order mark

    def bytes_of(self, text: str) -> bytes:
        """*text* as bytes, in the manner of this file."""
        return (MARK if self.marked else b"") + plain(text).replace("\n", self.line_end).encode()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a difference: 'added', 'removed', 'same', or 'gap' for lines that are passed over."""

    kind: str
    text: str
    before: int = 0  # its number in the file before, from 1; 0 where it is not there
    after: int = 0


def held(case: Case, file: Path = FILE) -> Held:
    """The register of a case as it is now, or another *file* that people write there.

    Raises:
        RulesError: it cannot be read as text.
    """
    path = case.folder / file
    if not path.exists():
        return Held("", "")
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableError(f"{file}: cannot be read ({error.strerror}); restore the file") from None
    except UnicodeDecodeError as error:
        raise RulesError(f"{file}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    line_end = "\r\n" if "\r\n" in text else "\n"
    return Held(plain(text), hashlib.sha256(content).hexdigest(), line_end, content.startswith(MARK))


def plain(text: str) -> str:
    """*text* with plain line ends, the last line ended too."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if not text or text.endswith("\n") else text + "\n"


def difference(before: str, after: str) -> list[Line]:
    """What was changed, line by line, with a little of what stands around it; [] where nothing was."""
    old, new = before.splitlines(), after.splitlines()
    made: list[Line] = []
    for group in difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND):
        if made or group[0][1] > 0:
            made.append(Line("gap", ""))
        for kind, a, b, c, d in group:
            if kind == "equal":
                made += [Line("same", t, a + n, c + n) for n, t in enumerate(old[a:b], 1)]
            else:
                made += [Line("removed", t, a + n) for n, t in enumerate(old[a:b], 1)]
                made += [Line("added", t, 0, c + n) for n, t in enumerate(new[c:d], 1)]
    return made


def checked(case: Case, rules: Rules, text: str) -> Register:
    """The register that *text* would be.

    Raises:
        RulesError: what is wrong with it, with line and key.
    """
    if len(text) > LONGEST:
        raise RulesError(f"{FILE}: longer than any register; save a part of it elsewhere")
    register = register_of(text, case.folder / FILE, rules)
    require_listed(register, case)
    return register


def save(case: Case, rules: Rules, text: str, looked_at: str, by: str) -> None:
    """Make *text* the register; the one with the digest *looked_at* goes to earlier/, and the ledger says so.

    Raises:
        ChangedMeanwhileError: another one than *looked_at* is there now; nothing is saved.
        RulesError: something is wrong with it; nothing is saved.
    """
    checked(case, rules, text)
    put_in_place(case, FILE, text, looked_at, by, "register")


def put_in_place(case: Case, file: Path, text: str, looked_at: str, by: str, action: str) -> None:
    """Make *text* the *file* of the case, which was read and found in order; as `save`, with *action* on the ledger.

    Raises:
        ChangedMeanwhileError: another one than *looked_at* is there now; nothing is saved.
    """
    with locked(case.folder):
        before = held(case, file)
        if before.digest != looked_at:
            raise ChangedMeanwhileError(f"{file}: was changed by somebody else meanwhile; nothing was saved")
        content = before.bytes_of(text)
        after = hashlib.sha256(content).hexdigest()
        if after == before.digest:
            return
        at = now()
        _keep_earlier(case, file, at)
        value = json.dumps({"before": before.digest, "after": after})
        case.append(Decision(at, by, action, file.stem, value))  # first: nobody changes it unnamed
        case.write(case.folder / file, content)


def _keep_earlier(case: Case, file: Path, at: str) -> None:
    """A copy of the file as it is in earlier/, under a name that is not taken."""
    if not (case.folder / file).exists():
        return
    folder, stamp = case.folder / "earlier", re.sub(r"\D", "", at)[:14]
    name, number = f"{file.stem}-{stamp}{file.suffix}", 2
    while (folder / name).exists():
        name, number = f"{file.stem}-{stamp}-{number}{file.suffix}", number + 1
    case.write(folder / name, (case.folder / file).read_bytes())


# Ids: what decisions and the key hang on --------------------------------------------------------------


def next_id(section: str, text: str, used: Iterable[str]) -> str:
    """An id for a new entry of *section*: one that nobody has or ever had, or somebody would get another's pseudonym."""
    letter = LETTERS[section]
    known = {*used, *ids_of(text)}
    numbers = [int(i[1:]) for i in known if re.fullmatch(rf"{letter}\d{{1,9}}", i)]
    return f"{letter}{max(numbers, default=0) + 1}"


def ids_of(text: str) -> dict[str, str]:
    """Id → name of all entries of a register's text, as far as they have them."""
    found = {}
    for section in LETTERS:
        rows = data_of(text).get(section)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("id"):
                found[str(row["id"]).strip()] = str(row.get("name") or "")
    return found


def given_over(before: str, after: str) -> list[str]:
    """The ids that stand for quite another name after a change: pseudonym and answers would go to somebody else."""
    try:
        old, new = ids_of(before), ids_of(after)
    except RulesError:
        return []
    words = {i: set(fold(name).split()) for i, name in new.items()}
    return [i for i, name in old.items() if name and words.get(i) and not words[i] & set(fold(name).split())]


def lost(before: str, after: str, ledger: Ledger) -> Mapping[str, int]:
    """The ids that a change takes out → how many decisions that stand speak of them."""
    try:
        old, new = ids_of(before), ids_of(after)
    except RulesError:
        return {}
    gone = [i for i in old if i not in new]
    said = [d for d in standing(ledger) if d.action not in {"sign-off", "release", "register"}]
    return {i: sum(i in (d.target, d.value) for d in said) for i in gone}
