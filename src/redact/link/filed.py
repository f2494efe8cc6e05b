"""Whom a lone surname of several means where a file, a court or a place of work speaks: likely, and always asked about.

A case is filed under the child's surname; those who are charged and sentenced are called by
their surnames; 'Dr Doe' at the surgery is no doctor of the hospital.
"""

from __future__ import annotations

import re

from redact.link.bearers import likely_gender, role_of
from redact.link.cast import SUBJECT, Cast, folded_titles
from redact.link.custom import is_child
from redact.link.pending import Open
from redact.names import fold

#: Words before a name by which a file or a search is known; not what is said of a letter ('it was filed under').
FILED = re.compile(
    r"""\b(?:
        # a search for…, searched under…
        search(?:es|ed)?\s(?:for|under|on)
        # under the name of…, by the surname…
        |(?:under|by)\sthe\s(?:name|surname|spelling)(?:\sof)?
        # filed her down as…, recorded the child under…
        |(?:filed|recorded|registered|logged|entered|listed|booked|has|had)
         \s(?:him|her|them|the\s(?:child|boy|girl|baby))\s(?:down\s)?(?:as|under)
        # held under…, known under several names, among them Doe and…
        |(?:held|known|registered|booked|kept)\sunder
         (?:\s(?:several|different|various|other|many|two|three|four)\s(?:sur)?names,
          \s(?:among\sthem|including|such\sas)(?:\s[A-Z][\w’'-]+(?:,|\sand))*)?
        # a sentence that begins: Under…
        |^under|[.!?\n]\s?under
        # no trace of a Doe. Tried…
        |no\strace\sof\san?\s[A-Z][\w ’'-]+\.\s[Tt]ried
        # a line that begins: Re:…, Pupil:…
        |(?:^|\n)(?:re|family|case|client|patient|pupil|learner|child|subject)\s?:
        # surname once spelt as…
        |sur(?:name)?\s(?:once\s)?(?:spelt\s|given\s|recorded\s|written\s)?as
        # of several files: one for…
        |one\sfor
    )\s[“"‘]?$""",
    re.IGNORECASE | re.VERBOSE,
)
#: What is said of somebody before a court.
CHARGED = re.compile(
    r"\s(?:(?:had|has|have|was|is|would|been|later|then|also)\s){0,4}(?:interviewed\sunder|interviewed|arrested|charged|convicted|sentenced"
    r"|bailed|remanded|cautioned|prosecuted|jailed|imprisoned|acquitted|pleaded|denied|got\s\w+\s(?:years|months)|received\s\w+\s(?:years|months))\b"
)
#: A place of work near by, and the roles of the doctors there.
WORKPLACES = (
    (re.compile(r"\b(?:surgery|practice|gp)\b", re.IGNORECASE), frozenset({"gp", "practitioner", "locum"})),
    (
        re.compile(r"\b(?:hospital|ward|clinic|emergency department|a&e)\b", re.IGNORECASE),
        frozenset({"paediatrician", "consultant", "registrar", "surgeon", "psychiatrist", "radiologist"}),
    ),
)


def by_file(one: Open, cast: Cast) -> str:
    """The one subject of the review among the bearers of a surname or of initials that heads a text, or names a file."""
    if one.parts.title or not cast.drafts or len(one.parts.words) > 2:
        return ""
    before, _ = cast.drafts.around(one.mention)
    initials = len(one.parts.words) == 2 and len(one.parts.words[0].strip(".")) > 1
    if initials or not (cast.drafts.heads(one.mention) or (_is_surname(one, cast) and FILED.search(before))):
        return ""
    subjects = [c for c in one.candidates if fold(role_of(c, cast)) in SUBJECT or c == cast.subject]
    return subjects[0] if len(subjects) == 1 else ""


def _is_surname(one: Open, cast: Cast) -> bool:
    kinds = {cast.by_form.get(fold(" ".join(one.parts.words)), {}).get(c, "surname") for c in one.candidates}
    return len(one.parts.words) == 1 and kinds == {"surname"}


def by_charge(one: Open, cast: Cast) -> str:
    """The one grown man among the bearers of a surname who 'got six years'."""
    if one.parts.title or not cast.drafts or not _is_surname(one, cast):
        return ""
    if not CHARGED.match(cast.drafts.around(one.mention)[1]):
        return ""
    men = [c for c in one.candidates if _is_grown_man(c, cast)]
    return men[0] if len(men) == 1 else ""


def _is_grown_man(entity: str, cast: Cast) -> bool:
    """Whether somebody has a role that is no child's and no brother's, and nothing says that she is a woman."""
    role = fold(role_of(entity, cast))
    gender = likely_gender(entity, cast)
    return bool(role) and gender != "female" and not is_child(entity, cast) and not SIBLING.search(role)


SIBLING = re.compile(r"brother|sibling|sister|cousin|friend")


def by_workplace(one: Open, cast: Cast) -> str:
    """The one doctor of a name who works where the sentence is: at the surgery, or at the hospital."""
    if "dr" not in folded_titles(one.parts) or not cast.drafts:
        return ""
    before = re.split(r"[.;!?]\s|\n", cast.drafts.around(one.mention)[0])[-1]
    said = [roles for place, roles in WORKPLACES if place.search(before)]
    if len(said) != 1:
        return ""
    (others,) = (roles for _, roles in WORKPLACES if roles is not said[0])
    words = {c: set(re.findall(r"[a-z]+", fold(role_of(c, cast)))) for c in one.candidates}
    found = [c for c in words if words[c] & said[0]] or [c for c in words if not words[c] & others]
    return found[0] if len(found) == 1 and len(one.candidates) > 1 else ""
