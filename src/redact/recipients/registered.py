"""`recipients:` in register.yaml, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from redact.errors import RulesError
from redact.likeness import name_within, named_in, real_words
from redact.model import OF_ONE, Entity, Recipient
from redact.names import fold
from redact.rules import Rules

RECIPIENT_KEYS = (
    "id",
    "audience",
    "for",
    "side",
    "reference",
    "pseudonyms",
    "withhold",
    "show",
    "reading_copy",
    "published",
    "unsure",
)
SIDES = ("maternal", "paternal")
REPORT = "overview-report"  # the document whose paragraphs need no kind before them
DEFAULT = "family"  # the audience whose policy a recipient's is a part of
#: What becomes of a passage that is withheld from one reader and printed for everybody.
SHOWN, WITHHELD = "shown", "withheld"
PRINTED = "printed"
#: The reasons for which rules withhold; what people withhold is opened where they did so.
BY_RULE = ("third party", "other family", "health", "source")
UNSURE = "unsure"  # the reason of what is asked about, and left out until somebody answers
DECIDED = "private"  # the reason of what people withhold without saying why
_ID = re.compile(r"[a-z][a-z0-9-]{0,30}")
#: Figures and capitals, three of them in a row at most: nothing that could be a name or a word of one.
_REFERENCE = re.compile(r"(?=.{1,31}\Z)(?!.*[A-Z]{4})[A-Z0-9][A-Z0-9/-]*")
#: A paragraph of a document: '3.14', '3.14:2' for a sentence, 'executive-summary 2.3', 'overview-report p17' for one without a number, 'overview-report n3' for a note;
#: '3.14:2 #1f3a9c02be77' with a mark of its words behind it.
PARAGRAPH = re.compile(
    r"(?:(?P<kind>[a-z][a-z-]*)\s+)?(?P<number>\d+(?:\.\d+)*(?:\s(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]?)?|(?<=\s)[pn]\d+)(?::(?P<sentence>[1-9]\d*))?"
    r"(?:\s(?P<mark>#[0-9a-f]{12}))?"
)


#: Hexadecimal characters of each half of a mark.
HALF = 6


def in_one_form(typed: str) -> str:
    """A place as typed, with one blank between its parts and without the kind of document that is meant anyway."""
    plain = " ".join(typed.split())
    kind, _, rest = plain.partition(" ")
    return rest if kind == REPORT and rest[:1].isdigit() else plain


#: A place with the mark of its words that nobody put in quotes: to YAML what is behind # is a remark.
_UNQUOTED = re.compile(r"^[^#\"']*\d\s+#[0-9a-f]{12}\s*$")


def require_quoted(text: str, file: Path) -> None:
    """No mark of a sentence's words stands without quotes in the register.

    Raises:
        RulesError: one does, with its line.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if _UNQUOTED.match(line):
            raise RulesError(
                f"{file}: line {number}: a place with its mark (#…) needs quotes around both, else the mark is a remark"
            )


class Wrong(Protocol):
    """Makes the error for a place in the register, named by its keys."""

    def __call__(self, keys: tuple[Any, ...], message: str) -> RulesError:
        """The error, with file, line and key."""


def read_rows(
    data: Mapping[str, Any], entities: Mapping[str, Entity], rules: Rules, wrong: Wrong
) -> tuple[Recipient, ...]:
    """The recipients of a register.

    Raises:
        RulesError: made by *wrong*; an unknown key, person, side or reason, two recipients with one id or
            reference, or a name of their choosing that is taken or holds a real one.
    """
    rows = data.get("recipients")
    if rows is not None and not isinstance(rows, list):
        raise wrong(("recipients",), "should be a list (each entry begins with a dash)")
    found: list[Recipient] = []
    for at, row in enumerate(rows or ()):
        recipient = _recipient(row, at, entities, rules, wrong)
        for key in ("id", "reference"):
            if any(getattr(recipient, key) == getattr(other, key) for other in found):
                raise wrong(("recipients", at, key), f"two recipients have the same {key}")
        found.append(recipient)
    return tuple(found)


