"""What was made is not made again, whatever changes is: files, what they hold, and what the checks say of them."""

from dataclasses import replace

import pytest

from redact import producing
from redact.case import Case
from redact.checks import Question, believe
from redact.checks.opened import open_content, open_file
from redact.checks.pages_before import PagesBefore
from redact.checks.silence import _HERE
from redact.formats import write
from redact.formats.text import parse_gold
from redact.gate import look, question_of
from redact.link import recognised_by
from redact.model import Edition, Entity, Register
from redact.prepared import Prepared
from redact.producing import produce
from redact.reading import linked
from redact.review import Reviewed
from redact.rules import load_rules

NONE = {"publication": ()}


@pytest.fixture
def case(tmp_path):
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    (tmp_path / "case" / "drafts" / "report.txt").write_text("OVERVIEW\n\n1.1 Child Q slept.\n")
    return Case(tmp_path / "case")


def prepared(case, gold="OVERVIEW\n\n1.1 [Zofia](PERSON#p1) slept.\n"):
    document, _ = parse_gold(gold, "report.txt")
    child = Entity("p1", "PERSON", "Zofia Wandlebury", pseudonym="Child Q", listed=True)
    return Prepared(
        case,
        load_rules(),
        Register(entities={"p1": child}),
        (document,),
        Reviewed((), {"p1": child}, {}),
        {"p1": "Child Q"},
        (),
    )


def edition(text="OVERVIEW\n\n1.1 Child Q slept."):
    document, _ = parse_gold(text, "report.txt")
    return Edition(
        "publication",
        "overview-report",
        "Overview",
        document.text,
        document.blocks,
        formats=(".docx", ".html", ".pdf"),
    )


@pytest.fixture
def wrote(monkeypatch):
    """The suffixes that were written, and the files that were opened and checked, in order."""
    told = []

    def noted(name, act):
        return lambda *given, **more: (
            told.append((name, given[1] if name == "write" else "")),
            act(*given, **more),
        )[1]

    for name in ("write", "open_content", "ask_checks"):
        monkeypatch.setattr(producing, name, noted(name, getattr(producing, name)))
    return told


def staged(case, one, found=None):
    """Make the edition and lay it under staged/, as a run does."""
    made = produce(found or prepared(case), {"publication": {"report": one}}, NONE)["publication"]
    case.replace_folder(case.staged("publication"), made.marked | {"manifest.json": b"{}"})
    return made


def test_what_did_not_change_is_neither_written_nor_opened_nor_checked_again(case, wrote):
    """The second time everything is as it was, and nobody worked."""
    first = staged(case, edition())
    assert len([1 for what, _ in wrote if what == "write"]) == 6
    wrote.clear()
    second = staged(case, edition())
    assert wrote == []
    assert (second.files, second.marked, second.report) == (first.files, first.marked, first.report)


def test_another_edition_is_made_and_checked_anew(case, wrote):
    """One word changed: all its files, and what the checks say, are those of the new words."""
    first = staged(case, edition())
    wrote.clear()
    second = staged(case, edition("OVERVIEW\n\n1.1 Zofia slept."))
    assert {what for what, _ in wrote} == {"write", "open_content", "ask_checks"}
    assert not set(first.files.values()) & set(second.files.values())
    assert any(f.check == "names" for f in second.report.findings)


def test_another_question_is_asked_of_the_same_files(case, wrote):
    """A name that became known is looked for, though no byte of a file changed and none is opened again."""
    staged(case, edition("OVERVIEW\n\n1.1 Kestrel slept."))
    wrote.clear()
    found = prepared(case)
    more = {
        **found.reviewed.entities,
        "p2": Entity("p2", "PERSON", "Kestrel Wandlebury", role="mother", listed=True),
    }
    found = replace(
        found, reviewed=replace(found.reviewed, entities=more), key={"p1": "Child Q", "p2": "Mother"}
    )
    report = staged(case, edition("OVERVIEW\n\n1.1 Kestrel slept."), found).report
    assert [what for what, _ in wrote] == ["ask_checks"]
    assert any(f.check == "names" and f.entity == "p2" for f in report.findings)


def test_a_staged_file_that_was_changed_by_hand_is_written_again(case, wrote):
    """What lies there is compared by its digest, and never taken for ours because of its name."""
    first = staged(case, edition())
    (case.staged("publication") / "report.NOT-APPROVED.html").write_bytes(b"<p>Zofia</p>")
    wrote.clear()
    assert staged(case, edition()).marked == first.marked
    assert ("write", ".html") in wrote


@pytest.mark.parametrize("made_by", ["other code", "another typst"])
def test_another_program_makes_everything_anew(case, wrote, monkeypatch, made_by):
    """Neither files nor what was opened are taken over from another version of the program or of a writer's package."""
    staged(case, edition())
    wrote.clear()
    monkeypatch.setattr(producing, "made_by", lambda: made_by)
    staged(case, edition())
    assert len([1 for what, _ in wrote if what == "write"]) == 6


def test_a_damaged_memory_is_no_memory(case, wrote):
    """Half a file, or somebody else's: everything is made."""
    first = staged(case, edition())
    (case.folder / "checked" / "seen.json").write_bytes(b'{"by": "x", "made": {"a": [')
    wrote.clear()
    assert staged(case, edition()).files == first.files
    assert len([1 for what, _ in wrote if what == "write"]) == 6


