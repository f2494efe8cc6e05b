"""What this copy and another one give away together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redact.case import Case
from redact.checking import _other_copies
from redact.checks import Opened, Passage, Question, open_file, run_checks
from redact.gate import look
from redact.guards import digests
from redact.model import Decision
from redact.other_copies import OtherCopy, other_copies

LABELS = {"p1": "Child G", "p2": "Mother", "l1": "Town A"}


def copy(text: str, name: str = "overview-report.html") -> Opened:
    """A copy of a text of one paragraph."""
    return Opened(name, (Passage("paragraph 1", text, True, "text"),))


def found(here: str, there: str, kind: str = "earlier") -> list[tuple[str, str]]:
    """Severity and quoted words of what the check finds."""
    question = Question(pseudonyms=LABELS, subject="p1", against=((kind, copy(there)),))
    return [(f.severity, f.quote) for f in run_checks([copy(here)], question) if f.check == "together"]


@pytest.mark.parametrize(
    ("here", "there", "findings"),
    [
        ("The family moved to Town A in March 2031.", "The family moved to Town A in spring 2031.", [("blocks", "March 2031 | spring 2031")]),
        ("The family moved to Town A in spring 2031.", "The family moved to Town A in March 2031.", [("warns", "spring 2031 | March 2031")]),
        ("The family moved to Town A in March 2031.", "The family moved to Town A in March 2031.", []),
        ("The nurse saw Child G, aged 14 months, at home.", "The nurse saw Child G, aged 1 to 4 years, at home.", [("blocks", "14 months | 1 to 4 years")]),
        ("Mother rang the surgery at 4.30 pm that day.", "Mother rang the surgery in the afternoon that day.", [("blocks", "4.30 pm | afternoon")]),
        ("Mother had worked as a baker in Town A.", "Mother had worked [detail removed] in Town A.", [("blocks", "as a baker | –")]),
        ("Mother had worked as a baker in Town A.", "Mother had worked [redacted F] in Town A.", [("blocks", "as a baker | –")]),
        ("Mother had worked [redacted F] in Town A.", "Mother had worked [detail removed] in Town A.", []),
        ("The police came to the house three times before.", "The police came to the house several times before.", [("warns", "three | several")]),
        ("The family moved to Town A in the end.", "The family moved to Town B in the end.", []),
        ("Then Child G was taken to the nurse again.", "Then Sibling 4 was taken to the nurse again.", [("warns", "Child G | Sibling 4")]),
        ("The family moved in March 2031 to Town A.", "Nobody said anything of the sort in spring 2031.", []),
    ],
)  # fmt: skip
def test_the_same_passage_in_two_copies(here: str, there: str, findings: list[tuple[str, str]]) -> None:
    """More exact here, more exact there, another label; and nothing where the two say the same."""
    assert found(here, there) == findings


def test_against_another_audience_it_warns() -> None:
    """A policy may be finer for one audience on purpose."""
    here, there = "The family moved to Town A in March 2031.", "The family moved to Town A in spring 2031."
    assert found(here, there, "family") == [("warns", "March 2031 | spring 2031")]


def test_copies_that_narrow_a_birth_together_block() -> None:
    """An age at death in one copy, and the month of death and of birth in the other."""
    here = "Child G died aged 41 days."
    there = "Child G was born in February 2013. Child G died in March 2013."
    assert [severity for severity, _ in found(here, there)] == ["blocks"]
    assert found(here, "The panel met again later on.") == []


def test_a_text_is_compared_whatever_its_file_is_called() -> None:
    """Two reports that change names between two versions are held against the one of the same words."""
    one = "Child G was seen at the surgery in {} by the nurse who wrote it down."
    other = "The housing officer came to the flat in {} and wrote to the landlord about it."
    old = [copy(one.format("March 2031"), "a.html"), copy(other.format("May 2031"), "b.html")]
    new = [copy(other.format("May 2031"), "a.html"), copy(one.format("14 March 2031"), "b.html")]
    question = Question(pseudonyms=LABELS, against=tuple(("earlier", file) for file in old))
    blocks = [f for f in run_checks(new, question) if f.check == "together" and f.severity == "blocks"]
    assert [f.file for f in blocks] == ["b.html"]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case with a signed copy for the family and for the public."""
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    case = Case(tmp_path / "case")
    for audience in ("family", "publication"):
        case.replace_folder(case.signed(audience), {"overview-report.txt": f"For {audience}.".encode()})
    return case


