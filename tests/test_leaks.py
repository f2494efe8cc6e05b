"""Adversarial drafts through the whole run: what hides in them comes out nowhere, and the scanner that says so can see."""

from __future__ import annotations

import base64
import io
import re
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "leaks"))

import cast
import drafts
import finished
import scan
from surfaces import LEFT, READ, SURFACES
from word_package import docx, p, png, table, zipped

from test_checks import QUESTION

QUICK = [name for name, one in SURFACES.items() if one.quick]
ALL = list(SURFACES)


def _through(name: str, folder: Path, rules: object, audiences: tuple[str, ...]) -> list[str]:
    surface = SURFACES[name]
    outcome = drafts.run(surface, folder, rules, audiences=audiences)
    return drafts.problems(surface, outcome)


@pytest.mark.model
@pytest.mark.parametrize("name", QUICK)
def test_what_hides_in_a_draft_does_not_come_out(name: str, tmp_path: Path, rules: object) -> None:
    """No secret in any staged file, the harmless sentences in each, and nothing staged of a hostile file."""
    assert not (found := _through(name, tmp_path, rules, ("publication",))), "; ".join(found)


@pytest.mark.long
@pytest.mark.model
@pytest.mark.parametrize("name", ALL)
def test_what_hides_anywhere_comes_out_for_nobody(name: str, tmp_path: Path, rules: object) -> None:
    """The whole corpus, for all audiences."""
    assert not (found := _through(name, tmp_path, rules, drafts.AUDIENCES)), "; ".join(found)


# --- the corpus -----------------------------------------------------------------------------------


def test_the_corpus_is_large_enough_and_covers_every_kind() -> None:
    """At least 130 drafts, of each kind that is read, each place named once for its kind."""
    assert len(SURFACES) >= 130
    kinds = {one.kind for one in SURFACES.values()}
    assert kinds >= {"docx", "pdf", "txt", "md", "html", "eml", "rtf", "odt", "xlsx", "csv"}
    places = [(one.suffix, one.place) for one in SURFACES.values()]
    assert len(places) == len(set(places)), sorted({one for one in places if places.count(one) > 1})


def test_a_draft_is_made_of_the_same_bytes_each_time() -> None:
    """What was found once can be found again."""
    for name in ("word-cells", "pdf-shuffled", "text-utf-16", "odt-table", "xlsx-cells"):
        assert SURFACES[name].make() == SURFACES[name].make(), name


def test_each_draft_that_should_be_read_holds_a_secret() -> None:
    """A draft in which the scanner itself finds nothing would prove nothing."""
    missing = []
    for name, one in SURFACES.items():
        if one.suffix == ".docx" and one.expect in (READ, LEFT) and not _seen_by_scanner(one.make(), one):
            missing.append(name)
    assert set(missing) <= {"word-file-name", *PIXELS, *WITH_MORE}, missing


#: The name is whole only without what was deleted or hidden in the middle of it.
WITH_MORE = {"word-split-by-change", "word-hidden-mark"}
PIXELS = {"word-picture-pixels", "word-picture-cropped", "word-picture-orphan", "word-thumbnail-pixels"}


def _seen_by_scanner(data: bytes, surface: object) -> bool:
    secrets = drafts.secrets_of(surface)  # type: ignore[arg-type]
    return bool(scan.leaks(scan.views_of(data, "draft"), secrets))


def test_every_leak_in_a_finished_file_is_caught_and_the_limits_say_how_many(tmp_path: Path) -> None:
    """By its own check, which says nothing of the clean twin; docs/limits.md has the counts of today."""
    found = list(finished.seeded(QUESTION, tmp_path))
    assert [one.name for one in found if not (one.caught and one.silent)] == []
    assert len(found) >= 90
    limits = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")
    assert finished.table(found) in limits
    kinds = {words.partition(" (")[0] for words in finished.KINDS.values()}
    section = limits.partition("## What the checks do not see")[2].partition("\n## ")[0]
    seen = {
        row.partition(" (")[0].strip("* ")
        for row in re.findall(r"^\| ([^|]+) \|[^|]+\|[^|]*\|$", section, re.MULTILINE)
    }
    assert {kind for kind in kinds if not any(kind in row for row in seen)} == set()


