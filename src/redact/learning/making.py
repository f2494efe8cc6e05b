"""From released editions to staged products that span several reviews.

The order of the steps: read what was released, gather what it teaches, set it for print, check the finished
files, stage marked copies.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from redact.case import now
from redact.checking import check_paths
from redact.checks import Opened, Passage
from redact.errors import UsageError
from redact.finished import detect_in
from redact.formats import write
from redact.formats.pictures import digests_of, rastered
from redact.gate import Report
from redact.guards import as_json, digests
from redact.key import Opener
from redact.learning import table
from redact.learning.briefing import briefing, seven_minutes
from redact.learning.collection import Collection, Recipe
from redact.learning.points import Flag, Learning, learn
from redact.learning.precis import precis
from redact.learning.released import Released, as_review
from redact.model import Decision, Edition, Register
from redact.rules import Rules
from redact.rules.briefing import read_briefing
from redact.rules.themes import read_themes
from redact.whole import write_whole

MARK = "NOT APPROVED – for review only, not for publication"
FORMATS = (".docx", ".html", ".pdf")
Progress = Callable[[str], None]
#: Checks a folder of finished files.
Look = Callable[[Path, Recipe, tuple[str, ...]], Report]


def flag_with(rules: Rules) -> Flag:
    """What says of sentences which hold something that detection would treat in a draft."""

    def flag(sentences: Sequence[str]) -> frozenset[str]:
        if not sentences:
            return frozenset()
        passages = tuple(Passage(f"paragraph {n}", text, True, "text") for n, text in enumerate(sentences, 1))
        found = detect_in([Opened("sentences", passages)], Register(), rules)
        words = {mention.text for mentions in found.values() for mention in mentions}
        return frozenset(text for text in sentences if any(word in text for word in words))

    return flag


def look_with(rules: Rules, opener: Callable[[], Opener], progress: Progress) -> Look:
    """What asks every check, with the names of each case that was read and without any."""

    own = (
        *(words for theme in read_themes(rules.folder) for words in (theme.heading, theme.name)),
        *(service.name for service in read_briefing(rules.folder).services),
    )

    def look(folder: Path, recipe: Recipe, pictures: tuple[str, ...]) -> Report:
        printed = (*own, *given(recipe))
        reports = [
            check_paths(
                [folder],
                case,
                rules,
                opener,
                progress,
                anonymous=hides(recipe),
                pictures=pictures,
                own=printed,
            )
            for case in (None, *(Path(case) for case in recipe.cases))
        ]
        findings = {(f.check, f.file, f.place, f.message): f for report in reports for f in report.findings}
        return Report(
            list(findings.values()),
            tuple(sorted({line for report in reports for line in report.looked_at})),
            tuple(sorted({line for report in reports for line in report.not_seen})),
            tuple(sorted({line for report in reports for line in report.unknown})),
        )

    return look


def hides(recipe: Recipe) -> bool:
    """Whether what is made names neither board nor area nor author."""
    return bool((recipe.more or {}).get("anonymous"))


def given(recipe: Recipe) -> tuple[str, ...]:
    """The board and the contact of a public page, which the case's allow-list had to hold when it was made."""
    more = recipe.more or {}
    return tuple(str(more[key]) for key in ("board", "contact") if more.get(key))


def gather(collection: Collection, recipe: Recipe, rules: Rules, flag: Flag) -> Learning:
    """What the kept editions of *recipe* teach."""
    reviews = []
    for number, digest in enumerate(recipe.sources, 1):
        files = collection.source(digest).files
        reviews.append(as_review(number, files, collection.sources / digest))
    return learn(reviews, rules, flag, recipe.leave_out, recipe.alter)


@dataclass(frozen=True, slots=True)
class Product:
    """The files of a product by name: clean, and marked as not approved; and the digests of their drawings."""

    clean: Mapping[str, bytes]
    marked: Mapping[str, bytes]
    pictures: tuple[str, ...] = ()


def product_of(learning: Learning, product: str, rules: Rules) -> Product:
    """A product that spans several reviews, as files."""
    editions = _editions(learning, product, rules)
    drawings = (rastered(figure.data.decode()) for edition in editions for figure in edition.figures)
    pictures = sorted({digest for drawing in drawings for digest in digests_of(drawing)})
    tables = {}
    if product == "themes":
        tables = {".csv": table.as_csv(learning, read_themes(rules.folder))}
    return Product(_files(editions, tables, None), _files(editions, tables, MARK), tuple(pictures))


