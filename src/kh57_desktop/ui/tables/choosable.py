"""A table of which a person hides columns; their order and widths are the program's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from kh57_desktop.domain.saved_views import ViewColumn
from kh57_desktop.ui.settings import WindowSettings
from kh57_desktop.ui.tables.columns import Column
from kh57_desktop.ui.tables.view import EditableTableView


class ChoosableTableView(EditableTableView):
    """What was chosen stays when the table gets other columns: one that comes back is hidden again."""

    layout_changed = Signal()
    _hidden: frozenset[str] = frozenset()

    def remember(self, settings: WindowSettings, key: str) -> None:
        """What this person chose is there again at the next start."""
        self.put_layout(settings.columns_of(key))
        self.layout_changed.connect(lambda: settings.keep_columns(key, self.layout_now()))

    def layout_now(self) -> tuple[ViewColumn, ...]:
        """The columns there are, from left to right, then those hidden that are not there at present."""
        here = [column.key for column in self.columns]
        gone = sorted(self._hidden.difference(here))
        return tuple(ViewColumn(key, is_shown=key not in self._hidden) for key in (*here, *gone))

    def put_layout(self, columns: Sequence[ViewColumn]) -> None:
        self._choose(frozenset(column.key for column in columns if not column.is_shown))

    def show_column(self, key: str, shown: bool) -> None:
        self._choose(self._hidden - {key} if shown else self._hidden | {key})

    def _choose(self, hidden: frozenset[str]) -> None:
        if hidden == self._hidden:
            return
        self._hidden = hidden
        current = self.currentIndex()
        self.arrange()
        if current.isValid() and self.isColumnHidden(current.column()):
            self.setCurrentIndex(current.siblingAtColumn(self.visible_places()[0]))
        self.layout_changed.emit()

    def wanted_columns(self) -> Sequence[Column]:
        return [column for column in self.columns if column.key not in self._hidden or column.is_main]
