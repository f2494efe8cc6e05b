"""What is asked of each picture, and which answers are not taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from redact.dates import as_day
from redact.model import Block, Document, Entity, Mention, Picture, Span
from redact.names import fold
from redact.pictures.choices import Choices
from redact.pictures.extracted import file_of
from redact.pseudonyms import objection_to_words
from redact.questions import Question
from redact.review import NOT_PRINTED, Reviewed
from redact.rules import Rules
from redact.targets import picture_target

#: The only drawing of the program's own that can stand in a picture's place.
FAMILY_TREE = "family tree"
LONGEST = 300  # characters of the words on a picture that a question shows
WARNING = (
    "Photographs of people, signatures, family trees and maps can identify, and the program cannot see "
    "what a picture shows: look at it before you keep it."
)
#: Labels whose mentions are not printed as they stand, in a picture as little as in the text.
#: What other words may name in general: 'a town in the north', 'the hospital'.
IN_GENERAL = frozenset({"PLACE", "ORG", "SCHOOL", "HEALTH_SITE"})
_LOOSE = ("AGE", "TIME", "GENDER")


def picture_questions(
    documents: Sequence[Document], shown: Iterable[str], choices: Choices
) -> Iterator[Question]:
    """One question for each picture, of the drafts named in *shown*, that nobody has decided on."""
    wanted = set(shown)
    for number, document in enumerate(documents, 1):
        for picture in document.pictures if document.name in wanted else ():
            if choices.of(document, picture) is None:
                target = picture_target(document.name, picture)
                asks = " ".join(filter(None, _asks(document, number, picture, target in choices.refused)))
                yield Question(target, "picture", asks, "remove")


def _asks(document: Document, number: int, picture: Picture, refused: bool) -> Iterator[str]:
    """The question, part by part: where it is, what is known of it, what may be done."""
    where = f"{document.name}, {picture.place}: {picture.id}"
    file = file_of(number, picture)
    yield f"{where}, {_kind(picture)}" + (f", in pictures/{file}." if file else ".")
    yield (
        f"Its alternative text: “{_short(picture.alternative)}”."
        if picture.alternative
        else "It has no alternative text."
    )
    if picture.kind == "chart":
        yield f"Its figures: {len(picture.table) - 1} rows." if picture.table else ""
    elif picture.unread:
        yield f"The words in it were not read: {picture.unread}."
    if picture.read:
        yield f"Words read in it: “{_short(picture.read)}”."
    if picture.unfit:
        yield f"It cannot be kept: {picture.unfit}. Replace it or remove it?"
    else:
        yield (
            "It was to be kept and cannot be: names of the case, or details, stand in it." if refused else ""
        )
        yield f"Keep it, replace it or remove it? {WARNING if picture.kind != 'chart' else ''}".strip()


def _kind(picture: Picture) -> str:
    if picture.kind == "chart":
        return "a chart"
    return f"a picture of {picture.size[0]} × {picture.size[1]} pixels" if picture.data else "a picture"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


# --- answers that are not taken ---------------------------------------------------------------------


def objection(
    action: str,
    value: str,
    document: Document,
    picture: Picture,
    reviewed: Reviewed,
    labels: Iterable[str],
    rules: Rules,
    tree: bool,
    allowed: Sequence[str] = (),
) -> str:
    """Why an answer on a picture cannot be taken, for people; '' where it can.

    *labels* are the pseudonyms of the case, *allowed* the words that the panel lets stand; *tree* says
    whether a family tree can be drawn.
    """
    if action == "replace":
        if value.casefold() != FAMILY_TREE:
            return f"a picture can be replaced by one thing: give '{FAMILY_TREE}' as value"
        return (
            "" if tree else "no family tree can be drawn: register.yaml says of too few how they are related"
        )
    if action == "keep" and (why := _not_to_be_kept(value, document, picture, reviewed, rules, allowed)):
        return why
    words = without_labels(value, allowed)
    return objection_to_printing(words, reviewed.entities, labels, rules) if words.strip() else ""


def _not_to_be_kept(
    value: str,
    document: Document,
    picture: Picture,
    reviewed: Reviewed,
    rules: Rules,
    allowed: Sequence[str],
) -> str:
    if picture.unfit:
        return f"it cannot be kept: {picture.unfit}; replace it or remove it"
    if told := words_that_tell(document, picture, reviewed, rules, allowed):
        return f"it cannot be kept: {told}; replace it or remove it"
    if picture.kind != "chart" and not (value or picture.alternative).strip():
        return "a picture is kept only with words that say what it shows, as value"
    return ""


def words_that_tell(
    document: Document, picture: Picture, reviewed: Reviewed, rules: Rules, allowed: Sequence[str] = ()
) -> str:
    """What the words in a picture give away, so that it cannot be printed as it is; '' for nothing that is known."""
    if not picture.read:
        return ""
    place = f"words in {picture.id}"
    spans = [b.span for b in document.blocks if b.span and b.kind == "embedded" and b.place == place]
    inside = [m for m in reviewed.mentions if m.document == document.name]
    for mention in inside:
        if any(span.overlaps(mention.span) for span in spans) and _tells(mention, reviewed.entities):
            whose = f" of {mention.entity}" if mention.entity else ""
            return f"words in it are what the text does not print ({mention.label}{whose})"
    why = objection_to_words(without_labels(_line(picture.read), allowed), reviewed.entities, rules)
    return why.replace("the words hold", "words in it are") if why else ""


def _line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))


def _tells(mention: Mention, entities: Mapping[str, Entity]) -> bool:
    """Whether a mention in a picture is one that an edition would not print as it stands.

    A guess at words that nobody was asked about tells only what the case knows from elsewhere.
    """
    if mention.status == "keep" or mention.label in _LOOSE:
        return False
    if mention.label == "DATE":
        return _is_a_day(mention.value)
    if not mention.reason.endswith(NOT_PRINTED):
        return True
    entity = entities.get(mention.entity)
    return entity is not None and (
        entity.listed or any(not m.reason.endswith(NOT_PRINTED) for m in entity.mentions)
    )


def _is_a_day(value: str) -> bool:
    """Whether a date's value names a day, with its year or without."""
    return as_day(value) is not None or re.fullmatch(r"--\d\d-\d\d", value) is not None


