"""Serving the workbench to the person at this machine, until they stop it.

Takes: the address of a ledger, settings, and where to listen. Gives: nothing; returns when it is stopped.
Change this when: others than the person at this machine may come.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from tollbook.errors import UsageError
from tollbook.settings import Settings
from tollbook.workbench.app import app
from tollbook.workbench.security import LOOPBACK

STRANGERS = (
    "the workbench has no accounts yet, so it listens on this machine only: use --host 127.0.0.1, localhost "
    "or ::1, not {host}"
)


def serve(
    ledger_url: str | Path, settings: Settings, at: tuple[str, int], say: Callable[[str], None]
) -> None:
    """Serve until stopped by the keyboard or a signal; `say` is told the address once it can be opened.

    `at` is host and port; port 0 takes a free one. Raises `UsageError` for a host that others could reach,
    and for a port that is taken.
    """
    with _listening(*at) as listening:
        port = listening.getsockname()[1]
        host = f"[{at[0]}]" if ":" in at[0] else at[0]
        config = uvicorn.Config(
            app(ledger_url, settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=64,
            timeout_graceful_shutdown=3,
        )
        say(f"http://{host}:{port}/")
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Give a socket that listens on this machine alone."""
    if host.lower() not in LOOPBACK:
        raise UsageError(STRANGERS.format(host=host))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}, port {port}: {error.strerror or error}; name another with --port"
        ) from error
