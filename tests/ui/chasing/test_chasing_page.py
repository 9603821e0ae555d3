"""Chasing in the window: who is late, the text to copy, each chase in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.chases import ChaseKind
from kh57_desktop.domain.terms import DeadlineKind, Standing, TaskState
from kh57_desktop.services.chasing import LateUnit
from kh57_desktop.services.printing import EACH_LETTER
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.rows import add_row
from kh57_desktop.ui.chasing.lines import late_words
from kh57_desktop.ui.desk import Desk


def chases(desk: Desk) -> list:
    store = desk._office.session.store
    return store.forms.chases(store.plans.newest().id, first=date.min, last=date.max)


def test_the_text_is_copied_and_noted_for_the_unit_in_sight(desk: Desk, qtbot) -> None:
    desk.window.show_page("chasing")
    page = desk.window.page("chasing")
    assert page.model.rowCount() == 2
    unit = page.model.line_at(0).record
    assert unit.overdue
    assert unit.name in page.pane.text.toPlainText()
    qtbot.mouseClick(page.pane.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == page.pane.text.toPlainText()
    [chase] = chases(desk)
    assert (chase.kind, chase.unit_id) == (ChaseKind.MESSAGE, unit.unit_id)
    assert page.pane.log.count() == 1
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert chases(desk) == []
    assert page.pane.log.count() == 0


def test_a_letter_is_noted_with_its_number_by_keyboard_alone(desk: Desk, qtbot) -> None:
    desk.window.show_page("chasing")
    page = desk.window.page("chasing")
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    second = page.model.line_at(1).record
    assert second.name in page.pane.text.toPlainText()
    page.pane.number.setFocus()
    qtbot.keyClicks(page.pane.number, "15-CV/DU")
    qtbot.keyClick(page.pane.number, Qt.Key.Key_Return)
    [chase] = chases(desk)
    assert (chase.kind, chase.number, chase.unit_id) == (ChaseKind.LETTER, "15-CV/DU", second.unit_id)


def test_letters_to_several_units_are_noted_at_once(desk: Desk, qtbot) -> None:
    desk.window.show_page("chasing")
    page = desk.window.page("chasing")
    page.table.selectAll()
    qtbot.mouseClick(page._log, Qt.MouseButton.LeftButton)
    late = [
        page.model.line_at(row).id for row in range(page.model.rowCount()) if page.model.line_at(row).record.overdue
    ]
    assert sorted(chase.unit_id for chase in chases(desk)) == sorted(late)


def test_the_letter_seen_is_that_of_the_unit_in_sight_and_the_letters_are_one_to_each(desk: Desk, qtbot) -> None:
    session = desk._office.session
    late = [task for task in session.store.tasks.of_plan(desk.plan_id) if task.lead_unit_id]
    with session.store.changes("late"):
        for task in late:
            session.store.tasks.put(
                replace(task, deadline_kind=DeadlineKind.DATED, due_on=date(2026, 3, 1), state=TaskState.OPEN)
            )
    desk.window.show_page("chasing")
    page = desk.window.page("chasing")
    assert sum(bool(page.model.line_at(row).record.overdue) for row in range(page.model.rowCount())) > 1
    preview = desk._shelf.part("preview")
    for button, whose in (
        (page.pane.letter, f"unit:{page.model.line_at(0).record.name}"),
        (page._letters, EACH_LETTER),
    ):
        desk.window.show_page("chasing")
        button.click()
        qtbot.waitUntil(lambda whose=whose: preview._presenter.wanted is not None)
        qtbot.waitUntil(lambda whose=whose: preview._presenter.wanted.whose == whose)
        assert preview._presenter.wanted.kind == "reminder"
    desk.window.show_page("chasing")
    page._phones.click()
    qtbot.waitUntil(lambda: preview._presenter.wanted.kind == "phone-list")


def test_a_unit_that_owes_a_paper_is_told_as_late_with_what_it_owes(desk: Desk, qtbot) -> None:
    session = desk._office.session
    unit = next(one for one in session.store.offices.units() if one.name == "Các thôn")
    add_row(
        session, RegisterKind.UNIT_PLAN, {"unit": unit.name, "text": "Kế hoạch của các thôn", "due_on": "01/3/2026"}
    )
    desk.window.show_page("chasing")
    page = desk.window.page("chasing")
    row = page.model.row_of(unit.id)
    line = page.model.line_at(row)
    assert line.standing is Standing.OVERDUE
    assert line.cells["overdue"] == "chưa gửi: Kế hoạch của các thôn"
    page.table.select_row(row, 0)
    assert page.pane.letter.isEnabled()
    qtbot.mouseClick(page._log, Qt.MouseButton.LeftButton)
    assert [chase.unit_id for chase in chases(desk)] == [unit.id]


def test_beside_overdue_tasks_papers_are_counted() -> None:
    late = LateUnit("u", "Phòng Kinh tế", "", "", overdue=("N1", "N2"), owed_papers=("Kế hoạch", "Báo cáo"))
    assert late_words(late) == "N1, N2 +2 văn bản"
    assert late_words(replace(late, owed_papers=())) == "N1, N2"
    assert late_words(replace(late, overdue=(), owed_papers=())) == ""
