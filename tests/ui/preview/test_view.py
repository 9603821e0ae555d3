"""The pages as pixels: measured, not believed. Keys as they arrive."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from kh57_desktop.services.page_pictures import PagePictures, PageSize
from kh57_desktop.ui.preview.places import PIXELS_PER_POINT, Fit
from kh57_desktop.ui.preview.tiles import ROWS, Tile, TileShelf, _picture
from kh57_desktop.ui.preview.view import PageView
from tests.ui.conftest import press
from tests.ui.preview.papers import SIDE, SQUARE_AT, made_pdf


@pytest.fixture
def shown(theme, qtbot):
    """A view of 12 pages, drawn."""
    theme.choose("light")
    theme.zoom_to(100)
    view = PageView(theme)
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    view.show_pages("Kế hoạch", PagePictures(made_pdf(12)))
    view.setFocus()
    qtbot.waitUntil(lambda: view.is_drawn, timeout=10_000)
    yield view
    view.show_pages("", None)


def dark_edges(image, row: int) -> list[int]:
    """Where a row of pixels turns dark or light again."""
    grey = [image.pixelColor(x, row).value() for x in range(image.width())]
    return [x for x in range(1, len(grey)) if (grey[x] < 128) != (grey[x - 1] < 128)]


def test_a_page_is_drawn_white_with_its_square_at_its_place(shown, theme):
    shown.clearFocus()  # its frame is drawn over the backdrop
    image = shown.viewport().grab().toImage()
    sheet = shown._sheet(shown._places[0])
    assert sheet.height() / sheet.width() == pytest.approx(297 / 210, rel=0.003)
    scale = shown.zoom * PIXELS_PER_POINT
    row = round(sheet.top() + (SQUARE_AT[1] + SIDE / 2) * scale)
    left, right = dark_edges(image, row)[:2]
    assert left == pytest.approx(sheet.left() + SQUARE_AT[0] * scale, abs=1.5)
    assert right - left == pytest.approx(SIDE * scale, abs=1.5)
    assert image.pixelColor(round(sheet.left()) + 5, round(sheet.top()) + 5) == theme.colour("document")
    assert image.pixelColor(2 + 3, 300) == theme.colour("backdrop")


def test_the_page_is_paper_in_the_dark_too(shown, theme, qtbot):
    theme.choose("dark")
    try:
        qtbot.waitUntil(lambda: shown.is_drawn, timeout=10_000)
        image = shown.viewport().grab().toImage()
        sheet = shown._sheet(shown._places[0])
        assert image.pixelColor(round(sheet.left()) + 30, round(sheet.top()) + 30).name() == "#f7f4ec"
    finally:
        theme.choose("light")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_fine_screen_gets_as_many_pixels_as_it_has(shown, monkeypatch, ratio):
    monkeypatch.setattr(PageView, "devicePixelRatioF", lambda _view: ratio)
    sheet = shown._sheet(shown._places[0])
    tiles = shown._tiles_of(0)
    width = round(210 / 25.4 * 96 * shown.zoom)
    assert tiles[0][0].width == round(width * ratio)
    for left in (sheet.left() * ratio, sheet.top() * ratio):
        assert left == pytest.approx(round(left))
    picture = _picture(shown._pictures, tiles[0][0])
    scale = shown.zoom * PIXELS_PER_POINT * ratio
    row = round((SQUARE_AT[1] + SIDE / 2) * scale)
    edges = dark_edges(picture, row)
    assert edges[1] - edges[0] == pytest.approx(SIDE * scale, abs=1)
    # an edge between black and white is at most one grey pixel wide: drawn at this size, not scaled up to it
    grey = [picture.pixelColor(x, row).value() for x in range(edges[0] - 4, edges[0] + 4)]
    assert sum(10 < value < 245 for value in grey) <= 1


def test_bands_of_a_page_join_without_a_seam(qapp):
    pictures = PagePictures(made_pdf(1))
    whole = pictures.coloured_band(0, width=1400, height=1980, top=0, rows=1980, paper=(255, 255, 255))
    first, second = Tile(0, 0, 1400, 1980), Tile(0, 1, 1400, 1980)
    assert (first.rows, second.rows) == (ROWS, 1980 - ROWS)
    bands = [
        pictures.coloured_band(0, width=1400, height=1980, top=tile.top, rows=tile.rows, paper=tile.paper)
        for tile in (first, second)
    ]
    assert b"".join(bands) == whole
    pictures.close()


def test_only_what_is_in_sight_is_drawn_and_room_is_kept(shown, qtbot):
    assert len({tile.page for tile in shown._tiles._kept}) <= 2
    shelf = TileShelf(room=3_000_000)
    pictures = PagePictures(made_pdf(6))
    shelf.show(pictures)
    for page in range(6):
        shelf.want([Tile(page, 0, 800, 800)])
        qtbot.waitUntil(lambda at=page: shelf.image(Tile(at, 0, 800, 800)) is not None, timeout=5_000)
    assert shelf.kept_bytes <= 3_000_000
    assert shelf.image(Tile(5, 0, 800, 800)) is not None
    shelf.show(None)
    with pytest.raises(ValueError, match="closed"):
        pictures.grey_band(0, width=10, height=10, top=0, rows=10)


class SlowPages:
    """One page whose band is drawn when the test says so."""

    sizes = (PageSize(100, 100),)

    def __init__(self) -> None:
        self.begun, self.go_on, self.closed = threading.Event(), threading.Event(), threading.Event()
        self.is_over = False

    def coloured_band(
        self, page: int, *, width: int, height: int, top: int, rows: int, paper: tuple[int, int, int]
    ) -> bytes:
        self.begun.set()
        self.go_on.wait(2)
        self.is_over = True
        return bytes(4 * width * rows)

    def close(self) -> None:
        self.closed.set()


def test_a_view_may_go_in_the_middle_of_a_drawing(qtbot):
    """Nobody waits for the band in hand, and its thread tells nothing to what is gone: that ended the program."""
    above, pages = QObject(), SlowPages()
    shelf = TileShelf(above)
    told = []
    shelf.drawn.connect(lambda: told.append("drawn"))
    shelf.show(pages)
    shelf.want([Tile(0, 0, 10, 10), Tile(0, 0, 20, 20)])
    assert pages.begun.wait(5)
    above.deleteLater()
    QCoreApplication.sendPostedEvents(above, QEvent.Type.DeferredDelete)
    assert not pages.is_over
    assert pages.closed.is_set()  # nobody else would close it
    pages.go_on.set()
    qtbot.waitUntil(lambda: "draw-pages" not in [thread.name for thread in threading.enumerate()])
    QCoreApplication.processEvents()
    assert told == []


def test_a_page_that_cannot_be_drawn_is_logged_and_the_next_one_is_drawn(qtbot, caplog):
    class Broken(SlowPages):
        def coloured_band(self, page: int, *, width: int, **_where: object) -> bytes:  # type: ignore[override]
            if width == 10:
                raise OSError("no page")
            return bytes(4 * width * width)

    shelf = TileShelf()
    shelf.show(Broken())
    shelf.want([Tile(0, 0, 10, 10)])
    qtbot.waitUntil(lambda: "no page" in caplog.text)
    shelf.want([Tile(0, 0, 20, 20)])
    qtbot.waitUntil(lambda: shelf.image(Tile(0, 0, 20, 20)) is not None)
    shelf.show(None)


def test_the_keys_move_through_the_paper(shown):
    bar = shown.verticalScrollBar()
    press(shown, Qt.Key.Key_End)
    assert shown.current == 11
    assert shown.accessibleName() == "Kế hoạch, trang 12 trên 12"
    press(shown, Qt.Key.Key_Home)
    assert bar.value() == 0
    press(shown, Qt.Key.Key_PageDown)
    first = bar.value()
    assert 400 < first < 600
    press(shown, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    press(shown, Qt.Key.Key_Down)
    assert 0 < bar.value() < first
    shown.fit_to(Fit.PAGE)
    press(shown, Qt.Key.Key_PageDown)
    assert shown.current == 1
    press(shown, Qt.Key.Key_PageUp)
    assert shown.current == 0


def test_zooming_keeps_the_place_and_tells_the_zoom(shown, qtbot):
    shown.go_to(5)
    seen: list[float] = []
    shown.zoom_changed.connect(seen.append)
    shown.zoom_by(1)
    assert seen[-1] == shown.zoom == 1.25
    assert shown.current == 5
    shown.fit_to(Fit.WIDTH)
    assert shown._places[0].width == pytest.approx(shown.viewport().width() - 32, abs=1)
    shown.fit_to(Fit.PAGE)
    assert shown._places[0].height < shown.viewport().height()
    down = QWheelEvent(
        QPointF(300, 300), QPointF(300, 300), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = shown.zoom
    QApplication.sendEvent(shown.viewport(), down)
    assert shown.zoom < before
    assert shown.fit is Fit.NONE


def test_a_narrower_window_fits_the_pages_anew(shown):
    shown.resize(500, 600)
    QApplication.processEvents()
    assert shown._places[0].width <= shown.viewport().width()
    assert shown.horizontalScrollBar().maximum() == 0
