"""The bundled samples: their files agree with one another, and the expected claims with the words."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

SAMPLES = Path(__file__).parents[2] / "samples"
LOADED_WORDS = (
    r"regime|terrorist|barbari|monstrous|henchmen|butcher|bloodbath|occupier|mouthpiece|aggressor|horrif"
)
FIELDS = {"id", "quote", "in", "is", "n", "unit", "group", "speaker", "via", "scope", "status", "extent"}
FIELDS |= {"part_of", "approx", "vague", "optional", "or"}
NUMBER_WORDS = {"no": 0, "a": 1, "one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
NUMBER_WORDS |= {"nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "twenty-three": 23, "twenty-four": 24}
PARTISAN = {"belgorod-06-partisan", "belgorod-07-other-side"}


def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_build", SAMPLES / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (SAMPLES / name).read_text(encoding="utf-8").splitlines()]


REPORTS = {row["id"]: row for name in ("belgorod.jsonl", "invented.jsonl") for row in lines(name)}
TEXTS = {name: f"{row['title']}\n\n{row['text']}" for name, row in REPORTS.items()}
EXPECTED: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (SAMPLES / "expected.yaml").read_text(encoding="utf-8")
)
CLAIMS = [
    pytest.param(name, claim, id=f"{name}#{claim['id']}")
    for name, found in EXPECTED.items()
    for claim in found
]


def start(name: str, claim: dict[str, Any]) -> int:
    around = claim.get("in", claim["quote"])
    return TEXTS[name].index(around) + int(around.index(claim["quote"]))


def bounds(claim: dict[str, Any]) -> list[int | None]:
    stated = claim["n"]
    return stated if isinstance(stated, list) else [stated, stated]


def test_the_combined_files_say_what_the_single_reports_say() -> None:
    assert build().stale() == []


def test_a_changed_report_makes_the_combined_files_stale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = build()
    for path in SAMPLES.rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(SAMPLES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(module, "SAMPLES", tmp_path)
    (tmp_path / "invented/flood.txt").write_text("Title\n\nAnother text.\n", encoding="utf-8")
    assert module.main(["--check"]) == 1
    assert module.main([]) == 0
    assert module.main(["--check"]) == 0


def test_a_text_file_is_title_empty_line_and_text() -> None:
    sources = yaml.safe_load((SAMPLES / "sources.yaml").read_text(encoding="utf-8"))
    plain = [source for folder in sources.values() for source in folder if source["file"].endswith(".txt")]
    assert len(plain) == 14
    for source in plain:
        assert (SAMPLES / source["file"]).read_text(encoding="utf-8") == TEXTS[source["id"]] + "\n"


def test_every_file_of_a_folder_is_listed_with_its_source() -> None:
    sources = yaml.safe_load((SAMPLES / "sources.yaml").read_text(encoding="utf-8"))
    listed = {source["file"] for folder in sources.values() for source in folder}
    found = {f"{folder}/{path.name}" for folder in sources for path in (SAMPLES / folder).iterdir()}
    assert listed == found


def test_the_reports_on_belgorod_stand_in_the_order_of_their_publication() -> None:
    published = [row["published"] for row in lines("belgorod.jsonl")]
    assert published == sorted(published)
    assert all(row["outlet"] and re.search(r"example\.(org|com)/", row["url"]) for row in REPORTS.values())


def test_the_page_has_furniture_that_its_text_has_not() -> None:
    page = (SAMPLES / "belgorod/05-six-points.html").read_text(encoding="utf-8")
    for furniture in (
        "Leave a Reply",
        "Translate »",
        "Read also",
        "Required fields are marked *",
        "Deutsch",
        "Subscribe",
    ):
        assert furniture in page
        assert furniture not in TEXTS["belgorod-05-six-points"]


@pytest.mark.parametrize("name", [name for name in REPORTS if name.startswith("invented")])
def test_an_invented_report_says_so_in_its_last_line(name: str) -> None:
    assert "This report is invented" in TEXTS[name].splitlines()[-1]


@pytest.mark.parametrize("name", list(REPORTS))
def test_loaded_words_stand_only_in_the_two_partisan_samples(name: str) -> None:
    assert bool(re.search(LOADED_WORDS, TEXTS[name], re.IGNORECASE)) == (name in PARTISAN)


def test_expected_claims_cover_every_report() -> None:
    assert set(EXPECTED) == set(REPORTS)
    assert EXPECTED["invented-library"] == []
    assert all(EXPECTED[name] for name in REPORTS if name != "invented-library")


@pytest.mark.parametrize(("name", "claim"), CLAIMS)
def test_an_expected_claim_stands_in_the_words_once(name: str, claim: dict[str, Any]) -> None:
    around = claim.get("in", claim["quote"])
    assert TEXTS[name].count(around) == 1
    assert around.count(claim["quote"]) == 1
    assert claim.get("speaker", "") in TEXTS[name]
    assert (claim.get("via") or "") in TEXTS[name]


@pytest.mark.parametrize(("name", "claim"), CLAIMS)
def test_the_number_in_a_quote_gives_its_bounds(name: str, claim: dict[str, Any]) -> None:
    quote = re.sub(r"\d+-year-old|four-year-old", "", claim["quote"].lower())
    stated = re.search(r"\d[\d,]*", quote)
    words = [NUMBER_WORDS[word] for word in re.findall(r"[a-z-]+", quote) if word in NUMBER_WORDS]
    if claim.get("vague"):
        assert bounds(claim) == [None, None]
        return
    number = int(stated[0].replace(",", "")) if stated else words[0]
    lead = " ".join(quote.split()[:2])
    wanted: dict[str, list[int | None]] = {
        "more than": [number + 1, None],
        "at least": [number, None],
        "up to": [0, number],
    }
    assert bounds(claim) == wanted.get(lead, [number, number])
    assert claim.get("approx", False) == (lead.split()[0] in ("about", "nearly"))


@pytest.mark.parametrize(("name", "claim"), CLAIMS)
def test_an_expected_claim_has_known_fields_only(name: str, claim: dict[str, Any]) -> None:
    assert set(claim) <= FIELDS
    assert set(claim.get("or", {})) <= FIELDS - {"id", "in", "or", "quote"}


@pytest.mark.parametrize("name", [name for name, found in EXPECTED.items() if found])
def test_expected_claims_are_numbered_in_the_order_of_the_text(name: str) -> None:
    found = EXPECTED[name]
    assert [claim["id"] for claim in found] == list(range(1, len(found) + 1))
    starts = [start(name, claim) for claim in found]
    assert starts == sorted(starts)


def test_a_part_is_no_more_than_its_whole() -> None:
    parts = 0
    for found in EXPECTED.values():
        for claim in found:
            if whole := claim.get("part_of"):
                parts += 1
                assert (bounds(claim)[0] or 0) <= (bounds(found[whole - 1])[0] or 0)
    assert parts == 18


def test_the_expected_incident_names_claims_that_exist() -> None:
    expected = yaml.safe_load((SAMPLES / "expected.incident.yaml").read_text(encoding="utf-8"))
    known = {
        f"{name.removeprefix('belgorod-')}#{claim['id']}": claim
        for name, found in EXPECTED.items()
        for claim in found
    }
    sides = [side for conflict in expected["conflicts"] for side in conflict["sides"]]
    for side in sides:
        assert len({tuple(bounds(known[claim])) for claim in side}) == 1
    steps = [step for found in expected["steps"].values() for step in found]
    for name in [claim for entry in [*steps, *expected["no_conflict"]] for claim in entry["claims"]]:
        assert name in known
    assert len(expected["conflicts"]) == 5


def test_the_readme_names_every_file_and_counts_the_claims() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert f"{len(CLAIMS)} in all" in readme
    for path in SAMPLES.rglob("*.*"):
        if path.is_file() and path.name != "README.md" and path.suffix != ".pyc":
            assert path.relative_to(SAMPLES).as_posix() in readme
