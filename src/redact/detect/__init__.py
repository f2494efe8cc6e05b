"""Text in, mentions out. spaCy and Presidio's analyzer live only here.

`find_all_anew` runs what needs no knowledge of the case, once for each draft:
the recognizers of rules/ and the language model, through Presidio's analyzer.
`find_mentions` adds the names that the case knows, takes out what stays and
makes the rest disjoint; it is cheap, and is run again whenever the case has
learnt a name.
"""

from __future__ import annotations

import ctypes
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate, chain
from sys import intern
from typing import Any

from redact.dates import age_in_months, as_day, value_of
from redact.detect.again import found_again
from redact.detect.analyzer import Named, analyzer_of
from redact.detect.bodies import SERVICE
from redact.detect.capitals import likely_names
from redact.detect.cited import asked, seeming_authors
from redact.detect.closed import unvouched
from redact.detect.cut import cut_at_names
from redact.detect.explained import without_the_explained
from redact.detect.keep import kept_spans
from redact.detect.known import MISSPELT, Known, find_known
from redact.detect.needed import needed_of
from redact.detect.nicknamed import asked_of_nicknames
from redact.detect.numbered import numbered_in
from redact.detect.officers import acting_officers, officers_of, without_namesakes
from redact.detect.overlaps import EVERYDAY, Spread, resolve_overlaps
from redact.detect.placed import placed_initials
from redact.detect.published import IN_REFERENCES, published_in, without_the_published
from redact.detect.rare import rare_words
from redact.detect.telling import (
    Phrase,
    is_of_a_review,
    telling_in,
    telling_mentions,
    with_a_core,
    with_likely_words,
)
from redact.detect.uncapitalised import uncapitalised
from redact.detect.widen import ages_behind, each_name, joined, told_together, widened, with_articles
from redact.detect.works import Works, works_of
from redact.model import Allowed, Block, Document, Mention, Span
from redact.names import fold
from redact.rules import Rules, keep_compiled
from redact.two_at_once import in_two

CONTEXT = 40  # characters on either side that anchor a decision on a mention


#: Characters from which on drafts are gone through by two processors; for less, a second process costs more than it brings.
WORTH_TWO = 60_000
#: Characters from which on a draft is gone through in two halves, so that neither processor waits long for the other.
HALVED = 30_000


def find_anew(document: Document, rules: Rules) -> list[Mention]:
    """What recognizers and the model find in *document*, overlaps included; needs no register."""
    return find_all_anew([document], rules)[document.name]


def find_all_anew(documents: Sequence[Document], rules: Rules) -> dict[str, list[Mention]]:
    """What `find_anew` finds in each of *documents*, by name.

    A long draft is gone through in halves whatever the number of processors: the same draft, the same result.
    """
    halves = [(document, half) for document in documents for half in _halves(document)]
    work = sorted(halves, key=lambda one: -sum(len(block.span) for block in one[1] if block.span))
    is_much = sum(len(document.text) for document in documents) >= WORTH_TWO
    if is_much:
        make_ready(rules)
    told = (
        in_two(lambda one: _in_blocks(*one, rules), work)
        if is_much
        else [_in_blocks(*one, rules) for one in work]
    )
    keep_compiled(rules)
    if is_much:
        _give_back()
    by_half = {id(one): found for one, found in zip(work, told, strict=True)}
    return {
        d.name: _put_together(d, [by_half[id(one)] for one in halves if one[0] is d], rules)
        for d in documents
    }


def make_ready(rules: Rules) -> None:
    """Load what finding takes: a copy of this process that is made then need not load it a second time."""
    from redact.detect.ner import load_models

    load_models(rules)
    analyzer_of(rules)
    needed_of(rules)


