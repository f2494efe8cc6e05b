"""The nouns of the project: frozen values, without input or output.

A document is one string. Everything that is said about it (blocks, mentions,
replacements) points into that string with half-open character offsets, so
nothing is ever found again by searching for its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["replace", "flag", "watch", "keep"]
Severity = Literal["blocks", "warns"]
Treatment = Literal["keep", "pseudonym", "generalise", "remove"]

#: Blocks of these kinds are printed in an edition. All other kinds (comment,
#: deletion, hidden, property, alt, link, field) are searched for names and left behind.
PRINTED = frozenset(
    {
        "title",
        "heading",
        "paragraph",
        "item",
        "quote",
        "caption",
        "cell",
        "note",
        "header",
        "footer",
        "picture",
    }
)

#: Labels whose mentions stand for a person, a place or a body, and so get an entity.
ENTITY_LABELS = frozenset({"PERSON", "PLACE", "SCHOOL", "HEALTH_SITE", "ORG", "ADDRESS"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether *other* lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def minus(self, taken: Iterable[Span]) -> Iterator[Span]:
        """The parts of this span that no span of *taken* covers, in order."""
        at = self.start
        for other in sorted(span for span in taken if span.overlaps(self)):
            if other.start > at:
                yield Span(at, other.start)
            at = max(at, other.end)
        if at < self.end:
            yield Span(at, self.end)


@dataclass(frozen=True, slots=True)
class Run:
    """How words inside a block are set: bold, italic, underline, superscript, subscript or small-capitals.

    A passage in another language has the style 'language:' and its code: 'language:cy' for Welsh.
    """

    span: Span
    style: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a block that lead to *target*; a reader keeps only targets that may be printed."""

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point in a block's text (an offset into the document) where note *note* is called."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands in its table; counted from 0. *header* marks a header row."""

    table: int
    row: int
    column: int
    header: bool = False
    columns: int = 1  # how many grid columns it spans
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, cell, note… of a document: the bridge back to the file.

    *span* may be None for a block without text (an empty cell). *number* is the
    label as printed ('4.12', 'a)', '•') and is not part of the text. Several
    blocks may share one cell (its paragraphs). A note's *number* is its id, which
    anchors refer to. A picture's *number* is the id of the picture that stands
    there, its text the alternative text.
    """

    span: Span | None
    kind: str
    level: int = 0
    number: str = ""
    runs: tuple[Run, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    cell: Cell | None = None
    place: str = ""
    links: tuple[Link, ...] = ()
    new_page: bool = False  # begins on a new page


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A part of the file that does not travel to an edition; told to the reviewer.

    *known* is False for a part that no reader understands: such a file cannot be read.
    """

    kind: str  # comment, tracked deletion, picture, property, chart…
    place: str
    count: int = 1
    known: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or chart of a draft: for the reviewer to see, and in no edition but by a decision."""

    id: str  # picture-1, picture-2… in reading order
    kind: str  # picture, chart, drawing
    place: str
    data: bytes = b""  # made anew from what the draft shows of it; empty where it cannot be shown
    media: str = ""  # image/png…, of *data*
    alternative: str = ""  # the words that the author gave for those who cannot see it
    read: str = ""  # the words that were recognised in it
    table: tuple[tuple[str, ...], ...] = ()  # a chart's figures, its first row the headings
    digest: str = ""  # of what the draft holds, and of how much of it the draft shows
    width: float = 0.0  # centimetres on the draft's page; 0 where it does not say
    size: tuple[int, int] = (0, 0)  # pixels of *data*, across and down
    unfit: str = ""  # why it cannot be kept, for people; '' where it can
    unread: str = ""  # why no words were looked for in it; '' where they were


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as an edition prints it; its block's text says what it shows."""

    id: str
    data: bytes  # PNG or JPEG without anything beside its pixels, or SVG drawn by us
    media: str
    width: float = 0.0  # centimetres; 0 for as wide as the text


