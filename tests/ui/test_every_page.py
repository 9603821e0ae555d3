"""All pages, tabs, panes and dialogs of the sample offices, found by walking: names, room, models, editors, wording."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.services import identities, packages, receiving, reports
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.sample_office import last_finished_quarter, make_sample_office
from kh57_desktop.services.session import open_session
from kh57_desktop.services.task_history import Moved
from kh57_desktop.ui.controls.chip import Chip
from kh57_desktop.ui.controls.choice_list import SectionList
from kh57_desktop.ui.controls.tab_chooser import TabChooser
from kh57_desktop.ui.desk import Desk
from kh57_desktop.ui.pages import registry
from kh57_desktop.ui.pages.folding import FoldingRow
from kh57_desktop.ui.reports.part import ReportsPart
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables import editors
from kh57_desktop.ui.tables.view import EditableTableView
from tests.ui.conftest import commit, press, unikey
from tests.ui.tasks.test_input_programs import SEQUENCES

Window = Callable[..., Desk]
"""Width, height, and the key of a page that only a superior has."""
PAGES = [entry.key for entry in registry.PAGES]
SUPERIORS = {entry.key for entry in registry.PAGES if entry.superior_only}
SMALL = (911, 441)
"""1366×768 at 150 % with title bar and task bar."""
DECOMPOSED = "Vie\u0323\u0302c cu\u031b\u0300ng Đa\u0303"
"""As the Vietnamese keyboard of Windows sends "Việc cừng Đã": letters and marks by themselves."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mẫu") / "xã mẫu.kh57"
    make_sample_office(path, user="Cán bộ Mẫu")
    return path


@pytest.fixture(scope="module")
def superior(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's superior, who has received a package of it and set a broken one aside."""
    folder = tmp_path_factory.mktemp("cấp trên")
    shutil.copytree(sample.parent, folder / "xã")
    identity = identities.new_identity(
        folder / "xã.p12", name="Con dấu", office_code="00000", role=SignerRole.OFFICE, password="mật khẩu"
    )
    certificate = folder / "xã.cer"
    certificate.write_bytes(identities.certificate_pem(identity))
    with open_session(folder / "xã" / sample.name) as commune:
        draft = reports.draft_report(commune, period=last_finished_quarter(commune.today).code)
        report = reports.issue_report(commune, draft, number=1, on=commune.today)
        made = packages.package_report(commune, report, [Signer(identity)], folder / "usb")
    path = folder / "tỉnh mẫu.kh57"
    session = create_office(
        path, name="Vân Khê", level="tỉnh", province="Vân Khê", code="00", role=OfficeRole.SUPERIOR, user="Cán bộ Mẫu"
    )
    identities.trust(session, certificate, office_code="00000", roles=frozenset({SignerRole.OFFICE}))
    assert receiving.receive(session, made.path).stored is not None
    broken = folder / "usb" / "hong.kh57pkg"
    broken.write_bytes(made.path.read_bytes()[:-200])
    receiving.receive(session, broken)
    session.close()
    return path


@pytest.fixture
def rich(
    theme: Theme, settings: WindowSettings, sample: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Window]:
    """The window on a copy of the sample office, or of its superior, in a size."""
    made: list[Desk] = []

    def window(width: int, height: int, key: str = "") -> Desk:
        origin = request.getfixturevalue("superior") if key in SUPERIORS else sample
        folder = tmp_path / str(len(made))
        folder.mkdir()
        for one in origin.parent.glob(f"{origin.name}*"):
            (shutil.copytree if one.is_dir() else shutil.copy)(one, folder / one.name)
        desk = Desk(theme, settings)
        made.append(desk)
        desk.window.resize(width, height)
        desk.window.show()
        assert desk.open(folder / origin.name)
        return desk

    theme.choose("light")
    theme.zoom_to(100)
    yield window
    for desk in made:
        desk.window.close()
        desk.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle() -> None:
    """A row that got other words asks its layout for room, which asks the row around it: a turn each."""
    for _turn in range(4):
        QApplication.processEvents()


def faces(desk: Desk, key: str) -> Iterator[str]:
    """Every face of a page comes into sight in turn: its pane, its tabs, its sections."""
    desk.window.show_page(key)
    settle()
    page = desk.window.page(key)
    if hasattr(page, "open_pane"):
        page.open_pane()
    settle()
    yield key
    chosen = [one.tabs for one in page.findChildren(TabChooser) if one.isVisible()]
    for bar in [one for one in page.findChildren(QTabBar) if one.isVisible() or one in chosen]:
        for place in range(1, bar.count()):
            bar.setCurrentIndex(place)
            settle()
            yield f"{key}: {bar.tabText(place)}"
        bar.setCurrentIndex(0)
    for sections in [one for one in page.findChildren(SectionList) if one.isVisible()]:
        for row in range(1, sections.count):
            sections.choose_row(row)
            settle()
            yield f"{key}: {sections.model().index(row, 0).data()}"


def dialogs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[QDialog]:
    """Where a report needs a decision; each as it is first seen."""
    part = desk._shelf.part("reports")
    assert isinstance(part, ReportsPart)
    shown: list[QDialog] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: shown.append(dialog) or dialog.show() or 0)
    desk.window.show_page("reports")
    for ask in (part._issue, part._days, part._ask, part._regimes):
        ask()
        QApplication.processEvents()
        yield shown[-1]
        shown.pop().close()


