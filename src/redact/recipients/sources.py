"""Who passed on a worry about a child, and every sentence that tells of it: the act, 'her call', 'the referral from him'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from redact.recipients.readers import HALF, Reader
from redact.recipients.sides import CHILDREN
from redact.recipients.spoken import Told
from redact.rules.referral import Referral

#: Who passed on a worry: their ids, and the rows of rules/recipients.yaml by which they did.
Tellers = Mapping[str, frozenset[int]]
_FROM = re.compile(
    r"(?:\s+(?:to|about)(?:\s+[\w'’-]+){1,4})?,?\s+(?:(?:which|that|both|all)\s+)?(?:(?:had\s+)?(?:come|came|was|were|is)\s+)?(?:(?:made|sent|received)\s+)?"
    r"(?:from|by|of|in which)\s+(?:the\s+|an?\s+)?"
    r"|(?:\s+about\s+[\w'’-]+)?,?\s+(?:who\s+)?(?:was|is|had been|being|turned out to be)\s+(?:the\s+|an?\s+)?"
)
_OF = re.compile(r"\s+(?:(?:of|at|from)\s+)?")
_OWNER = re.compile(r"(?:['’]s?|\b(?:his|her))\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_HERS = re.compile(r"\b(?:(?P<male>his)|(?P<female>her))\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b[Tt]he\s+(?P<which>(?:older|elder|eldest|younger|youngest|other|senior|junior|two|three|whole)\s+){0,2}"
    r"(?:(?P<of>[^\W\d_][\w-]*)\s+(?:family|cousins|sisters|brothers|boys|girls|children|side|relations|household|grandparents)\b"
    r"|(?P<these>[^\W\d_][\w-]*?)(?:es|s)\b)"
)
_MYSELF = re.compile(r"\b(?:I|we)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:(?P<male>he|his)|(?P<female>she|her))\b", re.IGNORECASE)


def tellers_in(told: Iterable[Told], reader: Reader, rules: Referral) -> Tellers:
    """Everybody whom a sentence says to have passed on a worry and whom the reader may not know it of."""
    found: dict[str, set[int]] = defaultdict(set)
    for each in told:
        for person, row in _acts(each, reader, rules):
            if person:
                found[person].add(row)
    return {person: frozenset(rows) for person, rows in found.items()}


def joined_tellers(one: Tellers, more: Iterable[str]) -> Tellers:
    """The same, with more people who passed on a worry, by no act of the rules."""
    return {**{person: frozenset({-1}) for person in more}, **one}


def tells_source(each: Told, tellers: Tellers, reader: Reader, rules: Referral) -> bool:
    """Whether a sentence tells who passed on a worry: by the act itself, or by what it is called afterwards."""
    if any(True for _ in _acts(each, reader, rules)):
        return True
    if rules.says_so(each.words) and known_in(each, tellers, reader, rules):
        return True
    return any(
        _is_whose(each, match, person, reader, rules)
        for person in sorted(each.spoken & set(tellers))
        for row in tellers[person] - {-1}
        for match in rules.acts[row].of.finditer(each.words)
    )


def known_in(each: Told, tellers: Tellers, reader: Reader, rules: Referral) -> str:
    """Somebody of a sentence, by name or by a word for their part, who passed on a worry anywhere in the case; else ''."""
    if named := sorted(each.spoken & set(tellers)):
        return named[0]
    called = {
        word.split(" ", 1)[-1]
        for start, end in _relatives(each, reader, rules)
        for word in (each.words[start:end].lower(), f"the {each.words[start:end].lower()}")
    }
    kin = {one: {*reader.called(one), *rules.kin_of(reader.roles.get(one, ""))} for one in sorted(tellers)}
    return next((one for one, words in kin.items() if called & words), "")


def may_tell(each: Told, tellers: Tellers, reader: Reader, rules: Referral) -> str:
    """Who may have passed on a worry in a sentence that no rule is certain of: an id, or the words of the draft; else ''.

    Somebody who is not at work, a body that is told such things, a child, and a word of passing on, in any build.
    Of whoever passed on a worry somewhere in the case, before or behind, less says it.
    """
    known = "" if each.block.cell else known_in(each, tellers, reader, rules)
    if known and any(some.search(each.words) for some in (rules.known, rules.to, rules.perhaps)):
        return known
    told = _of_worry(each, reader, rules) and (_says(each, rules) or rules.strong.search(each.words))
    if each.block.cell or not (told or rules.who.search(each.words) or rules.says_so(each.words)):
        return ""
    named = next((who for who in each.at.values() if reader.can_tell(who)), "")
    return named or next((each.words[start:end] for start, end in _relatives(each, reader, rules)), "")


def acts_told(each: Told, reader: Reader, rules: Referral) -> bool:
    """Whether a sentence tells of an act by which somebody passes on a worry."""
    return any(True for _ in _acts(each, reader, rules))


def people_called(each: Told, reader: Reader, rules: Referral) -> bool:
    """Whether a sentence calls somebody by a word: 'a neighbour', "Ann's mother"."""
    return any(True for _ in _relatives(each, reader, rules))


def tells_way(each: Told, rules: Referral) -> bool:
    """Whether a sentence has one of the ways to tell it, whoever it is about."""
    return rules.says_so(each.words)


def _of_worry(each: Told, reader: Reader, rules: Referral) -> bool:
    """Whether a sentence is about a child, or a worry."""
    of_child = any(reader.roles.get(one) in CHILDREN | HALF for one in each.spoken)
    return of_child or rules.about.search(each.words) is not None


def _says(each: Told, rules: Referral) -> bool:
    """Whether a word of passing on stands with a body that is told such things."""
    return bool(rules.to.search(each.words) and rules.perhaps.search(each.words))


def tells_in_cell(each: Told, reader: Reader, rules: Referral, workers: re.Pattern[str]) -> bool:
    """Whether a cell of a column in which stands who told has somebody whom the reader may not know it of.

    Nobody at work, and not the reader: 'Mother' in her own copy.
    """
    if any(reader.can_tell(who) for who in each.spoken):
        return True
    own = reader.words.get(reader.roles.get(reader.recipient.person, ""), ())
    found = [m for m in rules.cells.finditer(each.words) if m.group().lower() not in own]
    return bool(found) and not workers.search(each.words)


def _acts(each: Told, reader: Reader, rules: Referral) -> Iterator[tuple[str, int]]:
    """The people who pass on a worry in a sentence, and the row of the act; '' for somebody's relative, by no name."""
    of_child = any(reader.roles.get(one) in CHILDREN | HALF for one in each.spoken)
    for row, start in rules.acts_in(each.words, of_child):
        person = _nearest(each, start, reader) or _quoted(each, start)
        if person and reader.can_tell(person):
            yield person, row
        elif any(True for _ in _relatives_before(each, start, reader, rules)):
            yield "", row
    yield from _done_by(each, reader, rules)
    for person in sorted(one for one in each.spoken if reader.can_tell(one)):
        for match in _named_acts(each, rules):
            if _is_owned(each, match) and _is_whose(each, match, person, reader, rules):
                yield from ((person, row) for row in (rules.rows_of(match.group()) or (-1,)))


