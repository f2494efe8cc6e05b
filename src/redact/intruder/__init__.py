"""What a stranger could still put together: the motivated intruder's pack for what is staged (R32).

The Information Commissioner's test asks whether somebody without special skill, who wants to know,
could find out who is meant. A person has to try it; this gathers what that person needs, and keeps
the result on the ledger. Nothing here says how likely it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from redact.case import Case
from redact.checks import Opened, Question, open_file
from redact.family import family_of
from redact.gate import people_of
from redact.guards import require_staged
from redact.intruder.account import Account, accounts
from redact.intruder.phrases import search_phrases
from redact.key import Opener
from redact.policies import require_audience
from redact.register import read_register
from redact.rules import Rules
from redact.showing import Known, look_at
from redact.withheld import allowed_words


@dataclass(frozen=True)
class Pack:
    """Who is still told what about in all these editions together, what to search for, and where."""

    files: dict[str, dict[str, str]]  # audience → the digest of each clean file by its name
    accounts: tuple[Account, ...]
    phrases: tuple[str, ...]
    sources: tuple[str, ...]


def pack_of(case: Case, rules: Rules, opener: Callable[[], Opener], audiences: Sequence[str] = ()) -> Pack:
    """The pack for what is staged for *audiences*, or for all for whom anything is staged.

    Whoever has two editions adds them up, so the account is of all of them together.

    Raises:
        UsageError: an audience that rules/editions.yaml does not know.
        SignatureError: nothing is staged for one of them.
    """
    for audience in audiences:
        require_audience(rules, audience)
    wanted = audiences or [each for each in known_audiences(case, rules) if case.staged(each).is_dir()]
    files = {each: require_staged(case, each) for each in wanted or ["publication"]}
    opened = [file for each in files for file in _staged(case, each)]
    question = _question(look_at(case, rules, opener), rules)
    found = accounts(opened, question, rules)
    return Pack(files, found, search_phrases(found, question, rules), rules.traits.sources)


def known_audiences(case: Case, rules: Rules) -> list[str]:
    """Every audience that the case can have, recipients among them, in order."""
    own = (one.name for one in read_register(case.register_path, rules).recipients)
    return sorted({*rules.editions["audiences"], *own})


def _staged(case: Case, audience: str) -> Iterator[Opened]:
    """The staged pages of an audience, which say the same as its other files, named by audience and kind."""
    for path in sorted(case.staged(audience).glob("*.html")):
        yield replace(open_file(path), file=f"{audience} {path.name.split('.')[0]}")


def _question(known: Known, rules: Rules) -> Question:
    entities = known.reviewed.entities
    people, _ = people_of(entities, known.pseudonyms)
    return Question(
        allowed=allowed_words(known.reviewed, known.register),
        pseudonyms=dict(known.pseudonyms),
        subject=known.register.subject,
        kin=family_of(known.register, entities, rules).known,
        people=people,
    )
