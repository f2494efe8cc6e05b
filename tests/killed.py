"""Kill the server of a review again and again, in the middle of its answers, and look at what is on the disk.

    python tests/killed.py FOLDER REVIEWS SEED      prints what was found, as JSON

Each review has three reviewers who answer at random; the server is ended by SIGKILL at a random moment.
A program of its own, since a process without threads can be forked safely: only the first start is slow.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import random
import re
import signal
import sys
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent))

from redact.case import Case
from redact.custody import open_key
from redact.rules import Rules, load_rules
from web_served import served
from web_visits import SEALED, sitting

NAMES = "Wren Ada Jo Bea Cal Dee Eli Fay Gus Hal".split()
GOLD = "".join(
    f"1.{n} [{name} Sample](PERSON#E{n}) met [{name}'s {word} clerk](QUASI) on the way to the market.\n\n"
    for n, (name, word) in enumerate(zip(NAMES, "red blue old new tall kind glad calm bold wise".split(), strict=True), 1)
)  # fmt: skip
REVIEWERS = ("Rosa Reviewer", "Sam Second", "Tia Third")


@dataclass
class Reviewer:
    """One who answers at random until the server is gone; *saved* are the answers that it said were saved."""

    name: str
    port: int
    token: str
    chance: random.Random
    saved: list[tuple[str, str, str]] = field(default_factory=list)

    def work(self) -> None:
        """Answer until nobody takes answers any more."""
        try:
            self.come_in()
            while True:
                self.answer()
        except (OSError, http.client.HTTPException):
            return

    def come_in(self) -> None:
        """Take the token for a cookie."""
        fields = {"token": self.token, "name": self.name}
        _, cookie, _ = self.send("/enter", fields)
        self.cookie = cookie.partition(";")[0]

    def answer(self) -> None:
        """One answer; noted when the server says that it is on the disk."""
        action = self.chance.choice(["confirm", "dismiss", "role", "rename"])
        number = self.chance.randrange(10_000)
        value = {"role": f"neighbour {number}", "rename": f"Adult {number}"}.get(action, "")
        target = f"E{self.chance.randint(1, len(NAMES))}"
        fields = {"target": target, "action": action, "value": value, "seen": "999999"}
        status, _, body = self.send("/answer", fields)
        if status == 200 and json.loads(body)["saved"]:
            self.saved.append((action, target, value))

    def send(self, path: str, fields: dict[str, str]) -> tuple[int, str, bytes]:
        """Status, cookie and content of the answer to a form."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        own = f"http://127.0.0.1:{self.port}"
        headers = {"origin": own, "cookie": getattr(self, "cookie", ""), "accept": "application/json",
                   "content-type": "application/x-www-form-urlencoded"}  # fmt: skip
        connection.request("POST", path, urlencode(fields), headers)
        reply = connection.getresponse()
        return reply.status, reply.headers.get("set-cookie", ""), reply.read()


def serve(folder: Path, rules: Rules, told: Connection) -> None:
    """The server of one review; tells its port and three tokens."""
    with served(sitting(folder, rules, GOLD)) as door:
        told.send((door.port, [door.address().rpartition("=")[2] for _ in REVIEWERS]))
        threading.Event().wait()


def review(folder: Path, rules: Rules, chance: random.Random) -> dict[str, object]:
    """One review that ends by a kill: how much was said to be saved, and what is wrong on the disk."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    server = fork.Process(target=serve, args=(folder, rules, there), daemon=True)
    server.start()
    port, tokens = here.recv()
    reviewers = [
        Reviewer(n, port, t, random.Random(chance.random())) for n, t in zip(REVIEWERS, tokens, strict=True)
    ]
    threads = [threading.Thread(target=each.work) for each in reviewers]
    for thread in threads:
        thread.start()
    _wait_for(chance.randint(6, 30), reviewers)
    time.sleep(chance.uniform(0, 0.1))
    os.kill(server.pid or 0, signal.SIGKILL)
    server.join()
    for thread in threads:
        thread.join()
    return {"saved": sum(len(each.saved) for each in reviewers), "wrong": wrong(folder, reviewers)}


def _wait_for(answers: int, reviewers: list[Reviewer], most: float = 20.0) -> None:
    """Until so many were saved: by the clock alone a computer with much to do would be killed before its work."""
    end = time.monotonic() + most
    while sum(len(each.saved) for each in reviewers) < answers and time.monotonic() < end:
        time.sleep(0.005)


def wrong(folder: Path, reviewers: list[Reviewer]) -> list[str]:
    """What should not be: an answer that was said to be saved and is not there, a broken chain, half a file."""
    case = Case(folder)
    ledger = case.ledger()  # raises where the chain is broken
    found = [
        f"{each.name}: {len(each.saved)} answers were said to be saved, and not all are there in their order"
        for each in reviewers
        if not _holds([(d.action, d.target, d.value) for d in ledger if d.by == each.name], each.saved)
    ]
    with case.writing():  # as the next command begins
        case.append(*ledger[-1:])
    open_key(case, SEALED, "test")
    if len(case.ledger()) != len(ledger) + len(ledger[-1:]):
        found.append("what is written after the kill is not whole")
    return found + [f"left: {p.name}" for p in folder.rglob(".*") if re.match(r"\.(part|new|old)-", p.name)]


def _holds(lines: list[tuple[str, str, str]], saved: list[tuple[str, str, str]]) -> bool:
    """Whether all that was *saved* stands in *lines* in its order; a 'no' to a name stands there for each place."""
    rest = iter(lines)
    return all(
        any(line[0] == one[0] and (one[0] == "dismiss" or line == one) for line in rest) for one in saved
    )


def main() -> None:
    """Review, kill and look, as often as was asked for."""
    folder, reviews, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    rules, chance = load_rules(), random.Random(seed)
    print(json.dumps([review(folder / f"case-{n}", rules, chance) for n in range(reviews)]))


if __name__ == "__main__":
    main()
