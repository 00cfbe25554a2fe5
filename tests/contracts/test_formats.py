"""What every format keeps: it writes what the record shows and no more, one record at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import hxl  # type: ignore[import-untyped]
import msgspec
import pytest
from msgspec.structs import replace
from tests.publishing.made import claim, finding, guarded, material

from tollbook.model import Chosen, Conflict, Course, CourseStep, Record, Responsible, SetAside, Span, When
from tollbook.publishing import Signed, sign, withdraw
from tollbook.publishing.checksum import checksum
from tollbook.publishing.formats import FORMATS, Readable, csv_set, ucdp_ged
from tollbook.publishing.formats import hxl as hxl_format
from tollbook.publishing.writing import BANNER, NOTICE, About

SIGNED = Signed(
    composed_by="Ana Ruiz", composed_at="2024-06-01T00:00:00+00:00", published_by="Ben Okoro",
    published_at="2024-06-02T00:00:00+00:00", why="all claims looked at", review="second person",
)  # fmt: skip
ABOUT = About(project="Ashfield Count", contact="corrections@count.example.org")
HOUSE = replace(ABOUT, notice=BANNER)
# fmt: off
GED = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start",
    "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
]
# fmt: on


def record() -> Record:
    """A record with something in every part that the CSV set writes."""
    said = [claim(1, 25), claim(2, 20, "adult"), claim(3, 5, "child"), claim(4, 40, measure="injured")]
    aside = (SetAside(claim="clm_0001", rule="r", why="overtaken by clm_0004"),)
    found = [
        replace(finding(25, claims=said[:1]), set_aside=aside),
        finding(20, "adult"),
        finding(5, "child"),
        replace(finding(40, measure="injured"), best=None, high=None),
    ]
    clash = Conflict(
        id="cnf_1", claims=("clm_0001", "clm_0004"), kind="disagreement", within_report=True, rule="r",
        why="", repairs=("if 25 not 40",),
    )  # fmt: skip
    steps = (CourseStep(low=25, high=25, root="root_office", claims=("clm_0001",)),)
    course = Course(incident="inc_1", measure="killed", unit="person", steps=steps)
    made = material(
        said, found, conflicts=(clash,), courses=(course,), own=(Chosen(measure="killed", low=24),)
    )
    return sign(guarded(made).record, SIGNED)


RECORD = record()
PUBLIC = replace(RECORD, composed_by="", published_by="")
TOMBSTONE = withdraw(RECORD, SIGNED)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_it_is_and_whether_it_keeps_the_evidence(name: str) -> None:
    module = FORMATS[name]
    assert (module.NAME, len(module.LABEL) > 10) == (name, True)
    assert isinstance(module, Readable) == module.KEEPS_EVIDENCE


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_names_those_who_signed(name: str, tmp_path: Path) -> None:
    written = b"".join(path.read_bytes() for path in FORMATS[name].write([RECORD], tmp_path, ABOUT))
    assert RECORD.id.encode() in written
    assert b"Ana Ruiz" not in written
    assert b"Ben Okoro" not in written


@pytest.mark.parametrize("name", FORMATS)
def test_every_file_of_a_working_copy_says_so_and_no_published_one(name: str, tmp_path: Path) -> None:
    for path in FORMATS[name].write([RECORD], tmp_path / "house", HOUSE):
        assert BANNER in path.read_text()
    for path in FORMATS[name].write([RECORD], tmp_path / "public", ABOUT):
        assert NOTICE not in path.read_text()


@pytest.mark.parametrize("name", FORMATS)
def test_a_tombstone_shows_no_figure(name: str, tmp_path: Path) -> None:
    written = b"".join(path.read_bytes() for path in FORMATS[name].write([TOMBSTONE], tmp_path, ABOUT))
    assert b"Northmark" not in written


@pytest.mark.parametrize("name", FORMATS)
def test_records_are_taken_one_at_a_time(name: str, tmp_path: Path) -> None:
    taken = []

    def records() -> Iterator[Record]:
        for number in range(50):
            taken.append(number)
            yield replace(RECORD, id=f"rec_{number}")

    FORMATS[name].write(islice(records(), 3), tmp_path, ABOUT)
    assert taken == [0, 1, 2]


@pytest.mark.parametrize("notice", [ABOUT, HOUSE], ids=["public", "working copy"])
@pytest.mark.parametrize("name", [name for name, module in FORMATS.items() if isinstance(module, Readable)])
def test_what_keeps_the_evidence_comes_back_as_the_same_records(
    name: str, notice: About, tmp_path: Path
) -> None:
    module = FORMATS[name]
    module.write([RECORD, TOMBSTONE], tmp_path, notice)
    assert isinstance(module, Readable)
    back = list(module.read(tmp_path))
    assert back == [PUBLIC, replace(TOMBSTONE, composed_by="", published_by="")]
    assert [checksum(each) for each in back] == [RECORD.checksum, TOMBSTONE.checksum]


def test_the_dictionary_explains_every_column(tmp_path: Path) -> None:
    csv_set.write([RECORD], tmp_path, ABOUT)
    explained = {(row["file"], row["column"]) for row in table(tmp_path / "dictionary.csv") if row["meaning"]}
    for path in tmp_path.glob("*.csv"):
        if path.name != "dictionary.csv":
            header = path.read_text().splitlines()[0].split(",")
            assert {(path.name, column) for column in header} <= explained


def test_a_text_that_a_spreadsheet_would_run_is_written_as_text_and_read_back(tmp_path: Path) -> None:
    source = replace(RECORD.reports[0], outlet='=HYPERLINK("http://x")')
    csv_set.write([replace(RECORD, reports=(source,))], tmp_path, ABOUT)
    assert table(tmp_path / "reports.csv")[0]["outlet"].startswith("'=")
    assert next(csv_set.read(tmp_path)).reports[0] == source


def test_ged_has_the_columns_of_ged_between_the_data_set_and_the_method(tmp_path: Path) -> None:
    ucdp_ged.write([RECORD], tmp_path, ABOUT)
    (row,) = table(tmp_path / "ged.csv")
    assert list(row) == ["dataset", *GED, "method"]
    assert (row["dataset"], row["id"]) == ("tollbook", "tollbook:inc_1")
    assert "after the UCDP GED codebook" in row["method"]
    assert row["geom_wkt"] == "POINT (12.2 41.3)"
    assert row["source_headline"] == ""


@pytest.mark.parametrize(
    ("groups", "parts"),
    [
        ({}, (0, 0, 0, 25)),
        ({"civilian": 20}, (0, 0, 20, 5)),
        ({"side_a": 5, "side_b": 4, "civilian": 10}, (5, 4, 10, 6)),
        ({"civilian": 30}, (0, 0, 0, 25)),
    ],
)
def test_ged_best_is_the_sum_of_its_parts(
    groups: dict[str, int], parts: tuple[int, ...], tmp_path: Path
) -> None:
    found = (finding(25), *(finding(number, group) for group, number in groups.items()))
    ucdp_ged.write([replace(RECORD, findings=found)], tmp_path, ABOUT)
    (row,) = table(tmp_path / "ged.csv")
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert tuple(int(row[name]) for name in names) == parts
    assert sum(parts) == int(row["best"]) == 25


def blamed(*told: tuple[str, str | None]) -> Record:
    words = Span(start=0, end=0, quote="")
    said = tuple(Responsible(value=who, according_to=voice, evidence=words) for who, voice in told)
    return replace(RECORD, incident=replace(RECORD.incident, responsible=said))


def sides(record: Record, folder: Path, **groups: int) -> tuple[str, ...]:
    found = (finding(25), *(finding(number, group) for group, number in groups.items()))
    ucdp_ged.write([replace(record, findings=found)], folder, ABOUT)
    (row,) = table(folder / "ged.csv")
    return tuple(
        row[name] for name in ("side_a", "side_a_dset_id", "side_b", "dyad_name", "type_of_violence")
    )


OFFICE = "the Northmark governor"


@pytest.mark.parametrize(
    ("told", "groups", "expected"),
    [
        ((), {}, ("", "", "", "", "")),
        ((("The Army", OFFICE),), {}, ("The Army", "tollbook:the-army", "", "", "")),
        (
            (("The Army", OFFICE),), {"civilian": 25},
            ("The Army", "tollbook:the-army", "Civilians", "The Army - Civilians", "3"),
        ),
        ((("The Army", None),), {"civilian": 25}, ("", "", "", "", "")),
        ((("The Army", OFFICE), ("Rebels", None)), {}, ("", "", "", "", "")),
        ((("The Army", OFFICE),), {"side_a": 5}, ("", "", "", "", "")),
    ],
    ids=["nobody", "one party", "against civilians", "no accepted voice", "two parties", "fighters died"],
)  # fmt: skip
def test_ged_names_a_side_only_where_one_party_alone_is_reported_responsible(
    told: tuple[tuple[str, str | None], ...],
    groups: dict[str, int],
    expected: tuple[str, ...],
    tmp_path: Path,
) -> None:
    assert sides(blamed(*told), tmp_path, **groups) == expected


@pytest.mark.parametrize(
    ("end", "precision", "prec"),
    [("2024-05-01", "day", "1"), ("2024-05-04", "period", "2"), ("2024-05-07", "week", "3"),
     ("2024-05-31", "month", "4"), ("2024-05-20", "period", "4"), ("2024-08-01", "period", "5")],
)  # fmt: skip
def test_ged_date_precision_follows_the_length_of_the_time(
    end: str, precision: str, prec: str, tmp_path: Path
) -> None:
    time = msgspec.convert({"start": "2024-05-01", "end": end, "precision": precision, "from": "words"}, When)
    ucdp_ged.write([replace(RECORD, incident=replace(RECORD.incident, date=time))], tmp_path, ABOUT)
    assert table(tmp_path / "ged.csv")[0]["date_prec"] == prec


def test_hxl_tags_and_values_pass_the_schema_and_come_back(tmp_path: Path) -> None:
    hxl_format.write([RECORD], tmp_path, ABOUT)
    data = hxl.data(str(tmp_path / hxl_format.FILE), hxl.InputOptions(allow_local=True)).cache()
    errors: list[object] = []
    hxl.schema(None, errors.append).validate(data)
    assert errors == []
    (row,) = data
    found = {column.display_tag: value for column, value in zip(row.columns, row.values, strict=True)}
    assert set(found) == {hxl.model.Column.parse(tag).display_tag for tag in hxl_format.COLUMNS.values()}
    ends = {end: row.get(f"#affected+killed+children+{end}") for end in ("min", "best", "max")}
    assert ends == {"min": "5", "best": "5", "max": "5"}
    assert row.get("#affected+injured+min-children") == "40"


def test_hxl_hashtags_are_of_the_core_dictionary() -> None:
    core = {"#adm1", "#adm2", "#affected", "#contact", "#country", "#date", "#event", "#geo", "#loc", "#meta"}
    tags = {tag.partition("+")[0] for tag in hxl_format.COLUMNS.values()}
    assert tags <= core | {"#status"}
    assert all(hxl.model.TagPattern.parse(tag) for tag in hxl_format.COLUMNS.values())


def test_geojson_is_points_with_longitude_first(tmp_path: Path) -> None:
    nowhere = replace(RECORD, incident=replace(RECORD.incident, place=None))
    (path,) = FORMATS["geojson"].write([RECORD, nowhere, TOMBSTONE], tmp_path, ABOUT)
    collection = json.loads(path.read_text())
    assert collection["type"] == "FeatureCollection"
    assert [feature["type"] for feature in collection["features"]] == ["Feature", "Feature"]
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [12.2, 41.3]},
        None,
    ]
    assert "crs" not in collection
