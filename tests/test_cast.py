"""A panel's cast table in many shapes: what is taken, what is told, and that nothing is guessed."""

import io
import re
import zipfile
from datetime import datetime

import pytest
import yaml

from cast_tables import write_csv, write_sheets, write_word
from redact import cli
from redact.cast import read_cast
from redact.cast.headings import KEYS, cast_words
from redact.cast.naming import names_somebody, people_in
from redact.errors import UnreadableError
from redact.register import read_register
from redact.rules.lined import read_source


def people(cast):
    return [(e.name, e.role) for e in cast.sections["people"]]


def said(cast):
    return "\n".join(cast.told)


# rules/cast.yaml proves itself ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(rules):
    return read_source(rules.folder / "cast.yaml").data


def test_every_heading_of_the_list_is_taken_for_its_key(rules, data):
    """Each heading and each example; and every key has an example."""
    words = cast_words(rules)
    for row in data["columns"]:
        assert row["examples"], row["key"]
        for heading in (*row["headings"], *row["examples"]):
            assert words.key(heading) == row["key"], heading
    assert {row["key"] for row in data["columns"]} == set(KEYS)


def test_a_heading_that_only_looks_like_one_is_not_understood(rules, data):
    """The mother's name under a child's row would give two people one label."""
    assert [heading for heading in data["not-understood"] if cast_words(rules).key(heading)] == []


def test_every_example_of_a_cell_of_names_is_read_so(rules, data):
    """One cell → its people, each with name and aliases, and nothing left over."""
    for row in data["names"]:
        found = people_in(row["cell"], cast_words(rules), rules)
        assert [[one.name, *one.aliases] for one in found] == row["people"], row["cell"]
        assert not any(one.left for one in found), row["cell"]


def test_every_word_of_a_section_and_role_is_known(rules, data):
    """Sections give a side, a role or a kind; roles of places and bodies tell where an entry goes."""
    words = cast_words(rules)
    for row in data["sections"]:
        for text in row["words"]:
            assert words.group(text.title()) is not None, text
    for section, roles in data["roles"].items():
        assert {words.section_of(role.upper()) for role in roles} == {section}


# Shapes --------------------------------------------------------------------------------------------


def test_a_csv_with_commas_and_a_name_turned(rules, tmp_path):
    """'Doe, Jane' in quotes; the subject; a date in British order; an alias list; a pseudonym."""
    path = write_csv(
        tmp_path / "cast.csv",
        "Full name,Relationship to child,D.O.B.,Also known as,Referred to as\n"
        '"Wick, Orla",Subject,03/04/2013,"Orly, OW",Child G\nMs Una Wick (née Fell),Mother,,,\n',
    )
    cast = read_cast(path, rules)
    one, two = cast.sections["people"]
    assert (one.name, one.aliases, one.role, one.born, one.pseudonym) == (
        "Orla Wick",
        ("Orly", "OW"),
        "subject child",
        "2013-04-03",
        "Child G",
    )
    assert (two.name, two.aliases, two.role) == ("Una Wick", ("Ms Wick", "Una Fell"), "Mother")
    assert cast.subject == "p1"


@pytest.mark.parametrize("head", ["", "sep=;\n"])
def test_a_csv_with_semicolons_in_windows_letters(rules, tmp_path, head):
    """What Excel saves on a British laptop; lines keep their numbers."""
    path = write_csv(
        tmp_path / "cast.csv",
        f"{head}Surname;Forename(s);Role;Agency\nÓ Fell;Zoë;Social Worker;Corvenham Council\n;;Driver;Police\n",
        "cp1252",
    )
    cast = read_cast(path, rules)
    assert people(cast) == [("Zoë Ó Fell", "Social Worker")]
    assert [e.name for e in cast.sections["organisations"]] == ["Corvenham Council"]
    assert f"line {4 if head else 3}: no name that was understood" in said(cast)


