"""kill -9 at random moments of signing, writing and receiving: nothing half-made, and the same command finishes.

Also a full disk (a limit on file sizes, and a real one of two mebibytes) and a medium that vanishes, at random moments.
200 moments of each with --long, a fixed few without; the figures say how far the work had come at those moments.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.errors import UserError
from kh57_desktop.services import identities, reports
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.session import VIETNAM, open_session
from kh57_desktop.store.check import check
from tests.cli.conftest import PLAN
from tests.conftest import LONG
from tests.services import exchange_child

MOMENTS = 200 if LONG else 3
SECRET = "mật khẩu thử"
STAGES = ("nothing", "numbered", "copied out", "on the stick", "handed over", "received")
"""How far the work had come: the package has its number and is kept; is in the folder; has its name on the stick; …"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 and RLIMIT_FSIZE are of Unix")


class Scene:
    """Both offices as they stand before the work, to be copied for each run."""

    def __init__(self, folder: Path) -> None:
        self.start = folder / "start"
        self.start.mkdir()
        self.identity = folder / "con-dau.p12"
        made = identities.new_identity(
            self.identity, name="UBND xã", office_code="23674", role=SignerRole.OFFICE, password=SECRET
        )
        self.now = made.valid_from.astimezone(VIETNAM).replace(microsecond=0)
        low = create_office(
            self.start / "xa.kh57", name="Kon Gang", province="Gia Lai", code="23674", now=lambda: self.now
        )
        plan = folder / "ke-hoach.txt"
        plan.write_text(PLAN, encoding="utf-8")
        accept_reading(low, read_plan(plan), source=plan)
        reports.issue_report(low, reports.draft_report(low, period="2026-Q3"), number=1, on=date(2026, 9, 16))
        low.close()
        high = create_office(
            self.start / "tinh.kh57", name="Gia Lai", level="tỉnh", province="Gia Lai", code="52",
            role=OfficeRole.SUPERIOR, now=lambda: self.now,
        )  # fmt: skip
        certificate = folder / "xa.cer"
        certificate.write_bytes(identities.certificate_pem(made))
        identities.trust(high, certificate, office_code="23674", roles=frozenset())
        high.close()

    def copy(self, to: Path) -> Path:
        shutil.copytree(self.start, to)
        return to

    def command(self, at: Path) -> list[str]:
        words = [at / "xa.kh57", at / "tinh.kh57", self.identity, SECRET, at / "goi", self.now.isoformat()]
        return [sys.executable, exchange_child.__file__, *map(str, words)]

    def finish(self, at: Path) -> None:
        exchange_child.work(at / "xa.kh57", at / "tinh.kh57", self.identity, SECRET, at / "goi", self.now)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


def consistent(at: Path) -> None:
    """Register, sequence and target agree whatever happened."""
    with open_session(at / "xa.kh57") as session:
        built = session.store.packages.all()
        for series in session.store.packages.all_series():
            assert series.last_sequence == len([one for one in built if one.series_id == series.id])
        assert len(built) <= 1
        for place in (at / "goi", at / "goi" / "usb"):
            for path in place.glob("*.asice"):
                assert path.read_bytes() == session.store.files.read(built[0].attachment_id)
    assert check(at / "xa.kh57") == []
    with open_session(at / "tinh.kh57") as session:
        received = session.store.packages.received()
        assert len(received) <= 1
        for one in received:
            assert session.store.packages.rows_of(one.id)
    assert check(at / "tinh.kh57") == []


def finished(at: Path) -> None:
    with open_session(at / "xa.kh57") as session:
        (package,) = session.store.packages.all()
        assert package.state == "handed_over"
        assert sorted(one.name for one in (at / "goi" / "usb").iterdir()) == [package.name]
        assert [one.name for one in (at / "goi").iterdir() if one.is_file()] == [package.name]
    with open_session(at / "tinh.kh57") as session:
        assert len(session.store.packages.received()) == 1