# --- the scanner ----------------------------------------------------------------------------------

NAME, NHS = cast.HYPHENATED, cast.NHS


def found(text: str) -> set[str]:
    """The secrets of the cast in a text."""
    return {one.secret for one in scan.leaks([scan.View("text", text)], cast.SECRETS)}


@pytest.mark.parametrize(
    "text",
    [
        NAME,
        NAME.upper(),
        "isolde came",
        "Is\u043eld\u0435",
        "Iso\u200blde",
        "Iso\u00adlde",
        "Ísólde",
        "Ｉｓｏｌｄｅ",
        "I s o l d e",
        "I.s.o.l.d.e",
        "edlosI",
        "Fernyhalgh-\nPocklish",
        "Ferny-\nhalgh",
        "Isolde%20Fernyhalgh",
        "&#73;solde",
        "=49solde",
        "\\'49solde",
        "\\u0049solde",
        base64.b64encode(NAME.encode()).decode(),
        base64.b64encode(b"\1\2\3" + NAME.encode("utf-16-le")).decode(),
        NAME.encode().hex(),
        "byIsoldeFernyhalgh",
        "Isolde_Fernyhalgh",
        "IsoldeFernyhalghPocklish.docx",
    ],
)
def test_the_scanner_finds_a_name_however_it_is_written(text: str) -> None:
    """Folded, broken, spaced, encoded: a name in each disguise."""
    assert NAME in found(f"Then {text} was there."), text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("No. 999-000-0018.", NHS),
        ("No. 999.000.0018", NHS),
        ("９９９０００００１８", NHS),
        ("999\u00a0000\u200b0018", NHS),
        ("+44 7700 900123", cast.PHONE),
        ("za9  9aa", cast.POSTCODE),
        ("ZA99AA", cast.POSTCODE),
        ("14/03/2013", cast.BORN),
        ("14.3.13", cast.BORN),
        ("2013-03-14T00:00:00Z", cast.BORN),
        ("20130314", cast.BORN),
        ("14th of March", cast.BORN),
        ("March 14, 2013", cast.BORN),
        ("41347", cast.BORN),
        ("Effie and Ste\ufb03e", cast.LIGATURES),
        ("Siobhan ODrennagh", cast.APOSTROPHE),
        ("WASACZYK", cast.ACCENTED),
        ("umm-rashdan", cast.KUNYA),
        ("St Ebbawick's", "Ebbawick"),
    ],
)
def test_the_scanner_finds_the_other_secrets(text: str, secret: str) -> None:
    """Numbers by their figures, dates in every order, postcodes, names with marks."""
    assert secret in found(text), text


@pytest.mark.parametrize(
    "text",
    [
        *cast.HARMLESS,
        "Child G lived with Mother in Town A in March 2013.",
        "The date was removed. School A, Address 1, [NHS number removed].",
        "sha256 9f990e0001a8b1c2d3e4f50617283940",
        "Isolation, older people, summer, tens of thousands",
    ],
)
def test_the_scanner_says_nothing_of_what_is_harmless(text: str) -> None:
    """An alarm that always rings is no alarm."""
    assert not found(text)


def _pdf(words: str) -> bytes:
    from pdf_page_surfaces import page

    return page(lambda canvas, name: canvas.drawString(60, 600, words))


def _attached() -> bytes:
    from pdf_page_surfaces import changed, page
    from pdf_surfaces import _file

    return changed(page(), _file(lambda name: zipped({"a.txt": name}), "a.zip"), NAME)


