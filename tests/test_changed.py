"""What changed since the drafts that were answered before: passages, questions, answers."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from by_hand import Still, draft, mention, prepared_of, visit
from redact.case import Case
from redact.changes import changes_of, keep_in_mind, memory_of
from redact.model import Block, Decision, Entity, LeftBehind, Picture, Span
from redact.questions import Question
from redact.review import Reviewed
from redact.targets import left_target, mention_target, picture_target, words_target
from redact.web.changed import in_short

FIRST = (
    "Wren lived with his mother. She was tired.",
    "A health visitor came twice. Nobody else did.",
    "Yes",
    "Yes",
    "The review was held in the autumn.",
    "It has nine findings.",
)


@pytest.fixture
def case(tmp_path):
    """A case folder with nothing in it."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.txt").write_text("never read")
    return Case(tmp_path)


def answered(case, *targets, action="confirm"):
    """Somebody answers something."""
    case.append(*(Decision("2031-05-12T10:00:00+00:00", "Rosa", action, t) for t in targets or ["E1"]))


def second(*paragraphs, name="report.docx", **more):
    """A later version of the draft."""
    return draft(name, *paragraphs, digest="another", **more)


def compared(case, *later):
    """What differs between the first draft, which was answered, and these."""
    keep_in_mind(case, [draft("report.docx", *FIRST)])
    answered(case)
    keep_in_mind(case, later)
    return changes_of(later, memory_of(case))


def words_of(document, passage):
    """The new sentences of a passage."""
    return [document.text[start:end] for start, end in passage.sentences]


def test_new_and_reworded_passages_are_told_sentence_by_sentence(case):
    """A paragraph that is new, one with a new sentence, and nothing else."""
    later = second(
        FIRST[0], "A neighbour telephoned.", "A health visitor came twice. The GP did not.", *FIRST[2:]
    )
    (change,) = compared(case, later).changed
    assert [(p.block, p.reworded, words_of(later, p)) for p in change.passages] == [
        (1, False, ["A neighbour telephoned."]),
        (2, True, ["The GP did not."]),
    ]
    assert change.gone == 1


def test_what_was_moved_or_set_otherwise_is_no_change(case):
    """Paragraphs in another order, blanks and line ends that differ, and headings that became paragraphs."""
    later = second(
        FIRST[4], FIRST[1].replace(" ", "\u00a0"), "Yes", FIRST[0].replace(". ", ".\n"), "Yes", FIRST[5]
    )
    later = replace(later, blocks=tuple(replace(b, kind="heading") for b in later.blocks))
    (change,) = compared(case, later).changed
    assert not change.passages
    assert not change.gone


def test_words_that_stand_there_once_more_are_new(case):
    """A third 'Yes' may be said of somebody else than the first two."""
    (change,) = compared(case, second(*FIRST[:3], "Yes", "Yes", *FIRST[4:])).changed
    assert len(change.passages) == 1


def test_a_sentence_that_went_is_told_though_no_word_was_added(case):
    """What a paragraph does not say any more changes what it says."""
    (change,) = compared(case, second("Wren lived with his mother.", *FIRST[1:])).changed
    assert [(p.block, p.reworded, p.sentences) for p in change.passages] == [(0, True, ())]


def test_a_draft_under_another_name_is_compared_with_the_one_that_it_replaces(case):
    """'v4' with most sentences of 'v3' is its new version; one with none of them is new, and 'v3' was taken away."""
    (change,) = compared(case, second(*FIRST, "And one more.", name="v4.docx")).changed
    assert (change.was, len(change.passages)) == ("report.docx", 1)


def test_an_unlike_draft_is_a_new_one(case):
    """Nothing of it was ever looked at."""
    changes = compared(case, second("Something else.", "Altogether.", name="other.docx"))
    assert [c.was for c in changes.changed] == [""]
    assert changes.taken_away == ("report.docx",)


def test_drafts_that_nobody_answered_about_are_no_yardstick(case):
    """A draft that is replaced twice in a row is compared with what was answered last."""
    keep_in_mind(case, [draft("report.docx", *FIRST)])
    answered(case)
    keep_in_mind(case, [second(*FIRST, "A slip.")])
    third = replace(second(*FIRST, "A slip.", "More."), digest="third")
    keep_in_mind(case, [third])
    (change,) = changes_of([third], memory_of(case)).changed
    assert len(change.passages) == 2


