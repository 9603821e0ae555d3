"""The window: top row, navigation, pages, status bar, and who listens to whom. Nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop import __version__
from kh57_desktop.i18n import _
from kh57_desktop.ui.app_icon import app_icon
from kh57_desktop.ui.committee.page import CommitteePageView
from kh57_desktop.ui.files import ask_folder, ask_open, ask_save
from kh57_desktop.ui.importing.page import ImportPage, document_of
from kh57_desktop.ui.indicators.page import IndicatorsPage
from kh57_desktop.ui.menus import Menus
from kh57_desktop.ui.messages import Message, in_our_words
from kh57_desktop.ui.navigation import Navigation, NavigationItem
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.start.page import StartPage
from kh57_desktop.ui.status_bar import StatusBar
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tasks.model import Fetch
from kh57_desktop.ui.tasks.page import TasksPage
from kh57_desktop.ui.top_row import TopRow

LEAST = (900, 430)
NARROW, SHORT, WIDE = 1000, 1240, 1500
"""Window widths (px at zoom 100 %): navigation as icons below the first, short words below the second, and from the
third on rows show their full text unless the person chose otherwise."""
_OVER = ("preview", "layout")
"""Pages that lie over another one, which stays chosen in the navigation."""
_PAPERS = {"tasks": "task-list", "indicators": "indicator-list", "committee": "committee-assignments"}
"""What printing a page prints, as `kh57 print` names it."""


class MainWindow(QMainWindow):
    """Pages and menus; what a gesture does is the presenters' business."""

    new_asked = Signal()
    open_asked = Signal(object)
    backup_asked = Signal(object)
    check_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    finish_asked = Signal()
    save_asked = Signal()
    print_asked = Signal(object, bool)
    layout_asked = Signal()
    document_dropped = Signal(object)
    closing = Signal()

    def __init__(self, theme: Theme, settings: WindowSettings, fetch: Fetch) -> None:
        super().__init__()
        self.theme = theme
        self.settings = settings
        self._page_keys: dict[str, QWidget] = {}
        self._watches_screen = False
        self.setAcceptDrops(True)
        self.top = TopRow(theme)
        self.setMenuWidget(self.top)
        self.menus = Menus(self.top.menus, self, self._actions())
        self.navigation = Navigation(theme)
        self.tasks = TasksPage(theme, fetch)
        self.indicators = IndicatorsPage(theme)
        self.committee = CommitteePageView(theme)
        self.importing = ImportPage(theme)
        self.start = StartPage(theme, user=settings.user)
        self.status = StatusBar(theme)
        self._pages = QStackedWidget()
        self._faces = QStackedWidget()
        self._lay_out()
        self._listen()
        self._remember_look()

    def _lay_out(self) -> None:
        items = (
            NavigationItem("tasks", _("Tasks"), "task_list_square_ltr"),
            NavigationItem("indicators", _("Indicators"), "data_trending"),
            NavigationItem("committee", _("Committee"), "people_team"),
        )
        self.navigation.put(items)
        pages = {
            "tasks": self.tasks,
            "indicators": self.indicators,
            "committee": self.committee,
            "import": self.importing,
        }
        for key, page in pages.items():
            self._pages.addWidget(page)
            self._page_keys[key] = page
        frame = QWidget()
        column = QVBoxLayout(frame)
        self.theme.lay(column)
        middle = QHBoxLayout()
        self.theme.lay(middle)
        middle.addWidget(self.navigation)
        middle.addWidget(self._pages, 1)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self._frame = frame
        self._faces.addWidget(self.start)
        self._faces.addWidget(frame)
        self.setCentralWidget(self._faces)
        self._set_least()
        self.theme.changed.connect(self._restyle)

    def _listen(self) -> None:
        self.navigation.page_chosen.connect(self.show_page)
        self.status.undo_asked.connect(self.undo_asked)
        self.tasks.import_asked.connect(lambda: self.show_page("import"))
        self.tasks.print_asked.connect(lambda: self.print_asked.emit(_PAPERS["tasks"], False))
        self.indicators.print_asked.connect(lambda: self.print_asked.emit(_PAPERS["indicators"], False))
        self.committee.print_asked.connect(lambda: self.print_asked.emit(_PAPERS["committee"], False))
        self.indicators.import_asked.connect(lambda: self.show_page("import"))
        self.indicators.counted.connect(lambda count: self.navigation.put_counts("indicators", count, 0))
        self.importing.close_asked.connect(lambda: self.show_page("tasks"))
        self.start.leave_asked.connect(self.close)

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "new": self.new_asked.emit,
            "open": self.ask_open,
            "import": lambda: self.show_page("import"),
            "save": self.save_asked.emit,
            "backup": self._ask_backup,
            "print": lambda: self.print_asked.emit(_PAPERS.get(self.page_key), True),
            "preview": lambda: self.print_asked.emit(None, False),
            "layout": self.layout_asked.emit,
            "quit": self.close,
            "undo": self.undo_asked.emit,
            "redo": self.redo_asked.emit,
            "edit_cell": lambda: self._table_page.table.edit(self._table_page.table.currentIndex()),
            "find": self._find,
            "pane": lambda: self._table_page.toggle_pane(),
            "full": self._toggle_full,
            "zoom_in": lambda: self._zoom(1),
            "zoom_out": lambda: self._zoom(-1),
            "zoom_reset": lambda: self._zoom(0),
            "theme_system": lambda: self._colour("system"),
            "theme_light": lambda: self._colour("light"),
            "theme_dark": lambda: self._colour("dark"),
            "add": lambda: self._on_table(self._table_page.start_adding),
            "progress": lambda: self._on_tasks(self.tasks.start_entry),
            "finish": self._finish,
            "bin": lambda: self._on_table(self._table_page.start_binning),
            "check": self.check_asked.emit,
            "about": self._about,
        }

    # faces and pages

    def show_start(self) -> None:
        self._faces.setCurrentWidget(self.start)
        self.start.begin()
        self.top.hide()
        self.menus.with_office(False)
        self.setWindowTitle("KH57")

    def show_frame(self, title: str) -> None:
        self._faces.setCurrentWidget(self._frame)
        self.top.show()
        self.menus.with_office(True)
        self.setWindowTitle(title)
        self.show_page("tasks")

    def add_page(self, key: str, page: QWidget) -> None:
        """A page that is made when it is first wanted; it has no place of its own in the navigation."""
        self._pages.addWidget(page)
        self._page_keys[key] = page

    def show_page(self, key: str) -> None:
        """The import page belongs to the tasks; papers and their layout lie over whatever page they were asked from."""
        if key not in _OVER:
            self.navigation.choose("tasks" if key == "import" else key)  # which shows that page, so it comes first
        self._pages.setCurrentWidget(self._page_keys[key])
        if key == "import":
            self.importing.focus_first()
        elif key not in _OVER:
            self._table_page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def page_key(self) -> str:
        current = self._pages.currentWidget()
        return next(key for key, page in self._page_keys.items() if page is current)

    def show_message(self, message: Message) -> None:
        """On the page in sight."""
        if self._faces.currentWidget() is self.start:
            self.start.banner.show_message(message)
        elif self.page_key == "import" or self.page_key in _OVER:
            self._page_keys[self.page_key].banner.show_message(message)
        else:
            self._table_page.banner.show_message(message)

    @property
    def _table_page(self) -> TasksPage | IndicatorsPage | CommitteePageView:
        """The page whose rows the menus speak of: the one in sight, the tasks from a page without rows."""
        return {"indicators": self.indicators, "committee": self.committee}.get(self.page_key, self.tasks)

    def _on_table(self, action: Callable[[], None]) -> None:
        """From a page without rows to the tasks first."""
        if self.page_key == "import" or self.page_key in _OVER:
            self.show_page("tasks")
        action()

    def _on_tasks(self, action: Callable[[], None]) -> None:
        self.show_page("tasks")
        action()

    def _finish(self) -> None:
        """Only where the chosen task is in sight: nothing is finished behind another page."""
        if self.page_key == "tasks":
            self.finish_asked.emit()

    # asking for files

    def ask_open(self) -> None:
        chosen = ask_open(self, _("Open data file"), self._folder(), _("KH57 data files (*.kh57)"))
        if chosen is not None:
            self.open_asked.emit(chosen)

    def ask_new_path(self, name: str) -> Path | None:
        """Where a new data file is to lie; None where the person thought better of it."""
        proposed = Path(self._folder()) / name
        names = _("KH57 data files (*.kh57)")
        return ask_save(self, _("Where to keep the data file"), proposed, names, ending="kh57")

    def _ask_backup(self) -> None:
        chosen = ask_folder(self, _("Folder of the backup (a stick, another disk)"), self._folder())
        if chosen is not None:
            self.backup_asked.emit(chosen)

    def _folder(self) -> str:
        last = self.settings.last_file
        return str(last.parent if last else Path.home())

    # look

    def _find(self) -> None:
        """The search narrows tasks and indicators; from any other page it goes to the tasks."""
        if self.page_key not in ("tasks", "indicators"):
            self.show_page("tasks")
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def _toggle_full(self) -> None:
        self.tasks.toggle_full()
        self.settings.shows_full = self.tasks.table.is_full

    def _zoom(self, steps: int) -> None:
        if steps:
            self.theme.zoom_by(steps)
        else:
            self.theme.zoom_to(100)
        self.settings.zoom = self.theme.zoom

    def _colour(self, choice: str) -> None:
        self.theme.choose(choice)
        self.settings.theme = choice

    def _remember_look(self) -> None:
        self.menus.actions[f"theme_{self.theme.choice}"].setChecked(True)
        self.setWindowIcon(app_icon())
        if self.settings.geometry is not None:
            self.restoreGeometry(self.settings.geometry)
        else:
            self.resize(1366, 697)
        if self.settings.shows_full is not None:
            self.tasks.show_full(self.settings.shows_full)

    def _restyle(self) -> None:
        self._set_least()
        self._arrange()

    def _set_least(self) -> None:
        """900×430 at the least, smaller where the screen itself is."""
        screen = self.screen().availableGeometry() if self.screen() else None
        width, height = LEAST
        self.setMinimumSize(
            min(width, screen.width()) if screen else width, min(height, screen.height()) if screen else height
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._watches_screen:
            self._watches_screen = True
            self.windowHandle().screenChanged.connect(self.theme.screen_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() / (self.theme.zoom / 100)
        self.navigation.use_icons_alone(wide < NARROW)
        self.top.use_short_words(wide < SHORT)
        self.status.use_few_words(wide < NARROW)
        if self.settings.shows_full is None and self.tasks.table.is_full != (wide >= WIDE):
            self.tasks.show_full(wide >= WIDE)

    def _about(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle("KH57")
        box.setText(f"KH57 {__version__}")
        box.setInformativeText(
            _("Follows the carrying out of Nghị quyết 57-NQ/TW in a commune and reports on it, without a network.")
        )
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        in_our_words(box)
        box.open()

    # dropping and closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if document_of(event) is not None and self._faces.currentWidget() is self._frame:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        document = document_of(event)
        if document is not None:
            event.acceptProposedAction()
            self.show_page("import")
            self.document_dropped.emit(document)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being typed in a cell is saved first."""
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self.settings.geometry = self.saveGeometry()
        self.closing.emit()
        super().closeEvent(event)
