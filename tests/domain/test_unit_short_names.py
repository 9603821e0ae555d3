"""Short forms of unit names for narrow columns."""

from __future__ import annotations

import pytest

from kh57_desktop.domain.unit_names import same_unit
from kh57_desktop.domain.unit_short_names import short_name_of

NAMES = {
    "Văn phòng HĐND và UBND": "VP HĐND-UBND",
    "Văn phòng Đảng ủy": "VP Đảng ủy",
    "Phòng Văn hóa - Xã hội": "Phòng VH-XH",
    "Ủy ban MTTQ Việt Nam xã": "UBMTTQ xã",
    "Trung tâm Phục vụ hành chính công": "TT Phục vụ HCC",
    "Phòng Kinh tế": "Phòng Kinh tế",
    "Các chi bộ trực thuộc": "Các chi bộ trực thuộc",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_long_name_has_the_short_form_that_offices_use(name: str) -> None:
    assert short_name_of(name) == NAMES[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_short_form_still_names_the_same_unit(name: str) -> None:
    assert same_unit(short_name_of(name), name)
