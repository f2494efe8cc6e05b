"""Files that no reader may take, made from nothing for each ending that is read.

    python tests/hostile.py [check]

reads each with the real command, `redact detect` or `redact check`, and prints how long that took and how much
memory, the worst last.
"""

import io
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path

import docx

from open_texts import p, write_odt
from workbooks import write_xlsx

SECRET = "Zofia Wandlebury"  # stands in every file; never in a message
MAIN = {".docx": "word/document.xml", ".odt": "content.xml", ".xlsx": "xl/worksheets/sheet1.xml"}
TEXTS = (".txt", ".md", ".csv")
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def plain(path: Path) -> bytes:
    """A harmless file of the ending of *path*, of those that are zips."""
    if path.suffix == ".docx":
        document = docx.Document()
        document.add_paragraph(SECRET)
        document.save(path)
    elif path.suffix == ".odt":
        write_odt(path, p(SECRET))
    else:
        write_xlsx(path, [[SECRET, "b"]])
    return path.read_bytes()


def hostile(folder: Path, ending: str, only: str = "") -> Iterator[tuple[str, Path]]:
    """What each file is, and where it lies; *only* that one, where it is named."""
    makers: dict[str, Callable[[Path], bytes]] = dict(ANY)
    if ending in MAIN:
        makers |= ZIPPED
    if ending in TEXTS:
        makers |= UNTEXT
    if ending == ".pdf":
        makers |= PDFS
    for at, (what, make) in enumerate(makers.items()):
        if only and what != only:
            continue
        path = folder / f"{at}{ending}"
        data = make(path)
        path.write_bytes(data)
        yield what, path


# --- any ending -------------------------------------------------------------------------------------


def _other_office(path: Path) -> bytes:
    return plain(path.with_suffix(".xlsx" if path.suffix != ".xlsx" else ".docx"))


