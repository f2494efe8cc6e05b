"""The nouns of the checks: what an opened file holds, and what a check is asked to look for.

Nothing here knows how a file was made. A finished file is a bag of passages: every stretch of
text in it that a stranger could get at, wherever it hides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from redact.checks.pages_before import PagesBefore
from redact.errors import UnreadableError
from redact.model import Finding, Left, Mention, Relation, Secret, Severity
from redact.rules.kinship import Kinship

#: How much a file may hold once it is unpacked, all its parts together.
INFLATED_LIMIT = 300 * 1024 * 1024
#: How much one part of it may hold.
PART_LIMIT = 40 * 1024 * 1024
#: How many bytes that nobody here understands are searched, in all parts of a file together.
SEARCHED_LIMIT = 512 * 1024
#: How many characters a file may show; a page has 3,000, and of some kinds of file each is read twice.
TEXT_LIMIT = 5_000_000
#: How deep files inside files are followed.
DEPTH_LIMIT = 3

#: Passages of these kinds repeat what other passages hold, joined or raw; a name is
#: reported from them only where no other passage of the file gave it.
SECOND_LOOK = frozenset({"joined", "stream", "source"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in a finished file, and where it stands.

    *kind* is text (visible body), property, comment, alt, attribute, link, file name, hidden,
    structure, script, name, fact (what a structure check needs), only seen or only read (of a page
    and its text, where pages are read as pictures), or one of SECOND_LOOK.
    """

    place: str
    text: str
    visible: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A finished file as a stranger finds it.

    *hidden* holds (kind, place) of what a reader does not see. *unknown* names parts of a kind
    that nobody here understands: such a file has not been looked at and cannot pass.
    """

    file: str
    passages: tuple[Passage, ...]
    hidden: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()  # place, and digest of the bytes or of the pixels
    looked_at: tuple[str, ...] = ()
    not_seen: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def visible(self) -> tuple[Passage, ...]:
        """The passages that a reader sees."""
        return tuple(passage for passage in self.passages if passage.visible)


@dataclass(frozen=True, slots=True)
class Question:
    """What the checks need to know, handed in by whoever asks."""

    secrets: tuple[Secret, ...] = ()
    allowed: tuple[str, ...] = ()
    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    dates: str = "month"
    labels_in_use: tuple[str, ...] = ()  # what the partnership's other cases call people
    subject: str = ""  # the entity whom the review is about
    window_days: int = 28  # the fewest days that a birth, a death or an incident may be narrowed to
    kin: tuple[Relation, ...] = ()  # who is what to whom, from both ends
    kinship: Kinship | None = None
    unfound: tuple[str, ...] = ()  # ids of the register that no draft mentions
    people: tuple[tuple[str, str], ...] = ()  # ids and pseudonyms of the people of the case
    neutral: tuple[str, ...] = ()  # ids of those whose gender is hidden
    pictures: tuple[str, ...] = ()  # digests of the pictures that people decided to keep
    uncleared: Severity = "blocks"  # what a picture is that nobody decided to keep
    plain: frozenset[str] = frozenset()  # folded words of the drafts that nobody took for a name there
    stays: tuple[str, ...] = ()  # allowed words that the published drafts have
    traits: tuple[tuple[str, str], ...] = ()  # class and words of rare things that were left in
    anonymous: bool = False  # whether board, author and area must not stand in the files
    front: tuple[str, ...] = ()  # words of the register that may stand in the front matter only
    against: tuple[tuple[str, Opened], ...] = ()  # other copies: 'earlier' or the audience, and the file
    withheld: tuple[tuple[str, str], ...] = ()  # reason and words of what this recipient may not read
    unanswered: int = 0  # questions about what this recipient's copy prints, or leaves out until somebody answers
    reference: str = ""  # the number of this recipient's copy; '' for an edition for many
    other_references: tuple[str, ...] = ()  # the numbers of other recipients' copies
    chosen: Mapping[str, str] = field(
        default_factory=dict
    )  # ids whom a family named, and where the register has it
    left: tuple[Left, ...] = ()  # names that reviewers left by hand, each at its place
    ages: str = "exact"  # band: an age in years or finer is more exact than the policy


Check = Callable[[tuple[Opened, ...], Question], Iterator[Finding]]


@dataclass(slots=True)
class Gathering:
    """What an opener has found so far; the only mutable thing here.

    A gathering for a file inside the file shares the lists and the size limit of its parent.
    """

    file: str
    where: str = ""
    depth: int = 0
    passages: dict[Passage, None] = field(default_factory=dict)
    hidden: dict[tuple[str, str], None] = field(default_factory=dict)
    pictures: dict[tuple[str, str], None] = field(default_factory=dict)
    looked_at: dict[str, None] = field(default_factory=dict)
    not_seen: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    inflated: list[int] = field(default_factory=lambda: [0])
    searched: list[int] = field(default_factory=lambda: [0])  # bytes that nobody understands
    reads: bool = False  # whether words in pictures are read, which takes Tesseract and time
    before: PagesBefore | None = None  # pages of our own files that were read before

    def at(self, place: str) -> str:
        """*place* as a reader of the outer file would say it."""
        return f"{self.where}: {place}" if self.where and place else self.where or place

    def say(self, place: str, text: str, kind: str = "text", visible: bool = False) -> None:
        """Note a passage; blank ones and repeats are left out."""
        if text and not text.isspace():
            self.passages[Passage(self.at(place), text, visible, kind)] = None

    def hide(self, kind: str, place: str) -> None:
        """Note something that a reader does not see."""
        self.hidden[(kind, self.at(place))] = None

    def picture(self, place: str, digest: str) -> None:
        """Note a picture by its digest; '' for one that cannot be told from another."""
        self.pictures[(self.at(place), digest)] = None

    def look(self, what: str) -> None:
        """Note what was looked at."""
        self.looked_at[self.at(what)] = None

    def miss(self, what: str) -> None:
        """Note what could not be looked at and is known to be so."""
        self.not_seen[self.at(what)] = None

    def doubt(self, what: str) -> None:
        """Note a part of an unknown kind."""
        self.unknown[self.at(what)] = None

    def inside(self, part: str) -> Gathering:
        """A gathering for a file found inside this one."""
        return Gathering(
            self.file,
            self.at(part),
            self.depth + 1,
            self.passages,
            self.hidden,
            self.pictures,
            self.looked_at,
            self.not_seen,
            self.unknown,
            self.inflated,
            self.searched,
            self.reads,
            None,
        )

    def weigh(self, size: int) -> None:
        """Count *size* unpacked bytes; raise when the file holds more than any report would."""
        self.inflated[0] += size
        if self.inflated[0] > INFLATED_LIMIT:
            raise unreadable(self, "unpacks to more than 300 MB", "check where it comes from")

    def weigh_part(self, size: int) -> None:
        """Raise when one part of a file is larger than any of a report would be."""
        if size > PART_LIMIT:
            raise unreadable(self, "has a part of more than 40 MB", "make its pictures smaller")

    def beginning(self, data: bytes) -> bytes:
        """As much of what nobody understands as may still be searched; whatever it is, its file cannot pass."""
        room = max(SEARCHED_LIMIT - self.searched[0], 0)
        self.searched[0] += len(data)
        return data[:room]

    def done(self) -> Opened:
        """The frozen result.

        Raises:
            UnreadableError: It shows more text than any report.
        """
        if sum(len(passage.text) for passage in self.passages if passage.visible) > TEXT_LIMIT:
            raise unreadable(
                self, f"has more than {TEXT_LIMIT:,} characters of text", "check where it comes from"
            )
        return Opened(
            self.file,
            tuple(self.passages),
            tuple(self.hidden),
            tuple(self.pictures),
            tuple(self.looked_at),
            tuple(self.not_seen),
            tuple(self.unknown),
        )


def unreadable(gathering: Gathering, what: str, advice: str) -> UnreadableError:
    """The error for a file that cannot be looked at; names the part inside it where there is one."""
    inner = f" (inside it: {gathering.where})" if gathering.where else ""
    return UnreadableError(f"{gathering.file}{inner}: {what}; {advice}")
