"""The check that a person sees on a page what a machine reads there."""

from __future__ import annotations

from collections.abc import Iterator

from redact.checks.nouns import Opened, Question
from redact.model import Finding


def as_seen(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """What a person sees on a page and what a machine reads there are the same.

    **What it looks for.** Only with `redact check --ocr`, and Tesseract installed: each page of a PDF is drawn and
    read as a picture. Words of its text in whose place nothing shows block; words that it shows and its text does
    not have warn, and are searched for names like all others. Pictures in Word files and web pages are read too.

    **Why it matters.** Text that does not show is copied out with two clicks; words in a picture are read by
    people, and by nothing that looks for names in text.

    **What to do.** Publish the file that redact made. For a picture that should stay, see that its words name nobody.

    **What it misses.** Words of fewer than four letters in pictures, handwriting, pale or turned lettering, and
    what Tesseract is not sure of; text that a patterned picture covers.
    """
    for file in opened:
        for passage in file.passages:
            count = len(passage.text.split())
            words = f"{count} word{'s' if count > 1 else ''}"
            if passage.kind == "only read":
                yield Finding(
                    "as-seen", "blocks", file.file, passage.place, f"{words} of the text of this page cannot be seen on it",
                    "make the file again without them", "R18", quote=passage.text,
                )  # fmt: skip
            elif passage.kind == "only seen":
                yield Finding(
                    "as-seen", "warns", file.file, passage.place, f"{words} can be seen on this page that its text does not have",
                    "look at the page; words in a picture may name somebody", "R18", quote=passage.text,
                )  # fmt: skip