def test_a_csv_with_tabs_a_title_above_and_role_and_agency_in_one(rules, tmp_path):
    """Title and empty rows above the headings; a role and a body in one cell."""
    path = write_csv(
        tmp_path / "cast.csv",
        "Cast list\n\nName\tRole / Agency\tSide of family\tAge\nAnn Fell\tGP, Pellwood Surgery\t\t40\nTom Wick\tUncle\tMaternal\t\n",
        "utf-16",
    )
    cast = read_cast(path, rules)
    assert people(cast) == [("Ann Fell", "GP"), ("Tom Wick", "Uncle")]
    assert cast.sections["people"][1].family == "maternal"
    assert [e.name for e in cast.sections["organisations"]] == ["Pellwood Surgery"]
    assert 'column 4 "Age": register.yaml has no place for it; 1 filled cell not taken' in said(cast)


def test_sheets_with_names_that_are_sections(rules, tmp_path):
    """Two sheets, other columns in each; a date that Excel knows as one; a role from the sheet's name."""
    path = write_sheets(
        tmp_path / "cast.xlsx",
        Maternal_family=[
            ["Name", "DOB", "Relationship", "Address", "School"],
            [
                "Orla WICK",
                datetime(2013, 3, 14),
                "Subject child",
                "Flat 2, 27 Sample Street, Corvenham, ZA9 9AA",
                "Wrenfield Primary School",
            ],
        ],
        Professionals=[
            ["Title", "First name", "Surname", "Organisation", "Pseudonym"],
            ["Dr", "Ann", "Fell", "Pellwood Surgery", "GP 1"],
            ["", "Tom", "Quill", "NHS", ""],
        ],
    )
    cast = read_cast(path, rules)
    one, two, three = cast.sections["people"]
    assert (one.name, one.born, one.family) == ("Orla Wick", "2013-03-14", "maternal")
    assert (two.name, two.aliases, two.pseudonym, two.role) == (
        "Ann Fell",
        ("Dr Fell",),
        "GP 1",
        "professional",
    )
    assert three.name == "Tom Quill"
    (place,) = cast.sections["places"]
    assert (place.name, place.aliases, place.role) == (
        "Flat 2, 27 Sample Street",
        ("27 Sample Street", "Sample Street"),
        "address",
    )
    assert [(e.name, e.role) for e in cast.sections["organisations"]] == [
        ("Wrenfield Primary School", "school"),
        ("Pellwood Surgery", ""),
    ]
    assert "sheet 2, row 3: no body or place of its own is named in a cell" in said(cast)


def test_a_word_table_with_merged_headings_and_section_rows(rules, tmp_path):
    """Two rows of headings; sides of the family; two people in one cell; a section that nobody knows."""
    rows = [
        ["Name", "", "Relationship", "Photo"],
        ["Surname", "First name", "", ""],
        "Maternal family",
        ["Wick", "Una", "mother", "x"],
        "Paternal family",
        ["Fell", "Sam and Kim", "uncle", "y"],
        ["", "", "", ""],
        "Professionals involved",
        ["Quill", "Tom", "", ""],
        "Friends of Wrenfield",
        ["Lark", "Ann", "aunt", ""],
    ]
    cast = read_cast(write_word(tmp_path / "cast.docx", rows), rules)
    assert people(cast) == [
        ("Una Wick", "mother"),
        ("Sam Fell", "uncle"),
        ("Kim Fell", "uncle"),
        ("Tom Quill", "professional"),
        ("Ann Lark", "aunt"),
    ]
    assert [e.family for e in cast.sections["people"]] == ["maternal", "paternal", "paternal", "", ""]
    assert "column 4: not understood; 2 filled cells not taken" in said(cast)
    assert "row 6: several people in one cell" in said(cast)
    assert "row 10: a cell across the table that names no section" in said(cast)
    assert "Wrenfield" not in said(cast)


def test_a_word_file_with_a_table_of_people_and_one_of_places(rules, tmp_path):
    """Each table has its own headings; a role or a type tells where an entry goes."""
    path = write_word(
        tmp_path / "cast.docx",
        [["Who", "Role"], ["Tom Quill", "Head teacher"], ["Corvenham", "town"], ["Wrenfield Academy", ""]],
        [
            ["Place", "Type", "Pseudonym"],
            ["Lark Hill", "estate", "Estate A"],
            ["Pellwood Surgery", "GP practice", "Practice 1"],
        ],
        above=("People", "Places"),
    )
    cast = read_cast(path, rules)
    assert people(cast) == [("Tom Quill", "Head teacher")]
    assert [(e.name, e.role, e.pseudonym) for e in cast.sections["places"]] == [
        ("Corvenham", "town", ""),
        ("Lark Hill", "estate", "Estate A"),
    ]
    assert [(e.name, e.pseudonym) for e in cast.sections["organisations"]] == [
        ("Wrenfield Academy", ""),
        ("Pellwood Surgery", "Practice 1"),
    ]


