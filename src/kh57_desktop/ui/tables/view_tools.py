"""At the right end of the chips of a table: its saved views, and which of its columns are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from kh57_desktop.domain.saved_views import SavedView
from kh57_desktop.i18n import _
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.column_menu import ColumnMenu, menu_line

LONGEST = 24
"""Letters of a chip; what it stands for is said whole in its tool tip."""


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


class ViewTools(QObject):
    """Asks by signals; the page puts the button and the menu where they belong."""

    view_chosen = Signal(object)
    """SavedView, or None for everything in its own order."""
    view_saving = Signal()
    view_dropped = Signal(object)

    def __init__(self, theme: Theme, page: PageFrame, everything: str) -> None:
        """`everything`: the words for no view."""
        super().__init__(page)
        self._theme = theme
        self._everything = everything
        self._is_short = False
        self._views = QToolButton()
        theme.dress(self._views, font="body", icon="chevron_down", kind="quiet")
        self._views.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._views.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._views.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._view_menu = QMenu(page)
        self._views.setMenu(self._view_menu)
        self.columns_menu = ColumnMenu(page)
        self.show_views((), "")

    @property
    def views_button(self) -> QToolButton:
        return self._views

    def show_views(self, views: Sequence[SavedView], current: str) -> None:
        """`current`: id of the view that is in force, "" for none."""
        menu = self._view_menu
        menu.clear()
        name = next((view.name for view in views if view.id == current), self._everything)
        self._views.setAccessibleName(_("View: {name}").format(name=name))
        self._views.setToolTip(name)
        self._name, self._is_chosen = name, name != self._everything
        self._put_words()
        menu_line(menu, self._everything, lambda: self.view_chosen.emit(None))
        for view in views:
            menu_line(menu, view.name, lambda wanted=view: self.view_chosen.emit(wanted))
        menu.addSeparator()
        menu_line(menu, _("Save this view…"), self.view_saving.emit)
        chosen = next((view for view in views if view.id == current), None)
        if chosen is not None:
            menu_line(menu, _("Delete view {name}").format(name=chosen.name), lambda: self.view_dropped.emit(chosen))

    def put_short(self, *, short: bool) -> None:
        """Without the name of what is shown as long as that is everything."""
        self._is_short = short
        self._put_words()

    def _put_words(self) -> None:
        if self._is_short:
            words = shortened(self._name) if self._is_chosen else _("View")
        else:
            words = _("View: {name}").format(name=shortened(self._name))
        if words != self._views.text():
            self._views.setText(words)
