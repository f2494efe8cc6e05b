"""What the panel chose for a case in register.yaml: drafts, policies, formats and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from redact.dates import as_day, value_of
from redact.register.fields import KEYS, Wrong, only, rows_of, text_of, texts_of
from redact.rules import Rules, formats_of
from redact.rules.roles import CHOICES

USES = ("publish", "source")
CONDITIONS = ("asked", "required")
SUMMARIES = ("none", "assemble")


def documents_of(data: Mapping[str, Any], wrong: Wrong) -> dict[str, Mapping[str, str]]:
    """By the file name of each draft its kind, and whether it is published or only a source."""
    rows = rows_of(data, "documents", (), wrong)
    found: dict[str, Mapping[str, str]] = {}
    for at, row in enumerate(rows):
        keys = ("documents", at)
        only(row, KEYS["documents"], keys, wrong)
        name = text_of(row, "file", keys, wrong)
        kind, use = text_of(row, "kind", keys, wrong), text_of(row, "use", keys, wrong) or "publish"
        if not name or name in found:
            raise wrong((*keys, "file"), "missing, or listed twice; give each draft once by its file name")
        if kind and not re.fullmatch(r"[a-z][a-z-]*", kind):
            raise wrong((*keys, "kind"), "use small letters and dashes, such as overview-report")
        if use not in USES:
            raise wrong((*keys, "use"), f"should be one of {', '.join(USES)}")
        found[name] = {"kind": kind, "use": use}
    return found


def names_of(data: Mapping[str, Any], wrong: Wrong) -> str:
    """Which system of pseudonyms the panel chose for this case; '' where it leaves that to the rules."""
    names = text_of(data, "names", (), wrong)
    if names not in {"", *CHOICES["names"]}:
        raise wrong(("names",), f"should be one of {', '.join(CHOICES['names'])}")
    return names


def conditions_of(data: Mapping[str, Any], wrong: Wrong) -> str:
    """Whether questions of the checklist without an answer refuse a signature and a release."""
    conditions = text_of(data, "conditions", (), wrong) or CONDITIONS[0]
    if conditions not in CONDITIONS:
        raise wrong(("conditions",), f"should be one of {', '.join(CONDITIONS)}")
    return conditions


def summary_of(data: Mapping[str, Any], wrong: Wrong) -> str:
    """Whether an executive summary is put together where no draft is one."""
    summary = text_of(data, "summary", (), wrong) or SUMMARIES[0]
    if summary not in SUMMARIES:
        raise wrong(("summary",), f"should be one of {', '.join(SUMMARIES)}")
    return summary


def labels_in_use_of(data: Mapping[str, Any], wrong: Wrong) -> tuple[str, ...]:
    """Pseudonyms that the partnership's other cases have."""
    return texts_of(data, "labels_in_use", (), wrong, "labels, such as [Child A, Child F]")


def policy_of(
    data: Mapping[str, Any], key: str, allowed: Iterable[str], names: set[str], wrong: Wrong
) -> Any:
    """A policy word, or a mapping by audience (and by label below it) to policy words."""
    value = data.get(key)
    if value is None:
        return None
    _check_policy(value, (key,), tuple(allowed), names | {"default"}, wrong)
    return value


def template_of(data: Mapping[str, Any], folder: Path, wrong: Wrong) -> str:
    """The name of a Word file beside the register; what it holds is looked at when it is used."""
    name = text_of(data, "template", (), wrong)
    if name and (re.search(r"[/\\:]", name) or not name.lower().endswith(".docx")):
        raise wrong(("template",), "should be the name of a .docx that lies beside register.yaml")
    if name and not (folder / name).is_file():
        raise wrong(("template",), "there is no such file beside register.yaml")
    return name


def formats_by_audience(data: Mapping[str, Any], rules: Rules, wrong: Wrong) -> dict[str, tuple[str, ...]]:
    """What editions are written as, for all audiences ('') or by audience."""
    value = data.get("formats")
    if value is None:
        return {}
    if not isinstance(value, dict):
        return {"": formats_of(value, partial(wrong, ("formats",)))}
    only(value, rules.editions["audiences"], ("formats",), wrong)
    return {
        audience: formats_of(given, partial(wrong, ("formats", audience)))
        for audience, given in value.items()
    }


def index_of(data: Mapping[str, Any], wrong: Wrong) -> str:
    """The day of the index event, which the policy 'relative' counts from."""
    index = text_of(data, "index", (), wrong)
    if index and not as_day(value_of(index)):
        raise wrong(("index",), "should be one full date, such as 2016-03-14")
    return index


def _check_policy(
    value: Any, keys: tuple[Any, ...], allowed: tuple[str, ...], names: set[str], wrong: Wrong
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


def family_tree_of(data: Mapping[str, Any], rules: Rules, wrong: Wrong) -> tuple[str, ...]:
    """The audiences whose overview report ends with the family tree."""
    return _known_audiences(data, "family_tree", rules, wrong)


def audiences_of(data: Mapping[str, Any], rules: Rules, wrong: Wrong) -> tuple[str, ...]:
    """The audiences whose editions are made where nobody asks for others."""
    return _known_audiences(data, "audiences", rules, wrong)


def _known_audiences(data: Mapping[str, Any], key: str, rules: Rules, wrong: Wrong) -> tuple[str, ...]:
    known = rules.editions["audiences"]
    value = texts_of(data, key, (), wrong, f"audiences, out of {', '.join(known)}")
    if not set(value) <= set(known):
        raise wrong((key,), f"should be a list of audiences, out of {', '.join(known)}")
    return value
