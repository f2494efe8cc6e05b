"""register.yaml: the panel's cast list and choices, read and checked, never written.

What is wrong there is said with file, line and key before any draft is read.
A misspelt key that was silently ignored could leave a person unnamed in the list.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from redact.dates import MONTHS, NUMBERS, POLICIES, as_day, value_of, whole_value
from redact.errors import RulesError
from redact.likeness import name_within, named_in
from redact.model import Allowed, Entity, Register, Relation
from redact.names import fold, folded_list
from redact.recipients.registered import RECIPIENT_KEYS, read_rows, require_quoted
from redact.rules import LABELS, Rules, alternation, formats_of
from redact.rules.lined import line_in, parse_yaml, read_text
from redact.rules.roles import CHOICES

KEYS = {
    "": {
        *("case", "subject", "people", "places", "organisations", "relations", "allow", "documents"),
        *("dates", "ages", "index", "names", "labels_in_use", "family_tree", "template", "formats"),
        *("conditions", "summary", "recipients", "audiences"),
    },
    "people": {"id", "name", "aliases", "role", "pseudonym", "gender", "born", "family"},
    "places": {"id", "name", "aliases", "role", "pseudonym"},
    "organisations": {"id", "name", "aliases", "role", "pseudonym"},
    "allow": {"text", "where", "anonymous"},
    "documents": {"file", "kind", "use"},
    "relations": {"who", "is", "of", "since", "until"},
    "recipients": set(RECIPIENT_KEYS),
}  # fmt: skip
PLACES_TO_STAND = ("anywhere", "front matter", "body", "references", "appendices", "headers and footers")
USES = ("publish", "source")
CONDITIONS = ("asked", "required")
SUMMARIES = ("none", "assemble")


class _Wrong:
    """Makes the error for a place in the file, named by its keys."""

    def __init__(self, path: Path, line_of: Callable[[tuple[Any, ...]], int]) -> None:
        self.path, self.line_of = path, line_of

    def __call__(self, keys: tuple[Any, ...], message: str) -> RulesError:
        key = ".".join(str(k) for k in keys) or "file"
        error = RulesError(f"{self.path}: line {self.line_of(keys)}: {key}: {message}")
        error.keys = keys
        return error


def read_register(path: Path, rules: Rules) -> Register:
    """The register at *path*; an empty one where there is no such file.

    Raises:
        RulesError: an unknown key, an id given twice, two entities with one pseudonym, or
            a pseudonym or an id that holds a distinctive part of a real name, with file, line and key.
    """
    if not path.exists():
        return Register()
    return register_of(read_text(path), path, rules, hashlib.sha256(path.read_bytes()).hexdigest())


def register_of(text: str, path: Path, rules: Rules, digest: str = "") -> Register:
    """The register that *text* would be as the file *path*; *digest* is of its bytes.

    Raises:
        RulesError: as `read_register`.
    """
    data, root = parse_yaml(text, path)
    wrong = _Wrong(path, lambda keys: line_in(root, keys))
    require_quoted(text, path)
    data = {} if data is None else data
    _only(data, KEYS[""], (), wrong)
    entities = _entities(data, rules, wrong)
    _check_ids(entities, data, rules, wrong)
    _check_pseudonyms(entities, data, rules, wrong)
    return Register(
        case=_text(data, "case", (), wrong),
        subject=_subject(data, entities, wrong),
        entities=entities,
        allow=tuple(_allowed(data, entities, rules, wrong)),
        documents=_documents(data, wrong),
        dates=_policy(data, "dates", POLICIES, {"DATE", "DOB", "TIME", *rules.editions["audiences"]}, wrong),
        index=_index(data, wrong),
        ages=_policy(data, "ages", ("exact", "band"), {"AGE", *rules.editions["audiences"]}, wrong),
        names=_names(data, wrong),
        labels_in_use=_labels_in_use(data, wrong),
        digest=digest,
        relations=tuple(_relations(data, entities, wrong)),
        family_tree=_family_tree(data, rules, wrong),
        template=_template(data, path.parent, wrong),
        formats=_formats(data, rules, wrong),
        recipients=read_rows(data, entities, rules, wrong),
        summary=_summary(data, wrong),
        conditions=_conditions(data, wrong),
        audiences=_audiences(data, rules, wrong),
    )


#: Ids that the program gives itself: to whom it found, to questions.
OWN_IDS = re.compile(r"E\d+|(?:[mwfpr]|left)-[0-9a-f]{12}.*")


def _only(data: Any, allowed: Iterable[str], keys: tuple[Any, ...], wrong: _Wrong) -> None:
    if not isinstance(data, dict):
        raise wrong(keys, "should hold keys and values (key: value)")
    for key in data:
        if key not in allowed:
            raise wrong((*keys, key), f"unknown key; use one of {', '.join(sorted(allowed))}")


def _text(data: Mapping[str, Any], key: str, keys: tuple[Any, ...], wrong: _Wrong) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise wrong((*keys, key), "should be plain text; put a word such as true in quotes")
    return str(value).strip()


def _list(data: Mapping[str, Any], key: str, keys: tuple[Any, ...], wrong: _Wrong) -> list[Any]:
    """The list under *key*; an empty one where there is nothing."""
    value = data.get(key)
    if value is not None and not isinstance(value, list):
        raise wrong((*keys, key), "should be a list (each entry begins with a dash)")
    return value or []


def _texts(
    data: Mapping[str, Any], key: str, keys: tuple[Any, ...], wrong: _Wrong, such_as: str
) -> tuple[str, ...]:
    """The words in the list under *key*; a lone word, and an entry that is none, are errors."""
    value = data.get(key) if data.get(key) is not None else []
    if not isinstance(value, list) or any(
        isinstance(item, bool) or not isinstance(item, str | int | float) for item in value
    ):
        raise wrong((*keys, key), f"should be a list of {such_as}")
    return tuple(str(item).strip() for item in value if str(item).strip())


def _entities(data: Mapping[str, Any], rules: Rules, wrong: _Wrong) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for section in ("people", "places", "organisations"):
        for at, row in enumerate(_list(data, section, (), wrong)):
            entity = _entity(section, at, row, rules, wrong)
            if entity.id in found:
                raise wrong((section, at, "id"), "this id is given twice; every entry needs one of its own")
            found[entity.id] = entity
    return found


def _entity(section: str, at: int, row: Any, rules: Rules, wrong: _Wrong) -> Entity:
    keys = (section, at)
    _only(row, KEYS[section], keys, wrong)
    values = {key: _text(row, key, keys, wrong) for key in KEYS[section] - {"aliases"}}
    for key in ("id", "name"):
        if not values[key]:
            raise wrong((*keys, key), f"missing; every entry of {section} needs it")
    if OWN_IDS.fullmatch(values["id"]) or not re.fullmatch(r"[\w.-]+", values["id"]):
        raise wrong(
            (*keys, "id"), "use letters, figures, dot, dash; E1 and the like are what the program gives"
        )
    gender = values.get("gender") or "shown"
    if gender not in {"shown", "neutral"}:
        raise wrong((*keys, "gender"), "should be shown or neutral")
    if values.get("born") and not whole_value(values["born"]):
        raise wrong(
            (*keys, "born"), "not read as a date; write 2012-02-09, 9 February 2012, February 2012 or 2012"
        )
    return Entity(
        id=values["id"],
        label=_label(section, values, rules),
        name=values["name"],
        aliases=_aliases(row, keys, wrong),
        role=values["role"],
        pseudonym=values["pseudonym"],
        gender=gender,
        born=values.get("born", ""),
        family=values.get("family", ""),
        listed=True,
    )


def _aliases(row: Mapping[str, Any], keys: tuple[Any, ...], wrong: _Wrong) -> tuple[str, ...]:
    return _texts(row, "aliases", keys, wrong, "names, such as [Janey, Jay]")


def _label(section: str, values: Mapping[str, str], rules: Rules) -> str:
    """PERSON for people; else from the role's or the name's own words, by rules/pseudonyms.yaml."""
    if section == "people":
        return "PERSON"
    if "address" in fold(values["role"]).split():
        return "ADDRESS"
    for text in (values["role"], values["name"]):
        folded = f" {fold(text)} "
        for label in ("SCHOOL", "HEALTH_SITE", "ADDRESS", "PLACE", "ORG"):
            for role in rules.pseudonyms.get(label, ()):
                if any(f" {fold(word)} " in folded for word in role.get("words") or ()):
                    return label
    return "PLACE" if section == "places" else "ORG"


def _check_ids(entities: Mapping[str, Entity], data: Mapping[str, Any], rules: Rules, wrong: _Wrong) -> None:
    """Refuses an id that holds anybody's name: ids stand in messages, records and the ledger."""
    for keys, entity in _rows(data, entities):
        if name_within(entity.id, entities.values(), rules):
            raise wrong(
                (*keys, "id"),
                "holds a part of a real name or somebody's initials; choose a neutral id such as p1",
            )


