"""Names planted at random in finished editions are found by the gate, and clean editions do not block.

A surface, a form of a name and a place are chosen by chance for each edition; one seed gives one edition.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "leaks"))

import cast

from redact.checking import _asked
from redact.checks import Question, open_file, run_checks
from redact.formats import write
from redact.key import Opener
from redact.model import Edition
from redact.rules import load_rules
from written_report import Pages

SUFFIXES = (".docx", ".html", ".pdf", ".txt", ".md")
SENTENCES = (
    "The panel met four times and heard from every agency.",
    "Learning was shared with all staff teams in March 2031.",
    "Child G lived in Town A with Mother and went to School A.",
    "Home visits were recorded within two working days.",
    "Mother told the social worker that the home was cold.",
    "The school asked for a strategy meeting, and none was held.",
)
PLACES = ("paragraph", "heading", "item", "quote", "caption", "cell", "note", "header", "footer", "title")
#: How a name may stand in a finished text, whether somebody typed it or a program broke it.
FORMS = {
    "as it is": lambda name: name,
    "in capitals": str.upper,
    "possessive": lambda name: f"{name}’s",
    "soft hyphen": lambda name: f"{name[:3]}\u00ad{name[3:]}",
    "no width": lambda name: f"{name[:2]}\u200b{name[2:]}",
    "fixed blank": lambda name: name.replace(" ", "\u00a0"),
    "two blanks": lambda name: name.replace(" ", "  "),
    "look-alike": lambda name: name.replace("o", "\u043e").replace("a", "\u0430"),
    "in brackets": lambda name: f"({name})",
}


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Question:
    """What a case with the cast list knows."""
    folder = tmp_path_factory.mktemp("case")
    (folder / "register.yaml").write_text(cast.REGISTER, encoding="utf-8")
    return _asked(folder, load_rules(), lambda: Opener("none", b""), lambda step: None)[2]


def edition(chance: random.Random, planted: str = "") -> Edition:
    """Some dozen blocks, with *planted* in one of them."""
    pages, at = Pages(), chance.randrange(len(PLACES))
    pages.add("title", "Overview report" + (f" {planted}" if planted and PLACES[at] == "title" else ""))
    for number, kind in enumerate(PLACES[:-1]):
        words = chance.choice(SENTENCES)
        if planted and number == at:
            cut = chance.choice([place for place, sign in enumerate(words) if sign == " "])
            words = f"{words[:cut]} {planted}{words[cut:]}"
        if kind == "cell":
            pages.row(1, 0, "Date", "Event", header=True)
            pages.row(1, 1, "March 2031", words)
        elif kind == "note":
            pages.add("paragraph", f"{chance.choice(SENTENCES)}[^1]")
            pages.add("note", words, number="1")
        else:
            pages.add(kind, words, **({"level": 1} if kind in ("heading", "item") else {}))
    return pages.edition("Overview report" + (f" {planted}" if planted and PLACES[at] == "title" else ""))


def planted(chance: random.Random) -> tuple[str, str]:
    """A form of a name of the cast, and which form it is."""
    how = chance.choice(sorted(FORMS))
    names = (*cast.NAMES, "Izzikins", "Shivvykin", "Zbyszek")
    return FORMS[how](chance.choice(names)), how


def missed(seed: int, folder: Path, question: Question) -> tuple[str, bool]:
    """What was not found of edition *seed*, '' for nothing; and whether its clean twin blocks."""
    chance = random.Random(seed)
    words, how = planted(chance)
    suffix, state = chance.choice(SUFFIXES), chance.getstate()
    found = []
    for name in (words, ""):
        chance.setstate(state)
        path = folder / f"edition{suffix}"
        path.write_bytes(write(edition(chance, name), suffix))
        checked = run_checks([open_file(path)], question)
        found.append({f.check for f in checked if f.severity == "blocks"})
    return ("" if "names" in found[0] else f"{seed}: {how} in {suffix}"), bool(found[1])


def both(seeds: range, folder: Path, question: Question) -> tuple[list[str], int]:
    """All that was missed, and how many clean editions block."""
    results = [missed(seed, folder, question) for seed in seeds]
    return [one for one, _ in results if one], sum(blocks for _, blocks in results)


def test_what_is_planted_is_found(tmp_path: Path, question: Question) -> None:
    """Forty editions: every planted name blocks, no clean twin does."""
    assert both(range(40), tmp_path, question) == ([], 0)


@pytest.mark.long
def test_what_is_planted_in_a_thousand_editions_is_found(tmp_path: Path, question: Question) -> None:
    """A thousand of them; `pytest -s` prints the figures."""
    lost, blocked = both(range(1000), tmp_path, question)
    print(f"planted 1,000, found {1000 - len(lost)}; clean editions that block: {blocked}", file=sys.stderr)
    assert lost == [], Counter(one.split(": ")[1] for one in lost)
    assert blocked < 10
