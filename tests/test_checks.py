"""The leak checks: each catches its own seeded leak, and is silent on the clean twin."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from redact.checks import CHECKS, Question, explain, name_of, open_file, open_paths, run_checks, write_docs
from redact.checks.nouns import Opened, Passage
from redact.errors import UnreadableError, UsageError
from redact.model import Finding, Mention, Relation, Secret, Span
from redact.rules import load_rules


def _load_leaks() -> ModuleType:
    path = Path(__file__).parent / "leaks" / "build.py"
    spec = importlib.util.spec_from_file_location("leaks_build", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["leaks_build"] = module
    spec.loader.exec_module(module)
    return module


leaks = _load_leaks()

SECRETS = (
    Secret("p1", "Wrenna Thistlewood"),
    Secret("p1", "Wrenna"),
    Secret("p1", "Thistlewood"),
    Secret("p1", "W.T."),
    Secret("p2", "Grace"),
    Secret("p2", "Grace Thistlewood"),
    Secret("p3", "Oona Penhallow"),
    Secret("p4", "Effie"),
    Secret("p5", "Will"),
    Secret("p1", "999 000 0018", "ID.NHS"),
    Secret("p1", "01632 960123", "PHONE"),
    Secret("p1", "ZA9 9AA", "POSTCODE"),
    Secret("p1", "14/03/2013", "DOB"),
)
LABELS = {
    "p1": "Child G",
    "p2": "Mother",
    "p3": "Sibling 1",
    "p6": "Child N",
    "l1": "Town A",
    "o1": "School A",
}
PEOPLE = tuple((i, label) for i, label in LABELS.items() if i.startswith("p"))
KIN = (Relation("p3", "sister", "p1"), Relation("p2", "mother", "p1"))
QUESTION = Question(
    secrets=SECRETS,
    pseudonyms=LABELS,
    ages="band",
    kin=KIN,
    kinship=load_rules().kinship,
    people=PEOPLE,
    neutral=("p6",),
    stays=("The panel will meet again",),
    traits=(
        ("a language", "Tigrinya"),
        ("military service", "a submariner"),
        ("a faith or custom", "the gurdwara"),
    ),
)


def seen(text: str, question: Question = QUESTION, file: str = "report.txt") -> list[Finding]:
    """The findings on one visible passage."""
    return run_checks([Opened(file, (Passage("paragraph 1", text, True, "text"),))], question)


def named(text: str, question: Question = QUESTION) -> list[str]:
    """The severities of what the check for names finds in *text*."""
    return [finding.severity for finding in seen(text, question) if finding.check == "names"]


@pytest.mark.parametrize("leak", sorted(leaks.LEAKS))
def test_each_leak_is_caught_by_its_own_check(leak: str, tmp_path: Path) -> None:
    """A seeded leak is reported by the check that is meant for it."""
    check, build = leaks.LEAKS[leak]
    findings = run_checks([open_file(build(tmp_path))], QUESTION)
    assert check in {finding.check for finding in findings}


@pytest.mark.parametrize(
    "leak", sorted(name for name, (check, _) in leaks.LEAKS.items() if check in ("names", "hidden"))
)
def test_a_name_or_hidden_content_blocks(leak: str, tmp_path: Path) -> None:
    """What identifies and what is hidden blocks, and the message never holds the name."""
    check, build = leaks.LEAKS[leak]
    found = [f for f in run_checks([open_file(build(tmp_path))], QUESTION) if f.check == check]
    assert any(finding.severity == "blocks" for finding in found)
    told = " ".join(finding.message + finding.advice + finding.entity for finding in found).casefold()
    assert "wrenna" not in told
    assert "thistlewood" not in told


@pytest.mark.parametrize("clean", sorted(leaks.CLEAN))
def test_nothing_blocks_in_a_clean_file(clean: str, tmp_path: Path) -> None:
    """The clean twin of the leaks has no blocking finding and no unknown part."""
    opened = open_file(leaks.CLEAN[clean](tmp_path))
    assert [f for f in run_checks([opened], QUESTION) if f.severity == "blocks"] == []
    assert opened.unknown == ()
    assert opened.looked_at


@pytest.mark.parametrize("kind", sorted(leaks.UNREADABLE))
def test_what_cannot_be_read_is_an_error(kind: str, tmp_path: Path) -> None:
    """An encrypted, damaged or unknown file raises one line that names the file."""
    path = leaks.UNREADABLE[kind](tmp_path)
    with pytest.raises(UnreadableError) as caught:
        open_file(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", sorted(leaks.UNKNOWN))
def test_an_unknown_part_is_noted_and_blocks(kind: str, tmp_path: Path) -> None:
    """A part of an unknown kind is named for the caller, and is a finding too."""
    opened = open_file(leaks.UNKNOWN[kind](tmp_path))
    assert opened.unknown
    assert "not-understood" in {f.check for f in run_checks([opened], QUESTION) if f.severity == "blocks"}


def test_every_check_has_a_leak() -> None:
    """No check is without a seeded leak, but those that are fed by other means."""
    tested = {check for check, _ in leaks.LEAKS.values()}
    assert {name_of(check) for check in CHECKS} - tested == {
        *("not-understood", "detected", "never-found"),
        "exactness",  # needs two files: tests/test_exactness.py
        "as-seen",  # needs Tesseract: tests/test_as_seen.py
        "unnamed",  # an anonymous edition's: tests/test_unnamed.py
        "together",  # needs another copy: tests/test_together.py
        "wrong-copy",  # needs two recipients: tests/test_recipients.py
    }


def test_a_folder_is_opened_file_by_file(tmp_path: Path) -> None:
    """A folder stands for every file in it, however deep."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.txt").write_text("text")
    (tmp_path / "b.txt").write_text("text")
    assert [Path(opened.file).name for opened in open_paths([tmp_path])] == ["b.txt", "a.txt"]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """A path that is not there is not passed over."""
    with pytest.raises(UnreadableError):
        open_paths([tmp_path / "none.txt"])


