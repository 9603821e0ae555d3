from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.numbering import kind_symbol, sign_of
from kh57_desktop.domain.terms import System

GOVERNMENT, PARTY = System.GOVERNMENT, System.PARTY


@pytest.mark.parametrize(
    ("number", "kind", "body", "system", "sign"),
    [
        (5, "Kế hoạch", "UBND", GOVERNMENT, "05/KH-UBND"),
        (45, "Báo cáo", "UBND", GOVERNMENT, "45/BC-UBND"),
        (15, "Quyết định", "UBND", GOVERNMENT, "15/QĐ-UBND"),
        (3, "Kế hoạch", "BCĐ", GOVERNMENT, "03/KH-BCĐ"),
        (12, "Công văn", "UBND-VX", GOVERNMENT, "12/UBND-VX"),
        (5, "Kế hoạch", "ĐU", PARTY, "05-KH/ĐU"),
        (12, "Công văn", "ĐU", PARTY, "12-CV/ĐU"),
        (1, "Chương trình hành động", "ĐU", PARTY, "01-CTr/ĐU"),
        (9, "Quy định", "ĐU", PARTY, "09-QĐ/ĐU"),
        (9, "Quy định", "UBND", GOVERNMENT, "09/QyĐ-UBND"),
        (123, "Tờ trình", "UBND", GOVERNMENT, "123/TTr-UBND"),
        (None, "Kế hoạch", "UBND", GOVERNMENT, "      /KH-UBND"),
        (None, "Kế hoạch", "ĐU", PARTY, "      -KH/ĐU"),
    ],
)
def test_signs_are_written_as_each_system_writes_them(
    number: int | None, kind: str, body: str, system: System, sign: str
) -> None:
    assert sign_of(number, kind_symbol(kind, system), body, system) == sign


def test_a_type_is_known_in_any_spelling_and_an_unknown_one_has_no_symbol() -> None:
    assert kind_symbol("KẾ  HOẠCH", GOVERNMENT) == "KH"
    assert kind_symbol("bản thoả thuận", GOVERNMENT) == "BTT"
    assert kind_symbol("Thư công", GOVERNMENT) == ""
    assert sign_of(7, kind_symbol("Thư công", PARTY), "ĐU", PARTY) == "07/ĐU"


@given(number=st.integers(1, 99999), system=st.sampled_from(System))
def test_the_number_is_read_back_from_the_sign(number: int, system: System) -> None:
    sign = sign_of(number, "BC", "UBND", system)
    digits = sign.split("/" if system is GOVERNMENT else "-")[0]
    assert int(digits) == number
    assert len(digits) == max(2, len(str(number)))
