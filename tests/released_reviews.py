"""Invented reviews as released web pages, each with the lessons and recommendations that it is given."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from redact.formats import write
from redact.learning.sheet import Sheet

#: Lessons and recommendations that an invented review is made of, by the theme that they are written for.
LESSONS = {
    "information-sharing": "Information must be shared before the meeting and not after it.",
    "professional-curiosity": "Professional curiosity needs time and a place to think.",
    "escalation": "A professional disagreement has to be answered within two working days.",
    "supervision": "Supervision should ask what the worker felt in the home.",
    "domestic-abuse": "Work with domestic abuse must begin with the one who is abusive.",
    "neglect": "Neglect must be seen as a whole.",
}
CALLS = {
    "absent-men": "The partnership should ensure that fathers are met and assessed.",
    "culture-language": "Schools and the police should book an interpreter for each meeting.",
    "workload": "The council must review caseloads each month.",
    "housing": "The partnership should invite housing officers to each meeting.",
}


def released(
    folder: Path, lessons: Sequence[str] = (), calls: Sequence[str] = (), title: str = "Review: Child B"
) -> Path:
    """A folder as `redact release` makes it, with one web page: the report."""
    sheet = Sheet("overview-report", title)
    sheet.heading("What happened")
    sheet.paragraph("In March 2031 Child B was hurt. Social Worker 2 was told that Mother should be seen.")
    if lessons:
        sheet.heading("Findings and lessons")
        sheet.paragraph(*lessons)
    if calls:
        sheet.heading("Recommendations")
        sheet.paragraph(*calls)
    folder.mkdir(parents=True)
    (folder / "overview-report.html").write_bytes(write(sheet.edition(), ".html"))
    return folder


def many(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """*count* released reviews, each of two to four lessons and one to three recommendations; one seed, the same files."""
    draw = random.Random(seed)
    made = []
    for number in range(1, count + 1):
        lessons = draw.sample(sorted(LESSONS.values()), draw.randint(2, 4))
        calls = draw.sample(sorted(CALLS.values()), draw.randint(1, 3))
        made.append(released(folder / f"r{number}", lessons, calls, f"Review {number}: Child B"))
    return made
