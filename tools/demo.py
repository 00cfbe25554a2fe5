"""Show on the bundled reports what Tollbook does, and end.

Takes: the reports in samples/. Gives: on standard output, first one report with its claims coloured in the
text, then the claims of every report, and what the reports on one strike say together.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("tollbook")
PARTISAN = [
    "--published", "2023-12-30T19:20:00Z", "--outlet", "The Bastion", "samples/belgorod/06-partisan.txt",
]  # fmt: skip
STEPS = (
    ("One report that contradicts itself, with the words of every claim:", ["read", "--text", *PARTISAN]),
    ("Every report on the same strike:", ["read", "samples/belgorod.jsonl"]),
    ("What they say together:", ["reconcile", "samples/belgorod.incident.jsonl"]),
    ("A page as a browser gets it, menus and all:", ["read", "samples/belgorod/05-six-points.html"]),
    ("A flood, a shooting, and a report without any harm (invented):", ["read", "samples/invented.jsonl"]),
)


def main() -> int:
    """Run the steps one after another; give the worst exit status."""
    worst = 0
    for words, arguments in STEPS:
        print(f"\n# {words}\n$ tollbook {' '.join(arguments)}\n", flush=True)
        worst = max(worst, subprocess.run([COMMAND, *arguments], cwd=ROOT, check=False).returncode)
    print("Your own report: .venv/bin/tollbook read --text PATH", flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
