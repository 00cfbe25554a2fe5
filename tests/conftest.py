"""What every test may rely on."""

from __future__ import annotations

import pytest
from hypothesis import settings
from tests.toys import toy_extract

from tollbook import extracting


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the toy in the place of extracting, for tests of what stands around it."""
    monkeypatch.setattr(extracting, "extract", toy_extract)

# A machine under load is no slow code: only the tests of cost measure time.
settings.register_profile("tollbook", deadline=None)
settings.load_profile("tollbook")
