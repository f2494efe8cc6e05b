"""How a name is written: folding, its parts, and all the forms people give it.

Detection, linking, pseudonyms and the checks' list of secrets all ask the same
question of a name, so it is answered once, here. Nothing is found here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from redact.model import Entity
from redact.rules import Rules

#: Letters that Unicode does not decompose, and how people type them without the mark.
UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ħ": "h",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ð": "d",
        "þ": "th",
        "Ð": "D",
        "Þ": "Th",
        "ʼ": "'",
        "`": "'",
        "´": "'",
    }
)
#: Categories of characters that nobody sees by themselves: format characters and marks.
UNSEEN = frozenset({"Cf", "Mn", "Me"})
APOSTROPHES = frozenset("'’‘ʼ`´")
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")

#: Letters of other scripts, and small capitals, that look like Latin ones; a name typed with them reads the same.
LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеіјорсѕухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοսօᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "ABESIJKMHOPCTYXaeijopcsyxdqwABEZHIKMNOPTYXouoabcdefghijklmnoprstuvwyz",
)

#: Particles that belong to a family name and are not names by themselves.
PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "del",
        "della",
        "van",
        "der",
        "den",
        "von",
        "zu",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "binti",
        "ibn",
        "abu",
        "ap",
        "ab",
        "ferch",
        "o",
        "mac",
        "mc",
        "st",
    ]
)


#: 'Mother of' and 'father of': with the name of the child they make one name, and none of the child's.
KUNYA = frozenset({"umm", "um", "oum", "abu", "abou", "abo"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """*text* without case, marks, invisible characters and variants of space, hyphen and apostrophe."""
    return skeleton(text)[0].strip()


def skeleton(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the offset in *text* that it came from.

    'Zoë  O’Neil-Ko\u00adwal' folds to "zoe o'neil kowal". A hyphen folds to a space,
    so that 'Anna-Maria', 'Anna Maria' and 'Anna-\\nMaria' are one name.
    """
    straight = text.translate(_FOLDED)
    if "  " not in straight and all(len(_FOLDED[ord(character)]) == 1 for character in set(text)):
        return straight, list(range(len(text)))
    out: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        for folded in _FOLDED[ord(character)]:
            if folded == " " and out and out[-1] == " ":
                continue
            out.append(folded)
            origin.append(offset)
    return "".join(out), origin


class _Folded(dict[int, str]):
    """Every character folded, worked out once: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


_FOLDED = _Folded()


def _fold_character(character: str) -> str:
    if unicodedata.category(character) in UNSEEN:
        return ""
    if character in HYPHENS or character.isspace():
        return " "
    if character in APOSTROPHES:
        return "'"
    plain = unicodedata.normalize("NFKD", character.translate(LOOKALIKES).translate(UNDECOMPOSED))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return kept.translate(UNDECOMPOSED).casefold().replace("\u0307", "")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A personal name taken apart; each part as written."""

    title: str
    given: tuple[str, ...]
    family: str

    @property
    def words(self) -> tuple[str, ...]:
        """Given names and family name, without the title."""
        return (*self.given, self.family) if self.family else self.given


@lru_cache(maxsize=65536)
def take_apart(name: str, rules: Rules) -> NameParts:
    """Title, given names and family name of *name* ('DOE, Jane' and 'Ms van der Berg' included)."""
    name = re.sub(r"\b([^\W\d_]\.)(?=[^\W\d_]{2})", r"\1 ", name)  # 'R.Doe'
    while said := generation_of(name):
        name = name[: -len(said)]
    if "," in name:
        family, _, given = name.partition(",")
        name = f"{given.strip()} {family.strip()}"
    words = [w for w in re.split(r"[\s\u00a0]+", name.strip()) if w.strip(".,'’()\"")]
    title: list[str] = []
    while words and (is_title(words[0], rules) or (title and fold(words[0]) in {"and", "&"})):
        title.append(words.pop(0))
    if len(words) > 1 and fold(words[0]) in KUNYA:
        words[:2] = [f"{words[0]} {words[1]}"]
    if len(words) == 1:
        return NameParts(" ".join(title), (), words[0]) if title else NameParts("", (words[0],), "")
    first, least = len(words) - 1, 0 if title and words and words[0].islower() else 1
    while first > least and fold(words[first - 1]).strip(".'") in PARTICLES:
        first -= 1
    return NameParts(" ".join(title), tuple(words[:first]), " ".join(words[first:]))


