"""register.yaml: what is wrong there is an error with file, line and key."""

import pytest

from redact.errors import RulesError
from redact.register import policy_for, read_register

CAST = """\
people:
  - {{id: p1, name: Jane Oyelaran, aliases: [Shannie], role: mother, pseudonym: "{label}"}}
  - {{id: p2, name: Tom Oyelaran, role: father}}
"""


def register(tmp_path, text, rules):
    path = tmp_path / "register.yaml"
    path.write_text(text, encoding="utf-8")
    return read_register(path, rules)


@pytest.mark.parametrize("label", ["Jane", "Oyelaran's girl", "Uncle [Shannie]", "(OYELARAN)", "Ms Oyelaran"])
def test_a_pseudonym_that_holds_a_real_name_is_refused_whatever_stands_around_it(tmp_path, rules, label):
    """Brackets, a possessive or capitals do not hide a name."""
    with pytest.raises(RulesError, match=r"register\.yaml: line 2: people\.0\.pseudonym"):
        register(tmp_path, CAST.format(label=label), rules)


@pytest.mark.parametrize("label", ["Mother", "Adult 1", "School A"])
def test_a_plain_pseudonym_is_taken(tmp_path, rules, label):
    """Roles, letters and numbers say nothing of a name."""
    assert register(tmp_path, CAST.format(label=label), rules).entities["p1"].pseudonym == label


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("peple: []", "peple"),
        ("people:\n  - {id: p1, name: A B, rol: x}", "people.0.rol"),
        ("people:\n  - {id: p1, name: A B}\n  - {id: p1, name: C D}", "people.1.id"),
        ("subject: p9", "subject"),
        ("dates: weekly", "dates"),
        ("dates: {DOB: exact}", "dates.DOB"),
        ("dates: {family: {DOB: relative}}", "dates.family.DOB"),
        ("dates: {publicaton: year}", "dates.publicaton"),
        ("ages: {DATE: band}", "ages.DATE"),
        ("index: March 2016", "index"),
        ("allow: [{text: X, where: somewhere}]", "allow.0.where"),
    ],
)
def test_an_error_names_file_line_and_key(tmp_path, rules, text, key):
    """Unknown keys, ids given twice, unknown people and unknown policies."""
    with pytest.raises(RulesError) as error:
        register(tmp_path, text, rules)
    assert "register.yaml: line " in str(error.value)
    assert f" {key}: " in str(error.value)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (None, "month"),
        ("year", "year"),
        ({"family": "exact"}, "month"),
        ({"publication": "season"}, "season"),
        ({"publication": {"DATE": "year"}}, "year"),
        ({"DATE": "relative"}, "relative"),
    ],
)
def test_a_policy_is_found_by_audience_and_label(choice, expected):
    """A word for all, or a mapping by audience, by label, or both."""
    assert policy_for(choice, "publication", "DATE", "month") == expected


@pytest.mark.parametrize("label", ["Child JO", "J.O.", "TO"])
def test_a_pseudonym_that_is_somebodys_initials_is_refused(tmp_path, rules, label):
    """The bearer's, or those of anybody else in the register (R3)."""
    with pytest.raises(RulesError, match=r"line 2: people\.0\.pseudonym: holds .* initials"):
        register(tmp_path, CAST.format(label=label), rules)


def test_a_pseudonym_that_shares_an_initial_is_taken(tmp_path, rules):
    """It is a finding of the checks, for a person to accept."""
    assert register(tmp_path, CAST.format(label="Ms J"), rules).entities["p1"].pseudonym == "Ms J"


def test_the_system_of_names_and_labels_in_use_are_read(tmp_path, rules):
    """`names:` and `labels_in_use:` of one case."""
    found = register(tmp_path, "names: first names\nlabels_in_use: [Child A, Robin]", rules)
    assert (found.names, found.labels_in_use) == ("first names", ("Child A", "Robin"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("people: []\nnames: letters", "names"),
        ("people: []\nnames: [labels]", "names"),
        ("people: []\nlabels_in_use: Child A", "labels_in_use"),
        ("people: []\nlabels_in_use: [{a: b}]", "labels_in_use"),
    ],
)
def test_a_wrong_choice_of_names_is_refused_with_line_and_key(tmp_path, rules, text, key):
    """Line 2 of register.yaml, by its key."""
    with pytest.raises(RulesError, match=rf"register\.yaml: line 2: {key}: "):
        register(tmp_path, text, rules)


def test_the_index_event_is_a_day(tmp_path, rules):
    """`index:` is one full date, in any usual writing."""
    assert register(tmp_path, "index: 2016-03-14", rules).index == "2016-03-14"
    assert register(tmp_path, "index: 14 March 2016", rules).index == "14 March 2016"
    assert register(tmp_path, "case: X", rules).index == ""


