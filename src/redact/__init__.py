"""Turn the drafts of a safeguarding review into editions that can be shared.

The library's front door, in the order of the work. The command `redact` is the same with a case folder around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["find_mentions", "link", "read", "redact", "run_checks"]

if TYPE_CHECKING:
    from redact.checks import run_checks
    from redact.detect import find_mentions
    from redact.formats import read
    from redact.link import link
    from redact.redaction import redact

_HOMES = {
    "read": "formats",
    "find_mentions": "detect",
    "link": "link",
    "redact": "redaction",
    "run_checks": "checks",
}


def __getattr__(name: str) -> Any:
    """The public functions, imported when they are asked for: `redact --help` needs none of them."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"redact.{_HOMES[name]}"), name)
