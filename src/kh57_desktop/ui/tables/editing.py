"""How a delegate opens, commits and leaves an editor: Excel's keys, the same for every kind of column."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kh57_desktop.ui.tables.editors import CellEditor, GrowingEditor, LineEditor, ListEditor
from kh57_desktop.ui.tables.roles import CellRole, EditorKind

_MOVES = {
    (Qt.Key.Key_Return, False): (1, 0),
    (Qt.Key.Key_Enter, False): (1, 0),
    (Qt.Key.Key_Return, True): (-1, 0),
    (Qt.Key.Key_Enter, True): (-1, 0),
    (Qt.Key.Key_Tab, False): (0, 1),
    (Qt.Key.Key_Backtab, True): (0, -1),
    (Qt.Key.Key_Backtab, False): (0, -1),
}


class EditingDelegate(QStyledItemDelegate):
    """Base of the cell delegates. Its view is an `EditableTableView`."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index) -> QWidget | None:
        kind = index.data(CellRole.EDITOR)
        if kind is None:
            return None
        editor: CellEditor
        if kind is EditorKind.CHOICE:
            editor = ListEditor(self.theme, parent, index.data(CellRole.CHOICES) or ())
        elif kind is EditorKind.LONG:
            editor = GrowingEditor(self.theme, parent)
        else:
            editor = LineEditor(self.theme, parent, right=kind is EditorKind.NUMBER)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(heading))
        editor.cell = QPersistentModelIndex(index)
        return editor

    def setEditorData(self, editor: QWidget, index) -> None:
        """Only once: a change of the row below an open editor must not touch what is being typed."""
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        draft = self.view.take_draft()
        words = draft if draft is not None else index.data(Qt.ItemDataRole.EditRole) or ""
        editor.put_words(words, select_all=self.view.is_replacing)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index) -> None:
        if editor.words() != (index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, editor.words(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, 1))
        if isinstance(editor, GrowingEditor):
            editor.grow()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not isinstance(editor, LineEditor | GrowingEditor):
            return super().eventFilter(editor, event)
        key: QKeyEvent = event
        if key.key() == Qt.Key.Key_Escape:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        ctrl = bool(key.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and key.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave(editor, 0, 0, fills=True)
            return True
        shift = bool(key.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        move = _MOVES.get((Qt.Key(key.key()), shift))
        if move is None or ctrl:
            return False
        self._leave(editor, *move)
        return True

    def _leave(self, editor: CellEditor, rows: int, columns: int, *, fills: bool = False) -> None:
        """Close first, then save: saving may lay the table out anew, and no editor may be open then.

        `fills`: what was typed goes into every cell of the chosen range.
        """
        editor.settle()
        words, cell = editor.words(), editor.cell
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        view = self.view
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        if fills and view.type_over(words):
            return
        if cell.isValid() and words != (cell.data(Qt.ItemDataRole.EditRole) or ""):
            view.model().setData(cell.model().index(cell.row(), cell.column()), words)
        if not view.take_stay():
            view.move_by(rows, columns)
