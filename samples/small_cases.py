"""Many small cases, as a region has them: three drafts of 400 to 800 words and a register each; nobody in them exists.

    python samples/small_cases.py FOLDER [CASES] [FIRST]

A case has an overview report (Word), an integrated chronology (Markdown) and terms of reference (text). The
same number gives the same bytes, whatever was made before. Telephone numbers, NHS numbers and postcodes are
of ranges that nobody has. For measuring only: nobody would read them.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import build
import marked_up
from large_case import HEADS, TAILS, names_of

SEED = 40_961
MONTHS = "January February March April May June July August September October November December".split()
#: What a paragraph tells; {…} are filled in by the people of the case.
TOLD = (
    "On {date} {worker} visited {address} and saw {child} with {mother}. {child_first} said little and held a toy rabbit.",
    "{mother} told {health} that {father} had left {town} in {month}. The record gives no forwarding address.",
    "The health visitor, {health}, rang {mother} on {phone} and was told that all was well.",
    "{school} noted on {date} that {child_first} came in without a coat. {teacher} telephoned home; nobody answered.",
    "{worker} wrote that {grandmother} had asked for help with {sibling}, who was {age}.",
    "A strategy meeting was held on {date}. {worker}, {police} and a manager took part; {health} sent apologies.",
    "{father} was arrested on {date} at {address} after a neighbour rang the police. {police} recorded no injury to {child_first}.",
    "The GP surgery in {town} held a record for {child} (NHS number {nhs}), with three appointments that were missed.",
    "{grandmother} said that she had worried since {month} and that nobody had asked her what she knew.",
    "{sibling} told {teacher} that there was shouting at night. This was passed on and not followed up.",
    "The case was closed on {date}. The reviewer found no record of what {child_first} had said or wanted.",
    "{mother} described the winter as the hardest time, when the heating at {address} had failed for weeks.",
    "Supervision did not ask why {father}, who collected {child_first} from {school} twice a week, had never been seen.",
    "The panel heard from {health} that her caseload had doubled, and from {worker} that records were kept on two systems.",
)
LEARNING = (
    "Agencies shared what they knew and did not ask what it meant for the child.",
    "Professional curiosity was said to matter, and the pressures of the work left little room for it.",
    "Fathers and partners were known by what others said of them, and were seldom spoken to.",
    "Thresholds were applied to single events and not to the pattern that they made together.",
    "The child's day was not described in any record, and nobody could say what a usual evening was like.",
    "Recommendation: the partnership should make sure that every visit records what the child said and did.",
    "Recommendation: supervision should ask at each meeting who in the household has not been seen.",
)
EVENTS = (
    "{worker} home visit. {child_first} seen, asleep on sofa. {mother} tired, says {father} not living there.",
    "Call from {grandmother}: shouting at {address}. Advised to ring police.",
    "{school}: {sibling} late for the fourth time. {teacher} spoke to {mother}.",
    "Police to {address}. {police} attended. No offences. Notification sent.",
    "{health} no access visit, card left. Rang {phone}, no reply.",
    "Appointment at surgery in {town} missed. {child} to be rebooked.",
)
TERMS = (
    "This review looks at how agencies worked with the family of {child} between {month} and {month}.",
    "The independent reviewer will speak to {mother} and {father} where they wish it, and to {grandmother}.",
    "The panel will hear from {worker} and from {health}, and will read the records of {school}.",
    "What did agencies know of the household at {address}, and what did they make of it?",
    "How was the voice of {child_first} heard, and that of {sibling}?",
    "The work of the police in {town} after {date} is within the scope of the review.",
    "The review will consider whether information was shared in time, and whether plans were followed up.",
    "It will not look for blame. It asks what made good work hard, and what would make it easier.",
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and places of one case."""

    words: dict[str, str]
    chance: random.Random

    def say(self, line: str) -> str:
        """A line with names, and with a day, a month and an age of its own."""
        year = self.chance.choice((2031, 2032))
        month = self.chance.choice(MONTHS)
        own = {"date": f"{self.chance.randint(1, 28)} {month} {year}", "month": f"{month} {year}",
               "age": f"{self.chance.randint(6, 15)} years old"}  # fmt: skip
        return line.format(**self.words, **own)

    def some(self, lines: tuple[str, ...], words: int) -> list[str]:
        """Paragraphs out of *lines*, about so many *words* in all."""
        made: list[str] = []
        while sum(len(line.split()) for line in made) < words:
            made.append(" ".join(self.say(line) for line in self.chance.sample(lines, min(3, len(lines)))))
        return made


