"""Laws of reading: what must not change a claim does not, in the bundled samples and in made sentences."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.samples.test_samples import SAMPLES, TEXTS

import tollbook
from tollbook.extracting.number_words import number_words
from tollbook.extracting.numbers import read_counts
from tollbook.model import Account, Claim
from tollbook.text import words

SAME_FORM = {"two": "six", "six": "two", "three": "seven", "seven": "eight", "eight": "three"}
SAME_FORM |= {"four": "nine", "five": "four", "nine": "five", "eleven": "twelve", "twelve": "eleven"}
SAME_FORM |= {"fourteen": "nineteen", "seventeen": "thirteen"}
OTHER_NAMES = {
    "Belgorod": "Tarvelin",
    "Gladkov": "Morozhin",
    "Vyacheslav": "Stanimir",
    "Kyiv": "Ostrava",
    "Kharkiv": "Melnograd",
    "Russian": "Norvian",
    "Russia": "Norvia",
    "Ukrainian": "Galdish",
    "Ukraine": "Galdia",
    "Ferrow": "Dunmore",
    "Halloway": "Prestwick",
}
FORM = "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n\nComment *"
NAMES_AT_MOST = 0.1
"""Largest share of claims that other names may change: the model sees names, and not all alike."""

PARAGRAPHS_AT_MOST = 0.1
"""Largest share of claims that other paragraphs may change: the model may see where they begin."""

ALL = pytest.mark.parametrize("name", TEXTS)
WAYS = {
    "active": "The blast killed {n} people.",
    "passive": "{N} people were killed by the blast.",
    "headline": "{N} killed in blast.",
    "the death of": "The blast led to the death of {n} people.",
    "a toll of": "The blast left a death toll of {n}.",
    "relative": "The blast, which killed {n} people, shook the town.",
}


@cache
def read(text: str) -> Account:
    return tollbook.read(text)


def facts(claim: Claim) -> tuple[object, ...]:
    """What a claim says, without where it says so."""
    count = claim.count
    return claim.measure, count.low, count.high, claim.scope, claim.status, claim.group


def said(text: str) -> Counter[tuple[object, ...]]:
    return Counter((*facts(claim), claim.evidence.quote) for claim in read(text).claims)


def with_other_numbers(account: Account) -> str:
    """The text with each number of a claim replaced by another of the same form and length."""
    text = account.report.text
    spans = [c.evidence for c in account.claims if c.by.rules[0] == "count:number"]

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if not any(span.start <= match.start() < span.end for span in spans):
            return word
        if word.isdigit():
            return (
                word
                if word == "1" or len(word) > 3
                else re.sub(r"\d", lambda d: other_digit(d.group()), word)
            )
        found = SAME_FORM.get(word.lower(), word)
        return found.capitalize() if word[0].isupper() else found

    return re.sub(r"[A-Za-z]+|\d+", other, text)


def other_digit(digit: str) -> str:
    return str(2 + (int(digit) + 3) % 8)


@ALL
def test_numbers_are_only_numbers(name: str) -> None:
    before = read(TEXTS[name])
    after = read(with_other_numbers(before))
    assert [_place(claim) for claim in after.claims] == [_place(claim) for claim in before.claims]
    assert after.report.text != before.report.text or not before.claims


def _place(claim: Claim) -> tuple[object, ...]:
    """A claim without its number."""
    speaker = claim.speaker and (claim.speaker.start, claim.speaker.end)
    return (
        (claim.evidence.start, claim.evidence.end),
        (claim.measure, claim.unit, claim.group),
        (claim.scope, claim.status, claim.extent),
        speaker,
    )


def test_names_are_only_names() -> None:
    changed, total = 0, 0
    for text in TEXTS.values():
        renamed = re.sub("|".join(OTHER_NAMES), lambda match: OTHER_NAMES[match.group()], text)
        before = Counter(map(facts, read(text).claims))
        changed += (before - Counter(map(facts, read(renamed).claims))).total()
        total += before.total()
    assert changed <= NAMES_AT_MOST * total


@ALL
@pytest.mark.parametrize(
    ("before", "between", "after"),
    [
        ("By Ann Example\n\n", "", ""),
        ("Advertisement\n\n", "", ""),
        ("", "Advertisement", ""),
        ("", "", FORM),
    ],
    ids=["byline before", "advertisement before", "advertisements between", "comment form after"],
)
def test_furniture_adds_and_loses_nothing(name: str, before: str, between: str, after: str) -> None:
    text = TEXTS[name]
    inside = text.replace("\n\n", f"\n\n{between}\n\n") if between else text
    assert said(f"{before}{inside}\n\n{after}") == said(text)


def test_splitting_paragraphs_changes_hardly_a_measure_or_bound() -> None:
    changed, total = 0, 0
    for text in TEXTS.values():
        split = re.sub(r"(?<=[a-z]\.) (?=[A-Z])", "\n\n", text)
        before, after = (Counter(facts(c)[:3] for c in read(one).claims) for one in (text, split))
        changed += (before - after).total()
        total += before.total()
    assert changed <= PARAGRAPHS_AT_MOST * total


@ALL
def test_a_quote_read_again_gives_the_bounds_of_its_claim(name: str) -> None:
    for claim in read(TEXTS[name]).claims:
        if claim.by.rules[0] != "count:bare":
            first = read_counts(words(claim.evidence.quote), number_words("en"))[0]
            count = claim.count
            assert (first.low, first.high, first.vague) == (count.low, count.high, count.vague)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=4, deadline=None)
@given(n=some.integers(2, 999))
def test_every_voice_says_the_same(way: str, n: int) -> None:
    found = read(WAYS[way].format(n=n, N=n)).claims
    assert [(c.measure, c.count.low, c.count.high, c.status) for c in found] == [("killed", n, n, "asserted")]


@pytest.mark.parametrize("way", [way for way in WAYS if way not in ("headline", "relative")])
@pytest.mark.parametrize(
    "denial", ["It is not true that", "The army denied that", "He dismissed reports that"]
)
def test_a_denial_changes_the_status_alone(way: str, denial: str) -> None:
    plain = WAYS[way].format(n=12, N=12)
    told, denied = read(plain).claims, read(f"{denial} {plain[0].lower()}{plain[1:]}").claims
    assert [(c.measure, c.count.low, c.count.high, c.status) for c in denied] == [
        (c.measure, c.count.low, c.count.high, "denied") for c in told
    ]


def test_what_a_clause_tells_by_the_way_is_not_denied() -> None:
    (claim,) = read("The army denied that the blast, which killed 12 people, shook the town.").claims
    assert (claim.count.low, claim.status) == (12, "asserted")


@pytest.mark.parametrize(
    "speaker", ["police", "the mayor", "the Ministry of Health", "a spokesman for the army"]
)
def test_a_sentence_that_somebody_says_has_a_speaker_and_no_other_change(speaker: str) -> None:
    plain = "The blast killed 12 people and injured 30 others."
    wrapped = f"{speaker[0].upper()}{speaker[1:]} said that the blast killed 12 people and injured 30 others."
    assert list(map(facts, read(wrapped).claims)) == list(map(facts, read(plain).claims))
    assert [c.speaker for c in read(plain).claims] == [None, None]
    named = [(c.speaker.name if c.speaker else "").lower() for c in read(wrapped).claims]
    assert named == [speaker.lower(), speaker.lower()]


@ALL
def test_capitals_change_nothing(name: str) -> None:
    shouted = Counter(map(facts, read(TEXTS[name].upper()).claims))
    assert shouted == Counter(map(facts, read(TEXTS[name]).claims))


@ALL
def test_the_same_text_gives_the_same_account(name: str) -> None:
    assert tollbook.read(TEXTS[name]) == read(TEXTS[name])


def test_the_number_of_workers_changes_nothing() -> None:
    command = [
        sys.executable,
        "-c",
        "from tollbook.cli import main; main()",
        "read",
        "--format",
        "jsonl",
        str(SAMPLES / "belgorod.jsonl"),
    ]
    alone, together = (
        subprocess.run([*command, "--workers", workers], capture_output=True, check=True).stdout
        for workers in ("1", "2")
    )
    assert together == alone
    assert alone.count(b"\n") == sum(name.startswith("belgorod") for name in TEXTS)