def _relatives_before(each: Told, start: int, reader: Reader, rules: Referral) -> Iterator[tuple[int, int]]:
    """Where a sentence calls somebody by a word before a place, with nobody's name between."""
    found = _relatives(each, reader, rules)
    return ((a, end) for a, end in found if end <= start and not _named_in(each, end, start))


def called_tellers(each: Told, reader: Reader, rules: Referral) -> Iterator[str]:
    """The words by which a sentence calls those who pass on a worry in it and have no name there: 'his aunt'."""
    of_child = any(reader.roles.get(one) in CHILDREN | HALF for one in each.spoken)
    for _, start in rules.acts_in(each.words, of_child):
        if not (_nearest(each, start, reader) or _quoted(each, start)):
            yield from (each.words[a:end] for a, end in _relatives_before(each, start, reader, rules))
    for start, end in _relatives(each, reader, rules):
        if any(True for _ in _passed_on_by(each, start, rules)):
            yield each.words[start:end]


def _named_acts(each: Told, rules: Referral) -> Iterator[re.Match[str]]:
    """The words that name an act: 'her call'; and "Ann's concerns" where a body stands in the sentence."""
    yield from rules.of.finditer(each.words)
    if rules.to.search(rules.felt.sub("", each.words)):
        yield from rules.felt.finditer(each.words)


