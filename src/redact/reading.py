"""Read the drafts of a case, find who is in them, and link them over all documents."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import msgspec

from redact.case import Case
from redact.detect import find_all_anew, find_mentions, make_ready
from redact.detect.explained import kin_in_short
from redact.detect.initials import stated_initials
from redact.detect.keep import kept_spans, reference_spans
from redact.detect.known import know
from redact.detect.officers import officers_of
from redact.detect.overlaps import Spread
from redact.detect.widen import each_name
from redact.detect.works import works_of
from redact.errors import RulesError, UnreadableError
from redact.formats import ocr, read
from redact.formats.album import NO_READER
from redact.link import link
from redact.model import PRINTED, Allowed, Document, Entity, Mention, Register
from redact.names import acronyms, distinctive, fold, take_apart
from redact.policies import published
from redact.program import code_digest
from redact.review import NOT_PRINTED
from redact.rules import Rules
from redact.senses import with_senses
from redact.two_at_once import in_two, may_copy
from redact.withheld import birth_forms

#: Characters of drafts after which what was found in them is remembered, so that a run that is stopped loses no more.
AT_ONCE = 120_000
#: Bytes of new drafts from which on a copy of this process reads them while this one loads the language model.
WORTH_A_COPY = 100_000
#: A draft as it was read before, and what was found in it; None where that is not known.
Remembered = tuple[Document, list[Mention]] | None


def require_listed(register: Register, case: Case) -> None:
    """Every draft that the register names is there: a misspelt name would publish a source."""
    there = {path.relative_to(case.folder / "drafts").as_posix() for path in case.drafts()}
    for name in register.documents:
        if name not in there:
            raise RulesError(
                f"{case.register_path}: documents: there is no draft of the name {name!r} in drafts/; correct the name"
            )


def read_drafts(
    case: Case, rules: Rules, progress: Callable[[str], None], keep: bool = True, afresh: bool = False
) -> tuple[tuple[Document, ...], dict[str, list[Mention]]]:
    """Every draft, and what is found in it without knowing the case; remembered by its digest.

    All are read before anything is looked for, so that a bad draft is told at once. *afresh* believes
    nothing that was remembered.
    """
    paths = {path.relative_to(case.folder / "drafts").as_posix(): path for path in case.drafts()}
    scans = case.reads_pictures
    memories = {name: memory_of(path, name, rules, scans) for name, path in paths.items()}
    known = {name: None if afresh else _still(case.remembered(memory)) for name, memory in memories.items()}
    progress("reading the drafts")
    read_now = _read_new({name: path for name, path in paths.items() if known[name] is None}, scans, rules)
    documents = {name: earlier[0] if (earlier := known[name]) else read_now[name] for name in paths}
    anew = {name: earlier[1] for name, earlier in known.items() if earlier is not None}
    if new := [document for name, document in documents.items() if name not in anew]:
        progress(f"finding names in {len(new)} of {len(documents)} drafts")
    for some in _together(new):
        anew |= find_all_anew(some, rules)
        for document in some if keep else ():
            case.remember(memories[document.name], document, anew[document.name])
    if keep:
        case.forget_all_but(memories.values())
    return tuple(documents.values()), {name: anew[name] for name in documents}


def _read_new(paths: Mapping[str, Path], scans: bool, rules: Rules) -> dict[str, Document]:
    """The drafts at *paths* by name; meanwhile what finds names in them is made ready, where there is a processor for that."""

    def documents() -> dict[str, Document]:
        return {name: require_readable(read(path, name, scans)) for name, path in paths.items()}

    if not may_copy() or sum(path.stat().st_size for path in paths.values()) < WORTH_A_COPY:
        return documents()
    work: list[Callable[[], dict[str, Document] | None]] = [partial(make_ready, rules), documents]
    return in_two(lambda act: act(), work)[1] or {}


def _together(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """The documents, so many at once that two processors are busy: what was found is remembered before others are begun."""
    some: list[Document] = []
    for document in documents:
        some.append(document)
        if sum(len(each.text) for each in some) >= AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _still(earlier: Remembered) -> Remembered:
    """What was found earlier, unless words of a picture can be read now that could not be then."""
    if earlier is None:
        return None
    unread = any(picture.unread == NO_READER for picture in earlier[0].pictures)
    return None if unread and ocr.is_installed() else earlier


def memory_of(path: Path, name: str, rules: Rules, ocr: bool = False) -> str:
    """The digest of everything that what is found in a draft depends on.

    Tesseract's version is no part of it: what was read in a picture and compared with the draft stays.
    """
    from redact.detect.ner import model_version

    try:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    parts = (content, name, rules.digest, model_version(), code_digest(), "ocr" if ocr else "")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def require_readable(document: Document) -> Document:
    """The document, if every part of its file is of a kind that is understood."""
    unknown = [part for part in document.left_behind if not part.known]
    if unknown:
        parts = ", ".join(f"{part.kind} ({part.place})" for part in unknown[:5])
        raise UnreadableError(
            f"{document.name}: holds parts of an unknown kind: {parts}; remove them, or save the draft anew"
        )
    return document


#: Labels that a panel gives and a draft may write already: 'Baby Orchid', 'Young Person M'.
LABELLED = re.compile(r"(?:Child|Baby|Young Person|Young Adult|Adult|Twin|Sibling|Family|Boy|Girl)\s\S+")


def _labels(register: Register) -> Iterator[Allowed]:
    """The labels of the panel's list that name what somebody is, and so are nobody's name."""
    given = (entity.pseudonym for entity in register.entities.values())
    yield from (Allowed(label) for label in dict.fromkeys(given) if LABELLED.fullmatch(label))


def find_and_link(
    documents: Sequence[Document],
    anew: Mapping[str, list[Mention]],
    register: Register,
    rules: Rules,
    added: Sequence[Entity] = (),
    anchors: Mapping[str, str] | None = None,
    use_allow: bool = True,
    take: Callable[[str], list[Mention]] | None = None,
) -> tuple[list[Mention], dict[str, Entity]]:
    """Mentions over all documents, and who they mean.

    A name that is certain anywhere in the case is looked for everywhere in it. By *take* what was found
    anew in a document is had for the last time: with `anew.pop` its room is free for what is made of it.
    """
    listed = replace(register, entities={**register.entities, **{e.id: e for e in added}})
    allow = (*register.allow, *_labels(register)) if use_allow else ()
    by_name = {d.name: d for d in documents}
    named = officers_of(documents)

    def cast() -> dict[str, Entity]:
        """Who is certain; the mentions that tell it go before more is looked for, since they take room."""
        certain = [
            m
            for d in documents
            for m in _not_kept(
                each_name(_not_outdone(anew[d.name]), rules), d, allow, rules, use_allow, named[d.name]
            )
            if is_certain(m, rules)
        ]
        return link(certain, listed, rules, anchors, by_name)[1]

    stated = stated_initials(d.text for d in documents)
    kin = frozenset((d.name, short) for d in documents for short in kin_in_short(d.text))
    known = know([*cast().values(), *identifiers_of(register)], rules, stated, kin)
    works, take = works_of(documents), take or anew.__getitem__

    def found() -> Iterator[Mention]:
        for d in documents:
            yield from find_mentions(d, rules, known, take(d.name), allow, use_allow, works, named[d.name])

    # not kept here: linking makes each of them anew
    mentions, entities = link(list(found()), listed, rules, anchors, by_name)
    return with_senses(mentions, entities, rules, documents), entities


def linked(
    case: Case,
    documents: Sequence[Document],
    anew: Mapping[str, list[Mention]],
    register: Register,
    rules: Rules,
    added: Sequence[Entity],
    anchors: Mapping[str, str],
) -> tuple[list[Mention], dict[str, Entity]]:
    """What `find_and_link` gives, remembered in the case until anything that it is made from changes."""
    given = _encoded((documents, anew, register, added))
    of = _digest_of(given, anchors, rules)
    if (earlier := case.remembered_links(of)) is not None:
        return earlier
    mentions, entities = find_and_link(documents, anew, register, rules, added, anchors)
    case.remember_links(of, mentions, entities)
    return mentions, entities


def _digest_of(given: bytes, anchors: Mapping[str, str], rules: Rules) -> str:
    """The digest of everything that decides who is found: what is *given*, the key's *anchors*, rules and program."""
    parts = (given, _encoded(anchors), rules.digest.encode(), code_digest().encode())
    return hashlib.sha256(b"\x1f".join(parts)).hexdigest()


