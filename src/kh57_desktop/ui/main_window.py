"""The window: top row, navigation, pages, status bar, and who listens to whom. Nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop import __version__
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.undo_keys import UndoKeys
from kh57_desktop.ui.documents import documents_of
from kh57_desktop.ui.menus import Menus
from kh57_desktop.ui.messages import Message
from kh57_desktop.ui.navigation import Navigation, NavigationItem
from kh57_desktop.ui.pages.part import PagePart
from kh57_desktop.ui.pages.registry import HOME, entry_of, pages_for
from kh57_desktop.ui.pages.shelf import PageShelf
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.status_bar import StatusBar
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.top_row import TopRow

if TYPE_CHECKING:
    from kh57_desktop.ui.start.page import StartPage

LEAST = (900, 430)
ICON_MS = 300
"""The icon of the task bar is drawn when the window stands."""
NARROW, SHORT = 1000, 1240
"""Window widths (px at zoom 100 %): navigation as icons below the first, short words below the second."""


class MainWindow(QMainWindow):
    """Pages and menus; what a gesture does is the presenters' business."""

    new_asked = Signal()
    open_asked = Signal(object)
    backup_asked = Signal(object)
    check_asked = Signal()
    recompute_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    save_asked = Signal()
    print_asked = Signal(object, bool)
    document_dropped = Signal(object)
    start_made = Signal(object)
    """The page of the first start was made."""
    closing = Signal()

    def __init__(self, theme: Theme, settings: WindowSettings, shelf: PageShelf) -> None:
        super().__init__()
        self.theme = theme
        self.settings = settings
        self._shelf = shelf
        self._page_key = ""
        self._page_below = HOME
        self._start: StartPage | None = None
        self._watches_screen = False
        self.setAcceptDrops(True)
        self.top = TopRow(theme)
        self.setMenuWidget(self.top)
        self.menus = Menus(self.top.menus, self, self._actions())
        self.navigation = Navigation(theme)
        self.status = StatusBar(theme)
        self.pages = QStackedWidget()
        self._faces = QStackedWidget(self)
        self._lay_out()
        self.navigation.page_chosen.connect(self.show_page)
        self.status.undo_asked.connect(self.undo_asked)
        self._undo_keys = UndoKeys(self)
        self._remember_look()

    def _lay_out(self) -> None:
        frame = QWidget(self._faces)
        column = QVBoxLayout(frame)
        self.theme.lay(column)
        middle = QHBoxLayout()
        self.theme.lay(middle)
        middle.addWidget(self.navigation)
        middle.addWidget(self.pages, 1)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self._frame = frame
        self._faces.addWidget(frame)
        self.setCentralWidget(self._faces)
        self._set_least()
        self.theme.changed.connect(self._restyle)

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "new": self.new_asked.emit,
            "open": self.ask_open,
            "import": lambda: self.show_page("import"),
            "save": self.save_asked.emit,
            "backup": self._ask_backup,
            "print": self._print,
            "preview": lambda: self.print_asked.emit(None, False),
            "layout": lambda: self.show_page("layout"),
            "forms": lambda: self.show_page("forms"),
            "chasing": lambda: self.show_page("chasing"),
            "quick": lambda: self.show_page("quick"),
            "settings": lambda: self.show_page("settings"),
            "quit": self.close,
            "undo": lambda: self._run("undo", self.undo_asked.emit),
            "redo": lambda: self._run("redo", self.redo_asked.emit),
            "history_page": lambda: self._show_history("history"),
            "bin_page": lambda: self._show_history("bin"),
            "edit_cell": lambda: self._run("edit_cell"),
            "find": self._find,
            "pane": lambda: self._run("pane"),
            "full": lambda: self._run("full"),
            "zoom_in": lambda: self._zoom(1),
            "zoom_out": lambda: self._zoom(-1),
            "zoom_reset": lambda: self._zoom(0),
            "theme_system": lambda: self._colour("system"),
            "theme_light": lambda: self._colour("light"),
            "theme_dark": lambda: self._colour("dark"),
            "help": self._help,
            "first_day": lambda: self.show_help("first-day"),
            "keys": lambda: self.show_help("keys"),
            "report_page": lambda: self.show_page("reports"),
            "recompute": self.recompute_asked.emit,
            "check": self.check_asked.emit,
            "about": self._about,
        }

    def _show_history(self, what: str) -> None:
        self.show_page("history")
        self._shelf.part("history").go_to(what)

    # faces and pages

    @property
    def start(self) -> StartPage:
        """The page of the first start; made when it is first wanted, few ever see it again."""
        if self._start is None:
            from kh57_desktop.ui.start.page import StartPage

            self._start = StartPage(self.theme, user=self.settings.user)
            self._start.leave_asked.connect(self.close)
            self._faces.addWidget(self._start)
            self.start_made.emit(self._start)
        return self._start

    def show_start(self) -> None:
        self._faces.setCurrentWidget(self.start)
        self.start.begin()
        self.top.hide()
        self.menus.with_office(False)
        self.setWindowTitle("KH57")

    def show_frame(self, title: str, role: OfficeRole) -> None:
        """The frame around the pages of an open file, for such an office."""
        self.navigation.put(
            [NavigationItem(one.key, _(one.words), one.icon, line_above=one.line_above) for one in pages_for(role)]
        )
        self._faces.setCurrentWidget(self._frame)
        self.top.show()
        self.menus.with_office(True)
        self.setWindowTitle(title)

    def page(self, key: str) -> Any:
        """The page itself, made if need be."""
        return self._shelf.part(key).page

    @property
    def page_key(self) -> str:
        """The page in sight, "" while there is none."""
        return self._page_key

    @property
    def part(self) -> PagePart | None:
        """What stands behind the page in sight."""
        return self._shelf.part(self._page_key) if self._page_key else None

    def show_page(self, key: str) -> None:
        """A page that lies over another one leaves that one chosen in the navigation."""
        entry = entry_of(key)
        self._page_key = key
        if not entry.over:
            self._page_below = key
            with QSignalBlocker(self.navigation.selectionModel()):
                self.navigation.choose(entry.within or key)
            self.navigation.redraw()
        part = self._shelf.show(key)
        if self.pages.indexOf(part.page) < 0:
            self.pages.addWidget(part.page)
        self.pages.setCurrentWidget(part.page)
        self.menus.put_page(key, _(entry.words), part.MENU, part.all_commands())
        self.menus.put_page_steps(None)
        part.shown()

    def show_back(self) -> None:
        """From a page that lies over another one, to that one."""
        self.show_page(self._page_below)

    def show_message(self, message: Message) -> None:
        """On the page in sight."""
        part = self.part
        if part is None or self._faces.currentWidget() is not self._frame:
            self.start.banner.show_message(message)
        else:
            part.banner.show_message(message)

    def _run(self, command: str, otherwise: Callable[[], None] | None = None) -> None:
        """A command of the page in sight; `otherwise` where the page has none of this name."""
        commands = self.part.all_commands() if self.part is not None else {}
        if command in commands:
            commands[command]()
        elif otherwise is not None:
            otherwise()

    def _print(self) -> None:
        """What the page in sight prints, else the paper seen last."""
        paper = entry_of(self._page_key).paper if self._page_key else None
        self.print_asked.emit(paper, True)

    def _help(self) -> None:
        """F1: about the page in sight."""
        from kh57_desktop.ui.help.topics import topic_of_page

        self.show_help(topic_of_page(self._page_key))

    def show_help(self, topic: str) -> None:
        self._shelf.part("help").go_to(topic)
        self.show_page("help")

    # asking for files

    def ask_open(self) -> None:
        from kh57_desktop.ui.files import ask_open

        chosen = ask_open(self, _("Open data file"), self._folder(), _("KH57 data files (*.kh57)"))
        if chosen is not None:
            self.open_asked.emit(chosen)

    def ask_new_path(self, name: str) -> Path | None:
        """Where a new data file is to lie; None where the person thought better of it."""
        from kh57_desktop.ui.files import ask_save

        proposed = Path(self._folder()) / name
        names = _("KH57 data files (*.kh57)")
        return ask_save(self, _("Where to keep the data file"), proposed, names, ending="kh57")

    def _ask_backup(self) -> None:
        from kh57_desktop.ui.files import ask_folder

        chosen = ask_folder(
            self, _("Folder of the backup (a stick, another disk)"), self.settings.backup_folder or self._folder()
        )
        if chosen is not None:
            self.settings.backup_folder = str(chosen)
            self.backup_asked.emit(chosen)

    def _folder(self) -> str:
        last = self.settings.last_file
        return str(last.parent if last else Path.home())

    # look

    def _find(self) -> None:
        """The search narrows the page in sight; from a page that cannot be narrowed it goes to the tasks."""
        if self.part is not None and not self.part.SEARCHES:
            self.show_page("tasks")
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

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
        if self.settings.geometry is not None:
            self.restoreGeometry(self.settings.geometry)
        else:
            self.resize(1366, 697)

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
            QTimer.singleShot(ICON_MS, self, self._show_icon)

    def _show_icon(self) -> None:
        """Drawn after the window itself."""
        from kh57_desktop.ui.app_icon import app_icon

        self.setWindowIcon(app_icon())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() / (self.theme.zoom / 100)
        self.navigation.use_icons_alone(wide < NARROW)
        self.top.use_short_words(wide < SHORT)
        self.menus.use_short_words(wide < SHORT)
        self.status.use_few_words(wide < NARROW)

    def _about(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        from kh57_desktop.ui.messages import in_our_words

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
        if documents_of(event) and self._faces.currentWidget() is self._frame:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        documents = documents_of(event)
        if documents:
            event.acceptProposedAction()
            self.document_dropped.emit(documents)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being typed in a cell is saved first."""
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self.settings.geometry = self.saveGeometry()
        self.closing.emit()
        super().closeEvent(event)
