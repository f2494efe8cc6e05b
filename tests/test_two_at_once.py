"""Work for two processors."""

import multiprocessing
import os

from redact.two_at_once import two_at_once


def where(number):
    return number, os.getpid()


def tell(pipe):
    pipe.send(two_at_once(where, (1, 2)))


def test_two_things_are_done_away_from_here_in_order():
    """The results stand in the order of what was given."""
    found = two_at_once(where, (1, 2))
    assert [number for number, _ in found] == [1, 2]
    assert os.getpid() not in {process for _, process in found}


def test_a_process_that_may_start_none_does_both_itself():
    """Workers of a Dask cluster are daemons: they were refused a process, and every case of theirs failed."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    worker = fork.Process(target=tell, args=(there,), daemon=True)
    worker.start()
    worker.join()
    assert here.recv() == [(1, worker.pid), (2, worker.pid)]