def _recipient(row: Any, at: int, entities: Mapping[str, Entity], rules: Rules, wrong: Wrong) -> Recipient:
    keys = ("recipients", at)
    if not isinstance(row, dict):
        raise wrong(keys, "should hold keys and values (key: value)")
    for key in row:
        if key not in RECIPIENT_KEYS:
            raise wrong((*keys, key), f"unknown key; use one of {', '.join(sorted(RECIPIENT_KEYS))}")
    name = _plain(row, "id", keys, wrong)
    if not _ID.fullmatch(name):
        raise wrong((*keys, "id"), "needs small letters, such as mother")
    if name_within(name, entities.values(), rules):
        raise wrong(
            (*keys, "id"),
            "holds a part of a real name; it stands in folder names, so choose a role such as mother",
        )
    audience = _plain(row, "audience", keys, wrong) or DEFAULT
    if audience not in rules.editions["audiences"] or OF_ONE in audience:
        raise wrong((*keys, "audience"), f"should be one of {', '.join(rules.editions['audiences'])}")
    side = _plain(row, "side", keys, wrong)
    if side not in {"", *SIDES}:
        raise wrong((*keys, "side"), f"should be one of {', '.join(SIDES)}")
    if not isinstance(row.get("reading_copy", False), bool):
        raise wrong((*keys, "reading_copy"), "should be true or false")
    usual = f"Copy {at + 1}"
    reference = _plain(row, "reference", keys, wrong) or usual
    mark = reference == usual or _REFERENCE.fullmatch(reference)
    if not mark or named_in(reference, entities.values(), rules):
        raise wrong(
            (*keys, "reference"),
            "should be a short mark of figures and capitals (three in a row at most) that holds nobody's name, such as F-07",
        )
    unsure = _plain(row, "unsure", keys, wrong) or WITHHELD
    if unsure not in {WITHHELD, PRINTED}:
        raise wrong((*keys, "unsure"), f"should be {WITHHELD} or {PRINTED}")
    return Recipient(
        id=name,
        audience=audience,
        reference=reference,
        person=_person(row, keys, entities, wrong),
        side=side,
        pseudonyms=_pseudonyms(row, keys, entities, rules, wrong),
        withhold=tuple(_withheld(row, keys, entities, rules, wrong)),
        show=tuple(_shown(row, keys, entities, wrong)),
        reading_copy=row.get("reading_copy") is True,
        published=_published(row, keys, rules, wrong),
        leaves_out_unsure=unsure == WITHHELD,
    )


def _published(row: Mapping[str, Any], keys: tuple[Any, ...], rules: Rules, wrong: Wrong) -> dict[str, str]:
    """What becomes of what everybody may read, by reason: one word stands for all reasons."""
    given, place = row.get("published") or {}, (*keys, "published")
    if given == SHOWN:
        return dict.fromkeys(BY_RULE, SHOWN)
    if given == WITHHELD:
        return dict.fromkeys(rules.editions["reasons"], WITHHELD)
    if not isinstance(given, dict):
        raise wrong(
            place, f"should be {SHOWN} or {WITHHELD}, or one of them for each reason: {{source: {WITHHELD}}}"
        )
    for reason, choice in given.items():
        if reason == UNSURE:
            raise wrong(
                (*place, reason), "what nobody is sure of is answered place by place, with show and withhold"
            )
        if reason not in rules.editions["reasons"] or choice not in {SHOWN, WITHHELD}:
            known = ", ".join(rules.editions["reasons"])
            raise wrong((*place, reason), f"should be {SHOWN} or {WITHHELD}, for a reason out of {known}")
        if choice == SHOWN and reason not in BY_RULE:
            raise wrong((*place, reason), "a person withheld that; take it out of withhold to show it")
    return {str(reason): str(choice) for reason, choice in given.items()}


def require_nobodys_name(
    recipients: Iterable[Recipient], entities: Iterable[Entity], rules: Rules, file: Path
) -> None:
    """No id or reference of a recipient has a word of the name of a person who is replaced, also of one whom only the drafts name.

    Raises:
        RulesError: one has, with its place in the list in *file*; never the name.
    """
    replaced = (e for e in entities if e.listed or any(m.status != "keep" for m in e.mentions))
    people = real_words((entity for entity in replaced if entity.label == "PERSON"), rules)
    for at, recipient in enumerate(recipients):
        for key in ("id", "reference"):
            if people.keys() & set(re.findall(r"[^\W\d_]+", fold(getattr(recipient, key)))):
                raise RulesError(
                    f"{file}: recipients.{at}.{key}: has a word of the name of a person of the drafts, and would be printed; choose another"
                )


