"""The check for what a label tells: initials, letters of a name, a near name, a row of letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from redact.checks.folding import folded
from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage, Question
from redact.checks.ordinary import GENERIC, LABEL_WORDS
from redact.model import Finding, Severity

#: The letters that a label is told apart by: 'G' of 'Child G', 'HD', 'K' of 'Mr K', 'AG' of 'Child AG1'.
_LETTERS = re.compile(r"(?<![\w'’])((?:[A-Z]\.?){1,4})\d{0,3}(?![\w'’])")
#: Letters that are terms of the trade and not chosen for a person.
_TERMS = frozenset(
    ["GP", "HV", "SW", "IRO", "LADO", "SENCO", "MGM", "MGF", "PGM", "PGF", "PC", "DC", "DS", "DI", "NHS"]
)
_PEOPLE = "PERSON"

_ADVICE = "choose another with redact review (rename), or accept it with a reason"
#: The same of a name that the family chose: no answer of a review changes it.
_CHOSEN = "the family chose it: ask them for another, write it in register.yaml ({place}) and run again; or accept it with a reason"


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in use, and what is known of its bearer."""

    entity: str
    text: str
    names: tuple[str, ...]  # the bearer's real words, folded; generic ones left out

    @property
    def letters(self) -> str:
        """The letters that are not a term of the trade, together: 'HD'; '' for none."""
        found = [match[1].replace(".", "") for match in _LETTERS.finditer(self.text)]
        return next((letters for letters in found if letters not in _TERMS), "")

    @property
    def first_name(self) -> str:
        """The folded label, where it is a first name: one word that no role is called by; else ''."""
        text = folded(self.text)
        return text if re.fullmatch(r"[^\W\d_]{3,}(?: [^\W\d_]{3,})?", text) and not self.is_role else ""

    @property
    def is_role(self) -> bool:
        """Whether a word of the label says what somebody is."""
        return bool(set(re.findall(r"[^\W\d_]+", folded(self.text))) & (LABEL_WORDS | GENERIC | _ROLES))


#: Words of unnumbered labels that ordinary.LABEL_WORDS does not have.
_ROLES = frozenset(
    "stepfather stepmother stepdad stepmum grandma grandad grandpa granny gran nan nana dad mum former great guardian "
    "boyfriend girlfriend husband wife spouse twin lodger victim perpetrator suspect offender youth teenager toddler "
    "girl boy son daughter niece nephew pupil student subject professional practitioner witness".split()
)

Concern = tuple[Severity, str, str]  # severity, rule, message


