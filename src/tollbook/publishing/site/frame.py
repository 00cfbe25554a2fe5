"""What stands around every page of the site: where one can go, whose it is, and how to correct something.

Takes: the project. Gives: whole pages. Change this when: every page is to show something more.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from markupsafe import Markup

from tollbook.publishing.project import Project
from tollbook.publishing.rendering import render

MENU = (
    ("index.html", "Incidents"),
    ("places.html", "Places"),
    ("changes.html", "Changes"),
    ("method.html", "Method"),
    ("care.html", "Not shown"),
    ("downloads.html", "Downloads"),
    ("corrections.html", "Corrections"),
)


@cache
def _menu(root: str) -> Markup:
    """Give the links of the menu, the same on every page of a folder."""
    return Markup("").join(
        Markup('<a href="{}{}">{}</a>').format(root, address, words) for address, words in MENU
    )


class Frame:
    """The frame of the pages of one site."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._version = version("tollbook")

    def page(self, template: str, title: str, *, root: str = "", **shown: object) -> str:
        """Give a page; `root` is the way from its folder to that of the site."""
        return render(
            f"site/{template}",
            title=title,
            root=root,
            menu=_menu(root),
            project=self.project,
            version=self._version,
            **shown,
        )
