"""The words of a text replaced, by Presidio's anonymizer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

from redact.model import Replacement, Span

#: An operator of the anonymizer that asks a service on the network; for it all of Presidio's analyzer, and spaCy, would load.
_NOT_NEEDED = "presidio_analyzer.llm_utils.azure_auth_helper"


@cache
def _anonymizer() -> Any:
    sys.modules.setdefault(_NOT_NEEDED, None)  # type: ignore[arg-type]  # the anonymizer does without, and says so
    from presidio_anonymizer import AnonymizerEngine

    return AnonymizerEngine()


def anonymise(text: str, replacements: Sequence[Replacement]) -> tuple[str, list[Span | None]]:
    """The text with every replacement made, and where each one landed.

    Each mention has an entity type of its own with its own operator: the anonymizer merges
    neighbours of one type, and prints the type where it has no operator for it.
    """
    if not replacements:
        return text, []
    anonymizer = _anonymizer()
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

    results = [RecognizerResult(f"m{n}", r.span.start, r.span.end, 1.0) for n, r in enumerate(replacements)]
    operators = {
        f"m{n}": OperatorConfig("replace", {"new_value": r.text}) for n, r in enumerate(replacements)
    }
    result = anonymizer.anonymize(text=text, analyzer_results=results, operators=operators)
    landed: dict[str, Span] = {item.entity_type: Span(item.start, item.end) for item in result.items}
    if len(landed) != len(replacements):
        raise AssertionError("a replacement was not made")
    return result.text, [landed[f"m{n}"] for n in range(len(replacements))]