def stage(at: Path) -> str:
    """How far the work came, by what is there."""
    with open_session(at / "tinh.kh57") as session:
        if session.store.packages.received():
            return "received"
    with open_session(at / "xa.kh57") as session:
        built = session.store.packages.all()
        if not built:
            return "nothing"
        if built[0].state == "handed_over":
            return "handed over"
        if (at / "goi" / "usb" / built[0].name).exists():
            return "on the stick"
        return "copied out" if (at / "goi" / built[0].name).exists() else "numbered"


def recover(scene: Scene, at: Path, seen: Counter[str]) -> None:
    """What must hold after every fault, and after the same command was run again."""
    consistent(at)
    seen[stage(at)] += 1
    scene.finish(at)
    consistent(at)
    finished(at)


def words(seen: Counter[str]) -> str:
    return ", ".join(f"{seen[one]} {one}" for one in STAGES if seen[one])


@pytest.mark.timeout(7_200)
def test_killed_at_random_moments(scene: Scene, tmp_path: Path, figures) -> None:
    chance, seen = random.Random(57), Counter[str]()
    span, number = 0.0, 0
    while seen.total() < MOMENTS:
        number += 1
        at = scene.copy(tmp_path / str(number))
        child = subprocess.Popen(scene.command(at), stdout=subprocess.PIPE)
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        began = time.perf_counter()
        if span:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(chance.uniform(0, span))
            child.send_signal(signal.SIGKILL)
        code = child.wait()
        child.stdout.close()
        if code == -signal.SIGKILL:
            recover(scene, at, seen)
        else:  # it was done before: this is how long it takes
            assert code == 0
            span = time.perf_counter() - began
            consistent(at)
            finished(at)
        shutil.rmtree(at)
        assert number < 4 * MOMENTS + 9
    figures("exchange: killed at random moments, all finished by the same command", seen.total(), "200 with --long")
    figures("exchange: killed when", words(seen), "")
    assert not LONG or len(seen) >= 3


