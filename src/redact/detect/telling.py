"""Phrases in everyday words that tell of one family: 'works nights packing salad', 'fell through the ice'.

No list has them all. A small trained network (training/train.py) says for each word how likely it is part of
such a phrase, from what the word and its neighbours mean and how rare they are. Phrases with a likely word are
put before the reviewer (`watch`), those with a sure one are asked about (`flag`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from redact.detect.features import Tokens, Words, tokens_of
from redact.detect.network import GAP, Network, loaded
from redact.detect.overlaps import SMALL_WORDS, Spread
from redact.model import Mention, Span, Status
from redact.rules import Rules

RULE = "telling phrase"
WEIGHTS = Path(__file__).with_name("telling.npz")
#: The chance from which a word makes a phrase, and that from which its neighbours belong to it.
LIKELY, BELONGS = 0.18, 0.05
#: The chance from which a phrase is asked about, if it has as many words: of four and fewer, mostly what is left
#: when names were cut out, one in six was marked in cases that the network had not seen.
SURE, SHORTEST = 0.65, 5
#: In a thousand words of a paper about a child at least as many are words of rules/lists/of-a-review.txt; in fewer
#: words than ENOUGH nobody can say.
OF_A_REVIEW, ENOUGH = 3, 200
#: How often a likely phrase and a sure one were marked, of those that no pattern had found, in cases that the
#: network had not seen (docs/limits.md): what they are worth as a score.
SCORE, SURE_SCORE = 0.4, 0.6
#: Words below BELONGS that a phrase may step over; words before it in its clause that go with it, and those
#: behind it if the clause ends with them.
OVER, BEFORE, TO_THE_END = 2, 3, 4
#: Words on one side of a likely word that a phrase reaches at most, and on one side of a pattern's mention.
LONGEST, BESIDE_MOST = 40, 6
#: Words that the network looks at together.
TOGETHER = 20_000

STOPS = frozenset(".?!;:|")
PAUSES = frozenset(',()–—“”"/')
JOINS = frozenset(
    "and but who which that when because while after before until where so or then if as".split()
)

#: What a fact is told of, with its verb, is no part of it: 'The family were Irish'.
TOLD_OF = re.compile(r".*\b(?:is|are|was|were|been|being)\s", re.IGNORECASE | re.DOTALL)
#: As many words before such a verb, it counted in, tell nothing by themselves.
FEW = 3
#: Where somebody lives or comes from is told by the name of the place: 'was born in', 'and lives in' tell nothing.
OF_A_PLACE = frozenset(
    "born came come comes coming from grew live lived lives living moved resident settled stayed staying went".split()
)
#: What stands between two words of one phrase.
BESIDE = frozenset({" ", "\u00a0"})
#: An article at the end of what is left of a phrase belongs to the mention behind it.
ARTICLE = re.compile(r"\s+(?:the|an?)\s*$", re.IGNORECASE)

#: How the value of a phrase names its words until others are cut out of it.
CORES = re.compile(r"(\d+)([-+])(\d+)")

REASONS = {
    "work": "work that few people do",
    "office": "an office or an achievement by which somebody is known",
    "service": "service in the forces",
    "belief": "a faith or a custom",
    "origin": "a country, a people or a language",
    "birth": "a birth, or a place among brothers and sisters",
    "health": "an illness, a disability or a measurement",
    "court": "a court, a sentence or the police",
    "home": "an unusual home",
    "habit": "something that somebody is known for",
    "body": "an injury or a look that stands out",
    "pastime": "a pastime, a sport or an animal",
    "things": "a thing or a vehicle that stands out",
    "family": "an unusual family",
    "event": "an event that people remember",
    "media": "something that was reported or posted",
    "money": "a sum or a payment that stands out",
    "words": "words that somebody said",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A telling phrase: where it is in its text, of which class its likeliest word is, and which words are likely."""

    text: int  # the number of the text
    start: int
    end: int
    kind: str
    cores: tuple[tuple[int, int], ...] = ()  # its likely words
    sure: tuple[tuple[int, int], ...] = ()  # those of them that make it sure


def telling_in(texts: Sequence[str], rules: Rules) -> Iterator[list[Phrase]]:
    """For each of *texts* its telling phrases, in order.

    Raises:
        UnreadableError: the weights are missing or damaged.
    """
    for part in _parts(texts):
        found: list[list[Phrase]] = [[] for _ in part]
        for phrase in _looked_at(part, rules):
            found[phrase.text].append(phrase)
        yield from found


