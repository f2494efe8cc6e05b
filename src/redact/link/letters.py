"""Whom a single letter stands for: whoever signs a message, the subject, or the one of the family whose name begins so.

Always asked about: a letter alone is never proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from redact.link.bearers import role_of
from redact.link.cast import Cast
from redact.link.custom import is_child, is_grown_kin
from redact.link.pending import Open
from redact.model import Mention
from redact.names import fold, take_apart

#: Who sends a message, on a line of its own.
SENDER = re.compile(r"^(?:From|Sender|Oddi wrth)(?::\s?|\t|\n)", re.MULTILINE | re.IGNORECASE)
#: What stands before and behind a letter below a message.
SIGNING = re.compile(
    r"(?:^|\n|[.!?,]\s|\b(?:[Tt]hanks|[Rr]egards|[Ll]ove|[Cc]heers|[Bb]est|[Dd]iolch)\s)(?:[–—-]\s?)?$"
)
SIGNED = re.compile(r"\.?(?:\s?[xX]{1,3})?\s*(?:\n|$)")


def is_letter(mention: Mention) -> bool:
    """Whether a mention of a person is a single letter."""
    return mention.label == "PERSON" and len(mention.text.strip(" .")) == 1


def begins_so(mention: Mention, cast: Cast) -> Iterator[str]:
    """People of the document, and the subject, whose first name begins with the letter that a mention is."""
    letter = fold(mention.text.strip(" ."))
    for entity, found in cast.somebodies.items():
        there = entity == cast.child or (entity, mention.document) in cast.stands
        if there and any(name[0] == letter for name in _given(found.names, cast)):
            yield entity


def _given(names: tuple[str, ...], cast: Cast) -> Iterator[str]:
    for parts in (take_apart(name, cast.rules) for name in names):
        yield from (fold(given) for given in parts.given[:1] if given[0].isupper())


def by_letter(
    opens: Sequence[Open], chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> dict[int, str]:
    """The likely bearer of each open letter, by index; those that several may be are left out."""
    senders = _senders(chosen, mentions, cast) if opens else {}
    found = {
        one.at: _sender(one, senders.get(one.mention.document, ()), cast) or _foremost(one, cast)
        for one in opens
    }
    return {at: who for at, who in found.items() if who}


def _senders(
    chosen: Mapping[int, str], mentions: Sequence[Mention], cast: Cast
) -> dict[str, tuple[tuple[int, str], ...]]:
    """Where messages begin in each draft, and who sends each; '' where that is not known."""
    assert cast.drafts
    people: dict[str, list[tuple[int, str]]] = {}
    for at, entity in chosen.items():
        if mentions[at].label == "PERSON" and entity in cast.entities:
            people.setdefault(mentions[at].document, []).append((mentions[at].span.start, entity))
    found = {}
    for name, document in cast.drafts.documents.items():
        rows = []
        for match in SENDER.finditer(document.text):
            end = document.text.find("\n", match.end())
            within = sorted(
                row
                for row in people.get(name, ())
                if match.end() <= row[0] < (end if end >= 0 else row[0] + 1)
            )
            rows.append((match.start(), within[0][1] if within else ""))
        found[name] = tuple(rows)
    return found


def _sender(one: Open, senders: Sequence[tuple[int, str]], cast: Cast) -> str:
    """Who sends the message that a letter signs, if the name begins so."""
    assert cast.drafts
    before, after = cast.drafts.around(one.mention)
    if not (SIGNING.search(before) and SIGNED.match(after)):
        return ""
    last = [who for at, who in senders if at < one.mention.span.start][-1:]
    return last[0] if last and last[0] in one.candidates else ""


def _foremost(one: Open, cast: Cast) -> str:
    """The subject where no other child has the letter; else the only one of the family, or the only one at all."""
    family = {c for c in one.candidates if c == cast.child or _is_of_family(c, cast)}
    if cast.child in family and all(c == cast.child or is_grown_kin(c, cast) for c in family):
        return cast.child
    return next(iter(family or one.candidates)) if len(family or one.candidates) == 1 else ""


def _is_of_family(entity: str, cast: Cast) -> bool:
    """Whether somebody is a child or of kin, or nothing is known of whom a log may mean."""
    role = fold(role_of(entity, cast))
    words = set(re.findall(r"[a-z]+", role))
    return not role or is_child(entity, cast) or bool(words & cast.rules.list("kinship"))
