"""What kind of name a span is: a person, a place or a body, by what it is made of and what stands around it.

The model finds the span of a name nearly always and its kind much less often,
least of all for a first name that stands alone. So every sign is a vote, the
model's word among them, and the most votes win.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from redact.detect.words import is_first_name, is_name, is_ordinary, is_place
from redact.names import fold, is_title
from redact.rules import Rules

#: What people do and undergo in a report; a capitalised word before one of these is a person.
DOES = (
    r"(?:[\w\-]{3,}ed|said|says|told|tells|asks|felt|feels|thought|thinks|saw|sees|met|meets|took|takes|went|goes|came|comes|"
    r"rang|rings|wrote|writes|slept|sleeps|left|leaves|became|began|begins|kept|keeps|gave|gives|got|gets|made|makes|"
    r"knew|knows|heard|hears|held|holds|brought|brings|spoke|speaks|had|has|was|is|were|did|does|would|could|might|"
    r"should|must|cannot|can|will|never|also|then|often|still|always|sometimes|later|now|himself|herself|themselves|"
    r"who|whose|too|alone|lost|ate|sat|stood|ran|lay|hid|fell|hit|hurt|cut|put|let|set|read|sent|built|paid|"
    r"lives|moves|attends|presents|appears|seems|refuses|wants|needs|loves|likes|calls|visits|died|cries)\b"
)
#: What follows a person: a verb, what is theirs, an age, another person.
#: What stands beside a person's name between commas: 'the maternal aunt', 'Dan's mother'.
_APPOSED = (
    r",\s(?:the|an?|his|her|their|[A-Z][\w\-]+['’]s?)\s(?:[\w\-]+\s){0,2}(?:mother|father|mum|dad|sister|brother|aunt|auntie|uncle|cousin|"
    r"grandmother|grandfather|gran|nan|grandad|niece|nephew|neighbour|friend|partner|boyfriend|girlfriend|carer|social worker|"
    r"health visitor|midwife|nurse|teacher|landlord|lodger)\b"
)
AFTER_PERSON = re.compile(
    rf"\s(?:{DOES})|['’]s?\s(?:own\s)?(?:[a-z\d]|GP|SW)|,?\s\(?(?:then\s)?aged\b|,\s(?:who|his|her|their|then|\d\d?\b)"
    r"|,\s\(?0\d{3,4}\b|,\s(?:it|he|she|they|we|I|you|thanks?|please|yes|no|can|could|sorry)\b|\s(?:and|or)\s(?:his|her|their)\b|\s(?:and|&)\s(?=[A-Z][a-z])"
    rf"|{_APPOSED}"
    r"|[\"”]|[:.](?=\s|$)|,\s(?:went|came|was|had|[a-z]{3,}ed)\b|\s\([A-Z]{2,}|\s[a-z]{3,}s\s(?:the|a|an|his|her|their|to|at|in|from|with|on)\b"
)
APPOSED = re.compile(_APPOSED)
BEFORE_PERSON = re.compile(
    r"\b(?:mother|father|mum|mam|dad|sister|brother|sibling|twin|son|daughter|partner|husband|wife|aunt|auntie|uncle|"
    r"grandmother|grandfather|nan|gran|grandad|cousin|niece|nephew|baby|child|toddler|teenager|boy|girl|infant|pupil|"
    r"neighbour|friend|boyfriend|girlfriend|carer|worker|visitor|teacher|officer|nurse|midwife|doctor|consultant|manager|"
    r"named|called|told|asked|with|by|saw|see|seen|seeing|visited|visit|met|meet|and|that|for|of|about|between|what|when|"
    r"while|because|if|whether|how|where|then|spoke to|spoken to|talked to|talk to|cared for|care of|concerns about|"
    r"brought|took|take|left|held|collected|examined|weighed|found|heard|knew|loved|wanted|describes?|described|as),?\s[“\"‘(]?$",
    re.IGNORECASE,
)
#: What children call their kin, before a name: 'Nanny Lol'.
KIN_BEFORE = re.compile(
    r"(?<!\w)(?:Nan|Nana|Nanna|Nanny|Gran|Granny|Grandma|Grandad|Grandpa|Aunt|Auntie|Aunty|Uncle|Cousin|Nain|Taid|Mamgu|"
    r"Tadcu|Babcia|Ciocia|Bibi|Dada|Dadi|Nani)[ \u00a0]$"
)
INITIAL = re.compile(r"(?<![\w./])(?:(?!I\b|A\b)[^\W\d_a-z](?:\.[ \u00a0]?|[ \u00a0])){1,3}$")
#: Where no noun follows that an article may belong to: not in 'the Pintail manager'.
ALONE = re.compile(
    r"(?=$|[.,;:)\]!?”\"\n\t|]|\s(?:[a-z]+ed|is|was|has|had|did|does|do|could|would|should|will|can|must|may|never|also|then|"
    r"and|or|but|in|on|at|to|by|for|from|with|where|which|who|that|when|as|until|after|before|while|because|if|so|he|she|"
    r"again|twice|once|last|this|next|today|each|every|now|then|"
    r"they|rang|wrote|said|told|saw|sent|held|kept|knew|gave|took|made)\b)"
)
SURELY_PERSON = re.compile(
    r"\b(?:baby|named|called|nicknamed|spoke to|spoken to|speak to|speaks to|talked to|talk to|talking to|said to|listened to|explained to|"
    r"wrote to|according to|seen by|told by|mother of|father of|cared for by|told|asked|(?:his|her|their|the|maternal|paternal|older|younger|"
    r"elder|half|step|foster)[\s\-](?:mother|father|sister|brother|sibling|son|daughter|aunt|uncle|cousin|grandmother|grandfather|partner|"
    r"husband|wife|niece|nephew|friend|boyfriend|girlfriend)),?\s$",
    re.IGNORECASE,
)
#: Words that make it a place for sure, then words that may.
IN_PLACE = re.compile(
    r"\b(?:liv(?:es?|ed|ing)|mov(?:e[ds]?|ing)|home|house|flat|housed|born|raised|grew up|based|stayed|residents?|schools?|"
    r"travel(?:led|ling)|drove|towns?|city|village|area|streets?|police|station|families|family|relatives|work(?:s|ed)?|"
    r"placed|placements?|accommodation|tenancy|property|address|council)\s"
    r"(?:back\s|away\s|out\s|up\s|over\s)?(?:in|to|at|near|from|around|outside|of|across|on)\s(?:the\s)?$",
    re.IGNORECASE,
)
AFTER_PLACE = re.compile(
    r",\s(?:a|the|an)\s(?:\w+\s){0,2}(?:town|village|city|suburb|hamlet|district|estate|island|port|resort)\b"
    r"|\s(?:area|estate|town|village|ward|parish|district|beach|river|bridge|footbridge|promenade|seafront|park|valley|coast|"
    r"bypass|docks?|harbour|market|neighbourhood)\b"
)
BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|around|outside|towards|into|through|visiting|across|via|beyond|along)\s(?:the\s)?$",
    re.IGNORECASE,
)
PLACE_WORDS = re.compile(
    r"\b(?:Abbey|Bank|Bay|Beach|Bottom|Bridge|Brook|Common|Cross|Dale|Down|Downs|End|Fell|Fen|Fields?|Ford|Gate|Green|Grove|"
    r"Harbour|Haven|Heath|Hill|Hills|Island|Isle|Jetty|Lea|Marsh|Meadows?|Moor|Mount|Mouth|Nook|Park|Pier|Point|Port|Quay|"
    r"Reach|Rest|Ridge|Rise|Sands|Shore|Side|Spring|Staithe|Stow|Tor|Vale|Valley|View|Warren|Water|Wharf|Wold|Wood|Woods)$"
)
BEGINS_AS_PLACE = re.compile(
    r"(?:River|Loch|Lough|Lake|Mount|Isle|Upper|Lower|Little|Great|Nether|Market|Chipping|Abbots?|Long|Much)\s[^\W\d_a-z]"
)
ENDS_AS_PLACE = re.compile(
    r"(?:ton|ham|ley|ford|thorpe|wick|wich|mouth|bury|burgh|borough|worth|stead|field|chester|caster|combe|hampton|minster|"
    r"pool|dale|shire|sea|gate|bridge|hurst|stoke|stowe?|bourne|brook|holme?|beck|ness|ton-on-\w+)$"
)
BODY = re.compile(
    r"\b(?:Surgery|Association|School|Academy|Hospital|Nursery|Centre|Trust|Council|Board|Constabulary|Partnership|"
    r"Practice|College|Street|Road|Lane|Avenue|Terrace|Crescent|Project|Refuge|Services?|Agency|Committee|Infirmary)\b"
)
BODIES = (
    ("ADDRESS", re.compile(r"\b(?:Street|Road|Lane|Avenue|Terrace)$")),
    ("SCHOOL", re.compile(r"\b(?:School|Academy|Nursery|College)$")),
    ("HEALTH_SITE", re.compile(r"\b(?:Surgery|Hospital|Infirmary|Practice)$")),
    ("ORG", re.compile(r"(?<!\bCrescent)$")),
)
BESIDE_BODY = re.compile(
    r"\s(?:staff|managers?|workers?|team|records?|policy|helpline|website|system|employees|customers|branch|newspaper|reported)\b"
)

#: The kinds that the model gives, and what each votes for.
HINTS = {"PERSON": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "ORG": "ORG"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a name is held to be, how strongly (the winning votes), and the sign that says most."""

    label: str
    votes: float
    reason: str


