"""Take in what only repeats a label: a title, a role said beside it, its own kind, its other names.

Pure functions on the words before and after a mention. Where the words may say more than the label
does ('the class teacher, Teacher 1', 'her partner, Partner 2') they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redact.grammar.phrase import Around, Borders, Replaced
from redact.model import Mention, Replacement, Span
from redact.remembered import remembered
from redact.rules.wording import Wording

DETERMINER = re.compile(r"\b(the|an?|his|her|their|its|our|my)\s+$", re.IGNORECASE)
#: 'Child G's', 'the boy's': whose mother it is, which stays before her label.
OWNER = re.compile(r"['’]s?\s+$")
ARTICLES = frozenset({"the", "a", "an"})
QUOTES = "\"“”'‘’"
#: Words without a mark behind or between them: a role is never taken in over a quotation mark.
SPOKEN = re.compile(r"\w+(?:(?:\s+|[-'’])\w+)*")

# What stands before -----------------------------------------------------------------------------


def without_title(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """'Ms [Social Worker 2]' → 'Social Worker 2': a title that the mention does not hold goes with the name."""
    if not replaced.head or not replaced.person:
        return replaced
    if replaced.words.split()[0].rstrip(".") in wording.titles:
        return replaced
    while match := re.search(r"(?<![\w'’-])([A-Z][\w/]*)\.?\s+$", around.left_before(replaced)):
        if match[1] not in wording.titles:
            break
        replaced = replace(replaced, back=replaced.back + len(match[0]))
    return replaced


def without_role(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """'the social worker [Social Worker 2]' → 'Social Worker 2', 'his mother, [Mother],' and 'his mother ([Mother])' → 'Mother'."""
    before = around.left_before(replaced)
    match = re.search(r"(,?)\s+(\(?)$", before)
    said = _role_at_end(before[: match.start()], replaced, wording) if match else 0
    if not match or not said:
        return replaced
    start = match.start() - said
    determiner = DETERMINER.search(before[:start])
    if not _may_go(determiner, before[:start], bool(match[1]), replaced, around, wording):
        return replaced
    start = determiner.start() if determiner else start
    taken = replace(replaced, back=replaced.back + len(before) - start)
    if match[2]:
        closed = around.left_after(replaced).startswith(")") and not match[1]
        return replace(taken, ahead=taken.ahead + 1) if closed else replaced
    return _without_comma(taken, around, wording) if match[1] else taken


def _may_go(
    determiner: re.Match[str] | None,
    before: str,
    comma: bool,
    replaced: Replaced,
    around: Around,
    wording: Wording,
) -> bool:
    """Whether the role before a label only repeats it: 'the class teacher' and 'her partner' say more."""
    if determiner:
        if determiner[1].casefold() in ARTICLES or not replaced.numbered:
            return True
        return replaced.person and replaced.head.casefold() not in wording.relational
    if OWNER.search(before):
        return not replaced.numbered or _has_side(replaced)
    opening = not before.strip() and around.opens
    if comma:
        return opening or bool(re.search(r"[.!?:;]\s+$", before))
    word = re.search(r"([\w'’-]+)\s+$", before)
    return (
        opening
        or bool(re.search(r"[.!?:;,(“\"]\s*$", before))
        or bool(word and word[1].casefold() in wording.function_words)
    )


def _role_at_end(text: str, replaced: Replaced, wording: Wording) -> int:
    """How many characters at the end of *text* say what the label's head says; 0 for none."""
    head = _squeezed(replaced.head)
    if not head:
        return 0
    if (short := re.search(r"(?<![\w'’-])[A-Z]{2,4}$", text)) and short[0] == _initials(replaced.head):
        return len(short[0])
    said = (words for words in _last_words(text, len(replaced.head.split()) + 1) if SPOKEN.fullmatch(words))
    return max((len(words) for words in said if _says_as_much(words, replaced, wording)), default=0)


