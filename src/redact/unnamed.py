"""An edition without the board, the area and the author (R25): what stands where the allow-list let their names stand.

The decisions are those of every other edition; only what was left to stand is taken out besides. What is looked
for are the words of the allow-list, who the title page says wrote and published, the area that a body's
name begins with, other bodies of that area, and a body's initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from redact.area_words import broken, cased, loosely, made_of
from redact.model import PRINTED, Allowed, Block, Document, Mention, Register, Span
from redact.names import acronyms, fold, is_title
from redact.passages import as_printed
from redact.policies import published, require_audience
from redact.prepared import Prepared
from redact.rules import Rules
from redact.rules.unnamed import NAMED, Unnamed, read_unnamed
from redact.sections import ON_TITLE_PAGE

RULE = "anonymous"
#: What an entry of the allow-list says where its words may stand in an anonymous edition too.
STAYS = "stays"
_CONTACTS = (
    ("EMAIL", re.compile(r"\S+@\S+")),
    ("URL", re.compile(r"(?:https?://|www\.)\S+")),
    ("PHONE", re.compile(r"[\d\s()+-]{6,}")),
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that an anonymous edition does not print, and what it prints."""

    text: str
    words: str
    label: str
    pattern: re.Pattern[str]
    work: re.Pattern[str] | None = None  # of a person: the words for their work
    mark: str = ""  # for the name where those words stand beside it


def is_anonymous(rules: Rules, audience: str) -> bool:
    """Whether the audience's editions name neither board nor area nor author.

    Raises:
        UsageError: rules/editions.yaml has no such audience.
    """
    require_audience(rules, audience)
    return rules.editions["audiences"][audience].get("anonymous") is True


def without_names(prepared: Prepared) -> Prepared:
    """The case as an anonymous edition has it: our own Word template, and no name of board, area or author."""
    found = hidden_in(prepared)
    settled = prepared.reviewed.passages
    treated = [m for m in (*as_printed(prepared.reviewed), *settled) if m.status != "keep"]
    made = {
        (document.name, span): (each, words)
        for document in prepared.documents
        if published(document, prepared.register)
        for span, each, words in _places(document, found, [m for m in treated if m.document == document.name])
    }
    new = [
        Mention(name, span, _text(prepared, name, span), each.label, RULE, 1.0, "replace")
        for (name, span), (each, _) in made.items()
    ]
    said = {**prepared.reviewed.rewordings, **{place: words for place, (_, words) in made.items()}}
    reviewed = replace(prepared.reviewed, passages=(*settled, *new), rewordings=said)
    return replace(prepared, reviewed=reviewed, template=b"")


def _text(prepared: Prepared, name: str, span: Span) -> str:
    return next(d for d in prepared.documents if d.name == name).of(span)


# Where they stand ------------------------------------------------------------------------------------


def _places(
    document: Document, found: Sequence[Hidden], treated: Sequence[Mention]
) -> Iterator[tuple[Span, Hidden, str]]:
    """Each place where something hidden is printed, disjoint, the longest first; and what is printed there."""
    for block in document.blocks:
        if block.span and block.kind in PRINTED:
            taken = [m.span for m in treated if m.span.overlaps(block.span)]
            for span, each in _hits(document, block, block.span, found):
                inside = [other for other in taken if other.overlaps(span)]
                if all(span.covers(other) and other != span for other in inside):
                    taken.append(span)
                    yield span, each, _said(each, document.of(block.span), document.of(span))


def _hits(
    document: Document, block: Block, within: Span, found: Sequence[Hidden]
) -> list[tuple[Span, Hidden]]:
    hits = [
        (Span(*match.span()), each)
        for each in found
        for match in each.pattern.finditer(document.text, within.start, within.end)
    ]
    return sorted(hits, key=lambda hit: (-len(hit[0]), hit[0].start))


def _said(each: Hidden, paragraph: str, name: str) -> str:
    """The words for it; for a person whose work the paragraph names, those words or the mark for a name that was taken out."""
    if each.work and (called := re.search(rf",\s(?P<work>\w+\s{each.work.pattern}[^,]*),$", name)):
        return called["work"]  # 'A. Quill, the independent chair of the board, agreed'
    if name.endswith(("'S", "’S")) and each.label == "PLACE":
        return f"{each.words}{name[-2]}s"  # IN ZELLHAVEN'S HOMES
    beside = paragraph.replace(name, "")
    return each.mark if each.work and each.work.search(beside) else each.words


# What is hidden --------------------------------------------------------------------------------------


