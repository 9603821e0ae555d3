"""The last values in a row and the small chart of values against the path, painted; both told to a screen reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.services import charts
from kh57_desktop.services.indicator_grid import CellDetails
from kh57_desktop.ui.controls.drawing import DrawingPainter
from kh57_desktop.ui.indicators.words import cell_words, number, period_words, short_period, spoken_cell
from kh57_desktop.ui.style.theme import Theme
from kh57_desktop.ui.tables.painting import elided, logged_once

IN_A_ROW = 6
AXIS_POINTS = 8
"""The smallest text there is: numbers at the axes."""


class FocusedPicture(QWidget):
    """Something painted that the keyboard reaches and a screen reader reads."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        with logged_once(type(self).__name__):
            self.draw(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("accent"), self.theme.px(2)))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError


class HistoryStrip(FocusedPicture):
    """Twelve values before the current cell in two rows, oldest first, the last one bold."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._cells: tuple[tuple[str, str], ...] = ()
        self.put(None)

    def put(self, details: CellDetails | None) -> None:
        history = details.history if details else ()
        places = details.line.places if details else 0
        self._cells = tuple((short_period(cell.period), cell_words(cell, places=places)) for cell in history)
        spoken = [f"{period_words(cell.period)}: {spoken_cell(cell, places=places)}" for cell in history]
        self.setAccessibleName(_("Last values: {values}").format(values="; ".join(spoken) or "–"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), 2 * self._row + self.theme.px(4))

    @property
    def _row(self) -> int:
        return self.theme.line("small") + self.theme.line("body") + self.theme.px(2)

    def draw(self, painter: QPainter) -> None:
        width = self.width() / IN_A_ROW
        for place, (period, words) in enumerate(self._cells):
            left = round(place % IN_A_ROW * width)
            top = place // IN_A_ROW * (self._row + self.theme.px(2))
            is_last = place == len(self._cells) - 1
            box = QRect(left, top, round(width), self.theme.line("small"))
            self._words(painter, box, period, "small", "ink3")
            box = QRect(left, box.bottom() + 1, round(width), self.theme.line("body"))
            self._words(painter, box, words or "–", "strong" if is_last else "body", "ink" if words else "ink3")

    def _words(self, painter: QPainter, box: QRect, words: str, role: str, ink: str) -> None:
        font = self.theme.font(role)
        painter.setFont(font)
        painter.setPen(self.theme.colour(ink))
        shown = elided(words, font.toString(), box.width() - self.theme.px(4))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class PathChart(FocusedPicture):
    """Values as a line with dots, the path dashed to its next milestone, the current value as a ring."""

    HEIGHT = 102

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._details: CellDetails | None = None
        self.put(None)

    def put(self, details: CellDetails | None) -> None:
        self._details = details
        self.setAccessibleName(_chart_words(details))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(self.HEIGHT))

    def draw(self, painter: QPainter) -> None:
        details = self._details
        path = path_shown(details) if details else []
        values = _sure(details) if details else []
        if details is None or len(path) + len(values) < 2:
            painter.setFont(self.theme.font("small"))
            painter.setPen(self.theme.colour("ink3"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Nothing to draw yet"))
            return
        cell = details.cell
        chart = charts.PathChart(
            "",
            "",
            tuple(charts.ChartPoint(*point) for point in values),
            tuple(charts.ChartPoint(*point) for point in path),
            charts.ChartPoint(details.day, cell.value) if cell.value is not None else None,
            is_current_doubtful=cell.is_doubtful,
        )
        shapes = DrawingPainter(self.theme, AXIS_POINTS)
        manner = charts.Manner(
            has_legend=False,
            path_word=_("path"),
            height=self.height(),
            number=lambda value: number(value, places=details.line.places) if value == cell.value else number(value),
        )
        drawn = charts.draw_path(chart, self.width(), shapes.measure, size=shapes.size, manner=manner)
        shapes.paint(painter, drawn)


def _sure(details: CellDetails) -> list[tuple[date, Decimal]]:
    """The values that set the scale: a doubtful one stands at its edge and does not flatten the others."""
    return [point for point in details.points if not (details.cell.is_doubtful and point[0] == details.day)]


def path_shown(details: CellDetails) -> list[tuple[date, Decimal]]:
    """The path up to the first milestone after the cell's day: what is far off would flatten what is near."""
    if details.path is None:
        return []
    shown: list[tuple[date, Decimal]] = []
    for point in details.path.points:
        shown.append((point.on, point.value))
        if len(shown) > 1 and point.on >= details.day:
            break
    return shown


def _chart_words(details: CellDetails | None) -> str:
    if details is None or not details.points:
        return _("Chart: no values yet")
    (first_on, first), (last_on, last) = details.points[0], details.points[-1]
    words = _("Chart: {count} values from {first} ({first_year}) to {last} ({last_year}).").format(
        count=len(details.points),
        first=number(first),
        first_year=first_on.year,
        last=number(last),
        last_year=last_on.year,
    )
    path = path_shown(details)
    if not path:
        return words
    goal = _("The path leads to {value} in {year}.").format(value=number(path[-1][1]), year=path[-1][0].year)
    return f"{words} {goal}"
