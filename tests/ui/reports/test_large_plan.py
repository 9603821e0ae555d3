"""Of a large plan a report is computed behind the window: what is typed stays in sight, the last choice is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from kh57_desktop.ui.reports import services
from tests.ui.conftest import press, type_words
from tests.ui.reports.test_page import _clock, line_at, presenter_of  # noqa: F401 - the window's clock


@pytest.fixture
def page(desk, monkeypatch, qtbot):
    monkeypatch.setattr(services, "AT_ONCE", 0)
    desk.window.resize(1366, 697)
    desk.window.show_page("reports")
    page = desk.window.page("reports")
    assert page.draft.lines == []  # the name is there, the report is being computed
    assert page.title.text().startswith("Báo cáo")
    qtbot.waitUntil(lambda: len(page.draft.lines) > 5)
    return page


def test_what_is_typed_stays_while_the_report_is_computed_again(page, desk, qtbot):
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    editor = page.draft.findChild(QPlainTextEdit)
    editor.selectAll()
    type_words(editor, "Cau cua can bo.")
    press(editor, Qt.Key.Key_Return)
    assert any(line.text == "Cau cua can bo." and line.edited for line in page.draft.lines)
    presenter = presenter_of(desk)
    before = presenter._shown
    qtbot.waitUntil(lambda: presenter._shown is not before)
    assert any(line.text == "Cau cua can bo." and line.edited for line in page.draft.lines)
    [report] = desk._office.session.store.reports.all()
    assert "Cau cua can bo." in "".join(section.text for section in report.sections)


def test_computing_again_keeps_the_draft(page, desk, qtbot):
    store = desk._office.session.store
    desk.window.menus.page_action("reports", "recompute").trigger()
    qtbot.waitUntil(lambda: len(store.reports.all()) == 1)


def test_of_two_choices_the_last_one_is_shown(page, desk, qtbot):
    presenter = presenter_of(desk)
    keys = [line.key for line in page.calendar.lines if line.key][:2]
    for key in (*keys, keys[0]):
        presenter.choose(key)
        assert presenter.report is None or presenter.key_of(presenter.owed) == presenter._shown_key
    qtbot.waitUntil(lambda: presenter.report is not None)
    assert presenter.report.period == keys[0].split("/")[1]
