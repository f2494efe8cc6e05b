"""A review on paper: written, answered, brought back; nothing is lost and nothing is invented."""

import csv
import io
import shutil
import stat
import subprocess
from dataclasses import replace

import docx
import openpyxl
import pytest
from PIL import Image

from answered_case import ENTITIES, decide, decided, finding, mentions, prepared
from redact import cli
from redact.errors import UsageError
from redact.formats.review_sheet import write_sheet
from redact.formats.review_word import ReviewFile, Unplaced, write_review
from redact.papers import require_place
from redact.targets import left_target, mention_target, words_target
from word_replies import Answered

MARLOW = [mention_target(m) for m in mentions() if m.text == "Marlow"]
GRACE = [mention_target(m) for m in mentions() if m.text == "Grace"]
FACTORY = next(words_target(m) for m in mentions() if m.label == "QUASI")
LEFT = left_target("draft one.docx", "comment")


@pytest.fixture
def case(tmp_path, rules, monkeypatch):
    """A case by hand behind the real command: `redact review` with these words, as the exit status."""
    folder = tmp_path / "case"
    prepared(folder, rules)
    monkeypatch.setattr("redact.pipeline.prepare", lambda *a: prepared(folder, rules))
    monkeypatch.setattr("redact.asking.questions_of", lambda found: [*found.questions, finding()])
    monkeypatch.setattr("redact.cli.reviews.key_opener", lambda a: None)

    def review(*words):
        return cli.main(["review", str(folder), *map(str, words)])

    review.folder = folder
    review.now = lambda: prepared(folder, rules)
    return review


@pytest.fixture
def word(case, tmp_path):
    """The case's Word file, to be answered."""
    assert case("--word", tmp_path / "out.docx") == 0
    return Answered((tmp_path / "out.docx").read_bytes())


def take(case, answered, tmp_path, *more):
    path = tmp_path / "back.docx"
    path.unlink(missing_ok=True)
    return case("--import", answered.save(path), "--as", "Rosa Reviewer", *(more or ("--yes",)))


# --- out --------------------------------------------------------------------------------------------


def test_the_word_file_shows_the_text_with_each_place_in_brackets(case, word, tmp_path):
    """Brackets, underline and highlight; a comment with question, answers and id at each; its owner alone may read it."""
    path = tmp_path / "out.docx"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    opened = docx.Document(path)
    runs = [r for p in opened.paragraphs for r in p.runs if r.font.highlight_color]
    assert "[1: Grace]" in {r.text for r in runs}
    assert all(r.font.underline and r.text.startswith("[") for r in runs)
    text = "\n".join(p.text for p in opened.paragraphs)
    assert "What happened <b>&amp;" in text
    assert "CONFIDENTIAL" in text
    assert "CONFIDENTIAL" in opened.sections[0].header.paragraphs[0].text
    cells = [c.text for t in opened.tables for row in t.rows for c in row.cells]
    assert {"[1: Grace]", "p2", "Jo Marlow", "person, mother"} <= set(cells)
    assert "Mother" not in "\n".join(cells)  # a pseudonym beside a name would be the key
    assert len(list(opened.comments)) == len(set(word.ids()))


def test_every_open_question_stands_in_the_word_file_once(case, word):
    """Those about no place in the text come at the end; further places can be answered by themselves."""
    targets = word.ids()
    asked = [q.target for q in case.now().questions] + [finding().target]
    assert set(asked) <= set(targets)
    assert len(targets) == len(set(targets))
    assert set(targets) - set(asked) == {*GRACE[1:], MARLOW[1], *_second("Thrupp")}


def _second(words):
    return [mention_target(m) for m in mentions() if m.text == words][1:]


def test_a_picture_that_is_asked_about_can_be_seen(tmp_path):
    """Made anew as the reviewer sees it, with words for those who cannot."""
    data = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(data, "PNG")
    asked = Unplaced(1, "Keep it?", ("Question 1. Keep it?",), data.getvalue())
    broken = replace(asked, number=2, picture=b"no picture")
    review = ReviewFile("W", (), (), (asked, broken), ("A", "B"), (("Id",),), lambda text: "")
    opened = docx.Document(io.BytesIO(write_review(review)))
    (shape,) = opened.inline_shapes
    assert shape._inline.docPr.get("descr") == "The picture of question 1"
    assert "cannot be shown here" in "\n".join(p.text for p in opened.paragraphs)


