"""Pages that people open in a browser: one file each, nothing to load, nothing to run.

Templates lie beside this module; Jinja2 escapes every value, so that mark-up in a draft is shown
and never obeyed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def render(name: str, **values: Any) -> bytes:
    """The page of the template *name* with *values*, as the bytes of an HTML file."""
    return (_templates().get_template(f"{name}.html").render(**values) + "\n").encode()


@cache
def _templates() -> Environment:
    """The templates, each compiled when it is first asked for and kept."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
