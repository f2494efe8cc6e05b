"""Every reader of files that come from outside, given files that are nearly right.

    python tests/fuzz.py 3600            an hour of it, and how many inputs were tried
    python tests/fuzz.py 30 .docx        thirty seconds of one reader
    python tests/fuzz.py 1 .docx 417     one input again, with its traceback

Each minute it says on standard error how far it is; Ctrl-C and SIGTERM end it with what it has found.
What goes wrong is added to tests/fuzz_seeds.txt (reader, number, what was wrong); the tests try all of these again.

An input is known by its reader and number alone: the same number makes the same bytes.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1]
#: Inputs that went wrong once: reader, number, and what was wrong.
KEPT = Path(__file__).with_name("fuzz_seeds.txt")
SECONDS = 10  # of the processor that one input may take
WAITING = 300  # seconds by the clock, in which it may also wait for something
MEGABYTES = 1500  # that the process may have grown to by the end
NAME = "Zofia Wandlebury"

REGISTER = """\
case: XX-2031-04
subject: p1
people:
  - {id: p1, name: Zofia Wandlebury, aliases: [Zo, "Z.W."], role: subject child, pseudonym: Child Q, gender: neutral, born: 2013-03-14, family: maternal}
  - {id: p2, name: Ines Wandlebury, role: mother}
