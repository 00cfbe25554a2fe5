"""What a page is given, and what it may give back.

Takes: a request that `security` let through. Gives: a response. Change this when: pages need to know
something else of a request, or give back something new.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from msgspec import Struct
from starlette.datastructures import ImmutableMultiDict

from tollbook.ledger import Ledger
from tollbook.recording import Signature
from tollbook.settings import Settings
from tollbook.workbench.permission import Act

Fields = ImmutableMultiDict[str, str]


class Visit(Struct, frozen=True, kw_only=True):
    """One request: who came, where to, and what was sent.

    `path` are the parts of the address, `asked` is its query, `sent` the form of a POST; `files` are
    uploads by their field, `keep` puts the person's name into the settings.
    """

    ledger: Ledger
    settings: Settings
    person: str
    path: Mapping[str, str] = {}
    asked: Fields = ImmutableMultiDict()
    sent: Fields = ImmutableMultiDict()
    files: Mapping[str, bytes] = {}
    keep: Callable[[str], None]

    def signature(self, why: str = "") -> Signature:
        """Give who acts, and why."""
        return Signature(self.person, why)


class Shown(Struct, frozen=True):
    """A page under a status of HTTP; `template` where it is not the one of the route."""

    page: Struct
    status: int = 200
    template: str = ""


class Moved(Struct, frozen=True):
    """Go on at an address of the workbench."""

    to: str


class Raw(Struct, frozen=True):
    """Bytes of a media type that is no page."""

    data: bytes
    kind: str
    status: int = 200


Answer = Struct | None
"""A page's own Struct, `Shown`, `Moved`, `Raw`, or `None` where there is no such thing."""

Page = Callable[[Visit], Answer]


class Line(Struct, frozen=True):
    """One line in the table of addresses: `target` is "module:function" inside `pages`.

    `act` is what the person must be allowed to do. The template is that of the module's name.
    """

    path: str
    target: str
    method: str = "GET"
    act: Act = "look"

    @property
    def template(self) -> str:
        """The template that a page of this line is rendered with."""
        return f"{self.target.partition(':')[0]}.html"

    def page(self) -> Page:
        """Give the function behind the line; its module is imported when it is first asked for."""
        module, _, name = self.target.partition(":")
        return cast(Page, getattr(import_module(f"tollbook.workbench.pages.{module}"), name))


def local(address: str) -> str:
    """Give an address if it leads to this workbench, else that of the first page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside else "/"
