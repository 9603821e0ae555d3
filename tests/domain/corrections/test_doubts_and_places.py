"""Doubts with their answers, attached to rows, and the place of a row in the document."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kh57_desktop.domain.corrections.doubts import Answer, answered, doubts_of, impossible_day, leads_in
from kh57_desktop.domain.corrections.draft import Fate, RowKind, draft_of, reading_of, same_pairs
from kh57_desktop.domain.corrections.edits import checked, drop, set_field
from kh57_desktop.domain.corrections.places import Place, passage_of, places_of, rows_at
from kh57_desktop.domain.plan_reading import (
    Doubt,
    DoubtKind,
    Passage,
    PlanReading,
    ReadIndicator,
    ReadTask,
    ReadTaskGroup,
)
from kh57_desktop.domain.terms import Comparator

TASKS = tuple(
    ReadTask("1", f"1.{place}", text, "Phòng Kinh tế", (), "Quý II/2026", None)
    for place, text in enumerate(
        ("Lắp đặt Wi-Fi công cộng tại nhà văn hóa", "Nâng cấp mạng nội bộ của trụ sở", "Hoàn thành số hóa địa chính"), 1
    )
)


def draft(*changes: ReadTask, doubts: tuple[Doubt, ...] = (), indicators: tuple[ReadIndicator, ...] = ()):
    return draft_of(
        PlanReading(
            task_groups=(ReadTaskGroup("1", "Hạ tầng số của xã"),), tasks=(*TASKS, *changes), doubts=doubts,
            indicators=indicators,
        )
    )  # fmt: skip


def only(of):
    (doubt,) = doubts_of(of)
    return doubt


def test_a_clear_plan_has_no_doubt():
    assert doubts_of(draft()) == []


def test_a_missing_lead_is_a_doubt_only_where_most_tasks_have_one():
    bare = ReadTask("1", None, "Đề xuất cơ chế hỗ trợ cán bộ", None, (), "2026", None)
    assert only(draft(bare)).field == "lead"
    without = draft_of(PlanReading(tasks=tuple(replace(task, lead=None, deadline=None) for task in TASKS)))
    assert doubts_of(without) == []


def test_a_missing_deadline_may_be_continuous():
    bare = ReadTask("1", None, "Đưa kết quả vào tiêu chí thi đua", "Ban Xây dựng Đảng", (), None, None)
    doubt = only(draft(bare))
    assert doubt.answers == (Answer.CONTINUOUS, Answer.RIGHT)
    after = answered(draft(bare), doubt, Answer.CONTINUOUS)
    assert after.row(doubt.row).deadline == "Thường xuyên"
    assert doubts_of(after) == []


def test_a_day_that_cannot_be_is_told_and_goes_with_the_correction():
    wrong = draft(ReadTask("1", None, "Trang bị máy tính", "Công an xã", (), "trước 31/9/2026", None))
    doubt = only(wrong)
    assert "30" in doubt.reason
    assert doubts_of(set_field(wrong, doubt.row, "deadline", "trước 30/9/2026")) == []


@pytest.mark.parametrize(("words", "is_wrong"), [("31/12/2026", False), ("29/2/2026", True), ("5/13/2026", True)])
def test_days_of_the_calendar(words, is_wrong):
    assert bool(impossible_day(words)) is is_wrong


def test_two_leads_become_one_lead_and_supporting_bodies():
    two = draft(
        ReadTask("1", None, "Trang bị", "Phòng Kinh tế, Văn phòng HĐND và UBND xã", ("Các thôn",), "2026", None)
    )
    doubt = only(two)
    row = answered(two, doubt, Answer.FIRST_LEADS).row(doubt.row)
    assert (row.lead, row.supporting) == ("Phòng Kinh tế", ("Văn phòng HĐND và UBND xã", "Các thôn"))


@pytest.mark.parametrize(
    "lead", ["Phòng Văn hóa, Khoa học và Thông tin", "Văn phòng HĐND và UBND", "Các chi bộ, đoàn thể"]
)
def test_a_name_with_a_comma_of_its_own_is_one_lead(lead):
    assert leads_in(lead) == [lead]


def test_the_rest_of_a_task_is_joined_to_the_one_above():
    torn = draft(ReadTask("1", None, "kết nối với VNeID", "Trạm Y tế", (), "2026", None))
    doubt = only(torn)
    after = answered(torn, doubt, Answer.JOIN_ABOVE)
    assert reading_of(after).tasks[-1].text == "Hoàn thành số hóa địa chính kết nối với VNeID"


def test_the_same_words_twice_can_be_dropped_or_kept_apart():
    twice = draft(TASKS[0])
    doubt = only(twice)
    assert len(reading_of(answered(twice, doubt, Answer.DROP)).tasks) == 3
    apart = answered(twice, doubt, Answer.APART)
    assert len(reading_of(apart).tasks) == 4
    assert doubts_of(apart) == []


def test_a_doubt_of_the_reader_finds_its_row_and_offers_its_answers():
    text = "Mở lớp học cho cán bộ. Rà soát quy chế của xã"
    doubt = Doubt("… cho cán bộ. Rà soát quy chế", "dính nhau", DoubtKind.TORN, "Rà soát quy chế của xã")
    found = only(draft(replace(TASKS[0], text=text), doubts=(doubt,)))
    assert found.answers[0] is Answer.SPLIT
    after = answered(draft(replace(TASKS[0], text=text), doubts=(doubt,)), found, Answer.SPLIT)
    assert [task.text for task in reading_of(after).tasks][-2:] == ["Mở lớp học cho cán bộ.", "Rà soát quy chế của xã"]


def test_several_tasks_of_the_province_are_doubts_of_their_own():
    doubt = Doubt("…", "cấp tỉnh", DoubtKind.NOT_OURS, "\n".join(task.text for task in TASKS[:2]))
    found = doubts_of(draft(doubts=(doubt,)))
    assert [one.row for one in found] == [2, 3]
    assert answered(draft(doubts=(doubt,)), found[0], Answer.NOT_OURS).row(2).fate is Fate.NOT_OURS


def test_a_doubt_about_the_whole_document_has_no_row():
    doubt = only(draft(doubts=(Doubt("phần cuối văn bản không có ở đây", "không thấy chữ ký"),)))
    assert doubt.row is None
    assert doubts_of(answered(draft(), doubt, Answer.RIGHT)) == []


def test_like_indicators_are_joined_or_kept_apart():
    said = (("thủ tục nộp", 80, 2026), ("thủ tục được nộp", 100, 2030))
    rows = tuple(
        ReadIndicator(
            f"Tỷ lệ hồ sơ {words} trực tuyến đạt {value}%",
            year,
            None,
            Comparator.EQUAL,
            Decimal(value),
            None,
            "%",
            None,
        )
        for words, value, year in said
    )
    near = draft(indicators=rows)
    doubt = only(near)
    assert doubt.answers == (Answer.JOIN, Answer.APART)
    assert same_pairs(answered(near, doubt, Answer.JOIN)) == {1: 0}
    assert doubts_of(answered(near, doubt, Answer.JOIN)) == []
    assert doubts_of(answered(near, doubt, Answer.APART)) == []


def test_rows_that_were_checked_or_dropped_rest():
    bare = draft(ReadTask("1", None, "Đề xuất cơ chế", None, (), "2026", None))
    key = only(bare).row
    assert doubts_of(checked(bare, [key])) == []
    assert doubts_of(drop(bare, [key])) == []


# --- places --------------------------------------------------------------------------------------------------------

PASSAGES = (
    Passage("1. Hạ tầng số của xã"),
    Passage("- Lắp đặt Wi-Fi công cộng"),
    Passage("tại nhà văn hóa"),
    Passage("2 | Nâng cấp mạng nội bộ của trụ sở | 2026", ("2", "Nâng cấp mạng nội bộ của trụ sở", "2026"), 1),
    Passage("Hoàn thành số hóa địa chính"),
)


def test_rows_are_found_over_paragraphs_and_in_cells():
    places = places_of(draft(), PASSAGES)
    assert places == {1: Place(0, 0), 2: Place(1, 2), 3: Place(3, 3), 4: Place(4, 4)}
    assert rows_at(places, 2) == [2]


def test_words_of_a_doubt_lead_to_their_passage():
    assert passage_of("… trụ sở | 2026", PASSAGES) == 3
    assert passage_of("không có", PASSAGES) is None


def test_equal_rows_are_found_one_behind_the_other():
    rows = draft_of(PlanReading(tasks=(TASKS[0], TASKS[0])))
    twice = (Passage(TASKS[0].text), Passage("khác"), Passage(TASKS[0].text))
    assert [place.first for place in places_of(rows, twice).values()] == [0, 2]


def test_every_kind_of_row_is_placed():
    assert RowKind.GROUP in {row.kind for row in draft().rows}
