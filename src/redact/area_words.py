"""The ways in which the name of an area, a body or a person is written, and words that are made of an area's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redact.rules.unnamed import Made


def made_of(area: str, made: Made, texts: Iterable[str]) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Words of the drafts that are made of the area's name: 'Zellhavenian', 'Zellhaven folk'; each as it stands there, what
    is said instead, and what finds it."""
    stem = re.sub(r"[aeiouy]+$", "", area.split()[-1])
    if len(stem) < 4:
        return
    where = f"(?:{re.escape(' '.join([*area.split()[:-1], '']))})?"
    words = (
        rf"{where}{re.escape(stem)}[aeiouy]{{0,2}}(?:{'|'.join(sorted(made.endings, key=len, reverse=True))})"
    )
    people = rf"(?:\s(?:{'|'.join(made.said_of)}))"
    shapes = rf"(?<!\w)(?:{words}(?!\w)(?:{people}(?!\w))?|{re.escape(area)}{people}(?!\w))"
    found = (match for text in texts for match in re.finditer(shapes, text))
    for text in dict.fromkeys(match.group() for match in found):
        behind = re.search(rf"{people}$", text)
        said = f"{made.adjective}{behind.group()}" if behind else ""
        if said:
            yield text, said, cased(text)
        else:
            yield text, made.adjective, re.compile(cased(text).pattern + r"(?=[\s\u00a0][a-z])")
            yield text, made.people, re.compile(rf"(?:\b[Tt]he\s)?{cased(text).pattern}")


def cased(text: str) -> re.Pattern[str]:
    """The words as they are written."""
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")


def broken(area: str) -> str:
    """The area's name, also with a dash in it or in place of its spaces: 'Marrow-dale', 'North-Marrow'."""
    dash = r"(?:[-\u00ad\u2010\u2011]\s?)?"
    words = (
        dash.join("['’]" if c in "'’" else re.escape(c) for c in re.sub(r"[-\u2010\u2011]", "", w))
        for w in area.split()
    )
    return r"[\s\u00a0\u2010\u2011-]+".join(words)


def loosely(text: str) -> str:
    """The words whatever white space, apostrophes and dashes they are set with."""
    words = (re.escape(word) for word in text.split())
    return re.sub(r"['’]", "['’]", r"[\s\u00a0]+".join(words)).replace(r"\-", "[-\u2010\u2011]")
