"""Draw the page of all benches: bench/bench.html from the figures that each bench left in bench/*.json.

    python docs/bench_page.py [FOLDER]

Charts are inline SVG with their figures as text beside them: readable without colour, without script, in print.
A figure that no bench left is told as not measured.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from bench_figures import FOLDER, arguments, load

WIDTH, ROW, LEFT = 720, 34, 300  # of a chart, px
STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111;background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left}
td{font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto}svg text{font:14px system-ui,sans-serif;fill:currentColor}
.bar{fill:#5a5a5a;stroke:#111}.bar.other{fill:url(#lines)}.mark{stroke:#111;stroke-width:2;stroke-dasharray:4 3}
.wide{overflow-x:auto}@media(prefers-color-scheme:dark){body{color:#eee;background:#111}.bar{fill:#bbb;stroke:#eee}.mark{stroke:#eee}}"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A ratio that was promised: what it is, where its figure stands, the bound, and whether it is the least or the most."""

    what: str
    at: tuple[str, ...]  # file, then keys
    bound: float
    most: bool = False  # the bound is the most, else the least
    unit: str = ""


CLAIMS = (
    Claim("Detection: times as fast as Presidio's analyzer on the whole text, processor seconds", ("bench", "speed", "finding / presidio, whole text"), 3),
    Claim("The same by the clock, two processors", ("bench", "speed", "finding / presidio, whole text, by the clock"), 3),
    Claim("Detection: times as fast as Presidio's batch mode", ("bench", "speed", "finding / presidio, batch"), 2.3),
    Claim("Detection: time beside the model's NER alone", ("bench", "speed", "time of finding / time of the model alone"), 1.6, True),
    Claim("Peak memory, 40,000 words", ("bench", "memory", "40,000 words, MB"), 700, True, "MB"),
    Claim("Growth of memory from 40,000 to 400,000 words", ("bench", "memory", "growth to 400,000 words, MB"), 60, True, "MB"),
    Claim("After one decision, from the command line", ("decision", "command line, seconds"), 3, True, "s"),
    Claim("After one decision, in the running review page", ("decision", "review page, seconds"), 0.5, True, "s"),
    Claim("First run beside NER alone and loading the model", ("decision", "first run / floor"), 2.5, True),
    Claim("Batch: one worker's time beside two workers'", ("batch", "cases", "LARGEST", "ratios", "one worker / two workers"), 1.4),
    Claim("Batch: Dask's time beside local, two workers", ("batch", "cases", "LARGEST", "ratios", "Dask / local, two workers"), 1.15, True),
    Claim("Batch: a case's cost in the largest run beside the smallest", ("batch", "constant cost"), 1.15, True),
)  # fmt: skip


def figure(found: Mapping[str, Any], at: Sequence[str]) -> float | None:
    """The figure at these keys; None where nobody measured it."""
    value: Any = found
    for key in at:
        if key == "LARGEST" and isinstance(value, Mapping) and value:
            key = max(value, key=int)
        value = value.get(key) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int | float) else None


def with_constant_cost(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The figures, with a case's cost in the largest batch beside that in the smallest."""
    cases = found.get("batch", {}).get("cases", {})
    if len(cases) > 1:
        costs = [
            cases[n]["one worker"]["seconds a case once the workers are ready"]
            for n in sorted(cases, key=int)
        ]
        found["batch"]["constant cost"] = round(costs[-1] / costs[0], 2)
    return found


# Parts of the page ------------------------------------------------------------------------------------


def chart(title: str, rows: Sequence[tuple[str, float]], unit: str = "", mark: float | None = None) -> str:
    """Bars, each with its name and figure; *mark* is a bound, drawn as a broken line. The words are in its title."""
    most = max([value for _, value in rows] + ([mark] if mark else []), default=1.0) or 1.0
    scale = (WIDTH - LEFT - 110) / most
    said = "; ".join(f"{name}: {number(value)} {unit}".strip() for name, value in rows)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {ROW * len(rows) + 10}" role="img" aria-label="{esc(f"{title}. {said}")}">'
        '<defs><pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 6L6 0" stroke="currentColor"/></pattern></defs>'
    ]
    for at, (name, value) in enumerate(rows):
        top = at * ROW + 5
        parts.append(
            f'<text x="{LEFT - 8}" y="{top + 17}" text-anchor="end">{esc(name)}</text>'
            f'<rect class="bar{" other" if at % 2 else ""}" x="{LEFT}" y="{top}" width="{max(value * scale, 1):.1f}" height="{ROW - 10}"/>'
            f'<text x="{LEFT + value * scale + 8:.1f}" y="{top + 17}">{number(value)} {esc(unit)}</text>'
        )
    if mark:
        x = LEFT + mark * scale
        parts.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{ROW * len(rows) + 8}"/>')
    return f"<h3>{esc(title)}</h3>{''.join(parts)}</svg>"


def table(rows: Iterable[Sequence[object]], head: Sequence[str]) -> str:
    """A table whose first column names its rows."""
    body = "".join(
        f"<tr><th scope=row>{esc(first)}{''.join(f'<td>{esc(each)}' for each in rest)}</tr>"
        for first, *rest in rows
    )
    return f'<div class=wide tabindex=0 role=region aria-label="{esc(head[0])}"><table><tr>{"".join(f"<th scope=col>{esc(h)}" for h in head)}</tr>{body}</table></div>'