def _check_pseudonyms(
    entities: Mapping[str, Entity], data: Mapping[str, Any], rules: Rules, wrong: _Wrong
) -> None:
    """Refuses a pseudonym given twice, and one that holds a real name or somebody's initials (R3)."""
    bearers: dict[str, str] = {}
    for keys, entity in _rows(data, entities):
        if not entity.pseudonym:
            continue
        label = fold(entity.pseudonym)
        if label in bearers:
            raise wrong((*keys, "pseudonym"), f"{entity.id} and {bearers[label]} have the same pseudonym")
        bearers[label] = entity.id
        if whose := named_in(entity.pseudonym, entities.values(), rules):
            raise wrong(
                (*keys, "pseudonym"),
                f"holds a part of the real name, or the initials, of {whose}; choose another",
            )


def _rows(
    data: Mapping[str, Any], entities: Mapping[str, Entity]
) -> Iterable[tuple[tuple[Any, ...], Entity]]:
    for section in ("people", "places", "organisations"):
        for at, row in enumerate(data.get(section) or []):
            yield (section, at), entities[str(row["id"]).strip()]


def _subject(data: Mapping[str, Any], entities: Mapping[str, Entity], wrong: _Wrong) -> str:
    subject = _text(data, "subject", (), wrong)
    if subject and getattr(entities.get(subject), "label", "") != "PERSON":
        raise wrong(("subject",), "should be the id of a person of this register, such as p1")
    return subject


