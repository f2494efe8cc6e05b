"""Hide the gender of people whom the register marks `gender: neutral` (R7).

Words that tell it become mentions of the label GENDER, each with the words to print. Where it is
certain who is meant they are replaced; where it is not, they are replaced too and a person is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from redact.gender.cast import cast_of, with_evidence
from redact.gender.scene import Sentence, sentences_of
from redact.gender.signs import Reading, Sign, with_people
from redact.gender.wording import Change
from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Decision, Document, Entity, Ledger, Mention, Span
from redact.names import fold
from redact.questions import candidates_of
from redact.review import Reviewed, standing
from redact.rules import Rules
from redact.rules.gendered import read_gender
from redact.targets import mention_target, paragraph_target

LABEL = "GENDER"
RULE = "gender"
#: How the reason of a mention ends that a reviewer left: only such a one may be changed all the same.
LEFT = "left by a reviewer"


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that tell a gender: the word itself, and the verbs that have to agree with what replaces it."""

    lead: Mention
    verbs: tuple[Mention, ...] = ()


def has_neutral(entities: Mapping[str, Entity]) -> bool:
    """Whether the gender of anybody is to be hidden."""
    return any(e.gender == "neutral" and e.label == "PERSON" for e in entities.values())


def neutralised(
    documents: Sequence[Document],
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    subject: str,
    rules: Rules,
) -> list[Telling]:
    """The words in *documents* that tell, or may tell, the gender of somebody marked neutral.

    *mentions* are linked and decided; nothing returned overlaps one that is going to be replaced.
    """
    if not has_neutral(entities):
        return []
    words = read_gender(rules.folder)
    named = {d.name: [m for m in mentions if m.document == d.name and m.label == "PERSON"] for d in documents}
    read = {d.name: sentences_of(d, named[d.name], _people(entities)) for d in documents}
    cast = cast_of(entities, subject, words, rules)
    cast = with_evidence(cast, [s for sentences in read.values() for s in sentences], words, rules)
    found: list[Telling] = []
    for document in documents:
        reading = Reading(with_people(read[document.name]), document.text, cast, words, rules)
        taken = _taken(m for m in mentions if m.document == document.name)
        found += _tellings(document, reading.signs(), taken, _passages(read[document.name]))
    return found


def with_gender(
    reviewed: Reviewed, documents: Sequence[Document], ledger: Ledger, subject: str, rules: Rules
) -> Reviewed:
    """What is decided, with the words that tell a hidden gender, as the reviewers left them.

    An answer hangs on the word in its whole paragraph, or on all such words of its paragraph, and falls with
    any change of the paragraph: what was changed may be who is meant. The verbs that agree follow: they go
    back to what they were where a reviewer leaves the word, or prints words of their own.
    """
    answers = {d.target: d for d in standing(ledger)}
    named = {document.name: document for document in documents}
    mentions, rewordings = list(reviewed.mentions), dict(reviewed.rewordings)
    for telling in neutralised(documents, reviewed.mentions, reviewed.entities, subject, rules):
        together = paragraph_target(telling.lead, named[telling.lead.document])
        answer = answers.get(mention_target(telling.lead)) or answers.get(together)
        kept = _decided(telling, answer, reviewed.entities)
        mentions += kept
        if answer and answer.action == "rewrite" and kept:
            rewordings[kept[0].document, kept[0].span] = answer.value
    return replace(reviewed, mentions=tuple(mentions), rewordings=rewordings)


def _decided(telling: Telling, answer: Decision | None, entities: Mapping[str, Entity]) -> list[Mention]:
    """The mentions that are left of a telling; a reviewer who says who is meant settles it too."""
    if answer is None:
        return [telling.lead, *telling.verbs]
    shown = answer.value in entities and entities[answer.value].gender != "neutral"
    if answer.action == "dismiss" or (answer.action in {"link", "merge"} and shown):
        return [replace(telling.lead, status="keep", reason="left by a reviewer")]
    lead = replace(telling.lead, status="replace")
    return [lead] if answer.action == "rewrite" else [lead, *telling.verbs]


def _people(entities: Mapping[str, Entity]) -> dict[str, frozenset[str]]:
    """For every entity that is one person, whom it stands for; a family is none."""
    return {
        i: frozenset(candidates_of(e) if e.role == AMBIGUOUS else [i])
        for i, e in entities.items()
        if e.label == "PERSON" and e.role != HOUSEHOLD
    }


def _taken(mentions: Iterable[Mention]) -> list[Span]:
    """Stretches that are replaced already, or that stay by a rule: titles of works, allowed words."""
    return sorted(m.span for m in mentions if m.status != "keep" or m.reason != LEFT)


def _passages(sentences: Iterable[Sentence]) -> list[Span]:
    """Where the paragraphs, and the rows of tables, stand."""
    found: dict[int, Span] = {}
    for s in sentences:
        known = found.get(s.scene, s.span)
        found[s.scene] = Span(min(known.start, s.span.start), max(known.end, s.span.end))
    return sorted(found.values())


def _tellings(
    document: Document, signs: Iterable[Sign], taken: list[Span], passages: list[Span]
) -> Iterator[Telling]:
    """The signs as mentions, each stretch once and none in what is taken."""
    used: list[Span] = []
    for sign in sorted(signs, key=lambda s: (s.changes[0].span.start, -len(s.changes[0].span))):
        around = passages[
            max(0, bisect_right(passages, sign.changes[0].span.start, key=lambda p: p.start) - 1)
        ]
        lead = _mention(document, sign, sign.changes[0], around)
        verbs = (replace(_mention(document, sign, c, around), status="replace") for c in sign.changes[1:])
        if not _is_free(lead.span, taken) or any(span.overlaps(lead.span) for span in used[-8:]):
            continue
        free = tuple(m for m in verbs if _is_free(m.span, taken))
        used += [lead.span, *(m.span for m in free)]
        yield Telling(lead, free)


def _is_free(span: Span, taken: list[Span]) -> bool:
    at = bisect_right(taken, span.start, key=lambda other: other.start)
    return not any(other.overlaps(span) for other in taken[max(0, at - 1) : at + 1])


def _mention(document: Document, sign: Sign, change: Change, around: Span) -> Mention:
    """A change as a mention; it is known again by all words of *around* and by who may be meant, no less."""
    span, text = change.span, document.text
    before, after = text[around.start : span.start], text[span.end : around.end]
    return Mention(
        document.name, span, document.of(span), LABEL, RULE, 0.95 if sign.sure else 0.5,
        "replace" if sign.sure else "flag", change.becomes, sign.why, sign.person,
        f"{sign.why}: {_words(before)}▮{_words(after)}",
    )  # fmt: skip


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", fold(text))
