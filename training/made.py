"""Sentences for the training of `telling`, made from the phrases of training/telling/ and a fixed seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent / "telling"
WHO = (
    "The mother|The father|Her partner|His stepfather|The grandmother|The maternal grandfather|An aunt|The uncle|"
    "The boy|The girl|The eldest child|The younger brother|His sister|A neighbour|A cousin|The lodger|Mum|Dad|Mother|"
    "Father|MGM|PGF|She|He|The couple's friend|Mr {S}|Mrs {S}|Ms {S}|{F}|{F} {S}|{F}, now {N},|Her ex-partner|"
    "The foster carer|His own father|The baby's father|A relative|One of the children|The family friend"
).split("|")
FIRST = (
    "Rhona Idris Tegan Bilal Mairi Kofi Lena Owain Priya Marek Shanice Dougal Femi Jodie Ruairi Noor".split()
)
LAST = "Pettigrew Hallam Okoro Vance Lindqvist Mahmood Treharne Osei Burrows Nowak Cartlidge Sethi Doyle Fenwick".split()
#: How a phrase of each kind is set into a sentence. W: somebody; P: the phrase; D: what somebody did, and L: a
#: whole sentence, both telling of nobody; T: a plain thing.
FRAMES = {
    "is": "W is P.|W was P.|W, P, D.|W, who was P, D.|W had been P.|W had been P for some years and D.|W (P) D.|W: P.|"
    "W described himself as P.|W told the reviewer that he was P.|W is P and D.|L W was P.|W, who is P, D and D.|"
    "W is now P.|W, P and known to services, D.|P, W D.|The record has W as P.|W, formerly P, D.",
    "has": "W has P.|W had P.|W, who has P, D.|On examination W had P.|W was seen with P.|W with P.|C/O P.|"
    "W came to school with P and D.|W presented with P, T and T.|W D and had P.|The health visitor noted P.|P noted.|"
    "Injuries: P, T.|W has P and T.|The report says that W had P.|W, with P, D.|There was P.|W was found to have P.",
    "did": "W P.|W P.|W, who P, D.|W D and P.|W P and D.|It was recorded that W P.|W said that he P when they met.|"
    "After W P, D2.|W P, but D2.|W D, P and D.|In the spring W P.|W P in front of the children.|W once P.|"
    "The school learned that W P.|W later P.|Neighbours said that W P.|P when small. D2.",
    "does": "W P.|W P and D.|W, who P, D.|W is at home and P.|The school knows that W P.|W D; he now P.|W P most weekends.|"
    "L W P.|W still P.|W P, and D2.|P. D2.",
    "doing": "W was seen P.|A neighbour reported W P.|W was found P.|W was P.|Police came upon W P.|W, P, D.|L W was P.|"
    "The photograph shows W P.|W D, P at the time.|W has been P.|Seen P.",
    "thing": "The social worker saw P.|There was P.|Officers found P and T.|W spoke of P.|The family were known for P.|"
    "W D after P.|T, P and T were recorded.|P was noted.|The note mentions P.|W was hurt with P.|Following P, D2.|"
    "It came to notice through P.|W arrived in P.|The file holds T and P.|P.|L P was mentioned.|W asked about P.",
    "happened": "P.|That week P.|W said that P.|It was noted that P.|D2 and P.|P, and D2.|W D because P.",
    "said": "W said “P”.|W told the nurse: “P.”|The note reads “P”.|“P,” W said.|The entry says \"P\".|W shouted, \"P\"|"
    "“P.” W D.|W texted \"P\" and D.|He said P.|W wrote: P.|“P”|W told the officer, ‘P’.",
}  # fmt: skip


def phrases(name: str) -> dict[tuple[str, str], list[str]]:
    """The phrases of a file by kind and class; the class of plain ones is ''."""
    found: dict[tuple[str, str], list[str]] = {}
    key = ("", "")
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+)(?: (\w+))?\]", line):
            key = (head[1], head[2] or "")
        elif line and not line.startswith("#"):
            found.setdefault(key, []).append(line)
    return found


def marked(sentence: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A whole sentence with its telling places, which it has in braces; of which class, nobody has said."""
    text, places = "", []
    for part in re.split(r"({[^{}]+})", sentence):
        if part.startswith("{"):
            places.append((len(text), len(text) + len(part) - 2, ""))
            part = part[1:-1]
        text += part
    return text, places


class Maker:
    """Makes sentences; a telling phrase is told by the offsets of its letters and its class."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a draw of sentences, no secret
        self.telling, self.plain = phrases("telling.txt"), phrases("plain.txt")

    def sentences(self, each: int, plainly: int) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
        """Each telling phrase *each* times, each plain one *plainly* times, with the telling places."""
        rows = [(kind, name, phrase) for (kind, name), all_ in self.telling.items() for phrase in all_] * each
        rows += [(kind, "", phrase) for (kind, _), all_ in self.plain.items() for phrase in all_] * plainly
        self.random.shuffle(rows)
        for kind, name, phrase in rows:
            if kind in {"sentence", "told"}:
                yield marked(phrase)
            else:
                yield self.sentence(kind, name, phrase)

    def told(self) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
        """The sentences of the files told*.txt, which are whole, in another order: what is alike does not stand together."""
        whole = [line for path in sorted(HERE.glob("told*.txt")) for line in phrases(path.name)["told", ""]]
        return map(marked, self.random.sample(whole, len(whole)))

    def sentence(self, kind: str, name: str, phrase: str) -> tuple[str, list[tuple[int, int, str]]]:
        """One sentence with *phrase* in it."""
        frame = self.random.choice(FRAMES[kind].split("|"))
        text, at = "", (0, 0)
        for part in re.split(r"(\b(?:W|P|D2|D|L|T)\b)", frame):
            said = self.part(part, phrase)
            if part == "P":
                at = (len(text), len(text) + len(said))
            text += said
        text = text[:1].upper() + text[1:] if self.random.random() < 0.95 else text
        return text, [(*at, name)] if name else []

    def part(self, part: str, phrase: str) -> str:
        """The words for one letter of a frame."""
        pick = self.random.choice
        if part == "P":
            bare = self.random.random() < 0.2
            return re.sub(r"^(?:an?|the) ", "", phrase) if bare else phrase
        if part == "W":
            who = pick(WHO).replace("{S}", pick(LAST)).replace("{F}", pick(FIRST))
            return who.replace("{N}", pick("nine twelve fifteen thirty-one".split()))
        if part == "D2":
            return f"{pick(WHO[:14]).lower()} {pick(self.plain['did', ''])}"
        kinds = {"D": "did", "L": "sentence", "T": "thing"}
        return pick(self.plain[kinds[part], ""]) if part in kinds else part