def test_too_much_inside_a_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is really unpacked counts against the limit."""
    monkeypatch.setattr("redact.checks.nouns.INFLATED_LIMIT", 1000)
    path = tmp_path / "bomb.zip"
    path.write_bytes(leaks.zipped({"a.txt": "a" * 5000}))
    with pytest.raises(UnreadableError, match="unpacks"):
        open_file(path)


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("nouns.PART_LIMIT", "a part of more than"),
        ("nouns.TEXT_LIMIT", "characters of text"),
        ("opened_zip.MOST_PARTS", "parts"),
        ("opened_xml.MOST_TAGS", "tags"),
    ],
)
def test_more_than_any_report_holds_is_refused(
    limit: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large parts, much text, many parts, many tags: before they cost memory and minutes."""
    path = leaks.CLEAN["docx"](tmp_path)
    open_file(path)
    monkeypatch.setattr(f"redact.checks.{limit}", 1)
    with pytest.raises(UnreadableError, match=told):
        open_file(path)


def test_of_what_nobody_understands_the_beginning_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all such parts together; the file cannot pass, whatever follows."""
    monkeypatch.setattr("redact.checks.nouns.SEARCHED_LIMIT", 10)
    path = tmp_path / "a.zip"
    path.write_bytes(leaks.zipped({"a.bin": "\x01seen23456unseen", "b.bin": "\x02unseen"}))
    opened = open_file(path)
    texts = " ".join(passage.text for passage in opened.passages)
    assert "seen23456" in texts
    assert "unseen" not in texts
    assert opened.unknown


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("The panel will meet, with grace.", []),
        ("Then Will came.", ["blocks"]),
        ("Will the panel meet?", ["warns"]),
        ("ALL OF THIS WILL CHANGE", ["warns"]),
        ("Thistlewoodian ideas and Wrennas", []),
        ("A new wrennathistlewood.", ["blocks"]),
        ("number 9990000018", ["blocks"]),
        ("number 99900000181", []),
        ("on 14.03.2013 and", ["blocks"]),
        ("seen w.t. there", []),
        ("BELOWT. and W.T.", ["blocks"]),
    ],
)
def test_what_counts_as_a_name(text: str, severities: list[str]) -> None:
    """Whole words count; ordinary words only with a capital; numbers by their digits."""
    assert named(text) == severities


def test_a_month_is_not_a_person() -> None:
    """'in May 2031' is a month even where somebody is called May; 'met May' is not."""
    question = Question(secrets=(Secret("p1", "May"),))
    assert named("They met in May 2031 and on 3 May.", question) == []
    assert named("They met May there.", question) == ["blocks"]


def test_allowed_words_cover_a_name() -> None:
    """A name inside words that may stand does not block; alone it does."""
    question = Question(secrets=(Secret("p1", "Thistlewood"),), allowed=("Thistlewood and Marl (2009)",))
    assert named("See Thistlewood and Marl (2009).", question) == []
    assert named("See Thistlewood.", question) == ["blocks"]


def test_a_label_covers_a_real_initial() -> None:
    """The G of 'Child G' is no leak of an initial, but a label equal to a real name is."""
    question = Question(
        secrets=(Secret("p1", "G"), Secret("p2", "Grace")), pseudonyms={"p1": "Child G", "p3": "Grace"}
    )
    assert named("Then Child G left.", question) == []
    assert named("Then G left with Grace.", question) == ["blocks", "blocks"]


@pytest.mark.parametrize(
    "text",
    [
        "Marl et al. (2008)",
        "Marl (2009)",
        "- Marl, M., Quill, P.",
        "Marl and colleagues",
        "Marl and Quill (2009)",
    ],
)
def test_a_citation_only_warns(text: str) -> None:
    """A family's surname may be a cited author's: a person is asked."""
    question = Question(secrets=(Secret("p1", "Marl"), Secret("p1", "Oona Marl")))
    assert named(text, question) == ["warns"]
    assert named(text.replace("Marl", "Oona Marl"), question)[0] == "blocks"


def test_a_law_known_by_a_name_is_no_leak() -> None:
    """Clare's Law names neither a Clare nor a Law, unless that is all that stands there."""
    question = Question(secrets=(Secret("p1", "Clare"), Secret("p2", "Law")))
    assert named("A disclosure under Clare’s Law.", question) == []
    assert named("Then Clare met Mr Law.", question) == ["blocks", "blocks"]


