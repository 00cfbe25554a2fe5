"""`tollbook completion`: the script that completes commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_TOLLBOOK_COMPLETE"

EPILOG = """
\b
Examples:
  tollbook completion bash > ~/.local/share/bash-completion/completions/tollbook
  tollbook completion zsh > "${fpath[1]}/_tollbook"
  tollbook completion fish > ~/.config/fish/completions/tollbook.fish
"""


@click.command(epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes commands and options in SHELL."""
    maker = get_completion_class(shell)
    if maker is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(maker(context.find_root().command, {}, "tollbook", VARIABLE).source())
