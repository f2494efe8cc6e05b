"""What the program is made of: `supply.py licences [--check]` writes docs/licences.md, `supply.py sbom FILE` a CycloneDX list.

Both are made from requirements.lock and from what is installed of it: the packages that run with the program,
and not the tools that test it.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
HEAD = """\
# Licences

What is installed with the program and runs with it, by `make licences` from the packages' own statements.
The tools that test it are not in this list. `make sbom` writes the same as a CycloneDX file, with hashes.

| package | version | licence |
|---|---|---|
"""
#: No licence that asks for the source of what uses it.
REFUSED = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.I)


@dataclass(frozen=True, slots=True)
class Package:
    """A package that runs with the program."""

    name: str
    version: str
    licence: str
    hashes: tuple[str, ...]  # sha256 of its files on the package index


def running() -> list[Package]:
    """The packages that the program needs, and those that these need, as installed here."""
    seen: set[tuple[str, str]] = set()
    waiting = [(name, extra) for name, extras in own() for extra in ("", *extras)]
    names: set[str] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        if not extra:
            names.add(name)
        waiting += [(need, more) for need, extras in needs(name, extra) for more in ("", *extras)]
    locked = lock()
    return [_package(name, locked) for name in sorted(names)]


def own() -> Iterator[tuple[str, set[str]]]:
    """What pyproject.toml asks for."""
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "dependencies"
    ]:
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate():
            yield canonicalize_name(asked.name), asked.extras


def needs(name: str, extra: str) -> Iterator[tuple[str, set[str]]]:
    """What a package asks for on this machine."""
    try:
        wanted = requires(name) or []
    except PackageNotFoundError:
        return
    for line in wanted:
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate({"extra": extra}):
            yield canonicalize_name(asked.name), asked.extras


def lock() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Version and hashes of each package in requirements.lock."""
    found = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8")):
        if match := re.match(r"([\w.-]+)==(\S+)", entry):
            found[canonicalize_name(match[1])] = (
                match[2],
                tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)),
            )
    return found


def _package(name: str, locked: dict[str, tuple[str, tuple[str, ...]]]) -> Package:
    version, hashes = locked.get(name, ("not locked", ()))
    return Package(name, version, licence_of(name), hashes)


def licence_of(name: str) -> str:
    """What a package says of its licence: the expression, else the classifiers, else the first line of the text."""
    about = distribution(name).metadata
    if said := about.get("License-Expression"):
        return str(said)
    classes = [
        c.rsplit(" :: ", 1)[-1] for c in about.get_all("Classifier") or () if c.startswith("License ::")
    ]
    classes = [c for c in classes if c != "OSI Approved"]
    line = (about.get("License") or "").strip().split("\n")[0][:80]
    return " AND ".join(classes) or line or _by_its_words(name)


def _by_its_words(name: str) -> str:
    """The licence of a package that has its text and does not say its name."""
    for path in distribution(name).files or ():
        if path.stem.upper() in {"LICENSE", "LICENCE", "COPYING"}:
            text = " ".join(path.read_text(encoding="utf-8").split())
            if "Permission is hereby granted, free of charge, to any person obtaining a copy" in text:
                return "MIT"
    return "not stated"


def page() -> str:
    """docs/licences.md."""
    return HEAD + "".join(f"| {p.name} | {p.version} | {p.licence.replace('|', '/')} |\n" for p in running())


def sbom() -> str:
    """The packages as CycloneDX 1.6 (JSON); the same for the same lock: no time, no random number."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    from redact import __version__

    bom = Bom(
        components=[
            Component(
                name=p.name,
                version=p.version,
                type=ComponentType.LIBRARY,
                bom_ref=f"pkg:pypi/{p.name}@{p.version}",
                purl=PackageURL("pypi", None, p.name, p.version),
                licenses=[LicenseFactory().make_from_string(p.licence)],
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in p.hashes],
            )
            for p in running()
        ]
    )
    bom.metadata.component = Component(
        name="redact", version=__version__, type=ComponentType.APPLICATION, bom_ref="redact"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # which package asks for which is not told
        made = json.loads(JsonV1Dot6(bom).output_as_string())
    del made["serialNumber"], made["metadata"]["timestamp"]
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """See the module."""
    if sys.argv[1] == "sbom":
        target = Path(sys.argv[2])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(sbom(), encoding="utf-8")
        print(target)
    elif "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/licences.md is not current; run: make licences")


if __name__ == "__main__":
    main()
