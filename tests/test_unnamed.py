"""An anonymous edition names neither board nor author nor area."""

from __future__ import annotations

import pytest

from by_hand import draft, mention, prepared_of
from redact.checks import Opened, Passage, Question, run_checks
from redact.errors import RulesError
from redact.gate import question_of
from redact.model import Allowed, Recipient, Register
from redact.pipeline import make
from redact.policies import audiences, usual_audiences
from redact.register import register_of
from redact.rules import rules_folder
from redact.rules.unnamed import read_unnamed
from redact.sections import ON_TITLE_PAGE

QUESTION = Question(pseudonyms={"l1": "Town A"}, anonymous=True, front=("Orla Quillfeather",))


def found(text: str, question: Question = QUESTION, kind: str = "text") -> list[str]:
    """What the check quotes."""
    opened = Opened("report.html", (Passage("paragraph 1", text, kind == "text", kind),))
    return [
        f.quote for f in run_checks([opened], question) if f.check == "unnamed" and f.severity == "blocks"
    ]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("It was published by Zellhaven Safeguarding Children Partnership.", ["Zellhaven Safeguarding Children Partnership"]),
        ("Zell and Marrow Borough Council was told.", ["Zell and Marrow Borough Council"]),
        ("Zellshire Constabulary met.", ["Zellshire Constabulary"]),
        ("It was so at North Zell NHS Foundation Trust.", ["North Zell NHS Foundation Trust"]),
        ("Lead reviewer: Orla Quillfeather", ["Lead reviewer: Orla Quillfeather", "Orla Quillfeather"]),
        ("Brannoc Tellwright, Independent Chair", ["Brannoc Tellwright, Independent Chair"]),
        ("The Safeguarding Children Partnership met. The Council and the Police agreed.", []),
        ("Town A Council was told. A Police Officer came.", []),
        ("The author was independent. The lead reviewer met the family.", []),
        ("The National Panel and the Local Safeguarding Partnership", []),
    ],
)  # fmt: skip
def test_what_an_anonymous_edition_must_not_name(text: str, quotes: list[str]) -> None:
    """Bodies with a name of their own and people who wrote; not the bodies without one."""
    assert found(text) == quotes


def test_only_an_anonymous_edition_is_asked() -> None:
    """A normal edition names its author and its board."""
    assert found("Zellhaven Safeguarding Children Partnership", Question()) == []


def test_properties_are_looked_at_too() -> None:
    """A name in the file's properties is as public as one in its text."""
    assert found("Orla Quillfeather", kind="property") == ["Orla Quillfeather"]


def test_a_name_behind_a_full_stop_is_not_the_chairs() -> None:
    """'…the Independent Chair. Mrs Roe…' names nobody as the chair; behind a colon it does."""
    assert found("It went to the Independent Chair. Town Centre nurses came.") == []
    assert "Independent Chair: Zelda Wren" in found("Independent Chair: Zelda Wren")


def test_a_term_of_the_trade_is_no_area() -> None:
    """'MARAC' in the cell before 'Police' is nothing that the police are called after; an area in capitals is."""
    assert found("December 2014 MARAC Police") == []
    assert found("ZELLHAVEN Police") == ["ZELLHAVEN Police"]


# --- How one is made --------------------------------------------------------------------------------

TITLE_PAGE = (
    "A review for Zellhaven Safeguarding Children Board (ZSCB)",
    "Independent author: Orla Quillfeather, MA",
)
BODY = (
    "Brannoc Tellwright, the independent chair of the Board, agreed. Ms Quillfeather met the mother in ZELLHAVEN.",
    "The Zellhaven Safeguarding Children Board met twice; ZSCB wrote to North Zellhaven Borough Council.",
    "Tomas of Zellhaven Road moved to Zellhaven. Zellhaven's nurses wrote to reviews@zellhaven.example.",
    "The NSPCC was told, and Orla Quillfeather wrote the report.",
)
ALLOW = (
    Allowed("Orla Quillfeather", "front matter"),
    Allowed("Brannoc Tellwright"),
    Allowed("Zellhaven Safeguarding Children Board"),
    Allowed("reviews@zellhaven.example"),
    Allowed("NSPCC", anonymous="stays"),
)


