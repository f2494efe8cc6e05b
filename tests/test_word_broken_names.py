"""Names that Word has broken up are found whole and replaced, from the file to the edition."""

import pytest

from redact.case import Case
from redact.key import opener
from redact.model import Edition
from redact.pipeline import make, prepare
from redact.rules import load_rules
from word_places import Place, p, r, written

pytestmark = pytest.mark.model

REGISTER = """
subject: p1
people:
  - {id: p1, name: Zebedee Quillfeather, role: subject child, pseudonym: Child G}
  - {id: p2, name: Anna-Maria Finchfield, role: mother, pseudonym: Mother}
"""
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = "<w:r><w:instrText> REF who \\h </w:instrText></w:r>"


def between(mark: str) -> tuple[str, ...]:
    """The name with something between its two words."""
    return r("Then Zebedee"), mark, r("Quillfeather went home.")


def inside(mark: str) -> tuple[str, ...]:
    """The name with something in the middle of a word."""
    return r("Then Zebe"), mark, r("dee Quillfeather went home.")


BROKEN: dict[str, tuple[str, ...]] = {
    "plain": (r("Then Zebedee Quillfeather went home."),),
    "runs": (r("Then Z", "<w:b/>"), r("ebe"), r("dee Qui", "<w:i/>"), r("llfeather went home.")),
    "line break": between("<w:r><w:br/></w:r>"),
    "page break": between('<w:r><w:br w:type="page"/></w:r>'),
    "column break": between('<w:r><w:br w:type="column"/></w:r>'),
    "carriage return": between("<w:r><w:cr/></w:r>"),
    "tab": between("<w:r><w:tab/></w:r>"),
    "no-break space": (r("Then Zebedee\u00a0Quillfeather went home."),),
    "two spaces": (r("Then Zebedee   Quillfeather went home."),),
    "no-break hyphen": (r("Then Anna"), "<w:r><w:noBreakHyphen/></w:r>", r("Maria Finchfield went home.")),
    "soft hyphen": inside("<w:r><w:softHyphen/></w:r>"),
    "zero width": (r("Then Ze\u200bbe\u200ddee Quill\u2060feather went home."),),
    "byte-order mark": (r("Then Ze\ufeffbedee Quillfeather went home."),),
    "bidi controls": (r("Then \u202aZebe\u202cdee \u2066Quill\u2069feather\u200e went home."),),
    "look-alikes": (r("Then Z\u0435b\u0435dee Quillf\u0435\u0430ther went home."),),
    "ligatures": (r("Then Anna-Maria \ufb01nch\ufb01eld went home, or Finch\ufb01eld."),),
    "wide letters": (r("Then Ｚｅｂｅｄｅｅ Quillfeather went home."),),
    "combining mark": (r("Then Zebe\u0301dee Quillfeather went home."),),
    "spelling marks": inside('<w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/>'),
    "bookmark": inside('<w:bookmarkStart w:id="1" w:name="_x"/><w:bookmarkEnd w:id="1"/>'),
    "comment mark": inside('<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>'),
    "rendered page break": inside("<w:r><w:lastRenderedPageBreak/></w:r>"),
    "field": inside(FIELD.format("begin") + CODE + FIELD.format("separate") + FIELD.format("end")),
    "field result": (
        r("Then Zebe"), FIELD.format("begin"), CODE, FIELD.format("separate"), r("dee Quill"),
        FIELD.format("end"), r("feather went home."),
    ),
    "deletion": inside("<w:del><w:r><w:delText>xxx</w:delText></w:r></w:del>"),
    "insertion": (r("Then Zebe"), f"<w:ins>{r('dee Quill')}</w:ins>", r("feather went home.")),
    "moved": inside(f"<w:moveFrom>{r('xxx')}</w:moveFrom>"),
    "hidden": inside(r("xxx", "<w:vanish/>")),
    "white": inside(r("xxx", '<w:color w:val="FFFFFF"/>')),
    "control": (r("Then Zebe"), f"<w:sdt><w:sdtContent>{r('dee Quill')}</w:sdtContent></w:sdt>", r("feather went home.")),
    "smart tag": (r("Then Zebe"), f"<w:smartTag>{r('dee Quill')}</w:smartTag>", r("feather went home.")),
    "link": (r("Then Zebe"), f'<w:hyperlink w:anchor="a">{r("dee Quill")}</w:hyperlink>', r("feather went home.")),
    "symbol": (r("Then Zebe"), '<w:r><w:sym w:font="Symbol" w:char="F064"/></w:r>', r("ee Quillfeather went home.")),
    "note call": between('<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'),
    "small letters in capitals": (r("Then "), r("zebedee quillfeather", "<w:caps/>"), r(" went home.")),
    "small capitals": (r("Then "), r("zebedee quillfeather", "<w:smallCaps/>"), r(" went home.")),
    "struck": (r("Then "), r("Zebedee", "<w:strike/>"), r(" Quillfeather went home.")),
    "equation": (r("Then Zebedee "), "<m:oMath><m:r><m:t>Quillfeather</m:t></m:r></m:oMath>", r(" went home.")),
    "ruby": (r("Then Zebedee "), f"<w:r><w:ruby><w:rt>{r('x')}</w:rt><w:rubyBase>{r('Quillfeather')}</w:rubyBase></w:ruby></w:r>"),
}  # fmt: skip
DELETED_MARK = "<w:rPr><w:del/></w:rPr>"
HIDDEN_MARK = "<w:rPr><w:vanish/></w:rPr>"
TABLE = "<w:tbl><w:tr>{}</w:tr></w:tbl>"


