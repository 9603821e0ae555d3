"""A list of words to choose from, drawn like everything else: quiet, the chosen row on its soft ground."""

from __future__ import annotations

from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided, logged_once

ROW = 28


class ChoiceList(QListView):
    """Words only; who owns it says what choosing one does."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, font="body", kind="choices")
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setItemDelegate(_ChoiceDelegate(theme, self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def put(self, words: list[str]) -> None:
        self._words.setStringList(words)

    def choose_row(self, row: int) -> None:
        self.setCurrentIndex(self._words.index(row))

    @property
    def count(self) -> int:
        return self._words.rowCount()


class _ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: ChoiceList) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        painter.save()
        with logged_once("choice"):
            state = QStyle.StateFlag
            chosen = bool(option.state & state.State_Selected)
            if chosen or option.state & state.State_MouseOver:
                painter.fillRect(option.rect, self._theme.colour("sel" if chosen else "hover"))
            font = self._theme.font("strong" if chosen else "body")
            painter.setFont(font)
            painter.setPen(self._theme.colour("ink"))
            words = option.rect.adjusted(self._theme.px(8), 0, -self._theme.px(8), 0)
            shown = elided(index.data(), font.toString(), words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
