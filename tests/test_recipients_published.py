"""What one reader's copy withholds and everybody may read: told, and opened or taken out there by one answer."""

from dataclasses import replace

import pytest

from redact.errors import RulesError
from redact.model import Mention
from redact.pipeline import make
from redact.recipients.compared import changes_for_all, differences
from redact.recipients.looking import looked_through, printed_for_all, taken_out
from redact.recipients.shown import as_lines
from redact.register import read_register
from test_recipients import LABELS, PEOPLE, REGISTER, case_of

LINE = "1.3 Greta Voss rang the council in June about Tamsin and the cold."


def answered(tmp_path, rules, answer):
    """The case in which the mother's copy has that answer."""
    return case_of(
        tmp_path, rules, register=REGISTER.replace("reference: F-01", f"reference: F-01, published: {answer}")
    )


def text(case, audience):
    return make(case, audience)["overview-report"].text


def test_it_is_told_and_nothing_is_opened_unasked(tmp_path, rules):
    """Each mark that the publication prints, and their number with the way to answer; the copy still withholds them."""
    case = case_of(tmp_path, rules)
    lines = list(as_lines(case))
    marks = int(lines[0].split(": ")[1].split()[0])
    assert any(f"{marks} of {marks} printed in the publication edition" in line for line in lines)
    assert all(each.published for each in differences(case, case.register.recipients[:2]))
    assert "ferrets" not in text(case, "family.mother")
    assert "ferrets" in text(case, "publication")


def test_what_is_made_for_nobody_or_taken_out_is_not_printed(tmp_path, rules):
    """Without an edition for everybody, and where a reviewer took all of it out."""
    case = case_of(tmp_path, rules)
    one = looked_through(case, case.register.recipients[0]).withheld[0]
    assert printed_for_all(case)(one)
    alone = replace(case, register=replace(case.register, audiences=("family",)))
    assert not printed_for_all(alone)(one)
    words = case.documents[0].of(one.span)
    gone = Mention(one.document, one.span, words, "QUASI", "decided", 1.0, "replace")
    cut = replace(case, reviewed=replace(case.reviewed, passages=(gone,)))
    assert not printed_for_all(cut)(one)


def test_one_word_opens_what_everybody_may_read(tmp_path, rules):
    """Of what rules withhold; where the publication is not made, nothing is opened."""
    case = answered(tmp_path, rules, "shown")
    assert "ferrets" in text(case, "family.mother")
    assert "rang the council" in text(case, "family.mother")
    assert "in care as a girl" not in text(case, "family.father")
    alone = replace(case, register=replace(case.register, audiences=("family",)))
    assert "ferrets" not in text(alone, "family.mother")


def test_the_other_word_takes_it_out_of_every_edition_for_many(tmp_path, rules):
    """With the letter of its reason; then no reader can read it anywhere."""
    case = answered(tmp_path, rules, "withheld")
    for audience in ("publication", "family"):
        assert "ferrets" not in text(case, audience)
        assert "[redacted D]" in text(case, audience)
    assert "ferrets" not in text(case, "family.mother")
    assert not any(map(printed_for_all(case), taken_out(case)))


def test_reasons_are_answered_apart(tmp_path, rules):
    """Who told and illness go from the publication, the rest is opened to this reader."""
    case = answered(
        tmp_path, rules, "{source: withheld, health: withheld, other family: shown, third party: shown}"
    )
    assert "ferrets" in text(case, "publication")
    assert "ferrets" in text(case, "family.mother")
    for audience in ("publication", "family.mother"):
        assert "rang the council" not in text(case, audience)
        assert "depression" not in text(case, audience)


def test_a_source_is_not_opened_as_a_third_party(tmp_path, rules):
    """A sentence that tells no act, of one who passed on a worry elsewhere; what is told of other strangers is opened."""
    head = "# Review: Child F\n\n## 1 What happened\n\n"
    report = f"{head}{LINE}\n\n## 2 More\n\n2.1 Greta Voss described a cold flat.\n"
    register = REGISTER.replace("reference: F-01", "reference: F-01, published: {third party: shown}")
    assert "cold flat" not in text(case_of(tmp_path, rules, report, register), "family.mother")
    other = f"{head}1.1 Greta Voss kept a cold flat.\n"
    assert "cold flat" in text(case_of(tmp_path, rules, other, register), "family.mother")