@pytest.mark.parametrize(
    "name", ["case/x.docx", "case/drafts/x.docx", "case/staged/x.docx", "x.doc", "no/x.docx"]
)
def test_a_file_that_holds_names_is_written_into_no_case_folder(case, tmp_path, name, capsys):
    """Nor under another ending, nor into a folder that is not there."""
    (case.folder / "staged").mkdir()
    assert case("--word", tmp_path / name) == 2
    assert not (tmp_path / name).exists()


def test_nothing_is_overwritten_and_other_cases_are_left_alone(case, tmp_path, rules):
    """Another case's drafts are a case folder too; a folder that only happens to hold 'drafts' is none."""
    (tmp_path / "there.csv").write_text("mine")
    assert case("--table", tmp_path / "there.csv") == 2
    assert (tmp_path / "there.csv").read_text() == "mine"
    other = tmp_path / "desk"
    (other / "drafts").mkdir(parents=True)
    require_place(other / "x.docx", case.now().case, (".docx",))
    with pytest.raises(UsageError, match="case folder"):
        require_place(other / "drafts" / "x.docx", case.now().case, (".docx",))
    (other / "register.yaml").write_text("")
    with pytest.raises(UsageError, match="case folder"):
        require_place(other / "x.docx", case.now().case, (".docx",))


def test_one_way_at_a_time(case, tmp_path):
    """Two ways at once, and an answer without a name, are refused."""
    assert case("--word", tmp_path / "a.docx", "--table", tmp_path / "a.csv") == 2
    assert case("--import", tmp_path / "a.docx") == 2
    assert not list(tmp_path.glob("a.*"))


# --- back from Word ---------------------------------------------------------------------------------


def test_replies_and_edited_comments_become_decisions(case, word, tmp_path):
    """Each with what goes with it, what is said of a single place for that alone, other authors in the reason."""
    word.reply("p1", "Yes")
    word.reply(GRACE[2], "no, because it is a word of grace", author="Amy Panel")
    word.edit("E5", "same as Jo Marlow because she signs so")
    word.reply("E6", "It is p3")
    word.reply(MARLOW[1], "p2")
    word.reply(FACTORY, "Rewrite: “worked locally”.", author="Reviewer, Rosa")
    word.reply(LEFT, "in order")
    word.reply("E7", "call them Adult K", author="Unknown Author")
    word.reply("f-0123456789ab", "Accept because it is the author's own name")
    assert take(case, word, tmp_path) in {0, 5}
    by = "Rosa Reviewer"
    assert decided(case.now().case) == [
        (by, "confirm", "p1", "", ""),
        (by, "merge", "E5", "p2", "she signs so"),
        (by, "link", MARLOW[0], "p3", ""),
        (by, "rename", "E7", "Adult K", ""),
        (by, "rewrite", FACTORY, "worked locally", ""),
        (by, "accept", LEFT, "", ""),
        (by, "accept", "f-0123456789ab", "", "it is the author's own name"),
        (by, "dismiss", GRACE[2], "", "it is a word of grace; written by Amy Panel"),
        (by, "link", MARLOW[1], "p2", ""),
    ]


def test_who_is_meant_at_one_place_alone_is_said_of_that_place(case, word, tmp_path):
    """The person who is meant elsewhere stays; nobody is merged by it."""
    word.reply(GRACE[1], "same as Jo Marlow")
    assert take(case, word, tmp_path) in {0, 5}
    assert decided(case.now().case) == [("Rosa Reviewer", "link", GRACE[1], "p2", "")]


def test_a_file_that_nobody_answered_changes_nothing(case, word, tmp_path):
    """Nor do a comment and a highlight that were deleted, however often."""
    word.delete("E5")
    assert take(case, word, tmp_path) in {0, 5}
    assert not decided(case.now().case)


@pytest.mark.parametrize(
    "text", ["I'll ask Jane", "yes, but not here", "is it?", "it is E99", "call them Mother"]
)
def test_what_is_not_understood_stops_all_of_it(case, word, tmp_path, text, capsys):
    """It is listed with its place and its words, as data; nothing is applied unless somebody says so."""
    word.reply("p1", "yes")
    word.reply("E5", text)
    assert take(case, word, tmp_path) == 4
    assert not decided(case.now().case)
    out, err = capsys.readouterr()
    assert "not understood: question 2 E5" in out
    assert text not in err
    assert take(case, word, tmp_path, "--yes", "--partly") in {0, 5}
    assert [d[1:3] for d in decided(case.now().case)] == [("confirm", "p1")]


