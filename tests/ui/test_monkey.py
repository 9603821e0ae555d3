"""Random keys, clicks and sizes over all pages: no exception, no Qt warning, a file that checks, undo to the start.

The list of seeds is fixed; a failing seed is a bug to reproduce with. File dialogs answer "thought better of it".
"""

from __future__ import annotations

import os
import random
import sys

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kh57_desktop.services import care
from tests.ui.conftest import press, type_words

EVENTS = 4000 if os.environ.get("KH57_LONG") else 400
SEEDS = (57, 2026, 71)
KEYS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Return,
    Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_Delete,
    Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Backspace,
)  # fmt: skip
CHORDS = (
    Qt.Key.Key_Z,
    Qt.Key.Key_Y,
    Qt.Key.Key_F,
    Qt.Key.Key_L,
    Qt.Key.Key_U,
    Qt.Key.Key_H,
    Qt.Key.Key_I,
    Qt.Key.Key_S,
)
WORDS = ("Đường số", "50", "abc", "Quý IV/2026", "Công an", "  ", "ẪỂỮẮỲỴỢ")


def one_event(window: QWidget, chance: random.Random) -> str:
    """Do something that a person might; returns what, for the report of a failure."""
    kind = chance.choice(("key", "key", "key", "chord", "words", "words", "cell", "cell", "click", "size"))
    target = QApplication.focusWidget() or window
    if kind == "cell":
        table = window.page("tasks").table
        rows, columns = table.model().rowCount(), table.model().columnCount()
        if not rows or not table.isVisible():
            window.show_page("tasks")
            window.page("tasks").filter_dropped.emit()
            return "filter dropped"
        spot = table.visualRect(table.model().index(chance.randrange(rows), chance.randrange(columns))).center()
        chance.choice((QTest.mouseClick, QTest.mouseDClick))(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        return "cell"
    if kind == "key":
        key = chance.choice(KEYS)
        press(target, key, "\r" if key == Qt.Key.Key_Return else "")
        return f"key {key.name}"
    if kind == "chord":
        key = chance.choice(CHORDS)
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        return f"Ctrl+{key.name}"
    if kind == "words":
        words = chance.choice(WORDS)
        type_words(target, words)
        return f"words {words}"
    if kind == "size":
        size = (chance.randint(900, 1920), chance.randint(430, 1080))
        window.resize(*size)
        return f"size {size}"
    shown = [child for child in window.findChildren(QWidget) if child.isVisible() and child.isEnabled()]
    child = chance.choice(shown)
    spot = child.rect().center()
    QTest.mouseClick(child, Qt.MouseButton.LeftButton, pos=spot)
    return f"click {type(child).__name__}"


def close_popups() -> None:
    """Menus and dialogs that opened are left again, as with Esc."""
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible() and (isinstance(widget, QDialog) or widget.windowType() is Qt.WindowType.Popup):
            widget.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_random_hands_break_nothing(desk, monkeypatch, seed):
    window = desk.window
    for asking in ("ask_open", "_ask_backup", "close"):
        monkeypatch.setattr(window, asking, lambda: None)
    monkeypatch.setattr(window.page("import"), "ask", lambda: None)
    monkeypatch.setattr(window, "ask_new_path", lambda _name: None)
    failures: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: failures.append(error))
    chance, done = random.Random(seed), []
    popups = QTimer()
    popups.timeout.connect(close_popups)
    popups.start(5)
    for _turn in range(EVENTS):
        done.append(one_event(window, chance))
        QApplication.processEvents()
        close_popups()
        if QApplication.activeWindow() is not window:  # a closed menu stays the active window without a screen
            window.activateWindow()
        assert not failures, (seed, done[-50:], failures)
    popups.stop()
    assert len(desk._office.session.store.actions(10_000)) > EVENTS / 60  # hands that reach nothing prove nothing
    window.show_page("tasks")
    while desk._office.steps().undo:
        desk._office.undo()
    assert care.check(desk._office.path) == []
    assert desk._office.task_counts(desk._presenter.plan_id)[0] == 9
