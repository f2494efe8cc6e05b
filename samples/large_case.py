"""A case of any size out of the largest sample: the same reports again and again, each about other people.

    python samples/large_case.py FOLDER [COPIES]

Ten copies are 120,000 words. Every name of a person, school or place is changed from copy to copy, the same
one everywhere in its copy; who is invented stays invented. For measuring only: nobody would read it.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import build
from marked_up import MENTION

CASE, SEED = "child-g", 20_317
LISTS = build.SAMPLES.parent / "rules" / "lists"
HEADS = (
    "Thorn Mar Scar Brann Hul Ask Wend Cray Fenn Gar Hest Kell Lith Orm Pell Rav Skel Tarn Ulv Yar".split()
)
TAILS = "wick holt thwaite by gill mere dale ham stead firth combe ley worth den ick".split()
#: Words of a name that say what it is, not whose.
GENERIC = frozenset(
    "Mr Mrs Ms Miss Dr Sir Nurse Sister Cllr Aunt Auntie Uncle Nan Nana Gran Grandma Grandad PC DC DS DI The St And "
    "School Primary Infant Junior Academy College Nursery High Church Street Road Lane Close Avenue House Centre "
    "Children Family General Hospital Surgery Health Medical Practice Court Council Borough Royal Community".split()
)


def build_large(to: Path, copies: int = 10) -> Path:
    """A case folder at *to* with the drafts of so many copies and no register; the same bytes each time."""
    drafts, gold = to / "drafts", to / "gold"
    for folder in (drafts, gold):
        folder.mkdir(parents=True, exist_ok=True)
    for copy in range(1, copies + 1):
        renamed = Renamed(copy)
        for source, name in build.DRAFTS[CASE].items():
            text = (build.SAMPLES / CASE / "gold" / source).read_text(encoding="utf-8")
            path = gold / f"{copy}-{source}"
            path.write_text(renamed.text(text), encoding="utf-8")
            (drafts / f"{copy} {name}").write_bytes(build.build_draft(path, Path(name).suffix))
    return to


class Renamed:
    """The names of one copy: each word of a name has one other word."""

    def __init__(self, copy: int) -> None:
        self._chance = random.Random(SEED + copy)
        self._first, self._last = names_of("first-names"), names_of("surnames")
        self._known = frozenset(self._first)
        self._others: dict[str, str] = {}

    def text(self, gold: str) -> str:
        """The gold text with the names of this copy."""
        return re.sub(MENTION, lambda m: m[0] if m["label"] == "KEEP" else self._mention(m), gold)

    def _mention(self, found: re.Match[str]) -> str:
        label = found["label"]
        if label not in {"PERSON", "PLACE", "SCHOOL", "HEALTH_SITE", "ADDRESS"}:
            return found[0]
        words = re.sub(r"[^\W\d_]{3,}", lambda m: self._other(m[0], label), found["inner"])
        return f"[{words}]({label}{found['tags']})"

    def _other(self, word: str, label: str) -> str:
        if not word[0].isupper() or word.isupper() or word in GENERIC:
            return word
        if word not in self._others:
            self._others[word] = self._invented(word, label)
        return self._others[word]

    def _invented(self, word: str, label: str) -> str:
        if label != "PERSON":
            return self._chance.choice(HEADS) + self._chance.choice(TAILS)
        return self._chance.choice(self._first if word in self._known else self._last)


def names_of(name: str) -> list[str]:
    """The plain words of a list of names."""
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if re.fullmatch(r"[A-Z][a-z]{3,}", line)]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(build_large(folder, int(sys.argv[2]) if len(sys.argv) > 2 else 10))