def telling_mentions(phrases: Sequence[Phrase], text: str, document: str, at: int) -> Iterator[Mention]:
    """The *phrases* of the block *text*, which begins at offset *at*, as mentions to watch.

    A sure one is told by its score alone until names and dates are cut out of it (`with_a_core`): asked about
    sooner, the longer phrase would swallow them.
    """
    for phrase in phrases:
        span, words = Span(at + phrase.start, at + phrase.end), text[phrase.start : phrase.end]
        reason = f"may be {REASONS[phrase.kind]}"
        cores = " ".join(f"{at + a}{'+' if (a, b) in phrase.sure else '-'}{at + b}" for a, b in phrase.cores)
        score = SURE_SCORE if phrase.sure else SCORE
        yield Mention(document, span, words, "QUASI", RULE, score, "watch", cores, reason)


def is_of_a_review(text: str, rules: Rules) -> bool:
    """Whether *text* may be a paper about a child, from which the network has learned; what is too short to tell may."""
    words = text.casefold().replace("’", "'").split()
    listed = rules.list("of-a-review")
    of_one = sum(word.strip(".,;:()") in listed for word in words)
    return len(words) < ENOUGH or 1000 * of_one >= OF_A_REVIEW * len(words)


def with_a_core(mentions: Iterable[Mention], may_ask: bool = True) -> Iterator[Mention]:
    """*mentions* without what is left of a telling phrase when others were cut out of it, if that tells nothing.

    What is left with a sure word is asked about, where the text is one of which that *may* be.
    """
    for mention in mentions:
        if mention.rule != RULE:
            yield mention
        elif any(mention.span.covers(core) for core in _cores(mention.value)):
            text = ARTICLE.sub("", mention.text)
            if _tells_nothing(text):
                continue
            span = Span(mention.span.start, mention.span.start + len(text))
            long_enough = may_ask and len(text.split()) >= SHORTEST
            is_sure = long_enough and any(span.covers(core) for core in _cores(mention.value, "+"))
            status: Status = "flag" if is_sure else "watch"
            score = SURE_SCORE if is_sure else SCORE
            yield replace(mention, span=span, text=text, value="", status=status, score=score)


def _tells_nothing(text: str) -> bool:
    """Whether a few words that are left say nothing of anybody: 'in' of 'in Malta', 'The family were' of 'The family were Irish'."""
    told_of = TOLD_OF.match(f"{text} ")
    if told_of and len(told_of[0].split()) <= FEW:
        text = text[told_of.end() :]
    words = re.findall(r"[^\W_]+", text.lower())
    return all(word in SMALL_WORDS or word in OF_A_PLACE for word in words)


