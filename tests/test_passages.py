"""Passages that people picked out themselves, and people split off from others of the same name."""

import pytest

from redact.model import Block, Decision, Document, Entity, Mention, Span
from redact.passages import as_printed, objection_to_passage, widened, with_passages
from redact.review import Reviewed, added_entities, apply_decisions
from redact.targets import fits_nothing, mention_target, passage_target, passages_at, words_target

TEXT = "Wren saw the blue van.\nWren told nobody.\nWren told nobody."


def document(text=TEXT, kind="paragraph"):
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(Span(at, at + len(line)), kind))
        at += len(line) + 1
    return Document("draft.txt", "d", text, tuple(blocks))


def mention(start, end, status="replace", entity="E1", text=TEXT, context="the ▮ one"):
    return Mention("draft.txt", Span(start, end), text[start:end], "PERSON", "r", 0.9, status, entity=entity,
                   context=f"{start} {context}")  # fmt: skip


def decision(action, target, value="", by="Rosa"):
    return Decision("2031-01-01T00:00:00+00:00", by, action, target, value)


def span_of(words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def reviewed(mentions=()):
    return Reviewed(tuple(mentions), {"E1": Entity("E1", "PERSON", "Wren")}, {})


def test_a_passage_is_found_again_where_it_was_picked_out():
    """A target leads back to its very words, also where two paragraphs read alike."""
    draft = document()
    for nth in (0, 1):
        span = span_of("told nobody", nth)
        target = passage_target(draft, span)
        assert passages_at([target], [draft])[target][1] == span


def test_a_reworded_paragraph_has_lost_its_passage():
    """What hangs on words that are gone is told as an answer that fits nothing, and never lands elsewhere."""
    target = passage_target(document(), span_of("blue van"))
    later = document(TEXT.replace("blue", "red"))
    assert not passages_at([target], [later])
    assert fits_nothing([decision("rewrite", target, "x")], [], {}, [later])
    assert not fits_nothing([decision("rewrite", target, "x")], [], {}, [document()])


def test_a_passage_lies_inside_one_printed_paragraph():
    """Over two paragraphs, or in a comment, nothing can be picked out."""
    with pytest.raises(ValueError, match="inside one paragraph"):
        passage_target(document(), Span(15, 30))
    with pytest.raises(ValueError, match="inside one paragraph"):
        passage_target(document(kind="comment"), span_of("blue van"))


def test_other_words_and_removal_are_printed_instead_of_the_passage():
    """'rewrite' prints the words, 'remove' the mark, and what was found inside is settled with it."""
    draft = document()
    told, van = span_of("Wren told nobody"), span_of("blue van")
    ledger = (
        decision("rewrite", passage_target(draft, told), "she kept it to herself"),
        decision("remove", passage_target(draft, van)),
    )
    inside = mention(told.start, told.start + 4, "watch")
    after = with_passages(reviewed([inside]), [draft], ledger, lambda why: "[detail removed]")
    assert after.rewordings["draft.txt", told] == "she kept it to herself"
    assert after.rewordings["draft.txt", van] == "[detail removed]"
    assert after.mentions[0].status == "replace"
    assert [m.span for m in as_printed(after)] == [van, told]


def test_a_passage_can_mean_somebody_only_here():
    """'link' gives the words to somebody without looking for them anywhere else."""
    draft = document()
    ledger = (decision("link", passage_target(draft, span_of("blue van")), "E1"),)
    (passage,) = with_passages(reviewed(), [draft], ledger, lambda why: "[gone]").passages
    assert (passage.entity, passage.label, passage.text) == ("E1", "PERSON", "blue van")


def test_what_a_passage_cuts_keeps_its_other_part():
    """A later draft's longer name loses no character to a passage that covers half of it."""
    draft = document()
    ledger = (decision("remove", passage_target(draft, span_of("saw the"))),)
    name = mention(0, 8)  # 'Wren saw'
    printed = as_printed(with_passages(reviewed([name]), [draft], ledger, lambda why: "[gone]"))
    assert [m.text for m in printed] == ["Wren ", "saw the"]


def test_of_overlapping_passages_nothing_comes_back():
    """Where two stand all the same, what the later one has beside the first is taken out."""
    draft = document()
    one, other = span_of("saw the blue"), span_of("blue van")
    ledger = tuple(decision("rewrite", passage_target(draft, s), "words") for s in (one, other))
    after = with_passages(reviewed(), [draft], ledger, lambda why: "[gone]")
    assert sorted(after.rewordings.values()) == ["[gone]", "words"]


def test_an_answer_that_cuts_a_name_or_overlaps_is_refused():
    """A name is taken in whole, and a settled passage is taken back before it is drawn anew."""
    draft = document()
    cut = decision("remove", passage_target(draft, span_of("ren saw")))
    assert "in two" in objection_to_passage(cut, [draft], [mention(0, 4)], ())
    ledger = (decision("remove", passage_target(draft, span_of("saw the"))),)
    over = decision("remove", passage_target(draft, span_of("the blue")))
    assert "overlaps" in objection_to_passage(over, [draft], [], ledger)
    assert not objection_to_passage(
        decision("remove", passage_target(draft, span_of("van"))), [draft], [], ledger
    )
    assert "takes one of" in objection_to_passage(decision("confirm", cut.target), [draft], [], ())


def test_a_selection_takes_names_in_whole():
    """Half a name that was selected becomes the whole of it, and never leaves its paragraph."""
    assert widened(document(), span_of("ren saw"), [mention(0, 4)]) == Span(0, 8)


def test_people_of_one_name_are_split_apart():
    """Mentions that were split off are somebody of their own; two with one working name are one person."""
    three = [mention(0, 4), mention(23, 27), mention(41, 45)]
    entities = {"E1": Entity("E1", "PERSON", "Wren")}
    ledger = tuple(decision("split", mention_target(m), "the neighbour") for m in three[1:])
    after = apply_decisions(three, entities, ledger)
    assert [m.entity for m in after.mentions] == ["E1", "S1", "S1"]
    assert (after.entities["S1"].name, after.entities["S1"].label) == ("Wren", "PERSON")


def test_split_words_go_together_and_come_back():
    """A split of the words takes all of them; taken back, they are who they were."""
    pair = [mention(0, 4), mention(23, 27)]
    entities = {"E1": Entity("E1", "PERSON", "Wren")}
    target = words_target(pair[0])
    ledger = (decision("split", target, "x"),)
    assert {m.entity for m in apply_decisions(pair, entities, ledger).mentions} == {"S1"}
    back = (*ledger, decision("undo", target))
    assert {m.entity for m in apply_decisions(pair, entities, back).mentions} == {"E1"}


def test_taking_back_renumbers_nobody():
    """The second name that was added keeps its id when the first is taken back."""
    ledger = (
        decision("add", "PERSON", "Wren"),
        decision("add", "PLACE", "Hollow"),
        decision("undo", "PERSON"),
    )
    assert [(e.id, e.name) for e in added_entities(ledger)] == [("A2", "Hollow")]
