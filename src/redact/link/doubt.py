"""What was linked by one candidate only and is asked about all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redact.link.against import is_likely_only
from redact.link.alike import sounds_the_same
from redact.link.bearers import is_elder_unsaid, is_known_as, namesakes, of_another_age
from redact.link.births import born_otherwise
from redact.link.cast import AMBIGUOUS, HOUSEHOLD, Cast, folded_titles, words_of
from redact.link.people import name_of
from redact.link.ties import is_tied_otherwise
from redact.model import Mention
from redact.names import fold, folded_list, take_apart


def doubts(mentions: Sequence[Mention], chosen: Mapping[int, str], cast: Cast) -> dict[int, frozenset[str]]:
    """The mentions whose bearer is likely only, by index, and whom else each may mean: itself where nobody is known."""
    found, others_born = {}, born_otherwise(mentions, chosen, cast)
    for at, entity in chosen.items():
        mention = mentions[at]
        others = frozenset() if cast.said(mention) else namesakes(mention, entity, cast)
        others |= _not_misspelt(mention, entity, cast)
        if others or at in others_born or _is_doubtful(mention, entity, cast):
            found[at] = others or frozenset({entity})
    return found


def _not_misspelt(mention: Mention, entity: str, cast: Cast) -> frozenset[str]:
    """People whose names are so near to this one that somebody is asked, though something speaks against each."""
    against = cast.against.get((mention.document, mention.span.start), set())
    unlike = cast.unlike.get((mention.document, mention.span.start), set()) & cast.entities.keys()
    known = unlike | {
        c for c in against if c in cast.entities and (cast.entities[c].listed or c == cast.child)
    }
    return frozenset(known - {entity})


def _is_doubtful(mention: Mention, entity: str, cast: Cast) -> bool:
    return (
        of_another_age(mention, entity, cast)
        or is_elder_unsaid(mention, entity, cast)
        or is_tied_otherwise(mention, entity, cast)
        or _is_short_of_body(mention, entity, cast)
        or _is_one_of_a_couple(mention, entity, cast)
        or _is_heard_alike(mention, entity, cast)
        or _is_titled_otherwise(mention, entity, cast)
        or (mention.document, mention.span.start) in cast.unsure
        or (mention.document, fold(mention.text)) in cast.unsure_forms
        or is_likely_only(mention, entity, cast)
    )


#: Titles that anybody may bear beside another: they say nothing of work.
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx"})


def _is_titled_otherwise(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether 'Mr Doe' was taken for 'Dr Doe', or 'Sgt Doe' for 'PC Doe', of whom nothing but the surname is known."""
    parts = name_of(mention, cast) if mention.label == "PERSON" else None
    names = [take_apart(name, cast.rules) for name in cast.entities[entity].names]
    if not parts or not parts.title or len(parts.words) != 1 or any(len(name.words) > 1 for name in names):
        return False
    ours, theirs = set(folded_titles(parts)), {t for name in names for t in folded_titles(name)}
    return bool(theirs) and not ours & theirs and not (ours | theirs) <= COURTESY


def _is_heard_alike(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether a first name was taken for another one that sounds the same: 'Veronika' for 'Weronika'."""
    names = folded_list("first-names", cast.rules)
    words = words_of(mention.text, cast.rules)
    if mention.label != "PERSON" or not words or words[0] not in names or mention.status == "keep":
        return False
    theirs = {word for name in cast.entities[entity].names for word in words_of(name, cast.rules)}
    return words[0] not in theirs and any(
        sounds_the_same(words[0], word, cast.rules) and word in names for word in theirs
    )


def _is_one_of_a_couple(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether 'Mrs Doe' was taken for the one Doe who is named, where the text has 'Mr and Mrs Doe' and nobody says which."""
    parts = name_of(mention, cast)
    alone = fold(parts.family) in cast.couples and not parts.given and parts.title
    role = cast.entities[entity].role
    return bool(alone) and role not in {HOUSEHOLD, AMBIGUOUS} and not is_known_as(parts, entity, cast)


def _is_short_of_body(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether one word that reads as somebody's name was taken for the short name of a body: 'Turnstone'."""
    body = cast.entities[entity].label != "PERSON" and mention.label == "PERSON"
    return body and " " not in mention.text.strip() and not mention.text.isupper()
