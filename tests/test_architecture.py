"""Who may import whom: the table of docs/design.md, held by reading the imports."""

import ast
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "redact"

GROUND = {"model", "errors", "whole", "remembered"}
RULED = GROUND | {"rules", "names", "name_forms", "sections", "dates"}
WORK = RULED | {
    "likeness",
    "formats",
    "detect",
    "gender",
    "link",
    "pseudonyms",
    "grammar",
    "redaction",
    "settled",
    "register",
    "reach",
    "review",
    "questions",
    "wellformed",
    "targets",
    "policies",
    "withheld",
    "case",
    "key",
    "custody",
    "prepared",
    "reading",
    "gate",
    "guards",
    "program",
    "releases",
    "conditions",
    "checks",
    "cast",
    "family",
    "other_copies",
    "area_words",
    "own_draft",
    "passages",
    "seen",
    "unnamed",
    "pictures",
    "standing",
    "rollcall",
    "traits",
    "intruder",
}
#: What each module (or package) of ours may import of ours; a module with a row of its own stands apart from its package.
ALLOWED = {
    "model": set(),
    "errors": set(),
    "remembered": set(),
    "whole": {"errors"},
    "rules": GROUND,
    "dates": set(),
    "names": RULED,
    "name_forms": RULED,
    "sections": GROUND,
    "chronology": GROUND | {"dates"},
    "formats": GROUND | {"rules", "formats"},
    "detect": RULED | {"detect", "two_at_once"},
    "two_at_once": set(),
    "program": set(),
    "unchanged": GROUND | {"case", "formats", "key", "program", "rules"},
    "checks": GROUND | {"rules", "dates", "checks", "two_at_once"},
    "likeness": GROUND | {"names", "name_forms", "rules"},
    "register": RULED | {"likeness", "recipients/registered"},
    "recipients/registered": RULED | {"likeness"},
    "recipients": RULED
    | {
        "family",
        "likeness",
        "link",
        "passages",
        "policies",
        "prepared",
        "pseudonyms",
        "publications",
        "recipients/registered",
    },
    "cast": RULED | {"cast", "formats"},
    "link": RULED,
    "pseudonyms": RULED | {"likeness", "link"},
    "grammar": {"model", "remembered", "rules"},
    "addresses": RULED,
    "settled": RULED | {"addresses", "chronology"},
    "anonymizing": {"model"},
    "redaction": RULED | {"addresses", "anonymizing", "chronology", "grammar", "pseudonyms", "settled"},
    "targets": GROUND | {"link", "names"},
    "senses": RULED | {"link", "targets"},
    "review": RULED | {"link", "targets"},
    "reach": GROUND | {"link", "review", "targets"},
    "questions": GROUND | {"link", "names", "review", "targets"},
    "wellformed": GROUND | {"link", "questions", "review"},
    "gender": RULED | {"detect", "gender", "link", "review", "questions", "targets"},
    "policies": RULED | {"redaction", "register"},
    "withheld": RULED | {"link", "policies", "review"},
    "area_words": GROUND | {"rules"},
    "unnamed": RULED | {"area_words", "passages", "policies", "prepared", "sections"},
    "seen": GROUND | {"prepared", "recipients", "unnamed"},
    "traits": GROUND | {"rules"},
    "as_published": RULED | {"checks", "detect"},
    "chain": {"model", "remembered"},
    "case": GROUND | {"chain"},
    "key": GROUND,
    "records": GROUND | {"case", "rules"},
    "custody": GROUND | {"case", "key", "link", "records"},
    "disposal": GROUND | {"case", "key", "records"},
    "prepared": RULED | {"case", "custody", "pictures", "review", "questions", "withheld"},
    "pictures": RULED | {"detect", "formats", "pictures", "pseudonyms", "review", "questions", "targets"},
    "reading": RULED
    | {
        "case",
        "detect",
        "formats",
        "link",
        "policies",
        "program",
        "review",
        "senses",
        "two_at_once",
        "withheld",
    },
    "standing": RULED
    | {"gender", "own_draft", "passages", "pictures", "policies", "reading", "review", "questions"},
    "guards": GROUND | {"case", "prepared", "releases", "review", "rules", "targets", "warned"},
    "gate": RULED
    | {
        "case",
        "checks",
        "family",
        "guards",
        "other_copies",
        "policies",
        "prepared",
        "program",
        "pseudonyms",
        "recipients",
        "releases",
        "review",
        "rollcall",
        "seen",
        "targets",
        "pages",
        "traits",
        "two_at_once",
        "unnamed",
        "warned",
        "withheld",
    },
    "producing": GROUND
    | {"case", "checks", "formats", "gate", "guards", "other_copies", "prepared", "program", "two_at_once"},
    "family": RULED | {"link", "pseudonyms", "redaction"},
    "family/shown": WORK | {"showing"},
    "rollcall": RULED | {"link"},
    "intruder": WORK | {"showing", "intruder"},
    "releases": GROUND | {"case"},
    "other_copies": GROUND | {"case", "checks", "releases"},
    "conditions": RULED | {"conditions", "intruder", "pseudonyms", "releases", "review"},
    "conditions/doors": WORK,
    "publications": GROUND | {"rules"},
    "summaries": WORK | {"policies", "prepared", "publications"},
    "pages": set(),
    "warned": GROUND,
    "outgoing": GROUND | {"case"},
    "pipeline": WORK
    | {
        "changes",
        "conditions/doors",
        "outgoing",
        "producing",
        "recipients",
        "recipients/registered",
        "summaries",
        "two_at_once",
        "warned",
    },
    "detecting": WORK,
    "finished": WORK | {"as_published"},
    "checking": WORK | {"finished", "recipients"},
    "showing": WORK | {"answers"},
    "proposal": WORK,
    "amending": GROUND | {"rules"},
    "revising": RULED | {"amending", "case", "cast", "reading", "register", "review"},
    "evaluate": WORK | {"evaluate"},
    "asking": WORK,
    "effects": WORK,
    "changes": GROUND | {"case"},
    "learning": WORK | {"checking", "finished", "learning"},
    "publishing": WORK | {"checking", "learning", "pages", "publishing"},
    "publishing/whole": WORK | {"learning", "outgoing", "pipeline", "publishing"},
    "web": WORK
    | {
        "amending",
        "asking",
        "changes",
        "conditions/doors",
        "effects",
        "family/shown",
        "minutes",
        "objections",
        "pipeline",
        "proposal",
        "publications",
        "recipients",
        "recipients/registered",
        "revising",
        "showing",
        "summaries",
        "telling",
        "warned",
        "web",
    },
    "batch": WORK | {"pipeline"},
    "passages": {"model", "review", "targets"},
    "own_draft": RULED | {"formats", "passages", "policies", "questions", "review", "targets"},
    "objections": RULED
    | {
        "policies",
        "conditions/doors",
        "detect",
        "family",
        "passages",
        "pictures",
        "prepared",
        "pseudonyms",
        "review",
        "wellformed",
        "targets",
    },
    "exchange": GROUND | {"link", "names", "questions", "review", "targets", "wellformed"},
    "crossing": GROUND | {"exchange", "targets"},
    "handover": GROUND | {"exchange", "review"},
    "masking": RULED | {"detect"},
    "telling": GROUND | {"intruder", "records", "review"},
    "minutes": WORK | {"chain", "masking", "showing", "telling"},
    "stats": WORK | {"showing"},
    "answers": GROUND | {"case", "formats", "review", "questions", "targets"},
    "replies": GROUND | {"rules", "names"},
    "slips": GROUND | {"review", "questions", "targets"},
    "papers": RULED
    | {
        "answers",
        "case",
        "formats",
        "link",
        "policies",
        "prepared",
        "review",
        "questions",
        "slips",
        "targets",
    },
    "weighing": RULED
    | {
        "answers",
        "case",
        "link",
        "objections",
        "prepared",
        "replies",
        "review",
        "questions",
        "wellformed",
        "slips",
        "targets",
    },
    "returns": GROUND | {"answers", "formats", "slips", "weighing"},
    "terminal": GROUND | {"case", "link", "reach", "review", "questions", "wellformed", "targets"},
    "doctor": WORK,
    "cli": WORK
    | {
        "pipeline",
        "detecting",
        "checking",
        "showing",
        "conditions/doors",
        "family/shown",
        "proposal",
        "records",
        "disposal",
        "evaluate",
        "answers",
        "objections",
        "chain",
        "crossing",
        "exchange",
        "handover",
        "minutes",
        "telling",
        "stats",
        "terminal",
        "asking",
        "web",
        "papers",
        "returns",
        "weighing",
        "publications",
        "recipients",
        "summaries",
        "doctor",
        "batch",
        "learning",
        "pages",
        "publishing",
        "publishing/whole",
        "unchanged",
        "warned",
    },
    "__main__": {"cli"},
}

