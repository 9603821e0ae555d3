"""Amounts: whole đồng inside, triệu đồng as typed and shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.money import LARGEST, dong_as_typed, millions
from kh57_desktop.i18n import format_decimal


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("1.250,5", 1_250_500_000),
        ("85", 85_000_000),
        ("0", 0),
        ("2 tỷ", 2_000_000_000),
        ("1,5 tỉ đồng", 1_500_000_000),
        ("350 nghìn", 350_000),
        ("1.250.500.000 đồng", 1_250_500_000),
        ("12 triệu đồng", 12_000_000),
        ("0,000001", 1),
    ],
)
def test_what_officers_type_becomes_whole_dong(typed: str, dong: int) -> None:
    assert dong_as_typed(typed) == dong


@pytest.mark.parametrize("typed", ["", "-5", "mười", "12 USD", "0,0000001", "1,2 đồng", "1.2.3", "9" * 20])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    assert dong_as_typed(typed) is None


@given(st.integers(0, LARGEST))
def test_an_amount_shown_and_typed_back_is_the_same(dong: int) -> None:
    assert dong_as_typed(format_decimal(millions(dong))) == dong
