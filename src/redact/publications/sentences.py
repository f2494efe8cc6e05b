"""The sentences of a paragraph, and which of them cannot stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from redact.model import Span

#: Where a sentence may end; what stands before decides.
_END = re.compile(r"[.!?][”\"'’)\]]*(?:\s+|$)")
#: Words before a full stop that does not end a sentence.
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|St|No|Nos|vs|cf|e\.g|i\.e|etc|approx|para|paras|pp?|vol|Reg|Art|Hon|(?-i:ss?))"
    r"|\b(?:no|nos|para|paras|pp?|vol|section|s)\.?\s*\d+|^\W*\d+(?:\.\d+)*)$",
    re.IGNORECASE,
)
#: A letter before a full stop: an initial, or the end of a label such as Child G.
_LETTER = re.compile(r"(?:(\b[A-Z]\w*)\s)?\b([A-Z])$")
_OPENS = re.compile(r"[\"'“‘(\[]*(?:[0-9]|(?![a-zß-öø-ÿ])[^\W\d_])")  # Łukasz and Émile too
_OWN = r"(?! (?:review|report|summary|section|chapter|case|serious|document)\b)"
_TIMES = r"(?:days?|weeks?|months?|years?|hours?|minutes?|evenings?|mornings?)"
#: A sentence that begins so leans on the one before it.
_LEANS = re.compile(
    rf"^[\"'“‘(\[]*(?:he|she|they|it|his|her|hers|their|its|him|them|this{_OWN}|that|these|those|such|both|neither|either|"
    r"each (?:is|was|has|had|did|does|could|would|can|must|[a-z]+ed)|"
    r"the same|the latter|the former|the other|another|others|one of|none of|some of|all of|most of|each of|(?:two|three|four|five|several|many) of (?:them|these|those)|"
    r"but|and|or|so|yet|nor|still,|even so|similarly|likewise|equally|however|therefore|thus|hence|also|moreover|furthermore|nevertheless|nonetheless|instead|"
    r"accordingly|consequently|subsequently|as such|secondly|thirdly|finally|lastly|to begin with|elsewhere|"
    r"otherwise|then|there|here|meanwhile|afterwards|later|again|for example|for instance|as a result|in addition|"
    rf"(?:in|on|at|by|to|of|for|from|with|after|before|until|since|despite|following|during|because of) (?:this{_OWN}|that|these|those|then|them|the same)|"
    rf"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|some|a few) {_TIMES} (?:later|before|earlier|after|afterwards)|"
    r"by then|by that time|at that time|at the same time|on that day|the next|the following|the previous|"
    r"a second|a third|the second|the third|no more|nor did|nobody did|none did|who|which|where|when he|when she|when they|when it)(?!\w)",
    re.IGNORECASE,
)
#: And one that answers what went before: 'She did ring back.', 'His father was nearer still.'
_ANSWERS = re.compile(
    r"\bdid (?!not|so|do|what|that|this|it|its|no|nothing|everything|something|anything|all|each|the|an?|his|her|their|our|was|were|had|"
    r"well|badly|better|worse|more|less|little|much|many|any|some|in|on|at|to|for|as|by|with|from|under|after|before|and|or|but|"
    r"about|because|when|where|while|until|if|he|she|they|we|i|you|who|which|one|two|three|both|only|nor)"
    r"[a-z]{3,}\b(?<!ly)[^?]*$|\b(?:[a-z]+er|worse|more|less) still(?=[.!,;]|$)"
)
#: What a sentence points at that a summary does not have: another place of the report, a table, a figure, an appendix.
_POINTS = re.compile(
    r"\b(?:see|refer(?:s|red)? to|set out (?:in|at|below|above)|described (?:in|at|below|above)|(?:as )?(?:discussed|mentioned|noted|stated|explained|outlined|seen|shown)"
    r"\s(?:\w+\s)?(?:above|below|earlier|later|elsewhere|previously|in (?:the\s)?(?:section|paragraph|chapter|part|table|appendix))"
    r"|(?:in|at|by|of|from|under)\s(?:section|sections|paragraph|paragraphs|para|paras|chapter|part|annex|appendix|table|figure|diagram|box)\s[\dA-Z]"
    r"|the\s(?:table|chart|list|diagram|figure|chronology|box|section|chapter|paragraphs?|following|genogram|family tree)\s(?:above|below|overleaf|that follows?)"
    r"|(?:above|below|overleaf|earlier in th(?:is|e) report|later in th(?:is|e) report|elsewhere in th(?:is|e) report)(?=[.,;:)]|$)"
    r"|the\s(?:previous|preceding|next|following|last)\s(?:section|chapter|paragraphs?|table|page|part)|appendix|appendices|annex|overleaf|footnote)\b"
    r"|\((?:see|paragraph|para|section|table|appendix|figure)\b|\(\d+\.\d+(?:\.\d+)*\)|\b(?:above|below)(?=[.,;:)]*$)",
    re.IGNORECASE,
)
#: Words that mean somebody who was named.
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of *text* inside *span*, in order; together they hold all of it but the space between.

    An abbreviation ('Mr', 'e.g.'), an initial or the number of a paragraph before a full stop ends none, and
    nothing ends inside quotation marks.
    """
    found, start = [], _skip(text, span.start, span.end)
    for match in _END.finditer(text, span.start, span.end):
        end = match.start() + len(match.group().rstrip())
        if match.end() < span.end and not _ends(text, start, match):
            continue
        if end > start:
            found.append(Span(start, end))
        start = match.end()
    if start < span.end and text[start : span.end].strip():
        found.append(Span(start, start + len(text[start : span.end].rstrip())))
    return tuple(found)


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence that began at *start* ends with the stop at *match*."""
    if not _OPENS.match(text, match.end()) or _quoting(text[start : match.end()]):
        return False
    before = text[start : match.start()]
    if match.group()[0] != "." or not (_SHORT.search(before) or _LETTER.search(before)):
        return True
    return not _SHORT.search(before) and _labelled(before, text)


def _quoting(words: str) -> bool:
    """Whether quotation marks are open at the end of *words*."""
    return words.count('"') % 2 == 1 or words.count("“") > words.count("”")


def _labelled(before: str, text: str) -> bool:
    """Whether the letter at the end belongs to a label, which stands elsewhere without a full stop: 'Child G'."""
    match = _LETTER.search(before)
    return bool(match and match[1] and re.search(rf"\b{match[1]} {match[2]}\b(?!\.)", text))


def leans(sentence: str, people: re.Pattern[str]) -> bool:
    """Whether a sentence cannot be understood without the one before it: 'However, …', 'In May she went home.'

    *people* finds those whom a 'he' or a 'she' after them may mean.
    """
    if _LEANS.match(sentence) or _ANSWERS.search(sentence):
        return True
    meant = _SOMEBODY.search(sentence)
    return meant is not None and not people.search(sentence, 0, meant.start())


def points_away(sentence: str) -> bool:
    """Whether a sentence points at what a summary does not have: 'see section 4', 'as described above', 'the table below'."""
    return _POINTS.search(sentence) is not None


def people_in(labels: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """What finds people in a sentence: their *labels* as they are written, and *words* for people, also as plurals."""
    named = "|".join(re.escape(label) for label in sorted(labels, key=lambda each: (-len(each), each)))
    common = "|".join(re.escape(word) for word in sorted(words))
    return re.compile(rf"(?<!\w)(?:{named or '(?!)'}|(?i:(?:{common or '(?!)'})s?))(?!\w)")


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(WORD.findall(text))
