"""At the right end of the chips of a table: its saved views, and which of its columns are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from kh57_desktop.domain.saved_views import SavedView, ViewColumn
from kh57_desktop.i18n import _
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.columns import Column

LONGEST = 24
"""Letters of a chip; what it stands for is said whole in its tool tip."""


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def menu_line(menu: QMenu, words: str, action: Callable[[], None]) -> QAction:
    line = menu.addAction(words.replace("&", "&&"))
    line.triggered.connect(lambda: action())
    return line


class ViewTools(QObject):
    """Asks by signals; the page puts the button and the menu where they belong."""

    view_chosen = Signal(object)
    """SavedView, or None for everything in its own order."""
    view_saving = Signal()
    view_dropped = Signal(object)
    column_shown = Signal(str, bool)
    columns_reset = Signal()

    def __init__(self, theme: Theme, page: PageFrame, everything: str) -> None:
        """`everything`: the words for no view."""
        super().__init__(page)
        self._theme = theme
        self._everything = everything
        self._views = QToolButton()
        theme.dress(self._views, font="body", icon="chevron_down", kind="quiet")
        self._views.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._views.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._views.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._view_menu = QMenu(page)
        self._views.setMenu(self._view_menu)
        self.columns_menu = QMenu(page)
        self.show_views((), "")

    @property
    def views_button(self) -> QToolButton:
        return self._views

    def show_views(self, views: Sequence[SavedView], current: str) -> None:
        """`current`: id of the view that is in force, "" for none."""
        menu = self._view_menu
        menu.clear()
        name = next((view.name for view in views if view.id == current), self._everything)
        self._views.setText(_("View: {name}").format(name=shortened(name)))
        self._views.setAccessibleName(_("View: {name}").format(name=name))
        self._views.setToolTip(name)
        menu_line(menu, self._everything, lambda: self.view_chosen.emit(None))
        for view in views:
            menu_line(menu, view.name, lambda wanted=view: self.view_chosen.emit(wanted))
        menu.addSeparator()
        menu_line(menu, _("Save this view…"), self.view_saving.emit)
        chosen = next((view for view in views if view.id == current), None)
        if chosen is not None:
            menu_line(menu, _("Delete view {name}").format(name=chosen.name), lambda: self.view_dropped.emit(chosen))

    def put_columns(self, columns: Sequence[Column], layout: Sequence[ViewColumn]) -> None:
        """Which columns are chosen; the menu is made anew when it is about to open."""
        menu = self.columns_menu
        menu.clear()
        by_key = {column.key: column for column in columns}
        for chosen in layout:
            column = by_key.get(chosen.key)
            if column is None:
                continue
            line = menu.addAction(_(column.heading))
            line.setCheckable(True)
            line.setChecked(chosen.is_shown)
            line.setEnabled(not column.is_main and bool(column.leaves or column.is_extra))
            line.triggered.connect(lambda on, key=chosen.key: self.column_shown.emit(key, on))
        menu.addSeparator()
        menu_line(menu, _("Columns as usual"), self.columns_reset.emit)
