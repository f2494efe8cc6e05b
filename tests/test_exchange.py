"""Two laptops, one review: what is exported, and what becomes of it on the other one."""

import io
import json
import shutil
import stat
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from redact import cli
from redact.crossing import with_crossed
from redact.errors import RulesError, UsageError
from redact.exchange import (
    Origin,
    bearers,
    imported,
    merged,
    pasts,
    require_same_case,
    rows_of,
    settled,
)
from redact.handover import as_lines, as_table, is_exchange, read_rows, require_out_of_cases
from redact.link import AMBIGUOUS
from redact.model import Decision, Entity, Mention, Span
from redact.review import added_entities, apply_decisions, standing
from redact.targets import mention_target, words_target

ORIGIN = Origin("0123456789abcdef", ("aa", "bb"))
ENTITIES = {
    "p1": Entity("p1", "PERSON", "Anna Wick", listed=True),
    "E1": Entity("E1", "PERSON", "Ben Wick"),
    "E2": Entity("E2", "PLACE", "Sampleton"),
    "E3": Entity("E3", "PERSON", "Ben (p1 or E1)", (), AMBIGUOUS),
}
WORDS = "w-0123456789ab"


def says(action, target, value="", by="Rosa", minute=0, reason=""):
    return Decision(f"2031-03-14T09:{minute:02d}:00+00:00", by, action, target, value, reason)


def out(*ledger, entities=ENTITIES):
    """The rows of a laptop with this ledger, through the file."""
    return rows_of(ledger, (), {**entities, **{e.id: e for e in added_entities(ledger)}}, ())


def here(rows, *ledger, entities=ENTITIES):
    return merged(rows, ledger, {**entities, **{e.id: e for e in added_entities(ledger)}})


def after(merge, *ledger, take="", name="Ivy"):
    """The ledger of a laptop that took everything in."""
    new = [imported(row, name) for row in merge.new]
    chosen = [
        d
        for c in merge.conflicts
        for d in (settled(c, take, name, says("", "", minute=59).at) if take else ())
    ]
    return (*ledger, *new, *chosen)


def told(decisions):
    return [(d.action, d.target, d.value, d.by) for d in decisions]


# What is taken ---------------------------------------------------------------------------------------


def test_new_answers_come_in_under_their_own_author_and_say_who_brought_them():
    """The record names both: who decided, and who carried it."""
    merge = here(out(says("confirm", "E1", reason="is him")), says("dismiss", WORDS, by="Sam"))
    (decision,) = [imported(row, "Ivy") for row in merge.new]
    assert (decision.by, decision.at, decision.reason) == ("Rosa", says("", "").at, "is him; imported by Ivy")


def test_equal_answers_are_passed_over():
    """Both laptops said the same of the same: nothing is written and nothing asked."""
    merge = here(out(says("confirm", "E1")), says("confirm", "E1", by="Sam", minute=5))
    assert (merge.new, merge.conflicts, merge.same) == ((), (), 1)


def test_different_answers_on_one_question_are_a_conflict_shown_side_by_side():
    """What they say, what we say, who and when."""
    merge = here(out(says("confirm", "E1")), says("dismiss", "E1", by="Sam", minute=5))
    (conflict,) = merge.conflicts
    assert (conflict.theirs.answer, conflict.theirs.by, conflict.ours.action, conflict.ours.by) == (
        "confirm",
        "Rosa",
        "dismiss",
        "Sam",
    )


def test_a_role_and_an_answer_on_one_person_do_not_contradict():
    """They are two questions."""
    assert not here(out(says("role", "E1", "uncle")), says("confirm", "E1", by="Sam")).conflicts


def test_an_answer_that_replaced_ours_is_no_conflict():
    """Whoever saw our answer and gave another one is ahead of us; whoever has not seen ours of later is behind."""
    ours = says("confirm", "E1", by="Sam")
    changed = says("dismiss", "E1", minute=9)
    assert told(row.decision for row in here(out(ours, changed), ours).new) == told([changed])
    behind = here(out(ours), ours, changed)
    assert (behind.new, behind.conflicts, behind.same) == ((), (), 1)


