"""A table whose columns a person widens, moves and hides; it tells when that was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from kh57_desktop.domain.saved_views import ViewColumn
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.columns import Column
from kh57_desktop.ui.tables.view import EditableTableView

NARROWEST = 40
LAST_TO_LEAVE = 9
"""What a person chose to see stays longer than what leaves by itself."""


class ArrangedTableView(EditableTableView):
    """The first column keeps its place; what was arranged is a layout that a saved view keeps too."""

    layout_changed = Signal()
    """A column got another width, place or was shown or hidden."""

    def __init__(self, theme: Theme, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        self._layout: dict[str, ViewColumn] = {}
        self._is_arranging = self._is_changing = False
        super().__init__(theme, columns, parent)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(self._section_resized)
        header.sectionMoved.connect(self._section_moved)

    def put_columns(self, columns: Sequence[Column]) -> None:
        """Other columns; until the model was reset to them, what the header tells is no gesture of a person."""
        self._layout, self._is_changing = {}, True
        super().put_columns(columns)

    def lay_rows(self) -> None:
        super().lay_rows()
        if self._is_changing:
            self.put_layout(tuple(self._layout.values()))

    def put_layout(self, columns: Sequence[ViewColumn]) -> None:
        """Show the columns in this order, this wide; a column that is not named keeps its own place and width."""
        self._layout = {column.key: column for column in columns}
        self._is_arranging = True
        header = self.horizontalHeader()
        places = {column.key: place for place, column in enumerate(self.columns)}
        named = [column.key for column in columns if column.key in places]
        order = [*named, *(key for key in places if key not in named)]
        for visual, key in enumerate(order):
            header.moveSection(header.visualIndex(places[key]), visual)
        self._is_arranging = self._is_changing = False
        self.arrange()

    def layout_now(self) -> tuple[ViewColumn, ...]:
        """The columns from left to right, with the widths and choices that a person made."""
        header = self.horizontalHeader()
        order = sorted(range(len(self.columns)), key=header.visualIndex)
        return tuple(
            self._layout.get(self.columns[place].key)
            or ViewColumn(self.columns[place].key, is_shown=not self.columns[place].is_extra)
            for place in order
        )

    def show_column(self, key: str, shown: bool) -> None:
        now = next(column for column in self.layout_now() if column.key == key)
        self._layout[key] = replace(now, is_shown=shown)
        self.arrange()
        self.layout_changed.emit()

    def shift_column(self, place: int, by: int) -> None:
        """One step left or right; the first column keeps its place."""
        header = self.horizontalHeader()
        at = header.visualIndex(place)
        if place and 1 <= at + by < len(self.columns):
            header.moveSection(at, at + by)

    def wanted_columns(self) -> Sequence[Column]:
        found = []
        for column in self.columns:
            chosen = self._layout.get(column.key)
            if chosen is None:
                if not column.is_extra:
                    found.append(column)
            elif chosen.is_shown or column.is_main:
                width = chosen.width if chosen.width and not column.is_main else 0
                wide = replace(column, width=width, wide_width=0) if width else column
                found.append(replace(wide, leaves=LAST_TO_LEAVE if column.is_extra else column.leaves))
        return found

    def arrange(self) -> None:
        self._is_arranging = True
        try:
            super().arrange()
        finally:
            self._is_arranging = False

    def _section_resized(self, place: int, _before: int, width: int) -> None:
        if self._is_arranging or self._is_changing or place >= len(self.columns):
            return
        key = self.columns[place].key
        now = next(column for column in self.layout_now() if column.key == key)
        self._layout[key] = replace(now, width=max(NARROWEST, round(width * 100 / self.theme.zoom)))
        self.arrange()
        self.layout_changed.emit()

    def _section_moved(self, _place: int, _before: int, _after: int) -> None:
        if not (self._is_arranging or self._is_changing):
            self._layout = {column.key: column for column in self.layout_now()}
            self.arrange()
            self.layout_changed.emit()