#: What the elder and the younger of two of one name are called, folded.
SENIOR = ("senior", "snr", "sr", "the elder")
JUNIOR = ("junior", "jnr", "jr", "the younger", "ii")
THIRD = ("iii",)
#: The same where a name ends; 'Elder' and 'Younger' by themselves are surnames.
GENERATION = re.compile(
    r"(?<=[^\W\d_]),?\s+\(?(?:(?i:senior|junior|[sj]nr|[sj]r|the\s(?:elder|younger))|III?)[.,)\s]*\Z"
)


@lru_cache(maxsize=65536)
def generation_of(text: str) -> str:
    """' Senior', ', the younger', ' II': what a name ends with that says of which generation its bearer is; else ''."""
    found = GENERATION.search(text)
    return found[0] if found else ""


def spells_names(letters: str, words: list[str]) -> bool:
    """Whether folded *letters* are the first one, two or three of each of *words*: 'ffh' of 'ffion haf'."""
    if not words or not letters:
        return not words and not letters
    return any(
        letters[:n] == words[0][:n] and spells_names(letters[n:], words[1:])
        for n in range(1, min(4, len(letters) + 1))
    )


@lru_cache(maxsize=65536)
def generation(text: str) -> tuple[str, ...]:
    """The words of the elder, or of the younger, where a name ends with one of them; else none."""
    said = " ".join(generation_of(text).casefold().strip("().,").split())
    return next((words for words in (SENIOR, JUNIOR, THIRD) if said in words), ())


def is_title(word: str, rules: Rules) -> bool:
    """Whether *word* is a title such as 'Ms' or 'DC'."""
    return word.strip(".").casefold() in _titles(rules)


@lru_cache(maxsize=8)
def _titles(rules: Rules) -> frozenset[str]:
    return frozenset(title.strip(".").casefold() for title in rules.lists["titles"])


@lru_cache(maxsize=8)
def nicknames(rules: Rules) -> dict[str, tuple[str, ...]]:
    """Folded name → the other names that may be used for the same person, in both directions."""
    out: dict[str, set[str]] = {}
    for line in rules.lists["nicknames"]:
        formal, _, short = line.partition(":")
        for nick in short.split(","):
            if nick.strip():
                out.setdefault(fold(formal), set()).add(nick.strip())
                out.setdefault(fold(nick), set()).add(formal.strip())
    return {name: tuple(sorted(others)) for name, others in out.items()}


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an entity's name, and how sure it is that it means the entity."""

    text: str
    kind: str  # full, part, surname, initials, nickname, alias, household
    score: float


def forms(entity: Entity, rules: Rules) -> list[Form]:
    """All the forms in which people may write *entity*'s name, each once, the surest first."""
    make = _person_forms if entity.label == "PERSON" else _place_forms
    best: dict[str, Form] = {}
    for form in make(entity, rules):
        key = fold(form.text)
        if len(key) > 1 and (key not in best or best[key].score < form.score):
            best[key] = form
    return sorted(best.values(), key=lambda form: (-form.score, form.text))


def _person_forms(entity: Entity, rules: Rules) -> Iterator[Form]:
    for alias in entity.aliases:
        yield Form(alias, "alias", 0.97)
    for name in entity.names:
        parts = take_apart(name, rules)
        yield Form(" ".join(parts.words), _kind_of(name, parts), 0.95)
        if name != entity.name and parts.given and fold(parts.given[0]) in UNNAMED:
            continue  # 'Baby Doe', as a ward calls a child: 'Baby' by itself is nobody's name
        yield from _part_forms(parts, name != entity.name and len(parts.words) == 1, rules)
        yield from _initials(parts)
        for given in parts.given[:1]:
            for nick in nicknames(rules).get(fold(given), ()):
                yield Form(nick, "nickname", 0.8)


