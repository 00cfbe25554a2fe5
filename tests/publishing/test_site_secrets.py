"""The site and the situation report are public outputs: no planted secret is in any byte of them."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.publishing.made import LATER, PROJECT, TOWN, VILLAGE, claim, finding, guarded, material
from tests.publishing.test_secrets import ALWAYS, PRIVATE, SIGNED, planted, plants

from tollbook.publishing import Material, sign
from tollbook.publishing.site import write_site
from tollbook.publishing.sitrep import Frame, sitrep

WRITTEN = (*ALWAYS, "77,123", "88,321", "risk of the baker")
DRAWING = re.compile(r' (?:d|points|x\d?|y\d?|cx|cy|r|width|height|viewBox)="[^"]*"')
"""Where things stand in a drawing: numbers that are no degrees."""


def public_pages(made: Material, now: datetime = LATER) -> str:
    """Everything that the site and the situation report say, of a record and of its embargo."""
    project = replace(
        PROJECT, private_sources=(PRIVATE,), never=("Qazimi",), risk_note="the risk of the baker"
    )
    record = sign(guarded(made, project, now).record, SIGNED)
    with tempfile.TemporaryDirectory() as folder:
        files = write_site(iter([record]), Path(folder), project)
        pages = [path.read_text(encoding="utf-8") for path in files]
        names = [str(path.relative_to(folder)) for path in files]
    return "\n".join([*names, *pages, sitrep([record], Frame(), project)])


@given(plants)
@settings(max_examples=40, deadline=None)
def test_no_planted_secret_is_on_any_page(where: dict[str, str]) -> None:
    written = public_pages(planted(where)).lower()
    assert "ashfield district" in written
    assert [secret for secret in WRITTEN if secret.lower() in written] == []


@given(st.integers(0, 71), st.sampled_from((TOWN, VILLAGE)))
@settings(max_examples=15, deadline=None)
def test_a_place_under_embargo_is_on_no_page(hours: int, place: object) -> None:
    said = replace(claim(1, 12), place=place)
    made = material([said], [finding(12)], incident={"place": place})
    now = datetime.fromtimestamp(datetime(2024, 5, 2, tzinfo=UTC).timestamp() + 3600 * hours, UTC)
    written = DRAWING.sub("", public_pages(made, now))
    assert "Northmark" in written
    hidden = ("Millbridge", "Ashfield District", "41.5", "41.3", "41.23")
    assert [each for each in hidden if each in written] == []
