"""A window on a real data file in tmp_path, and the ways in which people's keys arrive."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.domain.plan_reading import PlanReading, ReadTask, ReadTaskGroup
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.reading_plans import accept_reading
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.garbage import GarbageSearch
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme

NOW = datetime(2026, 9, 8, 14, 5, tzinfo=VIETNAM)


def small_reading() -> PlanReading:
    """Three groups of three tasks each: a late one, one due in years, a continuous one."""
    deadlines = ("Tháng 3/2026", "Quý IV/2030", "Thường xuyên")
    tasks = tuple(
        ReadTask(
            group=str(group),
            number=f"{group}.{place}",
            text=f"Nhiệm vụ số {place} của nhóm {group}: lắp đặt thiết bị tại nhà văn hóa các thôn",
            lead="Phòng Kinh tế" if place % 2 else "Công an xã",
            supporting=("Các thôn",),
            deadline=deadlines[place - 1],
            product="Báo cáo" if place != 2 else None,
        )
        for group in (1, 2, 3)
        for place in (1, 2, 3)
    )
    groups = tuple(ReadTaskGroup(str(number), f"Nhóm giải pháp {number}") for number in (1, 2, 3))
    return PlanReading(
        kind="Kế hoạch",
        system="party",
        title="thử",
        number="01-KH/ĐU",
        date="2026-01-05",
        task_groups=groups,
        tasks=tasks,
    )


@pytest.fixture(autouse=True, scope="session")
def _clipboard_given_back(qapp: QApplication) -> Iterator[None]:
    """Without a screen, Qt's clipboard would let go of what was copied after Python has ended, and crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True, scope="session")
def _garbage_as_in_the_program(qapp: QApplication) -> Iterator[None]:
    search = GarbageSearch(qapp)
    yield
    search.deleteLater()
    gc.enable()


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    """A data file of an invented commune with nine tasks."""
    path = tmp_path / "xã thử.kh57"
    session = create_office(
        path, name="Suối Thử", province="Gia Lai", code="00000", user="Nguyễn Văn Thử", now=lambda: NOW
    )
    accept_reading(session, small_reading())
    session.close()
    return path


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, choice="light")


@pytest.fixture
def settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(tmp_path / "window.ini")


@pytest.fixture
def desk(theme: Theme, settings: WindowSettings, data_file: Path, qtbot) -> Iterator[Desk]:
    """The window, shown at 1366×697 on the data file."""
    theme.choose("light")
    theme.zoom_to(100)
    desk = Desk(theme, settings)
    desk.window.resize(1366, 697)
    desk.window.show()
    assert desk.open(data_file)
    desk.window.show_page("tasks")  # most tests are about its table
    QApplication.processEvents()
    yield desk
    desk.window.close()
    desk.window.deleteLater()  # now: the next test's style sheet would go over this window's widgets again
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def cells(desk: Desk) -> Callable[[str], QWidget]:
    """Open the cell of a field of the first task; returns its editor."""

    def open_cell(field: str) -> QWidget:
        from kh57_desktop.ui.tasks.columns import COLUMNS

        table = desk.window.page("tasks").table
        place = next(place for place, column in enumerate(COLUMNS) if column.field == field)
        if table.isColumnHidden(place):
            desk.window.page("tasks").toggle_pane()
            QApplication.processEvents()
        assert not table.isColumnHidden(place)
        table.select_row(1, place)
        table.edit(table.currentIndex())
        editor = QApplication.focusWidget()
        assert editor is not None
        assert editor.parent() is table.viewport()
        return editor

    return open_cell


def press(widget: QWidget, key: Qt.Key, text: str = "", modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """One key as the system sends it; `QTest.keyClicks` aborts the process on any letter beyond Latin-1."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_words(widget: QWidget, words: str) -> None:
    for letter in words:
        press(widget, Qt.Key(0) if ord(letter) > 126 else Qt.Key(ord(letter.upper())), letter)


def unikey(widget: QWidget, keys: str) -> None:
    """What UniKey sends, at machine speed: letters as they are, "<" for a Backspace."""
    for key in keys:
        if key == "<":
            press(widget, Qt.Key.Key_Backspace, "\b")
        else:
            type_words(widget, key)


def commit(widget: QWidget, words: str) -> None:
    """What an input method (Windows' Vietnamese keyboard among them) commits."""
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)