def claims(found: Mapping[str, Any]) -> str:
    """Every ratio that was promised, what was measured, and whether it holds: in words."""
    rows = []
    for one in CLAIMS:
        value = figure(found, one.at)
        bound = f"at {'most' if one.most else 'least'} {number(one.bound)} {one.unit}".strip()
        holds = None if value is None else value <= one.bound if one.most else value >= one.bound
        said = "not measured" if value is None else f"{number(value)} {one.unit}".strip()
        rows.append((one.what, said, bound, {None: "–", True: "holds", False: "does not hold"}[holds]))
    return table(rows, ("What was promised", "Measured", "Bound", ""))


def plain(name: str, figures: Mapping[str, Any]) -> str:
    """All figures of one bench, by their keys."""
    rows = [(" › ".join(keys), value) for keys, value in leaves(figures) if keys[0] != "measured on"]
    return (
        f"<details><summary>All figures of {esc(name)}</summary>{table(rows, ('Figure', 'Value'))}</details>"
    )


def leaves(value: Any, keys: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], str]]:
    """The single figures in nested tables, with the keys that lead to each."""
    if isinstance(value, Mapping):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*keys, str(key)))]
    if isinstance(value, list):
        return [(keys, ", ".join(number(v) if isinstance(v, int | float) else str(v) for v in value))]
    return [(keys, number(value) if isinstance(value, int | float) else str(value))]


def charts(found: Mapping[str, Any]) -> str:
    """A chart for each bench that ran."""
    return "".join(
        draw(found[name])
        for name, draw in (("bench", detection), ("decision", decision), ("batch", batch))
        if name in found
    )


def detection(figures: Mapping[str, Any]) -> str:
    """Words a second of each way to find names; memory."""
    rows = [
        (k.removesuffix(", words/s"), v) for k, v in figures.get("speed", {}).items() if k.endswith("words/s")
    ]
    held = [
        (k.removesuffix(", MB"), v) for k, v in figures.get("memory", {}).items() if k.endswith("words, MB")
    ]
    return (chart("Finding names", rows, "words/s") if rows else "") + (
        chart("Peak memory", held, "MB") if held else ""
    )


def decision(figures: Mapping[str, Any]) -> str:
    """Seconds from an answer to renewed editions."""
    rows = [(k.removesuffix(", seconds"), v) for k, v in figures.items() if k.endswith(", seconds")]
    return chart("Seconds of waiting", rows, "s") if rows else ""


def batch(figures: Mapping[str, Any]) -> str:
    """Seconds a case, for each number of cases and each way; memory over the largest run."""
    drawn, cases = "", figures.get("cases", {})
    for count in sorted(cases, key=int):
        rows = [(way, one["seconds a case"]) for way, one in cases[count].items() if "seconds a case" in one]
        drawn += chart(f"Seconds a case, {count} cases", rows, "s")
    for way, one in (cases[max(cases, key=int)] if cases else {}).items():
        if held := one.get("memory", {}).get("in each tenth of the run, MB"):
            drawn += chart(
                f"Memory of a worker over the run, {way}",
                [(f"tenth {n}", m) for n, m in enumerate(held, 1)],
                "MB",
            )
    return drawn


def measured_on(found: Mapping[str, Any]) -> str:
    """The machine and the versions of each bench."""
    rows = []
    for name, figures in found.items():
        on = figures.get("measured on", {})
        versions = ", ".join(f"{k} {v}" for k, v in on.get("versions", {}).items())
        rows.append(
            (
                name,
                on.get("machine", figures.get("machine", "")),
                on.get("python", ""),
                on.get("load before", ""),
                versions,
            )
        )
    return table(rows, ("Bench", "Machine", "Python", "Load before", "Versions"))


def page(found: dict[str, dict[str, Any]]) -> str:
    """The whole page."""
    found = with_constant_cost(found)
    return (
        "<!doctype html><html lang=en-GB><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Bench</title><style>{STYLE}</style><h1>Bench</h1><p>Ratios within one run on one machine. "
        "Absolute times say little elsewhere.</p><h2>What was promised</h2>"
        f"{claims(found)}<h2>Charts</h2>{charts(found)}<h2>Measured on</h2>{measured_on(found)}<h2>All figures</h2>"
        f"{''.join(plain(name, figures) for name, figures in found.items())}</html>\n"
    )


def esc(thing: object) -> str:
    """Words that may stand anywhere in the page."""
    return html.escape(str(thing))


def number(value: float) -> str:
    """A figure as people write it: three digits that count."""
    if isinstance(value, bool) or value is None:
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def main() -> None:
    """Draw what is there."""
    given = arguments("bench_page.py [FOLDER]")
    folder = Path(given[0]) if given else FOLDER
    found = load(folder)
    if not found:
        sys.exit(f"bench_page: {folder} holds no figures; first: make bench")
    (folder / "bench.html").write_text(page(found), encoding="utf-8")
    print(folder / "bench.html")


if __name__ == "__main__":
    main()