@pytest.mark.timeout(7_200)
def test_a_limit_on_file_sizes(scene: Scene, tmp_path: Path, figures) -> None:
    """The kernel refuses to let any file grow beyond the limit: what a full disk does to one file after another."""
    first = scene.copy(tmp_path / "first")
    scene.finish(first)
    smallest, largest = ((folder / "xa.kh57").stat().st_size // 1024 for folder in (scene.start, first))
    chance, seen, number = random.Random(58), Counter[str](), 0
    while seen.total() < MOMENTS:
        number += 1
        at = scene.copy(tmp_path / str(number))
        limited = f"ulimit -f {chance.randrange(smallest - 64, largest)}; trap '' XFSZ; exec \"$@\""
        done = subprocess.run(["bash", "-c", limited, "sh", *scene.command(at)], capture_output=True, check=False)
        if done.returncode:
            recover(scene, at, seen)
        shutil.rmtree(at)
        assert number < 4 * MOMENTS + 9
    figures("exchange: limit on file sizes, all finished afterwards", seen.total(), "200 with --long")
    figures("exchange: limit reached when", words(seen), "")


@contextlib.contextmanager
def disk_of(size: int, place: Path) -> Iterator[Callable[[int], None]]:
    """A real file system of this size at `place`; called with a size it becomes larger."""
    place.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a disk of a given size needs the rights of root")
    try:
        yield (
            lambda larger: (
                subprocess.run(["mount", "-o", f"remount,size={larger}", str(place)], check=True, capture_output=True)
                and None
            )
        )
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("full", ["target", "office"])
def test_a_real_disk_that_is_full(scene: Scene, tmp_path: Path, figures, full: str) -> None:
    """The target is a disk of 2 MB with some room left, or all files of both offices lie on a disk with little room."""
    first = scene.copy(tmp_path / "first")
    before = _blocks(first)
    scene.finish(first)
    needs = _blocks(first) - before
    chance, seen, number = random.Random(59), Counter[str](), 0
    while seen.total() < MOMENTS:
        number += 1
        assert number < 6 * MOMENTS + 9
        at, place = tmp_path / str(number), tmp_path / str(number)
        room = chance.randrange(0, needs, 4096)
        if full == "target":
            scene.copy(at)
            place = at / "goi"
        with disk_of(2 << 20 if full == "target" else before + (64 << 10) + room, place) as grow:
            if full == "office":
                shutil.copytree(scene.start, at, dirs_exist_ok=True)
            else:
                left = _blocks_of_one(first / "goi") * 3 * chance.random()
                (place / "du-lieu-khac.bin").write_bytes(bytes((2 << 20) - int(left)))
            failed = False
            try:
                scene.finish(at)
            except UserError:
                failed = True
            if failed:
                grow(64 << 20)
                (place / "du-lieu-khac.bin").unlink(missing_ok=True)
                recover(scene, at, seen)
        if full == "target":
            shutil.rmtree(at)
    figures(f"exchange: full disk of the {full}, all finished once there was room", seen.total(), "200 with --long")
    figures(f"exchange: disk of the {full} full when", words(seen), "")


def _blocks(folder: Path) -> int:
    """Room that a folder's files take on a disk of 4 KB blocks."""
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*") if path.is_file())


def _blocks_of_one(folder: Path) -> int:
    return max(path.stat().st_size for path in folder.glob("*.asice"))


class Vanishing:
    """A medium under `root` of which every call fails after the `last` one, as of a stick that is pulled."""

    def __init__(self, root: Path, last: float) -> None:
        self.root, self.left, self.used = str(root), last, 0
        self._files: set[int] = set()

    def use(self, path: Any) -> None:
        if isinstance(path, int):
            if path not in self._files:
                return
        elif not str(os.fspath(path)).startswith(self.root):
            return
        self.used += 1
        if self.used > self.left:
            raise OSError(5, "Input/output error")

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("stat", "scandir", "mkdir", "unlink", "replace", "fsync", "open"):
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))
        real_open = io.open

        def opened(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
            if isinstance(file, int) or not str(os.fspath(file)).startswith(self.root):
                return real_open(file, mode, *rest, **options)
            self.use(file)
            assert "b" in mode  # packages are bytes
            raw = _Raw(self, file, mode)
            kind = io.BufferedRandom if "+" in mode else io.BufferedReader if "r" in mode else io.BufferedWriter
            return kind(raw)

        monkeypatch.setattr(io, "open", opened)

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(path: Any = ".", *rest: Any, **options: Any) -> Any:
            self.use(path)
            return call(path, *rest, **options)

        return counted

    def own(self, number: int) -> None:
        self._files.add(number)

    def disown(self, number: int) -> None:
        self._files.discard(number)


class _Raw(io.FileIO):
    def __init__(self, medium: Vanishing, path: Any, mode: str) -> None:
        super().__init__(path, mode.replace("b", ""))
        self._medium = medium
        medium.own(self.fileno())

    def readinto(self, buffer: Any, /) -> int:
        self._medium.use(self.fileno())
        return super().readinto(buffer)

    def readall(self) -> bytes:
        self._medium.use(self.fileno())
        return super().readall()

    def write(self, data: Any, /) -> int:
        self._medium.use(self.fileno())
        return super().write(data)

    def close(self) -> None:
        if not self.closed:
            self._medium.disown(self.fileno())
        super().close()


@pytest.mark.timeout(7_200)
def test_a_medium_that_vanishes_at_random_moments(scene: Scene, tmp_path: Path, figures) -> None:
    """Signing into it, writing to it, reading from it: the folder of packages is the stick that is pulled."""

    def run(at: Path, last: float) -> Vanishing:
        medium = Vanishing(at / "goi", last)
        with pytest.MonkeyPatch.context() as patched:
            medium.install(patched)
            scene.finish(at)
        return medium

    whole = run(scene.copy(tmp_path / "whole"), float("inf"))
    finished(tmp_path / "whole")
    assert whole.used > 30
    chance, seen = random.Random(60), Counter[str]()
    every = range(whole.used) if LONG else ()  # each moment once, then any of them
    for number in range(MOMENTS):
        at = scene.copy(tmp_path / str(number))
        with contextlib.suppress(UserError):  # or not at all, where the last calls only tidy up
            run(at, every[number] if number < len(every) else chance.randrange(whole.used))
        recover(scene, at, seen)
        shutil.rmtree(at)
    figures("exchange: medium vanished at random moments, all finished afterwards", seen.total(), "200 with --long")
    figures("exchange: medium vanished when", words(seen), "")
    assert not LONG or len(seen) >= 3
