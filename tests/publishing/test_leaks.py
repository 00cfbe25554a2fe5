"""Ways by which something private once reached the public, each closed for good."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.publishing.made import DAY, LATER, PROJECT, TOWN, claim, finding, guarded, material

from tollbook.model import Alias, Attribution, Chosen, Report, Responsible, Root, Span
from tollbook.publishing import Material, Project, Signed, sign
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.site import write_site
from tollbook.publishing.site.incident import address
from tollbook.publishing.sitrep import Frame, sitrep
from tollbook.publishing.writing import About

EMBARGO = datetime(2024, 5, 3, tzinfo=UTC)
SIGNED = Signed(
    composed_by="X", composed_at="", published_by="Y", published_at="2024-06-02T00:00:00+00:00",
    why="looked at", review="second person",
)  # fmt: skip


def public(made: Material, project: Project = PROJECT, now: datetime = LATER) -> str:
    """Everything that is written of the material: all formats, the site and a situation report."""
    record = sign(guarded(made, project, now).record, SIGNED)
    with tempfile.TemporaryDirectory() as folder:
        about = About(project=project.name, contact=project.contact)
        files = [p for each in FORMATS.values() for p in each.write([record], Path(folder) / "f", about)]
        files += write_site([record], Path(folder) / "site", project)
        pages = [f"{path.name} {path.read_bytes().decode()}" for path in files]
    return "\n".join([*pages, sitrep([record], Frame(), project)]).lower()


def told(**known: str) -> Report:
    """The only report, with what is known of it."""
    usual = Report(
        id="rpt_00000001", text="Lower Ashfield was hit.", published="2024-05-01T12:00:00+00:00",
        checksum="0" * 64,
    )  # fmt: skip
    return replace(usual, **known)


def said_by(name: str, kind: str = "official", **more: object) -> Material:
    """The only claim is a speaker's."""
    root = Root(id="root_office", name=name, kind=kind, claims=("clm_0001",), reports=("rpt_00000001",))
    said = replace(claim(1, 12), speaker=Attribution(id="spk_1", name=name, kind=kind))
    return material([said], [finding(12)], roots=(root,), **more)


@pytest.mark.parametrize(
    ("outlet", "url", "voice"),
    [
        ("Millbridge Times", "https://times.example.org/a", "the Northmark governor"),
        ("Arvania Post", "https://post.example.org/a", "the mayor of Millbridge"),
        ("Arvania Post", "https://millbridge24.example.org/a", "the Northmark governor"),
        ("Arvania Post", "https://post.example.org/newmillbridgeattack", "the Northmark governor"),
    ],
)
def test_no_outlet_office_or_address_names_a_place_under_embargo(outlet: str, url: str, voice: str) -> None:
    made = said_by(voice, report=told(outlet=outlet, url=url), incident={"place": TOWN})
    made = replace(made, dossier=replace(made.dossier, claims=tuple(
        replace(each, place=TOWN) for each in made.dossier.claims
    )))  # fmt: skip
    assert "millbridge" in public(made)
    assert "millbridge" not in public(made, now=EMBARGO)


def test_a_village_is_not_told_by_its_office_or_its_paper() -> None:
    made = said_by("the mayor of Lower Ashfield", report=told(outlet="Lower Ashfield Herald"))
    assert "lower ashfield" not in public(made)


@pytest.mark.parametrize(
    "own",
    [
        Chosen(measure="launched", unit="missile", low=88321, best=88321, high=88321),
        Chosen(measure="destroyed", unit="tank", low=88321, best=88321, high=88321),
        Chosen(measure="killed", group=("combatant",), low=88321, best=88321, high=88321),
    ],
)
def test_a_range_that_a_person_set_is_held_back_like_a_finding(own: Chosen) -> None:
    made = material([claim(1, 12)], [finding(12)], own=(own,))
    assert "88321" not in public(made)


def test_a_range_that_a_person_set_leaves_no_small_rest() -> None:
    own = Chosen(measure="killed", group=("child",), low=88320, best=88320, high=88320)
    assert "88320" not in public(material([claim(1, 88321)], [finding(88321)], own=(own,)))


def test_no_code_that_people_wrote_holds_a_hidden_name() -> None:
    said = [claim(1, 12), claim(2, 9, "petrova family")]
    found = [finding(12), finding(9, "petrova family")]
    made = material(said, found, incident={"kind": "murder of olena petrova"})
    assert "petrova" not in public(made, replace(PROJECT, never=("Petrova",)))


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Vilkha", "Alder"), True),
        (("Ashfield District", "Ashfeld"), True),
        (("Olena Petrova", "Lenochka"), False),
    ],
)
def test_things_and_shown_places_have_two_names_and_persons_none(names: tuple[str, ...], shown: bool) -> None:
    alias = Alias(names=names, because="both are names of it")
    assert (guarded(material([claim(1, 12)], [finding(12)], aliases=(alias,))).record.aliases != ()) == shown


def test_in_a_text_without_capitals_a_small_letter_says_nothing_of_a_word() -> None:
    said = claim(1, 12, quote="olena petrova and 11 others")
    report = told(text="olena petrova and 11 others were killed in lower ashfield")
    assert "petrova" not in public(material([said], [finding(12)], report=report))


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ({"text": "Olena Petrova died."}, "olenapetrova"),
        ({"text": "It was hit.", "title": "Olena Petrova buried"}, "olena-petrova-buried"),
    ],
)
def test_an_address_names_nobody_whom_title_or_text_names(words: dict[str, str], slug: str) -> None:
    report = told(url=f"https://post.example.org/2024/{slug}", **words)
    assert "petrova" not in public(material([claim(1, 12)], [finding(12)], report=report))


@pytest.mark.parametrize("url", ["http://[bad", "https://post.example.org\r\nx: y", "javascript:alert(1)"])
def test_an_address_that_is_none_is_left_out(url: str) -> None:
    made = material([claim(1, 12)], [finding(12)], report=told(url=url))
    assert guarded(made).record.reports[0].url is None


def test_whoever_accuses_is_named_only_as_a_voice_that_the_record_shows() -> None:
    parties = replace(PROJECT, parties=("The Arvanian Army",))
    for voice, shown in (("the Northmark governor", "the Northmark governor"), ("Halima Yusuf", None)):
        blamed = Responsible(
            value="the Arvanian Army", according_to=voice, evidence=Span(start=0, end=1, quote="x")
        )
        made = material([claim(1, 12)], [finding(12)], incident={"responsible": (blamed,), "date": DAY})
        assert [each.according_to for each in guarded(made, parties).record.incident.responsible] == [shown]


def test_a_witness_whose_name_is_in_the_contact_leaves_the_contact_standing() -> None:
    made = said_by("Olga Corrections, a resident", "resident")
    assert guarded(made).record.contact == "corrections@count.example.org"


@pytest.mark.parametrize("other", ["inc_a:b", "inc_a_b", "inc_A/b"])
def test_two_incidents_have_two_addresses_on_every_disk(other: str) -> None:
    record = guarded(material([claim(1, 12)], [finding(12)])).record
    found = {
        address(replace(record, incident=replace(record.incident, id=name))).lower()
        for name in ("inc_a/b", other)
    }
    assert len(found) == 2
    assert all(name.count("/") == 1 for name in found)
