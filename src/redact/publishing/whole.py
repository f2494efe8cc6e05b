"""The whole set of a case: everything that is signed, each audience in a folder of its own, written at once or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from redact.case import Case
from redact.errors import SignatureError, UsageError
from redact.guards import digests, require_free, require_outside
from redact.key import Opener
from redact.learning.collection import Collection, last_recipe
from redact.learning.signing import put_on_record as put_product_on_record
from redact.learning.signing import require_signed_product
from redact.outgoing import send_out
from redact.pipeline import put_on_record, ready
from redact.policies import audiences, for_everybody, usual_audiences
from redact.publishing.making import files_beside
from redact.publishing.page import PAGE, PRESS
from redact.publishing.places import require_nothing_else, require_own_folders
from redact.register import read_register
from redact.releases import Leaving, is_on_record, last_sign_off
from redact.rules import Rules
from redact.unnamed import is_anonymous

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One folder of a set: what is signed for an audience, and what is made beside it for a website."""

    leaving: Leaving
    beside: Mapping[str, bytes]

    @property
    def audience(self) -> str:
        """Whose files they are; the folder is called after it."""
        return self.leaving.audience

    @property
    def files(self) -> dict[str, bytes]:
        """All its files by name."""
        return {**self.leaving.files, **self.beside}


@dataclass(frozen=True, slots=True)
class Paged:
    """A signed public page with its press line, whose edition it is of, and whom it tells readers to ask."""

    collection: Collection
    audience: str
    files: Mapping[str, bytes]
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What is not in the set, by name, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class WholeSet:
    """Everything of a case that may go out, and what may not."""

    parts: tuple[Part, ...]
    pages: tuple[Paged, ...]
    left: tuple[Left, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """All files by their path below the folder of the set: 'publication/index.html'."""
        found = {
            f"{part.audience}/{name}": content for part in self.parts for name, content in part.files.items()
        }
        press = {f"{p.audience}-press/{PRESS}": p.files[PRESS] for p in self.pages}
        return dict(sorted((found | press).items()))


def tells_area(made: WholeSet, rules: Rules) -> bool:
    """Whether a set has an edition for everybody that names the area beside one that does not."""
    shown = [part.audience for part in made.parts if for_everybody(rules, part.audience)]
    return len({is_anonymous(rules, audience) for audience in shown}) > 1


def gather(
    case: Case,
    rules: Rules,
    destination: Path,
    collections: Sequence[Path],
    reason: str,
    opener: Callable[[], Opener],
    progress: Progress,
    today: date | None = None,
) -> WholeSet:
    """Everything that is signed and may go to *destination*; every guard passes before anything is written.

    *collections* hold the signed public pages of this case.

    Raises:
        SignatureError: nothing at all is signed.
        UsageError: the destination may not be written to, a folder in it is a link or holds something else, or a
            collection is of another case.
        BlockedError: a check blocks what is made beside a signed edition.
    """
    require_outside(destination)
    require_own_folders(destination, wanted(case, rules))
    leaving, left = _signed(case, rules, destination, reason, today or date.today())
    if not leaving:
        raise SignatureError(f"{case.folder}: nothing is signed: {'; '.join(one.why for one in left)}")
    pages, unsigned = _pages(case, rules, collections, [each.audience for each in leaving])
    parts = [Part(each, _beside(each, case, rules, destination, pages, opener, progress)) for each in leaving]
    made = WholeSet(tuple(parts), tuple(pages), (*left, *unsigned))
    require_own_folders(destination, [Path(name).parts[0] for name in made.files])
    require_free(destination, made.files)
    require_nothing_else(destination, made.files)
    return made


def _signed(
    case: Case, rules: Rules, destination: Path, reason: str, today: date
) -> tuple[list[Leaving], list[Left]]:
    """What may go out, and what may not because it is not signed or something holds it."""
    leaving, left = [], []
    for audience in wanted(case, rules):
        try:
            leaving.append(ready(case, rules, audience, destination / audience, reason, today))
        except SignatureError as error:
            left.append(Left(audience, str(error)))
    return leaving, left


def wanted(case: Case, rules: Rules) -> tuple[str, ...]:
    """The audiences that the register asks for, and all others that something is staged or signed for."""
    register, ledger = read_register(case.register_path, rules), case.ledger()
    known = (*rules.editions["audiences"], *audiences(rules, register))
    begun = [a for a in known if case.staged(a).is_dir() or last_sign_off(ledger, a)]
    return tuple(dict.fromkeys((*usual_audiences(rules, register), *begun)))


def _pages(
    case: Case, rules: Rules, collections: Sequence[Path], signed: Sequence[str]
) -> tuple[list[Paged], list[Left]]:
    pages: list[Paged] = []
    left: list[Left] = []
    for folder in collections:
        collection = Collection(folder)
        found = last_recipe(collection.ledger(), "page")
        if found is None or found[0].cases != (str(case.folder.resolve()),):
            raise UsageError(f"{folder}: holds no public page of this case; make one with: redact page")
        audience = found[0].audience
        if audience not in signed:
            left.append(Left(f"public page of {folder.name}", f"the edition for {audience} does not go out"))
            continue
        if any(page.audience == audience for page in pages):
            raise UsageError(f"{folder}: a public page for {audience} was named before; name one")
        try:
            files, said = require_signed_product(collection, "page", rules), found[0].more or {}
            pages.append(Paged(collection, audience, files, str(said.get("contact", ""))))
        except SignatureError as error:
            left.append(Left(f"public page of {folder.name}", str(error)))
    return pages, left


def _beside(
    leaving: Leaving,
    case: Case,
    rules: Rules,
    destination: Path,
    pages: Sequence[Paged],
    opener: Callable[[], Opener],
    progress: Progress,
) -> dict[str, bytes]:
    """Index, note, public page and checksums of a folder for a website; nothing for any other."""
    if not for_everybody(rules, leaving.audience):
        return {}
    own = next((each for each in pages if each.audience == leaving.audience), None)
    page, contact = ({PAGE: own.files[PAGE]}, own.contact) if own else ({}, "")
    to = destination / leaving.audience
    return dict(files_beside(case, leaving.audience, to, rules, opener, progress, page, contact))


# Written at once -------------------------------------------------------------------------------------


def write(made: WholeSet, case: Case, destination: Path, name: str, reason: str) -> list[Path]:
    """All files of the set, or none of them; and the releases, on the ledgers. Where each file went.

    The files are written under another name first, then the releases go on record, then the files appear: at no
    moment is there a file that no ledger knows of. A folder that is not there, or is empty, appears as a whole. In
    one that holds the same files from a run that was stopped, what is missing is added.

    Raises:
        UnreadableError: something cannot be written; what this run had written is removed again.
    """
    return send_out(destination, made.files, lambda: _record(made, case, destination, name, reason))


def _record(made: WholeSet, case: Case, destination: Path, name: str, reason: str) -> None:
    """Each release on its ledger, once: a run that was stopped had recorded it."""
    for part in made.parts:
        to, files = destination / part.audience, digests(part.leaving.files)
        if not is_on_record(case.ledger(), part.audience, files, to):
            put_on_record(case, part.leaving, to, name, (), reason)
    for page in made.pages:
        with page.collection.writing():
            if not is_on_record(page.collection.ledger(), "page", digests(page.files), destination):
                put_product_on_record(page.collection, "page", page.files, destination, name, (), reason)
