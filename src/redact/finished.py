"""What detection finds in the text of finished files, whoever made them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from redact.as_published import as_published
from redact.checks import Opened
from redact.detect import find_all_anew
from redact.detect.works import AUTHOR
from redact.model import Block, Document, Mention, Register, Span
from redact.names import fold
from redact.reading import find_and_link
from redact.rules import Rules
from redact.sections import APPENDICES, ENTRY, FOREWORD, ON_TITLE_PAGE, REFERENCES

#: What a passage is, by how its place begins; detection reads a list of references by its heading.
KINDS = {"heading": "heading", "title": "title", "list item": "item", "table cell": "cell"}
#: In a finished text 'Mr K' is a pseudonym as the conventions have it; in a draft it may be somebody's initial.
TITLE_INITIAL = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? [A-Z]\d?\.?")
#: A line of a page that comes as lines, as a PDF's do, with its end.
_LINE = re.compile(r"[^\r\n]*[\r\n]+|[^\r\n]+\Z")
#: The dots that lead to a page number in a list of contents.
_LEADERS = re.compile(r"(?:\.\s?){5,}")
#: A line that is shorter than this share of the widest ends its paragraph.
_FULL = 0.75
#: What begins a paragraph whatever stands before: a bullet, the number of a paragraph.
_BEGINS = re.compile(r"\s*(?:[•▪●◦‣–-]\s|\d+(?:\.\d+)+\.?\s|\(?[a-z0-9]{1,2}\)\s)")
#: How a work stands in a list of references, and its year.
_WORK = re.compile(rf"\W*{AUTHOR.pattern}.{{0,160}}?[(\[](?:19|20)\d\d", re.DOTALL)
_DATED = re.compile(r"[(\[](?:19|20)\d\d[a-z]?[)\]]")
#: So many letters of a paragraph tell it from all that a report says.
_OPENING = 25
_TAIL = re.compile(r"[A-Z]{1,2}\d?|\d{1,2}")


def label_words(rules: Rules) -> frozenset[str]:
    """The words of all labels of rules/pseudonyms.yaml, in small letters: 'child', 'half', 'sibling'…"""
    rows = (row for group in rules.pseudonyms.values() for row in group)
    labels = (row.get(key, "") for row in rows for key in ("label", "plain"))
    return frozenset(
        word.lower() for label in labels for word in re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", label))
    )


def reads_as_label(text: str, words: frozenset[str], names: frozenset[str]) -> bool:
    """Whether the text reads as a label of a published review: 'Child G', 'Half Sibling 1', 'Newspaper', 'Mr K'.

    Without letter or number a word that people are called by is no label: 'Faith', 'Ward'.
    """
    if TITLE_INITIAL.fullmatch(text):
        return True
    parts = re.findall(r"[^\W_]+", text)
    heads = [part for part in parts if part.lower() in words]
    borne = len(heads) == len(parts) and any(part.capitalize() in names for part in parts)
    return bool(heads) and not borne and all(part in heads or _TAIL.fullmatch(part) for part in parts)


def detect_in(
    opened: Sequence[Opened], register: Register, rules: Rules, left: frozenset[str] = frozenset()
) -> Mapping[str, tuple[Mention, ...]]:
    """What detection finds in the visible text of finished files, by file; each place once.

    Folded words of *left* were looked at by a reviewer and left where they stand.
    """
    documents = [_as_document(file, rules) for file in opened]
    anew = find_all_anew(documents, rules)
    mentions, _ = find_and_link(documents, anew, Register(allow=register.allow), rules)
    words, names = label_words(rules), rules.list("first-names") | rules.list("surnames")
    return {
        d.name: tuple(
            m
            for m in as_published([m for m in mentions if m.document == d.name and _is_weighed(m)], d, rules)
            if not any(f" {fold(m.text)} " in f" {words} " for words in left)
            and not reads_as_label(m.text, words, names)
        )
        for d in documents
    }


def _is_weighed(mention: Mention) -> bool:
    """Whether a place is looked at: also a name that detection lets stand since a title page gives it."""
    return mention.status in {"replace", "flag"} or mention.reason == ON_TITLE_PAGE


def _as_document(file: Opened, rules: Rules) -> Document:
    text, blocks, seen, openings, listed = "", [], set(), _openings(rules), False
    for passage in file.visible:
        if passage.text.strip() and passage.place not in seen:
            seen.add(passage.place)
            kind = next((k for words, k in KINDS.items() if passage.place.startswith(words)), "paragraph")
            for span in _paragraphs(passage.text):
                words = passage.text[span.start : span.end].strip()
                listed = not APPENDICES.match(words) and (listed or bool(REFERENCES.match(words)))
                own = (
                    ENTRY if listed and _is_entry(words) else FOREWORD if words.startswith(openings) else kind
                )
                here = Span(span.start + len(text), span.end + len(text))
                blocks.append(Block(here, own, level=int(own == "heading"), place=passage.place))
            text += passage.text + "\n"
    return Document(file.file, "", text, tuple(blocks))


def _is_entry(words: str) -> bool:
    """Whether a paragraph is one published work: 'Surname, I. … (year)' from its beginning, and no other year in brackets."""
    return bool(_WORK.match(words)) and len(_DATED.findall(words)) == 1


def _openings(rules: Rules) -> tuple[str, ...]:
    """How the paragraphs begin that stand before a text since this program made the edition."""
    forewords = [text for one in rules.editions["audiences"].values() for text in one.get("foreword") or ()]
    said = [
        text
        for key in ("dates_said", "ages_said", "names_said")
        for text in (rules.editions.get(key) or {}).values()
    ]
    firsts = (str(text).partition("{")[0][:_OPENING] for text in (*forewords, *said))
    return tuple(first for first in firsts if len(first) == _OPENING)


def _paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a page that comes as lines: each ends where a line is short, or the next begins a new one."""
    lines = list(_LINE.finditer(text))
    lengths = [len(_LEADERS.sub("", line[0]).rstrip()) for line in lines]
    starts = [
        following.start()
        for length, following in zip(lengths, lines[1:], strict=False)
        if length < max(lengths) * _FULL or _begins(following[0])
    ]
    yield from (Span(start, end) for start, end in pairwise([0, *starts, len(text)]))


def _begins(line: str) -> bool:
    return bool(_BEGINS.match(line) or REFERENCES.match(line.strip()))
