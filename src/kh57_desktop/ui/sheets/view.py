"""The sheet as a table: cells chosen one by one or as a block, pasted into; and the line of totals below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kh57_desktop.domain.saved_views import ViewColumn
from kh57_desktop.i18n import _
from kh57_desktop.ui.sheets.columns import SheetColumn
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables import sheet_view as tables
from kh57_desktop.ui.tables.delegates import LEFT, PAD
from kh57_desktop.ui.tables.painting import elided


class SheetView(tables.SheetView):
    """Columns change with the register; everything else is the one table of the program."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, (), parent)
        self.rows_move = False

    def put_sheet_columns(self, columns: Sequence[SheetColumn], layout: Sequence[ViewColumn] = ()) -> None:
        """`layout`: order, widths and choice of the columns that a person made."""
        self.put_columns([column.column for column in columns])
        self._layout = {column.key: column for column in layout}


class TotalsLine(QWidget):
    """Sums under the columns that they belong to, in sight however long the sheet is."""

    HEIGHT = 30

    def __init__(self, theme: Theme, table: SheetView) -> None:
        super().__init__()
        self._theme, self._table = theme, table
        self._sums: Mapping[str, str] = {}
        theme.dress(self, height=self.HEIGHT)
        theme.changed.connect(self.update)
        for changed in (table.horizontalHeader().sectionResized, table.horizontalHeader().sectionMoved):
            changed.connect(lambda *_size: self.update())

    def put(self, sums: Mapping[str, str]) -> None:
        self._sums = {key: words for key, words in sums.items() if words}
        self.setVisible(bool(self._sums))
        names = {column.key: _(column.heading) for column in self._table.columns}
        told = "; ".join(f"{names.get(key, key)} {words}" for key, words in self._sums.items())
        self.setAccessibleName(_("Total: {sums}").format(sums=told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(self.HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, table = self._theme, self._table
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("alt"))
        painter.setPen(QPen(theme.colour("line2"), 0))
        painter.drawLine(0, 0, self.width(), 0)
        font = theme.font("strong")
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(theme.px(LEFT), 0, self.width(), self.height()), middle, _("Total"))
        for place, column in enumerate(table.columns):
            words = self._sums.get(column.key)
            if words and not table.isColumnHidden(place):
                left, width = table.columnViewportPosition(place), table.columnWidth(place)
                cell = QRect(left + theme.px(PAD), 0, width - 2 * theme.px(PAD), self.height())
                shown = elided(words, font.toString(), cell.width())
                painter.drawText(cell, middle | Qt.AlignmentFlag.AlignRight, shown)
        painter.end()
