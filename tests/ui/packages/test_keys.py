"""What a clerk without a command line needs: an own signature, the superior's certificate, taking back, time-stamps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kh57_desktop.domain.packages import PackageKind, SignerRole
from kh57_desktop.exchange.certificates import fingerprint_words, read_certificate
from kh57_desktop.i18n import _
from kh57_desktop.services import identities, packages
from kh57_desktop.ui.packages import part as part_module
from tests.exchange.time_stamp_service import LocalService
from tests.ui.packages.test_page import SECRET, identity, office, part, signed

__all__ = ["identity", "office", "part"]


def fill(part, *values: str) -> None:
    """Type into the strip's fields from the last, and press its button."""
    strip = part.page.ask
    assert strip.isVisible()
    for field, value in zip(strip.fields[-len(values) :], values, strict=True):
        field.setText(value)
    QTest.mouseClick(strip.act, Qt.MouseButton.LeftButton)


def chosen(monkeypatch, **answers) -> None:
    for name, path in answers.items():
        monkeypatch.setattr(part_module, name, lambda *_args, found=path, **_options: found)


def test_an_internal_signature_is_made_with_its_certificate_for_the_superior(part, tmp_path, monkeypatch) -> None:
    path = tmp_path / "dau.p12"
    chosen(monkeypatch, ask_save=path)
    part.commands()["new_key"]()
    fill(part, "một", "hai")
    assert not path.exists()
    assert part.desk.messages[-1].sentence == _("The two passwords differ; nothing was made.")
    part.commands()["new_key"]()
    fill(part, SECRET, SECRET)
    made = identities.open_identity(path, SECRET)
    assert (made.office_code, made.role) == ("23674", SignerRole.OFFICE)
    assert read_certificate(path.with_suffix(".cer")).sha256 == made.sha256
    message = part.desk.messages[-1]
    assert fingerprint_words(made.sha256) in message.advice
    assert _("An internal signature does not replace the official digital signature.") in message.advice
    assert part.page.ask.fields == []


def test_a_key_is_renewed_and_the_superior_told(part, office, identity, tmp_path, monkeypatch) -> None:
    new = tmp_path / "moi.p12"
    chosen(monkeypatch, ask_open=identity[0], ask_save=new)
    part.commands()["renew_key"]()
    fill(part, SECRET, "khóa mới", "khóa mới")
    assert identities.open_identity(new, "khóa mới").sha256 != identity[1].sha256
    assert [row.kind for row in office.store.packages.all()] == [PackageKind.KEY_CHANGE]


def test_the_superiors_certificate_is_taken_only_with_the_digits_that_were_heard(
    part, office, tmp_path, monkeypatch
) -> None:
    made = identities.new_identity(
        tmp_path / "tinh.p12", name="Tỉnh", office_code="52", role=SignerRole.OFFICE, password=SECRET
    )
    certificate = tmp_path / "tinh.cer"
    certificate.write_bytes(identities.certificate_pem(made))
    chosen(monkeypatch, ask_open=certificate)
    part.commands()["trust"]()
    fill(part, "52", "1234")
    assert office.store.packages.trusted() == []
    part.commands()["trust"]()
    fill(part, "52", fingerprint_words(made.sha256))
    assert [(row.sha256, row.office_code) for row in office.store.packages.trusted()] == [(made.sha256, "52")]


def test_a_package_is_taken_back_with_a_reason(part, office, identity, monkeypatch) -> None:
    chosen(monkeypatch, ask_open=identity[0])
    part.commands()["withdraw"]()
    assert not part.page.ask.isVisible()  # nothing is chosen: said, not asked
    assert part.desk.messages[-1].sentence == _("Please choose the package of a report in the register first.")
    signed(part, identity)
    part.commands()["withdraw"]()
    fill(part, "Sai số liệu", SECRET)
    rows = office.store.packages.all()
    assert [(row.kind, row.state) for row in rows] == [
        (PackageKind.REPORT, "withdrawn"),
        (PackageKind.WITHDRAWAL, "built"),
    ]


def test_a_time_stamp_comes_later_and_the_address_is_kept(part, office, identity, monkeypatch) -> None:
    signed(part, identity)
    (package,) = office.store.packages.all()
    asked: list[str] = []

    def service(url: str) -> LocalService:
        asked.append(url)
        return LocalService(at=office.now())

    monkeypatch.setattr(packages, "service_at", service)
    part.commands()["stamp"]()
    fill(part, "http://tsa.vi-du.vn")
    (stamped,) = office.store.packages.all()
    assert stamped.stamped_attachment is not None
    assert stamped.digest == package.digest
    part.commands()["stamp"]()
    assert part.page.ask.fields[0].text() == "http://tsa.vi-du.vn"
    QTest.mouseClick(part.page.ask.act, Qt.MouseButton.LeftButton)
    assert part.desk.messages[-1].sentence == _("The package had its time-stamp already.")
    assert asked == ["http://tsa.vi-du.vn"] * 2


@pytest.mark.parametrize("empty", [("", SECRET), ("Lý do", "")])
def test_what_must_be_there_is_asked_for_again(part, office, identity, monkeypatch, empty) -> None:
    signed(part, identity)
    chosen(monkeypatch, ask_open=Path(identity[0]))
    part.commands()["withdraw"]()
    fill(part, *empty)
    assert part.page.ask.isVisible()
    assert len(office.store.packages.all()) == 1