#: What a child is called who has no name yet, before the mother's surname.
UNNAMED = frozenset({"baby", "infant", "unborn", "newborn", "twin", "boy", "girl", "male", "female"})


def _kind_of(name: str, parts: NameParts) -> str:
    """What kind of form all words of a name are: of one word alone it is no whole name behind a title or before 'senior'."""
    if len(parts.words) > 1:
        return "full"
    return "surname" if parts.title else "part" if generation(name) else "full"


def begins_sentences(word: str, rules: Rules) -> bool:
    """Whether *word* bears its capital because it begins a sentence ('The', 'At'), and is no first name."""
    folded = fold(word)
    return folded in folded_list("sentence-words", rules) and folded not in folded_list("first-names", rules)


@lru_cache(maxsize=64)
def folded_list(name: str, rules: Rules) -> frozenset[str]:
    """The entries of rules/lists/*name*.txt, folded."""
    return frozenset(fold(entry) for entry in rules.lists[name])


def _part_forms(parts: NameParts, is_alias: bool, rules: Rules) -> Iterator[Form]:
    if is_alias:
        return
    if parts.given and parts.family:
        yield Form(f"{parts.family}, {' '.join(parts.given)}", "full", 0.99)
        yield Form(f"{parts.given[0]} {parts.family}", "full", 0.99)
        yield Form(f"{parts.given[0][0]}. {parts.family}", "full", 0.95)
        yield Form(f"{parts.given[0][0]} {parts.family}", "full", 0.93)
    for number, given in enumerate(parts.given):
        if len(given.strip(".")) > 1 and given[0].isupper() and not begins_sentences(given, rules):
            yield Form(given, "part" if number == 0 else "middle", 0.95 if number == 0 else 0.75)
            yield from (Form(half, "part", 0.8) for half in _halves(given))
    if parts.family and any(c.isupper() for c in parts.family):
        yield Form(parts.family, "surname", 0.95)
        yield from (Form(half, "surname", 0.85) for half in _halves(parts.family))


#: 'Son of' and 'daughter of' in Welsh names: what follows is the father's first name, and no surname.
PATRONYMIC = frozenset({"ap", "ab", "ferch", "verch"})


def _halves(name: str) -> Iterator[str]:
    """The two names of a double-barrelled one; never a particle or a short syllable, nor the father's name behind 'ap'."""
    if fold(name).partition(" ")[0] in PATRONYMIC:
        return
    for half in re.split(r"[-\u2010\u2011\s]", name):
        if half != name and len(half) > 2 and fold(half) not in PARTICLES:
            yield half


def _initials(parts: NameParts) -> Iterator[Form]:
    for given in parts.given[:1]:
        own = [half[0].upper() for half in re.split(r"[-\u2010\u2011]", given) if half[:1].isalpha()]
        if len(own) > 1:
            yield from (Form(text, "initials", 0.7) for text in ("".join(own), "-".join(own)))
    letters = [word[0].upper() for word in parts.words if word[0].isalpha()]
    if len(letters) < 2:
        return
    turned = (
        tuple(letters[1:] + letters[:1]) if len(letters) > 2 else tuple(letters)
    )  # family name first or last
    if "-" in parts.family:
        halves = "-".join(half[0].upper() for half in parts.family.split("-") if half[:1].isalpha())
        yield from (
            Form(text, "initials", 0.7) for text in (halves, letters[0] + halves, f"{letters[0]} {halves}")
        )
    if irish := re.match(r"[OD]['’](?=[^\W\d_a-z])", parts.family):
        yield Form(f"{letters[0]}{parts.family[: irish.end() + 1]}", "initials", 0.7)  # 'PO'D'
    if len(parts.words) > 1 and (whole := _with_particle(parts)):
        yield Form(whole, "initials", 0.7)
    if len(parts.words) > 1 and (welsh := _with_digraphs(parts)):
        yield Form(welsh, "initials", 0.8)
    pieces = tuple(
        half[0].upper()
        for word in parts.words
        for half in re.split(r"[-\u2010\u2011\s]", word)
        if half[:1].isalpha()
    )
    for chosen in sorted({tuple(letters), (letters[0], letters[-1]), turned, pieces}):
        yield Form(".".join(chosen) + ".", "initials", 0.8)
        yield Form(".".join(chosen), "initials", 0.8)
        yield Form("".join(chosen), "initials", 0.8)


