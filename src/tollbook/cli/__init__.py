"""The command `tollbook`: what a person types, and what a person or a pipe sees.

Takes: arguments, files, standard input. Gives: tables, coloured text, JSON lines or CSV on standard output,
problems on standard error, and an exit status: 0 all read, 1 some input could not be read, 2 wrong usage.
Change this when: a command or an output for people changes; what is computed is never decided here.
"""

from __future__ import annotations

import os
import sys

import click

from tollbook import settings
from tollbook.cli.completion_command import completion
from tollbook.cli.explain_command import explain
from tollbook.cli.export_command import export
from tollbook.cli.incidents_command import incidents
from tollbook.cli.ingest_command import ingest
from tollbook.cli.judge_command import judge
from tollbook.cli.keep_command import backup, restore, verify
from tollbook.cli.link_command import link
from tollbook.cli.publish_command import publish, withdraw
from tollbook.cli.read_command import read
from tollbook.cli.reconcile_command import reconcile
from tollbook.cli.roots_command import roots
from tollbook.cli.serve_command import serve
from tollbook.cli.show_command import show
from tollbook.cli.status_command import status
from tollbook.cli.trace_command import trace
from tollbook.errors import TollbookError

EXIT_PROBLEM = 1
EXIT_USAGE = 2

EPILOG = """
\b
Examples:
  tollbook read report.txt
  tollbook read --text --explain page.html
  tollbook read reports/ --format jsonl > claims.jsonl
  cat report.txt | tollbook read - --published 2023-12-30 --outlet "Daily News"
"""


@click.group(
    epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="tollbook", message="tollbook %(version)s")
def tollbook() -> None:
    """Read out of reports who says how many people and things were harmed, in which words.

    Exit status: 0 all inputs were read, 1 one of them could not be, 2 wrong usage.
    """


tollbook.add_command(read)
tollbook.add_command(reconcile)
tollbook.add_command(explain)
tollbook.add_command(roots)
tollbook.add_command(link)
tollbook.add_command(ingest)
tollbook.add_command(incidents)
tollbook.add_command(show)
tollbook.add_command(trace)
tollbook.add_command(judge)
tollbook.add_command(status)
tollbook.add_command(serve)
tollbook.add_command(publish)
tollbook.add_command(withdraw)
tollbook.add_command(export)
tollbook.add_command(verify)
tollbook.add_command(backup)
tollbook.add_command(restore)
tollbook.add_command(completion)


def main() -> None:
    """Run the command; a mistake of the user or of Tollbook is one line, never a traceback."""
    try:
        tollbook(prog_name="tollbook")
    except TollbookError as error:
        _leave(str(error), EXIT_USAGE)
    except OSError as error:
        _leave(f"cannot write: {error.strerror or error}", EXIT_PROBLEM)
    except Exception as error:
        if os.environ.get(f"{settings.PREFIX}DEBUG"):
            raise
        _leave(f"this is a bug of Tollbook ({type(error).__name__}: {error})", EXIT_PROBLEM)


def _leave(sentence: str, status: int) -> None:
    click.echo(f"tollbook: {sentence}", err=True)
    sys.exit(status)
