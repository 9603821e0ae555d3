"""A report is issued behind the window, with real clicks: the window goes on, Dừng leaves nothing."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton

from kh57_desktop.domain.terms import ReportState
from kh57_desktop.services import reports
from kh57_desktop.ui.reports.dialogs import IssueDialog
from tests.ui.conftest import press
from tests.ui.reports.test_page import _clock, answer, issue_is_over, line_at, page, presenter_of, store  # noqa: F401


@pytest.fixture
def held(monkeypatch):
    """The paper is only made once the test lets it: `begun` says that the work waits for `go`."""
    begun, go = threading.Event(), threading.Event()
    threads = []
    make = reports.report_pdf

    def slow(session, report, *, info=None, progress=reports.SILENT):
        threads.append(threading.current_thread())
        begun.set()
        assert go.wait(20)
        return make(session, report, info=info, progress=progress)

    monkeypatch.setattr(reports, "report_pdf", slow)
    slow.begun, slow.go, slow.threads = begun, go, threads
    yield slow
    go.set()


def press_issue(page, monkeypatch, qtbot):  # noqa: F811
    answer(monkeypatch, IssueDialog, lambda dialog: dialog._signer.setText("Người Ký"))
    qtbot.mouseClick(page.main_verb, Qt.MouseButton.LeftButton)


def stop_button(page) -> QPushButton:  # noqa: F811
    return next(button for button in page.banner.findChildren(QPushButton) if button.text() == "Dừng")


def test_the_window_goes_on_while_the_paper_is_made(page, desk, store, held, monkeypatch, qtbot):  # noqa: F811
    press_issue(page, monkeypatch, qtbot)
    qtbot.waitUntil(held.begun.is_set)
    assert held.threads != [threading.main_thread()]
    assert "Đang ban hành báo cáo" in page.banner.message.sentence
    assert not page.main_verb.isEnabled()
    before = page.title.text()
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    assert page.draft.findChild(QPlainTextEdit) is None  # the words that are being frozen cannot be typed over
    presenter_of(desk).tick()
    assert "Vui lòng chờ" in page.banner.message.sentence
    assert all(row.state is ReportState.DRAFT for row in store.reports.heads())
    press(page.calendar, Qt.Key.Key_Down)  # another report may be read meanwhile
    assert page.title.text() != before
    held.go.set()
    issue_is_over(page, qtbot)
    [issued] = store.reports.all()
    assert (issued.state, issued.signature.name) == (ReportState.ISSUED, "Người Ký")
    assert "Đã ban hành báo cáo" in page.banner.message.sentence
    assert store.files.read(issued.pdf_attachment).startswith(b"%PDF")


def test_stopping_leaves_the_draft_as_it_was(page, store, held, monkeypatch, qtbot):  # noqa: F811
    press_issue(page, monkeypatch, qtbot)
    qtbot.waitUntil(held.begun.is_set)
    qtbot.mouseClick(stop_button(page), Qt.MouseButton.LeftButton)
    held.go.set()
    issue_is_over(page, qtbot)
    assert page.banner.message is None
    assert page.main_verb.text() == "Ban hành…"
    assert all(row.state is ReportState.DRAFT for row in store.reports.heads())
    assert not [row for row in store.files.all() if row.kind in ("report", "data")]
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    assert page.draft.findChild(QPlainTextEdit) is not None


def test_a_number_that_is_taken_is_told_and_the_draft_stays(page, desk, store, monkeypatch, qtbot):  # noqa: F811
    session = desk._office.session
    reports.issue_report(session, reports.draft_report(session, period="2026-Q1"), number=7, on=date(2026, 9, 8))

    def fill(dialog: QDialog) -> None:
        dialog._number.setText("7")
        dialog._signer.setText("Người Ký")

    answer(monkeypatch, IssueDialog, fill)
    presenter_of(desk).go_to("ND09/2026-H1")
    qtbot.mouseClick(page.main_verb, Qt.MouseButton.LeftButton)
    issue_is_over(page, qtbot)
    assert "đã dùng cho báo cáo khác" in page.banner.message.sentence
    assert page.main_verb.text() == "Ban hành…"


def test_the_file_is_closed_while_a_report_is_issued(page, desk, held, monkeypatch, qtbot):  # noqa: F811
    path = desk._office.session.store.path
    press_issue(page, monkeypatch, qtbot)
    qtbot.waitUntil(held.begun.is_set)
    desk._shelf.part("reports").close()
    held.go.set()
    from kh57_desktop.store.opening import open_store

    def is_issued() -> bool:
        with open_store(path, user="x", read_only=True) as reading:
            return any(head.is_issued for head in reading.reports.heads())

    qtbot.waitUntil(is_issued)
