"""What explains a name in a finished report, and what does not."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from redact.as_published import EVERYDAY, IN_REFERENCE, as_published
from redact.checks.detected import BY_POSITION, detected
from redact.checks.nouns import Opened, Question
from redact.model import Block, Document, Mention, Span
from redact.rules import load_rules
from redact.sections import ON_TITLE_PAGE


def why(text: str, *, status: str = "flag", label: str = "PERSON", reason: str = "") -> list[str]:
    """Why each [name] of *text* is only watched, '' where it is not."""
    found = named(text, status=status, label=label, reason=reason)
    return [one.reason if one.status == "watch" else "" for one in found]


def named(text: str, *, status: str, label: str = "PERSON", reason: str = "") -> list[Mention]:
    """The mentions of each [name] of *text*, each line a block, as they are weighed."""
    mentions, plain = [], ""
    for at, piece in enumerate(text.replace("]", "[").split("[")):
        if at % 2:
            span = Span(len(plain), len(plain) + len(piece))
            mentions.append(Mention("x", span, piece, label, "model", 0.6, status, reason=reason))  # type: ignore[arg-type]
        plain += piece
    starts = [0, *(found.end() for found in re.finditer("\n", plain))]
    blocks = (Block(Span(a, b), "paragraph") for a, b in pairwise([*starts, len(plain)]) if a < b)
    return as_published(mentions, Document("x", "", plain, tuple(blocks)), load_rules())


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Independent author: [Wilhelmina Quorndon], MA\nOverview", BY_POSITION),
        ("Independent Chair of the Board: [Dr Wilhelmina Quorndon]\n", BY_POSITION),
        ("[Wilhelmina Quorndon], Board Manager", BY_POSITION),
        ("Prepared by [Wilhelmina Quorndon] and [Ann Obermeyer], MSc.\nJanuary 2031", BY_POSITION),
        ("[Wilhelmina Quorndon], Board Manager, answers questions.", ""),
        ("The child was led by [Wilhelmina Quorndon] to the car.", ""),
        ("The child was led by [Wilhelmina Quorndon]", ""),
        ("The family, contact: [Wilhelmina Quorndon], left.", ""),
        ("Contact: [Wilhelmina Quorndon] visits on Mondays.", ""),
        ("The family manager: [Wilhelmina Quorndon].", ""),
        ("Report writer of the suicide note in the review: [Wilhelmina Quorndon]", ""),
        ("1 Introduction\nWritten by [Wilhelmina Quorndon]", ""),
        ("[Wilhelmina Quorndon], author of the injuries", ""),
        ("Author: [Wilhelmina Quorndon] left", ""),
        ("Author: [Wilhelmina Quorndon]\nMs Quorndon hit the child.", ""),
        ("Author: [Wilhelmina Quorndon]\nWILHELMINA hit the child.", ""),
        ("Author: [Wilhelmina Quorndon]\nW. Q. hit the child.", ""),
        ("The review was led by [Wilhelmina Quorndon].", BY_POSITION),
        ("[Wilhelmina Quorndon] told the nurse.", ""),
        ("The mother, [Wilhelmina Quorndon], rang.", ""),
        ("x" * 4000 + " The conference was chaired by [Wilhelmina Quorndon].", ""),
    ],
)
def test_who_is_named_by_position(text: str, explained: str) -> None:
    """On the first page, beside the position; nobody else, and no chair of a conference in the body."""
    assert set(why(text, status="replace")) == {explained}


def test_a_title_page_explains_no_name_that_stands_in_the_body_too() -> None:
    """It may be another's, and whoever has it is named in the story; also where detection lets it stand for the title page."""
    text = "Chair: [Wilhelmina Quorndon]\nThe panel met. [Wilhelmina Quorndon] wept."
    assert why(text, status="replace") == ["", ""]
    (one,) = named("Chair: [Wilhelmina Quorndon]\nQuorndon wept.", status="keep", reason=ON_TITLE_PAGE)
    assert one.status == "replace"


def test_each_person_of_a_title_page_is_told_alone() -> None:
    """Two people are never one finding: else a name among many is overlooked."""
    text = "Chair: [Wilhelmina Quorndon]\nAuthor: [Ann Obermeyer]\n"
    found = tuple(named(text, status="replace"))
    told = list(detected((Opened("x", ()),), Question(mentions={"x": found})))
    assert [one.quote for one in told] == ["Wilhelmina Quorndon", "Ann Obermeyer"]
    assert {one.severity for one in told} == {"warns"}


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Contents\n[Circumstances] that led to this", EVERYDAY),
        ("EVENTS [LEADING] TO", EVERYDAY),
        ("School X [Short] report", EVERYDAY),
        ("A good week.\n7 [Good] practice", EVERYDAY),
        ("[Grace] told the nurse.", ""),
        ("A short week. Then [Short] came.", ""),
        ("[Wandlebury] came.", ""),
        ("Reder, P. (1993) Beyond [Blame]: Tragedies. London: [Routledge].", IN_REFERENCE),
    ],
)
def test_what_only_reads_like_a_name(text: str, explained: str) -> None:
    """Everyday words with a capital and words of references; a first name, or a surname inside a sentence, is none."""
    assert set(why(text)) == {explained}


def test_what_detection_is_sure_of_stays() -> None:
    """An everyday word that detection is sure of, and a surname that something is said of, block as before."""
    assert why("EVENTS [LEADING] TO", status="replace") == [""]
    assert why("A short week.\n[Short] said so.", reason="what follows is said of a person") == [""]
    assert why("Then [Pilot] said so.", reason="what follows is said of a person") == [""]
    assert why("Chair: [Wilhelmina Quorndon]", label="PHONE") == [""]
