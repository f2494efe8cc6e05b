"""What goes on about a sentence that a copy leaves out, because nobody is sure of it or because a person withholds it.

What the rules withhold they follow themselves (withholding.py). Here are the sentences behind the others: those that begin
with 'he' or 'this', that call somebody without a name again ('the lad'), what a colon opens, and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from redact.model import Span
from redact.prepared import Prepared
from redact.recipients.asking import LAST, Asked
from redact.recipients.looking import Looked
from redact.recipients.registered import UNSURE
from redact.recipients.spoken import Told, is_heading
from redact.recipients.strangers import called_in
from redact.recipients.withholding import goes_on, in_notes, opened_by
from redact.rules.recipients import Recipients, read_recipients

_WHY = "it goes on about a sentence that a person withholds"


def behind(prepared: Prepared, looked: Looked, found: Sequence[Asked]) -> Iterator[Asked]:
    """Every sentence that goes on about one of *found* that is left out, or about one that a person withholds."""
    rules = read_recipients(prepared.rules.folder)
    called = (prepared.rules.list("occupations"), prepared.rules.list("roles"))
    for document in (d for d in prepared.documents if d.name in looked.told):
        told = looked.told[document.name]
        left = _left(document.name, told, looked, found)
        rule = {one.span for one in looked.by_rule if one.document == document.name}
        more = list(_line(_Line(dict(left), rule), told, looked, rules, called))
        more += [replace(left[o.span], span=e.span, words=e.words) for o, e in opened_by(told, left)]
        for one in (*left.values(), *more):
            notes = in_notes(document, told, [(one.span, (UNSURE,))])
            more += [replace(one, span=span, words=document.of(span)) for span, _ in notes]
        yield from {one.span: one for one in more if one.span not in left and one.span not in rule}.values()


def _left(name: str, told: Sequence[Told], looked: Looked, found: Sequence[Asked]) -> dict[Span, Asked]:
    """The sentences of one draft that nobody is sure of, and those that a person withholds, which are a matter of their own."""
    chosen = [one.span for one in looked.chosen if one.document == name and one.reason]
    mine = {e.span: e for e in told if any(span.covers(e.span) for span in chosen)}
    by_hand = {span: Asked(name, span, e.words, ("behind",), _WHY, UNSURE) for span, e in mine.items()}
    return by_hand | {one.span: one for one in found if one.document == name and one.reason == UNSURE}


@dataclass(slots=True)
class _Line:
    """What a draft has said so far, sentence by sentence."""

    left: dict[Span, Asked]  # what goes, and the matter that it belongs to
    rule: set[Span]  # what rules withhold
    last: Asked | None = None  # of what is gone on about
    whole: bool = False  # whether all of the paragraph has gone so far
    nouns: dict[str, Asked] = field(default_factory=dict)  # what somebody without a name was called

    def is_gone(self, each: Told) -> bool:
        return each.span in self.left or each.span in self.rule


def _line(
    line: _Line,
    told: Sequence[Told],
    looked: Looked,
    rules: Recipients,
    called: tuple[frozenset[str], frozenset[str]],
) -> Iterator[Asked]:
    """The sentences of one draft that go on about what went before them; what is found goes on too."""
    before: Told | None = None
    for each in told:
        if each.opens or is_heading(each) or each.block.cell or (each.first and not line.whole):
            line.last = None
        if each.opens:
            line.nouns = {}
        one = _of(line, each, before, looked, rules)
        if one:
            line.left[each.span] = one
            yield one
        _move(line, each, rules, called)
        before = each


def _of(line: _Line, each: Told, before: Told | None, looked: Looked, rules: Recipients) -> Asked | None:
    """The matter about which a sentence goes on; None where it goes itself, or goes on about nothing."""
    if line.is_gone(each) or is_heading(each) or each.block.cell or before is None:
        return None
    on = line.last if line.last and goes_on(each, before, "source", looked.reader, rules) else None
    again = next((a for noun, a in line.nouns.items() if _is_called(noun, each.words)), None)
    matter = on or again
    return replace(matter, span=each.span, words=each.words) if matter else None


def _is_called(noun: str, words: str) -> bool:
    """Whether somebody without a name is called again: 'the lad', 'that young lad'."""
    return bool(re.search(rf"\b(?:the|that|this)\s+(?:[\w-]+\s+)?{re.escape(noun)}\b", words, re.IGNORECASE))


def _move(line: _Line, each: Told, rules: Recipients, called: tuple[frozenset[str], frozenset[str]]) -> None:
    """What the next sentence may go on about: nothing behind one that is printed, and what was before one of the last question."""
    one = line.left.get(each.span)
    line.whole = line.is_gone(each) and (each.first or line.whole)
    if one is None:
        line.last = None
    elif one.matter != LAST:
        line.last = one
        nouns = called_in(each.words, rules, *called) if one.matter[0] == "teller" else ()
        line.nouns |= {noun: one for noun in nouns if noun not in line.nouns}
