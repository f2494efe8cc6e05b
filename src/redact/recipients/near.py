"""What the withheld sentences of a paragraph leave behind: whom they told of, and who passed on a worry there.

A sentence that names the reader's own first stays where it begins something new; it goes with those before it where
it names their source, or tells of the health of a 'he' or 'she' who can be somebody withheld.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, pairwise

from redact.model import Span
from redact.recipients.readers import Reader
from redact.recipients.spoken import Told, is_heading, still_meant
from redact.rules.recipients import Recipients

#: How a sentence begins that somebody says: what a source goes on to say.
_QUOTES = ('"', "'", "“", "‘", "«")


@dataclass(frozen=True, slots=True)
class Near:
    """Those whom the withheld sentences of a paragraph, up to here, told of."""

    about: frozenset[str] = frozenset()  # of the sentence right before, and whom its 'he' can mean
    sources: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()  # the sources of the paragraphs before, which this one goes on with
    ill: bool = False  # whether the sentence right before told of health
    source: bool = False  # whether it told who passed on a worry

    def why(self, each: Told, reader: Reader, rules: Recipients) -> str:
        """Why a sentence that nothing else withholds is withheld for those before it; '' where it is not."""
        if each.spoken & self.sources or (self.source and each.words.startswith(_QUOTES)):
            return "source"
        if each.spoken & self.earlier and self.goes_on(each, rules):
            return "source"
        meant = still_meant(each, self.about, () if self.ill else reader.own, reader)
        return "health" if meant and rules.health.search(without_names(each)) else ""

    def goes_on(self, each: Told, rules: Recipients) -> bool:
        """Whether a sentence of a later paragraph surely goes on with what a source did: it names a body that was told, or the call."""
        return bool(rules.referral.to.search(each.words) or rules.referral.of.search(each.words))

    def at(self, each: Told) -> Near:
        """What is left of it where a sentence begins: less in a new paragraph, nothing in a cell or behind a heading."""
        if each.opens or each.block.cell or is_heading(each):
            return Near()
        if not each.first:
            return self
        return Near(earlier=self.sources | (self.earlier if self.source else frozenset()))

    def meant(self, each: Told, reader: Reader) -> frozenset[str]:
        """Whom a 'he' or 'she' of a sentence can mean; a source even where one of the reader's own fits as well.

        One of whom it is not known whether they are he or she takes the word from nobody.
        """
        known = reader.own & set(reader.genders)
        sources = still_meant(each, self.about & self.sources, (), reader)
        return sources | still_meant(each, self.about - self.sources, known, reader)

    def after(self, each: Told, reason: str, reader: Reader, rules: Recipients) -> Near:
        """The same after one more sentence, withheld for a *reason* or printed."""
        told = frozenset(one for one in each.spoken if reason == "source" and reader.can_tell(one))
        about = told | (each.spoken & set(reader.reasons) if reason else frozenset())
        about = about or (self.about if reason else self.meant(each, reader))
        ill = bool(reason and rules.health.search(without_names(each)))
        return Near(about, self.sources | told, self.earlier, ill, reason == "source")


def uncertain(
    told: Iterable[Told], gone: Mapping[Span, str], reader: Reader, rules: Recipients
) -> Iterator[tuple[Told, frozenset[str], frozenset[str]]]:
    """The printed sentences near withheld ones, with whom a 'he' or 'she' of theirs can mean, and with the sources they name.

    Those of the paragraphs before, as far as these go on with what a source did.
    """
    near = Near()
    for each in told:
        near, reason = near.at(each), gone.get(each.span, "")
        meant, sources = near.meant(each, reader), each.spoken & near.earlier
        if not reason and (meant or sources):
            yield each, meant, sources
        near = near.after(each, reason, reader, rules)


def by_paragraph(told: Iterable[Told]) -> list[list[Told]]:
    """The sentences of each paragraph, cell or heading, in order."""
    return [list(each) for _, each in groupby(told, key=lambda each: each.block.span)]


def next_to_sources(
    told: Sequence[Told], gone: Set[Span], sources: Collection[str]
) -> Iterator[tuple[Told, frozenset[str]]]:
    """The sentences that speak of a source right before or behind a paragraph that tells of this source, and of whom.

    *gone* are the sentences that tell of sources; behind a heading the matter is over.
    """
    paragraphs = by_paragraph(told)
    known = [
        frozenset(who for each in one if each.span in gone for who in each.spoken if who in sources)
        for one in paragraphs
    ]
    for at, (before, behind) in enumerate(pairwise(paragraphs)):
        if not (behind[0].opens or is_heading(before[0])):
            for paragraph, whom in ((before, known[at + 1]), (behind, known[at])):
                yield from ((each, each.spoken & whom) for each in paragraph if each.spoken & whom)


def without_names(each: Told) -> str:
    """The words of a sentence without the names in it: a surgery is no operation, and Nurse Ward no hospital.

    What is only taken for somebody's name stays: 'Hepatitis' with a capital.
    """
    words = each.words
    for mention in each.mentions:
        if mention.label != "QUASI" and (mention.label != "PERSON" or mention.status == "replace"):
            start, end = mention.span.start - each.span.start, mention.span.end - each.span.start
            words = words[: max(start, 0)] + " " * (min(end, len(words)) - max(start, 0)) + words[end:]
    return words
