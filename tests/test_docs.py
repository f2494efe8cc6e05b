"""The docs cannot drift: the tutorial runs as printed, every command and status is described, generated pages are current."""

import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from redact import cli
from redact.answers import read_table
from redact.checks import CHECKS, name_of
from redact.cli import parser
from redact.dates import POLICIES
from redact.errors import ExitCode
from redact.formats import READERS
from redact.pictures.choices import ANSWERS
from redact.register import PLACES_TO_STAND, read_register
from redact.register.choices import USES
from redact.register.fields import KEYS
from redact.rules import FORMATS, load_rules
from redact.rules.roles import CHOICES

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> list[str]:
    action = next(a for a in parser()._actions if a.dest == "help" or getattr(a, "choices", None))
    action = next(a for a in parser()._actions if getattr(a, "choices", None))
    return list(action.choices)


def steps(page: str) -> list[tuple[str, int, list[str]]]:
    """(command, expected status, lines that its output holds) of each `$` line of a page's console blocks."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                command, _, remark = line[2:].partition("    #")
                status = re.search(r"status (\d+)", remark)
                found.append((command.strip(), int(status[1]) if status else 0, []))
            elif line.strip():
                found[-1][2].append(line.strip())
    return found


def run(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The command in this process, or the script in one of its own: (status, standard output, standard error)."""
    words, _, target = command.partition(" > ")
    first, *rest = shlex.split(words)
    if first == "redact":
        status = cli.main(rest)
        out, err = capsys.readouterr()
    else:
        assert first == "python"
        env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(
            [sys.executable, *rest], env=env, text=True, encoding="utf-8", capture_output=True
        )
        status, out, err = done.returncode, done.stdout, done.stderr
    if target:
        (folder / target.strip()).write_text(out, encoding="utf-8")
    return status, out, err


@pytest.mark.model
def test_the_tutorial_runs_as_printed(tmp_path, key_file, monkeypatch, capsys):
    """Every command ends with the status that the tutorial says, and prints the lines that it shows."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("drafts"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDACT_KEY_FILE", str(key_file))
    for command, status, lines in steps(read("docs/tutorial.md")):
        ended, out, err = run(command, tmp_path, capsys)
        assert ended == status, (command, err[-500:])
        for line in lines:
            assert line in out, (command, line)
    assert (tmp_path / "released" / "overview-report.pdf").exists()


def test_the_readme_shows_only_commands_that_exist():
    """Every `redact …` line of the README parses."""
    lines = [c for c, _, _ in steps(read("README.md")) if c.startswith("redact ")]
    assert lines
    for line in lines:
        parser().parse_args(shlex.split(line.partition(" > ")[0])[1:])


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_and_is_in_the_docs(command):
    """A command that nobody is told of is not there."""
    assert f"## redact {command}" in read("docs/cli.md")


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_status_is_explained(code):
    """docs/errors.md has a row for each."""
    assert re.search(rf"^\| {int(code)} \|", read("docs/errors.md"), re.MULTILINE)


def test_every_word_of_the_readme_s_promises_is_kept_in_limits():
    """The README points to the limits, and the limits state the measured recall."""
    assert "docs/limits.md" in read("README.md")
    assert re.search(r"found\D+0\.\d{2}", read("docs/limits.md"))


def register_example() -> str:
    """The whole example of docs/register.md."""
    return re.findall(r"```yaml\n(.*?)```", read("docs/register.md"), re.DOTALL)[0]


def keys_explained(section: str) -> set[str]:
    """The keys that have a row in the part of docs/register.md on *section*; '' is the file as a whole."""
    parts = re.split(r"^## ", read("docs/register.md"), flags=re.MULTILINE)
    wanted = f"`{section}`" if section else "The keys of the file"
    part = next((part for part in parts if wanted in part.split("\n", 1)[0]), "")
    return set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))


def test_the_example_register_is_accepted_and_holds_every_key(tmp_path, rules):
    """The example reads as it stands, and leaves out no key that the program knows."""
    path = tmp_path / "register.yaml"
    path.write_text(register_example(), encoding="utf-8")
    (tmp_path / "letterhead.docx").write_bytes(b"looked at when it is used")
    register = read_register(path, rules)
    assert len(register.entities) == 8
    assert len(register.relations) == 2
    assert register.template
    data = yaml.safe_load(register_example())
    for section, keys in KEYS.items():
        rows = [row for row in data[section] if isinstance(row, dict)] if section else [data]
        assert set().union(*rows) == keys, section


@pytest.mark.parametrize("section", KEYS)
def test_every_key_of_the_register_is_explained(section):
    """docs/register.md has a row for each key of each section, and none for a key that does not exist."""
    assert keys_explained(section) == KEYS[section]


def test_every_value_of_the_register_is_named(rules):
    """Where a key takes one of several words, docs/register.md names all of them."""
    words = {*PLACES_TO_STAND, *USES, *POLICIES, *CHOICES["names"], *FORMATS, *rules.editions["audiences"]}
    page = read("docs/register.md")
    assert not {word for word in words if f"`{word}`" not in page}


def test_every_ending_that_is_read_is_in_the_table_of_documents():
    """docs/documents.md has each ending in the first column of its first table."""
    rows = " ".join(re.findall(r"^\| (\.[^|]+)\|", read("docs/documents.md"), re.MULTILINE))
    assert set(re.findall(r"\.\w+", rows)) == set(READERS)


def test_the_answers_on_pictures_are_all_explained_and_can_be_imported(tmp_path):
    """The table of answers is whole, and the rows shown are rows that --import reads."""
    page = read("docs/documents.md")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == set(ANSWERS)
    path = tmp_path / "answers.csv"
    path.write_text(re.findall(r"```csv\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")
    assert [decision.action for _, decision in read_table(path, "Rosa Reviewer")] == [*ANSWERS]


def test_the_commands_on_documents_exist():
    """Every `redact …` line of docs/documents.md parses."""
    lines = [c for c, _, _ in steps(read("docs/documents.md"))]
    assert lines
    for line in lines:
        parser().parse_args(shlex.split(line.partition(" > ")[0])[1:])


@pytest.mark.parametrize("page", ["register.md", "documents.md"])
def test_both_pages_can_be_found(page):
    """The README and the tutorial lead to them."""
    assert page in read("README.md")
    assert f"]({page})" in read("docs/tutorial.md")


def test_generated_pages_are_current():
    """make docs has been run."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr


