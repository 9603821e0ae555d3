"""The first page in the window: what is late opens, figures agree with the navigation, nothing scrolls sideways."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from kh57_desktop.domain.terms import Standing
from kh57_desktop.services.report_ahead import NextReport, OwesForReport
from kh57_desktop.ui.overview.report_card import ReportCard
from kh57_desktop.ui.overview.standing_bar import StandingBar
from tests.ui.conftest import press


@pytest.fixture
def page(desk, qtbot):
    desk.window.show_page("overview")
    page = desk.window.page("overview")
    qtbot.waitUntil(lambda: page.report is not None and page.report.isVisible(), timeout=10_000)
    return page


def test_a_file_opens_with_the_overview(desk, data_file):
    assert desk.open(data_file)
    assert desk.window.page_key == "overview"


def test_the_figures_agree_with_the_navigation_and_the_table(desk, page):
    late = sum(1 for row in page.due._all if "ngày" in row.spoken and row.cells[-1].standing is Standing.OVERDUE)
    item = next(item for item in desk.window.navigation._model.items if item.key == "tasks")
    assert (item.count, item.late) == (9, late) == (9, 3)
    assert "Quá hạn: 3" in page.bar.accessibleName()
    assert page._standing_card.title.text() == "Tình trạng 9 nhiệm vụ"


def test_enter_on_a_late_task_opens_it_in_the_table(desk, page, qtbot):
    assert page.due.hasFocus()
    press(page.due, Qt.Key.Key_Down)
    key = page.due._model.rows[1].key
    press(page.due, Qt.Key.Key_Return, "\r")
    assert desk.window.page_key == "tasks"
    assert desk.window.page("tasks").current_line().task.id == key


def test_a_group_and_the_link_lead_to_the_tasks(desk, page, qtbot):
    page.groups.opened.emit(page.groups._model.rows[2].key)
    tasks = desk.window.page("tasks")
    assert tasks.model.index(tasks.table.currentIndex().row(), 0).data() is not None
    desk.window.show_page("overview")
    qtbot.mouseClick(page._due_card.link, Qt.MouseButton.LeftButton)
    assert desk.window.page_key == "tasks"
    assert tasks.chips_row._standing_chips[Standing.OVERDUE].isChecked()


def test_a_change_elsewhere_is_seen_when_the_page_is_seen_again(desk, page):
    desk.window.show_page("tasks")
    tasks = desk.window.page("tasks")
    tasks.table.select_row(1, 1)
    tasks.edit_asked.emit(tasks.current_line().task, "product", "Hội nghị")  # no document: done without a number
    desk.window.menus.page_action("tasks", "finish").trigger()
    desk.window.show_page("overview")
    assert page._standing_card.fact.words.startswith("xong 1")
    assert page.due.shown == 2


def test_the_report_card_says_what_is_missing_and_its_verbs_lead_on(desk, page, qtbot):
    assert page.report._days.text().isdigit()
    assert "nhiệm vụ" in page.report._there.words
    qtbot.mouseClick(page.report._chase, Qt.MouseButton.LeftButton)
    assert desk.window.page_key == "chasing"


def test_ctrl_p_prints_the_summary(desk, page):
    desk.window.menus.actions["print"].trigger()
    assert desk.window.page_key == "preview"
    assert desk._shelf.part("preview")._presenter is not None


@pytest.mark.parametrize("size", [(911, 441), (1093, 614), (1366, 697), (1920, 1009)])
def test_cards_stand_in_the_page_and_nothing_scrolls_sideways(desk, page, size):
    desk.window.resize(*size)
    QApplication.processEvents()
    area = page.findChild(QScrollArea)
    assert area.widget().width() == area.viewport().width()
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_an_empty_plan_says_what_to_do_first(desk, page, qtbot):
    desk._presenter.choose_plan("")
    desk.window.show_page("overview")
    assert page.is_empty
    qtbot.mouseClick(page.empty.first, Qt.MouseButton.LeftButton)
    assert desk.window.page_key == "import"


def test_every_part_of_the_bar_can_be_seen_and_they_fill_it(theme, qtbot):
    bar = StandingBar(theme)
    qtbot.addWidget(bar)
    bar.put({Standing.OVERDUE: 1, Standing.NOT_DUE: 9999, Standing.DONE_LATE: 2})
    widths = bar.widths(400)
    assert min(widths) >= 14
    assert sum(widths) + 2 * theme.px(2) == pytest.approx(400)


def test_work_of_no_unit_is_never_counted_as_a_unit_that_owes(theme, qtbot):
    """Six units owe something: two and the work without a unit have a row, the other four are counted as units."""
    day = date(2026, 9, 17)
    owing = (*(OwesForReport(f"Đơn vị {place}", 1, 0) for place in range(6)), OwesForReport("", 0, 11))
    card = ReportCard(theme)
    qtbot.addWidget(card)
    card.put(NextReport("Báo cáo 9 tháng", "", "2026-9M", "", day, day, 3, 1, 7, 1, 12, owing))
    assert "6 đơn vị" in card._owing_caption.text()
    told = [(unit.words, words.words) for unit, words in card._owing_rows]
    assert told == [
        ("Đơn vị 0", "1 nhiệm vụ"), ("Đơn vị 1", "1 nhiệm vụ"), ("Chưa rõ đơn vị", "11 chỉ tiêu"),
        ("và 4 đơn vị khác", "4 nhiệm vụ"),
    ]  # fmt: skip
