"""Chromium, the bundled reports in a ledger, and pages that fail a test where the browser complains.

Left out where there is no Chromium; `make test-all` installs it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tollbook import pipeline
from tollbook.ledger import open_ledger
from tollbook.reading import Given, read_stream
from tollbook.recording.intake import Intake

SAMPLES = Path(__file__).parents[2] / "samples"
CHROMIUM = shutil.which("chromium")
LEFT_OUT = pytest.StashKey[int]()
WAIT_MS = 20_000
"""So long a test waits for what should show: the machine may be busy with something else."""

expect.set_options(timeout=WAIT_MS)
FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests of this folder out where there is no browser."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    if here and not CHROMIUM:
        items[:] = [item for item in items if item not in here]
        config.hook.pytest_deselected(items=here)
        config.stash[LEFT_OUT] = len(here)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in one line what was left out."""
    if left_out := config.stash.get(LEFT_OUT, 0):
        told = f"LEFT OUT: {left_out} tests in a browser, for there is none; `make test-all` installs it"
        terminalreporter.write_line(told, yellow=True)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once for each module of tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger with the bundled reports; tests take copies of it."""
    file = tmp_path_factory.mktemp("bundled") / "ledger.db"
    with open_ledger(file) as ledger:
        intake = Intake(ledger)
        for name in ("belgorod.jsonl", "invented.jsonl"):
            for item in read_stream(BytesIO((SAMPLES / name).read_bytes()), Given(), name):
                intake.take(pipeline.told(item), item.original)
        intake.finish()
    return file


@pytest.fixture
def ledger(bundled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of the test's own with the bundled reports; names are kept beside it and nowhere else."""
    monkeypatch.setenv("TOLLBOOK_SETTINGS", str(tmp_path / "settings.toml"))
    return Path(shutil.copy(bundled, tmp_path / "ledger.db"))


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages of separate browsers; a complaint of one, or a request elsewhere, fails the test."""
    wrong: list[str] = []
    contexts = []

    def opened(**options: object) -> Page:
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda sent: None if at_home(sent.url) else wrong.append(sent.url))
        return page

    yield opened
    for context in contexts:
        context.close()
    # What a page answers on purpose with a refusal is a message of the browser too, and no fault.
    assert [each for each in wrong if "status of 4" not in each] == []


def at_home(url: str) -> bool:
    """Say whether an address is of this machine or of the page itself."""
    return url.startswith(("http://127.0.0.1:", "blob:", "data:"))


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page of a browser."""
    return new_page()
