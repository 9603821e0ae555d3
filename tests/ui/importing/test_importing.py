"""The import page in the window: drop documents, look rows through with mouse and keys, accept, one undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from kh57_desktop import paths
from kh57_desktop.domain.corrections.draft import Fate, RowKind
from kh57_desktop.services.imports import unfinished_imports
from kh57_desktop.ui.importing.review_lines import Cell, Heading, Line, Tab
from kh57_desktop.ui.importing.review_model import ReviewModel
from kh57_desktop.ui.importing.strips import likely_split
from kh57_desktop.ui.tables.columns import Column, ColumnKind
from tests.ui.conftest import press, type_words

SAMPLE = paths.resources() / "samples" / "ke-hoach-mau.docx"
DOUBTFUL = """KẾ HOẠCH
thực hiện Nghị quyết số 57-NQ/TW trên địa bàn xã Suối Thử

I. MỤC TIÊU
- Tỷ lệ hồ sơ trực tuyến đạt 80% vào năm 2026.
II. NHIỆM VỤ, GIẢI PHÁP
1. Hạ tầng số
- Lắp đặt Wi-Fi công cộng tại các nhà văn hóa thôn; trang bị máy vi tính cho bộ phận một cửa.
Cơ quan chủ trì: Phòng Kinh tế
Thời gian hoàn thành: trước ngày 31/9/2026
- Nâng cấp mạng nội bộ của trụ sở xã.
Cơ quan chủ trì: Công an xã
Thời gian hoàn thành: Quý II/2026
2. Dữ liệu số
- Hoàn thành số hóa bản đồ địa chính.
Cơ quan chủ trì: Phòng Kinh tế
Thời gian hoàn thành: 2026
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế: theo dõi việc thực hiện Kế hoạch này.
2. Công an xã: bảo đảm an toàn thông tin mạng.
"""


def drop(window, *files: Path) -> None:
    """As the file manager drops files on the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    action, button, modifier = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    spot = QPoint(600, 300)
    QApplication.sendEvent(window, QDragEnterEvent(spot, action, mime, button, modifier))
    QApplication.sendEvent(window, QDropEvent(spot, action, mime, button, modifier, QEvent.Type.Drop))


def page_of(desk):
    return desk.window.page("import")


def presenter_of(desk):
    return desk._shelf.part("import")._presenter


@pytest.fixture
def read(desk, qtbot):
    """Documents dropped on the window and read."""

    def read_files(*files: Path):
        drop(desk.window, *files)
        qtbot.waitUntil(lambda: page_of(desk).is_reviewing, timeout=20_000)
        return desk

    return read_files


@pytest.fixture
def doubtful(read, tmp_path):
    path = tmp_path / "kế hoạch nghi ngờ.txt"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return read(path)


def task_texts(desk) -> list[str]:
    return [row.text for row in presenter_of(desk).draft.of_kind(RowKind.TASK)]


def settle(desk) -> None:
    for _turn in range(3):
        QApplication.processEvents()