def kind_of(text: str, start: int, end: int, hint: str, rules: Rules) -> Kind:
    """The kind of the name at *start* to *end*; *hint* is the model's kind, or ''."""
    name = text[start:end]
    body = BODY.search(name)
    if body and body.end() == len(name) and not is_title(name.split()[0], rules):
        label = next((kind for kind, last in BODIES if last.search(name)), "ADDRESS")
        return Kind(label, 4.0, "reads like the name of a place or body")
    signs = {
        "PERSON": _person(text, start, end, rules),
        "PLACE": _place(text, start, end, rules),
        "ORG": _body(text, start, end, rules),
    }
    if hint in HINTS:
        signs[HINTS[hint]].append((1.5 if hint == "PERSON" else 0.8, f"reads like {LIKE[HINTS[hint]]}"))
    label = max(signs, key=lambda kind: sum(vote for vote, _ in signs[kind]))
    votes = sum(vote for vote, _ in signs[label])
    return Kind(label, votes, max(signs[label])[1] if signs[label] else f"reads like {LIKE[label]}")


LIKE = {"PERSON": "a person's name", "PLACE": "a place", "ORG": "the name of a body"}

Signs = list[tuple[float, str]]


def _person(text: str, start: int, end: int, rules: Rules) -> Signs:
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    words = [fold(word) for word in re.split(r"[\s\-\u2010\u2011]+", text[start:end]) if word]
    last = before.split()[-1] if before.split() else ""
    signs: Signs = [(0.6 if len(words) <= 3 else 0.0, "reads like a person's name")]
    if (is_title(last, rules) and last[:1].isupper()) or (
        len(words) > 1 and is_title(text[start:end].split()[0], rules)
    ):
        signs.append((3.0, "a title stands before it"))
    if KIN_BEFORE.search(before):
        signs.append((3.0, "a word for kin stands before it as a title"))
    if INITIAL.search(before):
        signs.append((2.5, "an initial stands before it"))
    if words and is_first_name(words[0], rules):
        signs.append((1.0 if is_ordinary(words[0], rules) else 2.0, "on the list of first names"))
    elif words and is_name(words[0], rules):
        signs.append((0.7, "on the list of surnames"))
    if len(words) > 1 and is_name(words[-1], rules):
        signs.append((1.0, "a surname on the list"))
    if AFTER_PERSON.match(after):
        signs.append((1.0, "what follows is said of a person"))
    if SURELY_PERSON.search(before):
        signs.append((2.4, "what stands before is said of a person"))
    elif BEFORE_PERSON.search(before):
        signs.append((1.0, "what stands before is said of a person"))
    return signs


