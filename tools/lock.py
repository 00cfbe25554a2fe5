"""Write the lock files of requirements/, or check without a network that they are current.

Takes: pyproject.toml and requirements/build.in. Gives: requirements/{build,run,dev}.txt, every distribution
with its hashes, for every platform and Python 3.11 or later. The first line of each carries a digest of what
was asked for, so that `make check` can tell offline whether somebody changed the one and forgot the other.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "requirements"
MARK = "# asked for: sha256:"
SOURCES = {
    "build": ["requirements/build.in"],
    "run": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--extra", "dev"],
}


def asked_for() -> str:
    """A digest of everything that the lock files are computed from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        "python": project["requires-python"],
        "run": sorted(project["dependencies"]),
        "dev": sorted(project["optional-dependencies"]["dev"]),
        "build": (FOLDER / "build.in").read_text(encoding="utf-8").split(),
    }
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()


def write() -> None:
    """Compute the lock files anew; needs a network. `dev` takes the versions that `run` settled on."""
    for name, source in SOURCES.items():
        target = FOLDER / f"{name}.txt"
        command = ["uv", "pip", "compile", *source, "--universal", "--python-version", "3.11", "--quiet"]
        command += ["--generate-hashes", "--no-header", "--upgrade", "--output-file", str(target)]
        if name == "dev":
            command += ["--constraint", "requirements/run.txt"]
        subprocess.run(command, cwd=ROOT, check=True)
        target.write_text(f"{MARK}{asked_for()}\n{target.read_text(encoding='utf-8')}", encoding="utf-8")


def stale() -> list[str]:
    """The names of the lock files that do not fit what is asked for."""
    mark = MARK + asked_for()
    return [
        name
        for name in SOURCES
        if not (path := FOLDER / f"{name}.txt").exists()
        or path.read_text(encoding="utf-8").partition("\n")[0] != mark
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    elif old := stale():
        sys.exit(f"Lock files are not current: {', '.join(old)}. Run `make lock` and commit what it writes.")
    else:
        print("Lock files are current.")
