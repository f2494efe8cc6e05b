"""Make the sentence read after a replacement: articles, titles, doubled words, possessives, capitals.

Pure functions on the words before and after a mention. What they take in is an article, a title, a
word that says the same as the label, or the punctuation between; never a character more. Where two
readings are possible the draft's words stay: a stiff sentence is safer than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from redact.grammar.doubled import without_apposition, without_own_kind, without_role, without_title
from redact.grammar.phrase import Around, Replaced
from redact.rules.wording import Wording

#: Numbers whose first sound is a vowel: 8, 80 to 89, 800…, 11 and 18, however they go on ('11,000' too).
AN_NUMBER = re.compile(r"8|1[18](?!\d)(?!,\d{3},)")
#: Letters whose names begin with a vowel: 'an HV', 'an SW', but 'a GP'.
AN_LETTERS = frozenset("AEFHILMNORSX")
#: Words that go together with the article behind them: 'such a'.
ADDED = re.compile(r"\b(?:such|half|quite|what|many|rather)\s+$", re.IGNORECASE)


def in_grammar(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """The replacement as the sentence needs it; its reach never leaves *around*."""
    for mend in MENDS:
        replaced = mend(replaced, around, wording)
    return replaced


# Possessives, plurals, articles, capitals ---------------------------------------------------------


def with_possessive(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """'[James]’ book' → 'Child G’s book', with the draft's own apostrophe; a closing quotation mark stays."""
    match = re.match(r"['’](?=\s+\w)", around.left_after(replaced))
    if not match or not replaced.pseudonym or around.quoted or replaced.ahead:
        return replaced
    if not re.search(r"[sxz]$", replaced.mention, re.IGNORECASE) or replaced.words.endswith("]"):
        return replaced
    ending = match[0] + ("S" if around.capitals else "s")
    return replace(replaced, words=replaced.words + ending, ahead=1)


def with_members(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """'both [Smiths]' → 'both members of Family A', 'a [Smith]' → 'a member of Family A'."""
    if not replaced.household:
        return replaced
    match = re.search(
        r"\b(an?|one|another|every|each|both|two|three|four|five|several|other|many|some|all)\s+(?:the\s+)?$",
        around.left_before(replaced),
        re.IGNORECASE,
    )
    if not match or _is_attribute(replaced, around, wording):
        return replaced
    one = match[1].casefold() in {"a", "an", "one", "another", "every", "each"}
    words = f"{'member' if one else 'members'} of {replaced.words}"
    return replace(replaced, words=words)


def with_article(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """'the [Hospital 1] was' → 'Hospital 1 was', 'a [Social Worker 1] came' → 'Social Worker 1 came', 'an [School A] pupil' → 'a School A pupil'; no 'the the'."""
    before = around.left_before(replaced)
    match = re.search(r"(?<![\w'’-])(the|an?)(\s+)$", before, re.IGNORECASE)
    if not match:
        return replaced
    if match[1].casefold() == "the":
        return _without_the(replaced, around, wording, match)
    if (
        replaced.person
        and _stands_alone(replaced, around, wording)
        and not ADDED.search(before[: match.start()])
    ):
        return replace(replaced, back=replaced.back + len(match[0]))
    right = _like(match[1], "an" if sounds_like_vowel(replaced.words, wording) else "a")
    if right == match[1]:
        return replaced
    return replace(replaced, words=right + match[2] + replaced.words, back=replaced.back + len(match[0]))


def _without_the(replaced: Replaced, around: Around, wording: Wording, match: re.Match[str]) -> Replaced:
    if replaced.words.startswith("the "):
        return replace(replaced, words=replaced.words.removeprefix("the "))
    if not _stands_alone(replaced, around, wording):
        return replaced
    return replace(replaced, back=replaced.back + len(match[0]))


def _stands_alone(replaced: Replaced, around: Around, wording: Wording) -> bool:
    """Whether the label is a name here, which has no article."""
    bare = replaced.pseudonym and replaced.head and replaced.words[:1].isupper()
    return bool(bare) and not _is_attribute(replaced, around, wording)


def _is_attribute(replaced: Replaced, around: Around, wording: Wording) -> bool:
    """Whether the label says which of what follows ('the Town A area'); in doubt it does."""
    after = around.left_after(replaced)
    if re.search(r"['’][sS]$", replaced.words):
        return False
    if not after.strip():
        return not around.closes and not _says_no_noun(around.beside, wording)
    match = re.match(r"[-–/&]\w|\s+(?:(?P<word>[a-z]+)\b|[(“\"‘'&]?[\w])", after)
    if not match or re.match(r"['’]s?\b", after):
        return False
    return not _says_no_noun((match["word"] or "").casefold(), wording)


def _says_no_noun(word: str, wording: Wording) -> bool:
    """Whether a word is one behind which no name of a thing follows: 'the [Newspaper A] [under a headline]'."""
    return word in wording.function_words or word in wording.verbs or (word.endswith("ed") and len(word) > 4)


def _like(model: str, word: str) -> str:
    """*word* with the capitals of *model*: 'An' → 'A'."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word


def sounds_like_vowel(words: str, wording: Wording) -> bool:
    """Whether *words* need 'an' before them: 'Adult 1', '8-year-old', 'HV', 'hour'; not 'university', 'GP'."""
    match = re.search(r"\d+(?:,\d{3})*|[^\W\d_]+", words)
    if not match:
        return False
    word = match[0]
    if word[0].isdigit():
        return bool(AN_NUMBER.match(word))
    if word.isupper() and _is_spelt_out(word):
        return word[0] in AN_LETTERS
    small = word.casefold()
    if any(small.startswith(start) for start in wording.an_before):
        return True
    return small[0] in "aeiou" and not any(small.startswith(start) for start in wording.a_before)


def _is_spelt_out(word: str) -> bool:
    """Whether capitals are read letter by letter: short ones, or without a vowel; 'SENCO' is a word."""
    return len(word) < 3 or not set(word) & set("AEIOU")


def with_capitals(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """A label in capitals where the whole block is; a small letter that begins a sentence becomes a capital."""
    words = replaced.words
    if around.capitals and replaced.pseudonym:
        return replace(replaced, words=words.upper())
    before = around.left_before(replaced)
    begins = (around.opens and not before.strip()) or re.search(r"[.!?][)\"”’]*\s+[(\"“‘]*$", before)
    taken = around.before[len(around.before) - replaced.back :]
    if words[:1].islower() and begins and (replaced.mention[:1].isupper() or taken[:1].isupper()):
        return replace(replaced, words=words[:1].upper() + words[1:])
    return replaced


Mend = Callable[[Replaced, Around, Wording], Replaced]

#: Tried in this order; each looks at what the ones before it left.
MENDS: tuple[Mend, ...] = (
    without_own_kind,
    without_apposition,
    without_title,
    without_role,
    with_possessive,
    with_members,
    with_article,
    with_capitals,
)