def test_a_short_hyphenated_name_is_found_at_a_line_end() -> None:
    """A short name that a line end broke is put together again."""
    assert named("Then Ef-\nfie came.") == ["blocks"]


def test_words_are_not_joined_into_a_name_by_chance() -> None:
    """Letters of two words that happen to spell a name inside others are no leak."""
    question = Question(secrets=(Secret("p1", "Ian Grant"),))
    assert named("The Christian granted it.", question) == []
    assert named("Then IanGrant came.", question) == ["blocks"]


def test_the_place_is_exact_to_the_line(tmp_path: Path) -> None:
    """In a text file a finding gives the line on which the name stands."""
    (tmp_path / "a.txt").write_text("one\ntwo\n\nthree\nfour Wrenna\n")
    found = run_checks([open_file(tmp_path / "a.txt")], QUESTION)
    assert [finding.place for finding in found if finding.check == "names"] == ["line 5"]


def test_findings_say_where_they_are(tmp_path: Path) -> None:
    """Places are told in a reader's words."""
    body = leaks.docx(tmp_path, "a", body=leaks.p("Wrenna"))
    header = leaks.docx(tmp_path, "b", parts=leaks.story("header", "Wrenna"))
    author = leaks.docx(tmp_path, "c", core="<dc:creator>x</dc:creator>")
    found = run_checks([open_file(path) for path in (body, header, author)], QUESTION)
    assert [finding.place for finding in found if finding.severity == "blocks"] == [
        "paragraph 3",
        "header",
        "property 'creator'",
    ]


def test_blocking_findings_come_first_and_once() -> None:
    """Findings are in order, and the same one is told once."""
    found = seen("Wrenna, Wrenna, at 4.30 pm. Wrena! Wrenna.")
    assert [finding.severity for finding in found] == sorted(finding.severity for finding in found)
    assert len([finding for finding in found if finding.check == "names"]) == 1


