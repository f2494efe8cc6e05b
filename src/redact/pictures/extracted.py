"""The pictures of the drafts as the reviewer sees them: as files in the case folder, and as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from redact.model import Document, Picture
from redact.pictures.choices import Choices
from redact.targets import picture_target

ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg"}


def file_of(number: int, picture: Picture) -> str:
    """The name of a picture's file: of draft 1, 2… and never of what the draft is called; '' without one."""
    return f"draft-{number}-{picture.id}{ENDINGS[picture.media]}" if picture.data else ""


def files_of(documents: Sequence[Document]) -> Mapping[str, bytes]:
    """Every picture that could be made anew, by the name of its file: just what an edition would print."""
    return {
        file_of(number, picture): picture.data
        for number, document in enumerate(documents, 1)
        for picture in document.pictures
        if picture.data
    }


def listed(documents: Sequence[Document], choices: Choices) -> Iterator[dict[str, Any]]:
    """Each picture with what a reviewer needs to know of it, as plain data."""
    for number, document in enumerate(documents, 1):
        for picture in document.pictures:
            decision = choices.of(document, picture)
            yield {
                "target": picture_target(document.name, picture),
                "draft": document.name,
                "id": picture.id,
                "kind": picture.kind,
                "place": picture.place,
                "file": f"pictures/{name}" if (name := file_of(number, picture)) else "",
                "pixels": list(picture.size) if picture.data else [],
                "alternative_text": picture.alternative,
                "words_read": picture.read,
                "words_not_read": picture.unread,
                "table": [list(row) for row in picture.table],
                "cannot_be_kept": picture.unfit,
                "decided": decision.action if decision else "",
                "value": decision.value if decision else "",
            }
