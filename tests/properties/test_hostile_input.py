"""Twice as much of anything costs about twice the time, and nothing stops the reader."""

from __future__ import annotations

import time

import pytest

import tollbook
from tollbook.model import Account

START = "Two people were killed in the town on Monday, police said. "

CHEAP = {
    "digits": "1",
    "digits apart": "1 ",
    "thousands": "1,",
    "ranges": "12-",
    "to": "12 to ",
    "number words": "twenty-",
    "scales": "hundred thousand ",
    "ones": "one ",
    "millions": "5 million million ",
    "digits of other scripts": "a man, ², ٣٤, ",
    "at least": "at least ",
    "brackets": "(",
    "quotes": "“",
    "straight quotes": '"',
    "line breaks": "\n",
    "blank lines": "x\n\n",
    "no-break spaces": "\u00a0",
    "full stops": ".",
    "full stops apart": ". ",
    "titles": "Mr. ",
    "semicolons": ";",
    "dashes": "- ",
    "capital letters": "A ",
    "one word": "x",
    "names": "John Smith ",
    "places": "Paris, ",
    "dates": "30 December 2023 ",
    "times": "12:30 GMT ",
    "said": "said ",
    "including": "including 3 children, ",
    "marks of direction": "\u202e",
    "control characters": "\0",
    "emoji": "🙂",
    "combining marks": "a\u0301",
    "addresses": "http://a.b/",
}
DENSE = {
    "killed": "killed ",
    "tolls": "12 people were killed. ",
    "tolls with speakers": "12 people were killed, Mr. Smith said. ",
    "a chain": "12 killed and ",
    "a list": "1) 12 people were killed\n",
}
CASES = [(60_000, part) for part in CHEAP.values()] + [(1_500, part) for part in DENSE.values()]


def seconds(part: str, length: int) -> tuple[float, Account]:
    text = START + (part * (length // len(part) + 1))[:length]
    began = time.process_time()
    account = tollbook.read(text)
    return time.process_time() - began, account


@pytest.mark.parametrize(("length", "part"), CASES, ids=[*CHEAP, *DENSE])
def test_twice_the_text_costs_about_twice_the_time(length: int, part: str) -> None:
    # A second look where the machine was busy with something else during the first.
    for _ in range(3):
        (once, _small), (twice, account) = seconds(part, length), seconds(part, 2 * length)
        if twice <= 2.5 * once + 0.1:
            break
    assert twice <= 2.5 * once + 0.1
    assert account.report.text[: len(START)] == START
    for claim in account.claims:
        span = claim.evidence
        assert account.report.text[span.start : span.end] == span.quote
