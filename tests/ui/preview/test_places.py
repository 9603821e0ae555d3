"""Where pages stand: no Qt, any sizes and zooms."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.services.page_pictures import PageSize
from kh57_desktop.ui.preview.places import (
    GAP,
    LEAST,
    MARGIN,
    MOST,
    STEPS,
    Fit,
    current_page,
    fitting_zoom,
    in_sight,
    places,
    stepped,
    total_size,
)

PORTRAIT, LANDSCAPE = PageSize(595.28, 841.89), PageSize(841.89, 595.28)
PAPERS = st.lists(st.sampled_from([PORTRAIT, LANDSCAPE]), min_size=1, max_size=60)
ZOOMS = st.floats(LEAST, MOST)


@given(sizes=PAPERS, zoom=ZOOMS, width=st.integers(100, 3000))
def test_pages_stand_in_order_without_touching_inside_the_backdrop(sizes, zoom, width):
    found = places(sizes, zoom, width)
    wide, high = total_size(found)
    assert all(before.bottom + GAP == after.top for before, after in pairwise(found))
    assert all(page.left >= MARGIN or width < wide for page in found)
    assert all(page.left + page.width + MARGIN <= max(width, wide) + 1 for page in found)
    assert found[-1].bottom < high


@given(sizes=PAPERS, zoom=ZOOMS, top=st.integers(0, 60_000), height=st.integers(50, 2000))
def test_exactly_the_pages_that_cross_the_window_are_in_sight(sizes, zoom, top, height):
    found = places(sizes, zoom, 1000)
    seen = in_sight(found, top, top + height)
    for number, page in enumerate(found):
        crosses = page.top < top + height and page.bottom > top
        assert not crosses or number in seen
        assert number not in seen or (page.top < top + height and page.bottom + GAP > top)


@given(sizes=PAPERS, zoom=ZOOMS, height=st.integers(50, 2000))
def test_the_end_shows_the_last_page_and_the_beginning_the_first(sizes, zoom, height):
    found = places(sizes, zoom, 1000)
    high = total_size(found)[1]
    assert current_page(found, max(0, high - height), height) == len(sizes) - 1
    if high > height + found[0].height:
        assert current_page(found, 0, min(height, found[0].height)) == 0


@given(sizes=PAPERS, width=st.integers(300, 2500), height=st.integers(200, 1500))
def test_a_fitted_page_is_as_wide_as_the_window_or_seen_whole(sizes, width, height):
    across = places(sizes, fitting_zoom(Fit.WIDTH, sizes, width, height), width)
    zoom = fitting_zoom(Fit.WIDTH, sizes, width, height)
    assert LEAST <= zoom <= MOST
    if LEAST < zoom < MOST:
        assert abs(max(page.width for page in across) - (width - 2 * MARGIN)) <= 1
    whole = fitting_zoom(Fit.PAGE, sizes, width, height)
    if whole > LEAST:
        seen = places(sizes, whole, width)
        assert all(page.height <= height and page.width <= width for page in seen)
    assert fitting_zoom(Fit.WINDOW, sizes, width, height) <= 1.0


@given(zoom=ZOOMS)
def test_a_step_changes_the_zoom_to_one_that_is_offered(zoom):
    assert stepped(zoom, 1) in STEPS
    assert stepped(zoom, -1) in STEPS
    assert stepped(zoom, -1) <= zoom + 0.005
    assert stepped(zoom, 1) >= zoom - 0.005


def test_no_pages_need_no_room():
    assert total_size(places([], 1.0, 800)) == (0, 0)
    assert list(in_sight((), 0, 500)) == []
    assert current_page((), 0, 500) == 0
