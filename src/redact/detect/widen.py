"""Widen a mention to the small words and letters that belong to it, and find the ages that stand behind names.

'early [September 2021]', 'aged [15]', 'W. [Mihalescu]', '[Mirza], Z', 'the [Golden Crescent]':
what is left standing of such a phrase would read oddly, or give something away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from redact.dates import age_in_months
from redact.detect.kinds import ALONE, INITIAL
from redact.detect.titles import with_title
from redact.detect.words import is_first_name
from redact.model import Mention, Span, Status
from redact.names import acronyms, fold
from redact.rules import Rules

#: What belongs to a mention of each kind when it stands directly before it.
BEFORE = {
    "DATE": re.compile(
        r"(?:\b(?:the\s)?(?:w/?c|w/?e|week (?:commencing|beginning|ending)|early|mid|late|about|around|approx\.?|approximately|circa|c\.|"
        r"following|previous|beginning of|start of|end of|end|beg\.?|middle of|first half of|second half of)[\s\-]{1,2}){1,2}$",
        re.IGNORECASE,
    ),
    "TIME": re.compile(
        r"\b(?:about|around|approx\.?|approximately|circa|c\.|just (?:before|after)|nearly|shortly (?:before|after))\s$",
        re.IGNORECASE,
    ),
    "AGE": re.compile(
        r"(?:\b(?:(?:then|now|only|just)\s)?(?:aged|(?:the\s)?age\sof|age)\s)?"
        r"(?:(?<![^\s(,|/])(?:about|approx\.?|approximately|circa|c\.|only|just|barely|nearly|almost|rising|under|"
        r"just\sunder|not\s(?:yet|quite)|going\son)\s)?\Z",
        re.IGNORECASE,
    ),
    "PERSON": INITIAL,
    "ORG": re.compile(r"(?<!\w)\d{1,2}(?:st|nd|rd|th)\s$"),  # '1st Harrow Brownies'
}
#: What belongs to a month alone: 'last May'; of a whole date it says nothing.
OF_A_MONTH = re.compile(r"\b(?:last|next|this|the previous|the following)\s$", re.IGNORECASE)
MONTH_ALONE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
#: Kinds of name that an article may belong to.
ARTICLED = frozenset({"ORG", "PLACE", "HEALTH_SITE", "ADDRESS", "SCHOOL"})
NAMED = ARTICLED | {"PERSON"}
SEASON = re.compile(r"(?:spring|summer|autumn|winter|school|easter|christmas)\b", re.IGNORECASE)
#: Titles that have an article of their own: 'the Reverend Jane Doe'.
HONOURED = re.compile(r"(?:Rev(?:erend|d)?|Venerable|Hon(?:ourable)?|Rt|Right|Very)\b")
ARTICLE = re.compile(r"\b[Tt]he\s$")
#: 'St Blaise': what is left of a saint whose name was found.
SAINT = re.compile(r"\b(?:St|ST|Saint)\.?[ \u00a0]$")
#: 'Mr A Doe', 'I. Doe' in a list: letters that are words elsewhere.
LETTER = re.compile(
    r"(?<=\b(?:Mr|Ms|Dr)[ \u00a0.])[AI]\.?[ \u00a0]$|(?<=\b(?:Mrs|Mr\.|Ms\.|Dr\.)[ \u00a0])[AI]\.?[ \u00a0]$|(?:(?<=^)|(?<=[\n\t,;|(])|(?<=[,;|:]\s))[AI]\.[ \u00a0]$"
)
#: What belongs to it when it stands directly behind.
AFTER = {
    "PERSON": re.compile(
        r"(?:,\s(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|DI|Sgt|Insp|L?/?Cpl|Pte|Capt|Maj|Lt|Cllr)\.?\s[A-Z](?![\w’'])\.?"
        r"|,?\s\(?(?i:senior|junior|snr|jnr|sr|jr)\b\.?(?!\s[A-Z][a-z])|,\s[^\W\d_a-z](?!\s[A-Z][a-z]{2})(?:\.\s?[^\W\d_a-z])?\.?(?=[\s,;:.)]|$)|[^\S\t\n](?!I\b|A\b(?![,;)]))[^\W\d_a-z](?:\.(?!\w)|(?=[),;:(\n]|\s\(|\s[–—\-|/]|\s[a-z]{3}|$)))(?!['’])"
    ),
    "AGE": re.compile(r"\sold\b"),
}
#: Classes of rules/traits.yaml whose facts are told together: 'Irish and Catholic'.
OF_ONE_PEOPLE = frozenset({"a nationality, people or country", "a language", "a faith or custom"})
#: Small words between two facts that are told as one.
BETWEEN_FACTS = re.compile(
    r"(?:[ \u00a0,&/]|\b(?:and|or|of|the|a|an|in|on|at|with|for|to|from|as|who)\b){1,6}(?<!^)", re.IGNORECASE
)
_NUMBER = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_NEARLY = r"(?:(?:nearly|almost|rising|not yet|just|only|barely|about|approx\.?|now|then)\s)"
#: 4, 4½, 3;04 (years and months, as speech therapists write), 5y, 18/12, 4y 2m, eleven, nearly three
_AGE = rf"(?P<age>{_NEARLY}?(?:\d{{1,2}}(?:\s?[½¼¾]|;\d{{1,2}}|\s?(?:y|yrs?|m|mths?|w|wks?|/12|/52)(?![^\W\d_])|y\s?\d{{1,2}}m)?|{_NUMBER}))"
AGE_BEHIND = re.compile(rf"(?:,\s|\s\(|\s){_AGE}(?=[,;)]|\.\s|\.?$|\n|\s(?:now|then)\b)")
#: Behind a pair of initials an age stands in brackets, and 'was ten' is said of a name.
AGE_BRACKETED = re.compile(rf"\s\({_AGE}(?=[,;)])")
#: What has a number behind it that is no age: 'PO Box 9', 'Outcomes Star 4'.
SCORED = re.compile(
    r"(?:Box|(?:Outcomes|Recovery|Family|Youth|Teen|Empowerment|Home|Work)\sStar|\s(?:Scale|Score|Index|Checklist))$"
)
AGE_SAID = re.compile(
    rf"\s(?:was|is|turned)\s(?P<age>{_NEARLY}?(?:\d{{1,2}}|{_NUMBER}))(?=[.,;)](?!\d)|\s(?:when|years|and a half)\b)"
)


def widened(mentions: Iterable[Mention], text: str, rules: Rules) -> Iterator[Mention]:
    """*mentions* with the words that belong to them counted in, the title of a person among them."""
    for mention in mentions:
        start, end = mention.span.start, mention.span.end
        label = mention.label
        if (
            label == "DATE"
            and SEASON.match(mention.text)
            and (match := ARTICLE.search(text, max(0, start - 5), start))
        ):
            start = match.start()
        if (before := BEFORE.get(label)) and (match := before.search(text, max(0, start - 40), start)):
            start = match.start()
        if label == "DATE" and MONTH_ALONE.fullmatch(mention.text):
            start = match.start() if (match := OF_A_MONTH.search(text, max(0, start - 14), start)) else start
        if saint := SAINT.search(text, max(0, start - 8), start) if label in NAMED else None:
            start = saint.start()
        if label == "PERSON":
            letter = LETTER.search(text, max(0, start - 8), start)
            start = with_title(text, letter.start() if letter else start, rules)
        if (after := AFTER.get(label)) and (match := after.match(text, end)):
            end = match.end()
        if (start, end) == (mention.span.start, mention.span.end):
            yield mention
        else:
            yield replace(mention, span=Span(start, end), text=text[start:end])


def with_articles(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """The disjoint *mentions*, 'the' and an ending counted in where they go with a name that is treated: 'the Golden Crescent', 'Pound's'."""
    taken = 0
    for mention in mentions:
        start = mention.span.start
        articled = mention.label in ARTICLED or HONOURED.match(mention.text) or _is_household(mention)
        article = ARTICLE.search(text, max(taken, start - 5), start) if articled else None
        if article and mention.status != "keep" and ALONE.match(text, mention.span.end):
            mention = _over(mention, Span(article.start(), mention.span.end), text)
        called = mention.label == "PERSON" and AT.search(text, max(taken, start - 6), start)  # 'at Zana's,'
        if (mention.label in ARTICLED or called) and mention.status != "keep":
            ending = POSSESSIVE.match(text, mention.span.end)
            if ending and ALONE.match(text, ending.end()):
                mention = _over(mention, Span(mention.span.start, ending.end()), text)
        taken = mention.span.end
        yield mention


