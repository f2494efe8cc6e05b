"""Invented workbooks: made by openpyxl, then given parts and attributes that it does not write."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

TYPE = "application/vnd.openxmlformats-officedocument."


def write_xlsx(
    path: Path,
    fill: Callable[[Any], None] | list[list[object]],
    parts: dict[str, tuple[str, str | bytes]] | None = None,
    change: dict[str, tuple[str, str]] | None = None,
) -> Path:
    """A workbook of rows, or as *fill* makes it; *parts* are name → (content type, content) and are added;
    *change* replaces a string in a part by another."""
    book = openpyxl.Workbook()
    if callable(fill):
        fill(book)
    else:
        for row in fill:
            book.active.append(row)
    book.properties.creator = ""
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "[Content_Types].xml":
                text = text.replace(b"</Types>", _types(parts or {}) + b"</Types>")
            if name in (change or {}):
                before, after = change[name]
                assert before.encode() in text, f"{name} holds no {before}"
                text = text.replace(before.encode(), after.encode())
            new.writestr(name, text)
        for name, (_, content) in (parts or {}).items():
            new.writestr(name, content)
    return path


def _types(parts: dict[str, tuple[str, str | bytes]]) -> bytes:
    return "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items() if kind
    ).encode()
