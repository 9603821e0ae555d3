"""A leader's marks by row codes: what is understood, and that nothing else is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.quick_lines import QuickAction, QuickProblem, quick_lines

TODAY = date(2026, 9, 20)


@pytest.mark.parametrize(
    ("typed", "action", "day", "percent", "words"),
    [
        ("N12 hạn 30/9", QuickAction.DUE_ON, date(2026, 9, 30), None, ""),
        ("N12 hạn: 5/1", QuickAction.DUE_ON, date(2027, 1, 5), None, ""),
        ("N12 gia hạn đến ngày 30/10/2026 chờ tỉnh hướng dẫn", QuickAction.DUE_ON, date(2026, 10, 30), None,
         "chờ tỉnh hướng dẫn"),
        ("n12 trước 15/10", QuickAction.DUE_ON, date(2026, 10, 15), None, ""),
        ("N15 xong", QuickAction.DONE, TODAY, None, ""),
        ("N15: đã xong 18/9", QuickAction.DONE, date(2026, 9, 18), None, ""),
        ("N15 hoàn thành ngày 31/12", QuickAction.DONE, date(2025, 12, 31), None, ""),
        ("N3 70%", QuickAction.PERCENT, None, 70, ""),
        ("N3 đạt 70 % còn thiếu máy", QuickAction.PERCENT, None, 70, "còn thiếu máy"),
        ("N3 hoàn thành 70%", QuickAction.PERCENT, None, 70, ""),
        ("N7 tạm dừng: chờ vốn", QuickAction.SUSPEND, None, None, "chờ vốn"),
        ("N7 hủy, trùng với N9", QuickAction.CANCEL, None, None, "trùng với N9"),
        ("N7 làm tiếp", QuickAction.REOPEN, None, None, ""),
        ("N8 đã trình", QuickAction.SUBMITTED, None, None, ""),
        ("N8 gấp", QuickAction.PRIORITY, None, None, ""),
        ("N9 giao Phòng Kinh tế", QuickAction.LEAD, None, None, "Phòng Kinh tế"),
        ("N9 khó khăn: thiếu người", QuickAction.DIFFICULTY, None, None, "thiếu người"),
        ("N9 đề nghị cấp máy", QuickAction.PROPOSAL, None, None, "cấp máy"),
        ("C3 85,5", QuickAction.VALUE, None, None, "85,5"),
        ("C3 = 85 %", QuickAction.VALUE, None, None, "85 %"),
    ],
)  # fmt: skip
def test_marks_as_leaders_write_them(
    typed: str, action: QuickAction, day: date | None, percent: int | None, words: str
) -> None:
    [line] = quick_lines(typed, today=TODAY)
    assert (line.problem, line.action, line.day, line.percent, line.words) == (None, action, day, percent, words)


def test_several_marks_and_several_codes() -> None:
    lines = quick_lines("N12, N13 hạn 30/9; N15 xong\nC3 85, N4 gấp", today=TODAY)
    assert [line.codes for line in lines] == [("N12", "N13"), ("N15",), ("C3",), ("N4",)]
    assert all(line.problem is None for line in lines)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("N12 xong N13 hạn 30/12", [("N12", "done", TODAY), ("N13", "due_on", date(2026, 12, 30))]),
        ("N12 xong. N13, N14 gấp", [("N12", "done", TODAY), ("N13 N14", "priority", None)]),
        ("N12 N13 xong", [("N12 N13", "done", TODAY)]),
        ("N12-N15 xong", [("N12 N13 N14 N15", "done", TODAY)]),
        ("N12 đến N14 xong", [("N12 N13 N14", "done", TODAY)]),
        ("n9 – n10, N12 xong", [("N9 N10 N12", "done", TODAY)]),
        ("N012 = xong", [("N12", "done", TODAY)]),
        ("N12 hạn 30/12, giao Công an xã", [("N12", "due_on", date(2026, 12, 30)), ("N12", "lead", None)]),
        ("N12 xong 100%", [("N12", "done", TODAY)]),
        ("N12 đã xong hôm qua", [("N12", "done", date(2026, 9, 19))]),
        ("N12 xong ngày 5 tháng 9", [("N12", "done", date(2026, 9, 5))]),
        ("N12 xong ngay 5 thang 9 nam 2026", [("N12", "done", date(2026, 9, 5))]),
        ("N7 hủy, trùng với N9", [("N7", "cancel", None)]),
        ("N12 han quy IV", [("N12", "due_on", None)]),
    ],
)
def test_every_mark_of_a_line_is_found(typed: str, found: list[tuple[str, str, date | None]]) -> None:
    lines = quick_lines(typed, today=TODAY)
    assert all(line.problem is None for line in lines), lines
    assert [(" ".join(line.codes), str(line.action), line.day) for line in lines] == found


def test_a_due_term_is_left_to_the_rule_of_due_terms() -> None:
    [line] = quick_lines("N12 gia hạn đến hết quý I/2027", today=TODAY)
    assert (line.problem, line.day, line.term) == (None, None, "hết quý I/2027")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("họp lại sau", QuickProblem.NO_CODE), ("N12", QuickProblem.NO_ACTION), ("N12 xem lại", QuickProblem.NO_ACTION),
        ("N12 hạn", QuickProblem.NO_DAY), ("N12 hạn 31/9", QuickProblem.NO_DAY),
        ("N12 tạm dừng", QuickProblem.NO_REASON),
        ("N12 170%", QuickProblem.NO_ACTION), ("N12, C3 xong", QuickProblem.NOT_FOR_INDICATORS),
        ("C3", QuickProblem.NO_ACTION), ("N12 xong N13 thì chưa", QuickProblem.TWO_MARKS),
        ("N12 xong tuần trước", QuickProblem.NO_DAY), ("N12 xong từ tháng 8", QuickProblem.NO_DAY),
        ("N15-N12 xong", QuickProblem.NO_RANGE), ("N1-N99999 xong", QuickProblem.NO_RANGE),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told(typed: str, problem: QuickProblem) -> None:
    [line] = quick_lines(typed, today=TODAY)
    assert line.problem is problem


@given(st.text(max_size=60))
def test_no_words_whatever_make_a_change_without_a_code(text: str) -> None:
    for line in quick_lines(text, today=TODAY):
        assert line.problem is not None or line.codes
