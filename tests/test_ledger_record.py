"""The ledger for people: its chain verified, the record with names and without, the printed page."""

import json
import re

import pytest

from axe_page import LOOKS
from redact import cli
from redact.case import Case
from redact.chain import FIRST, Head, read_chain, written
from redact.errors import RulesError
from redact.formats.page_pdf import as_pdf
from redact.masking import Mask
from redact.minutes import minutes_of, with_names, without_names
from redact.model import Block, Decision, Document, Entity, Mention, Register, Secret, Span
from redact.pages import render
from redact.showing import Found, decided
from redact.stats import OUTCOMES, as_data, count_case
from redact.targets import words_target
from redact.telling import Teller, numbered

TEXT = "Orla Wick saw Ben at the Lantern House."


def says(action, target, value="", by="Rosa Reviewer", reason="", minute=0):
    return Decision(f"2031-03-14T09:{minute:02d}:00+00:00", by, action, target, value, reason)


LEDGER = tuple(says("confirm", f"E{n}", minute=n) for n in range(1, 6))


def lines(ledger=LEDGER):
    content, head = written(ledger, Head())
    return content.splitlines(keepends=True), head


def damage(content, kept=None):
    found = read_chain(b"".join(content), kept).damage
    return (found.kind, found.line) if found else None


# The chain -------------------------------------------------------------------------------------------


def test_a_ledger_that_was_written_reads_back_whole():
    """Every decision, each line's digest, and the head."""
    content, head = lines()
    chain = read_chain(b"".join(content), head)
    assert (chain.decisions, chain.damage, chain.head) == (LEDGER, None, head)
    assert read_chain(b"") == read_chain(b"", Head(0, FIRST))


@pytest.mark.parametrize("line", range(5))
def test_a_changed_line_is_told_by_its_own_number(line):
    """The line after it names what it was; the last one is known by the head."""
    content, head = lines()
    content[line] = content[line].replace(b"confirm", b"dismiss")
    assert damage(content, head) == ("changed line", line + 1)


@pytest.mark.parametrize("line", range(4))
def test_missing_lines_are_told_with_how_many_there_were(line):
    """By the numbers that the lines carry."""
    content, head = lines()
    del content[line]
    assert damage(content, head) == ("missing lines", line + 1)
    assert "1 line is missing" in read_chain(b"".join(content), head).damage.told


@pytest.mark.parametrize("at", [1, 3, 5])
def test_a_line_that_was_copied_or_moved_is_told(at):
    """It belongs elsewhere in the chain."""
    content, head = lines()
    content.insert(at, content[0])
    assert damage(content, head) == ("foreign line", at + 1)


@pytest.mark.parametrize("gone", range(1, 6))
def test_an_end_that_was_cut_off_is_told_by_the_head(gone):
    """The chain alone could not show it."""
    content, head = lines()
    assert damage(content[:-gone]) is None
    assert damage(content[:-gone], head) == ("cut off", 6 - gone)


def test_a_torn_end_is_no_damage_unless_it_was_acknowledged():
    """A kill leaves half a line that nobody was told of; half of a line that was acknowledged is a loss."""
    content, head = lines()
    torn = read_chain(b"".join(content) + b'{"before": "ha', head)
    assert (torn.damage, torn.torn > 0, len(torn.decisions)) == (None, True, 5)
    content[-1] = content[-1][:-9]
    assert damage(content, head) == ("cut off", 5)


def test_lines_that_came_after_the_head_are_good():
    """A stop between the line and the head loses nothing."""
    content, _ = lines()
    _, early = written(LEDGER[:3], Head())
    assert damage(content, early) is None


@pytest.mark.parametrize("bad", [b"", b"[]", b"\xff", b"[" * 3000, b'{"before": 1}', b"null"])
def test_a_line_that_redact_never_wrote_is_a_changed_line(bad):
    """Not a bug, whatever stands there."""
    content, head = lines()
    content[2] = bad + b"\n"
    assert damage(content, head) == ("changed line", 3)


