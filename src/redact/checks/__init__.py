"""Leak checks on finished files.

The checker does not trust the maker: nothing here imports what reads drafts, detects, links or
replaces. Files are opened with code of their own, and what to look for is handed in.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence

from redact.checks.ages_left import ages_left
from redact.checks.as_seen import as_seen
from redact.checks.consistency import consistency, undecided, unknown_labels
from redact.checks.dates_left import dates_left
from redact.checks.detected import detected
from redact.checks.exactness import exactness
from redact.checks.gendered import gendered
from redact.checks.glossary import glossary
from redact.checks.hidden import hidden, not_understood
from redact.checks.kinship import kinship
from redact.checks.labels import labels
from redact.checks.legible import kept_words, legible
from redact.checks.names import names, near_names
from redact.checks.nouns import Check, Opened, Passage, Question
from redact.checks.numbers import numbers
from redact.checks.opened import open_content, open_file, open_paths
from redact.checks.rare_together import rare_together
from redact.checks.recipients import wrong_copy
from redact.checks.recomputed import recomputed
from redact.checks.searchable import searchable
from redact.checks.silence import all_of, believe, forget, keep
from redact.checks.structure import claims, structure
from redact.checks.together import together
from redact.checks.unfound import never_found
from redact.checks.unnamed import unnamed
from redact.errors import UsageError
from redact.model import Finding

__all__ = [
    "CHECKS",
    "Check",
    "Opened",
    "Passage",
    "Question",
    "all_of",
    "believe",
    "explain",
    "forget",
    "keep",
    "name_of",
    "open_content",
    "open_file",
    "open_paths",
    "run_checks",
    "write_docs",
]

#: Every check, in the order of the documentation.
CHECKS: tuple[Check, ...] = (
    names,
    near_names,
    numbers,
    hidden,
    not_understood,
    as_seen,
    detected,
    dates_left,
    ages_left,
    recomputed,
    rare_together,
    exactness,
    together,
    searchable,
    consistency,
    unknown_labels,
    labels,
    glossary,
    undecided,
    kinship,
    never_found,
    gendered,
    legible,
    kept_words,
    unnamed,
    structure,
    claims,
    wrong_copy,
)


def run_checks(opened: Sequence[Opened], question: Question) -> list[Finding]:
    """What all checks find: blocking findings first, then by file and place, each told once."""
    found: dict[tuple[str, ...], Finding] = {}
    for check in CHECKS:
        for finding in check(tuple(opened), question):
            found.setdefault(_same(finding), finding)
    return in_order(found.values())


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Blocking findings first, then by file and place."""
    return sorted(findings, key=_order)


def _same(finding: Finding) -> tuple[str, ...]:
    """Findings that differ in nothing but the words they quote are one finding."""
    return (finding.check, finding.severity, finding.file, finding.place, finding.message, finding.entity)


def _order(finding: Finding) -> tuple[bool, str, list[tuple[int, str]], str, str, str]:
    words = [(int(word), "") if word.isdigit() else (-1, word) for word in finding.place.split()]
    return (finding.severity != "blocks", finding.file, words, finding.check, finding.entity, finding.message)


def name_of(check: Check) -> str:
    """The name of a check as findings carry it."""
    return getattr(check, "__name__", "").replace("_", "-")


def explain(name: str) -> str:
    """What the check *name* looks for, why it matters, what to do, and what it misses.

    Raises:
        UsageError: There is no check of that name.
    """
    for check in CHECKS:
        if name_of(check) == name.replace("_", "-"):
            return inspect.getdoc(check) or ""
    known = ", ".join(name_of(check) for check in CHECKS)
    raise UsageError(f"there is no check of that name; the checks are: {known}")


def write_docs() -> str:
    """The text of docs/checks.md."""
    head = (
        "# The checks\n\n"
        "Generated from the checks themselves; `redact check --explain NAME` prints the same.\n"
        "A finding *blocks* or *warns*. No check can say that a text is anonymous.\n"
        "\n"
        "## In a hook or a scheduled job\n"
        "\n"
        "`redact check -q FOLDER --case CASE` prints nothing where nothing is found, and one line a finding where\n"
        "something is; `--json` has the same for a program. Let the job go by the exit status: 0 nothing blocks,\n"
        "6 something blocks, 3 a file or a part of one could not be looked at. Only 0 has passed.\n"
        "A line that runs each night over what is on the website, on a machine that may hold the case:\n"
        "\n"
        "```text\n"
        "15 2 * * *  redact check -q /srv/website/reviews --case /srv/cases/current >> /var/log/reviews.txt 2>&1\n"
        "```\n"
        "\n"
        'A hook before something is uploaded: `redact check -q "$FILE" --against last-published/ || exit 1`.\n'
        "Each check names what it cannot see; without `-q`, `redact check` also says what it did not see in these files.\n"
    )
    return head + "".join(f"\n## {name_of(check)}\n\n{explain(name_of(check))}\n" for check in CHECKS)