def refused_pictures(
    documents: Iterable[Document],
    choices: Choices,
    reviewed: Reviewed,
    rules: Rules,
    allowed: Sequence[str] = (),
) -> frozenset[str]:
    """The targets of pictures that were to be kept and may not be, as the case is now known."""
    return frozenset(
        picture_target(document.name, picture)
        for document in documents
        for picture in document.pictures
        if choices.action(document, picture) == "keep"
        and _not_to_be_kept(_value(choices, document, picture), document, picture, reviewed, rules, allowed)
    )


def _value(choices: Choices, document: Document, picture: Picture) -> str:
    decision = choices.of(document, picture)
    return decision.value if decision else ""


def objection_to_printing(
    words: str, entities: Mapping[str, Entity], labels: Iterable[str], rules: Rules
) -> str:
    """Why *words* may not stand in an edition: a name of the case, or what detection takes for one."""
    return objection_to_words(words, entities, rules) or _looks_like(words, labels, rules, frozenset())


def objection_to_rewording(
    words: str, entities: Mapping[str, Entity], labels: Iterable[str], rules: Rules
) -> str:
    """Why *words* may not stand for a passage: as above, but that a place or a body may be told in general words."""
    return objection_to_words(words, entities, rules) or _looks_like(words, labels, rules, IN_GENERAL)


def _looks_like(words: str, labels: Iterable[str], rules: Rules, general: frozenset[str]) -> str:
    """What detection takes the words for, with none of the *general* labels; '' for nothing that tells."""
    from redact.detect import find_anew

    bare = without_labels(words, labels)
    if not bare.strip():
        return ""
    document = Document("", "", bare, (Block(Span(0, len(bare)), "paragraph"),))
    found = [m for m in find_anew(document, rules) if _is_identifier(m) and m.label not in general]
    return (
        f"the words hold what looks like a name, a date or an identifier ({found[0].label})" if found else ""
    )


def without_labels(words: str, labels: Iterable[str]) -> str:
    """*words* with 'the person' for each pseudonym, so that none is taken for a name."""
    for label in sorted(labels, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", "the person", words, flags=re.IGNORECASE)
    return words


def _is_identifier(mention: Mention) -> bool:
    if mention.status == "keep" or mention.label in (*_LOOSE, "QUASI"):
        return False
    return _is_a_day(mention.value) if mention.label == "DATE" else len(fold(mention.text)) > 1
