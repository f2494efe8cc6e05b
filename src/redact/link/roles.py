"""The role and the age that the text states beside a name: 'the social worker, Jane', 'JD = mo', 'Tom, aged 4'."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from redact.dates import age_in_months
from redact.link.stated import Drafts, are_initials
from redact.model import Mention
from redact.names import is_title
from redact.rules import Rules


def stated_roles(
    linked: Iterable[tuple[str, Mention]], drafts: Drafts, rules: Rules, to_subject: bool = False
) -> dict[str, str]:
    """For each entity the role that the text most often states beside its name; *linked* are (entity, mention).

    *to_subject* leaves out ties of kin to somebody whom only a pronoun names: 'his brother, Tariq'
    may be the partner's brother, and no sibling of the child.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for entity, mention in linked:
        for role in _stated_roles(mention, drafts, rules):
            if not (to_subject and _is_of_somebody(role, mention, drafts, rules)):
                votes[entity][role] += 1
    return {entity: roles.most_common(1)[0][0] for entity, roles in votes.items() if roles}


def _is_of_somebody(role: str, mention: Mention, drafts: Drafts, rules: Rules) -> bool:
    """Whether a role is a tie of kin, and stands beside the name with 'his', 'her' or somebody's name."""
    if not set(re.findall(r"[a-z]+", role)) & rules.list("kinship") or drafts.row(mention):
        return False
    before, after = drafts.around(mention)
    whose = r"(?:\b(?:his|her|their|whose)|['’]s?)\s(?:[\w-]+\s){0,2}"
    return bool(
        re.search(rf"{whose}{re.escape(role)}s?,?\s\(?$", before, re.IGNORECASE)
        or re.match(rf"(?:,|\s\()\s?(?:who\s\w+\s)?{whose}{re.escape(role)}\b", after, re.IGNORECASE)
        or re.match(
            rf"(?:,|\s\()\s?(?:the|a|an)?\s?(?:[\w-]+\s){{0,2}}{re.escape(role)}\sof\b", after, re.IGNORECASE
        )
    )


#: An age directly behind a name: 'Martin Hollis, aged 4', 'Martin Hollis, then thirteen', 'Martin Hollis (41)'.
AGE_BEHIND = re.compile(
    r",?\s\(?(?:then\s|now\s|only\s)?(?:aged\s)?(?P<age>\d{1,2}|[a-z]+(?:-[a-z]+)?)(?=\)|,|\.\s|\s(?:and|who|was|is)\b)"
)
#: The same in a cell of its own.
AGE_CELL = re.compile(r"(?:^|\|)\s*(?P<age>\d{1,2})\s*(?:$|\||y|m)")
OF_AGE = 18


def said_beside(mention: Mention, drafts: Drafts, rules: Rules) -> set[str]:
    """Roles that the text states directly beside one mention, and 'child' or 'adult' by an age there."""
    said = set(_stated_roles(mention, drafts, rules))
    text, row = drafts.documents[mention.document].text, drafts.row(mention)
    for match in (AGE_BEHIND.match(text, mention.span.end), AGE_CELL.search(row)):
        age = age_in_months(f"{match['age']} years") if match else None
        if age is not None:
            said.add("child" if age < OF_AGE * 12 else "adult")
    return said


