"""Who told in words that nobody foresaw: asked about by the build of a sentence, learned from passages of both kinds."""

from collections import Counter
from dataclasses import replace

import pytest

from redact.detect.keep import kept_spans
from redact.errors import UnreadableError
from redact.formats.text import parse_gold
from redact.model import Allowed, Mention, Span
from redact.pipeline import make
from redact.recipients import giving
from redact.recipients.doubts import left_out
from redact.recipients.giving import may_give, read_weights
from redact.recipients.looking import looked_through
from redact.recipients.strangers import tells_unnamed
from redact.rules import load_rules, rules_folder
from redact.rules.recipients import read_recipients
from test_recipients import REGISTER, case_of
from told_by_strangers import HARMLESS, HARMLESS_LATER, TELLS, TELLS_LATER

HEAD = "# Review: Child F\n\n## 1 What happened\n\n"


def asked(tmp_path, rules, line):
    """Whether the father is shown a sentence of the line only after a question about who told, or not at all."""
    case = case_of(tmp_path, rules, f"{HEAD}1.1 {line}\n")
    father = case.register.recipients[1]
    found = any("passed on a worry" in each.why for each in left_out(case, father).doubts)
    return found or bool(looked_through(case, father).by_rule)


@pytest.mark.parametrize(
    "line",
    [
        "All of it rests on what Tamsin said to the cook at the hatch, Luke was told.",
        "Luke was at work; it was the woman who minded Tamsin who put two and two together and went to the head.",
        "Tamsin told a supply teacher that Luke locked the shed.",
        "What Luke had done was known to the nursery through a lady at the toddler group.",
        "Greta Voss had kept the dates on her calendar, and it was her calendar that the officers took away.",
    ],
)
def test_a_source_in_fresh_words_is_asked_or_withheld(tmp_path, rules, line):
    """By name, by a word for somebody, or the child."""
    assert asked(tmp_path, rules, line)


@pytest.mark.parametrize(
    "line",
    [
        "Luke took Tamsin to the swings.",
        "The hospital sent the results to the surgery within the week.",
        "Luke lived in a caravan and drove a van.",
        "Dr Mehta measured Tamsin, and the scales were mended.",
    ],
)
def test_what_gives_nothing_is_not_asked(tmp_path, rules, line):
    """The reader, people at work, everyday life."""
    assert not asked(tmp_path, rules, line)


@pytest.mark.parametrize("line", [*TELLS, *TELLS_LATER])
def test_what_somebody_without_a_name_tells_is_asked(tmp_path, rules, line):
    """Whatever they are called: no list has 'the busker outside the arcade'."""
    assert asked(tmp_path, rules, line)


#: Asked about all the same, by the weights of recipients/giving.
STILL_ASKED = "The family support worker gave an account to the panel."


@pytest.mark.parametrize("line", [line for line in (*HARMLESS, *HARMLESS_LATER) if line != STILL_ASKED])
def test_people_without_a_name_who_tell_nothing_are_not_asked(tmp_path, rules, line):
    """Nor people at work, papers that say something, and the child."""
    assert not asked(tmp_path, rules, line)


@pytest.mark.parametrize("wanted", [True, False])
def test_the_examples_of_strangers(rules, wanted):
    """Those of rules/recipients.yaml."""
    words = read_recipients(rules_folder())
    lists = rules.list("occupations"), rules.list("roles")
    for line in words.examples[f"strangers {'finds' if wanted else 'ignores'}"]:
        found = tells_unnamed(line, words, *lists)
        assert bool(found and found.likely) is wanted, line


def test_a_cell_and_a_heading_are_left_to_other_rules(tmp_path, rules):
    """A column for whoever told has rules of its own."""
    case = case_of(
        tmp_path, rules, f"{HEAD}1.1 Greta Voss came to the door with her calendar for the police.\n"
    )
    looked = looked_through(case, case.register.recipients[1])
    (told,) = [each for each in looked.told["report.md"] if each.block.kind == "paragraph"]
    words = read_recipients(rules_folder())
    assert may_give(told, None, looked.reader, words) == "p6"
    for each in looked.told["report.md"]:
        if each.block.kind in {"heading", "title"}:
            assert may_give(each, None, looked.reader, words) == ""


