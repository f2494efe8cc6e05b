"""Small networks that say of each word what it may tell of a person; made by `make train`.

The large one goes over the words of a text in layers: what a word means, then what it means beside its
neighbours, beside theirs, and in its sentence. It knows no word by itself, only the numbers of `features`:
a trade that no list has lies near other trades.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.detect.features import Tokens
from redact.errors import UnreadableError

#: How far each layer looks to either side: the last word that counts is six words away.
FAR = (1, 1, 2, 2)
#: Empty places between two texts, so that none is seen from another.
GAP = 4


@dataclass(frozen=True, slots=True)
class Network:
    """Weights of networks side by side, of which the mean counts; each array but the first three has one part a network."""

    narrow: Any  # vector of a word -> its narrowed meaning, for the networks of one layer
    first: Any  # (numbers of a word, networks * width)
    out: Any  # (networks, width + 1, classes); the last row is what is added, the first class is nothing
    begun: Any  # (networks, 4, width): for a word not quoted, quoted shortly, at length; and what is added
    layers: Any  # (networks, layers, 3, width, width): what stands FAR before, itself, what stands FAR behind
    added: Any  # (networks, layers, width)
    sentence: Any  # (networks, 2, width, width): of the mean of a sentence, and of its largest numbers
    classes: tuple[str, ...]

    def chances(self, tokens: Tokens, rows: Any) -> Any:
        """For each token the chance of each class, one row a token; *rows* is the first layer for each form of a word."""
        import numpy as np

        is_word = (np.array(tokens.texts) >= 0)[:, None]
        parts = np.split(rows[tokens.rows].astype(np.float32), len(self.out), axis=1)
        return sum(self._chances(n, tokens, part, is_word) for n, part in enumerate(parts)) / len(parts)

    def _chances(self, number: int, tokens: Tokens, own: Any, is_word: Any) -> Any:
        """What one of the networks says; *own* is its first layer."""
        import numpy as np

        begun = self.begun[number]
        hidden = np.maximum(own + begun[tokens.quoted] + begun[3], 0) * is_word
        for far, weights, added in zip(FAR, self.layers[number], self.added[number], strict=True):
            hidden += np.maximum(even(beside(hidden, far, weights))[0] + added, 0) * is_word
        mean, most = in_sentences(hidden, tokens.sentences, is_word)
        of_mean, of_most = self.sentence[number]
        hidden += (mean @ of_mean + most @ of_most)[sentence_of(tokens.sentences)]
        out = self.out[number]
        return softmax(np.maximum(hidden, 0) @ out[:-1] + out[-1])


def beside(hidden: Any, far: int, weights: Any) -> Any:
    """What *weights* make of each row and of those *far* before and behind it."""
    total = hidden @ weights[1]
    total[far:] += hidden[:-far] @ weights[0]
    total[:-far] += hidden[far:] @ weights[2]
    return total


def even(rows: Any) -> tuple[Any, Any]:
    """*rows* with the mean 0 and the spread 1 (layer normalisation, Ba, Kiros and Hinton 2016), and their spread before."""
    import numpy as np

    rows = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.square(rows).mean(axis=1, keepdims=True) + 1e-5)
    return rows / spread, spread


def sentence_of(sentences: Any) -> Any:
    """For each row the number of its sentence, counted from 0."""
    import numpy as np

    return np.cumsum(np.diff(sentences, prepend=sentences[:1]) != 0)


def by_sentence(rows: Any, sentences: Any, of: Any) -> Any:
    """The *rows* of each sentence taken together by *of*: `np.add`, `np.maximum`."""
    import numpy as np

    return of.reduceat(rows, np.flatnonzero(np.diff(sentences, prepend=sentences[:1] - 1)), axis=0)


def in_sentences(hidden: Any, sentences: Any, is_word: Any) -> tuple[Any, Any]:
    """For each sentence the mean of its words and the largest of each number, none below 0; gaps count for nothing."""
    import numpy as np

    counts = by_sentence(is_word.astype(np.float32), sentences, np.add)
    mean = by_sentence(hidden, sentences, np.add) / np.maximum(counts, 1)
    return mean, np.maximum(by_sentence(hidden, sentences, np.maximum), 0)


@dataclass(frozen=True, slots=True)
class Small:
    """Weights of one hidden layer over rows of numbers."""

    wide: Any  # (numbers of a row, hidden)
    added: Any  # (hidden,)
    out: Any  # (hidden + 1, classes); the last row is what is added

    def chances(self, numbers: Any) -> Any:
        """For each row of *numbers* the chance of each class."""
        import numpy as np

        hidden = np.maximum(numbers @ self.wide + self.added, 0)
        return softmax(hidden @ self.out[:-1] + self.out[-1])


def loaded(path: Path, names: Iterable[str], finds: str) -> dict[str, Any]:
    """The arrays *names* of the file *path*.

    Raises:
        UnreadableError: they are missing or damaged; it says what they would find.
    """
    import zlib
    from zipfile import BadZipFile

    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            whole = {name: held[name] for name in names}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error):
        raise UnreadableError(
            f"{path.name}: the weights that find {finds} are missing or damaged; install redact again"
        ) from None
    return {name: a.astype(np.float32) if a.dtype.kind == "f" else a for name, a in whole.items()}


def softmax(scores: Any) -> Any:
    """Chances from scores, row by row."""
    import numpy as np

    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)
