"""A review on paper: the open questions as a Word file or a table, for people who answer there.

Both hold real names. They are written where somebody asks for them, and into no case folder: a Word
file among the drafts would be read as one.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from redact.answers import CHECK, EXCEL, harmless
from redact.case import Case
from redact.errors import UsageError
from redact.formats.review_sheet import write_sheet
from redact.formats.review_word import Marked, ReviewFile, Unplaced, shown_in, write_review
from redact.link import AMBIGUOUS
from redact.model import Document, Mention
from redact.policies import published
from redact.prepared import Prepared
from redact.questions import Question
from redact.rules.answers import read_answers
from redact.slips import Slip, case_mark, slips_of, text_mark
from redact.targets import picture_target
from redact.whole import write_whole

WARNING = "CONFIDENTIAL: holds real names. Questions for reviewers only; no edition, not for publication."
FIRST_PAGE = (
    "Each place that is asked about stands in square brackets with the number of its question, underlined "
    "and highlighted. The question is in the comment there. Where a number comes again, the comment there is "
    "for that one place; answer it only if that place is different.",
    "To answer, reply to the comment, or write behind 'Answer:' in it. The comment says what can be answered; "
    "for example: yes; no; keep; same as E5 (or a full name); call them Adult C; role: family friend; "
    "rewrite: worked in a shop. A reason may follow: keep, because the judge is named in the judgment.",
    "One answer to a question. If a thread has become a conversation, end it with a reply that begins 'Answer:'.",
    "These are no answers: deleting a comment or a highlight, marking a comment as resolved, changing the text, "
    "a comment of your own elsewhere. A question that nobody answers stays open.",
    "Leave the last line of each comment as it is: by it the answer finds its question. Save as .docx. Nothing is "
    "decided before somebody brings the file back with: redact review CASE --import FILE.docx --as NAME. "
    "Delete every copy of this file then.",
)
HEADINGS = ("Questions about no place in the text", "Who and what is known")
KNOWN = ("Id", "Name", "What it is")
#: The table's columns with their widths in characters.
COLUMNS = {
    "no.": 6, "question": 50, "in context": 50, "possible answers": 36, "answer": 20, "value": 24, "reason": 24,
    "target": 20, CHECK: 16,
}  # fmt: skip
CONTEXTS = 5  # places of one question that are shown in a table


def slips_for(prepared: Prepared, questions: Sequence[Question]) -> list[Slip]:
    """The open questions of a case as slips."""
    case = case_mark(prepared.register, prepared.documents)
    return slips_of(questions, case, read_answers(prepared.rules.folder).choices)


def require_place(path: Path, case: Case, endings: Sequence[str]) -> None:
    """Guard a file that holds real names: a new one, of a kind that can be written, outside of case folders.

    Raises:
        UsageError: it exists, its folder does not, it has another ending, or it would lie among drafts.
    """
    if path.suffix.lower() not in endings:
        raise UsageError(f"{path}: give it a name that ends in {' or '.join(endings)}")
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path}: is there already; name another file")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: there is no such folder; make it first")
    whole = path.resolve()
    if any(_is_of_a_case(folder, case, whole) for folder in whole.parents):
        raise UsageError(
            f"{path}: lies inside a case folder, where it would be taken for a draft or a template; "
            "name a file outside of it"
        )


def _is_of_a_case(folder: Path, case: Case, path: Path) -> bool:
    if folder == case.folder.resolve():
        return True
    if not (folder / "drafts").is_dir():
        return False
    kept = ("register.yaml", "ledger.jsonl", "key", "key.location", "found")
    inside = path.relative_to(folder).parts[0] in {"drafts", "staged", "signed"}
    return inside or any((folder / name).exists() for name in kept)


# --- Word -------------------------------------------------------------------------------------------


def write_word(path: Path, prepared: Prepared, slips: Sequence[Slip]) -> None:
    """The drafts that are published as a Word file, their open places marked, at *path*."""
    shown = [d for d in prepared.documents if published(d, prepared.register)]
    placed = {each for document in shown for each in _placed(document, slips)}
    carried = _carried(slips, placed)
    drafts = tuple((d, tuple(_marks(d, slips, placed, carried))) for d in shown)
    whole = [slip for slip in slips if not slip.again]
    loose = [slip for slip in whole if not any(id(m) in placed for m in slip.question.mentions)]
    seen = {picture_target(d.name, picture): picture.data for d in shown for picture in d.pictures}
    unplaced = tuple(
        Unplaced(slip.number, slip.asks, slip.lines, seen.get(slip.question.target, b"")) for slip in loose
    )
    first_page = (f"This file asks {len(whole)} questions.", *FIRST_PAGE)
    review = ReviewFile(WARNING, first_page, drafts, unplaced, HEADINGS, _known(prepared), text_mark)
    write_whole(path, write_review(review))


def _placed(document: Document, slips: Iterable[Slip]) -> Iterator[int]:
    """The mentions (by identity) that stand in words of *document* that the file shows."""
    spans = sorted(block.span for block in shown_in(document) if block.span)
    for slip in slips:
        for mention in slip.question.mentions:
            at = bisect_left(spans, mention.span.end, key=lambda span: span.start)
            if mention.document == document.name and at and spans[at - 1].overlaps(mention.span):
                yield id(mention)


def _carried(slips: Iterable[Slip], placed: set[int]) -> dict[int, Slip]:
    """Mention (by identity) → the slip that stands in its comment: a question's first place, then each other one."""
    found: dict[int, Slip] = {}
    for slip in slips:
        there = [id(m) for m in slip.question.mentions if id(m) in placed]
        if there and there[0] not in found:
            found[there[0]] = slip
    return found