def seen(window: QWidget) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible() and not widget.isWindow()]


# --- names and room -----------------------------------------------------------------------------------------------


def unnamed(window: QWidget) -> list[str]:
    """Controls that a screen reader could not call by a name, or would not know what they are."""
    found = []
    for widget in seen(window):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.objectName().startswith("qt_"):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip() or told.role() == QAccessible.Role.NoRole:
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def cut(window: QWidget) -> list[tuple[str, str]]:
    """Controls whose words have less room than they need."""
    found = []
    for widget in seen(window):
        is_button = isinstance(widget, QPushButton | Chip) or (isinstance(widget, QToolButton) and widget.text())
        is_label = isinstance(widget, QLabel) and not widget.wordWrap()
        if not (is_button or is_label) or not widget.text() or type(widget).__name__ == "ChoiceButton":
            continue
        hint = widget.sizeHint()
        if widget.width() < hint.width() or widget.height() < hint.height() - 1:
            found.append((type(widget).__name__, widget.text()))
    return found + outside(window) + headings(window)


def outside(window: QWidget) -> list[tuple[str, str]]:
    """Buttons and chips that their row has no room for."""
    rows = [one for one in seen(window) if isinstance(one, FoldingRow)]
    shown = [(row, one) for row in rows for one in row.findChildren(QWidget) if one.parent() is row and one.isVisible()]
    return [(type(one).__name__, "outside") for row, one in shown if not row.rect().contains(one.geometry())]


def headings(window: QWidget) -> list[tuple[str, str]]:
    """Headings of columns that are wider than their column."""
    found = []
    for table in [one for one in seen(window) if isinstance(one, EditableTableView)]:
        header = table.horizontalHeader()
        for place in table.visible_places():
            words = table.model().headerData(place, Qt.Orientation.Horizontal) or ""
            needed = header.fontMetrics().horizontalAdvance(str(words))
            if needed > table.columnWidth(place) - 2:
                found.append((type(table).__name__, str(words)))
    return found


@pytest.mark.parametrize("key", PAGES)
def test_every_face_tells_names_and_keeps_its_words_at_150_on_1366(rich: Window, key: str) -> None:
    desk = rich(*SMALL, key)
    wrong = {face: (unnamed(desk.window), cut(desk.window)) for face in faces(desk, key)}
    assert {face: found for face, found in wrong.items() if any(found)} == {}


@pytest.mark.parametrize("size", [SMALL, (1366, 697)])
def test_every_dialog_tells_names_and_keeps_its_words(rich: Window, monkeypatch, size) -> None:
    desk = rich(*size)
    count = 0
    for dialog in dialogs(desk, monkeypatch):
        count += 1
        assert (dialog.windowTitle(), unnamed(dialog), cut(dialog)) == (dialog.windowTitle(), [], [])
        assert dialog.width() <= desk.window.width()
        assert dialog.minimumSizeHint().height() <= desk.window.height() + 40
        primary = [one for one in dialog.findChildren(QPushButton) if one.property("kind") == "primary"]
        assert len(primary) == 1
    assert count == 4


