"""A case's public page made in a collection, and the files beside a release checked before they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from redact.case import Case
from redact.checking import check_paths
from redact.errors import BlockedError, UsageError
from redact.gate import Report
from redact.guards import require_free, require_signed
from redact.key import Opener
from redact.learning.collection import Collection, Recipe
from redact.learning.making import MARK, Look, Product, gather, stage
from redact.learning.points import Flag
from redact.learning.released import AUDIENCE, Released
from redact.model import base_of
from redact.policies import for_everybody
from redact.publishing.folder import SUMS, beside
from redact.publishing.page import Page, files_of, page_of, require_allowed, require_nobody_named
from redact.publishing.told import title_of
from redact.register import read_register
from redact.releases import copies, last_sign_off
from redact.rules import Rules
from redact.unnamed import is_anonymous
from redact.whole import write_whole

Progress = Callable[[str], None]


def page_audience(case: Case, rules: Rules, anonymous: bool) -> str:
    """Whose edition a page is made of where nobody says: for an anonymous page one that hides the area and is signed."""
    hidden = (each for each in rules.editions["audiences"] if is_anonymous(rules, each))
    signed = (each for each in hidden if last_sign_off(case.ledger(), each))
    return next(signed, AUDIENCE) if anonymous else AUDIENCE


def recipe_for(
    case: Case,
    released: Released,
    audience: str,
    rules: Rules,
    year: str,
    board: str,
    contact: str,
    anonymous: bool,
) -> Recipe:
    """How the page of a case is made from its signed edition.

    Raises:
        UsageError: year, board or contact may not be printed.
        BlockedError: an anonymous edition names the board, the author or the area.
    """
    files = require_signed(case, rules, audience)
    register = read_register(case.register_path, rules)
    page = Page(title_of(files), year, tuple(sorted(files)), board, contact, anonymous)
    require_allowed(page, register, date.today().year)
    if anonymous:
        texts = [
            content.decode("utf-8", "replace") for name, content in files.items() if name.endswith(".html")
        ]
        require_nobody_named(texts, register)
    return Recipe(
        "page", (released.digest,), (str(case.folder.resolve()),), (), False, page.as_data(), audience
    )


def product_of(collection: Collection, recipe: Recipe, rules: Rules, flag: Flag) -> Product:
    """The page and the press line as files."""
    learning, page = gather(collection, recipe, rules, flag), page_of(recipe.more or {})
    return Product(files_of(page, learning, rules), files_of(page, learning, rules, MARK))


def make_page(
    collection: Collection,
    released: Released,
    recipe: Recipe,
    rules: Rules,
    name: str,
    flag: Flag,
    look: Look,
) -> Report:
    """Make page and press line, check them beside the report, and stage them."""
    collection.keep_source(released)
    return stage(collection, recipe, product_of(collection, recipe, rules, flag), rules, name, look)


def files_beside(
    case: Case,
    audience: str,
    destination: Path,
    rules: Rules,
    opener: Callable[[], Opener],
    progress: Progress,
    page: Mapping[str, bytes] | None = None,
    contact: str = "",
) -> Mapping[str, bytes]:
    """Index, checksums and note for the signed edition of a case, checked with all that the case knows.

    The signed public *page* of the edition, where one is given, stands beside them; the index names its *contact*.

    Raises:
        SignatureError: the edition is not signed.
        BlockedError: a check blocks one of them.
        UsageError: the destination holds another file of one of their names.
    """
    signed = require_signed(case, rules, audience)
    require_no_copies_below(case, rules, destination)
    made = beside(signed, audience, read_register(case.register_path, rules), rules, page, contact)
    require_free(destination, made)
    with TemporaryDirectory(prefix=".checking-", dir=case.folder) as folder:
        for name, content in made.items():
            if name != SUMS:  # digests and the names of files: a text of nothing but numbers
                write_whole(Path(folder) / name, content)
        anonymous = is_anonymous(rules, base_of(audience))
        report = check_paths([Path(folder)], case.folder, rules, opener, progress, anonymous=anonymous)
    if blocking := [f for f in report.findings if f.severity == "blocks"]:
        raise BlockedError(
            f"{case.folder}: {len(blocking)} findings block the index or the note for readers "
            f"({', '.join(sorted({f'{f.check} in {Path(f.file).name}' for f in blocking}))}); release without --folder"
        )
    return made


def require_no_copies_below(case: Case, rules: Rules, destination: Path) -> None:
    """No copy for some readers only was released into a folder that lies in *destination*, which goes on a website.

    Raises:
        UsageError: one was.
    """
    website = destination.resolve()
    for copy in copies(case.ledger()):
        inside = bool(copy.to) and website in (Path(copy.to), *Path(copy.to).parents)
        if inside and not for_everybody(rules, copy.audience) and Path(copy.to).exists():
            raise UsageError(
                f"{destination}: {copy.audience} was released into it, and it is made for a website; name another folder"
            )
