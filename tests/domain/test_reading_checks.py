"""Doubts about a typed value: they name what is wrong and propose what was meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kh57_desktop.domain.reading_checks import Check, as_typed, doubt_of


def doubt(words: str, *, unit: str = "%", last: str | None = None):
    return doubt_of(as_typed(words), unit=unit, last=Decimal(last) if last is not None else None)


def test_over_a_hundred_and_ten_times_the_last_value_proposes_the_value_without_the_slip():
    found = doubt("620", last="52.7")
    assert found.checks == (Check.OVER_HUNDRED, Check.JUMP)
    assert found.proposed == Decimal("62")


@pytest.mark.parametrize(
    ("words", "unit", "last", "check", "proposed"),
    [
        ("1.234", "điểm", "1.3", Check.DECIMAL_MARK, "1.234"),
        ("1,234", "hộ", "1200", Check.DECIMAL_MARK, "1234"),
        ("0,85", "%", "82", Check.SHARE, "85"),
        ("1410000", "triệu đồng", "1300", Check.JUMP, "1410"),
        ("3 tỷ đồng", "triệu đồng", None, Check.UNIT, "3000"),
        ("1300000000 đồng", "triệu đồng", None, Check.UNIT, "1300"),
        ("12 hộ", "người", "12", Check.UNIT, None),
        ("101", "%", None, Check.OVER_HUNDRED, "10.1"),
        ("8", "điểm", "90", Check.JUMP, "80"),
    ],
)
def test_each_slip_is_named_and_the_likely_value_proposed(words, unit, last, check, proposed):
    found = doubt(words, unit=unit, last=last)
    assert check in found.checks
    assert found.proposed == (Decimal(proposed) if proposed else None)


@pytest.mark.parametrize(
    ("words", "unit", "last"),
    [
        ("62,0", "%", "52,7".replace(",", ".")),
        ("62 %", "%", "52.7"),
        ("100", "%", "88"),
        ("1.300", "hộ", "1250"),
        ("12 Hộ", "hộ", None),
        ("0", "điểm", "8"),
        ("8", "điểm", "0"),
        ("0,65", "%", "0.6"),
        ("missing", "%", "50"),
        ("x", "%", "50"),
    ],
)
def test_an_ordinary_value_raises_no_doubt(words, unit, last):
    assert doubt(words, unit=unit, last=last) is None


numbers = st.decimals(min_value="0.01", max_value="100000", places=2)


@given(value=numbers, last=numbers)
def test_a_doubt_never_proposes_what_would_be_doubted_for_the_same_jump(value, last):
    found = doubt_of(as_typed(f"{value}".replace(".", ",")), unit="hộ", last=last)
    if found is None:
        assert max(value, last) < 10 * min(value, last)
        return
    if found.proposed is not None:
        assert max(found.proposed, last) < 10 * min(found.proposed, last)


@given(value=numbers)
def test_without_a_last_value_and_a_unit_nothing_but_per_cents_is_doubted(value):
    assume(value <= 100)
    assert doubt_of(as_typed(f"{value}".replace(".", ",")), unit="%", last=None) is None
    assert doubt_of(as_typed(f"{value}".replace(".", ",")), unit="hộ", last=None) is None


@given(st.text(max_size=30))
def test_any_words_are_judged_without_failing(words):
    typed = as_typed(words)
    found = doubt_of(typed, unit="%", last=Decimal(50))
    assert found is None or typed.value is not None
