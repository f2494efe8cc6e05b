"""`redact evaluate`: recall, precision, must-stay and linking against marked-up text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from redact.detect import find_all_anew
from redact.errors import UnreadableError, UsageError
from redact.evaluate.figures import Marked, figures_of
from redact.formats.text import parse_gold
from redact.model import Register
from redact.reading import find_and_link
from redact.register import read_register
from redact.rules import Rules

#: The folder of marked-up cases that nobody looks at while rules are written: reported apart, never in the total.
HELD_BACK = "held-back"


def evaluate(
    paths: Sequence[Path], rules: Rules, use_register: bool, progress: Callable[[str], None]
) -> dict[str, Any]:
    """The figures for each case among *paths*, and for those together that are not held back, as plain data.

    Raises:
        UnreadableError, UsageError: there is no marked-up text.
    """
    cases = {
        name: _measured(name, files, register, rules, use_register, progress)
        for name, files, register in _cases(paths)
    }
    if not cases:
        raise UsageError(
            "no marked-up text there; name a .md file with [text](LABEL#entity), or a folder with gold/*.md"
        )
    figures = {name: figures_of(name, marked) for name, marked in cases.items()}
    seen = {name: marked for name, marked in cases.items() if not name.startswith(HELD_BACK)} or cases
    everything = [marked for each in seen.values() for marked in each]
    return {"cases": figures, "all": figures_of("", everything, seen)}


def _cases(paths: Sequence[Path]) -> Iterator[tuple[str, list[Path], Path]]:
    """(name, marked-up files, register) for each folder that holds gold/, or for a file by itself."""
    for path in paths:
        if path.is_file():
            home = path.parent.parent if path.parent.name == "gold" else path.parent
            yield path.stem, [path], home / "register.yaml"
            continue
        for gold in sorted(path.rglob("gold")) if path.name != "gold" else [path]:
            if files := sorted(gold.glob("*.md")):
                held = f"{HELD_BACK}/" if gold.parent.parent.name == HELD_BACK else ""
                yield held + gold.parent.name, files, gold.parent / "register.yaml"


def _measured(
    name: str,
    files: Sequence[Path],
    register_path: Path,
    rules: Rules,
    use_register: bool,
    progress: Callable[[str], None],
) -> list[Marked]:
    progress(f"finding names in {name}")
    parsed = [parse_gold(_text(path), f"{name}/{path.name}") for path in files]
    register = read_register(register_path, rules) if use_register else Register()
    documents = [document for document, _ in parsed]
    anew = find_all_anew(documents, rules)
    mentions, _ = find_and_link(documents, anew, register, rules)
    return [Marked(d, tuple(gold), tuple(m for m in mentions if m.document == d.name)) for d, gold in parsed]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnreadableError(f"{path}: cannot be read as UTF-8 text; check the file") from None