def test_ledgers_of_earlier_versions_have_no_numbers_and_are_read():
    """Damage is found there too, with less to say of it."""
    import hashlib

    content, before = [], FIRST
    for n in range(3):
        row = {"before": before, "decision": {"at": "", "by": "R", "action": "confirm", "target": f"E{n}"}}
        content.append(json.dumps(row).encode() + b"\n")
        before = hashlib.sha256(content[-1].strip()).hexdigest()
    assert damage(content) is None
    assert damage([content[0], content[2]]) == ("missing lines", 2)
    assert damage([*content, content[1]]) == ("foreign line", 4)


@pytest.fixture
def case(tmp_path):
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    (tmp_path / "case" / "drafts" / "report.txt").write_text(TEXT)
    made = Case(tmp_path / "case")
    made.append(*LEDGER)
    return made


def test_a_cut_ledger_is_refused_by_every_reader_and_nothing_is_added_to_it(case):
    """Otherwise the next answer would bury the loss."""
    content = case.ledger_path.read_bytes().splitlines(keepends=True)
    case.ledger_path.write_bytes(b"".join(content[:-2]))
    for read in (case.ledger, lambda: case.append(says("confirm", "E9"))):
        with pytest.raises(RulesError, match="last 2 of 5 acknowledged lines"):
            read()
    assert case.ledger_path.read_bytes() == b"".join(content[:-2])


def test_an_answer_that_comes_while_the_ledger_is_read_is_no_loss(case, monkeypatch):
    """A page reads while another one writes: the head is never ahead of the lines that are read."""
    kept = Case._kept_head

    def meanwhile(self):
        monkeypatch.setattr(Case, "_kept_head", kept)
        self.append(says("confirm", "E9"))
        return kept(self)

    monkeypatch.setattr(Case, "_kept_head", meanwhile)
    assert case.chain().damage is None


def run(capsys, *words):
    try:
        status = cli.main([str(word) for word in words])
    except SystemExit as left:
        status = left.code
    return status, *capsys.readouterr()


def test_verify_says_whole_or_where_broken_and_by_what(case, capsys):
    """0 with the digest to note down; 4 with line, kind of damage and what to do."""
    status, out, _ = run(capsys, "show", case.folder, "ledger", "--verify")
    assert status == 0
    digest = re.search(r"[0-9a-f]{64}", out)[0]
    case.append(says("confirm", "E9"))
    assert run(capsys, "show", case.folder, "ledger", "--verify", digest)[0] == 0
    assert run(capsys, "show", case.folder, "ledger", "--verify", "0" * 64)[0] == 4
    case.ledger_path.write_bytes(case.ledger_path.read_bytes().replace(b'"E2"', b'"E7"'))
    status, out, err = run(capsys, "show", case.folder, "ledger", "--verify")
    assert (status, err.count("\n")) == (4, 1)
    for words in ("changed line", "line 2", "before that line is whole", "Restore"):
        assert words in err, words
    status, out, _ = run(capsys, "show", case.folder, "ledger", "--verify", "--json")
    assert (status, json.loads(out)["damage"]["line"]) == (4, 2)


def test_a_ledger_that_was_written_anew_as_a_whole_shows_only_beside_an_earlier_record(case, capsys):
    """The chain is whole then; the digest of the record is not in it."""
    digest = case.chain().head.digest
    for path in (case.ledger_path, case.head_path):
        path.unlink()
    case.append(*LEDGER[:-1], says("dismiss", "E5", minute=5))
    assert run(capsys, "show", case.folder, "ledger", "--verify")[0] == 0
    assert run(capsys, "show", case.folder, "ledger", "--verify", digest)[0] == 4


def test_an_unfinished_line_is_a_note(case, capsys):
    """Exit 0: nobody was told that it was saved."""
    with case.ledger_path.open("ab") as file:
        file.write(b'{"before"')
    status, _, err = run(capsys, "show", case.folder, "ledger", "--verify")
    assert status == 0
    assert "never acknowledged" in err