def test_the_signed_copies_of_other_audiences_are_compared(tmp_path: Path, case: Case) -> None:
    """Not those of the audience whose copy is looked at."""
    mine = tmp_path / "mine.txt"
    mine.write_text("For publication.")
    assert [kind for kind, _ in _other_copies([open_file(mine)], case.folder)] == ["family"]
    mine.write_text("Something else.")
    assert [kind for kind, _ in _other_copies([open_file(mine)], case.folder)] == ["family", "publication"]
    assert list(_other_copies([open_file(mine)], None)) == []


def told_of(case: Case, files: dict[str, bytes], **beside: dict[str, bytes]) -> list[tuple[str, str, bytes]]:
    """Whose copies those for publication are held against, their names and bytes."""
    copies, _ = other_copies(case, "publication", {"publication": files, **beside})
    return [(copy.kind, copy.name, copy.content) for copy in copies]


def test_the_gate_takes_what_is_made_at_the_same_time_before_what_lies_there(case: Case) -> None:
    """A new family copy takes the place of the signed one; of several formats the page is read."""
    assert told_of(case, {"overview-report.txt": b"New."}) == [
        ("family", "overview-report.txt", b"For family.")
    ]
    new = {"overview-report.html": b"<p>Newer.", "overview-report.pdf": b"%PDF-"}
    assert told_of(case, {"overview-report.html": b"New."}, family=new) == [
        ("family", "overview-report.html", b"<p>Newer.")
    ]


def test_a_staged_copy_counts_where_none_is_signed(case: Case) -> None:
    """Under the name that it has once it is signed, so that an acceptance holds then too."""
    case.replace_folder(
        case.staged("board"), {"overview-report.NOT-APPROVED.txt": b"For the board.", "manifest.json": b"{}"}
    )
    assert ("board", "overview-report.txt", b"For the board.") in told_of(
        case, {"overview-report.txt": b"New."}
    )


def release(case: Case, audience: str, files: dict[str, bytes], to: Path) -> None:
    """Record a release of *files* and leave them in the folder *to*."""
    to.mkdir()
    for name, content in files.items():
        (to / name).write_bytes(content)
    value = json.dumps({"files": digests(files), "to": str(to)})
    case.append(Decision("2031-03-01T09:00:00Z", "Sam", "release", audience, value))


def test_what_was_released_before_is_compared_also_after_a_new_signature(case: Case, tmp_path: Path) -> None:
    """From where it was released to; what is gone from there, or changed, is named as not looked at."""
    release(case, "publication", {"overview-report.txt": b"Version 1."}, tmp_path / "web")
    assert ("earlier", "overview-report.txt", b"Version 1.") in told_of(
        case, {"overview-report.txt": b"New."}
    )
    assert "earlier" not in {kind for kind, _, _ in told_of(case, {"overview-report.txt": b"Version 1."})}
    (tmp_path / "web" / "overview-report.txt").write_bytes(b"Changed.")
    copies, missing = other_copies(case, "publication", {"publication": {"overview-report.txt": b"New."}})
    assert [copy.kind for copy in copies] == ["family"]
    assert missing == (
        "what was released to publication on 2031-03-01 is not at hand any more to be compared",
    )


def test_a_signature_looks_at_the_other_copies(tmp_path: Path) -> None:
    """A month of death here and an age in days there: the gate's report blocks, and without the other it does not."""
    (tmp_path / "overview-report.txt").write_text("Child G died aged 41 days.")
    question = Question(pseudonyms=LABELS, subject="p1")
    there = b"Child G was born in February 2013. Child G died in March 2013."
    other = OtherCopy("family", "overview-report.txt", there)

    def blocks(*others: OtherCopy) -> list[str]:
        return [f.message for f in look(tmp_path, question, others).findings if f.check == "together"]

    assert blocks() == []
    assert [message.partition(" to within")[0] for message in blocks(other)] == [
        "the birth of p1 follows from this copy and the copy for family together"
    ]
