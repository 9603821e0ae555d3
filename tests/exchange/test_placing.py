from __future__ import annotations

import pytest

from kh57_desktop.exchange.errors import PackageExists, TargetNotWritable
from kh57_desktop.exchange.placing import copy_package
from kh57_desktop.progress import Cancelled
from tests.exchange.makers import receipt_package


def test_what_a_killed_run_left_is_cleared_at_the_next_one(tmp_path):
    for name in ("BC_23674_ND09_2026-Q3_000001.asice.dangghi", "BC_23674_RECEIPT_20261217_000001.asice.dangghi"):
        (tmp_path / name).write_bytes(b"half")
    (tmp_path / "thu.dangghi").write_bytes(b"not ours")
    built = receipt_package(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [built.path.name, "thu.dangghi"]


def test_a_full_target_keeps_no_half_file(tmp_path):
    resource = pytest.importorskip("resource", reason="file size limits are set differently on Windows")
    built = receipt_package(tmp_path / "office")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(TargetNotWritable) as refused:
            copy_package(built.path, tmp_path / "stick")
        with pytest.raises(TargetNotWritable):
            receipt_package(tmp_path / "stick")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.exit_code == 3
    assert list((tmp_path / "stick").iterdir()) == []
    assert copy_package(built.path, tmp_path / "stick").read_bytes() == built.path.read_bytes()


def test_a_target_that_is_no_folder(tmp_path):
    (tmp_path / "stick").write_bytes(b"")
    with pytest.raises(TargetNotWritable):
        receipt_package(tmp_path / "stick")


def test_another_file_of_the_name_stays(tmp_path):
    built = receipt_package(tmp_path / "office")
    other = receipt_package(tmp_path / "stick")
    before = other.path.read_bytes()
    with pytest.raises(PackageExists) as refused:
        copy_package(built.path, tmp_path / "stick")
    assert refused.value.exit_code == 1
    assert other.path.read_bytes() == before


def test_a_cancelled_copy_leaves_nothing(tmp_path):
    class Impatient:
        def step(self, done: int, total: int, text: str) -> None:
            raise Cancelled

    built = receipt_package(tmp_path / "office")
    with pytest.raises(Cancelled):
        copy_package(built.path, tmp_path / "stick", progress=Impatient())
    assert list((tmp_path / "stick").iterdir()) == []
