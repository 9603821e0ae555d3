"""A read-only folder, a full disk, a killed process: a clear sentence, exit code 3, and nothing lost."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.end_to_end.test_demo import run_kh57

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts, modes and signals of Linux")

KILLS = 100 if LONG else 5


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return new_office(tmp_path / "xa.kh57")


def new_office(path: Path) -> Path:
    made = run_kh57("new", path, "--name", "Đồi Sim", "--province", "Vân Khê", "--code", "00000")
    assert made.returncode == 0, made.stderr
    return path


def fill(stream: io.FileIO) -> None:
    while True:
        stream.write(b"\0" * 4096)


def assert_said_clearly(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 3, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert any(letter in done.stderr for letter in "ệựữđạảấ"), done.stderr
    assert len(done.stderr.strip().splitlines()) <= 3, done.stderr


@contextmanager
def small_disk(folder: Path, *, size: str) -> Iterator[None]:
    """A file system of its own on `folder`, where this user may mount one."""
    folder.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_read_only_disk_is_said_so_and_reading_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    with small_disk(folder, size="16m"):
        path = new_office(folder / "xa.kh57")
        assert run_kh57("add", path, "unit", "name=Công an xã").returncode == 0
        before = path.read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        assert_said_clearly(run_kh57("add", path, "unit", "name=Phòng Kinh tế"))
        listed = json.loads(run_kh57("list", path, "units", "--json").stdout)
        assert [row["name"] for row in listed] == ["Công an xã"]
        assert path.read_bytes() == before


def test_a_full_disk_is_said_so_and_what_was_saved_stays(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    with small_disk(folder, size="3m"):
        path = new_office(folder / "xa.kh57")
        assert run_kh57("add", path, "unit", "name=Công an xã").returncode == 0
        filler = folder / "day"
        with filler.open("wb", buffering=0) as stream, pytest.raises(OSError, match="No space left"):
            fill(stream)
        assert_said_clearly(run_kh57("add", path, "unit", "name=" + "Phòng Kinh tế " * 2000))
        filler.unlink()
        listed = json.loads(run_kh57("list", path, "units", "--json").stdout)
        assert [row["name"] for row in listed] == ["Công an xã"]
        assert run_kh57("check", path).returncode == 0
        assert run_kh57("add", path, "unit", "name=Phòng Kinh tế").returncode == 0


WRITER = """
import sys
from pathlib import Path
from kh57_desktop.services import tasks
from kh57_desktop.services.session import open_session

with open_session(Path(sys.argv[1]), user="may-ghi") as session:
    task = session.store.tasks.of_plan(session.store.plans.newest().id)[0]
    number = int(sys.argv[2])
    while True:
        number += 1
        tasks.record_progress(session, task, percent=number % 101, result=f"lần {number}")
        print(number, flush=True)  # told only after the commit
"""


def test_a_killed_process_loses_no_acknowledged_entry(
    tmp_path: Path, figures: Callable[[str, object, str], None]
) -> None:
    from tests.cli.conftest import PLAN

    path = new_office(tmp_path / "xa.kh57")
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    assert run_kh57("import", path, plan).returncode == 0
    chance = random.Random(57)
    told, lost = 0, 0
    for _round in range(KILLS):
        last = written(path)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(last)], stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        assert first, "the writer did not start"
        deadline = time.monotonic() + chance.uniform(0, 0.15)
        seen = int(first)
        while time.monotonic() < deadline:
            seen = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        rest = [int(line) for line in writer.stdout.read().splitlines() if line.strip()]
        writer.wait()
        writer.stdout.close()
        acknowledged = max([seen, *rest])
        now = written(path)
        lost += max(0, acknowledged - now)
        told += acknowledged - last
        assert acknowledged <= now <= acknowledged + 1
    figures("kill -9 while recording progress: rounds", KILLS, "100")
    figures("kill -9: acknowledged entries / lost", f"{told} / {lost}", "none lost")
    assert run_kh57("check", path).returncode == 0


def written(path: Path) -> int:
    """The number of the last entry in the file; a gap before it would be a loss too."""
    from kh57_desktop.services.session import open_session

    with open_session(path, read_only=True) as session:
        plan = session.store.plans.newest()
        assert plan is not None
        task = session.store.tasks.of_plan(plan.id)[0]
        numbers = [int(entry.result.split()[-1]) for entry in session.store.tasks.progress(task.id)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    return len(numbers)
