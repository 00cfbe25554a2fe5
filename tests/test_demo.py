"""`make demo` does the main job on the bundled reports and ends by itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def shown() -> str:
    answer = subprocess.run(
        [sys.executable, ROOT / "tools" / "demo.py"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_the_demo_shows_the_words_of_a_report_and_its_claims(shown: str) -> None:
    assert "The UN Security Council" in shown
    assert "“two children”" in shown


def test_the_demo_shows_every_bundled_report_with_its_time(shown: str) -> None:
    for published in ("2023-12-30T12:40", "2023-12-31T09:25", "2024-01-01T11:30", "2024-05-08T15:00"):
        assert published in shown


def test_the_demo_shows_that_a_report_without_harm_has_no_claim(shown: str) -> None:
    library = shown.split("Marrowby library opens again")[1]
    assert "No claim of harm was read in it." in library.split("Three killed")[0]
