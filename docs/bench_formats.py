"""Measure reading and writing of documents: an invented report of 60 pages through every format.

    python docs/bench_formats.py              prints seconds, processor seconds and memory, each in a process of its own
    python docs/bench_formats.py check        the same of `redact check` with 150 names on PDFs of 25 to 200 pages

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

from bench_figures import arguments, machine, save

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


#: Sections of the invented report that make so many pages.
PAGES = {25: 14, 50: 28, 100: 56, 200: 112}


def register_of(count: int) -> str:
    """A register.yaml of so many people with names that stand in no text."""
    first, last = (
        ("Wren", "Quor", "Zel", "Thob", "Yst"),
        ("ndlebury", "thlewick", "rasham", "mprick", "vendale", "ggleston"),
    )
    names = [f"{a}{c}a {b}{d}".title() for a in first for b in first for c in last for d in last]
    rows = (
        f"  - {{id: p{at}, name: {name}, role: neighbour}}"
        for at, name in enumerate(names[:: len(names) // count][:count], 1)
    )
    return "people:\n" + "\n".join(rows) + "\n"


def checked(path: Path) -> str:
    """A PDF looked through with the names of a register beside it; its pages and how many findings there are."""
    import pypdfium2

    from redact.checking import check_paths
    from redact.rules import load_rules

    report = check_paths([path], path.parent, load_rules(), lambda: None, lambda step: None)  # type: ignore[arg-type, return-value]
    return f"{len(pypdfium2.PdfDocument(path))} pages checked with 150 names, {len(report.findings)} findings"


def check_all(folder: Path) -> dict[str, dict[str, object]]:
    """What a check of each length takes, by its pages; processor seconds are of both processes."""
    from invented_report import Report

    (folder / "register.yaml").write_text(register_of(150), encoding="utf-8")
    found = {}
    for pages, sections in PAGES.items():
        path = folder / "draft.docx"
        path.write_bytes(Report(0, sections).bytes())
        to_editions(path)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
            one = found[f"{pages} pages"] = worker.submit(
                measured, checked, path.with_name("edition.pdf")
            ).result()
        print("check", one, flush=True)
    return found


def measured(work: Callable[[Path], str], path: Path) -> dict[str, object]:
    """What *work* says it did, with seconds by the clock, of the processor, and the most memory in MB."""
    began = time.perf_counter()
    said = work(path)
    took = time.perf_counter() - began
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    return {"what": said, "seconds": round(took, 1), "processor, seconds": round(processor, 1),
            "memory, MB": own.ru_maxrss // 1024}  # fmt: skip


def main() -> None:
    """Each measurement in a process of its own, start-up included in the processor's time."""
    only_check = "check" in arguments("bench_formats.py [check]")
    on, found = machine(), {}
    with tempfile.TemporaryDirectory() as name:
        if only_check:
            check_all(Path(name))
            return
        path = draft(Path(name))
        for work, target in ((to_editions, path), (read_back, path.with_name("edition.pdf"))):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
                found[work.__name__] = worker.submit(measured, work, target).result()
                print(work.__name__, found[work.__name__])
        found["check"] = check_all(Path(name))
    save("formats", found, on)


if __name__ == "__main__":
    main()