places: [{id: l1, name: Corvenham, aliases: [], role: town, pseudonym: Town X}]
organisations: [{id: o1, name: St Example's School, role: school}]
relations: [{who: p2, is: mother, of: p1, since: 2014-03, until: 2016}]
allow: ["Alex Author", {text: "Chris Chair", where: front matter}]
documents: [{file: a.docx, kind: overview-report}, {file: b.xlsx, use: source}]
dates: {publication: {DATE: month}}
ages: band
"""
SUMMARY = """\
sources: shown
sections:
  - {section: events, title: What happened, words: 400, add: ["3.4", "3.10:2"], leave: ["3.7"]}
  - {section: learning, words: whole}
"""
TABLE = (
    "target,answer,value,reason\np2,rename,Parent One,because\nm-0123456789ab,dismiss,,\nPERSON,add,Thrupp,\n"
)
RTF = r"""{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}{\info{\author Ines}}\pard\b Zofia\b0  met \u8217? Ines\par
\trowd\cellx1000\cellx2000 a\cell b\cell\row{\footnote note}{\*\bkmkstart x}{\field{\*\fldinst HYPERLINK "x"}{\fldrslt y}}\par}"""
PAGE = """<!doctype html><html lang="en"><head><title>A</title><style>.x{display:none}</style></head><body><h1>Zofia</h1>
<p class="x" style="color:#fff">Ines <b>met</b><br>her&nbsp;&#8217;</p><table><tr><td colspan="2">a<td rowspan=2>b</table><ol start=3><li>x</ol></body></html>"""
MAIL = """From: Ines <ines@example.org>\r\nTo: =?utf-8?q?Zofia?= <z@example.org>\r\nDate: Mon, 3 Mar 2031 10:00:00 +0000\r\nSubject: Zofia
MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n
Zofia =E2=80=93 met Ines.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Zofia</p>\r\n--b--\r\n"""
MARKDOWN = "# Zofia\n\n1. Ines *met* [her](http://example.org)[^1]\n   - a\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n```\ncode\n```\n<b>x</b>\n\n[^1]: note\n"
CHUNKS = (
    b"\x00", b"\xff\xfe", b"<", b">", b"&#0;", b"&#x110000;", b"{\\", b"}", b"[", b"*", b"&a", b"<<: *a", b"!!python/object:os.system x",
    b"-1", b"0", b"99999999999999999999", b"1e400", b"nan", b"\xed\xa0\x80", "\u202e\u200b\u0130".encode(), b"'" * 50, b"\n" * 50,
    b"(" * 300, b"[" * 300, b"{" * 300, b"<a>" * 300, b"\\'ff", b"\\u-99999 ", b"=?utf-8?b?//8=?=", b"%PDF", b"PK\x03\x04", b"\t", b" ",
)  # fmt: skip
VALUES = ("", "-1", "0", "1", "99999999999", "x", "true", "A" * 300, "1.5", "#", "../../x", "http://example.org", "12:99", "#REF!", "rId1", "R99999999C1", "A1:XFD1048576")  # fmt: skip


# Seeds --------------------------------------------------------------------------------------------


def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(NAME, 1)
    document.add_paragraph("She met Ines.", style="List Number").add_run("bold").bold = True
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Ines"
    document.sections[0].header.paragraphs[0].text = "head"
    document.core_properties.author = "Ines"
    if hasattr(document, "add_comment"):
        document.add_comment(document.paragraphs[0].runs, "Who?", "Ines", "I")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.setTitle("Ines")
    canvas.bookmarkPage("x")
    canvas.addOutlineEntry("Zofia", "x")
    for words in ("Zofia Wandlebury met Ines.", "Then she left."):
        canvas.drawString(70, 700, words)
        canvas.line(70, 600, 200, 600)
        canvas.rect(70, 500, 100, 50)
        canvas.linkURL("http://example.org", (70, 700, 100, 720))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _made(make: Callable[[Path], object], ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"seed{ending}"
        make(path)
        return path.read_bytes()


def _odt(path: Path) -> None:
    from open_texts import h, p, write_odt

    write_odt(path, h(NAME) + p("She met Ines."))


def _xlsx(path: Path) -> None:
    from workbooks import write_xlsx

    write_xlsx(
        path,
        [["target", "answer", "value", "reason"], ["p2", "rename", "Parent One", 3], [NAME, 41000, "", "x"]],
    )


def _lines() -> str:
    from dataclasses import replace

    from redact.exchange import Origin, Row, mark_of
    from redact.handover import as_lines

    row = Row("p2", "rename", "Parent One", "because", "Rosa", "2031-01-01T00:00:00+00:00", "PERSON Ines")
    row = replace(row, history=mark_of(row.decision))
    return as_lines([row, row], Origin("0" * 12, ("1" * 12,)), "Rosa", "2031-01-01T00:00:00+00:00")


def _review(path: Path) -> None:
    """The questions of a case in a Word file, as a reviewer gets it."""
    from answered_case import prepared
    from redact.papers import slips_for, write_word
    from redact.rules import load_rules

    found = prepared(path.parent / "case", load_rules())
    write_word(path, found, slips_for(found, found.questions))


def _cast(path: Path) -> None:
    from cast_tables import write_word

    write_word(
        path,
        [
            ["Name", "Role", "Pseudonym", "Date of birth"],
            [NAME, "subject child", "Child Q", "14/3/2013"],
            ["Ines", "mother", "", ""],
        ],
    )


#: The seed of each reader: the file's ending, or what it is.
SEEDS: dict[str, Callable[[], bytes]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".txt": lambda: f"{NAME} met “Ines”.\r\n\r\n1.1 Then – she left.\r\n".encode(),
    ".md": MARKDOWN.encode,
    ".odt": lambda: _made(_odt, ".odt"),
    ".rtf": RTF.encode,
    ".html": PAGE.encode,
    ".eml": MAIL.encode,
    ".xlsx": lambda: _made(_xlsx, ".xlsx"),
    ".csv": lambda: b"Date,Who,What\n1/3/2031,Zofia,\"left; early\"\n2/3/2031,Ines,x\n",
    "register": REGISTER.encode,
    "summary.yaml": SUMMARY.encode,
    "checklist.yaml": lambda: (SOURCE / "rules" / "checklist.yaml").read_bytes(),
    "answers.csv": TABLE.encode,
    "answers.xlsx": lambda: _made(_xlsx, ".xlsx"),
    "answers.docx": lambda: _made(_review, ".docx"),
    "handover": lambda: _lines().encode(),
    "cast.csv": lambda: b"Name,Role,Pseudonym,Date of birth\nZofia Wandlebury,subject child,Child Q,14/3/2013\nInes,mother,,\n",
    "cast.docx": lambda: _made(_cast, ".docx"),
    "rules": lambda: b"",
}  # fmt: skip


@cache
def seed(kind: str) -> bytes:
    """The bytes from which the inputs of a reader are made."""
    return SEEDS[kind]()


# Changes ------------------------------------------------------------------------------------------


def changed(data: bytes, chance: random.Random) -> bytes:
    """*data* with some things changed; those of a zip inside its parts, with sums that are right."""
    if data[:2] == b"PK" and chance.random() < 0.9:
        return _zip_changed(data, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        data = chance.choice((_flipped, _cut, _doubled, _without, _with_chunk, _value, _tag))(data, chance)
    return data


def _zip_changed(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    telling = [
        n for n in parts if re.search(r"document|content|sheet|comments|styles|number|rels|Types|shared", n)
    ]
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice(telling or [*parts]) if chance.random() < 0.8 else chance.choice([*parts])
        if name not in parts:
            continue
        if chance.random() < 0.06:
            parts[chance.choice((name + "x", name.upper(), "x/" + name))] = parts.pop(name)
        elif chance.random() < 0.05:
            del parts[name]
        else:
            act = chance.choice(
                (_value, _value, _value, _tag, _tag, _tag, _with_chunk, _without, _flipped, _doubled)
            )
            parts[name] = act(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _flipped(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _piece(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 4, 20, 200)))


def _doubled(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _without(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + data[end:]


def _with_chunk(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(CHUNKS) + data[at:]


def _value(data: bytes, chance: random.Random) -> bytes:
    """Another value for an attribute, a number, or what stands behind a colon."""
    found = [
        m.span(1)
        for m in re.finditer(rb'="([^"]*)"|[ \\:](-?\d+)\b|: ?([^,}\n]+)', data)
        if m.span(1) != (-1, -1)
    ]
    found = found or [m.span() for m in re.finditer(rb"-?\d+", data)]
    if not found:
        return _with_chunk(data, chance)
    start, end = chance.choice(found)
    return data[:start] + chance.choice(VALUES).encode() + data[end:]


def _tag(data: bytes, chance: random.Random) -> bytes:
    """A tag, or a whole element, taken out, doubled, or set into another place."""
    found = [
        m.span()
        for m in re.finditer(
            rb"<(\w[\w:]*)\b[^<>]*>[^<>]*</\1>|<[\w/][^<>]*>|\{[^{}]*\}|\\[a-z]+-?\d* ?", data
        )
    ]
    if not found:
        return _without(data, chance)
    start, end = chance.choice(found)
    there = chance.choice(found)[0]
    if chance.random() < 0.4:
        return data[:start] + data[end:]
    return data[:there] + data[start:end] * chance.choice((1, 1, 3, 200)) + data[there:]


# Readers ------------------------------------------------------------------------------------------


def readers() -> dict[str, Callable[[Path], object]]:
    """What reads each kind of input."""
    from redact.answers import read_table
    from redact.cast import read_cast
    from redact.cli.returning import slips_back
    from redact.formats import READERS, read
    from redact.handover import read_rows
    from redact.publications import read_wanted
    from redact.register import read_register
    from redact.rules import load_rules
    from redact.rules.checklist import read_checklist
    from redact.rules.sections import read_sections

    rules = load_rules()
    audiences, sections = rules.editions["audiences"], read_sections(rules.folder)
    roles = [str(row.get("role", "")) for row in rules.pseudonyms["PERSON"]]

    def answers(path: Path) -> object:
        return slips_back(path) or (read_table(path, "Rosa") if path.suffix != ".docx" else None)

    found: dict[str, Callable[[Path], object]] = dict.fromkeys((k for k in SEEDS if k in READERS), read)
    found |= {"register": lambda path: read_register(path, rules), "handover": read_rows}
    found |= dict.fromkeys(("answers.csv", "answers.xlsx", "answers.docx"), answers)
    found["summary.yaml"] = lambda path: read_wanted(path, sections)
    found["checklist.yaml"] = lambda path: read_checklist(path, audiences, roles)
    return (
        found
        | dict.fromkeys(("cast.csv", "cast.docx"), lambda path: read_cast(path, rules))
        | {"rules": load_folder}
    )


def load_folder(folder: Path) -> object:
    """The rules of a folder, not remembered."""
    from redact.rules import _load

    return _load.__wrapped__(folder)


def made(kind: str, number: int, folder: Path) -> Path:
    """The input *number* of a reader, as a file (for the rules a folder)."""
    chance = random.Random(f"{kind} {number}")
    if kind == "rules":
        return _rules_changed(folder, chance)
    ending = (
        kind
        if kind.startswith(".")
        else {"register": ".yaml", "handover": ".jsonl"}.get(kind, Path(kind).suffix)
    )
    path = folder / f"input{ending}"
    path.write_bytes(changed(seed(kind), chance))
    return path


def _rules_changed(folder: Path, chance: random.Random) -> Path:
    """The rules that ship, one file changed; the lists, which are long and plain, are shared."""
    target = folder / "rules"
    if not target.exists():
        for path in (SOURCE / "rules").rglob("*"):
            if path.is_file():
                (to := target / path.relative_to(SOURCE / "rules")).parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(path.read_bytes())
    for path in folder.glob("*.before"):
        place, _, content = path.read_bytes().partition(b"\n")
        Path(place.decode()).write_bytes(content)
        path.unlink()
    path = chance.choice(sorted(target.rglob("*.yaml")))
    (folder / "x.before").write_bytes(str(path).encode() + b"\n" + path.read_bytes())
    path.write_bytes(changed(path.read_bytes(), chance))
    return target


READ, PRINTS = "read", "prints among the data"


#: Others may be at work on the machine: an input is too long by the processor's time, and only far later by the clock.
TIMERS = ((signal.ITIMER_PROF, signal.SIGPROF, SECONDS), (signal.ITIMER_REAL, signal.SIGALRM, WAITING))


class TooLong(BaseException):
    """An input took longer than it may."""


def tried(kind: str, number: int, folder: Path, read: Callable[[Path], object]) -> str:
    """What is wrong with how an input was taken; '' where it was refused in one line, READ where it was read."""
    from redact.errors import RedactError

    def late(*_: object) -> None:
        raise TooLong

    path, printed = made(kind, number, folder), io.StringIO()
    for timer, signal_, seconds in TIMERS:
        signal.signal(signal_, late)
        signal.setitimer(timer, seconds)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            read(path)
    except RedactError as error:
        line = str(error)
        plain = line.strip() and "\n" not in line and "Traceback" not in line
        return f"no single line: {line!r}" if not plain else PRINTS if printed.getvalue() else ""
    except TooLong:
        return f"longer than {SECONDS} s: {_where()}"
    except BaseException as error:  # noqa: BLE001 - whatever else it is, is a bug
        return f"{type(error).__name__}: {_where()}"
    finally:
        for timer, *_ in TIMERS:
            signal.setitimer(timer, 0)
    return PRINTS if printed.getvalue() else READ


def _where() -> str:
    ours = [f for f in traceback.extract_tb(sys.exc_info()[2]) if "/redact/" in f.filename]
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(ours[-3:]))


def inputs(seconds: float, kinds: list[str]) -> Iterator[tuple[str, int]]:
    """Readers and numbers, in turn, for so long (of work, not by the clock)."""
    end, number = time.process_time() + seconds, 0
    while True:
        for kind in kinds:
            if kind == "rules" and number % 10:
                continue  # one takes as long as many of the others
            if time.process_time() >= end:
                return
            yield kind, number
        number += 1


class Stopped:
    """Whether somebody asked to end (Ctrl-C, SIGTERM): the input at hand is tried to its end, and what was found is told."""

    def __init__(self) -> None:
        self.asked = False
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True


class Minutes:
    """A line a minute on standard error, so that who waits for hours sees how far it is."""

    def __init__(self, every: float = 60.0) -> None:
        self.every, self.next = every, time.monotonic() + every

    def tell(self, found: Counter, wrong: dict[str, int]) -> None:
        """How much was tried and what was wrong so far, where it is time."""
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + self.every
            used = f"{time.process_time():,.0f} s of work, {_peak()} MB"
            print(f"{found.total():,} tried, {len(wrong)} wrong, {used}", file=sys.stderr, flush=True)


def kept() -> list[tuple[str, int]]:
    """The inputs that went wrong once, by reader and number."""
    rows = (line.split("\t") for line in KEPT.read_text(encoding="utf-8").splitlines() if line)
    return [(kind, int(number)) for kind, number, _ in rows]


def keep(wrong: dict[str, int]) -> None:
    """Add what went wrong to the file of such inputs, each once."""
    before = set(kept())
    with KEPT.open("a", encoding="utf-8") as file:
        for said, number in wrong.items():
            kind, _, why = said.partition(": ")
            if (kind, number) not in before:
                file.write(f"{kind}\t{number}\t{why}\n")


def _peak() -> int:
    """The most memory that this process has had, in MB; on Linux without what its parent had when it began."""
    status = Path("/proc/self/status")
    if status.exists() and (held := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(held[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """See above; the last line is what was tried and what was wrong, as JSON."""
    import logging

    logging.disable(logging.CRITICAL)
    sys.path.insert(0, str(Path(__file__).parent))
    seconds, kinds = float(sys.argv[1]), sys.argv[2:3] or list(SEEDS)
    begin = int(sys.argv[3]) if sys.argv[3:] else None
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    found, taken, wrong, slowest, largest = Counter(), Counter(), {}, (0.0, ""), (0, "")
    stopped, minutes = Stopped(), Minutes()
    with tempfile.TemporaryDirectory() as name:
        read = readers()
        for kind, number in inputs(seconds, kinds) if begin is None else [(kinds[0], begin)]:
            (folder := Path(name) / kind.strip(".")).mkdir(exist_ok=True)
            start, held = time.process_time(), _peak()
            if begin is not None:
                read[kind](made(kind, number, folder))
            elif (said := tried(kind, number, folder, read[kind])) == READ:
                taken[kind] += 1
            elif said:
                wrong.setdefault(f"{kind}: {said}", number)
            slowest = max(slowest, (round(time.process_time() - start, 2), f"{kind} {number}"))
            largest = max(largest, (_peak() - held, f"{kind} {number}"))
            found[kind] += 1
            minutes.tell(found, wrong)
            if stopped.asked:
                break
    peak = _peak()
    if peak > MEGABYTES:
        wrong[f"{largest[1].rpartition(' ')[0]}: {largest[0]} MB"] = int(largest[1].rpartition(" ")[2])
    keep(wrong)
    print(
        json.dumps(
            {
                "tried": found.total(),
                "stopped": stopped.asked,
                "each": found,
                "read": taken,
                "slowest": slowest,
                "largest": largest,
                "peak MB": peak,
                "wrong": wrong,
            }
        )
    )


if __name__ == "__main__":
    main()