@pytest.fixture
def anonymous(tmp_path, rules):
    """A case whose allow-list lets board, author, chair and contact stand; a road is somebody's address."""
    document = draft("report.txt", *TITLE_PAGE, *BODY)
    road = mention(document, "Zellhaven Road", "ADDRESS", entity="l1")
    kept = mention(document, "Brannoc Tellwright", "PERSON", status="keep")
    return prepared_of(
        tmp_path, rules, [document], [road, kept], key={"l1": "Address 1"}, register=Register(allow=ALLOW),
        template=b"the partnership's own, with its name",
    )  # fmt: skip


def text_of(prepared, audience: str) -> str:
    """The edition's text."""
    return make(prepared, audience)["overview-report"].text


def test_an_edition_without_its_area_says_what_they_are(anonymous) -> None:
    """Board, area, author, chair and contact are words or marks; the road keeps its label and the NSPCC its name."""
    made = text_of(anonymous, "anonymous").splitlines()
    assert made == [
        "A review for the safeguarding board",
        "Independent author: [name removed], MA",
        "The independent chair of the Board agreed. The independent reviewer met the mother in the area.",
        "The safeguarding board met twice; the safeguarding board wrote to the council.",
        "Tomas of Address 1 moved to the area. The area's nurses wrote to [e-mail address removed].",
        "The NSPCC was told, and the independent reviewer wrote the report.",
    ]


def test_every_other_edition_is_as_it_was(anonymous) -> None:
    """The same case names them to its usual readers, from the same decisions."""
    made = text_of(anonymous, "publication")
    assert all(each.text in made for each in ALLOW)


def test_nothing_of_the_partnership_comes_with_its_word_template(anonymous) -> None:
    """Its own template has its name and its logo: an anonymous edition is written with ours."""
    assert make(anonymous, "publication")["overview-report"].template
    assert make(anonymous, "anonymous")["overview-report"].template == b""


def test_the_checks_are_told_what_is_hidden(anonymous) -> None:
    """What is allowed elsewhere is looked for there, the area and the initials too; what stays is not."""
    question = question_of(anonymous, "anonymous")
    assert set(question.front) == {
        "Orla Quillfeather", "Brannoc Tellwright", "Zellhaven Safeguarding Children Board", "ZSCB",
        "reviews@zellhaven.example", "Zellhaven", "Quillfeather", "Tellwright",
    }  # fmt: skip
    assert question.anonymous
    assert "NSPCC" in question.allowed
    assert not set(question.front) & {*question.allowed, *question.stays}
    usual = question_of(anonymous, "publication")
    assert not usual.anonymous
    assert "Zellhaven Safeguarding Children Board" in usual.allowed


def test_an_area_that_is_an_everyday_word_is_known_by_its_capital(tmp_path, rules) -> None:
    """'Reading' goes and 'reading' stays; the panel's own words go before those of the rules."""
    document = draft("report.txt", "In Reading the council paid for a reading group; READING agreed.")
    register = Register(allow=(Allowed("Reading", anonymous="the town"),))
    prepared = prepared_of(tmp_path, rules, [document], register=register)
    assert (
        text_of(prepared, "anonymous") == "In the town the council paid for a reading group; the town agreed."
    )
    assert "Reading" not in question_of(prepared, "anonymous").front


