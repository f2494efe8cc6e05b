"""Words that few texts have, in small letters: a search engine finds a case by one of them.

'his jackdaw', 'the trivet', 'a narrowboat': no list can name them all, so whatever
is seldom written is put before the reviewer, and nothing is done by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.detect.words import inflected, trade_words, used
from redact.model import Mention, Span
from redact.remembered import remembered
from redact.rules import Rules

RULE = "rare word"
#: How often a word occurs in the word list of pyspellchecker (subtitles of films); less is rare.
SELDOM = 300
WORD = re.compile(
    r"(?<![\w'’\-.@/])(?:(?P<article>an?|the|his|her|their|its)\s)?(?P<word>[a-z]{5,})(?![\w'’@/]|\.\w)"
)


def rare_words(text: str, document: str, at: int, rules: Rules) -> Iterator[Mention]:
    """The rare words of one block, which begins at offset *at*, each with its article."""
    for match in WORD.finditer(text):
        if is_rare(match["word"], rules):
            span = Span(at + match.start(), at + match.end())
            yield Mention(
                document,
                span,
                match.group(),
                "QUASI",
                RULE,
                0.2,
                "watch",
                reason="a word that few texts have",
            )


@remembered(65536)
def is_rare(word: str, rules: Rules) -> bool:
    """Whether *word*, in any inflection, is seldom written and is no word of the trade."""
    forms = inflected(word)
    return not forms & trade_words(rules) and max(used(form) for form in forms) <= SELDOM