def test_of_several_replies_the_last_wins_and_is_asked_about(case, word, tmp_path, capsys, monkeypatch):
    """Where they differ somebody has to say so; 'agreed' repeats, 'Answer:' settles."""
    word.reply("p1", "no", author="Amy", date="2031-05-01T09:00:00Z")
    word.reply("p1", "yes", author="Ben", date="2031-05-02T09:00:00Z")
    word.reply("E5", "no", author="Amy", date="2031-05-01T09:00:00Z")
    word.reply("E5", "agreed", author="Ben", date="2031-05-02T09:00:00Z")
    word.reply("E7", "who is that?")
    word.reply("E7", "Answer: no", date="2031-05-02T09:00:00Z")
    assert take(case, word, tmp_path) == 4
    assert "answers differ, the last would be taken: Amy: dismiss; Ben: confirm" in capsys.readouterr().out
    asked = []
    monkeypatch.setattr("redact.cli.returning.agreed", lambda question: asked.append(question) or True)
    assert take(case, word, tmp_path, "-q") in {0, 5}
    assert len(asked) == 2
    last = {t: (a, reason) for _, a, t, _, reason in decided(case.now().case)}
    assert last["p1"] == ("confirm", "written by Ben")
    assert {reason for t, (a, reason) in last.items() if a == "dismiss"} == {"written by Amy, Ben", ""}


def test_a_reply_below_a_chat_answers_nothing(case, word, tmp_path):
    """'No' under 'Is she the aunt?' is no answer to our question."""
    word.reply("p1", "Is she not the aunt?", date="2031-05-01T09:00:00Z")
    word.reply("p1", "no", date="2031-05-02T09:00:00Z")
    assert take(case, word, tmp_path) == 4
    assert not decided(case.now().case)


def test_replies_are_found_where_a_program_keeps_no_threads(case, tmp_path):
    """As LibreOffice saves them: a comment of its own at the same place."""
    assert case("--word", tmp_path / "flat.docx") == 0
    flat = Answered((tmp_path / "flat.docx").read_bytes(), threads=False)
    flat.reply("E5", "no")
    assert take(case, flat, tmp_path) in {0, 5}
    assert {d[1] for d in decided(case.now().case)} == {"dismiss"}


def test_changed_words_comments_and_ids_are_told(case, word, tmp_path, capsys):
    """None of them is an answer, and none is passed over."""
    word.overwrite("poultry factory", "local firm")
    word.erase("E7", "no")
    word.edit("E5", "yes", line="Question")
    word.edit("p1", "x", line="[redact")
    broken = next(t for t in word.find("E6").iter() if (t.text or "").startswith("[redact"))
    broken.text = broken.text.replace("E6", "E5")
    assert take(case, word, tmp_path) == 4
    out = capsys.readouterr().out
    assert [line.split(":")[0] for line in out.splitlines()] == ["not understood"] * 5
    for said in (
        "the text was changed",
        "comment of somebody's own",
        "question in the comment was changed",
        "damaged",
    ):
        assert said in out
    assert not decided(case.now().case)


def test_an_answer_for_another_case_or_settled_otherwise_is_a_conflict(
    case, word, tmp_path, capsys, rules, monkeypatch
):
    """Listed with who answered what; the same answer twice is none."""
    word.reply("p1", "no")
    word.reply("E5", "yes")
    word.reply("E7", "yes")
    case.now().case.append(decide("confirm", "p1"), decide("confirm", "E5"))
    assert take(case, word, tmp_path) == 4
    out, err = capsys.readouterr()
    assert "conflict: question 1 p1: answered since by Sam Other: confirm: “no”" in out
    assert "1 answers understood, 1 on the ledger already, 1 conflicts, 0 not understood" in err
    monkeypatch.setattr("redact.pipeline.prepare", lambda *a: prepared(case.folder, rules, "YY-1"))
    assert take(case, word, tmp_path) == 4
    assert capsys.readouterr().out.count("conflict") == 3
    assert len(decided(case.now().case)) == 2


