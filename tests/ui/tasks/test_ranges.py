"""The table worked on like a sheet: ranges, copy, paste, fill, bulk edit, order, views; each one undoable action."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.saved_views import ViewColumn
from kh57_desktop.services.task_table import Grouping, Only, TaskSort
from kh57_desktop.ui.tables.clipboard import rows_of
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tasks.columns import COLUMNS
from tests.ui.conftest import press, type_words

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def page(desk):
    return desk.window.page("tasks")


def place(key: str) -> int:
    return next(at for at, one in enumerate(COLUMNS) if one.column.key == key)


def choose(page, first: tuple[int, str], last: tuple[int, str]) -> None:
    table, model = page.table, page.model
    table.select_row(first[0], place(first[1]))
    found = QItemSelection(model.index(first[0], place(first[1])), model.index(last[0], place(last[1])))
    table.selectionModel().select(found, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def put_on_clipboard(text: str = "", html: str = "") -> None:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QApplication.clipboard().setMimeData(mime)


def task(page, row: int):
    line = page.model.line_at(row)
    assert line is not None
    return line.task


def undo_words(desk) -> str:
    return desk._office.steps().undo


def test_shift_and_arrows_choose_a_range_and_copy_gives_text_and_a_table(page):
    page.table.select_row(1, place("lead"))
    press(page.table, Qt.Key.Key_Down, modifiers=SHIFT)
    press(page.table, Qt.Key.Key_Right, modifiers=SHIFT)
    press(page.table, Qt.Key.Key_C, "c", CTRL)
    mime = QApplication.clipboard().mimeData()
    rows = [row.cells for row in rows_of(mime)]
    assert len(rows) == 2
    assert rows[0][0] == page.model.index(1, place("lead")).data()
    assert mime.text().count("\t") == len(rows) * (len(rows[0]) - 1)
    assert "<table>" in mime.html()


def test_ctrl_d_fills_the_range_from_its_first_row(desk, page):
    first = task(page, 1).lead_unit_id
    choose(page, (1, "lead"), (3, "lead"))
    press(page.table, Qt.Key.Key_D, "d", CTRL)
    assert {task(page, row).lead_unit_id for row in (1, 2, 3)} == {first}
    assert undo_words(desk) == "Điền 1 ô"


def test_the_handle_of_a_range_fills_downwards(desk, page, qtbot):
    page.table.select_row(1, place("deadline"))
    QApplication.processEvents()
    view = page.table.viewport()
    handle = page.table._handle()
    assert handle.isValid()
    target = page.table.visualRect(page.model.index(3, place("deadline"))).center()
    mouse(view, QEvent.Type.MouseButtonPress, handle.center())
    mouse(view, QEvent.Type.MouseMove, target)
    view.grab()
    mouse(view, QEvent.Type.MouseButtonRelease, target)
    assert {task(page, row).deadline_words for row in (1, 2, 3)} == {"Tháng 3/2026"}
    assert undo_words(desk).startswith("Điền")


def mouse(widget, kind: QEvent.Type, place: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    button = Qt.MouseButton.LeftButton
    moved = kind is QEvent.Type.MouseMove
    event = QMouseEvent(
        kind,
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        Qt.MouseButton.NoButton if moved else button,
        button,
        modifiers,
    )
    QApplication.sendEvent(widget, event)


def test_rows_are_dragged_by_their_number_to_another_group(desk, page):
    moved = task(page, 1)
    view = page.table.viewport()
    start = page.table.visualRect(page.model.index(1, 0)).center()
    over = page.table.visualRect(page.model.index(6, 0))
    target = QPoint(over.center().x(), over.top() + 2)
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseButtonRelease, start)
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseMove, target)
    view.grab()
    mouse(view, QEvent.Type.MouseButtonRelease, target)
    there = [line.task.id for line in map(page.model.line_at, range(page.model.rowCount())) if line]
    group = next(line.task.group_id for line in map(page.model.line_at, range(9)) if line and line.task.id == moved.id)
    assert group != moved.group_id
    assert there.index(moved.id) == 3
    assert undo_words(desk) == "Chuyển N1"


def test_alt_and_arrows_move_a_row_and_make_it_a_sub_task(desk, page):
    first, second = task(page, 1), task(page, 2)
    page.table.select_row(1, 1)
    press(page.table, Qt.Key.Key_Down, modifiers=ALT)
    assert [task(page, row).id for row in (1, 2)] == [second.id, first.id]
    page.table.select_row(2, 1)
    press(page.table, Qt.Key.Key_Right, modifiers=ALT)
    assert task(page, 2).parent_id == second.id
    assert page.model.line_at(2).depth == 1
    page.table.select_row(2, 1)
    press(page.table, Qt.Key.Key_Left, modifiers=ALT)
    assert task(page, 2).parent_id is None


def test_one_pasted_cell_goes_into_the_whole_range(desk, page):
    page.toggle_pane()
    QApplication.processEvents()
    choose(page, (1, "product"), (3, "product"))
    put_on_clipboard("Biên bản")
    press(page.table, Qt.Key.Key_V, "v", CTRL)
    assert {task(page, row).product for row in (1, 2, 3)} == {"Biên bản"}
    assert undo_words(desk) == "Dán 3 ô"


def test_a_pasted_column_goes_over_the_cells_below_and_what_cannot_be_read_is_coloured(desk, page):
    before = [task(page, row).lead_unit_id for row in (1, 2)]
    page.table.select_row(1, place("lead"))
    put_on_clipboard("Công an xã\nBan không có\n")
    press(page.table, Qt.Key.Key_V, "v", CTRL)
    assert page.model.line_at(1).lead == "Công an xã"
    assert task(page, 2).lead_unit_id == before[1]
    cell = page.model.index(2, place("lead"))
    assert "Ban không có" in cell.data(CellRole.DOUBT)
    assert "Ban không có" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert page.banner.isVisible()
    desk.window.undo_asked.emit()
    assert task(page, 1).lead_unit_id == before[0]


def test_several_columns_are_shown_first_then_added_in_one_action(desk, page):
    count = page.model.rowCount()
    page.table.select_row(1, 1)
    put_on_clipboard(
        "TT\tNội dung nhiệm vụ\tĐơn vị chủ trì\tThời hạn\n"
        "1\tLập hồ sơ sức khỏe điện tử\tCông an xã\t30/11/2026\n"
        "1.1\tKhảo sát các thôn\tTrạm Y tế xã\tsắp tới"
    )
    press(page.table, Qt.Key.Key_V, "v", CTRL)
    assert page.preview.isVisible()
    assert page.model.rowCount() == count
    press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.table.isVisible()
    press(page.table, Qt.Key.Key_V, "v", CTRL)
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page.model.rowCount() == count + 2
    assert undo_words(desk) == "Dán 2 nhiệm vụ"
    added = page.current_line()
    assert added is not None
    assert (added.task.text, added.task.due_on) == ("Lập hồ sơ sức khỏe điện tử", date(2026, 11, 30))
    assert added.children == 1
    desk.window.undo_asked.emit()
    assert page.model.rowCount() == count


def test_delete_clears_a_range_but_never_the_content(desk, page):
    choose(page, (1, "text"), (2, "deadline"))
    press(page.table, Qt.Key.Key_Delete)
    assert [task(page, row).lead_unit_id for row in (1, 2)] == [None, None]
    assert all(task(page, row).text for row in (1, 2))
    assert undo_words(desk) == "Xóa 4 ô"


def test_one_field_is_set_for_all_chosen_rows(desk, page):
    choose(page, (1, "text"), (3, "text"))
    page.start_bulk()
    page.strips.bulk.choose("lead_person")
    type_words(QApplication.focusWidget(), "Trần Thị Hạnh")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert {task(page, row).lead_person for row in (1, 2, 3)} == {"Trần Thị Hạnh"}
    assert "3 nhiệm vụ" in undo_words(desk)
    assert page.strips.bulk.isHidden()


def test_deadlines_of_chosen_tasks_are_extended_with_a_reason(desk, page):
    choose(page, (1, "text"), (1, "text"))
    page.start_extending()
    words = [
        page.strips.extend._words,
        page.strips.extend._reason,
        page.strips.extend._document,
        page.strips.extend._day,
    ]
    for field, typed in zip(words, ("30/11/2026", "Chờ vốn", "15/UBND", "5/9"), strict=True):
        type_words(field, typed)
    press(words[0], Qt.Key.Key_Return)
    assert task(page, 1).due_on == date(2026, 11, 30)
    assert task(page, 1).first_due_on == date(2026, 3, 31)
    page.pane._tabs.setCurrentIndex(1)
    page.start_extending()
    type_words(words[0], "1/1/2026")
    type_words(words[1], "lùi")
    press(words[0], Qt.Key.Key_Return)
    assert page.banner.isVisible()
    assert words[1].text() == "lùi"


def test_groupings_sorts_and_views_lay_the_table_and_come_back(desk, page):
    part = desk._shelf.part("tasks")
    count = sum(page.model.line_at(row) is not None for row in range(page.model.rowCount()))
    for grouping in Grouping:
        page.chips_row.grouping_chosen.emit(grouping)
        assert sum(page.model.line_at(row) is not None for row in range(page.model.rowCount())) == count
    page.table.show_column("person", True)
    part._presenter.narrow(only=Only.INCOMPLETE)
    page.chips_row.grouping_chosen.emit(Grouping.UNIT)
    page.view_saved.emit("Theo đơn vị", page.content_now())
    (view,) = part.services.views()
    page.chips_row.view_chosen.emit(None)
    assert part._presenter.wanted.group_by is Grouping.GROUP
    assert page.table.isColumnHidden(place("person"))
    page.chips_row.view_chosen.emit(view)
    assert part._presenter.wanted.group_by is Grouping.UNIT
    assert part._presenter.wanted.only is Only.INCOMPLETE
    assert ViewColumn("person", 0, True) in page.table.layout_now()
    page.table.sort_asked.emit(place("deadline"))
    assert part._presenter.wanted.sort is TaskSort.DUE_ON
    page.table.sort_asked.emit(place("deadline"))
    page.table.sort_asked.emit(place("deadline"))
    assert part._presenter.wanted.sort is TaskSort.PRINTED


def test_columns_keep_the_width_and_place_that_a_person_gave_them(page, settings):
    header = page.table.horizontalHeader()
    page.table.shift_column(place("deadline"), -1)
    header.resizeSection(place("deadline"), 150)
    keys = [column.key for column in page.table.layout_now()]
    assert keys.index("deadline") < keys.index("supporting")
    assert next(column.width for column in settings.task_columns if column.key == "deadline") == 150
    page.chips_row.columns_menu.columns_reset.emit()
    assert [column.key for column in page.table.layout_now()] == [one.column.key for one in COLUMNS]


def test_a_document_is_submitted_until_number_and_day_are_given(desk, page):
    page.table.select_row(1, 1)
    assert task(page, 1).product == "Báo cáo"
    desk._shelf.part("tasks").commands()["finish"]()
    assert task(page, 1).state == "submitted"
    page.ask_document(task(page, 1))
    type_words(QApplication.focusWidget(), "15/BC-UBND")
    type_words(page.strips.document._day, "5/9/2026")
    press(page.strips.document._day, Qt.Key.Key_Return)
    assert task(page, 1).state == "done"


def test_files_dropped_on_the_pane_become_evidence(desk, page, tmp_path):
    page.table.select_row(1, 1)
    paper = tmp_path / "biên bản.txt"
    paper.write_text("Biên bản nghiệm thu", encoding="utf-8")
    page.pane.progress._percent.setText("60")
    page.pane.progress.add_files([paper])
    press(page.pane._record, Qt.Key.Key_Space, " ")
    assert page.pane.documents._list.count() == 1
    assert "biên bản.txt" in page.pane.progress.log.model().index(0, 0).data()
    page.pane.documents.attach_asked.emit([paper])
    assert page.pane.documents._list.count() == 2
    page.pane.documents._number.setText("15/BB")
    page.pane.documents._number.editingFinished.emit()
    assert "15/BB" in page.pane.documents._list.item(0).text()
    secret = tmp_path / "Báo cáo TỐI MẬT.txt"
    secret.write_text("x", encoding="utf-8")
    page.pane.documents.attach_asked.emit([secret])
    assert page.banner.isVisible()
    assert page.pane.documents._list.count() == 2


def test_ctrl_enter_puts_what_is_typed_into_every_chosen_cell(desk, page):
    choose(page, (1, "deadline"), (3, "deadline"))
    page.table.setFocus()
    press(page.table, Qt.Key.Key_3, "3")
    editor = QApplication.focusWidget()
    type_words(editor, "0/9/2027")
    press(editor, Qt.Key.Key_Return, "\r", CTRL)
    assert [task(page, row).deadline_words for row in (1, 2, 3)] == ["30/9/2027"] * 3
    assert page.table.hasFocus()
    assert undo_words(desk) == "Điền 3 ô"
    page.table.select_row(1, place("text"))
    press(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    type_words(editor, "Kết quả")
    press(editor, Qt.Key.Key_Return, "\r", CTRL)
    assert (task(page, 1).text, page.table.currentIndex().row()) == ("Kết quả", 1)
    assert task(page, 2).text != "Kết quả"


def test_an_entry_that_is_begun_waits_at_its_task_and_goes_to_no_other(desk, page, tmp_path):
    paper = tmp_path / "biên bản.txt"
    paper.write_text("Biên bản", encoding="utf-8")
    progress = page.pane.progress
    page.table.select_row(1, 1)
    type_words(progress._percent, "60")
    type_words(progress._result, "xong bước một")
    progress.add_files([paper])
    page.table.select_row(2, 1)
    assert [field.text() for field in progress._fields] == ["", "", "", ""]
    type_words(progress._percent, "20")
    press(page.pane._record, Qt.Key.Key_Space, " ")
    page.table.select_row(0, 1)  # the row of a group
    page.table.select_row(1, 1)
    assert [field.text() for field in progress._fields] == ["60", "xong bước một", "", ""]
    press(page.pane._record, Qt.Key.Key_Space, " ")
    assert [page.model.line_at(row).percent for row in (1, 2)] == [60, 20]
    assert "biên bản.txt" in progress.log.model().index(0, 0).data()
    page.table.select_row(2, 1)
    assert "biên bản.txt" not in progress.log.model().index(0, 0).data()


def test_a_file_that_is_refused_can_be_left_out_again(desk, page, tmp_path):
    papers = [tmp_path / "tối mật.txt", tmp_path / "biên bản.txt"]
    papers[0].write_text("TỐI MẬT\n\nBáo cáo", encoding="utf-8")
    papers[1].write_text("Biên bản", encoding="utf-8")
    progress = page.pane.progress
    page.table.select_row(1, 1)
    type_words(progress._percent, "60")
    progress.add_files(papers)
    press(page.pane._record, Qt.Key.Key_Space, " ")
    assert page.banner.isVisible()
    press(progress._attach, Qt.Key.Key_Space, " ")
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Thêm tệp…", "Bỏ “tối mật.txt”", "Bỏ “biên bản.txt”"
    ]  # fmt: skip
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    press(page.pane._record, Qt.Key.Key_Space, " ")
    assert not page.banner.isVisible()
    assert page.pane.documents._list.count() == 1


def test_number_and_day_of_a_document_are_saved_as_their_field_is_left(desk, page, tmp_path):
    paper = tmp_path / "biên bản.txt"
    paper.write_text("Biên bản", encoding="utf-8")
    page.table.select_row(1, 1)
    documents = page.pane.documents
    documents.attach_asked.emit([paper])
    page.pane._tabs.setCurrentIndex(2)
    documents._number.setFocus()
    type_words(documents._number, "15/BB")
    press(documents._number, Qt.Key.Key_Tab, "\t")
    type_words(documents._day, "5/9/2026")
    page.table.setFocus()
    page.table.select_row(2, 1)
    page.table.select_row(1, 1)
    assert documents._list.item(0).text().splitlines()[1].startswith("15/BB 05/9/2026")


def test_the_history_of_the_pane_is_found_by_any_word(desk, page):
    page.table.select_row(1, 1)
    page.edit_asked.emit(task(page, 1), "product", "Biên bản khác")
    page.pane._tabs.setCurrentIndex(3)
    page.pane._sought.setText("bien ban khac")
    model = page.pane._history.model()
    assert model.rowCount() == 1
    assert "Báo cáo → Biên bản khác" in model.index(0, 0).data()


def test_the_month_shows_what_is_due_and_opens_it(desk, page, qtbot):
    page.toggle_month()
    page.month_asked.emit(date(2026, 3, 1))
    cell = next(
        page.month.grid.item(row, column)
        for row in range(page.month.grid.rowCount())
        for column in range(7)
        if page.month.grid.item(row, column).data(Qt.ItemDataRole.UserRole) == date(2026, 3, 31)
    )
    assert "1.1" in cell.text()
    page.month.grid.grab()
    page.month._open(cell)
    assert page.table.isVisible()
    assert page.current_line().task.code == "N1"


def test_what_moved_since_the_plan_was_issued_is_one_list(desk, page):
    page.edit_asked.emit(task(page, 1), "product", "Biên bản khác")
    desk.window.menus.page_action("tasks", "moved").trigger()
    assert page.moved.isVisible()
    assert [page.moved.model.index(0, at).data() for at in (0, 3, 4)] == ["N1", "Báo cáo", "Biên bản khác"]
    desk.window.menus.actions["undo"].trigger()
    assert page.moved.model.rowCount() == 0
    press(page.moved.table, Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_the_office_chooses_what_every_task_must_state(desk, page):
    before = page.model.line_at(1).members
    page.chips_row.clarity_chosen.emit(list(before[:2]))
    assert page.model.line_at(1).members == before[:2]
    page.chips_row.clarity_chosen.emit([])
    assert page.banner.isVisible()
    assert page.model.line_at(1).members == before[:2]
