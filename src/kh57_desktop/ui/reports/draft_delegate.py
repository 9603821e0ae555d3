"""A line of the draft as it is painted, with its marks in the gutter, and the editor of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.reports.draft_lines import DraftLine, LineKind
from kh57_desktop.ui.style.states import WARNING
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import logged_once

if TYPE_CHECKING:
    from kh57_desktop.ui.reports.draft_view import DraftView

GUTTER, RIGHT = 38, 20
LINE_HEIGHT = 22
ABOVE = {LineKind.TITLE: 12, LineKind.HEADING: 6}


class DraftDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: DraftView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: DraftLine = index.data(Qt.ItemDataRole.UserRole)
        width = self._view.viewport().width()
        document = self._view.document_of(line, self._text_width(width), -1)
        above = self._theme.px(ABOVE.get(line.kind, 0))
        return QSize(width, round(document.size().height()) + above + self._theme.px(6))

    def _text_width(self, width: int) -> int:
        return max(80, width - self._theme.px(GUTTER) - self._theme.px(RIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        with logged_once("draft"):
            self._paint(painter, QRect(option.rect), index)  # type: ignore[attr-defined]
        painter.restore()

    def _paint(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        line: DraftLine = index.data(Qt.ItemDataRole.UserRole)
        theme, px = self._theme, self._theme.px
        is_current = index.row() == self._view.currentIndex().row()
        if is_current:
            room = box.adjusted(px(4), px(ABOVE.get(line.kind, 0)), -px(6), -px(2))
            if self._view.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), px(2)))
                painter.drawRoundedRect(room, px(4), px(4))
            else:
                painter.setPen(QPen(theme.colour("ctl"), 0))
                painter.drawRoundedRect(room, px(4), px(4))
        self._gutter(painter, box, line)
        chosen = self._view.figure if is_current else -1
        document = self._view.document_of(line, self._text_width(box.width()), chosen)
        painter.translate(QPointF(box.left() + px(GUTTER), box.top() + px(ABOVE.get(line.kind, 0))))
        document.drawContents(painter)

    def _gutter(self, painter: QPainter, box: QRect, line: DraftLine) -> None:
        if not (line.changed or (line.edited and line.kind is not LineKind.EMPTY)):
            return
        theme, px = self._theme, self._theme.px
        colour = theme.state_text(WARNING) if line.changed else theme.colour("accent")
        icon = theme.pixmap("arrow_sync" if line.changed else "edit", colour, ratio=self._view.devicePixelRatioF())
        painter.drawPixmap(box.left() + px(9), box.top() + px(3), icon)
        painter.fillRect(box.left() + px(29), box.top() + px(2), px(3), box.height() - px(10), colour)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = SentenceEditor(parent)
        editor.setFont(self._view.serif())
        self._theme.mark(editor, kind="cell")
        editor.setAccessibleName(_("Sentence of the report"))
        line: DraftLine = index.data(Qt.ItemDataRole.UserRole)
        editor.finished.connect(lambda: self._finish(editor, line))
        editor.given_up.connect(lambda: self._give_up(editor))
        return editor

    def _finish(self, editor: SentenceEditor, line: DraftLine) -> None:
        """The editor goes first: saving shows the draft anew, which would take it away in the middle of its work."""
        words = editor.toPlainText()
        editor.is_done = True
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self._view.typed(line, words)

    def _give_up(self, editor: SentenceEditor) -> None:
        editor.is_done = True
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        line: DraftLine = index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(editor, SentenceEditor)
        text = line.text if line.kind is LineKind.TEXT else line.computed
        editor.setPlainText(text)
        editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex) -> None:
        """The editor lost the focus: what was typed is kept, once it has been closed."""
        assert isinstance(editor, SentenceEditor)
        if not editor.is_done:
            line, words = index.data(Qt.ItemDataRole.UserRole), editor.toPlainText()
            editor.is_done = True
            self._view.leave(line, words)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box = QRect(option.rect)  # type: ignore[attr-defined]
        high = max(box.height(), self._theme.px(3 * LINE_HEIGHT))
        editor.setGeometry(
            box.left() + self._theme.px(GUTTER) - 6, box.top(), box.width() - self._theme.px(GUTTER + 6), high
        )


class SentenceEditor(QPlainTextEdit):
    """Enter or Tab keeps what was typed, Esc gives it up; a sentence has no line breaks."""

    finished = Signal()
    given_up = Signal()
    is_done = False
    """It was left; a focus that goes afterwards means nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
