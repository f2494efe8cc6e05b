"""What the source of a web page holds and no browser shows: attributes, comments, scripts, data in links."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from redact.formats.beside import Beside
from redact.formats.pieces import names
from redact.formats.word_names import has_words

#: Attributes that say how a thing looks or hangs together, and nothing that a person typed.
LAYOUT = names(
    "class style width height align valign bgcolor color face size border cellpadding cellspacing lang xml:lang dir"
    " type rel rev rowspan colspan charset http-equiv bordercolor bordercolorlight bordercolordark clear nowrap span"
    " frame rules hspace vspace link vlink alink text background shape coords method enctype target media role scope"
    " start reversed checked selected disabled readonly multiple maxlength rows cols tabindex loading decoding sizes"
    " viewbox fill stroke stroke-width d points x y x1 x2 y1 y2 cx cy r rx ry transform version xmlns preserveaspectratio"
    " integrity crossorigin async defer hidden aria-hidden aria-expanded open autocomplete spellcheck headers"
    " required autofocus default ismap novalidate allowfullscreen controls loop muted autoplay itemscope"
    " contenteditable draggable"
    " margin marginwidth marginheight topmargin leftmargin data-contrast data-ogsc data-ogsb data-mso-id"
)
LINKS = names("href src action data srcset poster cite formaction background longdesc usemap xlink:href")
MADE = re.compile(
    r"(?i)_?(?:Toc|Ref|Hlk|ftn|edn|ftnref|ednref|msocom|msoanchor|OLE_LINK|MailEnd|MailAuto|GoBack|x_)[\w]*"
)
OF_LAYOUT = ("xmlns:", "v:", "o:", "w:", "aria-live", "aria-atomic", "aria-level", "data-testid")
QUOTED = re.compile(
    r""""((?:[^"\\\n]|\\.){2,200})"|'((?:[^'\\\n]|\\.){2,200})'|//([^\n]{3,300})|/\*(.{3,500}?)\*/""", re.S
)
MOST_SCRIPT = 200_000  # characters of a script that are searched
FIELD_ENTRIES = ("w:lsdexception", "w:latentstyles")


ALONE = {"embed": "embedded file", "frame": "embedded page", "iframe": "embedded page", "object": "embedded file",
         "video": "embedded file", "audio": "embedded file", "canvas": "picture", "svg": "picture", "img": "picture",
         "image": "picture", "v:imagedata": "picture", "applet": "embedded file"}  # fmt: skip
#: Names of `meta` elements that no person wrote.
OF_PROGRAMS = names("viewport generator progid format-detection color-scheme originator")


def stands_alone(element: Any, tag: str, place: str, beside: Beside) -> str:
    """Count what stands for something that is not words: pictures, form fields, properties.

    The sign that is printed for a box to tick; '' for everything else.
    """
    if tag in ALONE and not (tag == "iframe" and element.get("srcdoc")):
        beside.left.add(ALONE[tag], place)
    if tag == "input" and (element.get("type") or "").lower() in ("checkbox", "radio"):
        return "☒ " if element.get("checked") is not None else "☐ "
    if tag in ("input", "option", "button"):
        value = f"{element.get('value') or ''} {element.get('placeholder') or ''}"
        says = has_words(value) or any(map(str.isdigit, value))
        beside.keep("attribute", value if says else "", place, "form value" if tag == "input" else "")
    elif tag == "meta":
        _property(element, beside)
    return ""


def _property(element: Any, beside: Beside) -> None:
    """A property in the page's head: author, description…"""
    name = (element.get("name") or element.get("property") or element.get("itemprop") or "").lower()
    content = element.get("content") or ""
    if name and name not in OF_PROGRAMS:
        known = re.fullmatch(r"[a-z:.\-]{1,30}", name)
        beside.keep("property", content, f"property {name}" if known else "property", "document property")
    elif not name and (element.get("http-equiv") or "").lower() == "refresh":
        beside.keep("link", content, "property", "link target")


