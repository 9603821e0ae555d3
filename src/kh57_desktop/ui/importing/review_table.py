"""The rows found as a table: doubtful ones on their tint with the reason and the first answer on a line of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from kh57_desktop.i18n import _
from kh57_desktop.ui.importing.answers import ANSWERS
from kh57_desktop.ui.importing.review_lines import Cell, Heading, Line
from kh57_desktop.ui.style.states import DOUBTFUL, SAVED, SUBMITTED, StateLook
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.style.tokens import ROW
from kh57_desktop.ui.tables.columns import Column
from kh57_desktop.ui.tables.delegates import CellDelegate, Index
from kh57_desktop.ui.tables.group_rows import FirstColumnDelegate
from kh57_desktop.ui.tables.painting import elided, logged_once, wrapped_lines
from kh57_desktop.ui.tables.roles import CellRole, EditorKind, GroupCells
from kh57_desktop.ui.tables.view import EditableTableView

_NO_PARENT = QModelIndex()
_LONG = {"text", "supporting", "product"}
_NOTHING = Cell("")
_HEADINGS = {"first": DOUBTFUL, "changed": StateLook("arrow_sync", False, SUBMITTED.light, SUBMITTED.dark)}
FULL_LINES = 6
"""Lines of a text in full; the rest is in the tool tip and in the document beside."""


class ReviewRole(IntEnum):
    """Beyond `tables.roles.CellRole`."""

    LINE = Qt.ItemDataRole.UserRole + 60
    CELL = Qt.ItemDataRole.UserRole + 61


class ReviewModel(QAbstractTableModel):
    """The lines of one tab; headings open and close. `edit` takes a cell as typed and says whether it could."""

    def __init__(self, edit: Callable[[Line, str, str], bool], parent=None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._columns: tuple[Column, ...] = ()
        self._all: tuple[Line | Heading, ...] = ()
        self._lines: tuple[Line | Heading, ...] = ()
        self._folded: set[str] = set()

    def put(self, columns: Sequence[Column], lines: Sequence[Line | Heading]) -> None:
        self.beginResetModel()
        self._columns, self._all = tuple(columns), tuple(lines)
        self._lines = tuple(self._open())
        self.endResetModel()

    def fold(self, heading: str) -> None:
        self.beginResetModel()
        self._folded ^= {heading}
        self._lines = tuple(self._open())
        self.endResetModel()

    def unfold_all(self) -> None:
        self._folded.clear()

    def _open(self) -> list[Line | Heading]:
        shown: list[Line | Heading] = []
        is_open = True
        for line in self._all:
            if isinstance(line, Heading):
                is_open = line.id not in self._folded
                shown.append(line)
            elif is_open:
                shown.append(line)
        return shown

    def line(self, row: int) -> Line | None:
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, Line) else None

    def row_of(self, line_id: str) -> int | None:
        return next((row for row, line in enumerate(self._lines) if line.id == line_id), None)

    def group_rows(self) -> list[int]:
        return [row for row, line in enumerate(self._lines) if isinstance(line, Heading)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index):
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.data(CellRole.EDITOR) is not None else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self._columns[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if isinstance(line, Heading):
            return self._heading_data(line, index.column(), role)
        key = self._columns[index.column()].key
        cell = line.cells.get(key, _NOTHING)
        display = Qt.ItemDataRole
        if role == display.DisplayRole:
            return cell.shown
        if role == display.EditRole:
            return cell.typed
        if role == display.ToolTipRole:
            return cell.shown or None
        if role == display.AccessibleTextRole:
            spoken = [cell.shown or _("empty"), line.mark if key == "text" else ""]
            return ". ".join(part for part in (*spoken, line.reason if key == "text" else "") if part)
        return {
            CellRole.IS_GROUP: False,
            CellRole.RECORD: line,
            ReviewRole.LINE: line,
            ReviewRole.CELL: cell,
            CellRole.INK: "ink3" if index.column() == 0 or line.is_quiet else "ink",
            CellRole.CHOICES: cell.choices,
            CellRole.EDITOR: self._editor(cell),
        }.get(role)

    def _editor(self, cell: Cell) -> EditorKind | None:
        if not cell.field:
            return None
        if cell.choices:
            return EditorKind.CHOICE
        return EditorKind.LONG if cell.field in _LONG or cell.field in ("title", "post") else EditorKind.LINE

    def _heading_data(self, heading: Heading, column: int, role: int):
        if role == CellRole.IS_GROUP:
            return True
        if role == CellRole.RECORD:
            return GroupCells(heading.id, heading.title, heading.id in self._folded, "", "", heading.count)
        if role == ReviewRole.LINE:
            return heading
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in spoken and column == 0:
            return f"{heading.title}, {heading.count}"
        return None

    def setData(self, index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index.row())
        cell = index.data(ReviewRole.CELL)
        return line is not None and cell is not None and self._edit(line, cell.field, str(value))


def link_words(line: Line) -> str:
    return _(ANSWERS[line.first_answer]) if line.first_answer is not None else ""


class _Tinted(CellDelegate):
    """A cell of a row that may be in doubt: ground and ink tell, the reason says it in words."""

    text_lines = 1

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(ReviewRole.LINE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(line, Line) and line.is_doubtful and not selected:
            painter.fillRect(option.rect, self.theme.state_tint(DOUBTFUL))
        super()._ground(painter, option, index)

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Around the cell alone, not the line of the reason below it."""
        line = index.data(ReviewRole.LINE)
        if isinstance(line, Line) and line.is_doubtful:
            option = QStyleOptionViewItem(option)
            option.rect = option.rect.adjusted(0, 0, 0, -self.theme.px(21))
        super()._focus(painter, option, index)

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        cell = index.data(ReviewRole.CELL)
        if cell is None:
            super().draw(painter, rect, index)
            return
        line = index.data(ReviewRole.LINE)
        doubtful = cell.is_doubtful and index.column() > 1
        self._words(painter, rect, cell.shown, index, is_strong=doubtful or line.is_head)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        line = index.data(ReviewRole.LINE)
        if isinstance(line, Line) and line.is_doubtful and index.column() >= self.view.main_column:
            painter.save()
            with logged_once("reason"):
                painter.setClipRect(option.rect.adjusted(0, 0, 0, -2))
                self._reason(painter, self.view.reason_rect(option.rect), line)
            painter.restore()

    def _reason(self, painter: QPainter, span: QRect, line: Line) -> None:
        """Why, and at the right the first answer as a link; each cell draws its own part of the line."""
        link, icon = link_words(line), self.theme.px(16)
        colour, font = self.theme.state_text(DOUBTFUL), self.theme.font("small_strong")
        pixmap = self.theme.pixmap(DOUBTFUL.icon, colour, ratio=self.view.devicePixelRatioF())
        painter.drawPixmap(QPointF(span.left(), span.top() + (span.height() - icon) // 2), pixmap)
        width = self.view.link_width(line)
        words = span.adjusted(icon + self.theme.px(4), 0, -width - self.theme.px(12), 0)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided(line.reason, font.toString(), words.width()))
        if link:
            underlined = QFont(self.theme.font("small"))
            underlined.setUnderline(True)
            painter.setFont(underlined)
            painter.setPen(self.theme.colour("accent"))
            painter.drawText(span, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, link)

    def _words(self, painter: QPainter, rect: QRect, text: str, index: Index, *, is_strong: bool = False) -> None:
        cell = index.data(ReviewRole.CELL)
        font = self.theme.font("strong" if is_strong else "body")
        painter.setFont(font)
        in_question = cell is not None and cell.is_doubtful and index.column() > 1
        ink = index.data(CellRole.INK) or "ink"
        painter.setPen(self.theme.state_text(DOUBTFUL) if in_question else self.theme.colour(ink))
        first, step = self.first_line(rect), self.theme.line("body")
        for place, words in enumerate(self._lines_of(text, rect.width(), is_strong=is_strong)):
            painter.drawText(first.translated(0, place * step), Qt.AlignmentFlag.AlignVCenter, words)

    def _lines_of(self, text: str, width: int, *, is_strong: bool = False) -> tuple[str, ...]:
        font = self.theme.font("strong" if is_strong else "body").toString()
        if self.text_lines == 1:
            return (elided(text, font, width),)
        return tuple(wrapped_lines(text, font, max(width, 20), self.text_lines))


class _First(_Tinted, FirstColumnDelegate):
    """The first column, and headings that span the table with their count at the right."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if index.data(CellRole.IS_GROUP):
            FirstColumnDelegate.draw(self, painter, rect, index)
        else:
            _Tinted.draw(self, painter, rect, index)

    def _counts(self, painter: QPainter, rect: QRect, group: GroupCells) -> int:
        look = _HEADINGS.get(group.id, SAVED)
        colour, icon = self.theme.state_text(look), self.theme.px(16)
        font = self.theme.font("strong")
        width = round(QFontMetricsF(font).horizontalAdvance(group.done)) + 1
        painter.setFont(font)
        painter.setPen(colour)
        left = rect.right() - width
        painter.drawText(QRect(left, rect.top(), width, rect.height()), Qt.AlignmentFlag.AlignVCenter, group.done)
        left -= icon + self.theme.px(5)
        pixmap = self.theme.pixmap(look.icon, colour, filled=look.filled, ratio=self.view.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.top() + (rect.height() - icon) // 2), pixmap)
        return left


class _Main(_Tinted):
    """The text, and at its right a word on what becomes of the row."""

    def draw(self, painter: QPainter, rect: QRect, index: Index) -> None:
        line = index.data(ReviewRole.LINE)
        if not isinstance(line, Line):
            return
        text = index.data() or ""
        if line.mark and not line.is_doubtful:
            rect = self._mark(painter, rect, line)
        self._words(painter, rect, text, index, is_strong=line.is_head)

    def _mark(self, painter: QPainter, rect: QRect, line: Line) -> QRect:
        font = self.theme.font("small_strong")
        words = elided(line.mark, font.toString(), rect.width() // 2)
        width = round(QFontMetricsF(font).horizontalAdvance(words)) + self.theme.px(8)
        painter.setFont(font)
        painter.setPen(self.theme.colour("ink2"))
        first = self.first_line(rect)
        spot = QRect(rect.right() - width, first.top(), width, first.height())
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return rect.adjusted(0, 0, -width - self.theme.px(8), 0)


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
            kind = _First if place == 0 else _Main if column.is_main else _Tinted
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
