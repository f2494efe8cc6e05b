"""First names before a surname that nobody found: 'Autumn Stubbs' where only 'Stubbs' was known, 'Grace' in the next cell.

Such a surname is not the one person's who bears it: the two words are one name, and the reviewer is asked.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from redact.link.cast import Cast
from redact.link.kinds import standing_for_somebody
from redact.link.stated import FAMILY, GIVEN, cells_of
from redact.model import Document, Mention, Span
from redact.names import PARTICLES, fold, folded_list, is_title, take_apart

#: A capitalised word, and a space, before a surname.
WORD = re.compile(r"(?:^|(?<=[\s(“\"‘]))(?P<word>[^\W\d_][^\W\d_’'-]*(?:[-’'][^\W\d_]+)?)[ \u00a0]$")
#: What ends before a sentence begins.
BEGINS = re.compile(r"(?:^|[.!?:;\n\r•|][\s“\"‘(]*|\d\s|[“\"‘])$")
#: Lists of rules/lists/ whose words are no first names where they stand before a surname.
NO_NAMES = (
    "titles",
    "roles",
    "kinship",
    "sentence-words",
    "kin-shorthand",
    "generic",
    "nationalities",
    "agencies",
    "acronyms",
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
#: A day before a month: 'On 3 May Stubbs rang', 'in March Stubbs left'.
DATED = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|on|of|by|since|until|early|mid|late|during|from|to|last|each|every))[\s-]$",
    re.I,
)


def with_first_names(mentions: Sequence[Mention], cast: Cast) -> list[Mention]:
    """The mentions, each lone surname of one of the case with the first name that was left out before it.

    A first name that fills the cell beside a surname is a mention of its own, asked about.
    """
    if not cast.drafts:
        return list(mentions)
    taken = _Taken(mentions, cast.drafts.documents)
    surnames = _surnames(mentions, cast)
    found = [_widened(m, taken, cast) if _is_lone(m, surnames) else m for m in mentions]
    return [*found, *_in_cells(mentions, taken, cast)]


class _Taken:
    """Of what kind the mention is that covers a character of the drafts: two bytes for each, as there are millions."""

    def __init__(self, mentions: Iterable[Mention], documents: Mapping[str, Document]) -> None:
        self.labels = [""]
        self.covered = {name: array("H", bytes(2 * len(d.text))) for name, d in documents.items()}
        numbers: dict[str, int] = {}
        for mention in mentions:
            number = numbers.setdefault(mention.label, len(numbers) + 1)
            span = mention.span
            self.covered[mention.document][span.start : span.end] = array("H", [number]) * len(span)
        self.labels += numbers

    def label(self, document: str, at: int) -> str:
        """The label of the last mention that covers the character; '' where none does."""
        return self.labels[self.covered[document][at]]


def _surnames(mentions: Sequence[Mention], cast: Cast) -> set[str]:
    """The folded surnames of the case and of whoever the drafts name in full; nobody's first names."""
    forms = [(form, set(kinds.values())) for form, kinds in cast.by_form.items()]
    names = {m.text for m in mentions if m.label == "PERSON" and m.status != "keep" and " " in m.text}
    parts = [take_apart(name, cast.rules) for name in names]
    surnames = {form for form, kinds in forms if "surname" in kinds} | {
        fold(p.family) for p in parts if p.given
    }
    return (
        surnames
        - {form for form, kinds in forms if kinds & {"part", "alias", "nickname"}}
        - {fold(given) for p in parts for given in p.given}
    )


def _is_lone(mention: Mention, surnames: set[str]) -> bool:
    """Whether a mention is one word with a capital, and a surname only."""
    named = mention.label == "PERSON" and mention.status != "keep" and mention.text[:1].isupper()
    return named and " " not in mention.text and fold(mention.text) in surnames


def _widened(mention: Mention, taken: _Taken, cast: Cast) -> Mention:
    before, _ = cast.drafts.beside(mention) if cast.drafts else ("", "")
    found = WORD.search(before)
    if not found or not _may_be_first(found["word"], before[: found.start("word")], mention, cast):
        return mention
    start = mention.span.start - (len(before) - found.start("word"))
    if label := taken.label(mention.document, start):
        cast.unsure.update({(mention.document, mention.span.start)} if label != "PERSON" else ())
        return mention
    cast.against[mention.document, start] |= {*cast.by_form.get(fold(mention.text), {})}
    return _from(start, before[found.start("word") :], mention)


def _from(start: int, words: str, mention: Mention) -> Mention:
    """The mention with the *words* before it; asked about, as nobody found the first of them."""
    before, mark, after = mention.context.partition("▮")
    context = f"{before.removesuffix(words)}{mark}{after}"
    return replace(
        mention, span=Span(start, mention.span.end), text=words + mention.text, context=context, reason=""
    )


def _may_be_first(word: str, before: str, mention: Mention, cast: Cast) -> bool:
    """Whether a word before a surname is a first name where it stands, and no title, role, day or first word of a sentence."""
    folded = fold(word)
    shouted = word.isupper() and not mention.text.isupper()
    if not word[0].isupper() or len(word) < 2 or shouted or is_title(word, cast.rules):
        return False
    if folded in PARTICLES or folded in DAYS or (folded in MONTHS and DATED.search(before)):
        return False
    if any(folded.split()[0] in folded_list(name, cast.rules) for name in ("first-names", "word-names")):
        return True
    if any(folded in folded_list(name, cast.rules) for name in NO_NAMES) or _is_role(folded, cast):
        return False
    return not BEGINS.search(before)


def _is_role(word: str, cast: Cast) -> bool:
    """Whether a word is the last of a role: 'Social Worker Doe'."""
    return any(
        word in fold(words).split()
        for row in cast.rules.pseudonyms.get("PERSON") or ()
        for words in row.get("words") or ()
    )


def _in_cells(mentions: Sequence[Mention], taken: _Taken, cast: Cast) -> Iterator[Mention]:
    """First names that fill a cell beside a surname, and that nobody found."""
    surnames = {(m.document, m.span): m for _, m in standing_for_somebody(mentions) if m.label == "PERSON"}
    for name, document in (cast.drafts.documents if cast.drafts else {}).items():
        for given, family in cells_of(document, GIVEN, FAMILY):
            mention = surnames.get((name, family))
            text = document.of(given)
            free = not any(taken.label(name, at) for at in range(given.start, given.end))
            if (
                mention
                and free
                and re.fullmatch(r"[^\W\d_][^\W\d_ ’'-]*(?:[ ’'-][^\W\d_]+)*", text)
                and text[0].isupper()
            ):
                cast.against[name, family.start] |= {*cast.by_form.get(fold(mention.text), {})}
                yield _beside(given, text, mention, document.text)


def _beside(span: Span, text: str, surname: Mention, whole: str) -> Mention:
    room = 30
    context = f"{whole[max(0, span.start - room) : span.start]}▮{whole[span.end : span.end + room]}"
    reason = "fills the cell for a first name"
    return Mention(
        surname.document, span, text, "PERSON", surname.rule, 0.75, "flag", reason=reason, context=context
    )
