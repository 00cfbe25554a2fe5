"""The time of the incident, as-of times and times of saying, told apart by the words beside them."""

from __future__ import annotations

import pytest

from tollbook.extracting.times import TimeContext, claim_times, event_time, find_times
from tollbook.model import Offsets, When
from tollbook.text import sentences

PUBLISHED = TimeContext(published="2023-12-30")


def spans(text: str) -> list[Offsets]:
    return [Offsets(start=start, end=end) for start, end in sentences(text)]


def harm(text: str, *quotes: str) -> list[Offsets]:
    return [Offsets(start=text.index(q), end=text.index(q) + len(q)) for q in quotes]


def day_of(when: When | None) -> str | None:
    return when.start if when else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A blast on Tuesday killed four people, police said on Thursday.", "2023-12-26"),
        ("Four people were killed, police said on Thursday. The blast came on Tuesday.", "2023-12-26"),
        ("Four people died when a roof fell overnight Thursday.", "2023-12-28"),
        ("Four people were shot dead on Friday. A man was charged on Saturday.", "2023-12-29"),
        ("Four people were killed on Monday. The funeral will be held on Sunday.", "2023-12-25"),
        ("Four people were killed over the weekend of a war that began in 2014.", "2023-12-30"),
    ],
)
def test_the_event_has_the_time_that_is_not_the_saying(text: str, day: str) -> None:
    choice = event_time(text, find_times(text, PUBLISHED), harm(text, "our people"), spans(text), PUBLISHED)
    assert day_of(choice.when) == day
    assert choice.because


def test_a_time_before_a_verb_of_saying_is_not_the_event_s() -> None:
    text = "KABUL (Sept. 3, 2012) - Officials today confirmed that four people died in Lor, Saturday."
    choice = event_time(text, find_times(text), harm(text, "four people"), spans(text))
    assert day_of(choice.when) == "2012-09-01"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A body was found on Thursday, the last of the four people killed by the December 24 flood.",
            "2023-12-24",
        ),
        ("The toll of Monday's blast has climbed to four people.", "2023-12-25"),
    ],
)
def test_a_day_before_what_happened_is_the_day_of_it(text: str, day: str) -> None:
    choice = event_time(text, find_times(text, PUBLISHED), harm(text, "four people"), spans(text), PUBLISHED)
    assert day_of(choice.when) == day


def test_a_night_raid_says_less_of_when_than_last_night() -> None:
    text = "Four people died in an overnight raid in Lor last night."
    choice = event_time(text, find_times(text, PUBLISHED), harm(text, "Four people"), spans(text), PUBLISHED)
    assert day_of(choice.when) == "2023-12-29"


@pytest.mark.parametrize(
    "text",
    [
        "Four people were killed in the blast.",
        "Four people were killed, police said on Thursday.",
        "Four people were killed. The council is scheduled to meet at 16:00 GMT on December 31.",
        "As of Friday, four people were dead.",
        "ARDEN, Dec. 30 (Agencies) - Four people were killed.",
    ],
)
def test_no_event_date_is_invented(text: str) -> None:
    choice = event_time(text, find_times(text, PUBLISHED), harm(text, "our people"), spans(text), PUBLISHED)
    assert choice.when is None
    assert choice.because


def test_an_unsettled_time_is_not_replaced_by_another() -> None:
    text = "Four people were killed on Tuesday. The mill had opened on 3 May 2001."
    choice = event_time(text, find_times(text), harm(text, "our people"), spans(text))
    assert choice.when is None
    assert "«Tuesday»" in choice.because


def test_the_times_of_a_claim_are_three() -> None:
    text = "By Friday 9 people had died of the blast on Tuesday, the mayor said."
    times = claim_times(text, harm(text, "9 people")[0], find_times(text, PUBLISHED), spans(text), PUBLISHED)
    assert (day_of(times.as_of), day_of(times.event)) == ("2023-12-29", "2023-12-26")


def test_as_of_is_stated_else_said_else_published() -> None:
    said = "Nine people died, the mayor said on Friday."
    times = claim_times(
        said, harm(said, "Nine people")[0], find_times(said, PUBLISHED), spans(said), PUBLISHED
    )
    assert times.as_of is not None
    assert (times.as_of.start, times.as_of.ground) == ("2023-12-29", "statement")
    plain = "Nine people died."
    times = claim_times(plain, harm(plain, "Nine people")[0], (), spans(plain), PUBLISHED)
    assert times.as_of is not None
    assert (times.as_of.start, times.as_of.ground) == ("2023-12-30", "publication")
    assert claim_times(plain, harm(plain, "Nine people")[0], (), spans(plain)).as_of is None


@pytest.mark.parametrize(
    ("text", "as_of", "event"),
    [
        ("The toll of Friday's storm rose to 37 on Saturday.", "2023-12-30", "2023-12-29"),
        ("On Thursday the number of dead climbed to 37.", "2023-12-28", None),
        ("The death toll stood on Thursday at 37.", "2023-12-28", None),
        ("The toll rose to 37 after a raid on Thursday.", "2023-12-30", "2023-12-28"),
    ],
)
def test_the_day_on_which_a_toll_grows_is_its_as_of_time(text: str, as_of: str, event: str | None) -> None:
    found = find_times(text, PUBLISHED)
    times = claim_times(text, harm(text, "37")[0], found, spans(text), PUBLISHED)
    assert (day_of(times.as_of), day_of(times.event)) == (as_of, event)


@pytest.mark.parametrize(
    "text",
    [
        '"We buried nine people," he said, "and three may not live until tomorrow."',
        "Nine people died, says the notice to be read as of 9 January 2024.",
    ],
)
def test_no_count_holds_as_of_a_time_after_the_publication(text: str) -> None:
    words = "nine people" if "nine people" in text else "Nine people"
    times = claim_times(text, harm(text, words)[0], find_times(text, PUBLISHED), spans(text), PUBLISHED)
    assert day_of(times.as_of) == "2023-12-30"
    assert times.said is None
