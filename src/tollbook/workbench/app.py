"""The addresses of the workbench: routes and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tollbook.ledger import open_ledger
from tollbook.settings import Settings
from tollbook.workbench import rendering
from tollbook.workbench.answering import Answers
from tollbook.workbench.security import KnownHost, SafeHeaders
from tollbook.workbench.visiting import Line

LINES = (
    Line("/", "inbox:show"),
    Line("/decide", "inbox:decide", method="POST", act="judge"),
    Line("/search", "search:show"),
    Line("/add", "add:show", act="add"),
    Line("/add", "add:keep", method="POST", act="add"),
    Line("/name", "name:show", act="enter"),
    Line("/name", "name:keep", method="POST", act="enter"),
    Line("/measures.css", "colours:show", act="enter"),
    Line("/reports/{report:path}/judge", "claim:judge", method="POST", act="judge"),
    Line("/reports/{report:path}/claim", "claim:keep", method="POST", act="judge"),
    Line("/reports/{report:path}", "report:show"),
    Line("/trace/{id:path}", "trace:show"),
    Line("/incidents", "incidents:show"),
    Line("/incidents/{incident:path}", "incident:show"),
    Line("/incidents/{incident:path}/range", "incident_acts:set_range", method="POST", act="range"),
    Line("/incidents/{incident:path}/facts", "incident_acts:set_facts", method="POST", act="scope"),
    Line("/incidents/{incident:path}/scope", "incident_acts:set_scope", method="POST", act="scope"),
    Line("/incidents/{incident:path}/confirm", "incident_acts:confirm", method="POST", act="link"),
    Line("/incidents/{incident:path}/split", "incident_acts:split", method="POST", act="link"),
    Line("/incidents/{incident:path}/merge", "incident_acts:merge", method="POST", act="link"),
    Line("/incidents/{incident:path}/undo", "incident_acts:undo", method="POST", act="judge"),
    Line("/map/land.json", "coasts:show"),
)
"""One line for each address; the order is that in which they are tried."""


def app(ledger_url: str | Path, settings: Settings) -> Starlette:
    """Give the workbench on a ledger, which is made where there is none and closed with the workbench."""
    ledger = open_ledger(ledger_url)
    answers = Answers(ledger, settings)

    @asynccontextmanager
    async def until_closed(_: Starlette) -> AsyncIterator[None]:
        rendering.ready()
        yield
        ledger.close()

    routes = [Route(line.path, answers.endpoint(line), methods=[line.method]) for line in LINES]
    return Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=rendering.STATIC))],
        middleware=[Middleware(SafeHeaders), Middleware(KnownHost)],
        exception_handlers={HTTPException: answers.failed, Exception: answers.failed},
        lifespan=until_closed,
    )
