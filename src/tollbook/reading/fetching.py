"""Pages by address: fetched politely, within limits, and never from inside a private network.

Takes: addresses that a person gave, or that a feed names. Gives: `Fetched`: bytes, or one sentence that says
why there are none. Nothing is fetched unless a person asks for it. Change this when: a site is to be asked in
another way.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from tollbook.reading import robots
from tollbook.reading.addresses import Fetched, Limits, Mark

AGENT = "Tollbook"
USER_AGENT = f"{AGENT}/{version('tollbook')} (fetches single reports for a person; obeys robots.txt)"
ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.9, */*;q=0.5"
)

SCHEMES = ("http", "https")
_MOVED = (301, 302, 303, 307, 308)
_NOT_MODIFIED = 304
_REFUSED = (401, 403)
_GONE = (404, 410)


class _RefusedError(Exception):
    """Why an address is not fetched, as a sentence."""


class Fetcher:
    """Fetches pages one after another; to be closed by `with`."""

    def __init__(self, limits: Limits | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        """Begin with limits; `sleep` is what waits between two requests to one site."""
        self._limits = limits or Limits()
        self._sleep = sleep
        transport = httpx.HTTPTransport(trust_env=False)
        transport._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            network_backend=_Guarded(private=self._limits.private),
        )
        headers = {"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
        self._client = httpx.Client(transport=transport, headers=headers, timeout=self._limits.seconds)
        self._rules: dict[str, robots.Rules] = {}
        self._last: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, url: str, mark: Mark | None = None) -> Fetched:
        """Fetch an address; with the mark of an earlier answer, only if it has changed since."""
        try:
            return self._through(url, mark)
        except _RefusedError as refused:
            return Fetched(url=url, problem=str(refused))
        except httpx.TimeoutException:
            return Fetched(url=url, problem=f"did not answer within {self._limits.seconds:g} seconds")
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.ConnectError, UnicodeError) as error:
            return Fetched(url=url, problem=f"cannot be fetched: {str(error) or type(error).__name__}")

    def _through(self, url: str, mark: Mark | None) -> Fetched:
        """Follow an address to where it leads, each step allowed."""
        for _ in range(self._limits.redirects + 1):
            site = _site(url)
            rules = self._rules_of(site)
            parts = urlsplit(url)
            if not rules.allow((parts.path or "/") + (f"?{parts.query}" if parts.query else "")):
                raise _RefusedError(f"the site's robots.txt asks programs not to fetch {url}")
            self._wait(site, rules)
            found, moved = self._ask(url, mark)
            if moved is None:
                return found
            if _site(moved).startswith("http:") and site.startswith("https:"):
                raise _RefusedError(f"leads from https to http ({moved}), which is not followed")
            url = moved
        raise _RefusedError(f"was moved more than {self._limits.redirects} times")

    def _ask(self, url: str, mark: Mark | None) -> tuple[Fetched, str | None]:
        """Ask for one address; give what came, and where it was moved to."""
        known = {"If-None-Match": mark and mark.etag, "If-Modified-Since": mark and mark.modified}
        headers = {name: value for name, value in known.items() if value}
        until = time.monotonic() + self._limits.seconds
        with self._client.stream("GET", url, headers=headers) as answer:
            status = answer.status_code
            if status in _MOVED and (target := answer.headers.get("location")):
                return Fetched(url=url), urljoin(url, target)
            if status == _NOT_MODIFIED:
                return Fetched(url=url, mark=mark or Mark()), None
            if not answer.is_success:
                raise _RefusedError(_refusal(status, answer.reason_phrase))
            data = self._body(answer, until)
            made = Mark(answer.headers.get("etag"), answer.headers.get("last-modified"))
            kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Fetched(url=url, data=data, mark=made, kind=kind), None

    def _body(self, answer: httpx.Response, until: float) -> bytes:
        parts = []
        size = 0
        for part in answer.iter_bytes():
            size += len(part)
            if size > self._limits.size:
                raise _RefusedError(f"is larger than {self._limits.size:,} bytes and was not read")
            if time.monotonic() > until:
                raise _RefusedError(f"took longer than {self._limits.seconds:g} seconds")
            parts.append(part)
        return b"".join(parts)

    def _rules_of(self, site: str) -> robots.Rules:
        """Give the rules of a site, asked for once; where the site fails, everything is forbidden."""
        if site not in self._rules:
            url = f"{site}/robots.txt"
            for _ in range(self._limits.redirects + 1):
                with self._client.stream("GET", url) as answer:
                    target = answer.headers.get("location")
                    if answer.status_code in _MOVED and target:
                        url = urljoin(url, target)
                        _site(url)
                        continue
                    self._rules[site] = self._read_rules(answer)
                break
        return self._rules.setdefault(site, robots.EVERYTHING)

    def _read_rules(self, answer: httpx.Response) -> robots.Rules:
        if answer.is_success:
            text = b""
            for part in answer.iter_bytes():
                text += part
                if len(text) > robots.LONGEST:
                    break
            return robots.rules(text.decode("utf-8", "replace"), AGENT)
        return robots.NOTHING if answer.is_server_error else robots.EVERYTHING

    def _wait(self, site: str, rules: robots.Rules) -> None:
        pause = max(self._limits.pause, rules.delay_s)
        left = self._last.get(site, -pause) + pause - time.monotonic()
        if left > 0:
            self._sleep(left)
        self._last[site] = time.monotonic()


def _site(url: str) -> str:
    """Give scheme, host and port of an address. Raises `_RefusedError` for one that is not of the web."""
    try:
        parts = urlsplit(url)
        named = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        named = None
    if not named or parts.scheme not in SCHEMES or "@" in parts.netloc:
        raise _RefusedError(f"{url} is no address of a page: give one that begins with https:// or http://")
    return f"{parts.scheme}://{parts.netloc}"


def _refusal(status: int, reason: str) -> str:
    if status in _REFUSED:
        return f"the site refuses to show it ({status} {reason})"
    return f"is not there ({status} {reason})" if status in _GONE else f"the site answered {status} {reason}"


class _Guarded(httpcore.SyncBackend):
    """Connects to public addresses only, to that very address that was looked at."""

    def __init__(self, *, private: bool) -> None:
        super().__init__()
        self._private = private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host; `httpcore.ConnectError` for one of a private network."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"there is no site named {host}") from error
        addresses = [str(each[4][0]) for each in found]
        if not self._private and not all(map(_is_public, addresses)):
            raise httpcore.ConnectError(f"{host} lies in a private network, from which nothing is fetched")
        return super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: no page lies there."""
        raise httpcore.ConnectError(f"{path} is no site")


def _is_public(address: str) -> bool:
    known = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(known, "ipv4_mapped", None) or known
    return mapped.is_global and not mapped.is_multicast
