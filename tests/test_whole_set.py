"""The whole set of a case by one command: what is signed, each in its folder, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from redact import cli, outgoing
from redact.case import Case
from redact.errors import UnreadableError, UsageError
from redact.gate import Report
from redact.guards import digests, state_of
from redact.learning.collection import Collection, Recipe, open_collection
from redact.learning.released import read_released
from redact.model import Decision
from redact.publishing import making, whole
from redact.publishing.folder import NOTE, SUMS
from redact.rules import Rules

REGISTER = """\
people:
  - {id: p1, name: Karen Orrell, role: mother}
  - {id: p2, name: Luke Dunmore, role: father}
recipients:
  - {id: mother, for: p1, reference: F-01}
  - {id: father, for: p2, reference: F-02}
"""
PAGE = b"<html><head><title>Review: Child F</title></head><body>Child F was four.</body></html>"


@pytest.fixture(autouse=True)
def fine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks find nothing: they have tests of their own."""
    monkeypatch.setattr(making, "check_paths", lambda *_, **__: Report([], (), ()))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case folder with a register and a draft that nobody reads."""
    folder = tmp_path / "case"
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "report.txt").write_text("never read", encoding="utf-8")
    (folder / "register.yaml").write_text(REGISTER, encoding="utf-8")
    return Case(folder)


def sign(case: Case, rules: Rules, *audiences: str) -> None:
    """Signatures as `redact sign` leaves them behind, without its guards."""
    for audience in audiences:
        files = {"overview-report.html": PAGE, "overview-report.pdf": audience.encode()}
        case.replace_folder(case.signed(audience), files)
        value = json.dumps({"files": digests(files), "state": state_of(case, rules)})
        case.append(Decision("2031-01-01T10:00:00+00:00", "Sam", "sign-off", audience, value))


def page_of(case: Case, rules: Rules, folder: Path, signed: bool = True) -> Collection:
    """A collection with a public page of the case."""
    collection = open_collection(folder)
    (released,) = read_released([case.folder], rules)
    collection.keep_source(released)
    files = {"public-page.html": b"page", "press-line.txt": b"line"}
    recipe = Recipe("page", (released.digest,), (str(case.folder.resolve()),), more={"year": "2031"})
    made = recipe.as_value(digests(files), rules.digest)
    collection.append(Decision("2031-01-02T10:00:00+00:00", "Mia", "compose", "page", made))
    collection.replace_folder(collection.signed("page"), files)
    if signed:
        value = json.dumps({"files": digests(files), "state": made})
        collection.append(Decision("2031-01-02T11:00:00+00:00", "Sam", "sign-off", "page", value))
    return collection


def written(folder: Path) -> list[str]:
    """The files below a folder, by their path."""
    return sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"
    )


def command(case: Case, to: Path, *more: str) -> int:
    """The status of the command, and nothing else."""
    return cli.main(["release", str(case.folder), "--all", "--to", str(to), "-q", *more])


def test_every_audience_has_a_folder_of_its_own(case: Case, rules: Rules, tmp_path: Path) -> None:
    """The website's folder has index, sums, note and page; copies for readers lie beside it and never below it."""
    sign(case, rules, "publication", "family", "family.mother", "family.father")
    page_of(case, rules, tmp_path / "learn")
    to = tmp_path / "out"
    assert command(case, to, "--with", str(tmp_path / "learn"), "--as", "Rita") == 0
    both = ["overview-report.html", "overview-report.pdf"]
    assert written(to) == sorted(
        [f"{who}/{name}" for who in ("family", "family.father", "family.mother") for name in both]
        + [f"publication/{name}" for name in (*both, NOTE, SUMS, "index.html", "public-page.html")]
        + ["publication-press/press-line.txt"]
    )
    sums = dict(reversed(row.split("  ")) for row in (to / "publication" / SUMS).read_text().splitlines())  # type: ignore[call-overload]
    files = [p for p in (to / "publication").iterdir() if p.name != SUMS]
    assert sums == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    released = {d.target: json.loads(d.value)["to"] for d in case.ledger() if d.action == "release"}
    assert released["family.mother"] == str(to.resolve() / "family.mother")
    assert set(released) == {"publication", "family", "family.mother", "family.father"}
    assert [d.action for d in Collection(tmp_path / "learn").ledger()] == ["compose", "sign-off", "release"]


