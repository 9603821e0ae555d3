"""Bands of page pictures, drawn off the UI thread, only those in sight, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage

from kh57_desktop.services.page_pictures import PageSize

ROWS = 1024
"""Pixel rows of a band: a page at 300 % on a fine screen is 30 MB a band and not 250 MB."""
ROOM = 96 * 1024 * 1024
"""Bytes of bands kept beside those in sight; office PCs have 4 GB."""


class Pictures(Protocol):
    """`services.page_pictures.PagePictures`."""

    sizes: tuple[PageSize, ...]

    def coloured_band(
        self, page: int, *, width: int, height: int, top: int, rows: int, paper: tuple[int, int, int]
    ) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Tile:
    """Band `band` of page `page` (from 0) drawn `width` × `height` device pixels on `paper` (red, green, blue)."""

    page: int
    band: int
    width: int
    height: int
    paper: tuple[int, int, int] = (255, 255, 255)

    @property
    def top(self) -> int:
        return self.band * ROWS

    @property
    def rows(self) -> int:
        return min(ROWS, self.height - self.top)


class TileShelf(QObject):
    """Hands out what is drawn, draws what is wanted; `drawn` says that there is more to show."""

    drawn = Signal()
    _made = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None, *, room: int = ROOM) -> None:
        super().__init__(parent)
        self._room = room
        self._pictures: Pictures | None = None
        self._paper_number = 0
        self._kept: OrderedDict[Tile, QImage] = OrderedDict()
        self._wanted: list[Tile] = []
        self._sight: frozenset[Tile] = frozenset()
        self._lock = Lock()
        self._is_drawing = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # PDFium draws one page at a time in any case
        self._made.connect(self._keep)

    def show(self, pictures: Pictures | None) -> None:
        """Draw from another document from now on, None from none; the one before is closed."""
        with self._lock:
            before, self._pictures = self._pictures, pictures
            self._paper_number += 1
            self._wanted = []
        self._kept.clear()
        if before is not None and before is not pictures:
            before.close()

    def want(self, tiles: list[Tile]) -> None:
        """What is in sight, most urgent first; what was asked for before and is out of sight is not drawn any more."""
        self._sight = frozenset(tiles)
        missing = [tile for tile in tiles if tile not in self._kept]
        for tile in tiles:
            if tile in self._kept:
                self._kept.move_to_end(tile)
        with self._lock:
            self._wanted = missing
            begin = bool(missing) and not self._is_drawing and self._pictures is not None
            self._is_drawing = self._is_drawing or begin
        if begin:
            self._pool.start(self._draw)

    def image(self, tile: Tile) -> QImage | None:
        return self._kept.get(tile)

    @property
    def is_idle(self) -> bool:
        with self._lock:
            return not self._is_drawing and not self._wanted

    @property
    def kept_bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._kept.values())

    def _draw(self) -> None:
        """On the worker thread, until nothing is wanted."""
        try:
            while self._draw_next():
                pass
        except BaseException:
            with self._lock:
                self._is_drawing = False
            raise

    def _draw_next(self) -> bool:
        with self._lock:
            pictures, number = self._pictures, self._paper_number
            if not self._wanted or pictures is None:
                self._is_drawing = False
                return False
            tile = self._wanted.pop(0)
        with suppress(ValueError):  # closed meanwhile
            self._made.emit(number, tile, _picture(pictures, tile))
        return True

    def _keep(self, number: int, tile: Tile, image: QImage) -> None:
        if number != self._paper_number:
            return
        self._kept[tile] = image
        for old in [tile for tile in self._kept if tile not in self._sight]:
            if self.kept_bytes <= self._room:
                break
            del self._kept[old]
        self.drawn.emit()


def _picture(pictures: Pictures, tile: Tile) -> QImage:
    pixels = pictures.coloured_band(
        tile.page, width=tile.width, height=tile.height, top=tile.top, rows=tile.rows, paper=tile.paper
    )
    view = QImage(pixels, tile.width, tile.rows, 4 * tile.width, QImage.Format.Format_RGB32)
    return view.copy()  # the view does not own the pixels
