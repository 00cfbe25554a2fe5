"""`make quality`: measure the figures of docs/quality.md."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

FIGURES = Path(__file__).with_name("figures.py")

if __name__ == "__main__":
    if not FIGURES.exists():
        sys.exit("There are no figures to measure yet.")
    runpy.run_path(str(FIGURES), run_name="__main__")
