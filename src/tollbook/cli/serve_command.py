"""`tollbook serve`: the workbench in a browser on this machine."""

from __future__ import annotations

import click

from tollbook import settings
from tollbook.cli.keep_command import ledger_file, ledger_option
from tollbook.errors import SettingsError

EPILOG = """
\b
Examples:
  tollbook serve
  tollbook serve --ledger war.db --port 9000
"""

PORT = 8321


@click.command(epilog=EPILOG)
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen: this machine only.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
def serve(address: str | None, host: str, port: int) -> None:
    """Open the workbench on the ledger, for a browser on this machine, until Ctrl+C.

    It asks for your name once: what people decide is kept under their names.
    """
    # A browser's server is not loaded for commands that need none.
    from tollbook.workbench.serving import serve as served

    file = ledger_file(address)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        chosen = settings.load()
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    served(
        file, chosen, (host, port), lambda where: click.echo(f"{file} is open at {where} (Ctrl+C ends it)")
    )
