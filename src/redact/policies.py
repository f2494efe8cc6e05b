"""What an audience's edition does, put together from rules/editions.yaml and the register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from redact.dates import as_day, value_of
from redact.errors import UsageError
from redact.model import Document, Mention, Recipient, Register, base_of
from redact.redaction import Policy, first_day
from redact.register import policy_for
from redact.rules import ALWAYS, FORMATS, Rules

#: What a draft is, by words of its file name and of its title; the first that fits.
KINDS = (
    ("executive-summary", re.compile(r"executive\s+summary|exec\W+summary|summary", re.IGNORECASE)),
    ("chronology", re.compile(r"chronolog|timeline", re.IGNORECASE)),
    ("overview-report", re.compile(r"overview|report|review", re.IGNORECASE)),
)
#: Endings of drafts that are a table: an agency's chronology more often than anything else.
TABLES = (".xlsx", ".csv")


def kind_of(document: Document, register: Register) -> str:
    """What a draft is: as the register says, else by its file name, its title, or its ending."""
    if kind := register.documents.get(document.name, {}).get("kind"):
        return kind
    name = re.sub(r"[_\-.]+", " ", document.name.rsplit(".", 1)[0])
    titles = [document.of(b.span) for b in document.blocks[:12] if b.span and b.kind in {"title", "heading"}][
        :2
    ]
    for text in (name, *titles):
        for kind, words in KINDS:
            if words.search(text):
                return kind
    return "chronology" if document.name.lower().endswith(TABLES) else "document"


def published(document: Document, register: Register) -> bool:
    """Whether a draft becomes an edition; a source is only read for names and facts."""
    return register.documents.get(document.name, {}).get("use", "publish") == "publish"


def removal_mark(rules: Rules) -> str:
    """What stands where a person took a passage out."""
    mark: str = rules.editions["marks"]["QUASI"]
    return mark


def reason_mark(rules: Rules, kind: str, reason: str) -> str:
    """The mark of one *kind* (removed, withheld) for a reason of rules/editions.yaml, given by its name or its code."""
    code = _codes(rules).get(reason.strip().lower(), "")
    return str(rules.editions["reason_marks"][kind]).replace("{code}", code) if code else removal_mark(rules)


def reason_marks(rules: Rules) -> list[str]:
    """Every mark that a removal for a reason may print."""
    return [
        reason_mark(rules, kind, code) for kind in rules.editions["reason_marks"] for code in _codes(rules)
    ]


def _codes(rules: Rules) -> dict[str, str]:
    """The code of each reason, by its name and by itself, both in small letters."""
    rows = {str(name): str(row["code"]) for name, row in (rules.editions.get("reasons") or {}).items()}
    return {name.lower(): code for name, code in rows.items()} | {
        code.lower(): code for code in rows.values()
    }


def is_reason(rules: Rules, words: str) -> bool:
    """Whether *words* are a reason, by name or code."""
    return words.strip().lower() in _codes(rules)


def reasons_in(rules: Rules) -> dict[str, str]:
    """The reasons of rules/editions.yaml in words, by code."""
    return {str(row["code"]): str(row["words"]) for row in (rules.editions.get("reasons") or {}).values()}


def legend(rules: Rules, text: str) -> tuple[str, ...]:
    """What the foreword of an edition says of the marks with reasons in its *text*; () where it has none."""
    marks = [
        re.escape(str(mark)).replace(r"\{code\}", "([A-Z])")
        for mark in (rules.editions.get("reason_marks") or {}).values()
    ]
    found = list(re.finditer("|".join(marks), text)) if marks else []
    if not found:
        return ()
    used = sorted({next(code for code in match.groups() if code) for match in found})
    words = reasons_in(rules)
    said = str(rules.editions["reasons_said"]).replace("{mark}", found[0].group())
    return (said, *(f"{code}: {words[code]}" for code in used if code in words))


def audiences(rules: Rules, register: Register | None = None) -> tuple[str, ...]:
    """The audiences of rules/editions.yaml but those on request, and with a register those that it asks for, and its recipients' own."""
    asked = register.audiences if register else ()
    known = rules.editions["audiences"].items()
    shown = (name for name, row in known if name in asked or not row.get("on_request"))
    return (*shown, *(one.name for one in (register.recipients if register else ())))


def usual_audiences(rules: Rules, register: Register) -> tuple[str, ...]:
    """Whose editions are made where nobody asks for others: as the register says, else all; and each recipient's."""
    own = tuple(one.name for one in register.recipients)
    return (*dict.fromkeys(register.audiences), *own) if register.audiences else audiences(rules, register)


