"""The parts in which Word keeps its books: properties, settings, styles, fonts, themes, lists.

They are rebuilt or dropped in an edition, so nobody is asked about them but for properties;
what people typed into them is searched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.formats.word_inside import raw_words
from redact.formats.word_line import Aside
from redact.formats.word_names import W, attributes, has_words, local
from redact.formats.word_story import Word

PEOPLE = {
    "creator": "Author", "lastModifiedBy": "Last modified by", "title": "Title", "subject": "Subject",
    "keywords": "Keywords", "description": "Description", "category": "Category", "Company": "Company",
    "Manager": "Manager", "contentStatus": "Status", "identifier": "Identifier",
}  # fmt: skip
APP_WORDS = ("true", "false", "title", "normal", "normal.dotm", "normal.dot", "heading", "headings")
DATES = ("created", "modified", "lastPrinted", "revision", "language", "version")
#: Elements whose w:val a person may have typed, and those whose name may be a person's doing.
TYPED_VALUES = ("aliases", "altName", "attachedSchema", "lvlText", "panose")
NAMED_BY_PEOPLE = ("theme", "clrScheme", "fontScheme", "fmtScheme")
OFFICE_NAMES = ("office", "default", "standard", "blank")


def keep_books(word: Word, root: Any, data: bytes) -> None:
    """Search one part of bookkeeping: its XML, or where *root* is None its *data*."""
    if root is None:
        word.keep(Aside("attribute", raw_words(data), 0), "settings")
    elif local(root) in ("coreProperties", "Properties"):
        _properties(word, root)
    else:
        if local(root) == "settings":
            _settings(word, root)
        for text in dict.fromkeys(_typed_by_people(root)):
            word.keep(Aside("attribute", text, 0), "settings")


def _typed_by_people(root: Any) -> Iterator[str]:
    """Names of styles, schemes, frames and fonts that are not Word's own."""
    latent = {str(one.get(W + "name")).lower() for one in root.iter(W + "lsdException")}
    for one in root.iter():
        name, value = local(one), str(one.get(W + "val") or "") if local(one) else ""
        parent = local(one.getparent()) if name == "name" and one.getparent() is not None else ""
        own_style = parent == "style" and value.lower() not in latent
        if name in TYPED_VALUES or own_style or parent in ("frame", "abstractNum"):
            yield value if has_words(value) else ""
        elif name in NAMED_BY_PEOPLE:
            given = str(one.get("name") or "")
            yield "" if given.lower().startswith(OFFICE_NAMES) else given


def _properties(word: Word, root: Any) -> None:
    for one in root.iter():
        name, text = local(one), str(one.text or "").strip() if local(one) else ""
        if not text or name in DATES:
            continue
        parent = local(one.getparent()) if one.getparent() is not None else ""
        if name in PEOPLE or parent == "property":
            place = f"property {PEOPLE[name]}" if name in PEOPLE else "custom property"
            word.keep(Aside("property", text, 0, "document property"), place)
        elif has_words(text) and text.lower() not in APP_WORDS and name not in ("Application", "AppVersion"):
            word.keep(Aside("attribute", text, 0), "property")
    for one in root.iter():
        if local(one) == "property":
            word.keep(Aside("attribute", str(one.get("name") or ""), 0), "custom property")


def _settings(word: Word, root: Any) -> None:
    for one in root.iter():
        name = local(one)
        if name == "docVar":
            text = f"{one.get(W + 'name') or ''} {one.get(W + 'val') or ''}"
            word.keep(Aside("property", text, 0, "document variable"), "document variables")
        elif name == "mailMerge":
            values = (value for child in one.iter() for _, value in attributes(child) if has_words(value))
            word.keep(Aside("property", "\n".join(values) or "mail merge", 0, "mail merge data"), "settings")
