"""What is printed instead: 'they were' for 'she was', in the same case and with the right verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from redact.gender.nouns import Noun
from redact.gender.scene import SUBJECTS, Sentence
from redact.model import Span
from redact.rules.gendered import Gendered

VOWELS = tuple("aeiou")
#: What a verb has for a subject of its own.
OWN = (*sorted(SUBJECTS), "expl")


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the draft and the ones to print for them."""

    span: Span
    becomes: str


def of_pronoun(sentence: Sentence, place: int, words: Gendered) -> list[Change]:
    """The pronoun, and every verb that has to agree with it."""
    word = sentence.words[place]
    form = words.pronouns["neutral"][_use(sentence, place, words)]
    changes = [Change(Span(word.start, word.end), in_case(form, word.text, place == 0))]
    if form == words.pronouns["neutral"]["subject"]:
        changes += _verbs(sentence, place, words)
    return changes


def _use(sentence: Sentence, place: int, words: Gendered) -> str:
    """What the pronoun does in the sentence: one of the keys of `pronouns`."""
    word = sentence.words[place]
    gender = words.gender_of(word.lower)
    uses = [use for use, form in words.pronouns[gender].items() if form == word.lower]
    if len(uses) == 1 and uses[0] != "alone":
        return uses[0]
    after = sentence.words[place + 1] if place + 1 < len(sentence.words) else None
    bare = after is None or after.tag in {".", ",", ":", "IN", "TO", "MD", "VBD", "VBZ", "CC", "-RRB-", "''"}
    if uses == ["alone"]:
        return "alone"
    if "object" in uses and after is not None and _is_taken(sentence, place, after.lower, words):
        return "object"
    owns = (word.role == "poss" or word.tag == "PRP$") and not bare
    return "before noun" if owns else "object" if "object" in uses else "alone"


def _is_taken(sentence: Sentence, place: int, after: str, words: Gendered) -> bool:
    """Whether somebody is taken somewhere: 'took her home'; not in 'left her home town'."""
    verb = sentence.words[place - 1] if place else None
    behind = sentence.words[place + 2] if place + 2 < len(sentence.words) else None
    ends = behind is None or behind.tag[:2] not in {"NN", "JJ"}
    return bool(verb and verb.lemma in words.take and after in words.where and ends)


def _verbs(sentence: Sentence, place: int, words: Gendered) -> Iterator[Change]:
    """The verbs that agree with the pronoun as their subject."""
    word = sentence.words[place]
    if word.role not in SUBJECTS or sentence.child(place, "conj") is not None:
        yield from _beside(sentence, place, words)
        return
    first = _agreeing(sentence, _finite(sentence, word.head), word.head, words)
    yield from [first] if first else _beside(sentence, place, words)
    taken = {word.head}
    for verb in range(max(place, word.head) + 1, len(sentence.words)):
        finite = _finite(sentence, verb)
        if finite <= verb and _goes_on(sentence, verb, finite, place, taken):
            taken.add(verb)
            if change := _agreeing(sentence, finite, verb, words):
                yield change


def _finite(sentence: Sentence, verb: int) -> int:
    """The place of the word that carries the person: 'was' in 'was being seen', else the verb itself."""
    helpers = [n for n in sentence.children(verb) if sentence.words[n].role in {"aux", "auxpass"}]
    return min([*helpers, verb])


def _goes_on(sentence: Sentence, verb: int, finite: int, place: int, taken: set[int]) -> bool:
    """Whether a verb without a subject of its own goes on from the pronoun: 'she eats, sleeps and is well'."""
    word = sentence.words[verb]
    if word.head in taken and word.role == "conj" and sentence.child(verb, *OWN) is None:
        return True  # 'cries' may be taken for a noun
    if (
        word.role in {"aux", "auxpass"}
        or not word.tag.startswith("VB")
        or sentence.child(verb, *OWN) is not None
    ):
        return False
    before = finite - 1
    while before > place and sentence.words[before].tag == "RB":
        before -= 1
    joint = sentence.words[before].lower
    subjects = [n for n in range(finite) if sentence.words[n].role in {*OWN}]
    if joint not in {",", "and", "but", "or", "nor", "then", ";"} or not subjects or subjects[-1] != place:
        return False
    outside = word.head < place and word.head in sentence.above(place)
    return not (outside and joint != "," and _tense(sentence, word.head) == sentence.words[finite].tag)


def _tense(sentence: Sentence, verb: int) -> str:
    return sentence.words[_finite(sentence, verb)].tag


def _agreeing(sentence: Sentence, place: int, verb: int, words: Gendered) -> Change | None:
    """The form that goes with 'they'; None where it is the same."""
    word = sentence.words[place]
    if word.lower in words.perfect and _is_perfect(sentence, place, verb):
        form = words.perfect[word.text.lower()]
    elif word.text.lower() in words.verbs:
        form = words.verbs[word.text.lower()]
    elif word.tag in {"VBZ", "NNS"} and word.lower.endswith("s") and place >= verb:
        form = _base(word.lower)
    else:
        return None
    return Change(Span(word.start, word.end), in_case(form, word.text, place == 0))


def _base(verb: str) -> str:
    """The verb without the ending of the third person: goes, tries, watches, uses."""
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1]


def _is_perfect(sentence: Sentence, place: int, verb: int) -> bool:
    """Whether 's is has: 'she's been hit', 'she's got', 'she's gone'."""
    after = next((w for w in sentence.words[place + 1 :] if w.tag not in {"RB"}), None)
    if after is not None and after.lower in {"been", "got", "had"}:
        return True
    return sentence.words[place].role == "aux" and sentence.words[verb].tag == "VBN"


def _beside(sentence: Sentence, place: int, words: Gendered) -> Iterator[Change]:
    """The verb that stands next to the pronoun, where the parser lost it: 'she often was', 'was she'."""
    known = {"is", "was", "has", "does"}
    if sentence.child(place, "conj") is not None:
        return
    after = next((n for n in range(place + 1, len(sentence.words)) if sentence.words[n].tag != "RB"), None)
    for near in (after, place - 1 if place else None):
        if near is not None and sentence.words[near].lower in known:
            word = sentence.words[near]
            yield Change(Span(word.start, word.end), in_case(words.verbs[word.lower], word.text, near == 0))
            return


def of_noun(sentence: Sentence, noun: Noun, becomes: str) -> Change:
    """The noun, with the article before it where that has to change: 'a girl', 'an uncle' → 'a relative'."""
    first, last = sentence.words[noun.first], sentence.words[noun.last]
    words = in_case(becomes, first.text, noun.first == 0)
    before = sentence.words[noun.first - 1] if noun.first else None
    if before is not None and before.lower in {"a", "an"}:
        article = "an" if becomes.lower().startswith(VOWELS) else "a"
        if article != before.lower:
            return Change(
                Span(before.start, last.end), f"{in_case(article, before.text, noun.first == 1)} {words}"
            )
    return Change(Span(first.start, last.end), words)


def in_case(form: str, like: str, begins: bool = False) -> str:
    """*form* with the capitals of *like*."""
    if like.isupper() and (len(like) > 1 or not begins):
        return form.upper()
    return form[:1].upper() + form[1:] if like[:1].isupper() else form
