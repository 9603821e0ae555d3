"""Hands that do anything anywhere in the window: keys, words, clicks, drags, sizes, pages, dialogs, from one seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QFileDialog, QTextBrowser, QWidget

from kh57_desktop.ui.committee.members_view import MembersView
from kh57_desktop.ui.main_window import MainWindow
from kh57_desktop.ui.pages.registry import PAGES
from kh57_desktop.ui.reports.dialogs import IssueDialog
from tests.ui.conftest import press, type_words

Modifier = Qt.KeyboardModifier
KEYS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Return,
    Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_Delete,
    Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Backspace,
    Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_F11, Qt.Key.Key_Backtab,
)  # fmt: skip
CHORDS = tuple(
    (getattr(Qt.Key, f"Key_{name}"), Modifier.ControlModifier)
    for name in (*"ZYFLUHISACVXDNEBP123456789", "Home", "End", "Plus", "Minus", "0", "Return")
) + tuple(
    (getattr(Qt.Key, f"Key_{name}"), modifier)
    for name in ("Up", "Down", "Left", "Right")
    for modifier in (Modifier.ShiftModifier, Modifier.AltModifier, Modifier.ControlModifier)
)
WORDS = (
    "Đường số", "50", "abc", "Quý IV/2026", "Công an", "  ", "ẪỂỮẮỲỴỢ", "62,5", "1.250", "N1", "05/9/2026", "x", "có",
)  # fmt: skip
KINDS = (
    "key",
    "key",
    "key",
    "chord",
    "words",
    "words",
    "cell",
    "cell",
    "cell",
    "click",
    "click",
    "drag",
    "page",
    "size",
)
MOST_TABS, LEAST_ROUND = 60, 4
"""Pages have more places than the least round; a trap, where a few of them take turns, comes back earlier."""


class Hands:
    """One pair of hands; what they do next depends on the seed alone."""

    def __init__(self, window: QWidget, seed: int) -> None:
        self.window = window
        self.chance = random.Random(seed)
        self.pages: set[str] = set()
        self.dialogs: set[str] = set()

    def do(self) -> str:
        """Something that a person might; returns what, for the report of a failure."""
        kind = self.chance.choice(KINDS)
        return f"{self.window.page_key}: {kind} {getattr(self, '_' + kind)()}"

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def _key(self) -> str:
        key = self.chance.choice(KEYS)
        press(self._target(), key, "\r" if key == Qt.Key.Key_Return else "")
        return key.name

    def _chord(self) -> str:
        key, modifier = self.chance.choice(CHORDS)
        QTest.keyClick(self._target() if self.chance.random() < 0.5 else self.window, key, modifier)
        return f"{modifier.name} {key.name}"

    def _words(self) -> str:
        words = self.chance.choice(WORDS)
        type_words(self._target(), words)
        return words

    def _page(self) -> str:
        entry = self.chance.choice(PAGES)
        self.window.show_page(entry.key)
        self.pages.add(entry.key)
        return entry.key

    def _cell(self) -> str:
        views = [view for view in self.window.findChildren(QAbstractItemView) if view.isVisible() and view.isEnabled()]
        full = [view for view in views if view.model() is not None and view.model().rowCount()]
        if not full:
            return self._page()
        view = self.chance.choice(full)
        model = view.model()
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        index = model.index(self.chance.randrange(model.rowCount()), self.chance.randrange(columns))
        view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        spot = view.visualRect(index).center()
        click = self.chance.choice((QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick))
        modifier = self.chance.choice((Modifier.NoModifier, Modifier.NoModifier, Modifier.ShiftModifier))
        click(view.viewport(), Qt.MouseButton.LeftButton, modifier, spot)
        return f"{index.row()}/{index.column()} of {type(view).__name__}"

    def _shown(self) -> list[QWidget]:
        return [child for child in self.window.findChildren(QWidget) if child.isVisible() and child.isEnabled()]

    def _spot(self, child: QWidget) -> QPoint:
        return QPoint(self.chance.randrange(max(1, child.width())), self.chance.randrange(max(1, child.height())))

    def _click(self) -> str:
        child = self.chance.choice(self._shown())
        button = self.chance.choice((Qt.MouseButton.LeftButton,) * 4 + (Qt.MouseButton.RightButton,))
        QTest.mouseClick(child, button, pos=self._spot(child))
        return type(child).__name__

    def _drag(self) -> str:
        """From one place of a widget to another, in steps."""
        views = [child.viewport() for child in self._shown() if isinstance(child, QAbstractItemView)]
        child = self.chance.choice(views or self._shown())
        start, end = self._spot(child), self._spot(child)
        drag(child, start, end)
        return f"{type(child.parent()).__name__} {start.toTuple()} → {end.toTuple()}"

    def _size(self) -> str:
        size = (self.chance.randint(900, 1920), self.chance.randint(430, 1080))
        self.window.resize(*size)
        return str(size)

    # dialogs and menus

    def answer_popups(self) -> None:
        """Menus and dialogs that opened get a few keys and words and are then left, as with Esc."""
        for widget in QApplication.topLevelWidgets():
            if not widget.isVisible() or widget is self.window:
                continue
            if isinstance(widget, QDialog):
                self.dialogs.add(type(widget).__name__)
                for _turn in range(3):
                    self._in_dialog(widget)
            if widget.isVisible() and (isinstance(widget, QDialog) or widget.windowType() is Qt.WindowType.Popup):
                widget.close()

    def _in_dialog(self, dialog: QDialog) -> None:
        fields = [child for child in dialog.findChildren(QWidget) if child.isVisible() and child.isEnabled()]
        if not dialog.isVisible() or not fields:
            return
        child = self.chance.choice(fields)
        if self.chance.random() < 0.5:
            QTest.mouseClick(child, Qt.MouseButton.LeftButton, pos=child.rect().center())
        else:
            type_words(child, self.chance.choice(WORDS))

    # the keyboard gets everywhere

    def trapped(self) -> str:
        """Where Tab does not lead on, or goes round in too few places; "" where it gets everywhere."""
        last_seen: dict[object, int] = {}
        for tab in range(MOST_TABS):
            target = self._target()
            place = _place(target)
            if place in last_seen:
                around = tab - last_seen[place]
                return "" if around > LEAST_ROUND else f"{self.window.page_key}: {type(target).__name__} after {around}"
            last_seen[place] = tab
            QTest.keyClick(target, Qt.Key.Key_Tab)
            QApplication.processEvents()
            self.answer_popups()
        return ""


def _place(widget: QWidget) -> object:
    """Where the keyboard is: a widget, in a table its cell, in a text that is read its link."""
    if isinstance(widget, QAbstractItemView):
        cell = widget.currentIndex()
        return id(widget), cell.row(), cell.column()
    return id(widget), widget.textCursor().anchor() if isinstance(widget, QTextBrowser) else 0


def drag(child: QWidget, start: QPoint, end: QPoint) -> None:
    """The left button goes down at `start`, is moved and let go at `end`."""

    def send(kind: QEvent.Type, spot: QPoint, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        place = QPointF(spot)
        event = QMouseEvent(kind, place, QPointF(child.mapToGlobal(spot)), button, buttons, Modifier.NoModifier)
        QApplication.sendEvent(child, event)

    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    send(QEvent.Type.MouseButtonPress, start, left, left)
    for part in (0.3, 0.6, 1.0):
        send(QEvent.Type.MouseMove, start + (end - start) * part, none, left)
    send(QEvent.Type.MouseButtonRelease, end, left, none)


def _drop_members(view: MembersView, _actions: object) -> None:
    """A drag of rows without the loop of the system's own drag and drop, which waits for a real mouse."""
    model, rows = view.model(), view.selectionModel().selectedIndexes()
    if rows:
        model.dropMimeData(model.mimeData(rows), Qt.DropAction.MoveAction, model.rowCount() // 2, 0, QModelIndex())


@contextmanager
def hands_in(desk, monkeypatch: pytest.MonkeyPatch, seed: int) -> Iterator[Hands]:
    """Hands at a window whose file dialogs answer “thought better of it”.

    Left out is what cannot be taken back (issuing a report; signing and handing over need one), what closes the file
    or the window, and what leaves the program (the system's viewers).
    """
    window = desk.window
    monkeypatch.setattr(MainWindow, "closeEvent", lambda _window, event: event.ignore())
    window.new_asked.disconnect()  # closes the file, and with it the way back to its opening
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: 0)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_words: ("", ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    monkeypatch.setattr(IssueDialog, "exec", lambda _dialog: 0)
    monkeypatch.setattr(MembersView, "startDrag", _drop_members)
    hands = Hands(window, seed)
    popups = QTimer()
    popups.timeout.connect(hands.answer_popups)
    popups.start(5)
    yield hands
    popups.stop()
