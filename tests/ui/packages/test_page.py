"""The page Gói gửi đi by real clicks on a real file: sign, hand over, take an answer in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.exchange.drives import Drive
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.services import hand_over, identities, reports
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.ui.messages import Tone
from kh57_desktop.ui.packages.part import PackagesPart
from kh57_desktop.ui.packages.steps import StepState
from kh57_desktop.ui.style.theme import Theme
from tests.cli.conftest import PLAN
from tests.ui.fake_desk import FakeDesk

SECRET = "mật khẩu"


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SigningIdentity]:
    path = tmp_path_factory.mktemp("identity") / "con-dau.p12"
    made = identities.new_identity(
        path, name="UBND xã Kon Gang", office_code="23674", role=SignerRole.OFFICE, password=SECRET
    )
    return path, made


@pytest.fixture
def office(tmp_path: Path, identity) -> Iterator[Session]:
    start = identity[1].valid_from.astimezone(VIETNAM).replace(microsecond=0)
    session = create_office(tmp_path / "xa.kh57", name="Kon Gang", province="Gia Lai", code="23674", now=lambda: start)
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text(PLAN, encoding="utf-8")
    accept_reading(session, read_plan(plan), source=plan)
    reports.issue_report(session, reports.draft_report(session, period="2026-Q3"), number=1, on=date(2026, 9, 16))
    yield session
    session.close()


@pytest.fixture
def part(qtbot, office: Session, tmp_path: Path) -> PackagesPart:
    made = PackagesPart(FakeDesk(Theme(QApplication.instance()), tmp_path))
    qtbot.addWidget(made.page)
    made.page.resize(1200, 700)
    made.page.show()
    made.open(office)
    made.refresh()
    return made


def click(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def signed(part: PackagesPart, identity: tuple[Path, SigningIdentity]) -> None:
    click(part.page.next)
    part.page.sign.put_file(identity[0])
    part.page.sign.secret.setText(SECRET)
    click(part.page.sign.sign)


def test_four_steps_lead_from_the_report_to_the_stick(part, office, identity, tmp_path, monkeypatch) -> None:
    page = part.page
    assert page.choose.state is StepState.OPEN
    signed(part, identity)
    assert page.sign.secret.text() == ""
    assert [step.state for step in (page.choose, page.check, page.sign_row)] == [StepState.DONE] * 3
    assert page.hand_row.state is StepState.OPEN
    (package,) = office.store.packages.all()
    assert page.table.rows.row(0).words["state"]
    stick = Drive(tmp_path / "usb", "USB CỦA XÃ", "vfat", 1 << 33, 1 << 34)
    monkeypatch.setattr(hand_over, "drives", lambda: [stick])
    click(page.hand.look)
    click(page.hand.write)
    assert (tmp_path / "usb" / package.name).read_bytes() == office.store.files.read(package.attachment_id)
    assert page.hand_row.state is StepState.DONE
    assert "Rút USB được rồi" in part.desk.messages[-1].sentence or "pull the stick" in part.desk.messages[-1].sentence
    assert office.store.packages.all()[0].state == "handed_over"


def test_a_wrong_password_signs_nothing_and_is_forgotten(part, office, identity) -> None:
    click(part.page.next)
    part.page.sign.put_file(identity[0])
    part.page.sign.secret.setText("khong-phai-mat-khau")
    part._presenter.sign([part.page.sign._source()])
    told = part.desk.messages[-1]
    assert told.tone is Tone.BAD
    assert "mật khẩu" in told.sentence.lower()
    assert "khong-phai-mat-khau" not in f"{told.sentence} {told.advice}"
    assert office.store.packages.all() == []


def test_without_a_stick_nothing_can_be_written(part, identity, monkeypatch) -> None:
    monkeypatch.setattr(hand_over, "drives", list)
    signed(part, identity)
    assert not part.page.hand.write.isEnabled()


def test_a_folder_takes_the_package_and_the_register_says_so(part, office, identity, tmp_path) -> None:
    signed(part, identity)
    part._presenter.to_folder(tmp_path / "mang")
    (package,) = office.store.packages.all()
    assert (tmp_path / "mang" / package.name).is_file()
    assert part.page.table.rows.row(0).words["medium"].endswith("mang")


def test_nothing_issued_is_said_on_the_page(qtbot, tmp_path) -> None:
    session = create_office(tmp_path / "trong.kh57", name="Kon Gang", province="Gia Lai", code="23674")
    made = PackagesPart(FakeDesk(Theme(QApplication.instance()), tmp_path))
    qtbot.addWidget(made.page)
    made.open(session)
    made.refresh()
    assert not made.page.next.isEnabled()
    assert made.page.choose.words.words
    session.close()
