"""The check for real names and identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.checks.decoding import decodings
from redact.checks.folding import folded
from redact.checks.in_words import in_words
from redact.checks.let_stand import LetStand
from redact.checks.nouns import SECOND_LOOK, Opened, Passage, Question
from redact.checks.ordinary import GENERIC, LABEL_WORDS, PUBLIC
from redact.checks.sought import Hit, Sought
from redact.model import Finding, Secret

#: Passages where words are run together on purpose.
_LOOSE = frozenset({"file name", "link", "name", "script"})
#: Passages where an ordinary word is more often the format's than a person's.
_TECHNICAL = frozenset({"attribute", "name", "structure", "stream", "source", "script"})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NEAR = 6


def names(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No real name and no identifier stands anywhere in the file.

    **What it looks for.** Every form of every name and identifier that was handed in, in every part of
    the file: the text, headers, notes, properties, comments, alternative text, link targets, file name,
    embedded files, scripts, and the raw data of a PDF. Capitals, accents, look-alike letters, invisible
    characters, hyphens, line breaks and letter-spacing make no difference, nor do figures for letters; longer
    names are looked for backwards too. Numbers are compared by their digits, and those of spreadsheets and charts
    as the days that they may stand for.

    **Why it matters.** One name left in one corner of one file identifies the child.

    **What to do.** Take the name out of the draft or add its form to register.yaml, and make the edition
    again. Where the words may stand, put them under allow: in register.yaml.

    **What it misses.** Names that nobody handed in, names in pictures, and misspellings (see near-names).
    A name that is an ordinary word too, such as Will or May, is not seen in lower case, and only warns
    where a sentence begins. A single name in the shape of a citation, such as 'Marl et al. (2009)', only
    warns; so does one at a place where a reviewer left it by hand, with the number of such places. Left at
    every place it blocks, until somebody accepts that with a reason.
    """
    sought = _sought(question)
    for file in opened:
        let = LetStand(question.left)
        told: set[tuple[str, bool]] = set()  # who, and whether for sure: a doubt never quietens what is sure
        for passage in sorted(file.passages, key=lambda passage: passage.kind in SECOND_LOOK):
            for hit, text in let.without([*_hits(sought, passage)], passage, place_of(passage, 0)):
                who = hit.secret.entity
                if passage.kind in SECOND_LOOK and not told.isdisjoint({(who, True), (who, hit.sure)}):
                    continue
                told.add((who, hit.sure))
                yield _finding(file, passage, hit, text)
        yield from let.findings(file.file)


def _sought(question: Question) -> Sought:
    return Sought(question.secrets, (*question.allowed, *_covering(question)))


def _covering(question: Question) -> Iterator[str]:
    """Labels and public names cover a word inside them, but a label that is or holds a real name covers nothing."""
    real = {folded(secret.text) for secret in question.secrets}
    yield from (words for words in PUBLIC if folded(words) not in real)
    yield from (label for label in question.pseudonyms.values() if not _holds_a_name(folded(label), real))


def _holds_a_name(label: str, real: set[str]) -> bool:
    """Whether a label is a real name, or one of its words is and is no word of labels ('Child G' for a Mr Child)."""
    return label in real or any(
        word in real - LABEL_WORDS - GENERIC for word in label.split() if len(word) > 1
    )


def _hits(sought: Sought, passage: Passage) -> Iterator[tuple[Hit, str]]:
    loose, prose = passage.kind in _LOOSE, passage.kind not in _TECHNICAL
    if passage.text in sought.sieve.quiet:
        return
    texts = [text for text in (passage.text, *decodings(passage.text)) if sought.sieve.met(text)]
    if not texts:
        sought.sieve.quiet.add(passage.text)
    for text in texts:
        for hit in sought.hits(text, loose, prose):
            letters = sum(character.isalnum() for character in hit.secret.text)
            if (
                passage.kind not in ("stream", "source") or letters > 3
            ):  # numbers of glyphs spell anything short
                yield hit, text


def _finding(file: Opened, passage: Passage, hit: Hit, text: str) -> Finding:
    what = "a real name" if _is_name(hit.secret) else in_words(hit.secret.label)
    how = ", its letters broken up or run together" if hit.broken else ""
    doubt = "" if hit.sure else ", or other words that look like it"
    return Finding(
        check="names",
        severity="blocks" if hit.sure else "warns",
        file=file.file,
        place=place_of(passage, hit.start if text == passage.text else 0),
        message=f"{what} of {hit.secret.entity or 'somebody'} stands here{how}{doubt}",
        advice="take it out of the draft or the register's forms, and make the edition again",
        rule="R21" if passage.kind == "file name" else "R1" if _is_name(hit.secret) else "R10",
        entity=hit.secret.entity,
        quote=text[hit.start : hit.end],
    )


def _is_name(secret: Secret) -> bool:
    return secret.label in ("PERSON", "PLACE", "SCHOOL", "HEALTH_SITE", "ORG")


def place_of(passage: Passage, start: int) -> str:
    """Where in the file an offset of a passage stands; exact to the line where lines are counted."""
    match = re.fullmatch(r"(.*\bline )(\d+)", passage.place)
    if passage.kind == "text" and match:
        return f"{match[1]}{int(match[2]) + passage.text.count(chr(10), 0, start)}"
    return passage.place


def near_names(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No capitalised word is one letter away from a real name.

    **What it looks for.** Words with a capital that differ from a real name of six letters or more by one
    letter added, dropped, changed or swapped.

    **Why it matters.** Misspelt names are the ones that replacement misses, and they identify just as well.

    **What to do.** If it is the person, add the spelling to the aliases in register.yaml. If it is not,
    accept the finding or put the word under allow:.

    **What it misses.** Names of fewer than six letters, two mistakes in one name, and lower-case spellings.
    """
    parts = _name_parts(question)
    known = _known_words(question)
    for file in opened:
        words = _capitalised(file)
        lower = {word for passage in file.visible for word in _WORD.findall(passage.text) if word.islower()}
        for word, passage in words.items():
            plain = folded(word).removesuffix("'s")
            if plain not in known and plain not in parts and plain not in lower:
                yield from _near(file, passage, word, plain, parts)


def _name_parts(question: Question) -> dict[str, str]:
    return {
        folded(word): secret.entity
        for secret in question.secrets
        if secret.label in ("PERSON", "PLACE", "SCHOOL")
        for word in _WORD.findall(secret.text)
        if len(word) >= _NEAR and word[0].isupper() and folded(word) not in GENERIC
    }


def _known_words(question: Question) -> set[str]:
    phrases = (*question.allowed, *question.pseudonyms.values(), *PUBLIC)
    return {folded(word) for phrase in phrases for word in _WORD.findall(phrase)}


def _capitalised(file: Opened) -> dict[str, Passage]:
    words: dict[str, Passage] = {}
    for passage in file.visible:
        for word in _WORD.findall(passage.text):
            if word[0].isupper() and len(word) >= _NEAR - 1:
                words.setdefault(word, passage)
    return words


def _near(file: Opened, passage: Passage, word: str, plain: str, parts: dict[str, str]) -> Iterator[Finding]:
    from rapidfuzz.distance import OSA

    for name, entity in parts.items():
        if OSA.distance(plain, name, score_cutoff=1) == 1:
            yield Finding(
                "near-names",
                "warns",
                file.file,
                place_of(passage, passage.text.find(word)),
                f"a word here is one letter away from a name of {entity or 'somebody'}",
                "if it is the same person, add this spelling to the aliases; if not, allow the word",
                "R1",
                entity,
                word,
            )
            return