def test_the_same_drafts_change_nothing_however_often_they_are_read(case):
    """Neither the time nor an answer, and no other reading of the same file."""
    keep_in_mind(case, [draft("report.docx", *FIRST)])
    before = case.drafts_seen()
    answered(case)
    keep_in_mind(case, [draft("report.docx", *FIRST)])
    assert case.drafts_seen() == before
    keep_in_mind(case, [draft("report.docx", *FIRST, "Read by a newer version.")])
    assert memory_of(case).before is None


def test_no_words_of_a_draft_are_kept(case):
    """Digests of sentences, names of files, and counts."""
    compared(case, second(*FIRST, "A neighbour telephoned."))
    kept = case.drafts_seen().decode()
    assert "neighbour" not in kept
    assert "Wren" not in kept
    assert set(json.loads(kept)) == {"now", "before"}
    assert (case.folder / "drafts-seen.json").stat().st_mode & 0o077 == 0


def test_new_pictures_and_parts_beside_the_text_are_told(case):
    """A picture is known by what it shows; a kind of part by how many there are."""
    first = draft(
        "report.docx", *FIRST, left_behind=(LeftBehind("comment", "", 2),), pictures=(Picture("picture-1", "picture", "", digest="a"),)
    )  # fmt: skip
    later = replace(
        first,
        digest="another",
        left_behind=(LeftBehind("comment", "", 3), LeftBehind("tracked deletion", "")),
        pictures=(
            Picture("picture-1", "picture", "", digest="b"),
            Picture("picture-2", "picture", "", digest="a"),
        ),
    )
    keep_in_mind(case, [first])
    answered(case)
    keep_in_mind(case, [later])
    (change,) = changes_of([later], memory_of(case)).changed
    assert change.new_pictures == ("picture-1",)
    assert change.new_left_behind == ("comment", "tracked deletion")


@pytest.mark.parametrize("content", [b"", b"{", b'{"now": 1}', b"\xff\xfe", b"[]"])
def test_a_memory_that_is_damaged_is_none(case, content):
    """The page says that it knows nothing, and the next reading begins anew without a yardstick."""
    case.keep_drafts_seen(content)
    assert memory_of(case) is None
    answered(case)
    keep_in_mind(case, [draft("report.docx", *FIRST)])
    assert memory_of(case).begins_late


def test_a_case_that_was_answered_before_there_was_a_memory_has_a_yardstick_from_then_on(case):
    """The drafts of an older case are compared with the next ones, though nothing was answered in between."""
    answered(case)
    keep_in_mind(case, [draft("report.docx", *FIRST)])
    later = second(*FIRST, "One more.")
    keep_in_mind(case, [later])
    assert len(changes_of([later], memory_of(case)).changed[0].passages) == 1


# The page ------------------------------------------------------------------------------------------------


@pytest.fixture
def replaced(rules, case):
    """A case whose draft was answered and then replaced: one answer fits, one fits nothing, one is asked anew."""
    later = second(FIRST[0], "A <b>neighbour</b>, Ms Thrupp, telephoned.", *FIRST[1:])
    wren = mention(later, "Wren", "PERSON", entity="p1", context="▮ lived with his mother")
    thrupp = mention(later, "Thrupp", "PERSON", entity="E2", status="flag", context="Ms ▮, telephoned")
    gone = replace(wren, context="of ▮ and others")
    keep_in_mind(case, [draft("report.docx", *FIRST)])
    answered(
        case,
        mention_target(wren),
        mention_target(gone),
        "p1",
        picture_target("report.docx", Picture("x", "picture", "")),
    )
    keep_in_mind(case, [later])
    people = {"p1": Entity("p1", "PERSON", "Wren"), "E2": Entity("E2", "PERSON", "Thrupp")}
    asked = Question("E2", "entity", "Is this a name?", "confirm", "E2", (thrupp,))
    old = Question("w-0", "words", "Should these go?", "confirm", "", (wren,))
    return prepared_of(
        case.folder, rules, [later], reviewed=Reviewed((wren, thrupp), people, {}), questions=(asked, old)
    )


def test_the_page_shows_what_is_new_and_only_that(replaced):
    """The new passage with its mention and its question, as text; nothing of the passages that are as they were."""
    page = visit(replaced).get("/changed").text
    assert "⟦" in page
    assert '<mark class="flag">Thrupp</mark>' in page
    assert "A &lt;b&gt;neighbour&lt;/b&gt;" in page
    assert "health visitor" not in page
    assert "/text/0?at=1#b-1" in page
    assert "passages: 1" in page
    assert "Is this a name?" in page
    assert "Should these go?" not in page


