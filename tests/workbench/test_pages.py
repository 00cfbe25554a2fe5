"""What is printed is declared, and every digit of data goes through the macros of numbers.html."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import get_type_hints

import pytest
from jinja2 import nodes
from msgspec import Struct
from starlette.testclient import TestClient

from tollbook.workbench import layout
from tollbook.workbench.app import LINES
from tollbook.workbench.rendering import TEMPLATES, environment

SHOWN = {
    line.target: line
    for line in LINES
    if line.method == "GET" and line.template in environment().list_templates()
}
"""The lines that show a page with a template of its own."""

OWN = (
    "/",
    "/?list=conflicts",
    "/?list=links",
    "/?list=new",
    "/search?words=lisbon+2023",
    "/name",
    "/add",
    "/nowhere",
)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


def page_of(target: str) -> type[Struct]:
    """Give the Struct that a page's function gives, by its annotation."""
    given = get_type_hints(SHOWN[target].page())["return"]
    kinds = [given, *getattr(given, "__args__", ())]
    return next(
        kind
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, Struct) and kind.__name__ != "Shown"
    )


@pytest.mark.parametrize("target", SHOWN)
def test_every_field_of_a_page_says_what_it_is(target: str) -> None:
    assert untold(page_of(target)) == set()


def untold(kind: type[Struct]) -> set[str]:
    """Give the fields of a Struct without a sentence that says what they are."""
    hints = get_type_hints(kind, include_extras=True)
    metas = {name: getattr(hints[name], "__metadata__", (None,))[0] for name in kind.__struct_fields__}
    return {
        name for name, meta in metas.items() if not str(getattr(meta, "description", "")).endswith((".", "…"))
    }


@pytest.mark.parametrize("target", SHOWN)
def test_a_template_prints_no_field_that_is_not_declared(target: str) -> None:
    tree = environment().parse((TEMPLATES / SHOWN[target].template).read_text())
    printed = {
        found.attr
        for found in tree.find_all(nodes.Getattr)
        if isinstance(found.node, nodes.Name) and found.node.name == "page"
    }
    assert printed <= set(page_of(target).__struct_fields__)


def test_the_frame_declares_what_it_prints() -> None:
    assert untold(layout.Frame) | untold(layout.Notice) == set()


class Outside(HTMLParser):
    """Collects the text of a page that no macro of numbers.html printed."""

    def __init__(self) -> None:
        super().__init__()
        self._inside: list[bool] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            classes = (dict(attrs).get("class") or "").split()
            printed = tag in ("time", "textarea") or not {"number", "tally", "words"}.isdisjoint(classes)
            self._inside.append(printed)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._inside:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._inside):
            self.text += data


@pytest.mark.parametrize("path", OWN)
def test_no_digit_of_data_stands_outside_of_the_macros(browser: TestClient, path: str) -> None:
    seen = Outside()
    seen.feed(re.sub(r"<span class=\"help\">.*?</span>", "", browser.get(path).text))
    assert re.findall(r"\S*\d\S*", seen.text) == []


@pytest.mark.parametrize("path", OWN)
def test_no_page_holds_script_or_style_of_its_own(browser: TestClient, path: str) -> None:
    page = browser.get(path).text
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page) == []
