"""Released editions as they are read here: a folder of released files, or a case whose edition is signed.

Never a draft, never a staged copy: each way to one is refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from redact.case import Case, is_case_folder
from redact.errors import SignatureError, UnreadableError, UsageError
from redact.formats import read
from redact.guards import digests, require_signed
from redact.learning.points import Review
from redact.model import Document
from redact.rules import Rules

#: Whose edition of a case is read.
AUDIENCE = "publication"
#: Texts of an edition that hold what was learned, the report first. A chronology does not.
_TEXTS = re.compile(r"(?:overview-report|executive-summary|document|report|review)(?:-\d+)?\.html")
_ORDER = ("overview-report", "report", "review", "executive-summary", "document")
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Released:
    """One released edition: its web pages by file name, and the case that it was signed in, if it was read there."""

    files: Mapping[str, bytes]
    case: Path | None = None

    @property
    def digest(self) -> str:
        """The digest of all its texts: what the edition is known by."""
        told = "".join(f"{name} {digest}\n" for name, digest in digests(self.files).items())
        return hashlib.sha256(told.encode()).hexdigest()


def read_released(paths: Sequence[Path], rules: Rules, audience: str = AUDIENCE) -> tuple[Released, ...]:
    """The editions at *paths*, in an order that says nothing of them; each once.

    Raises:
        UsageError: a path is no released edition, or two are the same.
        SignatureError: a case is not signed for publication, or a file is a staged copy or was changed.
        UnreadableError: a file cannot be read.
    """
    found = [_released(path, rules, audience) for path in paths]
    for at, each in enumerate(found):
        if each.digest in {other.digest for other in found[:at]}:
            raise UsageError(f"{paths[at]}: the same edition was named before; name each review once")
    return tuple(sorted(found, key=lambda each: each.digest))


def _released(path: Path, rules: Rules, audience: str) -> Released:
    if not path.is_dir():
        raise UsageError(f"{path}: is no folder; name a folder of released files, or a case that is signed")
    if (path / "drafts").is_dir():
        files = require_signed(Case(path), rules, audience)
        return _with_texts({name: c for name, c in files.items() if _TEXTS.fullmatch(name)}, path, path)
    _require_outside_cases(path)
    _require_no_staged(path)
    files = {p.name: _bytes(p) for p in sorted(path.iterdir()) if _TEXTS.fullmatch(p.name)}
    _require_sums(path)
    return _with_texts(files, path, None)


def _with_texts(files: dict[str, bytes], path: Path, case: Path | None) -> Released:
    if not files:
        raise UsageError(
            f"{path}: holds no released web page (overview-report.html or executive-summary.html); "
            "name the folder that redact release made"
        )
    for name, content in files.items():
        if b"NOT APPROVED" in content or b"NOT-APPROVED" in content:
            raise SignatureError(f"{path / name}: is a copy that nobody signed; only released files are read")
    return Released(files, case)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror}); check that it is there") from None


def _require_outside_cases(path: Path) -> None:
    """A folder inside a case holds drafts or staged copies, whatever it is called."""
    for folder in path.resolve().parents:
        if is_case_folder(folder):
            raise SignatureError(
                f"{path}: lies inside a case folder; name the case itself, or the folder that redact release made"
            )


def _require_no_staged(path: Path) -> None:
    for file in path.iterdir():
        if "NOT-APPROVED" in file.name or file.name in {"manifest.json", "findings.json"}:
            raise SignatureError(f"{path}: holds copies that nobody signed; only released files are read")


def _require_sums(path: Path) -> None:
    """Where a list of checksums lies beside the files, they are those of the list."""
    sums = path / SUMS
    if not sums.is_file():
        return
    for line in _bytes(sums).decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        file = path / name
        if Path(name).name != name or not file.is_file():
            raise SignatureError(f"{path}: a file of its {SUMS} is missing; get the release again")
        if hashlib.sha256(_bytes(file)).hexdigest() != digest:
            raise SignatureError(f"{file}: is not the file that was released; get the release again")


def as_review(number: int, files: Mapping[str, bytes], folder: Path) -> Review:
    """The review whose released pages are *files*; they are read from *folder*, a private place, where they lie.

    Raises:
        UnreadableError: a page cannot be read, or is another than the one that was released.
    """
    documents = {name: _read(folder / name, content) for name, content in files.items()}
    return Review(number, dict(sorted(documents.items(), key=lambda each: _rank(each[0]))))


def _read(path: Path, content: bytes) -> Document:
    document = read(path, path.name)
    if document.digest != hashlib.sha256(content).hexdigest():
        raise UnreadableError(f"{path.name}: was changed while it was read; try again")
    return document


def _rank(name: str) -> tuple[int, str]:
    return next((at for at, kind in enumerate(_ORDER) if name.startswith(kind)), len(_ORDER)), name


def same_signature(
    paths: Iterable[Path], released: Iterable[Released], rules: Rules, audience: str = AUDIENCE
) -> None:
    """Each case among *paths* still has the signature of what was read from it.

    Raises:
        SignatureError: one was changed, withdrawn or signed anew since.
    """
    known = {each.digest for each in released}
    for path in paths:
        if _released(path, rules, audience).digest not in known:
            raise SignatureError(
                f"{path}: was signed anew since this was made; make it again from what is signed now"
            )