def _decided() -> dict[str, tuple[set[str], set[str], str]]:
    """By rule what docs/limits.md says decides it: checks, questions of the checklist, and what else."""
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (R\d+) \| [^|]+ \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", text, re.MULTILINE)
    assert len(rows) == len({row[0] for row in rows})
    return {
        rule: (
            set(re.findall(r"`([\w-]+)`", checks)),
            set(filter(None, asked.strip().split(", "))),
            besides.strip(),
        )
        for rule, checks, asked, besides in rows
    }


def test_no_rule_is_left_over() -> None:
    """Each of R1 to R40 is decided by a check, a question of the checklist, or the program itself."""
    decided = _decided()
    assert list(decided) == [f"R{number}" for number in range(1, 41)]
    assert all(any(ways) for ways in decided.values())


def test_the_table_of_rules_names_every_question_of_the_checklist() -> None:
    """With the rule that rules/checklist.yaml gives it."""
    asked: dict[str, set[str]] = {}
    for item in load_rules().checklist.items:
        asked.setdefault(item.rule, set()).add(item.id)
    assert {rule: ways[1] for rule, ways in _decided().items() if ways[1]} == asked


def test_the_table_of_rules_names_every_check_that_gives_a_rule() -> None:
    """A check whose findings bear a rule stands beside it, and is a check."""
    decided = _decided()
    assert set().union(*(ways[0] for ways in decided.values())) <= {name_of(check) for check in CHECKS}
    for check in CHECKS:
        source = inspect.getsource(inspect.getmodule(check))
        own = set(re.findall(r'"(R\d+)"', source))
        here = {rule for rule, ways in decided.items() if name_of(check) in ways[0]}
        assert here <= own, name_of(check)
    for rule in {
        rule
        for check in CHECKS
        for rule in re.findall(r'"(R\d+)"', inspect.getsource(inspect.getmodule(check)))
    }:
        assert decided[rule][0], rule


def quoted(page: str, after: str) -> str:
    """The quotation that follows the line *after* in a page, as one line."""
    lines = page.split(after, 1)[1].lstrip("\n").split("\n\n")[0].splitlines()
    return " ".join(line.removeprefix("> ") for line in lines)


def test_the_example_of_the_readme_is_what_the_program_prints() -> None:
    """Before: the sample's own words. After: what its edition for publication says; letters and numbers are drawn by chance."""
    from redact.formats.text import parse_gold
    from redact.model import Mention, Register
    from redact.policies import editions_policy
    from redact.redaction import redact

    page, gold = read("README.md"), read("samples/child-g/gold/overview-report.md")
    draft = next(line for line in gold.splitlines() if line.startswith("3.3 "))
    document, marks = parse_gold(draft, "draft.md")
    before = quoted(page, "Before, in an invented draft:\n")
    assert document.text.strip().startswith(before.removeprefix("3.3 "))
    after = quoted(page, "After, in the edition for publication:\n")
    label = dict(zip(("PLACE", "ADDRESS"), re.findall(r"(?:Place [A-Z]|Address \d)\b", after), strict=True))
    key = {mark.entity: label.get(mark.label, "Father") for mark in marks if mark.entity}
    mentions = [
        Mention(
            "draft.md",
            m.span,
            document.of(m.span),
            m.label,
            "test",
            1.0,
            "replace",
            entity=m.entity,
            value=day,
        )
        for m in marks
        for day in ("2014-01-14" if m.label == "DATE" else "",)
    ]
    rules = load_rules()
    made = redact(document, mentions, key, editions_policy(rules, Register(), "publication", ()), "document")
    assert made.text.strip().startswith(after.removeprefix("3.3 "))