def _with_digraphs(parts: NameParts) -> str:
    """Welsh initials, in which two letters may be one and particles stay: 'FfH', 'LlM', 'AapG'; '' for other names."""
    words = " ".join(parts.words).split()
    cut = [
        word if word in WELSH_PARTICLES else word[:2] if word[:2] in WELSH_LETTERS else word[0]
        for word in words
    ]
    return "".join(cut) if any(len(letters) > 1 for letters in cut) else ""


#: Letters of Welsh that are written with two, where a name begins with them, and particles between two names.
WELSH_LETTERS = frozenset({"Ff", "Ll", "Rh", "Ch", "Dd", "Th"})
WELSH_PARTICLES = frozenset({"ap", "ab", "ferch"})


def _with_particle(parts: NameParts) -> str:
    """Initials with the particle of a Gaelic surname in full: 'CNíD', 'FMcA'; '' for other names."""
    words = [w for w in re.split(r"\s", " ".join(parts.words)) if w]
    short = [
        word if fold(word) in GAELIC else re.sub(r"^(Ma?c)([^\W\d_a-z]).*", r"\1\2", word)
        for word in words[1:]
    ]
    if short == words[1:] and not any(fold(word) in GAELIC for word in words[1:-1]):
        return ""
    cut = [word if fold(word) in GAELIC or re.fullmatch(r"Ma?c[^\W\d_]", word) else word[0] for word in short]
    return "".join([words[0][0], *cut]) if cut != [word[0] for word in short] else ""


#: Particles of Gaelic surnames that initials keep.
GAELIC = frozenset({"ni", "nic", "mac", "mag", "ui"})


def _place_forms(entity: Entity, rules: Rules) -> Iterator[Form]:
    for name in entity.names:
        yield Form(name, "full", 0.97)
        bare = re.sub(r"^(the|a)\s+", "", name, flags=re.IGNORECASE)
        yield Form(bare, "full", 0.97)
        yield from (Form(short, "core", 0.9) for short in _shorter(bare, distinctive(bare, rules)))
        core = distinctive(bare, rules)
        # a word alone may be the town that a hospital is named after
        own = entity.listed or " " in core or _is_part_of_a_hospital(bare)
        if own and core and core != bare and len(core) > 2 and not is_area(core, rules):
            yield Form(
                core, "core", 0.85 if " " in core else 0.8
            )  # a word alone may be the town too; that it is treated needs no question
        yield from _short_body(entity, bare, rules)
        yield from _abbreviated(entity, [bare, core], rules)
        if bare.startswith(("St ", "St. ", "Saint ")):
            saint = bare.split(" ", 1)[1]
            yield from (Form(f"{st} {saint}", "full", 0.97) for st in ("St", "St.", "Saint"))


def _is_part_of_a_hospital(name: str) -> bool:
    """Whether a name is a ward's or a unit's, which people call by its first word: 'Juniper' for 'Juniper Ward'."""
    return bool(re.search(r"\s(?:Ward|Unit|Suite)\Z", name))