def _editions(learning: Learning, product: str, rules: Rules) -> tuple[Edition, ...]:
    wording, themes = read_briefing(rules.folder), read_themes(rules.folder)
    if product == "briefing":
        return briefing(learning, wording), seven_minutes(learning, wording)
    if product == "precis":
        return (precis(learning, wording, themes),)
    return (table.page(learning, wording, themes),)


def _files(editions: Sequence[Edition], tables: Mapping[str, bytes], mark: str | None) -> dict[str, bytes]:
    tail = ".NOT-APPROVED" if mark else ""
    files = {f"{e.kind}{tail}{suffix}": write(e, suffix, mark) for e in editions for suffix in FORMATS}
    return files | {f"{editions[0].kind}{tail}{suffix}": content for suffix, content in tables.items()}


def make(
    collection: Collection,
    released: Sequence[Released],
    recipe: Recipe,
    rules: Rules,
    name: str,
    flag: Flag,
    look: Look,
) -> tuple[Learning, Report]:
    """Make a product, check it, and stage it with NOT-APPROVED in each file's name and on each page.

    Raises:
        UsageError: nobody is named, or the reviews have nothing that could be carried over.
    """
    if not name.strip():
        raise UsageError("who makes it? give --as NAME; somebody else will sign it")
    for each in released:
        collection.keep_source(each)
    learning = gather(collection, recipe, rules, flag)
    if not learning.passages:
        raise UsageError("no lessons and no recommendations were found in these editions; nothing was made")
    made = product_of(learning, recipe.product, rules)
    report = stage(collection, recipe, made, rules, name, look)
    collection.keep_table(recipe.product, traced(learning))
    return learning, report


def stage(
    collection: Collection,
    recipe: Recipe,
    made: Product,
    rules: Rules,
    name: str,
    look: Look,
) -> Report:
    """Check the clean files; put the marked ones where people read them, and on record how they were made."""
    report = checked(collection, recipe, made, look)
    notes = {
        "manifest.json": as_json({"audience": recipe.product, "files": digests(made.clean)}),
        "findings.json": as_json(report.as_data()),
    }
    collection.replace_folder(collection.staged(recipe.product), {**made.marked, **notes})
    value = recipe.as_value(digests(made.clean), rules.digest)
    collection.append(Decision(now(), name.strip(), "compose", recipe.product, value))
    return report


def checked(collection: Collection, recipe: Recipe, made: Product, look: Look) -> Report:
    """What the checks say of the clean files, looked at in a private folder that is then removed.

    A page about one case is looked at beside that case's report, so that it tells nothing more exactly (R38).
    """
    beside = collection.source(recipe.sources[0]).files if recipe.product == "page" else {}
    with TemporaryDirectory(prefix=".checking-", dir=collection.folder) as folder:
        for name, content in {**beside, **made.clean}.items():
            write_whole(Path(folder) / name, content)
        report = look(Path(folder), recipe, made.pictures)
    findings = [replace(f, file=Path(f.file).name) for f in report.findings]
    lines = (
        tuple(_inside(line, folder, beside)) for line in (report.looked_at, report.not_seen, report.unknown)
    )
    return Report([f for f in findings if f.file not in beside], *lines)


def _inside(lines: Sequence[str], folder: str, beside: Mapping[str, bytes]) -> Iterator[str]:
    """The lines without the folder's name, and none about a file that only lay beside."""
    plain = (line.replace(folder, "").lstrip("/\\") for line in lines)
    return (line for line in plain if line.partition(":")[0] not in beside)


def traced(learning: Learning) -> bytes:
    """Each point with its id, its review and the paragraph that it comes from; for the collection's own use."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "kind", "review", "file", "place", "number", "themes", "printed", "source"])
    for p in learning.points:
        themes = "; ".join(theme.id for theme in p.themes)
        writer.writerow([p.id, p.kind, p.review, p.file, p.place, p.number, themes, p.text, p.source])
    return out.getvalue().encode()