@pytest.mark.parametrize(
    ("policy", "text", "count"),
    [
        ("exact", "On 3 March 2031 and in June 2031.", 0),
        ("month", "On 3 March 2031 and in June 2031.", 1),
        ("season", "In June 2031 and the summer of 2031.", 1),
        ("year", "In June 2031 and the summer of 2031.", 2),
        ("relative", "In 2031, and two weeks later.", 0),
        ("month", "Accessed 3 March 2031.", 0),
        ("month", "Section 4.12 and ratio 3.16", 0),
        ("month", "At 16:45 and at 9 am and at 0930 hrs", 3),
    ],
)
def test_dates_finer_than_the_policy_warn(policy: str, text: str, count: int) -> None:
    """Only what is finer than the policy warns."""
    passages = (Passage(f"paragraph {n}", part, True, "text") for n, part in enumerate(text.split(" and ")))
    findings = run_checks([Opened("report.txt", tuple(passages))], Question(dates=policy))
    assert [f.severity for f in findings if f.check == "dates-left"] == ["warns"] * count


@pytest.mark.parametrize(
    "text",
    ["born on 3 March 2014", "DOB 03/03/2014", "She died on the 3rd of March 2014", "date of birth: 3 March"],
)
def test_a_day_of_birth_or_death_blocks_under_every_policy(text: str) -> None:
    """Even where dates stay exact, a day of birth or death does not."""
    found = seen(text, Question(dates="exact"))
    assert [(finding.check, finding.severity, finding.rule) for finding in found] == [
        ("dates-left", "blocks", "R5")
    ]


def _mention(text: str, label: str, status: str = "replace") -> Mention:
    return Mention("report.txt", Span(0, len(text)), text, label, "model", 0.9, status)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "label", "status", "severity"),
    [
        ("Oswin Marl", "PERSON", "replace", "blocks"),
        ("ZA9 9AB", "POSTCODE", "replace", "blocks"),
        ("999 000 0026", "ID.NHS", "replace", "blocks"),
        ("Oswin Marl", "PERSON", "watch", "warns"),
        ("Marlford", "PLACE", "replace", "warns"),
        ("Oswin Marl", "PERSON", "keep", ""),
        ("Child G", "PERSON", "replace", ""),
        ("Ms Child G", "PERSON", "replace", ""),
        ("Alex Author", "PERSON", "replace", ""),
        ("March 2031", "DATE", "replace", ""),
    ],
)
def test_what_detection_found_must_be_explained(text: str, label: str, status: str, severity: str) -> None:
    """People and identifiers block, places warn; labels and allowed words explain themselves."""
    question = Question(
        allowed=("Alex Author",), pseudonyms=LABELS, mentions={"report.txt": (_mention(text, label, status),)}
    )
    assert [f.severity for f in seen(text, question) if f.check == "detected"] == (
        [severity] if severity else []
    )


def test_words_of_the_drafts_that_are_no_names_only_warn() -> None:
    """A line of a PDF that begins with 'Short' looks like a name; the drafts know the word."""
    found = (_mention("Child Y Short", "PERSON", "replace"),)
    plain = Question(plain=frozenset({"child", "short"}), mentions={"report.txt": found})
    assert [f.severity for f in seen("Child Y Short", plain) if f.check == "detected"] == ["warns"]
    other = Question(plain=frozenset({"child"}), mentions={"report.txt": found})
    assert [f.severity for f in seen("Child Y Short", other) if f.check == "detected"] == ["blocks"]


def test_labels_in_use_are_no_slips() -> None:
    """Two labels that differ in a letter are both known; a published case may be allowed."""
    question = Question(pseudonyms={"p1": "Child G", "p2": "Child H"}, allowed=("Child Q",))
    assert seen("Child G met Child H, as in the case of Child Q.", question) == []


def test_a_working_copy_may_say_that_it_is_one() -> None:
    """The mark NOT APPROVED blocks only in a file whose name does not bear it."""
    assert [f.check for f in seen("NOT APPROVED", Question(), file="a.NOT-APPROVED.txt")] == []
    assert [f.check for f in seen("NOT APPROVED", Question(), file="a.txt")] == ["undecided"]


@pytest.mark.parametrize(
    "text",
    [
        "Draft version 3, for factual accuracy checking",
        "This draft contains real names.",
        "Report, version 2 (draft)",
        "The date is TBC.",
        "[insert date]",
    ],
)
def test_words_of_a_draft_warn(text):
    """A final text that says it is a draft is the wrong version, or tells what is not true of it."""
    assert [(f.check, f.severity) for f in seen(text, Question()) if f.check == "undecided"] == [
        ("undecided", "warns")
    ]
    assert not [
        f for f in seen("She read a draft of the report in draft form.", Question()) if f.check == "undecided"
    ]