def test_the_same_import_twice_changes_nothing_also_after_an_own_answer_later():
    """What was seen once is not asked again."""
    rows = out(says("confirm", "E1"), says("role", "E1", "uncle"), says("add", "PERSON", "Una Wick"))
    ledger = after(here(rows))
    again = here(rows, *ledger)
    assert (again.new, again.conflicts, again.same) == ((), (), 3)
    later = (*ledger, says("dismiss", "E1", by="Sam", minute=30))
    assert (here(rows, *later).new, here(rows, *later).conflicts) == ((), ())


@pytest.mark.parametrize("take", ["theirs", "ours"])
def test_a_settled_conflict_is_on_record_whole_and_not_asked_again_on_either_laptop(take):
    """Their answer, then the chosen one by who chose it; exported back it is taken without a question."""
    theirs, ours = says("confirm", "E1"), says("dismiss", "E1", by="Sam", minute=5)
    rows = out(theirs)
    ledger = after(here(rows, ours), ours, take=take)
    assert [d.by for d in ledger] == ["Sam", "Rosa", "Ivy"]
    chosen = "confirm" if take == "theirs" else "dismiss"
    assert standing(ledger)[-1].action == chosen
    assert here(rows, *ledger) == replace(here(rows, *ledger), new=(), conflicts=())
    back = here(out(*ledger), theirs)
    assert not back.conflicts
    assert standing(after(back, theirs))[-1].action == chosen


# Taken back ------------------------------------------------------------------------------------------


def test_what_was_taken_back_there_is_taken_back_here_if_it_is_what_stands():
    """An undo travels, with its author."""
    base = says("confirm", "E1")
    merge = here(out(base, says("undo", "E1", by="Sam", minute=3)), base)
    assert told(row.decision for row in merge.new) == [("undo", "E1", "", "Sam")]
    assert standing(after(merge, base)) == []


def test_what_was_taken_back_there_and_never_came_here_is_nothing():
    """No undo of another answer."""
    merge = here(out(says("confirm", "E1"), says("undo", "E1", minute=1)), says("role", "E1", "uncle"))
    assert (merge.new, merge.conflicts, merge.unplaced) == ((), (), ())


def test_an_undo_never_takes_back_another_answer_on_the_same_person():
    """Where a later answer stands on the target here, a person has to do it."""
    base, role = says("confirm", "E1"), says("role", "E1", "uncle", by="Sam", minute=7)
    merge = here(out(base, says("undo", "E1", minute=3)), base, role)
    assert not merge.new
    assert "take it back here" in merge.unplaced[0][1]


def test_an_answer_that_was_imported_and_then_taken_back_here_does_not_return():
    """Twice the same import changes nothing."""
    rows = out(says("confirm", "E1"))
    ledger = (*after(here(rows)), says("undo", "E1", by="Sam", minute=20))
    assert here(rows, *ledger).new == ()


# Ids by order ----------------------------------------------------------------------------------------


def test_a1_of_one_laptop_never_means_another_name_on_the_other():
    """Names that were added are known by their words; their ids become the next free ones here."""
    theirs = out(says("add", "PERSON", "Una Wick"), says("role", "A1", "aunt", minute=1))
    ours = (says("add", "PERSON", "Tom Pell", by="Sam"), says("role", "A1", "teacher", by="Sam", minute=2))
    merge = here(theirs, *ours)
    assert told(row.decision for row in merge.new) == [
        ("add", "PERSON", "Una Wick", "Rosa"),
        ("role", "A2", "aunt", "Rosa"),
    ]
    assert [e.name for e in added_entities(after(merge, *ours))] == ["Tom Pell", "Una Wick"]
    assert not merge.conflicts


def test_a_name_that_both_added_is_one_name():
    """Their A1 is our A2."""
    theirs = out(says("add", "PERSON", "Una Wick"), says("role", "A1", "aunt", minute=1))
    ours = (
        says("add", "PERSON", "Tom Pell", by="Sam"),
        says("add", "PERSON", "una  wick", by="Sam", minute=1),
    )
    assert told(row.decision for row in here(theirs, *ours).new) == [("role", "A2", "aunt", "Rosa")]


