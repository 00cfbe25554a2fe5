"""Made-up material for records: one incident in a village that no map shows, and who says what of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec.structs import replace

from tollbook.model import (
    Attribution,
    By,
    Claim,
    ClaimTimes,
    Count,
    Dossier,
    Finding,
    Incident,
    Place,
    Report,
    Root,
    Span,
    Speaker,
    When,
)
from tollbook.publishing import Guarded, Material, Project, Setting, compose, guard

VILLAGE = Place(
    name="Lower Ashfield", admin1="Northmark", admin2="Ashfield District", country="Arvania",
    lat=41.23456, lon=12.34567, precision=1, radius_km=0.5,
    evidence=Span(start=0, end=14, quote="Lower Ashfield"),
)  # fmt: skip
TOWN = Place(
    name="Millbridge", admin1="Northmark", country="Arvania", lat=41.5, lon=12.5, precision=1, radius_km=6.0
)
DISTRICT = Place(
    name="Ashfield District", admin1="Northmark", country="Arvania", lat=41.3, lon=12.2, precision=3,
    radius_km=20.0,
)  # fmt: skip
REGION = Place(name="Northmark", country="Arvania", lat=41.9, lon=12.9, precision=4, radius_km=90.0)

PROJECT = Project(
    name="Ashfield Count", contact="corrections@count.example.org", method_card="Card.", risk_note="Note."
)
LATER = datetime(2024, 6, 1, tzinfo=UTC)
DAY = When(start="2024-05-01", end="2024-05-01", precision="day", ground="words")
OFFICE = Attribution(id="spk_office", name="the Northmark governor", start=5, end=20, kind="official")


class MadeAtlas:
    """An atlas of two places: a town is itself, everything else lies in the district."""

    def town(self, place: Place) -> Place | None:
        return TOWN if place.name == TOWN.name else None

    def district(self, place: Place) -> Place | None:
        return DISTRICT

    def region(self, place: Place) -> Place | None:
        return REGION


def claim(number: int, low: int, *group: str, measure: str = "killed", quote: str = "") -> Claim:
    """A claim of the governor's in the first report."""
    words = quote or f"{low} people"
    return Claim(
        id=f"clm_{number:04}",
        report="rpt_00000001",
        measure=measure,
        unit="person",
        group=group,
        count=Count(low=low, high=low, text=words),
        extent="whole",
        speaker=OFFICE,
        root="root_office",
        incident="inc_1",
        place=VILLAGE,
        times=ClaimTimes(event=DAY, as_of=DAY, said=None),
        evidence=Span(start=number * 10, end=number * 10 + len(words), quote=words),
        by=By(rules=("count:number",), confidence=0.9),
    )


def finding(low: int, *group: str, measure: str = "killed", claims: Iterable[Claim] = ()) -> Finding:
    return Finding(
        id=f"fnd_{measure}_{'_'.join(group)}", incident="inc_1", measure=measure, unit="person", group=group,
        low=low, best=low, high=low, as_of=DAY, roots=("root_office",),
        claims=tuple(each.id for each in claims), method="plain-1", rule="the-only-toll",
    )  # fmt: skip


def material(claims: Iterable[Claim], findings: Iterable[Finding], **more: object) -> Material:
    """What is known of the incident; `report` and `speakers` take the place of the usual ones."""
    claims = tuple(claims)
    report = more.pop("report", None) or Report(
        id="rpt_00000001", text="Lower Ashfield was hit. The Northmark governor told of it.",
        outlet="Arvania Post",
        url="https://post.example.org/2024/harm", published="2024-05-01T12:00:00+00:00", language="en",
        checksum="0" * 64,
    )  # fmt: skip
    roots = more.pop("roots", None) or (
        Root(
            id="root_office", name="the Northmark governor", kind="official", speakers=("spk_office",),
            claims=tuple(each.id for each in claims), reports=("rpt_00000001",),
        ),
    )  # fmt: skip
    incident = Incident(id="inc_1", date=DAY, place=VILLAGE, claims=tuple(each.id for each in claims))
    incident = replace(incident, **more.pop("incident", {}))  # type: ignore[arg-type]
    dossier = Dossier(
        id="inc_1", reports=(report,), claims=claims, incidents=(incident,), roots=roots,  # type: ignore[arg-type]
        speakers=more.pop("speakers", ()), findings=tuple(findings), conflicts=more.pop("conflicts", ()),  # type: ignore[arg-type]
    )  # fmt: skip
    return Material(dossier=dossier, **more)  # type: ignore[arg-type]


def guarded(made: Material, project: Project = PROJECT, now: datetime = LATER) -> Guarded:
    """What of the material may be public."""
    setting = Setting(material=made, project=project, atlas=MadeAtlas(), now=now)
    return guard(compose(made, project), setting)


def speaker(name: str, kind: str | None) -> Speaker:
    return Speaker(id="spk_x", name=name, kind=kind)