def test_a_check_explains_itself() -> None:
    """Every check says what it looks for, why, what to do, and what it misses."""
    for check in CHECKS:
        text = explain(name_of(check))
        for heading in ("What it looks for.", "Why it matters.", "What to do.", "What it misses."):
            assert f"**{heading}**" in text
    with pytest.raises(UsageError):
        explain("no such check")


def test_the_documentation_is_current() -> None:
    """docs/checks.md is what the checks say of themselves."""
    path = Path(__file__).parents[1] / "docs" / "checks.md"
    assert path.read_text(encoding="utf-8") == write_docs()


def test_checks_do_not_import_the_maker() -> None:
    """No module of the checks imports what reads drafts, detects, links or replaces."""
    folder = Path(__file__).parents[1] / "src" / "redact" / "checks"
    for module in folder.glob("*.py"):
        for line in module.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith(("from redact", "import redact")):
                assert line.split()[1].startswith(
                    (
                        "redact.checks",
                        "redact.model",
                        "redact.errors",
                        "redact.rules",
                        "redact.dates",
                        "redact.two_at_once",
                        "redact.remembered",
                    )
                )


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("Child N said that she was cold.", ["blocks"]),
        ("Child N said that they were cold.", []),
        ("Child N told Mother that she was late.", []),
        ("Child N's father said that he was late.", []),
        ("Child N has a sister and a brother.", []),
        ("Child N is a boy of nine.", ["blocks"]),
        ("The Sibling 1's sister, Child N, was late.", ["blocks"]),
        ("Child N, the youngest son of Mother, was late.", ["blocks"]),
        ("Child N was late. His coat was wet.", ["warns"]),
        ("Child N was late. Mother said that she was ill.", []),
        ("Every child has his or her plan, and Child N has one.", []),
        ("Child N was pregnant.", ["warns"]),
        ("Child N became an uncle in May.", ["blocks"]),
        ("Child N had become a father at 15.", ["blocks"]),
        ("Child N is the only girl of three children.", ["blocks"]),
        ("Mother had two sons and a daughter, Child N, and a dog.", ["blocks"]),
        ("Mother told Child N's nephew that a daughter, Child G, was ill.", []),
        ("Child N was the bridesmaid.", ["warns"]),
        ("Child N, whose voice had broken, was seen.", ["warns"]),
        ("Child N had shaved.", ["warns"]),
        ("Child N missed their periods.", ["warns"]),
        ("Child N missed their period of rest.", []),
        ("Child N was moved to the men’s ward.", ["warns"]),
        ("Child G said that she was cold.", []),
    ],
)
def test_words_that_tell_a_hidden_gender(text: str, severities: list[str]) -> None:
    """A pronoun or a word of kinship blocks where it can mean nobody else; others' pronouns are left alone."""
    assert [f.severity for f in seen(text) if f.check == "gendered"] == severities


def test_a_pseudonym_that_tells_the_gender_blocks() -> None:
    """'Brother 1' hides nothing."""
    question = Question(pseudonyms={"p6": "Brother 1"}, people=(("p6", "Brother 1"),), neutral=("p6",))
    assert [f.severity for f in seen("Brother 1 was seen.", question) if f.check == "gendered"] == ["blocks"]


def test_no_gender_is_looked_for_where_none_is_hidden(tmp_path: Path) -> None:
    """Without anybody marked neutral the check is silent, and on clean files with somebody so marked too."""
    assert [
        f
        for f in seen("Child N said that she was cold.", Question(pseudonyms=LABELS))
        if f.check == "gendered"
    ] == []
    for clean in leaks.CLEAN.values():
        found = run_checks([open_file(clean(tmp_path))], QUESTION)
        assert [f for f in found if f.check == "gendered"] == []


def test_short_initials_among_the_glyphs_of_a_pdf_are_no_name() -> None:
    """Numbers of glyphs spell any two letters; four letters of a name still count there."""
    question = Question(secrets=(Secret("p1", "M.B."), Secret("p2", "Jory")))
    for text, entities in (("\x15MB\x07\x15", []), ("\x15Jory\x07", ["p2"])):
        file = Opened("report.pdf", (Passage("object 7", text, False, "stream"),))
        assert [f.entity for f in run_checks([file], question) if f.check == "names"] == entities
