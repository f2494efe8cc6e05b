"""Pages that people open in a browser: one file each, nothing to load, nothing to run.

Templates lie beside this module; Jinja2 escapes every value, so that mark-up in a draft is shown
and never obeyed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


def render(name: str, **values: Any) -> bytes:
    """The page of the template *name* with *values*, as the bytes of an HTML file."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return (pages.get_template(f"{name}.html").render(**values) + "\n").encode()
