"""A workbench that is open for browsers: served on a free port of this machine, from a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Page

from tollbook.settings import Settings
from tollbook.workbench import app

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
"""The windows in which every page must work."""

AXE = Path(__file__).with_name("axe.min.js")


@contextmanager
def workbench(ledger: Path, name: str = "") -> Iterator[str]:
    """Serve a ledger to the person of a name, who is asked for it where it is empty; give the address."""
    server = uvicorn.Server(uvicorn.Config(app(ledger, Settings(name=name)), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def faults(page: Page) -> list[str]:
    """Give the serious and critical faults that axe-core finds on a page, each with its first place."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0].get('failureSummary', '')}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def overhang(page: Page) -> int:
    """Give by how many pixels a page, loaded with its styles, is wider than its window."""
    page.wait_for_load_state("load")
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
