"""Backups, restore, and the copy that every migration makes first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kh57_desktop.store import backup as backups
from kh57_desktop.store import errors, schema
from kh57_desktop.store.backup import backup, restore
from kh57_desktop.store.check import check
from kh57_desktop.store.database import Store, copies_folder
from kh57_desktop.store.files import files_folder
from kh57_desktop.store.opening import open_store
from tests.store.makers import LONG, canonical_dump, new_store, with_plan

KILLED_MIGRATIONS = 100 if LONG else 6
PROJECT = Path(__file__).resolve().parents[2]


def filled(folder: Path) -> Store:
    store = new_store(folder)
    with_plan(store, 10)
    with store.changes("attach"):
        store.files.put_bytes(b"one", "a.pdf", "decision")
        store.files.put_bytes(b"two", "b.pdf", "decision")
    return store


def test_a_backup_holds_everything_and_its_name_says_what(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        made = backup(store, tmp_path / "usb")
        dump, head = canonical_dump(store), store.head()
    assert made.name.startswith("Xã An Bình-2")
    assert made.name.endswith(f"-s{len(schema.STEPS):04}-{head[:12]}.kh57")
    assert check(made) == []
    with open_store(made, read_only=True) as copy:
        assert canonical_dump(copy) == dump
        assert [copy.files.read(row.id) for row in copy.files.all()] == [b"one", b"two"]


def test_a_backup_is_made_of_a_file_that_another_writes(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        assert check(backup(store.path, tmp_path / "usb")) == []


def test_attachments_are_copied_once(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        first = backup(store, tmp_path / "usb")
        contents = {item: item.stat().st_mtime_ns for item in files_folder(first).rglob("*") if item.is_file()}
        with store.changes("attach"):
            store.files.put_bytes(b"three", "c.pdf", "decision")
        second = backup(store, tmp_path / "usb")
    assert files_folder(first) == files_folder(second)
    now = {item: item.stat().st_mtime_ns for item in files_folder(first).rglob("*") if item.is_file()}
    assert len(now) == 3
    assert contents.items() <= now.items()


def test_a_file_that_lost_an_attachment_is_backed_up_without_it_and_check_tells(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        store.files.path(store.files.all()[0].id).unlink()
        made = backup(store, tmp_path / "usb")
    assert [finding.code for finding in check(made)] == ["attachment-missing"]
    back = tmp_path / "back.kh57"
    restore(made, back)
    with open_store(back, read_only=True) as store:
        assert store.files.read(store.files.all()[1].id) == b"two"


def test_restore_brings_back_the_state_and_keeps_what_it_replaces(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        path = store.path
        made, before = backup(store, tmp_path / "usb"), canonical_dump(store)
        with_plan(store, 5)
        after = canonical_dump(store)
    kept = restore(made, path)
    with open_store(path) as store:
        assert canonical_dump(store) == before
    assert kept is not None
    with open_store(kept, read_only=True) as store:
        assert canonical_dump(store) == after
    assert restore(made, path) != kept
    assert check(path) == []


def test_restore_on_another_pc_brings_the_attachments(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        made = backup(store, tmp_path / "usb")
    new_pc = tmp_path / "new"
    new_pc.mkdir()
    assert restore(made, new_pc / "Xã An Bình.kh57") is None
    assert check(new_pc / "Xã An Bình.kh57") == []
    with open_store(new_pc / "Xã An Bình.kh57", read_only=True) as store:
        assert store.files.read(store.files.all()[1].id) == b"two"


def test_a_damaged_backup_is_refused_and_nothing_replaced(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        path, made = store.path, backup(store, tmp_path / "usb")
    next(item for item in files_folder(made).rglob("*") if item.is_file()).write_bytes(b"other")
    before = path.read_bytes()
    with pytest.raises(errors.BackupRefused):
        restore(made, path)
    assert path.read_bytes() == before


def test_a_file_in_use_is_not_restored_over(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        path, made = store.path, backup(store, tmp_path / "usb")
        script = "import sys; from pathlib import Path; from kh57_desktop.store.backup import restore\n"
        script += "restore(Path(sys.argv[1]), Path(sys.argv[2]))"
        other = subprocess.run(
            [sys.executable, "-c", script, str(made), str(path)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert "data-file-locked" in other.stderr or "DataFileLocked" in other.stderr
    assert check(path) == []


def test_a_file_open_in_this_program_is_not_restored_over(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        made = backup(store, tmp_path / "usb")
        with pytest.raises(errors.DataFileBusy):
            restore(made, store.path)
        assert store.head()
    restore(made, store.path)


def test_a_failed_copy_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with filled(tmp_path) as store:
        monkeypatch.setattr(backups, "copy_to", full)
        with pytest.raises(errors.DiskFull):
            backup(store, tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_copy_before_an_import_is_whole_and_says_why(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        copy = store.copy_before("nhập kế hoạch")
        assert copy.parent == copies_folder(store.path)
        assert check(copy) == []
        listed = (copy.parent / backups.COPIES_LIST).read_text(encoding="utf-8")
    assert listed == f"{copy.name}\tnhập kế hoạch\n"


LATER = """
import os, signal, sys
from pathlib import Path
from kh57_desktop.store import migrations, schema
from kh57_desktop.store.opening import open_store

