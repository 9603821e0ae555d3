"""The frame that all pages share: what folds where there is no room stays reachable, the pane, the shelf of pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget, QWidget

from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.pages import registry
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.pages.part import PagePart
from kh57_desktop.ui.pages.shelf import PageShelf
from tests.ui.conftest import press
from tests.ui.fake_desk import FakeDesk


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def page(theme, qtbot, pressed) -> PageFrame:
    theme.choose("light")
    theme.zoom_to(100)
    page = PageFrame(theme, "Trang thử")
    qtbot.addWidget(page)
    for words in ("In", "Thêm dòng mới", "Cập nhật tiến độ", "Ban hành"):
        is_last = words == "Ban hành"
        page.add_verb(words, "edit", words, lambda said=words: pressed.append(said), primary=is_last)
    for words in ("Quá hạn", "Sắp đến hạn", "Thiếu thông tin"):
        chip = Chip(theme, words)
        chip.clicked.connect(lambda _on, said=words: pressed.append(said))
        page.add_chip(chip)
    page.table = QTableWidget(3, 3)
    page.put_body(page.table)
    page.put_pane(QWidget())
    page.resize(1194, 631)
    page.show()
    QApplication.processEvents()
    return page


def resize(page: PageFrame, width: int, height: int) -> None:
    page.resize(width, height)
    QApplication.processEvents()


@pytest.mark.parametrize("width", range(480, 1400, 45))
@pytest.mark.parametrize("height", [380, 631])
def test_every_verb_and_chip_is_whole_or_in_the_menu(page, width, height):
    resize(page, width, height)
    for row in (page.verbs, page.chips):
        for widget, _leaves in row._widgets:
            if widget in row.folded:
                assert not widget.isVisible()
            else:
                assert widget.isVisible()
                assert widget.width() >= widget.sizeHint().width()
                assert row.rect().contains(widget.geometry())
        assert row._more.isVisible() == bool(row.folded)


def test_the_primary_verb_is_the_last_to_fold_and_what_folded_works_from_the_menu(page, pressed):
    resize(page, 480, 380)
    row = page.verbs
    assert row.folded
    row._menu.aboutToShow.emit()
    words = [action.text() for action in row._menu.actions()]
    assert "Ban hành" not in words or len(words) == len(row._widgets)
    row._menu.actions()[0].trigger()
    assert pressed == [words[0]]


def test_a_folded_chip_keeps_its_mark_in_the_menu(page, pressed):
    resize(page, 480, 380)
    folded = page.chips.folded
    assert folded
    folded[0].setChecked(True)
    page.chips._menu.aboutToShow.emit()
    assert page.chips._menu.actions()[0].isChecked()


def test_head_and_chips_share_a_row_where_the_page_is_short(page):
    below = page.chips.mapTo(page, page.chips.rect().topLeft()).y()
    resize(page, 859, 375)
    assert page.chips.mapTo(page, page.chips.rect().topLeft()).y() < 46 <= below
    resize(page, 1194, 631)
    assert page.chips.mapTo(page, page.chips.rect().topLeft()).y() == below


def test_the_pane_stands_beside_or_lies_over_and_escape_closes_it_there(page):
    assert page.pane_is_shown
    resize(page, 900, 631)
    assert not page.pane_is_shown
    page.toggle_pane()
    pane = page._pane
    assert pane.geometry().right() == page._split.rect().right()
    press(page, Qt.Key.Key_Escape)
    assert not page.pane_is_shown
    assert page.table.hasFocus()


class _Part(PagePart):
    SEARCHES = True

    def __init__(self, desk) -> None:
        super().__init__(desk)
        self.page = PageFrame(desk.theme, "Trang thử")
        self.told: list[str] = []

    def open(self, session) -> None:
        self.told.append("open")

    def close(self) -> None:
        self.told.append("close")

    def open_plan(self, plan_id) -> None:
        self.told.append(f"plan {plan_id}")

    def refresh(self) -> None:
        self.told.append("refresh")

    def search(self, words) -> None:
        self.told.append(f"search {words}")


@pytest.fixture
def shelf(theme, tmp_path, qtbot, monkeypatch) -> PageShelf:
    monkeypatch.setattr(registry.PageEntry, "part_class", lambda _entry: _Part)
    return PageShelf(FakeDesk(theme, tmp_path))


def test_a_page_hears_nothing_until_it_is_seen_and_then_all_at_once(shelf):
    tasks = shelf.show("tasks")
    other = shelf.part("indicators")
    shelf.open(object())
    shelf.open_plan("p1")
    shelf.search("đường")
    assert tasks.told == ["open", "plan p1", "search đường"]
    assert other.told == []
    shelf.show("indicators")
    assert other.told == ["open", "plan p1", "search đường"]


def test_after_a_save_elsewhere_a_page_is_refreshed_when_it_is_next_seen(shelf):
    shelf.open(object())
    shelf.open_plan("p1")
    tasks, other = shelf.show("tasks"), shelf.show("indicators")
    shelf.others_are_stale()
    assert tasks.told == ["open", "plan p1"]
    shelf.show("tasks")
    shelf.show("tasks")
    assert tasks.told == ["open", "plan p1", "refresh"]
    assert "refresh" not in other.told


def test_a_closed_file_is_let_go_of_by_every_page_that_had_it(shelf):
    shelf.open(object())
    shelf.open_plan("p1")
    tasks = shelf.show("tasks")
    never_seen = shelf.part("committee")
    shelf.close()
    assert tasks.told[-1] == "close"
    assert never_seen.told == []


def test_a_page_that_fails_as_the_file_closes_keeps_no_other_page_open(shelf, monkeypatch):
    shelf.open(object())
    failing, other = shelf.show("indicators"), shelf.show("tasks")

    def fail() -> None:
        raise OSError("disk gone")

    monkeypatch.setattr(failing, "close", fail)
    with pytest.raises(OSError, match="disk gone"):
        shelf.close()
    assert other.told[-1] == "close"
    shelf.open(object())
    shelf.show("tasks")
    assert other.told[-2:] == ["open", "plan "]


def test_every_page_of_the_registry_can_be_made(desk):
    keys = [entry.key for entry in registry.PAGES]
    assert len(set(keys)) == len(keys)
    for entry in registry.PAGES:
        part = desk._shelf.part(entry.key)
        assert isinstance(part, PagePart)
        assert {one.key for one in part.MENU if one.key} <= set(part.commands())
        assert not entry.within or entry.within in keys