def test_a_form_with_its_headings_at_the_left(rules, tmp_path):
    """A table that was turned is read by columns, and told by columns."""
    path = write_word(
        tmp_path / "cast.docx",
        [
            ["Name:", "Orla Wick", "Tom Wick"],
            ["Date of birth:", "14 March 2013", "31/02/2015"],
            ["Relationship:", "Index child", "Brother"],
        ],
    )
    cast = read_cast(path, rules)
    assert people(cast) == [("Orla Wick", "subject child"), ("Tom Wick", "Brother")]
    assert "table 1, column 3: a date of birth was not understood" in said(cast)


def test_a_table_of_children_whose_columns_are_people(rules, tmp_path):
    """A column headed by a role holds people of that role."""
    path = write_csv(
        tmp_path / "cast.csv",
        "Child,DOB,Mother,Father,Health visitor,Mother's name\nOrla Wick,14/03/2013,Una Wick,n/k,Sue Lark,Una\n",
    )
    cast = read_cast(path, rules)
    assert people(cast) == [("Orla Wick", ""), ("Una Wick", "mother"), ("Sue Lark", "health visitor")]
    assert "column 6: not understood; 1 filled cell not taken" in said(cast)


def test_headings_again_in_the_middle_and_a_list_of_names_alone(rules, tmp_path):
    """A second row of headings begins other columns; a single column of names is a table too."""
    path = write_sheets(
        tmp_path / "cast.xlsx",
        One=[
            ["Name", "Relationship"],
            ["Una Wick", "mother"],
            [],
            ["Name", "Agency", "Role"],
            ["Tom Quill", "Corvenham Council", "social worker"],
        ],
        Two=[["Names"], ["Kit Lark"]],
    )
    cast = read_cast(path, rules)
    assert people(cast) == [("Una Wick", "mother"), ("Tom Quill", "social worker"), ("Kit Lark", "")]


# What is told --------------------------------------------------------------------------------------


def test_hidden_sheets_rows_and_columns_are_read_and_told(rules, tmp_path):
    """A person who was hidden in the list is still to be looked for."""

    def hide(sheet):
        for row in (["Name", "Known as"], ["Una Wick", "Nuala"], ["Tom Quill", ""]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.sheet_state = "hidden"

    cast = read_cast(write_sheets(tmp_path / "cast.xlsx", Shown=[["Name"], ["Kit Lark"]], Aside=hide), rules)
    assert [e.name for e in cast.sections["people"]] == ["Kit Lark", "Una Wick", "Tom Quill"]
    assert cast.sections["people"][1].aliases == ("Nuala",)
    for line in (
        "sheet 2 is hidden; it was read too",
        "sheet 2 has hidden rows (3)",
        "sheet 2 has hidden columns (B)",
    ):
        assert line in said(cast)


def test_formulas_give_their_kept_value_or_are_told(rules, tmp_path):
    """A value that no program has kept is a problem to tell, never a person left out in silence."""
    path = write_sheets(
        tmp_path / "cast.xlsx",
        One=[["Name", "Role"], ["Una Wick", "mother"], ['="Tom "&"Quill"', "uncle"], ["#REF!", "aunt"]],
    )
    cast = read_cast(path, rules)
    assert "formulas without a kept value in A3" in said(cast)
    assert "formulas that went wrong in A4" in said(cast)
    assert "sheet 1, rows 3, 4: no name that was understood" in said(cast)
    kept = tmp_path / "kept.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(
                    rb'<c r="A3"[^>]*><f>(.*?)</f><v */?>(?:</v>)?</c>',
                    rb'<c r="A3" t="str"><f>\1</f><v>Tom Quill</v></c>',
                    data,
                )
            new.writestr(name, data)
    assert people(read_cast(kept, rules))[1] == ("Tom Quill", "uncle")


