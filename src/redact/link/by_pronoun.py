"""What a pronoun behind a name says: another name of the same person, and a gender."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from redact.link.stated import Drafts, in_reading_order
from redact.model import Mention
from redact.rules import Rules

#: 'He was known to friends as', 'Everybody called him', before the other name of whoever the paragraph is about.
CALLED = re.compile(
    r"\b(?P<he>[Hh]e|[Ss]he|[Tt]hey)\s(?:(?:is|was|are|were)\s(?:also\s|always\s|usually\s)?(?:known\b[^.;!?]{0,80}?\sas|called|nicknamed)"
    r"|(?:likes|liked|prefers|preferred|wants|wanted|asked|wished|chose|would\slike)\sto\sbe\s(?:called|known\sas)"
    r"|(?:gave|gives)\s(?:his|her|their)\sname\sas|goes\sby|went\sby|answers\sto|answered\sto|calls\s(?:him|her)self|called\s(?:him|her)self)\s[“\"‘']?$"
    r"|\b(?:[Aa]t\s(?:home|school|work|church|court)|[Ii]n\sthe\s(?:family|street|village|house)|[Tt]o\s(?:his|her|their)\s[^.;!?,]{1,30}|[Aa]mong\sfriends),?"
    r"\s(?P<at>he|she|they)\s(?:is|was|are|were)(?:\s(?:called|known\sas))?\s[“\"‘']?$"
    r"|\b(?:call|calls|called|know|knows|knew|nicknamed)\s(?P<him>him|her|them)(?:\s(?:only|simply|just|always|mostly))?(?:\sas)?\s[“\"‘']?$"
    r"|\b(?:and|who|would|that)\s(?:\w+\s){0,4}?(?P<who>he|she|they)?\s?(?:would\slike|wants|wanted|asked|prefers|preferred)\sto\sbe\s(?:called|known\sas)\s[“\"‘']?$"
)


#: Kin of whom there are several, so that 'him' and 'her' mean none of them.
MANY = frozenset(
    {"parents", "children", "siblings", "brothers", "sisters", "cousins", "grandchildren", "twins"}
)


#: Somebody without a name who may be meant by the pronoun: 'a man gave his name as'.
SOMEBODY = re.compile(
    r"\b(?:an?|one|another|some)\s(?:[a-z-]+\s){0,2}?(?:man|woman|boy|girl|person|male|female|caller|child|adult|youth|teenager)\b|\bsome(?:body|one)\b"
)


def same_by_pronoun(
    mentions: Sequence[Mention],
    people: Iterable[int],
    chosen: Mapping[int, str],
    drafts: Drafts,
    rules: Rules,
    gender: Callable[[str], str],
) -> Iterator[tuple[int, int]]:
    """Pairs as of `same_by_word` for 'He was known as Fez', where the paragraph has named one person only till then.

    Whoever is known to be of the other *gender* than the pronoun does not count.
    """
    order = in_reading_order(people, mentions)
    for place, second in enumerate(order):
        text, start = drafts.documents[mentions[second].document].text, mentions[second].span.start
        begins = text.rfind("\n", 0, start) + 1
        if match := CALLED.search(text, max(begins, start - 140), start):
            said = PRONOUNS.get(
                (match["he"] or match["at"] or match["him"] or match["who"] or "").lower(), ""
            )
            before = [
                at
                for at in order[max(0, place - 20) : place]
                if mentions[at].label == "PERSON"
                and mentions[at].document == mentions[second].document
                and begins <= mentions[at].span.start < match.start()
            ]
            named = mentions[before[-1]].span.end if before else start
            clause = re.split(r"[.!?]\s", text[named : match.start()])[-1].lower()
            kin = set(re.findall(r"[a-z]+", clause)) & rules.list("kinship")
            kin -= MANY if match["him"] else set()
            kin = set() if match["he"] and clause.strip().startswith(f"{match['he'].lower()} ") else kin
            fit = [at for at in before if not said or gender(chosen.get(at, "")) in {"", said}]
            if kin or SOMEBODY.search(clause):
                continue
            if len({chosen.get(at) for at in fit}) > 1 and (match["he"] or match["at"]):
                fit = [at for at in fit if _is_subject(mentions[at], text, begins, match.start())]
            if len({chosen.get(at) for at in fit}) == 1:
                yield fit[-1], second


def _is_subject(mention: Mention, text: str, begins: int, end: int) -> bool:
    """Whether a name begins the last whole sentence before *end*, of the line from *begins* on: whom the pronoun that follows stands for."""
    start = max(0, begins - 1)  # with the end of the line before
    line = text[start:end]
    sentence = re.search(r"(?:^|[.!?]\s|\n)(?:\d[\d.]*\s)?([^.!?\n]|[.](?=\d))+[.!?]\s$", line)
    if not sentence:
        return False
    return line[: mention.span.start - start].rstrip() == line[: sentence.start() + 1].rstrip()


#: 'Doe had been called that', of the name in the sentence before.
CALLED_THAT = re.compile(
    r"\s(?:(?:had|has)\sbeen|was|is|used\sto\sbe)\s(?:called|nicknamed|known\s(?:as|by))\s(?:that|this)(?:\sname)?\b"
)


def called_that(
    mentions: Sequence[Mention], people: Iterable[int], drafts: Drafts
) -> Iterator[tuple[int, int]]:
    """Pairs as of `same_by_word` for 'He asked for a Fez. Tom had been called that': the single name just before."""
    for first, second in pairwise(in_reading_order(people, mentions)):
        one, other = mentions[first], mentions[second]
        text = drafts.documents[other.document].text
        near = one.document == other.document and "\n" not in text[one.span.end : other.span.start]
        if near and " " not in one.text and CALLED_THAT.match(text, other.span.end):
            yield second, first


#: The pronouns that tell a gender.
PRONOUNS = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female", "hers": "female"}


def pronouns_behind(
    mentions: Sequence[Mention], people: Iterable[int], drafts: Drafts
) -> Iterator[tuple[int, str]]:
    """For each of *people*, by index, the gender of the first pronoun behind it in its sentence, nobody else between."""
    order = in_reading_order(people, mentions)
    for first, second in pairwise([*order, -1]):
        one, text = mentions[first], drafts.documents[mentions[first].document].text
        same = second >= 0 and mentions[second].document == one.document
        end = min(one.span.end + 160, mentions[second].span.start if same else len(text))
        behind = re.split(r"[.!?;]\s|\n", text[one.span.end : end])[0]
        if match := re.search(r"\b(?:he|his|him|she|hers|her)\b", behind):
            yield first, PRONOUNS[match[0]]
        elif (match := NEXT.match(text, one.span.end + len(behind), end)) and _begins(one, text):
            yield first, PRONOUNS[match[1].lower()]


#: A pronoun that begins the next sentence.
NEXT = re.compile(r"[.!?]\s(He|She|His|Her)\b")


def _begins(mention: Mention, text: str) -> bool:
    """Whether a name begins its sentence: then it is whom the next one goes on about."""
    before = text[max(0, mention.span.start - 20) : mention.span.start]
    return bool(re.search(rf"(?:^|[.!?]\s|\n)(?:\d[\d.]*\s)?$|(?:,|\d|\b(?:{TIMES})s?)\s$", before))


#: What stands last in words of time before the name that is the subject of a sentence.
TIMES = "year|month|week|day|morning|afternoon|evening|night|later|then"
