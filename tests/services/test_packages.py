"""From the issued report to the superior's rows: built once, copied as often as asked, received once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kh57_desktop.domain.packages import Result, SignerRole
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.services import care, identities, packages, receiving, reports
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.session import VIETNAM, Session, open_session

Identity = Callable[[str], SigningIdentity]


def issued(session: Session, period: str = "2026-Q3", number: int = 1) -> Report:
    draft = reports.draft_report(session, period=period)
    return reports.issue_report(session, draft, number=number, on=date(2026, 9, 16))


@pytest.fixture
def clock_after_keys(commune: Session, identity_of: Identity) -> Session:
    """The standing clock of the office would sign before its key was valid: this session tells the time of the key."""
    start = identity_of("00000").valid_from
    return Session(commune.store, commune.user, lambda: start.astimezone(VIETNAM).replace(microsecond=0))


def trusted(superior: Session, identity: SigningIdentity, folder: Path) -> None:
    path = folder / "office.cer"
    path.write_bytes(identities.certificate_pem(identity))
    identities.trust(superior, path, office_code=identity.office_code, roles=frozenset({SignerRole.OFFICE}))


def test_run_again_it_writes_the_same_bytes(clock_after_keys: Session, identity_of: Identity, tmp_path: Path) -> None:
    session = clock_after_keys
    report = issued(session)
    first = packages.package_report(session, report, [packages.Signer(identity_of("00000"))], tmp_path / "a")
    second = packages.package_report(
        session, session.store.reports.get(report.id), [packages.Signer(identity_of("00000"))], tmp_path / "b"
    )
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.sequence == second.sequence == 1
    assert session.store.reports.get(report.id).state is ReportState.PACKAGED
    again = packages.package_report(session, report, [packages.Signer(identity_of("00000"))], tmp_path / "a")
    assert again == first


def test_another_file_of_that_name_is_never_touched(
    clock_after_keys: Session, identity_of: Identity, tmp_path: Path
) -> None:
    session, report = clock_after_keys, issued(clock_after_keys)
    made = packages.package_report(session, report, [packages.Signer(identity_of("00000"))], tmp_path / "a")
    other = tmp_path / "b" / made.path.name
    other.parent.mkdir()
    other.write_bytes(b"cua nguoi khac")
    with pytest.raises(packages.AnotherPackage):
        packages.package_report(session, report, [packages.Signer(identity_of("00000"))], other.parent)
    assert other.read_bytes() == b"cua nguoi khac"


def test_the_identity_of_another_office_signs_nothing(
    clock_after_keys: Session, identity_of: Identity, tmp_path: Path
) -> None:
    session, report = clock_after_keys, issued(clock_after_keys)
    with pytest.raises(packages.WrongSigner):
        packages.package_report(session, report, [packages.Signer(identity_of("23674"))], tmp_path)
    assert session.store.packages.all() == []
    assert list(tmp_path.glob("*.asice")) == []


def test_what_is_received_is_what_was_frozen_and_only_once(
    clock_after_keys: Session, superior: Session, identity_of: Identity, tmp_path: Path
) -> None:
    session, identity = clock_after_keys, identity_of("00000")
    report = issued(session)
    made = packages.package_report(session, report, [packages.Signer(identity)], tmp_path / "out")
    trusted(superior, identity, tmp_path)
    outcome = receiving.receive(superior, made.path)
    assert outcome.verification.result is Result.VALID_REVIEW  # sample data is a warning
    assert outcome.verification.codes == ("ENV-10",)
    rows = superior.store.packages.received_rows("00000", "2026-Q3")
    told = {row.key: row.content for row in rows if row.kind == "task"}
    assert {task.id: task.text for task in report.figures.tasks} == {key: row["text"] for key, row in told.items()}
    assert len([row for row in rows if row.kind == "indicator"]) == len(report.figures.indicators)
    again = receiving.receive(superior, made.path)
    assert again.stored is None
    assert again.verification.is_replay
    assert len(superior.store.packages.received()) == 1


def test_an_unknown_signer_is_not_enough_and_nothing_is_stored(
    clock_after_keys: Session, superior: Session, identity_of: Identity, tmp_path: Path
) -> None:
    report = issued(clock_after_keys)
    made = packages.package_report(clock_after_keys, report, [packages.Signer(identity_of("00000"))], tmp_path)
    outcome = receiving.receive(superior, made.path)
    assert outcome.verification.result is Result.NOT_ENOUGH
    assert outcome.stored is None
    assert superior.store.packages.received() == []


def test_a_real_office_takes_no_sample_package(
    clock_after_keys: Session, identity_of: Identity, tmp_path: Path
) -> None:
    identity = identity_of("00000")
    report = issued(clock_after_keys)
    made = packages.package_report(clock_after_keys, report, [packages.Signer(identity)], tmp_path / "out")
    real = create_office(tmp_path / "that.kh57", name="Gia Lai", level="tỉnh", province="Gia Lai", code="52")
    trusted(real, identity, tmp_path)
    with pytest.raises(receiving.SampleElsewhere):
        receiving.receive(real, made.path)
    assert real.store.packages.received() == []
    real.close()


def test_the_second_package_names_the_first(clock_after_keys: Session, identity_of: Identity, tmp_path: Path) -> None:
    session, signer = clock_after_keys, packages.Signer(identity_of("00000"))
    packages.package_report(session, issued(session, "2026-Q2", 1), [signer], tmp_path)
    packages.package_report(session, issued(session, "2026-Q3", 2), [signer], tmp_path)
    first, second = session.store.packages.all()
    assert (first.sequence, second.sequence) == (1, 2)
    assert second.previous_digest == first.digest


def test_after_a_restore_a_new_series_continues_the_old_one(
    clock_after_keys: Session, superior: Session, identity_of: Identity, tmp_path: Path
) -> None:
    session, identity = clock_after_keys, identity_of("00000")
    signer = packages.Signer(identity)
    trusted(superior, identity, tmp_path)
    first = packages.package_report(session, issued(session, "2026-Q1", 1), [signer], tmp_path / "out")
    assert receiving.receive(superior, first.path).stored is not None
    copy = care.backup(session.store.path, tmp_path / "usb")
    second = packages.package_report(session, issued(session, "2026-Q2", 2), [signer], tmp_path / "out")
    assert receiving.receive(superior, second.path).stored is not None
    care.restore(copy, tmp_path / "back.kh57")
    with open_session(tmp_path / "back.kh57", now=session.now) as restored:
        third = packages.package_report(restored, issued(restored, "2026-Q3", 3), [signer], tmp_path / "out")
        fourth = packages.package_report(restored, issued(restored, "2026-Q4", 4), [signer], tmp_path / "out")
    assert (third.sequence, fourth.sequence) == (1, 2)
    asked = receiving.receive(superior, third.path)
    assert asked.stored is None
    assert "REP-08" in asked.verification.codes
    assert receiving.receive(superior, third.path, confirm=True).stored is not None
    assert receiving.receive(superior, fourth.path).stored is not None
