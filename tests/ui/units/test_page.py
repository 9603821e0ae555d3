"""The page Đơn vị & cán bộ with real keys and clicks, on a real data file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.domain.terms import Standing, UnitSide
from kh57_desktop.i18n import fold
from kh57_desktop.services import people, tasks, units
from kh57_desktop.services.frame import begin_session
from kh57_desktop.services.plans import plan_of, unit_by_name
from kh57_desktop.services.unit_table import PEOPLE, UNITS
from kh57_desktop.store.check import check
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.units import part as units_part
from kh57_desktop.ui.units.page import TABS
from kh57_desktop.ui.units.part import UnitsPart
from tests.store.makers import canonical_dump
from tests.ui.conftest import press, type_words
from tests.ui.fake_desk import FakeDesk

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(data_file):
    opened = begin_session(data_file, user="Nguyễn Văn Thử")
    yield opened
    opened.close()


@pytest.fixture
def page(theme, session, qtbot, tmp_path):
    theme.choose("light")
    theme.zoom_to(100)
    fake = FakeDesk(theme, tmp_path, plan_id=session.store.plans.newest().id)
    part = UnitsPart(fake)
    page = part.page
    page.resize(1194, 631)
    page.show()
    part.open(session)
    part.open_plan(fake.plan_id)
    page.table.setFocus()
    QApplication.processEvents()
    page.told, page.part = fake.told, part
    yield page
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def names(page) -> list[str]:
    place = page.model.first_column
    return [page.model.index(row, place).data(Qt.ItemDataRole.EditRole) for row in range(page.model.new_row)]


def choose(page, key: str) -> None:
    page.tabs.setCurrentIndex(TABS.index(key))
    page.table.setFocus()
    QApplication.processEvents()


def row_of(page, name: str) -> int:
    return names(page).index(name)


def test_units_show_what_they_lead_and_what_is_late(page):
    row = row_of(page, "Phòng Kinh tế")
    cell = page.model.index(row, page.model.column_of("late")).data(CellRole.STATE)
    assert (cell.standing, cell.words) == (Standing.OVERDUE, "3 quá hạn")
    page.table.select_row(row, 0)
    assert page.pane.unit._name.words == "Phòng Kinh tế"
    assert page.pane.unit._task_title.text() == "Chủ trì 6 việc, 3 quá hạn; phối hợp 0"
    page.pane.unit._task_list.activated.emit(page.pane.unit._task_list.model().index(0, 0))
    assert any(told.startswith("go to tasks ") for told in page.told)


def test_a_unit_is_typed_in_and_edited_by_keys_alone(page, session):
    page.start_adding()
    type_words(QApplication.focusWidget(), "Trường Tiểu học Thử")
    press(QApplication.focusWidget(), Qt.Key.Key_Return, "\r")
    made = unit_by_name(session, "Trường Tiểu học Thử")
    assert made.side is UnitSide.GOVERNMENT
    row = row_of(page, made.name)
    page.table.select_row(row, page.model.column_of("side"))
    press(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    type_words(editor, "mat tran")
    press(editor, Qt.Key.Key_Return, "\r")
    assert session.store.offices.unit(made.id).side is UnitSide.FRONT
    page.table.select_row(row, page.model.column_of("head"))
    press(page.table, Qt.Key.Key_B, "B")
    press(QApplication.focusWidget(), Qt.Key.Key_Return, "\r")
    assert session.store.offices.unit(made.id).head == "B"


def test_two_chosen_rows_are_merged_by_one_press_and_undone(page, session, qtbot):
    units.add_unit(session, {"name": "Ban Kinh tế mới", "phone": "0900"})
    page.part.refresh()
    assert page._twins.isHidden()
    before = canonical_dump(session.store)
    rows = sorted((row_of(page, "Công an xã"), row_of(page, "Ban Kinh tế mới")))
    page.table.select_row(rows[0], 0)
    for _step in range(rows[1] - rows[0]):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    chosen = page.chosen()
    qtbot.mouseClick(page._merge, Qt.MouseButton.LeftButton)
    assert page.banner.isVisible()
    assert all(line.unit.name in page.banner.message.sentence for line in chosen)
    page.banner.message.buttons[0][1]()
    assert len(names(page)) == len(session.store.offices.units())
    assert any(told.startswith("done Đã gộp") for told in page.told)
    session.store.undo()
    assert canonical_dump(session.store) == before


def test_one_row_alone_is_not_merged(page, qtbot):
    page.table.select_row(0, 0)
    qtbot.mouseClick(page._merge, Qt.MouseButton.LeftButton)
    assert page.banner.message.sentence == "Để gộp, cần chọn dòng của hai đơn vị trở lên."


def test_a_unit_that_is_named_stays_and_says_why(page, session):
    page.table.select_row(row_of(page, "Công an xã"), 0)
    page.start_binning()
    assert "Công an xã" in names(page)
    assert "còn được nêu" in page.banner.message.sentence


def test_a_duty_becomes_a_task_from_the_pane(page, session, qtbot):
    from kh57_desktop.domain.plans import Duty
    from kh57_desktop.services.session import new_id

    plan, unit = plan_of(session, None), unit_by_name(session, "Công an xã")
    with session.store.changes("trách nhiệm"):
        session.store.plans.put_duty(Duty(new_id(), plan.id, "1", unit.id, unit.name, "Bảo đảm an ninh mạng", 1))
    page.part.refresh()
    page.table.select_row(row_of(page, unit.name), 0)
    count = len(session.store.tasks.of_plan(plan.id))
    qtbot.mouseClick(page.pane.unit._make, Qt.MouseButton.LeftButton)
    assert len(session.store.tasks.of_plan(plan.id)) == count + 1
    assert page.pane.unit._duties._words.stringList() == ["✓ Bảo đảm an ninh mạng"]


def test_who_leaves_hands_over_from_the_pane_and_the_record_is_saved(page, session, qtbot, tmp_path, monkeypatch):
    plan = plan_of(session, None)
    people.add_person(session, {"full_name": "Trần Thị Thử", "post": "Công chức"})
    tasks.edit_tasks(session, [tasks.task_by_key(session, plan, "N1")], {"lead_person": "Trần Thị Thử"})
    choose(page, PEOPLE)
    assert names(page) == ["Trần Thị Thử"]
    page.table.select_row(0, 0)
    qtbot.mouseClick(page._hand_over, Qt.MouseButton.LeftButton)
    card = page.pane.person
    assert QApplication.focusWidget() is card._receiver
    type_words(card._receiver, "Lê Văn Nhận")
    path = tmp_path / "bien-ban.docx"
    monkeypatch.setattr(units_part, "ask_save", lambda *_args, **_words: path)
    qtbot.mouseClick(card._record, Qt.MouseButton.LeftButton)
    assert path.read_bytes().startswith(b"PK")
    qtbot.mouseClick(card._hand, Qt.MouseButton.LeftButton)
    assert session.store.tasks.by_code(plan.id, "N1").lead_person == "Lê Văn Nhận"
    assert "Đã bàn giao" in card._past.words
    assert not card._hand.isEnabled()
    kept = tmp_path / "da-luu.pdf"
    monkeypatch.setattr(units_part, "ask_save", lambda *_args, **_words: kept)
    qtbot.mouseClick(card._record, Qt.MouseButton.LeftButton)
    assert kept.read_bytes().startswith(b"%PDF-")
    assert check(session.store.path) == []


def test_a_double_typed_without_marks_is_refused_in_the_words_of_the_page(page, session):
    before = [unit.name for unit in session.store.offices.units()]
    page.table.select_row(page.model.rowCount() - 1, 1)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    type_words(editor, fold(before[0]))
    press(editor, Qt.Key.Key_Return, "\r")
    assert [unit.name for unit in session.store.offices.units()] == before
    assert "giá trị hợp lệ của tên" in page.banner.message.sentence
    assert before[0] in page.banner.message.advice


def test_a_receiver_typed_for_one_person_is_not_there_for_another(page, session):
    for name in ("Trần Thị Thử", "Vi Văn Hai"):
        people.add_person(session, {"full_name": name, "post": "Công chức"})
    choose(page, PEOPLE)
    page.table.select_row(0, 0)
    card = page.pane.person
    type_words(card._receiver, "Lê Văn Nhận")
    page.table.select_row(1, 0)
    assert card._receiver.text() == ""


def test_people_are_pasted_with_headings_in_one_step(page, session, qtbot):
    choose(page, PEOPLE)
    QApplication.clipboard().setText(
        "Họ và tên\tChức vụ\tĐơn vị\nLò Văn A\tTrưởng\tCông an xã\nVi Thị B\tPhó\tPhòng Kinh tế"
    )
    page.table.select_row(0, 0)
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert session.store.offices.people() == []  # shown first
    press(QApplication.focusWidget(), Qt.Key.Key_Space, " ")
    assert names(page) == ["Lò Văn A", "Vi Thị B"]
    assert page.told.count("saved") == 1
    session.store.undo()
    assert session.store.offices.people() == []


def test_filters_narrow_and_are_dropped(page, session, qtbot):
    count = len(names(page))
    qtbot.mouseClick(page._late, Qt.MouseButton.LeftButton)
    assert names(page) == ["Phòng Kinh tế"]
    qtbot.mouseClick(page._late, Qt.MouseButton.LeftButton)
    page._side_menu.actions()[1 + list(UnitSide).index(UnitSide.FORCES)].trigger()
    assert names(page) == ["Công an xã"]
    page.part.search("khong co")
    assert page.empty.isVisible()
    qtbot.mouseClick(page.empty.first, Qt.MouseButton.LeftButton)
    assert len(names(page)) == count


@pytest.mark.parametrize("key", TABS)
def test_the_sheet_keeps_qts_contract_has_room_and_names_everything(page, session, theme, key):
    people.add_person(session, {"full_name": "Trần Thị Thử"})
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    choose(page, key)
    page.part.refresh()
    metrics = QFontMetricsF(theme.font("small_strong"))
    for place, column in enumerate(page.model.columns):
        if not page.table.isColumnHidden(place):
            assert metrics.horizontalAdvance(column.field.title) + theme.px(16) <= page.table.columnWidth(place)
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, type(widget).__name__
    page.part.go_to(session.store.offices.people()[0].id if key == PEOPLE else session.store.offices.units()[0].id)
    assert page.tabs.currentIndex() == TABS.index(key)
    assert (UNITS, PEOPLE) == TABS
