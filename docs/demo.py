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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "samples"))

CASE = "child-g"


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
    build_case(CASE, folder / CASE)
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
    redact(folder, "sign", CASE, "--for", "publication", "--for", "family", "--as", "Sam Signatory")
    for audience in ("publication", "family"):
        redact(folder, "release", CASE, "--for", audience, "--to", f"released/{audience}")
    print(f"\nFrom drafts to released editions in {time.monotonic() - start:.0f} seconds. The editions:")
    for path in sorted((folder / "released").rglob("*.*")):
        print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


if __name__ == "__main__":
    main()
