"""The page Lịch sử và thùng rác with real keys and clicks, in the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from kh57_desktop.services import units
from kh57_desktop.ui.tasks.log_list import LogList
from tests.store.makers import canonical_dump
from tests.ui.conftest import press, type_words


@pytest.fixture
def page(desk):
    session = desk._office.session
    made = units.add_unit(session, {"name": "Thôn Thử", "head": "A"})
    units.edit_unit(session, made, {"head": "B"})
    desk.saved()
    desk.window.menus.actions["history_page"].trigger()
    QApplication.processEvents()
    page = desk.window.page("history")
    page.desk, page.session, page.unit = desk, session, made
    return page


def words(page, key: str) -> list[str]:
    place = next(place for place, column in enumerate(page.model.columns) if column.field.key == key)
    return [page.model.index(row, place).data() for row in range(page.model.rowCount())]


def test_the_newest_action_comes_first_and_beside_it_what_it_changed(page):
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert words(page, "words")[:2] == ["Sửa đơn vị Thôn Thử", "Thêm đơn vị Thôn Thử"]
    log = page.pane.findChild(LogList)
    assert log.model().item(0).data(Qt.ItemDataRole.UserRole).words[1] == "A → B"
    assert page.table.hasFocus()


def test_an_action_is_undone_alone_and_ctrl_z_does_not_trip_over_it(page, qtbot):
    qtbot.mouseClick(page._undo, Qt.MouseButton.LeftButton)
    assert page.session.store.offices.unit(page.unit.id).head == "A"
    assert words(page, "words")[0] == "Hoàn tác: Sửa đơn vị Thôn Thử"
    page.table.select_row(1, 0)
    assert not page._undo.isEnabled()  # taken back already
    undo = page.desk.window.menus.actions["undo"]
    undo.trigger()  # what was taken back by its name is there again
    assert page.session.store.offices.unit(page.unit.id).head == "B"
    undo.trigger()
    undo.trigger()
    assert "Thôn Thử" not in [unit.name for unit in page.session.store.offices.units()]


def test_a_deleted_row_is_restored_from_the_bin_by_keys(page):
    before = canonical_dump(page.session.store)
    units.bin_units(page.session, [page.session.store.offices.unit(page.unit.id)])
    page.desk.window.menus.actions["bin_page"].trigger()
    assert words(page, "name") == ["Thôn Thử"]
    page.desk._shelf.part("history").commands()["restore"]()
    assert canonical_dump(page.session.store) == before
    assert page.empty.isVisible()
    assert "Khôi phục Thôn Thử" in page.desk.window.status._undo.text()


def test_emptying_asks_first_and_is_one_step(page):
    units.bin_units(page.session, [page.session.store.offices.unit(page.unit.id)])
    page.desk.window.menus.actions["bin_page"].trigger()
    page._empty.click()
    assert words(page, "name") == ["Thôn Thử"]
    page.banner.message.buttons[0][1]()
    assert page.model.rowCount() == 0
    page.session.store.undo()
    page.desk._shelf.part("history").refresh()
    assert words(page, "name") == ["Thôn Thử"]


def test_search_narrows_and_a_row_tells_its_own_history(page):
    page.desk.window.top.search.setFocus()
    part = page.desk._shelf.part("history")
    part.search("them don vi")
    assert words(page, "words") == ["Thêm đơn vị Thôn Thử"]
    part.search("")
    page.desk.window.show_page("units")
    of_units = page.desk.window.page("units")
    of_units.go_to(page.unit.id, "name")
    page.desk._shelf.part("units").commands()["row_history"]()
    assert page.desk.window.page_key == "history"
    assert words(page, "words") == ["Sửa đơn vị Thôn Thử", "Thêm đơn vị Thôn Thử"]
    press(page, Qt.Key.Key_Escape)
    assert page.desk.window.page_key == "units"


def test_typing_in_the_list_changes_nothing(page):
    before = canonical_dump(page.session.store)
    type_words(page.table, "abc")
    press(page.table, Qt.Key.Key_Delete)
    assert canonical_dump(page.session.store) == before


def test_undo_in_the_bar_never_means_a_later_step_of_another_page(desk, page, qtbot):
    """The bar of the history offers to take its own step back; work on another page takes the bar away."""
    page.table.select_row(0, 0)
    qtbot.mouseClick(page._undo, Qt.MouseButton.LeftButton)
    assert page.banner.message.buttons
    desk.window.show_page("tasks")
    tasks = desk.window.page("tasks")
    tasks.table.select_row(1, 1)
    desk.window.menus.page_action("tasks", "bin").trigger()
    desk.window.show_page("history")
    assert not page.banner.isVisible()
