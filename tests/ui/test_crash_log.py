"""An end without a word leaves where it was, for the log of the next start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kh57_desktop.ui import crash_log

_ENDING = """
import faulthandler, sys
from pathlib import Path
from kh57_desktop.ui.crash_log import watch

def in_the_middle_of_it():
    faulthandler._sigsegv()

watch(Path(sys.argv[1]))
in_the_middle_of_it()
"""


@pytest.fixture
def not_ours(monkeypatch):
    """The tests' own process keeps noting its ends where pytest wants them."""
    noted = []
    monkeypatch.setattr(crash_log.faulthandler, "enable", noted.append)
    yield noted
    for file in noted:
        file.close()


def test_where_it_ended_is_told_to_the_log_of_the_next_start_and_only_once(tmp_path: Path, not_ours, caplog) -> None:
    path = tmp_path / "người dùng" / "kh57-crash.log"
    ended = subprocess.run([sys.executable, "-c", _ENDING, str(path)], check=False, capture_output=True)
    assert ended.returncode != 0
    crash_log.watch(path)
    assert "in_the_middle_of_it" in caplog.text
    caplog.clear()
    crash_log.watch(path)
    assert caplog.text == ""
    assert len(not_ours) == 2


def test_the_program_works_where_nothing_can_be_noted(tmp_path: Path, not_ours) -> None:
    (tmp_path / "a file").touch()
    crash_log.watch(tmp_path / "a file" / "kh57-crash.log")
    assert not_ours == []
