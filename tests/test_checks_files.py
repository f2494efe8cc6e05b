"""Finished presentations, OpenDocument files, rich texts and e-mails are opened whole, or not passed."""

from __future__ import annotations

import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

sys.path.append(str(Path(__file__).parent / "leaks"))

import file_leaks

from redact.checks import Question, open_file, run_checks
from redact.errors import UnreadableError
from redact.model import Secret

QUESTION = Question(
    secrets=(
        Secret("p1", "Wrenna Thistlewood"),
        Secret("p1", "Wrenna"),
        Secret("p1", "Thistlewood"),
        Secret("p3", "Oona Penhallow"),
    ),
    pseudonyms={"p1": "Child G", "p2": "Mother", "p3": "Sibling 1", "l1": "Town A", "o1": "School A"},
)


@pytest.mark.parametrize("leak", sorted(file_leaks.LEAKS))
def test_each_leak_blocks_by_its_own_check(leak: str, tmp_path: Path) -> None:
    """What was planted is found by the check that is meant for it, and no message repeats it."""
    check, build = file_leaks.LEAKS[leak]
    findings = run_checks([open_file(build(tmp_path))], QUESTION)
    assert check in {f.check for f in findings if f.severity == "blocks"}
    assert "wrenna" not in " ".join(f.message + f.advice for f in findings).casefold()


@pytest.mark.parametrize("clean", sorted(file_leaks.CLEAN))
def test_nothing_blocks_in_the_clean_twin(clean: str, tmp_path: Path) -> None:
    """The report without the leak passes, and its words are seen, each paragraph at a place of its own."""
    opened = open_file(file_leaks.CLEAN[clean](tmp_path))
    assert [
        (f.check, f.place, f.message) for f in run_checks([opened], QUESTION) if f.severity == "blocks"
    ] == []
    assert opened.unknown == ()
    seen = {passage.text: passage.place for passage in opened.visible}
    assert set(file_leaks.TEXT) <= set(seen)
    assert len(set(seen.values())) == len(seen)


@pytest.mark.parametrize("kind", sorted(file_leaks.UNKNOWN))
def test_an_unknown_part_is_noted(kind: str, tmp_path: Path) -> None:
    """A part that nobody here understands is named, and the file does not pass."""
    assert open_file(file_leaks.UNKNOWN[kind](tmp_path)).unknown


@pytest.mark.parametrize("kind", sorted(file_leaks.UNREADABLE))
def test_what_cannot_be_read_is_an_error(kind: str, tmp_path: Path) -> None:
    """A locked, damaged or foreign file raises."""
    with pytest.raises(UnreadableError):
        open_file(file_leaks.UNREADABLE[kind](tmp_path))


def test_slides_are_numbered_as_they_are_shown(tmp_path: Path) -> None:
    """Not as their parts are called."""
    opened = open_file(file_leaks.CLEAN["pptx"](tmp_path))
    assert [p.place for p in opened.visible if p.text == file_leaks.TEXT[0]] == ["slide 1, paragraph 1"]


def test_letters_of_another_code_page_are_read(tmp_path: Path) -> None:
    """A Polish name in a font of Central Europe, and one given by numbers with signs in their place."""
    path = tmp_path / "a.rtf"
    path.write_bytes(file_leaks.rtf(body=r"{\f1 Pawe\'b3 K\'easka} and \u321\'c3\u243\'f3d\u378\'9f\par"))
    assert "Paweł Kęska and Łódź" in {passage.text for passage in open_file(path).visible}


@pytest.mark.parametrize("brace", [b"{", b"}"])
def test_rich_text_that_nests_or_closes_too_far_is_an_error(brace: bytes, tmp_path: Path) -> None:
    """Thousands of groups in one another, and a closed group too many, are not read on."""
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 " + brace * 5000 + b"Wrenna" + b"}" * 5001)
    if brace == b"{":
        with pytest.raises(UnreadableError):
            open_file(path)
    else:
        assert "names" in {f.check for f in run_checks([open_file(path)], QUESTION) if f.severity == "blocks"}


def test_messages_nested_too_deep_are_not_passed(tmp_path: Path) -> None:
    """A message in a message in a message… is noted as not understood."""
    message = b"Subject: a\r\n\r\nx"
    for _ in range(6):
        message = b"Subject: a\r\nContent-Type: message/rfc822\r\n\r\n" + message
    path = tmp_path / "a.eml"
    path.write_bytes(message)
    assert open_file(path).unknown


@pytest.mark.parametrize("kind", ["pptx", "odt", "rtf", "eml"])
def test_a_name_in_a_file_inside_an_archive_is_found(kind: str, tmp_path: Path) -> None:
    """Each of the kinds is opened inside a .zip as it is alone."""
    leak = {"pptx": "pptx-slide"}.get(kind, f"{kind}-plain")
    inner = file_leaks.LEAKS[leak][1](tmp_path)
    path = tmp_path / "all.zip"
    path.write_bytes(file_leaks.zipped({"readme.txt": "text", inner.name: inner.read_bytes()}))
    findings = run_checks([open_file(path)], QUESTION)
    assert "names" in {f.check for f in findings if f.severity == "blocks"}
    assert open_file(path).unknown == ()


@pytest.mark.parametrize("name", ["Hans", "Bidi", "Roman"])
def test_a_word_of_the_standard_is_nobodys_name(name: str, tmp_path: Path) -> None:
    """Word's own themes say majorHAnsi and minorBidi; the same attribute with another value, or a style of that name, tells."""
    found = {}
    for what in ("plain", "value", "style"):
        document = docx.Document()
        document.add_paragraph("Nobody is named.")
        if what == "value":
            fonts = next(document.styles.element.iter(qn("w:rFonts")))
            fonts.set(qn("w:asciiTheme"), f"of {name}")
        if what == "style":
            document.styles.add_style(name, 1)
        document.save(path := tmp_path / f"{what}.docx")
        secrets = (Secret("p1", name, "PERSON"),)
        found[what] = [f for f in run_checks((open_file(path),), Question(secrets)) if f.check == "names"]
    assert not found["plain"]
    assert found["value"]
    assert found["style"]
