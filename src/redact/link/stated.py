"""What the text states beside a name: another name of the same person, and by its pronouns a gender."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from redact.model import Block, Document, Mention, Span
from redact.names import fold, spells_names, take_apart
from redact.rules import Rules

#: Headings of the columns that hold a name, or the two parts of one, and of the column of roles.
GIVEN = re.compile(r"(?:first|fore|given|christian)[\s-]?names?(?:\(s\))?|forenames?", re.IGNORECASE)
FAMILY = re.compile(r"(?:sur|last|family|second)[\s-]?names?", re.IGNORECASE)
NAMES = (GIVEN, FAMILY, re.compile(r"(?:full\s)?names?", re.IGNORECASE))
ROLE = re.compile(
    r"roles?|relation(?:ship)?(?:\sto\s[\w’' -]{1,40})?|position|job(?:\stitle)?|who they are", re.IGNORECASE
)


@dataclass(frozen=True)
class Drafts:
    """The drafts of a case, by name, and the rows of their tables."""

    documents: Mapping[str, Document]
    roles: dict[tuple[str, Span], tuple[str, ...]] = field(default_factory=dict)  # beside mentions
    asked: dict[str, bool] = field(default_factory=dict)  # pattern → whether any draft has what it finds

    def say(self, pattern: str) -> bool:
        """Whether any draft has what a pattern finds, in capitals or not; each is searched for it once."""
        if pattern not in self.asked:
            said = re.compile(pattern, re.IGNORECASE)
            self.asked[pattern] = any(said.search(document.text) for document in self.documents.values())
        return self.asked[pattern]

    @cached_property
    def _rows(self) -> dict[str, Rows]:
        return {name: rows_of(document) for name, document in self.documents.items()}

    def around(self, mention: Mention) -> tuple[str, str]:
        """The 60 characters before a mention, and those behind it."""
        text, span = self.documents[mention.document].text, mention.span
        return text[max(0, span.start - 60) : span.start], text[span.end : span.end + 60]

    def beside(self, mention: Mention) -> tuple[str, str]:
        """The same; of a mention in a table what stands in its own cell only."""
        before, after = self.around(mention)
        cell, _ = self._cell(mention)
        if cell:
            start, end = mention.span.start - cell.start, cell.end - mention.span.end
            return before[max(0, len(before) - start) :], after[:end]
        return before, after

    def _cell(self, mention: Mention) -> tuple[Span | None, str]:
        """The cell of a table that a mention stands in, and the other cells of its row."""
        rows = self._rows[mention.document]
        at = bisect_right(rows, mention.span.start, key=lambda row: row[0].start) - 1
        return rows[at] if at >= 0 and rows[at][0].covers(mention.span) else (None, "")

    def in_table(self, mention: Mention) -> bool:
        """Whether a mention stands in a cell of a table."""
        return self._cell(mention)[0] is not None

    @cached_property
    def _roles(self) -> dict[tuple[str, Span], str]:
        """The words under a heading as 'Role', for each cell of the row under the heading of a name."""
        return {
            (name, cell): document.of(role).strip()
            for name, document in self.documents.items()
            for heading in NAMES
            for cell, role in cells_of(document, heading, ROLE)
        }

    def role_in_row(self, mention: Mention) -> str:
        """What stands under 'Role' in the row where a mention stands under the heading of a name; else ''."""
        cell, _ = self._cell(mention)
        return self._roles.get((mention.document, cell), "") if cell else ""

    @cached_property
    def _headings(self) -> dict[str, list[int]]:
        return {
            name: [b.span.start for b in document.blocks if b.kind in {"title", "heading"} and b.span]
            for name, document in self.documents.items()
        }

    def heads(self, mention: Mention) -> bool:
        """Whether a mention stands in a title or heading, or in what is printed on every page."""
        where = (b for b in self.documents[mention.document].blocks if b.span and b.span.covers(mention.span))
        return any(b.kind in {"title", "heading", "header", "footer", "property"} for b in where)

    def part(self, mention: Mention) -> tuple[int, int]:
        """Where the part of the document that a mention stands in begins and ends: from heading to heading."""
        heads = self._headings[mention.document]
        at = bisect_right(heads, mention.span.start)
        end = heads[at] if at < len(heads) else len(self.documents[mention.document].text)
        return heads[at - 1] if at else 0, end

    def row(self, mention: Mention) -> str:
        """The other cells of the row that a mention alone is a cell of, '|' between them; '' for any other mention."""
        cell, others = self._cell(mention)
        return others if cell and _is_alone(mention, cell) else ""


def _is_alone(mention: Mention, cell: Span) -> bool:
    return len(cell) <= len(mention.span) + 2


def in_reading_order(which: Iterable[int], mentions: Sequence[Mention]) -> list[int]:
    """Indices of mentions as a reader meets them, document by document."""
    return sorted(which, key=lambda at: (mentions[at].document, mentions[at].span))


#: Characters that may stand between a name and the other name that the text gives for it.
REACH = 80


def same_by_word(
    mentions: Sequence[Mention], people: Iterable[int], drafts: Drafts, rules: Rules
) -> Iterator[tuple[int, int]]:
    """Pairs of mentions that the text says are one person: 'Margaret Doe, known as Peggy', 'Jane Doe (“Janey”)'.

    *people* are indices of the mentions that count; the name stands first in each pair, and the
    other name second.
    """
    order = in_reading_order(people, mentions)
    stated: tuple[int, int] = (-1, -1)
    for first, second in pairwise(order):
        one, other = mentions[first], mentions[second]
        if one.document == other.document and 0 <= other.span.start - one.span.end <= REACH:
            document = drafts.documents[one.document]
            between = document.text[one.span.end : other.span.start]
            after = document.text[other.span.end : other.span.end + 40]
            if _names_second(one, other, between, after) or _in_key(one, other, between, rules):
                yield second, first
            elif "\n" not in between and (
                (
                    _says_same(between, after, other.text, rules)
                    and not _comes_after(one, other, between, rules)
                )
                or _in_its_cell(one, other, document)
                or (MARRIED.fullmatch(between) and _may_be_new(one, other, after, rules))
                or _has_other_initials(one, other, between, after)
                or (re.fullmatch(r",\s[“\"‘]", between) and _begins_alike(one.text, other.text))
                or (_has_kin_title(other.text, rules) and between == " (" and after.startswith(")"))
            ):
                stated = first, second
                yield first, second
            elif stated[1] == first and AND.fullmatch(between) and fold(one.text)[:3] == fold(other.text)[:3]:
                yield stated[0], second  # 'also shown as Tommy Doe and Tomas Roe'


#: Between a name and the one that its bearer took, or came back with: 'married in June and became', 'came back from leave as'.
MARRIED = re.compile(
    r"(?:,\swho\s[^.;:?!,]{1,50},)?(?:\s(?:re)?married\b[^.;:?!]{0,45}?\sand)?"
    r"\s(?:became|(?:has\s|had\s)?changed\s(?:his|her|their)\s(?:sur)?name\sto|(?:later\s)?took\sthe\s(?:sur)?name(?:\sof)?"
    r"|appear(?:s|ed)\s[^.;:?!]{0,35}?\bas|(?:came|comes|went|returned)(?:\sback)?(?:\s(?:from|to)\s[a-z ]{1,25})?\sas)\s[“\"‘]?",
    re.IGNORECASE,
)
#: Behind a new name: the end of what is said, or a word that goes on about its bearer; never a clause of somebody else.
NAME_ENDS = re.compile(
    r"[”\"’]?(?:[.;:)]|$|\n|,\s(?:and|but|so|then|which|after|when)\s[a-z]|\s(?:in|on|from|since|by|at)\s[A-Z\d]"
    r"|\s(?:in|on|from|since|after|before|when|by|that|this|last)\s(?:the\s)?[a-z]+(?:[.,;]|\s(?:of|19|20)\b)|\sto\s[a-z]+|\sand\s(?:was|had|then|went|moved|left)\b)"
)


def _may_be_new(one: Mention, other: Mention, after: str, rules: Rules) -> bool:
    """Whether the second name may be a new one of the first person: the same first name, or a surname behind a title.

    In 'came back as Mrs Doe drove off' somebody else drove off.
    """
    if not NAME_ENDS.match(after):
        return False
    ours, theirs = (take_apart(m.text, rules) for m in (one, other))
    same = bool(ours.given and theirs.given) and fold(ours.given[0]) == fold(theirs.given[0])
    return same or bool(theirs.title and theirs.family and not theirs.given)


#: Words that say of two names that one person bore both, or of two people that one came after the other.
IN_TURN = re.compile(r"\(?\b(?:now|then|later|formerly|previously|until)\b", re.IGNORECASE)


def _comes_after(one: Mention, other: Mention, between: str, rules: Rules) -> bool:
    """Whether 'Jane Doe (then Tom Roe)' may name two people, one after the other: whole names that have nothing in common."""
    if not IN_TURN.search(between):
        return False
    ours, theirs = (take_apart(m.text, rules) for m in (one, other))
    if theirs.title and not theirs.given:
        return not re.search(r"\b(?:now|formerly)\b", between)
    if not (ours.family and theirs.family and theirs.given):
        return False
    if "formerly" not in between.casefold() and ours.given:  # husband and wife may come after each other too
        return fold(ours.given[0])[:3] != fold(theirs.given[0])[:3]
    return not {*map(fold, ours.words)} & {*map(fold, theirs.words)}


def _has_other_initials(one: Mention, other: Mention, between: str, after: str) -> bool:
    """Whether a key gives new initials of a name from some time on: 'Jane Doe, aunt (JR from May)'."""
    since = re.fullmatch(r"(?:,\s[^()\n;]{1,30})?\s\(", between) and re.match(
        r"\s(?:from|since|after)\s", after
    )
    return bool(since) and are_initials(other.text) and one.text[:1] == other.text[:1] and " " in one.text


def identified(
    mentions: Sequence[Mention], people: Iterable[int], drafts: Drafts
) -> Iterator[tuple[int, int]]:
    """Pairs of mentions of which a sentence says no more than that the one was the other: 'Kip was Jason Doe.'"""
    for first, second in pairwise(in_reading_order(people, mentions)):
        one, other = mentions[first], mentions[second]
        if one.document == other.document and 0 <= other.span.start - one.span.end <= len(" was "):
            if _is_identified(one, other, drafts.documents[one.document]):
                yield first, second


def _is_identified(one: Mention, other: Mention, document: Document) -> bool:
    """Whether a sentence says no more than that somebody of one name was somebody of two."""
    text = document.text
    before = text[max(0, one.span.start - 3) : one.span.start]
    begins = not before.strip() or bool(re.search(r"[.!?\n]\s*$", before))
    said = text[one.span.end : other.span.start] in {" is ", " was "} and text[other.span.end :][:1] in ".;,"
    return said and begins and " " not in one.text and " " in other.text and one.text.istitle()


#: Between two other names of one person.
AND = re.compile(r"[”\"’']?(?:\s(?:in|by|at|on)\s[\w’' ]{1,25}?)?,?\s(?:and|or)\s[“\"‘']?")


def _has_kin_title(text: str, rules: Rules) -> bool:
    """Whether a name is what a family calls somebody: 'Nanny Lol', 'Auntie May'."""
    words = text.split()
    return len(words) == 2 and words[0].casefold() in rules.list("kinship") and words[1].istitle()


def _names_second(one: Mention, other: Mention, between: str, after: str) -> bool:
    """Whether the other name stands first: 'JD = DOE, Jane', 'Tiny, as Tim was known'."""
    if MIXED.fullmatch(one.text) and between in EXPLAINS:
        return spells_names(fold(one.text), fold(other.text).split())
    if are_initials(one.text):
        letters = {word[0].upper() for word in re.findall(r"[^\W\d_]+", other.text)}
        return " " in other.text and between in EXPLAINS and set(re.findall(r"\w", one.text)) <= letters
    if re.fullmatch(r"[”\"’']?\s(?:is|was)\s(?:what|how)\s", between):
        return bool(re.match(r"\s(?:is|was)\s(?:known|called|addressed)\b", after))
    return between == ", as " and bool(AS_KNOWN.match(after))


def _in_key(one: Mention, other: Mention, between: str, rules: Rules) -> bool:
    """Whether a key explains initials by a title and a surname: 'LE = Mrs Eddowes'."""
    parts = take_apart(other.text, rules)
    behind_title = bool(parts.title) and len(parts.words) == 1
    return between == " = " and behind_title and are_initials(one.text) and one.text[-1] == parts.words[0][0]


#: Between initials and the name that they stand for.
EXPLAINS = frozenset({" = ", "=", ": "})
#: Initials with small letters, as Welsh and Gaelic names have them: 'FfH', 'LlM', 'AapG'.
MIXED = re.compile(r"(?=.*[a-z])(?:[A-Z][a-z]?(?:ap|ab)?){2,4}")


#: Behind the name in 'Tiny, as Tim was known'.
AS_KNOWN = re.compile(r"\s(?:\w+\s){0,3}(?:to\sbe\s)?(?:known|called|addressed)\b")


def are_initials(text: str) -> bool:
    """Whether a mention is two to four capitals, with or without full stops."""
    letters = re.sub(r"[.\s-]", "", text)
    return 2 <= len(letters) <= 4 and letters.isupper() and letters.isalpha()


def _begins_alike(name: str, other: str) -> bool:
    """Whether the last word of the other name begins as a word of the first: 'Clement Roe, “Brother Clem”'."""
    return any(word[:3] == other.split()[-1][:3] for word in name.split())


def _in_its_cell(one: Mention, other: Mention, document: Document) -> bool:
    """Whether a cell of a table holds a whole name and another one in brackets, and nothing else: 'Jane Doe (Umm Sam)'."""
    start, end = document.text.rfind("\n", 0, one.span.start) + 1, document.text.find("\n", other.span.end)
    line = document.text[start : end if end >= 0 else None].strip()
    quoted = (f"{one.text}, {a}{other.text}{z}" for a, z in zip('“"‘', '”"’', strict=True))
    return " " in one.text and line in {f"{one.text} ({other.text})", *quoted}


def _says_same(between: str, after: str, other: str, rules: Rules) -> bool:
    """Whether the words between two names say that the second is another name of the first."""
    if re.match(r"(?i)n[ée]e\s", other) and re.fullmatch(r"\s?[(,]?\s?", between):
        return True
    if between == ", called " and re.match(r"[,.;)]|\sby\s|\sat\s|\sin\s|\sto\s(?:his|her|their)\b", after):
        return True
    if IN_BRACKETS.fullmatch(between) and re.match(r"[”\"’]?[,;)]", after):
        return True
    if re.fullmatch(r",\s[“\"‘]?", between) and NAMED_TO.match(after):
        return True
    if re.fullmatch(r"\s?\(?\s?[“\"‘]", between) and re.match(r"[”\"’]", after):
        return True
    return bool(_phrases(rules).fullmatch(between))


#: Before another name in brackets: 'Mrs Doe (= Miss Roe)', 'Jane Doe, SW (now Roe, JR)'; or at the end of a key: 'Jane Doe, child. Known as Jenny'.
IN_BRACKETS = re.compile(
    r"(?:[^()\n]{0,40}[.,;])?\s?\((?:[Ll]ater:?\s)?=\s?|(?:,\s[A-Z][A-Za-z/]{1,12})?\s\((?:now|later|then|formerly|previously|until\s\w+)\s[“\"‘]?"
)
#: Behind the other name in 'Jane, Jenny to her family, rang'.
NAMED_TO = re.compile(
    r"[”\"’]?\sto\s(?:(?:her|his|their|the|half\sthe)\s[a-z]+|everyone|everybody|all|friends|most)\b[^.;:?!]{0,30}?[,.)]"
)


@lru_cache(maxsize=8)
def _phrases(rules: Rules) -> re.Pattern[str]:
    """What may stand between the two: a phrase of rules/lists/also-called.txt."""
    anywhere = _alternatives(p for p in rules.list("also-called") if not p.startswith("("))
    bracketed = _alternatives(p.strip("(") for p in rules.list("also-called"))
    quote = r"[“\"‘']?"
    return re.compile(
        rf"[’']?s?(?:,\s(?:a|an|the|his|her|their|who)\s[^,.;:!?]{{0,40}}?)?,?\s?(?:\(\s?{quote}(?:{bracketed})|(?:(?:who\s)?(?:is|was|were)\s)?(?:{anywhere})),?:?\s?{quote}",
        re.IGNORECASE,
    )


def _alternatives(phrases: Iterable[str]) -> str:
    words = (
        re.escape(phrase).replace(r"\*", r"(?:[a-z’',-]+\s?){1,8}").replace(r"\ ", r"\s")
        for phrase in phrases
    )
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


def is_maiden(between: str, other: str) -> bool:
    """Whether the second name is a surname that the first bore or bears beside its own."""
    return bool(
        re.search(r"\b(?:n[ée]e|born|formerly|maiden name|previously)\b", f"{between}{other}", re.IGNORECASE)
    )


#: The cells of a document's tables: where each stands, and what the other cells of its row say.
Rows = Sequence[tuple[Span, str]]


def rows_of(document: Document) -> Rows:
    """Each cell with the text of the others in its row: in a family table a name has its role and age there."""
    cells = [block for block in document.blocks if block.cell and block.span]
    whole: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in cells:
        if block.cell:
            whole[block.cell.table, block.cell.row].append(block)
    found = []
    for block in cells:
        if block.cell and block.span:
            row = (b for b in whole[block.cell.table, block.cell.row] if b is not block)
            found.append((block.span, " | ".join(document.of(b.span) for b in row if b.span)))
    return sorted(found)


def cells_of(document: Document, one: re.Pattern[str], other: re.Pattern[str]) -> Iterator[tuple[Span, Span]]:
    """The cells of each row under two columns whose headings the patterns fit; empty ones are left out."""
    rows: dict[tuple[int, int], dict[int, Span]] = defaultdict(dict)
    for block in document.blocks:
        if block.cell and block.span:
            rows[block.cell.table, block.cell.row][block.cell.column] = block.span
    for (table, row), heads in rows.items():
        if row == 0:
            first, second = (
                [column for column, span in heads.items() if words.fullmatch(document.of(span).strip())]
                for words in (one, other)
            )
            below = [cells for (which, at), cells in rows.items() if which == table and at]
            if len(first) == len(second) == 1:
                yield from (
                    (cells[first[0]], cells[second[0]])
                    for cells in below
                    if first[0] in cells and second[0] in cells
                )
