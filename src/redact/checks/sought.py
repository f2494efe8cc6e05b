"""Look for many names in a text at once: linear in the text and in the number of names.

Three views of the text are searched: folded words, folded letters without anything between them,
and digits alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from redact.checks.folding import Folded, digits, fold, fold_text, folded, squashed, unbroken
from redact.checks.ordinary import MONTH_NAMES, ORDINARY
from redact.model import Secret

_INITIALS = re.compile(r"(?:[A-Za-z]\.\s?){2,}[A-Za-z]?\.?|[A-Z]{2,3}")
_CITED = re.compile(
    r"(?: et al\b|,? \(?(?:19|20)\d\d[a-z]?[),;]|,? (?:[A-Z]\.[ -]?){1,3}[,( ]| and (?:colleagues|others)\b"
    r"| and [A-Z]\w+,? \(?(?:19|20)\d\d)"
)
_NO_LETTER, _NO_FIGURE = re.compile(r"[\W_]+"), re.compile("[^0-9\n]+")
#: What surely parts two numbers (see `digits`): a letter, or more than three signs.
_GAP = re.compile("[^0-9]*?[a-z][^0-9]*|[^0-9]{4,}")
_CAPITALS = re.compile(r"[A-Z](?:[. \u00a0]{0,2}[A-Z])+")
_BROKEN = re.compile(r"(?<=\w)- (?=\w)")
_SPACED = re.compile(r"\w(?:\s{1,3}\w)+")
_MONTH_BEFORE = re.compile(
    r"(\d(st|nd|rd|th)?( of)?"
    r"|\b(in|early|late|mid|since|until|during|of|by|from|to|and|between|last|this|next))[ -]$"
)
_MONTH_AFTER = re.compile(r"^,? ?(\d|and (january|february|march|april|june|july|august))")


MOST_QUIET = 1 << 17


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
    met: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def may_be_in(self, text: str) -> bool:
        """Whether any secret can stand in *text* at all; in most texts none can, which is soon known."""
        if text not in self.met:
            self.met[text] = self._met(text)
        return bool(self.met[text])

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
        if not self.may_be_in(text):
            return
        view = fold(text)
        views = [view]
        if "- " in view.text:
            views.append(unbroken(view))
        hits = list(self._all(views, self.met[text], loose, prose))
        covered = [span for one in views for span in self._covered(one)] if hits else []
        found: dict[tuple[str, int, int], Hit] = {}
        for hit in hits:
            if not _is_covered(hit, covered) and not (hit.broken and _is_told(hit, found.values())):
                found.setdefault((hit.secret.entity, hit.start, hit.end), hit)
        yield from sorted(found.values(), key=lambda hit: (hit.start, hit.end))

    def _met(self, text: str) -> frozenset[str]:
        """In which views of *text* a secret can stand at all: its letters and figures are there, whatever is between.

        Most texts hold none, and to know that no map back to the text is needed.
        """
        plain = fold_text(text)
        letters = _NO_LETTER.sub("", plain)
        looked = (
            ("words", self._words, plain),
            ("words", self._words, _BROKEN.sub("", plain) if "- " in plain else ""),
            ("letters", self._bare_letters, letters),
            ("letters", self._bare_initials, _initials_in(text)),
            ("digits", self._digits, _NO_FIGURE.sub("", _GAP.sub("\n", plain))),
        )
        return frozenset(view for view, automaton, seen in looked if _meets(automaton, seen))

    def _all(self, views: list[Folded], met: frozenset[str], loose: bool, prose: bool) -> Iterator[Hit]:
        for number, view in enumerate(views if "words" in met else ()):
            yield from self._words_in(view, prose, broken=number > 0)
        if "letters" in met:
            yield from self._letters_in(squashed(views[0]), loose)
        if "digits" in met:
            yield from self._digits_in(digits(views[0]))

    def _covered(self, view: Folded) -> Iterator[tuple[int, int, bool]]:
        for (phrase, is_label), start, end in _occurrences(self._cover_words, view.text):
            if _stands_alone(view, start, end):
                yield (*view.span(start, end), is_label and bool(phrase))

    def _words_in(self, view: Folded, prose: bool, broken: bool) -> Iterator[Hit]:
        for secret, start, end in _occurrences(self._words, view.text):
            if not _stands_alone(view, start, end):
                continue
            at = view.span(start, end)
            verdict = _verdict(secret, view, start, end)
            if verdict and (prose or verdict == "sure"):
                sure = verdict == "sure" and (prose or not _is_common(secret))
                yield Hit(secret, *at, sure=sure, broken=broken)

    def _letters_in(self, view: Folded, loose: bool) -> Iterator[Hit]:
        for secret, start, end in _occurrences(self._letters, view.text):
            first, last = view.span(start, end)
            words = view.source[first:last]
            free = loose and end - start >= 9
            if not free and not (_starts(view.source, first) and _ends(view.source, last)):
                continue
            if _is_short(secret) and not _SPACED.fullmatch(words):
                continue
            if _is_initials(secret) and (
                _is_inside_a_word(view.source, first, last)
                or not re.fullmatch(r"[A-Z](?:[. \u00a0]{0,2}[A-Z])*\.?", words)
            ):
                continue
            plain = " " in words and words.islower() and " " not in secret.text and len(words.split()) == 2
            yield Hit(secret, first, last, sure=not plain, broken=True)

    def _digits_in(self, view: Folded) -> Iterator[Hit]:
        for secret, start, end in _occurrences(self._digits, view.text):
            first, last = view.span(start, end)
            around = view.source[max(first - 1, 0) : first] + view.source[last : last + 1]
            if not any(character.isdigit() for character in around):
                yield Hit(secret, first, last)

    @cached_property
    def quiet(self) -> Quiet:
        """The texts of which this process knows that none of the secrets stands in them."""
        return quiet(self.secrets)

    @cached_property
    def _bare_letters(self) -> Any:
        """The letters of names without any sign between them: 'stmarys', where `_letters` has 'st.marys'."""
        return _automaton((_bare(secret), None) for secret in self._squeezed if not _is_initials(secret))

    @cached_property
    def _bare_initials(self) -> Any:
        return _automaton((_bare(secret), None) for secret in self._squeezed if _is_initials(secret))

    @cached_property
    def _words(self) -> Any:
        return _automaton((folded(secret.text), secret) for secret in self.secrets)

    @cached_property
    def _letters(self) -> Any:
        return _automaton(
            (squashed(fold(secret.text)).text.replace(" ", ""), secret) for secret in self._squeezed
        )

    @cached_property
    def _squeezed(self) -> tuple[Secret, ...]:
        return tuple(filter(_is_worth_squeezing, self.secrets))

    @cached_property
    def _digits(self) -> Any:
        return _automaton(pair for secret in self.secrets for pair in _digit_keys(secret))

    @cached_property
    def _cover_words(self) -> Any:
        return _automaton((folded(phrase), (phrase, False)) for phrase in self.covering)


class Quiet:
    """Texts of which one process knows that no secret stands in them, by their digests: no words are kept."""

    def __init__(self) -> None:
        self._known: set[bytes] = set()

    def __contains__(self, text: str) -> bool:
        return _digest(text) in self._known

    def add(self, text: str) -> None:
        """Know *text* from now on."""
        if len(self._known) >= MOST_QUIET:
            self._known.clear()
        self._known.add(_digest(text))


@lru_cache(maxsize=2)
def quiet(secrets: tuple[Secret, ...]) -> Quiet:
    """The texts of this process in which none of *secrets* stands; `quiet.cache_clear` forgets them."""
    return Quiet()


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _automaton(pairs: Iterable[tuple[str, Any]]) -> Any:
    import ahocorasick

    meanings: dict[str, list[Any]] = {}
    for key, meaning in pairs:
        if key and meaning not in meanings.setdefault(key, []):
            meanings[key].append(meaning)
    automaton = ahocorasick.Automaton()
    for key, values in meanings.items():
        automaton.add_word(key, (len(key), values))
    if meanings:
        automaton.make_automaton()
    return automaton


def _bare(secret: Secret) -> str:
    """The letters and figures of a name."""
    return _NO_LETTER.sub("", fold_text(secret.text))


def _initials_in(text: str) -> str:
    """The initials in *text* as `_letters_in` admits them: capitals with nothing but points and blanks between."""
    return "\n".join(re.sub("[^A-Z]", "", found) for found in _CAPITALS.findall(text)).lower()


def _meets(automaton: Any, text: str) -> bool:
    return len(automaton) > 0 and next(automaton.iter(text), None) is not None


def _occurrences(automaton: Any, text: str) -> Iterator[tuple[Any, int, int]]:
    if not len(automaton):
        return
    for last, (length, values) in automaton.iter(text):
        for value in values:
            yield value, last - length + 1, last + 1


def _is_initials(secret: Secret) -> bool:
    return bool(_INITIALS.fullmatch(secret.text.strip()))


def _is_common(secret: Secret) -> bool:
    """Whether the words stand in files for other reasons as well: ordinary words and bare initials."""
    return folded(secret.text) in ORDINARY or (len(secret.text) <= 3 and secret.text.isalpha())


def _is_short(secret: Secret) -> bool:
    """A single word that could be put together by chance: only set letter by letter it counts."""
    return secret.text.isalpha() and len(secret.text) < 8


def _is_worth_squeezing(secret: Secret) -> bool:
    """Names of two words or four letters, initials with dots, identifiers of letters and digits."""
    letters = squashed(fold(secret.text)).text
    if letters.isdigit():
        return False
    mixed = any(c.isdigit() for c in letters) and len(letters) >= 5
    several = len(re.findall(r"\w+", secret.text)) > 1 and len(letters) >= 5
    return mixed or several or len(letters) >= 4 or ("." in secret.text and _is_initials(secret))


def _digit_keys(secret: Secret) -> Iterator[tuple[str, Secret]]:
    """The digits of a number or a numeric date; a telephone number also with its country code."""
    if any(character.isalpha() for character in secret.text):
        return
    number = re.sub(r"\D", "", secret.text)
    if len(number) < 6:
        return
    yield number, secret
    if number.startswith("0"):
        yield "44" + number[1:], secret
        yield "440" + number[1:], secret
    elif number.startswith("44"):
        yield "0" + number[2:], secret


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
    initials = _is_initials(secret)
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
