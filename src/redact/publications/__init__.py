"""What is made from an edition, and never from a draft: an executive summary, put together sentence by sentence.

Nothing here sees a real name: what goes in has been through the redaction of its audience, so a
publication cannot tell more than the report that it was made of. Everything is worked out by
counting, the same for the same report; no sentence is ever changed.
"""

from redact.publications.assembling import Line, Summary, assemble, in_words
from redact.publications.outline import Outline, Paragraph, outline_of
from redact.publications.wanted import (
    SUMMARY_FILE,
    Part,
    Place,
    Wanted,
    counted_in,
    proposed,
    read_wanted,
    wanted_of,
)

__all__ = [
    "SUMMARY_FILE",
    "Line",
    "Outline",
    "Paragraph",
    "Part",
    "Place",
    "Summary",
    "Wanted",
    "assemble",
    "counted_in",
    "in_words",
    "outline_of",
    "proposed",
    "read_wanted",
    "wanted_of",
]
