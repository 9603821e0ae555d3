"""Numbers and days are typed the Vietnamese way although the system counts the American one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.i18n import format_decimal, parse_date
from kh57_desktop.ui.tasks.columns import COLUMNS
from tests.ui.conftest import press, type_words


@pytest.fixture(autouse=True)
def _american(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LC_ALL", "LANG", "LC_NUMERIC", "LC_TIME"):
        monkeypatch.setenv(name, "en_US.UTF-8")
    usual = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(usual)


@pytest.mark.parametrize(
    ("typed", "due"), [("5/9/2027", date(2027, 9, 5)), ("050927", date(2027, 9, 5)), ("12-11-2027", date(2027, 11, 12))]
)
def test_a_deadline_has_the_day_before_the_month(desk, cells, typed, due):
    editor = cells("deadline")
    editor.selectAll()
    type_words(editor, typed)
    press(editor, Qt.Key.Key_Return)
    assert desk.window.page("tasks").model.line_at(1).task.due_on == due
    place = next(place for place, column in enumerate(COLUMNS) if column.field == "deadline")
    shown = desk.window.page("tasks").table.model().index(1, place).data()
    assert parse_date(shown, default_year=2027) == due


@pytest.mark.parametrize(("typed", "amount"), [("1.234,5 triệu", 1_234_500_000), ("2,5 tỷ", 2_500_000_000)])
def test_money_has_a_comma_before_its_decimals(desk, typed, amount):
    page = desk.window.page("tasks")
    page.table.select_row(1, 1)
    page.edit_asked.emit(page.current_line().task, "budget", typed)
    assert page.current_line().task.budget == amount


def test_a_percentage_is_kept_and_shown_the_vietnamese_way(desk, qtbot):
    desk.window.page("tasks").table.select_row(1, 1)
    qtbot.keyClick(desk.window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    type_words(field, "55")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.page("tasks").model.line_at(1).percent == 55
    assert format_decimal(1234.5) == "1.234,5"
