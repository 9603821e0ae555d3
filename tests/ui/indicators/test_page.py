"""The page of indicators with real keys and clicks, on a real data file."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from kh57_desktop.domain.periods import PeriodKind
from kh57_desktop.services.indicator_grid import GridWanted, Only, grid
from kh57_desktop.services.indicators import add_indicator, enter_reading
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import accept_reading
from kh57_desktop.ui.indicators.delegates import GridRole
from kh57_desktop.ui.tables.roles import CellRole
from tests.ui.conftest import NOW, commit, press, small_reading, type_words, unikey

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def data_file(tmp_path):
    """Two groups of two indicators; the first has a baseline and the quarter before."""
    path = tmp_path / "chỉ tiêu.kh57"
    session = create_office(
        path, name="Suối Thử", province="Gia Lai", code="00000", user="Nguyễn Văn Thử", now=lambda: NOW
    )
    accept_reading(session, small_reading())
    for group in ("I. Hạ tầng số", "II. Chính quyền số"):
        for text, unit in (("Tỷ lệ hồ sơ số hóa", "%"), ("Điểm Wi-Fi công cộng", "điểm")):
            fields = {"text": text, "unit": unit, "group": group, "target_2030": "100", "target_2035": "100"}
            one = add_indicator(session, fields)
            enter_reading(session, one, "2024", "20")
            enter_reading(session, one, "2026-Q2", "52,7")
    session.close()
    return path


@pytest.fixture
def page(desk):
    desk.window.show_page("indicators")
    QApplication.processEvents()
    page = desk.window.page("indicators")
    years = 2026 - int(page.model.period_at(0)[:4])  # the window opens with the year of the wall clock
    for _turn in range(abs(years)):
        page.stepped.emit(1 if years > 0 else -1)
    return page


def go(page, row: int, key: str) -> None:
    page.table.select_row(row, page.model.column_of(key))
    page.table.setFocus()


def typed(page, row: int, key: str, words: str) -> None:
    go(page, row, key)
    page.edit_cell()
    editor = QApplication.focusWidget()
    editor.selectAll()
    type_words(editor, words)
    press(editor, Qt.Key.Key_Return)


def value(page, row: int, period: str):
    line = page.model.line_at(row)
    return next(cell for cell in line.cells if cell.period == period)


def test_the_model_keeps_qts_contract_through_periods_filters_and_folding(page):
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for kind in (PeriodKind.MONTH, PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER):
        page.kind_chosen.emit(kind)
    page.fold_asked.emit("I. Hạ tầng số")
    page.only_chosen.emit(Only.FOLLOW_UP)
    assert page.model.rowCount() == 0
    page.filter_dropped.emit()
    assert page.model.rowCount() == 4


def test_typing_on_a_cell_replaces_it_and_enter_goes_down(page, desk):
    go(page, 1, "2026-Q3")
    press(page.table, Qt.Key.Key_6, "6")
    editor = QApplication.focusWidget()
    type_words(editor, "1,2")
    press(editor, Qt.Key.Key_Return)
    assert value(page, 1, "2026-Q3").value == Decimal("61.2")
    current = page.table.currentIndex()
    assert (current.row(), current.column()) == (2, page.model.column_of("2026-Q3"))
    assert "C1" in desk._office.steps().undo


def test_a_doubtful_value_is_kept_marked_and_corrected_with_one_press(page, qtbot):
    typed(page, 1, "2026-Q3", "620")
    assert page.banner.isVisible()
    assert value(page, 1, "2026-Q3").is_doubtful
    look = page.model.index(1, page.model.column_of("2026-Q3")).data(GridRole.LOOK)
    assert look.mark.icon == "warning"
    button = next(one for one in page.banner.findChildren(QPushButton) if "62" in one.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert value(page, 1, "2026-Q3").value == 62
    assert not value(page, 1, "2026-Q3").is_doubtful
    assert not page.banner.isVisible()


def test_the_reason_for_a_kept_value_is_typed_in_the_pane_and_stays(page, qtbot):
    typed(page, 1, "2026-Q3", "620")
    keep = page.banner.findChildren(QPushButton)[-1]
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    field = QApplication.focusWidget()
    unikey(field, "d" + "<đ" + "a" + "<ã d" + "<đo" + "")
    press(field, Qt.Key.Key_Return)
    cell = value(page, 1, "2026-Q3")
    assert (cell.reading.remark, cell.is_doubtful, cell.value) == ("đã đo", False, Decimal(620))
    assert page.model.index(1, page.model.column_of("2026-Q3")).data(GridRole.LOOK).has_note


@pytest.mark.parametrize("words", ["abc", "5 phẩy 2", "1.2.3"])
def test_what_is_no_value_is_refused_and_not_lost(page, desk, words):
    typed(page, 1, "2026-Q3", words)
    assert page.banner.isVisible()
    assert not desk._office.steps().undo
    page.banner.findChildren(QPushButton)[-1].click()
    assert QApplication.focusWidget().words() == words


def test_delete_clears_a_value_and_undo_brings_it_back(page, desk, qtbot):
    go(page, 1, "2026-Q2")
    press(page.table, Qt.Key.Key_Delete)
    assert value(page, 1, "2026-Q2").reading is None
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, CONTROL)
    assert value(page, 1, "2026-Q2").value == Decimal("52.7")


def test_a_column_from_excel_is_pasted_over_group_rows_as_one_action(page, desk):
    QGuiApplication.clipboard().setText("60\t61\n8\t9\n70,5\t\n")
    go(page, 1, "2026-Q3")
    press(page.table, Qt.Key.Key_V, "", CONTROL)
    assert [value(page, row, "2026-Q3").value for row in (1, 2, 4)] == [60, 8, Decimal("70.5")]
    assert value(page, 2, "2026-Q4").value == 9
    assert page.banner.isVisible()
    desk.window.undo_asked.emit()
    assert value(page, 4, "2026-Q3").reading is None


def test_a_block_is_copied_as_excel_takes_it(page):
    go(page, 1, "2026-Q2")
    press(page.table, Qt.Key.Key_Down, "", Qt.KeyboardModifier.ShiftModifier)
    press(page.table, Qt.Key.Key_C, "", CONTROL)
    assert QGuiApplication.clipboard().text() == "52,7\n52,7"


@pytest.mark.parametrize(
    ("key", "sent", "left"),
    [
        ("text", "nguyeenx<<<<<<<guyễn", "nguyễn"),
        ("unit", "dd<<đieem<<<<iểm", "điểm"),
        ("2026-Q3", "6<61,5", "61,5"),
    ],
)
def test_unikey_leaves_exactly_what_was_meant_in_every_cell(page, key, sent, left):
    go(page, 1, key)
    page.edit_cell()
    editor = QApplication.focusWidget()
    editor.selectAll()
    unikey(editor, sent)
    assert editor.words().endswith(left)


def test_decomposed_input_enters_composed(page):
    go(page, 1, "unit")
    page.edit_cell()
    editor = QApplication.focusWidget()
    editor.selectAll()
    commit(editor, "đie\u0302\u0309m")
    press(editor, Qt.Key.Key_Return)
    assert page.model.line_at(1).indicator.unit == "điểm"


def test_the_pane_tells_history_path_and_chart_in_words(page):
    go(page, 1, "2026-Q3")
    assert "52,7" in page.pane._history.accessibleName()
    assert "2030" in page.pane._chart.accessibleName()
    assert "đường thẳng từ số liệu gốc" in page.pane._values["path"][1].words
    go(page, 2, "2026-Q3")
    assert page.pane._title.words == "Điểm Wi-Fi công cộng"


def test_targets_are_edited_in_place(page):
    typed(page, 1, "target_2030", "≥ 95")
    assert page.model.line_at(1).target(2030).value == 95


def test_a_chip_leaves_the_rows_it_counts(page, qtbot):
    typed(page, 1, "2026-Q3", "620")
    chip = page._chips[Only.FOLLOW_UP]
    assert chip._count == "1"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    lines = [page.model.line_at(row) for row in range(page.model.rowCount())]
    assert [line.indicator.code for line in lines if line] == ["C1"]


def test_f4_f5_and_f6_work_on_the_page_in_sight(page, desk, qtbot):
    qtbot.keyClick(desk.window, Qt.Key.Key_F4)
    assert not page.pane.isVisible()
    go(page, 4, "2026-Q3")
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    field = QApplication.focusWidget()
    type_words(field, "Số hộ dùng ví điện tử")
    press(field, Qt.Key.Key_Return)
    line = page.model.line_at(page.table.currentIndex().row())
    assert (line.indicator.text, line.indicator.group) == ("Số hộ dùng ví điện tử", "II. Chính quyền số")
    count = desk.window.page("tasks").model.rowCount()
    page.table.setFocus()
    qtbot.keyClick(desk.window, Qt.Key.Key_F6)
    assert page.model.row_of(line.indicator.id) is None
    assert desk.window.page("tasks").model.rowCount() == count


def test_alt_and_arrows_change_the_year(page, qtbot):
    page.table.setFocus()
    before = page._span.text()
    qtbot.keyClick(page.table, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page._span.text() != before
    qtbot.keyClick(page.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page._span.text() == before


def test_the_note_of_a_value_is_saved_as_its_field_is_left(page):
    typed(page, 1, "2026-Q3", "55")
    go(page, 1, "2026-Q3")
    page.pane._remark.setFocus()
    type_words(page.pane._remark, "đã đối chiếu")
    page.table.setFocus()  # as a click into the grid gives it
    go(page, 2, "2026-Q3")
    assert page.pane._remark.text() == ""
    go(page, 1, "2026-Q3")
    assert page.pane._remark.text() == "đã đối chiếu"


def test_a_screen_reader_is_told_state_and_note(page):
    typed(page, 1, "2026-Q3", "620")
    index = page.model.index(1, page.model.column_of("2026-Q3"))
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "620" in words
    assert "cần kiểm tra" in words
    assert page.model.index(0, 0).data(CellRole.IS_GROUP)


def test_at_1366_title_values_and_targets_have_room(page, desk):
    desk.window.resize(1366, 697)
    QApplication.processEvents()
    table = page.table
    assert table.horizontalScrollBar().maximum() == 0
    assert table.columnWidth(page.model.column_of("text")) >= 240
    assert not table.isColumnHidden(page.model.column_of("target_2030"))


def test_counts_of_the_page_agree_with_the_service(page, desk):
    session = desk._office.session
    found = grid(session, GridWanted(session.store.plans.newest().id, 2026))
    assert page._chips[Only.BEHIND]._count == (str(found.counts[Only.BEHIND]) if found.counts[Only.BEHIND] else "")


def test_columns_are_hidden_by_the_button_and_the_current_cell_leaves_them(page, desk):
    button = next(one for one in page.findChildren(QToolButton) if one.accessibleName() == "Chọn cột")
    go(page, 1, "unit")
    button.menu().aboutToShow.emit()
    lines = {line.text(): line for line in button.menu().actions() if line.text()}
    assert {"ĐVT", "2030", "2035"} <= set(lines)
    assert not lines["Chỉ tiêu"].isEnabled()
    lines["ĐVT"].trigger()
    assert page.table.isColumnHidden(page.model.column_of("unit"))
    assert not page.table.isColumnHidden(page.table.currentIndex().column())
    page.stepped.emit(1)  # other periods are other columns: what was hidden stays so
    assert page.table.isColumnHidden(page.model.column_of("unit"))
    assert any(not one.is_shown for one in desk.settings.columns_of("indicators"))
