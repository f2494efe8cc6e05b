"""How much the pages of a PDF draw: a page that draws without end is refused before anything draws it."""

from __future__ import annotations

import re
from typing import Any

from redact.errors import UnreadableError

MOST = 4_000_000  # bytes of drawing that a page may have, forms within forms counted each time they are drawn
PER_STROKE = 60  # bytes by which a line, curve or box counts more: it takes more time and room than a letter
DRAWS = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
STROKES = re.compile(rb"(?<=\s)(?:re|[lcvy])(?=\s)")

Weights = dict[tuple[int, int], int]


def require_light(pdf: Any, name: str) -> None:
    """Stop at a page that draws more than can be read safely.

    Raises:
        UnreadableError: a page draws too much, or a form draws itself.
    """
    weights: Weights = {}
    for number, page in enumerate(pdf.pages, 1):
        own = page.obj.get("/Contents")
        parts = [] if own is None else list(own) if _is_list(own) else [own]
        resources = page.obj.get("/Resources", {})
        total = sum(_weight(part, resources, weights, ()) for part in parts)
        if total > MOST:
            raise UnreadableError(
                f"{name}: page {number} draws more than can be read safely; take the drawing out, or make that page"
                " a picture and use --ocr"
            )


def _is_list(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _weight(stream: Any, resources: Any, weights: Weights, above: tuple[tuple[int, int], ...]) -> int:
    """What a stream draws, with the forms that it draws; more than may be where a form draws itself."""
    if stream.objgen in weights:
        return weights[stream.objgen]
    if stream.objgen in above:
        return MOST + 1
    try:
        drawing: bytes = stream.read_bytes()
    except Exception:  # noqa: BLE001 - what cannot be unpacked draws nothing
        return 0
    own = stream.get("/Resources", resources)
    total = len(drawing) + PER_STROKE * sum(1 for _ in STROKES.finditer(drawing))
    for match in DRAWS.finditer(drawing):
        if total > MOST:
            break
        form = own.get("/XObject", {}).get("/" + match[1].decode("latin-1"))
        if form is not None and form.get("/Subtype") == "/Form":
            total += _weight(form, own, weights, (*above, stream.objgen))
    if stream.objgen != (0, 0):
        weights[stream.objgen] = min(total, MOST + 1)
    return total
