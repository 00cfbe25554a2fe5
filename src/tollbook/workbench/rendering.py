"""Templates to HTML: everything in them is data, escaped, and a field that is not declared is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from tollbook.measures import measures
from tollbook.workbench.layout import Frame
from tollbook.workbench.security import TOKEN
from tollbook.workbench.segments import verbatim

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
STATIC = FOLDER / "static"


@cache
def environment() -> Environment:
    """Give the templates, made ready once."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["verbatim"] = verbatim
    return made


def ready() -> None:
    """Compile every template and read the measures, so that nobody waits for these at their first page."""
    for name in environment().list_templates():
        environment().get_template(name)
    measures()


def render(template: str, page: Struct, frame: Frame, token: str) -> bytes:
    """Give a page as bytes of HTML; halves of characters, which no encoding holds, become question marks."""
    csrf = Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN, token)
    html = environment().get_template(template).render(page=page, frame=frame, csrf=csrf)
    return html.encode("utf-8", errors="replace")