def labels(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No label tells anything of the name that it stands for.

    **What it looks for.** A label that people chose and that bears an initial or letters of its bearer's
    name; letters that look like initials (HD); a first name that is near to, or sounds like, a real name of
    the case or another pseudonym; a label of another case of the partnership, or one that goes on with a row
    of letters (Child A, Child B, Child C); and one label twice with 'and' between.

    **Why it matters.** A reader who guesses at a family needs one letter to be sure. 'Child G and Child G'
    are two people whom somebody took for one.

    **What to do.** Rename the person in redact review, or accept the finding with a reason. A name that the
    family chose for a copy of their own is changed in register.yaml, where the finding says. For a label that
    stands twice, say in the review who is meant.

    **What it misses.** Labels of other cases that nobody has listed, and a link by meaning: 'Rose' for a Ms
    Flowers.
    """
    known = [
        _Label(entity, text, _names_of(entity, question))
        for entity, text in sorted(question.pseudonyms.items())
    ]
    shown_text = [(file, passage, passage.text.casefold()) for file in opened for passage in file.visible]
    printed = {label.entity: place for label in known if (place := _printed(label.text, shown_text))}
    shown = [label for label in known if label.entity in printed]
    for label in shown:
        for concern in _CONCERNS:
            if found := concern(label, shown, question):
                yield _finding(found, label, question.chosen.get(label.entity, ""), *printed[label.entity])
    yield from _joined(opened, {label.text for label in shown})


def _names_of(entity: str, question: Question) -> tuple[str, ...]:
    """The words of an entity's names that are its own, folded."""
    words: dict[str, None] = {}
    for secret in question.secrets:
        if secret.entity == entity and secret.label in _NAMED:
            for word in re.findall(r"[^\W\d_]+", folded(secret.text)):
                if secret.label == _PEOPLE or word not in GENERIC | LABEL_WORDS:
                    words[word] = None
    return tuple(words)


_NAMED = frozenset([_PEOPLE, "PLACE", "SCHOOL", "HEALTH_SITE", "ORG", "ADDRESS"])


def _printed(label: str, texts: Iterable[tuple[Opened, Passage, str]]) -> tuple[Opened, Passage, int] | None:
    """Where a reader first meets *label*, in passages given with their small letters; None where no file shows it."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(label)}(?!\w)", re.IGNORECASE)
    for file, passage, small in texts:
        if label.casefold() in small and (match := pattern.search(passage.text)):
            return file, passage, match.start()
    return None


# What may be wrong with a label ----------------------------------------------------------------------


def _initial(label: _Label, shown: list[_Label], question: Question) -> Concern | None:
    """R4: a letter of the label, or the first of a first name, is an initial of the bearer."""
    firsts = {word[0] for word in label.names}
    letters = set(label.letters.casefold()) or set(label.first_name[:1])
    if letters & firsts:
        return "blocks", "R4", "this label shares an initial with the name that it stands for"
    return None


def _taken(label: _Label, shown: list[_Label], question: Question) -> Concern | None:
    """R4: several letters of the label stand in one word of the bearer's name, in their order."""
    letters = label.letters.casefold()
    if len(letters) > 1 and any(_in_order(letters, word) for word in label.names):
        return "blocks", "R4", "the letters of this label are taken from the name that it stands for"
    return None


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _code(label: _Label, shown: list[_Label], question: Question) -> Concern | None:
    """R4: two letters and more look like somebody's initials, whether they are or not."""
    if len(label.letters) > 1:
        return "warns", "R4", "the letters of this label look like somebody's initials"
    return None


def _near_name(label: _Label, shown: list[_Label], question: Question) -> Concern | None:
    """R3: a first name that is near to a real one, whosever it is."""
    if not label.first_name:
        return None
    words = {
        w for s in question.secrets if s.label == _PEOPLE for w in re.findall(r"[^\W\d_]+", folded(s.text))
    }
    parts = label.first_name.split()
    if any(_near(part, word) for part in parts for word in words if len(word) > 2):
        return "blocks", "R3", "this label is near to a real name of the case, or sounds like one"
    return None


def _near_label(label: _Label, shown: list[_Label], question: Question) -> Concern | None:
    """R2: two first names that a reader could take for one."""
    others = (other.first_name for other in shown if other.entity != label.entity and other.first_name)
    if label.first_name and any(_near(label.first_name, other) for other in others):
        return "warns", "R2", "this label is easily taken for another one of the case"
    return None


def _near(one: str, other: str) -> bool:
    """One letter apart, two in longer names, or of one sound."""
    import jellyfish
    from rapidfuzz.distance import OSA

    limit = 2 if min(len(one), len(other)) > 4 else 1
    sounds = [jellyfish.metaphone(name) or name for name in (one, other)]
    return OSA.distance(one, other, score_cutoff=limit) <= limit or sounds[0] == sounds[1]


def _used(label: _Label, shown: list[_Label], question: Question) -> Concern | None:
    """R3: another case of the partnership has this label."""
    if folded(label.text) in {folded(other) for other in question.labels_in_use}:
        return "blocks", "R3", "this label is in use in another case of the partnership"
    return None


def _row(label: _Label, shown: list[_Label], question: Question) -> Concern | None:
    """R4: the label goes on with a row of letters over the partnership's cases."""
    match = re.fullmatch(r"(.+ )([a-z])", folded(label.text))
    if not match:
        return None
    used = {folded(other) for other in question.labels_in_use}
    steps = {step for step in (-2, -1, 1, 2) if match[1] + chr(ord(match[2]) + step) in used}
    if any(set(pair) <= steps for pair in ((-2, -1), (-1, 1), (1, 2))):
        return "warns", "R4", "this label goes on with a row of letters over the partnership's cases"
    return None


_CONCERNS: tuple[Callable[[_Label, list[_Label], Question], Concern | None], ...] = (
    _initial, _taken, _code, _near_name, _near_label, _used, _row,
)  # fmt: skip


def _joined(opened: Iterable[Opened], shown: Iterable[str]) -> Iterator[Finding]:
    """R3: 'Child G and Child G', for two people whom somebody took for one."""
    each = "|".join(sorted(map(re.escape, shown), key=lambda text: (-len(text), text)))
    twice = re.compile(rf"(?<![\w-])({each})(?:,? and|,? &|, together with) \1(?![\w'’])") if each else None
    for file in opened if twice else ():
        for passage in file.visible:
            for match in twice.finditer(passage.text) if twice else ():
                message = "one label stands twice with 'and' between: two people may have been taken for one"
                advice = "say in redact review who is meant, or accept it"
                yield Finding(
                    "labels", "warns", file.file, place_of(passage, match.start()), message, advice, "R3",
                    quote=match[0],
                )  # fmt: skip


def _finding(
    concern: Concern, label: _Label, chosen: str, file: Opened, passage: Passage, at: int
) -> Finding:
    severity, rule, message = concern
    place, advice = place_of(passage, at), _CHOSEN.replace("{place}", chosen) if chosen else _ADVICE
    return Finding("labels", severity, file.file, place, message, advice, rule, label.entity, label.text)
