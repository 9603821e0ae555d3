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


def median_seconds(*command: str | Path) -> float:
    taken = []
    for _start in range(STARTS):
        begun = time.perf_counter()
        subprocess.run([str(word) for word in command], check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def test_run_adds_less_than_a_fifth_of_a_second(figures: Callable[[str, object, str], None]) -> None:
    commands = PROJECT / ".venv" / "bin"
    if shutil.which("bash") is None or not (commands / "kh57").is_file():
        pytest.skip("the environment that ./run makes is not here")
    added = median_seconds("bash", PROJECT / "run", "--version") - median_seconds(
        commands / "python", commands / "kh57", "--version"
    )
    figures("what ./run adds to a start, s", added, "< 0.2")
    assert added < 0.2
