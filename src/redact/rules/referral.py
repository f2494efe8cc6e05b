"""`referral:` of rules/recipients.yaml: what tells who passed on a worry about a child."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from redact.rules.lined import Source
from redact.rules.worded import SOMEBODY, any_of, pattern_of

EXAMPLES = ("nameless_find", "nameless_ignore", "ways_find", "known_find", "known_ignore", "finds", "ignores")
KEYS = (
    "acts",
    "of",
    "to",
    "about",
    "never",
    "heard",
    "kin",
    "relatives",
    "anybody",
    "somebody",
    "columns",
    "felt",
    "perhaps",
    "strong",
    "who",
    "ways",
    "known",
    "called",
    "nameless",
    *EXAMPLES,
)
#: How far behind what was done the one to whom it was done may stand.
REACH = 80
_BY = re.compile(r"\bby\s+(?:(?:the|an?|his|her|their)\s+)?$", re.IGNORECASE)
_BY_WHOM = re.compile(r"\s+(?:\w+\s+){0,2}?by\b", re.IGNORECASE)
_DONE_TO = re.compile(
    r"\b(?:was|were|been|be|being|is|are)\s+(?:(?:not|also|then|never|only)\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Act:
    """One way to pass on a worry, and what it is called afterwards."""

    does: re.Pattern[str]
    of: re.Pattern[str]  # rang: her call; also the act itself, once it is known whose it is
    done: re.Pattern[str]  # was called by her: as the body tells it, with 'by' and who did it behind
    about: bool  # only where a child or a worry is spoken of
    alone: bool  # whoever was told need not stand there


@dataclass(frozen=True, slots=True)
class Referral:
    """What tells who passed on a worry."""

    acts: tuple[Act, ...]
    of: re.Pattern[str]
    felt: re.Pattern[str]  # the same, where a body stands in the sentence: "Ann's concerns"
    to: re.Pattern[str]
    about: re.Pattern[str]
    never: re.Pattern[str]  # right behind an act or its noun
    heard: re.Pattern[str]  # right before whoever passed it on: 'heard from', 'thanked'
    kin: re.Pattern[str]  # behind a name: 'Ann's mother'
    relatives: re.Pattern[str]  # nobody's name: 'the paternal family'
    anybody: re.Pattern[str]  # nor a relative: 'a neighbour', 'somebody who lived next door'
    columns: re.Pattern[str]  # the whole head of a column in which stands who told
    perhaps: re.Pattern[str]  # with a body and a child: whoever stands there may have passed on a worry
    strong: re.Pattern[str]  # the same without any such word
    who: re.Pattern[str]  # the same without a body
    ways: re.Pattern[str]  # tells it of whoever is known to have passed on a worry; of others it is asked
    known: re.Pattern[str]  # may tell it of whoever is known to have passed on a worry
    nameless: re.Pattern[str]  # a message whose sender wished not to be known
    cells: re.Pattern[str]  # somebody without a name in a cell of such a column: 'Neighbour'
    called: Mapping[
        str, tuple[str, ...]
    ]  # by the word for somebody's part, what anybody in a family may call them

    def kin_of(self, part: str) -> tuple[str, ...]:
        """What anybody in a family may call somebody of a part: 'paternal aunt', "Ann's sister", 'the aunt of Ann'."""
        return self.called.get(part.lower().split(" of ")[0].rpartition(" ")[2], ())

    def acts_by(self, words: str, at: int) -> Iterator[int]:
        """Which acts a body is said to have had done to it by whoever stands at a place: 'was told by Ann'.

        The row is -1 where no act of its own says it: 'the school heard from Ann', 'staff thanked Ann'.
        """
        begins = words.rfind(";", 0, at) + 1
        if not self.to.search(words, begins):
            return
        if self.heard.search(words, begins, at):
            yield -1
        if by := _BY.search(words, begins, at):
            for row, act in enumerate(self.acts):
                if act.done.search(words, max(begins, by.start() - REACH), by.start()):
                    yield row

    def acts_in(self, words: str, of_child: bool) -> Iterator[tuple[int, int]]:
        """Which acts a sentence tells, and where each begins; *of_child* where it names a child of the case."""
        for at, act in enumerate(self.acts):
            if act.about and not (of_child or self.about.search(words)):
                continue
            for match in act.does.finditer(words):
                behind = words[match.start() : match.end() + REACH].split(";")[0]
                if self.is_never(words, match.end()) or self.is_done_to(words, match.start()):
                    continue
                if act.alone or self.to.search(behind):
                    yield at, match.start()

    def rows_of(self, noun: str) -> tuple[int, ...]:
        """Which acts a noun such as '999 call' is a name of."""
        return tuple(at for at, act in enumerate(self.acts) if act.of.search(noun))

    def is_nameless(self, words: str) -> bool:
        """Whether a sentence tells of a message to a body whose sender wished not to be known."""
        return bool(self.nameless.search(words) and self.to.search(words))

    def is_never(self, words: str, end: int) -> bool:
        """Whether it was done to the review itself."""
        return self.never.match(words, end) is not None

    def says_so(self, words: str) -> bool:
        """Whether a sentence tells it in one of the ways, of somebody in it: not 'she was alerted', but 'by her', or 'was traced to her'."""
        return any(
            not self.is_done_to(words, way.start())
            or way[0].endswith(" to")
            or _BY_WHOM.match(words, way.end())
            for way in self.ways.finditer(words)
        )

    def is_done_to(self, words: str, start: int) -> bool:
        """Whether an act was done to whoever stands before it: 'she was not telephoned'."""
        return _DONE_TO.search(words, max(start - 20, 0), start) is not None


def referral_of(source: Source) -> tuple[Referral, Mapping[str, tuple[str, ...]]]:
    """What stands under referral: in a recipients.yaml, and its examples by 'referral finds' and the like.

    Raises:
        RulesError: a key is unknown or missing, with file, line and key.
    """
    row = source.only(("referral",), source.data.get("referral"), KEYS)
    return _referral(source, row), {
        f"referral {key}": source.texts(("referral",), row, key) for key in EXAMPLES
    }


def _referral(source: Source, row: Mapping[Any, Any]) -> Referral:
    of, to, about, never = (source.texts(("referral",), row, key) for key in ("of", "to", "about", "never"))
    heard, kin, relatives = (source.texts(("referral",), row, key) for key in ("heard", "kin", "relatives"))
    anybody, somebody, columns = (
        source.texts(("referral",), row, key) for key in ("anybody", "somebody", "columns")
    )
    said = rf"{SOMEBODY}(?:[\w-]+\s+)?(?:{any_of(anybody)})|(?:an?\s+|the\s+)?(?:{any_of(somebody)})"
    listed = row.get("acts")
    if not isinstance(listed, list) or not listed:
        raise source.wrong(("referral", "acts"), "should be a list of acts")
    return Referral(
        tuple(_act(source, act, at) for at, act in enumerate(listed)),
        pattern_of(of),
        pattern_of(source.texts(("referral",), row, "felt")),
        pattern_of(to),
        pattern_of(about),
        re.compile(rf"\s+(?:to\s+)?(?:(?:the|this|our|her|his)\s+)?(?:{any_of(never)})(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{any_of(heard)})\s+(?:(?:the|an?|his|her|their)\s+)?$", re.IGNORECASE),
        re.compile(rf"['’]s?\s+(?:own\s+|late\s+|older\s+|younger\s+)?({any_of(kin)})(?!\w)", re.IGNORECASE),
        pattern_of(relatives),
        re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE),
        re.compile(rf"\s*(?:{any_of(columns)})\s*", re.IGNORECASE),
        pattern_of(source.texts(("referral",), row, "perhaps")),
        pattern_of(source.texts(("referral",), row, "strong")),
        pattern_of(source.texts(("referral",), row, "who")),
        pattern_of(source.texts(("referral",), row, "ways")),
        pattern_of(source.texts(("referral",), row, "known")),
        pattern_of(source.texts(("referral",), row, "nameless")),
        pattern_of((*kin, *relatives, *anybody, *somebody)),
        _called(source, row),
    )


def _called(source: Source, row: Mapping[Any, Any]) -> Mapping[str, tuple[str, ...]]:
    """By each word for somebody's part, also one of several with commas between, what they may be called."""
    keys = ("referral", "called")
    given = source.mapping(keys, row.get("called"))
    return {
        part.strip(): source.texts(keys, given, parts) for parts in given for part in str(parts).split(",")
    }


def _act(source: Source, row: Any, at: int) -> Act:
    keys = ("referral", "acts", at)
    given = source.mapping(keys, row)
    source.only(keys, given, ("does", "of", "done", "about", "alone"))
    does = source.texts(keys, given, "does")
    of = source.texts(keys, given, "of") if given.get("of") else ()
    done = source.texts(keys, given, "done") if given.get("done") else ()
    flags = (given.get("about") is True, given.get("alone") is True)
    return Act(pattern_of(does), pattern_of((*of, *does)), pattern_of(done), *flags)
