"""The page Tiếp nhận by real gestures: packages dropped in, remarks on rows, acceptance, drill-down, trust."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from kh57_desktop.domain.packages import KnownPackage, PackageKind, SignerRole
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.i18n import _
from kh57_desktop.services import identities, packages, receiving, reports, trust_lists
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.session import VIETNAM, Session
from kh57_desktop.store.packages import ReceivedPackage, Sender
from kh57_desktop.ui.receiving.page import TABS
from kh57_desktop.ui.receiving.part import ReceivingPart
from kh57_desktop.ui.receiving.presenter import period_choices
from kh57_desktop.ui.receiving.services import Sealed
from kh57_desktop.ui.style.theme import Theme
from tests.cli.conftest import PLAN
from tests.ui.fake_desk import FakeDesk

SECRET = "mật khẩu"


def make_identity(folder: Path, code: str) -> tuple[Path, SigningIdentity]:
    path = folder / f"{code}.p12"
    made = identities.new_identity(
        path, name=f"Con dấu {code}", office_code=code, role=SignerRole.OFFICE, password=SECRET
    )
    return path, made


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory):
    """A package of the sample commune, its certificate, and the superior's identity."""
    folder = tmp_path_factory.mktemp("sent")
    _low_path, low = make_identity(folder, "00000")
    high_path, high = make_identity(folder, "00")
    now = max(low.valid_from, high.valid_from).astimezone(VIETNAM).replace(microsecond=0)
    session = create_office(folder / "xa.kh57", name="Đồi Sim", province="Vân Khê", code="00000", now=lambda: now)
    plan = folder / "ke-hoach.txt"
    plan.write_text(PLAN, encoding="utf-8")
    accept_reading(session, read_plan(plan), source=plan)
    report = reports.issue_report(
        session, reports.draft_report(session, period="2026-Q3"), number=1, on=date(2026, 9, 16)
    )
    made = packages.package_report(session, report, [Signer(low)], folder / "usb")
    session.close()
    certificate = folder / "xa.cer"
    certificate.write_bytes(identities.certificate_pem(low))
    return made.path, certificate, high_path, now


@pytest.fixture
def superior(tmp_path: Path, sent) -> Iterator[Session]:
    session = create_office(
        tmp_path / "tinh.kh57",
        name="Vân Khê",
        level="tỉnh",
        province="Vân Khê",
        code="00",
        role=OfficeRole.SUPERIOR,
        now=lambda: sent[3],
    )
    yield session
    session.close()


@pytest.fixture
def part(qtbot, superior: Session, tmp_path: Path) -> ReceivingPart:
    made = ReceivingPart(FakeDesk(Theme(QApplication.instance()), tmp_path))
    qtbot.addWidget(made.page)
    made.page.resize(1300, 720)
    made.page.show()
    made.open(superior)
    made.refresh()
    return made


def trust(part: ReceivingPart, sent) -> None:
    part._presenter.choose_tab("trust")
    part._presenter.trust.put_certificate(sent[1])
    digits = trust_lists.grouped(identities.read_certificate(sent[1]).sha256)
    part.page.enrol.office.setText("00000")
    part.page.enrol.heard.setText(digits)
    QTest.mouseClick(part.page.enrol.enrol, Qt.MouseButton.LeftButton)


