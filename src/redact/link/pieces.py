"""A mention that holds two people, in two: 'T.K., U.E.', 'SK for PT', 'Sister Lau TC AE'; and one without what is no part of the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from redact.link.cast import BODIES, Cast
from redact.link.notes import BETWEEN
from redact.link.stated import are_initials
from redact.model import Mention, Span
from redact.names import begins_sentences, fold, folded_list, is_title

#: Abbreviations of notes between whoever acts and whom it is done to: 'telephone call', 'text', 'home visit'.
DONE = frozenset({"tc", "t/c", "txt", "hv", "mtg"})


JOINTS = re.compile(rf",\s|\s(?:{'|'.join(map(re.escape, sorted(BETWEEN | DONE)))})\s", re.IGNORECASE)


def pieces_of(mention: Mention, cast: Cast) -> Iterator[Mention]:
    """The mention, or its two halves where each is by itself a way of writing somebody's name.

    Nobody is told apart here: a half is a mention like any other.
    """
    if mention.label == "PERSON" and mention.status != "keep":
        if "\n" in mention.text and (at := _ends_block(mention, cast)):
            for piece in (_part(mention, 0, at), _part(mention, at + 1, len(mention.text))):
                if not begins_sentences(piece.text, cast.rules):  # 'Dear Mrs Doe' and 'I'
                    yield from pieces_of(piece, cast)
            return
        mention = _bare(mention, cast)
        for between in JOINTS.finditer(mention.text):
            left, right = mention.text[: between.start()], mention.text[between.end() :]
            word = between[0].strip().casefold()
            if word in DONE:
                apart = (are_initials(left) or _is_called(left, cast)) and _is_called(right, cast)
            else:
                apart = are_initials(left) and _has_initials(right, cast)
            if apart and fold(mention.text) not in cast.by_form:
                yield _part(mention, 0, between.start())
                yield _part(mention, between.end(), len(mention.text))
                return
    elif mention.label in BODIES and (joint := _between_bodies(mention, cast)):
        yield _part(mention, 0, joint[0])
        yield from pieces_of(_part(mention, joint[1], len(mention.text)), cast)
        return
    yield mention


def _between_bodies(mention: Mention, cast: Cast) -> tuple[int, int] | None:
    """Where the one body ends and the next begins in 'St Ann's and Mill Lane Surgery', if the case knows both and no such one."""
    if fold(mention.text) in cast.by_form:
        return None
    for between in re.finditer(r",\sand\s|,\s|\s(?:and|&)\s", mention.text):
        left, right = (
            {e for e in cast.by_form.get(fold(part), ()) if cast.entities[e].label in BODIES}
            for part in (mention.text[: between.start()], mention.text[between.end() :])
        )
        if len(left) == len(right) == 1 and left != right:
            return between.span()
    return None


def _ends_block(mention: Mention, cast: Cast) -> int:
    """Where in a mention a cell or paragraph ends and the next begins, each with letters of it; 0 for none."""
    blocks = cast.drafts.documents[mention.document].blocks if cast.drafts else ()
    ends = (b.span.end - mention.span.start for b in blocks if b.span and mention.span.overlaps(b.span))
    pieces = (at for at in ends if 0 < at < len(mention.text) - 1 and mention.text[at] == "\n")
    return next((at for at in pieces if re.search(r"\w", mention.text[at:])), 0)


#: The month of a date before a name: '21 June Doreen Doe rang'.
MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s"
)


def _bare(mention: Mention, cast: Cast) -> Mention:
    """The mention without a word before the name that is none of it ('Asks Marjorie')."""
    text = mention.text
    if fold(text) in cast.by_form:
        return mention
    first, _, rest = text.partition(" ")
    start = 0
    if rest[:1].isupper() and (len(rest.split()) > 1 or not is_title(rest, cast.rules)):
        dated = MONTH.match(text) and re.search(r"\d(?:st|nd|rd|th)?\s$", _before(mention, cast))
        led = first.strip(".,").casefold() in cast.rules.list("before-names")
        start = len(first) + 1 if dated or led else 0
    return _part(mention, start, len(text)) if start else mention


def _before(mention: Mention, cast: Cast) -> str:
    return cast.drafts.around(mention)[0] if cast.drafts else ""


def _is_called(text: str, cast: Cast) -> bool:
    """Whether a text is a form of a name of the case, or reads as any name: each word with a capital, the last no role."""
    if fold(text) in cast.by_form or are_initials(text):
        return fold(text) in cast.by_form
    words = [word.strip(".,") for word in text.split()]
    roles = folded_list("roles", cast.rules) | folded_list("kinship", cast.rules)
    return bool(words) and all(word[:1].isupper() for word in words) and fold(words[-1]) not in roles


def _has_initials(text: str, cast: Cast) -> bool:
    """Whether a text is initials that somebody of the case has."""
    return are_initials(text) and bool({"initials", "alias"} & set(cast.by_form.get(fold(text), {}).values()))


def _part(mention: Mention, start: int, end: int) -> Mention:
    at = mention.span.start
    text, context = mention.text[start:end], mention.context
    before, mark, after = context.partition("▮")
    around = f"{(before + mention.text[:start])[-len(before) :] if before else ''}{mark}{(mention.text[end:] + after)[: len(after)]}"
    return replace(mention, span=Span(at + start, at + end), text=text, context=around)