def _encoded(thing: object) -> bytes:
    """The same bytes for the same thing in every process, whatever order its sets and tables have."""
    return msgspec.json.encode(thing, order="deterministic")


def _not_outdone(anew: Sequence[Mention]) -> Iterator[Mention]:
    """What was found, without guesses at words that a pattern knows as something else: 'Umm Yazan' is no place."""
    patterns = {m.span: m.label for m in anew if m.rule.startswith("pattern") and m.status != "keep"}
    return (m for m in anew if patterns.get(m.span, m.label) == m.label)


def _not_kept(
    mentions: Iterable[Mention],
    document: Document,
    allow: Sequence[Allowed],
    rules: Rules,
    use_allow: bool,
    named: Iterable[str],
) -> Iterator[Mention]:
    """The mentions that do not lie inside words that stay: an author's name is not looked for everywhere."""
    kept = [span for span, _, _ in kept_spans(document, rules, allow, named)] if use_allow else []
    stays = Spread([*kept, *reference_spans(document)])
    for mention in mentions:
        if not stays.covers(mention.span) and not _is_of_terms_beside(mention, stays, rules):
            yield mention


def _is_of_terms_beside(mention: Mention, stays: Spread, rules: Rules) -> bool:
    """Whether a body's name is what stays and abbreviations beside it: 'Vitamin K IM'."""
    over = list(stays.overlapping(mention.span))
    if mention.label == "PERSON" or not over:
        return False
    start = mention.span.start
    rest = " ".join(mention.text[p.start - start : p.end - start] for p in mention.span.minus(over))
    return all(fold(word) in acronyms(rules) for word in re.findall(r"\w+", rest))


