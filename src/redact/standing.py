"""A case with its decisions applied: what stands, and what is still asked. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from redact.gender import with_gender
from redact.model import Document, Entity, Ledger, Mention, Register
from redact.own_draft import draft_questions
from redact.passages import with_passages
from redact.pictures import as_decided, choices_of, picture_questions, refused_pictures
from redact.pictures.choices import Choices
from redact.policies import is_reason, published, reason_mark
from redact.questions import Question, open_questions
from redact.reading import not_printed
from redact.review import Reviewed, apply_decisions
from redact.rules import Rules


@dataclass(frozen=True)
class Standing:
    """What a ledger makes of what was found."""

    documents: tuple[Document, ...]  # with the decisions on their pictures
    reviewed: Reviewed
    choices: Choices
    questions: tuple[Question, ...]


def standing_of(
    documents: tuple[Document, ...],
    mentions: Iterable[Mention],
    entities: Mapping[str, Entity],
    register: Register,
    ledger: Ledger,
    rules: Rules,
) -> Standing:
    """What was found in *documents* after every decision of the *ledger*, and what is open then."""
    choices = choices_of(ledger)
    seen = [as_decided(d, choices) for d in documents]
    reviewed = apply_decisions(not_printed(mentions, seen, register), entities, with_reasons(ledger, rules))
    allowed = [each.text for each in register.allow]
    choices = replace(choices, refused=refused_pictures(documents, choices, reviewed, rules, allowed))
    documents = tuple(as_decided(d, choices) for d in documents)
    shown = [d for d in documents if published(d, register)]
    reviewed = with_gender(reviewed, shown, ledger, register.subject, rules)
    reviewed = with_passages(reviewed, documents, ledger, partial(reason_mark, rules, "removed"))
    pictures = picture_questions(documents, [d.name for d in shown], choices)
    about_drafts = draft_questions(shown, reviewed, register, ledger, rules)
    questions = (*open_questions(reviewed, shown, ledger), *about_drafts, *pictures)
    return Standing(documents, reviewed, choices, questions)


def with_reasons(ledger: Ledger, rules: Rules) -> Ledger:
    """The decisions, where a 'yes' to words that may go gives a reason for it: these go with the mark of the reason."""
    return tuple(
        replace(each, action="rewrite", value=reason_mark(rules, "removed", each.value))
        if each.action == "confirm" and each.target.startswith("w-") and is_reason(rules, each.value)
        else each
        for each in ledger
    )