#: Heavy libraries and the only places that may import them.
DOORS = {
    "spacy": {"detect/ner.py"},
    "thinc": {"detect/ner.py"},
    "presidio_analyzer": {"detect/analyzer.py", "detect/patterns.py"},
    "presidio_anonymizer": {"anonymizing.py"},
    "docx": {"formats"},
    "openpyxl": {"formats"},
    "pdfplumber": {"formats"},
    "typst": {"formats"},
    "jinja2": {"formats", "pages", "web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "distributed": {"batch.py"},
    "tinycss2": {"formats"},
    "cssselect2": {"formats"},
    "olefile": {"formats/old_word.py"},
    "email": {"formats", "checks/opened_mail.py"},
    "cryptography": {"key.py"},
    "holidays": {"conditions/days.py"},
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def home(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def row(parts: Sequence[str]) -> str:
    """The row of the table for `redact.family.shown` as its parts below `redact`."""
    own = "/".join(parts[:2])
    return own if own in ALLOWED else parts[0]


@cache
def imports(path: Path) -> set[str]:
    """What a module imports, by full names; each module is parsed once for all tests."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize(
    "path", [p for p in modules() if home(p) != "__init__"], ids=lambda p: p.relative_to(SOURCE).as_posix()
)
def test_a_module_imports_only_what_the_table_allows(path):
    """The checker never imports the maker, and nothing imports upwards."""
    ours = {row(name.split(".")[1:]) for name in imports(path) if name.startswith("redact.")}
    mine = row(path.relative_to(SOURCE).with_suffix("").parts)
    assert ours - {"__version__"} <= ALLOWED[mine] | {home(path)}


@pytest.mark.parametrize("library", DOORS)
def test_heavy_libraries_have_one_door_each(library):
    """spaCy, Presidio, Word, PDF and the cipher are imported in one place each."""
    for path in modules():
        name = path.relative_to(SOURCE).as_posix()
        if any(each.split(".")[0] == library for each in imports(path)):
            assert name in DOORS[library] or home(path) in DOORS[library], name


def test_no_module_is_a_drawer():
    """No module has a name that could hold anything."""
    drawers = {"utils", "helpers", "common", "manager", "handler", "service", "engine", "misc"}
    assert not {p.stem for p in modules()} & drawers


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_what_is_kept_of_words_is_forgotten_after_a_case(path):
    """A cache of more than a few entries is of a case's words: only `remembered` is emptied when a case is done."""
    sizes = re.findall(r"lru_cache\((?:maxsize=)?([^)]*)\)", path.read_text(encoding="utf-8"))
    assert path.name == "remembered.py" or all(size.isdigit() and int(size) <= 64 for size in sizes), path
