"""Links to public bodies stay, bare of what could tell of a person; all others go."""

from pathlib import Path

import pytest

from redact.addresses import Spelling
from redact.formats import read
from redact.formats.links import known_hosts, may_stay
from redact.model import Block, Document, Link, Mention, Run, Span
from redact.redaction import Policy, redact

GUIDE = "https://www.gov.uk/guidance"


#: Paths that tell of somebody: names, their possessives, days, places, numbers, letters one by one, base64.
TELLING = (
    "zebedees-story", "quillfeather", "grace", "sampleton-close-14", "za9-9aa", "za99aa", "born-2013-march-14",
    "d/130314", "2013/03/14", "t/07700-900-123", "g/r/a/c/e", "1zebedee", "WmViZWRlZQ", "march-2013",
)  # fmt: skip


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        (GUIDE, GUIDE),
        ("http://legislation.gov.uk/ukpga/1989/41", "http://legislation.gov.uk/ukpga/1989/41"),
        ("HTTPS://WWW.GOV.UK/guidance", GUIDE),
        ("https://www.gov.uk./guidance", GUIDE),
        ("https://www.gov.uk:443/guidance", GUIDE),
        (f"{GUIDE}?utm_source=mail&fbclid=1", GUIDE),
        (f"{GUIDE}#:~:text=Zebedee%20Quillfeather", GUIDE),
        (f" {GUIDE} ", GUIDE),
        ("https://www.gov.uk", "https://www.gov.uk"),
        (
            "https://www.gov.uk/government/publications/working-together--2",
            "https://www.gov.uk/government/publications/working-together--2",
        ),
        ("https://www.nice.org.uk/guidance/ng76", "https://www.nice.org.uk/guidance/ng76"),
        *((f"https://www.gov.uk/{path}", "") for path in TELLING),
        (f"{GUIDE}?q=Zebedee", ""),
        (f"{GUIDE}?user", ""),
        ("https://zebedee@www.gov.uk/guidance", ""),
        ("https://zebedee:pw@www.gov.uk/guidance", ""),
        ("https://www.gov.uk:8080/guidance", ""),
        ("https://www.gov.uk:port/guidance", ""),
        ("https://sampleton.gov.uk/guidance", ""),
        ("https://www.gov.uk.example.org/guidance", ""),
        ("https://example.org/www.gov.uk", ""),
        ("https://xn--gv-fka.uk/", ""),
        ("https://www.gov.uk/a@b.example", ""),
        ("https://www.gov.uk/a%40b", ""),
        ("https://www.gov.uk/redirect/https://example.org", ""),
        ("https://www.gov.uk/9990000018", ""),
        ("https://www.gov.uk/Zo\u00eb", ""),
        ("https://www.gov.uk/a b", ""),
        ("https://www.gov.uk/a%0Ab", ""),
        ("https://[www.gov.uk/", ""),
        ("ftp://www.gov.uk/x", ""),
        ("javascript:alert(1)//www.gov.uk", ""),
        ("mailto:office@gov.uk", ""),
        ("//www.gov.uk/x", ""),
        ("www.gov.uk/x", ""),
        ("#part", ""),
        ("", ""),
        (f"{GUIDE}/{'a' * 3000}", ""),
    ],
)
def test_what_may_stay(target: str, printed: str) -> None:
    """Only a plain web address of a listed host stays, without query and fragment."""
    assert may_stay(target) == printed


def test_hosts_are_whole_hosts() -> None:
    """No line of the list is a suffix, an address or a council's host."""
    for host in known_hosts():
        assert host == host.lower().strip()
        assert not host.startswith(("www.", ".", "*"))
        assert "." in host
        assert not set(host) & set("/:@ ")
    assert may_stay("https://hosts.example.org/guidance", {"hosts.example.org"})


