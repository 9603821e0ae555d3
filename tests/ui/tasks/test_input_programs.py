"""UniKey and Windows' Vietnamese keyboard in every box of the task page outside the table: exactly the right text."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from kh57_desktop.services.pasting import Pasted, PastedTask
from kh57_desktop.ui.tables.editors import LineEditor
from kh57_desktop.ui.tables.paste_preview import PasteModel
from kh57_desktop.ui.tasks.details_table import DETAIL_FIELDS
from kh57_desktop.ui.tasks.pasted import shown_paste
from tests.ui.conftest import commit, press, type_words, unikey

# what UniKey sends for "đùng", "nguyễn", "ấy", "trường" typed in Telex: letters, Backspaces ("<"), the letters anew
SEQUENCES = {
    "d<đung<<<ùng": "đùng",
    "nguye<êen<<ên<<ễn": "nguyễn",
    "a<âay<<ây<<ấy": "ấy",
    "truong<<<ơng<<<<ương<<<<<rường": "trường",
}


def boxes(desk) -> dict[str, QLineEdit | QPlainTextEdit]:
    """Every box that can be typed in on the page, by its name; those of closed strips are opened."""
    page = desk.window.page("tasks")
    page.table.select_row(1, 1)
    page.start_bulk()
    page.start_extending()
    page.start_saving_view()
    page.ask_document(page.current_line().task)
    page.start_adding()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return {box.accessibleName(): box for box in found}


def text_of(box: QWidget) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def test_every_box_of_the_page_leaves_what_an_input_program_sends_alone(desk):
    found = boxes(desk)
    assert len(found) >= 14
    assert "" not in found
    for name, box in found.items():
        for keys, expected in SEQUENCES.items():
            plain = QLineEdit()
            unikey(plain, keys)
            box.setFocus()
            box.selectAll()
            unikey(box, keys)
            assert text_of(box) == plain.text(), (name, expected)
        box.clear()


def test_decomposed_input_is_composed_wherever_it_is_saved(desk):
    page = desk.window.page("tasks")
    page.table.select_row(1, 1)
    task = page.current_line().task
    page.start_bulk()
    page.strips.bulk.choose("note")
    commit(page.strips.bulk._editor, "Vie\u0323\u0302c ga\u0302\u0301p")
    press(page.strips.bulk._editor, Qt.Key.Key_Return)
    assert page.current_line().task.note == "Vi\u1ec7c g\u1ea5p"
    page.start_extending()
    commit(page.strips.extend._words, "30/11/2026")
    commit(page.strips.extend._reason, "Cho\u031b\u0300 vo\u0302\u0301n")
    press(page.strips.extend._reason, Qt.Key.Key_Return)
    assert page.current_line().task.extension_reason == "Ch\u1edd v\u1ed1n"
    page.pane.progress.start_entry()
    commit(page.pane.progress._result, "Đa\u0303 xong")
    press(page.pane.progress._result, Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    page.pane.progress._ask()
    assert "Đ\u00e3 xong" in page.pane.progress.log.model().index(0, 0).data()
    assert page.current_line().task.id == task.id


@pytest.mark.parametrize("field", ["lead_person", "note", "phase", "budget", "due_on"])
def test_the_fields_of_the_pane_open_editors_that_leave_unikey_alone(desk, field):
    page = desk.window.page("tasks")
    page.table.select_row(1, 1)
    page.pane._tabs.setCurrentIndex(1)
    row = next(place for place, one in enumerate(DETAIL_FIELDS) if one.field == field)
    table = page.pane._table
    table.setCurrentIndex(table.model().index(row, 1))
    table.edit(table.currentIndex())
    editor = QApplication.focusWidget()
    for keys in SEQUENCES:
        plain = QLineEdit()
        unikey(plain, keys)
        editor.selectAll()
        unikey(editor, keys)
        assert editor.words() == plain.text()
    press(editor, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("5/9", date(2026, 9, 5)),
        ("050926", date(2026, 9, 5)),
        ("5-9-2026", date(2026, 9, 5)),
        ("Quý III/2026", date(2026, 9, 30)),
    ],
)
def test_a_day_is_typed_as_officers_type_it(desk, cells, typed, due):
    editor = cells("deadline")
    editor.selectAll()
    type_words(editor, typed)
    press(editor, Qt.Key.Key_Return)
    assert desk.window.page("tasks").model.line_at(1).task.due_on == due


def test_numbers_are_typed_the_vietnamese_way_also_on_the_keypad(desk, theme):
    page = desk.window.page("tasks")
    page.table.select_row(1, 1)
    task = page.current_line().task
    page.edit_asked.emit(task, "budget", "1.234,5 triệu")
    assert page.current_line().task.budget == 1_234_500_000
    editor = LineEditor(theme, page, right=True)
    type_words(editor, "12")
    press(editor, Qt.Key.Key_Period, ".", Qt.KeyboardModifier.KeypadModifier)
    press(editor, Qt.Key.Key_Comma, ",", Qt.KeyboardModifier.KeypadModifier)
    type_words(editor, "5")
    assert editor.words() == "12,,5"
    words = LineEditor(theme, page)
    press(words, Qt.Key.Key_Period, ".", Qt.KeyboardModifier.KeypadModifier)
    assert words.words() == "."


def test_the_models_of_pane_and_paste_keep_qts_contract(desk, qtbot):
    page = desk.window.page("tasks")
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(page.model, mode)
    QAbstractItemModelTester(page.pane._fields, mode)
    page.table.select_row(1, 1)
    page.table.select_row(2, 1)
    page.pane.show_details(None)
    page.table.select_row(1, 1)
    pasted = Pasted(
        ("text", "", "deadline"), (PastedTask({"text": "Việc", "deadline": "?"}, problems={"deadline": "x"}),)
    )
    QAbstractItemModelTester(PasteModel(shown_paste(pasted), page), mode)
    page.table.sort_asked.emit(4)
    desk.window.undo_asked.emit()
