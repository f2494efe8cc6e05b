"""Reading old .doc files through LibreOffice; without it they are refused in plain words."""

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from redact.errors import UnreadableError
from redact.formats import office, read
from redact.formats.text_runs import text_runs

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SECTOR = 512


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams, each at least 4,096 bytes long ([MS-CFB])."""
    bodies = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors = [b"", b""]  # allocation table, directory
    entries, chains = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if bodies else 0xFFFFFFFF)], []
    for at, (name, data) in enumerate(bodies.items(), 1):
        first = len(sectors)
        parts = [data[i : i + SECTOR].ljust(SECTOR, b"\0") for i in range(0, len(data), SECTOR)]
        sectors += parts
        chains.append((first, len(parts)))
        entries.append(_entry(name, 2, first, len(data), right=at + 1 if at < len(bodies) else 0xFFFFFFFF))
    table = [0xFFFFFFFF] * (SECTOR // 4)
    table[0], table[1] = 0xFFFFFFFD, 0xFFFFFFFE
    for first, count in chains:
        for at in range(first, first + count):
            table[at] = at + 1 if at < first + count - 1 else 0xFFFFFFFE
    sectors[0] = b"".join(value.to_bytes(4, "little") for value in table)
    sectors[1] = b"".join(entries).ljust(SECTOR, b"\0")
    head = OLE + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(6)
    head += b"".join(
        value.to_bytes(4, "little") for value in (0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    )
    return head.ljust(SECTOR, b"\xff") + b"".join(sectors)


def _entry(
    name: str, kind: int, start: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    raw = name.encode("utf-16-le")
    links = b"".join(value.to_bytes(4, "little") for value in (0xFFFFFFFF, right, child))
    out = raw.ljust(64, b"\0") + (len(raw) + 2).to_bytes(2, "little") + bytes([kind, 1]) + links + bytes(36)
    return out + start.to_bytes(4, "little") + size.to_bytes(8, "little")


def fib(flags: int = 0) -> bytes:
    return b"\xec\xa5\xc1\x00" + bytes(6) + flags.to_bytes(2, "little")


def docx(text: str) -> bytes:
    import docx as library

    document, out = library.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place; it notes what it was given and hands over a .docx."""
    if sys.platform == "win32":
        pytest.skip("a shell script stands in for LibreOffice")
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "made.docx").write_bytes(docx("Converted words"))
    script = folder / "soffice"
    script.write_text(
        f'#!/bin/sh\necho "$@" > {folder}/asked\npwd > {folder}/where\nls -ld . > {folder}/mode\n'
        f'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done\nmkdir -p "$out"\ncp {folder}/made.docx "$out/draft.docx"\n'
    )
    script.chmod(0o755)
    monkeypatch.setattr(office, "office", lambda: str(script))
    return folder


def doc(folder: Path, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "Wren Quillby.doc"
    path.write_bytes(data)
    return path


def test_converted_and_searched(tmp_path: Path, converter: Path) -> None:
    """The converted text is printed; what only the bytes hold is searched; the reviewer is told."""
    data = ole(
        {
            "WordDocument": fib(),
            "1Table": "Wren Quillby wrote this once".encode("utf-16-le") + b"\0\0Old Marsh Lane words\0",
        }
    )
    document = read(doc(tmp_path, data))
    first = document.blocks[0]
    assert first.span
    assert document.of(first.span) == "Converted words"
    asides = {document.of(one.span) for one in document.blocks if one.kind == "attribute" and one.span}
    assert {"Wren Quillby wrote this once", "Old Marsh Lane words"} <= asides
    assert "converted from an old format" in {part.kind for part in document.left_behind}


def test_private_folder_in_the_case(tmp_path: Path, converter: Path) -> None:
    """The draft lies in a folder of its own in its case, for nobody else to enter, and nothing of it stays."""
    case = tmp_path / "case"
    read(doc(case / "drafts", ole({"WordDocument": fib()})))
    assert (converter / "where").read_text().startswith(f"{case}{os.sep}.checking-")
    assert (converter / "mode").read_text().startswith("drwx------")
    assert "Quillby" not in (converter / "asked").read_text()
    assert [path.name for path in case.iterdir()] == ["drafts"]


def test_elsewhere_in_the_systems_folder(tmp_path: Path, converter: Path) -> None:
    """A draft outside a case leaves nothing beside itself."""
    read(doc(tmp_path / "in", ole({"WordDocument": fib()})))
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["Wren Quillby.doc"]
    assert not Path((converter / "where").read_text().strip()).exists()


def test_time_limit(tmp_path: Path, converter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A converter that does not come back is ended with all that it started."""
    script = converter / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {converter}/child\nwait\n")
    monkeypatch.setattr(office, "TIME_LIMIT", 1)
    with pytest.raises(UnreadableError, match="two minutes"):
        read(doc(tmp_path, ole({"WordDocument": fib()})))
    child = int((converter / "child").read_text())
    assert any(_has_ended(child) for _ in range(50))


def _has_ended(process: int) -> bool:
    """Whether a process has gone, or is dead and not yet cleared away; asked a tenth of a second later."""
    time.sleep(0.1)
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return not state.stdout.strip() or state.stdout.strip().startswith("Z")


def test_a_converter_that_makes_nothing(tmp_path: Path, converter: Path) -> None:
    """Nothing made is an error, never an empty document."""
    (converter / "soffice").write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(UnreadableError, match="could not be converted"):
        read(doc(tmp_path, ole({"WordDocument": fib()})))


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice the message says what to do."""
    monkeypatch.setattr(office, "office", lambda: "")
    with pytest.raises(UnreadableError, match=r"save it as \.docx, or install LibreOffice"):
        read(doc(tmp_path, ole({"WordDocument": fib()})))


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a", "b")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ole({"WordDocument": fib(0x0100)}), "password"),
        (ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "password"),
        (ole({"Workbook": b"x"}), "not an old Word document"),
        (OLE + bytes(600), "damaged"),
        (OLE, "damaged"),
        (b"{\\rtf1 x}", "rename it to end in .rtf"),
        (_zip(), "rename it to end in .docx"),
        (b"%PDF-1.4", "rename it to end in .pdf"),
        (b"<html><p>x", "rename it to end in .html"),
        (b"words", "not an old Word document"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refusals(tmp_path: Path, converter: Path, data: bytes, words: str) -> None:
    """What is protected, damaged or something else is refused before anything is converted."""
    with pytest.raises(UnreadableError, match=words):
        read(doc(tmp_path, data))
    assert not (converter / "asked").exists()


def test_text_runs() -> None:
    """Words of one and two bytes a letter are found; those that are known, and chance, are not."""
    data = (
        b"\x01\x02Wren Quillby\x00\x03"
        + "Zoë Marsh".encode("utf-16-le")
        + b"\x00\x00Known words\x00\xff\xfe\xfd\xfc{#~]"
    )
    assert set(text_runs(data, "some KNOWN, words here")) == {"Wren Quillby", "Zoë Marsh"}