def test_what_is_not_signed_is_told_by_name_and_stays_behind(
    case: Case, rules: Rules, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 7, though what is signed is written; a void signature and an unsigned page are none."""
    sign(case, rules, "publication", "family")
    page_of(case, rules, tmp_path / "learn", signed=False)
    (case.signed("family") / "overview-report.pdf").write_bytes(b"another")
    assert command(case, tmp_path / "out", "--with", str(tmp_path / "learn")) == 7
    said = capsys.readouterr().err
    assert all(
        f"NOT in the set, {name}: " in said
        for name in ("family", "family.mother", "family.father", "public page of learn")
    )
    assert {path.split("/")[0] for path in written(tmp_path / "out")} == {"publication"}
    assert "public-page.html" not in str(written(tmp_path / "out"))


def test_nothing_signed_writes_nothing(case: Case, rules: Rules, tmp_path: Path) -> None:
    """Not even a folder."""
    assert command(case, tmp_path / "out") == 7
    assert not (tmp_path / "out").exists()


def test_a_dry_run_tells_the_same_and_writes_nothing(
    case: Case, rules: Rules, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same paths and the same status, and neither a file nor a line of the ledger; that nothing is written comes first."""
    sign(case, rules, "publication", "family")
    before = case.ledger()
    assert command(case, tmp_path / "out", "--dry-run") == 7
    would, said = capsys.readouterr()
    assert said.startswith("A dry run: nothing is written.")
    assert case.ledger() == before
    assert not (tmp_path / "out").exists()
    assert command(case, tmp_path / "out") == 7
    assert capsys.readouterr().out == would


def test_held_by_the_checklist_stays_behind(
    case: Case, rules: Rules, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A trial that goes on holds a release in a set too."""
    sign(case, rules, "publication")
    case.append(Decision("2031-01-03T10:00:00+00:00", "Ann", "answer", "c:criminal", "live"))
    assert command(case, tmp_path / "out") == 7
    said = capsys.readouterr().err
    assert "the release for publication is held by" in said
    assert "c:criminal" in said
    assert not (tmp_path / "out").exists()


def none() -> None:
    """No key is opened."""


@pytest.mark.parametrize("place", ["case", "case/out", "case/drafts", "site", "site/below"])
def test_neither_a_case_nor_a_website_is_written_into(
    case: Case, rules: Rules, tmp_path: Path, place: str
) -> None:
    """A case folder would read editions as drafts; a folder for a website is no place for a family's copy."""
    sign(case, rules, "family")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / NOTE).write_text("x", encoding="utf-8")
    before = written(tmp_path)
    assert command(case, tmp_path / place) == 2
    assert cli.main(["release", str(case.folder), "--for", "family", "--to", str(tmp_path / place)]) == 2
    assert written(tmp_path) == before


def test_a_website_is_not_made_around_a_family_copy(case: Case, rules: Rules, tmp_path: Path) -> None:
    """What was handed out into a folder keeps that folder from becoming a publication folder."""
    sign(case, rules, "publication", "family")
    assert (
        cli.main(["release", str(case.folder), "--for", "family", "--to", str(tmp_path / "site" / "family")])
        == 0
    )
    words = ["release", str(case.folder), "--for", "publication", "--to", str(tmp_path / "site")]
    assert cli.main([*words, "--folder"]) == 2
    assert written(tmp_path / "site") == ["family/overview-report.html", "family/overview-report.pdf"]


def test_another_file_in_the_way_stops_all_of_it(case: Case, rules: Rules, tmp_path: Path) -> None:
    """Also where it is in the way of one audience only."""
    sign(case, rules, "publication", "family")
    (tmp_path / "out" / "publication").mkdir(parents=True)
    (tmp_path / "out" / "publication" / "index.html").write_text("somebody's", encoding="utf-8")
    assert command(case, tmp_path / "out") == 2
    assert written(tmp_path / "out") == ["publication/index.html"]
    assert not any(d.action == "release" for d in case.ledger())


@pytest.mark.parametrize("link", ["family", "publication", "publication-press"])
def test_a_link_in_place_of_a_folder_stops_all_of_it(
    case: Case, rules: Rules, tmp_path: Path, link: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else a family's copy would be written over the website's, or anywhere else."""
    sign(case, rules, "publication", "family")
    page_of(case, rules, tmp_path / "learn")
    (tmp_path / "out" / "anonymous").mkdir(parents=True)
    (tmp_path / "out" / link).symlink_to("anonymous")
    before = case.ledger()
    for more in ([], ["--dry-run"]):
        assert command(case, tmp_path / "out", "--with", str(tmp_path / "learn"), *more) == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 2
    assert f"out/{link}: is a link" in said[0]
    assert written(tmp_path / "out") == []
    assert case.ledger() == before


@pytest.mark.parametrize("name", ["publication/notes.md", "family/draft/one.txt", "publication-press/.x"])
def test_a_foreign_file_in_a_folder_of_the_set_stops_all_of_it(
    case: Case, rules: Rules, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would go on the website, or to the family, with the files that were signed; it is named."""
    sign(case, rules, "publication", "family")
    page_of(case, rules, tmp_path / "learn")
    foreign = tmp_path / "out" / name
    foreign.parent.mkdir(parents=True)
    foreign.write_text("notes", encoding="utf-8")
    assert command(case, tmp_path / "out", "--with", str(tmp_path / "learn")) == 2
    assert "/".join(name.split("/")[:2]) in capsys.readouterr().err
    assert written(tmp_path / "out") == [name]
    assert not any(d.action == "release" for d in case.ledger())


def test_a_link_to_the_same_bytes_is_no_file_of_the_set(case: Case, rules: Rules, tmp_path: Path) -> None:
    """What it leads to may change after it was released."""
    sign(case, rules, "publication")
    (tmp_path / "page").write_bytes(PAGE)
    (tmp_path / "out" / "publication").mkdir(parents=True)
    (tmp_path / "out" / "publication" / "overview-report.html").symlink_to(tmp_path / "page")
    assert command(case, tmp_path / "out") == 2


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("step", ["put_on_record", "_appear"])
def test_a_set_that_is_killed_leaves_no_file_that_is_not_on_record(
    case: Case, rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool, step: str
) -> None:
    """The releases are recorded before a file appears; the same command finishes it and records nothing twice."""
    sign(case, rules, "publication", "family")
    to = tmp_path / "out"
    if there:
        to.mkdir()
        (to / "notes.txt").write_text("mine", encoding="utf-8")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    step = "_add" if there and step == "_appear" else step
    with monkeypatch.context() as patch:
        patch.setattr(whole if step == "put_on_record" else outgoing, step, killed)
        with pytest.raises(KeyboardInterrupt):
            whole.write(gathered(case, rules, to), case, to, "Rita", "")
    assert [name for name in written(tmp_path) if name.startswith("out/")] == (
        ["out/notes.txt"] if there else []
    )
    recorded = [d.target for d in case.ledger() if d.action == "release"]
    assert recorded == ([] if step == "put_on_record" else ["publication", "family"])
    assert command(case, to) == command(case, to) == 7
    assert "publication/index.html" in written(to)
    assert [d.target for d in case.ledger() if d.action == "release"] == ["publication", "family"]


def gathered(case: Case, rules: Rules, to: Path) -> whole.WholeSet:
    """The set of a case, before it is written."""
    return whole.gather(case, rules, to, (), "", none, lambda _: None)  # type: ignore[arg-type]


def test_another_press_line_in_the_way_stops_all_of_it(case: Case, rules: Rules, tmp_path: Path) -> None:
    """It lies beside the folders of the audiences, and is looked at too."""
    sign(case, rules, "publication")
    page_of(case, rules, tmp_path / "learn")
    press = tmp_path / "out" / "publication-press" / "press-line.txt"
    press.parent.mkdir(parents=True)
    press.write_text("another", encoding="utf-8")
    assert command(case, tmp_path / "out", "--with", str(tmp_path / "learn")) == 2
    assert written(tmp_path / "out") == ["publication-press/press-line.txt"]


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing_half(
    case: Case, rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """All files or none, in a new folder and in one that has something else in it; and no release on record."""
    sign(case, rules, "publication", "family")
    to, left = tmp_path / "out", [4]
    if there:
        to.mkdir()
        (to / "notes.txt").write_text("mine", encoding="utf-8")

    monkeypatch.setattr(outgoing, "write_whole", fails_after(left, outgoing.write_whole))
    assert command(case, to) == 3
    assert written(tmp_path / "out") == (["notes.txt"] if there else [])
    assert not list(tmp_path.glob(".out*"))
    assert not any(d.action == "release" for d in case.ledger())


def fails_after(left: list[int], write: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
    """A disk that is full after so many files."""

    def failing(path: Path, content: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise UnreadableError("the disk is full")
        write(path, content)

    return failing


def test_a_stopped_set_is_finished_by_the_same_command(case: Case, rules: Rules, tmp_path: Path) -> None:
    """What is there already and the same is no other file."""
    sign(case, rules, "publication", "family", "family.mother", "family.father")
    page_of(case, rules, tmp_path / "learn")
    to, page = tmp_path / "out", ["--with", str(tmp_path / "learn")]
    assert command(case, to, *page) == 0
    whole_set = written(to)
    (to / "family" / "overview-report.pdf").unlink()
    assert command(case, to, *page) == 0
    assert written(to) == whole_set


def test_a_page_of_another_case_is_refused(case: Case, rules: Rules, tmp_path: Path) -> None:
    """A collection has to hold a page, of this case, and one for each edition."""
    sign(case, rules, "publication")
    collection = page_of(case, rules, tmp_path / "learn")
    other = Case(case.folder.rename(tmp_path / "moved"))
    open_collection(tmp_path / "empty")
    for folders in ([collection.folder], [tmp_path / "empty"]):
        with pytest.raises(UsageError, match="no public page of this case"):
            whole.gather(other, rules, tmp_path / "out", folders, "", none, str)  # type: ignore[arg-type]


def test_an_edition_that_hides_the_area_is_told_beside_one_that_names_it(
    case: Case, rules: Rules, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is written, and then nothing is; a dry run says the same and what there would be."""
    sign(case, rules, "publication", "anonymous")
    assert command(case, tmp_path / "out") == 2
    assert "Nothing was written; release the one" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert command(case, tmp_path / "out", "--dry-run") == 7
    assert "one would tell what the other hides" in capsys.readouterr().err


def test_what_copies_for_several_readers_mean_is_told_before_they_are_written(
    case: Case,
    rules: Rules,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each folder goes to its own reader, and the one above them to nobody."""
    sign(case, rules, "family.mother", "family.father")
    monkeypatch.setattr(whole, "write", lambda *_: (print("WRITTEN", file=sys.stderr), [])[1])
    command(case, tmp_path / "out")
    told = capsys.readouterr().err
    assert (
        "Hand family.mother, family.father over by themselves, never the folder above"
        in told.partition("WRITTEN")[0]
    )


@pytest.mark.parametrize("more", [["--given-to", "Ann"], ["--folder"], ["--for", "family"]])
def test_words_that_do_not_go_together(case: Case, rules: Rules, tmp_path: Path, more: list[str]) -> None:
    """--all takes neither one reader nor one audience."""
    sign(case, rules, "publication")
    try:
        status = command(case, tmp_path / "out", *more)
    except SystemExit as left:
        status = int(str(left.code))
    assert status == 2
    assert not (tmp_path / "out").exists()
    with pytest.raises(SystemExit):
        cli.main(["release", str(case.folder), "--to", str(tmp_path / "out")])
    assert (
        cli.main(
            ["release", str(case.folder), "--for", "publication", "--to", str(tmp_path / "out"), "--dry-run"]
        )
        == 2
    )
