"""Facts of one side and sources, each in a sentence of its own, looked for in the wrong copies' finished files."""

import re
from collections import Counter

import pytest

import told_of_others as told
from redact.checks import open_paths
from redact.pipeline import make
from redact.producing import render
from redact.recipients.doubts import left_out
from redact.recipients.looking import looked_through
from test_recipients import CAREFUL, case_of

FORMATS = (".docx", ".html", ".pdf")
KINDS = {
    "health": (*told.HEALTH, *told.LATER_HEALTH, *told.LAST_HEALTH),
    "source": (*told.SOURCES, *told.LATER_SOURCES, *told.LAST_SOURCES),
    "stays": (*told.STAYS, *told.LATER_STAYS, *told.LAST_STAYS),
}
_FACT = re.compile(r"\{(.*?)\}", re.DOTALL)


def _seeded():
    """A report with every sentence under a heading of its own, and each fact with a word that stands nowhere else."""
    lines, facts = ["# Review: Child F\n"], []
    for kind, rows in KINDS.items():
        for readers, text in rows:
            at = len(lines)

            def mark(match, kind=kind, readers=readers, at=at):
                facts.append((kind, readers, f"zq{at}v{len(facts)}q"))
                return f"{match[1]} {facts[-1][2]}"

            text = _FACT.sub(mark, text)
            lines.append(f"## {at} Part\n\n" + re.sub(r"(?m)^1\.(\d)", rf"{at}.\1", text) + "\n")
    return "\n".join(lines), facts


@pytest.fixture(scope="module")
def copies(tmp_path_factory, rules):
    """The facts, what each parent's files of every format say, and what is asked of each copy."""
    folder = tmp_path_factory.mktemp("seeded")
    report, facts = _seeded()
    case = case_of(folder, rules, report)
    said, asked, told_by = {}, {}, {}
    for one in case.register.recipients[:2]:
        out = folder / one.id
        out.mkdir()
        for name, content in render(make(case, one.name)).items():
            if name.endswith(FORMATS):
                (out / name).write_bytes(content)
        for file in open_paths([out]):
            said[one.id[0], file.file.rsplit(".", 1)[1]] = "\n".join(p.text for p in file.passages)
        asked[one.id[0]] = "\n".join(p.words for d in left_out(case, one).doubts for p in d.places)
        told_by[one.id[0]] = looked_through(case, one)
    return facts, said, asked


def test_no_fact_is_in_a_wrong_copy_unasked(copies):
    """Of three formats; what the rules do not withhold is among what the reviewer is asked, but for one."""
    facts, said, asked = copies
    assert {form for _, form in said} == {"docx", "html", "pdf"}
    silent = {
        (word, reader)
        for kind, readers, word in facts
        for reader in readers
        for form in ("docx", "html", "pdf")
        if kind != "stays" and word in said[reader, form] and word not in asked[reader]
    }
    assert len({word for word, _ in silent}) <= 1


def test_a_fact_of_one_reader_is_never_in_the_others_copy(tmp_path, rules):
    """Where what nobody is sure of is left out until somebody answers: one of 153 gets through, which names a source two paragraphs on."""
    report, facts = _seeded()
    case = case_of(tmp_path, rules, report, CAREFUL)
    texts = {one.id[0]: make(case, one.name)["overview-report"].text for one in case.register.recipients[:2]}
    printed = {word for kind, readers, word in facts for r in readers if kind != "stays" and word in texts[r]}
    assert len(printed) <= 1


def test_most_facts_are_withheld_without_a_question(copies):
    """A rule is certain of nine in ten, in each of the kinds."""
    facts, said, _ = copies
    for kind in ("health", "source"):
        looks = [word not in said[r, "html"] for k, readers, word in facts if k == kind for r in readers]
        assert sum(looks) >= 0.85 * len(looks), (kind, Counter(looks))


def test_what_only_sounds_alike_stays(copies):
    """The reader's own health, the child's, people at work, and what is said of no one."""
    facts, said, _ = copies
    looks = [word in said[r, "docx"] for kind, readers, word in facts if kind == "stays" for r in readers]
    assert sum(looks) >= 0.9 * len(looks), Counter(looks)
