"""Where one candidate only stands on the panel's list, which is incomplete: when that is enough, and when not."""

from __future__ import annotations

from redact.link.bearers import gender_of_title, likely_gender, most_pronouns
from redact.link.cast import Cast, folded_titles
from redact.link.pending import Open
from redact.link.stated import are_initials
from redact.model import Mention
from redact.names import NameParts, fold

#: Characters within which a full name counts as near, where the panel has listed one candidate only.
NEAR = 300


def listed_initials(one: Open, cast: Cast) -> str:
    """By initials of several, the one whom the panel has listed, named no less often than any other."""
    listed = [c for c in one.candidates if cast.entities[c].listed]
    if len(listed) != 1 or not (
        are_initials(one.mention.text) or (_has_initial(one.parts) and not one.parts.title)
    ):
        return ""
    return listed[0] if all(cast.often(c) <= cast.often(listed[0]) for c in one.candidates) else ""


def only_listed(one: Open, cast: Cast) -> str:
    """The one candidate whom the panel has listed, unless another one's full name stands near by; else ''.

    'Mr Doe' is the listed Mr Doe, and not his brother who is named in full when he is meant.
    """
    if not one_is_listed(one, cast):
        return ""
    listed = {c for c in one.candidates if cast.entities[c].listed}
    if are_initials(one.mention.text) or _has_initial(one.parts) or _other_title(one, cast):
        return ""  # the list is incomplete: letters that fit two say nothing
    if most_say(one, next(iter(listed)), cast) or _same_title(one, listed, cast):
        return ""
    near = {c for c in one.candidates if _stands_within(c, one.mention, cast)}
    return "" if near - listed and not near & listed else next(iter(listed))


def _has_initial(parts: NameParts) -> bool:
    return bool(parts.given) and all(len(name.strip(".")) == 1 for name in parts.given)


def _other_title(one: Open, cast: Cast) -> bool:
    """Whether somebody of the surname is Mr and somebody Mrs, and nothing tells which of them is the listed one."""
    said = {
        gender_of_title(NameParts(t, (), ""), cast.rules)
        for (_, name), all_ in cast.titled.items()
        if name == fold(one.parts.family)
        for t in all_
    }
    listed = next(c for c in one.candidates if cast.entities[c].listed)
    known = likely_gender(listed, cast)
    own = gender_of_title(one.parts, cast.rules)
    return bool(own and known and own != known) or (
        bool(one.parts.title) and {"male", "female"} <= said and not known
    )


def _same_title(one: Open, listed: set[str], cast: Cast) -> bool:
    """Whether somebody unlisted is written with this title too, other than Mr or Ms: 'Dr Doe' of the ward and of the surgery."""
    titles = set(folded_titles(one.parts)) - {"mr", "mrs", "ms", "miss"}
    return any(titles & set(cast.titles[c]) for c in one.candidates - listed)


def most_say(one: Open, entity: str, cast: Cast) -> bool:
    """Whether most pronouns behind somebody's name contradict the title."""
    said, most = gender_of_title(one.parts, cast.rules), most_pronouns(entity, cast)
    return bool(said and most and said != most)


def one_is_listed(one: Open, cast: Cast) -> bool:
    """Whether the panel has listed exactly one of the candidates."""
    return sum(cast.entities[c].listed for c in one.candidates) == 1


def _stands_within(entity: str, mention: Mention, cast: Cast) -> bool:
    return any(abs(at - mention.span.start) < NEAR for at in cast.stands.get((entity, mention.document), ()))
