"""Qt's own dialogs and menus in Vietnamese: walked word by word, so that a new English one is found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTextBrowser,
    QToolButton,
    QTreeView,
    QWidget,
)

from kh57_desktop import i18n
from kh57_desktop.ui import files, qt_words

ENGLISH = """the of to open save cancel close yes no folder directory parent new name size type date modified look in
show hide details delete rename copy paste cut undo redo select all scroll here top bottom page up down back forward
list view retry computer choose files create"""


@pytest.fixture(autouse=True)
def _spoken(qapp):
    qt_words.speak_our_words()
    yield
    for words in qapp.findChildren(qt_words.QtWords):
        qapp.removeTranslator(words)
        words.setParent(None)


def english(words: list[str]) -> list[str]:
    return [one for one in words if set(one.replace("&", "").casefold().split()) & set(ENGLISH.split())]


def said(window: QWidget) -> list[str]:
    """Everything that stands in a window, its tips and the heads of its tables."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel | QPushButton | QToolButton):
            found.append(widget.text())
        found += [widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QTreeView) and widget.model() is not None:
            model = widget.model()
            found += [str(model.headerData(column, widget.header().orientation())) for column in range(4)]
    return [one for one in found if one] + [action.text() for action in window.findChildren(QAction) if action.text()]


@pytest.mark.parametrize("kind", ["open", "save", "folder"])
def test_the_file_dialog_says_no_english_word(qapp, tmp_path, kind, monkeypatch):
    (tmp_path / "thư mục").mkdir()
    window = QWidget()
    seen: list[str] = []

    def look(dialog: QFileDialog) -> int:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.show()
        QApplication.processEvents()
        seen.extend(said(dialog))
        dialog.close()
        return 0

    monkeypatch.setattr(QFileDialog, "exec", look)
    if kind == "open":
        files.ask_open(window, "Mở tệp", str(tmp_path), "Tệp (*.x)")
    elif kind == "save":
        files.ask_save(window, "Lưu tệp", tmp_path / "a.x", "Tệp (*.x)", ending="x")
    else:
        files.ask_folder(window, "Chọn thư mục", str(tmp_path))
    assert len(seen) > 20
    assert english(seen) == []
    assert "Thư mục cấp trên" in seen


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextBrowser])
def test_the_menu_of_a_field_says_no_english_word(qapp, kind):
    field = kind()
    field.setText("x") if hasattr(field, "setText") else field.setPlainText("x")
    menu = field.createStandardContextMenu()
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words
    assert english(words) == []


def test_the_menu_of_a_scroll_bar_says_no_english_word(qapp):
    bar = QScrollBar()
    bar.show()
    seen: list[str] = []

    def look() -> None:
        for menu in [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]:
            seen.extend(action.text() for action in menu.actions() if action.text())
            menu.close()

    QTimer.singleShot(0, look)
    QApplication.sendEvent(bar, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), QPoint(2, 2)))
    assert "Cuộn đến đây" in seen
    assert english(seen) == []


def test_the_buttons_of_a_question_say_no_english_word(qapp):
    box = QMessageBox()
    kind = QMessageBox.StandardButton
    box.setStandardButtons(kind.Ok | kind.Cancel | kind.Yes | kind.No | kind.Close | kind.Retry | kind.Save)
    box.setDetailedText("x")
    words = [button.text() for button in box.buttons()]
    assert english(words) == []
    assert len(set(words)) == 8


def test_every_word_is_told_in_english_too_and_nothing_is_put_on_then(qapp):
    for words in qapp.findChildren(qt_words.QtWords):
        qapp.removeTranslator(words)
        words.setParent(None)
    i18n.use_language("en")
    qt_words.speak_our_words()
    assert not qapp.findChildren(qt_words.QtWords)
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Close)
    assert [button.text().replace("&", "") for button in box.buttons()] == ["Close"]


def test_a_list_keeps_the_words_it_is_given(qapp):
    """What the program says itself never goes through the table."""
    assert qt_words.QtWords().translate("QListView", "Open") is None
    assert QListView().accessibleName() == ""
