"""Initials that only their place in a draft tells from shorthand: in a column of initials, at the end of an entry, in a key.

'MA' is a degree and 'ED' a department; under 'Seen by', or behind the last full stop of an entry, they are who wrote it.
One letter is nobody's name, but 'Saw S in the hub' is said of a child whose first name begins so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from redact.detect.initials import ACTS, STATED_BEFORE, may_be_initials, roles_and_agencies, shorthand
from redact.detect.known import Known, status_of
from redact.model import Block, Document, Mention, Span
from redact.names import acronyms, fold, folded_list, spells_names
from redact.rules import Rules

RULE = "known"
#: Initials where their place says so, and where they may be shorthand.
SURE, SEEN = 0.55, 0.45

#: Two to four capitals, one letter after the other.
LETTERS = re.compile(r"(?<![\w’'./&@-])[A-Z]{2,4}(?![\w’'&@-]*[^\W_]|/\w)")
#: A cell that holds nothing but initials: 'MA', 'HP / MA', 'LS, FD and MW'.
ONLY_INITIALS = re.compile(r"\s*[A-Z]{2,4}(?:\s?(?:/|,|;|&|\+|\band\b)\s?[A-Z]{2,4}){0,6}\.?\s*")
#: A cell that holds nothing but a name.
ONLY_NAME = re.compile(r"\s*(?:[A-Z][\w.’'-]*\.?\s){0,3}[A-Z][\w’'-]+\s*")
#: Headings of columns that say who did something.
WHO = re.compile(
    r"(?:(?:seen|entered|entry|written|recorded|completed|noted|signed|taken|made)\s)?by(?:\swhom)?|workers?|authors?|initials?|inits?\.?"
    r"|staff|sign(?:ed|ature)?|who|(?:lead\s)?officers?|practitioners?|names?|attend(?:ees|ed)|present|recorder|professionals?",
    re.IGNORECASE,
)
#: What an entry ends with before the initials of its writer.
ENDED = re.compile(r"(?:[.!?…]|[.!?]?\s[–—-])\s?$")
#: What stands before the initials of who wrote or did something.
BY_WHOM = re.compile(
    r"\b(?:[Ss]igned|[Ss]gd|[Ii]nitialled|[Cc]ountersigned|(?:[Ww]ritten|[Ee]ntered|[Rr]ecorded|[Aa]uthorised|[Cc]ompleted)\sby)(?:\sby|:)?\s$"
)
#: Who is minuted as saying what follows: 'JD: seen on Monday'; and what stands before such initials.
SPEAKS = re.compile(r":\s\S")
BEGUN = re.compile(r"(?:^|\n|[.!?]\s)\W{0,3}$")
#: What initials do besides what nobody but a person does.
IS_SAID = re.compile(r"\s(?:had|has|was|is|will|did|not|would|could)\s[a-z]")


def placed_initials(document: Document, known: Known, rules: Rules) -> Iterator[Mention]:
    """Initials of people of the case in *document* that are shorthand elsewhere, and single letters for somebody."""
    letters = _doubtful(known, rules)
    if letters:
        yield from _initials(document, letters, rules)
    yield from _signing(document, rules)
    yield from _from_key(document)
    yield from _single_letters(document, known)


def _doubtful(known: Known, rules: Rules) -> frozenset[str]:
    """Initials of people whom the case knows, as shorthand has them too; not those of a role or an agency."""
    return frozenset(
        form.upper()
        for form, rows in known.forms.items()
        if len(form) <= 4
        and form.isalpha()
        and any(label == "PERSON" and row.kind == "initials" for _, label, row in rows)
        and not may_be_initials(form, 0, len(form), known.stated, rules)
    )


def _initials(document: Document, letters: frozenset[str], rules: Rules) -> Iterator[Mention]:
    columns = _columns_of_people(document)
    places = [
        (match, block)
        for block in document.blocks
        if block.span
        for match in LETTERS.finditer(document.text, block.span.start, block.span.end)
        if match[0] in letters
    ]
    sure = {match.span() for match, block in places if _is_placed(document, match, block, columns, rules)}
    written = {document.text[start:end] for start, end in sure}
    for match, _ in places:
        if match.span() in sure:
            yield _mention(document, match.span(), SURE, "initials of somebody, where initials stand")
        elif match[0] in written and fold(match[0]) not in shorthand(rules):
            acts = ACTS.match(document.text, match.end()) or IS_SAID.match(document.text, match.end())
            score = SURE if acts and fold(match[0]) not in folded_list("agencies", rules) else SEEN
            yield _mention(document, match.span(), score, "initials that stand for somebody elsewhere here")


def _columns_of_people(document: Document) -> frozenset[tuple[int, int]]:
    """The columns of tables in which initials or names stand, and whose heading says so or whose cells are mostly such."""
    cells: dict[tuple[int, int], list[str]] = {}
    headed = set()
    for block in document.blocks:
        if block.cell and block.span:
            at, text = (block.cell.table, block.cell.column), document.of(block.span)
            if block.cell.row == 0 or block.cell.header:
                headed |= {at} if WHO.fullmatch(text.strip()) else set()
            else:
                cells.setdefault(at, []).append(text)
    return frozenset(
        at for at, texts in cells.items() if _are_people(texts) and (at in headed or _are_many(texts))
    )


def _are_people(texts: list[str]) -> bool:
    """Whether at least half of the cells hold nothing but initials or a name."""
    return 2 * sum(bool(ONLY_INITIALS.fullmatch(t) or ONLY_NAME.fullmatch(t)) for t in texts) >= len(texts)


def _are_many(texts: list[str]) -> bool:
    """Whether the cells hold initials of several people, so that it is no column of answers or of units."""
    initials = {text.strip() for text in texts if ONLY_INITIALS.fullmatch(text)}
    return len(initials) > 2 and any(" " in text.strip() for text in texts if ONLY_NAME.fullmatch(text))


def _is_placed(
    document: Document,
    match: re.Match[str],
    block: Block,
    columns: frozenset[tuple[int, int]],
    rules: Rules,
) -> bool:
    """Whether initials stand alone in a column of people, or behind the last sentence of an entry."""
    assert block.span
    text = document.of(block.span)
    if block.cell and (block.cell.table, block.cell.column) in columns and ONLY_INITIALS.fullmatch(text):
        return True
    before = document.text[max(block.span.start, match.start() - 24) : match.start()]
    if BY_WHOM.search(before) or _speaks(document.text, match, before, rules):
        return True
    ends = not document.text[match.end() : block.span.end].strip(" .\n")
    return ends and bool(ENDED.search(document.text[block.span.start : match.start()]))


def _speaks(text: str, match: re.Match[str], before: str, rules: Rules) -> bool:
    """Whether initials begin an item and a colon says that what follows is theirs; a role or an agency may stand so too."""
    if not SPEAKS.match(text, match.end()) or not BEGUN.search(before):
        return False
    return fold(match[0]) not in roles_and_agencies(rules)


#: An entry of a log that says who made it: '18/11/20 JD: Surveyed.'
SIGNING = re.compile(
    r"(?m)^\W{0,4}\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?:[ ,]{1,2}\d{1,2}[:.]?\d{2})?[ ,]{1,2}(?P<who>[A-Z]{2,3})(?P<sign>[:.])\s"
)
#: Headings of columns in which initials stand for whoever an entry is by or about.
BY_OR_ABOUT = re.compile(
    r"by|sig(?:n(?:ed|ature)?)?|init(?:ial)?s?|pupils?|students?|child(?:ren)?|re|staff", re.IGNORECASE
)
#: A whole name; its first letters may be somebody's initials.
NAME = re.compile(r"(?<![\w’'-])(?=([A-Z][a-z][\w’'-]*\s[A-Z][a-z][\w’'-]*))")


def _signing(document: Document, rules: Rules) -> Iterator[Mention]:
    """Initials that sign the entries of a log or stand in the column of its writers or pupils, whoever they are.

    Shorthand for a role or an agency is nobody's; other shorthand only where a name of the draft begins so,
    or where other initials sign in the same way.
    """
    text, terms = document.text, acronyms(rules)
    roles = roles_and_agencies(rules)
    named = {"".join(word[0] for word in m[1].split()) for m in NAME.finditer(text)}
    signs = [
        m
        for m in SIGNING.finditer(text)
        if fold(m["who"]) not in roles and (m["sign"] == ":" or m["who"] in named)
    ]
    own = {m["who"] for m in signs if fold(m["who"]) not in terms}
    for match in signs if len(own) > 1 else ():
        yield _mention(document, match.span("who"), SURE, "initials that sign an entry")
    for match in STATED_BEFORE.finditer(text):
        if match["initials"] == "".join(word[0] for word in match["name"].split()):
            yield _mention(document, match.span("initials"), SURE, "initials that the draft explains")
    for start, letters in _cells_of_initials(document):
        if fold(letters) not in roles and (fold(letters) not in terms or letters in named):
            yield _mention(
                document, (start, start + len(letters)), SURE, "initials of somebody, where initials stand"
            )


def _cells_of_initials(document: Document) -> Iterator[tuple[int, str]]:
    """Initials in cells that hold nothing else, in columns headed by who an entry is by or about; where each begins."""
    headed = {
        (b.cell.table, b.cell.column)
        for b in document.blocks
        if b.cell
        and b.span
        and (b.cell.row == 0 or b.cell.header)
        and BY_OR_ABOUT.fullmatch(document.of(b.span).strip())
    }
    for block in document.blocks:
        if block.cell and block.span and (block.cell.table, block.cell.column) in headed:
            if ONLY_INITIALS.fullmatch(document.of(block.span)):
                for match in LETTERS.finditer(document.text, block.span.start, block.span.end):
                    yield match.start(), match[0]


#: 'FfH = Ffion Haf', 'LlM: Llinos Morgan': letters that a key explains; some of them small, as in no shorthand.
KEY = re.compile(
    r"(?<![\w’'-])(?P<letters>(?=[A-Z]{0,3}[a-z])[A-Z][A-Za-z]{1,4})(?:\s?[=:–]\s?|\n)"
    r"(?P<name>[A-Z][\w’'-]+(?:\s(?:[A-Z][\w’'-]+|[a-z]{2,5}(?=\s[A-Z]))){1,4})"
)
#: 'Ffion Haf (FfH)'. A line that is all one word of capitals is begun on at each of them, so that a word has its bound.
KEY_BEHIND = re.compile(
    r"(?P<name>[A-Z][\w’'-]{1,40}+(?:\s(?:[A-Z][\w’'-]+|[a-z]{2,5}(?=\s[A-Z]))){1,4})\s\((?P<letters>(?=[A-Z]{0,3}[a-z])[A-Z][A-Za-z]{1,4})\)"
)


def _from_key(document: Document) -> Iterator[Mention]:
    """Every place of the letters, small ones among them, that the draft itself explains."""
    text = document.text
    keys = {
        match["letters"]
        for shape in (KEY, KEY_BEHIND)
        for match in shape.finditer(text)
        if sum(letter.isupper() for letter in match["letters"]) > 1
        and spells_names(match["letters"].casefold(), match["name"].casefold().split())
    }
    if keys:
        words = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
        for match in re.finditer(rf"(?<![\w’'-])(?:{words})(?!\w)", text):
            yield _mention(document, match.span(), 0.85, "initials that the draft explains")


#: A letter of its own; 'I' and 'A' are words, 'R' and 'L' are sides to a nurse.
_LETTER = r"(?<![\w’'.,:;/&@+-])(?<!\d\s)(?P<letter>[B-HJ-Z])"
#: Words that stand before somebody, and what is done by somebody.
_BEFORE = re.compile(
    r"\b(?:(?:[Ss]aw|[Tt]old|[Aa]sked|[Rr]ang|[Mm]et|[Ss]een|[Hh]eard|[Tt]exted|[Ff]ound|[Hh]elped|[Vv]isited|[Cc]alled)|"
    r"(?:[Ss]poke|[Ss]poken|[Tt]alked|[Cc]hat|[Ss]aid|[Ss]ays|[Mm]sg|[Mm]essage|[Tt]ext|[Cc]all|[Nn]ote|[Ll]etter|[Ee]-?mail|T/C|TC|visit|worried|concerns?)"
    r"\s(?:to|with|from|by|about|re|for|that|of))\s$|\b(?:[Ss]ays|[Ss]aid)\s$"
)
_BEHIND = re.compile(
    r"['’]s\s(?:mum|mother|mam|dad|father|nan|gran|brother|sister|phone|room|school|teacher|social|friend|house|coat|bag|arm|hand|"
    r"face|behaviour|attendance|work|worker|words)\b"
    r"|\s(?:said|says|told|was|is|has|had|rang|went|came|left|asked|cried|refused|disclosed|arrived|wants?|wanted|feels?|felt|thinks|"
    r"stayed|looked|seemed|appeared|reported|reports|denied|denies|attended|already|eating|crying|upset|tearful|absent|late|quiet|flat|sleeping|"
    r"not\s(?:in|at|eating|happy|speaking|seen|sure|here))\b"
    r"|\s(?:at\s(?:home|school|drop|lunch|break|clinic)|in\s(?:school|the\s(?:hub|hall|office|corridor|class|playground)|class|tears|hub)|on\sthe\sbus)\b"
)
#: Behind the letter that an entry begins with: a word of the sentence, whatever it says.
_ENTRY = re.compile(r"\s[a-z]{3,}\b")
SINGLE = re.compile(rf"{_LETTER}(?=[\s,.;:!?)]|['’]s\b|$)(?!\.\w)(?!\s?[=+×<>\d])")
#: A line with nothing but a letter, as below a message.
SIGNED = re.compile(r"\s*(?:[–—-]\s?)?(?P<letter>[B-HJ-Z])\.?(?:\s?[xX]{1,3})?\s*")
#: A letter behind the last sentence of a paragraph: 'She has been brave. H'.
ENDING = re.compile(
    r"(?:(?<=[.!?])|\b(?:[Tt]hanks|[Tt]hx|[Rr]egards|[Ww]ishes|[Bb]est|[Ll]ove|[Cc]heers|[Dd]iolch),?)\s(?:[–—-]\s?)?(?P<letter>[B-HJ-Z])\.?(?:\s?[xX]{1,3})?\s*\Z"
)
#: Beside these a letter is part of a name that a report gives, of a plan, a side, a vitamin.
LABELS = re.compile(
    r"\b(?:child|baby|sibling|adult|family|person|mother|father|parent|mr|mrs|ms|miss|dr|plan|year|vitamin|hepatitis|hep|group|"
    r"category|class|type|form|section|part|appendix|annex|option|level|theme|school|household|area|case|room|block|ward|unit|flat|"
    r"stage|tier|grade|set|band|team|site|document|exhibit|twin|girl|boy|young|worker|house|mg|ml|subject|officer|agency)\s$",
    re.IGNORECASE,
)


def _single_letters(document: Document, known: Known) -> Iterator[Mention]:
    """Letters that stand for somebody whose first name the draft has: asked about where it has them so twice and more."""
    places = list(_singles(document))
    if not places:
        return
    begins, weights = _first_letters(document, known), Counter[str]()
    for place, weight in places:
        weights[document.of(place)] += weight
    for place, _ in places:
        if (letter := document.of(place)) in begins and weights[letter]:
            score = SURE if weights[letter] >= ENOUGH else SEEN
            yield _mention(document, (place.start, place.end), score, "may be the first letter of a name")


#: What the places of a letter must weigh together; one below a message weighs as much.
ENOUGH = 2


def _singles(document: Document) -> Iterator[tuple[Span, int]]:
    """Letters that stand where somebody is meant, and what each place weighs."""
    text = document.text
    mail = "From:" in text or "Sent:" in text
    for block in document.blocks:
        if not block.span or block.kind in {"chart", "heading", "title"}:
            continue
        start, end = block.span.start, block.span.end
        signed = None if block.cell else _signature(text, start, end)
        if signed:
            yield Span(*signed.span("letter")), ENOUGH if mail or block.kind == "quote" else 1
        for match in SINGLE.finditer(text, start, signed.start() if signed else end):
            before = text[max(start, match.start() - 24) : match.start()]
            if LABELS.search(before):
                continue
            if _BEFORE.search(before) or _BEHIND.match(text, match.end()):
                yield Span(*match.span("letter")), 1
            elif match.start() == start and _ENTRY.match(text, match.end()):
                yield Span(*match.span("letter")), 0  # 'S back': an entry about whoever is S elsewhere


def _signature(text: str, start: int, end: int) -> re.Match[str] | None:
    """The letter alone in a paragraph, or behind its last sentence."""
    alone = SIGNED.fullmatch(text, start, end) if end - start < SHORTEST else None
    return alone or ENDING.search(text, max(start, end - SHORTEST), end)


#: Characters in which a letter and what may stand about it have room.
SHORTEST = 16


def _first_letters(document: Document, known: Known) -> frozenset[str]:
    """The first letters of the first names of the case that the document has."""
    words = {fold(word) for word in re.findall(r"\b[^\W\d_a-z][\w’'-]+", document.text)}
    return frozenset(
        form[0].upper()
        for form in words & known.forms.keys()
        if any(label == "PERSON" and row.kind in {"part", "alias"} for _, label, row in known.forms[form])
    )


def _mention(document: Document, span: tuple[int, int], score: float, reason: str) -> Mention:
    place = Span(*span)
    return Mention(
        document.name, place, document.of(place), "PERSON", RULE, score, status_of(score), reason=reason
    )
