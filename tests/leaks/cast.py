"""The invented people of the adversarial drafts, what about them is secret, and their register.yaml.

Nobody here exists. The identifiers come from ranges that are never issued.
"""

from __future__ import annotations

#: One name of each kind that breaks something: hyphens, apostrophes, accents, one word, a kunya, ligatures.
HYPHENATED = "Isolde Fernyhalgh-Pocklish"
APOSTROPHE = "Siobhán O’Drennagh"
ACCENTED = "Zbigniew Wąsaczyk"
KUNYA = "Umm Rashdan"
ONE_WORD = "Tenzinlha"
LIGATURES = "Steffie Flintwhistle"
NAMES = (HYPHENATED, APOSTROPHE, ACCENTED, KUNYA, ONE_WORD, LIGATURES)

NHS = "999 000 0018"
BORN = "2013-03-14"
ADDRESS = "14 Wrenholmewick Close"
POSTCODE = "ZA9 9AA"
PHONE = "07700 900123"
EMAIL = "isolde.fernyhalgh@example.org"
SCHOOL = "St Ebbawick’s School"

#: What no output may hold, by how it is to be looked for.
SECRETS: tuple[tuple[str, str], ...] = (
    ("name", HYPHENATED),
    ("name", "Izzikins"),
    ("name", APOSTROPHE),
    ("name", "Shivvykin"),
    ("name", ACCENTED),
    ("name", "Zbyszek"),
    ("name", "Hanadi al-Qurashdi"),
    ("name", KUNYA),
    ("name", ONE_WORD),
    ("name", LIGATURES),
    ("name", "Ebbawick"),
    ("name", "Wrenholmewick"),
    ("number", NHS),
    ("number", PHONE),
    ("code", POSTCODE),
    ("date", BORN),
)

#: Sentences that must stand in every edition, whatever else the draft holds.
HARMLESS = (
    "The panel met four times and heard from every agency.",
    "Learning was shared with all staff teams.",
    "Home visits were recorded within two working days.",
)

#: What stands beside a planted secret: in an edition if the place is read, in none if it is left behind.
KETTLE = "came to the next visit"

REGISTER = f"""\
case: ZZ-2031-99
subject: p1
people:
  - {{id: p1, name: {HYPHENATED}, aliases: [Izzikins], role: subject child, pseudonym: Child G, born: {BORN}}}
  - {{id: p2, name: {APOSTROPHE}, aliases: [Shivvykin], role: mother}}
  - {{id: p3, name: {ACCENTED}, aliases: [Zbyszek], role: father}}
  - {{id: p4, name: Hanadi al-Qurashdi, aliases: [{KUNYA}], role: grandmother, family: maternal}}
  - {{id: p5, name: {ONE_WORD}, role: neighbour}}
  - {{id: p6, name: {LIGATURES}, role: social worker}}
organisations:
  - {{id: o1, name: {SCHOOL}, role: school, pseudonym: School A}}
"""


def said(name: str) -> str:
    """A sentence that holds *name*, and words that show whether it was printed."""
    return f"Then {name} {KETTLE}."
