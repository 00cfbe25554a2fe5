"""What the words say of how many: each form with its bounds, and the numbers that count nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tollbook.extracting.number_words import number_words
from tollbook.extracting.numbers import CountExpression, read_counts
from tollbook.text import words

Said = tuple[str, int | None, int | None]

EXACT: dict[str, Said] = {
    "digits": ("12 people died", 12, 12),
    "grouped by commas": ("12,345 people fled", 12_345, 12_345),
    "grouped by lakhs": ("1,20,000 people fled", 120_000, 120_000),
    "grouped by full stops": ("12.345 people fled", 12_345, 12_345),
    "grouped by spaces": ("1 610 people fled", 1610, 1610),
    "grouped by no-break spaces": ("1\u00a0610\u202f200 people fled", 1_610_200, 1_610_200),
    "a word": ("twelve people died", 12, 12),
    "a hyphen": ("twenty-four people died", 24, 24),
    "a hyphen left out": ("twenty four people died", 24, 24),
    "a typographic case": ("Twenty-Four people died", 24, 24),
    "capitals": ("TWENTY-FOUR PEOPLE DIED", 24, 24),
    "hundreds": ("two hundred and five people died", 205, 205),
    "hundreds without and": ("two hundred five people died", 205, 205),
    "a hundred": ("a hundred people died", 100, 100),
    "a hundred and more words": ("a hundred and twenty people died", 120, 120),
    "a thousand and more words": ("a thousand two hundred people fled", 1200, 1200),
    "thousands": ("three thousand four hundred and fifty people fled", 3450, 3450),
    "a scale behind digits": ("3 thousand people fled", 3000, 3000),
    "a decimal with its scale": ("1.2 million people fled", 1_200_000, 1_200_000),
    "a letter for the scale": ("15k people fled", 15_000, 15_000),
    "a lakh": ("2 lakh people fled", 200_000, 200_000),
    "a dozen": ("a dozen people died", 12, 12),
    "dozen behind a number": ("two dozen people died", 24, 24),
    "half a dozen": ("half a dozen people died", 6, 6),
    "half a million": ("half a million people fled", 500_000, 500_000),
    "a couple": ("a couple of people died", 2, 2),
    "both": ("both drivers died", 2, 2),
    "zero": ("zero injuries", 0, 0),
    "no": ("no casualties", 0, 0),
    "nobody": ("nobody was hurt", 0, 0),
    "without any": ("without any casualties", 0, 0),
    "an article": ("a woman died", 1, 1),
    "one": ("one woman died", 1, 1),
    "another": ("another woman died", 1, 1),
    "an ordinal with its article": ("a third person died", 1, 1),
    "a year that counts people": ("in 2012 people fled", 2012, 2012),
}
BOUNDED: dict[str, Said] = {
    "at least": ("at least 12 people died", 12, None),
    "at least a dozen": ("at least a dozen people died", 12, None),
    "no fewer than": ("no fewer than 12 people died", 12, None),
    "or more": ("12 or more people died", 12, None),
    "or more behind the noun": ("12 people or more died", 12, None),
    "a plus": ("12+ people died", 12, None),
    "more than": ("more than 100 people died", 101, None),
    "over": ("over 100 people died", 101, None),
    "more than a hundred and more": ("more than a hundred and twenty people died", 121, None),
    "up to": ("up to 20 people died", 0, 20),
    "as many as": ("as many as 20 people died", 0, 20),
    "no more than": ("no more than 20 people died", 0, 20),
    "fewer than": ("fewer than 20 people died", 0, 19),
    "under": ("under 20 people died", 0, 19),
    "only": ("only 20 people died", 20, 20),
    "a total of": ("a total of 20 people died", 20, 20),
    "a range with a hyphen": ("10-15 people died", 10, 15),
    "a range with a dash": ("10–15 people died", 10, 15),
    "a range with to": ("10 to 15 people died", 10, 15),
    "a range in words": ("two to three people died", 2, 3),
    "a choice": ("two or three people died", 2, 3),
    "between": ("between 30 and 40 people died", 30, 40),
    "from to": ("anywhere from 30 to 40 people died", 30, 40),
    "a range that shares thousands": ("70 to 80,000 people fled", 70_000, 80_000),
    "a range that shares hundreds": ("two to three hundred people fled", 200, 300),
    "a range that shares hundreds of thousands": (
        "two to three hundred thousand people fled",
        200_000,
        300_000,
    ),
    "a range that shares a letter": ("70-80k people fled", 70_000, 80_000),
    "a range that shares dozens": ("two or three dozen people died", 24, 36),
    "a range without a share": ("5 to 1,000 people fled", 5, 1000),
    "what a toll has gone up to": ("the toll had gone up to 18", 18, 18),
    "what a toll passes": ("death toll passes 150", 151, None),
    "a second number that is not sure": ("nine people, perhaps ten, died", 9, 10),
    "a second number behind the noun": ("nine dead, perhaps ten.", 9, 10),
    "possibly more": ("12 people, possibly more, died", 12, None),
    "all but": ("all but two of the 29 workers died", 27, 27),
    "two qualifiers": ("at least some 20 people died", 20, None),
}
ABOUT = (
    "about",
    "around",
    "nearly",
    "almost",
    "some",
    "roughly",
    "approximately",
    "an estimated",
    "close to",
)
VAGUE = {
    "dozens of people died": "dozens",
    "several people died": "several",
    "scores were hurt": "scores",
    "hundreds fled": "hundreds",
    "tens of thousands fled": "tens of thousands",
    "many people died": "many",
    "a number of people died": "a number",
    "a few people died": "a few",
    "several dozen people died": "several dozen",
    "more than several hundred people died": "several hundred",
}
SHARES = {
    "all but two of them died": "all",
    "most of them died": "most",
    "half the town fled": "half",
    "all were killed": "all",
}
NOTHING = {
    "ages": "most of them are between 14 and 25",
    "an age": "a boy aged 12",
    "an age behind of": "the woman of 70",
    "children": "the mother of two",
    "as many days": "the third raid in as many days",
    "a date": "on 12 May 2024",
    "a date the other way": "on May 12, 2024",
    "a short date": "on 12 Jan",
    "a range of dates": "on 12-15 January",
    "a range of dates the other way": "on January 12-15",
    "a date in slashes": "on 12/05/2024",
    "a date in dots": "on 12.05.2024",
    "a date in dashes": "on 2024-05-12",
    "a year": "in 2014",
    "a range of years": "from 2014 to 2016",
    "a short range of years": "in 2014-15",
    "a clock time": "at 12:30",
    "a clock time with a full stop": "at 12.00",
    "a time with its half of the day": "at 12 pm",
    "hours": "for 12 hours",
    "days": "for twelve days",
    "dollars": "for $12",
    "dollars and a scale": "for $12 million",
    "a currency behind": "for 12 euros",
    "a distance": "12 kilometres away",
    "a distance joined": "a-la 12-mile road",
    "a share": "12% of it",
    "a share in words": "12 per cent of it",
    "a calibre": "of the 155mm kind",
    "a calibre apart": "of 155 mm",
    "a name with a number": "with T-72 tanks",
    "an ordinal": "the 12th time",
    "a label": "in block no 12",
    "a number sign": "in block # 12",
    "a list mark with a bracket": "1) Help came",
    "a list mark with a full stop": "2. Help came",
    "a list mark with a dash": "3- Help came",
    "a number too large": "5 million million million million people",
    "a number too long": "1234567890123456 people",
}


def read(text: str) -> list[CountExpression]:
    return read_counts(words(text), number_words("en"))


def only(text: str) -> CountExpression:
    (count,) = read(text)
    return count


def quote(text: str, count: CountExpression) -> str:
    seen = words(text)
    return text[seen.starts[count.first] : seen.ends[count.last]]


@pytest.mark.parametrize(("text", "low", "high"), EXACT.values(), ids=EXACT)
def test_a_number_is_read(text: str, low: int, high: int) -> None:
    assert (only(text).low, only(text).high) == (low, high)


@pytest.mark.parametrize(("text", "low", "high"), BOUNDED.values(), ids=BOUNDED)
def test_bounds_are_read(text: str, low: int, high: int | None) -> None:
    assert (only(text).low, only(text).high) == (low, high)


@pytest.mark.parametrize("qualifier", ABOUT)
def test_a_number_about_is_exact_and_marked(qualifier: str) -> None:
    count = only(f"{qualifier} 50 people died")
    assert (count.low, count.high, count.approx) == (50, 50, True)
    assert quote(f"{qualifier} 50 people died", count) == f"{qualifier} 50"


@pytest.mark.parametrize(("text", "vague"), VAGUE.items(), ids=VAGUE)
def test_a_vague_word_is_open_on_both_sides(text: str, vague: str) -> None:
    count = only(text)
    assert (count.kind, count.low, count.high, count.vague) == ("vague", None, None, vague)


@pytest.mark.parametrize(("text", "vague"), SHARES.items(), ids=SHARES)
def test_a_share_is_vague(text: str, vague: str) -> None:
    assert (only(text).kind, only(text).vague) == ("share", vague)


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert [quote(text, count) for count in read(text) if count.kind == "number"] == []


@pytest.mark.parametrize(
    "text",
    ["a 12-year-old girl", "the 12-year-old", "a 12 year old", "a five-month-old boy", "A 12-YEAR-OLD GIRL"],
)
def test_an_age_stands_for_one_person(text: str) -> None:
    assert (only(text).low, only(text).high) == (1, 1)
    assert only(text).kind in ("age", "single")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 killed and 30 wounded", [(12, 12), (30, 30)]),
        ("12 killed and more than 30 wounded", [(12, 12), (31, None)]),
        ("5 killed, 1,000 wounded", [(5, 5), (1000, 1000)]),
        ("killing 5 and 1,000 were hurt", [(5, 5), (1000, 1000)]),
        ("the toll rose from 4 to 12", [(4, 4), (12, 12)]),
        ("two dozen men and three women", [(24, 24), (3, 3)]),
        ("12 adults and two children", [(12, 12), (2, 2)]),
        ("18 of 29 missiles", [(18, 18), (29, 29)]),
        ("of the 40 miners all but six died", [(40, 40), (34, 34)]),
        ("six people died and as many were hurt", [(6, 6), (6, 6)]),
        ("killing 14 - 11 soldiers and three drivers", [(14, 14), (11, 11), (3, 3)]),
    ],
)
def test_two_numbers_stay_two(text: str, expected: list[tuple[int, int | None]]) -> None:
    assert [(count.low, count.high) for count in read(text)] == expected


def test_the_quote_of_a_count_holds_its_qualifiers() -> None:
    text = "Officials said that at least 12 or more people died."
    assert quote(text, only(text)) == "at least 12 or more"


def test_only_the_given_words_are_read() -> None:
    text = "12 people died. 1) Three more were hurt."
    seen = words(text)
    assert [c.low for c in read_counts(seen, number_words("en"), 4)] == [3]


UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(n: int) -> str:
    """A number up to 999,999 in words."""
    if n < 20:
        return UNITS[n - 1]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{UNITS[n % 10 - 1]}" if n % 10 else "")
    scale, word = (1000, "thousand") if n >= 1000 else (100, "hundred")
    rest = f" {'and ' if n % scale < 100 else ''}{spelled(n % scale)}" if n % scale else ""
    return f"{spelled(n // scale)} {word}{rest}"


@given(some.integers(2, 999_999))
def test_a_number_in_words_says_what_its_digits_say(n: int) -> None:
    assert (only(f"{spelled(n)} people").low, only(f"{n:,} people").low) == (n, n)


@given(some.text(alphabet="0123456789.,-+%$ \u00a0²٣½Ⅻ\nand to or twelve hundred million no a", max_size=80))
def test_any_text_is_read_without_overlap(text: str) -> None:
    counts = read(text)
    assert all(count.first <= count.anchor <= count.last < len(words(text)) for count in counts)
    assert all(a.last < b.first for a, b in pairwise(counts))


@given(some.integers(2, 10**9))
def test_bounds_and_digits_go_together(n: int) -> None:
    assert (only(f"at least {n:,} people").low, only(f"more than {n:,} people").low) == (n, n + 1)
    assert (only(f"up to {n:,} people").high, only(f"fewer than {n:,} people").high) == (n, n - 1)


def test_of_two_ages_before_one_noun_neither_counts_people() -> None:
    said = read_counts(words("The 19- and 20-year-old brothers died"), number_words("en"))
    assert [(one.kind, one.low, one.high) for one in said if one.kind != "single"] == [
        ("age", 1, 1),
        ("age", 1, 1),
    ]


def test_one_of_two_ages_is_the_age_of_one_person() -> None:
    said = read_counts(words("Their 1- or 2-year-old baby was hurt"), number_words("en"))
    assert [(one.kind, one.low, one.high) for one in said] == [("age", 1, 1)]
