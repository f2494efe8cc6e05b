"""What a kind of thing is called in a sentence that is read by people: labels such as ID.NHS are the program's own."""

from __future__ import annotations

_WORDS = {
    "PERSON": "a person's name",
    "PLACE": "the name of a place",
    "SCHOOL": "the name of a school",
    "HEALTH_SITE": "the name of a hospital or practice",
    "ORG": "the name of a body",
    "ADDRESS": "an address",
    "POSTCODE": "a postcode",
    "PHONE": "a telephone number",
    "EMAIL": "an e-mail address",
    "URL": "a web address",
    "HANDLE": "somebody's name online",
    "DOB": "a date of birth",
    "DATE": "a date",
    "TIME": "a time of day",
    "AGE": "an age",
    "QUASI": "a detail by which somebody could be known",
    "ID.NHS": "an NHS number",
    "ID.CHI": "a Scottish health number",
    "ID.HC": "a health and care number",
    "ID.NINO": "a National Insurance number",
    "ID.UPN": "a pupil number",
    "ID.ULN": "a learner number",
    "ID.UCI": "an exam candidate's number",
    "ID.PNC": "a police record number",
    "ID.CRO": "a criminal record number",
    "ID.ASN": "an arrest number",
    "ID.CRIME": "a police reference",
    "ID.CASE": "a case reference",
    "ID.COURT": "a court case number",
    "ID.PRISON": "a prison number",
    "ID.PROBATION": "a probation number",
    "ID.LICENCE": "a driving licence number",
    "ID.PASSPORT": "a passport number",
    "ID.HOMEOFFICE": "a Home Office reference",
    "ID.VRM": "a car's registration",
    "ID.REG": "a professional's registration number",
    "ID.BANK": "a bank account's number",
    "ID.GRID": "a map reference",
    "ID.DEVICE": "the number of a telephone or computer",
}


def in_words(label: str) -> str:
    """'a person's name' for PERSON; a kind of number that has no words of its own is 'a reference number'."""
    return _WORDS.get(label) or _WORDS.get(label.partition(".")[0], "a reference number")