@pytest.mark.parametrize("key", PAGES)
def test_a_page_has_at_most_one_primary_button_in_sight(rich: Window, key: str) -> None:
    desk = rich(1366, 697, key)
    for face in faces(desk, key):
        head = desk.window.page(key)
        primary = [
            one.text()
            for one in head.findChildren(QPushButton)
            if one.isVisible() and one.property("kind") == "primary"
        ]
        assert len(primary) <= 1, (face, primary)


# --- models -------------------------------------------------------------------------------------------------------

ELSEWHERE = {"PasteModel", "_Results", "ReviewModel", "MovedModel"}
"""Not in sight without a paste, a search, a document or a changed plan; tested with those (the last one below)."""


def own_models() -> set[str]:
    """Names of all models of the window, by module."""
    found: set[str] = set()
    waiting = [QAbstractItemModel]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("kh57_desktop."):
                found.add(f"{one.__module__}.{one.__name__}")
    return found


def complaints(qtlog) -> list[str]:
    return [record.message for record in qtlog.records if "FAIL!" in record.message or "modeltest" in record.message]


def test_every_model_in_sight_keeps_qts_contract_and_none_is_forgotten(rich: Window, qtlog) -> None:
    walked: set[str] = set()
    above = rich(1366, 697, next(iter(SUPERIORS)))
    listen(above, sorted(SUPERIORS), walked, qtlog)
    desk = rich(1366, 697)
    listen(desk, [key for key in PAGES if key not in SUPERIORS], walked, qtlog)
    desk.window.show_page("tasks")
    desk.window.page("tasks").table.select_row(1, 1)
    press(desk.window.page("tasks").table, Qt.Key.Key_Delete)
    desk.window.undo_asked.emit()
    assert complaints(qtlog) == []
    known = {name for name in own_models() if name.rpartition(".")[2] not in ELSEWHERE}
    assert known - walked == set()
    gc.collect()


def listen(desk: Desk, keys: list[str], walked: set[str], qtlog) -> None:
    """A tester at every model that comes into sight; then all faces again, with every tester listening."""
    testers: dict[int, QAbstractItemModelTester] = {}
    for key in keys:
        for _face in faces(desk, key):
            for view in desk.window.findChildren(QAbstractItemView):
                model = view.model()
                if model is None or not type(model).__module__.startswith("kh57_desktop.") or id(model) in testers:
                    continue
                mode = QAbstractItemModelTester.FailureReportingMode.Warning
                testers[id(model)] = QAbstractItemModelTester(model, mode, desk.window)
                walked.update(f"{kind.__module__}.{kind.__name__}" for kind in type(model).__mro__)
                assert complaints(qtlog) == [], type(model)
    for key in keys:
        for _face in faces(desk, key):
            pass


def test_the_model_of_what_moved_keeps_qts_contract(rich: Window) -> None:
    """Shown, shown with other rows, shown empty: as the plan is compared with what was issued."""
    desk = rich(1366, 697)
    view = desk.window.page("tasks").moved
    tester = QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [Moved("N1", "Nhiệm vụ số 1", name, name, "cũ", "mới") for name in ("deadline", "text", "lead_unit")]
    for shown in ([], rows, rows[:1], rows, []):
        view.put(shown)
        assert view.model.rowCount() == len(shown)
        assert view.model.index(0, 0).isValid() is bool(shown)
        assert tester.model() is view.model


# --- editors ------------------------------------------------------------------------------------------------------


def text_of(box: QWidget) -> str:
    return box.toPlainText() if isinstance(box, QPlainTextEdit | QTextEdit) else box.text()


def assert_left_alone(box: QWidget) -> None:
    """What an input program sends stays exactly as in a plain field, and composed input arrives whole."""
    for keys in SEQUENCES:
        plain = QLineEdit()
        unikey(plain, keys)
        box.selectAll()
        unikey(box, keys)
        assert text_of(box) == plain.text(), (box.accessibleName(), keys)
    box.selectAll()
    commit(box, DECOMPOSED)
    assert text_of(box) == DECOMPOSED, box.accessibleName()