def _give_back() -> None:
    """Give the system back what the model and the network have used and freed: for what is small, as all that is
    made of it now, Python has room of its own. Only the C library of most Linux systems can.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)


def _put_together(
    document: Document, halves: Sequence[tuple[list[Mention], list[Mention]]], rules: Rules
) -> list[Mention]:
    """What was found in the halves of *document*, with what is found in it as a whole."""
    from redact.detect.boxes import numbers_in_boxes

    named, telling = zip(*halves, strict=True)
    return [*chain(*named), *chain(*telling), *numbers_in_boxes(document, rules)]


def _halves(document: Document) -> list[Sequence[Block]]:
    """The blocks with text of a long draft in two parts of like length; those of a short one as they are."""
    blocks = [block for block in document.blocks if block.span]
    if len(document.text) < HALVED or not blocks:
        return [blocks]
    reached = list(accumulate(len(block.span) for block in blocks if block.span))
    middle = bisect_right(reached, reached[-1] // 2)
    return [blocks[:middle], blocks[middle:]]


def _in_blocks(
    document: Document, blocks: Sequence[Block], rules: Rules
) -> tuple[list[Mention], list[Mention]]:
    """What is found in *blocks*, and the telling phrases in them."""
    texts = [_unwrapped(document.of(block.span)) for block in blocks if block.span]
    found: list[Mention] = []
    for block, text, there in zip(blocks, texts, found_by_block(document, blocks, texts, rules), strict=True):
        assert block.span
        found += map(_sharing, there)
        found += map(_sharing, likely_names(text, block.span.start, there, document.name, rules))
        if block.kind != "chart":
            numbers = numbered_in(text, block.span.start, there, document.name, rules)
            found += (_sharing(replace(m, value=_value(m.label, m.text))) for m in numbers)
    if len(document.text) >= HALVED:
        _give_back()  # what the model has freed, the network takes
    telling = zip(blocks, texts, telling_in(texts, rules), strict=True)
    phrases = (_telling(document, block, text, there) for block, text, there in telling)
    return found, list(map(_sharing, chain.from_iterable(phrases)))


def found_by_block(
    document: Document, blocks: Sequence[Block], texts: Sequence[str], rules: Rules
) -> Iterator[list[Mention]]:
    """What patterns and the language model find in each of *blocks*, of which *texts* are the words."""
    from redact.detect.ner import named_in

    headings = _table_headings(document)
    for block, text, named in zip(blocks, texts, named_in(texts, rules), strict=True):
        yield list(_in_block(document, block, text, named, headings.get(_column(block), ()), rules))


def _sharing(mention: Mention) -> Mention:
    """The mention with words that all mentions of the same share: a long draft has each a hundred times."""
    text, rule, reason = intern(mention.text), intern(mention.rule), intern(mention.reason)
    return replace(mention, text=text, rule=rule, reason=reason)


#: Line ends inside a paragraph that were set by a typewriter's margin, or that break a number.
WRAPS = re.compile(r"(?<=[^\r\n]{45})(?:\r\n|\r|\n)|(?<=\d)(?:\r\n|\r|\n)(?=\d)")


def _unwrapped(text: str) -> str:
    """*text* with spaces for the line ends that mean nothing; as long as before."""
    return WRAPS.sub(lambda match: " " * len(match.group()), text)


def _in_block(
    document: Document,
    block: Block,
    words: str,
    named: Sequence[Named],
    context: tuple[str, ...],
    rules: Rules,
) -> Iterator[Mention]:
    """Mentions of one block, by Presidio's analyzer over the model's entities and our recognizers."""
    from redact.detect.ner import guesses
    from redact.detect.patterns import found_in

    assert block.span
    at = block.span.start
    results = analyzer_of(rules).run(words, named, context)
    for found in found_in(results, rules):
        if block.kind == "chart" and found.label == "AGE":
            continue  # the figures of a chart are counts
        span = Span(at + found.start, at + found.end)
        text = document.of(span)
        yield Mention(
            document.name,
            span,
            text,
            found.label,
            f"pattern {found.rule}",
            found.score,
            _pattern_status(found.status, found.score),
            _value(found.label, text),
            found.reason or f"matches the recognizer {found.rule}",
        )
    yield from guesses(words, results, document.name, at, rules)
    hints = {(name.start_char, name.end_char): name.label_ for name in named}
    yield from unvouched(words, document.name, at, block.kind, hints, rules)
    yield from (m for m in rare_words(words, document.name, at, rules) if not _is_foreign(m.span, block))


def _telling(document: Document, block: Block, text: str, phrases: Sequence[Phrase]) -> Iterator[Mention]:
    """The telling phrases of a block to watch: not in the figures of a chart, nor in words of another language."""
    if block.kind != "chart" and block.span:
        found = telling_mentions(phrases, text, document.name, block.span.start)
        yield from (m for m in found if not _is_foreign(m.span, block))


def _is_foreign(span: Span, block: Block) -> bool:
    """Whether the author marked the words as another language: there every word would be a rare one."""
    return any(run.style.startswith("language:") and run.span.covers(span) for run in block.runs)


def _pattern_status(status: str, score: float) -> Any:
    """A recognizer's own status; one that is unsure of its match has it asked about."""
    return status if status != "replace" else "flag" if score < 0.3 else "replace"


