"""The workbench listens on this machine only, and says where."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tollbook.errors import UsageError
from tollbook.settings import Settings
from tollbook.workbench.serving import serve


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org", ""])
def test_a_host_that_others_could_reach_is_refused_with_a_clear_sentence(tmp_path: Path, host: str) -> None:
    with pytest.raises(UsageError, match="no accounts yet"):
        serve(tmp_path / "x.db", Settings(), (host, 0), print)
    assert not (tmp_path / "x.db").exists()


def test_the_command_says_where_it_serves_and_answers_there(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("tollbook")
    arguments = [str(command), "serve", "--ledger", str(tmp_path / "x.db"), "--port", "0"]
    settings = {"TOLLBOOK_SETTINGS": str(tmp_path / "s.toml"), "PYTHONUNBUFFERED": "1"}
    (tmp_path / "s.toml").write_text('name = "Ana"\n')
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=settings) as running:
        assert running.stdout
        told = re.search(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
        assert told
        with urllib.request.urlopen(told[0], timeout=20) as answer:
            assert "The ledger is empty" in answer.read().decode()
        running.terminate()
