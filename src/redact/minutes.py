"""The minutes of a review: who decided what and why, as a record that people can read and print.

In two forms: one with names, for the case file, and one without, which may be disclosed. The minutes
are computed from the ledger and the drafts; they say what was looked for and what nobody answered,
and never that a text is anonymous.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from redact.case import Case
from redact.chain import Chain
from redact.checks import CHECKS, explain, name_of
from redact.guards import blocking, staged_findings
from redact.masking import Mask, names_in
from redact.model import Decision, Document, Ledger, Mention, Secret, Status
from redact.review import ANSWERS, Reviewed
from redact.rules import Rules
from redact.showing import Found, decided
from redact.targets import left_target, mention_target, paragraph_target, picture_target, words_target
from redact.telling import DONE, PLAIN_ID, Entry, Teller, numbered
from redact.withheld import secrets_of

#: What is asked, by kind of question.
ASKED = {
    "entity": "whether something is the name of a person, place or body",
    "which": "which of several people is meant",
    "bearer": "whether the likely person is meant",
    "words": "whether words should go",
    "gender": "whether a word is said of somebody whose gender is hidden",
    "draft": "whether a sentence about the draft itself is printed",
    "picture": "what becomes of a picture",
    "left behind": "whether a part of a draft may be left behind",
}
STATUS: dict[Status, str] = {
    "replace": "replaced or removed",
    "flag": "replaced or removed, a reviewer is asked",
    "watch": "not decided",
    "keep": "left as they are",
}


# The whole record -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Minutes:
    """Everything that the printed record says."""

    reference: str  # the case's own; '' in the form without names
    names: bool
    entries: tuple[Entry, ...]
    counts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    looked_for: tuple[tuple[str, str], ...]
    unanswered: tuple[tuple[str, int], ...]
    asks: tuple[str, ...]
    waiting: tuple[tuple[str, int], ...]  # audience → findings that block and nobody accepted
    lines: int
    head: str

    @property
    def decisions(self) -> list[Entry]:
        """What decided something about the text."""
        return [e for e in self.entries if e.action in ANSWERS]

    @property
    def steps(self) -> dict[str, list[Entry]]:
        """Searches, signatures, releases and other records, by what they are."""
        grouped: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.action not in ANSWERS:
                grouped[entry.what[:1].upper() + entry.what[1:]].append(entry)
        return dict(grouped)

    @property
    def until(self) -> str:
        """When the last line was written; '' where there is none."""
        return self.entries[-1].when if self.entries else ""

    def as_data(self) -> dict[str, Any]:
        """The minutes as plain data."""
        return asdict(self)


def minutes_of(case: Case, chain: Chain, found: Found, rules: Rules, names: bool) -> Minutes:
    """The minutes of a case whose drafts were read; with real names, or without any."""
    ledger = chain.decisions
    reviewed, questions = decided(found, ledger, rules)
    teller = with_names(found, reviewed) if names else without_names(found, reviewed, ledger, rules)
    kinds = Counter(q.kind for q in questions)
    return Minutes(
        found.register.case if names else "",
        names,
        teller.tell(ledger),
        tuple(_counts(found.documents, reviewed, ledger)),
        tuple((name_of(check), explain(name_of(check)).splitlines()[0]) for check in CHECKS),
        tuple((ASKED.get(kind, kind), count) for kind, count in kinds.items()),
        tuple(q.asks for q in questions) if names else (),
        tuple(_waiting(case)),
        chain.head.lines,
        chain.head.digest,
    )


def with_names(found: Found, reviewed: Reviewed) -> Teller:
    """Says everything: the form for the case file."""
    entities = found.entities
    labels = {i: found.pseudonyms.get(i) or e.pseudonym for i, e in entities.items()}
    return Teller(labels, {i: e.name for i, e in entities.items()}, _targets(found, reviewed, _quoted))


def without_names(
    found: Found, reviewed: Reviewed, ledger: Ledger, rules: Rules, look: bool = True
) -> Teller:
    """Says nothing that names anybody: the form that may be disclosed, once a person has read it.

    Unless *look* is False, detection looks through the free texts too.
    """
    people = numbered(ledger)
    entities = {**found.entities, **reviewed.entities}
    labels = {i: found.pseudonyms.get(i) or e.pseudonym for i, e in entities.items()}
    teller = Teller(labels, {}, _targets(found, reviewed, _labelled), people, disclosed=True)
    secrets = (*secrets_of(reviewed, found.register, rules), *_ever_added(ledger))
    more = names_in(_told_by(teller, ledger), entities.values(), rules) if look else ()
    known = {name: told for name, told in people.items() if name != told}
    return replace(teller, mask=Mask((*secrets, *_not_ids(more)), known))


def _told_by(teller: Teller, ledger: Ledger) -> list[str]:
    """Every free text that *teller* prints of a ledger, each once."""
    texts: dict[str, None] = {}

    def note(text: str) -> str:
        texts[text] = None
        return text

    replace(teller, mask=note).tell(ledger)
    return list(texts)


def _ever_added(ledger: Iterable[Decision]) -> Iterator[Secret]:
    """Names that somebody added, also those that were taken back."""
    yield from (Secret("", d.value, "PERSON") for d in ledger if d.action == "add" and d.value.strip())


def _not_ids(secrets: Iterable[Secret]) -> Iterator[Secret]:
    """What detection found, but for the ids of the case: 'E4' is nobody's name."""
    return (secret for secret in secrets if not PLAIN_ID.fullmatch(secret.text))