def keys(desk, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    press(QApplication.focusWidget(), key, modifiers=modifiers)
    settle(desk)


def test_a_dropped_document_is_read_and_shown(read):
    desk = read(SAMPLE)
    page = page_of(desk)
    assert desk.window.page_key == "import"
    assert page.accept.text() == "Nhận tất cả 45 nhiệm vụ"
    assert "MỤC ĐÍCH, YÊU CẦU" in page.review.document.toPlainText()
    assert QApplication.focusWidget() is page.review.table
    assert page.review.tabs.tabText(0) == "Nhiệm vụ 45"


def test_accepting_shows_the_new_plan_and_one_undo_takes_it_back(read, qtbot):
    desk = read(SAMPLE)
    qtbot.keyClick(page_of(desk).accept, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.page_key == "tasks", timeout=20_000)
    assert desk._office.task_counts(desk._presenter.plan_id)[0] == 45
    assert "45 nhiệm vụ" in desk.window.page("tasks").banner.message.sentence
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(desk._office.plans()) == 1
    assert desk._office.task_counts(desk._presenter.plan_id)[0] == 9
    desk.window.show_page("import")
    assert len(page_of(desk).start.resumes) == 1  # with all corrections, to be gone on with


def test_the_first_doubt_is_current_and_its_place_is_marked(doubtful):
    page = page_of(doubtful)
    line = page.review.table.current_line
    assert line.reason == "Tháng 9 chỉ có 30 ngày"
    assert page.review.document.extraSelections()
    assert "Lắp đặt Wi-Fi" in page.review.document.textCursor().block().text()
    assert page.review.answers.sentence.words == "Tháng 9 chỉ có 30 ngày."


def test_a_cell_is_corrected_in_place_and_the_doubt_goes(doubtful, qtbot):
    page = page_of(doubtful)
    table = page.review.table
    column = next(place for place, one in enumerate(table.columns) if one.key == "deadline")
    table.select_row(table.currentIndex().row(), column)
    table.edit(table.currentIndex())
    editor = QApplication.focusWidget()
    editor.selectAll()
    type_words(editor, "30/9/2026")
    press(editor, Qt.Key.Key_Return)
    settle(doubtful)
    assert presenter_of(doubtful).draft.of_kind(RowKind.TASK)[0].deadline == "30/9/2026"
    row = page.review.model.row_of("row:2")
    assert not page.review.model.line(row).is_doubtful


def test_keys_alone_split_join_drop_and_take_back(doubtful, qtbot):
    page = page_of(doubtful)
    before = task_texts(doubtful)
    desk = doubtful
    qtbot.keyClick(desk.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert page.review.split.text.hasFocus()
    keys(desk, Qt.Key.Key_Return)
    assert task_texts(desk)[:2] == [
        "Lắp đặt Wi-Fi công cộng tại các nhà văn hóa thôn;",
        "trang bị máy vi tính cho bộ phận một cửa.",
    ]
    assert page.review.table.hasFocus()
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert task_texts(desk) == before
    page.review.select("row:3")
    qtbot.keyClick(desk.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert len(task_texts(desk)) == 2
    qtbot.keyClick(desk.window, Qt.Key.Key_F6)
    assert len(task_texts(desk)) == 1
    for _time in range(2):
        qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert task_texts(desk) == before
    assert len(desk._office.plans()) == 1  # nothing of the file was taken back


def test_ctrl_enter_says_that_a_row_is_right(doubtful):
    keys(doubtful, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert presenter_of(doubtful).draft.of_kind(RowKind.TASK)[0].is_checked


def test_the_answer_buttons_have_keys_and_names(doubtful, qtbot):
    page = page_of(doubtful)
    button, correct = page.review.answers.buttons
    assert button.text() == "Đúng rồi"
    assert button.shortcut().toString() == "Alt+1"
    assert correct.text() == "Sửa ô (F2)"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.review.answers.sentence.words != "Tháng 9 chỉ có 30 ngày."


def test_a_row_is_added_by_f5(doubtful, qtbot):
    page = page_of(doubtful)
    qtbot.keyClick(doubtful.window, Qt.Key.Key_F5)
    assert page.review.add.text.hasFocus()
    type_words(page.review.add.text, "Việc bị sót")
    keys(doubtful, Qt.Key.Key_Return)
    assert "Việc bị sót" in task_texts(doubtful)
    assert page.review.table.current_line.cells["text"].shown == "Việc bị sót"


def test_a_click_on_a_paragraph_leads_to_its_row(doubtful, qtbot):
    page = page_of(doubtful)
    document = page.review.document
    cursor = document.document().find("Nâng cấp mạng")
    document.setTextCursor(cursor)
    document.ensureCursorVisible()
    spot = document.cursorRect(cursor).center()
    qtbot.mouseClick(document.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.review.table.current_line.cells["text"].shown.startswith("Nâng cấp mạng")


def test_the_menu_of_a_row_marks_it_as_not_the_communes(doubtful):
    page = page_of(doubtful)
    menu = page.review.row_menu(page.review.table.chosen_keys())
    action = next(one for one in menu.actions() if one.text() == "Không thuộc trách nhiệm xã")
    action.trigger()
    assert presenter_of(doubtful).draft.of_kind(RowKind.TASK)[0].fate is Fate.NOT_OURS


def test_corrections_outlive_the_program(doubtful, data_file, qtbot):
    qtbot.keyClick(doubtful.window, Qt.Key.Key_F6)
    left = task_texts(doubtful)
    doubtful.close()
    assert doubtful.open(data_file)
    doubtful.window.show_page("import")
    (resume,) = page_of(doubtful).start.resumes
    assert resume.hasFocus()
    keys(doubtful, Qt.Key.Key_Return)
    assert task_texts(doubtful) == left


def test_f4_gives_the_rows_the_whole_page_and_every_column(doubtful, qtbot):
    page = page_of(doubtful)
    assert "supporting" not in {column.key for column in page.review.table.columns}
    qtbot.keyClick(doubtful.window, Qt.Key.Key_F4)
    settle(doubtful)
    assert page.review.paper.isHidden()
    shown = {
        column.key
        for place, column in enumerate(page.review.table.columns)
        if not page.review.table.isColumnHidden(place)
    }
    assert shown == {"number", "text", "lead", "supporting", "deadline", "product"}


def test_a_small_screen_shows_the_rows_alone_and_all_buttons(doubtful):
    window = doubtful.window
    window.resize(911, 441)
    settle(doubtful)
    page = page_of(doubtful)
    assert page.review.paper.isHidden()
    assert page.accept.isVisible()
    assert page.review.table.viewport().height() > 120
    assert page.review.answers.isVisible()


def test_the_rest_of_a_document_can_wait(doubtful, qtbot):
    """Clear rows first; the doubtful one joins the same plan later."""
    doubtful._shelf.part("import").commands()["accept_clear"]()
    qtbot.waitUntil(lambda: doubtful.window.page_key == "tasks", timeout=20_000)
    assert doubtful._office.task_counts(doubtful._presenter.plan_id)[0] == 2
    assert "1 lần nhập" in doubtful.window.page("tasks").banner.message.sentence
    doubtful.window.show_page("import")
    qtbot.mouseClick(page_of(doubtful).start.resumes[0], Qt.MouseButton.LeftButton)
    assert len(task_texts(doubtful)) == 1
    qtbot.mouseClick(page_of(doubtful).accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: doubtful.window.page_key == "tasks", timeout=20_000)
    assert doubtful._office.task_counts(doubtful._presenter.plan_id)[0] == 3
    assert unfinished_imports(doubtful._office.session) == []


def test_the_same_document_again_is_offered_as_a_new_version(doubtful, read, qtbot, tmp_path):
    qtbot.mouseClick(page_of(doubtful).accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: doubtful.window.page_key == "tasks", timeout=20_000)
    changed = tmp_path / "bản sửa.txt"
    changed.write_text(DOUBTFUL.replace("Quý II/2026", "Quý III/2026").replace("31/9/2026", "30/9/2026"), "utf-8")
    desk = read(changed)
    page = page_of(desk)
    update = next(button for button in page.banner.findChildren(QPushButton) if button.text().startswith("Cập nhật"))
    qtbot.mouseClick(update, Qt.MouseButton.LeftButton)
    assert page.accept.text() == "Cập nhật K2"
    model = page.review.model
    lines = [line for row in range(model.rowCount()) if (line := model.line(row)) is not None]
    marks = [line.cells["change"].shown for line in lines if "change" in line.cells]
    assert marks == ["N1 · Đã sửa", "N2 · Đã sửa", "N3 · Như cũ"]
    page.review.select("row:3")
    assert page.review.answers.sentence.words == "Hạn: Quý II/2026 → Quý III/2026"
    qtbot.mouseClick(page.review.answers.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.page_key == "tasks", timeout=20_000)
    deadlines = {task.code: task.deadline_words for task in desk._office.session.store.tasks.of_plan(desk.plan_id)}
    assert deadlines == {"N1": "trước ngày 30/9/2026", "N2": "Quý II/2026", "N3": "2026"}


def test_columns_of_a_sheet_are_told_by_the_person(read, desk, qtbot, tmp_path):
    path = tmp_path / "biểu.csv"
    path.write_text("STT;Việc phải làm;Ai lo;Bao giờ\n1;Mở lớp;Công an xã;2026\n", encoding="utf-8")
    drop(desk.window, path)
    bar = page_of(desk).review.mapping
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    for key, meaning in zip(list(bar.buttons), ("number", "task", "lead", "deadline"), strict=True):
        bar.choose(key, meaning)
    qtbot.mouseClick(bar.read_again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page_of(desk).is_reviewing, timeout=20_000)
    assert task_texts(desk) == ["Mở lớp"]
    assert not bar.read_again.isVisible()  # understood now: the bar takes one line


def test_another_meaning_of_a_column_keeps_what_was_corrected(read, desk, qtbot, tmp_path):
    path = tmp_path / "biểu.csv"
    path.write_text(
        "STT;Nhiệm vụ;Chủ trì;Bao giờ\n1;Mở lớp;Công an xã;2026\n2;Dán mã QR;;Quý II/2026\n", encoding="utf-8"
    )
    read(path)
    page = page_of(desk)
    assert presenter_of(desk).edit(page.review.model.line(page.review.model.row_of("row:2")), "lead", "Trạm Y tế xã")
    bar = page.review.mapping
    last = list(bar.buttons)[-1]
    bar.open_columns(True)
    bar.choose(last, "deadline")
    qtbot.mouseClick(bar.read_again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: presenter_of(desk).draft.row(1).deadline == "2026", timeout=20_000)
    qtbot.waitUntil(lambda: page.is_reviewing, timeout=20_000)
    rows = [(row.text, row.lead, row.deadline) for row in presenter_of(desk).draft.of_kind(RowKind.TASK)]
    assert rows == [("Mở lớp", "Công an xã", "2026"), ("Dán mã QR", "Trạm Y tế xã", "Quý II/2026")]
    presenter_of(desk).undo()
    assert [row.deadline for row in presenter_of(desk).draft.of_kind(RowKind.TASK)] == ["", ""]


def test_a_document_without_a_plan_is_refused_with_a_sentence(desk, qtbot, tmp_path):
    empty = tmp_path / "trống.docx"
    empty.write_bytes(b"")
    drop(desk.window, empty)
    banner = page_of(desk).banner
    qtbot.waitUntil(banner.isVisible, timeout=20_000)
    assert banner.message.sentence
    assert banner.message.advice
    assert len(desk._office.plans()) == 1


def test_a_secret_document_is_refused_and_nothing_of_it_is_kept(desk, qtbot, tmp_path):
    secret = tmp_path / "kế hoạch.txt"
    secret.write_text(DOUBTFUL.replace("KẾ HOẠCH\n", "TUYỆT MẬT\nKẾ HOẠCH\n", 1), encoding="utf-8")
    drop(desk.window, secret)
    banner = page_of(desk).banner
    qtbot.waitUntil(banner.isVisible, timeout=20_000)
    assert "độ mật" in banner.message.sentence
    assert unfinished_imports(desk._office.session) == []


def test_other_files_are_not_taken(desk, tmp_path):
    picture = tmp_path / "ảnh.png"
    picture.write_bytes(b"x")
    drop(desk.window, picture)
    assert desk.window.page_key == "tasks"


def test_the_rows_keep_qts_contract_and_fold(qtbot):
    model = ReviewModel(lambda *_edit: True)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    columns = (Column("number", "#", ColumnKind.FIRST, 60), Column("text", "x", ColumnKind.TEXT, 200, is_main=True))
    rows = [Line(f"row:{at}", {"text": Cell(f"Việc {at}", "text", f"Việc {at}")}, at) for at in range(3)]
    model.put(columns, [Heading("clear", "Đã đọc rõ", "3 dòng"), *rows])
    assert (model.rowCount(), model.group_rows()) == (4, [0])
    model.fold("clear")
    assert model.rowCount() == 1
    model.fold("clear")
    assert model.index(3, 1).data() == "Việc 2"
    assert model.row_of("row:1") == 2


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Lắp Wi-Fi; trang bị máy", "trang bị máy"),
        ("Một hai ba bốn", "ba bốn"),
        ("Làm xong việc. Báo cáo; gửi", "Báo cáo; gửi"),
    ],
)
def test_the_caret_stands_where_a_second_row_likely_begins(text, second):
    assert text[likely_split(text) :] == second


def test_every_tab_can_be_shown(read):
    page = page_of(read(SAMPLE))
    for place in range(page.review.tabs.count()):
        page.review.tabs.setCurrentIndex(place)
        assert page.review.model.rowCount() > 0
        assert page.review.tabs.tabData(place) == page.review._tab
    assert page.review._tab is Tab.HEAD


def test_a_long_sheet_is_written_piece_by_piece_and_any_place_is_reached(read, qtbot, tmp_path):
    rows = "".join(f"{at};Việc thứ {at} của xã;Công an xã;2026\n" for at in range(1, 151))
    path = tmp_path / "dài.csv"
    path.write_text(f"TT;Nội dung nhiệm vụ;Cơ quan chủ trì;Thời gian hoàn thành\n{rows}", encoding="utf-8")
    page = page_of(read(path))
    page.review.select("row:150")
    cursor = page.review.document.textCursor()
    assert cursor.block().text() == "150"
    assert page.review.document.cursorRect(cursor).top() < page.review.document.viewport().height()
    assert page.review.document.place_words() == "Đoạn 151/151"


def test_the_cell_in_question_opens_from_its_doubt(doubtful, qtbot):
    page = page_of(doubtful)
    qtbot.mouseClick(page.review.answers.buttons[1], Qt.MouseButton.LeftButton)
    editor = QApplication.focusWidget()
    assert editor.parent() is page.review.table.viewport()
    assert editor.words() == "trước ngày 31/9/2026"
    press(editor, Qt.Key.Key_Escape)


def test_a_lead_is_chosen_from_the_units_of_the_office(doubtful):
    page = page_of(doubtful)
    table = page.review.table
    column = [one.key for one in table.columns].index("lead")
    table.select_row(table.currentIndex().row(), column)
    table.edit(table.currentIndex())
    editor = QApplication.focusWidget()
    editor.selectAll()
    type_words(editor, "cong an")
    press(editor, Qt.Key.Key_Return)
    settle(doubtful)
    assert presenter_of(doubtful).draft.of_kind(RowKind.TASK)[0].lead == "Công an xã"


def test_an_annex_dropped_later_completes_the_plan_in_hand_and_can_be_taken_back(doubtful, qtbot, tmp_path):
    path = tmp_path / "phụ lục.csv"
    path.write_text(
        "TT;Nội dung nhiệm vụ;Cơ quan chủ trì;Sản phẩm\n1;Nâng cấp mạng nội bộ của trụ sở xã;Công an xã;Biên bản\n"
        "2;Mở lớp bồi dưỡng kỹ năng số;Phòng Kinh tế;Báo cáo\n",
        encoding="utf-8",
    )
    before = task_texts(doubtful)
    drop(doubtful.window, path)
    qtbot.waitUntil(lambda: len(task_texts(doubtful)) == 4, timeout=20_000)
    page = page_of(doubtful)
    rows = {row.text: row for row in presenter_of(doubtful).draft.of_kind(RowKind.TASK)}
    assert rows["Nâng cấp mạng nội bộ của trụ sở xã."].product == "Biên bản"
    assert "phụ lục.csv" in page.review.document.toPlainText()
    assert page.facts.words.endswith("phụ lục.csv")
    qtbot.keyClick(doubtful.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert task_texts(doubtful) == before
    assert "phụ lục.csv" not in page.review.document.toPlainText()


def test_documents_taken_out_for_other_columns_do_not_stay_behind(desk, monkeypatch):
    part = desk._shelf.part("import")
    used: list[Path] = []

    class Reads:
        def put_columns(self, _columns, _meanings, folder: Path) -> None:
            (folder / "bảng.xlsx").write_bytes(b"x")
            used.append(folder)

        def keep(self) -> None:
            """Nothing is under way."""

    monkeypatch.setattr(part, "_presenter", Reads())
    part._put_columns((), {})
    part._put_columns((), {})
    assert [folder.exists() for folder in used] == [False, True]
    part.close()
    assert not used[1].exists()