def _short_body(entity: Entity, name: str, rules: Rules) -> Iterator[Form]:
    """What notes call a body of several words: its initials ('BHFC'), or 'the Hub', 'the Chapel'."""
    if entity.label not in {"ORG", "HEALTH_SITE", "SCHOOL"}:
        return
    words = [word for word in re.split(r"[\s-]", name) if word[:1].isupper()]
    if len(words) > 2:
        yield Form("".join(word[0] for word in words), "initials", 0.8)
    if len(words) > 1 and fold(words[-1]) in folded_list("short-bodies", rules):
        yield Form(f"the {words[-1]}", "short", 0.8)


def _abbreviated(entity: Entity, names: Iterable[str], rules: Rules) -> Iterator[Form]:
    """'Gantry St' and '14 TR' for 'Gantry Street' and '14 Tannery Row'."""
    for name in names:
        first, *others = name.split() or [""]
        for n, word in enumerate(others):
            for short in _abbreviations(rules).get(fold(word), ()):
                yield Form(" ".join([first, *others[:n], short, *others[n + 1 :]]), "core", 0.85)
        if first[:1].isdigit() and len(others) > 1 and name.istitle():
            yield Form(f"{first} {''.join(word[0] for word in others)}", "core", 0.8)


@lru_cache(maxsize=8)
def _abbreviations(rules: Rules) -> dict[str, tuple[str, ...]]:
    """What each word of a street or a body is shortened to, with a capital."""
    found: dict[str, tuple[str, ...]] = {}
    for line in sorted(rules.list("shortened")):
        short, full = (part.strip() for part in line.split(":"))
        if not full.endswith("shire"):
            found[full] = (*found.get(full, ()), short.capitalize())
    return found


def _shorter(name: str, core: str) -> Iterator[str]:
    """*name* without its last words, as far as more than its core is left: 'Osmerley Bridge Primary', 'Osmerley Bridge'."""
    words = name.split()
    for end in range(len(words) - 1, len(core.split()), -1):
        if core and words[end - 1][:1].isupper():
            yield " ".join(words[:end])


def is_area(name: str, rules: Rules) -> bool:
    """Whether the words are a county or a town of their own, and so not the short name of a body there."""
    return any(fold(name) in folded_list(area, rules) for area in ("counties", "places", "gazetteer"))


def distinctive(name: str, rules: Rules) -> str:
    """The part of a place's or body's name that is its own: 'Wrenfield' of 'Wrenfield Primary School'.

    Trailing generic words are cut; '' where nothing of its own is left.
    """
    words = re.sub(r"^(?:the|a)\s", "", name, flags=re.IGNORECASE).split()
    while words and (fold(words[-1]).strip("'.,") in generic_words(rules) or not words[-1][:1].isupper()):
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=8)
def generic_words(rules: Rules) -> frozenset[str]:
    """Words of names of schools, places and bodies, and of roles, that identify nobody by themselves."""
    words: set[str] = set()
    for entry in rules.lists["generic"] | rules.lists["roles"]:
        words.update(fold(entry).split())
    return frozenset(words)


@lru_cache(maxsize=8)
def acronyms(rules: Rules) -> frozenset[str]:
    """Folded capitals that are terms of the trade ('GP', 'IRO'), not anybody's initials."""
    return usual_acronyms(rules) | _short(rules, "acronyms")


@lru_cache(maxsize=8)
def usual_acronyms(rules: Rules) -> frozenset[str]:
    """Those that every report is full of, so that they are nobody's initials even where a name has the same."""
    return frozenset().union(
        *(_short(rules, name) for name in ("agencies", "keep", "ordinary-capitals", "titles", "roles"))
    )


def _short(rules: Rules, name: str) -> frozenset[str]:
    short = (entry for entry in rules.list(name) if len(entry) <= 8 and " " not in entry)
    return frozenset(fold(entry).replace(".", "") for entry in short)


def possessive_end(text: str) -> int:
    """How many characters of a possessive ending *text* has: 2 for "Jane's", 1 for "James'"."""
    match = re.search(r"['’‘ʼ]s?$", text, re.IGNORECASE)
    return len(match.group()) if match else 0
