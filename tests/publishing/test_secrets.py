"""No sealed value, exact coordinate, embargoed place or unjudged claim is in any public byte."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.publishing.made import (
    LATER,
    PROJECT,
    TOWN,
    VILLAGE,
    claim,
    finding,
    guarded,
    material,
    speaker,
)

from tollbook.model import Alias, Attribution, Claim, Conflict, Report, Responsible, Root, SetAside, Span
from tollbook.publishing import Material, Signed, sign
from tollbook.publishing.formats import FORMATS
from tollbook.publishing.writing import About

WITNESS, VICTIM, AUTHOR = "Zorana Vukelic", "Petar Qazimi", "Ilse Trommler"
PRIVATE, UNJUDGED, FIRED = "Hidden Notebook", 77123, 88321
SIGNED = Signed(
    composed_by="Xenia Composer", composed_at="", published_by="Yorick Publisher", published_at="",
    why="looked at", review="second person",
)  # fmt: skip
ALWAYS = (
    "Vukelic", "Qazimi", "Trommler", "Hidden Notebook", "77123", "88321", "Xenia", "Yorick", "Lower Ashfield",
    "lower-ashfield", "41.23456", "12.34567",
)  # fmt: skip

name = st.sampled_from((WITNESS, WITNESS.upper(), VICTIM, AUTHOR, "Vukelic", "Lower Ashfield"))
words = st.builds("{} {}".format, st.sampled_from(("said by", "told to", "12 and", "of")), name)
slug = name.map(lambda each: each.lower().replace(" ", "-"))
plants = st.fixed_dictionaries(
    {
        "quote": st.sampled_from(("12 people", f"{WITNESS} and 11 more", "Petar Qazimi, 12")),
        "basis": st.none() | words, "via": st.none() | words, "word": st.none() | words, "slug": slug,
        "why": words, "alias": name, "outlet": st.sampled_from(("Arvania Post", PRIVATE)), "vague": words,
        "according": st.none() | name, "repair": words,
        "kind": st.sampled_from(("witness", "resident", "official", "ngo", "outlet", "monitor", None)),
        "report": st.sampled_from(("rpt_00000001", "vukelic-family", "lower-ashfield-1")),
    }
)  # fmt: skip


def planted(where: dict[str, str]) -> Material:
    """An incident with secrets in every field that people and reports fill."""
    said = claim(1, 12, quote=where["quote"])
    said = replace(
        said,
        report=where["report"],
        basis=where["basis"],
        via=where["via"],
        word=where["word"],
        count=replace(said.count, vague=where["vague"]),
        speaker=Attribution(id="spk_w", name=WITNESS, start=1, end=9, kind=where["kind"]),
        root="root_w",
    )
    other = replace(claim(2, 15), report=where["report"])
    fired = replace(claim(3, FIRED, measure="launched"), unit="missile", report=where["report"])
    root = Root(
        id="root_w", name=WITNESS, kind=where["kind"], claims=(said.id,), reports=(where["report"],),
        via=tuple(filter(None, [where["via"]])), basis=where["basis"],
    )  # fmt: skip
    report = Report(
        id=where["report"],
        text=f"{VICTIM} died in Lower Ashfield, {WITNESS} said.",
        title=f"{VICTIM} killed",
        author=AUTHOR,
        outlet=where["outlet"],
        url=f"https://post.example.org/2024/{where['slug']}",
        published="2024-05-01T12:00:00+00:00",
        checksum="0" * 64,
    )
    aside = SetAside(claim=other.id, rule="r", why=where["why"])
    clash = Conflict(
        id="cnf_1", claims=(said.id, other.id), kind="disagreement", within_report=True, rule="r",
        why=where["why"], repairs=(f"if 12 not 15 (“{where['repair']}”)",),
    )  # fmt: skip
    blamed = Responsible(
        value=VICTIM, according_to=where["according"], evidence=Span(start=0, end=1, quote="x")
    )
    return material(
        [said, other, fired],
        [replace(finding(12), high=15, set_aside=(aside,), roots=("root_w",))],
        report=report,
        roots=(root,),
        speakers=(speaker(WITNESS, where["kind"]),),
        conflicts=(clash,),
        aliases=(Alias(names=("Vilkha", where["alias"]), because=where["why"]),),
        incident={"responsible": (blamed,), "because": where["why"]},
        undecided=(unjudged(),),
        working=(finding(UNJUDGED),),
    )


def unjudged() -> Claim:
    return claim(9, UNJUDGED)


def public_bytes(made: Material, now: datetime = LATER) -> bytes:
    project = replace(PROJECT, private_sources=(PRIVATE,), never=("Qazimi",))
    record = sign(guarded(made, project, now).record, SIGNED)
    with tempfile.TemporaryDirectory() as folder:
        about = About(project=project.name, contact=project.contact)
        files = [p for each in FORMATS.values() for p in each.write([record], Path(folder), about)]
        return b"".join(path.read_bytes() for path in files)


@given(plants)
@settings(max_examples=150, deadline=None)
def test_no_planted_secret_is_in_any_public_byte(where: dict[str, str]) -> None:
    written = public_bytes(planted(where)).decode().lower()
    assert "ashfield district" in written
    assert [secret for secret in ALWAYS if secret.lower() in written] == []


@given(st.integers(0, 71), st.sampled_from((TOWN, VILLAGE)))
@settings(max_examples=20, deadline=None)
def test_a_place_under_embargo_is_in_no_public_byte(hours: int, place: object) -> None:
    said = replace(claim(1, 12), place=place)
    made = material([said], [finding(12)], incident={"place": place})
    now = datetime.fromtimestamp(datetime(2024, 5, 2, tzinfo=UTC).timestamp() + 3600 * hours, UTC)
    written = public_bytes(made, now).decode()
    assert "Northmark" in written
    assert [
        each for each in ("Millbridge", "Ashfield District", "41.5", "41.3", "41.23") if each in written
    ] == []
