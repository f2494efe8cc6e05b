"""Measure reading and writing of documents: an invented report of 60 pages through every format.

    python docs/bench_formats.py      prints seconds, processor seconds and memory, each in a process of its own

The report is drawn by tests/invented_report.py; nobody in it exists.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT / "samples"), str(ROOT / "docs")]

from bench_figures import machine, save

EDITIONS = (".docx", ".html", ".pdf")
SECTIONS = 34  # about 60 pages


def draft(folder: Path) -> Path:
    """The invented report as a Word draft."""
    from invented_report import Report

    path = folder / "draft.docx"
    path.write_bytes(Report(0, SECTIONS).bytes())
    return path


def to_editions(path: Path) -> str:
    """A Word draft to an edition in three formats, without looking for names; what was made."""
    from redact.formats import read, write
    from redact.redaction import Policy, redact

    document = read(path)
    edition = redact(document, (), {}, Policy("publication", {}, {}, {}, "exact", (), ()), "overview-report")
    made = {suffix: write(edition, suffix) for suffix in EDITIONS}
    path.with_name("edition.pdf").write_bytes(made[".pdf"])
    return f"{len(document.text):,} characters to {', '.join(made)}"


def read_back(path: Path) -> str:
    """The PDF read as a draft; how much there was."""
    import pypdfium2

    from redact.formats import read

    pages = len(pypdfium2.PdfDocument(path))
    return f"{pages} pages, {len(read(path).text):,} characters"


def measured(work: Callable[[Path], str], path: Path) -> dict[str, object]:
    """What *work* says it did, with seconds by the clock, of the processor, and the most memory in MB."""
    began = time.perf_counter()
    said = work(path)
    took, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    processor = used.ru_utime + used.ru_stime
    return {"what": said, "seconds": round(took, 1), "processor, seconds": round(processor, 1),
            "memory, MB": used.ru_maxrss // 1024}  # fmt: skip


def main() -> None:
    """Each measurement in a process of its own, start-up included in the processor's time."""
    on, found = machine(), {}
    with tempfile.TemporaryDirectory() as name:
        path = draft(Path(name))
        for work, target in ((to_editions, path), (read_back, path.with_name("edition.pdf"))):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
                found[work.__name__] = worker.submit(measured, work, target).result()
                print(work.__name__, found[work.__name__])
    save("formats", found, on)


if __name__ == "__main__":
    main()
