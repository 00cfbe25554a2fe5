"""Accounts as data: JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.toys import a_claim, a_report

from tollbook.cli.rows import COLUMNS, csv_head, csv_rows, json_line
from tollbook.model import Account, Attribution, ClaimTimes, Place, When

NAMES_OF_AN_ACCOUNT = [
    "report", "claims", "statements", "speakers", "roots", "incidents", "times", "places", "aliases",
    "loaded", "findings", "not_applicable", "conflicts", "history", "readings", "problems",
]  # fmt: skip


def test_an_account_is_one_line_with_every_name_there() -> None:
    line = json_line(Account(report=a_report("One\ntwo"), claims=(a_claim(),)))
    assert line.count(b"\n") == 1
    assert list(json.loads(line)) == NAMES_OF_AN_ACCOUNT


def test_what_is_unknown_is_null_and_never_missing() -> None:
    read = json.loads(json_line(Account(report=a_report("x"), claims=(a_claim(),))))
    assert read["report"]["published"] is None
    assert read["claims"][0]["speaker"] is None
    assert read["claims"][0]["times"] == {"event": None, "as_of": None, "said": None}


def test_the_ground_of_a_time_is_called_from() -> None:
    day = When(start="2024-05-08", end="2024-05-08", precision="day", ground="words")
    read = json.loads(
        json_line(Account(report=a_report("x"), claims=(a_claim(times=ClaimTimes(event=day)),)))
    )
    assert read["claims"][0]["times"]["event"]["from"] == "words"


def test_half_a_surrogate_pair_does_not_break_the_output() -> None:
    read = json.loads(json_line(Account(report=a_report("12 \ud800 people"))))
    assert read["report"]["text"] == "12 ? people"


def test_csv_has_one_row_a_claim_under_the_names_of_its_columns() -> None:
    claim = a_claim(
        group=("child", "woman"),
        speaker=Attribution(id="s", name='Ada, "the governor"'),
        place=Place(name="Ollen", lat=1.5, lon=2.5),
        times=ClaimTimes(
            event=When(start="2024-05-01", end="2024-05-08", precision="period", ground="words")
        ),
    )
    account = Account(report=a_report("x", outlet="Harbour Post"), claims=(claim, a_claim(id="clm_2")))
    text = (csv_head() + b"".join(csv_rows(account))).decode()
    first, second = csv.DictReader(io.StringIO(text))
    assert first["group"] == "child|woman"
    assert first["speaker"] == 'Ada, "the governor"'
    assert (first["low"], first["high"], first["approx"]) == ("12", "12", "false")
    assert (first["place"], first["lat"], first["event"]) == ("Ollen", "1.5", "2024-05-01/2024-05-08")
    assert (first["outlet"], first["quote"], first["confidence"]) == ("Harbour Post", "12 people", "0.9")
    assert second["claim"] == "clm_2"
    assert second["speaker"] == ""
    assert tuple(first) == COLUMNS


@pytest.mark.parametrize("formula", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_no_word_of_a_report_becomes_a_formula_of_a_spreadsheet(formula: str) -> None:
    account = Account(report=a_report("x", title=formula), claims=(a_claim(),))
    (row,) = csv.DictReader(io.StringIO((csv_head() + b"".join(csv_rows(account))).decode(), newline=""))
    assert row["title"] == f"'{formula}"


def test_a_number_below_zero_stays_a_number() -> None:
    account = Account(report=a_report("x"), claims=(a_claim(place=Place(name="Ollen", lat=-1.5, lon=-2)),))
    (row,) = csv.DictReader(io.StringIO((csv_head() + b"".join(csv_rows(account))).decode()))
    assert (row["lat"], row["lon"]) == ("-1.5", "-2")


def test_a_report_without_claims_has_no_row() -> None:
    assert list(csv_rows(Account(report=a_report("x")))) == []