def with_likely_words(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """*mentions*, each quasi-identifier of a pattern with the likely words beside it: '[fought in] the Falklands'.

    Only those directly beside it, up to another mention that is treated.
    """
    likely = {core for m in mentions if m.rule == RULE for core in _cores(m.value)}
    treated = Spread(m.span for m in mentions if m.status != "watch")
    free = [core for core in sorted(likely) if not any(treated.overlapping(core))]
    for mention in mentions:
        if mention.label == "QUASI" and mention.status == "flag" and mention.rule.startswith("pattern"):
            span = _with_those_beside(mention.span, free, text)
            mention = replace(mention, span=span, text=text[span.start : span.end])
        yield mention


def _with_those_beside(span: Span, free: Sequence[Span], text: str) -> Span:
    """*span* with those of the sorted *free* words that stand directly beside it, one after the other."""
    at = bisect_left(free, span)
    start, end = span.start, span.end
    for word in reversed(free[max(0, at - BESIDE_MOST) : at]):
        if text[word.end : start] not in BESIDE:
            break
        start = word.start
    told_of = TOLD_OF.match(text, start, span.start)
    start = told_of.end() if told_of else start
    reached = end
    for word in free[at : at + BESIDE_MOST]:
        if text[reached : word.start] not in BESIDE:
            break
        reached = word.end
        if text[word.start : word.end].lower() not in SMALL_WORDS:
            end = reached  # 'a kite maker', and not 'a kite maker in'
    return Span(start, end)


def _cores(value: str, kinds: str = "-+") -> Iterator[Span]:
    """The likely words that the value of a phrase names; of the kind '+' those that make it sure."""
    for start, kind, end in CORES.findall(value):
        if kind in kinds:
            yield Span(int(start), int(end))


def _parts(texts: Sequence[str]) -> Iterator[list[str]]:
    """*texts* in order, as many together as hold about TOGETHER words."""
    part: list[str] = []
    length = 0
    for text in texts:
        part.append(text)
        length += len(text)
        if length > 6 * TOGETHER:
            yield part
            part, length = [], 0
    if part:
        yield part


def _looked_at(texts: list[str], rules: Rules) -> Iterator[Phrase]:
    network, words = _network(), words_of(rules)
    words.begin_anew()
    tokens = tokens_of(texts, words, GAP)
    yield from phrases_in(tokens, network.chances(tokens, words.first_layer()), texts, network.classes)


def phrases_in(
    tokens: Tokens, chances: Any, texts: Sequence[str], classes: Sequence[str]
) -> Iterator[Phrase]:
    """The telling phrases among *tokens*, by the *chances* of each to be of each class; disjoint, in order."""
    any_class = 1 - chances[:, 0]
    done = -1
    for seed in (any_class >= LIKELY).nonzero()[0].tolist():
        if seed > done and tokens.texts[seed] >= 0:
            first, last = _reach(seed, tokens, any_class, texts)
            first, done = max(first, done + 1), last
            own = chances[first : last + 1, 1:]
            kind = classes[1 + int(own.max(axis=0).argmax())]
            within = range(first, last + 1)
            cores, sure = (
                tuple((tokens.starts[n], tokens.ends[n]) for n in within if any_class[n] >= least)
                for least in (LIKELY, SURE)
            )
            yield Phrase(tokens.texts[seed], tokens.starts[first], tokens.ends[last], kind, cores, sure)


def _reach(seed: int, tokens: Tokens, chance: Any, texts: Sequence[str]) -> tuple[int, int]:
    """The first and the last token of the phrase around *seed*; a long quotation is one as a whole."""
    if tokens.quoted[seed] == 2:
        return _edge(seed, -1, tokens), _edge(seed, 1, tokens)
    first = _before(_grown(seed, -1, tokens, chance, texts), tokens, texts)
    return first, _to_the_end(_grown(seed, 1, tokens, chance, texts), tokens, texts)


def _before(first: int, tokens: Tokens, texts: Sequence[str]) -> int:
    """Where a phrase begins that has *first* in it, a few words of its clause counted in."""
    for _ in range(BEFORE):
        if _word(first, first, tokens, texts) in JOINS or _ends(_word(first - 1, first, tokens, texts)):
            break
        first -= 1
    return first


def _to_the_end(last: int, tokens: Tokens, texts: Sequence[str]) -> int:
    """The end of the clause, if it is near; else *last*."""
    for more in range(TO_THE_END + 1):
        if _ends(_word(last + more + 1, last, tokens, texts)):
            return last + more
    return last


def _edge(seed: int, step: int, tokens: Tokens) -> int:
    """The last token in direction *step* that is in the same quotation."""
    at = seed
    while tokens.quoted[at + step] == 2 and tokens.texts[at + step] == tokens.texts[seed]:
        at += step
    return at


def _grown(seed: int, step: int, tokens: Tokens, chance: Any, texts: Sequence[str]) -> int:
    """How far a phrase goes from *seed* in direction *step*, within its sentence."""
    at = ahead = seed
    while abs(ahead - at) <= OVER and abs(ahead - seed) < LONGEST:
        ahead += step
        word = _word(ahead, seed, tokens, texts)
        if not word or word in STOPS:
            break
        if chance[ahead] >= BELONGS:
            at = ahead
    return at


def _word(at: int, seed: int, tokens: Tokens, texts: Sequence[str]) -> str:
    """The token at *at*; '' where it is in another text than that at *seed*."""
    if tokens.texts[at] != tokens.texts[seed]:
        return ""
    return texts[tokens.texts[at]][tokens.starts[at] : tokens.ends[at]].lower()


def _ends(word: str) -> bool:
    return not word or word in STOPS or word in PAUSES or word in JOINS


@lru_cache(maxsize=1)
def _network() -> Network:
    """The trained weights, loaded once."""
    arrays = loaded(WEIGHTS, Network.__slots__, "telling phrases")
    return Network(**arrays | {"classes": tuple(arrays["classes"].tolist())})


@lru_cache(maxsize=2)
def words_of(rules: Rules) -> Words:
    """The table of words for *rules*, which all that is trained shares."""
    network = _network()
    return Words(rules, network.narrow, network.first)
