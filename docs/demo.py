"""The main job on the largest sample, as people would do it: drafts in, reviewed and signed editions out.

    python docs/demo.py FOLDER

The commands are the ones that people type; the reviewer and the signer are invented, and the
reviewer's answers are those of the sample's gold mark-up. Everything is made anew in FOLDER.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "samples"))

CASE = "child-g"
#: What the invented panel adds to the sample's register: who gets a copy of their own.
RECIPIENTS = """
recipients:
  - {id: mother, for: p2, side: maternal, reference: F-01}
  - {id: father, for: p3, side: paternal, reference: F-02, reading_copy: true}
"""
AUDIENCES = ("publication", "family", "family.mother", "family.father")
#: Whom readers of the public page may ask, and the council's number for anybody who is worried about a child: the panel
#: allows both in the register.
CONTACT, NUMBER = "reviews@marrowdale.example", "01632 960 214"
BOARD = "Marrowdale Safeguarding Children Board"


def redact(folder: Path, *words: str, expect: tuple[int, ...] = (0,)) -> str:
    """Run one command in *folder*, show it as typed, and return what it printed."""
    print(f"\n$ redact {' '.join(words)}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "redact", *words],
        cwd=folder,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
    )
    print(
        f"{done.stdout}(exit status {done.returncode})"
        if len(done.stdout) < 1500
        else f"(exit status {done.returncode})",
        flush=True,
    )
    if done.returncode not in expect:
        sys.exit(f"demo: redact {words[0]} ended with status {done.returncode}")
    return done.stdout


def main() -> None:
    """From drafts to released editions."""
    from build import build_case

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    key = folder / "key-file"
    key.write_text("a key file for the demo only: 0123456789abcdef\n", encoding="utf-8")
    key.chmod(0o600)
    register = build_case(CASE, folder / CASE) / "register.yaml"
    panel = register.read_text(encoding="utf-8").replace(
        "allow:\n", f"allow:\n  - {CONTACT}\n  - {NUMBER}\n", 1
    )
    register.write_text(panel + RECIPIENTS, encoding="utf-8")
    start = time.monotonic()
    os.environ["REDACT_KEY_FILE"] = str(key)
    redact(folder, "run", CASE, expect=(5, 6))
    print("\nThe invented reviewer answers:", flush=True)
    subprocess.run(
        [sys.executable, ROOT / "samples" / "reviewer.py", CASE, CASE, "decisions.csv"],
        cwd=folder,
        check=True,
    )
    redact(folder, "review", CASE, "--import", "decisions.csv", "--as", "Rosa Reviewer", "--yes")
    redact(folder, "run", CASE)
    wanted = [word for audience in AUDIENCES for word in ("--for", audience)]
    redact(folder, "sign", CASE, *wanted, "--as", "Sam Signatory")
    page = ("--to", "page", "--year", str(date.today().year), "--board", BOARD, "--contact", CONTACT)
    redact(folder, "page", CASE, *page, "--as", "Mia Maker")
    redact(folder, "sign", "page", "--for", "page", "--as", "Sam Signatory")
    redact(folder, "release", CASE, "--all", "--to", "released", "--with", "page", "--as", "Rita Releaser")
    print(f"\nFrom drafts to released editions in {time.monotonic() - start:.0f} seconds. The editions:")
    for path in sorted(p for p in (folder / "released").rglob("*") if p.is_file()):
        print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


if __name__ == "__main__":
    main()
