"""The page of the committee with real keys and clicks, on a real data file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from kh57_desktop.domain.terms import CommitteeKind, System
from kh57_desktop.services import committee_changes as changes
from kh57_desktop.services.frame import begin_session
from kh57_desktop.ui.committee.matrix import MatrixRole, columns_of
from kh57_desktop.ui.committee.page import FORMER_LIST, LIST, MATRIX
from kh57_desktop.ui.committee.part import CommitteePart
from kh57_desktop.ui.tables.columns import layout_columns
from tests.ui.conftest import commit, press, type_words, unikey
from tests.ui.fake_desk import FakeDesk

ALT = Qt.KeyboardModifier.AltModifier
PEOPLE = (("Hà Ba", "Trưởng ban"), ("Lò Thị Một", "Ủy viên"), ("Vi Văn Hai", "Ủy viên"), ("Bế Tư", "Ủy viên"))


@pytest.fixture
def session(data_file):
    opened = begin_session(data_file, user="Nguyễn Văn Thử")
    yield opened
    opened.close()


@pytest.fixture
def empty_page(theme, session, qtbot, tmp_path):
    """The page alone, at the room that it has in a window of 1366×697."""
    theme.choose("light")
    theme.zoom_to(100)
    fake = FakeDesk(theme, tmp_path)
    part = CommitteePart(fake)
    page = part.page
    page.resize(1194, 631)
    page.show()
    part.open(session)
    part.open_plan(session.store.plans.newest().id)
    QApplication.processEvents()
    page.told, page.part = fake.told, part
    yield page
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(session, empty_page):
    committee = changes.found_committee(session, kind=CommitteeKind.STEERING, system=System.PARTY)
    for name, role in PEOPLE:
        changes.add_to(session, committee, {"name": name, "role": role, "post": "Cán bộ"})
    empty_page.part.refresh()
    empty_page.table.setFocus()
    QApplication.processEvents()
    return empty_page


def names(page) -> list[str]:
    model = page.members_model
    return [model.line_at(row).member.name for row in range(model.rowCount())]


def test_an_empty_page_says_what_to_do_and_founds_with_one_press(empty_page, qtbot):
    assert empty_page.empty.isVisible()
    qtbot.mouseClick(empty_page.empty._first, Qt.MouseButton.LeftButton)
    assert not empty_page.empty.isVisible()
    assert empty_page.told == ["saved"]


def test_the_models_keep_qts_contract_through_every_change(page, session):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(one, mode) for one in (page.matrix_model, page.members_model, page.former_model)
    ]
    page.choose_tab(LIST)
    page.add_asked.emit("Vi Thị Năm", "Phó Trưởng ban", "Cán bộ")
    page.table.select_row(3, 1)
    page.end_asked.emit("", "15-QĐ/ĐU")
    page.choose_tab(FORMER_LIST)
    assert (page.members_model.rowCount(), page.former_model.rowCount()) == (4, 1)
    assert len(testers) == 3


def test_space_gives_a_group_and_takes_it_back(page, session):
    page.matrix.select_row(0, 2)
    press(page.matrix, Qt.Key.Key_Space, " ")
    cell = page.matrix_model.index(0, 2).data(MatrixRole.CELL)
    assert cell.is_whole
    assert cell.count == 3
    assert "cả nhóm" in page.matrix_model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    press(page.matrix, Qt.Key.Key_Delete)
    assert not page.matrix_model.index(0, 2).data(MatrixRole.CELL).is_whole
    assert session.store.next_undo().sentence.startswith("Bỏ một phân công")


def test_a_double_click_gives_a_group_as_well(page, qtbot):
    spot = page.matrix.visualRect(page.matrix_model.index(1, 3)).center()
    qtbot.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.matrix_model.index(1, 3).data(MatrixRole.CELL).is_whole


@pytest.mark.parametrize("tab", [MATRIX, LIST])
def test_alt_and_an_arrow_move_a_member_and_the_roles_stay_in_order(page, tab):
    page.choose_tab(tab)
    page.table.select_row(3, 1)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Up, "", ALT)
    assert names(page) == ["Hà Ba", "Lò Thị Một", "Bế Tư", "Vi Văn Hai"]
    assert page.table.currentIndex().row() == 2
    press(page.table, Qt.Key.Key_Up, "", ALT)
    press(page.table, Qt.Key.Key_Up, "", ALT)
    assert names(page)[:2] == ["Hà Ba", "Bế Tư"]
    assert page.banner.isVisible()


def test_a_dragged_row_asks_for_its_new_place_and_the_view_takes_nothing_away(page):
    model = page.members_model
    mime = model.mimeData([model.index(3, 1)])
    assert not model.dropMimeData(mime, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    assert names(page) == ["Hà Ba", "Bế Tư", "Lò Thị Một", "Vi Văn Hai"]
    mime = model.mimeData([model.index(1, 1)])
    model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert names(page)[-1] == "Bế Tư"


def open_cell(page, row: int, key: str) -> QWidget:
    page.choose_tab(LIST)
    page.table.select_row(row, page.members_model.column_of(key))
    page.table.setFocus()
    page.table.edit(page.table.currentIndex())
    editor = QApplication.focusWidget()
    editor.selectAll()
    return editor


def test_a_cell_is_edited_in_place_and_a_new_role_moves_the_row(page):
    editor = open_cell(page, 3, "role")
    type_words(editor, "pho truong ban")
    press(editor, Qt.Key.Key_Return)
    assert names(page)[1] == "Bế Tư"


def test_a_day_that_is_none_is_refused_and_not_lost(page):
    editor = open_cell(page, 0, "active_from")
    type_words(editor, "mai mốt")
    press(editor, Qt.Key.Key_Return)
    assert page.banner.isVisible()
    page.banner.findChildren(QPushButton)[-1].click()
    assert QApplication.focusWidget().words() == "mai mốt"


@pytest.mark.parametrize(
    ("key", "sent", "left"),
    [
        ("name", "Nguyeenx<<<<<<<guyễn", "Nguyễn"),
        ("role", "Uyr<<<Ủy vieen<<<ên", "Ủy viên"),
        ("post", "dd<<đoo<<ô", "đô"),
        ("decision_in", "15-QDD<<Đ/DDU<<<ĐU", "15-QĐ/ĐU"),
    ],
)
def test_unikey_leaves_exactly_what_was_meant_in_every_cell(page, key, sent, left):
    editor = open_cell(page, 0, key)
    unikey(editor, sent)
    assert editor.words() == left


def test_decomposed_input_enters_composed(page):
    editor = open_cell(page, 0, "name")
    commit(editor, "Be\u0302\u0301 Tư")
    press(editor, Qt.Key.Key_Return)
    assert names(page)[0] == "Bế Tư"


def test_work_is_assigned_and_taken_away_in_the_pane_with_the_keyboard(page):
    page.table.select_row(0, 1)
    page.start_assigning()
    field = QApplication.focusWidget()
    type_words(field, "N1")
    press(field, Qt.Key.Key_Return)
    assert page.pane._assignments.count == 1
    assert field.text() == ""
    type_words(field, "không có")
    press(field, Qt.Key.Key_Return)
    assert page.banner.isVisible()
    assert field.text() == "không có"
    page.pane._assignments.setFocus()
    page.pane._assignments.choose_row(0)
    page.pane._unassign.click()
    assert page.pane._assignments.count == 0


def test_the_pane_tells_what_is_late(page):
    page.matrix.select_row(0, 2)
    press(page.matrix, Qt.Key.Key_Space, " ")
    assert "1" in page.pane._late_title.text()
    assert "N1" in page.pane._late.model().index(0, 0).data()


def test_f5_adds_and_leaving_keeps_the_history(page):
    page.start_adding()
    first = QApplication.focusWidget()
    type_words(first, "Lý Thị Sáu")
    press(first, Qt.Key.Key_Return)
    assert "Lý Thị Sáu" in names(page)
    page.start_binning()
    assert QApplication.focusWidget() is page.pane._day
    type_words(page.pane._decision, "15-QĐ/ĐU")
    page.pane._end.click()
    assert "Lý Thị Sáu" not in names(page)
    page.choose_tab(FORMER_LIST)
    former = page.former_model.line_at(0).member
    assert (former.name, former.decision_out) == ("Lý Thị Sáu", "15-QĐ/ĐU")


def test_name_and_decision_of_the_committee_are_edited_on_the_page(page):
    page._form.start()
    page._form._decision.setText("112-QĐ/ĐU")
    page._form._day.setText("5/9/2025")
    press(page._form._name, Qt.Key.Key_Return)
    assert "112-QĐ/ĐU" in page.facts.words
    assert "05/9/2025" in page.facts.words


@pytest.mark.parametrize("size", [(1194, 631), (859, 375), (1748, 943)])
def test_no_words_of_a_control_are_cut(page, size):
    page.resize(*size)
    QApplication.processEvents()
    cut = [
        (widget.text(), widget.size().toTuple(), widget.sizeHint().toTuple())
        for widget in page.findChildren(QWidget)
        if isinstance(widget, QPushButton | QLabel)
        and widget.isVisible()
        and widget.text()
        and not (isinstance(widget, QLabel) and widget.wordWrap())
        and widget.width() < widget.sizeHint().width()
    ]
    assert cut == []
    assert (page.width(), page.height()) == size


def test_every_control_tells_a_screen_reader_its_name(page):
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.objectName() != "qt_scrollarea_viewport"
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]
    assert nameless == []


def test_the_matrix_has_room_for_nine_groups_at_1366(page):
    assert page.matrix.horizontalScrollBar().maximum() == 0
    assert page.matrix.columnWidth(1) >= 240


@pytest.mark.parametrize("size", [(1108, 620), (1194, 631), (859, 375), (800, 375)])
def test_nine_groups_have_room_in_the_matrix_however_wide_the_page_is(page, size):
    """1108: a page of 1920×1080 at 150 %."""
    page.resize(*size)
    for _turn in range(3):
        QApplication.processEvents()
    nine = columns_of(tuple(page._view.groups[0] for _place in range(9)))
    columns = [replace(column, key=f"{column.key}/{place}") for place, column in enumerate(nine)]
    assert len(layout_columns(columns, page.matrix.viewport().width())) == len(nine)

    assert [place for place in range(len(page.matrix.columns)) if page.matrix.isColumnHidden(place)] == []


def test_reorganising_by_hand_is_one_step_and_shows_the_draft(page, session, qtbot):
    page.start_reshuffling()
    QApplication.processEvents()
    box = page.reshuffle._boxes[1][0]
    assert page.reshuffle.isVisible()
    assert QApplication.focusWidget() is page.reshuffle._boxes[0][0]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    type_words(page.reshuffle.text, "Lò Văn Chín; Ủy viên; Kế toán")
    press(page.reshuffle.line.day, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert "Lò Văn Chín" in names(page)
    assert "Lò Thị Một" not in names(page)
    assert not page.reshuffle.isVisible()
    assert any("committee-decision" in told for told in page.told)
    session.store.undo()
    page.part.refresh()
    assert names(page) == ["Hà Ba", "Lò Thị Một", "Vi Văn Hai", "Bế Tư"]


def test_papers_are_those_of_the_committee_in_sight(page, session):
    other = changes.found_committee(session, kind=CommitteeKind.STEERING, system=System.GOVERNMENT)
    page.committee_chosen.emit(other.id)
    bodies = {body.system: body.name for body in session.store.offices.bodies()}
    assert page.part.paper_choice("committee-assignments") == {"body": bodies.get(System.GOVERNMENT, "")}


@pytest.mark.parametrize("height", [350, 375, 640])
def test_the_boxes_of_reorganising_are_whole_on_a_low_page(page, height):
    page.resize(859, height)
    page.start_reshuffling()
    for _turn in range(3):
        QApplication.processEvents()
    form = page.reshuffle
    assert form.height() >= form.minimumSizeHint().height()
    assert form.text.mapTo(page, form.text.rect().bottomLeft()).y() < page.matrix.mapTo(page, QPoint()).y()
    assert page.matrix.viewport().height() >= 36
