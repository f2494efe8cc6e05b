"""A case by hand, for what people answer on paper: every kind of question, and no draft that has to be read."""

from dataclasses import replace

from redact.case import Case
from redact.link import AMBIGUOUS
from redact.model import Block, Cell, Decision, Document, Entity, LeftBehind, Mention, Register, Span
from redact.prepared import Prepared
from redact.questions import Question, open_questions
from redact.review import Reviewed, apply_decisions
from redact.targets import SELF

LINES = [
    ("heading", "1 What happened <b>&amp;"),
    ("paragraph", "Grace met Thrupp at a poultry factory. Miss Marlow saw it, said Thrupp, in May."),
    ("cell", "Grace"),
    ("cell", "Marlow came =1+1"),
    ("note", "Grace was not asked.\x0b"),
    ("comment", "Ask Zelda about it."),
]
ENTITIES = {
    "p1": Entity("p1", "PERSON", "Grace Ottery", ("Grace",), "half-sibling", listed=True),
    "p2": Entity("p2", "PERSON", "Jo Marlow", ("Marlow",), "mother", listed=True),
    "p3": Entity("p3", "PERSON", "Ines Marlow", ("Marlow",), "aunt", listed=True),
    "E5": Entity("E5", "PERSON", "Thrupp"),
    "E6": Entity("E6", "PERSON", "Marlow (p2 or p3)", (), AMBIGUOUS),
    "E7": Entity("E7", "PERSON", "Zelda"),
}


def document():
    text, blocks = "", []
    for number, (kind, words) in enumerate(LINES):
        span = Span(len(text), len(text) + len(words))
        cell = Cell(1, 0, number - 2) if kind == "cell" else None
        blocks.append(Block(span, kind, level=1, cell=cell, place=f"line {number + 1}"))
        text += words + "\n"
    return Document("draft one.docx", "d" * 64, text, tuple(blocks), (LeftBehind("comment", "comment 1", 2),))


def mentions():
    found = []
    for words, label, entity in (
        ("Grace", "PERSON", "p1"),
        ("Thrupp", "PERSON", "E5"),
        ("poultry factory", "QUASI", ""),
        ("Marlow", "PERSON", "E6"),
        ("Zelda", "PERSON", "E7"),
    ):
        text = document().text
        at = text.find(words)
        while at >= 0:
            context = f"{text[max(0, at - 20) : at]}{SELF}{text[at + len(words) : at + len(words) + 20]}"
            found.append(
                Mention("draft one.docx", Span(at, at + len(words)), words, label, "x", 0.6, "flag",
                        reason="a test says so", entity=entity, context=context)
            )  # fmt: skip
            at = text.find(words, at + 1)
    return sorted(found, key=lambda m: m.span)


def prepared(folder, rules, reference="XX-2031-04"):
    """The case as it stands in *folder*, with what its ledger decides."""
    (folder / "drafts").mkdir(parents=True, exist_ok=True)
    case = Case(folder)
    ledger = case.ledger()
    entities = {
        i: replace(e, mentions=tuple(m for m in mentions() if m.entity == i)) for i, e in ENTITIES.items()
    }
    reviewed: Reviewed = apply_decisions(mentions(), entities, ledger)
    questions = tuple(open_questions(reviewed, [document()], ledger))
    key = {"p1": "Sister", "p2": "Mother", "p3": "Aunt", "E5": "Adult A"}
    return Prepared(case, rules, Register(case=reference), (document(),), reviewed, key, questions)


def finding() -> Question:
    return Question(
        "f-0123456789ab", "finding", "publication/x.docx, paragraph 1: a name. To do: look.", "accept"
    )


def decided(case):
    """The ledger without its times."""
    return [(d.by, d.action, d.target, d.value, d.reason) for d in case.ledger()]


def decide(action, target, value="", by="Sam Other"):
    return Decision("2031-01-01T00:00:00+00:00", by, action, target, value)
