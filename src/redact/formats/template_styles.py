"""The styles of our Word template: what headings, numbered paragraphs and tables look like.

Colours and sizes are those of the other two formats (report.css, report.typ).
"""

from __future__ import annotations

from dataclasses import dataclass

ACCENT, QUIET, ALARM, PANEL, LINE = "1D4F7C", "4A5560", "A4161A", "F1F4F7", "8A949E"
STEP = 425  # twentieths of a point by which each level of a list is moved in
TEXT_WIDTH = 9070  # an A4 page less its margins, in the same unit


@dataclass(frozen=True, slots=True)
class Style:
    """A style: what Word calls it and what it looks like, its parts in the order that Word wants."""

    id: str
    name: str
    paragraph: str = ""  # the inside of w:pPr
    run: str = ""  # the inside of w:rPr
    based_on: str = "Normal"
    kind: str = "paragraph"

    @property
    def is_ours(self) -> bool:
        """Whether Word has no style of this name by itself."""
        return self.id in OURS

    def xml(self) -> str:
        """The style as an element of styles.xml."""
        ours = ' w:customStyle="1"' if self.is_ours else ""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        following = '<w:next w:val="Normal"/>' if self.id.startswith(("Heading", "Title")) else ""
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        run = f"<w:rPr>{self.run}</w:rPr>" if self.run else ""
        return (
            f'<w:style w:type="{self.kind}" w:styleId="{self.id}"{ours}><w:name w:val="{self.name}"/>'
            f"{based}{following}<w:qFormat/>{paragraph}{run}</w:style>"
        )


def spacing(before: int, after: int, line: int = 276) -> str:
    """Space above and below in twentieths of a point; a *line* of 276 is 1.15 lines."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def size(points: float) -> str:
    """A size of the letters."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def colour(code: str) -> str:
    """A colour of the letters."""
    return f'<w:color w:val="{code}"/>'


def hanging(left: int, by: int, space: str) -> str:
    """A paragraph whose number hangs out to its left, with the tab that the text starts from."""
    return (
        f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>{space}'
        f'<w:ind w:left="{left}" w:hanging="{by}"/>'
    )


def edge(side: str, width: int = 4, tint: str = LINE, space: int = 4) -> str:
    """A line at one side of a paragraph; the sides go top, left, bottom, right."""
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{tint}"/>'


def edges(*lines: str) -> str:
    """The lines around a paragraph."""
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>"


SIDES = ("top", "left", "bottom", "right")
BOLD, KEEP = "<w:b/><w:bCs/>", "<w:keepNext/><w:keepLines/>"
SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{PANEL}"/>'
OURS = (
    "NumberedParagraph",
    "ListItem",
    "Foreword",
    "NotApproved",
    "TableText",
    "TableHeading",
    "SmallTableText",
    "SmallTableHeading",
    "AfterTable",
    "ContentsTitle",
    "ReportTable",
)


def heading(level: int, points: float, tint: str = "1C2127", before: int = 280) -> Style:
    """A heading that shows in Word's navigation pane."""
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return Style(
        f"Heading{level}",
        f"heading {level}",
        KEEP + f'<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>{spacing(before, 120, 259)}' + outline,
        BOLD + colour(tint) + size(points),
    )


def contents(level: int) -> Style:
    """A line of the contents."""
    left = STEP * (level - 1)
    return Style(f"TOC{level}", f"toc {level}", f'{spacing(0, 60)}<w:ind w:left="{left}"/>')


RIGHT_EDGE = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
STYLES = (
    Style("Title", "Title", f"<w:keepNext/>{spacing(0, 120, 259)}", BOLD + colour(ACCENT) + size(26)),
    Style("Subtitle", "Subtitle", spacing(0, 120), colour(QUIET) + size(15)),
    heading(1, 18, ACCENT, 400),
    heading(2, 14),
    heading(3, 12),
    heading(4, 11),
    heading(5, 11, QUIET),
    heading(6, 11, QUIET),
    Style("ContentsTitle", "Contents Title", KEEP + spacing(400, 120), BOLD + colour(ACCENT) + size(18)),
    *(contents(level) for level in range(1, 7)),
    Style("NumberedParagraph", "Numbered Paragraph", hanging(720, 720, spacing(0, 160))),
    Style("ListItem", "List Item", hanging(STEP, STEP, spacing(0, 100))),
    Style(
        "Quote",
        "Quote",
        f'{edges(edge("left", 24, LINE, 10))}{spacing(60, 200)}<w:ind w:left="425" w:right="425"/>',
        colour(QUIET),
    ),
    Style("Caption", "caption", KEEP + spacing(240, 100), BOLD),
    Style(
        "Foreword",
        "Foreword",
        edges(edge("top", 4, PANEL, 6), edge("left", 36, ACCENT, 8), edge("bottom", 4, PANEL, 6))
        + SHADE
        + spacing(0, 120)
        + '<w:ind w:left="240"/>',
    ),
    Style("TableText", "Table Text", spacing(40, 40, 252), size(9.5)),
    Style("TableHeading", "Table Heading", "<w:keepNext/>", BOLD, "TableText"),
    Style("SmallTableText", "Small Table Text", "", size(7.5), "TableText"),
    Style("SmallTableHeading", "Small Table Heading", "<w:keepNext/>", BOLD, "SmallTableText"),
    Style("AfterTable", "After Table", spacing(0, 0, 240), size(6)),
    Style("Header", "header", RIGHT_EDGE + spacing(0, 120, 240), colour(QUIET) + size(9)),
    Style("Footer", "footer", RIGHT_EDGE + spacing(0, 0, 240), colour(QUIET) + size(9)),
    Style(
        "NotApproved",
        "Not Approved",
        edges(*(edge(side, 6, ALARM) for side in SIDES)) + spacing(0, 120) + '<w:jc w:val="center"/>',
        BOLD + colour(ALARM) + size(10),
        "Header",
    ),
    Style("FootnoteText", "footnote text", spacing(0, 40, 240), size(9)),
    Style("Hyperlink", "Hyperlink", "", colour(ACCENT) + '<w:u w:val="single"/>', "", "character"),
    Style(
        "FootnoteReference", "footnote reference", "", '<w:vertAlign w:val="superscript"/>', "", "character"
    ),
)

FONT = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
LANGUAGE = '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{FONT}{size(11)}{LANGUAGE}</w:rPr></w:rPrDefault>"
    f"<w:pPrDefault><w:pPr>{spacing(0, 160)}</w:pPr></w:pPrDefault></w:docDefaults>"
)
NORMAL_NAME = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>{look}</w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
)
MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 50), ("left", 100), ("bottom", 50), ("right", 100))
)
EDGES = "".join(edge(side, space=0) for side in (*SIDES, "insideH", "insideV"))
TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{EDGES}</w:tblBorders>'
    f"<w:tblCellMar>{MARGINS}</w:tblCellMar></w:tblPr>"
    f'<w:tblStylePr w:type="firstRow"><w:tcPr>{SHADE}</w:tcPr></w:tblStylePr></w:style>'
)

STYLE_SHEET = DEFAULTS + NORMAL_NAME.format(look="") + "".join(style.xml() for style in STYLES) + TABLE
