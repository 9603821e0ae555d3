"""The last values in a row and the small chart of values against the path, painted; both told to a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.i18n import _, format_decimal
from kh57_desktop.services.indicator_grid import CellDetails
from kh57_desktop.ui.indicators.words import cell_words, number, period_words, short_period, spoken_cell
from kh57_desktop.ui.style.states import WARNING
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


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to the right, values upwards, within `area`."""

    area: QRectF
    first: date
    last: date
    low: Decimal
    high: Decimal

    def at(self, on: date, value: Decimal) -> QPointF:
        days = max(1, (self.last - self.first).days)
        part = (on - self.first).days / days
        height = float((value - self.low) / (self.high - self.low))
        return QPointF(self.area.left() + part * self.area.width(), self.area.bottom() - height * self.area.height())


def ticks(low: Decimal, high: Decimal, most: int = 4) -> list[Decimal]:
    """Round numbers from at most `low` to at least `high`, at most `most` steps apart."""
    reach = max(high - low, abs(high) / 1000, Decimal("0.01"))
    step = Decimal(1).scaleb((reach / most).adjusted())
    step = next(size for factor in ("1", "2", "2.5", "5", "10") if (size := step * Decimal(factor)) * most >= reach)
    place = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    found = [place * step]
    while found[-1] < high:
        found.append(found[-1] + step)
    return found


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
        painter.setFont(self._axis_font())
        scale = self._scale([*path, *values])
        self._axes(painter, scale)
        self._path(painter, scale, path)
        self._values(painter, scale, values, details)

    def _axis_font(self) -> QFont:
        font = QFont(self.theme.font("small"))
        font.setPointSizeF(font.pointSizeF() * AXIS_POINTS / 9)
        return font

    def _scale(self, points: Sequence[tuple[date, Decimal]]) -> Scale:
        low = min(Decimal(0), *(value for _on, value in points))
        high = max(value for _on, value in points)
        marks = ticks(low, high)
        metrics = QFontMetricsF(self._axis_font())
        left = max(metrics.horizontalAdvance(format_decimal(mark)) for mark in marks) + self.theme.px(6)
        area = QRectF(self.rect()).adjusted(left, self.theme.px(10), -self.theme.px(10), -metrics.height() - 4)
        return Scale(area, min(on for on, _v in points), max(on for on, _v in points), marks[0], marks[-1])

    def _axes(self, painter: QPainter, scale: Scale) -> None:
        metrics = QFontMetricsF(painter.font())
        for mark in ticks(scale.low, scale.high):
            if mark > scale.high:
                break
            y = scale.at(scale.first, mark).y()
            painter.setPen(QPen(self.theme.colour("line"), 0))
            painter.drawLine(QPointF(scale.area.left(), y), QPointF(scale.area.right(), y))
            painter.setPen(self.theme.colour("ink3"))
            box = QRectF(0, y - metrics.height() / 2, scale.area.left() - self.theme.px(5), metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, format_decimal(mark))
        for year in _years(scale.first, scale.last):
            x = scale.at(date(year, 12, 31), scale.low).x()
            width = metrics.horizontalAdvance("2000") + 4
            left = min(max(0.0, x - width / 2), self.width() - width)
            box = QRectF(left, scale.area.bottom() + 3, width, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(year))

    def _path(self, painter: QPainter, scale: Scale, path: Sequence[tuple[date, Decimal]]) -> None:
        if len(path) < 2:
            return
        pen = QPen(self.theme.colour("ink2"), self.theme.px(1), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([scale.at(*point) for point in path]))
        painter.setPen(self.theme.colour("ink2"))
        words = _("path")
        metrics = QFontMetricsF(painter.font())
        start, end = scale.at(*path[-2]), scale.at(*path[-1])
        middle = (start * 0.35) + (end * 0.65)
        rising = end.y() < start.y()
        has_room_below = middle.y() + metrics.height() + 3 < scale.area.bottom()
        top = middle.y() + 3 if rising and has_room_below else middle.y() - metrics.height() - 3
        painter.drawText(QPointF(middle.x() + 6, top + metrics.ascent()), words)

    def _values(
        self, painter: QPainter, scale: Scale, values: Sequence[tuple[date, Decimal]], details: CellDetails
    ) -> None:
        accent = self.theme.colour("accent")
        painter.setPen(QPen(accent, self.theme.px(2)))
        painter.drawPolyline(QPolygonF([scale.at(*point) for point in values]))
        painter.setBrush(accent)
        painter.setPen(Qt.PenStyle.NoPen)
        for point in values:
            painter.drawEllipse(scale.at(*point), self.theme.px(2.5), self.theme.px(2.5))
        if details.cell.value is not None:
            height = min(max(details.cell.value, scale.low), scale.high)
            self._current(painter, scale.at(details.day, height), details)

    def _current(self, painter: QPainter, at: QPointF, details: CellDetails) -> None:
        assert details.cell.value is not None
        doubtful = details.cell.is_doubtful
        colour = self.theme.state_text(WARNING) if doubtful else self.theme.colour("accent")
        painter.setPen(QPen(colour, self.theme.px(2)))
        painter.setBrush(self.theme.colour("alt"))
        painter.drawEllipse(at, self.theme.px(4), self.theme.px(4))
        words = number(details.cell.value, places=details.line.places) + (" ?" if doubtful else "")
        painter.setFont(self.theme.font("small_strong"))
        metrics = QFontMetricsF(painter.font())
        left = min(
            max(0.0, at.x() - metrics.horizontalAdvance(words) / 2), self.width() - metrics.horizontalAdvance(words)
        )
        above = at.y() - self.theme.px(6) - metrics.descent()
        top = above if above - metrics.ascent() > 0 else at.y() + self.theme.px(8) + metrics.ascent()
        painter.setPen(colour)
        painter.drawText(QPointF(left, top), words)


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


def _years(first: date, last: date) -> list[int]:
    """At most four years whose ends lie between the two days."""
    years = [year for year in range(first.year, last.year + 1) if first <= date(year, 12, 31) <= last]
    step = -(-len(years) // 4) or 1
    return years[::-1][::step][::-1]


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