ANY: dict[str, Callable[[Path], bytes]] = {
    "nothing": lambda path: b"",
    "a picture": lambda path: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "an encrypted Office file": lambda path: (
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    ),
    "another Office file": _other_office,
    "a zip of text": lambda path: zipped({"x.txt": SECRET}),
    "noise": lambda path: bytes((at * 7919 + at // 256) % 256 for at in range(5000)),
    "a compressed file": lambda path: b"\x1f\x8b\x08" + bytes(200),
}

# --- texts ------------------------------------------------------------------------------------------

UNTEXT: dict[str, Callable[[Path], bytes]] = {
    "a PDF": lambda path: b"%PDF-1.7\n" + SECRET.encode(),
    "a web page": lambda path: f"<!DOCTYPE html><html><body>{SECRET}</body></html>".encode(),
    "an RTF file": lambda path: b"{\\rtf1 " + SECRET.encode() + b"}",
    "NULs": lambda path: SECRET.encode() + b"\x00 left. " * 3,
    "broken UTF-16": lambda path: b"\xff\xfe" + SECRET.encode("utf-16-le") + b"\x00\xd8",
    "broken UTF-8": lambda path: "Zoë, Chloë, Zoë ".encode() + b"Zo\xeb " + SECRET.encode(),
    "a Mac's letters": lambda path: b"the child\xd5s home, " + SECRET.encode(),
    "white space": lambda path: b" \r\n\t ",
}

# --- zips -------------------------------------------------------------------------------------------


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def added(path: Path, entries: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """The harmless file with more entries."""
    plain(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data, zipfile.ZIP_DEFLATED, compresslevel=1)
    return path.read_bytes()


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    """The harmless file with its main part changed."""
    plain(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[MAIN[path.suffix]] = change(parts[MAIN[path.suffix]])
    return zipped(parts)


def _encrypted(path: Path) -> bytes:
    data = bytearray(plain(path))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def _lying(path: Path) -> bytes:
    """A part of 50 MB that claims to be of 100 bytes."""
    data = bytearray(added(path, [("big.xml", b"<a>" + b" " * 50_000_000 + b"</a>")]))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def _linked(path: Path) -> bytes:
    link = zipfile.ZipInfo("link.bin")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return added(path, [(link, b"/etc/passwd")])


def _doctyped(data: bytes) -> bytes:
    start = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    bomb = b'<!DOCTYPE a [<!ENTITY x0 "x">' + b"".join(
        f'<!ENTITY x{at + 1} "{f"&x{at};" * 10}">'.encode() for at in range(12)
    )
    return data[:start] + bomb + b"]>" + data[start:]


def _inside(data: bytes, words: bytes) -> bytes:
    """The main part with *words* right before the end of its root."""
    at = data.rfind(b"</")
    return data[:at] + words + data[at:]


def _macro(path: Path) -> bytes:
    if path.suffix == ".odt":
        return added(path, [("Basic/Standard/Module1.xml", b"<a/>")])
    plain(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )
    return zipped({**parts, "x.bin": b"x"})


def _many(path: Path) -> bytes:
    """The harmless file with sixty thousand empty entries, written by hand: `zipfile` takes seconds for so many."""
    data, names = plain(path), [b"a%d" % at for at in range(60_000)]
    at = data.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", data[at + 10 : at + 20])
    first, local, listed = data[:start], [], [data[start : start + size]]
    offset = start
    for name in names:  # version 20, no flags, stored, of 1980, no bytes
        about = struct.pack("<5H3I2H", 20, 0, 0, 0, 0x21, 0, 0, 0, len(name), 0)
        local.append(b"PK\x03\x04" + about + name)
        listed.append(
            b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name
        )
        offset += len(local[-1])
    entries = b"".join(listed)
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + len(names), count + len(names), len(entries), offset, 0
    )
    return first + b"".join(local) + entries + end


ZIPPED: dict[str, Callable[[Path], bytes]] = {
    "encrypted entries": _encrypted,
    "half a file": lambda path: plain(path)[: len(plain(path)) // 2],
    "a broken entry": lambda path: (
        plain(path).replace(b"PK\x03\x04", b"PK\x03\x05", 3)[:-4] + b"\xff\xff\x00\x00"
    ),
    "two entries of one name": lambda path: added(path, [(MAIN[path.suffix].upper(), b"<a/>")]),
    "an entry outside": lambda path: added(path, [("../../x.xml", b"<a/>")]),
    "an absolute entry": lambda path: added(path, [("/etc/x.xml", b"<a/>")]),
    "a drive's entry": lambda path: added(path, [("C:/x.xml", b"<a/>")]),
    "a symbolic link": _linked,
    "one part of 100 MB": lambda path: added(path, [("x.bin", bytes(100_000_000))]),
    "five parts of 55 MB": lambda path: added(path, [(f"x{at}.bin", bytes(55_000_000)) for at in range(5)]),
    "a part that lies about its size": _lying,
    "sixty thousand entries": _many,
    "a DOCTYPE": lambda path: rewritten(path, _doctyped),
    "XML that does not end": lambda path: rewritten(path, lambda data: data[: len(data) // 2]),
    "XML of great depth": lambda path: rewritten(
        path, lambda data: _inside(data, b"<a>" * 100_000 + b"</a>" * 100_000)
    ),
    "XML of millions of elements": lambda path: rewritten(
        path, lambda data: _inside(data, b"<a/>" * 5_000_000)
    ),
    "XML of millions of attributes": lambda path: rewritten(
        path,
        lambda data: _inside(
            data, b"<a " + " ".join(map('a{}=""'.format, range(4_500_000))).encode() + b"/>"
        ),
    ),
    "macros": _macro,
    "no main part": lambda path: zipped(
        {name: data for name, data in _parts(path).items() if name != MAIN[path.suffix]}
    ),
}


def _parts(path: Path) -> dict[str, str | bytes]:
    plain(path)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- PDF --------------------------------------------------------------------------------------------


def _locked(path: Path) -> bytes:
    import pikepdf

    pdf, buffer = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    return buffer.getvalue()


def numbered(objects: Iterable[str | bytes], kids: int = 1) -> bytes:
    """A PDF of these objects, numbered from 4, behind a catalogue and *kids* times one empty page."""
    fixed = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {kids} /Kids [{'3 0 R ' * kids}] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
    )
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate((*fixed, *objects), 1):
        places.append(len(data))
        data += (
            f"{number} 0 obj\n".encode()
            + (each if isinstance(each, bytes) else each.encode())
            + b"\nendobj\n"
        )
    start = len(data)
    rows = "".join(f"{at:010} 00000 n \n" for at in places)
    data += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}".encode()
    return bytes(
        data + f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def drawn(commands: bytes, more: str = "") -> bytes:
    """A stream of drawing commands."""
    return f"<< /Length {len(commands)} {more}>> stream\n".encode() + commands + b"\nendstream"


_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R /Y 6 0 R >> >> "


def _packed(size: int) -> bytes:
    data = zlib.compress(bytes(size), 9)
    return f"<< /Length {len(data)} /Filter /FlateDecode >> stream\n".encode() + data + b"\nendstream"


PDFS: dict[str, Callable[[Path], bytes]] = {
    "a locked PDF": _locked,
    "half a PDF": lambda path: _locked(path)[:100],
    "a text": lambda path: SECRET.encode(),
}


#: Readable, or nearly: what is refused, and when, differs between reading a draft and checking a finished file.
BUSY: dict[str, Callable[[Path], bytes]] = {
    "a million objects": lambda path: numbered(chain([drawn(b"q Q")], repeat("[1 2 3]", 1_000_000))),
    "a page a hundred thousand times": lambda path: numbered([drawn(b"q Q")], 100_000),
    "a form that draws itself": lambda path: numbered([drawn(b"/X Do"), drawn(b"/X Do", _FORM)]),
    "two forms that draw each other": lambda path: numbered(
        [drawn(b"/X Do"), drawn(b"/Y Do /Y Do", _FORM), drawn(b"/X Do /X Do", _FORM)]
    ),
    "objects that are each other": lambda path: numbered([drawn(b"q Q"), "6 0 R", "5 0 R"]),
    "an array of great depth": lambda path: numbered([drawn(b"q Q"), "[" * 100_000 + "]" * 100_000]),
    "a dictionary of great depth": lambda path: numbered(
        [drawn(b"q Q"), "<</A" * 50_000 + " 1 " + ">>" * 50_000]
    ),
    "a stream of 1 GB": lambda path: numbered([_packed(1_000_000_000)]),
    "commands of great depth": lambda path: numbered([drawn(b"[" * 200_000)]),
    "a million commands": lambda path: numbered([drawn(b"q BT ET Q\n" * 250_000)]),
    "a million commands and nothing to draw": lambda path: numbered(
        [drawn(b"q BT ET Q\n" * 250_000)]
    ).replace(b"/XObject << /X 5 0 R >>", b""),
    "a form of many commands drawn often": lambda path: numbered(
        [drawn(b"/X Do " * 1_000), drawn(b"q BT ET Q\n" * 10_000, _FORM)]
    ),
    "a list of pages that holds itself": lambda path: numbered([drawn(b"q Q")]).replace(
        b"/Kids [3 0 R ]", b"/Kids [2 0 R ]"
    ),
}


def made(folder: Path, ending: str, makers: dict[str, Callable[[Path], bytes]]) -> Iterator[tuple[str, Path]]:
    """What each file of *makers* is, and where it lies."""
    for at, (what, make) in enumerate(makers.items()):
        path = folder / f"busy-{at}{ending}"
        path.write_bytes(make(path))
        yield what, path


# --- how long and how much --------------------------------------------------------------------------


LINE = "{:5.2f} s of work, {:5.2f} s by the clock, {:4d} MB, exit {}: {} {}"
#: Runs the command from a process of its own, since a child's peak counts what its parent held when it was made.
WATCH = """
import resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.run([sys.executable, "-m", "redact", *sys.argv[1:]], capture_output=True).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss // 1024, status)
"""


def measure(path: Path, command: str = "detect") -> tuple[float, float, int, int]:
    """Seconds of work, seconds by the clock, peak memory in MB and exit status of `redact COMMAND` on the file."""
    found = subprocess.run(
        [sys.executable, "-c", WATCH, command, str(path)], capture_output=True, text=True, check=True
    )
    work, clock, memory, status = found.stdout.split()
    return float(work), float(clock), int(memory), int(status)


def main() -> None:
    """Print one line a file; the slowest and the largest last."""
    from redact.checks.opened import OPENERS
    from redact.formats import READERS

    command = "check" if "check" in sys.argv[1:] else "detect"
    endings = [ending for ending in READERS if command == "detect" or ending in OPENERS]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for ending in endings:
            busy = made(Path(folder), ending, BUSY) if (command, ending) == ("check", ".pdf") else ()
            for what, path in chain(hostile(Path(folder), ending), busy):
                rows.append((*measure(path, command), ending, what))
                print(LINE.format(*rows[-1]), flush=True)
                path.unlink()
    print("slowest:", LINE.format(*max(rows)))
    print("largest:", LINE.format(*max(rows, key=lambda row: row[2])))


if __name__ == "__main__":
    main()
