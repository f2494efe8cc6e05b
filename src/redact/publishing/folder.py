"""The files of a publication folder that stand beside the signed ones: index, checksums, note for readers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from redact.guards import WEBSITE, digests
from redact.model import Register, base_of
from redact.pages import render
from redact.policies import editions_policy
from redact.publishing.page import whom_to_ask
from redact.publishing.told import offered, title_of
from redact.redaction import Policy
from redact.rules import Rules
from redact.rules.publishing import Publishing, read_publishing
from redact.unnamed import is_anonymous

INDEX, SUMS, NOTE = "index.html", "SHA256SUMS", WEBSITE
WIDTH = 78  # characters of a line of plain text


def beside(
    files: Mapping[str, bytes],
    audience: str,
    register: Register,
    rules: Rules,
    page: Mapping[str, bytes] | None = None,
    contact: str = "",
) -> dict[str, bytes]:
    """Index, checksums and note for the signed *files* of an audience, by file name; with the signed public *page*.

    The index links the page, and names the *contact* of it that readers may ask.

    The note tells categories of what was changed, taken from what the edition's policy does: no name, no count.
    """
    publishing = read_publishing(rules.folder)
    policy = editions_policy(rules, register, audience, ())
    names = register.names or str(rules.naming.get("names", "labels"))
    made = {
        NOTE: note(policy, names, rules, publishing),
        INDEX: index(files, publishing, tuple(page or ()), contact),
        **(page or {}),
    }
    return made | {SUMS: sums({**files, **made})}


def note(policy: Policy, names: str, rules: Rules, publishing: Publishing) -> bytes:
    """The note for readers, as plain text."""
    said = {
        "{names}": str((rules.editions.get("names_said") or {}).get(names, "")),
        "{dates}": str((rules.editions.get("dates_said") or {}).get(policy.dates["DATE"], "")),
        "{ages}": str((rules.editions.get("ages_said") or {}).get(policy.ages, "")),
    }
    title = publishing.texts["changes title"]
    lines = [title, "=" * len(title), "", *_filled(publishing.texts["changes about"]), ""]
    for line in _changed(policy, publishing):
        for place, words in said.items():
            line = line.replace(place, words[:1].lower() + words[1:])
        lines += _filled(line[:1].upper() + line[1:], "- ", "  ")
    if is_anonymous(rules, base_of(policy.audience)):
        lines += _filled(publishing.texts["changes area"], "- ", "  ")
    return "\n".join([*lines, "", *_filled(publishing.texts["changes promise"]), ""]).encode()


def _changed(policy: Policy, publishing: Publishing) -> Iterator[str]:
    for label, rows in publishing.changes.items():
        treatment = policy.treatment(label)
        exact = (label == "DATE" and policy.dates["DATE"] == "exact") or (
            label == "AGE" and policy.ages == "exact"
        )
        if not exact and (line := rows.get(treatment)):
            yield line


def _filled(text: str, first: str = "", later: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=later)


def index(
    files: Mapping[str, bytes], publishing: Publishing, pages: Sequence[str] = (), contact: str = ""
) -> bytes:
    """The folder's index page, with a link to each of the public *pages* that lie beside the files."""
    sizes = {name: len(content) for name, content in files.items()}
    return render(
        "folder",
        title=title_of(files),
        texts=publishing.texts,
        offered=offered(sizes, publishing),
        pages=pages,
        note=NOTE,
        sums=SUMS,
        contact=whom_to_ask(contact, publishing.texts),
    )


def sums(files: Mapping[str, bytes]) -> bytes:
    """The checksums as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests(files).items()).encode()
