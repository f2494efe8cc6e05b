"""Too much taken out is told; a mark here and there is not."""

from __future__ import annotations

from redact.checks import Opened, Passage, Question, run_checks
from redact.model import Allowed, Block, Document, Register, Span
from redact.withheld import allowed_in

PROSE = "The school told the social worker what it knew, and nobody asked the child about home. "


def found(*texts: str, check: str = "legible", question: Question | None = None) -> list[tuple[str, str]]:
    """Place and message of what the check finds in these paragraphs."""
    passages = tuple(Passage(f"paragraph {at}", text, True, "text") for at, text in enumerate(texts, 1))
    findings = run_checks([Opened("report.html", passages)], question or Question())
    assert all(f.severity == "warns" for f in findings if f.check == check)
    return [(f.place, f.message) for f in findings if f.check == check]


def test_a_mark_here_and_there_is_nothing() -> None:
    """Ten marks in three hundred words can be read."""
    assert found(*[PROSE + "She was [detail removed] and glad of the help she had."] * 12) == []


def test_a_stretch_of_marks_is_told_where_it_begins() -> None:
    """The second of two stretches is full of marks."""
    crowded = "She [detail removed] with [name removed] and [name removed] at [place removed] for [detail removed] then. "
    places = [place for place, message in found(PROSE * 12, crowded * 15) if "one word in" in message]
    assert places == ["paragraph 2"]


def test_a_sentence_of_marks_is_told() -> None:
    """'[name removed] and [detail removed].' says nothing; a table cell with a mark alone is no sentence."""
    assert [m for _, m in found("[name removed] and [detail removed].")] == [
        "a sentence here says nothing any more"
    ]
    assert found("[telephone number removed]") == []
    assert found("She lived with [name removed] at home.") == []


def test_allowed_words_that_are_gone_are_told() -> None:
    """One file of the audience that has them is enough; case and spaces do not count."""
    question = Question(stays=("Alex Author", "Sampleshire Board"))
    assert found("By ALEX  AUTHOR", "for the board", check="kept-words", question=question) == [
        (
            "the whole edition",
            "allowed words (number 2 of those that the drafts have) stand nowhere in the finished files",
        )
    ]


def test_only_allowed_words_of_published_text_have_to_stay() -> None:
    """Words that stand in a comment, or in a draft that is only read, need not be printed."""
    text = "Alex Author\nChris Chair"
    blocks = (Block(Span(0, 11), "paragraph"), Block(Span(12, 23), "comment"))
    register = Register(
        allow=(Allowed("alex author"), Allowed("Chris Chair"), Allowed("Ray Writer")),
        documents={"source.docx": {"use": "source"}},
    )
    documents = [
        Document("a.docx", "", text, blocks),
        Document("source.docx", "", "Ray Writer", (Block(Span(0, 10), "paragraph"),)),
    ]
    assert allowed_in(documents, register) == ("alex author",)
