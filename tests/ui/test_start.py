"""The first start: a commune found without accents, a data file made, the sample, a file that exists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.terms import System
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.start.page import OUTLINE, SAMPLE
from tests.ui.conftest import press, type_words


@pytest.fixture
def first(theme, settings: WindowSettings, monkeypatch, tmp_path: Path) -> Iterator[Desk]:
    """A window without a file; the file dialogs answer with a path in tmp_path, as a person would choose."""
    theme.choose("light")
    theme.zoom_to(100)
    desk = Desk(theme, settings)
    desk.window.resize(1366, 697)
    desk.window.show()
    monkeypatch.setattr(desk.window, "ask_new_path", lambda name: tmp_path / name)
    monkeypatch.setattr(desk.window.page("import"), "ask", lambda: None)
    yield desk
    desk.window.close()
    desk.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_commune_is_found_without_accents_and_its_file_made(first, qtbot, settings, tmp_path):
    start = first.window.start
    assert start._search.hasFocus()
    type_words(start._search, "kon gang")
    press(start._search, Qt.Key.Key_Return, "\r")
    assert start._search.text() == "Xã Kon Gang – tỉnh Gia Lai"
    assert start._party.text() == "Đảng ủy xã"
    qtbot.mouseClick(start._government, Qt.MouseButton.LeftButton)
    start._user.setFocus()
    type_words(start._user, "Lê Văn Thử")
    press(start._user, Qt.Key.Key_Return, "\r")
    assert first.window.windowTitle() == "KH57 – Xã Kon Gang (Gia Lai)"
    assert first.window.page_key == "import"
    assert first._office.user == "Lê Văn Thử"
    assert first._office.session.store.offices.bodies()[0].system is System.GOVERNMENT
    assert settings.last_file == tmp_path / "Xã Kon Gang.kh57"
    first.close()
    assert WindowSettings(settings.folder / "window.ini").last_file == settings.last_file


def test_enter_goes_on_from_every_question(first, qtbot):
    start = first.window.start
    type_words(start._search, "kon gang")
    press(start._search, Qt.Key.Key_Return, "\r")
    assert QApplication.focusWidget() is start._party
    qtbot.keyClick(start._party, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is start._user
    start._cards.checkedButton().setFocus()
    qtbot.keyClick(start._cards.checkedButton(), Qt.Key.Key_Return)
    assert first.window.page_key == "import"


def test_without_a_commune_the_page_says_what_is_missing(first, qtbot):
    start = first.window.start
    qtbot.mouseClick(start._go, Qt.MouseButton.LeftButton)
    assert start.banner.message.sentence == "Chưa chọn xã, phường."
    assert start._search.property("wrong") == "true"
    assert first._office is None


def test_a_plan_is_begun_from_the_outline_of_the_resolution(first, qtbot):
    start = first.window.start
    type_words(start._search, "kon gang")
    press(start._search, Qt.Key.Key_Return, "\r")
    start._cards.button(OUTLINE).click()
    qtbot.mouseClick(start._go, Qt.MouseButton.LeftButton)
    assert first.window.page_key == "tasks"
    store, plan = first._office.session.store, first._presenter.plan_id
    assert len(store.plans.groups(plan)) == 7
    assert all(indicator.text and not indicator.targets for indicator in store.indicators.of_plan(plan))
    assert "Nghị quyết số 57-NQ/TW" in first._office.steps().undo
    first.window.undo_asked.emit()
    assert first._presenter.plan_id == ""


def test_the_list_appears_after_a_pause_and_never_touches_the_box(first, qtbot):
    start = first.window.start
    type_words(start._search, "pleiku")
    assert not start._list.isVisible()
    qtbot.waitUntil(start._list.isVisible, timeout=2000)
    assert (start._search.text(), start._search.cursorPosition()) == ("pleiku", 6)


def test_the_sample_office_opens_and_is_marked(first, qtbot, tmp_path):
    start = first.window.start
    start._cards.button(SAMPLE).click()
    qtbot.mouseClick(start._go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first._office is not None, timeout=30_000)
    assert first.window.top._sample.isVisible()
    assert first._office.task_counts(first._presenter.plan_id)[0] == 45


def test_the_window_remembers_theme_zoom_and_file(first, settings, theme, qtbot):
    first.window.menus.actions["theme_dark"].trigger()
    first.window.menus.actions["zoom_in"].trigger()
    again = WindowSettings(Path(settings._file.fileName()))
    settings._file.sync()
    assert (again.theme, again.zoom) == ("dark", 110)
    theme.choose("light")
    theme.zoom_to(100)
