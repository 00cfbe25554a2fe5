"""Loaded words: marked in the report's own voice, for all sides alike, and nowhere else."""

from __future__ import annotations

import pytest

from tollbook.extracting.loaded import LoadedWords, loaded
from tollbook.languages import available, load, parts
from tollbook.model import Attribution, Furniture, Loaded, Offsets, Statement
from tollbook.text import words


def marked(text: str, *said: Statement, furniture: tuple[Furniture, ...] = ()) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks(text, *said, furniture=furniture)]


def marks(text: str, *said: Statement, furniture: tuple[Furniture, ...] = ()) -> tuple[Loaded, ...]:
    return loaded(text, words(text), said, furniture, "en")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The horrific strike on Ollen killed 12.", ["horrific"]),
        ("The regime shelled the port.", ["regime"]),
        ("The occupiers left, and the town was liberated.", ["occupiers", "liberated"]),
        ("Two militants were neutralised.", ["neutralised"]),
        ("Two MARTYRS were buried.", ["MARTYRS"]),
        ("It was a terrorist attack on the port.", ["terrorist attack"]),
        ("Two people were killed in the attack on the port.", []),
    ],
)
def test_words_that_judge_are_marked_whoever_is_meant(text: str, found: list[str]) -> None:
    assert marked(text) == found


def test_a_word_inside_a_quotation_is_somebody_elses() -> None:
    assert marked('"A terrorist attack," the mayor said of the massacre.') == ["massacre"]


def test_a_word_in_what_somebody_is_reported_to_say_is_left_alone() -> None:
    text = "The mayor said that terrorists had come. The massacre lasted an hour."
    content = Offsets(start=text.index("that"), end=text.index(". The"))
    mayor = Attribution(id="spk_1", name="the mayor")
    assert marked(text, Statement(id="s", act="report", content=content, speaker=mayor)) == ["massacre"]
    assert marked(text, Statement(id="s", act="report", content=content)) == ["terrorists", "massacre"]


def test_a_word_in_the_furniture_of_the_page_is_left_alone() -> None:
    text = "The market burned. Read also: the massacre of Ollen"
    assert marked(text, furniture=(Furniture(start=19, end=len(text), kind="read also"),)) == []


@pytest.mark.parametrize(
    "name", ["the Palestine Liberation Organization", "the Terrorism Act", "Islamic Jihad"]
)
def test_a_name_that_holds_such_a_word_judges_nothing(name: str) -> None:
    assert marked(f"A spokesman for {name} was asked.") == []


def test_the_gloss_is_that_of_the_word() -> None:
    (mark,) = marks("Two militants were neutralised.")
    assert "killed" in mark.gloss


@pytest.mark.parametrize("language", [name for name in available() if "loaded" in parts(name)])
def test_every_word_has_one_gloss_and_is_written_small(language: str) -> None:
    data = load(language, "loaded", LoadedWords)
    terms = [term for found in data.glosses.values() for term in found] + data.names
    assert [term for term in terms if terms.count(term) > 1 or term != term.lower()] == []