@dataclass(frozen=True, slots=True)
class Document:
    """One draft, read into one string, its blocks in reading order."""

    name: str
    digest: str  # sha256 of the source file, hexadecimal
    text: str
    blocks: tuple[Block, ...]
    left_behind: tuple[LeftBehind, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def of(self, span: Span) -> str:
        """The text that *span* covers."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a document that may identify somebody, and what was made of it."""

    document: str
    span: Span
    text: str
    label: str
    rule: str
    score: float
    status: Status
    value: str = ""  # a date or an age normalised, with its precision; else ""
    reason: str = ""
    entity: str = ""  # an entity's id, once linked
    context: str = ""  # a little of what stands on either side; anchors a decision

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError("a mention's text and span differ in length")

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say what becomes of it."""
        return self.status in {"flag", "watch"}


@dataclass(frozen=True, slots=True)
class Entity:
    """The person, place or body behind mentions."""

    id: str  # the register's own id, or E1, E2… by first appearance
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    pseudonym: str = ""  # chosen by people; else made from the role
    gender: str = "shown"
    born: str = ""
    family: str = ""
    listed: bool = False  # stands in the register
    mentions: tuple[Mention, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person settled: one line of the ledger."""

    at: str  # ISO 8601, UTC
    by: str
    action: str
    target: str  # a mention, an entity, a finding, a left-behind part, or an edition's digest
    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What an edition prints instead of a span of the draft."""

    span: Span
    text: str
    entity: str
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class Edition:
    """The redacted text made for one audience; what a writer needs and nothing else."""

    audience: str
    kind: str  # overview-report, executive-summary, …
    title: str
    text: str
    blocks: tuple[Block, ...]
    foreword: tuple[str, ...] = ()  # paragraphs of the programme's own, before the text
    replacements: tuple[Replacement, ...] = ()
    picture: str = ""  # SVG, drawn by us, that stands after the text
    picture_in_words: str = ""
    figures: tuple[Figure, ...] = ()  # what its blocks of kind 'picture' show, by id
    formats: tuple[str, ...] = (".docx", ".html", ".pdf")  # what it is written as
    template: bytes = b""  # the Word template of the partnership, made anew; else ours


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports: never the words themselves, but for *quote*."""

    check: str
    severity: Severity
    file: str
    place: str
    message: str
    advice: str
    rule: str = ""  # R1…R40 of the practice rules
    entity: str = ""
    quote: str = ""  # the words; printed only where names are asked for
    around: tuple[str, str] = ("", "")  # what stands before and after them; as the words


@dataclass(frozen=True, slots=True)
class Secret:
    """A real name or identifier that a finished file must not contain."""

    entity: str
    text: str
    label: str = "PERSON"


@dataclass(frozen=True, slots=True)
class Left:
    """A name that a reviewer left by hand at one place, with the words that are printed on both sides of it."""

    text: str
    before: str
    after: str
    everywhere: bool = False  # somebody's name, and left at every place where it stands


@dataclass(frozen=True, slots=True)
class Register:
    """register.yaml: the panel's cast list and choices, as read."""

    case: str = ""
    subject: str = ""
    entities: Mapping[str, Entity] = field(default_factory=dict)
    allow: tuple[Allowed, ...] = ()
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Any = None  # a policy, or a mapping by audience and label
    ages: Any = None
    names: str = ""  # labels, or first names; '' as rules/pseudonyms.yaml says
    labels_in_use: tuple[str, ...] = ()  # what the partnership's other cases call people
    index: str = ""  # the day that relative dates count from, as written
    digest: str = ""
    relations: tuple[Relation, ...] = ()
    family_tree: tuple[str, ...] = ()  # audiences whose overview report ends with the family tree
    template: str = ""  # name of the Word template beside register.yaml
    formats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by audience; '' for all
    recipients: tuple[Recipient, ...] = ()  # who gets a copy of their own
    summary: str = "none"  # or assemble: a summary is put together where nobody drafted one
    conditions: str = "asked"  # or required: whether questions of the checklist without an answer refuse
    audiences: tuple[
        str, ...
    ] = ()  # whose editions are made unless others are asked for; () for the usual ones


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets a copy of their own: an audience 'family.mother', which does what 'family' does and more."""

    id: str  # mother
    audience: str  # of whose policy theirs is a part: family
    reference: str  # at the foot of each page
    person: str = ""  # who it is, by the register; '' for somebody who is not in it
    side: str = ""  # of the family, as in `family:` of people; '' for both
    pseudonyms: Mapping[str, str] = field(default_factory=dict)  # of entities, as the family chose them
    withhold: tuple[
        tuple[str, str], ...
    ] = ()  # an entity, or a paragraph of a kind of document; and the reason
    show: tuple[str, ...] = ()  # entities that are not withheld by rule
    reading_copy: bool = False
    published: Mapping[str, str] = field(
        default_factory=dict
    )  # by reason: 'shown' is what everybody may read, 'withheld' is what nobody is to read for this reader's sake
    leaves_out_unsure: bool = True  # what is asked about, until somebody answers

    @property
    def name(self) -> str:
        """The name of the audience: 'family.mother'."""
        return f"{self.audience}{OF_ONE}{self.id}"


#: Between an audience and the one recipient of it.
OF_ONE = "."


def base_of(audience: str) -> str:
    """The audience whose policy a recipient's is a part of: 'family' of 'family.mother'; else itself."""
    return audience.partition(OF_ONE)[0]


@dataclass(frozen=True, slots=True)
class Relation:
    """That one person is something to another: *source* is the *kind* of *target*.

    *target* is '' where it is not known of whom; *among* then holds whom it may mean. *since* and
    *until* are dates as written.
    """

    source: str
    kind: str  # a term of rules/kinship.yaml ('maternal aunt'), or a role ('social worker')
    target: str
    since: str = ""
    until: str = ""
    origin: Literal["register", "follows", "text"] = "register"
    place: str = ""  # where a draft says it
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allowed:
    """Words that stay, and where: 'anywhere', or 'front matter', 'references', …"""

    text: str
    where: str = "anywhere"
    anonymous: str = ""  # what an anonymous edition says instead; 'stays' where they may stand there too


Key = Mapping[str, str]  # entity id → pseudonym; the secret
Ledger = tuple[Decision, ...]  # append-only
