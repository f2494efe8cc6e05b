"""The board's web page for one case, and the line for the press: made of the signed edition, years only."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redact.errors import BlockedError, UsageError
from redact.learning.briefing import line
from redact.learning.coverage import in_words
from redact.learning.labels import labels_in
from redact.learning.lessons import Passage
from redact.learning.points import Learning
from redact.model import Register
from redact.names import fold
from redact.pages import render
from redact.policies import legend
from redact.publishing.told import offered
from redact.rules import Rules
from redact.rules.publishing import Publishing, read_publishing
from redact.unnamed import never_named

PAGE, PRESS = "public-page.html", "press-line.txt"
_TAG = re.compile(r"<[^<>]*>")
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page needs besides the edition; no *board* and no *contact* where it is anonymous."""

    title: str
    year: str
    files: tuple[str, ...]  # of the edition, by name
    board: str = ""
    contact: str = ""
    anonymous: bool = False

    def as_data(self) -> dict[str, Any]:
        """The page as a ledger keeps it."""
        return {
            "title": self.title,
            "year": self.year,
            "files": list(self.files),
            "board": self.board,
            "contact": self.contact,
            "anonymous": self.anonymous,
        }


def page_of(data: Mapping[str, Any]) -> Page:
    """The page that a ledger kept."""
    return Page(**{**data, "files": tuple(data["files"])})


def require_allowed(page: Page, register: Register, this_year: int) -> None:
    """Year, board and contact are such as may be printed.

    Raises:
        UsageError: the year is none or lies ahead, the contact is missing, or board or contact is not on the case's allow-list.
    """
    _require_year(page.year, this_year)
    if page.anonymous and (page.board or page.contact):
        raise UsageError(
            "--anonymous: such a page names no board and no contact; leave out --board and --contact"
        )
    if not page.anonymous and not page.board:
        raise UsageError("--board: name the board as register.yaml allows it, or give --anonymous")
    allowed = {fold(each.text) for each in register.allow if each.where == "anywhere"}
    for option, words in (("--board", page.board), ("--contact", page.contact)):
        if words and fold(words) not in allowed:
            raise UsageError(
                f"{option}: these words are not on the allow-list; add them under allow: in register.yaml, run and sign again"
            )
    if not page.anonymous and not page.contact:
        raise UsageError(
            "--contact: readers are told to ask for other formats, so say whom: an address or a number that stands under "
            "allow: in register.yaml"
        )


def _require_year(year: str, this_year: int) -> None:
    """The year of publication: this one, one before it, or the next, for a page that is made in December."""
    if not _YEAR.fullmatch(year):
        raise UsageError(
            f"--year: give the year of publication alone, such as {this_year}; a page tells no other date"
        )
    if int(year) > this_year + 1:
        raise UsageError(
            f"--year: {year} is still to come; give the year in which the report is published, at the latest {this_year + 1}"
        )


def require_nobody_named(texts: Sequence[str], register: Register) -> None:
    """No text of an anonymous publication has anything that the allow-list lets stand (board, author, area; R25).

    Raises:
        BlockedError: one has; the message says how many, and not what.
    """
    joined = "\n".join(_plain(text) for text in texts)
    words = {_plain(each) for each in never_named(register)}
    named = [each for each in words if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", joined)]
    if named:
        raise BlockedError(
            f"{len(named)} entries of the allow-list (board, author or area) stand in the edition or on its page; take them out "
            "of the allow-list, run and sign again, or publish it with the board's name"
        )


def _plain(text: str) -> str:
    """The words of a page or a text, folded, with single spaces and without its tags."""
    return " ".join(fold(html.unescape(_TAG.sub(" ", text))).split())


def files_of(page: Page, learning: Learning, rules: Rules, mark: str | None = None) -> dict[str, bytes]:
    """Page and press line as files; with a *mark*, as copies that nobody has approved."""
    publishing = read_publishing(rules.folder)
    tail = ".NOT-APPROVED" if mark else ""
    return {
        PAGE.replace(".", f"{tail}.", 1): _page(page, learning, rules, publishing, mark),
        PRESS.replace(".", f"{tail}.", 1): _press(page, learning, publishing, mark),
    }


def _page(page: Page, learning: Learning, rules: Rules, publishing: Publishing, mark: str | None) -> bytes:
    texts = publishing.texts
    return render(
        "public",
        title=page.title,
        mark=mark,
        texts=texts,
        about=tuple(_about(page, texts, rules)),
        learned=[point.text for point in learning.of(1, "lesson")] if whole(learning) else [],
        recommended=[_numbered(passage) for passage in whole(learning)],
        calls=[] if whole(learning) else [line(point) for point in learning.of(1)],
        actions=[(action.about, action.words) for review, action in learning.actions if review == 1],
        marks=legend(rules, " ".join(passage.text for passage in whole(learning))),
        offered=offered(dict.fromkeys(page.files, 0), publishing),
        contact=whom_to_ask(page.contact, texts),
    )


def whom_to_ask(contact: str, texts: Mapping[str, str]) -> str:
    """What readers are told of other formats: the *contact*, or whoever published the report where there is none."""
    return texts["page contact"].replace("{contact}", contact) if contact else texts["other formats"]


def whole(learning: Learning) -> list[Passage]:
    """Every recommendation of the report, word for word: a page that left some out would say which matter."""
    return [passage for review, passage in learning.recommended if review == 1]


def _numbered(passage: Passage) -> tuple[str, str]:
    """The number that the report gives, and the words."""
    named = passage.number.isdigit() and not passage.listed
    return (f"Recommendation {passage.number}:" if named else passage.number), passage.text


def _about(page: Page, texts: Mapping[str, str], rules: Rules) -> Iterator[str]:
    yield texts["page about"]
    if child := " and ".join(dict.fromkeys(_children(page.title, rules))):
        yield texts["page subject"].replace("{child}", child)
    yield texts["page child"]
    yield texts["page anonymous"] if page.anonymous else texts["page board"].replace("{board}", page.board)
    yield texts["page year"].replace("{year}", page.year)


def _children(title: str, rules: Rules) -> Iterator[str]:
    """The labels of children in a title; not those of a town or of a mother that may stand there too."""
    rows = (row for row in rules.pseudonyms.get("PERSON", ()) if "child" in row["role"].split())
    begins = {row["label"].partition("{")[0] for row in rows}
    return (label for label in labels_in(title, rules) if label.startswith(tuple(begins)))


def _press(page: Page, learning: Learning, publishing: Publishing, mark: str | None) -> bytes:
    texts = publishing.texts
    numbers = [passage.number for passage in whole(learning) if not passage.leads]
    count = len(numbers) if numbers and all(numbers) and len(set(numbers)) == len(numbers) else 0
    first = texts["press anonymous" if page.anonymous else "press"]
    said = first.replace("{board}", page.board).replace("{title}", page.title).replace("{year}", page.year)
    paragraphs = [
        mark or "",
        f"{said[:1].upper()}{said[1:]} {texts['page about']}",
        _count(count, bool(numbers), texts),
        texts["press family"],
        texts["press contact"].replace("{contact}", page.contact) if page.contact else "",
    ]
    return "\n\n".join(textwrap.fill(each, 78) for each in paragraphs if each).encode() + b"\n"


def _count(count: int, some: bool, texts: Mapping[str, str]) -> str:
    """How many recommendations there are, where each has a number of its own; nothing where there are none."""
    if not some:
        return ""
    services = "to the services that worked with the family"
    words = "a recommendation" if count == 1 else f"{in_words(count)} recommendations {services}"
    return texts["press count"].replace("{count}", words if count else f"recommendations {services}")
