"""The docs say what the code says: generated pages are current, every dependency has its reasons."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.architecture.source import ROOT

from tollbook.measures import measures
from tollbook.settings import Settings

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
DEPENDENCIES = [
    re.split(r"[<>=\[ ]", wanted)[0]
    for wanted in (*PROJECT["dependencies"], *EXTRAS["dev"], *EXTRAS["train"])
]
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)")


def test_generated_pages_are_current() -> None:
    answer = subprocess.run(
        [sys.executable, ROOT / "tools" / "docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr


def test_lock_files_are_current() -> None:
    answer = subprocess.run(
        [sys.executable, ROOT / "tools" / "lock.py"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_every_dependency_has_its_reasons(dependency: str) -> None:
    decisions = "".join(page.read_text() for page in (ROOT / "docs" / "decisions").glob("*.md"))
    assert f"`{dependency}`" in decisions


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text()))
    assert {page.name for page in folder.glob("0*.md")} == listed


@pytest.mark.parametrize("measure", measures())
def test_every_measure_has_a_heading(measure: str) -> None:
    assert f"\n## {measure}\n" in (ROOT / "docs" / "measures.md").read_text()


@pytest.mark.parametrize("setting", Settings.__struct_fields__)
def test_every_setting_has_a_heading(setting: str) -> None:
    assert f"\n## {setting}\n" in (ROOT / "docs" / "settings.md").read_text()


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]), ids=lambda page: page.name
)
def test_every_link_inside_the_docs_leads_somewhere(page: Path) -> None:
    folder, words = page.parent, page.read_text()
    assert [link for link in LINK.findall(words) if not (folder / link).exists()] == []
