"""Registers and units beside very many tasks: an edit is saved and seen in time."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.benchmarks.offices import make_office

from kh57_desktop import i18n
from kh57_desktop.services.registers import rows
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.sheets import SHEETS
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme

LARGE = 10_000 if os.environ.get("KH57_LONG") else 2_000
Figures = Callable[[str, object, str], None]
ROWS = 200


@pytest.fixture
def desk(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Desk]:
    i18n.use_language("vi")
    path = tmp_path / "large.kh57"
    make_office(path, tasks=LARGE, years=1)
    desk = Desk(Theme(qapp, choice="light"), WindowSettings(tmp_path / "window.ini"), opens_file=True)
    desk.window.resize(1366, 697)
    desk.window.show()
    assert desk.open(path)
    qapp.processEvents()
    yield desk
    desk.window.close()
    desk.window.deleteLater()
    qapp.processEvents()


def median_ms(acts: list[Callable[[], object]]) -> float:
    taken = []
    for act in acts:
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _edits(page, column: str, words: Callable[[int], str], app: QApplication) -> list[Callable[[], object]]:
    """Each writes another value into the same column of another row and paints."""
    place = page.model.column_of(column)

    def edit(row: int) -> None:
        page.model.setData(page.model.index(row, place), words(row))
        page.table.viewport().repaint()
        app.processEvents()

    return [lambda row=row: edit(row) for row in range(12)]


def test_a_cell_of_a_register_is_saved_and_seen_in_time(desk: Desk, qapp, figures: Figures):
    session = desk._office.session
    made = [{"text": f"Khoản {number}", "planned": str(number)} for number in range(ROWS)]
    rows.add_rows(session, RegisterKind.BUDGET_LINE, made)
    desk.window.show_page("registers")
    page = desk.window.page("registers")
    page.tabs.setCurrentIndex(SHEETS.index(RegisterKind.BUDGET_LINE))
    qapp.processEvents()
    taken = median_ms(_edits(page, "spent", lambda row: str(row + 1), qapp))
    figures(f"register: cell to saved and repainted, {ROWS} rows, {LARGE} tasks, ms", taken, "< 50")
    assert taken < 1000


def test_a_cell_of_a_unit_is_saved_and_seen_in_time(desk: Desk, qapp, figures: Figures):
    desk.window.show_page("units")
    page = desk.window.page("units")
    qapp.processEvents()
    count = min(12, page.model.new_row)
    taken = median_ms(_edits(page, "phone", lambda row: f"09{row:02}", qapp)[:count])
    figures(f"unit: cell to saved and repainted, {LARGE} tasks, ms", taken, "< 50")
    assert taken < 2000
