"""The styles of a partnership's template, written again under our names.

Of each style only what says how letters and paragraphs look is taken, by a list of
what may be taken. Names, authors' marks, numbering and themes stay behind; a theme's
fonts are looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from redact.errors import RulesError
from redact.formats.template_styles import (
    FONT,
    LANGUAGE,
    NORMAL_NAME,
    STYLES,
    TABLE,
    Style,
    size,
    spacing,
)

if TYPE_CHECKING:
    from redact.formats.word_package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_LETTERS = """
rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs u shd vertAlign
"""
_PARAGRAPHS = """
keepNext keepLines pageBreakBefore widowControl pBdr top left bottom right between shd tabs tab spacing ind
contextualSpacing jc outlineLvl suppressAutoHyphens
"""
#: What a style, or a line at the page's edge, may say of letters and of paragraphs.
LETTERS, PARAGRAPHS = frozenset(_LETTERS.split()), frozenset(_PARAGRAPHS.split())
_PLAIN = re.compile(r"[\w .%+-]{0,40}")
_VALUES = frozenset(
    """val ascii hAnsi cs eastAsia sz space color fill pos leader before after line lineRule beforeAutospacing
    afterAutospacing left right start end hanging firstLine""".split()
)
_TINY = 8  # half points: smaller letters cannot be read


def local(node: Any) -> str:
    """The tag's name without its namespace; '' for a comment or an instruction."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def styles_of(package: Package) -> str:
    """The inside of styles.xml: the template's own look where it has one, ours where it lacks one."""
    root = package.xml["word/styles.xml"]
    fonts = _theme_fonts(package)
    theirs = {one.get(f"{W}styleId", ""): one for one in root.iter(f"{W}style")}
    named = {(one.get(f"{W}type"), _name(one).casefold()): key for key, one in theirs.items()}
    wanted = {(style.kind, style.name.casefold()): style for style in STYLES if style.id not in OUR_OWN}
    ids = {named[name]: style for name, style in wanted.items() if name in named}
    normal = next((k for k, one in theirs.items() if _is_default(one)), "")
    bases = _bases(ids, theirs, normal)
    renamed = {**{key: style.id for key, style in ids.items()}, **bases, normal: "Normal"}
    made = [_style(package, theirs[key], style, renamed, fonts) for key, style in ids.items()]
    made += [_base(package, theirs[key], name, renamed, fonts) for key, name in bases.items()]
    given = {style.id for style in ids.values()}
    made += [style.xml() for style in STYLES if style.id not in given]
    return (
        _defaults(package, root, fonts) + _normal(package, theirs.get(normal), fonts) + "".join(made) + TABLE
    )


#: The mark of a copy that is not approved looks as we make it: a template cannot hide it.
OUR_OWN = frozenset({"NotApproved"})


def _name(style: Any) -> str:
    found = style.find(f"{W}name")
    return "" if found is None else str(found.get(f"{W}val", ""))


def _is_default(style: Any) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _bases(ids: Iterable[str], theirs: Mapping[str, Any], normal: str) -> dict[str, str]:
    """The styles that those of *ids* are based on, each with a name that says nothing."""
    bases: dict[str, str] = {}
    waiting = list(ids)
    while waiting:
        above = theirs[waiting.pop()].find(f"{W}basedOn")
        key = "" if above is None else above.get(f"{W}val", "")
        if key in theirs and key != normal and key not in bases and key not in ids:
            bases[key] = f"Base{len(bases) + 1}"
            waiting.append(key)
    return bases


def _style(package: Package, given: Any, ours: Style, renamed: Mapping[str, str], fonts: Any) -> str:
    """Their look under our name. A heading stays a heading, whatever the template says."""
    custom = ' w:customStyle="1"' if ours.is_ours else ""
    following = '<w:next w:val="Normal"/>' if ours.id.startswith(("Heading", "Title")) else ""
    return (
        f'<w:style w:type="{ours.kind}" w:styleId="{ours.id}"{custom}><w:name w:val="{ours.name}"/>'
        f"{_based_on(given, renamed)}{following}<w:qFormat/>{_look(package, given, ours.id, fonts)}</w:style>"
    )


def _base(package: Package, given: Any, name: str, renamed: Mapping[str, str], fonts: Any) -> str:
    kind = "character" if given.get(f"{W}type") == "character" else "paragraph"
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}" w:customStyle="1"><w:name w:val="{name}"/>'
        f"{_based_on(given, renamed)}{_look(package, given, name, fonts)}</w:style>"
    )


