"""Write the generated pages of docs/: cli.md from the parser, rules.md from rules/, checks.md from the checks.

`--check` writes nothing and fails where a page is not current.
"""

from __future__ import annotations

import argparse
import io
import sys
from contextlib import redirect_stdout
from pathlib import Path

from redact.checks import write_docs
from redact.cli import parser
from redact.rules import load_rules

DOCS = Path(__file__).parent


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command's own parser, by name."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def cli_page() -> str:
    """docs/cli.md: what `--help` prints, for every command."""
    pages = ["# Commands\n\nGenerated from the program; `redact COMMAND --help` prints the same.\n"]
    for name, command in {"": parser(), **commands()}.items():
        command.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=100)
        title = f"redact {name}".strip()
        pages.append(f"## {title}\n\n```text\n{command.format_help().rstrip()}\n```\n")
    return "\n".join(pages)


def rules_page() -> str:
    """docs/rules.md: every recognizer with what it is about and its own examples."""
    lines = ["# Recognizers\n", "Generated from `rules/recognizers/`; every example is run by the tests.\n"]
    for r in load_rules().recognizers:
        about = " ".join(r.about.split())
        lines += [
            f"## {r.name}\n",
            f"{r.label}. {about}\n",
            "Finds:\n",
            *(f"- {e}" for e in r.finds),
            "",
            "Ignores:\n",
            *(f"- {e}" for e in r.ignores),
            "",
        ]
    return "\n".join(lines)


#: When an answer with a day or a name in it holds the release, by its gate.
GATES_SAID = {
    "past": "a day that is still to come",
    "not-before": "until that day",
    "seven-days": "until seven working days after that day",
    "publish-on": "until that day; a day at or just before a weekend or a bank holiday",
    "twelve-months": "a day less than twelve months after publication",
    "another-person": "the same person as above",
    "intruder": "a search that found somebody, on record",
}


def checklist_page() -> str:
    """docs/checklist.md: every question of rules/checklist.yaml."""
    lines = [
        "# The checklist\n",
        "Generated from `rules/checklist.yaml`: what no program can decide. [release.md](release.md) says how it is answered.\n",
        "| question | asked | for | can be answered | holds the release | rule |\n|---|---|---|---|---|---|",
    ]
    for a in load_rules().checklist.items:
        per = {"case": "once", "audience": "for each audience", "child": "for each child"}[a.per]
        per += f", not for {', '.join(sorted(a.not_for))}" if a.not_for else ""
        free = [a.kind] if a.kind in {"date", "name", "text"} else []
        own = [f"`{word}`" + (f": {told}" if told != word else "") for word, told in a.words.items()]
        holds = [f"`{word}`" for word in a.words if word in a.holds] + (
            [GATES_SAID[a.gate]] if a.gate else []
        )
        asked = a.question.replace("{who}", "this child")
        lines.append(
            f"| {asked} `c:{a.id}` | {per} | {'signing' if a.needed_for == 'sign' else 'release'} "
            f"| {'<br>'.join([*free, *own])} | {', '.join(holds)} | {a.rule} |"
        )
    return "\n".join(lines) + "\n"


PAGES = {"checklist.md": checklist_page, "cli.md": cli_page, "rules.md": rules_page, "checks.md": write_docs}


def main() -> int:
    """Write the pages, or with --check compare them; 1 where one is not current."""
    stale = []
    for name, make in PAGES.items():
        with redirect_stdout(io.StringIO()):
            text = make().rstrip() + "\n"
        path = DOCS / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"docs/{name} is not current: make docs", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
