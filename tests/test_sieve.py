"""The sieve before the search for names: it may let too much through, and never too little."""

import random

from redact.checks import forget
from redact.checks.names import names
from redact.checks.nouns import Opened, Passage, Question
from redact.checks.sieve import Sieve
from redact.checks.sought import Sought
from redact.model import Secret

SECRETS = tuple(
    Secret(f"p{n}", text, label)
    for n, (text, label) in enumerate(
        [
            ("Zofia Wandlebury", "PERSON"),
            ("St. Mary's", "SCHOOL"),
            ("J. E. S.", "PERSON"),
            ("QV", "PERSON"),
            ("Łukasz", "PERSON"),
            ("May", "PERSON"),
            ("12/03/2016", "DOB"),
            ("07700 900123", "PHONE"),
        ]
    )
)
#: What a name may be written with: look-alikes, signs between letters, and nothing at all.
SIGNS = [
    " ",
    "  ",
    "\n",
    "-",
    "- ",
    ".",
    ". ",
    ", ",
    "\u200b",
    "\xad",
    "\xad\n",
    "|",
    "_",
    "/",
    "½",
    "x",
    "7",
    "\u00a0",
]


def written(chance):
    """A secret with signs put in, letters changed, or other words beside it."""
    letters = list(chance.choice(SECRETS).text)
    for _ in range(chance.randrange(4)):
        letters.insert(chance.randrange(len(letters) + 1), chance.choice(SIGNS))
    text = "".join(letters)
    text = chance.choice([text, text.upper(), text.lower(), text.replace("a", "а"), text.replace(" ", "")])
    return (
        chance.choice(["", "The ", "in", "1", "(", "see- "])
        + text
        + chance.choice(["", ".", "ly", " and", "9", " 2016"])
    )


def test_what_is_found_is_found_without_the_sieve_too(monkeypatch):
    """Thousands of ways to write a name: no hit is lost to the look before the search."""
    chance = random.Random(11)
    texts = [" ".join(written(chance) for _ in range(chance.randrange(1, 3))) for _ in range(4000)]
    sieved = _all(texts)
    monkeypatch.setattr(Sieve, "met", lambda self, text: frozenset({"words", "letters", "digits"}))
    assert sieved == _all(texts)
    assert sum(map(bool, sieved)) > 1000


def _all(texts):
    sought = Sought(SECRETS)
    return [sought.hits(text) for text in texts]


def test_a_text_that_holds_no_name_is_known_until_it_is_forgotten(monkeypatch):
    """The second look at the same words asks nothing; a signature's look forgets, and other names are other questions."""
    looked = []
    real = Sieve.met
    monkeypatch.setattr(Sieve, "met", lambda self, text: looked.append(text) or real(self, text))
    opened = Opened(
        "a.txt",
        (Passage("line 1", "Nothing to see.", True, "text"), Passage("2", "Zofia Wandlebury", True, "text")),
    )

    def asked(secrets):
        looked.clear()
        found = list(names((opened,), Question(secrets=secrets)))
        return len(found), "Nothing to see." in looked

    forget()
    assert asked(SECRETS) == (1, True)
    assert asked(SECRETS) == (1, False)
    assert asked(SECRETS[1:]) == (0, True)
    forget()
    assert asked(SECRETS) == (1, True)
