"""Bands of page pictures, drawn off the UI thread, only those in sight, kept while there is room."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Lock, Thread
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from kh57_desktop.services.page_pictures import PageSize

log = logging.getLogger(__name__)
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
    """Hands out what is drawn, has drawn what is wanted; `drawn` says that there is more to show."""

    drawn = Signal()

    def __init__(self, parent: QObject | None = None, *, room: int = ROOM) -> None:
        super().__init__(parent)
        self._room = room
        self._kept: OrderedDict[Tile, QImage] = OrderedDict()
        self._sight: frozenset[Tile] = frozenset()
        self._bench = bench = _Bench(self._keep)
        self.destroyed.connect(lambda *_gone: bench.clear())

    def show(self, pictures: Pictures | None) -> None:
        """Draw from another document from now on, None from none; the one before is closed."""
        self._kept.clear()
        self._bench.put(pictures)

    def want(self, tiles: list[Tile]) -> None:
        """What is in sight, most urgent first; what was asked for before and is out of sight is not drawn any more."""
        self._sight = frozenset(tiles)
        for tile in tiles:
            if tile in self._kept:
                self._kept.move_to_end(tile)
        self._bench.want([tile for tile in tiles if tile not in self._kept])

    def image(self, tile: Tile) -> QImage | None:
        return self._kept.get(tile)

    @property
    def is_idle(self) -> bool:
        return self._bench.is_idle

    @property
    def kept_bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._kept.values())

    def _keep(self, tile: Tile, image: QImage) -> None:
        self._kept[tile] = image
        for old in [tile for tile in self._kept if tile not in self._sight]:
            if self.kept_bytes <= self._room:
                break
            del self._kept[old]
        self.drawn.emit()


class _Bench:
    """What one shelf wants drawn, and the thread that draws it; may outlive the shelf by the band in hand.

    That thread touches nothing of the shelf: a signal of what is just going would end the program.
    """

    def __init__(self, keep: Callable[[Tile, QImage], None]) -> None:
        self._keep: Callable[[Tile, QImage], None] | None = keep
        self._pictures: Pictures | None = None
        self._paper_number = 0
        self._wanted: list[Tile] = []
        self._lock = Lock()
        self._is_drawing = False
        self._carrier = _carrier()

    @property
    def is_idle(self) -> bool:
        with self._lock:
            return not self._is_drawing and not self._wanted

    def put(self, pictures: Pictures | None) -> None:
        with self._lock:
            before, self._pictures = self._pictures, pictures
            self._paper_number += 1
            self._wanted = []
        if before is not None and before is not pictures:
            before.close()

    def clear(self) -> None:
        """The shelf is gone."""
        self._keep = None
        self.put(None)

    def want(self, tiles: list[Tile]) -> None:
        with self._lock:
            self._wanted = tiles
            begin = bool(tiles) and not self._is_drawing and self._pictures is not None
            self._is_drawing = self._is_drawing or begin
        if begin:
            Thread(target=self._draw, name="draw-pages").start()  # the program's end waits for the band in hand

    def bring(self, number: int, tile: Tile, image: QImage) -> None:
        """On the window's thread."""
        if self._keep is not None and number == self._paper_number:
            self._keep(tile, image)

    def _draw(self) -> None:
        """On the thread, until nothing is wanted."""
        try:
            while self._draw_next():
                pass
        except Exception:
            log.warning("A page was not drawn", exc_info=True)
            with self._lock:
                self._is_drawing = False

    def _draw_next(self) -> bool:
        with self._lock:
            pictures, number = self._pictures, self._paper_number
            if not self._wanted or pictures is None:
                self._is_drawing = False
                return False
            tile = self._wanted.pop(0)
        with suppress(ValueError):  # closed meanwhile
            self._carrier.made.emit(self, number, tile, _picture(pictures, tile))
        return True


class _Carrier(QObject):
    """Carries what was drawn to the window's thread; there as long as the program."""

    made = Signal(object, int, object, object)

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self.made.connect(self._bring)

    def _bring(self, bench: _Bench, number: int, tile: Tile, image: QImage) -> None:
        bench.bring(number, tile, image)


@cache
def _carrier() -> _Carrier:
    return _Carrier(QCoreApplication.instance())


def _picture(pictures: Pictures, tile: Tile) -> QImage:
    pixels = pictures.coloured_band(
        tile.page, width=tile.width, height=tile.height, top=tile.top, rows=tile.rows, paper=tile.paper
    )
    view = QImage(pixels, tile.width, tile.rows, 4 * tile.width, QImage.Format.Format_RGB32)
    return view.copy()  # the view does not own the pixels
