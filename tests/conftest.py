"""What every test may rely on."""

from __future__ import annotations

import pytest
from tests.toys import toy_extract

from tollbook import extracting


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the toy in the place of extracting, for tests of what stands around it."""
    monkeypatch.setattr(extracting, "extract", toy_extract)