def test_merged_cells_count_in_every_row_that_they_cover(rules, tmp_path):
    """One address for a whole family, one group at the side."""

    def merge(sheet):
        for row in (
            ["Group", "Name", "Role", "Address"],
            ["Maternal family", "Una Wick", "mother", "27 Sample Street"],
            ["", "Tom Wick", "uncle", ""],
        ):
            sheet.append(row)
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("D2:D3")

    cast = read_cast(write_sheets(tmp_path / "cast.xlsx", One=merge), rules)
    assert [e.family for e in cast.sections["people"]] == ["maternal", "maternal"]
    assert cast.places["l1"] == "sheet 1, rows 2, 3"


def test_one_person_twice_is_one_and_two_of_one_name_are_two(rules, tmp_path):
    """Nothing that differs makes one entry; another role or date of birth makes two."""
    path = write_csv(
        tmp_path / "cast.csv",
        "Name,Role,DOB,AKA\nJohn Wick,father,,\nJohn Wick,,,Jack\nJohn Wick,brother,1/2/2014,\n",
    )
    cast = read_cast(path, rules)
    assert people(cast) == [("John Wick", "father"), ("John Wick", "brother")]
    assert cast.sections["people"][0].aliases == ("Jack",)
    assert "lines 2, 3: of one person" in said(cast)
    assert "lines 2, 3, 4: have one name and differ" in said(cast)


def test_a_row_with_only_a_date_of_birth_is_not_given_to_a_namesake(rules, tmp_path):
    """A father and a son of one name: the son's birth never becomes the father's."""
    cast = read_cast(
        write_csv(tmp_path / "cast.csv", "Name,Role,DOB\nJohn Wick,father,\nJohn Wick,,1/2/2014\n"), rules
    )
    assert [(e.role, e.born) for e in cast.sections["people"]] == [("father", ""), ("", "2014-02-01")]


def test_a_second_column_of_names_is_not_taken(rules, tmp_path):
    """It may hold other people's; a formula that went wrong is no role either."""
    path = write_sheets(
        tmp_path / "cast.xlsx", One=[["Name", "Full name", "Role"], ["Una Wick", "Tom Quill", "#REF!"]]
    )
    cast = read_cast(path, rules)
    assert people(cast) == [("Una Wick", "")]
    assert "column B: not understood; 1 filled cell not taken" in said(cast)


@pytest.mark.parametrize(
    "born", ["31/02/2013", "2013", "March 2013", "1/2/38", "41347", "03/14/2013", "1/2/2013 or 1/3/2014"]
)
def test_a_date_of_birth_that_is_not_one_day_is_left_out(rules, tmp_path, born):
    """Neither guessed nor silent."""
    cast = read_cast(write_csv(tmp_path / "cast.csv", f"Name,DOB\nUna Wick,{born}\n"), rules)
    assert cast.sections["people"][0].born == ""
    assert "line 2: a date of birth was not understood" in said(cast)


@pytest.mark.parametrize(
    "cell", ["Child 1", "unknown male", "07700 900 417", "Mother", "?", "Social Worker 2"]
)
def test_a_name_that_is_nobody_s_is_told_by_its_row(rules, tmp_path, cell):
    """A label or a role in the column of names is no name to look for."""
    cast = read_cast(write_csv(tmp_path / "cast.csv", f"Name,Role\n{cell},x\nUna Wick,mother\n"), rules)
    assert people(cast) == [("Una Wick", "mother")]
    assert "line 2: no name that was understood" in said(cast)


def test_what_a_name_s_cell_holds_beside_is_told_without_its_words(rules, tmp_path):
    """The line names the row and quotes nothing."""
    cast = read_cast(
        write_csv(
            tmp_path / "cast.csv", "Name,Role\nUna Wick (see 3.4),mother\nTom Quill (Sue Lark),uncle\n"
        ),
        rules,
    )
    assert people(cast) == [("Una Wick", "mother"), ("Tom Quill", "uncle")]
    assert cast.sections["people"][1].aliases == ()
    assert "lines 2, 3: a part of the name was not understood" in said(cast)
    assert "Lark" not in said(cast)


