"""Every language folder holds data that fits its type; the folders are found by their names."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import pytest
import yaml

from tollbook import languages
from tollbook.reading.furniture import Pack as FurniturePack
from tollbook.reading.language import Pack as LanguagePack


def test_english_is_found_by_its_folder() -> None:
    assert "en" in languages.available()
    assert {"furniture", "language"} <= set(languages.parts("en"))


@pytest.mark.parametrize("language", languages.available())
def test_every_language_says_its_name_its_frequent_words_and_its_furniture(language: str) -> None:
    assert languages.load(language, "language", LanguagePack).words
    pack = languages.load(language, "furniture", FurniturePack)
    phrases = [phrase for kind in pack.kinds for phrase in (*kind.lines, *kind.starts, *kind.words)]
    assert [phrase for phrase in phrases if phrase != phrase.casefold()] == []


def test_a_part_that_does_not_fit_its_type_is_an_error_that_names_it() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"languages/en/language\.yaml"):
        languages.load("en", "language", list[int])


def doubled(node: yaml.Node | None) -> list[str]:
    """Give the keys that stand twice in one mapping of a YAML file: only the last would be read."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        inside = [found for _, value in node.value for found in doubled(value)]
        return [key for key in dict.fromkeys(keys) if keys.count(key) > 1] + inside
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return [found for item in items for found in doubled(item)]


@pytest.mark.parametrize(
    ("language", "part"), [(name, part) for name in languages.available() for part in languages.parts(name)]
)
def test_no_list_of_words_stands_twice_under_one_name(language: str, part: str) -> None:
    text = (files("tollbook.languages") / language / f"{part}.yaml").read_text(encoding="utf-8")
    assert doubled(yaml.compose(text, Loader=yaml.SafeLoader)) == []
