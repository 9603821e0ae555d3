"""Printing on a "printer" that writes PDF, and measuring what came out: true size, place, pages, copies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtPrintSupport import QPrinter

from kh57_desktop.progress import SILENT, Cancelled
from kh57_desktop.services.page_pictures import PagePictures
from kh57_desktop.ui.jobs import Job
from kh57_desktop.ui.preview.print_choice import PrintChoice, Sides
from kh57_desktop.ui.preview.print_memory import PrintMemory
from kh57_desktop.ui.preview.printing import RESOLUTION, PrinterRefused, print_pages
from tests.ui.preview.papers import SIDE, SQUARE_AT, made_pdf

CHOICE = PrintChoice("máy in thử")


@pytest.fixture
def printed(qapp, tmp_path):
    """Print a paper of known pages; returns the pages that the printer got, rendered at 300 dpi in grey."""
    made: list[PagePictures] = []

    def run(choice: PrintChoice, *, pages: int = 3, landscape: tuple[int, ...] = (), spoil=lambda _printer: None):
        pictures = PagePictures(made_pdf(pages, landscape=landscape))
        made.append(pictures)
        target = tmp_path / "giấy.pdf"

        def to_pdf(_choice: PrintChoice) -> QPrinter:
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(target))
            printer.setPageMargins(QMarginsF(20, 20, 20, 20))  # a driver's own margins must not move the page
            spoil(printer)
            return printer

        count = print_pages(pictures, choice, SILENT, title="thử", make_printer=to_pdf)
        return count, measured(target)

    yield run
    for pictures in made:
        pictures.close()


def measured(path: Path) -> list[tuple[float, float, list[tuple[float, float, float, float]]]]:
    """Of each page: width and height in points, and the black squares as (left, top, right, bottom) in points."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for number in range(len(document)):
        page = document[number]
        bitmap = page.render(scale=300 / 72, grayscale=True)
        rows = [bytes(row) for row in _rows(bitmap)]
        found.append((page.get_width(), page.get_height(), _squares(rows)))
        bitmap.close()
        page.close()
    document.close()
    return found


def _rows(bitmap):
    data = bytes(bitmap.buffer)
    return [data[top * bitmap.stride : top * bitmap.stride + bitmap.width] for top in range(bitmap.height)]


def _squares(rows: list[bytes]) -> list[tuple[float, float, float, float]]:
    dark = [number for number, row in enumerate(rows) if min(row) < 100]
    if not dark:
        return []
    middle = rows[(dark[0] + dark[-1]) // 2]
    edges = [x for x in range(1, len(middle)) if (middle[x] < 128) != (middle[x - 1] < 128)]
    point = 72 / 300
    return [
        (left * point, dark[0] * point, right * point, (dark[-1] + 1) * point)
        for left, right in zip(edges[::2], edges[1::2], strict=True)
    ]


def test_the_page_is_printed_at_its_true_size_and_place(printed):
    count, pages = printed(CHOICE)
    assert count == len(pages) == 3
    for number, (width, height, squares) in enumerate(pages, 1):
        assert (width, height) == pytest.approx((595.28, 841.89), abs=1)
        assert len(squares) == number
        left, top, right, bottom = squares[0]
        assert (left, top) == pytest.approx(SQUARE_AT, abs=0.5)
        assert (right - left, bottom - top) == pytest.approx((SIDE, SIDE), abs=0.5)


def test_a_page_across_is_printed_across_between_upright_ones(printed):
    _count, pages = printed(CHOICE, landscape=(2,))
    sizes = [(round(width), round(height)) for width, height, _squares in pages]
    assert [width > height for width, height in sizes] == [False, True, False]
    assert pages[1][2][0][:2] == pytest.approx(SQUARE_AT, abs=0.5)


def test_odd_pages_and_a_range_come_out_alone_and_in_order(printed):
    count, pages = printed(replace(CHOICE, pages="2-5", sides=Sides.ODD), pages=6)
    assert count == 2
    assert [len(squares) for _width, _height, squares in pages] == [3, 5]


def test_copies_are_whole_sets_where_the_driver_makes_none(printed):
    count, pages = printed(replace(CHOICE, copies=2), pages=2)
    assert count == 4
    assert [len(squares) for _width, _height, squares in pages] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("is_duplex", "asked"),
    [(False, QPrinter.DuplexMode.DuplexNone), (True, QPrinter.DuplexMode.DuplexLongSide)],
)
def test_one_side_of_the_sheet_is_asked_for_unless_both_are_wanted(qapp, tmp_path, is_duplex, asked):
    class Asked(QPrinter):
        """Qt's own writer of PDF forgets what it is told about the sides."""

        def setDuplex(self, mode: QPrinter.DuplexMode) -> None:
            modes.append(mode)

    modes: list[QPrinter.DuplexMode] = []
    pictures = PagePictures(made_pdf(1))
    printer = Asked(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    choice = replace(CHOICE, is_duplex=is_duplex)
    print_pages(pictures, choice, SILENT, title="thử", make_printer=lambda _choice: printer)
    assert modes == [asked]
    assert printer.resolution() == RESOLUTION
    pictures.close()


def test_a_printer_that_takes_nothing_is_named(printed, tmp_path):
    with pytest.raises(PrinterRefused) as refused:
        printed(CHOICE, spoil=lambda printer: printer.setOutputFileName(str(tmp_path / "không có" / "a.pdf")))
    assert "máy in thử" in refused.value.sentence


def test_pages_that_go_meanwhile_take_the_print_job_back(qapp, tmp_path):
    """The file is closed while it prints: half a paper is worse than none."""
    pictures = PagePictures(made_pdf(3))
    aborted: list[bool] = []

    class Watched(QPrinter):
        def abort(self) -> bool:
            aborted.append(True)
            return super().abort()

    class Close:
        def step(self, done: int, total: int, text: str) -> None:
            if done == 1:
                pictures.close()

    printer = Watched(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    with pytest.raises(ValueError, match="closed"):
        print_pages(pictures, CHOICE, Close(), title="thử", make_printer=lambda _choice: printer)
    assert aborted == [True]


def test_stopping_ends_the_print_job_between_two_pages(qapp, tmp_path):
    pictures = PagePictures(made_pdf(4))
    pages: list[int] = []

    class Stop:
        def step(self, done: int, total: int, text: str) -> None:
            pages.append(done)
            if done == 2:
                raise Cancelled

    def to_pdf(_choice):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "a.pdf"))
        return printer

    with pytest.raises(Cancelled):
        print_pages(pictures, CHOICE, Stop(), title="thử", make_printer=to_pdf)
    assert pages == [0, 1, 2]
    pictures.close()


def test_it_prints_on_a_worker_thread_as_the_window_does(qtbot, tmp_path):
    pictures = PagePictures(made_pdf(2))
    target = tmp_path / "job.pdf"

    def to_pdf(_choice):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return printer

    job = Job(lambda progress: print_pages(pictures, CHOICE, progress, title="thử", make_printer=to_pdf))
    with qtbot.waitSignal(job.finished, timeout=20_000) as ended:
        job.start()
    assert ended.args == [2]
    assert len(measured(target)) == 2
    pictures.close()


def test_printer_and_copies_are_remembered_and_a_damaged_memory_is_none(tmp_path):
    path = tmp_path / "printing.ini"
    PrintMemory(path).keep("Canon LBP2900", 3)
    assert (PrintMemory(path).printer, PrintMemory(path).copies) == ("Canon LBP2900", 3)
    path.write_text("[General]\ncopies=nhiều\n", encoding="utf-8")
    assert (PrintMemory(path).printer, PrintMemory(path).copies) == ("", 1)
