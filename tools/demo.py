"""Show on the bundled reports what Tollbook does; on a terminal, open the workbench on them and say where.

Takes: the reports in samples/. Gives: on standard output one report with its claims coloured in the text,
then the claims of every report, and what the reports on one strike say together; a ledger of them all in
build/demo.db. Without a terminal, and where CI is set, it ends by itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("tollbook")
LEDGER = "build/demo.db"
PARTISAN = [
    "--published", "2023-12-30T19:20:00Z", "--outlet", "The Bastion", "samples/belgorod/06-partisan.txt",
]  # fmt: skip
STEPS = (
    ("One report that contradicts itself, with the words of every claim:", ["read", "--text", *PARTISAN]),
    ("Every report on the same strike:", ["read", "samples/belgorod.jsonl"]),
    ("What they say together:", ["reconcile", "samples/belgorod.incident.jsonl"]),
    ("A page as a browser gets it, menus and all:", ["read", "samples/belgorod/05-six-points.html"]),
    ("A flood, a shooting, and a report without any harm (invented):", ["read", "samples/invented.jsonl"]),
    (
        "All of them in a ledger:",
        ["ingest", "samples/belgorod.jsonl", "samples/invented.jsonl", "--ledger", LEDGER],
    ),
    ("The incidents they tell of:", ["incidents", "--ledger", LEDGER]),
)


def main() -> int:
    """Run the steps one after another; give the worst exit status."""
    worst = 0
    for words, arguments in STEPS:
        print(f"\n# {words}\n$ tollbook {' '.join(arguments)}\n", flush=True)
        worst = max(worst, _run(arguments))
    print("Your own report: .venv/bin/tollbook read --text PATH", flush=True)
    serving = ["serve", "--ledger", LEDGER]
    if sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI"):
        print(f"\n# The workbench, to look and correct:\n$ tollbook {' '.join(serving)}\n", flush=True)
        return max(worst, _run(serving))
    print(f"The workbench on these reports: .venv/bin/tollbook {' '.join(serving)}", flush=True)
    return worst


def _run(arguments: list[str]) -> int:
    try:
        return subprocess.run([COMMAND, *arguments], cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
