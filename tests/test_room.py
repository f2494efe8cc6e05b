"""Long drafts: what is held at a time does not grow with all that was passed, and nobody is looked for among everybody."""

import tracemalloc
from itertools import count

import pytest

from redact.detect import _give_back, find_anew, find_mentions
from redact.detect.known import know
from redact.detect.steps import SORTED, docs_with_entities
from redact.detecting import detect_files
from redact.link.cast import Cast
from redact.link.left_out import with_first_names
from redact.link.stated import Drafts
from redact.link.ties import _last_named
from redact.model import Document, Entity, Mention, Register, Span
from redact.names import NameParts
from redact.reading import find_and_link
from redact.rules import load_rules

RULES = load_rules()
DOE = NameParts("", ("Jane",), "Doe")


def mention(start, text, document="d"):
    return Mention(document, Span(start, start + len(text)), text, "PERSON", "known", 0.9, "replace")


def cast_of(*names):
    cast = Cast(RULES)
    return cast, [cast.new("PERSON", name).id for name in names]


def test_what_covers_a_character_costs_bytes_and_no_table():
    """Looking for first names before surnames takes less than 400 bytes a mention."""
    words = "Jane Pettifer rang. "
    many = [mention(at * len(words), "Jane Pettifer") for at in range(4000)]
    cast = Cast(RULES, drafts=Drafts({"d": Document("d", "", words * 4000, ())}))
    with_first_names(many[:10], cast)
    tracemalloc.start()
    assert with_first_names(many, cast) == many
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 400 * len(many)


def test_the_model_is_shown_a_thousand_sentences_at_a_time(monkeypatch):
    """Sentences are taken as they are needed, and a doc that was given is held no more."""
    taken, given = count(), []

    class Model:
        def make_doc(self, text):
            next(taken)
            return text

        def get_pipe(self, name):
            return self

    def no_entities(recognizer, docs):
        given.append(len(docs))

    monkeypatch.setattr("redact.detect.steps._find", no_entities)
    docs = docs_with_entities(Model(), (f"sentence {n}" for n in range(3 * SORTED)))
    assert next(docs) == "sentence 0"
    assert next(taken) == SORTED
    assert list(docs) == [f"sentence {n}" for n in range(1, 3 * SORTED)]
    assert given == [SORTED] * 3


def test_what_mentions_have_in_common_is_there_once():
    """Every mention of one rule has the same reason, not a copy of it; those of the telling phrases too."""
    text = "His father, Tom Doe, works nights packing salad. His uncle works nights packing salad. "
    found = find_anew(Document("d", "", text * 2, tuple(blocks(text * 2))), RULES)
    reasons = [m.reason for m in found if m.rule == "telling phrase"]
    assert len(reasons) > 1
    assert len({id(reason) for reason in reasons}) == len(set(reasons))


def blocks(text):
    from redact.model import Block

    yield Block(Span(0, len(text)), "paragraph")


def test_what_was_found_anew_may_go_as_soon_as_it_was_looked_at():
    """With `anew.pop` nothing of it is left, and the same is found."""
    text = "Ms Jane Pettifer rang. Jane Pettifer and Tom Pettifer met in Harrowgate Lane."
    draft = Document("d", "", text, tuple(blocks(text)))
    anew = {"d": find_anew(draft, RULES)}
    kept = find_and_link([draft], anew, Register(), RULES)
    assert anew["d"]
    assert find_and_link([draft], anew, Register(), RULES, take=anew.pop) == kept
    assert not anew


def test_contexts_are_as_before_and_in_order():
    """Each mention has what stands around it."""
    text = "Ms Jane Pettifer rang. Tom Pettifer met her."
    draft = Document("d", "", text, tuple(blocks(text)))
    found = find_mentions(draft, RULES, know((), RULES), find_anew(draft, RULES))
    people = [m for m in found if m.label == "PERSON"]
    assert [m.context for m in people] == [
        "▮ rang. Tom Pettifer met her.",
        "Ms Jane Pettifer rang. ▮ met her.",
    ]


def test_the_last_named_is_who_stands_last_before():
    """Not who stands too far back, nor behind, nor at the place itself, nor who is left out."""
    cast, (jane, tom, ann) = cast_of("Jane Doe", "Tom Roe", "Ann Coe")
    for entity, at in ((tom, 1150), (jane, 1100), (jane, 5), (ann, 990), (ann, 1200), (tom, 1300)):
        cast.met(entity, mention(at, "Jane Doe"), DOE)
    asked = mention(1200, "Kit")
    assert cast.last_named(asked, 200) == {tom: 1150, jane: 1100}
    assert cast.last_named(asked, 210) == {tom: 1150, jane: 1100, ann: 990}
    assert _last_named(asked, cast) == tom
    assert _last_named(asked, cast, but=tom) == jane
    assert _last_named(mention(1200, "Kit", "another"), cast) == ""


def test_of_two_at_one_place_the_first_met_is_the_last_named():
    """Whichever was known first."""
    for step in (1, -1):
        cast, ids = cast_of("Jane Doe", "Tom Roe")
        for entity in ids[::step]:
            cast.met(entity, mention(20, "Jane Doe"), DOE)
        assert _last_named(mention(60, "Kit"), cast) == ids[::step][0]


def test_two_who_are_one_stand_where_both_stood():
    """Places of the one who is gone count for the one who is kept."""
    cast, (jane, tom) = cast_of("Jane Doe", "Jan Doe")
    cast.met(jane, mention(5000, "Jane Doe"), DOE)
    cast.met(tom, mention(100, "Jan Doe"), DOE)
    cast.absorb(jane, tom)
    assert cast.last_named(mention(150, "Kit"), 200) == {jane: 100}
    assert cast.stands == {(jane, "d"): [100, 5000]}


def test_the_last_named_is_not_looked_for_among_everybody():
    """Of a thousand people only those near by are looked at."""

    class Counted(dict):
        asked = 0

        def get(self, *key):
            Counted.asked += 1
            return super().get(*key)

        def items(self):
            Counted.asked += len(self)
            return super().items()

    cast = Cast(RULES)
    for n in range(1000):
        entity = Entity(f"E{n}", "PERSON", f"Jane Doe {n}")
        cast.entities[entity.id] = entity
        cast.met(entity.id, mention(n * 300, "Jane Doe"), DOE)
    cast.stands = Counted(cast.stands)
    assert _last_named(mention(150_100, "Kit"), cast) == "E500"
    assert Counted.asked < 20


@pytest.mark.parametrize("library", [None, object()])
def test_where_nothing_can_be_given_back_nothing_happens(monkeypatch, library):
    """A C library without the function, or none that can be opened, is no error."""

    def opened(name):
        if library is None:
            raise OSError
        return library

    monkeypatch.setattr("ctypes.CDLL", opened)
    _give_back()


def test_a_file_that_is_named_twice_is_told_twice(tmp_path):
    """What is found in it is let go after the last time only."""
    case = tmp_path / "case"
    (case / "drafts").mkdir(parents=True)
    draft = case / "drafts" / "draft.txt"
    draft.write_text("Ms Jane Pettifer rang Tom Pettifer.", encoding="utf-8")
    (case / "register.yaml").write_text("case: A1\n", encoding="utf-8")
    first, second = detect_files([draft, draft], case, RULES, True, lambda step: None)
    assert first == second
    assert [m["text"] for m in first["mentions"]] == ["Ms Jane Pettifer", "Tom Pettifer"]
