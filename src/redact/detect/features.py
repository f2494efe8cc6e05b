"""What the network of `telling` sees of a text: its words as numbers, all that a word alone can tell.

Numbers of a word: its meaning (the vector that the language model's package has of it, narrowed),
how often English uses it, how it is typed, and on which lists of rules/ it stands. They are worked out
once for each form of a word and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from math import log
from typing import Any

from redact.detect.words import inflected, is_place, trade_words, used
from redact.names import fold
from redact.rules import Rules

#: A word, or one sign; endings with an apostrophe and parts with a hyphen belong to a word.
TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]|_+")
QUOTED = re.compile(r"“[^“”\n]{2,600}”|\"[^\"\n]{2,600}\"|(?<!\w)‘[^‘’\n]{2,400}’(?!\w)")
ENDS = frozenset(".!?;:|")
#: Lists whose words tell something of a person, or of the trade; a phrase counts by its last word.
LISTS = (
    *("occupations", "pastimes", "animals", "faiths", "customs", "nationalities", "countries", "languages"),
    *("vehicles", "instruments", "wares", "workplaces", "aids", "syndromes", "roles", "kinship", "agencies"),
    *("generic", "report-words", "sentence-words", "first-names", "surnames", "titles", "everyday-places"),
)
#: Numbers that are no part of a meaning: of lists, of use, of typing.
OTHERS = len(LISTS) + 9
#: Forms of words that are kept; beyond that the table begins anew.
MOST_KEPT = 60_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and signs of some texts, one text after the other, with a gap between texts."""

    starts: list[int]  # places in their own text; -1 in a gap
    ends: list[int]
    texts: list[int]  # the number of the text of each
    rows: Any  # the row of each in the table of words; 0 is the gap
    quoted: Any  # inside a quotation: of three words at most, of more
    sentences: Any  # the number of the sentence of each


@dataclass(slots=True)
class Rows:
    """A matrix that grows by its last rows; the first row is that of a gap."""

    array: Any  # with room for more rows
    new: list[Any] = field(default_factory=list)
    count: int = 1

    def add(self, row: Any) -> None:
        """One more row."""
        self.new.append(row)
        self.count += 1

    def all(self) -> Any:
        """All rows as one matrix."""
        import numpy as np

        there = self.count - len(self.new)
        if self.count > len(self.array):
            grown = np.zeros((2 * self.count, self.array.shape[1]), self.array.dtype)
            grown[:there] = self.array[:there]
            self.array = grown
        if self.new:
            self.array[there : self.count] = self.new
            self.new.clear()
        return self.array[: self.count]


@dataclass(slots=True)
class Words:
    """The table of words: rows of numbers for each form that was met, for the small networks and for the large one."""

    rules: Rules
    narrow: Any  # from the vector of a word to its narrowed meaning
    first: Any  # from all numbers of a word to the first layer of the large network
    rows: dict[str, int] = field(init=False)
    small: Rows = field(init=False)
    large: Rows = field(init=False)  # half as exact: it is the larger part of the table

    def __post_init__(self) -> None:
        """An empty table."""
        import numpy as np

        self.rows = {}
        self.small = Rows(np.zeros((1, self.narrow.shape[1] + OTHERS), np.float32))
        self.large = Rows(np.zeros((1, self.first.shape[1]), np.float16))

    def of(self, token: str) -> int:
        """The row of *token*, in `numbers` and in `first_layer`."""
        row = self.rows.get(token)
        if row is None:
            row = self.rows[token] = len(self.rows) + 1
            self._add(*_numbers(token, self.rules))
        return row

    def _add(self, vector: Any, told: Any) -> None:
        import numpy as np

        self.small.add(np.concatenate([vector @ self.narrow, told]))
        self.large.add(np.concatenate([vector, told]) @ self.first)

    def numbers(self) -> Any:
        """All rows of the small networks as one matrix."""
        return self.small.all()

    def first_layer(self) -> Any:
        """All rows of the large network as one matrix."""
        return self.large.all()

    def begin_anew(self) -> None:
        """Forget all forms if they are too many to keep."""
        if len(self.rows) > MOST_KEPT:
            self.__post_init__()