def test_a_page_that_was_read_before_reads_the_same(tmp_path):
    """All pages known, one page changed: what is opened is what would be opened without a memory."""

    def page(number, words):
        return f"## Part {number}\n\n" + "\n\n".join(
            f"{number}.{n} {words} of nobody went there and back." for n in range(40)
        )

    pages, other = [page(n, "Child Q") for n in range(3)], page(2, "Child P")
    before = PagesBefore()
    for parts in (pages, pages, [*pages[:2], other]):
        path = tmp_path / "edition.pdf"
        path.write_bytes(write(edition("\n\n".join(parts)), ".pdf"))
        now = PagesBefore(dict(before.used), drawn_known=dict(before.drawn))
        assert open_content(path, path.read_bytes(), before=now) == open_file(path)
        assert set(now.drawn) == set(now.used)
        before, kept = now, set(before.used) & set(now.used)
    assert kept  # of the changed file the first page was not read again: no new letter came into its fonts


def test_who_is_who_is_linked_anew_when_anything_changes(case, monkeypatch):
    """Drafts, what was found in them, register, added names, the key and the rules: each alone."""
    calls = []

    def counted(documents, anew, register, rules, added, anchors):
        calls.append(1)
        return [], {"p1": Entity("p1", "PERSON", "Zofia", aliases=("Zo",))}

    monkeypatch.setattr("redact.reading.find_and_link", counted)
    rules, document = load_rules(), parse_gold("[Zofia](PERSON) slept.\n", "a.txt")[0]
    given = [[document], {"a.txt": []}, Register(), rules, (), {"fenella": "E9"}]
    first = linked(case, *given)
    assert linked(case, *given) == first
    assert len(calls) == 1
    other = parse_gold("[Zofia](PERSON) woke.\n", "a.txt")[0]
    changes = {0: [other], 2: Register(case="XX-2031-01"), 3: replace(rules, digest="x"),
               4: (Entity("a1", "PERSON", "Kestrel"),), 5: {"zofia": "E1"}}  # fmt: skip
    for at, value in changes.items():
        linked(case, *given)
        calls.clear()
        linked(case, *(value if n == at else each for n, each in enumerate(given)))
        assert calls == [1], at
    (case.folder / "found" / "linked").write_bytes(b"[1")
    calls.clear()
    assert linked(case, *given) == first
    assert calls == [1]


def test_files_are_made_before_work_is_shared_out_once_the_typesetter_began(case, wrote, monkeypatch):
    """In a process forked then the typesetter would wait for threads that are not there; before, each makes its own."""
    alone = []

    def shared_out(act, *values):
        alone.append(len(wrote))
        return list(map(act, *values))

    monkeypatch.setattr(producing, "WORTH_TWO", 0)
    monkeypatch.setattr(producing, "two_at_once", shared_out)
    monkeypatch.setattr(producing, "is_alone", lambda: True)
    both = {"publication": {"report": edition()}, "family": {"report": replace(edition(), audience="family")}}
    monkeypatch.setattr(producing, "_typeset_here", lambda: True)
    made = produce(prepared(case), both, {"publication": (), "family": ()})
    assert list(made) == ["publication", "family"]
    wrote.clear()
    monkeypatch.setattr(producing, "_typeset_here", lambda: False)
    both = {name: {"report": replace(each["report"], title="Another")} for name, each in both.items()}
    produce(prepared(case), both, {"publication": (), "family": ()})
    assert alone == [12, 0]  # three formats, clean and marked, for two audiences


def test_what_was_linked_holds_while_the_key_recognises_the_same(case, monkeypatch):
    """The key of a first run holds more after it, which may link otherwise: nothing is taken over from before."""
    one = Entity("E1", "PERSON", "Zofia Wandlebury")
    monkeypatch.setattr("redact.reading.find_and_link", lambda *_: ([], {"E1": one}))
    document, _ = parse_gold("[Zofia Wandlebury](PERSON) slept.\n", "a.txt")
    given = [[document], {"a.txt": []}, Register(), load_rules(), ()]
    first = linked(case, *given, {})
    monkeypatch.setattr("redact.reading.find_and_link", lambda *_: ([], {}))
    assert linked(case, *given, {}) == first == ([], {"E1": one})
    assert linked(case, *given, recognised_by([one])) == ([], {})


def test_silent_texts_are_not_searched_again_but_by_a_signature(case, wrote):
    """A run that asks again believes what an earlier one found in the same texts; `look` believes nothing."""
    staged(case, edition())
    seen = case.remembered_report(producing.SEEN, producing.Seen)
    assert any(name.startswith("sieve ") for name in seen.silent)
    believe(seen.silent)
    look(case.staged("publication"), Question())
    assert not any(silence._before for silence in _HERE.known.values())


def test_a_key_read_back_in_another_order_asks_the_same_question(case):
    """The sealed key sorts its names; that alone makes no check anew."""
    one = prepared(case)
    two = replace(one, key={"p1": "Child Q", "a1": "Aunt"}), replace(one, key={"a1": "Aunt", "p1": "Child Q"})
    first, second = (repr(question_of(each, "publication")) for each in two)
    assert first == second
