"""How long the main job takes, process start included; figures only, no limit fails the suite."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.end_to_end.test_demo import run_kh57

pytestmark = pytest.mark.long

ROUNDS = 5


def median_of(*words: object) -> float:
    """Median seconds of ROUNDS runs after one that warms the file cache."""
    seconds = []
    for _round in range(ROUNDS + 1):
        begin = time.perf_counter()
        done = run_kh57(*words)
        seconds.append(time.perf_counter() - begin)
        assert done.returncode == 0, done.stderr
    return statistics.median(seconds[1:])


def test_the_demonstration(tmp_path: Path, figures: Callable[[str, object, str], None]) -> None:
    out = tmp_path / "out"
    seconds = []
    for round_ in range(ROUNDS):
        begin = time.perf_counter()
        done = run_kh57("demo", "--out", out / str(round_))
        seconds.append(time.perf_counter() - begin)
        assert done.returncode == 0, done.stderr
    figures("kh57 demo, seconds (median of 5)", statistics.median(seconds), "< 15")
    office = out / "0" / "offices" / "xa-mau.kh57"
    figures("kh57 list tasks, seconds (median of 5)", median_of("list", office, "tasks"), "< 0.5")
    figures("kh57 list indicators, seconds (median of 5)", median_of("list", office, "indicators"), "< 0.5")


@pytest.mark.parametrize("name", ["kon-gang", "loc-hung", "dan-tien"])
def test_reading_a_real_plan(name: str, shared: Path, figures: Callable[[str, object, str], None]) -> None:
    document = shared / "importer" / "documents" / f"{name}.txt"
    figures(f"kh57 read {name}.txt, seconds (median of 5)", median_of("read", document), "< 1")


def test_reading_the_sample_plan(figures: Callable[[str, object, str], None]) -> None:
    from kh57_desktop.services.sample_office import sample_plan

    figures("kh57 read ke-hoach-mau.docx, seconds (median of 5)", median_of("read", sample_plan()), "< 1")