def test_options_of_the_ledger_are_refused_elsewhere(case, capsys):
    """Exit 2, one line."""
    for words in (("register", "--verify"), ("policy", "--without-names"), ("family", "--page", "x.html")):
        assert run(capsys, "show", case.folder, *words)[0] == 2
    assert run(capsys, "show", case.folder, "ledger", "--verify", "--without-names")[0] == 2
    assert run(capsys, "show", case.folder, "ledger", "--page", case.folder / "drafts" / "x.html")[0] == 2


# In words --------------------------------------------------------------------------------------------


def test_entries_say_who_when_what_and_why_with_ids_and_pseudonyms():
    """In plain words; what was taken back later says so."""
    ledger = (
        says("link", "m-0123456789abcdef", "p1", reason="the aunt said so"),
        says("confirm", "E2"),
        says("undo", "E2", by="Sam"),
    )
    first, second, third = Teller({"p1": "Child G"}, {"p1": "Orla Wick"}).tell(ledger)
    assert (first.when, first.by, first.what, first.value, first.why) == (
        "14 March 2031, 09:00:00 UTC",
        "Rosa Reviewer",
        "said who is meant",
        "p1 (Child G; Orla Wick)",
        "the aunt said so",
    )
    assert (second.taken_back, third.taken_back, third.about) == (True, False, "E2")


def test_an_id_that_people_chose_may_be_a_name_and_is_not_disclosed():
    """register.yaml may say `id: orla`; p1 and E4 tell nothing."""
    ledger = (says("confirm", "orla"), says("link", "E4", "orla"), says("confirm", "p12"))
    labels = {"orla": "Child G"}
    entries = Teller(labels, disclosed=True).tell(ledger)
    assert [(e.about, e.value) for e in entries] == [
        ("[name] (Child G)", ""),
        ("E4", "[name] (Child G)"),
        ("p12", ""),
    ]
    assert Teller(labels).tell(ledger)[0].about == "orla (Child G)"


def test_signatures_have_their_digests_and_an_unknown_record_its_own_words():
    """What a later version writes is shown and not hidden."""
    signed = says("sign-off", "publication", json.dumps({"files": {"a.pdf": "ab"}, "state": "cd"}), by="Sig")
    odd = says("withdrawal", "publication", '{"why": "a name was left"}')
    first, second = Teller().tell((signed, odd))
    assert (first.files, first.about, first.value) == ((("a.pdf", "ab"),), "publication", "")
    assert "withdrawal" in second.what
    assert "a name was left" in second.value
    (third,) = Teller().tell(
        (says("notice", "publication", '{"files": ["a.pdf"], "to": {"council": "3 May"}}'),)
    )
    assert "a.pdf" in third.value
    assert "council: 3 May" in third.value


def test_reviewers_are_numbered_and_two_spellings_of_one_name_are_not_two_people():
    """A record must not seem to have had more eyes than it had."""
    people = numbered(
        [says("confirm", "E1"), says("confirm", "E2", by="Reviewer, R."), says("x", "", by="Sig Natory")]
    )
    assert list(people.values()) == ["Reviewer 1", "Reviewer 1", "Reviewer 2"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("said by ORLA  Wick's aunt", "said by [name]'s aunt"),
        ("Orla-Wick and Órla", "[name] and [name]"),
        ("agreed with Rosa Reviewer and Rosa", "agreed with Reviewer 1 and [name]"),
        ("Or\u00adla Wick", "[name]"),
        ("orlando is no part of it", "orlando is no part of it"),
        ("999 000 0018", "[name]"),
        ("", ""),
    ],
)
def test_free_text_is_masked_however_the_name_is_written(text, masked):
    """Capitals, marks, hyphens, soft hyphens, spaces; whole words only."""
    secrets = (Secret("p1", "Orla Wick"), Secret("p1", "Orla"), Secret("", "999 000 0018", "ID.NHS"))
    assert Mask(secrets, {"Rosa Reviewer": "Reviewer 1"})(text) == masked


