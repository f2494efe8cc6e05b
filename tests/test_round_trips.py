"""Nothing that a reader needs is lost: drafts read, written, and read back by other libraries."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import build
import read_back
from invented_report import Report, Told
from redact.formats import WRITTEN, read, write
from redact.formats.draft_marks import title_without_marks
from redact.model import PRINTED, Document, Edition
from redact.redaction import Policy, redact

BACK: dict[str, Callable[[bytes], read_back.Back]] = {
    suffix: getattr(read_back, suffix[1:]) for suffix in WRITTEN
}
SECTIONS = 34  # of a report of 60 pages
#: What a format cannot say: plain text sets nothing, and Markdown knows no cell that spans others.
SILENT = {".txt": {"headings", "cells", "bold", "italic", "notes", "links"}, ".md": {"notes"}}


def edition_of(document: Document) -> Edition:
    """The edition of a draft in which nothing was found."""
    policy = Policy("publication", {}, {}, {}, "exact", (), ())
    return redact(document, (), {}, policy, "overview-report")


def kept(told: Told, targets: list[str], back: read_back.Back, suffix: str) -> dict[str, tuple[int, int]]:
    """How much of each kind was read back, and how much there was."""
    squeezed = read_back.squeezed
    whole = Counter(back.cells)
    deeper = 1 if suffix in (".html", ".md") else 0  # there the title has the first level
    headings = Counter(back.headings)
    pairs = {
        "text": [squeezed(t) in back.text + back.notes for t in (*told.numbered, *told.plain, *told.cells)],
        "headings": [headings[level + deeper, squeezed(text)] == 1 for level, text in told.headings],
        "numbered": [squeezed(text) in back.text for text in told.numbered],
        "cells": [whole[squeezed(text)] == 1 for text in told.cells],
        "notes": [squeezed(text) in back.notes for text in told.notes],
        "bold": [squeezed(text) in back.bold for text in told.bold],
        "italic": [squeezed(text) in back.italic for text in told.italic],
        "links": [back.targets.count(target) == 1 for target in targets],
    }
    silent = SILENT.get(suffix, set())
    return {kind: (sum(found), len(found)) for kind, found in pairs.items() if kind not in silent}


def counted(kept: dict[str, tuple[int, int]]) -> str:
    """The counts in a line."""
    return ", ".join(f"{kind} {found}/{all_}" for kind, (found, all_) in kept.items())


def round_trip(seed: int, sections: int, folder: Path) -> None:
    report = Report(seed, sections)
    path = folder / "draft.docx"
    path.write_bytes(report.bytes())
    document = read(path)
    edition = edition_of(document)
    targets = [link.target for block in document.blocks for link in block.links]
    for suffix, reader in BACK.items():
        found = kept(report.told, targets, reader(write(edition, suffix)), suffix)
        print(f"seed {seed}, {suffix}: {counted(found)}", file=sys.stderr)
        assert all(some == every for some, every in found.values()), (suffix, counted(found))


def test_an_invented_report_keeps_everything(tmp_path: Path) -> None:
    """A short report with everything in it comes back whole from every format."""
    round_trip(1, 3, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_reports_of_sixty_pages_keep_everything(seed: int, tmp_path: Path) -> None:
    """Ten reports of 60 pages come back whole: text, headings, numbers, cells, notes, emphasis, links."""
    round_trip(seed, SECTIONS, tmp_path)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The Word drafts of the three samples."""
    made: list[Path] = []
    for case in ("child-g", "child-t", "two-brothers"):
        made += sorted(build.build_case(case, tmp_path_factory.mktemp(case)).rglob("*.docx"))
    assert len(made) >= 3
    return made


@pytest.mark.parametrize("suffix", WRITTEN)
def test_samples_keep_their_text(suffix: str, drafts: list[Path]) -> None:
    """Each printed block of each sample stands in its edition, in every format, but for the marks of a draft."""
    for path in drafts:
        document = read(path)
        back = BACK[suffix](write(edition_of(document), suffix))
        everything = back.text + back.notes
        for block in document.blocks:
            if block.span and block.kind in PRINTED - {"header", "footer", "picture"}:
                printed = title_without_marks(document.of(block.span))
                assert read_back.squeezed(printed) in everything, (path.name, block.place)


def lost(told: Any, back: read_back.Back) -> list[str]:
    """The texts that did not come back: for looking into a failure."""
    return [text for text in (*told.numbered, *told.plain) if read_back.squeezed(text) not in back.text]
