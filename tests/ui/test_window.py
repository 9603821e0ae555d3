"""The window with its frame: keys, menus, names for screen readers, room at every size."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from kh57_desktop.domain.terms import Standing
from kh57_desktop.services.frame import begin_session
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.choices import ChoiceCard, SwitchPart
from kh57_desktop.ui.menus import SEPARATOR
from kh57_desktop.ui.pages import registry
from kh57_desktop.ui.tables.roles import CellRole
from tests.ui.conftest import press, type_words

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(desk) -> list[str]:
    """Ids of the tasks in the table."""
    model = desk.window.page("tasks").model
    return [line.task.code for line in (model.line_at(row) for row in range(model.rowCount())) if line]


def test_the_title_names_the_office_and_the_sample_is_marked(desk):
    assert desk.window.windowTitle() == "KH57 – Xã Suối Thử (Gia Lai)"
    assert desk.window.top._sample.isVisible()
    assert desk.window.top._sample.text() == "DỮ LIỆU MẪU"


def test_the_search_box_narrows_the_table_at_every_key(desk, qtbot):
    qtbot.keyClick(desk.window, Qt.Key.Key_F, CONTROL)
    field = QApplication.focusWidget()
    assert field is desk.window.top.search
    counts = []
    for letter in "cua nhom 2":
        type_words(field, letter)
        counts.append(len(shown(desk)))
    assert counts[0] == 9
    assert counts[-1] < 9
    field.selectAll()
    type_words(field, "khong co")
    assert shown(desk) == []
    assert desk.window.page("tasks").empty.isVisible()
    desk.window.page("tasks").empty._first.click()
    assert len(shown(desk)) == 9
    assert field.text() == ""


def test_a_chip_leaves_only_the_late_tasks_and_its_count_agrees(desk, qtbot):
    chip = desk.window.page("tasks").chips_row._standing_chips[Standing.OVERDUE]
    assert chip._count == "3"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(shown(desk)) == 3
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(shown(desk)) == 9


def test_a_group_is_folded_by_key_and_by_click(desk, qtbot):
    table = desk.window.page("tasks").table
    table.setCurrentIndex(table.model().index(0, 0))
    press(table, Qt.Key.Key_Space, " ")
    assert table.model().rowCount() == 9
    assert table.currentIndex().data(CellRole.RECORD).is_folded
    press(table, Qt.Key.Key_Right)
    assert table.model().rowCount() == 12
    spot = table.visualRect(table.model().index(4, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert table.model().rowCount() == 9


def test_ctrl_and_a_digit_go_to_the_page_of_that_place(desk, qtbot):
    window = desk.window
    pages = registry.pages_for(desk._office.office.role)
    for place, entry in (*enumerate(pages[:9]), (0, pages[0])):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1.value + place), Qt.KeyboardModifier.ControlModifier)
        assert window.page_key == entry.key
    if len(pages) < 9:
        qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
        assert window.page_key == pages[0].key


def test_escape_and_the_navigation_lead_back_from_the_import_page(desk, qtbot):
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_I, CONTROL)
    assert window.page_key == "import"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.page_key == "tasks"
    assert window.page("tasks").table.hasFocus()
    window.show_page("import")
    spot = window.navigation.visualRect(window.navigation.model().index(1, 0)).center()
    qtbot.mouseClick(window.navigation.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.page_key == "tasks"


def test_arrows_pass_over_group_rows_and_keep_the_column(desk):
    table = desk.window.page("tasks").table
    table.select_row(3, 2)
    press(table, Qt.Key.Key_Down)
    assert table.currentIndex().data(CellRole.IS_GROUP)
    press(table, Qt.Key.Key_Down)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (5, 2)
    press(table, Qt.Key.Key_Return)
    assert table.currentIndex().row() == 6


def test_tab_leaves_the_table_at_the_end_of_a_row(desk):
    table = desk.window.page("tasks").table
    table.select_row(1, 0)
    for _turn in range(12):
        press(table, Qt.Key.Key_Tab, "\t")
        if not table.hasFocus():
            break
    assert not table.hasFocus()


def test_copy_gives_excel_a_table(desk):
    table = desk.window.page("tasks").table
    table.select_row(1, 1)
    table.selectRow(1)
    press(table, Qt.Key.Key_Down, "", Qt.KeyboardModifier.ShiftModifier)
    press(table, Qt.Key.Key_C, "", CONTROL)
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == 2
    assert lines[0].split("\t")[0] == "1.1"
    assert "<table>" in QApplication.clipboard().mimeData().html()


def test_f5_adds_a_task_in_the_group_of_the_current_one_and_goes_to_it(desk, qtbot):
    desk.window.page("tasks").table.select_row(5, 1)
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    field = QApplication.focusWidget()
    type_words(field, "Việc bổ sung")
    press(field, Qt.Key.Key_Return)
    line = desk.window.page("tasks").model.line_at(desk.window.page("tasks").table.currentIndex().row())
    assert (line.task.text, line.task.code) == ("Việc bổ sung", "N10")
    session = begin_session(desk._office.path, user="khác")
    groups = {group.id: group.number for group in session.store.plans.groups(line.task.plan_id)}
    session.close()
    assert groups[line.task.group_id] == "2"


def test_progress_is_recorded_in_the_pane_with_the_keyboard_alone(desk, qtbot):
    desk.window.page("tasks").table.select_row(1, 1)
    qtbot.keyClick(desk.window, Qt.Key.Key_U, CONTROL)
    field = QApplication.focusWidget()
    type_words(field, "60")
    press(field, Qt.Key.Key_Tab, "\t")
    type_words(QApplication.focusWidget(), "Đã khảo sát")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert "Đã khảo sát" in desk.window.page("tasks").pane._log.model().index(0, 0).data()
    assert desk.window.page("tasks").model.line_at(1).percent == 60
    assert desk.window.page("tasks").pane.progress._percent.placeholderText() == "60"
    assert "N1" in desk.window.status._undo.accessibleName()
    pane = desk.window.page("tasks").pane
    pane._tabs.setCurrentIndex(pane._tabs.count() - 1)  # the history is looked up when it comes into sight
    assert pane._history.model().rowCount() >= 2


def test_deleted_tasks_come_back_with_one_undo(desk, qtbot):
    table = desk.window.page("tasks").table
    table.select_row(1, 1)
    press(table, Qt.Key.Key_Down, "", Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(desk.window, Qt.Key.Key_F6)
    assert len(shown(desk)) == 7
    qtbot.mouseClick(desk.window.status._undo, Qt.MouseButton.LeftButton)
    assert len(shown(desk)) == 9
    assert desk.window.page("tasks").banner.isVisible()


def test_another_file_that_is_refused_leaves_the_open_one(desk, tmp_path):
    broken = tmp_path / "hỏng.kh57"
    broken.write_bytes(b"not a data file" * 100)
    assert not desk.open(broken)
    assert desk.window.page("tasks").banner.isVisible()
    assert len(shown(desk)) == 9


def test_zoom_keys_make_everything_larger_and_back(desk, qtbot, theme):
    qtbot.keyClick(desk.window, Qt.Key.Key_Plus, CONTROL)
    assert theme.zoom == 110
    assert desk.window.page("tasks").table.rowHeight(1) == 31
    qtbot.keyClick(desk.window, Qt.Key.Key_0, CONTROL)
    assert theme.zoom == 100
    assert desk.window.page("tasks").table.rowHeight(1) == 28


# --- keyboard, names, room ---------------------------------------------------------------------------------------


def test_every_menu_entry_has_its_own_shortcut_and_its_own_letter(desk):
    for entry in registry.PAGES:
        own = entry.part_class().MENU
        desk.window.show_page(entry.key)
        bar = [action for menu in desk.window.top.menus.findChildren(QMenu) for action in menu.actions()]
        shortcuts = [keys.toString() for action in bar for keys in action.shortcuts()]
        assert {QKeySequence(keys).toString() for one in own for keys in one.shortcuts} <= set(shortcuts)
        assert len(set(shortcuts)) == len(shortcuts), entry.key
        reserved = ("Ctrl+Shift", "Alt+Z", "Backspace")
        assert not [keys for keys in shortcuts if keys.startswith(reserved) or len(keys) == 1]
        for menu in (desk.window.top.menus, *desk.window.top.menus.findChildren(QMenu)):
            shown = [action for action in menu.actions() if action.isVisible() and not action.isSeparator()]
            letters = [mnemonic(action.text()) for action in shown]
            assert all(letter.isascii() for letter in letters), letters  # what every keyboard has
            assert all(letters), [action.text() for action in menu.actions()]
            assert len(set(letters)) == len(letters), letters
    assert SEPARATOR.key not in desk.window.menus.actions


def mnemonic(words: str) -> str:
    place = words.find("&")
    return words[place + 1].casefold() if place >= 0 else ""


PAGES = (*(entry.key for entry in registry.PAGES), "start")


def show(desk, page: str) -> None:
    if page == "start":
        desk.window.show_start()
    else:
        desk.window.show_page(page)
    QApplication.processEvents()


def controls(window: QWidget) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible() and not widget.isWindow()]


@pytest.mark.parametrize("page", PAGES)
def test_every_control_tells_a_screen_reader_its_name(desk, page):
    desk.window.page("tasks").start_adding()
    show(desk, page)
    nameless = []
    for widget in controls(desk.window):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.objectName() == "qt_scrollarea_viewport":
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(widget)
    assert nameless == []


@pytest.mark.parametrize(
    ("size", "zoom"), [((1366, 697), 100), ((911, 441), 100), ((1920, 1009), 100), ((1366, 697), 150)]
)
@pytest.mark.parametrize("page", PAGES)
def test_no_words_of_a_control_are_cut(desk, page, size, zoom, theme):
    theme.zoom_to(zoom)
    desk.window.resize(*size)
    show(desk, page)
    QApplication.processEvents()
    cut = [
        (type(widget).__name__, widget.text(), widget.size().toTuple(), widget.sizeHint().toTuple())
        for widget in controls(desk.window)
        if isinstance(widget, QPushButton | Chip | QLabel)
        and widget.text()
        and not (isinstance(widget, QLabel) and widget.wordWrap())
        and (widget.width() < widget.sizeHint().width() or widget.height() < widget.sizeHint().height() - 1)
    ]
    theme.zoom_to(100)
    assert cut == []


@pytest.mark.parametrize("page", PAGES)
def test_the_keyboard_reaches_every_control_and_comes_round(desk, page):
    show(desk, page)
    window = desk.window
    reachable = {
        widget
        for widget in controls(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.focusProxy() is None
    }
    seen = set()
    for _turn in range(300):
        QWidget.focusNextPrevChild(window, True)
        seen.add(QApplication.focusWidget())
    for choice in [widget for widget in seen if isinstance(widget, ChoiceCard | SwitchPart)]:
        seen.update(choice.group().buttons())  # of several choices Tab reaches the chosen one, the arrows the others
    assert not {type(widget).__name__ for widget in reachable - seen}


def test_the_narrow_window_folds_navigation_and_pane_and_scrolls_nowhere_sideways(desk):
    desk.window.resize(911, 441)
    QApplication.processEvents()
    assert desk.window.navigation.is_narrow
    assert not desk.window.page("tasks").pane.isVisible()
    table = desk.window.page("tasks").table
    assert table.horizontalScrollBar().maximum() == 0
    assert table.columnWidth(1) >= 240
    desk.window.page("tasks").toggle_pane()
    assert desk.window.page("tasks").pane.isVisible()
    assert desk.window.page("tasks").pane.geometry().right() == desk.window.page("tasks")._split.rect().right()


@pytest.mark.parametrize("page", [key for key in PAGES if key != "start"])
def test_every_menu_is_in_the_row_of_the_narrowest_window(desk, page):
    desk.window.resize(911, 441)
    show(desk, page)
    bar = desk.window.top.menus
    shown = [action for action in bar.actions() if action.isVisible()]
    assert bar.width() >= bar.sizeHint().width()
    assert all(bar.rect().contains(bar.actionGeometry(action)) for action in shown)


def test_eighteen_rows_stand_in_the_window_at_1366(desk):
    table = desk.window.page("tasks").table
    assert table.viewport().height() // table.rowHeight(1) >= 18


def test_a_backup_is_made_proved_and_told_in_the_status_bar(desk, qtbot, tmp_path):
    assert desk.window.status._more.text().endswith("Chưa sao lưu từ máy này")
    folder = tmp_path / "usb"
    folder.mkdir()
    desk.window.backup_asked.emit(folder)
    qtbot.waitUntil(lambda: "đã thử mở" in desk.window.status._more.text(), timeout=20_000)
    assert list(folder.iterdir())
    assert str(folder) in desk.window.page("tasks").banner.message.sentence


def test_a_file_that_turns_out_damaged_is_closed_and_said_so(desk, monkeypatch, qtbot):
    """It was shown before all its pages were looked through: what that finds comes soon after."""
    from kh57_desktop.ui import desk as desk_module

    path = desk._office.path
    assert desk.open(path)
    with path.open("r+b") as stream:  # the last page: nothing that was shown needed it
        stream.seek(-2048, 2)
        stream.write(b"\xa5" * 2048)
    monkeypatch.setattr(desk_module, "LOOK_AFTER_MS", 0)
    desk._look_through(path)
    qtbot.waitUntil(lambda: desk._office is None, timeout=10_000)
    assert desk.window.start.isVisible()
    assert "hỏng" in desk.window.start.banner.message.sentence


def test_the_check_of_the_file_says_that_everything_agrees(desk, qtbot):
    qtbot.keyClick(desk.window, Qt.Key.Key_F7)
    qtbot.waitUntil(desk.window.page("tasks").banner.isVisible, timeout=20_000)
    assert "mọi thứ khớp" in desk.window.page("tasks").banner.message.sentence


def test_a_failed_save_turns_the_status_bar_red_until_the_next_good_one(desk, cells, monkeypatch):
    from kh57_desktop.store.errors import DiskFull

    def full(*_parts):
        raise DiskFull(name="xã thử.kh57")

    monkeypatch.setattr(desk._shelf.part("tasks").services, "edit", full)
    editor = cells("text")
    editor.selectAll()
    type_words(editor, "chưa lưu được")
    press(editor, Qt.Key.Key_Return)
    assert desk.window.status._saved.text() == "CHƯA LƯU ĐƯỢC"
    assert desk.window.page("tasks").banner.message.buttons[-1][0] == "Gõ tiếp"
    monkeypatch.undo()
    desk.window.page("tasks").banner.dismiss()
    editor = cells("product")
    editor.selectAll()
    type_words(editor, "Biên bản")
    press(editor, Qt.Key.Key_Return)
    assert desk.window.status._saved.text().startswith("Đã lưu lúc")


def test_rows_grow_with_the_full_text_and_shrink_again(desk, qtbot):
    table = desk.window.page("tasks").table
    assert table.rowHeight(1) == 28
    qtbot.keyClick(desk.window, Qt.Key.Key_L, CONTROL)
    assert table.rowHeight(1) > 28
    assert table.rowHeight(0) == 28
    qtbot.keyClick(desk.window, Qt.Key.Key_L, CONTROL)
    assert {table.rowHeight(row) for row in range(table.model().rowCount())} == {28}


@pytest.mark.parametrize("width", range(900, 2000, 60))
def test_the_main_column_keeps_its_room_at_every_width(desk, width):
    desk.window.resize(width, 697)
    QApplication.processEvents()
    table = desk.window.page("tasks").table
    assert table.columnWidth(1) >= 240
    used = sum(table.columnWidth(place) for place in range(len(table.columns)) if not table.isColumnHidden(place))
    assert used == table.viewport().width()


def test_the_numbers_of_the_navigation_never_touch_its_words(desk, theme):
    navigation = desk.window.navigation
    item = next(one for one in navigation._model.items if one.key == "tasks")

    def wide(words: str, role: str) -> float:
        return QFontMetricsF(theme.font(role)).horizontalAdvance(words)

    for zoom, count, late in product((100, 110, 120, 130), (45, 450, 10_000), (17, 170, 1_234)):
        theme.zoom_to(zoom)
        room = navigation.width() - theme.px(54)
        shown = navigation.itemDelegate().with_room(replace(item, count=count, late=late), room, current=True)
        numbers = [wide(str(shown.late), "small_strong")] if shown.late else []
        numbers += [wide(str(shown.count), "small")] if shown.count else []
        assert wide(item.words, "strong") + theme.px(3) + sum(numbers) <= room
        assert (zoom, count, late) != (100, 45, 17) or (shown.count, shown.late) == (45, 17)
    theme.zoom_to(100)