def _targets(found: Found, reviewed: Reviewed, told: Callable[[Sequence[Mention]], str]) -> dict[str, str]:
    """What each target of these drafts is, as *told* puts its mentions."""
    named = {document.name: document for document in found.documents}
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for m in (*found.mentions, *(m for m in reviewed.mentions if m.label == "GENDER")):
        grouped[mention_target(m)].append(m)
        grouped[words_target(m)].append(m)
        if m.label == "GENDER" and m.document in named:
            grouped[paragraph_target(m, named[m.document])].append(m)
    places = {target: told(mentions) for target, mentions in grouped.items()}
    return places | dict(_parts_and_pictures(found.documents))


def _quoted(mentions: Sequence[Mention]) -> str:
    often = f", {len(mentions)} times" if len(mentions) > 1 else ""
    return f"“{' '.join(mentions[0].text.split())}” ({mentions[0].label}{often})"


def _labelled(mentions: Sequence[Mention]) -> str:
    often = f"{len(mentions)} passages" if len(mentions) > 1 else "a passage"
    return f"{often} found as {mentions[0].label}"


def _parts_and_pictures(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    for number, document in enumerate(documents, 1):
        for part in document.left_behind:
            yield left_target(document.name, part.kind), f"draft {number}, what is left behind: {part.kind}"
        for picture in document.pictures:
            yield picture_target(document.name, picture), f"draft {number}, {picture.id}"


def _counts(
    documents: Sequence[Document], reviewed: Reviewed, ledger: Ledger
) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    words = sum(len(document.text.split()) for document in documents)
    yield "Drafts that were read", (("drafts", len(documents)), ("words", words))
    yield "What was found, by kind", tuple(sorted(Counter(m.label for m in reviewed.mentions).items()))
    statuses = Counter(m.status for m in reviewed.mentions)
    yield "What becomes of it", tuple((STATUS[s], statuses[s]) for s in STATUS if statuses[s])
    yield (
        "People, places and bodies",
        tuple(sorted(Counter(e.label for e in reviewed.entities.values()).items())),
    )
    done = Counter(d.action for d in ledger if d.action in ANSWERS)
    yield "Decisions", tuple((DONE.get(action, action), n) for action, n in sorted(done.items()))


def _waiting(case: Case) -> Iterator[tuple[str, int]]:
    staged = case.folder / "staged"
    for path in sorted(staged.iterdir()) if staged.is_dir() else ():
        if (path / "findings.json").exists() and (path / "manifest.json").exists():
            findings, made = staged_findings(case, path.name)
            yield path.name, len(blocking(findings, case, made))
