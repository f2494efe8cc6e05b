"""What the text says of the people who are known so far: other names, roles, ages, by its pronouns the gender."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redact.link.bearers import are_two, likely_gender
from redact.link.by_pronoun import called_that, pronouns_behind, same_by_pronoun
from redact.link.cast import Cast
from redact.link.kinds import is_guess, standing_for_somebody
from redact.link.people import household_of, same_again
from redact.link.roles import heads_review, stated_roles
from redact.link.stated import Drafts, are_initials, identified, is_maiden, same_by_word
from redact.model import Mention
from redact.names import fold, take_apart


def _same_by_word(mentions: Sequence[Mention], chosen: dict[int, str], cast: Cast, drafts: Drafts) -> None:
    """Give people the other names that the text states for them; two entities may turn out to be one."""
    people = [
        at for at, m in standing_for_somebody(mentions) if m.label == "PERSON" and not household_of(m, cast)
    ]
    words = [at for at, m in standing_for_somebody(mentions) if is_guess(m) and " " not in m.text]
    both = sorted({*people, *words})
    stated = [
        *same_by_word(mentions, people, drafts, cast.rules),
        *same_by_pronoun(
            mentions, both, chosen, drafts, cast.rules, lambda entity: likely_gender(entity, cast)
        ),
        *called_that(mentions, both, drafts),
        *(
            pair
            for pair in identified(mentions, people, drafts)
            if not _has_whole_name(chosen.get(pair[0]), cast)
        ),
    ]
    for first, second in stated:
        one, other = chosen.get(first), chosen.get(second)
        if not other and _is_equal(first, second, mentions, drafts):
            other = _by_initials(one, mentions[second], cast)
        if not one or one == other:
            continue
        if other and cast.entities[other].listed:
            one, other = other, one
        if other and (cast.entities[other].listed or are_two(one, other, cast)):
            continue
        if other:
            cast.absorb(one, other)
            chosen |= {at: one for at, entity in chosen.items() if entity == other}
        else:
            _call(one, second, mentions, cast, drafts)
            chosen[second] = one


def _has_whole_name(entity: str | None, cast: Cast) -> bool:
    """Whether somebody is known by first name and surname: 'Ann was Tom Bell.' stands in a rota, and Ann is Ann Roe."""
    names = cast.entities[entity].names if entity else ()
    return any(len(take_apart(name, cast.rules).words) > 1 for name in names)


def _is_equal(first: int, second: int, mentions: Sequence[Mention], drafts: Drafts) -> bool:
    """Whether '=' stands between two mentions."""
    one, other = mentions[first], mentions[second]
    return drafts.documents[one.document].text[one.span.end : other.span.start].endswith("= ")


def _by_initials(entity: str | None, mention: Mention, cast: Cast) -> str | None:
    """The one other person of somebody's first name whose initials a mention has; None without one."""
    bearers = _bear(mention.text, cast) - {entity}
    given = [take_apart(cast.entities[e].name, cast.rules).given[:1] for e in (entity, *bearers) if e]
    return bearers.pop() if len(bearers) == 1 and len(given) == 2 and given[0] == given[1] else None


def _call(entity: str, second: int, mentions: Sequence[Mention], cast: Cast, drafts: Drafts) -> None:
    """Add the name that stands alone as another name of the entity; a maiden name with the given name too."""
    mention = mentions[second]
    name = re.sub(r"(?i)^n[ée]e\s", "", mention.text)
    before = drafts.documents[mention.document].text[max(0, mention.span.start - 20) : mention.span.start]
    given = take_apart(cast.entities[entity].name, cast.rules).given[:1]
    cast.call(entity, name)
    after = drafts.documents[mention.document].text[mention.span.end : mention.span.end + 10]
    from_then = re.match(
        r"\s(?:from|since|after)\s", after
    )  # a key that says 'JM = Jane Doe' holds for all of it
    if from_then and are_initials(name) and _bear(name, cast) - {entity}:
        _ask_of(name, mentions, second, cast)
    if is_maiden(before, mention.text) and given and " " not in name.strip():
        cast.call(entity, f"{given[0]} {name}")


def _bear(initials: str, cast: Cast) -> set[str]:
    """People who have these initials."""
    return {e for e in cast.by_form.get(fold(initials), {}) if cast.is_one_person(e)}


def _ask_of(initials: str, mentions: Sequence[Mention], but: int, cast: Cast) -> None:
    """Have somebody asked about initials that the text gives to one person and that another has by name."""
    alike = (m for at, m in enumerate(mentions) if at != but and fold(m.text) == fold(initials))
    cast.unsure.update((m.document, m.span.start) for m in alike)


def learn(mentions: Sequence[Mention], chosen: dict[int, str], cast: Cast, drafts: Drafts) -> None:
    """What the text says of the people so far: other names, roles, and by its pronouns the gender.

    Pronouns behind a whole name are met in both rounds, and so weigh twice.
    """
    _same_by_word(mentions, chosen, cast, drafts)
    _join_again(chosen, cast)
    people = [at for at in chosen if mentions[at].label == "PERSON"]
    stated = stated_roles(((chosen[at], mentions[at]) for at in people), drafts, cast.rules)
    cast.stated = stated | cast.stated  # what stands beside whole names counts for more
    if not cast.subject:
        named = {chosen[at] for at in people if heads_review(mentions[at], drafts)}
        cast.stated |= {entity: "subject" for entity in named if len(named) == 1}
    for at in people:
        cast.ages[chosen[at]].update(cast.said(mentions[at]) & {"child", "adult"})
    for at, gender in pronouns_behind(mentions, people, drafts):
        cast.pronouns[chosen[at]][gender] += 1


def _join_again(chosen: dict[int, str], cast: Cast) -> None:
    """People who turn out to be somebody else by a name learnt since: 'Jane Roe' once Jane Doe is 'née Roe'."""
    for entity in [e for e, found in cast.entities.items() if found.label == "PERSON" and not found.listed]:
        bearers = same_again(entity, cast) if entity in cast.entities else set()
        if len(bearers) == 1 and not are_two(next(iter(bearers)), entity, cast):
            kept = bearers.pop()
            cast.absorb(kept, entity)
            chosen |= {at: kept for at, now in chosen.items() if now == entity}