def test_what_changes_for_many_readers_is_known_before(tmp_path, rules):
    """As for one reader's copy."""
    before = case_of(tmp_path, rules)
    after = answered(tmp_path, rules, "{source: withheld}").register
    found = changes_for_all(before, before.register, after)
    assert ["rang the council" in each.text for each in found] == [True]
    assert found[0].reasons == ("", "source")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("maybe", "published: should be shown or withheld"),
        ("{gossip: shown}", "published.gossip: should be shown or withheld, for a reason out of"),
        ("{source: maybe}", "published.source: should be shown or withheld"),
        ("{law: shown}", "published.law: a person withheld that"),
    ],
)
def test_a_wrong_answer_is_named(tmp_path, rules, given, told):
    """File, line and key."""
    path = tmp_path / "register.yaml"
    path.write_text(
        REGISTER.replace("reference: F-01", f"reference: F-01, published: {given}"), encoding="utf-8"
    )
    with pytest.raises(RulesError, match=told.replace(".", r"\.")):
        read_register(path, rules)


# Every reason ----------------------------------------------------------------------------------------

ADVISED = "{source: withheld, health: withheld, third party: shown, other family: shown}"
HEAD = "# Review: Child F\n\n## 1 What happened\n\n"
FAMILY = REGISTER.replace(
    "recipients:",
    "  - {id: p9, name: Joan Dunmore, role: paternal grandmother, family: paternal}\nrecipients:",
).replace("  - {id: p4, name: Joan Whitlow, role: maternal grandmother, family: maternal}\n", "")


def printed(tmp_path, rules, monkeypatch, lines, answer=ADVISED):
    """The mother's copy and the publication; Joan is the paternal grandmother there."""
    monkeypatch.setitem(PEOPLE, "Joan", "p9")
    monkeypatch.setitem(LABELS, "p9", "Paternal Grandmother")
    register = FAMILY.replace("reference: F-01", f"reference: F-01, published: {answer}")
    case = case_of(tmp_path, rules, HEAD + lines + "\n", register)
    return [text(case, audience).split("What happened\n")[1] for audience in ("family.mother", "publication")]


@pytest.mark.parametrize(
    "lines",
    [
        "1.1 Luke had a zebra and took medication for depression.",
        "1.1 Luke moved to Leeds. He was sectioned with a zebra.",
        "1.1 Luke had hepatitis. He had caught it from a zebra.",
        "1.1 Greta Voss had cancer and a zebra.",
        "1.1 Joan and Greta Voss were both treated for depression by a zebra.",
        "1.1 Luke was given methadone.[^1]\n\n[^1]: The zebra was seen by a postman.",
        "| Name | Note |\n|---|---|\n| Luke | a zebra with hepatitis |",
    ],
)
def test_an_illness_is_not_opened_with_the_rest_of_somebody_s_part(tmp_path, rules, monkeypatch, lines):
    """What is both another's part and their health stays out of the copy, and goes from the publication."""
    for copy in printed(tmp_path, rules, monkeypatch, lines):
        assert "zebra" not in copy
        assert "d C]" in copy
    everything = "{source: shown, health: shown, third party: shown, other family: shown}"
    assert "zebra" in printed(tmp_path, rules, monkeypatch, lines, everything)[0]


@pytest.mark.parametrize(
    "lines",
    [
        "1.1 Joan rang the council about Tamsin. Joan kept a zebra.",
        "1.1 Joan kept a zebra. Joan rang the council about Tamsin.",
        "1.1 Joan rang the council about Tamsin. Luke was cross with Joan and the zebra.",
        "1.1 Greta Voss kept a zebra. Greta Voss told the school that Tamsin was cold.",
        "1.1 Luke rang the council about Tamsin. The father fed a zebra.",
    ],
)
def test_no_name_of_a_source_stands_beside_its_mark(tmp_path, rules, monkeypatch, lines):
    """Though the other sentences of the paragraph are somebody's part, which is opened."""
    for copy in printed(tmp_path, rules, monkeypatch, lines):
        assert "zebra" not in copy
        assert "d D]" in copy


def test_what_is_somebody_s_part_alone_is_opened(tmp_path, rules, monkeypatch):
    """In the paragraphs that tell of no source and no illness."""
    lines = "1.1 Luke rang the council about Tamsin.\n\n1.2 Rain fell.\n\n1.3 Luke kept a zebra."
    for copy in printed(tmp_path, rules, monkeypatch, lines):
        assert "zebra" in copy


@pytest.mark.parametrize(
    "lines",
    [
        "1.1 Joan kept a zebra.\n\n1.2 Joan rang the council about Tamsin.",
        "1.1 Joan rang the council about Tamsin.\n\n1.2 Joan kept a zebra.",
        "1.1 Luke was sober with a zebra.",
    ],
)
def test_what_may_tell_is_not_opened(tmp_path, rules, monkeypatch, lines):
    """A source in the paragraphs next to the mark, and what may be an illness; the publication prints it."""
    copy, public = printed(tmp_path, rules, monkeypatch, lines)
    assert "zebra" not in copy
    assert "zebra" in public
