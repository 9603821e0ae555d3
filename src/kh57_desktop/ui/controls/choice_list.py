"""Lists of words to choose from, drawn like everything else: quiet, the chosen row on its soft ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kh57_desktop.ui.controls.nothing import TellsNothing
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided, logged_once

ROW, SECTION = 28, 32
SECTION_LEFT, SECTION_RIGHT = 16, 12


class ChoiceList(TellsNothing):
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
        self._theme = theme
        self._most: int | None = None

    def put(self, words: Sequence[str]) -> None:
        self._words.setStringList(list(words))
        self._fit()

    def grow_to(self, most: int) -> None:
        """As high as its rows need: one where there is nothing, `most` where it scrolls."""
        self._most = most
        self._theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        if self._most is not None:
            self.setFixedHeight(self._theme.px(ROW * min(self._most, max(1, self.count)) + 4))

    def choose_row(self, row: int) -> None:
        self.setCurrentIndex(self._words.index(row))

    @property
    def count(self) -> int:
        return self._words.rowCount()


class SectionList(ChoiceList):
    """Sections at the left of a page; `went_to`: the row that the person went to, by mouse or arrow."""

    went_to = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        theme.dress(self, font="body", kind="sections", ground="alt")
        self.setItemDelegate(_ChoiceDelegate(theme, self, row=SECTION, left=SECTION_LEFT))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self.signalsBlocked():
            self.went_to.emit(current.row())

    def fit_width(self, least: float, most: float) -> None:
        """Wide enough for its words, which a name is never cut in, between two widths in px at zoom 100 %."""
        metrics = QFontMetricsF(self._theme.font("strong"))
        longest = max((metrics.horizontalAdvance(words) for words in self._words.stringList()), default=0)
        needed = round(longest) + self._theme.px(SECTION_LEFT + SECTION_RIGHT)
        self.setFixedWidth(min(self._theme.px(most), max(self._theme.px(least), needed)))

    def show_row(self, row: int) -> None:
        """Without telling of it."""
        blocked = self.blockSignals(True)
        self.choose_row(row)
        self.blockSignals(blocked)
        self.viewport().update()


class _ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: ChoiceList, *, row: int = ROW, left: int = 8) -> None:
        super().__init__(parent)
        self._theme, self._row, self._left = theme, row, left

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(self._row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        painter.save()
        with logged_once("choice"):
            state = QStyle.StateFlag
            chosen = bool(option.state & state.State_Selected)
            if chosen or option.state & state.State_MouseOver:
                painter.fillRect(option.rect, self._theme.colour("sel" if chosen else "hover"))
            if chosen and self._row == SECTION:
                bar = option.rect.adjusted(0, self._theme.px(6), 0, -self._theme.px(6))
                bar.setWidth(self._theme.px(3))
                painter.fillRect(bar, self._theme.colour("accent"))
            font = self._theme.font("strong" if chosen else "body")
            painter.setFont(font)
            painter.setPen(self._theme.colour("ink"))
            words = option.rect.adjusted(self._theme.px(self._left), 0, -self._theme.px(8), 0)
            shown = elided(index.data(), font.toString(), words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
