"""`redact show CASE ledger`: who decided what and why, printed, verified, without names."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli.asked import Arguments, case_of, key_opener, rules
from redact.cli.saying import say, show
from redact.errors import ExitCode, RulesError, UnreadableError, UsageError

if TYPE_CHECKING:
    from redact.case import Case
    from redact.chain import Chain
    from redact.custody import Kept
    from redact.minutes import Minutes
    from redact.telling import Entry, Teller

TITLES = {True: "Record of a review, with names", False: "Record of a review, without names"}
PAGES = (".html", ".pdf")


def add_ledger(c: Any) -> None:
    """What `redact show CASE ledger` takes beyond the others."""
    c.add_argument(
        "--without-names",
        action="store_true",
        help="for ledger: no real name; reviewers are numbered, and names in reasons masked",
    )
    c.add_argument(
        "--page",
        metavar="FILE",
        help="for ledger: the whole record of the review in a new file, .html or .pdf",
    )
    c.add_argument(
        "--verify",
        nargs="?",
        const="",
        metavar="DIGEST",
        help="for ledger: whether the chain of decisions is whole, and still holds the DIGEST of an earlier record",
    )


def asks_for_ledger(a: Arguments) -> bool:
    """Whether one of these options was given."""
    return bool(a.without_names or a.page or a.verify is not None)


def show_ledger(a: Arguments) -> int:
    """Print the ledger, verify it, or write the record of the review."""
    case = case_of(a.case)
    if a.verify is not None:
        return _verify(case, a)
    chain = case.chain()
    case.ledger()  # a broken chain is an error: nothing of it is shown as if it were whole
    if a.page or a.without_names:
        return _record(case, chain, a)
    teller = _quick(case, a)
    _print(teller.tell(chain.decisions), chain, a.json)
    return ExitCode.DONE


def _verify(case: Case, a: Arguments) -> int:
    if a.without_names or a.page:
        raise UsageError("--verify goes with neither --without-names nor --page")
    chain = case.chain()
    if a.json:
        show(json.dumps(_verdict(chain, a.verify), ensure_ascii=False))
    if chain.damage:
        raise RulesError(
            f"{case.ledger_path}: line {chain.damage.line}: {chain.damage.kind}: {chain.damage.told}; what stands before that "
            "line is whole. Restore ledger.jsonl and ledger.head from a copy; nothing is read until then "
            "(what to do without a copy: docs/errors.md)"
        )
    if a.verify and a.verify.strip().lower() not in chain.digests:
        raise RulesError(
            f"{case.ledger_path}: no line has this digest: the ledger is not the one of that record, or was written anew; "
            "compare it with a copy of the time of the record"
        )
    if not a.json:
        show(
            f"{len(chain.digests)} lines; the chain is whole. The digest of the last line is {chain.head.digest}"
        )
    if chain.torn:
        say(
            "After the last line stands an unfinished one: an answer that was never acknowledged. The next one takes its place."
        )
    return ExitCode.DONE


def _verdict(chain: Chain, digest: str) -> dict[str, Any]:
    known = {"holds_digest": digest.strip().lower() in chain.digests} if digest else {}
    damage = asdict(chain.damage) if chain.damage else None
    return {
        "lines": len(chain.digests),
        "head": chain.head.digest,
        "damage": damage,
        "unfinished": bool(chain.torn),
    } | known


def _quick(case: Case, a: Arguments) -> Teller:
    """What the key and the register say of each id; no draft is read for it."""
    from redact.register import read_register
    from redact.telling import Teller

    entities = read_register(case.register_path, rules()).entities
    pseudonyms = {i: e.pseudonym for i, e in entities.items()} | dict(_kept(case, a, lenient=True).pseudonyms)
    return Teller(pseudonyms, {i: e.name for i, e in entities.items()})


def _kept(case: Case, a: Arguments, lenient: bool) -> Kept:
    """What the key holds; where it is only wanted for pseudonyms and does not open, nothing, and it is said."""
    from redact.custody import Kept
    from redact.showing import kept_of

    try:
        return kept_of(case, lambda: key_opener(a), "show")
    except UnreadableError:
        if not lenient:
            raise
        say(
            "The key could not be opened: people are told by their ids, without the pseudonyms that it holds."
        )
        return Kept()


def _record(case: Case, chain: Chain, a: Arguments) -> int:
    from redact.handover import require_out_of_cases
    from redact.minutes import minutes_of
    from redact.showing import found_in

    target = Path(a.page) if a.page else None
    if target and target.suffix.lower() not in PAGES:
        raise UsageError(f"{target}: the record is written as .html or .pdf; name such a file")
    if target:
        require_out_of_cases(target)
    names = not a.without_names
    found = found_in(case, rules(), _kept(case, a, lenient=not names))
    minutes = minutes_of(case, chain, found, rules(), names)
    if target:
        _write(target, minutes)
    if a.json:
        show(json.dumps(minutes.as_data(), ensure_ascii=False, indent=1))
    elif not target:
        _print(minutes.entries, chain, False)
    return ExitCode.DONE


def _write(target: Path, minutes: Minutes) -> None:
    from redact.formats.page_pdf import as_pdf
    from redact.pages import render
    from redact.whole import write_whole

    page = render("record", m=minutes)
    pdf = target.suffix.lower() == ".pdf"
    write_whole(target, as_pdf(page, TITLES[minutes.names]) if pdf else page)
    say(
        f"{target}: the record of the review, with real names: it belongs in the case file."
        if minutes.names
        else f"{target}: the record of the review, its names masked. Read it before it is disclosed: a name that nobody knew of is not masked."
    )


def _print(entries: tuple[Entry, ...], chain: Chain, as_json: bool) -> None:
    if as_json:
        rows = [asdict(entry) for entry in entries]
        show(
            json.dumps(
                {"entries": rows, "lines": len(chain.digests), "head": chain.head.digest},
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    for e in entries:
        back = " (taken back later)" if e.taken_back else ""
        show(f"{e.line:>4}  {e.when}  {e.by}: {e.what}{back}")
        about = "; ".join(filter(None, (e.about, e.value)))
        if about:
            show(f"      about: {about}")
        if e.why:
            show(f"      why: {e.why}")
        for name, digest in e.files:
            show(f"      file: {name} {digest}")
    show(f"{len(entries)} lines; the chain is whole.")
