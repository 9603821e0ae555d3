"""Random hands over all pages: no exception, no Qt warning, no trap, a file that checks, undo to the very start.

The list of seeds is fixed; a failing seed is a bug to reproduce with.
"""

from __future__ import annotations

import shutil
import sys
import traceback
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kh57_desktop.services import care
from kh57_desktop.services.sample_office import make_sample_office
from kh57_desktop.ui.pages.registry import PAGES
from tests.conftest import LONG
from tests.store.makers import canonical_dump
from tests.ui.random_hands import hands_in

SEEDS = (57, 2026, 71, 1945)
EVENTS = (20_000 if LONG else 2_000) // len(SEEDS)
TRAPS_AFTER = 125
"""So many events lie between two looks whether Tab gets everywhere."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample commune: something on every page."""
    path = tmp_path_factory.mktemp("sample") / "mẫu.kh57"
    make_sample_office(path, user="Nguyễn Văn Thử")
    return path


@pytest.fixture
def data_file(sample: Path, tmp_path: Path) -> Path:
    """A copy of it, with the documents that lie beside it."""
    shutil.copytree(sample.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / sample.name


def told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


@pytest.mark.parametrize("seed", SEEDS)
def test_random_hands_break_nothing_and_undo_leads_back_to_the_start(desk, monkeypatch, seed):
    window, session = desk.window, desk._office.session
    before = canonical_dump(session.store)
    failures: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: failures.append(told(error)))
    done: list[str] = []
    with hands_in(desk, monkeypatch, seed) as hands:
        for turn in range(EVENTS):
            done.append(hands.do())
            QApplication.processEvents()
            hands.answer_popups()
            if QApplication.activeWindow() is not window:  # a closed menu stays the active window without a screen
                window.activateWindow()
            if turn % TRAPS_AFTER == TRAPS_AFTER - 1:
                assert hands.trapped() == "", "\n".join((f"seed {seed}, turn {turn}", *done[-30:]))
            assert not failures, "\n".join((f"seed {seed}, turn {turn}", *done[-30:], *failures))
    assert len(session.store.actions(100_000)) > EVENTS / 60  # hands that reach nothing prove nothing
    assert len(hands.pages) > len(PAGES) / 2
    window.show_page("tasks")
    while desk._office.steps().undo:
        desk._office.undo()
    assert canonical_dump(session.store) == before
    assert care.check(desk._office.path) == []
