"""Presidio's analyzer, set up for this program: our recognizers, a model that is already loaded, no network.

Presidio would fetch a model, ask every recognizer about every text and compare
lemmas. Here it is given the names that the model found, our recognizers are one
to it, and context is each recognizer's own matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from redact.rules import Rules


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A name as the model found it in a text, with the model's own kind (PERSON, GPE, ORG…)."""

    start_char: int
    end_char: int
    label_: str  # the attribute names are those of a spaCy Span, which Presidio reads


@lru_cache(maxsize=2)
def analyzer_of(rules: Rules) -> Analyzer:
    """The analyzer for *rules*, made once."""
    return Analyzer(rules)


class Analyzer:
    """Presidio's AnalyzerEngine with the recognizers of one set of rules."""

    def __init__(self, rules: Rules) -> None:
        from presidio_analyzer import AnalyzerEngine

        from redact.detect.patterns import presidio_recognizer

        loaded, registry, enhancer = _presidio_classes()
        self.engine = loaded()
        recognizers = [presidio_recognizer(rules), _names_recognizer()]
        self.entities = [entity for one in recognizers for entity in one.supported_entities]
        self.analyzer = AnalyzerEngine(
            registry=registry(recognizers=recognizers, supported_languages=["en"]),
            nlp_engine=self.engine,
            context_aware_enhancer=enhancer(),
            supported_languages=["en"],
        )

    def run(self, text: str, named: Iterable[Named], context: Sequence[str]) -> list[Any]:
        """Presidio's results for *text*, in which the model found *named*; *context* are words that stand elsewhere."""
        from presidio_analyzer.nlp_engine import NlpArtifacts

        names = list(named)
        artifacts = NlpArtifacts(names, [], [], [], self.engine, "en", scores=[0.85] * len(names))
        results: list[Any] = self.analyzer.analyze(
            text, "en", self.entities, nlp_artifacts=artifacts, context=list(context)
        )
        return results


def _names_recognizer() -> Any:
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer

    from redact.detect.ner import MODEL_LABELS

    return SpacyRecognizer(supported_entities=list(MODEL_LABELS))


@cache
def _presidio_classes() -> tuple[Any, Any, Any]:
    """Three classes of Presidio narrowed to what is needed; made on first use since the import takes seconds."""
    from presidio_analyzer import RecognizerRegistry
    from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    from redact.detect.ner import load_model

    class LoadedEngine(SpacyNlpEngine):  # type: ignore[misc]  # Presidio has no types
        """Holds the loaded model; never asks for another one."""

        def __init__(self) -> None:
            super().__init__()
            self.nlp = {"en": load_model()}

        def load(self) -> None:
            """Nothing: the model is there."""

    class Both(RecognizerRegistry):  # type: ignore[misc]
        """Gives all of its recognizers, where Presidio's goes through all of them for each entity type."""

        def get_recognizers(self, language: str, entities: Any = None, **others: Any) -> list[Any]:
            """All of them; each looks itself at what is asked for."""
            return list(self.recognizers)

    class OwnContext(ContextAwareEnhancer):  # type: ignore[misc]
        """Leaves the scores alone: each recognizer has looked at its own context words."""

        def __init__(self) -> None:
            super().__init__(0.0, 0.0, 0, 0)

        def enhance_using_context(
            self, text: str, raw_results: list[Any], *others: Any, **more: Any
        ) -> list[Any]:
            """*raw_results* as they are."""
            return raw_results

    return LoadedEngine, Both, OwnContext
