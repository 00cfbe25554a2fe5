"""The language of a text, told by its words alone."""

from __future__ import annotations

import pytest

from tollbook.reading import Given, from_text
from tollbook.reading.language import detect

ENGLISH = "At least four people were killed and nine wounded when a shell hit the market, the mayor said."


def test_english_is_english_in_either_case() -> None:
    assert (detect(ENGLISH), detect(ENGLISH.upper())) == ("en", "en")


@pytest.mark.parametrize(
    "text",
    [
        "12 killed",
        "Man killed",
        "TOLL RISES TO 40",
        "Noville 12 dead",
        "Six die in blast",
        "Two hurt in Lyon crash",
    ],
)
def test_a_headline_is_english_where_that_is_plausible(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Au moins douze personnes ont été tuées dans l'attaque, selon le gouverneur.", "fr"),
        ("Mindestens zwölf Menschen wurden bei dem Angriff getötet, sagte der Gouverneur.", "de"),
        ("По словам губернатора, в результате атаки погибли не менее двенадцати человек.", "ru"),
        ("За словами губернатора, внаслідок атаки загинули щонайменше дванадцятеро людей.", "uk"),
        ("قال المحافظ إن اثني عشر شخصا على الأقل قتلوا في الهجوم", "ar"),
        ("Doce muertos en ataque", "es"),
    ],
)
def test_another_language_is_a_problem_and_never_read_as_english(text: str, language: str) -> None:
    report, (problem,) = from_text(text, Given())
    assert report.language == language
    assert "not read yet" in problem.what
    assert problem.severity == "error"


@pytest.mark.parametrize("text", ["15", "12, 40 and 7".replace("and", "&"), "😀😀😀", "— … !", "3:30 / 4:15"])
def test_a_text_without_words_has_no_language(text: str) -> None:
    report, (problem,) = from_text(text, Given())
    assert report.language is None
    assert "cannot be told" in problem.what


def test_the_body_tells_the_language_and_not_a_menu_in_front_of_it() -> None:
    assert detect("Русский\nFrançais\nDeutsch\n\n" + 3 * f"{ENGLISH}\n\n") == "en"
