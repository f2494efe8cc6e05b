"""Words of kin that may mean whoever passed on a worry: 'the aunt', 'his sister' and 'her sister-in-law' tell it as a name does.

A father's sister is his son's aunt. Whose word it is, nobody looks at: beside a passage that tells of her, each is taken for her.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cache

from redact.model import Span
from redact.recipients.near import by_paragraph
from redact.recipients.readers import Reader
from redact.recipients.sources import called_tellers
from redact.recipients.spoken import Told, is_heading
from redact.rules.referral import Referral

#: Whose somebody is, and what else says that one of this family is meant.
_WHOSE = r"(?:his|her|their|our|my|whose|[^\W\d_][\w-]*['’]s?)"
_THE = rf"(?:the|this|that|another|one|{_WHOSE})"
_BETWEEN = r"(?:(?:own|late|older|elder|younger|big|little|paternal|maternal|other|same|great)[\s-]+)*"


def points_at(each: Told, words: Iterable[str], reader: Reader) -> bool:
    """Whether a sentence has one of the *words*, and it is not the one for the reader's own part."""
    own = set(own_words(reader))
    return bool(_pattern(_THE, frozenset(words) - own).search(each.words))


def may_point_at(each: Told, words: Iterable[str], reader: Reader) -> bool:
    """The same with the words for the reader's own part, where they say whose: 'his mother' may be the grandmother."""
    own = frozenset(words) & set(own_words(reader))
    return points_at(each, words, reader) or bool(_pattern(_WHOSE, own).search(each.words))


def own_words(reader: Reader) -> tuple[str, ...]:
    """The words for the reader's own part."""
    return reader.words.get(reader.roles.get(reader.recipient.person, ""), ())


def words_for(people: Iterable[str], told: Sequence[Told], reader: Reader, rules: Referral) -> frozenset[str]:
    """The words of kin that may mean *people*, or those who pass on a worry in *told* and have no name there."""
    roles = [reader.roles.get(one, "") for one in people]
    called = [words for each in told for words in called_tellers(each, reader, rules)]
    return frozenset(word for one in (*roles, *called) for word in rules.kin_of(one))


def called_near(
    told: Sequence[Told], gone: Set[Span], tellers: Collection[str], reader: Reader, rules: Referral
) -> Iterator[Span]:
    """The sentences that may mean by a word of kin who told in their paragraph, or in the one right before or behind.

    *gone* are the sentences that tell of sources; behind a heading the matter is over.
    """
    paragraphs = by_paragraph(told)
    telling = [[each for each in one if each.span in gone] for one in paragraphs]
    words = [
        words_for({who for each in one for who in each.spoken if who in tellers}, one, reader, rules)
        for one in telling
    ]
    for at, paragraph in enumerate(paragraphs):
        before = words[at - 1] if at and not paragraph[0].opens else frozenset()
        behind = words[at + 1] if at + 1 < len(words) and not is_heading(paragraph[0]) else frozenset()
        for each in paragraph:
            if not each.block.cell and may_point_at(each, words[at] | before | behind, reader):
                yield each.span


@cache
def _pattern(before: str, words: frozenset[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    said = "|".join(map(re.escape, ordered)) or "(?!)"
    return re.compile(rf"\b{before}\s+{_BETWEEN}(?:{said})(?![\w-])", re.IGNORECASE)