def _says_as_much(role: str, replaced: Replaced, wording: Wording) -> bool:
    """Whether a role says what the label does, or less: 'mum' and 'Mother', 'grandmother' and 'Maternal Grandmother'."""
    head, said = replaced.head, role.casefold()
    said = next((row.partition(" is ")[2] for row in wording.same_as if row.startswith(f"{said} is ")), said)
    if _squeezed(said) == _squeezed(head):
        return True
    return _has_side(replaced) and _squeezed(said) == _squeezed(head.partition(" ")[2])


def _has_side(replaced: Replaced) -> bool:
    """Whether the label says by itself to which side of the child's family somebody belongs."""
    return replaced.person and replaced.head.casefold().startswith(("maternal ", "paternal "))


def _last_words(text: str, most: int) -> Iterator[str]:
    """The last one, two… words of *text*, as they stand."""
    starts = [match.start() for match in re.finditer(r"(?<![\w'’])[\w'’]", text)]
    yield from (text[start:] for start in reversed(starts[-most:]))


def _squeezed(words: str) -> str:
    """Letters alone, so that 'head teacher', 'head-teacher' and 'Headteacher' are one."""
    return re.sub(r"[\W_]+", "", words).casefold()


def _initials(head: str) -> str:
    words = head.split()
    return "".join(word[0] for word in words).upper() if len(words) > 1 else head if head.isupper() else ""


# What stands after ------------------------------------------------------------------------------


def without_own_kind(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """'[School A] School' → 'School A', '[Town A] town centre' → 'Town A centre'."""
    last = replaced.head.split()[-1:]
    if not last or (replaced.person and not replaced.household) or not replaced.numbered:
        return replaced
    match = _own_kind(last[0], wording).match(around.left_after(replaced))
    if not match or _kept_together(match[1], around.left_after(replaced)[match.end() :], wording):
        return replaced
    return replace(replaced, ahead=replaced.ahead + match.end())


@remembered(256)
def _own_kind(word: str, wording: Wording) -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, wording.kinds), key=lambda kind: (-len(kind), kind))) or r"(?!)"
    return re.compile(rf"[ \u00a0-](?:(?:{kinds}) )*({re.escape(word)})\b(?![-'’]\w)", re.IGNORECASE)


def _kept_together(word: str, after: str, wording: Wording) -> bool:
    """Whether the word belongs to what follows: 'school nurse' is somebody's work, not the school again."""
    following = re.match(r"\s+([a-z]+)", after)
    return bool(following and f"{word} {following[1]}".casefold() in wording.kept_together)


