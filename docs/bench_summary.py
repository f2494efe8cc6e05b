"""How a summary that is put together compares with the author's own, and how two recipients' copies differ.

    python docs/bench_summary.py [FOLDER]

Builds the largest sample in FOLDER (default: a temporary one), answers its questions as its gold mark-up has
it, and prints: ROUGE of the assembled summary and of two plain baselines against the author's summary;
that every sentence has its source in the report; what the check of exactness says; and what the
mother's copy and the father's withhold.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "samples"), str(ROOT / "docs")]

from bench_figures import arguments

CASE = "child-g"
RECIPIENTS = """
recipients:
  - {id: mother, for: p2, side: maternal, reference: F-01}
  - {id: father, for: p3, side: paternal, reference: F-02}
"""


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"[^\W_]+", text.casefold())


def rouge_n(text: Sequence[str], wanted: Sequence[str], n: int) -> float:
    """ROUGE-N as F1: runs of *n* words in common (Lin, 'ROUGE: A Package for Automatic Evaluation', 2004)."""
    one, other = (Counter(zip(*(row[at:] for at in range(n)), strict=False)) for row in (text, wanted))
    return f1(sum((one & other).values()), sum(one.values()), sum(other.values()))


def rouge_l(text: Sequence[str], wanted: Sequence[str]) -> float:
    """ROUGE-L as F1: the longest common subsequence of words (the same paper)."""
    row = [0] * (len(wanted) + 1)
    for word in text:
        last = 0
        for at, other in enumerate(wanted, start=1):
            last, row[at] = row[at], last + 1 if word == other else max(row[at], row[at - 1])
    return f1(row[-1], len(text), len(wanted))


def f1(common: int, made: int, wanted: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * common / (made + wanted) if made + wanted else 0.0


def reviewed_case(folder: Path) -> Path:
    """The sample in *folder*, every question answered by its gold mark-up, with two recipients in the register."""
    from build import build_case

    case = build_case(CASE, folder / CASE)
    with (case / "register.yaml").open("a", encoding="utf-8") as register:
        register.write(RECIPIENTS)
    redact("run", str(case), "--for", "publication", "-q")
    table = folder / "answers.csv"
    subprocess.run(
        [sys.executable, ROOT / "samples" / "reviewer.py", CASE, case, table],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    redact("review", str(case), "--import", str(table), "--as", "Rosa Reviewer", "--yes")
    return case


def redact(*typed: str) -> None:
    """Run one command quietly."""
    done = subprocess.run(
        [sys.executable, "-m", "redact", *typed], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if done.returncode in {1, 2, 3, 4}:
        sys.exit(done.stderr)


def main() -> None:
    """Print the figures."""
    given = arguments("bench_summary.py [FOLDER]")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(given[0] if given else folder)
        root.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault("REDACT_KEY_FILE", str(_key(root)))
        os.environ["PYTHONPATH"] = str(ROOT / "src")
        case = root / CASE if (root / CASE / "drafts").exists() else reviewed_case(root)
        report(case)


def _key(folder: Path) -> Path:
    path = folder / "key-file"
    path.write_text("a key file for the figures only: 0123456789abcdef\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def report(folder: Path) -> None:
    """The figures of one prepared case."""
    from redact.case import Case
    from redact.key import opener
    from redact.pipeline import make, prepare
    from redact.producing import render
    from redact.publications import outline_of
    from redact.rules import load_rules
    from redact.summaries import from_report, sections_of

    prepared = prepare(Case(folder), load_rules(), opener(None, os.environ))
    editions = make(prepared, "publication")
    overview, own = editions["overview-report"], words(editions["executive-summary"].text)
    summary = from_report(prepared, overview)
    outline = outline_of(overview, sections_of(prepared))
    flat = words(overview.text)
    lead = [
        word
        for p in outline.paragraphs
        for s in p.sentences[:1]
        if p.block.kind == "paragraph"
        for word in words(outline.text(s))
    ]
    made = words(summary.edition.text)
    print(f"{'':34}{'words':>7}{'ROUGE-1':>9}{'ROUGE-2':>9}{'ROUGE-L':>9}")
    for name, text in (
        ("assembled", made),
        (f"the report's first {len(made)} words", flat[: len(made)]),
        ("first sentences, as many words", lead[: len(made)]),
        ("the whole report", flat),
    ):
        row = (rouge_n(text, own, 1), rouge_n(text, own, 2), rouge_l(text, own))
        print(f"{name:<34}{len(text):>7}" + "".join(f"{value:>9.3f}" for value in row))
    print(f"{'the author’s own':<34}{len(own):>7}")
    traced = sum(
        line.text == outline.text(outline.named(line.paragraph).sentences[line.sentence - 1])
        for line in summary.lines
    )
    print(f"\nsentences: {len(summary.lines)}; found word for word in the paragraph that is named: {traced}")
    files = render(
        {"overview-report": overview, "executive-summary": replace(summary.edition, formats=overview.formats)}
    )
    _exactness(prepared, files)
    _copies(prepared)


def _exactness(prepared, files) -> None:
    from redact.gate import examine

    found = examine(prepared, {"publication": files}, {})["publication"].findings
    exact = [f for f in found if f.check == "exactness"]
    blocks = [f for f in found if f.severity == "blocks" and "summary" in f.file]
    print(
        f"exactness: {sum(f.severity == 'blocks' for f in exact)} block, {sum(f.severity == 'warns' for f in exact)} warn"
    )
    print(f"findings of any check that block the assembled summary: {len(blocks)}")


def _copies(prepared) -> None:
    """What each recipient's copy leaves out, by reason and by document, and what only one of them may read."""
    from redact.pipeline import make
    from redact.publications.sentences import count_words
    from redact.recipients.copies import copy_for

    documents = {d.name: d for d in prepared.documents}
    withheld = {r.id: copy_for(prepared, r.name).withheld for r in prepared.register.recipients}
    reasons = sorted({one.reason for rows in withheld.values() for one in rows})
    print(
        f"\n{'withheld from':<14}"
        + "".join(f"{reason:>14}" for reason in reasons)
        + f"{'marks':>8}{'words':>8}{'of':>8}"
    )
    for name, rows in withheld.items():
        count = Counter(one.reason for one in rows)
        gone = sum(count_words(documents[one.document].of(one.span)) for one in rows)
        text = " ".join(each.text for each in make(prepared, "family").values())
        print(
            f"{name:<14}" + "".join(f"{count[reason]:>14}" for reason in reasons)
            + f"{len(rows):>8}{gone:>8}{count_words(text):>8}"
        )  # fmt: skip
    spans = {
        name: {(one.document, at) for one in rows for at in range(one.span.start, one.span.end)}
        for name, rows in withheld.items()
    }
    both = set.intersection(*spans.values())
    print(
        f"letters withheld from both: {len(both)}; "
        + "; ".join(f"from the {n} alone: {len(s - both)}" for n, s in spans.items())
    )


if __name__ == "__main__":
    main()
