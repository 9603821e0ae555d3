"""The table itself: Excel's keys, group rows that span and fold, columns that leave by priority when space is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.style.tokens import ROW
from kh57_desktop.ui.tables.clipboard import as_mime
from kh57_desktop.ui.tables.columns import Column, layout_columns
from kh57_desktop.ui.tables.delegates import MAX_LINES, CellDelegate, Index
from kh57_desktop.ui.tables.roles import CellRole


class EditableTableView(QTableView):
    """Rows of records with group rows between them. The model answers the roles of `tables.roles`."""

    fold_asked = Signal(str)
    """Id of the group whose row was opened or closed."""

    def __init__(self, theme: Theme, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.columns = tuple(columns)
        self.is_replacing = False
        self._draft: str | None = None
        self._stays = False
        self._fitted: set[int] = set()
        self._wanted_column = 1
        self._is_full = False
        self._delegates: list[CellDelegate] = []
        self._set_up()
        theme.changed.connect(self.restyle)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.theme.dress(header, font="small_strong", height=ROW)
        self.dress_columns()
        self.verticalScrollBar().valueChanged.connect(self._fit_rows)

    def put_columns(self, columns: Sequence[Column]) -> None:
        """Take other columns; the model is about to be reset to them."""
        for place in range(len(self.columns)):
            self.setItemDelegateForColumn(place, None)
        for delegate in self._delegates:
            delegate.deleteLater()
        self.columns = tuple(columns)
        self.dress_columns()

    def dress_columns(self) -> None:
        """Each column is drawn by the delegate of its kind."""
        self._delegates = [column.kind.delegate(self.theme, self) for column in self.columns]
        for place, delegate in enumerate(self._delegates):
            self.setItemDelegateForColumn(place, delegate)
        self._limit_lines()

    # look

    @property
    def is_full(self) -> bool:
        """Rows grow to show up to three lines."""
        return self._is_full

    def show_full(self, full: bool) -> None:
        self._is_full = full
        self._limit_lines()
        self.restyle()

    def _limit_lines(self) -> None:
        """Only columns that a row grows for may take more than a line."""
        for column, delegate in zip(self.columns, self._delegates, strict=True):
            delegate.max_lines = MAX_LINES if self._is_full and column.is_wrapped else 1

    def restyle(self) -> None:
        """After a change of theme, zoom or density."""
        self.verticalHeader().setDefaultSectionSize(self.theme.px(ROW))
        self.arrange()
        self.viewport().update()

    def arrange(self) -> None:
        """Give the columns their widths; by priority the least needed ones leave, the main one gets the rest."""
        if not self.columns or (self.model() is not None and self.model().columnCount() != len(self.columns)):
            return  # between two sets of columns
        zoom = self.theme.zoom / 100
        layout = layout_columns(self.wanted_columns(), self.viewport().width() / zoom)
        for place, column in enumerate(self.columns):
            width = layout.get(column.key)
            self.setColumnHidden(place, width is None)
            if width is not None:
                self.setColumnWidth(place, self.theme.px(width))
        self._stretch()
        model = self.model()
        if model is not None and hasattr(model, "use_short_names"):
            model.use_short_names(not self._is_full or len(layout) < len(self.columns))
        self._fit_rows()

    def wanted_columns(self) -> Sequence[Column]:
        """The columns that are to be shown where there is room, as wide as they are wanted."""
        return self.columns

    def visible_places(self) -> list[int]:
        """Places of the columns in sight, from left to right."""
        shown = [place for place in range(len(self.columns)) if not self.isColumnHidden(place)]
        return sorted(shown, key=self.horizontalHeader().visualIndex)

    def _stretch(self) -> None:
        """Hand pixels lost in rounding to the main column, so that the table ends at its edge."""
        main = next(place for place, column in enumerate(self.columns) if column.is_main)
        used = sum(self.columnWidth(place) for place in range(len(self.columns)) if not self.isColumnHidden(place))
        self.setColumnWidth(main, self.columnWidth(main) + self.viewport().width() - used)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def setModel(self, model) -> None:
        super().setModel(model)
        model.modelReset.connect(self.lay_rows)
        self.lay_rows()

    def lay_rows(self) -> None:
        """After the rows were laid out anew: group rows span the table."""
        self.clearSpans()
        for row in self.model().group_rows():
            self.setSpan(row, 0, 1, len(self.columns))
        self.verticalHeader().setDefaultSectionSize(self.theme.px(ROW))
        for row in self._fitted:
            self.setRowHeight(row, self.theme.px(ROW))
        self._fitted.clear()
        self.arrange()

    def _fit_rows(self) -> None:
        """Heights of the rows in sight, where full text is shown; the others are fitted when they come into sight."""
        model = self.model()
        if model is None:
            return
        if not self._is_full:
            for row in self._fitted:
                self.setRowHeight(row, self.theme.px(ROW))
            self._fitted.clear()
            return
        row, used = max(0, self.rowAt(0)), 0
        visible = [place for place in range(len(self.columns)) if not self.isColumnHidden(place)]
        while row < model.rowCount() and used < self.viewport().height():
            height = self._row_height(row, visible)
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
                self._fitted.add(row)
            used += height
            row += 1

    def _row_height(self, row: int, visible: Sequence[int]) -> int:
        model = self.model()
        if model.index(row, 0).data(CellRole.IS_GROUP):
            return self.theme.px(ROW)
        lines = max(
            (
                self._delegates[place].lines_needed(model.index(row, place).data() or "", self.columnWidth(place))
                for place in visible
                if self.columns[place].is_wrapped
            ),
            default=1,  # a table of figures alone, or one whose words are hidden
        )
        return self.theme.px(ROW) + (lines - 1) * self.theme.line("body") + (self.theme.px(2) if lines > 1 else 0)

    # moving and keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        on_group = bool(current.data(CellRole.IS_GROUP)) if current.isValid() else False
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif on_group and plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.fold_asked.emit(current.data(CellRole.RECORD).id)
        elif on_group and plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            group = current.data(CellRole.RECORD)
            if group.is_folded == (key == Qt.Key.Key_Right):
                self.fold_asked.emit(group.id)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.move_by(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif plain and key == Qt.Key.Key_Delete and current.isValid() and current.data(CellRole.EDITOR) is not None:
            if current.data(Qt.ItemDataRole.EditRole):
                self.model().setData(current, "")
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes right, and from the last cell of a row out of the table: no trap for the keyboard."""
        if self.move_by(0, 1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def keyboardSearch(self, search: str) -> None:
        """Typing edits cells; it never jumps about."""

    def move_by(self, rows: int, columns: int) -> bool:
        """Move the current cell; False where there is none in that direction."""
        current = self.currentIndex()
        if not current.isValid():
            return False
        visible = self.visible_places()
        if columns:
            if current.data(CellRole.IS_GROUP):
                return False
            place = visible.index(current.column()) + columns if current.column() in visible else 0
            if not 0 <= place < len(visible):
                return False
            target = current.siblingAtColumn(visible[place])
        else:
            row = current.row() + rows
            if not 0 <= row < self.model().rowCount():
                return False
            target = self._in_wanted_column(self.model().index(row, current.column()))
        self.setCurrentIndex(target)
        return True

    def moveCursor(self, action, modifiers) -> QModelIndex:
        target = super().moveCursor(action, modifiers)
        move = QAbstractItemView.CursorAction
        if action in (move.MoveUp, move.MoveDown, move.MovePageUp, move.MovePageDown) and target.isValid():
            return self._in_wanted_column(target)
        return target

    def _in_wanted_column(self, target: QModelIndex) -> QModelIndex:
        """Passing over a group row does not lose the column one was in."""
        if target.data(CellRole.IS_GROUP):
            return target.siblingAtColumn(0)
        return target.siblingAtColumn(self._wanted_column)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not current.data(CellRole.IS_GROUP):
            self._wanted_column = current.column()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.data(CellRole.IS_GROUP):
            self.fold_asked.emit(index.data(CellRole.RECORD).id)

    # editing

    def edit(self, index, trigger=None, event=None) -> bool:
        """Typing replaces what the cell holds; F2 and double click go on from it."""
        if trigger is None:  # asked by the program, not by a gesture
            if self._can_edit(index):
                self.is_replacing = False
                super().edit(index)
            return True
        self.is_replacing = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        if self.is_replacing and isinstance(event, QKeyEvent) and not event.text().strip():
            return False
        return super().edit(index, trigger, event)

    def _can_edit(self, index: QModelIndex) -> bool:
        free = index.isValid() and not self.isColumnHidden(index.column()) and self.state() != self.State.EditingState
        return free and index.data(CellRole.EDITOR) is not None

    def edit_with(self, index: QModelIndex, words: str) -> None:
        """Open the cell with words that could not be saved, to go on from them."""
        self._draft = words
        self.setCurrentIndex(index)
        self.edit(index)

    def stay(self) -> None:
        """What was just left could not be saved: the current cell stays where it is."""
        self._stays = True

    def type_over(self, words: str) -> bool:
        """Put the words into every chosen cell; False where there is no more than the one that was edited."""
        return False

    def take_stay(self) -> bool:
        stays, self._stays = self._stays, False
        return stays

    def take_draft(self) -> str | None:
        draft, self._draft = self._draft, None
        return draft

    def copy(self) -> None:
        """The selected rows, or the current cell of a single one, so that Excel and Word paste them as a table."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        visible = self.visible_places()
        current = self.currentIndex()
        if len(rows) <= 1 and current.isValid() and not current.data(CellRole.IS_GROUP):
            cells = [[str(current.data() or "")]]
        else:
            model = self.model()
            cells = [[str(model.index(row, place).data() or "") for place in visible] for row in rows]
        mime: QMimeData = as_mime(cells)
        QGuiApplication.clipboard().setMimeData(mime)

    # keeping the place

    def shows_chosen(self, index: Index) -> bool:
        """Whether the cell is drawn as chosen though it is not selected itself."""
        return False

    def select_row(self, row: int, column: int | None = None) -> None:
        """Make a cell current and bring it into sight."""
        if column is not None:
            self._wanted_column = column
        index = self._in_wanted_column(self.model().index(row, self._wanted_column))
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index)
