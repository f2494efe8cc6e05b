"""The family as an audience sees it: pseudonyms only, dates by its policy, and no free text of anybody's.

In an edition only those are drawn whom its own text mentions: a tree must not
tell of a child of whom the report says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from redact.dates import render_date, value_of
from redact.family import Family
from redact.family.drawing import Picture, Words, draw
from redact.model import Block, Edition, Relation, Span
from redact.redaction import Policy

HEADING = "The family"
#: Fewer relatives than this need no tree.
FEWEST = 3


def with_tree(edition: Edition, family: Family, labels: Mapping[str, str], policy: Policy) -> Edition:
    """The edition with a section at its end: the family in words, and the tree."""
    seen = family_in(edition, family, labels)
    if not can_be_drawn(seen):
        return edition
    lists = below_tree(seen, labels, policy)
    drawn = picture_of(seen, labels)
    text, blocks = edition.text, list(edition.blocks)
    for words in (
        HEADING,
        drawn.words,
        *(f"{each.heading}: {'; '.join(each.lines)}." for each in lists if each.lines),
    ):
        kind, level = ("heading", 1) if words == HEADING else ("paragraph", 0)
        blocks.append(Block(Span(len(text) + 1, len(text) + 1 + len(words)), kind, level))
        text = f"{text}\n{words}"
    return replace(
        edition,
        text=text,
        blocks=tuple(blocks),
        picture=drawn.svg,
        picture_in_words=f"{drawn.title}. {drawn.words}",
    )


def tree_in_place(
    edition: Edition, family: Family, labels: Mapping[str, str], name: str
) -> tuple[str, str] | None:
    """The tree of those whom the edition mentions, for the place of a picture, and all of it in words.

    *name* leads the ids in the drawing, of which a page may have several. None where too few are mentioned.
    """
    seen = family_in(edition, family, labels)
    if not can_be_drawn(seen):
        return None
    drawn = picture_of(seen, labels)
    return drawn.svg.replace("family-title", f"{name}-title").replace(
        "family-description", f"{name}-description"
    ), f"{drawn.title}. {drawn.words}"


def family_in(edition: Edition, family: Family, labels: Mapping[str, str]) -> Family:
    """The part of the family whom the edition's own text mentions."""
    return family.among({r.entity for r in edition.replacements} & set(labels))


def can_be_drawn(family: Family) -> bool:
    """Whether there is somebody to draw a tree of, and relatives enough to need one."""
    return bool(family.subjects) and len({i for r in family.known for i in (r.source, r.target)}) >= FEWEST


def picture_of(family: Family, labels: Mapping[str, str], below: Iterable[Words] = ()) -> Picture:
    """The family tree with pseudonyms only."""
    subjects = " and ".join(labels[s] for s in family.subjects)
    return draw(family, labels, tuple(below), f"The family of {subjects}" if subjects else HEADING)


def below_tree(family: Family, labels: Mapping[str, str], policy: Policy) -> list[Words]:
    """The lists under the tree: who worked with the family and when, and who else is in the review."""
    work = _with_periods(family.work, family, labels, policy)
    kin = {i for r in family.said if family.kin(r) for i in (r.source, r.target)}
    others = tuple(dict.fromkeys(labels[r.source] for r in family.others if r.source not in kin))
    return [Words("People who worked with the family", work), Words("Others in the review", others)]


def _with_periods(
    relations: Iterable[Relation], family: Family, labels: Mapping[str, str], policy: Policy
) -> tuple[str, ...]:
    """'Social Worker 1, 2014 to 2015', each person once."""
    told: dict[str, list[str]] = {}
    for relation in relations:
        since, until = (_by_policy(text, policy) for text in (relation.since, relation.until))
        other = "" if relation.target in ("", *family.subjects) else f" (with {labels[relation.target]})"
        told.setdefault(relation.source, []).append(period(since, until) + other)
    return tuple(labels[person] + "".join(dict.fromkeys(words)) for person, words in told.items())


def _by_policy(text: str, policy: Policy) -> str:
    if not text or policy.treatment("DATE") == "remove":
        return ""
    return render_date(text, value_of(text), policy.dates["DATE"], policy.index)


def period(since: str, until: str) -> str:
    """', 2014 to 2015' · ', from 2014' · ', until 2015' · ', 2014' · ''."""
    if since and until:
        return f", {since}" if since == until else f", {since} to {until}"
    return f", from {since}" if since else f", until {until}" if until else ""
