"""What `redact evaluate` found, for people: lines for the terminal, and a page with the misses in context."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

#: Figure, and what stands over its column.
COLUMNS = (
    ("words", "words"),
    ("mentions", "mentions"),
    ("found", "found"),
    ("caught", "caught"),
    ("direct_entities_whole", "direct whole"),
    ("precision", "precision"),
    ("must_stay", "must stay"),
    ("flags_per_1000_words", "flags/1000"),
    ("watches_per_1000_words", "watches/1000"),
)
LINKING = (("precision", "link. prec."), ("f1", "link. F1"))
GROUPS = (("by label", "by_label"), ("people by origin", "by_origin"), ("people by form", "by_form"))
LISTS = (
    ("not found", "missed"),
    ("removed although it should stay", "removed"),
    ("treated although nothing marks it", "spurious"),
)


def as_lines(result: Mapping[str, Any], misses: bool) -> Iterator[str]:
    """The figures as lines of tables, a case a line; with *misses* also every mention that was not found, in context."""
    rows = _rows(result)
    width = max(len(name) for name in rows) + 2
    yield " " * width + "".join(f"{title:>14}" for _, title in (*COLUMNS, *LINKING))
    for name, row in rows.items():
        yield f"{name:<{width}}" + "".join(f"{value:>14}" for value in _values(row))
    for title, key in GROUPS:
        yield f"\n{title:<26}{'mentions':>10}{'found':>8}{'caught':>8}{'right label':>13}"
        for name, row in result["all"][key].items():
            yield f"  {name:<24}{row['mentions']:>10}{row['found']:>8}{row['caught']:>8}{row['right_label']:>13}"
    yield f"\n{'score of a mention':<26}{'mentions':>10}{'right':>8}"
    for score, row in result["all"]["scores"].items():
        yield f"  {score + ' and more':<24}{row['mentions']:>10}{row['right']:>8}"
    for title, key in LISTS if misses else ():
        yield f"\n{title}:"
        yield from (f"  {_line(each)}" for each in result["all"][key])


def _rows(result: Mapping[str, Any]) -> dict[str, Any]:
    return (
        {**result["cases"], "together": result["all"]} if len(result["cases"]) > 1 else dict(result["cases"])
    )


def _values(row: Mapping[str, Any]) -> list[float]:
    return [*(row[key] for key, _ in COLUMNS), *(row["linking"][key] for key, _ in LINKING)]


def _line(each: Mapping[str, Any]) -> str:
    seen = "watched " if each["watched"] else ""
    return (
        f"{each['label']:<12} {seen}{each['document']}: …{each['before']} »{each['text']}« {each['after']}…"
    )


STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .6rem;border-bottom:1px solid #767676;text-align:right}"
    "th[scope=row],th:first-child,td.words{text-align:left}caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "mark{background:#ffe08a;color:inherit;padding:0 .15em}.wide{overflow-x:auto}"
)


def as_page(result: Mapping[str, Any]) -> str:
    """The same as one HTML page, with every miss in its sentence."""
    titles = [title for _, title in (*COLUMNS, *LINKING)]
    parts = [
        _table("Figures", ["case", *titles], [[name, *_values(row)] for name, row in _rows(result).items()])
    ]
    for title, key in GROUPS:
        head = [
            title.removeprefix("by ").removeprefix("people by "),
            "mentions",
            "found",
            "caught",
            "right label",
        ]
        rows = [[name, *row.values()] for name, row in result["all"][key].items()]
        parts.append(_table(title.capitalize(), head, rows))
    scores = [[name, *row.values()] for name, row in result["all"]["scores"].items()]
    parts.append(_table("How often mentions of a score were right", ["score", "mentions", "right"], scores))
    parts += [_misses(title, result["all"][key]) for title, key in LISTS]
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Detection measured</title>'
        '<meta name="viewport" content="width=device-width"><style>'
        f"{STYLE}</style></head><body><main><h1>Detection measured against marked-up text</h1>"
        "<p>Held-back cases stand in the first table and in no other. This page holds words of the texts; keep it where they are kept.</p>"
        f"{''.join(parts)}</main></body></html>\n"
    )


def _table(caption: str, head: list[str], rows: list[list[Any]]) -> str:
    heads = "".join(f'<th scope="col">{html.escape(title)}</th>' for title in head)
    body = "".join(
        f'<tr><th scope="row">{html.escape(str(row[0]))}</th>'
        + "".join(f"<td>{value}</td>" for value in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{html.escape(caption)}"><table><caption>{html.escape(caption)}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _misses(title: str, rows: list[Mapping[str, Any]]) -> str:
    items = "".join(
        f"<li>{html.escape(each['label'])}{' (watched)' if each['watched'] else ''}, {html.escape(each['document'])}: "
        f"…{html.escape(each['before'])} <mark>{html.escape(each['text'])}</mark> {html.escape(each['after'])}…</li>"
        for each in rows
    )
    return f"<h2>{title.capitalize()}: {len(rows)}</h2>" + (f"<ul>{items}</ul>" if items else "<p>None.</p>")