def _is_household(mention: Mention) -> bool:
    """Whether a person's name may be a family's: 'the Hendersons'."""
    return mention.label == "PERSON" and bool(re.fullmatch(r"[A-Z][a-z’'-]+s", mention.text))


def _over(mention: Mention, span: Span, text: str) -> Mention:
    return replace(mention, span=span, text=text[span.start : span.end])


#: What stands before a shop or a house that is called after somebody.
AT = re.compile(r"\b(?:at|to|from)\s$")
#: 'at Kettlewell's.': the ending of a name that is a possessive with nothing behind it.
POSSESSIVE = re.compile(r"(?<=[^\W\d_])['’]s\b")


def ages_behind(mentions: Iterable[Mention], text: str) -> Iterator[Mention]:
    """Ages that follow a person's name: 'Noble Example (eleven)', 'Efua Example 9'."""
    for mention in mentions:
        if (
            mention.label != "PERSON"
            or mention.status == "watch"
            or SCORED.search(text[max(0, mention.span.end - 30) : mention.span.end])
        ):
            continue
        shapes = (AGE_BEHIND, AGE_SAID) if len(mention.text) > 2 else (AGE_BRACKETED,)
        if match := next(filter(None, (shape.match(text, mention.span.end) for shape in shapes)), None):
            span = Span(match.start("age"), match.end("age"))
            months = age_in_months(match["age"])
            # In the next cell it may be the figure of a chart or a count as well.
            status: Status = "replace" if match.group()[0] in ", (" else "flag"
            yield Mention(
                mention.document, span, match["age"], "AGE", "age behind a name", 0.8, status,
                "" if months is None else f"{months:g} months", reason="a number behind a name is often an age",
            )  # fmt: skip


