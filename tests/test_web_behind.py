"""The files of the editions are made behind the pages: who answers does not wait for them, and is told how they stand."""

from threading import Event

import pytest

from redact.case import now
from redact.errors import UnreadableError
from redact.model import Decision
from redact.web import behind
from redact.web.behind import Behind
from web_case import client, make_case, sitting


@pytest.fixture
def review(tmp_path, rules):
    """A review for whose public copies a folder is staged, and in which files are made without a pause."""
    key = tmp_path / "key-file"
    key.write_bytes(b"a key file for the tests, 32 bytes and more")
    found = sitting(make_case(tmp_path / "case"), rules, key)
    folder = found.case.staged("publication")
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"files": {}}')
    found.files = Behind(found, pause=0.0)
    return found


@pytest.fixture
def made(monkeypatch):
    """For whom files were made, and from how many answers; each waits until it is let go."""
    done, go = [], Event()
    go.set()

    def stage(prepared, wanted, tell):
        done.append((list(wanted), len(prepared.ledger)))
        assert go.wait(10)
        return {audience: [] for audience in wanted}

    monkeypatch.setattr(behind, "stage", stage)
    return done, go


def answer(review, label, action="rename"):
    return review.take([Decision(now(), "Rosa", action, "p2", label)], len(review.case.ledger()))


def told(review):
    return review.files.told(review.case.ledger())


def test_an_answer_is_saved_and_shown_before_its_files_are_made(review, made):
    """While the files are made the new name is on the pages; then it is said that they are ready."""
    done, go = made
    go.clear()
    answer(review, "Mother of Q")
    assert review.state().prepared.key["p2"] == "Mother of Q"
    assert "being made" in told(review)
    go.set()
    review.files.wait(10)
    assert done == [(["publication"], 1)]
    assert "publication are ready" in told(review)


def test_an_answer_that_comes_while_files_are_made_makes_them_once_more(review, made):
    """The last files hold the last answer, however many came meanwhile."""
    done, go = made
    go.clear()
    for label in ("One Mother", "Two Mothers", "Third Mother"):
        answer(review, label)
    go.set()
    review.files.wait(10)
    assert done[-1] == (["publication"], 3)
    assert len(done) <= 3


def test_files_that_lack_an_answer_are_never_called_ready(review, made, monkeypatch):
    """Where nothing is made behind any more, an answer makes the files old and the page says nothing of 'ready'."""
    answer(review, "Mother of Q")
    review.files.wait(10)
    review.files.end()
    answer(review, "Mother of R")
    ledger = review.case.ledger()
    assert (review.files.lags("publication", ledger), told(review)) == (True, "")


def test_a_failure_is_told_in_one_line(review, monkeypatch):
    """A full disk is no silence, and a fault of the program tells no words of a draft."""
    for error, said in ((UnreadableError("no space"), "no space"), (ValueError("Wren Alder"), "ValueError")):

        def stage(prepared, wanted, tell, error=error):
            raise error

        monkeypatch.setattr(behind, "stage", stage)
        answer(review, f"Mother of {said[0]}")
        review.files.wait(10)
        assert said in told(review)
        assert "could not be made" in told(review)
        assert "Wren" not in told(review)


@pytest.mark.parametrize("staged", [True, False])
def test_only_what_somebody_asked_for_is_made_again(review, made, staged):
    """Nothing is made for an audience without copies, nor after a record that decides nothing."""
    if not staged:
        (review.case.staged("publication") / "manifest.json").unlink()
    done, _ = made
    review.files.answered([Decision(now(), "Rosa", "sign-off", "publication", "{}")])
    if not staged:
        answer(review, "Mother of Q")
    review.files.wait(10)
    assert done == []


def test_who_signs_is_not_disturbed(review, made):
    """No file is made while somebody signs or copies out; afterwards it is."""
    done, _ = made
    with review.files.still():
        answer(review, "Mother of Q")
        review.files.wait(0.2)
        assert done == []
    review.files.wait(10)
    assert done == [(["publication"], 1)]


def test_the_page_says_how_the_files_stand_to_all_who_use_it(review, made):
    """The line is one that the script reads out, it renews the page while files are made, and the script is told."""
    _, go = made
    visit = client(review)
    go.clear()
    answer(review, "Mother of Q")
    page = visit.get("/editions").text
    assert 'id="working" data-say>The files are being made' in page
    assert '<meta http-equiv="refresh" content="3">' in page
    assert visit.get("/changes").json()["working"] is True
    go.set()
    review.files.wait(10)
    assert 'id="files" data-say>The files for publication are ready' in visit.get("/editions").text
    assert visit.get("/changes").json()["working"] is False
