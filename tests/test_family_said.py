"""What drafts say of who is whose: proposed with its place, never believed."""

import re

import pytest

from redact.family import family_of
from redact.family.said import against, proposals
from redact.model import Block, Document, Entity, Mention, Register, Relation, Span
from redact.rules import load_rules

RULES = load_rules()
MARKED = re.compile(r"\[([^\]]*)\]\(([A-Za-z]\w*)\)")


def draft(*paragraphs):
    """A document of paragraphs in which [Jane](p2) is a mention, and its mentions."""
    text, blocks, mentions = "", [], []
    for number, paragraph in enumerate(paragraphs, 1):
        start, at = len(text), 0
        for match in MARKED.finditer(paragraph):
            text += paragraph[at : match.start()]
            mentions.append(
                Mention(
                    "draft.md",
                    Span(len(text), len(text) + len(match[1])),
                    match[1],
                    "PERSON",
                    "known",
                    1.0,
                    "replace",
                    entity=match[2],
                )
            )
            text, at = text + match[1], match.end()
        text += paragraph[at:]
        blocks.append(Block(Span(start, len(text)), "paragraph", place=f"paragraph {number}"))
        text += "\n"
    return Document("draft.md", "", text, tuple(blocks)), mentions


def proposed(*paragraphs, **roles):
    """What is proposed from paragraphs; p1 is the subject."""
    document, mentions = draft(*paragraphs)
    people = {m.entity: Entity(m.entity, "PERSON", m.text) for m in mentions}
    people |= {i: Entity(i, "PERSON", i, role=role, listed=True) for i, role in roles.items()}
    people["p1"] = Entity("p1", "PERSON", "Sam", role="subject child", listed=True)
    family = family_of(Register(subject="p1", entities=people), people, RULES)
    return proposals([document], mentions, family, RULES), family


def told(relation):
    """A relation as the examples of rules/kinship.yaml write it."""
    whom = relation.target or " or ".join(relation.among) + "?"
    period = f" from {relation.since}" * bool(relation.since) + f" until {relation.until}" * bool(
        relation.until
    )
    return f"{relation.source} {relation.kind} of {whom}{period}"


@pytest.mark.parametrize("example", RULES.kinship.examples["proposes"])
def test_what_is_proposed(example):
    """The table's own examples."""
    text, wanted = example.split("=>")
    assert [told(r) for r in proposed(text.strip())[0]] == [w.strip() for w in wanted.split(";")]


@pytest.mark.parametrize("example", RULES.kinship.examples["silent"])
def test_what_says_nothing_of_anybody(example):
    """Words of kinship that belong to nobody named beside them."""
    assert proposed(example)[0] == []


def test_a_proposal_has_its_place_and_counts_the_others():
    """The first place is named, further ones are counted."""
    found, _ = proposed(
        "[Sam](p1)'s mother, [Jane](p2), rang.", "[Jane](p2), [Sam](p1)'s mother, rang again."
    )
    assert [r.place for r in found] == ["draft.md, paragraph 1 and 1 more"]
    assert found[0].origin == "text"


def test_what_the_register_says_is_not_proposed_again():
    """Neither as said, nor as it follows, nor in a looser word, nor of one of several people."""
    text = (
        "[Sam](p1) and [Kit](p7) saw his mum, [Jane](p2).",
        "[Bea](p6), [Sam](p1)'s gran, rang.",
        "[Ann](p5), [Sam](p1)'s social worker, rang.",
        "[Bea](p6) is [Jane](p2)'s mother.",
    )
    assert proposed(*text, p2="mother", p6="maternal grandmother", p5="senior social worker")[0] == []


def test_a_period_of_work_is_proposed_where_the_register_has_none():
    """The register knows who, the draft knows when."""
    found, _ = proposed("[Sam](p1)'s social worker since May 2014, [Ann](p5), rang.", p5="social worker")
    assert [told(r) for r in found] == ["p5 social worker of p1 from May 2014"]


def test_what_contradicts_the_register_is_told():
    """A sister whom a draft calls a cousin."""
    (found,), family = proposed("[Kit](p7), [Sam](p1)'s cousin, rang.", p7="sister")
    assert against(found, family) == "sister"
    assert against(Relation("p7", "half-sister", "p1"), family) == ""


def test_a_pronoun_never_means_somebody_of_the_other_gender():
    """'Her partner' is not the father's, when the text calls somebody else the mother."""
    found, _ = proposed(
        "[Sam](p1) lived with his mother, [Jane](p2), and her partner, [Lee](p4).",
        "[Mr Poe](p3) and [Jane](p2) met her sister, [May](p8).",
    )
    assert {told(r) for r in found} == {"p2 mother of p1", "p4 partner of p1 or p2?", "p8 sister of p2"}


def test_hostile_text_is_no_trouble():
    """Thousands of words of kinship in a row are soon read."""
    assert (
        proposed("his " * 3000 + "mother of " * 3000 + "[Jane](p2)" + ", his elder maternal" * 2000)[0] == []
    )
