"""The places at which a reviewer left a name by hand, known again by the words beside them.

'Dawn' may be the mother at eleven places and the word at a twelfth. The name is looked for everywhere; what stands
between the very words between which a reviewer left it is told, and blocks only where it was left at every place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redact.checks.folding import folded
from redact.checks.nouns import SECOND_LOOK, Passage
from redact.checks.sought import Hit
from redact.model import Finding, Left

#: A hit with the text in which it was found: the passage's own, or what it decodes to.
Found = tuple[Hit, str]
#: The letters before a name, of the name, and after it.
Beside = tuple[str, str, str]
#: How many characters beside a hit are enough for the words of a place.
REACH = 160


@dataclass
class LetStand:
    """What of the hits in one file stands where a reviewer left it; told once for each name."""

    left: Sequence[Left]
    places: dict[tuple[str, str], list[tuple[str, int]]] = field(
        default_factory=dict
    )  # by entity and letters
    everywhere: set[tuple[str, str]] = field(default_factory=set)  # those that were left wherever they stand

    def without(self, found: Sequence[Found], passage: Passage, place: str) -> list[Found]:
        """The hits in a passage but for those that were left.

        Where the same words stand in it more often than they were left, none was. A passage that only repeats
        the others, raw, may hold as many as they do.
        """
        if not (self.left and found):
            return list(found)
        beside = Counter(each for one in self.left if (each := _beside(one)))
        matched = [(each, _at(each, beside)) for each in found]
        often = Counter(at for _, at in matched if at)
        let = [each for each, at in matched if at and often[at] <= beside[at]]
        rest = [each for each, at in matched if not at or often[at] > beside[at]]
        if passage.kind in SECOND_LOOK:
            return self._not_repeated(rest)
        wholly = {_beside(one) for one in self.left if one.everywhere}
        self.everywhere |= {
            _who(each) for each, at in matched if at and at in wholly and often[at] <= beside[at]
        }
        for who, count in Counter(map(_who, let)).items():
            self.places.setdefault(who, []).append((place, count))
        return rest

    def _not_repeated(self, found: Sequence[Found]) -> list[Found]:
        count = Counter(map(_who, found))
        return [one for one in found if count[_who(one)] > sum(n for _, n in self.places.get(_who(one), ()))]

    def findings(self, file: str) -> Iterable[Finding]:
        """A warning for each name: at how many places a reviewer left it, and where.

        It blocks where the name was left at every place: one wrong answer would let it out. Then a second word is needed.
        """
        for (entity, letters), places in self.places.items():
            where = ", ".join(dict.fromkeys(place for place, _ in places if place))
            count = _counted(places)
            wholly = (entity, letters) in self.everywhere
            yield Finding(
                check="names",
                severity="blocks" if wholly else "warns",
                file=file,
                place=places[0][0],
                message=f"a real name of {entity or 'somebody'} stands here where a reviewer left it as another word"
                + (", and so at every place" if wholly else ""),
                advice=f"{count} {'place' if count == 1 else 'places'}{f' ({where})' if where else ''}: look at each; where "
                "the person is meant, take the answer back and make the edition again"
                + (
                    "; where it is another word at all of them, accept this with the reason" if wholly else ""
                ),
                rule="R1",
                entity=entity,
            )


def _counted(places: Sequence[tuple[str, int]]) -> int:
    """How many places there are: what a page holds is read twice, and so is the most that one reading gives."""
    told = {place: max(n for other, n in places if other == place) for place, _ in places if place}
    return sum(told.values()) + sum(n for place, n in places if not place)


def _beside(left: Left) -> Beside | None:
    """What a place is known by; None where nothing is printed beside the words that could tell it from another."""
    before, after = _letters(left.before), _letters(left.after)
    return (before, _letters(left.text), after) if before or after else None


def _at(found: Found, beside: Iterable[Beside]) -> Beside | None:
    """The place at which a hit stands; None where no such place was left."""
    hit, text = found
    words = _letters(text[hit.start : hit.end])
    before, after = (
        _letters(text[max(0, hit.start - REACH) : hit.start]),
        _letters(text[hit.end : hit.end + REACH]),
    )
    for each in beside:
        first, name, last = each
        at = name.find(words)
        if (
            words
            and at >= 0
            and before.endswith(first + name[:at])
            and after.startswith(name[at + len(words) :] + last)
        ):
            return each
    return None


def _letters(text: str) -> str:
    """Letters and figures alone: lines end, and hyphens stand, elsewhere in every kind of file."""
    return "".join(character for character in folded(text) if character.isalnum())


def _who(found: Found) -> tuple[str, str]:
    return found[0].secret.entity, _letters(found[0].secret.text)
