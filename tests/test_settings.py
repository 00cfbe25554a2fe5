"""Settings come from the environment, a file and the defaults, in this order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.errors import SettingsError
from tollbook.settings import Settings, helps, keep_name, load


def test_without_anything_set_the_defaults_hold() -> None:
    assert load({}) == Settings()


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('workers = 3\nformat = "csv"\n')
    set_by = {"TOLLBOOK_SETTINGS": str(file), "TOLLBOOK_WORKERS": "2"}
    assert load(set_by) == Settings(workers=2, format="csv")


@pytest.mark.parametrize(
    ("name", "value"),
    [("TOLLBOOK_WORKERS", "0"), ("TOLLBOOK_WORKERS", "many"), ("TOLLBOOK_FORMAT", "xml")],
)
def test_a_value_that_cannot_be_is_named_with_its_source(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=r"^the environment: .*`\$\."):
        load({name: value})


@pytest.mark.parametrize("text", ["wokers = 3", "workers = ", "workers = 1.5", "\0"])
def test_a_file_that_cannot_be_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        load({"TOLLBOOK_SETTINGS": str(file)})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="gone"):
        load({"TOLLBOOK_SETTINGS": str(tmp_path / "gone")})


def test_every_setting_has_a_sentence_of_help() -> None:
    assert list(helps()) == list(Settings.__struct_fields__)
    assert all(words.endswith(".") for words in helps().values())


def test_a_kept_name_is_the_name_from_then_on_and_leaves_the_other_lines(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    set_by = {"TOLLBOOK_SETTINGS": str(file)}
    keep_name("Ana", set_by)
    file.write_text(file.read_text() + "# by hand\nworkers = 3\n")
    keep_name('Олена "O" \\', set_by)
    assert load(set_by) == Settings(workers=3, name='Олена "O" \\')
    assert "# by hand" in file.read_text()


def test_without_a_named_file_that_of_the_user_is_read_and_written(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert load(home) == Settings()
    assert keep_name("Ana", home) == tmp_path / ".config" / "tollbook" / "settings.toml"
    assert load(home).name == "Ana"
