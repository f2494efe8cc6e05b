"""The command as people and scripts meet it: exit statuses, one-line messages, promises about files."""

import csv
import errno
import hashlib
import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import produced
from redact import cli
from redact.case import Case
from redact.cli import parser
from redact.model import Decision, Finding
from redact.rules import LABELS
from redact.targets import finding_target

SOURCE = Path(__file__).parents[1] / "src"
COMMANDS = (
    "new",
    "detect",
    "run",
    "stats",
    "batch",
    "briefing",
    "precis",
    "themes",
    "page",
    "review",
    "sign",
    "release",
    "withdraw",
    "intruder",
    "check",
    "show",
    "key",
    "evaluate",
    "rules",
    "doctor",
)

REGISTER = """\
case: XX-2031-04
subject: p1
people:
  - {id: p1, name: Zofia Wandlebury, role: subject child, pseudonym: Child G, born: 2012-01-30}
  - {id: p2, name: Ines Wandlebury, role: mother}
  - {id: p3, name: Tobias Quillfeather, role: mother's partner}
  - {id: p4, name: Sam Ottering, role: aunt}
  - {id: p5, name: Sam Brindle, role: uncle}
places:
  - {id: l1, name: Corvenham, role: town, pseudonym: Town A}
documents:
  - {file: Zofia Wandlebury v3.txt, kind: overview-report}
"""
SETTLED = """\
OVERVIEW REPORT

1.1 This review is about Zofia Wandlebury, who was four when she was taken to Corvenham Infirmary on 14 March 2016 by her mother, Ines Wandlebury.

1.2 Zofia lived in Corvenham with Ms Wandlebury and her partner, Tobias Quillfeather. Her social worker, Hesper Nightingale, saw her on 3 February 2016. The NHS number 999 000 0018 and the telephone number 01632 960123 stood in the letter.

1.3 The panel recommends that every agency reads what it holds.
"""
#: Two people are called Sam, and one of them rang: only a person can say which.
OPEN = (
    SETTLED
    + "\n1.4 Her aunt, Sam Ottering, and her uncle, Sam Brindle, came often. It was Sam who rang. Sam was not believed.\n"
)
NAMES = (
    "Zofia",
    "Wandlebury",
    "Ines",
    "Tobias",
    "Quillfeather",
    "Ottering",
    "Brindle",
    "Corvenham",
    "Hesper",
    "Nightingale",
    "999 000 0018",
    "01632 960123",
    "XX-2031-04",
)


# Cases: made once, copied for each test, with what was found in them -----------------------------------


