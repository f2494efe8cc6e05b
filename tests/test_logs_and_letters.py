"""Police logs, ward notes, school and housing papers: their numbers, initials, terms, and who is one person in them."""

import pytest

from redact.detect import find_anew
from redact.formats.markdown import parse_gold
from redact.model import Entity, Register
from redact.reading import find_and_link
from redact.rules import load_rules

RULES = load_rules()
TREATED = {"flag", "replace"}


def person(entity: str, name: str, role: str, *aliases: str) -> Entity:
    return Entity(entity, "PERSON", name, aliases, role, listed=True)


def linked(text: str, *known: Entity):
    """The mentions of *text* that are treated, with their entities."""
    document, _ = parse_gold(text, "a.md")
    anew = {document.name: find_anew(document, RULES)}
    register = Register(entities={entity.id: entity for entity in known})
    mentions, _ = find_and_link([document], anew, register, RULES)
    return [m for m in mentions if m.status in TREATED]


def words(text: str, *known: Entity) -> set[str]:
    return {m.text for m in linked(text, *known)}


def labelled(text: str, label: str, *known: Entity) -> set[str]:
    return {m.text for m in linked(text, *known) if m.label.startswith(label)}


# Numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("He was graded medium on STORM 0499-040431.", "0499-040431"),
        ("CAD# 99417 refers.", "99417"),
        ("The officer seized exh ZZ/1 and ZZ/2.", "ZZ/2"),
        ("Handset ZZ/5 was locked.", "ZZ/5"),
        ("A Datix re the lost handover W99914 was raised.", "W99914"),
        ("Complaint ZMP/31/0377 was closed.", "ZMP/31/0377"),
        ("NRM submitted, ref 2031-99918.", "2031-99918"),
        ("Officer D Brannock, reg. ZZEH-990412.", "ZZEH-990412"),
        ("URN: 31 ZZ 0499122 was given.", "31 ZZ 0499122"),
        ("Missing again, MP M31/9909 closed.", "M31/9909"),
        ("EHCP no. 999733 was issued.", "999733"),
        ("Rent a/c 0099812-01 in arrears; ASB case ASB00999.", "ASB00999"),
    ],
)
def test_numbers_of_records(text: str, number: str) -> None:
    """A number by which an agency finds its record is treated, with its cue left in place."""
    assert number in labelled(text, "ID")


@pytest.mark.parametrize(
    "text",
    [
        "EHCPs rose in 2031/32 and MISPER reports fell in 2031.",
        "The blanket was BB/2 grade by ISO-27001.",
        "There were 1200 calls and 14 repairs.",
    ],
)
def test_counts_and_years_are_no_numbers_of_records(text: str) -> None:
    assert not labelled(text, "ID")


# Terms -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The record on Niche nominal was wrong and STORM was down.",
        "A Threat to Life assessment, or Osman warning, was not considered after Osman v United Kingdom.",
        "They were not told to use Language Line or LanguageLine.",
        "She was told of the Housing Ombudsman Service and the HHSRS.",
        "Nothing was known of other children of FoB.",
        "Two OCGs were mapped and CAWNs were served; PolSA attended.",
        "Kawasaki disease was considered and excluded.",
    ],
)
def test_terms_of_the_trade_stay(text: str) -> None:
    assert not words(text)


def test_a_condition_that_was_not_excluded_is_asked_about() -> None:
    """Only what nobody has stays."""
    assert "Kawasaki disease" in words("He has Kawasaki disease.")
    assert "Kawasaki disease" in words("Kawasaki disease was considered and confirmed.")


def test_a_title_page_in_one_paragraph() -> None:
    """Author and chair stay where their lines run on."""
    page = "# Review\n\nIndependent author: Rosalind Brannock\nChair of the review panel: Desmond Stannard\n\n## One\n\nHe rang."
    assert not words(page)


def test_baby_of_a_ward_is_nobodys_name() -> None:
    """'Baby Brannock' is what a ward calls the child; 'Baby' and 'Baby L' by themselves are nobody's."""
    child = person("p1", "Albie Stannard", "subject child", "Baby Brannock")
    found = words("Baby Brannock went home. In the report he is Baby L. Baby asleep.", child)
    assert "Baby Brannock" in found
    assert not {"Baby", "Baby L", "Baby L."} & found