def without_apposition(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """'[School Nurse 1], the school nurse, weighed' → 'School Nurse 1 weighed'."""
    if not replaced.person or not replaced.head:
        return replaced
    after = around.left_after(replaced)
    match = re.match(
        r"(,\s+(?:(?P<det>the|an?|his|her|their)\s+)|\s\()(?P<role>\w[\w '’-]{0,38}?\w)(?P<end>,|\)|(?=[.;:]))",
        after,
    )
    if not match or not _says_as_much(match["role"], replaced, wording):
        return replaced
    if (match["end"] == ")") != match[1].endswith("("):
        return replaced
    if match["det"] and match["det"] not in ARTICLES and replaced.numbered and not _has_side(replaced):
        return replaced
    taken = replace(replaced, ahead=replaced.ahead + match.end() - (match["end"] == ","))
    return _without_comma(taken, around, wording) if match["end"] == "," else taken


def _without_comma(replaced: Replaced, around: Around, wording: Wording) -> Replaced:
    """Takes in the comma that closed an apposition, unless what follows needs one ('…, who said', '…, and')."""
    match = re.match(r",\s+([^\W\d_]+)", around.left_after(replaced))
    if match and match[1].islower() and match[1].casefold() not in wording.function_words:
        return replace(replaced, ahead=replaced.ahead + 1)
    return replaced


# Two labels of one person or place --------------------------------------------------------------


def collapse(
    drafted: Sequence[tuple[Mention, Replacement]], borders: Borders, wording: Wording
) -> Iterator[tuple[Mention, Replacement]]:
    """Neighbours that would print one label or mark twice become one replacement: 'Mother (formerly Mother)'."""
    waiting: tuple[Mention, Replacement] | None = None
    for mention, new in drafted:
        if waiting is not None:
            first, old = waiting
            if (reach := _reach(first, old, new, borders, wording)) is not None:
                waiting = first, replace(old, span=Span(old.span.start, new.span.end + reach))
                continue
            yield waiting
        waiting = mention, new
    if waiting is not None:
        yield waiting


def _reach(
    mention: Mention, old: Replacement, new: Replacement, borders: Borders, wording: Wording
) -> int | None:
    """How far beyond *new* the label of *old* swallows it; None where both are printed."""
    if _is_mark_again(mention, old, new, borders):
        return 0
    same = old.entity and old.entity == new.entity and old.text == new.text
    if (
        not same
        or {old.treatment, new.treatment} != {"pseudonym"}
        or not borders.together(old.span, new.span)
    ):
        return None
    between = borders.text[old.span.end : new.span.start]
    before = borders.around(old.span).before
    calls = bool(
        re.search(rf"\b(?:{'|'.join(sorted(wording.calling)) or '(?!)'})\s+$", before, re.IGNORECASE)
    )
    return collapsed(between, borders.around(new.span).after, mention.label == "PERSON", wording, calls)


def _is_mark_again(mention: Mention, old: Replacement, new: Replacement, borders: Borders) -> bool:
    """Whether details taken out side by side would print the same mark twice: '[detail removed] and [detail removed]'."""
    same = mention.label == "QUASI" and old.text == new.text and old.text.endswith(" removed]")
    if not same or {old.treatment, new.treatment} != {"remove"} or not borders.together(old.span, new.span):
        return False
    between = borders.text[old.span.end : new.span.start]
    return bool(re.fullmatch(r",?\s+(?:(?:and|or)\s+)?|\s*/\s*", between))


def collapsed(between: str, after: str, person: bool, wording: Wording, calls: bool = False) -> int | None:
    """How far a label swallows its own repetition: characters after the second one; None where both stay.

    'Mother (formerly Mother)', 'Mother, known as Mother, said', 'Town A, Town A'. 'And' never:
    two labels joined by it may be two people who were taken for one. With *calls* a word of calling
    stands before the first: 'they called Mother “Jo”'.
    """
    phrase = r"|".join(sorted(map(re.escape, wording.also_called), key=lambda each: (-len(each), each)))
    match = re.fullmatch(
        rf"(?P<open>\s*[,(]|)\s*(?P<said>(?:{phrase or '(?!)'})\s*)?(?P<quote>[{QUOTES}]?)",
        between,
        re.IGNORECASE,
    )
    if between.isspace():
        return 0
    if match and match["quote"] and calls and not re.match(rf"[{QUOTES}]\s+(?:[^\W\d_a-z]|$)", after):
        return None  # 'the children called Faz “Fizz”' says by which name they called him
    if match and (match["said"] or match["quote"] or match["open"].strip() == "("):
        return _closed(match["open"].strip(), match["quote"], after, wording)
    if not person and re.fullmatch(r",\s+|\s+or\s+|\s*/\s*|\s+[–—-]\s+", between):
        return 0
    return None


def _closed(opened: str, quote: str, after: str, wording: Wording) -> int | None:
    """The characters that close what was opened; None where they are not there."""
    inner = re.match(rf"(,?)[{QUOTES}]", after) if quote else None
    if quote and not inner:
        return None
    taken = inner.end() if inner else 0
    if opened == "(":
        return taken + 1 if after[taken : taken + 1] == ")" else None
    return _after_comma(bool(inner and inner[1]), taken, after, wording) if opened == "," else taken


def _after_comma(within: bool, taken: int, after: str, wording: Wording) -> int | None:
    """The same for an apposition between commas; the second comma may stand *within* the quotation."""
    outside = after[taken : taken + 1] == ","
    if not within and not outside:
        return taken if re.match(r"[.;:)!?]|\s*$", after[taken:]) else None
    end = taken + outside
    word = re.match(r"\s+([^\W\d_]+)", after[end:])
    if word and word[1].islower() and word[1].casefold() not in wording.function_words:
        return end
    return None if within else taken