#: What stands between two names that a guess took for one: 'and', '+', a word in small letters that is no particle.
BETWEEN = re.compile(r"(?<!\bMr)(?<!\bDr)(?<!\bMrs)\s(?:and|&|\+)\s|\s(?:in|at|on|from|with|to)\s")
#: A guess made of nothing but short words in capitals: initials and shorthand of notes ('AE NI', 'JT SW').
CAPITALS = re.compile(r"(?:(?:[A-Z]\.?){2,4}\s){1,4}(?:[A-Z]\.?){2,4}")


def each_name(mentions: Iterable[Mention], rules: Rules) -> Iterator[Mention]:
    """The mentions, with a guess at one name that holds several ('Aoife and Dean Tarrant', 'AE + MT') as several."""
    for mention in mentions:
        guessed = mention.rule != "known" and not mention.rule.startswith("pattern")
        if not guessed or mention.label not in {"PERSON", "ORG"}:
            yield mention
        elif CAPITALS.fullmatch(mention.text):
            vouched = acronyms(rules) | rules.list("kin-shorthand")
            words = [
                m for m in re.finditer(r"\S+", mention.text) if fold(m[0]).replace(".", "") not in vouched
            ]
            yield from (_part(mention, m.start(), m.end()) for m in words)
        else:
            ends = (
                [m.span() for m in BETWEEN.finditer(mention.text)]
                if mention.label == "PERSON" or "+" in mention.text
                else []
            )
            edges = [0, *(edge for span in ends for edge in span), len(mention.text)]
            yield from (
                _part(mention, *edges[n : n + 2]) for n in range(0, len(edges), 2) if edges[n] < edges[n + 1]
            )


def _part(mention: Mention, start: int, end: int) -> Mention:
    if end - start == len(mention.span):
        return mention
    at = mention.span.start
    return replace(mention, span=Span(at + start, at + end), text=mention.text[start:end])


def joined(mentions: Sequence[Mention], text: str, rules: Rules) -> list[Mention]:
    """The disjoint, sorted mentions with a first name and the surname directly behind it as one: 'Araba' 'Essilfie'."""

    def one(first: Mention, second: Mention) -> Mention | None:
        if not _is_surname_of(first, second, text, rules):
            return None
        return replace(first, score=min(first.score, second.score))

    return _neighbours_as_one(mentions, text, one)


def told_together(mentions: Sequence[Mention], text: str, rules: Rules) -> list[Mention]:
    """The disjoint, sorted mentions with facts of one class that small words join as one: 'Irish' 'and' 'Welsh'."""

    def one(first: Mention, second: Mention) -> Mention | None:
        if not _is_told_with(first, second, text, rules):
            return None
        return first if _class_of(first, rules) else second

    return _neighbours_as_one(mentions, text, one)


def _neighbours_as_one(
    mentions: Sequence[Mention], text: str, one: Callable[[Mention, Mention], Mention | None]
) -> list[Mention]:
    """The mentions with neighbours over both of which there is *one*, as that one; None leaves them two."""
    out: list[Mention] = []
    for mention in mentions:
        if out and (both := one(out[-1], mention)):
            mention = _over(both, Span(out.pop().span.start, mention.span.end), text)
        out.append(mention)
    return out


def _is_told_with(first: Mention, second: Mention, text: str, rules: Rules) -> bool:
    alike = first.label == second.label == "QUASI" and first.status == second.status != "keep"
    classes = {_class_of(first, rules), _class_of(second, rules)} - {""}
    one = len(classes) < 2 or classes <= OF_ONE_PEOPLE
    return alike and one and bool(BETWEEN_FACTS.fullmatch(text, first.span.end, second.span.start))


def _class_of(mention: Mention, rules: Rules) -> str:
    """What kind of fact a recognizer found, by rules/traits.yaml; '' for what no recognizer did."""
    kind = rules.traits.of(mention.rule, "") if mention.rule.startswith("pattern ") else None
    return kind.name if kind else ""


def _is_surname_of(first: Mention, second: Mention, text: str, rules: Rules) -> bool:
    people = first.label == second.label == "PERSON" and {first.status, second.status} <= {"replace", "flag"}
    beside = text[first.span.end : second.span.start] in {" ", "\u00a0"}
    words = [part.text for part in (first, second)]
    if not (people and beside and all(re.fullmatch(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", word) for word in words)):
        return False
    names = [fold(word) for word in words]
    return is_first_name(names[0], rules) and not is_first_name(names[1], rules)
