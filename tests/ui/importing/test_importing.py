"""The import page in the window: drop a document, read it as a job, accept all, one undo takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from kh57_desktop import paths
from kh57_desktop.domain.plan_reading import Doubt, PlanReading, ReadTask, ReadTaskGroup
from kh57_desktop.ui.importing.reading_view import ReadingView
from kh57_desktop.ui.importing.rows import FoundModel, task_rows

SAMPLE = paths.resources() / "samples" / "ke-hoach-mau.docx"


def drop(window, path: Path) -> None:
    """As the file manager drops a file on the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, modifier = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    spot = QPoint(600, 300)
    QApplication.sendEvent(window, QDragEnterEvent(spot, action, mime, button, modifier))
    QApplication.sendEvent(window, QDropEvent(spot, action, mime, button, modifier, QEvent.Type.Drop))


@pytest.fixture
def read(desk, qtbot):
    """The sample, dropped on the window and read."""
    drop(desk.window, SAMPLE)
    qtbot.waitUntil(lambda: desk.window.page("import")._accept.isVisible(), timeout=20_000)
    return desk


def test_a_dropped_document_is_read_and_shown(read):
    window = read.window
    assert window.page_key == "import"
    assert window.page("import")._accept.text() == "Nhận tất cả 45 nhiệm vụ"
    assert window.page("import")._found._model.rowCount() == 54
    assert "MỤC ĐÍCH, YÊU CẦU" in window.page("import")._found._document.toPlainText()


def test_accepting_shows_the_new_plan_and_one_undo_takes_it_back(read, qtbot):
    window = read.window
    qtbot.keyClick(window.page("import")._accept, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page_key == "tasks", timeout=20_000)
    assert read._office.task_counts(read._presenter.plan_id)[0] == 45
    assert "45 nhiệm vụ" in window.page("tasks").banner.message.sentence
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(read._office.plans()) == 1
    assert read._office.task_counts(read._presenter.plan_id)[0] == 9


def test_a_document_without_a_plan_is_refused_with_a_sentence(desk, qtbot, tmp_path):
    empty = tmp_path / "trống.docx"
    empty.write_bytes(b"")
    drop(desk.window, empty)
    banner = desk.window.page("import").banner
    qtbot.waitUntil(banner.isVisible, timeout=20_000)
    assert banner.message.sentence
    assert banner.message.advice
    assert len(desk._office.plans()) == 1


def test_other_files_are_not_taken(desk, tmp_path):
    picture = tmp_path / "ảnh.png"
    picture.write_bytes(b"x")
    drop(desk.window, picture)
    assert desk.window.page_key == "tasks"


def test_a_doubt_leads_to_its_place_in_the_document(theme, qtbot):
    view = ReadingView(theme)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    view.show()
    where = "Lắp đặt Wi-Fi công cộng trước 31/9/2026"
    view.put(PlanReading(title="thử", preamble=("mở đầu", where), doubts=(Doubt(where, "Tháng 9 chỉ có 30 ngày."),)))
    view._doubts.setCurrentIndex(view._doubts.model().index(0, 0))
    assert view._document.textCursor().block().text() == where
    assert view._document.extraSelections()
    assert "30 ngày" in view._doubts.model().index(0, 0).data()


def test_the_rows_found_keep_qts_contract_and_fold(qtbot):
    model = FoundModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tasks = tuple(ReadTask(group="1", number=f"1.{place}", text=f"Việc {place}") for place in range(3))
    reading = PlanReading(task_groups=(ReadTaskGroup("1", "Nhóm"),), tasks=tasks)
    model.put(task_rows(reading))
    assert (model.rowCount(), model.group_rows()) == (4, [0])
    model.fold("0")
    assert model.rowCount() == 1
    model.fold("0")
    assert model.index(3, 1).data() == "Việc 2"
