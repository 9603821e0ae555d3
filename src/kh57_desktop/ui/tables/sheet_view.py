"""A table that is worked on like a sheet of Excel: ranges, copy and paste, fill, rows dragged to another place.

The view only tells what was asked for; what it means is decided by the page and saved as one action.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.arranged import ArrangedTableView
from kh57_desktop.ui.tables.clipboard import as_mime, rows_of
from kh57_desktop.ui.tables.columns import Column
from kh57_desktop.ui.tables.delegates import Index
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.view import EditableTableView

HANDLE = 7
"""Side of the square at the corner of a range, by which it is filled; px."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns of a range: model rows without group rows, column places from left to right."""

    rows: tuple[int, ...]
    places: tuple[int, ...]

    @property
    def is_one_cell(self) -> bool:
        return len(self.rows) <= 1 and len(self.places) <= 1


class SheetView(ArrangedTableView):
    """Cells are chosen one by one, as ranges, or as whole rows by the first column."""

    pasted = Signal(list)
    """list of `clipboard.PastedRow`, to go in from the current cell on."""
    fill_asked = Signal(object, object)
    """(Block that is copied, tuple of rows that it is copied into)."""
    typed_over = Signal(object, str)
    """(Block, words that go into every cell of it)."""
    clear_asked = Signal(object)
    """Block whose cells are emptied."""
    rows_dropped = Signal(object, int)
    """(tuple of rows, row that they are put before; the number of rows for the end)."""
    rows_nudged = Signal(object, int)
    """(tuple of rows, -1 up or 1 down)."""
    rows_indented = Signal(object, int)
    """(tuple of rows, 1 below the row above, -1 out of their parent)."""
    sort_asked = Signal(int)

    def __init__(self, theme: Theme, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        self.rows_move = True
        """Whole rows can be dragged by their first column."""
        super().__init__(theme, columns, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setMouseTracking(True)
        self._chosen_row = -1
        self._fill_from: Block | None = None
        self._fill_to: int | None = None
        self._dragged: tuple[int, ...] = ()
        self._drop_at: int | None = None
        self._pressed: QPoint | None = None
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self.sort_asked)

    # what is chosen

    def block(self) -> Block:
        """The chosen range, group rows and hidden columns left out; of several ranges what encloses them."""
        ranges = list(self.selectionModel().selection()) if self.selectionModel() else []
        current = self.currentIndex()
        if not ranges and current.isValid():
            rows, places = {current.row()}, {current.column()}
        else:
            rows = {row for part in ranges for row in range(part.top(), part.bottom() + 1)}
            places = {place for part in ranges for place in range(part.left(), part.right() + 1)}
        shown = [place for place in self.visible_places() if place in places]
        return Block(tuple(row for row in sorted(rows) if not self._is_group(row)), tuple(shown))

    def chosen_rows(self) -> tuple[int, ...]:
        return self.block().rows

    def _is_group(self, row: int) -> bool:
        return bool(self.model().index(row, 0).data(CellRole.IS_GROUP))

    def shows_chosen(self, index: Index) -> bool:
        """The row of a single chosen cell is drawn as chosen."""
        return index.row() == self._chosen_row

    def _row_to_draw(self) -> int:
        current = self.currentIndex()
        if not current.isValid() or current.data(CellRole.IS_GROUP):
            return -1
        ranges = self.selectionModel().selection()
        alone = len(ranges) == 0 or (len(ranges) == 1 and ranges[0].width() == 1 and ranges[0].height() == 1)
        return current.row() if alone else -1

    def choose_rows(self, rows: Sequence[int]) -> None:
        model = self.model()
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().clearSelection()
        for row in rows:
            self.selectionModel().select(model.index(row, 0), flag.Select | flag.Rows)

    def select_row(self, row: int, column: int | None = None) -> None:
        super().select_row(row, column)
        self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def selectionChanged(self, selected, deselected) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers, key = event.modifiers(), Qt.Key(event.key())
        ctrl = modifiers == Qt.KeyboardModifier.ControlModifier
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_asked.emit(self.block())
        elif ctrl and key == Qt.Key.Key_D:
            self.fill_down()
        elif ctrl and key == Qt.Key.Key_Space:
            self._choose_column()
        elif modifiers == Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_Space:
            self.choose_rows(self.chosen_rows())
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.rows_nudged.emit(self.chosen_rows(), -1 if key == Qt.Key.Key_Up else 1)
        elif alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.rows_indented.emit(self.chosen_rows(), -1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Delete and modifiers in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._clear()
        elif key == Qt.Key.Key_Escape and (self._dragged or self._fill_from):
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        block = self.block()
        if block.is_one_cell:
            current = self.currentIndex()
            editable = current.isValid() and current.data(CellRole.EDITOR) is not None
            if editable and current.data(Qt.ItemDataRole.EditRole):
                self.model().setData(current, "")
            return
        self.clear_asked.emit(block)

    def moveCursor(self, action, modifiers) -> QModelIndex:
        """With Shift the range stays in its columns, also over group rows."""
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            found = super(EditableTableView, self).moveCursor(action, modifiers)
            move = QAbstractItemView.CursorAction
            vertical = (move.MoveUp, move.MoveDown, move.MovePageUp, move.MovePageDown)
            return found.siblingAtColumn(self.currentIndex().column()) if action in vertical else found
        return super().moveCursor(action, modifiers)

    def _choose_column(self) -> None:
        place = self.currentIndex().column()
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(self.model().index(0, place), flag.ClearAndSelect | flag.Columns)

    def copy(self) -> None:
        """The chosen block as Excel and Word paste it: tab-separated text and an HTML table."""
        block, model = self.block(), self.model()
        if not block.rows or not block.places:
            super().copy()
            return
        cells = [[str(model.index(row, place).data() or "") for place in block.places] for row in block.rows]
        QGuiApplication.clipboard().setMimeData(as_mime(cells))

    def paste(self) -> None:
        rows = rows_of(QGuiApplication.clipboard().mimeData())
        if rows:
            self.pasted.emit(rows)

    def type_over(self, words: str) -> bool:
        block = self.block()
        if len(block.rows) < 2 or len(block.places) != 1:
            return False
        self.typed_over.emit(block, words)
        return True

    def fill_down(self) -> None:
        """Ctrl+D: the first row of the range goes into the others; of a single row the one above it goes into it."""
        block = self.block()
        if len(block.rows) > 1:
            self.fill_asked.emit(Block(block.rows[:1], block.places), block.rows[1:])
        elif block.rows:
            above = next((row for row in range(block.rows[0] - 1, -1, -1) if not self._is_group(row)), None)
            if above is not None:
                self.fill_asked.emit(Block((above,), block.places), block.rows)

    # mouse: the handle of a range, rows dragged by their first column

    def _handle(self) -> QRect:
        """The square at the lower right corner of the range; empty where it is out of sight."""
        block = self.block()
        if not block.rows or not block.places or self.state() == self.State.EditingState:
            return QRect()
        if not any(self.model().index(block.rows[0], place).data(CellRole.EDITOR) for place in block.places):
            return QRect()
        corner = self.visualRect(self.model().index(block.rows[-1], block.places[-1]))
        side = self.theme.px(HANDLE)
        return QRect(corner.right() - side + 2, corner.bottom() - side + 2, side, side) if corner.isValid() else QRect()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        index = self.indexAt(place)
        if left and self.hasFocus() and self._handle().adjusted(-2, -2, 2, 2).contains(place):
            self._fill_from, self._fill_to = self.block(), None
            return
        is_first = index.isValid() and index.column() == 0 and not index.data(CellRole.IS_GROUP)
        if left and is_first and index.row() in self._whole_rows():
            self._pressed = place
            return
        super().mousePressEvent(event)
        if left and is_first:
            self._choose_row_by_mouse(index, event.modifiers())
            self._pressed = place

    def _choose_row_by_mouse(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        flag = QItemSelectionModel.SelectionFlag
        if modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            rows = sorted(set(self.chosen_rows()) | {index.row()})
            self.choose_rows(rows)
        else:
            self.selectionModel().select(index, flag.ClearAndSelect | flag.Rows)

    def _whole_rows(self) -> set[int]:
        last = len(self.columns) - 1
        return {
            row
            for part in self.selectionModel().selection()
            if part.left() == 0 and part.right() == last
            for row in range(part.top(), part.bottom() + 1)
        }

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._fill_from is not None:
            index = self.indexAt(place)
            self._fill_to = index.row() if index.isValid() else self._fill_to
            self._near_edge(place)
            self.viewport().update()
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far and self.rows_move and not self._dragged:
                self._dragged = tuple(sorted(self._whole_rows()))
            if self._dragged:
                self._drop_at = self._gap_at(place)
                self._near_edge(place)
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self.viewport().update()
        else:
            on_handle = self.hasFocus() and self._handle().adjusted(-2, -2, 2, 2).contains(place)
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if on_handle else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        block, row = self._fill_from, self._fill_to
        dragged, at = self._dragged, self._drop_at
        self._let_go()
        if block is not None:
            if row is not None and block.rows:
                below = range(block.rows[-1] + 1, row + 1)
                above = range(row, block.rows[0])
                wanted = [*below, *above]
                rows = tuple(place for place in wanted if not self._is_group(place))
                if rows:
                    source = block.rows[-1] if below else block.rows[0]
                    self.fill_asked.emit(Block((source,), block.places), rows)
        elif dragged and at is not None:
            self.rows_dropped.emit(dragged, at)
        else:
            super().mouseReleaseEvent(event)

    def _let_go(self) -> None:
        self._fill_from = self._fill_to = None
        self._dragged, self._drop_at, self._pressed = (), None, None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def _gap_at(self, place: QPoint) -> int:
        """The row before which something dropped at `place` goes."""
        row = self.rowAt(place.y())
        if row < 0:
            return self.model().rowCount()
        middle = self.rowViewportPosition(row) + self.rowHeight(row) / 2
        return row + 1 if place.y() > middle else row

    def _near_edge(self, place: QPoint) -> None:
        bar = self.verticalScrollBar()
        if place.y() < self.theme.px(16):
            bar.setValue(bar.value() - 1)
        elif place.y() > self.viewport().height() - self.theme.px(16):
            bar.setValue(bar.value() + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._chosen_row = self._row_to_draw()
        super().paintEvent(event)
        if self.model() is None or not self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        if self._fill_from is not None and self._fill_to is not None:
            self._paint_fill(painter)
        elif self._dragged and self._drop_at is not None:
            self._paint_gap(painter)
        elif self.hasFocus():
            handle = self._handle()
            if handle.isValid():
                painter.fillRect(handle, self.theme.colour("sheet"))
                painter.fillRect(handle.adjusted(1, 1, -1, -1), self.theme.colour("accent"))
        painter.end()

    def _paint_fill(self, painter: QPainter) -> None:
        block = self._fill_from
        if block is None or not block.rows or self._fill_to is None:
            return
        first, last = min(block.rows[0], self._fill_to), max(block.rows[-1], self._fill_to)
        model = self.model()
        corner = self.visualRect(model.index(first, block.places[0]))
        other = self.visualRect(model.index(last, block.places[-1]))
        pen = QPen(self.theme.colour("accent"), self.theme.px(2), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRect(corner.united(other).adjusted(1, 1, -1, -1))

    def _paint_gap(self, painter: QPainter) -> None:
        row = self._drop_at or 0
        rows = self.model().rowCount()
        if row < rows:
            top = self.rowViewportPosition(row)
        else:
            top = self.rowViewportPosition(rows - 1) + self.rowHeight(rows - 1)
        painter.fillRect(QRect(0, top - 1, self.viewport().width(), self.theme.px(2)), self.theme.colour("accent"))