# The whole record ------------------------------------------------------------------------------------


def mention(words, label="PERSON", entity="", status="replace"):
    at = TEXT.index(words)
    return Mention(
        "report.txt",
        Span(at, at + len(words)),
        words,
        label,
        "known",
        0.9,
        status,
        entity=entity,
        context=words,
    )


MENTIONS = (
    mention("Orla Wick", entity="p1"),
    mention("Ben", entity="E1", status="flag"),
    mention("Lantern House", "PLACE", "E2"),
)
ENTITIES = {
    "p1": Entity("p1", "PERSON", "Orla Wick", pseudonym="Child G", listed=True, mentions=MENTIONS[:1]),
    "E1": Entity("E1", "PERSON", "Ben", mentions=MENTIONS[1:2]),
    "E2": Entity("E2", "PLACE", "Lantern House", mentions=MENTIONS[2:]),
}
FOUND = Found(
    Register("XX-2031-04", "p1", {"p1": ENTITIES["p1"]}),
    (Document("report.txt", "d", TEXT, (Block(Span(0, len(TEXT)), "paragraph"),)),),
    MENTIONS,
    ENTITIES,
    {"E1": "Friend", "E2": "Centre A"},
)
DECIDED = (
    says("confirm", words_target(MENTIONS[2]), reason="Orla Wick's mother calls it the lantern house"),
    says("add", "PERSON", "Cosmo Quill", by="Sam Lister", reason="agreed with Rosa"),
    says("undo", "PERSON", by="Sam Lister", reason="no, Cosmo Quill is the author"),
    says(
        "sign-off",
        "publication",
        json.dumps({"files": {"overview-report.pdf": "ab" * 32}, "state": "x"}),
        by="Sig Natory",
    ),
)
NAMES = (
    "Orla",
    "Wick",
    "Ben",
    "Lantern",
    "Cosmo",
    "Quill",
    "Rosa",
    "Lister",
    "Natory",
    "XX-2031-04",
    "report.txt",
)


def record(case, rules, names):
    case.ledger_path.unlink()
    case.head_path.unlink()
    case.append(*DECIDED)
    if names:
        return minutes_of(case, case.chain(), FOUND, rules, True)
    import redact.minutes as module

    before, module.names_in = module.names_in, lambda texts, entities, rules: ()
    try:
        return minutes_of(case, case.chain(), FOUND, rules, False)
    finally:
        module.names_in = before


def test_the_record_without_names_holds_none_in_any_form(case, rules):
    """Not the child's, not one that was added and taken back, not a reviewer's, no reference, no file name."""
    minutes = record(case, rules, names=False)
    page = render("record", m=minutes).decode()
    for text in (page, json.dumps(minutes.as_data(), ensure_ascii=False)):
        told = re.sub(r"(?s)<style>.*?</style>", "", text)
        assert not [name for name in NAMES if re.search(rf"\b{re.escape(name)}\b", told, re.I)]
    for words in ("[name]", "Reviewer 1", "Reviewer 3", "ab" * 32, "does not say that any text is anonymous"):
        assert words in page, words
    assert words_target(MENTIONS[2]) not in page  # a digest of words could be compared with that of a name


def test_the_record_with_names_says_all_of_it(case, rules):
    """For the case file: who decided what about which words, and what nobody answered."""
    minutes = record(case, rules, names=True)
    page = " ".join(render("record", m=minutes).decode().split())
    for words in (
        "XX-2031-04",
        "“Lantern House” (PLACE)",
        "Rosa Reviewer",
        "Cosmo Quill",
        "(taken back later)",
        "Is this the name of",
    ):
        assert words in page, words
    assert minutes.unanswered == (("whether something is the name of a person, place or body", 1),)
    assert minutes.head in page