@pytest.mark.parametrize("key", PAGES)
def test_every_box_of_every_face_leaves_input_programs_alone(rich: Window, key: str) -> None:
    desk = rich(1366, 697, key)
    tried = 0
    for _face in faces(desk, key):
        for box in [one for one in seen(desk.window.page(key)) if isinstance(one, QLineEdit | QPlainTextEdit)]:
            if box.isReadOnly() or not box.isEnabled() or not box.isVisible():
                continue
            box.setFocus()
            assert_left_alone(box)
            box.clear()
            tried += 1
    if key in ("settings", "quick", "layout", "tasks", "chasing"):
        assert tried


def test_every_kind_of_cell_editor_leaves_input_programs_alone(rich: Window) -> None:
    """One cell of every column that can be edited, on every face of every page."""
    desk = rich(1920, 1009)
    kinds: set[type[QWidget]] = set()
    for key in [one for one in PAGES if one not in SUPERIORS]:
        for _face in faces(desk, key):
            for table in [one for one in seen(desk.window) if isinstance(one, EditableTableView)]:
                kinds |= set(map(type, edited(table)))
    wanted = {one for one in vars(editors).values() if isinstance(one, type) and one.__module__ == editors.__name__}
    assert {kind for kind in wanted if issubclass(kind, QLineEdit | QPlainTextEdit)} <= kinds


def edited(table: EditableTableView) -> Iterator[QWidget]:
    """Open an editor in each column once, try it, and leave it as it was."""
    model = table.model()
    for column in range(model.columnCount()):
        rows = range(min(model.rowCount(), 12))
        row = next((row for row in rows if model.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable), None)
        if row is None or table.isColumnHidden(column):
            continue
        table.setCurrentIndex(model.index(row, column))
        table.edit(table.currentIndex())
        editor = QApplication.focusWidget()
        if editor is None or not table.viewport().isAncestorOf(editor):
            continue
        assert_left_alone(editor)
        yield editor
        press(editor, Qt.Key.Key_Escape)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# --- numbers and days whatever the system says --------------------------------------------------------------------


def cells_of(model: QAbstractItemModel) -> list[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    places = ((row, column) for row in range(min(model.rowCount(), 40)) for column in range(columns))
    return [str(model.index(row, column).data() or "") for row, column in places]


def said(desk: Desk) -> list[str]:
    """Every word, number and day in sight on all faces of all pages."""
    found: list[str] = []
    for key in [one for one in PAGES if one not in SUPERIORS]:
        for face in faces(desk, key):
            found.append(face)
            for widget in seen(desk.window):
                if isinstance(widget, QAbstractButton | QLabel | QLineEdit):
                    found.append(widget.text())
                elif isinstance(widget, QComboBox):
                    found.append(widget.currentText())
                elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
                    found += cells_of(widget.model())
    return found


def test_nothing_is_worded_otherwise_under_another_system_locale(rich: Window, monkeypatch) -> None:
    vietnamese = said(rich(1366, 697))
    usual = QLocale()
    for name in ("LC_ALL", "LANG", "LC_NUMERIC", "LC_TIME"):
        monkeypatch.setenv(name, "en_US.UTF-8")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        american = said(rich(1366, 697))
    finally:
        QLocale.setDefault(usual)
    assert len(vietnamese) > 1000
    assert american == vietnamese


# --- a superior's office ------------------------------------------------------------------------------------------


def test_a_superior_without_a_plan_is_led_to_the_packages(rich: Window, qtbot) -> None:
    desk = rich(1366, 697, "receiving")
    desk.window.show_page("overview")
    page = desk.window.page("overview")
    assert page.is_empty
    qtbot.mouseClick(page.empty.first, Qt.MouseButton.LeftButton)
    assert desk.window.page_key == "receiving"


def test_enter_opens_the_package_of_a_sender_and_keeps_the_keyboard_in_the_rows(rich: Window) -> None:
    desk = rich(1366, 697, "receiving")
    desk.window.show_page("receiving")
    page = desk.window.page("receiving")
    settle()
    page.senders.setFocus()
    press(page.senders, Qt.Key.Key_Return, "\r")
    settle()
    assert page.stack.currentWidget() is page.rows
    assert page.rows.model().rowCount() > 40
    assert QApplication.focusWidget() is page.rows