def test_several_subjects_and_one_pseudonym_for_two_are_left_open(rules, tmp_path):
    """`subject:` takes one, a pseudonym is one person's: nobody guesses whose."""
    path = write_csv(
        tmp_path / "cast.csv", "Name,Subject?,Pseudonym\nUna Wick,Y,Child A\nTom Wick,yes,child a\n"
    )
    cast = read_cast(path, rules)
    assert cast.subject == ""
    assert [e.pseudonym for e in cast.sections["people"]] == ["", ""]
    assert "lines 2, 3: are each called the subject" in said(cast)
    assert "lines 2, 3: have the same pseudonym" in said(cast)


def test_the_same_table_gives_the_same_entries(rules, tmp_path):
    """Read twice, nothing differs."""
    path = write_csv(
        tmp_path / "cast.csv", "Name,School\nUna Wick,Wrenfield School\nTom Wick,Wrenfield School\n"
    )
    assert read_cast(path, rules) == read_cast(path, rules)


# Files that cannot be read -------------------------------------------------------------------------


def _zip(**parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def _sheet(tmp_path, change) -> bytes:
    path = write_sheets(tmp_path / "sound.xlsx", One=[["Name", "Role"], ["Una Wick", "mother"]])
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name.endswith("sheet1.xml") else old.read(name))
    return out.getvalue()


