"""The preview in the window on a real file: from the tasks to the paper, to a file, to a printer."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from kh57_desktop.services import printing as papers
from kh57_desktop.services.page_pictures import PagePictures
from kh57_desktop.ui.preview import page as page_module
from kh57_desktop.ui.preview import printing
from kh57_desktop.ui.preview.places import Fit
from tests.ui.conftest import press, type_words

PRINTERS = ["Máy in văn phòng", "Máy in tầng 2"]


@pytest.fixture
def opened(desk, qtbot, monkeypatch):
    """(desk, page) with the annex of tasks in sight; two printers are there."""
    monkeypatch.setattr(printing, "printer_names", lambda: list(PRINTERS))
    qtbot.mouseClick(desk.window.page("tasks")._print, Qt.MouseButton.LeftButton)
    page = desk.window.page("preview")
    settled(qtbot, page)
    return desk, page


def settled(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page.view.page_count > 0 and page._print.isEnabled(), timeout=15_000)


def control(window, key: Qt.Key) -> None:
    """A key with Ctrl as the window gets it: shortcut first, then the widget."""
    from PySide6.QtTest import QTest

    QTest.keyClick(QApplication.focusWidget() or window, key, Qt.KeyboardModifier.ControlModifier)


def test_print_on_the_tasks_page_shows_their_annex(opened):
    desk, page = opened
    assert desk.window.page_key == "preview"
    assert page.choices.kind.words == "Phụ lục nhiệm vụ"
    assert page.view.hasFocus()
    size = page.view._pictures.sizes[0]
    assert size.width > size.height
    assert f"{page.view.page_count} trang" in page.facts.words


def test_only_kinds_that_the_data_give_are_offered(opened):
    _desk, page = opened
    codes = [line.data() for line in page.choices.kind.menu().actions()]
    assert codes[:2] == ["plan", "task-list"]
    assert "report" in codes
    assert "committee-assignments" not in codes
    assert "verification-sheet" not in codes


def test_another_kind_and_period_are_made_and_shown(opened, qtbot):
    _desk, page = opened
    before = page.view._pictures
    page.choices.kind._choose("report")
    qtbot.waitUntil(lambda: page.view._pictures is not before and page._print.isEnabled(), timeout=15_000)
    assert page.choices.period.isVisible()
    second = page.view._pictures
    page.choices.period._choose(page.choices.period._choices[1].key)
    qtbot.waitUntil(lambda: page.view._pictures is not second and page._print.isEnabled(), timeout=15_000)


def test_ctrl_and_plus_size_the_pages_and_not_the_window(opened):
    desk, page = opened
    before = desk.window.theme.zoom
    zoom = page.view.zoom
    control(desk.window, Qt.Key.Key_Plus)
    assert page.view.zoom > zoom
    assert page.zoom.choice.words.endswith("%")
    control(desk.window, Qt.Key.Key_Minus)
    control(desk.window, Qt.Key.Key_0)
    assert page.view.fit is Fit.WINDOW
    assert desk.window.theme.zoom == before
    press(page, Qt.Key.Key_Escape)
    control(desk.window, Qt.Key.Key_Plus)
    assert desk.window.theme.zoom > before
    desk.window.theme.zoom_to(before)


def test_a_page_number_typed_goes_to_that_page(opened, qtbot):
    _desk, page = opened
    before = page.view._pictures
    page.choices.kind._choose("work-order")
    qtbot.waitUntil(lambda: page.view._pictures is not before and page._print.isEnabled(), timeout=15_000)
    assert page.view.page_count > 2
    field = page.number.field
    field.setFocus()
    field.selectAll()
    type_words(field, "2")
    press(field, Qt.Key.Key_Return)
    assert page.view.current == 1
    assert page.view.hasFocus()
    press(page.view, Qt.Key.Key_End)
    assert page.number.field.text() == str(page.view.page_count)


def test_ctrl_p_opens_the_pane_and_enter_prints_on_the_printer_chosen(opened, qtbot, monkeypatch, tmp_path):
    desk, page = opened
    asked = []
    target = tmp_path / "in ra.pdf"

    def to_pdf(choice):
        asked.append(choice)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return printer

    print_pages = printing.print_pages
    monkeypatch.setattr(
        printing, "print_pages", lambda *args, **named: print_pages(*args, **named, make_printer=to_pdf)
    )
    control(desk.window, Qt.Key.Key_P)
    pane = page.print_pane
    assert pane.isVisible()
    assert not page._print.isVisible()
    assert pane._print.hasFocus()
    pane._printer._choose(PRINTERS[1])
    pane._copies.setText("2")
    press(pane._copies, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.banner.message is not None, timeout=20_000)
    assert PRINTERS[1] in page.banner.message.sentence
    assert (asked[0].printer, asked[0].copies, asked[0].is_duplex) == (PRINTERS[1], 2, False)
    printed = PagePictures(target.read_bytes())
    assert len(printed.sizes) == 2 * page.view.page_count
    assert (printed.sizes[0].width, printed.sizes[0].height) == pytest.approx((841.89, 595.28), abs=1)
    printed.close()
    press(pane, Qt.Key.Key_Escape)
    control(desk.window, Qt.Key.Key_P)
    assert pane.choice().copies == 2
    assert pane.choice().printer == PRINTERS[1]


def test_the_keyboard_waits_for_the_paper_and_then_prints(desk, qtbot, monkeypatch):
    monkeypatch.setattr(printing, "printer_names", lambda: list(PRINTERS))
    control(desk.window, Qt.Key.Key_P)
    page = desk.window.page("preview")
    assert not page.print_pane._print.isEnabled()  # the paper is being made
    settled(qtbot, page)
    assert page.print_pane._print.hasFocus()


def test_a_paper_that_comes_does_not_take_the_keyboard_from_where_the_person_went(opened, qtbot):
    """Else Tab goes round in two places while it is made, and Enter in the search box prints."""
    desk, page = opened
    control(desk.window, Qt.Key.Key_P)
    assert page.print_pane._print.hasFocus()
    page.choices.kind._choose("plan")
    assert not page.print_pane._print.isEnabled()
    for place in (desk.window.top.search, page.back):
        place.setFocus()
        settled(qtbot, page)
        assert place.hasFocus()
        page.choices.kind._choose("task-list")


def test_tab_goes_round_all_the_page_with_the_print_pane_open(opened, qtbot):
    desk, page = opened
    desk.window.resize(1172, 791)
    control(desk.window, Qt.Key.Key_P)
    begun, seen = QApplication.focusWidget(), []
    while not seen or QApplication.focusWidget() is not begun:
        seen.append(QApplication.focusWidget())
        press(seen[-1], Qt.Key.Key_Tab)
        assert len(seen) < 60
    assert {page.back, page.view, page.choices.kind, page.print_pane._pages, desk.window.top.search} <= set(seen)


def test_wrong_pages_are_red_with_a_sentence_and_cannot_be_printed(opened):
    desk, page = opened
    control(desk.window, Qt.Key.Key_P)
    pane = page.print_pane
    pane._pages.setFocus()
    type_words(pane._pages, "7-99")
    assert pane._pages.property("wrong") == "true"
    assert "7-99" in pane._wrong.words
    assert not pane._print.isEnabled()
    pane._pages.clear()
    assert pane._print.isEnabled()
    pane._sides._choose("odd")
    assert not pane._turn.isHidden()


def test_without_a_printer_a_sentence_says_so_and_offers_the_pdf(desk, qtbot, monkeypatch):
    monkeypatch.setattr(printing, "printer_names", list)
    control(desk.window, Qt.Key.Key_P)
    page = desk.window.page("preview")
    settled_pane = page.print_pane
    qtbot.waitUntil(lambda: settled_pane._save.isEnabled(), timeout=15_000)
    assert "chưa có máy in" in settled_pane._no_printer.words
    assert not settled_pane._print.isVisible()
    assert settled_pane._save.isVisible()


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_the_paper_is_saved_in_each_format(opened, qtbot, monkeypatch, tmp_path, file_format):
    _desk, page = opened
    target = tmp_path / f"phụ lục.{file_format}"
    monkeypatch.setattr(page_module, "ask_save", lambda *_args, **_named: target)
    qtbot.mouseClick(page._saves[file_format], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.banner.message is not None, timeout=15_000)
    assert str(target) in page.banner.message.sentence
    made = target.read_bytes()
    if file_format == "pdf":
        assert made == page.view._pictures.pdf
    elif file_format == "docx":
        assert len(docx.Document(io.BytesIO(made)).tables) >= 1
    else:
        assert openpyxl.load_workbook(io.BytesIO(made)).worksheets


def test_a_paper_that_the_data_do_not_give_says_why_and_shows_no_other(opened, qtbot):
    desk, page = opened
    press(page.view, Qt.Key.Key_Escape)
    desk.window.print_asked.emit("committee-assignments", False)
    qtbot.waitUntil(lambda: page.banner.message is not None, timeout=15_000)
    assert "Ban Chỉ đạo" in page.banner.message.sentence
    assert page.view.page_count == 0
    assert not page._print.isEnabled()
    page.choices.kind._choose("plan")
    settled(qtbot, page)
    assert page.view.page_count > 0
    assert page.banner.message is None


def test_escape_and_the_navigation_lead_back(opened):
    desk, page = opened
    press(page.view, Qt.Key.Key_Escape)
    assert desk.window.page_key == "tasks"
    desk.window.menus.actions["preview"].trigger()
    assert desk.window.page_key == "preview"
    desk.window.navigation.page_chosen.emit("tasks")
    assert desk.window.page_key == "tasks"


def test_closing_the_file_leaves_no_page_of_it_in_sight(opened):
    desk, page = opened
    pictures = page.view._pictures
    desk.close()
    assert page.view.page_count == 0
    with pytest.raises(ValueError, match="closed"):
        pictures.grey_band(0, width=10, height=10, top=0, rows=10)


def test_every_control_has_a_name_for_a_screen_reader(opened):
    desk, page = opened
    control(desk.window, Qt.Key.Key_P)
    for kind in (QToolButton, QLineEdit):
        for widget in page.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName() or widget.text(), widget
    assert page.view.accessibleName().startswith("Phụ lục nhiệm vụ, trang 1")


@pytest.mark.parametrize(("width", "height", "zoom"), [(1366, 697, 100), (1366, 697, 150), (900, 430, 100)])
def test_every_verb_is_in_sight_where_there_is_little_room(opened, width, height, zoom):
    desk, page = opened
    desk.window.theme.zoom_to(zoom)
    desk.window.resize(width, height)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= page.width()
    saves = [button for button in page._saves.values() if button not in page.verbs.folded]
    assert set(page._saves.values()) - set(saves) <= set(page.verbs.folded)
    folded = [page.verbs._more] if page.verbs.folded else []
    for widget in (page._print, page.back, page.zoom.choice, page.choices.kind, *saves, *folded):
        assert widget.isVisible()
        assert page.rect().contains(widget.mapTo(page, widget.rect().bottomRight()))
    desk.window.theme.zoom_to(100)


def test_an_empty_file_says_what_to_do_first(desk, qtbot, monkeypatch):
    of_plans = {kind.code for kind in papers.KINDS if not kind.code.startswith(("register-", "unit-", "change-"))}
    monkeypatch.setattr(papers, "KINDS", tuple(kind for kind in papers.KINDS if kind.code in of_plans))
    desk.window.undo_asked.emit()
    plan = desk._office.plans()[0]
    with desk._office.session.store.changes("thử"):
        desk._office.session.store.plans.to_bin(plan.id)
    desk._presenter.choose_plan("")
    desk.window.menus.actions["preview"].trigger()
    page = desk.window.page("preview")
    qtbot.waitUntil(lambda: page.is_empty, timeout=15_000)
    assert "chưa có kế hoạch" in page.empty._title.text().lower()
    assert not page._print.isEnabled()
    assert papers.KINDS
