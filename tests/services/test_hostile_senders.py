"""What an office on the trust list could send to reach into the papers of another, or to overload the receiver."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import replace
from datetime import timedelta

import pytest

from kh57_desktop.domain.packages import Gap, Link, PackageKind, SignerRole, TrustStatus
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.exchange.payloads import (
    KeyChangeData,
    KeyChangeValues,
    TrustListData,
    TrustListValues,
    TrustRow,
    write_data,
)
from kh57_desktop.exchange.report_data import report_data
from kh57_desktop.exchange.writer import build_package
from kh57_desktop.services import incoming_kinds, receiving
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.session import Session
from tests.exchange.makers import NOW, OFFICE, PERIOD, UID, facts, identity, report, signed_pdf, trusted

OTHER = "23677"
MINE, THEIRS, PROVINCE = identity(), identity("Xã khác", office_code=OTHER), identity("Tỉnh", office_code="68")


@pytest.fixture
def superior(tmp_path):
    session = create_office(
        tmp_path / "tinh.kh57", name="Lâm Đồng", level="tỉnh", province="Lâm Đồng", code="68",
        role=OfficeRole.SUPERIOR, now=lambda: NOW + timedelta(hours=1),
    )  # fmt: skip
    with session.store.changes("test"):
        for row in trusted(MINE, THEIRS, PROVINCE):
            session.store.packages.put_trusted(row)
    yield session
    session.close()


def send(folder, signer=MINE, kind=PackageKind.REPORT, *, data=None, second=None, **changes):
    """A package of the signer's office; a report where no data are given."""
    office = next(code for one, code in ((MINE, OFFICE), (THEIRS, OTHER), (PROVINCE, "68")) if one is signer)
    changes = {"office_code": office, "series_id": UID.format(int(office)), **changes}
    made = facts(kind, **changes)
    options = {}
    if data is None:
        data = report_data(report(made.report_uid), office_code=office, period=PERIOD)
        options["pdf"] = signed_pdf(signer, data_sha256=hashlib.sha256(data).hexdigest())
    else:
        options["pdf"] = None
    if second is not None:
        options["new_certificate"] = second.certificate
    signers = [(one, None) for one in (signer, second) if one is not None]
    return build_package(made, data=data, signers=signers, target_folder=folder, **options)


def key_change(folder, signer, new, **changes):
    values = KeyChangeValues(signer.sha256, new.sha256)
    office = OFFICE if signer is MINE else OTHER
    data = KeyChangeData(office_code=office, period=None, report_uid=None, values=values)
    return send(folder, signer, PackageKind.KEY_CHANGE, data=write_data(data), second=new, **changes)


def test_a_key_change_ends_no_report_of_another_office(superior: Session, tmp_path) -> None:
    mine = send(tmp_path / "a")
    assert receiving.receive(superior, mine.path).stored is not None
    new = identity("Xã khác 2", office_code=OTHER)
    made = key_change(tmp_path / "b", THEIRS, new, supersedes=Link(1, mine.digest, reason="x"))
    outcome = receiving.receive(superior, made.path, confirm=True)
    assert "ENV-03" in outcome.verification.codes
    assert [row.known.superseded for row in superior.store.packages.received()] == [False]


def test_a_report_that_comes_late_was_not_replaced_by_another_office(superior: Session, tmp_path) -> None:
    mine = send(tmp_path / "a")
    theirs = send(
        tmp_path / "b", THEIRS, PackageKind.CORRECTION, supersedes=Link(1, mine.digest, reason="x"),
        report_uid=UID.format(501), package_uid=UID.format(77),
    )  # fmt: skip
    outcomes = receiving.receive_all(superior, [theirs.path], processes=1)
    outcomes += receiving.receive_all(superior, [mine.path], processes=1)
    assert [one.verification.codes for one in outcomes] == [("REP-07",), ()]
    assert [row.known.superseded for row in superior.store.packages.received()] == [False, False]


def test_nobody_closes_the_series_of_another_office(superior: Session, tmp_path) -> None:
    mine = send(tmp_path / "a")
    assert receiving.receive(superior, mine.path).stored is not None
    link = Link(1, mine.digest, series_id=UID.format(int(OFFICE)))
    theirs = send(tmp_path / "b", THEIRS, continues=link, package_uid=UID.format(77))
    assert "REP-05" in receiving.receive(superior, theirs.path, confirm=True).verification.codes
    assert superior.store.packages.register().closed_series == frozenset()


