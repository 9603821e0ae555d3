"""The draft in serif with a gutter: a pen where a person typed, two arrows where data changed, figures to be opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kh57_desktop import paths
from kh57_desktop.i18n import _
from kh57_desktop.ui.reports.draft_lines import DraftLine, LineKind
from kh57_desktop.ui.style.states import WARNING
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import logged_once

GUTTER, RIGHT = 38, 20
LINE_HEIGHT = 22
SERIF, SERIF_POINTS = "Liberation Serif", 11.5
_NO_PARENT = QModelIndex()
_ABOVE = {LineKind.TITLE: 12, LineKind.HEADING: 6}


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[DraftLine] = []
        self.is_frozen = True

    def show(self, lines: Sequence[DraftLine], *, is_frozen: bool) -> None:
        self.beginResetModel()
        self.lines, self.is_frozen = list(lines), is_frozen
        self.endResetModel()

    def insert(self, row: int, line: DraftLine) -> None:
        self.beginInsertRows(_NO_PARENT, row, row)
        self.lines.insert(row, line)
        self.endInsertRows()

    def remove(self, line: DraftLine) -> None:
        if line in self.lines:
            row = self.lines.index(line)
            self.beginRemoveRows(_NO_PARENT, row, row)
            del self.lines[row]
            self.endRemoveRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(line)
        return line if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.is_frozen and self.lines[index.row()].can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _tip(line: DraftLine) -> str:
    if line.changed and line.edited:
        return _("The data now say: {text}").format(text=line.computed)
    if line.changed:
        return _("Before: {text}").format(text=line.before) if line.before else _("New since the last draft")
    return _("Edited by hand; the data say: {text}").format(text=line.computed) if line.edited and line.computed else ""


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: DraftView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: DraftLine = index.data(Qt.ItemDataRole.UserRole)
        width = self._view.viewport().width()
        document = self._view.document_of(line, self._text_width(width), -1)
        above = self._theme.px(_ABOVE.get(line.kind, 0))
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
            room = box.adjusted(px(4), px(_ABOVE.get(line.kind, 0)), -px(6), -px(2))
            if self._view.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), px(2)))
                painter.drawRoundedRect(room, px(4), px(4))
            else:
                painter.setPen(QPen(theme.colour("ctl"), 0))
                painter.drawRoundedRect(room, px(4), px(4))
        self._gutter(painter, box, line)
        chosen = self._view.figure if is_current else -1
        document = self._view.document_of(line, self._text_width(box.width()), chosen)
        painter.translate(QPointF(box.left() + px(GUTTER), box.top() + px(_ABOVE.get(line.kind, 0))))
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
        editor = _Editor(parent)
        editor.setFont(self._view.serif())
        self._theme.mark(editor, kind="cell")
        editor.setAccessibleName(_("Sentence of the report"))
        line: DraftLine = index.data(Qt.ItemDataRole.UserRole)
        editor.finished.connect(lambda: self._finish(editor, line))
        editor.given_up.connect(lambda: self._give_up(editor))
        return editor

    def _finish(self, editor: _Editor, line: DraftLine) -> None:
        """The editor goes first: saving shows the draft anew, which would take it away in the middle of its work."""
        words = editor.toPlainText()
        editor.is_done = True
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self._view.typed(line, words)

    def _give_up(self, editor: _Editor) -> None:
        editor.is_done = True
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        line: DraftLine = index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(editor, _Editor)
        text = line.text if line.kind is LineKind.TEXT else line.computed
        editor.setPlainText(text)
        editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex) -> None:
        """The editor lost the focus: what was typed is kept, once it has been closed."""
        assert isinstance(editor, _Editor)
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


class _Editor(QPlainTextEdit):
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


class DraftView(QListView):
    """`edited`, `removed`: (section, place …); `added`: (section, place, words); `opened`: codes of rows."""

    edited = Signal(str, int, str)
    added = Signal(str, int, str)
    removed = Signal(str, int)
    opened = Signal(tuple)
    moved = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        _load_serif()
        self._model = _Model()
        self._documents: dict[tuple[object, ...], QTextDocument] = {}
        self._adding: DraftLine | None = None
        self.figure = -1
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        triggers = QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        self.setEditTriggers(triggers)
        self.viewport().setMouseTracking(True)
        self._left: tuple[DraftLine, str] | None = None
        self.setAccessibleName(_("Draft of the report"))
        self.selectionModel().currentChanged.connect(self._went)
        theme.changed.connect(self._forget)

    # what is shown

    def show_lines(self, lines: Sequence[DraftLine], *, is_frozen: bool) -> None:
        """The draft anew; the line that was current stays where it stood."""
        at, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.show(lines, is_frozen=is_frozen)
        self._documents.clear()
        if lines:
            self.setCurrentIndex(self._model.index(min(max(at, 0), len(lines) - 1)))
        self.verticalScrollBar().setValue(top)

    @property
    def lines(self) -> list[DraftLine]:
        return self._model.lines

    @property
    def current(self) -> DraftLine | None:
        line: DraftLine | None = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return line

    def show_next_changed(self) -> None:
        """To the next sentence whose data changed, from the top again after the last."""
        rows = [row for row, line in enumerate(self._model.lines) if line.changed]
        at = self.currentIndex().row()
        if rows:
            self.setCurrentIndex(self._model.index(next((row for row in rows if row > at), rows[0])))
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def serif(self) -> QFont:
        font = QFont(SERIF)
        font.setFamilies([SERIF, "Tinos", "Times New Roman"])
        font.setPointSizeF(SERIF_POINTS * self._theme.zoom / 100)
        return font

    def document_of(self, line: DraftLine, width: int, chosen: int) -> QTextDocument:
        """The line laid out at a width, its figure number `chosen` underlined."""
        key = (line, width, chosen, self._theme.zoom, self._theme.is_dark)
        found = self._documents.get(key)
        if found is None:
            if len(self._documents) > 600:
                self._documents.clear()
            found = self._documents[key] = self._laid_out(line, width, chosen)
        return found

    def _laid_out(self, line: DraftLine, width: int, chosen: int) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self._font_of(line))
        document.setTextWidth(width)
        cursor = QTextCursor(document)
        block = QTextBlockFormat()
        block.setLineHeight(self._theme.px(LINE_HEIGHT), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(block)
        quiet = line.kind in (LineKind.EMPTY, LineKind.TABLE, LineKind.LEFT_OUT)
        plain = QTextCharFormat()
        plain.setForeground(self._theme.colour("ink3" if quiet else "ink"))
        if line.kind is LineKind.LEFT_OUT:
            plain.setFontStrikeOut(True)
        at = 0
        for number, figure in enumerate(line.figures):
            cursor.insertText(line.text[at : figure.start], plain)
            at = figure.start + figure.length
            words = line.text[figure.start : at]
            is_number = words[:1].isdigit()
            cursor.insertText(words, self._figure_format(line, is_chosen=number == chosen, is_number=is_number))
        cursor.insertText(line.text[at:], plain)
        return document

    def _font_of(self, line: DraftLine) -> QFont:
        if line.kind in (LineKind.TITLE, LineKind.HEADING):
            return self._theme.font("section")
        if line.kind in (LineKind.TABLE, LineKind.EMPTY):
            return self._theme.font("body")
        return self.serif()

    def _figure_format(self, line: DraftLine, *, is_chosen: bool, is_number: bool) -> QTextCharFormat:
        shown = QTextCharFormat()
        shown.setForeground(self._theme.colour("ink"))
        if is_number:
            ground: QColor = self._theme.state_tint(WARNING) if line.changed else self._theme.colour("accent_soft")
            shown.setBackground(ground)
            if line.changed:
                shown.setFontWeight(QFont.Weight.Bold)
        else:  # the words of a task lead to it too, more quietly
            shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            shown.setUnderlineColor(self._theme.colour("ctl"))
        if is_chosen:
            shown.setFontUnderline(True)
            shown.setForeground(self._theme.colour("accent"))
        return shown

    # gestures

    def typed(self, line: DraftLine, text: str) -> None:
        """The editor was left with Enter; what stood there already is no edit."""
        words = " ".join(text.split())
        if line.kind is LineKind.EMPTY:
            if words:
                self.added.emit(line.section, line.place, words)
        elif words != line.text or line.kind is LineKind.LEFT_OUT:
            if words:
                self.edited.emit(line.section, line.place, words)
            else:
                self.removed.emit(line.section, line.place)

    def leave(self, line: DraftLine, text: str) -> None:
        """The editor is being left for something else: what was typed is kept as soon as it is gone."""
        self._left = (line, text)
        QTimer.singleShot(0, self, self.settle)

    def settle(self) -> None:
        """What was typed is saved now, before anything else happens to this report or another one is shown."""
        editor = self.focusWidget()
        if isinstance(editor, _Editor) and not editor.is_done:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        left, self._left = self._left, None
        if left is not None:
            self.typed(*left)

    @property
    def _is_editing(self) -> bool:
        return self.state() != QAbstractItemView.State.NoState

    def edit_current(self) -> None:
        if (
            not self._is_editing
            and self.currentIndex().isValid()
            and self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
        ):
            self.edit(self.currentIndex())

    def add_below(self) -> None:
        """An empty line below the current one, open for a sentence of the person's own."""
        line = self.current
        if line is None or self._model.is_frozen or self._adding is not None or self._is_editing:
            return
        below = 0 if line.kind is LineKind.TITLE else line.place + 1
        self._adding = DraftLine(LineKind.EMPTY, line.section, below, "…")
        row = self.currentIndex().row() + 1
        self._model.insert(row, self._adding)
        self.setCurrentIndex(self._model.index(row))
        self.edit(self.currentIndex())

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self._adding is not None:
            self._model.remove(self._adding)
            self._adding = None
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.current, event.key()
        if line is None or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and line.figures:
            step = 1 if key == Qt.Key.Key_Right else -1
            self.figure = (self.figure + step) % len(line.figures) if self.figure >= 0 or step > 0 else -1
            self.viewport().update()
        elif key == Qt.Key.Key_Space and line.figures:
            self.opened.emit(line.figures[max(self.figure, 0)].rows)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_current()
        elif key == Qt.Key.Key_Insert:
            self.add_below()
        elif key == Qt.Key.Key_Delete and line.kind is LineKind.TEXT and not self._model.is_frozen:
            self.removed.emit(line.section, line.place)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        found = self._figure_at(event.position().toPoint())
        line = self.current
        if found >= 0 and line is not None:
            self.figure = found
            self.viewport().update()
            self.opened.emit(line.figures[found].rows)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._figure_at(event.position().toPoint()) >= 0
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _figure_at(self, point) -> int:
        index = self.indexAt(point)
        line: DraftLine | None = index.data(Qt.ItemDataRole.UserRole)
        if line is None or not line.figures:
            return -1
        box, px = self.visualRect(index), self._theme.px
        width = max(80, box.width() - px(GUTTER) - px(RIGHT))
        inside = QPointF(point) - QPointF(box.left() + px(GUTTER), box.top() + px(_ABOVE.get(line.kind, 0)))
        layout = self.document_of(line, width, -1).documentLayout()
        at = layout.hitTest(inside, Qt.HitTestAccuracy.ExactHit)
        for number, figure in enumerate(line.figures):
            if figure.start <= at < figure.start + figure.length:
                return number
        return -1

    def _went(self) -> None:
        self.figure = -1
        self.moved.emit()

    def _forget(self) -> None:
        self._documents.clear()
        self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._documents.clear()
        super().resizeEvent(event)


def _load_serif() -> None:
    """The face of the papers comes with the program; it is loaded once."""
    if SERIF not in QFontDatabase.families():
        for name in ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"):
            QFontDatabase.addApplicationFont(str(paths.fonts() / name))
