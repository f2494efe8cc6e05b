"""Open rich text (.rtf): its paragraphs, and every group that a reader of the page does not see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from redact.checks.nouns import Gathering, unreadable
from redact.checks.opened_rtf_words import CHARSETS, ENDS, FORM, HOLDERS, SHOWN, SIGNS, STYLES, UNSEEN, State

#: A control word, a character by its number, a control sign, a brace, line ends that mean nothing, and plain text.
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)",
    re.DOTALL,
)
_DEEPEST = 1000
#: Half points: nobody reads letters of two points or less.
_TINY = 4


@dataclass
class _Reader:
    """Walks a file from top to bottom."""

    gathering: Gathering
    data: bytes
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    shown: dict[str, list[str]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)  # the words of the open group that do not show
    row: list[str] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    colours: list[bytes] = field(default_factory=lambda: [b""])  # as figures; the first is the reader's own
    font: int = 0
    ground: bool = False  # whether cells or letters stand on a colour, where white letters show
    codec: str = "cp1252"
    skipping: int = 0
    number: int = 0
    at: int = 0
    all: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)

    def read(self) -> None:
        """To the brace that closes the file; whatever follows it is noted as hidden."""
        while self.at < len(self.data):
            match = _TOKEN.match(self.data, self.at)
            if match is None:
                raise unreadable(self.gathering, "is damaged rich text", "make it again")
            self.at = match.end()
            self.token(match)
            if match[5] == b"}" and not self.stack:
                break
        if self.stack:
            raise unreadable(self.gathering, "is damaged rich text", "make it again")
        rest = self.data[self.at :].strip(b"\0\r\n\t ")
        if rest:
            self.gathering.hide("data after the end", "")
            self.gathering.say("after the end", rest.decode("latin-1"), "hidden")

    def token(self, match: re.Match[bytes]) -> None:
        """One piece of the file."""
        word, number, code, sign, brace, _, plain = match.groups()
        if brace:
            self.open() if brace == b"{" else self.close()
        elif word:
            self.word(word.decode(), int(number) if number else None)
        elif code:
            self.letters(bytes([int(code, 16)]))
        elif sign:
            self.sign(sign)
        elif plain:
            self.letters(plain)

    def open(self) -> None:
        """A group begins, in the state of the one around it."""
        if len(self.stack) > _DEEPEST:
            raise unreadable(self.gathering, "nests too deep", "do not publish it")
        self.skipping = 0
        self.stack.append(self.state)
        self.state = replace(self.state, optional=False)

    def close(self) -> None:
        """A group ends: what it kept apart is said."""
        if not self.stack:
            raise unreadable(self.gathering, "is damaged rich text", "make it again")
        ended, self.state = self.state, self.stack.pop()
        self.skipping = 0
        if ended.group != self.state.group:
            self.finish(ended)

    def finish(self, ended: State) -> None:
        """Say what a group held, by what it is."""
        if ended.unseen or ended.group in FORM:
            words = "".join(self.kept)
            self.kept.clear()
            self.gathering.say(ended.group, words, "comment" if ended.unseen == "comment" else "hidden")
            if ended.unseen not in ("", "group") and words.strip():
                self.gathering.hide(ended.unseen, ended.group)
        else:
            self.paragraph(ended.place)
        if ended.group in ("pict", "objdata", "datastore", "themedata"):
            self.binary(ended.group)

    def binary(self, group: str) -> None:
        """A picture or an embedded file, looked into as what it is."""
        from redact.checks.opened import open_part

        digits = re.sub(rb"[^0-9A-Fa-f]", b"", bytes(self.raw))
        data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        self.raw.clear()
        if not data:
            return
        if group == "pict":
            self.gathering.picture(group, "")
        before = set(self.gathering.unknown)
        open_part(self.gathering, group, data)
        for part in set(self.gathering.unknown) - before:  # its group blocks already, as what it is
            del self.gathering.unknown[part]
            self.gathering.not_seen[part] = None

    def word(self, word: str, number: int | None) -> None:
        """A control word."""
        if word == "bin":
            self.at += max(number or 0, 0)
            self.gathering.doubt("bytes that are not written as text")
        elif word == "u" and number is not None:
            self.say(chr(number % 65536))
            self.skipping = self.state.skip
        elif word in SIGNS:
            self.say(SIGNS[word])
            if word in ENDS and not self.state.unseen:
                self.paragraph(self.state.place, word)
        elif not self.destination(word):
            self.looks(word, number)

    def destination(self, word: str) -> bool:
        """Whether the word says what its group holds; noted as unknown where nobody knows it."""
        if word in UNSEEN:
            outer = self.state.unseen
            self.become(word, unseen=outer if outer not in ("", "group") else UNSEEN[word] or "group")
        elif word in SHOWN:
            self.paragraph(self.state.place)
            self.become(
                word,
                place=SHOWN[word] or self.state.place,
                unseen="" if word == "shptxt" else self.state.unseen,
            )
        elif word == "pict" or word in FORM:
            self.become(word, unseen=self.state.unseen or "group")
        elif self.state.optional:
            if word not in STYLES:
                self.gathering.doubt(f"a group of an unknown kind ({word})")
            self.become(word, unseen=self.state.unseen or "group")
        else:
            return False
        return True

    def become(self, group: str, place: str | None = None, unseen: str | None = None) -> None:
        """The group that was just opened is of this kind."""
        if group in HOLDERS:
            self.state = replace(self.state, optional=False)  # its own words are the text's
            return
        self.state = replace(
            self.state,
            group=f"{group} {self.at}" if group in SHOWN else group,
            place=self.state.place if place is None else place,
            unseen=self.state.unseen if unseen is None else unseen,
            optional=False,
        )

    def looks(self, word: str, number: int | None) -> None:
        """How the words look, and how they are written."""
        on = number != 0
        if word == "plain":
            self.state = replace(
                self.state, look=tuple(look for look in self.state.look if look == "tracked change")
            )
        elif word in ("v", "webhidden"):
            self.wear("hidden text", on)
        elif word in ("deleted", "revised", "revauth", "revauthdel", "crauth"):
            self.wear("tracked change", on)
        elif word == "fs":
            self.wear("tiny text", (number or 0) <= _TINY)
        elif word == "cf":
            white = 0 < (number or 0) < len(self.colours) and self.colours[number or 0] == b"255255255"
            self.wear("white text", white)
        elif word in (
            "rsid",
            "rsidroot",
            "insrsid",
            "charrsid",
            "pararsid",
            "sectrsid",
            "tblrsid",
            "delrsid",
        ):
            self.gathering.hide("revision id", "")
        elif word in ("cb", "chcbpat", "cbpat", "clcbpat", "highlight"):
            self.ground = bool(number)
        elif word in ("red", "green", "blue"):
            self.colour(word, number or 0)
        else:
            self.writing(word, number)

    def writing(self, word: str, number: int | None) -> None:
        """In which code the letters are written."""
        if word == "uc":
            self.state = replace(self.state, skip=max(number or 0, 0))
        elif word == "ansicpg":
            self.codec = "utf-8" if number == 65001 else f"cp{number}"
            self.state = replace(self.state, codec=self.codec)
        elif word == "mac":
            self.codec = "mac_roman"
            self.state = replace(self.state, codec=self.codec)
        elif word == "f" and number is not None:
            self.font = number
            self.state = replace(self.state, codec=self.fonts.get(number, self.codec))
        elif word == "fcharset" and self.state.group == "fonttbl":
            self.fonts[self.font] = (
                self.codec if number in (0, 1, 2) else CHARSETS.get(number or 0, self.codec)
            )

    def wear(self, look: str, on: bool) -> None:
        """Put a look on the words that follow, or take it off."""
        others = tuple(one for one in self.state.look if one != look)
        self.state = replace(self.state, look=(*others, look) if on else others)

    def colour(self, word: str, number: int) -> None:
        """One part of a colour; the list is cut by semicolons."""
        self.colours[-1] += str(number).encode()

    def sign(self, sign: bytes) -> None:
        """A control sign."""
        if sign == b"*":
            self.state = replace(self.state, optional=True)
        elif sign in (b"\r", b"\n"):
            self.word("par", None)
        else:
            self.say(
                {b"~": "\u00a0", b"-": "\xad", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}.get(sign, "")
            )

    def letters(self, data: bytes) -> None:
        """Letters in the code that holds; those that only stand for one given by its number are passed over."""
        passed = min(self.skipping, len(data))
        self.skipping -= passed
        data = data[passed:]
        if self.state.group == "colortbl":
            self.colours.extend(b"" for _ in range(data.count(b";")))
        if self.state.group in ("pict", "objdata", "datastore", "themedata"):
            self.raw += data
            return
        try:
            self.say(data.decode(self.state.codec))
        except (LookupError, UnicodeError):
            self.say(data.decode("cp1252", "replace"))

    def say(self, text: str) -> None:
        """Words, where they belong."""
        if self.state.unseen:
            self.kept.append(text)
        elif (
            looks := [look for look in self.state.look if look != "white text" or not self.ground]
        ) and text.strip():
            for look in looks:
                self.gathering.hide(look, f"paragraph {self.number + 1}")
            self.all.append(text)
            self.gathering.say(f"paragraph {self.number + 1}", text, "hidden")
        else:
            self.shown.setdefault(self.state.place, []).append(text)

    def paragraph(self, place: str, word: str = "par") -> None:
        """A paragraph or a cell is complete."""
        text = "".join(self.shown.pop(place, ())).strip("\n")
        if text.strip():
            self.number += 1
            kind = "table cell" if "cell" in word else "paragraph"
            self.gathering.say(f"{place or kind} {self.number}", text, visible=True)
            self.all.append(text)
        if "cell" in word:
            self.row.append(text)
        elif "row" in word:
            self.gathering.say("table row", " ".join(self.row), "joined")
            self.row.clear()


def open_rtf(gathering: Gathering, data: bytes) -> None:
    """Rich text: what shows, paragraph by paragraph, and the groups that do not show.

    Raises:
        UnreadableError: The braces do not match.
    """
    reader = _Reader(gathering, data.lstrip())
    reader.read()
    for place in list(reader.shown):
        reader.paragraph(place)
    gathering.say("whole text", " ".join(reader.all), "joined")
    gathering.say("whole text", "".join(reader.all), "joined")
    gathering.say("source", data.decode("latin-1"), "source")
    gathering.look("text, headers, notes, comments, properties and embedded files")
