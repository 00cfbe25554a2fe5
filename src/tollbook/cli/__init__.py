"""The command `tollbook`: what a person types, and what a person or a pipe sees.

Takes: arguments, files, standard input. Gives: tables, coloured text, JSON lines or CSV on standard output,
problems on standard error, and an exit status: 0 all read, 1 some input could not be read, 2 wrong usage.
Change this when: a command or an output for people changes; what is computed is never decided here.
"""

from __future__ import annotations

import os
import sys

import click

# Products of small matrices: threads for them cost more than they give, and every worker would start its own.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", **os.environ}

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
  tollbook ingest reports.jsonl && tollbook incidents && tollbook serve
"""

SECTIONS = {
    "Read, and keep nothing": (read, reconcile, explain, roots, link),
    "Keep a record": (ingest, incidents, show, trace, judge, serve),
    "Make public": (publish, withdraw, export),
    "Look after the ledger": (status, verify, backup, restore),
    "Beside it": (completion,),
}
"""The commands under the heads of the help, in the order in which a record is made."""

LONGEST = 200
"""Characters of the first sentence of a command's help."""


class _Sections(click.Group):
    """A group of which the help lists the commands under their heads, each with its whole first sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for head, commands in SECTIONS.items():
            with formatter.section(head):
                formatter.write_dl([(str(each.name), each.get_short_help_str(LONGEST)) for each in commands])


@click.group(
    cls=_Sections,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="tollbook", message="tollbook %(version)s")
def tollbook() -> None:
    """Read out of reports who says how many people and things were harmed, and keep a sourced record of it.

    Exit status: 0 all inputs were read, 1 one of them could not be, 2 wrong usage.
    """


for _command in (each for section in SECTIONS.values() for each in section):
    tollbook.add_command(_command)


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
