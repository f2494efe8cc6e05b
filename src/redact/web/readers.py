"""Copies for one reader each: what is withheld from whom and why, opening and withholding, and copies side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from redact.errors import RedactError
from redact.model import Recipient, Register
from redact.policies import reason_mark
from redact.prepared import Prepared
from redact.recipients.chosen import place_of
from redact.recipients.compared import Difference, changes, changes_for_all, differences, names_apart, said
from redact.recipients.doubts import Left, left_out
from redact.recipients.numbering import marked, numbers
from redact.recipients.registered import SIDES, UNSURE
from redact.recipients.shown import rows, settled
from redact.revising import checked, held, plain
from redact.web.frame import page, sitting_of, state_of, with_form
from redact.web.opening import with_choice, with_published, with_recipient
from redact.web.registering import look

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State


#: What a button says that leaves a passage withheld; behind it the reason for which a rule withheld it.
STAYS = "stays:"
#: Whose editions change where something is taken out for one reader's sake.
FOR_ALL = "every edition for many readers (publication, family)"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the case, and what one copy does with what is told of them."""

    id: str
    name: str
    label: str
    reason: str  # why their part is withheld; '' where it is not
    by: str  # 'rule', 'a person', or '' where the copy tells it
    listed: bool = True  # in register.yaml, where alone a person's part is opened or withheld


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one copy."""

    name: str
    appears: tuple[Difference, ...]
    disappears: tuple[Difference, ...]
    renamed: tuple[Difference, ...]  # withheld before and after, for another reason


def routes() -> list[Route]:
    """One copy at a time, changing it, and several side by side."""
    from starlette.routing import Route

    return [
        Route("/recipients", recipients, methods=["GET"]),
        Route("/recipients", with_form(changed), methods=["POST"]),
        Route("/recipients/differences", compared, methods=["GET"]),
    ]


def recipients(request: Request) -> Response:
    """What the copy for one reader withholds."""
    now = held(sitting_of(request).case)
    told = "Saved. The drafts are being looked through with it." if "saved" in request.query_params else ""
    return _shown(
        request, state_of(request), now.text, now.digest, request.query_params.get("who", ""), told=told
    )


def changed(request: Request, form: FormData) -> Response:
    """What a button would change: in register.yaml, and in the copies; nothing is saved."""
    sitting, state = sitting_of(request), state_of(request)
    text = plain(str(form.get("base", form.get("text", ""))))
    digest, who = str(form.get("digest", "")), str(form.get("who", ""))
    does, _, what = str(form.get("does", "")).partition("|")
    try:
        before = checked(sitting.case, sitting.rules, text)
        if does == "new":
            new = with_recipient(text, {str(k): str(v) for k, v in form.items()})
        elif does in {"open", "close", "withhold", "free"}:
            given = what or str(form.get("person", ""))
            new = with_choice(text, before.recipients, who, does, given, str(form.get("reason", "")))
        elif does.startswith(STAYS):
            new = with_choice(text, before.recipients, who, "withhold", what, does.removeprefix(STAYS))
        elif does == "published":
            new = with_published(text, before.recipients, who, what)
        elif does == "passage":
            given = marked(state.prepared, " ".join(str(form.get("place", "")).split()))
            new = with_choice(text, before.recipients, who, "withhold", given, str(form.get("reason", "")))
        else:  # back from the page that shows what changes
            return _shown(request, state, text, digest, who)
        after = checked(sitting.case, sitting.rules, new)
        found = list(_effects(state.prepared, sitting.case, sitting.rules, after))
        return look(
            request, new, digest, back="/recipients", effects=found, prepared=state.prepared, said=said
        )
    except RedactError as error:
        return _shown(
            request, state, text, digest, who, 422, why=str(error), place=str(form.get("place", ""))
        )


def _effects(prepared: Prepared, case: Any, rules: Any, after: Register) -> Iterator[Effect]:
    """What each copy would have and have no longer, against what is on the disk."""
    before = checked(case, rules, held(case).text)
    for recipient, found in changes(prepared, before, after):
        yield Effect(
            recipient.name,
            tuple(each for each in found if each.reasons[0] and not each.reasons[1]),
            tuple(each for each in found if not each.reasons[0] and each.reasons[1]),
            tuple(each for each in found if all(each.reasons)),
        )
    if found := changes_for_all(prepared, before, after):
        yield Effect(
            FOR_ALL,
            tuple(each for each in found if not each.reasons[1]),
            tuple(each for each in found if not each.reasons[0]),
            (),
        )


def compared(request: Request) -> Response:
    """Where copies are not alike, as a table with a column for each."""
    prepared = state_of(request).prepared
    known = prepared.register.recipients
    asked = request.query_params.getlist("who")
    wanted = [one for one in known if one.id in asked] if len(asked) > 1 else list(known[:2])
    found = differences(prepared, wanted) if len(wanted) > 1 else []
    return page(
        request,
        "differences",
        known=known,
        wanted=wanted,
        found=found,
        called=names_apart(prepared, wanted),
        said=lambda reason: said(prepared, reason),
    )


def _shown(
    request: Request,
    state: State,
    text: str,
    digest: str,
    who: str,
    status: int = 200,
    *,
    why: str = "",
    told: str = "",
    place: str = "",
) -> Response:
    """One copy as the text of a register makes it."""
    sitting = sitting_of(request)
    prepared = state.prepared
    values: dict[str, Any] = {"one": None, "people": (), "withheld": (), "asked": (), "held": 0, "kept": (), "wish": ()}
    known: Sequence[Recipient] = ()
    try:
        register = checked(sitting.case, sitting.rules, text)
        prepared, known = replace(prepared, register=register), register.recipients
        one = next((each for each in known if each.id == who), known[0] if known else None)
        values |= _of_one(prepared, one) if one else {}
    except RedactError as error:
        why = why or str(error)
    return page(
        request,
        "recipients",
        status,
        **values,
        known=known,
        text=text,
        digest=digest,
        why=why,
        told=told,
        place=place,
        unsaved=text != held(sitting.case).text,
        sides=SIDES,
        reasons=sitting.rules.editions["reasons"],
        mark=lambda reason: reason_mark(sitting.rules, "withheld", reason),
        numbered=place_of,
        listed=[e for e in prepared.register.entities.values() if e.label == "PERSON"],
    )


def _of_one(prepared: Prepared, one: Recipient) -> dict[str, Any]:
    left = left_out(prepared, one)
    found = list(rows(prepared, one, left))
    people = list(_people(prepared, one, left))
    return {
        "one": one,
        "people": people,
        "withheld": found,
        "published": Counter(row["reason"] for row in settled(found) if row["published"]),
        "asked": left.doubts,
        "held": sum(len(doubt.places) for doubt in left.doubts if doubt.reason == UNSURE),
        "kept": list(_kept(prepared, left)),
        "wish": [
            (what, reason, next((p.name for p in people if p.id == what), ""))
            for what, reason in one.withhold
        ],
    }


def _people(prepared: Prepared, one: Recipient, left: Left) -> Iterator[Person]:
    """Everybody of the register, and those of the drafts whose part is withheld; these first."""
    reader = left.reader
    decided, listed = {what for what, _ in one.withhold}, prepared.register.entities
    everybody = [
        e
        for e in prepared.reviewed.entities.values()
        if e.label == "PERSON" and (e.id in listed or (e.id in reader.reasons and e.id in prepared.key))
    ]
    for entity in sorted(everybody, key=lambda e: (e.id not in reader.reasons, e.id not in one.show)):
        reason = reader.reasons.get(entity.id, "")
        by = ("a person" if entity.id in decided else "rule") if reason else ""
        yield Person(entity.id, entity.name, prepared.key.get(entity.id, ""), reason, by, entity.id in listed)


def _kept(prepared: Prepared, left: Left) -> Iterator[tuple[str, str]]:
    """The numbered sentences that the copy prints, by what `withhold` calls them, with their words as drafted."""
    texts = {d.name: d for d in prepared.documents}
    for (document, span), name in numbers(prepared):
        if not any(w.document == document and w.span.covers(span) for w in left.withheld):
            yield name, texts[document].of(span)
