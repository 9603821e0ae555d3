"""Excel's gestures on a sheet of records, by keys and mouse: fill, clear, paste, bulk, move, sort, views, columns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kh57_desktop.services import people, units
from kh57_desktop.services.frame import begin_session
from kh57_desktop.services.paper_forms import Request
from kh57_desktop.services.papers import content
from kh57_desktop.services.registers import rows
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.sheets import SHEETS
from kh57_desktop.services.unit_table import PEOPLE, UNITS
from kh57_desktop.ui.registers.part import RegistersPart
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.units.page import TABS
from kh57_desktop.ui.units.part import UnitsPart
from tests.store.makers import canonical_dump
from tests.ui.conftest import press, type_words
from tests.ui.fake_desk import FakeDesk

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


@pytest.fixture
def session(data_file):
    opened = begin_session(data_file, user="Nguyễn Văn Thử")
    for name, head in (("Thôn 10", "Y Ân"), ("Thôn 2", "Ă Bình"), ("Thôn 1", "Đỗ Ánh")):
        units.add_unit(opened, {"name": name, "head": head})
    for number, day in (("Việc một", "05/9/2026"), ("Việc hai", ""), ("Việc ba", "01/8/2026"), ("Việc bốn", "")):
        rows.add_row(opened, RegisterKind.FINDING, {"text": number, "due_on": day})
    yield opened
    opened.close()


def opened_part(kind, theme, session, tmp_path):
    theme.choose("light")
    theme.zoom_to(100)
    fake = FakeDesk(theme, tmp_path, plan_id=session.store.plans.newest().id)
    part = kind(fake)
    part.page.resize(1600, 700)
    part.page.show()
    part.open(session)
    part.open_plan(fake.plan_id)
    part.page.table.setFocus()
    QApplication.processEvents()
    part.page.part, part.page.told = part, fake.told
    return part.page


@pytest.fixture
def page(theme, session, qtbot, tmp_path):
    """Units."""
    page = opened_part(UnitsPart, theme, session, tmp_path)
    yield page
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def findings(theme, session, qtbot, tmp_path):
    """The register of findings, of all years."""
    page = opened_part(RegistersPart, theme, session, tmp_path)
    page.tabs.setCurrentIndex(SHEETS.index(RegisterKind.FINDING))
    page.table.setFocus()
    yield page
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def column(page, key: str) -> list[str]:
    place = page.model.column_of(key)
    return [page.model.index(row, place).data(Qt.ItemDataRole.EditRole) for row in range(page.model.new_row)]


def put_cursor(page, row: int, key: str) -> None:
    page.table.setFocus()
    page.table.select_row(row, page.model.column_of(key))


def key(page, which, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.table, which, modifiers)
    QApplication.processEvents()


def test_ctrl_d_fills_down_in_one_step_and_delete_empties_a_range(findings, session):
    before = canonical_dump(session.store)
    put_cursor(findings, 0, "due_on")
    for _step in range(3):
        key(findings, Key.Key_Down, SHIFT)
    key(findings, Key.Key_D, CTRL)
    assert column(findings, "due_on") == ["05/9/2026"] * 4
    assert session.store.next_undo().sentence == "Điền 3 ô"
    session.store.undo()
    assert canonical_dump(session.store) == before
    findings.part.refresh()
    put_cursor(findings, 0, "due_on")
    for _step in range(3):
        key(findings, Key.Key_Down, SHIFT)
    key(findings, Key.Key_Delete)
    assert column(findings, "due_on") == [""] * 4
    session.store.undo()
    assert canonical_dump(session.store) == before


def test_the_corner_of_a_range_is_dragged_to_fill(findings):
    put_cursor(findings, 0, "due_on")
    QApplication.processEvents()
    table, view = findings.table, findings.table.viewport()
    corner = table._handle().center()
    last = table.visualRect(table.model().index(3, findings.model.column_of("due_on"))).center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(view, last)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=last)
    assert column(findings, "due_on") == ["05/9/2026"] * 4


def test_a_column_of_cells_is_pasted_over_and_goes_on_below_the_last_row(findings, session):
    before = canonical_dump(session.store)
    QApplication.clipboard().setText("Một\nHai\nBa")
    put_cursor(findings, 2, "text")
    key(findings, Key.Key_V, CTRL)
    assert column(findings, "text") == ["Việc một", "Việc hai", "Một", "Hai", "Ba"]
    session.store.undo()
    assert canonical_dump(session.store) == before


def test_a_pasted_cell_that_cannot_be_read_keeps_the_others_and_is_coloured(findings):
    QApplication.clipboard().setText("30/9/2026\nkhông phải ngày\n01/10/2026")
    put_cursor(findings, 0, "due_on")
    key(findings, Key.Key_V, CTRL)
    assert column(findings, "due_on")[:3] == ["30/9/2026", "", "01/10/2026"]
    cell = findings.model.index(1, findings.model.column_of("due_on"))
    assert "không phải ngày" in cell.data(CellRole.DOUBT)
    assert "không phải ngày" in findings.banner.message.sentence
    put_cursor(findings, 1, "due_on")
    key(findings, Key.Key_F2)
    type_words(QApplication.focusWidget(), "02/10/2026")
    press(QApplication.focusWidget(), Key.Key_Return, "\r")
    assert findings.model.index(1, cell.column()).data(CellRole.DOUBT) is None


def test_one_field_is_set_for_the_chosen_rows_in_one_step(page, session):
    before = canonical_dump(session.store)
    put_cursor(page, column(page, "name").index("Thôn 10"), "phone")
    for _step in range(2):
        key(page, Key.Key_Down, SHIFT)
    page.part.commands()["bulk"]()
    page.bulk_strip.choose("phone")
    type_words(QApplication.focusWidget(), "0900")
    press(QApplication.focusWidget(), Key.Key_Return, "\r")
    assert column(page, "phone")[-3:] == ["0900"] * 3
    assert page.bulk_strip.isHidden()
    session.store.undo()
    assert canonical_dump(session.store) == before


def test_alt_and_arrows_move_rows_and_put_units_below_one_another(page, session):
    start = canonical_dump(session.store)
    names = column(page, "name")
    put_cursor(page, names.index("Thôn 2"), "name")
    key(page, Key.Key_Up, ALT)
    assert column(page, "name")[-3:] == ["Thôn 2", "Thôn 10", "Thôn 1"]
    assert page.table.currentIndex().row() == len(names) - 3
    put_cursor(page, len(names) - 2, "name")
    key(page, Key.Key_Right, ALT)
    assert [page.model.line_at(row).depth for row in range(len(names) - 3, len(names))] == [0, 1, 0]
    put_cursor(page, len(names) - 3, "name")
    key(page, Key.Key_Down, ALT)  # what stands below goes along
    assert column(page, "name")[-3:] == ["Thôn 1", "Thôn 2", "Thôn 10"]
    put_cursor(page, len(names) - 1, "name")
    key(page, Key.Key_Down, ALT)  # the last of its level stays where it is
    assert column(page, "name")[-3:] == ["Thôn 1", "Thôn 2", "Thôn 10"]
    key(page, Key.Key_Left, ALT)
    assert page.model.line_at(len(names) - 1).depth == 0
    for _step in range(4):
        session.store.undo()
    assert canonical_dump(session.store) == start


def test_rows_are_dragged_by_their_number(findings, session):
    table, view = findings.table, findings.table.viewport()
    at = table.visualRect(table.model().index(3, 0)).center()
    to = table.visualRect(table.model().index(0, 0)).topLeft() + QPoint(20, 2)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(view, at - QPoint(0, 30))
    QTest.mouseMove(view, to)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=to)
    assert column(findings, "text") == ["Việc bốn", "Việc một", "Việc hai", "Việc ba"]
    assert session.store.next_undo().sentence == "Chuyển chỗ Việc bốn"


def test_a_register_in_the_order_of_its_days_says_so(findings):
    findings.tabs.setCurrentIndex(SHEETS.index(RegisterKind.SESSION))
    for words in ("a", "b"):
        rows.add_row(findings.part._presenter._services._session, RegisterKind.SESSION, {"text": words})
    findings.part.refresh()
    put_cursor(findings, 1, "text")
    key(findings, Key.Key_Up, ALT)
    assert "không chuyển dòng bằng tay" in findings.banner.message.sentence


def test_headings_sort_by_the_vietnamese_alphabet_given_names_days_and_back(page, findings):
    def press_heading(of, name: str) -> None:
        of.table.horizontalHeader().sectionClicked.emit(of.model.column_of(name))

    press_heading(page, "name")
    assert [name for name in column(page, "name") if name.startswith("Thôn")] == ["Thôn 1", "Thôn 2", "Thôn 10"]
    press_heading(page, "head")
    heads = [name for name in column(page, "head") if name]
    assert heads == ["Đỗ Ánh", "Y Ân", "Ă Bình"]  # a before â before b
    press_heading(findings, "due_on")
    assert column(findings, "due_on") == ["01/8/2026", "05/9/2026", "", ""]
    press_heading(findings, "due_on")
    assert column(findings, "due_on") == ["05/9/2026", "01/8/2026", "", ""]
    press_heading(findings, "due_on")
    assert column(findings, "text") == ["Việc một", "Việc hai", "Việc ba", "Việc bốn"]


def test_while_sorted_rows_are_not_moved(findings):
    findings.table.horizontalHeader().sectionClicked.emit(findings.model.column_of("due_on"))
    put_cursor(findings, 1, "text")
    key(findings, Key.Key_Up, ALT)
    assert "theo thứ tự của sổ" in findings.banner.message.sentence


def test_a_saved_view_narrows_sorts_lays_columns_and_is_printed_so(findings, session):
    findings._late.click()
    findings.table.horizontalHeader().sectionClicked.emit(findings.model.column_of("due_on"))
    findings.table.show_column("remedy", False)
    findings.part.commands()["save_view"]()
    type_words(QApplication.focusWidget(), "Trễ hạn")
    press(QApplication.focusWidget(), Key.Key_Return, "\r")
    findings.views.view_chosen.emit(None)
    assert len(column(findings, "text")) == 4
    assert not findings.table.isColumnHidden(findings.model.column_of("remedy"))
    saved = findings.part._presenter._sheets.views(RegisterKind.FINDING)[0]
    findings.views.view_chosen.emit(saved)
    assert column(findings, "text") == ["Việc ba", "Việc một"]
    assert findings.table.isColumnHidden(findings.model.column_of("remedy"))
    assert findings.part.view_name() == "Trễ hạn"
    paper = content(session, "register-finding", Request(on=session.today, view="Trễ hạn"))
    table = next(block for block in paper.parts[0].blocks if hasattr(block, "columns"))
    assert "Biện pháp khắc phục" not in [one.title for one in table.columns]
    assert [row.cells[1] for row in table.rows] == ["Việc ba", "Việc một"]


def test_the_columns_that_a_person_chose_are_there_again(page, theme, session, tmp_path):
    page.table.show_column("phone", False)
    again = opened_part(UnitsPart, theme, session, tmp_path)
    assert again.table.isColumnHidden(again.model.column_of("phone"))
    again.views.columns_menu.columns_reset.emit()
    assert not again.table.isColumnHidden(again.model.column_of("phone"))
    again.tabs.setCurrentIndex(TABS.index(PEOPLE))
    again.tabs.setCurrentIndex(TABS.index(UNITS))
    assert not again.table.isColumnHidden(again.model.column_of("phone"))
    again.close()
    again.deleteLater()


def test_people_are_sorted_by_given_name_and_their_list_is_printed(page, session):
    for name in ("Nguyễn Văn Ân", "Trần Thị An", "Lê Đức", "Phạm Dũng"):
        people.add_person(session, {"full_name": name})
    page.tabs.setCurrentIndex(TABS.index(PEOPLE))
    assert column(page, "full_name") == ["Trần Thị An", "Nguyễn Văn Ân", "Phạm Dũng", "Lê Đức"]
    paper = content(session, "person-list", Request(on=session.today))
    table = next(block for block in paper.parts[0].blocks if hasattr(block, "columns"))
    assert [row.cells[1] for row in table.rows] == ["Trần Thị An", "Nguyễn Văn Ân", "Phạm Dũng", "Lê Đức"]
    put_cursor(page, 1, "post")
    key(page, Key.Key_Up, ALT)
    assert "xếp theo tên" in page.banner.message.sentence


def test_shift_f10_offers_everything_that_the_mouse_can_do(page):
    put_cursor(page, 1, "name")
    spot = page.table.visualRect(page.table.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, page.table.viewport().mapToGlobal(spot))
    QApplication.sendEvent(page.table.viewport(), event)
    menu = QApplication.activePopupWidget()
    words = [action.text() for action in menu.actions()]
    menu.close()
    for wanted in ("Chuyển lên", "Điền xuống", "Đặt một trường", "Xếp theo cột này", "Xóa các dòng"):
        assert any(one.startswith(wanted) for one in words), wanted


def test_a_copied_block_is_what_excel_takes_without_marks_of_depth(page):
    put_cursor(page, 0, "name")
    for _step in range(2):
        key(page, Key.Key_Right, SHIFT)
    key(page, Key.Key_C, CTRL)
    assert QApplication.clipboard().text().split("\t")[0] == column(page, "name")[0]
    assert QApplication.clipboard().mimeData().hasHtml()