def stays_named(allowed: Allowed) -> bool:
    """Whether the panel lets these words stand in an anonymous edition too."""
    return fold(allowed.anonymous) == STAYS or fold(allowed.anonymous) == fold(allowed.text)


def hidden_words(prepared: Prepared) -> tuple[str, ...]:
    """The words that no file of an anonymous edition may have, for the checks.

    An area whose name is an everyday word (Reading) is left out: the check does not look at capitals.
    """
    everyday = {fold(word) for word in prepared.rules.list("word-names")}
    return tuple(
        dict.fromkeys(h.text for h in hidden_in(prepared) if h.text and fold(h.text) not in everyday)
    )


def hidden_in(prepared: Prepared) -> tuple[Hidden, ...]:
    """Everything that an anonymous edition of the case does not print, with what it prints instead."""
    rules = read_unnamed(prepared.rules.folder)
    listed = {fold(one.text): one for one in prepared.register.allow}
    for mention in prepared.reviewed.mentions:
        if mention.status == "keep" and mention.reason == ON_TITLE_PAGE:
            listed.setdefault(fold(mention.text), Allowed(mention.text))
    entries = [one for one in listed.values() if not stays_named(one)]
    bodies = [one for one in entries if rules.body_of(one.text)]
    areas = list(dict.fromkeys(_areas(entries, bodies, rules, prepared)))
    return (
        *(_body(one, rules, prepared) for one in bodies),
        *(each for one in bodies if (each := _initials(one, rules, prepared))),
        *(_other(one, areas, rules, prepared) for one in entries if one not in bodies),
        *(
            Hidden(text, said, "PLACE", pattern)
            for area in areas
            for text, said, pattern in made_of(area, rules.made, [d.text for d in prepared.documents])
        ),
        *(each for area in areas for each in _of_area(area, listed, rules, prepared)),
        *(
            each
            for one in entries
            if one not in bodies and one.text not in areas and (each := _surname(one, rules, prepared))
        ),
    )


def _areas(
    entries: Iterable[Allowed], bodies: Sequence[Allowed], rules: Unnamed, prepared: Prepared
) -> Iterator[str]:
    """The area's names: what a body's name begins with, and entries that are neither body, person nor contact."""
    for one in bodies:
        body = rules.body_of(one.text)
        if body and (match := re.fullmatch(rf"({NAMED})(?:{body.ending})", one.text)):
            yield match[1].strip()
    for one in entries:
        if one not in bodies and not _contact(one.text) and not _is_person(one, prepared):
            yield one.text


def _contact(text: str) -> str:
    """The label of a contact; '' for anything else."""
    return next((label for label, pattern in _CONTACTS if pattern.fullmatch(text.strip())), "")


def _is_person(one: Allowed, prepared: Prepared) -> bool:
    """Whether the words are somebody's name: found as one, with a title, or allowed on the title page only."""
    first = one.text.split()[0]
    if is_title(first, prepared.rules) or one.where == "front matter":
        return True
    return any(
        m.label == "PERSON" and m.status == "keep" and fold(m.text) == fold(one.text)
        for m in prepared.reviewed.mentions
    )


def _body(one: Allowed, rules: Unnamed, prepared: Prepared) -> Hidden:
    body = rules.body_of(one.text)
    short = _acronym(one.text, prepared)
    behind = rf"(?:\s\(\W?{_spaced(short)}\W?\))?" if short else ""
    words = one.anonymous or (body.words if body else rules.area)
    return Hidden(one.text, words, "ORG", _pattern(one.text, behind))


def _initials(one: Allowed, rules: Unnamed, prepared: Prepared) -> Hidden | None:
    """The body by the capitals of its name, where these are no term of the trade."""
    body, short = rules.body_of(one.text), _acronym(one.text, prepared)
    if not body or not short:
        return None
    return Hidden(short, one.anonymous or body.words, "ORG", re.compile(rf"(?<!\w){_spaced(short)}(?!\w)"))


def _spaced(short: str) -> str:
    """Initials with full stops, spaces or dashes between them too: 'M.S.C.P.', 'M S C P'."""
    between = r"[.\s\u00a0-]{1,2}"
    return rf"(?:{short}|{between.join(short)}\.?)"


def _acronym(text: str, prepared: Prepared) -> str:
    short = "".join(re.findall(r"(?<!\w)[A-Z]", text))
    return short if len(short) > 2 and fold(short) not in acronyms(prepared.rules) else ""