def _value(label: str, text: str) -> str:
    if label in {"DATE", "DOB"}:
        return value_of(text)
    if label == "AGE":
        months = age_in_months(text)
        return "" if months is None else f"{months:g} months"
    return ""


def _table_headings(document: Document) -> dict[tuple[int, int], tuple[str, ...]]:
    """The words above each column of each table: context for what stands below."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for block in document.blocks:
        if block.cell and block.span and block.cell.header:
            key = (block.cell.table, block.cell.column)
            found[key] = (*found.get(key, ()), document.of(block.span))
    return found


def _column(block: Block) -> tuple[int, int]:
    return (block.cell.table, block.cell.column) if block.cell and not block.cell.header else (-1, -1)


def find_mentions(
    document: Document,
    rules: Rules,
    known: Known,
    anew: Sequence[Mention],
    allow: Sequence[Allowed] = (),
    use_allow: bool = True,
    works: Works | None = None,
    named: Iterable[str] | None = None,
) -> list[Mention]:
    """All mentions of *document*, disjoint and in order; *anew* is what `find_anew` found in it.

    *works* are those in the references of all drafts of the case, where there are several: a summary cites
    without a list of references. *named* are who wrote, chaired or published the report, where the other drafts
    say it too, see `officers_of`. Without *use_allow* every keep-list is off, for comparison with systems that mask all.
    """
    found = _disjoint(document, rules, known, anew, allow, use_allow, works, named)
    del anew  # where nobody else needs it, its room is free for what is made of it
    _add_contexts(document, found)
    return found


def _disjoint(
    document: Document,
    rules: Rules,
    known: Known,
    anew: Sequence[Mention],
    allow: Sequence[Allowed],
    use_allow: bool,
    works: Works | None,
    named: Iterable[str] | None,
) -> list[Mention]:
    """What `find_mentions` gives, what stands around each mention left out."""
    found = _treated(anew, use_allow)
    if use_allow:
        found = without_the_explained(found, document.text, rules)
    for block in document.blocks:
        if block.span:
            at = block.span.start
            for mention in find_known(document.of(block.span), document.name, known, rules):
                span = Span(at + mention.span.start, at + mention.span.end)
                found.append(_sharing(replace(mention, span=span)))
    found += placed_initials(document, known, rules)
    found += uncapitalised(document, known)
    found += found_again(found, document.text, rules)
    found += ages_behind(found, document.text)
    found = list(each_name(widened(found, document.text, rules), rules))
    found = list(cut_at_names(found, document.text))
    stays: list[Stay] = []
    if use_allow:
        works = works_of([document]) if works is None else works
        named = officers_of([document])[document.name] if named is None else named
        found, stays = _with_the_published(found, document, works, known, allow, rules, named)
    found = list(asked_of_nicknames(found, [span for span, _, _ in stays], document.text))
    kept = _kept(document, stays, found)
    of_a_review = is_of_a_review(document.text, rules)
    found += kept
    if of_a_review:
        found = list(with_likely_words(found, document.text))
    apart = with_a_core(resolve_overlaps(found, document.text), of_a_review)
    resolved = joined(list(apart), document.text, rules)
    resolved = told_together(list(with_articles(resolved, document.text)), document.text, rules)
    shown = [m for m in resolved if m.status != "keep" or m.label != NOTHING]
    return _consistent(shown)


def _treated(anew: Sequence[Mention], use_allow: bool) -> list[Mention]:
    """What was found anew, without what stays; where every keep-list is off that is treated too.

    'The Court' stays all the same: one everyday word names nobody, and no list keeps it.
    """
    if use_allow:
        return [m for m in anew if m.status != "keep"]
    names = (m for m in anew if m.status != "keep" or not _is_a_common_noun(m))
    return [replace(m, status="flag") if m.status == "keep" else m for m in names]


def _is_a_common_noun(mention: Mention) -> bool:
    return mention.rule == EVERYDAY and mention.label != "PLACE" and bool(ONE_WORD.fullmatch(mention.text))


#: One word, whatever its article.
ONE_WORD = re.compile(r"(?:the\s)?[a-z]+", re.IGNORECASE)


def _with_the_published(
    found: list[Mention],
    document: Document,
    works: Works,
    known: Known,
    allow: Sequence[Allowed],
    rules: Rules,
    named: Iterable[str],
) -> tuple[list[Mention], list[Stay]]:
    """The mentions without what is public, with those of whom it is only seemingly so, and all that stays."""
    stays = list(without_namesakes(kept_spans(document, rules, allow, named), found))
    served = {span for span, _, reason in stays if reason == SERVICE}
    found = [m for m in found if not (m.span in served and m.reason.startswith(MISSPELT))]
    acting = set(acting_officers(document, stays))
    stays = [stay for stay in stays if stay[0] not in acting or stay[1] == "allowed"]
    born = [m.span for m in found if m.label == "DOB"]  # a day that may stay is not somebody's birthday
    stays = [stay for stay in stays if stay[1] != "allowed" or not any(map(stay[0].overlaps, born))]
    found = [*found, *seeming_authors(document, works, rules)]
    found += [
        asked(document, span, "named on the title page, but does something in the case here")
        for span in acting
    ]
    published = published_in(document, works, known, rules, (span for span, _, _ in stays))
    stays += [(span, "cited", "a cited author or publication") for span in published.cited.spans]
    return without_the_published(found, published), stays


NOTHING = "-"  # the label of kept words that nothing else had found: not worth a line


#: A span that stays, its rule (kept, cited, allowed) and the reason.
Stay = tuple[Span, str, str]


def _kept(document: Document, stays: Sequence[Stay], found: Sequence[Mention]) -> list[Mention]:
    """What stays, as mentions: each with the label of what it was found as."""
    labels = {m.span: m.label for m in reversed(found)}  # the first found of those that have one span
    spread = Spread(labels)
    kept = []
    for span, rule, reason in _unless_known(stays, found):
        label = next((labels[other] for other in spread.overlapping(span)), NOTHING)
        kept.append(Mention(document.name, span, document.of(span), label, rule, 1.0, "keep", reason=reason))
    return kept


#: Labels of patterns that a citation holds by nature; all others are no part of one.
CITABLE = frozenset({"ORG", "PLACE", "SCHOOL", "HEALTH_SITE", "QUASI", "DATE"})


def _unless_known(
    kept: Iterable[tuple[Span, str, str]], found: Sequence[Mention]
) -> Iterator[tuple[Span, str, str]]:
    """What stays, but for the parts of a citation that are a known name, an address, a number or a full date."""
    strong = Spread(
        m.span
        for m in found
        if m.rule in {"known", IN_REFERENCES} or (m.rule.startswith("pattern") and not _is_citable(m))
    )
    for span, rule, reason in kept:
        for part in span.minus(strong.overlapping(span)) if rule == "cited" else (span,):
            yield part, rule, reason


def _is_citable(mention: Mention) -> bool:
    return mention.label in CITABLE and as_day(mention.value) is None


def _consistent(mentions: list[Mention]) -> list[Mention]:
    """Guesses of one text get one label: the one that is surest anywhere in the document."""
    best: dict[str, Mention] = {}
    for mention in mentions:
        if mention.rule in {"language model", "closed world"}:
            text = fold(mention.text)
            if text not in best or mention.score > best[text].score:
                best[text] = mention
    out = []
    for mention in mentions:
        surest = best.get(fold(mention.text)) if mention.rule in {"language model", "closed world"} else None
        if surest and surest.score > mention.score:
            mention = replace(
                mention, label=surest.label, score=surest.score, status=surest.status, reason=surest.reason
            )
        out.append(mention)
    return out


def _add_contexts(document: Document, mentions: list[Mention]) -> None:
    """Put in place of each mention the same with what stands around it in its own block: with the words, what a decision hangs on.

    Not beyond the block, so that a paragraph may be moved; unless nothing else stands in it, as in a cell.
    """
    blocks = sorted(block.span for block in document.blocks if block.span)
    for number, mention in enumerate(mentions):
        at = bisect_right(blocks, mention.span.start, key=lambda span: span.start) - 1
        block = (
            blocks[at]
            if at >= 0 and len(blocks[at]) > len(mention.span) + CONTEXT
            else Span(0, len(document.text))
        )
        before = document.text[max(block.start, mention.span.start - CONTEXT) : mention.span.start]
        after = document.text[
            mention.span.end : max(mention.span.end, min(block.end, mention.span.end + CONTEXT))
        ]
        mentions[number] = replace(mention, context=re.sub(r"\s+", " ", f"{before}▮{after}"))
