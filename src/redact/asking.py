"""All that a review has to settle: the questions of the drafts, and the findings that block what is staged."""

from __future__ import annotations

from redact.case import Case
from redact.guards import blocking, staged_findings
from redact.prepared import Prepared
from redact.questions import Question
from redact.targets import finding_target


def questions_of(prepared: Prepared) -> list[Question]:
    """Everything that waits for an answer: what the drafts ask, then what the checks found."""
    return [*prepared.questions, *finding_questions(prepared.case)]


def finding_questions(case: Case) -> list[Question]:
    """Each blocking finding of what is staged, once: accepted with a reason, or mended."""
    asked: dict[str, Question] = {}
    staged = case.folder / "staged"
    for audience in sorted(p.name for p in staged.iterdir() if p.is_dir()) if staged.is_dir() else ():
        findings, made = staged_findings(case, audience)
        for f in blocking(findings, case, made):
            target = finding_target(f, made.get(f.file, ""))
            asks = f"{audience}/{f.file}, {f.place}: {f.message}. To do: {f.advice}."
            asked[target] = Question(target, "finding", asks, "accept", f.entity)
    return list(asked.values())