def _marks(
    document: Document, slips: Iterable[Slip], placed: set[int], carried: Mapping[int, Slip]
) -> Iterator[Marked]:
    for slip in slips:
        for mention in slip.question.mentions if not slip.again else ():
            if mention.document == document.name and id(mention) in placed:
                own = carried.get(id(mention))
                yield Marked(mention.span, slip.number, own.lines if own else ())


def _known(prepared: Prepared) -> tuple[tuple[str, ...], ...]:
    """Whoever and whatever an answer may name; no pseudonyms, which are the key's."""
    known = (e for e in prepared.reviewed.entities.values() if e.role != AMBIGUOUS)
    rows = ((e.id, e.name, ", ".join(_part for _part in (_kind(e.label), e.role) if _part)) for e in known)
    return (KNOWN, *rows)


def _kind(label: str) -> str:
    return label.replace("_", " ").lower()


# --- a table ----------------------------------------------------------------------------------------


def write_table(path: Path, slips: Sequence[Slip], in_context: Callable[[Mention], str]) -> None:
    """The questions as an .xlsx or .csv at *path*, its answers empty: what nobody answers stays open."""
    rows = [_row(slip, in_context) for slip in slips]
    if path.suffix.lower() == EXCEL:
        choices = [[choice.split(" (")[0] for choice in slip.choices] for slip in slips]
        widths, at = tuple(COLUMNS.values()), list(COLUMNS).index("answer")
        write_whole(path, write_sheet(tuple(COLUMNS), rows, widths, at, choices))
        return
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([tuple(COLUMNS), *([harmless(text) for text in row] for row in rows)])
    write_whole(path, ("\ufeff" + out.getvalue()).encode("utf-8"))


def _row(slip: Slip, in_context: Callable[[Mention], str]) -> tuple[str, ...]:
    again = " again" if slip.again else ""
    places = slip.question.mentions[:CONTEXTS]
    more = len(slip.question.mentions) - len(places)
    context = " | ".join([*map(in_context, places), *([f"and {more} more places"] if more else [])])
    offered = "; ".join(slip.choices)
    asks = slip.body[0]
    return f"{slip.number}{again}", asks, context, offered, "", "", "", slip.question.target, slip.seal
