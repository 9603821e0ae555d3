"""kill -9, full disks, write protection, several writers (reliability.md section 5: D1, D4, D5, D9)."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kh57_desktop.store import errors
from kh57_desktop.store.check import check
from kh57_desktop.store.database import Store
from kh57_desktop.store.lock import holder, lock_path
from kh57_desktop.store.opening import create_store, open_store
from tests.store.makers import LONG, canonical_dump, entry, new_store, with_plan

KILLS = 100 if LONG else 8
PROJECT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a limit or a right that only POSIX systems have")


def child(path: Path, task_id: str, most: int, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "tests.store.writing_child", str(path), task_id, str(most)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=PROJECT,
        **options,
    )


@pytest.fixture
def one_task(tmp_path: Path) -> tuple[Path, str]:
    with new_store(tmp_path) as store:
        made = with_plan(store, 1)
        return store.path, store.tasks.of_plan(made.id)[0].id


def stored(path: Path, task_id: str) -> set[str]:
    """Ids of the entries in the file, each of them whole."""
    with open_store(path, read_only=True) as store:
        entries = store.tasks.progress(task_id)
    assert all(row.result == f"Kết quả {row.percent}" for row in entries)
    return {row.id for row in entries}


def test_kill_9_loses_nothing_acknowledged(
    one_task: tuple[Path, str], figures: Callable[[str, object, str], None]
) -> None:
    path, task_id = one_task
    chance, acknowledged, unfinished = random.Random(57), set[str](), 0
    for _each in range(KILLS):
        writer = child(path, task_id, 1_000_000)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        for _line in range(chance.randrange(1, 40)):
            acknowledged.add(writer.stdout.readline().strip())
        until = time.perf_counter() + chance.random() * 0.02  # so that the kill may hit anywhere within a commit
        while time.perf_counter() < until:
            pass
        writer.kill()
        acknowledged |= set(writer.stdout.read().split())
        writer.wait()
        writer.stdout.close()
        rest = path.with_name(path.name + "-journal")
        unfinished += rest.exists() and rest.stat().st_size > 0
        before = len(acknowledged)
        found = stored(path, task_id)
        assert acknowledged <= found
        assert len(found) - before <= 1  # one may be saved that was not acknowledged any more
        acknowledged = found
        assert check(path) == []
    figures("store: kill -9 while recording, lost entries", f"0 of {len(acknowledged)}", f"0 in {KILLS} kills")
    figures("store: kill -9 that hit an open transaction", f"{unfinished} of {KILLS}", "")


def test_a_killed_writer_leaves_no_lock_that_holds(one_task: tuple[Path, str]) -> None:
    path, task_id = one_task
    writer = child(path, task_id, 1_000_000)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "open\n"
    with pytest.raises(errors.DataFileLocked) as told:
        open_store(path)
    assert told.value.fields["user"] == "child"
    writer.kill()
    writer.wait()
    writer.stdout.close()
    assert holder(lock_path(path))["user"] == "child"
    with open_store(path, user="next"):
        assert holder(lock_path(path))["user"] == "next"
    assert not lock_path(path).exists()


def test_a_lock_of_another_computer_is_never_taken_over(one_task: tuple[Path, str]) -> None:
    path, _task_id = one_task
    named = {"pid": 1, "host": "MÁY-KHÁC", "user": "bình", "since": "2026-06-01T08:00:00+07:00"}
    lock_path(path).write_text(json.dumps(named), encoding="utf-8")
    with pytest.raises(errors.DataFileLocked) as told:
        open_store(path)
    assert "MÁY-KHÁC" in told.value.sentence
    assert json.loads(lock_path(path).read_text(encoding="utf-8")) == named
    with open_store(path, read_only=True) as reader:
        assert len(reader.plans.all()) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"host": 5'])
def test_an_unreadable_lock_file_that_nobody_holds_is_taken_over(one_task: tuple[Path, str], text: str) -> None:
    path, _task_id = one_task
    lock_path(path).write_text(text, encoding="utf-8")
    with open_store(path, user="an"):
        assert holder(lock_path(path))["user"] == "an"


def test_jobs_of_one_program_write_side_by_side(one_task: tuple[Path, str]) -> None:
    path, task_id = one_task
    failures: list[BaseException] = []

    def job() -> None:
        try:
            with open_store(path, user="job") as store:
                for _each in range(40):
                    with store.changes("entry"):
                        store.tasks.put_progress(entry(task_id, result="Kết quả 50"))
        except BaseException as error:
            failures.append(error)

    with open_store(path) as window:
        threads = [threading.Thread(target=job) for _each in range(3)]
        for thread in threads:
            thread.start()
        for _each in range(40):
            with window.changes("entry"):
                window.tasks.put_progress(entry(task_id, result="Kết quả 50"))
        for thread in threads:
            thread.join()
    assert failures == []
    assert len(stored(path, task_id)) == 160
    assert check(path) == []


def test_several_programs_are_told_who_writes_and_lose_nothing(one_task: tuple[Path, str]) -> None:
    path, task_id = one_task
    acknowledged, refusals, running = set[str](), 0, [child(path, task_id, 30) for _each in range(3)]
    started = len(running)
    while running:
        writer = running.pop()
        output = writer.communicate()[0].split()
        if output == ["data-file-locked"]:
            refusals += 1
            running.append(child(path, task_id, 30))
            started += 1
            assert started < 200
        else:
            assert output[0] == "open"
            acknowledged |= set(output[1:])
    assert len(acknowledged) == 90
    assert stored(path, task_id) == acknowledged
    assert check(path) == []


# --- full ---------------------------------------------------------------------------------------------------------


@POSIX
def test_a_file_size_limit_stops_with_words_and_keeps_what_was_saved(one_task: tuple[Path, str]) -> None:
    import resource

    path, task_id = one_task
    most = path.stat().st_size + 60_000
    writer = child(path, task_id, 5000, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    output = writer.communicate()[0].split()
    assert (output[0], output[-1]) == ("open", "disk-full")
    assert stored(path, task_id) == set(output[1:-1])
    assert check(path) == []
    assert child(path, task_id, 5).communicate()[0].split()[-1] != "disk-full"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kh57-small-"))
    mounted = shutil.which("mount") is not None and (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], check=False, capture_output=True
        ).returncode
        == 0
    )
    if not mounted:
        folder.rmdir()
        pytest.skip("no right to mount a small disk here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


@POSIX
def test_a_full_disk_stops_with_words_and_writing_goes_on_when_there_is_space(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_500_000))
    with create_store(small_disk / "a.kh57") as store:
        made = with_plan(store, 1)
        task_id = store.tasks.of_plan(made.id)[0].id
    output = child(store.path, task_id, 50_000).communicate()[0].split()
    assert (output[0], output[-1]) == ("open", "disk-full")
    assert stored(store.path, task_id) == set(output[1:-1])
    with pytest.raises(errors.DiskFull):
        attach(store.path, bytes(3_000_000))
    ballast.unlink()
    assert check(store.path) == []
    assert len(child(store.path, task_id, 5).communicate()[0].split()) == 6
    attach(store.path, b"x")


def attach(path: Path, content: bytes) -> None:
    with open_store(path) as store, store.changes("attach"):
        store.files.put_bytes(content, "a", "evidence")


# --- write protection ---------------------------------------------------------------------------------------------

PROTECTED = """
import os, sys
from pathlib import Path
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import use_language
from kh57_desktop.store import migrations
from kh57_desktop.store.check import check
from kh57_desktop.store.opening import create_store, open_store
from tests.store.makers import plan
use_language("vi")
if os.geteuid() == 0:  # root would be stopped by nothing
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
for how in ("read", "write", "create"):
    try:
        if how == "read":
            with open_store(path, read_only=True) as store:
                print(how, len(store.plans.all()), check(path))
        elif how == "write":
            with open_store(path) as store, store.changes("x"):
                store.plans.put(plan("K2"))
            print(how, "written")
        else:
            create_store(path.with_name("new.kh57")).close()
            print(how, "created")
    except UserError as told:
        print(how, told.code, told.exit_code)