def _done_by(each: Told, reader: Reader, rules: Referral) -> Iterator[tuple[str, int]]:
    """The same where the body comes first: 'was told by Ann', 'thanked Ann', 'after a call from Ann's mother'."""
    for at, person in each.at.items():
        if reader.can_tell(person):
            yield from ((person, row) for row in rules.acts_by(each.words, at))
    for start, _ in _relatives(each, reader, rules):
        yield from (("", row) for row in _passed_on_by(each, start, rules))


def _passed_on_by(each: Told, start: int, rules: Referral) -> Iterator[int]:
    """The rows of the acts that a sentence tells of somebody behind them: 'after a call from his aunt'; -1 for none of its own."""
    yield from rules.acts_by(each.words, start)
    if any(_FROM.fullmatch(each.words, m.end(), max(start, m.end())) for m in rules.of.finditer(each.words)):
        yield -1


def _relatives(each: Told, reader: Reader, rules: Referral) -> Iterator[tuple[int, int]]:
    """Where a sentence calls somebody by whose relative they are: 'Ann's mother', 'the paternal family'.

    Not the recipient: 'the child's mother' in her own copy.
    """
    own = reader.words.get(reader.roles.get(reader.recipient.person, ""), ())
    yield from (m.span() for m in rules.relatives.finditer(each.words) if m.group().lower() not in own)
    yield from (m.span() for m in _HOUSE.finditer(each.words) if _is_house(m, reader))
    yield from ((m.start(), _with_whose(each, m.end())) for m in rules.anybody.finditer(each.words))
    for start, end in _names(each):
        match = rules.kin.match(each.words, end)
        of_child = reader.roles.get(each.at.get(start, "")) in CHILDREN
        if match and not (of_child and match[1].lower() in own):
            yield start, match.end()


def _is_house(match: re.Match[str], reader: Reader) -> bool:
    """Whether people are called by a surname that is not the reader's own: but 'the older Does' are others of that name."""
    return (match["these"] or match["of"]) in reader.surnames_of(others=bool(match["which"]))


def _with_whose(each: Told, end: int) -> int:
    """The end of 'an ex-partner of Ann' where words up to *end* are its beginning; else that end."""
    return next((last for start, last in _names(each) if _OF.fullmatch(each.words, end, start)), end)


def _names(each: Told) -> Iterator[tuple[int, int]]:
    """Where the names of people of the case stand in a sentence."""
    for mention in each.mentions:
        start = mention.span.start - each.span.start
        if start in each.at:
            yield start, mention.span.end - each.span.start


def _named_in(each: Told, start: int, end: int) -> bool:
    return any(start <= at < end for at in each.at)


def _quoted(each: Told, start: int) -> str:
    """Who says of themselves what they did: 'I rang the police, said Ann'."""
    if not _MYSELF.search(each.words, 0, start):
        return ""
    return next((who for at, who in sorted(each.at.items()) if at > start), "")


def _is_whose(each: Told, match: re.Match[str], person: str, reader: Reader, rules: Referral) -> bool:
    """Whether a call or a letter is somebody's: who stands nearest before it, or right behind it after 'from'."""
    if rules.is_never(each.words, match.end()) or rules.is_done_to(each.words, match.start()):
        return False
    behind = [
        who for at, who in each.at.items() if _FROM.fullmatch(each.words, match.end(), max(at, match.end()))
    ]
    if behind:
        return behind[0] == person
    if owner := _HERS.search(each.words, 0, match.start()):
        gender = "male" if owner["male"] else "female"
        before = {who for at, who in each.at.items() if at < match.start()}
        return person in before and reader.genders.get(person, gender) == gender
    return _nearest(each, match.start(), reader) == person


def _is_owned(each: Told, match: re.Match[str]) -> bool:
    """Whether it is said whose a call is: 'her call', 'Ann's 999 call', 'the call from Ann'."""
    return bool(_OWNER.search(each.words, 0, match.start()) or _FROM.match(each.words, match.end()))


def _nearest(each: Told, start: int, reader: Reader) -> str:
    """Who stands nearest before a place in a sentence, the one whom a 'she' there can mean; not the child it is about."""
    begins = each.words.rfind(";", 0, start) + 1
    people = [
        who
        for at, who in each.at.items()
        if begins <= at < start and reader.roles.get(who) != "subject child"
    ]
    said = list(_SUBJECT.finditer(each.words, begins, start))
    if said and people:
        gender = "male" if said[-1]["male"] else "female"
        people = [p for p in people if reader.genders.get(p, gender) == gender]
    return people[-1] if people else ""
