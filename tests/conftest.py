"""What every test may rely on."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from tests.toys import toy_extract

from tollbook import extracting


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the toy in the place of extracting, for tests of what stands around it."""
    monkeypatch.setattr(extracting, "extract", toy_extract)


@pytest.fixture(autouse=True, scope="session")
def no_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings of whoever runs the tests out of them, and theirs out of the tests' hands."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        for name in [name for name in os.environ if name.startswith("TOLLBOOK_")]:
            patched.delenv(name)
        yield


# A machine under load is no slow code: only the tests of cost measure time.
settings.register_profile("tollbook", deadline=None)
settings.load_profile("tollbook")
