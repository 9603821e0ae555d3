"""What a gesture on a range of the task table asks for: paste, fill, clear, move, indent, sort; the menu of a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from kh57_desktop.i18n import _
from kh57_desktop.services.task_table import Grouping, TaskSort
from kh57_desktop.ui.tables.clipboard import PastedRow
from kh57_desktop.ui.tables.range_listener import listen_to_ranges
from kh57_desktop.ui.tables.sheet_view import Block
from kh57_desktop.ui.tasks import gestures
from kh57_desktop.ui.tasks.columns import COLUMNS, SORTS

if TYPE_CHECKING:
    from kh57_desktop.ui.tasks.page import TasksPage


class RangeGestures(QObject):
    """Listens to the table of the page and asks by the signals of the page."""

    def __init__(self, page: TasksPage) -> None:
        super().__init__(page)
        self._page = page
        self._rows: Sequence[PastedRow] = ()
        listen_to_ranges(page.table, self)

    def paste(self, rows: Sequence[PastedRow]) -> None:
        """One column goes over the cells; several columns, or words into the column of content, are shown first."""
        current = self._page.table.currentIndex()
        width = max(len(row.cells) for row in rows)
        in_text = current.isValid() and COLUMNS[current.column()].column.key in ("number", "text")
        one_cell = len(rows) == 1 and width == 1
        block = self._page.table.block()
        if one_cell or (width == 1 and not in_text) or (width == 1 and len(block.rows) == len(rows) > 1):
            self._rows = rows
            self.paste_over()
            return
        self._rows = rows
        group = self._page.model.key_at(current.row()) if current.isValid() else ""
        by_group = self._page.wanted.group_by is Grouping.GROUP
        self._page.rows_pasted.emit([(row.cells, row.indent) for row in rows], group or None if by_group else None)

    def paste_over(self) -> None:
        current, rows = self._page.table.currentIndex(), self._rows
        if not current.isValid() or not rows:
            return
        if self._page.shows_pasted:
            self._page.show_pasted(None)
        block, places = self._page.table.block(), self._page.table.visible_places()
        start = (block.rows[0] if block.rows else current.row(), current.column())
        places = places[places.index(current.column()) :] if current.column() in places else places
        edits = gestures.pasted_over(self._page.model, rows, block, start, places)
        self._page.cells_asked.emit(edits, _("Paste {count} cells").format(count=len(edits)))

    def fill(self, source: Block, rows: Sequence[int]) -> None:
        edits = gestures.filled(self._page.model, source, rows)
        self._page.cells_asked.emit(edits, _("Fill {count} cells").format(count=len(edits)))

    def type_over(self, block: Block, words: str) -> None:
        typed = [PastedRow((words,), 0)]
        edits = gestures.pasted_over(self._page.model, typed, block, (block.rows[0], block.places[0]), block.places)
        self._page.cells_asked.emit(edits, _("Fill {count} cells").format(count=len(edits)))

    def clear(self, block: Block) -> None:
        edits = gestures.cleared(self._page.model, block)
        self._page.cells_asked.emit(edits, _("Clear {count} cells").format(count=len(edits)))

    def drop_rows(self, rows: Sequence[int], at: int) -> None:
        if self._page.wanted.group_by is not Grouping.GROUP or self._page.wanted.sort is not TaskSort.PRINTED:
            told = _("Rows can be moved only in the printed order, gathered under their task groups.")
            self._page.show_told(told, is_warning=True)
            return
        group, before = gestures.place_for(self._page.model, at)
        tasks = gestures.tasks_in(self._page.model, rows)
        if before is None or before.id not in {task.id for task in tasks}:
            self._page.move_asked.emit(tasks, group or None, before)

    def nudge_rows(self, rows: Sequence[int], step: int) -> None:
        if rows:
            at = rows[0] - 1 if step < 0 else rows[-1] + 2
            if 0 <= at <= self._page.model.rowCount():
                self.drop_rows(rows, at)

    def indent_rows(self, rows: Sequence[int], step: int) -> None:
        if not rows:
            return
        tasks = gestures.tasks_in(self._page.model, rows)
        if step < 0:
            self._page.outdent_asked.emit(tasks)
        elif (parent := gestures.sibling_above(self._page.model, rows[0])) is not None:
            self._page.indent_asked.emit(tasks, parent)

    def sort(self, place: int) -> None:
        sort = SORTS.get(COLUMNS[place].column.key)
        if sort is not None:
            self._page.sort_asked.emit(sort)

    def show_menu(self, place: QPoint) -> None:
        menu = QMenu(self._page)
        count = len(self._page.chosen_tasks())
        for words, action in (
            (_("Copy"), self._page.table.copy),
            (_("Paste"), self._page.table.paste),
            (_("Fill down (Ctrl+D)"), self._page.table.fill_down),
            (_("Set one field for {count} tasks… (Ctrl+B)").format(count=count), self._page.start_bulk),
            (_("Extend the deadline… (Ctrl+G)"), self._page.start_extending),
            (_("Move up (Alt+↑)"), lambda: self.nudge_rows(self._page.table.chosen_rows(), -1)),
            (_("Move down (Alt+↓)"), lambda: self.nudge_rows(self._page.table.chosen_rows(), 1)),
            (_("Sort by this column"), lambda: self.sort(self._page.table.currentIndex().column())),
            (_("Below the task above (Alt+→)"), lambda: self.indent_rows(self._page.table.chosen_rows(), 1)),
            (_("Out of its parent (Alt+←)"), lambda: self.indent_rows(self._page.table.chosen_rows(), -1)),
            (_("Delete the chosen tasks (F6)"), self._page.start_binning),
        ):
            menu.addAction(words).triggered.connect(lambda _on=False, do=action: do())
        menu.popup(self._page.table.viewport().mapToGlobal(place))
