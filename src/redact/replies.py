"""What somebody wrote for an answer, understood or not: the words of rules/answers.yaml, and no guesses.

A reply that says two things, asks back or makes an exception is not understood: a person is asked again
rather than a name let through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from redact.names import fold
from redact.rules.answers import Phrase, Phrases

#: Where an answer may end and a reason begin.
_CUTS = regex.compile(r"(?<=\w[\"'”’)]?)(?:[,;.!:](?=\s)|\s+[–—-]+\s+|\s*[–—]\s*|\s+(?=\())")
_BECAUSE = regex.compile(r"[\s,;–—-]+(?:because|since|as the reason is)(?:\s+|\s*:\s*)", regex.IGNORECASE)
_QUOTED = regex.compile(r"""(["'“‘])(?P<inside>.+?)["'”’][\s.]*""", regex.DOTALL)
#: Answers that say no more than yes or no, after which somebody may say who or what instead.
_BARE = regex.compile(r"(?:yes|no|y|n)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, as it may go on the ledger."""

    answer: str
    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Understands replies: *phrases* of the rules; *known* are ids, names and pseudonyms, folded, and whose they are."""

    phrases: Phrases
    known: Mapping[str, str]  # '' where several bear the name

    def reads(self, text: str, kind: str) -> Said | None:
        """What *text* answers to a question of *kind*; None where that is not clear."""
        if "?" in text:
            return None
        first, _, lines = _tidy(text).partition("\n")
        quoted = self._quoted(first, kind)
        parts = [first] if quoted else _BECAUSE.split(first, maxsplit=1)
        said = quoted or self._said(parts[0].strip(" ,;–—-"), kind)
        if said is None or (len(parts) > 1 and said.reason):
            return None
        if len(parts) > 1:
            return replace(said, reason=_joined(parts[1], lines))
        return self._with_rest(said, lines, kind, first) if lines.strip() else said

    def repeats(self, text: str) -> bool:
        """Whether *text* only says again what was answered before it."""
        return self.phrases.again.fullmatch(_tidy(text)) is not None

    def last_word(self, text: str) -> str | None:
        """What follows 'Answer:', which goes before all that was written earlier; None where it is not there."""
        found = self.phrases.final.match(_tidy(text))
        return _tidy(text)[found.end() :] if found else None

    def _quoted(self, text: str, kind: str) -> Said | None:
        """Words to print that stand in quotation marks: all of them, whatever they say."""
        for phrase in self.phrases.phrases:
            if kind in phrase.kinds and phrase.slot == "words" and (found := phrase.pattern.fullmatch(text)):
                value = found.group("value")
                if (inside := _unquoted(value)) != value:
                    return Said(phrase.answer, inside)
        return None

    def _said(self, text: str, kind: str) -> Said | None:
        """The answer in one line: words to print go to its end, everything else to the first sign that ends it."""
        if whole := next(self._matches(text, kind, ("words",)), None):
            return whole
        text = self.phrases.polite.sub("", text).strip(" ,;–—-")
        for end, begins in [*((m.start(), m.end()) for m in _CUTS.finditer(text)), (len(text), len(text))]:
            if said := next(self._matches(text[:end], kind, ("", "who", "label", "role")), None):
                rest = text[begins:].strip(" .,;()–—-")
                return self._with_rest(said, rest, kind, text[:end]) if rest else said
        return None

    def _with_rest(self, said: Said, rest: str, kind: str, head: str) -> Said | None:
        """*said* with what follows it as the reason; None where that answers something else, or doubts."""
        also, bare = self._said(rest.strip(), kind), _BARE.fullmatch(head.strip(" .,!;")) is not None
        if also is None:
            return (
                None
                if self._is_doubtful(said, rest, bare)
                else replace(said, reason=_joined(said.reason, rest))
            )
        if also.answer == said.answer and not (also.value and said.value and also.value != said.value):
            return also if also.value else replace(said, reason=also.reason)
        return also if also.value and bare else None

    def _is_doubtful(self, said: Said, rest: str, bare: bool) -> bool:
        """Whether what follows an answer may take it back; of one that leaves words in, whatever might."""
        if self.phrases.doubt.search(rest):
            return True
        words = f" {fold(rest)} "
        named = any(regex.search(rf"(?<!\w){regex.escape(name)}(?!\w)", words) for name in self.known if name)
        return said.answer == "dismiss" and (bare or named)

    def _matches(self, text: str, kind: str, slots: Sequence[str]) -> Iterator[Said]:
        for phrase in self.phrases.phrases:
            if kind in phrase.kinds and phrase.slot in slots:
                found = phrase.pattern.fullmatch(_unquoted(text) if not phrase.slot else text)
                value = self._value(phrase, found.group("value")) if found and phrase.slot else phrase.value
                if found and (value or not phrase.slot):
                    yield Said(phrase.answer, value)

    def _value(self, phrase: Phrase, written: str) -> str:
        """What goes with the answer; '' where it cannot be taken."""
        value = _unquoted(written.strip())
        if phrase.slot == "who":
            return self.known.get(fold(value), "")
        quoted = value != written.strip()
        doubted = phrase.slot != "words" and not quoted and self.phrases.doubt.search(value)
        return "" if doubted or not any(sign.isalnum() for sign in value) else value


def known_names(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """(name, id) pairs → for each folded name whose it is; '' where several bear it."""
    found: dict[str, str] = {}
    for name, entity in names:
        key = fold(name)
        found[key] = entity if found.get(key, entity) == entity else ""
    return found


def _tidy(text: str) -> str:
    """*text* with plain apostrophes and spaces; line ends stay."""
    lines = (" ".join(line.split()) for line in text.replace("’", "'").splitlines())
    return "\n".join(line for line in lines if line)


def _unquoted(text: str) -> str:
    found = _QUOTED.fullmatch(text)
    return found.group("inside").strip() if found else text


def _joined(*parts: str) -> str:
    return " ".join(" ".join(part.split()) for part in parts if part.strip()).strip(" .")