def test_a_question_that_reads_differently_now_is_a_conflict(case, word, tmp_path, capsys, monkeypatch):
    """E7 of an earlier draft may have been somebody else."""
    word.reply("E7", "no")
    monkeypatch.setitem(ENTITIES, "E7", replace(ENTITIES["E7"], role="neighbour"))
    assert take(case, word, tmp_path) == 4
    assert "E7: the question reads differently now: “no”" in capsys.readouterr().out
    assert not decided(case.now().case)


def test_the_same_file_brought_back_twice_does_no_harm(case, word, tmp_path, capsys):
    """What stands on the ledger as it is said is no conflict, who was meant by a name of several included."""
    for target, text in (
        ("p1", "no"),
        ("E5", "same as p2"),
        ("E6", "it is p3"),
        ("E7", "role: friend"),
        (LEFT, "ok"),
    ):
        word.reply(target, text)
    assert take(case, word, tmp_path) in {0, 5}
    before = decided(case.now().case)
    capsys.readouterr()
    assert take(case, word, tmp_path) in {0, 5}
    assert "0 answers understood, 5 on the ledger already, 0 conflicts" in capsys.readouterr().err
    assert decided(case.now().case) == before


@pytest.mark.parametrize("made", ["plain", "none"])
def test_a_word_file_that_is_not_ours_is_refused(case, tmp_path, made):
    """Exit 4 for a stranger's file, 3 for one that cannot be read."""
    path = tmp_path / "theirs.docx"
    if made == "plain":
        other = docx.Document()
        other.add_comment(other.add_paragraph("x").add_run("y"), text="yes", author="A")
        other.save(path)
    else:
        path.write_bytes(b"PK\x03\x04 not a zip")
    assert case("--import", path, "--as", "Rosa", "--yes") == (4 if made == "plain" else 3)


# --- tables -----------------------------------------------------------------------------------------


def rows_of(path):
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    sheet = openpyxl.load_workbook(path).active
    head, *rows = [[c or "" for c in row] for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def fill(path, answers):
    """The table at *path* with these answers typed in: target → (answer, value, reason)."""
    if path.suffix == ".csv":
        rows = rows_of(path)
        for row in rows:
            row["answer"], row["value"], row["reason"] = answers.get(row["target"], ("", "", ""))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return
    book = openpyxl.load_workbook(path)
    head = {cell.value: cell.column for cell in book.active[1]}
    for row in book.active.iter_rows(min_row=2):
        for name, text in zip(
            ("answer", "value", "reason"), answers.get(row[head["target"] - 1].value, ()), strict=False
        ):
            row[head[name] - 1].value = text
    book.save(path)


ANSWERS = {
    "p1": ("yes", "", ""),
    "E5": ("same as …", "p2", "she signs so"),
    "E6": ("nobody", "", ""),
    FACTORY: ("rewrite", "worked in March 2016", ""),
    LEFT: ("in order", "", ""),
    "E7": ("call them Adult K", "", ""),
    "f-0123456789ab": ("accept", "", "it is the author's own name"),
}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_table_is_answered_and_taken(case, tmp_path, ending):
    """Both kinds give the same decisions; an answer's value may stand in a column of its own."""
    path = tmp_path / f"out{ending}"
    assert case("--table", path) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {row["answer"] for row in rows_of(path)} == {""}  # nobody's answer is filled in
    fill(path, ANSWERS)
    assert case("--import", path, "--as", "Rosa", "--yes") in {0, 5}
    assert sorted({d[1:4] for d in decided(case.now().case)}) == sorted(
        [
            ("confirm", "p1", ""),
            ("merge", "E5", "p2"),
            ("dismiss", MARLOW[0], ""),
            ("dismiss", MARLOW[1], ""),
            ("rewrite", FACTORY, "worked in March 2016"),
            ("accept", LEFT, ""),
            ("rename", "E7", "Adult K"),
            ("accept", "f-0123456789ab", ""),
        ]
    )


def test_the_workbook_holds_text_only_and_offers_answers(case, tmp_path):
    """No cell is a formula or a number; the header stays in sight; other words may be typed."""
    path = tmp_path / "out.xlsx"
    assert case("--table", path) == 0
    sheet = openpyxl.load_workbook(path).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert sheet.freeze_panes == "A2"
    offered = [v.formula1 for v in sheet.data_validations.dataValidation]
    assert '"yes,no,rewrite: …"' in offered
    assert not any(v.showErrorMessage for v in sheet.data_validations.dataValidation)


def test_nothing_that_a_draft_says_becomes_a_formula():
    """Whatever a cell begins with, and whatever signs no file may hold."""
    data = write_sheet(("answer",), [("=1+1",), ("+44",), ("a\x01b",)], (10,), 0, [("yes",)] * 3)
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2)]
    assert [(c.value, c.data_type) for c in cells] == [("=1+1", "s"), ("+44", "s"), ("a\ufffdb", "s")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target": "E7"}, "damaged"),
        ({"check": "bcd.fghj.kmnp"}, "damaged"),
        ({"answer": "perhaps"}, "not understood"),
        ({"value": "p2"}, "not understood"),
    ],
)
def test_a_row_that_was_damaged_is_told(case, tmp_path, change, said, capsys):
    """By the line of the file; nothing is taken."""
    path = tmp_path / "out.csv"
    assert case("--table", path) == 0
    rows = rows_of(path)
    row = next(r for r in rows if r["target"] == "p1")
    row.update({"answer": "yes"} | change)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert case("--import", path, "--as", "Rosa", "--yes") == 4
    assert said in capsys.readouterr().out
    assert not decided(case.now().case)