def test_the_id_of_an_added_name_that_was_taken_back_is_not_given_again():
    """Otherwise the answers on A2 would fall to another person."""
    ledger = (says("add", "PERSON", "X Y"), says("undo", "PERSON"), says("add", "PERSON", "Una Wick"))
    assert [e.id for e in added_entities(ledger)] == ["A2"]


def test_an_id_that_means_another_name_here_is_translated_or_refused():
    """E1 there is E2 here; and who is nobody here is listed, not guessed."""
    swapped = {"E1": replace(ENTITIES["E2"], id="E1"), "E2": replace(ENTITIES["E1"], id="E2")}
    merge = here(out(says("merge", "E1", "p1")), entities={**ENTITIES, **swapped})
    assert told(row.decision for row in merge.new) == [("merge", "E2", "p1", "Rosa")]
    gone = here(out(says("confirm", "E1")), entities={"p1": ENTITIES["p1"]})
    assert not gone.new
    assert len(gone.unplaced) == 1
    bare = [replace(row, about="") for row in out(says("confirm", "E1"))]
    assert not here(bare).new


def test_words_that_are_only_likely_somebody_s_are_not_taken_where_that_id_is_another_one():
    """Their answer would otherwise say of somebody else that it is meant."""
    m = Mention(
        "d", Span(0, 3), "Ben", "PERSON", "x", 0.7, "flag", reason="taken for E1; could be p1", entity="E1"
    )
    target = words_target(m)
    assert bearers([m], []) == {target: "E1"}
    rows = rows_of([says("confirm", target)], [m], ENTITIES, ())
    other = {"E1": replace(ENTITIES["E2"], id="E1"), "E9": replace(ENTITIES["E1"], id="E9")}
    assert not here(rows, entities=other).new
    assert len(here(rows).new) == 1


def test_somebody_who_may_be_one_of_several_is_known_by_their_names():
    """'Ben (p1 or E1)' is not the same question where E1 is somebody else."""
    rows = out(says("rename", "E3", "Adult C"))
    other = ENTITIES | {"E1": replace(ENTITIES["E1"], name="Cy Pell")}
    assert len(here(rows).new) == 1
    assert not here(rows, entities=other).new


# The file --------------------------------------------------------------------------------------------

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn", "Zs")),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["confirm", "role", "rename", "undo"]), TEXTS, TEXTS), max_size=6))
def test_both_kinds_of_file_give_the_same_rows_back(tmp_path_factory, rows):
    """Nothing is lost and nothing invented: signs that spreadsheets take for formulas, quotes, other scripts."""
    folder = tmp_path_factory.mktemp("x")
    ledger = [says(a, "E1", f"={v}", reason=f"'{r}", minute=n) for n, (a, v, r) in enumerate(rows)]
    before = out(*ledger)
    for name, text in (
        ("a.jsonl", as_lines(before, ORIGIN, "Ivy", "now")),
        ("a.csv", as_table(before, ORIGIN)),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="")
        origin, found = read_rows(folder / name)
        assert [replace(row, place="") for row in found] == before
        assert is_exchange(folder / name)
        assert origin == (ORIGIN if before or name == "a.jsonl" else None)