def age_behind(mention: Mention, drafts: Drafts) -> int:
    """The age in years directly behind a name, or in 'who is 6'; -1 without one."""
    text, end = drafts.documents[mention.document].text, mention.span.end
    match = AGE_BEHIND.match(text, end) or AGE_SAID.match(text, end)
    age = age_in_months(f"{match['age']} years") if match else None
    return -1 if age is None else int(age // 12)


#: An age that a clause behind a name gives: ', who was 6', ', who is now eleven'.
AGE_SAID = re.compile(
    r",?\s\(?who\s(?:is|was)\s(?:now\s|then\s|only\s|aged\s)*(?P<age>\d{1,2}|[a-z]+(?:-[a-z]+)?)(?=\)|,|\.|\s(?:and|at)\b)"
)


#: What a heading says before the name of whoever the review is about, and what may not follow it: a second name.
REVIEW_OF = re.compile(
    r"\breview(?:,?\s(?:concerning|regarding|about|into|of)(?:\sthe\s(?:case|death|care|life)\sof)?)?\s?[:–—-]?\s$",
    re.IGNORECASE,
)
AND_ANOTHER = re.compile(r"(?:,|\s(?:and|&)|\s/)\s")


def heads_review(mention: Mention, drafts: Drafts) -> bool:
    """Whether a whole name alone heads a review: 'Child safeguarding practice review: JANE DOE'."""
    before, after = drafts.around(mention)
    named = " " in mention.text.strip() and REVIEW_OF.search(before) and not AND_ANOTHER.match(after)
    return bool(named) and drafts.heads(mention)


def said_of(mention: Mention, drafts: Drafts, rules: Rules) -> frozenset[str]:
    """The role that the sentence behind a name says its bearer has: 'Jane Doe is an aunt'; likely, as its clause may go on."""
    said = _is_a(_role_words(rules)).match(drafts.around(mention)[1])
    return frozenset({said[1].lower()} if said else ())


@lru_cache(maxsize=8)
def _is_a(words: str) -> re.Pattern[str]:
    article = r"(?:the|an?|his|her|their|[\w-]+['’]s?)"
    return re.compile(
        rf"\s(?:is|was)\s(?:\w+\s)?{article}\s(?:[\w’'-]+\s){{0,2}}?({words})\b(?!['’-]|\s(?:{words})\b)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _role_words(rules: Rules) -> str:
    words = {w for role in rules.pseudonyms.get("PERSON", ()) for w in role.get("words") or ()}
    return "|".join(sorted((re.escape(word) for word in words if len(word) > 1), key=lambda w: (-len(w), w)))


#: What goes on behind 'the chair' where no apposition ends: 'Mrs Doe the chair was told' is none that we can tell.
IS = "is|was|were|had|has|would|will|could|should|might|must|can|may"
#: Verbs of two objects: in 'told Mrs Doe the nurse knew' the nurse is another.
TO_WHOM = re.compile(
    r"\b(?:t[oe]ll(?:s|ing)?|told|asks?|asked|gives?|gave|shows?|showed|sends?|sent|offers?|offered|calls?|called|reminds?|reminded|assures?|assured|warns?|warned"
    r"|hand(?:s|ed)?|brings?|brought|leaves?|left|lends?|lent|passe[sd]|pass|buys?|bought|promise[sd]?|pays?|paid|takes?|took|refuse[sd]?|den(?:y|ies|ied)|allow(?:s|ed)?|finds?|found)\s$"
)
#: What stands between a role and another way of writing the name of its bearer: 'the father appears also as'.
APPEARS = r"(?:(?:is|was|appears|appeared|stands|features)\s)(?:\w+\s){0,3}as"


@lru_cache(maxsize=8)
def _places(words: str) -> tuple[re.Pattern[str], ...]:
    """Where a role stands beside a name: before it, behind it, in another cell of its row, before 'appears as', and behind a title and surname."""
    also = r"(?:\salso\s(?:called|named))?"
    article = r"(?:the|a|an|his|her|their|who (?:was|is) (?:the|a|an|his|her|their))"
    own = rf"({words})\b(?!['’-]|\s(?:{words})\b)"  # 'the child's aunt' and 'a child psychologist' are no children
    called = rf"\s(?:\(({words})\)|the\s(?:[a-z][\w’'-]*\s){{0,1}}?({words})\b(?!['’-]|\s(?:{words}|{IS})\b))"
    written = (
        rf"(?:^|[\s(])({words})s?,?{also}\s\(?$",
        rf"(?:,|\s\()\s?(?:{article}\s(?:[\w’'-]+\s){{0,2}}?{own}|({words})(?:\sof\s|[”\"]))",
        rf"(?:[\w’'-]+\s){{0,2}}({words})(?=\s*(?:\||$|,|\())",
        rf"\b({words})\s{APPEARS}\s[“\"‘]?$",
        called,
    )
    ahead, behind, in_row, as_, called_so = (re.compile(pattern, re.IGNORECASE) for pattern in written)
    return ahead, behind, in_row, as_, called_so


def _stated_roles(mention: Mention, drafts: Drafts, rules: Rules) -> tuple[str, ...]:
    """The roles beside a mention, worked out once."""
    key = (mention.document, mention.span)
    if key not in drafts.roles:
        drafts.roles[key] = tuple(_roles_beside(mention, drafts, rules))
    return drafts.roles[key]


#: What stands between 'appears as' and a name.
BEFORE_NAME = re.compile(r"as\s[“\"‘]?$", re.IGNORECASE)


def _ends_in_role(before: str, rules: Rules) -> bool:
    """Whether the last word is one that a role may end with before a name; a quick look, since most are none."""
    words = before.rstrip().rstrip("(").split()
    last = words[-1].rpartition("(")[2].rstrip(",").lower() if words else ""
    return last in _last_words(rules) or last.removesuffix("s") in _last_words(rules)


@lru_cache(maxsize=8)
def _last_words(rules: Rules) -> frozenset[str]:
    """The last words of all roles, and of 'also called' behind one."""
    roles = (role.replace("\\", "") for role in _role_words(rules).lower().split("|"))
    return frozenset({"called", "named", *(role.split()[-1] for role in roles)})


def _is_of_another(role: re.Match[str], before: str) -> bool:
    """Whether a clause says the role of somebody else: 'she is a tram driver, Mr Doe a cook'."""
    says = r"\b(?:is|was|are|were|as|became|be|been)\s(?:the|an?)\s(?:[\w’'-]+\s){0,2}$"
    return "," in role[0] and bool(re.search(says, before[: role.start() + 1]))


def _in_key(after: str, words: str, rules: Rules) -> Iterator[str]:
    """The role that a key gives to initials: 'JD mother;', 'JD = mo;', 'JD (MGM),'."""
    short = _in_full(rules)
    some = "|".join(sorted(map(re.escape, short), key=lambda w: (-len(w), w)))
    key = re.match(
        rf"\s?[=:–(-]?\s?(?:(?P<short>{some})|(?i:(?P<word>{words})))\b(?=\s?(?:[,;.)]|to\s|from\s|$))",
        after,
    )
    if key:
        yield short[key["short"]] if key["short"] else key["word"].lower()


@lru_cache(maxsize=8)
def _in_full(rules: Rules) -> dict[str, str]:
    """Roles in the shorthand of chronologies → in full."""
    rows = (line.split(":") for line in sorted(rules.list("role-shorthand")))
    return {short.strip(): role.strip() for short, role in rows}


def _does(behind: str) -> bool:
    """Whether a role behind a name begins a clause: 'of Mr Doe, a duty worker wrote that'."""
    return bool(re.match(rf"\s(?:had\s|has\s)?(?:{SAYS})\b", behind))


#: What somebody who is no apposition does.
SAYS = "wrote|said|told|noted|recorded|asked|rang|telephoned|saw|visited|reported|heard|found|came|spoke|described|wondered|thought"


def _roles_beside(mention: Mention, drafts: Drafts, rules: Rules) -> Iterator[str]:
    """Roles directly before the mention ('the social worker, Jane'), after it ('Jane, a neighbour'), or in its row."""
    before, after = drafts.beside(mention)
    words = _role_words(rules)
    ahead, behind, in_row, as_, called_so = _places(words)
    if are_initials(mention.text):
        yield from _in_key(after, words, rules)
        before = re.sub(r",\s$", "", before)  # 'AT mother, LW father'
    own = behind.match(after)
    if (
        (match := _ends_in_role(before, rules) and ahead.search(before))
        and not (own and "," in match[0])
        and not _is_of_another(match, before)
    ):
        yield match[1].lower()
    if own and not _does(after[own.end() :]):
        yield (own[1] or own[2]).lower()
    titled = not own and is_title(mention.text.split()[0], rules) and not TO_WHOM.search(before)
    if titled and (match := called_so.match(after)):
        yield (match[1] or match[2]).lower()
    if match := BEFORE_NAME.search(before) and as_.search(before):
        yield match[1].lower()
    if match := in_row.match(drafts.role_in_row(mention)) or in_row.match(drafts.row(mention)):
        yield match[0].lower()
    if match := re.search(r"\b(Mo|Fa|MGM|MGF|PGM|PGF)[ \u00a0]\(?(?:M\w+[ \u00a0])?$", before):
        yield _in_full(rules)[match[1]]
    first, *others = mention.text.split()
    if others and first.strip(".") in {"PC", "DC", "DS", "DI", "Sgt", "WPC"}:
        yield "police officer"