def test_markdown_links(tmp_path: Path) -> None:
    """A link of a Markdown draft stays or goes by the same rule, and one that goes is searched."""
    (tmp_path / "x.md").write_text(f"See [the guidance]({GUIDE}) and [this](https://example.org/zebedee).\n")
    document = read(tmp_path / "x.md")
    assert [(document.of(one.span), one.target) for one in document.blocks[0].links] == [
        ("the guidance", GUIDE)
    ]
    assert [document.of(one.span) for one in document.blocks if one.kind == "link" and one.span] == [
        "https://example.org/zebedee"
    ]
    assert [(one.kind, one.count) for one in document.left_behind] == [("link target", 1)]


# --- in the edition --------------------------------------------------------------------------------------

TEXT = "See Zebedee here and the guidance."
POLICY = Policy("publication", {"PERSON": "pseudonym"}, {}, {}, "band", (), ())


def mention(text: str, label: str = "PERSON", status: str = "replace") -> Mention:
    """A mention in the text, or in another draft."""
    at = TEXT.find(text)
    document, start = ("x.docx", at) if at >= 0 else ("other.docx", 0)
    return Mention(document, Span(start, start + len(text)), text, label, "known", 1.0, status, entity="p1")  # type: ignore[arg-type]


def edition_links(
    links: tuple[Link, ...], mentions: list[Mention], runs: tuple[Run, ...] = ()
) -> tuple[list[str], list[str]]:
    """The targets of the edition's links, and the styles of its runs."""
    block = Block(Span(0, len(TEXT)), "paragraph", links=links, runs=runs)
    document = Document("x.docx", "0", TEXT, (block,))
    made = redact(document, mentions, {"p1": "Child G"}, POLICY, "overview-report").blocks[0]
    return [one.target for one in made.links], [one.style for one in made.runs]


def words(text: str, target: str = GUIDE) -> Link:
    """A link of the words."""
    at = TEXT.index(text)
    return Link(Span(at, at + len(text)), target)


def test_a_link_whose_words_are_treated_is_dropped() -> None:
    """A link over a name would lead from the pseudonym to whoever has the name; its words stay."""
    found = edition_links((words("Zebedee here"), words("guidance")), [mention("Zebedee")])
    assert found[0] == [GUIDE]
    assert edition_links((words("Zebedee here"),), [mention("Zebedee", status="keep")])[0] == [GUIDE]


@pytest.mark.parametrize(
    ("path", "name", "label", "stays"),
    [
        ("/review-zebedee-quillfeather", "Zebedee Quillfeather", "PERSON", False),
        ("/ZebedeeQuillfeather.pdf", "Zebedee Quillfeather", "PERSON", False),
        ("/case-of-quillfeather", "Zebedee Quillfeather", "PERSON", False),
        ("/Quillf%65ather", "Zebedee Quillfeather", "PERSON", False),
        ("/reports/north_sampleton_2019", "North Sampleton", "PLACE", False),
        ("/sampleton/x", "Sampleton", "PLACE", False),
        ("/working-together", "Zebedee Quillfeather", "PERSON", True),
        ("/simon-says", "Simo", "PERSON", True),
        ("/working-together", "North Sampleton School", "SCHOOL", True),
    ],
)
def test_a_link_whose_target_holds_a_name_is_dropped(path: str, name: str, label: str, stays: bool) -> None:
    """A name of any draft of the case in the address drops the link, however the address spells it."""
    found = edition_links((words("guidance", f"https://www.gov.uk{path}"),), [mention(name, label)])
    assert bool(found[0]) == stays


def test_names_that_stay_and_words_of_other_kinds_drop_no_link() -> None:
    """What is kept, and dates and numbers, are no names in an address."""
    spelling = Spelling([mention("Working Together", "ORG", "keep"), mention("2019", "DATE")])
    assert not spelling.in_address("https://www.gov.uk/working-together-2019")


def test_the_language_of_a_name_goes_with_the_name() -> None:
    """A pseudonym is not marked as Polish because the name was; a passage around it stays what it is."""
    name, passage = Run(Span(4, 11), "language:pl"), Run(Span(0, 16), "language:pl")
    assert edition_links((), [mention("Zebedee")], (name,))[1] == []
    assert edition_links((), [mention("Zebedee")], (passage,))[1] == ["language:pl"]
