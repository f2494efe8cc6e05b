"""Which sentences of a section are carried over, where it is cut to a length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from redact.publications.outline import Outline, Paragraph
from redact.publications.ranking import ranks
from redact.publications.sentences import WORD, count_words, leans, points_away
from redact.publications.wanted import Place, taken_out

#: What a sentence that opens its paragraph is worth more: reports say there what the paragraph is about.
LEAD = 1.25
#: What a sentence with a gap in it is worth less.
GAP = 0.5
#: What a sentence that says little by itself is worth less ('This was a missed opportunity.'), and how many words of a
#: subject of its own such a sentence has at most; a question to the reader says as little.
LITTLE, FEW = 0.4, 2
#: A sentence of fewer words only begins what the next one goes on with ('The nurse measured him.'), and comes with
#: that or not at all.
SHORT = 15
#: Words that a sentence has at least to be carried over for its own sake.
LEAST = 7
_GAP = r"\[[^\]]*(?:removed|redacted|withheld|undecided|name)[^\]]*\]"
_MARK = re.compile(_GAP)
#: A quotation with a gap in it: what somebody said is not there.
_GAP_SAID = re.compile(rf"[\"“][^\"“”]*{_GAP}[^\"“”]*[\"”]")
_WHOLE = re.compile(r"[.!?][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True, order=True)
class Chosen:
    """One sentence of the report: the place of its paragraph in the outline, and its own in the paragraph (from 0)."""

    paragraph: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Language:
    """What has to be known of the words: those that say nothing of a subject, and what finds people."""

    plain: Collection[str]
    people: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sentences that are carried over together, since the later ones lean on the first."""

    members: tuple[Chosen, ...]
    heading: str
    words: int
    weight: float


def cut(
    outline: Outline,
    section: Sequence[int],
    words: int,
    language: Language,
    leave: Sequence[Place] = (),
    has: Collection[Chosen] = (),
) -> set[Chosen]:
    """Sentences of the paragraphs at *section*, of *words* words at most with those that it *has* already.

    The weightiest come first, spread over the headings of the section; all of them where they fit.
    """
    free = [c for c in _all(outline, section) if not _left(outline, c, leave)]
    chosen = set(has)
    room = words - sum(_length(outline, each) for each in chosen)
    if sum(_length(outline, each) for each in free if each not in chosen) <= room:
        return chosen | set(_without_pointing(outline, free, language))
    units = list(_units(outline, free, language))
    told: Counter[str] = Counter(outline.paragraphs[each.paragraph].heading for each in chosen)
    while units:
        best = max(
            units,
            key=lambda unit: (unit.weight / (1 + told[unit.heading]), [-m.paragraph for m in unit.members]),
        )
        units.remove(best)
        fresh = [each for each in best.members if each not in chosen]
        length = sum(_length(outline, each) for each in fresh)
        if fresh and length <= room:
            chosen.update(fresh)
            room -= length
            told[best.heading] += 1
    return chosen


def _all(outline: Outline, section: Sequence[int]) -> Iterator[Chosen]:
    """The sentences of a section's running text; tables, headings and captions are carried over whole or not at all."""
    for at in section:
        paragraph = outline.paragraphs[at]
        if paragraph.block.kind in {"paragraph", "quote", "item"} and not paragraph.block.cell:
            yield from (Chosen(at, sentence) for sentence in range(len(paragraph.sentences)))


def _without_pointing(outline: Outline, free: Sequence[Chosen], language: Language) -> Iterator[Chosen]:
    """The sentences without those that point at what a summary lacks, but where the next one leans on such a one."""
    for each in free:
        following = Chosen(each.paragraph, each.sentence + 1)
        leant_on = following in free and leans(words_of(outline, following), language.people)
        if leant_on or not points_away(words_of(outline, each)):
            yield each


def _left(outline: Outline, chosen: Chosen, leave: Sequence[Place]) -> bool:
    return taken_out(leave, outline.paragraphs[chosen.paragraph].id, chosen.sentence + 1)


def words_of(outline: Outline, chosen: Chosen) -> str:
    """The words of a chosen sentence."""
    return outline.text(outline.paragraphs[chosen.paragraph].sentences[chosen.sentence])


def _length(outline: Outline, chosen: Chosen) -> int:
    return count_words(words_of(outline, chosen))


def _units(outline: Outline, free: Sequence[Chosen], language: Language) -> Iterator[_Unit]:
    """For each sentence that can be understood, itself with those before it that it leans on, and what it only begins."""
    weights = ranks([words_of(outline, each) for each in free], language.plain)
    known = dict(zip(free, weights, strict=True))
    for each, weight in known.items():
        members = _with_support(outline, each, language)
        if members and (following := _goes_on_with(outline, each, language)) in known:
            members, weight = (*members, following), (weight + known[following]) / 2
        long = sum(_length(outline, m) for m in members) >= LEAST
        if members and long and known.keys() >= set(members) and all(_complete(outline, m) for m in members):
            paragraph = outline.paragraphs[each.paragraph]
            weight *= LEAD if each.sentence == 0 else 1.0
            weight *= GAP if any(_MARK.search(words_of(outline, m)) for m in members) else 1.0
            weight *= LITTLE if _says_little(words_of(outline, members[-1]), language) else 1.0
            yield _Unit(members, paragraph.heading, sum(_length(outline, m) for m in members), weight)


def _says_little(sentence: str, language: Language) -> bool:
    """Whether a sentence is a question, or has few words that tell of something."""
    told = {
        word
        for word in map(str.casefold, WORD.findall(language.people.sub(" ", sentence)))
        if word not in language.plain
    }
    return sentence.rstrip("\"'”’)").endswith("?") or len(told) <= FEW


def _with_support(outline: Outline, chosen: Chosen, language: Language) -> tuple[Chosen, ...]:
    """The sentence and those before it that it leans on; none where its paragraph begins by leaning."""
    first = chosen.sentence
    while leans(words_of(outline, Chosen(chosen.paragraph, first)), language.people):
        if first == 0:
            return ()
        first -= 1
    return tuple(Chosen(chosen.paragraph, at) for at in range(first, chosen.sentence + 1))


def _goes_on_with(outline: Outline, chosen: Chosen, language: Language) -> Chosen | None:
    """The next sentence, where a short one only begins what that says; None where it stands by itself."""
    following = Chosen(chosen.paragraph, chosen.sentence + 1)
    more = following.sentence < len(paragraph_of(outline, chosen).sentences)
    if not more or _length(outline, chosen) >= SHORT:
        return None
    return following if leans(words_of(outline, following), language.people) else None


def _complete(outline: Outline, chosen: Chosen) -> bool:
    """Whether it is a whole sentence that points nowhere else, and no beginning or item of a list, or quotation that somebody introduces.

    Nor is one whole in which what somebody said was taken out.
    """
    words = words_of(outline, chosen)
    if _GAP_SAID.search(words):
        return False
    if paragraph_of(outline, chosen).block.kind == "quote" or points_away(words):
        return False
    return bool(_WHOLE.search(words)) and words.lstrip("\"'“‘([")[:1].isupper()


def paragraph_of(outline: Outline, chosen: Chosen) -> Paragraph:
    """The paragraph that a chosen sentence stands in."""
    return outline.paragraphs[chosen.paragraph]
