"""Which links of a draft may stay: those to bodies of national standing, bare of what could tell of a person.

The hosts are data (rules/lists/link-hosts.txt). A link that stays is still dropped from an
edition when its words or its address hold a name of the case: see `redact.redaction`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from redact.formats.english import english

MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
LONGEST = 2000  # characters; browsers and Word cut what is longer
WEB_PORTS = {"http": 80, "https": 443}
#: Queries by which senders follow their readers; the page is the same without them.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|_ga|_gl|dclid|igshid|trk\w*", re.IGNORECASE)
#: What no address of a page needs, also behind %: white space, controls, marks of mail and of other schemes.
ODD = re.compile(r"[\s\x00-\x1f\x7f<>\"'`{}|\\^@]|[^\x00-\x7f]|//|\d{7}")


def may_stay(target: str, hosts: Container[str] | None = None) -> str:
    """The address to print for a link to *target*, without query and fragment; '' where it may not stay.

    It may where it leads over the web to one of *hosts* (default: rules/lists/link-hosts.txt), with
    no user name, no query but one that only follows readers, and a path of everyday words. 'www.' makes
    no difference.
    """
    parts = _split(target)
    if parts is None:
        return ""
    host = (parts.hostname or "").removesuffix(".").lower()
    listed = hosts if hosts is not None else known_hosts()
    if host not in listed and host.removeprefix("www.") not in listed:
        return ""
    return f"{parts.scheme.lower()}://{host}{parts.path}" if _is_plain(unquote(parts.path)) else ""


def _is_plain(path: str) -> bool:
    """Whether the path is made of everyday words and a number or two: no name, no day, no reference.

    A word that is a first name too, a month beside a number, and letters one by one are not plain.
    """
    words, numbers = re.findall(r"[a-z]+", path.lower()), re.findall(r"\d+", path)
    told = (words_that_stay() | english()) - first_names()
    return (
        all(word in told for word in words)
        and sum(len(word) == 1 for word in words) < 2
        and len(numbers) <= 2
        and all(len(number) <= 4 for number in numbers)
        and not (numbers and MONTHS.intersection(words))
    )


def _split(target: str) -> SplitResult | None:
    """The parts of a plain web address; None where it is anything else."""
    if not target or len(target) > LONGEST:
        return None
    try:
        parts = urlsplit(target.strip())
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    plain = scheme in WEB_PORTS and port in (None, WEB_PORTS[scheme]) and "@" not in parts.netloc
    odd = ODD.search(unquote(parts.path)) or ODD.search(parts.netloc)
    return parts if plain and not odd and _only_tracks(parts.query) else None


def _only_tracks(query: str) -> bool:
    return all(TRACKING.fullmatch(name) for name, _ in parse_qsl(query, keep_blank_values=True))


@cache
def words_that_stay() -> frozenset[str]:
    """Abbreviations in the addresses of laws and guidance, from rules/lists/link-words.txt."""
    from redact.rules import load_rules

    return frozenset(word.lower() for word in load_rules().list("link-words"))


@cache
def first_names() -> frozenset[str]:
    """First names in lower case."""
    from redact.rules import load_rules

    return frozenset(name.lower() for name in load_rules().list("first-names"))


@cache
def known_hosts() -> frozenset[str]:
    """The hosts of rules/lists/link-hosts.txt, in lower case."""
    from redact.rules import load_rules

    return frozenset(host.lower() for host in load_rules().list("link-hosts"))
