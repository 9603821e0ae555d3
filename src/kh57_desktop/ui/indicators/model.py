"""The grid's model: group rows between indicators, one column per period and target."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kh57_desktop.i18n import _, format_decimal, nfc
from kh57_desktop.services.indicator_grid import Grid, GridCell, GridGroup, GridLine
from kh57_desktop.ui.indicators.columns import GridColumn, Holds, baseline_words, columns_of
from kh57_desktop.ui.indicators.delegates import CellLook, GridRole
from kh57_desktop.ui.indicators.words import cell_words, note_words, spoken_cell, target_words
from kh57_desktop.ui.tables.roles import CellRole, EditorKind, GroupCells

NO_PARENT = QModelIndex()
_EDITORS = {
    Holds.TEXT: EditorKind.LONG,
    Holds.UNIT: EditorKind.LINE,
    Holds.BASELINE: EditorKind.NUMBER,
    Holds.PERIOD: EditorKind.NUMBER,
    Holds.TARGET: EditorKind.NUMBER,
}


class IndicatorGridModel(QAbstractTableModel):
    """Rows are group rows and indicators, as the service gives them."""

    field_edited = Signal(object, str, str)
    """(indicator, field, words as typed)."""
    value_edited = Signal(object, str, str)
    """(indicator, code of the period, words as typed)."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self.columns: tuple[GridColumn, ...] = ()
        self._rows: list[GroupCells | GridLine] = []

    def show(self, grid: Grid) -> None:
        """Lay the rows out anew, or only repaint them where rows and columns stay."""
        columns, rows = columns_of(grid), _rows(grid)
        same = columns == self.columns and [_key(row) for row in rows] == [_key(row) for row in self._rows]
        self._grid = grid
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.columns, self._rows = columns, rows
        self.endResetModel()

    # rows

    def group_rows(self) -> list[int]:
        return [row for row, shown in enumerate(self._rows) if isinstance(shown, GroupCells)]

    def line_at(self, row: int) -> GridLine | None:
        """The indicator of a row, None for a group row."""
        shown = self._rows[row] if 0 <= row < len(self._rows) else None
        return shown if isinstance(shown, GridLine) else None

    def row_of(self, indicator_id: str) -> int | None:
        return next(
            (
                row
                for row, shown in enumerate(self._rows)
                if isinstance(shown, GridLine) and shown.indicator.id == indicator_id
            ),
            None,
        )

    def row_of_group(self, group_id: str) -> int | None:
        return next(
            (row for row, shown in enumerate(self._rows) if isinstance(shown, GroupCells) and shown.id == group_id),
            None,
        )

    def column_of(self, key: str) -> int | None:
        return next((place for place, column in enumerate(self.columns) if column.column.key == key), None)

    @property
    def entry_column(self) -> int | None:
        return next((place for place, column in enumerate(self.columns) if column.is_entry), None)

    def period_at(self, column: int) -> str:
        """Code of the period of a column; that of entry for columns of no period."""
        if 0 <= column < len(self.columns) and self.columns[column].holds is Holds.PERIOD:
            return self.columns[column].key
        return self._grid.entry if self._grid else ""

    # Qt

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.data(index, CellRole.EDITOR) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        shown, column = self._rows[index.row()], self.columns[index.column()]
        if isinstance(shown, GroupCells):
            return _group_data(shown, index.column(), role)
        if role == CellRole.RECORD:
            return shown
        if role == CellRole.IS_GROUP:
            return False
        if role == CellRole.EDITOR:
            return _EDITORS.get(column.holds)
        if role == CellRole.INK:
            return {Holds.CODE: "ink3", Holds.UNIT: "ink2"}.get(column.holds)
        if role in (GridRole.LOOK, Qt.ItemDataRole.ToolTipRole):
            return self._drawn(column, shown, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(column, shown)
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(column, shown)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(column, shown)
        return None

    def setData(self, index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the change; the row is shown anew when it has been saved."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None or role != Qt.ItemDataRole.EditRole:
            return False
        column, words = self.columns[index.column()], nfc(str(value))
        if column.holds in (Holds.TEXT, Holds.UNIT, Holds.TARGET):
            self.field_edited.emit(line.indicator, column.column.key, words)
        elif column.holds in (Holds.PERIOD, Holds.BASELINE):
            self.value_edited.emit(line.indicator, self._period(column, line), words)
        else:
            return False
        return True

    def _period(self, column: GridColumn, line: GridLine) -> str:
        if column.holds is Holds.PERIOD:
            return column.key
        if line.baseline is not None:
            return line.baseline.period
        assert self._grid is not None
        return str(self._grid.baseline_year or self._grid.wanted.year - 1)

    # cells

    def _cell(self, column: GridColumn, line: GridLine) -> GridCell | None:
        return next((cell for cell in line.cells if cell.period == column.key), None)

    def _words(self, column: GridColumn, line: GridLine) -> str:
        match column.holds:
            case Holds.CODE:
                return line.indicator.code.removeprefix("C")
            case Holds.TEXT:
                return line.indicator.text
            case Holds.UNIT:
                return line.indicator.unit
            case Holds.BASELINE:
                return baseline_words(line)
            case Holds.TARGET:
                return target_words(line.target(int(column.key)), line.indicator)
        cell = self._cell(column, line)
        return cell_words(cell, places=line.places) if cell else ""

    def _typed(self, column: GridColumn, line: GridLine) -> str:
        """What editing starts from: a value with all its digits, nothing where nothing was entered."""
        if column.holds is not Holds.PERIOD:
            return self._words(column, line)
        cell = self._cell(column, line)
        if cell is None or cell.reading is None:
            return ""
        return format_decimal(cell.value) if cell.value is not None else cell_words(cell)

    def _drawn(self, column: GridColumn, line: GridLine, role: int):
        cell = self._cell(column, line) if column.holds is Holds.PERIOD else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return note_words(cell) or spoken_cell(cell, places=line.places) if cell else self._words(column, line)
        if cell is None:
            return CellLook(is_quiet=True)
        return CellLook(
            is_behind=cell.is_behind,
            is_doubtful=cell.is_doubtful,
            has_note=cell.has_note,
            is_quiet=not column.is_entry or cell.rolled is not None,
        )

    def _spoken(self, column: GridColumn, line: GridLine) -> str:
        cell = self._cell(column, line) if column.holds is Holds.PERIOD else None
        words = spoken_cell(cell, places=line.places) if cell else self._words(column, line)
        return f"{line.indicator.code}, {column.heading}: {words or '–'}"


def _rows(grid: Grid) -> list[GroupCells | GridLine]:
    rows: list[GroupCells | GridLine] = []
    for group in grid.groups:
        is_folded = group.title in grid.wanted.folded
        if group.title or len(grid.groups) > 1:
            rows.append(_cells(group, is_folded=is_folded))
        if not is_folded:
            rows.extend(group.lines)
    return rows


def _cells(group: GridGroup, *, is_folded: bool) -> GroupCells:
    return GroupCells(
        id=group.title,
        title=group.title or _("Not in a group"),
        is_folded=is_folded,
        overdue="",
        due_soon="",
        done=_("entered {entered}/{count}").format(entered=group.entered, count=group.count),
    )


def _key(row: GroupCells | GridLine) -> tuple[str, object]:
    return ("group", (row.id, row.is_folded)) if isinstance(row, GroupCells) else ("line", row.indicator.id)


def _group_data(group: GroupCells, column: int, role: int):
    if role == CellRole.IS_GROUP:
        return True
    if role == CellRole.RECORD:
        return group
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and column == 0:
        return group.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{group.title}, {group.done}"
    return None


def lines_below(model: IndicatorGridModel, row: int, count: int) -> Sequence[GridLine]:
    """The next `count` indicators from a row on, group rows passed over."""
    found = (model.line_at(place) for place in range(row, model.rowCount()))
    return [line for line in found if line is not None][:count]
