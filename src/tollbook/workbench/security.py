"""What keeps strangers' pages and strangers' texts from acting in a person's name.

Takes: requests and responses. Gives: headers on every response, a token for every form, and the reason why
a request is refused. Change this when: something else could be forged.

The workbench listens on loopback, where any page that a person has open elsewhere can knock. So a request
must name this machine as its host (a foreign name that resolves to it is refused), and a form must come
from a page of the workbench itself and carry a token that only such a page holds.
"""

from __future__ import annotations

import hmac
import secrets

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 2_000_000
"""The largest body that is taken, in bytes."""

TOKEN = "csrf"
COOKIE = "tollbook"
TOKEN_AGE_S = 7 * 24 * 3600
"""So long a form may stay open, in seconds."""

STRANGE_HOST = "The workbench answers only under the address of this machine, such as 127.0.0.1.\n"

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}


class Refusal(Exception):  # noqa: N818 (it is caught and shown, and no fault of the program)
    """A request that is not carried out: its status of HTTP, and the sentence that a person reads."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class Tokens:
    """Tokens for forms, signed with a key of this run and good only beside the cookie of the same browser."""

    def __init__(self) -> None:
        self._signer = URLSafeTimedSerializer(secrets.token_urlsafe(32), salt="form")

    def token(self, browser: str) -> str:
        """Give the token for the forms of a browser, by the value of its cookie."""
        return self._signer.dumps(browser)

    def check(self, token: str, browser: str) -> None:
        """Raise `Refusal` where a token was not made for this browser."""
        try:
            made_for = self._signer.loads(token, max_age=TOKEN_AGE_S)
        except BadData:
            made_for = None
        if not browser or not isinstance(made_for, str) or not _same(made_for, browser):
            raise Refusal(
                403,
                "This form did not come from an open page of the workbench, or the workbench was started "
                "anew since. Nothing was stored. Go back: what you typed still stands there. Copy it, then "
                "load the page again and send it.",
            )


def new_browser() -> str:
    """Give the value of a cookie for a browser that comes for the first time."""
    return secrets.token_urlsafe(24)


def check_request(method: str, headers: Headers) -> None:
    """Raise `Refusal` for a form of a foreign page, and a body that is too large or of unknown length."""
    host = headers.get("host", "")
    if method in ("GET", "HEAD"):
        return
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    if site != "same-origin" or (origin is not None and origin.partition("://")[2] != host):
        raise Refusal(403, "This form came from another page than one of the workbench. Nothing was stored.")
    length = headers.get("content-length", "")
    if not length.isdecimal() or "transfer-encoding" in headers:
        raise Refusal(411, "The request does not say how long it is. Nothing was stored.")
    if int(length) > MOST_BYTES:
        raise Refusal(
            413,
            f"This is larger than {MOST_BYTES // 1_000_000} MB, the most that a form takes. Nothing was "
            "stored. Save it as a file and take it in with `tollbook ingest FILE`.",
        )


class KnownHost:
    """Answers only under names of this machine; who comes under another learns nothing, not even a name."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        app = self._app
        if scope["type"] == "http" and _name(Headers(scope=scope).get("host", "")) not in LOOPBACK:
            app = PlainTextResponse(STRANGE_HOST, 400)
        await app(scope, receive, send)


class SafeHeaders:
    """Puts the security headers on every response; pages are kept in no cache."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers to what comes back."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                static = scope["path"].startswith("/static/")
                headers["Cache-Control"] = "no-cache" if static else "no-store"
            await send(message)

        await self._app(scope, receive, sent)


def _same(one: str, other: str) -> bool:
    """Tell whether two texts are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(*(text.encode("utf-8", "surrogatepass") for text in (one, other)))


def _name(host: str) -> str:
    """Give the host of a Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[").lower()
    return host.partition(":")[0].lower()