def _other(one: Allowed, areas: Sequence[str], rules: Unnamed, prepared: Prepared) -> Hidden:
    """An entry that is no body: a contact, a person, or the area itself."""
    marks = prepared.rules.editions["marks"]
    if label := _contact(one.text):
        return Hidden(one.text, one.anonymous or marks[label], label, _pattern(one.text))
    if one.text in areas:
        return Hidden(
            one.text, one.anonymous or rules.area, "PLACE", _area_pattern(one.text, rules, prepared)
        )
    work = next((each for each in rules.people if _works(one.text, each.said, prepared)), None)
    pattern = re.compile(work.said) if work else None
    words = one.anonymous or (work.words if work else marks["PERSON"])
    mark = one.anonymous or marks["PERSON"]
    behind = rf"(?:,\s(?:the|our|its)\s{work.said}[^,.;\n]{{0,40}},)?" if work else ""
    return Hidden(one.text, words, "PERSON", _person_pattern(one.text, behind, prepared), pattern, mark)


def _works(name: str, said: str, prepared: Prepared) -> bool:
    """Whether a draft says beside the name that this is somebody's work."""
    who = loosely(name)
    gap = r"[ \u00a0]"
    beside = re.compile(
        rf"{said}[^.;:\n]{{0,40}}?[:–—,-]?{gap}{who}|{who},?{gap}(?:(?:the|our|its){gap})?{said}"
    )
    return any(beside.search(document.text) for document in prepared.documents)


def _of_area(area: str, listed: dict[str, Allowed], rules: Unnamed, prepared: Prepared) -> Iterator[Hidden]:
    """Bodies that are called after the area, and the area's own name where no entry has it."""
    where = _area_pattern(area, rules, prepared).pattern
    for body in rules.bodies:
        pattern = rf"{where}(?:\s(?:and|&|of|[A-Z][\w’'-]+)){{0,4}}?\s(?:{body.ending})(?!\w)"
        yield Hidden("", body.words, "ORG", re.compile(pattern))
    if fold(area) not in listed:
        yield Hidden(area, rules.area, "PLACE", re.compile(where))


def _surname(one: Allowed, rules: Unnamed, prepared: Prepared) -> Hidden | None:
    """The surname alone of somebody who is hidden, where it is no everyday word and nobody's in the case."""
    parts = [part for part in one.text.split() if not is_title(part, prepared.rules)]
    if _contact(one.text) or len(parts) < 2 or not _is_person(one, prepared):
        return None
    surname = parts[-1]
    theirs = {fold(word) for entity in prepared.reviewed.entities.values() for word in entity.name.split()}
    if (
        fold(surname) in theirs | {fold(word) for word in prepared.rules.list("word-names")}
        or len(surname) < 3
    ):
        return None
    return replace(_other(one, (), rules, prepared), text=surname, pattern=cased(surname))


def _area_pattern(area: str, rules: Unnamed, prepared: Prepared) -> re.Pattern[str]:
    """The area's name, in capitals too; in small letters only where that is no everyday word."""
    before = rf"(?:(?:{'|'.join(rules.before_area)})\s)?"
    everyday = fold(area) in {fold(word) for word in prepared.rules.list("word-names")}
    apart = [broken(area), broken(area.upper())] if everyday else [f"(?i:{broken(area)})"]
    name = f"(?:{'|'.join(apart)})"
    return re.compile(rf"(?<!\w){before}{name}(?:['’]S|\s(?:area|AREA))?(?!\w)")


def _person_pattern(name: str, behind: str, prepared: Prepared) -> re.Pattern[str]:
    """The whole name, with or without its title, the surname behind a title or before initials; with what may stand *behind*."""
    parts = name.split()
    bare = [part for part in parts if not is_title(part, prepared.rules)] or parts
    title = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Professor|Prof|Sir|Dame)\.?\s)"
    cited = rf"|(?i:{loosely(bare[-1])}),?\s{re.escape(bare[0][0])}(?:\.|(?!\w))(?:\s?[A-Z]\.)*"  # 'Threlkeld, H. (2027)'
    surname = rf"|{title}{loosely(bare[-1])}{cited}" if len(bare) > 1 else ""
    return re.compile(rf"(?<!\w)(?:{title}?(?i:{loosely(' '.join(bare))}){surname})(?!\w){behind}")


def _pattern(text: str, behind: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{loosely(text)}){behind}(?!\w)")


def still_allowed(words: Iterable[str], prepared: Prepared) -> tuple[str, ...]:
    """Of the *words* that may stand in an edition those that may stand in an anonymous one."""
    hidden = {fold(each.text) for each in hidden_in(prepared)}
    return tuple(each for each in words if fold(each) not in hidden)


def never_named(register: Register) -> tuple[str, ...]:
    """The words of the allow-list that an anonymous publication may not have."""
    return tuple(one.text for one in register.allow if not stays_named(one))
