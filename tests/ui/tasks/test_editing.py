"""Cells edited like Excel, on a real data file: what is typed is what is saved, each edit one undoable action."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from kh57_desktop.services.frame import begin_session
from tests.ui.conftest import commit, press, type_words, unikey

FIRST_TASK_ROW = 1
CONTENT, LEAD = 1, 2
CONTROL = Qt.KeyboardModifier.ControlModifier


def saved_task(desk):
    """The first task as another reader of the file sees it."""
    session = begin_session(desk._office.path, user="khác")
    try:
        return session.store.tasks.of_plan(session.store.plans.newest().id)[0]
    finally:
        session.close()


def steps(desk):
    return desk._office.steps()


def test_a_text_typed_in_the_cell_is_saved_with_enter_and_the_cell_below_is_current(desk, cells):
    editor = cells("text")
    editor.selectAll()
    type_words(editor, "Lắp đặt Wi-Fi tại 14 nhà văn hóa thôn")
    press(editor, Qt.Key.Key_Return)
    assert saved_task(desk).text == "Lắp đặt Wi-Fi tại 14 nhà văn hóa thôn"
    assert desk.window.page("tasks").table.currentIndex().row() == FIRST_TASK_ROW + 1
    assert desk.window.page("tasks").table.currentIndex().column() == CONTENT


def test_tab_saves_and_goes_right_without_opening_the_next_cell(desk, cells):
    editor = cells("text")
    editor.selectAll()
    type_words(editor, "Nội dung khác")
    press(editor, Qt.Key.Key_Tab)
    table = desk.window.page("tasks").table
    assert saved_task(desk).text == "Nội dung khác"
    assert table.currentIndex().column() == LEAD
    assert table.state() != table.State.EditingState


def test_escape_leaves_the_cell_as_it_was(desk, cells):
    before = saved_task(desk)
    editor = cells("text")
    type_words(editor, "không lưu")
    press(editor, Qt.Key.Key_Escape)
    assert saved_task(desk) == before
    assert not steps(desk).undo


def test_typing_on_a_cell_replaces_what_it_held(desk, qtbot):
    table = desk.window.page("tasks").table
    table.select_row(FIRST_TASK_ROW, CONTENT)
    table.setFocus()
    press(table, Qt.Key.Key_M, "M")
    editor = QApplication.focusWidget()
    type_words(editor, "ới")
    press(editor, Qt.Key.Key_Return)
    assert saved_task(desk).text == "Mới"


def test_a_click_elsewhere_saves_what_was_typed(desk, cells):
    editor = cells("product")
    editor.selectAll()
    type_words(editor, "Biên bản")
    desk.window.top.search.setFocus()
    QApplication.processEvents()
    assert saved_task(desk).product == "Biên bản"


def test_a_deadline_is_kept_as_worded_and_its_day_computed(desk, cells):
    editor = cells("deadline")
    editor.selectAll()
    type_words(editor, "Quý II/2027")
    press(editor, Qt.Key.Key_Return)
    task = saved_task(desk)
    assert (task.deadline_words, task.due_on.isoformat()) == ("Quý II/2027", "2027-06-30")


def test_a_unit_is_found_without_accents_and_taken_with_enter(desk, cells):
    editor = cells("lead_unit")
    editor.selectAll()
    type_words(editor, "cong an")
    press(editor, Qt.Key.Key_Return)
    assert desk.window.page("tasks").model.line_at(FIRST_TASK_ROW).lead == "Công an xã"


def test_an_unknown_unit_is_refused_and_can_be_added_with_one_press(desk, cells):
    editor = cells("lead_unit")
    editor.selectAll()
    type_words(editor, "Trạm Y tế")
    press(editor, Qt.Key.Key_Return)
    banner = desk.window.page("tasks").banner
    assert banner.isVisible()
    assert desk.window.page("tasks").table.currentIndex().row() == FIRST_TASK_ROW
    button = next(button for button in banner.findChildren(QPushButton) if "Trạm Y tế" in button.text())
    button.click()
    assert desk.window.page("tasks").model.line_at(FIRST_TASK_ROW).lead == "Trạm Y tế"


def test_percent_typed_in_the_cell_becomes_a_line_of_the_progress_log(desk, cells):
    editor = cells("percent")
    editor.selectAll()
    type_words(editor, "45 %")
    press(editor, Qt.Key.Key_Return)
    assert desk.window.page("tasks").model.line_at(FIRST_TASK_ROW).percent == 45
    desk.window.page("tasks").table.select_row(FIRST_TASK_ROW, CONTENT)
    assert "45 %" in desk.window.page("tasks").pane._log.model().index(0, 0).data()


@pytest.mark.parametrize("words", ["abc", "120", "-5", "4,5"])
def test_a_percent_that_is_none_is_refused_and_the_words_are_not_lost(desk, cells, words):
    editor = cells("percent")
    editor.selectAll()
    type_words(editor, words)
    press(editor, Qt.Key.Key_Return)
    banner = desk.window.page("tasks").banner
    assert banner.isVisible()
    assert not steps(desk).undo
    banner.findChildren(QPushButton)[-1].click()
    assert QApplication.focusWidget().words() == words


def test_an_empty_text_is_refused(desk, cells):
    before = saved_task(desk).text
    editor = cells("text")
    editor.selectAll()
    press(editor, Qt.Key.Key_Delete)
    press(editor, Qt.Key.Key_Return)
    assert desk.window.page("tasks").banner.isVisible()
    assert saved_task(desk).text == before


def test_delete_clears_a_cell_and_undo_brings_it_back_by_name(desk, qtbot):
    table = desk.window.page("tasks").table
    place = next(place for place, column in enumerate(table.columns) if column.key == "deadline")
    table.select_row(FIRST_TASK_ROW, place)
    press(table, Qt.Key.Key_Delete)
    assert saved_task(desk).deadline_words == ""
    assert "N1" in steps(desk).undo
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert saved_task(desk).deadline_words == "Tháng 3/2026"
    assert steps(desk).redo
    qtbot.keyClick(desk.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert saved_task(desk).deadline_words == ""


def test_undo_stops_at_the_opening_of_the_file(desk):
    desk.window.undo_asked.emit()
    assert desk.window.page("tasks").banner.isVisible()
    assert desk.window.page("tasks").model.rowCount() == 12


FIELDS = ("text", "lead_unit", "deadline", "product", "percent")


SEQUENCES = {
    "dd<<đ": "đ",
    "aa<<â": "â",
    "oo<<ôw<<ơ": "ơ",
    "toot<<<ốt": "tốt",
    "nguye<<<uye<<<uyêenx<<<ễn": None,
    "Kees<<ế hoac<<ạch": None,
}
"""Keys as UniKey sends them ("<" a Backspace) and what must stand there; None: what they leave in a plain box."""


@pytest.mark.parametrize("field", FIELDS)
def test_unikey_leaves_exactly_the_right_text(cells, field):
    """Letters, Backspaces and replacement letters without a pause between them."""
    editor = cells(field)
    for keys, expected in SEQUENCES.items():
        editor.selectAll()
        unikey(editor, keys)
        assert editor.words() == (expected if expected is not None else _in_a_plain_box(keys))


def _in_a_plain_box(keys):
    words = ""
    for key in keys:
        words = words[:-1] if key == "<" else words + key
    return words


@pytest.mark.parametrize("field", FIELDS)
def test_a_word_typed_with_unikey_first_on_the_cell_is_whole(desk, field):
    """The first letter opens the cell; the Backspaces that follow must find it there."""
    table = desk.window.page("tasks").table
    place = next(
        place for place, column in enumerate(desk.window.page("tasks").model._columns) if column.field == field
    )
    if table.isColumnHidden(place):
        desk.window.page("tasks").toggle_pane()
        QApplication.processEvents()
    table.select_row(FIRST_TASK_ROW, place)
    press(table, Qt.Key.Key_D, "d")
    editor = QApplication.focusWidget()
    unikey(editor, "d<<đung<<<ùng")
    assert editor.words() == "đùng"


@pytest.mark.parametrize("field", FIELDS)
def test_decomposed_input_is_stored_composed(cells, field):
    editor = cells(field)
    editor.selectAll()
    commit(editor, "Đi\u00ea\u0323n")
    assert editor.words() == "Điện"


def test_pre_edit_text_changes_nothing(cells):
    from PySide6.QtGui import QInputMethodEvent

    editor = cells("deadline")
    editor.end(False)
    before = editor.words()
    QApplication.sendEvent(editor, QInputMethodEvent("ủ", []))
    assert editor.words() == before


def test_suggestions_never_touch_the_box(cells, qtbot):
    editor = cells("lead_unit")
    editor.selectAll()
    type_words(editor, "phong")
    qtbot.wait(400)
    assert editor._list.isVisible()
    assert (editor.text(), editor.cursorPosition(), editor.hasSelectedText()) == ("phong", 5, False)


@pytest.mark.parametrize("size", [(1366, 697), (911, 441)], ids=["whole", "at 150 %"])
def test_a_very_long_task_leaves_facts_and_entry_line_their_places(desk, size):
    page = desk.window.page("tasks")
    desk.window.resize(*size)
    page.open_pane()
    task = page.model.line_at(FIRST_TASK_ROW).task
    page.edit_asked.emit(task, "text", "Tập trung lãnh đạo, chỉ đạo tổ chức triển khai nghiên cứu, học tập. " * 9)
    page.show_told("Đã dán 30 nhiệm vụ.", is_warning=False)
    page.table.select_row(FIRST_TASK_ROW, CONTENT)
    for _layout in range(3):
        QApplication.processEvents()
    pane = page.pane
    assert "học tập" in pane._title.words
    assert not pane._title.geometry().intersects(pane._facts_shown.geometry())
    assert pane._title.height() == pane._title.heightForWidth(pane._title.width())
    record = pane.progress.button
    assert record.height() >= record.sizeHint().height()
    assert record.visibleRegion().boundingRect() == record.rect()


def test_a_long_text_is_seen_whole_as_soon_as_its_cell_is_opened(desk, cells):
    desk.window.page("tasks").pane.show()
    editor = cells("text")
    QApplication.processEvents()
    lines = editor._lines()
    assert lines > 1
    assert editor.height() >= lines * editor.fontMetrics().lineSpacing()


def test_what_was_refused_is_past_once_another_change_is_saved(desk, cells):
    """The bar stays while nothing else was done; a change that is saved takes it away."""
    banner, table = desk.window.page("tasks").banner, desk.window.page("tasks").table
    editor = cells("text")
    editor.selectAll()
    press(editor, Qt.Key.Key_Delete)
    press(editor, Qt.Key.Key_Return)
    press(table, Qt.Key.Key_Down)
    assert "không được để trống" in banner.message.sentence
    editor = cells("product")
    editor.selectAll()
    type_words(editor, "Biên bản")
    press(editor, Qt.Key.Key_Return)
    assert not banner.isVisible()


def test_what_was_refused_is_past_once_something_new_is_begun(desk, cells, qtbot):
    page = desk.window.page("tasks")
    editor = cells("text")
    editor.selectAll()
    press(editor, Qt.Key.Key_Delete)
    press(editor, Qt.Key.Key_Return)
    assert page.banner.isVisible()
    qtbot.keyClick(desk.window, Qt.Key.Key_G, CONTROL)
    assert page.strips.extend.isVisible()
    assert not page.banner.isVisible()


def test_good_news_makes_room_for_the_preview_of_a_paste(desk, cells):
    page = desk.window.page("tasks")
    editor = cells("product")
    type_words(editor, "Biên bản")
    press(editor, Qt.Key.Key_Return)
    desk.window.menus.actions["undo"].trigger()
    assert page.banner.isVisible()
    QApplication.clipboard().setText("Nội dung\tChủ trì\nViệc mới\tCông an xã")
    press(page.table, Qt.Key.Key_V, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert page.preview.isVisible()
    assert not page.banner.isVisible()


def test_the_pane_keeps_nothing_of_a_task_that_is_left(desk, cells):
    page = desk.window.page("tasks")
    page.table.select_row(FIRST_TASK_ROW, CONTENT)
    page.pane.record_asked.emit("40", "Đã làm", "", "", [])
    assert page.pane._tabs.tabText(0) == "Tiến độ  1"
    page.table.select_row(0, CONTENT)
    assert page.pane._tabs.tabText(0) == "Tiến độ"
    assert page.pane.progress._percent.placeholderText() == ""


def test_ctrl_z_after_an_entry_takes_it_back_although_the_cursor_is_in_the_field(desk, qtbot):
    page = desk.window.page("tasks")
    page.table.select_row(FIRST_TASK_ROW, CONTENT)
    qtbot.keyClick(desk.window, Qt.Key.Key_U, CONTROL)
    field = QApplication.focusWidget()
    type_words(field, "40")
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert (field.text(), steps(desk).undo) == ("", "")
    type_words(field, "50")
    qtbot.keyClick(field, Qt.Key.Key_Return, CONTROL)
    assert page.model.line_at(FIRST_TASK_ROW).percent == 50
    assert QApplication.focusWidget() is field
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert page.model.line_at(FIRST_TASK_ROW).percent is None
    qtbot.keyClick(field, Qt.Key.Key_Y, CONTROL)
    assert page.model.line_at(FIRST_TASK_ROW).percent == 50


def test_a_hundred_per_cent_leads_to_done_and_less_leads_back(desk, qtbot):
    page = desk.window.page("tasks")
    page.table.select_row(FIRST_TASK_ROW, CONTENT)
    page.edit_asked.emit(saved_task(desk), "product", "Hội nghị")  # no document: done without a number
    page.edit_asked.emit(saved_task(desk), "percent", "100")
    assert "chưa ghi hoàn thành" in page.banner.message.sentence
    qtbot.mouseClick(page.banner.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    assert saved_task(desk).state == "done"
    page.edit_asked.emit(saved_task(desk), "percent", "75")
    assert "75 %" in page.banner.message.sentence
    qtbot.mouseClick(page.banner.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    assert saved_task(desk).state == "open"
    assert not page.banner.isVisible()