def test_a_plain_table_of_decisions_is_not_taken_for_one(tmp_path):
    """Nor a web page, a Word file, or one that is not there."""
    for name, content in (
        ("a.csv", b"target,answer,value,reason\n"),
        ("b.rtf", b"{\\rtf1 x}"),
        ("c.docx", b"PK\x03\x04\xff"),
    ):
        (tmp_path / name).write_bytes(content)
        assert not is_exchange(tmp_path / name)
    assert not is_exchange(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("change", "says_what"),
    [
        ({"answer": "sign-off"}, "line 2: the answer should be"),
        ({"answer": "release"}, "line 2: the answer should be"),
        ({"value": "aunt"}, "line 2: was changed after"),
        ({"by": "Somebody Else"}, "line 2: was changed after"),
        ({"by": " "}, "line 2: says not who"),
        ({"at": "yesterday"}, "line 2: the time"),
        ({"value": "\x1b[2J"}, "line 2: holds signs"),
        ({"reason": "x" * 6000}, "line 2: holds signs"),
        ({"value": 3}, "line 2: is not as"),
        ({"history": None}, "line 2: is not as"),
    ],
)
def test_a_row_that_no_ledger_should_hold_is_refused_with_its_line(tmp_path, change, says_what):
    """A signature never comes out of a file; control characters would rewrite the screen."""
    head, row = as_lines(out(says("role", "E1", "uncle")), ORIGIN, "Ivy", "now").splitlines()
    (tmp_path / "a.jsonl").write_text(f"{head}\n{json.dumps(json.loads(row) | change)}\n", encoding="utf-8")
    with pytest.raises(RulesError, match=says_what):
        read_rows(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    "content", ["{", '{"file": "redact decisions"}', "[" * 5000, '{"file": "redact decisions", "version": 2}']
)
def test_a_damaged_file_is_refused_in_one_line(tmp_path, content):
    """It is told as a file, never as a bug."""
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(RulesError, match=r"a\.jsonl"):
        read_rows(tmp_path / "a.jsonl")


def test_another_case_s_decisions_are_refused_and_other_drafts_are_told(tmp_path):
    """By the case's reference and the drafts' digests."""
    path = tmp_path / "a.jsonl"
    assert require_same_case(ORIGIN, ORIGIN, path) == ""
    assert "1 drafts are not the same" in require_same_case(ORIGIN, replace(ORIGIN, drafts=("aa",)), path)
    for other in (replace(ORIGIN, case="ffff"), Origin("", ("cc",)), replace(ORIGIN, drafts=("cc",))):
        with pytest.raises(RulesError, match="another case"):
            require_same_case(ORIGIN, other, path)


def test_the_file_never_lands_in_a_case_folder_or_over_another_file(tmp_path):
    """In drafts/ it would be read as a draft."""
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    (tmp_path / "case" / "staged").mkdir()
    (tmp_path / "there.csv").write_text("x")
    for name in ("case/drafts/a.csv", "case/staged/a.csv", "case/a.csv", "there.csv", "none/a.csv"):
        with pytest.raises(UsageError):
            require_out_of_cases(tmp_path / name)
    require_out_of_cases(tmp_path / "a.csv")


# Any two histories -----------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["confirm", "dismiss", "role", "undo", "add"]),
        st.sampled_from(["E1", "E2"]),
        st.sampled_from("xy"),
    ),
    max_size=7,
)


def history(steps, by, start):
    return tuple(
        says(a, "PERSON" if a == "add" else t, {"role": v, "add": f"Una {v}"}.get(a, ""), by, start + n)
        for n, (a, t, v) in enumerate(steps)
    )


def state(ledger):
    """The answers that hold, by question."""
    return {key: (p.answer.action, p.answer.value) for key, p in pasts(ledger).items() if p.answer}


@settings(max_examples=300, deadline=None)
@given(STEPS, STEPS, STEPS)
@example(
    base=[],
    one=[
        ("confirm", "E1", "x"),
        ("undo", "E1", "x"),
        ("role", "E1", "x"),
        ("role", "E1", "x"),
        ("undo", "E1", "x"),
    ],
    two=[("confirm", "E1", "x")],
)
def test_two_laptops_that_took_each_other_s_answers_agree(base, one, two):
    """Whatever both did since they parted: after an exchange both ways, the same answers hold, but for what is listed."""
    base = history(base, "Rosa", 0)
    left, right = (*base, *history(one, "Rosa", 10)), (*base, *history(two, "Sam", 30))
    merge = here(out(*left), *right)
    right = after(merge, *right, take="theirs")
    back = here(out(*right), *left)
    left = after(back, *left, take="theirs")
    listed = {row.key for row, _ in (*merge.unplaced, *back.unplaced)}
    assert {k: v for k, v in state(left).items() if k not in listed} == {
        k: v for k, v in state(right).items() if k not in listed
    }


def test_the_exported_file_is_readable_by_its_owner_only(tmp_path):
    """It holds real names."""
    from redact.whole import write_whole

    write_whole(tmp_path / "a.jsonl", as_lines(out(says("confirm", "E1")), ORIGIN, "Ivy", "now").encode())
    assert stat.S_IMODE((tmp_path / "a.jsonl").stat().st_mode) == 0o600


