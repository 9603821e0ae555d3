"""The pages of a paper one below the other on the backdrop: scrolled, zoomed, drawn only where they are in sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.ui.preview.places import (
    GAP,
    MARGIN,
    Fit,
    Place,
    current_page,
    fitting_zoom,
    in_sight,
    places,
    stepped,
    total_size,
)
from kh57_desktop.ui.preview.tiles import ROWS, Pictures, Tile, TileShelf
from kh57_desktop.ui.style.theme import Theme

LINE = 48
"""Pixels that an arrow key scrolls."""


class PageView(QAbstractScrollArea):
    """`page_changed`: (page in sight from 1, of how many); `zoom_changed`: the zoom, 1.0 = 100 %."""

    page_changed = Signal(int, int)
    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._pictures: Pictures | None = None
        self._places: tuple[Place, ...] = ()
        self._fit, self._zoom = Fit.WINDOW, 1.0
        self._told: tuple[int, int] = (0, 0)
        self._tiles = TileShelf(self)
        self._tiles.drawn.connect(self.viewport().update)
        theme.dress(self, ground="backdrop")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its coming would change the zoom
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changed.connect(self.viewport().update)
        self._name()

    # what is shown

    def show_pages(self, title: str, pictures: Pictures | None, *, keep_place: bool = False) -> None:
        """The pages of another paper, None for none. `keep_place`: the same paper drawn anew stays where it was."""
        at = self.verticalScrollBar().value() if keep_place else 0
        self._title, self._pictures = title, pictures
        self._tiles.show(pictures)
        self._lay_out()
        self.verticalScrollBar().setValue(at)
        if not keep_place:
            bar = self.horizontalScrollBar()
            bar.setValue((bar.minimum() + bar.maximum()) // 2)
        self._tell()
        self.viewport().update()

    @property
    def page_count(self) -> int:
        return len(self._pictures.sizes) if self._pictures is not None else 0

    @property
    def current(self) -> int:
        """Page in sight, from 0."""
        return current_page(self._places, self.verticalScrollBar().value(), self.viewport().height())

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def fit(self) -> Fit:
        return self._fit

    @property
    def is_drawn(self) -> bool:
        """Everything in sight is there."""
        return self._tiles.is_idle and all(self._tiles.image(tile) is not None for tile in self._tiles_in_sight())

    # moving and zooming

    def go_to(self, page: int) -> None:
        """To the head of a page, from 0."""
        if self._places:
            place = self._places[min(max(page, 0), len(self._places) - 1)]
            self.verticalScrollBar().setValue(place.top - MARGIN)

    def fit_to(self, fit: Fit) -> None:
        self._fit = fit
        self._change(None)

    def zoom_to(self, zoom: float) -> None:
        self._fit = Fit.NONE
        self._change(zoom)

    def zoom_by(self, steps: int) -> None:
        self.zoom_to(stepped(self._zoom, steps))

    def _change(self, zoom: float | None) -> None:
        """Keep the same spot of the same page in the middle of the window."""
        page, part = self._spot()
        if zoom is not None:
            self._zoom = zoom
        self._lay_out()
        if self._places:
            place = self._places[min(page, len(self._places) - 1)]
            if self._fit is Fit.PAGE:
                self.verticalScrollBar().setValue(place.top - (self.viewport().height() - place.height) // 2)
            else:
                middle = place.top + round(part * place.height)
                self.verticalScrollBar().setValue(middle - self.viewport().height() // 2)
        self.viewport().update()

    def _spot(self) -> tuple[int, float]:
        """The page in the middle of the window, and how far down it the middle is (0 to 1)."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        for number, place in enumerate(self._places):
            if middle < place.bottom + GAP:
                return number, min(max((middle - place.top) / max(place.height, 1), 0.0), 1.0)
        return max(len(self._places) - 1, 0), 1.0

    def _lay_out(self) -> None:
        sizes = self._pictures.sizes if self._pictures is not None else ()
        width, height = self.viewport().width(), self.viewport().height()
        if self._fit is not Fit.NONE:
            self._zoom = fitting_zoom(self._fit, sizes, width, height)
        self._places = places(sizes, self._zoom, width)
        wide, high = total_size(self._places)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, wide - width))
        across.setPageStep(width)
        down.setRange(0, max(0, high - height))
        down.setPageStep(height)
        down.setSingleStep(LINE)
        self.zoom_changed.emit(self._zoom)
        self._tell()

    def _scrolled(self) -> None:
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        now = (self.current + 1 if self._places else 0, len(self._places))
        if now != self._told:
            self._told = now
            self._name()
            self.page_changed.emit(*now)

    def _name(self) -> None:
        page, count = self._told
        if count:
            words = _("{title}, page {page} of {count}").format(title=self._title, page=page, count=count)
        else:
            words = _("Pages of the paper")
        self.setAccessibleName(words)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        screen = self.viewport().height() - LINE
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        steps = {
            Qt.Key.Key_PageDown: lambda: self._screen(screen),
            Qt.Key.Key_PageUp: lambda: self._screen(-screen),
            Qt.Key.Key_Space: lambda: self._screen(-screen if back else screen),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + LINE),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - LINE),
            Qt.Key.Key_Home: lambda: bar.setValue(bar.minimum()),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
        }
        if key in steps:
            steps[key]()
        else:
            super().keyPressEvent(event)

    def _screen(self, pixels: int) -> None:
        """A page where pages are seen whole, else a screenful with some lines of the last one."""
        if self._fit is Fit.PAGE and self._places:
            page = self.current + (1 if pixels > 0 else -1)
            place = self._places[min(max(page, 0), len(self._places) - 1)]
            self.verticalScrollBar().setValue(place.top - (self.viewport().height() - place.height) // 2)
        else:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + pixels)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._change(None)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # painting

    def _sheet(self, place: Place) -> QRectF:
        """A page in the window, its edges on whole device pixels so that letters stay sharp."""
        ratio = self.devicePixelRatioF()
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        left, top = round((place.left - across) * ratio) / ratio, round((place.top - down) * ratio) / ratio
        return QRectF(left, top, round(place.width * ratio) / ratio, round(place.height * ratio) / ratio)

    def _tiles_of(self, page: int) -> list[tuple[Tile, QPointF]]:
        """The bands of a page that are in sight, and where they stand."""
        ratio, sheet = self.devicePixelRatioF(), self._sheet(self._places[page])
        paper = self._theme.colour("document")
        width, height = round(sheet.width() * ratio), round(sheet.height() * ratio)
        found = []
        for band in range((height + ROWS - 1) // ROWS):
            tile = Tile(page, band, width, height, (paper.red(), paper.green(), paper.blue()))
            top = sheet.top() + tile.top / ratio
            if top < self.viewport().height() and top + tile.rows / ratio > 0:
                found.append((tile, QPointF(sheet.left(), top)))
        return found

    def _pages_in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return in_sight(self._places, top, top + self.viewport().height())

    def _tiles_in_sight(self) -> list[Tile]:
        return [tile for page in self._pages_in_sight() for tile, _spot in self._tiles_of(page)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colour("backdrop"))
        for page in self._pages_in_sight():
            self._paint_page(painter, page)
        if self.hasFocus():
            width = self._theme.px(2)
            painter.setPen(QPen(self._theme.colour("accent"), width))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()
        self._tiles.want(self._tiles_in_sight())

    def _paint_page(self, painter: QPainter, page: int) -> None:
        ratio, sheet = self.devicePixelRatioF(), self._sheet(self._places[page])
        painter.fillRect(sheet, self._theme.colour("document"))
        for tile, spot in self._tiles_of(page):
            image = self._tiles.image(tile)
            if image is not None:
                image.setDevicePixelRatio(ratio)
                painter.drawImage(spot, image)
        painter.setPen(QPen(self._theme.colour("line2"), 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour("ink2"))
        words = _("Page {page} of {count}").format(page=page + 1, count=len(self._places))
        line = QRect(round(sheet.left()), round(sheet.bottom()) + 2, round(sheet.width()), GAP - 4)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
