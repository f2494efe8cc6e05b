"""What is remembered of texts in which a look found nothing: by digest, for one program, never for a signature."""

from threading import Thread

import pytest

from redact.checks.silence import all_of, believe, forget, heard, keep, silence_of


@pytest.fixture(autouse=True)
def nothing_known():
    forget()
    yield
    forget()


@pytest.fixture
def look():
    """A look for the word 'aged', and the texts that it was asked about."""
    asked = []

    @heard(nothing=())
    def ages(text):
        asked.append(text)
        return ("aged",) if "aged" in text else ()

    return ages, asked


def test_a_text_in_which_nothing_was_found_is_not_looked_at_in_the_next_run(look):
    """What was kept of one run is believed by the next; what was found is looked for anew."""
    ages, asked = look
    found = [ages("He slept."), ages("He was aged 4.")]
    kept = keep()
    forget()
    believe(kept)
    asked.clear()
    assert [ages("He slept."), ages("He was aged 5.")] == found
    assert asked == ["He was aged 5."]


def test_no_words_are_kept(look):
    """Sixteen bytes a text, and nothing of what it says."""
    ages, _ = look
    ages("Wren Alder slept.")
    (kept,) = keep().values()
    assert len(kept) == 16
    assert b"Wren" not in kept


def test_what_nobody_asked_about_any_more_is_not_kept(look):
    """What a run keeps is of the texts of that run."""
    ages, _ = look
    for text in ("He slept.", "He woke."):
        ages(text)
    before = keep()
    forget()
    believe(before)
    ages("He woke.")
    assert [len(digests) for digests in keep().values()] == [16]


def test_another_thread_believes_nothing(look):
    """Who signs in one thread does not know what files were made in another."""
    ages, _ = look
    ages("He slept.")
    kept = []
    thread = Thread(target=lambda: kept.append(keep()))
    thread.start()
    thread.join()
    assert kept == [{}]


def test_what_several_processes_kept_is_put_together():
    """Each text once, in one order."""
    silence_of("one look").add("a")
    first = keep()
    forget()
    for text in ("a", "b"):
        silence_of("one look").add(text)
    silence_of("another").add("a")
    second = keep()
    assert all_of([first, second]) == all_of([second, first]) == second


@pytest.mark.parametrize("kept", [b"", b"short", b"\0" * 33])
def test_what_is_damaged_quietens_nothing(look, kept):
    """Bytes that are no digests make no text silent."""
    ages, asked = look
    believe({f"{ages.__module__}.ages": kept})
    assert ages("He slept.") == ()
    assert asked == ["He slept."]


def test_few_are_remembered(monkeypatch):
    """However many texts and looks come by, what is kept of them has an end."""
    monkeypatch.setattr("redact.checks.silence.MOST", 3)
    monkeypatch.setattr("redact.checks.silence.MOST_LOOKS", 3)
    for number in range(4):
        silence_of("one look").add(str(number))
    assert len(keep()["one look"]) == 16
    for number in range(6):
        silence_of(f"look {number}")
    assert keep() == {}
