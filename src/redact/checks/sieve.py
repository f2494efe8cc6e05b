"""Which texts can hold a secret at all: a quick look before the search that says where and how sure.

The sieve lets through more than is a secret, never less: it leaves out of account what stands between letters
and figures, and where words begin.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from redact.checks.folding import fold, fold_text, folded, squashed
from redact.checks.silence import Silence, silence_of
from redact.model import Secret

_INITIALS = re.compile(r"(?:[A-Za-z]\.\s?){2,}[A-Za-z]?\.?|[A-Z]{2,3}")
_NO_LETTER, _NO_FIGURE = re.compile(r"[\W_]+"), re.compile("[^0-9\n]+")
#: What surely parts two numbers (see `digits`): a letter, or more than three signs.
_GAP = re.compile("[^0-9]*?[a-z][^0-9]*|[^0-9]{4,}")
_CAPITALS = re.compile(r"[A-Z](?:[. \u00a0]{0,2}[A-Z])+")
_BROKEN = re.compile(r"(?<=\w)- (?=\w)")
#: Names of so many letters are looked for backwards too.
TURNED = 6


class Sieve:
    """What lets those texts through in which one of the *secrets* can stand."""

    def __init__(self, secrets: tuple[Secret, ...]) -> None:
        self.secrets, self._met = secrets, dict[str, frozenset[str]]()

    def met(self, text: str) -> frozenset[str]:
        """In which views of *text* a secret can stand at all: its letters and figures are there, whatever is between.

        Most texts hold none, and to know that no map back to the text is needed.
        """
        if text not in self._met:
            self._met[text] = frozenset(self._looked(text))
        return self._met[text]

    def _looked(self, text: str) -> Iterator[str]:
        plain = fold_text(text)
        letters = _NO_LETTER.sub("", plain)
        looked = (
            ("words", self.words, plain),
            ("words", self.words, _BROKEN.sub("", plain) if "- " in plain else ""),
            ("letters", self._bare_letters, letters),
            ("letters", self._bare_initials, _initials_in(text)),
            ("digits", self.digits, _NO_FIGURE.sub("", _GAP.sub("\n", plain))),
        )
        yield from (view for view, names, seen in looked if _meets(names, seen))

    @cached_property
    def quiet(self) -> Silence:
        """The texts that are known to be sorted out: none of the secrets can stand in them."""
        return silence_of(f"sieve {self._digest}")

    def silent(self, loose: bool, prose: bool) -> Silence:
        """The texts that were let through and in which none of the secrets stands, looked at in this way."""
        return silence_of(f"sought {loose} {prose} {self._digest}")

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(repr(self.secrets).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def squeezed(self) -> tuple[Secret, ...]:
        """The secrets that are looked for with their letters run together or set apart."""
        return tuple(filter(_is_worth_squeezing, self.secrets))

    @cached_property
    def words(self) -> Any:
        """The secrets by their folded words, and longer names backwards; each with whether it is turned round."""
        keys = [(folded(secret.text), secret) for secret in self.secrets]
        turned = ((key[::-1], (secret, True)) for key, secret in keys if _is_worth_turning(key))
        return automaton([*((key, (secret, False)) for key, secret in keys), *turned])

    @cached_property
    def digits(self) -> Any:
        """Numbers and numeric dates by their digits."""
        return automaton(pair for secret in self.secrets for pair in _digit_keys(secret))

    @cached_property
    def _bare_letters(self) -> Any:
        """The letters of names without any sign between them: 'stmarys' for 'St. Mary's'."""
        return automaton((_bare(secret), None) for secret in self.squeezed if not is_initials(secret))

    @cached_property
    def _bare_initials(self) -> Any:
        return automaton((_bare(secret), None) for secret in self.squeezed if is_initials(secret))


def automaton(pairs: Iterable[tuple[str, Any]]) -> Any:
    """An automaton that gives the meanings of each key that is met, with the key's length."""
    import ahocorasick

    meanings: dict[str, list[Any]] = {}
    for key, meaning in pairs:
        if key and meaning not in meanings.setdefault(key, []):
            meanings[key].append(meaning)
    made = ahocorasick.Automaton()
    for key, values in meanings.items():
        made.add_word(key, (len(key), values))
    if meanings:
        made.make_automaton()
    return made


def occurrences(automaton: Any, text: str) -> Iterator[tuple[Any, int, int]]:
    """Every meaning that *text* holds a key of, and where the key stands."""
    if not len(automaton):
        return
    for last, (length, values) in automaton.iter(text):
        for value in values:
            yield value, last - length + 1, last + 1


def _meets(automaton: Any, text: str) -> bool:
    return len(automaton) > 0 and next(automaton.iter(text), None) is not None


def _bare(secret: Secret) -> str:
    """The letters and figures of a name."""
    return _NO_LETTER.sub("", fold_text(secret.text))


def _initials_in(text: str) -> str:
    """The initials in *text* as `_letters_in` admits them: capitals with nothing but points and blanks between."""
    return "\n".join(re.sub("[^A-Z]", "", found) for found in _CAPITALS.findall(text)).lower()


def is_initials(secret: Secret) -> bool:
    """Whether a secret is nothing but initials."""
    return bool(_INITIALS.fullmatch(secret.text.strip()))


def _is_worth_turning(key: str) -> bool:
    """Whether a name is looked for backwards: letters alone, so many that they spell no other word."""
    return len(key) >= TURNED and key.replace(" ", "").isalpha() and key != key[::-1]


def _is_worth_squeezing(secret: Secret) -> bool:
    """Names of two words or four letters, initials with dots, identifiers of letters and digits."""
    letters = squashed(fold(secret.text)).text
    if letters.isdigit():
        return False
    mixed = any(c.isdigit() for c in letters) and len(letters) >= 5
    several = len(re.findall(r"\w+", secret.text)) > 1 and len(letters) >= 5
    return mixed or several or len(letters) >= 4 or ("." in secret.text and is_initials(secret))


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
