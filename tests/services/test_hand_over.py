"""The register of what was handed over, e-mail drafts, and that a sample office hands nothing over."""

from __future__ import annotations

import email
from collections.abc import Callable
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest

from kh57_desktop.domain.terms import ReportState
from kh57_desktop.exchange.drives import Drive
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.mail_draft import TooLargeForMail, draft
from kh57_desktop.services import hand_over, packages
from kh57_desktop.services.office_changes import CodeInUse, change_code
from kh57_desktop.services.office_choices import MailLimits, set_mail_limits
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.session import VIETNAM, Session
from tests.services.test_packages import issued

Identity = Callable[[str], SigningIdentity]


@pytest.fixture
def real(tmp_path: Path, plan_file: Path, identity_of: Identity):
    """A real office (code 23674) with a package that waits."""
    start = identity_of("23674").valid_from.astimezone(VIETNAM).replace(microsecond=0)
    days = {"passed": 0}
    session = create_office(
        tmp_path / "that.kh57",
        name="Kon Gang",
        province="Gia Lai",
        code="23674",
        now=lambda: start + timedelta(days=days["passed"]),
    )
    accept_reading(session, read_plan(plan_file), source=plan_file)
    report = issued(session)
    packages.build_report_package(session, report, [Signer(identity_of("23674"))])
    yield session, days
    session.close()


def stick_at(folder: Path) -> Drive:
    return Drive(folder, "USB CỦA XÃ", "vfat", 1 << 33, 1 << 34)


def test_a_package_waits_until_it_is_handed_over(real, tmp_path: Path) -> None:
    session, days = real
    days["passed"] = 3
    assert hand_over.unsent_packages(session) == (1, 3)
    (line,) = hand_over.register(session)
    made = hand_over.to_stick(session, line.package, stick_at(tmp_path / "usb"))
    assert made.path.read_bytes() == session.store.files.read(line.package.attachment_id)
    (line,) = hand_over.register(session)
    assert (line.days_unsent, line.package.state) == (None, "handed_over")
    assert [(one.medium, one.place) for one in line.hand_overs] == [("usb", "USB CỦA XÃ")]
    assert hand_over.unsent_packages(session) == (0, 0)
    report = session.store.reports.get(line.package.report_id)
    assert report.state is ReportState.HANDED_OVER
    hand_over.folder(session, line.package, tmp_path / "mang")
    assert len(hand_over.register(session)[0].hand_overs) == 2


def test_a_failed_stick_leaves_the_package_waiting(real, tmp_path: Path) -> None:
    session, _days = real
    (line,) = hand_over.register(session)
    small = Drive(tmp_path / "usb", "USB", "vfat", 100, 1000)
    with pytest.raises(hand_over.stick.NoRoom):
        hand_over.to_stick(session, line.package, small)
    assert hand_over.unsent_packages(session)[0] == 1
    assert not (tmp_path / "usb").exists()


def test_the_draft_opens_unsent_with_the_whole_package(real, tmp_path: Path) -> None:
    session, _days = real
    (line,) = hand_over.register(session)
    made = hand_over.mail(session, line.package, tmp_path, to="vanthu@example.vn")
    message = email.message_from_bytes(made.path.read_bytes(), policy=policy.default)
    assert (message["To"], message["X-Unsent"]) == ("vanthu@example.vn", "1")
    assert line.package.name.removesuffix(".asice") in message["Subject"]
    assert line.comparison_code in message.get_body().get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/vnd.etsi.asic-e+zip"
    assert attached.get_filename() == line.package.name
    assert attached.get_content() == session.store.files.read(line.package.attachment_id)
    assert not made.is_large


def test_a_package_too_large_for_mail_is_refused_and_never_split() -> None:
    with pytest.raises(TooLargeForMail):
        draft(bytes(19 << 20), "x.asice", to="a", subject="b", text="c")
    assert len(draft(bytes(1 << 20), "x.asice", to="a\nBcc: b", subject="b\nc", text="c")) > 1 << 20


def test_a_sample_office_hands_nothing_over(commune: Session, identity_of: Identity, tmp_path: Path) -> None:
    start = identity_of("00000").valid_from.astimezone(VIETNAM).replace(microsecond=0)
    session = Session(commune.store, commune.user, lambda: start)
    report = issued(session)
    package = packages.build_report_package(session, report, [Signer(identity_of("00000"))])
    for act in (
        lambda: hand_over.to_stick(session, package, stick_at(tmp_path / "usb")),
        lambda: hand_over.folder(session, package, tmp_path / "f"),
        lambda: hand_over.mail(session, package, tmp_path / "m", to="a@b"),
    ):
        with pytest.raises(hand_over.SampleNotHandedOver):
            act()
    assert hand_over.register(session)[0].hand_overs == ()


def test_the_office_says_what_is_too_large_for_its_mail(real, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, _days = real
    (line,) = hand_over.register(session)
    set_mail_limits(session, MailLimits(1, 2))
    monkeypatch.setattr(hand_over, "content_of", lambda *_parts: bytes((2 << 20) - 1))
    assert hand_over.mail(session, line.package, tmp_path, to="vanthu@example.vn").is_large
    monkeypatch.setattr(hand_over, "content_of", lambda *_parts: bytes((2 << 20) + 1))
    with pytest.raises(TooLargeForMail):
        hand_over.mail(session, line.package, tmp_path, to="vanthu@example.vn")


def test_the_code_stays_once_a_package_bears_it(real) -> None:
    session, _days = real
    with pytest.raises(CodeInUse) as refused:
        change_code(session, "23701")
    assert "23674" in refused.value.sentence
    assert session.store.offices.office().code == "23674"
