"""The document as it was read: paragraphs and tables on paper, the place of the current row marked and in sight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QMenu, QTextEdit

from kh57_desktop.domain.corrections.draft import RowKind
from kh57_desktop.domain.plan_reading import Passage
from kh57_desktop.i18n import _
from kh57_desktop.ui.style.states import DOUBTFUL
from kh57_desktop.ui.style.theme import Theme

SERIF = ("Liberation Serif", "Tinos", "Times New Roman")
_ROWS_AT_ONCE, _PARAGRAPHS_AT_ONCE = 24, 80
_MOST_COLUMNS = 24
GUTTER = 22
"""Room at the left for the mark of the current place; px at 100 %."""
_CALM = "#E3ECF4"
"""Ground of a place that is in no doubt; the page stays white paper in the dark theme too."""
_INK, _LINE = "#211F1B", "#CFC7B6"


class DocumentView(QTextEdit):
    """Read only; a click, or Enter, on a paragraph leads to its row, its menu makes a row of it."""

    passage_chosen = Signal(int)
    row_asked = Signal(int, object)
    """A passage that is to become a row of this kind."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._passages: tuple[Passage, ...] = ()
        self._starts: list[int] = []
        self._spans: list[tuple[int, int]] = []
        self._pieces: list[_Piece] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._write_next)
        self._marked: tuple[int, int] | None = None
        self._is_doubtful = False
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAccessibleName(_("The document as read"))
        theme.dress(self, kind="document")
        theme.changed.connect(self._restyle)

    # showing

    def put(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)
        self._marked = None
        self._write()

    def show_place(self, first: int, last: int, *, is_doubtful: bool) -> None:
        """Mark passages and bring them into sight, a third down the page."""
        self._write_until(last)
        if not 0 <= first <= last < len(self._spans):
            return
        self._marked, self._is_doubtful = (first, last), is_doubtful
        self._mark()
        cursor = self.textCursor()
        cursor.setPosition(self._spans[first][0])
        self.setTextCursor(cursor)
        bar, spot = self.verticalScrollBar(), self.cursorRect(cursor)
        bar.setValue(bar.value() + spot.top() - self.viewport().height() // 3)
        self.viewport().update()

    def place_words(self) -> str:
        """ "Trang 7/18 · đoạn 42" of the marked place, or of what is at the top."""
        if not self._passages:
            return ""
        place = self._marked[0] if self._marked else self._at(self.cursorForPosition(QPoint(4, 4)).position())
        pages = max(passage.page for passage in self._passages)
        page = self._passages[place].page
        paragraph = _("paragraph {place} of {count}").format(place=place + 1, count=len(self._passages))
        return (
            _("Page {page}/{count} · {paragraph}").format(page=page, count=pages, paragraph=paragraph)
            if page
            else (paragraph[0].upper() + paragraph[1:])
        )

    def _write(self) -> None:
        font = QFont(SERIF[0])
        font.setFamilies(list(SERIF))
        font.setPointSizeF(11 * self._theme.zoom / 100)
        self.setFont(font)
        self.clear()
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(self._theme.px(GUTTER))
        self._spans, self._starts = [], []
        self._pieces = list(_pieces(self._passages))
        self._write_next()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setExtraSelections([])

    def _write_next(self) -> None:
        """A long document is written piece by piece between two gestures, so that no key waits for it."""
        if not self._pieces:
            return
        piece = self._pieces.pop(0)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        if piece.shares:
            self._write_table(cursor, piece)
        else:
            for passage in piece.passages:
                self._write_paragraph(cursor, passage)
        cursor.endEditBlock()
        self._starts.extend(start for start, _end in self._spans[len(self._starts) :])
        if self._pieces:
            self._later.start()

    def _write_until(self, passage: int) -> None:
        while self._pieces and len(self._spans) <= passage:
            self._write_next()

    def _write_paragraph(self, cursor: QTextCursor, passage: Passage) -> None:
        block = QTextBlockFormat()
        block.setBottomMargin(self._theme.px(5))
        block.setLineHeight(self._theme.px(21), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        if passage.is_centred:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        else:
            block.setTextIndent(self._theme.px(24))
        if self._spans:
            cursor.insertBlock(block)
        else:
            cursor.setBlockFormat(block)
        start = cursor.position()
        cursor.insertText(passage.text, self._letters(is_bold=passage.is_bold))
        self._spans.append((start, cursor.position()))

    def _write_table(self, cursor: QTextCursor, piece: _Piece) -> None:
        """Cells in a grid; a row with words in one cell alone goes over the whole width."""
        rows, width = piece.passages, len(piece.shares)
        look = QTextTableFormat()
        look.setBorder(0.5)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderBrush(QColor(_LINE))
        look.setCellSpacing(0)
        look.setBorderCollapse(False)
        look.setCellPadding(self._theme.px(2))
        look.setTopMargin(self._theme.px(4) if piece.is_first else 0)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        look.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, share) for share in piece.shares]
        )
        table = cursor.insertTable(len(rows), width, look)
        block = QTextBlockFormat()
        block.setLineHeight(self._theme.px(17), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        for place, row in enumerate(rows):
            filled = [column for column, words in enumerate(row.cells) if words]
            is_heading = len(filled) == 1 and width > 1 and filled[0] < 2
            if is_heading:
                table.mergeCells(place, 0, 1, width)
            for column in filled:
                inner = table.cellAt(place, 0 if is_heading else column).firstCursorPosition()
                inner.setBlockFormat(block)
                letters = self._letters(is_bold=(place == 0 and piece.is_first) or is_heading, is_small=True)
                inner.insertText(row.cells[column].replace("\n", "\u2028"), letters)
            start = table.cellAt(place, 0).firstCursorPosition().position()
            self._spans.append((start, table.cellAt(place, width - 1).lastCursorPosition().position()))
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _letters(self, *, is_bold: bool, is_small: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
        look.setForeground(QColor(_INK))
        if is_small:
            look.setFontPointSize(9 * self._theme.zoom / 100)
        return look

    def _restyle(self) -> None:
        marked, doubtful = self._marked, self._is_doubtful
        self._write()
        if marked:
            self.show_place(*marked, is_doubtful=doubtful)

    def _mark(self) -> None:
        if self._marked is None:
            return
        selections = []
        ground = QColor(DOUBTFUL.light[1] if self._is_doubtful else _CALM)
        for start, end in self._spans[self._marked[0] : self._marked[1] + 1]:
            block = self.document().findBlock(start)
            while block.isValid() and block.position() <= end:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = QTextCursor(block)
                selection.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                look = QTextCharFormat()
                look.setBackground(ground)
                selection.format = look
                selections.append(selection)
                block = block.next()
        self.setExtraSelections(selections)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar and a sign in the gutter: colour alone says nothing."""
        super().paintEvent(event)
        if self._marked is None or not self._spans:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._spans[self._marked[0]][0])
        top = self.cursorRect(cursor).top()
        bottom = max(self._bottoms(cursor))
        px, colour = self._theme.px, QColor(DOUBTFUL.light[0] if self._is_doubtful else "#235C8C")
        painter = QPainter(self.viewport())
        painter.fillRect(QRectF(px(GUTTER) - px(5), top, px(2), max(bottom - top, px(16))), colour)
        name = DOUBTFUL.icon if self._is_doubtful else "chevron_right"
        pixmap = self._theme.pixmap(name, colour, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(px(GUTTER) - px(5) - px(17), top + px(1)), pixmap)
        painter.end()

    def _bottoms(self, cursor: QTextCursor) -> Iterator[int]:
        """Where each paragraph, or cell, of the marked place ends."""
        assert self._marked is not None
        for start, end in self._spans[self._marked[0] : self._marked[1] + 1]:
            block = self.document().findBlock(start)
            while block.isValid() and block.position() <= end:
                cursor.setPosition(block.position() + block.length() - 1)
                yield self.cursorRect(cursor).bottom()
                block = block.next()

    # gestures

    def _at(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection() and self._spans:
            self.passage_chosen.emit(self._at(self.cursorForPosition(event.position().toPoint()).position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._spans:
            self.passage_chosen.emit(self._at(self.textCursor().position()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._spans:
            return
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        place = self._at(cursor.position())
        menu = QMenu(self)
        for words, kind in (
            (_("Add this paragraph as a task"), RowKind.TASK),
            (_("Add this paragraph as an indicator"), RowKind.INDICATOR),
            (_("Add this paragraph as a task group"), RowKind.GROUP),
            (_("Add this paragraph as a duty"), RowKind.DUTY),
        ):
            menu.addAction(words, lambda kind=kind: self.row_asked.emit(place, kind))
        menu.addSeparator()
        copy = menu.addAction(_("Copy"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        menu.exec(self.mapToGlobal(self.cursorRect().bottomLeft()) if by_key else event.globalPos())


@dataclass(frozen=True, slots=True)
class _Piece:
    """Paragraphs, or some rows of a table (`shares`: its columns in per cent), that are written at once."""

    passages: tuple[Passage, ...]
    shares: tuple[float, ...] = ()
    is_first: bool = True


def _pieces(passages: Sequence[Passage]) -> Iterator[_Piece]:
    """A table of more columns than a page can show is written row by row as text."""
    for number, group in groupby(passages, key=lambda passage: passage.table):
        whole = tuple(group)
        width = max(len(row.cells) for row in whole) if number else 0
        shares = tuple(_shares(whole, width)) if 0 < width <= _MOST_COLUMNS else ()
        size = _ROWS_AT_ONCE if shares else _PARAGRAPHS_AT_ONCE
        for start in range(0, len(whole), size):
            yield _Piece(whole[start : start + size], shares, is_first=start == 0)


def _shares(rows: Sequence[Passage], width: int) -> list[float]:
    """Per cent of the width for each column: room for its longest word first, the rest by how much it holds."""
    cells = [[row.cells[column] for row in rows if column < len(row.cells)] for column in range(width)]
    least = [max((len(word) for words in column for word in words.split()[:40]), default=1) + 1 for column in cells]
    much = [max((min(len(words), 200) for words in column), default=0) for column in cells]
    weights = [min(word, 12) + size**0.62 for word, size in zip(least, much, strict=True)]
    return [100 * weight / sum(weights) for weight in weights]
