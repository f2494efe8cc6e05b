"""How the words of a sentence hang together, from the language model's parser.

Only what hides a person's gender asks for it; the model is the one that finds names, with the
components that names do not need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redact.detect.ner import load_grammar


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence; *head* is the place in the sentence of the word that it depends on."""

    start: int
    end: int
    text: str
    lower: str
    tag: str  # part of speech, as the Penn Treebank has it
    role: str  # what it does there: nsubj, dobj, poss, …
    head: int
    lemma: str


def parsed(sentences: Sequence[tuple[int, str]]) -> Iterator[tuple[Word, ...]]:
    """The words of each sentence, given with the offset at which it begins; spaces are left out."""
    texts = [_readable(text) for _, text in sentences]
    for (at, text), doc in zip(sentences, load_grammar().pipe(texts, batch_size=128), strict=True):
        kept = [token for token in doc if not token.is_space]
        places = {token.i: place for place, token in enumerate(kept)}
        yield tuple(
            Word(
                at + t.idx, at + t.idx + len(t.text), text[t.idx : t.idx + len(t.text)], t.lower_.replace("’", "'"),
                t.tag_, t.dep_, places.get(t.head.i, place), t.lemma_,
            )
            for place, t in enumerate(kept)
        )  # fmt: skip


def _readable(text: str) -> str:
    """The text for the parser, as long as before: capitals throughout tell it nothing, nor do line ends."""
    small = text.lower()
    text = small if text.isupper() and len(small) == len(text) else text
    return text.replace("\n", " ").replace("\r", " ")
