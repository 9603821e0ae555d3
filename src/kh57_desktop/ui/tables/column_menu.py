"""The button at the right end of the chips with the columns of a table: ticked are those that are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from kh57_desktop.domain.saved_views import ViewColumn
from kh57_desktop.i18n import _
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.tables.columns import Column


class Choosable(Protocol):
    """A table whose columns are chosen."""

    @property
    def columns(self) -> tuple[Column, ...]: ...
    def layout_now(self) -> Sequence[ViewColumn]: ...
    def show_column(self, key: str, shown: bool) -> None: ...
    def put_layout(self, columns: Sequence[ViewColumn]) -> None: ...


def menu_line(menu: QMenu, words: str, action: Callable[[], None]) -> QAction:
    line = menu.addAction(words.replace("&", "&&"))
    line.triggered.connect(lambda: action())
    return line


class ColumnMenu(QMenu):
    """Made anew when it is about to open; asks by signals."""

    column_shown = Signal(str, bool)
    columns_reset = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def put_columns(self, columns: Sequence[Column], layout: Sequence[ViewColumn]) -> None:
        """A column that never leaves is named, but cannot be hidden."""
        self.clear()
        by_key = {column.key: column for column in columns}
        for chosen in layout:
            column = by_key.get(chosen.key)
            if column is None:
                continue
            line = self.addAction(_(column.heading))
            line.setCheckable(True)
            line.setChecked(chosen.is_shown)
            line.setEnabled(not column.is_main and bool(column.leaves or column.is_extra))
            line.triggered.connect(lambda on, key=chosen.key: self.column_shown.emit(key, on))
        self.addSeparator()
        menu_line(self, _("Columns as usual"), self.columns_reset.emit)


def add_columns_button(page: PageFrame, menu: QMenu) -> QToolButton:
    """At the right end of the chips of the page."""
    button = page.add_chip_tool("table_settings", _("Choose the columns"), lambda: None)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button


def offer_columns(page: PageFrame, table: Callable[[], Choosable]) -> QToolButton:
    """The button for a page that has no saved views; `table`: the one in sight."""
    menu = ColumnMenu(page)
    menu.aboutToShow.connect(lambda: menu.put_columns(table().columns, table().layout_now()))
    menu.column_shown.connect(lambda key, shown: table().show_column(key, shown))
    menu.columns_reset.connect(lambda: table().put_layout(()))
    return add_columns_button(page, menu)