# One place and all of them ---------------------------------------------------------------------------

PLACES = tuple(
    Mention("d", Span(at, at + 6), "eleven", "AGE", "x", 0.7, "flag", entity="E1", context=f"{at} ▮")
    for at in (0, 100)
)
EVERYWHERE, ONE = words_target(PLACES[0]), mention_target(PLACES[0])


def crossed(rows, *ledger):
    return with_crossed(here(rows, *ledger), rows, ledger, PLACES)


TREATED = [
    ("confirm", EVERYWHERE, ""),
    ("confirm", "E1", ""),
    ("rewrite", EVERYWHERE, "a few"),
    ("split", EVERYWHERE, "two"),
]


@pytest.mark.parametrize(("action", "whole", "value"), TREATED)
@pytest.mark.parametrize("take", ["theirs", "ours"])
def test_a_place_that_they_leave_and_we_treat_with_others_is_a_conflict(action, whole, value, take):
    """Each hangs on something else; put together, the place would be left and nobody asked."""
    ours, theirs = says(action, whole, value, by="Sam"), says("dismiss", ONE)
    merge = crossed(out(theirs), ours)
    assert (merge.new, len(merge.conflicts)) == ((), 1)
    ledger = after(merge, ours, take=take)
    done = apply_decisions(PLACES, ENTITIES, ledger).mentions
    assert [m.status for m in done] == ["keep" if take == "theirs" else "replace", "replace"]
    again = crossed(out(theirs), *ledger)
    assert (again.new, again.conflicts) == ((), ())


@pytest.mark.parametrize(("action", "value"), [("confirm", ""), ("rewrite", "a few")])
@pytest.mark.parametrize("take", ["theirs", "ours"])
def test_a_place_that_we_leave_and_they_treat_with_others_is_a_conflict(action, value, take):
    """What they say of all is held until somebody has said which holds; then it comes in."""
    ours, theirs = says("dismiss", ONE, by="Sam"), says(action, EVERYWHERE, value)
    merge = crossed(out(theirs), ours)
    assert ([row.target for row in merge.held], len(merge.conflicts)) == ([EVERYWHERE], 1)
    ledger = after(replace(merge, new=merge.held), ours, take=take)
    done = apply_decisions(PLACES, ENTITIES, ledger).mentions
    assert [m.status for m in done] == ["replace" if take == "theirs" else "keep", "replace"]
    again = crossed(out(theirs), *ledger)
    assert (again.new, again.held, again.conflicts) == ((), (), ())


def test_what_the_other_laptop_had_seen_or_said_of_the_place_is_no_conflict():
    """Whoever answers a place after all of them has thought of it."""
    ours, theirs = says("confirm", EVERYWHERE, by="Sam"), says("dismiss", ONE, minute=9)
    assert not crossed(out(ours, theirs), ours).conflicts
    both = out(says("confirm", EVERYWHERE), says("dismiss", ONE, minute=1))
    assert not crossed(both, says("dismiss", ONE, by="Sam")).conflicts


# The command -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def laptops(tmp_path_factory):
    """Two copies of one case, one key, and the questions of its review."""
    folder = tmp_path_factory.mktemp("laptops")
    key = folder / "key-file"
    key.write_bytes(b"a key file for the tests, 32 bytes and more")
    drafts = folder / "one" / "drafts"
    drafts.mkdir(parents=True)
    (drafts / "report.txt").write_text(
        "Overview report\n\nIsolde Fenwright spoke Tigrinya at home. Her father is a Somali national and began a sentence of six "
        "years. Her mother was born in Eritrea and worked at the bakery in the market.\n"
    )
    (folder / "one" / "register.yaml").write_text(
        "case: XX-2031-04\nsubject: p1\npeople:\n  - {id: p1, name: Isolde Fenwright, role: subject child}\n"
    )

    def redact(*words):
        try:
            return cli.main([str(word) for word in (*words, "--key", key)])
        except SystemExit as left:
            return left.code

    redact("review", folder / "one", "--list")
    shutil.copytree(folder / "one", folder / "two")
    return folder, redact


