"""A mention that holds two people, in two: 'T.K., U.E.', 'SK for PT', 'Sister Lau TC AE'; and one without what is no part of the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from redact.dates import MONTHS
from redact.link.cast import BODIES, Cast
from redact.link.notes import BETWEEN
from redact.link.stated import are_initials
from redact.model import Mention, Span
from redact.names import begins_sentences, fold, folded_list, generic_words, is_title

#: Abbreviations of notes between whoever acts and whom it is done to: 'telephone call', 'text', 'home visit'.
DONE = frozenset({"tc", "t/c", "txt", "hv", "mtg"})


JOINTS = re.compile(rf",\s|\s(?:{'|'.join(map(re.escape, sorted(BETWEEN | DONE)))})\s", re.IGNORECASE)


def pieces_of(mention: Mention, cast: Cast) -> Iterator[Mention]:
    """The mention, or its two halves where each is by itself a way of writing somebody's name.

    Nobody is told apart here: a half is a mention like any other.
    """
    if (two := _two_initials(mention, cast)) or (two := _initials_before(mention, cast)):
        yield from two
        return
    if mention.label == "PERSON" and mention.status != "keep":
        if "\n" in mention.text and (at := _ends_block(mention, cast)):
            for piece in (_part(mention, 0, at), _part(mention, at + 1, len(mention.text))):
                if not begins_sentences(piece.text, cast.rules):  # 'Dear Mrs Doe' and 'I'
                    yield from pieces_of(piece, cast)
            return
        if apart_at := _next_titled(mention, cast):
            yield from pieces_of(_part(mention, 0, apart_at[0]), cast)
            yield _part(mention, apart_at[1], len(mention.text))
            return
        if at := _ends_body(mention, cast):
            body = cast.entities[next(iter(cast.by_form[fold(mention.text[:at])]))]
            yield replace(_part(mention, 0, at), label=body.label)
            yield from pieces_of(_part(mention, at + 1, len(mention.text)), cast)
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
    elif mention.label in BODIES | {"PLACE"} and (joint := _between_bodies(mention, cast)):
        yield _part(mention, 0, joint[0])
        yield from pieces_of(_part(mention, joint[1], len(mention.text)), cast)
        return
    yield mention


#: Two people by their initials in one mention: 'ST. NW', 'ST/NW'.
TWO_INITIALS = re.compile(r"([A-Z]{2,3})(?:\.?\s|\.|\s?[/&+]\s?)([A-Z]{2,3})")


def _two_initials(mention: Mention, cast: Cast) -> list[Mention]:
    """The two people whose initials a mention holds, if the case knows both; else nobody."""
    found = TWO_INITIALS.fullmatch(mention.text)
    if not found or mention.status == "keep" or fold(mention.text) in cast.by_form:
        return []
    both = [_part(mention, *found.span(n)) for n in (1, 2)]
    known = all(_has_initials(one.text, cast) for one in both)
    return [replace(one, label="PERSON") for one in both] if known else []


def _initials_before(mention: Mention, cast: Cast) -> list[Mention]:
    """Whoever's initials a guess at a body begins with, where nothing but a word of notes follows: 'KD HOSPITAL', 'KD T' of 'KD T/C'."""
    first, _, rest = mention.text.partition(" ")
    if (
        mention.label not in BODIES
        or not rest
        or not are_initials(first)
        or fold(mention.text) in cast.by_form
    ):
        return []
    usual = fold(rest) in generic_words(cast.rules) or len(rest) == 1
    one = [e for e, kind in cast.by_form.get(fold(first), {}).items() if kind in {"initials", "alias"}]
    mine = usual and len(one) == 1 and cast.is_one_person(one[0])
    return [replace(_part(mention, 0, len(first)), label="PERSON")] if mine else []


#: A sentence that ends in an abbreviation before the next one begins with a title: 'PC. Mrs Doe'.
BEFORE_TITLE = re.compile(r"[A-Z]{1,4}\.\s(?=(?:Mrs?|Ms|Miss|Dr)\b)")


def _next_titled(mention: Mention, cast: Cast) -> tuple[int, int] | None:
    """Where a name ends and the next begins, with a title: 'DC Sunita Doe, Dr C'; not in 'Doe, Dr C'."""
    if fold(mention.text) in cast.by_form:
        return None
    for between in re.finditer(r",\s", mention.text):
        left, right = mention.text[: between.start()], mention.text[between.end() :]
        if " " in left and " " in right and is_title(right.split()[0], cast.rules):
            return between.span()
    return None


def _ends_body(mention: Mention, cast: Cast) -> int:
    """Where the name of a known body ends before somebody's whole name: 'the Maltings Tobiasz Doe'; 0 where none does."""
    words = mention.text.split(" ")
    if not 3 <= len(words) <= 6 or fold(mention.text) in cast.by_form:
        return 0
    for count in range(1, len(words) - 1):
        known = cast.by_form.get(fold(" ".join(words[:count])), {})
        body = len(known) == 1 and all(
            cast.entities[e].label in BODIES and cast.entities[e].listed for e in known
        )
        if body and all(word[:1].isupper() and word[1:].islower() for word in words[count:]):
            return len(" ".join(words[:count]))
    return 0


def _between_bodies(mention: Mention, cast: Cast) -> tuple[int, int] | None:
    """Where the one body ends and the next begins in 'St Ann's and Mill Lane Surgery', if the case knows both and no such one."""
    if fold(mention.text) in cast.by_form:
        return None
    for between in re.finditer(r",\sand\s|,\s|\s(?:and|&|in|at)\s", mention.text):
        kinds = BODIES | {"PLACE"} if between[0] in {" in ", " at "} else BODIES
        left, right = (
            {e for e in cast.by_form.get(fold(part), ()) if cast.entities[e].label in kinds}
            for part in (mention.text[: between.start()], mention.text[between.end() :])
        )
        half = not left and fold(mention.text[: between.start()]) in generic_words(cast.rules)
        if len(right) == 1 and ((len(left) == 1 and left != right) or half):
            return between.span()
    return None


def _ends_block(mention: Mention, cast: Cast) -> int:
    """Where in a mention a cell or paragraph ends and the next begins, each with letters of it; 0 for none."""
    blocks = cast.drafts.documents[mention.document].blocks if cast.drafts else ()
    ends = (b.span.end - mention.span.start for b in blocks if b.span and mention.span.overlaps(b.span))
    pieces = (at for at in ends if 0 < at < len(mention.text) - 1 and mention.text[at] == "\n")
    return next((at for at in pieces if re.search(r"\w", mention.text[at:])), 0)


#: The month of a date before a name: '21 June Doreen Doe rang'.
MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})\s")


def _bare(mention: Mention, cast: Cast) -> Mention:
    """The mention without a word before the name that is none of it ('Asks Marjorie')."""
    text = mention.text
    if fold(text) in cast.by_form:
        return mention
    first, _, rest = text.partition(" ")
    start = ended.end() if (ended := BEFORE_TITLE.match(text)) else 0
    if not start and rest[:1].isupper() and (len(rest.split()) > 1 or not is_title(rest, cast.rules)):
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
