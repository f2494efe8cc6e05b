"""What becomes of a draft's pictures and charts: nothing of them is printed but by a person's decision.

A picture is kept (made anew from its pixels, with words that say what it shows), replaced by the family
tree, removed with a note that it was there, or left out without a trace. A chart that is kept is drawn
anew from its figures, whose words were searched and replaced like any others.
"""

from redact.pictures.asked import objection, objection_to_rewording, picture_questions, refused_pictures
from redact.pictures.choices import Choices, as_decided, choices_of
from redact.pictures.extracted import file_of, files_of, listed
from redact.pictures.printed import cleared, with_figures

__all__ = [
    "Choices",
    "as_decided",
    "choices_of",
    "cleared",
    "file_of",
    "files_of",
    "listed",
    "objection",
    "objection_to_rewording",
    "picture_questions",
    "refused_pictures",
    "with_figures",
]
