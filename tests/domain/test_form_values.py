"""What units type into forms, and which row of the form a returned row is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.form_values import day_as_typed, percent_as_typed
from kh57_desktop.domain.unit_forms import (
    Doubtful,
    Entry,
    FormRow,
    FormTable,
    ReturnedRow,
    UnitForm,
    match_rows,
)

TODAY = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("85", 85), ("85%", 85), ("85 %", 85), ("85,0", 85), ("85.0 %", 85), ("0,85", 85), ("0.85", 85), ("100", 100),
        ("100%", 100), ("0", 0), ("0%", 0), ("1%", 1), ("84,5", 85), ("đạt 70%", 70), ("khoảng 60 %", 60),
        ("Hoàn thành", 100), ("đã xong", 100), ("0,5%", 1), ("07", 7),
    ],
)  # fmt: skip
def test_per_cents_in_every_habit(typed: str, value: int) -> None:
    assert percent_as_typed(typed).value == value
    assert percent_as_typed(typed).doubt is None


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("1", Doubtful.ONE_OR_HUNDRED), ("101", Doubtful.OUT_OF_RANGE), ("-5", Doubtful.OUT_OF_RANGE),
        ("850", Doubtful.OUT_OF_RANGE), ("một nửa", Doubtful.UNREADABLE), ("60-70", Doubtful.UNREADABLE),
        ("50/100", Doubtful.UNREADABLE), ("#REF!", Doubtful.UNREADABLE),
    ],
)  # fmt: skip
def test_a_per_cent_that_cannot_be_told_has_no_value(typed: str, doubt: Doubtful) -> None:
    assert percent_as_typed(typed).value is None
    assert percent_as_typed(typed).doubt is doubt


@pytest.mark.parametrize(
    "typed",
    ["2026-09-25", "25/9/2026", "25/09/2026", "25.9.2026", "25-9-26", "25/9", "250926", "25092026", "46290",
     "ngày 25 tháng 9 năm 2026", "Ngày 25/9/2026", "25 tháng 9 năm 2026"],
)  # fmt: skip
def test_days_in_every_habit(typed: str) -> None:
    assert day_as_typed(typed, today=TODAY).value == date(2026, 9, 25)
    assert day_as_typed(typed, today=TODAY).doubt is None


@pytest.mark.parametrize("typed", ["30/2/2026", "9/25/2026", "cuối tháng 9", "xong", "2026", "31/9"])
def test_a_day_that_cannot_be_told_is_never_invented(typed: str) -> None:
    assert day_as_typed(typed, today=TODAY) == day_as_typed("không rõ", today=TODAY)
    assert day_as_typed(typed, today=TODAY).doubt is Doubtful.UNREADABLE


def test_a_day_to_come_is_in_doubt() -> None:
    assert day_as_typed("25/12/2026", today=TODAY).doubt is Doubtful.FUTURE


@given(st.dates(min_value=date(2000, 1, 1), max_value=TODAY))
def test_every_day_comes_back_from_each_form(day: date) -> None:
    serial = day.toordinal() - date(1899, 12, 30).toordinal()
    for typed in (f"{day.day}/{day.month}/{day.year}", day.isoformat(), str(serial), f"{day:%d.%m.%Y}"):
        assert day_as_typed(typed, today=TODAY).value == day


WORDS = ("Số hóa hồ sơ lưu trữ của xã", "Tập huấn kỹ năng số cho cán bộ thôn", "Lắp đặt mạng không dây tại nhà văn hóa")
ROWS = tuple(FormRow(f"id-{place}", f"N{place}", text) for place, text in enumerate(WORDS, 1))
FORM = UnitForm("PH1", "00000", "Ủy ban", "Kế hoạch", "Phòng", "2026-Q4", "Quý IV", TODAY, tasks=ROWS)
FILLED = {Entry.PERCENT: "50"}


def returned(key: str = "", code: str = "", text: str = "", **fields: object) -> ReturnedRow:
    return ReturnedRow(FormTable.TASKS, "dòng 1", key, code, text, fields.pop("cells", FILLED), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "row",
    [
        returned("id-2", "N2", WORDS[1]),
        returned("", "N2", WORDS[1]),
        returned("", "n2 ", ""),
        returned("id-2", "", ""),
        returned("", "", WORDS[1]),
        returned("", "", "Tập huấn kĩ năng số cho cán bộ thôn"),
        returned("id-2", "N2", "đã viết lại hoàn toàn khác"),
    ],
)
def test_a_row_is_found_by_what_is_left_of_it(row: ReturnedRow) -> None:
    [matched] = match_rows(FORM, [row])
    assert matched.row == ROWS[1]
    assert matched.doubts == ()


def test_a_table_sorted_without_its_hidden_column_is_in_doubt() -> None:
    [matched] = match_rows(FORM, [returned("id-1", "N2", WORDS[1])])
    assert matched.row == ROWS[1]
    assert matched.doubts == (Doubtful.CONTRADICTION,)


def test_a_row_of_its_own_is_no_row_of_the_form() -> None:
    [matched] = match_rows(FORM, [returned(text="Mua hai máy quét cho bộ phận một cửa")])
    assert matched.row is None
    assert matched.doubts == (Doubtful.UNKNOWN_ROW,)


def test_two_rows_of_one_task_are_both_in_doubt() -> None:
    matched = match_rows(FORM, [returned("id-1", "N1"), returned("", "N1")])
    assert [one.doubts for one in matched] == [(Doubtful.TWICE,), (Doubtful.TWICE,)]


def test_a_merged_value_is_in_doubt_and_an_empty_row_says_nothing() -> None:
    merged = returned("id-1", "N1", merged=frozenset({Entry.PERCENT}))
    assert match_rows(FORM, [merged, returned("id-2", "N2", cells={})])[0].doubts == (Doubtful.MERGED,)
    assert len(match_rows(FORM, [merged, returned("id-2", "N2", cells={})])) == 1


@given(st.permutations(range(3)), st.lists(st.sampled_from(["key", "code", "text"]), min_size=2, unique=True))
def test_whatever_order_rows_come_in_each_keeps_its_own(order: list[int], kept: list[str]) -> None:
    rows = [
        returned(
            ROWS[at].key if "key" in kept else "",
            ROWS[at].code if "code" in kept else "",
            ROWS[at].text if "text" in kept else "",
        )
        for at in order
    ]
    assert [one.row for one in match_rows(FORM, rows)] == [ROWS[at] for at in order]
