"""The page of unit forms in the window: made, taken back as differences, accepted with one undo, sent back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.form_changes import ChangeKind
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.forms import page as forms_page
from tests.services.filled_forms import fill


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """What the person chooses in the dialog of folders, by the word in its title."""
    chosen = {"out": tmp_path / "out", "back": tmp_path / "back"}
    for folder in chosen.values():
        folder.mkdir()
    current = {"folder": chosen["out"]}
    monkeypatch.setattr(forms_page, "ask_folder", lambda *_words: current["folder"])
    return {**chosen, "set": current}  # type: ignore[dict-item]


def choose(folders: dict, name: str) -> None:
    folders["set"]["folder"] = folders[name]


def shown(desk: Desk) -> list[str]:
    model = desk.window.page("forms").model
    return [model.line_at(row).cells["state"] for row in range(model.rowCount())]


def made_and_filled(desk: Desk, folders: dict, qtbot) -> None:
    desk.window.show_page("forms")
    page = desk.window.page("forms")
    qtbot.keyClick(page.empty.first, Qt.Key.Key_Space)
    assert len(list(folders["out"].glob("*.xlsx"))) == len(list(folders["out"].glob("*.pdf"))) == 2
    today = desk._office.session.today
    for number, path in enumerate(sorted(folders["out"].glob("*.xlsx"))):
        fill(path, folders["back"] / f"Zalo {number}.xlsx", seed=number + 3, today=today)
    choose(folders, "back")
    page.ask_collect()
    qtbot.waitUntil(lambda: bool(shown(desk)) and page._shows_changes)


def test_forms_go_out_and_their_differences_come_back(desk: Desk, folders, qtbot) -> None:
    made_and_filled(desk, folders, qtbot)
    page = desk.window.page("forms")
    assert page.banner.isVisible() is False or page.banner.message is not None
    kinds = [page.model.line_at(row).record.kind for row in range(page.model.rowCount())]
    assert ChangeKind.NEW in kinds
    assert kinds == sorted(kinds, key=lambda kind: kind is not ChangeKind.DOUBTFUL)
    sure = kinds.count(ChangeKind.NEW) + kinds.count(ChangeKind.CHANGED)
    assert str(sure) in page._all.text()
    qtbot.mouseClick(page._all, Qt.MouseButton.LeftButton)
    session = desk._office.session
    plan = session.store.plans.newest()
    told = sum(bool(session.store.tasks.progress(task.id)) for task in session.store.tasks.of_plan(plan.id))
    assert told == sure
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not any(session.store.tasks.progress(task.id) for task in session.store.tasks.of_plan(plan.id))


def test_chips_narrow_the_differences_and_back_leaves_them(desk: Desk, folders, qtbot) -> None:
    made_and_filled(desk, folders, qtbot)
    page = desk.window.page("forms")
    everything = page.model.rowCount()
    qtbot.mouseClick(page._kinds[ChangeKind.NEW], Qt.MouseButton.LeftButton)
    assert 0 < page.model.rowCount() <= everything
    assert {page.model.line_at(row).record.kind for row in range(page.model.rowCount())} == {ChangeKind.NEW}
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page._shows_changes
    assert page.model.rowCount() == 2
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert desk.window.page_key != "forms"


def test_chosen_rows_alone_are_accepted(desk: Desk, folders, qtbot) -> None:
    made_and_filled(desk, folders, qtbot)
    page = desk.window.page("forms")
    row = next(at for at in range(page.model.rowCount()) if page.model.line_at(at).record.kind is ChangeKind.NEW)
    page.table.setCurrentIndex(page.model.index(row, 2))
    before = page.model.rowCount()
    qtbot.mouseClick(page._some, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == before - 1


def test_the_model_keeps_qts_contract(desk: Desk, folders, qtbot) -> None:
    desk.window.show_page("forms")
    QAbstractItemModelTester(desk.window.page("forms").model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made_and_filled(desk, folders, qtbot)
    QApplication.processEvents()
    assert desk.window.page("forms").model.rowCount() > 0
