"""The CSS of each element of a web page: of its style sheets the rules that apply, and its inline style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from redact.errors import UnreadableError
from redact.formats.beside import Beside
from redact.formats.pieces import names
from redact.formats.word_names import has_words

#: What decides whether words are seen, how they are set, and where a page or a list begins.
PROPERTIES = names(
    "display visibility color background background-color background-image font font-size font-weight font-style"
    " font-variant text-decoration text-decoration-line vertical-align position left top right bottom text-indent"
    " margin-left margin-top clip clip-path opacity width height max-width max-height overflow overflow-y transform"
    " white-space page-break-before break-before list-style-type list-style border mso-hide mso-list mso-element"
    " mso-special-character mso-footnote-id"
)
#: Of these a rule that is not understood would print what an author hid.
HIDING = names("display visibility color font-size clip clip-path opacity position text-indent mso-hide")
MOST_CSS = 600_000  # characters of style sheets
MOST_STEPS = 3_000_000  # from element to element while selectors are matched
MOST_JOINED = 4  # elements that one selector may walk over
SHOWN_ON = frozenset({"", "all", "screen", "screen, print", "print, screen", "all and (min-width:0)"})
SEPARATELY = re.compile(r"(?s)/\*(.*?)(?:\*/|\Z)")
TOO_MUCH = "its style sheets are too complicated to tell what it hides; save it as .docx"


@dataclass
class Sheet:
    """The rules of a page's style sheets that matter here, ready to be matched."""

    name: str
    beside: Beside
    steps: int = 0
    inline: dict[str, dict[str, str]] = field(default_factory=dict)
    matched: dict[Any, dict[str, str]] = field(default_factory=dict)

    def of(self, element: Any) -> Mapping[str, str]:
        """The CSS of *element*, by property."""
        style = element.get("style")
        found = self.matched.get(element, {})
        return {**found, **self._inline(style)} if style else found

    def _inline(self, style: str) -> dict[str, str]:
        if style not in self.inline:
            plain = SEPARATELY.sub("", style)
            pairs = (one.partition(":") for one in plain.split(";"))
            found = ((key.strip().lower(), value) for key, _, value in pairs)
            self.inline[style] = {key: _value(value) for key, value in found if key in PROPERTIES}
        return self.inline[style]


def _value(text: str) -> str:
    return " ".join(text.lower().replace("!important", "").split())


def read_sheets(root: Any, name: str, beside: Beside) -> Sheet:
    """The style sheets in the page *root*.

    Raises:
        UnreadableError: they are too long or too complicated.
    """
    sheet = Sheet(name, beside)
    texts = [element.text or "" for element in root.iter("style") if _is_shown_on(element.get("media"))]
    if sum(map(len, texts)) > MOST_CSS:
        raise UnreadableError(f"{name}: {TOO_MUCH}")
    _outside(root, beside)
    rules = [rule for text in texts for rule in _rules(_bare(text), beside)]
    if rules:
        _match(sheet, root, rules)
    return sheet


def _is_shown_on(media: str | None) -> bool:
    return " ".join((media or "").lower().split()) in SHOWN_ON


def _bare(text: str) -> str:
    """The sheet without the comment signs that hide it from very old browsers."""
    return text.replace("<!--", " ").replace("-->", " ")


def _outside(root: Any, beside: Beside) -> None:
    """Sheets that lie beside the page and were not sent with it: what they hide is not known."""
    for link in root.iter("link"):
        if "stylesheet" in (link.get("rel") or "").lower():
            beside.left.add("style sheet outside the file", "page")


# --- rules ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors as their tokens, and what they set."""

    prelude: Any
    said: Mapping[str, tuple[str, bool]]  # by property: the value, and whether it is !important


def _rules(text: str, beside: Beside) -> Iterator[Rule]:
    import tinycss2

    for comment in SEPARATELY.findall(text):
        if has_words(comment) and "definitions" not in comment.lower():
            beside.keep("comment", comment, "style sheet", "comment")
    for node in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        yield from _of_node(node, beside, 0)