@pytest.mark.parametrize(
    "identifier",
    ["Jane-Oyelaran", "oyelaran", "p1.Shannie", "JaneOyelaran", "oyelaran2", "JO", "jane_1", "Tom"],
)
@pytest.mark.parametrize("names", [False, True])
def test_an_id_that_holds_a_name_is_refused_and_not_quoted(tmp_path, rules, identifier, names):
    """Ids go into records and messages; also where the id of one is the name of another."""
    bearer = "Ada Quill" if names else "Jane Oyelaran, aliases: [Shannie]"
    text = f"people:\n  - {{id: {identifier}, name: {bearer}}}\n" + (
        "  - {id: p2, name: Jane Oyelaran, aliases: [Shannie]}\n  - {id: p3, name: Tom Oyelaran}\n"
    )
    with pytest.raises(RulesError, match=r"line 2: people\.0\.id: .*such as p1") as error:
        register(tmp_path, text, rules)
    assert identifier not in str(error.value).replace(str(tmp_path), "")


@pytest.mark.parametrize("identifier", ["p1", "mother", "aunt-1", "teacher", "A1", "school.2", "x", "gp"])
def test_a_neutral_id_is_taken(tmp_path, rules, identifier):
    """Figures and roles say nothing of a name."""
    text = (
        f"people:\n  - {{id: {identifier}, name: Jane Oyelaran}}\nplaces:\n  - {{id: l1, name: Vale School}}"
    )
    assert identifier in register(tmp_path, text, rules).entities


ODD = "people: [{id: p1, name: A Bee}]\nplaces: [{id: l1, name: Nether End}]\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("family_tree: [[publication]]", "family_tree"),
        ("family_tree: [{publication: true}]", "family_tree"),
        ("family_tree: false", "family_tree"),
        ("family_tree: [null]", "family_tree"),
        ("subject: l1", "subject"),
        ("subject: [p1]", "subject"),
        ("subject: true", "subject"),
        ("allow: [[The Reach]]", "allow.0.text"),
        ("allow: [null]", "allow.0.text"),
        ("allow: {text: X}", "allow"),
        ("allow: false", "allow"),
        ("labels_in_use: [null]", "labels_in_use"),
        ("labels_in_use: 0", "labels_in_use"),
        ("relations: [p1]", "relations.0"),
        ("relations: [{who: p1, is: [mother], of: p1}]", "relations.0.is"),
        ("relations: false", "relations"),
        ("relations: [{who: l1, is: mother, of: p1}]", "relations.0.who"),
        ("documents: [report.md]", "documents.0"),
        ("documents: {file: a.md}", "documents"),
        ("documents: [{file: [a.md]}]", "documents.0.file"),
        ("organisations: none", "organisations"),
        ("organisations: false", "organisations"),
        ("organisations: [[o1]]", "organisations.0"),
        ("organisations: [{id: o1, name: !!binary aGVsbG8=}]", "organisations.0.name"),
        ("organisations: [{id: o1, name: true}]", "organisations.0.name"),
        ("organisations: [{id: o1, name: X, aliases: [null]}]", "organisations.0.aliases"),
        ("organisations: [{id: o1, name: X, aliases: Y}]", "organisations.0.aliases"),
        ("dates: [month]", "dates"),
        ("dates: {publication: {DATE: {a: b}}}", "dates.publication.DATE"),
        ("ages: {1: band}", "ages.1"),
        ("names: {a: b}", "names"),
        ("index: {a: b}", "index"),
        ("case: [a]", "case"),
        ("1: a", "1"),
    ],
)
def test_odd_shapes_are_errors_with_line_and_key(tmp_path, rules, text, key):
    """A list in a list, a number for a list, nothing where there should be words: never a crash, never silence."""
    with pytest.raises(RulesError) as error:
        register(tmp_path, ODD + text, rules)
    assert "register.yaml: line " in str(error.value)
    assert f" {key}: " in str(error.value)


@pytest.mark.parametrize(
    "born",
    ["14th of Macrh 2013", "3/14/2009", "2013-99-99", "2013-02-30", "14 March", "about 2013", "2015/16",
     "31 Marsh 2013", "1990s", "3 to 5 March 2013", "14 March 2013 or 2014"],
)  # fmt: skip
def test_a_birth_that_cannot_be_read_is_refused(tmp_path, rules, born):
    """A date of birth that nobody can read would be printed wherever the drafts give it."""
    with pytest.raises(RulesError, match=r"register\.yaml: line 2: people\.0\.born: ") as error:
        register(tmp_path, f'people:\n  - {{id: p1, name: A B, born: "{born}"}}', rules)
    assert born not in str(error.value)


@pytest.mark.parametrize(
    "born",
    ["2013-03-14", "14 March 2013", "the fourteenth of March 2013", "Thursday 14th March 2013", "14/03/2013",
     "14.3.13", "March 14, 2013", "March 2013", "2013-03", "03/2013", "Sept 2013", "2013"],
)  # fmt: skip
def test_a_birth_is_a_day_a_month_or_a_year(tmp_path, rules, born):
    """However it is written."""
    text = f'people:\n  - {{id: p1, name: A B, born: "{born}"}}'
    assert register(tmp_path, text, rules).entities["p1"].born == born
