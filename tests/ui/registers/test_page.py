"""The page Sổ theo dõi with real keys and clicks, on a real data file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kh57_desktop.domain.terms import OwedKind, Standing
from kh57_desktop.services.frame import begin_session
from kh57_desktop.services.registers import rows
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.registers.sheets import EVALUATION, EVALUATION_FIELDS, SHEETS
from kh57_desktop.store.check import check
from kh57_desktop.ui.registers import part as part_module
from kh57_desktop.ui.registers.part import RegistersPart
from kh57_desktop.ui.style.tokens import ROW
from kh57_desktop.ui.tables.roles import CellRole
from tests.services.register_samples import SAMPLES
from tests.store.makers import canonical_dump
from tests.ui.conftest import commit, press, type_words, unikey
from tests.ui.fake_desk import FakeDesk

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(data_file):
    opened = begin_session(data_file, user="Nguyễn Văn Thử")
    yield opened
    opened.close()


@pytest.fixture
def page(theme, session, qtbot, tmp_path):
    """The page alone, at the room that it has in a window of 1366×697."""
    theme.choose("light")
    theme.zoom_to(100)
    fake = FakeDesk(theme, tmp_path, plan_id=session.store.plans.newest().id)
    part = RegistersPart(fake)
    page = part.page
    page.resize(1194, 631)
    page.show()
    part.open(session)
    part.open_plan(fake.plan_id)
    QApplication.processEvents()
    page.told, page.part = fake.told, part
    yield page
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def choose(page, key: str) -> None:
    page.tabs.setCurrentIndex(SHEETS.index(key))
    page.table.setFocus()
    QApplication.processEvents()


def cells(page, key: str) -> list[str]:
    place = page.model.column_of(key)
    return [page.model.index(row, place).data() for row in range(page.model.new_row)]


def test_typing_in_the_empty_row_adds_a_row_and_goes_on_in_it(page):
    choose(page, RegisterKind.SESSION)
    assert page.model.rowCount() == 1
    page.start_adding()
    unikey(QApplication.focusWidget(), "Ta<âp<<ập huân<<ấn")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert cells(page, "text") == ["Tập huấn"]
    assert page.table.currentIndex().row() == 0
    assert page.table.currentIndex().column() == page.model.column_of("kind")
    page.table.select_row(0, page.model.column_of("participants"))
    press(page.table, Qt.Key.Key_4, "4")
    type_words(QApplication.focusWidget(), "5")
    press(QApplication.focusWidget(), Qt.Key.Key_Return, "\r")
    assert cells(page, "participants") == ["45"]
    assert page.totals._sums == {"participants": "45"}
    assert page.told.count("saved") == 2


def test_decomposed_input_is_kept_composed(page, session):
    choose(page, RegisterKind.COMMENDATION)
    page.start_adding()
    commit(QApplication.focusWidget(), "Da\u0302\u0303n đa\u0302\u0300u")
    press(QApplication.focusWidget(), Qt.Key.Key_Return, "\r")
    assert session.store.registers.commendations.all()[0].text == "Dẫn đầu"


def test_a_refused_cell_says_why_and_the_words_are_not_lost(page, session):
    choose(page, RegisterKind.BUDGET_LINE)
    rows.add_row(session, RegisterKind.BUDGET_LINE, {"text": "Máy tính"})
    page.part.refresh()
    page.table.select_row(0, page.model.column_of("planned"))
    press(page.table, Qt.Key.Key_F2)
    type_words(QApplication.focusWidget(), "mot tram")
    press(QApplication.focusWidget(), Qt.Key.Key_Return, "\r")
    assert page.banner.isVisible()
    assert session.store.registers.budget_lines.all()[0].planned is None
    page.banner.message.buttons[0][1]()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "mot tram"
    editor.setText("100")
    press(editor, Qt.Key.Key_Return, "\r")
    assert session.store.registers.budget_lines.all()[0].planned == 100_000_000


def test_a_block_from_excel_with_headings_fills_and_adds_in_one_step(page, session, qtbot):
    choose(page, RegisterKind.UNIT_PLAN)
    rows.add_row(session, RegisterKind.UNIT_PLAN, {"text": "cũ"})
    page.part.refresh()
    before = canonical_dump(session.store)
    words = "Nội dung\tHạn\nKế hoạch A\t30/9/2026\nKế hoạch B\t15/10/2026\n\nKế hoạch C\t"
    QApplication.clipboard().setText(words)
    page.table.select_row(0, 0)
    qtbot.keyClick(page.table, Qt.Key.Key_V, CONTROL)
    assert cells(page, "text") == ["cũ"]  # shown first
    qtbot.mouseClick(page.preview._over, Qt.MouseButton.LeftButton)
    assert sorted(cells(page, "text")) == ["Kế hoạch A", "Kế hoạch B", "Kế hoạch C"]
    assert sorted(cells(page, "due_on")) == ["", "15/10/2026", "30/9/2026"]
    assert any(told.startswith("done Đã dán") for told in page.told)
    session.store.undo()
    assert canonical_dump(session.store) == before


def test_of_a_pasted_block_the_bad_cell_is_coloured_first_and_stays_empty(page, session, qtbot):
    choose(page, RegisterKind.BUDGET_LINE)
    before = canonical_dump(session.store)
    QApplication.clipboard().setText("2026\tMáy tính\tN1\n2026\tMáy in\tN99")
    page.table.select_row(0, 1)
    qtbot.keyClick(page.table, Qt.Key.Key_V, CONTROL)
    shown = page.preview._table.model()
    assert "N99" in shown.index(1, 2).data(CellRole.DOUBT)
    assert shown.index(0, 2).data(CellRole.DOUBT) is None
    assert canonical_dump(session.store) == before
    press(QApplication.focusWidget(), Qt.Key.Key_Space, " ")
    assert cells(page, "text") == ["Máy tính", "Máy in"]
    assert [bool(row.task_id) for row in session.store.registers.budget_lines.all()] == [True, False]
    assert "N99" in page.banner.message.sentence
    session.store.undo()
    assert canonical_dump(session.store) == before


@pytest.mark.parametrize("key", SHEETS)
def test_full_text_and_back_in_every_sheet_whatever_columns_it_shows(page, key):
    choose(page, key)
    view = page.table
    view.show_full(True)
    heights = [view.rowHeight(row) for row in range(page.model.rowCount())]
    assert min(heights) >= page._theme.px(ROW)
    for place, column in enumerate(view.columns):
        view.setColumnHidden(place, column.is_wrapped)
    view._fit_rows()
    assert {view.rowHeight(row) for row in range(min(3, page.model.rowCount()))} == {page._theme.px(ROW)}
    view.show_full(False)
    assert {view.rowHeight(row) for row in range(page.model.rowCount())} == {page._theme.px(ROW)}


@pytest.mark.parametrize("key", SHEETS)
def test_every_sheet_keeps_qts_contract_and_names_its_cells(page, session, key):
    for kind, fields in SAMPLES.items():
        rows.add_row(session, kind, fields)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    choose(page, key)
    page.part.refresh()
    model = page.model
    assert model.rowCount() >= 1
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            assert model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == model.rowCount()


@pytest.mark.parametrize("key", SHEETS)
def test_headings_have_room(page, theme, key):
    """No heading of a column that is shown is cut at 1366×768."""
    choose(page, key)
    metrics = QFontMetricsF(theme.font("small_strong"))
    for place, column in enumerate(page.model.columns):
        if not page.table.isColumnHidden(place):
            needed = metrics.horizontalAdvance(column.field.title) + theme.px(16)
            assert needed <= page.table.columnWidth(place), column.field.title
    shown = {
        column.field.key for place, column in enumerate(page.model.columns) if not page.table.isColumnHidden(place)
    }
    fields = EVALUATION_FIELDS if key == EVALUATION else DEFINITIONS[RegisterKind(key)].fields
    assert {one.key for one in fields if not one.leaves} <= shown


def test_late_rows_are_counted_on_the_tab_and_the_chip_leaves_only_them(page, session, qtbot):
    rows.add_row(session, RegisterKind.FINDING, {"text": "trễ", "due_on": "01/9/2026"})
    rows.add_row(session, RegisterKind.FINDING, {"text": "chưa", "due_on": "01/12/2026"})
    page.part.refresh()
    place = SHEETS.index(RegisterKind.FINDING)
    assert page.tabs.tabText(place) == "Khắc phục 1"
    assert "counts registers 0 1" in page.told
    choose(page, RegisterKind.FINDING)
    assert page.model.index(0, page.model.column_of("standing")).data(CellRole.STATE).standing is Standing.OVERDUE
    qtbot.mouseClick(page._late, Qt.MouseButton.LeftButton)
    assert cells(page, "text") == ["trễ"]
    page.part.search("chua")
    assert page.empty.isVisible()
    qtbot.mouseClick(page.empty.first, Qt.MouseButton.LeftButton)
    page.part.search("")
    assert len(cells(page, "text")) == 2


def test_verbs_make_a_task_close_findings_and_ask_units(page, session, qtbot):
    rows.add_row(session, RegisterKind.CONCLUSION, {"text": "Lắp wifi", "held_on": "05/9/2026"})
    choose(page, RegisterKind.CONCLUSION)
    qtbot.mouseClick(page._act, Qt.MouseButton.LeftButton)
    task_id = session.store.registers.conclusions.all()[0].task_id
    assert task_id is not None
    page.banner.message.buttons[0][1]()
    assert f"go to tasks {task_id}" in page.told

    rows.add_row(session, RegisterKind.FINDING, {"text": "x"})
    choose(page, RegisterKind.FINDING)
    qtbot.mouseClick(page._act, Qt.MouseButton.LeftButton)
    assert session.store.registers.findings.all()[0].closed_on == session.today

    choose(page, RegisterKind.UNIT_PLAN)
    qtbot.mouseClick(page._act, Qt.MouseButton.LeftButton)
    assert page.ask_line.isVisible()
    page.ask_line._text.setText("Kế hoạch năm")
    page.ask_line._due.setText("30/9")
    page.ask_line.do()
    asked = session.store.registers.unit_plans.all()
    assert len(asked) >= 2
    assert {row.kind for row in asked} == {OwedKind.PLAN}
    assert not page.ask_line.isVisible()


def test_an_inspection_gets_a_finding_and_its_page_opens(page, session, qtbot):
    rows.add_row(session, RegisterKind.INSPECTION, {"text": "Kiểm tra", "unit": "Công an xã", "held_on": "01/9/2026"})
    choose(page, RegisterKind.INSPECTION)
    qtbot.mouseClick(page._act, Qt.MouseButton.LeftButton)
    assert page.tabs.currentIndex() == SHEETS.index(RegisterKind.FINDING)
    finding = session.store.registers.findings.all()[0]
    assert finding.unit_id == session.store.registers.inspections.all()[0].unit_id
    assert page.table.currentIndex().row() == page.model.row_of(finding.id)


def test_links_are_typed_into_the_cell(page, session):
    rows.add_row(session, RegisterKind.DIRECTIVE, {"kind": "Nghị quyết", "number": "57"})
    choose(page, RegisterKind.DIRECTIVE)
    page.table.select_row(0, page.model.column_of("links"))
    press(page.table, Qt.Key.Key_F2)
    type_words(QApplication.focusWidget(), "K1, N2")
    press(QApplication.focusWidget(), Qt.Key.Key_Return, "\r")
    assert cells(page, "links") == ["K1, N2"]


def test_the_evaluation_prints_its_rule_below_and_takes_weights(page, session, qtbot):
    choose(page, EVALUATION)
    assert page.model.new_row is None
    assert page._notes[0].words.startswith("1. Tính các nhiệm vụ đơn vị chủ trì")
    qtbot.mouseClick(page._act, Qt.MouseButton.LeftButton)
    page.weight_line._edits["on_time"].setText("70")
    page.weight_line.do()
    assert page.model.column_of("points") is not None
    assert page._notes[6].words.startswith("7. Điểm theo hệ số")


def test_rows_go_to_the_bin_with_the_key(page, session, qtbot):
    for name in ("a", "b", "c"):
        rows.add_row(session, RegisterKind.SESSION, {"text": name})
    choose(page, RegisterKind.SESSION)
    page.table.select_row(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.start_binning()
    assert cells(page, "text") == ["c"]
    page._ask_print()
    assert "paper register-session" in page.told


def test_narrow_and_short_pages_keep_every_sheet_reachable(page):
    page.resize(859, 375)
    QApplication.processEvents()
    assert not page.tabs.isVisible()
    assert page._chooser.isVisible()
    page._chooser.menu_shown.aboutToShow.emit()
    page._chooser.menu_shown.actions()[SHEETS.index(RegisterKind.DIRECTIVE)].trigger()
    assert page.facts.words.startswith("Văn bản chỉ đạo")
    assert page._chooser.text() == "Văn bản"


def test_facts_of_a_report_open_their_row(page, session):
    row = rows.add_row(session, RegisterKind.INSPECTION, {"text": "Kiểm tra", "year": "2024"})
    page.part.go_to(f"inspection/{row.id}")
    assert page.tabs.currentIndex() == SHEETS.index(RegisterKind.INSPECTION)
    assert page.model.line_at(page.table.currentIndex().row()).id == row.id
    choose(page, RegisterKind.SESSION)
    page.part.go_to(row.id)
    assert page.tabs.currentIndex() == SHEETS.index(RegisterKind.INSPECTION)
    page.part.go_to("nothing of ours")
    assert page.tabs.currentIndex() == SHEETS.index(RegisterKind.INSPECTION)


def test_every_control_has_a_name(page):
    for key in SHEETS:
        choose(page, key)
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert name, (key, type(widget).__name__)


def test_the_pane_shows_the_row_its_findings_and_the_minutes(page, session, qtbot, tmp_path, monkeypatch):
    inspection = rows.add_row(session, RegisterKind.INSPECTION, {"text": "Kiểm tra Đảng bộ", "unit": "Công an xã"})
    finding = rows.finding_of(session, inspection, "Chưa đủ hồ sơ")
    choose(page, RegisterKind.INSPECTION)
    page.open_pane()
    page.part.refresh()
    page.table.select_row(0)
    words = [words.words for _label, words in page.pane._words if not words.isHidden()]
    assert {"Kiểm tra Đảng bộ", "Công an xã"} <= set(words)
    document = tmp_path / "bien-ban.txt"
    document.write_text("Biên bản kiểm tra", encoding="utf-8")
    monkeypatch.setattr(part_module, "ask_open", lambda *_args: document)
    qtbot.mouseClick(page.pane._attach, Qt.MouseButton.LeftButton)
    assert page.pane._file.words == "bien-ban.txt"
    copy = tmp_path / "ban-sao.txt"
    monkeypatch.setattr(part_module, "ask_save", lambda *_args, **_words: copy)
    qtbot.mouseClick(page.pane._save, Qt.MouseButton.LeftButton)
    assert copy.read_text(encoding="utf-8") == "Biên bản kiểm tra"
    secret = tmp_path / "TỐI MẬT.txt"
    secret.write_text("x", encoding="utf-8")
    page.pane.dropped.emit(secret)
    assert page.banner.isVisible()
    assert session.store.registers.inspections.all()[0].minutes_attachment is not None
    qtbot.mouseClick(page.pane._detach, Qt.MouseButton.LeftButton)
    assert session.store.registers.inspections.all()[0].minutes_attachment is None
    assert check(session.store.path) == []
    page.pane._related.activated.emit(page.pane._related._words.index(0))
    assert page.tabs.currentIndex() == SHEETS.index(RegisterKind.FINDING)
    assert page.model.line_at(page.table.currentIndex().row()).id == finding.id


def test_the_chain_of_a_document_shows_its_basis_line(page, session):
    rows.add_row(session, RegisterKind.DIRECTIVE, {"kind": "Nghị quyết", "number": "57-NQ/TW"})
    rows.add_row(session, RegisterKind.DIRECTIVE, {"kind": "Kế hoạch", "number": "05-KH/TU", "parent": "57-NQ/TW"})
    choose(page, RegisterKind.DIRECTIVE)
    page.part.refresh()
    page.table.select_row(1)
    assert page.pane._related._words.stringList() == ["Nghị quyết 57-NQ/TW", "Căn cứ Kế hoạch số 05-KH/TU"]


def test_the_yearly_budget_begins_at_the_year_and_names_where_to_type(page, session):
    page.tabs.setCurrentIndex(SHEETS.index(RegisterKind.BUDGET_YEAR))
    assert page.table.currentIndex().column() == page.model.column_of("year")
    place = page.model.new_row
    hints = [page.model.index(place, column).data() for column in range(page.model.columnCount())]
    assert [page.model.columns[column].field.key for column, words in enumerate(hints) if words] == ["document"]