def answer(laptops, capsys, which, answers, name):
    """Answer the first open questions of one laptop by a table."""
    folder, redact = laptops
    capsys.readouterr()
    redact("review", folder / which, "--list")
    targets = [line.split(",")[0] for line in capsys.readouterr().out.splitlines()[1:]]
    rows = "".join(f"{target},{said},,\n" for target, said in zip(targets, answers, strict=False) if said)
    (folder / "answers.csv").write_text(f"target,answer,value,reason\n{rows}", encoding="utf-8")
    redact("review", folder / which, "--import", folder / "answers.csv", "--as", name, "--yes")
    capsys.readouterr()
    return targets


def decisions(folder, which):
    return [
        json.loads(line)["decision"] for line in (folder / which / "ledger.jsonl").read_text().splitlines()
    ]


@pytest.mark.model
def test_two_laptops_are_merged_and_the_conflicts_asked(laptops, capsys, monkeypatch):
    """New answers with --yes; a conflict stays open (5) until somebody takes a side, in a batch or at the keyboard."""
    folder, redact = laptops
    targets = answer(laptops, capsys, "one", ["yes", "yes"], "Rosa Reviewer")
    answer(laptops, capsys, "two", ["no", "yes", "yes"], "Sam Reader")
    assert len(targets) > 2
    out = folder / "two.jsonl"
    assert redact("review", folder / "two", "--export", out, "--as", "Sam Reader") == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert redact("review", folder / "two", "--export", out, "--as", "Sam Reader") == 2
    before = (folder / "one" / "ledger.jsonl").read_bytes()
    take = ("review", folder / "one", "--import", out, "--as", "Ivy Carrier")
    assert redact(*take) == 5
    assert (folder / "one" / "ledger.jsonl").read_bytes() == before
    assert redact(*take, "--yes") == 5
    told = capsys.readouterr().out
    assert "theirs:  dismiss (Sam Reader" in told
    assert "ours:    confirm (Rosa Reviewer" in told
    brought = [d for d in decisions(folder, "one") if d["by"] == "Sam Reader"]
    assert {d["target"] for d in brought} == {targets[2]}
    assert decisions(folder, "one")[-1]["action"] == "import"
    once = (folder / "one" / "ledger.jsonl").read_bytes()
    assert redact(*take, "--yes") == 5
    assert (folder / "one" / "ledger.jsonl").read_bytes() == once
    monkeypatch.setattr("sys.stdin", Keyboard("o\n"))
    redact(*take, "--yes")
    assert decisions(folder, "one")[-2]["by"] == "Ivy Carrier"
    settled_once = (folder / "one" / "ledger.jsonl").read_bytes()
    capsys.readouterr()
    redact(*take, "--yes", "--take", "theirs")
    assert "conflict" not in capsys.readouterr().out
    assert (folder / "one" / "ledger.jsonl").read_bytes() == settled_once


class Keyboard(io.StringIO):
    """Somebody at a terminal."""

    def isatty(self):
        return True


@pytest.mark.model
def test_another_case_and_misused_options_are_refused(laptops, capsys, tmp_path):
    """4 for a file of another case, 2 for words that do not go together, and nothing is written."""
    folder, redact = laptops
    other = tmp_path / "other.jsonl"
    other.write_text(as_lines(out(says("confirm", "E1")), ORIGIN, "Ivy", "now"))
    before = (folder / "two" / "ledger.jsonl").read_bytes()
    assert redact("review", folder / "two", "--import", other, "--as", "Ivy", "--yes") == 4
    for words in (
        ("--export", tmp_path / "a.txt", "--as", "Ivy"),
        ("--export", tmp_path / "a.csv"),
        ("--export", folder / "two" / "drafts" / "a.csv", "--as", "Ivy"),
        ("--export", tmp_path / "a.csv", "--list", "--as", "Ivy"),
        ("--take", "ours", "--as", "Ivy"),
    ):
        assert redact("review", folder / "two", *words) == 2, words
        assert capsys.readouterr().err.count("\n") >= 1
    assert (folder / "two" / "ledger.jsonl").read_bytes() == before
