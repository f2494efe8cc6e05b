"""The page of the benches: every figure that is there, and a plain word for each that is not."""

import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
sys.path[:0] = [str(DOCS), str(DOCS.parent / "samples")]

import bench_page  # noqa: E402

from small_cases import build_small  # noqa: E402

BATCH = {
    "cases": {
        n: {
            "one worker": {"seconds a case": 1.0, "seconds a case once the workers are ready": cost, "memory": {"in each tenth of the run, MB": [400, 410]}},
            "ratios": {"one worker / two workers": 1.3},
        }
        for n, cost in (("10", 1.0), ("100", 1.05))
    }
}  # fmt: skip


def test_what_was_promised_is_held_against_what_was_measured():
    """Holds, does not hold, not measured: in words."""
    drawn = bench_page.page({"batch": BATCH, "bench": {"speed": {"finding / presidio, whole text": 3.4}}})
    assert "<td>3.4<td>at least 3<td>holds" in drawn
    assert "<td>1.3<td>at least 1.4<td>does not hold" in drawn
    assert "<td>1.05<td>at most 1.15<td>holds" in drawn
    assert "not measured" in drawn


BENCHES = [path for path in sorted(DOCS.glob("bench*.py")) if path.stem != "bench_figures"]


@pytest.mark.parametrize("bench", BENCHES, ids=lambda path: path.stem)
def test_a_bench_takes_no_option_for_a_folder(bench, tmp_path):
    """One line says how it is called, and nothing is measured or written."""
    done = subprocess.run(
        [sys.executable, bench, "--help"], capture_output=True, text=True, cwd=tmp_path, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"--help: no such option; call it as: python docs/{bench.name} ")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_chart_tells_its_figures_in_words_and_escapes_them():
    """Whoever does not see it hears every bar; names may hold any sign."""
    drawn = bench_page.chart("Seconds & more", [("<one>", 1.5), ("two", 3000.0)], "s")
    assert 'role="img" aria-label="Seconds &amp; more. &lt;one&gt;: 1.5 s; two: 3,000 s"' in drawn
    assert "<one>" not in drawn


def test_a_small_case_has_the_same_bytes_each_time(tmp_path):
    """By its number alone; another number is another case."""
    one, same, other = (build_small(n, tmp_path / name) for n, name in ((7, "a"), (7, "b"), (8, "c")))
    files = {p.relative_to(one) for p in one.rglob("*") if p.is_file()}
    assert len(files) == 4
    assert all((one / f).read_bytes() == (same / f).read_bytes() for f in files)
    assert all((one / f).read_bytes() != (other / f).read_bytes() for f in files)