def test_the_overview_has_one_line_of_it(replaced, rules, tmp_path_factory):
    """How much changed and what came of it; nothing where nothing changed."""
    sitting = Still(replaced)
    request = SimpleNamespace(app=SimpleNamespace(state=SimpleNamespace(sitting=sitting)))
    assert in_short(request) == (
        "1 draft changed: 1 passage new or reworded, 1 open question in them, 2 earlier answers fit nothing any more"
    )
    first = prepared_of(tmp_path_factory.mktemp("first"), rules, [draft("report.docx", *FIRST)])
    request.app.state = SimpleNamespace(sitting=Still(first))
    assert in_short(request) == ""


def test_answers_that_fit_nothing_are_shown_one_by_one(replaced):
    """Who, what, when; a picture that is gone is one of them."""
    page = visit(replaced).get("/changed").text
    assert "2 answers fit these drafts and hold; <strong>2 fit nothing any more" in page
    gone = page.split('id="gone"')[1]
    assert gone.count("<td>Rosa</td>") == 2
    assert "one place in the text" in gone
    assert "a picture" in gone
    assert "2031-05-12 10:00" in gone


def test_an_answer_that_was_followed_into_a_reworded_paragraph_is_shown(rules, case):
    """Half of the words around it are as they were: somebody should look."""
    later = second("Wren lived with his mother. She was very tired.")
    was = mention(later, "Wren", "PERSON", entity="p1", context="▮ lived with his mother, who was tired")
    now = replace(was, context="before it all ▮ lived with his mother, who was tired")
    answered(case, mention_target(was))
    prepared = prepared_of(case.folder, rules, [later], [now])
    page = visit(prepared).get("/changed").text
    assert "Followed into reworded paragraphs: 1" in page
    assert "1 answer fits these drafts" in page


def test_answers_of_paragraphs_and_passages_are_not_called_lost(rules, case):
    """What hangs on a whole paragraph is looked for as such."""
    from redact.targets import paragraph_target

    later = draft("report.docx", *FIRST)
    his = mention(later, "his", "GENDER", entity="p1", value="their")
    answered(case, paragraph_target(his, later), words_target(his), left_target("report.docx", "comment"))
    page = visit(prepared_of(case.folder, rules, [later], [his])).get("/changed").text
    assert "2 answers fit these drafts and hold; <strong>1 fits nothing any more" in page


def test_a_case_without_a_memory_says_that_it_does_not_know(rules, case):
    """No memory, or one that begins after the first answers, is no 'nothing changed'."""
    prepared = prepared_of(case.folder, rules, [draft("report.docx", *FIRST)])
    assert "is not known" in visit(prepared).get("/changed").text
    answered(case, "p9")
    keep_in_mind(case, prepared.documents)
    assert "is not known" in visit(prepared).get("/changed").text


def test_first_drafts_and_unchanged_ones_are_told(rules, case):
    """Neither is an empty page."""
    first = draft("report.docx", *FIRST)
    keep_in_mind(case, [first])
    prepared = prepared_of(case.folder, rules, [first])
    assert "first drafts" in visit(prepared).get("/changed").text
    answered(case, "p9")
    later = second(*FIRST, "More.")
    keep_in_mind(case, [later])
    keep_in_mind(case, [first])
    assert "as they were" in visit(prepared).get("/changed").text


def test_long_lists_come_in_parts(rules, case):
    """A rewritten draft of hundreds of paragraphs does not make one endless page."""
    keep_in_mind(case, [draft("report.docx", *(f"Paragraph {n}." for n in range(120)))])
    answered(case)
    later = second(*(f"Paragraph {n} anew." for n in range(120)))
    keep_in_mind(case, [later])
    client = visit(prepared_of(case.folder, rules, [later]))
    assert "120, 1 to 50 shown" in client.get("/changed").text
    assert "120, 101 to 120 shown" in client.get("/changed?from=100").text
    assert client.get("/changed?from=99999999999999").status_code == 200
    assert client.get("/changed?from=-1%3Cb%3E").status_code == 200


def test_a_block_without_words_is_no_passage(case):
    """An empty cell, and one of blanks, are nothing to look at."""
    later = second(*FIRST, "   ")
    later = replace(later, blocks=(*later.blocks, Block(None, "cell"), Block(Span(0, 4), "comment")))
    (change,) = compared(case, later).changed
    assert not change.passages
    assert not change.gone