def attributes(element: Any, place: str, beside: Beside) -> None:
    """Keep what the attributes of *element* say, and count links that do not travel."""
    for key, value in element.attrib.items():
        name = str(key).lower()
        if name in LAYOUT or name.startswith(OF_LAYOUT) or element.tag in FIELD_ENTRIES:
            continue
        if not value:
            known = name in LINKS or name in (
                "alt",
                "title",
                "value",
                "id",
                "name",
                "content",
                "placeholder",
                "download",
            )
            beside.keep(
                "attribute", "" if known or "-" in name or not has_words(name) else name, place
            )  # words where a name should be
        elif value.lstrip()[:5].lower() == "data:":
            _data(value, place, beside)
        elif name == "srcdoc":
            beside.keep("embedded", words_of(value), place, "embedded page")
        elif name in LINKS:
            _link(element.tag, value, place, beside)
        elif name in ("id", "name") and (MADE.fullmatch(value) or element.tag == "meta"):
            continue
        elif not (
            element.tag in ("meta", "input", "option", "button")
            and name in ("content", "value", "placeholder")
        ):
            telling = has_words(value) or sum(map(str.isdigit, value)) > 3
            kind, left = (
                ("alt", "alternative text")
                if name in ("alt", "title", "summary", "abbr") or name.startswith("aria-")
                else ("attribute", "")
            )
            beside.keep(
                kind, value if telling else "", place, "" if element.tag in ("img", "v:imagedata") else left
            )


def _link(tag: str, value: str, place: str, beside: Beside) -> None:
    target = value.strip()
    if target.startswith("#"):
        beside.keep(
            "attribute", "" if MADE.fullmatch(target[1:]) or not has_words(target) else target[1:], place
        )
        return
    plain = unquote(target)
    counted = "link target" if tag in ("a", "area", "form", "base") else ""
    beside.keep("link", f"{target}\n{plain}" if plain != target else target, place, counted)


def _data(value: str, place: str, beside: Beside) -> None:
    """What lies in a `data:` link itself: text is searched, the rest is counted."""
    head, _, body = value.strip().partition(",")
    kind = head[5:].partition(";")[0].lower()
    if kind.startswith("image/") and "svg" not in kind:
        return  # the picture itself is counted where it stands
    try:
        raw = (
            base64.b64decode(unquote(body), validate=False)
            if "base64" in head.lower()
            else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError):
        raw = b""
    textual = kind.startswith("text/") or "svg" in kind or "xml" in kind or "json" in kind or not kind
    beside.keep("embedded", words_of(raw.decode("utf-8", "replace")) if textual else "", place)
    beside.left.add("embedded file", place)


def comment(text: str, place: str, beside: Beside) -> None:
    """Keep the words of a comment; one that is only for Word or an old browser holds mark-up."""
    if not text.strip():
        return
    condition = re.match(r"(?s)\s*\[if\b[^\]]*\]>?(?P<inside>.*?)(?:<!\[endif\])?\s*\Z", text)
    if condition is None and re.fullmatch(
        r"(?is)\s*\[?/?(end)?if\b[^\]]*\]?\s*|\s*(?:Start|End)Fragment\s*", text
    ):
        return
    if condition is not None:
        beside.keep("hidden", words_of(condition["inside"]), place, "mark-up for other programs")
        return
    both = f"{text}\n{words_of(text)}" if "<" in text else text
    beside.keep("comment", both, place, "comment")


def script(text: str, place: str, beside: Beside) -> None:
    """Keep the words that a script holds: what stands in quotation marks, and its comments."""
    said = [next(part for part in match.groups() if part) for match in QUOTED.finditer(text[:MOST_SCRIPT])]
    beside.left.add("script" if len(text) <= MOST_SCRIPT else "script too long to be searched whole", place)
    beside.keep("hidden", "\n".join(one for one in said if has_words(one)), place)


def words_of(markup: str) -> str:
    """All words in a piece of mark-up: its text, block by block, its comments and what its attributes say."""
    from lxml import etree, html

    if "<" not in markup:
        return markup
    try:
        root = html.fragment_fromstring(markup.replace("\x00", ""), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return re.sub(r"<[^<>]*>", " ", markup)
    return "".join(_all(root)).strip()


BLOCKS = names(
    "p div li ul ol tr td th table h1 h2 h3 h4 h5 h6 br section article blockquote dt dd text title option xml hr"
)


def _all(root: Any) -> Iterator[str]:
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event != "end":
            apart = not isinstance(element.tag, str) or element.tag in BLOCKS or ":" in element.tag
            yield ("\n" if apart else "") + (element.text or "")
            shown = (
                element.attrib.items()
                if isinstance(element.tag, str) and element.tag not in FIELD_ENTRIES
                else ()
            )
            for key, value in shown:
                if key.lower() not in LAYOUT and not key.lower().startswith(OF_LAYOUT) and has_words(value):
                    yield f"\n{value}\n"
        if event in ("end", "comment", "pi"):
            yield ("\n" if isinstance(element.tag, str) and element.tag in BLOCKS else "") + (
                element.tail or ""
            )