def test_a_note_beside_the_cells_is_told(case, tmp_path, capsys):
    """A comment on a cell is no answer, and is not passed over."""
    path = tmp_path / "out.xlsx"
    assert case("--table", path) == 0
    fill(path, {"p1": ("yes", "", "")})
    book = openpyxl.load_workbook(path)
    book.active["A2"].comment = openpyxl.comments.Comment("no!", "Amy")
    book.save(path)
    assert case("--import", path, "--as", "Rosa", "--yes") == 4
    assert "comments (1): not read" in capsys.readouterr().out


def test_a_second_sheet_is_told(case, tmp_path, capsys):
    """Whoever wrote there answered nothing."""
    path = tmp_path / "out.xlsx"
    assert case("--table", path) == 0
    fill(path, {"p1": ("yes", "", "")})
    book = openpyxl.load_workbook(path)
    book.create_sheet("more")["A1"] = "E5 is fine"
    book.save(path)
    assert case("--import", path, "--as", "Rosa", "--yes") == 4
    assert "only the first sheet was read" in capsys.readouterr().out


# --- through LibreOffice ----------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["docx", "csv", "xlsx"])
def test_libreoffice_opens_saves_and_changes_no_decision(case, word, tmp_path, rules, form, monkeypatch):
    """Opened and saved there, the file gives the ledger that it would have given."""
    path = tmp_path / f"back.{form}"
    if form == "docx":
        for target, text in (("p1", "yes"), ("E5", "same as p2"), ("E6", "nobody"), (LEFT, "in order")):
            word.reply(target, text)
        word.edit(FACTORY, "rewrite: worked locally")
        word.save(path)
    else:
        assert case("--table", path) == 0
        fill(path, ANSWERS)
    saved = _saved(path, tmp_path / "saved", form)
    ledgers = []
    for number, each in enumerate((path, saved)):
        folder = tmp_path / f"case-{number}"
        prepared(folder, rules)
        monkeypatch.setattr("redact.pipeline.prepare", lambda *a, folder=folder: prepared(folder, rules))
        assert cli.main(["review", str(folder), "--import", str(each), "--as", "Rosa Reviewer", "--yes"]) in {
            0,
            5,
        }
        ledgers.append(decided(prepared(folder, rules).case))
    assert ledgers[0] == ledgers[1] != []


def _saved(path, folder, form):
    """The file opened and saved by LibreOffice; skips where it has no part for it."""
    as_utf8 = "Text - txt - csv (StarCalc):44,34,76,1"
    filters = (
        [f"--infilter={as_utf8}", "--convert-to", f"csv:{as_utf8}"]
        if form == "csv"
        else ["--convert-to", form]
    )
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *filters]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], capture_output=True, timeout=120, check=True
    )
    if not (folder / path.name).exists():
        pytest.skip("this LibreOffice has no Calc")
    return folder / path.name
