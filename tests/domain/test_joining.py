"""Joining of indicators; the texts are invented in the genre."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.joining import direction_of, join_indicators
from kh57_desktop.domain.plan_reading import ReadIndicator
from kh57_desktop.domain.terms import Comparator, Direction


def read(
    text: str,
    horizon: int | None,
    value: str,
    *,
    comparator: str = "=",
    upper: str | None = None,
    unit: str | None = "%",
    per: str | None = None,
    group: str | None = None,
    lead: str | None = None,
) -> ReadIndicator:
    limit = Decimal(upper) if upper else None
    return ReadIndicator(text, horizon, group, Comparator(comparator), Decimal(value), limit, unit, per, lead)


def members(*readings: ReadIndicator) -> list[tuple[int, ...]]:
    return [row.members for row in join_indicators(readings)[0]]


SAME = [
    ("Có 70% hộ dân dùng ví điện tử", "70", "Phấn đấu ≥ 85% hộ dân dùng ví điện tử", "85"),
    ("Tỷ lệ thôn có Wi-Fi công cộng đạt 60%", "60", "Tỷ lệ thôn có Wi-Fi công cộng đạt trên > 90%", "90"),
    ("Phấn đấu có ít nhất 01 mô hình làng số", "1", "Có > 05 mô hình làng số", "5"),
    ("Chỉ số hài lòng ≥ 0,65", "0.65", "Chỉ số hài lòng đạt 0,9", "0.9"),
    ("Tối thiểu 1.200 hộ ghi nhật ký điện tử", "1200", "1.500 hộ ghi nhật ký điện tử", "1500"),
    ("Đảng uỷ xã ký số 50% văn bản", "50", "Đảng ủy xã ký số 100% văn bản", "100"),
    ("Tỉ lệ phủ sóng 5G là 80%", "80", "Tỷ lệ phủ sóng 5G đạt 100%", "100"),
    ("Đến năm 2030 có 80% trường học số hóa học bạ", "80", "Đến năm 2035, 95% trường học số hóa học bạ", "95"),
    ("trong đó 40% chợ không dùng tiền mặt", "40", "60% chợ không dùng tiền mặt", "60"),
    ("80% dân số từ 15 tuổi trở lên có chữ ký số", "80", "Từ 90% trở lên dân số từ 15 tuổi trở lên có chữ ký số", "90"),
]


@pytest.mark.parametrize(("first", "value", "second", "later"), SAME)
def test_what_differs_in_numbers_and_empty_words_is_one_indicator(
    first: str, value: str, second: str, later: str
) -> None:
    joined, doubts = join_indicators([read(first, 2030, value), read(second, 2035, later)])
    assert [row.members for row in joined] == [(0, 1)]
    assert doubts == []
    assert [(target.year, target.value, target.text) for target in joined[0].targets] == [
        (2030, Decimal(value), first),
        (2035, Decimal(later), second),
    ]
    assert joined[0].text == first


DIFFERENT = [
    ("Tỷ lệ phủ sóng 5G đạt 100%", "Tỷ lệ phủ sóng 6G đạt 50%"),
    ("100% cơ quan dùng phần mềm cấp độ 3", "100% cơ quan dùng phần mềm cấp độ 4"),
    ("80% dân số từ 15 tuổi có tài khoản", "90% dân số từ 18 tuổi có tài khoản"),
    ("50% hộ dân có Internet", "90% trường học có máy tính"),
]


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_what_counts_something_else_neither_joins_nor_raises_a_doubt(first: str, second: str) -> None:
    values = [text.split("%")[0].split()[-1] for text in (first, second)]
    joined, doubts = join_indicators([read(first, 2030, values[0]), read(second, 2035, values[1])])
    assert [row.members for row in joined] == [(0,), (1,)]
    assert doubts == []


def test_a_range_is_cut_out_whole() -> None:
    assert members(
        read("Mỗi năm có 01- 02 dự án khởi nghiệp", 2030, "1", upper="2", unit="dự án", per="năm"),
        read("Mỗi năm có 03 dự án khởi nghiệp", 2035, "3", unit="dự án", per="năm"),
        read("Hằng năm từ 05 đến 07 dự án khởi nghiệp", 2040, "5", upper="7", unit="dự án", per="năm"),
    ) == [(0, 1, 2)]


def test_two_entries_of_one_horizon_never_join() -> None:
    twice = [read("Có 70% hộ dân dùng ví điện tử", 2030, "70"), read("Đạt 75% hộ dân dùng ví điện tử", 2030, "75")]
    joined, doubts = join_indicators(twice)
    assert [row.members for row in joined] == [(0,), (1,)]
    assert doubts == []


def test_entries_without_horizon_do_not_join_but_raise_a_doubt() -> None:
    joined, doubts = join_indicators(
        [read("Có 70% hộ dân dùng ví điện tử", None, "70"), read("Có 90% hộ dân dùng ví điện tử", 2035, "90")]
    )
    assert len(joined) == 2
    assert len(doubts) == 1


def test_another_unit_or_base_is_a_doubt_for_a_person() -> None:
    total = read("Có 05 sản phẩm được thương mại hóa", 2030, "5", unit="sản phẩm")
    yearly = read("Mỗi năm có 05 sản phẩm được thương mại hóa", 2035, "5", unit="sản phẩm", per="năm")
    joined, doubts = join_indicators([total, yearly])
    assert len(joined) == 2
    assert [doubt.where for doubt in doubts] == [yearly.text]
    assert total.text in doubts[0].reason


def test_a_near_match_names_both_texts_and_proposes_to_join() -> None:
    first = read("80% cơ sở dữ liệu của xã được số hóa và liên thông tới tỉnh", 2030, "80")
    second = read("100% cơ sở dữ liệu của xã được số hóa và liên thông với tỉnh", 2035, "100")
    joined, doubts = join_indicators([first, second])
    assert len(joined) == 2
    assert [doubt.where for doubt in doubts] == [second.text]
    assert first.text in doubts[0].reason
    assert "Gộp" in doubts[0].reason


def test_near_matches_of_one_horizon_are_two_indicators_without_doubt() -> None:
    joined, doubts = join_indicators(
        [
            read("Có 01 doanh nghiệp công nghệ hoạt động trên địa bàn xã", 2035, "1", unit="doanh nghiệp"),
            read("Có 01 doanh nghiệp công nghệ trên địa bàn xã", 2035, "1", unit="doanh nghiệp"),
        ]
    )
    assert (len(joined), doubts) == (2, [])


def test_order_group_and_lead_come_from_the_first_appearance() -> None:
    joined, _doubts = join_indicators(
        [
            read("90% hộ dân dùng ví điện tử", 2035, "90", group="b) Xã hội số"),
            read("100% thôn có sóng 5G", 2035, "100", group="a) Hạ tầng"),
            read("70% hộ dân dùng ví điện tử", 2030, "70", group="c) Nhóm khác", lead="Phòng Kinh tế"),
        ]
    )
    assert [row.text for row in joined] == ["90% hộ dân dùng ví điện tử", "100% thôn có sóng 5G"]
    assert (joined[0].group, joined[0].lead) == ("b) Xã hội số", "Phòng Kinh tế")
    assert [target.year for target in joined[0].targets] == [2030, 2035]


@pytest.mark.parametrize(
    ("text", "comparator", "direction"),
    [
        ("Tỷ lệ hồ sơ trực tuyến đạt 80%", "=", Direction.UP),
        ("Tỷ lệ hồ sơ quá hạn", "<=", Direction.DOWN),
        ("Giảm tỷ lệ hao hụt xuống dưới 6%", "<", Direction.DOWN),
        ("Tỷ lệ hộ nghèo dưới 2%", "=", Direction.DOWN),
        ("Giảm tỷ lệ hộ nghèo còn 2%", "=", Direction.DOWN),
        ("Giảm số vụ mất an toàn thông tin", "=", Direction.DOWN),
        ("Giảm ít nhất 30% thời gian giải quyết thủ tục", ">=", Direction.UP),
        ("Tỷ lệ cắt giảm thời gian giải quyết đạt 30%", "=", Direction.UP),
        ("Không quá 2% hồ sơ trễ hạn", "=", Direction.DOWN),
    ],
)
def test_direction_is_read_from_the_words(text: str, comparator: str, direction: Direction) -> None:
    assert direction_of(read(text, 2030, "2", comparator=comparator)) is direction


TEXTS = st.sampled_from(
    [
        "{} hộ dân dùng ví điện tử",
        "Phấn đấu có {} thôn số",
        "Có {} thôn số",
        "Tỷ lệ ký số đạt {}",
        "{} thôn số thông minh",
    ]
)
READINGS = st.lists(
    st.builds(
        lambda text, year, value, unit: read(text.format(f"{value}%"), year, str(value), unit=unit),
        TEXTS,
        st.sampled_from([None, 2026, 2030, 2035]),
        st.integers(1, 100),
        st.sampled_from(["%", None]),
    ),
    max_size=12,
)


@given(readings=READINGS)
def test_every_entry_is_in_exactly_one_indicator_and_years_never_collide(readings: list[ReadIndicator]) -> None:
    joined, _doubts = join_indicators(readings)
    assert sorted(place for row in joined for place in row.members) == list(range(len(readings)))
    assert [row.members[0] for row in joined] == sorted(row.members[0] for row in joined)
    for row in joined:
        years = [target.year for target in row.targets]
        assert len(years) == len(set(years)) == len(row.members)
        assert None not in years or len(years) == 1
        assert {(readings[place].unit, readings[place].per) for place in row.members} == {(row.unit, row.per)}


SHARED = Path(__file__).parents[3] / "shared" / "importer" / "gold" / "loc-hung.json"


def test_the_97_entries_of_a_real_plan_are_55_indicators() -> None:
    """Checked by hand: every join says the same but for its number; the nine doubts are for a person."""
    if not SHARED.exists():
        pytest.skip("the shared gold readings are not on this machine")
    rows = json.loads(SHARED.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)["indicators"]
    readings = [
        ReadIndicator(
            row["text"],
            int(row["horizon"]),
            row["group"],
            Comparator(row["comparator"]),
            row["value"],
            row["value_max"],
            row["unit"],
            row["per"],
        )
        for row in rows
    ]
    joined, doubts = join_indicators(readings)
    assert (len(readings), len(joined), len(doubts)) == (97, 55, 9)
    assert [row.members for row in joined if len(row.members) == 4] == [
        (8, 38, 58, 81), (11, 41, 62, 87), (17, 43, 64, 89), (18, 44, 65, 90), (19, 45, 66, 91), (21, 48, 69, 94),
    ]  # fmt: skip
    assert [row.members for row in joined if len(row.members) == 3] == [
        (5, 30, 53), (10, 40, 61), (12, 42, 63), (26, 51, 72), (31, 55, 77), (39, 60, 83), (46, 67, 92),
    ]  # fmt: skip
