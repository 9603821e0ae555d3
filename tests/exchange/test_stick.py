"""Hand-over to a stick that is full, slow, lying or pulled: no file under the final name unless it was proved."""

from __future__ import annotations

import contextlib
import io
import os
import random
from pathlib import Path

import pytest

from kh57_desktop.exchange import drives, stick
from kh57_desktop.exchange.drives import Drive
from kh57_desktop.exchange.errors import PackageExists
from tests.exchange.makers import LONG

NAME = "BC_23674_ND09_2026-Q4_000001.asice"
CONTENT = random.Random(57).randbytes(3_000_000)
MOMENTS = 200 if LONG else 40


class Pulled(stick.Medium):
    """Every call after the `last` one fails as a pulled stick does; what was written so far stays as it is."""

    def __init__(self, last: int) -> None:
        self.left = last

    def _use(self) -> None:
        if self.left <= 0:
            raise OSError(5, "Input/output error")
        self.left -= 1

    def open_new(self, path):
        self._use()
        medium = self

        class Stream(io.FileIO):
            def write(self, data):
                medium._use()
                return super().write(data)

        return Stream(path, "wb")

    def sync(self, stream):
        self._use()
        super().sync(stream)

    def open_again(self, path):
        self._use()
        return super().open_again(path)

    def rename(self, path, target):
        self._use()
        super().rename(path, target)

    def remove(self, path):
        self._use()
        super().remove(path)


def write(folder: Path, medium: stick.Medium = stick.DISK) -> Path:
    return stick.write_proved(CONTENT, folder, NAME, label="USB", medium=medium)


def test_a_whole_copy_is_proved_and_may_be_written_again(tmp_path):
    path = write(tmp_path)
    assert path.read_bytes() == CONTENT
    assert write(tmp_path) == path
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_another_file_of_the_name_is_never_touched(tmp_path):
    (tmp_path / NAME).write_bytes(b"khac")
    with pytest.raises(PackageExists):
        write(tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"khac"


def test_pulled_at_any_moment_the_final_name_never_holds_half_a_file(tmp_path):
    chance = random.Random(5)
    calls = 7
    for number in range(MOMENTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with contextlib.suppress(stick.StickFailed):
            write(folder, Pulled(chance.randrange(calls)))
        if (folder / NAME).exists():
            assert (folder / NAME).read_bytes() == CONTENT
        assert write(folder).read_bytes() == CONTENT  # plugged in again, the same command finishes
        assert [one.name for one in folder.iterdir()] == [NAME]


def test_a_stick_that_gives_back_other_bytes_is_found_out(tmp_path):
    class Lying(stick.Medium):
        def open_again(self, path):
            return io.BytesIO(CONTENT[:-1] + b"\0")

    with pytest.raises(stick.ReadBackDiffers):
        write(tmp_path, Lying())
    assert list(tmp_path.iterdir()) == []


def test_left_overs_of_a_killed_run_go_and_other_files_stay(tmp_path):
    (tmp_path / f"{NAME}.dangghi").write_bytes(b"nua chung")
    (tmp_path / "khac.txt").write_bytes(b"cua toi")
    write(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == [NAME, "khac.txt"]


def test_a_file_size_limit_leaves_nothing_behind(tmp_path):
    """The kernel stops the write half way, as a full stick does (RLIMIT_FSIZE in a child)."""
    resource = pytest.importorskip("resource")
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    child = os.fork()
    if child == 0:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        try:
            write(tmp_path)
        except stick.StickFailed:
            os._exit(0 if list(tmp_path.iterdir()) == [] else 3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_room_and_file_system_are_asked_before_writing(tmp_path):
    def drive(**changes) -> Drive:
        given = {"path": tmp_path, "label": "USB", "file_system": "vfat", "free": 1 << 40, "total": 1 << 41}
        return Drive(**{**given, **changes})

    stick.check_room(drive(), len(CONTENT))
    with pytest.raises(stick.NoRoom):
        stick.check_room(drive(free=len(CONTENT) + 100), len(CONTENT))
    with pytest.raises(stick.TooLargeForStick):
        stick.check_room(drive(), 4_294_967_295)
    stick.check_room(drive(file_system="exfat"), 4_294_967_295)
    with pytest.raises(stick.StickFailed):
        stick.check_room(drive(is_read_only=True), 10)


def test_removable_drives_are_told_from_fixed_ones(tmp_path):
    """A copy of what the kernel tells: one stick by its mark, one by its bus, one fixed disk."""
    stick_place, other = tmp_path / "media" / "USB CUA XA", tmp_path / "media" / "O-CUNG"
    for place in (stick_place, other):
        place.mkdir(parents=True)
    rows = []
    for name, disk, mark, place in (
        ("sdb1", "devices/pci/ata/block/sdb", "1", stick_place),
        ("sdc1", "devices/pci/usb2/2-1/block/sdc", "0", stick_place),
        ("sda1", "devices/pci/ata1/block/sda", "0", other),
    ):
        real = tmp_path / "sys" / disk / name
        real.mkdir(parents=True)
        (real.parent / "removable").write_text(f"{mark}\n", encoding="ascii")
        link = tmp_path / "sys" / "class" / "block" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(real)
        escaped = str(place).replace(" ", "\\040")
        rows.append(f"/dev/{name} {escaped} vfat rw,relatime 0 0\n")
    rows.append("tmpfs /run tmpfs rw 0 0\nproc /proc proc rw 0 0\n")
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "mounts").write_text("".join(rows), encoding="utf-8")
    found = drives._linux_drives(tmp_path)
    assert [one.path for one in found] == [stick_place, stick_place]
    assert found[0].label == "USB CUA XA"
    assert found[0].free > 0
    assert found[0].largest_file == 4_294_967_294


def test_windows_letters_are_asked_of_windows(tmp_path, monkeypatch):
    class Kernel:
        def GetLogicalDrives(self):
            return 0b10100  # C and E

        def GetDriveTypeW(self, root):
            return 2 if root == "E:\\" else 3

        def GetVolumeInformationW(self, _root, label, _many, _serial, _longest, _flags, system, _room):
            label.value, system.value = "XÃ", "FAT32"
            return 1

    monkeypatch.setattr(drives.shutil, "disk_usage", lambda _path: drives.shutil._ntuple_diskusage(10, 4, 6))
    (found,) = drives._by_letter(Kernel())
    assert (found.label, found.file_system, found.free, found.largest_file) == ("XÃ", "FAT32", 6, 4_294_967_294)
