"""`redact stats`: what reviewers made of what was found, over several cases, in numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli.asked import Arguments, case_of, command, key_opener, rules
from redact.cli.files import write_page
from redact.cli.saying import Steps, say, show
from redact.errors import RedactError, worst

if TYPE_CHECKING:
    from redact.stats import CaseCounts


def add_stats(commands: Any) -> None:
    """What `redact stats` takes."""
    c = command(
        commands,
        "stats",
        do_stats,
        "Count over several cases what each rule found and what reviewers made of it. Writes nothing into a case.",
        key=True,
    )
    c.add_argument("cases", metavar="CASE", nargs="+")
    c.add_argument("--json", action="store_true", help="as one JSON object")
    c.add_argument("--page", metavar="FILE.html", help="write the figures as a page, in a new file")
    c.add_argument(
        "--show-names",
        action="store_true",
        help="print the folders of the cases, and the words proposed for the lists: they are words of the drafts",
    )


def do_stats(a: Arguments) -> int:
    """Count each case; one that cannot be read is told, and the others go on."""
    from redact.handover import require_out_of_cases
    from redact.pages import render
    from redact.stats import OUTCOMES, as_data

    if a.page:
        require_out_of_cases(Path(a.page))
    counted: dict[str, CaseCounts] = {}
    codes: list[int] = []
    for name in dict.fromkeys(a.cases):
        try:
            counted[name] = _count(name, a)
        except RedactError as error:
            say(f"redact: {error}")
            codes.append(error.exit_code)
    data = as_data(counted, rules(), a.show_names)
    if a.page:
        write_page(a.page, render("stats", s=data, outcomes=OUTCOMES, names=a.show_names))
    if a.json:
        show(json.dumps(data, ensure_ascii=False, indent=1))
    elif not a.page:
        _print(data, a.show_names)
    return worst(codes)


def _count(name: str, a: Arguments) -> CaseCounts:
    from redact.showing import found_in, kept_of
    from redact.stats import count_case

    steps, case = Steps(a.quiet), case_of(name)
    found = found_in(case, rules(), kept_of(case, lambda: key_opener(a), "stats"), steps)
    steps.done()
    return count_case(found, case.ledger(), rules())


def _print(data: Any, show_names: bool) -> None:
    from redact.stats import OUTCOMES

    for c in data["cases"]:
        show(
            f"case {c['case']}{' (' + c['folder'] + ')' if show_names else ''}: {c['words']} words, {c['decisions']} decisions, "
            f"{c['open']} questions open"
        )
        show(
            f"  {c['asked']} questions for the drafts, {c['asked_per_1000_words']} per 1,000 words; each doubtful mention by itself "
            f"would be {c['one_by_one']} ({c['one_by_one_per_1000_words']}), every mention {c['every_mention']} "
            f"({c['every_mention_per_1000_words']})"
        )
    show(f"{'rule':<34} {'label':<12}" + "".join(f"{outcome:>11}" for outcome in OUTCOMES))
    for r in data["rules"]:
        show(f"{r['rule']:<34} {r['label']:<12}" + "".join(f"{r[outcome]:>11}" for outcome in OUTCOMES))
    for p in data["proposals"]:
        show(f"proposed for {p['list']}: {p['count']} {'entry' if p['count'] == 1 else 'entries'}")
        for each in p.get("words", ()):
            show(f"  {each['words']} ({each['label']}; {each['cases']} cases, {each['people']} people)")
    if data["proposals"] and not show_names:
        say(
            "The words are words of the drafts: --show-names prints them. A person decides whether a list gets them."
        )
