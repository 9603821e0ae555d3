"""The row of the task table that a person is in, kept while the rows are laid out anew."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Signal

from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.sheet_view import SheetView
from kh57_desktop.ui.tasks.model import TaskTableModel


class KeptPlace(QObject):
    """`line_selected`: the task's line that the cursor came to; None in a group's row and in an empty table."""

    line_selected = Signal(object)

    def __init__(self, table: SheetView, model: TaskTableModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._task_id: str | None = None
        self._group_id: str | None = None
        self.row = -1
        table.selectionModel().currentChanged.connect(self._current_changed)
        model.modelReset.connect(self._select_again)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        line = current.data(CellRole.RECORD) if current.isValid() and not current.data(CellRole.IS_GROUP) else None
        self.row = current.row() if current.isValid() else self.row
        self._group_id = current.data(CellRole.RECORD).id if current.isValid() and line is None else None
        task_id = line.task.id if line else None
        if task_id is None or task_id != self._task_id:  # along a row the pane stays as it is
            self._task_id = task_id
            self.line_selected.emit(line)

    def _select_again(self) -> None:
        """After the rows were laid out anew: the same task, or the one now in its place."""
        count = self._model.rowCount()
        if count == 0:
            self.line_selected.emit(None)
            return
        row = None
        if self._task_id:
            row = self._model.row_of(self._task_id, self.row)
        elif self._group_id is not None:
            row = self._model.row_of_group(self._group_id)
        if row is None and self.row < 0:  # the first time: the first task, not its group
            row = next((row for row in range(count) if self._model.line_at(row)), 0)
        if row is None:
            row = min(self.row, count - 1)
        self._table.select_row(row)