BAD = {
    "empty.csv": b"",
    "nothing.csv": b"\n\n,,\n",
    "no-headings.csv": b"Una Wick,mother\nTom Quill,uncle\n",
    "binary.csv": bytes(range(256)) * 20,
    "workbook.csv": b"PK\x03\x04" + b"0" * 99,
    "open-quote.csv": b'Name,Role\n"Una Wick,mother\n',
    "old.xls": bytes.fromhex("D0CF11E0A1B11AE1") + b"0" * 600,
    "password.xlsx": bytes.fromhex("D0CF11E0A1B11AE1") + b"0" * 600,
    "text.xlsx": b"Name,Role\nUna Wick,mother\n",
    "torn.xlsx": b"PK\x03\x04torn",
    "zip.xlsx": _zip(a="b"),
    "old.doc": b"x",
    "report.pdf": b"%PDF-1.7",
    "cast.ods": b"x",
    "word.docx": b"not a zip",
    "macros.xlsm": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_one_line_and_3(name, tmp_path, capsys):
    """Through the command: exit 3, one line, no traceback, nothing made."""
    (tmp_path / name).write_bytes(BAD[name])
    assert cli.main(["new", str(tmp_path / "case"), "--cast", str(tmp_path / name)]) == 3
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "Wick" not in err
    assert not (tmp_path / "case").exists()


HOSTILE = {
    "a doctype": lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet', 1),
    "a merged range over the whole sheet, twice": lambda xml: xml.replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "a cell at the far end": lambda xml: xml.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "a row with no number": lambda xml: xml.replace(b'<row r="2"', b'<row r="two"'),
    "more than can be safe": lambda xml: xml + b" " * 61_000_000,
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_a_hostile_workbook_is_bounded(harm, tmp_path, rules):
    """It is refused in one line, or read for what it holds; never a hang or a traceback."""
    path = tmp_path / "cast.xlsx"
    path.write_bytes(_sheet(tmp_path, HOSTILE[harm]))
    try:
        assert [name for name, _ in people(read_cast(path, rules))] == ["Una Wick"]
    except UnreadableError as error:
        assert "\n" not in str(error)  # noqa: PT017


def test_a_file_that_is_not_there_is_3(tmp_path, capsys):
    """The message names the path."""
    assert cli.main(["new", str(tmp_path / "case"), "--cast", str(tmp_path / "none.xlsx")]) == 3
    assert "no such file" in capsys.readouterr().err


# The command ---------------------------------------------------------------------------------------

TABLE = "Name,Relationship,Referred to as\nOrla Wick,Subject,Child G\nUna Wick,Mother,Mother Wick\nTom Quill,Uncle,\nWrenfield School,school,School Lark\nKit Lark,neighbour,\n"


@pytest.fixture
def table(tmp_path):
    return write_csv(tmp_path / "the panel's.csv", TABLE)


def test_new_writes_a_register_that_can_be_read(table, tmp_path, rules, capsys):
    """A pseudonym that names is left out with its row; the file is the register's own reader's."""
    assert cli.main(["new", str(tmp_path / "case"), "--cast", str(table)]) == 0
    out, _ = capsys.readouterr()
    register = read_register(tmp_path / "case" / "register.yaml", rules)
    assert register.subject == "p1"
    assert [(e.id, e.name, e.pseudonym) for e in register.entities.values()] == [
        ("p1", "Orla Wick", "Child G"),
        ("p2", "Una Wick", ""),
        ("p3", "Tom Quill", ""),
        ("p4", "Kit Lark", ""),
        ("o1", "Wrenfield School", ""),
    ]
    assert "line 3: pseudonym was left out: holds a part of the real name, or the initials, of p1" in out
    assert "line 5: pseudonym was left out" in out
    assert out.endswith("people: 4\nplaces: 0\norganisations: 1\n")
    assert not any(name in out for name in ("Wick", "Quill", "Lark", "Wrenfield"))
    assert {p.name for p in (tmp_path / "case").iterdir()} - {".lock"} == {"drafts", "register.yaml"}


def test_a_register_is_never_overwritten(table, tmp_path, capsys):
    """Exit 2, and neither the register nor the drafts change."""
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    (tmp_path / "case" / "register.yaml").write_text("people: []\n")
    draft = tmp_path / "d.txt"
    draft.write_text("A report.")
    assert cli.main(["new", str(tmp_path / "case"), str(draft), "--cast", str(table)]) == 2
    assert "never overwritten" in capsys.readouterr().err
    assert (tmp_path / "case" / "register.yaml").read_text() == "people: []\n"
    assert not any((tmp_path / "case" / "drafts").iterdir())


@pytest.mark.model
def test_names_that_only_the_drafts_have_are_comments(table, tmp_path, rules, capsys):
    """They have no effect until somebody takes the mark away; then the file still can be read."""
    draft = tmp_path / "d.txt"
    draft.write_text(
        "OVERVIEW REPORT\n\n1.1 Orla Wick lived with her mother, Una Wick. Her social worker, Hesper Nightingale, saw Orla Wick twice.\n"
    )
    assert cli.main(["new", str(tmp_path / "case"), str(draft), "--cast", str(table)]) == 0
    path = tmp_path / "case" / "register.yaml"
    text = path.read_text(encoding="utf-8")
    assert "in the drafts and not in the cast table: 1" in capsys.readouterr().out
    assert '#    name: "Hesper Nightingale"' in text
    assert "p5" not in read_register(path, rules).entities
    path.write_text(text.replace("#  - id", "  - id").replace("#    ", "    "), encoding="utf-8")
    assert read_register(path, rules).entities["p5"].name == "Hesper Nightingale"
    assert yaml.safe_load(text)["documents"] == [{"file": "d.txt", "kind": "overview-report"}]


def test_the_sample_s_table_is_read(rules, tmp_path):
    """The office's own headings and gaps; what stays open is told by row."""
    import build

    build.build_case("two-brothers", tmp_path / "two-brothers")
    cast = read_cast(tmp_path / "two-brothers cast table.docx", rules)
    assert len(cast.sections["people"]) == 8
    assert "row 10: no name that was understood" in said(cast)
    assert "column 10: not understood; 4 filled cells not taken" in said(cast)


@pytest.mark.parametrize(
    "cell",
    [
        "Deceased", "DECEASED", "Deceased (2014)", "N/K", "N.K.", "Unknown", "TBC", "T.B.C.", "-", "Anon", "Vacant",
        "Not disclosed", "Refused", "not known at this time", "NKA", "Missing", "ANON", "DIED",
    ],
)  # fmt: skip
def test_a_cell_that_says_there_is_no_name_is_no_person(rules, tmp_path, cell):
    """The row is told by its number and not taken; the next one is."""
    path = tmp_path / "cast.csv"
    path.write_text(f"Name,Role\n{cell},father\nJane Roe,mother\n")
    cast = read_cast(path, rules)
    assert people(cast) == [("Jane Roe", "mother")]
    assert "the row was not taken" in said(cast)
    assert "2" in said(cast)


def test_initials_that_are_a_small_word_are_still_somebodys(rules):
    """The initials A.T. are not the word."""
    assert names_somebody("A.T.", rules)
    assert names_somebody("AT", rules)
