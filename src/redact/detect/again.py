"""Names that a draft holds inside a sentence, found again where they begin one.

There a capital says nothing, so an everyday word that is somebody's nickname or
the short name of a body ('Debs rang', 'Riverside took over') passes unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from redact.detect.capitals import RULE as LIKELY_NAME
from redact.detect.everyday import ASKING
from redact.detect.kinds import AFTER_PERSON
from redact.detect.overlaps import GUESSES, Spread
from redact.detect.words import is_usual_capital
from redact.model import Mention, Span
from redact.names import begins_sentences, fold
from redact.rules import Rules

#: What stands before a word that begins a sentence, a cell or a quotation.
BEGINS = r"(?:^|(?<=[.!?:;•|\n\t“\"‘(])|(?<=[.!?:;•|][ \u00a0])|(?<=\d\d[ \u00a0]))"
RULE = "found again"
#: A score that is asked about, and one that is only shown.
SAID, SEEN = 0.55, 0.45


def found_again(mentions: Iterable[Mention], text: str, rules: Rules) -> Iterator[Mention]:
    """Single names that were guessed elsewhere in *text*, at the beginnings of sentences where nothing was found."""
    mentions = list(mentions)
    names = {m.text: m for m in reversed(mentions) if _is_worth(m, rules)}
    names |= {short: m for m in reversed(mentions) for short in _letters(m)}
    names |= {m.text: m for m in reversed(mentions) if _is_of_several_words(m, rules)}
    if not names:
        return
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    taken = Spread(m.span for m in mentions if m.status != "keep" and m.rule != LIKELY_NAME)
    for match in re.finditer(rf"{BEGINS}(?:{words})(?![\w’'\-]*[^\W_]|[ \u00a0][^\W\d_a-z])", text):
        span = Span(*match.span())
        if any(taken.overlapping(span)) or ASKING.match(text, span.end):
            continue
        said = bool(AFTER_PERSON.match(text, span.end)) or " " in match.group()
        yield replace(
            names[match.group()],
            span=span,
            text=match.group(),
            rule=RULE,
            score=SAID if said else SEEN,
            status="flag" if said else "watch",
            reason=f"{names[match.group()].reason.split(';')[0]}; so in another sentence",
        )


#: A first name of two parts.
DOUBLE = re.compile(r"([A-Z])[a-z]+[-\u2010\u2011]([A-Z])[a-z]+")


def _letters(mention: Mention) -> Iterator[str]:
    """What notes make of a first name of two parts: 'EM' and 'E-M' of 'Ellie-Mae'."""
    if mention.label == "PERSON" and mention.status != "keep" and (double := DOUBLE.fullmatch(mention.text)):
        yield from (double[1] + double[2], f"{double[1]}-{double[2]}")


#: A place or body of everyday words: 'Wick Tofts', which at the beginning of a cell nothing else finds.
SEVERAL = re.compile(r"[A-Z][a-z’']+(?: [A-Z][a-z’']+){1,2}")


def _is_of_several_words(mention: Mention, rules: Rules) -> bool:
    """Whether a guess that is treated is a place or body of several words that are not all usual with a capital."""
    guessed = mention.rule in GUESSES and mention.status in {"replace", "flag"}
    if not guessed or mention.label in {"PERSON", "QUASI"} or not SEVERAL.fullmatch(mention.text):
        return False
    return not all(is_usual_capital(fold(word), rules) for word in mention.text.split())


def _is_worth(mention: Mention, rules: Rules) -> bool:
    """Whether a guess is one word that is treated, and that a sentence does not begin with anyhow."""
    word = fold(mention.text)
    guessed = mention.rule in GUESSES and mention.status in {"replace", "flag"} and mention.label != "QUASI"
    usual = is_usual_capital(word, rules) or begins_sentences(word, rules)
    return guessed and mention.text.isalpha() and len(word) > 3 and not mention.text.isupper() and not usual
