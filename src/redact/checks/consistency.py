"""The checks for labels: written alike everywhere, known, and decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import regex

from redact.checks.folding import folded
from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage, Question
from redact.checks.ordinary import PUBLIC
from redact.model import Finding
from redact.remembered import remembered

#: What stands before a letter or a number in the labels of published reviews.
_HEADS = (
    "child", "baby", "infant", "sibling", "half sibling", "half-sibling", "step-sibling", "brother",
    "sister", "half-brother", "half-sister", "adult", "mother", "father", "parent", "partner",
    "grandparent", "grandmother", "grandfather", "aunt", "uncle", "cousin", "relative", "friend",
    "neighbour", "carer", "foster carer", "family", "social worker", "health visitor", "midwife", "teacher",
    "head teacher", "nurse", "school nurse", "doctor", "gp", "police officer", "officer", "support worker",
    "family support worker", "manager", "consultant", "school", "nursery", "hospital", "town", "village",
    "street", "address", "placement", "practice", "agency",
)  # fmt: skip
_TAIL = r"(?:[A-Z]{1,2}\d?|\d{1,2})"
_LABEL = re.compile(rf"\b((?i:{'|'.join(sorted(_HEADS, key=len, reverse=True))}))[ \u00a0]({_TAIL})\b")
_SPLIT = re.compile(rf"(.+?)[ \u00a0]({_TAIL})")
_UNDECIDED = re.compile(r"\[\s*undecided\s*\]", re.IGNORECASE)
_NOT_APPROVED = re.compile(r"NOT[\s_-]+APPROVED")
#: What a text says of itself before it is finished.
_DRAFT = re.compile(
    r"\bdraft\s+(?:version|v\.?\s?\d|no\.?\s?\d|\d)|\b(?:this|the\s+present)\s+draft\b|\bversion\s+\d[\d.]*,?\s+\(?draft\b"
    r"|\b(?:for|pending)\s+(?:a\s+)?(?:check\s+of\s+)?factual\s+accuracy\b|\bcontains?\s+(?:the\s+)?real\s+names\b"
    r"|\[(?:insert|add|check|tbc|tba|xx+)\b[^\]]*\]|\bTBC\b",
    re.IGNORECASE,
)

# What is found, without the place.
_SLIP = Finding(
    "consistency",
    "warns",
    "",
    "",
    "words here are nearly a label in use",
    "write the label in one way, or allow the words",
    "R2",
)
_NOBODY = Finding(
    "unknown-labels",
    "warns",
    "",
    "",
    "a label here stands for nobody in the key",
    "correct it, or add whom it means to register.yaml",
    "R23",
)
_OPEN = Finding(
    "undecided",
    "blocks",
    "",
    "",
    "something here is still undecided",
    "answer it with redact review",
    "R34",
)
_WORKING = Finding(
    "undecided",
    "blocks",
    "",
    "",
    "a working copy stands under the name of a final one",
    "publish what redact release copied out",
    "R34",
)
_UNFINISHED = Finding(
    "undecided",
    "warns",
    "",
    "",
    "the text says of itself that it is a draft, or that something is still to come",
    "take the words out or write others in their place: redact review, page Text",
    "R34",
)


def consistency(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Each label is written in one way.

    **What it looks for.** Words with a capital that are one or two letters away from a label in use
    ('Chid G'), and a label with its space doubled or lost ('ChildG').

    **Why it matters.** Two spellings of one label read as two people, and tell which was typed by hand.

    **What to do.** Correct the draft, or accept the finding where it is another word.

    **What it misses.** A label put in the place of another person's: it is spelt correctly.
    """
    labels = sorted(set(question.pseudonyms.values()))
    known = {folded(text) for text in (*labels, *question.allowed)}
    shapes = {strict: tuple(_shapes(labels, strict)) for strict in (False, True)}
    whole = [
        label for label in labels if not _SPLIT.fullmatch(label) and re.fullmatch(r"[^\W\d_]{5,}", label)
    ]
    for file in opened:
        strict = Path(file.file).suffix.lower() != ".pdf"  # in a PDF spaces are guessed from gaps
        for passage in file.visible:
            for match in _candidates(passage.text, shapes[strict], whole, strict):
                words = match.group()
                if folded(words) not in known or (strict and re.search(r"[ \u00a0]{2,}", words)):
                    yield _finding(_SLIP, file, passage, match)


#: What labels of so many words before their letter or number look like, and those words by the letter or number.
Shape = tuple[Any, dict[str, list[str]]]


