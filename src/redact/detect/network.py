"""A small network that says of each word what it may tell of a person; made by `make train`.

One layer over the numbers of a word and its neighbours, what their sentence is about on the whole, and
whether they are quoted; then one number for each class. It knows no word by itself, only the numbers of
`features`: a trade that no list has lies near other trades.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.detect.features import OTHERS, Tokens
from redact.errors import UnreadableError

#: Words on either side that count.
SIDE = 4


@dataclass(frozen=True, slots=True)
class Network:
    """Weights. *places* has one matrix for each place from SIDE words before to SIDE words behind."""

    narrow: Any  # vector of a word -> its narrowed meaning
    places: Any  # (2 * SIDE + 1, numbers of a word, hidden)
    sentence: Any  # (narrowed meaning, hidden)
    quoted: Any  # (3, hidden): not, shortly, at length
    out: Any  # (hidden + 1, classes); the last row is what is added, the first class is nothing
    classes: tuple[str, ...]

    def chances(self, tokens: Tokens, table: Any) -> Any:
        """For each token the chance of each class, one row a token."""
        hidden = self.hidden(tokens, table)
        scores = hidden @ self.out[:-1] + self.out[-1]
        return softmax(scores)

    def hidden(self, tokens: Tokens, table: Any) -> Any:
        """The layer between: each form of a word is looked at once, and its sums are taken where it stands."""
        import numpy as np

        forms, back = np.unique(tokens.rows, return_inverse=True)
        count, width = len(tokens.rows), self.places.shape[2]
        numbers = table[forms]
        total = (
            self.quoted[tokens.quoted]
            + (means(tokens, table, len(self.sentence)) @ self.sentence)[tokens.sentences]
        )
        for place, weights in enumerate(self.places):
            shift = place - SIDE
            sums = numbers @ weights
            a, b = max(0, -shift), min(count, count - shift)
            if a < b:
                total[a:b] += sums[back[a + shift : b + shift]]
        return np.maximum(total, 0, out=total).reshape(count, width)


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


def means(tokens: Tokens, table: Any, width: int) -> Any:
    """The mean narrowed meaning of each sentence."""
    import numpy as np

    starts = np.flatnonzero(np.diff(tokens.sentences, prepend=-1))
    numbers = table[tokens.rows, :width]
    sums = np.add.reduceat(numbers, starts, axis=0)
    counts = np.diff(np.append(starts, len(tokens.rows)))[:, None]
    found = np.zeros((int(tokens.sentences.max()) + 1, width), np.float32)
    found[tokens.sentences[starts]] = sums / counts
    return found


def softmax(scores: Any) -> Any:
    """Chances from scores, row by row."""
    import numpy as np

    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def width_of(narrow: Any) -> int:
    """How many numbers a word has."""
    return int(narrow.shape[1]) + OTHERS
