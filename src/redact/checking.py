"""`redact check`: finished files, wherever they were made, with what the case knows or without."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from redact.case import Case
from redact.checks import Opened, Question, open_paths
from redact.custody import open_key
from redact.errors import UsageError
from redact.family import family_of
from redact.finished import detect_in
from redact.gate import Report, ask_checks, people_of
from redact.guards import staged_pictures
from redact.key import Opener
from redact.model import Decision, Document, Finding, Register
from redact.names import fold
from redact.other_copies import other_copies
from redact.pictures import as_decided, choices_of, cleared, refused_pictures
from redact.policies import audiences
from redact.prepared import Prepared
from redact.pseudonyms import labels_in_use
from redact.reading import find_and_link, not_printed, read_drafts
from redact.recipients.asked import chosen_names as chosen_of
from redact.recipients.asked import numbers_of, withheld_words
from redact.recipients.copies import copy_for, number
from redact.register import policy_for, read_register
from redact.review import Reviewed, added_entities, apply_decisions, standing
from redact.rollcall import never_found
from redact.rules import Rules
from redact.targets import finding_target
from redact.traits import rare_traits
from redact.unnamed import never_named, stays_named
from redact.withheld import allowed_words, left_words, plain_words, secrets_of

#: Digests and findings of what is staged: figures by the hundred, among which some pass for an NHS number.
KEPT_BESIDE = frozenset({"manifest.json", "findings.json"})
#: Said where nobody asked for the pictures to be read.
PICTURES_NOT_READ = "words in pictures, and pages as a person sees them, were not read (--ocr reads them)"


def check_paths(
    paths: Sequence[Path],
    folder: Path | None,
    rules: Rules,
    opener: Callable[[], Opener],
    progress: Callable[[str], None],
    against: Sequence[Path] = (),
    anonymous: bool = False,
    reads: bool = False,
    pictures: Sequence[str] | None = None,
    own: Sequence[str] = (),
) -> Report:
    """What the checks find in *paths*; nothing is written.

    With *reads*, words in pictures are read by Tesseract. With *anonymous* board, author and area must not stand in them.
    They are held against the files of *against*, earlier versions, and against what is signed for other audiences.
    *pictures* are digests of drawings of our own in them, the only ones that may stand there; without a case and
    without them nobody could have cleared a picture, so that each is told and none blocks. *own* are headings of our own, which the language
    model may take for names.

    With a case, every form of its real names is looked for; in any case what detection
    finds in the visible text and no allow-list explains.
    """
    for path in (*paths, *against):
        _require_files(path)
    register, left, question, prepared = _asked(folder, rules, opener, progress)
    if anonymous:
        register = replace(register, allow=tuple(one for one in register.allow if stays_named(one)))
    progress("opening the files")
    opened = open_paths(paths, reads)
    opened = [file for file in opened if not _kept_beside(Path(file.file), folder)]
    question = _for_their_reader(question, prepared, opened)
    progress("looking for names in the text")
    detected = detect_in(opened, register, rules, left | {fold(words) for words in own})
    question = replace(
        question,
        mentions=detected,
        dates=policy_for(register.dates, "publication", "DATE", "month"),
        ages=policy_for(register.ages, "publication", "AGE", "band") if folder else "exact",
        labels_in_use=labels_in_use(rules, register),
        subject=register.subject,
        window_days=rules.editions.get("window_days", 28),
        anonymous=anonymous,
        front=never_named(register),
        against=(*(("earlier", file) for file in open_paths(against)), *_other_copies(opened, folder)),
        pictures=(*question.pictures, *(pictures or ())),
        uncleared="warns" if folder is None and pictures is None else "blocks",
        traits=(*question.traits, *rare_traits((m for found in detected.values() for m in found), rules)),
    )
    report = ask_checks(opened, question)
    if not reads and any(file.pictures or file.file.lower().endswith(".pdf") for file in opened):
        report = replace(report, not_seen=(*report.not_seen, PICTURES_NOT_READ))
    return _with_acceptances(report, folder)


def _require_files(path: Path) -> None:
    """Something to check: neither nothing nor a case folder, which holds drafts and what the program keeps."""
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder; check the name")
    if (path / "drafts").is_dir() or (path / "ledger.jsonl").exists():
        raise UsageError(
            f"{path}: is a case folder, with the real names in it; name the files to look through, "
            f"such as: redact check {path / 'staged'} --case {path}"
        )


def _kept_beside(path: Path, folder: Path | None) -> bool:
    """Whether a file is what the program keeps beside the staged copies of this case, and nobody is handed."""
    return (
        folder is not None
        and path.name in KEPT_BESIDE
        and path.resolve().parent.parent == (folder / "staged").resolve()
    )


def _other_copies(opened: Sequence[Opened], folder: Path | None) -> Iterator[tuple[str, Opened]]:
    """What lies signed or staged in a case and what was released of it, but for these very files and their audience."""
    if folder is None or not (folder / "drafts").is_dir():
        return
    paths = [Path(file.file) for file in opened if Path(file.file).is_file()]
    audience = _audience_of(paths, folder)
    made = {audience: {str(path): path.read_bytes() for path in paths}}
    for copy in other_copies(Case(folder), audience, made)[0]:
        yield copy.kind, copy.opened()


def _audience_of(paths: Sequence[Path], folder: Path) -> str:
    """The audience of a case whose staged or signed files these are; '' where they are nobody's."""
    mine = {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    own = {path.resolve().parent for path in paths}
    for lying in sorted(path for area in ("signed", "staged") for path in (folder / area).glob("*")):
        same = (hashlib.sha256(p.read_bytes()).hexdigest() in mine for p in lying.glob("*") if p.is_file())
        if lying.resolve() in own or any(same):
            return lying.name
    return ""


def _with_acceptances(report: Report, folder: Path | None) -> Report:
    """The report, where a finding that a named person accepted for exactly these bytes only warns, and says so."""
    ledger = Case(folder).ledger() if folder and (folder / "ledger.jsonl").exists() else ()
    accepted = {d.target: d for d in standing(ledger) if d.action == "accept"}
    return replace(report, findings=[_accepted(f, accepted) for f in report.findings]) if accepted else report


def _accepted(finding: Finding, accepted: Mapping[str, Decision]) -> Finding:
    path = Path(finding.file)
    if finding.severity != "blocks" or not path.is_file():
        return finding
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    decision = accepted.get(finding_target(replace(finding, file=path.name), digest))
    if decision is None:
        return finding
    message = f"{finding.message}; accepted by {decision.by}: {decision.reason}"
    return replace(finding, severity="warns", message=message)


#: The register, the words that reviewers left, what the case knows, and the case itself where it has drafts.
_Asked = tuple[Register, frozenset[str], Question, Prepared | None]


def _asked(
    folder: Path | None, rules: Rules, opener: Callable[[], Opener], progress: Callable[[str], None]
) -> _Asked:
    """What to look for by the case in *folder*; a register.yaml alone is enough."""
    if folder is None:
        return Register(), frozenset(), Question(), None
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such case folder; check the name")
    register = read_register(folder / "register.yaml", rules)
    if not (folder / "drafts").is_dir() or not any((folder / "drafts").iterdir()):
        return _by_register(folder, register, rules)
    return _by_drafts(Case(folder), register, rules, opener, progress)


def _by_register(folder: Path, register: Register, rules: Rules) -> _Asked:
    if not register.entities:
        raise UsageError(
            f"{folder}: has neither a register.yaml with names nor drafts/; there is nothing to look for"
        )
    reviewed = Reviewed((), register.entities, {})
    allowed = (*(a.text for a in register.allow), *chosen_names(register))
    people, neutral = people_of(register.entities, {})
    secrets = secrets_of(reviewed, register, rules)
    return register, frozenset(), Question(secrets, allowed, people=people, neutral=neutral), None


def _by_drafts(
    case: Case,
    register: Register,
    rules: Rules,
    opener: Callable[[], Opener],
    progress: Callable[[str], None],
) -> _Asked:
    """As the drafts, the decisions and the key have it; nothing is kept."""
    kept = open_key(case, opener(), "check") if case.sealed_key() is not None else None
    documents, anew = read_drafts(case, rules, progress, keep=False)
    anchors, key = (kept.anchors, kept.pseudonyms) if kept else ({}, {})
    added = added_entities(case.ledger())
    mentions, entities = find_and_link(documents, anew, register, rules, added, anchors)
    choices = choices_of(case.ledger())
    printed = tuple(as_decided(d, choices) for d in documents)
    reviewed = apply_decisions(not_printed(mentions, printed, register), entities, case.ledger())
    allowed = [a.text for a in register.allow]
    choices = replace(choices, refused=refused_pictures(documents, choices, reviewed, rules, allowed))
    left = frozenset(fold(m.text) for m in reviewed.mentions if m.status == "keep")
    prepared = Prepared(case, rules, register, printed, reviewed, key, ())
    pictures = (*cleared(documents, choices, ()), *staged_pictures(case))
    return register, left, replace(_known_to(prepared, documents), pictures=pictures), prepared


def _known_to(prepared: Prepared, documents: Sequence[Document]) -> Question:
    """What the case knows of its people, and of the words of its *documents* as they were read; nothing of pictures."""
    register, rules, reviewed = prepared.register, prepared.rules, prepared.reviewed
    people, neutral = people_of(reviewed.entities, prepared.key)
    return Question(
        secrets_of(reviewed, register, rules),
        (*allowed_words(reviewed, register), *chosen_names(register)),
        prepared.key,
        kin=family_of(register, reviewed.entities, rules).known,
        kinship=rules.kinship,
        unfound=tuple(entity.id for entity, _ in never_found(reviewed.entities)),
        people=people,
        neutral=neutral,
        traits=rare_traits((m for m in reviewed.mentions if m.status == "keep"), rules),
        plain=plain_words(documents, reviewed.mentions),
        left=left_words(reviewed, documents),
    )


def _for_their_reader(question: Question, prepared: Prepared | None, opened: Sequence[Opened]) -> Question:
    """The question for the files of one recipient of the case: known by where they lie, or by the number on them.

    Files of several folders may be several readers': of them none is asked.
    """
    paths = [Path(file.file) for file in opened if Path(file.file).is_file()]
    if prepared is None or len({path.parent for path in paths}) > 1:
        return question
    audience = _audience_of(paths, prepared.case.folder) or _numbered(prepared.register, opened)
    if audience not in audiences(prepared.rules, prepared.register):
        return question
    copy = copy_for(prepared, audience)
    own, others = numbers_of(copy)
    return replace(
        question,
        pseudonyms=dict(sorted(copy.prepared.key.items())),  # with the names that this reader's family chose
        withheld=withheld_words(prepared, copy),
        chosen=chosen_of(copy),
        reference=own,
        other_references=others,
    )


def _numbered(register: Register, opened: Sequence[Opened]) -> str:
    """The audience whose number stands in the first file that bears one; '' where none does."""
    text = "\n".join(passage.text for file in opened for passage in file.visible)
    found = {text.find(number(one)): one.name for one in register.recipients if number(one) in text}
    return found[min(found)] if found else ""


def chosen_names(register: Register) -> tuple[str, ...]:
    """The names that families chose for their own copies: labels too, though of those copies alone."""
    return tuple(sorted({name for one in register.recipients for name in one.pseudonyms.values()}))