def is_certain(mention: Mention, rules: Rules) -> bool:
    """Whether a mention found anew is sure enough for its parts to be looked for everywhere."""
    if mention.label == "PERSON":
        return (
            mention.score >= 0.85 and len(take_apart(mention.text, rules).words) > 1
        ) or "known as" in mention.reason
    if mention.label in {"SCHOOL", "HEALTH_SITE", "ORG"} and mention.rule.startswith("pattern"):
        return bool(distinctive(mention.text, rules))
    return mention.label in {"ORG", "PLACE"} and mention.score >= 0.6 and len(mention.text.split()) > 1


def identifiers_of(register: Register) -> list[Entity]:
    """The case's own reference and the register's dates of birth, as things to look for."""
    found = [Entity("", "ID.CASE", register.case)] if register.case else []
    for entity in register.entities.values():
        if dates := birth_forms(entity.born):
            found.append(Entity(entity.id, "DOB", dates[0], tuple(dates[1:])))
    return found


def not_printed(
    mentions: Iterable[Mention], documents: Sequence[Document], register: Register
) -> list[Mention]:
    """Nobody is asked about words that no edition prints; the names in them are known all the same."""
    printed = {
        d.name: Spread(b.span for b in d.blocks if b.span and b.kind in PRINTED)
        for d in documents
        if published(d, register)
    }
    nowhere = Spread(())
    return [
        replace(m, status="replace", reason=f"{m.reason} {NOT_PRINTED}")
        if m.is_open and not any(printed.get(m.document, nowhere).overlapping(m.span))
        else m
        for m in mentions
    ]