def _plain(row: Mapping[str, Any], key: str, keys: tuple[Any, ...], wrong: Wrong) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise wrong((*keys, key), "should be words; put a number in quotes")
    return value.strip()


def _person(
    row: Mapping[str, Any], keys: tuple[Any, ...], entities: Mapping[str, Entity], wrong: Wrong
) -> str:
    person = _plain(row, "for", keys, wrong)
    if person and getattr(entities.get(person), "label", "") != "PERSON":
        raise wrong((*keys, "for"), "should be the id of a person of this register, such as p2")
    return person


def _pseudonyms(
    row: Mapping[str, Any], keys: tuple[Any, ...], entities: Mapping[str, Entity], rules: Rules, wrong: Wrong
) -> dict[str, str]:
    """The names that the family chose, each once, none of them anybody's real one."""
    chosen = row.get("pseudonyms") or {}
    if not isinstance(chosen, dict):
        raise wrong((*keys, "pseudonyms"), "should be ids and names: {p1: Robin}")
    taken = {fold(e.pseudonym): i for i, e in entities.items() if e.pseudonym and i not in chosen}
    for person, name in chosen.items():
        place = (*keys, "pseudonyms", person)
        if person not in entities or not isinstance(name, str) or not name.strip():
            raise wrong(place, "should be the id of an entry of this register, and a name")
        if whose := named_in(name, entities.values(), rules):
            raise wrong(place, f"holds a part of the real name, or the initials, of {whose}; choose another")
        if taken.setdefault(fold(name), person) != person:
            raise wrong(place, f"{taken[fold(name)]} has that name already")
    return {str(person): name.strip() for person, name in chosen.items()}


def _withheld(
    row: Mapping[str, Any], keys: tuple[Any, ...], entities: Mapping[str, Entity], rules: Rules, wrong: Wrong
) -> Iterator[tuple[str, str]]:
    for at, item in enumerate(_listed(row, "withhold", keys, wrong)):
        place = (*keys, "withhold", at)
        given = item if isinstance(item, dict) else {"what": item}
        what, reason = given.get("what"), given.get("reason", DECIDED)
        what = in_one_form(what) if isinstance(what, str) else what
        if set(given) - {"what", "reason"} or reason not in rules.editions["reasons"]:
            known = ", ".join(rules.editions["reasons"])
            raise wrong(place, f"should be words, or {{what: …, reason: …}} with a reason out of {known}")
        _require_one_meaning(what, place, entities, wrong)
        if not isinstance(what, str) or not (_is_person(what, entities) or PARAGRAPH.fullmatch(what)):
            raise wrong(
                place,
                'should be the id of a person, or a paragraph in quotes: "3.14", "3.14:2", "executive-summary 2.3"',
            )
        yield what, reason


def _shown(
    row: Mapping[str, Any], keys: tuple[Any, ...], entities: Mapping[str, Entity], wrong: Wrong
) -> Iterator[str]:
    for at, item in enumerate(_listed(row, "show", keys, wrong)):
        item = in_one_form(item) if isinstance(item, str) else item
        _require_one_meaning(item, (*keys, "show", at), entities, wrong)
        if not (isinstance(item, str) and (_is_person(item, entities) or PARAGRAPH.fullmatch(item))):
            raise wrong(
                (*keys, "show", at),
                'should be the id of a person of this register, or a paragraph in quotes: "3.14", "3.14:2"',
            )
        yield item


def _require_one_meaning(
    what: Any, keys: tuple[Any, ...], entities: Mapping[str, Entity], wrong: Wrong
) -> None:
    if isinstance(what, str) and what in entities and PARAGRAPH.fullmatch(what):
        raise wrong(
            keys, "is an id of this register and the number of a paragraph; give the entry another id"
        )


def _is_person(what: str, entities: Mapping[str, Entity]) -> bool:
    return what in entities and entities[what].label == "PERSON"


def _listed(row: Mapping[str, Any], key: str, keys: tuple[Any, ...], wrong: Wrong) -> Iterable[Any]:
    value = row.get(key)
    if value is not None and not isinstance(value, list):
        raise wrong((*keys, key), "should be a list, such as [p4]")
    return value or ()
