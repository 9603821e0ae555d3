"""Deadlines as commune plans word them; the plan of the table is dated 05/02/2026."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.deadlines import Deadline, compute_deadline
from kh57_desktop.domain.terms import DeadlineKind

ISSUED = date(2026, 2, 5)

DATED: dict[str, str] = {
    "tháng 6/2026": "2026-06-30",
    "Tháng 02 năm 2026": "2026-02-28",
    "Tháng 2/2028": "2028-02-29",
    "tháng 6-2026": "2026-06-30",
    "tháng 6.2026": "2026-06-30",
    "6/2026": "2026-06-30",
    "06/2026": "2026-06-30",
    "Tháng 6, năm 2026": "2026-06-30",
    "tháng 6/26": "2026-06-30",
    "Tháng tư năm 2026": "2026-04-30",
    "Tháng năm năm 2026": "2026-05-31",
    "Tháng mười hai năm 2026": "2026-12-31",
    "trong tháng 5/2026": "2026-05-31",
    "đến tháng 6/2026": "2026-06-30",
    "đến hết tháng 6/2026": "2026-06-30",
    "cuối tháng 6/2026": "2026-06-30",
    "T4/2026": "2026-04-30",
    "t9.2026": "2026-09-30",
    "T. 12/2026": "2026-12-31",
    "cuối T3/2026": "2026-03-31",
    "Quí II/2026": "2026-06-30",
    "Tháng 6": "2026-06-30",
    "Hoàn thành trong tháng 9": "2026-09-30",
    "quý II/2026": "2026-06-30",
    "Quý II năm 2026": "2026-06-30",
    "Quý 2/2026": "2026-06-30",
    "quý 02/2026": "2026-06-30",
    "QUÝ IV/2026": "2026-12-31",
    "Quý I-2027": "2027-03-31",
    "quý iii/26": "2026-09-30",
    "Quý hai năm 2026": "2026-06-30",
    "trong quý I": "2026-03-31",
    "Quý III": "2026-09-30",
    "hết quý II/2026": "2026-06-30",
    "Cuối quý III/2026": "2026-09-30",
    "Trong quý III năm 2026": "2026-09-30",
    "năm 2026": "2026-12-31",
    "Năm 2026.": "2026-12-31",
    "2026": "2026-12-31",
    "trong năm 2026": "2026-12-31",
    "cả năm 2026": "2026-12-31",
    "hoàn thành trong năm 2026": "2026-12-31",
    "cuối năm 2026": "2026-12-31",
    "trước cuối năm 2026": "2026-12-31",
    "cuối năm": "2026-12-31",
    "trong năm": "2026-12-31",
    "đến năm 2030": "2030-12-31",
    "Đến hết năm 2035": "2035-12-31",
    "đến cuối năm 2030": "2030-12-31",
    "6 tháng đầu năm 2026": "2026-06-30",
    "06 tháng đầu năm 2026": "2026-06-30",
    "Sáu tháng đầu năm 2026": "2026-06-30",
    "6 tháng cuối năm 2026": "2026-12-31",
    "nửa đầu năm 2026": "2026-06-30",
    "6 tháng đầu năm": "2026-06-30",
    "Trong 6 tháng đầu năm 2026": "2026-06-30",
    "9 tháng đầu năm 2026": "2026-09-30",
    "9 tháng năm 2026": "2026-09-30",
    "trước ngày 30/6/2026": "2026-06-30",
    "Trước 15/5/2026": "2026-05-15",
    "Hoàn thành trước 30/6/2026": "2026-06-30",
    "xong trước ngày 30 tháng 6 năm 2026": "2026-06-30",
    "trước ngày 30/6": "2026-06-30",
    "trước tháng 6/2026": "2026-05-31",
    "trước quý II/2026": "2026-03-31",
    "trước năm 2030": "2029-12-31",
    "ngày 15/9/2026": "2026-09-15",
    "30/6/2026": "2026-06-30",
    "30/06/2026": "2026-06-30",
    "30-6-2026": "2026-06-30",
    "30.6.2026": "2026-06-30",
    "30/6/26": "2026-06-30",
    "31/12/2025": "2025-12-31",
    "Ngày 15 tháng 9 năm 2026": "2026-09-15",
    "ngày 05 tháng 3/2026": "2026-03-05",
    "chậm nhất ngày 20/12/2026": "2026-12-20",
    "Chậm nhất là ngày 20/12/2026": "2026-12-20",
    "chậm nhất đến 20/12/2026": "2026-12-20",
    "không quá ngày 30/9/2026": "2026-09-30",
    "muộn nhất 30/9/2026": "2026-09-30",
    "Đến ngày 30/9/2026": "2026-09-30",
    "Thời gian hoàn thành: Quý II/2026": "2026-06-30",
    "Thời hạn: 30/6/2026": "2026-06-30",
    "Thời gian thực hiện: trong tháng 3/2026": "2026-03-31",
    "Dự kiến quý III/2026": "2026-09-30",
    "Tháng sáu năm 2026": "2026-06-30",
    "2026-06-30": "2026-06-30",
    "Từ nay đến 31/12/2026": "2026-12-31",
    "từ ngày ban hành đến hết quý II/2026": "2026-06-30",
    "trước 17h00 ngày 30/6/2026": "2026-06-30",
    "Không chậm hơn ngày 30/6/2026": "2026-06-30",
    "Theo hướng dẫn của tỉnh, hoàn thành trước 31/12/2026": "2026-12-31",
    "29/02/2028": "2028-02-29",
    "Sau khi có hướng dẫn của tỉnh, chậm nhất ngày 30/6/2026": "2026-06-30",
}

PERIODS: dict[str, tuple[str, str | None]] = {
    "giai đoạn 2026-2030": ("2026-01-01", "2030-12-31"),
    "2026 - 2030": ("2026-01-01", "2030-12-31"),
    "2026 – 2028": ("2026-01-01", "2028-12-31"),
    "Giai đoạn 2026 - 2030": ("2026-01-01", "2030-12-31"),
    "Năm 2025-2026": ("2025-01-01", "2026-12-31"),
    "từ năm 2026 đến năm 2030": ("2026-01-01", "2030-12-31"),
    "năm 2026, 2027": ("2026-01-01", "2027-12-31"),
    "Năm 2026 và năm 2027": ("2026-01-01", "2027-12-31"),
    "Quý I-II/2026": ("2026-01-01", "2026-06-30"),
    "Quý II, III/2026": ("2026-04-01", "2026-09-30"),
    "Quý II và quý IV/2026": ("2026-04-01", "2026-12-31"),
    "từ quý II/2026 đến quý I/2027": ("2026-04-01", "2027-03-31"),
    "Quý III/2026 - Quý I/2027": ("2026-07-01", "2027-03-31"),
    "Tháng 3 - 6/2026": ("2026-03-01", "2026-06-30"),
    "từ tháng 3 đến tháng 6/2026": ("2026-03-01", "2026-06-30"),
    "Từ tháng 3/2026 đến hết tháng 12/2026": ("2026-03-01", "2026-12-31"),
    "Tháng 3/2026 - 12/2028": ("2026-03-01", "2028-12-31"),
    "Tháng 6 và tháng 12/2026": ("2026-06-01", "2026-12-31"),
    "Tháng 4, 5, 6/2026": ("2026-04-01", "2026-06-30"),
    "từ ngày 01/3/2026 đến ngày 30/6/2026": ("2026-03-01", "2026-06-30"),
    "01/3/2026 - 30/6/2026": ("2026-03-01", "2026-06-30"),
    "01/3 - 30/6/2026": ("2026-03-01", "2026-06-30"),
    "Từ ngày 15 đến ngày 20/9/2026": ("2026-09-15", "2026-09-20"),
    "Từ tháng 3/2026, hoàn thành trước 30/9/2026": ("2026-03-01", "2026-09-30"),
    "Bắt đầu từ quý II/2026, hoàn thành trong năm 2027": ("2026-04-01", "2027-12-31"),
    "Giai đoạn 2026–2030 và những năm tiếp theo": ("2026-01-01", None),
    "trong các năm 2026-2028": ("2026-01-01", "2028-12-31"),
    "Từ tháng 3/2026": ("2026-03-01", None),
    "Từ ngày 01/7/2026": ("2026-07-01", None),
    "từ quý II/2026 trở đi": ("2026-04-01", None),
    "Năm 2026 và các năm tiếp theo": ("2026-01-01", None),
    "Bắt đầu từ năm 2027": ("2027-01-01", None),
}

RECURRING: dict[str, str | None] = {
    "hằng năm": "year",
    "Hàng năm": "year",
    "mỗi năm": "year",
    "Định kỳ hằng năm": "year",
    "định kỳ": None,
    "hằng quý": "quarter",
    "Hàng quý": "quarter",
    "định kỳ 6 tháng": "half",
    "6 tháng/lần": "half",
    "6 tháng một lần": "half",
    "6 tháng 1 lần": "half",
    "mỗi quý một lần": "quarter",
    "Định kỳ 06 tháng 01 lần": "half",
    "hằng tháng 2 lần": "month*2",
    "3 tháng/lần": "quarter",
    "01 năm/lần": "year",
    "2 năm một lần": "years:2",
    "mỗi năm 01 lần": "year",
    "02 lần/năm": "year*2",
    "ít nhất 1 lần/quý": "quarter",
    "6 tháng, năm": "half+year",
    "Định kỳ hằng tháng, quý, 6 tháng, năm": "month+quarter+half+year",
    "Định kỳ 6 tháng và hằng năm": "half+year",
    "hằng quý, hằng năm": "quarter+year",
    "Hằng tháng": "month",
    "Hằng tuần": "week",
    "Định kỳ hằng quý và đột xuất khi có yêu cầu": "quarter",
    "Hằng năm, theo kế hoạch của tỉnh": "year",
    "Quý I hằng năm": "year:Q1",
    "Quý I hàng năm": "year:Q1",
    "Tháng 12 hằng năm": "year:12",
    "Trong tháng 11 hằng năm": "year:11",
    "Quý II và quý IV hằng năm": "year:Q2,Q4",
    "Quý II, IV hằng năm": "year:Q2,Q4",
    "Tháng 6, tháng 12 hằng năm": "year:06,12",
    "trước 15/11 hằng năm": "year:11-15",
    "Trước ngày 15/11 hàng năm": "year:11-15",
    "Hằng năm, trước ngày 15/11": "year:11-15",
    "ngày 10/10 hằng năm": "year:10-10",
    "Hằng năm (quý IV)": "year:Q4",
    "Hằng năm vào quý I": "year:Q1",
    "6 tháng đầu năm hằng năm": "year:H1",
    "trước ngày 15 hằng tháng": "month:15",
    "Ngày 25 hằng tháng": "month:25",
    "Trước ngày 15 của tháng cuối quý": "quarter:15",
    "ngày 20 tháng cuối mỗi quý": "quarter:20",
    "Chiều thứ Sáu hằng tuần": "week:5",
    "thứ 2 hàng tuần": "week:1",
    "Báo cáo trước ngày 15/6 và trước ngày 15/12 hằng năm": "year:06-15,12-15",
    "01 cuộc/năm": "year",
    "Ít nhất 02 đợt/năm": "year*2",
    "hằng quý/lần": "quarter",
    "Cuối hằng quý": "quarter",
    "theo quý": "quarter",
    "Theo định kỳ hằng quý": "quarter",
    "định kỳ sáu tháng": "half",
    "Tháng sáu và tháng mười hai hằng năm": "year:06,12",
}

CONTINUOUS: dict[str, str | None] = {
    "thường xuyên": None,
    "Thường xuyên.": None,
    "Thường xuyên, liên tục": None,
    "Thực hiện thường xuyên": None,
    "thường xuyên, hằng năm": "year",
    "Thường xuyên, hằng quý": "quarter",
    "Hằng năm, thường xuyên": "year",
    "Thường xuyên trong năm": None,
    "Thường xuyên, theo chỉ đạo của tỉnh": None,
    "hằng ngày": None,
}

CONDITIONAL = (
    "theo chỉ đạo",
    "Theo chỉ đạo của tỉnh",
    "Theo hướng dẫn của cấp trên",
    "Theo Kế hoạch số 12/KH-UBND ngày 15/3/2026",
    "theo lộ trình của tỉnh",
    "khi có hướng dẫn",
    "Khi có yêu cầu",
    "Sau khi có văn bản hướng dẫn",
    "Ngay sau khi Kế hoạch được ban hành",
    "sau 30 ngày kể từ khi có hướng dẫn",
    "Trong vòng 15 ngày kể từ ngày ban hành Kế hoạch",
    "30 ngày sau khi được giao kinh phí",
    "Đột xuất",
    "tùy theo tình hình thực tế",
)

UNKNOWN = (
    "",
    "-",
    "…",
    "đầu quý III/2026",
    "đầu năm 2026",
    "giữa năm 2026",
    "Kỳ họp giữa năm 2026",
    "Năm học 2026 - 2027",
    "Vụ Hè Thu 2026",
    "nhiệm kỳ 2025-2030",
    "31/6/2026",
    "29/02/2026",
    "tháng 13/2026",
    "quý V/2026",
    "30/6/1026",
    "2030-2026",
    "Thường xuyên, hoàn thành trước 30/6/2026",
    "Đến năm 2030, tầm nhìn đến năm 2045",
    "Sau Tết Nguyên đán 2026",
    "Tuần 2 tháng 6/2026",
    "ngày 15",
    "6 tháng",
    "không thường xuyên",
    "Quý II/2026 hoặc Quý III/2026",
    "Quý I hằng năm, riêng năm 2026 vào quý II",
    "Chào mừng Đại hội, tháng 9/2026",
    "02 tuần",
    "Tháng 3/2026 và duy trì thường xuyên",
    "Quý II/2026 và hằng năm",
    "Quý II và thường xuyên",
    "Quý II/2026 và duy trì hằng năm",
    "Hằng năm, tháng 6/2026",
    "Từ tháng 9/2026, hoàn thành trước 30/6/2026",
    "Giai đoạn 2026-2030, định hướng đến năm 2035",
    "Năm 2026, theo hướng dẫn của tỉnh",
    "tháng sau",  # next month, not June (sáu)
    "Từ tháng sau",
    "năm mới 2026",
    "Quyết định số 12/2026/QĐ-UBND",
    "2026/2027",
    "ngày 30 tháng 2 năm 2026",
    "32/12/2026",
    "tháng 6/206",
    "Hằng năm 2026",
    "hằng tháng 6",
    "Sau quý II/2026",
    "Quý I + II/2026",
    "Tháng 01",  # the plan is of 05/02/2026: next January is not invented
)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


@pytest.mark.parametrize(("words", "due_on"), DATED.items())
def test_a_term_ends_on_its_last_day(words: str, due_on: str) -> None:
    assert compute_deadline(words, issued_on=ISSUED) == Deadline(DeadlineKind.DATED, due_on=_day(due_on))


@pytest.mark.parametrize(("words", "days"), PERIODS.items())
def test_a_span_has_its_first_and_last_day(words: str, days: tuple[str, str | None]) -> None:
    expected = Deadline(DeadlineKind.PERIOD, start_on=_day(days[0]), due_on=_day(days[1]))
    assert compute_deadline(words, issued_on=ISSUED) == expected


@pytest.mark.parametrize(("words", "recurrence"), RECURRING.items())
def test_a_rhythm_has_a_code_and_no_day(words: str, recurrence: str | None) -> None:
    assert compute_deadline(words, issued_on=ISSUED) == Deadline(DeadlineKind.RECURRING, recurrence=recurrence)


@pytest.mark.parametrize(("words", "recurrence"), CONTINUOUS.items())
def test_continuous_work_is_never_due(words: str, recurrence: str | None) -> None:
    assert compute_deadline(words, issued_on=ISSUED) == Deadline(DeadlineKind.CONTINUOUS, recurrence=recurrence)


@pytest.mark.parametrize("words", CONDITIONAL)
def test_a_condition_gives_no_day(words: str) -> None:
    assert compute_deadline(words, issued_on=ISSUED) == Deadline(DeadlineKind.CONDITIONAL)


@pytest.mark.parametrize("words", UNKNOWN)
def test_words_that_are_not_understood_give_no_day(words: str) -> None:
    assert compute_deadline(words, issued_on=ISSUED) == Deadline(DeadlineKind.UNKNOWN)


def test_a_rhythm_may_be_bounded_by_years() -> None:
    bounded = compute_deadline("Hằng năm, giai đoạn 2026-2030", issued_on=ISSUED)
    assert bounded == Deadline(DeadlineKind.RECURRING, date(2026, 1, 1), date(2030, 12, 31), "year")
    from_then_on = compute_deadline("Hằng quý, từ năm 2027", issued_on=ISSUED)
    assert from_then_on == Deadline(DeadlineKind.RECURRING, date(2027, 1, 1), None, "quarter")
    until_then = compute_deadline("Hằng năm đến năm 2030", issued_on=ISSUED)
    assert until_then == Deadline(DeadlineKind.RECURRING, None, date(2030, 12, 31), "year")
    within = compute_deadline("Hằng tháng trong năm 2026", issued_on=ISSUED)
    assert within == Deadline(DeadlineKind.RECURRING, date(2026, 1, 1), date(2026, 12, 31), "month")


def test_continuous_work_keeps_the_day_it_begins() -> None:
    for words in ("Thường xuyên trong năm 2026", "Thường xuyên, giai đoạn 2026-2030", "Thường xuyên từ năm 2026"):
        assert compute_deadline(words) == Deadline(DeadlineKind.CONTINUOUS, start_on=date(2026, 1, 1)), words


def test_before_a_day_is_read_strictly_where_the_file_says_so() -> None:
    assert compute_deadline("trước ngày 30/6/2026", strict_before=True).due_on == date(2026, 6, 29)
    assert compute_deadline("trước ngày 01/3/2026", strict_before=True).due_on == date(2026, 2, 28)
    assert compute_deadline("trước 15/11 hằng năm", strict_before=True).recurrence == "year:11-14"
    assert compute_deadline("trước ngày 15 hằng tháng", strict_before=True).recurrence == "month:14"
    assert compute_deadline("chậm nhất ngày 30/6/2026", strict_before=True).due_on == date(2026, 6, 30)
    assert compute_deadline("30/6/2026", strict_before=True).due_on == date(2026, 6, 30)


@pytest.mark.parametrize("words", ["Quý I", "tháng 6", "trước ngày 30/6", "6 tháng đầu năm", "cuối năm", "trong năm"])
def test_a_term_without_a_year_needs_the_day_of_the_plan(words: str) -> None:
    assert compute_deadline(words).kind is DeadlineKind.UNKNOWN


def test_a_term_without_a_year_that_is_already_over_is_not_moved_to_the_next_year() -> None:
    assert compute_deadline("Quý I", issued_on=date(2025, 12, 15)).kind is DeadlineKind.UNKNOWN
    assert compute_deadline("Quý I", issued_on=date(2026, 3, 31)).due_on == date(2026, 3, 31)


def test_a_table_cell_of_words_and_a_date_keeps_only_what_is_sure() -> None:
    """Two terms in one cell: the day and the rhythm exclude each other, so a person decides."""
    for words in ("Tháng 3/2026, sau đó hằng năm", "Trước 30/6/2026 và thường xuyên", "30/6/2026; hằng quý"):
        assert compute_deadline(words, issued_on=ISSUED).due_on is None, words


WORDS = st.sampled_from([*DATED, *PERIODS, *RECURRING, *CONTINUOUS, *CONDITIONAL, *UNKNOWN])


@given(words=WORDS, form=st.sampled_from(["NFC", "NFD"]), upper=st.booleans(), gap=st.sampled_from([" ", "  ", " \n "]))
def test_case_spacing_and_composition_change_nothing(words: str, form: str, upper: bool, gap: str) -> None:
    changed = unicodedata.normalize(form, words.upper() if upper else words).replace(" ", gap)
    assert compute_deadline(f" {changed} ", issued_on=ISSUED) == compute_deadline(words, issued_on=ISSUED)


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), pad=st.booleans())
def test_every_day_is_read_back(day: date, pad: bool) -> None:
    numbers = f"{day.day:02}/{day.month:02}" if pad else f"{day.day}/{day.month}"
    assert compute_deadline(f"{numbers}/{day.year}").due_on == day
    assert compute_deadline(f"Ngày {day.day} tháng {day.month} năm {day.year}").due_on == day


@given(words=st.text(alphabet="tháng quýnămrướcđếiIV0123456789/-., ", max_size=40))
def test_a_year_that_was_not_written_is_never_in_the_answer(words: str) -> None:
    deadline = compute_deadline(words)
    for day in (deadline.start_on, deadline.due_on):
        if day is not None:
            assert str(day.year)[2:] in words or str(day.year + 1)[2:] in words  # "trước năm 2030" ends in 2029


@given(words=st.text(max_size=60))
def test_any_text_has_an_answer(words: str) -> None:
    assert compute_deadline(words, issued_on=ISSUED).kind in DeadlineKind


def test_the_table_is_as_long_as_promised() -> None:
    assert len(DATED) + len(PERIODS) + len(RECURRING) + len(CONTINUOUS) + len(CONDITIONAL) >= 120


def test_what_trackers_shorten_is_understood_and_other_words_with_t_are_not() -> None:
    months = Deadline(DeadlineKind.PERIOD, start_on=date(2026, 4, 1), due_on=date(2026, 6, 30))
    assert compute_deadline("T4-T6/2026") == compute_deadline("T4 - 6/2026") == months
    assert compute_deadline("TX").kind is DeadlineKind.CONTINUOUS
    assert compute_deadline("H.tháng").recurrence == "month"
    assert compute_deadline("Đạt 4/2026").kind is compute_deadline("Tổ 4/2026").kind is DeadlineKind.UNKNOWN
