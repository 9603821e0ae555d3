"""Which pages are printed, as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.ui.preview.print_choice import BadPages, NoPageLeft, PrintChoice, Sides, pages_to_print


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("", (1, 2, 3, 4, 5)),
        ("  ", (1, 2, 3, 4, 5)),
        ("2", (2,)),
        ("1-3, 5", (1, 2, 3, 5)),
        ("4–5;1", (1, 4, 5)),
        ("2, 2-3", (2, 3)),
    ],
)
def test_pages_are_taken_as_typed_each_once(words, pages):
    assert pages_to_print(PrintChoice("máy in", pages=words), 5) == pages


@pytest.mark.parametrize("words", ["0", "6", "3-9", "3-1", "a", "1-", ",", "1.5", "-2"])
def test_pages_that_the_paper_has_not_are_refused_with_their_count(words):
    with pytest.raises(BadPages) as refused:
        pages_to_print(PrintChoice("máy in", pages=words), 5)
    assert refused.value.fields["count"] == 5


def test_odd_and_even_pages_of_a_range():
    assert pages_to_print(PrintChoice("máy in", pages="2-5", sides=Sides.ODD), 9) == (3, 5)
    assert pages_to_print(PrintChoice("máy in", pages="2-5", sides=Sides.EVEN), 9) == (2, 4)


def test_nothing_left_is_said_and_not_printed_as_an_empty_job():
    with pytest.raises(NoPageLeft):
        pages_to_print(PrintChoice("máy in", sides=Sides.EVEN), 1)


@given(count=st.integers(1, 300))
def test_odd_and_even_together_are_all_pages(count):
    odd = pages_to_print(PrintChoice("m", sides=Sides.ODD), count)
    even = pages_to_print(PrintChoice("m", sides=Sides.EVEN), count) if count > 1 else ()
    assert sorted(odd + even) == list(range(1, count + 1))
