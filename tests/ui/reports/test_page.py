"""The page Báo cáo with real keys: calendar, draft, figures that open rows, check list, issuing, correcting."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QToolButton

from kh57_desktop.domain.terms import ReportState
from kh57_desktop.services.session import Session
from kh57_desktop.store.opening import open_store
from kh57_desktop.ui.reports.dialogs import AskDialog, DaysDialog, IssueDialog
from kh57_desktop.ui.reports.draft_lines import LineKind
from kh57_desktop.ui.reports.regimes_dialog import RegimesDialog
from kh57_desktop.ui.reports.side_pane import Tab
from tests.ui.conftest import NOW, press, type_words

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """The window opens its files on 8 September 2026."""

    def begin(path, *, user):
        return Session(open_store(path, user=user, clock=lambda: NOW), user, lambda: NOW)

    monkeypatch.setattr("kh57_desktop.ui.desk.begin_session", begin)


@pytest.fixture
def page(desk):
    desk.window.resize(1366, 697)
    desk.window.show_page("reports")
    return desk.window.page("reports")


@pytest.fixture
def store(desk):
    return desk._office.session.store


def presenter_of(desk):
    return desk._shelf.part("reports")._presenter


def line_at(page, key: str):
    """Row of the first line whose text holds `key`."""
    row = next(row for row, line in enumerate(page.draft.lines) if key in line.text)
    page.draft.setCurrentIndex(page.draft.model().index(row, 0))
    page.draft.setFocus()
    return page.draft.lines[row]


def test_the_calendar_names_what_is_owed_with_the_days_left(page):
    lines = [line for line in page.calendar.lines if line.key]
    assert [line.key for line in lines][:4] == ["ND09/2026-Q1", "ND09/2026-H1", "ND09/2026-9M", "ND09/2026"]
    assert "quá" in lines[0].due
    nine = next(line for line in lines if line.key == "ND09/2026-9M")
    assert nine.due == "hạn 17/9 · còn 9 ngày"
    model = page.calendar.model()
    spoken = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "Quý I năm 2026" in spoken
    assert "quá" in spoken


def test_arrows_in_the_calendar_show_the_report(page, qtbot):
    page.calendar.setFocus()
    before = page.title.text()
    press(page.calendar, Qt.Key.Key_Up)
    assert page.title.text() != before
    assert "Báo cáo" in page.title.text()


def test_printing_shows_the_report_in_sight(page, desk, qtbot):
    presenter = presenter_of(desk)
    presenter.go_to("ND09/2026-H1")
    page.print_asked.emit()
    preview = desk._shelf.part("preview")._presenter
    qtbot.waitUntil(lambda: preview.wanted is not None and preview.wanted.kind == "report")
    assert preview.wanted.period == "2026-H1"
    assert preview.wanted.body == presenter.services.bodies()[0][1]


def test_a_figure_opens_its_rows_by_key_and_they_open_the_task(page, desk):
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Right)
    press(page.draft, Qt.Key.Key_Space)
    assert page.pane.tab is Tab.ROWS
    rows = page.pane.rows.rows.list_model.rows
    assert {row.opens for row in rows} <= {f"N{number}" for number in range(1, 10)}
    assert len(rows) == 6  # nine tasks, three of them thường xuyên
    page.pane.focus_list()
    press(page.pane.rows.rows, Qt.Key.Key_Return)
    assert desk.window.page_key == "tasks"


def test_a_click_on_a_figure_opens_its_rows(page, qtbot):
    line = line_at(page, "Tổng số nhiệm vụ")
    view = page.draft
    box = view.visualRect(view.currentIndex())
    found = next(
        (x, y)
        for y in range(box.top() + 4, box.bottom(), 8)
        for x in range(box.left() + 40, box.right() - 24, 3)
        if view._figure_at(view.viewport().rect().topLeft() + type(box.topLeft())(x, y)) == 1
    )
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=type(box.topLeft())(*found))
    assert page.pane.tab is Tab.ROWS
    assert len(page.pane.rows.rows.list_model.rows) == len(line.figures[1].rows)


def test_a_sentence_typed_by_hand_is_saved_marked_and_taken_back(page, desk, store):
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    editor = page.draft.findChild(QPlainTextEdit)
    assert editor is not None
    editor.selectAll()
    type_words(editor, "Cau cua can bo.")
    press(editor, Qt.Key.Key_Return)
    line = next(line for line in page.draft.lines if line.text == "Cau cua can bo.")
    assert line.edited
    report = store.reports.all()[0]
    assert report.state is ReportState.DRAFT
    assert "Cau cua can bo." in "".join(section.text for section in report.sections)
    model = page.draft.model()
    row = page.draft.lines.index(line)
    assert "đã sửa tay" in model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
    desk.window.menus.actions["undo"].trigger()
    assert not any(line.text == "Cau cua can bo." for line in page.draft.lines)


def test_esc_leaves_a_sentence_as_it_was(page, store):
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    editor = page.draft.findChild(QPlainTextEdit)
    type_words(editor, "x")
    press(editor, Qt.Key.Key_Escape)
    assert store.reports.all() == []


def test_tab_keeps_the_sentence_and_leads_on(page, store):
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    editor = page.draft.findChild(QPlainTextEdit)
    editor.selectAll()
    type_words(editor, "Bang Tab.")
    press(editor, Qt.Key.Key_Tab, "\t")
    assert "Bang Tab." in store.reports.all()[0].sections[1].text
    assert QApplication.focusWidget() is page.draft
    QTest.keyClick(page.draft, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.draft


@pytest.mark.parametrize("where", ["search", "forms", "pane_button", "copy_button", "calendar"])
def test_the_keyboard_stays_where_a_person_went_from_a_sentence_that_was_open(page, desk, qtbot, where):
    """What is typed next belongs there, not to the draft behind."""
    target = desk.window.top.search if where == "search" else getattr(page, where)
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    type_words(page.draft.findChild(QPlainTextEdit), "Câu mới.")
    target.setFocus(Qt.FocusReason.MouseFocusReason)
    for _turn in range(5):
        QApplication.processEvents()
    assert QApplication.focusWidget() is target
    assert page.draft.findChild(QPlainTextEdit) is None or not page.draft.findChild(QPlainTextEdit).isVisible()


def test_tab_leads_round_the_whole_page_from_every_button_with_a_sentence_open(page, desk):
    """Once a run of random hands met three places on this page that took turns."""
    buttons = [one for one in page.findChildren(QToolButton) if one.isVisible() and one.isEnabled()]
    assert len(buttons) > 1
    for button in buttons:
        line_at(page, "Tổng số nhiệm vụ")
        press(page.draft, Qt.Key.Key_Return)
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        QApplication.processEvents()
        passed = []
        for _step in range(12):
            passed.append(QApplication.focusWidget())
            QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
        assert passed[0] is button
        assert len({id(one) for one in passed}) > 8, button.accessibleName()


def test_a_click_elsewhere_keeps_what_was_typed_without_a_warning(page, store, qtbot, capfd):
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    editor = page.draft.findChild(QPlainTextEdit)
    editor.selectAll()
    type_words(editor, "Giu lai.")
    page.calendar.setFocus()
    qtbot.waitUntil(lambda: any(line.text == "Giu lai." for line in page.draft.lines))
    assert "Giu lai." in store.reports.all()[0].sections[1].text
    assert "does not belong" not in capfd.readouterr().err


def test_a_sentence_left_for_another_report_stays_in_its_own(page, store, qtbot):
    chosen = next(line for line in page.calendar.lines if line.key == "ND09/2026-9M")
    page.calendar.setCurrentIndex(page.calendar.model().index(page.calendar.lines.index(chosen), 0))
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    editor = page.draft.findChild(QPlainTextEdit)
    editor.selectAll()
    type_words(editor, "Chin thang.")
    page.calendar.setFocus()
    page.calendar.setCurrentIndex(page.calendar.model().index(1, 0))
    assert page.title.text() == "Báo cáo quý I năm 2026"
    QApplication.processEvents()
    (kept,) = store.reports.all()
    assert kept.period == "2026-9M"
    assert "Chin thang." in kept.sections[1].text


def test_a_sentence_of_ones_own_and_one_left_out(page, store):
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Insert)
    editor = page.draft.findChild(QPlainTextEdit)
    editor.selectAll()
    type_words(editor, "Them mot cau.")
    press(editor, Qt.Key.Key_Return)
    texts = [line.text for line in page.draft.lines]
    assert texts.index("Them mot cau.") == next(place for place, text in enumerate(texts) if "Tổng số" in text) + 1
    line_at(page, "Ban Chỉ đạo") if any("Ban Chỉ đạo" in text for text in texts) else line_at(page, "Trong kỳ")
    press(page.draft, Qt.Key.Key_Delete)
    assert page.draft.current is not None
    assert page.draft.current.kind is LineKind.LEFT_OUT


def test_every_finding_opens_its_record_and_may_be_let_pass(page, desk):
    desk._shelf.part("reports").commands()["checks"]()
    assert page.pane.tab is Tab.CHECKS
    part = page.pane.checks
    first = next(place for place, row in enumerate(part.rows.list_model.rows) if row.opens)
    count = len([row for row in part.rows.list_model.rows if row.key])
    part.rows.setCurrentIndex(part.rows.list_model.index(first))
    key = part.rows.list_model.rows[first].key
    type_words(part.reason, "da kiem tra")
    press(part.reason, Qt.Key.Key_Return)
    rows = page.pane.checks.rows.list_model.rows
    assert len([row for row in rows if row.key]) == count - 1
    assert not any(row.key == key for row in rows)
    assert any("da kiem tra" in row.small for row in rows)
    place = next(place for place, row in enumerate(rows) if row.opens.startswith("N"))
    part.rows.setCurrentIndex(part.rows.list_model.index(place))
    press(part.rows, Qt.Key.Key_Return)
    assert desk.window.page_key == "tasks"


def answer(monkeypatch, kind: type[QDialog], fill) -> list[QDialog]:
    """The dialog is filled in by `fill` and its button pressed instead of waiting for a person."""
    seen: list[QDialog] = []

    def run(dialog: QDialog) -> int:
        seen.append(dialog)
        fill(dialog)
        dialog.accept_button.click()
        return dialog.result()

    monkeypatch.setattr(kind, "exec", run)
    return seen


def issue_is_over(page, qtbot) -> None:
    qtbot.waitUntil(lambda: page.main_verb.isEnabled())


def test_issuing_asks_once_and_freezes_then_a_correction_opens(page, desk, store, monkeypatch, qtbot):
    seen = answer(monkeypatch, IssueDialog, lambda dialog: dialog._signer.setText("Người Ký"))
    page.main_verb.click()
    issue_is_over(page, qtbot)
    assert len(seen) == 1
    assert "không hoàn tác được" in " ".join(
        QAccessible.queryAccessibleInterface(child).text(QAccessible.Text.Name)
        for child in seen[0].children()
        if child.isWidgetType()
    )
    issued = store.reports.all()[0]
    assert (issued.state, issued.number, issued.signature.name) == (ReportState.ISSUED, 1, "Người Ký")
    assert page.main_verb.text() == "Đính chính…"
    assert "Đã ban hành báo cáo" in page.banner.message.sentence
    line_at(page, "Tổng số nhiệm vụ")
    press(page.draft, Qt.Key.Key_Return)
    assert page.draft.findChild(QPlainTextEdit) is None  # frozen
    page.main_verb.click()
    assert page.title.text().startswith("Đính chính")
    assert page.pane.tab is Tab.CHANGES
    assert page.pane.stack.currentWidget() is page.pane.corrections
    page.main_verb.click()  # nothing to correct yet
    issue_is_over(page, qtbot)
    assert "giống báo cáo" in page.banner.message.sentence
    line = next(line for line in page.calendar.lines if line.state == "Đang soạn đính chính")
    assert line.due.startswith("ban hành")  # what was handed in is not late again
    desk._shelf.part("reports").commands()["drop_correction"]()
    assert page.main_verb.text() == "Đính chính…"


def test_a_wrong_number_keeps_the_dialog_open_and_says_why(page, store, monkeypatch):
    seen = answer(monkeypatch, IssueDialog, lambda dialog: dialog._number.setText("không"))
    page.main_verb.click()
    assert seen[0].answer is None
    assert "số văn bản" in seen[0].wrong.words
    assert store.reports.all() == []


def test_a_letter_changes_the_days_and_adds_a_report(page, desk, monkeypatch):
    commands = desk._shelf.part("reports").commands()
    presenter_of(desk).go_to("2026-9M")

    def days(dialog) -> None:
        dialog._letter.setText("Công văn số 88/UBND-VX")
        dialog._due.setText("25/9/2026")
        dialog._from.setText("1/1/2026")

    answer(monkeypatch, DaysDialog, days)
    commands["days"]()
    assert next(line for line in page.calendar.lines if line.key == "ND09/2026-9M").due == "hạn 25/9 · còn 17 ngày"
    assert "88/UBND-VX" in page.about.words
    assert "01/01/2026–14/9/2026" in page.about.words

    def ask(dialog) -> None:
        dialog._superior.setCurrentIndex(2)
        dialog._letter.setText("Công văn số 9")
        dialog._title.setText("Báo cáo chuyên đề Đề án 06")
        dialog._first.setText("1/7/2026")
        dialog._last.setText("1/9/2026")
        dialog._due.setText("20/9/2026")

    answer(monkeypatch, AskDialog, ask)
    commands["ask"]()
    assert page.title.text() == "Báo cáo chuyên đề Đề án 06"
    superior = desk._office.session.store.offices.superiors()[1]
    assert presenter_of(desk).owed.superior == superior.name


def test_what_was_reported_elsewhere_leaves_the_calendar_with_one_undo(page, desk, qtbot):
    first = next(line.key for line in page.calendar.lines if line.key)
    presenter_of(desk).go_to(first)
    desk._shelf.part("reports").commands()["leave_out"]()
    assert first not in [line.key for line in page.calendar.lines]
    assert page.title.text()
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert first in [line.key for line in page.calendar.lines]


def test_a_section_is_copied_and_the_tick_for_the_system_above_kept(page, desk, store):
    line_at(page, "Tổng số nhiệm vụ")
    page.copy_button.click()
    assert "Tổng số nhiệm vụ" in QApplication.clipboard().text()
    desk._shelf.part("reports").commands()["tick"]()
    assert "đã cập nhật cấp trên" in page.about.words
    assert store.reports.obligations()[0].entered_above_on == date(2026, 9, 8)
    desk._shelf.part("reports").commands()["tick"]()
    assert store.reports.obligations()[0].entered_above_on is None


def test_changed_data_are_told_in_a_bar_and_seen(page, desk):
    from kh57_desktop.services import tasks

    presenter_of(desk).go_to("2026-H1")
    page.recompute_asked.emit()
    session = desk._office.session
    task = session.store.tasks.of_plan(desk.plan_id)[0]
    tasks.record_progress(session, task, on=date(2026, 6, 1), done=True, result="xong")
    desk.window.show_page("tasks")
    desk.window.show_page("reports")
    desk._shelf.part("reports").refresh()
    assert "đã đổi theo số liệu" in page.banner.message.sentence
    assert any(line.changed for line in page.draft.lines)
    page.draft.show_next_changed()
    assert page.draft.current.changed
    page.seen_asked.emit()
    assert not any(line.changed for line in page.draft.lines)


def test_the_paper_comes_and_every_control_has_a_name(page, qtbot):
    qtbot.waitUntil(lambda: page.pane.paper.page_count > 0, timeout=10_000)
    for widget in page.findChildren(QLineEdit):
        if widget.isVisible():
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_the_same_figures_in_another_body_form_and_another_outline(page, desk, store):
    from kh57_desktop.services.offices import add_body_from

    session = desk._office.session
    add_body_from(session, {"system": "government"})
    presenter = presenter_of(desk)
    presenter.refresh()
    presenter.recompute()
    other = next(row for row in store.offices.bodies() if row.system == "government")
    page.body_chosen.emit(other.id)
    assert presenter.report.system == "government"
    words = [action.text() for action in page.forms.menu().actions()]
    assert any("số liệu trùng khớp" in text for text in words)
    page.outline_chosen.emit("review-3")
    assert presenter.report.template == "review-3"
    assert any("BÀI HỌC" in line.text.upper() for line in page.draft.lines)


def test_regimes_are_set_and_a_wrong_field_is_told(page, desk, store, monkeypatch):
    commands = desk._shelf.part("reports").commands()

    def fill(dialog) -> None:
        dialog.boxes[1].owed.setChecked(True)
        dialog.boxes[0].since.setText("1/7/2026")
        dialog._add()
        own = dialog.boxes[-1]
        own.code.setText("dang")
        own.name.setText("Báo cáo Tỉnh ủy")
        own.first_day.setText("21")
        own.due.setText("2")
        for kind, box in own.kinds.items():
            box.setChecked(kind == "month")
        own.superior.setCurrentIndex(1)
        dialog.days_off.setText("2/1/2026; 31/8/2026")

    answer(monkeypatch, RegimesDialog, fill)
    commands["regimes"]()
    own = store.reports.regime("DANG")
    assert (own.name, own.kinds, own.superior_id) == ("Báo cáo Tỉnh ủy", ("month",), store.offices.superiors()[0].id)
    keys = [line.key for line in page.calendar.lines if line.key]
    assert "DANG/2026-09" in keys
    assert "DUONGLICH/2026-9M" in keys
    assert "ND09/2026-Q1" not in keys
    assert store.settings.get("reporting.days_off") == ["2026-01-02", "2026-08-31"]

    seen = answer(monkeypatch, RegimesDialog, lambda dialog: dialog.boxes[0].since.setText("hôm qua"))
    commands["regimes"]()
    assert seen[0].answer is None
    assert "không phải là ngày" in seen[0].wrong.words
