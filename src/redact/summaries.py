"""The executive summary of a case that has an overview report and no draft of one."""

from __future__ import annotations

from collections.abc import Mapping

from redact.detect import find_anew
from redact.errors import UsageError
from redact.model import OF_ONE, Block, Document, Edition, Register, Span
from redact.pictures.asked import objection_to_printing, without_labels
from redact.policies import kind_of, published, reason_mark
from redact.prepared import Prepared
from redact.pseudonyms import labels_in_use
from redact.publications import Outline, Summary, Wanted, assemble, counted_in, outline_of, read_wanted
from redact.publications.assembling import KIND
from redact.reading import find_and_link
from redact.remembered import remembered
from redact.rules import Rules
from redact.rules.sections import Sections, read_sections

REPORT = "overview-report"


def summary_of(prepared: Prepared, editions: Mapping[str, Edition]) -> Summary | None:
    """The summary put together from the report among one audience's *editions*.

    None where the register does not ask for one, where there is no report, or where an author wrote one.

    Raises:
        RulesError: summary.yaml is wrong, or names a paragraph that the report does not have.
    """
    if prepared.register.summary != "assemble" or REPORT not in editions or written_by_author(prepared):
        return None
    return from_report(prepared, editions[REPORT])


def written_by_author(prepared: Prepared) -> list[str]:
    """The drafts of summaries that an author wrote and that are published; where there is one, none is put together."""
    shown = [d for d in prepared.documents if published(d, prepared.register)]
    return [d.name for d in shown if kind_of(d, prepared.register) == KIND]


def with_summary(prepared: Prepared, editions: Mapping[str, Edition]) -> dict[str, Edition]:
    """The editions with the summary that was put together from them, where there is to be one."""
    summary = summary_of(prepared, editions)
    return dict(editions) | ({KIND: summary.edition} if summary else {})


def from_report(prepared: Prepared, report: Edition) -> Summary:
    """The summary that is, or would be, put together from a report's edition.

    Raises:
        RulesError: summary.yaml is wrong, or names a paragraph that the report does not have.
    """
    return put_together(prepared, report, read_wanted(prepared.case.summary_path, sections_of(prepared)))


def put_together(prepared: Prepared, report: Edition, wanted: Wanted) -> Summary:
    """The summary of a report's edition as *wanted*.

    Raises:
        RulesError: a paragraph is wanted that the report does not have, or a title of somebody's own words tells.
    """
    rules = sections_of(prepared)
    _require_titles(prepared, wanted)
    outline = outline_of(report, rules)
    if OF_ONE in report.audience:
        mark = reason_mark(prepared.rules, "withheld", "private").partition(" ")[0]
        wanted = counted_in(wanted, outline, f"{mark} ")
    people = [label for id_, label in prepared.key.items() if _is_person(prepared, id_)]
    drafts = prepared.rules.list("draft-marks")
    return assemble(outline, wanted, rules, people, drafts)


def _require_titles(prepared: Prepared, wanted: Wanted) -> None:
    """No title that a person typed holds a name of the case, or anything that detection finds in it.

    Raises:
        RulesError: one does, with file, line and key.
    """
    usual = {kind.title for kind in sections_of(prepared).offered}
    labels = (*prepared.key.values(), *labels_in_use(prepared.rules, prepared.register))
    for at, part in enumerate(wanted.parts):
        if not wanted.source or part.title in usual:
            continue
        why = objection_to_printing(part.title, prepared.reviewed.entities, labels, prepared.rules)
        if why or _found_in(part.title, tuple(sorted(set(labels))), prepared.rules):
            why = why or "the words hold what detection would ask about"
            raise wanted.source.wrong(("sections", at, "title"), f"{why}; choose other words")


@remembered(256)
def _found_in(title: str, labels: tuple[str, ...], rules: Rules) -> bool:
    """Whether anything is found in a title that stands by itself, certain or not; pseudonyms are nothing."""
    bare = without_labels(title, labels)
    document = Document("title", "", bare, (Block(Span(0, len(bare)), "paragraph"),))
    mentions, _ = find_and_link([document], {"title": find_anew(document, rules)}, Register(), rules)
    return any(mention.status != "keep" for mention in mentions)


def _is_person(prepared: Prepared, entity: str) -> bool:
    found = prepared.reviewed.entities.get(entity)
    return found is not None and found.label == "PERSON"


def outline_in(prepared: Prepared, editions: Mapping[str, Edition]) -> Outline:
    """The outline of the report among the editions.

    Raises:
        UsageError: there is no overview report among them.
    """
    if REPORT not in editions:
        raise UsageError(
            f"{prepared.case.folder}: no draft is an overview report; say which in register.yaml: documents"
        )
    return outline_of(editions[REPORT], sections_of(prepared))


def sections_of(prepared: Prepared) -> Sections:
    """The rules for sections."""
    return read_sections(prepared.rules.folder)
