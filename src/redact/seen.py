"""The case as one audience may see it: what is withheld from one recipient, and what an anonymous edition hides."""

from __future__ import annotations

from dataclasses import replace

from redact.model import base_of
from redact.prepared import Prepared
from redact.recipients.copies import Copy, copy_for
from redact.unnamed import is_anonymous, without_names


def as_seen(prepared: Prepared, audience: str) -> Copy:
    """The case as *audience* may see it; for one of many readers without more to hide, the case itself.

    Raises:
        UsageError: the register has no such recipient.
        RulesError: a name that the family chose is somebody else's label, or a paragraph to withhold is not there.
    """
    if audience not in prepared.copies:
        prepared.copies[audience] = _seen_anew(prepared, audience)
    copy: Copy = prepared.copies[audience]
    return copy


def _seen_anew(prepared: Prepared, audience: str) -> Copy:
    copy = copy_for(prepared, audience)
    if not is_anonymous(prepared.rules, base_of(audience)):
        return copy
    return replace(copy, prepared=without_names(copy.prepared))
