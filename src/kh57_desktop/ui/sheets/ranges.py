"""What a gesture on a range of a sheet asks for: paste, fill, clear, move, indent, sort; the menu of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from kh57_desktop.i18n import _
from kh57_desktop.services.sheet_changes import Change
from kh57_desktop.ui.tables import cell_words
from kh57_desktop.ui.tables.cell_words import CellWords
from kh57_desktop.ui.tables.clipboard import PastedRow
from kh57_desktop.ui.tables.range_listener import listen_to_ranges
from kh57_desktop.ui.tables.sheet_view import Block

if TYPE_CHECKING:
    from kh57_desktop.ui.sheets.page import SheetPage


class SheetRanges(QObject):
    """Listens to the table of the page and asks by the signals of the page."""

    def __init__(self, page: SheetPage) -> None:
        super().__init__(page)
        self._page = page
        listen_to_ranges(page.table, self)

    def _changes(self, cells: Iterable[CellWords]) -> list[Change]:
        by_row: dict[int, dict[str, str]] = {}
        for cell in cells:
            by_row.setdefault(cell.row, {})[cell.field] = cell.words
        lines = ((self._page.model.line_at(row), fields) for row, fields in by_row.items())
        return [(line.record if line is not None else None, fields) for line, fields in lines]

    def paste(self, rows: Sequence[PastedRow]) -> None:
        """One column goes over the cells; several columns are shown first."""
        current = self._page.table.currentIndex()
        if not current.isValid() or self._page.model.new_row is None:
            return
        width = max(len(row.cells) for row in rows)
        if width > 1:
            first = self._page.model.columns[current.column()].field
            fields = self._page.fields_in_order()
            begins = first.key if current.column() else fields[1].key
            self._page.rows_pasted.emit([row.cells for row in rows], fields, begins)
            return
        block = self._page.table.block()
        targets = range(block.rows[0] if block.rows else current.row(), self._page.model.rowCount() + len(rows))
        if len(rows) == 1 and self._page.model.line_at(current.row()) is None:
            cells = [CellWords(current.row(), self._page.model.field_at(current.column()), rows[0].cells[0])]
            cells = [cell for cell in cells if cell.field]
        else:
            cells = cell_words.laid_over(self._page.model, rows, block, targets, [current.column()])
        self._page.cells_asked.emit(self._changes(cells), _("Paste {count} cells").format(count=len(cells)))

    def fill(self, source: Block, rows: Sequence[int]) -> None:
        if self._page.model.line_at(source.rows[0]) is not None:
            cells = cell_words.filled(self._page.model, source, rows)
            self._page.cells_asked.emit(self._changes(cells), _("Fill {count} cells").format(count=len(cells)))

    def type_over(self, block: Block, words: str) -> None:
        cells = cell_words.laid_over(self._page.model, [PastedRow((words,), 0)], block, block.rows, block.places)
        self._page.cells_asked.emit(self._changes(cells), _("Fill {count} cells").format(count=len(cells)))

    def clear(self, block: Block) -> None:
        cells = cell_words.cleared(self._page.model, block)
        self._page.cells_asked.emit(self._changes(cells), _("Clear {count} cells").format(count=len(cells)))

    def drop_rows(self, rows: Sequence[int], at: int, *, stays: bool = False) -> None:
        records = [line.record for line in self._page.lines_at(rows)]
        if not records or self._page.model.new_row is None:
            return
        if self._page.shown is not None and (self._page.shown.wanted.sort or self._page.shown.wanted.narrows):
            self._page.show_told(_("Rows can be moved only while all of them are shown in their own order."))
            return
        before = self._page.model.line_at(at)
        if before is None or before.record not in records:
            self._page.move_asked.emit(records, before.record if before is not None else None, stays)

    def nudge_rows(self, rows: Sequence[int], step: int) -> None:
        """One place up or down among the rows of the same level; what stands below a row goes along."""
        lines = self._page.lines_at(rows)
        if not lines:
            return
        depth = lines[0].depth
        if step < 0:
            at = self._of_level(range(rows[0] - 1, -1, -1), depth)
        else:
            after = self._of_level(range(rows[-1] + 1, self._page.model.new_row or 0), depth)
            at = None if after is None else self._end_of(after, depth)
        if at is not None:
            self.drop_rows(rows, at, stays=True)

    def _of_level(self, rows: Iterable[int], depth: int) -> int | None:
        """The first row of this level; None where the level ends before."""
        for row in rows:
            line = self._page.model.line_at(row)
            if line is None or line.depth < depth:
                return None
            if line.depth == depth:
                return row
        return None

    def _end_of(self, row: int, depth: int) -> int:
        """The row after everything that stands below `row`."""
        after = row + 1
        while (line := self._page.model.line_at(after)) is not None and line.depth > depth:
            after += 1
        return after

    def indent_rows(self, rows: Sequence[int], step: int) -> None:
        lines = self._page.lines_at(rows)
        if not lines or not self._page.can_indent:
            return
        records = [line.record for line in lines]
        if step < 0:
            self._page.outdent_asked.emit(records)
            return
        above = self._page.lines_at(range(rows[0] - 1, -1, -1))
        parent = next((line for line in above if line.depth <= lines[0].depth), None)
        if parent is not None and parent.depth == lines[0].depth:
            self._page.indent_asked.emit(records, parent.record)

    def sort(self, place: int) -> None:
        if place < len(self._page.model.columns):
            self._page.sort_asked.emit(self._page.model.columns[place].field.key if place else "")

    def show_menu(self, place: QPoint) -> None:
        menu = QMenu(self._page)
        for words, action in self.menu_lines():
            menu.addAction(words).triggered.connect(lambda _on=False, do=action: do())
        menu.popup(self._page.table.viewport().mapToGlobal(place))

    def menu_lines(self) -> list[tuple[str, Callable[[], None]]]:
        """What the right button, or Shift+F10, offers on the chosen rows."""
        table, rows = self._page.table, self._page.table.chosen_rows()
        found: list[tuple[str, Callable[[], None]]] = [(_("Copy"), table.copy)]
        if self._page.model.new_row is not None:
            count = len(self._page.chosen())
            found += [
                (_("Paste"), table.paste),
                (_("Fill down (Ctrl+D)"), table.fill_down),
                (_("Set one field for {count} rows… (Ctrl+B)").format(count=count), self._page.start_bulk),
                (_("Move up (Alt+↑)"), lambda: self.nudge_rows(rows, -1)),
                (_("Move down (Alt+↓)"), lambda: self.nudge_rows(rows, 1)),
            ]
        if self._page.can_indent and self._page.model.new_row is not None:
            found += [
                (_("Below the row above (Alt+→)"), lambda: self.indent_rows(rows, 1)),
                (_("One level out (Alt+←)"), lambda: self.indent_rows(rows, -1)),
            ]
        found.append((_("Sort by this column"), lambda: self.sort(table.currentIndex().column())))
        if self._page.model.new_row is not None:
            found += [
                (_("History of this row"), self._page.ask_history),
                (_("Delete the chosen rows (F6)"), self._page.start_binning),
            ]
        return found
