"""Work for two processors."""

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor

from redact.two_at_once import beside, two_at_once


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


def test_a_process_that_may_start_none_does_both_itself():
    """Workers of a Dask cluster are daemons: they were refused a process, and every case of theirs failed."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    worker = fork.Process(target=tell, args=(there,), daemon=True)
    worker.start()
    worker.join()
    assert here.recv() == [(1, worker.pid), (2, worker.pid)]