def tokens_of(texts: list[str], words: Words, gap: int) -> Tokens:
    """The tokens of *texts*, each text between gaps of *gap* empty ones."""
    import numpy as np

    starts, ends, owners, rows, sentences = [-1] * gap, [-1] * gap, [-1] * gap, [0] * gap, [0] * gap
    quoted = [0] * gap
    sentence = 0
    row_of, kept = words.of, words.rows
    for number, text in enumerate(texts):
        sentence += 1
        first = len(starts)
        for match in TOKEN.finditer(text):
            token = match.group()
            starts.append(match.start())
            ends.append(match.end())
            rows.append(kept.get(token) or row_of(token))
            sentences.append(sentence)
            if token in ENDS:
                sentence += 1
        owners += [number] * (len(starts) - first)
        quoted += _quoted(text, starts, first)
        for column, empty in ((starts, -1), (ends, -1), (owners, -1), (rows, 0), (quoted, 0)):
            column += [empty] * gap
        sentences += [sentence] * gap
    return Tokens(starts, ends, owners, np.array(rows), np.array(quoted), np.array(sentences))


def words_near(text: str, start: int, end: int, side: int, reach: int) -> list[tuple[int, int]]:
    """Where the words of *text* are from at most *side* before *start* to as many behind *end*, those between counted in.

    They are looked for within about *reach* letters: a line may have no space at all.
    """
    low, high = max(0, start - reach - 40), min(len(text), end + reach + 40)
    before = text.rfind(" ", low, max(low, start - reach))
    words = [match.span() for match in TOKEN.finditer(text, low if before < 0 else before, high)]
    first = next((n for n, (_, close) in enumerate(words) if close > start), len(words))
    last = next((n for n, (begin, _) in enumerate(words) if begin >= end), len(words))
    return words[max(0, first - side) : last + side]


def _quoted(text: str, starts: list[int], first: int) -> list[int]:
    """For each token from *first* on: 0, or 1 in a quotation of three words at most, or 2 in a longer one."""
    marks = [0] * (len(starts) - first)
    for match in QUOTED.finditer(text):
        mark = 1 if len(match.group().split()) <= 3 else 2
        a, b = (bisect_left(starts, at, first) for at in (match.start() + 1, match.end() - 1))
        marks[a - first : b - first] = [mark] * (b - a)
    return marks


def _numbers(token: str, rules: Rules) -> tuple[Any, Any]:
    """The vector of *token*, and its other numbers."""
    import numpy as np

    vector = _vector(token)
    lower = token.casefold().replace("’", "'").removesuffix("'s")
    forms = inflected(lower)
    told = [0.0] * len(LISTS)
    for form in forms:
        for number in _lists(rules).get(form, ()):
            told[number] = 1.0
    use = max(used(form) for form in forms)
    told += [
        float(not vector.any()),
        log(1 + use) / 10,
        float(use < 300),
        float(token[0].isupper()),
        float(token.isupper() and len(token) > 1),
        float(token[0].isdigit()),
        float(not token[0].isalnum()),
        float(bool(forms & trade_words(rules))),
        float(token[0].isupper() and is_place(fold(token), rules)),
    ]
    return vector, np.array(told, dtype=np.float32)


def _vector(token: str) -> Any:
    """The vector of *token* in small letters, else as typed, else the mean of its parts; zeros for what is unknown."""
    import numpy as np

    from redact.detect.ner import load_model

    vocabulary = load_model().vocab
    plain = token.replace("’", "'").removesuffix("'s")
    for form in (plain.lower(), plain):
        if vocabulary.has_vector(form):
            return _as_one(vocabulary.get_vector(form))
    parts = [vocabulary.get_vector(part) for part in plain.lower().split("-") if vocabulary.has_vector(part)]
    return _as_one(np.mean(parts, axis=0)) if parts else np.zeros(vocabulary.vectors_length, np.float32)


def _as_one(vector: Any) -> Any:
    """*vector* with the length one: how often a word is written shows in its length."""
    import numpy as np

    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if length else vector.astype(np.float32)


@lru_cache(maxsize=2)
def _lists(rules: Rules) -> dict[str, set[int]]:
    """For each word that ends an entry of LISTS the numbers of those lists."""
    found: dict[str, set[int]] = {}
    for number, name in enumerate(LISTS):
        for entry in rules.list(name):
            if words := fold(entry).split():
                found.setdefault(words[-1], set()).add(number)
    return found
