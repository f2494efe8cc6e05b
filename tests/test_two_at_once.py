"""Work for two processors."""

import multiprocessing
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from redact import two_at_once as module
from redact.errors import place_of
from redact.two_at_once import beside, in_two, two_at_once


def where(number):
    return number, os.getpid()


def inner(number):
    return number, two_at_once(where, (1, 2))


def tell(pipe):
    pipe.send(two_at_once(where, (1, 2)))


def in_a_thread(*given):
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(two_at_once, *given).result()


def test_of_two_things_one_is_done_here_and_one_away_in_order():
    """The results stand in the order of what was given, however many there are."""
    found = two_at_once(where, range(5))
    assert [number for number, _ in found] == [0, 1, 2, 3, 4]
    assert {process for _, process in found[::2]} == {os.getpid()}
    assert len({process for _, process in found[1::2]} - {os.getpid()}) == 1


def test_threads_share_one_process_that_stays():
    """A review page makes its files in a thread: the process beside knows the texts of the last time."""
    try:
        first, second = in_a_thread(where, (1, 2)), in_a_thread(where, (1, 2))
        assert first == second
        assert [process == os.getpid() for _, process in first] == [True, False]
        found = in_a_thread(inner, (1, 2))  # what is itself a part of such work is done where it is
        assert {process for _, process in found[0][1]} == {os.getpid()}
    finally:
        beside().shutdown()
        beside.cache_clear()


def test_beside_another_thread_no_copy_of_this_process_is_made():
    """A lock that the other thread holds would be held in the copy for ever: the process that stays does its part."""
    waits = threading.Event()
    other = threading.Thread(target=waits.wait)
    other.start()
    try:
        first, second = two_at_once(where, (1, 2)), two_at_once(where, (1, 2))
        assert first == second
        assert [process == os.getpid() for _, process in first] == [True, False]
    finally:
        waits.set()
        other.join()
        beside().shutdown()
        beside.cache_clear()


def test_a_part_of_such_work_is_done_where_it_is(alone):
    """Two processors are busy by then: a third process would only wait."""
    here, there = two_at_once(inner, (1, 2))
    assert {process for _, process in here[1]} == {os.getpid()}
    assert len({process for _, process in there[1]} - {os.getpid()}) == 1


def breaks(number):
    if number == 2:
        raise ValueError('  File "draft.txt", line 7, in which Zofia slept')  # BREAKS
    return number


def test_an_error_in_the_other_process_keeps_its_place(alone):
    """What is told of a fault names the line where it arose, and no word of what was at hand there."""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if text.endswith("# BREAKS")]
    with pytest.raises(ValueError, match="Zofia") as raised:
        two_at_once(breaks, (1, 2))
    assert place_of(raised.value) == f"test_two_at_once.py, line {line}"


def test_a_process_that_may_start_none_does_both_itself():
    """Workers of a Dask cluster are daemons: they were refused a process, and every case of theirs failed."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    worker = fork.Process(target=tell, args=(there,), daemon=True)
    worker.start()
    worker.join()
    assert here.recv() == [(1, worker.pid), (2, worker.pid)]


@pytest.fixture
def alone(monkeypatch):
    """As where no other thread is at work; a test runner has some."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_a_copy_of_this_process_does_every_second_part(alone):
    """It knows what this one knows, so that nothing has to be sent but what was found."""
    known = {"a": 1, "b": 2, "c": 3}
    found = in_two(lambda part: (known[part], os.getpid()), ["a", "b", "c"])
    assert [number for number, _ in found] == [1, 2, 3]
    assert [process == os.getpid() for _, process in found] == [True, False, True]
    assert not module._IN_TWO


def test_what_goes_wrong_in_the_copy_goes_wrong_here(alone):
    """An error of the copy is no silence: a half that was not looked at would be a half let through."""

    def act(part):
        if part == "b":
            raise ValueError(part)
        return part

    with pytest.raises(ValueError, match="b"):
        in_two(act, ["a", "b"])
    assert not module._IN_TWO


def test_what_a_copy_that_dies_leaves_is_done_here(alone):
    """Killed for want of memory, say."""
    here = os.getpid()

    def act(part):
        if os.getpid() != here:
            os._exit(9)
        return part

    assert in_two(act, ["a", "b", "c"]) == ["a", "b", "c"]
    assert not module._IN_TWO


def fails(*given, **more):
    raise OSError(12, "Cannot allocate memory")


def test_where_there_is_no_room_for_a_copy_all_is_done_here(alone, monkeypatch):
    """A system without memory to spare refuses a process."""
    monkeypatch.setattr(os, "fork", fails)
    assert in_two(lambda part: os.getpid(), ["a", "b"]) == [os.getpid()] * 2


def test_what_is_part_of_such_work_makes_no_copies_of_its_own(alone):
    """Neither do the workers of a batch: there are as many of them as processors already."""
    inside = lambda part: in_two(lambda inner: os.getpid(), [1, 2])  # noqa: E731
    here, there = in_two(inside, ["a", "b"])
    assert len(set(there)) == 1
    assert set(there) != {os.getpid()}
    assert os.getpid() in here


@pytest.mark.parametrize("why", ["one processor", "another thread"])
def test_where_no_copy_can_be_made_all_is_done_here(why, alone, monkeypatch):
    """The results are the same ones."""
    if why == "one processor":
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0})
    else:
        monkeypatch.undo()
        thread = threading.Timer(60, lambda: None)
        thread.start()
    found = in_two(lambda part: os.getpid(), [1, 2])
    if why == "another thread":
        thread.cancel()
    assert found == [os.getpid()] * 2