def test_missing_weights_are_said(tmp_path):
    """Nothing is let through in silence."""
    with pytest.raises(UnreadableError, match="weights"):
        read_weights(tmp_path / "none.tsv")


def test_the_paragraph_beside_a_mark_does_not_name_who_told(tmp_path, rules):
    """Where the register takes sources out of the publication too."""
    register = REGISTER.replace("reference: F-02", "reference: F-02, published: {source: withheld}")
    report = f"{HEAD}1.1 Greta Voss rang the council about Tamsin.\n\n1.2 In June Greta Voss was offered a chair.\n"
    case = case_of(tmp_path, rules, report, register)
    for audience in ("publication", "family.father"):
        assert "Neighbour 1" not in make(case, audience)["overview-report"].text


def test_a_name_that_is_also_a_word_for_a_part_is_both(tmp_path, rules):
    """'Dad', found as somebody's name: nothing breaks, and both are spoken of."""
    case = case_of(tmp_path, rules, f"{HEAD}1.1 Mum came late.\n")
    document = case.documents[0]
    at = document.text.index("Mum")
    mention = Mention("report.md", Span(at, at + 3), "Mum", "PERSON", "known", 1.0, "replace", entity="p6")

    named = replace(case, reviewed=replace(case.reviewed, mentions=(mention,)))
    told = looked_through(named, named.register.recipients[1]).told["report.md"]
    assert {"p2", "p6"} <= set().union(*(each.named for each in told))


@pytest.mark.parametrize(
    "typed", ["(01632) 960 214", "01632960214", "+44 1632 960214", "+44 (0)1632 960 214", "01632-960-214"]
)
def test_an_allowed_number_stays_however_it_is_spelt(typed):
    """Brackets, spaces, hyphens, the code for callers from abroad; no longer number, and no other one."""
    allowed = [Allowed("01632 960 214")]
    for words, stays in (
        (f"Ring {typed} now.", True),
        (f"Ring {typed}5 now.", False),
        ("Ring 01632 960 215.", False),
        (f"Ring {typed} 07700 900130 now.", True),
        (f"Ring {typed}-07700900131 now.", True),
        (f"Ring {typed} 555 now.", False),
    ):
        document, _ = parse_gold(words, "a.md")
        found = [span for span, rule, _ in kept_spans(document, load_rules(), allowed) if rule == "allowed"]
        assert bool(found) is stays, words


def test_what_tells_less_plainly_is_one_question_and_the_last(tmp_path, rules):
    """A reviewer reads what is likely person by person, and the rest once through."""
    lines = [
        "Karen asked in the summer what the boy had eaten.",
        "The nursery had it from Joan, who had kept the dates on her calendar.",
        "A cousin moved to be near her nephew.",
    ]
    report = HEAD + "".join(f"1.{n} {line}\n\n" for n, line in enumerate(lines, 1))
    case = case_of(tmp_path, rules, report)
    found = left_out(case, case.register.recipients[0]).doubts
    assert ["less plainly" in each.why for each in found] == [*[False] * (len(found) - 1), True]
    assert "Joan Whitlow" in found[0].why


def test_a_sentence_is_taken_apart_once(tmp_path, rules, monkeypatch):
    """Not anew for what is shown of what everybody may read, nor with the sentence before it."""
    case = case_of(
        tmp_path, rules, f"{HEAD}1.1 Luke took Tamsin to the swings. She ate. Joan rang the council.\n"
    )
    father = replace(case.register.recipients[1], published={"other family": "shown"})
    often = Counter()
    taken = giving.looked_at
    monkeypatch.setattr(
        giving, "looked_at", lambda each, *more: (often.update([each.words]), taken(each, *more))[1]
    )
    left_out(case, father)
    assert set(often.values()) == {1}


def test_the_readers_own_partner_needs_more_to_be_asked_about(tmp_path, rules):
    """By no other rule is a partner a source: of him as of the child, only what says more is asked."""
    case = case_of(
        tmp_path, rules, f"{HEAD}1.1 Piers told the social worker that Karen drank. Piers drove a van.\n"
    )
    looked = looked_through(case, case.register.recipients[0])
    words = read_recipients(rules_folder())
    speaks = [giving.speaks_of((each,), looked.reader, words) for each in looked.told["report.md"][-2:]]
    assert all("partner" in one and not giving.is_of_others(one - {"other"}) for one in speaks)