# People ------------------------------------------------------------------------------------------


def test_an_officer_behind_a_number() -> None:
    assert "Brannock" in words("Op 6199 Brannock took it.")


def test_initials_under_by() -> None:
    """Initials under 'By' are somebody's, shorthand for a role is not."""
    rows = "\n".join(f"| 01.02.22 | {who} | Rang home. |" for who in ("JB", "HV", "KS"))
    found = words(f"| Date | By | Entry |\n| --- | --- | --- |\n{rows}\n")
    assert {"JB", "KS"} <= found
    assert "HV" not in found


def test_a_key_with_the_initials_first() -> None:
    """'AP Aldous Pettigrew' explains whose letters they are."""
    assert "AP" in words("Staff: KS Karen Shawbrook (lead); AP Aldous Pettigrew (head).")


def test_initials_that_sign_entries() -> None:
    """Where others sign so, shorthand before the colon is somebody's too; a role is not."""
    log = "- 05/11/20 HJ: Mould.\n- 18/11/20 TL: Surveyed.\n- 19/11/20 KX: Filed.\n- 20/11/20 SW: Rang.\n"
    found = words(log)
    assert {"HJ", "TL"} <= found
    assert "SW" not in found


def test_messages_without_capitals() -> None:
    """A place of two words is known in small letters, with its number; so is a first name that is a word."""
    known = (
        person("p1", "Lee Brannock", "stepfather"),
        Entity("l1", "PLACE", "Petrel Court", (), "home", listed=True),
    )
    found = words("hi its me from petrel court number 6. im on my own since lee went", *known)
    assert {"petrel court number 6", "lee"} <= found
    assert "lee" not in words("The boat lay in the lee of the wall since lee water is calm.", *known)


def test_the_initial_of_the_next_name() -> None:
    """'Stannard, H Wragg' are two; 'Stannard, H' is one."""
    found = words("Present Stannard, H Wragg and C Ollerton. Sgt Ian Stannard rang.")
    assert "H Wragg" in found
    assert "Stannard, H" not in found


def test_a_hospital_behind_a_doctor() -> None:
    """Capitals that nobody can speak are no surname."""
    assert "Dr Haddad" in words("T/c from Dr Haddad MGH. Discussed.")


def test_another_of_the_same_name() -> None:
    """Who is said to be another is nobody whom the case knows."""
    seren = person("p1", "Seren Stannard", "subject child")
    found = linked("Seren Stannard was ill. The file went to a school which has another S. Stannard.", seren)
    assert [m.entity == "p1" for m in found] == [True, False]


MOTHER_IN_LAW = "Lee left and went to his mother, Jean Hembury. Dear Mrs Hembury, we know of the mould. {}"


@pytest.mark.parametrize(
    ("said", "is_carys"),
    [("Carys Stannard wrote.", True), ("Carys Stannard was Carys Hembury until she married.", False)],
)
def test_mrs_by_the_name_on_the_panels_list(said: str, is_carys: bool) -> None:
    """Mrs Hembury is whom the list calls so before her mother-in-law; a name that was given up is hers no more."""
    carys = person("p2", "Carys Stannard", "mother", "Carys Hembury")
    (mrs,) = [m for m in linked(MOTHER_IN_LAW.format(said), carys) if m.text == "Mrs Hembury"]
    assert (mrs.entity == "p2") == is_carys


def test_a_name_of_two_forms_and_an_initial() -> None:
    """'Jimmy D' is James, known as Jimmy."""
    jimmy = person("p3", "James Doran", "father", "Jimmy")
    found = linked("James Doran came. FoB = Jimmy D, works nights.", jimmy)
    assert {m.entity for m in found if m.text == "Jimmy D"} == {"p3"}


def test_who_signs_an_entry_is_no_relative() -> None:
    """'MQ' behind the last full stop is the nurse, not the aunt."""
    aunt = person("p4", "Maeve Quilligan", "paternal aunt")
    nurse = person("p5", "Mary Quansah", "nurse")
    found = linked("Maeve Quilligan came. Mary Quansah noted it.\n\nAdvised and went home. MQ\n", aunt, nurse)
    assert [m.entity for m in found if m.text == "MQ"] == ["p5"]