def for_everybody(rules: Rules, audience: str) -> bool:
    """Whether the audience's editions may lie where a website shows them."""
    return (
        rules.editions["audiences"][base_of(audience)].get("website") is True
        and base_of(audience) == audience
    )


def require_audience(rules: Rules, audience: str, register: Register | None = None) -> None:
    """rules/editions.yaml knows the audience, or that of which it is one recipient's; and the register that recipient.

    Raises:
        UsageError: it does not.
    """
    base = base_of(audience)
    is_one = audience == base or not register or audience in audiences(rules, register)
    if not rules.editions["audiences"].get(base) or not is_one:
        raise UsageError(
            f"{audience}: no such audience; choose one of {', '.join(audiences(rules, register))}"
        )


def recipient_of(register: Register, audience: str) -> Recipient | None:
    """The recipient whose own audience this is; None for one of many readers.

    Raises:
        UsageError: the register has no such recipient.
    """
    if audience == base_of(audience):
        return None
    found = next((one for one in register.recipients if one.name == audience), None)
    if found is None:
        raise UsageError(f"{audience}: register.yaml has no such recipient; add it under recipients")
    return found


def _for_audience(choice: Any, audience: str, label: str, default: str) -> str:
    """A register's policy word: for the recipient where it names them, else for their audience."""
    named = isinstance(choice, Mapping) and audience in choice
    return policy_for(choice, audience if named else base_of(audience), label, default)


def editions_policy(rules: Rules, register: Register, audience: str, mentions: Iterable[Mention]) -> Policy:
    """The policy of one audience.

    Raises:
        UsageError: rules/editions.yaml has no such audience.
    """
    require_audience(rules, audience)
    mentions = tuple(mentions)
    own: Mapping[str, Any] = rules.editions["audiences"][base_of(audience)]
    default = str(own.get("dates", rules.editions.get("dates", "month")))
    dates = {
        label: _for_audience(register.dates, audience, label, default) for label in ("DATE", "DOB", "TIME")
    }
    ages = _for_audience(
        register.ages, audience, "AGE", str(own.get("ages", rules.editions.get("ages", "band")))
    )
    names = register.names or str(rules.naming.get("names", "labels"))
    return Policy(
        audience=audience,
        treatments=own["treatments"],
        marks=rules.editions["marks"],
        dates=dates,
        ages=ages,
        age_bands=_steps(rules.editions["age_bands"]),
        times=_steps(rules.editions["times"]),
        foreword=tuple(_said(text, rules, dates["DATE"], ages, names) for text in own.get("foreword") or ()),
        family_tree=audience in register.family_tree
        or (own.get("family_tree") is True and audience == base_of(audience)),
        index=as_day(value_of(register.index)) or first_day(mentions),
        births=births(register, mentions),
        schools=_steps(rules.editions.get("school_years") or ()),
        wording=rules.wording,
    )


def formats_for(rules: Rules, register: Register, audience: str) -> tuple[str, ...]:
    """The endings of the files that an audience's editions are written as."""
    base = base_of(audience)
    chosen = register.formats.get(base) or register.formats.get("")
    own = rules.editions["audiences"][base].get("formats") or sorted(ALWAYS)
    return chosen or tuple(f".{one}" for one in FORMATS if one in own)


def _said(text: str, rules: Rules, dates: str, ages: str, names: str) -> str:
    """A paragraph of a foreword, true of the policies for dates, ages and names."""
    words = {
        "{dates}": ("dates_said", dates),
        "{ages}": ("ages_said", ages),
        "{names}": ("names_said", names),
    }
    for place, (key, policy) in words.items():
        text = text.replace(place, str((rules.editions.get(key) or {}).get(policy, "")))
    return text


def births(register: Register, mentions: Iterable[Mention]) -> frozenset[str]:
    """The dates of birth that the register or the drafts give, also without their year."""
    found = {value_of(entity.born) for entity in register.entities.values()}
    found |= {m.value for m in mentions if m.label == "DOB"}
    days = {value for value in found if as_day(value)}
    return frozenset(days | {f"-{value[4:]}" for value in days})


def _steps(rows: Any) -> list[tuple[int, str]]:
    """[(from, name)], ascending, of a list of mappings with `from` and `name`."""
    return sorted((int(row["from"]), str(row["name"])) for row in rows)
