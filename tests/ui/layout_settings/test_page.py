"""The page in the window on a real file: typed, wrong, saved, undone; the specimen beside it changes with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from kh57_desktop.domain.terms import System
from kh57_desktop.services.paper_settings import layout_settings
from kh57_desktop.ui.preview.choice_button import ChoiceButton
from tests.ui.conftest import press, type_words


@pytest.fixture
def opened(desk, qtbot):
    """(desk, page) with the layout page open and its specimen drawn."""
    desk.window.menus.actions["layout"].trigger()
    page = desk.window.page("layout")
    qtbot.waitUntil(lambda: page.view.page_count > 0, timeout=15_000)
    return desk, page


def enter(page, name: str, words: str) -> QLineEdit:
    field = page._rows[name].field
    field.setFocus()
    field.selectAll()
    type_words(field, words)
    press(field, Qt.Key.Key_Return)
    return field


def settings_of(desk):
    return layout_settings(desk._office.session, System.PARTY)


def top_of_text(page) -> float:
    """Lowest point of page 1 that is still white, in mm: the top margin without the mark in it."""
    pictures = page.view._pictures
    height = 2970
    pixels = pictures.coloured_band(0, width=2100, height=height, top=180, rows=120, paper=(255, 255, 255))
    rows = [pixels[start : start + 8400] for start in range(0, len(pixels), 8400)]
    return 18 + next(number for number, row in enumerate(rows) if min(row[:8400:4]) < 100) / 10


def test_a_margin_is_saved_at_once_drawn_and_undone_in_one_step(opened, qtbot):
    desk, page = opened
    before = page.view._pictures
    above = top_of_text(page)
    enter(page, "top_mm", "25")
    assert settings_of(desk).top_mm == 25
    qtbot.waitUntil(lambda: page.view._pictures is not before, timeout=15_000)
    assert top_of_text(page) == pytest.approx(above + 5, abs=0.3)
    desk.window.menus.actions["undo"].trigger()
    assert settings_of(desk).top_mm is None
    assert page._rows["top_mm"].field.text() == "20"
    assert desk.window.page_key == "layout"


def test_a_margin_outside_the_rule_is_red_with_a_sentence_and_not_saved(opened):
    desk, page = opened
    field = enter(page, "top_mm", "28")
    row = page._rows["top_mm"]
    assert field.property("wrong") == "true"
    assert "20–25 mm" in row._wrong._words.words
    assert field.text() == "28"
    assert "20–25 mm" in field.accessibleName()
    assert settings_of(desk).top_mm is None
    page._rows["body_size"]._menu._choose("15")
    assert field.text() == "28"
    assert not row._wrong.isHidden()
    enter(page, "top_mm", "20")
    assert field.property("wrong") == "false"
    assert row._wrong.isHidden()


def test_escape_gives_the_typed_up_and_then_leaves_the_page(opened):
    desk, page = opened
    field = page._rows["left_mm"].field
    field.setFocus()
    field.selectAll()
    type_words(field, "99")
    press(field, Qt.Key.Key_Escape)
    assert field.text() == "30"
    press(page, Qt.Key.Key_Escape)
    assert desk.window.page_key == "tasks"


def test_each_system_has_its_own_choices_and_rules(opened, qtbot):
    desk, page = opened
    assert page._parts[System.PARTY].isChecked()
    assert "05" in page._rows["top_mm"]._rule.accessibleName()
    qtbot.mouseClick(page._parts[System.GOVERNMENT], Qt.MouseButton.LeftButton)
    assert "30/2020" in page._rows["top_mm"]._rule.accessibleName()
    assert not page._rows["last_basis_end"].field.isEnabled()
    enter(page, "top_mm", "22")
    assert settings_of(desk).top_mm is None
    assert layout_settings(desk._office.session, System.GOVERNMENT).top_mm == 22


def test_every_choice_is_kept_as_chosen_and_all_go_back_at_once(opened, qtbot):
    desk, page = opened
    wanted = {"body_size": "15", "indent_mm": "12.7", "last_basis_end": ".", "recipient_end": ";"}
    for name, key in wanted.items():
        page._rows[name]._menu._choose(key)
    page._rows["row_numbering"]._menu._choose("nested")
    kept = settings_of(desk)
    assert (kept.body_size, kept.indent_mm, kept.last_basis_end, kept.recipient_end) == (15, 12.7, ".", ";")
    assert kept.row_numbering == "nested"
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    assert not page._reset.isEnabled()
    assert settings_of(desk).body_size is None
    assert page._rows["row_numbering"].field.key == "through"


def test_every_field_has_a_name_and_its_rule_for_a_screen_reader(opened):
    _desk, page = opened
    assert len(page._rows) == 10
    for row in page._rows.values():
        assert isinstance(row.field, QLineEdit | ChoiceButton)
        assert row.field.accessibleName()
        assert row.field.accessibleDescription()
        assert row._rule.accessibleName()


@pytest.mark.parametrize(("width", "height", "zoom"), [(1366, 697, 100), (1366, 697, 150), (900, 430, 100)])
def test_the_choices_scroll_and_never_sideways(opened, width, height, zoom):
    desk, page = opened
    desk.window.theme.zoom_to(zoom)
    desk.window.resize(width, height)
    QApplication.processEvents()
    assert page._area.horizontalScrollBar().maximum() == 0
    row = page._rows["row_numbering"]
    page._area.ensureWidgetVisible(row.field)
    QApplication.processEvents()
    assert row.field.mapTo(page._area, row.field.rect().bottomLeft()).y() <= page._area.height()
    assert row.field.mapTo(page._area, row.field.rect().topRight()).x() <= page._area.width()
    desk.window.theme.zoom_to(100)