def _based_on(given: Any, renamed: Mapping[str, str]) -> str:
    above = given.find(f"{W}basedOn")
    name = "" if above is None else renamed.get(above.get(f"{W}val", ""), "")
    return f'<w:basedOn w:val="{name}"/>' if name else ""


def _look(package: Package, given: Any, name: str, fonts: Mapping[str, str]) -> str:
    paragraph = looked(package, given.find(f"{W}pPr"), PARAGRAPHS - {"outlineLvl"}, fonts)
    if level := re.fullmatch(r"Heading([1-6])", name):
        paragraph += f'<w:outlineLvl w:val="{int(level[1]) - 1}"/>'
    if name.startswith(("Heading", "Caption")) and "<w:keepNext" not in paragraph:
        paragraph = "<w:keepNext/>" + paragraph  # a heading stays with what it heads
    letters = looked(package, given.find(f"{W}rPr"), LETTERS, fonts)
    _require_visible(package, given)
    both = f"<w:pPr>{paragraph}</w:pPr>" if paragraph and given.get(f"{W}type") != "character" else ""
    return both + (f"<w:rPr>{letters}</w:rPr>" if letters else "")


def _require_visible(package: Package, given: Any) -> None:
    """No style of a template hides the words that are set in it."""
    colours = {one.get(f"{W}val", "").upper() for one in given.iter(f"{W}color")}
    grounds = {one.get(f"{W}fill", "auto").upper() for one in given.iter(f"{W}shd")} - {"AUTO", "FFFFFF"}
    sizes = [one.get(f"{W}val", "") for one in given.iter(f"{W}sz")]
    hidden = any(one.get(f"{W}val") not in ("0", "false", "off")
                 for tag in ("vanish", "specVanish", "webHidden") for one in given.iter(f"{W}{tag}"))  # fmt: skip
    if hidden or ("FFFFFF" in colours and not grounds) or any(s.isdigit() and int(s) < _TINY for s in sizes):
        raise RulesError(
            f"{package.name}: a style hides text (hidden, white or tiny letters); change it in Word, save again"
        )


def looked(package: Package, given: Any, allowed: frozenset[str], fonts: Mapping[str, str]) -> str:
    """The children of *given* that say how something looks, written again; others are left out."""
    if given is None:
        return ""
    return "".join(_again(package, one, allowed, fonts) for one in given if local(one) in allowed)


def _again(package: Package, node: Any, allowed: frozenset[str], fonts: Mapping[str, str]) -> str:
    values = {key.removeprefix(W): value for key, value in node.attrib.items() if key.startswith(W)}
    for key, side in (("asciiTheme", "ascii"), ("hAnsiTheme", "hAnsi")):
        if found := fonts.get(values.get(key, "")[:5]):
            values[side] = found
    kept = {key: value for key, value in values.items() if key in _VALUES}
    if not all(_PLAIN.fullmatch(value) for value in kept.values()):
        raise RulesError(f"{package.name}: a style holds a value that is none; save it in Word again")
    attributes = "".join(f" w:{key}={quoteattr(value)}" for key, value in kept.items())
    return f"<w:{local(node)}{attributes}>{looked(package, node, allowed, fonts)}</w:{local(node)}>"


def _theme_fonts(package: Package) -> dict[str, str]:
    """The fonts of the theme for headings ('major') and for text ('minor')."""
    found: dict[str, str] = {}
    for part, root in package.xml.items():
        if part.startswith("word/theme/"):
            for kind in ("major", "minor"):
                latin = root.find(f".//{A}{kind}Font/{A}latin")
                if latin is not None and _PLAIN.fullmatch(latin.get("typeface", "")):
                    found.setdefault(kind, latin.get("typeface", ""))
    return found


def _defaults(package: Package, root: Any, fonts: Mapping[str, str]) -> str:
    """The look of text that no style says more about; always British English."""
    letters = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    paragraphs = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
    given = looked(package, letters, LETTERS, fonts) or FONT + size(11)
    space = looked(package, paragraphs, PARAGRAPHS, fonts) or spacing(0, 160)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{given}{LANGUAGE}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{space}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _normal(package: Package, given: Any, fonts: Mapping[str, str]) -> str:
    look = "" if given is None else _look(package, given, "Normal", fonts)
    return NORMAL_NAME.format(look=look)
