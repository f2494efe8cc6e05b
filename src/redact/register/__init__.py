"""register.yaml: the panel's cast list and choices, read and checked, never written.

What is wrong there is said with file, line and key before any draft is read.
A misspelt key that was silently ignored could leave a person unnamed in the list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from redact.dates import POLICIES
from redact.model import Entity, Register
from redact.recipients.registered import read_rows, require_quoted
from redact.register.allowed import PLACES_TO_STAND, allowed_words
from redact.register.choices import (
    audiences_of,
    conditions_of,
    documents_of,
    family_tree_of,
    formats_by_audience,
    index_of,
    labels_in_use_of,
    names_of,
    policy_of,
    summary_of,
    template_of,
)
from redact.register.entries import check_ids, check_pseudonyms, entities_of
from redact.register.fields import KEYS, Wrong, only, text_of
from redact.register.relations import relations_of
from redact.rules import LABELS, Rules
from redact.rules.lined import line_in, parse_yaml, read_text

__all__ = ["PLACES_TO_STAND", "policy_for", "read_register", "register_of"]


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
    wrong = Wrong(path, lambda keys: line_in(root, keys))
    require_quoted(text, path)
    data = {} if data is None else data
    only(data, KEYS[""], (), wrong)
    entities = entities_of(data, rules, wrong)
    check_ids(entities, data, rules, wrong)
    check_pseudonyms(entities, data, rules, wrong)
    return Register(
        case=text_of(data, "case", (), wrong),
        subject=_subject(data, entities, wrong),
        entities=entities,
        allow=tuple(allowed_words(data, entities, rules, wrong)),
        documents=documents_of(data, wrong),
        dates=policy_of(
            data, "dates", POLICIES, {"DATE", "DOB", "TIME", *rules.editions["audiences"]}, wrong
        ),
        index=index_of(data, wrong),
        ages=policy_of(data, "ages", ("exact", "band"), {"AGE", *rules.editions["audiences"]}, wrong),
        names=names_of(data, wrong),
        labels_in_use=labels_in_use_of(data, wrong),
        digest=digest,
        relations=tuple(relations_of(data, entities, wrong)),
        family_tree=family_tree_of(data, rules, wrong),
        template=template_of(data, path.parent, wrong),
        formats=formats_by_audience(data, rules, wrong),
        recipients=read_rows(data, entities, rules, wrong),
        summary=summary_of(data, wrong),
        conditions=conditions_of(data, wrong),
        audiences=audiences_of(data, rules, wrong),
    )


def _subject(data: Mapping[str, Any], entities: Mapping[str, Entity], wrong: Wrong) -> str:
    subject = text_of(data, "subject", (), wrong)
    if subject and getattr(entities.get(subject), "label", "") != "PERSON":
        raise wrong(("subject",), "should be the id of a person of this register, such as p1")
    return subject


def policy_for(choice: Any, audience: str, label: str, default: str) -> str:
    """The policy word of a register's `dates:` or `ages:` for *audience* and *label*.

    A mapping may be by audience, by label, or by audience and then by label.
    """
    for key in (audience, label):
        if isinstance(choice, Mapping):
            choice = choice.get(key, choice.get("default") if not set(choice) & LABELS else choice)
    return choice if isinstance(choice, str) else default
