"""The pictures and charts of one draft, each taken in once however often the draft shows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from redact.errors import UnreadableError
from redact.formats.pictures import WHOLE, CannotRemake, Crop, Remade, remake, size_of
from redact.formats.pieces import Piece
from redact.model import Picture

MOST_IN_ALL = 160_000_000  # pixels decoded for one draft
MOST_PICTURES = 500  # of one draft
MOST_READ = 60  # pictures of one draft in which words are looked for
SMALLEST = (64, 20)  # pixels of the longer and the shorter side; what is smaller is an icon
NO_READER = "Tesseract is not installed"
MISSING = "the draft does not hold it, it only points to it"
MANY = f"the draft has more than {MOST_PICTURES} pictures"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture where a draft shows it."""

    data: bytes  # as it lies in the draft; b"" where it does not
    place: str
    alternative: str = ""
    crop: Crop = WHOLE
    width: float = 0.0  # centimetres
    unfit: str = ""  # why the reader says that it cannot be kept
    words: str = ""  # words that the reader knows to stand on it


class Album:
    """Gathers the pictures of one draft: the same picture shown twice is one."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Picture] = {}
        self._words: dict[str, str] = {}
        self._words_in: dict[str, tuple[str, str]] = {}  # by digest: words, and why none were looked for
        self._room = MOST_IN_ALL

    def add(self, shown: Shown) -> str:
        """Take a picture in; its id, by which a block of kind 'picture' shows it."""
        digest = hashlib.sha256(shown.data + repr(shown.crop).encode()).hexdigest() if shown.data else ""
        key = (digest or f"{shown.place} {len(self._found)}", shown.unfit)
        if key not in self._found:
            name = f"picture-{len(self._found) + 1}"
            self._words[name] = shown.alternative
            self._found[key] = self._new(name, shown, digest or _digest(shown.place, shown.alternative))
        return self._found[key].id

    def add_chart(
        self, place: str, alternative: str, table: tuple[tuple[str, ...], ...], width: float, unfit: str
    ) -> str:
        """Take a chart in by its figures; its id."""
        name = f"picture-{len(self._found) + 1}"
        digest = _digest("chart", place, alternative, repr(table))
        self._found[name, unfit] = Picture(
            name,
            "chart",
            place,
            alternative=alternative,
            table=table,
            digest=digest,
            width=width,
            unfit=unfit,
        )
        return name

    def words(self, name: str) -> str:
        """The alternative text that a picture has where it is shown first."""
        return self._words[name]

    def pictures(self) -> tuple[Picture, ...]:
        """The pictures, by their ids."""
        return tuple(self._found.values())

    def asides(self) -> list[Piece]:
        """What is written in the pictures: searched, and not printed. Words beside the pixels are the readers'."""
        return [Piece("embedded", one.read, place=place_of_words(one)) for one in self.pictures() if one.read]

    def _new(self, name: str, shown: Shown, digest: str) -> Picture:
        bare = Picture(name, "picture", shown.place, alternative=shown.alternative, digest=digest)
        bare = replace(bare, width=shown.width, unfit=shown.unfit)
        try:
            made = self._remade(shown)
        except CannotRemake as why:
            return replace(bare, unfit=str(why), unread="it could not be opened", read=shown.words)
        read, unread = self._read(made)
        read = f"{shown.words}\n{read}".strip()
        return replace(bare, data=made.data, media=made.media, size=made.size, read=read, unread=unread)

    def _remade(self, shown: Shown) -> Remade:
        if not shown.data:
            raise CannotRemake(MISSING)
        if len(self._found) >= MOST_PICTURES:
            raise CannotRemake(MANY)
        size = size_of(shown.data)
        if size > self._room:
            raise CannotRemake("the draft's pictures are together too large to be opened")
        self._room -= size
        return remake(shown.data, shown.crop)

    def _read(self, made: Remade) -> tuple[str, str]:
        """The words in a picture, and why none were looked for ('' where they were)."""
        from redact.formats import ocr

        if not ocr.is_installed():
            return "", NO_READER
        if max(made.size) < SMALLEST[0] or min(made.size) < SMALLEST[1]:
            return "", "it is as small as an icon"
        digest = hashlib.sha256(made.data).hexdigest()
        if digest not in self._words_in:
            if len(self._words_in) >= MOST_READ:
                return "", f"the draft has more than {MOST_READ} pictures"
            self._words_in[digest] = _words_in(made.data)
        return self._words_in[digest]


def _words_in(picture: bytes) -> tuple[str, str]:
    from redact.formats import ocr

    try:
        return " ".join(word.text for word in ocr.read_in_passing(picture)), ""
    except UnreadableError:
        return "", "Tesseract could not read it"


def place_of_words(picture: Picture) -> str:
    """The place of the words that were read in a picture."""
    return f"words in {picture.id}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
