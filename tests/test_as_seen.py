"""What a person sees on a page and what a machine reads there are the same."""

from __future__ import annotations

import importlib.util
import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from redact.checks import Question, open_file, open_paths, run_checks
from redact.checks.opened_pdf_seen import _only_seen
from redact.checks.read_pictures import SeenWord
from redact.errors import UnreadableError
from redact.model import Secret

_SPEC = importlib.util.spec_from_file_location("leaks_build", Path(__file__).parent / "leaks" / "build.py")
assert _SPEC is not None
assert _SPEC.loader is not None
leaks = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(leaks)

QUESTION = Question(secrets=(Secret("p1", "Wrenna"), Secret("p1", "Thistlewood")))
READS = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def lettering() -> bytes:
    """A picture in which a name is written."""
    from PIL import Image, ImageDraw, ImageFont

    image, data = Image.new("RGB", (900, 120), "white"), io.BytesIO()
    ImageDraw.Draw(image).text((20, 20), "Wrenna Thistlewood", "black", ImageFont.load_default(64))
    image.save(data, "PNG")
    return data.getvalue()


def found(path: Path, reads: bool = True) -> set[tuple[str, str]]:
    """Check and severity of what is found of names and of what is seen."""
    findings = run_checks([open_file(path, reads)], QUESTION)
    return {(f.check, f.severity) for f in findings if f.check in ("names", "as-seen")}


@READS
def test_a_name_in_a_picture_on_a_page_is_read(tmp_path: Path) -> None:
    """The text layer does not have it; without --ocr nobody sees it."""

    def draw(canvas: Any) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(io.BytesIO(lettering())), 60, 500, 450, 60)

    path = leaks.pdf(tmp_path, "pictured", draw)
    assert found(path) == {("names", "blocks"), ("as-seen", "warns")}
    assert found(path, reads=False) == set()


@READS
def test_text_that_does_not_show_blocks(tmp_path: Path) -> None:
    """White on white: the text has it, the page does not show it; and a clean page has nothing of the sort."""

    def draw(canvas: Any) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 700, "unseen words")

    assert found(leaks.pdf(tmp_path, "white", draw)) == {("as-seen", "blocks")}
    assert found(leaks.pdf(tmp_path, "clean")) == set()


@READS
def test_a_name_in_a_picture_of_a_word_file_is_read(tmp_path: Path) -> None:
    """The pictures of other files are read too."""
    path = leaks.docx(tmp_path, "pictured", parts={"word/media/image1.png": lettering()})
    assert ("names", "blocks") in found(path)
    assert found(path, reads=False) == set()


def test_what_is_read_wrongly_or_doubtfully_is_no_finding() -> None:
    """Words nearly as in the text, short ones, and those that the reader is not sure of."""
    words = [("Safeguardlng", 90), ("the", 99), ("Penhallow", 50), ("meet-", 95), ("Thistlewood", 95)]
    seen = [SeenWord(text, confidence) for text, confidence in words]
    assert list(_only_seen(seen, "Safeguarding panels meet in the spring")) == ["Thistlewood"]


def test_without_a_reader_pictures_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for and cannot be done is an error."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "a.txt").write_text("text")
    with pytest.raises(UnreadableError, match="Tesseract"):
        open_paths([tmp_path], reads=True)
    assert open_paths([tmp_path])