def press(part: ReceivingPart, words_of: str) -> None:
    button = next(one for one in part.page.pane.findChildren(QPushButton) if words_of in one.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_unknown_sender_is_set_aside_enrolled_by_telephone_and_taken(part, superior, sent) -> None:
    part.page.drop.dropped.emit([sent[0].parent])
    assert superior.store.packages.received() == []
    (row,) = receiving.set_aside_waiting(superior)
    part._presenter.choose_tab("aside")
    assert part.page.aside.rows.row(0).words["name"] == sent[0].name
    part._presenter.inbox.choose(row.id)
    press(part, part.page.pane.content.verbs[0][0])
    assert sent[0].name in QApplication.clipboard().text()
    trust(part, sent)
    assert [one.checked_how for one in superior.store.packages.trusted()] == ["telephone"]
    part.page.drop.dropped.emit([sent[0].parent])
    assert len(superior.store.packages.received()) == 1
    assert receiving.set_aside_waiting(superior) == []


def test_a_fingerprint_that_was_misheard_enrols_nobody(part, superior, sent) -> None:
    part._presenter.choose_tab("trust")
    part._presenter.trust.put_certificate(sent[1])
    for heard in ("", "1234"):
        part.page.enrol.heard.setText(heard)
        QTest.mouseClick(part.page.enrol.enrol, Qt.MouseButton.LeftButton)
    assert superior.store.packages.trusted() == []
    assert part.desk.messages


def test_remarks_on_rows_are_signed_and_sent_back(part, superior, sent) -> None:
    trust(part, sent)
    part.page.drop.dropped.emit([sent[0]])
    part._presenter.choose_tab("senders")
    part._presenter.open_sender("00000")
    first = part.page.rows.rows.row(0)
    part.page.rows.choose(first.id)
    part.page.remark.words.setText("Chưa nêu số văn bản.")
    QTest.keyClick(part.page.remark.words, Qt.Key.Key_Return)
    assert part.page.rows.rows.row(0).words["remark"] == "Chưa nêu số văn bản."
    part._presenter.act("return")
    assert part.page.seal.isVisible()
    part.page.seal.put_file(sent[2])
    part.page.seal.secret.setText(SECRET)
    QTest.mouseClick(part.page.seal.sign, Qt.MouseButton.LeftButton)
    assert part.page.seal.secret.text() == ""
    (package,) = superior.store.packages.received()
    assert package.state == "returned"
    (remark,) = superior.store.packages.remarks.all()
    assert f"task/{remark.row_id}" == first.id
    assert len(list(superior.store.path.parent.glob("BC_00_*.asice"))) == 1


def test_approving_and_accepting_are_two_steps(part, superior, sent) -> None:
    trust(part, sent)
    part.page.drop.dropped.emit([sent[0]])
    part._presenter.choose_tab("senders")
    part._presenter.choose_sender("00000")
    assert "accept" not in [key for _words, key, _next in part.page.pane.content.verbs]
    part._presenter.act("approve")
    assert superior.store.packages.received()[0].state == "approved"
    part._presenter.act("accept")
    part._presenter.sealing.sealed(Sealed(str(sent[2]), SECRET))
    assert superior.store.packages.received()[0].state == "accepted"
    assert [key for _words, key, _next in part.page.pane.content.verbs] == ["open", "compare", "receipt"]


def test_from_a_total_to_the_package_it_came_from_in_two_steps(part, superior, sent) -> None:
    trust(part, sent)
    part.page.drop.dropped.emit([sent[0]])
    part._presenter.choose_tab("groups")
    group = part.page.groups.rows.row(0)
    assert group.words["offices"] == "1/1"
    part.page.groups.choose(group.id)
    part._presenter.choose_matter(group.id)
    detail = part.page.group_detail.rows
    assert detail.rowCount() > 0
    part._presenter.open_detail(detail.row(0).id)
    assert part.page.stack.currentWidget() is part.page.rows
    chosen = part.page.rows.rows.row(part.page.rows.currentIndex().row())
    assert chosen.id.endswith(detail.row(0).id.partition("/")[2])


def test_missing_offices_are_named_and_their_cells_are_empty(part, superior, sent) -> None:
    trust(part, sent)
    part.page.drop.dropped.emit([sent[0]])
    with superior.store.changes("test"):
        superior.store.packages.senders.put(Sender("s2", "00001", "xã Bến Tranh"))
    part._presenter.choose_tab("senders")
    part.refresh()
    row = next(one for one in range(2) if part.page.senders.rows.row(one).id == "00001")
    words = part.page.senders.rows.row(row).words
    assert (words["total"], words["done"], words["late"]) == ("", "", "")
    assert "xã Bến Tranh" in part.page.facts.words


def test_a_signed_pdf_alone_is_judged_when_it_is_dropped(part, superior, sent, tmp_path: Path) -> None:
    judged = receiving.verify(sent[0])
    assert judged.pdf is not None
    paper = tmp_path / "bao-cao.pdf"
    paper.write_bytes(judged.pdf)
    part.page.drop.dropped.emit([paper])
    assert part.page.pane.content.title == "bao-cao.pdf"
    assert part.page.pane.content.lines
    trust(part, sent)
    part._presenter.choose_tab("senders")
    part.page.drop.dropped.emit([paper])
    assert part.page.pane.content.lines == []
    paper.write_bytes(judged.pdf + b"x")
    part.page.drop.dropped.emit([paper])
    assert any(line.startswith("PDF-") for line in part.page.pane.content.lines)
    assert superior.store.packages.received() == []


def test_the_year_shows_who_sent_when_and_opens_the_package(part, superior, sent) -> None:
    trust(part, sent)
    part.page.drop.dropped.emit([sent[0]])
    with superior.store.changes("test"):
        superior.store.packages.senders.put(Sender("s2", "00001", "xã Bến Tranh"))
    part.refresh()
    part.page.tabs.setCurrentIndex(TABS.index("year"))
    table = part.page.year
    keys = [column.key for column in table.columns]
    assert (keys[0], keys[-1]) == ("name", "on_time")
    assert "2026-Q3" in keys
    rows = {table.rows.row(place).id: table.rows.row(place).words for place in range(table.rows.rowCount())}
    assert rows["00001"]["2026-Q3"] == _("missing")
    assert rows["00000"]["2026-Q3"].count("/") == 1
    table.activated.emit(table.rows.index(table.rows.place_of("00000"), keys.index("2026-Q3")))
    assert part.page.stack.currentWidget() is part.page.rows
    assert part.page.rows.rows.rowCount() > 0


def test_a_period_of_which_nothing_came_can_be_chosen_and_names_everybody(part, superior, sent) -> None:
    with superior.store.changes("test"):
        superior.store.packages.senders.put(Sender("s2", "00001", "xã Bến Tranh"))
    part.refresh()
    assert part.page.periods.count() > 0
    assert "xã Bến Tranh" in part.page.facts.words


def test_a_regime_that_only_the_sender_has_is_shown_all_the_same(part, superior, sent) -> None:
    """An unknown code in a package made the whole page unusable."""
    known = KnownPackage("s", 1, "d" * 64, "u", PackageKind.REPORT, "00001", "RIENG", "2026-Q3", superior.now())
    with superior.store.changes("test", irrevocable=True):
        superior.store.packages.put_received(ReceivedPackage("p", known, office_name="xã Bến Tranh"))
    part.refresh()
    part._presenter.choose_period(("RIENG", "2026-Q3"))
    for tab in TABS:
        part._presenter.choose_tab(tab)
    assert part.page.facts.words.count("1/1") == 1


def test_an_answer_may_be_signed_with_a_token(part, superior, sent) -> None:
    strip = part.page.seal
    strip.ask("x")
    QTest.mouseClick(strip.by_token, Qt.MouseButton.LeftButton)
    assert part.desk.messages  # no driver here: a sentence, and the file can still be chosen
    strip.put_tokens([])
    assert strip.tokens.count() == 0
    assert not strip.tokens.isHidden()
    strip.put_file(sent[2])
    assert strip.tokens.isHidden()


def test_the_consolidated_report_is_issued_with_number_and_day(part, superior, sent) -> None:
    trust(part, sent)
    part.page.drop.dropped.emit([sent[0]])
    part.commands()["issue"]()
    strip = part.page.issue
    assert strip.isVisible()
    QTest.keyClicks(strip.number, "x")
    QTest.mouseClick(strip.issue, Qt.MouseButton.LeftButton)
    assert superior.store.consolidated.all() == []  # told what to type instead
    strip.number.setText("12")
    QTest.keyClick(strip.day, Qt.Key.Key_Return)
    (report,) = superior.store.consolidated.all()
    assert (report.number, report.source, report.period) == (12, "ND09", "2026-Q3")
    assert not strip.isVisible()
    words, _press_it = part.desk.messages[-1].buttons[0]
    assert words == _("Sign and hand over")
    part.commands()["issue"]()
    strip.number.setText("13")
    QTest.keyClick(strip.day, Qt.Key.Key_Return)
    assert len(superior.store.consolidated.all()) == 1  # another one of the period is asked about first
    part.desk.messages[-1].buttons[0][1]()
    assert [one.number for one in superior.store.consolidated.all()] == [12, 13]


def test_the_regime_is_named_only_where_there_are_several():
    names = {"ND09": "Báo cáo định kỳ", "TUAN": "Báo cáo tuần"}
    one = period_choices([("ND09", "2026-Q3"), ("ND09", "2026-Q2")], names)
    assert one == [("Quý III năm 2026", ("ND09", "2026-Q3")), ("Quý II năm 2026", ("ND09", "2026-Q2"))]
    several = period_choices([("ND09", "2026-Q3"), ("KHÁC", "2026-Q3")], names)
    assert [words for words, _key in several] == ["Quý III năm 2026 · Báo cáo định kỳ", "Quý III năm 2026 · KHÁC"]


@pytest.mark.parametrize(("size", "has_tabs"), [((859, 375), False), ((1194, 631), True)])
def test_tabs_become_one_chip_where_the_period_needs_their_room(part, size, has_tabs):
    page = part.page
    page.resize(*size)
    page.show()
    for _turn in range(4):
        QApplication.processEvents()
    assert page.tabs.isVisible() is has_tabs
    assert page._chooser.isVisible() is not has_tabs
    assert page.chips.rect().contains(page.periods.geometry())
    page._chooser.menu_shown.aboutToShow.emit()
    page._chooser.menu_shown.actions()[TABS.index("trust")].trigger()
    assert page.stack.currentIndex() == TABS.index("trust")
    assert page._chooser.text() == "Danh sách tin cậy"
