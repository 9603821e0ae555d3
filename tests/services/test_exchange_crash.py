"""kill -9 at random moments of signing, writing and receiving: nothing half-made, and the same command finishes.

Also a disk that is full (a limit on file sizes) at random sizes. 200 moments of each with --long, a fixed few without.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.services import identities, reports
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.session import open_session
from kh57_desktop.store.check import check
from tests.cli.conftest import PLAN
from tests.conftest import LONG
from tests.services import exchange_child

MOMENTS = 200 if LONG else 3
SECRET = "mật khẩu thử"
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
        self.now = made.valid_from.astimezone().replace(microsecond=0)
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


@pytest.mark.timeout(3_600)
def test_killed_at_random_moments(scene: Scene, tmp_path: Path, figures) -> None:
    began = time.perf_counter()
    scene.finish(scene.copy(tmp_path / "first"))
    span = time.perf_counter() - began
    chance, killed = random.Random(57), 0
    for number in range(MOMENTS):
        at = scene.copy(tmp_path / str(number))
        child = subprocess.Popen(scene.command(at), stdout=subprocess.PIPE)
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, span))
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
        child.stdout.close()
        consistent(at)
        scene.finish(at)
        consistent(at)
        finished(at)
        shutil.rmtree(at)
    figures("exchange: killed at random moments, all finished by the same command", killed, "200 with --long")


@pytest.mark.timeout(3_600)
def test_a_full_disk_at_random_sizes(scene: Scene, tmp_path: Path, figures) -> None:
    """The kernel refuses to let any file grow beyond the limit: what a full disk does to one file after another."""
    chance, refused = random.Random(58), 0
    for number in range(MOMENTS):
        at = scene.copy(tmp_path / str(number))
        limit = chance.randrange(1_000, 400_000)
        limited = f"ulimit -f {limit // 1024 + 1}; trap '' XFSZ; exec \"$@\""
        done = subprocess.run(["bash", "-c", limited, "sh", *scene.command(at)], capture_output=True, check=False)
        refused += done.returncode != 0
        consistent(at)
        scene.finish(at)
        consistent(at)
        finished(at)
        shutil.rmtree(at)
    figures("exchange: full disk at random sizes, all finished afterwards", refused, "200 with --long")
