"""The command `tollbook`."""

from __future__ import annotations

import click


@click.group()
@click.version_option(package_name="tollbook")
def main() -> None:
    """Read out of reports who says how many people were harmed."""
