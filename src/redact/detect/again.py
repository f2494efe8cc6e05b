"""Names that a draft holds inside a sentence, found again where they begin one.

There a capital says nothing, so an everyday word that is somebody's nickname or
the short name of a body ('Debs rang', 'Riverside took over') passes unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from redact.detect.kinds import AFTER_PERSON
from redact.detect.known import ASKING
from redact.detect.overlaps import GUESSES, Spread
from redact.detect.words import is_usual_capital
from redact.model import Mention, Span
from redact.names import begins_sentences, fold
from redact.rules import Rules

#: What stands before a word that begins a sentence, a cell or a quotation.
BEGINS = r"(?:^|(?<=[.!?:;•|\n\t“\"‘(])|(?<=[.!?:;•|][ \u00a0]))"
RULE = "found again"
#: A score that is asked about, and one that is only shown.
SAID, SEEN = 0.55, 0.45


def found_again(mentions: Iterable[Mention], text: str, rules: Rules) -> Iterator[Mention]:
    """Single names that were guessed elsewhere in *text*, at the beginnings of sentences where nothing was found."""
    mentions = list(mentions)
    names = {m.text: m for m in reversed(mentions) if _is_worth(m, rules)}
    if not names:
        return
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    taken = Spread(m.span for m in mentions if m.status != "keep")
    for match in re.finditer(rf"{BEGINS}(?:{words})(?![\w’'\-]*[^\W_]|[ \u00a0][^\W\d_a-z])", text):
        span = Span(*match.span())
        if any(taken.overlapping(span)) or ASKING.match(text, span.end):
            continue
        said = bool(AFTER_PERSON.match(text, span.end))
        yield replace(
            names[match.group()],
            span=span,
            rule=RULE,
            score=SAID if said else SEEN,
            status="flag" if said else "watch",
            reason=f"{names[match.group()].reason.split(';')[0]}; so in another sentence",
        )


def _is_worth(mention: Mention, rules: Rules) -> bool:
    """Whether a guess is one word that is treated, and that a sentence does not begin with anyhow."""
    word = fold(mention.text)
    guessed = mention.rule in GUESSES and mention.status in {"replace", "flag"} and mention.label != "QUASI"
    usual = is_usual_capital(word, rules) or begins_sentences(word, rules)
    return guessed and mention.text.isalpha() and len(word) > 3 and not mention.text.isupper() and not usual
