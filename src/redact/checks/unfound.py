"""The check for people and places of the register whom no draft mentions."""

from __future__ import annotations

from collections.abc import Iterator

from redact.checks.nouns import Opened, Question
from redact.model import Finding


def never_found(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Everybody and everything in the register was found in some draft.

    **What it looks for.** People, places and organisations of register.yaml that no draft of the case
    mentions under any of their names.

    **Why it matters.** A name that is misspelt in the register is not looked for as it stands in the
    drafts, so the person may be left in the edition. Or the register belongs to another case.

    **What to do.** Compare the spelling with the drafts (redact show CASE register lists who was found and
    is not in the register). Correct it or add an alias; where the person really does not occur, nothing
    needs doing.

    **What it misses.** Somebody who is found once under one spelling and missed under another.
    """
    for entity in question.unfound:
        yield Finding(
            "never-found",
            "warns",
            "register.yaml",
            "the list of people and places",
            f"{entity} is in the register and no draft mentions it",
            "check the spelling and the file, or add the spelling of the drafts to the aliases",
            "",
            entity,
        )