def _shapes(labels: Sequence[str], strict: bool) -> Iterator[Shape]:
    """One pattern for all labels of one number of words, however many labels there are."""
    heads: dict[int, dict[str, list[str]]] = {}
    for match in filter(None, map(_SPLIT.fullmatch, labels)):
        heads.setdefault(len(match[1].split()), {}).setdefault(match[2], []).append(match[1])
    gap = r"[ \u00a0]{1,4}|-|" if strict else r"\s"
    for count, by_tail in sorted(heads.items()):
        words = r"[ \u00a0]".join([r"[^\W\d_]+(?:-[^\W\d_]+)*"] * count)
        tails = "|".join(sorted(by_tail, key=len, reverse=True))
        yield regex.compile(rf"\b({words})({gap})({tails})\b"), by_tail


def _candidates(
    text: str, shapes: Sequence[Shape], whole: Sequence[str], strict: bool
) -> Iterator[re.Match[str]]:
    """Words that are nearly a label, or a label with its space doubled or lost."""
    for match in re.finditer(r"\b[A-Z][^\W\d_]{3,}\b", text) if whole else ():
        if any(_is_near(match.group(), label) for label in whole):
            yield match
    for pattern, by_tail in shapes:
        for match in pattern.finditer(text, overlapped=True):
            apart = strict and match[2] not in (" ", "\u00a0")
            for head in by_tail[match[3]]:
                if _is_near(match[1], head) or (apart and match[1].casefold() == head.casefold()):
                    yield match
                    break


@remembered(1 << 14)  # a text has few words, each many times
def _is_near(word: str, label: str) -> bool:
    """One letter away, or two in a long word; equal words are not near."""
    from rapidfuzz.distance import OSA

    if not word[:1].isupper() or word.casefold() == label.casefold() or len(label) < 4:
        return False
    limit = 2 if len(label) >= 8 else 1
    return OSA.distance(word.casefold(), label.casefold(), score_cutoff=limit) <= limit


def unknown_labels(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Each label stands for somebody in the register.

    **What it looks for.** Labels of the usual shapes (Child G, Sibling 2, School A) that are not in use in
    this case.

    **Why it matters.** A label for nobody is a slip of the pen, or a person who was replaced by hand and is
    not in the key.

    **What to do.** Correct it, add the person to register.yaml, or allow the words where they name a
    published case.

    **What it misses.** Labels of other shapes, and forenames used as pseudonyms.
    """
    if not question.pseudonyms:
        return
    known = {folded(text) for text in (*question.pseudonyms.values(), *question.allowed, *PUBLIC)}
    for file in opened:
        for passage in file.visible:
            for match in _LABEL.finditer(passage.text):
                if _is_label(match) and not _is_known(match, known):
                    yield _finding(_NOBODY, file, passage, match)


def _is_label(match: re.Match[str]) -> bool:
    """A label begins with a capital or ends in a number; 'the GP I saw' is none."""
    return match[2].isdigit() or (match[1][0].isupper() and match[2] != "I")


def _is_known(match: re.Match[str], known: set[str]) -> bool:
    words = folded(match.group())
    return any(label.endswith((f" {words}", f"-{words}")) or label == words for label in known)


def undecided(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Nothing is left undecided, and no working copy goes out as final.

    **What it looks for.** The mark [undecided], and the words NOT APPROVED in a file whose name does not
    say so. In what people read also 'draft version 3', 'this draft', 'for factual accuracy checking', 'TBC' and
    the like, which warn.

    **Why it matters.** The wrong version of a report has been published before; all parties were named for
    a day.

    **What to do.** Answer what is open in redact review, sign, and publish what redact release copied out.

    **What it misses.** A working copy whose marks were removed by hand; a draft that says so in other words.
    """
    for file in opened:
        working = "NOT-APPROVED" in Path(file.file).name
        for passage in file.passages:
            if passage.kind in ("joined", "source", "stream", "file name"):
                continue
            if match := _UNDECIDED.search(passage.text):
                yield _finding(_OPEN, file, passage, match)
            if not working and (match := _NOT_APPROVED.search(passage.text)):
                yield _finding(_WORKING, file, passage, match)
            if passage.visible and (match := _DRAFT.search(passage.text)):
                yield _finding(_UNFINISHED, file, passage, match)


def _finding(what: Finding, file: Opened, passage: Passage, match: re.Match[str]) -> Finding:
    """*what*, at this place."""
    place = place_of(passage, match.start())
    return replace(what, file=file.file, place=place, quote=match.group())
