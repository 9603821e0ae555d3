"""Help in the window: F1 knows the page, every page has a text, pictures are there, the keys are those of the menus."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from kh57_desktop import i18n
from kh57_desktop.paths import resources
from kh57_desktop.ui.help import topics
from kh57_desktop.ui.menus import MENUS
from kh57_desktop.ui.pages.registry import PAGES
from tests.ui.conftest import press


@pytest.mark.parametrize("page", ["overview", "tasks", "indicators", "committee"])
def test_f1_shows_the_help_of_the_page_in_sight_and_escape_leads_back(desk, qtbot, page):
    desk.window.show_page(page)
    qtbot.keyClick(desk.window, Qt.Key.Key_F1)
    assert desk.window.page_key == "help"
    shown = desk.window.page("help")
    expected = topics.markdown(page).splitlines()[0].removeprefix("# ")
    assert shown.text.toPlainText().startswith(expected)
    press(shown.text, Qt.Key.Key_Escape)
    press(shown, Qt.Key.Key_Escape)
    assert desk.window.page_key == page


def test_the_navigation_pages_each_have_a_text():
    known = {topic.key for topic in topics.topics()}
    wanted = {"overview", "tasks", "indicators", "committee", "reports", "units", "registers", "import", "settings"}
    assert wanted & {entry.key for entry in PAGES} <= known
    for topic in topics.topics():
        assert topics.markdown(topic.key).startswith("# ")


def test_every_text_is_there_in_both_languages_with_the_same_pictures_and_links():
    texts = {
        language: {path.name: path for path in (resources() / "help" / language).glob("*.md")}
        for language in ("vi", "en")
    }
    assert texts["vi"].keys() == texts["en"].keys()
    for name, path in texts["vi"].items():
        targets = [re.findall(r"\]\(([^)]+)\)", one.read_text(encoding="utf-8")) for one in (path, texts["en"][name])]
        assert targets[0] == targets[1], name


def test_the_help_speaks_the_language_of_the_program():
    i18n.use_language("en")
    for topic in topics.topics():
        assert not re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệ]", topics.markdown(topic.key).splitlines()[0]), topic.key
    assert topics.markdown("settings").startswith("# Settings")


def test_every_picture_and_link_of_a_text_is_there():
    known = {topic.key for topic in topics.topics()}
    for path in (resources() / "help").glob("*/*.md"):
        for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
            assert (resources() / "help" / target).is_file() or target in known, (path.name, target)


def test_the_list_of_keys_holds_every_key_of_every_menu():
    text = topics.keys_text()
    for _title, entries in (*MENUS, *(("", entry.part_class().MENU) for entry in PAGES)):
        for entry in entries:
            for keys in entry.shortcuts:
                assert keys in text


def test_a_link_leads_to_its_topic_and_nothing_is_fetched(desk):
    desk.window.show_help("first-day")
    page = desk.window.page("help")
    page.text.anchorClicked.emit(QUrl("safety"))
    assert page.text.toPlainText().startswith("Lưu, hoàn tác, sao lưu")
    page.text.anchorClicked.emit(QUrl("https://example.org/"))
    assert page.text.toPlainText().startswith("Lưu, hoàn tác, sao lưu")


def test_pictures_are_no_wider_than_the_text_in_a_narrow_window(desk):
    desk.window.resize(911, 441)
    desk.window.show_help("tasks")
    QApplication.processEvents()
    page = desk.window.page("help")
    page._restyle()
    QApplication.processEvents()
    assert page.text.horizontalScrollBar().maximum() == 0


def test_a_topic_is_chosen_from_the_list(desk):
    desk.window.show_help("first-day")
    page = desk.window.page("help")
    press(page.list, Qt.Key.Key_Down)
    assert page.text.toPlainText().startswith("Tất cả phím")
