"""Which columns stay when room is short, which a person hides, and rows that grow for wrapped columns alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from kh57_desktop.documents.content import Table
from kh57_desktop.domain.saved_views import ViewColumn, ViewContent
from kh57_desktop.services import paper_tasks, saved_views
from kh57_desktop.services.paper_forms import Request
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.registers.fields import FieldKind
from kh57_desktop.services.unit_table import UNIT_FIELDS
from kh57_desktop.ui.committee.members_model import COLUMNS, MembersModel
from kh57_desktop.ui.committee.members_view import MembersView
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.sheets.columns import numbered_columns_of
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.column_menu import offer_columns
from kh57_desktop.ui.tables.columns import MAIN_LEAST, Column, ColumnKind, layout_columns
from kh57_desktop.ui.tasks.columns import COLUMNS as TASK_COLUMNS

SMALL, USUAL = 859, 1194
"""Widths of a page at 150 % and at 100 % of 1366×768."""
FIELDS = {**{kind: DEFINITIONS[kind].fields for kind in RegisterKind}, "units": UNIT_FIELDS}


@pytest.mark.parametrize("available", [SMALL, USUAL, 1748])
@pytest.mark.parametrize("key", FIELDS)
def test_a_sheet_never_is_wider_than_the_page_and_its_main_column_keeps_its_room(key, available):
    columns = [one.column for one in numbered_columns_of(FIELDS[key])]
    layout = layout_columns(columns, available)
    main = next(column for column in columns if column.is_main)
    assert sum(layout.values()) <= available
    assert layout[main.key] >= min(MAIN_LEAST, main.width)


@pytest.mark.parametrize("key", FIELDS)
def test_numbers_of_rows_states_and_amounts_stay_longest(key):
    fields = FIELDS[key]
    layout = layout_columns([one.column for one in numbered_columns_of(fields)], SMALL)
    assert "row" in layout
    assert {one.key for one in fields if one.kind is FieldKind.STATE} <= set(layout)
    assert {one.key for one in fields if one.kind is FieldKind.MONEY} <= set(layout)


def test_columns_leave_in_their_order_and_the_main_one_gets_the_rest():
    columns = (
        Column("main", "", ColumnKind.TEXT, 300, is_main=True),
        Column("first", "", ColumnKind.TEXT, 100, leaves=1),
        Column("second", "", ColumnKind.TEXT, 100, leaves=2),
        Column("stays", "", ColumnKind.TEXT, 100),
    )
    assert layout_columns(columns, 540) == {"main": 240, "first": 100, "second": 100, "stays": 100}
    assert layout_columns(columns, 539) == {"main": 339, "second": 100, "stays": 100}
    assert layout_columns(columns, 439) == {"main": 339, "stays": 100}
    assert layout_columns(columns, 200) == {"main": 240, "stays": 100}


# --- chosen by a person -------------------------------------------------------------------------------------------


@pytest.fixture
def members(theme: Theme, qtbot) -> MembersView:
    view = MembersView(theme, COLUMNS)
    qtbot.addWidget(view)
    view.setModel(MembersModel(COLUMNS, view))
    view.resize(1400, 300)
    view.show()
    QApplication.processEvents()
    return view


def shown(view) -> list[str]:
    return [view.columns[place].key for place in view.visible_places()]


def test_a_hidden_column_stays_hidden_and_comes_back(members):
    everything = shown(members)
    members.show_column("post", False)  # the main one cannot leave
    assert shown(members) == everything
    members.show_column("post", True)
    members.show_column("decision_in", False)
    assert shown(members) == [key for key in everything if key != "decision_in"]
    members.resize(1500, 300)
    assert "decision_in" not in shown(members)
    members.show_column("decision_in", True)
    assert shown(members) == everything


def test_what_was_chosen_is_there_at_the_next_start(members, theme: Theme, qtbot, tmp_path: Path):
    members.remember(WindowSettings(tmp_path / "window.ini"), "members")
    members.show_column("field", False)
    again = MembersView(theme, COLUMNS)
    qtbot.addWidget(again)
    again.setModel(MembersModel(COLUMNS, again))
    again.resize(1400, 300)
    again.show()
    again.remember(WindowSettings(tmp_path / "window.ini"), "members")
    assert "field" not in shown(again)
    again.put_layout(())
    assert "field" in shown(again)


def test_the_menu_names_every_column_and_hides_and_gives_back(members, theme: Theme, qtbot):
    page = PageFrame(theme, "Thử")
    qtbot.addWidget(page)
    button = offer_columns(page, lambda: members)
    menu = button.menu()
    menu.aboutToShow.emit()
    lines = {line.text(): line for line in menu.actions() if not line.isSeparator()}
    assert button.accessibleName()
    assert {"Họ và tên", "Vai trò", "Chức vụ", "Từ ngày"} <= set(lines)
    assert not lines["Chức vụ"].isEnabled()
    lines["Vai trò"].trigger()
    assert "role" not in shown(members)
    menu.aboutToShow.emit()
    assert not {line.text(): line for line in menu.actions()}["Vai trò"].isChecked()
    menu.actions()[-1].trigger()
    assert "role" in shown(members)


# --- wrapped text --------------------------------------------------------------------------------------------------


def test_with_full_text_only_wrapped_columns_take_several_lines(desk):
    table = desk.window.page("tasks").table
    table.show_full(True)
    lines = {column.key: delegate.max_lines for column, delegate in zip(table.columns, table._delegates, strict=True)}
    assert lines["text"] > 1
    assert {key for key, count in lines.items() if count > 1} == {
        column.key for column in table.columns if column.is_wrapped
    }
    table.show_full(False)
    assert {delegate.max_lines for delegate in table._delegates} == {1}


def test_the_list_of_members_offers_its_columns_the_matrix_does_not(desk):
    desk.window.show_page("committee")
    page = desk.window.page("committee")
    button = next(one for one in page.findChildren(QToolButton) if one.accessibleName() == "Chọn cột")
    assert not button.isVisibleTo(page)
    page._tabs.setCurrentIndex(1)
    assert button.isVisibleTo(page)
    assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus
    button.menu().aboutToShow.emit()
    assert "Vai trò" in {line.text() for line in button.menu().actions()}


def test_every_column_of_the_task_table_can_be_printed_and_only_those(desk):
    session = desk._office.session
    shown = tuple(ViewColumn(column.column.key) for column in TASK_COLUMNS)
    saved_views.save_view(session, "tasks", "Tất cả cột", ViewContent(columns=shown))
    paper = paper_tasks.task_list(session, Request(on=session.today, view="Tất cả cột"))
    table = next(block for block in paper.parts[0].blocks if isinstance(block, Table))
    assert len(table.columns) == len({column.title for column in table.columns}) == len(TASK_COLUMNS)
    assert table.dense
