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


PAGES = {"cli.md": cli_page, "rules.md": rules_page, "checks.md": write_docs}


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
