"""Whose relative is meant: 'her brother' said of a child leads to a child, of a mother to an uncle."""

from __future__ import annotations

from redact.gender.cast import Cast
from redact.gender.scene import Seen
from redact.rules.gendered import Word

#: Kinds of words that may be said of a child.
YOUNG = frozenset({"child", "sibling", "offspring", "grandchild"})


def targets(row: Word, owner: Seen | None, cast: Cast, met: frozenset[str]) -> frozenset[str]:
    """The people whom the word may mean, said of the relative of *owner*.

    Somebody of whom nothing is known may be meant where they are *met* in the same paragraph.
    """
    owners = owner.ids if owner else frozenset()
    grown = {_grown(i, owner, cast) for i in owners} or {None}
    return frozenset(
        i
        for i, p in cast.items()
        if i not in owners
        and (p.kind or i in met)
        and p.may_be(row.gender)
        and any(_leads(row.kind, p.kind, g) for g in grown)
    )


def _grown(person: str, owner: Seen | None, cast: Cast) -> str | None:
    """What kind of person the owner is: child, parent, grandparent, adult; None where it is not known."""
    if person in cast:
        return cast[person].kind or None
    return None if owner is None or owner.child is None else "child" if owner.child else "adult"


def _leads(word: str, kind: str, owner: str | None) -> bool:
    """Whether somebody of *kind* may be the *word* of an owner of that kind."""
    if kind == "" and word in {"child", "adult", "sibling", "offspring", "wider", "partner"}:
        return True
    if word in {"sibling"}:
        return kind == "child" if owner in {None, "child"} else kind == "wider"
    if word == "offspring":
        return (kind == "child" and owner != "child") or (kind == "parent" and owner == "grandparent")
    if word == "grandchild":
        return kind == "child"
    if word == "parent":
        return kind == "parent" if owner in {None, "child", "partner"} else kind == "grandparent"
    if word == "wider":
        return kind == "wider"
    if word == "partner":
        return kind in {"partner", "parent", "grandparent"} and owner != "child"
    if word == "adult":
        return kind != "child"
    return kind == word


def fits(row: Word, person: str, cast: Cast) -> bool:
    """Whether the word may be said of this very person."""
    if person not in cast:
        return True
    p = cast[person]
    young = row.kind in YOUNG
    return p.may_be(row.gender) and not (p.kind == "child" and not young)