def cast(number: int) -> Cast:
    """Who is in the case of this number."""
    chance = random.Random(SEED + number)
    firsts = iter(chance.sample(names_of("first-names"), 12))
    lasts = iter(chance.sample(names_of("surnames"), 8))
    family, town = next(lasts), chance.choice(HEADS) + chance.choice(TAILS)
    child = next(firsts)
    return Cast(
        {
            "child": f"{child} {family}",
            "child_first": child,
            "mother": f"{next(firsts)} {family}",
            "father": f"{next(firsts)} {next(lasts)}",
            "grandmother": f"{next(firsts)} {next(lasts)}",
            "sibling": f"{next(firsts)} {family}",
            "worker": f"{next(firsts)} {next(lasts)}",
            "health": f"{next(firsts)} {next(lasts)}",
            "teacher": f"Mrs {next(lasts)}",
            "police": f"PC {next(lasts)}",
            "school": f"{chance.choice(HEADS)}{chance.choice(TAILS)} Primary School",
            "town": town,
            "address": f"{chance.randint(1, 90)} {chance.choice(HEADS)}{chance.choice(TAILS)} Road, ZA9 9AA",
            "phone": f"07700 900{chance.randint(100, 999)}",
            "nhs": chance.choice(("999 000 0018", "999 555 0121")),
        },
        chance,
    )


def register(number: int, people: Cast) -> str:
    """The register of a case: the family, as a panel would list it; the professionals are for the program to find."""
    own = people.words
    rows = [("p1", "child", "subject child"), ("p2", "mother", "mother"), ("p3", "father", "father"),
            ("p4", "sibling", "sibling"), ("p5", "grandmother", "maternal grandmother")]  # fmt: skip
    lines = [f"  - {{id: {i}, name: {own[who]}, role: {role}}}" for i, who, role in rows]
    return "\n".join(
        (f"case: ZZ-2031-{number:04}", "subject: p1", "people:", *lines, "places:",
         f"  - {{id: l1, name: {own['town']}, role: town}}", "documents:",
         "  - {file: overview report.docx, kind: overview-report}", "  - {file: chronology.md, use: source}",
         "  - {file: terms of reference.txt, use: source}", "")
    )  # fmt: skip


def overview(people: Cast) -> str:
    """The report, 600 to 800 words."""
    parts = ["# Overview report", "", "## What happened", ""]
    for at, line in enumerate(people.some(TOLD, people.chance.randint(420, 600)), 1):
        parts += [f"2.{at} {line}", ""]
    parts += ["## What was learned", ""]
    for at, line in enumerate(people.some(LEARNING, 120), 1):
        parts += [f"3.{at} {line}", ""]
    return "\n".join(parts)


def chronology(people: Cast) -> str:
    """The chronology, a table of about 400 words."""
    rows = [f"| {people.say('{date}')} | {people.say(people.chance.choice(EVENTS))} |" for _ in range(26)]
    return "\n".join(["# Integrated chronology", "", "| Date | Event |", "|---|---|", *rows, ""])


def terms(people: Cast) -> str:
    """The terms of reference, about 400 words."""
    lines = people.some(TERMS, 390)
    return "\n\n".join(["# Terms of reference", *(f"{at}. {line}" for at, line in enumerate(lines, 1)), ""])


def build_small(number: int, to: Path) -> Path:
    """The case folder of this number at *to*; the same bytes each time."""
    people, drafts = cast(number), to / "drafts"
    drafts.mkdir(parents=True, exist_ok=True)
    (to / "register.yaml").write_text(register(number, people), encoding="utf-8")
    for name, text in (
        ("overview report.docx", overview(people)),
        ("chronology.md", chronology(people)),
        ("terms of reference.txt", terms(people)),
    ):
        made = build.MAKERS[Path(name).suffix](marked_up.parse(text))
        (drafts / name).write_bytes(made)
    return to


def build_many(to: Path, cases: int, first: int = 1) -> list[Path]:
    """So many case folders in *to*; one that is there is left as it is."""
    folders = [to / f"case-{number:04}" for number in range(first, first + cases)]
    for number, folder in enumerate(folders, first):
        if (
            not (folder / "register.yaml").exists()
            or not (folder / "drafts" / "terms of reference.txt").exists()
        ):
            build_small(number, folder)
    return folders


if __name__ == "__main__":
    count, begin = ([int(word) for word in sys.argv[2:4]] + [10, 1][len(sys.argv[2:4]) :])[:2]
    print(f"{len(build_many(Path(sys.argv[1]), count, begin))} cases in {sys.argv[1]}")
