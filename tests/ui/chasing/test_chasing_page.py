"""Chasing in the window: who is late, the text to copy, each chase in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.chases import ChaseKind
from kh57_desktop.domain.terms import DeadlineKind, TaskState
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


def test_the_letter_seen_is_that_of_the_unit_in_sight_and_the_common_one_of_all(desk: Desk, qtbot) -> None:
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
    for button, whose in ((page.pane.letter, f"unit:{page.model.line_at(0).record.name}"), (page._letters, "")):
        desk.window.show_page("chasing")
        button.click()
        qtbot.waitUntil(lambda whose=whose: preview._presenter.wanted is not None)
        qtbot.waitUntil(lambda whose=whose: preview._presenter.wanted.whose == whose)
        assert preview._presenter.wanted.kind == "reminder"
