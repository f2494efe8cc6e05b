"""`recipients:` of register.yaml as buttons: what each of them makes of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from redact.amending import Quoted, add, data_of, put
from redact.errors import RulesError
from redact.model import Recipient
from redact.recipients.chosen import place_of
from redact.recipients.registered import DECIDED, PARAGRAPH, SHOWN, WITHHELD

Withheld = Sequence[tuple[str, str]]


def with_choice(
    text: str, recipients: Sequence[Recipient], who: str, does: str, what: str, reason: str
) -> str:
    """The text where one recipient's copy *does* something with a person or a paragraph.

    'open' a person's part or a passage, 'close' it again (the rules decide), 'withhold' a person or a paragraph for
    a reason, 'free' one that a person withheld. Several passages stand with a bar between them: '3.4:1|3.4:2'; each takes the place of what was said of
    that sentence before.

    Raises:
        RulesError: there is no such recipient, or nothing was named.
    """
    at = next((n for n, each in enumerate(recipients) if each.id == who), -1)
    if at < 0:
        raise RulesError("there is no such recipient in register.yaml any more")
    if not what:
        raise RulesError("say who, or which paragraph: 3.14, or 3.14:2 for its second sentence")
    each_what = list(dict.fromkeys(what.split("|")))
    withheld = [
        one for one in recipients[at].withhold if not any(_is_same(one[0], what) for what in each_what)
    ]
    shown = [one for one in recipients[at].show if not any(_is_same(one, what) for what in each_what)]
    if does == "open":
        shown += each_what
    elif does == "withhold":
        withheld += [(one, reason or DECIDED) for one in each_what]
    elif does not in {"close", "free"}:
        return text
    text = _put(text, at, "show", list(recipients[at].show), shown, list(map(_named, shown)))
    return _put(text, at, "withhold", list(recipients[at].withhold), withheld, list(map(_written, withheld)))


def _is_same(one: str, other: str) -> bool:
    """Whether two entries are of one place: with one number, and one mark if both have any."""
    alike = place_of(one) == place_of(other)
    return alike and (one == other or "#" not in one or "#" not in other)


#: Answers to what is withheld from one reader and printed for everybody, as `published` of the register has them.
ANSWERS: Mapping[str, Mapping[str, str] | str] = {
    "advised": {"source": WITHHELD, "health": WITHHELD, "third party": SHOWN, "other family": SHOWN},
    "shown": SHOWN,
    "withheld": WITHHELD,
    "nothing": {},
}


def with_published(text: str, recipients: Sequence[Recipient], who: str, answer: str) -> str:
    """The text with one of the ANSWERS for one recipient's copy.

    Raises:
        RulesError: there is no such recipient, or no such answer.
    """
    at = next((n for n, each in enumerate(recipients) if each.id == who), -1)
    if at < 0 or answer not in ANSWERS:
        raise RulesError("there is no such recipient in register.yaml any more, or no such answer")
    return put(text, ("recipients", at, "published"), ANSWERS[answer])


def _put(text: str, at: int, key: str, before: list[Any], after: list[Any], value: list[Any]) -> str:
    return text if before == after else put(text, ("recipients", at, key), value)


def _named(what: str) -> str:
    """A person's id as it is, a paragraph in quotes: 3.10 would be a number."""
    return Quoted(what) if PARAGRAPH.fullmatch(what) else what


def _written(row: tuple[str, str]) -> str | Mapping[str, str]:
    """An entry of `withhold` as a person would write it."""
    what, reason = row
    named = _named(what)
    return named if reason == DECIDED else {"what": named, "reason": reason}


def with_recipient(text: str, form: Mapping[str, str]) -> str:
    """The text with one more recipient, by the fields of a form; what is not filled in is left out.

    Raises:
        RulesError: there is one of that id, or none was given.
    """
    given = {key: " ".join(form.get(f"new.{key}", "").split()) for key in ("id", "for", "side", "reference")}
    rows = data_of(text).get("recipients") or []
    if not given["id"]:
        raise RulesError("give the new copy a short name, such as mother")
    if any(isinstance(row, dict) and row.get("id") == given["id"] for row in rows):
        raise RulesError(f"there is a copy for {given['id']} already")
    return add(text, "recipients", {key: value for key, value in given.items() if value})
