"""What explains a name in a finished report, and what does not."""

from __future__ import annotations

import pytest

from redact.as_published import BY_POSITION, EVERYDAY, IN_REFERENCE, as_published
from redact.model import Document, Mention, Span
from redact.rules import load_rules


def why(text: str, *, status: str = "flag", label: str = "PERSON", reason: str = "") -> list[str]:
    """Why each [name] of *text* is only watched, '' where it is not."""
    mentions, plain = [], ""
    for at, piece in enumerate(text.replace("]", "[").split("[")):
        if at % 2:
            span = Span(len(plain), len(plain) + len(piece))
            mentions.append(Mention("x", span, piece, label, "model", 0.6, status, reason=reason))  # type: ignore[arg-type]
        plain += piece
    found = as_published(mentions, Document("x", "", plain, ()), load_rules())
    return [one.reason if one.status == "watch" else "" for one in found]


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Independent author: [Wilhelmina Quorndon], MA\nOverview", BY_POSITION),
        ("Independent Chair of the Board: [Dr Wilhelmina Quorndon]\n", BY_POSITION),
        ("[Wilhelmina Quorndon], Board Manager, answers questions.", BY_POSITION),
        ("The review was led by [Wilhelmina Quorndon].", BY_POSITION),
        ("[Wilhelmina Quorndon] told the nurse.", ""),
        ("The mother, [Wilhelmina Quorndon], rang.", ""),
        ("x" * 4000 + " The conference was chaired by [Wilhelmina Quorndon].", ""),
    ],
)
def test_who_is_named_by_position(text: str, explained: str) -> None:
    """On the first page, beside the position; nobody else, and no chair of a conference in the body."""
    assert why(text, status="replace") == [explained]


def test_the_author_may_be_named_in_the_body_too() -> None:
    """Beside the position again; somewhere else the same name is asked about, since it may be another's."""
    text = f"Chair: [Wilhelmina Quorndon]\n{'x ' * 2000}The panel was chaired by [Wilhelmina Quorndon]. [Wilhelmina Quorndon] wept."
    assert why(text, status="replace") == [BY_POSITION, BY_POSITION, ""]


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