def body() -> str:
    """All broken names, each in a paragraph, then those that go over two paragraphs or cells."""
    cells = "".join(f"<w:tc>{p(r(word))}</w:tc>" for word in ("Zebedee", "Quillfeather", "14/03/2016"))
    return (
        "".join(p(*runs) for runs in BROKEN.values())
        + p(r("Then Zebedee "), props=DELETED_MARK) + p(r("Quillfeather went home."))
        + p(r("Then Zebedee"), props=HIDDEN_MARK) + p(r("Quillfeather went home."))
        + TABLE.format(cells) + TABLE.format(f"<w:tc>{TABLE.format(cells)}{p()}</w:tc>") + p(r("End."))
    )  # fmt: skip


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition for publication of a draft with all of them."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "drafts").mkdir()
    (folder / "register.yaml").write_text(REGISTER)
    (folder / "key-file").write_bytes(b"a key file for the tests, 32 bytes and more")
    written(folder / "drafts" / "overview.docx", Place(body()))
    prepared = prepare(Case(folder), load_rules(), opener(str(folder / "key-file"), {}))
    return next(iter(make(prepared, "publication").values()))


def lines(edition: Edition) -> list[str]:
    """The texts of the edition's blocks."""
    return [edition.text[one.span.start : one.span.end] for one in edition.blocks if one.span]


@pytest.mark.parametrize(("at", "how"), list(enumerate(BROKEN)))
def test_a_broken_name_is_replaced(edition: Edition, at: int, how: str) -> None:
    """Whatever Word puts into a name, the edition has the pseudonym and no piece of the name."""
    line = lines(edition)[at].lower()
    assert ("mother" if "Anna" in "".join(BROKEN[how]) else "child g") in line
    for piece in ("zeb", "quill", "feather", "finch", "maria", "anna", "bede", "ｚｅ", "ﬁ"):
        assert piece not in line


def test_a_name_over_paragraphs_and_cells_is_replaced(edition: Edition) -> None:
    """A name over a deleted or hidden paragraph mark, over cells, and in a table in a cell is replaced."""
    rest = lines(edition)[len(BROKEN) :]
    assert rest[0] == rest[1] == "Then Child G went home."
    assert not any(word in " ".join(rest) for word in ("Zebedee", "Quillfeather"))
