"""The check of copies that are made for one recipient."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from redact.checks.nouns import Opened, Passage, Question
from redact.model import Finding

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\W*[^\W_a-z])")
#: A long word or a number; short words are in every text.
_TELLING = re.compile(r"[^\W\d_]{5,}|\d{3,}")
#: A word is rare that so many sentences of a file have at most.
_RARE = 2
#: So many rare words of one withheld passage in a sentence tell it again, and so large a part of that sentence's.
_ALIKE, _PART = 4, 0.4
#: What the program keeps beside a staged copy, and nobody is handed.
_KEPT = frozenset({"findings.json", "manifest.json"})


def wrong_copy(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """What one recipient may see and another may not stands in no wrong copy.

    **What it looks for.** In the copies of one recipient: words of the drafts that the register or the rules
    withhold from this reader, in any part of a file, whatever stands instead of the names in them; the
    copy's own number, which must stand in every file; and the numbers of other recipients' copies. A sentence
    that has several rare words of a withheld passage warns: it may tell in other words what was withheld elsewhere.
    So do questions about what the copy prints, or leaves out until then, that nobody has answered.

    **Why it matters.** A mother's copy that shows what was told of the father, or of who rang the council,
    cannot be taken back. Papers have been sent to the wrong half of a family before.

    **What to do.** Stage the copies again with redact run; never send a file that was made for somebody else.
    If it comes back, something prints what was withheld: please report it.

    **What it misses.** The same fact in other words that are all common ones, stretches of fewer than four words between two names, and
    what a reader can work out. What the published edition prints, every recipient can read there.
    """
    yield from _unanswered(opened[:1], question)
    for file in opened:
        yield from _withheld(file, question)
        yield from _told_again(file, question)
        if question.reference:
            yield from _numbers(file, question)


def _unanswered(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Once for all files: until somebody answers, the copy leaves out what may be harmless, or prints what may be nobody's business."""
    often = f" ({question.unanswered} times)" if question.unanswered > 1 else ""
    for file in opened if question.unanswered else ():
        yield Finding(
            "wrong-copy",
            "warns",
            file.file,
            "the whole copy",
            f"a question about what this copy prints or leaves out has no answer{often}",
            "answer them on the page Recipients, or read them with redact show CASE recipients before you sign",
            "",
        )


def _withheld(file: Opened, question: Question) -> Iterator[Finding]:
    if not question.withheld:
        return
    texts = [(passage, f" {_plain(passage.text)} ") for passage in file.passages]
    everything = "".join(text for _, text in texts)
    read = " ".join(" ".join(text for passage, text in texts if passage.visible).split())
    for reason, words in question.withheld:
        plain = f" {_plain(words)} "
        if plain in everything or plain in f" {read} ":
            place = next((passage.place for passage, text in texts if plain in text), "the text")
            yield _finding(file, place, f"words that are withheld from this reader ({reason})", words)


def _told_again(file: Opened, question: Question) -> Iterator[Finding]:
    """Sentences that share rare words with one withheld passage; each once."""
    if not question.withheld:
        return
    where: dict[str, list[int]] = {}
    for at, (_, gone) in enumerate(question.withheld):
        for word in _telling(gone):
            where.setdefault(word, []).append(at)
    sentences = [(p.place, s, _telling(s)) for p in file.visible for s in _SENTENCE.split(p.text)]
    often = Counter(word for text, words in {s: w for _, s, w in sentences}.items() for word in words)
    for place, sentence, words in {s: (p, s, w) for p, s, w in sentences}.values():
        rare = {word for word in words if often[word] <= _RARE}
        shared = Counter(at for word in rare for at in where.get(word, ()))
        least = max(_ALIKE, _PART * len(words))
        if alike := [at for at, count in sorted(shared.items()) if count >= least]:
            yield _again(file, place, question.withheld[alike[0]][0], sentence)


def _telling(text: str) -> frozenset[str]:
    return frozenset(_TELLING.findall(text.casefold()))


def _again(file: Opened, place: str, reason: str, sentence: str) -> Finding:
    return Finding(
        "wrong-copy",
        "warns",
        file.file,
        place,
        f"a sentence that may tell what is withheld from this reader elsewhere ({reason})",
        "read it; what should not be told is withheld by the number of its sentence: withhold in register.yaml, or the page Recipients",
        "",
        quote=" ".join(sentence.split()),
    )


def _numbers(file: Opened, question: Question) -> Iterator[Finding]:
    kept = Path(file.file).name in _KEPT
    if not kept and not any(_stands(question.reference, passage) for passage in file.visible):
        yield _finding(file, "the foot of the pages", "this copy does not bear its recipient's number", "")
    for other in question.other_references:
        for passage in file.passages:
            if _stands(other, passage):
                yield _finding(file, passage.place, "the number of somebody else's copy", other)
                break


def _stands(number: str, passage: Passage) -> bool:
    return re.search(rf"(?<!\w){re.escape(number)}(?!\w)", passage.text) is not None


def _plain(text: str) -> str:
    return " ".join(word.casefold() for word in _WORD.findall(text))


def _finding(file: Opened, place: str, message: str, quote: str) -> Finding:
    return Finding(
        "wrong-copy",
        "blocks",
        file.file,
        place,
        message,
        "stage the copies again with redact run, and hand over none that was made for somebody else",
        "",
        quote=quote,
    )