def test_a_title_page_hides_its_author_without_a_register(tmp_path, rules) -> None:
    """Who stays because the title page names them goes too."""
    document = draft("report.txt", "Written by Orla Quillfeather", "Orla Quillfeather met the family.")
    stays = mention(document, "Orla Quillfeather", "PERSON", status="keep", reason=ON_TITLE_PAGE)
    prepared = prepared_of(tmp_path, rules, [document], [stays])
    assert "Quillfeather" not in text_of(prepared, "anonymous")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("The M.S.C.P. met.", "M.S.C.P"),
        ("The M S C P met.", "M S C P"),
        ("It lies in marrow-dale by a brook.", "marrow"),
        ("It lies in Marrow-\ndale by a brook.", "Marrow"),
        ("Threlkeld, H. (2027) Reviews.", "Threlkeld"),
        ("See THRELKELD H (2027).", "THRELKELD"),
    ],
)
def test_other_ways_of_writing_board_area_and_author_go_too(tmp_path, rules, text: str, gone: str) -> None:
    """Initials with stops or spaces, the area with a dash in it, the author among the references."""
    allow = (
        Allowed("Marrowdale Safeguarding Children Partnership"),
        Allowed("Marrowdale"),
        Allowed("Hester Threlkeld", "front matter"),
    )
    document = draft("report.txt", "Written by Hester Threlkeld", text)
    prepared = prepared_of(tmp_path, rules, [document], register=Register(allow=allow))
    assert gone in text_of(prepared, "publication")
    assert gone not in text_of(prepared, "anonymous")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Zellhavenian families knew.", "Local families knew."),
        ("It was known to the Zellhaveners.", "It was known to local people."),
        ("Zellhaven folk say little.", "Local folk say little."),
        ("He spoke with a Zellhaven accent.", "He spoke with a local accent."),
        ("As Quillfeather found, it was late.", "As the independent reviewer found, it was late."),
    ],
)
def test_words_made_of_the_area_and_a_bare_surname_go_too(tmp_path, rules, text: str, said: str) -> None:
    """Adjectives and people of the area, and the author by the surname alone."""
    allow = (Allowed("Zellhaven"), Allowed("Orla Quillfeather", "front matter"))
    document = draft("report.txt", "Written by Orla Quillfeather", text)
    prepared = prepared_of(tmp_path, rules, [document], register=Register(allow=allow))
    assert text_of(prepared, "anonymous").split("\n")[1] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("In MARROWDALE'S homes.", "In the area's homes."),
        ("The Marrowdale area was cold.", "The area was cold."),
        ("Marrowdale's homes.", "The area's homes."),
    ],
)
def test_the_area_is_said_once(tmp_path, rules, text: str, said: str) -> None:
    """Neither 'the area area' nor a capital behind an apostrophe."""
    document = draft("report.txt", "Title", text)
    prepared = prepared_of(tmp_path, rules, [document], register=Register(allow=(Allowed("Marrowdale"),)))
    assert text_of(prepared, "anonymous") == f"Title\n{said}"


def test_the_register_says_which_editions_are_made(rules) -> None:
    """One line asks for the edition without its area; else it is made for nobody."""
    assert usual_audiences(rules, Register()) == ("publication", "family")
    wanted = Register(audiences=("anonymous", "family"), recipients=(Recipient("mother", "family", "F-01"),))
    assert usual_audiences(rules, wanted) == ("anonymous", "family", "family.mother")
    assert "anonymous" in audiences(rules, wanted)
    assert "anonymous" not in audiences(rules)


def test_a_wrong_audience_in_the_register_is_told(tmp_path, rules) -> None:
    """With file, line and key."""
    with pytest.raises(RulesError, match="line 1: audiences"):
        register_of("audiences: [everybody]\n", tmp_path / "register.yaml", rules)


@pytest.mark.parametrize(
    ("old", "new"),
    [("area: the area", "aera: the area"), ("    finds: [Sampleton County", "    find: [Sampleton County"),
     ("ignores: [council tax]", "ignores: [Sampleton Council]"), ("area: the area", "area: ''")],
)  # fmt: skip
def test_wrong_rules_are_told_with_line_and_key(tmp_path, old: str, new: str) -> None:
    """A key that nobody knows, or an example that does not hold."""
    text = (rules_folder() / "unnamed.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "unnamed.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError, match=r"unnamed.yaml: line "):
        read_unnamed(tmp_path)
