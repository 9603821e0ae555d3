"""The rows found as a table: chosen, answered and folded by keys and mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCursor, QFontMetricsF, QKeyEvent, QMouseEvent

from kh57_desktop.ui.importing.review_cells import First, Main, Tinted
from kh57_desktop.ui.importing.review_lines import Line
from kh57_desktop.ui.importing.review_model import ReviewModel, ReviewRole, link_words
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.style.tokens import ROW
from kh57_desktop.ui.tables.columns import Column
from kh57_desktop.ui.tables.roles import CellRole
from kh57_desktop.ui.tables.view import EditableTableView

FULL_LINES = 6
"""Lines of a text in full; the rest is in the tool tip and in the document beside."""


class ReviewTable(EditableTableView):
    """Keys and editing as in every table; Ctrl+Enter says that a row is right."""

    answer_clicked = Signal(object)
    """The line whose first answer was clicked."""
    check_asked = Signal()
    menu_asked = Signal(object)
    """Where on the screen the menu of the chosen rows is to open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ())
        self._text_lines = 1
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda spot: self.menu_asked.emit(self.viewport().mapToGlobal(spot)))
        self.setMouseTracking(True)

    def put_columns(self, columns: Sequence[Column]) -> None:
        """Take other columns; the model is about to be reset to them."""
        if tuple(columns) == self.columns:
            return
        for place in range(len(self.columns)):
            self.setItemDelegateForColumn(place, None)
        for delegate in self._delegates:
            delegate.deleteLater()
        self.columns = tuple(columns)
        self._delegates = []
        for place, column in enumerate(self.columns):
            kind = First if place == 0 else Main if column.is_main else Tinted
            delegate = kind(self.theme, self)
            delegate.text_lines = self._text_lines
            self._delegates.append(delegate)
            self.setItemDelegateForColumn(place, delegate)
        self._is_full = True  # rows have the height that their lines need

    def show_full(self, full: bool) -> None:
        """Whole texts, or one line each; a reason always has its own line."""
        self._text_lines = FULL_LINES if full else 1
        for delegate in self._delegates:
            delegate.text_lines = self._text_lines
        self.restyle()

    @property
    def is_full(self) -> bool:
        return self._text_lines > 1

    def arrange(self) -> None:
        if self.columns and self.model() is not None and self.model().columnCount() == len(self.columns):
            super().arrange()

    def _row_height(self, row: int, visible: Sequence[int]) -> int:
        model = self.model()
        if model.index(row, 0).data(CellRole.IS_GROUP):
            return self.theme.px(ROW)
        line = model.index(row, 0).data(ReviewRole.LINE)
        lines = 1
        if self._text_lines > 1:
            for place in visible:
                width = self.columnWidth(place) - self.theme.px(24 if place == 0 else 16)
                text = model.index(row, place).data() or ""
                strong = line.is_head
                lines = max(lines, len(self._delegates[place]._lines_of(text, width, is_strong=strong)))
        height = self.theme.px(ROW) + (lines - 1) * self.theme.line("body")
        return height + self.theme.px(19) if line.is_doubtful else height

    @property
    def current_line(self) -> Line | None:
        model = self.model()
        return model.line(self.currentIndex().row()) if isinstance(model, ReviewModel) else None

    def chosen_keys(self) -> list[int]:
        """Keys of the selected rows, from top to bottom."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        lines = [self.model().line(row) for row in rows]
        return [line.key for line in lines if line is not None and line.key is not None]

    # gestures

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.check_asked.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt with a number is an answer
        elif event.key() == Qt.Key.Key_Menu:
            spot = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(spot))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._on_link(event):
            self.answer_clicked.emit(index.data(ReviewRole.LINE))
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = Qt.CursorShape.PointingHandCursor if self._on_link(event) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(QCursor(shape))
        super().mouseMoveEvent(event)

    def _on_link(self, event: QMouseEvent) -> bool:
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        line = index.data(ReviewRole.LINE) if index.isValid() else None
        if not isinstance(line, Line) or not line.is_doubtful or line.first_answer is None:
            return False
        span = self.reason_rect(self.visualRect(index))
        return span.contains(spot) and spot.x() >= span.right() - self.link_width(line)

    # the line of the reason, over all columns from the main one on

    @property
    def main_column(self) -> int:
        return next(place for place, column in enumerate(self.columns) if column.is_main)

    def reason_rect(self, row: QRect) -> QRect:
        """Where the reason of a row stands; `row` is the place of any of its cells."""
        left = self.columnViewportPosition(self.main_column) + self.theme.px(8)
        right = self.viewport().width() - self.theme.px(12)
        return QRect(left, row.bottom() - self.theme.px(22), right - left, self.theme.px(20))

    def link_width(self, line: Line) -> int:
        words = link_words(line)
        return round(QFontMetricsF(self.theme.font("small")).horizontalAdvance(words)) + 2 if words else 0
