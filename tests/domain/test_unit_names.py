from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.terms import UnitSide
from kh57_desktop.domain.unit_names import is_group, normal_name, same_unit, side_of

SAME = [
    ("Phòng Văn hóa - Xã hội", "P. VH-XH", "Phòng VH–XH", "Phòng VHXH xã", "Phòng Văn hoá – Xã hội xã Tân Khê",
     "PHÒNG VĂN HÓA VÀ XÃ HỘI", "phòng văn hóa xã hội"),
    ("Ủy ban nhân dân xã", "UBND xã", "UBND", "ubnd xã Tân Khê", "Uỷ ban nhân dân xã Tân Khê",
     "Ủy ban nhân dân phường Bình Khê", "UBND đặc khu"),
    ("Văn phòng HĐND và UBND", "VP HĐND-UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã",
     "Văn phòng UBND và HĐND xã"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "UBMTTQ xã", "Ủy ban MTTQ Việt Nam", "MTTQ xã", "UBMTTQVN"),
    ("Ủy ban Kiểm tra Đảng ủy", "UBKT Đảng ủy", "UBKT Đảng uỷ xã"),
    ("Văn phòng Đảng ủy", "VPĐU", "VP Đảng ủy xã", "vpđu"),
    ("Đảng ủy Ủy ban nhân dân xã", "Đảng ủy UBND xã", "Đảng uỷ UBND"),
    ("Công an xã", "Công an xã Tân Khê", "CA xã", "Công an"),
    ("Ban Chỉ huy Quân sự xã", "BCH Quân sự", "BCHQS xã"),
    ("Trung tâm Phục vụ hành chính công", "TTPVHCC", "Trung tâm PVHCC xã", "TT PVHCC"),
    ("Đoàn Thanh niên Cộng sản Hồ Chí Minh xã", "Đoàn TNCS Hồ Chí Minh", "Đoàn Thanh niên xã", "Xã đoàn",
     "Đoàn TNCSHCM xã"),
    ("Hội Liên hiệp Phụ nữ xã", "Hội LHPN", "Hội Phụ nữ xã"),
    ("Hội Cựu chiến binh xã", "Hội CCB"),
    ("Thường trực Hội đồng nhân dân xã", "TT HĐND xã"),
    ("Các chi bộ, đảng bộ trực thuộc", "Các chi, đảng bộ trực thuộc"),
    ("Phòng Kinh tế, Hạ tầng và Đô thị phường", "Phòng KT-HT-ĐT", "Phòng KTHTĐT"),
]  # fmt: skip

DIFFERENT = [
    ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội"),
    ("Ủy ban nhân dân xã", "Hội đồng nhân dân xã"),
    ("Ủy ban nhân dân xã", "Ủy ban nhân dân tỉnh"),
    ("Công an xã", "Công an tỉnh"),
    ("Đảng ủy xã", "Đảng ủy Ủy ban nhân dân xã"),
    ("Văn phòng Đảng ủy", "Văn phòng HĐND và UBND"),
    ("Ủy ban Mặt trận Tổ quốc xã", "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội xã"),
    ("Hợp tác xã Bưởi", "Hợp tác xã Tre trúc"),
    ("Hợp tác xã", "Hợp tác"),
    ("Trạm Y tế", "Trạm Khuyến nông"),
    ("Phòng Du lịch", "Phòng Đảng ủy"),
    ("", ""),
    ("-", "…"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_short_forms_and_spellings_name_one_body(names: tuple[str, ...]) -> None:
    assert {normal_name(name) for name in names} == {normal_name(names[0])}
    assert all(same_unit(names[0], name) for name in names)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_bodies_stay_apart(one: str, other: str) -> None:
    assert not same_unit(one, other)


def test_no_two_bodies_of_the_table_are_taken_for_one() -> None:
    assert len({normal_name(names[0]) for names in SAME}) == len(SAME)


SIDES = {
    "Đảng ủy Ủy ban nhân dân xã": UnitSide.PARTY,
    "Văn phòng Đảng ủy": UnitSide.PARTY,
    "Ban Xây dựng Đảng": UnitSide.PARTY,
    "UBKT Đảng ủy": UnitSide.PARTY,
    "Ban Thường vụ Đảng ủy": UnitSide.PARTY,
    "Các chi bộ trực thuộc": UnitSide.PARTY,
    "Ban Chỉ đạo 57 xã": UnitSide.PARTY,
    "UBND xã": UnitSide.GOVERNMENT,
    "Hội đồng nhân dân xã": UnitSide.GOVERNMENT,
    "Phòng Kinh tế": UnitSide.GOVERNMENT,
    "Trạm Y tế xã": UnitSide.GOVERNMENT,
    "Các trường học trên địa bàn": UnitSide.GOVERNMENT,
    "Sở Khoa học và Công nghệ": UnitSide.GOVERNMENT,
    "Ủy ban MTTQ Việt Nam xã": UnitSide.FRONT,
    "Hội Nông dân xã": UnitSide.FRONT,
    "Đoàn Thanh niên xã": UnitSide.FRONT,
    "Công đoàn xã": UnitSide.FRONT,
    "Công an xã": UnitSide.FORCES,
    "Ban Chỉ huy Quân sự xã": UnitSide.FORCES,
    "Đồn Biên phòng": UnitSide.FORCES,
    "Bưu điện xã": UnitSide.OTHER,
    "Các cơ quan, đơn vị": UnitSide.OTHER,
    "Doanh nghiệp viễn thông": UnitSide.OTHER,
    "": UnitSide.OTHER,
}


@pytest.mark.parametrize(("name", "side"), SIDES.items())
def test_the_side_is_read_from_the_name(name: str, side: UnitSide) -> None:
    assert side_of(name) is side


@pytest.mark.parametrize(
    "name",
    ["Các chi bộ trực thuộc", "các cơ quan, đơn vị", "Toàn thể cán bộ, đảng viên", "Đề nghị các hợp tác xã",
     "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội xã"],
)  # fmt: skip
def test_groups_are_seen(name: str) -> None:
    assert is_group(name)
    assert is_group(unicodedata.normalize("NFD", name).upper())


@pytest.mark.parametrize("name", ["Phòng Kinh tế", "Công an xã", "Ban Chỉ đạo", ""])
def test_single_bodies_are_no_groups(name: str) -> None:
    assert not is_group(name)


@given(
    name=st.sampled_from([name for names in SAME for name in names]),
    gap=st.sampled_from(["  ", "\u00a0", " \n"]),
    form=st.sampled_from(["NFC", "NFD"]),
)
def test_spacing_and_composition_do_not_matter(name: str, gap: str, form: str) -> None:
    assert same_unit(name, unicodedata.normalize(form, name.replace(" ", gap)))


@pytest.mark.parametrize(
    ("typed", "known"), [("cong an xa", "Công an xã"), ("ban chi huy quan su xa", "Ban Chỉ huy Quân sự xã")]
)
def test_a_name_typed_without_marks_is_the_one_with_them(typed, known):
    assert same_unit(typed, known)
    assert same_unit(known, typed)
    assert not same_unit(typed, "Phòng Kinh tế")