def _is_of_everyday_words(name: str, rules: Rules) -> bool:
    """Whether a name in the plural is made of everyday words that are nobody's surname: 'Beeches', 'Otters'."""
    words = [fold(word) for word in name.split()]
    return all(
        is_ordinary(word, rules) and not is_name(word, rules) and not is_name(word.removesuffix("s"), rules)
        for word in words
    )


def _place(text: str, start: int, end: int, rules: Rules) -> Signs:
    name, before, after = text[start:end], text[max(0, start - 40) : start], text[end : end + 60]
    signs: Signs = []
    if is_place(fold(name), rules):
        named = is_first_name(fold(name), rules)
        signs.append((1.5 if named else 2.5 if is_name(fold(name), rules) else 3.6, "a place on the list"))
    if AFTER_PLACE.match(after):
        signs.append((2.5, "the text calls it a place"))
    if IN_PLACE.search(before):
        signs.append((2.5, "stands where a place stands"))
    elif BEFORE_PLACE.search(before):
        signs.append((1.2, "stands where a place stands"))
    if BEGINS_AS_PLACE.match(name):
        signs.append((3.0, "begins as places do"))
    if " " in name and PLACE_WORDS.search(name):
        signs.append((1.8, "ends as places do"))
    elif ENDS_AS_PLACE.search(name):
        signs.append((0.5, "ends as places do"))
    return signs


def _body(text: str, start: int, end: int, rules: Rules) -> Signs:
    name, before, after = text[start:end], text[max(0, start - 12) : start], text[end : end + 40]
    signs: Signs = []
    if re.search(r"\b[Tt]he\s$", before):
        several = name.endswith("s") and not _is_of_everyday_words(
            name, rules
        )  # 'the Smiths', not 'the Beeches'
        one = not several and ALONE.match(after)  # 'the Smith case' is a person's
        signs.append((4.5 if one else 1.6, "stands as the name of a body"))
    if BESIDE_BODY.match(after):
        signs.append((1.0, "what follows is said of a body"))
    words = [fold(word) for word in name.split()]
    if len(words) > 1 and all(is_ordinary(word, rules) for word in words):
        signs.append((1.2, "everyday words with capitals"))
    if name.isupper() and len(name) <= 5:
        signs.append((1.5, "an abbreviation"))
    return signs
