"""Look for many names in a text at once: linear in the text and in the number of names.

Three views of the text are searched: folded words, folded letters without anything between them,
and digits alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from redact.checks.folding import Folded, digits, fold, folded, squashed, unbroken
from redact.checks.ordinary import MONTH_NAMES, ORDINARY
from redact.checks.sieve import Sieve, automaton, is_initials, occurrences
from redact.model import Secret

_CITED = re.compile(
    r"(?: et al\b|,? \(?(?:19|20)\d\d[a-z]?[),;]|,? (?:[A-Z]\.[ -]?){1,3}[,( ]| and (?:colleagues|others)\b"
    r"| and [A-Z]\w+,? \(?(?:19|20)\d\d)"
)
_SPACED = re.compile(r"\w(?:\s{1,3}\w)+")
_MONTH_BEFORE = re.compile(
    r"(\d(st|nd|rd|th)?( of)?"
    r"|\b(in|early|late|mid|since|until|during|of|by|from|to|and|between|last|this|next))[ -]$"
)
_MONTH_AFTER = re.compile(r"^,? ?(\d|and (january|february|march|april|june|july|august))")


@dataclass(frozen=True, slots=True)
class Hit:
    """A secret found in a text: where, how sure, and whether it was broken up or run together."""

    secret: Secret
    start: int
    end: int
    sure: bool = True
    broken: bool = False


@dataclass(frozen=True)
class Sought:
    """What is looked for, prepared once for all passages."""

    secrets: tuple[Secret, ...]
    covering: tuple[str, ...] = ()  # words that may stand, and labels in use
    cache: dict[tuple[str, bool, bool], tuple[Hit, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def sieve(self) -> Sieve:
        """What lets those texts through in which a secret can stand at all."""
        return Sieve(self.secrets)

    def hits(self, text: str, loose: bool = False, prose: bool = True) -> tuple[Hit, ...]:
        """Every secret in *text*, but not what stands inside words that may stand.

        *loose* is for file names and addresses, where words are run together. Outside *prose*
        (style names, object names) an ordinary word proves nothing by itself.
        """
        key = (text, loose, prose)
        if key not in self.cache:
            self.cache[key] = tuple(self._search(text, loose, prose))
        return self.cache[key]

    def _search(self, text: str, loose: bool, prose: bool) -> Iterator[Hit]:
        silent = self.sieve.silent(loose, prose)
        if text in silent or not (met := self.sieve.met(text)):
            return
        view = fold(text)
        views = [view]
        if "- " in view.text:
            views.append(unbroken(view))
        hits = list(self._all(views, met, loose, prose))
        if not hits:
            silent.add(text)
            return
        covered = [span for one in views for span in self._covered(one)]
        found: dict[tuple[str, int, int], Hit] = {}
        for hit in hits:
            if not _is_covered(hit, covered) and not (hit.broken and _is_told(hit, found.values())):
                found.setdefault((hit.secret.entity, hit.start, hit.end), hit)
        yield from sorted(found.values(), key=lambda hit: (hit.start, hit.end))

    def _all(self, views: list[Folded], met: frozenset[str], loose: bool, prose: bool) -> Iterator[Hit]:
        for number, view in enumerate(views if "words" in met else ()):
            yield from self._words_in(view, prose, broken=number > 0)
        if "letters" in met:
            yield from self._letters_in(squashed(views[0]), loose)
        if "digits" in met:
            yield from self._digits_in(digits(views[0]))

    def _covered(self, view: Folded) -> Iterator[tuple[int, int, bool]]:
        for (phrase, is_label), start, end in occurrences(self._cover_words, view.text):
            if _stands_alone(view, start, end):
                yield (*view.span(start, end), is_label and bool(phrase))

    def _words_in(self, view: Folded, prose: bool, broken: bool) -> Iterator[Hit]:
        for (secret, turned), start, end in occurrences(self.sieve.words, view.text):
            if not _stands_alone(view, start, end):
                continue
            at = view.span(start, end)
            if turned:
                yield Hit(secret, *at, broken=True)
                continue
            verdict = _verdict(secret, view, start, end)
            if verdict and (prose or verdict == "sure"):
                sure = verdict == "sure" and (prose or not _is_common(secret))
                yield Hit(secret, *at, sure=sure, broken=broken)

    def _letters_in(self, view: Folded, loose: bool) -> Iterator[Hit]:
        for secret, start, end in occurrences(self._letters, view.text):
            first, last = view.span(start, end)
            words = view.source[first:last]
            free = loose and end - start >= 9
            if not free and not (_starts(view.source, first) and _ends(view.source, last)):
                continue
            if _is_short(secret) and not _SPACED.fullmatch(words):
                continue
            if is_initials(secret) and (
                _is_inside_a_word(view.source, first, last)
                or not re.fullmatch(r"[A-Z](?:[. \u00a0]{0,2}[A-Z])*\.?", words)
            ):
                continue
            plain = " " in words and words.islower() and " " not in secret.text and len(words.split()) == 2
            yield Hit(secret, first, last, sure=not plain, broken=True)

    def _digits_in(self, view: Folded) -> Iterator[Hit]:
        for secret, start, end in occurrences(self.sieve.digits, view.text):
            first, last = view.span(start, end)
            around = view.source[max(first - 1, 0) : first] + view.source[last : last + 1]
            if not any(character.isdigit() for character in around):
                yield Hit(secret, first, last)

    @cached_property
    def _letters(self) -> Any:
        return automaton(
            (squashed(fold(secret.text)).text.replace(" ", ""), secret) for secret in self.sieve.squeezed
        )

    @cached_property
    def _cover_words(self) -> Any:
        return automaton((folded(phrase), (phrase, False)) for phrase in self.covering)


def _is_common(secret: Secret) -> bool:
    """Whether the words stand in files for other reasons as well: ordinary words and bare initials."""
    return folded(secret.text) in ORDINARY or (len(secret.text) <= 3 and secret.text.isalpha())


def _is_short(secret: Secret) -> bool:
    """A single word that could be put together by chance: only set letter by letter it counts."""
    return secret.text.isalpha() and len(secret.text) < 8


def _stands_alone(view: Folded, start: int, end: int) -> bool:
    """Whether no letter touches the words; a digit may touch a name but not a number."""
    before, after = view.text[start - 1 : start] if start else "", view.text[end : end + 1]
    if before.isalpha() and view.text[start].isalpha():
        return _is_camel(view, start)
    if after.isalpha() and view.text[end - 1].isalpha():
        return _is_camel(view, end)
    return not (before.isdigit() and view.text[start].isdigit()) and not (
        after.isdigit() and view.text[end - 1].isdigit()
    )


def _is_camel(view: Folded, at: int) -> bool:
    one, two = view.source[view.origin[at - 1]], view.source[view.origin[at]]
    return one.islower() and two.isupper()


def _starts(source: str, first: int) -> bool:
    before = source[first - 1 : first] if first else ""
    if source[first].isdigit():
        return not before.isdigit()
    return not before.isalpha() or (before.islower() and source[first].isupper())


def _ends(source: str, last: int) -> bool:
    after = source[last : last + 1]
    if source[last - 1].isdigit():
        return not after.isdigit()
    return not after.isalpha() or (source[last - 1].islower() and after.isupper())


def _verdict(secret: Secret, view: Folded, start: int, end: int) -> str:
    """'sure', 'perhaps' or '' for words that match a secret; only ordinary words can be less than sure."""
    key = folded(secret.text)
    first, last = view.span(start, end)
    words = view.source[first:last]
    if len(key) <= 3 and _is_inside_a_word(view.source, first, last):
        return ""
    if secret.label == "PERSON" and words.isalpha() and _CITED.match(view.source[last : last + 40]):
        return "perhaps" if words[0].isupper() else "sure"
    initials = is_initials(secret)
    short = len(key) <= 3 and key.isalpha()
    if key not in ORDINARY and not short and not initials:
        return "sure"
    if not words[:1].isupper() or (initials and not words.isupper()):
        return ""
    if key in MONTH_NAMES and _is_month(view.text, start, end):
        return ""
    if initials and _in_capitals(view.source, first, last):
        return "perhaps"
    if key in ORDINARY and (_opens_sentence(view.source, first) or _in_capitals(view.source, first, last)):
        return "perhaps"
    return "sure"


def _is_inside_a_word(source: str, first: int, last: int) -> bool:
    """Whether letters, figures or signs of a code touch: 'MM' in 'xmpMM' and 'PW' in 'x/PW==' are nobody's initials."""
    before, after = source[first - 1 : first] if first else "", source[last : last + 1]
    return any(side.isalnum() or side in {"+", "/", "=", "_"} for side in (before, after) if side)


