"""What was left in although few families share it: handed to the checks, which look for it themselves (R13)."""

from __future__ import annotations

from collections.abc import Iterable

from redact.model import Mention
from redact.rules import Rules


def rare_traits(mentions: Iterable[Mention], rules: Rules) -> tuple[tuple[str, str], ...]:
    """Class and words of each rare thing among *mentions*, each once.

    What every report may tell of anybody (an age, a month) is not rare: rules/traits.yaml says what is.
    """
    found: dict[tuple[str, str], None] = {}
    for mention in mentions:
        kind = rules.traits.of(mention.rule, mention.label) if mention.label == "QUASI" else None
        if kind and kind.rare:
            found[kind.name, " ".join(mention.text.split())] = None
    return tuple(found)
