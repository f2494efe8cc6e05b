"""A second draft of a sample: a tenth of its paragraphs moved, reworded or new, in gold mark-up.

    python samples/second_draft.py samples/child-g/gold/overview.md > second.md

For measuring how many of a reviewer's decisions a new draft keeps. The same text and the same
number give the same second draft.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

#: Everyday words and what an author may put instead; only outside marks.
REWORDED = (
    (r"\bsaid\b", "stated"), (r"\btold\b", "informed"), (r"\bwas\b", "had been"), (r"\bthe\b", "that"), (r"\band\b", "as well as"),
    (r"\bvisited\b", "went to see"), (r"\bnot\b", "never"), (r"\bto\b", "so as to"), (r"\bhad\b", "has"), (r"\bof\b", "out of"),
)  # fmt: skip
#: New paragraphs; {full} and {first} are somebody whom the draft marks, {surname} that person's surname.
NEW = (
    "In a later interview [{full}](PERSON#{id}) described the weeks before as calm. [{first}](PERSON#{id}) had kept a diary.",
    "A cousin, [Perpetua {surname}](PERSON#new{n}), came forward only after the first draft was read. [Perpetua](PERSON#new{n}) had not been asked before.",
    "The panel met [{full}](PERSON#{id}) once more. Nothing in the account had changed.",
    "[Hallam Threadgold](PERSON#newx), a caretaker, remembers that morning. [Mr Threadgold](PERSON#newx) opened the gate.",
)
MARK = re.compile(r"\[([^\]\[]*)\]\(([^)\s]+)(?:\s[^)]*)?\)")


def second_draft(marked: str, number: int = 1, share: float = 0.1) -> str:
    """*marked* with *share* of its paragraphs changed: a third moved, a third reworded, a third new."""
    chance = random.Random(number)
    blocks = marked.split("\n\n")
    plain = [at for at, block in enumerate(blocks) if _is_paragraph(block)]
    chosen = chance.sample(plain, min(len(plain), max(3, round(len(plain) * share))))
    third = len(chosen) // 3
    for at in chosen[:third]:
        blocks[at] = _reworded(blocks[at], chance)
    new = [_new(marked, n, chance) for n in range(third)]
    moved = [blocks[at] for at in chosen[third : 2 * third]]
    stay = [block for at, block in enumerate(blocks) if at not in chosen[third : 2 * third]]
    for block in [*moved, *new]:
        stay.insert(chance.choice([at for at, other in enumerate(stay) if _is_paragraph(other)]), block)
    return "\n\n".join(stay)


def _is_paragraph(block: str) -> bool:
    return (
        len(block) > 120
        and block.lstrip()[:1] not in {"#", "|", "-", ":", ">", "<", "["}
        and "\n|" not in block
    )


def _reworded(block: str, chance: random.Random) -> str:
    """Two to four everyday words outside marks changed."""
    for pattern, instead in chance.sample(REWORDED, k=len(REWORDED))[:4]:
        pieces = re.split(r"(\[[^\]\[]*\]\([^)]*\))", block)
        block = "".join(p if p.startswith("[") else re.sub(pattern, instead, p, count=1) for p in pieces)
    return block


def _new(marked: str, n: int, chance: random.Random) -> str:
    people = sorted(
        {
            (m[1], m[2].partition("#")[2])
            for m in MARK.finditer(marked)
            if m[2].startswith("PERSON#p") and " full" in m[0]
        }
    )
    full, entity = chance.choice([p for p in people if re.fullmatch(r"[^\W\d_]+ [^\W\d_]+", p[0])])
    first, _, surname = full.partition(" ")
    return NEW[n % len(NEW)].format(full=full, first=first, surname=surname, id=entity, n=n)


if __name__ == "__main__":
    print(second_draft(Path(sys.argv[1]).read_text(encoding="utf-8")))