def _is_month(text: str, start: int, end: int) -> bool:
    return bool(
        _MONTH_BEFORE.search(text[max(start - 12, 0) : start]) or _MONTH_AFTER.match(text[end : end + 16])
    )


def _opens_sentence(source: str, first: int) -> bool:
    before = source[max(first - 40, 0) : first].rstrip(" \t\u00a0\"'“‘(")
    if not before.strip() or re.fullmatch(r"(?:.*\n)?[\d.]+[a-z]?\)?", before, re.DOTALL):
        return True  # the number of a paragraph stands before its first word
    last = before[-1]
    return last in ".!?:•\n\r" or before.endswith(("\n", "\r"))


def _in_capitals(source: str, first: int, last: int) -> bool:
    """Whether the whole line is in capitals, so that a capital letter tells nothing."""
    line = source[source.rfind("\n", 0, first) + 1 :].split("\n", 1)[0]
    rest = line.replace(source[first:last], "", 1)
    return source[first:last].isupper() and any(c.isalpha() for c in rest) and rest.upper() == rest


def _is_told(hit: Hit, found: Iterable[Hit]) -> bool:
    """Whether a plain hit on the same entity already tells of these words."""
    return any(
        one.secret.entity == hit.secret.entity and one.sure and one.start < hit.end and hit.start < one.end
        for one in found
    )


def _is_covered(hit: Hit, covered: list[tuple[int, int, bool]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end, _ in covered)