def make_case(folder, text=SETTLED, register=REGISTER):
    """A case folder with one plain draft, whose name names the child."""
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "Zofia Wandlebury v3.txt").write_text(text, encoding="utf-8")
    (folder / "register.yaml").write_text(register, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder with a key file, and what the sessions of this file share."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "key-file").write_bytes(b"a key file for the tests, 32 bytes and more")
    return folder


@pytest.fixture(autouse=True)
def key(shared, monkeypatch):
    """Every test opens keys with the shared key file, and none touches the user's own."""
    monkeypatch.setenv("REDACT_KEY_FILE", str(shared / "key-file"))
    monkeypatch.delenv("REDACT_PASSPHRASE_FILE", raising=False)
    return shared / "key-file"


def _prepared(shared, name, text, then=()):
    folder = make_case(shared / name / "case", text)
    before = os.environ.get("REDACT_KEY_FILE")
    os.environ["REDACT_KEY_FILE"] = str(shared / "key-file")
    try:
        for command in (["run", "-q"], *then):
            cli.main([command[0], str(folder), *command[1:]])
    finally:
        os.environ.pop("REDACT_KEY_FILE")
        os.environ.update({"REDACT_KEY_FILE": before} if before else {})
    return folder


@pytest.fixture(scope="session")
def settled_once(shared):
    """A case in which nothing is open, staged and signed for publication."""
    return _prepared(shared, "settled", SETTLED, [["sign", "--for", "publication", "--as", "Sig Ner"]])


@pytest.fixture(scope="session")
def open_once(shared):
    """A case in which one question is open."""
    return _prepared(shared, "open", OPEN)


@pytest.fixture
def signed(settled_once, tmp_path):
    """A copy of the settled case, signed for publication and not for the family."""
    return Path(shutil.copytree(settled_once, tmp_path / "case"))


@pytest.fixture
def waiting(open_once, tmp_path):
    """A copy of the case with an open question."""
    return Path(shutil.copytree(open_once, tmp_path / "waiting"))


@pytest.fixture
def redact(capsys):
    """The command in this process: (status, standard output, standard error)."""

    def call(*words):
        capsys.readouterr()
        try:
            status = cli.main([str(word) for word in words])
        except SystemExit as left:
            status = left.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err + out
        return status, out, err

    return call


def command(*words, **options):
    """The command in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(SOURCE)} | options.pop("env", {})
    return subprocess.run(
        [sys.executable, "-m", "redact", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
        **options,
    )


def one_line(err):
    """The one message of a failed command; there is exactly one, and no traceback."""
    lines = [line for line in err.splitlines() if line.startswith("redact")]
    assert len(lines) == 1, err
    assert "Traceback" not in err
    return lines[0]


def content(folder):
    """Every file below a folder and its bytes; what a lock or a log leaves aside."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def staged(case):
    """What is staged, whatever the audience."""
    return [p for p in (case / "staged").rglob("*") if p.is_file()] if (case / "staged").exists() else []


# Help ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_answers_in_half_a_second_without_heavy_libraries(name):
    """`--help` of each command loads no model and no reader of files.

    The half second is one of work: by the clock it would measure what else the machine is doing.
    """
    code = (
        "import sys\nfrom redact.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit as left:\n    assert left.code == 0\n"
        "heavy = {'spacy', 'presidio_analyzer', 'presidio_anonymizer', 'docx', 'lxml', 'pdfplumber', 'pikepdf', 'typst', 'numpy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    took = []
    for _ in range(3):
        begun = os.times()
        done = subprocess.run(
            [sys.executable, "-c", code, *([name] if name else []), "--help"],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(SOURCE)},
            check=False,
        )
        ended = os.times()
        took.append(ended.children_user - begun.children_user + ended.children_system - begun.children_system)
        assert done.returncode == 0, done.stderr
        assert "usage: redact" in done.stdout
        if took[-1] < 0.5:
            break
    assert min(took) < 0.5


def test_the_list_of_commands_is_complete():
    """Every command of the parser has its help measured here."""
    choices = next(a.choices for a in parser()._actions if isinstance(a.choices, dict))
    assert sorted(choices) == sorted(COMMANDS)


# Exit statuses through the real command --------------------------------------------------------------


@pytest.mark.model
def test_statuses_0_5_6_7_in_processes_of_their_own(waiting, signed, tmp_path):
    """Done, undecided, blocked and unsigned, as a script sees them; `run` and `sign` that end with 0 stand below."""
    assert command("run", waiting).returncode == 5
    released = command("release", signed, "--for", "publication", "--to", tmp_path / "out")
    assert released.returncode == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        f"overview-report{s}" for s in (".docx", ".html", ".pdf")
    ]
    assert command("release", signed, "--for", "family", "--to", tmp_path / "out").returncode == 7
    leak = tmp_path / "leak.txt"
    leak.write_text("Zofia Wandlebury lived here.", encoding="utf-8")
    assert command("check", leak, "--case", signed).returncode == 6


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("run",),
        ("run", "no-such-folder"),
        ("sign", "no-such-folder", "--for", "publication", "--as", "A"),
        ("check",),
        ("check", "no-such-file.txt"),
        ("check", "--explain", "nonsense"),
        ("review", ".", "--as", "A"),
        ("detect",),
        ("show", ".", "nonsense"),
        ("rules", "nonsense"),
    ],
)
def test_wrong_usage_is_2(redact, words, tmp_path, monkeypatch):
    """A command that cannot work is told in one line and changes nothing."""
    monkeypatch.chdir(tmp_path)
    status, _, err = redact(*words)
    assert status == 2
    one_line(err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.model
@pytest.mark.parametrize(
    "words",
    [
        ("run", "--for", "nobody"),
        ("sign", "--for", "nobody", "--as", "Sig"),
        ("release", "--for", "nobody", "--to", "x"),
        ("run", "--for", "../../elsewhere"),
        ("review",),
        ("review", "--as", " "),
        ("review", "--list", "--import", "x.csv"),
    ],
)
def test_an_unknown_audience_or_a_review_without_a_name_is_2(redact, signed, words):
    """An audience is one of rules/editions.yaml; a decision has somebody who made it."""
    before = content(signed / "staged")
    status, _, err = redact(words[0], signed, *words[1:])
    assert status == 2, err
    one_line(err)
    assert content(signed / "staged") == before
    assert not (signed.parent / "elsewhere").exists()


def test_a_wrong_option_is_2_in_a_process_of_its_own():
    """argparse's own errors are one line too."""
    done = command("run", "--nonsense", "x")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("redact")


def test_a_key_that_cannot_be_opened_is_3_and_no_new_pseudonyms_are_made(redact, signed, tmp_path):
    """Another key file, a damaged key, a key that was moved away: never a new set of pseudonyms."""
    other = tmp_path / "other-key"
    other.write_bytes(b"another key file altogether, 32 bytes long")
    before = (signed / "key").read_bytes()
    status, _, err = redact("run", signed, "--key", other)
    assert (status, (signed / "key").read_bytes()) == (3, before)
    assert "key" in one_line(err)
    assert redact("run", signed, "--key", tmp_path / "no-such-key")[0] == 3
    (signed / "key").write_bytes(before[: len(before) // 2])
    assert redact("run", signed)[0] == 3
    assert redact("key", signed, "show")[0] == 3
    (signed / "key").unlink()
    (signed / "key.location").write_text(str(tmp_path / "gone.key"))
    assert redact("run", signed)[0] == 3
    assert not (tmp_path / "gone.key").exists()


@pytest.mark.model
@pytest.mark.parametrize("key_of_json", ["salt", "sealed", "by", "nonce"])
def test_a_key_with_a_wrong_value_is_3(redact, signed, key_of_json):
    """A key that somebody edited is damaged, not a bug."""
    data = json.loads((signed / "key").read_bytes())
    (signed / "key").write_text(json.dumps(data | {key_of_json: 7}))
    status, _, err = redact("run", signed)
    assert status == 3, err


def _row(section, row, at="  - "):
    return f"{section}:\n{at}{row}\n"


WRONG_REGISTERS = {
    "an unknown key": ("subjekt: p1\n", ("line 1", "subjekt")),
    "an unknown key of a person": (
        _row("people", "{id: p1, name: Jo Quent, nickname: J}"),
        ("line 2", "nickname"),
    ),
    "an id given twice": (
        _row("people", "{id: p1, name: Jo Quent}\n  - {id: p1, name: Al Brone}"),
        ("line 3", "id"),
    ),
    "an id given twice over sections": (
        _row("people", "{id: x, name: Jo Quent}") + _row("places", "{id: x, name: Brone}"),
        ("line 4", "id"),
    ),
    "two people with one pseudonym": (
        _row(
            "people",
            "{id: p1, name: Jo Quent, pseudonym: Child G}\n  - {id: p2, name: Al Brone, pseudonym: child  g}",
        ),
        ("line 3", "pseudonym"),
    ),
    "a pseudonym that holds a real name": (
        _row("people", "{id: p1, name: Jo Quent, pseudonym: Mr Quent}"),
        ("line 2", "pseudonym"),
    ),
    "a pseudonym that holds another's name": (
        _row("people", "{id: p1, name: Jo Quent, pseudonym: Brone}\n  - {id: p2, name: Al Brone}"),
        ("line 2", "pseudonym"),
    ),
    "an entry without a name": (_row("people", "{id: p1}"), ("line 2", "name")),
    "a person that is no mapping": (_row("people", "Jo Quent"), ("line 2", "people")),
    "no list of people": ("people: Jo Quent\n", ("line 1", "people")),
    "a policy that is none": ("dates: fortnight\n", ("line 1", "dates")),
    "a subject who is nobody": ("subject: p9\n", ("line 1", "subject")),
    "a use that is none": (
        _row("documents", "{file: Zofia Wandlebury v3.txt, use: keep}"),
        ("line 2", "use"),
    ),
    "no YAML": ("people: [\n", ("line ",)),
    "a key given twice": ("case: A\ncase: B\n", ("line 2", "case")),
    "a draft that is not there": (
        _row("documents", "{file: not there.docx}"),
        ("documents", "not there.docx"),
    ),
}


@pytest.mark.parametrize("what", WRONG_REGISTERS)
def test_a_wrong_register_is_4_with_file_line_and_key(redact, tmp_path, what):
    """Said before any draft is read; nothing is staged."""
    text, told = WRONG_REGISTERS[what]
    case = make_case(tmp_path / "case", register=text)
    status, _, err = redact("run", case)
    assert status == 4, err
    line = one_line(err)
    assert "register.yaml" in line
    assert all(word in line for word in told), line
    assert staged(case) == []


def test_an_unknown_register_key_is_4_in_a_process_of_its_own(tmp_path):
    """One line on standard error, nothing on standard output."""
    case = make_case(tmp_path / "case", register="peeple: []\n")
    done = command("run", case)
    assert (done.returncode, done.stdout) == (4, "")
    assert "register.yaml: line 1: peeple" in one_line(done.stderr)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00people",
        b"people:\n\t- x: 1\n",
        b"\x00",
        b"- a\n- b\n",
        b"just words\n",
        b"case: &a [*a]\n",
    ],
)
def test_a_register_that_is_no_text_is_4_or_3(redact, tmp_path, data):
    """Bytes, tabs, lists and loops are told, never a bug."""
    case = make_case(tmp_path / "case")
    (case / "register.yaml").write_bytes(data)
    status, _, err = redact("run", case)
    assert status in {3, 4}, err
    one_line(err)


DECISIONS = {
    "no header": "p1,confirm,,\n",
    "a column missing": "target,answer,value\np1,confirm,\n",
    "an unknown answer": "target,answer,value,reason\np1,approve,,\n",
    "an unknown target": "target,answer,value,reason\nE999,confirm,,\n",
    "no value where one is needed": "target,answer,value,reason\np1,rename,,\n",
    "a link to nobody": "target,answer,value,reason\np1,merge,E999,\n",
    "a finding without a reason": "target,answer,value,reason\nf-0123456789ab,accept,,\n",
    "a pseudonym that holds the real name": "target,answer,value,reason\np1,rename,Zofia Bear,\n",
    "a pseudonym that holds another's name": "target,answer,value,reason\np1,rename,Miss Ottering,\n",
    "a pseudonym that somebody has": "target,answer,value,reason\np2,rename,Child G,\n",
    "a person merged with themselves": "target,answer,value,reason\np4,merge,p4,\n",
    "one of the register merged away": "target,answer,value,reason\np4,merge,p3,\n",
    "one of the register linked away": "target,answer,value,reason\np4,link,p3,\n",
    "an addition under no label": "target,answer,value,reason\nFOO,add,Wibbleton,\n",
    "an addition of everyday words": "target,answer,value,reason\nPERSON,add,the was at,\n",
    "an addition of an article": "target,answer,value,reason\nPERSON,add,The,\n",
    "a pseudonym in brackets": "target,answer,value,reason\np4,rename,[undecided],\n",
    "a pseudonym that is a script": "target,answer,value,reason\np4,rename,<script>,\n",
    "a pseudonym of two lines": 'target,answer,value,reason\np4,rename,"Child\nG9",\n',
    "a pseudonym that is too long": f"target,answer,value,reason\np4,rename,{'x' * 61},\n",
    "a new name for words": "target,answer,value,reason\nw-000000000000,rename,Child Z,\n",
    "words with a real name": "target,answer,value,reason\nw-000000000000,rewrite,Ottering was here,\n",
    "a wrong row after a right one": "target,answer,value,reason\np1,confirm,,\np2,approve,,\n",
}


@pytest.mark.model
@pytest.mark.parametrize("what", DECISIONS)
def test_a_wrong_decisions_file_is_4_and_nothing_is_recorded(redact, waiting, tmp_path, what):
    """All rows or none; the line is named."""
    table = tmp_path / "decisions.csv"
    table.write_text(DECISIONS[what], encoding="utf-8")
    status, _, err = redact("review", waiting, "--import", table, "--as", "Rev Iewer", "--yes")
    assert status == 4, err
    assert "decisions.csv: line " in one_line(err)
    assert not (waiting / "ledger.jsonl").exists()


@pytest.mark.model
def test_an_answer_that_fits_nothing_is_told_by_its_line(redact, waiting, tmp_path):
    """It is taken, since the words may come back; but it is not silent."""
    table = tmp_path / "decisions.csv"
    table.write_text(
        "target,answer,value,reason\np4,confirm,,\nw-000000000000,rewrite,somebody was here,\n"
        "left-000000000000,accept,,\nw-000000000001,undo,,\nPERSON,add,Shannie Vale,\n"
    )
    _, _, err = redact("review", waiting, "--import", table, "--as", "Rev Iewer", "--yes")
    assert "3 of 5 answers fit nothing in these drafts and change nothing now: line 3, line 4, line 5" in err


@pytest.mark.model
@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", None])
def test_a_decisions_file_that_cannot_be_read_is_told(redact, waiting, tmp_path, data):
    """Bytes, nothing at all, no file: one line, nothing recorded."""
    table = tmp_path / "decisions.csv"
    if data is not None:
        table.write_bytes(data)
    status, _, err = redact("review", waiting, "--import", table, "--as", "Rev Iewer", "--yes")
    assert status in {3, 4}, err
    one_line(err)
    assert not (waiting / "ledger.jsonl").exists()


@pytest.mark.model
def test_linking_to_somebody_ambiguous_is_4(redact, waiting, tmp_path):
    """A name that may mean two people is no person to link to."""
    listed = redact("review", waiting, "--list")[1].splitlines()
    target = next(line.split(",")[0] for line in listed if "Who is meant" in line)
    table = tmp_path / "decisions.csv"
    table.write_text(f"target,answer,value,reason\np4,merge,{target},\n", encoding="utf-8")
    assert redact("review", waiting, "--import", table, "--as", "Rev", "--yes")[0] == 4


@pytest.mark.model
def test_an_edited_ledger_is_4_for_every_command_that_reads_it(redact, signed, tmp_path):
    """A changed line breaks the chain of decisions."""
    lines = (signed / "ledger.jsonl").read_text(encoding="utf-8")
    (signed / "ledger.jsonl").write_text(lines.replace('"sign-off"', '"confirm"') + lines, encoding="utf-8")
    for words in (
        ("run", signed),
        ("sign", signed, "--for", "publication", "--as", "Sig"),
        ("show", signed, "ledger"),
        ("release", signed, "--for", "publication", "--to", tmp_path / "out"),
    ):
        status, _, err = redact(*words)
        assert status == 4, words
        assert "ledger.jsonl: line " in one_line(err)
    assert not (tmp_path / "out").exists()


@pytest.mark.model
def test_whoever_decided_may_not_sign(redact, waiting, tmp_path):
    """7, whatever the case of the name; a second person may."""
    _answer_all(redact, waiting, tmp_path, "Rev Iewer")
    assert redact("run", waiting)[0] == 0
    for name in ("Rev Iewer", "rev iewer", " REV  IEWER "):
        status, _, err = redact("sign", waiting, "--for", "publication", "--as", name)
        assert status == 7, name
        one_line(err)
    assert redact("sign", waiting, "--for", "publication", "--as", " ")[0] == 2
    assert redact("sign", waiting, "--for", "publication", "--as", "Sig Ner")[0] == 0


@pytest.mark.model
def test_signing_what_is_undecided_is_5_and_what_is_not_staged_7(redact, waiting, tmp_path):
    """Nothing is signed and nothing can be released."""
    assert redact("sign", waiting, "--for", "publication", "--as", "Sig")[0] == 5
    shutil.rmtree(waiting / "staged")
    assert redact("sign", waiting, "--for", "publication", "--as", "Sig")[0] == 7
    assert redact("release", waiting, "--for", "publication", "--to", tmp_path / "out")[0] == 7
    assert not (tmp_path / "out").exists()


@pytest.mark.model
@pytest.mark.parametrize(
    "what",
    [
        "draft",
        "new draft",
        "register",
        "decision",
        "key",
        "signed bytes",
        "signed file removed",
        "file added",
    ],
)
def test_any_change_after_signing_voids_the_signature(redact, signed, tmp_path, what):
    """7, and nothing is copied out."""
    if what == "draft":
        with (signed / "drafts" / "Zofia Wandlebury v3.txt").open("a") as file:
            file.write("\n1.9 One more sentence.\n")
    elif what == "new draft":
        (signed / "drafts" / "more.txt").write_text("Another draft.")
    elif what == "register":
        with (signed / "register.yaml").open("a") as file:
            file.write("ages: exact\n")
    elif what == "decision":
        table = tmp_path / "d.csv"
        table.write_text("target,answer,value,reason\np3,confirm,,\n")
        assert redact("review", signed, "--import", table, "--as", "Rev", "--yes")[0] == 0
    elif what == "key":
        new = tmp_path / "new-key"
        new.write_bytes(b"a new key file, long enough for a key")
        assert redact("key", signed, "rekey", "--new-key", new)[0] == 0
    elif what == "signed bytes":
        path = signed / "signed" / "publication" / "overview-report.html"
        path.write_bytes(path.read_bytes() + b" ")
    elif what == "signed file removed":
        (signed / "signed" / "publication" / "overview-report.html").unlink()
    else:
        (signed / "signed" / "publication" / "extra.html").write_text("x")
    status, _, err = redact("release", signed, "--for", "publication", "--to", tmp_path / "out")
    assert status == 7
    one_line(err)
    assert not (tmp_path / "out").exists()


@pytest.mark.model
def test_a_run_that_changes_nothing_leaves_the_signature(redact, signed, tmp_path):
    """Staging the same again does not ask the signer twice."""
    assert redact("run", signed)[0] == 0
    assert redact("release", signed, "--for", "publication", "--to", tmp_path / "out")[0] == 0


@pytest.mark.model
@pytest.mark.parametrize("more", [(), ("-q",), ("--json",), ("--for", "family")])
def test_a_run_after_which_nothing_changed_says_the_same_and_looks_at_nothing(
    redact, waiting, monkeypatch, more
):
    """Status and lines are those of the run before, and the files stay as they lie there."""
    first = redact("run", waiting, *more)
    files = content(waiting / "staged")
    monkeypatch.setattr("redact.pipeline.prepare", None)
    assert redact("run", waiting, *more) == first
    assert content(waiting / "staged") == files


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
@pytest.mark.model
def test_an_interrupt_is_130_and_leaves_nothing_half_done(tmp_path, key):
    """One line, no traceback, and the next run works."""
    case = make_case(tmp_path / "case", SETTLED * 30)
    running = subprocess.Popen(
        [sys.executable, "-m", "redact", "run", str(case)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    until = time.monotonic() + 30
    while not (case / ".lock").exists() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert "interrupted" in one_line(err)
    assert staged(case) == []
    assert not list(case.rglob(".part-*"))


# Precedence ------------------------------------------------------------------------------------------


@pytest.mark.model
def test_the_worst_outcome_of_several_cases_wins(redact, waiting, signed, tmp_path):
    """Rules (4) before unreadable (3) before undecided (5) before done (0); wrong usage (2) before all."""
    wrong = make_case(tmp_path / "wrong", register="peeple: []\n")
    bad = make_case(tmp_path / "bad", text="")
    assert redact("run", "-q", signed, waiting)[0] == 5
    assert redact("run", "-q", waiting, bad)[0] == 3
    assert redact("run", "-q", bad, wrong, waiting)[0] == 4
    assert redact("run", "-q", bad, wrong, waiting, tmp_path / "nowhere")[0] == 2


@pytest.mark.model
def test_one_bad_case_does_not_stop_the_others(redact, signed, tmp_path):
    """The good one is staged, the bad one is not."""
    shutil.rmtree(signed / "staged")
    bad = make_case(tmp_path / "bad", text="   \n\t\n")
    assert redact("run", "-q", bad, signed)[0] == 3
    assert staged(bad) == []
    assert len(staged(signed)) == 10


@pytest.mark.model
def test_a_blocking_finding_is_6_before_what_is_undecided(redact, waiting, tmp_path):
    """A reviewer's own words that hold a real name are caught by the gate, and signing is refused."""
    listed = redact("review", waiting, "--list")[1].splitlines()
    target = next(line.split(",")[0] for line in listed if "Who is meant" in line)
    from redact.case import Case, now
    from redact.model import Decision

    Case(waiting).append(Decision(now(), "Rev", "rewrite", "p3", "the friend of Ines"))
    assert redact("run", waiting)[0] == 6
    assert redact("sign", waiting, "--for", "publication", "--as", "Sig")[0] == 6
    assert target
    asked = redact("review", waiting, "--list")[1]
    assert "a real name of p2 stands here" in asked


@pytest.mark.model
def test_an_undecided_mark_that_no_question_explains_blocks(redact, waiting):
    """A mention settled as nobody in particular would print as undecided for ever: 6, and no signature."""
    from redact.case import Case, now
    from redact.key import opener
    from redact.model import Decision
    from redact.pipeline import prepare
    from redact.targets import mention_target

    case = Case(waiting)
    for question in prepare(case, cli.rules(), opener(None, os.environ)).questions:
        case.append(
            *[Decision(now(), "Rev", "link", mention_target(m), question.target) for m in question.mentions]
        )
    assert redact("run", waiting)[0] == 6
    assert redact("sign", waiting, "--for", "publication", "--as", "Sig")[0] == 6


# Bad inputs ------------------------------------------------------------------------------------------


def _corrupt_docx(path):
    path.write_bytes(b"PK\x03\x04" + b"\x07" * 400)


def _docx_without_document(path):
    import zipfile

    with zipfile.ZipFile(path, "w") as package:
        package.writestr("hello.txt", "hello")


def _ole(path):
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 1024)


def _pdf(path, draw):
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    draw(canvas)
    canvas.showPage()
    canvas.save()


def _encrypted_pdf(path):
    import pikepdf

    plain = path.with_name("plain-of-it")
    _pdf(plain, lambda canvas: canvas.drawString(72, 700, "Some words"))
    with pikepdf.open(plain) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    plain.unlink()


def _scanned_pdf(path):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("RGB", (600, 800), "grey"))
    _pdf(path, lambda canvas: canvas.drawImage(picture, 0, 0, 595, 842))


def _truncated_pdf(path):
    _pdf(path, lambda canvas: canvas.drawString(72, 700, "Some words"))
    path.write_bytes(path.read_bytes()[:300])


BAD = {
    "empty.txt": lambda p: p.write_bytes(b""),
    "empty.docx": lambda p: p.write_bytes(b""),
    "empty.pdf": lambda p: p.write_bytes(b""),
    "empty.md": lambda p: p.write_bytes(b""),
    "white.txt": lambda p: p.write_bytes(b" \r\n\t \n"),
    "white.md": lambda p: p.write_bytes(b"\n\n   \n"),
    "binary.txt": lambda p: p.write_bytes(bytes(range(32)) * 40),
    "corrupt.docx": _corrupt_docx,
    "nothing in it.docx": _docx_without_document,
    "password.docx": _ole,
    "old word.docx": _ole,
    "text.docx": lambda p: p.write_text("not a Word file"),
    "password.pdf": _encrypted_pdf,
    "scan.pdf": _scanned_pdf,
    "cut off.pdf": _truncated_pdf,
    "text.pdf": lambda p: p.write_text("not a PDF"),
    "old.doc": _ole,
    "unknown.xyz": lambda p: p.write_text("some words"),
    "no suffix": lambda p: p.write_text("some words"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_draft_that_cannot_be_read_is_3_and_nothing_is_staged(redact, tmp_path, name):
    """One clear line that names the file; for the draft of a case, for `detect` and for `new`."""
    case = make_case(tmp_path / "case", register="")
    BAD[name](case / "drafts" / name)
    status, out, err = redact("run", case)
    assert (status, out) == (3, ""), err
    assert name in one_line(err)
    assert staged(case) == []
    status, out, err = redact("detect", case / "drafts" / name)
    assert (status, out) == (3, "")
    assert name in one_line(err)


@pytest.mark.parametrize("name", ["corrupt.docx", "password.pdf", "scan.pdf"])
def test_a_draft_that_cannot_be_read_in_a_process_of_its_own(tmp_path, name):
    """The libraries' own noise does not reach the user."""
    case = make_case(tmp_path / "case", register="")
    BAD[name](case / "drafts" / name)
    done = command("run", case)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == one_line(done.stderr) + "\n"


def test_a_file_that_may_not_be_read_is_3(redact, tmp_path, monkeypatch):
    """Permissions are told as such."""
    case = make_case(tmp_path / "case", register="")
    path = case / "drafts" / "locked.txt"
    path.write_text("words")
    path.chmod(0)
    if os.access(path, os.R_OK):  # running as root: the system refuses nothing, so the refusal is played
        readable = Path.read_bytes

        def refuse(self):
            if self.name == "locked.txt":
                raise PermissionError(errno.EACCES, "Permission denied", str(self))
            return readable(self)

        monkeypatch.setattr(Path, "read_bytes", refuse)
    status, _, err = redact("run", case)
    assert status == 3
    assert "locked.txt" in one_line(err)
    assert staged(case) == []


def test_a_folder_named_like_a_draft_is_3_for_detect(redact, tmp_path):
    """A folder is no file."""
    (tmp_path / "x.docx").mkdir()
    status, _, err = redact("detect", tmp_path / "x.docx")
    assert status == 3
    assert "x.docx" in one_line(err)


@pytest.mark.parametrize(
    "name", ["corrupt.docx", "password.docx", "password.pdf", "cut off.pdf", "unknown.xyz"]
)
def test_checking_a_file_that_cannot_be_opened_is_3(redact, tmp_path, name):
    """A gate that could not look has not passed."""
    BAD[name](tmp_path / name)
    status, _, err = redact("check", tmp_path / name)
    assert status == 3, err


@pytest.mark.model
def test_a_draft_that_went_bad_voids_what_could_be_signed(redact, signed, tmp_path):
    """What was staged before cannot be signed or released any more."""
    (signed / "drafts" / "new.docx").write_bytes(b"PK\x03\x04 broken")
    assert redact("run", signed)[0] == 3
    assert redact("sign", signed, "--for", "publication", "--as", "Sig")[0] == 3
    assert redact("release", signed, "--for", "publication", "--to", tmp_path / "out")[0] == 7


# detect ----------------------------------------------------------------------------------------------

TEXT_FILE = "\ufeffLETTER\r\n\r\n1 Zofia Wandlebury 🙂 lived in Corvenham.\r\nMs Wandlebury’s number is 999 000 0018 and her telephone is 01632 960123.\r\n"


@pytest.mark.model
def test_detect_json_has_the_shape_of_the_contract(redact, waiting, tmp_path):
    """Offsets are code points of the decoded file; mentions are disjoint, in order, and say what they are."""
    path = tmp_path / "letter.txt"
    path.write_bytes(TEXT_FILE.encode("utf-8"))
    before = content(waiting)
    status, out, _ = redact(
        "detect", path, waiting / "drafts" / "Zofia Wandlebury v3.txt", "--case", waiting, "--json"
    )
    assert status == 0
    letter, draft = (json.loads(line) for line in out.splitlines())
    text = TEXT_FILE.removeprefix("\ufeff")
    assert letter["file"] == str(path)
    assert (letter["length"], letter["text_sha256"]) == (len(text), hashlib.sha256(text.encode()).hexdigest())
    assert list(letter) == ["file", "text_sha256", "length", "mentions"]
    for found, whole in ((letter, text), (draft, OPEN)):
        end = 0
        for mention in found["mentions"]:
            assert list(mention) == [
                "start",
                "end",
                "text",
                "label",
                "score",
                "entity",
                "status",
                "rule",
                "reason",
            ]
            assert end <= mention["start"] < mention["end"]
            end = mention["end"]
            assert mention["text"] == whole[mention["start"] : mention["end"]]
            assert mention["label"] in LABELS
            assert mention["status"] in {"replace", "flag", "watch", "keep"}
            assert 0 <= mention["score"] <= 1
            assert mention["reason"]
            assert (
                mention["entity"] is None or mention["label"].isalpha() or mention["label"] == "HEALTH_SITE"
            )
    said = {m["text"]: (m["label"], m["entity"]) for m in letter["mentions"]}
    assert said["Zofia Wandlebury"] == ("PERSON", "p1")
    assert said["Corvenham"] == ("PLACE", "l1")
    assert said["999 000 0018"] == ("ID.NHS", None)
    assert said["01632 960123"] == ("PHONE", None)
    assert "Ms Wandlebury" in said
    assert content(waiting) == before


@pytest.mark.model
def test_detect_writes_nothing_anywhere(tmp_path):
    """Not beside the file, not in the working folder, not in the user's folders."""
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    (work / "letter.txt").write_bytes(TEXT_FILE.encode())
    environment = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "TMPDIR": str(home),
        "REDACT_KEY_FILE": "",
    }
    done = command("detect", "letter.txt", "--json", cwd=work, env=environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["file"] == "letter.txt"
    assert [*home.rglob("*"), *work.rglob("*")] == [work / "letter.txt"]


@pytest.mark.model
def test_no_allow_finds_at_least_as_much(redact, tmp_path):
    """With the keep-lists off, every mention that was treated is treated still."""
    path = tmp_path / "report.txt"
    path.write_text(
        "1.1 The review followed Working Together to Safeguard Children (2015) and Munro (2011).\n\n"
        "1.2 Ofsted and the Department for Education were told by Zofia Wandlebury in Corvenham.\n",
        encoding="utf-8",
    )

    def treated(*more):
        found = json.loads(redact("detect", path, "--json", *more)[1])["mentions"]
        return {at for m in found if m["status"] != "keep" for at in range(m["start"], m["end"])}

    usual, without = treated(), treated("--no-allow")
    assert usual <= without
    assert len(without) > len(usual)


@pytest.mark.model
def test_detect_goes_on_after_a_file_that_cannot_be_read(redact, tmp_path):
    """The others are printed; the status tells of the one."""
    good = tmp_path / "good.txt"
    good.write_text("Zofia Wandlebury came.", encoding="utf-8")
    _corrupt_docx(tmp_path / "bad.docx")
    status, out, err = redact("detect", tmp_path / "bad.docx", good, "--json")
    assert status == 3
    assert [json.loads(line)["file"] for line in out.splitlines()] == [str(good)]
    assert "bad.docx" in one_line(err)


# What is staged --------------------------------------------------------------------------------------


@pytest.mark.model
def test_the_staged_folder_holds_only_what_the_contract_names(signed):
    """Marked copies by kind, manifest and findings; no name of a draft, no mode for others."""
    for audience in ("publication", "family"):
        names = sorted(p.name for p in (signed / "staged" / audience).iterdir())
        assert names == [
            "findings.json",
            "manifest.json",
            *(f"overview-report.NOT-APPROVED{s}" for s in (".docx", ".html", ".pdf")),
        ]
    assert stat.S_IMODE(signed.stat().st_mode) == 0o700
    assert all(not stat.S_IMODE(p.stat().st_mode) & 0o077 for p in staged(signed))


@pytest.mark.model
def test_every_staged_document_says_that_it_is_not_approved(signed):
    """In the text of each, and on every page."""
    for path in staged(signed):
        if path.suffix == ".pdf":
            assert all("NOT APPROVED" in page for page in produced.pages_of(path))
        elif path.suffix != ".json":
            assert "NOT APPROVED" in produced.visible_text(path)
    for path in (signed / "signed").rglob("*.*"):
        assert not any("NOT APPROVED" in text for text in produced.everything_in(path))


@pytest.mark.model
def test_nothing_staged_holds_a_real_name(signed, waiting):
    """Every name of the register and every number, in every byte, however packed."""
    for path in (*staged(signed), *staged(waiting), *(signed / "signed").rglob("*.*")):
        texts = produced.everything_in(path)
        assert [name for name in NAMES if any(produced.holds(text, name) for text in texts)] == [], path.name


@pytest.mark.model
def test_the_manifest_holds_the_digests_of_the_clean_bytes(signed, redact, tmp_path):
    """What is released is what the manifest names."""
    redact("release", signed, "--for", "publication", "--to", tmp_path / "out")
    manifest = json.loads((signed / "staged" / "publication" / "manifest.json").read_bytes())
    assert manifest["files"] == {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (tmp_path / "out").iterdir()
    }


@pytest.mark.model
def test_an_open_question_prints_as_undecided(waiting):
    """A reader of a staged copy sees where something is still open or treated, and no name."""
    findings = json.loads((waiting / "staged" / "publication" / "findings.json").read_bytes())
    assert set(findings) == {"findings", "looked_at", "not_seen"}
    text = produced.visible_text(waiting / "staged" / "publication" / "overview-report.NOT-APPROVED.html")
    assert "It was [undecided] who rang" in text


@pytest.mark.model
def test_messages_hold_no_real_name(redact, waiting, signed, tmp_path):
    """Neither output of run, sign, release and check names anybody, unless asked to."""
    leak = tmp_path / "leak.html"
    leak.write_text(
        "<html lang='en'><title>x</title><p>Zofia Wandlebury of Corvenham, 999 000 0018, born 30/01/2012.</p></html>"
    )
    said = [
        redact("run", waiting, "-v"),
        redact("run", waiting, "--json"),
        redact("run", signed),
        redact("sign", signed, "--for", "family", "--as", "Sig"),
        redact("sign", waiting, "--for", "family", "--as", "Sig"),
        redact("release", signed, "--for", "family", "--to", tmp_path / "out"),
        redact("check", leak, "--case", signed),
        redact("check", leak, "--case", signed, "--json"),
        redact("check", tmp_path / "out", "--case", signed),
        redact("key", signed, "show"),
        redact("show", signed, "policy"),
        redact("show", signed, "ledger"),
    ]
    text = "\n".join(out + err for _, out, err in said)
    assert [name for name in NAMES if name in text] == []
    status, out, _ = redact("check", leak, "--case", signed, "--show-names")
    assert status == 6
    assert "Zofia Wandlebury" in out


@pytest.mark.model
def test_the_released_edition_passes_its_own_check(redact, signed, tmp_path):
    """What goes out is clean for a stranger too."""
    redact("release", signed, "--for", "publication", "--to", tmp_path / "out")
    status, out, err = redact("check", tmp_path / "out", "--case", signed)
    assert status == 0, out + err


@pytest.mark.model
def test_a_proposed_register_can_be_run_as_it_is(redact, tmp_path):
    """People, places and organisations of a proposal have ids of their own."""
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "OVERVIEW REPORT\n\n1.1 Zofia Wandlebury lived in Corvenham and went to Thornwick Primary School.\n",
        encoding="utf-8",
    )
    assert redact("new", tmp_path / "case", draft)[0] == 0
    register = (tmp_path / "case" / "register.yaml").read_text(encoding="utf-8")
    assert all(f"- id: {letter}1" in register for letter in "plo")
    assert redact("run", tmp_path / "case")[0] in {0, 5}


@pytest.mark.model
def test_the_same_inputs_give_the_same_bytes(redact, waiting, tmp_path):
    """A fresh copy with the same key, found and staged anew, is the same byte for byte."""
    again = Path(shutil.copytree(waiting, tmp_path / "somewhere else"))
    for folder in ("found", "checked", "staged"):
        shutil.rmtree(again / folder, ignore_errors=True)
    assert redact("run", again)[0] == 5
    assert content(again / "staged") == content(waiting / "staged")


@pytest.mark.model
def test_drafts_and_register_are_never_written(redact, waiting):
    """People's own files stay as they are."""
    before = content(waiting / "drafts") | {"register": (waiting / "register.yaml").read_bytes()}
    redact("run", waiting)
    assert content(waiting / "drafts") | {"register": (waiting / "register.yaml").read_bytes()} == before


# Release ---------------------------------------------------------------------------------------------


@pytest.mark.model
@pytest.mark.parametrize("there", ["another file", "a folder of that name", "the destination is a file"])
def test_release_overwrites_nothing(redact, signed, tmp_path, there):
    """2, and nothing is written, not even the files that had room."""
    out = tmp_path / "out"
    if there == "the destination is a file":
        out.write_text("mine")
    else:
        out.mkdir()
        (out / "overview-report.pdf").mkdir() if there == "a folder of that name" else (
            out / "overview-report.pdf"
        ).write_text("mine")
    before, records = content(tmp_path), (signed / "ledger.jsonl").read_bytes()
    status, _, err = redact("release", signed, "--for", "publication", "--to", out)
    assert status == 2, err
    one_line(err)
    assert content(tmp_path) == before
    assert (signed / "ledger.jsonl").read_bytes() == records


@pytest.mark.model
def test_releasing_twice_into_one_folder_is_no_harm(redact, signed, tmp_path):
    """The same bytes are there already."""
    assert [
        redact("release", signed, "--for", "publication", "--to", tmp_path / "out")[0] for _ in range(2)
    ] == [0, 0]


# Review ----------------------------------------------------------------------------------------------


def _decisions(case):
    path = case / "ledger.jsonl"
    return (
        [json.loads(line)["decision"] for line in path.read_text(encoding="utf-8").splitlines()]
        if path.exists()
        else []
    )


def _answer_all(redact, case, folder, name):
    """Both mentions of Sam are linked to the aunt, by way of the table."""
    table = folder / "answers.csv"
    rows = [line.split(",")[0] for line in redact("review", case, "--list")[1].splitlines()[1:]]
    table.write_text(
        "target,answer,value,reason\n" + "".join(f"{row},link,p4,said so herself\n" for row in rows),
        encoding="utf-8",
    )
    return redact("review", case, "--import", table, "--as", name, "--yes")


@pytest.mark.model
def test_import_with_yes_puts_the_decisions_on_the_ledger(redact, waiting, tmp_path):
    """Each row, on each mention that it is said of, with the name of who answered; then nothing is open."""
    status, out, _ = _answer_all(redact, waiting, tmp_path, " Rev Iewer ")
    assert status == 0
    made = _decisions(waiting)
    assert [(d["by"], d["action"], d["value"], d["reason"]) for d in made] == [
        ("Rev Iewer", "link", "p4", "said so herself")
    ] * len(made)
    assert len(made) >= len(out.splitlines()) > 0
    assert all(d["target"].startswith("m-") for d in made)


@pytest.mark.model
def test_import_without_a_terminal_and_without_yes_records_nothing(waiting, tmp_path):
    """Nobody was there to agree."""
    table = tmp_path / "answers.csv"
    table.write_text("target,answer,value,reason\np3,confirm,,\n", encoding="utf-8")
    done = command("review", waiting, "--import", table, "--as", "Rev", stdin=subprocess.DEVNULL)
    assert done.returncode == 5
    assert not (waiting / "ledger.jsonl").exists()


@pytest.mark.model
def test_a_rerun_with_the_same_decisions_keeps_every_pseudonym(redact, waiting, tmp_path):
    """The key changes only by what is new."""
    before = redact("key", waiting, "show")[1]
    _answer_all(redact, waiting, tmp_path, "Rev")
    redact("run", waiting)
    after = redact("key", waiting, "show")[1]
    assert set(before.splitlines()) <= set(after.splitlines())
    assert max(Counter(line.split("\t")[1] for line in after.splitlines()).values()) == 1


REVIEWED = """\
OVERVIEW REPORT

1.1 Her aunt, Sam Ottering, and her uncle, Sam Brindle, came often. It was Sam who rang.

1.2 Will Underhay came in the spring. Will rang twice. Rose Pellby came in the spring. Rose rang twice. Hope Marchment came. Hope rang twice. Grace Tindle came. Grace rang twice. Mark Fold came. Mark rang.
"""


@pytest.fixture(scope="session")
def reviewed_once(shared):
    """A case with several questions."""
    return _prepared(shared, "reviewed", REVIEWED)


@pytest.fixture
def asking(reviewed_once, tmp_path):
    """A copy of the case with several questions."""
    return Path(shutil.copytree(reviewed_once, tmp_path / "asking"))


@pytest.mark.model
def test_the_terminal_writes_each_answer_before_the_next_question(redact, asking, monkeypatch):
    """y, n and s: an answer is on the ledger when the next question is shown."""
    on_disk = []

    class Keys(io.StringIO):
        """Keys typed one by one; each look at them notes what is on the ledger."""

        def read(self, count=-1):
            on_disk.append(len(_decisions(asking)))
            return super().read(count)

    kinds = [line.split(",")[1] for line in redact("review", asking, "--list")[1].splitlines()[1:]]
    assert kinds.count("yes") >= 3, "the case no longer asks enough"
    wanted = iter("yns")
    typed = "".join("s" if kind == "" else next(wanted, "q") for kind in kinds)
    monkeypatch.setattr(sys, "stdin", Keys(typed + "q"))
    status, out, _ = redact("review", asking, "--terminal", "--as", "Rev Iewer")
    assert status == 5
    assert [d["action"] for d in _decisions(asking)] == ["confirm", "dismiss"]
    assert {d["by"] for d in _decisions(asking)} == {"Rev Iewer"}
    assert on_disk == sorted(on_disk)
    assert set(on_disk) == {0, 1, 2}
    assert out.count("saved: ") == 2


@pytest.mark.model
def test_the_terminal_takes_no_pseudonym_that_names(redact, asking):
    """On a pipe, in a process of its own: refused with the reason, then q leaves; a key that is not offered does nothing."""
    rows = list(csv.reader(redact("review", asking, "--list")[1].splitlines()[1:]))
    at = next(at for at, row in enumerate(rows) if "rename" in row[-1])
    done = command("review", asking, "--as", "Rev", input="s" * at + "pRose Ottering\nq")
    assert done.returncode == 5, done.stderr
    assert "saved" not in done.stdout
    assert _decisions(asking) == []
    assert "Not taken" in done.stdout


@pytest.mark.model
def test_an_answer_can_be_taken_back(redact, asking, monkeypatch):
    """u on the next question undoes the answer before it."""
    kinds = [line.split(",")[1] for line in redact("review", asking, "--list")[1].splitlines()[1:]]
    skip = "s" * kinds.index("yes")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{skip}yuq"))
    redact("review", asking, "--terminal", "--as", "Rev Iewer")
    assert [d["action"] for d in _decisions(asking)] == ["confirm", "undo"]


# Several at once -------------------------------------------------------------------------------------


def test_a_signed_case_can_be_disposed_of_whole(redact, signed, tmp_path):
    """What the program keeps is all known to the disposal: a new kind of file in a case needs its place in disposal.KEPT."""
    record = tmp_path / "record.txt"
    status, out, err = redact(
        "key",
        signed,
        "destroy",
        "--whole-case",
        "--yes",
        "--as",
        "Rosa",
        "--reason",
        "over",
        "--record",
        record,
    )
    assert (status, out) == (0, ""), err
    assert not signed.exists()
    assert not any(name in record.read_text(encoding="utf-8") + err for name in NAMES if name != "XX-2031-04")


def test_a_second_writer_is_told_to_wait(redact, signed, monkeypatch):
    """Two runs on one case do not mix; the second gives up with 2."""
    from filelock import FileLock

    monkeypatch.setattr("redact.case.WAIT", 0.1)
    with FileLock(signed / ".lock"):
        status, _, err = redact("run", signed)
    assert status == 2
    one_line(err)


def test_a_bug_is_1_and_quotes_nothing(redact, signed, monkeypatch):
    """The last resort says where, never what."""

    def broken(*_):
        raise ValueError("Zofia Wandlebury")

    monkeypatch.setattr("redact.pipeline.read_register", broken)
    status, out, err = redact("run", signed)
    assert status == 1
    assert "Zofia" not in out + err
    assert "ValueError" in one_line(err)


def test_show_family_prints_and_draws_the_network(redact, signed, tmp_path):
    """Words by default, data with --json, a picture with --svg that is never written over another file."""
    picture = tmp_path / "family.svg"
    assert redact("show", signed, "family")[0] == 0
    assert "relations" in json.loads(redact("show", signed, "family", "--json")[1])
    status, out, err = redact("show", signed, "family", "--svg", picture)
    assert (status, out) == (0, "")
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    status, _, err = redact("show", signed, "family", "--svg", picture)
    assert status == 2
    assert "is there already" in err
    assert redact("show", signed, "register", "--json")[0] == 2
    assert redact("show", signed, "family", "--for", "nobody")[0] == 2


def test_check_writes_a_page_that_quotes_only_on_request(redact, signed, tmp_path):
    """The page says what was looked for, found and not seen; words stand in it with --show-names alone."""
    finished = tmp_path / "made elsewhere.txt"
    finished.write_text("Then <b>Zofia</b> Wandlebury came.\n", encoding="utf-8")
    quiet, telling = tmp_path / "quiet.html", tmp_path / "telling.html"
    assert redact("check", finished, "--case", signed, "--page", quiet)[0] == 6
    assert redact("check", finished, "--case", signed, "--page", telling, "--show-names")[0] == 6
    assert "Wandlebury" not in quiet.read_text(encoding="utf-8")
    assert "<mark>Wandlebury</mark>" in telling.read_text(encoding="utf-8")
    assert "<b>" not in telling.read_text(encoding="utf-8")
    assert "What could not be seen" in quiet.read_text(encoding="utf-8")
    assert redact("check", finished, "--page", quiet)[0] == 2


def test_check_needs_no_more_of_a_case_than_its_register(redact, tmp_path):
    """A folder with register.yaml alone is enough to look for its names."""
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "register.yaml").write_text(
        "people: [{id: p1, name: Wren Quillfeather, role: mother}]\n"
    )
    (tmp_path / "report.txt").write_text("Then Quillfeather came.\n")
    status, out, _ = redact("check", tmp_path / "report.txt", "--case", tmp_path / "case")
    assert status == 6
    assert "of p1 stands here" in out


def test_an_accepted_finding_says_who_accepted_it(redact, signed, tmp_path):
    """Once accepted for exactly these bytes a finding warns; for other bytes it blocks again."""
    staged = signed / "staged" / "publication"
    copy = tmp_path / next(path.name for path in sorted(staged.glob("*.html")))
    copy.write_bytes(
        next(iter(sorted(staged.glob("*.html"))))
        .read_bytes()
        .replace(b"</main>", b"<p>Wandlebury</p></main>")
    )
    finding = next(
        f
        for f in json.loads(redact("check", copy, "--case", signed, "--json")[1])["findings"]
        if f["check"] == "names"
    )
    digest = hashlib.sha256(copy.read_bytes()).hexdigest()
    made = Finding(
        finding["check"],
        "blocks",
        copy.name,
        finding["place"],
        finding["message"],
        "",
        entity=finding["entity"] or "",
    )
    Case(signed).append(
        Decision("2031-01-01T00:00:00Z", "Rosa", "accept", finding_target(made, digest), "", "another family")
    )
    after = [
        f
        for f in json.loads(redact("check", copy, "--case", signed, "--json")[1])["findings"]
        if f["place"] == finding["place"] and f["check"] == "names"
    ]
    assert [(f["severity"], "accepted by Rosa: another family" in f["message"]) for f in after] == [
        ("warns", True)
    ]
    copy.write_bytes(copy.read_bytes() + b"\n")
    again = [
        f["severity"]
        for f in json.loads(redact("check", copy, "--case", signed, "--json")[1])["findings"]
        if f["check"] == "names"
    ]
    assert "blocks" in again


def test_intruder_prints_writes_a_page_and_keeps_the_result(redact, signed, tmp_path):
    """Words by default, data with --json, a page that is never written over; a result is for one audience."""
    status, out, _ = redact("intruder", signed, "--for", "publication")
    assert status == 0
    assert "Where to look:" in out
    assert set(json.loads(redact("intruder", signed, "--json")[1])["files"]) == {"family", "publication"}
    page = tmp_path / "pack.html"
    assert redact("intruder", signed, "--page", page)[:2] == (0, "")
    assert b"Could a stranger find out?" in page.read_bytes()
    assert redact("intruder", signed, "--page", page)[0] == 2
    assert redact("intruder", signed, "--for", "nobody")[0] == 2
    said = ("--as", "Sam", "--searched", "newspapers", "--reason", "found by the trade")
    assert redact("intruder", signed, "--result", "somebody", *said)[0] == 2
    assert redact("intruder", signed, "--for", "publication", "--result", "somebody", *said)[0] == 6
    assert redact("sign", signed, "--for", "publication", "--as", "Sam Signatory")[0] == 6
    other = ("--as", "Nia", *said[2:])
    assert redact("intruder", signed, "--for", "publication", "--result", "nobody", *other)[0] == 0
    assert redact("sign", signed, "--for", "publication", "--as", "Sam Signatory")[0] == 0


def test_show_register_has_the_two_lists(redact, signed):
    """Known but never found, and found but unknown."""
    out = redact("show", signed, "register")[1]
    assert "In the register, found nowhere: " in out
    assert "Found, not in the register: " in out


def test_the_last_line_of_a_run_names_the_audiences_that_were_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Not publication, where the register asks for another one."""
    from types import SimpleNamespace

    from redact.cli import cases
    from redact.unchanged import Outcome

    case = SimpleNamespace(folder="c", staged=lambda _: SimpleNamespace(iterdir=tuple))
    made = {"anonymous": 0, "family": 0}
    warned = dict.fromkeys(made, "nothing warns")
    outcome = Outcome(1, 0, 0, 0, "", made, made, warned, {})
    cases._report(case, outcome, SimpleNamespace(json=False, quiet=False))  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert "redact sign c --for anonymous --as NAME, and so for each: anonymous, family" in said
    assert "--for publication" not in said
