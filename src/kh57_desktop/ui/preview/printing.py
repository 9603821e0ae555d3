"""Pages on paper: painted at the printer's own resolution in bands, at their true size, nothing scaled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import Progress
from kh57_desktop.services.page_pictures import POINTS_PER_INCH, PageSize
from kh57_desktop.ui.preview.print_choice import PrintChoice, pages_to_print

RESOLUTION = 600
"""Dots per inch asked for; the printer's driver may take another, which is then used."""
ROWS = 1024
"""Rows of dots painted at once: 5 MB at 600 dpi, where a whole A4 page would be 35 MB."""


class PrinterRefused(UserError):
    """The printer, or its driver, took no page or stopped taking them."""

    code = "printer-refused"
    exit_code = NOT_DONE
    message = N_("The printer “{name}” did not take the paper.")
    hint = N_(
        "The data are safe. Please see whether the printer is on and has paper, or save as PDF and print elsewhere."
    )


class GreyPictures(Protocol):
    """`services.page_pictures.PagePictures`."""

    sizes: tuple[PageSize, ...]

    def grey_band(self, page: int, *, width: int, height: int, top: int, rows: int) -> bytes: ...


MakePrinter = Callable[[PrintChoice], QPrinter]


def printer_names() -> list[str]:
    """Printers of this computer, its default one first."""
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def system_printer(choice: PrintChoice) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(choice.printer)
    return printer


def print_pages(
    pictures: GreyPictures,
    choice: PrintChoice,
    progress: Progress,
    *,
    title: str,
    make_printer: MakePrinter = system_printer,
) -> int:
    """Print on a worker thread; returns how many pages went out, all copies counted.

    Raises BadPages, NoPageLeft, PrinterRefused; whatever is raised takes the rest of the print job back.
    """
    pages = pages_to_print(choice, len(pictures.sizes))
    printer = make_printer(choice)
    order = _set_up(printer, choice, pages, title)
    _turn(printer, pictures.sizes[order[0] - 1])
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused(name=choice.printer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # letters are no photograph
    try:
        for done, page in enumerate(order):
            progress.step(done, len(order), _("Printing page {page}").format(page=page))
            size = pictures.sizes[page - 1]
            if done:
                _turn(printer, size)
                if not printer.newPage():
                    raise PrinterRefused(name=choice.printer)
            _paint(painter, printer, pictures, page - 1, size)
        progress.step(len(order), len(order), "")
    except BaseException:  # the pages are gone too, where the file was closed meanwhile: no half of a paper comes out
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise PrinterRefused(name=choice.printer)
    return len(pages) * choice.copies


def _set_up(printer: QPrinter, choice: PrintChoice, pages: Sequence[int], title: str) -> list[int]:
    """Returns the pages in the order in which they are painted: copies too, where the driver makes none itself."""
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)  # the origin is the paper's corner; the margins of the paper itself are 15 mm and more
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setDocName(title)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if choice.is_duplex else QPrinter.DuplexMode.DuplexNone)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(choice.copies)
        printer.setCollateCopies(True)
        return list(pages)
    return list(pages) * choice.copies


def _turn(printer: QPrinter, size: PageSize) -> None:
    """The paper as the page lies: A4 upright or across."""
    is_across = size.width > size.height
    upright = QSizeF(min(size.width, size.height), max(size.width, size.height))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    landscape, portrait = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
    printer.setPageOrientation(landscape if is_across else portrait)


def _paint(painter: QPainter, printer: QPrinter, pictures: GreyPictures, page: int, size: PageSize) -> None:
    """One dot of the picture is one dot of the printer."""
    dots = printer.resolution() / POINTS_PER_INCH
    width, height = round(size.width * dots), round(size.height * dots)
    for top in range(0, height, ROWS):
        rows = min(ROWS, height - top)
        band = pictures.grey_band(page, width=width, height=height, top=top, rows=rows)
        image = QImage(band, width, rows, width, QImage.Format.Format_Grayscale8)
        painter.drawImage(QPoint(0, top), image)
