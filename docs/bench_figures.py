"""Figures of a bench on disk: each bench writes its own file, and the page is drawn from all of them."""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FOLDER = Path("bench")
PACKAGES = (
    "redact",
    "spacy",
    "presidio-analyzer",
    "presidio-anonymizer",
    "typst",
    "pdfminer.six",
    "distributed",
)


def arguments(call: str) -> list[str]:
    """What stands behind the name of a bench; an option, which no bench takes, is refused with how it is to be *call*ed."""
    given = sys.argv[1:]
    if option := next((word for word in given if word.startswith("-")), ""):
        sys.exit(f"{option}: no such option; call it as: python docs/{call}")
    return given


def machine() -> dict[str, Any]:
    """What the figures were measured on; the load says whether others were at work."""
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}",
        "python": platform.python_version(),
        "load before": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "versions": {name: _version(name) for name in PACKAGES},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def save(name: str, figures: dict[str, Any], measured_on: dict[str, Any], folder: Path = FOLDER) -> Path:
    """Write the *figures* of one bench to *folder*/*name*.json, with the machine they were *measured_on*."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(
        json.dumps(figures | {"measured on": measured_on}, indent=1, ensure_ascii=False), encoding="utf-8"
    )
    return path


def load(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """The figures of every bench that ran, by its name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
