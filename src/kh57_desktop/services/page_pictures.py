"""Pages of a PDF as pixels, for preview and printer: a band of a page at a time, so that no page is too large."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw

from kh57_desktop.services.pdfium_lock import PDFIUM

_library: Any = pypdfium2
_raw: Any = pypdfium2.raw

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page as it lies, in points."""

    width: float
    height: float


class PagePictures:
    """A PDF opened for drawing; may be used from any thread that may wait. Close it when it is no longer shown."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self._loaded: tuple[int, Any] | None = None
        self._is_closed = False
        with PDFIUM:
            self._document: Any = _library.PdfDocument(pdf)
            try:
                sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
            except BaseException:
                self._document.close()  # now: whoever lets go of it later does not hold the lock
                raise
        self.sizes = tuple(PageSize(width, height) for width, height in sizes)

    def coloured_band(
        self, page: int, *, width: int, height: int, top: int, rows: int, paper: tuple[int, int, int]
    ) -> bytes:
        """`rows` rows of pixels from row `top` of the page drawn `width` × `height`; `paper`: red, green, blue.

        Four bytes a pixel (blue, green, red, unused), no padding. Raises ValueError once closed.
        """
        return self._band(page, (width, height), top, rows, _raw.FPDFBitmap_BGRx, (*paper, 255), _raw.FPDF_ANNOT)

    def grey_band(self, page: int, *, width: int, height: int, top: int, rows: int) -> bytes:
        """As `coloured_band`, for a printer: one byte a pixel, no padding."""
        flags = _raw.FPDF_ANNOT | _raw.FPDF_GRAYSCALE | _raw.FPDF_PRINTING
        return self._band(page, (width, height), top, rows, _raw.FPDFBitmap_Gray, (255, 255, 255, 255), flags)

    def _band(
        self,
        page: int,
        size: tuple[int, int],
        top: int,
        rows: int,
        kind: int,
        fill: tuple[int, int, int, int],
        flags: int,
    ) -> bytes:
        width, height = size
        with PDFIUM:
            loaded = self._page(page)
            bitmap = _library.PdfBitmap.new_native(width, rows, format=kind)
            try:
                bitmap.fill_rect(fill, 0, 0, width, rows)
                _raw.FPDF_RenderPageBitmap(bitmap, loaded, 0, -top, width, height, 0, flags)
                return _tight(bytes(bitmap.buffer), bitmap.stride, width * (4 if kind == _raw.FPDFBitmap_BGRx else 1))
            finally:
                bitmap.close()

    def _page(self, number: int) -> Any:
        """The page last drawn stays loaded: its bands are asked for one after another."""
        if self._is_closed:
            raise ValueError("closed")
        if self._loaded is not None and self._loaded[0] == number:
            return self._loaded[1]
        self._leave_page()
        page = self._document[number]
        self._loaded = (number, page)
        return page

    def _leave_page(self) -> None:
        if self._loaded is not None:
            self._loaded[1].close()
            self._loaded = None

    def close(self) -> None:
        """May be called twice, on any thread: it never waits for who is drawing or reading a PDF meanwhile."""
        self._is_closed = True
        if PDFIUM.acquire(blocking=False):
            try:
                self._give_back()
            finally:
                PDFIUM.release()
        else:
            threading.Thread(target=self._give_back, name="close-pdf").start()

    def _give_back(self) -> None:
        with PDFIUM:
            self._leave_page()
            if self._document is not None:
                self._document.close()
                self._document = None


def _tight(pixels: bytes, stride: int, length: int) -> bytes:
    """Rows of `length` bytes, without the padding that some builds of PDFium put behind each."""
    if stride == length:
        return pixels
    return b"".join(pixels[start : start + length] for start in range(0, len(pixels), stride))
