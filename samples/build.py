"""Build the drafts of the sample cases from their gold texts.

    python samples/build.py [CASE...] [--to FOLDER]

Without --to the drafts are written to samples/<case>/drafts/; with it, complete case folders
(drafts and register) are written to FOLDER/<case>/. The same gold gives the same bytes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent
sys.path.insert(0, str(SAMPLES))  # the three modules beside this one, wherever it is run or loaded from

import marked_up
import pdf_draft
import text_draft
import word_draft

#: Which draft is built from which gold text. The names are what authors send: spaces, versions and all.
DRAFTS: dict[str, dict[str, str]] = {
    "child-g": {
        "overview-report.md": "overview report v3.docx",
        "executive-summary.md": "executive summary draft.docx",
        "chronology.md": "chronology.docx",
    },
    "child-t": {"report.md": "rapid review report.pdf"},
    "two-brothers": {
        "overview.md": "overview report.md",
        "executive-summary.md": "executive summary.txt",
        "letter.md": "letter from the school.txt",
    },
}

#: The panel's cast table of a case, built beside the case folder: gold text, file.
CAST_TABLES: dict[str, tuple[str, str]] = {"two-brothers": ("cast-table.md", "two-brothers cast table.docx")}

MAKERS: dict[str, Callable[[list[marked_up.Part]], bytes]] = {
    ".docx": word_draft.build,
    ".pdf": pdf_draft.build,
    ".md": text_draft.build_markdown,
    ".txt": text_draft.build_plain,
}


def build_draft(gold: Path, suffix: str) -> bytes:
    """The bytes of the draft that *gold* describes, in the format of *suffix*."""
    try:
        parts = marked_up.parse(gold.read_text(encoding="utf-8"))
        marked_up.require_consecutive(parts)
        return MAKERS[suffix](parts)
    except marked_up.MarkUpError as error:
        raise SystemExit(f"{gold.name}: {error}") from error


def build_case(case: str, to: Path) -> Path:
    """Make a complete case folder at *to*: its drafts, and register.yaml where the case has one.

    A cast table, where there is one, is no part of a case folder and goes beside it.
    """
    drafts = to / "drafts"
    drafts.mkdir(parents=True, exist_ok=True)
    for gold, name in DRAFTS[case].items():
        (drafts / name).write_bytes(build_draft(SAMPLES / case / "gold" / gold, Path(name).suffix))
    if case in CAST_TABLES:
        source, name = CAST_TABLES[case]
        (to.parent / name).write_bytes(build_draft(SAMPLES / case / source, Path(name).suffix))
    register = SAMPLES / case / "register.yaml"
    if register.exists() and to.resolve() != register.parent:
        shutil.copyfile(register, to / register.name)
    return to


def main(arguments: list[str] | None = None) -> None:
    """Build the cases named on the command line, or all of them, and print each folder."""
    parser = argparse.ArgumentParser(description="Build the drafts of the sample cases.")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"one of: {', '.join(DRAFTS)}")
    parser.add_argument("--to", type=Path, default=SAMPLES, metavar="FOLDER", help="where the cases go")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.cases) - set(DRAFTS))
    if unknown:
        parser.error(f"no sample case {unknown[0]}; there are {', '.join(DRAFTS)}")
    for case in chosen.cases or DRAFTS:
        print(build_case(case, chosen.to / case))


if __name__ == "__main__":
    main()
