"""Single sentences of a report: cut apart, weighed, and put as a call to act where they are a recommendation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from redact.rules.briefing import Wording
from redact.rules.phrases import folded, has_phrase

_END = re.compile(r"(?<=[.!?])[”’\"')]?\s+(?=[“‘\"'(]?[A-Z])")
#: What ends with a stop and ends no sentence.
_SHORT = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Mx|St|No|para|e\.g|i\.e|cf|vs|etc)|\b[A-Z])\.$")
_YEAR = re.compile(r"(?<!\()(?<!Act )(?<!Together )(?<!Regulations )\b(?:1[89]|20)\d\d\b")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)
_MARK = re.compile(r"\[[^\]]*\]")
#: 'A child … his words' is about nobody.
_ANYBODY = re.compile(r"(?:an?|any|every|each|no)\s", re.IGNORECASE)
#: A sentence that begins so goes on from the one before it.
_BACK = re.compile(
    r"(?:it|this|that|these|those|they|both|he|she|his|her|its|their|such|may|another|other)\b", re.IGNORECASE
)
#: One who is cited stands in the report's list of references; 'rarer still' says than what in the sentence before.
_CITED = re.compile(
    r"\b[A-Z][\w’'-]+(?<!Together)(?<!Act)(?<!Regulations)(?<!Order)(?<!Guidance)(?<!Framework)(?<!State)"
    r"(?:\s+et al\.?|\s+and\s+(?:colleagues|others|[A-Z][\w’'-]+))?\s\((?:19|20)\d\d\b"
    r"|\b(?:\w+er|(?:more|less)\s\w+)\sstill\b"
)
_MODAL = re.compile(r"\b(?:should|must|ought to|needs? to|is to|are to|has to|have to)\b", re.IGNORECASE)
#: 'The Board should also ensure …': who, and what is to be done.
_CALL = re.compile(
    r"(?P<who>(?:(?:The|All|Every|Each|Any|Both)\s+)?[^,;:]{2,90}?)\s+(?:should|must|is to|are to)\s+"
    r"(?P<not>not\s+)?(?:also\s+|therefore\s+|always\s+)?(?P<verb>[a-z][a-z-]+)\b(?P<rest>.*)",
    re.DOTALL,
)
#: Whoever is meant by these is said elsewhere; and a clause is nobody who acts.
_NOBODY = re.compile(
    r"^(?:it|this|that|these|those|they|there|he|she|we|who|which|what|if|when|where|while|although|nobody|no|none|both)\b"
    r"|\b(?:that|which|who|recommends?|recommended|is|are|unless|because|they|it)\b",
    re.IGNORECASE,
)
#: What only points at another part of the report, at the end of what is recommended.
_POINTER = re.compile(
    r",?\s+(?:in (?:the )?light of|following|further to|as (?:described|set out|shown) in|on the basis of)\s+"
    r"(?:findings?|lessons?|learning points?|paragraphs?|sections?|chapters?)\s+\d+(?:\.\d+)*"
    r"(?:(?:,\s*|\s+and\s+)\d+(?:\.\d+)*)*(?=[,;.]|\s+and\b|$)"
    r"|\s*\((?:see\s+)?(?:findings?|lessons?|learning points?|paragraphs?|sections?)\s+\d[\d., and]*\)",
    re.IGNORECASE,
)
#: A sentence of a lesson that goes on from the one before it, or from both of them.
_GOES_ON = re.compile(r"(?:it|they|this)\s|(?P<both>both)\s", re.IGNORECASE)
#: Before 'its', a word that shows that something else than the reader may be meant.
_ONE_THING = re.compile(r"\b(?:an?|the|each|every|any|no|one|this|that|another)\s", re.IGNORECASE)
#: After these no verb follows that can be a call.
_NO_VERB = frozenset({"be", "have", "never", "only", "then", "now", "where", "in", "at", "as", "by", "on"})


@dataclass(frozen=True, slots=True)
class Call:
    """A sentence as it is printed; *who* is to act, '' where it is printed as it stands."""

    text: str
    who: str = ""


def split(text: str) -> Iterator[str]:
    """The sentences of a paragraph, white space as single spaces."""
    text = " ".join(text.split())
    start = 0
    for match in _END.finditer(text):
        if not _SHORT.search(text[: match.start()]):
            yield text[start : match.end()].strip()
            start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def joined(sentences: Iterable[str], is_general: Callable[[str], bool]) -> list[str]:
    """The sentences of a lesson, each with what goes on from it ('It needs time') where both are *is_general*.

    'Both should be found' goes with the two before it.
    """
    made: list[str] = []
    for sentence in sentences:
        match = _GOES_ON.match(sentence)
        back = 0 if match is None else 2 if match["both"] else 1
        before = made[len(made) - back :] if back and len(made) >= back else []
        if before and is_general(sentence) and all(map(is_general, before)):
            made[-back:] = [" ".join([*before, sentence])]
        else:
            made.append(sentence)
    return made


def without_pointer(sentence: str) -> str:
    """A recommendation without what only points at its report: 'in the light of Finding 6', '(paragraph 4.2)'."""
    return _POINTER.sub("", sentence)


def is_recommendation(sentence: str) -> bool:
    """Whether the sentence says what somebody is to do."""
    return bool(_MODAL.search(sentence)) and not sentence.endswith("?")


def is_lesson(sentence: str, wording: Wording) -> bool:
    """Whether the sentence is about practice in general."""
    return len(sentence.split()) > 3 and has_phrase(folded(sentence), wording.practice)


def tells_a_case(sentence: str, wording: Wording, lesson: bool) -> bool:
    """Whether the sentence tells when something happened, to whom, or that something was taken out.

    A *lesson* in the past tense does too; in a recommendation the past is only what has to be looked at.
    """
    if _YEAR.search(sentence) or _MONTH.search(sentence) or _MARK.search(sentence):
        return True
    words = folded(sentence)
    somebody = has_phrase(words, wording.pronouns) and not _ANYBODY.match(sentence)
    return somebody or has_phrase(words, wording.telling) or (lesson and has_phrase(words, wording.past))


def leans(sentence: str, wording: Wording) -> bool:
    """Whether the sentence cannot be understood without another part of its report."""
    return bool(_BACK.match(sentence) or _CITED.search(sentence)) or has_phrase(
        folded(sentence), wording.leaning
    )


def as_call(sentence: str) -> Call:
    """A recommendation as a call to act: 'The Board should ensure …' becomes 'Ensure …', for the Board.

    A sentence that does not say who acts, or what is done to somebody, stands as it is.
    """
    match = _CALL.fullmatch(sentence)
    if not match or _NOBODY.search(match["who"]) or not _is_verb(match["verb"]):
        return Call(_capital(sentence))
    verb, rest = match["verb"], re.sub(r"(,? and) (?:should|must) (?=[a-z])", r"\1 ", match["rest"])
    own = _yours(rest, several=_are_several(match["who"]))
    if own is None:
        return Call(_capital(sentence))
    text = f"do not {verb}{own}" if match["not"] else f"{verb}{own}"
    return Call(_capital(text), _who(match["who"]))


def _yours(rest: str, several: bool) -> str | None:
    """What is to be done, with 'your' for what is the reader's own; None where it is not plain whose it is."""
    own = re.compile(r"\btheir\b" if several else r"\bits\b")
    found = list(own.finditer(rest))
    if not found:
        return rest
    before = rest[: found[0].start()]
    plain = not before.strip() or not (several or _ONE_THING.search(before))
    return own.sub("your", rest, count=1) if plain and len(found) == 1 else None


def _are_several(who: str) -> bool:
    """Whether those who act are 'they': 'Schools', 'the police and the council'."""
    return bool(re.search(r"\band\b|(?<![su])s$|\b(?:police|midwives|all)\b", who, re.IGNORECASE))


def _is_verb(word: str) -> bool:
    return word not in _NO_VERB


#: Readers whose word has a capital at the beginning of a sentence only.
_PLAIN_WHO = frozenset(
    {"Agencies", "Schools", "Services", "Practitioners", "Professionals", "Managers", "Supervisors", "Partners",
     "Midwives", "Nurses", "Doctors", "Teachers", "Surgeries", "Hospitals", "Nurseries", "Workers"}
)  # fmt: skip


def _who(words: str) -> str:
    """Who acts, as it stands after 'For': 'the Board'."""
    first, _, rest = words.partition(" ")
    if first in _PLAIN_WHO or (rest and first in {"The", "All", "Every", "Each", "Any"}):
        return f"{first.lower()} {rest}".strip()
    return words


def _capital(text: str) -> str:
    text = text.strip().rstrip(";,").removesuffix("; and").strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "”", "’")) else ".")
