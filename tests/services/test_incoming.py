"""A package is read once: what was judged is what is stored, whatever becomes of the stick meanwhile."""

from __future__ import annotations

import hashlib
import os
import pickle
from datetime import timedelta
from pathlib import Path

import pytest

from kh57_desktop.domain.packages import PackageKind, Result
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.exchange.envelope import PeriodData
from kh57_desktop.exchange.errors import FileNotReadable
from kh57_desktop.exchange.payloads import Remark, ReturnData, ReturnValues, write_data
from kh57_desktop.exchange.report_data import report_data
from kh57_desktop.exchange.writer import build_package
from kh57_desktop.services import incoming, receiving
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.session import Session
from kh57_desktop.store.files import ON_THE_WAY
from tests.exchange.makers import (
    NOW,
    OFFICE,
    PERIOD,
    UID,
    facts,
    identity,
    judge,
    report,
    report_package,
    signed_pdf,
    trusted,
)


@pytest.fixture
def superior(tmp_path):
    session = create_office(
        tmp_path / "tinh.kh57", name="Lâm Đồng", level="tỉnh", province="Lâm Đồng", code="68",
        role=OfficeRole.SUPERIOR, now=lambda: NOW + timedelta(hours=1),
    )  # fmt: skip
    with session.store.changes("test"):
        for row in trusted(identity()):
            session.store.packages.put_trusted(row)
    yield session
    session.close()


def on_the_way(session: Session) -> list[Path]:
    return list((session.store.files.folder / ON_THE_WAY).iterdir())


def test_what_was_judged_is_stored_though_the_stick_changes_meanwhile(superior, tmp_path, monkeypatch):
    made = report_package(tmp_path / "stick")
    original = made.path.read_bytes()

    def judged_then_swapped(path, **options):
        found = incoming_verify(path, **options)
        made.path.write_bytes(original[:-1])
        return found

    incoming_verify = incoming.verify_package
    monkeypatch.setattr(incoming, "verify_package", judged_then_swapped)
    outcome = receiving.receive(superior, made.path)
    assert outcome.stored is not None
    assert superior.store.files.read(outcome.stored.attachment_id) == original
    assert on_the_way(superior) == []


def test_a_very_long_name_is_no_reason_to_refuse_a_package(superior, tmp_path):
    """The copy in the data file's own folder has a short name: Windows takes 260 letters for the whole path."""
    made = report_package(tmp_path / "stick")
    long_name = made.path.rename(made.path.with_name(f"{'b' * 240}.asice"))
    outcome = receiving.receive(superior, long_name)
    assert outcome.stored is not None
    assert outcome.verification.codes == ("NAM-01",)


def test_a_package_larger_than_an_attachment_may_be_is_taken(superior, tmp_path):
    """Attachments end at 50 MB, packages at 1 GB."""
    content = report_data(report(UID.format(500)), office_code=OFFICE, period=PERIOD)
    pdf = signed_pdf(data_sha256=hashlib.sha256(content).hexdigest())
    made = build_package(
        facts(), data=content, pdf=pdf, table=bytes(55_000_000), signers=[(identity(), None)],
        target_folder=tmp_path / "stick",
    )  # fmt: skip
    outcome = receiving.receive(superior, made.path)
    assert outcome.stored is not None
    assert superior.store.files.get(outcome.stored.attachment_id).sha256 == made.sha256


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the one who runs this may read every file")
def test_a_file_that_cannot_be_read_stops_no_other(superior, tmp_path):
    locked = report_package(tmp_path / "a")
    locked.path.chmod(0)
    _locked_and_good(superior, tmp_path, locked.path)


def test_a_file_that_is_gone_stops_no_other(superior, tmp_path):
    """The stick was pulled between the listing and the reading."""
    gone = tmp_path / "stick" / "BC_23674_ND09_2026-Q3_000009.asice"
    _locked_and_good(superior, tmp_path, gone)


def _locked_and_good(superior: Session, tmp_path: Path, locked: Path) -> None:
    good = report_package(tmp_path / "good")
    outcomes = receiving.receive_all(superior, [locked, good.path], processes=1)
    assert isinstance(outcomes[0].refusal, FileNotReadable)
    assert (outcomes[0].stored, outcomes[0].verification.result) == (None, Result.INVALID)
    assert outcomes[1].stored is not None
    with pytest.raises(FileNotReadable):
        receiving.receive(superior, locked)


def test_what_a_killed_run_left_on_the_way_goes(superior, tmp_path):
    left_over = superior.store.files.folder / ON_THE_WAY / "1-dead"
    left_over.mkdir(parents=True)
    (left_over / "half.asice").write_bytes(b"half")
    receiving.receive(superior, report_package(tmp_path / "stick").path)
    assert on_the_way(superior) == []


def test_errors_come_whole_out_of_a_helper_process():
    error = FileNotReadable(name="Báo cáo.asice", reason="EIO")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (FileNotReadable, str(error))


# --- a return --------------------------------------------------------------------------------------------------------


def a_return(folder: Path, *ids: str):
    remarks = tuple(Remark(one, "tasks", UID.format(601), "result", "Nêu rõ kết quả") for one in ids)
    values = ReturnValues(package_digest="a" * 64, report_uid=UID.format(500), verdict="returned", remarks=remarks)
    content = ReturnData(office_code=OFFICE, period=PeriodData.of(PERIOD), report_uid=UID.format(500), values=values)
    made = facts(PackageKind.RETURN)
    return build_package(made, data=write_data(content), pdf=None, signers=[(identity(), None)], target_folder=folder)


def test_a_return_that_names_two_remarks_alike_is_refused(tmp_path):
    """One would have taken the other's place without a word."""
    assert judge(a_return(tmp_path / "a", UID.format(1), UID.format(2)).path).codes == ()
    assert judge(a_return(tmp_path / "b", UID.format(1), UID.format(1)).path).codes == ("ENV-06",)
