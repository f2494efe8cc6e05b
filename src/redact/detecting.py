"""`redact detect`: what is found in files, with the names of a case or without; nothing is written."""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from redact.case import Case
from redact.detect import find_anew
from redact.errors import RedactError
from redact.formats import read
from redact.model import Document, Mention, Register
from redact.reading import find_and_link, read_drafts, require_readable
from redact.register import read_register
from redact.review import added_entities
from redact.rules import Rules


def detect_files(
    paths: Sequence[Path],
    folder: Path | None,
    rules: Rules,
    use_allow: bool,
    progress: Callable[[str], None],
    ocr: bool = False,
) -> Iterator[dict[str, Any] | RedactError]:
    """For each file what is found in it, as plain data, or the error that kept it from being read.

    All files of one call and all drafts of the case are linked together, so that an entity
    has one id everywhere. A file that is not among the drafts is read beside them.
    """
    register, drafts, anew, added = _case(folder, rules, progress)
    ocr = ocr or (folder is not None and Case(folder).reads_pictures)
    documents = {document.name: document for document in drafts}
    results: list[tuple[Path, str | RedactError]] = []
    for path in paths:
        try:
            results.append(
                (
                    path,
                    _among(path, folder, documents) or _beside(path, rules, documents, anew, progress, ocr),
                )
            )
        except RedactError as error:
            results.append((path, error))
    progress("linking the names")
    found_in = list(documents.values())
    mentions = _by_document(
        find_and_link(found_in, anew, register, rules, added, None, use_allow, anew.pop)[0]
    )
    asked = [found for _, found in results]
    for number, (path, found) in enumerate(results):
        if isinstance(found, RedactError):
            yield found
        else:
            again = found in asked[number + 1 :]
            own = deque(mentions[found]) if again else mentions.pop(found, deque())
            yield _as_data(path, documents[found], own)


def _by_document(mentions: Sequence[Mention]) -> dict[str, deque[Mention]]:
    found: dict[str, deque[Mention]] = defaultdict(deque)
    for mention in mentions:
        found[mention.document].append(mention)
    return found


def _case(
    folder: Path | None, rules: Rules, progress: Callable[[str], None]
) -> tuple[Register, Any, dict[str, list[Mention]], Any]:
    if folder is None:
        return Register(), (), {}, ()
    case = Case(folder)
    register = read_register(case.register_path, rules)
    drafts, anew = read_drafts(case, rules, progress, keep=False)
    return register, drafts, dict(anew), added_entities(case.ledger())


def _among(path: Path, folder: Path | None, documents: dict[str, Document]) -> str | None:
    """The name of the draft that *path* is; None where it is another file."""
    if folder is None:
        return None
    drafts = (folder / "drafts").resolve()
    if path.resolve().is_relative_to(drafts):
        name = path.resolve().relative_to(drafts).as_posix()
        return name if name in documents else None
    return None


def _beside(
    path: Path,
    rules: Rules,
    documents: dict[str, Document],
    anew: dict[str, list[Mention]],
    progress: Callable[[str], None],
    ocr: bool,
) -> str:
    """Read a file that is no draft, under a name that no draft has."""
    name = str(path)
    while name in documents:
        name = f"./{name}"
    document = require_readable(read(path, name, ocr))
    progress("finding names")
    documents[name], anew[name] = document, find_anew(document, rules)
    return name


def _as_data(path: Path, document: Document, mentions: deque[Mention]) -> dict[str, Any]:
    """What is found in a file; *mentions* is emptied, since each takes as much room as what is told of it."""
    each = (mentions.popleft() for _ in range(len(mentions)))
    return {
        "file": str(path),
        "text_sha256": hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "length": len(document.text),
        "mentions": [
            {
                "start": m.span.start,
                "end": m.span.end,
                "text": m.text,
                "label": m.label,
                "score": round(m.score, 2),
                "entity": m.entity or None,
                "status": m.status,
                "rule": m.rule,
                "reason": m.reason,
            }
            for m in each
        ],
    }
