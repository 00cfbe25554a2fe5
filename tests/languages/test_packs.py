"""Every language folder holds data that fits its type; the folders are found by their names."""

from __future__ import annotations

import msgspec
import pytest

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
