"""What is asked of an address, and what comes back.

Takes: nothing. Gives: the values that `fetching` and those who ask it share, at no cost of a network library.
Change this when: something else of an answer is needed.
"""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """How long one page may take, how large it may be, how often it may be moved, and the pause between two.

    Seconds, bytes, redirects, seconds. `private` lets this machine and private networks through.
    """

    seconds: float = 30.0
    size: int = 20_000_000
    redirects: int = 5
    pause: float = 1.0
    private: bool = False


class Mark(Struct, frozen=True):
    """What a site gave with a page so that the same page need not be sent again (RFC 9110, 8.8)."""

    etag: str | None = None
    modified: str | None = None


class Fetched(Struct, frozen=True, kw_only=True):
    """What came from an address: `data`, or `None` where nothing changed or where there is a `problem`.

    `url` is where it was found in the end.
    """

    url: str
    data: bytes | None = None
    mark: Mark = Mark()
    kind: str = ""
    problem: str | None = None