def _of_node(node: Any, beside: Beside, depth: int) -> Iterator[Rule]:
    import tinycss2

    if node.type == "qualified-rule":
        yield from _rule(node, beside)
    elif (
        node.type == "at-rule"
        and node.lower_at_keyword in ("media", "supports", "layer")
        and node.content
        and depth < 5
    ):
        asked = tinycss2.serialize(node.prelude).strip().lower()
        if node.lower_at_keyword != "media" or _is_shown_on(asked):
            for inner in tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True):
                yield from _of_node(inner, beside, depth + 1)
    elif node.type == "at-rule" and node.lower_at_keyword == "import":
        beside.left.add("style sheet outside the file", "page")


def _rule(node: Any, beside: Beside) -> Iterator[Rule]:
    import tinycss2

    found: dict[str, tuple[str, bool]] = {}
    for one in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and one.lower_name in PROPERTIES:
            found[one.lower_name] = (_value(tinycss2.serialize(one.value)), one.important)
        elif one.type == "declaration" and one.lower_name == "content":
            words = " ".join(token.value for token in one.value if token.type == "string")
            beside.keep("hidden", words if has_words(words) else "", "style sheet", "generated text")
    if found:
        yield Rule(node.prelude, found)


# --- matching ---------------------------------------------------------------------------------------


def _match(sheet: Sheet, root: Any, rules: list[Rule]) -> None:
    """Put what the rules say into the sheet, for each element that one of them applies to."""
    import cssselect2

    matcher = cssselect2.Matcher()
    found = [(selector, rule) for rule in rules for selector in _selectors(sheet, rule)]
    _require_few(sheet.name, root, [selector for selector, _ in found])
    for order, (selector, rule) in enumerate(found):
        matcher.add_selector(selector, (order, rule.said))
    for element in _wrapped(sheet, root).iter_subtree():
        if applied := matcher.match(element):
            sheet.matched[element.etree_element] = _cascade(applied)


def _require_few(name: str, root: Any, selectors: list[Any]) -> None:
    """Stop where there are more pairs of a selector and an element that it may mean than can be looked at."""
    from lxml import etree

    there: Counter[str] = Counter()
    for element in root.iter(etree.Element):
        there.update(("*", element.tag, *(f".{each}" for each in set((element.get("class") or "").split()))))
    pairs = sum(
        1 if one.id else there[f".{one.class_name}" if one.class_name else one.lower_local_name or "*"]
        for one in selectors
    )
    if pairs > MOST_STEPS:
        raise UnreadableError(f"{name}: {TOO_MUCH}")


def _selectors(sheet: Sheet, rule: Rule) -> list[Any]:
    """The rule's selectors; one that is not understood is told where it might hide words."""
    import cssselect2
    import tinycss2

    text = tinycss2.serialize(rule.prelude)
    simple = not re.search(r"(?i)~(?!=)|:(has|nth-|first-of|last-of|only-of|is\(|where\(|not\()", text)
    joined = max((len(re.findall(r"[\s>+~]+", one.strip())) for one in text.split(",")), default=0)
    try:
        found = (
            cssselect2.compile_selector_list(rule.prelude)
            if simple and joined <= MOST_JOINED and len(text) < 2000
            else None
        )
    except (cssselect2.SelectorError, SyntaxError, RecursionError, MemoryError):
        found = None
    if found is None:
        if HIDING & rule.said.keys():
            sheet.beside.left.add("style rule that is not understood", "page")
        return []
    return [selector for selector in found if selector.pseudo_element is None]


def _cascade(found: list[Any]) -> dict[str, str]:
    """What applies of the rules that match one element: the important, the specific, the last."""
    best: dict[str, tuple[Any, str]] = {}
    for specificity, _, _, (order, said) in found:
        for key, (value, important) in said.items():
            rank = (important, specificity, order)
            if key not in best or rank >= best[key][0]:
                best[key] = (rank, value)
    return {key: value for key, (_, value) in best.items()}


def _wrapped(sheet: Sheet, root: Any) -> Any:
    """The page for the matcher, with every step that a selector takes counted."""
    import cssselect2

    class Counted(cssselect2.ElementWrapper):  # type: ignore[misc]
        @property
        def ancestors(self) -> Any:
            found = super().ancestors
            sheet.steps += len(found)
            if sheet.steps > MOST_STEPS:
                raise UnreadableError(f"{sheet.name}: {TOO_MUCH}")
            return found

    return Counted.from_html_root(root)