PLANTED = {
    "docx over runs": docx(p("Iso", "lde")),
    "docx over cells": docx(table(["Umm", "Rashdan"])),
    "docx attribute": docx(p(f'<w:bookmarkStart w:name="{NAME}"/>')),
    "docx in docx": docx(parts={"word/embeddings/a.docx": (docx(p(NAME)), "x")}),
    "docx picture": docx(parts={"word/media/a.png": (png(NAME, "zTXt"), "image/png")}),
    "docx comment": docx(f"<!-- {NAME} -->"),
    "docx entry": docx(parts={f"customXml/{NAME}.xml": ("<a/>", "x")}),
    "docx symbols": docx(
        "<w:p><w:r>" + "".join(f'<w:sym w:char="F0{ord(c):02X}"/>' for c in "Isolde") + "</w:r></w:p>"
    ),
    "pdf page": _pdf(NAME),
    "pdf attachment": _attached(),
    "html over tags": b"<html><p>Iso<b>lde</b></p></html>",
    "html attribute": f'<html><img alt="{NAME}"></html>'.encode(),
    "html comment": f"<html><!-- {NAME} --></html>".encode(),
    "html data": b'<html><img src="data:image/png;base64,' + base64.b64encode(NAME.encode()) + b'"></html>',
    "json escaped": b'{"a": ["\\u0049solde"]}',
    "zip in zip": zipped({"a.zip": zipped({"b.txt": NAME})}),
    "bytes": b"\0\1\2" * 40 + NAME.encode("utf-16-le"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_the_scanner_opens_everything(kind: str, tmp_path: Path) -> None:
    """A name planted in each layer of each kind of file is found."""
    path = tmp_path / f"planted.{kind.split()[0]}"
    path.write_bytes(PLANTED[kind])
    secrets = [one for one in cast.SECRETS if one[1] in (NAME, cast.KUNYA)]
    assert scan.leaks(scan.views(path), secrets), kind


def test_the_scanner_opens_what_a_run_stages(tmp_path: Path) -> None:
    """The names of files count, and whole folders."""
    (tmp_path / "Isolde report.txt").write_text("nothing", encoding="utf-8")
    assert [one.secret for one in scan.leaks_in(tmp_path, cast.SECRETS)] == [NAME]


def test_the_scanner_counts_pictures(tmp_path: Path) -> None:
    """Pixels cannot be searched, so a picture that travels is a finding by itself."""
    from pdf_page_surfaces import page
    from pdf_surfaces import _photo

    for suffix, data in {
        ".docx": docx(parts={"word/media/a.png": (png(), "image/png")}),
        ".pdf": page(_photo, "x"),
        ".html": b'<html><img src="a.png"></html>',
    }.items():
        path = tmp_path / f"a{suffix}"
        path.write_bytes(data)
        assert scan.pictures(path), suffix


def test_the_scanner_shares_nothing_with_the_program() -> None:
    """It could not find what the program had missed, if it looked with the program's eyes."""
    source = (Path(__file__).parent / "leaks" / "scan.py").read_text(encoding="utf-8")
    assert "redact" not in source.replace("redaction", "")
    with zipfile.ZipFile(io.BytesIO(docx())) as package:
        assert package.testzip() is None


def test_a_run_that_leaks_is_reported() -> None:
    """The verdict names leaks, losses, pictures and what ought to have been refused."""
    surface = SURFACES["word-hidden"]
    bad = drafts.Outcome(
        leaks=[scan.Leak("x", "y")], pictures=["publication/.pdf image"], lost=["z"], printed=True
    )
    told = " ".join(drafts.problems(surface, bad))
    assert all(word in told for word in ("LEAK", "PICTURE", "LOST", "PRINTED"))
    assert drafts.problems(SURFACES["word-hostile-macro"], drafts.Outcome())
    assert not drafts.problems(surface, drafts.Outcome(state="refused", told="why"))
    assert drafts.remarks(surface, drafts.Outcome(state="refused", told="why"))
