"""The draft in serif with a gutter: a pen where a person typed, two arrows where data changed, figures to be opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QPointF,
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
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyledItemDelegate,
    QWidget,
)

from kh57_desktop import paths
from kh57_desktop.i18n import _
from kh57_desktop.ui.reports.draft_delegate import ABOVE, GUTTER, LINE_HEIGHT, RIGHT, DraftDelegate, SentenceEditor
from kh57_desktop.ui.reports.draft_lines import DraftLine, LineKind
from kh57_desktop.ui.reports.draft_model import DraftModel
from kh57_desktop.ui.style.states import WARNING
from kh57_desktop.ui.style.theme import Theme

SERIF, SERIF_POINTS = "Liberation Serif", 11.5


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
        self._model = DraftModel()
        self._documents: dict[tuple[object, ...], QTextDocument] = {}
        self._adding: DraftLine | None = None
        self.figure = -1
        self.setModel(self._model)
        self.setItemDelegate(DraftDelegate(theme, self))
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
        self._model.show_draft(lines, is_frozen=is_frozen)
        self._documents.clear()
        if lines:
            self.setCurrentIndex(self._model.index(min(max(at, 0), len(lines) - 1)))
        self.verticalScrollBar().setValue(top)

    def put_frozen(self, is_frozen: bool) -> None:
        """Nothing can be typed for a while, or again."""
        self._model.is_frozen = is_frozen

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
        if isinstance(editor, SentenceEditor) and not editor.is_done:
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
        """The keyboard comes back to the draft, unless the person took it elsewhere, which closed the editor."""
        there = QApplication.focusWidget()
        is_ours = there is None or there is self or self.isAncestorOf(there)
        super().closeEditor(editor, hint)
        if self._adding is not None:
            self._model.remove(self._adding)
            self._adding = None
        if is_ours:
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
        inside = QPointF(point) - QPointF(box.left() + px(GUTTER), box.top() + px(ABOVE.get(line.kind, 0)))
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
