"""The plain merge: parts of one sentence are added up, else the largest asserted figure counts."""

from tollbook.model import By, Claim, Count, Finding, Incident, Report, Span
from tollbook.reconciling import merge


def report(text: str) -> Report:
    return Report(id="r", text=text, checksum="0")


def claim(text: str, quote: str, number: int, **more: object) -> Claim:
    start = text.index(quote)
    fields: dict[str, object] = {
        "id": f"clm_{start}", "report": "r", "measure": "killed", "unit": "person", "incident": "evt_1",
        "count": Count(low=number, high=number, text=quote), "by": By(rules=(), confidence=1.0),
        "evidence": Span(start=start, end=start + len(quote), quote=quote), **more,
    }  # fmt: skip
    return Claim(**fields)  # type: ignore[arg-type]


INCIDENT = Incident(id="evt_1")


def best(findings: tuple[Finding, ...], measure: str = "killed", group: tuple[str, ...] = ()) -> int | None:
    return next((f.best for f in findings if (f.measure, f.group) == (measure, group)), None)


def test_parts_of_one_sentence_are_added_up() -> None:
    text = "The blast killed 12 adults and two children."
    parts = [claim(text, "12 adults", 12, group=("adult",)), claim(text, "two children", 2, group=("child",))]
    found = merge([report(text)], parts, [INCIDENT])
    assert (best(found), best(found, group=("child",))) == (14, 2)
    assert next(f for f in found if f.group == ()).derived


def test_the_largest_figure_counts_where_a_total_stands_beside_its_part() -> None:
    text = "Police said 9 people died, among them two children."
    claims = [claim(text, "9 people", 9), claim(text, "two children", 2, group=("child",), part_of="clm_12")]
    assert best(merge([report(text)], claims, [INCIDENT])) == 9


def test_possible_and_background_figures_stay_out() -> None:
    text = "Up to 40 may have died; 3 died. Last year 90 died."
    claims = [
        claim(text, "40", 40, status="possible"),
        claim(text, "3", 3),
        claim(text, "90", 90, scope="background"),
    ]
    assert best(merge([report(text)], claims, [INCIDENT])) == 3


def test_a_vague_word_counts_as_its_least_and_says_so() -> None:
    text = "Dozens were hurt."
    vague = claim(
        text, "Dozens", 0, measure="injured", count=Count(low=None, high=None, vague="dozens", text="Dozens")
    )
    found = merge([report(text)], [vague], [INCIDENT])
    assert [(f.low, f.vague) for f in found] == [(24, True)]