schema.STEPS = (*schema.STEPS, "0002_later", "0003_later")
stop_at = int(sys.argv[2])
done = 0

def step(db, name):
    global done
    for number in range(5):
        db.execute(f"create table {name}_{number} (x text) strict")
        done += 1
        if done == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)
    db["task"].add_column("colour", str, not_null_default="") if name == "a" else None
    if os.environ.get("KH57_TEST_FAIL") and name == "b":
        raise ZeroDivisionError

@migrations.migrations(name="0002_later")
def second(db): step(db, "a")

@migrations.migrations(name="0003_later")
def third(db): step(db, "b")

open_store(Path(sys.argv[1])).close()
print("open")
"""


def later_version(path: Path, stop_at: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """Opens the file in a program that has two more steps and is killed in the middle, at statement `stop_at`."""
    import os

    return subprocess.run(
        [sys.executable, "-c", LATER, str(path), str(stop_at)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=PROJECT,
        env={**os.environ, **environment},
    )


def test_a_migration_copies_first_and_then_does_all_steps(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        path, dump = store.path, canonical_dump(store)
    ran = later_version(path)
    assert ran.stdout == "open\n", ran.stderr
    (copy,) = copies_folder(path).glob("*.kh57")
    assert check(copy) == []
    with open_store(copy, read_only=True) as old:
        assert canonical_dump(old) == dump
        assert [old.files.read(row.id) for row in old.files.all()] == [b"one", b"two"]
    with pytest.raises(errors.DataFileTooNew):
        open_store(path)
    assert later_version(path).stdout == "open\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL in the middle of a statement list")
def test_a_killed_migration_leaves_the_old_version(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        path, dump = store.path, canonical_dump(store)
    for round_ in range(KILLED_MIGRATIONS):
        ran = later_version(path, stop_at=1 + round_ % 10)
        assert ran.returncode == -9
        assert check(path) == []
        with open_store(path, read_only=True) as store:
            assert canonical_dump(store) == dump
        for copy in copies_folder(path).glob("*.kh57"):
            assert check(copy) == []
            copy.unlink()


def test_a_failed_migration_leaves_the_old_version(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        path, dump = store.path, canonical_dump(store)
    ran = later_version(path, KH57_TEST_FAIL="1")
    assert "ZeroDivisionError" in ran.stderr
    assert check(path) == []
    with open_store(path) as store:
        assert canonical_dump(store) == dump


def test_a_reader_does_not_migrate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(tmp_path) as store:
        path = store.path
    before = path.read_bytes()
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "0002_later"))
    with pytest.raises(errors.DataFileTooOld):
        open_store(path, read_only=True)
    with pytest.raises(errors.DataFileTooOld):
        check(path)
    assert path.read_bytes() == before