def _family_tree(data: Mapping[str, Any], rules: Rules, wrong: _Wrong) -> tuple[str, ...]:
    """The audiences whose overview report ends with the family tree."""
    return _known_audiences(data, "family_tree", rules, wrong)


def _audiences(data: Mapping[str, Any], rules: Rules, wrong: _Wrong) -> tuple[str, ...]:
    """The audiences whose editions are made where nobody asks for others."""
    return _known_audiences(data, "audiences", rules, wrong)


def _known_audiences(data: Mapping[str, Any], key: str, rules: Rules, wrong: _Wrong) -> tuple[str, ...]:
    known = rules.editions["audiences"]
    value = _texts(data, key, (), wrong, f"audiences, out of {', '.join(known)}")
    if not set(value) <= set(known):
        raise wrong((key,), f"should be a list of audiences, out of {', '.join(known)}")
    return value


def _relations(data: Mapping[str, Any], entities: Mapping[str, Entity], wrong: _Wrong) -> Iterable[Relation]:
    rows = _list(data, "relations", (), wrong)
    for at, row in enumerate(rows):
        keys = ("relations", at)
        _only(row, KEYS["relations"], keys, wrong)
        values = {key: _text(row, key, keys, wrong) for key in KEYS["relations"]}
        values |= {key: _month_in_words(values[key]) for key in ("since", "until")}
        for key in ("who", "of"):
            if getattr(entities.get(values[key]), "label", "") != "PERSON":
                raise wrong((*keys, key), "should be the id of a person of this register")
        if not values["is"] or values["who"] == values["of"]:
            raise wrong(
                (*keys, "is"), "should say what one person is to another: {who: p2, is: mother, of: p1}"
            )
        _check_period(values, keys, wrong)
        yield Relation(values["who"], values["is"], values["of"], values["since"], values["until"])


