"""Starting: the log, and the one dialog for what nobody foresaw."""

from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap

from kh57_desktop.ui import app, caught_bugs


@pytest.fixture
def hooked(monkeypatch, tmp_path, qapp):
    """The program's hook for exceptions, with a log in tmp_path; the dialogs it would show."""
    shown = []
    monkeypatch.setattr(caught_bugs, "say_bug", lambda _parent, log, error: shown.append((log, error)))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(app.paths, "user_data", lambda: tmp_path / "người dùng")
    root = logging.getLogger("kh57_desktop")
    before = list(root.handlers)
    caught_bugs.catch_bugs(app._start_log())
    yield shown
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()


def test_a_bug_is_logged_whole_and_said_once_with_the_place_of_the_log(hooked):
    try:
        raise ZeroDivisionError("phép chia")
    except ZeroDivisionError as error:
        sys.excepthook(ZeroDivisionError, error, error.__traceback__)
    assert [(log, type(error)) for log, error in hooked] == [(app.log_file(), ZeroDivisionError)]
    words = app.log_file().read_text(encoding="utf-8")
    assert "ZeroDivisionError: phép chia" in words
    assert "test_app.py" in words


def raised() -> ZeroDivisionError:
    try:
        raise ZeroDivisionError("phép chia")
    except ZeroDivisionError as error:
        return error


def within_events(qtbot, work) -> None:
    """As Qt calls what the program does, with its loop around it."""
    loop = QEventLoop()

    def run() -> None:
        work()
        QTimer.singleShot(0, loop.quit)

    QTimer.singleShot(0, run)
    loop.exec()


def test_a_bug_is_told_when_what_failed_is_over(hooked, qtbot):
    """A dialog in the middle of a painting would paint what is being painted."""
    told_within = []

    def fail() -> None:
        error = raised()
        sys.excepthook(type(error), error, error.__traceback__)
        told_within.extend(hooked)

    within_events(qtbot, fail)
    assert told_within == []
    qtbot.waitUntil(lambda: len(hooked) == 1)


def test_a_bug_of_another_thread_is_told_on_the_windows_thread(hooked, qtbot, monkeypatch):
    told_on = []
    monkeypatch.setattr(caught_bugs, "say_bug", lambda *_given: told_on.append(threading.current_thread()))
    error = raised()
    thread = threading.Thread(target=lambda: sys.excepthook(type(error), error, error.__traceback__))
    thread.start()
    thread.join()
    assert told_on == []
    qtbot.waitUntil(lambda: told_on == [threading.main_thread()])


def test_a_painting_that_failed_leaves_no_painter_on_the_widget(hooked, qtbot):
    """Kept by the error, it would still paint on the widget when that is gone, which ends the program."""
    paper = QPixmap(10, 10)

    def paint() -> None:
        painter = QPainter(paper)
        painter.fillRect(paper.rect(), Qt.GlobalColor.red)
        raise ValueError("paint")

    def paint_whole() -> None:
        try:
            paint()
        except ValueError as cause:
            raise KeyError("style") from cause

    try:
        paint_whole()
    except KeyError as error:
        assert paper.paintingActive()
        sys.excepthook(KeyError, error, error.__traceback__)
        assert not paper.paintingActive()
    assert "in paint" in app.log_file().read_text(encoding="utf-8")


def test_a_mistake_that_comes_again_as_its_dialog_goes_does_not_bring_it_back(hooked, monkeypatch):
    """A table that cannot be painted is painted again behind each dialog: the window could never be closed."""
    now = [100.0]
    monkeypatch.setattr(caught_bugs.time, "monotonic", lambda: now[0])

    def fail(error: BaseException) -> None:
        sys.excepthook(type(error), error, error.__traceback__)

    fail(raised())
    fail(raised())
    assert len(hooked) == 1
    fail(ValueError("another one"))
    assert len(hooked) == 2
    fail(raised())
    assert len(hooked) == 3
    now[0] += caught_bugs.QUIET_S
    fail(raised())
    assert len(hooked) == 4


def test_a_bug_is_told_where_no_log_can_be_kept(hooked, tmp_path):
    (tmp_path / "người dùng").write_text("a file where the folder would be", encoding="utf-8")
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(hooked) == 1


def test_the_dialog_is_vietnamese_and_says_that_work_is_saved(qtbot, theme, monkeypatch, tmp_path):
    from PySide6.QtWidgets import QMessageBox

    from kh57_desktop.ui.messages import say_bug

    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box))
    say_bug(None, tmp_path / "kh57.log")
    assert "Có lỗi ngoài dự kiến" in boxes[0].text()
    assert "vẫn an toàn" in boxes[0].informativeText()
    assert "kh57.log" in boxes[0].informativeText()
    assert [button.text() for button in boxes[0].buttons()] == ["Đồng ý"]


def test_the_error_is_copied_for_support_and_the_dialog_stays(qtbot, theme, monkeypatch, tmp_path):
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QMessageBox

    from kh57_desktop.ui.messages import say_bug

    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box))
    try:
        try:
            int("lời đồng chí Bí thư")
        except ValueError as cause:
            raise KeyError("tên của một người") from cause
    except KeyError as error:
        say_bug(None, tmp_path / "kh57.log", error)
    box = boxes[0]
    box.show()
    copy, close = sorted(box.buttons(), key=lambda one: one.text() != "Chép lỗi")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    words = QGuiApplication.clipboard().text()
    assert "builtins.KeyError" in words
    assert "builtins.ValueError" in words  # the cause too
    assert "test_app.py:" in words
    assert "KH57 " in words
    assert "Bí thư" not in words
    assert "tên của" not in words
    assert copy.text() == "Đã chép"
    assert box.isVisible()
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not box.isVisible()
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()
