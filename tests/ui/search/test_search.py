"""Typing in the box at the top: results below it, opened by Enter, without a letter of the box being touched."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton

from kh57_desktop.domain.searching import FoundKind
from kh57_desktop.ui.desk import Desk
from tests.ui.conftest import unikey


def shown(desk: Desk) -> list[str]:
    results = desk._search.box.results
    return [entry.title for entry in results.entries] if not results.isHidden() else []


def type_words(desk: Desk, qtbot, words: str) -> None:
    field = desk.window.top.search
    field.setFocus()
    qtbot.keyClicks(field, words)
    desk._search.box.show_results()


def test_results_come_below_the_box_and_enter_opens_the_task(desk: Desk, qtbot) -> None:
    desk.window.show_page("indicators")
    type_words(desk, qtbot, "lap dat nhom 2")
    assert any("nhóm 2" in title for title in shown(desk))
    field = desk.window.top.search
    wanted = desk._search.box.results.entries[1]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "lap dat nhom 2"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert desk.window.page_key == "tasks"
    page = desk.window.page("tasks")
    assert page.table.currentIndex().data(Qt.ItemDataRole.UserRole).task.id == wanted.id
    assert not shown(desk)


def test_units_are_found_by_their_names(desk: Desk, qtbot) -> None:
    type_words(desk, qtbot, "cong an")
    kinds = {entry.kind for entry in desk._search.box.results.entries}
    assert {FoundKind.TASK, FoundKind.UNIT} <= kinds


def test_escape_and_leaving_close_the_results(desk: Desk, qtbot) -> None:
    type_words(desk, qtbot, "lap dat")
    assert shown(desk)
    qtbot.keyClick(desk.window.top.search, Qt.Key.Key_Escape)
    assert not shown(desk)
    assert desk.window.top.search.text() == "lap dat"
    type_words(desk, qtbot, " thiet")
    assert shown(desk)
    desk.window.page("overview").setFocus()
    desk.window.navigation.setFocus()
    assert not shown(desk)


def test_escape_first_closes_the_results_then_drops_the_words_then_goes_back_to_the_page(desk: Desk, qtbot) -> None:
    desk.window.show_page("tasks")
    page, field = desk.window.page("tasks"), desk.window.top.search
    whole = page.facts.words
    type_words(desk, qtbot, "lap dat")
    assert page.facts.words != whole
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert page.facts.words == whole
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_a_cross_drops_the_words(desk: Desk, qtbot) -> None:
    field = desk.window.top.search
    type_words(desk, qtbot, "lap dat")
    cross = next(one for one in field.findChildren(QToolButton) if one.isVisible() and "Esc" in one.toolTip())
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""


def test_nothing_found_shows_no_list(desk: Desk, qtbot) -> None:
    type_words(desk, qtbot, "zzzz")
    assert not shown(desk)


def test_keys_of_an_input_program_leave_the_box_as_typed(desk: Desk, qtbot) -> None:
    field = desk.window.top.search
    field.setFocus()
    unikey(field, "dd<<đoi<<ổi")
    desk._search.box.show_results()
    assert field.text() == "đổi"


def test_the_list_keeps_qts_contract(desk: Desk, qtbot) -> None:
    model = desk._search.box.results.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    type_words(desk, qtbot, "lap")
    type_words(desk, qtbot, " dat")
    assert model.rowCount() > 1
