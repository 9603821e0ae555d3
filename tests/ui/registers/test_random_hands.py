"""Random keys, clicks and words on the registers and on units and people: nothing breaks, undo leads back."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kh57_desktop.services import care, people
from kh57_desktop.services.frame import begin_session
from kh57_desktop.services.registers.rows import add_row
from tests.conftest import LONG
from tests.services.register_samples import SAMPLES
from tests.store.makers import canonical_dump
from tests.ui.conftest import press, type_words
from tests.ui.random_hands import Hands, hands_in

EVENTS = 3000 if LONG else 300
SEEDS = (57, 71)
WORDS = ("62", "2026", "x", "N1", "C1", "K1, N2", "Công an xã", "05/9/2026", "có", "Tập huấn", "1.250,5", "")
PAGES = ("registers", "units")


@pytest.fixture
def data_file(data_file):
    session = begin_session(data_file, user="Nguyễn Văn Thử")
    for kind, fields in SAMPLES.items():
        add_row(session, kind, {name: words for name, words in fields.items() if name != "task"})
    for name in ("Trần Thị Thử", "Lê Văn Nhận"):
        people.add_person(session, {"full_name": name, "unit": "Công an xã"})
    session.close()
    return data_file


def one_turn(window, hands: Hands) -> str:
    """On one of the two pages mostly; a cell of it, or whatever a hand does anywhere."""
    chance = hands.chance
    if chance.random() < 0.05 or window.page_key not in PAGES:
        key = chance.choice(PAGES)
        window.show_page(key)
        return key
    page = window.page(window.page_key)
    if chance.random() < 0.1:
        page.tabs.setCurrentIndex(chance.randrange(page.tabs.count()))
        return "tab"
    if chance.random() < 0.35:
        return hands.do()
    model = page.table.model()
    if not model.rowCount() or not page.table.isVisible():
        page.filter_dropped.emit()
        return "filter dropped"
    row, column = chance.randrange(model.rowCount()), chance.randrange(model.columnCount())
    spot = page.table.visualRect(model.index(row, column)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    words = chance.choice(WORDS)
    type_words(QApplication.focusWidget() or page.table, words)
    press(QApplication.focusWidget() or page.table, chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab)), "\r")
    return f"cell {row}/{column} {words}"


@pytest.mark.parametrize("seed", SEEDS)
def test_random_hands_break_nothing_and_undo_leads_back(desk, monkeypatch, seed):
    window = desk.window
    failures: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: failures.append(error))
    session = desk._office.session
    before, done = canonical_dump(session.store), []
    with hands_in(desk, monkeypatch, seed) as hands:
        for _turn in range(EVENTS):
            done.append(one_turn(window, hands))
            QApplication.processEvents()
            hands.answer_popups()
            if QApplication.activeWindow() is not window:
                window.activateWindow()
            assert not failures, (seed, done[-30:], failures)
    assert len(session.store.actions(10_000)) > EVENTS / 20  # hands that reach nothing prove nothing
    while desk._office.steps().undo:
        desk._office.undo()
    assert canonical_dump(session.store) == before
    assert care.check(desk._office.path) == []
