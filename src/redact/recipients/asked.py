"""What the checks are told to look for in one recipient's copies: words of what was withheld, references of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redact.model import PRINTED, Document, Mention, Span
from redact.passages import as_printed
from redact.policies import published
from redact.prepared import Prepared
from redact.publications.sentences import sentences
from redact.recipients.copies import Copy, number
from redact.recipients.withholding import Withheld

#: Words that a stretch has at least; what is shorter is said in other places too.
LEAST = 4
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def withheld_words(prepared: Prepared, copy: Copy) -> tuple[tuple[str, str], ...]:
    """Reason and words of each stretch of text between two names that was withheld and stands nowhere else.

    Between names an edition prints a draft's words as they are, so these words would stand in any file that
    shows what was withheld, whatever the labels in it. The words on either side of a name may be
    taken into its label, and are left out.
    """
    mentions = as_printed(prepared.reviewed)
    documents = {d.name: d for d in prepared.documents if published(d, prepared.register)}
    shown = "\n".join(_plain(words) for d in documents.values() for words in _left(d, copy.withheld))
    found: dict[str, str] = {}
    for one in copy.withheld:
        for words in _stretches(documents[one.document], one.span, mentions):
            if _plain(words) not in shown:
                found.setdefault(words, one.reason)
    return tuple((reason, words) for words, reason in sorted(found.items()))


def numbers_of(copy: Copy) -> tuple[str, tuple[str, ...]]:
    """The number that the files of a copy must bear, and those of the other recipients' copies."""
    if copy.recipient is None:
        return "", ()
    others = (one for one in copy.prepared.register.recipients if one != copy.recipient)
    return number(copy.recipient), tuple(number(one) for one in others)


def chosen_names(copy: Copy) -> dict[str, str]:
    """The ids to whom a copy's family gave a name of their own, and where register.yaml has it; none for many readers."""
    if copy.recipient is None:
        return {}
    where = f"recipients: {copy.recipient.id}: pseudonyms: "
    return {person: where + person for person in sorted(copy.recipient.pseudonyms)}


def _left(document: Document, withheld: Sequence[Withheld]) -> Iterator[str]:
    """The printed text of a draft that is not withheld."""
    gone = [one.span for one in withheld if one.document == document.name]
    for block in document.blocks:
        if block.span and block.kind in PRINTED:
            yield from (document.of(span) for span in block.span.minus(gone))


def _stretches(document: Document, span: Span, mentions: Sequence[Mention]) -> Iterator[str]:
    named = [m.span for m in mentions if m.document == document.name and m.span.overlaps(span)]
    whole = [piece for sentence in sentences(document.text, span) for piece in sentence.minus(named)]
    for piece in whole:
        words = list(_WORD.finditer(document.text, piece.start, piece.end))
        begins = any(name.end == piece.start for name in named)
        ends = any(name.start == piece.end for name in named)
        words = words[2 if begins else 0 : -2 if ends else len(words)]
        if len(words) >= LEAST:
            yield document.text[words[0].start() : words[-1].end()]


def _plain(text: str) -> str:
    return " ".join(word.casefold() for word in _WORD.findall(text))
