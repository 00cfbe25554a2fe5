"""Templates to HTML: everything in them is data, escaped, and a field that is not there is an error.

Takes: the name of a template and what it shows. Gives: HTML without scripts. Change this when: every template
is to know something more.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from tollbook.publishing import numbers
from tollbook.publishing.shown import contact_link, footnoted


def render(name: str, **shown: object) -> str:
    """Give the page that a template makes of what it is to show."""
    return environment().get_template(name).render(shown)


def text(name: str) -> str:
    """Give a file of the templates as it is."""
    source, _, _ = PackageLoader("tollbook.publishing").get_source(environment(), name)
    return source


@cache
def environment() -> Environment:
    """Give the templates, each read and compiled once."""
    made = Environment(
        loader=PackageLoader("tollbook.publishing"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.globals.update(numbers=numbers, contact_link=contact_link, footnoted=footnoted)
    return made
