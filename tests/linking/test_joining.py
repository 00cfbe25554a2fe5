"""Reports known to tell of one incident: their main incidents are one, the others stay apart."""

from __future__ import annotations

from msgspec.structs import replace
from tests.toys import a_claim, a_report

from tollbook.linking import Joined, join
from tollbook.model import Account, Claim, Count, Incident, Place, Scope, Span, When

OLLEN = Place(name="Ollen", admin1="Veld", country="Veldania", lat=1.0, lon=2.0, precision=1)
VELD = Place(name="Veld", admin1="Veld", country="Veldania", lat=1.5, lon=2.5, precision=4)
FAR = Place(name="Skarn", admin1="Skarn", country="Norland", lat=40.0, lon=20.0, precision=1)
TARROW = Place(name="Tarrow", admin1="Veld", country="Veldania", lat=1.4, lon=2.4, precision=1)


def day(date: str) -> When:
    return When(start=date, end=date, precision="day", ground="words")


def told(report: str, *parts: tuple[Scope, Place | None, str | None]) -> Account:
    """An account with one claim for each of its incidents: scope, place and day."""
    claims: list[Claim] = []
    incidents: list[Incident] = []
    for number, (scope, place, date) in enumerate(parts, 1):
        claims.append(a_claim(id=f"{report}{number}", report=report, scope=scope))
        incidents.append(
            Incident(
                id=f"evt_{number}",
                place=place,
                date=day(date) if date else None,
                claims=(claims[-1].id,),
                because=f"why {report}{number}",
            )
        )
    return Account(report=a_report("x", id=report), claims=tuple(claims), incidents=tuple(incidents))


def homes(joined: Joined) -> dict[str, str | None]:
    return {claim.id: claim.incident for claim in joined.claims}


def test_the_main_incidents_of_all_reports_are_one() -> None:
    joined = join([told("a", ("event", OLLEN, "2024-05-08")), told("b", ("event", None, None))])
    assert homes(joined) == {"a1": "evt_1", "b1": "evt_1"}
    assert joined.incidents[0].claims == ("a1", "b1")


def test_the_place_and_date_are_those_that_most_reports_give_and_it_is_said() -> None:
    accounts = [
        told("a", ("event", VELD, "2024-05-07")),
        told("b", ("event", OLLEN, "2024-05-08")),
        told("c", ("event", OLLEN, "2024-05-08")),
    ]
    (incident,) = join(accounts).incidents
    assert incident.place == OLLEN
    assert incident.date == day("2024-05-08")
    assert incident.because == "date: as 2 of 3 reports give it; place: as 2 of them give it"


def test_of_places_given_equally_often_the_finest_is_taken() -> None:
    (incident,) = join(
        [told("a", ("event", VELD, "2024-05-08")), told("b", ("event", OLLEN, "2024-05-08"))]
    ).incidents
    assert incident.place == OLLEN


def test_an_incident_of_several_reports_has_no_offsets_without_a_report() -> None:
    place = Place(name="Ollen", lat=1.0, lon=2.0, evidence=Span(start=0, end=5, quote="Ollen"))
    several = join([told(name, ("event", place, "2024-05-08")) for name in "ab"])
    alone = join([told("a", ("event", place, "2024-05-08"))])
    assert several.incidents[0].place is not None
    assert several.incidents[0].place.evidence is None
    assert alone.incidents[0].place == place


def test_earlier_incidents_stay_apart_unless_place_and_date_are_the_same() -> None:
    accounts = [
        told("a", ("event", OLLEN, "2024-05-08"), ("background", TARROW, "2024-03-01")),
        told("b", ("event", OLLEN, "2024-05-08"), ("background", TARROW, "2024-03-01")),
        told("c", ("event", OLLEN, "2024-05-08"), ("background", TARROW, None)),
    ]
    assert homes(join(accounts)) == {
        "a1": "evt_1", "a2": "evt_2", "b1": "evt_1", "b2": "evt_2", "c1": "evt_1", "c2": "evt_3",
    }  # fmt: skip


def test_a_running_total_is_never_the_incident_even_at_its_place() -> None:
    account = told("a", ("event", OLLEN, "2024-05-08"), ("cumulative", OLLEN, "2024-05-08"))
    assert homes(join([account])) == {"a1": "evt_1", "a2": "evt_2"}


def test_a_report_that_only_looks_back_has_no_part_in_the_main_incident() -> None:
    accounts = [told("a", ("background", TARROW, "2024-03-01")), told("b", ("event", OLLEN, "2024-05-08"))]
    assert homes(join(accounts)) == {"a1": "evt_2", "b1": "evt_1"}


def test_what_is_told_of_the_same_day_in_the_region_belongs_to_the_main_incident() -> None:
    account = told("a", ("event", OLLEN, "2024-05-08"), ("event", VELD, "2024-05-08"))
    assert homes(join([account])) == {"a1": "evt_1", "a2": "evt_1"}
    assert join([account]).incidents[0].because == "why a1"


def test_another_town_or_another_day_is_another_incident() -> None:
    account = told(
        "a", ("event", OLLEN, "2024-05-08"), ("event", TARROW, "2024-05-08"), ("event", OLLEN, "2024-05-09")
    )
    assert homes(join([account])) == {"a1": "evt_1", "a2": "evt_2", "a3": "evt_3"}


def test_no_report_gives_no_incident() -> None:
    assert join([]) == Joined((), ())


def test_what_a_report_tells_apart_at_the_very_place_without_a_day_is_the_common_incident() -> None:
    joined = join(
        [
            told("a", ("event", OLLEN, "2024-05-08")),
            told("b", ("event", OLLEN, "2024-05-08"), ("event", OLLEN, None), ("event", TARROW, None)),
        ]
    )
    assert homes(joined) == {"a1": "evt_1", "b1": "evt_1", "b2": "evt_1", "b3": "evt_2"}


def test_what_a_report_tells_apart_by_the_very_figures_of_the_common_incident_is_that_incident() -> None:
    def home(*again: int) -> str | None:
        account = told("a", ("event", OLLEN, "2024-05-08"), ("event", FAR, "2024-05-08"))
        first, second = account.claims
        claims = [
            numbered(claim, n) for claim, numbers in ((first, (21, 3)), (second, again)) for n in numbers
        ]
        incidents = tuple(
            replace(one, claims=tuple(c.id for c in claims if c.id.startswith(one.claims[0])))
            for one in account.incidents
        )
        joined = join([replace(account, claims=tuple(claims), incidents=incidents)])
        return homes(joined)[claims[-1].id]

    def numbered(claim: Claim, number: int) -> Claim:
        return replace(
            claim, id=f"{claim.id}-{number}", count=Count(low=number, high=number, text=str(number))
        )

    assert home(21, 3) == "evt_1"
    assert home(21, 4) == "evt_2"
    assert home(21) == "evt_2"
