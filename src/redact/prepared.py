"""A case as it stands: what was read, found and linked; and with that what was decided, and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from redact.case import Case
from redact.custody import Kept
from redact.model import Document, Edition, Entity, Key, Ledger, Mention, Register, Secret, Span
from redact.pictures.choices import Choices
from redact.questions import Question
from redact.review import Reviewed
from redact.rules import Rules
from redact.withheld import allowed_words, secrets_of


@dataclass(frozen=True)
class Found:
    """What was read, found and linked, before any answer."""

    case: Case
    rules: Rules
    register: Register
    documents: tuple[Document, ...]
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    added: Sequence[Entity]  # names that reviewers had added, and that were looked for
    kept: Kept  # the key as it was opened
    template: bytes = b""
    inputs: str = ""  # the digest of what was there before any of it was read


@dataclass(frozen=True)
class Prepared:
    """Everything that editions are made from, and what is still open."""

    case: Case
    rules: Rules
    register: Register
    documents: tuple[Document, ...]
    reviewed: Reviewed
    key: Key
    questions: tuple[Question, ...]
    choices: Choices = field(default_factory=Choices)  # what was decided of pictures
    template: bytes = b""  # the partnership's own for Word files, made anew; else ours
    kept: Kept = field(default_factory=Kept)  # the key as it is now
    inputs: str = ""  # the digest of the drafts, the register and the templates that this was made from
    ledger: Ledger = ()  # the decisions that were applied

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        """Every form of every real name and identifier that no finished file may hold."""
        return secrets_of(self.reviewed, self.register, self.rules)

    @cached_property
    def allowed(self) -> tuple[str, ...]:
        """What may stand in an edition: the allow-list, and what rules or reviewers left."""
        return allowed_words(self.reviewed, self.register)

    @cached_property
    def copies(self) -> dict[str, Any]:
        """What was withheld and hidden for each audience already (`seen.as_seen`), for a second asking."""
        return {}

    @cached_property
    def editions(self) -> dict[str, dict[str, Edition]]:
        """What was made of the drafts already, by audience; a case that was changed with `replace` begins anew, as for a reader's copy."""
        return {}

    def rewordings(self, document: Document) -> Mapping[Span, str]:
        """The words that people chose for mentions of one draft."""
        return {
            span: words for (name, span), words in self.reviewed.rewordings.items() if name == document.name
        }
