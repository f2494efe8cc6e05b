"""The checks for too much taken out: text that says nothing any more, and words that had to stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.checks.folding import folded
from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage, Question
from redact.model import Finding

_MARK = re.compile(r"\[[^\]\[]{0,40}\b(?:removed|redacted|withheld)\]", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Words of a stretch of text in which shares are counted, about two paragraphs.
_STRETCH = 150
#: The largest share of marks among the words of a stretch; above it a reader loses the thread.
_SHARE = 1 / 8
#: A sentence with a mark and fewer other words than these says nothing any more.
_FEWEST = 3


def legible(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """What is left can still be read.

    **What it looks for.** Stretches of text (about 150 words) in which more than one word in eight is a mark
    such as '[detail removed]', and sentences that are hardly anything but marks.

    **Why it matters.** A review is published for its lessons. Where a sentence says nothing any more, they are
    lost, and readers take the gaps for something hidden.

    **What to do.** Give the passage other words in the review (rewrite), which is better than marks (R17), or
    leave out the sentence in the draft.

    **What it misses.** Sentences that read well and say nothing; what was lost by labels.
    """
    for file in opened:
        yield from (_crowded(file, place, share) for place, share in _stretches(file) if share > _SHARE)
        for passage in file.visible:
            yield from _empty(file, passage)


def _stretches(file: Opened) -> Iterator[tuple[str, float]]:
    """Where each stretch begins, and the share of marks among its words."""
    place, words, marks = "", 0, 0
    for passage in file.visible:
        place = place or passage.place
        marks += len(_MARK.findall(passage.text))
        words += len(_WORD.findall(_MARK.sub(" mark ", passage.text)))
        if words >= _STRETCH:
            yield place, marks / words
            place, words, marks = "", 0, 0


def _crowded(file: Opened, place: str, share: float) -> Finding:
    return Finding(
        check="legible",
        severity="warns",
        file=file.file,
        place=place,
        message=f"from here, one word in {round(1 / share)} was taken out",
        advice="give the passage other words in the review (rewrite), so that its lesson is not lost",
        rule="R24",
    )


def _empty(file: Opened, passage: Passage) -> Iterator[Finding]:
    for match in _SENTENCE.finditer(passage.text):
        left = _WORD.findall(_MARK.sub(" ", match.group()))
        if match.group().endswith((".", "!", "?")) and _MARK.search(match.group()) and len(left) < _FEWEST:
            yield Finding(
                check="legible",
                severity="warns",
                file=file.file,
                place=place_of(passage, match.start()),
                message="a sentence here says nothing any more",
                advice="give it other words in the review (rewrite), or take it out of the draft",
                rule="R24",
                quote=match.group().strip(),
            )


def kept_words(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """What the panel allowed still stands.

    **What it looks for.** Entries of `allow:` in register.yaml that the published drafts have, the author and
    the board among them, and that no finished file of this audience has.

    **Why it matters.** A report names its author, its board, the law and the research it rests on. Somebody who
    cannot see who wrote it cannot trust it.

    **What to do.** See what was printed instead; a name of the family inside the allowed words goes before them.

    **What it misses.** Words that nobody allowed, and whether they stand where they stood.
    """
    printed = [folded(passage.text) for file in opened for passage in file.visible]
    for at, words in enumerate(question.stays, 1):
        needle = folded(words)
        if opened and needle and not any(needle in text for text in printed):
            yield Finding(
                check="kept-words",
                severity="warns",
                file=opened[0].file,
                place="the whole edition",
                message=f"allowed words (number {at} of those that the drafts have) stand nowhere in the finished files",
                advice="look what was printed instead; redact show CASE register says who the words were taken for",
                rule="R24",
                quote=words,
            )
