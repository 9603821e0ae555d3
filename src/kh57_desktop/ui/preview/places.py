"""Where the pages stand on the backdrop at a zoom, and which of them are in sight. Plain numbers, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kh57_desktop.services.page_pictures import PageSize

MARGIN, GAP = 16, 28
"""Around the pages; between two of them, where the page number stands. Device-independent pixels."""
PIXELS_PER_POINT = 96 / 72
"""At 100 % a page is on screen about as large as on paper."""
LEAST, MOST = 0.25, 3.0
STEPS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Zooms offered and stepped through, 1.0 = 100 %."""


COMFORTABLE = 1.0
"""The fit to the window stops here: 14-point type is easily read, larger would only show less of the page."""


class Fit(Enum):
    WINDOW = "window"
    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A page's rectangle on the long backdrop, in device-independent pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


def fitting_zoom(fit: Fit, sizes: Sequence[PageSize], width: int, height: int) -> float:
    """The zoom at which the widest page fills the width, or each page is seen whole; upright and across alike."""
    if not sizes:
        return 1.0
    across = (width - 2 * MARGIN) / (max(size.width for size in sizes) * PIXELS_PER_POINT)
    if fit is Fit.WIDTH:
        return _within(across)
    if fit is Fit.WINDOW:
        return _within(min(across, COMFORTABLE))
    down = (height - 2 * GAP) / (max(size.height for size in sizes) * PIXELS_PER_POINT)
    return _within(min(down, across))


def _within(zoom: float) -> float:
    return min(max(zoom, LEAST), MOST)


def stepped(zoom: float, steps: int) -> float:
    """The next offered zoom above or below `zoom`."""
    if steps > 0:
        return next((step for step in STEPS if step > zoom + 0.005), MOST)
    return next((step for step in reversed(STEPS) if step < zoom - 0.005), LEAST)


def places(sizes: Sequence[PageSize], zoom: float, width: int) -> tuple[Place, ...]:
    """One below the other, each in the middle of the backdrop that is `width` wide or as wide as the widest page."""
    widest = max((round(size.width * PIXELS_PER_POINT * zoom) for size in sizes), default=0)
    room = max(width, widest + 2 * MARGIN)
    found = []
    top = MARGIN
    for size in sizes:
        across, down = round(size.width * PIXELS_PER_POINT * zoom), round(size.height * PIXELS_PER_POINT * zoom)
        found.append(Place((room - across) // 2, top, across, down))
        top += down + GAP
    return tuple(found)


def total_size(pages: Sequence[Place]) -> tuple[int, int]:
    """(width, height) of the backdrop that the pages need."""
    if not pages:
        return 0, 0
    return max(page.width for page in pages) + 2 * MARGIN, pages[-1].bottom + GAP


def in_sight(pages: Sequence[Place], top: int, bottom: int) -> range:
    """Numbers (from 0) of the pages between two heights of the backdrop."""
    first = next((number for number, page in enumerate(pages) if page.bottom + GAP > top), len(pages))
    last = first
    while last < len(pages) and pages[last].top < bottom:
        last += 1
    return range(first, last)


def current_page(pages: Sequence[Place], top: int, height: int) -> int:
    """The page across the upper third of the window, the last one at the very end."""
    if not pages:
        return 0
    if top + height >= pages[-1].bottom + GAP:
        return len(pages) - 1
    level = top + height // 3
    return next((number for number, page in enumerate(pages) if page.bottom + GAP > level), len(pages) - 1)
