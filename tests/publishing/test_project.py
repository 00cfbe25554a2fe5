"""The project file: what it may say, and that the docs explain every line and every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.errors import SettingsError
from tollbook.publishing import Project
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.project import helps, load

DOCS = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text()


def test_the_defaults_are_the_careful_ones(tmp_path: Path) -> None:
    project = load(tmp_path / "project.toml")
    assert (project.embargo_hours, project.smallest_cell, project.alone, project.combatants) == (
        72,
        3,
        False,
        False,
    )
    assert project.missing() == ("name", "contact", "method_card", "risk_note")


def test_a_project_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text('name = "Count"\nnever = ["Kroll"]\nsmallest_cell = 5\n')
    project = load(path)
    assert (project.name, project.never, project.smallest_cell) == ("Count", ("Kroll",), 5)


@pytest.mark.parametrize("line", ['nmae = "x"', "smallest_cell = 0", "alone = 3", "not toml"])
def test_a_wrong_line_names_the_file(line: str, tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text(line)
    with pytest.raises(SettingsError, match=r"project\.toml"):
        load(path)


@pytest.mark.parametrize("heading", [*Project.__struct_fields__, *FORMATS])
def test_every_line_and_every_format_has_a_heading(heading: str) -> None:
    assert f"\n### {heading}\n" in DOCS
    assert heading in FORMATS or helps()[heading].endswith(".")
