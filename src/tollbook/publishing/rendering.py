"""Templates to HTML: everything in them is data, escaped, and a field that is not there is an error.

Takes: the name of a template and what it shows. Gives: HTML without scripts. Change this when: every template
is to know something more.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr

from tollbook.publishing import numbers
from tollbook.publishing.escaping import escaped
from tollbook.publishing.shown import contact_link, footnoted, web_address


def render(name: str, **shown: object) -> str:
    """Give the page that a template makes of what it is to show."""
    return environment().get_template(name).render(shown)


def text(name: str) -> str:
    """Give a file of the templates as it is."""
    source, _, _ = PackageLoader("tollbook.publishing").get_source(environment(), name)
    return source


class _Quick(CodeGenerator):
    """Compiles templates that escape what they show with `escaped`, in half the time."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Templates(Environment):
    """The templates of pages."""

    code_generator_class = _Quick
    escaped = staticmethod(escaped)


@cache
def environment() -> Environment:
    """Give the templates, each read and compiled once."""
    made = _Templates(
        loader=PackageLoader("tollbook.publishing"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    # As filters and tests they are called at once, past what a template does for any other call.
    made.filters.update(moment=numbers.moment, when=numbers.when)
    made.tests.update(web_address=web_address)
    made.globals.update(numbers=numbers, contact_link=contact_link, footnoted=footnoted)
    return made
