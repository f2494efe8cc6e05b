"""What becomes of each seeded leak: caught by the check that is meant for it, and nothing in the clean twin.

    python tests/leaks/finished.py           counts, by kind of file
    python tests/leaks/finished.py --all     a line for each leak

The counts stand in docs/limits.md; tests/test_leaks.py holds them together.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import file_leaks

from redact.checks import Question, open_file, run_checks


def _builders() -> ModuleType:
    """tests/leaks/build.py under a name of its own: samples/build.py is another module."""
    if "leaks_build" not in sys.modules:
        spec = importlib.util.spec_from_file_location("leaks_build", Path(__file__).with_name("build.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules["leaks_build"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["leaks_build"])
    return sys.modules["leaks_build"]


build = _builders()
KINDS = {
    "docx": "Word (.docx)",
    "pdf": "PDF",
    "html": "web page (.html)",
    "pptx": "PowerPoint (.pptx)",
    "odt": "OpenDocument (.odt)",
    "rtf": "rich text (.rtf)",
    "eml": "e-mail (.eml)",
    "txt": "text, Markdown, JSON, .csv",
    "zip": ".zip",
}
#: The clean twin of a leak that is no part of every clean file: one that is as it should be.
_TWINS = {"pdf-untagged": "pdf-tagged"}
_TEXTS = {"md": "txt", "json": "txt", "csv": "txt"}


@dataclass(frozen=True, slots=True)
class Seeded:
    """A leak, the kind of its file, the check that is meant for it, and whether that one caught it and it alone."""

    name: str
    kind: str
    check: str
    caught: bool
    silent: bool


def seeded(question: Question, folder: Path) -> Iterator[Seeded]:
    """Every leak of the corpus, looked at with *question*."""
    clean = {**build.CLEAN, **file_leaks.CLEAN}
    quiet = {kind: _checks(clean[kind], question, folder / f"clean-{kind}") for kind in clean}
    for name, (check, make) in sorted((build.LEAKS | file_leaks.LEAKS).items()):
        twin = quiet.get(_TWINS.get(name, name.partition("-")[0]), quiet["txt"])
        found = _checks(make, question, folder / name)
        kind = _kind(folder / name)
        yield Seeded(name, kind, check, check in found, check not in twin)


def _checks(make: Any, question: Question, folder: Path) -> set[str]:
    folder.mkdir(parents=True)
    return {finding.check for finding in run_checks([open_file(make(folder))], question)}


def _kind(folder: Path) -> str:
    suffix = next(folder.iterdir()).suffix.lstrip(".")
    return _TEXTS.get(suffix, suffix)


def table(found: list[Seeded]) -> str:
    """The counts as docs/limits.md has them."""
    lines = [
        "| finished file | leaks | caught by their own check | silent on the clean twin |",
        "|---|---|---|---|",
    ]
    for kind, words in KINDS.items():
        here = [one for one in found if one.kind == kind]
        lines.append(f"| {words} | {_counts(here)} |")
    return "\n".join([*lines, f"| **all** | {_counts(found)} |"])


def _counts(found: list[Seeded]) -> str:
    return " | ".join(
        map(str, (len(found), sum(one.caught for one in found), sum(one.silent for one in found)))
    )


def main() -> None:
    """Print the table, or every leak; status 1 where one was not caught or the check speaks of the clean file."""
    from test_checks import QUESTION

    with tempfile.TemporaryDirectory() as folder:
        found = list(seeded(QUESTION, Path(folder)))
    for one in found if "--all" in sys.argv else ():
        print(
            f"{'caught' if one.caught else 'MISSED'}  {'silent' if one.silent else 'SPEAKS'}  {one.check:<15} {one.name}"
        )
    print(table(found))
    sys.exit(not all(one.caught and one.silent for one in found))


if __name__ == "__main__":
    main()
