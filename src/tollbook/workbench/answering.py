"""From a request to a page and back: the one way that every address of the table goes.

Takes: a request. Gives: a response, also for what is refused, missing or fails. Change this when: something
must hold for every page.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from threading import Lock

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook import settings
from tollbook.errors import BusyLedgerError, ChangedError, LedgerError, UsageError
from tollbook.ledger import Ledger
from tollbook.settings import Settings
from tollbook.workbench import security
from tollbook.workbench.layout import MISSING, Notice, frame, sentence
from tollbook.workbench.permission import refusal
from tollbook.workbench.rendering import render
from tollbook.workbench.security import Refusal, Tokens
from tollbook.workbench.visiting import Answer, Fields, Line, Moved, Raw, Shown, Visit

Endpoint = Callable[[Request], Awaitable[Response]]

_LOG = logging.getLogger(__name__)

CHANGED = Notice(
    title="Somebody else changed this meanwhile",
    text="What you decided was not stored. Go back, load the page again to see what holds now, and decide "
    "once more.",
)
BROKEN = Notice(
    title="This went wrong",
    text="This is a fault of Tollbook, and nothing of it was stored. What was printed where `tollbook serve` "
    "runs says more.",
)


class Answers:
    """Makes endpoints out of lines, all on one ledger."""

    def __init__(self, ledger: Ledger, chosen: Settings) -> None:
        self._ledger = ledger
        self._settings = chosen
        self._person = chosen.name
        self._tokens = Tokens()
        self._naming = Lock()

    def endpoint(self, line: Line) -> Endpoint:
        """Give the endpoint of a line: check, ask whether the person may, call the page, render."""

        async def answer(request: Request) -> Response:
            try:
                security.check_request(request.method, request.headers)
                if (line.act != "enter") and not self._person and request.method in ("GET", "HEAD"):
                    return RedirectResponse("/name", 303)
                refused = refusal(self._person, line.act)
                if refused:
                    raise Refusal(403, refused)
                sent, files = await self._sent(request)
            except Refusal as refused_:
                return self._notice(request, Notice(title="Not done", text=refused_.text), refused_.status)
            return await run_in_threadpool(self._answered, line, request, sent, files)

        return answer

    async def failed(self, request: Request, error: Exception) -> Response:
        """Give the page for an address that is not in the table, or a method that it does not take."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        notice = MISSING if status == 404 else BROKEN if status >= 500 else _said(str(error))
        return self._notice(request, notice, status)

    async def _sent(self, request: Request) -> tuple[Fields, Mapping[str, bytes]]:
        """Give the form of a POST after checking its token."""
        if request.method in ("GET", "HEAD"):
            return ImmutableMultiDict(), {}
        try:
            form = await request.form(max_files=1, max_fields=200, max_part_size=security.MOST_BYTES)
        except HTTPException as error:
            raise Refusal(400, "The form could not be read. Nothing was stored.") from error
        fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        sent = ImmutableMultiDict(fields)
        self._tokens.check(sent.get(security.TOKEN, ""), request.cookies.get(security.COOKIE, ""))
        uploads = [(name, value) for name, value in form.multi_items() if isinstance(value, UploadFile)]
        return sent, {name: await value.read() for name, value in uploads}

    def _answered(self, line: Line, request: Request, sent: Fields, files: Mapping[str, bytes]) -> Response:
        visit = Visit(
            ledger=self._ledger,
            settings=self._settings,
            person=self._person,
            path=request.path_params,
            asked=ImmutableMultiDict(request.query_params.multi_items()),
            sent=sent,
            files=files,
            keep=self._keep,
        )
        try:
            return self._response(request, line, line.page()(visit))
        except ChangedError:
            return self._notice(request, CHANGED, 409)
        except UsageError as error:
            return self._notice(request, _said(str(error)), 422)
        except LedgerError as error:
            status = 503 if isinstance(error, BusyLedgerError) else 500
            return self._notice(request, _said(str(error)), status)
        except Exception:
            _LOG.exception("%s %s", request.method, line.path)
            if self._settings.debug:
                raise
            return self._notice(request, BROKEN, 500)

    def _response(self, request: Request, line: Line, answer: Answer) -> Response:
        if answer is None:
            return self._notice(request, MISSING, 404)
        if isinstance(answer, Moved):
            return RedirectResponse(answer.to, 303)
        if isinstance(answer, Raw):
            return Response(answer.data, answer.status, media_type=answer.kind)
        shown = answer if isinstance(answer, Shown) else Shown(answer)
        return self._page(request, shown.page, shown.template or line.template, shown.status)

    def _notice(self, request: Request, notice: Notice, status: int) -> Response:
        return self._page(request, notice, "notice.html", status)

    def _page(self, request: Request, page: Struct, template: str, status: int) -> Response:
        known = request.cookies.get(security.COOKIE)
        browser = known or security.new_browser()
        around = frame(self._person, request.url.path)
        response = Response(
            render(template, page, around, self._tokens.token(browser)), status, media_type="text/html"
        )
        if not known:
            response.set_cookie(security.COOKIE, browser, httponly=True, samesite="strict")
        return response

    def _keep(self, name: str) -> None:
        with self._naming:
            settings.keep_name(name)
            self._person = name


def _said(text: str) -> Notice:
    """Give the notice that says one sentence."""
    return Notice(title="Not done", text=sentence(text))
