"""What the withheld sentences of a paragraph leave behind: whom they told of, and who passed on a worry there.

A sentence that names the reader's own first stays where it begins something new; it goes with those before it where
it names their source, or tells of the health of a 'he' or 'she' who can be somebody withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from redact.model import Span
from redact.recipients.readers import Reader
from redact.recipients.spoken import Told, has_rival, still_meant
from redact.rules.recipients import Recipients


@dataclass(frozen=True, slots=True)
class Near:
    """Those whom the withheld sentences of a paragraph, up to here, told of."""

    about: frozenset[str] = frozenset()  # of the sentence right before, and whom its 'he' can mean
    sources: frozenset[str] = frozenset()
    ill: bool = False  # whether the sentence right before told of health

    def why(self, each: Told, reader: Reader, rules: Recipients) -> str:
        """Why a sentence that nothing else withholds is withheld for those before it; '' where it is not."""
        if each.spoken & self.sources:
            return "source"
        meant = still_meant(each, self.about, reader)
        if meant and rules.health.search(without_names(each)) and (self.ill or not has_rival(each, reader)):
            return "health"
        return ""

    def after(self, each: Told, reason: str, reader: Reader, rules: Recipients) -> Near:
        """The same after one more sentence, withheld for a *reason* or printed."""
        about = each.spoken & set(reader.reasons) if reason else frozenset()
        about = about or (self.about if reason else still_meant(each, self.about, reader))
        told = frozenset(one for one in each.spoken if reader.can_tell(one))
        ill = bool(rules.health.search(without_names(each)))
        return Near(about, self.sources | (told if reason == "source" else frozenset()), bool(reason) and ill)


def may_mean(
    told: Iterable[Told], gone: Mapping[Span, str], reader: Reader, rules: Recipients
) -> Iterator[tuple[Told, frozenset[str]]]:
    """The printed sentences right behind withheld ones whose 'he' or 'she' can be somebody withheld, and who."""
    near = Near()
    for each in told:
        near = Near() if each.first or each.block.cell else near
        reason = gone.get(each.span, "")
        meant = still_meant(each, near.about, reader)
        if meant and not reason and not has_rival(each, reader):
            yield each, meant
        near = near.after(each, reason, reader, rules)


def without_names(each: Told) -> str:
    """The words of a sentence without the names of places and bodies in it: a surgery is no operation."""
    words = each.words
    for mention in each.mentions:
        if mention.label not in {"PERSON", "QUASI"}:
            start, end = mention.span.start - each.span.start, mention.span.end - each.span.start
            words = words[: max(start, 0)] + " " * (min(end, len(words)) - max(start, 0)) + words[end:]
    return words