def test_the_same_ledger_gives_the_same_record_and_the_pdf_says_what_the_page_says(case, rules):
    """One template; the PDF is tagged and holds every entry."""
    import io

    import pdfplumber

    page = render("record", m=record(case, rules, names=False))
    made = as_pdf(page, "Record of a review")
    assert made == as_pdf(page, "Record of a review")
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        text = " ".join(" ".join(p.extract_text() for p in pdf.pages).split())
        assert pdf.doc.catalog["MarkInfo"]
    for words in (
        "Record of a review",
        "What was never answered",
        "said yes: it is treated",
        "signed an edition",
    ):
        assert words in text, words


def test_markup_in_a_reason_is_shown_and_not_obeyed(case, rules):
    """A draft or a reason that holds script stays text."""
    ledger = (says("confirm", "E1", reason="<script>alert(1)</script>"),)
    reviewed, _ = decided(FOUND, ledger, rules)
    (entry,) = with_names(FOUND, reviewed).tell(ledger)
    assert entry.why == "<script>alert(1)</script>"
    minutes = record(case, rules, names=True)
    from dataclasses import replace

    assert "<script>" not in render("record", m=replace(minutes, entries=(entry,))).decode()


@pytest.mark.model
def test_detection_masks_names_that_stand_in_no_draft(rules):
    """A reason may name a colleague, a telephone number, a day of birth."""
    ledger = (says("accept", "left-0123456789ab", reason="Mrs Adaeze Ogunbanjo said so on 020 7946 0018"),)
    reviewed, _ = decided(FOUND, (), rules)
    (entry,) = without_names(FOUND, reviewed, ledger, rules).tell(ledger)
    assert "Ogunbanjo" not in entry.why
    assert "7946" not in entry.why


def test_axe_finds_nothing_on_the_record_and_the_figures(case, rules, tmp_path, page, axe):
    """WCAG 2.2 AA in six ways of looking: at 200 %, narrow, dark, in forced colours, in print."""
    row = {"rule": "known", "label": "PERSON"} | dict.fromkeys(OUTCOMES, 3)
    figures = as_data({"one": count_case(FOUND, (), rules)}, rules, True) | {"rules": [row]}
    pages = {
        "record": render("record", m=record(case, rules, names=True)),
        "stats": render("stats", s=figures, outcomes=OUTCOMES, names=True),
    }
    for name, content in pages.items():
        (tmp_path / f"{name}.html").write_bytes(content)
        page.goto((tmp_path / f"{name}.html").as_uri())
        assert axe(page, LOOKS) == []


@pytest.mark.parametrize(
    ("decision", "hidden", "told"),
    [
        (("answer", "c:take-down-contact", "Dr Quill Marrow, 020 7946 0018", "rings at night"), ["Quill", "0018", "night"], ""),
        (("answer", "c:live-proceedings", "no", ""), [], "no"),
        (("answer", "c:notified-panel:publication", "2031-03-14", ""), [], "2031-03-14"),
        (("answer", "c:no-harm:orla", "unlikely", ""), ["orla"], "unlikely"),
        (("release", "family", '{"files": {"a.pdf": "0f"}, "to": "/x/Orla", "given_to": ["Aunt Orla"]}', "Orla asked"), ["Orla"], "a.pdf"),
        (("withdraw", "publication", "", "Orla was named in the paper"), ["Orla"], ""),
        (("split", "m-0123456789abcdef", "Orla from next door", ""), ["Orla"], ""),
    ],
)  # fmt: skip
def test_a_disclosed_record_tells_nobody_outside_the_case(decision, hidden, told):
    """Contacts, recipients, places and working names are hidden; yes, no and dates are not."""
    teller = Teller({"orla": "Child B"}, disclosed=True)
    (entry,) = teller.tell((Decision("2031-03-14T09:00:00+00:00", "Rosa", *decision),))
    printed = f"{entry.about} {entry.value} {entry.why} {entry.files}"
    assert not any(word in printed for word in hidden), printed
    assert told in printed