def test_a_series_does_not_continue_itself(superior: Session, tmp_path) -> None:
    made = send(tmp_path, continues=Link(1, "0" * 64, series_id=UID.format(int(OFFICE))))
    assert "REP-05" in receiving.receive(superior, made.path, confirm=True).verification.codes


def test_a_far_number_leaves_one_gap_that_any_older_package_fills(superior: Session, tmp_path) -> None:
    """One package numbered 999,999 wrote a million rows; bounding them shut out what was sent long before."""
    made = send(tmp_path, sequence=999_999)
    outcome = receiving.receive(superior, made.path)
    assert outcome.stored is not None
    assert outcome.verification.codes == ("REP-04",)
    series = outcome.verification.envelope.series.id
    assert superior.store.packages.register().gaps == {Gap(series, 1, 999_998)}
    late = key_change(tmp_path / "late", MINE, identity("Khóa mới"), sequence=7)
    assert receiving.receive(superior, late.path, confirm=True).stored is not None
    assert superior.store.packages.register().gaps == {Gap(series, 1, 6), Gap(series, 8, 999_998)}


def test_a_new_key_brings_back_no_revoked_one(superior: Session, tmp_path) -> None:
    old = identity("Khóa cũ")
    with superior.store.changes("test"):
        row = replace(trusted(old)[0], status=TrustStatus.REVOKED, revoked_at=NOW - timedelta(days=3))
        superior.store.packages.put_trusted(row)
    made = key_change(tmp_path, MINE, old)
    with pytest.raises(incoming_kinds.KeyNotTaken):
        receiving.receive(superior, made.path, confirm=True)
    rows = {row.sha256: row for row in superior.store.packages.trusted()}
    assert rows[old.sha256].status is TrustStatus.REVOKED
    assert rows[MINE.sha256].valid_to == trusted(MINE)[0].valid_to


@pytest.fixture
def commune(tmp_path):
    session = create_office(
        tmp_path / "xa.kh57", name="Suối Mơ", province="Lâm Đồng", code="00000", now=lambda: NOW + timedelta(hours=1)
    )
    with session.store.changes("test"):
        session.store.packages.put_trusted(trusted(PROVINCE)[0])
        session.store.offices.put_office(replace(session.store.offices.office(), code=OFFICE, province_code="68"))
    yield session
    session.close()


def trust_list(folder, *certificates: str, sha256=MINE.sha256):
    rows = tuple(
        TrustRow(
            sha256=sha256, subject="x", office_code=OFFICE, roles=(SignerRole.OFFICE,), valid_from=None, valid_to=None,
            status=TrustStatus.TRUSTED, revoked_at=None, added_at=None, added_by="", checked_how="", certificate=one,
        )
        for one in certificates
    )  # fmt: skip
    data = TrustListData(office_code="68", period=None, report_uid=None, values=TrustListValues(1, rows))
    return send(folder, PROVINCE, PackageKind.TRUST_LIST, data=write_data(data), province_code="68")


@pytest.mark.parametrize("certificate", ["A", "AAAAA=", "AAAA"])
def test_a_trust_list_with_a_certificate_that_is_none(commune: Session, tmp_path, certificate: str) -> None:
    with pytest.raises(incoming_kinds.BadTrustList):
        receiving.receive(commune, trust_list(tmp_path, certificate).path)


def test_a_trust_list_that_says_two_things_of_one_certificate(commune: Session, tmp_path) -> None:
    text = base64.b64encode(MINE.certificate).decode()
    with pytest.raises(incoming_kinds.BadTrustList):
        receiving.receive(commune, trust_list(tmp_path, text, text).path)
    assert receiving.receive(commune, trust_list(tmp_path / "b", text).path).stored is not None


def test_a_trust_list_of_another_province(commune: Session, tmp_path) -> None:
    with commune.store.changes("test"):
        commune.store.offices.put_office(replace(commune.store.offices.office(), province_code="01"))
    text = base64.b64encode(MINE.certificate).decode()
    with pytest.raises(incoming_kinds.NotReceivedHere):
        receiving.receive(commune, trust_list(tmp_path, text).path)


@pytest.mark.skipif(os.name == "nt", reason="names outside Unicode exist on Linux only")
def test_a_file_name_that_is_no_text(superior: Session, tmp_path) -> None:
    made = send(tmp_path)
    odd = made.path.rename(tmp_path / os.fsdecode(b"goi\xff.asice"))
    outcome = receiving.receive(superior, odd)
    assert outcome.stored is not None
    assert outcome.verification.codes == ("NAM-01",)
