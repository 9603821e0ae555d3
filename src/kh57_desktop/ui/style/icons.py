"""Fluent icons, coloured and rendered for the screen's pixel ratio, kept once rendered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kh57_desktop import paths


class IconShelf:
    """Pixmaps by (name, fill, size, colour, ratio). Each size is its own drawing: nothing is scaled but by zoom."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.resources() / "icons"
        self._drawings: dict[tuple[str, bool, int], str] = {}
        self._pixmaps: dict[tuple[str, bool, int, int, str, float], QPixmap] = {}

    def forget(self) -> None:
        """Drop all pixmaps, after the theme or the screen has changed."""
        self._pixmaps.clear()

    def pixmap(
        self, name: str, colour: str, *, size: int = 16, filled: bool = False, ratio: float = 1.0, drawn: int = 0
    ) -> QPixmap:
        """`size` px square as drawn by the designers; `drawn` px on screen where zoom asks for another size."""
        drawn = drawn or size
        key = (name, filled, size, drawn, colour, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(*key)
        return self._pixmaps[key]

    def icon(
        self, name: str, colour: str, *, faint: str, size: int = 16, ratio: float = 1.0, drawn: int = 0, gap: int = 0
    ) -> QIcon:
        """For buttons: `faint` is the colour of the disabled one, `gap` px of nothing follow before the word."""
        icon = QIcon(_with_gap(self.pixmap(name, colour, size=size, ratio=ratio, drawn=drawn), gap))
        faded = self.pixmap(name, faint, size=size, ratio=ratio, drawn=drawn)
        icon.addPixmap(_with_gap(faded, gap), QIcon.Mode.Disabled)
        return icon

    def _render(self, name: str, filled: bool, size: int, drawn: int, colour: str, ratio: float) -> QPixmap:
        pixels = round(drawn * ratio)
        image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        renderer = QSvgRenderer(
            QByteArray(self._drawing(name, filled, size).replace("<svg ", f'<svg fill="{colour}" ', 1).encode())
        )
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _drawing(self, name: str, filled: bool, size: int) -> str:
        key = (name, filled, size)
        if key not in self._drawings:
            path = self._folder / f"{name}_{size}_{'filled' if filled else 'regular'}.svg"
            self._drawings[key] = path.read_text(encoding="utf-8")
        return self._drawings[key]


def _with_gap(pixmap: QPixmap, gap: int) -> QPixmap:
    """Style sheets know no space between icon and word."""
    if not gap:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap * ratio), pixmap.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide
