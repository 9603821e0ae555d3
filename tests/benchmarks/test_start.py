"""What ./run adds to each start once its environment is there."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
STARTS = 30 if os.environ.get("KH57_LONG") else 7


def median_seconds(*command: str | Path) -> tuple[float, bytes]:
    """Of one start, and what it said."""
    taken, said = [], b""
    for _start in range(STARTS):
        begun = time.perf_counter()
        said = subprocess.run([str(word) for word in command], check=True, capture_output=True).stdout
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken), said


def test_run_is_the_program_a_moment_later(figures: Callable[[str, object, str], None]) -> None:
    commands = PROJECT / ".venv" / "bin"
    if shutil.which("bash") is None or not (commands / "kh57").is_file():
        pytest.skip("the environment that ./run makes is not here")
    whole, said = median_seconds("bash", PROJECT / "run", "--version")
    alone, expected = median_seconds(commands / "python", commands / "kh57", "--version")
    figures("what ./run adds to a start, s", whole - alone, "< 0.2")
    assert said == expected
    assert said.startswith(b"kh57")