"""


def as_nobody(path: Path) -> list[str]:
    """What a person without rights sees, line by line."""
    if os.geteuid() == 0 and not all(folder.stat().st_mode & 0o001 for folder in (PROJECT, *PROJECT.parents)):
        pytest.skip("other users cannot reach the program's own files in this folder")
    ran = subprocess.run(
        [sys.executable, "-B", "-c", PROTECTED, str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=PROJECT,
    )
    return ran.stdout.splitlines() or [ran.stderr]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users reach; the one of pytest is private."""
    folder = Path(tempfile.mkdtemp(prefix="kh57-shared-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@POSIX
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777)])
def test_write_protection_is_told_and_reading_goes_on(open_folder: Path, file_mode: int, folder_mode: int) -> None:
    with new_store(open_folder, "a.kh57") as store:
        with_plan(store, 1)
        path, dump = store.path, canonical_dump(store)
    path.chmod(file_mode)
    for rest in open_folder.glob("*-journal"):
        rest.chmod(file_mode)
    open_folder.chmod(folder_mode)
    names = sorted(item.name for item in open_folder.iterdir())
    said = as_nobody(path)
    assert said[0] == "read 1 []"
    assert said[1] == "write data-file-read-only 3"
    if folder_mode == 0o555:
        assert said[2] == "create data-file-read-only 3"
        assert sorted(item.name for item in open_folder.iterdir()) == names
    with open_store(path, read_only=True) as store:
        assert canonical_dump(store) == dump


@POSIX
def test_a_reader_rolls_back_what_a_killed_writer_left(one_task: tuple[Path, str]) -> None:
    path, task_id = one_task
    with open_store(path) as store:
        before = canonical_dump(store)
    script = """
import os, signal, sys
from pathlib import Path
from kh57_desktop.store.opening import open_store
from tests.store.makers import entry
store = open_store(Path(sys.argv[1]))
store.database.run("pragma cache_size = 1")  # so that half of the change reaches the file
with store.changes("x"):
    for number in range(500):
        store.tasks.put_progress(entry(sys.argv[2]))
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script, str(path), task_id], check=False, cwd=PROJECT)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    with open_store(path, read_only=True) as reader:
        assert canonical_dump(reader) == before
    assert check(path) == []


def test_a_store_closed_twice_does_no_harm(store: Store) -> None:
    store.close()
    store.close()
    with open_store(store.path):
        assert lock_path(store.path).exists()
