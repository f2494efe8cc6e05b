"""What a search for the people of an edition came to, on the ledger (R32)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from redact.case import Case, now
from redact.errors import BlockedError, UsageError
from redact.model import Decision, Ledger
from redact.review import same_person

#: What a search may have come to, in the words of the form.
RESULTS = {
    "nobody": "nobody in the review could be identified",
    "somebody": "somebody in the review could be identified",
    "unsure": "something was found, and it is not sure whether it identifies somebody",
}


def record(
    case: Case, audience: str, files: Mapping[str, str], name: str, result: str, searched: str, reason: str
) -> Decision:
    """Write down what a search came to, for exactly *files* (digests by name).

    Raises:
        UsageError: no name, no word of RESULTS, or not said where was searched.
    """
    if result not in RESULTS:
        raise UsageError(f"--result should be one of {', '.join(RESULTS)}")
    if not name.strip() or not searched.strip():
        raise UsageError("a record needs who searched (--as NAME) and where (--searched TEXT)")
    if result != "nobody" and not reason.strip():
        raise UsageError("say what was found and what follows: --reason TEXT")
    value = json.dumps({"result": result, "searched": searched, "files": dict(files)}, sort_keys=True)
    decision = Decision(now(), name, "intruder", audience, value, reason)
    case.append(decision)
    return decision


def last_search(ledger: Ledger, audience: str, files: Mapping[str, str]) -> Decision | None:
    """The last record for exactly these files; a search of other bytes proves nothing about them."""
    found = [d for d in ledger if d.action == "intruder" and d.target == audience]
    return next((d for d in reversed(found) if json.loads(d.value)["files"] == dict(files)), None)


def finder_of(ledger: Ledger, audience: str, files: Mapping[str, str]) -> str:
    """Who found somebody with these files; '' where nobody did, or a second person took it back."""
    finder = ""
    for search in ledger:
        if search.action != "intruder" or search.target != audience:
            continue
        said = json.loads(search.value)
        if said["files"] != dict(files):
            continue
        if said["result"] == "somebody":
            finder = search.by
        elif said["result"] == "nobody" and search.reason and finder and not same_person(search.by, finder):
            finder = ""
    return finder


def require_nobody_found(case: Case, audience: str, files: Mapping[str, str]) -> None:
    """No search of exactly these files has identified somebody, or another person looked again and found nobody.

    Raises:
        BlockedError: one has, and nobody else has said otherwise since.
    """
    if finder_of(case.ledger(), audience, files):
        raise BlockedError(
            f"{case.folder}: a search with what is staged for {audience} identified somebody; "
            f"generalise more and run again, or have another person search and say why not: redact review {case.folder} --as NAME"
        )
