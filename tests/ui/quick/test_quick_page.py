"""A leader's marks typed in the window: shown as changes at once, saved together, undone together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.terms import TaskState
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.style.tokens import ROW
from kh57_desktop.ui.tables.painting import wrapped_lines
from tests.ui.conftest import unikey


def test_marks_are_shown_saved_and_undone(desk: Desk, qtbot) -> None:
    desk.window.show_page("quick")
    page = desk.window.page("quick")
    unikey(page.text, "N1 xong; N2 ha<<hạn 30/9/2027; N3 la la")
    page.tell()
    assert page.text.toPlainText() == "N1 xong; N2 hạn 30/9/2027; N3 la la"
    cells = [page.model.line_at(row).cells for row in range(page.model.rowCount())]
    assert [row["code"] for row in cells] == ["N1", "N2", "N3"]
    assert cells[2]["problem"]
    qtbot.mouseClick(page._apply, Qt.MouseButton.LeftButton)
    store = desk._office.session.store
    plan = store.plans.newest()
    tasks = {task.code: task for task in store.tasks.of_plan(plan.id)}
    assert tasks["N1"].state is TaskState.DONE
    assert str(tasks["N2"].due_on) == "2027-09-30"
    assert page.text.toPlainText() == ""
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert all(task.state is TaskState.OPEN for task in store.tasks.of_plan(plan.id))


def test_nothing_understood_saves_nothing(desk: Desk, qtbot) -> None:
    desk.window.show_page("quick")
    page = desk.window.page("quick")
    unikey(page.text, "hop lai sau")
    page.tell()
    assert not page._apply.isEnabled()


def test_what_is_wrong_with_a_mark_is_in_sight_on_the_smallest_screen(desk: Desk, qtbot) -> None:
    desk.window.resize(911, 441)
    desk.window.show_page("quick")
    page = desk.window.page("quick")
    unikey(page.text, "N99 xong")
    page.tell()
    QApplication.processEvents()
    place = page.model.column_of("problem")
    assert not page.changes.isColumnHidden(place)
    words = page.model.index(0, place).data()
    delegate = page.changes._delegates[place]
    font = page.changes.theme.font("body").toString()
    lines = wrapped_lines(words, font, page.changes.columnWidth(place) - 16, 10)
    assert len(lines) > 1
    assert len(lines) <= delegate.max_lines
    assert page.changes.rowHeight(0) > page.changes.theme.px(ROW)
