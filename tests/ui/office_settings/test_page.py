"""Settings in the window on a real file: saved when a field is left, undone, wrong values stay with their reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.terms import FIVE_CLEAR, SIX_CLEAR, Standing
from kh57_desktop.services import task_table
from kh57_desktop.services.office_choices import due_soon_days
from kh57_desktop.services.staff_names import staff_names
from tests.ui.conftest import press, type_words


@pytest.fixture
def page(desk):
    desk.window.menus.actions["settings"].trigger()
    QApplication.processEvents()
    return desk.window.page("settings")


def enter(page, key: str, words: str) -> None:
    field = page._fields[key]
    field.setFocus()
    field.selectAll()
    type_words(field, words)
    press(field, Qt.Key.Key_Return, "\r")


def body_key(desk, name: str) -> str:
    return f"body.{desk._office.session.store.offices.bodies()[0].id}/{name}"


def test_the_signer_is_saved_at_once_and_taken_back_by_undo(desk, page):
    key = body_key(desk, "signer")
    enter(page, key, "Nguyễn Thị Bích")
    assert desk._office.session.store.offices.bodies()[0].signer == "Nguyễn Thị Bích"
    desk.window.undo_asked.emit()
    assert desk._office.session.store.offices.bodies()[0].signer == ""
    assert page._fields[key].text() == ""


def test_header_lines_are_a_list_and_another_body_can_be_added(desk, page):
    enter(page, body_key(desk, "header_lines"), "ĐẢNG BỘ TỈNH; ĐẢNG ỦY XÃ THỬ")
    assert desk._office.session.store.offices.bodies()[0].header_lines == ("ĐẢNG BỘ TỈNH", "ĐẢNG ỦY XÃ THỬ")
    page._fields["add.government"].click()
    assert len(desk._office.session.store.offices.bodies()) == 2
    assert "add.government" not in page._fields


def test_the_horizon_changes_what_is_due_soon_and_nonsense_is_refused_beside_its_field(desk, page):
    enter(page, "work.horizon", "0")
    assert page._fields["work.horizon"].property("wrong") == "true"
    assert "từ 1 đến 90" in page._wrong["work.horizon"].words
    assert due_soon_days(desk._office.session) == 7
    enter(page, "work.horizon", "30")
    assert due_soon_days(desk._office.session) == 30
    assert page._fields["work.horizon"].property("wrong") == "false"
    standings = task_table.summary(
        desk._office.session, task_table.TaskFilter(plan_id=desk._presenter.plan_id)
    ).standings
    assert standings[Standing.OVERDUE] == 3


def test_five_or_six_clear_is_the_offices_choice(desk, page):
    page._fields["work.clear"].chosen.emit(str(len(SIX_CLEAR)))
    assert task_table.clarity_of(desk._office.session) == SIX_CLEAR
    page._fields["work.clear"].chosen.emit(str(len(FIVE_CLEAR)))
    assert task_table.clarity_of(desk._office.session) == FIVE_CLEAR


def test_size_and_colours_are_put_on_and_remembered(desk, page, theme):
    page._fields["own.zoom"].chosen.emit("125")
    page._fields["own.theme"].chosen.emit("dark")
    assert (theme.zoom, theme.is_dark) == (125, True)
    assert (desk.settings.zoom, desk.settings.theme) == (125, "dark")
    theme.choose("light")
    theme.zoom_to(100)


def test_the_name_is_changed_in_two_clicks_and_new_entries_carry_it(desk, qtbot):
    top = desk.window.top
    top._people.aboutToShow.emit()
    assert "Nguyễn Văn Thử" in [line.text() for line in top._people.actions()]
    desk.switch_user("Trần Thị Ân")
    assert top._user.text() == "Trần Thị Ân"
    tasks = desk.window.page("tasks")
    tasks.table.select_row(1, 1)
    desk.window.menus.page_action("tasks", "finish").trigger()
    newest = desk._office.session.store.actions(1)[0]
    assert newest.user == "Trần Thị Ân"
    assert staff_names(desk._office.session) == ["Trần Thị Ân", "Nguyễn Văn Thử"]  # by given name
    assert desk.settings.user == "Trần Thị Ân"


def test_escape_leads_back_to_the_page_before(desk, page):
    press(page._fields["own.user"], Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_Escape)
    assert desk.window.page_key == "tasks"
