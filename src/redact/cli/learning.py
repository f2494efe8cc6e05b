"""`redact briefing`, `precis`, `themes` and `page`: what is made of released editions; and how a collection is signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli.asked import Arguments, command, key_opener, rules
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, UsageError, worst

if TYPE_CHECKING:
    from redact.gate import Report
    from redact.learning.collection import Collection, Recipe
    from redact.learning.making import Product
    from redact.learning.points import Learning
    from redact.rules import Rules

_ABOUT = {
    "briefing": "Make a learning briefing and a seven-minute briefing over several released reviews.",
    "precis": "Make a digest of several released reviews: learning points, services, what they share.",
    "themes": "Count in which released reviews each practice issue occurs: a page with a chart, and a table.",
}


def add_briefing(commands: Any) -> None:
    """What `redact briefing` takes."""
    _add(commands, "briefing")


def add_precis(commands: Any) -> None:
    """What `redact precis` takes."""
    _add(commands, "precis")


def add_themes(commands: Any) -> None:
    """What `redact themes` takes."""
    _add(commands, "themes")


def _add(commands: Any, product: str) -> None:
    c = command(commands, product, do_make, _ABOUT[product], key=True)
    c.set_defaults(product=product)
    c.add_argument(
        "editions",
        metavar="EDITION",
        nargs="+",
        help="folders that redact release made, or cases signed for publication",
    )
    _place_and_findings(c)
    c.add_argument(
        "--leave-out",
        metavar="ID",
        action="append",
        default=[],
        help="a sentence that is not to be printed, by its id in COLLECTION/traced/; may be given more than once",
    )
    c.add_argument(
        "--altered",
        action="store_true",
        help="keep sentences with a label of their case, saying 'the social worker' for 'Social Worker 2'; a notice says so",
    )


def _place_and_findings(c: Any) -> None:
    """What all products take: where they are made, by whom, and which findings are none."""
    c.add_argument(
        "--to", metavar="COLLECTION", required=True, help="a folder in which it is made, read and signed"
    )
    c.add_argument(
        "--as", dest="name", metavar="NAME", required=True, help="who makes it; somebody else signs"
    )
    c.add_argument(
        "--accept",
        metavar="FINDING",
        action="append",
        default=[],
        help="a finding that blocks and is none, by the id under which it was told; holds for the same file only",
    )
    c.add_argument("--reason", metavar="TEXT", default="", help="why the findings are accepted")


def _accept(a: Arguments, collection: Collection) -> None:
    """Put the findings that are accepted on record."""
    from redact.case import now
    from redact.model import Decision

    if a.accept and not a.reason.strip():
        raise UsageError("--accept: needs a reason: --reason TEXT")
    for target in dict.fromkeys(a.accept):
        collection.append(Decision(now(), a.name.strip(), "accept", target, "", a.reason.strip()))


def add_page(commands: Any) -> None:
    """What `redact page` takes."""
    c = command(
        commands,
        "page",
        do_page,
        "Make the public page of a signed case, and the line for the press.",
        key=True,
    )
    c.add_argument("case", metavar="CASE")
    _place_and_findings(c)
    c.add_argument(
        "--for",
        dest="audience",
        metavar="AUDIENCE",
        help="whose edition (publication; with --anonymous the one that hides the area)",
    )
    c.add_argument("--year", metavar="YEAR", required=True, help="the year of publication")
    c.add_argument("--board", metavar="NAME", default="", help="the board, as register.yaml allows it")
    c.add_argument("--contact", metavar="WORDS", default="", help="a contact that register.yaml allows")
    c.add_argument("--anonymous", action="store_true", help="name neither board nor area nor author")


def do_page(a: Arguments) -> int:
    """Make the public page and the press line of one case; check and stage them."""
    from redact.case import Case
    from redact.learning.collection import open_collection
    from redact.learning.making import flag_with, look_with
    from redact.learning.released import read_released
    from redact.publishing.making import make_page, page_audience, recipe_for

    loaded, steps, case = rules(), Steps(a.quiet), Case(Path(a.case))
    audience = a.audience or page_audience(case, loaded, a.anonymous)
    (released,) = read_released([case.folder], loaded, audience)
    recipe = recipe_for(case, released, audience, loaded, a.year, a.board, a.contact, a.anonymous)
    collection = open_collection(Path(a.to))
    with collection.writing():
        _accept(a, collection)
        look = look_with(loaded, lambda: key_opener(a), steps)
        report = make_page(collection, released, recipe, loaded, a.name, flag_with(loaded), look)
    steps.done()
    return told(collection, "page", report)


def do_make(a: Arguments) -> int:
    """Make one product in a collection, check and stage it."""
    from redact.learning.collection import Recipe, open_collection
    from redact.learning.making import flag_with, look_with, make
    from redact.learning.released import read_released

    loaded, steps = rules(), Steps(a.quiet)
    released = read_released([Path(p) for p in a.editions], loaded)
    cases = tuple(str(each.case.resolve()) for each in released if each.case)
    recipe = Recipe(
        a.product, tuple(each.digest for each in released), cases, tuple(sorted(set(a.leave_out))), a.altered
    )
    collection = open_collection(Path(a.to))
    with collection.writing():
        _accept(a, collection)
        look = look_with(loaded, lambda: key_opener(a), steps)
        learning, report = make(collection, released, recipe, loaded, a.name, flag_with(loaded), look)
    steps.done()
    _tell(a, learning)
    return told(collection, a.product, report)


def _tell(a: Arguments, learning: Learning) -> None:
    left = ", ".join(f"{count} (each {why})" for why, count in learning.left_out.items() if count)
    say(
        f"{a.product}: reviews {len(learning.reviews)}, points {len(learning.points)}"
        f"{f'; left out {left}' if left else ''}. Where each comes from: {Path(a.to) / 'traced' / a.product}.csv"
    )
    if len(learning.reviews) == 1:
        say("There is one review only: whoever knows the report can tell what each sentence is about.")


def told(collection: Collection, product: str, report: Report) -> int:
    """Name the staged files and what the checks said; the exit status."""
    from redact.guards import blocking, require_staged
    from redact.targets import finding_target

    for path in sorted(collection.staged(product).iterdir()):
        if path.suffix != ".json":
            show(str(path))
    made = require_staged(collection, product)
    blocked = blocking(report.findings, collection, made)
    for f in blocked:
        target = finding_target(f, made.get(f.file, ""))
        say(
            f"BLOCKS {f.file}, {f.place}: {f.message} ({f.check}). If it is none: --accept {target} --reason TEXT"
        )
    warn = sum(f.severity == "warns" for f in report.findings)
    accepted = len(report.findings) - warn - len(blocked)
    say(f"{len(blocked)} findings block, {warn} warn{f', {accepted} were accepted' if accepted else ''}.")
    if not blocked:
        say(f"A second person reads it and signs: redact sign {collection.folder} --for {product} --as NAME")
    return worst(
        [*([ExitCode.UNREADABLE] if report.unknown else []), *([ExitCode.BLOCKED] if blocked else [])]
    )


def sign_products(a: Arguments) -> int:
    """Approve what is staged in a collection: one product, or several."""
    from redact.cli.cases import show_files
    from redact.learning.collection import Collection
    from redact.learning.making import look_with
    from redact.learning.signing import sign

    collection, loaded, steps = Collection(Path(a.case)), rules(), Steps(a.quiet)
    with collection.writing():
        for product in _products(a.audience):
            look = look_with(loaded, lambda: key_opener(a), steps)
            approved = sign(collection, product, a.name, loaded, _again(collection, loaded), look)
            show_files(product, approved, a.verbose)
            say(
                f"Signed {product} by {a.name.strip()}. "
                f"Copy out with: redact release {a.case} --for {product} --to FOLDER"
            )
    steps.done()
    return ExitCode.DONE


def _again(collection: Collection, loaded: Rules) -> Callable[[Recipe], Product]:
    """What makes the files of a recipe again, clean."""
    from redact.learning.making import flag_with, gather, product_of
    from redact.publishing.making import product_of as page_product

    def again(recipe: Recipe) -> Product:
        if recipe.product == "page":
            return page_product(collection, recipe, loaded, flag_with(loaded))
        learning = gather(collection, recipe, loaded, flag_with(loaded))
        return product_of(learning, recipe.product, loaded)

    return again


def release_product(a: Arguments) -> int:
    """Copy out what was signed in a collection."""
    from redact.learning.collection import Collection
    from redact.learning.signing import release

    collection, loaded = Collection(Path(a.case)), rules()
    (product,) = _products([a.audience])
    with collection.writing():
        for path in release(
            collection, product, Path(a.to), a.name or "", loaded, a.given_to, a.reason.strip()
        ):
            show(str(path))
    return ExitCode.DONE


def _products(asked: list[str]) -> list[str]:
    from redact.learning.collection import PRODUCTS

    for product in asked:
        if product not in PRODUCTS:
            raise UsageError(
                f"{product}: a collection has none of that name; choose one of {', '.join(PRODUCTS)}"
            )
    return list(dict.fromkeys(asked))


def is_collection(name: str) -> bool:
    """Whether the folder of that name is a collection and no case."""
    from redact.learning.collection import is_collection as asked

    return asked(Path(name))
