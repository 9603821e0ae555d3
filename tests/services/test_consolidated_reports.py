"""The consolidated report is issued like any other and goes up as a package: number, day, frozen figures, signature."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kh57_desktop.domain.packages import PackageKind, Result
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.services import consolidated_packages, consolidated_reports, hand_over, packages, receiving, reports
from kh57_desktop.services.consolidation import indicator_sums, period_view
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.store.packages import Sender
from tests.documents.measures import text_of
from tests.services.test_packages import issued, trusted

ON = date(2026, 10, 5)


@pytest.fixture
def summed(commune: Session, superior: Session, identity_of: Callable[[str], SigningIdentity], tmp_path: Path):
    """The superior's file with one package of the sample commune and one commune that sent nothing."""
    start = max(identity_of("00000").valid_from, identity_of("00").valid_from) + timedelta(minutes=1)
    tell = lambda: start.astimezone(VIETNAM)  # noqa: E731
    low, high = Session(commune.store, "a", tell), Session(superior.store, "b", tell)
    trusted(high, identity_of("00000"), tmp_path)
    made = packages.package_report(low, issued(low), [Signer(identity_of("00000"))], tmp_path / "up")
    assert receiving.receive(high, made.path).stored is not None
    with high.store.changes("test"):
        high.store.packages.senders.put(Sender("s2", "00001", "xã Bến Tranh"))
    return high


def test_number_day_and_figures_are_frozen(summed: Session) -> None:
    report = consolidated_reports.issue(summed, period="2026-Q3", number=12, on=ON)
    paper = text_of(summed.store.files.read(report.pdf_attachment))
    assert report.sign in paper
    assert "Bến Tranh" in paper  # the missing office is named
    data = json.loads(summed.store.files.read(report.data_attachment))
    values = data["values"]
    view = period_view(summed, period="2026-Q3")
    assert [row["total"] for row in values["totals"] if row["of"] == "all"] == [str(view.overall.total)]
    assert [row["label"] for row in values["totals"] if row["of"] == "unit"] == ["xã Đồi Sim"]
    assert {row["remark"] for row in values["indicators"]} <= {"1/2 đơn vị có số liệu", "0/2 đơn vị có số liệu"}
    assert values["tasks"] == []
    with summed.store.changes("test"):
        summed.store.packages.senders.put(Sender("s3", "00002", "xã Thác Bạc"))
    assert consolidated_reports.latest(summed, source="ND09", period="2026-Q3") == report
    assert json.loads(summed.store.files.read(report.data_attachment)) == data


def test_a_number_is_given_once_and_the_same_command_again_changes_nothing(summed: Session) -> None:
    report = consolidated_reports.issue(summed, period="2026-Q3", number=12, on=ON)
    assert consolidated_reports.issue(summed, period="2026-Q3", number=12, on=ON) == report
    with pytest.raises(reports.AlreadyIssued):
        consolidated_reports.issue(summed, period="2026-Q3", number=13, on=ON)
    with pytest.raises(reports.NumberTaken):
        consolidated_reports.issue(summed, period="2026-Q3", number=12, on=ON + timedelta(days=1), again=True)
    second = consolidated_reports.issue(summed, period="2026-Q3", number=13, on=ON, again=True)
    assert second.corrects == report.uid


def test_its_package_goes_up_is_received_there_and_replaced(summed: Session, identity_of, tmp_path: Path) -> None:
    report = consolidated_reports.issue(summed, period="2026-Q3", number=12, on=ON)
    signer = Signer(identity_of("00"))
    made = consolidated_packages.package_consolidated(summed, report, [signer], tmp_path / "out")
    again = consolidated_packages.package_consolidated(summed, report, [signer], tmp_path / "other")
    assert made.path.read_bytes() == again.path.read_bytes()
    assert hand_over.register(summed)[0].sign == report.sign
    top = create_office(
        tmp_path / "tren.kh57", name="Vân Khê", level="tỉnh", province="Vân Khê", code="00", role=OfficeRole.SUPERIOR,
        now=summed.now,
    )  # fmt: skip
    trusted(top, identity_of("00"), tmp_path)
    outcome = receiving.receive(top, made.path)
    assert outcome.stored is not None, outcome.verification.codes
    assert outcome.verification.result in (Result.VALID, Result.VALID_REVIEW)
    assert outcome.stored.known.report_type == "THND09"
    view = period_view(top, period="2026-Q3", regime="THND09")
    assert view.overall.total == period_view(summed, period="2026-Q3").overall.total
    second = consolidated_reports.issue(summed, period="2026-Q3", number=13, on=ON, again=True)
    later = consolidated_packages.package_consolidated(summed, second, [signer], tmp_path / "out", reason="Bổ sung")
    outcome = receiving.receive(top, later.path)
    assert outcome.stored is not None, outcome.verification.codes
    assert outcome.stored.known.kind is PackageKind.CORRECTION
    assert [row.state for row in summed.store.packages.all()] == ["superseded", "built"]
    top.close()


def test_a_ratio_can_be_divided_again_at_the_next_level(summed: Session, monkeypatch) -> None:
    """Means of means would be wrong: both sums travel."""
    sums = indicator_sums(summed, period="2026-Q3", regime="ND09")
    rolled = replace(sums[0].rolled, result=Decimal(75), numerator=Decimal(45), denominator=Decimal(60))
    monkeypatch.setattr(
        consolidated_reports, "indicator_sums", lambda *_args, **_options: [replace(sums[0], rolled=rolled)]
    )
    report = consolidated_reports.issue(summed, period="2026-Q3", number=12, on=ON)
    (row,) = json.loads(summed.store.files.read(report.data_attachment))["values"]["indicators"]
    assert (row["value"], row["numerator"], row["denominator"]) == ("75", "45", "60")
