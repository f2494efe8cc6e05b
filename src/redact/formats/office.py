"""LibreOffice as a converter: no macros, no network, its own profile, a private folder, a time limit."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from redact.errors import UnreadableError

TIME_LIMIT = 120  # seconds; a 60-page report takes about five
PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
MISSING = "is an old .doc, which needs LibreOffice to be read; open it in Word and save it as .docx, or install LibreOffice"
FAILED = "could not be converted; open it in Word and save it as .docx"
#: What the converter may not do: run macros, follow links, look for updates.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments"><prop oor:name="AutoCheckEnabled" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
NOWHERE = "http://127.0.0.1:9"  # a proxy that nothing listens on


def office() -> str:
    """The path of LibreOffice on this machine; '' where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in PLACES if Path(place).is_file()), "")


def converted(data: bytes, ending: str, name: str, near: Path | None) -> bytes:
    """The document in *data*, whose kind *ending* says, as a .docx.

    It lies for a moment in a folder of its own that only its owner can enter: in *near* (a case
    folder, which sweeps up what a stopped run leaves), else where the system keeps such folders.

    Raises:
        UnreadableError: there is no LibreOffice, or it cannot read the document in two minutes.
    """
    program = office()
    if not program:
        raise UnreadableError(f"{name}: {MISSING}")
    folder = Path(tempfile.mkdtemp(prefix=".checking-" if near else "redact-", dir=near))
    try:
        return _in_folder(program, folder, data, ending, name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def case_around(path: object) -> Path | None:
    """The case folder in whose drafts/ the file lies; None for any other file."""
    if not isinstance(path, Path):
        return None
    drafts = next((one for one in path.resolve().parents if one.name == "drafts"), None)
    return drafts.parent if drafts else None


def _in_folder(program: str, folder: Path, data: bytes, ending: str, name: str) -> bytes:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    source = folder / f"draft{ending}"
    source.write_bytes(data)
    made = folder / "made"
    command = [program, "--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault",
               f"-env:UserInstallation={(folder / 'profile').as_uri()}",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)]  # fmt: skip
    _run(command, folder, name)
    try:
        return (made / "draft.docx").read_bytes()
    except OSError:
        raise UnreadableError(f"{name}: {FAILED}") from None


def _run(command: list[str], folder: Path, name: str) -> None:
    """Run the converter; whatever it started is ended when its time is up."""
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed command; the draft's name is not on it
            command, cwd=folder, env=_surroundings(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        raise UnreadableError(f"{name}: {FAILED}") from None
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"{name}: {FAILED} (LibreOffice took more than two minutes)") from None
    finally:
        _end(process)


def _surroundings(folder: Path) -> dict[str, str]:
    """The environment for the converter: its temporary files in the private folder, no way out."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key.upper() in ("PATH", "SYSTEMROOT", "WINDIR", "LANG", "LC_ALL")
    }
    home = {"HOME": str(folder), "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder)}
    return kept | home | dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), NOWHERE)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the converter and everything that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
