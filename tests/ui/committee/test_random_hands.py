"""Random keys, clicks and words on the pages of indicators and of the committee: nothing breaks, undo leads back."""

from __future__ import annotations

import random
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.terms import CommitteeKind, System
from kh57_desktop.services import care
from kh57_desktop.services import committee_changes as changes
from kh57_desktop.services.frame import begin_session
from kh57_desktop.services.indicators import add_indicator, enter_reading
from tests.conftest import LONG
from tests.ui.conftest import press, type_words
from tests.ui.random_hands import Hands, hands_in

EVENTS = 3000 if LONG else 300
SEEDS = (57, 71)
WORDS = ("62", "620", "…", "x", "abc", "N1", "Phó Trưởng ban", "05/9/2026", "điểm")


@pytest.fixture
def data_file(data_file):
    session = begin_session(data_file, user="Nguyễn Văn Thử")
    for number in range(6):
        one = add_indicator(session, {"text": f"Tỷ lệ {number}", "unit": "%", "group": "Số", "target_2030": "100"})
        enter_reading(session, one, "2024", "20")
    committee = changes.found_committee(session, kind=CommitteeKind.STEERING, system=System.PARTY)
    for number in range(5):
        changes.add_to(session, committee, {"name": f"Người {number}", "role": "Ủy viên", "post": "Cán bộ"})
    session.close()
    return data_file


def content(session) -> list[object]:
    """All that both pages show, as values."""
    store, plan_id = session.store, session.store.plans.newest().id
    committees = store.committees.all()
    return [
        store.indicators.of_plan(plan_id),
        store.indicators.readings_of_plan(plan_id),
        committees,
        [store.committees.members(one.id) for one in committees],
        [store.committees.assignments(one.id) for one in committees],
    ]


def one_turn(window, hands: Hands) -> str:
    """On one of the two pages mostly; a cell of it, or whatever a hand does anywhere."""
    chance = hands.chance
    key = chance.choice(("indicators", "committee"))
    if chance.random() < 0.1 or window.page_key not in ("indicators", "committee"):
        window.show_page(key)
        return key
    page = window.page("indicators") if window.page_key == "indicators" else window.page("committee")
    if chance.random() < 0.4:
        return hands.do() if chance.random() < 0.7 else _other_view(page, chance)
    model = page.table.model()
    if not model.rowCount():
        (page.filter_dropped.emit if page is window.page("indicators") else lambda: page.choose_tab(0))()
        return "filter dropped"
    spot = page.table.visualRect(model.index(chance.randrange(model.rowCount()), chance.randrange(model.columnCount())))
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot.center())
    words = chance.choice(WORDS)
    type_words(QApplication.focusWidget() or page.table, words)
    press(QApplication.focusWidget() or page.table, Qt.Key.Key_Return, "\r")
    return f"cell {words}"


def _other_view(page, chance: random.Random) -> str:
    if hasattr(page, "choose_tab"):
        page.choose_tab(chance.randrange(3))
        page.table.setFocus()
        press(page.table, chance.choice((Qt.Key.Key_Up, Qt.Key.Key_Down)), "", Qt.KeyboardModifier.AltModifier)
    else:
        page.stepped.emit(chance.choice((-1, 1)))
        chance.choice(page._kind_menu.actions()).trigger()
    return "another view"


@pytest.mark.parametrize("seed", SEEDS)
def test_random_hands_break_nothing_and_undo_leads_back(desk, monkeypatch, seed):
    window = desk.window
    failures: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: failures.append(error))
    session = desk._office.session
    before, done = content(session), []
    with hands_in(desk, monkeypatch, seed) as hands:
        for _turn in range(EVENTS):
            done.append(one_turn(window, hands))
            QApplication.processEvents()
            hands.answer_popups()
            if QApplication.activeWindow() is not window:
                window.activateWindow()
            assert not failures, (seed, done[-30:], failures)
    assert len(session.store.actions(10_000)) > EVENTS / 20
    while desk._office.steps().undo:
        desk._office.undo()
    assert content(session) == before
    assert care.check(desk._office.path) == []
