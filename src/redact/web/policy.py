"""The policies of each audience, and what they do to the words of this case; each other choice beside them.

Nothing is changed here: `dates:` and `ages:` stand in register.yaml, and the page says which two lines
would go there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from redact.effects import CHOICES, Example, chosen, effects
from redact.policies import audiences, editions_policy
from redact.redaction import NEVER_EXACT, Policy
from redact.web.frame import page, state_of
from redact.web.places import InPlace, Places

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.model import Entity
    from redact.prepared import Prepared

#: What each kind of thing is called; others by the mark that is printed in their place.
KINDS = {
    "PERSON": "Names of people",
    "PLACE": "Names of places",
    "SCHOOL": "Names of schools and nurseries",
    "HEALTH_SITE": "Names of hospitals, surgeries and clinics",
    "ORG": "Names of organisations",
    "ADDRESS": "Addresses",
    "DATE": "Dates",
    "DOB": "Dates of birth",
    "TIME": "Times of day",
    "AGE": "Ages and classes at school",
    "QUASI": "Details that may identify together",
    "GENDER": "Words that tell a gender",
}
PAIRS = 3  # names with their labels that are shown of each kind


@dataclass(frozen=True, slots=True)
class Shown:
    """Examples of one label as a table: the choice that holds first, then the others."""

    label: str
    title: str
    said: str
    choices: tuple[str, ...]
    rows: tuple[tuple[InPlace, Example], ...]


@dataclass(frozen=True, slots=True)
class Treated:
    """What becomes of one kind of thing."""

    title: str
    count: int
    done: str
    mark: str
    pairs: tuple[tuple[str, str], ...]  # name, and what is printed for it


@dataclass(frozen=True, slots=True)
class Group:
    """Audiences whose editions are treated alike."""

    audiences: tuple[str, ...]
    dates: str
    ages: str
    day_one: str
    names: str
    tables: tuple[Shown, ...]
    treated: tuple[Treated, ...]


def routes() -> list[Route]:
    """The page of policies."""
    from starlette.routing import Route

    return [Route("/policy", policy)]


def policy(request: Request) -> Response:
    """What is done for each audience, and two lines for register.yaml."""
    prepared = state_of(request).prepared
    shown = groups(prepared)
    picked = {
        key: asked if (asked := request.query_params.get(key, "")) in CHOICES[label] else now
        for key, label, now in (("dates", "DATE", shown[0].dates), ("ages", "AGE", shown[0].ages))
    }
    return page(
        request,
        "policy",
        groups=shown,
        choices={"dates": CHOICES["DATE"], "ages": CHOICES["AGE"]},
        picked=picked,
        by_audience=not all(isinstance(c, str | None) for c in (prepared.register.dates, prepared.register.ages)),
    )  # fmt: skip


def groups(prepared: Prepared) -> list[Group]:
    """The audiences of rules/editions.yaml, those that are treated alike together."""
    alike: list[tuple[Policy, list[str]]] = []
    for audience in audiences(prepared.rules):
        own = editions_policy(prepared.rules, prepared.register, audience, prepared.reviewed.mentions)
        own = replace(own, audience="", foreword=(), family_tree=False)
        found = next((names for known, names in alike if known == own), None)
        if found is None:
            alike.append((own, [audience]))
        else:
            found.append(audience)
    return [_group(prepared, own, tuple(names)) for own, names in alike]


def _group(prepared: Prepared, own: Policy, names: tuple[str, ...]) -> Group:
    places, found = Places(prepared.documents), effects(prepared, own)
    day = own.index
    called = prepared.register.names or str(prepared.rules.naming.get("names", "labels"))
    return Group(
        names,
        own.dates["DATE"],
        own.ages,
        f"{day.day} {day:%B %Y}" if day else "",
        str((prepared.rules.editions.get("names_said") or {}).get(called, "")),
        tuple(
            Shown(
                label,
                KINDS[label],
                " ".join(_said(prepared, own, label)),
                _in_order(label, chosen(own, label)),
                tuple((places.of(example.mention, 45), example) for example in found[label]),
            )
            for label in CHOICES
        ),
        tuple(_treated(prepared, own)),
    )


def _in_order(label: str, now: str) -> tuple[str, ...]:
    return (now, *(choice for choice in CHOICES[label] if choice != now))


# In words ---------------------------------------------------------------------------------------------


def _said(prepared: Prepared, own: Policy, label: str) -> Iterator[str]:
    """What is done with one of the labels that a choice is about."""
    treatment = own.treatment(label)
    if treatment == "remove":
        yield f"Removed whatever is chosen; {own.mark(label)} is printed."
    elif treatment == "keep":
        yield "Left as they are, whatever is chosen: rules/editions.yaml says so for this audience."
    elif label == "AGE":
        yield f"In this edition {_words(prepared, 'ages_said', own.ages)}."
    elif label == "TIME":
        exact = own.dates["TIME"] == "exact"
        yield "Given as they are." if exact else "A time becomes a part of the day."
        yield "A time is given as it is where dates are exact, and becomes a part of the day under any other choice."
    elif label == "DOB":
        yield "A date of birth is never given in full."
        if not NEVER_EXACT.get(own.dates["DOB"], own.dates["DOB"]):
            yield f"{own.mark('DOB')} is printed."
    else:
        yield f"{_words(prepared, 'dates_said', own.dates['DATE'])}."
        yield f"What is not known so exactly stays coarser; what cannot be said so is replaced by {own.mark('DATE')}."


def _words(prepared: Prepared, table: str, choice: str) -> str:
    return str((prepared.rules.editions.get(table) or {}).get(choice, choice))


def _treated(prepared: Prepared, own: Policy) -> Iterator[Treated]:
    """Everything that rules/editions.yaml names or the drafts hold, in its order."""
    counts: dict[str, int] = {}
    for mention in prepared.reviewed.mentions:
        if mention.status != "keep":
            counts[mention.label] = counts.get(mention.label, 0) + 1
    held = sorted(label for label in counts if label not in own.treatments)
    for label in [*(one for one in own.treatments if one != "ID"), *held]:
        treatment = own.treatment(label)
        mark = own.mark(label) if treatment == "remove" else ""
        yield Treated(
            KINDS.get(label) or _by_mark(own, label),
            counts.get(label, 0),
            _done(prepared, label, treatment),
            mark,
            tuple(_pairs(prepared, label)) if treatment == "pseudonym" else (),
        )


def _by_mark(own: Policy, label: str) -> str:
    """'NHS number' of '[NHS number removed]'."""
    words = own.mark(label).strip("[]").removesuffix(" removed")
    return words[:1].upper() + words[1:]


def _done(prepared: Prepared, label: str, treatment: str) -> str:
    if label == "GENDER":
        hidden = [e for e in prepared.register.entities.values() if e.gender == "neutral"]
        whom = f"{len(hidden)} so far" if hidden else "nobody so far"
        if treatment == "keep":
            return f"Left as they are, also about people whom register.yaml marks gender: neutral ({whom})"
        return f"Made neutral about people whom register.yaml marks gender: neutral ({whom}), else left"
    if label == "QUASI" and treatment == "remove":
        return "Taken out, but where a reviewer gave other words"
    if label in CHOICES and treatment == "generalise":
        return "Made less exact, as the tables say"
    return {
        "keep": "Left as they are",
        "pseudonym": "A label instead, the same everywhere",
        "generalise": "Made less exact",
        "remove": "Taken out",
    }[treatment]


def _pairs(prepared: Prepared, label: str) -> Iterator[tuple[str, str]]:
    """The first few of a kind that the drafts mention, listed ones first."""
    known: list[Entity] = [
        e
        for e in prepared.reviewed.entities.values()
        if e.label == label and e.mentions and e.id in prepared.key
    ]
    for entity in sorted(known, key=lambda e: not e.listed)[:PAIRS]:
        yield entity.name, prepared.key[entity.id]