def _month_in_words(text: str) -> str:
    """'March 2014' for '2014-03', which elsewhere would be a school year."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if match else text


def _check_period(values: Mapping[str, str], keys: tuple[Any, ...], wrong: _Wrong) -> None:
    """Both dates say their year, and the first is not after the second as far as both tell."""
    found = {}
    for key in ("since", "until"):
        if values[key] and not (match := re.match(r"\d{4}(?:-\d\d)*(?![\w/])", value_of(values[key]))):
            raise wrong(
                (*keys, key), "should be a date with its year, such as 2014, March 2014 or 2014-03-05"
            )
        found[key] = match[0] if values[key] and match else ""
    shared = min(len(text) for text in found.values())
    if found["since"][:shared] > found["until"][:shared]:
        raise wrong((*keys, "until"), "lies before since")


_NUMBER = rf"(?:\d{{1,2}}|(?:{'|'.join(NUMBERS)})(?: (?:{'|'.join(NUMBERS)}))?)"
_COUNTED = rf"{_NUMBER}(?:(?: | or | to ){_NUMBER})?(?: and a half)?"
_UNIT = r"(?:years?|months?|weeks?|days?|yrs?|mths?|yo|y|y/o)"


@lru_cache(maxsize=4)
def _an_age(rules: Rules) -> re.Pattern[str]:
    """Words that say no more than an age or a class at school, folded: '11', 'aged eleven', 'six-year-old', 'year 6', 'lower sixth'."""
    classes, schools = (alternation(folded_list(name, rules)) for name in ("school-classes", "school-kinds"))
    return re.compile(
        r"(?:(?:was|is|aged?|at|of|then|now|the|an?|in|his|her|their|about|around|nearly|almost|only|just|turn(?:s|ed|ing)?) )*"
        rf"(?:{_COUNTED}(?: ?{_UNIT})?(?: and {_NUMBER} {_UNIT})?(?: (?:olds?|of age))?(?: (?:boy|girl|child|baby)s?)?"
        rf"|(?:\d{{1,2}}(?:st|nd|rd|th)|[a-z]+(?:th|first|second|third)) birthday|(?:early|mid|late)? ?(?:teens|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)"
        rf"|(?:year |yr ?|y){_NUMBER}|(?:primary |p ?)[1-7]|(?:secondary |s ?)[1-6]|(?:key stage |ks ?|fs ?|foundation )\d"
        rf"|{classes}|(?:first|last|final) (?:year|class|term) (?:of|at|in) (?:the )?{schools}(?: school)?)"
    )


def _allowed(
    data: Mapping[str, Any], entities: Mapping[str, Entity], rules: Rules, wrong: _Wrong
) -> Iterable[Allowed]:
    people = [e for e in entities.values() if e.label == "PERSON"]
    rows = _list(data, "allow", (), wrong)
    for at, row in enumerate(rows):
        if not isinstance(row, dict):
            row = {"text": row}
        _only(row, KEYS["allow"], ("allow", at), wrong)
        text = _text(row, "text", ("allow", at), wrong)
        where = _text(row, "where", ("allow", at), wrong) or "anywhere"
        if not text:
            raise wrong(("allow", at, "text"), "missing; say which words stay")
        if _an_age(rules).fullmatch(fold(text).strip(" .,;:()[]'\"“”‘’-")):
            raise wrong(
                ("allow", at, "text"),
                "an age, a class at school or a bare number would stay wherever it is somebody's; "
                "give the words around it too, or leave it in the review at its place",
            )
        if where not in PLACES_TO_STAND:
            raise wrong(("allow", at, "where"), f"should be one of {', '.join(PLACES_TO_STAND)}")
        if whose := next((e.id for e in people if _names_whole(text, e)), ""):
            raise wrong(
                ("allow", at, "text"),
                f"holds the whole name of {whose}, who is listed under people; take it out of one of the two",
            )
        yield Allowed(text, where, _text(row, "anonymous", ("allow", at), wrong))


def _names_whole(text: str, person: Entity) -> bool:
    """Whether *text* holds a whole name of somebody: two words or more of one, as they stand together."""
    said = f" {fold(text)} "
    return any(f" {fold(name)} " in said for name in person.names if len(fold(name).split()) > 1)


def _documents(data: Mapping[str, Any], wrong: _Wrong) -> dict[str, Mapping[str, str]]:
    rows = _list(data, "documents", (), wrong)
    found: dict[str, Mapping[str, str]] = {}
    for at, row in enumerate(rows):
        keys = ("documents", at)
        _only(row, KEYS["documents"], keys, wrong)
        name = _text(row, "file", keys, wrong)
        kind, use = _text(row, "kind", keys, wrong), _text(row, "use", keys, wrong) or "publish"
        if not name or name in found:
            raise wrong((*keys, "file"), "missing, or listed twice; give each draft once by its file name")
        if kind and not re.fullmatch(r"[a-z][a-z-]*", kind):
            raise wrong((*keys, "kind"), "use small letters and dashes, such as overview-report")
        if use not in USES:
            raise wrong((*keys, "use"), f"should be one of {', '.join(USES)}")
        found[name] = {"kind": kind, "use": use}
    return found


def _names(data: Mapping[str, Any], wrong: _Wrong) -> str:
    """Which system of pseudonyms the panel chose for this case; '' where it leaves that to the rules."""
    names = _text(data, "names", (), wrong)
    if names not in {"", *CHOICES["names"]}:
        raise wrong(("names",), f"should be one of {', '.join(CHOICES['names'])}")
    return names


def _conditions(data: Mapping[str, Any], wrong: _Wrong) -> str:
    """Whether questions of the checklist without an answer refuse a signature and a release."""
    conditions = _text(data, "conditions", (), wrong) or CONDITIONS[0]
    if conditions not in CONDITIONS:
        raise wrong(("conditions",), f"should be one of {', '.join(CONDITIONS)}")
    return conditions


def _summary(data: Mapping[str, Any], wrong: _Wrong) -> str:
    """Whether an executive summary is put together where no draft is one."""
    summary = _text(data, "summary", (), wrong) or SUMMARIES[0]
    if summary not in SUMMARIES:
        raise wrong(("summary",), f"should be one of {', '.join(SUMMARIES)}")
    return summary


def _labels_in_use(data: Mapping[str, Any], wrong: _Wrong) -> tuple[str, ...]:
    return _texts(data, "labels_in_use", (), wrong, "labels, such as [Child A, Child F]")


def _policy(data: Mapping[str, Any], key: str, allowed: Iterable[str], names: set[str], wrong: _Wrong) -> Any:
    """A policy word, or a mapping by audience (and by label below it) to policy words."""
    value = data.get(key)
    if value is None:
        return None
    _check_policy(value, (key,), tuple(allowed), names | {"default"}, wrong)
    return value


def _template(data: Mapping[str, Any], folder: Path, wrong: _Wrong) -> str:
    """The name of a Word file beside the register; what it holds is looked at when it is used."""
    name = _text(data, "template", (), wrong)
    if name and (re.search(r"[/\\:]", name) or not name.lower().endswith(".docx")):
        raise wrong(("template",), "should be the name of a .docx that lies beside register.yaml")
    if name and not (folder / name).is_file():
        raise wrong(("template",), "there is no such file beside register.yaml")
    return name


def _formats(data: Mapping[str, Any], rules: Rules, wrong: _Wrong) -> dict[str, tuple[str, ...]]:
    """What editions are written as, for all audiences ('') or by audience."""
    value = data.get("formats")
    if value is None:
        return {}
    if not isinstance(value, dict):
        return {"": formats_of(value, partial(wrong, ("formats",)))}
    _only(value, rules.editions["audiences"], ("formats",), wrong)
    return {
        audience: formats_of(given, partial(wrong, ("formats", audience)))
        for audience, given in value.items()
    }


def _index(data: Mapping[str, Any], wrong: _Wrong) -> str:
    """The day of the index event, which the policy 'relative' counts from."""
    index = _text(data, "index", (), wrong)
    if index and not as_day(value_of(index)):
        raise wrong(("index",), "should be one full date, such as 2016-03-14")
    return index


def _check_policy(
    value: Any, keys: tuple[Any, ...], allowed: tuple[str, ...], names: set[str], wrong: _Wrong
) -> None:
    if isinstance(value, dict) and len(keys) < 3:
        for name, inner in value.items():
            if name not in names:
                raise wrong((*keys, name), f"no such audience or kind; use one of {', '.join(sorted(names))}")
            _check_policy(inner, (*keys, name), allowed, names, wrong)
    elif value not in allowed:
        raise wrong(keys, f"should be one of {', '.join(allowed)}")
    elif keys[-1] == "DOB" and value in {"exact", "relative"}:
        raise wrong(keys, "a date of birth is never printed to the day; use month, season or year")


def policy_for(choice: Any, audience: str, label: str, default: str) -> str:
    """The policy word of a register's `dates:` or `ages:` for *audience* and *label*.

    A mapping may be by audience, by label, or by audience and then by label.
    """
    for key in (audience, label):
        if isinstance(choice, Mapping):
            choice = choice.get(key, choice.get("default") if not set(choice) & LABELS else choice)
    return choice if isinstance(choice, str) else default
